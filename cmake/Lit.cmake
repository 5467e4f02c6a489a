# The targets check-sinter (all lit tests) and check-sinter-STAGE (a folder of
# test/), run with LLVM's lit. The npm packages that assemble newer text are
# fetched into the build tree before.
find_package(Python3 COMPONENTS Interpreter REQUIRED)

set(SINTER_NPM_DIR ${PROJECT_BINARY_DIR}/npm CACHE PATH
    "Where the npm packages of tools/npm/packages.txt are unpacked")
set(SINTER_SPEC_DIR "${PROJECT_SOURCE_DIR}/../shared/spec" CACHE PATH
    "The converted spec test suite")
set(SINTER_LIT_FLAGS -sv CACHE STRING "Flags for lit in the check targets")

add_custom_command(OUTPUT ${SINTER_NPM_DIR}/stamp
  COMMAND ${PROJECT_SOURCE_DIR}/tools/npm/fetch ${SINTER_NPM_DIR} wasm-tools
  COMMAND ${CMAKE_COMMAND} -E touch ${SINTER_NPM_DIR}/stamp
  DEPENDS ${PROJECT_SOURCE_DIR}/tools/npm/packages.txt
          ${PROJECT_SOURCE_DIR}/tools/npm/fetch
  VERBATIM)
add_custom_target(npm-packages DEPENDS ${SINTER_NPM_DIR}/stamp)

# Programs that tests run.
set(SINTER_TEST_DEPENDS npm-packages sinter-command sinter-opt sinter-spec
    sinter-abi-layout sinter-mutations)

function(sinter_add_lit_target name folder)
  add_custom_target(${name}
    COMMAND ${Python3_EXECUTABLE} ${SINTER_LIT} ${SINTER_LIT_FLAGS} ${folder}
    DEPENDS ${SINTER_TEST_DEPENDS}
    USES_TERMINAL VERBATIM
    COMMENT "lit ${folder}")
endfunction()
