//===- CheckRemarks.cpp - what passes say about bounds checks -------------===//
#include "CheckRemarks.h"
#include "llvm/IR/DiagnosticHandler.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/LLVMRemarkStreamer.h"
#include "llvm/Remarks/RemarkStreamer.h"

using namespace llvm;

namespace sinter {
namespace {

/// Names of our passes begin so.
constexpr StringLiteral ours = "sinter-";

using Remark = DiagnosticInfoOptimizationBase;

StringRef textOf(const Remark &remark, StringRef key) {
  for (const auto &argument : remark.getArgs())
    if (argument.Key == key)
      return argument.Val;
  return "";
}

unsigned numberIn(const Remark &remark, StringRef key) {
  unsigned n = 0;
  textOf(remark, key).getAsInteger(10, n);
  return n;
}

CheckCounts countsIn(const Remark &remark) {
  return {numberIn(remark, "Checks"), numberIn(remark, "InLoops"),
          numberIn(remark, "InExactCopies")};
}

void addToLoop(const Remark &remark, LoopChecks &loop) {
  loop.depth = numberIn(remark, "Depth");
  StringRef name = remark.getRemarkName();
  if (name == "LoopVersioned") {
    loop.hoisted += numberIn(remark, "Hoisted");
    loop.versioned += numberIn(remark, "Checks") - numberIn(remark, "Hoisted");
    loop.comparisons += numberIn(remark, "Comparisons");
    loop.copied += numberIn(remark, "Instructions");
  } else if (name == "ChecksProved") {
    loop.proved += numberIn(remark, "Checks");
  } else if (name == "CheckKept") {
    ++loop.kept[textOf(remark, "Reason").str()];
  }
}

/// A pass may have made several functions of one.
void addTo(const Remark &remark, FunctionChecks &f) {
  StringRef name = remark.getRemarkName();
  if (name == "ChecksLowered")
    f.lowered += countsIn(remark);
  else if (name == "ChecksSimplified")
    f.simplified += countsIn(remark);
  else if (name == "ChecksLeft")
    f.left += countsIn(remark);
  else if (name == "ChecksCoalesced") {
    f.coalesced += numberIn(remark, "Checks");
    f.copied += numberIn(remark, "Instructions");
  } else if (unsigned loop = numberIn(remark, "Loop"))
    addToLoop(remark, f.loops[loop]);
}

class Listener : public DiagnosticHandler {
public:
  explicit Listener(CheckRemarks &remarks) : remarks(remarks) {}

  bool handleDiagnostics(const DiagnosticInfo &info) override {
    auto *remark = dyn_cast<Remark>(&info);
    if (!remark || !remark->getPassName().starts_with(ours))
      return false; // LLVM prints it
    Attribute index = remark->getFunction().getFnAttribute("wasm-function");
    uint32_t n;
    if (!index.getValueAsString().getAsInteger(10, n))
      addTo(*remark, remarks.functions[n]);
    return true;
  }
  bool isAnalysisRemarkEnabled(StringRef pass) const override {
    return pass.starts_with(ours);
  }
  bool isMissedOptRemarkEnabled(StringRef pass) const override {
    return pass.starts_with(ours);
  }
  bool isPassedOptRemarkEnabled(StringRef pass) const override {
    return pass.starts_with(ours);
  }
  bool isAnyRemarkEnabled() const override { return true; }

private:
  CheckRemarks &remarks;
};

} // namespace

CheckListening::CheckListening(CheckRemarks &remarks, LLVMContext &context)
    : context(context), os(remarks.yaml) {
  remarks.functions.clear();
  remarks.yaml.clear();
  context.setDiagnosticHandler(std::make_unique<Listener>(remarks));
  // Fails for a filter or a format that does not exist.
  cantFail(setupLLVMOptimizationRemarks(context, os, ("^" + ours).str(), "yaml",
                                        /*RemarksWithHotness=*/false));
}

CheckListening::~CheckListening() {
  context.setLLVMRemarkStreamer(nullptr);
  context.setMainRemarkStreamer(nullptr);
}

} // namespace sinter
