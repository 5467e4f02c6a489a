//===- store.hpp - where instances live that call each other --------------===//
//
// Instances that import from each other share a Store, which belongs to one
// thread at a time. An instance of its own makes its own.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_STORE_HPP
#define SINTER_STORE_HPP

#include "sinter/errors.hpp"
#include "sinter/thread.h"
#include <utility>

namespace sinter {

namespace detail {

/// sinter_Store.raise: a trap that no handler of C waits for.
inline void raise(sinter_Store *, const sinter_Error *error) {
  throwError(*error);
}

/// Out of the way of calls, which are inlined.
[[noreturn]] __attribute__((noinline, cold)) inline void
throwMoved(const char *what) {
  throw Error(std::string("the ") + what + " was moved from");
}

/// What C functions of modules do, for calls that do not go through one.
inline void setStackLimit(sinter_Store *store) {
  std::uint64_t here =
      reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  std::uint64_t limit = sinter_thread_stack.limit;
  if (here - limit < sinter_thread_stack.span && !store->ownStack)
    store->stackLimit = limit;
  else
    sinter_enter(store);
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

private:
  sinter_Store *store;
  sinter_TrapFrame *handler;
  std::uint64_t limit;
};

/// The same where nothing runs and no handler waits, which is nearly always.
class FirstEntry {
public:
  explicit FirstEntry(sinter_Store *s) noexcept : store(s) {}
  FirstEntry(const FirstEntry &) = delete;
  FirstEntry &operator=(const FirstEntry &) = delete;
  ~FirstEntry() { store->stackLimit = 0; }

  static bool isPossible(const sinter_Store *s) noexcept {
    return !(reinterpret_cast<std::uintptr_t>(s->handler) | s->stackLimit);
  }

private:
  sinter_Store *store;
};

template <typename F>
__attribute__((noinline, cold)) auto callNested(sinter_Store *store, F f) {
  Entry entry(store);
  return f();
}

/// Returns f(), which calls a C function of a module. What it captures are
/// values, so that they stay in registers.
template <typename F> auto call(sinter_Store *store, F f) {
  if (!FirstEntry::isPossible(store))
    return callNested(store, f);
  FirstEntry entry(store);
  return f();
}

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
    sinter_store_find_thread_stack(store);
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

  /// Ends the call that runs in this store, or the next one, with a Trap of
  /// kind Interrupted, if its module was compiled with --interruptible. For any
  /// thread, while the store exists.
  void interrupt() { sinter_store_interrupt(raw()); }
  /// Takes back an interrupt that came too late.
  void clearInterrupt() { sinter_store_clear_interrupt(raw()); }

  sinter_Store *raw() const {
    if (!store)
      detail::throwMoved("store");
    return store;
  }

private:
  sinter_Store *store;
};

} // namespace sinter
#endif
