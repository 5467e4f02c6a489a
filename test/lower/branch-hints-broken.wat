;; Hints that name no branch, whose values mean nothing, or that end too early
;; are left out; those before them count.
;; REQUIRES: wasm-tools
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
(module
  ;; Function 0: offset 3 (the `if`), likely; offset 1; offset 7 with a value of
  ;; two bytes and with value 2; function 1: cut off, so it has none.
  (@custom "metadata.code.branch_hint" (before code)
    "\02" "\00\04" "\03\01\01" "\04\01\01" "\07\02\01\01" "\08\01\02"
    "\01\03" "\03\01\01" "\07\01")

  ;; CHECK-LABEL: define {{.*}}@m.first(
  ;; CHECK:       br i1 %{{.*}}, label %[[A:end[0-9]*]], label %[[A]], !prof
  ;; CHECK:       br i1 %{{.*}}, label %[[B:[a-z]+[0-9]*]], label %[[B]]{{$}}
  (func $first (export "first") (param i32)
    (if (local.get 0) (then))
    (if (local.get 0) (then)))

  ;; CHECK-LABEL: define {{.*}}@m.second(
  ;; CHECK:       br i1 %{{.*}}, label %[[B:[a-z]+[0-9]*]], label %[[B]]{{$}}
  ;; CHECK:       br i1 %{{.*}}, label %[[B:[a-z]+[0-9]*]], label %[[B]]{{$}}
  (func $second (export "second") (param i32)
    (if (local.get 0) (then))
    (if (local.get 0) (then))))
