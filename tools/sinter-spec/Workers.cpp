//===- Workers.cpp - a process per script ---------------------------------===//
#include "Workers.h"
#include "ScriptRunner.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <cstring>
#include <map>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace sinter::spec {
namespace {

using Clock = std::chrono::steady_clock;

struct Child {
  size_t script;
  std::unique_ptr<Report> report;
  Clock::time_point start;
};

/// The code unit of an escape \uXXXX at the start of `text`, or nothing.
std::optional<uint32_t> escapedUnit(StringRef text) {
  uint32_t unit;
  if (!text.consume_front("\\u") || text.take_front(4).getAsInteger(16, unit))
    return std::nullopt;
  return unit;
}

/// Replaces pairs of escaped surrogates by the character in UTF-8: LLVM 19's
/// JSON parser combines the two wrongly above U+1FFFF.
std::string withoutSurrogates(StringRef json) {
  std::string out;
  out.reserve(json.size());
  for (size_t i = 0; i < json.size(); ++i) {
    if (json[i] != '\\') {
      out += json[i];
      continue;
    }
    auto high = escapedUnit(json.substr(i, 6));
    auto low = escapedUnit(json.substr(i + 6, 6));
    if (!high || !low || *high >> 10 != 0x36 || *low >> 10 != 0x37) {
      // Both characters of an escape, so that "\\\\u" is none.
      out += json.substr(i++, 2);
      continue;
    }
    char utf8[4], *end = utf8;
    ConvertCodePointToUTF8(0x10000 + ((*high & 0x3ff) << 10 | (*low & 0x3ff)),
                           end);
    out.append(utf8, end);
    i += 11;
  }
  return out;
}

/// The whole life of a script's process.
void runScript(const ScriptFile &script, const RunSettings &settings,
               Report &report) {
  auto fail = [&](const Twine &why) {
    report.add(0, false, Outcome::fail(why.str()));
  };
  auto buffer = MemoryBuffer::getFile(script.path);
  if (!buffer)
    return fail(buffer.getError().message());
  Expected<json::Value> parsed =
      json::parse(withoutSurrogates((*buffer)->getBuffer()));
  if (!parsed)
    return fail("not JSON: " + toString(parsed.takeError()));
  const json::Object *root = parsed->getAsObject();
  const json::Array *commands = root ? root->getArray("commands") : nullptr;
  if (!commands)
    return fail("no commands in it");
  report.counts().assertions = countAssertions(*commands);

  Options options = settings.options;
  options.enable.insert(options.enable.end(), script.enable.begin(),
                        script.enable.end());
  Loader loader(settings.folder, options);
  // Each thread of a script has an instance of the host module.
  options.instances = Instances::Many;
  Loaded spectest = Loader(settings.folder, options).load(Spectest::input());
  if (!spectest.module)
    return fail("the host module " + spectest.error);
  ScriptContext context{script.name,
                        sys::path::parent_path(script.path).str(),
                        loader,
                        report,
                        spectest.module,
                        settings.messages,
                        settings.skipUnsupported};
  ScriptRunner(context).run(*commands);
}

/// Adds a process to `children`; without one, returns what was to run in it.
std::optional<Child> start(size_t index, const ScriptFile &script,
                           const RunSettings &settings,
                           std::map<pid_t, Child> &children) {
  Child child{index, Report::create(settings.listSkipped), Clock::now()};
  pid_t pid = child.report ? fork() : -1;
  if (pid == 0) {
    // SIGALRM ends the process, and its parent sees that.
    alarm(settings.timeout);
    runScript(script, settings, *child.report);
    child.report->counts().finished = 1;
    _exit(0);
  }
  if (pid < 0)
    return child;
  children.emplace(pid, std::move(child));
  return std::nullopt;
}

/// How a process that did not come to its end was stopped.
std::string describeEnd(int status, const RunSettings &settings) {
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
    return "stopped after " + utostr(settings.timeout) + " seconds";
  if (WIFSIGNALED(status))
    return std::string("crashed: ") + strsignal(WTERMSIG(status));
  return "ended with status " + itostr(WEXITSTATUS(status));
}

ScriptResult resultOf(const Child &child, int status,
                      const RunSettings &settings) {
  ScriptResult r;
  r.seconds = std::chrono::duration<double>(Clock::now() - child.start).count();
  if (!child.report) {
    r.failed = 1;
    r.notes = "  no process for it\n";
    return r;
  }
  const Report::Counts &c = child.report->counts();
  r.passed = c.passed;
  r.failed = c.failed;
  r.skipped = c.skipped;
  r.notApplicable = c.notApplicable;
  r.notes = child.report->notes();
  if (c.finished)
    return r;
  // What it did not come to has failed as well.
  uint32_t counted = r.passed + r.failed + r.skipped + r.notApplicable;
  uint32_t lost = c.assertions > counted ? c.assertions - counted : 1;
  r.failed += lost;
  r.notes += "  line " + utostr(c.line) + ": " + describeEnd(status, settings) +
             "; " + utostr(lost) + " assertions lost\n";
  return r;
}

} // namespace

void runScripts(const std::vector<ScriptFile> &scripts,
                const RunSettings &settings,
                function_ref<void(size_t index, const ScriptResult &)> done) {
  std::vector<size_t> order(scripts.size());
  for (size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  llvm::sort(order, [&](size_t a, size_t b) {
    return std::pair(scripts[b].size, a) < std::pair(scripts[a].size, b);
  });
  std::map<pid_t, Child> children;
  size_t next = 0;
  while (next < order.size() || !children.empty()) {
    if (next < order.size() && children.size() < settings.jobs) {
      size_t index = order[next++];
      if (auto failed = start(index, scripts[index], settings, children))
        done(index, resultOf(*failed, 0, settings));
      continue;
    }
    int status;
    pid_t pid = waitpid(-1, &status, 0);
    auto it = children.find(pid);
    if (it == children.end())
      continue;
    done(it->second.script, resultOf(it->second, status, settings));
    children.erase(it);
  }
}

} // namespace sinter::spec
