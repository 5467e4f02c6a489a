//===- main.cpp - sinter-fuzz-loops, loops against their own meaning ------===//
//
// Our passes move, join and drop bounds checks in loops; a mistake there is a
// hole in the sandbox, and it hides where nobody wrote a test. So this program
// writes thousands of functions with loops (FunctionGenerator.h), half of whose
// calls run out of bounds in some iteration, compiles them with and without
// optimisation, and compares what each call does: result or kind of trap, the
// whole memory, globals, and what the host was told. V8 is the second opinion
// on what is right.
//
// Everything follows from --seed. For a difference the program prints the seed,
// the function, reduced to the statements that matter, and both outcomes.
//
// Does it find mistakes? These were made on purpose, in what is tested but not
// in the reference, and 20,000 loops found each: `reach - 1` in accessFails()
// (lower/Memory.cpp; the first module crashes, and so does every other one),
// no check for offset 24, and no check at all for one access in 500 (9 modules
// of 88 fail; of one access in 50, 8 of 9).
//
//===----------------------------------------------------------------------===//
#include "Comparison.h"
#include "Reducer.h"
#include "V8.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace llvm;
using namespace sinter;
using namespace sinter::fuzz;

namespace {

const char usage[] =
    "usage: sinter-fuzz-loops [OPTION...]\n"
    "\n"
    "Compiles random loops with and without optimisation and compares what\n"
    "they do.\n"
    "\n"
    "  --count=N          loops in all (default 2000)\n"
    "  --seed=N           of the first module (default 1)\n"
    "  --module=SEED      only the module that a report names\n"
    "  --function=N --call=N --skip=N,N,..   parts of it\n"
    "  --functions=N      in each module (default 100)\n"
    "  -O2, -O3, ...      level to test (default: -O2 and -O3 in turn)\n"
    "  --node=PATH        compare with V8 too\n"
    "  --verify-ir        verify the IR and its bounds checks as well\n"
    "  --reduce=N         make so many failing functions small (default 3)\n"
    "  --print            the functions as text, without running them\n"
    "  --save=FILE        the binary of the (last) module\n"
    "  -j N               modules at a time (default: processors)\n";

struct Settings {
  uint64_t seed = 1, count = 2000;
  std::optional<uint64_t> module;
  Selection only;
  unsigned functions = 100, jobs = 1, reductions = 3;
  std::optional<OptLevel> level;
  std::string node, save, folder, script;
  bool print = false, verifyIr = false;
};

// ---- the command line ----

std::optional<OptLevel> levelOf(StringRef text) {
  static const std::pair<StringRef, OptLevel> levels[] = {{"0", OptLevel::O0},
                                                          {"1", OptLevel::O1},
                                                          {"2", OptLevel::O2},
                                                          {"3", OptLevel::O3},
                                                          {"s", OptLevel::Os}};
  for (auto [name, level] : levels)
    if (name == text)
      return level;
  return std::nullopt;
}

template <typename T> bool number(StringRef text, T &out) {
  T n;
  if (text.getAsInteger(0, n))
    return false;
  out = n;
  return true;
}

template <typename T> bool number(StringRef text, std::optional<T> &out) {
  T n;
  if (text.getAsInteger(0, n))
    return false;
  out = n;
  return true;
}

bool numbers(StringRef text, std::set<unsigned> &out) {
  SmallVector<StringRef> parts;
  text.split(parts, ',');
  return all_of(parts, [&](StringRef part) {
    unsigned n;
    if (part.getAsInteger(10, n))
      return false;
    out.insert(n);
    return true;
  });
}

bool parse(StringRef arg, function_ref<StringRef()> next, Settings &s) {
  if (arg.consume_front("-O"))
    return (s.level = levelOf(arg)).has_value();
  if (arg.consume_front("-j"))
    return number(arg.empty() ? next() : arg, s.jobs) && s.jobs > 0;
  if (arg == "--print")
    return s.print = true;
  if (arg == "--verify-ir")
    return s.verifyIr = true;
  if (arg.consume_front("--count="))
    return number(arg, s.count);
  if (arg.consume_front("--seed="))
    return number(arg, s.seed);
  if (arg.consume_front("--module="))
    return number(arg, s.module);
  if (arg.consume_front("--functions="))
    return number(arg, s.functions) && s.functions > 0;
  if (arg.consume_front("--function="))
    return number(arg, s.only.function);
  if (arg.consume_front("--call="))
    return number(arg, s.only.call);
  if (arg.consume_front("--skip="))
    return numbers(arg, s.only.skippedStatements);
  if (arg.consume_front("--reduce="))
    return number(arg, s.reductions);
  if (arg.consume_front("--save=")) {
    s.save = arg;
    return true;
  }
  if (arg.consume_front("--node=")) {
    s.node = arg;
    return true;
  }
  return false;
}

// ---- what is compared ----

/// How module number `i` is compiled: the reference first.
std::vector<Configuration> waysOf(const Settings &s, unsigned i) {
  Configuration reference{"-O0", {}};
  reference.options.opt = OptLevel::O0;
  reference.options.verifyIr = s.verifyIr;
  OptLevel level = s.level.value_or(i % 2 ? OptLevel::O3 : OptLevel::O2);
  bool one = i / 2 % 2;
  static constexpr const char *names[] = {"-O0", "-O1", "-O2", "-O3", "-Os"};
  Configuration tested{names[int(level)], {}};
  tested.options.opt = level;
  tested.options.verifyIr = s.verifyIr;
  if (one) {
    tested.name += " --instances=one";
    tested.options.instances = Instances::One;
  }
  if (i % 4 != 3)
    return {reference, tested};
  Configuration guard = tested;
  guard.name += " --bounds-checks=guard";
  guard.options.boundsChecks = BoundsChecks::Guard;
  return {reference, tested, guard};
}

struct Totals {
  size_t loops = 0, functions = 0, calls = 0, traps = 0, compared = 0;
};

class Run {
public:
  explicit Run(const Settings &s) : s(s) {}

  int all() {
    generate();
    if (!s.save.empty() && !saveBinary(modules.back(), s.save))
      return complain("cannot write " + s.save);
    if (s.print)
      return printFunctions();
    pid_t v8 = -1;
    if (!s.node.empty()) {
      for (auto [i, m] : enumerate(modules))
        if (!writeForV8(m, s.folder, i))
          return complain("cannot write to " + s.folder);
      v8 = startV8(s.node, s.script, s.folder, modules.size());
    }
    compareAll(v8);
    if (!s.node.empty())
      compareWithV8();
    report();
    return differences.empty() ? 0 : 1;
  }

  static int complain(const Twine &what) {
    errs() << "sinter-fuzz-loops: " << what << '\n';
    return 2;
  }

private:
  void generate() {
    if (s.module) {
      add(*s.module);
      return;
    }
    for (uint64_t seed = s.seed; totals.loops < s.count; ++seed)
      add(seed);
  }

  void add(uint64_t seed) {
    modules.push_back(generateModule(seed, s.functions, s.only));
    for (const TestFunction &f : modules.back().functions) {
      totals.loops += f.loops;
      totals.calls += f.calls.size();
      ++totals.functions;
    }
    ways.push_back(waysOf(s, seed));
  }

  int printFunctions() {
    for (const LoopModule &m : modules)
      for (const TestFunction &f : m.functions)
        outs() << describe(m, f);
    return 0;
  }

  /// Runs `jobs` processes at a time, V8 among them.
  void compareAll(pid_t v8) {
    results.resize(modules.size());
    std::map<pid_t, std::pair<size_t, std::unique_ptr<Worker>>> running;
    size_t next = 0;
    while (next < modules.size() || !running.empty() || v8 > 0) {
      if (next < modules.size() && running.size() + (v8 > 0) < s.jobs) {
        auto worker =
            std::make_unique<Worker>(modules[next], ways[next], s.folder, next);
        pid_t pid = worker->pid();
        if (pid < 0)
          results[next] = worker->result(0);
        else
          running[pid] = {next, std::move(worker)};
        ++next;
        continue;
      }
      int status;
      pid_t pid = waitpid(-1, &status, 0);
      if (pid == v8)
        v8 = -1;
      auto it = running.find(pid);
      if (it == running.end())
        continue;
      results[it->second.first] = it->second.second->result(status);
      running.erase(it);
    }
    for (const Comparison &c : results) {
      differences.insert(differences.end(), c.differences.begin(),
                         c.differences.end());
      totals.traps += count_if(c.outcomes, [](StringRef line) {
        return !line.starts_with("returns");
      });
    }
  }

  void compareWithV8() {
    for (auto [i, module] : enumerate(modules)) {
      std::vector<std::string> theirs = readFromV8(s.folder, i);
      const std::vector<std::string> &ours = results[i].outcomes;
      if (theirs.size() != ours.size()) {
        differences.push_back({module.seed, 0, 0, "V8", "an outcome of each",
                               theirs.empty() ? "none" : theirs[0]});
        continue;
      }
      size_t line = 0;
      for (const TestFunction &f : module.functions)
        for (uint32_t call = 0; call != f.calls.size(); ++call, ++line) {
          ++totals.compared;
          if (theirs[line] != ours[line])
            differences.push_back(
                {module.seed, f.number, call, "V8", ours[line], theirs[line]});
        }
    }
  }

  void report() {
    llvm::stable_sort(differences,
                      [](const Difference &a, const Difference &b) {
                        return std::tuple(a.seed, a.function, a.call) <
                               std::tuple(b.seed, b.function, b.call);
                      });
    std::set<std::pair<uint64_t, uint32_t>> seen;
    for (const Difference &d : differences) {
      if (!seen.insert({d.seed, d.function}).second)
        continue;
      if (seen.size() > 20) {
        outs() << "... and more\n";
        break;
      }
      outs() << describe(d) << '\n';
      if (seen.size() <= s.reductions) {
        ReductionFolder where{s.folder, s.node, s.script};
        outs() << reduce(d, s.functions, waysOf(s, d.seed), where) << '\n';
      }
    }
    outs() << totals.loops << " loops in " << totals.functions
           << " functions of " << modules.size() << " modules, " << totals.calls
           << " calls, "
           << totals.traps * 100 / std::max<size_t>(totals.calls, 1)
           << " % of them trapped, " << totals.compared
           << " compared with V8 too\n";
    std::set<std::pair<uint64_t, uint32_t>> failed;
    size_t bad = 0;
    for (const Difference &d : differences)
      if (failed.insert({d.seed, d.function}).second)
        ++bad;
    outs() << totals.loops - std::min(bad, totals.loops) << " passed, " << bad
           << " failed\n";
  }

  const Settings &s;
  std::vector<LoopModule> modules;
  std::vector<std::vector<Configuration>> ways;
  std::vector<Comparison> results;
  std::vector<Difference> differences;
  Totals totals;
};

/// A fresh folder, in memory if the system has a place for that.
std::string makeFolder() {
  const char *fallback = getenv("TMPDIR");
  for (std::string base :
       {std::string("/dev/shm"), std::string(fallback ? fallback : "/tmp")}) {
    std::string name = base + "/sinter-loops.XXXXXX";
    if (mkdtemp(name.data()))
      return name;
  }
  return "";
}

} // namespace

int main(int argc, char **argv) {
  Settings s;
  s.jobs = std::max(1u, std::thread::hardware_concurrency());
  s.script = SINTER_FUZZ_V8_SCRIPT;
  for (int i = 1; i < argc; ++i) {
    StringRef arg = argv[i];
    if (arg == "--help") {
      outs() << usage;
      return 0;
    }
    auto next = [&] { return StringRef(i + 1 < argc ? argv[++i] : ""); };
    if (!parse(arg, next, s))
      return Run::complain("cannot make sense of " + arg + "; see --help");
  }
  s.folder = makeFolder();
  if (s.folder.empty())
    return Run::complain("no place for temporary files");
  int status = Run(s).all();
  sys::fs::remove_directories(s.folder);
  return status;
}
