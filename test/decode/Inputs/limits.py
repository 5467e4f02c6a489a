#!/usr/bin/env python3
"""Writes modules at the implementation limits (ok-*) and one beyond (bad-*)."""
import sys

folder = sys.argv[1]


def leb(n):
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7f | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def vec(items):
    return leb(len(items)) + b''.join(items)


def section(number, content):
    return bytes([number]) + leb(len(content)) + content


def write(name, *sections):
    with open(f'{folder}/{name}.wasm', 'wb') as f:
        f.write(b'\0asm\1\0\0\0' + b''.join(sections))


def function(params, results, body, types=()):
    """A module of one function, its type after `types`."""
    kind = b'\x60' + vec(params) + vec(results)
    body = leb(len(body)) + body
    return [section(1, vec([*types, kind])),
            section(3, vec([leb(len(types))])),
            section(10, vec([body]))]


def both(name, limit, make):
    """`make` returns the sections of a module that holds n of something."""
    write(f'ok-{name}', *make(limit))
    write(f'bad-{name}', *make(limit + 1))


i32 = b'\x7f'
both('params', 1000, lambda n: [section(1, vec([b'\x60' + vec([i32] * n) + b'\0']))])
both('results', 1000, lambda n: [section(1, vec([b'\x60\0' + vec([i32] * n)]))])
both('fields', 10_000, lambda n: [section(1, vec([b'\x5f' + vec([i32 + b'\0'] * n)]))])
both('depth', 64, lambda n: [section(1, vec(
    [b'\x50\0\x60\0\0'] + [b'\x50\1' + leb(i) + b'\x60\0\0' for i in range(n - 1)]))])
both('memories', 100, lambda n: [section(5, vec([b'\0\0'] * n))])
both('tables', 100_000, lambda n: [section(4, vec([b'\x70\0\0'] * n))])
both('segments', 100_000, lambda n: [section(11, vec([b'\1\0'] * n))])
both('functions', 1_000_000, lambda n: [
    section(1, vec([b'\x60\0\0'])), section(3, vec([b'\0'] * n)),
    section(10, vec([b'\2\0\x0b'] * n))])
both('locals', 50_000, lambda n: function(
    [i32], [], vec([leb(n - 1) + i32]) + b'\x0b'))
both('body', 7_654_321, lambda n: function([], [], b'\0' + b'\1' * (n - 2) + b'\x0b'))
both('labels', 65_536, lambda n: function(
    [], [], b'\0\x41\0\x0e' + vec([b'\0'] * n) + b'\0\x0b'))
both('array', 10_000, lambda n: function(
    [], [], b'\0' + b'\x41\0' * n + b'\xfb\x08\0' + leb(n) + b'\x1a\x0b',
    [b'\x5e' + i32 + b'\0']))
# Every call pushes a thousand values.
write('bad-stack', *function([], [i32] * 1000, b'\0' + b'\x10\0' * 10_001 + b'\0\x0b'))
