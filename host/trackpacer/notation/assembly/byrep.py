# SPDX-License-Identifier: MIT
"""Recoveries by the rep they follow: `90s, but 3 min after the 3rd`, `200 and 100 jog by turns`."""

from __future__ import annotations

from copy import deepcopy

from trackpacer.notation import elements as e
from trackpacer.notation.source import Source
from trackpacer.notation.tree import Item, RepeatSpec, Rest, RunSpec, Target
from trackpacer.records import replace


def after_reps(
    item: Item, shares: list[e.RestShare], rests: list[Rest], source: Source
) -> tuple[Item, list[Rest]]:
    """The item and its recoveries: one list of them where all are times, else the item in parts.

    Raises NotationError where a share names no rep, or where some gap has no recovery.
    """
    outer, reps = None, item
    while isinstance(reps, RepeatSpec) and isinstance(reps.body[0], RepeatSpec):
        outer, reps = reps, reps.body[0]
    assert isinstance(reps, RepeatSpec)
    base = next((rest for rest in rests if not rest.place or rest.place == "reps"), None)
    others = [rest for rest in rests if rest is not base]
    if outer is not None and len(shares) == 1 and shares[0].numbers == (reps.count,):
        one = shares[0]  # `2 sets of 8, 100 jog after each and 400 jog after the 8th`
        if one.which == "these" and not any(rest.place == "sets" for rest in others):
            between = replace(_of_share(one, base, source), place="sets")
            return item, [*rests, between]
    last = shares[-1]
    if outer is None and base is not None and last.numbers == (reps.count,):
        # `45s jog, 3 min after the 5th` of five: before what follows
        others.append(replace(_of_share(last, base, source), place="last"))
        shares = shares[:-1]
        if not shares:
            return item, [base, *others]
    gaps = _by_gap(reps.count - 1, shares, base, source)
    if all(gap.kind == "time" for gap in gaps):
        listed = [gap.ms for gap in gaps]
        first = shares[0].rest
        rest = replace(first, kind="time", ms=listed[0], listed=listed, notes=[], place="")
        if base is not None and all(gap is not base for gap in gaps):
            # `2 x (3', 1'), 90s, 4' in the middle`: of the runs
            several = len(reps.body) > 1 or not isinstance(reps.body[0], RunSpec)
            rest = replace(rest, listed=[], place="sets") if several else rest
            return item, [base, rest, *others]
        return item, [rest, *others]
    whole = _in_parts(reps, gaps, shares[0], source)
    if outer is None:
        return whole, others
    outer.body = [whole]
    return item, others


def _by_gap(
    number: int, shares: list[e.RestShare], base: Rest | None, source: Source
) -> list[Rest]:
    """The recovery in each of the gaps between the reps."""
    found: list[Rest | None] = [base] * number
    done, told = 0, set[int]()
    for share in shares:
        numbers = _numbers(share, number, done, told, shares)
        if not numbers:
            raise source.fail(
                f"after which of the {number + 1} reps?",
                share.span,
                "the recovery with its rep, like `3 min after the 3rd`",
            )
        told.update(numbers)
        done = max(done, *numbers)
        for at in numbers:
            if at == number + 1 and len(numbers) > 1:
                continue  # `300m after the 4th` of four: after the last of a set
            if not 1 <= at <= number:
                raise source.fail(
                    f"there is no recovery after rep {at}", share.span, f"a rep from 1 to {number}"
                )
            found[at - 1] = _of_share(share, base, source)
    gaps = [gap for gap in found if gap is not None]
    if len(gaps) < number or not gaps:
        raise source.fail(
            "the recovery after the other reps?",
            shares[0].span,
            "a recovery for each gap, like `90s, but 3 min after the 3rd`",
        )
    return gaps


def _numbers(
    share: e.RestShare, gaps: int, done: int, told: set[int], shares: list[e.RestShare]
) -> tuple[int, ...]:
    """The reps after which it stands."""
    if share.which == "half":
        return ((gaps + 1) // 2,) if gaps % 2 else ()
    if share.which == "before-last":
        return (gaps + 1 - share.numbers[0],)
    if share.which == "last":  # `2 min after the last 2`: the gaps that are left
        more = share.numbers[0] - (gaps - done)  # 1: none is told after the last
        return tuple(range(done + 1, gaps + 1)) if more in (0, int(done > 0)) else ()
    if share.which == "every":
        return tuple(range(share.numbers[0], gaps + 1, share.numbers[0]))
    if share.which == "others":
        return tuple(n for n in range(1, gaps + 1) if n not in told)
    if share.which != "these":
        return tuple(range(done + 1, min(done + share.numbers[0], gaps) + 1))
    if not shares[-1].cycle:
        return share.numbers
    cycle = max(max(one.numbers, default=1) for one in shares)
    return tuple(n for first in share.numbers for n in range(first, gaps + 1, cycle))


def _of_share(share: e.RestShare, base: Rest | None, source: Source) -> Rest:
    """The recovery of a share: as written, or so much more than that of the others."""
    rest = replace(share.rest, notes=[], place="")
    doubled = rest.kind == "equal" and rest.percent == 200
    if not share.more and not doubled:
        return rest
    if base is None or base.kind != "time" or (share.more and rest.kind != "time"):
        raise source.fail(
            "so much more than what?", share.span, "the recovery itself, like `3 min after the 3rd`"
        )
    return replace(base, ms=2 * base.ms if doubled else base.ms + rest.ms)


def _in_parts(reps: RepeatSpec, gaps: list[Rest], share: e.RestShare, source: Source) -> RepeatSpec:
    """The reps in their order, those with the same recovery between them together."""
    run = reps.body[0]
    target = run.target if isinstance(run, RunSpec) else None
    if len(reps.body) != 1 or (target is not None and (target.listed or target.last)):
        raise source.fail(
            "which of the reps?", share.span, "the reps in their order, each with its recovery"
        )
    body: list[Item] = []
    first = 0
    while first <= len(gaps):
        last = first
        while last < len(gaps) and _alike(gaps[last], gaps[first]):
            last += 1
        count = last - first + 1 if last - first > 1 else 1
        part: Item = deepcopy(run)
        end = first + count - 1
        if count > 1:
            part = RepeatSpec(reps.start, reps.end, count, [part], replace(gaps[first]))
        body.append(part)
        if end < len(gaps):
            body.append(replace(gaps[end], place="gap"))
        first = end + 1
    return RepeatSpec(reps.start, reps.end, 1, body, paren=True)


def _alike(one: Rest, other: Rest) -> bool:
    return replace(one, span=(0, 0), place="") == replace(other, span=(0, 0), place="")


def by_turns(item: Item, turns: e.RestTurns, source: Source) -> Item:
    """`12 x 400 with 200 jog and 100 jog alternately`: sets of two."""
    run = item.body[0] if isinstance(item, RepeatSpec) and len(item.body) == 1 else None
    if not isinstance(item, RepeatSpec) or not isinstance(run, RunSpec) or item.count % 2:
        raise source.fail(
            "recoveries by turns need an even number of reps", turns.span, "a count like `12 x`"
        )
    two = [run, replace(run)]
    target = run.target
    if target is not None and target.listed:
        for one, pace in zip(two, target.listed[:2], strict=True):
            one.target = Target(pace.span, pace, pace.offset)
    two[0].rest = replace(turns.first, notes=[])
    body: list[Item] = [*two]
    return RepeatSpec(
        item.start, item.end, item.count // 2, body, replace(turns.second, notes=[]), paren=True
    )
