"""Run times: who runs when, and whether all agree.

For each program every engine first makes the quick run: that shows who
computes something else before time is spent, and warms the file cache. Then
the engines take turns, so that a slow moment of the machine meets all of them,
and the order is turned by one each round, so that nobody always follows the
same neighbour.
"""
import concurrent.futures
import math
import os

from . import process
from .builds import BuildError, last_lines
from .engines import Skip

QUICK_SECONDS = 300
EMPTY_RUNS = 5
UNSTEADY = 1.05


class Contender:
    """An engine with one of the two kinds of Wasm."""

    def __init__(self, engine, simd):
        self.engine, self.simd = engine, simd
        self.label = engine.name + ("+simd" if simd else "")
        self.costs = []


class Results:
    """What the report is made of."""

    def __init__(self):
        self.programs = []  # (program, [Contender that ran])
        self.skipped = []   # (program, label, reason)
        self.failed = []    # the same; these make the run fail
        self.start = {}     # engine name -> seconds to subtract (--net)


def contenders(program, engines, kinds):
    for engine in engines:
        if not engine.from_wasm:
            yield Contender(engine, False)
            continue
        for simd in kinds:
            if program.simd_only <= simd <= engine.simd:
                yield Contender(engine, simd)


def build(program, contender, toolchain):
    """The command of a contender; Skip and BuildError say why there is none."""
    if not contender.engine.from_wasm:
        return contender.engine.command(program, None)
    return contender.engine.command(program,
                                    toolchain.wasm(program, contender.simd))


def build_all(programs, engines, kinds, toolchain, results, jobs):
    """[(program, [Contender with its command])], built in parallel."""
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        plan = [(p, [(c, pool.submit(build, p, c, toolchain))
                     for c in contenders(p, engines, kinds)])
                for p in programs]
        built = []
        for program, futures in plan:
            ready = []
            for contender, future in futures:
                try:
                    contender.command = future.result()
                    ready.append(contender)
                except Skip as reason:
                    results.skipped.append((program, contender.label,
                                            str(reason)))
                except BuildError as error:
                    results.failed.append((program, contender.label,
                                           str(error)))
            built.append((program, ready))
    return built


def first_difference(ours, native):
    for a, b in zip(ours.splitlines(), native.splitlines()):
        if a != b:
            return f"prints {a[:60]!r}, native {b[:60]!r}"
    return f"prints {len(ours)} bytes, native {len(native)}"


def complaint(cost, native):
    """Why a run does not count, or None."""
    if cost.status:
        return (process.describe_status(cost.status) + " " +
                last_lines(cost.output.decode(errors="replace"), 1)).strip()
    if cost.output != native.output:
        return first_difference(cost.output.decode(errors="replace"),
                                native.output.decode(errors="replace"))
    return None


def run_round(order, arguments, native, cpu, timeout, results, program):
    """One run of each; those that fail leave the list that is returned."""
    remaining = []
    for contender in order:
        cost = process.run([*contender.command, *arguments], cpu, timeout)
        wrong = complaint(cost, native)
        if wrong:
            results.failed.append((program, contender.label, wrong))
        else:
            contender.costs.append(cost)
            remaining.append(contender)
    return remaining


def time_program(program, ready, options, results):
    """Adds the program to the results, or says why it cannot."""
    native = next((c for c in ready if not c.engine.from_wasm), None)
    if native is None:
        return
    cpu = options.cpu
    reference = process.run([*native.command, "1"], cpu, QUICK_SECONDS)
    if reference.status:
        results.failed.append((program, "native", complaint(reference,
                                                            reference)))
        return
    ready = run_round(ready, ["1"], reference, cpu, QUICK_SECONDS, results,
                      program)
    arguments, timeout = ["1"], QUICK_SECONDS
    if not options.quick:
        arguments = [options.scale] if options.scale else []
        reference = process.run([*native.command, *arguments], cpu)
        timeout = 60 + 50 * reference.wall
    for contender in ready:
        contender.costs = []
    in_order = list(ready)
    for turn in range(options.runs):
        turn %= max(len(ready), 1)
        ready = run_round(ready[turn:] + ready[:turn], arguments, reference,
                          cpu, timeout, results, program)
    if native in ready:
        results.programs.append((program, [c for c in in_order if c in ready]))


def time_start(engines, cache, options, results):
    """Measures what an empty program costs in engines that start slowly; from
    then on their times are without it."""
    empty = os.path.join(os.path.dirname(__file__), "empty.wat")
    for engine in engines:
        if not engine.starts_slowly:
            continue
        wasm = cache.make("empty.wasm", ["wat2wasm", empty, "-o", "{out}"],
                          [empty])
        command = engine.command(None, wasm)
        costs = [process.run(command, options.cpu, QUICK_SECONDS)
                 for _ in range(EMPTY_RUNS)]
        if any(cost.status for cost in costs):
            raise SystemExit(f"compare: {engine.name} cannot run {empty}")
        results.start[engine.name] = min(cost.user for cost in costs)


def best(contender):
    return min(cost.user for cost in contender.costs)


def unsteady(results):
    """Who might do better still: the two best runs are not alike."""
    for program, ready in results.programs:
        for c in ready:
            times = sorted(cost.user for cost in c.costs)
            if len(times) > 1 and times[1] > times[0] * UNSTEADY:
                yield program, c.label


def ratios(results):
    """{(label, program): time / native's time}"""
    table = {}
    for program, ready in results.programs:
        native = best(next(c for c in ready if not c.engine.from_wasm))
        for c in ready:
            if c.engine.from_wasm and native:
                net = best(c) - results.start.get(c.engine.name, 0)
                table[c.label, program] = max(net, 0) / native
    return table


def geometric_mean(values):
    values = [v for v in values if v > 0]
    if not values:
        return math.nan
    return math.exp(sum(map(math.log, values)) / len(values))
