//===- Types.h - the type system of Wasm 3.0 ------------------------------===//
//
// Value, heap, function, composite and external types, as plain values.
//
// A ValType is one 32-bit word, so that the validator's operand stack is an
// array of words and equality is one comparison. A concrete heap type holds a
// type index that the decoder has already replaced by the index of the first
// equivalent type of the module ("canonical index"): after decoding, equal
// words are equal types. Subtyping lives in Module.h, because it needs the
// type section.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_TYPES_H
#define SINTER_WASM_TYPES_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sinter::wasm {

/// Abstract heap types of the spec, and Concrete for a type index.
enum class HeapKind : uint8_t {
  Func,
  NoFunc,
  Extern,
  NoExtern,
  Any,
  Eq,
  I31,
  Struct,
  Array,
  None,
  Exn,
  NoExn,
  Concrete,
  Bottom, ///< below every heap type: references popped from dead code
};

/// Spec: 2.3.3 Heap Types.
struct HeapType {
  HeapKind kind = HeapKind::Func;
  uint32_t index = 0; ///< canonical type index; only for Concrete

  bool operator==(const HeapType &) const = default;
};

/// Spec: 2.3.5 Value Types, and Bottom for operands popped from dead code.
class ValType {
public:
  enum Kind : uint8_t { I32, I64, F32, F64, V128, Ref, Bottom };

  constexpr ValType() : bits(Bottom) {}
  constexpr ValType(Kind k) : bits(k) {}
  static constexpr ValType ref(HeapType heap, bool nullable) {
    ValType t(Ref);
    t.bits |=
        uint32_t(nullable) << 3 | uint32_t(heap.kind) << 4 | heap.index << 8;
    return t;
  }
  static constexpr ValType funcref() { return ref({HeapKind::Func}, true); }
  static constexpr ValType externref() { return ref({HeapKind::Extern}, true); }

  constexpr Kind kind() const { return Kind(bits & 7); }
  constexpr bool isRef() const { return kind() == Ref; }
  constexpr bool isNum() const { return kind() <= F64; }
  constexpr bool isVec() const { return kind() == V128; }
  constexpr bool isBottom() const { return kind() == Bottom; }
  constexpr bool nullable() const { return bits >> 3 & 1; }
  constexpr HeapType heap() const {
    return {HeapKind(bits >> 4 & 15), bits >> 8};
  }
  /// Numbers, vectors and nullable references have a default value.
  constexpr bool isDefaultable() const { return !isRef() || nullable(); }
  constexpr ValType asNonNull() const { return ref(heap(), false); }
  constexpr ValType asNullable() const { return ref(heap(), true); }

  constexpr bool operator==(const ValType &) const = default;

private:
  uint32_t bits; ///< kind:3, nullable:1, heap kind:4, type index:24
};

/// Spec wording, e.g. "i32", "funcref", "(ref null $3)".
std::string toString(ValType t);
std::string toString(HeapType t);

/// Spec: 2.3.6 Function Types. Also what block types expand to.
struct FuncType {
  std::vector<ValType> params, results;
};
std::string toString(const FuncType &t); ///< "[i32 i64] -> [f32]"

/// A field of a struct or the element of an array; packed fields have a
/// width below that of the value type they unpack to (i32).
struct FieldType {
  ValType type;
  uint8_t packedBits = 0; ///< 0, 8 or 16
  bool isMutable = false;
};

enum class CompositeKind : uint8_t { Func, Struct, Array };

/// Spec: 2.3.9 Recursive Types, one member of a recursion group.
struct SubType {
  CompositeKind kind = CompositeKind::Func;
  bool isFinal = true;
  bool isDefaultable = true;     ///< all fields have a default value
  std::optional<uint32_t> super; ///< canonical index of the declared supertype
  FuncType func;                 ///< kind == Func
  std::vector<FieldType> fields; ///< kind == Struct, or the one of an Array
  uint32_t groupStart = 0;       ///< first type index of the recursion group
  uint32_t groupSize = 1;
  uint32_t group = 0;     ///< number of the group: index of Module::groupHashes
  uint32_t canonical = 0; ///< index of the first equivalent type
  uint32_t depth = 0;     ///< number of supertypes above
};

/// Spec: 2.3.11 Limits. Units: pages for memories, elements for tables.
struct Limits {
  uint64_t min = 0;
  std::optional<uint64_t> max;
  bool is64 = false;   ///< address type i64
  bool shared = false; ///< threads proposal
};

struct TableType {
  ValType elem;
  Limits limits;
};

struct MemoryType {
  Limits limits;
  uint8_t pageShift = 16; ///< log2 of the page size: 16, or 0 (custom sizes)
};

struct GlobalType {
  ValType type;
  bool isMutable = false;
};

struct TagType {
  uint32_t typeIndex = 0;
};

enum class ExternKind : uint8_t { Func, Table, Memory, Global, Tag };
std::string toString(ExternKind k); ///< "function", "table", ...

} // namespace sinter::wasm
#endif
