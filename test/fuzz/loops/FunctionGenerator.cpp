//===- FunctionGenerator.cpp - the frame of a function --------------------===//
#include "FunctionGenerator.h"

namespace sinter::fuzz {

void growIfSmall(Code &c, const Shape &shape) {
  c.wholeMemory("memory.size");
  if (shape.memory64) {
    c.i64(mostPages);
    c.op("i64.lt_u");
    c.op("i64.extend_i32_u");
  } else {
    c.i32(mostPages);
    c.op("i32.lt_u");
  }
  c.wholeMemory("memory.grow");
}

FunctionGenerator::FunctionGenerator(const Shape &shape, uint64_t seed,
                                     const std::set<unsigned> &skipped)
    : shape(shape), skipped(skipped), r(seed) {
  uint32_t index = 0;
  auto parameter = [&](char type, const char *name) {
    c.declare(name);
    return Local{index++, type};
  };
  a = parameter(address(), "a");
  b = parameter(address(), "b");
  d = parameter(address(), "c");
  s = parameter(address(), "s");
  n = parameter('i', "n");
  m = parameter('i', "m");
  x = newLocal('i', "x");
  y = newLocal('I', "y");
  z = newLocal('F', "z");
  if (shape.simd)
    w = newLocal('v', "w");
  t = newLocal(address(), "t");
}

Local FunctionGenerator::newLocal(char type, const char *hint) {
  locals.push_back(type);
  uint32_t index = parameters + locals.size() - 1;
  c.declare(hint + std::to_string(index));
  return {index, type};
}

FunctionGenerator::Statement::Statement(FunctionGenerator &g)
    : g(g), skipped(g.skipped.count(g.f.statements++)) {
  if (skipped)
    g.c.mute();
}

FunctionGenerator::Statement::~Statement() {
  if (skipped)
    g.c.unmute();
}

TestFunction FunctionGenerator::run(uint32_t number) {
  f.number = number;
  unsigned count = r.weighted({0, 60, 30, 10});
  for (unsigned i = 0; i != count; ++i) {
    if (r.chance(12))
      group();
    loop();
  }
  if (r.chance(10))
    statement();
  pushResult();
  f.body = finishBody();
  f.text = c.text;
  for (unsigned i = 0; i != 4; ++i)
    f.calls.push_back(arguments());
  return std::move(f);
}

/// A mix of all accumulators.
void FunctionGenerator::pushResult() {
  c.get(y);
  c.get(x);
  c.op("i64.extend_i32_u");
  c.i64(0x10001);
  c.op("i64.mul");
  c.op("i64.xor");
  pushCanonical(z);
  c.op("i64.reinterpret_f64");
  c.op("i64.add");
  if (shape.simd)
    for (unsigned lane : {0, 1}) {
      c.get(w);
      c.lane("i64x2.extract_lane", lane);
      c.op("i64.add");
    }
  converted(t, 'I');
  c.op("i64.xor");
}

Bytes FunctionGenerator::finishBody() {
  Bytes body;
  appendUnsigned(body, locals.size());
  for (char type : locals) {
    body.push_back(1);
    body.push_back(type == 'i'   ? 0x7f
                   : type == 'I' ? 0x7e
                   : type == 'F' ? 0x7c
                                 : 0x7b);
  }
  body.insert(body.end(), c.bytes.begin(), c.bytes.end());
  body.push_back(0x0b);
  return body;
}

// ---- small pieces of code ----

void FunctionGenerator::op(char type, const std::string &name) {
  c.op((type == 'i' ? "i32." : type == 'I' ? "i64." : "f64.") + name);
}

void FunctionGenerator::constant(char type, int64_t value) {
  if (type == 'i')
    c.i32(value);
  else
    c.i64(value);
}

void FunctionGenerator::add(Local to, int64_t value) {
  c.get(to);
  constant(to.type, value);
  op(to.type, "add");
  c.set(to);
}

void FunctionGenerator::converted(Local l, char type) {
  c.get(l);
  if (l.type == 'I' && type == 'i')
    c.op("i32.wrap_i64");
  else if (l.type == 'i' && type == 'I')
    c.op(r.chance(50) ? "i64.extend_i32_u" : "i64.extend_i32_s");
}

void FunctionGenerator::open(const char *what) {
  c.open(what);
  ++opened;
}

void FunctionGenerator::close() {
  c.close();
  --opened;
}

void FunctionGenerator::branch(const char *op, unsigned construct) {
  c.branch(op, opened - 1 - construct);
}

} // namespace sinter::fuzz
