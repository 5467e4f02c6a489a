// A small language: tokenizer, recursive-descent compiler to bytecode, and an
// interpreter with a switch. Runs programs that loop, recurse and build strings.
// RUN: %cc-wasi -O2 %s -o %t.wasm
// RUN: %same-as-v8 %t.wasm
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PUSH, LOAD, STORE, ADD, SUB, MUL, DIV, MOD, LT, EQ, JMP, JZ, CALL, RET,
       PRINT, POP, HALT };

typedef struct {
  char name[16];
  int entry, params;
} Func;

static int64_t code[4096];
static int used;
static Func funcs[32];
static int funcCount;
static char locals[32][16];
static int localCount;
static const char *src;
static char tok[32];

static void next(void) {
  while (isspace((unsigned char)*src))
    src++;
  int n = 0;
  if (isalnum((unsigned char)*src))
    while (isalnum((unsigned char)*src) && n < 31)
      tok[n++] = *src++;
  else if (*src)
    tok[n++] = *src++;
  tok[n] = 0;
}
static int is(const char *t) { return !strcmp(tok, t); }
static void expect(const char *t) {
  if (!is(t)) {
    printf("expected %s before %s\n", t, tok);
    exit(1);
  }
  next();
}
static void emit(int64_t x) { code[used++] = x; }
static int local(const char *name) {
  for (int i = 0; i < localCount; i++)
    if (!strcmp(locals[i], name))
      return i;
  strcpy(locals[localCount], name);
  return localCount++;
}

static void expr(void);
static void primary(void) {
  char name[32];
  if (is("(")) {
    next();
    expr();
    expect(")");
    return;
  }
  if (isdigit((unsigned char)tok[0])) {
    emit(PUSH), emit(strtoll(tok, 0, 10));
    next();
    return;
  }
  strcpy(name, tok);
  next();
  if (!is("(")) {
    emit(LOAD), emit(local(name));
    return;
  }
  next();
  int n = 0;
  while (!is(")")) {
    expr(), n++;
    if (is(","))
      next();
  }
  next();
  for (int i = 0; i < funcCount; i++)
    if (!strcmp(funcs[i].name, name)) {
      emit(CALL), emit(i), emit(n);
      return;
    }
  printf("unknown function %s\n", name);
  exit(1);
}
static void term(void) {
  primary();
  while (is("*") || is("/") || is("%")) {
    int op = is("*") ? MUL : is("/") ? DIV : MOD;
    next(), primary(), emit(op);
  }
}
static void sum(void) {
  term();
  while (is("+") || is("-")) {
    int op = is("+") ? ADD : SUB;
    next(), term(), emit(op);
  }
}
static void expr(void) {
  sum();
  while (is("<") || is("=")) {
    int op = is("<") ? LT : EQ;
    next(), sum(), emit(op);
  }
}
static void stmt(void) {
  if (is("{")) {
    for (next(); !is("}");)
      stmt();
    next();
  } else if (is("while")) {
    next();
    int top = used;
    expr();
    emit(JZ);
    int hole = used++;
    stmt();
    emit(JMP), emit(top);
    code[hole] = used;
  } else if (is("if")) {
    next();
    expr();
    emit(JZ);
    int hole = used++;
    stmt();
    code[hole] = used;
  } else if (is("return")) {
    next(), expr(), emit(RET), expect(";");
  } else if (is("print")) {
    next(), expr(), emit(PRINT), expect(";");
  } else if (is("let")) {
    char name[32];
    next(), strcpy(name, tok), next(), expect(":"), expr();
    emit(STORE), emit(local(name)), expect(";");
  } else {
    expr(), emit(POP), expect(";");
  }
}
static void function(void) {
  expect("def");
  Func *f = &funcs[funcCount++];
  strcpy(f->name, tok), next(), expect("(");
  localCount = 0;
  while (!is(")")) {
    local(tok), next();
    if (is(","))
      next();
  }
  next();
  f->params = localCount;
  f->entry = used;
  stmt();
  emit(PUSH), emit(0), emit(RET);
}

static int64_t stack[1 << 16];
static unsigned long long steps;

static int64_t run(int pc) {
  int64_t *sp = stack, *fp = stack;
  int64_t frames[4096];
  int depth = 0;
  sp = fp + 32;
  for (;;) {
    steps++;
    switch (code[pc++]) {
    case PUSH: *sp++ = code[pc++]; break;
    case LOAD: *sp++ = fp[code[pc++]]; break;
    case STORE: fp[code[pc++]] = *--sp; break;
    case ADD: sp--, sp[-1] += *sp; break;
    case SUB: sp--, sp[-1] -= *sp; break;
    case MUL: sp--, sp[-1] *= *sp; break;
    case DIV: sp--, sp[-1] /= *sp; break;
    case MOD: sp--, sp[-1] %= *sp; break;
    case LT: sp--, sp[-1] = sp[-1] < *sp; break;
    case EQ: sp--, sp[-1] = sp[-1] == *sp; break;
    case JMP: pc = (int)code[pc]; break;
    case JZ: pc = *--sp ? pc + 1 : (int)code[pc]; break;
    case CALL: {
      Func *f = &funcs[code[pc]];
      int n = (int)code[pc + 1];
      frames[depth++] = pc + 2;
      frames[depth++] = fp - stack;
      fp = sp - n;
      frames[depth++] = fp - stack;
      sp = fp + 32;
      pc = f->entry;
      break;
    }
    case RET: {
      int64_t v = *--sp;
      if (!depth)
        return v;
      sp = stack + frames[--depth];
      fp = stack + frames[--depth];
      pc = (int)frames[--depth];
      *sp++ = v;
      break;
    }
    case PRINT: printf("%lld\n", (long long)*--sp); break;
    case POP: sp--; break;
    case HALT: return 0;
    }
  }
}

static const char program[] =
    "def fib(n) { if n < 2 return n; return fib(n-1) + fib(n-2); }"
    "def gcd(a, b) { while 0 < b { let t: a % b; let a: b; let b: t; } return a; }"
    "def prime(n) { let i: 2; while i * i < n + 1 {"
    "  if n % i = 0 return 0; let i: i + 1; } return 1; }"
    "def ack(m, n) { if m = 0 return n + 1; if n = 0 return ack(m - 1, 1);"
    "  return ack(m - 1, ack(m, n - 1)); }"
    "def main() { print fib(22); print gcd(1071 * 98765, 462 * 98765);"
    "  let n: 2; let c: 0; while n < 5000 { let c: c + prime(n); let n: n + 1; }"
    "  print c; print ack(2, 6); let h: 7; let i: 0;"
    "  while i < 200000 { let h: (h * 31 + i) % 1000003; let i: i + 1; }"
    "  print h; return h; }";

int main(void) {
  src = program;
  for (next(); tok[0];)
    function();
  int64_t result = run(funcs[funcCount - 1].entry);
  printf("result %lld after %llu steps, %d words of code\n", (long long)result,
         steps, used);
  return (int)(result & 63);
}
