//===- Reducer.cpp - a failing function, made small -----------------------===//
//
// Statement by statement: without it, does the module with only this function
// and this call still fail? Loops come before what is in them, so large parts
// go first.
//
//===----------------------------------------------------------------------===//
#include "Reducer.h"
#include "V8.h"
#include "llvm/Support/raw_ostream.h"
#include <sys/wait.h>

using namespace llvm;

namespace sinter::fuzz {
namespace {

class Reduction {
public:
  Reduction(const Difference &d, unsigned functions,
            const std::vector<Configuration> &ways,
            const ReductionFolder &where)
      : d(d), functions(functions), ways(ways), where(where) {}

  std::string run() {
    only.function = d.function;
    only.call = d.call;
    if (!fails())
      return "does not fail alone: see --module=" + std::to_string(d.seed) +
             " --print";
    unsigned statements =
        generateModule(d.seed, functions, only).functions[0].statements;
    for (unsigned i = 0; i != statements; ++i) {
      only.skippedStatements.insert(i);
      if (!fails())
        only.skippedStatements.erase(i);
    }
    fails(); // for the outcomes
    std::string skipped;
    for (unsigned i : only.skippedStatements)
      skipped += (skipped.empty() ? " --skip=" : ",") + std::to_string(i);
    return "reduced: --module=" + std::to_string(d.seed) +
           " --function=" + std::to_string(d.function) +
           " --call=" + std::to_string(d.call) + skipped + "\n  expected " +
           expected + "\n  actual   " + actual + "\n" + text();
  }

private:
  bool fails() {
    LoopModule module = generateModule(d.seed, functions, only);
    Comparison c = compare(module, ways, where.folder, number);
    if (d.configuration == "V8") {
      if (c.outcomes.size() != 1 || !writeForV8(module, where.folder, 0))
        return false;
      pid_t v8 = startV8(where.node, where.script, where.folder, 1);
      waitpid(v8, nullptr, 0);
      std::vector<std::string> theirs = readFromV8(where.folder, 0);
      if (theirs.size() != 1 || theirs[0] == c.outcomes[0])
        return false;
      expected = c.outcomes[0];
      actual = theirs[0];
      return true;
    }
    if (c.differences.empty())
      return false;
    expected = c.differences[0].expected;
    actual = c.differences[0].actual;
    return true;
  }

  std::string text() {
    LoopModule module = generateModule(d.seed, functions, only);
    return describe(module, module.functions[0]);
  }

  static constexpr unsigned number = 0; ///< of its files
  const Difference &d;
  unsigned functions;
  const std::vector<Configuration> &ways;
  const ReductionFolder &where;
  Selection only;
  std::string expected, actual;
};

} // namespace

std::string describe(const Difference &d) {
  return "module " + std::to_string(d.seed) + ", f" +
         std::to_string(d.function) + ", call " + std::to_string(d.call) +
         ", " + d.configuration + "\n  expected " + d.expected +
         "\n  actual   " + d.actual;
}

std::string describe(const LoopModule &module, const TestFunction &f) {
  std::string text = ";; module " + std::to_string(module.seed) + ", " +
                     module.shape.describe() + "\n";
  const char *a = module.shape.memory64 ? "i64" : "i32";
  for (const Arguments &arguments : f.calls) {
    text += ";; f" + std::to_string(f.number);
    for (uint64_t value : arguments)
      text += " " + std::to_string(module.shape.memory64 ? int64_t(value)
                                                         : int32_t(value));
    text += "\n";
  }
  text += "  (func $f" + std::to_string(f.number) + " (param";
  for (const char *name : {"$a", "$b", "$c", "$s"})
    text +=
        std::string(text.back() == 'm' ? " " : ") (param ") + name + " " + a;
  text += ") (param $n i32) (param $m i32) (result i64)\n";
  return text + f.text + "  )\n";
}

std::string reduce(const Difference &d, unsigned functions,
                   const std::vector<Configuration> &ways,
                   const ReductionFolder &where) {
  return Reduction(d, functions, ways, where).run();
}

} // namespace sinter::fuzz
