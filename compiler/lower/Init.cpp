//===- Init.cpp - what instantiation runs ---------------------------------===//
//
// Spec 4.7.2, from the point where all objects of the instance exist: initial
// values of globals and tables, items of element segments, then the active
// segments (elements before data), then the start function. The first trap ends
// it; what was written until then stays.
//
// Passive segments get their length here; the others have length 0 from the
// start, which is what dropping them leaves.
//
//===----------------------------------------------------------------------===//
#include "ConstExpr.h"
#include "Pieces.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;
using sinter::wasm::ElemSegment;
using sinter::wasm::SegmentMode;

namespace sinter {
namespace {

/// Beyond so many stores and segments the function is not worth optimising: it
/// runs once, and passes that are not linear would notice.
constexpr size_t LargeInit = 2000;

class Init {
public:
  explicit Init(ModuleLowering &ml);
  Function *emit();

private:
  Value *evaluate(const wasm::ConstExpr &e);
  /// A segment's place, or anything else of address type, as i64.
  Value *address(const wasm::ConstExpr &e) {
    return b.CreateZExt(evaluate(e), ml.i64);
  }
  void trapIf(Value *cond, uint32_t kind);

  void globals();
  void tables();
  void segmentLengths();
  template <typename Segments, typename Length>
  void lengths(const Segments &segments, Value *array, Length length,
               const char *name);
  void elemValues();
  void activeElems();
  void activeDatas();
  void activeData(const wasm::DataSegment &s, uint32_t index);
  void start();

  ModuleLowering &ml;
  const wasm::Module &wasm;
  Function *f;
  Value *instance;
  IRBuilder<> b;
  DenseMap<uint32_t, BasicBlock *> trapBlocks;
};

} // namespace

/// How much this function has to do, roughly.
static size_t workOf(const wasm::Module &m) {
  size_t n = m.globals.size() + m.datas.size() + m.elems.size();
  for (const ElemSegment &s : m.elems)
    n += s.exprs.size();
  return n;
}

Init::Init(ModuleLowering &ml)
    : ml(ml), wasm(ml.wasm),
      f(ml.newFunction(
          FunctionType::get(Type::getVoidTy(ml.context), {ml.ptr}, false),
          ml.symbol("init"), GlobalValue::InternalLinkage)),
      instance(f->getArg(0)), b(BasicBlock::Create(ml.context, "entry", f)) {
  instance->setName("instance");
  f->addFnAttr(Attribute::Cold);
  if (ml.options.optimizeNone || workOf(wasm) > LargeInit) {
    f->removeFnAttr(Attribute::MinSize);
    f->removeFnAttr(Attribute::OptimizeForSize);
    f->addFnAttr(Attribute::OptimizeNone);
    f->addFnAttr(Attribute::NoInline);
  }
}

Function *Init::emit() {
  globals();
  tables();
  segmentLengths();
  elemValues();
  activeElems();
  activeDatas();
  start();
  b.CreateRetVoid();
  return f;
}

Value *Init::evaluate(const wasm::ConstExpr &e) {
  return evaluateConstExpr(wasm, e, b, [&](const wasm::Instr &in) -> Value * {
    if (in.op == wasm::Op::GlobalGet)
      return ml.loadGlobal(b, instance, in.index);
    return ml.funcRef(b, instance, in.index);
  });
}

/// Goes on in a new block unless `cond`. One block for each kind of trap.
void Init::trapIf(Value *cond, uint32_t kind) {
  BasicBlock *&trap = trapBlocks[kind];
  if (!trap) {
    IRBuilderBase::InsertPointGuard guard(b);
    trap = BasicBlock::Create(ml.context, "trap", f);
    b.SetInsertPoint(trap);
    b.CreateCall(ml.abi.trap, {ml.instance(b, instance), b.getInt32(kind)});
    b.CreateUnreachable();
  }
  auto *next = BasicBlock::Create(ml.context, "next", f);
  b.CreateCondBr(cond, trap, next,
                 MDBuilder(ml.context).createUnlikelyBranchWeights());
  b.SetInsertPoint(next);
}

void Init::globals() {
  for (auto [i, g] : enumerate(wasm.globals)) {
    if (g.import || ml.hasStaticValue(i))
      continue;
    bool hasPlace = ml.layout.globals[i] >= 0 || !ml.constantGlobal(i);
    if (hasPlace) // also for exported ones whose value the code knows
      ml.storeGlobal(b, instance, i, evaluate(g.init));
  }
}

void Init::tables() {
  for (auto [i, t] : enumerate(wasm.tables)) {
    if (t.import || t.init.bytes.empty() || !t.type.limits.min)
      continue;
    Value *value = evaluate(t.init);
    b.CreateCall(ml.abi.table_fill, {ml.table(b, instance, i), b.getInt64(0),
                                     value, b.getInt64(t.type.limits.min)});
  }
}

// ---- segments ----

/// Copies the lengths of all segments from a constant.
template <typename Segments, typename Length>
void Init::lengths(const Segments &segments, Value *array, Length length,
                   const char *name) {
  std::vector<uint64_t> all;
  for (const auto &s : segments)
    all.push_back(s.mode == SegmentMode::Passive ? length(s) : 0);
  if (all_of(all, [](uint64_t n) { return n == 0; }))
    return;
  GlobalVariable *from = ml.privateConstant(
      ConstantDataArray::get(ml.context, ArrayRef<uint64_t>(all)),
      ml.symbol(name));
  b.CreateMemCpy(array, Align(8), from, Align(8), all.size() * 8);
}

void Init::segmentLengths() {
  if (!wasm.datas.empty())
    lengths(
        wasm.datas, ml.dataLength(b, instance, 0),
        [](const wasm::DataSegment &s) { return s.data.bytes.size(); },
        "datalengths");
  if (!wasm.elems.empty())
    lengths(
        wasm.elems, ml.elemLength(b, instance, 0),
        [](const ElemSegment &s) { return s.funcs.size() + s.exprs.size(); },
        "elemlengths");
}

void Init::elemValues() {
  for (auto [i, s] : enumerate(wasm.elems)) {
    if (ml.elemHoldsFuncs(i))
      continue;
    Value *values = ml.elemValues(b, instance, i);
    for (auto [item, e] : enumerate(s.exprs))
      ml.abi.tag(b.CreateStore(evaluate(e), b.CreateConstInBoundsGEP1_64(
                                                ml.ptr, values, item)),
                 Alias::Table);
  }
}

void Init::activeElems() {
  for (auto [i, s] : enumerate(wasm.elems)) {
    if (s.mode != SegmentMode::Active)
      continue;
    Value *table = ml.table(b, instance, s.table);
    Value *count = b.getInt64(s.funcs.size() + s.exprs.size());
    Value *at = address(s.offset), *zero = b.getInt64(0);
    Value *failed =
        ml.elemHoldsFuncs(i)
            ? b.CreateCall(ml.abi.table_init_funcs,
                           {table, ml.funcRefs(b, instance), ml.elemFuncRefs(i),
                            count, at, zero, count})
            : b.CreateCall(ml.abi.table_init_values,
                           {table, ml.elemValues(b, instance, i), count, at,
                            zero, count});
    trapIf(b.CreateIsNotNull(failed), SINTER_TRAP_TableOutOfBounds);
  }
}

void Init::activeData(const wasm::DataSegment &s, uint32_t index) {
  Value *memory = ml.memory(b, instance, s.memory);
  Value *size = ml.abi.load(b, memory, abi::Memory::size);
  Value *at = address(s.offset), *length = b.getInt64(s.data.bytes.size());
  // at + length > size, without overflow.
  Value *tooLong = b.CreateICmpULT(size, length);
  Value *tooFar = b.CreateICmpUGT(at, b.CreateSub(size, length));
  trapIf(b.CreateOr(tooLong, tooFar), SINTER_TRAP_MemoryOutOfBounds);
  if (s.data.bytes.empty())
    return;
  Value *base = ml.abi.load(b, memory, abi::Memory::base);
  b.CreateMemCpy(b.CreatePtrAdd(base, at), Align(1), ml.dataBytes(index),
                 Align(1), length);
}

void Init::activeDatas() {
  for (auto [i, s] : enumerate(wasm.datas))
    if (s.mode == SegmentMode::Active)
      activeData(s, i);
}

void Init::start() {
  if (!wasm.start)
    return;
  CallTarget target = ml.callTarget(b, instance, *wasm.start);
  SmallVector<Value *, 1> args;
  if (target.signature->instanceIndex >= 0)
    args.push_back(target.instance);
  b.CreateCall(target.signature->type, target.callee, args)
      ->setCallingConv(target.signature->convention);
}

Function *emitInit(ModuleLowering &ml) { return Init(ml).emit(); }

} // namespace sinter
