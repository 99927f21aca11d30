# SPDX-License-Identifier: MIT
"""The recovery of all runs of a length, told after them: `The 600s had 2 min rest`.

Not here: one behind a target of that length (`bylength`), `2 min for the 600s` (`places`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Pause
from trackpacer.notation.grammar import rule
from trackpacer.notation.phrases.bylength import headed_by_rest, told_with_rests
from trackpacer.notation.tree import Rest
from trackpacer.records import replace

_STARTS = "^BEGIN|OPEN|NL|DOT|SEMI|COMMA|AND|BULLET"
_HAVE = "had|have|has|having|WITH|get|got|COLON|OFF|DASH|EQUALS|by"
_LED = "was|is|were|are|being|got|gets FOLLOWED by"


@rule(
    "Element",
    f"{_STARTS} REST? for|on|COLON|DASH? the? n:<LengthNames> REP? we|you|i? {_HAVE} a|an? r:<RestCore> in? BETWEEN?",
    f"{_STARTS} e:EACH|a|an n:<LengthNames> REP? {_HAVE} you|us|a|an* r:<RestCore>|<BareRest>",
    f"{_STARTS} the|EACH? n:<LengthNames> REP? {_LED} a|an? r:<RestCore>|<BareRest>",
    f"{_STARTS} the? n:<LengthNames> REP? {_HAVE}? a|an? t:<Time> in? BETWEEN? &END|NL|DOT|COMMA|AND|SEMI",
    f"{_STARTS} the n:<LengthNames> REP? a|an r:<RestCore> in? BETWEEN? &END|NL|DOT|COMMA|AND|SEMI",
    f"{_STARTS} the? n:<LengthNames> REP? w:get|gets|got a|an? t:<Time> &END|NL|DOT|COMMA|AND|SEMI",
    f"{_STARTS} REST COLON|DASH* the? n:<LengthNames> REP? COLON|DASH? t:<Time> &END|NL|DOT|COMMA|AND|SEMI",
    "^OPEN|COMMA|SEMI|AND t:<Time> f:for|after|on the? n:<LengthNames> &COMMA|AND|SEMI|CLOSE",
    cost="phrase",
    example="the 600s had a 2 min recovery",
)
def rest_of_a_length(m: Found) -> Pause | None:
    """Without a word for it, it is one only behind the first, or in a list that is headed so."""
    metres, rest = m["n"], m["r"]
    if len(metres) != 1 or not (m.has("s", "ks", "km's", "miles", "EACH") or m["e"]):
        return None
    if (m["w"] or m["e"]) and not m.has("MINUTES", "SECONDS", "PRIME", "JOG", "WALK", "REST"):
        return None  # `The 800s got 2:30`: how they went
    if rest is None:
        if not (m["w"] or m.has("REST") or _rested_before(m) or (m["f"] and told_with_rests(m))):
            return None
        rest = Rest(m["t"].span, "time", ms=m["t"].value)
    if rest.kind not in ("time", "jog", "window", "equal", "full"):
        return None
    return _of_a_length(m, rest, metres[0])


def _rested_before(m: Found) -> bool:
    """Whether the sentence tells of a recovery before it; of such a length without `the`."""
    said = m.chart.tokens[m.chart.since(m.begin, "DOT", "NL") : m.begin]
    told = any(token.kinds & {"REST", "JOG", "WALK"} for token in said)
    return headed_by_rest(m) or (told and m.has("the"))


def _of_a_length(m: Found, rest: Rest, metres: float) -> Pause:
    behind = m.has("AFTER") and not m.has("EACH")
    placed = replace(rest, span=m.span, place="reps", of_metres=metres, notes=[], across=behind)
    return Pause(m.span, placed, said=True, notes=tuple(rest.notes))
