# find_package(Sinter): WebAssembly modules as libraries of a CMake project.
#
#   find_package(Sinter REQUIRED)
#   sinter_add_module(shop shop.wasm)          # or .wat; options of `sinter
#   target_link_libraries(app PRIVATE shop)    # compile` behind OPTIONS
#
# The target has the module's code, its header "shop.h" and the runtime.
get_filename_component(SINTER_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(SINTER_PROGRAM "${SINTER_PREFIX}/bin/sinter")

if(NOT TARGET Sinter::runtime)
  add_library(Sinter::runtime STATIC IMPORTED)
  set_target_properties(Sinter::runtime PROPERTIES
    IMPORTED_LOCATION "${SINTER_PREFIX}/lib/sinter/libsinter.a"
    INTERFACE_INCLUDE_DIRECTORIES "${SINTER_PREFIX}/include")
endif()

function(sinter_add_module name module)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "OPTIONS;HEADER_OPTIONS")
  get_filename_component(module "${module}" ABSOLUTE)
  set(dir "${CMAKE_CURRENT_BINARY_DIR}/sinter-${name}")
  file(MAKE_DIRECTORY "${dir}")
  add_custom_command(OUTPUT "${dir}/${name}.o" "${dir}/${name}.h"
    COMMAND "${SINTER_PROGRAM}" compile "${module}" --module-name=${name}
      ${arg_OPTIONS} -o "${dir}/${name}.o"
    COMMAND "${SINTER_PROGRAM}" header "${module}" --module-name=${name}
      ${arg_HEADER_OPTIONS} -o "${dir}/${name}.h"
    DEPENDS "${module}" "${SINTER_PROGRAM}"
    COMMENT "Compiling WebAssembly module ${name}"
    VERBATIM)
  set_source_files_properties("${dir}/${name}.o" PROPERTIES
    EXTERNAL_OBJECT TRUE GENERATED TRUE)
  add_library(${name} STATIC "${dir}/${name}.o" "${dir}/${name}.h")
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE C)
  target_include_directories(${name} INTERFACE "${dir}")
  target_link_libraries(${name} INTERFACE Sinter::runtime)
endfunction()
