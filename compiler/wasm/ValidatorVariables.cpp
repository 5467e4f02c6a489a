//===- ValidatorVariables.cpp - locals, globals, tables, select -----------===//
//
// Instructions whose operand types depend on what an index names. See
// BodyValidator.h for the algorithm. Spec: 3.3.4 to 3.3.6.
//
//===----------------------------------------------------------------------===//
#include "BodyValidator.h"

using namespace llvm;

namespace sinter::wasm {

void BodyValidator::select() {
  popVal(ValType::I32);
  ValType b = popVal(), a = popVal();
  if (!r)
    return;
  if (a.isRef() || b.isRef() || (a != b && !a.isBottom() && !b.isBottom()))
    return invalid("type mismatch: select without a type requires two equal "
                   "numbers or vectors but stack has " +
                   listOf({a, b}));
  pushVal(a.isBottom() ? b : a);
}

void BodyValidator::selectTyped() {
  if (in.types.size() != 1)
    return invalid("invalid result arity: select has " +
                   Twine(in.types.size()) + " types");
  ValType t = in.types[0];
  popVals({t, t, ValType::I32});
  pushVal(t);
}

void BodyValidator::localGet() {
  if (in.index >= localTypes.size()) [[unlikely]]
    return unknown("local", in.index);
  if (!initialised.empty() && !initialised[in.index])
    invalid("uninitialized local " + Twine(in.index));
  pushVal(localTypes[in.index]);
}

void BodyValidator::localSet(bool keep) {
  if (in.index >= localTypes.size()) [[unlikely]]
    return unknown("local", in.index);
  ValType t = localTypes[in.index];
  popVal(t);
  if (keep)
    pushVal(t);
  if (!initialised.empty() && !initialised[in.index]) {
    initialised[in.index] = true;
    initStack.push_back(in.index);
  }
}

void BodyValidator::globalGet() {
  if (const Global *g = global(in.index))
    pushVal(g->type.type);
}

void BodyValidator::globalSet() {
  const Global *g = global(in.index);
  if (!g)
    return;
  if (!g->type.isMutable)
    return invalid("immutable global " + Twine(in.index));
  popVal(g->type.type);
}

void BodyValidator::tableGet() {
  const Table *t = table(in.index);
  if (!t)
    return;
  popVal(addressType(t->type.limits));
  pushVal(t->type.elem);
}

void BodyValidator::tableSet() {
  if (const Table *t = table(in.index))
    popVals({addressType(t->type.limits), t->type.elem});
}

void BodyValidator::tableGrow() {
  const Table *t = table(in.index);
  if (!t)
    return;
  popVals({t->type.elem, addressType(t->type.limits)});
  pushVal(addressType(t->type.limits));
}

void BodyValidator::tableFill() {
  const Table *t = table(in.index);
  if (!t)
    return;
  ValType address = addressType(t->type.limits);
  popVals({address, t->type.elem, address});
}

void BodyValidator::tableInit() {
  const Table *t = table(in.index2);
  const ElemSegment *s = t ? elem(in.index) : nullptr;
  if (!s)
    return;
  if (!match(s->type, t->type.elem))
    return invalid("type mismatch: element segment has " + toString(s->type) +
                   " but table has " + toString(t->type.elem));
  popVals({addressType(t->type.limits), ValType::I32, ValType::I32});
}

/// Lengths between two address types are of the smaller one.
static ValType lengthType(ValType a, ValType b) {
  return a == ValType::I64 ? b : a;
}

void BodyValidator::tableCopy() {
  const Table *to = table(in.index), *from = to ? table(in.index2) : nullptr;
  if (!from)
    return;
  if (!match(from->type.elem, to->type.elem))
    return invalid("type mismatch: source table has " +
                   toString(from->type.elem) + " but destination has " +
                   toString(to->type.elem));
  ValType a = addressType(to->type.limits), b = addressType(from->type.limits);
  popVals({a, b, lengthType(a, b)});
}

void BodyValidator::memoryCopy() {
  const Memory *to = memory(in.index), *from = to ? memory(in.index2) : nullptr;
  if (!from)
    return;
  ValType a = addressType(to->type.limits), b = addressType(from->type.limits);
  popVals({a, b, lengthType(a, b)});
}

} // namespace sinter::wasm
