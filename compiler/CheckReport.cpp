//===- CheckReport.cpp - what became of the bounds checks -----------------===//
#include "CheckReport.h"
#include "Printable.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace sinter {
namespace {

class Report {
public:
  explicit Report(raw_ostream &os) : os(os) {}

  void add(const wasm::Module &m, uint32_t index, const FunctionChecks &f) {
    add(f);
    if (f.lowered.all + f.simplified.all + f.left.all == 0)
      return;
    os << formatv("function {0} '{1}' at {2:x}\n", index,
                  printable(m.funcName(index)), m.functions[index].body.offset);
    print("as lowered", f.lowered);
    print("after inlining and simplification", f.simplified);
    for (const auto &[number, loop] : f.loops)
      print(number, loop);
    if (f.coalesced)
      os << formatv(
          "  {0} became part of earlier ones; {1} instructions copied "
          "for when these fail\n",
          f.coalesced, f.copied);
    print("left", f.left);
  }

  void printTotal() {
    os << "all functions\n";
    print("as lowered", total.lowered);
    print("after inlining and simplification", total.simplified);
    print(whole);
    os << formatv("  {0} became part of earlier ones\n", total.coalesced);
    print("left", total.left);
    printKept(whole, "  ");
  }

private:
  static void add(CheckCounts &to, const CheckCounts &c) {
    to.all += c.all;
    to.inLoops += c.inLoops;
    to.inCopies += c.inCopies;
  }

  void add(const FunctionChecks &f) {
    add(total.lowered, f.lowered);
    add(total.simplified, f.simplified);
    add(total.left, f.left);
    total.coalesced += f.coalesced;
    for (const auto &[number, loop] : f.loops) {
      whole.hoisted += loop.hoisted;
      whole.versioned += loop.versioned;
      whole.proved += loop.proved;
      whole.comparisons += loop.comparisons;
      whole.copied += loop.copied;
      for (const auto &[why, n] : loop.kept)
        whole.kept[why] += n;
    }
  }

  void print(StringRef when, const CheckCounts &c) {
    os << formatv("  {0}: {1} checks, {2} of them in loops", when, c.all,
                  c.inLoops);
    if (c.inCopies)
      os << formatv(" and {0} in copies of loops for what fails", c.inCopies);
    os << '\n';
  }

  /// What was done in loops, without where.
  void printDone(const LoopChecks &l, StringRef indent) {
    if (l.hoisted || l.versioned)
      os << indent
         << formatv(
                "versioned: {0} hoisted and {1} whose addresses change, for "
                "{2} comparisons before the loop; {3} instructions copied\n",
                l.hoisted, l.versioned, l.comparisons, l.copied);
    if (l.proved)
      os << indent << formatv("{0} removed: they never fail\n", l.proved);
  }
  void printKept(const LoopChecks &l, StringRef indent) {
    for (const auto &[why, n] : l.kept)
      os << indent << formatv("{0} kept in loops: {1}\n", n, why);
  }
  void print(const LoopChecks &l) { printDone(l, "  "); }

  void print(unsigned number, const LoopChecks &l) {
    os << formatv("  loop {0}, depth {1}\n", number, l.depth);
    printDone(l, "    ");
    printKept(l, "    ");
  }

  raw_ostream &os;
  FunctionChecks total;
  LoopChecks whole; ///< of all loops
};

} // namespace

std::string checkReport(const wasm::Module &m,
                        const std::map<uint32_t, FunctionChecks> &functions) {
  std::string text;
  raw_string_ostream os(text);
  Report report(os);
  for (const auto &[index, checks] : functions)
    report.add(m, index, checks);
  report.printTotal();
  return text;
}

} // namespace sinter
