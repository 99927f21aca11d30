# SPDX-License-Identifier: MIT
"""What is said of some of the reps, of the parts of a run, of each set or of each length."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from trackpacer.notation import elements as e
from trackpacer.notation.attach.standing import holds_block, lengths_of, numbers_of, times_of
from trackpacer.notation.blocks import Block, State
from trackpacer.notation.costs import COSTS
from trackpacer.notation.taking import across, later, told, took
from trackpacer.notation.tree import Target
from trackpacer.paces.races import MILE
from trackpacer.records import replace
from trackpacer.session import Effort


def tail(state: State, element: e.Tail, cost: float) -> Iterator[State]:
    block = state.block
    if block is not None and block.repeated:
        said = block.saying(element)
        yield told(state, element, "the target", cost + across(state.joint), said)


def by_rep(state: State, element: e.Shares, cost: float) -> Iterator[State]:
    block = state.block
    if block is not None and isinstance(block.core, e.Lengths):
        yield from _of_a_list(state, block, block.core, element, cost)
    if element.metres:
        yield from _of_length(state, element, cost)
        return
    if block is None:
        return
    if not (block.repeated or block.many):
        yield from _in_stretches(state, block, element, cost)
        return
    if block.told(e.Shares) or (element.rests and block.rests):
        return  # the one would take the place of the other
    own = across(state.joint)
    named = {rep for reps, _ in element.parts for rep in reps}
    number = min(numbers_of(block)) if 0 in named else len(named)
    if block.repeated and number not in numbers_of(block) and not element.cycle:
        own += 0.5 if number < min(numbers_of(block)) else COSTS["wrong-number"]
    elif block.aims and not 0 < len(named) < element.cycle and not _by_effort(block):
        own += COSTS["second-target"]
    said = block.saying(element)
    if len(element.rests) == 1:
        said = said.saying(e.Pause(element.span, element.rests[0][1], said=True))
    elif element.rests:
        (_, first), (_, second) = element.rests
        said = said.saying(e.RestTurns(element.span, first, second))
    yield told(state, element, "the target", cost + own, said)


def _by_effort(block: Block) -> bool:
    """Whether nothing but an effort was told, as in `20 x 400 tempo, alternating 82 and 98`."""
    aims = [*block.every(e.Aim)]
    return bool(aims) and all(aim.effort and aim.target.pace.kind == "training" for aim in aims)


def _of_length(state: State, element: e.Shares, cost: float) -> Iterator[State]:
    """`2 x 6k + 6 x 1k`, then `1st 6k @ MP, 2nd 6k @ HMP`: of the block of that length."""
    for i, item in enumerate(state.items):
        if not isinstance(item, Block) or not item.repeated or item.aims:
            continue
        if abs(item.metres - element.metres) < 1:
            items = (*state.items[:i], item.saying(element), *state.items[i + 1 :])
            own = cost - COSTS["lengths-known"] + 0.2 * across(state.joint)
            yield took(state, element, "the target", own, items=items, joint="")


def _of_a_list(
    state: State, block: Block, core: e.Lengths, element: e.Shares, cost: float
) -> Iterator[State]:
    """`1200, 800, 400, 200`, then `first two @ 10k pace, last two @ 3k pace`: the runs by place."""
    size = len(core.runs)
    by_rep = {n % (size + 1): one for reps, one in element.parts for n in reps}
    paces = [by_rep[n] for n in sorted(by_rep)]
    plain = all(t.pace.kind != "none" and not (t.fast or t.effort or t.offset) for t in paces)
    if sorted(by_rep) != list(range(1, size + 1)) or not plain or block.aims:
        return
    target = Target(element.span, paces[0].pace, listed=[one.pace for one in paces])
    aim = e.Aim(element.span, target)
    yield told(state, aim, "the target", cost + across(state.joint), block.saying(aim))


def _in_stretches(state: State, block: Block, element: e.Shares, cost: float) -> Iterator[State]:
    """`8 miles: 2 easy, 4 @ MP, 2 easy`: the stretches of one run, in its unit."""
    core = block.core
    scale = {"mile": MILE, "km": 1000.0, "min": 60_000.0}
    unit = scale.get(core.unit, 0.0) if isinstance(core, e.Length) else 0.0
    on_end = all(isinstance(said, e.Change) and said.continuous for said in block.said)
    if not isinstance(core, e.Length) or not on_end:
        return
    if element.cycle == 2 and core.metres and (element.by_unit or core.unit == "lap"):
        yield from _by_turns(state, block, element, cost)
        return
    number = sum(len(reps) for reps, _ in element.parts)
    if not unit or abs(number * unit - (core.metres or core.ms)) > 1 or element.cycle:
        return
    parted = enumerate(reps for reps, _ in element.parts)
    placed = sorted((n % (number + 1), part) for part, reps in parted for n in reps)
    runs = tuple(
        (
            replace(core, metres=far if core.metres else 0.0, ms=far if core.ms else 0.0),
            target if target.pace.kind != "none" else None,
            target.effort,
        )
        for part, places in groupby(placed, lambda one: one[1])
        for far, target in [(unit * len([*places]), element.parts[part][1])]
    )
    parts = e.Parts(element.span, runs)
    yield told(state, parts, "its parts", cost + across(state.joint), block.saying(parts))


def _by_turns(state: State, block: Block, element: e.Shares, cost: float) -> Iterator[State]:
    """`20 laps alternating 5k pace and marathon pace`: lap by lap."""
    core = block.core
    assert isinstance(core, e.Length)
    if len(element.parts) != 2:
        return
    unit = {"mile": MILE, "km": 1000.0, "lap": 400.0}.get(core.unit, 0.0)
    number = core.metres / unit if unit else 0.0
    if abs(number - round(number)) > 0.01 or round(number) % 2 or not 2 <= number <= 60:
        return
    one = replace(core, metres=core.metres / round(number))
    two = tuple((one, target, target.effort) for _, target in element.parts)
    parts = e.Parts(element.span, two * (round(number) // 2))
    yield told(state, parts, "its parts", cost + across(state.joint), block.saying(parts))


def by_length(state: State, element: e.ByLength, cost: float) -> Iterator[State]:
    if state.items and not state.counts:
        element = _of_known(state, element)
        known = lengths_of(state.items)
        if all(any(abs(metres - far) < 1 for far in known) for metres in element.metres):
            cost -= COSTS["lengths-known"]
        else:
            cost += COSTS["lengths-strange"]
        yield later(state, element, "the target", cost + 0.2 * across(state.joint), "length")


def _of_known(state: State, element: e.ByLength) -> e.ByLength:
    """Of lengths that may be metres or times only those that were run before, where all were."""
    if not element.ms:
        return element
    far, long = lengths_of(state.items), times_of(state.items)
    sizes = list(zip(element.metres, element.ms, strict=True))
    metres = tuple(m for m, _ in sizes if m and any(abs(m - known) < 1 for known in far))
    ms = tuple(t for m, t in sizes if t and t in long and m not in metres)
    if len(metres) + len(ms) < len(sizes):
        return replace(element, metres=tuple(m or 1.0 for m, _ in sizes), ms=())
    return replace(element, metres=metres, ms=ms)


def parts(state: State, element: e.Parts, cost: float) -> Iterator[State]:
    block = state.block
    if element.place == "shares":
        if block is None or not isinstance(block.core, e.Length) or block.aims:
            return
        core, size = block.core, len(element.runs)
        one = replace(core, metres=core.metres / size, ms=core.ms / size)
        named = element.runs[0][0].metres
        if named and abs(named - one.metres) > 1:
            return
        element = replace(
            element,
            place="",
            runs=tuple((one, target, effort) for _, target, effort in element.runs),
        )
    if element.place == "after" and block is not None and isinstance(block.core, e.Length):
        done, target, effort = element.runs[0]
        left = replace(block.core, metres=block.metres - done.metres)
        element = replace(element, place="last", runs=((left, target, effort),))
    if block is not None and isinstance(block.core, e.Length) and block.ms:
        total = sum(run.ms for run, _, _ in element.runs)
        total += element.behind.ms if element.behind is not None else 0.0
        if not element.place and abs(total - block.ms) < 1:
            said = block.saying(element)
            yield told(state, element, "its parts", cost + across(state.joint), said)
    if block is not None and isinstance(block.core, e.Length) and block.metres:
        total = sum(run.metres for run, _, _ in element.runs)
        total += sum(jog.metres for jog in (element.behind, element.rest) if jog is not None)
        if element.place in ("first", "last") and block.repeated and abs(total - block.metres) < 1:
            _, target, effort = element.runs[0]  # `5 x 1200, the last 1200 at 5k pace`
            first = element.place == "first"
            yield from tail(state, e.Tail(element.span, 1, target, effort, first), cost)
            return
        short = block.aims and block.metres < 2000
        told_before = block.last(e.Parts) if element.place else None
        if told_before is not None and len(told_before.runs) == 2:
            at = 0 if element.place == "first" else 1  # `last 200 @ …, first 400 @ …`
            run, target, effort = told_before.runs[at]
            if target or effort or abs(run.metres - total) > 1:
                return
            runs = (*told_before.runs[:at], *element.runs, *told_before.runs[at + 1 :])
            element, total = replace(element, runs=runs, place=""), block.metres
        if element.place and 0 < total < block.metres and (block.repeated or short):
            rest = replace(block.core, metres=block.metres - total)
            runs = ((rest, None, Effort.NONE), *element.runs)
            element = replace(element, runs=runs if element.place == "last" else runs[::-1])
            total = block.metres
        if abs(total - block.metres) < 1:
            said = block.saying(element)
            if state.doubt is not None and state.doubt.span == block.core.span:
                state = state._replace(doubt=None)  # `finish with one 800 (400 at …, 400 at …)`
            yield told(state, element, "its parts", cost + across(state.joint), said)


def by_set(state: State, element: e.BySet, cost: float) -> Iterator[State]:
    if holds_block(state.items) and not state.counts:
        yield later(state, element, "the set", cost + 0.2 * across(state.joint), "set")


def meaning(state: State, element: e.Meaning, cost: float) -> Iterator[State]:
    if holds_block(state.items) and not state.counts:
        yield later(state, element, "what it means", cost, "meaning")


def regroup(state: State, element: e.Regroup, cost: float) -> Iterator[State]:
    block = state.block
    if block is None or len(block.counts) != 1 or not isinstance(block.core, e.Length):
        return
    number = block.counts[0].number
    sets = element.sets or number // max(element.reps, 1)
    if number != sets * element.reps or sets < 2:
        return
    counts = (
        e.Count(element.span, sets, sets=True),
        replace(block.counts[0], number=element.reps),
    )
    yield told(
        state, element, "the sets", cost + 0.3 * across(state.joint), block._replace(counts=counts)
    )


def rest_share(state: State, element: e.RestShare | e.RestTurns, cost: float) -> Iterator[State]:
    block = state.block
    if block is None or not block.repeated:
        return
    own = cost + 0.3 * across(state.joint)
    counts = block.counts if block.rests else ()
    if isinstance(element, e.RestShare) and (element.which, element.more) == ("these", False):
        after_all = len(counts) == 1 and element.numbers == (counts[0].number,)
        if after_all:  # `90 s, and 4 min after the 4th` of four: before what comes next
            last = e.Pause(element.span, replace(element.rest, place="last"), said=True)
            yield told(state, last, "the recovery", own, block.saying(last))
            return
    yield told(state, element, "the recovery", own, block.saying(element))
