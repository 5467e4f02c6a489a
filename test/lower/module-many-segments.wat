;; Many segments in a row are written by a loop over an array, in their order;
;; one whose place is known only at instantiation stands alone. All are in one
;; section.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
(module
  (import "env" "base" (global $base i32))
  (memory 1)
  (data (i32.const 0) "0") (data (i32.const 1) "1") (data (i32.const 2) "2")
  (data (i32.const 3) "3") (data (i32.const 4) "4") (data (i32.const 5) "5")
  (data (i32.const 6) "6") (data (i32.const 7) "7") (data (i32.const 8) "8")
  (data (i32.const 9) "9") (data (i32.const 10) "a") (data (i32.const 11) "b")
  (data (i32.const 12) "c") (data (i32.const 13) "d") (data (i32.const 14) "e")
  (data (i32.const 15) "f")
  (data (global.get $base) "alone")

  ;; CHECK:       @m.data15 = private constant [1 x i8] c"f", section ".rodata.sinter.segments"
  ;; CHECK:       @m.data16 = private constant [5 x i8] c"alone", section ".rodata.sinter.segments"
  ;; CHECK:       @m.datas = private unnamed_addr constant [16 x { i64, i64, ptr }] [{ i64, i64, ptr } { i64 0, i64 1, ptr @m.data0 },
  ;; CHECK-LABEL: define internal void @m.init(
  ;; CHECK:       segment:
  ;; CHECK-NEXT:  %i = phi i64 [ 0, %entry ], [ %[[NEXT:.*]], %[[LATCH:.*]] ]
  ;; CHECK:       getelementptr inbounds { i64, i64, ptr }, ptr @m.datas, i64 %i
  ;; CHECK:       br i1 %{{.*}}, label %trap
  ;; CHECK:       [[LATCH]]:
  ;; CHECK:       call void @llvm.memcpy
  ;; CHECK-NEXT:  %[[NEXT]] = add nuw i64 %i, 1
  ;; CHECK-NEXT:  icmp eq i64 %[[NEXT]], 16
  ;; CHECK:       segments.done:
  ;; CHECK:       call void @llvm.memcpy{{.*}}ptr align 1 @m.data16, i64 5
)
