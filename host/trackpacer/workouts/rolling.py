# SPDX-License-Identifier: MIT
"""Steps and repeats of another tool's workout as a session: the way back from `unrolling`.

Runs that follow one another without a recovery run on at once; what was written out because it
changes from rep to rep becomes one set again. Not here: what a single step means (`fit`,
`intervals`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from trackpacer.errors import UserError
from trackpacer.notation import exact
from trackpacer.records import replace
from trackpacer.session import Node, Recovery, RecoveryType, Repeat, Run, Series, Session
from trackpacer.times import clock
from trackpacer.workouts.steps import Item, Loop

_NOWHERE = (0, 0)
_ON = Recovery(_NOWHERE, RecoveryType.NONE)
_FEWEST = 3
"""Single runs that differ in their targets alone are one set from here on."""


def session(
    title: str, items: Sequence[Item], assumptions: Sequence[str] = (), warnings: Sequence[str] = ()
) -> Session:
    """The session; its text is its exact notation. UserError where there is no run in it."""
    notes = list(assumptions)
    passed: list[str] = []
    nodes = _nodes(items, notes.append)
    nodes = _without_ends(nodes, notes.append, passed.append)
    if not nodes:
        raise UserError("this workout has no run in it", "one that ends by distance or time")
    nodes = _between(_rolled(nodes))
    read = exact.read(exact.write(Session(title, "", tuple(nodes))))
    return replace(
        read, assumptions=tuple(notes), warnings=tuple(warnings), passed_over=tuple(passed)
    )


def _nodes(items: Sequence[Item], note: Callable[[str], None]) -> list[Node]:
    """The items as nodes, with a recovery between each two runs and no two in a row."""
    out: list[Node] = []
    for item in items:
        if isinstance(item, Loop):
            body = _nodes(item.body, note)
            if item.count > 1 and not isinstance(body[-1], Recovery):
                body.append(replace(_ON, between=True))
            added: Node = Repeat(item.count, tuple(body), _NOWHERE) if item.count > 1 else body[0]
            if item.count == 1:
                for node in body:
                    _add(out, node, note)
                continue
        else:
            added = item.node
        _add(out, added, note)
    return out


def _add(out: list[Node], node: Node, note: Callable[[str], None]) -> None:
    last = out[-1] if out else None
    if isinstance(node, Recovery):
        trailing = last.body[-1] if isinstance(last, Repeat) else last
        if isinstance(trailing, Recovery) and not trailing.between:
            if isinstance(last, Repeat):
                out[-1] = _left_out(last)
                out.append(_together(trailing, node, note))
            else:
                out[-1] = _together(trailing, node, note)
            return
    elif last is not None and not isinstance(last, Recovery) and not _rests(last):
        out.append(_ON)
    out.append(node)


def _rests(node: Node) -> bool:
    """Whether a repeat ends with a recovery that also stands after its last pass."""
    if not isinstance(node, Repeat):
        return False
    end = node.body[-1]
    return isinstance(end, Recovery) and not end.between


def _left_out(node: Repeat) -> Repeat:
    end = node.body[-1]
    assert isinstance(end, Recovery)
    return replace(node, body=(*node.body[:-1], replace(end, between=True)))


def _together(one: Recovery, other: Recovery, note: Callable[[str], None]) -> Recovery:
    """Two recoveries in a row as one."""
    if one.type == other.type == RecoveryType.TIME and one.length and other.length:
        times = one.length.values[0], other.length.values[0]
        note(f"two recoveries in a row, {clock(times[0])} and {clock(times[1])}, are one")
        return replace(other, length=Series((sum(times),)))
    kept = one if one.type == RecoveryType.FULL or other.type == RecoveryType.EQUAL_OTHER else other
    note("of two recoveries in a row the one that waits for you, or the later, is taken")
    return kept


def _without_ends(
    nodes: list[Node], note: Callable[[str], None], passed: Callable[[str], None]
) -> list[Node]:
    """Without recoveries before the first run and after the last, where they change nothing."""
    while nodes and isinstance(nodes[0], Recovery):
        nodes = nodes[1:]
        note("what stands before the first run is left out: start the watch after it")
    if nodes and isinstance(nodes[-1], Recovery):
        nodes = nodes[:-1]
        passed("the recovery after the last run")
    if nodes and isinstance(nodes[-1], Repeat) and _rests(nodes[-1]):
        nodes[-1] = _left_out(nodes[-1])
        passed("the recovery after the last rep")
    return nodes


def _rolled(nodes: Sequence[Node]) -> list[Node]:
    """Repeats made of what was written out, and repeats of these."""
    before: list[Node] = []
    found = list(nodes)
    while found != before:
        before, found = found, _rolled_once(found)
    return found


def _rolled_once(nodes: Sequence[Node]) -> list[Node]:
    out: list[Node] = []
    rest = _grown(nodes)
    at = 0
    while at < len(rest):
        found = _set_at(rest, at)
        if found is None:
            out.append(rest[at])
            at += 1
        else:
            node, used = found
            out.append(node)
            at += used
    return out


def _grown(nodes: Sequence[Node]) -> list[Node]:
    """`7 x (400; R), 400` as `8 x (400; R between)`."""
    out: list[Node] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        at += 1
        if isinstance(node, Repeat) and _rests(node):
            body = node.body[:-1]
            if tuple(nodes[at : at + len(body)]) == body:
                node = _left_out(replace(node, count=node.count + 1))
                at += len(body)
        out.append(node)
    return out


def _set_at(nodes: Sequence[Node], at: int) -> tuple[Node, int] | None:
    """A set that begins here, and how many nodes it takes: runs of one shape, a recovery between
    each two, in the smallest period that there is."""
    if isinstance(nodes[at], Recovery):
        return None
    for size in range(2, (len(nodes) - at) // 2 + 2):
        if not isinstance(nodes[at + size - 1], Recovery):
            continue
        first = nodes[at : at + size]
        passes = [first]
        while True:
            start = at + size * len(passes)
            body = nodes[start : start + size - 1]
            if len(body) < size - 1 or not _alike(first[:-1], body):
                break
            passes.append(nodes[start : start + size])
            if len(passes[-1]) < size or not _alike(first[-1:], passes[-1][-1:]):
                break
        count = len(passes)
        alike = all(one[: size - 1] == first[:-1] for one in passes) and all(
            one[-1] == first[-1] for one in passes[:-1]
        )
        if count < (2 if alike else _FEWEST):
            continue
        body = [_joined([one[n] for one in passes], 0) for n in range(size - 1)]
        end = _joined([one[-1] for one in passes[:-1]], 0)
        assert isinstance(end, Recovery)
        whole = Repeat(count, (*body, replace(end, between=True)), _NOWHERE)
        return whole, size * count - 1
    return None


def _alike(some: Sequence[Node], others: Sequence[Node]) -> bool:
    return [_shape(node) for node in some] == [_shape(node) for node in others]


def _shape(node: Node) -> Node:
    """A node without what may change from rep to rep."""
    if isinstance(node, Run):
        return replace(node, target=_any(node.target), pace=_any(node.pace))
    if isinstance(node, Recovery):
        return replace(node, length=_any(node.length))
    assert isinstance(node, Repeat)  # a group is never read
    return replace(node, body=tuple(_shape(child) for child in node.body))


def _any(series: Series | None) -> Series | None:
    """One value may change; what changes already by itself may not do so twice."""
    return Series((0,)) if series and len(series.values) == 1 else series


def _joined(nodes: Sequence[Node], level: int) -> Node:
    """Nodes of one shape as one, its values listed; level: of the repeat that drives them."""
    first = nodes[0]
    if all(node == first for node in nodes):
        return first
    if isinstance(first, Run):
        runs = [node for node in nodes if isinstance(node, Run)]
        return replace(
            first,
            target=_listed([run.target for run in runs], level),
            pace=_listed([run.pace for run in runs], level),
        )
    if isinstance(first, Recovery):
        rests = [node for node in nodes if isinstance(node, Recovery)]
        return replace(first, length=_listed([rest.length for rest in rests], level))
    assert isinstance(first, Repeat)
    bodies = [node.body for node in nodes if isinstance(node, Repeat)]
    body = tuple(_joined([one[n] for one in bodies], level + 1) for n in range(len(first.body)))
    return replace(first, body=body)


def _listed(all_of: Sequence[Series | None], level: int) -> Series | None:
    series = [one for one in all_of if one is not None]
    if not series or all(one == series[0] for one in series):
        return series[0] if series else None
    return Series(tuple(one.values[0] for one in series), level=level)


def _between(nodes: Sequence[Node]) -> list[Node]:
    """A recovery that also leads on to the next run, as coaches' sessions have it: once between
    the reps, once after them."""
    out: list[Node] = []
    for node in nodes:
        out.append(node)
        if isinstance(node, Repeat) and _rests(node):
            out[-1] = _left_out(node)
            out.append(node.body[-1])
    return out
