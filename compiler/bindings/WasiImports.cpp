//===- WasiImports.cpp - which imports are functions of WASI --------------===//
#include "WasiImports.h"

using namespace llvm;

namespace sinter {

template <typename T> static constexpr wasm::ValType::Kind kindOf() {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8);
  return sizeof(T) == 4 ? wasm::ValType::I32 : wasm::ValType::I64;
}

/// Of a C function whose first parameter is the context.
template <typename Ret, typename... Params>
static wasm::FuncType wasmType(Ret (*)(void *, Params...)) {
  wasm::FuncType t;
  (t.params.push_back(kindOf<Params>()), ...);
  if constexpr (!std::is_void_v<Ret>)
    t.results.push_back(kindOf<Ret>());
  return t;
}

static std::optional<wasm::FuncType> wasiType(StringRef name) {
#define WASI_FUNC(Ret, Name, Params, Attrs)                                    \
  if (name == #Name)                                                           \
    return wasmType(static_cast<Ret(*) Params>(nullptr));
#include "../../runtime-support/wasi/Wasi.def"
  return std::nullopt;
}

/// Functions that have the same type in the snapshot before preview 1, but
/// numbers or layouts in memory that changed.
static bool differsInSnapshot0(StringRef name) {
  return name == "fd_seek" || name == "poll_oneoff" ||
         name == "fd_filestat_get" || name == "path_filestat_get";
}

bool isWasi(const wasm::Import &i) {
  return i.kind == wasm::ExternKind::Func &&
         (i.module == "wasi_snapshot_preview1" || i.module == "wasi_unstable");
}

std::string wasiProblem(const wasm::Module &m, const wasm::Import &i) {
  std::optional<wasm::FuncType> type = wasiType(i.name);
  if (!type)
    return "WASI preview 1 has no such function";
  if (i.module == "wasi_unstable" && differsInSnapshot0(i.name))
    return "this function of WASI's older snapshot 0 is not supported";
  const wasm::FuncType &imported = m.funcType(i.index);
  if (type->params != imported.params || type->results != imported.results)
    return "WASI's has type " + toString(*type);
  return "";
}

} // namespace sinter
