#!/usr/bin/env python3
"""Text to binary, whichever assembler it takes.

wabt's wat2wasm is quick and present on every machine, but stops short of
today's Wasm: it does not know GC, and has early drafts of exceptions and of
typed function references. So it gets the features that were final when it was
made, and what it rejects goes to the wasm-tools of an npm package, run by
Node. Results are kept in a cache, by a hash of the text.

As a program: wat.py CACHE NODE_MODULES IN OUT.
"""
import hashlib
import os
import shutil
import subprocess
import sys

WABT = ['wat2wasm', '--debug-names', '--enable-threads', '--enable-tail-call',
        '--enable-extended-const', '--enable-multi-memory',
        '--enable-memory64', '--enable-relaxed-simd']
NEWER = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                     'wat2wasm.mjs')


class AssemblyError(Exception):
    pass


def run(command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        return command[0] + ': not installed'
    return None if done.returncode == 0 else done.stdout.decode()


def assemble(source, output, cache, modules):
    """Writes `source` as binary to `output`, or raises AssemblyError."""
    with open(source, 'rb') as f:
        key = hashlib.sha256(f.read()).hexdigest()
    kept = os.path.join(cache, key + '.wasm')
    if not os.path.exists(kept):
        os.makedirs(cache, exist_ok=True)
        fresh = f'{kept}.{os.getpid()}'
        old = run(WABT + [source, '-o', fresh])
        if old is not None:
            new = run(['node', NEWER, modules, source, fresh])
            if new is not None:
                raise AssemblyError(f'wat2wasm:\n{old}\nwasm-tools:\n{new}')
        os.replace(fresh, kept)
    os.makedirs(os.path.dirname(os.path.abspath(output)), exist_ok=True)
    shutil.copyfile(kept, output)


if __name__ == '__main__':
    if len(sys.argv) != 5:
        sys.exit('usage: wat.py CACHE NODE_MODULES IN OUT')
    try:
        assemble(sys.argv[3], sys.argv[4], sys.argv[1], sys.argv[2])
    except (AssemblyError, OSError) as error:
        sys.exit(str(error))
