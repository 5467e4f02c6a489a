// The vector operations of these programs: wasm_simd128.h itself for Wasm, and
// for x86-64 with SSE4.1 the same names, each as one would write it there by
// hand, so that one source measures both.
//
// Where the native instruction does less than Wasm's operation, the programs
// only pass what both treat alike; the comments say what.
#ifndef SINTER_BENCHMARK_VECTOR_H
#define SINTER_BENCHMARK_VECTOR_H

#ifdef __wasm__
#include <wasm_simd128.h>
#else

#ifndef __SSE4_1__
#error "compile with -msse4.1"
#endif
#include <smmintrin.h>
#include <stdint.h>

typedef __m128i v128_t;

#define VECTOR_OP static inline __attribute__((always_inline))

// NAME(a, b) for the type of lane that an instruction has in its own name.
#define BINARY(NAME, INSTRUCTION)                                              \
  VECTOR_OP v128_t NAME(v128_t a, v128_t b) { return INSTRUCTION(a, b); }
#define BINARY_PS(NAME, INSTRUCTION)                                           \
  VECTOR_OP v128_t NAME(v128_t a, v128_t b) {                                  \
    return _mm_castps_si128(                                                   \
        INSTRUCTION(_mm_castsi128_ps(a), _mm_castsi128_ps(b)));                \
  }
#define BINARY_PD(NAME, INSTRUCTION)                                           \
  VECTOR_OP v128_t NAME(v128_t a, v128_t b) {                                  \
    return _mm_castpd_si128(                                                   \
        INSTRUCTION(_mm_castsi128_pd(a), _mm_castsi128_pd(b)));                \
  }
#define SHIFT(NAME, INSTRUCTION)                                               \
  VECTOR_OP v128_t NAME(v128_t a, uint32_t count) {                            \
    return INSTRUCTION(a, (int)count);                                         \
  }

// --- All 128 bits

VECTOR_OP v128_t wasm_v128_load(const void *p) {
  return _mm_loadu_si128((const __m128i *)p);
}
VECTOR_OP void wasm_v128_store(void *p, v128_t a) {
  _mm_storeu_si128((__m128i *)p, a);
}
BINARY(wasm_v128_and, _mm_and_si128)
BINARY(wasm_v128_or, _mm_or_si128)
BINARY(wasm_v128_xor, _mm_xor_si128)
VECTOR_OP int wasm_v128_any_true(v128_t a) { return !_mm_testz_si128(a, a); }
/// a where the mask is set, b elsewhere; whole bytes of the mask are alike.
VECTOR_OP v128_t wasm_v128_bitselect(v128_t a, v128_t b, v128_t mask) {
  return _mm_blendv_epi8(b, a, mask);
}

// --- Bytes

typedef char Bytes __attribute__((vector_size(16)));

VECTOR_OP v128_t wasm_i8x16_splat(int8_t a) { return _mm_set1_epi8(a); }
#define wasm_u8x16_splat(a) wasm_i8x16_splat((int8_t)(a))
#define wasm_i8x16_make _mm_setr_epi8
BINARY(wasm_i8x16_add, _mm_add_epi8)
BINARY(wasm_i8x16_sub, _mm_sub_epi8)
BINARY(wasm_u8x16_add_sat, _mm_adds_epu8)
BINARY(wasm_u8x16_sub_sat, _mm_subs_epu8)
BINARY(wasm_u8x16_avgr, _mm_avg_epu8)
BINARY(wasm_u8x16_max, _mm_max_epu8)
BINARY(wasm_i8x16_eq, _mm_cmpeq_epi8)
BINARY(wasm_i8x16_lt, _mm_cmplt_epi8)
BINARY(wasm_i8x16_gt, _mm_cmpgt_epi8)
BINARY(wasm_u8x16_narrow_i16x8, _mm_packus_epi16)
VECTOR_OP uint32_t wasm_i8x16_bitmask(v128_t a) {
  return (uint32_t)_mm_movemask_epi8(a);
}
/// Indices are below 16, or above 127 for a zero.
BINARY(wasm_i8x16_swizzle, _mm_shuffle_epi8)
#define wasm_i8x16_shuffle(a, b, ...)                                          \
  ((v128_t)__builtin_shufflevector((Bytes)(a), (Bytes)(b), __VA_ARGS__))

// --- 16-bit lanes

VECTOR_OP v128_t wasm_i16x8_splat(int16_t a) { return _mm_set1_epi16(a); }
BINARY(wasm_i16x8_add, _mm_add_epi16)
BINARY(wasm_i16x8_sub, _mm_sub_epi16)
BINARY(wasm_i16x8_mul, _mm_mullo_epi16)
BINARY(wasm_i16x8_add_sat, _mm_adds_epi16)
BINARY(wasm_i16x8_max, _mm_max_epi16)
/// Not for -32768 times -32768.
BINARY(wasm_i16x8_q15mulr_sat, _mm_mulhrs_epi16)
BINARY(wasm_i16x8_narrow_i32x4, _mm_packs_epi32)
SHIFT(wasm_i16x8_shr, _mm_srai_epi16)
SHIFT(wasm_u16x8_shr, _mm_srli_epi16)
VECTOR_OP v128_t wasm_u16x8_extend_low_u8x16(v128_t a) {
  return _mm_cvtepu8_epi16(a);
}
VECTOR_OP v128_t wasm_u16x8_extend_high_u8x16(v128_t a) {
  return _mm_unpackhi_epi8(a, _mm_setzero_si128());
}
/// Sums of neighbours.
VECTOR_OP v128_t wasm_u16x8_extadd_pairwise_u8x16(v128_t a) {
  return _mm_maddubs_epi16(a, _mm_set1_epi8(1));
}

// --- 32-bit lanes

VECTOR_OP v128_t wasm_i32x4_splat(int32_t a) { return _mm_set1_epi32(a); }
#define wasm_u32x4_splat(a) wasm_i32x4_splat((int32_t)(a))
#define wasm_i32x4_make _mm_setr_epi32
BINARY(wasm_i32x4_add, _mm_add_epi32)
BINARY(wasm_i32x4_sub, _mm_sub_epi32)
BINARY(wasm_i32x4_mul, _mm_mullo_epi32)
BINARY(wasm_i32x4_dot_i16x8, _mm_madd_epi16)
SHIFT(wasm_i32x4_shl, _mm_slli_epi32)
SHIFT(wasm_i32x4_shr, _mm_srai_epi32)
SHIFT(wasm_u32x4_shr, _mm_srli_epi32)
#define wasm_u32x4_extract_lane(a, lane) ((uint32_t)_mm_extract_epi32(a, lane))
/// Sums of neighbours, which are below 32768.
VECTOR_OP v128_t wasm_u32x4_extadd_pairwise_u16x8(v128_t a) {
  return _mm_madd_epi16(a, _mm_set1_epi16(1));
}
#define wasm_i32x4_shuffle(a, b, ...)                                          \
  ((v128_t)__builtin_shufflevector((__v4si)(a), (__v4si)(b), __VA_ARGS__))

// --- Floats

VECTOR_OP v128_t wasm_f32x4_splat(float a) {
  return _mm_castps_si128(_mm_set1_ps(a));
}
VECTOR_OP v128_t wasm_f32x4_make(float a, float b, float c, float d) {
  return _mm_castps_si128(_mm_setr_ps(a, b, c, d));
}
BINARY_PS(wasm_f32x4_add, _mm_add_ps)
BINARY_PS(wasm_f32x4_sub, _mm_sub_ps)
BINARY_PS(wasm_f32x4_mul, _mm_mul_ps)
BINARY_PS(wasm_f32x4_div, _mm_div_ps)
BINARY_PS(wasm_f32x4_lt, _mm_cmplt_ps)
BINARY_PS(wasm_f32x4_gt, _mm_cmpgt_ps)
VECTOR_OP v128_t wasm_f32x4_sqrt(v128_t a) {
  return _mm_castps_si128(_mm_sqrt_ps(_mm_castsi128_ps(a)));
}
/// a < b ? b : a
VECTOR_OP v128_t wasm_f32x4_pmax(v128_t a, v128_t b) {
  return _mm_castps_si128(_mm_max_ps(_mm_castsi128_ps(b), _mm_castsi128_ps(a)));
}
#define wasm_f32x4_extract_lane(a, lane) (((__v4sf)(a))[lane])

// --- Doubles and 64-bit lanes

VECTOR_OP v128_t wasm_f64x2_splat(double a) {
  return _mm_castpd_si128(_mm_set1_pd(a));
}
VECTOR_OP v128_t wasm_f64x2_make(double a, double b) {
  return _mm_castpd_si128(_mm_setr_pd(a, b));
}
BINARY_PD(wasm_f64x2_add, _mm_add_pd)
BINARY_PD(wasm_f64x2_sub, _mm_sub_pd)
BINARY_PD(wasm_f64x2_mul, _mm_mul_pd)
BINARY_PD(wasm_f64x2_le, _mm_cmple_pd)
BINARY(wasm_i64x2_sub, _mm_sub_epi64)
#define wasm_i64x2_extract_lane(a, lane) (((__v2di)(a))[lane])

#undef BINARY
#undef BINARY_PS
#undef BINARY_PD
#undef SHIFT
#endif
#endif
