//===- ScriptRunner.cpp - the commands of one script ----------------------===//
#include "ScriptRunner.h"
#include "Suite.h"
#include "Value.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace sinter::spec {
namespace {

StringRef text(const json::Object &o, StringRef key) {
  return o.getString(key).value_or("");
}

bool isAssertion(StringRef type) { return type.starts_with("assert_"); }

/// The reference interpreter's messages are prefixes of ours, or longer by a
/// detail ("uninitialized element 2").
bool sameMessage(StringRef expected, StringRef actual) {
  return actual.starts_with(expected) ||
         (!actual.empty() && expected.starts_with(actual));
}

/// The same for a rejected module: ours tell the function and the instruction
/// first.
bool sameRejection(StringRef expected, StringRef actual) {
  return actual.starts_with(expected) ||
         actual.contains((": " + expected).str());
}

std::string describe(sinter_Status status, const sinter_Error &error) {
  switch (status) {
  case SINTER_OK:
    return "returned";
  case SINTER_TRAPPED:
    return std::string("trapped: ") + sinter_trap_message(error.trap);
  case SINTER_EXITED:
    return "exited";
  case SINTER_LINK_ERROR:
  case SINTER_NO_MEMORY:
    break;
  }
  return error.message;
}

} // namespace

uint32_t countAssertions(const json::Array &commands) {
  uint32_t count = 0;
  for (const json::Value &v : commands) {
    const json::Object *c = v.getAsObject();
    if (!c)
      continue;
    count += isAssertion(text(*c, "type"));
    if (const json::Array *inner = c->getArray("commands"))
      count += countAssertions(*inner);
  }
  return count;
}

ScriptRunner::ScriptRunner(ScriptContext &context)
    : context(context), store(sinter_store_new()) {
  if (store && context.spectest)
    spectest = Spectest::create(context.spectest, store);
}

ScriptRunner::~ScriptRunner() {
  for (auto &[name, t] : threads)
    if (t.thread.joinable())
      t.thread.join();
  threads.clear();
  // Importers go before what they import from.
  for (size_t i = all.size(); i-- > 0;)
    sinter_instance_free(all[i]);
  spectest.reset();
  if (store)
    sinter_store_free(store);
}

void ScriptRunner::run(const json::Array &commands) {
  for (const json::Value &v : commands) {
    const Command *c = v.getAsObject();
    if (!c)
      continue;
    auto line = uint32_t(c->getInteger("line").value_or(0));
    StringRef type = text(*c, "type");
    context.report.counts().line = line;
    Outcome outcome;
    if (!spectest)
      outcome = Outcome::fail("the host module cannot be instantiated");
    else if (type == "assert_invalid" || type == "assert_malformed")
      outcome = rejected(*c, line);
    else
      outcome = step(*c, type);
    context.report.add(line, isAssertion(type), outcome);
  }
}

Outcome ScriptRunner::step(const Command &c, StringRef type) {
  if (type == "module")
    return module(c);
  if (type == "module_definition")
    return moduleDefinition(c);
  if (type == "module_instance")
    return moduleInstance(c);
  if (type == "register")
    return registerInstance(c);
  if (type == "action")
    return action(c);
  if (type == "assert_return")
    return assertReturn(c);
  if (type == "assert_trap")
    return assertTrap(c, SINTER_TRAP_NONE);
  if (type == "assert_exhaustion")
    return assertTrap(c, SINTER_TRAP_CallStackExhausted);
  if (type == "assert_exception")
    return assertException(c);
  if (type == "assert_unlinkable")
    return assertUnlinkable(c);
  if (type == "assert_uninstantiable")
    return assertUninstantiable(c);
  if (type == "thread")
    return startThread(c);
  if (type == "wait")
    return waitForThread(c);
  // A broken custom section never makes a module invalid for us.
  if (type == "assert_invalid_custom" || type == "assert_malformed_custom")
    return Outcome::notApplicable();
  return Outcome::fail("unknown command " + type.str());
}

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

/// The file of a command, or nothing if it is text only.
static std::string binaryOf(const json::Object &c) {
  if (StringRef file = text(c, "binary_filename"); !file.empty())
    return file.str();
  return text(c, "module_type") == "binary" ? text(c, "filename").str() : "";
}

Outcome ScriptRunner::rejected(const Command &c, uint32_t line) {
  std::string file = binaryOf(c);
  if (file.empty() || isKnownException(context.name, line))
    return Outcome::notApplicable();
  Result r = context.loader.validateFile(context.folder + "/" + file);
  StringRef expected = text(c, "text");
  if (r.kind == Result::Ok)
    return Outcome::fail("accepted: " + file + ", expected: " + expected.str());
  if (r.kind != Result::InvalidInput)
    return Outcome::fail(r.error.message);
  if (context.messages && !sameRejection(expected, r.error.message))
    return Outcome::fail("rejected as: " + r.error.message +
                         ", expected: " + expected.str());
  return {};
}

Loaded ScriptRunner::load(const Command &c) {
  std::string file = binaryOf(c);
  if (file.empty())
    return {nullptr, false, "the module has no binary form", ""};
  return context.loader.loadFile(context.folder + "/" + file);
}

/// What becomes of a command that needs a module that cannot be loaded.
Outcome ScriptRunner::unusable(const Loaded &loaded) const {
  return loaded.unsupported && context.skipUnsupported
             ? Outcome::skip(loaded.error)
             : Outcome::fail(loaded.error);
}

/// Looks an import up. Fills `out`, or returns why the module cannot be linked.
std::optional<ScriptRunner::Attempt>
ScriptRunner::resolve(const sinter_Import &import, Exported &out,
                      const Entry *&shadowed) {
  StringRef from(import.module, import.moduleLength);
  StringRef name(import.name, import.nameLength);
  auto it = registry.find(from.str());
  bool found = false;
  if (it == registry.end()) {
    found = from == "spectest" && spectest->find(name, out.object);
  } else if (const Entry &entry = it->second; entry.instance) {
    found = sinter_instance_export(entry.instance, name.data(), name.size(),
                                   &out.object);
  } else if (!entry.shadow) {
    return Attempt{Attempt::Impossible, nullptr, "", entry.absence, nullptr};
  } else if (const Exported *e = entry.shadow->find(name)) {
    out = *e;
    found = true;
    shadowed = &entry;
  }
  if (found)
    return std::nullopt;
  return Attempt{Attempt::Unlinkable,
                 nullptr,
                 "unknown import " + from.str() + "." + name.str(),
                 {},
                 nullptr};
}

ScriptRunner::Attempt ScriptRunner::instantiate(const Loaded &loaded) {
  if (!loaded.module)
    return link(loaded, unusable(loaded));
  std::vector<sinter_Extern> imports;
  for (size_t i = 0; i < loaded.module->importCount; ++i) {
    Exported e;
    const Entry *shadowed = nullptr;
    if (auto failed = resolve(loaded.module->imports[i], e, shadowed))
      return *failed;
    if (shadowed)
      return link(loaded, shadowed->absence);
    imports.push_back(e.object);
  }
  return run(loaded.module, imports);
}

/// Links without running anything: the module, or one that it imports from, has
/// no code.
ScriptRunner::Attempt ScriptRunner::link(const Loaded &loaded,
                                         Outcome absence) {
  Attempt attempt{Attempt::Impossible, nullptr, "", std::move(absence),
                  nullptr};
  if (!loaded.module && !loaded.unsupported)
    return attempt;
  std::string problem;
  std::shared_ptr<Shadow> shadow = Shadow::create(loaded.path, problem);
  if (!shadow) {
    attempt.absence = Outcome::fail(problem);
    return attempt;
  }
  std::vector<Exported> given(shadow->imports().size());
  const Entry *shadowed;
  for (size_t i = 0; i < given.size(); ++i)
    if (auto failed = resolve(shadow->imports()[i], given[i], shadowed))
      return *failed;
  sinter_Error error;
  sinter_Status status = shadow->link(store, given, error);
  if (status == SINTER_LINK_ERROR)
    return {Attempt::Unlinkable, nullptr, error.message, {}, nullptr};
  if (status == SINTER_OK)
    attempt.shadow = shadow;
  return attempt;
}

ScriptRunner::Attempt
ScriptRunner::run(const sinter_Module *module,
                  const std::vector<sinter_Extern> &imports) {
  Attempt attempt;
  sinter_Error error;
  sinter_Status status = sinter_instantiate(module, store, imports.data(),
                                            nullptr, &attempt.instance, &error);
  if (attempt.instance)
    all.push_back(attempt.instance);
  if (status == SINTER_OK)
    return attempt;
  attempt.message = error.message;
  if (status == SINTER_TRAPPED)
    attempt.message = sinter_trap_message(error.trap);
  attempt.kind = status == SINTER_TRAPPED      ? Attempt::Trapped
                 : status == SINTER_LINK_ERROR ? Attempt::Unlinkable
                                               : Attempt::Impossible;
  if (attempt.kind == Attempt::Impossible)
    attempt.absence =
        Outcome::fail("cannot be instantiated: " + describe(status, error));
  return attempt;
}

/// Makes the instance current, and known by the name that `c` has under `key`.
Outcome ScriptRunner::bind(const Command &c, StringRef key,
                           const Attempt &attempt) {
  Outcome outcome;
  current = {attempt.instance, nullptr, {}};
  if (attempt.kind != Attempt::Ok) {
    outcome = attempt.kind == Attempt::Impossible
                  ? attempt.absence
                  : Outcome::fail("cannot be instantiated: " + attempt.message);
    current = {nullptr, attempt.shadow, outcome};
  }
  if (StringRef name = text(c, key); !name.empty())
    instances[name.str()] = current;
  return outcome;
}

Outcome ScriptRunner::module(const Command &c) {
  return bind(c, "name", instantiate(load(c)));
}

Outcome ScriptRunner::moduleDefinition(const Command &c) {
  currentDefinition = load(c);
  if (StringRef name = text(c, "name"); !name.empty())
    definitions[name.str()] = currentDefinition;
  return currentDefinition.module ? Outcome() : unusable(currentDefinition);
}

Outcome ScriptRunner::moduleInstance(const Command &c) {
  StringRef name = text(c, "module");
  auto it = definitions.find(name.str());
  if (!name.empty() && it == definitions.end())
    return Outcome::fail("no such definition: " + name.str());
  return bind(c, "instance",
              instantiate(name.empty() ? currentDefinition : it->second));
}

const ScriptRunner::Entry &ScriptRunner::find(const Command &c,
                                              StringRef key) const {
  static const Entry none;
  StringRef name = text(c, key);
  if (name.empty())
    return current;
  auto it = instances.find(name.str());
  return it == instances.end() ? none : it->second;
}

Outcome ScriptRunner::registerInstance(const Command &c) {
  const Entry &entry = find(c, "name");
  registry[text(c, "as").str()] = entry;
  return entry.instance ? Outcome() : entry.absence;
}

Outcome ScriptRunner::assertUnlinkable(const Command &c) {
  Attempt attempt = instantiate(load(c));
  StringRef expected = text(c, "text");
  if (attempt.kind == Attempt::Impossible)
    return attempt.absence;
  if (attempt.kind != Attempt::Unlinkable)
    return Outcome::fail("was linked, expected: " + expected.str());
  if (!sameMessage(expected, attempt.message))
    return Outcome::fail("not linked because of: " + attempt.message +
                         ", expected: " + expected.str());
  return {};
}

Outcome ScriptRunner::assertUninstantiable(const Command &c) {
  Attempt attempt = instantiate(load(c));
  StringRef expected = text(c, "text");
  if (attempt.kind == Attempt::Impossible)
    return attempt.absence;
  if (attempt.kind != Attempt::Trapped)
    return Outcome::fail("did not trap, expected: " + expected.str());
  if (!sameMessage(expected, attempt.message))
    return Outcome::fail("trapped: " + attempt.message +
                         ", expected: " + expected.str());
  return {};
}

//===----------------------------------------------------------------------===//
// Actions
//===----------------------------------------------------------------------===//

void ScriptRunner::invoke(const sinter_FuncRef *function,
                          const json::Array *args, Called &called) {
  const sinter_Type *type = function->type;
  if (!args || args->size() != type->paramCount) {
    called.impossible = Outcome::fail("wrong number of arguments");
    return;
  }
  called.values.resize(std::max(type->paramCount, type->resultCount));
  for (size_t i = 0; i < args->size(); ++i) {
    const json::Object *arg = (*args)[i].getAsObject();
    std::string error =
        arg ? parseArgument(*arg, type->values[i], called.values[i])
            : "malformed argument";
    if (!error.empty()) {
      called.impossible = Outcome::fail(error);
      return;
    }
  }
  called.status =
      sinter_call(store, function, called.values.data(), &called.error);
  called.values.truncate(type->resultCount);
  called.types.append(type->values + type->paramCount,
                      type->values + type->paramCount + type->resultCount);
}

ScriptRunner::Called ScriptRunner::perform(const Command &c) {
  Called called;
  const json::Object *action = c.getObject("action");
  if (!action) {
    called.impossible = Outcome::fail("no action");
    return called;
  }
  const Entry &entry = find(*action, "module");
  StringRef field = text(*action, "field");
  sinter_Extern object;
  bool get = text(*action, "type") == "get";
  if (!entry.instance)
    called.impossible = entry.absence;
  else if (!sinter_instance_export(entry.instance, field.data(), field.size(),
                                   &object) ||
           object.kind != (get ? SINTER_EXTERN_GLOBAL : SINTER_EXTERN_FUNC))
    called.impossible = Outcome::fail("no such export: " + field.str());
  else if (get) {
    called.types.push_back(object.of.global->type);
    called.values.push_back(object.of.global->value);
  } else
    invoke(object.of.func, action->getArray("args"), called);
  return called;
}

Outcome ScriptRunner::action(const Command &c) {
  Called called = perform(c);
  if (called.impossible)
    return *called.impossible;
  if (called.status != SINTER_OK)
    return Outcome::fail(describe(called.status, called.error));
  return {};
}

Outcome ScriptRunner::assertReturn(const Command &c) {
  Called called = perform(c);
  if (called.impossible)
    return *called.impossible;
  if (called.status != SINTER_OK)
    return Outcome::fail(describe(called.status, called.error));
  const json::Array *expected = c.getArray("expected");
  if (!expected || expected->size() != called.values.size())
    return Outcome::fail(utostr(called.values.size()) +
                         " results, not the expected number");
  for (size_t i = 0; i < called.values.size(); ++i) {
    const json::Object *wanted = (*expected)[i].getAsObject();
    if (!wanted || !matches(*wanted, called.types[i], called.values[i]))
      return Outcome::fail("result " + utostr(i) + " is " +
                           print(called.types[i], called.values[i]) +
                           ", expected: " + (wanted ? print(*wanted) : "?"));
  }
  return {};
}

/// A trap with the message of the script, and of kind `only` unless that is
/// NONE.
Outcome ScriptRunner::assertTrap(const Command &c, sinter_TrapKind only) {
  Called called = perform(c);
  if (called.impossible)
    return *called.impossible;
  StringRef expected = text(c, "text");
  if (called.status != SINTER_TRAPPED ||
      (only != SINTER_TRAP_NONE && called.error.trap != uint32_t(only)) ||
      !sameMessage(expected, sinter_trap_message(called.error.trap)))
    return Outcome::fail(describe(called.status, called.error) +
                         ", expected trap: " + expected.str());
  return {};
}

/// No status of the API is an uncaught exception: modules that throw have no
/// lowering yet, and what else comes here is a failure.
Outcome ScriptRunner::assertException(const Command &c) {
  Called called = perform(c);
  if (called.impossible)
    return *called.impossible;
  return Outcome::fail(describe(called.status, called.error) +
                       ", expected an uncaught exception");
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

/// A thread gets its own runner, hence its own store and registry, and one
/// instance of ours.
Outcome ScriptRunner::startThread(const Command &c) {
  const json::Array *commands = c.getArray("commands");
  if (!commands)
    return Outcome::fail("a thread without commands");
  Thread t;
  t.runner = std::make_unique<ScriptRunner>(context);
  if (StringRef shared = text(c, "shared_module"); !shared.empty())
    t.runner->instances[shared.str()] = find(c, "shared_module");
  t.thread = std::thread(
      [runner = t.runner.get(), commands] { runner->run(*commands); });
  threads[text(c, "name").str()] = std::move(t);
  return {};
}

Outcome ScriptRunner::waitForThread(const Command &c) {
  auto it = threads.find(text(c, "thread"));
  if (it == threads.end() || !it->second.thread.joinable())
    return Outcome::fail("no such thread");
  it->second.thread.join();
  return {};
}

} // namespace sinter::spec
