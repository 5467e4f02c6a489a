# sinter_add_module(<target> <module>
#                   [NAME <name>] [LANGUAGE c|c++]
#                   [TYPE STATIC|SHARED|OBJECT|EXECUTABLE]
#                   [OPTIONS <option>...] [LINK <file-or-target>...]
#                   [DEPENDS <file-or-target>...])
#
# A target made of a WebAssembly module (.wasm, or .wat text), compiled again when
# the module, the compiler or a file named in OPTIONS changes.
#
# <module>  a file, which the build may produce, or a target of
#           sinter_wasm_from_c(). Relative to the current source directory.
# NAME      prefix of the C names, namespace of the C++ names, and name of the
#           headers; default: <target>, with _ for what no identifier can have.
# LANGUAGE  c: a header NAME.h. c++: NAME.hpp as well. Default: c++ in projects
#           that have C++ enabled.
# TYPE      STATIC (default) and SHARED are libraries, and OBJECT is for linking
#           the module's code without an archive around it. The headers and the
#           runtime come with all three. With LANGUAGE c, imports of STATIC and
#           OBJECT modules are functions of the program that the linker finds;
#           with c++, and of SHARED modules, they are given at instantiation, to
#           C++ as callables. OPTIONS --imports=... says otherwise.
#           EXECUTABLE is a self-contained program, made by sinter alone:
#           $<TARGET_FILE:target> is its path, and add_test(), add_custom_command()
#           and install(PROGRAMS) take it.
# OPTIONS   for `sinter compile`; generator expressions say what differs between
#           configurations: $<$<CONFIG:Debug>:-O0>. With TYPE OBJECT,
#           --emit=bitcode makes the module part of a program's link-time
#           optimisation (clang and lld of LLVM 19 or later, -flto; for C++ with
#           --imports=symbols). Functions are inlined where caller and callee are
#           for the same processor: --mcpu=x86-64-v2, -march=x86-64-v2.
# LINK      objects and libraries that the module's imports come from.
# DEPENDS   what else the module is made from.

# A project's language for linking what has no source of its own.
function(_sinter_linker_language result)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  foreach(language CXX C)
    if(language IN_LIST languages)
      set(${result} ${language} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR
    "sinter_add_module: the project needs C or C++ (project(... LANGUAGES C))")
endfunction()

# Those of the compiler's options that change a header.
function(_sinter_header_options result)
  set(options)
  set(takes_value FALSE)
  foreach(option IN LISTS ARGN)
    if(takes_value)
      list(APPEND options "${option}")
      set(takes_value FALSE)
    elseif(option MATCHES "^--(imports|instances|wasm|enable|disable)(=|$)")
      list(APPEND options "${option}")
      if(NOT option MATCHES "=")
        set(takes_value TRUE)
      endif()
    endif()
  endforeach()
  set(${result} "${options}" PARENT_SCOPE)
endfunction()

# The file that a module's argument stands for, and what to wait for.
function(_sinter_module_file module file depends)
  if(TARGET "${module}")
    get_target_property(produced ${module} SINTER_WASM)
    if(NOT produced)
      message(FATAL_ERROR "sinter_add_module: the target ${module} makes no "
        "WebAssembly module (sinter_wasm_from_c() does)")
    endif()
    set(${file} "${produced}" PARENT_SCOPE)
    set(${depends} ${module} "${produced}" PARENT_SCOPE)
    return()
  endif()
  get_filename_component(path "${module}" ABSOLUTE)
  # CMake itself says so when nothing makes a file that does not exist.
  set(${file} "${path}" PARENT_SCOPE)
  set(${depends} "${path}" PARENT_SCOPE)
endfunction()

# Where files go that OPTIONS can make different in each configuration, as a
# generator expression and as a list of all.
function(_sinter_config_dirs dir dirs base)
  get_property(multi GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(NOT multi)
    set(${dir} "${base}" PARENT_SCOPE)
    set(${dirs} "${base}" PARENT_SCOPE)
    return()
  endif()
  set(${dir} "${base}/$<CONFIG>" PARENT_SCOPE)
  set(all)
  foreach(config IN LISTS CMAKE_CONFIGURATION_TYPES)
    file(MAKE_DIRECTORY "${base}/${config}")
    list(APPEND all "${base}/${config}")
  endforeach()
  set(${dirs} "${all}" PARENT_SCOPE)
endfunction()

# Rules for the headers; `headers` becomes their paths.
function(_sinter_add_headers headers dir name language module depends)
  set(made)
  set(suffixes h)
  if(language STREQUAL "c++")
    list(APPEND suffixes hpp)
  endif()
  foreach(suffix IN LISTS suffixes)
    set(header "${dir}/${name}.${suffix}")
    add_custom_command(OUTPUT "${header}"
      COMMAND "${SINTER_PROGRAM}" header "${module}" --module-name=${name}
        ${ARGN} -o "${header}"
      DEPENDS ${depends} "${SINTER_PROGRAM}"
      COMMENT "Writing ${name}.${suffix} of a WebAssembly module"
      VERBATIM)
    list(APPEND made "${header}")
  endforeach()
  set(${headers} "${made}" PARENT_SCOPE)
endfunction()

# What files and targets stand for: paths, and what to wait for.
function(_sinter_inputs paths depends)
  set(all_paths)
  set(all_depends)
  foreach(input IN LISTS ARGN)
    if(TARGET "${input}")
      list(APPEND all_paths "$<TARGET_FILE:${input}>")
    else()
      get_filename_component(input "${input}" ABSOLUTE)
      list(APPEND all_paths "${input}")
    endif()
    list(APPEND all_depends "${input}")
  endforeach()
  set(${paths} "${all_paths}" PARENT_SCOPE)
  set(${depends} "${all_depends}" PARENT_SCOPE)
endfunction()

# EXECUTABLE; the options follow.
function(_sinter_add_executable target base name module depends)
  _sinter_config_dirs(dir dirs "${base}")
  set(program "${dir}/${name}")
  # CMake takes a dependency on an imported target's file for one on the target,
  # which would go in a circle here. So the rule makes a second file; and since
  # a depfile cannot speak of two, profiles are looked for in the options.
  foreach(option IN LISTS ARGN)
    if(option MATCHES "^--profile-use=(.*)$")
      list(APPEND depends "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  add_custom_command(OUTPUT "${program}.made"
    COMMAND "${SINTER_PROGRAM}" compile "${module}" ${ARGN} --emit=exe --quiet
      -o "${program}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${program}.made"
    BYPRODUCTS "${program}"
    DEPENDS ${depends} "${SINTER_PROGRAM}"
    COMMENT "Compiling the WebAssembly program ${name}"
    COMMAND_EXPAND_LISTS VERBATIM)
  add_custom_target(${target}_build ALL DEPENDS "${program}.made")
  add_executable(${target} IMPORTED GLOBAL)
  list(GET dirs 0 any)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION "${any}/${name}")
  foreach(one IN LISTS dirs)
    get_filename_component(config "${one}" NAME)
    string(TOUPPER "${config}" config)
    set_target_properties(${target} PROPERTIES
      IMPORTED_LOCATION_${config} "${one}/${name}")
  endforeach()
  add_dependencies(${target} ${target}_build)
endfunction()

# The rule for the object of a library; the options follow.
function(_sinter_add_object object name module depends)
  add_custom_command(OUTPUT "${object}"
    COMMAND "${SINTER_PROGRAM}" compile "${module}" ${ARGN} --quiet
      "--depfile=${object}.d" -o "${object}"
    DEPENDS ${depends} "${SINTER_PROGRAM}"
    DEPFILE "${object}.d"
    COMMENT "Compiling the WebAssembly module ${name}"
    COMMAND_EXPAND_LISTS VERBATIM)
endfunction()

# The target of TYPE around an object; `all` lists that of each configuration.
# The headers follow.
function(_sinter_add_library target type linker object all)
  if(type STREQUAL "OBJECT")
    add_custom_target(${target}_build DEPENDS "${object}" ${ARGN})
    add_library(${target} INTERFACE)
    add_dependencies(${target} ${target}_build)
    target_link_libraries(${target} INTERFACE "${object}")
  else()
    set_source_files_properties(${all} PROPERTIES
      EXTERNAL_OBJECT TRUE GENERATED TRUE)
    add_library(${target} ${type} "${object}" ${ARGN})
    set_target_properties(${target} PROPERTIES LINKER_LANGUAGE ${linker})
  endif()
endfunction()

function(sinter_add_module target module)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "NAME;LANGUAGE;TYPE"
    "OPTIONS;LINK;DEPENDS")
  if(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "sinter_add_module(${target}): cannot make sense of "
      "${arg_UNPARSED_ARGUMENTS}${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  _sinter_linker_language(linker)
  if(NOT arg_NAME)
    string(MAKE_C_IDENTIFIER "${target}" arg_NAME)
  endif()
  if(NOT arg_TYPE)
    set(arg_TYPE STATIC)
  endif()
  if(NOT arg_LANGUAGE)
    set(arg_LANGUAGE c)
    if(linker STREQUAL "CXX")
      set(arg_LANGUAGE c++)
    endif()
  endif()
  string(TOLOWER "${arg_LANGUAGE}" language)
  string(REPLACE "cxx" "c++" language "${language}")
  if(NOT language MATCHES "^(c|c\\+\\+)$")
    message(FATAL_ERROR "sinter_add_module(${target}): LANGUAGE is c or c++, "
      "not ${arg_LANGUAGE}")
  endif()
  if(NOT arg_TYPE MATCHES "^(STATIC|SHARED|OBJECT|EXECUTABLE)$")
    message(FATAL_ERROR "sinter_add_module(${target}): TYPE is STATIC, SHARED, "
      "OBJECT or EXECUTABLE, not ${arg_TYPE}")
  endif()

  _sinter_module_file("${module}" file depends)
  _sinter_inputs(unused more ${arg_DEPENDS})
  list(APPEND depends ${more})
  set(dir "${CMAKE_CURRENT_BINARY_DIR}/sinter-${target}")
  file(MAKE_DIRECTORY "${dir}")
  set(options "--module-name=${arg_NAME}" ${arg_OPTIONS})

  if(arg_TYPE STREQUAL "EXECUTABLE")
    _sinter_inputs(linked more ${arg_LINK})
    list(APPEND depends ${more})
    _sinter_add_executable(${target} "${dir}" ${arg_NAME} "${file}"
      "${depends}" ${options} ${linked})
    return()
  endif()

  if((arg_TYPE STREQUAL "SHARED" OR language STREQUAL "c++")
      AND NOT "${arg_OPTIONS}" MATCHES "--imports")
    list(APPEND options --imports=instantiation)
  endif()
  _sinter_header_options(header_options ${options})
  _sinter_add_headers(headers "${dir}" ${arg_NAME} ${language} "${file}"
    "${depends}" ${header_options})
  if(NOT "${arg_OPTIONS}" MATCHES "--emit")
    list(APPEND options --emit=object)
  endif()
  _sinter_config_dirs(object_dir object_dirs "${dir}")
  set(object "${object_dir}/${arg_NAME}.o")
  list(TRANSFORM object_dirs APPEND "/${arg_NAME}.o" OUTPUT_VARIABLE objects)
  _sinter_add_object("${object}" ${arg_NAME} "${file}" "${depends}" ${options})
  _sinter_add_library(${target} ${arg_TYPE} ${linker} "${object}" "${objects}"
    ${headers})
  target_include_directories(${target} INTERFACE "${dir}")
  target_link_libraries(${target} INTERFACE Sinter::runtime ${arg_LINK})
  if(arg_TYPE STREQUAL "SHARED")
    target_link_libraries(${target} PRIVATE Sinter::runtime ${arg_LINK})
    # By this name sinter::Library finds the module.
    target_link_options(${target} PRIVATE
      "LINKER:--defsym=sinter_library_module=${arg_NAME}_module")
  endif()
endfunction()
