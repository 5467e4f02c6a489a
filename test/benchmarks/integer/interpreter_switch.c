// A register machine's interpreter: one loop around one switch. Its guest
// program sieves primes, sorts numbers and follows the Collatz map.
//
// For Wasm: br_table in a loop, with guest registers, guest memory and guest
// code in three arrays whose indices are data. Native compilers jump from the
// end of each case; so should we.
#include "../benchmark.h"

typedef enum {
  Stop,
  Set,       // a = immediate
  Move,      // a = b
  Add,       // a = b + c
  AddSmall,  // a = b + (signed) c
  Multiply,  // a = b * c
  And,       // a = b & c
  ShiftDown, // a = b >> c, c a number
  Load,      // a = memory[b + c]
  Store,     // memory[b + c] = a
  Less,      // if a < b goto c
  Equal,     // if a == b goto c
  Jump,      // goto c
} Opcode;

typedef struct {
  uint8_t op, a, b, c;
} Instruction;

enum { MemorySize = 8192, Limit = 4000, Array = 4100, Count = 100 };

/// r0 is always 0, r1 the number of the run, r2 the result.
static const Instruction guest[] = {
    // Sieve: memory[n] == r1 says that n was crossed out in this run.
    /*  0 */ {Set, 3, Limit & 255, Limit >> 8},
    /*  1 */ {Set, 4, 2, 0},
    /*  2 */ {Load, 5, 4, 0},
    /*  3 */ {Equal, 5, 1, 10},
    /*  4 */ {Add, 2, 2, 4}, // a prime
    /*  5 */ {Multiply, 5, 4, 4},
    /*  6 */ {Less, 3, 5, 10},
    /*  7 */ {Store, 1, 5, 0},
    /*  8 */ {Add, 5, 5, 4},
    /*  9 */ {Less, 5, 3, 7},
    /* 10 */ {AddSmall, 4, 4, 1},
    /* 11 */ {Less, 4, 3, 2},
    // Numbers to sort, from memory[Array] on.
    /* 12 */ {Set, 3, Array & 255, Array >> 8},
    /* 13 */ {Set, 4, Count, 0},
    /* 14 */ {Set, 6, 0x6D, 0x4E},
    /* 15 */ {Add, 7, 1, 0},
    /* 16 */ {Multiply, 7, 7, 6},
    /* 17 */ {AddSmall, 7, 7, 57},
    /* 18 */ {ShiftDown, 8, 7, 16},
    /* 19 */ {Store, 8, 3, 4},
    /* 20 */ {AddSmall, 4, 4, 255},
    /* 21 */ {Less, 0, 4, 16},
    // Insertion sort of memory[Array + 1 ... Array + Count].
    /* 22 */ {Set, 4, 2, 0},
    /* 23 */ {Set, 10, Count + 1, 0},
    /* 24 */ {Load, 5, 3, 4},
    /* 25 */ {Move, 6, 4, 0},
    /* 26 */ {AddSmall, 7, 6, 255},
    /* 27 */ {Equal, 7, 0, 34},
    /* 28 */ {Load, 8, 3, 7},
    /* 29 */ {Less, 5, 8, 31},
    /* 30 */ {Jump, 0, 0, 34},
    /* 31 */ {Store, 8, 3, 6},
    /* 32 */ {Move, 6, 7, 0},
    /* 33 */ {Jump, 0, 0, 26},
    /* 34 */ {Store, 5, 3, 6},
    /* 35 */ {AddSmall, 4, 4, 1},
    /* 36 */ {Less, 4, 10, 24},
    // Steps of the Collatz map from r1 % 1024 + 1 ... + 60, added to r2.
    /* 37 */ {Set, 3, 255, 3},
    /* 38 */ {And, 4, 1, 3},
    /* 39 */ {Set, 5, 60, 0},
    /* 40 */ {Set, 6, 1, 0},
    /* 41 */ {Set, 7, 3, 0},
    /* 42 */ {Add, 8, 4, 5},
    /* 43 */ {Equal, 8, 6, 52},
    /* 44 */ {AddSmall, 2, 2, 1},
    /* 45 */ {And, 9, 8, 6},
    /* 46 */ {Equal, 9, 6, 49},
    /* 47 */ {ShiftDown, 8, 8, 1},
    /* 48 */ {Jump, 0, 0, 43},
    /* 49 */ {Multiply, 8, 8, 7},
    /* 50 */ {AddSmall, 8, 8, 1},
    /* 51 */ {Jump, 0, 0, 43},
    /* 52 */ {AddSmall, 5, 5, 255},
    /* 53 */ {Less, 0, 5, 42},
    /* 54 */ {Stop, 0, 0, 0},
};

static uint32_t memory[MemorySize];

/// Runs a program to its end; returns how many instructions that took.
static uint32_t run(const Instruction *code, uint32_t registers[16]) {
  uint32_t *r = registers, steps = 0;
  for (const Instruction *pc = code;; steps++) {
    Instruction i = *pc++;
    switch ((Opcode)i.op) {
    case Stop:
      return steps;
    case Set:
      r[i.a] = i.b | (uint32_t)i.c << 8;
      break;
    case Move:
      r[i.a] = r[i.b];
      break;
    case Add:
      r[i.a] = r[i.b] + r[i.c];
      break;
    case AddSmall:
      r[i.a] = r[i.b] + (uint32_t)(int8_t)i.c;
      break;
    case Multiply:
      r[i.a] = r[i.b] * r[i.c];
      break;
    case And:
      r[i.a] = r[i.b] & r[i.c];
      break;
    case ShiftDown:
      r[i.a] = r[i.b] >> i.c;
      break;
    case Load:
      r[i.a] = memory[(r[i.b] + r[i.c]) % MemorySize];
      break;
    case Store:
      memory[(r[i.b] + r[i.c]) % MemorySize] = r[i.a];
      break;
    case Less:
      if ((int32_t)r[i.a] < (int32_t)r[i.b])
        pc = code + i.c;
      break;
    case Equal:
      if (r[i.a] == r[i.b])
        pc = code + i.c;
      break;
    case Jump:
      pc = code + i.c;
      break;
    }
  }
}

int main(int argc, char **argv) {
  uint32_t rounds = 300 * (uint32_t)benchmarkScale(argc, argv);
  uint64_t steps = 0;
  uint32_t registers[16] = {0};
  for (uint32_t round = 1; round <= rounds; round++) {
    registers[1] = round;
    steps += run(guest, registers);
    check(registers[2]);
    for (int i = 2; i <= Count; i++)
      if (memory[Array + i - 1] > memory[Array + i]) {
        printf("the guest did not sort\n");
        return 1;
      }
  }
  printf("%" PRIu64 " instructions, result %" PRIu32 "\n", steps, registers[2]);
  return finish();
}
