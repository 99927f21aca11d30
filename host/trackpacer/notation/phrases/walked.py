# SPDX-License-Identifier: MIT
"""A warm-up or a cool-down that is walked: `Begin with a brisk 5-minute walk`, `Warm-up: walk slow
and easy 5 minutes`, `Brisk 5 min walk to start`.

Not here: a walk between runs, which is a recovery (`recoveries`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Part, Reps
from trackpacer.notation.grammar import alias, rule
from trackpacer.session import Role

_HOW = "a|an|the|EASY|SLOW|brisk|briskly|STEADY|gentle|AND|for|of|OF|by|with|WITH|DASH|your"
_OPENS = "start|starting|begin|beginning|first|you|we|to|will|should|must|COMMA"
_TO_START = "to|as|TO a? start|begin|WARM|WU UP|off|with?"
_TO_END = "to|as|TO a? finish|end|COOL|CD DOWN|off|with?"

alias("ToStart", _TO_START, example="to warm up")


@rule(
    "Element",
    f"{_OPENS}* {_HOW}* r:<Run> {_HOW}* w:WALK|walk <ToStart>?",
    f"{_OPENS}* w:WALK|walk {_HOW}* r:<Run> <ToStart>?",
    example="Begin with a brisk 5-minute walk",
)
def walk_before(m: Found) -> Reps | None:
    """Before anything else is run."""
    tokens = m.chart.tokens
    first = not any(t.kinds & {"CLOCK", "WORD"} and "NUM" in t.kinds for t in tokens[: m.begin])
    first = first and all("DIGITS" not in t.kinds or t.value == 1 for t in tokens[: m.begin])
    if not first or not _long(m) or ("NL" in m.behind.kinds and m.begin > 8):
        return None
    return _walked(m, Role.WARMUP)


@rule(
    "Element",
    f"<WarmUp> DASH|COLON|WITH|by|is|OF|of* WALK|JOG {_HOW} {_HOW}* r:<Run>",
    "<WarmUp> DASH|COLON|WITH|by|is|OF|of* WALK r:<Run>",
    f"<WarmUp> DASH|COLON|WITH|by|is|OF|of* {_HOW}* r:<Run> {_HOW}* WALK",
    f"WALK {_HOW}* r:<Run> {_TO_START} &END|NL|DOT|COMMA|THEN|AND",
    example="Warm-up: walk slow and easy 5 minutes",
)
def walk_to_warm_up(m: Found) -> Reps | None:
    said = m.has("WU", "WARM") or {"start", "begin"} & set(m.words())
    return _walked(m, Role.WARMUP) if said and _long(m) else None


@rule(
    "Element",
    f"<CoolDown> DASH|COLON|WITH|by|is|OF|of* WALK|JOG {_HOW} {_HOW}* r:<Run>",
    "<CoolDown> DASH|COLON|WITH|by|is|OF|of* WALK r:<Run>",
    f"<CoolDown> DASH|COLON|WITH|by|is|OF|of* {_HOW}* r:<Run> {_HOW}* WALK",
    f"WALK {_HOW}* r:<Run> {_TO_END} &END|NL|DOT|COMMA|THEN|AND",
    f"finish|end|finishing|ending off? WITH|by {_HOW}* r:<Run> {_HOW}* WALK &END|NL|DOT",
    example="Cool-down: walk slow and easy 5 minutes",
)
def walk_to_cool_down(m: Found) -> Reps | None:
    said = m.has("CD", "COOL") or {"finish", "end", "finishing", "ending"} & set(m.words())
    return _walked(m, Role.COOLDOWN) if said and _long(m) else None


def _long(m: Found) -> bool:
    return bool(m["r"].ms >= 120_000 or m["r"].metres >= 200)


def _walked(m: Found, role: Role) -> Reps:
    return Reps(m.span, None, m["r"], (Part(m.span, role),))
