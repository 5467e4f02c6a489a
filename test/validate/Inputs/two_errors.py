"""A module with 20,000 functions of 32 bytes, two of which are invalid, to the
file named on the command line."""
import sys


def leb(n):
    out = b''
    while n >= 128:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def section(code, content):
    return bytes([code]) + leb(len(content)) + content


COUNT = 20000
body = b'\x00' + b'\x01' * 30 + b'\x0b'
bad = b'\x00' + b'\x01' * 29 + b'\x1a\x0b'  # drop, of nothing
bodies = [bad if i in (9000, 19000) else body for i in range(COUNT)]
with open(sys.argv[1], 'wb') as f:
    f.write(b'\0asm\1\0\0\0' + section(1, b'\x01\x60\x00\x00') +
            section(3, leb(COUNT) + b'\0' * COUNT) +
            section(10, leb(COUNT) +
                    b''.join(leb(len(b)) + b for b in bodies)))
