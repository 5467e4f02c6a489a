//===- Code.h - instructions as bytes and as text -------------------------===//
//
// Writes a function body instruction by instruction, named as in the text
// format; the encoding of each comes from Opcodes.def. The text is for people
// who read a report.
//
// While muted, nothing is written: that is how the reducer leaves out a
// statement although the generator draws the same numbers for it.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUZZ_CODE_H
#define SINTER_FUZZ_CODE_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace sinter::fuzz {

using Bytes = std::vector<uint8_t>;

void appendUnsigned(Bytes &out, uint64_t n);
void appendSigned(Bytes &out, int64_t n);
/// The length of `part`, then itself.
void appendSized(Bytes &out, const Bytes &part);
void appendName(Bytes &out, llvm::StringRef name);

/// A local variable; `type` is a letter of Opcodes.def: i I F v.
struct Local {
  uint32_t index = 0;
  char type = 'i';
};

class Code {
public:
  Bytes bytes;
  std::string text;

  /// What reports call a local, which must be declared in order.
  void declare(std::string name) { localNames.push_back(std::move(name)); }

  void op(llvm::StringRef name);
  void i32(int32_t value);
  void i64(int64_t value);
  void f64(double value);
  void get(Local l) { local("local.get", l); }
  void set(Local l) { local("local.set", l); }
  void tee(Local l) { local("local.tee", l); }
  /// An instruction with an index, called `name` in the text.
  void indexed(llvm::StringRef op, uint32_t index, llvm::StringRef name);
  /// memory.size, memory.grow, memory.fill, memory.copy: of memory 0.
  void wholeMemory(llvm::StringRef op);
  /// memory.init from segment 0.
  void memoryInit();
  /// A load or store; `lane` for those that have one.
  void access(llvm::StringRef op, unsigned alignLog2, uint64_t offset,
              int lane = -1);
  void lane(llvm::StringRef op, unsigned lane);
  void callIndirect(uint32_t type);

  /// block, loop or if, without parameters and results.
  void open(llvm::StringRef op);
  void otherwise();
  void close();
  /// br or br_if to the construct `label` levels out.
  void branch(llvm::StringRef op, unsigned label);

  void mute() { ++muted; }
  void unmute() { --muted; }

private:
  void begin(llvm::StringRef op, const std::string &immediates = "");
  void local(llvm::StringRef op, Local l);
  void put(uint64_t n);

  std::vector<std::string> localNames;
  unsigned depth = 0, muted = 0;
};

} // namespace sinter::fuzz
#endif
