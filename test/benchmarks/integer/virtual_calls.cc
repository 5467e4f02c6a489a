// Virtual functions: shapes in a scene, each asked for its area and bounds and
// moved through an interface, and an expression tree evaluated node by node.
//
// For Wasm: an object's vtable is a table in linear memory, its entries are
// indices of the function table: two checked loads, then call_indirect with
// bounds and signature, of targets that hardly do anything.
#include "../benchmark.h"
#include <memory>
#include <utility>
#include <vector>

namespace {

struct Box {
  double x0, y0, x1, y1;
};

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
  virtual Box bounds() const = 0;
  virtual void move(double dx, double dy) = 0;
};

struct Circle : Shape {
  double x, y, radius;
  Circle(double x, double y, double radius) : x(x), y(y), radius(radius) {}
  double area() const override { return 3.141592653589793 * radius * radius; }
  Box bounds() const override {
    return {x - radius, y - radius, x + radius, y + radius};
  }
  void move(double dx, double dy) override { x += dx, y += dy; }
};

struct Rectangle : Shape {
  Box box;
  explicit Rectangle(Box box) : box(box) {}
  double area() const override { return (box.x1 - box.x0) * (box.y1 - box.y0); }
  Box bounds() const override { return box; }
  void move(double dx, double dy) override {
    box = {box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy};
  }
};

struct Square : Rectangle {
  Square(double x, double y, double side)
      : Rectangle({x, y, x + side, y + side}) {}
  double area() const override {
    double side = box.x1 - box.x0;
    return side * side;
  }
};

struct Group : Shape {
  std::vector<std::unique_ptr<Shape>> parts;
  double area() const override {
    double sum = 0;
    for (const auto &part : parts)
      sum += part->area();
    return sum;
  }
  Box bounds() const override {
    Box all = parts.front()->bounds();
    for (const auto &part : parts) {
      Box b = part->bounds();
      all = {b.x0 < all.x0 ? b.x0 : all.x0, b.y0 < all.y0 ? b.y0 : all.y0,
             b.x1 > all.x1 ? b.x1 : all.x1, b.y1 > all.y1 ? b.y1 : all.y1};
    }
    return all;
  }
  void move(double dx, double dy) override {
    for (const auto &part : parts)
      part->move(dx, dy);
  }
};

std::unique_ptr<Shape> makeShape(Random &r, int depth) {
  double x = nextUnit(&r), y = nextUnit(&r), size = nextUnit(&r);
  switch (nextBelow(&r, depth ? 5 : 3)) {
  case 0:
    return std::make_unique<Circle>(x, y, size);
  case 1:
    return std::make_unique<Square>(x, y, size);
  case 2:
    return std::make_unique<Rectangle>(Box{x, y, x + size, y + 0.5});
  default:
    auto group = std::make_unique<Group>();
    for (int i = 0; i < 4; i++)
      group->parts.push_back(makeShape(r, depth - 1));
    return group;
  }
}

struct Expression {
  virtual ~Expression() = default;
  virtual uint32_t evaluate(uint32_t x) const = 0;
};

struct Constant : Expression {
  uint32_t value;
  explicit Constant(uint32_t value) : value(value) {}
  uint32_t evaluate(uint32_t) const override { return value; }
};

struct Variable : Expression {
  uint32_t mask;
  explicit Variable(uint32_t mask) : mask(mask) {}
  uint32_t evaluate(uint32_t x) const override { return x ^ mask; }
};

/// Two operands; how they are joined is up to the derived class.
struct Binary : Expression {
  std::unique_ptr<Expression> left, right;
  Binary(std::unique_ptr<Expression> l, std::unique_ptr<Expression> r)
      : left(std::move(l)), right(std::move(r)) {}
};

struct Sum : Binary {
  using Binary::Binary;
  uint32_t evaluate(uint32_t x) const override {
    return left->evaluate(x) + right->evaluate(x);
  }
};

struct Product : Binary {
  using Binary::Binary;
  uint32_t evaluate(uint32_t x) const override {
    return left->evaluate(x) * right->evaluate(x);
  }
};

std::unique_ptr<Expression> makeTree(Random &r, int depth) {
  if (depth == 0) {
    if (nextBelow(&r, 2))
      return std::make_unique<Constant>(nextRandom(&r) | 1);
    return std::make_unique<Variable>(nextRandom(&r));
  }
  auto left = makeTree(r, depth - 1);
  auto right = makeTree(r, nextBelow(&r, 6) ? depth - 1 : 0);
  if (nextBelow(&r, 2))
    return std::make_unique<Sum>(std::move(left), std::move(right));
  return std::make_unique<Product>(std::move(left), std::move(right));
}

} // namespace

int main(int argc, char **argv) {
  int rounds = 330 * benchmarkScale(argc, argv);
  Random r = {31};
  Group scene;
  for (int i = 0; i < 200; i++)
    scene.parts.push_back(makeShape(r, 3));
  auto tree = makeTree(r, 11);
  for (int round = 0; round < rounds; round++) {
    scene.move(nextUnit(&r) - 0.5, nextUnit(&r) - 0.5);
    checkDouble(scene.area());
    Box b = scene.bounds();
    checkDouble(b.x1 - b.x0 + (b.y1 - b.y0));
    for (int i = 0; i < 8; i++)
      check(tree->evaluate(nextRandom(&r)));
  }
  return finish();
}
