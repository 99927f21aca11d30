# SPDX-License-Identifier: MIT
"""Runs listed in a row: `200-400-600`, `1200/800/400`, `1, 2, 3, 2, 1 min`, `[3'2'1']`."""

from __future__ import annotations

from dataclasses import replace

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import (
    Aim,
    Amount,
    Count,
    Doubt,
    Length,
    Lengths,
    Manner,
    Mirror,
    Pause,
    Reps,
)
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.lengths import TRACK
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Pace, Rest, Target

_SIGNS = {"COMMA": ",", "SLASH": "/", "DASH": "-", "PLUS": "+", "AND": "and", "SEMI": ";"}
_LONGEST = 40


@scanner("Element", "DIGITS|CLOCK|mile|NUMBERWORD|half|COLON|a")
def runs_in_a_row(chart: Chart, i: int) -> list[Phrase]:
    """Lengths of one kind with one sign between them; a unit at the end is that of them all."""
    items: list[Amount] = []
    tokens = chart.tokens
    if i and tokens[i].glued and "SLASH" in tokens[i - 1].kinds and "DIGITS" not in tokens[i].kinds:
        return []
    if i and tokens[i - 1].word in ("rep", "number", "interval"):
        return []  # `down to 74 by rep 10, 1 min`
    if i and tokens[i].glued and tokens[i - 1].word in ("n", "z", "l"):
        return []  # `7' N1 + 5' N2`
    if _reps_of_a_set(tokens, i):
        return []
    at, sign, end = i + (tokens[i].word == "a" and "DIGITS" in tokens[i + 1].kinds), "", i
    ends: list[int] = []
    while len(items) < _LONGEST:
        options = [*chart.at("Dist", at), *chart.at("Time", at), *chart.at("Number", at)]
        if not options:
            break
        best = max(options, key=lambda p: (p.end, -p.cost))
        amount: Amount = best.value
        if items and items[-1].unit == "m" and amount.kind == "n" and amount.value < 100:
            break  # `500 m, 1000 m, 60 and 90 s recovery`
        if items and items[-1].unit == "s" and amount.kind == "n" and amount.value >= 100:
            break  # `300 / 45 s / 100 sprint`
        if tokens[best.end].keys & {"TIMES"} and tokens[best.end].word != "x":
            break
        items.append(amount)
        at = end = best.end
        ends.append(end)
        kind, step = _sign(chart, at, sign, len(items))
        if not kind or (sign and kind not in (sign, "and") and not (sign == "-" and kind == "-")):
            break
        sign = sign or kind
        at += step
    return _phrases(chart, i, items, ends, sign or ",")


_LENGTH = frozenset(["METRES", "KM", "MILES", "SECONDS", "MINUTES", "PRIME", "QUOTES", "TIMES"])


def _reps_of_a_set(tokens: list[Token], i: int) -> bool:
    """`12 x 400, 3 sets of 4, 60s`: the 4 is how many of them a set has."""
    if i < 5 or tokens[i - 1].word != "of" or not tokens[i - 2].kinds & {"SET"}:
        return False
    count = tokens[i - 3].value * tokens[i].value
    bare = not tokens[i + 1].kinds & _LENGTH
    return bare and any(
        "NUM" in token.kinds and token.value == count and "TIMES" in tokens[n + 1].kinds
        for n, token in enumerate(tokens[: i - 3])
    )


def _sign(chart: Chart, at: int, sign: str, count: int) -> tuple[str, int]:
    """The sign between two of a list at a place, and how many tokens it takes."""
    token, following = chart.tokens[at : at + 2]
    kind = next((s for k, s in _SIGNS.items() if k in token.kinds), "")
    if kind == "," and "AND" in following.kinds:
        return ",", 2
    if kind == "," and following.word == "then":
        return "", 0
    if kind == "-" and not following.keys & {"DIGITS", "CLOCK", "mile", "NUMBERWORD", "half"}:
        return "", 0
    if token.word == "x" and "DIGITS" in following.kinds and sign in ("", "x"):
        return "x", 1
    counted = count == 1 and "NUMBERWORD" in chart.tokens[at - 1].keys  # `five 1k's`
    if not kind and "DIGITS" in token.keys and sign in ("", " ") and count and not counted:
        return " ", 0
    return kind, int(bool(kind))


def _phrases(chart: Chart, i: int, items: list[Amount], ends: list[int], sign: str) -> list[Phrase]:
    found: list[Phrase] = []
    tokens = chart.tokens
    for size in range(len(items), max(1, len(items) - 2), -1):
        if size < 2:
            break
        end = ends[size - 1]
        after = tokens[end]
        cost = 0.1
        if sign == "x" and (size < 3 or any(a.kind == "ms" or a.value < 60 for a in items[:size])):
            continue  # `200 m x 200 m x 300 m`, but `5 x 400 m`
        if after.keys & {"DASH", "TO"} and "TIMES" in tokens[min(end + 2, chart.end)].kinds:
            continue  # `WU 10 min, 6 - 8 x 700`
        if after.keys & {"TIMES"} and size == len(items) and after.word in ("x", "times", "by"):
            last = items[size - 1]
            behind = tokens[end + 1].value < last.value and not tokens[end + 2].kinds & _LENGTH
            if last.kind == "n" and last.value < 60 and not behind:
                continue  # `400, 2 x 200`, but `30, 60, 30 x 3`
            cost += 0.3
        if after.keys & {"JOG", "WALK", "REST", "FLOAT", "PCT"}:
            cost += 1.0
        runs = _runs(chart, _with_unit(chart, i, end, items[:size]), after.raw)
        if runs is None:
            continue
        if (size == 2 and sign in ("-", " ")) or (sign == "and" and size == 2):
            cost += 1.5
        if size == 2 and sign == "/":
            cost += 0.7 if runs[0].ms else 0.4
        if sign == " ":
            cost += 0.3
        if size < len(items):
            cost += 0.3
        span = chart.span(i, end)
        notes: tuple[str, ...] = ()
        if runs[0].ms and all(a.kind == "n" for a in items[:size]) and "CLOSE" not in after.kinds:
            unit = "minutes" if runs[0].unit == "min" else "seconds"
            notes = (f"'{chart.quote(*span)}' taken as {unit}",)
        found.append(Phrase(end, cost, Lengths(span, runs, sign, notes)))
        found += _and_back(chart, end, cost, Lengths(span, runs, sign, notes))
        if len(found) > 1:
            break
    return found


_LADDER = "again|the|ladder|way|same|PYRAMID|steps"
_BACK = (
    "COMMA|AND|THEN|BEFORE|go|come|came|went|worked|dropped|ran|headed|we|going|work|working|run|all|the|way|our|your* BACK DOWN|UP "
    f"{_LADDER}|in|order|through*"
)


alias("TopDown", "COMMA|COLON|DASH so|ie|with* <SomeRuns>", example=", 2 x")
alias(
    "BackDown",
    f"{_BACK} TO a:<Dist>|<Time>|<Number>",
    "COMMA|AND|THEN|go|came|come* BACK TO a:<Dist>|<Time>|<Number>",
)
alias(
    "BackDown",
    f"{_BACK} !NUM|COLON|CLOCK|to|then|{_LADDER} !<TopDown>",
    "COMMA|AND|THEN|go|come|came|went|worked|we* BACK the EQUAL way again|DOWN? !NUM|COLON !<TopDown>",
    "AND|THEN AND|THEN? BACK again? &COMMA|END|WITH|DOT|NL|OPEN|OFF|CLOSE",
    "COMMA|AND|THEN|the|same|do|it|in* reverse|reversed|backwards order? !COLON !<TopDown>",
    example="then back down the ladder",
)


def _and_back(chart: Chart, end: int, cost: float, up: Lengths) -> list[Phrase]:
    """`400, 600, 800 and back down`: the same runs in the other order."""
    found = chart.at("BackDown", end)
    if not found or len(up.runs) < 2:
        return []
    last = max(found, key=lambda phrase: phrase.end)
    to = last.end
    if isinstance(last.value, Amount) and last.value.value not in (
        up.runs[0].metres,
        up.runs[0].ms,
    ):
        return []  # back to another length than the first
    span = (up.span[0], chart.tokens[to - 1].end)
    runs = (*up.runs, *up.runs[-2::-1])
    note = f"'{chart.quote(*span)}' taken as {len(runs)} runs"
    return [Phrase(to, cost, Lengths(span, runs, up.joint, (*up.notes, note)))]


@scanner("Element", "COMMA|AND|THEN|BEFORE|go|come|came|back|reverse")
def mirror(chart: Chart, i: int) -> list[Phrase]:
    """`…, then go back up the ladder until you finish with 1 min`: the same the other way round."""
    found = [p for p in chart.at("BackDown", i) if not isinstance(p.value, Amount)]
    if not found or not i:
        return []
    end = max(phrase.end for phrase in found)
    if chart.tokens[end].word in ("until", "till", "finishing"):
        while not chart.tokens[end].kinds & {"DOT", "NL", "END"}:
            end += 1
    return [Phrase(end, 0.0, Mirror(chart.span(i, end)))]


_UNITS = {"MINUTES": ("ms", 60_000.0, "min"), "SECONDS": ("ms", 1000.0, "s")}


def _of_label(chart: Chart, word: Token) -> tuple[str, float, str] | None:
    """`Laps: 4-3-2-1`, `Mins: 1-2-3-2-1`: the unit before the colon."""
    metres = {"LAPS": (chart.lap_m, "lap"), "MILES": (MILE, "mile"), "KM": (1000.0, "km")}
    for name, (scale, unit) in metres.items():
        if name in word.kinds:
            return "m", scale, unit
    return next((unit for name, unit in _UNITS.items() if name in word.kinds), None)


def _with_unit(chart: Chart, i: int, end: int, items: list[Amount]) -> list[Amount]:
    """`3 x (4, 3, 2) minutes`: the unit stands behind the bracket."""
    tokens = chart.tokens
    behind = tokens[end + 1].kinds if "CLOSE" in tokens[end].kinds else frozenset()
    labelled = "COLON" in tokens[i - 1].kinds and items[-1].kind == "n" if i > 1 else False
    if labelled and (told := _of_label(chart, tokens[i - 2])):
        kind, scale, name = told
        return [replace(a, kind=kind, value=a.value * scale, unit=name) for a in items]
    if "FARTLEK" in tokens[end].kinds and all(a.kind == "n" and a.value <= 10 for a in items):
        behind = frozenset(["MINUTES"])  # `1-2-3-2-1 fartlek`
    elif not i or "OPEN" not in tokens[i - 1].kinds or items[-1].kind != "n":
        return items
    for name, (kind, scale, unit) in _UNITS.items():
        if name in behind:
            last = replace(items[-1], kind=kind, value=items[-1].value * scale, unit=unit)
            return [*items[:-1], last]
    return items


@rule("Element", "^CLOSE MINUTES|SECONDS|METRES")
def unit_behind(m: Found) -> Manner:
    """The unit of a list in brackets, which has been read with it."""
    return Manner(m.span)


def _runs(chart: Chart, items: list[Amount], after: str) -> tuple[Length, ...] | None:
    kinds = {a.kind for a in items}
    last = items[-1]
    if {"m", "ms"} <= kinds:
        return None
    if "ms" in kinds:
        if last.kind != "ms" and items[0].kind != "ms":
            return None
        unit = last.unit if last.kind == "ms" else items[0].unit
        if unit == "clock" and "n" in kinds:
            return None
        scale = 60_000.0 if unit == "min" else 1000.0
        if any(a.kind == "n" and a.value > (60 if unit == "min" else 180) for a in items):
            return None
        runs = tuple(
            Length(a.span, ms=a.value if a.kind == "ms" else a.value * scale, unit=a.unit or unit)
            for a in items
        )
        return runs if all(3_000 <= run.ms <= 7_200_000 for run in runs) else None
    if len(items) > 3 and all(a.kind == "n" and a.value % 15 == 0 for a in items):
        short = min(a.value for a in items) < 50 and max(a.value for a in items) <= 180
        if short:  # `30, 60, 90, 60, 30`
            return tuple(Length(a.span, ms=a.value * 1000, unit="s") for a in items)
    metres: list[Length] = []
    for a in items:
        value, unit = a.value, a.unit
        if a.kind == "n":
            if last.kind == "m" and value <= 30 and last.unit in ("km", "mile", "lap"):
                value *= {"km": 1000.0, "mile": MILE, "lap": chart.lap_m}[last.unit]
                unit = last.unit
            elif value < 60 or value != int(value) or (value not in TRACK and value % 50):
                return None
            unit = unit or "m"
        elif a.unit == "m" and value <= 20:
            value, unit = value * MILE, "mile"
        if not 50 <= value <= 30_000:
            return None
        metres.append(Length(a.span, metres=value, unit=unit))
    return tuple(metres)


@rule(
    "Element",
    "d:<Dist> CUTDOWN|RUN|TEMPO|steady* AS|COLON|IN|AT? OF? l:<Clocks>",
    "d:<Dist> w:ALTERNATE between|with|AT|IN* l:<Clocks>",
    cost="phrase",
    example="4 km as 3:50, 3:45, 3:40, 3:30",
)
def kilometre_by_kilometre(m: Found) -> Reps | None:
    """One run, the time of each of its kilometres or miles: they follow on end."""
    d: Amount = m["d"]
    times: tuple[float, ...] = m["l"]
    unit = {"km": 1000.0, "mile": MILE}.get(d.unit)
    number = round(d.value / unit) if unit else 0
    if m["w"] and number % 2 == 0 and number <= 255 and len(times) == 2:  # by turns
        times = times * (number // 2)
    if unit is None or len(times) < 2 or abs(d.value / unit - len(times)) > 0.01:
        return None
    if not all(0.14 <= ms / 1000 / unit <= 0.45 for ms in times):
        return None
    if len(times) == 2 and m.has("AT") and m.has("DASH") and 0 < times[1] - times[0] <= 15_000:
        return None  # `5 x 2k @ 3:35-3:40`: between the two
    span = (m.chart.tokens[m.begin].start, d.span[1])
    at = (d.span[1], m.span[1])
    paces = [Pace("time", at, ms=ms) for ms in times]
    target = Target(at, paces[0], listed=paces)
    said = (Aim(at, target), Pause(at, Rest(at, "none", place="reps"), said=True))
    count = Count(span, len(times))
    return Reps(m.span, count, Length(span, metres=unit, unit=d.unit), said)


@rule(
    "Element",
    "^!TIMES d:<Dist> AS OF? r:<Run> AT|HARD|FAST|EASY|FLOAT",
    cost="phrase",
    example="6k as 400 @",
)
def made_of_parts(m: Found) -> Doubt | None:
    """`6k as 400 @ 80 / 400 float`: how often it goes round is not written."""
    if not 0 < 2 * m["r"].metres <= m["d"].value:
        return None
    return Doubt(
        m.span,
        "'{this}': the parts do not say how often each is run",
        "the count, like `7 x (400 @ 80, 400 float)`",
    )


@scanner("Clocks", "CLOCK")
def clocks(chart: Chart, i: int) -> list[Phrase]:
    """`3:50, 3:45, 3:40`: at least two."""
    tokens = chart.tokens
    at, found = i, []
    while "CLOCK" in tokens[at].kinds and tokens[at].value > 0:
        found.append(tokens[at].value * 1000)
        at += 1
        if not (
            tokens[at].kinds & {"COMMA", "DASH", "SLASH", "AND"} and "CLOCK" in tokens[at + 1].kinds
        ):
            break
        at += 1
    return [Phrase(at, 0.0, tuple(found))] if len(found) > 1 else []
