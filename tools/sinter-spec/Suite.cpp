//===- Suite.cpp - finding scripts ----------------------------------------===//
#include "Suite.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace sinter::spec {
namespace {

/// The name by which the suite's documents call a script: its folder below the
/// suite's root, which has one or two levels above the scripts.
std::string nameOf(StringRef json) {
  StringRef folder = sys::path::parent_path(json);
  SmallVector<StringRef, 16> parts(sys::path::begin(folder),
                                   sys::path::end(folder));
  auto fromEnd = [&](size_t n) {
    return n <= parts.size() ? parts[parts.size() - n] : StringRef();
  };
  size_t levels = 1;
  if (is_contained({"proposals", "extra"}, fromEnd(3)))
    levels = 3;
  else if (is_contained({"core", "custom", "legacy"}, fromEnd(2)))
    levels = 2;
  return join(ArrayRef(parts).take_back(levels), "/");
}

/// Path -> folder of the specification. Empty if there is no such file: the
/// suite runs without it.
StringMap<std::string> readIndex(const std::string &path) {
  StringMap<std::string> folders;
  auto buffer = MemoryBuffer::getFile(path);
  if (!buffer)
    return folders;
  Expected<json::Value> parsed = json::parse((*buffer)->getBuffer());
  if (!parsed) {
    consumeError(parsed.takeError());
    return folders;
  }
  if (const json::Array *rows = parsed->getAsArray())
    for (const json::Value &row : *rows)
      if (const json::Object *o = row.getAsObject())
        folders[o->getString("path").value_or("")] =
            o->getString("folder").value_or("").str();
  return folders;
}

std::string exclusion(StringRef name) {
#define FOLDER(Folder, Reason)                                                 \
  if (name.starts_with(Folder "/"))                                            \
    return Reason;
#include "Known.def"
  return "";
}

/// The part of the suite that a script belongs to: its folder, and for core the
/// one of the specification, which index.json at the suite's root tells.
std::string groupOf(StringRef json, StringRef name) {
  std::string folder = name.rsplit('/').first.str();
  if (folder != "core")
    return folder == name ? "" : folder;
  StringRef root = sys::path::parent_path(json);
  for (int levels = 0; levels < 2; ++levels)
    root = sys::path::parent_path(root);
  static StringMap<StringMap<std::string>> indices;
  auto [it, fresh] = indices.try_emplace(root);
  if (fresh)
    it->second = readIndex((root + "/index.json").str());
  std::string part =
      it->second.lookup((name + "/" + sys::path::filename(json)).str());
  return part.empty() || part == "." ? folder : folder + "/" + part;
}

void addScript(StringRef json, std::vector<ScriptFile> &scripts,
               Excluded &excluded) {
  ScriptFile script{json.str(), nameOf(json), "", {}, 0};
  script.group = groupOf(json, script.name);
  if (std::string reason = exclusion(script.name); !reason.empty()) {
    ++excluded[reason];
    return;
  }
  StringRef name = script.name;
  if (name.consume_front("proposals/"))
    script.enable = {name.split('/').first.str()};
  if (auto error = sys::fs::file_size(json, script.size))
    script.size = 0; // reading it will report the error
  scripts.push_back(std::move(script));
}

} // namespace

Error findScripts(StringRef path, std::vector<ScriptFile> &scripts,
                  Excluded &excluded) {
  SmallString<256> absolute(path);
  std::error_code error = sys::fs::make_absolute(absolute);
  sys::path::remove_dots(absolute, true);
  if (!error && !sys::fs::is_directory(absolute)) {
    if (!sys::fs::exists(absolute))
      return createStringError(path + ": no such file or directory");
    addScript(absolute, scripts, excluded);
    return Error::success();
  }
  bool any = false;
  for (sys::fs::recursive_directory_iterator it(absolute, error), end;
       it != end && !error; it.increment(error)) {
    StringRef file = it->path();
    // A script is the .json that has its folder's name.
    StringRef folder = sys::path::filename(sys::path::parent_path(file));
    if (sys::path::extension(file) != ".json" ||
        sys::path::stem(file) != folder)
      continue;
    addScript(file, scripts, excluded);
    any = true;
  }
  if (error)
    return createStringError(error, path + ": " + error.message());
  if (!any)
    return createStringError(path + ": no scripts below it");
  return Error::success();
}

bool isKnownException(StringRef script, uint32_t line) {
#define ASSERTION(Script, Line, Reason)                                        \
  if (script == Script && line == Line)                                        \
    return true;
#include "Known.def"
  return false;
}

} // namespace sinter::spec
