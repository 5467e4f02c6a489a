"""A cache of builds, keyed by content.

A build is one command that makes files in a folder of its own. The folder's
name is a hash of the command, of the contents of the files that it reads, and
of what identifies the tools that it runs; so a second run of the benchmark
finds everything that did not change, and a changed compiler or program is
never measured by its old output.
"""
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import threading


class BuildError(Exception):
    """A command failed; the message is what it printed."""


def file_hash(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def tree_hash(folder):
    """One hash of the names and contents of all files below a folder."""
    total = hashlib.sha256()
    for where, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(where, name)
            total.update(os.path.relpath(path, folder).encode() + b"\0")
            total.update(file_hash(path).encode())
    return total.hexdigest()


def last_lines(text, count=5):
    return "\n".join(text.strip().splitlines()[-count:])


class Builds:
    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        self.hashes = {}
        self.lock = threading.Lock()
        self.in_progress = {}
        os.makedirs(self.folder, exist_ok=True)

    def hash_of(self, path):
        """The hash of an input; each file is read once a run."""
        if path not in self.hashes:
            self.hashes[path] = file_hash(path)
        return self.hashes[path]

    def make(self, output, command, inputs, identity=(), env=None):
        """Runs the command unless its result is there; returns the path of
        the output. In the command, "{out}" stands for that path and "{dir}"
        for the folder that it is in."""
        known = {path: self.hash_of(path) for path in inputs}
        words = [known.get(word, word) for word in command]
        key = hashlib.sha256(json.dumps(
            [output, words, sorted(known.values()), list(identity),
             sorted((env or {}).items())]).encode()).hexdigest()[:24]
        target = os.path.join(self.folder, key)
        # Two engines may want the same build at the same time.
        with self.lock:
            mine = self.in_progress.setdefault(key, threading.Lock())
        with mine:
            if not os.path.isdir(target):
                self.run(output, command, target, env)
        return os.path.join(target, output)

    def run(self, output, command, target, env):
        work = tempfile.mkdtemp(prefix="building-", dir=self.folder)
        try:
            words = [word.replace("{out}", os.path.join(work, output))
                     .replace("{dir}", work) for word in command]
            done = subprocess.run(
                words, cwd=work, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                errors="replace", env={**os.environ, **(env or {})})
            if done.returncode:
                raise BuildError(f"{os.path.basename(words[0])}: "
                                 f"{last_lines(done.stdout)}"
                                 f" (status {done.returncode})")
            if not os.path.exists(os.path.join(work, output)):
                raise BuildError(f"{os.path.basename(words[0])} made no "
                                 f"{output}")
            try:
                os.rename(work, target)
            except OSError:  # another run of the benchmark was faster
                if not os.path.isdir(target):
                    raise
        finally:
            shutil.rmtree(work, ignore_errors=True)
