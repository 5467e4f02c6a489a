// Indirect calls: objects with a table of functions each.
#include <stdio.h>
typedef struct Node Node;
struct Node {
  int (*eval)(const Node *, int);
  const Node *left, *right;
  int value;
};
static int constant(const Node *n, int x) { return n->value + (x & 1); }
static int variable(const Node *n, int x) { return x ^ n->value; }
static int add(const Node *n, int x) {
  return n->left->eval(n->left, x) + n->right->eval(n->right, x);
}
static int mul(const Node *n, int x) {
  return n->left->eval(n->left, x) * n->right->eval(n->right, x);
}
static Node pool[4096];
static int used;
static const Node *build(int depth, int seed) {
  Node *n = &pool[used++];
  if (depth == 0) {
    n->eval = seed & 1 ? constant : variable, n->value = seed;
    return n;
  }
  n->eval = seed & 2 ? add : mul;
  n->left = build(depth - 1, seed * 5 + 1);
  n->right = build(depth - 1, seed * 3 + 2);
  return n;
}
int main(void) {
  const Node *tree = build(10, 7);
  unsigned sum = 0;
  for (int i = 0; i < 60000; i++)
    sum = sum * 31 + (unsigned)tree->eval(tree, i);
  printf("%u\n", sum);
}
