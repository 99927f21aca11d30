# SPDX-License-Identifier: MIT
"""What a clause of strange words comes to: its recovery, its target, its warm-up, its repeats.

`For recoveries I jog a 1/4 mile`, `recoveries are floats of the same duration as the effort prior`,
`keep going until you have done eight`, `give yourself a good cool down of at least ten minutes`.
Only where a text is not understood as it stands (`leaving`), each one amount, or none, and the word
that tells what for; read without a question only where that is plain (`left_out`).
"""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Again, Aim, Amount, Length, Part, Pause, Reps
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.recoveries import sized
from trackpacer.notation.phrases.resting import AS_LONG
from trackpacer.notation.tokens import CLAUSE_ENDS, SENTENCE_ENDS
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.records import record, replace
from trackpacer.session import Role

TAKEN = "taken in short as"
_LONGEST = 40
_RESTS = frozenset(["REST", "JOG", "WALK", "FLOAT"])
_PARTS = {
    "WARM": Role.WARMUP,
    "WU": Role.WARMUP,
    "COOL": Role.COOLDOWN,
    "CD": Role.COOLDOWN,
}
_OF_IT = words_of("this that these those them it")
_PLACES = frozenset(["BETWEEN", "AFTER", "BEFORE", "EACH", "PER", "WITHIN", "IN", "FROM"])
_AMOUNTS = frozenset(["NUM", "DIGITS", "CLOCK", "COLON"])
_EACH = words_of("each every per")
_RESTED = words_of("between btw btwn bw after before ahead allow allowing give get have wait")
_UNTIL = words_of("until done complete completed reach reached finished ran run")
_ORDERED = words_of(
    "except unless or more not no first last second odd even alternate can't cant cannot couldn't"
)
_PACED = frozenset(["THRESHOLD", "TEMPO", "MARATHON", "HALFMARATHON", "MAX", "SPRINT"])
# A clause that has one of these tells more than one thing.
_MORE = frozenset(["THEN", "FOLLOWED", "CONTINUOUS", "ALTERNATE", "HARD", "FAST", "STRIDES"])


@record
class _Clause:
    """The tokens of a clause, its amounts and places, and what is told in it."""

    chart: Chart
    begin: int
    end: int
    amounts: tuple[Phrase, ...]
    places: tuple[str, ...]
    numbers: tuple[float, ...]  # those of no amount and no place
    kinds: frozenset[str]
    words: frozenset[str]

    @property
    def span(self) -> tuple[int, int]:
        tokens = self.chart.tokens
        return tokens[self.begin].start, tokens[self.end - 1].end

    def note(self, what: str) -> str:
        """What it is taken as."""
        return f"'{self.chart.quote(*self.span)}' {TAKEN} {what}"


def is_gist(element: object) -> bool:
    """Whether an element is what a clause comes to."""
    return any(TAKEN in note for note in getattr(element, "notes", ()))


@scanner("Gist", "WORD|OPEN|DIGITS")
def gist(chart: Chart, i: int) -> list[Phrase]:
    """A clause, a sentence or a bracket from a token on."""
    behind = chart.before(i)
    joined = behind.kinds & {"AND", "THEN"} or "DASH" in behind.kinds
    if not (behind.kinds & (CLAUSE_ENDS | {"BEGIN", "BULLET"}) or joined):
        return []
    found: list[Phrase] = []
    for ends in (SENTENCE_ENDS, CLAUSE_ENDS):
        clause = _clause(chart, i, ends)
        if clause is None or any(phrase.end == clause.end for phrase in found):
            continue
        cost = COSTS["gist"] + min(0.05 * (clause.end - i), 1.0)
        found += [Phrase(clause.end, cost, value) for value in _values(clause)]
    return found


def _clause(chart: Chart, i: int, ends: frozenset[str]) -> _Clause | None:
    """The tokens up to one of the kinds; None where too long or counted."""
    tokens = chart.tokens
    opens = "OPEN" in tokens[i].kinds
    at = i + opens
    amounts: list[Phrase] = []
    places: list[str] = []
    numbers: list[float] = []
    kinds: set[str] = set()
    words: set[str] = set()
    while not tokens[at].kinds & (frozenset(["CLOSE", "NL", "END"]) if opens else ends):
        token = tokens[at]
        if at - i > _LONGEST or ("TIMES" in token.kinds and token.word in ("x", "*")):
            return None
        at_place = chart.at("Place", at) if token.kinds & _PLACES else ()
        if place := longest(at_place):
            places.append(place.value.place)
            words.update(t.word for t in tokens[at : place.end])
            at = place.end
            continue
        amount = _amount(chart, at)
        if amount is not None:
            amounts.append(amount)
            at = amount.end
            continue
        if token.kinds & {"NUM", "CLOCK", "PCT"} and token.word != "one":
            percent = "PCT" in tokens[at + 1].kinds
            numbers.append(token.value if "NUM" in token.kinds and not percent else 0.0)
        kinds |= token.kinds
        or_so = token.word == "or" and tokens[at + 1].word == "so"
        words.add("so" if or_so else token.word)
        at += 1 + or_so
    if opens and "CLOSE" not in tokens[at].kinds:
        return None
    return _Clause(
        chart, i, at + opens, tuple(amounts), tuple(places), tuple(numbers),
        frozenset(kinds), frozenset(words),
    )  # fmt: skip


def _amount(chart: Chart, at: int) -> Phrase | None:
    token = chart.tokens[at]
    if not token.kinds & _AMOUNTS and token.word not in ("a", "an", "half", "quarter"):
        return None
    found = (p for symbol in ("Range", "Time", "Dist") for p in chart.at(symbol, at))
    known = (p for p in found if p.value.kind != "n")
    return longest(known)


def _values(clause: _Clause) -> Iterator[Pause | Again | Reps | Aim]:
    if clause.words & _ORDERED or clause.kinds & _MORE:
        return
    if clause.kinds & _PARTS.keys():
        yield from _part(clause)
    elif clause.kinds & _RESTS:
        yield from _recovery(clause)
    else:
        yield from _target(clause)
    yield from _again(clause)


def _part(clause: _Clause) -> Iterator[Reps]:
    """`Give yourself a good cool down of at least ten minutes`."""
    if len(clause.amounts) != 1 or clause.numbers:
        return
    role = next(role for kind, role in _PARTS.items() if kind in clause.kinds)
    amount: Amount = clause.amounts[0].value
    ms, metres = (amount.value, 0.0) if amount.kind == "ms" else (0.0, amount.value)
    length = Length(amount.span, metres=metres, ms=ms, unit=amount.unit)
    what = "warm-up" if role is Role.WARMUP else "cool-down"
    note = clause.note(f"a {what} of {_shown(clause, amount)}")
    yield Reps(clause.span, None, length, (Part(clause.span, role),), (note,))


def _recovery(clause: _Clause) -> Iterator[Pause]:
    """`Rest periods should be short: 30-45 s`, `rest that amount of time`."""
    place = clause.places[0] if clause.places else ""
    if len(set(clause.places)) > 1 or clause.numbers or clause.kinds & _PACED:
        return
    if not clause.amounts and "EQUAL" in clause.kinds and clause.words & AS_LONG:
        rest = Rest(clause.span, "equal", place=place)
        yield Pause(clause.span, rest, said=True, notes=(clause.note("as long as the rep"),))
    by_rep = "EQUAL" in clause.kinds or clause.words & {"half", "twice", "double"}
    if len(clause.amounts) != 1 or by_rep:
        return
    found = Found(clause.chart, clause.begin, clause.end, {})
    amount: Amount = clause.amounts[0].value
    seen = clause.kinds & _RESTS
    rest_of = sized(found, amount, frozenset(seen))
    if rest_of is not None and "CYCLE" in clause.kinds:
        rest_of = replace(rest_of, kind="sendoff", jogged=False)
    if rest_of is not None:
        note = clause.note(f"a recovery of {_shown(clause, amount)}")
        rest = replace(rest_of, place=place)
        yield Pause(clause.span, rest, said=True, notes=(note,))


def _target(clause: _Clause) -> Iterator[Aim]:
    """`For pacing it was the staple 10k effort`, `which meant 4:24 for each of the intervals`."""
    bounded = clause.kinds & {"UNDER", "OVER", "WITHIN", "FASTER", "SLOWER"}
    if bounded or ("PACE" not in clause.kinds and not clause.words & _EACH):
        return
    chart, at = clause.chart, clause.begin
    named: list[Phrase] = []
    while at < clause.end:
        paces = () if chart.tokens[at].word in ("i", "a") else chart.at("NamedTarget", at)
        found = longest(paces)
        if found is None and _amount(chart, at) is not None:
            named = []
            break
        named += [found] if found is not None else []
        at = found.end if found is not None else at + 1
    if len(named) == 1 and not clause.numbers:
        note = clause.note("the pace of the reps")
        yield Aim(clause.span, named[0].value, worded=True, notes=(note,))
    each = clause.words & _EACH and not clause.words & _RESTED
    if any("REP" in chart.tokens[amount.end].kinds for amount in clause.amounts):
        return  # `run each 4 minute rep at`: which they are
    if len(clause.amounts) != 1 or clause.numbers or not each:
        return
    amount: Amount = clause.amounts[0].value
    if amount.kind == "ms" and amount.high is None and amount.value >= 20_000:
        pace = Pace("time", clause.span, ms=amount.value)
        note = clause.note(f"a target of {_shown(clause, amount)}")
        yield Aim(clause.span, Target(clause.span, pace), worded=True, notes=(note,))


def _again(clause: _Clause) -> Iterator[Again]:
    """`Go on until you have done five`, `12 repetitions of this`, `do it all a second time`."""
    if clause.amounts:
        return
    often = _how_often(clause)
    if 2 <= often <= 255:
        note = clause.note(f"{often} times in all")
        yield Again(clause.span, often, all=True, notes=(note,))


def _how_often(clause: _Clause) -> int:
    numbers = [n for n in clause.numbers if n == int(n)]
    until = "until" in clause.words and clause.words & _UNTIL
    repeats = "REPEAT" in clause.kinds or (clause.kinds & {"REP", "SET"} and clause.words & _OF_IT)
    if numbers and (until or repeats):
        return int(numbers[0])
    return 2 if not numbers and "TWICE" in clause.kinds else 0


def _shown(clause: _Clause, amount: Amount) -> str:
    return clause.chart.quote(*amount.span)
