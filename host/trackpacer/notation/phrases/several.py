# SPDX-License-Identifier: MIT
"""Several sessions in one text, told apart by who runs them or when: one is chosen, never all run.

`Seniors 8 x 600, juniors 5 x 600`, `Tues: 6 miles easy` and a line below `Wed: 5 x 1k`, `Week 3:
6 x 600, Week 4: 7 x 600`. `choices` has groups by a letter, a number or any name of people, where
each runs something counted; here those by an age or a level, who may run just a length or a time.
"""

from __future__ import annotations

from collections.abc import Callable

from trackpacer.notation.chart import BEGIN, Chart, Phrase
from trackpacer.notation.elements import Doubt
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import LEVELS, words_of
from trackpacer.notation.phrases.choices import amounts, one_each
from trackpacer.notation.tokens import Token

_FAR = 400  # tokens: longer texts are seldom one session
_SURE = -2.0  # asked before anything is read
_CLAUSE = frozenset(
    ["BEGIN", "NL", "DOT", "COMMA", "SEMI", "SLASH", "BULLET", "DASH", "OPEN", "AND"]
)
_SENTENCE = frozenset(["BEGIN", "NL", "DOT", "SEMI", "BULLET", "SLASH", "COMMA"])
_LEADS = frozenset(["COLON", "DASH", "EQUALS", "OPEN", "AMPM"])
_LEAD_WORDS = words_of(
    """
    runners runner group groups squad athletes do run to will should doing for did had else session
    track evening night training
    """
)
_EVENTS = frozenset(["distance", "endurance", "milers", "throwers", "jumpers", "middle"])
_OF_WEEKS = frozenset(["week", "wk", "day", "session", "workout", "option"])

Labelled = Callable[[list[Token], int], int]  # how many tokens a label takes; 0 where there is none


def _people(tokens: list[Token], at: int) -> int:
    """`Seniors`, `everyone else`, `U15s`."""
    token = tokens[at]
    if "PEOPLE" in token.kinds:
        return 1 + (tokens[at + 1].word == "else")
    if token.word in LEVELS:  # `Beginner - 3 x 600`, `Novice runners: 4 x 400`
        named = tokens[at + 1].word in _LEAD_WORDS
        return int(bool(tokens[at + 1 + named].kinds & {"COLON", "DASH", "OPEN", "NL"}))
    if token.word in _EVENTS and "COLON" in tokens[at + 1].kinds:
        return 1
    if token.word == "u" and tokens[at + 1].glued and "DIGITS" in tokens[at + 1].kinds:
        return 2 + (tokens[at + 2].word == "s")
    return 0


def _day(tokens: list[Token], at: int) -> int:
    """`Tues`, `Week 3`, `W1`, `first session`."""
    token, following = tokens[at], tokens[at + 1]
    if "ORDINALWORD" in token.kinds and following.word in ("session", "workout", "run"):
        return 2
    if "WEEKDAY" in token.kinds:
        return 1
    numbered = token.word in _OF_WEEKS or (token.raw in ("W", "D") and following.glued)
    return 2 if numbered and following.kinds & {"DIGITS", "NUMBERWORD"} else 0


def _labels(tokens: list[Token], size: Labelled, behind: frozenset[str]) -> list[tuple[int, int]]:
    """Where each label begins, and where what it runs begins."""
    found: list[tuple[int, int]] = []
    for at in range(min(len(tokens) - 17, _FAR)):
        before = tokens[at - 1] if at else BEGIN
        begins = before.kinds & behind or tokens[at].raw == "W"
        taken = size(tokens, at) if begins else 0
        if not taken:
            continue
        begin = at + taken
        while begin - at < 5 and (
            tokens[begin].kinds & _LEADS or tokens[begin].word in _LEAD_WORDS
        ):
            begin += 1
        found.append((at, begin))
    return found


def _asked(chart: Chart, i: int, size: Labelled, behind: frozenset[str], of: str) -> list[Phrase]:
    tokens = chart.tokens
    labels = _labels(tokens, size, behind)
    if len(labels) < 2 or labels[0][0] > i:
        return []
    bounds = [*(at for at, _ in labels[1:]), chart.end]
    labels = [
        label for label, end in zip(labels, bounds, strict=True) if amounts(tokens, label[1], end)
    ]
    named = any("PEOPLE" in tokens[at].kinds or tokens[at].word in LEVELS for at, _ in labels)
    if size is _people and not named:
        labels = [label for label in labels if tokens[label[0]].word not in _EVENTS]
    names = [
        chart.quote(tokens[at].start, tokens[at + size(tokens, at) - 1].end) for at, _ in labels
    ]
    if len(labels) < 2 or labels[0][0] != i or len({name.lower() for name in names}) < len(names):
        return []
    doubt = Doubt(
        (tokens[i].start, tokens[labels[0][1] - 1].end),
        f"{of} ({', '.join(names)}): which of them?",
        "one session a text: leave the others out",
        choices=one_each(chart, labels),
    )
    return [Phrase(labels[0][1], _SURE, doubt)]


@scanner("Element", "PEOPLE")
def others_aside(chart: Chart, i: int) -> list[Phrase]:
    """`4 x 6 min for seniors (juniors 4 x 4 min)`: what others run, in a bracket."""
    tokens = chart.tokens
    close = next((at for at in range(i, min(i + 20, chart.end)) if "CLOSE" in tokens[at].kinds), 0)
    if not i or "OPEN" not in tokens[i - 1].kinds or not amounts(tokens, i, close):
        return []
    if not any("TIMES" in token.kinds for token in tokens[: i - 1]):
        return []
    bracket = (tokens[i - 1].start, tokens[close].end)
    before = (tokens[0].start, tokens[i].end)
    doubt = Doubt(
        tokens[i].span,
        "'{this}' run something else: which of them?",
        "what one group runs: leave the others out",
        choices=((bracket,), (before, tokens[close].span)),
    )
    return [Phrase(i + 1, _SURE, doubt)]


@scanner("Element", "PEOPLE|u|beginner|intermediate|novice|elite|improver|expert")
def people(chart: Chart, i: int) -> list[Phrase]:
    """`Seniors 8 x 600, juniors 5 x 600`: what each of several groups runs."""
    return _asked(chart, i, _people, _CLAUSE, "several groups")


@scanner("Element", "WEEKDAY|NUMBERED|ORDINALWORD|w|d")
def days(chart: Chart, i: int) -> list[Phrase]:
    """`Week 3: 6 x 600, Week 4: 7 x 600`: what each of several days or weeks holds."""
    return _asked(chart, i, _day, _SENTENCE, "several sessions")
