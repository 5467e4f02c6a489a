//===- Grants.cpp - what an executable may use, in the executable ---------===//
//
// Constants of the types in Abi.def.
//
//===----------------------------------------------------------------------===//
#include "Grants.h"
#include "lower/Abi.h"
#include "llvm/IR/Constants.h"

using namespace llvm;

namespace sinter {
namespace {

class GrantBuilder {
public:
  explicit GrantBuilder(Module &ir)
      : ir(ir), abi(ir), i64(Type::getInt64Ty(ir.getContext())),
        ptr(PointerType::get(ir.getContext(), 0)) {}

  Constant *grants(const Options &o) {
    std::vector<Constant *> dirs, env;
    for (const DirGrant &d : o.dirs)
      dirs.push_back(ConstantStruct::get(
          abi.WasiDirTy,
          {text(d.host), text(d.guest), ConstantInt::get(i64, d.readOnly)}));
    for (const auto &[name, value] : o.env)
      env.push_back(text(name + "=" + value));
    return ConstantStruct::get(
        abi.WasiGrantsTy,
        {array(abi.WasiDirTy, dirs), ConstantInt::get(i64, dirs.size()),
         array(ptr, env), ConstantInt::get(i64, env.size())});
  }

private:
  Constant *constant(Constant *init) {
    return new GlobalVariable(ir, init->getType(), /*isConstant=*/true,
                              GlobalValue::PrivateLinkage, init,
                              "sinter.grant");
  }
  Constant *text(StringRef s) {
    return constant(ConstantDataArray::getString(ir.getContext(), s));
  }
  Constant *array(Type *type, ArrayRef<Constant *> items) {
    return constant(
        ConstantArray::get(ArrayType::get(type, items.size()), items));
  }

  Module &ir;
  Abi abi;
  Type *i64;
  PointerType *ptr;
};

} // namespace

void addGrants(Module &ir, const Options &o) {
  Constant *init = GrantBuilder(ir).grants(o);
  new GlobalVariable(ir, init->getType(), /*isConstant=*/true,
                     GlobalValue::ExternalLinkage, init, "sinter_main_grants");
}

} // namespace sinter
