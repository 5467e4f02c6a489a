//===- ScriptRunner.h - the commands of one script ------------------------===//
//
// Keeps what a script names: instances, registered modules, definitions and
// threads. Each command becomes an Outcome. An instance that could not be made
// still gets its name, with the reason, so that each command that needs it
// tells why it cannot run instead of talking to another instance.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_SPEC_SCRIPTRUNNER_H
#define SINTER_SPEC_SCRIPTRUNNER_H

#include "Loader.h"
#include "Report.h"
#include "Shadow.h"
#include "Spectest.h"
#include "llvm/Support/JSON.h"
#include <map>
#include <thread>
#include <vector>

namespace sinter::spec {

/// What the commands of a script share with those of its threads.
struct ScriptContext {
  std::string name;   ///< of the script
  std::string folder; ///< of its modules
  Loader &loader;
  Report &report;
  const sinter_Module *spectest;
  bool messages = false;        ///< compare messages of rejected modules
  bool skipUnsupported = false; ///< what has no lowering is skipped
};

class ScriptRunner {
public:
  explicit ScriptRunner(ScriptContext &context);
  ~ScriptRunner();
  void run(const llvm::json::Array &commands);

private:
  using Command = llvm::json::Object;

  /// A named instance, or why there is none, and what it would export.
  struct Entry {
    sinter_Instance *instance = nullptr;
    std::shared_ptr<Shadow> shadow;
    Outcome absence = Outcome::fail("no such instance");
  };

  /// How an instantiation ended.
  struct Attempt {
    enum Kind { Ok, Trapped, Unlinkable, Impossible } kind = Ok;
    sinter_Instance *instance = nullptr;
    std::string message;
    Outcome absence; ///< Impossible
    std::shared_ptr<Shadow> shadow;
  };

  /// How a call, or the reading of a global, ended.
  struct Called {
    std::optional<Outcome> impossible;
    sinter_Status status = SINTER_OK;
    sinter_Error error;
    llvm::SmallVector<sinter_ValType, 4> types;
    llvm::SmallVector<sinter_Value, 4> values;
  };

  struct Thread {
    std::unique_ptr<ScriptRunner> runner;
    std::thread thread;
  };

  Outcome step(const Command &c, llvm::StringRef type);
  Outcome rejected(const Command &c, uint32_t line);
  Outcome module(const Command &c);
  Outcome moduleDefinition(const Command &c);
  Outcome moduleInstance(const Command &c);
  Outcome registerInstance(const Command &c);
  Outcome action(const Command &c);
  Outcome assertReturn(const Command &c);
  Outcome assertTrap(const Command &c, sinter_TrapKind only);
  Outcome assertException(const Command &c);
  Outcome assertUnlinkable(const Command &c);
  Outcome assertUninstantiable(const Command &c);
  Outcome startThread(const Command &c);
  Outcome waitForThread(const Command &c);

  Loaded load(const Command &c);
  Outcome unusable(const Loaded &loaded) const;
  Attempt instantiate(const Loaded &loaded);
  Attempt link(const Loaded &loaded, Outcome absence);
  Attempt run(const sinter_Module *module,
              const std::vector<sinter_Extern> &imports);
  std::optional<Attempt> resolve(const sinter_Import &import, Exported &out,
                                 const Entry *&shadowed);
  Outcome bind(const Command &c, llvm::StringRef key, const Attempt &attempt);
  const Entry &find(const Command &c, llvm::StringRef key) const;
  Called perform(const Command &c);
  void invoke(const sinter_FuncRef *function, const llvm::json::Array *args,
              Called &called);

  ScriptContext &context;
  sinter_Store *store;
  std::unique_ptr<Spectest> spectest;
  std::map<std::string, Entry, std::less<>> instances, registry;
  std::map<std::string, Loaded, std::less<>> definitions;
  std::map<std::string, Thread, std::less<>> threads;
  Entry current;
  Loaded currentDefinition;
  std::vector<sinter_Instance *> all; ///< in the order of creation
};

/// How many assertions a script has.
uint32_t countAssertions(const llvm::json::Array &commands);

} // namespace sinter::spec
#endif
