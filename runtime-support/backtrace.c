/*===- backtrace.c - which Wasm functions are on the stack -----------------===*
 *
 * A trap tells where it happened in terms of the .wasm: function index, name,
 * and the offset of the function's body in the file. unwind.c gives the machine
 * functions on the stack; the modules of the store list theirs
 * (sinter_FuncTables, unsorted). A frame is a Wasm function exactly when the
 * start of its machine function is in such a list: host functions and thunks are
 * left out.
 *
 * The lists are long and the frames few, so the frames are sorted and each list
 * is read once. Frames beyond the first ones are only counted, which is what a
 * deep recursion needs.
 *
 * Printed form, innermost first, `module!` only where the module has a name:
 *
 *   sinter: trap: out of bounds memory access
 *     #0 0x1a3 app!parse (function 12)
 *     #1 0x97 app!_start (function 3)
 *     ... and 4021 more
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"
#include "platform/platform.h"

#include <string.h>

enum {
  RawFrames = 128, /* machine frames that are looked at one by one */
  PrintedFrames = 24
};

/* A machine function that occurs on the stack, and what it is if it is Wasm. */
typedef struct Candidate {
  uintptr_t start;
  const sinter_Module *module;
  const sinter_FuncTable *table; /* that info is from */
  const sinter_FuncInfo *info;
} Candidate;

typedef struct Candidates {
  unsigned count;
  Candidate sorted[RawFrames];
} Candidates;

/* Index of the first candidate at or after `start`. */
static unsigned position(const Candidates *c, uintptr_t start) {
  unsigned low = 0, high = c->count;
  while (low < high) {
    unsigned middle = (low + high) / 2;
    if (c->sorted[middle].start < start)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static Candidate *find(Candidates *c, uintptr_t start) {
  unsigned i = position(c, start);
  return i < c->count && c->sorted[i].start == start ? &c->sorted[i] : NULL;
}

static void insert(Candidates *c, uintptr_t start) {
  unsigned i = position(c, start);
  if (i < c->count && c->sorted[i].start == start)
    return;
  memmove(&c->sorted[i + 1], &c->sorted[i], (c->count - i) * sizeof(Candidate));
  c->sorted[i] = (Candidate){start, NULL, NULL, NULL};
  c->count++;
}

static void resolveIn(const sinter_Module *module,
                      const sinter_FuncTable *table, Candidates *c) {
  for (uint64_t i = 0; i < table->count; i++) {
    const sinter_FuncInfo *info = &table->functions[i];
    Candidate *found =
        find(c, (uintptr_t)&info->start + (uintptr_t)(int64_t)info->start);
    if (found && !found->info) {
      found->info = info;
      found->table = table;
      found->module = module;
    }
  }
}

static void resolve(const Store *store, Candidates *c) {
  const sinter_Version *last = NULL;
  for (sinter_Instance *i = store->instances; i; i = i->reserved) {
    if (i->version == last) /* instances of one often follow each other */
      continue;
    last = i->version;
    for (uint64_t t = 0; t < last->funcTableCount; t++)
      resolveIn(i->module, last->funcTables[t], c);
  }
}

static void record(const Candidate *c, sinter_Error *error) {
  const sinter_Module *module = c->module;
  uint32_t index = c->info->index;
  if (error->frameCount < SINTER_MAX_FRAMES)
    error->frames[error->frameCount++] = (sinter_Frame){
        .module = module->name ? module->name : "",
        .function = c->table->names + c->info->nameOffset,
        .index = index,
        .bodyOffset = module->bodyOffsets[index - module->funcImportCount]};
  error->frameTotal++;
}

void sinter_backtrace(const Store *store, uintptr_t limit,
                      sinter_Error *error) {
  Walk walk;
  uintptr_t raw[RawFrames];
  unsigned count = 0;
  Candidates candidates;
  candidates.count = 0;
  sinter_platform_capture(walk.registers);
  sinter_walk_begin(&walk, limit);
  while (count < RawFrames && sinter_walk_next(&walk)) {
    insert(&candidates, walk.function);
    raw[count++] = walk.function;
  }
  resolve(store, &candidates);
  for (unsigned i = 0; i < count; i++) {
    const Candidate *c = find(&candidates, raw[i]);
    if (c->info)
      record(c, error);
  }
  while (count == RawFrames && sinter_walk_next(&walk)) {
    const Candidate *c = find(&candidates, walk.function);
    if (c && c->info)
      record(c, error);
  }
}

/* ---- printing ---- */

static void printFrame(const sinter_Frame *f, uint32_t number) {
  char line[512];
  Text t = sinter_text(line, sizeof line - 1);
  sinter_text_string(&t, "  #");
  sinter_text_number(&t, number);
  sinter_text_string(&t, " ");
  sinter_text_hex(&t, f->bodyOffset);
  sinter_text_string(&t, " ");
  if (*f->module) {
    sinter_text_string(&t, f->module);
    sinter_text_string(&t, "!");
  }
  sinter_text_string(&t, f->function);
  sinter_text_string(&t, " (function ");
  sinter_text_number(&t, f->index);
  sinter_text_string(&t, ")");
  *t.at++ = '\n';
  sinter_platform_write_error(line, (size_t)(t.at - line));
}

void sinter_error_print(const sinter_Error *error) {
  char line[sizeof error->message + 32];
  Text t = sinter_text(line, sizeof line);
  sinter_text_string(&t, error->status == SINTER_TRAPPED ? "sinter: trap: "
                                                         : "sinter: ");
  sinter_text_string(&t, error->message);
  sinter_text_string(&t, "\n");
  sinter_platform_write_error(line, (size_t)(t.at - line));
  uint32_t shown =
      error->frameCount < PrintedFrames ? error->frameCount : PrintedFrames;
  for (uint32_t i = 0; i < shown; i++)
    printFrame(&error->frames[i], i);
  if (error->frameTotal <= shown)
    return;
  t = sinter_text(line, sizeof line);
  sinter_text_string(&t, "  ... and ");
  sinter_text_number(&t, error->frameTotal - shown);
  sinter_text_string(&t, " more\n");
  sinter_platform_write_error(line, (size_t)(t.at - line));
}
