# The Debian packages that the project needs, and how to get what is missing.
# To be sourced by tools/quickstart and tools/check.
#
# COMMAND=PACKAGE is satisfied when COMMAND is on PATH, wherever it comes from.

# To build.
SINTER_BUILD_PACKAGES="cmake ninja-build gcc g++ libc6-dev python3 llvm-19-dev
  liblld-19-dev libclang-rt-19-dev libcli11-dev wabt musl-dev"
# To compile C and C++ to WebAssembly.
SINTER_WASM_PACKAGES="clang-19 lld-19 wasi-libc libclang-rt-19-dev-wasm32
  libc++-19-dev-wasm32 libc++abi-19-dev-wasm32"
# To run all tests: lit and FileCheck, LLVM's tools, libFuzzer, npm packages.
SINTER_TEST_PACKAGES="llvm-19-tools llvm-19 node=nodejs
  npm=npm ccache ca-certificates make
  meson pkg-config=pkgconf"

is_installed() {
  case $1 in
  *=*) command -v "${1%%=*}" >/dev/null ;;
  *) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = \
    installed ] ;;
  esac
}

# Installs those of the named packages that are missing; silent if none is.
install_packages() {
  local missing=() package as_root=()
  for package in "$@"; do
    is_installed "$package" || missing+=("${package##*=}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "missing packages: ${missing[*]}; install them as root" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "installing: ${missing[*]}"
  "${as_root[@]}" apt-get -q update </dev/null &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy install \
      --no-install-recommends "${missing[@]}" </dev/null
}
