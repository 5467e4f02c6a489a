#!/usr/bin/env python3
"""Makes modules that are large in one dimension, as real ones are: the compiler
must stay linear in each. Usage: generate.py KIND N OUTPUT

Every module is a WASI command that computes something over what makes it large
and prints one line with the result, so that the executable can be checked.
"""
import sys


def leb(n):
    out = bytearray()
    while True:
        byte, n = n & 0x7F, n >> 7
        out.append(byte | (0x80 if n else 0))
        if not n:
            return bytes(out)


def sleb(n):
    out = bytearray()
    while True:
        byte, n = n & 0x7F, n >> 7
        done = n == (-1 if byte & 0x40 else 0)
        out.append(byte if done else byte | 0x80)
        if done:
            return bytes(out)


def vec(items):
    return leb(len(items)) + b"".join(items)


def name(s):
    return leb(len(s)) + s.encode()


def section(code, content):
    return bytes([code]) + leb(len(content)) + content


def const(n):
    return b"\x41" + sleb(n - (1 << 32) if n >> 31 else n)


def get(i):
    return b"\x20" + leb(i)


def put(i):
    return b"\x21" + leb(i)


ADD, MUL, XOR, AND, SHR, ROTL, END = (b"\x6a", b"\x6c", b"\x73", b"\x71",
                                      b"\x76", b"\x77", b"\x0b")
CALL, IF, BLOCK, LOOP, BR_IF = b"\x10", b"\x04", b"\x02\x40", b"\x03\x40", b"\x0d"

# Types: 0 (i32) -> i32, 1 () -> (), 2 fd_write, 3 (i32) -> ()
TYPES = vec([b"\x60\x01\x7f\x01\x7f", b"\x60\x00\x00",
             b"\x60\x04\x7f\x7f\x7f\x7f\x01\x7f", b"\x60\x01\x7f\x00"])
FIRST = 3  # function 0: fd_write, 1: print, 2: _start


def printer():
    """print(i32): eight hexadecimal digits and a newline to fd 1."""
    code = b""
    for i in range(8):
        digit = get(0) + const(28 - 4 * i) + SHR + const(15) + AND
        code += const(16 + i) + digit + put(1) + get(1) + const(48) + ADD
        code += get(1) + const(9) + b"\x4b" + const(39) + MUL + ADD
        code += b"\x3a\x00\x00"  # i32.store8
    code += const(24) + const(10) + b"\x3a\x00\x00"
    code += const(0) + const(16) + b"\x36\x02\x00"  # iovec: 16, 9
    code += const(4) + const(9) + b"\x36\x02\x00"
    code += const(1) + const(0) + const(1) + const(8) + CALL + leb(0) + b"\x1a"
    return body([(1, 0x7F)], code)


def body(local_runs, code):
    runs = vec([leb(n) + bytes([t]) for n, t in local_runs])
    content = runs + code + END
    return leb(len(content)) + content


def module(functions, start, exports=(), extra=(), local_runs=((2, 0x7F),)):
    """functions: bodies of type 0. start: code of _start, which has two i32
    locals. extra: sections (code, content) to put in order."""
    types = [leb(3), leb(1)] + [leb(0)] * len(functions)
    sections = {
        1: TYPES,
        2: vec([name("wasi_snapshot_preview1") + name("fd_write") + b"\x00\x02"]),
        3: vec(types),
        5: b"\x01\x00\x02",
        7: vec([name("memory") + b"\x02\x00", name("_start") + b"\x00\x02",
                *exports]),
        10: leb(len(types)) + printer() + body(local_runs, start) +
            b"".join(functions),
    }
    sections.update(dict(extra))
    order = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11]
    return b"\0asm\x01\0\0\0" + b"".join(
        section(c, sections[c]) for c in order if c in sections)


def show(value):
    return value + CALL + leb(1)


def small(i):
    return body([], get(0) + const(i * 2654435761 & 0xFFFFFFFF) + XOR +
                const(5) + ROTL)


def many_functions(n):
    """n functions, each called by the one after it every now and then."""
    bodies = [small(i) if i % 8 else
              body([], get(0) + const(i) + ADD +
                   (CALL + leb(FIRST + i - 1) if i else b""))
              for i in range(n)]
    return module(bodies, show(const(1) + CALL + leb(FIRST + (n - 1) // 8 * 8)))


def many_exports(n):
    exports = [name(f"function_number_{i}") + b"\x00" + leb(FIRST + i)
               for i in range(n)]
    return module([small(i) for i in range(n)],
                  show(const(1) + CALL + leb(FIRST + n - 1)), exports)


def long_body(n):
    """One function of about n bytes: arithmetic, branches, memory and calls."""
    code = bytearray()
    i = 0
    while len(code) < n:
        k = i * 2654435761 & 0xFFFFFFFF
        a, b = 1 + i % 20, 1 + (i * 7 + 3) % 20
        code += get(a) + const(k) + XOR + get(b) + ADD + put(a)
        if i % 3 == 0:
            code += (get(b) + const(1) + AND + IF + b"\x40" + get(a) +
                     const(3) + ROTL + put(b) + b"\x05" + get(b) + const(k) +
                     MUL + put(a) + END)
        if i % 4 == 0:
            code += (const(1024 + i % 512 * 4) + get(a) + b"\x36\x02\x00" +
                     const(1024 + (i * 5) % 512 * 4) + b"\x28\x02\x00" + put(b))
        if i % 50 == 0:
            code += get(a) + CALL + leb(FIRST) + put(a)
        i += 1
    big = body([(20, 0x7F)], bytes(code) + get(1) + get(7) + XOR)
    return module([small(7), big], show(const(1) + CALL + leb(FIRST + 1)))


def wide_table(n):
    """A br_table of n targets into 64 blocks, inside a loop."""
    blocks = 64
    code = BLOCK * blocks + get(0) + b"\x0e" + leb(n)
    code += b"".join(leb(i * 7 % blocks) for i in range(n)) + leb(0)
    for i in range(blocks):
        code += END + get(0) + const(i * 40503) + ADD + put(0)
    function = body([], code + get(0))
    loop = (LOOP + get(1) + get(0) + CALL + leb(FIRST) + XOR + const(3) + ROTL +
            put(1) + get(0) + const(17) + ADD + b"\x22\x00" + const(n + 100) +
            b"\x49" + BR_IF + b"\x00" + END)
    return module([function], loop + show(get(1)))


def many_switches(n):
    """n functions with a br_table each, as Go and switch-heavy C make them."""
    def one(i):
        blocks = 8
        code = BLOCK * blocks + get(0) + b"\x0e" + leb(32)
        code += b"".join(leb((j * 5 + i) % blocks) for j in range(32)) + leb(0)
        for j in range(blocks):
            code += END + get(0) + const(i * 31 + j) + ADD + put(0)
        return body([], code + get(0))
    return module([one(i) for i in range(n)],
                  show(const(5) + CALL + leb(FIRST + n - 1)))


def deep_nesting(n):
    """n blocks inside each other, left by a branch to each."""
    code = BLOCK * n + get(0) + BR_IF + leb(n - 1)
    for i in range(n):
        code += END
        if i % 64 == 0:
            code += get(0) + const(i) + ADD + put(0)
    return module([body([], code + get(0))], show(const(0) + CALL + leb(FIRST)))


def large_elem(n):
    """A table of n functions filled by one segment."""
    count = 16
    segment = b"\x00" + const(0) + END + leb(n) + b"".join(
        leb(FIRST + i % count) for i in range(n))
    call = const(9) + const(n - 1) + b"\x11\x00\x00"
    return module([small(i) for i in range(count)], show(call),
                  extra=[(4, b"\x01\x70\x00" + leb(n)), (9, leb(1) + segment)])


def many_datas(n):
    segments = [b"\x00" + const(4096 + 8 * i % 60000) + END + name(f"{i % 1000:03}")
                for i in range(n)]
    load = const(4096) + b"\x28\x02\x00"
    return module([small(0)], show(load), extra=[(11, vec(segments))])


def many_locals(n):
    code = b"".join(get(i) + const(i) + ADD + put(i + 1) for i in range(n - 1))
    return module([body([(n, 0x7F)], code + get(n - 1))],
                  show(const(1) + CALL + leb(FIRST)))


KINDS = {f.__name__.replace("_", "-"): f for f in
         [many_functions, many_exports, long_body, wide_table, many_switches,
          deep_nesting, large_elem, many_datas, many_locals]}

if __name__ == "__main__":
    kind, count, output = sys.argv[1:]
    with open(output, "wb") as f:
        f.write(KINDS[kind](int(count)))
