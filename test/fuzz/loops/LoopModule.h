//===- LoopModule.h - a module full of loops ------------------------------===//
//
// A test module has one memory, a few helper functions for calls inside loops,
// and test functions, all of one type:
//
//   (func (param $a $b $c $s A) (param $n $m i32) (result i64))
//
// A is the memory's address type; a, b and c are used as addresses, s as a
// step, n and m as counts. Each comes with the arguments to call it with.
//
// Imports: "env" "trace" (i32, i64) tells the host something, whose order is
// compared; "env" "grow" (i32) -> i32 makes the host grow the memory if its
// argument says so; "env" "memory" in some modules. Exports besides the tests:
// "memory"; "reset" sets the globals to where they start; "state" hashes them;
// "digest" hashes the memory, or for one of 4 GiB both ends of it.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUZZ_LOOPMODULE_H
#define SINTER_FUZZ_LOOPMODULE_H

#include "Code.h"
#include "Random.h"
#include <array>
#include <optional>
#include <set>

namespace sinter::fuzz {

/// What differs between modules.
struct Shape {
  bool memory64 = false;
  bool simd = false;
  bool imported = false; ///< the memory is the host's
  uint64_t minPages = 1; ///< declared
  std::optional<uint64_t> maxPages;
  uint64_t pages = 1; ///< at the start

  bool huge() const { return pages > 1000; }
  bool mayGrow() const { return !huge() && maxPages != minPages; }
  char address() const { return memory64 ? 'I' : 'i'; }
  uint64_t bytes() const { return pages << 16; }
  std::string describe() const;
};

/// Nothing grows beyond this, so that a digest stays cheap.
inline constexpr uint64_t mostPages = 4;
/// What is hashed, and filled before a call, at each end of a huge memory.
inline constexpr uint64_t hugeWindow = 128 << 10;

/// Arguments of one call, as bits.
using Arguments = std::array<uint64_t, 6>;

struct TestFunction {
  uint32_t number; ///< it is exported as f<number>
  Bytes body;
  std::string text;
  unsigned loops = 0;
  unsigned statements = 0; ///< numbers that can be skipped
  std::vector<Arguments> calls;
};

struct LoopModule {
  uint64_t seed;
  Shape shape;
  std::vector<TestFunction> functions;
  Bytes image; ///< what the memory holds before each call, repeated
  Bytes binary;
};

/// What to leave out, for the reducer and to look at one function.
struct Selection {
  std::optional<uint32_t> function;
  std::optional<uint32_t> call;
  std::set<unsigned> skippedStatements;
};

/// The module of that seed with `count` test functions.
LoopModule generateModule(uint64_t seed, unsigned count,
                          const Selection &only = {});

/// Functions of every module that loops call, all (i32) -> i32; those that may
/// grow the memory come last.
enum Helper : uint32_t {
  ImportTrace,
  ImportGrow,
  HelperPure,
  HelperGlobal,
  HelperLoad,
  HelperStore,
  HelperTrap,
  HelperGrow,
  ExportReset,
  ExportState,
  ExportDigest,
  FirstTest
};
llvm::StringRef helperName(uint32_t index);

/// Globals: 0 is i32, 1 is i64, 2 is i32 and exported.
enum : uint32_t { Global32, Global64, GlobalExported };

/// Function types.
enum : uint32_t { TypeTest, TypeHelper, TypeTrace, TypeReset, TypeState };

} // namespace sinter::fuzz
#endif
