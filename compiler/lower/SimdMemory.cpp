//===- SimdMemory.cpp - vector loads and stores ---------------------------===//
//
// Those that move part of a vector; v128.load and v128.store are plain rows of
// Memory.cpp. All go through heapLoad and heapStore with the width that is
// really accessed.
//
//===----------------------------------------------------------------------===//
#include "Simd.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

bool FunctionLowering::simdMemory(const Instr &in) {
  switch (in.op) {
#define VLOAD_EXTEND(Name, Code, Text, Shape, How, F)                          \
  case Op::Name:                                                               \
    return loadExtend(in, Lane::Shape, Ext::How), true;
#define VLOAD_SPLAT(Name, Code, Text, Shape, Bytes, F)                         \
  case Op::Name:                                                               \
    return loadSplat(in, Lane::Shape), true;
#define VLOAD_ZERO(Name, Code, Text, Shape, Bytes, F)                          \
  case Op::Name:                                                               \
    return loadZero(in, Lane::Shape), true;
#define VLOAD_LANE(Name, Code, Text, Bytes, F)                                 \
  case Op::Name:                                                               \
    return loadLane(in, Bytes), true;
#define VSTORE_LANE(Name, Code, Text, Bytes, F)                                \
  case Op::Name:                                                               \
    return storeLane(in, Bytes), true;
#include "../wasm/Opcodes.def"
  default:
    return false;
  }
}

/// pmovsxbw and its kin, straight from memory.
void FunctionLowering::loadExtend(const Instr &in, Lane lane, Ext ext) {
  FixedVectorType *wide = laneType(context, lane);
  Type *narrow = VectorType::getTruncatedElementVectorType(wide);
  Value *v = heapLoad(in.mem, pop(), narrow);
  pushVector(ext == Ext::Sext ? b.CreateSExt(v, wide) : b.CreateZExt(v, wide));
}

void FunctionLowering::loadSplat(const Instr &in, Lane lane) {
  FixedVectorType *type = laneType(context, lane);
  Value *x = heapLoad(in.mem, pop(), type->getElementType());
  pushVector(b.CreateVectorSplat(type->getNumElements(), x));
}

void FunctionLowering::loadZero(const Instr &in, Lane lane) {
  FixedVectorType *type = laneType(context, lane);
  Value *x = heapLoad(in.mem, pop(), type->getElementType());
  Value *zero = Constant::getNullValue(type);
  pushVector(b.CreateInsertElement(zero, x, uint64_t(0)));
}

static Lane laneOfBytes(unsigned bytes) { return Lane(Log2_32(bytes)); }
static_assert(unsigned(Lane::i8x16) == 0 && unsigned(Lane::i64x2) == 3);

void FunctionLowering::loadLane(const Instr &in, unsigned bytes) {
  Lane lane = laneOfBytes(bytes);
  auto [index, v] = pop2();
  Value *x = heapLoad(in.mem, index, laneType(context, lane)->getElementType());
  VectorBuilder vectors(b, ml.target);
  pushVector(b.CreateInsertElement(vectors.as(v, lane), x, in.lane));
}

void FunctionLowering::storeLane(const Instr &in, unsigned bytes) {
  auto [index, v] = pop2();
  VectorBuilder vectors(b, ml.target);
  Value *lanes = vectors.as(v, laneOfBytes(bytes));
  heapStore(in.mem, index, b.CreateExtractElement(lanes, in.lane));
}

} // namespace sinter
