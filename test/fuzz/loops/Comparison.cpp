//===- Comparison.cpp - one module compiled in several ways ---------------===//
#include "Comparison.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <cstring>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace sinter::fuzz {

/// Where the process is, seen by its parent if it crashes.
struct Worker::Progress {
  uint32_t way, function, call;
  bool finished;
};

/// Seconds for one module; loops that never end must not stop everything.
static constexpr unsigned timeLimit = 300;

Worker::Worker(const LoopModule &module, const std::vector<Configuration> &ways,
               const std::string &folder, unsigned number)
    : module(module), ways(ways),
      report(folder + "/" + std::to_string(number) + ".report") {
  void *shared = mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  progress = shared == MAP_FAILED ? nullptr : static_cast<Progress *>(shared);
  if (progress)
    process = fork();
  if (process != 0)
    return;
  alarm(timeLimit);
  run(folder);
  progress->finished = true;
  _exit(0);
}

Worker::~Worker() {
  if (progress)
    munmap(progress, sizeof(Progress));
}

void Worker::run(const std::string &folder) {
  for (const Configuration &how : ways) {
    progress->way = &how - ways.data();
    runWay(how, folder, &how == ways.data());
  }
  std::error_code failed;
  raw_fd_ostream out(report, failed);
  for (const std::string &line : found.outcomes)
    out << "O\t" << line << '\n';
  for (const Difference &d : found.differences)
    out << "D\t" << d.function << '\t' << d.call << '\t' << d.configuration
        << '\t' << d.expected << '\t' << d.actual << '\n';
}

void Worker::runWay(const Configuration &how, const std::string &folder,
                    bool first) {
  std::string error;
  std::unique_ptr<Native> native = Native::create(module, how, folder, error);
  if (!native) {
    found.differences.push_back({module.seed, 0, 0, how.name, "code", error});
    return;
  }
  size_t next = 0;
  for (const TestFunction &f : module.functions) {
    progress->function = f.number;
    for (auto [i, arguments] : enumerate(f.calls)) {
      progress->call = i;
      std::string outcome = native->call(f, arguments);
      if (first)
        found.outcomes.push_back(outcome);
      else if (next < found.outcomes.size() && found.outcomes[next] != outcome)
        found.differences.push_back({module.seed, f.number, uint32_t(i),
                                     how.name, found.outcomes[next], outcome});
      ++next;
    }
  }
}

Comparison Worker::result(int status) const {
  Comparison all;
  auto fail = [&](uint32_t function, uint32_t call, const std::string &way,
                  const std::string &how) {
    all.differences.push_back(
        {module.seed, function, call, way, "an outcome", how});
  };
  if (process < 0) {
    fail(0, 0, "", "no process for it");
    return all;
  }
  auto buffer = MemoryBuffer::getFile(report);
  if (!progress->finished || !buffer) {
    fail(progress->function, progress->call, ways[progress->way].name,
         WIFSIGNALED(status)
             ? std::string("crashed: ") + strsignal(WTERMSIG(status))
             : "ended with status " + std::to_string(WEXITSTATUS(status)));
    return all;
  }
  SmallVector<StringRef> lines;
  (*buffer)->getBuffer().split(lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef line : lines) {
    SmallVector<StringRef, 6> parts;
    line.split(parts, '\t');
    if (parts[0] == "O") {
      all.outcomes.push_back(parts[1].str());
      continue;
    }
    Difference d{module.seed,   0, 0, parts[3].str(), parts[4].str(),
                 parts[5].str()};
    parts[1].getAsInteger(10, d.function);
    parts[2].getAsInteger(10, d.call);
    all.differences.push_back(std::move(d));
  }
  sys::fs::remove(report);
  return all;
}

Comparison compare(const LoopModule &module,
                   const std::vector<Configuration> &ways,
                   const std::string &folder, unsigned number) {
  Worker worker(module, ways, folder, number);
  int status = 0;
  if (worker.pid() > 0)
    waitpid(worker.pid(), &status, 0);
  return worker.result(status);
}

} // namespace sinter::fuzz
