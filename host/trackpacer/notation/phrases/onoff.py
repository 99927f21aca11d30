# SPDX-License-Identifier: MIT
"""Runs and recoveries whose minutes or metres are not written: `8 x 2 on, 1 off`, and the straights
and bends of a track: `4 laps: stride the straights, jog the bends`.
"""

from __future__ import annotations

from itertools import takewhile

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import (
    Amount,
    Count,
    Feel,
    Length,
    Part,
    Pause,
    Remark,
    Reps,
)
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.efforts import named
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Rest
from trackpacer.session import Role

# -- on and off

_SIGN = "COMMA|SLASH|AND|DASH"
_RUN_WALK = "RUN|JOG SLASH|DASH|AND WALK"
_TWO = "n:DIGITS SLASH|DASH|COLON ~b:DIGITS"


def minutes_or_seconds(token: Token | Amount) -> float:
    """Milliseconds of a number without a unit: small ones are minutes; 0 where it is neither."""
    value = token.value
    if 0.5 <= value <= 10:
        return value * 60_000
    return value * 1000 if 15 <= value <= 90 and value % 5 == 0 else 0.0


def _note(m: Found, unit: float) -> tuple[str, ...]:
    shown = m.shown.strip(",/ ")
    return (f"'{shown}' taken as {'minutes' if unit >= 60_000 else 'seconds'}",)


@rule(
    "Element",
    "e:surge|surges|HARD|FAST n:DIGITS COMMA|SLASH|DASH REST|JOG|EASY|FLOAT|SLOW b:DIGITS &NL|END|COMMA|OPEN|DOT|SEMI",
    f"e:RUN|JOG n:DIGITS {_SIGN}|THEN? WALK b:DIGITS !MINUTES|SECONDS|METRES|LAPS|KM|MILES|TIMES",
    f"n:DIGITS e:RUN|JOG {_SIGN}|THEN? b:DIGITS WALK",
    f"{_RUN_WALK} OF|COLON|IN|intervals|REP|at|AT* {_TWO} !SECONDS",
    f"^TIMES|BEGIN|NL|COLON|COMMA|WEEKDAY {_TWO} {_RUN_WALK} intervals?",
    "^NL|COMMA|SEMI e:surge|surges|HARD|FAST n:DIGITS &NL|END|DOT",
    example="Surge 4, Recover 2",
)
@rule(
    "Element",
    f"n:DIGITS e:on|HARD|FAST {_SIGN}? b:DIGITS OFF|EASY|JOG|FLOAT|SLOW|WALK|REST !PACE|METRES|MILES|KM",
    "^COMMA n:DIGITS e:on &END|NL|DOT",
    cost="rare",
    example="2 on, 1 off",
)
def surge(m: Found) -> Reps | None:
    """`Surge 4, Recover 2`, `8 x 2 on, 1 off`, `run/walk 4:1 x 6`: minutes; `10 x 30 on, 30 off`:
    seconds."""
    work, rest = minutes_or_seconds(m["n"]), minutes_or_seconds(m["b"]) if m["b"] else 0.0
    if not work or (m["b"] and not rest):
        return None
    length = Length(m["n"].span, ms=work, unit="min" if work >= 60_000 else "s")
    felt = m["e"] and m["e"].kinds & {"HARD", "FAST"}
    said: tuple[object, ...] = (Feel(m["e"].span, named(m)),) if felt else ()
    if m["b"]:
        span = m["b"].span
        said += (Pause(span, Rest(span, "time", ms=rest, jogged=True), said=True),)
    return Reps(m.span, None, length, said, _note(m, work))


@rule(
    "Element",
    "a:<Number>|<Time> SLASH b:<Time>|<Number> ON SLASH|AND|DASH? OFF",
    example="90/60s on/off",
)
def both_on_and_off(m: Found) -> Reps | None:
    a, b = m["a"], m["b"]
    if a.kind == "m":
        return None
    told = (60_000 if b.unit == "min" else 1000) if b.kind == "ms" else 0
    work, rest = (
        x.value if x.kind == "ms" else x.value * told or minutes_or_seconds(x) for x in (a, b)
    )
    pause = Pause(b.span, Rest(b.span, "time", ms=rest, off=True), said=True)
    length = Length(a.span, ms=work, unit=b.unit or "s")
    return Reps(m.span, None, length, (pause,)) if work and rest else None


@rule(
    "Element",
    "a:DIGITS ~SLASH ~b:DIGITS TIMES n:DIGITS !KM|METRES|MILES|SECONDS|MINUTES|PRIME|QUOTES|LAPS",
    cost="rare",
    example="3/1 x 2",
)
def minutes_by_times(m: Found) -> Reps | None:
    """`4/1 x 1, 3/1 x 2, 2/1 x 3`: minutes and those between them, where several are told so."""
    a, b, n = m["a"], m["b"], int(m["n"].value)
    if m.chart.plain.count("/") < 2 or not 0 < b.value <= a.value <= 20 or not 1 <= n <= 30:
        return None
    rest = Pause(b.span, Rest(b.span, "time", ms=b.value * 60_000), said=True)
    length = Length(a.span, ms=a.value * 60_000, unit="min")
    return Reps(m.span, Count(m.span, n), length, (rest,), _note(m, 60_000))


# -- straights and bends

_ON = "the|ON|IN|your|along|around|round|EACH|BOTH"

alias("Straight", "STRAIGHTS|lengths|diagonals", "LONG side|sides|edges", example="straights")
alias("Bend", "BENDS|widths|ends", "SHORT side|sides|edges", example="bends")
alias(
    "OnStraights",
    f"e:STRIDES|SPRINT|FAST|HARD|STEADY {_ON}* <Straight>",
    f"{_ON}* <Straight> COLON|DASH? e:STRIDES|SPRINT|FAST|HARD|STEADY",
    f"RUN {_ON}* <Straight> e:FAST|HARD|STEADY",
    example="stride the straights",
)
alias(
    "OnBends",
    f"e:JOG|WALK|EASY|SLOW|REST|FLOAT {_ON}* <Bend>",
    f"{_ON}* <Bend> COLON|DASH? e:JOG|WALK|EASY|SLOW|REST|FLOAT",
    example="jog the bends",
)
_PARTED = "COMMA|AND|SLASH|THEN|SEMI|but|DASH*"


@rule(
    "Element",
    f"d:<Dist>|<Number> <SameInBrackets>? OF|ON|the|GROUND|COLON|COMMA|WITH|AS|DASH|doing|CONTINUOUS* s:<OnStraights> {_PARTED} <OnBends> q:<SoMany>?",
    f"d:<Dist> <SameInBrackets>? OF|COLON|COMMA|WITH|AS|DASH|doing|CONTINUOUS* <OnBends> {_PARTED} s:<OnStraights>",
    f"d:<Dist>|<Number> <OfBoth>? OPEN s:<OnStraights> {_PARTED} <OnBends> CLOSE",
    "d:<Dist> <OfBoth> OPEN s:<OnStraights> CLOSE",
    f"s:<OnStraights> {_PARTED} <OnBends> TIMES|for|COMMA|DASH* d:<Dist>",
    example="4 laps: stride the straights, jog the bends",
)
def straights_and_bends(m: Found) -> Reps | None:
    """Two straights a lap, the bends between them jogged; the sides of a pitch where it is told
    how far they are: `so 16 x 120 m`."""
    laps = m["d"].value / m.chart.lap_m
    number = round(laps)
    if not 1 <= number <= 60 or abs(laps - number) > 0.02 * number:
        return None
    number, far = 2 * number, m.chart.lap_m / 4
    rest = Rest(m.span, "jog", metres=far, jogged=True)
    if m["q"]:
        sets = m.chart.before(m.begin - 1).value if "TIMES" in m.behind.kinds else 1
        if m["q"][0] not in (number, number * sets):
            return None
        far, rest = m["q"][1], Rest(m.span, "full", assumed="jog")
    elif not m.has("STRAIGHTS"):
        return None
    word: Token = m["s"]
    how = (
        Part(word.span, Role.STRIDE) if "STRIDES" in word.kinds else Feel(word.span, named(m, "s"))
    )
    note = f"'{m.shown}' taken as {number} times {far:g} m, and the rest as jog"
    return Reps(
        m.span,
        Count(m.span, number),
        Length(m.span, metres=far, unit="m"),
        (how, Pause(m.span, rest, said=True)),
        (note,),
    )


@rule("SoMany", "COMMA|OPEN|so|that's|giving|making|DASH|EQUALS* k:<Times> TIMES? r:<Dist> CLOSE?")
def so_many_sides(m: Found) -> tuple[int, float]:
    return m["k"].number, m["r"].value


alias("SameInBrackets", "OPEN <Dist> ON|OF|round|around* the? GROUND? CLOSE")
alias("OfBoth", "OF the? STRAIGHTS AND the? BENDS", example="of straights and bends")


@rule(
    "Element",
    "^METRES|KM|MINUTES|SECONDS|DIGITS|PRIME|s ON &SLASH|COMMA|CLOSE|PLUS|DASH",
    cost="label",
)
def on_in_list(m: Found) -> Remark | None:
    """`6 x (600m on / 200m jog / 200m on)`: that it is run; of `30s on, 30s off` see above."""
    opened = m.chart.since(m.begin, "OPEN")
    inside = list(takewhile(lambda token: "CLOSE" not in token.kinds, m.chart.tokens[opened:]))
    eased = any(token.kinds & {"JOG", "WALK", "FLOAT", "REST"} for token in inside)
    return Remark(m.span) if opened and eased else None
