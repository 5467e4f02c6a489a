; RUN: sinter-opt -passes=sinter-func-table %s | FileCheck %s
; The table has a row for each function that is left, with names fit for
; terminals. Functions that can be replaced at run time go by a private alias.

%sinter_FuncTable = type { ptr, i64, ptr }
@sinter.functable = external hidden global %sinter_FuncTable #3
@use = global ptr @sinter.functable

; CHECK-DAG: @sinter.functable = hidden constant %sinter_FuncTable { ptr @sinter.funcs, i64 3, ptr @sinter.names }
; CHECK-DAG: @sinter.names = private unnamed_addr constant [{{.*}}] c"first\00red\\x1b[31m\00\00"
; CHECK-DAG: { i32 trunc (i64 sub (i64 ptrtoint (ptr @m.f to i64), i64 ptrtoint (ptr @sinter.funcs to i64)) to i32), i32 3, i32 0 }
; CHECK-DAG: (ptr @m.g to i64), i64 ptrtoint (ptr getelementptr inbounds ([3 x %sinter_FuncInfo], ptr @sinter.funcs, i32 0, i32 1, i32 0) to i64)) to i32), i32 4, i32 6 }
; CHECK-DAG: (ptr @sinter.local to i64)
; CHECK-DAG: @sinter.local = private alias void (), ptr @exported

define internal void @m.f() #0 {
  ret void
}
define internal void @m.g() #1 {
  ret void
}
define void @exported() #2 {
  ret void
}
declare void @imported() #0
define internal void @thunk() {
  ret void
}
define internal void @adapter() #4 {
  call void @m.f() #5
  ret void
}

attributes #0 = { "wasm-function"="3" "wasm-name"="first" }
attributes #1 = { "wasm-function"="4" "wasm-name"="red\1B[31m" }
attributes #2 = { "wasm-function"="5" "wasm-name"="first" }
attributes #3 = { "wasm-func-table" }
attributes #4 = { "wasm-function"="3" "wasm-name"="first" "wasm-adapter" }
attributes #5 = { "wasm-adapter" }
