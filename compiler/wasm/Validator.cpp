//===- Validator.cpp - function bodies ------------------------------------===//
//
// The loop over a body, the two stacks, dispatch, and control instructions. The
// others are in ValidatorVariables.cpp (locals, globals, tables) and
// ValidatorReferences.cpp (references, structs, arrays), constant expressions
// in ConstExpr.cpp. Spec: 3.3, with the algorithm of its appendix; see
// BodyValidator.h.
//
// Instructions whose types are in the opcode table have no code of their own:
// signature() pops and pushes what the table says.
//
//===----------------------------------------------------------------------===//
#include "BodyValidator.h"
#include "ImplementationLimits.h"
#include "InstrDecoder.h"
#include "TypeReader.h"

using namespace llvm;

namespace sinter::wasm {

namespace {

/// The In and Out columns of an opcode as types. An address is Bottom here.
struct Signature {
  ValType in[4], out[2];
  uint8_t ins = 0, outs = 0;
  bool plain = true; ///< no immediates to check, no addresses
};

constexpr ValType typeOf(char c) {
  switch (c) {
  case 'i':
    return ValType::I32;
  case 'I':
    return ValType::I64;
  case 'f':
    return ValType::F32;
  case 'F':
    return ValType::F64;
  case 'v':
    return ValType::V128;
  default:
    return ValType::Bottom;
  }
}

constexpr Signature makeSignature(Imm imm, const char *in, const char *out) {
  Signature s;
  for (; *in && *in != '*'; ++in)
    s.in[s.ins++] = typeOf(*in);
  for (; *out && *out != '*'; ++out)
    s.out[s.outs++] = typeOf(*out);
  s.plain = imm == Imm::None || imm == Imm::ConstI32 || imm == Imm::ConstI64 ||
            imm == Imm::ConstF32 || imm == Imm::ConstF64 ||
            imm == Imm::ConstV128 || imm == Imm::AtomicFence;
  return s;
}

constexpr Signature signatures[] = {
#define OP(Name, Code, Text, I, In, Out, F) makeSignature(Imm::I, In, Out),
#include "Opcodes.def"
};

} // namespace

//===-- The loop ----------------------------------------------------------===//

void BodyValidator::body(const FuncType &type, BodyConsumer *consumer) {
  locals(type, consumer);
  pushFrame(Op::Block, &type, {});
  while (!frames.empty() && r) {
    bool live = !frames.back().unreachable;
    decodeInstrInline(r, m, in);
    if (!r)
      return;
    step();
    if (!r)
      return decoder::noteInstruction(r, in);
    if (consumer)
      consumer->instr(in, live);
  }
  if (r && !r.done())
    r.malformed(r.offset(), "section size mismatch: " + Twine(r.remaining()) +
                                " bytes after the end of the function");
}

void BodyValidator::locals(const FuncType &type, BodyConsumer *consumer) {
  localTypes.assign(type.params.begin(), type.params.end());
  uint32_t n = r.count("local declarations", UINT32_MAX, 2);
  bool allDefault = true;
  for (uint32_t i = 0; i != n && r; ++i) {
    uint64_t at = r.offset();
    uint32_t repeat = r.u32();
    ValType t = readValType(r, m);
    if (repeat + uint64_t(localTypes.size()) > limits::locals)
      r.malformed(at, "too many locals: " +
                          Twine(repeat + uint64_t(localTypes.size())) +
                          ", the limit is " + Twine(limits::locals));
    if (!r)
      return;
    localTypes.append(repeat, t);
    allDefault &= t.isDefaultable();
  }
  if (!allDefault) {
    initialised.assign(localTypes.size(), true);
    for (size_t i = type.params.size(); i != localTypes.size(); ++i)
      initialised[i] = localTypes[i].isDefaultable();
  }
  if (consumer && r)
    consumer->locals(ArrayRef(localTypes).drop_front(type.params.size()));
}

Error validateBody(const Module &m, uint32_t func, BodyConsumer *consumer) {
  BodyValidator v(m, m.functions[func].body);
  v.body(m.funcType(func), consumer);
  if (v.r)
    return Error::success();
  v.r.error->function = func;
  v.r.error->functionName = m.funcName(func);
  return v.r.takeError();
}

//===-- The two stacks ----------------------------------------------------===//

void BodyValidator::pushVals(Types types) {
  // Only lists can make the stack outgrow the body.
  if (types.size() > 2 && stack.size() + types.size() > limits::operands)
    r.malformed(in.offset, "too many operands on the stack: the limit is " +
                               Twine(limits::operands));
  else
    stack.append(types.begin(), types.end());
}

ValType BodyValidator::popVal() {
  const Frame &f = frames.back();
  if (stack.size() > f.height)
    return stack.pop_back_val();
  if (!f.unreachable)
    mismatch("[a value]", 1);
  return ValType::Bottom;
}

ValType BodyValidator::popRef() {
  size_t before = stack.size();
  ValType t = popVal();
  if (t.isRef() || t.isBottom() || !r)
    return t;
  stack.push_back(t);
  assert(stack.size() == before);
  (void)before;
  mismatch("[a reference]", 1);
  return ValType::Bottom;
}

void BodyValidator::popMatching(Types want) {
  popList(want.size(), [&](size_t i) { return want[i]; });
}

void BodyValidator::pushFrame(Op op, const FuncType *type, ValType value) {
  frames.push_back(
      {type, value, uint32_t(stack.size()), uint32_t(initStack.size()), 0, op});
}

void BodyValidator::pushCtrl(Op op, const BlockType &block) {
  bool hasType = block.kind == BlockType::Index;
  pushFrame(op, hasType ? &m.types[block.index].func : nullptr,
            block.kind == BlockType::Value ? block.value : ValType());
  if (hasType)
    pushVals(frames.back().params());
}

BodyValidator::Frame BodyValidator::popCtrl() {
  Frame f = frames.back();
  popVals(f.results());
  if (r && stack.size() != f.height) {
    stack.append(f.results().begin(), f.results().end());
    mismatch(f.results());
  }
  for (; initStack.size() > f.initHeight; initStack.pop_back())
    initialised[initStack.back()] = false;
  frames.pop_back();
  return f;
}

void BodyValidator::unreachable() {
  Frame &f = frames.back();
  stack.truncate(std::min<size_t>(stack.size(), f.height));
  f.unreachable = true;
}

//===-- Errors and index spaces -------------------------------------------===//

std::string listOf(ArrayRef<ValType> types) {
  std::string s = "[";
  for (ValType t : types.take_front(16)) {
    if (s.size() > 1)
      s += ' ';
    s += toString(t);
  }
  s += types.size() > 16 ? " ...]" : "]";
  return s;
}

void BodyValidator::mismatch(Types want) {
  mismatch(listOf(want), want.size());
}

void BodyValidator::mismatch(const Twine &want, unsigned shown) {
  size_t base = frames.empty() ? 0 : frames.back().height;
  Types have = ArrayRef(stack).drop_front(std::min(base, stack.size()));
  // At the end of a block everything on the stack counts.
  if (in.op != Op::End && in.op != Op::Else)
    have = have.take_back(shown);
  bool block = in.op == Op::End || in.op == Op::Else;
  invalid((block ? "type mismatch: block requires "
                 : "type mismatch: instruction requires ") +
          want + " but stack has " + listOf(have));
}

void BodyValidator::unknown(const char *what, uint32_t index) {
  invalid("unknown " + Twine(what) + " " + Twine(index));
}

bool BodyValidator::match(Types types, Types want) const {
  return std::equal(types.begin(), types.end(), want.begin(), want.end(),
                    [&](ValType a, ValType b) { return match(a, b); });
}

const BodyValidator::Frame *BodyValidator::label(uint32_t index) {
  if (index < frames.size())
    return &frames[frames.size() - 1 - index];
  unknown("label", index);
  return nullptr;
}

const Table *BodyValidator::table(uint32_t index) {
  if (index < m.tables.size())
    return &m.tables[index];
  unknown("table", index);
  return nullptr;
}

const Memory *BodyValidator::memory(uint32_t index) {
  if (index < m.memories.size())
    return &m.memories[index];
  unknown("memory", index);
  return nullptr;
}

const Global *BodyValidator::global(uint32_t index) {
  if (index < m.globals.size())
    return &m.globals[index];
  unknown("global", index);
  return nullptr;
}

const ElemSegment *BodyValidator::elem(uint32_t index) {
  if (index < m.elems.size())
    return &m.elems[index];
  unknown("elem segment", index);
  return nullptr;
}

void BodyValidator::data(uint32_t index) {
  // Without it a decoder could not tell this in one pass; so it is malformed.
  if (!m.hasDataCount)
    r.malformed(in.offset, "data count section required");
  if (index >= m.datas.size())
    unknown("data segment", index);
}

const FuncType *BodyValidator::function(uint32_t index) {
  if (index < m.functions.size())
    return &m.funcType(index);
  unknown("function", index);
  return nullptr;
}

const FuncType *BodyValidator::tag(uint32_t index) {
  if (index < m.tags.size())
    return &m.types[m.tags[index].type.typeIndex].func;
  unknown("tag", index);
  return nullptr;
}

const FuncType *BodyValidator::funcType(uint32_t index) {
  if (m.types[index].kind == CompositeKind::Func)
    return &m.types[index].func;
  invalid("type mismatch: type " + Twine(index) + " is not a function type");
  return nullptr;
}

//===-- Dispatch ----------------------------------------------------------===//

void BodyValidator::step() {
  switch (in.op) {
  case Op::Unreachable:
    return unreachable();
  case Op::Block:
  case Op::Loop:
    return blockStart();
  case Op::If:
    return ifStart();
  case Op::Else:
    return elseStart();
  case Op::End:
    return end();
  case Op::TryTable:
    return tryTable();
  case Op::Throw:
    return throwTag();
  case Op::ThrowRef:
    popVal(ValType::ref({HeapKind::Exn}, true));
    return unreachable();
  case Op::Br:
    return br();
  case Op::BrIf:
    return brIf();
  case Op::BrTable:
    return brTable();
  case Op::Return:
    popVals(frames.front().results());
    return unreachable();
  case Op::Call:
    return call(function(in.index));
  case Op::CallIndirect:
    callIndirect();
    return call(funcType(in.index));
  case Op::CallRef:
    callRef();
    return call(funcType(in.index));
  case Op::ReturnCall:
    return tailCall(function(in.index));
  case Op::ReturnCallIndirect:
    callIndirect();
    return tailCall(funcType(in.index));
  case Op::ReturnCallRef:
    callRef();
    return tailCall(funcType(in.index));
  case Op::Drop:
    popVal();
    return;
  case Op::Select:
    return select();
  case Op::SelectT:
    return selectTyped();
  case Op::LocalGet:
    return localGet();
  case Op::LocalSet:
    return localSet(/*keep=*/false);
  case Op::LocalTee:
    return localSet(/*keep=*/true);
  case Op::GlobalGet:
    return globalGet();
  case Op::GlobalSet:
    return globalSet();
  case Op::TableGet:
    return tableGet();
  case Op::TableSet:
    return tableSet();
  case Op::TableGrow:
    return tableGrow();
  case Op::TableFill:
    return tableFill();
  case Op::TableInit:
    return tableInit();
  case Op::TableCopy:
    return tableCopy();
  case Op::MemoryCopy:
    return memoryCopy();
  case Op::RefNull:
    return pushVal(in.type);
  case Op::RefIsNull:
    popRef();
    return pushVal(ValType::I32);
  case Op::RefFunc:
    return refFunc();
  case Op::RefEq:
    popVals({ValType::ref({HeapKind::Eq}, true),
             ValType::ref({HeapKind::Eq}, true)});
    return pushVal(ValType::I32);
  case Op::RefAsNonNull:
    return refAsNonNull();
  case Op::BrOnNull:
    return brOnNull();
  case Op::BrOnNonNull:
    return brOnNonNull();
  case Op::RefTest:
  case Op::RefTestNull:
    return refTest(/*isCast=*/false);
  case Op::RefCast:
  case Op::RefCastNull:
    return refTest(/*isCast=*/true);
  case Op::BrOnCast:
    return brOnCast(/*onFail=*/false);
  case Op::BrOnCastFail:
    return brOnCast(/*onFail=*/true);
  case Op::AnyConvertExtern:
    return convert(HeapKind::Extern, HeapKind::Any);
  case Op::ExternConvertAny:
    return convert(HeapKind::Any, HeapKind::Extern);
  case Op::RefI31:
    popVal(ValType::I32);
    return pushVal(ValType::ref({HeapKind::I31}, false));
  case Op::I31GetS:
  case Op::I31GetU:
    popVal(ValType::ref({HeapKind::I31}, true));
    return pushVal(ValType::I32);
  case Op::StructNew:
    return structNew(/*isDefault=*/false);
  case Op::StructNewDefault:
    return structNew(/*isDefault=*/true);
  case Op::StructGet:
    return fieldGet(/*extends=*/false);
  case Op::StructGetS:
  case Op::StructGetU:
    return fieldGet(/*extends=*/true);
  case Op::StructSet:
    return fieldSet();
  case Op::ArrayNew:
    return arrayNew(/*isDefault=*/false);
  case Op::ArrayNewDefault:
    return arrayNew(/*isDefault=*/true);
  case Op::ArrayNewFixed:
    return arrayNewFixed();
  case Op::ArrayNewData:
    return arrayNewSegment(/*isData=*/true);
  case Op::ArrayNewElem:
    return arrayNewSegment(/*isData=*/false);
  case Op::ArrayGet:
    return arrayGet(/*extends=*/false);
  case Op::ArrayGetS:
  case Op::ArrayGetU:
    return arrayGet(/*extends=*/true);
  case Op::ArraySet:
    return arraySet();
  case Op::ArrayLen:
    popVal(ValType::ref({HeapKind::Array}, true));
    return pushVal(ValType::I32);
  case Op::ArrayFill:
    return arrayFill();
  case Op::ArrayCopy:
    return arrayCopy();
  case Op::ArrayInitData:
    return arrayInit(/*isData=*/true);
  case Op::ArrayInitElem:
    return arrayInit(/*isData=*/false);
  default:
    return signature();
  }
}

//===-- Instructions whose types are in the table -------------------------===//

void BodyValidator::signature() {
  const Signature &s = signatures[size_t(in.op)];
  Types ins(s.in, s.ins), outs(s.out, s.outs);
  if (s.plain) [[likely]] {
    popVals(ins);
    if (s.outs == 1) [[likely]]
      return pushVal(outs[0]);
    return pushVals(outs);
  }
  ValType address = checkImmediates();
  std::array<ValType, 4> actual;
  for (size_t i = 0; i != ins.size(); ++i)
    actual[i] = ins[i].isBottom() ? address : ins[i];
  popVals(Types(actual).take_front(ins.size()));
  for (ValType t : outs)
    pushVal(t.isBottom() ? address : t);
}

/// Checks indices and alignment. The result is the type of addresses.
ValType BodyValidator::checkImmediates() {
  const Memory *mem = nullptr;
  switch (opInfo(in.op).imm) {
  case Imm::MemArg:
    return checkMemArg();
  case Imm::MemArgLane:
    checkLane();
    return checkMemArg();
  case Imm::Lane:
  case Imm::Lanes16:
    checkLane();
    return {};
  case Imm::Memory:
    mem = memory(in.index);
    break;
  case Imm::MemoryInit:
    if (m.hasDataCount)
      mem = memory(in.index2);
    data(in.index);
    break;
  case Imm::Data:
    data(in.index);
    return {};
  case Imm::Elem:
    elem(in.index);
    return {};
  case Imm::Table:
    if (const Table *t = table(in.index))
      return addressType(t->type.limits);
    return {};
  default:
    llvm_unreachable("opcode without a signature");
  }
  return mem ? addressType(mem->type.limits) : ValType();
}

ValType BodyValidator::checkMemArg() {
  const Memory *mem = memory(in.mem.memory);
  if (!mem)
    return {};
  const OpInfo &info = opInfo(in.op);
  uint32_t natural = info.memBytes;
  bool atomic = info.feature == Feature::Threads;
  if (atomic && (in.mem.alignShift > 4 || 1u << in.mem.alignShift != natural))
    invalid("atomic alignment must be natural: 2^" + Twine(in.mem.alignShift) +
            " for " + Twine(natural) + " bytes");
  if (in.mem.alignShift > 4 || 1u << in.mem.alignShift > natural)
    invalid("alignment must not be larger than natural: 2^" +
            Twine(in.mem.alignShift) + " for " + Twine(natural) + " bytes");
  if (!mem->type.limits.is64 && in.mem.offset > UINT32_MAX)
    invalid("offset out of range: " + Twine(in.mem.offset));
  return addressType(mem->type.limits);
}

/// Lanes in the vector: how many the row's shape says, by the first operand
/// that has one.
static unsigned laneCount(Op op) {
  switch (op) {
#define VEXTRACT(Name, Code, Text, Lane, Ty, Ext, F)                           \
  case Op::Name:                                                               \
    return StringRef(#Lane).drop_front(StringRef(#Lane).find('x') + 1) == "16" \
               ? 16                                                            \
               : #Lane[sizeof(#Lane) - 2] - '0';
#define VREPLACE(Name, Code, Text, Lane, Ty, F)                                \
  VEXTRACT(Name, Code, Text, Lane, Ty, None, F)
#define VLOAD_LANE(Name, Code, Text, Bytes, F)                                 \
  case Op::Name:                                                               \
    return 16 / Bytes;
#define VSTORE_LANE(Name, Code, Text, Bytes, F)                                \
  VLOAD_LANE(Name, Code, Text, Bytes, F)
#include "Opcodes.def"
  default:
    return 32; // i8x16.shuffle chooses from two vectors
  }
}

void BodyValidator::checkLane() {
  unsigned lanes = laneCount(in.op);
  uint8_t largest = in.lane;
  if (in.op == Op::I8x16Shuffle)
    largest = *std::max_element(in.bytes.begin(), in.bytes.end());
  if (largest >= lanes)
    invalid("invalid lane index " + Twine(unsigned(largest)) + " of " +
            Twine(lanes));
}

//===-- Control -----------------------------------------------------------===//

static ArrayRef<ValType> paramsOf(const Module &m, const BlockType &block) {
  return block.kind == BlockType::Index
             ? ArrayRef(m.types[block.index].func.params)
             : ArrayRef<ValType>();
}

void BodyValidator::blockStart() {
  popVals(paramsOf(m, in.block));
  pushCtrl(in.op, in.block);
}

void BodyValidator::ifStart() {
  popVal(ValType::I32);
  blockStart();
}

void BodyValidator::elseStart() {
  if (frames.back().op != Op::If)
    return r.malformed(in.offset, "END opcode expected: else without if");
  Frame f = popCtrl();
  pushFrame(Op::Else, f.type, f.value);
  pushVals(frames.back().params());
}

void BodyValidator::end() {
  Frame f = popCtrl();
  // An `if` without `else` passes its parameters on when it is not taken.
  if (r && f.op == Op::If && !match(f.params(), f.results()))
    invalid("type mismatch: if without else has parameters " +
            listOf(f.params()) + " and results " + listOf(f.results()));
  if (!frames.empty())
    pushVals(f.results());
}

void BodyValidator::tryTable() {
  popVals(paramsOf(m, in.block));
  // Labels of the clauses count from outside of the block.
  for (const Catch &c : in.catches)
    if (r)
      catchClause(c);
  pushCtrl(in.op, in.block);
}

void BodyValidator::catchClause(const Catch &c) {
  SmallVector<ValType, 8> caught;
  if (c.kind == Catch::Tag || c.kind == Catch::TagRef)
    if (const FuncType *type = tag(c.tag))
      caught.append(type->params.begin(), type->params.end());
  if (c.kind == Catch::TagRef || c.kind == Catch::AllRef)
    caught.push_back(ValType::ref({HeapKind::Exn}, false));
  const Frame *target = label(c.label);
  if (target && !match(caught, target->labelTypes()))
    invalid("type mismatch: catch clause yields " + listOf(caught) +
            " but its label requires " + listOf(target->labelTypes()));
}

void BodyValidator::br() {
  if (const Frame *target = label(in.index))
    popVals(target->labelTypes());
  unreachable();
}

void BodyValidator::brIf() {
  popVal(ValType::I32);
  const Frame *target = label(in.index);
  if (!target)
    return;
  popVals(target->labelTypes());
  pushVals(target->labelTypes());
}

/// A table may have tens of thousands of labels: each frame is checked once.
void BodyValidator::brTable() {
  popVal(ValType::I32);
  const Frame *last = label(in.labels.back());
  if (!last)
    return;
  size_t arity = last->labelTypes().size();
  const ValType *checked = nullptr;
  ++brTables;
  for (uint32_t index : in.labels) {
    const Frame *target = label(index);
    if (!target)
      return;
    if (target->seenBy == brTables)
      continue;
    frames[frames.size() - 1 - index].seenBy = brTables;
    Types types = target->labelTypes();
    if (types.size() != arity)
      return invalid("type mismatch: labels " + Twine(index) + " and " +
                     Twine(in.labels.back()) + " require " + listOf(types) +
                     " and " + listOf(last->labelTypes()));
    if (types.data() != checked && !topMatches(types))
      return mismatch(types);
    checked = types.data();
  }
  popVals(last->labelTypes());
  unreachable();
}

void BodyValidator::call(const FuncType *type) {
  if (!type || !r)
    return;
  popVals(type->params);
  pushVals(type->results);
}

void BodyValidator::tailCall(const FuncType *type) {
  if (!type || !r)
    return;
  Types results = frames.front().results();
  if (!match(type->results, results))
    invalid("type mismatch: current function requires result type " +
            listOf(results) + " but callee returns " + listOf(type->results));
  popVals(type->params);
  unreachable();
}

void BodyValidator::callIndirect() {
  const Table *t = table(in.index2);
  if (!t)
    return;
  if (!match(t->type.elem, ValType::funcref()))
    return invalid("type mismatch: instruction requires a table of functions "
                   "but table has " +
                   toString(t->type.elem));
  popVal(addressType(t->type.limits));
}

void BodyValidator::throwTag() {
  if (const FuncType *type = tag(in.index))
    popVals(type->params);
  unreachable();
}

} // namespace sinter::wasm
