# find_package(Sinter CONFIG): WebAssembly modules as parts of a CMake project.
#
#   Sinter::sinter     the command (an imported executable)
#   Sinter::runtime    what compiled modules need when they run
#   Sinter::compiler   the compiler as a library: sinter/Compiler.h
#   sinter_add_module(), sinter_wasm_from_c()   see the files of that name
#
# Everything is found from where this file lies, so an installation may be moved
# as a whole.
get_filename_component(SINTER_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.."
  REALPATH)
set(SINTER_PROGRAM "${SINTER_PREFIX}/bin/sinter")
set(Sinter_FOUND TRUE)
foreach(file "${SINTER_PROGRAM}" "${SINTER_PREFIX}/lib/sinter/libsinter.a"
    "${SINTER_PREFIX}/include/sinter/runtime.h")
  if(NOT EXISTS "${file}")
    set(Sinter_FOUND FALSE)
    set(Sinter_NOT_FOUND_MESSAGE
      "this installation of Sinter is incomplete: there is no ${file}")
    return()
  endif()
endforeach()

if(NOT TARGET Sinter::runtime)
  add_library(Sinter::runtime STATIC IMPORTED)
  set_target_properties(Sinter::runtime PROPERTIES
    IMPORTED_LOCATION "${SINTER_PREFIX}/lib/sinter/libsinter.a"
    INTERFACE_INCLUDE_DIRECTORIES "${SINTER_PREFIX}/include")

  add_executable(Sinter::sinter IMPORTED)
  set_target_properties(Sinter::sinter PROPERTIES
    IMPORTED_LOCATION "${SINTER_PROGRAM}")

  add_library(Sinter::compiler SHARED IMPORTED)
  set_target_properties(Sinter::compiler PROPERTIES
    IMPORTED_LOCATION "${SINTER_PREFIX}/lib/libsinter-compiler.so"
    INTERFACE_INCLUDE_DIRECTORIES "${SINTER_PREFIX}/include"
    INTERFACE_COMPILE_FEATURES cxx_std_17)
endif()

include("${CMAKE_CURRENT_LIST_DIR}/SinterAddModule.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/SinterWasmFromC.cmake")
