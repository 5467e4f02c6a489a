//===- Compiler.h - the compiler as a library -----------------------------===//
//
// WebAssembly bytes in, native code out, in-process. No LLVM type appears here.
// Functions return a Result instead of printing or exiting; they may be called
// from several threads (linking is serialised inside, because lld has global
// state).
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_COMPILER_H
#define SINTER_COMPILER_H

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sinter {

/// What compile() writes.
enum class Emit {
  Exe,     ///< self-contained executable
  Shared,  ///< shared object, runtime inside
  Static,  ///< archive of the object
  Object,  ///< relocatable object
  Asm,     ///< assembly text
  LlvmIr,  ///< LLVM IR text, optimised as `opt` says
  Bitcode, ///< LLVM bitcode, the same
  Header,  ///< C or C++ header for the module
};

enum class OptLevel { O0, O1, O2, O3, Os };

/// How accesses to linear memory are kept inside it.
enum class BoundsChecks {
  Explicit, ///< by comparing
  Guard,    ///< by pages without permissions and a handler of SIGSEGV; 64-bit
            ///< memories and bulk operations by comparing
};

/// Shape of a module's state; see DESIGN: instances.
enum class Instances {
  Auto, ///< One for executables, Many for libraries
  One,
  Many,
};

/// How imported functions are found.
enum class Imports {
  Auto,          ///< Symbols, except for shared objects
  Symbols,       ///< C symbols that the linker resolves
  Instantiation, ///< given by the host at run time
};

/// Of a header. C++ gives imports at run time, as callables, unless told
/// otherwise; compile with the same `imports`.
enum class Language { C, Cxx };

/// A directory that a WASI program may use.
struct DirGrant {
  std::string host, guest;
  bool readOnly = false;
};

struct Options {
  OptLevel opt = OptLevel::O2;
  BoundsChecks boundsChecks = BoundsChecks::Explicit;
  /// The host can end calls from another thread (sinter_store_interrupt).
  bool interruptible = false;
  Instances instances = Instances::Auto;
  Imports imports = Imports::Auto;
  Language language = Language::C;

  /// Feature names of `--enable` and `--disable`, applied after wasmVersion.
  int wasmVersion = 3;
  std::vector<std::string> enable, disable;

  /// CPU and extra features as in LLVM ("native", "x86-64-v3"; "+avx2").
  /// Empty: x86-64 with SSE4.1.
  std::string cpu, cpuFeatures;
  /// Further CPUs to compile all functions for, ascending: "x86-64-v2", -v3,
  /// -v4. The program takes the best one that its machine can run.
  std::vector<std::string> versions;

  /// Prefix of C symbols and name of the instance type. Empty: from the name
  /// section or the input's file name.
  std::string moduleName;

  /// Objects, archives and shared objects to link into an executable or
  /// shared object, and libraries as with -l.
  std::vector<std::string> linkInputs, libraries, libraryPaths;

  /// WASI grants of an executable.
  std::vector<DirGrant> dirs;
  std::vector<std::pair<std::string, std::string>> env;

  /// The program counts what it executes and writes that when it ends, to
  /// `profileFile` (empty: default.profraw) or what LLVM_PROFILE_FILE says then.
  bool profileGenerate = false;
  std::string profileFile;
  /// Profiles to optimise by: as written, or merged by llvm-profdata.
  std::vector<std::string> profileUse;

  /// Threads to compile with; 0: one for each core. The output is the same for
  /// any number.
  unsigned jobs = 0;
  /// Large modules are compiled in parts of about so many bytes of WebAssembly.
  uint64_t shardBytes = 40960;

  /// Where compiled shards are kept for later compilations; empty: nowhere.
  /// Processes may share it.
  std::string cacheDir;

  /// Where to write which files the output was made from, as a rule for Make;
  /// empty: nowhere.
  std::string depfile;

  /// Called while code is generated, from any thread but never twice at the same
  /// time: how much of it is done, from 0 to 1.
  std::function<void(double)> onProgress;
  bool timeReport = false; ///< fill in Result::timeReport

  /// Say in Result::checks what became of bounds checks.
  bool explainChecks = false;
  /// Where to write the remarks of our LLVM passes, in LLVM's YAML; empty:
  /// nowhere.
  std::string remarksFile;

  /// Verify LLVM IR, and that no access to linear memory lacks its bounds check,
  /// after lowering and after optimising. Debug builds always do.
  bool verifyIr = false;
  bool unoptimizedIr = false; ///< LlvmIr, Bitcode: as lowered
  bool keepSymbols = true; ///< symbol table in linked outputs

  /// Installation prefix with lib/sinter in it; empty: that of the program.
  std::string resourceDir;
};

/// One message about the input or the outcome.
struct Diagnostic {
  std::string file;
  std::optional<uint64_t> offset; ///< from the start of the module
  std::string message;            ///< complete, without file and offset
};

/// Outcome of an operation: ok, or what is wrong with the input or the request.
struct Result {
  enum Kind {
    Ok,
    InvalidInput, ///< the module is malformed, invalid or not supported
    Failure,      ///< file system, linker, or the module does not fit the output
    Usage,        ///< options that make no sense, alone or together
  } kind = Ok;
  Diagnostic error = {};
  /// What is odd about an operation that went well.
  std::vector<Diagnostic> warnings = {};
  /// For each function and loop, what became of bounds checks, and why: text.
  std::string checks = {};
  std::string timeReport = {}; ///< where the time went: tables for people

  explicit operator bool() const { return kind == Ok; }
};

/// A module's bytes, and the name by which messages call it.
struct Input {
  std::string name;
  std::vector<uint8_t> bytes;
};

/// Reads a file, or standard input for "-". Text format (.wat) is assembled when
/// Sinter was built with libwabt. Recognises components and says so.
Result readInput(const std::string &path, Input &out);

/// Decodes and validates.
Result validate(const Input &in, const Options &o);

/// Compiles `in` to the file `output` ("-": standard output, for text). On failure no file is
/// left at `output` that was not there before; an existing one is replaced only on
/// success.
Result compile(const Input &in, Emit emit, const std::string &output,
               const Options &o);

/// A description of imports, exports, types, memories, features and sizes: aligned columns, or
/// JSON.
Result inspect(const Input &in, const Options &o, bool json,
               std::string &text);

/// "Sinter 0.1.0 (LLVM 19.1.7)".
std::string version();

} // namespace sinter
#endif
