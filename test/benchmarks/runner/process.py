"""Runs a command on one CPU and says what it cost.

Times of a shared machine are noisy upwards only: other processes steal caches
and turbo, they never lend any. So the CPU time that the kernel charged to the
child is what is compared, not the time on the wall, and of several runs the
least.
"""
import contextlib
import os
import tempfile
import threading
import time


class Cost:
    """What one run of a command cost, and what it printed."""

    def __init__(self, status, usage, wall, output):
        self.status = status
        self.user = usage.ru_utime
        self.cpu = usage.ru_utime + usage.ru_stime
        self.wall = wall
        self.peak = usage.ru_maxrss * 1024
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


@contextlib.contextmanager
def pinned(cpu):
    """Children that are started meanwhile run on this CPU only. (We set it
    for ourselves and let them inherit it: then they can be started without
    fork, whose cost would show in start-up times. We sleep meanwhile.)"""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {cpu})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def run(command, timeout=None, env=None):
    """Runs a command to its end; standard error goes where ours goes."""
    with tempfile.TemporaryFile() as out:
        actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                   (os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
        start = time.perf_counter()
        pid = os.posix_spawnp(command[0], command, env or os.environ,
                              file_actions=actions)
        timer = threading.Timer(timeout, os.kill, (pid, 9)) if timeout else None
        if timer:
            timer.start()
        try:
            _, status, usage = os.wait4(pid, 0)
        finally:
            if timer:
                timer.cancel()
        wall = time.perf_counter() - start
        out.seek(0)
        return Cost(os.waitstatus_to_exitcode(status), usage, wall, out.read())


def describe_status(status):
    return f"killed by signal {-status}" if status < 0 else f"status {status}"
