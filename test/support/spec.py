"""A test per script of the spec suite and optimisation level, for spec/.

The scripts are not in this repository: CMake's SINTER_SPEC_DIR says where they
are. Without them there is one test, unsupported, that says so.
"""
import os
import subprocess

import lit.formats
import lit.Test

LEVELS = {'O0': ['-O0'], 'O2': ['-O2'],
          # Each function in a shard of its own.
          'shards': ['-O1', '--shard-bytes=1']}
# Folders that the runner leaves out as well, see tools/sinter-spec/Known.def.
NOT_RUN = ['legacy', 'custom-descriptors']


class SpecTest(lit.formats.TestFormat):
    def __init__(self, suite):
        self.suite = suite

    def getTestsInDirectory(self, testSuite, path_in_suite, litConfig,
                            localConfig):
        if not os.path.isdir(self.suite):
            yield lit.Test.Test(testSuite, path_in_suite + ('absent',),
                                localConfig)
            return
        for folder, dirs, files in sorted(os.walk(self.suite)):
            dirs[:] = [d for d in dirs if d not in NOT_RUN]
            if os.path.basename(folder) + '.json' in files:
                parts = tuple(os.path.relpath(folder, self.suite).split('/'))
                for level in LEVELS:
                    yield lit.Test.Test(testSuite,
                                        path_in_suite + parts + (level,),
                                        localConfig)

    def execute(self, test, litConfig):
        if test.path_in_suite[-1] == 'absent':
            return lit.Test.Result(
                lit.Test.UNSUPPORTED, f'no spec suite in {self.suite}: set '
                'SINTER_SPEC_DIR when configuring')
        script = os.path.join(self.suite, *test.path_in_suite[1:-1])
        command = ['sinter-spec', '-j1', *LEVELS[test.path_in_suite[-1]],
                   '--skip-unsupported', script]
        done = subprocess.run(command, env=test.config.environment,
                              stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        code = lit.Test.FAIL if done.returncode else lit.Test.PASS
        return lit.Test.Result(code, ' '.join(command) + '\n' +
                               done.stdout.decode(errors='replace'))
