/*===- thread.h - where entries find the stack limit of their thread -------===*
 *
 * Code that is entered from the host compares the stack pointer with the bounds
 * of the thread's stack (lower/CExports.cpp). They are in a thread-local
 * variable, of which a store knows the distance from the thread pointer: then
 * that costs a load, in shared objects too, where a thread-local variable of
 * their own costs two calls. Here the distance is found, by code of the host:
 * the linker puts it into a program, and into a library that is loaded later if
 * the system has 16 bytes left for such variables.
 *
 * Headers of modules and store.hpp include this. A store that nobody told works
 * as well; its entries ask the runtime.
 *
 *===----------------------------------------------------------------------===*/
#ifndef SINTER_THREAD_H
#define SINTER_THREAD_H

#include "sinter/runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

extern __thread sinter_ThreadStack sinter_thread_stack
    __attribute__((tls_model("initial-exec")));

static inline void sinter_store_find_thread_stack(sinter_Store *store) {
  char *here = (char *)&sinter_thread_stack;
  store->threadStack = (uint64_t)(here - (char *)__builtin_thread_pointer());
}

#ifdef __cplusplus
}
#endif
#endif
