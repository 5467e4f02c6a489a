"""What it costs to start a program, and to call a module and be called."""
import os

from . import engines, process
from .programs import Program
from .tables import Table, finish
from .timing import Results, build_all

HERE = engines.HERE
STARTS = 40


class NativeStatic(engines.Native):
    name = "native-static"

    def command(self, program, wasm):
        return [self.toolchain.native(program, "-static")]


def hello():
    return Program("runner", os.path.join(HERE, "hello.c"))


def start_up(options, toolchain, chosen):
    results = Results()
    built = build_all([hello()], [NativeStatic(toolchain), *chosen], [False],
                      toolchain, results, options.jobs)
    ready = built[0][1]
    notes = [f"FAILED: {label}: {reason}"
             for _, label, reason in results.failed]
    costs = {contender.label: [] for contender in ready}
    for _ in range(STARTS):
        for contender in ready:
            cost = process.run(contender.command, options.cpu)
            if cost.output != b"hello\n":
                notes.append(f"FAILED: {contender.label}: prints "
                             f"{cost.output[:60]}")
            costs[contender.label].append(cost)
    table = Table("start of hello world", 2)
    for label, measured in costs.items():
        walls = sorted(cost.wall for cost in measured)
        table.put(label, "ms, least", walls[0] * 1e3)
        table.put(label, "ms, median", walls[len(walls) // 2] * 1e3)
        table.put(label, "CPU ms, least",
                  min(cost.cpu for cost in measured) * 1e3)
        table.put(label, "peak memory, MB",
                  min(cost.peak for cost in measured) / 1e6)
    return finish(options, [table], notes)


def calls_host(cache, source, flags, inputs, identity):
    return cache.make("calls", [engines.CLANG, "-O2", "-w", source, *flags,
                                "-o", "{out}", "-lm"],
                      [source, *inputs], identity)


def calls_programs(cache, toolchain, chosen):
    """Pairs of an engine's name and a command that measures calls."""
    source = os.path.join(HERE, "calls.c")
    wat = os.path.join(HERE, "calls.wat")
    wasm = cache.make("calls.wasm", ["wat2wasm", wat, "-o", "{out}"], [wat])
    callee = cache.make("callee.so", [engines.CLANG, "-O2", "-shared", "-fPIC",
                                      "-DCALLEE", source, "-o", "{out}"],
                        [source], toolchain.identity)
    found = [("native", [calls_host(cache, source, [callee, "-rdynamic"],
                                    [callee], toolchain.identity)])]
    for engine in chosen:
        if isinstance(engine, engines.Sinter):
            found += [(engine.name, [sinter_calls(cache, engine, source, wasm)]),
                      (engine.name, [sinter_cxx_calls(cache, engine, wasm)]),
                      (engine.name, [sinter_cxx_calls(cache, engine, wasm,
                                                      shared=True)])]
        elif isinstance(engine, engines.Wasm2c):
            c = engine.translate(wasm)
            runtime = os.path.join(engine.runtime, "wasm-rt-impl.c")
            found.append((engine.name, [calls_host(
                cache, source, ["-DWASM2C", *engine.clang_flags(), c, runtime,
                                "-I", os.path.dirname(c), "-I",
                                engine.runtime], [c], engine.identity)]))
        elif isinstance(engine, engines.V8) and not engine.flags:
            found.append((engine.name, [engine.node,
                                        os.path.join(HERE, "calls.mjs"), wasm]))
    return found


def runtime_of(engine):
    return os.path.join(os.path.dirname(os.path.dirname(engine.sinter)),
                        "lib", "sinter", "libsinter.a")


def sinter_cxx_calls(cache, engine, wasm, shared=False):
    source = os.path.join(HERE, "calls.cc")
    module = engine.compile(wasm, "calls-cxx.so" if shared else "calls-cxx.o",
                            "--imports=instantiation", *engine.flags)
    header = cache.make("calls.hpp", [engine.sinter, "header", wasm, "-o",
                                      "{out}"], [wasm], engine.identity)
    return cache.make("calls-cxx", [
        engines.CLANG, "-x", "c++", "-std=c++17", "-O2", source, "-x", "none",
        *(["-DSHARED", "-Wl,-rpath," + os.path.dirname(module)] if shared
          else []), module, runtime_of(engine), "-I", os.path.dirname(header), "-I",
        os.path.join(engines.ROOT, "include"), "-lstdc++", "-lm", "-o",
        "{out}"], [source, module, header], engine.identity)


def sinter_calls(cache, engine, source, wasm):
    module = engine.compile(wasm, "calls.o", *engine.flags)
    header = cache.make("calls.h", [engine.sinter, "header", wasm, "-o",
                                    "{out}"], [wasm], engine.identity)
    runtime = runtime_of(engine)
    flags = ["-DSINTER", module, runtime, "-I", os.path.dirname(header), "-I",
             os.path.join(engines.ROOT, "include")]
    return calls_host(cache, source, flags, [module, header], engine.identity)


def calls(options, cache, toolchain, chosen):
    table = Table("nanoseconds a call", 2)
    kinds = {"in": "host to module", "out": "module to host",
             "in-with-try": "host to module, each with sinter_try",
             "in-cxx": "host to module, C++ class",
             "in-so": "host to module in a shared object",
             "in-cxx-so": "host to module in a shared object, C++ class",
             "out-cxx": "module to a C++ lambda",
             "instance": "an instance, made and dropped",
             "memory": "reading guest memory, times memcpy"}
    best = {}
    for _ in range(options.runs):
        for name, command in calls_programs(cache, toolchain, chosen):
            cost = process.run(command, options.cpu)
            if cost.status:
                raise SystemExit(f"compare: {name}: " +
                                 process.describe_status(cost.status))
            for row in cost.output.decode().splitlines():
                kind, value = row.split()
                key = kinds[kind], name
                best[key] = min(best.get(key, float(value)), float(value))
    for (kind, name), value in best.items():
        table.put(kind, name, value)
    return finish(options, [table], [])
