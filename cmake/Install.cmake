# What an installation has besides the programs and lib/sinter: headers, the
# compiler as a library, and what CMake's find_package and pkg-config read.
include(CMakePackageConfigHelpers)

install(DIRECTORY include/sinter DESTINATION include)
install(TARGETS sinter-library LIBRARY DESTINATION lib)
configure_file(cmake/sinter.pc.in ${CMAKE_CURRENT_BINARY_DIR}/sinter.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sinter.pc DESTINATION lib/pkgconfig)
set(SINTER_PACKAGE_DIR lib/cmake/Sinter)
write_basic_package_version_file(
  ${CMAKE_CURRENT_BINARY_DIR}/SinterConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES cmake/SinterConfig.cmake cmake/SinterAddModule.cmake
  cmake/SinterWasmFromC.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/SinterConfigVersion.cmake
  DESTINATION ${SINTER_PACKAGE_DIR})
