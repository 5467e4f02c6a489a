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
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace sinter {

namespace detail {

/// In the text format, however long.
inline std::string typeText(const sinter_ExternType &type) {
  std::string text(std::size_t(64), '\0');
  for (;; text.resize(text.size() * 2)) {
    sinter_extern_type_text(&type, text.data(), text.size());
    std::size_t length = std::strlen(text.c_str());
    if (length + 1 < text.size()) {
      text.resize(length);
      return text;
    }
  }
}

} // namespace detail

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

/// what() names the import, its type, and the type of what was given. So do the
/// others, one by one and not cut off; they are empty where the error is about
/// the whole module or file, given() also where nothing was given.
class LinkError : public Error {
public:
  using Error::Error;
  explicit LinkError(const sinter_Error &e) : Error(e.message) {
    if (e.import)
      setImport(*e.import);
    if (e.import && e.isGiven)
      givenType = detail::typeText(e.given);
  }
  LinkError(const std::string &problem, const sinter_Import &i)
      : Error(problem + ": \"" + std::string(i.module, i.moduleLength) +
              "\".\"" + std::string(i.name, i.nameLength) + "\"") {
    setImport(i);
  }

  const std::string &module() const noexcept { return importModule; }
  const std::string &field() const noexcept { return importField; }
  /// Types in the text format: "func [i32] -> []".
  const std::string &expected() const noexcept { return expectedType; }
  const std::string &given() const noexcept { return givenType; }

private:
  void setImport(const sinter_Import &i) {
    importModule.assign(i.module, i.moduleLength);
    importField.assign(i.name, i.nameLength);
    expectedType = detail::typeText(i.type);
  }

  std::string importModule, importField, expectedType, givenType;
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
    throw LinkError(e);
  case SINTER_NO_MEMORY:
    throw NoMemory(e.message);
  default:
    throw Error(e.message);
  }
}

} // namespace detail
} // namespace sinter
#endif
