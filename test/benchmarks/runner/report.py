"""Tables of ratios for people, and the same with every single run as JSON."""
import json
import math
import os
import platform

from . import timing

KINDS = {False: "Wasm without SIMD", True: "Wasm with SIMD"}


def columns(table, simd):
    """Engine names of a table's columns, in the order of their first row."""
    labels = dict.fromkeys(label for label, _ in table)
    return [label.removesuffix("+simd") for label in labels
            if label.endswith("+simd") == simd]


def label_of(engine, simd):
    return engine + ("+simd" if simd else "")


def cell(value, width):
    return f"{'-' if value is None or math.isnan(value) else f'{value:.2f}'}" \
        .rjust(width)


def means(table, programs, engines, simd):
    """{engine: (geometric mean, number of programs in it)}"""
    found = {}
    for engine in engines:
        values = [table[label_of(engine, simd), p] for p in programs
                  if (label_of(engine, simd), p) in table]
        found[engine] = (timing.geometric_mean(values), len(values))
    return found


def print_group(group, rows, table, simd):
    engines = [e for e in columns(table, simd)
               if any((label_of(e, simd), p) in table for p, _ in rows)]
    if not engines:
        return
    widths = [max(len(e), 6) + 2 for e in engines]
    title = f"{group}, {KINDS[simd]}"
    print(f"\n{title:34}{'native':>9}" +
          "".join(e.rjust(w) for e, w in zip(engines, widths)))
    for program, ready in rows:
        native = timing.best(next(c for c in ready if not c.engine.from_wasm))
        print(f"  {program.name:32}{native:7.3f} s" + "".join(
            cell(table.get((label_of(e, simd), program)), w)
            for e, w in zip(engines, widths)))
    found = means(table, [p for p, _ in rows], engines, simd)
    print(f"  {'geometric mean':41}" + "".join(
        cell(found[e][0], w) for e, w in zip(engines, widths)))
    for engine in engines:
        if found[engine][1] != len(rows):
            print(f"    {engine}: of {found[engine][1]} of {len(rows)}")


def print_summary(results, table):
    """The geometric means of all groups again, below each other."""
    groups = list(dict.fromkeys(p.group for p, _ in results.programs))
    engines = list(dict.fromkeys(e for simd in KINDS
                                 for e in columns(table, simd)))
    if len(groups) < 2:
        return
    widths = [max(len(e), 6) + 2 for e in engines]
    print(f"\n{'geometric means':43}" +
          "".join(e.rjust(w) for e, w in zip(engines, widths)))
    for group in groups:
        inside = [p for p, _ in results.programs if p.group == group]
        for simd, kind in KINDS.items():
            found = means(table, inside, engines, simd)
            if any(count for _, count in found.values()):
                print(f"  {f'{group}, {kind}':41}" + "".join(
                    cell(found[e][0], w) for e, w in zip(engines, widths)))


def print_tables(results, table):
    for group in dict.fromkeys(p.group for p, _ in results.programs):
        rows = [(p, r) for p, r in results.programs if p.group == group]
        for simd in KINDS:
            print_group(group, rows, table, simd)
    print_summary(results, table)
    print()
    for engine, seconds in results.start.items():
        print(f"{engine}: without the {seconds:.3f} s that an empty program "
              "takes")


def print_problems(results, absent):
    unsteady = [f"{program.name} {label}"
                for program, label in timing.unsteady(results)]
    if unsteady:
        print(f"the two best runs differ by more than "
              f"{100 * (timing.UNSTEADY - 1):.0f} %: {', '.join(unsteady)}")
    for engine, reason in absent.items():
        print(f"not measured: {engine}: {reason}")
    reasons = {}
    for program, label, reason in results.skipped:
        if reason != "uses SIMD itself":
            reasons.setdefault((label, reason), []).append(str(program))
    for (label, reason), names in reasons.items():
        print(f"not measured: {label}: {reason}: {' '.join(names)}")
    for program, label, reason in results.failed:
        print(f"FAILED: {program}: {label}: {reason}")


def processor():
    with open("/proc/cpuinfo") as f:
        for line in f:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor()


def machine(cpu):
    return {"processor": processor(), "processors": os.cpu_count(),
            "kernel": platform.release(), "measured on": cpu,
            "load": round(os.getloadavg()[0], 2)}


def as_json(results, table, engines, absent, options):
    programs = []
    for program, ready in results.programs:
        programs.append({
            "group": program.group, "name": program.name,
            "ratios": {label: round(value, 4)
                       for (label, p), value in table.items()
                       if p is program},
            "runs": {c.label: [{"user": round(cost.user, 6),
                                "cpu": round(cost.cpu, 6),
                                "wall": round(cost.wall, 6),
                                "peak": cost.peak} for cost in c.costs]
                     for c in ready}})
    summary = []
    for group in dict.fromkeys(p.group for p, _ in results.programs):
        inside = [p for p, _ in results.programs if p.group == group]
        for simd in KINDS:
            found = means(table, inside, columns(table, simd), simd)
            summary += [{"group": group, "simd": simd, "engine": engine,
                         "mean": round(mean, 4), "programs": count}
                        for engine, (mean, count) in found.items() if count]
    return {"machine": machine(options.cpu), "quick": options.quick,
            "runs": options.runs,
            "engines": {e.name: said for e, said in engines.items()},
            "absent": absent, "start": results.start, "programs": programs,
            "means": summary,
            "skipped": [[str(p), *rest] for p, *rest in results.skipped],
            "failed": [[str(p), *rest] for p, *rest in results.failed]}


def write_json(path, value):
    with open(path, "w") as f:
        json.dump(value, f, indent=1, allow_nan=False)
        f.write("\n")
