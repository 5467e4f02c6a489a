//===- FunctionLowering.h - one Wasm function becomes LLVM IR -------------===//
//
// A BodyConsumer: gets validated instructions one by one and emits IR naively;
// LLVM optimises. Locals are allocas, the operand stack is a vector of LLVM
// values, blocks have phis for their results. Only asserts in here: the input
// is valid. Each shape of Opcodes.def is one member function below, in the file
// that its comment names; step() in FunctionLowering.cpp dispatches to them.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_FUNCTIONLOWERING_H
#define SINTER_LOWER_FUNCTIONLOWERING_H

#include "../wasm/Validator.h"
#include "KnownValues.h"
#include "ModuleLowering.h"
#include "llvm/ADT/SetVector.h"

namespace sinter {

enum class Ext : uint8_t { None, Zext, Sext };

/// Lane shapes, as in the Lane column of Opcodes.def.
enum class Lane : uint8_t { i8x16, i16x8, i32x4, i64x2, f32x4, f64x2, v128 };

class FunctionLowering : public wasm::BodyConsumer {
public:
  FunctionLowering(ModuleLowering &ml, uint32_t func);

  void locals(llvm::ArrayRef<wasm::ValType> types) override;
  void instr(const wasm::Instr &in, bool live) override;

  /// The first instruction that has no lowering, if the body has one. Its
  /// function is then incomplete: the caller reports the error.
  const std::optional<wasm::Op> &unsupported() const { return missing; }

protected:
  using Value = llvm::Value;
  using Instr = wasm::Instr;

  // ---- verbs (FunctionLowering.cpp) ----
  void push(Value *v) { stack.push_back(v); }
  Value *pop() { return stack.pop_back_val(); }
  /// Pops the right operand first: auto [l, r] = pop2();
  std::pair<Value *, Value *> pop2();
  /// Branches to the function's one cold block for this trap when `cond` is
  /// true, and goes on in a new block.
  void trapIf(Value *cond, uint32_t trapKind);
  /// Ends the current block with the trap: what follows is dead code.
  void trap(uint32_t trapKind);
  llvm::BasicBlock *trapBlock(uint32_t trapKind);
  /// A call to a runtime function of Abi.def.
  llvm::CallInst *callRuntime(llvm::FunctionCallee f,
                              llvm::ArrayRef<Value *> args);
  Value *instance(); ///< sinter_Instance *, with both shapes
  /// A new block at the end of the function; does not move the builder.
  llvm::BasicBlock *newBlock(const llvm::Twine &name);
  /// An i32 operand as a condition.
  Value *condition(Value *v);
  /// Whether an operand is 0.
  Value *isZero(Value *v);
  /// What an operand is the zero extension of, or the operand.
  Value *unextended(Value *v);
  void pushCondition(Value *v) { push(b.CreateZExt(v, ml.i32)); }
  /// LLVM type of a type letter of Opcodes.def.
  llvm::Type *letterType(char letter);

  // ---- scalar numbers (Numeric.cpp, Convert.cpp) ----
  /// Lowers any numeric instruction without immediates; false if `in` is none.
  bool numeric(const Instr &in);
  bool convert(const Instr &in);

  // ---- vectors (Simd.cpp, SimdConvert.cpp, RelaxedSimd.cpp) ----
  /// Lowers any vector instruction that does not touch memory; false if
  /// `in` is none. Operands and results are <2 x i64>.
  bool simd(const Instr &in);
  bool simdMemory(const Instr &in); ///< loads and stores, through heapAddress
  bool wideArithmetic(const Instr &in);

  // ---- memory (Memory.cpp): the only code that makes guest pointers ----
  Value *heapAddress(const wasm::MemArg &arg, Value *index, uint64_t bytes);
  Value *heapLoad(const wasm::MemArg &arg, Value *index, llvm::Type *type);
  void heapStore(const wasm::MemArg &arg, Value *index, Value *value);

private:
  // ---- dispatch and the parts of a function (FunctionLowering.cpp) ----
  void step(const Instr &in);
  bool stepControl(const Instr &in);
  bool stepData(const Instr &in);
  void skipDead(const Instr &in);
  bool alive() const { return b.GetInsertBlock() != nullptr; }
  void die() { b.ClearInsertionPoint(); } ///< what follows is dead code
  llvm::AllocaInst *newAlloca(llvm::Type *type, const llvm::Twine &name);
  std::string localName(uint32_t index) const;
  void eraseUnused();
  void describeInstance(llvm::Argument *instance);

  // ---- control (Control.cpp) ----
  /// A structured instruction that is open. A branch to it goes to `target`,
  /// whose phis take the `arity` topmost operands.
  struct Label {
    wasm::Op op; ///< Block, Loop, If, Else
    unsigned arity;
    unsigned height; ///< of the operand stack below the parameters
    llvm::BasicBlock *target;
    llvm::BasicBlock *otherwise = nullptr;  ///< If: its else arm
    llvm::SmallVector<Value *, 0> params{}; ///< If: for the else arm
    KnownValues::Time begin = 0;
  };
  using Types = llvm::ArrayRef<wasm::ValType>;
  Types blockParams(const wasm::BlockType &t) const;
  Types blockResults(const wasm::BlockType &t) const;
  Label &label(uint32_t depth) { return labels[labels.size() - 1 - depth]; }
  llvm::BasicBlock *joinBlock(Types values, const llvm::Twine &name);
  void addIncoming(Label &to);
  void jump(Label &to);
  void startBlock(llvm::BasicBlock *block);
  void block(const Instr &in);
  void loop(const Instr &in);
  void ifThen(const Instr &in);
  void elseArm();
  void end();
  void closeLabel();
  void br(const Instr &in);
  void brIf(const Instr &in);
  void brTable(const Instr &in);
  void brOnNull(const Instr &in);
  void brOnNonNull(const Instr &in);
  void ret();
  void branchIf(Value *cond, Label &to, llvm::MDNode *weights = nullptr);
  llvm::MDNode *branchWeights(const Instr &in);
  void emitReturn();

  // ---- calls (Call.cpp) ----
  /// To be called for all that may run code of Wasm or grow a memory.
  void noteCall() { lastCall = known.now(); }
  enum class Tail : bool { No, Yes };
  void call(const Instr &in, Tail tail);
  void emitCall(const CallTarget &target, uint32_t typeIndex, Tail tail);
  void plainCall(const CallTarget &target, llvm::ArrayRef<Value *> args,
                 size_t results);
  void mustTail(const CallTarget &target, llvm::ArrayRef<Value *> args);
  llvm::CallInst *createCall(const CallTarget &target,
                             llvm::ArrayRef<Value *> args, Value *out);
  llvm::AllocaInst *resultSlot(llvm::StructType *type);

  // ---- calls through tables and references (CallIndirect.cpp) ----
  void callIndirect(const Instr &in, Tail tail);
  void callRef(const Instr &in, Tail tail);
  CallTarget loadTarget(Value *funcRef, const IndirectCall &call);
  void callSlot(const IndirectCall &call, Value *index, Tail tail);
  void checkType(Value *type, uint32_t expected, wasm::ValType elem);
  void callOneOf(const IndirectCall &call, Value *index,
                 llvm::ArrayRef<uint32_t> callees, Tail tail);
  void emitArms(llvm::ArrayRef<uint32_t> callees,
                const llvm::DenseMap<uint32_t, llvm::BasicBlock *> &arms,
                uint32_t typeIndex, Tail tail);
  void callFromArray(const IndirectCall &call, Value *index, Tail tail);
  void trapForSlot(uint32_t table, Value *index);

  // ---- memory (Memory.cpp) ----
  enum class MemoryField : uint8_t { Base, Size };
  const wasm::MemoryType &memoryType(uint32_t memory) const;
  Value *memoryObject(uint32_t memory);
  Value *memoryBase(uint32_t memory);
  Value *memorySize(uint32_t memory);
  Value *remembered(uint32_t memory, MemoryField field,
                    llvm::function_ref<Value *()> load);
  bool guardPagesStop(const wasm::MemArg &arg, uint64_t bytes) const;
  bool wasChecked(const wasm::MemArg &arg, Value *index, uint64_t bytes) const;
  void noteCheck(const wasm::MemArg &arg, Value *index, uint64_t bytes);
  Value *accessFails(const wasm::MemArg &arg, Value *address, uint64_t bytes);
  /// at + count > limit, all 64 bits wide, without overflow.
  Value *rangeFails(Value *at, Value *count, Value *limit);
  Value *address64(Value *index); ///< an i32 or i64 index as an unsigned i64
  Value *fromU64(Value *v, const wasm::Limits &limits);
  Value *heapRange(uint32_t memory, Value *at, Value *count);
  void load(const Instr &in, char type, unsigned bytes, Ext ext);
  void store(const Instr &in, unsigned bytes);
  void memorySizeOp(const Instr &in);
  void memoryGrow(const Instr &in);
  void memoryFill(const Instr &in);
  void memoryCopy(const Instr &in);
  void memoryInit(const Instr &in);
  void dataDrop(const Instr &in);

  // ---- tables and references (Table.cpp) ----
  const wasm::TableType &tableType(uint32_t table) const;
  Value *tableObject(uint32_t table);
  Value *sizeOfTable(uint32_t table);
  bool holdsFunctions(uint32_t table) const;
  /// Address of a slot; traps with `trapKind` when there is none.
  Value *slotAddress(uint32_t table, Value *index, uint32_t trapKind);
  void tableGet(const Instr &in);
  void tableSet(const Instr &in);
  void tableSize(const Instr &in);
  void tableGrow(const Instr &in);
  void tableFill(const Instr &in);
  void tableCopy(const Instr &in);
  void tableInit(const Instr &in);
  void elemDrop(const Instr &in);
  void tableBulk(llvm::FunctionCallee f, llvm::ArrayRef<Value *> args);
  llvm::Constant *nullFuncRef();
  void refAsNonNull();

  // ---- variables and constants (Variable.cpp) ----
  size_t knownSlot(uint32_t local) const;
  size_t reachSlot(uint32_t local) const;
  Value *recall(size_t slot, KnownValues::Time since) const;
  std::optional<uint32_t> localWith(Value *v) const;
  void addLocal(Value *init); ///< the next one
  void localGet(uint32_t index);
  void localSet(uint32_t index, Value *v);
  Value *constant(const Instr &in); ///< null if `in` is none
  void select();

  // ---- scalar numbers (Numeric.cpp, Convert.cpp, WideArithmetic.cpp) ----
  Value *numericUnary(wasm::Op op, Value *x);
  void numericBinary(wasm::Op op);
  void compare(wasm::Op op);
  Value *shiftOrDivide(wasm::Op op, Value *l, Value *r);
  Value *shiftCount(Value *count);
  void trapIfZero(Value *divisor);
  Value *divideSigned(Value *l, Value *r);
  Value *remainderSigned(Value *l, Value *r);
  Value *convertTo(wasm::Op op, Value *x, llvm::Type *to);
  Value *truncate(wasm::Op op, Value *x, llvm::Type *to);
  void trapUnlessFits(Value *x, llvm::Type *to, bool isSigned);
  Value *popWide();
  void pushWide(Value *v);
  void addWide(llvm::Instruction::BinaryOps op);
  void multiplyWide(llvm::Instruction::CastOps extension);

  // ---- vectors (Simd.cpp, SimdMemory.cpp; Simd.h does the work) ----
  void pushVector(Value *v); ///< of any lanes
  void loadExtend(const Instr &in, Lane lane, Ext ext);
  void loadSplat(const Instr &in, Lane lane);
  void loadZero(const Instr &in, Lane lane);
  void loadLane(const Instr &in, unsigned bytes);
  void storeLane(const Instr &in, unsigned bytes);

protected:
  ModuleLowering &ml;
  const wasm::Module &wasm;
  llvm::LLVMContext &context;
  llvm::IRBuilder<> b;
  llvm::Function *fn;
  uint32_t funcIndex;
  llvm::SmallVector<Value *, 32> stack;

private:
  const Signature &signature;
  std::vector<Label> labels;
  llvm::BasicBlock *lastLoop = nullptr; ///< the header
  std::vector<llvm::AllocaInst *> localSlots;
  /// By values, the locals that were last seen with them.
  llvm::DenseMap<llvm::Value *, uint32_t> holders;
  llvm::ArrayRef<wasm::BranchHint> hints; ///< for what is yet to come
  /// Of which the operands were used, so that they are perhaps not needed.
  llvm::SmallSetVector<llvm::ZExtInst *, 16> extensions;
  /// Of memories, of locals, and how far memory reaches behind locals.
  KnownValues known;
  KnownValues::Time lastCall = 0; ///< which may have grown memories
  unsigned deadDepth = 0;         ///< blocks that were opened in dead code
  std::array<llvm::BasicBlock *, SINTER_TRAP_COUNT> trapBlocks{};
  /// Room for the results of calls that return them in a struct.
  llvm::DenseMap<llvm::StructType *, llvm::AllocaInst *> resultSlots;
  std::optional<wasm::Op> missing;
};

} // namespace sinter
#endif
