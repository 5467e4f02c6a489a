"""A rule for Bazel: a WebAssembly module as a cc_library.

    load(":sinter.bzl", "sinter_module")
    sinter_module(name = "counter", module = "counter.wat")
    cc_binary(name = "app", srcs = ["main.c"], deps = [":counter"])

`@sinter` is a repository over an installation of Sinter; see WORKSPACE.
"""

def sinter_module(name, module, options = [], **kwargs):
    """Compiles `module` to an object with the header NAME.h.

    Args:
      name: of the library, of its header, and prefix of its C names.
      module: a .wasm or .wat file.
      options: for `sinter compile`.
      **kwargs: for cc_library.
    """
    native.genrule(
        name = name + "_code",
        srcs = [module],
        outs = [name + ".o"],
        tools = ["@sinter//:sinter"],
        cmd = "$(location @sinter//:sinter) compile $< --module-name=" + name +
              " ".join([""] + options) + " --quiet -o $@",
    )
    native.genrule(
        name = name + "_header",
        srcs = [module],
        outs = [name + ".h"],
        tools = ["@sinter//:sinter"],
        cmd = "$(location @sinter//:sinter) header $< --module-name=" + name +
              " -o $@",
    )
    native.cc_library(
        name = name,
        srcs = [name + ".o"],
        hdrs = [name + ".h"],
        includes = ["."],
        deps = ["@sinter//:runtime"],
        **kwargs
    )
