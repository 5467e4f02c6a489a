// A path tracer: light bounces among a few hundred spheres, found through a
// tree of bounding boxes, some of them mirrors, some of them lamps.
//
// For Wasm: small classes of doubles that must end up in registers, a stack of
// tree nodes in linear memory, branches that depend on random numbers.
#include "../benchmark.h"
#include <algorithm>
#include <vector>

namespace {

struct Vector {
  double x, y, z;
  Vector operator+(Vector o) const { return {x + o.x, y + o.y, z + o.z}; }
  Vector operator-(Vector o) const { return {x - o.x, y - o.y, z - o.z}; }
  Vector operator*(Vector o) const { return {x * o.x, y * o.y, z * o.z}; }
  Vector operator*(double f) const { return {x * f, y * f, z * f}; }
  double dot(Vector o) const { return x * o.x + y * o.y + z * o.z; }
  Vector unit() const { return *this * (1 / __builtin_sqrt(dot(*this))); }
};

struct Ray {
  Vector from, along;
  Vector at(double distance) const { return from + along * distance; }
};

struct Sphere {
  Vector centre;
  double radius;
  Vector colour, light;
  bool mirror;

  /// The distance of the first hit, or 0.
  double hit(const Ray &ray) const {
    Vector to = centre - ray.from;
    double middle = to.dot(ray.along);
    double square = middle * middle - to.dot(to) + radius * radius;
    if (square < 0)
      return 0;
    double half = __builtin_sqrt(square);
    if (middle - half > 1e-6)
      return middle - half;
    return middle + half > 1e-6 ? middle + half : 0;
  }
};

struct Box {
  Vector low{1e9, 1e9, 1e9}, high{-1e9, -1e9, -1e9};

  void add(const Sphere &s) {
    Vector r{s.radius, s.radius, s.radius}, a = s.centre - r, b = s.centre + r;
    low = {std::min(low.x, a.x), std::min(low.y, a.y), std::min(low.z, a.z)};
    high = {std::max(high.x, b.x), std::max(high.y, b.y),
            std::max(high.z, b.z)};
  }

  bool hit(const Ray &ray, Vector inverse, double limit) const {
    Vector a = (low - ray.from) * inverse, b = (high - ray.from) * inverse;
    double enter = std::max(
        {std::min(a.x, b.x), std::min(a.y, b.y), std::min(a.z, b.z), 0.0});
    double leave = std::min(
        {std::max(a.x, b.x), std::max(a.y, b.y), std::max(a.z, b.z), limit});
    return enter <= leave;
  }
};

struct Node {
  Box box;
  int first, count; // spheres of a leaf; for others the right child, and 0
};

class Scene {
public:
  explicit Scene(Random &r) {
    for (int i = 0; i < 300; i++) {
      Vector at{nextUnit(&r) * 10 - 5, nextUnit(&r) * 6 - 3,
                nextUnit(&r) * 10 - 5};
      double radius = 0.1 + nextUnit(&r) * 0.4;
      Vector colour{nextUnit(&r), nextUnit(&r), nextUnit(&r)};
      bool lamp = i % 12 == 0;
      spheres.push_back({at, radius, colour * 0.5 + Vector{0.4, 0.4, 0.4},
                         colour * (lamp ? 6.0 : 0.0), i % 4 == 1});
    }
    build(0, static_cast<int>(spheres.size()));
  }

  const Sphere *nearest(const Ray &ray, double &distance) const {
    Vector inverse{1 / ray.along.x, 1 / ray.along.y, 1 / ray.along.z};
    const Sphere *found = nullptr;
    int stack[32], used = 0;
    distance = 1e9;
    for (stack[used++] = 0; used;) {
      int index = stack[--used];
      const Node &n = nodes[index];
      if (!n.box.hit(ray, inverse, distance))
        continue;
      if (!n.count) {
        stack[used++] = n.first;
        stack[used++] = index + 1;
      }
      for (int i = n.first; i < n.first + n.count; i++) {
        double d = spheres[i].hit(ray);
        if (d > 0 && d < distance)
          distance = d, found = &spheres[i];
      }
    }
    return found;
  }

private:
  std::vector<Sphere> spheres;
  std::vector<Node> nodes;

  /// Makes the node of some spheres: a leaf, or halves along the longest side.
  void build(int first, int count) {
    Box box;
    for (int i = first; i < first + count; i++)
      box.add(spheres[i]);
    int index = static_cast<int>(nodes.size());
    nodes.push_back({box, first, count});
    if (count <= 3)
      return;
    Vector side = box.high - box.low;
    auto key = [&](const Sphere &s) {
      return side.x >= side.y && side.x >= side.z ? s.centre.x
             : side.y >= side.z                   ? s.centre.y
                                                  : s.centre.z;
    };
    std::sort(
        spheres.begin() + first, spheres.begin() + first + count,
        [&](const Sphere &a, const Sphere &b) { return key(a) < key(b); });
    build(first, count / 2);
    nodes[index].first = static_cast<int>(nodes.size());
    nodes[index].count = 0;
    build(first + count / 2, count - count / 2);
  }
};

Vector randomDirection(Random &r) {
  for (;;) {
    Vector v{nextUnit(&r) * 2 - 1, nextUnit(&r) * 2 - 1, nextUnit(&r) * 2 - 1};
    double square = v.dot(v);
    if (square <= 1 && square > 1e-6)
      return v.unit();
  }
}

Vector trace(const Scene &scene, Ray ray, Random &r) {
  Vector light{0, 0, 0}, weight{1, 1, 1};
  for (int bounce = 0; bounce < 5; bounce++) {
    double distance;
    const Sphere *s = scene.nearest(ray, distance);
    if (!s)
      return light + weight * Vector{0.5, 0.6, 0.8};
    Vector at = ray.at(distance), normal = (at - s->centre).unit();
    if (normal.dot(ray.along) > 0)
      normal = normal * -1;
    light = light + weight * s->light;
    weight = weight * s->colour;
    ray.from = at;
    ray.along = s->mirror ? ray.along - normal * (2 * normal.dot(ray.along))
                          : (normal + randomDirection(r) * 0.999).unit();
  }
  return light;
}

} // namespace

int main(int argc, char **argv) {
  enum { Width = 80, Height = 60 };
  int passes = 17 * benchmarkScale(argc, argv);
  Random r = {52};
  Scene scene(r);
  static Vector image[Height][Width];
  for (int pass = 0; pass < passes; pass++)
    for (int y = 0; y < Height; y++)
      for (int x = 0; x < Width; x++) {
        Vector along{(x + nextUnit(&r) - Width / 2) / Height,
                     (y + nextUnit(&r) - Height / 2) / Height, 1};
        Ray ray{{0, 0, -9}, along.unit()};
        image[y][x] = image[y][x] + trace(scene, ray, r);
      }
  Vector sum{0, 0, 0};
  for (auto &row : image)
    for (Vector &p : row) {
      checkDouble(p.x + p.y + p.z);
      sum = sum + p;
    }
  printf("mean colour %.3f %.3f %.3f\n", sum.x / passes / (Width * Height),
         sum.y / passes / (Width * Height), sum.z / passes / (Width * Height));
  return finish();
}
