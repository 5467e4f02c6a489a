//===- ProgressBar.h - that a long compilation is alive -------------------===//
//
// One line on the terminal, drawn once a compilation has taken a second and
// erased at its end:
//
//   app.wasm [##########----------]  50%  12 s
//
// A thread of its own draws, so that the seconds go on whatever the compiler
// does.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_TOOLS_PROGRESSBAR_H
#define SINTER_TOOLS_PROGRESSBAR_H

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace sinter {

class ProgressBar {
public:
  /// Whether stderr is a terminal that can move its cursor.
  static bool isPossible();

  /// Drawn from `delay` on.
  ProgressBar(const std::string &path, std::chrono::milliseconds delay);
  ~ProgressBar();
  ProgressBar(const ProgressBar &) = delete;
  ProgressBar &operator=(const ProgressBar &) = delete;

  /// From any thread: how much is done, from 0 to 1.
  void show(double part) { done = part; }

private:
  void run();
  void draw(unsigned seconds) const;

  std::string name;
  std::chrono::milliseconds delay;
  std::atomic<double> done = 0;
  std::mutex mutex;
  std::condition_variable end;
  bool ended = false; ///< guarded by mutex
  std::thread thread; ///< last: it uses the others
};

} // namespace sinter
#endif
