// A stack machine whose instructions are function pointers: one indirect call
// per instruction. Its guest program draws the Mandelbrot set in fixed point.
//
// For Wasm: call_indirect in the hottest place, always one signature, targets
// that return at once. What a call costs beyond the jump is all that counts:
// the table's bounds, the signature, the callee's prologue.
#include "../benchmark.h"

typedef struct Machine Machine;
typedef struct {
  void (*run)(Machine *, int operand);
  int operand;
} Instruction;

struct Machine {
  const Instruction *pc; // NULL when stopped
  int *top;              // the value last pushed
  const Instruction *code;
  int locals[16];
  int stack[64];
};

static void constant(Machine *m, int value) { *++m->top = value; }
static void get(Machine *m, int i) { *++m->top = m->locals[i]; }
static void set(Machine *m, int i) { m->locals[i] = *m->top--; }

static void add(Machine *m, int unused) {
  (void)unused;
  m->top--;
  m->top[0] += m->top[1];
}

static void subtract(Machine *m, int unused) {
  (void)unused;
  m->top--;
  m->top[0] -= m->top[1];
}

/// The product of two numbers with 12 bits after the point.
static void multiply(Machine *m, int unused) {
  (void)unused;
  m->top--;
  m->top[0] = (m->top[0] * m->top[1]) >> 12;
}

static void jumpIfLess(Machine *m, int target) {
  m->top -= 2;
  if (m->top[1] < m->top[2])
    m->pc = m->code + target;
}

static void fold(Machine *m, int unused) {
  (void)unused;
  check((uint32_t)*m->top--);
}

static void stop(Machine *m, int unused) {
  (void)unused;
  m->pc = NULL;
}

// Locals of the guest.
enum { Cx, Cy, X, Y, X2, Y2, N, Step, Limit };

static const Instruction guest[] = {
    /*  0 */ {constant, -5000},
    /*  1 */ {set, Cy},
    /*  2 */ {constant, -8000}, // next line
    /*  3 */ {set, Cx},
    /*  4 */ {constant, 0}, // next point
    /*  5 */ {set, X},
    /*  6 */ {constant, 0},
    /*  7 */ {set, Y},
    /*  8 */ {constant, 0},
    /*  9 */ {set, N},
    /* 10 */ {get, X}, // next iteration
    /* 11 */ {get, X},
    /* 12 */ {multiply, 0},
    /* 13 */ {set, X2},
    /* 14 */ {get, Y},
    /* 15 */ {get, Y},
    /* 16 */ {multiply, 0},
    /* 17 */ {set, Y2},
    /* 18 */ {constant, 4 << 12},
    /* 19 */ {get, X2},
    /* 20 */ {get, Y2},
    /* 21 */ {add, 0},
    /* 22 */ {jumpIfLess, 44}, // it escapes
    /* 23 */ {get, X},
    /* 24 */ {get, Y},
    /* 25 */ {multiply, 0},
    /* 26 */ {constant, 2 << 12},
    /* 27 */ {multiply, 0},
    /* 28 */ {get, Cy},
    /* 29 */ {add, 0},
    /* 30 */ {set, Y},
    /* 31 */ {get, X2},
    /* 32 */ {get, Y2},
    /* 33 */ {subtract, 0},
    /* 34 */ {get, Cx},
    /* 35 */ {add, 0},
    /* 36 */ {set, X},
    /* 37 */ {get, N},
    /* 38 */ {constant, 1},
    /* 39 */ {add, 0},
    /* 40 */ {set, N},
    /* 41 */ {get, N},
    /* 42 */ {get, Limit},
    /* 43 */ {jumpIfLess, 10},
    /* 44 */ {get, N},
    /* 45 */ {fold, 0},
    /* 46 */ {get, Cx},
    /* 47 */ {get, Step},
    /* 48 */ {add, 0},
    /* 49 */ {set, Cx},
    /* 50 */ {get, Cx},
    /* 51 */ {constant, 4000},
    /* 52 */ {jumpIfLess, 4},
    /* 53 */ {get, Cy},
    /* 54 */ {get, Step},
    /* 55 */ {add, 0},
    /* 56 */ {set, Cy},
    /* 57 */ {get, Cy},
    /* 58 */ {constant, 5000},
    /* 59 */ {jumpIfLess, 2},
    /* 60 */ {stop, 0},
};

static uint64_t run(Machine *m, const Instruction *code) {
  uint64_t steps = 0;
  m->code = m->pc = code;
  m->top = m->stack;
  while (m->pc) {
    const Instruction *i = m->pc++;
    i->run(m, i->operand);
    steps++;
  }
  return steps;
}

int main(int argc, char **argv) {
  int rounds = 8 * benchmarkScale(argc, argv);
  Machine m = {0};
  uint64_t steps = 0;
  for (int round = 0; round < rounds; round++) {
    m.locals[Step] = 200 + round % 7;
    m.locals[Limit] = 60 + round % 11;
    steps += run(&m, guest);
  }
  printf("%" PRIu64 " instructions\n", steps);
  return finish();
}
