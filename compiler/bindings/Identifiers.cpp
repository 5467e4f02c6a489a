//===- Identifiers.cpp - names that headers cannot use --------------------===//
//
// The lists are sorted; words that begin with two underscores and are no
// keywords or macros are what wasm-ld exports (__heap_base), and stay.
//
//===----------------------------------------------------------------------===//
#include "Identifiers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace sinter {

static constexpr StringLiteral reservedWords[] = {"EOF",
                                                  "HUGE_VAL",
                                                  "INFINITY",
                                                  "NAN",
                                                  "NDEBUG",
                                                  "NULL",
                                                  "_Alignas",
                                                  "_Alignof",
                                                  "_Atomic",
                                                  "_Bool",
                                                  "_Complex",
                                                  "_Float128",
                                                  "_Generic",
                                                  "_Imaginary",
                                                  "_Nonnull",
                                                  "_Noreturn",
                                                  "_Nullable",
                                                  "_Pragma",
                                                  "_Static_assert",
                                                  "_Thread_local",
                                                  "__alignof",
                                                  "__asm",
                                                  "__auto_type",
                                                  "__complex",
                                                  "__const",
                                                  "__extension__",
                                                  "__float128",
                                                  "__imag",
                                                  "__inline",
                                                  "__int128",
                                                  "__int128_t",
                                                  "__label__",
                                                  "__null",
                                                  "__real",
                                                  "__restrict",
                                                  "__signed",
                                                  "__thread",
                                                  "__typeof",
                                                  "__uint128_t",
                                                  "__underlying_type",
                                                  "__volatile",
                                                  "alignas",
                                                  "alignof",
                                                  "and",
                                                  "and_eq",
                                                  "asm",
                                                  "assert",
                                                  "auto",
                                                  "bitand",
                                                  "bitor",
                                                  "bool",
                                                  "break",
                                                  "case",
                                                  "catch",
                                                  "char",
                                                  "char16_t",
                                                  "char32_t",
                                                  "char8_t",
                                                  "class",
                                                  "co_await",
                                                  "co_return",
                                                  "co_yield",
                                                  "compl",
                                                  "concept",
                                                  "const",
                                                  "const_cast",
                                                  "consteval",
                                                  "constexpr",
                                                  "constinit",
                                                  "continue",
                                                  "decltype",
                                                  "default",
                                                  "delete",
                                                  "do",
                                                  "double",
                                                  "dynamic_cast",
                                                  "else",
                                                  "enum",
                                                  "errno",
                                                  "explicit",
                                                  "export",
                                                  "extern",
                                                  "false",
                                                  "float",
                                                  "for",
                                                  "friend",
                                                  "goto",
                                                  "i386",
                                                  "if",
                                                  "inline",
                                                  "int",
                                                  "linux",
                                                  "long",
                                                  "mutable",
                                                  "namespace",
                                                  "new",
                                                  "noexcept",
                                                  "not",
                                                  "not_eq",
                                                  "nullptr",
                                                  "offsetof",
                                                  "operator",
                                                  "or",
                                                  "or_eq",
                                                  "private",
                                                  "protected",
                                                  "public",
                                                  "register",
                                                  "reinterpret_cast",
                                                  "requires",
                                                  "restrict",
                                                  "return",
                                                  "setjmp",
                                                  "short",
                                                  "signed",
                                                  "sizeof",
                                                  "static",
                                                  "static_assert",
                                                  "static_cast",
                                                  "stderr",
                                                  "stdin",
                                                  "stdout",
                                                  "struct",
                                                  "switch",
                                                  "template",
                                                  "this",
                                                  "thread_local",
                                                  "throw",
                                                  "true",
                                                  "try",
                                                  "typedef",
                                                  "typeid",
                                                  "typename",
                                                  "typeof",
                                                  "typeof_unqual",
                                                  "union",
                                                  "unix",
                                                  "unsigned",
                                                  "using",
                                                  "va_arg",
                                                  "va_copy",
                                                  "va_end",
                                                  "va_list",
                                                  "va_start",
                                                  "virtual",
                                                  "void",
                                                  "volatile",
                                                  "wchar_t",
                                                  "while",
                                                  "xor",
                                                  "xor_eq"};

static constexpr StringLiteral globalNames[] = {
    "abort",   "abs",      "access",    "acos",      "acosh",   "alarm",
    "alloca",  "asin",     "asinh",     "atan",      "atan2",   "atanh",
    "atexit",  "atof",     "atoi",      "atol",      "brk",     "bsearch",
    "calloc",  "cbrt",     "ceil",      "chdir",     "chown",   "clearerr",
    "clock",   "close",    "confstr",   "copysign",  "cos",     "cosh",
    "crypt",   "ctime",    "daemon",    "difftime",  "div",     "dup",
    "ecvt",    "encrypt",  "erf",       "erfc",      "exit",    "exp",
    "exp2",    "expm1",    "fabs",      "fclose",    "fdim",    "feof",
    "ferror",  "fflush",   "ffs",       "fgetc",     "fgets",   "floor",
    "fma",     "fmax",     "fmin",      "fmod",      "fopen",   "fork",
    "fprintf", "fputc",    "fputs",     "fread",     "free",    "freopen",
    "frexp",   "fscanf",   "fseek",     "ftell",     "fwrite",  "gamma",
    "getc",    "getchar",  "getenv",    "getpid",    "gets",    "gmtime",
    "hypot",   "ilogb",    "index",     "ioctl",     "isatty",  "j0",
    "j1",      "jn",       "kill",      "labs",      "ldexp",   "ldiv",
    "lgamma",  "link",     "localtime", "log",       "log10",   "log1p",
    "log2",    "logb",     "longjmp",   "lrint",     "lround",  "lseek",
    "malloc",  "mblen",    "memchr",    "memcmp",    "memcpy",  "memmove",
    "memset",  "mktime",   "modf",      "nan",       "nice",    "open",
    "pause",   "perror",   "pipe",      "pow",       "printf",  "putc",
    "putchar", "puts",     "qsort",     "raise",     "rand",    "random",
    "read",    "readlink", "realloc",   "remainder", "remove",  "rename",
    "rewind",  "rindex",   "rint",      "rmdir",     "round",   "scanf",
    "select",  "setenv",   "signal",    "sin",       "sinh",    "sleep",
    "sprintf", "sqrt",     "srand",     "sscanf",    "stat",    "std",
    "strcat",  "strchr",   "strcmp",    "strcpy",    "strlen",  "strstr",
    "strtod",  "strtok",   "strtol",    "swab",      "symlink", "sync",
    "syscall", "system",   "tan",       "tanh",      "tgamma",  "time",
    "timegm",  "timezone", "tmpfile",   "tmpnam",    "trunc",   "truncate",
    "ungetc",  "unlink",   "usleep",    "vfork",     "vprintf", "wait",
    "write",   "y0",       "y1",        "yn"};

bool isIdentifier(StringRef name) {
  return !name.empty() && !isDigit(name[0]) &&
         all_of(name, [](char c) { return isAlnum(c) || c == '_'; });
}

bool isReservedWord(StringRef name) {
  assert(is_sorted(reservedWords) && is_sorted(globalNames));
  bool isMacro =
      name.size() > 4 && name.starts_with("__") && name.ends_with("__");
  return isMacro || name.starts_with("__builtin_") ||
         name.starts_with("__is_") || name.starts_with("__has_") ||
         binary_search(reservedWords, name);
}

bool isGlobalName(StringRef name) { return binary_search(globalNames, name); }

/// What the bodies of generated functions call by these names.
static bool isUsedInBodies(StringRef name) {
  return name.starts_with("sinter_") || name.ends_with("_t") ||
         name == "instance" || name == "result" || name == "results" ||
         name == "context" || name == "error" || name == "arguments";
}

std::vector<std::string> paramNames(const wasm::Module &m, uint32_t func) {
  size_t count = m.funcType(func).params.size();
  std::vector<std::string> all(count);
  auto locals = m.names.locals.find(func);
  StringSet<> taken;
  for (size_t i = 0; locals != m.names.locals.end() && i != count; ++i) {
    auto found = locals->second.find(i);
    if (found == locals->second.end())
      continue;
    StringRef name = found->second;
    if (isIdentifier(name) && name[0] != '_' && !isReservedWord(name) &&
        !isUsedInBodies(name) && taken.insert(name).second)
      all[i] = name;
  }
  for (size_t i = 0; i != count; ++i)
    for (std::string name = "a" + utostr(i); all[i].empty(); name += '_')
      if (taken.insert(name).second)
        all[i] = name;
  return all;
}

} // namespace sinter
