//===- ProgressBar.cpp - that a long compilation is alive -----------------===//
//
// See ProgressBar.h. Plain text: there are no colours to turn off. After Ctrl-C
// the line stays where it is and the shell goes on below it.
//
//===----------------------------------------------------------------------===//
#include "ProgressBar.h"
#include "Messages.h"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace sinter {

using Clock = std::chrono::steady_clock;

bool ProgressBar::isPossible() {
  const char *term = getenv("TERM");
  return isatty(STDERR_FILENO) && term && std::string(term) != "dumb";
}

ProgressBar::ProgressBar(const std::string &path,
                         std::chrono::milliseconds delay)
    : name(printableText(std::filesystem::path(path).filename().string())),
      delay(delay), thread([this] { run(); }) {}

ProgressBar::~ProgressBar() {
  {
    std::lock_guard<std::mutex> lock(mutex);
    ended = true;
  }
  end.notify_one();
  thread.join();
}

void ProgressBar::run() {
  const Clock::time_point start = Clock::now();
  auto hasEnded = [this] { return ended; };
  std::unique_lock<std::mutex> lock(mutex);
  if (end.wait_for(lock, delay, hasEnded))
    return;
  do {
    auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - start);
    draw(unsigned(seconds.count()));
  } while (!end.wait_for(lock, std::chrono::milliseconds(200), hasEnded));
  fputs("\r\033[K", stderr);
}

void ProgressBar::draw(unsigned seconds) const {
  constexpr unsigned Width = 20;
  const double part = done;
  std::string bar(unsigned(part * Width), '#');
  bar.resize(Width, '-');
  fprintf(stderr, "\r%.40s [%s] %3d%%  %u s\033[K", name.c_str(), bar.c_str(),
          int(part * 100), seconds);
  fflush(stderr);
}

} // namespace sinter
