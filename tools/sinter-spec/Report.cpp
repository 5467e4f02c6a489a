//===- Report.cpp - counters and failures across processes ----------------===//
#include "Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <new>
#include <sys/mman.h>
#include <unistd.h>

using namespace llvm;

namespace sinter::spec {

std::unique_ptr<Report> Report::create(bool listSkipped) {
  int file = memfd_create("failures", MFD_CLOEXEC);
  void *memory = mmap(nullptr, sizeof(Counts), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (file < 0 || memory == MAP_FAILED)
    return nullptr;
  return std::unique_ptr<Report>(
      new Report(new (memory) Counts{}, file, listSkipped));
}

Report::~Report() {
  munmap(shared, sizeof(Counts));
  close(file);
}

/// One write, so that threads of a script do not mix their lines.
void Report::note(uint32_t line, const std::string &what) {
  std::string text = "  line " + utostr(line) + ": " + what + "\n";
  if (write(file, text.data(), text.size()) != ssize_t(text.size()))
    errs() << text;
}

void Report::add(uint32_t line, bool assertion, const Outcome &outcome) {
  switch (outcome.kind) {
  case Outcome::Passed:
    shared->passed += assertion;
    break;
  case Outcome::NotApplicable:
    shared->notApplicable += assertion;
    break;
  case Outcome::Skipped:
    shared->skipped += assertion;
    if (assertion && listSkipped)
      note(line, "skipped: " + outcome.reason);
    break;
  case Outcome::Failed:
    ++shared->failed;
    note(line, outcome.reason);
    break;
  }
}

std::string Report::notes() const {
  std::string text;
  char buffer[4096];
  ssize_t got;
  for (off_t at = 0; (got = pread(file, buffer, sizeof buffer, at)) > 0;
       at += got)
    text.append(buffer, size_t(got));
  return text;
}

} // namespace sinter::spec
