//===- Report.cpp - counters and failures across processes ----------------===//
#include "Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <new>
#include <sys/mman.h>
#include <unistd.h>

using namespace llvm;

namespace sinter::spec {

std::unique_ptr<Report> Report::create() {
  int file = memfd_create("failures", MFD_CLOEXEC);
  void *memory = mmap(nullptr, sizeof(Counts), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (file < 0 || memory == MAP_FAILED)
    return nullptr;
  return std::unique_ptr<Report>(new Report(new (memory) Counts{}, file));
}

Report::~Report() {
  munmap(shared, sizeof(Counts));
  close(file);
}

void Report::add(uint32_t line, bool assertion, const Outcome &outcome) {
  switch (outcome.kind) {
  case Outcome::Passed:
    shared->passed += assertion;
    return;
  case Outcome::Skipped:
    shared->skipped += assertion;
    return;
  case Outcome::NotApplicable:
    shared->notApplicable += assertion;
    return;
  case Outcome::Failed:
    break;
  }
  ++shared->failed;
  // One write, so that threads of a script do not mix their lines.
  std::string text = "  line " + utostr(line) + ": " + outcome.reason + "\n";
  if (write(file, text.data(), text.size()) != ssize_t(text.size()))
    errs() << text;
}

std::string Report::failures() const {
  std::string text;
  char buffer[4096];
  ssize_t got;
  for (off_t at = 0; (got = pread(file, buffer, sizeof buffer, at)) > 0;
       at += got)
    text.append(buffer, size_t(got));
  return text;
}

} // namespace sinter::spec
