//===- library.hpp - modules that are found at run time -------------------===//
//
//   sinter::Library filter = sinter::Library::open("./filter.so");
//   sinter::Store store;
//   sinter::ImportMap imports;
//   imports.set("env", "log", sinter::function<void(std::int32_t)>(log));
//   sinter::AnyInstance m = filter.instantiate(store, imports);
//   auto run = m.func("run").as<std::int32_t(std::int32_t)>();
//   std::int32_t result = run(7);
//
// Types are compared when an instance is made and when a function is asked for;
// a call of a Func then costs what it does elsewhere. What is not known when
// the program is compiled is called with Values (value.hpp).
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LIBRARY_HPP
#define SINTER_LIBRARY_HPP

#include "sinter/instance.hpp"
#include "sinter/value.hpp"
#include <algorithm>
#include <dlfcn.h>
#include <elf.h>
#include <fstream>
#include <map>

namespace sinter {

/// A host function as ImportMap takes it.
class ImportFunction {
public:
  using Dynamic = std::function<std::vector<Value>(const std::vector<Value> &)>;

  std::shared_ptr<detail::HostObject> object;
  const sinter_Type *type = nullptr; ///< null: that of the import
};

/// Of a type that is checked when an instance is made.
template <typename Signature, typename F> ImportFunction function(F &&f) {
  ImportFunction h;
  h.object = detail::HostObjectPtr(
      new detail::HostCallable<std::decay_t<F>, Signature>(std::forward<F>(f)));
  h.type = detail::HostType<Signature>::get();
  return h;
}

namespace detail {

/// A function that gets its arguments as Values, for an import of any type.
struct AnyCallable : HostObject {
  ImportFunction::Dynamic function;
  const sinter_Type *type = nullptr;

  static void run(void *context, sinter_Value *values) {
    AnyCallable *self =
        static_cast<AnyCallable *>(static_cast<HostObject *>(context));
    const sinter_Type *t = self->type;
    std::vector<Value> args;
    for (std::uint32_t i = 0; i != t->paramCount; ++i)
      args.emplace_back(t->values[i], values[i], self->store);
    std::vector<Value> results = self->function(args);
    bool fit = results.size() == t->resultCount;
    for (std::size_t i = 0; fit && i != results.size(); ++i)
      fit = fits(results[i], t->values[t->paramCount + i]);
    if (!fit)
      throw Error("a host function did not return what a " + typeText(t) +
                  " does");
    for (std::size_t i = 0; i != results.size(); ++i)
      values[i] = results[i].raw();
  }
};

} // namespace detail

/// Of any type: what it returns is checked at each call.
inline ImportFunction anyFunction(ImportFunction::Dynamic f) {
  auto *callable = new detail::AnyCallable;
  ImportFunction h;
  callable->destroy = [](detail::HostObject *o) {
    delete static_cast<detail::AnyCallable *>(o);
  };
  h.object = detail::HostObjectPtr(callable);
  callable->function = std::move(f);
  callable->array = {detail::AnyCallable::run,
                     static_cast<detail::HostObject *>(callable)};
  return h;
}

/// Host values for imports, by module and name.
class ImportMap {
public:
  void set(const std::string &module, const std::string &name,
           ImportFunction f) {
    functions[{module, name}] = std::move(f);
  }
  void set(const std::string &module, const std::string &name, FuncRef f) {
    sinter_Extern e = {SINTER_EXTERN_FUNC, {}};
    e.of.func = f.raw();
    objects[{module, name}] = {e, f.store()};
  }
  void set(const std::string &module, const std::string &name, Memory m) {
    sinter_Extern e = {SINTER_EXTERN_MEMORY, {}};
    e.of.memory = m.raw();
    objects[{module, name}] = {e, nullptr};
  }
  void set(const std::string &module, const std::string &name, Table t) {
    sinter_Extern e = {SINTER_EXTERN_TABLE, {}};
    e.of.table = t.raw();
    objects[{module, name}] = {e, t.store()};
  }
  template <typename T>
  void set(const std::string &module, const std::string &name, Global<T> g) {
    sinter_Extern e = {SINTER_EXTERN_GLOBAL, {}};
    e.of.global = g.raw();
    bool isRef = g && g.raw()->type.kind == SINTER_REF;
    objects[{module, name}] = {e, isRef ? g.store() : nullptr};
  }

  using Name = std::pair<std::string, std::string>;
  struct Object {
    sinter_Extern value;
    sinter_Store *store; ///< that it belongs to, if that matters
  };
  std::map<Name, ImportFunction> functions;
  std::map<Name, Object> objects;
};

/// An import or export as a module declares it.
struct ExternInfo {
  std::string module; ///< of imports
  std::string name;
  sinter_ExternKind kind;
  std::string type; ///< in the text format: "func [i32] -> []"
};

/// An instance whose exports are found by name.
class AnyInstance : public ModuleInstance {
public:
  /// These throw Error if there is no such export of that kind.
  FuncRef func(const std::string &name) const {
    return {find(name, SINTER_EXTERN_FUNC).of.func, store()};
  }
  Memory memory(const std::string &name) const {
    return find(name, SINTER_EXTERN_MEMORY).of.memory;
  }
  Table table(const std::string &name) const {
    return {find(name, SINTER_EXTERN_TABLE).of.table, store()};
  }
  template <typename T> Global<T> global(const std::string &name) const {
    return {find(name, SINTER_EXTERN_GLOBAL).of.global, store()};
  }
  std::vector<Value> call(const std::string &name,
                          const std::vector<Value> &args) const {
    return sinter::call(func(name), args);
  }

private:
  friend class Library;
  using ModuleInstance::ModuleInstance;

  sinter_Extern find(const std::string &name, sinter_ExternKind kind) const {
    static const char *const kinds[] = {"function", "table", "memory", "global",
                                        "tag"};
    sinter_Extern e;
    if (!sinter_instance_export(raw(), name.data(), name.size(), &e) ||
        e.kind != kind)
      throw Error(std::string("the module exports no ") + kinds[kind] + " \"" +
                  name + "\"");
    return e;
  }
};

/// A compiled module: of a shared object, or linked to the program.
class Library {
public:
  /// A shared object made by `sinter compile m.wasm -o m.so`. It stays loaded
  /// as long as this object, its copies and its instances. LinkError says why
  /// it cannot be used. Its code is trusted: it runs with the rights of the
  /// process.
  static Library open(const std::string &path) {
    checkFile(path);
    std::string name = path.find('/') == std::string::npos ? "./" + path : path;
    std::shared_ptr<void> handle(dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL),
                                 [](void *h) {
                                   if (h)
                                     dlclose(h);
                                 });
    if (!handle)
      throw LinkError(dlerror());
    auto *module = static_cast<const sinter_Module *>(
        dlsym(handle.get(), "sinter_library_module"));
    if (!module)
      throw LinkError(path + " is no module compiled by Sinter");
    return Library(*module, std::move(handle));
  }

  /// A module whose descriptor the program is linked with.
  explicit Library(const sinter_Module &m) : Library(m, nullptr) {}

  std::string name() const { return module->name; }

  std::vector<ExternInfo> imports() const {
    std::vector<ExternInfo> all;
    for (std::uint32_t i = 0; i != module->importCount; ++i) {
      const sinter_Import &import = module->imports[i];
      all.push_back({moduleOf(import), nameOf(import),
                     static_cast<sinter_ExternKind>(import.type.kind),
                     detail::typeText(import.type)});
    }
    return all;
  }

  /// Sorted by name.
  std::vector<ExternInfo> exports() const {
    std::vector<ExternInfo> all;
    for (std::uint32_t i = 0; i != module->exportCount; ++i) {
      const sinter_Export &e = module->exports[i];
      all.push_back({"",
                     std::string(module->strings + e.nameOffset, e.nameLength),
                     static_cast<sinter_ExternKind>(e.kind),
                     detail::typeText(typeOf(e))});
    }
    return all;
  }

  AnyInstance instantiate(Store &store, const ImportMap &given = {},
                          const Config &config = {}) const {
    detail::ImportList list(*module);
    list.kept.push_back(code);
    for (std::uint32_t i = 0; i != module->importCount; ++i) {
      const sinter_Import &import = module->imports[i];
      ImportMap::Name name = {moduleOf(import), nameOf(import)};
      auto object = given.objects.find(name);
      auto function = given.functions.find(name);
      if (object != given.objects.end()) {
        list.noteStore(object->second.store, i);
        list.externs[i] = object->second.value;
      } else if (function != given.functions.end() &&
                 (function->second.type ||
                  import.type.kind == SINTER_EXTERN_FUNC)) {
        list.externs[i].kind = SINTER_EXTERN_FUNC;
        list.externs[i].of.func = &list.refs[i];
        list.refs[i] = reference(function->second, import, store.raw());
        list.refs[i].self = &list.refs[i];
        list.kept.push_back(function->second.object);
      }
    }
    return AnyInstance(&store, std::move(list), config);
  }

private:
  Library(const sinter_Module &m, std::shared_ptr<void> handle)
      : code(std::move(handle)), module(&m) {
    if (m.abiVersion != SINTER_ABI_VERSION)
      throw LinkError("the module was compiled for version " +
                      std::to_string(m.abiVersion) +
                      " of the runtime, and this is " +
                      std::to_string(SINTER_ABI_VERSION));
  }

  /// What dlopen says about these is hard to understand.
  static void checkFile(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    Elf64_Ehdr header = {};
    if (!file)
      throw LinkError("cannot open " + path);
    file.read(reinterpret_cast<char *>(&header), sizeof header);
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
      throw LinkError(path + " is no shared object");
    if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_machine != EM_X86_64)
      throw LinkError(path + " is for another processor");
    if (header.e_type != ET_DYN)
      throw LinkError(path + " is no shared object");
  }

  static std::string moduleOf(const sinter_Import &i) {
    return {i.module, i.moduleLength};
  }
  static std::string nameOf(const sinter_Import &i) {
    return {i.name, i.nameLength};
  }

  sinter_ExternType typeOf(const sinter_Export &e) const {
    sinter_ExternType type = {};
    switch (e.kind) {
    case SINTER_EXTERN_TABLE:
      return module->tables[e.index].type;
    case SINTER_EXTERN_MEMORY:
      return module->memories[e.index].type;
    case SINTER_EXTERN_GLOBAL:
      return module->globals[e.index].type;
    default:
      break;
    }
    type.kind = SINTER_EXTERN_FUNC; // number of its reference: imports first
    if (e.index >= module->funcImportCount) {
      std::uint32_t def = e.index - module->funcImportCount;
      type.func = module->versions[0]->funcDefs[def].type;
      return type;
    }
    std::uint32_t seen = 0;
    for (std::uint32_t i = 0; i != module->importCount; ++i)
      if (module->imports[i].type.kind == SINTER_EXTERN_FUNC &&
          seen++ == e.index)
        return module->imports[i].type;
    return type;
  }

  static sinter_FuncRef reference(const ImportFunction &f,
                                  const sinter_Import &import,
                                  sinter_Store *store) {
    if (import.type.kind != SINTER_EXTERN_FUNC)
      return {f.type, nullptr, nullptr, nullptr}; // a link error says so
    detail::HostObject *object = f.object.get();
    if (object->store && object->store != store)
      throw LinkError("host function that is used in another store already",
                      import);
    object->store = store;
    if (f.type)
      return detail::referenceTo(object, f.type, nullptr);
    auto *any = static_cast<detail::AnyCallable *>(object);
    if (any->type && any->type != import.type.func)
      throw LinkError("host function of any type that is used with two types",
                      import);
    any->type = import.type.func;
    return detail::referenceTo(object, import.type.func, nullptr);
  }

  std::shared_ptr<void> code; ///< keeps the shared object loaded
  const sinter_Module *module;
};

} // namespace sinter
#endif
