//===- Abi.cpp - LLVM types and declarations from C types -----------------===//
//
// One template turns a C type of Abi.def into an LLVM type; the rest are the
// rows of that file. Only the types of the C functions are used, so that
// nothing here links against the runtime.
//
//===----------------------------------------------------------------------===//
#include "Abi.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/MDBuilder.h"
#include <type_traits>

using namespace llvm;

namespace sinter {

namespace {

/// LLVM types of C types, for the constructor.
struct CTypes {
  LLVMContext &context;
  const Abi &abi;

  template <typename T> Type *get() const {
    if constexpr (std::is_void_v<T>)
      return Type::getVoidTy(context);
    else if constexpr (std::is_pointer_v<T>)
      return PointerType::getUnqual(context);
    else if constexpr (std::is_integral_v<T>)
      return IntegerType::get(context, sizeof(T) * 8);
    else
      return aggregate(static_cast<const T *>(nullptr));
  }

  template <typename Ret, typename... Params>
  FunctionType *function(Ret (*)(Params...)) const {
    return FunctionType::get(get<Ret>(), {get<Params>()...}, false);
  }

private:
  Type *aggregate(const sinter_Value *) const {
    return ArrayType::get(Type::getInt64Ty(context), 2);
  }
#define ABI_STRUCT(Name)                                                       \
  Type *aggregate(const sinter_##Name *) const { return abi.Name##Ty; }
#include "sinter/Abi.def"
};

enum class Effect { None, Cold, NoReturn };

/// By number of the class.
constexpr StringLiteral classNames[] = {"const",  "size",  "unsized", "table",
                                        "global", "state", "heap"};

} // namespace

static FunctionCallee declare(Module &m, StringRef name, FunctionType *type,
                              Effect effect) {
  FunctionCallee callee = m.getOrInsertFunction(name, type);
  auto *f = cast<Function>(callee.getCallee());
  if (effect != Effect::NoReturn) // a trap may be a C++ exception
    f->setDoesNotThrow();
  if (effect != Effect::None)
    f->addFnAttr(Attribute::Cold);
  if (effect == Effect::NoReturn)
    f->setDoesNotReturn();
  return callee;
}

/// The struct of an earlier Abi of the same context, if its fields are the
/// same.
static StructType *structType(LLVMContext &context, StringRef name,
                              ArrayRef<Type *> fields) {
  StructType *type = StructType::getTypeByName(context, name);
  bool fits = type && !type->isOpaque() && type->elements() == fields;
  return fits ? type : StructType::create(context, fields, name);
}

Abi::Abi(Module &m) {
  LLVMContext &context = m.getContext();
  CTypes c{context, *this};
  SmallVector<Type *, 32> fields;

#define ABI_STRUCT(Name) fields.clear();
#define ABI_FIELD(Struct, CType, Name, Alias) fields.push_back(c.get<CType>());
#define ABI_END(Name) Name##Ty = structType(context, "sinter_" #Name, fields);
#include "sinter/Abi.def"

#define ABI_FUNC(Ret, Name, Params, Attrs)                                     \
  Name =                                                                       \
      declare(m, abi::name::Name,                                              \
              c.function(decltype (&sinter_##Name)(nullptr)), Effect::Attrs);
#include "sinter/Abi.def"

  MDBuilder md(context);
  MDNode *root = md.createTBAARoot("sinter");
  static_assert(std::size(classNames) == std::size(decltype(tbaa){}));
  for (auto [i, name] : enumerate(classNames)) {
    MDNode *type = md.createTBAAScalarTypeNode(name, root);
    tbaa[i] = md.createTBAAStructTagNode(type, type, 0);
    if (Alias(i) == Alias::Unsized)
      root = type; // of all that follow
  }
}

/// Calls have an order anyway.
static void setVolatile(Instruction *access) {
  if (auto *load = dyn_cast<LoadInst>(access))
    load->setVolatile(true);
  else if (auto *store = dyn_cast<StoreInst>(access))
    store->setVolatile(true);
  else if (auto *range = dyn_cast<MemIntrinsic>(access))
    range->setVolatile(ConstantInt::getTrue(access->getContext()));
}

void Abi::tag(Instruction *access, Alias a) const {
  bool isHeap = a == Alias::Heap, isStore = !isa<LoadInst>(access);
  if ((keep != Keep::None && isHeap) || (keep == Keep::Visible && isStore))
    setVolatile(access);
  if (!hasAliases && !isHeap)
    return;
  access->setMetadata(LLVMContext::MD_tbaa, tbaa[unsigned(a)]);
  if (a == Alias::Const && isa<LoadInst>(access))
    access->setMetadata(LLVMContext::MD_invariant_load,
                        MDNode::get(access->getContext(), {}));
}

std::optional<Alias> aliasClass(const Instruction &access) {
  const MDNode *tag = access.getMetadata(LLVMContext::MD_tbaa);
  // A type is {name, parent, 0}; the root has no parent.
  auto *type = tag ? cast<MDNode>(tag->getOperand(1)) : nullptr;
  while (type && type->getNumOperands() > 1) {
    StringRef name = cast<MDString>(type->getOperand(0))->getString();
    const auto *known = find(classNames, name);
    if (known != std::end(classNames))
      return Alias(known - classNames);
    type = cast<MDNode>(type->getOperand(1));
  }
  return std::nullopt;
}

StoreInst *Abi::storeField(IRBuilderBase &b, Value *value, Value *object,
                           StructType *type, unsigned field, Alias a) const {
  StoreInst *store =
      b.CreateStore(value, b.CreateStructGEP(type, object, field));
  tag(store, a);
  return store;
}

} // namespace sinter
