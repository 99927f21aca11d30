# SPDX-License-Identifier: MIT
"""A block that is run in parts: targets by rep, the last reps, the stretches of one run."""

from __future__ import annotations

from trackpacer.notation import elements as e
from trackpacer.notation.assembly.draft import Draft
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.source import Source
from trackpacer.notation.tree import Item, RepeatSpec, RunSpec, Target
from trackpacer.records import replace
from trackpacer.session import Effort, Role


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
    if len(paces) == count and plain:
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
    if draft.portions and isinstance(item, RunSpec):
        return _portions(item, draft.portions, source)
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
    if first < 1 or (run.target is not None and (run.target.listed or run.target.last)):
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


def _portions(whole: RunSpec, portions: list[e.Portion], source: Source) -> Item:
    """`15 miles with the last 5 at MP`, `12 miles, middle 8 at MP`: two or more on end."""
    told = whole.target.pace if whole.target is not None else None
    if told is not None and told.kind == "time" and not told.per and whole.metres:
        shown = source.quote(whole.start, whole.end)
        plain = "the parts in their order, each with its target"
        raise source.fail(f"'{shown}': the time of the whole, or of a part?", whole.start, plain)
    scale = {"mile": MILE, "km": 1000.0, "min": 60_000.0, "h": 60_000.0}.get(whole.unit, 0.0)
    length = whole.metres or whole.ms
    parts: list[RunSpec] = []
    for portion in portions:
        amount = portion.amount
        value = amount.value * scale if amount.kind == "n" else amount.value
        left = length - sum(part.metres or part.ms for part in parts)
        if not value or value > left + 1 or (value >= length and len(portions) == 1):
            raise source.fail(
                "{this} is no part of the run", amount.span, "a part that is shorter than the whole"
            )
        part = RunSpec(amount.span[0], amount.span[1], unit=whole.unit, length_end=amount.span[1])
        part.metres, part.ms = (value, 0.0) if whole.metres else (0.0, value)
        part.target, part.effort, part.continuous = portion.target, portion.effort, True
        if portion.target is not None:
            part.end = portion.target.span[1]
        parts.append(part)
    places = [portion.place for portion in portions]
    rest = length - sum(part.metres or part.ms for part in parts)
    whole.role = Role.EASY if whole.target is None and not whole.effort else whole.role
    whole.continuous = True
    recovery, whole.rest = whole.rest, None
    shares = 2 if places == ["middle"] else 1
    whole.metres, whole.ms = (rest / shares, 0.0) if whole.metres else (0.0, rest / shares)
    at = next((i for i, place in enumerate(places) if place not in ("first", "next")), len(parts))
    body: list[Item] = [*parts[:at], *([whole] if rest > 1 else []), *parts[at:]]
    body += [replace(whole)] if shares == 2 else []
    last = body[-1]
    assert isinstance(last, RunSpec)
    last.continuous = last.role is Role.EASY  # an easy stretch that follows is no recovery
    end = portions[-1].span[1]
    number = {2: "two", 3: "three"}.get(len(body), str(len(body)))
    source.note(f"'{source.quote(whole.start, end)}' read as {number} runs on end")
    return RepeatSpec(whole.start, end, 1, body, recovery, paren=True)
