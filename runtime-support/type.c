/*===- type.c - matching of types ------------------------------------------===*
 *
 * The rules by which one type may stand for another (Spec: 3.3, 4.5.4), and the
 * spelling of types for messages. Concrete types carry the hash of their closed
 * form, so two modules agree on identity without a registry; a subtype names
 * its supertype, and the chain is walked by need.
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"

static int sameType(const sinter_Type *a, const sinter_Type *b) {
  return a == b || (a && b && a->hash0 == b->hash0 && a->hash1 == b->hash1 &&
                    a->hash2 == b->hash2 && a->hash3 == b->hash3);
}

uint32_t sinter_type_matches(const sinter_Type *type,
                             const sinter_Type *expected) {
  for (; type; type = type->super)
    if (sameType(type, expected))
      return 1;
  return 0;
}

/* Abstract heap types: whether `a` is `b` or below it. */
static int abstractMatches(uint8_t a, uint8_t b) {
  if (a == b)
    return 1;
  switch (b) {
  case SINTER_HEAP_FUNC:
    return a == SINTER_HEAP_NOFUNC;
  case SINTER_HEAP_EXTERN:
    return a == SINTER_HEAP_NOEXTERN;
  case SINTER_HEAP_EXN:
    return a == SINTER_HEAP_NOEXN;
  case SINTER_HEAP_ANY:
    return a >= SINTER_HEAP_EQ && a <= SINTER_HEAP_NONE;
  case SINTER_HEAP_EQ:
    return a >= SINTER_HEAP_I31 && a <= SINTER_HEAP_NONE;
  case SINTER_HEAP_I31:
  case SINTER_HEAP_STRUCT:
  case SINTER_HEAP_ARRAY:
    return a == SINTER_HEAP_NONE;
  default:
    return 0;
  }
}

static int heapMatches(const sinter_ValType *a, const sinter_ValType *b) {
  /* Descriptors are function types. */
  if (a->heap == SINTER_HEAP_CONCRETE && b->heap == SINTER_HEAP_CONCRETE)
    return sinter_type_matches(a->type, b->type);
  if (a->heap == SINTER_HEAP_CONCRETE)
    return b->heap == SINTER_HEAP_FUNC;
  if (b->heap == SINTER_HEAP_CONCRETE)
    return a->heap == SINTER_HEAP_NOFUNC;
  return abstractMatches(a->heap, b->heap);
}

static int valueMatches(const sinter_ValType *a, const sinter_ValType *b) {
  if (a->kind != SINTER_REF || b->kind != SINTER_REF)
    return a->kind == b->kind;
  return a->nullable <= b->nullable && heapMatches(a, b);
}

/* Guard pages are no part of the type: see instance.c. */
static int limitsMatch(const sinter_ExternType *given,
                       const sinter_ExternType *wanted) {
  uint32_t different = given->flags ^ wanted->flags;
  return !(different & (SINTER_LIMITS_64 | SINTER_LIMITS_SHARED)) &&
         given->min >= wanted->min &&
         given->max <= wanted->max; /* no maximum is the greatest of all */
}

int sinter_extern_type_matches(const sinter_ExternType *given,
                               const sinter_ExternType *wanted) {
  if (given->kind != wanted->kind)
    return 0;
  const sinter_ValType *a = &given->value, *b = &wanted->value;
  switch (wanted->kind) {
  case SINTER_EXTERN_FUNC:
    return sinter_type_matches(given->func, wanted->func);
  case SINTER_EXTERN_TABLE:
    return limitsMatch(given, wanted) && valueMatches(a, b) &&
           valueMatches(b, a);
  case SINTER_EXTERN_MEMORY:
    return limitsMatch(given, wanted) && given->pageShift == wanted->pageShift;
  case SINTER_EXTERN_GLOBAL: /* what can be written must be the same type */
    return given->flags == wanted->flags && valueMatches(a, b) &&
           (!(wanted->flags & SINTER_MUTABLE) || valueMatches(b, a));
  default:
    return 0;
  }
}

/* ---- spelling ---- */

static void spellValue(Text *t, const sinter_ValType *type) {
  static const char *const kinds[] = {"i32", "i64", "f32", "f64", "v128"};
  static const char *const heaps[] = {
      "func",   "nofunc", "extern", "noextern", "any",   "eq",  "i31",
      "struct", "array",  "none",   "exn",      "noexn", "type"};
  if (type->kind < SINTER_REF) {
    sinter_text_string(t, kinds[type->kind]);
    return;
  }
  sinter_text_string(t, type->nullable ? "(ref null " : "(ref ");
  sinter_text_string(t, heaps[type->heap]);
  sinter_text_string(t, ")");
}

static void spellValues(Text *t, const sinter_ValType *types, uint32_t count) {
  sinter_text_string(t, "[");
  for (uint32_t i = 0; i < count; i++) {
    if (i)
      sinter_text_string(t, " ");
    spellValue(t, &types[i]);
  }
  sinter_text_string(t, "]");
}

static void spellLimits(Text *t, const sinter_ExternType *type) {
  if (type->flags & SINTER_LIMITS_64)
    sinter_text_string(t, "i64 ");
  sinter_text_number(t, type->min);
  if (type->max != UINT64_MAX) {
    sinter_text_string(t, " ");
    sinter_text_number(t, type->max);
  }
  if (type->flags & SINTER_LIMITS_SHARED)
    sinter_text_string(t, " shared");
}

static void spellMemory(Text *t, const sinter_ExternType *type) {
  sinter_text_string(t, "memory ");
  spellLimits(t, type);
  if (type->pageShift != 16) {
    sinter_text_string(t, " (pagesize ");
    sinter_text_number(t, UINT64_C(1) << type->pageShift);
    sinter_text_string(t, ")");
  }
}

static void spellGlobal(Text *t, const sinter_ExternType *type) {
  int isMutable = type->flags & SINTER_MUTABLE;
  sinter_text_string(t, isMutable ? "global (mut " : "global ");
  spellValue(t, &type->value);
  if (isMutable)
    sinter_text_string(t, ")");
}

void sinter_text_extern_type(Text *t, const sinter_ExternType *type) {
  const sinter_Type *f = type->func;
  switch (type->kind) {
  case SINTER_EXTERN_FUNC:
    sinter_text_string(t, "func ");
    spellValues(t, f->values, f->paramCount);
    sinter_text_string(t, " -> ");
    spellValues(t, f->values + f->paramCount, f->resultCount);
    return;
  case SINTER_EXTERN_TABLE:
    sinter_text_string(t, "table ");
    spellLimits(t, type);
    sinter_text_string(t, " ");
    spellValue(t, &type->value);
    return;
  case SINTER_EXTERN_MEMORY:
    spellMemory(t, type);
    return;
  case SINTER_EXTERN_GLOBAL:
    spellGlobal(t, type);
    return;
  default:
    sinter_text_string(t, "tag");
  }
}

void sinter_extern_type_text(const sinter_ExternType *type, char *text,
                             size_t size) {
  Text t = sinter_text(text, size);
  sinter_text_extern_type(&t, type);
}
