//===- InstanceLayout.h - where each piece of an instance's state lies ----===//
//
// An instance is one struct. Shape `many`: in memory that the runtime
// allocates, its address is a parameter of every function. Shape `one`: a
// variable of the compiled module, and globals that nobody else sees are
// variables of their own, so that LLVM sees through them.
//
//   sinter_Instance header
//   sinter_FuncRef   references: imported functions, then funcDefs
//   memories         sinter_Memory, or a pointer to the imported one
//   tables           sinter_Table, or a pointer
//   globals          private: the plain value; exported: sinter_Global;
//                    imported: pointer to a sinter_Global
//   segment lengths  i64 for each data, then for each element segment: 0 once
//                    dropped
//   elem values      an array of references for each segment whose items are
//                    known only when instantiating
//
// Globals that never change and whose value is known now need no place: with
// both shapes the code has the value.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_INSTANCELAYOUT_H
#define SINTER_LOWER_INSTANCELAYOUT_H

#include "../wasm/Module.h"
#include "Abi.h"
#include "Scan.h"

namespace sinter {

struct InstanceLayout {
  InstanceLayout(const wasm::Module &m, const Scan &scan, bool oneInstance,
                 const Abi &abi, llvm::LLVMContext &context);

  llvm::StructType *type;
  // Numbers of fields of `type`; -1 where there is none.
  unsigned funcRefs, dataLengths, elemLengths;
  std::vector<unsigned> memories, tables;
  std::vector<int> globals;
  std::vector<int> elemFields; ///< -1: the segment holds functions

  std::vector<uint32_t> refNumbers; ///< function index -> reference
  std::vector<uint32_t> funcDefs;   ///< defined functions with references
  std::vector<bool> globalExported;
  /// Initial value of a global that is immutable and known, else null.
  std::vector<llvm::Constant *> constants;
};

} // namespace sinter
#endif
