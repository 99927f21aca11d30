# SPDX-License-Identifier: MIT
"""One run that gets faster by so much each mile or kilometre: `start at 8:30, every mile drop by
20 sec til the last is 6:50`, `12k cut down: 4:30 first km then 5 sec quicker every km`.

A clause is walked word by word: how far in all, the pace of the first, the step, the pace of the
last. Three of the four give the other. Every number must be one of them, and a word that is not
known here ends the walk. Not here: a step that is said of reps (`changes`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Phrase, longest
from trackpacer.notation.elements import Aim, Count, Length, Pause, Reps
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.ladders import step_at
from trackpacer.notation.phrases.told import begins
from trackpacer.notation.tokens import SENTENCE_ENDS
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.records import record, replace

_FIRST = words_of("start starts starting started begin beginning first from opening open")
_LAST = words_of("til till until last finish finishing final to ending end")
_FASTER = words_of(
    "drop drops dropping off cut cutting knock knocking take taking shave chop speed"
)
_SAID = words_of(
    """
    a the at is in of by up you your it with and then be run running go going get getting gets do
    should we i we're pick picking for pace progression progressive progress session pieces down
    on run's reach hit hits each every about easy
    """
).union(["COMMA", "COLON", "OPEN", "CLOSE", "THEN", "AND", "AT", "CUTDOWN", "RUN", "PACE", "EACH"])
_UNITS = {"MILES": "mile", "KM": "km"}
_METRES = {"mile": MILE, "km": 1000.0}


@record
class _Told:
    """What a clause has told so far, of paces and steps in milliseconds."""

    metres: float = 0.0
    unit: str = ""
    first: float = 0.0
    last: float = 0.0
    step: float = 0.0
    faster: bool = False
    place: str = ""


@scanner(
    "Element", "NUM|FIRST|CUTDOWN|start|starts|starting|begin|beginning|progression|RUN|KM|MILES"
)
def faster_each(chart: Chart, i: int) -> list[Phrase]:
    """A clause from its beginning to its end, where it tells all that is to be run."""
    if not chart.once(_stepping) or not begins(chart, i):
        return []
    told, at = _Told(), i
    while at - i < 40 and not chart.tokens[at].kinds & SENTENCE_ENDS:
        further = _on(chart, at, told)
        if further is None:
            return []
        at, told = further
    reps = _reps(told, chart.span(i, at), chart.quote(*chart.span(i, at)))
    return [Phrase(at, -0.4, reps)] if reps is not None else []


def _stepping(chart: Chart) -> bool:
    """Whether a line tells a step of each mile or kilometre, or where it starts and finishes."""
    words = [token.word for token in chart.tokens]
    if not _FIRST.isdisjoint(words) and not _LAST.isdisjoint(words):
        return True
    each = any(
        token.kinds & {"EACH", "PER", "SLASH"} and chart.tokens[at + 1].kinds & _UNITS.keys()
        for at, token in enumerate(chart.tokens[: chart.end])
    )
    return each and any(step_at(chart, at) for at in range(chart.end))


def _on(chart: Chart, at: int, told: _Told) -> tuple[int, _Told] | None:
    """One word further; None where it is not known here, or told twice."""
    tokens, token = chart.tokens, chart.tokens[at]
    if seconds := step_at(chart, at):
        step = sum(seconds.value[:2]) / 2
        return (seconds.end, replace(told, step=step)) if not told.step else None
    if "CLOCK" in token.kinds:
        pace = next((p for p in chart.at("OneTarget", at) if p.end == at + 1), None)
        last = told.place == "last"
        if pace is None or (told.last if last else told.first):
            return None
        ms = pace.value.pace.ms
        return at + 1, replace(told, last=ms) if last else replace(told, first=ms, place="last")
    far = longest(chart.at("Dist", at)) if "NUM" in token.kinds else None
    if far is not None and far.value.unit in _METRES:
        once = not told.metres and far.value.high is None
        made = replace(told, metres=far.value.value, unit=far.value.unit)
        return (far.end, made) if once else None
    if unit := next((_UNITS[kind] for kind in token.kinds & _UNITS.keys()), ""):
        one = tokens[at + 1].word == "1"  # `km 1 at 4:50`
        made = replace(told, unit=unit, place="first" if one else told.place)
        return (at + 1 + one, made) if told.unit in ("", unit) else None
    if token.word in _FIRST or token.word in _LAST:
        return at + 1, replace(told, place="first" if token.word in _FIRST else "last")
    faster = bool(token.kinds & {"FASTER"}) or token.word in _FASTER
    known = faster or token.kinds & {"SLASH", "PER"} or token.keys & _SAID
    return (at + 1, replace(told, faster=told.faster or faster)) if known else None


def _reps(told: _Told, span: tuple[int, int], shown: str) -> Reps | None:
    """How many miles or kilometres, and how fast the last of them is."""
    metres = _METRES.get(told.unit, 0.0)
    if not (metres and told.first and (told.step if told.faster else told.metres)):
        return None
    if not told.step:  # `8 miles starting at 7:40 and finishing at 6:30`
        number, last = told.metres / metres, told.last
    else:
        number = told.metres / metres or 1 + (told.first - told.last) / told.step
        last = told.first - (number - 1) * told.step
    fits = abs(number - round(number)) < 0.01 and (not told.last or abs(last - told.last) < 1)
    if not fits or not 2 <= number <= 40 or not 140 * metres <= last < told.first:
        return None
    first, final = (Target(span, Pace("time", span, ms=ms)) for ms in (told.first, last))
    aim = Aim(span, replace(first, last=final))
    count, on_end = Count(span, round(number)), Pause(span, Rest(span, "none"), said=True)
    notes = (f"'{shown}' taken as {round(number)} on end",)
    return Reps(span, count, Length(span, metres, unit=told.unit), (aim, on_end), notes)
