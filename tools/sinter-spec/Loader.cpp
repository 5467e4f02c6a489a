//===- Loader.cpp - compile, link, dlopen ---------------------------------===//
#include "Loader.h"
#include "llvm/Support/MemoryBuffer.h"
#include <atomic>
#include <dlfcn.h>
#include <unistd.h>

using namespace llvm;

namespace sinter::spec {
namespace {

// All modules get this name: each stands in a shared object of its own.
constexpr const char *moduleName = "spec";
constexpr const char *descriptorSymbol = "spec_module";

/// The bytes of a file; the input stays empty if it cannot be read.
Input readBytes(const std::string &path, std::string &error) {
  auto buffer = MemoryBuffer::getFile(path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!buffer) {
    error = path + ": " + buffer.getError().message();
    return {path, {}};
  }
  StringRef bytes = (*buffer)->getBuffer();
  return {path, {bytes.bytes_begin(), bytes.bytes_end()}};
}

} // namespace

Loaded Loader::load(const Input &input) {
  static std::atomic<unsigned> number;
  std::string file = folder + "/" + std::to_string(getpid()) + "." +
                     std::to_string(number++) + ".so";
  Options o = options;
  o.moduleName = moduleName;
  Result compiled = compile(input, Emit::Shared, file, o);
  if (!compiled)
    return {nullptr,
            compiled.error.message.find("not supported yet") !=
                std::string::npos,
            "does not compile: " + compiled.error.message, input.name};
  void *library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  unlink(file.c_str());
  const void *symbol = library ? dlsym(library, descriptorSymbol) : nullptr;
  if (!symbol)
    return {nullptr, false, std::string("does not load: ") + dlerror(), ""};
  return {static_cast<const sinter_Module *>(symbol), false, "", input.name};
}

Loaded Loader::loadFile(const std::string &path) {
  std::string error;
  Input input = readBytes(path, error);
  return error.empty() ? load(input) : Loaded{nullptr, false, error, ""};
}

Result Loader::validateFile(const std::string &path) const {
  std::string error;
  Input input = readBytes(path, error);
  if (!error.empty())
    return {Result::Failure, {path, {}, error}};
  return validate(input, options);
}

} // namespace sinter::spec
