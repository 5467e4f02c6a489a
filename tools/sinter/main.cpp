//===- main.cpp - the sinter command --------------------------------------===//
//
// Options to sinter::Options, results to messages and exit codes: 0 ok, 1 the
// input or the outcome is wrong, 2 the command line is. Run.cpp has `sinter
// run`.
//
//===----------------------------------------------------------------------===//
#include "Messages.h"
#include "ProgressBar.h"
#include "Run.h"
#include "sinter/Compiler.h"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <set>
#include <unistd.h>

using namespace sinter;

namespace {

constexpr const char *Overview = R"(
Examples:
  sinter compile app.wasm -o app && ./app      a program (WASI) to an executable
  sinter run app.wasm --dir . -- arguments     compile and run at once
  sinter compile lib.wasm -o lib.so            a shared object for C, C++, ...
  sinter header lib.wasm -o lib.h              and its C header (.hpp: C++)
  sinter inspect lib.wasm                      what is in a module

FILE is WebAssembly binary or text format (.wat), or - for standard input.
`sinter COMMAND --help` explains a command's options.)";

constexpr const char *CompileHelp = R"(
Examples:
  sinter compile app.wasm -o app               self-contained executable
  sinter compile app.wasm -o app --dir data::/ it may use ./data, as /
  sinter compile app.wasm host.o -L. -lx -o app  imports from C, linked with the
                                               host's libc
  sinter compile lib.wasm -o lib.so            shared object with the runtime
  sinter compile lib.wasm -o lib.o             object; link libsinter.a to it
  sinter compile lib.wasm -o - --emit=llvm-ir  look at the code

The kind of output follows --emit, or the suffix of -o: .so .o .a .s .ll .bc .h
.hpp, anything else is an executable.)";

// ---- values of options ----

const std::map<std::string, Emit> EmitNames = {
    {"exe", Emit::Exe},         {"shared", Emit::Shared},
    {"static", Emit::Static},   {"object", Emit::Object},
    {"asm", Emit::Asm},         {"llvm-ir", Emit::LlvmIr},
    {"bitcode", Emit::Bitcode}, {"header", Emit::Header}};

const std::map<std::string, OptLevel> LevelNames = {{"0", OptLevel::O0},
                                                    {"1", OptLevel::O1},
                                                    {"2", OptLevel::O2},
                                                    {"3", OptLevel::O3},
                                                    {"s", OptLevel::Os}};

const std::map<std::string, Instances> InstancesNames = {
    {"auto", Instances::Auto},
    {"one", Instances::One},
    {"many", Instances::Many}};

const std::map<std::string, Imports> ImportsNames = {
    {"auto", Imports::Auto},
    {"symbols", Imports::Symbols},
    {"instantiation", Imports::Instantiation}};

const std::map<std::string, Language> LanguageNames = {{"c", Language::C},
                                                       {"c++", Language::Cxx}};

const std::map<std::string, BoundsChecks> BoundsChecksNames = {
    {"explicit", BoundsChecks::Explicit}, {"guard", BoundsChecks::Guard}};

/// The suffix of each kind, for -o and for default names.
struct Suffix {
  const char *text;
  Emit emit;
};
constexpr Suffix Suffixes[] = {
    {".so", Emit::Shared}, {".o", Emit::Object},   {".a", Emit::Static},
    {".s", Emit::Asm},     {".ll", Emit::LlvmIr},  {".bc", Emit::Bitcode},
    {".h", Emit::Header},  {".hpp", Emit::Header}, {"", Emit::Exe}};

/// HOST[::GUEST][::ro]; empty optional if it is none.
std::optional<DirGrant> parseDir(std::string text) {
  DirGrant dir;
  if (text.size() >= 4 && text.ends_with("::ro")) {
    dir.readOnly = true;
    text.resize(text.size() - 4);
  }
  size_t at = text.find("::");
  dir.host = text.substr(0, at);
  dir.guest = at == std::string::npos ? dir.host : text.substr(at + 2);
  if (dir.host.empty() || dir.guest.empty())
    return std::nullopt;
  return dir;
}

/// x86-64-v3 and v3 are the same; order and repetition mean nothing.
std::vector<std::string> versionsOf(const std::vector<std::string> &names) {
  std::set<std::string> versions;
  for (const std::string &name : names)
    versions.insert(name.starts_with("v") ? "x86-64-" + name : name);
  return {versions.begin(), versions.end()};
}

/// What the subcommands collect.
struct CommandLine {
  Options options;
  std::string input, output, level = "2";
  std::vector<std::string> files, arguments;
  std::optional<Emit> emit;
  unsigned progressDelay = 1000; ///< milliseconds
  std::optional<Language> language;
  bool json = false, verbose = false, strip = false, quiet = false;
};

// ---- options that several commands have ----

void addInput(CLI::App &app, CommandLine &c) {
  app.add_option("FILE", c.input, "the module, .wasm or .wat; - is stdin")
      ->required();
}

template <typename Map, typename T>
CLI::Option *addChoice(CLI::App &app, const std::string &name, const Map &names,
                       T &value, const std::string &description) {
  std::string list;
  for (const auto &entry : names)
    list += (list.empty() ? "" : "|") + entry.first;
  return app
      .add_option_function<std::string>(
          name,
          [&names, &value, name, list](const std::string &text) {
            auto it = names.find(text);
            if (it == names.end())
              throw CLI::ValidationError(name, "'" + text + "' is not one of " +
                                                   list);
            value = it->second;
          },
          description)
      ->type_name(list)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void addFeatures(CLI::App &app, CommandLine &c) {
  app.add_option("--wasm", c.options.wasmVersion,
                 "version of WebAssembly: 1, 2 or 3 (default: 3, and threads)")
      ->type_name("1|2|3")
      ->group("Features");
  app.add_option("--enable", c.options.enable, "turn a feature on")
      ->type_name("NAME")
      ->delimiter(',')
      ->expected(1, -1)
      ->allow_extra_args(false)
      ->group("Features");
  app.add_option("--disable", c.options.disable, "turn a feature off")
      ->type_name("NAME")
      ->delimiter(',')
      ->expected(1, -1)
      ->allow_extra_args(false)
      ->group("Features");
}

void addJobs(CLI::App &app, CommandLine &c) {
  app.add_option("-j,--jobs", c.options.jobs,
                 "number of threads (default: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1u, 1024u))
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void addCodeGeneration(CLI::App &app, CommandLine &c) {
  addChoice(app, "-O", LevelNames, c.options.opt,
            "optimisation: -O0 compiles fast, -O2 is the default, -Os is small")
      ->group("Code");
  app.add_option("--mcpu", c.options.cpu,
                 "CPU to compile for: x86-64-v2, -v3, -v4, native, or another "
                 "name that LLVM knows (default: x86-64 with SSE4.1)")
      ->type_name("NAME")
      ->group("Code");
  app.add_option("--mattr", c.options.cpuFeatures,
                 "CPU features, for example +avx2,-bmi")
      ->type_name("LIST")
      ->group("Code");
  app.add_option_function<std::vector<std::string>>(
         "--multiversion",
         [&c](const std::vector<std::string> &names) {
           c.options.versions = versionsOf(names);
         },
         "compile all functions for these CPUs as well; the program takes the "
         "best that its machine can run")
      ->type_name("v2,v3,v4")
      ->delimiter(',')
      ->expected(1, -1)
      ->allow_extra_args(false)
      ->group("Code");
  addChoice(app, "--bounds-checks", BoundsChecksNames, c.options.boundsChecks,
            "how memory is protected: by comparing (default), or by pages "
            "without permissions and a handler of SIGSEGV")
      ->group("Code");
  app.add_flag("--interruptible", c.options.interruptible,
               "the host can end calls from another thread; loops and "
               "functions look for that")
      ->group("Code");
  addJobs(app, c);
  app.add_option("--cache-dir", c.options.cacheDir,
                 "keep compiled parts of modules in DIR, and use those that "
                 "are there: after a small change most are")
      ->type_name("DIR")
      ->group("Code");
  app.add_flag("--time-report", c.options.timeReport,
               "print where the time went")
      ->group("Code");
  app.add_flag("-q,--quiet", c.quiet, "no progress bar");
  app.add_option("--progress-delay", c.progressDelay)->group("");
  app.add_option("--shard-bytes", c.options.shardBytes)->group("");
  app.add_flag("--verify-ir", c.options.verifyIr,
               "verify LLVM IR and its bounds checks (for developers)")
      ->group("Code");
}

void addRemarks(CLI::App &app, CommandLine &c) {
  app.add_flag("--explain-checks", c.options.explainChecks,
               "print what became of the bounds checks of each function and "
               "loop, and why those that are left are; without the cache")
      ->group("Code");
  app.add_option("--remarks", c.options.remarksFile,
                 "write the same as LLVM's remarks, in YAML; without the cache")
      ->type_name("FILE")
      ->group("Code");
}

void addProfile(CLI::App &app, CommandLine &c) {
  app.add_option_function<std::string>(
         "--profile-generate",
         [&c](const std::string &file) {
           c.options.profileGenerate = true;
           c.options.profileFile = file;
         },
         "the program writes a profile when it ends, to FILE "
         "(default: default.profraw; LLVM_PROFILE_FILE names another)")
      ->type_name("FILE")
      ->expected(0, 1)
      ->allow_extra_args(false)
      ->group("Profile");
  app.add_option("--profile-use", c.options.profileUse,
                 "optimise by profiles of earlier runs")
      ->type_name("FILE")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Profile");
}

void addGrants(CLI::App &app, CommandLine &c) {
  app.add_option_function<std::vector<std::string>>(
         "--dir",
         [&c](const std::vector<std::string> &values) {
           for (const std::string &text : values) {
             std::optional<DirGrant> dir = parseDir(text);
             if (!dir)
               throw CLI::ValidationError(
                   "--dir", "'" + text + "' is not HOST[::GUEST][::ro]");
             c.options.dirs.push_back(*dir);
           }
         },
         "let the program use a directory, named GUEST inside")
      ->type_name("HOST[::GUEST][::ro]")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("WASI");
  app.add_option_function<std::vector<std::string>>(
         "--env",
         [&c](const std::vector<std::string> &values) {
           for (const std::string &text : values) {
             size_t at = text.find('=');
             if (at == 0 || at == std::string::npos)
               throw CLI::ValidationError("--env",
                                          "'" + text + "' is not NAME=VALUE");
             c.options.env.emplace_back(text.substr(0, at),
                                        text.substr(at + 1));
           }
         },
         "set an environment variable of the program")
      ->type_name("NAME=VALUE")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("WASI");
}

void addInterface(CLI::App &app, CommandLine &c) {
  app.add_option("--module-name", c.options.moduleName,
                 "prefix of C symbols (default: the module's or file's name)")
      ->type_name("NAME")
      ->group("Interface");
  addChoice(app, "--instances", InstancesNames, c.options.instances,
            "one instance, known when linking, or many (libraries' default)")
      ->group("Interface");
  addChoice(app, "--imports", ImportsNames, c.options.imports,
            "imports are C symbols, or given when instantiating")
      ->group("Interface");
}

// ---- kinds and names of outputs ----

/// Of a header: --lang, or the suffix of -o.
Language languageOf(const CommandLine &c) {
  if (c.language)
    return *c.language;
  return c.output.ends_with(".hpp") ? Language::Cxx : Language::C;
}

Emit emitOf(const CommandLine &c) {
  if (c.emit)
    return *c.emit;
  for (const Suffix &s : Suffixes)
    if (c.output.ends_with(s.text))
      return s.emit;
  return Emit::Exe;
}

/// app.wasm -> app, app.so, ... in the current directory.
std::string outputOf(const CommandLine &c, Emit emit) {
  if (!c.output.empty())
    return c.output;
  std::filesystem::path path =
      c.input == "-" ? "out" : std::filesystem::path(c.input).filename();
  std::string name = path.stem().string();
  for (const Suffix &s : Suffixes)
    if (s.emit == emit)
      name += s.text;
  return name == path.string() ? name + ".out" : name;
}

// ---- commands ----

int finish(const Result &r) {
  fputs(r.checks.c_str(), stdout);
  fputs(r.timeReport.c_str(), stderr);
  for (const Diagnostic &warning : r.warnings)
    printWarning(warning);
  if (r)
    return 0;
  printError(r.error);
  return r.kind == Result::Usage ? 2 : 1;
}

/// Compiles with a progress bar, if that is wanted.
template <typename Compile> Result watched(const CommandLine &c, Compile work) {
  if (c.quiet || !ProgressBar::isPossible())
    return work(c.options);
  ProgressBar bar(c.input, std::chrono::milliseconds(c.progressDelay));
  Options o = c.options;
  o.onProgress = [&](double done) { bar.show(done); };
  return work(o);
}

int compileCommand(const CommandLine &c) {
  Input in;
  if (Result r = readInput(c.input, in); !r)
    return finish(r);
  Emit emit = emitOf(c);
  return finish(watched(c, [&](Options o) {
    o.language = languageOf(c);
    return compile(in, emit, outputOf(c, emit), o);
  }));
}

int headerCommand(const CommandLine &c) {
  Input in;
  if (Result r = readInput(c.input, in); !r)
    return finish(r);
  Options o = c.options;
  o.language = languageOf(c);
  return finish(
      compile(in, Emit::Header, c.output.empty() ? "-" : c.output, o));
}

int runCommand(const CommandLine &c) {
  Input in;
  if (Result r = readInput(c.input, in); !r)
    return finish(r);
  int program = -1;
  Result r = watched(
      c, [&](const Options &o) { return compileProgram(in, o, program); });
  if (int status = finish(r))
    return status;
  return finish(executeProgram(program, in, c.arguments));
}

int validateCommand(const CommandLine &c) {
  int status = 0;
  for (const std::string &file : c.files) {
    Input in;
    Result r = readInput(file, in);
    if (r)
      r = validate(in, c.options);
    if (r && c.verbose)
      std::cout << printableText(in.name) << ": valid\n";
    status = std::max(status, finish(r));
  }
  return status;
}

int inspectCommand(const CommandLine &c) {
  Input in;
  if (Result r = readInput(c.input, in); !r)
    return finish(r);
  std::string text;
  if (Result r = inspect(in, c.options, c.json, text); !r)
    return finish(r);
  std::cout << text << std::flush;
  if (std::cout)
    return 0;
  printError({"", std::nullopt, "cannot write to standard output"});
  return 1;
}

// ---- the command line ----

void addCompile(CLI::App &app, CommandLine &c) {
  CLI::App *sub =
      app.add_subcommand("compile", "Compile a module to native code");
  sub->footer(CompileHelp);
  addInput(*sub, c);
  sub->add_option("INPUT", c.options.linkInputs,
                  "objects and libraries to link: .o, .a, .so");
  sub->add_option(
         "-o,--output", c.output,
         "output file (default: FILE with another suffix); - is stdout")
      ->type_name("FILE");
  addChoice(*sub, "--emit", EmitNames, c.emit, "kind of output");
  sub->add_option("--depfile", c.options.depfile,
                  "write what the output was made from, as a rule for Make")
      ->type_name("FILE");
  addCodeGeneration(*sub, c);
  addProfile(*sub, c);
  sub->add_flag("--unoptimized", c.options.unoptimizedIr,
                "with --emit=llvm-ir, bitcode: as lowered")
      ->group("Code");
  addRemarks(*sub, c);
  addInterface(*sub, c);
  addGrants(*sub, c);
  sub->add_option("-L", c.options.libraryPaths, "where to look for libraries")
      ->type_name("DIR")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Linking");
  sub->add_option("-l", c.options.libraries, "a library to link")
      ->type_name("NAME")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Linking");
  sub->add_flag("--strip", c.strip, "leave out the symbol table")
      ->group("Linking");
  addFeatures(*sub, c);
}

void addRun(CLI::App &app, CommandLine &c) {
  CLI::App *sub = app.add_subcommand("run", "Compile a program and run it");
  sub->footer("\nExample:\n  sinter run app.wasm --dir . -- first second\n\n"
              "The exit status is the program's; 134 after a trap.");
  addInput(*sub, c);
  sub->add_option("ARGUMENTS", c.arguments, "for the program, after --");
  addCodeGeneration(*sub, c);
  addProfile(*sub, c);
  addGrants(*sub, c);
  addFeatures(*sub, c);
}

void addOthers(CLI::App &app, CommandLine &c) {
  CLI::App *sub = app.add_subcommand("validate", "Check modules");
  sub->footer("\nPrints what is wrong and where, nothing for a valid module.\n"
              "Exit status 1 if any is invalid.");
  sub->add_option("FILE", c.files, "modules")->required();
  sub->add_flag("-v,--verbose", c.verbose, "say so for valid ones");
  addJobs(*sub, c);
  addFeatures(*sub, c);

  sub = app.add_subcommand("inspect", "Show what is in a module");
  addInput(*sub, c);
  sub->add_flag("--json", c.json, "as JSON, for programs");
  addFeatures(*sub, c);

  sub = app.add_subcommand("header", "Write a C or C++ header for a module");
  sub->footer("\nExamples:\n"
              "  sinter header add.wasm -o add.h\n"
              "  sinter header add.wasm -o add.hpp --module-name=calc\n\n"
              "C++ gives imports when it makes an instance: compile with\n"
              "--imports=instantiation, or make a shared object.");
  sub->add_option_function<std::string>(
         "--lang",
         [&c](const std::string &text) {
           auto it = LanguageNames.find(text);
           if (it == LanguageNames.end())
             throw CLI::ValidationError("--lang",
                                        "'" + text + "' is not one of c|c++");
           c.language = it->second;
         },
         "language (default: c, and c++ for a name that ends with .hpp)")
      ->type_name("c|c++");
  addInput(*sub, c);
  sub->add_option("-o,--output", c.output, "output file (default: stdout)")
      ->type_name("FILE");
  addInterface(*sub, c);
  addFeatures(*sub, c);
}

int dispatch(const CLI::App &app, const CommandLine &c) {
  if (app.got_subcommand("compile"))
    return compileCommand(c);
  if (app.got_subcommand("run"))
    return runCommand(c);
  if (app.got_subcommand("validate"))
    return validateCommand(c);
  if (app.got_subcommand("inspect"))
    return inspectCommand(c);
  return headerCommand(c);
}

} // namespace

int main(int argc, char **argv) {
  CLI::App app("Compiles WebAssembly ahead of time to native code.", "sinter");
  CommandLine c;
  app.footer(Overview);
  app.set_version_flag("--version", version());
  app.require_subcommand(1);
  addCompile(app, c);
  addRun(app, c);
  addOthers(app, c);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &e) {
    if (e.get_exit_code() == 0)
      return app.exit(e); // --help, --version
    printError({"", std::nullopt, e.what()});
    std::cerr << "Try: sinter --help\n";
    return 2;
  }
  c.options.keepSymbols = !c.strip;
  return dispatch(app, c);
}
