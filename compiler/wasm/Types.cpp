//===- Types.cpp - types as text ------------------------------------------===//
//
// How types read in messages, headers and `sinter inspect`: the spec's text
// format, with "$3" for the type of index 3.
//
//===----------------------------------------------------------------------===//
#include "Types.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

namespace sinter::wasm {

/// "func" and what a nullable reference to it is called for short.
static std::pair<const char *, const char *> heapNames(HeapKind k) {
  switch (k) {
  case HeapKind::Func:
    return {"func", "funcref"};
  case HeapKind::NoFunc:
    return {"nofunc", "nullfuncref"};
  case HeapKind::Extern:
    return {"extern", "externref"};
  case HeapKind::NoExtern:
    return {"noextern", "nullexternref"};
  case HeapKind::Any:
    return {"any", "anyref"};
  case HeapKind::Eq:
    return {"eq", "eqref"};
  case HeapKind::I31:
    return {"i31", "i31ref"};
  case HeapKind::Struct:
    return {"struct", "structref"};
  case HeapKind::Array:
    return {"array", "arrayref"};
  case HeapKind::None:
    return {"none", "nullref"};
  case HeapKind::Exn:
    return {"exn", "exnref"};
  case HeapKind::NoExn:
    return {"noexn", "nullexnref"};
  case HeapKind::Bottom:
    return {"bot", "(ref null bot)"};
  case HeapKind::Concrete:
    break;
  }
  llvm_unreachable("concrete types have an index, not a name");
}

std::string toString(HeapType t) {
  if (t.kind == HeapKind::Concrete)
    return ("$" + Twine(t.index)).str();
  return heapNames(t.kind).first;
}

static std::string refToString(ValType t) {
  if (!t.nullable())
    return ("(ref " + Twine(toString(t.heap())) + ")").str();
  if (t.heap().kind == HeapKind::Concrete)
    return ("(ref null " + Twine(toString(t.heap())) + ")").str();
  return heapNames(t.heap().kind).second;
}

std::string toString(ValType t) {
  switch (t.kind()) {
  case ValType::I32:
    return "i32";
  case ValType::I64:
    return "i64";
  case ValType::F32:
    return "f32";
  case ValType::F64:
    return "f64";
  case ValType::V128:
    return "v128";
  case ValType::Ref:
    return refToString(t);
  case ValType::Bottom:
    return "bot";
  }
  llvm_unreachable("all kinds are above");
}

static std::string toString(const std::vector<ValType> &types) {
  std::string s = "[";
  for (ValType t : types) {
    if (s.size() > 1)
      s += ' ';
    s += toString(t);
  }
  s += ']';
  return s;
}

std::string toString(const FuncType &t) {
  return toString(t.params) + " -> " + toString(t.results);
}

std::string toString(ExternKind k) {
  switch (k) {
  case ExternKind::Func:
    return "function";
  case ExternKind::Table:
    return "table";
  case ExternKind::Memory:
    return "memory";
  case ExternKind::Global:
    return "global";
  case ExternKind::Tag:
    return "tag";
  }
  llvm_unreachable("all kinds are above");
}

} // namespace sinter::wasm
