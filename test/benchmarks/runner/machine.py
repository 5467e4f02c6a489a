"""The machine code of an executable: its functions, their instructions, and
the loops in them.

Loops are the natural ones: a jump back to a block that dominates it. Where an
indirect jump goes is not in the code, so it is taken to go to every block of
the function that nothing else leads to: those are the cases of its switch.
"""
import bisect
import re
import subprocess

LLVM = "-19"  # the suffix of LLVM's tools on Debian
JUMP = re.compile(r"j[a-z]+$")
TARGET = re.compile(r"0x([0-9a-f]+)")
VECTOR = re.compile(r"v?(p[a-z0-9]+|[a-z0-9]+p[sd]|mov[au]?dq[au]?\d*)$")


def tool(name, *arguments):
    done = subprocess.run([name + LLVM, *arguments], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise SystemExit(f"compare: {name}{LLVM}: {done.stderr.strip()}")
    return done.stdout


class Function:
    def __init__(self, name, start, size):
        self.name, self.start, self.end = name, start, start + size


class Symbols:
    """The functions of an executable, by address."""

    def __init__(self, path):
        self.path = path
        found = {}
        for row in tool("llvm-nm", "-S", "--defined-only", path).splitlines():
            parts = row.split(" ", 3)
            if len(parts) == 4 and parts[2] in "tTwW":
                start, size = int(parts[0], 16), int(parts[1], 16)
                if size:
                    found.setdefault(start, Function(parts[3], start, size))
        self.functions = [found[start] for start in sorted(found)]
        self.starts = [f.start for f in self.functions]

    def at(self, address):
        i = bisect.bisect_right(self.starts, address) - 1
        if i >= 0 and address < self.functions[i].end:
            return self.functions[i]
        return None

    def unique(self):
        """{name: start} of the names that only one function has."""
        seen = {}
        for f in self.functions:
            seen.setdefault(f.name, []).append(f.start)
        return {name: at[0] for name, at in seen.items() if len(at) == 1}


class Instruction:
    def __init__(self, address, text):
        self.address = address
        words = text.split(None, 1)
        self.mnemonic = words[0] if words else ""
        self.operands = words[1] if len(words) > 1 else ""
        self.jumps = bool(JUMP.match(self.mnemonic))
        self.conditional = self.jumps and self.mnemonic not in ("jmp", "jmpq")
        self.ends = self.mnemonic.startswith(("ret", "ud2", "hlt"))
        self.target = None
        if self.jumps and not self.operands.startswith("*"):
            at = TARGET.match(self.operands)
            self.target = int(at.group(1), 16) if at else None

    def kinds(self):
        """What to count it as, for a short description of a loop."""
        if self.jumps:
            return ["branches"]
        if self.mnemonic.startswith("call"):
            return ["calls"]
        found = []
        if VECTOR.match(self.mnemonic) and re.search("%[xyz]mm",
                                                     self.operands):
            found.append("vector")
        compares = self.mnemonic.startswith(("cmp", "test"))
        if compares:
            found.append("compares")
        if "(" in self.operands and not self.mnemonic.startswith(
                ("lea", "nop", "prefetch")):
            stores = self.operands.rstrip().endswith(")") and not compares
            found.append("stores" if stores else "loads")
        return found


def disassemble(path, function):
    text = tool("llvm-objdump", "-d", "--no-show-raw-insn",
                f"--start-address={function.start:#x}",
                f"--stop-address={function.end:#x}", path)
    rows = re.findall(r"^\s*([0-9a-f]+):\s+(\S.*)$", text, re.MULTILINE)
    return [Instruction(int(at, 16), what.split(" # ")[0].strip()
                        if "<" not in what.split(" # ")[-1] else what)
            for at, what in rows]


class Block:
    def __init__(self, number):
        self.number = number
        self.instructions = []
        self.successors = []

    @property
    def start(self):
        return self.instructions[0].address


def blocks_of(instructions):
    """The basic blocks of a function in the order of their addresses."""
    addresses = {i.address for i in instructions}
    leaders = {i.target for i in instructions if i.target in addresses}
    blocks, fresh = [], True
    for i in instructions:
        if fresh or i.address in leaders:
            blocks.append(Block(len(blocks)))
        blocks[-1].instructions.append(i)
        fresh = i.jumps or i.ends
    connect(blocks)
    return blocks


def connect(blocks):
    by_address = {b.start: b for b in blocks}
    switches = []
    for b, after in zip(blocks, blocks[1:] + [None]):
        last = b.instructions[-1]
        if last.jumps and last.target in by_address:
            b.successors.append(by_address[last.target])
        falls = not last.ends and (last.conditional or not last.jumps)
        if falls and after:
            b.successors.append(after)
        if last.jumps and last.target is None:
            switches.append(b)
    led_to = {s.number for b in blocks for s in b.successors}
    cases = [b for b in blocks[1:] if b.number not in led_to]
    for b in switches:
        b.successors += cases


def reachable(blocks):
    """The numbers of the blocks that the first one leads to. Others are
    padding, which only seems to fall into the block after it."""
    found, todo = {0}, [blocks[0]]
    while todo:
        for s in todo.pop().successors:
            if s.number not in found:
                found.add(s.number)
                todo.append(s)
    return found


def dominators(blocks, live):
    """For each block the set of those on every way to it, as bits."""
    everything = (1 << len(blocks)) - 1
    predecessors = [[] for _ in blocks]
    for number in live:
        for s in blocks[number].successors:
            predecessors[s.number].append(number)
    known = [everything] * len(blocks)
    known[0] = 1
    changed = True
    while changed:
        changed = False
        for b in blocks[1:]:
            bits = everything
            for p in predecessors[b.number]:
                bits &= known[p]
            bits |= 1 << b.number
            if bits != known[b.number]:
                known[b.number], changed = bits, True
    return known, predecessors


class Loop:
    def __init__(self, header):
        self.header = header
        self.inside = {header}  # numbers of blocks
        self.own = []           # blocks that are in no smaller loop


def loops_of(blocks):
    """The loops, the innermost first; each block belongs to one at most."""
    live = reachable(blocks)
    known, predecessors = dominators(blocks, live)
    loops = {}
    for b in (blocks[number] for number in sorted(live)):
        for s in b.successors:
            if not known[b.number] >> s.number & 1:
                continue
            loop = loops.setdefault(s.number, Loop(s.number))
            todo = [b.number]
            while todo:
                at = todo.pop()
                if at not in loop.inside:
                    loop.inside.add(at)
                    todo += predecessors[at]
    ordered = sorted(loops.values(), key=lambda loop: len(loop.inside))
    taken = set()
    for loop in ordered:
        loop.own = [blocks[n] for n in sorted(loop.inside - taken)]
        taken |= loop.inside
    return ordered
