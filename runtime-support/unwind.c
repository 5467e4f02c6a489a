/*===- unwind.c - walking machine frames -----------------------------------===*
 *
 * Compiled code keeps no frame pointers. What tells one frame from the next is
 * the call frame information (CFI) in .eh_frame, which the linker indexes in
 * .eh_frame_hdr. This is a small interpreter of it: enough to follow the frames
 * of code that compilers make, without allocation. Anything unusual (an
 * expression, a signal frame, code without CFI) ends the walk, and so does a
 * stack address outside the stack: a backtrace may be short, but it never
 * crashes.
 *
 * The format: DWARF 5 section 6.4, Linux Standard Base "Exception Frames".
 * Which frames are Wasm functions is backtrace.c's business.
 *
 *===----------------------------------------------------------------------===*/
#define _GNU_SOURCE
#include "core.h"
#include "platform/platform.h"

#include <link.h>
#include <string.h>

/* ---- bytes ---- */

/* Reading beyond `end` gives zeros and moves to the end. */
typedef struct Cursor {
  const uint8_t *at, *end;
} Cursor;

static uint64_t fixed(Cursor *c, unsigned size) {
  uint64_t value = 0;
  if ((size_t)(c->end - c->at) < size) {
    c->at = c->end;
    return 0;
  }
  memcpy(&value, c->at, size);
  c->at += size;
  return value;
}

static uint64_t leb(Cursor *c, int isSigned) {
  uint64_t value = 0;
  unsigned shift = 0;
  uint8_t byte;
  do {
    byte = (uint8_t)fixed(c, 1);
    if (shift < 64)
      value |= (uint64_t)(byte & 0x7f) << shift;
    shift += 7;
  } while (byte & 0x80);
  if (isSigned && byte & 0x40 && shift < 64)
    value |= ~UINT64_C(0) << shift;
  return value;
}

static uint64_t uleb(Cursor *c) { return leb(c, 0); }
static int64_t sleb(Cursor *c) { return (int64_t)leb(c, 1); }

/* A pointer in one of the encodings that x86-64 toolchains use for code
 * addresses; 0 for others. */
enum {
  EncodingAbsolute = 0x00,
  EncodingUdata4 = 0x03,
  EncodingSdata4 = 0x0b,
  EncodingPcRelative = 0x10,
  EncodingDataRelative = 0x30
};

static uintptr_t encodedSize(Cursor *c, uint8_t encoding) {
  switch (encoding & 0x0f) {
  case EncodingAbsolute:
    return fixed(c, 8);
  case EncodingUdata4:
    return fixed(c, 4);
  case EncodingSdata4:
    return (uintptr_t)(int64_t)(int32_t)fixed(c, 4);
  default:
    c->at = c->end;
    return 0;
  }
}

static uintptr_t encoded(Cursor *c, uint8_t encoding) {
  uintptr_t here = (uintptr_t)c->at;
  uintptr_t value = encodedSize(c, encoding);
  return (encoding & 0x70) == EncodingPcRelative ? here + value : value;
}

/* ---- finding the entry of a function ---- */

typedef struct Lookup {
  uintptr_t pc;
  Walk *walk;
} Lookup;

static int isObjectOf(struct dl_phdr_info *info, size_t size, void *arg) {
  Lookup *lookup = arg;
  Walk *walk = lookup->walk;
  const ElfW(Phdr) *header = NULL;
  int found = 0;
  (void)size;
  for (unsigned i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *p = &info->dlpi_phdr[i];
    uintptr_t start = info->dlpi_addr + p->p_vaddr;
    if (p->p_type == PT_GNU_EH_FRAME)
      header = p;
    if (p->p_type == PT_LOAD && lookup->pc - start < p->p_memsz) {
      found = 1;
      walk->objectLow = start;
      walk->objectHigh = start + p->p_memsz;
    }
  }
  if (found)
    walk->frameHeader =
        header ? (const uint8_t *)(info->dlpi_addr + header->p_vaddr) : NULL;
  return found;
}

static int findObject(Walk *walk, uintptr_t pc) {
  Lookup lookup = {pc, walk};
  if (pc < walk->objectLow || pc >= walk->objectHigh) {
    walk->objectLow = walk->objectHigh = 0;
    walk->frameHeader = NULL;
    dl_iterate_phdr(isObjectOf, &lookup);
  }
  return walk->frameHeader != NULL;
}

/* The FDE that the table in .eh_frame_hdr has for `pc`, or null. The table is
 * pairs of 32-bit distances from the header, sorted: function, FDE. */
static const uint8_t *findFde(const uint8_t *header, uintptr_t pc) {
  Cursor c = {header, header + 32};
  uint8_t version = (uint8_t)fixed(&c, 1), frame = (uint8_t)fixed(&c, 1),
          count = (uint8_t)fixed(&c, 1), table = (uint8_t)fixed(&c, 1);
  if (version != 1 || table != (EncodingDataRelative | EncodingSdata4))
    return NULL;
  encoded(&c, frame); /* where .eh_frame is */
  uint64_t entries = encoded(&c, count);
  const uint8_t *rows = c.at;
  uint64_t low = 0, high = entries; /* rows[low - 1] <= pc < rows[high] */
  int32_t row[2];
  while (low < high) {
    uint64_t middle = low + (high - low) / 2;
    memcpy(row, rows + middle * 8, 8);
    if ((uintptr_t)header + (uintptr_t)(int64_t)row[0] <= pc)
      low = middle + 1;
    else
      high = middle;
  }
  if (!low)
    return NULL;
  memcpy(row, rows + (low - 1) * 8, 8);
  return header + row[1];
}

/* What a CIE and an FDE say about one function. */
typedef struct Entry {
  Cursor common, own; /* instructions */
  uint64_t codeAlign;
  int64_t dataAlign;
  uintptr_t start, size;
} Entry;

/* The contents of the CIE or FDE at `at`, its length field read. */
static Cursor contents(const uint8_t *at) {
  uint32_t length;
  memcpy(&length, at, 4);
  if (length == UINT32_MAX) /* 64-bit DWARF: nobody makes it */
    length = 0;
  return (Cursor){at + 4, at + 4 + length};
}

/* Reads a CIE; returns the encoding of addresses in its FDEs, or -1. */
static int readCie(const uint8_t *at, Entry *e) {
  Cursor c = contents(at);
  uint64_t id = fixed(&c, 4), version = fixed(&c, 1);
  const char *augmentation = (const char *)c.at;
  if (c.at == c.end || id || (version != 1 && version != 3))
    return -1;
  while (fixed(&c, 1))
    ;
  e->codeAlign = uleb(&c);
  e->dataAlign = sleb(&c);
  if (uleb(&c) != SINTER_REGISTER_RETURN || *augmentation != 'z')
    return -1;
  uint64_t size = uleb(&c);
  if (size > (uint64_t)(c.end - c.at))
    return -1;
  e->common = (Cursor){c.at + size, c.end};
  int encoding = EncodingAbsolute;
  for (const char *p = augmentation + 1; *p; p++) {
    if (*p == 'R')
      encoding = (int)fixed(&c, 1);
    else if (*p == 'P')
      encodedSize(&c, (uint8_t)fixed(&c, 1));
    else if (*p == 'L')
      fixed(&c, 1);
    else
      return -1; /* S: a signal frame */
  }
  return encoding;
}

static int readFde(const uint8_t *at, Entry *e) {
  Cursor c = contents(at);
  const uint8_t *idAt = c.at;
  uint32_t toCie = (uint32_t)fixed(&c, 4);
  if (!toCie)
    return 0;
  int encoding = readCie(idAt - toCie, e);
  if (encoding < 0)
    return 0;
  e->start = encoded(&c, (uint8_t)encoding);
  e->size = encodedSize(&c, (uint8_t)encoding);
  uint64_t augmentation = uleb(&c);
  if (augmentation > (uint64_t)(c.end - c.at))
    return 0;
  e->own = (Cursor){c.at + augmentation, c.end};
  return 1;
}

/* ---- the instructions ---- */

enum RuleKind {
  RuleSame,
  RuleAtOffset,
  RuleIsOffset,
  RuleRegister,
  RuleUndefined
};

typedef struct Rule {
  uint8_t kind;
  int32_t value; /* distance from the CFA, or register */
} Rule;

typedef struct Rules {
  uint64_t cfaRegister;
  int64_t cfaOffset;
  Rule rules[SINTER_REGISTER_COUNT];
} Rules;

enum { MaxRemembered = 4 };

typedef struct Machine {
  Rules now, initial, remembered[MaxRemembered];
  unsigned depth;
  uintptr_t location, pc;
  const Entry *entry;
} Machine;

static void setRule(Machine *m, uint64_t reg, uint8_t kind, int64_t value) {
  if (reg < SINTER_REGISTER_COUNT)
    m->now.rules[reg] = (Rule){kind, (int32_t)value};
}

static void restoreRule(Machine *m, uint64_t reg) {
  if (reg < SINTER_REGISTER_COUNT)
    m->now.rules[reg] = m->initial.rules[reg];
}

static void advance(Machine *m, uint64_t delta) {
  m->location += delta * m->entry->codeAlign;
}

static int remember(Machine *m) {
  if (m->depth == MaxRemembered)
    return 0;
  m->remembered[m->depth++] = m->now;
  return 1;
}

static int restore(Machine *m) {
  if (!m->depth)
    return 0;
  m->now = m->remembered[--m->depth];
  return 1;
}

/* An instruction of the group without an operand in the opcode; 0 if this
 * interpreter does not know it. */
static int extended(Machine *m, Cursor *c, uint8_t opcode) {
  int64_t align = m->entry->dataAlign;
  uint64_t reg;
  switch (opcode) {
  case 0x00: /* nop */
    return 1;
  case 0x01: /* set_loc */
    return 0;
  case 0x02: /* advance_loc1, 2, 4 */
    return advance(m, fixed(c, 1)), 1;
  case 0x03:
    return advance(m, fixed(c, 2)), 1;
  case 0x04:
    return advance(m, fixed(c, 4)), 1;
  case 0x05: /* offset_extended */
    reg = uleb(c);
    return setRule(m, reg, RuleAtOffset, (int64_t)uleb(c) * align), 1;
  case 0x06: /* restore_extended */
    return restoreRule(m, uleb(c)), 1;
  case 0x07: /* undefined */
    return setRule(m, uleb(c), RuleUndefined, 0), 1;
  case 0x08: /* same_value */
    return setRule(m, uleb(c), RuleSame, 0), 1;
  case 0x09: /* register */
    reg = uleb(c);
    return setRule(m, reg, RuleRegister, (int64_t)uleb(c)), 1;
  case 0x0a:
    return remember(m);
  case 0x0b:
    return restore(m);
  case 0x0c: /* def_cfa */
    m->now.cfaRegister = uleb(c);
    return m->now.cfaOffset = (int64_t)uleb(c), 1;
  case 0x0d: /* def_cfa_register */
    return m->now.cfaRegister = uleb(c), 1;
  case 0x0e: /* def_cfa_offset */
    return m->now.cfaOffset = (int64_t)uleb(c), 1;
  case 0x11: /* offset_extended_sf */
    reg = uleb(c);
    return setRule(m, reg, RuleAtOffset, sleb(c) * align), 1;
  case 0x12: /* def_cfa_sf */
    m->now.cfaRegister = uleb(c);
    return m->now.cfaOffset = sleb(c) * align, 1;
  case 0x13: /* def_cfa_offset_sf */
    return m->now.cfaOffset = sleb(c) * align, 1;
  case 0x14: /* val_offset */
    reg = uleb(c);
    return setRule(m, reg, RuleIsOffset, (int64_t)uleb(c) * align), 1;
  case 0x2e: /* GNU_args_size */
    return uleb(c), 1;
  default: /* expressions, vendors */
    return 0;
  }
}

/* Runs instructions up to the row that covers pc. */
static int run(Machine *m, Cursor c) {
  while (c.at < c.end && m->location <= m->pc) {
    uint8_t byte = (uint8_t)fixed(&c, 1), operand = byte & 0x3f;
    switch (byte >> 6) {
    case 1:
      advance(m, operand);
      break;
    case 2:
      setRule(m, operand, RuleAtOffset,
              (int64_t)uleb(&c) * m->entry->dataAlign);
      break;
    case 3:
      restoreRule(m, operand);
      break;
    default:
      if (!extended(m, &c, byte))
        return 0;
    }
  }
  return 1;
}

static int rulesAt(const Entry *e, uintptr_t pc, Rules *out) {
  Machine m;
  memset(&m.now, 0, sizeof m.now);
  m.now.cfaRegister = SINTER_REGISTER_COUNT;
  m.depth = 0;
  m.pc = pc;
  m.location = e->start;
  m.entry = e;
  m.initial = m.now;
  if (!run(&m, e->common))
    return 0;
  m.initial = m.now;
  if (!run(&m, e->own))
    return 0;
  *out = m.now;
  return out->cfaRegister < SINTER_REGISTER_COUNT;
}

/* ---- the walk ---- */

static int readWord(const Walk *w, uintptr_t address, uintptr_t *out) {
  if (address & 7 || address < w->low || address > w->high - 8)
    return 0;
  memcpy(out, (const void *)address, 8);
  return 1;
}

/* Replaces the registers by the caller's. */
static int applyRules(Walk *w, const Rules *r) {
  uintptr_t next[SINTER_REGISTER_COUNT];
  memcpy(next, w->registers, sizeof next);
  for (unsigned i = 0; i < SINTER_REGISTER_COUNT; i++) {
    uintptr_t value = w->cfa + (uintptr_t)(int64_t)r->rules[i].value;
    switch (r->rules[i].kind) {
    case RuleAtOffset:
      if (!readWord(w, value, &next[i]))
        return 0;
      break;
    case RuleIsOffset:
      next[i] = value;
      break;
    case RuleRegister:
      if (r->rules[i].value < 0 || r->rules[i].value >= SINTER_REGISTER_COUNT)
        return 0;
      next[i] = w->registers[r->rules[i].value];
      break;
    case RuleUndefined:
      if (i == SINTER_REGISTER_RETURN)
        return 0; /* the outermost frame says so */
      break;
    default:
      break;
    }
  }
  next[SINTER_REGISTER_STACK] = w->cfa;
  memcpy(w->registers, next, sizeof next);
  return 1;
}

void sinter_walk_begin(Walk *w, uintptr_t high) {
  w->low = w->registers[SINTER_REGISTER_STACK];
  w->high = high;
  w->objectLow = w->objectHigh = 0;
  w->frameHeader = NULL;
}

int sinter_walk_next(Walk *w) {
  /* A return address may be behind the last instruction of its function. */
  uintptr_t pc = w->registers[SINTER_REGISTER_RETURN] - 1;
  const uint8_t *fde;
  Entry entry;
  Rules rules;
  if (!findObject(w, pc) || !(fde = findFde(w->frameHeader, pc)) ||
      !readFde(fde, &entry) || pc - entry.start >= entry.size ||
      !rulesAt(&entry, pc, &rules))
    return 0;
  uintptr_t stack = w->registers[SINTER_REGISTER_STACK];
  w->function = entry.start;
  w->cfa = w->registers[rules.cfaRegister] + (uintptr_t)rules.cfaOffset;
  if (w->cfa <= stack || w->cfa > w->high)
    return 0; /* the stack grows down, so outer frames are above */
  return applyRules(w, &rules);
}
