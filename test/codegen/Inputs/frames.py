"""frames.py N recursive|early|leaf: a program whose function f recurses for
ever. N vectors are alive across its call, also with a return that is never
taken in front of that; or in a leaf that it calls now and then."""
import sys

n, kind = int(sys.argv[1]), sys.argv[2]
depth = '(local.get $depth)'
deeper = f'(call $f (i32.add {depth} (i32.const 1)))'
stop = f'(if (i32.eq {depth} (i32.const -1)) (then (return)))'


def vectors(middle, first=''):
    declare = '(local v128)' * n
    fill = [f'(local.set {i + 1} (i32x4.add (i32x4.splat {depth})'
            f' (v128.load (i32.const {i * 16 % 65000}))))' for i in range(n)]
    use = [f'(v128.store (i32.const {i * 16 % 65000}) (local.get {i + 1}))'
           for i in reversed(range(n))]
    return '\n'.join([declare, first, *fill, middle, *use])


print('(module (memory (export "memory") 1)')
print('(func (export "_start") (call $f (i32.const 0)))')
if kind == 'recursive':
    print(f'(func $f (param $depth i32) {vectors(deeper)}))')
elif kind == 'early':
    print(f'(func $f (param $depth i32) {vectors(deeper, stop)}))')
else:
    print(f'(func $leaf (param $depth i32) {vectors("")})')
    print(f'''(func $f (param $depth i32)
      (if (i32.eqz (i32.and {depth} (i32.const 63)))
        (then (call $leaf {depth})))
      {deeper}
      (i32.store (i32.const 0) {depth})))''')
