# SPDX-License-Identifier: MIT
"""What may be left out of a text that is not understood as it stands, and at what price.

A word, the words up to a number, a clause, a bracket, a sentence, a line: the more of them and the
more they tell, the dearer. What is left out of a reading is listed with it.

Not here: what carries nothing in the first place (`phrases.remarks`); the search (`sentence`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from trackpacer.notation.chart import Chart, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Left
from trackpacer.notation.tokens import ITEM_ENDS, SENTENCE_ENDS, Token

_LINE = frozenset(["NL", "END"])
_SMALL = frozenset(["COMMA", "DOT", "SEMI", "DASH", "AND", "PRIME", "QUOTES", "BULLET"])
_NUMBER = frozenset(["DIGITS", "CLOCK"])
_UNIT = frozenset(["METRES", "KM", "MILES", "MINUTES", "SECONDS"])
_REST = frozenset(["REST", "JOG", "WALK"])
_HOW = frozenset(
    ["EASY", "FAST", "HARD", "FASTER", "SLOWER", "STEADY", "TEMPO", "THRESHOLD", "PACE", "EFFORT"]
)
_BESIDE = frozenset(
    ["DESCRIBES", "GROUND", "WEEKDAY", "MONTH", "SESSIONWORD", "NUMBERED", "RUNNER", "FEEL"]
)
_UP_TO_NUMBER = _NUMBER | {"NL", "END", "OPEN", "CLOSE", "AT"}
_UP_TO_ORDER = _NUMBER | _UNIT | _REST | ITEM_ENDS | {"TIMES"}
_FAR = 60  # tokens: as long as a sentence may be


class Leaving:
    """What may be left out of one text, and which of its tokens must be (`barred`)."""

    def __init__(self, chart: Chart, barred: frozenset[int] = frozenset()) -> None:
        self.chart = chart
        self.barred = barred
        tokens = chart.tokens[: chart.end]
        self._words = list(accumulate(map(_word, tokens), initial=0.0))
        self._orders = list(accumulate(map(_order, tokens), initial=0.0))

    def at(self, i: int) -> Iterator[Phrase]:
        """What may be left out from a token on."""
        tokens = self.chart.tokens
        if "NL" in tokens[i].kinds:
            return
        for end, share in self._ends(i).items():
            words = min(share * (self._words[end] - self._words[i]), COSTS["left-most-words"])
            orders = self._orders[end] - self._orders[i]
            if end > i + 1:
                orders *= COSTS["left-among"]
            span = self.chart.span(i, end)
            cost = COSTS["left"] + words + orders + self._torn(i, end)
            yield Phrase(end, cost, Left(span))
        yield from self.chart.at("Gist", i)

    def _torn(self, i: int, end: int) -> float:
        """What it costs that a number loses the words that it was said with, in one clause."""
        tokens = self.chart.tokens
        number = bool(tokens[end].kinds & _NUMBER) and "TIMES" not in tokens[end + 1].kinds
        return COSTS["left-torn"] if number and not tokens[end - 1].kinds & ITEM_ENDS else 0.0

    def forbids(self, i: int, end: int) -> bool:
        """Whether something between two tokens must be left out."""
        return not self.barred.isdisjoint(range(i, end))

    def _ends(self, i: int) -> dict[int, float]:
        tokens = self.chart.tokens
        ends = {i + 1: 1.0}
        number = self._to(i, _UP_TO_NUMBER)
        for end in (number, self._to(i, _UP_TO_ORDER), self._before_rest(number)):
            if end > i:
                ends.setdefault(end, COSTS["left-words"])
        before = tokens[i - 1].kinds if i else SENTENCE_ENDS
        if before & ITEM_ENDS or self._dash(i - 1):
            ends[self._to(i, ITEM_ENDS)] = COSTS["left-whole"]
        if before & SENTENCE_ENDS or "BULLET" in before:
            ends[self._to(i, SENTENCE_ENDS)] = ends[self._to(i, _LINE)] = COSTS["left-whole"]
        if "OPEN" in tokens[i].kinds:
            closes = self._to(i, frozenset(["CLOSE"]))
            if "CLOSE" in tokens[closes].kinds:
                ends[closes + 1] = COSTS["left-aside"]
        ends.pop(i, None)
        return ends

    def _to(self, i: int, kinds: frozenset[str]) -> int:
        """The first token of some kinds; a dash between blanks parts clauses."""
        tokens, last = self.chart.tokens, min(self.chart.end, i + _FAR)
        at = i
        while at < last and not tokens[at].kinds & kinds:
            if kinds is ITEM_ENDS and at > i and self._dash(at):
                break
            at += 1
        return at

    def _before_rest(self, end: int) -> int:
        """Where `with a` before a number begins; 0 where it does not stand there."""
        tokens = self.chart.tokens
        end -= tokens[end - 1].word in ("a", "an", "the")
        return end - 1 if tokens[end - 1].kinds & {"WITH", "OFF"} else 0

    def _dash(self, i: int) -> bool:
        tokens = self.chart.tokens
        return "DASH" in tokens[i].kinds and not tokens[i + 1].glued


def _word(token: Token) -> float:
    """What it costs to leave out a word or a sign that tells no amount."""
    kinds = token.kinds
    if _order(token):
        return 0.0
    if "WORD" not in kinds:
        return COSTS["left-small" if kinds & _SMALL else "left-sign"]
    if kinds & {"CARRIES", "NUM"}:
        return COSTS["left-carrying"]
    if "HARMLESS" in kinds:
        return COSTS["left-harmless"]
    if "UNKNOWN" in kinds:
        return COSTS["left-unknown"]
    if kinds & _HOW or not kinds & _BESIDE:
        return COSTS["left-known"]
    return COSTS["left-describing"]


def _order(token: Token) -> float:
    """What it costs to leave out a number, a unit or a recovery; 0 where it is none of these."""
    if token.word == "x" or token.kinds & _NUMBER:
        return COSTS["left-number"]
    if token.kinds & _UNIT:
        return COSTS["left-unit"]
    return COSTS["left-rest"] if token.kinds & _REST else 0.0
