/*===- start.c - main() of an executable -----------------------------------===*
 *
 * One module, one instance: makes it with WASI and calls `_start`.
 * All arguments belong to the guest. The compiler embeds what the program may
 * use (sinter_main_grants) and refuses modules without `_start`.
 *
 * Exit status: what the program says; 134 after a trap, as a shell reports an
 * abort; 127 if the program could not be started.
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"
#include "platform/platform.h"
#include "wasi/wasi.h"

#include <errno.h>
#include <stdlib.h>

extern const sinter_Module sinter_main_module;
extern const sinter_WasiGrants sinter_main_grants __attribute__((weak));

/* Compiled code reads its stack limit without asking the instance for it. */
extern Store sinter_main_store;
Store sinter_main_store;

enum { ExitTrapped = 134, ExitNotStarted = 127 };

static SINTER_NORETURN void cannotStart(const char *why, const char *what,
                                        const char *reason) {
  char line[512];
  Text t = sinter_text(line, sizeof line - 1);
  sinter_text_string(&t, "sinter: ");
  sinter_text_string(&t, why);
  sinter_text_string(&t, what);
  sinter_text_string(&t, reason);
  *t.at++ = '\n';
  sinter_platform_write_error(line, (size_t)(t.at - line));
  exit(ExitNotStarted);
}

/* strerror would bring every message of the C library along. */
static const char *reasonOf(int error) {
  switch (error) {
  case ENOENT:
    return ": no such directory";
  case ENOTDIR:
    return ": not a directory";
  case EACCES:
    return ": permission denied";
  case EMFILE:
    return ": too many open files";
  default:
    return "";
  }
}

static sinter_Wasi *makeWasi(int argc, char **argv) {
  sinter_WasiConfig config = {.argv = (const char *const *)argv,
                              .argc = (uint64_t)argc,
                              .stdio = {0, 1, 2}};
  const sinter_WasiDir *bad = NULL;
  if (&sinter_main_grants)
    config.grants = sinter_main_grants;
  sinter_Wasi *wasi = sinter_wasi_new(&config, &bad);
  if (!wasi && bad)
    cannotStart("cannot open the directory ", bad->host, reasonOf(errno));
  if (!wasi)
    cannotStart("out of memory", "", "");
  return wasi;
}

/* SINTER_CPU, which keeps a program with --multiversion from using all that the
 * processor has; null if it is not set. */
static const char *cpuLimit(void) {
  const char *text = getenv("SINTER_CPU");
  if (!text || !*text || sinter_main_module.versionCount < 2)
    return NULL;
  if (!sinter_version_is_name(text))
    cannotStart("SINTER_CPU must be x86-64, x86-64-v2, x86-64-v3 or x86-64-v4, "
                "not ",
                text, "");
  return text;
}

/* Functions of WASI get the WASI object as context; all others are the host's
 * own, resolved by the linker, and get null. */
static sinter_Instance *makeInstance(sinter_Store *store, sinter_Wasi *wasi,
                                     sinter_Error *error) {
  const sinter_Module *module = &sinter_main_module;
  const sinter_Config config = {.wasi = wasi};
  sinter_Instance *instance;
  if (sinter_instance_make(module, store, NULL, &config, cpuLimit(), &instance,
                           error)) {
    sinter_error_print(error);
    exit(ExitNotStarted);
  }
  return instance;
}

static int exitStatus(sinter_Status status, const sinter_Error *error) {
  if (status == SINTER_OK)
    return 0;
  if (status == SINTER_EXITED)
    return error->exitCode;
  sinter_error_print(error);
  return status == SINTER_TRAPPED ? ExitTrapped : ExitNotStarted;
}

int main(int argc, char **argv) {
  static sinter_Error error;
  sinter_Store *store = &sinter_main_store.head;
  sinter_Wasi *wasi = makeWasi(argc, argv);
  sinter_Instance *instance = makeInstance(store, wasi, &error);
  sinter_Status status = sinter_instance_init(instance, &error);
  sinter_Extern start;
  sinter_Value none;
  if (status == SINTER_OK) {
    if (!sinter_instance_export(instance, "_start", 6, &start) ||
        start.kind != SINTER_EXTERN_FUNC)
      cannotStart("the module exports no function _start", "", "");
    status = sinter_call(store, start.of.func, &none, &error);
  }
  return exitStatus(status, &error);
}
