;; What can be wrong with profiles and their options.
;; RUN: not sinter compile %wasm --profile-use=%t.none -o %t 2>&1 \
;; RUN:   | FileCheck %s --check-prefix=NONE
;; NONE: error: {{.*}}cannot use the profile {{.*}}.none: No such file
;; RUN: not sinter compile %wasm --profile-use=%s -o %t 2>&1 \
;; RUN:   | FileCheck %s --check-prefix=FORMAT
;; FORMAT: error: {{.*}}cannot use the profile {{.*}}: it was not written by a program that --profile-generate made
;; RUN: not sinter compile %wasm --profile-use=%wasm -o %t 2>&1 \
;; RUN:   | FileCheck %s --check-prefix=BINARY
;; BINARY: error: {{.*}}cannot use the profile {{.*}}: unrecognized
;; RUN: not sinter compile %wasm -O0 --profile-generate -o %t 2>&1 \
;; RUN:   | FileCheck %s --check-prefix=LEVEL
;; RUN: not sinter compile %wasm -O0 --profile-use=%t -o %t 2>&1 \
;; RUN:   | FileCheck %s --check-prefix=LEVEL
;; LEVEL: error: profiles are for optimised code
;; RUN: not sinter compile %wasm --profile-generate --profile-use=%t -o %t \
;; RUN:   2>&1 | FileCheck %s --check-prefix=BOTH
;; BOTH: error: --profile-generate and --profile-use are for two different compilations
(module (func (export "_start")))
