# SPDX-License-Identifier: MIT
"""What a recovery is called: `rest`, `easy jog recovery`, `walk or slow jog`, `stop, walk, jog`.

Not here: how long it is (`recoveries`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.tokens import is_spaced_dash

NOUNS = "REST|JOG|WALK|FLOAT"
MOVING = frozenset(["JOG", "WALK", "FLOAT"])
NOUN = MOVING | {"REST"}


alias("Counted", "NUM TIMES", example="4 x")


# `2'40" rec 2'`: the word belongs to what follows.
alias(
    "RestOf",
    "!<RestBefore> R DIGITS|EQUALS",
    "R COLON !<Counted>",
    "^!JOG|WALK|METRES|MINUTES|SECONDS REST EQUALS",
    "rr|ri|rt EQUALS",
    "REST ~DIGITS !TIMES",
    "REST ~COLON !<Counted> !<Clocks>",
    example="R60",
)


alias(
    "RestFirst",
    "!<RestBefore> REST !<ListNumber> !<PartNext> DIGITS !TIMES",
    "REST COLON !<Counted> !<Clocks>",
    "recovery|rest run|runs",
)


@rule("RestBefore", "REST &<PacedRun>", example="rest")
def rest_before(m: Found) -> bool | None:
    """`600 90s rest 1000 fast`: the word is of the time between two runs, for nobody rests fast."""
    tokens = m.chart.tokens
    for at in range(max(m.begin - 3, 1), m.begin):
        timed = any(p.end == m.begin for p in m.chart.at("Time", at))
        if timed and tokens[at - 1].kinds & _AFTER_RUN:
            return True
    return None


_AFTER_RUN = frozenset(["DIGITS", "METRES", "KM", "MILES", "PACE", "FAST", "HARD", "MARATHON"])
alias("PacedRun", "<Run> FAST|HARD|SPRINT|THRESHOLD|TEMPO|<NamedTarget>", example="1000 fast")


# `90s rest 10 min cool-down`: the number is of the part behind it.
alias("PartNext", "<Run>|<Range> <WarmUp>|<CoolDown>", example="10 min cool-down")


@rule(
    "NounStep",
    f"!<RestOf> n:{NOUNS} interval|intervals|period|periods|time?",
    f"^DIGITS|METRES n:{NOUNS} lap !NUM",
    f"!<RestOf> n:{NOUNS} back|down|downhill|around !NUM",
    f"n:{NOUNS} on|back? round &COMMA|DOT|END|NL|SEMI|CLOSE|BETWEEN|AFTER",
    f"^METRES|DIGITS n:{NOUNS} lap|loop !NUM|TIMES",
    f"!<RestOf> n:{NOUNS} across|over !NUM|the|a|an|my|our",
    example="rest interval",
)
def noun(m: Found) -> tuple[str, frozenset[str]] | None:
    lap = m.has("lap") and 0 < m.behind.value < 100  # `1 jog lap`
    return None if lap else ("noun", m["n"].kinds & (NOUN | {"RESTS"}))


@rule("NounStep", "w:MANNER|EASYPACE", "w:w|wk &REST", "OPEN w:MANNER CLOSE", example="easy")
def noun_manner(m: Found) -> tuple[str, frozenset[str]]:
    easily = m["w"].word in ("easy", "easier", "ez", "e", "slow", "slower", "moderate", "steady")
    easy = frozenset(["EASY"] if m.has("EASY", "EASYPACE", "SLOW", "SLOWER") else [])
    return "end" if easily else "", easy


@rule(
    "NounStep",
    "run|running easily|easy|slowly|slow?",
    "^REST WITH|as|at a|an? EASY|SLOW|gentle? &JOG|WALK|FLOAT",
    example="run easily",
)
def noun_run(m: Found) -> tuple[str, frozenset[str]]:
    return "run", frozenset(["JOG"])


@rule("NounMore", f"SLASH|OR|a|PLUS|d|de !<RestNumber> &{NOUNS}|MANNER|run|a")
def noun_joint(m: Found) -> tuple[str, frozenset[str]] | None:
    """Not of `100 m jog + full recovery between sets`, which are two."""
    two = m.has("PLUS", "SLASH") and "FULL" in m.after().kinds
    return None if two else ("joint", frozenset())


@rule(
    "NounStep",
    "EASY|SLOW AND EASY|SLOW",
    "MANNER COMMA &MANNER",
    "VERY &EASY|SLOW",
    example="slow & easy",
)
def noun_how(m: Found) -> tuple[str, frozenset[str]]:
    return "", frozenset(["EASY"])


@rule("NounStep", f"DASH|of !<RestNumber> &{NOUNS}|MANNER|VERY|run|a")
def noun_before(m: Found) -> tuple[str, frozenset[str]] | None:
    """A dash within a name; but `200 m jog - full recovery between sets`, `200 m float - a float is
    …` are two."""
    again = m.behind.kinds & NOUN and is_spaced_dash(m.chart.tokens, m.begin)
    full = "FULL" in m.after().kinds and m.has("DASH")
    return None if again or full else ("", frozenset())


alias("RestNumber", "REST NUM|CLOCK", example="rest 60")


@rule(
    "NounMore",
    "SLASH|AND|OR|COMMA AND? stretch|stretching|stretches|drink|water|stop|refuel|chat|breathe|mobility",
    "SLASH|AND|OR|COMMA AND|OR? JOG|WALK|FLOAT|REST &SLASH|AND|OR|COMMA|REST !NUM",
    "OPEN OR JOG|WALK|FLOAT if? you? must|need|like|prefer|have? TO? CLOSE",
    "COMMA? THEN JOG|WALK &CLOSE|END|NL|DOT",
    "to|TO the|a|that UNKNOWN|HARMLESS|DESCRIBES UNKNOWN|HARMLESS|DESCRIBES? AND back",
)
def noun_and_more(m: Found) -> tuple[str, frozenset[str]]:
    """`4 minute walk, jog, stretch recovery`: what else is done in it."""
    return "back", m.chart.tokens[m.end - 1].kinds & NOUN


@rule("NounStep", "w/ ~JOG !NUM", "e SLASH j|w", "j SLASH w|e &REST|BACK|DOWN|END|COMMA|CLOSE|NL")
def noun_letters(m: Found) -> tuple[str, frozenset[str]]:
    """`75s w/j rec`, `j/w back`."""
    return "noun", MOVING - {"FLOAT"}


@rule(
    "NounStep",
    "stop",
    "passive|active|static|souplesse|trote &COMMA|DOT|END|NL|SEMI|CLOSE|BETWEEN|AFTER",
    "^DIGITS|METRES r:roll|rolls !on",
    example="stop",
)
def noun_stop(m: Found) -> tuple[str, frozenset[str]]:
    return "noun", frozenset(["JOG" if m["r"] else "REST"])


_EITHER_WAY = "COMMA|a|an|the|or|and|then|of|some|bit|little|really|very|once|when|as|soon|if|you|you're|your|can|are|able|feel|ready|to|at|first|need|must|like|prefer|EASY|SLOW|back"


@rule(
    "NounMore",
    f"OPEN {_EITHER_WAY}* JOG|WALK {_EITHER_WAY}* JOG|WALK? {_EITHER_WAY}* CLOSE &BETWEEN|AFTER|COMMA|DOT|NL|END|SEMI",
)
def noun_in_a_bracket(m: Found) -> tuple[str, frozenset[str]]:
    """`5 min rest (stroll, or a gentle jog once you can) between each`: how it is taken."""
    return "back", frozenset()


@scanner("Nouns", "<NounStep>")
def nouns(chart: Chart, i: int) -> list[Phrase]:
    """`easy jog recovery`, `walk or slow jog`, `jog/walk`, `rest intervals`: which nouns."""
    at = end = i
    seen: frozenset[str] = frozenset()
    easy = False
    while at - i < 9:
        more = chart.at("NounMore", at) if seen else ()
        steps = (*chart.at("NounStep", at), *more)
        if not steps:
            break
        step = max(steps, key=lambda step: (step.end, step.value[0] == "noun"))
        what, adds = step.value
        if what == "noun" and not seen and chart.at("RestFirst", at):
            break
        if what == "run" and not (seen or easy):
            break
        at = step.end
        easy = easy or "EASY" in adds
        if what in ("noun", "run", "back") or (what == "end" and easy and not seen):
            end = at
        seen |= adds - {"EASY"}
    return [Phrase(end, 0.0, seen or frozenset(["EASY"]))] if end > i else []
