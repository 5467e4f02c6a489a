//===- Link.cpp - objects to executables and shared objects ---------------===//
//
// lld, in this process. Four ways to link:
//
//   executable                  static, with the musl and the runtime of our
//                               installation: needs nothing of the machine
//   executable, host objects    dynamic, with the host's libc, because that is
//                               what those objects were compiled against
//   shared object               runtime inside; libc comes from the host
//   object                      of the objects of a module's shards one
//
// lld reports errors as text; the ones that a user can cause are put into our
// words (an undefined symbol is an import that nobody provides).
//
// lld 19 keeps its state in globals, so links are serialised here, and after a
// crash inside lld no further link is tried.
//
//===----------------------------------------------------------------------===//
#include "Codegen.h"
#include "OwnImage.h"
#include "Parallel.h"
#include "lld/Common/Driver.h"
#include "sinter/runtime.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

using namespace llvm;

LLD_HAS_DRIVER(elf)

namespace sinter {
namespace {

Error linkError(const Twine &message) {
  return createStringError(inconvertibleErrorCode(), message);
}

/// The module's object, or an archive of them, as a file without a name on any
/// disk. One file for all: descriptors of files are few.
class ObjectFile {
public:
  static Expected<ObjectFile> create(ArrayRef<Code> objects) {
    int fd = memfd_create("module.o", MFD_CLOEXEC);
    if (fd < 0)
      return linkError("cannot make a temporary file in memory: " +
                       sys::StrError(errno));
    ObjectFile file(fd);
    raw_fd_ostream os(fd, /*shouldClose=*/false);
    if (objects.size() == 1)
      os.write(objects[0].data(), objects[0].size());
    else if (Error e = writeArchive(os, objects, "module", false))
      return e;
    os.flush();
    if (!os.has_error())
      return file;
    std::error_code ec = os.error();
    os.clear_error();
    return linkError("cannot write a temporary file in memory: " +
                     ec.message());
  }
  ObjectFile(ObjectFile &&other) : fd(std::exchange(other.fd, -1)) {}
  ~ObjectFile() {
    if (fd >= 0)
      close(fd);
  }
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd); }

private:
  explicit ObjectFile(int fd) : fd(fd) {}
  int fd;
};

// ---- command lines ----

/// compiler-rt's, in the resource directory if it was there when Sinter was
/// built.
constexpr StringRef ProfileRuntime = "libclang_rt.profile.a";

/// Where x86-64 systems keep their libraries, in search order.
constexpr const char *SystemLibraryDirs[] = {"/usr/local/lib",
                                             "/lib/x86_64-linux-gnu",
                                             "/usr/lib/x86_64-linux-gnu",
                                             "/lib64",
                                             "/usr/lib64",
                                             "/lib",
                                             "/usr/lib"};

std::optional<std::string> findSystemLibrary(StringRef name) {
  for (const char *dir : SystemLibraryDirs) {
    std::string path = (Twine(dir) + "/" + name).str();
    if (sys::fs::exists(path))
      return path;
  }
  return std::nullopt;
}

class CommandLine {
public:
  CommandLine(const LinkJob &job, const Options &o, StringRef resources)
      : job(job), o(o), resources(resources) {}

  void add(std::initializer_list<StringRef> more) {
    for (StringRef arg : more)
      args.push_back(arg.str());
  }
  void addResource(StringRef name) {
    args.push_back((resources + "/" + name).str());
  }

  /// What all ways have in common. Nothing here depends on the machine.
  void addCommon() {
    add({"ld.lld", "-m", "elf_x86_64", "--color-diagnostics=never",
         "--threads=" + std::to_string(threadCount(o.jobs)), "-o", job.output});
  }

  /// What executables and shared objects have in common.
  void addForImages() {
    add({"--gc-sections", "--eh-frame-hdr", "-z", "noexecstack", "-z", "relro",
         "-z", "now", "--build-id=none", "--hash-style=gnu"});
    if (!o.keepSymbols)
      add({"--strip-all"});
  }

  void addRelocatable(StringRef object) {
    add({"-r"});
    addModule(object);
  }

  void addStaticExecutable(StringRef object) {
    addForImages();
    add({"-static"});
    args.push_back("--defsym=sinter_memory_base=" +
                   std::to_string(SINTER_FIXED_MEMORY_BASE));
    addResource("musl/crt1.o");
    addResource("musl/crti.o");
    addModule(object);
    addProfileRuntime();
    addResource("libsinter-exe.a");
    addResource("musl/libc.a");
    addResource("musl/crtn.o");
  }

  Error addDynamicExecutable(StringRef object) {
    addForImages();
    add({"--dynamic-linker", "/lib64/ld-linux-x86-64.so.2"});
    addModule(object);
    addHostInputs();
    addProfileRuntime();
    addResource("libsinter-start.a");
    addResource("libsinter.a");
    return addHostLibc();
  }

  /// Symbols bind to this object first: two modules in a process each keep to
  /// their own runtime.
  Error addSharedObject(StringRef object) {
    addForImages();
    add({"-shared", "-Bsymbolic", "-soname", job.soname});
    // A handler of signals stays, so its code must.
    if (o.boundsChecks == BoundsChecks::Guard)
      add({"-z", "nodelete"});
    addModule(object);
    addHostInputs();
    add({"--whole-archive"});
    addResource("libsinter.a");
    add({"--no-whole-archive"});
    addProfileRuntime();
    return addHostLibc();
  }

  SmallVector<const char *> pointers() const {
    SmallVector<const char *> out;
    for (const std::string &arg : args)
      out.push_back(arg.c_str());
    return out;
  }

private:
  /// All objects of an archive, not only those that something refers to.
  void addModule(StringRef object) {
    add({"--whole-archive", object, "--no-whole-archive"});
  }

  /// Writes the profile at exit; nothing in the code refers to it.
  void addProfileRuntime() {
    if (!o.profileGenerate)
      return;
    add({"-u", "__llvm_profile_runtime"});
    addResource(ProfileRuntime);
  }

  void addHostInputs() {
    for (const std::string &dir : o.libraryPaths)
      add({"-L", dir});
    for (const char *dir : SystemLibraryDirs)
      add({"-L", dir});
    for (const std::string &input : o.linkInputs)
      add({input});
    for (const std::string &library : o.libraries)
      add({"-l", library});
  }

  /// By the names that every system has; the names without version belong to
  /// development packages.
  Error addHostLibc() {
    std::optional<std::string> libc = findSystemLibrary("libc.so.6");
    if (!libc)
      return linkError("cannot find the host's libc.so.6, which linking with "
                       "host code needs");
    add({"--as-needed"});
    for (const char *name : {"libm.so.6", "libgcc_s.so.1"})
      if (auto path = findSystemLibrary(name))
        add({*path});
    add({*libc});
    if (auto path = findSystemLibrary("libc_nonshared.a"))
      add({*path});
    return Error::success();
  }

  const LinkJob &job;
  const Options &o;
  StringRef resources;
  std::vector<std::string> args;
};

// ---- imports ----

/// The symbols that a shared object of the system defines.
StringSet<> definedSymbols(StringRef path) {
  StringSet<> names;
  auto file = object::ObjectFile::createObjectFile(path);
  auto *elf =
      file ? dyn_cast<object::ELFObjectFileBase>(file->getBinary()) : nullptr;
  if (!file)
    consumeError(file.takeError()); // the linker will say what is wrong with it
  if (!elf)
    return names;
  for (object::ELFSymbolRef symbol : elf->getDynamicSymbolIterators()) {
    Expected<uint32_t> flags = symbol.getFlags();
    Expected<StringRef> name = symbol.getName();
    if (flags && name && !(*flags & object::SymbolRef::SF_Undefined))
      names.insert(*name);
    consumeError(flags.takeError());
    consumeError(name.takeError());
  }
  return names;
}

/// An import must not become a function of the C library because its symbol
/// happens to have that name: ("sched", "yield") is not sched_yield.
Error checkImports(const LinkJob &job) {
  for (const char *library : {"libc.so.6", "libm.so.6"})
    if (auto path = findSystemLibrary(library)) {
      StringSet<> names = definedSymbols(*path);
      for (const auto &import : job.importSymbols)
        if (names.contains(import.getKey()))
          return linkError("import " + import.getValue() +
                           " cannot be a C symbol: `" + import.getKey() +
                           "` is a function of the C library");
    }
  return Error::success();
}

// ---- messages ----

/// lld's text: "ld.lld: error: WHAT" and lines of context that begin with
/// ">>>".
class LinkerMessages {
public:
  LinkerMessages(StringRef text, const LinkJob &job, StringRef objectPath)
      : job(job), objectPath(objectPath) {
    for (StringRef line : split(text, '\n'))
      if (line.consume_front("ld.lld: error: "))
        addError(line);
      else if (line.starts_with(">>>") && !lastWasSymbol)
        errors.back() += ("\n  " + line).str();
  }

  std::string text() const {
    return errors.empty() ? "the linker failed without a message"
                          : join(errors, "\n");
  }

private:
  void addError(StringRef what) {
    lastWasSymbol = what.consume_front("undefined symbol: ");
    if (!lastWasSymbol)
      errors.push_back(readable(what));
    else if (seen.insert(what).second)
      errors.push_back(undefinedSymbol(what));
    if (errors.empty())
      errors.push_back("");
  }

  std::string undefinedSymbol(StringRef symbol) const {
    auto import = job.importSymbols.find(symbol);
    if (import == job.importSymbols.end())
      return ("undefined symbol: " + symbol).str();
    return "import " + import->getValue() +
           " is not provided: link an object that defines `" + symbol.str() +
           "`";
  }

  /// Without our temporary paths.
  std::string readable(StringRef what) const {
    std::string s = what.str();
    for (StringRef path : {objectPath, job.output})
      for (size_t at; (at = s.find(path)) != std::string::npos;)
        s.replace(at, path.size(),
                  path == objectPath ? "(module)" : "(output)");
    return s;
  }

  const LinkJob &job;
  StringRef objectPath;
  StringSet<> seen;
  bool lastWasSymbol = false;
  std::vector<std::string> errors;
};

/// One link at a time, and none after a crash.
Error runLld(ArrayRef<const char *> args, const LinkJob &job,
             StringRef objectPath) {
  static std::mutex mutex;
  static bool canRun = true;
  std::lock_guard<std::mutex> lock(mutex);
  if (!canRun)
    return linkError("the linker crashed earlier in this process and cannot "
                     "run again");
  std::string out, err;
  raw_string_ostream outStream(out), errStream(err);
  lld::Result result =
      lld::lldMain(args, outStream, errStream, {{lld::Gnu, &lld::elf::link}});
  canRun = result.canRunAgain;
  if (result.retCode == 0)
    return Error::success();
  return linkError("cannot link: " +
                   LinkerMessages(err, job, objectPath).text());
}

} // namespace

Expected<std::string> findResourceDir(const Options &o) {
  std::string beside = ownImage(); // in bin or lib
  beside = (sys::path::parent_path(sys::path::parent_path(beside))).str();
  std::vector<std::string> prefixes = {beside, SINTER_INSTALL_PREFIX};
  if (!o.resourceDir.empty())
    prefixes = {o.resourceDir};
  std::string tried;
  for (const std::string &prefix : prefixes) {
    std::string dir = prefix + "/lib/sinter";
    if (sys::fs::exists(dir + "/libsinter.a"))
      return dir;
    tried += (tried.empty() ? "" : ", ") + dir;
  }
  return linkError("cannot find Sinter's runtime files: no libsinter.a in " +
                   tried);
}

Error link(const LinkJob &job, const Options &o) {
  std::string resources;
  if (job.kind != Emit::Object) {
    Expected<std::string> found = findResourceDir(o);
    if (!found)
      return found.takeError();
    resources = *found;
  }
  if (o.profileGenerate && job.kind != Emit::Object &&
      !sys::fs::exists(resources + "/" + ProfileRuntime))
    return linkError("--profile-generate needs " + resources + "/" +
                     ProfileRuntime +
                     ", compiler-rt's library for profiles, "
                     "which was not found when this Sinter was built "
                     "(Debian's package libclang-rt-19-dev)");
  Expected<ObjectFile> object = ObjectFile::create(job.objects);
  if (!object)
    return object.takeError();

  std::string path = object->path();
  CommandLine line(job, o, resources);
  line.addCommon();
  bool isStatic =
      job.kind == Emit::Exe && o.linkInputs.empty() && o.libraries.empty();
  if (job.kind == Emit::Object)
    line.addRelocatable(path);
  else if (isStatic)
    line.addStaticExecutable(path);
  else if (Error e = checkImports(job))
    return e;
  else if (Error e = job.kind == Emit::Shared ? line.addSharedObject(path)
                                              : line.addDynamicExecutable(path))
    return e;
  return runLld(line.pointers(), job, path);
}

} // namespace sinter
