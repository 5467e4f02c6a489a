//===- V8.cpp - the modules in Node.js ------------------------------------===//
#include "V8.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

using namespace llvm;

namespace sinter::fuzz {

static bool writeFile(const std::string &path, StringRef content) {
  std::error_code failed;
  raw_fd_ostream out(path, failed);
  if (failed)
    return false;
  out << content;
  return true;
}

static StringRef asText(const Bytes &b) {
  return {reinterpret_cast<const char *>(b.data()), b.size()};
}

bool saveBinary(const LoopModule &module, const std::string &path) {
  return writeFile(path, asText(module.binary));
}

bool writeForV8(const LoopModule &module, const std::string &folder,
                unsigned number) {
  const Shape &s = module.shape;
  std::string json;
  raw_string_ostream os(json);
  auto word = [](bool b) { return b ? "true" : "false"; };
  os << "{\"memory64\":" << word(s.memory64)
     << ",\"imported\":" << word(s.imported) << ",\"huge\":" << word(s.huge())
     << ",\"pages\":" << s.pages << ",\"maximum\":" << s.maxPages.value_or(0)
     << ",\"calls\":[";
  const char *separator = "";
  for (const TestFunction &f : module.functions)
    for (const Arguments &arguments : f.calls) {
      os << separator << "[\"f" << f.number << "\",[";
      separator = ",\n";
      for (size_t i = 0; i != arguments.size(); ++i)
        os << (i ? ",\"" : "\"") << arguments[i] << '"';
      os << "]]";
    }
  os << "]}";
  std::string base = folder + "/" + std::to_string(number);
  return writeFile(base + ".wasm", asText(module.binary)) &&
         writeFile(base + ".image", asText(module.image)) &&
         writeFile(base + ".json", os.str());
}

pid_t startV8(const std::string &node, const std::string &script,
              const std::string &folder, unsigned count) {
  std::string number = std::to_string(count);
  pid_t pid = fork();
  if (pid != 0)
    return pid;
  execlp(node.c_str(), node.c_str(), script.c_str(), folder.c_str(),
         number.c_str(), static_cast<char *>(nullptr));
  _exit(127);
}

std::vector<std::string> readFromV8(const std::string &folder,
                                    unsigned number) {
  std::vector<std::string> all;
  auto buffer =
      MemoryBuffer::getFile(folder + "/" + std::to_string(number) + ".v8");
  if (!buffer)
    return all;
  SmallVector<StringRef> lines;
  (*buffer)->getBuffer().split(lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef line : lines)
    all.push_back(line.str());
  return all;
}

} // namespace sinter::fuzz
