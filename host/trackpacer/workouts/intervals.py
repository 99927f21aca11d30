# SPDX-License-Identifier: MIT
"""The workout text of intervals.icu, written.

Of its own guide (forum.intervals.icu, 'Workout Builder Syntax Quick Guide'): a step is a line
`- [cue] DURATION [target] [press lap] [intensity=...]`; `m` is minutes, metres are `0.4km` or
`400mtr`; paces are `m:ss` of a unit (`/km`, `/400m`, ...) and the word Pace; `6x` alone on a line
or at the end of a heading repeats the steps below it, up to an empty line; repeats do not nest.
A cue may not look like a duration. Not here: what a step can hold (`steps`), repeats (`unrolling`),
reading (`intervals_reading`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from trackpacer.session import Recovery, Role, Run, Session
from trackpacer.times import clock
from trackpacer.workouts.steps import Item, Loop, Step, words
from trackpacer.workouts.unrolling import unroll

OPEN_MS = 120_000
"""The length that is written for a recovery that the lap button ends: a plan wants one."""
UNITS = {"km": Fraction(1000), "400m": Fraction(400), "100m": Fraction(100),
          "500m": Fraction(500), "250m": Fraction(250), "mi": Fraction(1609344, 1000),
          "100y": Fraction(9144, 100)}  # fmt: skip
_WRITTEN = ("km", "400m", "100m", "500m", "250m")
ROLES = {Role.WARMUP: "Warm up", Role.COOLDOWN: "Cool down", Role.EASY: "Easy run",
          Role.FLOAT: "Float", Role.STRIDE: "Stride"}  # fmt: skip
_INTENSITY = {Role.WARMUP: "warmup", Role.COOLDOWN: "cooldown"}


def plan(session: Session) -> tuple[str, tuple[str, ...]]:
    """The text, and what it does not hold."""
    found = unroll(session)
    told = dict.fromkeys(found.told)
    off: dict[str, Fraction] = {}
    lines: list[str] = [_heading(found.title), ""] if found.title else []
    for item in found.items:
        steps: Sequence[Item] = (item,)
        if isinstance(item, Loop):
            lines += ["", f"{item.count}x"] if lines and lines[-1] else [f"{item.count}x"]
            steps = item.body
        lines += [_line(step, told, off) for step in steps if isinstance(step, Step)]
        if isinstance(item, Loop):
            lines.append("")
    return "\n".join(lines).strip() + "\n", (*told, *_rounded(off))


def _heading(title: str) -> str:
    """A title that is neither a step nor a repeat there."""
    plain = title.lstrip("- ")
    return f"{plain}." if plain[-1:] in "xX" else plain


def _rounded(off: dict[str, Fraction]) -> list[str]:
    """What whole seconds do to the paces; of many the worst."""
    if len(off) < 3:
        return [f"parts of a second in a pace: {words_of}" for words_of in off]
    worst = max(off, key=lambda words_of: off[words_of])
    return [f"parts of a second in a pace, of {len(off)} targets; most: {worst}"]


def _line(step: Step, told: dict[str, None], off: dict[str, Fraction]) -> str:
    node = step.node
    parts = ["-"]
    if isinstance(node, Run):
        cue = [ROLES[node.role]] if node.role else []
        cue += [node.effort.name.lower()] if node.effort else []
        parts += [", ".join(cue).capitalize()] if cue else []
        intensity = _INTENSITY.get(node.role, "active")
    else:
        parts.append("Jog" if step.metres else "Recovery")
        intensity = "recovery" if step.metres else "rest"
    if step.metres is not None:
        parts.append(f"{step.metres / 1000:g}km")
    else:
        parts.append(_duration(step, told))
    if step.slow_ms is not None and step.over_m is not None:
        parts.append(_pace(step, off))
    if step.metres is None and step.ms is None:
        parts.append("press lap")
    return " ".join([*parts, f"intensity={intensity}"])


def _duration(step: Step, told: dict[str, None]) -> str:
    """`1m24s`; of a step that the lap button ends, what a plan reckons with."""
    ms = step.ms
    if ms is None:
        node = step.node
        most = isinstance(node, Recovery) and (node.max_ms or node.min_ms)
        ms = most or OPEN_MS
        told[
            f"how long an open recovery is: it stands as {clock(ms)}, for the plan's total alone, "
            "and the lap button ends it"
        ] = None
    seconds = max(1, (ms + 500) // 1000)
    if seconds * 1000 != ms:
        told[f"parts of a second: {words(step.node)} lasts {clock(seconds * 1000)} there"] = None
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def _pace(step: Step, rounded: dict[str, Fraction]) -> str:
    """`1:24/400m Pace`: in the unit whose whole seconds come nearest."""
    assert step.slow_ms is not None and step.over_m is not None
    slow, fast, over = step.slow_ms, step.fast_ms or step.slow_ms, step.over_m

    def off(unit: str) -> Fraction:
        return max(abs(_written(ms, over, unit) - ms) for ms in (slow, fast))

    unit = min(_WRITTEN, key=off)
    ends = [_seconds(ms, over, unit) for ms in dict.fromkeys((slow, fast))]
    text = "-".join(clock(end * 1000) for end in ends)
    if off(unit) >= Fraction(1, 2):
        back = " to ".join(clock(int(_written(ms, over, unit) + Fraction(1, 2))) for ms in
                           dict.fromkeys((slow, fast)))  # fmt: skip
        rounded[f"{words(step.node)} is {text}/{unit} there, {back}"] = off(unit)
    return f"{text}/{unit} Pace"


def _seconds(ms: int, over: int, unit: str) -> int:
    return max(1, int(Fraction(ms) * UNITS[unit] / over / 1000 + Fraction(1, 2)))


def _written(ms: int, over: int, unit: str) -> Fraction:
    """The time that is left of this one by whole seconds of this unit."""
    return _seconds(ms, over, unit) * 1000 * over / UNITS[unit]
