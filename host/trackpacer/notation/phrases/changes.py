# SPDX-License-Identifier: MIT
"""How reps change: cut-downs, a step a rep, a ladder through a rep, uneven 100s, turns."""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.elements import Change, Manner, Remark
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.ladders import past_than, step_at
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
    "CUTDOWN gradually|steadily|evenly &FROM",
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


@rule(
    "Element",
    "STEP by? s:DASH|PLUS|MINUS? a:<Secs>",
    "s:DASH|PLUS a:<Secs> PER|EACH|a|SLASH|by REP|time|one|EFFORT|each",
    "s:DASH|PLUS a:<Secs> EACH",
    example="step -1",
)
def step(m: Found) -> Change:
    small, large, _ = m["a"]
    sign = 1 if m["s"] is None or "PLUS" in m["s"].keys else -1
    return Change(m.span, step_ms=sign * (small + large) / 2)


_LEADING = words_of("and the to that a with by of be you we will should is which it about")
_OFF = words_of("off drop dropping lose losing less down coming come")
_EACH = frozenset(["EACH", "PER", "than"])
_GETS = words_of("getting get gets going goes dropping run running")
_OF_CHANGE = frozenset(
    [
        *("EACH", "PER", "REP", "CUTDOWN", "FASTER", "SLOWER", "SLIGHTLY", "ABOUT"),
        *("RUN", "DOWN", "KM", "MILES", "LAPS"),
    ]
) | (
    _OFF
    | _GETS
    | words_of(
        """
    secs seconds s try trying aim aiming to be you should will so and that's that which is it a by with one time or
    thereabouts all little bit couple few of another take knock shave chop cut taking knocking
    shaving cutting being doing trying each the we want pick up
    """
    )
)


@scanner("Element", "COMMA|DASH|OPEN|ABOUT|WORD|DIGITS")
def how_reps_change(chart: Chart, i: int) -> list[Phrase]:
    """`each rep 3 s faster than the last`, `try to knock about 2 s off every time`, `with each one
    a bit quicker`: by how much, or only that they do; what the two ends come to, where told."""
    tokens = chart.tokens
    opened = "OPEN" in tokens[i].kinds
    near = range(max(i - 4, 0), i)
    paces = (p for at in near for kind in ("OffsetTarget", "Body") for p in chart.at(kind, at))
    ends = {p.end for p in paces if p.value.offset or (p.value.fast and p.value.fast.offset)}
    if tokens[i].keys & {"DASH", "less", "OR"} and max(ends, default=0) > i:
        return []  # `MP - 10-15 secs per mile`, `3k pace or 2 s a lap faster`: than that pace
    at = i + bool(tokens[i].kinds & {"COMMA", "OPEN"} or is_spaced_dash(tokens, i))
    keys = set[str]()
    steps: list[float] = []
    found: list[Phrase] = []
    while at - i < 26:
        token = tokens[at]
        change = _change(chart, keys, steps, (tokens[i].start, tokens[at - 1].end))
        closed = opened and "CLOSE" in token.kinds
        whole = closed == opened and "OPEN" not in keys and tokens[at - 1].word not in _LEADING
        if change is not None and whole:
            found = [*found[-1:], Phrase(at + closed, 0.0, change)]
        if seconds := step_at(chart, at):
            steps.append(sum(seconds.value[:2]) / 2)
            at = seconds.end
        elif token.word == "than":
            at = past_than(tokens, at)
            if not at:
                return []  # `5 s faster than 10k pace`
        elif unit := _of_each_lap(chart, at, bool(steps)):
            keys |= {unit}
            at += 2
        elif token.keys & _OF_CHANGE:
            at = _past_each(chart, at)
        elif (
            at > i + 1 and not opened and token.kinds & ({"CLOSE"} if "OPEN" in keys else {"OPEN"})
        ):
            keys ^= {"OPEN"}  # `a bit faster (about 5 s)`
            at += 1
            continue
        else:
            break
        keys |= token.keys
    return found


_LAP = {"LAPS": "400", "KM": "km", "MILES": "mile"}


def _of_each_lap(chart: Chart, at: int, stepped: bool) -> str:
    """The unit of `per lap`, `a km`, `/mile` behind a step; '' where there is none."""
    led = chart.tokens[at].keys & {"PER", "a", "SLASH"}
    units = (_LAP[kind] for kind in chart.tokens[at + 1].kinds & _LAP.keys())
    return next(units, "") if led and stepped else ""


def _past_each(chart: Chart, at: int) -> int:
    """Behind a word, or `each 700 m`."""
    far = longest(chart.at("Dist", at + 1)) if "EACH" in chart.tokens[at].kinds else None
    bare = chart.tokens[at + 1].value in range(100, 3001, 50) and "EACH" in chart.tokens[at].kinds
    return far.end if far is not None else at + 1 + bare


def _change(
    chart: Chart, keys: set[str], steps: list[float], span: tuple[int, int]
) -> Change | Manner | None:
    """What words and seconds say of the reps."""
    each = keys & (_EACH | _GETS) or ("a" in keys and keys & {"REP", "time"})
    sign = 1 if "SLOWER" in keys else -1 if keys & ({"FASTER", "CUTDOWN"} | _OFF) else 0
    if not each or len(steps) > 1 or not (sign or steps):
        return None
    if chart.once(_laddered):
        return Manner(span)
    if steps:
        # `5 s per km faster` alone: each km of one run; of reps it is told what they are faster than
        by_rep = keys & {"EACH", "REP", "one", "time", "than"}
        per = next((unit for unit in _LAP.values() if unit in keys), "") if by_rep else ""
        step = Change(span, step_ms=(sign or -1) * steps[0], step_per=per)
        return step if sign or chart.once(_has_ends) else None
    told = "FASTER" in keys and keys & _EACH and not keys & {"KM", "MILES", "LAPS"}
    return Change(span, cutdown=True) if told else None


def _laddered(chart: Chart) -> bool:
    return any(chart.at("Ladder", at) for at in range(chart.end))


def _has_ends(chart: Chart) -> bool:
    ends = any(chart.at("Range", at) for at in range(chart.end))
    return ends or any("CUTDOWN" in token.kinds or token.word == "faster" for token in chart.tokens)


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
    "^KM|MILES|MINUTES alternations between|with|COLON|of*",
    "as ALTERNATE",
    "OPEN CONTINUOUS? ALTERNATE|alternations CLOSE",
    "CONTINUOUS off|through|out &DASH|COMMA|NL|END|DOT|COLON|SEMI|CLOSE",
    "IN ALTERNATE BETWEEN|with? them|these|those|one|EACH*",
    example="alternating",
)
@rule("Element", "OPEN rolling CLOSE", cost="phrase")
@rule("Element", "CONTINUOUS ALTERNATE|alternations?", cost="rare", example="continuous")
def alternating(m: Found) -> Change:
    turns = m.has("ALTERNATE", "alternations")
    return Change(m.span, continuous=m.has("CONTINUOUS", "rolling"), alternate=turns)
