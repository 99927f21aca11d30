# SPDX-License-Identifier: MIT
"""How reps change: cut-downs, a step a rep, a ladder through a rep, uneven 100s, turns."""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found
from trackpacer.notation.elements import Change, Manner, Remark
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.targets import seconds_of
from trackpacer.notation.tokens import is_spaced_dash
from trackpacer.notation.tree import Profile


@rule(
    "Element",
    "!working|cut CUTDOWN from? by?",
    "working from|by",
    "working &DOWN|FROM",
    "cut from? by?",
    "getting|going FASTER EACH|every|WITH? EACH|REP|time|one?",
    "WITH? each? getting|going|gets|is|run|REP* FASTER|quicker AND FASTER|quicker",
    "EACH SET|REP|one? getting|going FASTER",
    "CUTDOWN down|up THROUGHOUT|evenly|gradually|steadily?",
    "a? cut DASH? downs|DOWN? SESSIONWORD|COLON*",
    "CUTDOWN RUN",
    "get|getting|gets|going|go gradually|steadily|progressively|a|bit|little* FASTER as|AS you|we|they|it go|goes|work|progress",
    example="cut down",
)
def cutdown(m: Found) -> Change:
    return Change(m.span, cutdown=True)


@rule(
    "Element",
    "^BEGIN|NL cutdown|cutdowns|cut DASH? downs|DOWN? SESSIONWORD|tonight|today* DASH|DOT|COLON &<Run> !<Counted>",
    "^BEGIN|NL STEP DASH? DOWN|downs SESSIONWORD|tonight|today? COLON|DASH? &<Run> !<Counted>",
    cost="label",
)
def cutdown_title(m: Found) -> Remark | None:
    """`Cutdown - 1600 (HM) / 1000 (10k)`: what the list is."""
    tokens = m.chart.tokens
    spaced = "DASH" not in tokens[m.end - 1].kinds or is_spaced_dash(tokens, m.end - 1)
    return Remark(m.span) if m.has("STEP") or spaced else None


alias(
    "StepWords",
    "PER|EACH|a|SLASH|by REP|time|one|EFFORT|each",
    "EACH",
    "than the one? before|LAST|previous?",
    "than the|your|that|my* LAST|previous <Dist>|DIGITS|REP|one before?",
    "WITH EACH REP|one",
    example="each rep",
)


alias("UnitStep", "PER|EACH|a|SLASH|by KM|MILES|LAPS", example="per km")


_EACH_TIME = frozenset(["each", "every", "getting", "going", "per", "rep", "dropping", "a", "than"])
_BID = "RUN|EACH|REP|try|trying|aim|aiming|TO|be|you|should|will|so|AND|COMMA|that's|that|which|is|it|get|getting|go|going"
_TAKES_OFF = "take|knock|shave|chop|cut|taking|knocking|shaving|cutting"
alias("OrSo", "or so|thereabouts", example="or so")


@rule(
    "Element",
    "STEP by? s:DASH|PLUS|MINUS? a:<Secs>",
    "s:DASH|PLUS a:<Secs> <StepWords>",
    "and|COMMA? getting|going|dropping|CUTDOWN|get|run|REP|EACH* ABOUT? by? a:<Secs> d:FASTER|SLOWER|quicker|less <StepWords>?",
    "CUTDOWN by|down* ABOUT? a:<Secs> <OrSo>? <StepWords>|<UnitStep>?",
    "and|COMMA? getting|going|get|run|REP|EACH* d:FASTER|SLOWER|quicker by ABOUT? a:<Secs> <OrSo>? <StepWords>?",
    "DASH|WITH? EACH REP|one|NUM|KM|MILES|LAPS? m? is|ABOUT|being|a|getting|should|be* a:<Secs> <OrSo>? d:FASTER|SLOWER <StepWords>?",
    f"{_BID}* {_BID}* ABOUT? a:<Secs> <OrSo>? d:FASTER|SLOWER <StepWords>",
    "COMMA|DASH? WITH? EACH one|REP|time? is|being? SLIGHTLY|a|bit|little* d:FASTER|SLOWER OPEN ABOUT|by* a:<Secs> CLOSE <StepWords>",
    f"{_BID}* {_BID}* v:{_TAKES_OFF} ABOUT|another? a:<Secs> <OrSo>? off <StepWords>",
    f"{_BID}* {_BID}* v:drop|lose|dropping|losing ABOUT|another? a:<Secs> <OrSo>? <StepWords>",
    f"{_BID}* {_BID}* v:coming|come DOWN by? ABOUT|another? a:<Secs> <OrSo>? <StepWords>",
    f"{_BID}* {_BID}* v:coming|come DOWN by? a|one SECONDS <StepWords>",
    "a:<Secs> d:FASTER|SLOWER <UnitStep>",
    f"{_BID}* {_BID}* a:<Secs> <OrSo>? off <StepWords>",
    f"{_BID}* {_BID}* a|one SECONDS off <StepWords>",
    "COMMA|DASH p:a|one SECONDS PER|EACH|a REP|time|one",
    "COMMA|DASH a:<Secs> p:PER|EACH|a REP|time|one",
    "ABOUT? a:<Secs> <UnitStep> d:FASTER|SLOWER <StepWords>",
    f"{_BID}* {_BID}* a|one SECONDS d:FASTER|SLOWER|quicker <StepWords>",
    f"{_BID}* running|going|getting|doing? EACH REP|one|time? a|one SECONDS d:FASTER|SLOWER",
    example="step -1",
)
def step(m: Found) -> Change | None:
    if m["p"] and not m.chart.once(_has_ends):
        return None  # `82 to 74, a second a rep`
    small, large, _ = m["a"] or (1000.0, 1000.0, True)
    if m["d"] is not None:
        sign = 1 if m["d"].word == "slower" else -1
        if _EACH_TIME.isdisjoint(m.words()):
            return None
    elif m["v"] or m["p"] or m.has("off") or (m.has("CUTDOWN") and not m.has("STEP")):
        if large > 20_000:
            return None
        sign = -1
    else:
        sign = 1 if m["s"] is None or "PLUS" in m["s"].keys else -1
    return Change(m.span, step_ms=sign * (small + large) / 2)


@rule(
    "Element",
    "COMMA|DASH? ABOUT <Secs> <OrSo>? off|FASTER? <StepWords>",
    "OPEN ABOUT? <Secs> <OrSo>? off|FASTER? <StepWords> CLOSE",
    cost="phrase",
)
def about_the_step(m: Found) -> Manner | None:
    """`from M pace to 5k pace, ~9 s a rep`: about what the two ends come to."""
    return Manner(m.span) if m.chart.once(_has_ends) else None


def _has_ends(chart: Chart) -> bool:
    ends = any(chart.at(name, at) for at in range(chart.end) for name in ("Ladder", "Range"))
    return ends or any("CUTDOWN" in token.kinds or token.word == "faster" for token in chart.tokens)


@rule("Element", "COMMA? so that? you|we|they|it* go|goes|move|work|come &FROM", cost="phrase")
def so_that(m: Found) -> Remark:
    """`2 s faster each time, so that you go from 2:12 down to 2:00`."""
    return Remark(m.span, listed=False)


@rule(
    "Element",
    "REACH? t:<NamedTarget>|<OneTarget> AT|ON|IN|by the|REP|no|number* n:NUM ORD? REP|EFFORT|one?",
    cost="phrase",
    example="84 at the 8th rep",
)
def through(m: Found) -> Change | None:
    value = m["n"].value
    told = m.has("rep", "th", "st", "nd", "rd", "repeat") and value == int(value) >= 2
    return Change(m.span, via=(int(value), m["t"])) if told else None


@rule(
    "Element",
    "FASTER THAN that|this|it by|EACH REP|EACH*",
    cost="phrase",
    example="faster than that by each rep",
)
def going_on(m: Found) -> Change:
    return Change(m.span, notes=("steps-go-on",))


@rule(
    "Element",
    "FASTER|quicker by? EACH REP",
    "FASTER|quicker EACH &COLON|COMMA|DOT|NL|END|OPEN",
    "EACH REP FASTER",
    "COMMA|DASH? WITH? EACH one|REP|time|<Dist>|DIGITS? is|being? SLIGHTLY|a|bit|little|couple|few|of|SECONDS* FASTER than the LAST|previous|one|before*",
    "COMMA? WITH? EACH one|REP|time? is|being? SLIGHTLY|a|bit|little* FASTER &END|COLON|COMMA|DOT|NL|SEMI",
    cost="rare",
    example="faster each rep",
)
def faster_each(m: Found) -> Change:
    return Change(m.span, cutdown=True)


@rule("Element", "OPEN? BENDS s:DASH|PLUS? a:<Secs> CLOSE?", example="bends -0.5")
def bends(m: Found) -> Change:
    sign = -1 if m.has("DASH") else 1
    return Change(m.span, profile=Profile(m.span, "bends", ms=sign * m["a"][0], change=True))


@rule(
    "Element",
    "OPEN? w:first|last n:DIGITS m? IN|AT|COLON|EQUALS? s:DASH|PLUS? t:<Time>|<Number> CLOSE?",
    cost="phrase",
    example="first 200 40",
)
def part_of_rep(m: Found) -> Change | None:
    metres, ms = m["n"].value, seconds_of(m["t"])
    sign = 0 if m["s"] is None else -1 if "DASH" in m["s"].kinds else 1
    if metres < 100 or (not sign and not 0.1 <= ms / metres / 1000 <= 0.5):
        return None
    profile = Profile(m.span, m["w"].word, metres, (sign or 1) * ms, bool(sign))
    return Change(m.span, profile=profile)


@rule(
    "Element",
    "finishing|finish|ending|end|starting|start|beginning with|w/ a|the? FAST n:DIGITS m?",
    "finishing|finish|ending|end with|w/ a|the|your|last* n:DIGITS m? FAST",
    cost="phrase",
    example="finishing with a fast 200",
)
def fast_part(m: Found) -> Change | None:
    name = "first" if m.words()[0] in ("starting", "start", "beginning") else "last"
    metres = m["n"].value
    note = (
        f"'{m.shown}' taken as the {name} {metres:g} m of each rep 2 s faster than even, "
        "the target as written"
    )
    profile = Profile(m.span, name, metres, -2000.0, True)
    return Change(m.span, profile=profile, notes=(note,)) if metres >= 100 else None


@rule(
    "Element", "OPEN? CUES every|EACH|COLON* n:25|50|100|200|400 m? CLOSE?", example="cues every 50"
)
def cues(m: Found) -> Change:
    return Change(m.span, spacing=int(m["n"].value))


@rule(
    "Element",
    "ALTERNATE between|with|COLON|RUN*",
    "as ALTERNATE",
    "CONTINUOUS off|through|out &DASH|COMMA|NL|END|DOT|COLON|SEMI|CLOSE",
    "IN ALTERNATE BETWEEN|with? them|these|those|one|EACH*",
    example="alternating",
)
@rule("Element", "OPEN rolling CLOSE", cost="phrase")
@rule("Element", "CONTINUOUS ALTERNATE?", cost="rare", example="continuous")
def alternating(m: Found) -> Change:
    return Change(m.span, continuous=m.has("CONTINUOUS", "rolling"), alternate=m.has("ALTERNATE"))
