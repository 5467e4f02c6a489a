//===- Version.cpp - the functions of a module, for one processor ---------===//
//
// A module is compiled once, or with --multiversion for several processors.
// What the runtime needs to know of each version is a sinter_Version: what it
// needs of the processor, the code of function references, and the tables of
// functions for backtraces. All else is in the module's descriptor, once.
//
// The arrays of addresses through which indirect calls go (KnownTable.cpp) are
// a version's own as well: its functions call each other and no others.
//
//===----------------------------------------------------------------------===//
#include "Pieces.h"

using namespace llvm;

namespace sinter {

static Constant *number(const ModuleLowering &ml, uint64_t n) {
  return ConstantInt::get(ml.i64, n);
}

/// Address of a private constant array, null if it is empty.
static Constant *privateArray(ModuleLowering &ml, Type *element,
                              ArrayRef<Constant *> items, StringRef name) {
  if (items.empty())
    return ConstantPointerNull::get(cast<PointerType>(ml.ptr));
  return ml.privateConstant(
      ConstantArray::get(ArrayType::get(element, items.size()), items),
      ml.symbol(name));
}

/// Zero here; filled by a pass.
void emitFuncTable(ModuleLowering &ml) {
  if (ml.isVersionMain() && ml.shard.functions.empty())
    return;
  auto *table = new GlobalVariable(
      ml.ir, ml.abi.FuncTableTy, /*isConstant=*/false,
      GlobalValue::InternalLinkage, Constant::getNullValue(ml.abi.FuncTableTy),
      ml.isWhole() ? "sinter.functable"
                   : ml.versioned(ml.plan.symbols.part("functable" +
                                                       Twine(ml.shardNumber))));
  table->addAttribute("wasm-func-table");
  if (!ml.isWhole())
    ml.share(*table);
  ml.funcTable = table;
}

static Constant *funcTables(ModuleLowering &ml, uint64_t &count) {
  std::vector<Constant *> tables;
  if (ml.funcTable)
    tables.push_back(ml.funcTable);
  for (uint32_t s = 1; s < ml.plan.partition.shards().size(); ++s)
    tables.push_back(ml.sharedVariable(
        ml.abi.FuncTableTy, /*isConstant=*/true,
        ml.versioned(ml.plan.symbols.part("functable" + Twine(s)))));
  count = tables.size();
  return privateArray(ml, ml.ptr, tables, "functables");
}

static Constant *funcDefs(ModuleLowering &ml) {
  std::vector<Constant *> defs;
  for (uint32_t func : ml.layout.funcDefs) {
    uint32_t type = ml.wasm.functions[func].typeIndex;
    defs.push_back(ConstantStruct::get(
        ml.abi.FuncDefTy, {ml.typeDescriptor(type), ml.referenceCode(func)}));
  }
  return privateArray(ml, ml.abi.FuncDefTy, defs, "funcdefs");
}

GlobalVariable *emitVersion(ModuleLowering &ml) {
  if (!ml.isWhole())
    emitSlotCodes(ml);
  Constant *name = ml.privateConstant(
      ConstantDataArray::getString(ml.context, ml.version.name),
      ml.symbol("version.name"));
  uint64_t tableCount;
  Constant *tables = funcTables(ml, tableCount);
  return ml.versionConstant(
      ConstantStruct::get(ml.abi.VersionTy,
                          {name, number(ml, ml.target.cpuFeatures),
                           funcDefs(ml), tables, number(ml, tableCount)}),
      ml.plan.symbols.part("version"));
}

GlobalVariable *declareVersion(ModuleLowering &ml, const CodeVersion &version) {
  return ml.sharedVariable(ml.abi.VersionTy, /*isConstant=*/true,
                           ml.plan.symbols.part("version") + version.suffix);
}

} // namespace sinter
