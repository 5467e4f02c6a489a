"""What compiling costs - CPU time, memory - and how large its results are."""
import os
import re
import shutil
import tempfile

from . import engines, process
from .builds import BuildError
from .machine import tool
from .starting import NativeStatic, hello
from .tables import Table, finish
from .timing import Results, build_all

# wasm2c writes one C file, on which clang's time grows faster than its size.
PEER_LIMIT = 2_000_000
# Modules of others, from `tools/npm/fetch build/npm compile programs full`.
REAL_MODULES = {
    "sql.js": "sql.js/dist/sql-wasm.wasm",
    "esbuild": "esbuild-wasm/esbuild.wasm",
    "nextpnr": "@yowasp/nextpnr-ice40/gen/nextpnr-ice40.core.wasm",
    "yosys": "@yowasp/yosys/gen/yosys.core.wasm",
}


def code_size(path):
    """Bytes of machine code in an object file or executable."""
    rows = re.findall(r"^\.text\S*\s+(\d+)", tool("llvm-size", "-A", path),
                      re.MULTILINE)
    return sum(map(int, rows))


def wasm_code_size(path):
    """Bytes of a module's code section."""
    with open(path, "rb") as f:
        data = f.read()
    at = 8
    while at < len(data):
        section, size, shift = data[at], 0, 0
        at += 1
        while True:
            byte = data[at]
            size |= (byte & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if byte < 0x80:
                break
        if section == 10:
            return size
        at += size
    return 0


class Compiler:
    """A way to compile a module: commands that make {out} of {in}."""

    def __init__(self, name, commands, limit=None):
        self.name, self.commands, self.limit = name, commands, limit


def compilers(options):
    said = engines.said_by([options.sinter, "compile", "--help"])
    if said is None:
        raise SystemExit(f"compare: {options.sinter} does not run")
    found = []
    # Where it compiles in parallel: on one core, and on all.
    jobs = ["", " -j1"] if re.search(r"-j\b", said) else [""]
    for flags in ("-O0", "-O2", "-O3"):
        for more in jobs:
            words = (flags + more).split()
            found.append(Compiler("sinter " + flags + more, [
                [options.sinter, "compile", "{in}", "-o", "{out}", *words]]))
    for name, guard in (("wasm2c", 1), ("wasm2c-explicit", 0)):
        if shutil.which("wasm2c"):
            found.append(Compiler(name + ", clang -O3", [
                ["wasm2c", "-n", "m", "{in}", "-o", "{dir}/m.c"],
                [engines.CLANG, "-O3", "-w", "-c",
                 f"-DWASM_RT_MEMCHECK_SIGNAL_HANDLER={guard}", "{dir}/m.c",
                 "-o", "{out}"]], PEER_LIMIT))
    return found


def compile_once(compiler, module):
    """(CPU seconds, seconds, peak memory, bytes of code)"""
    with tempfile.TemporaryDirectory() as work:
        out = os.path.join(work, "m.o")
        cpu = wall = peak = 0
        for command in compiler.commands:
            words = [{"{in}": module, "{out}": out}.get(
                w, w.replace("{dir}", work)) for w in command]
            cost = process.run(words)
            if cost.status:
                raise BuildError(process.describe_status(cost.status))
            cpu, wall = cpu + cost.cpu, wall + cost.wall
            peak = max(peak, cost.peak)
        return cpu, wall, peak, code_size(out)


def is_module(name):
    return name in REAL_MODULES or name.endswith(".wasm")


def modules(options, toolchain, found, others, notes):
    """[(name, path)] of what to compile; without names sql.js as well."""
    npm = os.path.join(engines.ROOT, "build", "npm", "node_modules")
    simd = options.simd == "on"
    chosen = [(p.name, toolchain.wasm(p, simd or p.simd_only)) for p in found]
    for name in others if options.names else ["sql.js"]:
        path = name
        if name in REAL_MODULES:
            path = os.path.join(npm, REAL_MODULES[name])
        if os.path.exists(path):
            chosen.append((os.path.basename(name), path))
        else:
            notes.append(f"not measured: {name}: there is no {path}")
    return chosen


def compile_times(options, toolchain, found, others):
    titles = (("CPU seconds", 2), ("seconds", 2), ("peak memory, MB", 0),
              ("machine code, KB", 1), ("CPU s per MB of Wasm code", 2))
    tables = [Table(*title) for title in titles]
    notes, ways = [], compilers(options)
    for name, path in modules(options, toolchain, found, others, notes):
        code = wasm_code_size(path)
        costs = {way: [] for way in ways}
        for _ in range(options.runs):
            for way in ways:
                if way.limit and code > way.limit:
                    notes.append(f"not measured: {name}: {way.name}: larger "
                                 f"than {way.limit / 1e6:g} MB")
                    continue
                try:
                    costs[way].append(compile_once(way, path))
                except BuildError as error:
                    notes.append(f"FAILED: {name}: {way.name}: {error}")
        for way, measured in costs.items():
            if measured:
                cpu, wall, peak, text = map(min, zip(*measured))
                values = (cpu, wall, peak / 1e6, text / 1e3,
                          cpu / max(code, 1) * 1e6)
                for table, value in zip(tables, values):
                    table.put(name, way.name, value)
    return finish(options, tables, notes)


def sizes(options, toolchain, found, chosen):
    files, code = Table("executable, KB", 1), Table("code in it, KB", 1)
    results = Results()
    built = build_all([hello(), *found], [NativeStatic(toolchain), *chosen],
                      [options.simd == "on"], toolchain, results, options.jobs)
    for program, ready in built:
        if not program.simd_only and program.group != "simd":
            wasm = toolchain.wasm(program, options.simd == "on")
            files.put(program.name, ".wasm", os.path.getsize(wasm) / 1e3)
            code.put(program.name, ".wasm", wasm_code_size(wasm) / 1e3)
        for contender in ready:
            if len(contender.command) != 1:
                continue
            path = contender.command[0]
            files.put(program.name, contender.label,
                      os.path.getsize(path) / 1e3)
            code.put(program.name, contender.label, code_size(path) / 1e3)
    notes = [f"FAILED: {p}: {label}: {reason}"
             for p, label, reason in results.failed]
    return finish(options, [files, code], notes)
