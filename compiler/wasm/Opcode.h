//===- Opcode.h - opcodes and what the table says of them -----------------===//
//
// Everything here is generated from Opcodes.def.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_OPCODE_H
#define SINTER_WASM_OPCODE_H

#include "Features.h"
#include "llvm/ADT/StringRef.h"
#include <array>
#include <cstdint>

namespace sinter::wasm {

/// The immediates of an instruction. Where each lands in Instr is said here.
enum class Imm : uint8_t {
  None,
  Block,        ///< block type -> Instr::block
  Label,        ///< -> index
  BrTable,      ///< labels, the default last -> labels
  Func,         ///< -> index
  Type,         ///< -> index
  CallIndirect, ///< type -> index, table -> index2
  Local,        ///< -> index
  Global,       ///< -> index
  Table,        ///< -> index
  Memory,       ///< -> index
  Tag,          ///< -> index
  Elem,         ///< -> index
  Data,         ///< -> index
  TableInit,    ///< elem segment -> index, table -> index2
  TableCopy,    ///< destination -> index, source -> index2
  MemoryInit,   ///< data segment -> index, memory -> index2
  MemoryCopy,   ///< destination -> index, source -> index2
  MemArg,       ///< -> mem
  MemArgLane,   ///< -> mem, lane
  Lane,         ///< -> lane
  Lanes16,      ///< shuffle lanes -> bytes
  ConstI32,     ///< -> bits (sign-extended to 64)
  ConstI64,     ///< -> bits
  ConstF32,     ///< -> bits
  ConstF64,     ///< -> bits
  ConstV128,    ///< -> bytes
  RefNull,      ///< heap type -> type (a nullable reference)
  SelectTypes,  ///< -> types
  TryTable,     ///< block type -> block, catches -> catches
  TypeField,    ///< type -> index, field -> index2
  TypeCount,    ///< type -> index, count -> index2 (array.new_fixed)
  TypeData,     ///< type -> index, data segment -> index2
  TypeElem,     ///< type -> index, elem segment -> index2
  TypeType,     ///< destination type -> index, source type -> index2
  RefCast,      ///< heap type, nullability from the opcode -> type
  BrOnCast,     ///< label -> index; source -> type, target -> type2
  AtomicFence,  ///< one zero byte
};

enum class Op : uint16_t {
#define OP(Name, Code, Text, Imm, In, Out, Feature) Name,
#include "Opcodes.def"
};

struct OpInfo {
  uint32_t code;
  llvm::StringLiteral text;
  Imm imm;
  llvm::StringLiteral in, out;
  Feature feature;
  uint8_t memBytes; ///< width of a memory access, else 0
};
extern const OpInfo opInfos[]; ///< by Op
inline const OpInfo &opInfo(Op op) { return opInfos[size_t(op)]; }

/// The opcode with this code (see the Code column), if there is one.
/// One array look-up for single bytes, one for each prefix.
std::optional<Op> opFromCode(uint32_t code);

/// For the decoder's hot path: the Op of a first byte as a number, or
/// `noOp` where the byte is a prefix or nothing.
constexpr uint16_t noOp = 0xffff;
extern const std::array<uint16_t, 256> opsByFirstByte;

} // namespace sinter::wasm
#endif
