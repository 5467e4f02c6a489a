//===- Depfile.cpp - what an output was made from, for build systems ------===//
#include "Depfile.h"
#include "Output.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace sinter {

/// As Make and Ninja both read it: there is a way to write a space, a # and a
/// $, and backslashes before other characters stand for themselves.
static void printName(raw_ostream &os, StringRef path) {
  for (char c : path) {
    if (c == '$')
      os << '$';
    else if (c == ' ' || c == '#')
      os << '\\';
    os << c;
  }
}

Error writeDepfile(const Input &in, StringRef output, const Options &o) {
  SmallString<256> text;
  raw_svector_ostream os(text);
  printName(os, output);
  os << ':';
  auto add = [&](StringRef path) {
    os << " \\\n  ";
    printName(os, path);
  };
  if (in.name != "<stdin>")
    add(in.name);
  for (const std::string &path : o.linkInputs)
    add(path);
  for (const std::string &path : o.profileUse)
    add(path);
  os << '\n';
  return writeOutput(o.depfile, text);
}

} // namespace sinter
