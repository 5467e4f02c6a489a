//===- ModuleLowering.cpp - what all functions of a module share ----------===//
#include "ModuleLowering.h"
#include "../bindings/WasiImports.h"
#include "ConstExpr.h"
#include "Memories.h"
#include "Pieces.h"

using namespace llvm;
using sinter::wasm::FuncType;
using sinter::wasm::ValType;

namespace sinter {

static bool usesGuardPages(const wasm::Module &m, const LowerOptions &o) {
  return o.guardPages && any_of(m.memories, [](const wasm::Memory &memory) {
           return canHaveGuardPages(memory.type);
         });
}

ModuleLowering::ModuleLowering(const LowerPlan &plan, uint32_t shardNumber,
                               uint32_t versionNumber, Module &ir)
    : plan(plan), wasm(plan.wasm), options(plan.options), scan(plan.scan),
      facts(scan.facts), names(plan.names), shardNumber(shardNumber),
      shard(plan.partition.shards()[shardNumber]), versionNumber(versionNumber),
      version(plan.options.versions[versionNumber]), ir(ir),
      context(ir.getContext()), abi(ir),
      anyGuardPages(usesGuardPages(wasm, options)),
      i32(Type::getInt32Ty(context)), i64(Type::getInt64Ty(context)),
      f32(Type::getFloatTy(context)), f64(Type::getDoubleTy(context)),
      ptr(PointerType::getUnqual(context)), v128(FixedVectorType::get(i64, 2)),
      layout(wasm, scan, options.oneInstance, abi, context),
      functions(wasm.functions.size()), referenceCodes(wasm.functions.size()),
      globals(wasm.globals.size()), staticValues(wasm.globals.size()),
      datas(wasm.datas.size()), elems(wasm.elems.size()),
      descriptors(wasm.types.size()) {
  for (auto &perType : signatures)
    perType.resize(wasm.types.size());
  makeAttributes();
  if (anyGuardPages) // nobody is left to look at an executable after a trap
    abi.keep = options.executable ? Abi::Keep::Heap : Abi::Keep::Visible;
  abi.hasAliases = !options.optimizeNone;
  if (options.oneInstance)
    makeInstance();
  if (isMain())
    makeGlobals();
  declareMemories();
  declareFunctions();
}

void ModuleLowering::declareMemories() {
  const StructLayout *places = ir.getDataLayout().getStructLayout(layout.type);
  for (auto [i, m] : enumerate(wasm.memories))
    declareMemory(ir, {places->getElementOffset(layout.memories[i]),
                       memoryMinBytes(m.type), m.import.has_value(),
                       hasGuardPages(i), hasFixedBase(i)});
}

// ---- shards ----

/// Seen by the other shards and nobody else.
void ModuleLowering::share(GlobalValue &value) {
  value.setLinkage(GlobalValue::ExternalLinkage);
  value.setVisibility(GlobalValue::HiddenVisibility);
  value.setDSOLocal(true);
}

/// What is not shared may have any name.
static void vacate(Module &ir, const std::string &name) {
  GlobalValue *other = ir.getNamedValue(name);
  assert((!other || other->hasLocalLinkage()) && "shared names are unique");
  if (other)
    other->setName(name + ".local");
}

Function *ModuleLowering::sharedFunction(FunctionType *type,
                                         const std::string &name) {
  vacate(ir, name);
  Function *f = newFunction(type, name, GlobalValue::ExternalLinkage);
  share(*f);
  return f;
}

GlobalVariable *ModuleLowering::sharedVariable(Type *type, bool isConstant,
                                               const std::string &name) {
  vacate(ir, name);
  auto *g = new GlobalVariable(ir, type, isConstant,
                               GlobalValue::ExternalLinkage, nullptr, name);
  share(*g);
  return g;
}

GlobalVariable *ModuleLowering::variable(Constant *value, bool isConstant,
                                         const std::string &name,
                                         bool isDefinedHere) {
  if (isWhole())
    return new GlobalVariable(ir, value->getType(), isConstant,
                              GlobalValue::InternalLinkage, value, name);
  GlobalVariable *g = sharedVariable(value->getType(), isConstant, name);
  if (isDefinedHere)
    g->setInitializer(value);
  return g;
}

GlobalVariable *ModuleLowering::moduleVariable(Constant *value, bool isConstant,
                                               const std::string &name) {
  return variable(value, isConstant, name, isMain());
}

GlobalVariable *ModuleLowering::versionConstant(Constant *value,
                                                const std::string &name) {
  return variable(value, /*isConstant=*/true, versioned(name), isVersionMain());
}

// ---- types and signatures ----

Type *ModuleLowering::type(ValType t) const {
  switch (t.kind()) {
  case ValType::I32:
    return i32;
  case ValType::I64:
    return i64;
  case ValType::F32:
    return f32;
  case ValType::F64:
    return f64;
  case ValType::V128:
    return v128;
  case ValType::Ref:
    return ptr;
  case ValType::Bottom:
    break;
  }
  llvm_unreachable("no values of type bottom");
}

Signature ModuleLowering::makeSignature(const FuncType &t, Entry e) {
  Signature s{};
  SmallVector<Type *, 8> params, results;
  for (ValType p : t.params)
    params.push_back(type(p));
  for (ValType r : t.results)
    results.push_back(type(r));
  s.result = results.empty()       ? Type::getVoidTy(context)
             : results.size() == 1 ? results[0]
             : results.size() == 2 ? StructType::get(context, results)
                                   : Type::getVoidTy(context);
  s.out = results.size() > 2 ? StructType::get(context, results) : nullptr;
  s.outIndex = s.out ? int(params.size()) : -1;
  if (s.out)
    params.push_back(ptr);
  s.instanceIndex = e == Entry::Plain ? -1 : int(params.size());
  if (e != Entry::Plain)
    params.push_back(ptr);
  bool isTail = e == Entry::Tail || (e == Entry::Plain && scan.tailCalls);
  s.convention = isTail ? CallingConv::Tail : CallingConv::C;
  s.type = FunctionType::get(s.result, params, false);
  return s;
}

const Signature &ModuleLowering::signature(uint32_t typeIndex, Entry e) {
  std::unique_ptr<Signature> &s = signatures[unsigned(e)][typeIndex];
  if (!s)
    s = std::make_unique<Signature>(
        makeSignature(wasm.types[typeIndex].func, e));
  return *s;
}

const Signature &ModuleLowering::functionSignature(uint32_t func) {
  Entry e = !takesInstance(func) ? Entry::Plain
            : scan.tailCalls     ? Entry::Tail
                                 : Entry::Reference;
  return signature(wasm.functions[func].typeIndex, e);
}

CallTarget ModuleLowering::callTarget(IRBuilderBase &b, Value *inst,
                                      uint32_t func) {
  if (wasm.functions[func].import)
    return referenceTarget(b, inst, func);
  // With one instance, those that take it ignore it.
  return {function(func), &functionSignature(func),
          options.oneInstance ? PoisonValue::get(ptr) : inst, nullptr,
          facts.mayGrow(func)};
}

CallTarget ModuleLowering::entryTarget(IRBuilderBase &b, Value *inst,
                                       uint32_t func) {
  return options.hasVersions() ? referenceTarget(b, inst, func)
                               : callTarget(b, inst, func);
}

/// References to imports, and those of the version that runs, are made before
/// any code runs.
CallTarget ModuleLowering::referenceTarget(IRBuilderBase &b, Value *inst,
                                           uint32_t func) {
  const wasm::Function &f = wasm.functions[func];
  bool mayGrow = facts.mayGrow(func);
  Value *ref = funcRef(b, inst, func);
  auto field = [&](abi::FuncRef::Field number, const Twine &name) {
    LoadInst *load = b.CreateLoad(ptr, abi.address(b, ref, number), name);
    abi.tag(load, Alias::Const);
    return load;
  };
  const Signature &s = referenceSignature(f.typeIndex);
  Function *adapter = f.import ? function(func) : nullptr;
  if (adapter)
    return {adapter, &s, field(abi::FuncRef::instance, "context"), nullptr,
            mayGrow};
  Value *code = field(abi::FuncRef::code, "code");
  Value *callee = field(abi::FuncRef::instance, "callee.instance");
  // With tail calls, asked for by tailEntry(); else nobody uses the load.
  Value *type = scan.tailCalls ? field(abi::FuncRef::type, "type") : nullptr;
  return {code, &s, callee, type, mayGrow};
}

// ---- declarations ----

/// What every function of the module has.
void ModuleLowering::makeAttributes() {
  AttrBuilder a(context);
  // Not nounwind: C++ exceptions of the host go through these functions.
  // A fault can be at any instruction, and its backtrace begins there.
  a.addUWTableAttr(anyGuardPages ? UWTableKind::Async : UWTableKind::Sync);
  if (!version.cpu.empty())
    a.addAttribute("target-cpu", version.cpu);
  if (!version.features.empty())
    a.addAttribute("target-features", version.features);
  if (version.vectorWidth) {
    a.addAttribute("prefer-vector-width", std::to_string(version.vectorWidth));
    a.addAttribute("min-legal-vector-width", "0"); // no wider ones are needed
  }
  if (options.optimizeForSize)
    a.addAttribute(Attribute::OptimizeForSize).addAttribute(Attribute::MinSize);
  baseAttributes = AttributeList::get(context, AttributeList::FunctionIndex, a);
}

Function *ModuleLowering::newFunction(FunctionType *type, const Twine &name,
                                      GlobalValue::LinkageTypes linkage) {
  Function *f = Function::Create(type, linkage, name, ir);
  f->setAttributes(baseAttributes);
  if (anyGuardPages)
    f->setSection(guardedCodeSection);
  return f;
}

/// Of a defined function, wherever its body is.
Function *ModuleLowering::declareFunction(uint32_t func) {
  const Signature &s = functionSignature(func);
  std::string symbol = versioned(plan.symbols.function(func));
  bool isShared = !isDefinedHere(func) || plan.partition.isShared(func);
  Function *f = isShared
                    ? sharedFunction(s.type, symbol)
                    : newFunction(s.type, symbol, GlobalValue::InternalLinkage);
  f->setCallingConv(s.convention);
  AttrBuilder a(context);
  a.addAttribute("wasm-function", std::to_string(func));
  a.addAttribute("wasm-name", wasm.funcName(func));
  a.addAttribute("wasm-instance",
                 instanceVariable ? instanceVariable->getName() : "param");
  if (options.executable)
    a.addAttribute("wasm-store", "sinter_main_store");
  if (options.interruptible)
    a.addAttribute("wasm-interruptible");
  if (options.optimizeNone)
    a.addAttribute(Attribute::OptimizeNone).addAttribute(Attribute::NoInline);
  f->addFnAttrs(a);
  return f;
}

Function *ModuleLowering::declareImport(uint32_t func) {
  const wasm::Function &f = wasm.functions[func];
  const wasm::Import &i = wasm.imports[*f.import];
  return emitImportAdapter(*this, f.typeIndex,
                           symbol((i.module + "." + i.name + ".import").str()),
                           names.imports[*f.import]);
}

/// Those that this shard has; others when they are asked for.
void ModuleLowering::declareFunctions() {
  for (uint32_t func : shard.functions)
    function(func);
  for (uint32_t func : shard.copies)
    function(func)->setLinkage(GlobalValue::AvailableExternallyLinkage);
  if (isMain()) // its descriptors list all imports
    for (uint32_t func = 0; func != wasm.importedFuncs(); ++func)
      function(func);
}

Function *ModuleLowering::function(uint32_t func) {
  Function *&f = functions[func];
  if (f)
    return f;
  if (!wasm.functions[func].import)
    f = declareFunction(func);
  else if (options.importSymbols)
    f = declareImport(func);
  return f;
}

Function *ModuleLowering::importDefault(uint32_t func) {
  const wasm::Import &i = wasm.imports[*wasm.functions[func].import];
  if (Function *f = function(func))
    return f;
  bool isRuntimes = isWasi(i) && wasiProblem(wasm, i).empty();
  return isRuntimes ? declareImport(func) : nullptr;
}

void ModuleLowering::makeInstance() {
  instanceVariable = moduleVariable(
      Constant::getNullValue(layout.type), /*isConstant=*/false,
      isWhole() ? "sinter.instance" : plan.symbols.part("instance"));
  instanceVariable->setAlignment(Align(16));
}

/// With one instance, private globals are variables. Those whose first value is
/// known have it from the start, so that LLVM can see which never change.
void ModuleLowering::makeGlobals() {
  IRBuilder<> b(context); // nothing is inserted: constants fold
  for (auto [i, g] : enumerate(wasm.globals)) {
    if (layout.globals[i] >= 0 || constantGlobal(i))
      continue;
    Value *init = evaluateConstExpr(
        wasm, g.init, b, [&](const wasm::Instr &in) -> Value * {
          return in.op == wasm::Op::GlobalGet ? constantGlobal(in.index)
                                              : nullptr;
        });
    staticValues[i] = init;
    Constant *value =
        init ? cast<Constant>(init) : Constant::getNullValue(type(g.type.type));
    globals[i] =
        moduleVariable(value, /*isConstant=*/false, plan.symbols.global(i));
  }
}

/// Of a private global with one instance.
GlobalVariable *ModuleLowering::globalVariable(uint32_t index) {
  assert(!constantGlobal(index) && "a known global has no address");
  GlobalVariable *&g = globals[index];
  if (!g)
    g = sharedVariable(type(wasm.globals[index].type.type),
                       /*isConstant=*/false, plan.symbols.global(index));
  return g;
}

GlobalVariable *ModuleLowering::privateConstant(Constant *value,
                                                const Twine &name) {
  auto *g = new GlobalVariable(ir, value->getType(), /*isConstant=*/true,
                               GlobalValue::PrivateLinkage, value, name);
  g->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  return g;
}

/// Not unnamed_addr: equal addresses are how equal types are recognised.
Constant *ModuleLowering::typeDescriptor(uint32_t typeIndex) {
  uint32_t canonical = wasm.types[typeIndex].canonical;
  GlobalVariable *&g = descriptors[canonical];
  if (g)
    return g;
  g = sharedVariable(abi.TypeTy, /*isConstant=*/true,
                     plan.symbols.part("type" + Twine(canonical)));
  if (isWhole())
    g->setLinkage(GlobalValue::InternalLinkage);
  if (isMain())
    describedTypes.push_back(canonical);
  return g;
}

// ---- state ----

/// A symbol that the linker defines. Not a number, from which LLVM would learn
/// that other variables may lie in the memory.
GlobalVariable *ModuleLowering::fixedMemoryBase() {
  if (GlobalVariable *base = ir.getNamedGlobal(fixedBaseName))
    return base;
  auto *base = new GlobalVariable(
      ir, ArrayType::get(Type::getInt8Ty(context), 0), /*isConstant=*/false,
      GlobalValue::ExternalLinkage, nullptr, fixedBaseName);
  base->setDSOLocal(true);
  base->setAlignment(Align(4096));
  return base;
}

Value *ModuleLowering::instance(IRBuilderBase &, Value *param) const {
  return instanceVariable ? instanceVariable : param;
}

Value *ModuleLowering::fieldAddress(IRBuilderBase &b, Value *inst,
                                    unsigned field) const {
  return b.CreateStructGEP(layout.type, instance(b, inst), field);
}

/// Address of an element of a field that is an array.
static Value *elementAddress(IRBuilderBase &b, StructType *instance,
                             Value *field, unsigned number, uint64_t index) {
  return b.CreateConstInBoundsGEP2_64(instance->getElementType(number), field,
                                      0, index);
}

/// An object is in the instance, or in the one that it was imported from, and
/// exists as long as code runs: LLVM may load from it before it has to.
static Value *objectAddress(IRBuilderBase &b, const Abi &abi, Value *field,
                            bool imported, StructType *type,
                            const Twine &name) {
  if (!imported)
    return field;
  LoadInst *object = b.CreateLoad(b.getPtrTy(), field, name);
  abi.tag(object, Alias::Const);
  uint64_t bytes = object->getDataLayout().getTypeAllocSize(type);
  auto *size = ConstantAsMetadata::get(b.getInt64(bytes));
  MDNode *exists = MDNode::get(b.getContext(), size);
  object->setMetadata(LLVMContext::MD_dereferenceable, exists);
  return object;
}

Value *ModuleLowering::memory(IRBuilderBase &b, Value *inst,
                              uint32_t index) const {
  return objectAddress(b, abi, fieldAddress(b, inst, layout.memories[index]),
                       wasm.memories[index].import.has_value(), abi.MemoryTy,
                       "memory");
}

LoadInst *ModuleLowering::loadOfMemory(IRBuilderBase &b, Value *inst,
                                       uint32_t index,
                                       abi::Memory::Field field) const {
  if (wasm.memories[index].import)
    return abi.load(b, memory(b, inst, index), field);
  Value *path[] = {b.getInt32(0), b.getInt32(layout.memories[index]),
                   b.getInt32(field)};
  Value *at = b.CreateInBoundsGEP(layout.type, instance(b, inst), path);
  return abi.loadAt(b, at, field);
}

Value *ModuleLowering::table(IRBuilderBase &b, Value *inst,
                             uint32_t index) const {
  return objectAddress(b, abi, fieldAddress(b, inst, layout.tables[index]),
                       wasm.tables[index].import.has_value(), abi.TableTy,
                       "table");
}

Value *ModuleLowering::globalAddress(IRBuilderBase &b, Value *inst,
                                     uint32_t index) {
  if (layout.globals[index] < 0)
    return globalVariable(index);
  if (!wasm.globals[index].import && !layout.globalExported[index])
    return fieldAddress(b, inst, layout.globals[index]);
  return abi.address(b, globalObject(b, inst, index), abi::Global::value);
}

Value *ModuleLowering::globalObject(IRBuilderBase &b, Value *inst,
                                    uint32_t index) const {
  return objectAddress(b, abi, fieldAddress(b, inst, layout.globals[index]),
                       wasm.globals[index].import.has_value(), abi.GlobalTy,
                       "global");
}

/// Vectors are aligned as in sinter_Value.
static Align globalAlign(Type *t) {
  return Align(t->isVectorTy() ? 8 : t->getPrimitiveSizeInBits() == 32 ? 4 : 8);
}

Value *ModuleLowering::loadGlobal(IRBuilderBase &b, Value *inst,
                                  uint32_t index) {
  if (Constant *known = constantGlobal(index))
    return known;
  const wasm::Global &g = wasm.globals[index];
  Type *t = type(g.type.type);
  LoadInst *load =
      b.CreateAlignedLoad(t, globalAddress(b, inst, index), globalAlign(t));
  // What others gave us had its value before this instance was made.
  bool neverChanges = g.import && !g.type.isMutable;
  abi.tag(load, neverChanges ? Alias::Const : Alias::Global);
  return load;
}

void ModuleLowering::storeGlobal(IRBuilderBase &b, Value *inst, uint32_t index,
                                 Value *value) {
  abi.tag(b.CreateAlignedStore(value, globalAddress(b, inst, index),
                               globalAlign(value->getType())),
          Alias::Global);
}

Value *ModuleLowering::funcRefs(IRBuilderBase &b, Value *inst) const {
  return fieldAddress(b, inst, layout.funcRefs);
}

Value *ModuleLowering::funcRef(IRBuilderBase &b, Value *inst,
                               uint32_t func) const {
  assert(refNumber(func) != UINT32_MAX && "function without a reference");
  return elementAddress(b, layout.type, funcRefs(b, inst), layout.funcRefs,
                        refNumber(func));
}

// ---- segments ----

Value *ModuleLowering::dataLength(IRBuilderBase &b, Value *inst,
                                  uint32_t segment) const {
  return elementAddress(b, layout.type,
                        fieldAddress(b, inst, layout.dataLengths),
                        layout.dataLengths, segment);
}

Value *ModuleLowering::elemLength(IRBuilderBase &b, Value *inst,
                                  uint32_t segment) const {
  return elementAddress(b, layout.type,
                        fieldAddress(b, inst, layout.elemLengths),
                        layout.elemLengths, segment);
}

Value *ModuleLowering::elemValues(IRBuilderBase &b, Value *inst,
                                  uint32_t segment) const {
  return fieldAddress(b, inst, layout.elemFields[segment]);
}

/// One for all segments: there may be 100,000, and a section for each takes a
/// linker longer than the code.
constexpr StringLiteral segmentSection = ".rodata.sinter.segments";

/// Not unnamed_addr, so not to be merged: LLVM needs a time per duplicate that
/// grows with the array that lists them (Init.cpp).
GlobalVariable *ModuleLowering::segmentVariable(Constant *value,
                                                const std::string &name) {
  GlobalVariable *g = moduleVariable(value, /*isConstant=*/true, name);
  g->setSection(segmentSection);
  if (isWhole())
    g->setLinkage(GlobalValue::PrivateLinkage);
  return g;
}

GlobalVariable *ModuleLowering::dataBytes(uint32_t segment) {
  GlobalVariable *&g = datas[segment];
  if (g)
    return g;
  std::string name = plan.symbols.part("data" + Twine(segment));
  ArrayRef<uint8_t> bytes = wasm.datas[segment].data.bytes;
  if (isMain())
    g = segmentVariable(ConstantDataArray::get(context, bytes), name);
  else
    g = sharedVariable(ArrayType::get(Type::getInt8Ty(context), bytes.size()),
                       /*isConstant=*/true, name);
  return g;
}

GlobalVariable *ModuleLowering::elemFuncRefs(uint32_t segment) {
  GlobalVariable *&g = elems[segment];
  if (g)
    return g;
  const wasm::ElemSegment &s = wasm.elems[segment];
  std::string name = plan.symbols.part("elem" + Twine(segment));
  if (!isMain())
    return g = sharedVariable(i32, /*isConstant=*/true, name);
  std::vector<uint32_t> numbers;
  if (s.mode != wasm::SegmentMode::Declarative) { // those are never read
    for (uint32_t func : s.funcs)
      numbers.push_back(refNumber(func));
    for (const wasm::ConstExpr &e : s.exprs)
      visitConstExpr(wasm, e, [&](const wasm::Instr &in) {
        numbers.push_back(in.op == wasm::Op::RefFunc ? refNumber(in.index)
                                                     : UINT32_MAX);
      });
  }
  return g = segmentVariable(
             ConstantDataArray::get(context, ArrayRef<uint32_t>(numbers)),
             name);
}

} // namespace sinter
