//===- Abi.h - the LLVM view of sinter/Abi.def ----------------------------===//
//
// Struct types, field numbers and runtime functions, derived by template from
// the C types in Abi.def. Nobody else in the compiler spells an offset, the
// name of a runtime function or its signature.
//
// Each field of Abi.def and each kind of storage of compiled code belongs to
// one alias class, attached as TBAA: linear memory never aliases the instance,
// a table never aliases a global, and so on. That is what lets LLVM keep the
// base and size of a memory in registers across stores to it.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_ABI_H
#define SINTER_LOWER_ABI_H

#include "sinter/runtime.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"
#include <optional>

namespace sinter {

/// Classes of storage for alias analysis. Const is never written while Wasm
/// code runs; loads of it are !invariant.load.
enum class Alias : uint8_t {
  Const,
  Size,    ///< of memories and tables
  Unsized, ///< whatever is not a size, for calls: all of the following
  Table,
  Global,
  State,
  Heap
};

/// Field numbers: abi::Memory::base and so on.
namespace abi {
#define ABI_STRUCT(Name)                                                       \
  struct Name {                                                                \
    enum Field : unsigned {
#define ABI_FIELD(Struct, CType, Name, Alias) Name,
#define ABI_END(Name)                                                          \
  fieldCount                                                                   \
  }                                                                            \
  ;                                                                            \
  }                                                                            \
  ;
#include "sinter/Abi.def"

/// Names of the runtime's functions: abi::name::trap and so on.
namespace name {
#define ABI_FUNC(Ret, Name, Params, Attrs)                                     \
  inline constexpr llvm::StringLiteral Name = "sinter_" #Name;
#include "sinter/Abi.def"
} // namespace name
} // namespace abi

/// The class that Abi::tag gave an access, or a pass refined.
std::optional<Alias> aliasClass(const llvm::Instruction &access);

/// Struct types and runtime functions for one LLVM module.
class Abi {
public:
  explicit Abi(llvm::Module &m);

#define ABI_STRUCT(Name) llvm::StructType *Name##Ty;
#define ABI_FUNC(Ret, Name, Params, Attrs) llvm::FunctionCallee Name;
#include "sinter/Abi.def"

  /// Tags an access with its alias class. A call: it writes nothing that is
  /// not of this class.
  void tag(llvm::Instruction *access, Alias a) const;

  /// Which of the accesses that tag() sees LLVM must neither drop nor reorder,
  /// because some of them end in a trap that it does not know of.
  enum class Keep : uint8_t {
    None,
    Heap,   ///< those of linear memory
    Visible ///< and whatever others can see after a trap
  } keep = Keep::None;
  /// Whether LLVM will ask for aliases. Otherwise only accesses of linear
  /// memory are tagged, which our own checks of the code look for.
  bool hasAliases = true;

  /// Address of a field: load and store know its type and alias class.
  template <typename Field>
  llvm::LoadInst *load(llvm::IRBuilderBase &b, llvm::Value *object,
                       Field field) const {
    return loadAt(b, address(b, object, field), field);
  }
  /// The same from where the field is.
  template <typename Field>
  llvm::LoadInst *loadAt(llvm::IRBuilderBase &b, llvm::Value *address,
                         Field field) const {
    llvm::LoadInst *load =
        b.CreateLoad(structOf(field)->getElementType(field), address);
    tag(load, aliasOf(field));
    return load;
  }
  template <typename Field>
  llvm::StoreInst *store(llvm::IRBuilderBase &b, llvm::Value *value,
                         llvm::Value *object, Field field) const {
    return storeField(b, value, object, structOf(field), field, aliasOf(field));
  }
  template <typename Field>
  llvm::Value *address(llvm::IRBuilderBase &b, llvm::Value *object,
                       Field field) const {
    return b.CreateStructGEP(structOf(field), object, field);
  }

private:
#define ABI_STRUCT(Name)                                                       \
  llvm::StructType *structOf(abi::Name::Field) const { return Name##Ty; }
#include "sinter/Abi.def"
#define ABI_STRUCT(Name)                                                       \
  static Alias aliasOf(abi::Name::Field f) {                                   \
    static constexpr Alias classes[] = {
#define ABI_FIELD(Struct, CType, Name, AliasClass) Alias::AliasClass,
#define ABI_END(Name)                                                          \
  }                                                                            \
  ;                                                                            \
  return classes[f];                                                           \
  }
#include "sinter/Abi.def"

  llvm::StoreInst *storeField(llvm::IRBuilderBase &b, llvm::Value *value,
                              llvm::Value *object, llvm::StructType *type,
                              unsigned field, Alias a) const;

  llvm::MDNode *tbaa[7];
};

} // namespace sinter
#endif
