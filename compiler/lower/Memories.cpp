//===- Memories.cpp - which memory a pointer or a size belongs to ---------===//
//
// A base or size is a load from a known place in the instance. LLVM merges
// loads (a phi, a select) and hands loaded values to functions as arguments:
// then all of the sources must be the same field of the same memory.
//
//===----------------------------------------------------------------------===//
#include "Memories.h"
#include "Abi.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Metadata.h"

using namespace llvm;

namespace sinter {

static constexpr StringLiteral metadataName = "sinter.memories";
static constexpr uint64_t importedFlag = 1, guardPagesFlag = 2,
                          fixedBaseFlag = 4;

void declareMemory(Module &m, const MemoryFacts &facts) {
  auto *i64 = Type::getInt64Ty(m.getContext());
  uint64_t flags = (facts.imported ? importedFlag : 0) |
                   (facts.guardPages ? guardPagesFlag : 0) |
                   (facts.fixedBase ? fixedBaseFlag : 0);
  auto number = [&](uint64_t n) {
    return ConstantAsMetadata::get(ConstantInt::get(i64, n));
  };
  m.getOrInsertNamedMetadata(metadataName)
      ->addOperand(
          MDNode::get(m.getContext(), {number(facts.offset),
                                       number(facts.minimum), number(flags)}));
}

Memories::Memories(const Module &m) : layout(m.getDataLayout()) {
  const NamedMDNode *rows = m.getNamedMetadata(metadataName);
  if (!rows)
    return;
  for (const MDNode *row : rows->operands()) {
    auto number = [&](unsigned i) {
      return mdconst::extract<ConstantInt>(row->getOperand(i))->getZExtValue();
    };
    uint64_t flags = number(2);
    memories.push_back({number(0), number(1), (flags & importedFlag) != 0,
                        (flags & guardPagesFlag) != 0,
                        (flags & fixedBaseFlag) != 0});
  }
}

/// The instance: a parameter, or the variable if there is one instance only.
static bool isInstance(const Value *v) {
  auto *variable = dyn_cast<GlobalVariable>(v);
  return variable ? variable->getName() == "sinter.instance" : isa<Argument>(v);
}

/// Bytes from the start of a sinter_Memory.
static uint64_t offsetOf(unsigned field) {
  return field == abi::Memory::base ? offsetof(sinter_Memory, base)
                                    : offsetof(sinter_Memory, size);
}

/// Takes an address apart into where it starts and constant offsets.
const Value *Memories::split(const Value *v, APInt &offset) const {
  while (auto *gep = dyn_cast<GEPOperator>(v)) {
    if (!gep->accumulateConstantOffset(layout, offset))
      break;
    v = gep->getPointerOperand();
  }
  return v;
}

bool Memories::isFieldAddress(const Value *address, unsigned memory,
                              unsigned field, Visited &visited) const {
  auto same = [&](const Value *from) {
    return isFieldAddress(from, memory, field, visited);
  };
  if (auto *phi = dyn_cast<PHINode>(address))
    return !visited.insert(phi).second || all_of(phi->incoming_values(), same);
  if (auto *select = dyn_cast<SelectInst>(address))
    return same(select->getTrueValue()) && same(select->getFalseValue());
  const MemoryFacts &m = memories[memory];
  APInt offset(64, 0);
  const Value *root = split(address, offset);
  if (!m.imported)
    return isInstance(root) && offset == m.offset + offsetOf(field);
  auto *object = dyn_cast<LoadInst>(root);
  if (!object || offset != offsetOf(field))
    return false;
  APInt place(64, 0);
  return isInstance(split(object->getPointerOperand(), place)) &&
         place == m.offset;
}

bool allPassed(const Argument &argument,
               function_ref<bool(const Value *)> holds) {
  // Calls through references have C's convention. The address of a function
  // without it is at most in the table that backtraces are made from.
  const Function &f = *argument.getParent();
  if (!f.hasLocalLinkage() || f.getCallingConv() != CallingConv::Fast)
    return false;
  bool isCalled = false;
  return all_of(f.uses(),
                [&](const Use &use) {
                  if (isa<Constant>(use.getUser()))
                    return true;
                  isCalled = true;
                  auto *call = dyn_cast<CallBase>(use.getUser());
                  return call && call->isCallee(&use) &&
                         holds(call->getArgOperand(argument.getArgNo()));
                }) &&
         isCalled;
}

/// An argument is what all callers pass.
bool Memories::isFieldOfCallers(const Argument &argument, unsigned memory,
                                unsigned field, Visited &visited) const {
  return allPassed(argument, [&](const Value *v) {
    return isField(v, memory, field, visited);
  });
}

bool Memories::isField(const Value *v, unsigned memory, unsigned field,
                       Visited &visited) const {
  if (!visited.insert(v).second)
    return true; // a cycle adds no source
  if (isa<UndefValue>(v))
    return true;
  if (auto *variable = dyn_cast<GlobalVariable>(v))
    return field == abi::Memory::base && memories[memory].fixedBase &&
           variable->getName() == fixedBaseName;
  auto same = [&](const Value *from) {
    return isField(from, memory, field, visited);
  };
  if (auto *load = dyn_cast<LoadInst>(v))
    return isFieldAddress(load->getPointerOperand(), memory, field, visited);
  if (auto *phi = dyn_cast<PHINode>(v))
    return all_of(phi->incoming_values(), same);
  if (auto *select = dyn_cast<SelectInst>(v))
    return same(select->getTrueValue()) && same(select->getFalseValue());
  if (auto *argument = dyn_cast<Argument>(v))
    return isFieldOfCallers(*argument, memory, field, visited);
  return false;
}

std::optional<unsigned> Memories::ofBase(const Value *v) const {
  for (unsigned i = 0; i != memories.size(); ++i) {
    Visited visited;
    if (isField(v, i, abi::Memory::base, visited))
      return i;
  }
  return std::nullopt;
}

bool Memories::isSize(const Value *v, unsigned memory) const {
  Visited visited;
  return isField(v, memory, abi::Memory::size, visited);
}

} // namespace sinter
