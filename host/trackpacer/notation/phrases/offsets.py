# SPDX-License-Identifier: MIT
"""Seconds added to a pace or taken from it: `- 5s/km`, `10/20sec faster than 10k pace`."""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Amount
from trackpacer.notation.grammar import rule
from trackpacer.notation.tree import Offset, Pace, Target
from trackpacer.records import replace

# Milliseconds, small and large, and whether a unit of time was written.
Seconds = tuple[float, float, bool]


@rule(
    "Secs",
    "^CUTDOWN|ABOUT|take|taking|knock|knocking|getting|off a|one SECONDS",
)
def one_second(m: Found) -> Seconds:
    return 1000.0, 1000.0, True


@rule("Secs", "t:<Time>", example="10 sec")
def secs(m: Found) -> Seconds | None:
    t: Amount = m["t"]
    return (t.value, t.value, True) if 0 < t.value <= 120_000 else None


@rule("Secs", "n:NUM", example="5")
def secs_bare(m: Found) -> Seconds | None:
    ms = m["n"].value * 1000
    return (ms, ms, False) if 0 < ms <= 60_000 else None


@rule("Secs", "n:NUM TO|SLASH|OR DASH|MINUS|PLUS b:<Secs>", example="10 to -15 s")
def secs_signed(m: Found) -> Seconds | None:
    """`-10 to -15 s/mile`: the sign again."""
    low, (_, high, said) = m["n"].value * 1000, m["b"]
    return (low, high, said) if 0 < low < high else None


@rule("Secs", "r:<Range>", example="5/10s")
def secs_range(m: Found) -> Seconds | None:
    r: Amount = m["r"]
    if r.kind == "m" or r.high is None or r.joint == "->":
        return None
    scale = 1000.0 if r.kind == "n" else 1.0
    low, high = r.value * scale, r.high * scale
    if not 0 < low < high <= 120_000:
        return None
    return (low, high, r.kind == "ms")


def signed(amount: Seconds, sign: int, unit: str, span: tuple[int, int]) -> Offset:
    """The offset that many seconds faster (-1) or slower (1) make."""
    small, large, _ = amount
    if sign < 0:
        return Offset(-small, -large, unit, span)
    return Offset(large, small, unit, span)


@rule(
    "OffsetAfter",
    "s:PLUS|DASH|MINUS|less a:<Secs> u:<Per>?",
    "OPEN s:PLUS|DASH|MINUS|less a:<Secs> u:<Per>? CLOSE",
    example="- 5s/km",
)
def offset_after(m: Found) -> Offset | None:
    amount: Seconds = m["a"]
    unit = m["u"] or ""
    after = m.after()
    dash = m["s"]
    if not unit and amount[1] > 40_000:
        counted = any("TIMES" in one.kinds for one in m.chart.tokens[max(m.begin - 5, 0) : m.begin])
        by_minute = amount == (60_000, 60_000, True) or (amount[1] <= 90_000 and not counted)
        by_minute = by_minute and amount[2] and m.has("PLUS")
        by_its_unit = _minute_more(m) if by_minute else ""
        return signed(amount, 1, by_its_unit, m.span) if by_its_unit else None
    if "SLASH" in after.kinds and m.after(2).keys & {"MINUTES", "SECONDS", "REST"}:
        return None  # `10k pace - 2/3 min rest`
    if unit and not m.has("SLASH", "PER", "EACH", "a", "MILES"):
        return None  # `3k-5k pace` is a range
    following = m.chart.tokens[min(m.chart.tokens.index(dash, m.begin) + 1, m.end - 1)]
    if not amount[2] and not unit:
        if "DASH" in dash.kinds and following.glued and dash.glued:
            return None
        if not after.keys & {
            *("END", "SLASH", "REST", "WITH", "COMMA", "NL", "CLOSE", "SEMI", "OFF", "DOT", "OR"),
            *("THEN", "OPEN", "PLUS", "ON", "ARROW", "TO"),
        }:
            return None
    if after.keys & {
        *("TIMES", "EASY", "JOG", "WALK", "HARD", "FAST", "HILL", "STRIDES", "SPRINT", "FLOAT"),
        *("STEADY", "WU", "CD", "BETWEEN", "TEMPO"),
    }:
        return None
    if after.word in ("w", "wk") and "REST" in m.after(1).kinds:
        return None  # `LT - 30s w recov`
    if "REST" in after.kinds and after.word != "r" and not unit:
        return None
    if "DASH" in after.kinds and "DASH" in dash.kinds and "METRES" in m.behind.kinds:
        return None  # `400m - 20 sec - 200m`: a list
    sign = 1 if m["s"].keys & {"+", "PLUS"} else -1
    return signed(amount, sign, unit, m.span)


def _minute_more(m: Found) -> str:
    """`1 mile @ MP + 1 min`: a minute a mile slower, of a run in that unit; '' where it is none."""
    before = m.chart.tokens[max(m.begin - 4, 0) : m.begin]
    if not m.behind.kinds & {"MARATHON", "HALFMARATHON"}:
        return ""
    if not m.after().kinds & {"CLOSE", "COMMA", "NL", "END", "SEMI", "DOT"}:
        return ""
    units = {"MILES": "mile", "KM": "km"}
    return next((units[k] for token in before for k in units if k in token.kinds), "")


@rule("OffsetAfter", "a:<Secs> u:<Per>? d:FASTER|SLOWER u2:<Per>?", example="5 sec faster")
def offset_after_words(m: Found) -> Offset | None:
    if m.after().keys & {"THAN", "EACH"}:
        return None
    sign = -1 if "FASTER" in m["d"].kinds else 1
    return signed(m["a"], sign, m["u"] or m["u2"] or "", m.span)


@rule(
    "OffsetTarget",
    "ABOUT? a:<Secs> u:<Per>? d:FASTER|SLOWER|UNDER|OVER|PLUS|MINUS u2:<Per>? THAN|of|your|the* "
    "p:<Pace>|<NamedRace>|<RLetter> u3:<Per>?",
    "a:<Secs> u:<Per> FASTER|SLOWER THAN|your|the* r:<Body>",
    example="10 s/km faster than 10k pace",
)
def offset_first(m: Found) -> Target | None:
    faster = m.has("FASTER") or (m["d"] and m["d"].keys & {"UNDER", "MINUS"})
    unit = m["u"] or m["u2"] or m["u3"] or ""
    if m["r"]:  # `3 s/lap slower than 5k-10k pace`: both ends of it
        return _both_slower(m, m["r"], signed(m["a"], -1 if faster else 1, unit, m.span))
    if not unit and m["a"][0] >= 60_000 and m["d"].kinds & {"UNDER", "OVER"}:
        return None  # `2 min above marathon pace`: so long at it
    offset = replace(signed(m["a"], -1 if faster else 1, unit, m.span), worded=True)
    return Target(m.span, m["p"], offset)


def _both_slower(m: Found, ends: Target, off: Offset) -> Target | None:
    plain = not (ends.offset or ends.last or ends.listed or ends.bound)
    if ends.fast is None or not plain or off.slow_ms != off.fast_ms:
        return None
    return replace(ends, span=m.span, offset=off, fast=replace(ends.fast, offset=off))


@rule("OffsetTarget", "p:<Pace>|<NamedRace> o:<OffsetAfter>", example="10k pace - 5s/km")
def offset_last(m: Found) -> Target | None:
    pace: Pace = m["p"]
    if pace.kind == "time" and not pace.per:
        return None
    offset: Offset = m["o"]
    if pace.kind == "race" and not offset.unit and -offset.fast_ms >= 90 * pace.metres > 0:
        return None  # `200 - 27.9`: run in that time
    # in words, or a range: by what is not plain where a rep is no lap
    worded = m.has("PLUS", "MINUS", "SECONDS") and not m.has("s", "sec")
    several = m.has("SECONDS") and offset.fast_ms != offset.slow_ms
    return Target(m.span, pace, replace(offset, worded=worded or several))


def with_offset(target: Target) -> Pace:
    """A pace of a list, its seconds in it."""
    return replace(target.pace, offset=target.offset) if target.offset else target.pace
