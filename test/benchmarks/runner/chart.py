"""The ratios as a picture: one panel per group and kind of Wasm, in it one
cluster of bars per program and one for the geometric mean. Plain SVG text."""
import html
import math

from . import report

PALETTE = ("#1b6ca8", "#76b7e5", "#0b3c5d", "#e07b39", "#f2b880", "#6a9a48",
           "#a9cf8d", "#8e5ea2", "#c9a4d8", "#b03a48", "#e59aa3", "#7a7a7a",
           "#b9b9b9")
BAR, GAP = 9, 14              # pixels: width of a bar, space between clusters
LEFT, RIGHT, TOP = 52, 20, 34  # margins of a panel
HEIGHT, NAMES = 190, 84       # of the bars, of the names below them
CEILING = 4.0                 # taller bars are cut and say their number
FONT = 'font-family="sans-serif"'


def text(x, y, content, size=11, anchor="start", more=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" {FONT} '
            f'text-anchor="{anchor}" {more}>{html.escape(content)}</text>')


def line(x1, y1, x2, y2, colour, width=1, more=""):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="{colour}" stroke-width="{width}" {more}/>')


def bar(x, y, height, colour, title):
    return (f'<rect x="{x:.1f}" y="{y:.1f}" width="{BAR - 1}" '
            f'height="{height:.1f}" fill="{colour}">'
            f'<title>{html.escape(title)}</title></rect>')


class Panel:
    """clusters: [(name, {engine: ratio})], the last one being the mean."""

    def __init__(self, title, engines, clusters, colours):
        self.title, self.engines = title, engines
        self.clusters, self.colours = clusters, colours
        highest = max((v for _, values in clusters for v in values.values()),
                      default=1)
        self.highest = min(max(math.ceil(highest * 4) / 4, 1.5), CEILING)
        self.cluster = BAR * len(engines) + GAP
        self.width = LEFT + self.cluster * len(clusters) + RIGHT
        self.height = TOP + HEIGHT + NAMES

    def y(self, value):
        return TOP + HEIGHT * (1 - min(value, self.highest) / self.highest)

    def axis(self):
        right = self.width - RIGHT
        step = 0.25 if self.highest <= 2 else 0.5
        for i in range(int(self.highest / step) + 1):
            value, y = i * step, self.y(i * step)
            if value != 1:
                yield line(LEFT, y, right, y, "#dddddd")
            yield text(LEFT - 6, y + 4, f"{value:g}", anchor="end")
        yield text(14, TOP + HEIGHT / 2, "time / native's", 11, "middle",
                   f'transform="rotate(-90 14 {TOP + HEIGHT / 2:.0f})"')

    def bars(self):
        for i, (name, values) in enumerate(self.clusters):
            x = LEFT + i * self.cluster + GAP / 2
            weight = 'font-weight="bold"' if i == len(self.clusters) - 1 else ""
            for k, engine in enumerate(self.engines):
                value = values.get(engine)
                if value is None or math.isnan(value):
                    continue
                top = self.y(value)
                yield bar(x + k * BAR, top, TOP + HEIGHT - top,
                          self.colours[engine],
                          f"{name}: {engine} {value:.2f}")
                if value > self.highest:
                    at = x + k * BAR + BAR - 2
                    yield text(at, TOP + 24, f"{value:.1f}", 8, "middle",
                               'fill="white" transform="rotate(-90 '
                               f'{at:.1f} {TOP + 24})"')
            at, below = x + BAR * len(self.engines) / 2, TOP + HEIGHT + 12
            yield text(at, below, name, 10, "end",
                       f'transform="rotate(-35 {at:.1f} {below})" {weight}')

    def draw(self):
        yield text(LEFT, TOP - 14, self.title, 14, "start",
                   'font-weight="bold"')
        yield from self.axis()
        yield from self.bars()
        # Native's time lies over the bars.
        yield line(LEFT, self.y(1), self.width - RIGHT, self.y(1), "#222222",
                   1.5, 'stroke-dasharray="6 3"')


def panels(results, table, colours):
    for group in dict.fromkeys(p.group for p, _ in results.programs):
        programs = [p for p, _ in results.programs if p.group == group]
        for simd, kind in report.KINDS.items():
            labels = {e: report.label_of(e, simd)
                      for e in report.columns(table, simd)}
            engines = [e for e in labels if e in colours and
                       any((labels[e], p) in table for p in programs)]
            if not engines:
                continue
            clusters = [(p.name, {e: table[labels[e], p] for e in engines
                                  if (labels[e], p) in table})
                        for p in programs]
            found = report.means(table, programs, engines, simd)
            clusters.append(("geometric mean",
                             {e: mean for e, (mean, _) in found.items()}))
            yield Panel(f"{group}, {kind}", engines, clusters, colours)


def legend(colours, y):
    x = LEFT
    for engine, colour in colours.items():
        yield (f'<rect x="{x}" y="{y - 9}" width="11" height="11" '
               f'fill="{colour}"/>')
        yield text(x + 16, y, engine, 12)
        x += 34 + 7 * len(engine)


def draw(results, table, subtitle):
    """The whole picture as SVG text."""
    engines = dict.fromkeys(e for simd in report.KINDS
                            for e in report.columns(table, simd))
    colours = {e: PALETTE[i % len(PALETTE)] for i, e in enumerate(engines)}
    drawn = list(panels(results, table, colours))
    legend_width = LEFT + sum(34 + 7 * len(e) for e in colours)
    width = max([p.width for p in drawn] + [legend_width, 760])
    height = 84 + sum(p.height for p in drawn)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
             f'height="{height}" viewBox="0 0 {width} {height}">',
             f'<rect width="{width}" height="{height}" fill="white"/>',
             text(LEFT, 26, "CPU time against native code of the same source "
                  "(1.0, dashed; lower is better)", 15),
             text(LEFT, 46, subtitle, 11, "start", 'fill="#666666"'),
             *legend(colours, 70)]
    y = 84
    for panel in drawn:
        parts.append(f'<g transform="translate(0 {y})">')
        parts += panel.draw()
        parts.append("</g>")
        y += panel.height
    return "\n".join(parts) + "\n</svg>\n"
