//===- objects.hpp - memories, tables and globals -------------------------===//
//
// Handles of objects that instances have or import: cheap to copy, and good as
// long as the instance (or the New.. object) that owns them. The objects never
// move, so a pointer into a memory stays good too; only its size grows. (Slots
// of tables do move when these grow; no function here gives their address.)
//
// A guest's addresses are not to be trusted. Everything that takes one checks
// it, in arithmetic that cannot overflow, and throws OutOfBounds. An address
// or length that is a signed 32-bit number, as Wasm functions give them, counts
// as unsigned.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_OBJECTS_HPP
#define SINTER_OBJECTS_HPP

#include "sinter/func.hpp"
#include <iterator>
#include <string>
#include <string_view>
#if __cplusplus >= 202002L
#include <span>
#endif

namespace sinter {

/// std::span for C++17 too; from C++20 on it converts to one.
template <typename T> class Span {
public:
  using element_type = T;
  using value_type = std::remove_cv_t<T>;
  using iterator = T *;

  constexpr Span() noexcept = default;
  constexpr Span(T *data, std::size_t size) noexcept
      : first(data), count(size) {}

  constexpr T *data() const noexcept { return first; }
  constexpr std::size_t size() const noexcept { return count; }
  constexpr std::size_t size_bytes() const noexcept {
    return count * sizeof(T);
  }
  constexpr bool empty() const noexcept { return count == 0; }
  constexpr T *begin() const noexcept { return first; }
  constexpr T *end() const noexcept { return first + count; }
  constexpr T &operator[](std::size_t i) const { return first[i]; }

private:
  T *first = nullptr;
  std::size_t count = 0;
};

namespace detail {

/// What Wasm means by an integer that is an address, a length or an index.
template <typename I> constexpr std::uint64_t guestNumber(I n) {
  static_assert(std::is_integral_v<I>, "a guest's address is an integer");
  return static_cast<std::uint64_t>(static_cast<std::make_unsigned_t<I>>(n));
}

[[noreturn]] inline void throwOutOfBounds(const char *what, std::uint64_t at,
                                          std::uint64_t count,
                                          std::uint64_t size) {
  throw OutOfBounds(std::string(what) + " " + std::to_string(at) + ", " +
                    std::to_string(count) + " long, is out of bounds of " +
                    std::to_string(size));
}

inline bool inBounds(std::uint64_t size, std::uint64_t at,
                     std::uint64_t count) noexcept {
  return at <= size && count <= size - at;
}

} // namespace detail

class Memory {
public:
  Memory() = default;
  Memory(sinter_Memory *m) : memory(m) {}

  explicit operator bool() const noexcept { return memory != nullptr; }
  sinter_Memory *raw() const noexcept { return memory; }

  std::byte *data() const { return reinterpret_cast<std::byte *>(get().base); }
  std::uint64_t size() const { return get().size; } ///< bytes
  std::uint64_t pageSize() const { return std::uint64_t(1) << get().pageShift; }
  std::uint64_t pages() const { return get().size >> get().pageShift; }
  Span<std::byte> bytes() const { return {data(), size()}; }

  /// Adds `delta` pages; false if it may not, or the system has none.
  bool grow(std::uint64_t delta) const {
    return sinter_memory_grow(&get(), delta) != UINT64_MAX;
  }

  /// `length` bytes at `address`.
  template <typename P, typename N>
  Span<std::byte> slice(P address, N length) const {
    return {at(detail::guestNumber(address), detail::guestNumber(length)),
            static_cast<std::size_t>(detail::guestNumber(length))};
  }

  /// `count` objects at `address`, which must be aligned for them.
  template <typename T, typename P, typename N>
  Span<T> sliceOf(P address, N count) const {
    static_assert(std::is_trivially_copyable_v<T>);
    std::uint64_t n = detail::guestNumber(count);
    std::uint64_t a = detail::guestNumber(address);
    if (n > size() / sizeof(T))
      detail::throwOutOfBounds("address", a, n, size());
    std::byte *p = at(a, n * sizeof(T));
    if (reinterpret_cast<std::uintptr_t>(p) % alignof(T) != 0)
      throw OutOfBounds("address " + std::to_string(a) +
                        " is not aligned for what is read there");
    return {reinterpret_cast<T *>(p), static_cast<std::size_t>(n)};
  }

  /// A scalar or a struct, at any alignment; little-endian as in Wasm.
  template <typename T, typename P> T read(P address) const {
    static_assert(std::is_trivially_copyable_v<T>);
    T value;
    std::memcpy(&value, at(detail::guestNumber(address), sizeof(T)), sizeof(T));
    return value;
  }

  template <typename T, typename P>
  void write(P address, const T &value) const {
    static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>);
    std::memcpy(at(detail::guestNumber(address), sizeof(T)), &value, sizeof(T));
  }

  /// The characters, without a zero behind them.
  template <typename P> void writeString(P address, std::string_view s) const {
    std::byte *to = at(detail::guestNumber(address), s.size());
    if (!s.empty())
      std::memcpy(to, s.data(), s.size());
  }

  template <typename P, typename N>
  std::string string(P address, N length) const {
    return std::string(view(address, length));
  }

  /// The string in place: good until the guest changes it.
  template <typename P, typename N>
  std::string_view view(P address, N length) const {
    Span<std::byte> s = slice(address, length);
    return {reinterpret_cast<const char *>(s.data()), s.size()};
  }

  /// Up to a zero byte, which must be there.
  template <typename P> std::string cString(P address) const {
    std::uint64_t from = detail::guestNumber(address);
    const std::byte *start = at(from, 0);
    const void *end = std::memchr(start, 0, size() - from);
    if (!end)
      throw OutOfBounds("the string at " + std::to_string(from) +
                        " has no end in the memory");
    return std::string(reinterpret_cast<const char *>(start),
                       static_cast<const char *>(end));
  }

private:
  sinter_Memory &get() const {
    if (!memory)
      throw Error("there is no memory");
    return *memory;
  }
  std::byte *at(std::uint64_t address, std::uint64_t length) const {
    if (!detail::inBounds(size(), address, length))
      detail::throwOutOfBounds("address", address, length, size());
    return data() + address;
  }

  sinter_Memory *memory = nullptr;
};

/// A table of function references; tables of other references hold void *.
class Table {
public:
  Table() = default;
  Table(sinter_Table *t, sinter_Store *s) : table(t), owner(s) {}

  explicit operator bool() const noexcept { return table != nullptr; }
  sinter_Table *raw() const noexcept { return table; }
  sinter_Store *store() const noexcept { return owner; }

  std::uint64_t size() const { return get().size; }

  FuncRef get(std::uint64_t index) const {
    return {functionAt(index)->self, owner};
  }
  template <typename Signature> Func<Signature> get(std::uint64_t index) const {
    return get(index).template as<Signature>();
  }
  void *getPointer(std::uint64_t index) const { return *pointerAt(index); }

  void set(std::uint64_t index, const FuncRef &f) const {
    sinter_FuncRef *slot = functionAt(index);
    checkElement(f);
    *slot = f ? *f.raw() : sinter_FuncRef{nullptr, nullptr, nullptr, nullptr};
  }
  void setPointer(std::uint64_t index, void *p) const { *pointerAt(index) = p; }

  /// Adds `delta` slots; false if it may not, or the system has no memory.
  bool grow(std::uint64_t delta, const FuncRef &init = {}) const {
    if (!holdsFunctions())
      throw Error("the table does not hold functions");
    checkElement(init);
    return sinter_table_grow(&get(), delta, init.raw()) != UINT64_MAX;
  }

private:
  sinter_Table &get() const {
    if (!table)
      throw Error("there is no table");
    return *table;
  }
  bool holdsFunctions() const {
    return get().slotSize == sizeof(sinter_FuncRef);
  }
  void *slotAt(std::uint64_t index) const {
    if (index >= get().size)
      detail::throwOutOfBounds("table index", index, 1, table->size);
    return static_cast<char *>(table->elems) + index * table->slotSize;
  }
  sinter_FuncRef *functionAt(std::uint64_t index) const {
    if (!holdsFunctions())
      throw Error("the table does not hold functions");
    return static_cast<sinter_FuncRef *>(slotAt(index));
  }
  void **pointerAt(std::uint64_t index) const {
    if (holdsFunctions())
      throw Error("the table holds functions");
    return static_cast<void **>(slotAt(index));
  }
  void checkElement(const FuncRef &f) const {
    const sinter_ValType &type = table->type;
    if (!f) {
      if (!type.nullable)
        throw Error("the table holds no null references");
      return;
    }
    if (f.store() != owner)
      throw Error("the function is of another store than the table");
    if (type.heap == SINTER_HEAP_NOFUNC ||
        (type.heap == SINTER_HEAP_CONCRETE &&
         !sinter_type_matches(f.raw()->type, type.type)))
      throw Error("the table holds functions of another type");
  }

  sinter_Table *table = nullptr;
  sinter_Store *owner = nullptr;
};

/// A global of type T; `const T` where it never changes.
template <typename T> class Global {
public:
  using Value = std::remove_const_t<T>;

  Global() = default;
  Global(sinter_Global *g, sinter_Store *s) : global(g), owner(s) {
    const sinter_ValType &type = detail::TypeOf<Value>::type;
    if (g->type.kind != type.kind ||
        static_cast<bool>(g->isMutable) == std::is_const_v<T>)
      throw Error("the global has another type");
  }

  explicit operator bool() const noexcept { return global != nullptr; }
  sinter_Global *raw() const noexcept { return global; }
  sinter_Store *store() const noexcept { return owner; }

  Value get() const { return detail::loadSlot<Value>(&checked().value, owner); }
  void set(const Value &value) const {
    static_assert(!std::is_const_v<T>, "the global never changes");
    if constexpr (std::is_same_v<Value, FuncRef>) {
      if (value && value.store() != owner)
        throw Error("the function is of another store than the global");
    }
    detail::storeSlot<Value>(&checked().value, value);
  }

private:
  sinter_Global &checked() const {
    if (!global)
      throw Error("there is no global");
    return *global;
  }

  sinter_Global *global = nullptr;
  sinter_Store *owner = nullptr;
};

// ---- objects that the host makes, to be imported by modules ----

/// Limits in pages of 64 KiB.
class NewMemory {
public:
  explicit NewMemory(std::uint64_t min, std::uint64_t max = UINT64_MAX) {
    sinter_ExternType type = {};
    type.kind = SINTER_EXTERN_MEMORY;
    type.pageShift = 16;
    type.min = min;
    type.max = max;
    memory.reset(sinter_memory_new(&type));
    if (!memory)
      throw NoMemory("no room for a memory of " + std::to_string(min) +
                     " pages");
  }
  operator Memory() const { return memory.get(); }
  Memory get() const { return memory.get(); }

private:
  struct Free {
    void operator()(sinter_Memory *m) const { sinter_memory_free(m); }
  };
  std::unique_ptr<sinter_Memory, Free> memory;
};

/// Of functions (`funcref`), all null.
class NewTable {
public:
  NewTable(Store &store, std::uint64_t min, std::uint64_t max = UINT64_MAX)
      : owner(store.raw()) {
    sinter_ExternType type = {};
    type.kind = SINTER_EXTERN_TABLE;
    type.min = min;
    type.max = max;
    type.value = detail::TypeOf<FuncRef>::type;
    table.reset(sinter_table_new(&type));
    if (!table)
      throw NoMemory("no room for a table of " + std::to_string(min) +
                     " slots");
  }
  operator Table() const { return {table.get(), owner}; }
  Table get() const { return *this; }

private:
  struct Free {
    void operator()(sinter_Table *t) const { sinter_table_free(t); }
  };
  std::unique_ptr<sinter_Table, Free> table;
  sinter_Store *owner;
};

template <typename T> class NewGlobal {
public:
  NewGlobal(Store &store, const std::remove_const_t<T> &value)
      : global(new sinter_Global{}), owner(store.raw()) {
    global->type = detail::TypeOf<std::remove_const_t<T>>::type;
    global->isMutable = !std::is_const_v<T>;
    detail::storeSlot<std::remove_const_t<T>>(&global->value, value);
  }
  operator Global<T>() const { return {global.get(), owner}; }
  Global<T> get() const { return *this; }

private:
  std::unique_ptr<sinter_Global> global;
  sinter_Store *owner;
};

} // namespace sinter

#if __cplusplus >= 202002L
template <typename T>
inline constexpr bool std::ranges::enable_borrowed_range<sinter::Span<T>> =
    true;
template <typename T>
inline constexpr bool std::ranges::enable_view<sinter::Span<T>> = true;
#endif
#endif
