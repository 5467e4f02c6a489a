"""The parts of test/benchmarks/compare: see README.md one folder up.

    programs   which programs there are
    builds     a cache of everything that is built
    process    runs a command on one CPU and says what it cost
    engines    how each engine turns a program into a command
    timing     run times: who runs when, do all agree, what is reported
    report     tables and JSON
    chart      the same as an SVG picture
    compiling  compile time, code size
    starting   start-up, calls
    tables     what both of these print
    explain    hot loops side by side
    machine    the code of an executable: symbols, instructions, loops
    profile    where a run spends its time: perf, or callgrind
"""
