/*===- version.c - which code of a module runs -----------------------------===*
 *
 * With --multiversion a module has its functions several times, compiled for
 * processors with more and more extensions. Which of these versions runs is
 * decided when an instance is made, and for all of its functions at once:
 * everything that comes from outside (exports, tables, references) goes through
 * the instance's function references, which are filled from the version.
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"
#include "platform/platform.h"

#include <string.h>

/* The rows are in ascending order: the last one that the processor can run, and
 * that is not above the limit. */
const sinter_Version *sinter_version_choose(const sinter_Module *module,
                                            const char *limit) {
  const sinter_Version *best = NULL;
  for (uint32_t i = 0; i < module->versionCount; i++) {
    const sinter_Version *v = module->versions[i];
    int allowed = !i || !limit || strcmp(v->name, limit) <= 0;
    if (allowed && !sinter_platform_cpu_missing(v->cpuFeatures))
      best = v;
  }
  return best;
}

int sinter_version_is_name(const char *text) {
  static const char base[] = "x86-64";
  size_t length = sizeof base - 1;
  if (strncmp(text, base, length) != 0)
    return 0;
  text += length;
  return !*text || (text[0] == '-' && text[1] == 'v' && text[2] >= '1' &&
                    text[2] <= '4' && !text[3]);
}
