# SPDX-License-Identifier: MIT
"""A workout as JSON, for other programs: steps and repeats, and what they do not hold.

A step: kind (run, recovery), words (exact notation), distance_m or duration_s (neither: it ends at
the lap button), target: {over_m, slow_s, fast_s} (fast_s null: any faster will do). A repeat:
count, steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trackpacer.shown import json_lines
from trackpacer.workouts.steps import Item, Loop, Step, words
from trackpacer.workouts.unrolling import Workout


def encode(workout: Workout) -> bytes:
    """The workout as one JSON object, in UTF-8."""
    value = {
        "title": workout.title,
        "steps": _items(workout.items),
        "not_held": list(workout.told),
    }
    return json_lines(value)


def _items(items: Sequence[Item]) -> list[dict[str, Any]]:
    return [
        {"count": item.count, "steps": _items(item.body)} if isinstance(item, Loop) else _step(item)
        for item in items
    ]


def _step(step: Step) -> dict[str, Any]:
    target = None
    if step.slow_ms is not None:
        fast = None if step.fast_ms is None else step.fast_ms / 1000
        target = {"over_m": step.over_m, "slow_s": step.slow_ms / 1000, "fast_s": fast}
    return {
        "kind": "recovery" if step.rests else "run",
        "words": words(step.node),
        "distance_m": step.metres,
        "duration_s": None if step.ms is None else step.ms / 1000,
        "target": target,
    }
