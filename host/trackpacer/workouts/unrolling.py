# SPDX-License-Identifier: MIT
"""A session as steps and plain repeats: no repeat within another, none that changes.

A repeat whose reps change is written out; where that is too long for a format, reps are taken
together at their mean. Not here: what a single step holds (`steps`), the way back (`rolling`).
"""

from __future__ import annotations

from collections.abc import Sequence

from trackpacer.encoding import ladder_value
from trackpacer.errors import UserError
from trackpacer.records import record, replace
from trackpacer.session import Group, Node, Recovery, Repeat, Run, Series, Session
from trackpacer.workouts.steps import Holder, Item, Loop, Step, words


@record
class Workout:
    """A session as another watch takes it. told: what it does not hold, a sentence each."""

    title: str
    items: tuple[Item, ...]
    told: tuple[str, ...]


@record
class _Pass:
    """The passes (first to last, from 0) of a repeat of `count` that are looked at; `final`: the
    last of all, without what stands between."""

    first: int
    last: int
    count: int
    final: bool


def unroll(session: Session, most_steps: int | None = None) -> Workout:
    """The steps of a session; UserError where even its coarsest form has more than `most_steps`.

    A repeat counts as a step more than its body has.
    """
    longest = max((node.count for node in _repeats(session.body)), default=1)
    found = _Unroller(1).workout(session)
    if most_steps is None:
        return found
    wanted = length(found.items)
    for grain in range(2, longest + 1):
        if length(found.items) <= most_steps:
            break
        found = _Unroller(grain).workout(session)
    if length(found.items) > most_steps:
        raise UserError(
            f"the session takes {wanted} steps, and such a watch takes {most_steps}",
            "make two sessions of it",
        )
    return found


def length(items: Sequence[Item]) -> int:
    """Steps, each repeat counted as one more."""
    return sum(1 + length(item.body) if isinstance(item, Loop) else 1 for item in items)


def _repeats(nodes: Sequence[Node]) -> list[Repeat]:
    found = []
    for node in nodes:
        if isinstance(node, Repeat):
            found += [node, *_repeats(node.body)]
    return found


class _Unroller:
    def __init__(self, grain: int) -> None:
        self._grain = grain
        self._told: dict[str, None] = {}
        self._holder = Holder(self._tell)

    def _tell(self, sentence: str) -> None:
        self._told[sentence] = None

    def workout(self, session: Session) -> Workout:
        items = _merged(self._items(session.body, (), True))
        while items and isinstance(last := items[-1], Step) and last.rests:
            items.pop()
            self._tell(f"the recovery after the last run: {words(last.node)}")
        if session.athlete:
            self._tell(f"the athlete, {session.athlete}")
        return Workout(session.title, tuple(items), tuple(self._told))

    def _items(self, nodes: Sequence[Node], passes: tuple[_Pass, ...], tail: bool) -> list[Item]:
        """tail: nothing comes after these."""
        out: list[Item] = []
        for number, node in enumerate(nodes):
            last = tail and all(
                isinstance(after, Recovery) and after.between and passes[-1].final
                for after in nodes[number + 1 :]
            )
            if isinstance(node, Group):
                self._tell("a set of different runs: they are runs of their own there")
                out += self._items(node.body, passes, last)
            elif isinstance(node, Repeat):
                out += self._repeat(node, passes, last)
            elif not (isinstance(node, Recovery) and node.between and passes[-1].final):
                step = self._holder.hold(_resolved(node, passes))
                out += [step] if step else []
        return out

    def _repeat(self, node: Repeat, passes: tuple[_Pass, ...], tail: bool) -> list[Item]:
        nested = any(isinstance(child, Repeat) for child in node.body)
        varies = _varies(node.body, 0)
        grain = 1 if nested else self._grain if varies else node.count
        if varies and grain > 1:
            self._tell(
                f"each rep's own target and recovery: of {node.count} reps that change, "
                f"{grain} at a time go at their mean"
            )
        out: list[Item] = []
        for first in range(0, node.count, grain):
            last = min(first + grain, node.count) - 1
            final = last == node.count - 1
            at = (*passes, _Pass(first, last, node.count, False))
            end_at = (*passes, _Pass(first, last, node.count, final))
            times = last - first + 1
            each = self._items(node.body, at, False) if times > 1 or not final else []
            end = self._items(node.body, end_at, tail) if final else each
            if times == 1:
                out += end
            elif end == each:
                out.append(Loop(times, tuple(each)))
            elif tail and end == each[:-1] and isinstance(each[-1], Step):
                self._tell(
                    f"the end: after rep {node.count} of {node.count} one more recovery is "
                    "counted; end the workout there"
                )
                out.append(Loop(times, tuple(each)))
            else:
                out += [Loop(times - 1, tuple(each)), *end]
        return out


def _merged(items: list[Item]) -> list[Item]:
    """`5 x (400, R), 400, R` as `6 x (400, R)`, and a repeat of one pass as its body."""
    out: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if isinstance(item, Loop):
            size = len(item.body)
            if tuple(items[at : at + size]) == item.body:
                item = Loop(item.count + 1, item.body)
                at += size
            if item.count == 1:
                out += item.body
                continue
        out.append(item)
    return out


def _varies(nodes: Sequence[Node], depth: int) -> bool:
    """Whether anything in a repeat's body is another in each of its passes."""
    for node in nodes:
        if isinstance(node, Repeat):
            if _varies(node.body, depth + 1):
                return True
        elif isinstance(node, Group):
            if _varies(node.body, depth):
                return True
        elif any(series.level == depth and _changes(series) for series in _series(node)):
            return True
    return False


def _changes(series: Series) -> bool:
    return len(set(series.values)) > 1


def _series(node: Run | Recovery) -> list[Series]:
    found = [node.target, node.pace] if isinstance(node, Run) else [node.length]
    return [series for series in found if series is not None]


def _resolved(node: Run | Recovery, passes: tuple[_Pass, ...]) -> Run | Recovery:
    """The node as these passes have it: with one value each, and nowhere in a text."""
    if isinstance(node, Run):
        return replace(
            node,
            span=(0, 0),
            target=_value(node.target, passes, False),
            pace=_value(node.pace, passes, False),
            origins={},
        )
    length = _value(node.length, passes, node.between)
    return replace(node, span=(0, 0), length=length, between=False, origins={})


def _value(series: Series | None, passes: tuple[_Pass, ...], between: bool) -> Series | None:
    """Its value in these passes; of several their mean."""
    if series is None or not (series.ladder or len(series.values) > 1):
        return series
    at = passes[-1 - series.level]
    count = at.count - 1 if between and series.level == 0 else at.count
    every = range(at.first, min(at.last, count - 1) + 1)
    values = [_at(series, count, number) for number in every]
    return Series(((2 * sum(values) + len(values)) // (2 * len(values)),))


def _at(series: Series, count: int, number: int) -> int:
    if not series.ladder:
        return series.values[number]
    first, last = series.values
    return ladder_value(first, last, count, number) if count > 1 else first
