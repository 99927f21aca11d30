# SPDX-License-Identifier: MIT
"""How reps change: cut-downs, a step a rep, a ladder through a rep, uneven 100s, turns."""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Aim, Amount, Change
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.targets import seconds_of
from trackpacer.notation.tree import Profile, Target


@rule("Element", "CUTDOWN from? by?", "getting|going FASTER", example="cut down")
def cutdown(m: Found) -> Change | None:
    if (
        m.words()[0] in ("working", "cut")
        and not m.after().keys & {"DOWN", "down", "FROM"}
        and len(m.words()) == 1
    ):
        return None if m.words()[0] == "working" else Change(m.span, cutdown=True)
    return Change(m.span, cutdown=True)


@rule(
    "Element",
    "CUTDOWN down|up",
    "a? cut DASH? downs|DOWN|down? SESSIONWORD|COLON*",
    "CUTDOWN run|RUN",
    example="working down",
)
def cutdown_words(m: Found) -> Change:
    return Change(m.span, cutdown=True)


@rule(
    "Element",
    "CUTDOWN t:<Ladder>",
    "CUTDOWN down|COLON? t:<Ladder>",
    "RUN COLON t:<Ladder>",
    example="descending from 3:40 to 3:15",
)
def cutdown_ladder(m: Found) -> Aim:
    target: Target = m["t"]
    return Aim(m.span, target)


alias(
    "StepWords",
    "PER|EACH|a|SLASH|by REP|time|one|EFFORT|each",
    "EACH",
    "than the one? before|last|previous?",
    example="each rep",
)


@rule(
    "Element",
    "STEP by? s:DASH|PLUS|MINUS? a:<Secs>",
    "s:DASH|PLUS a:<Secs> <StepWords>",
    "and|COMMA? getting|going|dropping|CUTDOWN|each|get|run|REP|EACH* ABOUT? by? a:<Secs> d:FASTER|SLOWER|quicker|less <StepWords>?",
    "CUTDOWN by? a:<Secs> <StepWords>?",
    "a:<Secs> d:FASTER|SLOWER <StepWords>",
    "- EACH REP|one|DIGITS m? is|ABOUT* a:<Secs> d:FASTER|SLOWER <StepWords>?",
    "DASH? EACH REP|one|NUM m? is|ABOUT* a:<Secs> d:FASTER|SLOWER <StepWords>?",
    example="step -1",
)
def step(m: Found) -> Change | None:
    small, large, _ = m["a"]
    ms = (small + large) / 2
    words = m.words()
    if m["d"] is not None:
        sign = 1 if m["d"].word == "slower" else -1
        if not set(words) & {
            "each",
            "every",
            "getting",
            "going",
            "per",
            "rep",
            "dropping",
            "a",
            "than",
        }:
            return None
    elif m.has("CUTDOWN") and "step" not in words:
        sign = -1
        if large > 20_000:
            return None
    else:
        mark = m["s"]
        sign = 1 if mark is None or mark.keys & {"PLUS"} else -1
    return Change(m.span, step_ms=sign * ms)


@rule(
    "Element",
    "REACH? t:<NamedTarget>|<OneTarget> AT|ON|BY|IN|by the|REP|no|number* n:NUM ORD? REP|EFFORT|one?",
    cost="phrase",
    example="84 at the 8th rep",
)
def through(m: Found) -> Change | None:
    words = m.words()
    value = m["n"].value
    if (
        value != int(value)
        or value < 2
        or not set(words) & {"rep", "th", "st", "nd", "rd", "repeat"}
    ):
        return None
    return Change(m.span, via=(int(value), m["t"]))


@rule(
    "Element",
    "FASTER THAN that|this|it BY|by|EACH REP|EACH|each|rep*",
    cost="phrase",
    example="faster than that by each rep",
)
def going_on(m: Found) -> Change:
    return Change(m.span, notes=("steps-go-on",))


@rule(
    "Element",
    "FASTER|quicker by? EACH REP",
    "EACH REP FASTER",
    "COMMA? EACH one|REP|time? is|being? SLIGHTLY|a|bit|little* FASTER than the LAST|previous|one|before*",
    cost="rare",
    example="faster each rep",
)
def faster_each(m: Found) -> Change:
    return Change(m.span, cutdown=True)


@rule("Element", "OPEN? BENDS s:DASH|PLUS? a:<Secs> CLOSE?", example="bends -0.5")
def bends(m: Found) -> Change | None:
    if m.has("OPEN") != m.has("CLOSE"):
        return None
    sign = -1 if m["s"] is not None and "DASH" in m["s"].kinds else 1
    return Change(m.span, profile=Profile(m.span, "bends", ms=sign * m["a"][0], change=True))


@rule(
    "Element",
    "OPEN? w:first|last n:DIGITS m? IN|AT|COLON|EQUALS? s:DASH|PLUS? t:<Time>|<Number> CLOSE?",
    cost="phrase",
    example="first 200 40",
)
def part_of_rep(m: Found) -> Change | None:
    metres = m["n"].value
    t: Amount = m["t"]
    if metres < 100 or m.has("OPEN") != m.has("CLOSE"):
        return None
    sign = 0 if m["s"] is None else -1 if "DASH" in m["s"].kinds else 1
    ms = seconds_of(t)
    if sign == 0 and not 0.1 <= ms / metres / 1000 <= 0.5:
        return None
    name = m["w"].word
    profile = Profile(m.span, name, metres, sign * ms if sign else ms, bool(sign))
    return Change(m.span, profile=profile)


@rule(
    "Element",
    "finishing|finish|ending|end|starting|start|beginning with|w/ a|the? FAST n:DIGITS m?",
    "finishing|finish|ending|end with|w/ a|the|your|last* n:DIGITS m? FAST",
    cost="phrase",
    example="finishing with a fast 200",
)
def fast_part(m: Found) -> Change | None:
    words = m.words()
    name = "first" if words[0] in ("starting", "start", "beginning") else "last"
    metres = m["n"].value
    if metres < 100:
        return None
    note = (
        f"'{m.shown}' taken as the {name} {metres:g} m of each rep 2 s faster than even, "
        "the target as written"
    )
    return Change(m.span, profile=Profile(m.span, name, metres, -2000.0, True), notes=(note,))


@rule("Element", "OPEN? CUES|EACH every|EACH|COLON* n:DIGITS m? CLOSE?", example="cues every 50")
def cues(m: Found) -> Change | None:
    value = m["n"].value
    if value not in (25, 50, 100, 200, 400) or not m.has("CUES") or m.has("OPEN") != m.has("CLOSE"):
        return None
    return Change(m.span, spacing=int(value))


@rule("Element", "ALTERNATE between|with|COLON|RUN*", "as ALTERNATE", example="alternating")
def alternating(m: Found) -> Change:
    return Change(m.span, alternate=True)


@rule("Element", "CONTINUOUS ALTERNATE?", cost="rare", example="continuous")
def on_end(m: Found) -> Change:
    return Change(m.span, continuous=True, alternate=m.has("ALTERNATE"))
