//===- FunctionLowering.cpp - the parts of a function and the dispatch ----===//
//
// What every other file of a function's lowering stands on: the entry block
// with its slots for locals, traps, calls of the runtime, and step(), which
// sends each instruction to the member function that lowers its shape.
//
// Code that cannot run is not lowered at all. The builder then has no block:
// that one fact replaces every "is this reachable?" elsewhere. It covers more
// than the validator's notion of dead code, because the end of a block that no
// branch reaches stays dead too.
//
//===----------------------------------------------------------------------===//
#include "FunctionLowering.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

FunctionLowering::FunctionLowering(ModuleLowering &ml, uint32_t func)
    : ml(ml), wasm(ml.wasm), context(ml.context), b(ml.context),
      fn(ml.function(func)), funcIndex(func),
      signature(ml.functionSignature(func)) {
  b.SetInsertPoint(BasicBlock::Create(context, "entry", fn));
  if (auto found = wasm.branchHints.find(func); found != wasm.branchHints.end())
    hints = found->second;
  const FuncType &type = wasm.funcType(func);
  if (signature.out)
    fn->getArg(signature.outIndex)->setName("results");
  if (signature.instanceIndex >= 0)
    describeInstance(fn->getArg(signature.instanceIndex));
  // No Wasm value is ever undefined. LLVM would have to assume that it may be
  // when one value decides two things: which loop to run and how often.
  if (!type.results.empty() && !signature.out)
    fn->addRetAttr(Attribute::NoUndef);
  for (auto [i, t] : enumerate(type.params)) {
    fn->addParamAttr(i, Attribute::NoUndef);
    fn->getArg(i)->setName(localName(i));
    addLocal(fn->getArg(i));
  }
  labels.push_back({Op::Block, unsigned(type.results.size()), 0,
                    joinBlock(type.results, "return")});
}

void FunctionLowering::locals(ArrayRef<ValType> types) {
  for (ValType t : types)
    addLocal(Constant::getNullValue(ml.type(t)));
}

/// The instance exists as long as its code runs: LLVM may load from it before
/// it has to, so out of loops. With one instance the argument is anything.
void FunctionLowering::describeInstance(Argument *instance) {
  instance->setName("instance");
  if (ml.options.oneInstance)
    return;
  uint64_t bytes = ml.ir.getDataLayout().getTypeAllocSize(ml.layout.type);
  AttrBuilder attributes(context);
  attributes.addAttribute(Attribute::NoUndef)
      .addAttribute(Attribute::NonNull)
      .addAlignmentAttr(Align(8))
      .addDereferenceableAttr(bytes);
  instance->addAttrs(attributes);
}

std::string FunctionLowering::localName(uint32_t index) const {
  auto function = wasm.names.locals.find(funcIndex);
  if (function != wasm.names.locals.end()) {
    auto name = function->second.find(index);
    if (name != function->second.end() && !name->second.empty())
      return name->second.str();
  }
  return "l" + std::to_string(index);
}

/// All slots are made in the entry block: there they are part of the frame,
/// and mem2reg finds them.
AllocaInst *FunctionLowering::newAlloca(Type *type, const Twine &name) {
  BasicBlock &entry = fn->getEntryBlock();
  IRBuilder<> at(&entry, entry.begin());
  return at.CreateAlloca(type, nullptr, name);
}

// ---- verbs ----

std::pair<Value *, Value *> FunctionLowering::pop2() {
  Value *right = pop();
  return {pop(), right};
}

BasicBlock *FunctionLowering::newBlock(const Twine &name) {
  return BasicBlock::Create(context, name, fn);
}

BasicBlock *FunctionLowering::trapBlock(uint32_t trapKind) {
  BasicBlock *&block = trapBlocks[trapKind];
  if (!block) {
    IRBuilderBase::InsertPointGuard back(b);
    block = newBlock("trap");
    b.SetInsertPoint(block);
    callRuntime(ml.abi.trap, {instance(), b.getInt32(trapKind)});
    b.CreateUnreachable();
  }
  return block;
}

void FunctionLowering::trapIf(Value *cond, uint32_t trapKind) {
  if (auto *known = dyn_cast<ConstantInt>(cond); known && known->isZero())
    return; // a literal divisor, an address in the first page, ...
  BasicBlock *next = newBlock("cont");
  MDNode *weights = ml.options.optimizeNone
                        ? nullptr
                        : MDBuilder(context).createUnlikelyBranchWeights();
  b.CreateCondBr(cond, trapBlock(trapKind), next, weights);
  b.SetInsertPoint(next);
}

void FunctionLowering::trap(uint32_t trapKind) {
  b.CreateBr(trapBlock(trapKind));
  die();
}

CallInst *FunctionLowering::callRuntime(FunctionCallee f,
                                        ArrayRef<Value *> args) {
  CallInst *call = b.CreateCall(f, args);
  if (!call->doesNotReturn())
    noteCall();
  if (auto *callee = dyn_cast<llvm::Function>(f.getCallee()))
    call->setCallingConv(callee->getCallingConv());
  return call;
}

Value *FunctionLowering::instance() {
  Value *param = signature.instanceIndex >= 0
                     ? fn->getArg(signature.instanceIndex)
                     : nullptr;
  return ml.instance(b, param);
}

Value *FunctionLowering::unextended(Value *v) {
  auto *z = dyn_cast<ZExtInst>(v);
  if (!z)
    return v;
  extensions.insert(z);
  return z->getOperand(0);
}

/// Comparisons push a zero-extended bit; looking through the extension keeps
/// unoptimised code short.
Value *FunctionLowering::condition(Value *v) {
  auto *z = dyn_cast<ZExtInst>(v);
  return z && z->getSrcTy()->isIntegerTy(1) ? unextended(z)
                                            : b.CreateIsNotNull(v);
}

Value *FunctionLowering::isZero(Value *v) {
  auto *z = dyn_cast<ZExtInst>(v);
  auto *compared = z ? dyn_cast<CmpInst>(z->getOperand(0)) : nullptr;
  if (!compared || compared->getParent() != b.GetInsertBlock())
    return b.CreateIsNull(v);
  unextended(z);
  return b.CreateCmp(compared->getInversePredicate(), compared->getOperand(0),
                     compared->getOperand(1));
}

/// At -O0 a comparison becomes part of a branch only if nothing else uses it.
void FunctionLowering::eraseUnused() {
  for (ZExtInst *z : extensions) {
    if (!z->use_empty())
      continue;
    auto *extended = dyn_cast<Instruction>(z->getOperand(0));
    z->eraseFromParent();
    if (extended && isInstructionTriviallyDead(extended))
      extended->eraseFromParent();
  }
}

Type *FunctionLowering::letterType(char letter) {
  switch (letter) {
  case 'i':
    return ml.i32;
  case 'I':
    return ml.i64;
  case 'f':
    return ml.f32;
  case 'F':
    return ml.f64;
  case 'v':
    return ml.v128;
  }
  llvm_unreachable("no type letter of Opcodes.def");
}

// ---- dispatch ----

void FunctionLowering::instr(const Instr &in, bool live) {
  assert((live || !alive() || missing) && "lowering missed that code is dead");
  (void)live;
  if (missing)
    return;
  if (alive())
    step(in);
  else
    skipDead(in);
}

/// Dead code: only the nesting counts, to find the `else` or `end` that may be
/// alive again.
void FunctionLowering::skipDead(const Instr &in) {
  switch (in.op) {
  case Op::Block:
  case Op::Loop:
  case Op::If:
  case Op::TryTable:
    ++deadDepth;
    return;
  case Op::Else:
    return deadDepth ? void() : elseArm();
  case Op::End:
    return deadDepth ? void(--deadDepth) : end();
  default:
    return;
  }
}

void FunctionLowering::step(const Instr &in) {
  if (stepControl(in) || stepData(in) || numeric(in) || convert(in) ||
      simd(in) || simdMemory(in) || wideArithmetic(in))
    return;
  missing = in.op;
}

bool FunctionLowering::stepControl(const Instr &in) {
  switch (in.op) {
  case Op::Unreachable:
    return trap(SINTER_TRAP_Unreachable), true;
  case Op::Nop:
    return true;
  case Op::Block:
    return block(in), true;
  case Op::Loop:
    return loop(in), true;
  case Op::If:
    return ifThen(in), true;
  case Op::Else:
    return elseArm(), true;
  case Op::End:
    return end(), true;
  case Op::Br:
    return br(in), true;
  case Op::BrIf:
    return brIf(in), true;
  case Op::BrTable:
    return brTable(in), true;
  case Op::BrOnNull:
    return brOnNull(in), true;
  case Op::BrOnNonNull:
    return brOnNonNull(in), true;
  case Op::Return:
    return ret(), true;
  case Op::Call:
    return call(in, Tail::No), true;
  case Op::CallIndirect:
    return callIndirect(in, Tail::No), true;
  case Op::CallRef:
    return callRef(in, Tail::No), true;
  case Op::ReturnCall:
    return call(in, Tail::Yes), true;
  case Op::ReturnCallIndirect:
    return callIndirect(in, Tail::Yes), true;
  case Op::ReturnCallRef:
    return callRef(in, Tail::Yes), true;
  default:
    return false;
  }
}

bool FunctionLowering::stepData(const Instr &in) {
  switch (in.op) {
#define LOAD(Name, Code, Text, Ty, Bytes, E, F)                                \
  case Op::Name:                                                               \
    return load(in, #Ty[0], Bytes, Ext::E), true;
#define STORE(Name, Code, Text, Ty, Bytes, F)                                  \
  case Op::Name:                                                               \
    return store(in, Bytes), true;
#include "../wasm/Opcodes.def"
  case Op::Drop:
    return pop(), true;
  case Op::Select:
  case Op::SelectT:
    return select(), true;
  case Op::LocalGet:
    return localGet(in.index), true;
  case Op::LocalSet:
    return localSet(in.index, pop()), true;
  case Op::LocalTee:
    return localSet(in.index, stack.back()), true;
  case Op::GlobalGet:
    return push(ml.loadGlobal(b, instance(), in.index)), true;
  case Op::GlobalSet:
    return ml.storeGlobal(b, instance(), in.index, pop()), true;
  case Op::I32Const:
  case Op::I64Const:
  case Op::F32Const:
  case Op::F64Const:
  case Op::V128Const:
    return push(constant(in)), true;
  case Op::MemorySize:
    return memorySizeOp(in), true;
  case Op::MemoryGrow:
    return memoryGrow(in), true;
  case Op::MemoryFill:
    return memoryFill(in), true;
  case Op::MemoryCopy:
    return memoryCopy(in), true;
  case Op::MemoryInit:
    return memoryInit(in), true;
  case Op::DataDrop:
    return dataDrop(in), true;
  case Op::TableGet:
    return tableGet(in), true;
  case Op::TableSet:
    return tableSet(in), true;
  case Op::TableSize:
    return tableSize(in), true;
  case Op::TableGrow:
    return tableGrow(in), true;
  case Op::TableFill:
    return tableFill(in), true;
  case Op::TableCopy:
    return tableCopy(in), true;
  case Op::TableInit:
    return tableInit(in), true;
  case Op::ElemDrop:
    return elemDrop(in), true;
  case Op::RefNull:
    return push(Constant::getNullValue(ml.ptr)), true;
  case Op::RefIsNull:
    return pushCondition(b.CreateIsNull(pop())), true;
  case Op::RefFunc:
    return push(ml.funcRef(b, instance(), in.index)), true;
  case Op::RefAsNonNull:
    return refAsNonNull(), true;
  default:
    return false;
  }
}

} // namespace sinter
