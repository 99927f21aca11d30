# SPDX-License-Identifier: MIT
"""What is run first and last, where a line tells it in another order."""

from __future__ import annotations

from trackpacer.notation.source import Source
from trackpacer.notation.tree import Item, RepeatSpec, Rest, RunSpec, all_runs, rests_of, runs_of
from trackpacer.records import replace
from trackpacer.session import Role


def between_blocks(items: list[Item]) -> None:
    """`3 x 3 min with 90 s between efforts, 3 x 2 min with 60 s between efforts`: where each set
    has its own, and none is written between the sets, it goes on between them."""
    rests = [item.rest for item in items if isinstance(item, RepeatSpec)]
    runs = all_runs(items)
    timed = all(run.ms for run in runs if run.role is Role.WORK)
    if not timed or any(isinstance(item, Rest) for item in items) or None in rests:
        return
    for rest in rests[:-1]:
        if rest is not None and rest.place == "reps" and rest.sized:
            rest.trailing = True


def warm_up_first(items: list[Item], source: Source) -> None:
    """`20 min tempo with a 10 min warm-up and cool-down`: a warm-up is run first."""
    for at, item in enumerate(items):
        if isinstance(item, RepeatSpec) and item.count == 1 and _only_parts(item):
            items[at : at + 1] = item.body  # `(2 miles warm-up, 1 mile cool-down)`
            break
    roles = [item.role if isinstance(item, RunSpec) else Role.WORK for item in items]
    first = items[0]
    plain = isinstance(first, RunSpec) and not (first.effort or first.target)
    if Role.WARMUP not in roles or roles[0] is not Role.WORK or plain:
        return
    at = roles.index(Role.WARMUP)
    late = items.pop(at)
    assert isinstance(late, RunSpec)
    source.note(f"'{source.quote(late.start, late.end)}' is run first")
    items.insert(0, late)
    _rest_of_reps(items, at)
    strides = items[at + 1] if at + 1 < len(items) else None
    near = isinstance(strides, RepeatSpec) and not strides.newline
    if near and all(run.role is Role.STRIDE for run in runs_of(items[at + 1])):
        items.insert(1, items.pop(at + 1))  # `…, then 4 strides`


def _rest_of_reps(items: list[Item], at: int) -> None:
    """`6 x 3 min`, below it `15 min warm-up`, `2 min recovery`: not rested before the first rep."""
    late, reps = items[0], items[at]
    if not isinstance(late, RunSpec) or not isinstance(reps, RepeatSpec) or list(rests_of(reps)):
        return
    following = items[at + 1] if at + 1 < len(items) else None
    rest = late.rest or (following if isinstance(following, Rest) else None)
    if rest is None or not rest.sized or reps.count < 2:
        return
    if rest is following:
        items.remove(following)
    late.rest = None
    reps.rest = replace(rest, place="reps")


def cool_down_last(items: list[Item], source: Source) -> None:
    """`2 miles warm-up, 2 miles cool-down and 10 x 400 in between`: a cool-down is run last."""
    work = [i for i, item in enumerate(items) if any(r.role is Role.WORK for r in runs_of(item))]
    early = [
        item
        for item in items[: work[0] if work else 0]
        if isinstance(item, RunSpec) and item.role is Role.COOLDOWN
    ]
    if len(early) == 1 and all(
        isinstance(item, RunSpec) and item.role in (Role.WARMUP, Role.COOLDOWN)
        for item in items[: work[0]]
    ):
        source.note(f"'{source.quote(early[0].start, early[0].end)}' is run last")
        items.remove(early[0])
        items.append(early[0])


def _only_parts(item: RepeatSpec) -> bool:
    return all(
        isinstance(part, RunSpec) and part.role in (Role.WARMUP, Role.COOLDOWN)
        for part in item.body
    )


def put_first(item: Item, items: list[Item], source: Source, plain: bool = False) -> None:
    """`8 x 10s hills after 45 min easy`: what comes after is written first."""
    quiet = plain or (isinstance(item, RunSpec) and item.role is not Role.WORK)
    if len(items) != 1 or not quiet:
        raise source.fail(
            "what comes first?",
            item.span[0] if isinstance(item, Rest) else item.start,
            "the blocks in their order, like `45 min easy, then 8 x 10s hills`",
        )
    items.insert(0, item)
