# SPDX-License-Identifier: MIT
"""The two ends of a session: lengths without a unit (`2 WU … 2 CD`, `3 up`, `2 easy`), and one length
for both of them (`2 miles WU/CD`).

A warm-up or a cool-down as such is in `efforts`.
"""

from __future__ import annotations

import itertools

from trackpacer.notation.chart import UNITS, Chart, Found
from trackpacer.notation.elements import Ends, Feel, Length, Manner, Part, Remark, Reps
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.tokens import ITEM_ENDS, Token
from trackpacer.session import Effort, Role


@rule("Element", "n:DIGITS UP|DOWN", cost="up-in-km")
def km_up(m: Found) -> Reps | None:
    """`2 up, 6 x 1k, 2 down`: or kilometres, where nothing is told in miles."""
    if any("MILES" in token.kinds for token in m.chart.tokens[: m.chart.end]):
        return None
    part = (Part(m.span, Role.WARMUP if m.has("UP") else Role.COOLDOWN),)
    short = 1 <= m["n"].value <= 5 and both_ways(m, {"DIGITS", "MILES"})
    return _so_many(m, 1000.0, part) if short and in_metres(m.chart) else None


@rule("Element", "n:NUM UP|DOWN", cost="rare", example="2 up")
def miles_up(m: Found) -> Reps | None:
    """`2 up, 6 x 800, 2 down`: miles, where there is a way up and one down; `15 up`: minutes."""
    n = m["n"].value
    part = (Part(m.span, Role.WARMUP if m.has("UP") else Role.COOLDOWN),)
    if not both_ways(m, {"NUM", "MILES"}):
        return None
    if 8 <= n <= 30 and n == int(n):
        return _minutes(m, part)
    return _so_many(m, MILE, part) if 1 <= n <= 5 else None


@rule(
    "Element",
    "^!TIMES|DASH|SLASH|AT|NUM n:DIGITS EASY|JOG? r:<WarmUp>|<CoolDown>",
    "^DIGITS n:DIGITS ~r:<CoolDown> &END|NL|DOT",
    "r:<WarmUp>|<CoolDown> COLON|DASH|for? n:DIGITS "
    "&COMMA|SEMI|NL|DOT|PLUS|END|THEN|DASH|SLASH|CLOSE|BAR|ARROW|AND|<CountAhead>",
    cost="rare",
    example="2 WU",
)
def bare_part(m: Found) -> Reps | None:
    """`2 WU, …, 2 CD`: miles, or kilometres where the text has them; `15 WU`: minutes."""
    n = m["n"].value
    part = (Part(m.span, m["r"]),)
    if 8 <= n <= 40 and n == int(n):
        return _minutes(m, part)
    if not 1 <= n <= 4 or n * 4 != int(n * 4):
        return None
    metric = in_metres(m.chart) and not m.chart.once(_part_in_miles)
    return _so_many(m, 1000.0 if metric else MILE, part)


def _part_in_miles(chart: Chart) -> bool:
    """`2 miles warm-up, …, 2.5 cool-down`: whether the other part is told in miles."""
    miles = (n for n in range(chart.end) if "MILES" in chart.tokens[n].kinds)
    return any(chart.at(name, n + 1) for n in miles for name in ("WarmUp", "CoolDown"))


@rule("Element", "n:NUM r:<WarmUp>|<CoolDown> MILES|KM|MINUTES", cost="phrase")
def unit_behind(m: Found) -> Reps:
    """`2 warm-up miles`."""
    part = (Part(m.span, m["r"]),)
    if m.has("MINUTES"):
        return _minutes(m, part)
    return _so_many(m, 1000.0 if m.has("KM") else MILE, part)


_ITEM = pattern(r"(?<!hard )(?<!x )\b(\d+) ?(?:easy|tempo|threshold|steady|hard|wu|cd)\b")
_AFTER_ALL = "&END|NL|DOT|COMMA|SEMI|PLUS|CLOSE"


@rule(
    "Element",
    "^BEGIN|NL|COLON n:DIGITS w:EASY !REST|JOG|WALK|BETWEEN|NUM|CLOCK",
    "^BEGIN|NL|COLON n:DIGITS w:EASY &DIGITS",
    "^BEGIN|NL|COLON w:EASY n:DIGITS &COMMA|PLUS|AND|THEN|WITH|END|NL|DOT",
    f"n:DIGITS w:EASY {_AFTER_ALL}",
    "^COMMA|PLUS|NL|DOT|SEMI|THEN n:DIGITS &TEMPO|THRESHOLD|STEADY|HARD",
    cost="rare",
)
def miles_easy(m: Found) -> Reps | None:
    """`2 easy, 6k @ threshold, 1 easy`: miles, at both ends or among others in miles; minutes where
    one of them is no count of miles (`30 easy, …, 10 easy`)."""
    n = m["n"]
    tokens = m.chart.tokens
    pairs = itertools.pairwise(tokens)
    eased = sum("DIGITS" in one.kinds and "EASY" in two.kinds for one, two in pairs)
    numbers = [int(number) for number in _ITEM.findall(m.chart.plain)]
    least = 10 if any("TIMES" in token.kinds for token in tokens) else 20  # nobody runs 2 x 10 km
    if len(numbers) > 1 and max(numbers) >= least and all(value % 5 == 0 for value in numbers):
        return _minutes(m, (Feel(m["w"].span, Effort.EASY),) if m["w"] else ())
    if m["w"] and m.behind.keys & {"BEGIN", "NL"} and 25 <= n.value <= 90 and n.value % 5 == 0:
        return _minutes(m, (Feel(m["w"].span, Effort.EASY),))  # `50 easy + 6 strides`
    metric = in_metres(m.chart)
    in_miles = metric or any(
        "MILES" in token.kinds and "SLASH" not in before.kinds
        for before, token in itertools.pairwise(tokens)
    )
    if not 1 <= n.value <= 6 or not m["w"] or m["w"].glued or (eased < 2 and not in_miles):
        return None
    return _so_many(m, 1000.0 if metric and eased < 2 else MILE, (Feel(m["w"].span, Effort.EASY),))


alias(
    "HowRun",
    "@|AT|IN <Aimed>",
    "AEROBIC|STEADY|TEMPO|THRESHOLD|HARD|FAST|SLOW|EASY",
    "<NamedTarget>",
    "AT|IN CLOCK",
    example="at MP",
)


_TOLD = frozenset(["EASY", "SLOW", "AT", "TEMPO", "STEADY", "WU", "WARM", "AEROBIC", "UP"])
alias("BareEnd", "n:NUM UP|<WarmUp>", example="2 up")
_HOME = pattern(r"(\d|\b(one|two|three|four|five)) ?(cool|c[/.]?d|w[/.]?d|warm ?down|down)\b")


@rule("Element", "^COMMA|AND|THEN|PLUS|SEMI n:NUM &<HowRun>", cost="rare")
def miles_of_a_list(m: Found) -> Reps | None:
    """`3 miles easy, 4 at MP, 2 miles cool-down`, `2 up, 5 @ 5:40, 2 down`: as those before it."""
    n = m["n"]
    tokens = m.chart.tokens
    line = m.chart.since(m.begin, "NL")
    out = m.chart.at("BareEnd", line)
    if out and not any(token.kinds & (UNITS | {"TIMES"}) for token in tokens[line : m.begin]):
        long = out[0].value.value >= 8
        timed = "DIGITS" in m.after(1).kinds and m.after(2).kinds & ITEM_ENDS  # `8 @ 75`: reps?
        if not _HOME.search(m.chart.plain) or timed or not 1 <= n.value <= (60 if long else 20):
            return None
        return _minutes(m, ()) if long else _so_many(m, 1000.0 if in_metres(m.chart) else MILE, ())
    at = m.begin - 1
    while at > 0 and not tokens[at].kinds & {"MILES", "KM", "NL"} and tokens[at].raw != "M":
        if tokens[at].kinds & {"TIMES", "COLON", "OPEN", "METRES", "MINUTES", "SECONDS", "REST"}:
            return None
        at -= 1
    told = tokens[at + 1].kinds & _TOLD
    if "NL" in tokens[at].kinds or at < 1 or "NUM" not in tokens[at - 1].kinds or not told:
        return None
    if not 1 <= n.value <= 12 or tokens[at - 1].value > 12:
        return None
    return _so_many(m, 1000.0 if "KM" in tokens[at].kinds else MILE, ())


def in_bare_minutes(chart: Chart) -> bool:
    """`12WU, 8, 4 x 2, 8, 12WD`: whether both ends are minutes without a unit, or the first is and
    nothing is as far as a run in metres."""
    out = (p.value.value for i in range(chart.end) for p in chart.at("BareEnd", i))
    if max(out, default=0) < 8:
        return False
    three = zip(*(chart.tokens[n : chart.end + n] for n in range(3)), strict=True)
    home = _HOME.search(chart.plain) is not None
    return home or not any(_far(*tokens) for tokens in three)


def _far(one: Token, unit: Token, word: Token) -> bool:
    """Whether a distance, or a number that may be one, is no jog."""
    jogged = (unit.kinds | word.kinds) & {"JOG", "WALK", "REST"}
    return bool(one.kinds & {"METRES", "KM", "MILES", "LAPS"}) or (one.value > 90 and not jogged)


def _minutes(m: Found, said: tuple[object, ...]) -> Reps:
    n = m["n"]
    length = Length(n.span, ms=n.value * 60_000, unit="min")
    return Reps(m.span, None, length, said, (f"'{m.shown}' taken as {n.value:g} minutes",))


def _so_many(m: Found, metres: float, said: tuple[object, ...]) -> Reps:
    n = m["n"]
    unit = "mile" if metres == MILE else "km"
    length = Length(n.span, metres=n.value * metres, unit=unit)
    shown = f"{n.value:g} {unit}{'s' * (n.value != 1 and unit == 'mile')}"
    return Reps(m.span, None, length, said, (f"'{m.shown}' taken as {shown}",))


def in_metres(chart: Chart) -> bool:
    """Whether the text has a length in kilometres that is no race."""
    return any(
        "KM" in token.kinds and not before.kinds & {"AT", "SLASH"} and not after.kinds & {"PACE"}
        for before, token, after in zip(
            chart.tokens, chart.tokens[2:], chart.tokens[3:], strict=False
        )
    )


def both_ways(m: Found, lengths: set[str]) -> bool:
    """Whether the text has a length up and one down."""
    pairs = itertools.pairwise(m.chart.tokens)
    found = {token.word for before, token in pairs if before.kinds & lengths}
    return "up" in found and bool(found & {"down", "dn"})


@rule(
    "Element",
    "^WU|CD|UP|DOWN BEFORE|beforehand|AFTER|afterwards &AND|COMMA|SEMI|END|NL|DOT",
    cost="phrase",
)
def at_its_end(m: Found) -> Manner:
    """`2 km warm up before and 1 km warm down after`."""
    return Manner(m.span)


# -- one length for both


alias("Down", "<CoolDown>|DOWN|dn", example="cool-down")


@rule(
    "Element",
    "PLUS|WITH|BETWEEN? a|an? r:<Run> OF|EASY|JOG|jogging|running* <WarmUp> SLASH|AND|PLUS a|an? <Down> JOG|EACH? !NUM|CLOCK",
    "r:<Run> EASY|JOG|jogging? <WarmUp> SLASH|AND|PLUS <Down> WITH &NUM|CLOCK",
    "PLUS|WITH|AND? r:<Run> u:UP SLASH|AND|PLUS <Down> &END|NL|COMMA|DOT|SEMI|CLOSE",
    "<WarmUp> SLASH|AND|PLUS <Down> JOG? COLON|OF|DASH|EQUALS|WITH|for|is|are|a* ABOUT|minimum? "
    "r:<Run> EASY|JOG|jogging|running|EACH|OF*",
    "<WarmUp> SLASH|AND|PLUS <Down> COLON|OF|DASH|for* at least|minimum r:<Run> EACH?",
    example="2 miles WU/CD",
)
def both_ends(m: Found) -> Ends | None:
    """One length for a warm-up and a cool-down, that stand at the two ends."""
    if m["u"] and max(m["r"].ms / 300_000, m["r"].metres / 800) < 1:
        return None  # `200 m up and down`: a hill
    return Ends(m.span, m["r"], (f"'{m.shown}' taken as so much before and as much after",))


_LED = "PLUS|WITH|COMMA|AND|DOT|NL|SEMI|DASH|SLASH|BAR a|an|another|plus|PLUS|AND|WITH*"
_DONE = "&COMMA|END|NL|DOT|SEMI|CLOSE|COLON|PLUS|SLASH|BAR"
_HOLDING = "sandwiched|sandwich|bookended|bookend|flanked|surrounded|topped|tailed|top|tail|AND|by|with|WITH|BETWEEN|IN"
_BOTH_ENDS = "EACH|at|IN|ON|on|either|both|of|OF|the|side|sides"


@rule(
    "Element",
    f"{_LED} r:<Run> <Gently>? both? BEFORE|pre|beforehand AND|SLASH|COMMA|PLUS? AFTER|afterwards {_DONE}",
    f"{_LED} r:<Run> <Gently>? <Outward> AND|SLASH|COMMA|PLUS* h:<Run> <Gently>? <Homeward> {_DONE}",
    f"{_LED} r:<Run> OR? so? <Gently>? {_BOTH_ENDS}* end|ends|side|sides|way {_DONE}",
    f"OPEN PLUS|WITH? r:<Run> OR? so? <Gently>? {_BOTH_ENDS}* end|ends|side|sides|way CLOSE",
    "OPEN PLUS|WITH? r:<Run> <Gently>? both? BEFORE AND|SLASH|COMMA|PLUS AFTER|afterwards CLOSE",
    f"^BEGIN|NL|COLON WITH? a? r:<Run> OR? so? <Gently>? {_BOTH_ENDS}* end|ends|side|sides OF &<CountAhead>",
    "^BEGIN|NL|COLON WITH? a? r:<Run> <Gently>? BEFORE AND|SLASH AFTER COLON|COMMA &<CountAhead>",
    f"OPEN|COMMA|DASH|DOT|all* sandwiched|bookended|flanked|surrounded|topped|tailed {_HOLDING}* a? r:<Run> <Gently>? {_DONE}",
    example="with 10 min jog before and after",
)
def around_it(m: Found) -> Ends | None:
    """Easy running before what is run and after it, of one length or of two."""
    sided = not m["h"] and m.has("end", "ends", "side", "sides", "way")
    if sided and not m.has("EACH", "either", "both"):
        return None  # `6 x 1k, 2 miles at the end`
    note = f"'{m.shown}' taken as so much before and {'the rest' if m['h'] else 'as much'} after"
    return Ends(m.span, m["r"], (note,), home=m["h"])


alias("Outward", "BEFORE|beforehand", "TO|AT the? start|begin|beginning", example="to start")
alias("Homeward", "AFTER|afterwards", "TO|AT the? end|finish|close", example="to finish")
alias("Gently", "OF|of? EASY|JOG|SLOW RUN|JOG|jogging|running*", example="slow runs")


@rule(
    "Element",
    "PLUS|WITH|COMMA|AND a|an|the|your? SHORT|LONG|EASY|proper|good|full|usual? <WarmUp> AND|SLASH|PLUS a|an|the|your? "
    "SHORT|LONG|EASY? <Down> JOG? &END|NL|DOT|COMMA|SEMI|CLOSE",
    cost="label",
    example="with a warm up and cool down",
)
def both_untold(m: Found) -> Remark:
    """Both ends, without any length."""
    return Remark(m.span, notes=("no-length",))
