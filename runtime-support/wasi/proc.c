/*===- proc.c - the process
 * -------------------------------------------------===*/
#include "state.h"
#include <sched.h>

/* Ends the guest, not the host: the entry from the host returns. */
void sinter_wasi_proc_exit(void *context, int32_t code) {
  sinter_exit(((sinter_Wasi *)context)->store, code);
}

/* A signal would strike the host's process, which is not the guest's. */
int32_t sinter_wasi_proc_raise(void *context, int32_t signal) {
  (void)context;
  (void)signal;
  return WASI_ENOSYS;
}

int32_t sinter_wasi_sched_yield(void *context) {
  (void)context;
  return sinter_wasi_result(sched_yield());
}
