# The only place that knows how LLVM and lld are found and linked: LLVM as one
# shared library for fast links, lld's ELF driver as static libraries.
find_package(LLVM 19.1 REQUIRED CONFIG HINTS /usr/lib/llvm-19/lib/cmake/llvm)
find_package(LLD REQUIRED CONFIG HINTS /usr/lib/llvm-19/lib/cmake/lld)
find_package(CLI11 REQUIRED CONFIG)
find_package(wabt CONFIG QUIET)

add_library(sinter-llvm INTERFACE)
target_include_directories(sinter-llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
separate_arguments(SINTER_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(sinter-llvm INTERFACE ${SINTER_LLVM_DEFINITIONS})
target_compile_options(sinter-llvm INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti -fno-exceptions>)
target_link_libraries(sinter-llvm INTERFACE LLVM)

# Where the dynamic linker finds libLLVM by itself, as a distribution's, what is
# installed has no path in it, so that a package depends on that library.
get_target_property(SINTER_LIBLLVM LLVM LOCATION)
file(REAL_PATH "${SINTER_LIBLLVM}" SINTER_LIBLLVM)
get_filename_component(SINTER_LIBLLVM_DIR "${SINTER_LIBLLVM}" DIRECTORY)
if(NOT SINTER_LIBLLVM_DIR IN_LIST CMAKE_C_IMPLICIT_LINK_DIRECTORIES)
  set(CMAKE_INSTALL_RPATH_USE_LINK_PATH TRUE)
endif()

add_library(sinter-lld INTERFACE)
target_link_libraries(sinter-lld INTERFACE lldELF lldCommon sinter-llvm)

find_program(SINTER_FILECHECK FileCheck HINTS ${LLVM_TOOLS_BINARY_DIR})
find_file(SINTER_LIT lit.py HINTS ${LLVM_LIBRARY_DIR}/../build/utils/lit)
