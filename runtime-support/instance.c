/*===- instance.c - from a module's descriptor to an instance --------------===*
 *
 * Instantiation in the spec's order (4.5.4): imports are matched before
 * anything is made, so that a link error leaves no trace; then memories, tables
 * and function references are laid out where the descriptor says; then the
 * module's own init code evaluates globals and segments and calls the start
 * function. The last step may trap, and what it did to imported objects stays.
 *
 * The instance is one block: the head, then the fields that ModuleLowering.h
 * (compiler) describes. With --instances=one it is an object of the program.
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"
#include "platform/platform.h"

#include <stdlib.h>
#include <string.h>

/* ---- imports ---- */

/* Type of what the host gives; 0 if it gives nothing. For functions that the
 * linker resolved there is nothing to check: C has no types at run time. */
static int givenType(const sinter_Extern *e, sinter_ExternType *out) {
  *out = (sinter_ExternType){.kind = e->kind, .max = UINT64_MAX};
  if (!e->of.func)
    return 0;
  switch (e->kind) {
  case SINTER_EXTERN_FUNC:
    out->func = e->of.func->type;
    return 1;
  case SINTER_EXTERN_TABLE:
    out->flags = e->of.table->flags;
    out->min = e->of.table->size;
    out->max = e->of.table->max;
    out->value = e->of.table->type;
    return 1;
  case SINTER_EXTERN_MEMORY:
    out->flags = e->of.memory->flags;
    out->pageShift = e->of.memory->pageShift;
    out->min = e->of.memory->size >> e->of.memory->pageShift;
    out->max = e->of.memory->maxPages;
    return 1;
  case SINTER_EXTERN_GLOBAL:
    out->flags = e->of.global->isMutable ? SINTER_MUTABLE : 0;
    out->value = e->of.global->type;
    return 1;
  default:
    return 0;
  }
}

static sinter_Status linkError(const sinter_Import *import, const char *problem,
                               const sinter_ExternType *given,
                               sinter_Error *error) {
  Text t = sinter_error_begin(error, SINTER_LINK_ERROR);
  sinter_text_string(&t, problem);
  sinter_text_string(&t, ": \"");
  sinter_text_name(&t, import->module, import->moduleLength);
  sinter_text_string(&t, "\".\"");
  sinter_text_name(&t, import->name, import->nameLength);
  sinter_text_string(&t, "\" must be ");
  sinter_text_extern_type(&t, &import->type);
  error->import = import;
  error->isGiven = given != NULL;
  if (given) {
    error->given = *given;
    sinter_text_string(&t, ", is ");
    sinter_text_extern_type(&t, given);
  }
  return SINTER_LINK_ERROR;
}

/* An importer without checks of its own can only use a memory that was made for
 * such code. */
static int lacksGuardPages(const sinter_ExternType *given,
                           const sinter_ExternType *wanted) {
  return wanted->kind == SINTER_EXTERN_MEMORY &&
         wanted->flags & ~given->flags & SINTER_LIMITS_GUARD;
}

/* A function of the runtime's WASI, which only makes sense with a sinter_Wasi.
 */
static int isWasi(const sinter_Import *import) {
  static const char *const modules[] = {"wasi_snapshot_preview1",
                                        "wasi_unstable"};
  for (unsigned i = 0; i < 2; i++)
    if (import->symbol && import->moduleLength == strlen(modules[i]) &&
        !memcmp(import->module, modules[i], import->moduleLength))
      return 1;
  return 0;
}

/* Its code calls the symbol; only the context can be chosen. */
static int isLinked(const sinter_Module *module, const sinter_Import *import) {
  return module->flags & SINTER_MODULE_IMPORTS_LINKED &&
         import->type.kind == SINTER_EXTERN_FUNC;
}

static sinter_Status matchImports(const sinter_Module *module,
                                  const sinter_Extern *imports,
                                  const sinter_Config *config,
                                  sinter_Error *error) {
  for (uint32_t i = 0; i < module->importCount; i++) {
    const sinter_Import *import = &module->imports[i];
    sinter_ExternType given;
    if (!imports || !givenType(&imports[i], &given)) {
      if (isWasi(import) && !config->wasi)
        return linkError(import,
                         "import from WASI, for which there is no "
                         "configuration",
                         NULL, error);
      if (import->type.kind == SINTER_EXTERN_FUNC && import->symbol)
        continue;
      return linkError(import, "unknown import", NULL, error);
    }
    if (!sinter_extern_type_matches(&given, &import->type))
      return linkError(import, "incompatible import type", &given, error);
    if (isLinked(module, import) && imports[i].of.func->code != import->symbol)
      return linkError(import,
                       "import that was linked to a C function (--imports="
                       "symbols) and can be no other",
                       NULL, error);
    if (lacksGuardPages(&given, &import->type))
      return linkError(import,
                       "memory without guard pages, which modules compiled "
                       "with --bounds-checks=guard need",
                       NULL, error);
  }
  return SINTER_OK;
}

/* ---- the parts of an instance ---- */

static void *field(const sinter_Instance *instance, uint64_t offset) {
  return (char *)instance + offset;
}

void *sinter_object(const sinter_Instance *instance,
                    const sinter_ObjectDef *def) {
  void *at = field(instance, def->offset);
  return def->imported ? *(void **)at : at;
}

static void placeImports(sinter_Instance *instance,
                         const sinter_Extern *imports,
                         const sinter_Config *config) {
  const sinter_Module *module = instance->module;
  for (uint32_t i = 0; i < module->importCount; i++) {
    const sinter_Import *import = &module->imports[i];
    void *at = field(instance, import->offset);
    if (import->type.kind != SINTER_EXTERN_FUNC)
      *(const void **)at = imports[i].of.func; /* any pointer of the union */
    else if (imports && imports[i].of.func)
      *(sinter_FuncRef *)at = *imports[i].of.func; /* keeps its self */
    else
      *(sinter_FuncRef *)at = (sinter_FuncRef){
          .type = import->type.func,
          .code = import->symbol,
          .instance = isWasi(import) ? (void *)config->wasi : config->host,
          .self = at};
  }
}

static sinter_FuncRef *funcRefs(const sinter_Instance *instance) {
  return field(instance, instance->module->funcRefsOffset);
}

static void makeFuncRefs(sinter_Instance *instance) {
  const sinter_Module *module = instance->module;
  const sinter_FuncDef *defs = instance->version->funcDefs;
  sinter_FuncRef *refs = funcRefs(instance) + module->funcImportCount;
  for (uint32_t i = 0; i < module->funcDefCount; i++)
    refs[i] = (sinter_FuncRef){.type = defs[i].type,
                               .code = defs[i].code,
                               .instance = instance,
                               .self = &refs[i]};
}

static void makeGlobals(sinter_Instance *instance) {
  const sinter_Module *module = instance->module;
  for (uint32_t i = 0; i < module->globalCount; i++) {
    const sinter_ObjectDef *def = &module->globals[i];
    if (def->imported || def->offset == UINT64_MAX)
      continue;
    sinter_Global *global = field(instance, def->offset);
    global->type = def->type.value;
    global->isMutable = (def->type.flags & SINTER_MUTABLE) != 0;
  }
}

static sinter_Status noRoom(const char *what, const sinter_ExternType *type,
                            uint64_t limit, sinter_Error *error) {
  Text t = sinter_error_begin(error, SINTER_NO_MEMORY);
  sinter_text_string(&t, limit ? "there is no room for "
                               : "the system has no room for ");
  sinter_text_string(&t, what);
  if (type)
    sinter_text_extern_type(&t, type);
  if (type && limit)
    sinter_text_string(&t, " within the limit that the host has set");
  if (!type || type->kind != SINTER_EXTERN_MEMORY)
    return SINTER_NO_MEMORY;
  if (type->flags & SINTER_LIMITS_FIXED) {
    sinter_text_string(&t, " at address ");
    sinter_text_hex(&t, SINTER_FIXED_MEMORY_BASE);
    sinter_text_string(&t, ", where its code expects it");
  }
  if (type->flags & SINTER_LIMITS_GUARD)
    sinter_text_string(&t, ": with guard pages it takes 8 GiB of address space "
                           "(see ulimit -v), without (--bounds-checks="
                           "explicit) what it uses");
  return SINTER_NO_MEMORY;
}

static sinter_Status makeMemories(sinter_Instance *instance, uint64_t limit,
                                  sinter_Error *error) {
  const sinter_Module *module = instance->module;
  for (uint32_t i = 0; i < module->memoryCount; i++) {
    const sinter_ObjectDef *def = &module->memories[i];
    if (!def->imported &&
        !sinter_memory_init(field(instance, def->offset), &def->type, limit))
      return noRoom("", &def->type, limit, error);
  }
  return SINTER_OK;
}

static sinter_Status makeTables(sinter_Instance *instance, uint64_t limit,
                                sinter_Error *error) {
  const sinter_Module *module = instance->module;
  for (uint32_t i = 0; i < module->tableCount; i++) {
    const sinter_ObjectDef *def = &module->tables[i];
    if (!def->imported &&
        !sinter_table_init(field(instance, def->offset), &def->type, limit))
      return noRoom("", &def->type, limit, error);
  }
  return SINTER_OK;
}

static void releaseObjects(sinter_Instance *instance) {
  const sinter_Module *module = instance->module;
  for (uint32_t i = 0; i < module->memoryCount; i++)
    if (!module->memories[i].imported)
      sinter_memory_release(field(instance, module->memories[i].offset));
  for (uint32_t i = 0; i < module->tableCount; i++)
    if (!module->tables[i].imported)
      sinter_table_release(field(instance, module->tables[i].offset));
}

/* ---- making and ending instances ---- */

static sinter_Status refuse(const char *why, sinter_Error *error) {
  Text t = sinter_error_begin(error, SINTER_LINK_ERROR);
  sinter_text_string(&t, why);
  return SINTER_LINK_ERROR;
}

static sinter_Status refuseProcessor(uint64_t missing, sinter_Error *error) {
  Text t = sinter_error_begin(error, SINTER_LINK_ERROR);
  sinter_text_string(&t, "this processor lacks what the module is compiled "
                         "for: ");
  const char *separator = "", *name;
  for (unsigned i = 0; (name = sinter_platform_cpu_feature(i)); i++)
    if (missing >> i & 1) {
      sinter_text_string(&t, separator);
      sinter_text_string(&t, name);
      separator = ", ";
    }
  return SINTER_LINK_ERROR;
}

/* Which code of the module can run here, if any. */
static sinter_Status chooseCode(const sinter_Module *module,
                                const char *cpuLimit,
                                const sinter_Version **out,
                                sinter_Error *error) {
  if (module->abiVersion != SINTER_ABI_VERSION)
    return refuse("the module was compiled for another version of the runtime",
                  error);
  *out = sinter_version_choose(module, cpuLimit);
  if (*out)
    return SINTER_OK;
  uint64_t needed = module->versions[0]->cpuFeatures;
  return refuseProcessor(sinter_platform_cpu_missing(needed), error);
}

/* The zeroed block of the instance. */
static sinter_Status allocate(const sinter_Module *module,
                              sinter_Instance **out, sinter_Error *error) {
  if (module->flags & SINTER_MODULE_ONE_INSTANCE) {
    if (module->instance->store)
      return refuse("the module has room for one instance, which exists",
                    error);
    *out = module->instance;
    return SINTER_OK;
  }
  *out = calloc(1, module->instanceSize);
  return *out ? SINTER_OK : noRoom("an instance", NULL, 0, error);
}

static void deallocate(sinter_Instance *instance) {
  const sinter_Module *module = instance->module;
  if (module->flags & SINTER_MODULE_ONE_INSTANCE)
    instance->store = NULL;
  else
    free(instance);
}

/* The store's list is linked both ways, so that any of many instances leaves it
 * at once: reserved is the next one, reserved2 where the pointer to this one
 * is. */
static void join(sinter_Instance *instance, Store *store) {
  sinter_Instance *next = store->instances;
  instance->reserved = next;
  instance->reserved2 = &store->instances;
  if (next)
    next->reserved2 = &instance->reserved;
  store->instances = instance;
}

static void leave(sinter_Instance *instance) {
  sinter_Instance *next = instance->reserved;
  *(void **)instance->reserved2 = next;
  if (next)
    next->reserved2 = instance->reserved2;
}

/* The guest's pointers are those of the memory that it exports. */
static void giveToWasi(sinter_Instance *instance, struct sinter_Wasi *wasi) {
  WasiHead *head = (WasiHead *)wasi;
  sinter_Extern memory;
  head->store = instance->store;
  if (sinter_instance_export(instance, "memory", 6, &memory) &&
      memory.kind == SINTER_EXTERN_MEMORY)
    head->memory = memory.of.memory;
}

sinter_Status sinter_instance_make(const sinter_Module *module,
                                   sinter_Store *store,
                                   const sinter_Extern *imports,
                                   const sinter_Config *config,
                                   const char *cpuLimit, sinter_Instance **out,
                                   sinter_Error *error) {
  const sinter_Version *version;
  sinter_Instance *instance;
  sinter_Status status;
  *out = NULL;
  sinter_error_clear(error);
  if (config->wasi && ((WasiHead *)config->wasi)->store)
    return refuse("the WASI object belongs to another instance", error);
  if ((status = chooseCode(module, cpuLimit, &version, error)) ||
      (status = matchImports(module, imports, config, error)) ||
      (status = allocate(module, &instance, error)))
    return status;
  instance->module = module;
  instance->version = version;
  instance->store = store;
  instance->host = config->host;
  if ((status = makeMemories(instance, config->maxMemoryBytes, error)) ||
      (status = makeTables(instance, config->maxTableSlots, error))) {
    releaseObjects(instance);
    deallocate(instance);
    return status;
  }
  placeImports(instance, imports, config);
  if (module->guard && !module->guard(instance, 1)) {
    releaseObjects(instance);
    deallocate(instance);
    return noRoom("an instance", NULL, 0, error);
  }
  makeGlobals(instance);
  makeFuncRefs(instance);
  join(instance, (Store *)store);
  if (config->wasi)
    giveToWasi(instance, config->wasi);
  *out = instance;
  return SINTER_OK;
}

sinter_Status sinter_instance_create(const sinter_Module *module,
                                     sinter_Store *store,
                                     const sinter_Extern *imports,
                                     const sinter_Config *config,
                                     sinter_Instance **out,
                                     sinter_Error *error) {
  return sinter_instance_make(module, store, imports, config, NULL, out, error);
}

sinter_Status sinter_instance_new(const sinter_Module *module,
                                  sinter_Store *store,
                                  const sinter_Extern *imports, void *host,
                                  sinter_Instance **out, sinter_Error *error) {
  sinter_Config config = {.host = host};
  return sinter_instance_make(module, store, imports, &config, NULL, out,
                              error);
}

static void runInit(void *arg) {
  sinter_Instance *instance = arg;
  if (!instance->store->stackLimit)
    sinter_enter(instance->store);
  instance->module->init(instance);
}

sinter_Status sinter_instance_init(sinter_Instance *instance,
                                   sinter_Error *error) {
  return sinter_try(instance->store, runInit, instance, error);
}

sinter_Status sinter_instantiate(const sinter_Module *module,
                                 sinter_Store *store,
                                 const sinter_Extern *imports, void *host,
                                 sinter_Instance **out, sinter_Error *error) {
  sinter_Status status =
      sinter_instance_new(module, store, imports, host, out, error);
  return status ? status : sinter_instance_init(*out, error);
}

void sinter_instance_free(sinter_Instance *instance) {
  if (!instance)
    return;
  leave(instance);
  if (instance->module->guard)
    instance->module->guard(instance, 0);
  releaseObjects(instance);
  deallocate(instance);
}

void sinter_bind_symbols(const sinter_Module *module, const char *from,
                         void *context, sinter_FuncRef *refs,
                         sinter_Extern *imports) {
  size_t length = strlen(from);
  for (uint32_t i = 0; i < module->importCount; i++) {
    const sinter_Import *import = &module->imports[i];
    if (import->type.kind != SINTER_EXTERN_FUNC || !import->symbol ||
        import->moduleLength != length ||
        memcmp(import->module, from, length) != 0)
      continue;
    refs[i] = (sinter_FuncRef){.type = import->type.func,
                               .code = import->symbol,
                               .instance = context,
                               .self = &refs[i]};
    imports[i].kind = SINTER_EXTERN_FUNC;
    imports[i].of.func = &refs[i];
  }
}

/* ---- exports ---- */

/* Order of exports: by bytes, then length. */
static int compareNames(const char *a, size_t aLength, const char *b,
                        size_t bLength) {
  size_t shorter = aLength < bLength ? aLength : bLength;
  int order = shorter ? memcmp(a, b, shorter) : 0;
  return order ? order : (aLength > bLength) - (aLength < bLength);
}

static const sinter_Export *findExport(const sinter_Module *module,
                                       const char *name, size_t length) {
  uint32_t low = 0, high = module->exportCount;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const sinter_Export *e = &module->exports[middle];
    int order = compareNames(name, length, module->strings + e->nameOffset,
                             e->nameLength);
    if (!order)
      return e;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

int sinter_instance_export(const sinter_Instance *instance, const char *name,
                           size_t length, sinter_Extern *out) {
  const sinter_Module *module = instance->module;
  const sinter_Export *e = findExport(module, name, length);
  if (!e)
    return 0;
  out->kind = e->kind;
  switch (e->kind) {
  case SINTER_EXTERN_FUNC:
    out->of.func = funcRefs(instance)[e->index].self;
    return 1;
  case SINTER_EXTERN_TABLE:
    out->of.table = sinter_object(instance, &module->tables[e->index]);
    return 1;
  case SINTER_EXTERN_MEMORY:
    out->of.memory = sinter_object(instance, &module->memories[e->index]);
    return 1;
  case SINTER_EXTERN_GLOBAL:
    out->of.global = sinter_object(instance, &module->globals[e->index]);
    return 1;
  default:
    return 0;
  }
}
