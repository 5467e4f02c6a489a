//===- ModuleLowering.h - what all functions of a shard have in common ----===//
//
// LLVM types, signatures, declarations of functions, and the addresses of all
// state of an instance. Two differences are known in here only. The two shapes
// of instances (InstanceLayout.h): whoever asks for a memory, a table or a
// global does not know. And shards (Partition.h): whoever asks for a function
// or variable gets it, be it defined in this shard or another.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_MODULELOWERING_H
#define SINTER_LOWER_MODULELOWERING_H

#include "Abi.h"
#include "InstanceLayout.h"
#include "Lower.h"
#include "MemoryLimits.h"
#include "TargetTraits.h"
#include <memory>

namespace sinter {

/// How a Wasm function type is passed: see "Compiled functions" in Abi.def.
struct Signature {
  llvm::FunctionType *type;
  llvm::CallingConv::ID convention;
  llvm::Type *result;    ///< void, the type, or {r1, r2}
  llvm::StructType *out; ///< struct behind the result pointer, or null
  int outIndex;          ///< parameter number of the result pointer, or -1
  int instanceIndex;     ///< of the instance, or -1
};

/// What a direct call calls.
struct CallTarget {
  llvm::Value *callee;
  const Signature *signature;
  llvm::Value *instance; ///< to pass, if the signature has one
  /// Set for functions that come as a reference at run time: type descriptor,
  /// for tailEntry().
  llvm::Value *type = nullptr;
  bool mayGrow = true; ///< a memory or a table
};

/// Section of the code of modules with guard pages. Its name is such that
/// linkers say where it begins and ends.
inline constexpr llvm::StringLiteral guardedCodeSection = "sinter_guarded_code";

class ModuleLowering {
public:
  ModuleLowering(const LowerPlan &plan, uint32_t shardNumber,
                 uint32_t versionNumber, llvm::Module &ir);

  const LowerPlan &plan;
  const wasm::Module &wasm;
  const LowerOptions &options;
  const Scan &scan;
  const ModuleFacts &facts;
  const CNames &names;
  const uint32_t shardNumber;
  const Shard &shard;
  const uint32_t versionNumber;
  const CodeVersion &version;
  llvm::Module &ir;
  llvm::LLVMContext &context;
  Abi abi;
  const TargetTraits target =
      TargetTraits::of(ir.getTargetTriple(), version.cpu, version.features);

  /// Whether the memory lies at fixedMemoryBase().
  bool hasFixedBase(uint32_t memory) const {
    return options.selfContained && memory == 0;
  }
  llvm::GlobalVariable *fixedMemoryBase();

  /// Whether accesses to the memory rely on guard pages, as far as these reach.
  bool hasGuardPages(uint32_t memory) const {
    return options.guardPages && canHaveGuardPages(wasm.memories[memory].type);
  }
  /// Whether those to any memory do.
  const bool anyGuardPages;
  /// Tells the verifier of bounds checks where memories are (Memories.h).
  void declareMemories();

  // ---- types ----
  // References are `ptr`; the one canonical type of v128 on the operand stack
  // and in signatures is <2 x i64>.
  llvm::Type *type(wasm::ValType t) const;
  llvm::Type *i32, *i64, *f32, *f64, *ptr;
  llvm::VectorType *v128;

  // ---- functions ----
  /// Of any call through a reference: C's convention, with instance.
  const Signature &referenceSignature(uint32_t typeIndex) {
    return signature(typeIndex, Entry::Reference);
  }
  /// Of the function behind tailEntry().
  const Signature &tailSignature(uint32_t typeIndex) {
    return signature(typeIndex, Entry::Tail);
  }
  /// Of a defined function as direct calls see it.
  const Signature &functionSignature(uint32_t func);
  /// The LLVM function of a defined Wasm function; of an imported one, the
  /// adapter to the C symbol that it is, if so asked, else null.
  llvm::Function *function(uint32_t func);
  /// What an imported function is when the host gives none at instantiation:
  /// function(), or else the runtime's if it is one of WASI. May be null.
  llvm::Function *importDefault(uint32_t func);
  /// Callee of a direct call to any function. With tail calls, `return_call` of
  /// it is `musttail` if the signature's convention is tailcc; otherwise, if
  /// `type` is set, as for a reference (tailEntry); otherwise call and return.
  CallTarget callTarget(llvm::IRBuilderBase &b, llvm::Value *instance,
                        uint32_t func);
  /// Callee of a call from outside of all functions. Where there are several
  /// versions, it is the one that the instance runs.
  CallTarget entryTarget(llvm::IRBuilderBase &b, llvm::Value *instance,
                         uint32_t func);
  /// For return_call_indirect and return_call_ref: the tailcc entry behind the
  /// `code` of a reference whose descriptor is `type`, or null at run time.
  /// Adds blocks and leaves the builder in the last of them.
  llvm::Value *tailEntry(llvm::IRBuilder<> &b, llvm::Value *type,
                         llvm::Value *code);
  /// All functions are tailcc (some function has a return_call).
  bool hasTailCalls() const { return scan.tailCalls; }

  // ---- tables whose contents are known (KnownTable.cpp) ----
  /// Traps for slot `i64`, which cannot be called as it was, of the instance.
  llvm::Function *tableTrap(uint32_t table);
  /// Array of what the slots from the first to the last of this type hold:
  /// functions with the functionSignature() of the first of them.
  llvm::GlobalVariable *slotCodes(const IndirectCall &call);

  /// Descriptor constant (sinter_Type) of a type of this module.
  llvm::Constant *typeDescriptor(uint32_t typeIndex);
  /// Number of the function's reference (see sinter_Module.funcDefs).
  uint32_t refNumber(uint32_t func) const { return layout.refNumbers[func]; }

  // ---- state ----
  // `instance` is the parameter of the function being lowered; with shape `one`
  // it is ignored and may be null.
  llvm::Value *instance(llvm::IRBuilderBase &b, llvm::Value *param) const;
  /// sinter_Memory *
  llvm::Value *memory(llvm::IRBuilderBase &b, llvm::Value *instance,
                      uint32_t index) const;
  /// What memory() has in a field.
  llvm::LoadInst *loadOfMemory(llvm::IRBuilderBase &b, llvm::Value *instance,
                               uint32_t index, abi::Memory::Field field) const;
  /// sinter_Table *
  llvm::Value *table(llvm::IRBuilderBase &b, llvm::Value *instance,
                     uint32_t index) const;
  llvm::Value *loadGlobal(llvm::IRBuilderBase &b, llvm::Value *instance,
                          uint32_t index);
  void storeGlobal(llvm::IRBuilderBase &b, llvm::Value *instance,
                   uint32_t index, llvm::Value *value);
  /// sinter_FuncRef *
  llvm::Value *funcRef(llvm::IRBuilderBase &b, llvm::Value *instance,
                       uint32_t func) const;
  /// Array of all of the instance's references, for table_init_funcs.
  llvm::Value *funcRefs(llvm::IRBuilderBase &b, llvm::Value *instance) const;

  // ---- segments ----
  // Lengths are i64 variables in the instance (Alias::State): 0 once dropped.
  llvm::Value *dataLength(llvm::IRBuilderBase &b, llvm::Value *instance,
                          uint32_t segment) const;
  llvm::Value *elemLength(llvm::IRBuilderBase &b, llvm::Value *instance,
                          uint32_t segment) const;
  /// Constant bytes of a data segment.
  llvm::GlobalVariable *dataBytes(uint32_t segment);
  /// Whether the items are known as functions and nulls: then elemFuncRefs (u32
  /// reference numbers) has them, else elemValues (ptr[] in the instance).
  bool elemHoldsFuncs(uint32_t segment) const {
    return layout.elemFields[segment] < 0;
  }
  llvm::GlobalVariable *elemFuncRefs(uint32_t segment);
  llvm::Value *elemValues(llvm::IRBuilderBase &b, llvm::Value *instance,
                          uint32_t segment) const;

  // ---- shards and versions ----
  /// All that there is once is in this shard.
  bool isMain() const { return isVersionMain() && isDefaultVersion(); }
  /// All that each version has once is in this shard.
  bool isVersionMain() const { return shardNumber == 0; }
  bool isDefaultVersion() const { return versionNumber == 0; }
  /// `name` as it is called in this version.
  std::string versioned(const std::string &name) const {
    return name + version.suffix;
  }
  /// There is no other shard.
  bool isWhole() const { return plan.partition.isWhole(); }
  bool isDefinedHere(uint32_t func) const {
    return plan.partition.shardOf(func) == shardNumber;
  }

  // ---- for the other files of module lowering ----
  /// C with instance; tailcc with instance; the module's convention without.
  enum class Entry : uint8_t { Reference, Tail, Plain };
  const Signature &signature(uint32_t typeIndex, Entry e);
  /// Whether a defined function has an instance parameter.
  bool takesInstance(uint32_t func) const {
    return !options.oneInstance || scan.refs[func];
  }
  /// The C code of references to `func`, made when first asked for, by the
  /// shard that has the function.
  llvm::Function *referenceCode(uint32_t func);
  /// Address of a field of the instance.
  llvm::Value *fieldAddress(llvm::IRBuilderBase &b, llvm::Value *instance,
                            unsigned field) const;
  /// Address of a sinter_Global's, or a private global's, value.
  llvm::Value *globalAddress(llvm::IRBuilderBase &b, llvm::Value *instance,
                             uint32_t index);
  /// Address of an imported or exported global's object: sinter_Global *.
  llvm::Value *globalObject(llvm::IRBuilderBase &b, llvm::Value *instance,
                            uint32_t index) const;
  /// Value of a global that never changes and is known now, or null.
  llvm::Constant *constantGlobal(uint32_t index) const {
    return layout.constants[index];
  }
  /// Whether nothing is left for instantiation to store in it.
  bool hasStaticValue(uint32_t global) const { return staticValues[global]; }
  llvm::GlobalVariable *privateConstant(llvm::Constant *value,
                                        const llvm::Twine &name);
  /// A function of the module that is not a Wasm function.
  llvm::Function *newFunction(llvm::FunctionType *type, const llvm::Twine &name,
                              llvm::GlobalValue::LinkageTypes linkage);
  /// "MODULE.NAME": what debuggers and profilers show.
  std::string symbol(llvm::StringRef name) const {
    return plan.symbols.plain(name);
  }
  /// Makes a definition or declaration visible to other shards.
  void share(llvm::GlobalValue &value);
  /// A function or variable of that name that other shards refer to or define.
  llvm::Function *sharedFunction(llvm::FunctionType *type,
                                 const std::string &name);
  llvm::GlobalVariable *sharedVariable(llvm::Type *type, bool isConstant,
                                       const std::string &name);
  /// A variable that the main shard defines, with that value, for all.
  llvm::GlobalVariable *moduleVariable(llvm::Constant *value, bool isConstant,
                                       const std::string &name);
  /// A constant that each version has: its main shard defines it.
  llvm::GlobalVariable *versionConstant(llvm::Constant *value,
                                        const std::string &name);
  /// Descriptors that typeDescriptor() has declared, in that order; their
  /// contents come when all are known (Descriptors.cpp).
  std::vector<uint32_t> describedTypes; ///< main shard only

  InstanceLayout layout;
  llvm::GlobalVariable *instanceVariable = nullptr; ///< shape `one`
  llvm::GlobalVariable *funcTable = nullptr; ///< of this shard, if it has one

private:
  void makeInstance();
  void makeGlobals();
  llvm::GlobalVariable *globalVariable(uint32_t index);
  llvm::GlobalVariable *segmentVariable(llvm::Constant *value,
                                        const std::string &name);
  llvm::GlobalVariable *variable(llvm::Constant *value, bool isConstant,
                                 const std::string &name, bool isDefinedHere);
  CallTarget referenceTarget(llvm::IRBuilderBase &b, llvm::Value *instance,
                             uint32_t func);
  llvm::Function *declareFunction(uint32_t func);
  llvm::Function *declareImport(uint32_t func);
  void declareFunctions();
  void makeAttributes();
  Signature makeSignature(const wasm::FuncType &t, Entry e);

  std::vector<llvm::Function *> functions, referenceCodes;
  std::vector<llvm::GlobalVariable *> globals; ///< those with a variable
  std::vector<bool> staticValues;
  std::vector<llvm::GlobalVariable *> datas, elems, descriptors;
  std::vector<std::unique_ptr<Signature>> signatures[3]; ///< by type index
  llvm::DenseMap<uint32_t, llvm::Function *> tableTraps;
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, llvm::GlobalVariable *>
      codesOfSlots;
  llvm::AttributeList baseAttributes;
};

} // namespace sinter
#endif
