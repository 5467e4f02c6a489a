//===- Opcode.cpp - the opcode table as data ------------------------------===//
//
// Opcodes.def read twice: once for the rows themselves, once for the width of
// memory accesses, which only the shaped rows know. From them the look-up
// tables by code are computed at compile time: 256 entries for single bytes
// and one short table for each prefix.
//
//===----------------------------------------------------------------------===//
#include "Opcode.h"

using namespace llvm;

namespace sinter::wasm {

namespace {

/// Width of a memory access, by Op. Rows without one are 0.
constexpr uint8_t memWidths[] = {
#define OP(Name, Code, Text, I, In, Out, F) 0,
#define LOAD(Name, Code, Text, Ty, Bytes, Ext, F) Bytes,
#define STORE(Name, Code, Text, Ty, Bytes, F) Bytes,
#define VLOAD_EXTEND(Name, Code, Text, Lane, Ext, F) 8,
#define VLOAD_SPLAT(Name, Code, Text, Lane, Bytes, F) Bytes,
#define VLOAD_ZERO(Name, Code, Text, Lane, Bytes, F) Bytes,
#define VLOAD_LANE(Name, Code, Text, Bytes, F) Bytes,
#define VSTORE_LANE(Name, Code, Text, Bytes, F) Bytes,
#define ATOMIC_LOAD(Name, Code, Text, Ty, Bytes, F) Bytes,
#define ATOMIC_STORE(Name, Code, Text, Ty, Bytes, F) Bytes,
#define ATOMIC_RMW(Name, Code, Text, Ty, Bytes, F) Bytes,
#define ATOMIC_CMPXCHG(Name, Code, Text, Ty, Bytes, F) Bytes,
#define ATOMIC_WAIT(Name, Code, Text, In, Bytes, F) Bytes,
#include "Opcodes.def"
};

constexpr uint32_t codes[] = {
#define OP(Name, Code, Text, I, In, Out, F) Code,
#include "Opcodes.def"
};

/// Ops whose code is `prefix << 16 | 0 .. N-1`; prefix 0 stands for none.
template <size_t N>
constexpr std::array<uint16_t, N> opsOfPrefix(uint32_t prefix) {
  std::array<uint16_t, N> table;
  table.fill(noOp);
  for (uint16_t op = 0; op != std::size(codes); ++op)
    if (codes[op] >> 16 == prefix)
      table[codes[op] & 0xffff] = op;
  return table;
}

constexpr auto gcOps = opsOfPrefix<0x20>(0xfb);
constexpr auto miscOps = opsOfPrefix<0x20>(0xfc);
constexpr auto vectorOps = opsOfPrefix<0x120>(0xfd);
constexpr auto atomicOps = opsOfPrefix<0x50>(0xfe);

ArrayRef<uint16_t> tableOf(uint32_t prefix) {
  switch (prefix) {
  case 0:
    return opsByFirstByte;
  case 0xfb:
    return gcOps;
  case 0xfc:
    return miscOps;
  case 0xfd:
    return vectorOps;
  case 0xfe:
    return atomicOps;
  default:
    return {};
  }
}

} // namespace

constexpr std::array<uint16_t, 256> opsByFirstByte = opsOfPrefix<256>(0);

const OpInfo opInfos[] = {
#define OP(Name, Code, Text, I, In, Out, F)                                    \
  {Code, Text, Imm::I, In, Out, Feature::F, memWidths[size_t(Op::Name)]},
#include "Opcodes.def"
};

std::optional<Op> opFromCode(uint32_t code) {
  ArrayRef<uint16_t> table = tableOf(code >> 16);
  uint32_t sub = code & 0xffff;
  if (sub >= table.size() || table[sub] == noOp)
    return std::nullopt;
  return Op(table[sub]);
}

} // namespace sinter::wasm
