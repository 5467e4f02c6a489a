//===- Pieces.h - what a module consists of besides its functions ---------===//
//
// One function for each; lowerShard() in Lower.cpp calls them in order.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_PIECES_H
#define SINTER_LOWER_PIECES_H

#include "ModuleLowering.h"

namespace sinter {

/// The function that instantiation runs: sinter_InitFn. (Init.cpp)
llvm::Function *emitInit(ModuleLowering &ml);

/// sinter_Module and all that it points to. (Descriptors.cpp)
void emitModuleDescriptor(ModuleLowering &ml, llvm::Function *init);

/// What sinter_Module needs of a version: sinter_Version. (Version.cpp)
llvm::GlobalVariable *emitVersion(ModuleLowering &ml);
/// The same of another version than the default, which another LLVM module has.
llvm::GlobalVariable *declareVersion(ModuleLowering &ml,
                                     const CodeVersion &version);

/// Declares the table of the functions of this shard, which is filled when it
/// is known which of them are left. (Descriptors.cpp)
void emitFuncTable(ModuleLowering &ml);

/// Whether an array of code addresses from the first to the last slot that such
/// a call can reach is known now, and worth its space. (KnownTable.cpp)
bool fitsArray(const ModuleLowering &ml, const IndirectCall &call);
/// Makes these arrays, of which shards know that the main one has them.
void emitSlotCodes(ModuleLowering &ml);

/// The shard's C functions that call exports and find exported objects.
/// (CExports.cpp)
void emitCExports(ModuleLowering &ml);

// ---- Thunks.cpp: between the three ways of calling ----

/// sinter_Type.invoke: from an array of values to a call.
llvm::Function *emitInvoke(ModuleLowering &ml, uint32_t typeIndex);
/// sinter_Type.hostEntry: from a call to an array of values.
llvm::Function *emitHostEntry(ModuleLowering &ml, uint32_t typeIndex);
/// The adapters of all references to functions of this shard that other shards
/// may ask for.
void emitTailAdapters(ModuleLowering &ml);
/// A reference to `target`, a tailcc function, as a C function.
llvm::Function *emitTailAdapter(ModuleLowering &ml, llvm::Function *target,
                                uint32_t typeIndex, const llvm::Twine &name);
/// Calls the C function that an import is resolved to by the linker.
llvm::Function *emitImportAdapter(ModuleLowering &ml, uint32_t typeIndex,
                                  const llvm::Twine &name,
                                  llvm::StringRef symbol);

/// Type of a C function of a Wasm type: `context`, the address of a struct for
/// two results and more, then the parameters.
struct CSignature {
  llvm::FunctionType *type;
  llvm::StructType *out; ///< null for up to one result
};
CSignature cSignature(ModuleLowering &ml, const wasm::FuncType &t);

} // namespace sinter
#endif
