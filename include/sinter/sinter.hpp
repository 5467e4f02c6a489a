//===- sinter.hpp - compiled modules in C++ -------------------------------===//
//
// Everything for C++17 and later, by including only headers: generated ones
// (`sinter header m.wasm -o m.hpp`) include this one. Link libsinter.a.
//
//   #include "calc.hpp"
//
//   calc::Imports imports;
//   imports.env.log = [](std::int32_t n) { std::cout << n << "\n"; };
//   calc::Instance m(std::move(imports));
//   std::cout << m.add(2, 3);
//
// A trap is an exception (errors.hpp), thrown at the place of the trap: it
// unwinds the frames of Wasm code and of the host as any other does, and so do
// exceptions that the host's own functions throw below Wasm code. Nothing is
// done for that at an entry, and calls cost what C's do. All frames on the way
// need unwind tables, which compilers for x86-64 make unless told otherwise.
//
// Threads: a store and its instances are used by one thread at a time. There is
// no other state.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_SINTER_HPP
#define SINTER_SINTER_HPP

#if __cplusplus < 201703L
#error "sinter.hpp is for C++17 and later; runtime.h is the interface for C"
#endif
#if !defined(__cpp_exceptions)
#error "sinter.hpp throws exceptions; without them use runtime.h"
#endif

#include "sinter/errors.hpp"
#include "sinter/func.hpp"
#include "sinter/instance.hpp"
#include "sinter/library.hpp"
#include "sinter/objects.hpp"
#include "sinter/store.hpp"
#include "sinter/types.hpp"
#include "sinter/value.hpp"
#include "sinter/wasi.hpp"

#endif
