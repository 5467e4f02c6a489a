/*===- wasi.h - the functions that compiled code calls ---------------------===*
 *
 * WASI preview 1 as C functions, from Wasi.def; their context is a sinter_Wasi.
 * How hosts make one is in include/sinter/wasi.h, how the guest is kept in:
 * state.h, resolve.c.
 *
 *===----------------------------------------------------------------------===*/
#ifndef SINTER_WASI_H
#define SINTER_WASI_H

#include "sinter/wasi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SINTER_WASI_None
#define SINTER_WASI_NoReturn SINTER_NORETURN
#define WASI_FUNC(Ret, Name, Params, Attrs)                                    \
  SINTER_WASI_##Attrs Ret sinter_wasi_##Name Params;
#include "Wasi.def"
#undef SINTER_WASI_None
#undef SINTER_WASI_NoReturn

#ifdef __cplusplus
}
#endif
#endif
