// A C library with a bug, inside of a C++ program: what it can reach is its own
// memory, and running out of that is an exception.
//
// CMakeLists.txt builds it; by hand:
//
//   clang --target=wasm32 -O2 -nostdlib -Wl,--no-entry utf8.c -o utf8.wasm
//   sinter compile utf8.wasm --module-name=utf8 -o utf8.o
//   sinter header utf8.wasm --module-name=utf8 -o utf8.hpp
//   c++ -std=c++17 main.cpp utf8.o $(pkg-config --cflags --libs sinter)
#include "utf8.hpp"
#include <cstdio>

static void measure(utf8::Instance &library, std::string_view text) {
  try {
    // At the end of its memory, so that reading beyond is noticed at once.
    sinter::Memory memory = library.memory();
    auto size = static_cast<std::int32_t>(text.size());
    auto at = static_cast<std::int32_t>(memory.size()) - size;
    memory.writeString(at, text);
    std::printf("%d characters\n", library.utf8_length(at, size));
  } catch (const sinter::Trap &trap) {
    std::printf("bad text: %s\n", trap.what());
  }
}

int main() {
  utf8::Instance library;
  measure(library, "plain");
  measure(library, "\xc3\xbc" "ber");
  measure(library, "cut off: \xe2\x82");
  measure(library, "still works");
}
