# SPDX-License-Identifier: MIT
"""Sessions as one self-contained page: works offline, light and dark, on a phone and on paper.

No script and nothing from the network: pictures are inline SVG, colours are CSS variables. Not
here: the style sheet (`style`), pictures (`chart`, `strips`, `season`), figures (`statistics`),
their wording (`table`, `squad`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from trackpacer import svg
from trackpacer.html import escape, head
from trackpacer.laps import chart, overview, season, squad, statistics, strips, style, wording
from trackpacer.laps.log import State
from trackpacer.laps.result import Result, Row, lap_time, signed
from trackpacer.paces.units import pace as units_of_pace

_SCROLL = '<div class="scroll" tabindex="0">'  # a keyboard scrolls only what it can be at


def render(
    results: Sequence[Result],
    units: str = "km",
    evening: bool = False,
    groups: Mapping[str, str] | None = None,
) -> str:
    """The page of one session, of two side by side, or of a squad's evening: a row per athlete.

    units: what paces are shown per; groups: `Squad.groups`.
    """
    title = " / ".join(dict.fromkeys(result.title for result in results))
    people = _people(results)
    if len(results) == 1 and not evening:
        parts = list(_session(results[0], units, "h1"))
        return _page(" - ".join(filter(None, (title, people))), parts)
    dates = dict.fromkeys(f"{result.began:%a %d %b %Y}" for result in results if result.began)
    parts = [f"<h1>{escape(title)}</h1>"]
    lines = dict.fromkeys(filter(None, map(wording.coachs_line, results)))
    parts += [f'<p class="coach">{escape(one)}</p>' for one in lines if len(lines) == 1]
    names = [result.athlete for result in results]
    who = (
        people
        if len(results) < 5
        else f"{len(results)} athletes"
        if len(set(names)) == len(results)
        else f"{len(results)} sessions"
    )
    about = " · ".join(filter(None, (who, " and ".join(list(dates)[:2]))))
    parts.append(f'<p class="about">{escape(about)}</p>')
    if evening or len(results) > 2:
        parts += _squad(results, groups or {})
    parts += _strips(results)
    if not evening and len(results) == 2:
        parts += _comparison(results)
    for name, result in zip(wording.columns(results), results, strict=True):
        if len(results) > 2:
            parts.append(f"<details><summary>{escape(name)}: every run</summary>")
        parts += _session(result, units, "h2")
        parts += ["</details>"] if len(results) > 2 else []
    kind = "squad" if evening or len(results) > 2 else ""
    return _page(" - ".join(filter(None, (title, people if len(results) < 5 else ""))), parts, kind)


_MORE = ("Scatter", "Fade/rep", "Missed", "Felt")
"""Columns of a season for which a phone has no room."""


def render_season(title: str, results: Sequence[Result]) -> str:
    """The page of the same session over a season."""
    dates = [f"{result.began:%d %b %Y}" for result in results if result.began]
    about = [_people(results), " to ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else ""]
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="about">{escape(" · ".join(filter(None, about)))}</p>',
        "<figure>",
    ]
    for name, width in (("wide", chart.WIDE), ("narrow", chart.NARROW)):
        parts.append(f'<div class="{name}">{season.drawn(title, results, width)}</div>')
    parts.append(
        "<figcaption>The mean of each session, its scatter as a bar, its target dashed. A point "
        "lower down is faster.</figcaption></figure>"
    )
    names, lines = wording.season_lines([overview.of(result) for result in results])
    if len({result.athlete for result in results}) == 1 and "Athlete" in names:
        at = names.index("Athlete")  # it stands above
        names, lines = (
            [n for n in names if n != "Athlete"],
            [row[:at] + row[at + 1 :] for row in lines],
        )
    kinds = [
        ' class="word"' if name in wording.SEASON_WORDS else ' class="more"' * (name in _MORE)
        for name in names
    ]
    parts.append(f'{_SCROLL}<table class="season"><thead><tr>')
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


def _page(title: str, parts: Iterable[str], kind: str = "") -> str:
    css = style.CSS.strip() % {"light": svg.variables(svg.LIGHT), "dark": svg.variables(svg.DARK)}
    return "\n".join(
        [
            *head(title, f"\n{css}\n"),
            f'<main class="{kind}">' if kind else "<main>",
            *parts,
            "<footer>Track Pacer. Times as the watch recorded them, to the hundredth; corrections "
            "by hand are marked.</footer>",
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _session(result: Result, units: str, level: str) -> Iterable[str]:
    about = [result.athlete, wording.when(result), wording.worn(result)]
    yield "<section>"
    yield f"<{level}>{escape(result.title)}</{level}>"
    coach = wording.coachs_line(result)
    if coach:
        yield f'<p class="coach">{escape(coach)}</p>'
    yield f'<p class="about">{escape(" · ".join(filter(None, about)))}</p>'
    groups = [group for group in statistics.groups(result) if len(group.rows) > 1]
    for group in groups:
        if len(groups) > 1:
            yield f'<p class="kind">{len(group.rows)} x {escape(group.label)}</p>'
        yield from _tiles(result, group, len(groups) == 1, units)
    sentences = [f"In all {wording.sums(result, units)}."] if result.rows else []
    sentences += [
        f"{group.label}: {one}" if len(groups) > 1 else one
        for group in groups
        for one in statistics.findings(group)
    ]
    sentences += wording.totals(result)[: -1 if result.edits.note else None]
    if sentences:
        yield '<ul class="found">'
        yield from (f"<li>{escape(sentence)}</li>" for sentence in sentences)
        yield "</ul>"
    if result.edits.note:
        yield f'<p class="note">{escape(result.edits.note)}</p>'
    if chart.has_picture(result):
        yield from _figure(result)
    yield from _table(result, units)
    for problem in result.problems:
        yield f'<p class="problem">{escape(problem[0].upper() + problem[1:])}.</p>'
    yield "</section>"


def _tiles(result: Result, group: statistics.Group, alone: bool, units: str) -> Iterable[str]:
    def tile(name: str, value: str, small: str = "") -> str:
        more = f" <small>{escape(small)}</small>" if small else ""
        return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}{more}</dd></div>"

    yield '<dl class="tiles">'
    planned = result.planned_runs if alone else None
    yield tile("Reps", str(len(group.rows)), f"of {planned or group.all}")
    yield tile("Mean", lap_time(round(group.mean_ms)))
    metres = group.rows[0].distance_m
    if metres:
        yield tile("Pace", units_of_pace(group.mean_ms, metres, units), f"/{units}")
    if group.off_ms is not None:
        yield tile("From target", signed(round(group.off_ms)), "s")
    if group.scatter_ms is not None:
        yield tile("Scatter", f"{group.scatter_ms / 1000:.2f}", "s")
    if group.fade_ms is not None:
        yield tile("Fade", signed(round(group.fade_ms), 2), "s/rep")
    if group.on is not None:
        yield tile("On target", str(group.on), f"of {len(group.rows)}")
    yield "</dl>"


_KEY = (
    '<span class="key slow">▲ slower</span> <span class="key on">● on target</span> '
    '<span class="key fast">▼ faster</span>'
)


def _figure(result: Result) -> Iterable[str]:
    yield "<figure>"
    for name, width in (("wide", chart.WIDE), ("narrow", chart.NARROW)):
        yield f'<div class="{name}">{chart.drawn(result, width)}</div>'
    reps = chart.points(result)
    words = f"{_KEY}Dashed: the trend. " if reps.targeted else "Line: the mean. " * bool(reps.zero)
    yield f"<figcaption>{words}A cross: missed or left out. Open: void.</figcaption>"
    yield "</figure>"


def _strips(results: Sequence[Result]) -> Iterable[str]:
    yield "<figure>"
    for name, width in (
        ("wide", strips.WIDE if len(results) > 2 else chart.WIDE),
        ("narrow", chart.NARROW),
    ):
        yield f'<div class="{name}">{strips.drawn(results, width)}</div>'
    yield f"<figcaption>{_KEY}{escape(strips.caption(results))}</figcaption></figure>"


def _table(result: Result, units: str) -> Iterable[str]:
    paces = any(wording.pace(row, units) for row in result.rows)
    aimed = any(row.difference_ms is not None or row.void for row in result.rows)
    sets = len({row.set for row in result.rows if row.set}) > 1
    what = {wording.what(row) for row in result.rows}
    kinds = what != {""}
    same = ' class="same"' if len(what) == 1 else ""  # a phone has no room for it
    pulse = any(row.heart_rate for row in result.rows)
    names = ["#"]
    names += ["Set", "Rep"] if sets else []
    names += ["Run"] if kinds else []
    names += ["Target", "Actual"]
    names += ["+/-"] if aimed else []
    names += [f"/{units}"] if paces else []
    names += ["Recovery"]
    names += ["HR"] if pulse else []
    head = "".join(f"<th{same if name == 'Run' else ''}>{name}</th>" for name in names)
    yield f'{_SCROLL}<table class="reps"><thead><tr>{head}</tr></thead><tbody>'
    last = None
    for row in result.rows:
        marks = "set" if sets and last not in (None, row.set) else ""
        last = row.set
        if not row.counts:
            marks = f"{marks} out{' void' if row.void else ''}".strip()
        cells = [str(row.number)]
        cells += [str(row.set), str(row.rep or "")] if sets and row.set else [""] * 2 * sets
        line = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        line += f"<td{same}>{escape(wording.what(row))}</td>" if kinds else ""
        line += f"<td>{escape(wording.target(row))}</td>"
        line += f'<td class="actual">{escape(wording.actual(row))}</td>'
        line += _difference(row) if aimed else ""
        line += f"<td>{wording.pace(row, units)}</td>" if paces else ""
        line += f"<td>{escape(wording.recovery(row))}</td>"
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
    return f'<td class="{row.verdict}">{signed(ms)} {wording.SIGNS[row.verdict]}</td>'


def _squad(results: Sequence[Result], groups: Mapping[str, str]) -> Iterable[str]:
    """A row per athlete: target, mean, difference, missed, and each rep against its target."""
    grouped = any(squad.group_of(result, groups) for result in results)
    reps = [[row for row in result.rows if squad.is_rep(row)] for result in results]
    most = max(map(len, reps), default=0)
    head = '<th class="group"></th>' if grouped else ""
    head += '<th class="name">Athlete</th><th class="time">Target</th><th class="time">Mean</th>'
    head += '<th class="time">+/-</th><th class="few">Missed</th><th class="reps">'
    head += "".join(f"<span>{number + 1}</span> " for number in range(most)) + "</th>"
    yield f'<table class="squad"><thead><tr>{head}</tr></thead><tbody>'
    before = None
    for name, result, rows in zip(wording.columns(results), results, reps, strict=True):
        group = squad.group_of(result, groups)
        begins = grouped and group != before
        before = group
        main = wording.main_group(result)
        off = main.off_ms if main else None
        missed = sum(row.state is State.MISSED for row in rows)
        line = f'<td class="group">{escape(group)}</td>' if grouped else ""
        line += f'<td class="name">{escape(name)}</td>'
        line += f'<td class="time">{escape(squad.target(main))}</td>'
        line += f'<td class="time actual">{lap_time(round(main.mean_ms)) if main else ""}</td>'
        line += f'<td class="time">{signed(None if off is None else round(off))}</td>'
        line += f'<td class="few">{missed or ""}</td><td class="reps">'
        for row in rows:
            words, verdict = squad.cell(row)
            line += f'<span class="{verdict}">{escape(words)}</span> '
        yield f'<tr class="set">{line}</td></tr>' if begins else f"<tr>{line}</td></tr>"
    yield "</tbody></table>"
    yield f'<p class="caption">{_KEY}Each rep in seconds from its target.</p>'


def _comparison(results: Sequence[Result]) -> Iterable[str]:
    names = wording.columns(results)
    head = "<th>#</th>" + "".join(f"<th>{escape(name)}</th><th>+/-</th>" for name in names)
    yield f'{_SCROLL}<table class="both"><thead><tr>{head}</tr></thead><tbody>'
    rows = [{row.number: row for row in result.rows} for result in results]
    for number in sorted({number for found in rows for number in found}):
        line = f"<td>{number}</td>"
        for found in rows:
            row = found.get(number)
            if row is None:
                line += "<td></td><td></td>"
            else:
                line += f'<td class="actual">{escape(wording.actual(row))}</td>{_difference(row)}'
        yield f"<tr>{line}</tr>"
    means = ""
    for result in results:
        group = wording.main_group(result)
        off = group.off_ms if group else None
        means += f'<td class="actual">{lap_time(round(group.mean_ms)) if group else ""}</td>'
        means += f"<td>{signed(None if off is None else round(off))}</td>"
    yield f'<tr class="set"><td>mean</td>{means}</tr>'
    yield "</tbody></table></div>"
