# SPDX-License-Identifier: MIT
"""A clause of recoveries that get shorter or longer, in whatever words: `first rest 2 min, then take
10 s off it each time`, `90s to begin with, whittled down to 30 by the end`.

Not here: their lists, and how they are noted (`rest_lists`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Phrase, longest
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases.rest_lists import steady_row
from trackpacer.notation.phrases.rest_nouns import MOVING, NOUN
from trackpacer.notation.phrases.resting import CHANGES
from trackpacer.notation.tokens import ITEM_ENDS, Token
from trackpacer.notation.tree import Rest
from trackpacer.records import fresh, mutable, replace

_SHORTER = words_of("down less shorter off minus - knock take cut")
_LONGER = words_of("up more longer extra plus +")
_GROWS = pattern(r"(?:add|incr|ris|rais|grow|lengthen|exten)")
_BEGINS = words_of(
    "start starting starts started begin beginning begins began open opening opened first initial"
)
_EITHER_WAY = words_of("goes going come comes coming")
_ENDS = words_of("end ending ends finish finishing finishes close closing")
_STOPS = frozenset(["NL", "END", "DOT", "SEMI", "BULLET"])
_STEPS = words_of("less shorter off more longer extra each every per")
_WORDS = words_of(
    """
    at from with to till until down up by off on of in into after before each every time go goes
    going come comes coming get gets getting take takes taking knock knocking cut it is them that
    this the a then and you your we i so be last final lasting again bit right all way through throughout over out set session
    shorter longer less more extra time reps rep interval one just only about
    minus per fewer than previous prior ever reach hit gradually steadily progressively slowly evenly
    """
)
_WORDS |= _BEGINS | _ENDS
_PASSED = NOUN | {"WITH", "CUTDOWN"}
# What a number is of that is no recovery.
_OTHERS = frozenset(["TIMES", "METRES", "KM", "MILES", "REP", "SET", "LAPS", "PCT", "HOURS"])
_OTHERS |= {"DASH", "SLASH"}


@mutable
class _Said:
    """What a clause has said so far: the first recovery, the last of them, by how much they change."""

    first: float = 0.0
    last: float = 0.0
    step: float = 0.0
    words: set[str] = fresh(factory=set)
    seen: set[str] = fresh(factory=set)
    passed: int = 0


@scanner("SteppedRest", "WORD|DIGITS|CLOCK")
def rest_changing(chart: Chart, i: int) -> list[Phrase]:
    """From a word of recoveries, of how they begin or change, or from the first of them."""
    if not chart.once(_changes):
        return []
    tokens = chart.tokens
    first = tokens[i]
    led = first.word in ("each", "every", "ever")
    heads = led or first.kinds & NOUN or first.word in _BEGINS or CHANGES.match(first.word)
    if not (heads or _amount(chart, i)):
        return []
    said, at, found, opened = _Said(), i, list[Phrase](), False
    while at - i < 34:
        token = tokens[at]
        if token.kinds & ITEM_ENDS:
            closes = opened and "CLOSE" in token.kinds
            rest = _changed(chart, i, at, said) if closes or not opened else None
            if rest is not None:
                own = 0.0 if said.seen & NOUN else 0.7
                found.append(Phrase(at + closes, own + 0.02 * said.passed, rest))
            if token.kinds & _STOPS or at == i or ("CLOSE" in token.kinds and not opened):
                break
            opened = not closes and (opened or "OPEN" in token.kinds)
            at += 1
        elif amount := _amount(chart, at):
            more = amount.end == at + 1 and tokens[at + 1].word == "more"  # `5 min, 8 more`: reps
            if not _takes(said, tokens, at, amount) or (more and tokens[at + 2].kinds & _STOPS):
                break
            at = amount.end
        elif _passes(tokens, at):
            said.words.add(token.word)
            said.seen |= token.kinds & NOUN
            said.passed += 1
            at += 1
        else:
            break
    return found


def _changes(chart: Chart) -> bool:
    words = {token.word for token in chart.tokens[: chart.end]}
    return bool(words & (_SHORTER | _LONGER | _ENDS | {"from"})) or any(map(CHANGES.match, words))


def _passes(tokens: list[Token], at: int) -> bool:
    """Whether a word is of how they change; a strange one is where `down`, `by` or `off` follows."""
    token = tokens[at]
    if token.word in ("-", "+"):
        return tokens[at + 1].glued and not token.glued  # `-15s each`
    known = token.word in _WORDS or token.kinds & _PASSED or CHANGES.match(token.word)
    strange = "UNKNOWN" in token.kinds and tokens[at + 1].word in ("down", "up", "by", "off", "to")
    return bool(known or strange or ("DESCRIBES" not in token.kinds and "HARMLESS" in token.kinds))


def _amount(chart: Chart, at: int) -> Phrase | None:
    """A time; a bare number is seconds."""
    tokens = chart.tokens
    if found := longest(p for p in chart.at("Time", at) if p.value.high is None):
        return Phrase(found.end, 0.0, found.value.value)
    token, after = tokens[at], tokens[at + 1]
    counts = after.kinds & _OTHERS and after.word != "by"
    bare = "DIGITS" in token.kinds and 5 <= token.value <= 300 and not counts
    return Phrase(at + 1, 0.0, token.value * 1000) if bare else None


def _takes(said: _Said, tokens: list[Token], at: int, amount: Phrase) -> bool:
    """Whether an amount is one of the three: by the words around it."""
    before = [token.word for token in tokens[max(at - 3, 0) : at]]
    near = before[-1] if before else ""
    until = {"until", "till", "til"} & set(before)  # `until you get to 40`, `until you hit 40`
    to = near == "to" or bool(until) or bool(_ENDS & set(before))
    by = near in ("by", "minus", "-", "+", "adding", "plus") or _steps(tokens, amount.end)
    if by and not to and 5_000 <= amount.value <= 60_000 and not said.step:
        said.step = amount.value
    elif to and not said.last and (said.first or said.step):
        said.last = amount.value
    elif not said.first and 15_000 <= amount.value <= 600_000:
        said.first = amount.value
    else:
        return False
    return True


def _steps(tokens: list[Token], end: int) -> bool:
    """Whether `less each time` or `a time` stands behind an amount, but not `45 s off 45 s jog`."""
    rested = tokens[end].word == "off" and "NUM" in tokens[end + 1].kinds
    timed = tokens[end].word == "a" and tokens[end + 1].kinds & {"TIMES", "REP"}
    return bool(timed) or (tokens[end].word in _STEPS and not rested)


def _changed(chart: Chart, begin: int, end: int, said: _Said) -> Rest | None:
    """What the clause comes to; None where one of two is missing, or says which way it goes."""
    grows = bool(said.words & _LONGER) or any(map(_GROWS.match, said.words))
    falls = bool(said.words & _SHORTER)
    ways = said.words - _EITHER_WAY if grows else said.words
    falls = falls or any(CHANGES.match(w) and not _GROWS.match(w) for w in ways)
    arrives = (said.words & _ENDS and said.words & _BEGINS) or "from" in said.words
    told = bool(said.last) + bool(said.step)
    if not said.first or not told or not (grows or falls or arrives):
        return None
    rest = Rest(chart.span(begin, end), "time", ms=said.first)
    rest = replace(rest, jogged=bool(said.seen & MOVING) and "REST" not in said.seen)
    if told > 1:  # `90 s, coming down by 10 s each time to 20 s`
        return steady_row(chart, rest, said.step, said.last) if said.seen & NOUN else None
    if said.last:
        far = said.seen & NOUN or not 0.7 <= said.last / said.first <= 1.5  # or how fast
        same = said.last <= said.first if "up" in said.words else said.last == said.first
        return replace(rest, last_ms=said.last) if far and not same else None  # `(up to 6)`: reps
    if grows == falls or (not said.seen & NOUN and said.step < 10_000):
        return None
    return replace(rest, step_ms=said.step if grows else -said.step)
