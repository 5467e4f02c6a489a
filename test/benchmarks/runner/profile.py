"""Where a run spends its time, as {address in the executable: weight}.

perf samples the program counter; on machines without its counters (most
virtual ones) it does so by the clock. Where perf may not do that, valgrind's
callgrind counts instructions: exact, but a count is no time.
"""
import collections
import os
import re
import shutil
import subprocess
import tempfile

from . import machine

SAMPLE = re.compile(r"^\s*([0-9a-f]+) (.*)\+0x([0-9a-f]+) \((.*)\)$")
# Few enough samples in a burst that the sampling itself is not measured.
FREQUENCY = "1999"
FEWEST = 20


class NoProfile(Exception):
    pass


def perf(command, symbols):
    if not shutil.which("perf"):
        raise NoProfile("perf is not installed")
    with tempfile.TemporaryDirectory() as work:
        data = os.path.join(work, "data")
        # Without counters perf takes the clock instead of the cycles.
        done = subprocess.run(
            ["perf", "record", "-q", "-e", "cycles:u", "-F", FREQUENCY, "-o",
             data, "--", *command], stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if done.returncode:
            raise NoProfile("perf record: " + done.stderr.strip())
        event = subprocess.run(["perf", "evlist", "-i", data], text=True,
                               stdout=subprocess.PIPE).stdout.split()[0]
        listed = subprocess.run(
            ["perf", "script", "--no-demangle", "-i", data, "-F",
             "ip,sym,symoff,dso"], text=True, errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if listed.returncode:
            raise NoProfile("perf script: " + listed.stderr.strip())
    return by_address(listed.stdout, symbols), f"perf, samples of {event}"


def by_address(text, symbols):
    """perf's addresses are those of the process; the executable may have been
    loaded elsewhere. By how much, the functions with unique names say."""
    samples, elsewhere = collections.Counter(), 0
    bias = collections.Counter()
    start_of = symbols.unique()
    for row in text.splitlines():
        m = SAMPLE.match(row)
        if not m or os.path.realpath(m.group(4)) != symbols.path:
            elsewhere += bool(row.strip())
            continue
        ip = int(m.group(1), 16)
        samples[ip] += 1
        if m.group(2) in start_of:
            bias[ip - int(m.group(3), 16) - start_of[m.group(2)]] += 1
    if sum(samples.values()) < FEWEST or not bias:
        raise NoProfile(f"perf took only {sum(samples.values())} samples")
    loaded = bias.most_common(1)[0][0]
    weights = {ip - loaded: n for ip, n in samples.items()}
    return weights, elsewhere


def callgrind(command, symbols):
    if not shutil.which("valgrind"):
        raise NoProfile("valgrind is not installed")
    with tempfile.TemporaryDirectory() as work:
        out = os.path.join(work, "out")
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--dump-instr=yes",
             "--dump-line=no", "--callgrind-out-file=" + out, *command],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, text=True,
            stderr=subprocess.PIPE)
        if done.returncode:
            raise NoProfile("callgrind: " + done.stderr.strip()[-300:])
        with open(out) as f:
            return read_callgrind(f, symbols.path), \
                "callgrind, instructions executed"


def read_callgrind(rows, path):
    """The exclusive costs of the instructions of one object file.

    A line is a position and a cost; positions may be relative to the line
    before. The line after `calls=` is the cost of a call, which is the
    callee's. Names are given once: `ob=(3) FILE`, then `ob=(3)`."""
    weights, elsewhere = collections.Counter(), 0
    names, position, in_ours, is_call = {}, 0, False, False
    for row in rows:
        if row.startswith("ob="):
            number, _, name = row[3:].strip().partition(" ")
            names.setdefault(number, name)
            in_ours = os.path.realpath(names[number]) == path
        elif row.startswith("cob="):
            number, _, name = row[4:].strip().partition(" ")
            names.setdefault(number, name)
        elif row.startswith("calls="):
            is_call = True
        elif row[:1] in "+-*0" and row.strip():
            where, *_, cost = row.split()
            if where[0] == "0":
                position = int(where, 16)
            elif where != "*":
                position += int(where)
            if not is_call and in_ours:
                weights[position] += int(cost)
            elif not is_call:
                elsewhere += int(cost)
            is_call = False
    return dict(weights), elsewhere


class Profile:
    def __init__(self, path, arguments, counter):
        self.symbols = machine.Symbols(os.path.realpath(path))
        refused = []
        for measure in {"auto": (perf, callgrind), "perf": (perf,),
                        "callgrind": (callgrind,)}[counter]:
            try:
                (self.weights, self.elsewhere), self.how = measure(
                    [path, *arguments], self.symbols)
                break
            except NoProfile as reason:
                refused.append(str(reason))
        else:
            raise SystemExit("compare: cannot see where time goes: " +
                             "; ".join(refused))
        self.total = sum(self.weights.values()) + self.elsewhere

    def functions(self):
        """[(function, weight)], the hottest first."""
        found = collections.Counter()
        for address, weight in self.weights.items():
            function = self.symbols.at(address)
            if function:
                found[function] += weight
        return found.most_common()
