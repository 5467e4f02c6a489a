"""Tables of things by ways: modules by compilers, programs by engines."""
from . import report


class Table:
    """Values by row and column, for one quantity."""

    def __init__(self, title, decimals):
        self.title, self.decimals = title, decimals
        self.values = {}

    def put(self, row, column, value):
        self.values[row, column] = value

    def print(self):
        rows = list(dict.fromkeys(row for row, _ in self.values))
        columns = list(dict.fromkeys(column for _, column in self.values))
        left = max([len(self.title)] + [len(row) + 2 for row in rows]) + 1
        widths = [max(len(c), 8) + 2 for c in columns]
        print(f"\n{self.title:{left}}" +
              "".join(c.rjust(w) for c, w in zip(columns, widths)))
        for row in rows:
            cells = (self.values.get((row, c)) for c in columns)
            print(f"  {row:{left - 2}}" + "".join(
                ("-" if v is None else f"{v:.{self.decimals}f}").rjust(w)
                for v, w in zip(cells, widths)))

    def as_json(self):
        found = {}
        for (row, column), value in self.values.items():
            found.setdefault(row, {})[column] = round(value, 6)
        return found


def finish(options, tables, notes):
    """Prints and writes them; the status of the program."""
    for table in tables:
        table.print()
    print()
    for note in notes:
        print(note)
    if options.json:
        report.write_json(options.json, {
            "what": options.what, "machine": report.machine(options.cpu),
            "runs": options.runs, "notes": notes,
            "tables": {t.title: t.as_json() for t in tables}})
    return 1 if any(note.startswith("FAILED") for note in notes) else 0
