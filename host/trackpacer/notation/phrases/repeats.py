# SPDX-License-Identifier: MIT
"""How often what stands before is run: `x 4`, `repeat 4 times`, `do 6 of them`, `for 20 minutes`.

A count that stands before its block is in `blocks`.
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Again, Count, Doubt
from trackpacer.notation.grammar import alias, rule

_NO_UNIT = "!METRES|kms|km|kilometres|MILES|MINUTES|OF"
_LATER = "&END|NL|DOT|COMMA|SEMI|CLOSE|AT|IN|WITH|OFF"
_UNITS = "METRES|KM|MILES|MINUTES|SECONDS|TIMES|PRIME|QUOTES|LAPS"


@rule(
    "Element",
    f"!time|by TIMES n:<Times> times|TIMES|through* !{_UNITS}|DIGITS",
    f"!time|by TIMES n:<Times> times|TIMES|through* SET !{_UNITS}",
    f"!time|by TIMES n:<Times> REP !{_UNITS}|DIGITS",
    f"!time|by TIMES n:<Times> SET|REP|times|TIMES|through* IN a row !{_UNITS}",
    "n:<Times> times|x in a row",
    "OPEN TIMES n:<Times> SET|REP? CLOSE",
    "OPEN n:<Times> times CLOSE",
    f"n:<Times> times !{_UNITS}|NUM|CLOCK|OF",
    cost="repeat-behind",
    example="x 4",
)
def again(m: Found) -> Again | None:
    return _again(m, all="row" in m.words())


@rule(
    "Element",
    "^!BEGIN|REPEAT|AND|ALL w:TWICE &COMMA|END|NL|DOT|SEMI|CLOSE",
    cost="repeat-behind",
)
def again_by_word(m: Found) -> Again:
    """`600, 400, 200 (90s) twice`."""
    return Again(m.span, 2 if m["w"].word == "twice" else 3, all=True)


def _again(m: Found, **more: bool) -> Again | None:
    found: Count = m["n"]
    least = 2 if more.get("all") else 1
    if not least <= found.number <= 255:
        return None
    return Again(m.span, found.number, notes=found.notes, **more)


alias(
    "AllOfIt",
    "all|SET|this|that|it|the|whole|entire|thing|lot|for|of|above|x|sequence|block|them|these|workout|session|from|FROM|start|top|beginning*",
)


_REPEAT = "do|repeat|complete|repeated|REPEAT"


@rule(
    "Element",
    f"OPEN? repeat|repeated|perform|REPEAT <AllOfIt>? n:<Times> TIMES|SET|times|REP|through* in? a? row? CLOSE? {_NO_UNIT}",
    f"OPEN? do|complete|go|run|make <AllOfIt>? n:<Times> TIMES|SET|times|REP|through* in? a? row? CLOSE? {_NO_UNIT}|NUM|OPEN",
    f"all|ALL|this|that of? that|this|it|the|above? n:<Times> TIMES|SET|times {_NO_UNIT}",
    f"we|you? are|is|is? hoping|aiming|looking for n:<Times> SET {_NO_UNIT}",
    "repeat|REPEAT <AllOfIt>? for n:<Times> SET|TIMES|times in? all|total?",
    "do? n:<Times> SET in all|total",
    "go|run through <AllOfIt>? n:<Times> times",
    f"COMMA n:<Times> sets {_LATER}",
    "repeat|REPEAT a TO|DASH b|c|d|e n:<Times> TIMES|SET|times",
    "n:<Times> SET like that|this|these? in? all?",
    "n:<Times> SET OF these|those|this|that|them",
    "^do|complete|run|total|for n:<Times> SET",
    cost="repeat-all",
    example="repeat 4 times",
)
def repeat_all(m: Found) -> Again | None:
    return _again(m, all=True) if m.has("TIMES", "SET", "times") else None


@rule(
    "Element",
    f"OPEN? {_REPEAT} <AllOfIt>? w:TWICE CLOSE?",
    "all|ALL <AllOfIt>? w:TWICE",
    "go|run through? <AllOfIt>? w:TWICE",
    cost="repeat-all",
    example="do it all twice",
)
def twice(m: Found) -> Again | Doubt:
    if m.has("repeat", "repeated"):
        return Doubt(
            m.span,
            "'{this}': twice in all, or twice more?",
            "the count, like `repeat 3 times in all`",
        )
    return Again(m.span, 2 if m["w"].word == "twice" else 3, all=True)


@rule(
    "Element",
    f"COMMA|AND|SEMI|DOT|you|we|I|there* do|run|complete|are|make|is? n:<Times> OF them|these|those|THEM REP? in? all|total? {_LATER}",
    f"OPEN do|run|complete|are|make|is? n:<Times> OF them|these|those|THEM REP? in? all|total? CLOSE {_LATER}",
    f"COMMA|AND|SEMI|you|we* do|complete n:<Times> REP? in? all|total? {_LATER}",
    f"COMMA|AND|SEMI* n:<Times> REP? in all|total {_LATER}",
    cost="phrase",
    example="do 6 of them",
)
def counted_later(m: Found) -> Again | None:
    """`800s in 2:44, do 6 of them`: the count of a set that had none."""
    return _again(m, reps=True)


@rule(
    "Element",
    "n:NUM more SET like|of? that|this|these?",
    "THEN|AND|COMMA* do|go|run|repeat|REPEAT <AllOfIt>? n:NUM more times|SET",
    cost="repeat-all",
    example="two more sets like that",
)
def more_sets(m: Found) -> Again | None:
    value = m["n"].value
    return Again(m.span, int(value), all=True, more=True) if value == int(value) else None


@rule(
    "Element",
    "then|and|THEN|& REPEAT|repeat|go once? again|more? <AllOfIt>? &END|NL|DOT|CLOSE",
    "OPEN? repeat|REPEAT once? more|again? <AllOfIt>? CLOSE? &END|NL|DOT|CLOSE",
    "and|then|THEN then? once? again &END|NL|DOT|CLOSE",
    "COMMA? and|AND|then|THEN* the same|SAME again|SET|thing &END|NL|DOT|CLOSE",
    "COMMA|THEN|AND* do|run|go <AllOfIt> over? again &END|NL|DOT|CLOSE",
    "go again &END|NL|DOT|CLOSE",
    cost="repeat-all",
    example="then repeat",
)
def once_more(m: Found) -> Again | Doubt | None:
    """`rest 2', then repeat`: once more."""
    words = m.words()
    if not set(words) & {"repeat", "again", "more", "repeated", "same"}:
        return None
    if words[0] in ("repeat", "(") and not set(words) & {"again", "more", "once"}:
        return repeat_for(m)
    return Again(m.span, 2, all=True)


@rule(
    "Element",
    "repeat|repeated|REPEAT <AllOfIt>? for? <Time>|<Dist>",
    cost="phrase",
    example="repeat for 24 minutes",
)
def repeat_for(m: Found) -> Doubt:
    return Doubt(m.span, "repeated how often?", "the count, like `repeat 3 times`")
