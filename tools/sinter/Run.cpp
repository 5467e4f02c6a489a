//===- Run.cpp - compile and run at once ----------------------------------===//
//
// The executable is made in a private directory, copied to a file that exists
// in memory only, and executed from there: nothing is left to clean up when the
// program runs, however it ends, and /tmp may forbid execution.
//
//===----------------------------------------------------------------------===//
#include "Run.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sinter {
namespace {

Result failure(const Input &in, const std::string &what) {
  std::string why = what + ": " + strerror(errno);
  return {Result::Failure, {in.name, std::nullopt, std::move(why)}};
}

/// A directory that only we may enter, removed with what is in it.
class PrivateDirectory {
public:
  PrivateDirectory() {
    std::error_code ignored;
    path = std::filesystem::temp_directory_path(ignored);
    if (path.empty())
      path = "/tmp";
    path += "/sinter-XXXXXX";
    if (!mkdtemp(path.data()))
      path.clear();
  }
  ~PrivateDirectory() {
    std::error_code ignored;
    if (!path.empty())
      std::filesystem::remove_all(path, ignored);
  }
  std::string path; ///< empty if it could not be made
};

bool copyFile(int from, int to) {
  struct stat info;
  if (fstat(from, &info) != 0)
    return false;
  for (off_t left = info.st_size; left > 0;) {
    ssize_t n = sendfile(to, from, nullptr, left);
    if (n <= 0)
      return false;
    left -= n;
  }
  return true;
}

/// Moves the executable at `path` into memory; -1 with errno set on failure.
int loadIntoMemory(const std::string &path) {
  int from = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (from < 0)
    return -1;
  int to = memfd_create("sinter-program", MFD_CLOEXEC);
  if (to >= 0 && !copyFile(from, to)) {
    int why = errno;
    close(to);
    errno = why;
    to = -1;
  }
  close(from);
  return to;
}

/// Compiles to a descriptor of the executable, or -1 and an error in `r`.
int compileToMemory(const Input &in, const Options &o, Result &r) {
  PrivateDirectory directory;
  if (directory.path.empty()) {
    r = failure(in, "cannot make a temporary directory");
    return -1;
  }
  std::string program = directory.path + "/program";
  r = compile(in, Emit::Exe, program, o);
  if (!r)
    return -1;
  int fd = loadIntoMemory(program);
  if (fd < 0)
    r = failure(in, "cannot load the compiled program");
  return fd;
}

} // namespace

Result runProgram(const Input &in, const Options &o,
                  const std::vector<std::string> &arguments) {
  Result r;
  int fd = compileToMemory(in, o, r);
  if (fd < 0)
    return r;
  std::string name = std::filesystem::path(in.name).filename().string();
  std::vector<char *> argv = {name.data()};
  for (const std::string &argument : arguments)
    argv.push_back(const_cast<char *>(argument.c_str()));
  argv.push_back(nullptr);
  fexecve(fd, argv.data(), environ);
  return failure(in, "cannot execute the compiled program");
}

} // namespace sinter
