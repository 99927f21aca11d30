# SPDX-License-Identifier: MIT
"""Talk: clauses that order nothing, and the words that lead to a session or trail behind one.

`Pretty tired by the end but hung on.`, `The goal tonight is to run`, `because of the heat`. No
clause of talk holds a number, a unit, a recovery or a word that excepts or repeats, nor says how
some of the reps are run (`the last one fast`): what might matter is for the rules, or is asked.
"""

from __future__ import annotations

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Notes, Remark
from trackpacer.notation.grammar import scanner
from trackpacer.notation.phrases.remarks import weight
from trackpacer.notation.tokens import Token

_LONGEST = 40
_ENDS = frozenset(["DOT", "NL", "END", "SEMI", "CLOSE", "COMMA", "COLON", "DASH", "OPEN"])
_STOPS = frozenset(["DOT", "NL", "END", "SEMI"])
_SMALL = frozenset(["COMMA", "DASH", "AND", "PRIME", "QUOTES", "SLASH", "ABOUT"])
# Kinds that tell what is run or how long to rest.
_ORDERS = frozenset(
    [
        *("METRES", "KM", "MILES", "YARDS", "MINUTES", "HOURS", "REST", "JOG", "WALK", "FLOAT"),
        *("REPEAT", "TWICE", "ALTERNATE", "CONTINUOUS"),
        *("CUTDOWN", "MARATHON", "HALFMARATHON", "THRESHOLD", "INTERVALPACE", "CV", "TEMPO"),
    ]
)
_PARTS = frozenset(["WARM", "COOL", "WU", "CD", "STRIDES", "DRILLS"])
_HOW = frozenset(
    ["FAST", "HARD", "EASY", "STEADY", "MAX", "SPRINT", "FASTER", "SLOWER", "SLOW", "RELAXED"]
)


def said(token: Token) -> float:
    """What it costs to pass over a token in a clause of talk; -1 where it may be an order."""
    kinds = token.kinds
    if "WORD" not in kinds:
        return 0.02 if kinds & _SMALL else -1.0
    if token.word in lexicon.ORDERING or (token.value > 1 and "NUM" in kinds):
        return -1.0
    if kinds & _ORDERS and "ENOUGH" not in kinds and token.word not in ("second", "i"):
        return -1.0
    own = weight(token)
    if own >= 0:
        return own
    return -1.0 if "UNKNOWN" in kinds else COSTS["skip-unknown"]


def _clause(tokens: list[Token], i: int, ends: frozenset[str]) -> tuple[int, float, Notes] | None:
    """Where a clause of talk ends, what it costs, what is noted of it."""
    at, cost, words = i, 0.0, 0
    which = how = reports = False
    notes: Notes = ()
    while not tokens[at].kinds & ends or _hyphen(tokens, at):
        token = tokens[at]
        each = said(token)
        as_fast = token.word == "as" and tokens[at + 1].kinds & {"FAST", "HARD"}
        if each < 0 or as_fast or at - i >= _LONGEST:
            return None
        cost += each
        words += "WORD" in token.kinds
        which = which or token.word in lexicon.WHICH
        how = how or bool(token.kinds & _HOW)
        reports = reports or token.word in lexicon.REPORTS
        notes = ("no-length",) if token.kinds & _PARTS else notes
        at += 1
    if words < 2 or (which and how and not reports):
        return None
    return at, cost, notes


def _hyphen(tokens: list[Token], at: int) -> bool:
    """Whether it is the mark within a word: `go-to`."""
    return "DASH" in tokens[at].kinds and tokens[at].glued and tokens[at + 1].glued


def _begins(tokens: list[Token], i: int) -> bool:
    return i == 0 or bool(tokens[i - 1].kinds & {"NL", "DOT", "SEMI", "BULLET"})


@scanner("Element", "WORD")
def talk(chart: Chart, i: int) -> list[Phrase]:
    """`Pretty tired by the end but hung on`: a clause that orders nothing."""
    tokens = chart.tokens
    begins = _begins(tokens, i)
    if not begins and tokens[i].word not in lexicon.JOINS:
        before = tokens[i - 1]
        if not before.kinds & {"COMMA", "DASH", "COLON"} or _hyphen(tokens, i - 1):
            return []
    found: list[Phrase] = []
    for ends in (_STOPS, _ENDS) if begins else (_ENDS,):
        clause = _clause(tokens, i, ends)
        if clause is None:
            continue
        end, cost, notes = clause
        own = COSTS["remark-sentence"] if ends is _STOPS else COSTS["remark-aside"]
        own += min(cost * 0.35, 1.5)
        if tokens[i].word in lexicon.JOINS:
            own = min(own, COSTS["remark-aside"] + 0.3)
        span = (tokens[i].start, tokens[end - 1].end)
        end += bool(tokens[end].kinds & {"COLON"})
        found.append(Phrase(end, own, Remark(span, notes)))
    return found


# Words that belong to what comes after them.
_LEADING = frozenset(["AT", "IN", "ON", "OFF", "WITH", "FROM", "BETWEEN", "AFTER", "ABOUT"])
_BIDDING = frozenset(["run", "do", "doing", "is", "was", "of", "for", "to", "with"])
_WORK = frozenset(["NUM", "CUTDOWN", "PYRAMID", "FARTLEK", "a", *_HOW])


@scanner("Element", "WORD")
def lead(chart: Chart, i: int) -> list[Phrase]:
    """`The goal tonight is to run`, `For the speed session do`: talk up to what is run."""
    tokens = chart.tokens
    begins = _begins(tokens, i)
    if not begins and not tokens[i - 1].kinds & {"COMMA", "THEN", "AND", "COLON"}:
        return []
    at, cost = i, 0.0
    while (tokens[at].kinds & {"WORD"} or _hyphen(tokens, at)) and at - i < 25:
        token = tokens[at]
        each = said(token)
        if (
            each < 0
            or token.kinds & _PARTS
            or (token.kinds & _HOW and "SESSIONWORD" not in tokens[at + 1].kinds)
        ):
            break
        cost += each
        at += 1
    last = tokens[at - 1]
    counted = tokens[at].kinds & {"NUM"} and tokens[at + 1].keys & {
        *("TIMES", "DASH", "TO", "SET", "REP"),
    }
    told = begins and last.word in _BIDDING and tokens[at].keys & _WORK
    if at - i < 2 or not (counted or told) or (last.kinds & _LEADING and last.word not in _BIDDING):
        return []
    bids = last.word in ("run", "do") and at - i > 2
    span = (tokens[i].start, tokens[at - 1 - bids].end)
    return [Phrase(at, COSTS["remark-aside"] + min(cost * 0.35, 1.5), Remark(span))]


_REPORTED = frozenset(["REST", "JOG", "WALK", "FLOAT", "BETWEEN", "OPEN", "CLOSE", "REPEAT", "SET"])
_TOLD = frozenset(
    [
        "averaged",
        "avg",
        "average",
        "splits",
        "results",
        "actual",
        "actuals",
        "total",
        "totalled",
        "hr",
        "ran",
        "hit",
    ]
)


@scanner("Element", "WORD")
def report(chart: Chart, i: int) -> list[Phrase]:
    """`Averaged 78.`, `HR avg 168`, `Splits: 5:41, 5:37`: what came of it, with its figures."""
    tokens = chart.tokens
    if not _begins(tokens, i) and not tokens[i - 1].kinds & {"COMMA", "DASH", "AND"}:
        return []
    at, cost, figures = i, 0.0, 0
    told = False
    found: list[Phrase] = []
    while not tokens[at].kinds & _STOPS and at - i < _LONGEST:
        token = tokens[at]
        if token.kinds & _REPORTED or token.word in lexicon.ORDERING:
            return found
        if "COMMA" in token.kinds and figures and told:
            span = (tokens[i].start, tokens[at - 1].end)
            found.append(Phrase(at, COSTS["remark-aside"] + cost, Remark(span)))
        heads = token.word in ("times", "did", "result") and "COLON" in tokens[at + 1].kinds
        told = told or heads or token.word in _TOLD
        if token.kinds & {"DIGITS", "CLOCK"}:
            if not told:
                return found
            figures += 1
        cost += 0.05
        at += 1
    if told and figures:
        span = (tokens[i].start, tokens[at - 1].end)
        found.append(Phrase(at, COSTS["remark-sentence"] + cost, Remark(span)))
    return found[-2:]
