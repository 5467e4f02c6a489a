"""How each engine turns a program into a command that can be timed.

An engine builds ahead of time what it can, always in its fastest mode. What an
engine cannot do is a Skip with the reason, which the report repeats; what ought
to work and does not is an error.
"""
import glob
import os
import re
import shutil
import subprocess
import sys

from . import builds
from .builds import BuildError

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
CLANG, CLANGXX = "clang-19", "clang++-19"
# The stack of Wasm programs: lld's default is 64 KiB, natively it is 8 MiB.
WASM_LINK = ("-Wl,-z,stack-size=1048576",)


class Skip(Exception):
    """The engine does not run this; the message says why."""


def said_by(command):
    """What a command prints, or None if it is not there or fails."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def version(tool, *arguments):
    said = said_by([tool, *(arguments or ("--version",))])
    if said is None:
        raise Skip(f"{tool} is not installed")
    return said.splitlines()[0] if said else tool


class Toolchain:
    """Compiles programs natively and to WebAssembly."""

    def __init__(self, cache, native_flags, wasm_flags):
        self.cache = cache
        self.native_flags = native_flags.split()
        self.wasm_flags = wasm_flags.split()
        self.identity = said_by([CLANG, "--version"])
        if self.identity is None:
            raise SystemExit(f"compare: {CLANG} is not installed")
        self.identity = [self.identity.splitlines()[0]]
        support = os.path.join(ROOT, "test", "support")
        self.cc_wasi = os.path.join(support, "cc-wasi")
        self.cxx_wasi = os.path.join(support, "cxx-wasi")

    def native(self, program, *flags):
        command = [CLANGXX if program.cxx else CLANG, *self.native_flags]
        if program.cxx:
            command.append("-fno-exceptions")
        if program.simd_only:
            command.append("-msse4.1")
        command += [*flags, program.path, "-o", "{out}", "-lm"]
        return self.cache.make(program.name, command, program.inputs(),
                               self.identity)

    def wasm(self, program, simd):
        if program.simd_only and not simd:
            raise Skip("uses SIMD itself")
        driver = self.cxx_wasi if program.cxx else self.cc_wasi
        command = [driver, *self.wasm_flags]
        if program.cxx:
            command.append("-fno-exceptions")
        if simd:
            command.append("-msimd128")
        command += [program.path, *WASM_LINK, "-o", "{out}"]
        return self.cache.make(program.name + ".wasm", command,
                               [driver, *program.inputs()], self.identity)


class Engine:
    """One column of the report. `from_wasm` is false for native code only."""
    name = ""
    from_wasm = True
    simd = True
    # So that its start is worth subtracting (--net).
    starts_slowly = False

    def describe(self):
        """What to say about it in the report; raises Skip if it cannot run."""
        raise NotImplementedError

    def command(self, program, wasm):
        """The command that runs a program, to which its arguments are added."""
        raise NotImplementedError


class Native(Engine):
    name = "native"
    from_wasm = False

    def __init__(self, toolchain):
        self.toolchain = toolchain

    def describe(self):
        return " ".join([*self.toolchain.identity,
                         *self.toolchain.native_flags])

    def command(self, program, wasm):
        return [self.toolchain.native(program)]


class Sinter(Engine):
    def __init__(self, cache, name, sinter, flags):
        self.cache, self.name, self.flags = cache, name, flags
        self.sinter = os.path.realpath(shutil.which(sinter) or sinter)
        self.known_identity = None

    @property
    def identity(self):
        """The compiler, and the runtime archives that it links."""
        if not self.known_identity:
            lib = os.path.join(os.path.dirname(os.path.dirname(self.sinter)),
                               "lib", "sinter")
            self.known_identity = [builds.file_hash(self.sinter),
                                   builds.tree_hash(lib)]
        return self.known_identity

    def describe(self):
        if not os.access(self.sinter, os.X_OK):
            raise Skip(f"there is no {self.sinter}")
        probe = os.path.join(HERE, "empty.wat")
        try:
            self.compile(probe, "probe", *self.probe_flags())
        except BuildError as error:
            raise Skip(str(error).splitlines()[0]) from None
        return f"{self.sinter} {' '.join(self.flags)}"

    def probe_flags(self):
        return self.flags

    def compile(self, wasm, output, *flags, env=None, inputs=()):
        return self.cache.make(
            output, [self.sinter, "compile", wasm, "-o", "{out}", *flags],
            [wasm, *inputs], self.identity, env)

    def command(self, program, wasm):
        return [self.compile(wasm, program.name, *self.flags)]


class SinterProfiled(Sinter):
    """Trained by the quick run, which is not the run that is measured."""

    def probe_flags(self):
        return [*self.flags, "--profile-generate"]

    def command(self, program, wasm):
        trainer = self.compile(wasm, program.name, *self.flags,
                               "--profile-generate")
        profile = self.cache.make(
            "default.profraw", [trainer, "1"], [trainer],
            env={"LLVM_PROFILE_FILE": "default.profraw"})
        return [self.compile(wasm, program.name, *self.flags,
                             "--profile-use=" + profile, inputs=[profile])]


class Wasm2c(Engine):
    """wabt's wasm2c, its output compiled by the same clang with our small
    WASI (wasi.c). The flags that wabt recommends for exact NaNs and stack
    overflows are left out: they cost time."""
    simd = False  # Debian's 1.0.32 has none

    def __init__(self, cache, guard):
        self.cache, self.guard = cache, guard
        self.name = "wasm2c" if guard else "wasm2c-explicit"
        tool = shutil.which("wasm2c") or "wasm2c"
        self.tool = os.path.realpath(tool)
        self.runtime = os.path.join(os.path.dirname(os.path.dirname(tool)),
                                    "share", "wabt", "wasm2c")

    def describe(self):
        self.identity = [version("wasm2c"), version(CLANG)]
        if not os.path.exists(os.path.join(self.runtime, "wasm-rt-impl.c")):
            raise Skip(f"no wasm-rt-impl.c in {self.runtime}")
        return f"wasm2c {self.identity[0]}, {' '.join(self.clang_flags())}"

    def clang_flags(self):
        flags = ["-O3", "-ffp-contract=off", "-w"]
        if self.guard:
            return flags + ["-DWASM_RT_MEMCHECK_SIGNAL_HANDLER=1"]
        # Without its signal handler it counts the depth of calls.
        return flags + ["-DWASM_RT_MEMCHECK_SIGNAL_HANDLER=0",
                        "-DWASM_RT_MAX_CALL_STACK_DEPTH=100000"]

    def translate(self, wasm):
        """The module in C, whose symbols begin with Z_m."""
        return self.cache.make("m.c", [self.tool, "-n", "m", wasm, "-o",
                                       "{out}"], [wasm], self.identity)

    def command(self, program, wasm):
        source = self.translate(wasm)
        shim = os.path.join(HERE, "wasi.c")
        return [self.cache.make(
            program.name,
            [CLANG, *self.clang_flags(), "-I", os.path.dirname(source), "-I",
             self.runtime, source, shim,
             os.path.join(self.runtime, "wasm-rt-impl.c"), "-o", "{out}",
             "-lm"],
            [source, shim], self.identity)]


class V8(Engine):
    """Node, whose start and compiling are in its time. As users get it, V8
    begins each function with a quick compiler and changes to its good one at
    a later call: a loop that is entered once stays slow. `v8-optimised` uses
    the good one from the start, which is faster for most programs here."""
    starts_slowly = True

    def __init__(self, node, optimised):
        self.node = node or self.newest()
        self.name = "v8-optimised" if optimised else "v8"
        self.flags = ["--no-liftoff"] if optimised else []

    @staticmethod
    def newest():
        """The newest of node on PATH and those that tools/npm/fetch gets."""
        modules = os.path.join(ROOT, "build", "npm", "node_modules", "node*")
        found = glob.glob(os.path.join(modules, "bin", "node"))
        if shutil.which("node"):
            found.append(shutil.which("node"))
        numbers = {}
        for path in found:
            said = re.match(r"v(\d+)\.(\d+)", said_by([path, "--version"])
                            or "")
            if said:
                numbers[path] = tuple(map(int, said.groups()))
        return max(numbers, key=numbers.get, default="node")

    def describe(self):
        return " ".join([self.node, version(self.node), *self.flags])

    def command(self, program, wasm):
        return [self.node, "--no-warnings", *self.flags, os.path.join(
            ROOT, "test", "programs", "run_v8.mjs"), wasm, "--"]


class Wasmtime(Engine):
    """By its command, or by its Python package."""
    starts_slowly = True

    def __init__(self, cache, explicit):
        self.cache = cache
        self.name = "wasmtime-explicit" if explicit else "wasmtime"
        script = os.path.join(HERE, "run_wasmtime.py")
        self.package = [sys.executable, script] + ["--explicit"] * explicit
        self.flags = ["-O", "opt-level=2"]
        if explicit:
            for setting in ("memory-reservation=0", "memory-guard-size=0",
                            "signals-based-traps=n"):
                self.flags += ["-O", setting]

    def describe(self):
        said = said_by(["wasmtime", "--version"])
        self.by_command = bool(said)
        said = said or said_by([*self.package, "version"])
        if not said:
            raise Skip("neither the command nor the Python package is "
                       "installed")
        self.identity = [said]
        return f"{said} {' '.join(self.flags)}"

    def command(self, program, wasm):
        compiler, runner = [*self.package, "compile", wasm, "{out}"], \
            [*self.package, "run"]
        if self.by_command:
            compiler = ["wasmtime", "compile", *self.flags, wasm, "-o",
                        "{out}"]
            runner = ["wasmtime", "run", "--allow-precompiled", *self.flags]
        return [*runner, self.cache.make("code.cwasm", compiler, [wasm],
                                         self.identity)]


class Wamr(Engine):
    def __init__(self, cache, explicit):
        self.cache = cache
        self.name = "wamr-explicit" if explicit else "wamr"
        self.flags = ["--opt-level=3", "--size-level=0"]
        if explicit:
            self.flags.append("--bounds-checks=1")

    def describe(self):
        self.identity = [version("wamrc"), version("iwasm")]
        return " ".join([*self.identity, *self.flags])

    def command(self, program, wasm):
        code = self.cache.make(
            "code.aot",
            ["wamrc", *self.flags, "-o", "{out}", wasm], [wasm],
            self.identity)
        return ["iwasm", "--stack-size=4194304", code]


class WasmEdge(Engine):
    name = "wasmedge"

    def __init__(self, cache):
        self.cache = cache

    def describe(self):
        self.identity = [version("wasmedge")]
        return f"{self.identity[0]} compile --optimize 3"

    def command(self, program, wasm):
        code = self.cache.make(
            "code.so",
            ["wasmedge", "compile", "--optimize", "3", wasm, "{out}"], [wasm],
            self.identity)
        return ["wasmedge", "run", code]


class Wasmer(Engine):
    name = "wasmer"

    def __init__(self, cache):
        self.cache = cache

    def describe(self):
        self.identity = [version("wasmer")]
        help_text = said_by(["wasmer", "compile", "--help"]) or ""
        # Not every distribution of it contains LLVM.
        self.flags = ["--llvm"] if "--llvm" in help_text else ["--cranelift"]
        return " ".join([*self.identity, *self.flags])

    def command(self, program, wasm):
        code = self.cache.make(
            "code.wasmu",
            ["wasmer", "compile", *self.flags, wasm, "-o", "{out}"], [wasm],
            self.identity)
        return ["wasmer", "run", code, "--"]


def variants(cache, sinter, specs):
    """Engines from NAME=[SINTER] FLAGS: other flags or compilers of ours."""
    for spec in specs:
        name, equals, rest = spec.partition("=")
        if not equals or not name:
            raise SystemExit("compare: --variant takes NAME=[SINTER] FLAGS, "
                             f"not '{spec}'")
        words = rest.split()
        own = words and not words[0].startswith("-")
        yield Sinter(cache, name, words[0] if own else sinter,
                     words[1 if own else 0:])


def all_engines(toolchain, cache, options):
    """Every engine that there is, installed or not, in the report's order."""
    sinter, flags = options.sinter, options.sinter_flags.split()
    explicit = [*flags, "--bounds-checks=explicit"]
    guard = [*flags, "--bounds-checks=guard"]
    engines = [Native(toolchain), Sinter(cache, "sinter", sinter, explicit),
               Sinter(cache, "sinter-O2", sinter, [*explicit, "-O2"]),
               Sinter(cache, "sinter-guard", sinter, guard),
               Sinter(cache, "sinter-guard-O2", sinter, [*guard, "-O2"])]
    if options.pgo or "sinter-pgo" in options.engines.split(","):
        engines.append(SinterProfiled(cache, "sinter-pgo", sinter, explicit))
    engines += variants(cache, sinter, options.variant)
    engines += [Wasm2c(cache, True), Wasm2c(cache, False),
                V8(options.node, False), V8(options.node, True),
                Wasmtime(cache, False), Wasmtime(cache, True),
                Wamr(cache, False), Wamr(cache, True), WasmEdge(cache),
                Wasmer(cache)]
    return engines


def choose(toolchain, cache, options):
    """The engines to measure, and {name: reason} of those that cannot be."""
    engines = all_engines(toolchain, cache, options)
    if options.engines:
        wanted = options.engines.split(",")
        wanted += [spec.partition("=")[0] for spec in options.variant]
        wanted += ["sinter-pgo"] if options.pgo else []
        unknown = set(wanted) - {e.name for e in engines}
        if unknown:
            raise SystemExit(
                f"compare: no engine '{sorted(unknown)[0]}'; there are: " +
                " ".join(e.name for e in engines))
        engines = [e for e in engines if e.name in wanted or
                   e.name == "native"]
    chosen, absent = {}, {}
    for engine in engines:
        try:
            chosen[engine] = engine.describe()
        except Skip as reason:
            absent[engine.name] = str(reason)
        if engine in chosen and not engine.simd:
            absent[engine.name + "+simd"] = "has no SIMD"
    return chosen, absent
