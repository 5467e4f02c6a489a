// Containers, algorithms and virtual calls of the C++ library.
// RUN: %cxx-wasi -O2 -fno-exceptions %s -o %t.wasm
// RUN: %same-as-v8 %t.wasm -- 20000
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <queue>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
  virtual std::string name() const = 0;
};
struct Circle : Shape {
  explicit Circle(double r) : r(r) {}
  double area() const override { return 3.141592653589793 * r * r; }
  std::string name() const override { return "circle"; }
  double r;
};
struct Box : Shape {
  Box(double w, double h) : w(w), h(h) {}
  double area() const override { return w * h; }
  std::string name() const override { return "box"; }
  double w, h;
};

static void shapes(std::mt19937 &random, int n) {
  std::vector<std::unique_ptr<Shape>> all;
  for (int i = 0; i < n; i++)
    if (random() % 3 == 0)
      all.push_back(std::make_unique<Circle>(random() % 10));
    else
      all.push_back(std::make_unique<Box>(random() % 7, random() % 9));
  std::map<std::string, double> sums;
  for (auto &s : all)
    sums[s->name()] += s->area();
  for (auto &[name, sum] : sums)
    std::printf("%s %.6f\n", name.c_str(), sum);
}

static void graph(std::mt19937 &random, int n) {
  std::vector<std::vector<std::pair<int, int>>> edges(n);
  for (int i = 0; i < 4 * n; i++)
    edges[random() % n].push_back({int(random() % n), int(1 + random() % 99)});
  std::vector<int> distance(n, 1 << 30);
  using Entry = std::pair<int, int>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  queue.push({distance[0] = 0, 0});
  while (!queue.empty()) {
    auto [d, at] = queue.top();
    queue.pop();
    if (d > distance[at])
      continue;
    for (auto [to, w] : edges[at])
      if (d + w < distance[to])
        queue.push({distance[to] = d + w, to});
  }
  long reached = 0, sum = 0;
  for (int d : distance)
    if (d < 1 << 30)
      reached++, sum += d;
  std::printf("reached %ld, sum %ld\n", reached, sum);
}

static void words(std::mt19937 &random, int n) {
  std::unordered_map<std::string, int> count;
  std::ostringstream text;
  for (int i = 0; i < n; i++)
    text << "w" << random() % 997 << ' ';
  std::istringstream in(text.str());
  for (std::string w; in >> w;)
    count[w]++;
  std::vector<std::pair<std::string, int>> top(count.begin(), count.end());
  std::partial_sort(top.begin(), top.begin() + 5, top.end(),
                    [](auto &a, auto &b) {
                      return std::tie(b.second, a.first) <
                             std::tie(a.second, b.first);
                    });
  for (int i = 0; i < 5; i++)
    std::printf("%s: %d\n", top[i].first.c_str(), top[i].second);
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 1000;
  std::mt19937 random(12345);
  std::vector<unsigned> v(n);
  std::generate(v.begin(), v.end(), std::ref(random));
  std::stable_sort(v.begin(), v.end(),
                   [](unsigned a, unsigned b) { return a % 1000 < b % 1000; });
  std::printf("%u %u %u\n", v[0], v[n / 2], v[n - 1]);
  std::set<unsigned> s(v.begin(), v.end());
  std::deque<unsigned> d(s.begin(), s.end());
  std::rotate(d.begin(), d.begin() + n / 3, d.end());
  std::printf("%zu %u %llu\n", s.size(), d.front(),
              std::accumulate(d.begin(), d.end(), 0ull));
  std::function<long(long)> fib = [&](long k) {
    return k < 2 ? k : fib(k - 1) + fib(k - 2);
  };
  std::printf("fib %ld\n", fib(22));
  shapes(random, n);
  graph(random, n);
  words(random, n);
}
