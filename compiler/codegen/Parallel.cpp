//===- Parallel.cpp - the same work for many items, on several threads ----===//
//
// LLVM's thread pool would do, but for the stack: its threads have what the
// system gives them, and LLVM recurses over the code that it compiles.
//
//===----------------------------------------------------------------------===//
#include "Parallel.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/thread.h"
#include <atomic>
#include <mutex>

using namespace llvm;

namespace sinter {
namespace {

constexpr unsigned StackBytes = 16 << 20;

/// Keeps the error of the lowest item.
class FirstError {
public:
  bool isBefore(uint32_t i) const { return lowest < i; }
  void add(uint32_t i, Error e) {
    std::lock_guard<std::mutex> lock(mutex);
    if (i >= lowest)
      return consumeError(std::move(e));
    lowest = i;
    consumeError(std::move(error));
    error = std::move(e);
  }
  Error take() { return std::move(error); }

private:
  std::mutex mutex;
  std::atomic<uint32_t> lowest = UINT32_MAX;
  Error error = Error::success();
};

} // namespace

unsigned threadCount(unsigned jobs) {
  return jobs ? jobs : hardware_concurrency().compute_thread_count();
}

Error forEachInParallel(unsigned jobs, ArrayRef<uint32_t> order,
                        function_ref<Error(uint32_t)> work) {
  FirstError first;
  std::atomic<size_t> next = 0;
  auto run = [&] {
    for (size_t at; (at = next++) < order.size();) {
      uint32_t i = order[at];
      if (!first.isBefore(i))
        if (Error e = work(i))
          first.add(i, std::move(e));
    }
  };
  std::vector<llvm::thread> threads;
  size_t count = std::min<size_t>(threadCount(jobs), order.size());
  for (size_t i = 0; i != count; ++i)
    threads.emplace_back(std::optional<unsigned>(StackBytes), run);
  for (llvm::thread &t : threads)
    t.join();
  return first.take();
}

} // namespace sinter
