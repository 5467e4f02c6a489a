//===- Module.h - a decoded module ----------------------------------------===//
//
// Plain structs in the spec's index spaces: imports come first in each of
// them. The decoder fills a Module; from then on it is const. Names, bodies
// and data refer into the module's bytes, which must outlive the Module.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_MODULE_H
#define SINTER_WASM_MODULE_H

#include "Features.h"
#include "Types.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"
#include <array>

namespace sinter::wasm {

/// A range of the module's bytes with its place in the file.
struct Bytes {
  llvm::ArrayRef<uint8_t> bytes;
  uint64_t offset = 0; ///< of bytes[0] from the start of the module
};

/// An undecoded constant expression, `end` included. Empty if there is none.
using ConstExpr = Bytes;

/// Where a module got an entity from; index into Module::imports.
using ImportIndex = std::optional<uint32_t>;

struct Import {
  llvm::StringRef module, name;
  ExternKind kind;
  uint32_t index; ///< in the index space of its kind
  uint64_t offset;
};

struct Export {
  llvm::StringRef name;
  ExternKind kind;
  uint32_t index;
  uint64_t offset;
};

struct Function {
  uint32_t typeIndex = 0; ///< canonical
  ImportIndex import;
  Bytes body; ///< locals and instructions, without the size prefix
};

struct Table {
  TableType type;
  ImportIndex import;
  ConstExpr init; ///< empty: null
};

struct Memory {
  MemoryType type;
  ImportIndex import;
};

struct Global {
  GlobalType type;
  ImportIndex import;
  ConstExpr init;
};

struct Tag {
  TagType type;
  ImportIndex import;
};

enum class SegmentMode : uint8_t { Active, Passive, Declarative };

struct ElemSegment {
  SegmentMode mode;
  ValType type;
  uint32_t table = 0; ///< mode == Active
  ConstExpr offset;   ///< mode == Active
  /// One of the two holds the items: function indices, when the segment is
  /// written with them, else an expression each.
  std::vector<uint32_t> funcs;
  std::vector<ConstExpr> exprs;
  uint64_t fileOffset = 0;
};

struct DataSegment {
  SegmentMode mode;
  uint32_t memory = 0;
  ConstExpr offset;
  Bytes data;
  uint64_t fileOffset = 0;
};

/// Custom section `name`. Anything malformed in it is left out.
struct Names {
  /// A DenseMap proper is 1.5 KB at least, too much for each of many functions.
  using LocalNames = llvm::SmallDenseMap<uint32_t, llvm::StringRef, 4>;

  llvm::StringRef module;
  llvm::DenseMap<uint32_t, llvm::StringRef> functions, types, tables, memories,
      globals, elems, datas, tags;
  /// Function index -> local index -> name.
  llvm::DenseMap<uint32_t, LocalNames> locals;
};

/// Custom section `metadata.code.branch_hint`: what an `if` or `br_if` mostly
/// does.
struct BranchHint {
  uint32_t offset; ///< of the instruction in Function::body
  bool taken;      ///< its condition is true
};

struct CustomSection {
  llvm::StringRef name;
  Bytes payload;
};

struct Module {
  llvm::ArrayRef<uint8_t> bytes;
  FeatureSet features; ///< those that were allowed when decoding

  std::vector<SubType> types;
  /// SHA-256 of each recursion group's closed form; see TypeIdentity.h.
  std::vector<std::array<uint8_t, 32>> groupHashes;
  std::vector<Import> imports;
  std::vector<Function> functions;
  std::vector<Table> tables;
  std::vector<Memory> memories;
  std::vector<Global> globals;
  std::vector<Tag> tags;
  std::vector<Export> exports;
  std::optional<uint32_t> start;
  uint64_t startOffset = 0;
  std::vector<ElemSegment> elems;
  std::vector<DataSegment> datas;
  bool hasDataCount = false;
  uint64_t codeOffset = 0, codeSize = 0; ///< of the code section's contents

  /// Function index -> first name under which it is exported.
  llvm::DenseMap<uint32_t, llvm::StringRef> exportedFuncs;

  Names names;
  /// By function, in the order of the section: ascending, if it is right.
  llvm::DenseMap<uint32_t, std::vector<BranchHint>> branchHints;
  std::vector<CustomSection> customs;
  std::vector<std::string> targetFeatures; ///< "+simd128", ...
  std::vector<std::string> producers;      ///< "language C 17", ...

  /// Functions that `ref.func` may name in bodies: those that occur in
  /// exports, element segments, globals' and tables' initialisers.
  std::vector<bool> declaredRefs;

  const FuncType &funcType(uint32_t func) const {
    return types[functions[func].typeIndex].func;
  }
  uint32_t importedFuncs() const; ///< how many functions are imported

  /// Name for messages, symbols and backtraces: from the name section, else
  /// from an export or import, else "func[N]". Never empty.
  std::string funcName(uint32_t func) const;

  // Spec: 3.3 Matching. Arguments are types of this module.
  bool isSubtype(ValType sub, ValType super) const;
  bool isSubtype(HeapType sub, HeapType super) const;

  /// SHA-256 of the type's closed form: equal for equivalent types, also of
  /// different modules, and for nothing else (Spec: 3.1.1, rolled rec groups).
  std::array<uint8_t, 32> typeHash(uint32_t typeIndex) const;
};

} // namespace sinter::wasm
#endif
