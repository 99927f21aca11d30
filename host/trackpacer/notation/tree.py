# SPDX-License-Identifier: MIT
"""What the grammar reads, before any price: runs, repeats, recoveries and targets as written.

The session tree of `trackpacer.session` is made from this by `scope` and `pricing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trackpacer.paces.races import MILE
from trackpacer.records import fresh, mutable, replace
from trackpacer.session import Effort, Role

Span = tuple[int, int]
QUIET = (Role.WARMUP, Role.COOLDOWN, Role.EASY)  # of what is run around the work
EASILY = (Effort.EASY, Effort.AEROBIC, Effort.RELAXED)
SLIGHT_MS = 2000  # what `slightly faster` may come to in a rep
SHORT_M = 400.0  # up to here `or slightly faster` comes to that; farther 2 s say nothing
# What a pace may be per, other than the rep, in metres.
PER_METRES = {
    "km": 1000.0,
    "mile": MILE,
    **{f"{metres}": float(metres) for metres in (100, 200, 300, 400, 600, 800, 1200, 1600)},
}


@mutable
class Pace:
    """One pace or time as written.

    kind: 'race' (metres says which), 'training' (name: E M T CV I R), 'time' (ms, with `per`:
    '' as written for the rep, 'km', 'mile', '400'), 'goal' (the race the session is for), 'none'.
    offset: of one pace in a list; that of a single pace is its target's.
    """

    kind: str
    span: Span
    metres: float = 0.0
    name: str = ""
    ms: float = 0.0
    per: str = ""
    bare: bool = False
    percent: float = 100.0
    race_ms: float = 0.0
    offset: Offset | None = None


@mutable
class Offset:
    """Seconds added to (+) or taken from (-) a pace; `fast` and `slow` differ in a range."""

    slow_ms: float
    fast_ms: float
    unit: str
    span: Span
    worded: bool = False


@mutable
class Target:
    """What one run, or each pass of a repeat, is to be run in.

    pace: the slow end; fast: the fast end of a range; bound: 'faster than'; or_faster: 'or slightly
    faster', which is left to the runner.
    listed: one pace for each rep. last: the other end of a ladder. step_ms: change a rep, of each
    lap (km, mile) of it where step_per tells which.
    via: (rep, pace) a ladder goes through. second: said of the same run again, to be compared.
    cycle: `listed` is gone through again and again. starting: 'starting at', so it changes.
    slashed: the range was written with a slash, so it may be two paces for two runs.
    """

    span: Span
    pace: Pace
    offset: Offset | None = None
    fast: Pace | None = None
    bound: bool = False
    slightly: bool = False
    or_faster: bool = False
    listed: list[Pace] = fresh(factory=list)
    last: Target | None = None
    step_ms: float = 0.0
    step_per: str = ""
    via: tuple[int, Target] | None = None
    effort: Effort = Effort.NONE
    second: Target | None = None
    cycle: bool = False
    starting: bool = False
    slashed: bool = False


AS_THE_RUN = -1.0  # ms of a jog: in the time that the run before it is to take


@mutable
class Rest:
    """A recovery as written.

    kind: 'time', 'window', 'full', 'equal', 'other', 'jog', 'sendoff', 'none'.
    place: '' (after the rep), 'reps' (between reps only), 'sets' (between sets), 'gap'.
    of_metres: the length of the runs it is said to stand between; and_metres, more_metres: of
    others, too.
    every: 'recoveries', all alike; after_each: 'after each rep', so also after the last of a set.
    closing: in a bracket of its own at the end of a set, `{800 400 [2 min]}`.
    of_next: a share of the run that follows, not of the one before.
    """

    span: Span
    kind: str
    ms: float = 0.0
    max_ms: float | None = None
    min_ms: float | None = None
    metres: float = 0.0
    percent: float = 100.0
    tolerance_ms: float = 0.0
    place: str = ""
    last_ms: float | None = None
    step_ms: float = 0.0
    pace: Target | None = None
    floating: bool = False
    pair: bool = False
    trailing: bool = True
    jogged: bool = False
    listed: list[float] = fresh(factory=list)
    notes: list[str] = fresh(factory=list)
    inherited: Span | None = None
    inherited_from: bool = False
    of_lines: bool = False  # of the lines of its paragraph only
    assumed: str = ""
    across: bool = False
    doubted: bool = False
    every: bool = False
    of_metres: float = 0.0
    and_metres: float = 0.0
    more_metres: tuple[float, ...] = ()
    after_each: bool = False
    closing: bool = False
    of_next: bool = False
    off: bool = False

    @property
    def sized(self) -> bool:
        """Whether it says how long or how far."""
        return self.kind in ("time", "jog", "window")

    def one_of(self, value: float) -> Rest:
        """That of one gap, of a list of times or of jogs."""
        one = replace(self, listed=[])
        if self.kind == "jog":
            one.metres = value
        else:
            one.ms = value
        return one

    @property
    def far(self) -> bool:
        """Whether a jog so long may be the way home: four minutes, or 800 m."""
        return self.ms >= 240_000 or self.metres >= 800


@mutable
class Profile:
    """Uneven 100s: 'bends' (ms a bend), 'first' or 'last' (metres, and ms or a change in ms)."""

    span: Span
    kind: str
    metres: float = 0.0
    ms: float = 0.0
    change: bool = False


@mutable
class RunSpec:
    """One run as written: by distance (metres) or by time (ms)."""

    start: int
    end: int
    metres: float = 0.0
    ms: float = 0.0
    unit: str = ""
    target: Target | None = None
    role: Role = Role.WORK
    effort: Effort = Effort.NONE
    rest: Rest | None = None
    profile: Profile | None = None
    spacing: int | None = None
    continuous: bool = False
    newline: bool = False
    length_end: int = 0
    pace_inherited: Span | None = None
    counted: bool = False
    alternates: bool = False

    @property
    def length_span(self) -> Span:
        """The characters that tell how long it is, or all of it."""
        return self.start, self.length_end or self.end


@mutable
class GroupSpec:
    """A ladder or pyramid: runs that make one set."""

    start: int
    end: int
    runs: list[RunSpec]
    rest: Rest | None = None
    newline: bool = False


@mutable
class RepeatSpec:
    """`count` times the body; `rest` stands between the passes (and after the last one)."""

    start: int
    end: int
    count: int
    body: list[Item]
    rest: Rest | None = None
    newline: bool = False
    paren: bool = False


Item = RunSpec | GroupSpec | RepeatSpec | Rest


def runs_of(item: Item) -> list[RunSpec]:
    """All runs within an item, in order."""
    if isinstance(item, RunSpec):
        return [item]
    if isinstance(item, GroupSpec):
        return item.runs
    if isinstance(item, RepeatSpec):
        return [run for part in item.body for run in runs_of(part)]
    return []


def all_runs(items: Iterable[Item]) -> list[RunSpec]:
    """All runs within some items, in order."""
    return [run for item in items for run in runs_of(item)]


def all_rests(items: Iterable[Item]) -> Iterator[Rest]:
    """All recoveries of some items and within them, in order."""
    return (rest for item in items for rest in rests_of(item))


def as_run(item: Item) -> list[RunSpec]:
    """The runs of an item, as often as they are run."""
    if isinstance(item, RepeatSpec):
        return [run for part in item.body for run in as_run(part)] * item.count
    return runs_of(item)


def number_of_runs(item: Item) -> int:
    """How many runs an item comes to."""
    if isinstance(item, RepeatSpec):
        return item.count * sum(map(number_of_runs, item.body))
    return len(runs_of(item))


def to_passes(item: RepeatSpec) -> None:
    """Make the recovery behind the last part of a bracket, if any, the one between its passes."""
    last = item.body[-1]
    if isinstance(last, RunSpec):
        item.rest, last.rest = last.rest, None
    elif isinstance(last, Rest) and len(item.body) > 1:
        item.rest = last
        item.body.pop()


def rests_of(item: Item) -> Iterator[Rest]:
    """All recoveries of an item and within it."""
    if isinstance(item, Rest):
        yield item
    elif item.rest is not None:
        yield item.rest
    for part in item.body if isinstance(item, RepeatSpec) else ():
        yield from rests_of(part)
    for run in item.runs if isinstance(item, GroupSpec) else ():
        yield from rests_of(run)
