// A balanced search tree (AVL): recursive insertion and removal, malloc'ed
// nodes, look-ups, traversal in order.
//
// For Wasm: every step is a load that depends on the last, with a check in the
// chain; recursion with a pointer to a pointer in memory.
#include "../benchmark.h"

typedef struct Node Node;
struct Node {
  Node *left, *right;
  uint32_t key, value;
  int height;
};

static int height(const Node *n) { return n ? n->height : 0; }

static void update(Node *n) {
  int l = height(n->left), r = height(n->right);
  n->height = 1 + (l > r ? l : r);
}

static Node *rotateRight(Node *n) {
  Node *top = n->left;
  n->left = top->right;
  top->right = n;
  update(n);
  update(top);
  return top;
}

static Node *rotateLeft(Node *n) {
  Node *top = n->right;
  n->right = top->left;
  top->left = n;
  update(n);
  update(top);
  return top;
}

static Node *balance(Node *n) {
  int lean = height(n->left) - height(n->right);
  if (lean > 1) {
    if (height(n->left->left) < height(n->left->right))
      n->left = rotateLeft(n->left);
    return rotateRight(n);
  }
  if (lean < -1) {
    if (height(n->right->right) < height(n->right->left))
      n->right = rotateRight(n->right);
    return rotateLeft(n);
  }
  update(n);
  return n;
}

static Node *insert(Node *n, uint32_t key, uint32_t value) {
  if (!n) {
    n = allocate(sizeof *n);
    *n = (Node){NULL, NULL, key, value, 1};
    return n;
  }
  if (key == n->key) {
    n->value += value;
    return n;
  }
  if (key < n->key)
    n->left = insert(n->left, key, value);
  else
    n->right = insert(n->right, key, value);
  return balance(n);
}

static Node *takeFirst(Node *n, Node **first) {
  if (!n->left) {
    *first = n;
    return n->right;
  }
  n->left = takeFirst(n->left, first);
  return balance(n);
}

static Node *removeKey(Node *n, uint32_t key) {
  if (!n)
    return NULL;
  if (key != n->key) {
    Node **side = key < n->key ? &n->left : &n->right;
    *side = removeKey(*side, key);
    return balance(n);
  }
  Node *l = n->left, *r = n->right;
  free(n);
  if (!r)
    return l;
  Node *first;
  r = takeFirst(r, &first);
  first->left = l;
  first->right = r;
  return balance(first);
}

static uint32_t find(const Node *n, uint32_t key) {
  while (n && n->key != key)
    n = key < n->key ? n->left : n->right;
  return n ? n->value : 0;
}

/// Folds the tree into the checksum, in order, and frees it.
static void drain(Node *n) {
  if (!n)
    return;
  drain(n->left);
  check((uint64_t)n->key << 32 | n->value);
  Node *right = n->right;
  free(n);
  drain(right);
}

int main(int argc, char **argv) {
  int rounds = 3 * benchmarkScale(argc, argv);
  Random r = {23};
  for (int round = 0; round < rounds; round++) {
    Node *root = NULL;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < 40000; i++) {
      root = insert(root, nextBelow(&r, 20000), i);
      sum += find(root, nextBelow(&r, 20000));
      sum += find(root, nextBelow(&r, 20000));
      if (i & 1)
        root = removeKey(root, nextBelow(&r, 20000));
    }
    check(sum);
    check((uint64_t)root->height);
    drain(root);
  }
  return finish();
}
