# SPDX-License-Identifier: MIT
"""Runs that grow or shrink by a step: `ladder from 1 to 5 minutes and back`, `1k down to 200 by 200s`.

A clause is walked word by word: each length in it is the first, the last or the step by the word
before it (`from`, `to`, `by`) or behind it (`steps`, `each rep`), in whatever order they are told.
"""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Amount, Length, Lengths
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE

_SCALES = {"km": 1000.0, "mile": MILE, "lap": 400.0, "min": 60_000.0, "s": 1000.0}
_WAYS = {
    "first": words_of("FROM start starts started starting begin begins beginning opening PYRAMID"),
    "last": words_of("TO REACH UNTIL to until till reach finish finishing end ending"),
    "step": words_of(
        """
        ADDING CUTDOWN STEP by add adds drop drops dropping lose losing knock knocking chop chopping take
        taking cut cutting shave increase increasing decrease decreasing reduce reducing
        """
    ),
}
_STEPS = words_of("STEP EACH steps increments jumps drops increases")
_TELLING = _STEPS | words_of(
    """
    COMMA AND THEN UP DOWN OF AT IN WITH REP RUN go goes going work works working climb climbing come
    coming move moving the all way off your you get by a on with it reverse minute
    """
)
_MOST = 30


@scanner(
    "Element",
    "PYRAMID|CUTDOWN|ADDING|FROM|UP|DOWN|DIGITS|NUMBERWORD|a|work|go|going|dropping|losing|reverse",
)
def climb(chart: Chart, i: int) -> list[Phrase]:
    """A run of each size from the first to the last; by whole minutes where no step is told."""
    tokens = chart.tokens
    if not chart.once(_climbs) or chart.before(i).keys & {"TIMES", "SLASH", "PLUS"}:
        return []
    sizes: dict[str, Amount] = {}
    at, end, cue, named, back = i, i, "first", False, False
    found: list[Phrase] = []
    names = ("Plural", "Time", "Dist", "Number")  # `by 200s`: no seconds
    while at - i < _MOST:
        token = tokens[at]
        if "last" in sizes and not back and (way := longest(chart.at("BackDown", at))):
            if isinstance(way.value, Amount) and way.value.value != sizes["first"].value:
                return []  # back to another length than the first
            back, at, end = True, way.end, way.end
        elif size := longest(p for name in names[len(sizes) < 2 :] for p in chart.at(name, at)):
            stepped = tokens[size.end].keys & _STEPS or size in chart.at("Plural", at)
            cue = "step" if stepped and sizes and (cue != "last" or len(sizes) == 2) else cue
            if cue == "last" in sizes and size.value.value == sizes["first"].value:
                back = True  # `pyramid 200 - 800 - 200 by 200s`
            elif not cue or cue in sizes:
                break
            else:
                sizes[cue] = size.value
            at = size.end
            while cue == "step" and tokens[at].keys & (_STEPS | {"REP", "time"}):
                at += 1
            if [token.word for token in tokens[at : at + 3]] == ["at", "a", "time"]:
                at += 3
            cue, end = "", at
        else:
            new = next((name for name, words in _WAYS.items() if token.keys & words), "")
            if token.kinds & {"COLON", "DASH"} or (token.kinds & {"OF"} and not sizes):
                new = "last" if sizes and named else "" if sizes else "first"
            elif not token.keys & _TELLING and not new:
                break
            cue, named, at = new or cue, named or "PYRAMID" in token.kinds, at + 1
        if lengths := _climbed(chart, i, end, sizes, back, named):
            found = [Phrase(end, COSTS["phrase"], lengths)]
    return found


def _climbs(chart: Chart) -> bool:
    return any(
        token.keys & (_WAYS["step"] | _STEPS | {"PYRAMID", "s"})
        for token in chart.tokens[: chart.end]
    )


def _climbed(
    chart: Chart, i: int, end: int, sizes: dict[str, Amount], back: bool, named: bool
) -> Lengths | None:
    if not {"first", "last"} <= sizes.keys() or not ("step" in sizes or named):
        return None
    told = [sizes[name] for name in ("first", "last", "step") if name in sizes]
    if not named and told[0].kind == told[-1].kind == "n" and told[0].value < 50:
        return None  # `3 to 5 x 1 mile`
    bare = "m" if min(one.value for one in told[:2]) >= 100 else ""
    kind, unit = next(((a.kind, a.unit) for a in told[::-1] if a.kind != "n"), ("m", bare))
    own = _SCALES.get(unit, 1.0)

    def size(name: str) -> float:
        one = sizes.get(name)
        if one is None:
            return 60_000.0 * (name == "step" and unit == "min")
        alone = one.value * (1.0 if kind == "m" and one.value >= 50 else own)
        return alone if one.kind == "n" else one.value if one.kind == kind else 0.0

    first, last, step = size("first"), size("last"), size("step")
    number = abs(last - first) / step if step > 0 else 0.0
    if not (unit and 2 <= number <= 12 and number == round(number) and min(first, last) > 0):
        return None
    if kind == "ms" and step < 5_000:
        return None  # `from 90 s, dropping 2 s each rep`: what they are run in
    values = [first + (last - first) * n / number for n in range(round(number) + 1)]
    values += values[-2::-1] if back else []
    far, span = kind == "m", chart.span(i, end)
    runs = tuple(Length(span, v * far, v * (not far), unit) for v in values)
    return Lengths(span, runs, "-", (f"'{chart.quote(*span)}' taken as {len(runs)} runs",))


@rule(
    "Element",
    "n:DIGITS DASH? u:MINUTES|FARTLEK|SESSIONWORD|PYRAMID",
    "^BEGIN|NL|COMMA|DOT|COLON|THEN|AND|RUN|GOAL|of|a|the|did n:DIGITS",
    cost="phrase",
    example="54321 min",
)
def figures_run_together(m: Found) -> Lengths | None:
    """`54321 min`, `12321 intervals`: a ladder by ones, its figures without a sign between them."""
    values = [int(figure) for figure in m["n"].word if figure.isdigit()]
    steps = [b - a for a, b in pairwise(values)]
    turns = sum(a != b for a, b in pairwise(steps))
    if (
        len(values) < (4 if m["u"] else 5)
        or {abs(step) for step in steps} != {1}
        or turns > 1
        or 0 in values
    ):
        return None
    runs = tuple(Length(m.span, ms=value * 60_000.0, unit="min") for value in values)
    return Lengths(m.span, runs, "-", (f"'{m.shown}' taken as {len(runs)} runs",))
