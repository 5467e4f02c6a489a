//===- LoopModule.cpp - the frame around the test functions ---------------===//
#include "LoopModule.h"
#include "FunctionGenerator.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace sinter::fuzz {
namespace {

constexpr const char *names[] = {"trace", "hostgrow", "pure",  "global",
                                 "load",  "store",    "trap",  "grow",
                                 "reset", "state",    "digest"};

Shape randomShape(Random &r) {
  Shape s;
  s.simd = r.chance(35);
  switch (r.weighted({20, 25, 12, 12, 6, 25})) {
  case 0: // of a size that is a constant
    s.pages = r.between(1, 2);
    s.maxPages = s.pages;
    break;
  case 1:
    s.maxPages = mostPages;
    break;
  case 2: // grows to what the implementation allows
    s.pages = r.between(1, 2);
    break;
  case 3: // larger than its declaration
    s.imported = true;
    s.pages = r.between(1, 2);
    s.minPages = r.between(0, s.pages);
    s.maxPages = mostPages;
    return s;
  case 4:
    s.pages = 65536;
    break;
  default:
    s.memory64 = true;
    if (r.chance(70))
      s.maxPages = r.between(1, mostPages);
  }
  s.minPages = s.pages;
  return s;
}

/// Small numbers to use as indices, any bytes, floating-point numbers, zeros.
Bytes randomImage(Random &r) {
  Bytes image;
  auto append = [&](uint64_t bits, unsigned bytes) {
    for (unsigned i = 0; i != bytes; ++i)
      image.push_back(bits >> 8 * i);
  };
  while (image.size() < 1 << 16) {
    unsigned kind = r.below(4);
    for (unsigned i = 0; i != 128; ++i) {
      double number = double(r.between(-1000, 1000)) / 8;
      uint64_t bits;
      memcpy(&bits, &number, sizeof bits);
      append(kind == 0   ? r.below(256)
             : kind == 1 ? r.bits()
             : kind == 2 ? bits
                         : 0,
             8);
    }
  }
  return image;
}

void appendLimits(Bytes &out, const Shape &s) {
  out.push_back((s.maxPages ? 1 : 0) | (s.memory64 ? 4 : 0));
  appendUnsigned(out, s.minPages);
  if (s.maxPages)
    appendUnsigned(out, *s.maxPages);
}

Bytes typeSection(const Shape &s) {
  uint8_t a = s.memory64 ? 0x7e : 0x7f;
  constexpr uint8_t i32 = 0x7f, i64 = 0x7e;
  return {5,    0x60, 6,   a,   a,   a, a, i32, i32, 1, i64, // TypeTest
          0x60, 1,    i32, 1,   i32,                         // TypeHelper
          0x60, 2,    i32, i64, 0,                           // TypeTrace
          0x60, 0,    0,                                     // TypeReset
          0x60, 0,    1,   i64};                             // TypeState
}

Bytes importSection(const Shape &s) {
  Bytes out = {uint8_t(s.imported ? 3 : 2)};
  auto import = [&](StringRef name, std::initializer_list<uint8_t> type) {
    appendName(out, "env");
    appendName(out, name);
    out.insert(out.end(), type);
  };
  import("trace", {0, TypeTrace});
  import("grow", {0, TypeHelper});
  if (s.imported) {
    import("memory", {2});
    appendLimits(out, s);
  }
  return out;
}

/// Bodies of helpers, in the order of the enumeration.
class Helpers {
public:
  explicit Helpers(const Shape &shape) : shape(shape) {}

  std::vector<Bytes> all() {
    add(&Helpers::pure);
    add(&Helpers::global);
    add(&Helpers::load);
    add(&Helpers::store);
    add(&Helpers::trap);
    add(&Helpers::grow);
    add(&Helpers::reset);
    add(&Helpers::state);
    add(&Helpers::digest, {'I', shape.address(), shape.address()});
    return std::move(bodies);
  }

private:
  static constexpr Local x{0, 'i'};
  static constexpr int64_t prime = 0x100000001b3;

  void add(void (Helpers::*body)(), std::initializer_list<char> locals = {}) {
    c = Code();
    for (const char *name : {"x", "y", "z"})
      c.declare(name);
    (this->*body)();
    Bytes b;
    appendUnsigned(b, locals.size());
    for (char type : locals)
      b.insert(b.end(), {1, uint8_t(type == 'I' ? 0x7e : 0x7f)});
    b.insert(b.end(), c.bytes.begin(), c.bytes.end());
    b.push_back(0x0b);
    bodies.push_back(std::move(b));
  }

  void pure() {
    c.get(x);
    c.i32(3);
    c.op("i32.mul");
    c.i32(1);
    c.op("i32.add");
  }
  void global() {
    c.indexed("global.get", Global32, "g32");
    c.get(x);
    c.op("i32.add");
    c.indexed("global.set", Global32, "g32");
    c.indexed("global.get", GlobalExported, "gexported");
    c.i32(1);
    c.op("i32.add");
    c.indexed("global.set", GlobalExported, "gexported");
    c.indexed("global.get", Global32, "g32");
  }
  void smallAddress(int32_t mask) {
    c.get(x);
    c.i32(mask);
    c.op("i32.and");
    if (shape.memory64)
      c.op("i64.extend_i32_u");
  }
  void load() {
    smallAddress(0xfff);
    c.access("i32.load16_u", 0, 0);
  }
  void store() {
    smallAddress(0x1ff);
    c.get(x);
    c.access("i32.store8", 0, 8);
    c.get(x);
  }
  void trap() {
    c.get(x);
    c.i32(255);
    c.op("i32.and");
    c.i32(77);
    c.op("i32.eq");
    c.open("if");
    c.op("unreachable");
    c.close();
    c.get(x);
  }
  void grow() {
    c.get(x);
    c.i32(15);
    c.op("i32.and");
    c.i32(7);
    c.op("i32.eq");
    c.open("if");
    growIfSmall(c, shape);
    c.op("drop");
    c.close();
    c.get(x);
  }
  void reset() {
    c.i32(5);
    c.indexed("global.set", Global32, "g32");
    c.i64(-9);
    c.indexed("global.set", Global64, "g64");
    c.i32(1);
    c.indexed("global.set", GlobalExported, "gexported");
  }
  void state() {
    c.indexed("global.get", Global64, "g64");
    c.i64(prime);
    c.op("i64.mul");
    c.indexed("global.get", Global32, "g32");
    c.op("i64.extend_i32_u");
    c.op("i64.xor");
    c.i64(prime);
    c.op("i64.mul");
    c.indexed("global.get", GlobalExported, "gexported");
    c.op("i64.extend_i32_u");
    c.op("i64.xor");
  }

  /// Native.cpp has the same in C++.
  void digest() {
    Local hash{0, 'I'}, at{1, shape.address()}, end{2, shape.address()};
    if (!shape.huge()) {
      c.wholeMemory("memory.size");
      address(16);
      c.op(shape.memory64 ? "i64.shl" : "i32.shl");
      c.set(end);
      digestUpTo(hash, at, end);
    } else {
      for (uint64_t from : {uint64_t(0), shape.bytes() - hugeWindow}) {
        address(from);
        c.set(at);
        address(from + hugeWindow);
        c.set(end);
        digestUpTo(hash, at, end);
      }
    }
    c.get(hash);
  }
  void digestUpTo(Local hash, Local at, Local end) {
    c.open("block");
    c.open("loop");
    c.get(at);
    c.get(end);
    c.op(shape.memory64 ? "i64.eq" : "i32.eq");
    c.branch("br_if", 1);
    c.get(hash);
    c.get(at);
    c.access("i64.load", 3, 0);
    c.op("i64.xor");
    c.i64(prime);
    c.op("i64.mul");
    c.set(hash);
    c.get(at);
    address(8);
    c.op(shape.memory64 ? "i64.add" : "i32.add");
    c.set(at);
    c.branch("br", 0);
    c.close();
    c.close();
  }
  void address(uint64_t n) {
    if (shape.memory64)
      c.i64(n);
    else
      c.i32(n);
  }

  const Shape &shape;
  Code c;
  std::vector<Bytes> bodies;
};

Bytes functionSection(const LoopModule &m) {
  constexpr uint8_t helpers[] = {TypeHelper, TypeHelper, TypeHelper,
                                 TypeHelper, TypeHelper, TypeHelper,
                                 TypeReset,  TypeState,  TypeState};
  Bytes out;
  appendUnsigned(out, std::size(helpers) + m.functions.size());
  out.insert(out.end(), std::begin(helpers), std::end(helpers));
  out.resize(out.size() + m.functions.size(), TypeTest);
  return out;
}

Bytes exportSection(const LoopModule &m) {
  Bytes out;
  appendUnsigned(out, 5 + m.functions.size());
  auto add = [&](StringRef name, uint8_t kind, uint32_t index) {
    appendName(out, name);
    out.push_back(kind);
    appendUnsigned(out, index);
  };
  add("memory", 2, 0);
  add("gexported", 3, GlobalExported);
  for (uint32_t f : {ExportReset, ExportState, ExportDigest})
    add(names[f], 0, f);
  for (auto [i, f] : enumerate(m.functions))
    add("f" + std::to_string(f.number), 0, FirstTest + i);
  return out;
}

Bytes codeSection(const LoopModule &m) {
  std::vector<Bytes> helpers = Helpers(m.shape).all();
  Bytes out;
  appendUnsigned(out, helpers.size() + m.functions.size());
  for (const Bytes &body : helpers)
    appendSized(out, body);
  for (const TestFunction &f : m.functions)
    appendSized(out, f.body);
  return out;
}

/// Names of functions, so that messages are readable.
Bytes nameSection(const LoopModule &m) {
  Bytes map;
  appendUnsigned(map, std::size(names) + m.functions.size());
  for (auto [i, name] : enumerate(names)) {
    appendUnsigned(map, i);
    appendName(map, name);
  }
  for (auto [i, f] : enumerate(m.functions)) {
    appendUnsigned(map, FirstTest + i);
    appendName(map, "f" + std::to_string(f.number));
  }
  Bytes out;
  appendName(out, "name");
  out.push_back(1);
  appendSized(out, map);
  return out;
}

Bytes assemble(const LoopModule &m) {
  Bytes out = {0, 'a', 's', 'm', 1, 0, 0, 0};
  auto section = [&](uint8_t id, const Bytes &content) {
    out.push_back(id);
    appendSized(out, content);
  };
  section(1, typeSection(m.shape));
  section(2, importSection(m.shape));
  section(3, functionSection(m));
  section(4, {1, 0x70, 1, 4, 4}); // a table of four functions
  if (!m.shape.imported) {
    Bytes memory = {1};
    appendLimits(memory, m.shape);
    section(5, memory);
  }
  section(6, {3, 0x7f, 1, 0x41, 5, 0x0b, 0x7e, 1, 0x42, 0x77, 0x0b, 0x7f, 1,
              0x41, 1, 0x0b});
  section(7, exportSection(m));
  section(9, {1, 0, 0x41, 0, 0x0b, 4, HelperPure, HelperGlobal, HelperStore,
              HelperLoad});
  section(12, {1});
  section(10, codeSection(m));
  section(11, {1, 1, 16, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
               16}); // a passive segment
  section(0, nameSection(m));
  return out;
}

} // namespace

StringRef helperName(uint32_t index) { return names[index]; }

std::string Shape::describe() const {
  std::string text = imported ? "imported memory " : "memory ";
  if (memory64)
    text += "i64 ";
  text += std::to_string(minPages);
  if (maxPages)
    text += " " + std::to_string(*maxPages);
  if (imported)
    text += ", given with " + std::to_string(pages);
  return text;
}

LoopModule generateModule(uint64_t seed, unsigned count,
                          const Selection &only) {
  Random random(seed);
  LoopModule m{seed, randomShape(random), {}, randomImage(random), {}};
  for (uint32_t i = 0; i != count; ++i) {
    if (only.function && *only.function != i)
      continue;
    TestFunction f =
        FunctionGenerator(m.shape, derivedSeed(seed, i), only.skippedStatements)
            .run(i);
    if (only.call)
      f.calls = {f.calls[*only.call]};
    m.functions.push_back(std::move(f));
  }
  m.binary = assemble(m);
  return m;
}

} // namespace sinter::fuzz
