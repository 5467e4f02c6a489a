//===- Lower.cpp - Module to LLVM IR --------------------------------------===//
//
// A shard declares what it refers to, lowers each of its bodies while it is
// validated, and adds what surrounds the functions. A body that needs what has
// no lowering is refused here, with the name of the feature.
//
//===----------------------------------------------------------------------===//
#include "Lower.h"
#include "../wasm/Reader.h"
#include "BodyHash.h"
#include "EntersCode.h"
#include "FunctionLowering.h"
#include "Pieces.h"
#include "Unsupported.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;
using sinter::wasm::WasmError;

namespace sinter {
namespace {

/// Passes a body on to its lowering and notes where that met an instruction
/// that it does not know.
class WatchedLowering : public wasm::BodyConsumer {
public:
  WatchedLowering(ModuleLowering &ml, uint32_t func) : lowering(ml, func) {
    if (ml.options.hashBodies)
      body.emplace();
  }

  void locals(ArrayRef<wasm::ValType> types) override {
    lowering.locals(types);
    if (body)
      body->locals(types);
  }
  void instr(const wasm::Instr &in, bool live) override {
    lowering.instr(in, live);
    if (body)
      body->instr(in);
    if (!unsupportedAt && lowering.unsupported())
      unsupportedAt = in.offset;
  }
  Error unsupported(const wasm::Module &m, uint32_t func) const {
    if (!unsupportedAt)
      return Error::success();
    return unsupportedInstr(m, func, *lowering.unsupported(), *unsupportedAt);
  }
  /// Of a body that has been passed on; for profiles.
  void noteBody(llvm::Function &f) {
    if (body)
      f.addFnAttr("wasm-body", body->text());
  }

private:
  FunctionLowering lowering;
  std::optional<uint64_t> unsupportedAt;
  std::optional<BodyHash> body;
};

} // namespace

/// The check for stack overflow comes last and reads its limit through the
/// instance, which must then still be the function's last parameter. LLVM drops
/// parameters that nothing uses; this is a use, and no code. Functions that
/// call nothing and whose frame is small get no check. The same holds for code
/// that can be interrupted, wherever there is a loop.
static void keepInstance(Function *f, bool interruptible) {
  constexpr unsigned SmallFrame = 1000; // instructions: values to spill
  bool mayLoop = interruptible && f->size() > 1;
  if (!mayLoop && f->getInstructionCount() < SmallFrame &&
      none_of(instructions(f), entersCode))
    return;
  IRBuilder<> b(&*f->getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  Value *instance = f->getArg(f->arg_size() - 1);
  b.CreateAssumption(b.getTrue(), {OperandBundleDef("nonnull", instance)});
}

static Error lowerBody(ModuleLowering &ml, uint32_t func) {
  WatchedLowering consumer(ml, func);
  if (Error e = validateBody(ml.wasm, func, &consumer))
    return e;
  if (Error e = consumer.unsupported(ml.wasm, func))
    return e;
  consumer.noteBody(*ml.function(func));
  if (!ml.options.oneInstance && !ml.options.optimizeNone)
    keepInstance(ml.function(func), ml.options.interruptible);
  return Error::success();
}

static std::unique_ptr<llvm::Module> newModule(const LowerOptions &o,
                                               LLVMContext &context,
                                               const TargetMachine &target) {
  auto ir = std::make_unique<llvm::Module>(o.moduleName, context);
  ir->setTargetTriple(target.getTargetTriple().str());
  ir->setDataLayout(target.createDataLayout());
  ir->setUwtable(UWTableKind::Sync);
  return ir;
}

LowerPlan::LowerPlan(const wasm::Module &m, const LowerOptions &o,
                     const CNames &names)
    : wasm(m), options(o), names(names), scan(scanModule(m, options)),
      partition(m, scan, options), symbols(m, options) {}

Expected<std::unique_ptr<llvm::Module>>
lowerShard(const LowerPlan &plan, uint32_t shard, uint32_t version,
           LLVMContext &context, const TargetMachine &target) {
  std::unique_ptr<llvm::Module> ir = newModule(plan.options, context, target);
  ModuleLowering ml(plan, shard, version, *ir);
  for (const auto &list : {ml.shard.functions, ml.shard.copies})
    for (uint32_t f : list)
      if (Error e = lowerBody(ml, f))
        return e;
  // From here on, the module is valid.
  emitFuncTable(ml);
  if (ml.isMain())
    emitModuleDescriptor(ml, emitInit(ml));
  else if (ml.isVersionMain())
    emitVersion(ml);
  emitTailAdapters(ml);
  if (ml.isDefaultVersion())
    emitCExports(ml);
  return ir;
}

} // namespace sinter
