// A game whose rules of motion are a module: the world calls back for sounds, and
// positions are read from the module's memory in each frame.
//
// CMakeLists.txt builds it; by hand:
//
//   sinter compile physics.wat --imports=instantiation -o physics.o
//   sinter header physics.wat -o physics.hpp
//   c++ -std=c++17 main.cpp physics.o $(pkg-config --cflags --libs sinter)
#include "physics.hpp"
#include <cstdio>

struct Ball {
  float y, speed;
};

struct Game {
  int bounces = 0;
  void bounce(std::int32_t ball) {
    ++bounces;
    std::printf("ball %d bounces\n", ball);
  }
};

int main() {
  Game game;
  physics::Imports imports;
  imports.game.bounce = sinter::bind<&Game::bounce>(game);
  physics::Instance world(std::move(imports));
  sinter::Span<Ball> balls = world.memory().sliceOf<Ball>(world.balls().get(), 2);
  balls[0] = {1, 0};
  balls[1] = {4, 1};
  for (int frame = 0; frame != 60; ++frame)
    world.step(1.0f / 30, 2);
  std::printf("%d bounces, heights %.1f and %.1f\n", game.bounces,
              static_cast<double>(balls[0].y), static_cast<double>(balls[1].y));
}
