"""The kind of test that all folders but spec/ consist of: a ShTest whose text
modules are assembled before its first line runs.

  %wasm          the test file itself (a .wat), as a binary
  %{wat:PATH}    another text module, PATH relative to the test file
  %wat2wasm      a command, for text that RUN lines make: %wat2wasm IN OUT

(split-file wants `;--- NAME` or `//--- NAME` lines.)
"""
import os
import re

import lit.formats
import lit.Test
import wat


class WasmTest(lit.formats.ShTest):
    def __init__(self, cache, modules):
        super().__init__(execute_external=True)
        self.cache = cache
        self.modules = modules

    def execute(self, test, litConfig):
        config = test.config
        common = config.substitutions
        # A copy per test: the folder's configuration is shared.
        config.substitutions = list(common)
        try:
            self.assembleModules(test)
            return super().execute(test, litConfig)
        except (wat.AssemblyError, OSError) as error:
            return lit.Test.Result(lit.Test.FAIL, f'assembling: {error}')
        finally:
            config.substitutions = common

    def assembleModules(self, test):
        source = test.getSourcePath()
        with open(source, encoding='utf-8', errors='replace') as f:
            text = f.read()
        base = test.getExecPath()
        base = os.path.join(os.path.dirname(base), 'Output',
                            os.path.basename(base))
        if source.endswith('.wat') and '%wasm' in text:
            self.assemble(test, '%wasm', source, base + '.wasm')
        others = sorted(set(re.findall(r'%\{wat:([^}]*)\}', text)))
        for number, path in enumerate(others):
            full = os.path.join(os.path.dirname(source), path)
            self.assemble(test, r'%\{wat:' + re.escape(path) + r'\}', full,
                          f'{base}.{number}.wasm')

    def assemble(self, test, pattern, source, output):
        wat.assemble(source, output, self.cache, self.modules)
        test.config.substitutions.insert(0, (pattern, output))
