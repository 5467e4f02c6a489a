//===- Statements.cpp - what loop bodies consist of -----------------------===//
#include "FunctionGenerator.h"

namespace sinter::fuzz {
namespace {

struct Access {
  const char *op;
  char type;
  uint8_t log2; ///< of its width, which is the natural alignment
};

constexpr Access loads[] = {{"i32.load", 'i', 2},     {"i32.load", 'i', 2},
                            {"i32.load8_s", 'i', 0},  {"i32.load8_u", 'i', 0},
                            {"i32.load16_s", 'i', 1}, {"i32.load16_u", 'i', 1},
                            {"i64.load", 'I', 3},     {"i64.load8_u", 'I', 0},
                            {"i64.load16_s", 'I', 1}, {"i64.load32_s", 'I', 2},
                            {"i64.load32_u", 'I', 2}, {"f64.load", 'F', 3},
                            {"f64.load", 'F', 3},     {"f64.load", 'F', 3}};

constexpr Access stores[] = {{"i32.store", 'i', 2},   {"i32.store", 'i', 2},
                             {"i32.store8", 'i', 0},  {"i32.store16", 'i', 1},
                             {"i64.store", 'I', 3},   {"i64.store8", 'I', 0},
                             {"i64.store32", 'I', 2}, {"i64.store16", 'I', 1},
                             {"f64.store", 'F', 3},   {"f64.store", 'F', 3}};

constexpr Access vectorLoads[] = {
    {"v128.load", 'v', 4},        {"v128.load", 'v', 4},
    {"v128.load8x8_s", 'v', 3},   {"v128.load32_splat", 'v', 2},
    {"v128.load64_zero", 'v', 3}, {"v128.load32_zero", 'v', 2},
    {"v128.load16x4_u", 'v', 3},  {"v128.load8_splat", 'v', 0}};

constexpr Access laneLoads[] = {{"v128.load8_lane", 'v', 0},
                                {"v128.load16_lane", 'v', 1},
                                {"v128.load32_lane", 'v', 2},
                                {"v128.load64_lane", 'v', 3}};

constexpr Access laneStores[] = {{"v128.store8_lane", 'v', 0},
                                 {"v128.store16_lane", 'v', 1},
                                 {"v128.store32_lane", 'v', 2},
                                 {"v128.store64_lane", 'v', 3}};

} // namespace

// ---- values ----

Local FunctionGenerator::accumulator(char type) const {
  return type == 'i' ? x : type == 'I' ? y : type == 'F' ? z : w;
}

/// A NaN's bits are not determined; whether it is one is.
void FunctionGenerator::pushCanonical(Local number) {
  c.get(number);
  c.f64(0.5);
  c.get(number);
  c.get(number);
  c.op("f64.eq");
  c.op("select");
}

/// Something to store.
void FunctionGenerator::pushValue(char type) {
  if (type == 'F') {
    if (r.chance(50)) {
      pushCanonical(z);
    } else {
      c.get(x);
      c.op("f64.convert_i32_s");
    }
    return;
  }
  switch (r.below(4)) {
  case 0:
    if (!inductions.empty()) {
      converted(r.pickFrom(inductions).local, type);
      return;
    }
    [[fallthrough]];
  case 1:
    constant(type, r.pick({0, 1, -1, 0x55aa, 77}));
    return;
  default:
    c.get(accumulator(type));
  }
}

/// acc = acc op (the value on the stack).
void FunctionGenerator::accumulate(char type) {
  Local acc = accumulator(type);
  if (type == 'F') {
    c.get(acc);
    c.op(r.pick({"f64.add", "f64.add", "f64.sub", "f64.max", "f64.mul"}));
  } else if (type == 'v') {
    c.get(acc);
    c.op(r.pick(
        {"i32x4.add", "v128.xor", "i16x8.sub", "i64x2.mul", "i8x16.max_u"}));
  } else {
    c.get(acc);
    op(type, r.pick({"add", "add", "xor", "sub", "or", "mul", "rotl"}));
  }
  c.set(acc);
}

void FunctionGenerator::pushCondition() {
  static constexpr const char *tests[] = {"i32.eq", "i32.lt_u", "i32.gt_s"};
  switch (r.below(3)) {
  case 0:
    c.get(x);
    c.i32(r.pick({1, 2, 4, 16, 256}));
    c.op("i32.and");
    return;
  case 1:
    if (!inductions.empty()) {
      converted(r.pickFrom(inductions).local, 'i');
      if (r.chance(50)) {
        c.get(r.pick({n, m}));
      } else {
        c.i32(r.pick({3, 5, 16, 40}));
      }
      c.op(r.pickFrom(tests));
      return;
    }
    [[fallthrough]];
  default:
    c.get(y);
    c.op("i32.wrap_i64");
    c.i32(r.pick({0, 7, 100, -1}));
    c.op(r.pickFrom(tests));
  }
}

// ---- accesses ----

/// Loads something of that type from the address on the stack.
void FunctionGenerator::loadAt(char type, uint64_t offset) {
  const Access *load = &loads[0];
  do
    load = &r.pickFrom(loads);
  while (load->type != type);
  c.access(load->op, r.between(0, load->log2), offset);
}

void FunctionGenerator::load() {
  const Access &load = r.pickFrom(loads);
  pushAddress();
  c.access(load.op, r.between(0, load.log2), staticOffset());
  accumulate(load.type);
}

void FunctionGenerator::store() {
  const Access &store = r.pickFrom(stores);
  pushAddress();
  pushValue(store.type);
  c.access(store.op, r.between(0, store.log2), staticOffset());
}

/// a[i] = f(b[j]), often with both in one type.
void FunctionGenerator::update() {
  const Access &store = r.pickFrom(stores);
  pushAddress();
  if (r.chance(50) && !inductions.empty())
    pushAddress();
  else
    c.get(base());
  if (store.type == 'F') {
    // Arithmetic would need a canonical NaN; a copy keeps the bits.
    c.access("f64.load", 3, staticOffset());
    if (r.chance(50)) {
      Local number = newLocal('F', "f");
      c.get(z);
      c.op(r.pick({"f64.add", "f64.mul"}));
      c.set(number);
      pushCanonical(number);
    }
  } else {
    loadAt(store.type, staticOffset());
    c.get(accumulator(store.type));
    op(store.type, r.pick({"add", "xor", "mul", "and"}));
  }
  c.access(store.op, r.between(0, store.log2), staticOffset());
}

/// a[i] = a[i - 1] + a[i] + a[i + 1], neighbours by wrapping additions.
void FunctionGenerator::stencil() {
  Local p = newLocal(address(), "at");
  pushAddress();
  c.set(p);
  int width = r.pick({4, 8});
  char type = width == 4 ? 'i' : 'I';
  c.get(p);
  unsigned count = r.between(2, 5);
  for (unsigned i = 0; i != count; ++i) {
    c.get(p);
    int64_t away = r.pick({-1, 0, 1, 2, -2, 10, -10}) * width;
    if (away != 0) {
      constant(address(), away);
      op(address(), "add");
    }
    c.access(width == 4 ? "i32.load" : "i64.load", 0, 0);
    if (i != 0)
      op(type, "add");
  }
  c.access(width == 4 ? "i32.store" : "i64.store", 0, 0);
}

void FunctionGenerator::storeAt(uint64_t offset, unsigned what) {
  if (what == 0) {
    c.get(x);
    c.access("i32.store8", 0, offset);
  } else {
    c.get(y);
    c.access("i64.store", 0, offset);
  }
}

/// A straight line of accesses with one base and growing, falling or mixed
/// offsets, stores between.
void FunctionGenerator::group() {
  Statement here(*this);
  Local p = newLocal(address(), "at");
  pushAddress();
  c.set(p);
  unsigned count = r.between(2, 7);
  int64_t offset = r.pick({0, 0, 8, 64, 60000});
  int64_t step = r.pick({4, 8, 1, 3, -8, 100});
  bool storing = r.chance(60), wrapping = r.chance(25);
  for (unsigned i = 0; i != count; ++i) {
    Statement one(*this);
    c.get(p);
    if (wrapping) {
      constant(address(), offset);
      op(address(), "add");
    }
    uint64_t field = wrapping ? 0 : offset;
    if (storing && r.chance(45)) {
      storeAt(field, r.below(2));
    } else {
      char type = r.pick({'i', 'I', 'F'});
      loadAt(type, field);
      accumulate(type);
    }
    offset += step;
    if (r.chance(10))
      offset = r.between(0, 40);
    if (offset < 0 && !wrapping)
      offset = 64;
  }
}

void FunctionGenerator::vector() {
  pushAddress();
  if (r.chance(20)) {
    const Access &load = r.pickFrom(laneLoads);
    c.get(w);
    c.access(load.op, load.log2, staticOffset(),
             r.below(size_t(16) >> load.log2));
    c.set(w);
    return;
  }
  const Access &load = r.pickFrom(vectorLoads);
  c.access(load.op, r.between(0, load.log2), staticOffset());
  accumulate('v');
}

void FunctionGenerator::vectorStore() {
  pushAddress();
  c.get(w);
  if (r.chance(70)) {
    c.access("v128.store", r.between(0, 4), staticOffset());
    return;
  }
  const Access &store = r.pickFrom(laneStores);
  c.access(store.op, store.log2, staticOffset(),
           r.below(size_t(16) >> store.log2));
}

/// An address that depends on what stores left in memory.
void FunctionGenerator::feed() {
  pushAddress();
  c.access(r.chance(50) ? "i32.load16_u" : "i32.load8_u", 0, 0);
  if (address() == 'I')
    c.op("i64.extend_i32_u");
  if (r.chance(30)) {
    c.get(base());
    op(address(), "add");
  }
  c.set(t);
  if (r.chance(60)) {
    c.get(t);
    pushValue('i');
    c.access("i32.store", 0, staticOffset());
  }
}

// ---- others ----

void FunctionGenerator::conditional() {
  pushCondition();
  open("if");
  statements(2);
  if (r.chance(30)) {
    c.otherwise();
    statements(2);
  }
  close();
}

/// Out of this loop, or out of an outer one.
void FunctionGenerator::earlyExit() {
  pushCondition();
  if (r.chance(50)) {
    pushAddress();
    c.access("i32.load8_u", 0, 0);
    c.i32(r.pick({0, 1, 200, 255}));
    c.op(r.chance(60) ? "i32.eq" : "i32.gt_u");
    c.op(r.chance(60) ? "i32.and" : "i32.or");
  }
  branch("br_if", r.chance(75) ? loopExits.back() : loopExits.front());
}

void FunctionGenerator::call() {
  if (r.chance(20)) {
    c.get(x);
    c.get(y);
    c.indexed("call", ImportTrace, helperName(ImportTrace));
    return;
  }
  if (!inductions.empty() && r.chance(60))
    converted(r.pickFrom(inductions).local, 'i');
  else
    c.get(x);
  if (r.chance(15)) {
    c.get(x);
    c.i32(r.chance(90) ? 3 : 7); // 4 to 7 are beyond the table
    c.op("i32.and");
    c.callIndirect(TypeHelper);
  } else {
    uint32_t callee =
        r.pick({HelperPure, HelperGlobal, HelperGlobal, HelperLoad, HelperStore,
                HelperTrap, HelperGrow, ImportGrow});
    c.indexed("call", callee, helperName(callee));
  }
  c.get(x);
  c.op("i32.add");
  c.set(x);
}

void FunctionGenerator::grow() {
  pushCondition();
  open("if");
  growIfSmall(c, shape);
  if (address() == 'I')
    c.op("i32.wrap_i64");
  c.get(x);
  c.op("i32.add");
  c.set(x);
  close();
}

/// memory.fill, copy or init of a few bytes, or of more.
void FunctionGenerator::bulk() {
  auto length = [&](char type) {
    if (r.chance(70)) {
      constant(type, r.pick({0, 1, 3, 8, 16, 64}));
      return;
    }
    converted(r.pick({n, m}), type);
    constant(type, 255);
    op(type, "and");
  };
  pushAddress();
  switch (r.below(3)) {
  case 0:
    c.get(x);
    length(address());
    c.wholeMemory("memory.fill");
    break;
  case 1:
    pushAddress();
    length(address());
    c.wholeMemory("memory.copy");
    break;
  default:
    c.i32(r.pick({0, 1, 8}));
    c.i32(r.pick({0, 1, 8, 9}));
    c.memoryInit();
  }
}

void FunctionGenerator::global() {
  if (r.chance(50)) {
    c.indexed("global.get", Global64, "g64");
    c.get(y);
    c.op("i64.add");
    c.indexed("global.set", Global64, "g64");
    return;
  }
  uint32_t which = r.pick({Global32, GlobalExported});
  const char *name = which == Global32 ? "g32" : "gexported";
  if (r.chance(50)) {
    c.get(x);
    c.indexed("global.set", which, name);
  } else {
    c.indexed("global.get", which, name);
    accumulate('i');
  }
}

/// A trap of another kind, whose order with the accesses counts.
void FunctionGenerator::otherTrap() {
  if (r.chance(50)) {
    c.i32(1000);
    pushAddress();
    c.access("i32.load8_u", 0, 0);
    c.op(r.pick({"i32.div_u", "i32.rem_s"}));
    accumulate('i');
    return;
  }
  pushCondition();
  c.get(x);
  c.i32(31);
  c.op("i32.and");
  c.i32(13);
  c.op("i32.eq");
  c.op("i32.and");
  open("if");
  c.op("unreachable");
  close();
}

void FunctionGenerator::scalar() {
  switch (r.below(3)) {
  case 0:
    pushValue('i');
    accumulate('i');
    break;
  case 1:
    pushValue('I');
    accumulate('I');
    break;
  default:
    c.get(x);
    c.op("f64.convert_i32_s");
    accumulate('F');
  }
}

void FunctionGenerator::statements(unsigned most) {
  unsigned count = r.between(1, most);
  for (unsigned i = 0; i != count; ++i)
    statement();
}

void FunctionGenerator::statement() {
  bool inLoop = !loopExits.empty();
  if (inLoop && nesting < 3 && r.chance(nesting == 1 ? 16 : 10))
    return loop();
  if (r.chance(12))
    return group();
  Statement here(*this);
  static constexpr void (FunctionGenerator::*kinds[])() = {
      &FunctionGenerator::load,       &FunctionGenerator::store,
      &FunctionGenerator::update,     &FunctionGenerator::stencil,
      &FunctionGenerator::feed,       &FunctionGenerator::scalar,
      &FunctionGenerator::global,     &FunctionGenerator::call,
      &FunctionGenerator::grow,       &FunctionGenerator::bulk,
      &FunctionGenerator::otherTrap,  &FunctionGenerator::conditional,
      &FunctionGenerator::earlyExit,  &FunctionGenerator::vector,
      &FunctionGenerator::vectorStore};
  unsigned vectors = shape.simd ? 1 : 0;
  size_t kind = r.weighted({26, 18, 14, 7, 5, 5, 4, 5, 2, 3, 3, 6,
                            inLoop ? 6u : 0u, 12 * vectors, 8 * vectors});
  (this->*kinds[kind])();
}

} // namespace sinter::fuzz
