# SPDX-License-Identifier: MIT
"""Runs that grow or shrink by a step: `ladder from 1 to 5 minutes and back`, `1k down to 200 by 200s`.

Not here: lists that name every run (`lists`); ladders of paces (`ladders`).
"""

from __future__ import annotations

from dataclasses import replace

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Amount, Length, Lengths
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.amounts import MILE

_SIZE = "<Time>|<Dist>|<Number>"

alias(
    "ClimbStep",
    f"COMMA|IN|in|going|adding|dropping|ADDING|with|WITH|CUTDOWN|STEP* by|TIMES|steps|STEP|increments|intervals|jumps|of|OF* c:{_SIZE}|<Plural> STEP|steps|increments|at|a|time|EACH|REP*",
    "EACH c:<Time>|<Dist>",
    example="in steps of 200 m",
)
alias("ClimbBack", f"COMMA|AND|THEN* BACK DOWN|UP|again|all|the|way* TO b:{_SIZE}", "b:<BackDown>")


@rule(
    "Element",
    f"CUTDOWN|UP|DOWN|reverse|minute* PYRAMID COLON|OF|DASH|COMMA|CUTDOWN|going|goes|RUN* FROM|at|UP? a:{_SIZE} AND? all|the|way|UP|DOWN* TO b:{_SIZE} s:<ClimbStep>? r:<ClimbBack>?",
    f"FROM? a:<Time>|<Dist> AND? all|the|way|UP|DOWN|CUTDOWN* TO b:{_SIZE} s:<ClimbStep> r:<ClimbBack>?",
    cost="phrase",
    example="ladder from 1 to 5 minutes",
)
def climb(m: Found) -> Lengths | None:
    """A run of each size from the first to the last; by whole minutes where no step is told."""
    sizes = [m["a"], m["b"], *([m["s"]] if m["s"] else [])]
    unit = next((one for one in reversed(sizes) if one.kind != "n"), None)
    if unit is None and min(one.value for one in sizes) >= 100:
        unit = replace(m["a"], kind="m", unit="m")
    if unit is None:
        return None
    first, last, *steps = (_in(one, unit) for one in sizes)
    step = steps[0] if steps else 60_000.0 if unit.unit == "min" else 0.0
    number = abs(last - first) / step if step > 0 else 0.0
    if not 2 <= number <= 12 or number != round(number) or min(first, last) <= 0:
        return None
    way = step if last > first else -step
    values = [first + way * n for n in range(round(number) + 1)]
    back = m["r"]
    if isinstance(back, Amount) and _in(back, unit) != first:
        return None
    values += values[-2::-1] if back else []
    far = unit.kind == "m"
    runs = tuple(Length(m.span, v * far, v * (not far), unit.unit) for v in values)
    return Lengths(m.span, runs, "-", (f"'{m.shown}' taken as {len(runs)} runs",))


def _in(amount: Amount, like: Amount) -> float:
    """An amount in metres or milliseconds; a number without a unit has that of the other."""
    if amount.kind != "n":
        return amount.value if amount.kind == like.kind else 0.0
    scale = {"km": 1000.0, "mile": MILE, "lap": 400.0, "min": 60_000.0, "s": 1000.0}
    far = like.kind == "m" and amount.value >= 50
    return amount.value * (1.0 if far else scale.get(like.unit, 1.0))
