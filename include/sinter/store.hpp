//===- store.hpp - where instances live that call each other --------------===//
//
// Instances that import from each other share a Store, which belongs to one
// thread at a time. An instance of its own makes its own.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_STORE_HPP
#define SINTER_STORE_HPP

#include "sinter/errors.hpp"
#include <utility>

namespace sinter {

namespace detail {

/// sinter_Store.raise: a trap that no handler of C waits for.
inline void raise(sinter_Store *, const sinter_Error *error) {
  throwError(*error);
}

/// While it exists, Wasm code may run, and a trap or an exception leaves the
/// store as it was. Handlers of C further out must not be jumped to meanwhile.
class Entry {
public:
  explicit Entry(sinter_Store *s) noexcept
      : store(s), handler(s->handler), limit(s->stackLimit) {
    s->handler = nullptr;
  }
  Entry(const Entry &) = delete;
  Entry &operator=(const Entry &) = delete;
  ~Entry() {
    store->handler = handler;
    store->stackLimit = limit;
  }

  /// For calls that do not go through a C function of the module.
  void enter() const {
    if (limit == 0)
      sinter_enter(store);
  }

private:
  sinter_Store *store;
  sinter_TrapFrame *handler;
  std::uint64_t limit;
};

inline void check(sinter_Status status, const sinter_Error &error) {
  if (status != SINTER_OK)
    throwError(error);
}

} // namespace detail

class Store {
public:
  Store() : store(sinter_store_new()) {
    if (!store)
      throw NoMemory("no memory for a store");
    store->raise = detail::raise;
  }
  Store(Store &&other) noexcept : store(std::exchange(other.store, nullptr)) {}
  Store &operator=(Store &&other) noexcept {
    std::swap(store, other.store);
    return *this;
  }
  ~Store() { sinter_store_free(store); }

  /// Bounds of the stack that calls run on, if it is not the thread's own; null
  /// for the thread's.
  void setStack(void *low, void *high) {
    sinter_store_set_stack(raw(), low, high);
  }

  /// Ends the call that runs in this store, or the next one, with a Trap of kind
  /// Interrupted, if its module was compiled with --interruptible. For any
  /// thread, while the store exists.
  void interrupt() { sinter_store_interrupt(raw()); }
  /// Takes back an interrupt that came too late.
  void clearInterrupt() { sinter_store_clear_interrupt(raw()); }

  sinter_Store *raw() const {
    if (!store)
      throw Error("the store was moved from");
    return store;
  }

private:
  sinter_Store *store;
};

} // namespace sinter
#endif
