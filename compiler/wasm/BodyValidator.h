//===- BodyValidator.h - the validation algorithm's state -----------------===//
//
// The algorithm of the spec's appendix ("Validation Algorithm"), with its
// names: a stack of operand types, a stack of control frames, and
// pushVal, popVal, pushCtrl, popCtrl, unreachable on them. It checks function
// bodies and, with fewer instructions allowed, constant expressions.
//
// Errors go to the reader, which is sticky: a method may go on after one, since
// nothing that follows is looked at.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_BODYVALIDATOR_H
#define SINTER_WASM_BODYVALIDATOR_H

#include "Instr.h"
#include "Reader.h"
#include "Validator.h"

namespace sinter::wasm {

/// The type of addresses of a memory or indices of a table.
inline ValType addressType(const Limits &l) {
  return l.is64 ? ValType::I64 : ValType::I32;
}

/// "[i32 i64]", cut when it is long.
std::string listOf(llvm::ArrayRef<ValType> types);

class BodyValidator {
public:
  BodyValidator(const Module &m, Bytes code) : r(code), m(m) {}

  void body(const FuncType &type, BodyConsumer *consumer);
  /// An expression of type `expected` that may read the globals before
  /// `visibleGlobals`. Functions that it refers to are noted in `refs`.
  void constExpr(ValType expected, uint32_t visibleGlobals,
                 std::vector<bool> &refs);

  Reader r;

private:
  using Types = llvm::ArrayRef<ValType>;

  struct Frame {
    const FuncType *type; ///< null: no parameters, and `value` if not Bottom
    ValType value;
    uint32_t height;     ///< of the operand stack below the frame
    uint32_t initHeight; ///< of `initStack` below the frame
    uint32_t seenBy = 0; ///< number of the br_table that has checked this one
    Op op;
    bool unreachable = false;

    Types params() const { return type ? Types(type->params) : Types(); }
    Types results() const {
      if (type)
        return type->results;
      return value.isBottom() ? Types() : Types(value);
    }
    Types labelTypes() const { return op == Op::Loop ? params() : results(); }
  };

  // The two stacks.
  void pushVal(ValType t) { stack.push_back(t); }
  void pushVals(Types types);
  ValType popVal(); ///< of any type; Bottom out of dead code
  void popVal(ValType want) { popVals(want); }
  void popVals(Types want) {
    if (topEquals(want)) [[likely]]
      stack.truncate(stack.size() - want.size());
    else
      popMatching(want);
  }
  void popMatching(Types want);
  /// What nearly always holds of operands, and needs no subtyping.
  bool topEquals(Types want) const {
    if (stack.size() - frames.back().height < want.size())
      return false;
    const ValType *top = stack.end() - want.size();
    for (size_t i = 0; i != want.size(); ++i)
      if (top[i] != want[i])
        return false;
    return true;
  }
  /// As popVals, with types that are nowhere as a list: the i-th is `type(i)`.
  template <class F> void popList(size_t n, F type);
  template <class F> bool topMatches(size_t n, F type) const;
  bool topMatches(Types want) const {
    return topMatches(want.size(), [&](size_t i) { return want[i]; });
  }
  ValType popRef(); ///< of any reference type, or Bottom
  void pushCtrl(Op op, const BlockType &block);
  void pushFrame(Op op, const FuncType *type, ValType value);
  Frame popCtrl();
  void unreachable();

  // Errors.
  void invalid(const llvm::Twine &message) { r.invalid(in.offset, message); }
  void unknown(const char *what, uint32_t index);
  void mismatch(Types want);
  void mismatch(const llvm::Twine &want, unsigned shown);
  bool match(ValType t, ValType want) const {
    return t == want || m.isSubtype(t, want);
  }
  bool match(Types types, Types want) const;

  // Index spaces: the entity, or null with the error set.
  const Frame *label(uint32_t index);
  const Table *table(uint32_t index);
  const Memory *memory(uint32_t index);
  const Global *global(uint32_t index);
  const ElemSegment *elem(uint32_t index);
  void data(uint32_t index);
  const FuncType *function(uint32_t index);
  const FuncType *tag(uint32_t index);
  const FuncType *funcType(uint32_t index);
  const SubType *structType(uint32_t index);
  const SubType *arrayType(uint32_t index);
  const FieldType *field(uint32_t index, uint32_t field);

  // Instructions.
  void locals(const FuncType &type, BodyConsumer *consumer);
  void step();
  void constStep(uint32_t visibleGlobals, std::vector<bool> &refs);
  void constGlobal(uint32_t visibleGlobals);
  void signature();
  ValType checkImmediates();
  ValType checkMemArg();
  void checkLane();

  void blockStart();
  void ifStart();
  void elseStart();
  void end();
  void tryTable();
  void catchClause(const Catch &c);
  void br();
  void brIf();
  void brTable();
  void call(const FuncType *type);
  void tailCall(const FuncType *type);
  void callIndirect();
  void callRef();
  void throwTag();
  void select();
  void selectTyped();
  void localGet();
  void localSet(bool keep);
  void globalGet();
  void globalSet();
  void tableGet();
  void tableSet();
  void tableGrow();
  void tableFill();
  void tableInit();
  void tableCopy();
  void memoryCopy();
  void refFunc();
  void refAsNonNull();
  void brOnNull();
  void brOnNonNull();
  void refTest(bool isCast);
  void brOnCast(bool onFail);
  void convert(HeapKind from, HeapKind to);
  void structNew(bool isDefault);
  void fieldGet(bool extends);
  void fieldSet();
  void arrayNew(bool isDefault);
  void arrayNewFixed();
  void arrayNewSegment(bool isData);
  void arrayGet(bool extends);
  void arraySet();
  void arrayFill();
  void arrayCopy();
  void arrayInit(bool isData);
  void checkSegment(const SubType &array, bool isData);
  const SubType *mutableArray(uint32_t index);

  const Module &m;
  Instr in;
  llvm::SmallVector<ValType, 128> stack;
  llvm::SmallVector<Frame, 16> frames;
  llvm::SmallVector<ValType, 64> localTypes; ///< parameters included
  /// Whether each local has been set. Empty if all have default values.
  llvm::SmallVector<uint8_t, 0> initialised;
  llvm::SmallVector<uint32_t, 0> initStack; ///< locals, in order of their set
  uint32_t brTables = 0;                    ///< how many have been checked
};

/// Whether the operands on top match, as far as the frame has them; all of
/// them must be there unless the code is dead.
template <class F> bool BodyValidator::topMatches(size_t n, F type) const {
  const Frame &f = frames.back();
  size_t have = stack.size() - f.height;
  if (have < n && !f.unreachable)
    return false;
  for (size_t i = n - std::min(have, n), top = stack.size() - n; i != n; ++i)
    if (!match(stack[top + i], type(i)))
      return false;
  return true;
}

template <class F> void BodyValidator::popList(size_t n, F type) {
  if (!topMatches(n, type)) [[unlikely]] {
    llvm::SmallVector<ValType, 16> want;
    for (size_t i = 0; i != n; ++i)
      want.push_back(type(i));
    return mismatch(want);
  }
  size_t have = stack.size() - frames.back().height;
  stack.truncate(stack.size() - std::min(have, n));
}

/// Checks `e` on behalf of ModuleValidator.cpp; see BodyValidator::constExpr.
llvm::Error validateConstExpr(const Module &m, const ConstExpr &e,
                              ValType expected, uint32_t visibleGlobals,
                              std::vector<bool> &refs);

} // namespace sinter::wasm
#endif
