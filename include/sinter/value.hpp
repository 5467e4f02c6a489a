//===- value.hpp - values and functions whose type is known at run time ---===//
#ifndef SINTER_VALUE_HPP
#define SINTER_VALUE_HPP

#include "sinter/objects.hpp"

namespace sinter {

enum class ValueKind : std::uint8_t {
  I32 = SINTER_I32,
  I64 = SINTER_I64,
  F32 = SINTER_F32,
  F64 = SINTER_F64,
  Vector = SINTER_V128,
  Func = SINTER_REF, ///< a reference to a function
  Ref                ///< any other reference, a pointer
};

/// A Wasm value with its type.
class Value {
public:
  Value(std::int32_t v) : valueKind(ValueKind::I32) { put(v); }
  Value(std::int64_t v) : valueKind(ValueKind::I64) { put(v); }
  Value(float v) : valueKind(ValueKind::F32) { put(v); }
  Value(double v) : valueKind(ValueKind::F64) { put(v); }
  Value(V128 v) : valueKind(ValueKind::Vector) { put(v); }
  Value(FuncRef v) : valueKind(ValueKind::Func), owner(v.store()) { put(v); }
  template <typename S> Value(const Func<S> &v) : Value(FuncRef(v)) {}
  Value(void *v) : valueKind(ValueKind::Ref) { put(v); }

  /// As compiled code has it.
  Value(const sinter_ValType &type, const sinter_Value &v, sinter_Store *store)
      : valueKind(kindOf(type)), value(v), owner(store) {}

  ValueKind kind() const noexcept { return valueKind; }
  const sinter_Value &raw() const noexcept { return value; }

  /// Throws Error if it is of another type.
  template <typename T> T get() const {
    if (kindOf(detail::TypeOf<T>::type) != valueKind)
      throw Error("the value has another type");
    return detail::loadSlot<T>(&value, owner);
  }

  static ValueKind kindOf(const sinter_ValType &type) noexcept {
    if (type.kind != SINTER_REF)
      return static_cast<ValueKind>(type.kind);
    bool isFunc = type.heap == SINTER_HEAP_FUNC ||
                  type.heap == SINTER_HEAP_NOFUNC ||
                  type.heap == SINTER_HEAP_CONCRETE;
    return isFunc ? ValueKind::Func : ValueKind::Ref;
  }

private:
  template <typename T> void put(const T &v) { detail::storeSlot(&value, v); }

  ValueKind valueKind;
  sinter_Value value = {};
  sinter_Store *owner = nullptr;
};

namespace detail {

inline std::string typeText(const sinter_Type *func) {
  sinter_ExternType type = {};
  type.kind = SINTER_EXTERN_FUNC;
  type.func = func;
  return typeText(type);
}

/// Whether `v` may stand where `type` is wanted.
inline bool fits(const Value &v, const sinter_ValType &type) {
  if (v.kind() != Value::kindOf(type))
    return false;
  if (type.kind != SINTER_REF)
    return true;
  const void *pointer = nullptr;
  std::memcpy(&pointer, &v.raw(), sizeof pointer);
  if (!pointer)
    return type.nullable != 0;
  if (v.kind() == ValueKind::Ref)
    return type.heap == SINTER_HEAP_EXTERN;
  return type.heap == SINTER_HEAP_FUNC ||
         (type.heap == SINTER_HEAP_CONCRETE &&
          sinter_type_matches(
              static_cast<const sinter_FuncRef *>(pointer)->type, type.type));
}

} // namespace detail

/// Calls a function with arguments of which number and types are checked.
inline std::vector<Value> call(const FuncRef &f,
                               const std::vector<Value> &args) {
  if (!f)
    throw Error("a null reference is no function");
  const sinter_Type *type = f.raw()->type;
  bool fit = args.size() == type->paramCount;
  for (std::size_t i = 0; fit && i != args.size(); ++i)
    fit = detail::fits(args[i], type->values[i]);
  if (!fit)
    throw Error("these are not the arguments of a " + detail::typeText(type));
  std::size_t room = type->paramCount > type->resultCount ? type->paramCount
                                                          : type->resultCount;
  std::vector<sinter_Value> values(room);
  for (std::size_t i = 0; i != args.size(); ++i)
    values[i] = args[i].raw();
  {
    detail::Entry entry(f.store());
    sinter_invoke(f.store(), f.raw(), values.data());
  }
  std::vector<Value> results;
  for (std::size_t i = 0; i != type->resultCount; ++i)
    results.emplace_back(type->values[type->paramCount + i], values[i],
                         f.store());
  return results;
}

} // namespace sinter
#endif
