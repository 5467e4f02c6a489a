;; The smallest program: what an engine's start costs, what options it knows.
(module
  (memory (export "memory") 1)
  (func (export "_start")))
