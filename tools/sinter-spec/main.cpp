//===- main.cpp - sinter-spec, runs the converted spec test suite ---------===//
//
// Command line, temporary folder and the printing of results. The suite's form
// is described in the README beside it; Suite.cpp finds scripts, Workers.cpp
// gives each a process, ScriptRunner.cpp does what a script says.
//
//===----------------------------------------------------------------------===//
#include "Workers.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <thread>
#include <unistd.h>

using namespace llvm;
using namespace sinter;
using namespace sinter::spec;

namespace {

const char usage[] =
    "usage: sinter-spec [OPTION...] PATH...\n"
    "\n"
    "Runs scripts of the WebAssembly spec test suite, converted to JSON and\n"
    "binaries. PATH is a script's folder, its .json, or a tree of them.\n"
    "\n"
    "  -O0 -O1 -O2 -O3 -Os       optimisation level (default -O1)\n"
    "  --bounds-checks=HOW       explicit (default) or guard, as for sinter\n"
    "                            compile\n"
    "  --multiversion            run the code for the best processor that "
    "this\n"
    "                            one can stand for\n"
    "  --instances=one|many      shape of the modules' state (default many)\n"
    "  --shard-bytes=N           cut modules into shards of so much code\n"
    "  --verify-ir               verify LLVM IR and its bounds checks\n"
    "  -j N                      scripts at a time (default: processors)\n"
    "  --skip-unsupported        do not count what needs code of a feature "
    "that\n"
    "                            is only validated\n"
    "  --list-skipped            print what was skipped, and why\n"
    "  --messages                compare the messages of rejected modules\n"
    "  --timeout=SECONDS         for one script (default 600)\n"
    "  --verbose                 tables by script and by part of the suite\n";

struct Arguments {
  RunSettings run;
  std::vector<std::string> paths;
  bool verbose = false;
};

bool setLevel(StringRef text, OptLevel &level) {
  static const std::pair<StringRef, OptLevel> levels[] = {{"0", OptLevel::O0},
                                                          {"1", OptLevel::O1},
                                                          {"2", OptLevel::O2},
                                                          {"3", OptLevel::O3},
                                                          {"s", OptLevel::Os}};
  for (auto [name, value] : levels)
    if (name == text) {
      level = value;
      return true;
    }
  return false;
}

/// One argument; `next` yields the one after it. False if it is not understood.
bool parse(StringRef arg, function_ref<StringRef()> next, Arguments &out) {
  if (arg.consume_front("-O"))
    return setLevel(arg.empty() ? next() : arg, out.run.options.opt);
  if (arg.consume_front("-j"))
    return !(arg.empty() ? next() : arg).getAsInteger(10, out.run.jobs) &&
           out.run.jobs > 0;
  if (arg.consume_front("--timeout="))
    return !arg.getAsInteger(10, out.run.timeout);
  if (arg == "--bounds-checks=explicit" || arg == "--bounds-checks=guard") {
    bool guard = arg.ends_with("guard");
    out.run.options.boundsChecks =
        guard ? BoundsChecks::Guard : BoundsChecks::Explicit;
    return true;
  }
  if (arg == "--multiversion") {
    out.run.options.versions = {"x86-64-v2", "x86-64-v3", "x86-64-v4"};
    return true;
  }
  if (arg == "--instances=one" || arg == "--instances=many") {
    bool one = arg.ends_with("one");
    out.run.options.instances = one ? Instances::One : Instances::Many;
    return true;
  }
  if (arg.consume_front("--shard-bytes="))
    return !arg.getAsInteger(10, out.run.options.shardBytes);
  if (arg == "--verify-ir")
    return out.run.options.verifyIr = true;
  if (arg == "--skip-unsupported")
    return out.run.skipUnsupported = true;
  if (arg == "--list-skipped")
    return out.run.listSkipped = true;
  if (arg == "--messages")
    return out.run.messages = true;
  if (arg == "--verbose")
    return out.verbose = true;
  if (arg.starts_with("-"))
    return false;
  out.paths.push_back(arg.str());
  return true;
}

/// A fresh folder, in memory if the system has a place for that.
std::string makeFolder() {
  const char *fallback = getenv("TMPDIR");
  for (std::string base :
       {std::string("/dev/shm"), std::string(fallback ? fallback : "/tmp")}) {
    std::string name = base + "/sinter-spec.XXXXXX";
    if (mkdtemp(name.data()))
      return name;
  }
  return "";
}

void add(ScriptResult &sum, const ScriptResult &r) {
  sum.passed += r.passed;
  sum.failed += r.failed;
  sum.skipped += r.skipped;
  sum.notApplicable += r.notApplicable;
  sum.seconds += r.seconds;
}

void printRow(StringRef name, const ScriptResult &r) {
  outs() << formatv("{0,-46} {1,7} {2,7} {3,7} {4,7} {5,8:f2}\n", name,
                    r.passed, r.failed, r.skipped, r.notApplicable, r.seconds);
}

void printHead(StringRef what) {
  outs() << formatv("\n{0,-46} {1,7} {2,7} {3,7} {4,7} {5,8}\n", what, "passed",
                    "failed", "skipped", "n/a", "seconds");
}

void printTables(const std::vector<ScriptFile> &scripts,
                 const std::vector<ScriptResult> &results) {
  std::map<std::string, ScriptResult> byName, byGroup;
  for (size_t i = 0; i < scripts.size(); ++i) {
    add(byName[scripts[i].name], results[i]);
    add(byGroup[scripts[i].group], results[i]);
  }
  printHead("script");
  for (const auto &[name, r] : byName)
    printRow(name, r);
  printHead("part of the suite");
  for (const auto &[name, r] : byGroup)
    printRow(name, r);
  outs() << "\n";
}

/// Runs everything and prints it. Returns how much failed.
uint32_t runAll(const Arguments &arguments,
                const std::vector<ScriptFile> &scripts,
                const Excluded &excluded) {
  std::vector<ScriptResult> results(scripts.size());
  ScriptResult sum;
  runScripts(scripts, arguments.run, [&](size_t i, const ScriptResult &r) {
    results[i] = r;
    add(sum, r);
    if (r.notes.empty())
      return;
    outs() << scripts[i].name << ":\n" << r.notes;
    outs().flush();
  });
  if (arguments.verbose)
    printTables(scripts, results);
  for (const auto &[reason, count] : excluded)
    outs() << "not run: " << count << " scripts: " << reason << "\n";
  outs() << sum.passed << " passed, " << sum.failed << " failed";
  if (sum.skipped)
    outs() << ", " << sum.skipped << " skipped";
  outs() << "\n";
  return sum.failed;
}

int complain(const Twine &what) {
  errs() << "sinter-spec: " << what << "\n";
  return 2;
}

} // namespace

int main(int argc, char **argv) {
  Arguments arguments;
  arguments.run.options.opt = OptLevel::O1;
  arguments.run.options.jobs = 1; // scripts are what runs at the same time
  arguments.run.jobs = std::max(1u, std::thread::hardware_concurrency());
  for (int i = 1; i < argc; ++i) {
    StringRef arg = argv[i];
    if (arg == "--help") {
      outs() << usage;
      return 0;
    }
    auto next = [&] { return StringRef(i + 1 < argc ? argv[++i] : ""); };
    if (!parse(arg, next, arguments))
      return complain("cannot make sense of " + arg + "; see --help");
  }
  if (arguments.paths.empty()) {
    errs() << usage;
    return 2;
  }
  std::vector<ScriptFile> scripts;
  Excluded excluded;
  for (const std::string &path : arguments.paths)
    if (Error error = findScripts(path, scripts, excluded))
      return complain(toString(std::move(error)));
  arguments.run.folder = makeFolder();
  if (arguments.run.folder.empty())
    return complain("no place for temporary files");
  uint32_t failed = runAll(arguments, scripts, excluded);
  sys::fs::remove_directories(arguments.run.folder);
  return failed ? 1 : 0;
}
