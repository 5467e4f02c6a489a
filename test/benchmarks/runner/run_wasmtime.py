"""Wasmtime by its Python package, where its command line is not installed:

    run_wasmtime.py [--explicit] version
    run_wasmtime.py [--explicit] compile IN.wasm OUT
    run_wasmtime.py [--explicit] run OUT [ARGUMENT]...

--explicit: bounds checks instead of guard pages and signals.
"""
import sys
from importlib import metadata

import wasmtime
from wasmtime import _ffi


def engine(explicit):
    config = wasmtime.Config()
    config.cranelift_opt_level = "speed"
    if explicit:
        config.memory_reservation = 0
        config.memory_guard_size = 0
        _ffi.wasmtime_config_signals_based_traps_set(config.ptr(), False)
    return wasmtime.Engine(config)


def run(machine, path, arguments):
    store = wasmtime.Store(machine)
    wasi = wasmtime.WasiConfig()
    wasi.argv = ["program", *arguments]
    wasi.inherit_stdout()
    wasi.inherit_stderr()
    store.set_wasi(wasi)
    linker = wasmtime.Linker(machine)
    linker.define_wasi()
    module = wasmtime.Module.deserialize_file(machine, path)
    instance = linker.instantiate(store, module)
    try:
        instance.exports(store)["_start"](store)
    except wasmtime.ExitTrap as exit:
        return exit.code
    return 0


def main(arguments):
    explicit = arguments[:1] == ["--explicit"]
    command, *rest = arguments[explicit:]
    machine = engine(explicit)
    if command == "version":
        print("wasmtime", metadata.version("wasmtime"))
    elif command == "compile":
        with open(rest[0], "rb") as f:
            module = wasmtime.Module(machine, f.read())
        with open(rest[1], "wb") as f:
            f.write(module.serialize())
    else:
        return run(machine, rest[0], rest[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
