# SPDX-License-Identifier: MIT
"""What a clause of its own tells of the first, the middle or the last part of a run.

`Pick up the pace for the last 3 miles to HM pace`, `The last four miles of the run should be at
MP`, `finish the last 10 mins at a medium to hard effort`: one such part, one pace or effort for it,
and words that tell nothing, as in `told`.

Not here: `last 5 at MP` right behind the run (`within`); the last reps of a set (`shares`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Phrase, longest
from trackpacer.notation.elements import Amount, Portion
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.told import begins, filler
from trackpacer.notation.phrases.within import in_order
from trackpacer.notation.tokens import ITEM_ENDS
from trackpacer.notation.tree import Target

_PLACES = {
    **dict.fromkeys(("first", "opening", "initial"), "first"),
    **dict.fromkeys(("last", "final", "closing"), "last"),
    "middle": "middle",
}
_UNITS = frozenset(["KM", "MILES", "MINUTES"])
_LONGEST = 26
# Verbs, and what a sentence begins with, that tell nothing of their own here.
_MOVES = words_of(
    """
    and then so but do doing does did try tries aim aiming plan planning want wanted need should
    will finish finishing finished end ending ended pick picking picked up down speed lift lifting
    increase increasing it over on through bring bringing take taking drop dropping shift step wind move moving push
    pushing make made with for of to run ran running be being is are was the at in
    """
)


@scanner("Element", "WORD")
def part_told(chart: Chart, i: int) -> list[Phrase]:
    """The part of a run that a clause from a token on is of, and how it is run."""
    tokens = chart.tokens
    if not begins(chart, i) or in_order(chart, i):
        return []
    at, cost, place = i, 0.0, ""
    amount: Amount | None = None
    aimed: Phrase | None = None
    while not tokens[at].kinds & ITEM_ENDS and at - i < _LONGEST:
        if amount is None and (part := _part(chart, at)) is not None:
            place, amount = part.value
            at = part.end
            continue
        if aimed is None and (found := _aimed(chart, at, amount is not None)) is not None:
            aimed, at, cost = found, found.end, cost + min(found.cost, 0.5)
            continue
        long_run = "LONG" in tokens[at].kinds and "RUN" in tokens[at + 1].kinds
        moves = tokens[at].word in _MOVES or long_run
        passed = (at + 1, 0.03) if moves else filler(chart, at)
        if passed is None:
            return []
        at, cost = passed[0], cost + passed[1]
    if amount is None or aimed is None:
        return []
    target, effort = aimed.value
    if target is not None and (target.listed or target.last):
        return []
    if target is not None and target.pace.kind == "none":
        effort, target = effort or target.effort, None
    span = chart.span(i, at)
    return [Phrase(at, min(cost, 1.0), Portion(span, place, amount, target, effort))]


def _part(chart: Chart, at: int) -> Phrase | None:
    """`the last four miles`, `final 10 min`, `last 4`."""
    tokens = chart.tokens
    at += tokens[at].word in ("the", "your", "my", "our")
    place = _PLACES.get(tokens[at].word)
    if place is None:
        return None
    found = (p for symbol in ("Range", "Time", "Dist", "Number") for p in chart.at(symbol, at + 1))
    # `the last 3 miles to HM pace` is no range
    plain = (p for p in found if not any("TO" in token.kinds for token in tokens[at : p.end]))
    best = longest(plain)
    if best is None or tokens[best.end].kinds & {"REP", "SET", "TIMES"}:
        return None
    amount: Amount = best.value
    if amount.kind == "n":
        unit = tokens[best.end].kinds & _UNITS
        if unit:
            return None  # a unit that no length is read with
        if not 1 <= amount.value <= 20:
            return None
    return Phrase(best.end, 0.0, (place, amount))


def _aimed(chart: Chart, at: int, told: bool) -> Phrase | None:
    """The pace or the effort that begins at a token."""
    tokens = chart.tokens
    led = tokens[at - 1].word in ("at", "to", "in", "into") if at else False
    found = list(chart.at("Aimed", at)) if told or led or "AT" in tokens[at].kinds else []
    for phrase in chart.at("NamedTarget", at) if told or led else ():
        found.append(Phrase(phrase.end, phrase.cost, (phrase.value, phrase.value.effort)))
    for phrase in found:
        target: Target | None = phrase.value[0]
        bare = target is not None and target.pace.kind == "time" and not target.pace.per
        if bare and not (led or "AT" in tokens[at].kinds):
            return None
    return max(found, key=lambda p: (p.end, -p.cost), default=None)
