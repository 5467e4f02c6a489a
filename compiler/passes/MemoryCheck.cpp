//===- MemoryCheck.cpp - the sandbox's checks, found again in IR ----------===//
//
// A condition is taken apart in three steps: the logic around comparisons
// (parse), a comparison as "left > right" or "left >= right" (exceeds), and the
// two sides: what is added to the address moves into `reach`, what is
// subtracted from the size too. Every step keeps the meaning exactly; what
// could wrap is not taken apart.
//
//===----------------------------------------------------------------------===//
#include "MemoryCheck.h"
#include "../lower/Abi.h"
#include "Passes.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/ConstantRange.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace sinter {
namespace {

/// No offset or width in a check is larger; sums of a few of them do not wrap.
constexpr uint64_t maxReach = uint64_t(1) << 48;

/// No memory is larger.
constexpr uint64_t maxSize = uint64_t(1) << 48;

/// Conditions are small; one that nests deeper is not a bounds check.
constexpr unsigned maxDepth = 6;

/// More than the depth of any nest of loops that matters.
constexpr unsigned maxForwarders = 8;

/// Whether `v` is a number that one of a check's sides may be.
bool isNumber(const Value *v) {
  return v->getType()->isIntegerTy(32) || v->getType()->isIntegerTy(64);
}

/// left > right, or left >= right, unsigned.
struct Excess {
  Value *left, *right;
  bool orEqual;
};

/// Unsigned. LLVM's own function does not look through sums and extensions.
ConstantRange rangeOf(const Value *v) {
  Value *x;
  const APInt *c;
  if (match(v, m_ZExt(m_Value(x))))
    return rangeOf(x).zeroExtend(v->getType()->getIntegerBitWidth());
  if (match(v, m_Add(m_Value(x), m_APInt(c))))
    return rangeOf(x).add(*c);
  return computeConstantRange(v, /*ForSigned=*/false);
}

/// `condition` (or its opposite) as an excess.
std::optional<Excess> exceeds(Value *condition, bool opposite) {
  auto *compare = dyn_cast<ICmpInst>(condition);
  if (!compare || !compare->getOperand(0)->getType()->isIntegerTy())
    return std::nullopt;
  ICmpInst::Predicate p =
      opposite ? compare->getInversePredicate() : compare->getPredicate();
  Value *left = compare->getOperand(0), *right = compare->getOperand(1);
  // Any comparison that holds from a constant up to the largest number:
  // x > 7, x != 0, x < 0 signed.
  if (auto *c = dyn_cast<ConstantInt>(right)) {
    ConstantRange holds = ConstantRange::makeExactICmpRegion(p, c->getValue());
    if (holds.getUpper().isZero() && !holds.getLower().isZero())
      return Excess{left, ConstantInt::get(c->getType(), holds.getLower() - 1),
                    false};
  }
  if (p == ICmpInst::ICMP_ULT || p == ICmpInst::ICMP_ULE) {
    std::swap(left, right);
    p = ICmpInst::getSwappedPredicate(p);
  }
  if (p != ICmpInst::ICMP_UGT && p != ICmpInst::ICMP_UGE)
    return std::nullopt;
  return Excess{left, right, p == ICmpInst::ICMP_UGE};
}

} // namespace

Value *splitSum(Value *v, uint64_t &sum) {
  for (;;) {
    Value *x;
    const APInt *c;
    if (match(v, m_ZExt(m_Value(x))))
      return isNumber(x) ? x : v;
    bool exact = match(v, m_NUWAdd(m_Value(x), m_APInt(c))) ||
                 match(v, m_DisjointOr(m_Value(x), m_APInt(c))) ||
                 (match(v, m_Add(m_Value(x), m_APInt(c))) &&
                  rangeOf(x).unsignedAddMayOverflow(*c) ==
                      ConstantRange::OverflowResult::NeverOverflows);
    if (!exact || c->ugt(maxReach))
      return v;
    sum += c->getZExtValue();
    v = x;
  }
}

namespace {

/// Takes `v` apart into a value and a constant that is subtracted from it
/// without going below 0. Extensions and exact truncations are dropped.
Value *splitDifference(Value *v, uint64_t &difference) {
  for (;;) {
    Value *x;
    const APInt *c;
    if (match(v, m_ZExt(m_Value(x)))) {
      v = x;
      continue;
    }
    if (match(v, m_Trunc(m_Value(x)))) {
      unsigned bits = v->getType()->getIntegerBitWidth();
      if (!cast<TruncInst>(v)->hasNoUnsignedWrap() &&
          rangeOf(x).getUnsignedMax().getActiveBits() > bits)
        return v;
      v = x;
      continue;
    }
    APInt amount;
    if (match(v, m_Add(m_Value(x), m_APInt(c))))
      amount = -*c;
    else if (match(v, m_Sub(m_Value(x), m_APInt(c))))
      amount = *c;
    else
      return v;
    bool exact = match(v, m_NUWSub(m_Value(), m_Value())) ||
                 rangeOf(x).getUnsignedMin().uge(amount);
    if (!exact || amount.ugt(maxReach))
      return v;
    difference += amount.getZExtValue();
    v = x;
  }
}

std::optional<BoundsCheck> boundsCheck(const Excess &e) {
  BoundsCheck check{nullptr, e.orEqual, nullptr};
  check.address = splitSum(e.left, check.reach);
  check.size = splitDifference(e.right, check.reach);
  if (!isNumber(check.address) || !isNumber(check.size) ||
      isa<Constant>(check.address))
    return std::nullopt;
  if (auto *c = dyn_cast<ConstantInt>(check.size)) {
    // A comparison of the program's own, which traps likewise, may be with any.
    if (c->getValue().ugt(maxSize))
      return std::nullopt;
    check.size =
        ConstantInt::get(Type::getInt64Ty(c->getContext()), c->getZExtValue());
  }
  return check;
}

/// size < reach || address > size - reach, where the difference may wrap: the
/// form for 64-bit addresses.
std::optional<BoundsCheck> splitCheck(const Excess &small,
                                      const Excess &beyond) {
  auto *bound = dyn_cast<ConstantInt>(small.left);
  Value *size;
  const APInt *offset;
  if (!bound || bound->getValue().ugt(maxReach))
    return std::nullopt;
  uint64_t atLeast = bound->getZExtValue() + small.orEqual;
  APInt amount;
  if (match(beyond.right, m_Add(m_Value(size), m_APInt(offset))))
    amount = -*offset;
  else if (match(beyond.right, m_Sub(m_Value(size), m_APInt(offset))))
    amount = *offset;
  else
    return std::nullopt;
  if (size != small.right || !isNumber(size) || !isNumber(beyond.left) ||
      amount.ugt(maxReach) || amount.getZExtValue() + beyond.orEqual != atLeast)
    return std::nullopt;
  BoundsCheck check{nullptr, atLeast, size};
  check.address = splitSum(beyond.left, check.reach);
  if (!isNumber(check.address))
    return std::nullopt;
  return check;
}

/// Adds the checks whose disjunction `condition` (or its opposite) is.
bool parse(Value *condition, bool opposite, unsigned depth,
           SmallVectorImpl<BoundsCheck> &checks) {
  Value *x, *y;
  if (depth > maxDepth)
    return false;
  if (match(condition, m_Not(m_Value(x))))
    return parse(x, !opposite, depth + 1, checks);
  bool either = opposite
                    ? match(condition, m_LogicalAnd(m_Value(x), m_Value(y)))
                    : match(condition, m_LogicalOr(m_Value(x), m_Value(y)));
  if (!either) {
    std::optional<Excess> e = exceeds(condition, opposite);
    std::optional<BoundsCheck> check;
    if (e)
      check = boundsCheck(*e);
    if (check)
      checks.push_back(*check);
    return check.has_value();
  }
  std::optional<Excess> a = exceeds(x, opposite), b = exceeds(y, opposite);
  if (a && b) {
    std::optional<BoundsCheck> check = splitCheck(*a, *b);
    if (!check)
      check = splitCheck(*b, *a);
    if (check) {
      checks.push_back(*check);
      return true;
    }
  }
  return parse(x, opposite, depth + 1, checks) &&
         parse(y, opposite, depth + 1, checks);
}

/// The call of the runtime that raises a trap, if `block` is nothing else.
const CallInst *trapCall(const BasicBlock &block) {
  if (!isa<UnreachableInst>(block.getTerminator()))
    return nullptr;
  const CallInst *call = nullptr;
  for (const Instruction &i : block.instructionsWithoutDebug()) {
    if (isa<PHINode>(i) || i.isTerminator())
      continue;
    call = call ? nullptr : dyn_cast<CallInst>(&i);
    const Function *callee = call ? call->getCalledFunction() : nullptr;
    if (!callee || callee->getName() != abi::name::trap)
      return nullptr;
  }
  return call;
}

/// Follows `at` through blocks that only branch on: the exits that LLVM gives
/// each loop of a nest for itself.
void skipForwarders(const BasicBlock *&at, const BasicBlock *&before) {
  for (unsigned steps = 0; steps < maxForwarders; ++steps) {
    auto *branch = dyn_cast<BranchInst>(at->getFirstNonPHIOrDbg());
    if (!branch || branch->isConditional())
      return;
    before = at;
    at = branch->getSuccessor(0);
  }
}

} // namespace

unsigned trapKind(const BasicBlock &block, const BasicBlock &from) {
  const BasicBlock *at = &block, *before = &from;
  skipForwarders(at, before);
  const CallInst *call = trapCall(*at);
  if (!call)
    return 0;
  const Value *kind = call->getArgOperand(1);
  if (auto *phi = dyn_cast<PHINode>(kind); phi && phi->getParent() == at)
    kind = phi->getIncomingValueForBlock(before);
  auto *constant = dyn_cast<ConstantInt>(kind);
  return constant ? constant->getZExtValue() : 0;
}

bool isTrapBlock(const BasicBlock &block) {
  const BasicBlock *at = &block, *before = nullptr;
  skipForwarders(at, before);
  return trapCall(*at);
}

std::optional<MemoryCheck> findMemoryCheck(BasicBlock &block) {
  auto *branch = dyn_cast<BranchInst>(block.getTerminator());
  if (!branch || !branch->isConditional() ||
      branch->getSuccessor(0) == branch->getSuccessor(1))
    return std::nullopt;
  for (unsigned edge : {0u, 1u}) {
    if (trapKind(*branch->getSuccessor(edge), block) !=
        SINTER_TRAP_MemoryOutOfBounds)
      continue;
    MemoryCheck check{branch, edge, {}};
    if (parse(branch->getCondition(), edge == 1, 0, check.checks))
      return check;
  }
  return std::nullopt;
}

std::optional<BoundsCheck> findBoundsCheck(Value *condition, bool opposite) {
  std::optional<Excess> e = exceeds(condition, opposite);
  return e ? boundsCheck(*e) : std::nullopt;
}

void dropCheck(const MemoryCheck &check) {
  BasicBlock *block = check.branch->getParent();
  check.trapBlock()->removePredecessor(block, /*KeepOneInputPHIs=*/true);
  BranchInst::Create(check.nextBlock(), block);
  check.branch->eraseFromParent();
}

bool isHeapAccess(const Instruction &i) {
  return i.mayReadOrWriteMemory() && aliasClass(i) == Alias::Heap;
}

std::optional<HeapAccess> findHeapAccess(Instruction &i) {
  Value *pointer = getLoadStorePointerOperand(&i);
  Type *type = nullptr;
  if (pointer)
    type = getLoadStoreType(&i);
  else if (auto *rmw = dyn_cast<AtomicRMWInst>(&i)) {
    pointer = rmw->getPointerOperand();
    type = rmw->getValOperand()->getType();
  } else if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&i)) {
    pointer = exchange->getPointerOperand();
    type = exchange->getNewValOperand()->getType();
  }
  if (!pointer || aliasClass(i) != Alias::Heap)
    return std::nullopt;
  const DataLayout &layout = i.getDataLayout();
  HeapAccess access{pointer, nullptr, 0, layout.getTypeStoreSize(type), true};
  while (auto *gep = dyn_cast<GEPOperator>(access.base)) {
    access.base = gep->getPointerOperand();
    MapVector<Value *, APInt> scaled;
    APInt offset(64, 0);
    if (!gep->collectOffset(layout, 64, scaled, offset))
      access.known = false;
    access.offset += offset.getSExtValue();
    for (auto &[value, scale] : scaled) {
      if (access.index || !scale.isOne() || !value->getType()->isIntegerTy(64))
        access.known = false;
      access.index = value;
    }
  }
  if (!access.known)
    access.index = nullptr;
  return access;
}

Value *sizeField(Value *v) {
  auto *load = dyn_cast<LoadInst>(v);
  bool isSize = load && load->isSimple() && aliasClass(*load) == Alias::Size;
  return isSize ? load->getPointerOperand() : nullptr;
}

//===----------------------------------------------------------------------===//
// Marks. A child of the heap's type in the tree of alias classes: everything
// that holds for the heap holds for it.
//===----------------------------------------------------------------------===//

static constexpr StringLiteral provedName = "heap proved";

static const MDNode *accessType(const Instruction &i) {
  const MDNode *tag = i.getMetadata(LLVMContext::MD_tbaa);
  return tag ? cast<MDNode>(tag->getOperand(1)) : nullptr;
}

void markProved(Instruction &access) {
  assert(isHeapAccess(access) && "only linear memory has bounds");
  if (isMarkedProved(access))
    return;
  MDBuilder md(access.getContext());
  auto *heap = const_cast<MDNode *>(accessType(access));
  MDNode *proved = md.createTBAAScalarTypeNode(provedName, heap);
  access.setMetadata(LLVMContext::MD_tbaa,
                     md.createTBAAStructTagNode(proved, proved, 0));
}

bool isMarkedProved(const Instruction &access) {
  const MDNode *type = accessType(access);
  auto *name = type ? dyn_cast<MDString>(type->getOperand(0)) : nullptr;
  return name && name->getString() == provedName;
}

//===----------------------------------------------------------------------===//
// Printing, for tests and for people.
//===----------------------------------------------------------------------===//

void print(raw_ostream &os, const MemoryCheck &check) {
  check.branch->getParent()->printAsOperand(os, false);
  os << ": traps if";
  for (auto [i, c] : enumerate(check.checks)) {
    os << (i ? " or " : " ");
    c.address->printAsOperand(os, false);
    os << " + " << c.reach << " > ";
    c.size->printAsOperand(os, false);
  }
  os << '\n';
}

PreservedAnalyses MemoryCheckPrinter::run(Function &f,
                                          FunctionAnalysisManager &) {
  errs() << f.getName() << ":\n";
  for (BasicBlock &block : f) {
    if (std::optional<MemoryCheck> check = findMemoryCheck(block))
      print(errs() << "  ", *check);
    for (Instruction &i : block)
      if (std::optional<HeapAccess> a = findHeapAccess(i)) {
        a->base->printAsOperand(errs() << "  " << a->bytes << " bytes at ",
                                false);
        if (a->index)
          a->index->printAsOperand(errs() << " + ", false);
        errs() << (a->known ? " + " : " + ? + ") << a->offset
               << (isMarkedProved(i) ? ", proved\n" : "\n");
      }
  }
  return PreservedAnalyses::all();
}

} // namespace sinter
