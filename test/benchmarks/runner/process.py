"""Runs a command on one CPU and says what it cost.

Times of a shared machine are noisy upwards only: other processes steal caches
and turbo, they never lend any. So the CPU time that the kernel charged to the
child is what is compared, not the time on the wall, and of several runs the
least. launch.c starts the command and takes the numbers.
"""
import os
import subprocess
import tempfile

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "launch.c")
launcher = None


def prepare(cache, clang, identity):
    """Builds the launcher; to be called once, before anything is run."""
    global launcher
    launcher = cache.make("launch", [clang, "-O2", SOURCE, "-o", "{out}"],
                          [SOURCE], identity)


class Cost:
    """What one run of a command cost, and what it printed."""

    def __init__(self, numbers, output):
        status, user, system, wall, peak = map(int, numbers.split())
        self.status = os.waitstatus_to_exitcode(status)
        self.wall = wall / 1e9
        # A kernel that counts in ticks charges nothing for less than one.
        self.cpu = (user + system) / 1e6 or self.wall
        self.user = user / 1e6 or self.cpu
        self.peak = peak * 1024
        self.output = output


def pick_cpu(wanted=None):
    """The CPU to measure on: the last one that we may use, since interrupts
    and small daemons prefer the first."""
    allowed = sorted(os.sched_getaffinity(0))
    if wanted is None:
        return allowed[-1]
    if wanted not in allowed:
        raise SystemExit(f"compare: CPU {wanted} is not among {allowed}")
    return wanted


def run(command, cpu=-1, timeout=0):
    """Runs a command to its end, on a CPU or on any; standard error goes
    where ours goes."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as cost:
        done = subprocess.run(
            [launcher, str(cost.fileno()), str(cpu), str(int(timeout)),
             *command],
            stdin=subprocess.DEVNULL, stdout=out, pass_fds=[cost.fileno()])
        cost.seek(0)
        numbers = cost.read().decode()
        if done.returncode or not numbers:
            raise SystemExit(f"compare: cannot run {command[0]}")
        out.seek(0)
        return Cost(numbers, out.read())


def describe_status(status):
    return f"killed by signal {-status}" if status < 0 else f"status {status}"
