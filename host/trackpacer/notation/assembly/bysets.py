# SPDX-License-Identifier: MIT
"""Sets that differ: `3 x 6 x 300`, and then a target or a recovery for each of the three."""

from __future__ import annotations

import re
from copy import deepcopy

from trackpacer.notation import elements as e
from trackpacer.notation.assembly import placing, wholes
from trackpacer.notation.blocks import Block, Inner, Item, Later
from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source
from trackpacer.notation.tree import Item as Node
from trackpacer.notation.tree import RepeatSpec, Rest, RunSpec, runs_of
from trackpacer.records import replace

_SHARED = pattern(
    r"first|last|next|other|odd|even|alternat|by rep|each|\d(st|nd|rd|th)", re.IGNORECASE
)
_RESTED = pattern(r"rest|rec|jog|walk|off|float", re.IGNORECASE)


def found(items: tuple[Item, ...]) -> list[e.BySet | Rest]:
    """What is said of sets by their numbers, and the recoveries between sets, in order."""
    listed: list[e.BySet | Rest] = []
    for item in items:
        if isinstance(item, Later) and item.how == "set":
            listed.extend(item.element.each or [item.element])
        elif isinstance(item, Later) and item.how == "sets":
            listed.append(item.element.rest)
        elif isinstance(item, Block) and isinstance(item.core, Inner):
            listed.extend(found(item.core.items))
    return listed if any(isinstance(one, e.BySet) for one in listed) else []


def apply(said: list[e.BySet | Rest], items: list[Node], source: Source) -> None:
    """Put a set of its own in the place of each pass."""
    sets = [one for one in said if isinstance(one, e.BySet)]
    if not sets:
        return
    _the_other_way(sets, source)
    number = max(one.number for one in sets)
    last = any(one.number < 0 for one in sets)
    number += last
    sets = [replace(one, number=number) if one.number < 0 else one for one in sets]
    _in_sets(items, number)
    at = next(
        (
            i
            for i, item in enumerate(items)
            if isinstance(item, RepeatSpec) and item.count == number
        ),
        None,
    )
    if at is None:
        raise source.fail(
            f"there are no {number} sets",
            sets[0].span,
            "sets that are written before, like `3 x 6 x 300`",
        )
    whole = items[at]
    assert isinstance(whole, RepeatSpec)
    sets = [_told(one, whole, sets) for one in sets]
    sets = [_beside(one, whole, sets, source) for one in sets]
    _unclear(sets, source)
    between = _between_them(whole, sets, source)
    between += [one for one in said if isinstance(one, Rest)]
    body = [part for part in whole.body if not isinstance(part, Rest)]
    between += [part for part in whole.body if isinstance(part, Rest)]
    if whole.rest is not None:
        between.insert(0, whole.rest)
    between.sort(key=lambda rest: rest.span)
    told = [rest for rest in between if rest.assumed != "jog"]  # `Recovery jogs` heads the lines
    between = told or between
    if len(between) not in (0, 1, number - 1) and len({source.quote(*r.span) for r in between}) > 1:
        raise source.fail("a recovery too many", between[-1].span, "one between two sets")
    parts: list[Node] = []
    for n in range(1, number + 1):
        for part in body:
            parts.append(_one(deepcopy(part), [one for one in sets if one.number == n], source))
        if n < number and between:
            rest = between[n - 1] if len(between) == number - 1 else between[0]
            parts.append(replace(rest, place="gap", notes=[], across=True))
    items[at : at + 1] = parts


def by_their_list(items: list[Node], source: Source) -> None:
    """`3 x 5 x 200 in 40, 38, 36`: as many targets as sets, and not as reps."""
    for whole in [item for item in items if isinstance(item, RepeatSpec)]:
        inner = whole.body[0]
        runs = runs_of(inner) if len(whole.body) == 1 else []
        target = runs[0].target if len(runs) == 1 else None
        if target is None or not isinstance(inner, RepeatSpec):
            continue
        shared = _SHARED.search(source.quote(whole.start, target.span[1]))  # `first two in 84, …`
        if len(target.listed) == whole.count != inner.count and not shared:
            each = enumerate(target.listed, 1)
            said = [e.BySet(target.span, n, replace(target, pace=p, listed=[])) for n, p in each]
            apply([*said], items, source)


def _the_other_way(sets: list[e.BySet], source: Source) -> None:
    """`first set 300 easy/300 hard, second set the other way round`."""
    for i, one in enumerate(sets):
        if one.parts is None or one.parts.place != "reverse":
            continue
        before = sets[i - 1].parts if i else None
        if before is None or before.place:
            raise source.fail("the other way round?", one.span, "the parts of the reps")
        sets[i] = replace(one, parts=replace(before, runs=before.runs[::-1]))


def _between_them(whole: RepeatSpec, sets: list[e.BySet], source: Source) -> list[Rest]:
    """`set 1 off 60 s, set 2 off 90 s, 5 min between`: where each set has a recovery of its own,
    one that all reps would have is that between the sets. Returns it, taken from the reps."""
    rested = {one.number for one in sets if one.rest is not None}
    if rested != set(range(1, whole.count + 1)):
        return []
    parts = [part for part in whole.body if isinstance(part, RepeatSpec)]
    for rest in (one for part in parts for one in part.body if isinstance(one, Rest)):
        # `jog 400 after the first five`, and sets of five
        raise source.fail("'{this}': after which rep?", rest.span, "`400 jog between sets`")
    for part in _inmost(whole):
        if part is not whole and part.rest is not None and not part.rest.place:
            first, part.rest = part.rest, None
            return [first]
    return []


def _in_sets(items: list[Node], number: int) -> None:
    """`12 x 400 … 1st set …, 4th set …`: the same reps in so many sets."""
    counts = [item.count for item in items if isinstance(item, RepeatSpec)]
    if number in counts or number < 2:
        return
    for i, item in enumerate(items):
        reps = isinstance(item, RepeatSpec) and len(item.body) == 1 and not item.paren
        if isinstance(item, RepeatSpec) and reps and isinstance(item.body[0], RunSpec):
            size, left = divmod(item.count, number)
            if not left and size > 1:
                rest = replace(item.rest) if item.rest is not None else None
                inner = replace(item, count=size)
                items[i] = RepeatSpec(item.start, item.end, number, [inner], rest)
                return


def _told(one: e.BySet, whole: RepeatSpec, sets: list[e.BySet]) -> e.BySet:
    """One of several sets whose time without a word is its target, where that can be told."""
    if one.bare is None or _aimed(one.number, sets):
        return one
    runs = runs_of(whole)
    rested = all(run.rest or part.rest for part in _inmost(whole) for run in runs_of(part))
    fits = all(run.metres and 100 <= one.bare.pace.ms / run.metres <= 360 for run in runs)
    aimed = any(other.target is not None for other in sets)
    rested |= any(other.rest and not other.bare and other.number == one.number for other in sets)
    if (aimed or rested) and fits and not any(run.target for run in runs):
        return replace(one, target=one.bare, rest=None)
    return one


def _beside(one: e.BySet, whole: RepeatSpec, sets: list[e.BySet], source: Source) -> e.BySet:
    """`second set 2 s faster`: than the set before, or than was said of all."""
    if one.target is None or one.target.pace.name != e.THAN:
        return one
    told = {other.number: other.target for other in sets}
    runs = [run.target for run in runs_of(whole)]
    base = told.get(one.number - 1) or next(iter(runs), None)
    if base is None or base.pace.kind == "none" or base.offset or base.listed or base.last:
        raise source.fail("'{this}' than what?", one.span, "the target of each set")
    return replace(one, target=replace(base, span=one.span, offset=one.target.offset, fast=None))


def _aimed(number: int, sets: list[e.BySet]) -> bool:
    """Whether a set has its target: a time by itself is then its recovery."""
    return any(one.number == number and one.target is not None for one in sets)


def _inmost(item: Node) -> list[RepeatSpec]:
    """The repeats of single runs in it."""
    if not isinstance(item, RepeatSpec):
        return []
    inner = [found for part in item.body for found in _inmost(part)]
    return inner or [item]


def _unclear(sets: list[e.BySet], source: Source) -> None:
    """Refuse a time without a word for one set where the others have targets."""
    aimed: set[int] = set()
    for one in sets:
        if one.target is None:
            continue
        if one.number in aimed:
            expected = "one target for each set"
            raise source.fail("a second target for a set", one.target.span, expected)
        aimed.add(one.number)
    rested = [one.number for one in sets if one.rest is not None]
    if len(set(rested)) < len(rested):
        raise source.fail("a second recovery for a set", sets[-1].span, "one for each set")
    if not any(one.target is not None and one.rest is None for one in sets):
        return
    for one in sets:
        if one.number in aimed or one.rest is None or one.rest.kind not in ("time", "window"):
            continue
        shown = source.quote(*one.rest.span)
        if not _RESTED.search(shown):
            raise source.fail(
                f"'{shown}' may be the target or the recovery of this set",
                one.rest.span,
                f"`@ {shown}`, or `{shown} rest`",
            )


def _one(part: Node, said: list[e.BySet], source: Source) -> Node:
    for one in said:
        if one.parts is not None:
            part = _made_of(part, one.parts, source)
        for run in runs_of(part):
            if one.target is not None and one.target.pace.kind != "none":
                run.target = one.target
                run.end = max(run.end, run.length_end)
            if one.effort and one.parts is None:
                run.effort = one.effort
        if one.rest is not None:
            inner = placing.levels(part)
            if inner and not isinstance(inner[0], Rest):
                inner[0].rest = replace(one.rest, notes=[], place="", trailing=False)
    return part


def _made_of(part: Node, parts: e.Parts, source: Source) -> Node:
    if not isinstance(part, RepeatSpec) or len(part.body) != 1:
        raise source.fail("parts of what?", parts.span, "reps that are written before")
    run = part.body[0]
    if parts.place == "shares" and isinstance(run, RunSpec):  # `first half easy, second half hard`
        half = (run.metres / len(parts.runs), run.ms / len(parts.runs))
        runs = tuple(
            (replace(one, metres=half[0], ms=half[1]), target, effort)
            for one, target, effort in parts.runs
        )
        parts = replace(parts, place="", runs=runs)
    made = wholes.of_parts(part, parts)
    for run in runs_of(made):
        run.target = run.target if run.target and run.target.pace.kind != "none" else None
    return made
