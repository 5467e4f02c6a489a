//===- Output.cpp - files appear whole or not at all ----------------------===//
//
// See Output.h. llvm::sys::fs::TempFile also removes its file when a signal
// ends the process.
//
//===----------------------------------------------------------------------===//
#include "Output.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
namespace fs = llvm::sys::fs;

namespace sinter {
namespace {

Error cannotWrite(StringRef path, const Twine &why) {
  return createStringError(inconvertibleErrorCode(),
                           "cannot write '" + path + "': " + why);
}

Error writeTo(int fd, StringRef path, StringRef bytes) {
  raw_fd_ostream os(fd, /*shouldClose=*/false, /*unbuffered=*/true);
  os << bytes;
  if (!os.has_error())
    return Error::success();
  std::error_code ec = os.error();
  os.clear_error();
  return cannotWrite(path, ec.message());
}

/// What has no name that a complete file could be put under: devices, pipes,
/// and files that are open already.
bool isSpecial(StringRef path) {
  if (path.starts_with("/proc/self/fd/"))
    return true;
  fs::file_status status;
  return !fs::status(path, status) && fs::exists(status) &&
         !fs::is_regular_file(status) && !fs::is_directory(status);
}

/// Through symbolic links: the link stays and its target is replaced.
std::string finalPath(StringRef path) {
  SmallString<128> real;
  return fs::real_path(path, real) ? path.str() : real.str().str();
}

std::string parentOf(StringRef path) {
  StringRef parent = sys::path::parent_path(path);
  return parent.empty() ? "." : parent.str();
}

Error writeDirectly(StringRef path, StringRef bytes) {
  int fd;
  if (std::error_code ec =
          fs::openFileForWrite(path, fd, fs::CD_OpenExisting, fs::OF_None))
    return cannotWrite(path, ec.message());
  Error e = writeTo(fd, path, bytes);
  sys::Process::SafelyCloseFileDescriptor(fd);
  return e;
}

Error copyTo(StringRef path, StringRef from) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> bytes = MemoryBuffer::getFile(from);
  if (!bytes)
    return cannotWrite(path, bytes.getError().message());
  return writeDirectly(path, (*bytes)->getBuffer());
}

/// Runs `fill` on a temporary file and renames it to `path` if that succeeds.
Error replaceFile(StringRef path, unsigned mode,
                  function_ref<Error(fs::TempFile &)> fill) {
  std::string final = finalPath(path);
  Expected<fs::TempFile> file =
      fs::TempFile::create(parentOf(final) + "/.sinter-%%%%%%%%.tmp", mode);
  if (!file)
    return cannotWrite(path, toString(file.takeError()));
  Error e = fill(*file);
  if (!e)
    if (Error renaming = file->keep(final))
      e = cannotWrite(path, toString(std::move(renaming)));
  if (e)
    consumeError(file->discard()); // the first error is the one to tell
  return e;
}

} // namespace

Error writeOutput(StringRef path, StringRef bytes) {
  if (path == "-")
    return writeTo(STDOUT_FILENO, "standard output", bytes);
  if (isSpecial(path))
    return writeDirectly(path, bytes);
  return replaceFile(path, 0666, [&](fs::TempFile &file) {
    return writeTo(file.FD, path, bytes);
  });
}

Error produceFile(StringRef path, function_ref<Error(StringRef)> produce) {
  if (!isSpecial(path))
    return replaceFile(
        path, 0777, [&](fs::TempFile &file) { return produce(file.TmpName); });

  SmallString<128> model;
  sys::path::system_temp_directory(/*ErasedOnReboot=*/true, model);
  sys::path::append(model, "sinter-%%%%%%%%.tmp");
  Expected<fs::TempFile> temporary = fs::TempFile::create(model, 0700);
  if (!temporary)
    return cannotWrite(path, toString(temporary.takeError()));
  Error e = produce(temporary->TmpName);
  if (!e)
    e = copyTo(path, temporary->TmpName);
  consumeError(temporary->discard()); // the first error is the one to tell
  return e;
}

Error checkOutputPath(StringRef path) {
  if (path == "-")
    return Error::success();
  if (fs::is_directory(path))
    return cannotWrite(path, "it is a directory");
  if (fs::exists(path)) {
    if (std::error_code ec = fs::access(path, fs::AccessMode::Write))
      return cannotWrite(path, ec.message());
    if (isSpecial(path))
      return Error::success();
  }
  std::string parent = parentOf(finalPath(path));
  if (std::error_code ec = fs::access(parent, fs::AccessMode::Write))
    return cannotWrite(path, parent + ": " + ec.message());
  return Error::success();
}

} // namespace sinter
