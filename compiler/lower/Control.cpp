//===- Control.cpp - structured control becomes a graph -------------------===//
//
// Each open block is a Label on a stack; nothing recurses, so nesting is only
// memory. The block that a label's branches go to exists from the start and
// has a phi for each value that it takes: a branch adds the topmost operands
// to them, and the `end` (or, for a loop, the beginning) pushes them.
//
// Where control joins, what was known of locals and memories is forgotten
// (KnownValues.h).
//
// A block whose end nothing reaches is erased there, and what follows it is
// dead: the builder has no block.
//
//===----------------------------------------------------------------------===//
#include "FunctionLowering.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

FunctionLowering::Types
FunctionLowering::blockParams(const BlockType &t) const {
  return t.kind == BlockType::Index ? Types(wasm.types[t.index].func.params)
                                    : Types();
}

FunctionLowering::Types
FunctionLowering::blockResults(const BlockType &t) const {
  if (t.kind == BlockType::Index)
    return wasm.types[t.index].func.results;
  return t.kind == BlockType::Value ? Types(t.value) : Types();
}

/// A block with a phi for each of `values`.
BasicBlock *FunctionLowering::joinBlock(Types values, const Twine &name) {
  BasicBlock *join = newBlock(name);
  for (ValType t : values)
    PHINode::Create(ml.type(t), 2, "", join);
  return join;
}

/// Adds the topmost operands to the label's phis, for an edge from the current
/// block.
void FunctionLowering::addIncoming(Label &to) {
  auto value = stack.end() - to.arity;
  for (PHINode &phi : to.target->phis())
    phi.addIncoming(*value++, b.GetInsertBlock());
}

/// Where nothing has been done since other code led here, it leads there
/// instead. The header of a loop is where that loop's branches go, too.
void FunctionLowering::jump(Label &to) {
  BasicBlock *here = b.GetInsertBlock();
  bool isNeeded = to.arity != 0 || !here->empty() || here == lastLoop ||
                  here->isEntryBlock();
  if (isNeeded) {
    addIncoming(to);
    b.CreateBr(to.target);
  } else {
    here->replaceAllUsesWith(to.target);
    here->eraseFromParent();
  }
  die();
}

/// Goes on in `block`, which comes next in the text.
void FunctionLowering::startBlock(BasicBlock *block) {
  if (block != &fn->back())
    block->moveAfter(&fn->back());
  b.SetInsertPoint(block);
}

/// Weights of the branch that `in` becomes, if the module has a hint for it.
MDNode *FunctionLowering::branchWeights(const Instr &in) {
  uint64_t offset = in.offset - wasm.functions[funcIndex].body.offset;
  while (!hints.empty() && hints.front().offset < offset)
    hints = hints.drop_front();
  if (hints.empty() || hints.front().offset != offset)
    return nullptr;
  // As for C's __builtin_expect: less certain than that a trap is cold.
  constexpr uint32_t often = 2000, rarely = 1;
  MDBuilder md(context);
  return hints.front().taken ? md.createBranchWeights(often, rarely)
                             : md.createBranchWeights(rarely, often);
}

// ---- opening and closing ----

void FunctionLowering::block(const Instr &in) {
  Types results = blockResults(in.block);
  labels.push_back({Op::Block, unsigned(results.size()),
                    unsigned(stack.size() - blockParams(in.block).size()),
                    joinBlock(results, "end")});
  labels.back().begin = known.now();
}

void FunctionLowering::loop(const Instr &in) {
  Types params = blockParams(in.block);
  Label header{Op::Loop, unsigned(params.size()),
               unsigned(stack.size() - params.size()),
               joinBlock(params, "loop")};
  jump(header);
  stack.truncate(header.height);
  startBlock(header.target);
  lastLoop = header.target;
  known.forgetSince(0);
  for (PHINode &phi : header.target->phis())
    push(&phi);
  labels.push_back(std::move(header));
}

void FunctionLowering::ifThen(const Instr &in) {
  Value *cond = condition(pop());
  Types results = blockResults(in.block);
  size_t params = blockParams(in.block).size();
  Label l{Op::If, unsigned(results.size()), unsigned(stack.size() - params),
          joinBlock(results, "end")};
  l.otherwise = newBlock("else");
  l.params.append(stack.end() - params, stack.end());
  BasicBlock *then = newBlock("then");
  b.CreateCondBr(cond, then, l.otherwise, branchWeights(in));
  b.SetInsertPoint(then);
  l.begin = known.now();
  labels.push_back(std::move(l));
}

/// Closes the first arm of an `if`, which may be dead, and starts the second.
void FunctionLowering::elseArm() {
  Label &l = labels.back();
  if (alive())
    jump(l);
  stack.truncate(l.height);
  stack.append(l.params.begin(), l.params.end());
  startBlock(l.otherwise);
  known.forgetSince(l.begin);
  l.otherwise = nullptr;
}

void FunctionLowering::end() {
  closeLabel();
  if (!labels.empty())
    return;
  if (alive())
    emitReturn();
  eraseUnused();
}

void FunctionLowering::closeLabel() {
  if (labels.back().otherwise) // an `if` without `else`: params are results
    elseArm();
  Label l = std::move(labels.back());
  labels.pop_back();
  if (l.op == Op::Loop) {
    if (!alive())
      stack.truncate(l.height);
    return;
  }
  if (alive())
    jump(l);
  stack.truncate(l.height);
  if (pred_empty(l.target)) {
    l.target->eraseFromParent();
    return;
  }
  startBlock(l.target);
  known.forgetSince(l.begin);
  for (PHINode &phi : l.target->phis())
    push(&phi);
}

void FunctionLowering::emitReturn() {
  if (signature.out) {
    Value *out = fn->getArg(signature.outIndex);
    for (auto [i, v] : enumerate(stack))
      b.CreateStore(v, b.CreateStructGEP(signature.out, out, i));
    b.CreateRetVoid();
  } else if (stack.empty()) {
    b.CreateRetVoid();
  } else if (stack.size() == 1) {
    b.CreateRet(stack.front());
  } else {
    b.CreateAggregateRet(stack.data(), stack.size());
  }
  die();
}

// ---- branches ----

void FunctionLowering::branchIf(Value *cond, Label &to, MDNode *weights) {
  addIncoming(to);
  BasicBlock *next = newBlock("cont");
  b.CreateCondBr(cond, to.target, next, weights);
  b.SetInsertPoint(next);
}

void FunctionLowering::br(const Instr &in) { jump(label(in.index)); }

void FunctionLowering::ret() { jump(labels.front()); }

void FunctionLowering::brIf(const Instr &in) {
  Value *cond = condition(pop());
  branchIf(cond, label(in.index), branchWeights(in));
}

/// LLVM's analyses look at all cases for each edge, so that a switch of n cases
/// costs n * n. Larger ones become a switch over pages of cases.
constexpr size_t LargeSwitch = 2048, SwitchPage = 256;

/// One switch. A label that takes values is reached through one block of its
/// own, however many of the table's entries name it: each edge into a phi needs
/// an operand there.
void FunctionLowering::brTable(const Instr &in) {
  Value *index = pop();
  DenseMap<uint32_t, BasicBlock *> edges;
  auto edge = [&](uint32_t depth) {
    Label &to = label(depth);
    if (to.arity == 0)
      return to.target;
    BasicBlock *&block = edges[depth];
    if (!block) {
      IRBuilderBase::InsertPointGuard back(b);
      block = newBlock("edge");
      b.SetInsertPoint(block);
      addIncoming(to);
      b.CreateBr(to.target);
    }
    return block;
  };
  uint32_t fallback = in.labels.back();
  ArrayRef<uint32_t> cases = ArrayRef(in.labels).drop_back();
  auto emitSwitch = [&](size_t from, size_t count) {
    SwitchInst *table = b.CreateSwitch(index, edge(fallback), count);
    for (size_t i = from; i != from + count; ++i)
      if (cases[i] != fallback)
        table->addCase(b.getInt32(i), edge(cases[i]));
  };
  if (cases.size() <= LargeSwitch) {
    emitSwitch(0, cases.size());
    return die();
  }
  size_t pages = divideCeil(cases.size(), SwitchPage);
  SwitchInst *outer = b.CreateSwitch(
      b.CreateUDiv(index, b.getInt32(SwitchPage)), edge(fallback), pages);
  for (size_t page = 0; page != pages; ++page) {
    BasicBlock *inner = newBlock("page");
    outer->addCase(b.getInt32(page), inner);
    b.SetInsertPoint(inner);
    size_t from = page * SwitchPage;
    emitSwitch(from, std::min(SwitchPage, cases.size() - from));
  }
  die();
}

void FunctionLowering::brOnNull(const Instr &in) {
  Value *ref = pop();
  branchIf(b.CreateIsNull(ref), label(in.index));
  push(ref);
}

void FunctionLowering::brOnNonNull(const Instr &in) {
  branchIf(b.CreateIsNotNull(stack.back()), label(in.index));
  pop();
}

} // namespace sinter
