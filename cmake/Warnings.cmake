# One interface target with the warnings that all our code is clean under.
option(SINTER_WERROR "Treat warnings as errors" ON)
set(SINTER_SANITIZE "" CACHE STRING "Sanitizers for compiler and tools, as for -fsanitize=")

add_library(sinter-warnings INTERFACE)
target_compile_options(sinter-warnings INTERFACE -Wall -Wextra
  $<$<BOOL:${SINTER_WERROR}>:-Werror>)
# gcc 12 takes std::string's operator+ for overlapping copies (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(sinter-warnings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()

# clang blames us for what libstdc++'s stable_sort calls; gcc still tells of
# anything deprecated in our own code.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(sinter-warnings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-deprecated-declarations>)
endif()

# For what runs on the developer's machine; the runtime is never instrumented.
add_library(sinter-sanitize INTERFACE)
if(SINTER_SANITIZE)
  target_compile_options(sinter-sanitize INTERFACE
    -fsanitize=${SINTER_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    -fno-sanitize=vptr)
  target_link_options(sinter-sanitize INTERFACE -fsanitize=${SINTER_SANITIZE})
endif()
