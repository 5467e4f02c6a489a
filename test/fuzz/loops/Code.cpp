//===- Code.cpp - instructions as bytes and as text -----------------------===//
#include "Code.h"
#include "wasm/Opcode.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace sinter::fuzz {

void appendUnsigned(Bytes &out, uint64_t n) {
  uint8_t bytes[10];
  out.insert(out.end(), bytes, bytes + encodeULEB128(n, bytes));
}

void appendSigned(Bytes &out, int64_t n) {
  uint8_t bytes[10];
  out.insert(out.end(), bytes, bytes + encodeSLEB128(n, bytes));
}

void appendSized(Bytes &out, const Bytes &part) {
  appendUnsigned(out, part.size());
  out.insert(out.end(), part.begin(), part.end());
}

void appendName(Bytes &out, StringRef name) {
  appendSized(out, Bytes(name.bytes_begin(), name.bytes_end()));
}

/// Column Code of Opcodes.def by column Text.
static uint32_t codeOf(StringRef name) {
  static const StringMap<uint32_t> codes = [] {
    StringMap<uint32_t> all;
#define OP(Name, Code, Text, Imm, In, Out, Feature) all.try_emplace(Text, Code);
#include "wasm/Opcodes.def"
    return all;
  }();
  auto found = codes.find(name);
  assert(found != codes.end() && "no such instruction");
  return found->second;
}

void Code::put(uint64_t n) {
  if (!muted)
    appendUnsigned(bytes, n);
}

void Code::begin(StringRef name, const std::string &immediates) {
  if (muted)
    return;
  uint32_t code = codeOf(name);
  if (uint8_t prefix = code >> 16) {
    bytes.push_back(prefix);
    appendUnsigned(bytes, code & 0xffff);
  } else {
    bytes.push_back(code);
  }
  text.append(2 * depth + 4, ' ');
  text += name;
  text += (immediates.empty() ? "" : " ") + immediates + "\n";
}

void Code::op(StringRef name) { begin(name); }

void Code::i32(int32_t value) {
  begin("i32.const", std::to_string(value));
  if (!muted)
    appendSigned(bytes, value);
}

void Code::i64(int64_t value) {
  begin("i64.const", std::to_string(value));
  if (!muted)
    appendSigned(bytes, value);
}

void Code::f64(double value) {
  begin("f64.const", std::to_string(value));
  if (muted)
    return;
  uint64_t bits = bit_cast<uint64_t>(value);
  for (unsigned i = 0; i != 8; ++i)
    bytes.push_back(bits >> 8 * i);
}

void Code::local(StringRef op, Local l) {
  indexed(op, l.index, localNames[l.index]);
}

void Code::indexed(StringRef op, uint32_t index, StringRef name) {
  begin(op, ("$" + name).str());
  put(index);
}

void Code::wholeMemory(StringRef op) {
  begin(op);
  put(0);
  if (op == "memory.copy")
    put(0);
}

void Code::memoryInit() {
  begin("memory.init", "0");
  put(0);
  put(0);
}

void Code::access(StringRef op, unsigned alignLog2, uint64_t offset, int lane) {
  std::string immediates;
  if (offset)
    immediates = "offset=" + std::to_string(offset) + " ";
  immediates += "align=" + std::to_string(1u << alignLog2);
  if (lane >= 0)
    immediates += " " + std::to_string(lane);
  begin(op, immediates);
  put(alignLog2);
  put(offset);
  if (lane >= 0 && !muted)
    bytes.push_back(lane);
}

void Code::lane(StringRef op, unsigned lane) {
  begin(op, std::to_string(lane));
  if (!muted)
    bytes.push_back(lane);
}

void Code::callIndirect(uint32_t type) {
  begin("call_indirect", "(type " + std::to_string(type) + ")");
  put(type);
  put(0);
}

void Code::open(StringRef op) {
  begin(op);
  if (!muted)
    bytes.push_back(0x40); // no parameters, no results
  ++depth;
}

void Code::otherwise() {
  --depth;
  begin("else");
  ++depth;
}

void Code::close() {
  --depth;
  begin("end");
}

void Code::branch(StringRef op, unsigned label) {
  begin(op, std::to_string(label));
  put(label);
}

} // namespace sinter::fuzz
