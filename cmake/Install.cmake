# What an installation has besides the programs and lib/sinter: headers, and the
# package that find_package(Sinter) loads.
include(CMakePackageConfigHelpers)

install(FILES include/sinter/Abi.def include/sinter/runtime.h
  DESTINATION include/sinter)
set(SINTER_PACKAGE_DIR lib/cmake/Sinter)
write_basic_package_version_file(
  ${CMAKE_CURRENT_BINARY_DIR}/SinterConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES cmake/SinterConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/SinterConfigVersion.cmake
  DESTINATION ${SINTER_PACKAGE_DIR})
