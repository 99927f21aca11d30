# SPDX-License-Identifier: MIT
"""What a line is made of so far: blocks, open brackets, what waits for its block. Never changed.

`sentence` makes these while it covers the line; `assembly` turns a finished one into the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from trackpacer.notation import elements as e
from trackpacer.notation.elements import Count, Doubt, Length, Lengths, Pause, Span
from trackpacer.paces.races import MILE, Race
from trackpacer.session import Role

Said = TypeVar("Said")


class Inner(NamedTuple):
    """A closed bracket: the items within."""

    items: tuple[Item, ...]
    span: Span
    lines: bool = False  # the lines below a count, which nothing ends but the text


class Block(NamedTuple):
    """A run, a list of runs or a bracket; how often, and all that is said about it."""

    core: Length | Lengths | Inner
    counts: tuple[Count, ...]
    said: tuple[Any, ...]
    joint: str
    span: Span
    many: bool = False  # written as several, so that a count is missed

    def saying(self, element: Any) -> Block:
        """The block with one thing more said of it."""
        return self._replace(said=(*self.said, element))

    def told(self, *kinds: type) -> int:
        """How many things of some kinds are said of it."""
        return sum(isinstance(said, kinds) for said in self.said)

    def every(self, kind: type[Said]) -> list[Said]:
        """What of a kind is said of it, in order."""
        return [said for said in self.said if isinstance(said, kind)]

    def last(self, kind: type[Said]) -> Said | None:
        """What of a kind is said of it last."""
        return next((said for said in reversed(self.said) if isinstance(said, kind)), None)

    @property
    def aims(self) -> int:
        """Targets said of it."""
        return self.told(e.Aim, e.Shares, e.Parts)

    @property
    def rests(self) -> int:
        """Recoveries said of it; those after some of the reps are one."""
        return self.told(e.Pause) or min(1, self.told(e.RestShare, e.RestTurns))

    @property
    def efforts(self) -> int:
        """Efforts said of it."""
        return self.told(e.Feel)

    @property
    def role(self) -> Role | None:
        """What it is for, where that is said."""
        return next((said.role for said in self.said if isinstance(said, e.Part)), None)

    @property
    def counted_behind(self) -> bool:
        """Whether its count stands behind it: `200 x 2`."""
        return bool(self.counts) and self.counts[0].span[0] > self.core.span[0]

    @property
    def repeated(self) -> bool:
        """Whether it is run more than once."""
        return any(count.number > 1 for count in self.counts)

    def of_its_unit(self, times: list[float]) -> bool:
        """Whether times can be those of each mile or kilometre of a run of several."""
        unit = self.core.unit if isinstance(self.core, Length) else ""
        per = {"km": 1000.0, "mile": MILE}.get(unit, 0.0)
        return self.metres > 1.5 * per > 0 and all(185 <= ms / per <= 420 for ms in times)

    @property
    def metres(self) -> float:
        """Of one run; 0 where it is by time or not one run."""
        return self.core.metres if isinstance(self.core, Length) else 0.0

    @property
    def ms(self) -> float:
        """Of one run; 0 where it is by distance or not one run."""
        return self.core.ms if isinstance(self.core, Length) else 0.0

    @property
    def levels(self) -> int:
        """Places a recovery may stand: between reps, sets, the runs of a bracket."""
        places = sum(count.number > 1 for count in self.counts)
        if isinstance(self.core, Lengths):
            places += 1
        elif isinstance(self.core, Inner):
            blocks = [item for item in self.core.items if isinstance(item, Block)]
            free = [b for b in blocks if not b.rests]
            if len(blocks) > 1:
                places += len(free) == len(blocks)
            elif blocks:
                places += max(0, blocks[0].levels - blocks[0].rests)
        return max(places, 1)


class Gap(NamedTuple):
    """A recovery by itself between two blocks."""

    pause: Pause
    joint: str


class Later(NamedTuple):
    """What is said of blocks before it or after it: a target by length, a recovery for all."""

    element: Any
    how: str  # 'all', 'length', 'after-length', 'label', 'ends', 'set', 'sets'


Item = Block | Gap | Later


class Frame(NamedTuple):
    """An open bracket, and what stood before it."""

    items: tuple[Item, ...]
    counts: tuple[Count, ...]
    joint: str
    before: tuple[Any, ...]
    start: int
    lines: int  # 1: the lines below a count; 2: a list in its line

    @property
    def indented(self) -> bool:
        """Whether the lines below a count are set further in than it."""
        return self.lines == 1 and self.counts[-1].deeper


class Trail(NamedTuple):
    """The elements taken, the last first, each with what it was taken for."""

    element: Any
    role: str
    before: Trail | None


class State(NamedTuple):
    """One way to have read the line so far."""

    cost: float = 0.0
    trail: Trail | None = None
    items: tuple[Item, ...] = ()
    joint: str = ""
    counts: tuple[Count, ...] = ()
    before: tuple[Any, ...] = ()
    stack: tuple[Frame, ...] = ()
    aside: int = 0
    race: Race | None = None
    doubt: Doubt | None = None
    runs: int = 0
    owed: float = 0.0  # what its last length costs as a run, unless a run's words follow

    @property
    def says(self) -> tuple[Any, ...]:
        """What it has come to, whatever it cost and by which way."""
        return self[2:]

    def taken(self) -> Iterator[Trail]:
        """The elements taken, the last first, each with what it was taken for."""
        trail = self.trail
        while trail is not None:
            yield trail
            trail = trail.before

    @property
    def block(self) -> Block | None:
        """The block that what comes next may be said of."""
        if self.counts:
            return None
        for item in reversed(self.items):
            if isinstance(item, Block):
                return item
            if isinstance(item, Gap):
                return None
        return None
