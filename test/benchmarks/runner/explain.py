"""Why one program is slower than native code: the hottest functions of both,
and the instructions of their hottest loops side by side, each with its share
of the time."""
import collections
import itertools
import re
import textwrap

from . import machine, process
from .engines import Skip
from .profile import Profile
from .timing import build, contenders

WIDTH = 62
FUNCTIONS = 6
# A block with less than this share of its loop is only summed up.
COLD = 0.01
COUNTED = ("vector", "loads", "stores", "compares", "branches", "calls")


class HotLoop:
    """A loop, or the code of a function that is in no loop."""

    def __init__(self, function, blocks, weights, is_loop):
        self.function, self.blocks, self.is_loop = function, blocks, is_loop
        self.weights = [[weights.get(i.address, 0) for i in b.instructions]
                        for b in blocks]
        self.weight = sum(map(sum, self.weights))

    def summary(self):
        counts = collections.Counter(
            kind for b, w in zip(self.blocks, self.weights) if self.hot(w)
            for i in b.instructions for kind in i.kinds())
        size = sum(len(b.instructions)
                   for b, w in zip(self.blocks, self.weights) if self.hot(w))
        return f"{size} instructions: " + ", ".join(
            f"{counts[kind]} {kind}" for kind in COUNTED)

    def hot(self, block_weights):
        return sum(block_weights) > COLD * self.weight


def hot_loops(profile, function):
    """All loops of a function and the rest of it, the hottest first."""
    instructions = machine.disassemble(profile.symbols.path, function)
    blocks = machine.blocks_of(instructions)
    loops = machine.loops_of(blocks)
    found = [HotLoop(function, loop.own, profile.weights, True)
             for loop in loops]
    inside = {b.number for loop in loops for b in loop.own}
    rest = [b for b in blocks if b.number not in inside]
    found.append(HotLoop(function, rest, profile.weights, False))
    return found


class Side:
    """One of the two programs that are compared."""

    def __init__(self, label, command, arguments, options):
        if len(command) != 1:
            raise SystemExit(f"compare: --explain: {label} is no executable")
        self.label = label
        costs = [process.run([*command, *arguments], options.cpu)
                 for _ in range(options.runs)]
        self.seconds = min(cost.user for cost in costs)
        self.profile = Profile(command[0], arguments, options.counter)
        self.functions = self.profile.functions()
        shown = [f for f, _ in self.functions if options.function in f.name]
        loops = [loop for f in shown[:FUNCTIONS]
                 for loop in hot_loops(self.profile, f)]
        self.loops = sorted(loops, key=lambda loop: -loop.weight)

    def share(self, weight):
        return weight / self.profile.total

    def time(self, weight):
        share = self.share(weight)
        return f"{100 * share:5.1f} % {share * self.seconds:7.3f} s"

    def overview(self):
        yield f"{self.label}: {self.seconds:.3f} s"
        yield f"({self.profile.how})"
        yield ""
        for function, weight in self.functions[:FUNCTIONS]:
            yield f"{self.time(weight)}  {function.name}"
        if self.profile.elsewhere:
            yield f"{self.time(self.profile.elsewhere)}  (libraries)"

    def listing(self, index):
        if index >= len(self.loops):
            return
        loop = self.loops[index]
        what = "loop in" if loop.is_loop else "in no loop of"
        yield f"{self.time(loop.weight)}  {what} {loop.function.name}"
        yield loop.summary()
        yield ""
        names = {b.start: f"B{b.number}" for b in loop.blocks}
        cold, cold_weight = 0, 0
        for block, weights in zip(loop.blocks, loop.weights):
            if not loop.hot(weights):
                cold += len(block.instructions)
                cold_weight += sum(weights)
                continue
            yield f"{names[block.start]}:"
            for instruction, weight in zip(block.instructions, weights):
                yield self.row(instruction, weight, names)
        if cold:
            yield (f"(and {cold} instructions with "
                   f"{100 * self.share(cold_weight):.1f} %)")

    def row(self, instruction, weight, names):
        operands = instruction.operands
        if instruction.target is not None:
            operands = names.get(instruction.target, "out")
        # Of a comment only the symbol, of a call only the function.
        operands = re.sub(r"\s*# 0x[0-9a-f]+ ", "  ", operands)
        operands = re.sub(r"^0x[0-9a-f]+ ", "", operands)
        share = f"{100 * self.share(weight):5.1f}" if weight else " " * 5
        return f"{share}  {instruction.mnemonic:9}{operands}"


def print_beside(left, right):
    for a, b in itertools.zip_longest(left, right, fillvalue=""):
        for c, d in itertools.zip_longest(
                textwrap.wrap(a, WIDTH, subsequent_indent=" " * 17) or [""],
                textwrap.wrap(b, WIDTH, subsequent_indent=" " * 17) or [""],
                fillvalue=""):
            print(f"{c:{WIDTH}} | {d}".rstrip())


def explain(program, chosen, toolchain, options):
    simd = options.simd == "on" or program.simd_only
    arguments = [options.scale] if options.scale else []
    if options.quick:
        arguments = ["1"]
    native = None
    for contender in contenders(program, chosen, [simd]):
        try:
            command = build(program, contender, toolchain)
        except Skip as reason:
            raise SystemExit(f"compare: {contender.label}: {reason}") from None
        side = Side(contender.label, command, arguments, options)
        if native is None:
            native = side
            continue
        print(f"{program}: {side.label} takes "
              f"{side.seconds / native.seconds:.2f} times native's time\n")
        print_beside(native.overview(), side.overview())
        for index in range(options.loops):
            print("-" * (2 * WIDTH + 3))
            print_beside(native.listing(index), side.listing(index))
