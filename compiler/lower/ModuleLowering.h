//===- ModuleLowering.h - what all functions of a module share ------------===//
//
// LLVM types, declarations of functions, the layout of the instance, and the
// one place that knows its two shapes: fieldAddress().
//
// Instance layout (shape `many`; with shape `one` the same struct is a global
// variable, but private globals are LLVM globals of their own):
//
//   sinter_Instance header
//   sinter_FuncRef   references: imported functions, then funcDefs
//   memories         sinter_Memory, or a pointer to the imported one
//   tables           sinter_Table, or a pointer
//   globals          private: the plain value; exported: sinter_Global;
//                    imported: pointer to a sinter_Global
//   segment lengths  i64 for each data and element segment: 0 once dropped
//   elem values      arrays of references for segments of expressions
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_MODULELOWERING_H
#define SINTER_LOWER_MODULELOWERING_H

#include "Abi.h"
#include "Lower.h"

namespace sinter {

class ModuleLowering {
public:
  ModuleLowering(const wasm::Module &m, const LowerOptions &o,
                 llvm::Module &ir);

  const wasm::Module &wasm;
  const LowerOptions &options;
  llvm::Module &ir;
  llvm::LLVMContext &context;
  Abi abi;

  // LLVM types of values. References are `ptr`; the one canonical type of v128
  // on the operand stack and in signatures is <2 x i64>.
  llvm::Type *type(wasm::ValType t) const;
  llvm::Type *i32, *i64, *f32, *f64, *ptr;
  llvm::VectorType *v128;

  /// How a Wasm function type is passed: see "Compiled functions" in Abi.def.
  struct Signature {
    llvm::FunctionType *type;
    llvm::CallingConv::ID convention;
    llvm::Type *result;       ///< void, the type, or {r1, r2}
    llvm::StructType *out;    ///< struct behind the result pointer, or null
    unsigned outIndex;        ///< parameter number of the result pointer
    int instanceIndex;        ///< of the instance, -1 if there is none
  };
  /// `withInstance`: of a function that gets the instance; true for every call
  /// through a reference.
  Signature signature(const wasm::FuncType &t, bool withInstance) const;

  /// The LLVM function of a defined Wasm function.
  llvm::Function *function(uint32_t index) const { return functions[index]; }
  const Signature &functionSignature(uint32_t index) const {
    return signatures[index];
  }

  /// Descriptor constant (sinter_Type) of a function type of this module.
  llvm::Constant *typeDescriptor(uint32_t typeIndex);

  // Addresses inside the instance. `instance` is the parameter of the function
  // being lowered; ignored with shape `one`.
  llvm::Value *memory(llvm::IRBuilderBase &b, llvm::Value *instance,
                      uint32_t index) const; ///< sinter_Memory *
  llvm::Value *table(llvm::IRBuilderBase &b, llvm::Value *instance,
                     uint32_t index) const; ///< sinter_Table *
  llvm::Value *globalAddress(llvm::IRBuilderBase &b, llvm::Value *instance,
                             uint32_t index) const; ///< of the plain value
  llvm::Value *funcRef(llvm::IRBuilderBase &b, llvm::Value *instance,
                       uint32_t func) const; ///< sinter_FuncRef *
  llvm::Value *dataLength(llvm::IRBuilderBase &b, llvm::Value *instance,
                          uint32_t segment) const; ///< i64 *
  llvm::Value *elemLength(llvm::IRBuilderBase &b, llvm::Value *instance,
                          uint32_t segment) const; ///< i64 *
  llvm::Value *elemValues(llvm::IRBuilderBase &b, llvm::Value *instance,
                          uint32_t segment) const; ///< ptr[]; segments of exprs
  /// The instance as a value, also with shape `one`.
  llvm::Value *instance(llvm::IRBuilderBase &b, llvm::Value *param) const;

  llvm::GlobalVariable *dataBytes(uint32_t segment);    ///< constant bytes
  llvm::GlobalVariable *elemFuncRefs(uint32_t segment); ///< u32 reference numbers
  /// Number of the function's reference (see sinter_Module.funcDefs).
  uint32_t refNumber(uint32_t func) const;
};

} // namespace sinter
#endif
