//===- types.hpp - Wasm's types as C++ types ------------------------------===//
//
//   i32 i64 f32 f64 v128      std::int32_t std::int64_t float double V128
//   funcref                   FuncRef (func.hpp)
//   externref, other refs     void *: a pointer of the host's choice
//   [t1 t2] -> []             void(T1, T2)
//   [..] -> [r]               R(..)
//   [..] -> [r1 r2 ..]        std::tuple<R1, R2, ..>(..)
//
// Two modules agree on a function type when the SHA-256 of its closed form is
// the same (compiler/wasm/TypeIdentity.h). This file computes it for a C++
// signature at compile time, so that typed functions are checked by comparing
// 32 bytes, and makes a descriptor (sinter_Type) that Wasm code accepts.
//
// How compiled code passes arguments is in Abi.def, "Compiled functions".
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_TYPES_HPP
#define SINTER_TYPES_HPP

#include "sinter/errors.hpp"
#include <array>
#include <cstddef>
#include <cstring>
#include <tuple>
#include <type_traits>
#include <utility>

namespace sinter {

using V128 = sinter_v128;
class FuncRef;

namespace detail {

// ---- value types ----

/// The Wasm type that a C++ type stands for; signedness is the host's affair.
template <typename T, typename = void> struct TypeOf {
  static_assert(sizeof(T) == 0,
                "a Wasm value is a std::int32_t or uint32_t, std::int64_t or "
                "uint64_t, float, double, sinter::V128, sinter::FuncRef or "
                "void *");
};

template <sinter_ValKind Kind> struct NumberType {
  static constexpr sinter_ValType type = {Kind, 0, 0, 0, 0, nullptr};
};
template <std::uint8_t Heap> struct ReferenceType {
  static constexpr sinter_ValType type = {SINTER_REF, 1, Heap, 0, 0, nullptr};
};

template <typename T>
struct TypeOf<T, std::enable_if_t<std::is_integral_v<T> && sizeof(T) == 4>>
    : NumberType<SINTER_I32> {};
template <typename T>
struct TypeOf<T, std::enable_if_t<std::is_integral_v<T> && sizeof(T) == 8>>
    : NumberType<SINTER_I64> {};
template <> struct TypeOf<float> : NumberType<SINTER_F32> {};
template <> struct TypeOf<double> : NumberType<SINTER_F64> {};
template <> struct TypeOf<V128> : NumberType<SINTER_V128> {};
template <> struct TypeOf<void *> : ReferenceType<SINTER_HEAP_EXTERN> {};
template <> struct TypeOf<FuncRef> : ReferenceType<SINTER_HEAP_FUNC> {};

/// What a machine function takes and returns for it.
template <typename T>
using Machine = std::conditional_t<std::is_same_v<T, FuncRef>, void *, T>;

// ---- SHA-256 at compile time ----

class Sha256 {
public:
  constexpr void add(std::uint8_t byte) {
    block[length++ % 64] = byte;
    if (length % 64 == 0)
      compress();
  }
  constexpr void addWord(std::uint32_t word) {
    for (unsigned i = 0; i != 4; ++i)
      add(static_cast<std::uint8_t>(word >> (8 * i)));
  }
  constexpr std::array<std::uint32_t, 8> finish() {
    std::uint64_t bits = length * 8;
    add(0x80);
    while (length % 64 != 56)
      add(0);
    for (unsigned i = 8; i-- != 0;)
      add(static_cast<std::uint8_t>(bits >> (8 * i)));
    return state;
  }

private:
  static constexpr std::uint32_t rotate(std::uint32_t x, unsigned n) {
    return x >> n | x << (32 - n);
  }

  constexpr void compress() {
    constexpr std::uint32_t k[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
        0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
        0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
        0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
        0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
        0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
        0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
        0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
        0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
    std::uint32_t w[64] = {};
    for (unsigned i = 0; i != 16; ++i)
      w[i] = static_cast<std::uint32_t>(block[4 * i]) << 24 |
             static_cast<std::uint32_t>(block[4 * i + 1]) << 16 |
             static_cast<std::uint32_t>(block[4 * i + 2]) << 8 |
             static_cast<std::uint32_t>(block[4 * i + 3]);
    for (unsigned i = 16; i != 64; ++i)
      w[i] = w[i - 16] + w[i - 7] +
             (rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3) +
             (rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10);
    std::array<std::uint32_t, 8> s = state;
    for (unsigned i = 0; i != 64; ++i) {
      std::uint32_t a = s[0], e = s[4];
      std::uint32_t t1 = s[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
                         ((e & s[5]) ^ (~e & s[6])) + k[i] + w[i];
      std::uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
                         ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
      for (unsigned j = 7; j != 0; --j)
        s[j] = s[j - 1];
      s[4] += t1;
      s[0] = t1 + t2;
    }
    for (unsigned i = 0; i != 8; ++i)
      state[i] += s[i];
  }

  std::array<std::uint32_t, 8> state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372,
                                        0xa54ff53a, 0x510e527f, 0x9b05688c,
                                        0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> block = {};
  std::uint64_t length = 0;
};

// ---- results ----

template <typename R> struct ResultList {
  using Types = std::tuple<R>;
};
template <> struct ResultList<void> {
  using Types = std::tuple<>;
};
template <typename... R> struct ResultList<std::tuple<R...>> {
  using Types = std::tuple<R...>;
};

/// The struct {r1; ..; rm} of Abi.def: std::tuple has another layout.
template <typename... R> struct ResultLayout {
  static constexpr std::size_t count = sizeof...(R);
  static constexpr std::array<std::size_t, count + 1> offsets() {
    constexpr std::size_t sizes[] = {sizeof(Machine<R>)..., 1};
    constexpr std::size_t aligns[] = {alignof(Machine<R>)..., 1};
    std::array<std::size_t, count + 1> all = {};
    std::size_t at = 0;
    for (std::size_t i = 0; i != count; ++i) {
      at = (at + aligns[i] - 1) / aligns[i] * aligns[i];
      all[i] = at;
      at += sizes[i];
    }
    all[count] = at;
    return all;
  }
  static constexpr std::size_t size = offsets()[count];
};

/// One of two results in registers: as C returns it inside of a struct.
template <typename T>
using Register = std::conditional_t<std::is_floating_point_v<Machine<T>>,
                                    double, std::uint64_t>;
template <typename A, typename B> struct RegisterPair {
  Register<A> first;
  Register<B> second;
};

template <typename To, typename From> To bitsTo(From from) {
  To to{};
  std::memcpy(&to, &from,
              sizeof(To) < sizeof(From) ? sizeof(To) : sizeof(From));
  return to;
}

/// How a C++ function returns results to compiled code, or gets them.
enum class Passing {
  Direct,   ///< none or one
  Pair,     ///< two in registers
  Memory,   ///< more: in a struct of the caller's
  ArrayOnly ///< two with a vector: no C function does what LLVM does
};

template <typename... R> constexpr Passing passingOf(std::tuple<R...> *) {
  if (sizeof...(R) < 2)
    return Passing::Direct;
  if (sizeof...(R) > 2)
    return Passing::Memory;
  return (std::is_same_v<R, V128> || ...) ? Passing::ArrayOnly : Passing::Pair;
}

// ---- function types ----

template <std::size_t N, typename... R>
constexpr void addResults(std::array<sinter_ValType, N> &all, std::size_t i,
                          std::tuple<R...> *) {
  ((all[i++] = TypeOf<R>::type), ...);
  (void)all;
  (void)i;
}

constexpr void hashType(Sha256 &h, const sinter_ValType &t) {
  h.add(t.kind);
  if (t.kind != SINTER_REF)
    return;
  h.add(t.nullable);
  h.add(t.heap);
}

template <typename Signature> struct FuncType;

template <typename R, typename... A> struct FuncType<R(A...)> {
  using Result = R;
  using Results = typename ResultList<R>::Types;
  static constexpr std::size_t paramCount = sizeof...(A);
  static constexpr std::size_t resultCount = std::tuple_size_v<Results>;
  static constexpr Passing passing = passingOf(static_cast<Results *>(nullptr));

  /// Parameters, then results.
  static constexpr std::array<sinter_ValType, paramCount + resultCount + 1>
      values = [] {
        std::array<sinter_ValType, paramCount + resultCount + 1> all = {};
        std::size_t i = 0;
        ((all[i++] = TypeOf<A>::type), ...);
        detail::addResults(all, i, static_cast<Results *>(nullptr));
        return all;
      }();

  static constexpr std::array<std::uint64_t, 4> hash = [] {
    Sha256 group;
    group.add(0); // a function type
    group.add(1); // final
    group.add(0); // without a supertype
    group.addWord(paramCount);
    for (std::size_t i = 0; i != paramCount; ++i)
      hashType(group, values[i]);
    group.addWord(resultCount);
    for (std::size_t i = paramCount; i != paramCount + resultCount; ++i)
      hashType(group, values[i]);
    group.addWord(0); // fields
    Sha256 type;
    for (std::uint32_t word : group.finish())
      for (unsigned i = 4; i-- != 0;)
        type.add(static_cast<std::uint8_t>(word >> (8 * i)));
    type.addWord(0); // the first type of its group
    std::array<std::uint32_t, 8> words = type.finish();
    std::array<std::uint64_t, 4> all = {};
    for (unsigned i = 0; i != 4; ++i)
      all[i] =
          static_cast<std::uint64_t>(words[2 * i]) << 32 | words[2 * i + 1];
    return all;
  }();

  static bool is(const sinter_Type *type) noexcept {
    return type->hash0 == hash[0] && type->hash1 == hash[1] &&
           type->hash2 == hash[2] && type->hash3 == hash[3];
  }
};

} // namespace detail
} // namespace sinter
#endif
