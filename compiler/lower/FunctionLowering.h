//===- FunctionLowering.h - one Wasm function becomes LLVM IR -------------===//
//
// A BodyConsumer: gets validated instructions one by one and emits IR naively;
// LLVM optimises. Locals are allocas, the operand stack is a vector of LLVM
// values, blocks have phis for their results. Only asserts in here: the input is
// valid. Each shape of Opcodes.def is one member function below, in the file
// that its comment names; step() in FunctionLowering.cpp dispatches to them.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_FUNCTIONLOWERING_H
#define SINTER_LOWER_FUNCTIONLOWERING_H

#include "../wasm/Validator.h"
#include "ModuleLowering.h"

namespace sinter {

enum class Ext : uint8_t { None, Zext, Sext };

/// Lane shapes, as in the Lane column of Opcodes.def.
enum class Lane : uint8_t { i8x16, i16x8, i32x4, i64x2, f32x4, f64x2, v128 };

class FunctionLowering : public wasm::BodyConsumer {
public:
  FunctionLowering(ModuleLowering &ml, uint32_t func);

  void locals(llvm::ArrayRef<wasm::ValType> types) override;
  void instr(const wasm::Instr &in, bool live) override;

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
  /// Ends the current block with the trap.
  void trap(uint32_t trapKind);
  llvm::BasicBlock *trapBlock(uint32_t trapKind);
  /// A call to a runtime function of Abi.def.
  llvm::CallInst *callRuntime(llvm::FunctionCallee f,
                              llvm::ArrayRef<Value *> args);
  Value *instance(); ///< sinter_Instance *, with both shapes
  llvm::BasicBlock *newBlock(const llvm::Twine &name);

  // ---- scalar numbers (Numeric.cpp, Convert.cpp) ----
  /// Lowers any numeric instruction without immediates other than constants;
  /// false if `in` is none.
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

  ModuleLowering &ml;
  const wasm::Module &wasm;
  llvm::LLVMContext &context;
  llvm::IRBuilder<> b;
  llvm::Function *fn;
  uint32_t funcIndex;
  llvm::SmallVector<Value *, 32> stack;
};

} // namespace sinter
#endif
