//===- ValidatorReferences.cpp - references, structs and arrays -----------===//
//
// The instructions of typed function references and of GC. See BodyValidator.h
// for the algorithm, Validator.cpp for everything else. Spec: 3.3.7 to 3.3.12.
//
//===----------------------------------------------------------------------===//
#include "BodyValidator.h"
#include "ImplementationLimits.h"

using namespace llvm;

namespace sinter::wasm {

static ValType concrete(uint32_t index, bool nullable) {
  return ValType::ref({HeapKind::Concrete, index}, nullable);
}

//===-- References --------------------------------------------------------===//

void BodyValidator::refFunc() {
  if (!function(in.index))
    return;
  // While the module's constant expressions are checked there is no set yet.
  if (!m.declaredRefs.empty() && !m.declaredRefs[in.index])
    return invalid("undeclared function reference " + Twine(in.index));
  pushVal(concrete(m.functions[in.index].typeIndex, false));
}

void BodyValidator::callRef() { popVal(concrete(in.index, true)); }

/// A bottom operand may be any reference: then the result is below them all.
static ValType nonNull(ValType t) {
  return t.isBottom() ? ValType::ref({HeapKind::Bottom}, false) : t.asNonNull();
}

void BodyValidator::refAsNonNull() { pushVal(nonNull(popRef())); }

void BodyValidator::brOnNull() {
  ValType t = popRef();
  const Frame *target = label(in.index);
  if (!target || !r)
    return;
  popVals(target->labelTypes());
  pushVals(target->labelTypes());
  pushVal(nonNull(t));
}

void BodyValidator::brOnNonNull() {
  const Frame *target = label(in.index);
  if (!target)
    return;
  Types types = target->labelTypes();
  if (types.empty() || !types.back().isRef())
    return invalid("type mismatch: instruction requires a label whose last "
                   "type is a reference");
  popVal(types.back().asNullable());
  popVals(types.drop_back());
  pushVals(types.drop_back());
}

/// The top of the hierarchy that `t` is in.
static HeapKind topOf(const Module &m, HeapType t) {
  for (HeapKind top : {HeapKind::Func, HeapKind::Extern, HeapKind::Exn})
    if (m.isSubtype(t, HeapType{top}))
      return top;
  return HeapKind::Any;
}

void BodyValidator::refTest(bool isCast) {
  popVal(ValType::ref({topOf(m, in.type.heap())}, true));
  pushVal(isCast ? in.type : ValType::I32);
}

void BodyValidator::brOnCast(bool onFail) {
  const Frame *target = label(in.index);
  if (!target)
    return;
  if (!match(in.type2, in.type))
    return invalid("type mismatch: " + toString(in.type2) +
                   " is not a sub type of " + toString(in.type));
  // What is left of the source type when the cast fails.
  ValType rest = in.type2.nullable() ? in.type.asNonNull() : in.type;
  ValType taken = onFail ? rest : in.type2, fallen = onFail ? in.type2 : rest;
  Types types = target->labelTypes();
  if (types.empty() || !match(taken, types.back()))
    return invalid("type mismatch: the label does not take " + toString(taken));
  popVal(in.type);
  popVals(types.drop_back());
  pushVals(types.drop_back());
  pushVal(fallen);
}

void BodyValidator::convert(HeapKind from, HeapKind to) {
  ValType t = popRef();
  if (!match(t, ValType::ref({from}, true))) {
    pushVal(t);
    return mismatch(Types(ValType::ref({from}, true)));
  }
  pushVal(ValType::ref({to}, t.isRef() && t.nullable()));
}

//===-- Structs -----------------------------------------------------------===//

const SubType *BodyValidator::structType(uint32_t index) {
  if (m.types[index].kind == CompositeKind::Struct)
    return &m.types[index];
  invalid("type mismatch: type " + Twine(index) + " is not a struct type");
  return nullptr;
}

const FieldType *BodyValidator::field(uint32_t index, uint32_t field) {
  const SubType *t = structType(index);
  if (!t)
    return nullptr;
  if (field < t->fields.size())
    return &t->fields[field];
  unknown("field", field);
  return nullptr;
}

void BodyValidator::structNew(bool isDefault) {
  const SubType *t = structType(in.index);
  if (!t)
    return;
  if (!isDefault)
    popList(t->fields.size(), [&](size_t i) { return t->fields[i].type; });
  else if (!t->isDefaultable)
    invalid("type mismatch: a field has no default value");
  pushVal(concrete(in.index, false));
}

void BodyValidator::fieldGet(bool extends) {
  const FieldType *f = field(in.index, in.index2);
  if (!f)
    return;
  if (extends != (f->packedBits != 0))
    return invalid(extends ? "type mismatch: field is unpacked"
                           : "type mismatch: field is packed");
  popVal(concrete(in.index, true));
  pushVal(f->type);
}

void BodyValidator::fieldSet() {
  const FieldType *f = field(in.index, in.index2);
  if (!f)
    return;
  if (!f->isMutable)
    return invalid("immutable field " + Twine(in.index2));
  popVals({concrete(in.index, true), f->type});
}

//===-- Arrays ------------------------------------------------------------===//

const SubType *BodyValidator::arrayType(uint32_t index) {
  if (m.types[index].kind == CompositeKind::Array)
    return &m.types[index];
  invalid("type mismatch: type " + Twine(index) + " is not an array type");
  return nullptr;
}

const SubType *BodyValidator::mutableArray(uint32_t index) {
  const SubType *t = arrayType(index);
  if (!t || t->fields[0].isMutable)
    return t;
  invalid("immutable array: type " + Twine(index));
  return nullptr;
}

void BodyValidator::arrayNew(bool isDefault) {
  const SubType *t = arrayType(in.index);
  if (!t)
    return;
  ValType elem = t->fields[0].type;
  if (!isDefault)
    popVals({elem, ValType::I32});
  else if (t->isDefaultable)
    popVal(ValType::I32);
  else
    invalid("type mismatch: the element has no default value");
  pushVal(concrete(in.index, false));
}

void BodyValidator::arrayNewFixed() {
  const SubType *t = arrayType(in.index);
  if (!t)
    return;
  if (in.index2 > limits::fixedArrayLength)
    return r.malformed(
        in.offset, "too many operands of array.new_fixed: " + Twine(in.index2) +
                       ", the limit is " + Twine(limits::fixedArrayLength));
  popList(in.index2, [&](size_t) { return t->fields[0].type; });
  pushVal(concrete(in.index, false));
}

/// The segment of index2 can fill an array of this type.
void BodyValidator::checkSegment(const SubType &array, bool isData) {
  ValType want = array.fields[0].type;
  if (isData) {
    data(in.index2);
    if (want.isRef())
      invalid("array type is not numeric or vector");
    return;
  }
  const ElemSegment *s = elem(in.index2);
  if (s && (array.fields[0].packedBits != 0 || !match(s->type, want)))
    invalid("type mismatch: element segment has " + toString(s->type) +
            " but array has " + toString(want));
}

void BodyValidator::arrayNewSegment(bool isData) {
  const SubType *t = arrayType(in.index);
  if (!t)
    return;
  checkSegment(*t, isData);
  popVals({ValType::I32, ValType::I32});
  pushVal(concrete(in.index, false));
}

void BodyValidator::arrayInit(bool isData) {
  const SubType *t = mutableArray(in.index);
  if (!t)
    return;
  checkSegment(*t, isData);
  popVals({concrete(in.index, true), ValType::I32, ValType::I32, ValType::I32});
}

void BodyValidator::arrayGet(bool extends) {
  const SubType *t = arrayType(in.index);
  if (!t)
    return;
  if (extends != (t->fields[0].packedBits != 0))
    return invalid(extends ? "type mismatch: array is unpacked"
                           : "type mismatch: array is packed");
  popVals({concrete(in.index, true), ValType::I32});
  pushVal(t->fields[0].type);
}

void BodyValidator::arraySet() {
  if (const SubType *t = mutableArray(in.index))
    popVals({concrete(in.index, true), ValType::I32, t->fields[0].type});
}

void BodyValidator::arrayFill() {
  if (const SubType *t = mutableArray(in.index))
    popVals({concrete(in.index, true), ValType::I32, t->fields[0].type,
             ValType::I32});
}

void BodyValidator::arrayCopy() {
  const SubType *to = mutableArray(in.index);
  const SubType *from = to ? arrayType(in.index2) : nullptr;
  if (!from)
    return;
  const FieldType &a = to->fields[0], &b = from->fields[0];
  if (a.packedBits != b.packedBits || !match(b.type, a.type))
    return invalid("array types do not match: " + toString(b.type) +
                   " is copied to " + toString(a.type));
  popVals({concrete(in.index, true), ValType::I32, concrete(in.index2, true),
           ValType::I32, ValType::I32});
}

} // namespace sinter::wasm
