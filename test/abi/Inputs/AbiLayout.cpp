//===- AbiLayout.cpp - both readers of Abi.def agree ----------------------===//
//
// C gives each field of Abi.def an offset, and so does LLVM, from types that
// Abi.cpp derives. Compares all of them, and the sizes of the structs.
//
//===----------------------------------------------------------------------===//
#include "lower/Abi.h"
#include <cstdio>

using namespace llvm;

static unsigned checked, wrong;

static void check(const char *what, const char *field, uint64_t llvm,
                  uint64_t c) {
  ++checked;
  if (llvm == c)
    return;
  ++wrong;
  std::printf("sinter_%s.%s: %llu in LLVM, %llu in C\n", what, field,
              (unsigned long long)llvm, (unsigned long long)c);
}

int main() {
  LLVMContext context;
  Module m("abi", context);
  m.setDataLayout("e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-"
                  "f80:128-n8:16:32:64-S128");
  sinter::Abi abi(m);
  const DataLayout &layout = m.getDataLayout();
  const StructLayout *s = nullptr;

#define ABI_STRUCT(Name) s = layout.getStructLayout(abi.Name##Ty);
#define ABI_FIELD(Struct, CType, Name, Alias)                                  \
  check(#Struct, #Name,                                                        \
        s->getElementOffset(sinter::abi::Struct::Name).getFixedValue(),        \
        offsetof(sinter_##Struct, Name));
#define ABI_END(Name)                                                          \
  check(#Name, "size", s->getSizeInBytes().getFixedValue(),                    \
        sizeof(sinter_##Name));                                                \
  check(#Name, "alignment", s->getAlignment().value(), alignof(sinter_##Name));
#include "sinter/Abi.def"

  std::printf("%u fields and structs, %u wrong\n", checked, wrong);
  return wrong != 0;
}
