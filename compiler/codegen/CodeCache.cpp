//===- CodeCache.cpp - shards that were compiled before -------------------===//
//
// See CodeCache.h. An entry is a checksum of the rest, how well the profile
// fits the shard, and the code. Its name begins as LLVM's pruning of caches
// wants it.
//
//===----------------------------------------------------------------------===//
#include "CodeCache.h"
#include "OwnImage.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace sinter {
namespace {

/// Of an entry; with the format's version, should that ever change.
using Checksum = BLAKE3Result<>;
constexpr StringLiteral Format = "sinter code 2";

/// Before the code; read on the machine that wrote it.
struct Prefix {
  Checksum sum;
  uint64_t functions, found; ///< of ProfileMatch
};

Checksum checksum(const Prefix &p, StringRef code) {
  BLAKE3 hash;
  hash.update(Format);
  hash.update(std::to_string(p.functions) + " " + std::to_string(p.found) +
              ":");
  hash.update(code);
  return hash.final();
}

StringRef bytes(const Prefix &p) {
  return {reinterpret_cast<const char *>(&p), sizeof(p)};
}

/// Text in a hash ends somewhere: ("ab", "c") is not ("a", "bc").
void addText(BLAKE3 &hash, StringRef text) {
  hash.update(std::to_string(text.size()) + ":");
  hash.update(text);
}

/// The compiler, by the bytes of the program or library that it is: a version
/// number does not change with each build.
std::error_code addCompiler(BLAKE3 &hash) {
  auto buffer = MemoryBuffer::getFile(ownImage(), /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!buffer)
    return buffer.getError();
  addText(hash, (*buffer)->getBuffer());
  addText(hash, LLVM_VERSION_STRING);
  return {};
}

} // namespace

CodeCache::CodeCache(const Options &o, Emit emit, const Profile *profile) {
  bool holdsCode = emit == Emit::Exe || emit == Emit::Shared ||
                   emit == Emit::Static || emit == Emit::Object;
  // Code from the cache went through no passes that could say something.
  if (o.cacheDir.empty() || !holdsCode || saysChecks(o))
    return;
  std::error_code ec = sys::fs::create_directories(o.cacheDir);
  if (ec)
    fail("cannot make " + o.cacheDir, ec);
  else if ((ec = addCompiler(common)))
    fail("cannot tell which build of the compiler this is", ec);
  if (ec)
    return;
  bool isExecutable = emit == Emit::Exe; // with addresses of its own
  addText(common, std::to_string(int(o.opt)) + (isExecutable ? "e" : "p"));
  addText(common, o.profileGenerate ? "counts " + o.profileFile : "");
  addText(common, profile ? profile->indexed().getBuffer() : "");
  directory = o.cacheDir;
}

std::string CodeCache::key(const Module &ir,
                           const TargetMachine &target) const {
  SmallVector<char, 0> bitcode;
  raw_svector_ostream os(bitcode);
  WriteBitcodeToFile(ir, os);
  BLAKE3 hash = common;
  addText(hash, target.getTargetCPU());
  addText(hash, target.getTargetFeatureString());
  hash.update(os.str());
  return "llvmcache-" + toHex(hash.final(), /*LowerCase=*/true);
}

std::optional<Code> CodeCache::find(StringRef key, ProfileMatch &match) const {
  SmallString<128> path(directory);
  sys::path::append(path, key);
  auto file = MemoryBuffer::getFile(path, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false);
  if (!file)
    return std::nullopt;
  StringRef code = (*file)->getBuffer();
  Prefix p;
  if (code.size() < sizeof(p))
    return std::nullopt;
  memcpy(&p, code.data(), sizeof(p));
  code = code.drop_front(sizeof(p));
  if (p.sum != checksum(p, code))
    return std::nullopt;
  match = {p.functions, p.found};
  return Code(code.begin(), code.end());
}

void CodeCache::store(StringRef key, const Code &code,
                      const ProfileMatch &match) {
  SmallString<128> path(directory), model(directory);
  sys::path::append(path, key);
  sys::path::append(model, "unfinished-%%%%%%%%");
  Expected<sys::fs::TempFile> file = sys::fs::TempFile::create(model);
  if (!file)
    return fail("cannot write to " + directory,
                errorToErrorCode(file.takeError()));
  StringRef text(code.data(), code.size());
  raw_fd_ostream os(file->FD, /*shouldClose=*/false);
  Prefix p{{}, match.functions, match.found};
  p.sum = checksum(p, text);
  os << bytes(p) << text;
  os.flush();
  if (std::error_code ec = os.error()) {
    os.clear_error();
    consumeError(file->discard());
    return fail("cannot write to " + directory, ec);
  }
  if (Error e = file->keep(path))
    fail("cannot write to " + directory, errorToErrorCode(std::move(e)));
}

void CodeCache::prune() const {
  if (!isOn())
    return;
  CachePruningPolicy policy; // a week, and looks every 20 minutes
  policy.MaxSizePercentageOfAvailableSpace = 0;
  policy.MaxSizeBytes = uint64_t(4) << 30;
  pruneCache(directory, policy);
}

void CodeCache::fail(StringRef what, std::error_code why) {
  std::lock_guard<std::mutex> lock(mutex);
  if (trouble.empty())
    trouble = ("the cache is not used: " + what + ": " + why.message()).str();
}

} // namespace sinter
