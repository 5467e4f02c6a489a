//===- FuncTable.cpp - which code belongs to which Wasm function ----------===//
//
// A backtrace turns return addresses into functions with a table of those that
// are left after optimisation: the initialiser of the global that has the
// attribute wasm-func-table. Lowering declares one in each shard, the module's
// descriptor lists them.
//
//   @sinter.functable = constant %FuncTable { ptr @sinter.funcs, i64 2, .. }
//   @sinter.funcs = private constant [2 x %FuncInfo] [{ i32 @f - here, .. },
//   ..]
//   @sinter.names = private constant [..] c"f\00g\00"
//
// An entry takes 12 bytes and no dynamic relocation: addresses are 32-bit
// differences. A function that the dynamic linker could replace has no such
// difference; it is named through a private alias.
//
//===----------------------------------------------------------------------===//
#include "../Printable.h"
#include "../lower/Abi.h"
#include "Passes.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalAlias.h"

using namespace llvm;

namespace sinter {
namespace {

uint32_t numberIn(const Function &f, StringRef attribute) {
  uint32_t n = 0;
  f.getFnAttribute(attribute).getValueAsString().getAsInteger(10, n);
  return n;
}

/// As backtraces print it.
std::string nameOf(const Function &f) {
  return printable(f.hasFnAttribute("wasm-name")
                       ? f.getFnAttribute("wasm-name").getValueAsString()
                       : f.getName());
}

/// One string of zero-terminated names, equal names once.
class NameTable {
public:
  uint32_t add(StringRef name) {
    auto [it, isNew] = offsets.try_emplace(name, text.size());
    if (isNew)
      (text += name) += '\0';
    return it->second;
  }
  StringRef bytes() const { return text; }

private:
  StringMap<uint32_t> offsets;
  std::string text;
};

GlobalVariable *privateConstant(Module &m, Constant *init, const Twine &name) {
  auto *g = new GlobalVariable(m, init->getType(), /*isConstant=*/true,
                               GlobalValue::PrivateLinkage, init, name);
  g->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  return g;
}

Constant *localAddress(Function &f) {
  if (f.hasLocalLinkage() || !f.hasDefaultVisibility())
    return &f;
  return GlobalAlias::create(GlobalValue::PrivateLinkage, "sinter.local", &f);
}

/// `target` - `here` as 32 bits.
Constant *difference(Constant *target, Constant *here, LLVMContext &c) {
  Type *i64 = Type::getInt64Ty(c);
  return ConstantExpr::getTrunc(
      ConstantExpr::getSub(ConstantExpr::getPtrToInt(target, i64),
                           ConstantExpr::getPtrToInt(here, i64)),
      Type::getInt32Ty(c));
}

class TableBuilder {
public:
  explicit TableBuilder(Module &m) : m(m), c(m.getContext()), abi(m) {}

  void fill(GlobalVariable &table) {
    std::vector<Function *> functions;
    for (Function &f : m)
      if (isWasmFunction(f))
        functions.push_back(&f);
    GlobalVariable *infos = makeInfos(functions);
    GlobalVariable *nameBytes = privateConstant(
        m, ConstantDataArray::getString(c, names.bytes()), "sinter.names");
    table.setInitializer(ConstantStruct::get(
        abi.FuncTableTy, {infos, number(64, functions.size()), nameBytes}));
    table.setConstant(true);
  }

private:
  GlobalVariable *makeInfos(ArrayRef<Function *> functions) {
    auto *type = ArrayType::get(abi.FuncInfoTy, functions.size());
    GlobalVariable *infos =
        privateConstant(m, UndefValue::get(type), "sinter.funcs");
    std::vector<Constant *> rows;
    for (auto [i, f] : enumerate(functions)) {
      Constant *here = ConstantExpr::getInBoundsGetElementPtr(
          type, infos,
          ArrayRef<Constant *>{number(32, 0), number(32, i),
                               number(32, abi::FuncInfo::start)});
      rows.push_back(ConstantStruct::get(
          abi.FuncInfoTy, {difference(localAddress(*f), here, c),
                           number(32, numberIn(*f, "wasm-function")),
                           number(32, names.add(nameOf(*f)))}));
    }
    infos->setInitializer(ConstantArray::get(type, rows));
    return infos;
  }

  Constant *number(unsigned bits, uint64_t n) {
    return ConstantInt::get(Type::getIntNTy(c, bits), n);
  }

  Module &m;
  LLVMContext &c;
  Abi abi;
  NameTable names;
};

} // namespace

PreservedAnalyses FuncTablePass::run(Module &m, ModuleAnalysisManager &) {
  auto table = find_if(m.globals(), [](const GlobalVariable &g) {
    return g.hasAttribute("wasm-func-table");
  });
  if (table == m.global_end())
    return PreservedAnalyses::all();
  TableBuilder(m).fill(*table);
  return PreservedAnalyses::none();
}

} // namespace sinter
