# SPDX-License-Identifier: MIT
"""A block that is run in parts: targets by rep, the last reps, the stretches of one run."""

from __future__ import annotations

from trackpacer.notation import elements as e
from trackpacer.notation.assembly.draft import Draft
from trackpacer.notation.elements import left_note
from trackpacer.notation.source import Source
from trackpacer.notation.tree import Item, RepeatSpec, RunSpec, Target
from trackpacer.records import replace
from trackpacer.session import Effort


def by_rep(item: Item, draft: Draft, source: Source) -> Item:
    """Targets by which rep it is: of the reps of each set, where they are as many as those."""
    shares = draft.shares
    inner = item.body[0] if isinstance(item, RepeatSpec) and len(item.body) == 1 else None
    if shares is not None and isinstance(item, RepeatSpec) and isinstance(inner, RepeatSpec):
        told = {rep for reps, _ in shares.parts for rep in reps}
        if item.count > inner.count == len(told) == max(told):  # `3 sets of 2 x 600, 1st @ 10k, …`
            item.body = [_by_number(inner, draft, source)]
            return item
    return _by_number(item, draft, source)


def _by_number(item: Item, draft: Draft, source: Source) -> Item:
    """Targets by which rep it is: one for each; where some have none, the block's own."""
    shares = draft.shares
    many = isinstance(item, RunSpec) and shares is not None and not shares.cycle
    if shares is None or not (isinstance(item, RepeatSpec) or many):
        return item
    if not any(target.pace.kind != "none" or target.effort for _, target in shares.parts):
        source.note(left_note(source.quote(*shares.span)))  # `first one 75 %, next two 85 %`
        return item
    told = max(rep for reps, _ in shares.parts for rep in reps)
    size = sum(len(reps) for reps, _ in shares.parts)
    count = item.count if isinstance(item, RepeatSpec) else max(told, size)
    paces: dict[int, Target] = {}
    others: Target | None = None
    for reps, target in shares.parts:
        for rep in reps:
            number = count + 1 + rep if rep < 0 else rep
            if not rep:
                others = target
            while 1 <= number <= count:
                paces.setdefault(number, target)
                if not shares.cycle:
                    break
                number += shares.cycle
    if others is None and shares.cycle and len(shares.parts) < shares.cycle:
        others = draft.target  # `in 75, the even ones 3 s slower`
    if others is not None:
        paces |= {n: others for n in range(1, count + 1) if n not in paces}
    ends = sorted(paces) == [1, count] and all(t.pace.kind != "none" for t in paces.values())
    if ends and count > 2 and not shares.cycle and draft.target is None:
        first, last = paces[1], paces[count]
        draft.target = replace(first, span=shares.span, last=last)  # `1st at HMP, last at 3k pace`
        draft.change = replace(draft.change, step_ms=0.0)
        return item
    begins = [*paces] == [1] and draft.tail is None and draft.target is None
    if begins and draft.change.step_ms:
        draft.target = paces[1]  # `each 1 s faster, the first in 82`
        return item
    short = len(paces) < count and draft.target is None
    if told > count or not paces or (short and any(t.pace.kind != "none" for t in paces.values())):
        raise source.fail(
            f"'{{this}}' tells the targets of {len(paces)} of the {count} reps",
            shares.span,
            "a target for each rep, or one for all",
        )
    if shares.cycle:
        _by_turns(paces, shares, draft, source)
    plain = all(
        target.pace.kind != "none" and not (target.fast or target.effort)
        for target in paces.values()
    )
    ranged = (t.offset and t.offset.slow_ms != t.offset.fast_ms for t in paces.values())
    if len(paces) == count and plain and not any(ranged):  # `2-3 s faster`
        one = [replace(paces[n].pace, offset=paces[n].offset) for n in sorted(paces)]
        draft.target = Target(shares.span, one[0], listed=one)
        return item
    return _rep_by_rep(item, paces, draft, source)


def _by_turns(paces: dict[int, Target], shares: e.Shares, draft: Draft, source: Source) -> None:
    """`alternate 5k and 10k pace`: on end, where no recovery is told."""
    said = source.quote(*shares.span).lower()
    slashed = "/" in said and all(target.effort for target in paces.values())
    if not slashed and not said.startswith("alternat"):
        return
    if draft.rests or draft.turns or shares.rests or draft.change.continuous:
        return
    if paces[1].pace.kind == "time":
        raise source.fail(
            "alternating on end, or with a recovery?",
            shares.span,
            "the recovery, like `R90`, or `R0` for reps on end",
        )
    draft.change = replace(draft.change, continuous=True)


def _rep_by_rep(item: Item, paces: dict[int, Target], draft: Draft, source: Source) -> Item:
    """The reps of a set in their order, those alike next to each other together."""
    run = item.body[0] if isinstance(item, RepeatSpec) and len(item.body) == 1 else None
    shares = draft.shares
    assert shares is not None
    if not isinstance(item, RepeatSpec) or not isinstance(run, RunSpec):
        raise source.fail(
            "which of the reps?", shares.span, "the targets of the runs, each with its run"
        )
    rest = item.rest or run.rest
    parts: list[Item] = []
    number = 1
    while number <= item.count:
        target = paces.get(number)
        last = number
        while last < item.count and paces.get(last + 1) == target:
            last += 1
        part = replace(run, rest=None)
        if target is not None:
            part.target, part.effort = replace(target), target.effort or part.effort
        count = last - number + 1
        parts.append(part if count == 1 else RepeatSpec(item.start, item.end, count, [part]))
        number = last + 1
    source.note(f"'{source.quote(*shares.span)}': those reps by themselves")
    return RepeatSpec(item.start, item.end, 1, parts, rest)


def in_parts(item: Item, draft: Draft, source: Source) -> Item:
    if draft.tail is not None and isinstance(item, RepeatSpec):
        return _last_reps(item, draft.tail, source)
    return item


def _last_reps(item: RepeatSpec, tail: e.Tail, source: Source) -> Item:
    outer, reps = None, item
    while len(reps.body) == 1 and isinstance(reps.body[0], RepeatSpec):
        outer, reps = reps, reps.body[0]
    run = reps.body[0]
    if len(reps.body) != 1 or not isinstance(run, RunSpec):
        raise source.fail(
            "which are the last?", tail.span, "the targets of the runs, each with its run"
        )
    first = reps.count - tail.count
    target = run.target
    each = target is not None and len(target.listed) == first  # `78, 77 and the last flat out`
    if first < 1 or (target is not None and (target.listed or target.last) and not each):
        raise source.fail(
            f"the last {tail.count} of {reps.count}?",
            reps.start,
            "fewer than all, or a target for each rep",
        )
    last = replace(run, target=tail.target, effort=tail.effort, rest=None)
    if tail.target is None and run.target is not None and tail.effort is Effort.HARD:
        last = replace(last, target=None)
    shown = source.quote(*tail.target.span) if tail.target else "without a target"
    source.note(f"the last {tail.count} of {reps.count} by themselves, {shown}")
    rest = reps.rest
    head: Item = run
    if first > 1:
        head = RepeatSpec(reps.start, reps.end, first, [run], rest)
    else:
        run.rest = rest
    end: Item = last
    if tail.count > 1:
        end = RepeatSpec(reps.start, reps.end, tail.count, [last], replace(rest) if rest else None)
    if outer is not None:
        outer.body = [head, end]
        outer.paren = True
        return item
    return RepeatSpec(reps.start, reps.end, 1, [head, end])
