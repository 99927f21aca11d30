# SPDX-License-Identifier: MIT
"""What is said about one block while it is read; what complaints say was expected."""

from __future__ import annotations

from dataclasses import dataclass, field

from trackpacer.notation.tree import GroupSpec, Item, Profile, RepeatSpec, Rest, RunSpec, Target
from trackpacer.session import Effort, Role

EXPECTED = "a set like `6 x 400`, a run like `3k`, or a recovery like `R60`"

SEPARATORS = frozenset(
    (",", ";", "+", "\n", ".", "THEN", "AND", "&", "ARROW", "PLUS", "\u2022", "|", "AFTER", "!")
)

TRACK_METRES = frozenset(
    (
        60,
        80,
        100,
        120,
        150,
        160,
        200,
        250,
        300,
        320,
        350,
        400,
        450,
        500,
        600,
        700,
        750,
        800,
        900,
        1000,
        1200,
        1400,
        1500,
        1600,
        1800,
        2000,
        2400,
        2500,
        3000,
        3200,
        4000,
        5000,
        6000,
        8000,
        10000,
    )
)

PACE_START = (
    "DIST",
    "NUM",
    "TIME",
    "MARATHON",
    "HALFMARATHON",
    "HALF",
    "MILEWORD",
    "TRAINING",
    "RACE",
    "GOAL",
)

RUNNERS = frozenset(
    [
        "runner",
        "runners",
        "athlete",
        "guy",
        "man",
        "woman",
        "girl",
        "boy",
        "lady",
        "person",
        "racer",
        "miler",
        "performer",
    ]
)


@dataclass(slots=True)
class Draft:
    """What is said about one item, before or after its core."""

    target: Target | None = None
    role: Role | None = None
    effort: Effort = Effort.NONE
    rests: list[Rest] = field(default_factory=list)
    profile: Profile | None = None
    spacing: int | None = None
    cutdown: bool = False
    alternate: bool = False
    step_ms: float = 0.0
    pyramid: bool = False
    end: int = 0
    last_fast: Effort = Effort.NONE
    shared_rest: Rest | None = None
    via: tuple[int, Target] | None = None
    jogged: bool = False
    plural: bool = False
    long_run: bool = False
    last_count: int = 1
    last_target: Target | None = None


def runs_of(item: Item) -> list[RunSpec]:
    """All runs within an item, in order."""
    if isinstance(item, RunSpec):
        return [item]
    if isinstance(item, GroupSpec):
        return item.runs
    if isinstance(item, RepeatSpec):
        return [run for part in item.body for run in runs_of(part)]
    return []
