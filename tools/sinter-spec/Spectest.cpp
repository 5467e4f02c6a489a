//===- Spectest.cpp - the host module that all scripts may import ---------===//
#include "Spectest.h"
#include "llvm/ADT/StringRef.h"

using namespace llvm;

namespace sinter::spec {
namespace {

// (module
//   (func (export "print"))
//   (func (export "print_i32") (param i32))
//   (func (export "print_i64") (param i64))
//   (func (export "print_f32") (param f32))
//   (func (export "print_f64") (param f64))
//   (func (export "print_i32_f32") (param i32 f32))
//   (func (export "print_f64_f64") (param f64 f64))
//   (global (export "global_i32") i32 (i32.const 666))
//   (global (export "global_i64") i64 (i64.const 666))
//   (global (export "global_f32") f32 (f32.const 666.6))
//   (global (export "global_f64") f64 (f64.const 666.6))
//   (table (export "table") 10 20 funcref)
//   (table (export "table64") i64 10 20 funcref)
//   (memory (export "memory") 1 2))
constexpr char binary[] =
    "\0asm\1\0\0\0"
    // types
    "\x01\x1e\x07"
    "\x60\0\0"
    "\x60\1\x7f\0"
    "\x60\1\x7e\0"
    "\x60\1\x7d\0"
    "\x60\1\x7c\0"
    "\x60\2\x7f\x7d\0"
    "\x60\2\x7c\x7c\0"
    // functions, tables, memories
    "\x03\x08\x07\0\1\2\3\4\5\6"
    "\x04\x09\x02\x70\1\12\24\x70\5\12\24"
    "\x05\x04\x01\1\1\2"
    // globals
    "\x06\x21\x04"
    "\x7f\0\x41\x9a\x05\x0b"
    "\x7e\0\x42\x9a\x05\x0b"
    "\x7d\0\x43\x66\xa6\x26\x44\x0b"
    "\x7c\0\x44\xcd\xcc\xcc\xcc\xcc\xd4\x84\x40\x0b"
    // exports: length and name, kind, index
    "\x07\xa8\x01\x0e"
    "\5print\0\0"
    "\11print_i32\0\1"
    "\11print_i64\0\2"
    "\11print_f32\0\3"
    "\11print_f64\0\4"
    "\15print_i32_f32\0\5"
    "\15print_f64_f64\0\6"
    "\12global_i32\3\0"
    "\12global_i64\3\1"
    "\12global_f32\3\2"
    "\12global_f64\3\3"
    "\5table\1\0"
    "\7table64\1\1"
    "\6memory\2\0"
    // bodies
    "\x0a\x16\x07"
    "\2\0\x0b\2\0\x0b\2\0\x0b\2\0\x0b\2\0\x0b\2\0\x0b\2\0\x0b";

/// All printing functions: what they print is of no interest.
void printNothing(void *, sinter_Value *) {}

bool exported(const sinter_Instance *instance, StringRef name,
              sinter_Extern &out) {
  return sinter_instance_export(instance, name.data(), name.size(), &out);
}

} // namespace

Input Spectest::input() {
  StringRef bytes(binary, sizeof binary - 1);
  return {"spectest", {bytes.bytes_begin(), bytes.bytes_end()}};
}

std::unique_ptr<Spectest> Spectest::create(const sinter_Module *module,
                                           sinter_Store *store) {
  std::unique_ptr<Spectest> host(new Spectest);
  sinter_Error error;
  if (sinter_instantiate(module, store, nullptr, nullptr, &host->instance,
                         &error) != SINTER_OK)
    return nullptr;
  host->print = {printNothing, nullptr};
  for (StringRef name : {"print", "print_i32", "print_i64", "print_f32",
                         "print_f64", "print_i32_f32", "print_f64_f64"}) {
    sinter_Extern function;
    if (!exported(host->instance, name, function))
      return nullptr;
    sinter_func_init(&host->functions[name], function.of.func->type,
                     &host->print);
  }
  sinter_ExternType type{};
  type.kind = SINTER_EXTERN_MEMORY;
  // With guard pages if the modules are compiled so.
  uint32_t own = module->memories[0].type.flags;
  type.flags = SINTER_LIMITS_SHARED | (own & SINTER_LIMITS_GUARD);
  type.pageShift = 16;
  type.min = 1;
  type.max = 2;
  host->shared = sinter_memory_new(&type);
  return host;
}

Spectest::~Spectest() {
  if (instance)
    sinter_instance_free(instance);
  if (shared)
    sinter_memory_free(shared);
}

bool Spectest::find(StringRef name, sinter_Extern &out) const {
  if (auto it = functions.find(name); it != functions.end()) {
    out.kind = SINTER_EXTERN_FUNC;
    out.of.func = &it->second;
    return true;
  }
  if (name == "shared_memory" && shared) {
    out.kind = SINTER_EXTERN_MEMORY;
    out.of.memory = shared;
    return true;
  }
  return exported(instance, name, out);
}

} // namespace sinter::spec
