# SPDX-License-Identifier: MIT
"""Sessions as one self-contained page: works offline, light and dark, on a phone and on paper.

No script and nothing from the network: pictures are inline SVG, colours are CSS variables. Not
here: the pictures (`chart`), the figures (`statistics`), their wording (`table`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trackpacer.html import escape, head
from trackpacer.laps import chart, overview, statistics, table
from trackpacer.laps.result import Result, Row, lap_time, signed

_CSS = """
:root{color-scheme:light dark;%(light)s}
@media (prefers-color-scheme:dark){:root{%(dark)s}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums}
main{max-width:62rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
h1{font-size:1.65rem;line-height:1.2;margin:0}
h2{font-size:1.2rem;margin:2.5rem 0 0}
.about{color:var(--muted);margin:.3rem 0 1.2rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.2rem,1fr));gap:.7rem;
margin:0 0 1.1rem;padding:0}
.tiles div{border:1px solid var(--grid);border-radius:.7rem;padding:.6rem .8rem}
.tiles dt{color:var(--muted);font-size:.82rem}
.tiles dd{margin:0;font-size:1.35rem;font-weight:650;line-height:1.25;white-space:nowrap}
.tiles small{font-size:.82rem;font-weight:400;color:var(--muted)}
.kind{color:var(--muted);margin:0 0 .35rem;font-weight:600}
ul.found{margin:0 0 1rem;padding-left:1.15rem}
ul.found li{margin:.15rem 0}
figure{margin:0 0 1.2rem}
figcaption{color:var(--muted);font-size:.85rem}
figure svg{display:block;width:100%%;height:auto;overflow:visible}
.narrow{display:none}
.key{display:inline-block;width:.7em;height:.7em;border-radius:50%%;margin:0 .3em 0 .7em}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%%;font-size:.95rem}
th{color:var(--muted);font-weight:600;text-align:right;padding:.3rem .6rem;white-space:nowrap;
border-bottom:2px solid var(--grid)}
td{text-align:right;padding:.28rem .6rem;border-bottom:1px solid var(--grid);white-space:nowrap}
th:first-child,td:first-child{padding-left:.2rem}
td.actual{font-weight:650}
th.word,td.word{text-align:left}
tr:has(+.remark) td{border-bottom:0;padding-bottom:0}
tr.remark td{text-align:left;white-space:normal;color:var(--muted);font-size:.88em;padding-top:0}
tr.set td{border-top:2px solid var(--muted)}
table.squad td:first-child,table.squad th:first-child{position:sticky;left:0;
background:var(--paper)}
table.squad th{white-space:normal}
tr.out td{color:var(--muted)}
tr.void td.actual{text-decoration:line-through}
.fast{color:var(--fast)}.on{color:var(--on)}.slow{color:var(--slow)}
.note{border-left:3px solid var(--trend);padding:.1rem 0 .1rem .8rem;margin:1rem 0}
.problem{border-left:3px solid var(--slow);padding:.1rem 0 .1rem .8rem;margin:.5rem 0}
footer{color:var(--muted);font-size:.82rem;margin-top:2rem}
@media (max-width:40rem){main{padding:1rem .8rem 2rem}.wide{display:none}.narrow{display:block}
td,th{padding:.28rem .35rem}table{font-size:.88rem}h1{font-size:1.4rem}
.tiles{grid-template-columns:repeat(2,1fr)}}
@media print{:root{color-scheme:light;%(light)s}@page{margin:14mm}main{max-width:none;padding:0}
.wide{display:block}.narrow{display:none}tr,figure,.tiles div{break-inside:avoid}
thead{display:table-header-group}section+section{break-before:page}body{font-size:11pt}
.tiles{grid-template-columns:repeat(6,1fr);gap:.4rem}.tiles dd{font-size:1.1rem}
.tiles div{padding:.35rem .6rem}table{font-size:9.5pt}td,th{padding:.12rem .5rem}}
"""


def _variables(colours: chart.Colours) -> str:
    names = chart.Colours.__dataclass_fields__
    return "".join(f"--{name}:{getattr(colours, name)};" for name in names)


def render(results: Sequence[Result]) -> str:
    """The page of one session, or of several with a picture that overlays them."""
    title = " / ".join(sorted({result.title for result in results}))
    people = _people(results)
    parts: list[str] = []
    if len(results) > 1:
        parts.append(f"<h1>{escape(title)}</h1>")
        parts.append(f'<p class="about">{escape(people)}</p>')
        parts += _figure(results, "all", "Each session's reps, in seconds from their targets.")
        parts += _comparison(results)
    for index, result in enumerate(results):
        parts += _session(result, index, "h2" if len(results) > 1 else "h1")
    return _page(" - ".join(filter(None, (title, people))), parts)


def render_season(title: str, results: Sequence[Result]) -> str:
    """The page of the same session over a season."""
    dates = [f"{result.began:%d %b %Y}" for result in results if result.began]
    about = [_people(results), " to ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else ""]
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="about">{escape(" · ".join(filter(None, about)))}</p>',
        "<figure>",
    ]
    for name, size in (("wide", chart.WIDE), ("narrow", chart.NARROW)):
        drawn = chart.season_svg(title, results, size, f"season{name[0]}")
        parts.append(f'<div class="{name}">{drawn}</div>')
    parts.append("<figcaption>The mean of each session; bars: its scatter.</figcaption></figure>")
    names, lines = table.season_lines([overview.of(result) for result in results])
    kinds = [' class="word"' if name in table.SEASON_WORDS else "" for name in names]
    parts.append('<div class="scroll"><table class="season"><thead><tr>')
    parts += [f"<th{kind}>{escape(name)}</th>" for kind, name in zip(kinds, names, strict=True)]
    parts.append("</tr></thead><tbody>")
    for line in lines:
        cells = zip(kinds, line, strict=True)
        parts.append("<tr>" + "".join(f"<td{kind}>{escape(cell)}</td>" for kind, cell in cells))
        parts[-1] += "</tr>"
    parts.append("</tbody></table></div>")
    return _page(title, parts)


def _people(results: Sequence[Result]) -> str:
    return ", ".join(filter(None, dict.fromkeys(result.athlete for result in results)))


def _page(title: str, parts: Iterable[str]) -> str:
    css = _CSS.strip() % {"light": _variables(chart.LIGHT), "dark": _variables(chart.DARK)}
    return "\n".join(
        [
            *head(title, f"\n{css}\n"),
            "<main>",
            *parts,
            "<footer>Track Pacer. Times as the watch recorded them, to the hundredth; corrections "
            "by hand are marked.</footer>",
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _session(result: Result, index: int, level: str) -> Iterable[str]:
    about = [result.athlete, table.when(result), table.worn(result)]
    yield "<section>"
    yield f"<{level}>{escape(result.title)}</{level}>"
    yield f'<p class="about">{escape(" · ".join(filter(None, about)))}</p>'
    groups = [group for group in statistics.groups(result) if len(group.rows) > 1]
    for group in groups:
        if len(groups) > 1:
            yield f'<p class="kind">{len(group.rows)} x {escape(group.label)}</p>'
        yield from _tiles(result, group, len(groups) == 1)
    sentences = [
        f"{group.label}: {one}" if len(groups) > 1 else one
        for group in groups
        for one in statistics.findings(group)
    ]
    sentences += table.totals(result)[: -1 if result.edits.note else None]
    if sentences:
        yield '<ul class="found">'
        yield from (f"<li>{escape(sentence)}</li>" for sentence in sentences)
        yield "</ul>"
    if result.edits.note:
        yield f'<p class="note">{escape(result.edits.note)}</p>'
    if result.rows:
        yield from _figure([result], f"s{index}", "")
    yield from _table(result)
    for problem in result.problems:
        yield f'<p class="problem">{escape(problem[0].upper() + problem[1:])}.</p>'
    yield "</section>"


def _tiles(result: Result, group: statistics.Group, alone: bool) -> Iterable[str]:
    def tile(name: str, value: str, small: str = "") -> str:
        more = f" <small>{escape(small)}</small>" if small else ""
        return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}{more}</dd></div>"

    yield '<dl class="tiles">'
    planned = result.planned_runs if alone else None
    yield tile("Reps", str(len(group.rows)), f"of {planned or group.all}")
    yield tile("Mean", lap_time(round(group.mean_ms)))
    if group.off_ms is not None:
        yield tile("From target", signed(round(group.off_ms)), "s")
    if group.scatter_ms is not None:
        yield tile("Scatter", f"{group.scatter_ms / 1000:.2f}", "s")
    if group.fade_ms is not None:
        yield tile("Fade", signed(round(group.fade_ms), 2), "s a rep")
    if group.on is not None:
        yield tile("On target", str(group.on), f"of {len(group.rows)}")
    yield "</dl>"


def _figure(results: Sequence[Result], prefix: str, caption: str) -> Iterable[str]:
    yield "<figure>"
    for name, size in (("wide", chart.WIDE), ("narrow", chart.NARROW)):
        yield f'<div class="{name}">{chart.svg(results, size, f"{prefix}{name[0]}")}</div>'
    if caption:
        yield f"<figcaption>{escape(caption)}</figcaption>"
    elif any(row.target_ms for row in results[0].rows):
        keys = (("on", "on target"), ("fast", "faster"), ("slow", "slower"), ("trend", "trend"))
        words = "".join(
            f'<span class="key" style="background:var(--{name})"></span>{word}'
            for name, word in keys
        )
        shapes = chart.shapes(results[0])
        more = "".join(f" A {shape}: {escape(label)}." for label, shape in shapes)
        yield (f"<figcaption>{words}.{more} A cross: missed or skipped. Open: void.</figcaption>")
    yield "</figure>"


def _table(result: Result) -> Iterable[str]:
    sets = len({row.set for row in result.rows if row.set}) > 1
    kinds = {table.what(row) for row in result.rows} != {""}
    pulse = any(row.heart_rate for row in result.rows)
    names = ["#"]
    names += ["Set", "Rep"] if sets else []
    names += ["Run"] if kinds else []
    names += ["Target", "Actual", "+/-", "Recovery"]
    names += ["HR"] if pulse else []
    head = "".join(f"<th>{name}</th>" for name in names)
    yield f'<div class="scroll"><table class="reps"><thead><tr>{head}</tr></thead><tbody>'
    last = None
    for row in result.rows:
        marks = "set" if sets and last not in (None, row.set) else ""
        last = row.set
        if not row.counts:
            marks = f"{marks} out{' void' if row.void else ''}".strip()
        cells = [str(row.number)]
        cells += [str(row.set or ""), str(row.rep or "")] if sets else []
        cells += [table.what(row)] if kinds else []
        cells.append(table.target(row))
        line = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        line += f'<td class="actual">{escape(table.actual(row))}</td>{_difference(row)}'
        line += f"<td>{escape(table.recovery(row))}</td>"
        if pulse:
            line += f"<td>{row.heart_rate or ''}</td>"
        yield f'<tr class="{marks}">{line}</tr>' if marks else f"<tr>{line}</tr>"
        if row.remarks:
            words = escape("; ".join(row.remarks))
            yield f'<tr class="remark"><td></td><td colspan="{len(names) - 1}">{words}</td></tr>'
    yield "</tbody></table></div>"


def _difference(row: Row) -> str:
    if row.void:
        return "<td>void</td>"
    ms = row.difference_ms
    if ms is None:
        return "<td></td>"
    return f'<td class="{row.verdict}">{signed(ms)}</td>'


def _comparison(results: Sequence[Result]) -> Iterable[str]:
    names = table.columns(results)
    head = "<th>#</th>" + "".join(f"<th>{escape(name)}</th><th>+/-</th>" for name in names)
    yield f'<div class="scroll"><table class="squad"><thead><tr>{head}</tr></thead><tbody>'
    rows = [{row.number: row for row in result.rows} for result in results]
    for number in sorted({number for found in rows for number in found}):
        line = f"<td>{number}</td>"
        for found in rows:
            row = found.get(number)
            if row is None:
                line += "<td></td><td></td>"
            else:
                line += f'<td class="actual">{escape(table.actual(row))}</td>{_difference(row)}'
        yield f"<tr>{line}</tr>"
    means = ""
    for result in results:
        group = table.main_group(result)
        off = group.off_ms if group else None
        means += f'<td class="actual">{lap_time(round(group.mean_ms)) if group else ""}</td>'
        means += f"<td>{signed(None if off is None else round(off))}</td>"
    yield f'<tr class="set"><td>mean</td>{means}</tr>'
    yield "</tbody></table></div>"
