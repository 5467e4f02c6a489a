// A program for pictures that loads filters at run time: shared objects made of
// WebAssembly, which can do nothing but change the pixels that they are given.
//
//   sinter compile invert.wat -o invert.so
//   c++ -std=c++17 host.cpp $(pkg-config --cflags --libs sinter) -o host
//   ./host invert.so
#include <cstdio>
#include <sinter/sinter.hpp>

int main(int argc, char **argv) {
  for (int i = 1; i < argc; ++i)
    try {
      sinter::Library library = sinter::Library::open(argv[i]);
      sinter::Store store;
      sinter::Config limits;
      limits.maxMemory = 64 << 20;
      sinter::AnyInstance filter = library.instantiate(store, {}, limits);
      auto allocate =
          filter.func("allocate").as<std::int32_t(std::int32_t)>();
      auto run =
          filter.func("run").as<void(std::int32_t, std::int32_t)>();

      // The picture lies in the filter's memory: nothing is copied.
      std::int32_t at = allocate(8);
      auto pixels = filter.memory("memory").sliceOf<std::uint8_t>(at, 8);
      for (std::size_t x = 0; x != pixels.size(); ++x)
        pixels[x] = static_cast<std::uint8_t>(x * 10);
      run(at, 8);
      std::printf("%s:", library.name().c_str());
      for (std::uint8_t pixel : pixels)
        std::printf(" %d", pixel);
      std::printf("\n");
    } catch (const std::exception &e) { // a bad file, a trap, a wrong address
      std::printf("%s: %s\n", argv[i], e.what());
    }
}
