# sinter_wasm_from_c(<target> <source>...
#                    [REACTOR | FREESTANDING] [EXPORTS <function>...]
#                    [OPTIONS <option>...] [LINK_OPTIONS <option>...])
#
# A WebAssembly module from C and C++ sources, by a clang that can make one:
# SINTER_WASM_CLANG, which is looked for when it is not set. The result is
# $<TARGET_PROPERTY:target,SINTER_WASM>, and sinter_add_module() takes the target
# in place of a file.
#
# By default the module is a WASI program with a main(). A REACTOR is a library
# with wasi-libc, whose functions may be called after `_initialize`; a FREESTANDING
# one has no libc at all. EXPORTS lists the functions that the module exports
# (without it: those with __attribute__((export_name("...")))). OPTIONS are for
# compiling (default: -O2), LINK_OPTIONS for linking.

find_program(SINTER_WASM_CLANG NAMES clang-19 clang
  DOC "a clang that compiles to WebAssembly")

# One source to an object; `object` becomes its path.
function(_sinter_wasm_object object dir source)
  get_filename_component(path "${source}" ABSOLUTE)
  file(RELATIVE_PATH name "${CMAKE_CURRENT_SOURCE_DIR}" "${path}")
  string(MAKE_C_IDENTIFIER "${name}" name)
  set(out "${dir}/${name}.o")
  add_custom_command(OUTPUT "${out}"
    COMMAND "${SINTER_WASM_CLANG}" ${ARGN} -MD -MF "${out}.d" -c "${path}"
      -o "${out}"
    DEPENDS "${path}" "${SINTER_WASM_CLANG}"
    DEPFILE "${out}.d"
    COMMENT "Compiling ${source} to WebAssembly"
    VERBATIM)
  set(${object} "${out}" PARENT_SCOPE)
endfunction()

function(sinter_wasm_from_c target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "REACTOR;FREESTANDING" ""
    "EXPORTS;OPTIONS;LINK_OPTIONS")
  set(sources ${arg_UNPARSED_ARGUMENTS})
  if(NOT sources)
    message(FATAL_ERROR "sinter_wasm_from_c(${target}): there are no sources")
  endif()
  if(arg_REACTOR AND arg_FREESTANDING)
    message(FATAL_ERROR "sinter_wasm_from_c(${target}): a module is a REACTOR or "
      "FREESTANDING, not both")
  endif()
  if(NOT SINTER_WASM_CLANG)
    message(FATAL_ERROR "sinter_wasm_from_c(${target}): no clang was found; set "
      "SINTER_WASM_CLANG to one that compiles to WebAssembly (Debian: clang-19, "
      "lld-19, wasi-libc, libclang-rt-19-dev-wasm32)")
  endif()
  if(NOT arg_OPTIONS)
    set(arg_OPTIONS -O2)
  endif()

  set(compile --target=wasm32-wasi ${arg_OPTIONS})
  set(link --target=wasm32-wasi ${arg_LINK_OPTIONS})
  if(arg_FREESTANDING)
    set(compile --target=wasm32 -ffreestanding ${arg_OPTIONS})
    set(link --target=wasm32 -nostdlib -Wl,--no-entry ${arg_LINK_OPTIONS})
  elseif(arg_REACTOR)
    list(APPEND link -mexec-model=reactor)
  endif()
  if(sources MATCHES "\\.(cc|cpp|cxx|C)(;|$)" AND NOT arg_FREESTANDING)
    list(APPEND link -lc++ -lc++abi)
  endif()
  foreach(function IN LISTS arg_EXPORTS)
    list(APPEND link "-Wl,--export=${function}")
  endforeach()

  set(dir "${CMAKE_CURRENT_BINARY_DIR}/wasm-${target}")
  file(MAKE_DIRECTORY "${dir}")
  set(objects)
  foreach(source IN LISTS sources)
    _sinter_wasm_object(object "${dir}" "${source}" ${compile})
    list(APPEND objects "${object}")
  endforeach()
  set(module "${dir}/${target}.wasm")
  add_custom_command(OUTPUT "${module}"
    COMMAND "${SINTER_WASM_CLANG}" ${link} ${objects} -o "${module}"
    DEPENDS ${objects}
    COMMENT "Linking WebAssembly module ${target}.wasm"
    VERBATIM)
  add_custom_target(${target} ALL DEPENDS "${module}")
  set_target_properties(${target} PROPERTIES SINTER_WASM "${module}")
endfunction()
