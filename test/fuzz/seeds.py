#!/usr/bin/env python3
"""Makes a seed corpus: seeds.py SPEC_SUITE FOLDER

Every module of the converted spec suite, valid or not, that is small enough for
a fuzzer to make something of, once each; and of the smallest ones every
truncation, so that the first round already covers each way to end early.
"""
import hashlib
import os
import sys

LARGEST = 4096
TRUNCATED_BELOW = 128


def write(folder, data):
    name = hashlib.sha1(data).hexdigest()
    with open(os.path.join(folder, name), 'wb') as f:
        f.write(data)


def main(suite, folder):
    os.makedirs(folder, exist_ok=True)
    truncated = 0
    for root, _, files in sorted(os.walk(suite)):
        for name in sorted(files):
            if not name.endswith('.wasm'):
                continue
            with open(os.path.join(root, name), 'rb') as f:
                data = f.read()
            if len(data) <= LARGEST:
                write(folder, data)
            if len(data) < TRUNCATED_BELOW and truncated < 50:
                truncated += 1
                for length in range(len(data)):
                    write(folder, data[:length])


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
