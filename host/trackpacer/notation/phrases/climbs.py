# SPDX-License-Identifier: MIT
"""Runs that grow or shrink by a step: `ladder from 1 to 5 minutes and back`, `1k down to 200 by 200s`."""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Amount, Length, Lengths
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.amounts import MILE

_SIZE = "<Time>|<Dist>|<Number>"
_BY = "COMMA|IN|in|going|adding|dropping|ADDING|with|WITH|CUTDOWN|STEP"
_TO = f"AND? all|the|way|UP|DOWN|CUTDOWN* TO b:{_SIZE}"
_STEPS = "steps|STEP|increments|jumps"
_SCALES = {"km": 1000.0, "mile": MILE, "lap": 400.0, "min": 60_000.0, "s": 1000.0}

alias(
    "ClimbStep",
    f"{_BY}* by|TIMES|{_STEPS} of|OF? c:{_SIZE}|<Plural> STEP|steps|at|a|time|EACH|REP*",
    f"COMMA|IN|in|with|by* c:{_SIZE}|<Plural> {_STEPS}",
    "IN|in c:<Plural>",
    example="in steps of 200 m",
)
_MOVES = "going|go|DOWN|UP|climbing|climb|dropping|drop|CUTDOWN|ADDING|losing|knocking|off"
_MOVED = f"{_MOVES} {_MOVES}* by|TIMES? c:{_SIZE}|<Plural> EACH|REP|a|time|off*"
alias("ClimbStep", f"COMMA|DASH|OPEN? {_MOVED} CLOSE?")
alias(
    "ClimbBy", _MOVED, f"PYRAMID {_MOVES}* by|TIMES c:{_SIZE}|<Plural>", example="dropping by 100"
)
alias("ClimbBack", f"COMMA|AND|THEN* BACK DOWN|UP|again|all|the|way* TO b:{_SIZE}", "b:<BackDown>")


@rule(
    "Element",
    f"CUTDOWN|UP|DOWN|reverse|minute* PYRAMID COLON|OF|DASH|COMMA|CUTDOWN|going|goes|RUN* FROM|at|UP? a:{_SIZE} {_TO} s:<ClimbStep>? r:<ClimbBack>?",
    f"FROM? a:<Time>|<Dist> {_TO} s:<ClimbStep> r:<ClimbBack>?",
    f"UP|DOWN|go|going? FROM a:{_SIZE} {_TO} s:<ClimbStep> r:<ClimbBack>?",
    f"PYRAMID COLON|OF? a:{_SIZE} DASH|TO b:{_SIZE} DASH|TO r:{_SIZE} s:<ClimbStep>",
    f"s:<ClimbBy> FROM a:{_SIZE} {_TO} r:<ClimbBack>?",
    f"a:<Number> {_TO} s:<ClimbStep> r:<ClimbBack>?",
    f"FROM|start at|AT|with|WITH|on a:{_SIZE} AND|COMMA|THEN? s:<ClimbBy> until|UNTIL|TO|you|get|reach|DOWN|UP* to|TO|reach? b:{_SIZE} r:<ClimbBack>?",
    cost="phrase",
    example="ladder from 1 to 5 minutes",
)
def climb(m: Found) -> Lengths | None:
    """A run of each size from the first to the last; by whole minutes where no step is told."""
    sizes: list[Amount] = [m[name] for name in "abs" if m[name]]
    if "NUM" in m.chart.tokens[m.begin].kinds and sizes[0].kind == "n" and sizes[0].value < 50:
        return None  # `3 to 5 x 1 mile`
    bare = "m" if min(one.value for one in sizes) >= 100 else ""
    kind, unit = next(((a.kind, a.unit) for a in sizes[::-1] if a.kind != "n"), ("m", bare))
    own = _SCALES.get(unit, 1.0)

    def size(one: Amount) -> float:
        told = one.value * (1.0 if kind == "m" and one.value >= 50 else own)
        return told if one.kind == "n" else one.value if one.kind == kind else 0.0

    first, last, *steps = map(size, sizes)
    step = steps[0] if steps else 60_000.0 if unit == "min" else 0.0
    number = abs(last - first) / step if step > 0 else 0.0
    back = m["r"]
    if not (unit and 2 <= number <= 12 and number == round(number) and min(first, last) > 0):
        return None
    if (
        size(back) != first
        if isinstance(back, Amount)
        else not back and m.chart.at("BackDown", m.end)
    ):
        return None
    values = [first + (last - first) * n / number for n in range(round(number) + 1)]
    values += values[-2::-1] if back else []
    far = kind == "m"
    runs = tuple(Length(m.span, v * far, v * (not far), unit) for v in values)
    return Lengths(m.span, runs, "-", (f"'{m.shown}' taken as {len(runs)} runs",))


@rule("Element", "n:DIGITS DASH? MINUTES|FARTLEK", cost="phrase", example="54321 min")
def figures_run_together(m: Found) -> Lengths | None:
    """`54321 min`, `12321 min`: a ladder by ones, its figures without a sign between them."""
    values = [int(figure) for figure in m["n"].word if figure.isdigit()]
    steps = [b - a for a, b in pairwise(values)]
    turns = sum(a != b for a, b in pairwise(steps))
    if len(values) < 4 or {abs(step) for step in steps} != {1} or turns > 1 or 0 in values:
        return None
    runs = tuple(Length(m.span, ms=value * 60_000.0, unit="min") for value in values)
    return Lengths(m.span, runs, "-", (f"'{m.shown}' taken as {len(runs)} runs",))
