//===- Native.cpp - compile, load, call -----------------------------------===//
#include "Native.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cstring>
#include <dlfcn.h>
#include <unistd.h>
#include <vector>

using namespace llvm;

namespace sinter::fuzz {
namespace {

constexpr uint64_t prime = 0x100000001b3;

void hash(uint64_t &h, uint64_t word) { h = (h ^ word) * prime; }

/// (func (param i32 i64))
void traceCallback(void *context, sinter_Value *values) {
  Host *host = static_cast<Host *>(context);
  hash(host->trace, uint32_t(values[0].i32));
  hash(host->trace, values[1].i64);
}

/// (func (param i32) (result i32))
void growCallback(void *context, sinter_Value *values) {
  sinter_Memory *memory = static_cast<Host *>(context)->memory;
  uint64_t pages = memory->size >> 16;
  if ((values[0].i32 & 7) == 3 && pages < mostPages)
    sinter_memory_grow(memory, 1);
  values[0].i32 = pages;
}

} // namespace

std::unique_ptr<Native> Native::create(const LoopModule &module,
                                       const Configuration &how,
                                       const std::string &folder,
                                       std::string &error) {
  std::unique_ptr<Native> native(new Native(module));
  if (!native->load(how, folder, error) || !native->instantiate(error))
    return nullptr;
  return native;
}

bool Native::load(const Configuration &how, const std::string &folder,
                  std::string &error) {
  // A name of its own: the loader knows what it has loaded by its name.
  static unsigned number;
  std::string file = folder + "/" + std::to_string(getpid()) + "." +
                     std::to_string(number++) + ".so";
  Options o = how.options;
  o.moduleName = "loops";
  if (Result r = compile({"loops", module.binary}, Emit::Shared, file, o); !r) {
    error = "does not compile: " + r.error.message;
    return false;
  }
  void *library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  unlink(file.c_str());
  const void *symbol = library ? dlsym(library, "loops_module") : nullptr;
  if (!symbol) {
    error = std::string("does not load: ") + dlerror();
    return false;
  }
  code = static_cast<const sinter_Module *>(symbol);
  store = sinter_store_new();
  return store;
}

bool Native::instantiate(std::string &error) {
  std::vector<sinter_Extern> imports(code->importCount);
  trace = {traceCallback, &host};
  grow = {growCallback, &host};
  hostFunctions.resize(code->importCount);
  for (uint32_t i = 0; i != code->importCount; ++i) {
    const sinter_Import &import = code->imports[i];
    imports[i].kind = import.type.kind;
    if (import.type.kind == SINTER_EXTERN_MEMORY) {
      sinter_ExternType type = import.type;
      type.min = module.shape.pages;
      given = sinter_memory_new(&type);
      imports[i].of.memory = given;
      continue;
    }
    bool isTrace = StringRef(import.name, import.nameLength) == "trace";
    sinter_func_init(&hostFunctions[i], import.type.func,
                     isTrace ? &trace : &grow);
    imports[i].of.func = &hostFunctions[i];
  }
  sinter_Error problem;
  if (sinter_instantiate(code, store, imports.data(), nullptr, &instance,
                         &problem) != SINTER_OK) {
    error = std::string("does not start: ") + problem.message;
    return false;
  }
  sinter_Extern memory;
  if (!sinter_instance_export(instance, "memory", 6, &memory)) {
    error = "exports no memory";
    return false;
  }
  host.memory = memory.of.memory;
  return true;
}

void Native::end() {
  sinter_instance_free(instance);
  sinter_memory_free(given);
  instance = nullptr;
  given = nullptr;
}

Native::~Native() {
  end();
  sinter_store_free(store);
}

const sinter_FuncRef *Native::exported(const std::string &name) {
  sinter_Extern e;
  bool found = sinter_instance_export(instance, name.data(), name.size(), &e);
  return found ? e.of.func : nullptr;
}

uint64_t Native::callSimple(const char *name) {
  sinter_Value values[1];
  sinter_Error error;
  values[0].i64 = 0;
  sinter_call(store, exported(name), values, &error);
  return values[0].i64;
}

void Native::fillMemory() {
  auto fill = [&](uint64_t at, uint64_t bytes) {
    for (uint64_t done = 0; done < bytes; done += module.image.size())
      memcpy(host.memory->base + at + done, module.image.data(),
             module.image.size());
  };
  if (!module.shape.huge())
    return fill(0, host.memory->size);
  fill(0, hugeWindow);
  fill(host.memory->size - hugeWindow, hugeWindow);
}

/// As the module's export of that name does it.
uint64_t Native::digest() const {
  uint64_t h = 0;
  auto add = [&](uint64_t from, uint64_t to) {
    for (uint64_t word; from != to; from += sizeof word) {
      memcpy(&word, host.memory->base + from, sizeof word);
      hash(h, word);
    }
  };
  uint64_t size = host.memory->size;
  if (!module.shape.huge()) {
    add(0, size);
  } else {
    add(0, hugeWindow);
    add(size - hugeWindow, size);
  }
  return h;
}

std::string Native::call(const TestFunction &function,
                         const Arguments &arguments) {
  std::string problem;
  if (host.memory->size != module.shape.bytes()) {
    end();
    if (!instantiate(problem))
      return problem;
  }
  fillMemory();
  callSimple("reset");
  host.trace = 0;

  std::vector<sinter_Value> values(arguments.size());
  for (size_t i = 0; i != arguments.size(); ++i)
    values[i].i64 = arguments[i];
  sinter_Error error;
  sinter_Status status =
      sinter_call(store, exported("f" + std::to_string(function.number)),
                  values.data(), &error);

  uint64_t result = status == SINTER_OK ? values[0].i64 : 0;
  std::string line;
  raw_string_ostream os(line);
  os << (status == SINTER_OK ? "returns" : sinter_trap_message(error.trap))
     << format(": result %016llx memory %016llx", (unsigned long long)result,
               (unsigned long long)digest())
     << " bytes " << host.memory->size
     << format(" globals %016llx trace %016llx",
               (unsigned long long)callSimple("state"),
               (unsigned long long)host.trace);
  return os.str();
}

} // namespace sinter::fuzz
