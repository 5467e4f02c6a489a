"""The benchmark programs: every .c and .cc file in a folder beside `compare`.

The folder is the group. A program prints a checksum; its first argument, if
any, is how much work to do, and 1 is a quick run.
"""
import os

SUFFIXES = (".c", ".cc")
# Order of the tables; other folders with programs follow by name.
GROUPS = ("numeric", "integer", "usecases", "simd")


class Program:
    def __init__(self, group, path):
        self.group = group
        self.path = path
        self.name, suffix = os.path.splitext(os.path.basename(path))
        self.cxx = suffix == ".cc"
        # These use wasm_simd128.h: there is no Wasm of them without SIMD.
        self.simd_only = group == "simd"

    def __str__(self):
        return f"{self.group}/{self.name}"

    def inputs(self):
        """The files that a build of it may read."""
        folder = os.path.dirname(self.path)
        return [self.path] + sorted(
            os.path.join(d, f) for d in (folder, os.path.dirname(folder))
            for f in os.listdir(d) if f.endswith(".h"))


def find(root, group=None, names=()):
    """The programs of a group (or all), those with one of the names only.

    A name is that of a program, with its group or without."""
    present = {entry.name for entry in os.scandir(root) if entry.is_dir()}
    groups = [g for g in GROUPS if g in present]
    groups += sorted(present - set(GROUPS))
    found = []
    for folder in groups:
        files = sorted(os.listdir(os.path.join(root, folder)))
        found += [Program(folder, os.path.join(root, folder, f))
                  for f in files if f.endswith(SUFFIXES)]
    # The runner's own C files are not programs.
    found = [p for p in found if p.group != "runner"]
    if group:
        known = {p.group for p in found}
        if group not in known:
            raise SystemExit(f"compare: no group '{group}'; there are: " +
                             " ".join(sorted(known)))
        found = [p for p in found if p.group == group]
    for name in names:
        if not any(name in (p.name, str(p)) for p in found):
            raise SystemExit(f"compare: no program '{name}'" +
                             (f" in group '{group}'" if group else ""))
    return [p for p in found
            if not names or p.name in names or str(p) in names]
