//===- Value.cpp - parsing, matching and printing of values ---------------===//
//
// Everything is compared as bits: a lane or number is an unsigned integer of
// its width, and a NaN class is a mask and a pattern. So f32 in a vector, alone
// or as an argument take the same path.
//
//===----------------------------------------------------------------------===//
#include "Value.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <cstring>

using namespace llvm;

namespace sinter::spec {
namespace {

/// Width in bits of a lane or number type, 0 for anything else.
unsigned bitsOf(StringRef type) {
  return StringSwitch<unsigned>(type)
      .Case("i8", 8)
      .Case("i16", 16)
      .Cases("i32", "f32", 32)
      .Cases("i64", "f64", 64)
      .Default(0);
}

/// Kind of a number or vector type; SINTER_REF for all others.
sinter_ValKind kindOf(StringRef type) {
  return StringSwitch<sinter_ValKind>(type)
      .Case("i32", SINTER_I32)
      .Case("i64", SINTER_I64)
      .Case("f32", SINTER_F32)
      .Case("f64", SINTER_F64)
      .Case("v128", SINTER_V128)
      .Default(SINTER_REF);
}

/// The three hierarchies of references that never mix.
enum class Hierarchy { Func, Extern, Any, Exn, All };

Hierarchy hierarchyOf(StringRef type) {
  return StringSwitch<Hierarchy>(type)
      .Cases("funcref", "nullfuncref", Hierarchy::Func)
      .Cases("externref", "nullexternref", Hierarchy::Extern)
      .Cases("exnref", "nullexnref", Hierarchy::Exn)
      .Case("refnull", Hierarchy::All)
      .Default(Hierarchy::Any);
}

Hierarchy hierarchyOf(const sinter_ValType &type) {
  switch (type.heap) {
  case SINTER_HEAP_FUNC:
  case SINTER_HEAP_NOFUNC:
  case SINTER_HEAP_CONCRETE: // the only descriptors are those of functions
    return Hierarchy::Func;
  case SINTER_HEAP_EXTERN:
  case SINTER_HEAP_NOEXTERN:
    return Hierarchy::Extern;
  case SINTER_HEAP_EXN:
  case SINTER_HEAP_NOEXN:
    return Hierarchy::Exn;
  default:
    return Hierarchy::Any;
  }
}

/// Host reference number `n` as a pointer: distinct, aligned, never null.
void *hostReference(uint64_t n) {
  return reinterpret_cast<void *>(uintptr_t((n + 1) << 4));
}

/// One number against a decimal bit pattern or a class of NaNs.
bool matchesBits(StringRef pattern, unsigned bits, uint64_t actual) {
  uint64_t quiet = bits == 32 ? 0x7fc00000u : 0x7ff8000000000000u;
  uint64_t magnitude = bits == 32 ? 0x7fffffffu : 0x7fffffffffffffffu;
  if (pattern == "nan:canonical")
    return (actual & magnitude) == quiet;
  if (pattern == "nan:arithmetic")
    return (actual & quiet) == quiet;
  uint64_t wanted;
  return !pattern.getAsInteger(10, wanted) && wanted == actual;
}

uint64_t readBits(const uint8_t *from, unsigned bits) {
  uint64_t value = 0;
  memcpy(&value, from, bits / 8);
  return value;
}

bool matchesVector(const json::Object &expected, const sinter_Value &actual) {
  unsigned bits = bitsOf(expected.getString("lane_type").value_or(""));
  const json::Array *lanes = expected.getArray("value");
  if (!bits || !lanes || lanes->size() * bits != 128)
    return false;
  const auto *bytes = reinterpret_cast<const uint8_t *>(actual.v128);
  for (size_t i = 0; i < lanes->size(); ++i)
    if (!matchesBits((*lanes)[i].getAsString().value_or(""), bits,
                     readBits(bytes + i * bits / 8, bits)))
      return false;
  return true;
}

bool matchesReference(StringRef wanted, std::optional<StringRef> value,
                      const sinter_ValType &type, const sinter_Value &actual) {
  Hierarchy hierarchy = hierarchyOf(wanted);
  if (hierarchy != Hierarchy::All && hierarchy != hierarchyOf(type))
    return false;
  if (!value)
    return actual.ref != nullptr;
  uint64_t number;
  if (*value == "null")
    return actual.ref == nullptr;
  return !value->getAsInteger(10, number) &&
         actual.ref == hostReference(number);
}

std::string parseVector(const json::Object &o, sinter_Value &out) {
  unsigned bits = bitsOf(o.getString("lane_type").value_or(""));
  const json::Array *lanes = o.getArray("value");
  if (!bits || !lanes || lanes->size() * bits != 128)
    return "malformed v128 argument";
  auto *bytes = reinterpret_cast<uint8_t *>(out.v128);
  for (size_t i = 0; i < lanes->size(); ++i) {
    uint64_t lane;
    if ((*lanes)[i].getAsString().value_or("").getAsInteger(10, lane))
      return "malformed lane of an argument";
    memcpy(bytes + i * bits / 8, &lane, bits / 8);
  }
  return "";
}

} // namespace

std::string parseArgument(const json::Object &o, const sinter_ValType &type,
                          sinter_Value &out) {
  StringRef name = o.getString("type").value_or("");
  StringRef text = o.getString("value").value_or("");
  memset(&out, 0, sizeof out);
  if (kindOf(name) != type.kind)
    return "argument of type " + name.str() + " for another parameter type";
  if (type.kind == SINTER_V128)
    return parseVector(o, out);
  if (type.kind == SINTER_REF && text == "null")
    return "";
  uint64_t bits;
  if (text.getAsInteger(10, bits))
    return "malformed argument of type " + name.str();
  if (type.kind == SINTER_REF)
    out.ref = hostReference(bits);
  else
    memcpy(&out, &bits, bitsOf(name) / 8);
  return "";
}

bool matches(const json::Object &expected, const sinter_ValType &type,
             const sinter_Value &actual) {
  StringRef name = expected.getString("type").value_or("");
  if (name == "either") {
    const json::Array *values = expected.getArray("values");
    return values && any_of(*values, [&](const json::Value &v) {
             return v.getAsObject() && matches(*v.getAsObject(), type, actual);
           });
  }
  if (kindOf(name) != type.kind)
    return false;
  if (type.kind == SINTER_V128)
    return matchesVector(expected, actual);
  if (type.kind == SINTER_REF)
    return matchesReference(name, expected.getString("value"), type, actual);
  unsigned bits = bitsOf(name);
  return matchesBits(
      expected.getString("value").value_or(""), bits,
      readBits(reinterpret_cast<const uint8_t *>(&actual), bits));
}

std::string print(const sinter_ValType &type, const sinter_Value &value) {
  switch (type.kind) {
  case SINTER_I32:
    return formatv("i32 {0}", uint32_t(value.i32));
  case SINTER_I64:
    return formatv("i64 {0}", uint64_t(value.i64));
  case SINTER_F32:
    return formatv("f32 {0} ({1:x})", value.f32, uint32_t(value.i32));
  case SINTER_F64:
    return formatv("f64 {0} ({1:x})", value.f64, uint64_t(value.i64));
  case SINTER_V128:
    return formatv("v128 {0:x16} {1:x16} (high, low)", value.v128[1],
                   value.v128[0]);
  default:
    return value.ref ? formatv("reference {0}", value.ref).str()
                     : "null reference";
  }
}

std::string print(const json::Object &pattern) {
  std::string text;
  raw_string_ostream(text) << json::Value(json::Object(pattern));
  return text;
}

} // namespace sinter::spec
