//===- Instr.cpp - decode one instruction ---------------------------------===//
//
// The opcode table says which immediates follow an opcode; here each kind of
// immediates is read once. Spec: 5.4.
//
// What can be told from the bytes alone is malformed; whether indices are in
// range is the validator's business, except for types, which become canonical
// here.
//
//===----------------------------------------------------------------------===//
#include "Instr.h"
#include "ImplementationLimits.h"
#include "InstrDecoder.h"
#include "Reader.h"
#include "TypeReader.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace sinter::wasm {

namespace {

bool isLegacyException(uint8_t b) {
  return b == 0x06 || b == 0x07 || b == 0x09 || b == 0x18 || b == 0x19;
}

uint16_t illegalOpcode(Reader &r, uint64_t at, const Twine &code) {
  r.malformed(at, "illegal opcode " + code);
  return noOp;
}

} // namespace

uint16_t decoder::prefixedOpcode(Reader &r, uint8_t b, uint64_t at) {
  if (!r)
    return noOp;
  std::string text = utohexstr(b, /*LowerCase=*/true, /*Width=*/2);
  if (isLegacyException(b))
    return illegalOpcode(r, at,
                         text + ": the legacy exception instructions "
                                "(try, catch, ...) are not part of Wasm; "
                                "build with exnref (try_table)");
  if (b < 0xfb || b > 0xfe)
    return illegalOpcode(r, at, text);
  uint32_t sub = r.u32();
  std::optional<Op> op;
  if (r && sub <= 0xffff)
    op = opFromCode(uint32_t(b) << 16 | sub);
  if (r && !op)
    return illegalOpcode(r, at,
                         text + (sub < 16 ? " 0" : " ") +
                             utohexstr(sub, /*LowerCase=*/true));
  return op ? uint16_t(*op) : noOp;
}

namespace {

/// The index of a memory or table, which was a zero byte before Wasm allowed
/// several of them.
uint32_t readSpaceIndex(Reader &r, const Module &m, Feature several) {
  uint64_t at = r.offset();
  uint32_t index = r.u32();
  if (index != 0)
    requireFeature(r, m, several, at, "an index other than zero");
  return index;
}

uint32_t readMemoryIndex(Reader &r, const Module &m) {
  return readSpaceIndex(r, m, Feature::MultiMemory);
}

uint32_t readTableIndex(Reader &r, const Module &m) {
  return readSpaceIndex(r, m, Feature::ReferenceTypes);
}

void readMemArg(Reader &r, const Module &m, MemArg &mem) {
  uint64_t at = r.offset();
  uint32_t flags = r.u32();
  if (flags >= 0x80)
    r.malformed(at, "malformed memop flags 0x" + Twine::utohexstr(flags));
  mem.alignShift = flags & 0x3f;
  mem.memory = flags & 0x40 ? readMemoryIndex(r, m) : 0;
  mem.offset = r.u64();
}

void readLabels(Reader &r, Instr &in) {
  uint32_t n = r.count("br_table labels", limits::brTableLabels);
  in.labels.clear();
  in.labels.reserve(n + 1);
  for (uint64_t i = 0; i <= n && r; ++i)
    in.labels.push_back(r.u32());
}

void readCatches(Reader &r, const Module &m, Instr &in) {
  in.block = readBlockType(r, m);
  uint32_t n = r.count("catch clauses", limits::catches, 2);
  in.catches.clear();
  for (uint32_t i = 0; i != n && r; ++i) {
    uint64_t at = r.offset();
    uint8_t kind = r.u8();
    if (kind > Catch::AllRef)
      r.malformed(at, "malformed catch clause 0x" + Twine::utohexstr(kind));
    bool hasTag = kind == Catch::Tag || kind == Catch::TagRef;
    uint32_t tag = hasTag ? r.u32() : 0;
    in.catches.push_back({Catch::Kind(kind), tag, r.u32()});
  }
}

void readSelectTypes(Reader &r, const Module &m, Instr &in) {
  uint32_t n = r.count("select types", limits::results);
  in.types.clear();
  for (uint32_t i = 0; i != n && r; ++i)
    in.types.push_back(readValType(r, m));
}

void readBytes16(Reader &r, Instr &in) {
  ArrayRef<uint8_t> bytes = r.take(16);
  if (r)
    std::copy(bytes.begin(), bytes.end(), in.bytes.begin());
  else
    in.bytes.fill(0);
}

void readBrOnCast(Reader &r, const Module &m, Instr &in) {
  uint64_t at = r.offset();
  uint8_t flags = r.u8();
  if (flags > 3)
    r.malformed(at, "malformed br_on_cast flags 0x" + Twine::utohexstr(flags));
  in.index = r.u32();
  in.type = ValType::ref(readHeapType(r, m), flags & 1);
  in.type2 = ValType::ref(readHeapType(r, m), flags & 2);
}

void readFenceByte(Reader &r) {
  uint64_t at = r.offset();
  if (r.u8() != 0)
    r.malformed(at, "zero byte expected after atomic.fence");
}

} // namespace

void decoder::readImmediates(Reader &r, const Module &m, Imm imm, Instr &in) {
  switch (imm) {
  case Imm::None:
    break;
  case Imm::Block:
    in.block = readBlockType(r, m);
    break;
  case Imm::Label:
  case Imm::Func:
  case Imm::Local:
  case Imm::Global:
  case Imm::Tag:
  case Imm::Elem:
  case Imm::Data:
    in.index = r.u32();
    break;
  case Imm::BrTable:
    readLabels(r, in);
    break;
  case Imm::Type:
    in.index = readTypeIndex(r, m);
    break;
  case Imm::CallIndirect:
    in.index = readFuncTypeIndex(r, m);
    in.index2 = readTableIndex(r, m);
    break;
  case Imm::Table:
    in.index = r.u32();
    break;
  case Imm::Memory:
    in.index = readMemoryIndex(r, m);
    break;
  case Imm::TableInit:
  case Imm::TableCopy:
    in.index = r.u32();
    in.index2 = readTableIndex(r, m);
    break;
  case Imm::MemoryInit:
    in.index = r.u32();
    in.index2 = readMemoryIndex(r, m);
    break;
  case Imm::MemoryCopy:
    in.index = readMemoryIndex(r, m);
    in.index2 = readMemoryIndex(r, m);
    break;
  case Imm::MemArg:
    readMemArg(r, m, in.mem);
    break;
  case Imm::MemArgLane:
    readMemArg(r, m, in.mem);
    in.lane = r.u8();
    break;
  case Imm::Lane:
    in.lane = r.u8();
    break;
  case Imm::Lanes16:
  case Imm::ConstV128:
    readBytes16(r, in);
    break;
  case Imm::ConstI32:
    in.bits = int64_t(r.s32());
    break;
  case Imm::ConstI64:
    in.bits = r.s64();
    break;
  case Imm::ConstF32:
    in.bits = r.u32le();
    break;
  case Imm::ConstF64:
    in.bits = r.u64le();
    break;
  case Imm::RefNull:
    in.type = ValType::ref(readHeapType(r, m), true);
    break;
  case Imm::SelectTypes:
    readSelectTypes(r, m, in);
    break;
  case Imm::TryTable:
    readCatches(r, m, in);
    break;
  case Imm::TypeField:
  case Imm::TypeCount:
  case Imm::TypeElem:
  case Imm::TypeData:
    in.index = readTypeIndex(r, m);
    in.index2 = r.u32();
    break;
  case Imm::TypeType:
    in.index = readTypeIndex(r, m);
    in.index2 = readTypeIndex(r, m);
    break;
  case Imm::RefCast:
    in.type = ValType::ref(readHeapType(r, m), in.op == Op::RefTestNull ||
                                                   in.op == Op::RefCastNull);
    break;
  case Imm::BrOnCast:
    readBrOnCast(r, m, in);
    break;
  case Imm::AtomicFence:
    readFenceByte(r);
    break;
  }
}

void decoder::requireOpcode(Reader &r, const Module &m, const Instr &in) {
  requireFeature(r, m, opInfo(in.op).feature, in.offset, "this instruction");
  noteInstruction(r, in);
}

void decoder::noteInstruction(Reader &r, const Instr &in) {
  if (r.error && r.error->instruction.empty())
    r.error->instruction = opInfo(in.op).text.str();
}

void decodeInstr(Reader &r, const Module &m, Instr &in) {
  decodeInstrInline(r, m, in);
}

} // namespace sinter::wasm
