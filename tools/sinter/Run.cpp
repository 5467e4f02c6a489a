//===- Run.cpp - compile and run at once ----------------------------------===//
//
// The executable is linked into a file that exists in memory only, and executed
// from there: nothing is left to clean up, however the compilation or the
// program ends, and /tmp may forbid execution.
//
//===----------------------------------------------------------------------===//
#include "Run.h"
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sys/mman.h>
#include <unistd.h>

namespace sinter {

static Result failure(const Input &in, const std::string &what) {
  std::string why = what + ": " + strerror(errno);
  return {Result::Failure, {in.name, std::nullopt, std::move(why)}};
}

Result compileProgram(const Input &in, const Options &o, int &program) {
  program = memfd_create("sinter-program", MFD_CLOEXEC);
  if (program < 0)
    return failure(in, "cannot make a file in memory");
  return compile(in, Emit::Exe, "/proc/self/fd/" + std::to_string(program), o);
}

Result executeProgram(int program, const Input &in,
                      const std::vector<std::string> &arguments) {
  std::string name = std::filesystem::path(in.name).filename().string();
  std::vector<char *> argv = {name.data()};
  for (const std::string &argument : arguments)
    argv.push_back(const_cast<char *>(argument.c_str()));
  argv.push_back(nullptr);
  fexecve(program, argv.data(), environ);
  return failure(in, "cannot execute the compiled program");
}

} // namespace sinter
