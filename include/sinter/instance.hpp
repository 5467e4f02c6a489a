//===- instance.hpp - what the classes of generated headers share ---------===//
//
// `sinter header m.wasm -o m.hpp` writes a class m::Instance with a member for
// each export. It is a ModuleInstance, which owns the instance, its store if
// that is its own, and the C++ functions that the module imports.
//
// Exports may have any name, so a member of ModuleInstance can be hidden by
// one of the derived class: m.ModuleInstance::raw() always works.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_INSTANCE_HPP
#define SINTER_INSTANCE_HPP

#include "sinter/objects.hpp"
#include "sinter/wasi.hpp"
#include <optional>

namespace sinter {

/// What the host decides about an instance.
struct Config {
  /// What a module that imports WASI may see of the system.
  std::optional<WasiConfig> wasi = {};

  /// How large each memory and table of its own may become, in bytes and slots,
  /// if the module allows more; 0: as large as the module says.
  std::uint64_t maxMemory = 0, maxTable = 0;
  /// How much of the stack it may use, counted from where the host calls it; 0:
  /// nearly all of it. Counts for all instances of a store: the last one that
  /// says something.
  std::uint64_t maxStack = 0;

  /// Context of imported functions that are C symbols of the host.
  void *host = nullptr;
};

namespace detail {

/// The imports of a module in its order, as instantiation wants them. What it
/// refers to stays where it is for as long as the instance.
class ImportList {
public:
  explicit ImportList(const sinter_Module &m)
      : module(m), externs(m.importCount), refs(m.importCount) {
    for (std::uint32_t i = 0; i != m.importCount; ++i)
      externs[i].kind = m.imports[i].type.kind;
  }

  /// Each gives the next import.
  template <typename Signature> ImportList &&add(Import<Signature> &&i) && {
    const sinter_Type *type = module.imports[next].type.func;
    if (i.ref)
      noteStore(i.ref.store(), next), setFunc(i.ref.raw());
    else if (i.object) {
      refs[next] = referenceTo(i.object.get(), type, &refs[next]);
      objects.push_back(std::move(i.object));
      setFunc(&refs[next]);
    }
    ++next;
    return std::move(*this);
  }
  ImportList &&add(Memory m) && {
    externs[next++].of.memory = m.raw();
    return std::move(*this);
  }
  ImportList &&add(Table t) && {
    noteStore(t.store(), next);
    externs[next++].of.table = t.raw();
    return std::move(*this);
  }
  template <typename T> ImportList &&add(Global<T> g) && {
    if (g && g.raw()->type.kind == SINTER_REF)
      noteStore(g.store(), next);
    externs[next++].of.global = g.raw();
    return std::move(*this);
  }
  /// A C function that the linker resolves.
  ImportList &&addSymbol() && {
    ++next;
    return std::move(*this);
  }

  /// Code checks its stack by the store of its own instance, which only the
  /// entry from the host sets: import `number` needs `s` to be that store.
  void noteStore(sinter_Store *s, std::uint32_t number) {
    if (s && needed && needed != s)
      throw LinkError("import that belongs to another store than others",
                      module.imports[number]);
    if (s && !needed) {
      needed = s;
      neededBy = number;
    }
  }
  void checkStore(const sinter_Store *s) const {
    if (needed && needed != s)
      throw LinkError("import that belongs to another store: give the instance "
                      "the same one",
                      module.imports[neededBy]);
  }

  const sinter_Module &module;
  std::vector<sinter_Extern> externs;
  std::vector<sinter_FuncRef> refs;
  std::vector<HostObjectPtr> objects;
  std::vector<std::shared_ptr<void>> kept; ///< what else the instance needs

private:
  void setFunc(const sinter_FuncRef *f) { externs[next].of.func = f; }

  std::uint32_t next = 0, neededBy = 0;
  sinter_Store *needed = nullptr; ///< that what is imported belongs to
};

struct FreeInstance {
  void operator()(sinter_Instance *i) const { sinter_instance_free(i); }
};

} // namespace detail

class ModuleInstance {
public:
  ModuleInstance(ModuleInstance &&other) noexcept
      : instance(std::exchange(other.instance, nullptr)),
        state(std::move(other.state)) {}
  ModuleInstance &operator=(ModuleInstance &&other) noexcept {
    std::swap(instance, other.instance);
    std::swap(state, other.state);
    return *this;
  }

  sinter_Instance *raw() const {
    if (!instance)
      detail::throwMoved("instance");
    return instance;
  }
  sinter_Store *store() const { return raw()->store; }

protected:
  /// In a store of its own, or in `store`.
  ModuleInstance(Store *shared, detail::ImportList &&imports,
                 const Config &config)
      : state(new State(std::move(imports))) {
    if (!shared)
      state->own.emplace();
    sinter_Store *s = (shared ? *shared : *state->own).raw();
    make(s, config);
  }

private:
  struct State {
    explicit State(detail::ImportList &&l) : imports(std::move(l)) {}
    std::optional<Store> own;
    detail::ImportList imports;
    std::optional<detail::Wasi> wasi;
    std::unique_ptr<sinter_Instance, detail::FreeInstance> owner;
  };

  void make(sinter_Store *store, const Config &config) {
    detail::ImportList &imports = state->imports;
    imports.checkStore(store);
    for (detail::HostObjectPtr &object : imports.objects)
      object->store = store;
    if (config.wasi)
      state->wasi.emplace(*config.wasi);
    if (config.maxStack)
      sinter_store_limit_stack(store, config.maxStack);
    sinter_Config raw = {config.host,
                         state->wasi ? state->wasi->raw() : nullptr,
                         config.maxMemory, config.maxTable};
    sinter_Error error;
    sinter_Instance *made = nullptr;
    detail::Entry entry(store);
    sinter_Status status = sinter_instance_create(
        &imports.module, store, imports.externs.data(), &raw, &made, &error);
    state->owner.reset(made);
    if (status == SINTER_OK)
      status = sinter_instance_init(made, &error);
    detail::check(status, error);
    instance = made;
  }

  sinter_Instance *instance = nullptr;
  std::unique_ptr<State> state;
};

namespace detail {

/// For generated code, whose members hide those of ModuleInstance.
inline sinter_Instance *rawOf(const ModuleInstance &i) { return i.raw(); }
inline sinter_Store *storeOf(const ModuleInstance &i) { return i.raw()->store; }

} // namespace detail
} // namespace sinter
#endif
