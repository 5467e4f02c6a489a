//===- Instr.h - one decoded instruction ----------------------------------===//
//
// Opcode and immediates, decoded once and then read by the validator and by
// lowering in lockstep. One Instr is reused for a whole body, so that its
// small vectors allocate at most once.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_INSTR_H
#define SINTER_WASM_INSTR_H

#include "Opcode.h"
#include "Types.h"
#include "llvm/ADT/SmallVector.h"
#include <array>

namespace sinter::wasm {

class Reader;
struct Module;

struct MemArg {
  uint32_t alignShift = 0; ///< log2 of the alignment, a hint
  uint32_t memory = 0;
  uint64_t offset = 0;
};

/// Spec: 5.4.1 block types.
struct BlockType {
  enum Kind : uint8_t { Empty, Value, Index } kind = Empty;
  ValType value;      ///< kind == Value
  uint32_t index = 0; ///< kind == Index: canonical type index
};

struct Catch {
  enum Kind : uint8_t { Tag, TagRef, All, AllRef } kind;
  uint32_t tag;
  uint32_t label;
};

struct Instr {
  Op op;
  uint64_t offset = 0; ///< of the opcode, from the start of the module
  uint32_t index = 0, index2 = 0;
  uint64_t bits = 0;
  MemArg mem;
  uint8_t lane = 0;
  std::array<uint8_t, 16> bytes;
  BlockType block;
  ValType type, type2;
  llvm::SmallVector<uint32_t, 8> labels;
  llvm::SmallVector<ValType, 2> types;
  llvm::SmallVector<Catch, 2> catches;
};

/// Reads the next instruction into `in`. On malformed bytes the reader's error
/// is set and `in` holds zeros. Type indices are made canonical.
void decodeInstr(Reader &r, const Module &m, Instr &in);

} // namespace sinter::wasm
#endif
