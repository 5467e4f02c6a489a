// Counting words: a hash map of chained nodes with a malloc'ed string each,
// then all nodes sorted as a list and freed.
//
// For Wasm: malloc and free (its own, compiled with the program), pointer
// chasing, string comparison byte by byte.
#include "../benchmark.h"

typedef struct Node Node;
struct Node {
  Node *next;
  char *word;
  uint32_t hash, count;
};

enum { Buckets = 1024, Size = 200000 };
static Node *buckets[Buckets];

static void count(const char *word, size_t length) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (uint8_t)word[i]) * 16777619u;
  Node **at = &buckets[hash % Buckets];
  for (; *at; at = &(*at)->next)
    if ((*at)->hash == hash && strncmp((*at)->word, word, length) == 0 &&
        (*at)->word[length] == 0) {
      (*at)->count++;
      return;
    }
  Node *n = allocate(sizeof *n);
  *n = (Node){NULL, allocate(length + 1), hash, 1};
  memcpy(n->word, word, length);
  n->word[length] = 0;
  *at = n;
}

static int before(const Node *a, const Node *b) {
  return a->count != b->count ? a->count > b->count
                              : strcmp(a->word, b->word) < 0;
}

static Node *merge(Node *a, Node *b) {
  Node *head = NULL, **tail = &head;
  while (a && b) {
    Node **from = before(b, a) ? &b : &a;
    *tail = *from;
    *from = (*from)->next;
    tail = &(*tail)->next;
  }
  *tail = a ? a : b;
  return head;
}

/// Merges sorted lists like a binary counter adds.
static Node *sortedList(void) {
  Node *bins[24] = {NULL};
  for (int i = 0; i < Buckets; i++)
    while (buckets[i]) {
      Node *carry = buckets[i];
      buckets[i] = carry->next;
      carry->next = NULL;
      int bin = 0;
      for (; bins[bin]; bins[bin++] = NULL)
        carry = merge(bins[bin], carry);
      bins[bin] = carry;
    }
  Node *all = NULL;
  for (int i = 0; i < 24; i++)
    all = merge(bins[i], all);
  return all;
}

static void countAll(const char *text) {
  for (int i = 0; i < Size;) {
    int start = i;
    while (i < Size && text[i] >= 'a' && text[i] <= 'z')
      i++;
    if (i > start)
      count(text + start, (size_t)(i - start));
    else
      i++;
  }
}

int main(int argc, char **argv) {
  int rounds = 20 * benchmarkScale(argc, argv);
  char *text = allocate(Size);
  Random r = {22};
  for (int round = 0; round < rounds; round++) {
    fillText(text, Size, &r);
    countAll(text);
    for (Node *n = sortedList(); n;) {
      check((uint64_t)n->hash << 32 | n->count);
      Node *next = n->next;
      free(n->word);
      free(n);
      n = next;
    }
  }
  return finish();
}
