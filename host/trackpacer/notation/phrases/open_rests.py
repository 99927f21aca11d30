# SPDX-License-Identifier: MIT
"""Recoveries told by a word instead of a length: `full`, `enough`, `until ready`, `some jog`, none.

Not here: those with a length (`recoveries`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Amount
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases import places  # noqa: F401  its rules are used by name here
from trackpacer.notation.phrases.recoveries import NO_LENGTH, sized
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tree import Rest
from trackpacer.records import replace


def said_by_word(m: Found) -> bool:
    """Whether a word that recoveries have stands before it."""
    return bool(m.behind.keys & {"WITH", "SLASH", "OFF", "by"})


@rule(
    "OpenRest",
    "<RWord>? FULL <Nouns>? !out|gas|effort|PACE",
    "FULL <Nouns> COMMA|OF|DASH? ABOUT? a:<Time>|<Range> <Nouns>?",
    "<RWord> FULL <Nouns>? COMMA|OF|DASH? ABOUT? a:<Time>|<Range> <Nouns>?",
    "<RWord>? FULL <Nouns>? OPEN ABOUT? a:<Time>|<Range> <Nouns>? CLOSE",
    example="full recovery",
)
def full(m: Found) -> Rest | None:
    amount: Amount | None = m["a"]
    if not (m.has(*NOUN) or said_by_word(m)) or (amount and amount.kind != "ms"):
        return None
    if amount and m.has("the"):
        return None  # `rest the full 2 min`: no more than that
    if amount is None:
        return Rest(m.span, "full")
    return Rest(m.span, "full", min_ms=amount.value, max_ms=amount.high)


@rule(
    "OpenRest",
    "<Adjectives>? ENOUGH|LITTLE|SHORT|LONG of? n:<Nouns>",
    "^COMMA|THEN|AND|FAST|HARD|SLASH|DASH JOG|WALK the|a|around|round|along* bend|bends|curve|turn|corner|width|widths|end DASH? zone|zones? &COMMA|END|NL|DOT|CLOSE|SEMI|x",
    "^AFTER some|any|more|a|our|your more? <Nouns> !OF|COLON|EQUALS",
    "^WITH some|a bit|LITTLE|OF* REST &END|NL|DOT|COMMA|SEMI|CLOSE|BETWEEN|AND",
    "^AFTER a|our|your LITTLE|bit|OF|DASH|UNKNOWN|HARMLESS* <Nouns> !OF|COLON|EQUALS",
    example="plenty of rest",
)
def enough(m: Found) -> Rest:
    if m.has("LITTLE") and "AFTER" not in m.behind.kinds:
        note = "'little' recovery taken as 35 to 45 s"
        return Rest(m.span, "window", min_ms=35_000, max_ms=45_000, notes=[note])
    for name in ("short", "long"):
        if m.has(name.upper()):
            note = f"'{name}' recovery {NO_LENGTH}"
            return Rest(m.span, "full", assumed=name, notes=[note])
    return open_rest(m, "enough")


@rule(
    "SizedRest",
    "<Adjectives>? SHORT|LONG|ENOUGH of? <Nouns> OPEN ABOUT? a:<RestAmount> CLOSE",
    example="short recovery (about 90s)",
)
def short_of(m: Found) -> Rest | None:
    return sized(m, m["a"])


@rule(
    "SizedRest",
    "a:<RestAmount> in|AT? z:<Zones> <Nouns>?",
    "^WITH|COMMA|OFF|AND|SLASH|DASH|OPEN a:<RestAmount> OPEN in|AT? z:<Zones> CLOSE",
    "REST OF|COLON|DASH|EQUALS? a:<RestAmount> in|AT? z:<Zones>",
    "REST OF|COLON|DASH|EQUALS? a:<RestAmount> OPEN in|AT? z:<Zones> CLOSE",
    "a:<RestAmount> in|AT? level 1|2|i|ii <Nouns>",
    example="3 min Z1",
)
@rule(
    "SizedRest",
    "a:<RestAmount> AT|IN? a? recovery|rest|walking PACE|EFFORT|speed",
    "a:<Time> base PACE|EFFORT? &COMMA|NL|END|DOT|AND|THEN|SLASH|PLUS|CLOSE|SEMI",
    example="2 min at walking pace",
)
def in_zone(m: Found) -> Rest | None:
    if m["z"] and not (m["z"][0] <= 2 and m["z"][1] <= 3):
        return None
    return sized(m, m["a"], frozenset({"JOG"}))


@rule(
    "SizedRest",
    "WITHOUT n:<Nouns> longer|over|of* than a:<RestAmount>",
    "<Adjectives>? SHORT|LONG|quick <Nouns> OPEN <AtMost>|max? a:<Time> maximum|MAX|AT|the|very|most|tops|absolute* CLOSE",
    "keep|keeping the|your|all* <Nouns> TO|SHORT|UNKNOWN|DESCRIBES|HARMLESS OPEN|COMMA|DASH <AtMost>|max? a:<Time> maximum|MAX|AT|the|very|most|tops|absolute* CLOSE?",
    "<Adjectives>? SHORT|LONG|quick <Nouns> OF|COMMA|DASH? <AtMost>|max a:<Time>",
    "<Adjectives>? SHORT|LONG|quick <Nouns> OF|COMMA|DASH? a:<Time> maximum|MAX|tops",
    "JOG|WALK back|down|round|BACK|DOWN COMMA|DASH? <AtMost>|max a:<Time>",
    example="no more than 60s rest",
)
def no_more_than(m: Found) -> Rest | None:
    rest = sized(m, m["a"], m["n"] or frozenset(["JOG"] if m.has("JOG", "WALK") else []))
    return at_most(m, rest) if rest else None


def at_most(m: Found, rest: Rest) -> Rest:
    """A recovery that may be shorter, as long as it may be."""
    return replace(rest, notes=[f"'{m.shown}' taken as {m['a'].value / 1000:g} s"])


@rule(
    "OpenRest",
    "WITH? diminishing|decreasing|shortening|reducing|shrinking|increasing|lengthening|varying|variable|varied n:<Nouns> <Places>? &END|NL|DOT|SEMI|CLOSE|COMMA",
    "WITH? <RWord> getting|become|becoming|gets|get shorter|longer EACH|AS|as|time|you|go|on|each|we* &END|NL|DOT|SEMI|CLOSE|COMMA",
    example="with diminishing recoveries",
)
def changing(m: Found) -> Rest | None:
    """Nobody says by how much; but `decreasing recovery, 90, 75, 60`."""
    figure = "COMMA" in m.after().kinds and m.after(1).kinds & {"NUM", "CLOCK"}
    return None if figure and "TIMES" not in m.after(2).kinds else open_rest(m, "enough")


def open_rest(m: Found, assumed: str) -> Rest:
    return Rest(m.span, "full", assumed=assumed, notes=[f"'{m.shown}' {NO_LENGTH}"])


@rule(
    "OpenRest",
    "^!METRES|KM|MILES|MINUTES|SECONDS <Adjectives>? n:<Nouns> !NUM|CLOCK|COLON|EQUALS",
    "^COMMA|SEMI|NL|DOT <RWord> JOG|WALK &COMMA|END|NL|DOT|SEMI",
    cost="rare",
    example="jog recovery",
)
def some_jog(m: Found) -> Rest | None:
    seen: frozenset[str] = (m["n"] or frozenset(["REST", "JOG"])) & NOUN
    if not seen or (len(seen) < 2 and not said_by_word(m)) or m.words()[-1] == "r":
        return None
    return open_rest(m, "jog")


@rule(
    "OpenRest",
    "<RWord>? until ready|recovered|you|LAPS|lap|the|press|button|are|FULL*",
    "WITH? fully|FULL recovered|rested BEFORE|BETWEEN|AFTER? EACH|the|next|REP|one|them*",
    "REST? as|AS|however LONG|much as|AS? REST? you|they need|want|like|require",
    "REST while|when your|the|a|other|others|partner|mate|runner|rest|next* WORD? runs|run|is|are|goes WORD?",
    "^NL|DOT|COMMA|COLON|SEMI w:full &AFTER|BETWEEN",
)
def until_ready(m: Found) -> Rest | None:
    told = m["w"] or m.has("REST", "recovered", "rested", "LONG", "much")
    return Rest(m.span, "full") if told else None


_BEATS = (
    "is|are|has|gets|goes|drops|dropped|comes|come|falls|back|returns|DOWN|UNDER|TO|AT|UNTIL|beats"
)


@rule(
    "OpenRest",
    f"REST|JOG|WALK|go|LEAVING|start|again|COMMA|COLON|DASH* UNTIL|when|once|COLON|TO your|the? FEEL FEEL* {_BEATS}* NUM bpm|beats|FEEL*",
    example="rest until HR is under 120",
)
def until_calm(m: Found) -> Rest | None:
    return Rest(m.span, "full") if m.has(*NOUN, "UNTIL") or "when" in m.words() else None


@rule(
    "OpenRest",
    "WITHOUT <Nouns>|between",
    "WITHOUT REST|recovery|break",
    "<RWord> WITHOUT|none|zero",
    "WITHOUT a break|pause|stop",
    "FOLLOWED immediately|directly|straight by",
    "straight|directly|immediately into a|an?",
    "^COMMA|AND|THEN straight|directly|immediately AFTER it|that|this? &NUM|CLOCK",
    "^!BEGIN|COMMA|THEN|AND|CLOSE|NL|DOT|SEMI|PLUS|DASH|SLASH into &<SingleRun>",
    example="no rest",
)
def without(m: Found) -> Rest | None:
    if m.has("WALK") and not m.has("REST", "JOG"):
        return None  # `90 s easy, no walking`: how it is taken
    return Rest(m.span, "none")


alias("SingleRun", "<Run> !TIMES|SET|REP", example="200 m")


# -- of other runs


@rule("OtherRest", "<RWord> the? n:DIGITS ~s", example="R-of 400s")
def other(m: Found) -> Rest | None:
    return Rest(m.span, "other") if "of" in m.words() and m["n"].value >= 100 else None
