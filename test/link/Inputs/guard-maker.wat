(module $maker (memory (export "memory") 1 2))
