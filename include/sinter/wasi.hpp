//===- wasi.hpp - what a WASI program may see, from C++ -------------------===//
//
//   sinter::WasiConfig wasi;
//   std::string output;
//   wasi.args = {"tool", "--fast"};
//   wasi.dirs.push_back({"/var/lib/tool", "/data", true});
//   wasi.out = sinter::WasiStream::capture(output);
//   tool::Instance m({.wasi = wasi}); // C++17: Config c; c.wasi = wasi;
//   m._start();
//
// Nothing is granted that is not in the configuration: no directories, no
// environment, and streams that are closed. An instance copies it. proc_exit
// ends the call from the host with sinter::Exit.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASI_HPP
#define SINTER_WASI_HPP

#include "sinter/errors.hpp"
#include "sinter/wasi.h"
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

namespace sinter {

/// A standard stream: closed, a descriptor of the host, or functions. What
/// these throw arrives where the program was entered.
class WasiStream {
public:
  WasiStream() = default;

  /// A file, pipe or terminal of the host, which is never closed.
  static WasiStream descriptor(int fd) {
    WasiStream s;
    s.fd = fd;
    return s;
  }
  /// Reads these bytes.
  static WasiStream input(std::string bytes) {
    auto all = std::make_shared<std::pair<std::string, std::size_t>>(
        std::move(bytes), 0);
    return reader([all](char *to, std::size_t count) {
      std::size_t left = all->first.size() - all->second;
      count = count < left ? count : left;
      std::memcpy(to, all->first.data() + all->second, count);
      all->second += count;
      return count;
    });
  }
  /// Appends what is written to `text`, which must outlive the instance.
  static WasiStream capture(std::string &text) {
    return writer([&text](std::string_view s) { text += s; });
  }
  /// Gives up to so many bytes and returns how many; 0 is the end.
  static WasiStream
  reader(std::function<std::size_t(char *, std::size_t)> read) {
    WasiStream s;
    s.read = std::move(read);
    return s;
  }
  /// Gets everything that is written, in pieces.
  static WasiStream writer(std::function<void(std::string_view)> write) {
    WasiStream s;
    s.write = std::move(write);
    return s;
  }

  int fd = -1;
  std::function<std::size_t(char *, std::size_t)> read;
  std::function<void(std::string_view)> write;
};

struct WasiConfig {
  struct Dir {
    std::string host, guest;
    bool readOnly = false;
  };

  std::vector<std::string> args; ///< with the program's name
  std::vector<std::pair<std::string, std::string>> env;
  std::vector<Dir> dirs;
  WasiStream in, out, err;

  /// Nanoseconds of clock 0 (real time), 1 (monotonic), 2 or 3 (CPU time), and
  /// random bytes: for runs that must be the same. Empty: the system's.
  std::function<std::uint64_t(std::uint32_t)> clock;
  std::function<void(void *, std::size_t)> random;

  /// The standard streams of the host.
  WasiConfig &inheritStdio() {
    in = WasiStream::descriptor(0);
    out = WasiStream::descriptor(1);
    err = WasiStream::descriptor(2);
    return *this;
  }
};

namespace detail {

/// A sinter_Wasi and what it borrows.
class Wasi {
public:
  explicit Wasi(const WasiConfig &c) : config(c) {
    sinter_WasiConfig raw = {};
    makeStrings();
    raw.argv = args.data();
    raw.argc = args.size();
    raw.grants = {dirs.data(), dirs.size(), env.data(), env.size()};
    WasiStream *all[] = {&config.in, &config.out, &config.err};
    for (int i = 0; i != 3; ++i) {
      raw.stdio[i] = all[i]->fd;
      if (!all[i]->read && !all[i]->write)
        continue;
      streams[i] = {all[i]->read ? read : nullptr,
                    all[i]->write ? write : nullptr, all[i]};
      raw.streams[i] = &streams[i];
    }
    raw.sources = {config.clock ? nanoseconds : nullptr,
                   config.random ? random : nullptr, this};
    const sinter_WasiDir *bad = nullptr;
    wasi.reset(sinter_wasi_new(&raw, &bad));
    if (!wasi && bad)
      throw Error("cannot open the directory " + std::string(bad->host) + ": " +
                  std::strerror(errno));
    if (!wasi)
      throw NoMemory("no memory for WASI");
  }
  Wasi(const Wasi &) = delete;
  Wasi &operator=(const Wasi &) = delete;

  sinter_Wasi *raw() const { return wasi.get(); }

private:
  struct Free {
    void operator()(sinter_Wasi *w) const { sinter_wasi_free(w); }
  };

  void makeStrings() {
    for (const std::string &arg : config.args)
      args.push_back(arg.c_str());
    for (const auto &[name, value] : config.env)
      variables.push_back(name + "=" + value);
    for (const std::string &variable : variables)
      env.push_back(variable.c_str());
    for (const WasiConfig::Dir &dir : config.dirs)
      dirs.push_back({dir.host.c_str(), dir.guest.c_str(), dir.readOnly});
  }

  static std::int64_t read(void *context, void *bytes, std::size_t count) {
    return static_cast<std::int64_t>(static_cast<WasiStream *>(context)->read(
        static_cast<char *>(bytes), count));
  }
  static std::int64_t write(void *context, const void *bytes,
                            std::size_t count) {
    static_cast<WasiStream *>(context)->write(
        {static_cast<const char *>(bytes), count});
    return static_cast<std::int64_t>(count);
  }
  static std::uint64_t nanoseconds(void *context, std::uint32_t clock) {
    return static_cast<Wasi *>(context)->config.clock(clock);
  }
  static void random(void *context, void *bytes, std::size_t count) {
    static_cast<Wasi *>(context)->config.random(bytes, count);
  }

  WasiConfig config;
  std::vector<std::string> variables;
  std::vector<const char *> args, env;
  std::vector<sinter_WasiDir> dirs;
  sinter_WasiStream streams[3] = {};
  std::unique_ptr<sinter_Wasi, Free> wasi;
};

} // namespace detail
} // namespace sinter
#endif
