//===- InstrDecoder.h - decodeInstr, inline -------------------------------===//
//
// For the loop over bodies, which has to keep up with 150 MB/s: opcodes of one
// byte and the immediates that are in nine of ten instructions are decoded
// here; the rest is in Instr.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_INSTRDECODER_H
#define SINTER_WASM_INSTRDECODER_H

#include "Instr.h"
#include "Reader.h"

namespace sinter::wasm {

namespace decoder {

/// The two columns that every instruction needs, apart from the others.
struct HotRow {
  Imm imm;
  Feature feature;
};
inline constexpr HotRow hotRows[] = {
#define OP(Name, Code, Text, I, In, Out, F) {Imm::I, Feature::F},
#include "Opcodes.def"
};

/// The opcode that starts with `b`, a prefix or nothing, or noOp.
uint16_t prefixedOpcode(Reader &r, uint8_t b, uint64_t at);
void readImmediates(Reader &r, const Module &m, Imm imm, Instr &in);
void requireOpcode(Reader &r, const Module &m, const Instr &in);
/// Puts the mnemonic into the reader's error, if it has none.
void noteInstruction(Reader &r, const Instr &in);

} // namespace decoder

inline void decodeInstrInline(Reader &r, const Module &m, Instr &in) {
  in.offset = r.offset();
  uint8_t b = r.u8();
  uint16_t op = opsByFirstByte[b];
  if (op == noOp || !r) [[unlikely]] {
    op = decoder::prefixedOpcode(r, b, in.offset);
    if (op == noOp) {
      in.op = Op::Unreachable;
      return;
    }
  }
  in.op = Op(op);
  decoder::HotRow row = decoder::hotRows[op];
  if (!m.features.has(row.feature)) [[unlikely]]
    decoder::requireOpcode(r, m, in);
  switch (row.imm) {
  case Imm::None:
    return;
  case Imm::Local:
  case Imm::Global:
  case Imm::Label:
  case Imm::Func:
    in.index = r.u32();
    break;
  case Imm::ConstI32:
    in.bits = int64_t(r.s32());
    break;
  case Imm::MemArg:
    if (uint8_t align = r.peek(); align < 0x40 && !r.done()) [[likely]] {
      r.u8();
      in.mem.alignShift = align;
      in.mem.memory = 0;
      in.mem.offset = r.u64();
      break;
    }
    [[fallthrough]];
  default:
    decoder::readImmediates(r, m, row.imm, in);
  }
  if (!r) [[unlikely]]
    decoder::noteInstruction(r, in);
}

} // namespace sinter::wasm
#endif
