# SPDX-License-Identifier: MIT
"""A priced session beside its text, and what the checks that look at both ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice

from trackpacer.notation.source import Suspicion
from trackpacer.notation.tree import QUIET
from trackpacer.paces.equivalence import Races
from trackpacer.records import record
from trackpacer.session import (
    Group,
    Node,
    Recovery,
    Repeat,
    Role,
    Run,
    Session,
    in_order,
    runs_in,
)

Span = tuple[int, int]

CALLED = r"re[cs]|jog|walk|off|break|between|pause|float"  # a recovery is called one by these

_NO_WORK = frozenset([*QUIET, Role.STRIDE])


@record
class Seen:
    """A session, its text in plain characters, what the runner can do, where it is known, and the
    session's runs in order."""

    session: Session
    plain: str
    races: Races
    runs: tuple[Run, ...]

    def asked(self, span: Span, question: str, dear: bool = False) -> Suspicion:
        """A question about some characters, quoted before it."""
        shown = " ".join(self.session.source[slice(*span)].split())
        return Suspicion(f"'{shown}'{question}", span[0], dear)

    def passed(self, said: str) -> Span:
        """The characters of what is passed over, where it stands first."""
        at = max(self.session.source.find(said), 0)
        return at, at + len(said)

    def pace(self, metres: float) -> float:
        """Milliseconds a metre of a race."""
        return 1000 * self.races.at(metres).seconds_per_metre

    def blocks(self) -> list[Node]:
        return [node for node in self.session.body if not isinstance(node, Recovery)]


def rests_in(nodes: tuple[Node, ...]) -> list[Recovery]:
    return [node for node in in_order(nodes) if isinstance(node, Recovery)]


def between_work(nodes: tuple[Node, ...], within: bool = False) -> Iterator[Recovery]:
    """The recoveries between two runs of work; within: only those of a set."""
    for i, node in enumerate(nodes):
        if isinstance(node, Repeat | Group):
            yield from between_work(node.body, True)
        elif isinstance(node, Recovery) and (within or i):
            before = runs_in(nodes[max(i - 1, 0) : i])
            behind = islice(runs_in(nodes[i + 1 :]), 1)
            if all(run.role not in _NO_WORK for run in chain(before, behind)):
                yield node


def in_sets(nodes: tuple[Node, ...]) -> Iterator[Recovery]:
    for node in nodes:
        if isinstance(node, Repeat | Group):
            yield from between_work(node.body, True)


def ms_a_metre(run: Run) -> tuple[float, float] | None:
    """The slowest and the fastest of a run's target."""
    series, per = (run.target, run.distance_m or 1) if run.target else (run.pace, 1000)
    if series is None:
        return None
    return max(series.values) / per, (min(series.values) - run.fast_ms) / per


def is_told(run: Run) -> bool:
    """Whether an effort or a pace says how a run is run."""
    return bool(run.effort) or ms_a_metre(run) is not None


def told_paces(run: Run) -> list[Span]:
    """The characters that tell how fast a run is run."""
    named = ("target", "pace", "range")
    return [run.origins[name].span for name in named if name in run.origins]


Checks = tuple[Callable[[Seen], Iterator[Suspicion]], ...]
