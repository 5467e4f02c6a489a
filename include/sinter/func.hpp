//===- func.hpp - functions: of modules for C++, and of C++ for modules ---===//
//
//   FuncRef              a reference, of any type or null
//   Func<R(A...)>        one whose type is known and was checked: a callable
//   Import<R(A...)>      what a module gets for an imported function
//   HostFunc<R(A...)>    a C++ callable as a reference, for tables and globals
//
// Between a C++ function and compiled code there is one small function that
// moves arguments in registers: no array, no lookup. Where a module asks for
// more of its references than a C function has (SINTER_TYPE_TAIL), and for two
// results of which one is a vector, the array of sinter_Values is used.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUNC_HPP
#define SINTER_FUNC_HPP

#include "sinter/store.hpp"
#include "sinter/types.hpp"
#include <memory>

namespace sinter {

template <typename Signature> class Func;

/// Does not own: the instance that has the function must exist.
class FuncRef {
public:
  FuncRef() = default;
  FuncRef(std::nullptr_t) {}
  FuncRef(const sinter_FuncRef *r, sinter_Store *s) : ref(r), owner(s) {}

  explicit operator bool() const noexcept { return ref != nullptr; }
  const sinter_FuncRef *raw() const noexcept { return ref; }
  sinter_Store *store() const noexcept { return owner; }

  template <typename Signature> bool is() const noexcept {
    return ref && detail::FuncType<Signature>::is(ref->type);
  }
  /// Throws Error if it is null or has another type.
  template <typename Signature> Func<Signature> as() const {
    return Func<Signature>(*this);
  }

private:
  const sinter_FuncRef *ref = nullptr;
  sinter_Store *owner = nullptr;
};

namespace detail {

// ---- values on the way ----

template <typename T> Machine<T> toMachine(const T &value) {
  if constexpr (std::is_same_v<T, FuncRef>)
    return const_cast<sinter_FuncRef *>(value.raw());
  else
    return value;
}

template <typename T> T fromMachine(Machine<T> value, sinter_Store *store) {
  if constexpr (std::is_same_v<T, FuncRef>)
    return FuncRef(static_cast<const sinter_FuncRef *>(value), store);
  else {
    (void)store;
    return value;
  }
}

template <typename T> T loadSlot(const void *from, sinter_Store *store) {
  Machine<T> value;
  std::memcpy(&value, from, sizeof value);
  return fromMachine<T>(value, store);
}

template <typename T> void storeSlot(void *to, const T &from) {
  Machine<T> value = toMachine(from);
  std::memcpy(to, &value, sizeof value);
}

inline unsigned char *bytesOf(void *p) {
  return static_cast<unsigned char *>(p);
}

// ---- calling compiled code ----

template <typename Signature> struct Code;

template <typename R, typename... A> struct Code<R(A...)> {
  using Type = FuncType<R(A...)>;

  static R call(const sinter_FuncRef *f, sinter_Store *store, const A &...a) {
    if constexpr (Type::passing == Passing::Direct)
      return direct(f, store, a...);
    else if constexpr (Type::passing == Passing::ArrayOnly)
      return byArray(f, store, results(), a...);
    else
      return several(f, store, results(), a...);
  }

private:
  using Results = typename Type::Results;
  static Results *results() { return nullptr; }

  template <typename Machines>
  static Machines *codeOf(const sinter_FuncRef *f) {
    return reinterpret_cast<Machines *>(f->code);
  }

  static R direct(const sinter_FuncRef *f, sinter_Store *store, const A &...a) {
    if constexpr (std::is_void_v<R>)
      codeOf<void(Machine<A>..., void *)>(f)(toMachine(a)..., f->instance);
    else if constexpr (std::is_same_v<R, Results>) // of a tuple of up to one
      return tupleOfOne(f, store, results(), a...);
    else
      return fromMachine<R>(codeOf<Machine<R>(Machine<A>..., void *)>(f)(
                                toMachine(a)..., f->instance),
                            store);
  }

  template <typename... One>
  static R tupleOfOne(const sinter_FuncRef *f, sinter_Store *store,
                      std::tuple<One...> *, const A &...a) {
    if constexpr (sizeof...(One) == 0) {
      Code<void(A...)>::call(f, store, a...);
      return {};
    } else
      return R(Code<std::tuple_element_t<0, R>(A...)>::call(f, store, a...));
  }

  template <typename... Rs>
  static R several(const sinter_FuncRef *f, sinter_Store *store,
                   std::tuple<Rs...> *, const A &...a) {
    if constexpr (Type::passing == Passing::Pair)
      return pair<Rs...>(f, store, a...);
    else {
      using Layout = ResultLayout<Rs...>;
      alignas(16) unsigned char out[Layout::size];
      codeOf<void(Machine<A>..., void *, void *)>(f)(toMachine(a)..., out,
                                                     f->instance);
      return load<Rs...>(out, store, std::index_sequence_for<Rs...>());
    }
  }

  template <typename R1, typename R2>
  static R pair(const sinter_FuncRef *f, sinter_Store *store, const A &...a) {
    RegisterPair<R1, R2> p =
        codeOf<RegisterPair<R1, R2>(Machine<A>..., void *)>(f)(toMachine(a)...,
                                                               f->instance);
    return R(fromMachine<R1>(bitsTo<Machine<R1>>(p.first), store),
             fromMachine<R2>(bitsTo<Machine<R2>>(p.second), store));
  }

  template <typename... Rs, std::size_t... I>
  static R load(const unsigned char *out, sinter_Store *store,
                std::index_sequence<I...>) {
    constexpr auto offsets = ResultLayout<Rs...>::offsets();
    return R(loadSlot<Rs>(out + offsets[I], store)...);
  }

  template <typename... Rs>
  static R byArray(const sinter_FuncRef *f, sinter_Store *store,
                   std::tuple<Rs...> *, const A &...a) {
    sinter_Value values[sizeof...(A) + sizeof...(Rs)];
    sinter_Value *next = values;
    (storeSlot(next++, a), ...);
    f->type->invoke(f->code, f->instance, values);
    return unpack<Rs...>(values, store, std::index_sequence_for<Rs...>());
  }
  template <typename... Rs, std::size_t... I>
  static R unpack(const sinter_Value *values, sinter_Store *store,
                  std::index_sequence<I...>) {
    return R{loadSlot<Rs>(&values[I], store)...};
  }
};

// ---- being called by it ----

/// A C++ callable that compiled code has the address of. `array` comes first:
/// it is what sinter_Type.hostEntry expects.
struct HostObject {
  sinter_HostFunc array = {nullptr, nullptr};
  sinter_Store *store = nullptr;
  void (*destroy)(HostObject *) = nullptr;
  void *code = nullptr; ///< the typed function; null: by array only
};

struct HostObjectDelete {
  void operator()(HostObject *o) const { o->destroy(o); }
};
using HostObjectPtr = std::unique_ptr<HostObject, HostObjectDelete>;

template <typename F, typename Signature> struct HostCallable;

template <typename F, typename R, typename... A>
struct HostCallable<F, R(A...)> : HostObject {
  using Type = FuncType<R(A...)>;
  using Results = typename Type::Results;

  explicit HostCallable(F f) : function(std::move(f)) {
    array = {fromArray, static_cast<HostObject *>(this)};
    destroy = [](HostObject *o) { delete static_cast<HostCallable *>(o); };
    code = typedCode(static_cast<Results *>(nullptr));
  }

  F function;

private:
  static HostCallable *self(void *context) {
    return static_cast<HostCallable *>(static_cast<HostObject *>(context));
  }

  R operator()(const Machine<A> &...a) {
    return static_cast<R>(function(fromMachine<A>(a, store)...));
  }

  static void noResult(Machine<A>... a, void *context) {
    (*self(context))(a...);
  }
  template <typename One>
  static Machine<One> one(Machine<A>... a, void *context) {
    if constexpr (std::is_same_v<R, One>)
      return toMachine<One>((*self(context))(a...));
    else
      return toMachine<One>(std::get<0>((*self(context))(a...)));
  }
  template <typename R1, typename R2>
  static RegisterPair<R1, R2> two(Machine<A>... a, void *context) {
    R r = (*self(context))(a...);
    return {bitsTo<Register<R1>>(toMachine(std::get<0>(r))),
            bitsTo<Register<R2>>(toMachine(std::get<1>(r)))};
  }
  template <typename... Rs>
  static void many(Machine<A>... a, void *out, void *context) {
    R r = (*self(context))(a...);
    storeAll<Rs...>(bytesOf(out), r, std::index_sequence_for<Rs...>());
  }
  template <typename... Rs, std::size_t... I>
  static void storeAll(unsigned char *out, const std::tuple<Rs...> &r,
                       std::index_sequence<I...>) {
    constexpr auto offsets = ResultLayout<Rs...>::offsets();
    (storeSlot<Rs>(out + offsets[I], std::get<I>(r)), ...);
  }

  template <typename... Rs> static void *typedCode(std::tuple<Rs...> *) {
    if constexpr (sizeof...(Rs) == 0)
      return reinterpret_cast<void *>(&noResult);
    else if constexpr (sizeof...(Rs) == 1)
      return reinterpret_cast<void *>(&one<Rs...>);
    else if constexpr (Type::passing == Passing::Pair)
      return reinterpret_cast<void *>(&two<Rs...>);
    else if constexpr (Type::passing == Passing::Memory)
      return reinterpret_cast<void *>(&many<Rs...>);
    else
      return nullptr;
  }

  static void fromArray(void *context, sinter_Value *values) {
    byIndex(*self(context), values, std::index_sequence_for<A...>(),
            static_cast<Results *>(nullptr));
  }
  template <std::size_t... I, typename... Rs>
  static void byIndex(HostCallable &f, sinter_Value *values,
                      std::index_sequence<I...>, std::tuple<Rs...> *) {
    if constexpr (std::is_void_v<R>)
      f(loadSlot<Raw<A>>(&values[I], nullptr)...);
    else if constexpr (!std::is_same_v<R, Results>)
      storeSlot(&values[0], f(loadSlot<Raw<A>>(&values[I], nullptr)...));
    else
      toArray(f(loadSlot<Raw<A>>(&values[I], nullptr)...), values,
              std::index_sequence_for<Rs...>());
    (void)values;
  }
  template <typename T> using Raw = Machine<T>; // loaded as the machine has it
  template <typename... Rs, std::size_t... I>
  static void toArray(const std::tuple<Rs...> &r, sinter_Value *values,
                      std::index_sequence<I...>) {
    (storeSlot(&values[I], std::get<I>(r)), ...);
    (void)r;
    (void)values;
  }
};

/// The reference by which code of a module calls the object; `type` is the
/// module's.
inline sinter_FuncRef referenceTo(HostObject *object, const sinter_Type *type,
                                  const sinter_FuncRef *self) {
  bool byArray = !object->code || type->flags & SINTER_TYPE_TAIL;
  return {type, byArray ? type->hostEntry : object->code, &object->array, self};
}

/// A descriptor of a C++ signature, for references that C++ makes.
template <typename Signature> struct HostType;

template <typename R, typename... A> struct HostType<R(A...)> {
  static const sinter_Type *get() {
    using Type = FuncType<R(A...)>;
    static_assert(Type::passing != Passing::ArrayOnly,
                  "C++ functions cannot return two values one of which is a "
                  "vector in registers");
    static const sinter_Type type = {Type::hash[0],
                                     Type::hash[1],
                                     Type::hash[2],
                                     Type::hash[3],
                                     nullptr,
                                     Type::paramCount,
                                     Type::resultCount,
                                     Type::values.data(),
                                     invoke,
                                     nullptr,
                                     0};
    return &type;
  }

private:
  static void invoke(void *code, void *instance, sinter_Value *values) {
    sinter_FuncRef f = {nullptr, code, instance, nullptr};
    call(&f, values, std::index_sequence_for<A...>());
  }
  template <std::size_t... I>
  static void call(const sinter_FuncRef *f, sinter_Value *values,
                   std::index_sequence<I...>) {
    using C = Code<R(A...)>;
    using Results = typename FuncType<R(A...)>::Results;
    if constexpr (std::is_void_v<R>)
      C::call(f, nullptr, loadSlot<A>(&values[I], nullptr)...);
    else if constexpr (!std::is_same_v<R, Results>)
      storeSlot(&values[0],
                C::call(f, nullptr, loadSlot<A>(&values[I], nullptr)...));
    else
      keep(C::call(f, nullptr, loadSlot<A>(&values[I], nullptr)...), values,
           std::make_index_sequence<std::tuple_size_v<Results>>());
    (void)values;
  }
  template <typename... Rs, std::size_t... I>
  static void keep(const std::tuple<Rs...> &r, sinter_Value *values,
                   std::index_sequence<I...>) {
    (storeSlot(&values[I], std::get<I>(r)), ...);
  }
};

} // namespace detail

/// A function of type R(A...): call it. Does not own, see FuncRef.
template <typename R, typename... A> class Func<R(A...)> {
public:
  explicit Func(const FuncRef &f) : ref(f) {
    if (!f)
      throw Error("a null reference is no function");
    if (!f.is<R(A...)>())
      throw Error("the function has another type");
  }

  R operator()(A... a) const {
    return detail::call(ref.store(), [f = ref, a...] {
      if (!f.store()->stackLimit)
        detail::setStackLimit(f.store());
      return detail::Code<R(A...)>::call(f.raw(), f.store(), a...);
    });
  }

  operator FuncRef() const noexcept { return ref; }

private:
  FuncRef ref;
};

/// What a module imports as a function: anything that can be called so, or a
/// Func of another instance of the same store. Empty: a link error.
template <typename Signature> class Import;

template <typename R, typename... A> class Import<R(A...)> {
public:
  Import() = default;
  Import(Func<R(A...)> f) : ref(f) {}

  template <typename F, typename = std::enable_if_t<
                            !std::is_same_v<std::decay_t<F>, Import> &&
                            !std::is_same_v<std::decay_t<F>, Func<R(A...)>> &&
                            std::is_invocable_r_v<R, std::decay_t<F> &, A...>>>
  Import(F &&f)
      : object(new detail::HostCallable<std::decay_t<F>, R(A...)>(
            std::forward<F>(f))) {}

  detail::HostObjectPtr object;
  FuncRef ref;
};

/// A C++ callable as a function reference of `store`, which lives as long as
/// this object.
template <typename Signature> class HostFunc;

template <typename R, typename... A> class HostFunc<R(A...)> {
public:
  template <typename F>
  HostFunc(Store &store, F f)
      : object(new detail::HostCallable<F, R(A...)>(std::move(f))),
        ref(new sinter_FuncRef) {
    object->store = store.raw();
    *ref = detail::referenceTo(object.get(), detail::HostType<R(A...)>::get(),
                               ref.get());
  }

  operator FuncRef() const { return {ref.get(), object->store}; }
  Func<R(A...)> func() const { return Func<R(A...)>(*this); }

private:
  detail::HostObjectPtr object;
  std::unique_ptr<sinter_FuncRef> ref;
};

/// bind<&Game::log>(game): a member function as a callable. The object must
/// outlive it.
template <auto Method, typename T> auto bind(T &object) {
  return
      [&object](auto... a) -> decltype(auto) { return (object.*Method)(a...); };
}

} // namespace sinter
#endif
