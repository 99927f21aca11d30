# SPDX-License-Identifier: MIT
"""Runs listed in a row: `200-400-600`, `1200/800/400`, `1, 2, 3, 2, 1 min`, `[3'2'1']`."""

from __future__ import annotations

import re
from itertools import pairwise

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
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE, by_time
from trackpacer.notation.phrases.ends import in_bare_minutes
from trackpacer.notation.phrases.lengths import TRACK
from trackpacer.notation.tokens import ITEM_ENDS, Token
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.records import replace

_SIGNS = {"COMMA": ",", "SLASH": "/", "DASH": "-", "PLUS": "+", "AND": "and", "SEMI": ";"}
_SIGNS |= {"ARROW": ">", "to": ">"}
# What stands between the figures of a row that is told: `2 min, then 3 and back to 2`.
_TOLD_JOINTS = words_of("COMMA AND THEN BACK TO DOWN UP REP last a finally lastly to")
_LONGEST = 40
Meant = tuple[float, int, list[Amount], str]  # its cost, its end, the unit where it is assumed


@scanner("Element", "DIGITS|CLOCK|mile|NUMBERWORD|half|COLON|a|lap|k")
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
    plain, before = 0, ""  # how many stand before the first joint in words, and their sign
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
        hung = "DASH" in tokens[at].kinds and tokens[at].glued  # `40-, 60- and 80m`
        at += bool(hung and tokens[at + 1].kinds & {"COMMA", "AND", "SLASH"})
        kind, step = _sign(chart, at, sign, len(items))
        if (told := _told_on(chart, at, items)) and "TIMES" not in chart.before(i).kinds:
            plain, before = plain or len(items), before if plain else sign
            kind, step, sign = ",", told, ","
        if not kind or (sign and kind not in (sign, "and") and not (sign == "-" and kind == "-")):
            break
        sign = sign or kind
        at += step
    if plain and not _steps_evenly(items):
        items, sign = items[:plain], before
    return _phrases(chart, i, items, ends, sign or ",")


def _told_on(chart: Chart, at: int, items: list[Amount]) -> int:
    """How many words stand before the next of a row of small figures, one of them `then` or `to`:
    `2 minutes, then 3 and 4, and back to 3 and 2`."""
    tokens, end = chart.tokens, at
    while end - at < 5 and tokens[end].keys & _TOLD_JOINTS:
        end += 1
    said = any(token.kinds & {"THEN", "BACK"} for token in tokens[at:end])
    around = tokens[at].kinds | tokens[end - 1].kinds  # `, and` is one joint
    row = len(items) > 1 and end > at + 1 and not around & {"REP", "AND"}
    if not (said or row) or "NUM" not in tokens[end].kinds:
        return 0
    ahead = (p.value for name in ("Dist", "Time", "Number") for p in chart.at(name, end))
    small = items[-1].kind == "n" and items[-1].value < 60
    small = small or all(a.kind == "n" and a.value < 60 for a in ahead)
    return end - at if small and not tokens[end + 1].kinds & {"TIMES", "EASY"} else 0


def _steps_evenly(items: list[Amount]) -> bool:
    """Whether the sizes of a row go up or down by no more than those of a ladder."""
    unit = next((a.unit for a in items if a.kind == "ms"), "")
    scale = {"min": 60_000.0, "s": 1000.0}.get(unit, 1.0)
    sizes = [a.value * (scale if a.kind == "n" else 1.0) for a in items]
    return len(sizes) > 2 and all(0 < max(pair) <= 2.5 * min(pair) for pair in pairwise(sizes))


_LENGTH = frozenset(["METRES", "KM", "MILES", "SECONDS", "MINUTES", "PRIME", "QUOTES", "TIMES"])


def _reps_of_a_set(tokens: list[Token], i: int) -> bool:
    """`12 x 400, 3 sets of 4, 60s`: the 4 is how many of them a set has."""
    if i < 5 or tokens[i - 1].word != "of" or not tokens[i - 2].kinds & {"SET"}:
        return False
    count = tokens[i - 3].value * tokens[i].value
    bare = not tokens[i + 1].kinds & _LENGTH
    if bare and tokens[i].value < 10 and tokens[i + 1].kinds & {"COMMA", "DASH"}:
        behind = tokens[i + 2 : i + 5]
        if behind[0].value >= 10 and behind[1].kinds & {"SECONDS", "METRES"}:
            return "COMMA" not in behind[2].kinds or "NUM" not in tokens[i + 5].kinds
    return bare and any(
        "NUM" in token.kinds and token.value == count and "TIMES" in tokens[n + 1].kinds
        for n, token in enumerate(tokens[: i - 3])
    )


def _sign(chart: Chart, at: int, sign: str, count: int) -> tuple[str, int]:
    """The sign between two of a list at a place, and how many tokens it takes."""
    token, following = chart.tokens[at : at + 2]
    kind = next((s for k, s in _SIGNS.items() if k in token.keys), "")
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
    if not kind and sign == "," and count > 1 and chart.at("OneMore", at):
        rested = any(t.kinds & {"REST", "JOG", "WALK"} for t in chart.tokens[at + 2 :])
        return ("," if rested else ""), 0
    return kind, int(bool(kind))


# `6 min, 4 min, 3 min 2 min`: one more of them, where the recovery is told behind them.
alias("OneMore", "^MINUTES DIGITS MINUTES DOT|NL|END", "^MINUTES DIGITS MINUTES COMMA DIGITS")


_RESTS = frozenset(["JOG", "WALK", "REST", "FLOAT", "R", "EASY", "OPEN", "TIMES"])


def _phrases(chart: Chart, i: int, items: list[Amount], ends: list[int], sign: str) -> list[Phrase]:
    found: list[Phrase] = []
    tokens = chart.tokens
    for size in range(len(items), max(1, len(items) - 2), -1):
        if size < 2:
            break
        if size < len(items) > 3 and sign == "/" and not tokens[ends[-1]].keys & _RESTS:
            break  # all of `2 x 800/600/400/200, 75s`
        end = ends[size - 1]
        after = tokens[end]
        cost = 0.1
        timed = sign == "x" and any(a.kind == "ms" or a.value < 60 for a in items[:size])
        if sign in ("x", ">") and (size < 3 or timed):
            continue  # `200 m x 200 m x 300 m`, but `5 x 400 m`; `4:00 > 3:50`: two paces
        if after.keys & {"DASH", "TO"} and "TIMES" in tokens[min(end + 2, chart.end)].kinds:
            continue  # `WU 10 min, 6 - 8 x 700`
        if after.keys & {"TIMES"} and size == len(items) and after.word in ("x", "times", "by"):
            last = items[size - 1]
            behind = tokens[end + 1].value < last.value and not tokens[end + 2].kinds & _LENGTH
            behind = behind and not chart.once(in_bare_minutes)
            behind = behind or (sign == "-" and size > 3)
            if last.kind == "n" and last.value < 60 and not behind:
                continue  # `400, 2 x 200`, but `30, 60, 30 x 3`
            cost += 0.3
        if after.keys & {"JOG", "WALK", "REST", "FLOAT", "PCT"}:
            cost += 1.0
        cost += _of_two(items, sign) if size == 2 else 0.0
        if sign == " ":
            cost += 0.3
        if size < len(items):
            cost += 0.3
        ended = size == len(items) or items[size].value in range(60, 1000)  # `, 200 jog`
        short = any(token.kinds & _SHORT for token in tokens[end : end + 4])  # `all-out sprints`
        for own, to, meant, unit in _meant(chart, i, end, items[:size], sign * ended):
            runs = _runs(chart, meant, short) or ()
            if runs and runs[0].ms and all(a.kind == "n" for a in meant):
                unit = "seconds"
            note = f"'{chart.quote(*chart.span(i, to))}' taken as {unit}"
            listed = Lengths(chart.span(i, to), runs, sign, (note,) if unit else ())
            found += _and_back(chart, to, cost + own, listed) if runs else []
        if len(found) > 1:
            break
    return found


def _of_two(items: list[Amount], sign: str) -> float:
    """What it costs that the two are run, and not the second a recovery or the end of a range."""
    alike = items[0].value == items[1].value < 100  # `60/60 x 15`
    slashed = (0.7 if items[0].kind == "ms" else 0.4) + 0.8 * alike
    return {"-": 1.5, " ": 1.5, "and": 1.5, "/": slashed}.get(sign, 0.0)


_LADDER = "again|the|ladder|way|same|PYRAMID|steps"
_BACK = (
    "COMMA|AND|THEN|BEFORE|go|come|came|went|worked|dropped|ran|headed|we|going|work|working|run|all|the|way|our|your|DOWN|UP* BACK DOWN|UP "
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
    "AND|THEN|COMMA AND|THEN? BACK? DOWN again|the|other|side|way* &COMMA|END|WITH|DOT|NL|OPEN|OFF|CLOSE|SEMI",
    "COMMA|AND|THEN|the|same|do|it|in* reverse|reversed|backwards order? !COLON !<TopDown>",
    example="then back down the ladder",
)


def _and_back(chart: Chart, end: int, cost: float, up: Lengths) -> list[Phrase]:
    """A list, and `400, 600, 800 and back down`: the same runs in the other order."""
    alone = Phrase(end, cost, up)
    found = chart.at("BackDown", end)
    if not found or len(up.runs) < 2 + (up.joint == "-"):
        return [alone]  # `ladder 1-5 min then down`
    last = max(found, key=lambda phrase: phrase.end)
    to = last.end
    if isinstance(last.value, Amount) and last.value.value not in (
        up.runs[0].metres,
        up.runs[0].ms,
    ):
        return [alone]  # back to another length than the first
    span = (up.span[0], chart.tokens[to - 1].end)
    runs = (*up.runs, *up.runs[-2::-1])
    note = f"'{chart.quote(*span)}' taken as {len(runs)} runs"
    return [alone, Phrase(to, cost, Lengths(span, runs, up.joint, (*up.notes, note)))]


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


def of_label(chart: Chart, word: Token) -> tuple[str, float, str] | None:
    """`Laps: 4-3-2-1`, `Mins: 1-2-3-2-1`: the unit before the colon."""
    units = {
        "LAPS": ("m", chart.lap_m, "lap"), "MILES": ("m", MILE, "mile"), "KM": ("m", 1000.0, "km"),
        "MINUTES": ("ms", 60_000.0, "min"), "SECONDS": ("ms", 1000.0, "s"),
    }  # fmt: skip
    return next((unit for name, unit in units.items() if name in word.kinds), None)


def _meant(chart: Chart, i: int, end: int, items: list[Amount], sign: str) -> list[Meant]:
    """What the numbers of a list may count, where their unit does not stand behind them."""
    opened, _, closed = (token.kinds for token in chart.tokens[end : end + 3])
    if items[-1].kind != "n":
        return [(0.0, end, items, "")]
    at = i - 2
    if "CLOSE" in chart.tokens[at].kinds:  # `ladder (mins): 1-2-3`
        at = chart.since(i, "OPEN")
        at -= 0 if of_label(chart, chart.tokens[at]) else 2
    label = chart.tokens[at] if at >= 0 and "COLON" in chart.tokens[i - 1].kinds else None
    if label and (told := of_label(chart, label)):
        return [(0.0, end, _in_units(items, told), "")]
    told = of_label(chart, chart.tokens[end + 1])
    if told and "OPEN" in opened and "CLOSE" in closed:  # `3-2-1 (km)`
        return [(0.0, end + 3, _in_units(items, told), "")]
    if told and told[0] == "ms" and "CLOSE" in opened and "OPEN" in chart.before(i).kinds:
        items = [*items[:-1], *_in_units(items[-1:], told)]  # `3 x (4, 3, 2) minutes`
    return [(0.0, end, items, ""), *_ladder(chart, i, end, items, sign)]


def _in_units(items: list[Amount], told: tuple[str, float, str]) -> list[Amount]:
    kind, scale, unit = told
    return [replace(a, kind=kind, value=a.value * scale, unit=unit) for a in items]


_BEFORE_LADDER = ITEM_ENDS | words_of(
    "BEGIN TIMES OF PYRAMID FARTLEK DASH PLUS AND THEN CUTDOWN WEEKDAY RUN WITH GOAL a the did ran"
)
_BEHIND_LADDER = _BEFORE_LADDER | words_of("AT IN OFF ON HARD FAST GROUND SESSIONWORD TWICE TIMES")


def _ladder(chart: Chart, i: int, end: int, items: list[Amount], sign: str) -> list[Meant]:
    """`8-6-4-2`, `fartlek 5, 4, 3, 2, 1`: hundreds of metres or minutes, or it is asked which."""
    values = [a.value for a in items]
    least, most = min(values), max(values)
    date = sign == "/" and len(items) == 3 and not i
    whole = all(a.kind == "n" and 2 * a.value in range(2, 33) for a in items) and most > 2
    before, behind = chart.before(i).keys, chart.tokens[end].kinds
    held = "OPEN" in before and "CLOSE" in behind and "TIMES" in chart.tokens[i - 2].kinds
    apart = held or (before & _BEFORE_LADDER and behind & _BEHIND_LADDER)  # `3 x (3-2-1)`
    torn = i > 1 and "CLOSE" in chart.tokens[i - 2].kinds
    if len(items) < 3 or not (whole and apart and sign) or least == most or date or torn:
        return []
    again = rf"\b{most:g}[ -]?min(?!\w* ?(r\b|rest|jog|rec|walk|off|between|easy))"
    if re.search(again, chart.plain):
        return []  # told again below
    far = (end, _in_units(items, ("m", 100.0, "m")), "hundreds of metres")
    long = (end, _in_units(items, ("ms", 60_000.0, "min")), "minutes")
    told = {kind for token in chart.tokens[:i] for kind in token.kinds}
    turned = chart.tokens[end + 1].kinds & {"SLASH", "AND"} and not told & {"METRES", "KM", "MILES"}
    # `2 min hard/2 min easy, then 3, 4, 3, 2 hard/easy`; `12/8/6/1.5 with half rest`
    timed = chart.once(in_bare_minutes) or re.search(r"\bhalf( the)? (rest|rec|time)", chart.plain)
    if chart.once(by_time) or timed or (turned and "MINUTES" in told):
        return [(0.0, *long)]
    even = most > 4 and all(value % 2 == 0 for value in values)
    if even or (least > 1 and re.search(r"[1-4]00 ?m? (jog|walk)", chart.plain)):
        return [(0.0, *far)]
    if re.search(r"\b(grass|canal|towpath|paths?|trails?|roads?|woods|park)\b", chart.plain):
        return [(0.0, *long)]
    unlikely = 1.2 if len(items) > 3 and "track" not in chart.plain else 0.3  # 100 m, and 100 only
    return [(unlikely * (least < 2), *far), (0.3 * (least > 1), *long)]


@rule(
    "Element",
    "^CLOSE MINUTES|SECONDS|METRES",
    "^MINUTES ON &WITH",
    "OPEN IN? MINUTES|KM|MILES|LAPS|SECONDS CLOSE COLON &DIGITS",
)
def unit_behind(m: Found) -> Manner:
    """The unit of a list in brackets, which has been read with it."""
    return Manner(m.span)


# What runs of less than 50 m are.
_SHORT = frozenset(["SPRINT", "MAX", "HILL"])


def _runs(chart: Chart, items: list[Amount], short: bool) -> tuple[Length, ...] | None:
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
    if short and last.unit == "m" and all(a.value in range(10, 201, 5) for a in items):
        return tuple(Length(a.span, metres=a.value, unit="m") for a in items)
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
    "d:<Dist> CUTDOWN|RUN|TEMPO|steady|UP|UNKNOWN|HARMLESS* AS|COLON|IN|AT|COMMA|DASH? OF? l:<Clocks>",
    cost="phrase",
    example="4 km as 3:50, 3:45, 3:40, 3:30",
)
def kilometre_by_kilometre(m: Found) -> Reps | None:
    """One run, the time of each of its kilometres or miles: they follow on end."""
    d: Amount = m["d"]
    times: tuple[float, ...] = m["l"]
    unit = {"km": 1000.0, "mile": MILE}.get(d.unit)
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
