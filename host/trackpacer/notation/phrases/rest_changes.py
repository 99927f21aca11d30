# SPDX-License-Identifier: MIT
"""Recoveries that get shorter or longer, in whatever words: `first rest 2 min, then take 10 s off it
each time`, `100 s after the first, then 90, 80 and so on down to 20`, `reducing rest. Start at 90 …`.

Each amount is the first of them, the next, the last, or what they change by: so the words around it
tell. Not here: lists of them, and how they are noted (`rest_lists`).
"""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Chart, Phrase, longest
from trackpacer.notation.elements import Amount
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases.rest_lists import of_a_place
from trackpacer.notation.phrases.rest_nouns import MOVING, NOUN
from trackpacer.notation.phrases.resting import CHANGES
from trackpacer.notation.tokens import ITEM_ENDS, Token, counts_in
from trackpacer.notation.tree import Rest
from trackpacer.records import fresh, mutable, replace

_SHORTER = words_of("down less shorter off minus - knock take cut trim")
_LONGER = words_of("up more longer extra plus +")
_GROWS = pattern(r"(?:add|incr|ris|rais|grow|lengthen|exten)")
_BEGINS = words_of(
    "start starting starts started begin beginning begins began open opening opened first initial"
)
_EITHER_WAY = words_of("goes going come comes coming")
_ENDS = words_of("end ending ends finish finishing finishes close closing last final")
_UNTIL = words_of("until till til")
_STEPS = words_of("less shorter off more longer extra each every per")
_CHANGE_BY = words_of("by minus - + plus add adding drop drops dropping lose losing cut knock")
_ON = words_of("etc onwards ... .. \u2026")
_WORDS = words_of(
    """
    at from with to till til until down up by off on of in into after before each every time go goes
    going come comes coming get gets getting take takes taking knock knocking cut it is them that
    this the a then and you your we i so be last final lasting again bit right all way through throughout over out set session
    shorter longer less more extra time reps rep interval one just only about but have had has between
    minus per fewer than previous prior ever reach hit gradually steadily progressively slowly evenly
    next second third two 2 1 etc onwards starting there's it's are was
    """
)
_WORDS |= _BEGINS | _ENDS
_PASSED = NOUN | {
    *["WITH", "CUTDOWN", "AND", "THEN", "ORD", "SET", "REP", "SLASH", "DASH", "ARROW", "OFF"]
}
_HEADS = _BEGINS | words_of("each every ever between after from")
_LEADS = words_of("a the your with off but you we and")
# What may begin the next sentence of the same recoveries.
_RESUMES = _BEGINS | words_of("then next after so it it's this each every take knock last final")
_STEADILY = words_of("gradually steadily progressively slowly evenly each every through")
# `I cut the recovery from 3 min to 90 s`: not from rep to rep.
_WHO = words_of("i we i've we've i'd he she coach")
# What a number is of that is no recovery.
_OTHERS = frozenset(["TIMES", "METRES", "KM", "MILES", "REP", "SET", "LAPS", "PCT", "HOURS", "ORD"])
_FOLLOWS = words_of("then next and , / to")
# In front of an amount that follows on another: this is no recovery but how fast.
_NO_ROW = words_of("with off at in on for w/ @ or is")


@mutable
class _Said:
    """What is said so far: the recoveries in their order, the last of them, by how much they change;
    minutes: the unit of a bare number; lead: the words since the last amount."""

    row: list[float] = fresh(factory=list)
    last: float = 0.0
    step: float = 0.0
    minutes: bool = False
    onward: bool = False
    named: bool = False  # recoveries are, before the second amount or without `with`
    words: set[str] = fresh(factory=set)
    lead: list[str] = fresh(factory=list)
    seen: set[str] = fresh(factory=set)
    passed: int = 0

    @property
    def changing(self) -> bool:
        """Whether recoveries are said to change, or to begin somewhere."""
        change = self.words & _BEGINS or any(map(CHANGES.match, self.words))
        return bool(self.seen & NOUN and change)


@scanner("SteppedRest", "WORD|DIGITS|CLOCK")
def rest_changing(chart: Chart, i: int) -> list[Phrase]:
    """From a word of recoveries, of how they begin or change, or from the first of them."""
    if not chart.once(_changes):
        return []
    tokens, first = chart.tokens, chart.tokens[i]
    heads = first.word in _HEADS or first.kinds & NOUN or CHANGES.match(first.word)
    led = first.word in _LEADS and any(CHANGES.match(token.word) for token in tokens[i + 1 : i + 3])
    if not (heads or led or _amount(chart, i, False)):
        return []
    said, at, solid, found, opened = _Said(), i, i, list[Phrase](), False
    while at - i < 45:
        token = tokens[at]
        if token.kinds & ITEM_ENDS:
            closes = opened and "CLOSE" in token.kinds
            rest = _changed(chart, i, at, said) if closes or not opened else None
            if rest is not None:
                found.append(Phrase(at + closes, _cost(said), rest))
            stops = {"NL", "END", "BULLET"} if opened else {"NL", "END", "BULLET", "CLOSE"}
            ends = at == i or token.kinds & stops
            if ends or ("DOT" in token.kinds and not _resumes(said, tokens, at)):
                break
            opened = not closes and (opened or "OPEN" in token.kinds)
            said.lead.append(token.word)
            at += 1
        elif _ranges(chart, at):
            break
        elif amount := _amount(chart, at, said.minutes):
            if not _takes(said, chart, at, amount):
                break
            at = solid = amount.end
        elif width := _passes(tokens, at):
            dash = token.word in ("-", "+") and (not tokens[at + 1].glued or token.glued)
            said.lead.append("" if dash else token.word)  # `75s - 60s rest`
            said.words.add(said.lead[-1])
            said.seen |= token.kinds & NOUN
            near = {*said.lead[-3:]}
            if "SET" in token.kinds and "between" in near:
                said.seen.add("SET")
            if token.word == "first" and near & {"between", "after"}:
                said.seen.add("REST")  # `between the first and second you get 90 s`
            onward = token.word in _ON or near >= {"so", "on"}
            said.onward = said.onward or (onward and bool(said.row))
            said.passed += 1
            at += width
        else:
            if solid < at and not opened and (rest := _changed(chart, i, at, said)) is not None:
                found.append(Phrase(at, _cost(said), rest))
            break
    return found


def _cost(said: _Said) -> float:
    return (0.0 if said.seen & NOUN else 0.7) + 0.02 * said.passed


def _changes(chart: Chart) -> bool:
    words = {token.word for token in chart.tokens[: chart.end]}
    told = _SHORTER | _LONGER | _ENDS | _BEGINS | {"from", "then", "etc"}
    return bool(words & told) or any(map(CHANGES.match, words))


def _resumes(said: _Said, tokens: list[Token], at: int) -> bool:
    """Whether the next sentence says more of the same recoveries."""
    after = tokens[at + 1]
    if tokens[at].word in _ON or tokens[at - 1].word == "etc":
        said.onward = True
        return True
    return said.changing and (after.word in _RESUMES or bool(CHANGES.match(after.word)))


def _passes(tokens: list[Token], at: int) -> int:
    """How many tokens to pass: one of how they change; a strange one where `down` or `by` follows."""
    token, after = tokens[at], tokens[at + 1]
    if token.word == "p" and tokens[at + 2].word == "rep":
        return 3  # `p.rep`
    if token.word in ("-", "+") and after.glued and not token.glued:
        return 1  # `-15s each`
    if tokens[at - 1].kinds & {"ORD", "ORDINALWORD"}:
        if "DIGITS" in token.kinds and token.value >= 100:
            return 1 + bool(after.kinds & {"METRES"})  # `after the first 250 m`
        if "SET" in token.kinds and tokens[at - 3].word not in ("between", "after"):
            return 0  # `45 s recovery the first set, 60 s the second`: see `bysets`
    known = token.word in _WORDS or token.kinds & _PASSED or CHANGES.match(token.word)
    strange = "UNKNOWN" in token.kinds and after.word in ("down", "up", "by", "off", "to")
    plain = "HARMLESS" in token.kinds and "DESCRIBES" not in token.kinds
    return int(bool(known or strange or plain))


def _amount(chart: Chart, at: int, minutes: bool) -> Phrase | None:
    """A time, and whether it is in minutes; a bare number is seconds, a small one behind minutes."""
    tokens = chart.tokens
    if found := longest(p for p in chart.at("Time", at) if p.value.high is None):
        amount: Amount = found.value
        return Phrase(found.end, 0.0, (amount.value, amount.unit == "min"))
    token, after = tokens[at], tokens[at + 1]
    if not token.kinds & {"DIGITS", "NUM"} or (after.kinds & _OTHERS and after.word != "by"):
        return None
    if minutes and token.value < 10 and tokens[at - 1].word in _FOLLOWS:
        return Phrase(at + 1, 0.0, (token.value * 60_000, True))
    bare = "DIGITS" in token.kinds and 5 <= token.value <= 300
    return Phrase(at + 1, 0.0, (token.value * 1000, False)) if bare else None


def _ranges(chart: Chart, at: int) -> bool:
    """`60-90 s`: any between the two, and not the one and then the other."""
    tokens, found = chart.tokens, longest(chart.at("Range", at))
    if found is None or "DASH" not in tokens[at + 1].kinds | tokens[at + 2].kinds:
        return False
    return found.value.high > found.value.value and not CHANGES.match(tokens[found.end].word)


def _takes(said: _Said, chart: Chart, at: int, amount: Phrase) -> bool:
    """Whether an amount is one of them: by the words around it."""
    tokens, (value, minutes) = chart.tokens, amount.value
    apart = said.row and value >= 2 * max(said.row) and of_a_place(chart, amount.end)
    if apart or tokens[amount.end].word == "run":  # `4 min between sets`; `then an 8 min run`
        return False
    near, before = said.lead[-1:], {*said.lead[-4:]}
    to = near == ["to"] or bool(before & (_UNTIL | _ENDS))
    to = to or (near == [""] and bool(CHANGES.match(tokens[amount.end].word)))  # `90 - 55 dropping`
    by = bool({*said.lead[-2:]} & _CHANGE_BY) or _steps(tokens, amount.end)
    by = by or (bool(near) and bool(CHANGES.match(near[0])) and near[0] not in _EITHER_WAY)
    more = amount.end == at + 1 and tokens[at + 1].word == "more"  # `5 min, 8 more (times)`: reps
    until = near == ["to"] or before & _UNTIL  # `in 4:20, cut down until you hit 4:00`
    if near == ["to"] and tokens[at - 2].kinds & {"DIGITS"}:
        return False  # `adding 2 to 4 s each time`
    begun = said.row or said.step or not (until or near in (["in"], ["@"]))
    if not begun or (more and tokens[at + 2].kinds & (ITEM_ENDS | _OTHERS)):
        return False
    if by and not to and 5_000 <= value <= 60_000 and not said.step:
        said.step = value
    elif to and not said.last and (said.row or said.step):
        said.last = value
    elif not said.row and 15_000 <= value <= 600_000:
        said.row = [value]
    elif said.last and not said.step and said.lead in ([","], [",", "and"]):
        said.row, said.last = [*said.row, said.last, value], 0.0  # `100 s reducing to 80, 60`
    elif said.last or said.step or value % 5_000 or {*said.lead} & _NO_ROW - {"on"}:
        return False
    else:
        said.row.append(value)
    said.named = said.named or bool(said.seen & NOUN)
    said.minutes = minutes or (said.minutes and value < 600_000 and not value % 60_000)
    said.lead = []
    return True


def _steps(tokens: list[Token], end: int) -> bool:
    """Whether `less each time` or `a time` stands behind an amount, but not `45 s off 45 s jog`."""
    end += bool("OF" in tokens[end].kinds and tokens[end + 1].kinds & NOUN) * 2
    rested = tokens[end].word == "off" and "NUM" in tokens[end + 1].kinds
    timed = tokens[end].word == "a" and tokens[end + 1].kinds & {"TIMES", "REP"}
    return bool(timed) or (tokens[end].word in _STEPS and not rested)


def _changed(chart: Chart, begin: int, end: int, said: _Said) -> Rest | None:
    """What it comes to; None where something is missing, or what says which way it goes."""
    if not said.row:
        return None
    rest = Rest(chart.span(begin, end), "time", ms=said.row[0])
    rest = replace(rest, jogged=bool(said.seen & MOVING) and "REST" not in said.seen)
    if "SET" in said.seen:
        rest = replace(rest, place="sets")
    if len(said.row) > 1:
        return _in_a_row(chart, rest, said)
    grows = bool(said.words & _LONGER) or any(map(_GROWS.match, said.words))
    falls = bool(said.words & _SHORTER)
    ways = said.words - _EITHER_WAY if grows else said.words
    falls = falls or any(CHANGES.match(w) and not _GROWS.match(w) for w in ways)
    arrives = (said.words & _ENDS and said.words & _BEGINS) or "from" in said.words
    told = bool(said.last) + bool(said.step)
    if not told or not (grows or falls or arrives):
        return None
    if told > 1:  # `90 s, coming down by 10 s each time to 20 s`
        return steady_row(chart, rest, said.step, said.last) if said.seen & NOUN else None
    if said.last:
        far = said.seen & NOUN or not 0.7 <= said.last / said.row[0] <= 1.5  # or how fast
        same = said.last <= said.row[0] if "up" in said.words else said.last == said.row[0]
        past = "from" in said.words and any(w == "cut" or w.endswith("ed") for w in said.words)
        if past and not said.words & _STEADILY:
            who = {token.word for token in chart.tokens[max(begin - 1, 0) : begin + 1]} & _WHO
            note = f"'{chart.quote(*rest.span)}': since the last time, so alike after each rep"
            return replace(rest, ms=said.last, notes=[note]) if who else None
        return replace(rest, last_ms=said.last) if far and not same else None  # `(up to 6)`: reps
    if grows == falls or (not said.seen & NOUN and said.step < 10_000):
        return None
    return replace(rest, step_ms=said.step if grows else -said.step)


def _in_a_row(chart: Chart, rest: Rest, said: _Said) -> Rest | None:
    """`90, 80, 70 and so on`: each so much less than the one before it, without an end for as long
    as there are reps, or to the last; or each of them as it is told."""
    row, step = said.row, said.row[1] - said.row[0]
    steady = all(b - a == step for a, b in pairwise(row))
    goes = said.words & (_BEGINS | {"then"}) or any(map(CHANGES.match, said.words))
    if not said.named or not step or not goes or sorted(row) not in (row, row[::-1]):
        return None
    if said.last:
        return steady_row(chart, rest, abs(step), said.last) if steady else None
    if said.onward:
        return replace(rest, step_ms=step) if steady else None
    return replace(rest, listed=row) if len(row) > 2 else None


def steady_row(chart: Chart, rest: Rest, step: float, last: float) -> Rest | None:
    """From the recovery to the last of them; what the last rep would have behind it is left out."""
    number, odd = divmod(abs(last - rest.ms), step or 1.0)
    if odd or not 2 <= number < 30:
        return None
    step = step if last > rest.ms else -step
    listed = [rest.ms + step * n for n in range(int(number) + 1)]
    reps = len(listed) in counts_in(chart.tokens)
    return replace(rest, listed=listed[:-1] if reps else listed)
