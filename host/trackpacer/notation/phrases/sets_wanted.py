# SPDX-License-Identifier: MIT
"""How many sets of all that stands before are wanted, in a clause of its own: `Most of you should
get in 2 sets`, `Goal is to get 3 sets in`, `See if you can fit in two rounds`.

One count of sets and words that tell nothing else. Not here: an order in so many words (`repeats`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Again, Count
from trackpacer.notation.grammar import alias, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.told import begins, filler
from trackpacer.notation.tokens import CLAUSE_ENDS

_LONGEST = 16
_WANTS = words_of(
    """
    most of you in get gets getting got through if can possible able goal plan hoping looking fit
    complete completed done do doing does least total today all from up what we after manage
    see want for to be everyone everybody folks guys that this it them these those whole thing lot and so our your as altogether
    ladder pyramid list works way again the a
    we'll you'll let's lets let us try hope aim do
    """
)
_COUNTED = words_of("sets set rounds round series circuits")
_PASSES = words_of("times time")
_IS = frozenset(["COLON", "EQUALS"])

alias(
    "MildDay",
    "it's|it|the|weather|is* not|isn't|isnt too hot|cold|windy|wet|warm|humid",
    "the weather|rain holds off|up|out?",
    "BEFORE dark|sunset|dusk|sundown",
    "all goes|is well",
    "legs|time|weather permitting",
    "BEFORE it's|it|the gets? dark|lights? go|out*",
    example="it's not too hot",
)


@scanner("Element", "WORD|NUM")
def sets_wanted(chart: Chart, i: int) -> list[Phrase]:
    """A clause that tells how many sets are run, and nothing else."""
    tokens = chart.tokens
    if not begins(chart, i) or not chart.has_before(i, "DIGITS"):
        return []
    at, words, strange = i, 0, False
    count: Count | None = None
    while not tokens[at].kinds & CLAUSE_ENDS or (words and tokens[at].kinds & _IS):
        found = _count(chart, at) if count is None else None
        if found is not None:
            count, at = found.value, found.end
            continue
        token = tokens[at]
        mild = longest(chart.at("MildDay", at))
        wanted = token.word in _WANTS or mild is not None
        after = mild.end if mild is not None else at + 1
        passed = (after, 0.0) if wanted or token.kinds & _IS else filler(chart, at)
        if passed is None or at - i > _LONGEST:
            return []
        words += 1
        strange = strange or not wanted
        at = passed[0]
    if count is None or count.number < 2:
        return []
    if not words and not ("AND" in chart.before(i).kinds and chart.has_before(i, "REST", "JOG")):
        return []
    if strange and not any(token.word in _COUNTED for token in tokens[i:at]):
        return []  # `6 times heading South`
    if strange and any(token.word == "if" for token in tokens[i:at]):
        return []  # `if it's hot we'll do 2 sets`: some days only
    span = chart.span(i, at)
    again = Again(span, count.number, all=True, notes=count.notes)
    return [Phrase(at, COSTS["repeat-all"], again)]


def _count(chart: Chart, at: int) -> Phrase | None:
    """`2-3 sets`, `three times`; not `2 sets of 8`."""
    tokens = chart.tokens
    number = longest(chart.at("Times", at))
    if number is None:
        return None
    count: Count = number.value
    end = number.end - (tokens[number.end - 1].word in _PASSES)
    end += tokens[end].word in ("full", "complete", "whole", "good")
    once = not chart.has_before(at, "TIMES")
    named = tokens[end].word in _COUNTED or (once and tokens[end].word in _PASSES)
    ahead = tokens[end + 1]
    if not named or ("OF" in ahead.kinds and tokens[end + 2].kinds & {"NUM", "DIGITS", "OPEN"}):
        return None
    return Phrase(end + 1, 0.0, count)
