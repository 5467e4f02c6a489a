//===- Loops.cpp - how loops count and end --------------------------------===//
//
// All loops are affine in one variable: iv = start; while (iv TEST end) iv +=
// step; tested at the top or, behind a test of whether it runs at all, at the
// bottom; the step comes before or after the body. They differ in what start,
// end and step are: constants, arguments, loaded numbers, outer variables.
//
//===----------------------------------------------------------------------===//
#include "FunctionGenerator.h"

namespace sinter::fuzz {

void FunctionGenerator::push(const Operand &o, char type) {
  if (o.local)
    converted(*o.local, type);
  else
    constant(type, o.value);
}

// ---- trip counts ----

FunctionGenerator::Operand FunctionGenerator::count() {
  return nesting == 0 ? countedByArgument() : innerCount();
}

FunctionGenerator::Operand FunctionGenerator::countedByArgument() {
  switch (r.weighted({55, 25, 12, 8})) {
  case 0:
    return {n};
  case 1:
    return {m};
  case 2:
    return {{}, r.pick({1, 2, 3, 4, 7, 8, 16, 17, 32, 100})};
  }
  Local loaded = newLocal('i', "count");
  pushBase();
  c.access("i32.load8_u", 0, 0);
  c.set(loaded);
  return {loaded};
}

/// Small: a constant, an argument's low bits, an outer variable's (a triangular
/// nest), or what is in memory.
FunctionGenerator::Operand FunctionGenerator::innerCount() {
  if (r.chance(35))
    return {{}, r.between(1, 8)};
  if (nesting == 1 && r.chance(25)) {
    hugeCounts = false;
    return {m};
  }
  Local small = newLocal('i', "count");
  switch (r.below(3)) {
  case 0:
    converted(r.pickFrom(inductions).local, 'i');
    break;
  case 1:
    c.get(r.chance(50) ? n : m);
    break;
  default:
    pushAddress();
    c.access(r.chance(50) ? "i32.load8_u" : "i32.load", 0, 0);
  }
  c.i32(r.pick({3, 7, 7, 15}));
  c.op("i32.and");
  c.set(small);
  return {small};
}

// ---- controls ----

FunctionGenerator::Control FunctionGenerator::control() {
  switch (r.weighted({32, 14, 24, 10, 14, 6})) {
  case 0:
    return upwards();
  case 1:
    return downwards();
  case 2:
    return pointerUp();
  case 3:
    return pointerDown();
  case 4:
    return weird();
  default:
    return endless();
  }
}

/// Loops that do not end by themselves for all arguments get fuel, or the
/// outermost ones a walk through memory; the others keep the arguments small.
void FunctionGenerator::secureEnd(Control &k, bool endsByItself) {
  if (nesting == 0 && !shape.huge() && r.chance(endsByItself ? 6 : 35)) {
    k.walks = true;
    return;
  }
  k.fuel = !endsByItself || r.chance(8);
  if (!k.fuel)
    hugeCounts = false;
}

FunctionGenerator::Control FunctionGenerator::upwards() {
  Control k;
  k.iv = newLocal(r.chance(shape.memory64 ? 55 : 12) ? 'I' : 'i', "i");
  k.end = count();
  k.step.value = r.pick({1, 1, 1, 1, 2, 3, 4, 8, 16});
  int64_t start = r.pick({0, 0, 0, 0, 1, 2});
  bool exact = k.step.value == 1 && start == 0;
  k.test =
      exact && r.chance(40) ? "ne" : r.pick({"lt_s", "lt_s", "lt_u", "le_s"});
  // What is 0 already need not be set.
  if (start != 0 || nesting != 0 || r.chance(50)) {
    constant(k.iv.type, start);
    c.set(k.iv);
  }
  strides.push_back(k.step.value);
  secureEnd(k, true);
  return k;
}

FunctionGenerator::Control FunctionGenerator::downwards() {
  Control k;
  k.iv = newLocal(r.chance(shape.memory64 ? 55 : 10) ? 'I' : 'i', "i");
  push(count(), k.iv.type);
  k.step.value = r.pick({-1, -1, -1, -1, -2, -3, -4, -8});
  if (k.step.value == -1 && r.chance(40)) {
    k.test = "ne";
  } else if (r.chance(50)) {
    k.test = "ge_s";
    constant(k.iv.type, -1);
    op(k.iv.type, "add");
  } else {
    k.test = "gt_s";
  }
  c.set(k.iv);
  strides.push_back(k.step.value);
  secureEnd(k, true);
  return k;
}

/// for (p = a; p != a + n * step; p += step)
FunctionGenerator::Control FunctionGenerator::pointerUp() {
  Control k;
  k.iv = newLocal(address(), "p");
  Local end = newLocal(address(), "end");
  if (r.chance(20))
    k.step.local = s;
  else
    k.step.value = r.pick({1, 2, 4, 4, 8, 8, 16, 24, 40, -4, -8});
  Operand trips = count();
  pushBase();
  c.tee(k.iv);
  push(trips, address());
  push(k.step, address());
  op(address(), "mul");
  op(address(), "add");
  c.set(end);
  k.end = {end};
  bool up = !k.step.local && k.step.value > 0;
  k.test = up && r.chance(40) ? "lt_u" : "ne";
  strides.push_back(k.step.value);
  secureEnd(k, true);
  return k;
}

/// for (p = a + n * step; p != a; p -= step)
FunctionGenerator::Control FunctionGenerator::pointerDown() {
  Control k;
  k.iv = newLocal(address(), "p");
  Local end = newLocal(address(), "end");
  k.step.value = -r.pick({1, 2, 4, 4, 8, 8, 16, 24});
  Operand trips = count();
  pushBase();
  c.tee(end);
  push(trips, address());
  constant(address(), -k.step.value);
  op(address(), "mul");
  op(address(), "add");
  c.set(k.iv);
  k.end = {end};
  k.test = r.chance(40) ? "gt_u" : "ne";
  strides.push_back(k.step.value);
  secureEnd(k, true);
  return k;
}

/// Start, end, step and test that do not fit together.
FunctionGenerator::Control FunctionGenerator::weird() {
  Control k;
  char type = r.chance(70) ? address() : r.pick({'i', 'I'});
  k.iv = newLocal(type, "i");
  auto any = [&]() -> Operand {
    if (r.chance(60))
      return {r.pick({a, b, d, s, n, m})};
    return {
        {},
        r.pick({int64_t(0), int64_t(-1), int64_t(1) << 31, int64_t(0x7fffffff),
                int64_t(65528), int64_t(shape.bytes()), r.between(-100, 100)})};
  };
  push(any(), type);
  c.set(k.iv);
  k.end = any();
  if (r.chance(30))
    k.step.local = s;
  else
    k.step.value =
        r.pick({int64_t(0), int64_t(1), int64_t(4), int64_t(7), int64_t(-1),
                int64_t(-12), int64_t(1) << 31, int64_t(0x40000001),
                -(int64_t(1) << 30), int64_t(65536)});
  k.test = r.pick({"ne", "lt_u", "lt_s", "le_u", "le_s", "gt_u", "gt_s", "ge_u",
                   "ge_s", "eq"});
  strides.push_back(k.step.value);
  secureEnd(k, false);
  return k;
}

FunctionGenerator::Control FunctionGenerator::endless() {
  Control k;
  k.iv = newLocal(address(), "p");
  pushBase();
  c.set(k.iv);
  k.step.value = r.pick({1, 4, 8, 16, -4, -8});
  strides.push_back(k.step.value);
  secureEnd(k, false);
  return k;
}

// ---- code ----

/// Pushes whether to go on, or with `exit` whether to end.
void FunctionGenerator::pushTest(const Control &k, bool exit) {
  static constexpr const char *opposites[][2] = {
      {"ne", "eq"},     {"lt_u", "ge_u"}, {"lt_s", "ge_s"},
      {"gt_u", "le_u"}, {"gt_s", "le_s"},
  };
  std::string test = k.test;
  if (exit)
    for (auto [one, other] : opposites)
      if (k.test == one || k.test == other) {
        test = k.test == one ? other : one;
        break;
      }
  c.get(k.iv);
  push(k.end, k.iv.type);
  op(k.iv.type, test);
}

void FunctionGenerator::advance(const Control &k) {
  c.get(k.iv);
  push(k.step, k.iv.type);
  op(k.iv.type, "add");
  c.set(k.iv);
}

/// Pointers that run along with a loop, each with a step of its own.
void FunctionGenerator::addPointers() {
  unsigned count = r.weighted({50, 35, 15});
  for (unsigned i = 0; i != count; ++i) {
    Local p = newLocal(address(), "q");
    pushBase();
    c.set(p);
    inductions.push_back({p, true});
  }
}

void FunctionGenerator::burnFuel(Local fuel, unsigned exit) {
  c.get(fuel);
  c.i32(-1);
  c.op("i32.add");
  c.tee(fuel);
  c.op("i32.eqz");
  if (r.chance(75)) {
    branch("br_if", exit);
    return;
  }
  open("if");
  c.op("unreachable");
  close();
}

/// Moves the pointers that run along; the last one of a loop that walks goes
/// its way in steps that end in a trap.
void FunctionGenerator::advancePointers(const Control &k) {
  for (size_t i = k.first + 1; i != inductions.size(); ++i) {
    Local p = inductions[i].local;
    bool walk = k.walks && i + 1 == inductions.size();
    if (!walk && r.chance(15)) {
      c.get(p);
      c.get(s);
      op(address(), "add");
      c.set(p);
      continue;
    }
    int64_t step = walk ? r.pick({4, 8, 16, 32, -8, -16})
                        : r.pick({1, 2, 4, 8, 16, 20, -1, -4, -8});
    strides.push_back(step);
    add(p, step);
  }
}

/// The body between the tests: statements, fuel, steps.
void FunctionGenerator::body(const Control &k,
                             const std::optional<Local> &fuel) {
  bool stepFirst = r.chance(12);
  if (stepFirst)
    advance(k);
  if (k.walks) {
    c.get(inductions.back().local);
    c.access("i32.load", 2, 0);
    c.get(x);
    c.op("i32.add");
    c.set(x);
  }
  ++nesting;
  statements(nesting == 1 ? 4 : 3);
  --nesting;
  if (fuel)
    burnFuel(*fuel, loopExits.back());
  advancePointers(k);
  if (!stepFirst)
    advance(k);
}

void FunctionGenerator::controlled(const Control &k) {
  std::optional<Local> fuel;
  if (k.fuel) {
    fuel = newLocal('i', "fuel");
    c.i32(nesting == 0 ? r.between(1, 1500) : r.between(1, 20));
    c.set(*fuel);
  }
  bool topTested = !k.test.empty() && r.chance(25);
  unsigned exit = opened;
  loopExits.push_back(exit);
  open("block");
  if (!topTested && !k.test.empty()) {
    pushTest(k, true);
    branch("br_if", exit);
  }
  open("loop");
  unsigned head = opened - 1;
  if (topTested) {
    pushTest(k, true);
    branch("br_if", exit);
  }
  body(k, fuel);
  if (topTested || k.test.empty()) {
    branch("br", head);
  } else {
    pushTest(k, false);
    branch("br_if", head);
  }
  close();
  close();
  loopExits.pop_back();
}

void FunctionGenerator::loop() {
  Statement here(*this);
  ++f.loops;
  Control k = control();
  k.first = inductions.size();
  inductions.push_back({k.iv, k.iv.type == address()});
  addPointers();
  if (k.walks) {
    Local p = newLocal(address(), "walk");
    pushBase();
    c.set(p);
    inductions.push_back({p, true});
  }
  controlled(k);
  if (r.chance(20)) { // where it ended is used
    converted(k.iv, 'I');
    c.get(y);
    c.op("i64.add");
    c.set(y);
  }
  inductions.resize(k.first);
}

} // namespace sinter::fuzz
