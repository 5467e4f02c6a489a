;; Instantiation: element segments, then data segments, each checked, then the
;; start function. Only passive segments have a length to lose.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
(module
  (import "env" "f" (func $f))
  (memory 1)
  (table 4 funcref)
  (data (i32.const 100) "active")
  (data $p "passive")
  (elem (i32.const 1) func $f $start)

  ;; CHECK-DAG: @m.data0 = private constant [6 x i8] c"active"
  ;; CHECK-DAG: @m.datalengths = private unnamed_addr constant [2 x i64] [i64 0, i64 7]
  ;; CHECK-DAG: @m.elem0 = private constant [2 x i32] [i32 0, i32 1]

  ;; CHECK-LABEL: define internal void @m.init(
  ;; CHECK:       call void @llvm.memcpy{{.*}}ptr align 8 @m.datalengths, i64 16
  ;; CHECK:       %[[E:.*]] = call i32 @sinter_table_init_funcs(ptr %{{.*}}, ptr %{{.*}}, ptr @m.elem0, i64 2, i64 1, i64 0, i64 2)
  ;; CHECK-NEXT:  icmp ne i32 %[[E]], 0
  ;; CHECK:       call void @sinter_trap(ptr %instance, i32 6)
  ;; CHECK:       %[[SIZE:.*]] = load i64
  ;; CHECK-NEXT:  icmp ult i64 %[[SIZE]], 6
  ;; CHECK-NEXT:  %[[LAST:.*]] = sub i64 %[[SIZE]], 6
  ;; CHECK-NEXT:  icmp ugt i64 100, %[[LAST]]
  ;; CHECK:       call void @sinter_trap(ptr %instance, i32 5)
  ;; CHECK:       call void @llvm.memcpy{{.*}}ptr align 1 @m.data0, i64 6
  ;; CHECK:       call void @m.start(ptr %instance)
  ;; CHECK-NEXT:  ret void
  (func $start)
  (start $start))
