//===- LoopPlan.cpp - which checks of a loop nest can be decided before it ===//
//
// Collect, group, decide, demand: in this order, because a demand is only made
// for checks that it can remove.
//
//===----------------------------------------------------------------------===//
#include "LoopPlan.h"
#include "../lower/Abi.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace sinter {
namespace {

/// Addresses further apart are no neighbours: they are different objects, and
/// the distance may well be the wrong way around 2^32.
constexpr int64_t maxGap = int64_t(1) << 26;

/// A size that is chosen from more values is not understood.
constexpr unsigned maxSizes = 64;

/// The constant part of the start of `s`. In a sum with a counter of a loop
/// further out it is part of where that one starts.
APInt constantPart(const SCEV *s) {
  if (auto *c = dyn_cast<SCEVConstant>(s))
    return c->getAPInt();
  if (auto *recurrence = dyn_cast<SCEVAddRecExpr>(s))
    return constantPart(recurrence->getStart());
  APInt part(s->getType()->getIntegerBitWidth(), 0);
  if (auto *sum = dyn_cast<SCEVAddExpr>(s))
    for (const SCEV *term : sum->operands())
      if (isa<SCEVConstant, SCEVAddRecExpr>(term))
        part += constantPart(term);
  return part;
}

/// Whether a 64-bit value is part of an address: a pointer is made of it, or of
/// it and something else.
bool isAddress(const Value *v, unsigned depth = 0) {
  return any_of(v->users(), [&](const User *u) {
    if (isa<GEPOperator>(u))
      return true;
    auto *op = dyn_cast<BinaryOperator>(u);
    return op && depth < 2 &&
           is_contained({Instruction::Add, Instruction::Or}, op->getOpcode()) &&
           isAddress(op, depth + 1);
  });
}

/// From 32 bits to 64: the upper bits become 0.
bool isExtension(Instruction &i) {
  return match(&i, m_ZExt(m_Value())) ||
         match(&i, m_And(m_Value(), m_SpecificInt(0xffffffff)));
}

/// The loads that `size` is one of or is chosen from; false if it is anything
/// else.
bool findLoads(Value *size, SmallSetVector<Value *, 8> &visited,
               SmallVectorImpl<LoadInst *> &loads) {
  if (!visited.insert(size) || visited.size() > maxSizes)
    return visited.size() <= maxSizes;
  if (auto *load = dyn_cast<LoadInst>(size)) {
    loads.push_back(load);
    return load->isSimple();
  }
  if (auto *select = dyn_cast<SelectInst>(size))
    return findLoads(select->getTrueValue(), visited, loads) &&
           findLoads(select->getFalseValue(), visited, loads);
  auto *phi = dyn_cast<PHINode>(size);
  return phi && all_of(phi->incoming_values(),
                       [&](Value *v) { return findLoads(v, visited, loads); });
}

/// A field: an object and the distance from it.
std::pair<Value *, uint64_t> fieldOf(LoadInst *load) {
  APInt offset(64, 0);
  Value *object =
      load->getPointerOperand()->stripAndAccumulateInBoundsConstantOffsets(
          load->getDataLayout(), offset);
  return {object, offset.getZExtValue()};
}

/// A load of the field that all of these load. LLVM drops what it knows of a
/// load when it moves it, so only one of them has to say that it is a size.
LoadInst *commonSize(Value *size) {
  SmallSetVector<Value *, 8> visited;
  SmallVector<LoadInst *, 4> loads;
  if (!findLoads(size, visited, loads))
    return nullptr;
  auto *sample = find_if(loads, [](LoadInst *l) { return sizeField(l); });
  bool isCommon = sample != loads.end() && all_of(loads, [&](LoadInst *l) {
                    return fieldOf(l) == fieldOf(*sample) &&
                           l->getType() == (*sample)->getType();
                  });
  return isCommon ? *sample : nullptr;
}

/// Whether the object surely exists: the instance itself, or a memory that the
/// instance points to.
bool existsAlways(Value *object) {
  if (auto *load = dyn_cast<LoadInst>(object))
    return aliasClass(*load) == Alias::Const;
  return isa<Argument>(object) || isa<GlobalVariable>(object);
}

} // namespace

LoadInst *EntrySizes::get(Loop &l, Value *size) {
  auto [known, isNew] = samples.try_emplace(size, nullptr);
  if (isNew)
    known->second = commonSize(size);
  LoadInst *sample = known->second;
  if (!sample)
    return nullptr;
  auto [object, offset] = fieldOf(sample);
  if (!l.isLoopInvariant(object) || !existsAlways(object))
    return nullptr;
  BasicBlock *before = l.getLoopPreheader();
  LoadInst *&load = loads[{before, {object, offset}}];
  if (!load) {
    IRBuilder<> b(before->getTerminator());
    Value *field = object;
    if (offset)
      field = b.CreateInBoundsGEP(b.getInt8Ty(), object, b.getInt64(offset),
                                  "entry.size.at");
    load = cast<LoadInst>(b.Insert(sample->clone(), "entry.size"));
    load->setOperand(load->getPointerOperandIndex(), field);
  }
  return load;
}

void EntrySizes::clean() {
  for (auto &[where, load] : loads)
    if (load->use_empty())
      RecursivelyDeleteTriviallyDeadInstructions(load);
  loads.clear();
}

LoopPlan::LoopPlan(Loop &root, LoopContext &context, unsigned bits,
                   bool guarded)
    : root(root), context(context), se(context.se),
      nest(root, context.trips, context.se, bits, guarded) {
  for (BasicBlock *block : root.blocks()) {
    if (std::optional<MemoryCheck> check = findMemoryCheck(*block))
      collectCheck(std::move(*check));
    collectExtensions(*block);
  }
  makeGroups();
  for (PlannedCheck &c : checks)
    decide(c);
  for (AddressGroup &g : groups)
    if (g.usable() && (!g.limits.empty() || g.extended))
      demand(g);
  finishChecks();
  count();
}

const GroupAddress *LoopPlan::find(const SCEV *address) const {
  auto it = places.find(address);
  bool usable = it != places.end() && groups[it->second.group].usable();
  return usable ? &it->second : nullptr;
}

bool LoopPlan::isTooNarrow() const {
  return any_of(groups, [](const AddressGroup &g) {
    return g.obstacle == Obstacle::TooLarge;
  });
}

bool LoopPlan::demands(ArrayRef<Condition> some) const {
  return all_of(some, [&](const Condition &c) {
    return is_contained(nest.conditions, c);
  });
}

// ---- collect ----

const SCEV *LoopPlan::address(ScalarEvolution &se, Value *v) {
  const SCEV *s = se.getSCEV(v);
  auto *extended = dyn_cast<SCEVZeroExtendExpr>(s);
  if (extended && extended->getOperand()->getType()->isIntegerTy(32))
    return extended->getOperand();
  if (auto *z = dyn_cast<ZExtInst>(v))
    if (z->getOperand(0)->getType()->isIntegerTy(32))
      return se.getSCEV(z->getOperand(0));
  return s;
}

const SCEV *LoopPlan::sizeAtEntry(Value *size) {
  const SCEV *s = se.getSCEV(size);
  if (se.isLoopInvariant(s, &root))
    return s;
  LoadInst *load = context.sizes.get(root, size);
  return load ? se.getSCEV(load) : nullptr;
}

void LoopPlan::collectCheck(MemoryCheck check) {
  PlannedCheck planned{std::move(check), {}};
  for (const BoundsCheck &c : planned.check.checks) {
    planned.operands.push_back(
        {address(se, c.address), c.reach, sizeAtEntry(c.size)});
    seen.insert(planned.operands.back().address);
  }
  checks.push_back(std::move(planned));
}

/// Extensions that ScalarEvolution sees through count too: of neighbours it
/// only finds the distance if all of them are rewritten.
void LoopPlan::collectExtensions(BasicBlock &block) {
  for (Instruction &i : block) {
    if (!i.getType()->isIntegerTy(64) || !isExtension(i) || !isAddress(&i))
      continue;
    const SCEV *narrow = address(se, &i);
    if (!narrow->getType()->isIntegerTy(32) ||
        se.isLoopInvariant(narrow, &root))
      continue;
    seen.insert(narrow);
    extensions.push_back(&i);
  }
}

// ---- group ----

void LoopPlan::makeGroups() {
  MapVector<const SCEV *, SmallVector<std::pair<int64_t, const SCEV *>, 4>>
      families; // by what is left without the constant
  for (const SCEV *address : seen) {
    APInt c = constantPart(address);
    const SCEV *rest = se.getAddExpr(address, se.getConstant(-c));
    families[rest].push_back({c.getSExtValue(), address});
  }
  for (auto &[rest, members] : families) {
    llvm::sort(members, [](auto &a, auto &b) { return a.first < b.first; });
    for (size_t begin = 0, end; begin < members.size(); begin = end) {
      end = begin + 1;
      while (end < members.size() &&
             members[end].first - members[end - 1].first <= maxGap)
        ++end;
      makeGroup(ArrayRef(members).slice(begin, end - begin));
    }
  }
  for (Instruction *z : extensions) {
    GroupAddress place = places[address(se, z)];
    if (!groups[place.group].isLinear())
      continue;
    std::optional<uint64_t> &extended = groups[place.group].extended;
    extended = std::max(extended.value_or(0), place.offset);
  }
}

void LoopPlan::makeGroup(ArrayRef<std::pair<int64_t, const SCEV *>> members) {
  const SCEV *lowest = members.front().second;
  AddressGroup g;
  g.lowest = lowest;
  g.bits = lowest->getType()->getIntegerBitWidth();
  g.shape = nest.bounded(g.lowest);
  if (!g.shape)
    g.obstacle = nest.obstacle;
  for (auto &[offset, address] : members)
    places[address] = {unsigned(groups.size()),
                       uint64_t(offset - members.front().first)};
  groups.push_back(std::move(g));
}

// ---- decide ----

/// A check can be removed if all of its operands are understood.
void LoopPlan::decide(PlannedCheck &c) {
  for (const PlannedCheck::Operand &o : c.operands) {
    const AddressGroup &g = groups[places[o.address].group];
    if (!g.usable())
      c.obstacle = g.obstacle;
    else if (!o.size)
      c.obstacle = Obstacle::SizeUnknown;
  }
  if (c.obstacle != Obstacle::None)
    return;
  for (const PlannedCheck::Operand &o : c.operands) {
    const GroupAddress &place = places[o.address];
    auto &limits = groups[place.group].limits;
    uint64_t reach = place.offset + o.reach;
    auto *known = llvm::find_if(
        limits, [&](auto &limit) { return limit.first == o.size; });
    if (known == limits.end())
      limits.push_back({o.size, reach});
    else
      known->second = std::max(known->second, reach);
  }
}

// ---- demand ----

void LoopPlan::demand(AddressGroup &g) {
  size_t before = nest.conditions.size();
  nest.proved = true;
  if (!demandWithin(g))
    g.obstacle = nest.obstacle;
  else if (!canCompute(g, ArrayRef(nest.conditions).drop_front(before)))
    g.obstacle = Obstacle::NotComputable;
  if (g.obstacle != Obstacle::None)
    nest.conditions.truncate(before);
  g.proved = nest.proved;
}

/// Whether all that is needed in front of the loop can be had there.
bool LoopPlan::canCompute(const AddressGroup &g, ArrayRef<Condition> demands) {
  SCEVExpander expander(se, context.f.getDataLayout(), "");
  Instruction *at = root.getLoopPreheader()->getTerminator();
  auto isSafe = [&](const SCEV *s) { return expander.isSafeToExpandAt(s, at); };
  return isSafe(g.shape->line.start.value) &&
         all_of(g.shape->line.steps,
                [&](auto &step) { return isSafe(step.second.value); }) &&
         all_of(demands, [&](const Condition &c) {
           return isSafe(c.left) && isSafe(c.right);
         });
}

/// Demands that the group stays inside its limits, and its addresses inside
/// their type.
bool LoopPlan::demandWithin(const AddressGroup &g) {
  auto number = [&](uint64_t n) { return nest.constant(APInt(256, n)); };
  auto low = nest.extremes(*g.shape, false);
  auto high = nest.extremes(*g.shape, true);
  if (!low || !high)
    return false;
  for (const Number &n : *low)
    if (!nest.require(number(0), n))
      return false;
  bool isNarrow = !g.extended;
  APInt largest = APInt::getMaxValue(g.bits).zext(256);
  for (auto &[size, reach] : g.limits) {
    Number limit = nest.unsignedNumber(size);
    for (const Number &n : *high)
      if (!nest.require(nest.add(n, number(reach)), limit))
        return false;
    APInt most = limit.range.getSignedMax() - reach;
    isNarrow |= (most + g.extended.value_or(0)).sle(largest);
  }
  for (const Number &n : *high)
    if (!isNarrow &&
        !nest.require(nest.add(n, number(*g.extended)), nest.constant(largest)))
      return false;
  return true;
}

/// After the demands it is known which groups can be used.
void LoopPlan::finishChecks() {
  for (PlannedCheck &c : checks) {
    c.proved = c.obstacle == Obstacle::None;
    for (const PlannedCheck::Operand &o : c.operands) {
      const AddressGroup &g = groups[places[o.address].group];
      if (c.obstacle == Obstacle::None)
        c.obstacle = g.obstacle;
      c.proved &= g.usable() && g.proved;
    }
  }
  erase_if(extensions, [&](Instruction *z) {
    const GroupAddress *place = find(address(se, z));
    if (!place || !groups[place->group].isLinear())
      return true;
    return any_of(groups[place->group].shape->line.steps,
                  [&](auto &step) { return !step.first->contains(z); });
  });
}

void LoopPlan::count() {
  auto won = [&](const BasicBlock *block, unsigned points) {
    gain += points;
    if (context.li.getLoopFor(block) != &root)
      innerGain += points;
  };
  auto varies = [&](const PlannedCheck::Operand &o) {
    const AddressGroup &g = groups[places[o.address].group];
    return !g.isLinear() || !g.shape->line.steps.empty();
  };
  for (PlannedCheck &c : checks)
    if (c.obstacle == Obstacle::None)
      won(c.check.branch->getParent(), any_of(c.operands, varies) ? 4 : 1);
  for (Instruction *z : extensions)
    if (!isa<SCEVAddRecExpr>(se.getSCEV(z)))
      won(z->getParent(), 2);
  for (BasicBlock *block : root.blocks())
    for (Instruction &i : *block)
      if (isProvable(i))
        won(block, 1);
}

/// Whether the demands say that an access is in bounds.
bool LoopPlan::isProvable(Instruction &i) {
  std::optional<HeapAccess> access = findHeapAccess(i);
  if (!access || !access->index)
    return false;
  uint64_t offset = 0;
  const GroupAddress *place =
      find(address(se, splitSum(access->index, offset)));
  if (!place)
    return false;
  int64_t first = int64_t(place->offset + offset) + access->offset;
  return first >= 0 && any_of(groups[place->group].limits, [&](auto &limit) {
           return first + access->bytes <= limit.second;
         });
}

} // namespace sinter
