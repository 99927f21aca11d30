# SPDX-License-Identifier: MIT
"""The session tree: what a coach's text means for one runner, and where each value came from.

Here live the nodes that `notation` builds (already priced for the athlete) and `compiler` reads.
Not here: text (`notation`), paces (`paces`), bytes (`compiler`, firmware `program.py`).

All times are whole milliseconds, all distances whole metres: what the program can hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import IntEnum, StrEnum

from trackpacer.records import fresh, record


class Source(StrEnum):
    """How a value came to be."""

    WRITTEN = "written"
    INHERITED = "inherited"
    DERIVED = "derived"
    ASSUMED = "assumed"


@record
class Origin:
    """Where one value came from: the characters it was read from and, unless written, why."""

    source: Source
    span: tuple[int, int]
    note: str = ""


class Role(IntEnum):
    """What a run is for; the numbers are the program format's."""

    WORK = 0
    WARMUP = 1
    COOLDOWN = 2
    EASY = 3
    FLOAT = 4
    STRIDE = 5


class Effort(IntEnum):
    """An effort the coach named; the numbers are the program format's (0: none named)."""

    NONE = 0
    MAX = 1
    SPRINT = 2
    HARD = 3
    TEMPO = 4
    THRESHOLD = 5
    STEADY = 6
    AEROBIC = 7
    EASY = 8
    FAST = 9
    RELAXED = 10


@record
class Series:
    """One value for each pass of a repeat, in milliseconds.

    One value: the same in every pass. A ladder: `values` is (first, last), equal steps between,
    exact at both ends. Listed: one value for each pass, in order.
    `level` says which repeat drives it: 0 the innermost around the node, 1 the next one out.
    """

    values: tuple[int, ...]
    ladder: bool = False
    level: int = 0


@record
class Run:
    """One run: by distance (`distance_m`) or by time (`duration_ms`); exactly one is given.

    target: time of a run by distance, or None (untargeted: silent until the press).
    pace: of a run by time, milliseconds per km, or None.
    fast_ms: the slow end less the fast end of a range, in ms; `bound` is True for 'faster than'
        (no fast end). The target is the slow end; of a run by time its pace is (ms per km).
    profile: for uneven splits, at each cue before the finish, milliseconds later (+) or earlier
        (-) than the even split; empty when even.
    spacing_m: metres between cues; None is the default of 100; 0 is the finish only.
    origins: by field name ('distance', 'target', 'range', 'role', 'effort', 'profile', ...).
    """

    span: tuple[int, int]
    distance_m: int | None = None
    duration_ms: int | None = None
    target: Series | None = None
    pace: Series | None = None
    fast_ms: int = 0
    bound: bool = False
    profile: tuple[int, ...] = ()
    spacing_m: int | None = None
    role: Role = Role.WORK
    effort: Effort = Effort.NONE
    origins: Mapping[str, Origin] = fresh(factory=dict)


class RecoveryType(IntEnum):
    """The kinds of recovery; the numbers are the program format's."""

    NONE = 0
    TIME = 1
    WINDOW = 2
    FULL = 3
    EQUAL = 4
    EQUAL_OTHER = 5
    JOG = 6
    SENDOFF = 7


@record
class Recovery:
    """What lies between two runs.

    TIME, SENDOFF: `length` (SENDOFF counts from the GO of the run before).
    WINDOW: `min_ms` to `max_ms`, both given. FULL: until the press, either bound may be None.
    EQUAL: `percent` of the run before it (its lap; its target when missed), give or take
        `tolerance_ms` (0: exactly, the watch starts the next run itself).
    EQUAL_OTHER: as long as the latest EQUAL recovery of an earlier set.
    JOG: `distance_m`, by press, or after `length` when a pace is given.
    between: stands in a repeat's body and is left out in that repeat's last pass.
    """

    span: tuple[int, int]
    type: RecoveryType
    length: Series | None = None
    min_ms: int | None = None
    max_ms: int | None = None
    percent: int = 100
    tolerance_ms: int = 0
    distance_m: int | None = None
    between: bool = False
    origins: Mapping[str, Origin] = fresh(factory=dict)


@record
class Repeat:
    """`count` passes (2 to 255) of `body`."""

    count: int
    body: tuple[Node, ...]
    span: tuple[int, int]


@record
class Group:
    """Different runs that a coach calls one set (a pyramid): they count as reps 1 to n of it.

    The body holds runs and recoveries only.
    """

    body: tuple[Run | Recovery, ...]
    span: tuple[int, int]


Node = Run | Recovery | Repeat | Group


def in_order(nodes: tuple[Node, ...]) -> Iterator[Run | Recovery]:
    """Runs and recoveries in running order, what is repeated once."""
    inner: list[Iterator[Node]] = [iter(nodes)]
    while inner:
        node = next(inner[-1], None)
        if node is None:
            inner.pop()
        elif isinstance(node, Repeat | Group):
            inner.append(iter(node.body))
        else:
            yield node


def runs_in(nodes: tuple[Node, ...]) -> Iterator[Run]:
    """The runs of these in running order, what is repeated once."""
    return (node for node in in_order(nodes) if isinstance(node, Run))


@record
class Session:
    """A session for one runner, in running order.

    assumptions: what was filled in. warnings: what looks wrong.
    refusals: the warnings for which `compile` and `send` want `--accept` or a plainer text.
    passed_over: words that carried no instruction (labels, remarks), as they stood.
    """

    title: str
    source: str
    body: tuple[Node, ...]
    athlete: str = ""
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
