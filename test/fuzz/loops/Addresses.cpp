//===- Addresses.cpp - forms of addresses ---------------------------------===//
//
// What compilers make of p[i], a[i - 1], m[i][j], *p++, and what they do not: a
// pointer that a loop bumps, a base and a scaled index, sums of two inductions,
// constants added with wrap-around instead of an offset in the instruction,
// indices that come from memory, masks, run-time strides.
//
//===----------------------------------------------------------------------===//
#include "FunctionGenerator.h"

namespace sinter::fuzz {

Local FunctionGenerator::base() { return r.pick({a, a, b, d}); }

void FunctionGenerator::pushBase() {
  c.get(base());
  if (r.chance(20)) {
    constant(address(), r.pick({4, 8, 16, -4, -8, 100, 4096}));
    op(address(), "add");
  }
}

/// A pointer or a counter, mostly of the innermost loop or else of the
/// outermost one. Null if there is none.
const FunctionGenerator::Induction *
FunctionGenerator::pickInduction(bool pointer, bool innermost) {
  const Induction *found = nullptr;
  for (const Induction &i : inductions)
    if (i.pointer == pointer && (!found || r.chance(innermost ? 70 : 0)))
      found = &i;
  return found;
}

/// Pushes a counter as an address: `i`, or `i` and a constant.
void FunctionGenerator::pushCounter() {
  const Induction *i = pickInduction(false);
  if (!i)
    i = pickInduction(true);
  Local l = i ? i->local : t;
  bool early = r.chance(30);
  if (early) {
    c.get(l);
    constant(l.type, r.pick({-1, 1, 2, -2, 8, -100}));
    op(l.type, r.chance(80) ? "add" : "sub");
    if (l.type == 'I' && address() == 'i')
      c.op("i32.wrap_i64");
    else if (l.type == 'i' && address() == 'I')
      c.op(r.chance(50) ? "i64.extend_i32_u" : "i64.extend_i32_s");
    return;
  }
  converted(l, address());
}

void FunctionGenerator::scale(char type) {
  int64_t factor = r.pick({1, 2, 4, 4, 8, 8, 16});
  if (r.chance(15)) {
    factor = r.pick({3, 5, 12, 24, 40, 1000});
    constant(type, factor);
    op(type, "mul");
  } else if (factor > 1) {
    int shift = 0;
    while (1 << shift < factor)
      ++shift;
    constant(type, shift);
    op(type, "shl");
  }
  strides.push_back(factor);
}

/// base + i * k, or backwards, or with a run-time stride.
void FunctionGenerator::pushIndexed() {
  const Induction *pointer = pickInduction(true);
  if (pointer && !pickInduction(false) && !r.chance(5)) {
    c.get(pointer->local);
    return;
  }
  bool baseFirst = r.chance(60), minus = r.chance(8);
  if (baseFirst || minus)
    c.get(base());
  pushCounter();
  if (r.chance(12)) {
    c.get(s);
    op(address(), "mul");
  } else {
    scale(address());
  }
  if (!baseFirst && !minus)
    c.get(base());
  op(address(), minus ? "sub" : "add");
}

/// base + (i * row + j) * k, as m[i][j] in a nest.
void FunctionGenerator::pushNested() {
  const Induction *outer = pickInduction(false, /*innermost=*/false);
  const Induction *inner = pickInduction(false);
  if (!outer)
    return pushIndexed();
  converted(outer->local, address());
  if (r.chance(30))
    converted(r.pick({n, m}), address());
  else
    constant(address(), r.pick({8, 10, 16, 100}));
  op(address(), "mul");
  converted(inner->local, address());
  op(address(), "add");
  scale(address());
  c.get(base());
  op(address(), "add");
}

/// base + (what is in memory, small or not) * k.
void FunctionGenerator::pushLoadedIndex() {
  const Induction *p = pickInduction(true);
  if (p)
    c.get(p->local);
  else
    pushIndexed();
  c.access(r.chance(85) ? "i32.load8_u" : "i32.load", 0, 0);
  if (r.chance(60)) {
    c.i32(r.pick({7, 63, 255, 4095, 0x7ffc}));
    c.op("i32.and");
  }
  if (address() == 'I')
    c.op(r.chance(70) ? "i64.extend_i32_u" : "i64.extend_i32_s");
  scale(address());
  c.get(base());
  op(address(), "add");
}

void FunctionGenerator::pushAddress() {
  bool inLoop = !inductions.empty();
  const Induction *p = inLoop && r.chance(45) ? pickInduction(true) : nullptr;
  if (p)
    c.get(p->local);
  else
    switch (inLoop ? r.weighted({50, 12, 8, 12, 6, 8})
                   : r.weighted({0, 0, 2, 6, 2})) {
    case 0:
      pushIndexed();
      break;
    case 1:
      pushNested();
      break;
    case 2:
      pushLoadedIndex();
      break;
    case 3:
      pushBase();
      break;
    case 4:
      c.get(t);
      break;
    default: // stays inside by itself
      pushIndexed();
      constant(address(), r.pick({0xfff8, 0xff0, 0x7fff}));
      op(address(), "and");
    }
  if (!r.chance(30))
    return;
  // As clang adds the -1 of a[i - 1].
  int64_t plus = r.chance(96) ? r.pick({4, -4, 8, -8, 1, -1, 16, -16, 40, -400})
                              : r.pick({int64_t(65536), -int64_t(65536),
                                        int64_t(1) << 31, int64_t(65528)});
  constant(address(), plus);
  op(address(), "add");
}

/// The offset of an instruction.
uint64_t FunctionGenerator::staticOffset() {
  switch (r.weighted({640, 300, 40, 10, 3})) {
  case 0:
    return 0;
  case 1:
    return r.pick({1, 2, 4, 8, 12, 16, 24, 64, 100});
  case 2:
    return r.pick({1000, 4096, 32768, 65000});
  case 3:
    return shape.bytes() - r.between(0, 24) * (shape.huge() ? 1 << 20 : 1) -
           (shape.huge() ? 1 : 0);
  }
  if (shape.memory64)
    return r.pick({uint64_t(1) << 40, ~uint64_t(0), ~uint64_t(0) - 7,
                   uint64_t(1) << 32, uint64_t(1) << 63});
  return r.pick({0xffffffffu, 0xfffffff8u, 0x80000000u, 0x7fffffffu});
}

} // namespace sinter::fuzz
