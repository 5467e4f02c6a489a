//===- BodyHash.cpp - what a function does, as a number -------------------===//
#include "BodyHash.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

void BodyHash::add(uint64_t number) {
  uint8_t bytes[8];
  support::endian::write64le(bytes, number);
  hash.update(bytes);
}

void BodyHash::locals(ArrayRef<ValType> types) { add(types.size()); }

/// Whether the instruction's index names something of the body itself.
static bool indexIsLocal(Op op) {
  switch (op) {
  case Op::LocalGet:
  case Op::LocalSet:
  case Op::LocalTee:
  case Op::Br:
  case Op::BrIf:
    return true;
  default:
    return false;
  }
}

void BodyHash::instr(const Instr &in) {
  add(uint64_t(in.op));
  if (indexIsLocal(in.op))
    add(in.index);
  // Immediates that the instruction has not are left over from an earlier one
  // of the same body: that changes nothing for equal bodies.
  add(in.bits);
  add(in.mem.offset);
  for (uint32_t label : in.labels)
    add(label);
}

std::string BodyHash::text() {
  std::array<uint8_t, 20> digest = hash.final();
  return toHex(ArrayRef<uint8_t>(digest).take_front(8), /*LowerCase=*/true);
}

} // namespace sinter
