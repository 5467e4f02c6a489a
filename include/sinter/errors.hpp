//===- errors.hpp - what calls into Wasm code throw -----------------------===//
//
//   Error                 all of the following, and misuse of the library
//     Trap                Wasm code has trapped
//     Exit                a WASI program has called proc_exit
//     LinkError           an import is missing or has another type, or the
//                         module is for another processor or runtime
//     NoMemory            no memory or address space for an instance
//   OutOfBounds           a guest's address is not one of its memory; thrown
//                         by Memory, not by Wasm code
//
// An exception that a host function throws while Wasm code calls it is none of
// these: it arrives where that code was entered as it was thrown.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_ERRORS_HPP
#define SINTER_ERRORS_HPP

#include "sinter/runtime.h"
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace sinter {

class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Kinds of traps, in the words of the spec's test suite.
enum class TrapKind : std::uint32_t {
#define ABI_TRAP(Name, Message) Name = SINTER_TRAP_##Name,
#include "sinter/Abi.def"
};

/// A Wasm function that was running.
struct Frame {
  std::string module;       ///< empty if the module has no name
  std::string function;     ///< from the name section, or an export
  std::uint32_t index;      ///< in the module's index space of functions
  std::uint32_t bodyOffset; ///< of the function's body in the .wasm file
};

/// what() is the kind in words, "integer divide by zero". The instance can be
/// used further: what the call did before it trapped has happened.
class Trap : public Error {
public:
  explicit Trap(const sinter_Error &e)
      : Error(e.message), trapKind(static_cast<TrapKind>(e.trap)),
        total(e.frameTotal) {
    for (std::uint32_t i = 0; i != e.frameCount; ++i)
      stack.push_back({e.frames[i].module, e.frames[i].function,
                       e.frames[i].index, e.frames[i].bodyOffset});
  }

  TrapKind kind() const noexcept { return trapKind; }
  /// Innermost first; the first 64 of frameCount().
  const std::vector<Frame> &frames() const noexcept { return stack; }
  std::uint64_t frameCount() const noexcept { return total; }

  /// A line for each frame: "#0 app!parse (function 12)".
  std::string backtrace() const {
    std::string text;
    for (std::size_t i = 0; i != stack.size(); ++i) {
      const Frame &f = stack[i];
      text += "#" + std::to_string(i) + " " + f.module +
              (f.module.empty() ? "" : "!") + f.function + " (function " +
              std::to_string(f.index) + ")\n";
    }
    return text;
  }

private:
  TrapKind trapKind;
  std::uint64_t total;
  std::vector<Frame> stack;
};

class Exit : public Error {
public:
  explicit Exit(const sinter_Error &e)
      : Error(e.message), exitCode(e.exitCode) {}
  int code() const noexcept { return exitCode; }

private:
  int exitCode;
};

/// what() names the import, its type, and the type of what was given.
class LinkError : public Error {
public:
  using Error::Error;
};

class NoMemory : public Error {
public:
  using Error::Error;
};

class OutOfBounds : public std::out_of_range {
public:
  using std::out_of_range::out_of_range;
};

namespace detail {

[[noreturn]] inline void throwError(const sinter_Error &e) {
  switch (e.status) {
  case SINTER_TRAPPED:
    throw Trap(e);
  case SINTER_EXITED:
    throw Exit(e);
  case SINTER_LINK_ERROR:
    throw LinkError(e.message);
  case SINTER_NO_MEMORY:
    throw NoMemory(e.message);
  default:
    throw Error(e.message);
  }
}

} // namespace detail
} // namespace sinter
#endif
