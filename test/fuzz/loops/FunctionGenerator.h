//===- FunctionGenerator.h - one function with random loops ---------------===//
//
// A function is a few statements one after another, most of them loops, whose
// bodies are statements again. What a loop reads goes into accumulators (one
// for each type), what it stores comes out of them, and the function returns a
// mix of them all: whatever is computed wrongly is seen.
//
// Loops.cpp has the control of loops, Addresses.cpp the forms of addresses,
// Statements.cpp what bodies consist of, this file's .cpp the frame and the
// arguments.
//
// Every loop ends: its trip count is bounded by arguments that are chosen small
// for it, or it runs out of fuel, or it walks a pointer through memory until an
// access traps. Only loops of the latter kinds get huge trip counts.
//
// Each statement has a number, and those in a given set write no code while all
// random numbers stay the same: so a failing function can be made small.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUZZ_FUNCTIONGENERATOR_H
#define SINTER_FUZZ_FUNCTIONGENERATOR_H

#include "LoopModule.h"

namespace sinter::fuzz {

/// Pushes the result of growing by one page; beyond mostPages by none.
void growIfSmall(Code &c, const Shape &shape);

class FunctionGenerator {
public:
  FunctionGenerator(const Shape &shape, uint64_t seed,
                    const std::set<unsigned> &skipped);
  TestFunction run(uint32_t number);

private:
  // ---- frame ----
  Local newLocal(char type, const char *hint);
  void pushResult();
  Bytes finishBody();

  /// Everything that a statement writes between begin and end.
  class Statement {
  public:
    explicit Statement(FunctionGenerator &g);
    ~Statement();

  private:
    FunctionGenerator &g;
    bool skipped;
  };

  // ---- small pieces of code ----
  char address() const { return shape.address(); }
  /// An instruction of a type given by its letter: op('i', "add").
  void op(char type, const std::string &name);
  void constant(char type, int64_t value);
  void add(Local to, int64_t value);
  /// Pushes `l` as `type`; of the integer types.
  void converted(Local l, char type);
  void open(const char *what);
  void close();
  /// branch(name, k): to the k-th construct that was opened.
  void branch(const char *op, unsigned construct);

  // ---- Loops.cpp ----
  struct Operand {
    std::optional<Local> local;
    int64_t value = 0;
  };
  /// iv = start; while (iv TEST end) { ..; iv += step }
  struct Control {
    Local iv;
    Operand end, step;
    std::string test; ///< comparison without type; empty: for ever
    bool fuel = false, walks = false;
    size_t first = 0; ///< of its inductions
  };
  struct Induction {
    Local local;
    bool pointer;
  };

  void push(const Operand &o, char type);
  void loop();
  Operand count();
  Operand countedByArgument();
  Operand innerCount();
  Control control();
  Control upwards();
  Control downwards();
  Control pointerUp();
  Control pointerDown();
  Control weird();
  Control endless();
  void secureEnd(Control &k, bool endsByItself);
  void pushTest(const Control &k, bool exit);
  void advance(const Control &k);
  void addPointers();
  void advancePointers(const Control &k);
  void burnFuel(Local fuel, unsigned exit);
  void controlled(const Control &k);
  void body(const Control &k, const std::optional<Local> &fuel);

  // ---- Addresses.cpp ----
  void pushAddress();
  void pushBase();
  void pushCounter();
  void scale(char type);
  void pushIndexed();
  void pushNested();
  void pushLoadedIndex();
  uint64_t staticOffset();
  Local base();
  const Induction *pickInduction(bool pointer, bool innermost = true);

  // ---- Statements.cpp ----
  void statement();
  void statements(unsigned most);
  void load();
  void loadTo(char type);
  void store();
  void storeAt(uint64_t offset, unsigned what);
  void update();
  void stencil();
  void group();
  void vector();
  void vectorStore();
  void conditional();
  void earlyExit();
  void call();
  void grow();
  void bulk();
  void global();
  void otherTrap();
  void feed();
  void scalar();
  void pushValue(char type);
  void pushCondition();
  void pushCanonical(Local number);
  void loadAt(char type, uint64_t offset);
  void accumulate(char type);
  Local accumulator(char type) const;

  // ---- Arguments.cpp ----
  Arguments arguments();
  uint64_t addressArgument(uint64_t trips);
  uint64_t stepArgument();
  uint64_t countArgument(unsigned most);

  const Shape &shape;
  const std::set<unsigned> &skipped;
  Random r;
  Code c;
  TestFunction f;

  static constexpr unsigned parameters = 6;
  std::vector<char> locals;          ///< types of those that are not parameters
  Local a, b, d, s, n, m;            ///< parameters
  Local x, y, z, w, t;               ///< accumulators i I F v, and an address
  std::vector<Induction> inductions; ///< innermost last
  std::vector<unsigned> loopExits;   ///< constructs
  unsigned opened = 0;               ///< constructs
  unsigned nesting = 0;              ///< of loops
  std::vector<int64_t> strides;      ///< that occur
  bool hugeCounts = true;            ///< no loop would run for ever
};

} // namespace sinter::fuzz
#endif
