# SPDX-License-Identifier: MIT
"""The pace card: a session's targets per 100, 200 and 400 m and its recoveries, on one page.

For one runner a line a rep (alike ones in one line); for a squad the runners under each set, the
fastest first, or, where every rep differs, a column for each of a few runners and a line for each
of many. What is alike for all, the recovery above all, is said once. One self-contained HTML page,
for paper and for a phone: no script, nothing from the network. The times are those of the watch's
own cues.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trackpacer import preview
from trackpacer.coaching.passes import Pass, Row, passes
from trackpacer.html import escape, head
from trackpacer.records import record, replace
from trackpacer.timeline import Step
from trackpacer.times import clock

MARKS = (100, 200, 400)
_MOST_SETS = 4
"""Kinds of reps up to which a squad's card has a table for each."""
_MOST_COLUMNS = 3
"""Runners up to which a card with more kinds of reps has a column for each."""

_CSS = """
@page{size:A4;margin:12mm}
*{box-sizing:border-box}
body{margin:0 auto;padding:8mm;max-width:200mm;background:#fff;color:#111;
font:%(size)spt/1.3 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums}
h1{font-size:1.5em;margin:0}
h2{font-size:1.1em;margin:1.1em 0 .25em}
p{margin:.15em 0 .6em}
.small{color:#555;font-size:.85em}
table{border-collapse:collapse;width:100%%}
th{text-align:right;font-weight:600;color:#555;font-size:.85em;border-bottom:1.5pt solid #111;
padding:.15em .5em}
td{text-align:right;border-bottom:.5pt solid #bbb;padding:%(pad)sem .5em;white-space:nowrap}
th.left,td.left{text-align:left}
td.wrap{white-space:normal}
td.target{font-weight:700;font-size:1.15em}
td.left{overflow-wrap:break-word}
h1,h2,p,td.name{overflow-wrap:anywhere}
.reps span{display:inline-block;min-width:6.2em;white-space:nowrap}
.reps span i{color:#555;font-style:normal;font-size:.8em}
.rest{font-weight:600}
td small{display:block;color:#555;font-size:.75em;font-weight:400}
tr{break-inside:avoid}
tr.set td{border-top:1.5pt solid #111}
footer{color:#555;font-size:.75em;margin-top:1em}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
@media (max-width:40rem){body{padding:4vw;font-size:14px}th,td{padding-left:.2em;padding-right:.2em}
th,td.left,td.target{white-space:normal}th{font-size:.75em;overflow-wrap:anywhere}
th.left{overflow-wrap:break-word}}
@media print{body{padding:0;max-width:none}}
"""


@record
class Runner:
    """One runner of a card: the name, the races it is priced from in words, the timeline."""

    name: str
    races: str
    steps: tuple[Step, ...]


def render(title: str, text: str, runners: Sequence[Runner], notes: Sequence[str] = ()) -> str:
    """The page. `text`: the session as written; `notes`: sentences to print below.

    UserError when the runners' sessions are not of the same shape.
    """
    runners = sorted(runners, key=_time)
    merged = passes([runner.steps for runner in runners])
    runs = [(one, row) for one in merged for row in one.rows]
    if len(runners) == 1:
        lines, body = len(runs), _single(merged)
    elif len(runs) <= _MOST_SETS:
        lines, body = len(runs) * (len(runners) + 3), _by_set(merged, runners)
    elif len(runners) > _MOST_COLUMNS:
        lines, body = len(runners) * (2 + len(runs) // 8), _by_line(merged, runners)
    else:
        lines, body = len(runs) * 8 // 5, _by_runner(merged, runners)
    size, pad = _fitting(lines)
    about = " · ".join(filter(None, (runners[0].name, runners[0].races)))
    if len(runners) > 1:
        about = f"{len(runners)} runners"
    parts = [
        *head(title, _CSS.strip() % {"size": size, "pad": pad}),
        f"<h1>{escape(title)}</h1>",
    ]
    if text != title:
        parts.append(f"<p>{escape(text)}</p>")
    if about:
        parts.append(f'<p class="small">{escape(about)}</p>')
    rest = _one_rest(merged)
    if rest:
        parts.append(f'<p class="rest">Recovery: {escape(rest)}</p>')
    parts += body
    parts += [f'<p class="small">{escape(note)}</p>' for note in notes]
    if len(runners) == 1:
        parts.append(f'<p class="small">{escape(preview.sum_words(runners[0].steps))}</p>')
    parts += [
        "<footer>Track Pacer. Times from the start of the rep, to the tenth; 100, 200 and 400 m "
        "are the beeps of the watch.</footer>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(parts)


def _time(runner: Runner) -> int:
    """What the targets come to in all: runners of one session are sorted by it."""
    return sum(step.target_ms or 0 for step in runner.steps) or 10**12


def _one_rest(merged: Sequence[Pass]) -> str:
    """The recovery that stands after every run, for everybody; '' where they differ."""
    words = {_rests(rests) for _, row in _each(merged) for rests in row.rests} - {""}
    return words.pop() if len(words) == 1 else ""


def _marks(merged: Sequence[Pass]) -> tuple[int, ...]:
    """The marks that a run of the session passes with a cue, before its end."""
    steps = [step for _, row in _each(merged) for step in row.runs]
    return tuple(
        mark
        for mark in MARKS
        if any(_mark(step, mark) and step.distance_m != mark for step in steps)
    )


def _fitting(lines: int) -> tuple[str, str]:
    """Letters (points) and space (em) with which so many lines stand on one A4 page."""
    for most, size, pad in ((18, "13", ".3"), (26, "11", ".25"), (36, "9.5", ".15")):
        if lines <= most:
            return size, pad
    return "8", ".05"


def _mark(step: Step, metres: int) -> str:
    """The time at a mark, as the watch sounds it; '' where there is no cue or the rep is over."""
    for cue in step.cues:
        if cue.metres == metres:
            return clock(cue.ms + cue.us / 1000, 1)
    return ""


def _target(step: Step) -> str:
    if step.pace_ms_km:
        slow = f"{clock(step.pace_ms_km, 1)}/km"
        if not step.pace_range:
            return slow
        fastest = step.pace_range[0]
        return f"under {slow}" if fastest is None else f"{clock(fastest, 1)}–{slow}"
    if step.target_ms is None:
        return step.effort.name.lower() if step.effort else "free"
    slow = clock(step.target_ms, 1)
    if step.bound:
        return f"under {slow}"
    if step.fastest_ms is not None:
        return f"{clock(step.fastest_ms, 1)}–{slow}"
    return slow


def _rests(rests: tuple[Step, ...]) -> str:
    return ", then ".join(preview.recovery_words(step) for step in rests)


def _head(*cells: tuple[str, str]) -> str:
    inside = "".join(f'<th class="{kind}">{escape(text)}</th>' for text, kind in cells)
    return f"<table><thead><tr>{inside}</tr></thead><tbody>"


def _cells(*cells: tuple[str, str]) -> str:
    return "".join(f'<td class="{kind}">{escape(text)}</td>' for text, kind in cells)


def _columns(marks: Sequence[int], rest: bool) -> tuple[tuple[str, str], ...]:
    named = tuple((f"{mark} m", "") for mark in marks)
    return (*named, ("rep", ""), *((("recovery", "left"),) if rest else ()))


def _times(step: Step, rests: tuple[Step, ...] | None, marks: Sequence[int]) -> str:
    """The cells of one run; `rests` None: the recovery is said elsewhere."""
    times = tuple((_mark(step, mark), "") for mark in marks)
    rest = ((_rests(rests), "left wrap"),) if rests is not None else ()
    return _cells(*times, (_target(step), "target"), *rest)


def _numbers(one: Pass, sets: bool) -> str:
    words = f"set {one.set}" if sets and one.set is not None else ""
    return " · ".join(filter(None, (words, one.numbers)))


def _sets(merged: Sequence[Pass]) -> bool:
    return len({one.set for one in merged if one.set is not None}) > 1


def _single(merged: Sequence[Pass]) -> list[str]:
    once = bool(_one_rest(merged))
    marks = _marks(merged)
    parts = [_head(("reps", "left"), ("run", "left"), *_columns(marks, not once))]
    before: int | None = -1
    after = ""
    for one in merged:
        opened = before != one.set
        before = one.set
        for number, row in enumerate(one.rows):
            label = _numbers(one, _sets(merged)) if number == 0 else ""
            parts.append(f'<tr class="{"set" if opened and number == 0 else ""}">')
            parts.append(_cells((label, "left"), (preview.run_words(row.run), "left")))
            parts.append(_times(row.run, None if once else row.rests[0], marks) + "</tr>")
        if one.after and one.after[0]:
            after = _rests(one.after[0])
            if not once:
                blank = tuple(("", "") for _ in range(len(marks) + 1))
                parts.append("<tr>" + _cells(("", ""), ("after the last", "left"), *blank))
                parts.append(_cells((after, "left wrap")) + "</tr>")
                after = ""
    parts.append("</tbody></table>")
    return [*parts, f'<p class="small">After the last: {escape(after)}</p>'] if after else parts


def _by_set(merged: Sequence[Pass], runners: Sequence[Runner]) -> list[str]:
    parts = []
    once = bool(_one_rest(merged))
    for one, row in _each(merged):
        count = one.last - one.first + 1
        reps = f"{count} x " if count > 1 else ""
        alike = sum(other.set == one.set for other in merged) == 1
        again = sum(other.rows[0].run.distance_m == row.run.distance_m for other in merged) > 1
        where = "" if alike and not again else _numbers(one, again)
        place = f" ({where})" if where else ""
        parts.append(f"<h2>{escape(f'{reps}{preview.run_words(row.run)}{place}')}</h2>")
        rest = _rests(row.rests[0])
        own = any(_rests(rests) != rest for rests in row.rests)
        if rest and not own and not once:
            parts.append(f'<p class="rest">Recovery: {escape(rest)}</p>')
        marks = _marks([replace(one, rows=[row])])
        parts.append(_head(("runner", "left"), *_columns(marks, own)))
        for number, runner in enumerate(runners):
            parts.append(f'<tr><td class="left wrap name"><b>{escape(runner.name)}</b></td>')
            rests = row.rests[number] if own else None
            parts.append(_times(row.runs[number], rests, marks) + "</tr>")
        parts.append("</tbody></table>")
        if one.after and any(one.after) and row is one.rows[-1]:
            words = _rests(one.after[0])
            parts.append(f'<p class="small">After the last: {escape(words)}</p>')
    return parts


def _by_runner(merged: Sequence[Pass], runners: Sequence[Runner]) -> list[str]:
    once = bool(_one_rest(merged))
    names = [(runner.name, "") for runner in runners]
    last = () if once else (("recovery", "left"),)
    parts = [_head(("reps", "left"), ("run", "left"), *names, *last)]
    before: int | None = -1
    for one in merged:
        opened = before != one.set
        before = one.set
        for number, row in enumerate(one.rows):
            label = _numbers(one, _sets(merged)) if number == 0 else ""
            parts.append(f'<tr class="{"set" if opened and number == 0 else ""}">')
            parts.append(_cells((label, "left"), (preview.run_words(row.run), "left")))
            for step in row.runs:
                marks = " · ".join(filter(None, (_mark(step, mark) for mark in MARKS[:2])))
                small = f"<small>{escape(marks)}</small>" if step.target_ms else ""
                parts.append(f'<td class="target">{escape(_target(step))}{small}</td>')
            words = list(dict.fromkeys(_rests(rests) for rests in row.rests))
            shown = words[0] if len(words) == 1 else "each their own: " + " / ".join(words)
            parts.append(("" if once else _cells((shown, "left wrap"))) + "</tr>")
    return [*parts, "</tbody></table>", '<p class="small">Small: at 100 m and 200 m.</p>']


def _by_line(merged: Sequence[Pass], runners: Sequence[Runner]) -> list[str]:
    """A line a runner, each rep by its number: for many runners and many kinds of reps."""
    parts = [_head(("runner", "left"), ("reps", "left"))]
    for number, runner in enumerate(runners):
        cell = ""
        for one, row in _each(merged):
            label = _numbers(one, _sets(merged)) or preview.run_words(row.run)
            words = f"<i>{escape(label)}</i> <b>{escape(_target(row.runs[number]))}</b>"
            cell += f"<span>{words}</span> "
        parts.append(f'<tr><td class="left wrap name"><b>{escape(runner.name)}</b></td>')
        parts.append(f'<td class="left wrap reps">{cell}</td></tr>')
    parts.append("</tbody></table>")
    if not _one_rest(merged):
        for one, row in _each(merged):
            label = _numbers(one, _sets(merged)) or preview.run_words(row.run)
            shown = " / ".join(filter(None, dict.fromkeys(_rests(rests) for rests in row.rests)))
            if shown:
                parts.append(f'<p class="small">Recovery after {escape(f"{label}: {shown}")}</p>')
    return parts


def _each(merged: Sequence[Pass]) -> Iterator[tuple[Pass, Row]]:
    for one in merged:
        for row in one.rows:
            yield one, row
