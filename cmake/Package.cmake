# `cpack` in a release's build directory makes a Debian package and an archive.
# The package's dependencies are found from what the programs are linked with.
set(CPACK_PACKAGE_NAME sinter)
set(CPACK_PACKAGE_VENDOR "The Sinter authors")
set(CPACK_PACKAGE_CONTACT "The Sinter authors <sinter@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "ahead-of-time compiler from WebAssembly to native code")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, clang-19, wasi-libc")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "Compiles WebAssembly modules to executables that need nothing but a kernel,
 and to libraries that C and C++ programs link and call like their own code.
 With CMake functions, pkg-config data and the compiler as a library.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
include(CPack)
