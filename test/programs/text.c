// Text processing over files: reads every file of the work directory, counts
// words in a hash table of its own, sorts them, and writes reports.
// RUN: %cc-wasi -O2 %s -o %t.wasm
// RUN: %same-as-v8 --in %S/Inputs/text %t.wasm
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Word {
  struct Word *next;
  unsigned count;
  char text[];
} Word;

enum { kBuckets = 1024 };
static Word *buckets[kBuckets];
static unsigned words, distinct;

static unsigned hash(const char *s) {
  unsigned h = 2166136261u;
  for (; *s; s++)
    h = (h ^ (unsigned char)*s) * 16777619u;
  return h;
}

static void count(const char *text) {
  Word **slot = &buckets[hash(text) % kBuckets];
  words++;
  for (Word *w = *slot; w; w = w->next)
    if (!strcmp(w->text, text)) {
      w->count++;
      return;
    }
  Word *w = malloc(sizeof(Word) + strlen(text) + 1);
  strcpy(w->text, text);
  w->count = 1;
  w->next = *slot;
  *slot = w;
  distinct++;
}

static long readFile(const char *path) {
  FILE *f = fopen(path, "r");
  if (!f) {
    perror(path);
    exit(2);
  }
  char line[256], word[256];
  long lines = 0;
  while (fgets(line, sizeof line, f)) {
    lines++;
    size_t n = 0;
    for (char *p = line;; p++) {
      if (isalpha((unsigned char)*p)) {
        word[n++] = (char)tolower((unsigned char)*p);
        continue;
      }
      word[n] = 0;
      if (n)
        count(word);
      n = 0;
      if (!*p)
        break;
    }
  }
  fclose(f);
  return lines;
}

static int byCount(const void *a, const void *b) {
  const Word *l = *(Word *const *)a, *r = *(Word *const *)b;
  if (l->count != r->count)
    return l->count < r->count ? 1 : -1;
  return strcmp(l->text, r->text);
}

static int byName(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

int main(void) {
  char *names[64];
  int n = 0;
  DIR *dir = opendir("/work");
  if (!dir) {
    perror("/work");
    return 2;
  }
  for (struct dirent *e; (e = readdir(dir)) && n < 64;)
    if (strstr(e->d_name, ".txt"))
      names[n++] = strdup(e->d_name);
  closedir(dir);
  qsort(names, n, sizeof *names, byName);

  for (int i = 0; i < n; i++) {
    char path[256];
    snprintf(path, sizeof path, "/work/%s", names[i]);
    struct stat st;
    if (stat(path, &st))
      return 2;
    printf("%-12s %5lld bytes %4ld lines\n", names[i], (long long)st.st_size,
           readFile(path));
  }

  Word **all = malloc(distinct * sizeof *all);
  unsigned k = 0;
  for (int i = 0; i < kBuckets; i++)
    for (Word *w = buckets[i]; w; w = w->next)
      all[k++] = w;
  qsort(all, k, sizeof *all, byCount);

  mkdir("/work/out", 0755);
  FILE *report = fopen("/work/out/words", "w");
  for (unsigned i = 0; i < k; i++)
    fprintf(report, "%6u %s\n", all[i]->count, all[i]->text);
  fclose(report);
  rename("/work/out/words", "/work/out/report");

  report = fopen("/work/out/report", "r+");
  fseek(report, 0, SEEK_END);
  printf("%u words, %u distinct, report of %ld bytes\n", words, distinct,
         ftell(report));
  fseek(report, 7, SEEK_SET);
  fputs("THE", report);
  fclose(report);
  for (unsigned i = 0; i < 10 && i < k; i++)
    printf("%2u. %s\n", i + 1, all[i]->text);
  printf("missing: %d\n", access("/work/none", R_OK));
  return 3;
}
