// JSON: a document is made, parsed into a tree of nodes, queried, and written
// again from the tree.
//
// For Wasm: a recursive-descent parser is branches on bytes, small recursive
// functions and many small allocations (here from an arena), the profile of
// most text-handling programs.
#include "../benchmark.h"

typedef enum { Word, Number, String, Array, Object } Kind; // Word: null, true
typedef struct Node Node;
struct Node {
  Kind kind;
  Node *next, *children;
  const char *key, *text;
  double number;
};

enum { TextSize = 1 << 17, ArenaSize = 1 << 20 };
static char source[TextSize], written[TextSize], *out;
static char arena[ArenaSize];
static uint32_t arenaUsed;
static const char *in;

static void *take(uint32_t size) {
  void *result = arena + arenaUsed;
  arenaUsed += (size + 7) & ~7u;
  if (arenaUsed > ArenaSize)
    abort();
  return result;
}

static void put(const char *s) {
  while (*s)
    *out++ = *s++;
}

static void putString(const char *s) {
  *out++ = '"';
  for (; *s; s++) {
    if (*s == '"' || *s == '\\' || *s == '\n')
      *out++ = '\\';
    *out++ = *s == '\n' ? 'n' : *s;
  }
  *out++ = '"';
}

/// Numbers here have at most three decimals.
static void putNumber(double number) {
  int n = 0;
  int64_t value = (int64_t)((number < 0 ? -number : number) * 1000 + 0.5);
  int whole = value % 1000 == 0;
  char digits[24];
  if (number < 0)
    *out++ = '-';
  for (; n < 4 || value; n++, value /= 10)
    digits[n] = (char)('0' + value % 10);
  while (n > (whole ? 3 : 0)) {
    if (n == 3)
      *out++ = '.';
    *out++ = digits[--n];
  }
}

static void putNode(const Node *n) {
  if (n->kind == Word)
    put(n->text);
  else if (n->kind == Number)
    putNumber(n->number);
  else if (n->kind == String)
    putString(n->text);
  if (n->kind < Array)
    return;
  *out++ = n->kind == Array ? '[' : '{';
  for (const Node *c = n->children; c; c = c->next) {
    if (c->key) {
      putString(c->key);
      *out++ = ':';
    }
    putNode(c);
    if (c->next)
      *out++ = ',';
  }
  *out++ = n->kind == Array ? ']' : '}';
}

static void skipSpace(void) {
  while (*in == ' ' || *in == '\n')
    in++;
}

static const char *parseString(void) {
  const char *start = ++in;
  for (; *in != '"'; in++)
    in += *in == '\\';
  char *copy = take((uint32_t)(in - start) + 1), *p = copy;
  for (const char *s = start; s != in; s++)
    *p++ = *s != '\\' ? *s : *++s == 'n' ? '\n' : *s;
  *p = 0;
  in++;
  return copy;
}

static double parseNumber(void) {
  int negative = *in == '-';
  double value = 0, unit = 1;
  for (in += negative; *in >= '0' && *in <= '9'; in++)
    value = value * 10 + (*in - '0');
  if (*in == '.')
    for (in++; *in >= '0' && *in <= '9'; in++, unit *= 10)
      value = value * 10 + (*in - '0');
  return (negative ? -value : value) / unit;
}

static Node *parseValue(void);

static void parseChildren(Node *n) {
  char close = *in == '{' ? '}' : ']';
  Node **tail = &n->children;
  for (in++, skipSpace(); *in != close; skipSpace()) {
    if (*in == ',')
      in++, skipSpace();
    const char *key = close == '}' ? parseString() : NULL;
    if (key)
      skipSpace(), in++; // the colon
    *tail = parseValue();
    (*tail)->key = key;
    tail = &(*tail)->next;
  }
  in++;
}

static Node *parseValue(void) {
  Node *n = take(sizeof *n);
  *n = (Node){.kind = Word};
  skipSpace();
  if (*in == '{' || *in == '[')
    n->kind = *in == '{' ? Object : Array, parseChildren(n);
  else if (*in == '"')
    n->kind = String, n->text = parseString();
  else if (*in >= 'a')
    n->text = *in == 't' ? "true" : "null", in += 4;
  else
    n->kind = Number, n->number = parseNumber();
  return n;
}

/// Writes the JSON of a list of people, with spaces for the parser to skip.
static void makeDocument(Random *r) {
  out = source;
  put("[");
  for (int i = 0; i < 450; i++) {
    char name[24] = {0};
    fillText(name, 4 + (int)nextBelow(r, 18), r);
    put(i ? ",\n {\"id\": " : "{\"id\": ");
    putNumber(i);
    put(", \"name\": ");
    putString(name);
    put(i % 3 ? ", \"active\": true" : ", \"quote\": \"a \\\"b\\\" c\"");
    put(", \"place\": {\"x\": ");
    putNumber((double)(int)nextBelow(r, 2000000) / 1000 - 1000);
    put(", \"y\": null}, \"scores\": [");
    for (int k = (int)nextBelow(r, 8); k >= 0; k--) {
      putNumber((int)nextBelow(r, 1000000));
      put(k ? ", " : "]}");
    }
  }
  put("]");
  *out = 0;
}

/// The sum of all numbers under a key.
static double sumOf(const Node *n, const char *key) {
  double sum = n->key && strcmp(n->key, key) == 0 ? n->number : 0;
  for (const Node *c = n->children; c; c = c->next)
    sum += sumOf(c, key);
  return sum;
}

int main(int argc, char **argv) {
  int rounds = 230 * benchmarkScale(argc, argv);
  Random r = {27};
  for (int round = 0; round < rounds; round++) {
    if (round % 10 == 0)
      makeDocument(&r);
    arenaUsed = 0;
    in = source;
    Node *root = parseValue();
    checkDouble(sumOf(root, "x"));
    checkDouble(sumOf(root, "id"));
    root->children = root->children->next; // one person fewer
    out = written;
    putNode(root);
    *out = 0;
    memcpy(source, written, (size_t)(out - written) + 1);
  }
  checkBytes(source, strlen(source));
  return finish();
}
