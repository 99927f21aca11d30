# SPDX-License-Identifier: MIT
"""Whether words that are not understood are plainly talk, so that a text may be read without them.

`My go-to 5k workout is one we did every Monday all through the season,`, `to keep the speed topped
up`, `Please take turns leading`: a lead to what is run, a clause or a bracket of its own, and none
of its words an amount, a recovery, an effort or anything that excepts, orders or repeats. Whatever
else is left out is asked about.

Not here: what may be left out at all (`leaving`); what is talk wherever it stands (`phrases.talk`).
"""

from __future__ import annotations

from dataclasses import dataclass

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart
from trackpacer.notation.elements import Span
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.tokens import Token, is_spaced_dash

_SENTENCE = frozenset(["DOT", "NL", "SEMI", "BULLET", "END"])
_CLAUSE = _SENTENCE | {"COMMA", "COLON", "OPEN", "CLOSE"}
# Kinds that tell what is run, how often or how long to rest.
_TELLS = frozenset(
    [
        *("METRES", "KM", "MILES", "YARDS", "MINUTES", "SECONDS", "HOURS", "LAPS", "QUARTER"),
        *("FLOAT", "REPEAT", "TWICE", "DOUBLE", "ALTERNATE", "CONTINUOUS"),
        *("CUTDOWN", "PYRAMID", "STRAIGHTS", "STEP", "BETWEEN", "WITHOUT", "SET"),
        *("CLOCK", "PCT", "PLUS", "MINUS", "ARROW", "EQUALS", "BAR"),
    ]
)
# A recovery without its length tells nothing, but for what these words make of it.
_RESTS = frozenset(["REST", "JOG", "WALK"])
_SIZES = frozenset(["EQUAL", "FULL", "HALF", "LITTLE", "SHORT", "LONG", "ENOUGH", "EACH", "ALL"])
_PARTS = frozenset(["WARM", "COOL", "WU", "CD", "STRIDES", "DRILLS"])
_HOW = frozenset(
    [
        *("FAST", "HARD", "EASY", "STEADY", "MAX", "SPRINT", "FASTER", "SLOWER", "SLOW"),
        *("RELAXED", "TEMPO", "THRESHOLD", "INTERVALPACE", "CV", "MARATHON", "HALFMARATHON"),
        "PACE",
    ]
)
_ORDERS = lexicon.ORDERING - lexicon.WHICH | words_of(
    """
    not don't no never again until more extra less fewer another continue continuing drop increase
    decrease reduce change once maybe rather only alternate @ x fois shorter longer shrink shrinks
    shrinking grow grows growing
    """
)
_SAYS = frozenset(["SESSIONWORD", "REP"])
_LEADS = words_of("is was were be run ran do did doing of to with from as have had be")
_BIDS = words_of("do did run complete perform try say")
_WE = words_of("we i you he she they it did do ran run was is will would then to")
_ALONG = words_of("around along round over through across near past towards behind")
_ROUND = words_of("round lot lots pass block blocks")
_BECAUSE = lexicon.JOINS - words_of("and but if when whenever depending provided")
_ARTICLES = words_of("a the our your my this that these those same")
_FELT = words_of("felt feel feeling")
_OTHER_TIME = words_of("week time month year season winter summer night")


@dataclass(frozen=True, slots=True)
class _Words:
    """The tokens of a span; leads: up to what is run; felt: of how it was."""

    chart: Chart
    begin: int
    end: int
    leads: bool
    felt: bool
    told: frozenset[str]  # the kinds of all of them


def idle(chart: Chart, span: Span) -> bool:
    """Whether what stands there is plainly talk."""
    tokens = chart.tokens
    i = next(n for n, token in enumerate(tokens) if token.start >= span[0])
    end = next((n for n, token in enumerate(tokens) if token.start >= span[1]), chart.end)
    while i < end and not tokens[i].kinds & {"WORD", "NUM", "OPEN", "HASH"}:
        i += 1
    if not any("MARK" not in token.kinds for token in tokens[i:end]):
        return _only_marks(chart, span)
    if end == i + 1 and _bids(tokens, i):
        return True
    if end - i in (2, 3) and all(token.word in _WE for token in tokens[i:end]):
        return bool(tokens[end].kinds & {"NUM"})  # `we did`
    leads = _leads(tokens, i, end)
    if not (leads or (_opens(tokens, i, end) and _closes(tokens, end))):
        return False
    felt = tokens[i + ("OPEN" in tokens[i].kinds)].word in _FELT
    told = frozenset(kind for token in tokens[i:end] for kind in token.kinds)
    words = _Words(chart, i, end, leads, felt, told)
    at = i
    while at < end:
        after = _says_nothing(words, at)
        if after == at:
            return False
        at = after
    return True


def _bids(tokens: list[Token], i: int) -> bool:
    """Whether it is a word before a set: `do`, `say`, `another`."""
    following = tokens[i + 1].kinds
    if tokens[i].word == "another":
        return "NUM" in following and "TIMES" in tokens[i + 2].kinds
    return tokens[i].word in _BIDS and bool(following & {"NUM", "BETWEEN"})


def _only_marks(chart: Chart, span: Span) -> bool:
    """Whether it is nothing but quotes or dashes, or a bracket that is never closed."""
    marks = chart.plain[span[0] : span[1]].strip("'\"-., ")
    unclosed = marks == "(" and ")" not in chart.plain
    return not marks or (unclosed and chart.plain[: span[0]].rstrip()[-2:].isalpha())


def _begins(tokens: list[Token], i: int) -> bool:
    return (
        i == 0
        or bool(tokens[i - 1].kinds & (_SENTENCE | {"COLON"}))
        or is_spaced_dash(tokens, i - 1)
    )


def _opens(tokens: list[Token], i: int, end: int) -> bool:
    """Whether a clause, a bracket or a reason begins there."""
    if _begins(tokens, i) or tokens[i - 1].kinds & _CLAUSE or "OPEN" in tokens[i].kinds:
        return True
    if tokens[i - 1].word in _ALONG:
        return tokens[i].word in _ARTICLES  # `around the usual perimeter of the pitches`
    if tokens[i].word != "to":
        returns = tokens[i].word == "back" and tokens[i + 1].word in ("to", "at", "up", "down")
        return returns or tokens[i].word in _BECAUSE
    following = tokens[i + 1].kinds
    return bool(following & {"UNKNOWN", "HARMLESS", "DRILLS"}) and not following & (_TELLS | _HOW)


def _closes(tokens: list[Token], end: int) -> bool:
    marks = tokens[end].kinds | tokens[end - 1].kinds
    return bool(marks & _CLAUSE) or is_spaced_dash(tokens, end) or is_spaced_dash(tokens, end - 1)


def _leads(tokens: list[Token], i: int, end: int) -> bool:
    """Whether it leads to what is run: `Thursday's session is going to be 6 x 400`."""
    ahead = end + (tokens[end].word in _ARTICLES)
    if not _begins(tokens, i) or end - i < 2 or not tokens[ahead].kinds & {"NUM", "CLOCK"}:
        return False
    counted = tokens[ahead + 1].kinds & {"TIMES", "SET", "REP"} or (
        tokens[ahead + 1].kinds & {"DASH", "TO"} and "TIMES" in tokens[ahead + 3].kinds
    )
    last = tokens[end - 1]
    return last.word in _LEADS or bool(counted and last.kinds & _CLAUSE)


def _says_nothing(words: _Words, at: int) -> int:
    """The token after one that tells nothing, or after a few; `at` itself where it may."""
    tokens = words.chart.tokens
    token, following = tokens[at], tokens[at + 1]
    if end := _named(words.chart, at):
        return end
    for tells in (_ordered, _amount, _how):
        verdict = tells(words, at)
        if verdict is not None:
            return at + verdict
    if token.kinds & _PARTS:
        legs = words.begin < at and tokens[at - 1].word == "to" and following.word in _ARTICLES
        after = any(t.kinds & {"AFTER"} for t in tokens[words.begin : words.begin + 2])
        led = words.leads and words.end - at > 2
        return at + (led or after or legs)
    near = lexicon.nearest(token.word) if "UNKNOWN" in token.kinds else ""
    formed = token.word.startswith(near[:-2]) and token.word.endswith(("ed", "ing", "er", "ly"))
    return at + (not near or formed)


def _amount(words: _Words, at: int) -> bool | None:
    """Of a number, a unit, a recovery or a count: that it tells something."""
    tokens = words.chart.tokens
    token = tokens[at]
    before = tokens[at - 1].word if at > words.begin else ""
    if token.kinds & {"SET", "STRAIGHTS"} and (
        token.word in _ROUND or before in ("back", "home", "finishing")
    ):
        return True
    if token.word == "sets" and tokens[at + 1].word in ("off", "out"):
        return True
    if words.felt and (token.kinds & {"SET", "FASTER"} or "SPLIT" in words.told):
        return True  # `felt a lot better`, `felt excellent, splits 82/81/80/78`
    if token.kinds & _RESTS:
        long = words.end - words.begin > 5 and words.end - at > 1
        is_told = "REST" in token.kinds and at - words.begin < 3  # `the recovery is to be`
        if not long or (is_told and not _of_time(tokens[words.begin])):
            return False
        return not words.told & (_SIZES | _HOW)
    return False if token.kinds & _TELLS or token.kinds & {"NUM", "DIGITS", "CLOCK"} else None


def _of_time(token: Token) -> bool:
    return token.word in ("during", "in", "on", "for")


def _ordered(words: _Words, at: int) -> bool | None:
    """Of a word that orders, excepts or says which of the reps: whether it tells nothing here."""
    tokens = words.chart.tokens
    token, following = tokens[at], tokens[at + 1]
    before = tokens[at - 1] if at > words.begin else None
    place = frozenset(["GROUND", "WEEKDAY"])
    if token.word == "or":
        return before is not None and bool(before.kinds & place and following.kinds & place)
    if token.word in ("group", "squad") and before is not None and before.word in _ARTICLES:
        return "WORD" in following.kinds or bool(following.kinds & _CLAUSE)
    if words.leads and _of_session(tokens, at, _ORDERS | lexicon.WHICH):
        return True
    if token.word == "cut" and following.word in ("it", "back", "this"):
        return True
    if token.word in lexicon.WHICH and token.word not in ("all", "one", "next"):
        if following.word == "of" and token.word != "middle":
            return False
        if following.word in _OTHER_TIME or tokens[at + 2].kinds & {"ORD"}:
            return True
        if token.word == "each":
            return not words.told & _HOW
        return not words.leads and not words.told & (_HOW | {"REP", "EACH"})
    return False if token.word in _ORDERS else None


def _of_session(tokens: list[Token], at: int, said: frozenset[str]) -> bool:
    """Whether words of some kind are said of a session: `optional second workout`."""
    begin = at
    while tokens[at].word in said:
        at += 1
    return at > begin and "SESSIONWORD" in tokens[at].kinds


def _how(words: _Words, at: int) -> bool | None:
    """Of a word that says how fast: whether it only names the session or its reps."""
    tokens = words.chart.tokens
    token = tokens[at]
    if not token.kinds & _HOW or token.word == "i":
        return None
    before = tokens[at - 1].word if at > words.begin else ""
    if before == "finish" and token.word in ("strong", "strongly"):
        return True
    if before in _ARTICLES and not token.kinds & (_HOW - {"PACE"}):
        return True
    named = at
    while tokens[named].kinds & _HOW and not tokens[named].kinds & _SAYS:
        named += 1
    return words.leads and bool(tokens[named].kinds & (_SAYS | {"RUN"}))


def _named(chart: Chart, at: int) -> int:
    """The token after a number that counts no run: `3rd Monday`, `5k workout`, `Day 5`, `one we`;
    0 where it is none of these."""
    tokens = chart.tokens
    token, following = tokens[at], tokens[at + 1]
    if token.word == "one":
        unit = _TELLS | {"OF", "NUM", "DASH"}
        return 0 if following.kinds & unit or following.word in ("rep", "effort") else at + 1
    if token.kinds & {"NUMBERED", "HASH", "RUNNER"} and "DIGITS" in following.kinds:
        return at + 2 if tokens[at + 2].kinds & (_CLAUSE | {"WORD"}) else 0
    if "DIGITS" not in token.kinds:
        return 0
    if "ORD" in following.kinds and following.glued and tokens[at + 2].kinds & {"WEEKDAY", "MONTH"}:
        return at + 3
    races = [p.end for p in chart.at("RaceName", at)]
    return next((e for e in races if tokens[e].kinds & {"SESSIONWORD", "RUNNER"}), 0)
