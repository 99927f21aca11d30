# SPDX-License-Identifier: MIT
"""Efforts by their names, what a run is for, and feelings no watch can pace.

`hard`, `all out`, `warm-up`, `strides`, `RPE 7-8`, `HR < 145`, `7/10 effort`.
"""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Change, Doubt, Feel, Manner, Part, Remark
from trackpacer.notation.grammar import rule
from trackpacer.session import Effort, Role

EFFORTS = {
    "MAX": Effort.MAX,
    "SPRINT": Effort.SPRINT,
    "HARD": Effort.HARD,
    "FAST": Effort.FAST,
    "STEADY": Effort.STEADY,
    "AEROBIC": Effort.AEROBIC,
    "RELAXED": Effort.RELAXED,
    "EASY": Effort.EASY,
    "SLOW": Effort.EASY,
}
_EFFORT = "|".join(kind for kind in EFFORTS if kind != "SLOW")
_NOUNS = {"REST", "JOG", "WALK", "FLOAT"}


def named(m: Found, name: str = "e") -> Effort:
    """The effort that the word of a name is for."""
    return EFFORTS[next(kind for kind in EFFORTS if kind in m[name].kinds)]


@rule(
    "Element",
    f"VERY|at|a|as|SLIGHTLY* e:{_EFFORT} PACE|EFFORT|RUN|REP|reps*",
    "at|a|VERY* e:FAST|HARD|quick|STEADY but|AND|COMMA? RELAXED PACE|EFFORT?",
    example="hard",
)
def effort(m: Found) -> Feel | None:
    e = m["e"]
    tokens = m.chart.tokens
    words = m.words()
    if words[0] in ("at", "a", "as") and e.word not in ("max", "maximum", "easy", "hard", "steady"):
        return None
    if words[0] == "as":
        return None
    last = tokens[m.end - 1]
    if last.word in ("run", "runs") and m.after().keys & {"NUM"}:
        return None
    if e.word in ("easy", "max") and m.after().keys & _NOUNS and last is e:
        after = m.after()
        if not (
            "REST" in after.kinds
            and m.after(1).keys & {"END", "NL", "DOT", "COMMA"}
            and e.word == "easy"
        ) and not (after.word == "r" or (e.word == "easy" and "JOG" in after.kinds)):
            return None
    if "SPRINT" in e.kinds and m.has("HILL"):
        return None
    return Feel(m.span, named(m))


@rule(
    "Element", "all DASH? out", "flat DASH? out", "full out|gas", "best effort", example="all out"
)
def all_out(m: Found) -> Feel:
    return Feel(m.span, Effort.MAX)


@rule(
    "Element",
    "as FAST|HARD as you|possible you|can|possibly* can|possible?",
    "as FAST|HARD as you|they like|want|please|wish|dare",
    "AS FAST|HARD AS possible",
    example="as fast as possible",
)
def as_fast(m: Found) -> Feel:
    return Feel(m.span, Effort.MAX)


@rule(
    "Element",
    f"e:{_EFFORT} TO f:HARD|FAST|MAX",
    "e:STEADY DASH|SLASH f:HARD|FAST",
    example="moderate to hard",
)
def effort_range(m: Found) -> Feel:
    mod = m["e"].word in ("mod",) or (m.has("DASH") and "STEADY" in m["e"].kinds)
    if mod:
        return Feel(m.span, Effort.HARD)
    return Feel(m.span, named(m), notes=(f"of '{m.shown}' the first is taken",))


@rule(
    "Element",
    "mod DASH HARD TO HARD|FAST",
    "near max",
    "fairly|quite|pretty|properly|moderately|comfortably|really HARD|FAST",
    "high intensity",
    example="fairly hard",
)
def hardish(m: Found) -> Feel:
    if m.has("FAST") and not m.has("HARD"):
        return Feel(m.span, Effort.FAST)
    return Feel(m.span, Effort.HARD)


@rule(
    "Element",
    f"VERY|at|a|SLIGHTLY* e:{_EFFORT} SLASH|AND|COMMA|but VERY? f:{_EFFORT} PACE|EFFORT|RUN?",
    cost="phrase",
    example="quick and loose",
)
def effort_and(m: Found) -> Feel | None:
    return Feel(m.span, named(m)) if m.has("AND", "but") else None


@rule(
    "Element",
    f"QUOTES e:{_EFFORT} QUOTES",
    f"QUOTES e:{_EFFORT} AND|but WORD QUOTES",
    f"QUOTES WORD AND|but e:{_EFFORT} QUOTES",
)
def effort_quoted(m: Found) -> Feel | None:
    if m.has("STEADY", "RELAXED"):
        words = m.words()
        both = [w for w in words if lexicon.look_up(w).kinds & {"FAST", "HARD"}]
        if not both:
            return None
        return Feel(
            m.span,
            Effort.FAST if any("FAST" in lexicon.look_up(w).kinds for w in both) else Effort.HARD,
        )
    return Feel(m.span, named(m))


@rule(
    "Element",
    "EASY|SLOW JOG RUN|PACE?",
    "JOG AT? EASY|SLOW|PACE*",
    "JOG home for?",
    "EASY|SLOW|of|REST RUN|JOG RUN?",
    "of|EASY EASY|RELAXED RUN|JOG",
    "REST RUN",
    cost="phrase",
    example="easy jog",
)
def jogged(m: Found) -> Feel | None:
    words = m.words()
    if words == ["of", "run"] or words == ["of", "jog"] or m.chart.tokens[m.begin].word == "r":
        return None
    return Feel(m.span, Effort.EASY, jogged=True)


@rule("Element", "EASY REST", example="easy recovery")
def easy_recovery(m: Found) -> Feel | None:
    if not m.after().keys & {"END", "NL", "DOT", "COMMA", "RUN"}:
        return None
    return Feel(m.span, Effort.EASY, jogged=True)


@rule("Element", "z|zone n:DIGITS", example="zone 2")
def zone(m: Found) -> Feel | None:
    value = m["n"].value
    if value in (1, 2):
        return Feel(m.span, Effort.EASY)
    return {
        3: Feel(m.span, Effort.STEADY),
        4: Feel(m.span, Effort.HARD),
        5: Feel(m.span, Effort.HARD),
    }.get(int(value))


# -- what a run is for


@rule(
    "WarmUp", "WU", "WARM DASH? up|ups|UP", "WARM DASH? up|UP JOG", "warming UP|up", "to warm UP|up"
)
def warm_up(m: Found) -> Role:
    return Role.WARMUP


@rule(
    "CoolDown",
    "CD",
    "COOL DASH? down|downs|DOWN",
    "cooling DOWN",
    "WARM DASH? down|DOWN",
    "to cool|warm DOWN|down",
)
def cool_down(m: Found) -> Role:
    return Role.COOLDOWN


@rule(
    "Element",
    "<Run> OF|EASY* <WarmUp> SLASH|AND|PLUS <CoolDown>",
    "<WarmUp> SLASH|AND|PLUS <CoolDown> COLON|OF|DASH|EQUALS* <Run> EACH?",
    example="2 miles WU/CD",
)
def both_ends(m: Found) -> Doubt:
    """One length for a warm-up and a cool-down, that stand at the two ends."""
    return Doubt(
        m.span,
        "'{this}' stands for a part before and a part after",
        "the warm-up first and the cool-down last, each with its length",
    )


@rule(
    "Element",
    "FROM|end|finish? with|for|as|do|TO|your|a|the* r:<WarmUp>|<CoolDown> JOG|RUN? COLON|DASH|OF|for|with|EQUALS|EASY*",
    example="warm-up:",
)
def part(m: Found) -> Part | None:
    tokens = m.chart.tokens
    last = tokens[m.end - 1]
    if "DASH" in last.kinds and (last.glued or "NL" in m.after().kinds):
        return None
    headed = bool(last.kinds & {"COLON", "OF", "WITH", "EQUALS"}) or last.word == "for"
    headed = headed or any(m.chart.at(name, m.end) for name in ("Time", "Dist"))
    return Part(m.span, m["r"], headed)


@rule("Element", "UP", "DOWN", cost="rare", example="2 up, 2 down")
def up_and_down(m: Found) -> Part | None:
    """`2 miles up, …, 2 miles down`: only where there is a way up and one down."""
    before = m.before()
    length = {"DIGITS", "MILES", "KM", "MINUTES", "PRIME", "CLOCK"}
    if before is None or not before.kinds & length:
        return None
    if not m.after().kinds & {"END", "NL", "COMMA", "SEMI", "PLUS", "DOT", "THEN", "CLOSE"}:
        return None
    tokens = m.chart.tokens
    found = {
        word
        for one, token in pairwise(tokens)
        for word in ("up", "down")
        if token.word == word and one.kinds & length
    }
    if len(found) < 2:
        return None
    return Part(m.span, Role.WARMUP if m.has("UP") else Role.COOLDOWN)


@rule("Element", "SLOW", cost="rare", example="slow")
def slow(m: Found) -> Feel | None:
    if m.words()[0] not in ("slow", "slowly", "gentle", "gently", "light"):
        return None
    if m.after().kinds & {*_NOUNS, "NUM", "CLOCK"}:
        return None
    return Feel(m.span, Effort.EASY)


@rule("Element", "r:<WarmUp> AND|SLASH|PLUS r2:<CoolDown>", cost="phrase", example="wu/cd")
def both_parts(m: Found) -> Remark | Doubt:
    if m.after().keys & {"NUM", "CLOCK"}:
        return Doubt(
            m.span,
            f"'{m.shown}' with one length: of each, or of both?",
            "each where it is run, like `2 miles warm-up, …, 2 miles cool-down`",
        )
    return Remark(
        m.span, notes=(f"'{m.shown}' has no length: left to the runner, not on the watch",)
    )


@rule(
    "Element",
    "FAST|SPRINT|HILL|build? DASH|SLASH? STRIDES RUN? COLON?",
    "STRIDES DASH|SLASH? out|outs|up|ups|SPRINT?",
    "stride|build DASH? outs|out|ups|up STRIDES?",
    example="strides",
)
def strides(m: Found) -> Part | None:
    if m.chart.tokens[m.begin].word == "st" or m.words()[-1] in ("-", "/"):
        return None
    if m.words()[0] == "build" and not m.has("ups", "up", "outs"):
        return None
    return Part(m.span, Role.STRIDE)


@rule(
    "Element",
    "run|RUN? UP? a|the? steep|gentle|short|long|STEADY|grassy? HILL SPRINT REP*",
    "SPRINT UP? HILL",
    "HILL SPRINT",
    example="hill sprints",
)
def hill_sprints(m: Found) -> Feel:
    return Feel(m.span, Effort.SPRINT)


@rule(
    "Element",
    "HILL REP|RUN*",
    "UP|on|up|over a|an|the|gentle|steep|short|long|STEADY|SLOW* HILL|drag|ramp REP|RUN*",
    "REP",
    "RUN",
    "EACH",
    "FARTLEK RUN|SESSIONWORD|COLON*",
    "PACE SESSIONWORD",
    "sports|interval|speed|track|long SESSIONWORD",
    "a|an|the|this|another? PYRAMID SESSIONWORD|OF|style|day|COLON|COMMA*",
    "DOWN|UP PYRAMID COLON|COMMA?",
    "OF RUN",
    "LONG RUN?",
    "medium DASH long RUN?",
    "RACE",
    "time trial",
    "tt",
    "metre|meter|METRES REP",
    "SET",
    example="hill reps",
)
def manner(m: Found) -> Manner | None:
    words = m.words()
    tokens = m.chart.tokens
    if words[0] in ("each", "every") and m.after().keys & {"NUM", "CLOCK", "REP", "RUN"}:
        return None
    if words[0] in ("one", "ones") and len(words) == 1:
        return None
    said = m.before()
    if (
        words == ["repeat"]
        and said is not None
        and said.kinds & {"MILES", "METRES", "KM", "MINUTES"}
    ):
        return Manner(m.span)
    if words == ["repeat"]:
        return None
    if tokens[m.begin].word in ("set", "sets", "round", "rounds", "group", "groups", "lot"):
        return None
    if words == ["race"] and m.after().keys & {"PACE"}:
        return None
    if words[0] == "sets" or words[0] == "block":
        return None
    plural = tokens[m.end - 1].word.endswith("s") and m.has("REP")
    return Manner(m.span, plural=plural, pyramid=m.has("PYRAMID"), long=m.has("LONG"))


@rule("Element", "UP", cost="rare", example="up, walk down")
def up(m: Found) -> Manner | None:
    """`8 x 60 s up, walk down`: a hill."""
    after, following = m.after(), m.after(1)
    if not after.kinds & {"COMMA", "SLASH", "DASH", "WITH"}:
        return None
    return Manner(m.span) if following.kinds & {"JOG", "WALK", "EASY"} else None


@rule(
    "Element",
    "CONTINUOUS RUN?",
    "WITH? without|no|WITHOUT stopping|stops|breaks",
    cost="phrase",
    example="continuous",
)
def continuous(m: Found) -> Change | None:
    if m.after().word == "into":
        return None
    return Change(m.span, continuous=True)


# -- feelings


@rule("OfTen", "n:NUM SLASH|out|of of? t:DIGITS", "n:NUM DASH NUM SLASH|out|of of? t:DIGITS")
def of_ten(m: Found) -> bool | None:
    return True if m["t"].value in (10, 5, 20) else None


_FEEL_JOIN = "DASH|TO|AND|UNDER|OVER|EQUALS|COLON|OF|ABOUT|rate|max|level|zone|is|at|your|be"


@rule(
    "Element",
    f"AT|IN|ABOUT|WITH|ON? FEEL FEEL|{_FEEL_JOIN}* n:NUM DASH|TO? NUM? PCT? bpm|beats|max|mhr|SLASH? 10|20? ",
    "AT|IN|ABOUT|WITH|ON? NUM DASH|TO? NUM? bpm|beats",
    "AT|IN|ABOUT? o:<OfTen> FEEL|EFFORT|PACE*",
    "AT|IN|ABOUT|WITH|ON? NUM PCT OF? your? max? hr|mhr|hrmax|maxhr|heart rate?",
    f"AT|IN? FEEL FEEL|{_FEEL_JOIN}* o:<OfTen> EFFORT?",
    "AT|IN? NUM FEEL FEEL?",
    "avg|average|av|mean|max FEEL|hr DIGITS bpm?",
    cost="phrase",
    example="RPE 7-8",
)
def feeling(m: Found) -> Remark | None:
    if m.chart.tokens[m.end - 1].word in ("/", "-", "to"):
        return None
    if m["o"] and not m.has("FEEL", "EFFORT", "PACE", "AT"):
        return None
    if m.words()[0] == "zone" or (m.has("zone") and m.words()[-2] == "zone"):
        return None
    return Remark(m.span, notes=(f"'{m.shown}' is no pace: left to the runner",))
