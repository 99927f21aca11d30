# SPDX-License-Identifier: MIT
"""A pace that some of the runners may take instead: `perhaps 3k`, `or HM pace if it's hot`.

It is left to the runner, and the pace stays the one before it. One without a word for that is a
choice, and asked (`choices`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Remark
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.tokens import CLAUSE_ENDS

_PERHAPS = words_of("perhaps maybe possibly")
_SOME = _PERHAPS | {"some"}  # `10k pace, some of you 5k pace`
_WHEN = words_of("if when in given for as on depending should toward towards")
_WEATHER = words_of(
    """
    heat hot wind windy breeze rain wet humid humidity weather cold snow ice icy conditions warm muggy
    tired night day fresh good great frisky fit strong able ready legs feel feeling up need want fancy like
    anyone those whoever who others one
    """
)
_PACED = frozenset(["PACE", "MARATHON", "HALFMARATHON", "AT"])
_LONGEST = 16
# What leads to another pace that is taken only when something is so, and what permits one.
_MOVES = words_of(
    """
    even just dropping drop down up to go going moving move easing ease back slow slowing dipping
    switching switch with shift shifting a some little bit of you touch the finish finishing
    """
)
_FINE = words_of(
    "fine ok okay alright good acceptable allowed enough too also well as is are would be"
)
_AT_THE_END = words_of(
    "by at towards toward near for on the very end finish last few couple one reps"
)
_AT_MOST = words_of("at a the very most max tops absolute maximum outside quickest push")


def _permitted(chart: Chart, at: int) -> int:
    """The end of `is fine too`, `at the very most`; `at` itself where there is none."""
    tokens = chart.tokens
    for words, told in (
        (_FINE, {"fine", "ok", "okay", "alright", "acceptable", "allowed"}),
        (_AT_THE_END, {"end", "finish", "last"}),
        (_AT_MOST, {"most", "max", "tops", "maximum", "outside", "quickest", "push"}),
    ):
        end = at
        while tokens[end].word in words and end - at < 6:
            end += 1
        if {token.word for token in tokens[at:end]} & told:
            return end
    return at


@scanner("Element", "COMMA|OR|SEMI|DOT|DASH|MAYBE")
def pace_perhaps(chart: Chart, i: int) -> list[Phrase]:
    """`all at 5k pace, perhaps 3k`, `10k pace, or HM pace in this heat`: what it may be, too."""
    tokens = chart.tokens
    at = i
    while at - i < 8 and (
        tokens[at].kinds & {"COMMA", "OR", "MAYBE", "AT", "SEMI", "DOT", "DASH"}
        or tokens[at].word in _PERHAPS
        or tokens[at].word in _MOVES
    ):
        at += 1
    said, when = tokens[i:at], _condition(chart, at)
    ahead = when > at and "COMMA" in tokens[when].kinds
    at = when + 1 if ahead else at  # `or, on a hot night, HM pace`
    found = longest(p for name in ("Body", "NamedRace") for p in chart.at(name, at))
    if found is None or tokens[found.end].raw in ("@", "x"):
        return []  # `or 4 miles @ T`: another run
    if found.end > at + 1 and tokens[found.end].kinds & {"EASY", "STEADY"}:
        return []  # `or, on a bad day, 4 miles easy`
    end = _condition(chart, _permitted(chart, found.end))
    bare = end == found.end and not ahead
    if tokens[i].kinds & {"SEMI", "DOT", "DASH"} and bare:
        return []
    behind = bare and "MAYBE" in tokens[end].kinds and tokens[end + 1].kinds & CLAUSE_ENDS
    end += bool(behind)  # `5k pace, 3k perhaps`
    maybe = behind or any("MAYBE" in token.kinds or token.word in _SOME for token in said)
    if bare and not maybe:
        return []
    named = any(token.kinds & _PACED for token in (chart.before(i), *tokens[at : found.end]))
    joined = any("OR" in token.kinds for token in said)
    if not maybe and not ((named or joined) and _paced_before(chart, i)):
        return []  # `10 min easy, 5k in this heat`
    begin = i + bool(tokens[i].kinds & {"COMMA", "SEMI", "DOT", "DASH"})
    shown = chart.quote(*chart.span(begin, end))
    note = f"'{shown}' is left to the runner: the first pace is taken"
    return [Phrase(end, COSTS["label"], Remark(chart.span(begin, end), notes=(note,)))]


def _paced_before(chart: Chart, i: int) -> bool:
    """Whether a pace stands right before it: `All @ 5K pace, or 3K if …`."""
    return any(token.kinds & _PACED for token in chart.tokens[max(0, i - 8) : i])


def _condition(chart: Chart, at: int) -> int:
    """The end of `if it's windy`, `in this heat`; `at` itself where there is none."""
    tokens = chart.tokens
    only = tokens[at].word == "only" and tokens[at + 1].word in ("if", "when")
    start, at = at, at + only
    if tokens[at].word not in _WHEN:
        return start
    end = at
    while not tokens[end].kinds & CLAUSE_ENDS:
        number = tokens[end].kinds & {"NUM", "CLOCK", "TIMES"} and tokens[end].word != "one"
        if number or end - at > _LONGEST:
            return start
        end += 1
    why = any(token.word in _WEATHER or token.word == "if" for token in tokens[at:end])
    return end if tokens[at].word in ("if", "when", "depending", "should") or why else start
