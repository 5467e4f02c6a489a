//===- Emit.cpp - IR to object, assembly and text -------------------------===//
//
// Runs instruction selection and everything after it. Frames that outgrow what
// their stack check allows for come as LLVM's diagnostic "stack frame size",
// which the attribute warn-stack-size turns on (passes/StackCheck.cpp).
//
//===----------------------------------------------------------------------===//
#include "Codegen.h"
#include "LibraryNames.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/Object/ArchiveWriter.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace sinter {
namespace {

/// Collects frame sizes and the back end's errors for one emission.
class EmissionDiagnostics : public DiagnosticHandler {
public:
  EmissionDiagnostics(FrameSizes &tooLarge, std::string &errors)
      : tooLarge(tooLarge), errors(errors) {}

  bool handleDiagnostics(const DiagnosticInfo &info) override {
    if (const auto *frame = dyn_cast<DiagnosticInfoStackSize>(&info))
      tooLarge[frame->getFunction().getName()] = frame->getStackSize();
    else if (info.getSeverity() == DS_Error)
      addError(info);
    return true;
  }

private:
  void addError(const DiagnosticInfo &info) {
    raw_string_ostream os(errors);
    DiagnosticPrinterRawOStream printer(os);
    info.print(printer);
    os << '\n';
  }

  FrameSizes &tooLarge;
  std::string &errors;
};

Expected<Code> emit(Module &ir, TargetMachine &target, CodeGenFileType kind,
                    FrameSizes &tooLarge) {
  Code out;
  raw_svector_ostream os(out);
  legacy::PassManager passes;
  passes.add(new TargetLibraryInfoWrapperPass(knownLibrary(ir)));
  if (target.addPassesToEmitFile(passes, os, nullptr, kind,
                                 /*DisableVerify=*/true))
    return createStringError(inconvertibleErrorCode(),
                             "this LLVM cannot write that kind of file");

  std::string errors;
  LLVMContext &context = ir.getContext();
  std::unique_ptr<DiagnosticHandler> before = context.getDiagnosticHandler();
  context.setDiagnosticHandler(
      std::make_unique<EmissionDiagnostics>(tooLarge, errors));
  passes.run(ir);
  context.setDiagnosticHandler(std::move(before));
  if (!errors.empty())
    return createStringError(inconvertibleErrorCode(),
                             "code generation failed: " +
                                 StringRef(errors).rtrim());
  return out;
}

} // namespace

Expected<Code> emitObject(Module &ir, TargetMachine &target,
                          FrameSizes &tooLarge) {
  return emit(ir, target, CodeGenFileType::ObjectFile, tooLarge);
}

Expected<Code> emitAssembly(Module &ir, TargetMachine &target,
                            FrameSizes &tooLarge) {
  return emit(ir, target, CodeGenFileType::AssemblyFile, tooLarge);
}

Code emitIr(const Module &ir) {
  Code out;
  raw_svector_ostream os(out);
  ir.print(os, nullptr);
  return out;
}

Code emitBitcode(const Module &ir) {
  Code out;
  raw_svector_ostream os(out);
  WriteBitcodeToFile(ir, os);
  return out;
}

Error writeArchive(raw_ostream &out, ArrayRef<Code> objects, StringRef name,
                   bool forLinkers) {
  std::vector<std::string> names;
  for (size_t i = 0; i != objects.size(); ++i)
    names.push_back(objects.size() == 1 ? (name + ".o").str()
                                        : (name + "." + Twine(i) + ".o").str());
  std::vector<NewArchiveMember> members;
  for (auto [object, name] : zip_equal(objects, names))
    members.emplace_back(
        MemoryBufferRef(StringRef(object.data(), object.size()), name));
  return writeArchiveToStream(out, members,
                              forLinkers ? SymtabWritingMode::NormalSymtab
                                         : SymtabWritingMode::NoSymtab,
                              object::Archive::K_GNU, /*Deterministic=*/true,
                              /*Thin=*/false);
}

} // namespace sinter
