//===- Report.h - what became of each command -----------------------------===//
//
// A script runs in a process of its own, which may crash or be killed. So its
// counters live in memory that it shares with the parent, next to the line that
// it is at, and its failures go to a file that the parent reads afterwards:
// whatever happens, the parent knows how far it came.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_SPEC_REPORT_H
#define SINTER_SPEC_REPORT_H

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace sinter::spec {

/// How a command ended.
struct Outcome {
  enum Kind {
    Passed,
    Failed,
    Skipped,       ///< needs code of a feature that is only validated
    NotApplicable, ///< text format, and what Known.def lists
  } kind = Passed;
  std::string reason;

  static Outcome fail(std::string why) { return {Failed, std::move(why)}; }
  static Outcome skip(std::string why) { return {Skipped, std::move(why)}; }
  static Outcome notApplicable() { return {NotApplicable, ""}; }
};

class Report {
public:
  /// `listSkipped`: tell what was skipped like what failed.
  static std::unique_ptr<Report> create(bool listSkipped);
  ~Report();

  /// Counters, in shared memory. Only assertions count, and other commands
  /// that fail or are skipped.
  struct Counts {
    std::atomic<uint32_t> passed, failed, skipped, notApplicable;
    std::atomic<uint32_t> assertions; ///< of the script
    std::atomic<uint32_t> line;       ///< of the command being run
    std::atomic<uint32_t> finished;
  };
  Counts &counts() { return *shared; }
  const Counts &counts() const { return *shared; }

  void add(uint32_t line, bool assertion, const Outcome &outcome);
  /// The failures so far, "  line N: REASON" each.
  std::string notes() const;

private:
  Report(Counts *shared, int file, bool listSkipped)
      : shared(shared), file(file), listSkipped(listSkipped) {}
  void note(uint32_t line, const std::string &text);

  Counts *shared;
  int file;
  bool listSkipped;
};

} // namespace sinter::spec
#endif
