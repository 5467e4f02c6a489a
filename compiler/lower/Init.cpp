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
// A module can have a hundred thousand segments and millions of items, and
// LLVM has passes that are not linear in the size of a function. So the work is
// cut into functions of bounded size, each of which tail-calls the next.
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

/// So many stores and segments go into one function.
constexpr size_t PieceSize = 256;

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
  void startFunction(const Twine &name);
  /// To be called before each store or segment.
  void nextItem();

  void globals();
  void tables();
  void segmentLengths();
  template <typename Segments, typename Length>
  void lengths(const Segments &segments, Value *array, Length length,
               const char *name);
  void elemValues();
  void activeElems();
  void activeDatas();
  void start();

  /// An active segment: `length` items at `from` go to `at` of a table or
  /// memory. `isConstant`: `from` is constant data.
  struct Piece {
    uint32_t target;
    Value *at, *length, *from;
    bool isConstant;
  };
  using Writer = void (Init::*)(const Piece &);
  void writeAll(ArrayRef<Piece> pieces, Writer write, const char *name);
  void writeLoop(ArrayRef<Piece> pieces, Writer write, const char *name);
  void writeElems(const Piece &p);
  void writeData(const Piece &p);

  ModuleLowering &ml;
  const wasm::Module &wasm;
  IRBuilder<> b;
  bool optimizeNone;
  Function *f = nullptr; ///< the current piece
  Value *instance = nullptr;
  size_t done = 0, pieces = 0;
  DenseMap<uint32_t, BasicBlock *> trapBlocks;
};

} // namespace

/// About how many stores and segments there are.
static size_t workOf(const wasm::Module &m) {
  size_t n = m.globals.size() + m.datas.size() + m.elems.size();
  for (const ElemSegment &s : m.elems)
    n += s.exprs.size();
  return n;
}

/// What needs several pieces is not worth optimising: it runs once.
Init::Init(ModuleLowering &ml)
    : ml(ml), wasm(ml.wasm), b(ml.context),
      optimizeNone(ml.options.optimizeNone || workOf(wasm) > PieceSize) {}

void Init::startFunction(const Twine &name) {
  f = ml.newFunction(
      FunctionType::get(Type::getVoidTy(ml.context), {ml.ptr}, false),
      ml.symbol(name.str()), GlobalValue::InternalLinkage);
  f->addFnAttr(Attribute::Cold);
  f->addFnAttr(Attribute::NoInline); // or one large function comes back
  if (optimizeNone) {
    f->removeFnAttr(Attribute::MinSize);
    f->removeFnAttr(Attribute::OptimizeForSize);
    f->addFnAttr(Attribute::OptimizeNone);
  }
  instance = f->getArg(0);
  instance->setName("instance");
  trapBlocks.clear();
  b.SetInsertPoint(BasicBlock::Create(ml.context, "entry", f));
}

void Init::nextItem() {
  if (++done % PieceSize != 0)
    return;
  BasicBlock *end = b.GetInsertBlock();
  Value *argument = instance;
  startFunction("init." + Twine(++pieces));
  IRBuilder<> last(end);
  CallInst *next = last.CreateCall(f, {argument});
  next->setTailCallKind(CallInst::TCK_MustTail);
  last.CreateRetVoid();
}

Function *Init::emit() {
  startFunction("init");
  Function *first = f;
  globals();
  tables();
  segmentLengths();
  elemValues();
  activeElems();
  activeDatas();
  start();
  b.CreateRetVoid();
  return first;
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
    if (!hasPlace) // exported ones have one even if the code knows the value
      continue;
    nextItem();
    ml.storeGlobal(b, instance, i, evaluate(g.init));
  }
}

void Init::tables() {
  for (auto [i, t] : enumerate(wasm.tables)) {
    if (t.import || t.init.bytes.empty() || !t.type.limits.min)
      continue;
    nextItem();
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
    for (auto [item, e] : enumerate(s.exprs)) {
      nextItem();
      Value *place = b.CreateConstInBoundsGEP1_64(
          ml.ptr, ml.elemValues(b, instance, i), item);
      ml.abi.tag(b.CreateStore(evaluate(e), place), Alias::Table);
    }
  }
}

void Init::activeElems() {
  std::vector<Piece> pieces;
  for (auto [i, s] : enumerate(wasm.elems)) {
    if (s.mode != SegmentMode::Active)
      continue;
    bool funcs = ml.elemHoldsFuncs(i);
    Value *from = funcs ? static_cast<Value *>(ml.elemFuncRefs(i))
                        : ml.elemValues(b, instance, i);
    pieces.push_back({s.table, address(s.offset),
                      b.getInt64(s.funcs.size() + s.exprs.size()), from,
                      funcs});
  }
  writeAll(pieces, &Init::writeElems, "elems");
}

void Init::writeElems(const Piece &p) {
  Value *table = ml.table(b, instance, p.target), *zero = b.getInt64(0);
  Value *failed =
      p.isConstant
          ? b.CreateCall(ml.abi.table_init_funcs,
                         {table, ml.funcRefs(b, instance), p.from, p.length,
                          p.at, zero, p.length})
          : b.CreateCall(ml.abi.table_init_values,
                         {table, p.from, p.length, p.at, zero, p.length});
  trapIf(b.CreateIsNotNull(failed), SINTER_TRAP_TableOutOfBounds);
}

void Init::activeDatas() {
  std::vector<Piece> pieces;
  for (auto [i, s] : enumerate(wasm.datas))
    if (s.mode == SegmentMode::Active)
      pieces.push_back({s.memory, address(s.offset),
                        b.getInt64(s.data.bytes.size()), ml.dataBytes(i),
                        true});
  writeAll(pieces, &Init::writeData, "datas");
}

void Init::writeData(const Piece &p) {
  Value *memory = ml.memory(b, instance, p.target);
  Value *size = ml.abi.load(b, memory, abi::Memory::size);
  // at + length > size, without overflow.
  Value *tooLong = b.CreateICmpULT(size, p.length);
  Value *tooFar = b.CreateICmpUGT(p.at, b.CreateSub(size, p.length));
  trapIf(b.CreateOr(tooLong, tooFar), SINTER_TRAP_MemoryOutOfBounds);
  Value *base = ml.abi.load(b, memory, abi::Memory::base);
  b.CreateMemCpy(b.CreatePtrAdd(base, p.at), Align(1), p.from, Align(1),
                 p.length);
}

/// Writes segments in order. Many in a row whose places are known become a loop
/// over an array: code for each would be a function that is too large for
/// LLVM.
void Init::writeAll(ArrayRef<Piece> pieces, Writer write, const char *name) {
  constexpr size_t Many = 16;
  while (!pieces.empty()) {
    uint32_t target = pieces.front().target;
    size_t run =
        pieces
            .take_while([&](const Piece &p) {
              return p.isConstant && isa<Constant>(p.at) && p.target == target;
            })
            .size();
    if (run >= Many) {
      writeLoop(pieces.take_front(run), write, name);
    } else {
      run = std::max<size_t>(run, 1);
      for (const Piece &p : pieces.take_front(run))
        (this->*write)(p);
    }
    pieces = pieces.drop_front(run);
  }
}

void Init::writeLoop(ArrayRef<Piece> pieces, Writer write, const char *name) {
  auto *rowType = StructType::get(ml.i64, ml.i64, ml.ptr);
  std::vector<Constant *> rows;
  for (const Piece &p : pieces)
    rows.push_back(ConstantStruct::get(rowType, cast<Constant>(p.at),
                                       cast<Constant>(p.length),
                                       cast<Constant>(p.from)));
  auto *type = ArrayType::get(rowType, rows.size());
  GlobalVariable *array =
      ml.privateConstant(ConstantArray::get(type, rows), ml.symbol(name));
  auto *loop = BasicBlock::Create(ml.context, "segment", f);
  BasicBlock *before = b.GetInsertBlock();
  b.CreateBr(loop);
  b.SetInsertPoint(loop);
  PHINode *i = b.CreatePHI(ml.i64, 2, "i");
  i->addIncoming(b.getInt64(0), before);
  Value *row = b.CreateInBoundsGEP(rowType, array, i);
  auto field = [&](unsigned n, Type *t) {
    return b.CreateLoad(t, b.CreateStructGEP(rowType, row, n));
  };
  (this->*write)({pieces.front().target, field(0, ml.i64), field(1, ml.i64),
                  field(2, ml.ptr), true});
  Value *next = b.CreateNUWAdd(i, b.getInt64(1));
  i->addIncoming(next, b.GetInsertBlock());
  auto *done = BasicBlock::Create(ml.context, "segments.done", f);
  b.CreateCondBr(b.CreateICmpEQ(next, b.getInt64(rows.size())), done, loop);
  b.SetInsertPoint(done);
}

void Init::start() {
  if (!wasm.start)
    return;
  CallTarget target = ml.entryTarget(b, instance, *wasm.start);
  SmallVector<Value *, 1> args;
  if (target.signature->instanceIndex >= 0)
    args.push_back(target.instance);
  CallInst *call = b.CreateCall(target.signature->type, target.callee, args);
  call->setCallingConv(target.signature->convention);
  // A backtrace shows functions, and this is none. With guard pages LLVM also
  // does not see its traps, which show what was copied here.
  call->setIsNoInline();
}

Function *emitInit(ModuleLowering &ml) { return Init(ml).emit(); }

} // namespace sinter
