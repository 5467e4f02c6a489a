//===- deadline.hpp - a time by which calls into Wasm code are over -------===//
//
//   sinter::Deadline deadline(store, std::chrono::milliseconds(50));
//   game.step(); // throws Trap of kind Interrupted after 50 ms
//
// For modules compiled with --interruptible. A thread waits for the time or the
// end of the Deadline, whichever comes first; it is the only thread that this
// library ever starts, and the only reason for including this header by itself.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_DEADLINE_HPP
#define SINTER_DEADLINE_HPP

#include "sinter/store.hpp"
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace sinter {

class Deadline {
public:
  /// Interrupts `store` after `time`, unless this object is gone by then. The
  /// store must outlive it. Throws std::system_error where no thread can start.
  template <typename Rep, typename Period>
  Deadline(Store &store, std::chrono::duration<Rep, Period> time)
      : stored(store.raw()),
        watch([this, end = std::chrono::steady_clock::now() + time] {
          std::unique_lock<std::mutex> lock(mutex);
          if (!over.wait_until(lock, end, [this] { return isOver; }))
            sinter_store_interrupt(stored);
        }) {}
  Deadline(const Deadline &) = delete;
  Deadline &operator=(const Deadline &) = delete;

  /// An interrupt that ended no call is taken back.
  ~Deadline() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      isOver = true;
    }
    over.notify_one();
    watch.join();
    sinter_store_clear_interrupt(stored);
  }

private:
  sinter_Store *stored;
  std::mutex mutex;
  std::condition_variable over;
  bool isOver = false;
  std::thread watch; // last: it uses the others
};

} // namespace sinter
#endif
