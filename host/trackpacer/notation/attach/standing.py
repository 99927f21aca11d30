# SPDX-License-Identifier: MIT
"""What stands there already, as all that says what a phrase may be said of asks it.

Not here: anything that makes a new state.
"""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.notation import elements as e
from trackpacer.notation.behind import easy
from trackpacer.notation.blocks import Block, Inner, Item, State
from trackpacer.paces.races import MILE
from trackpacer.session import Role


def only_warmed(state: State) -> bool:
    """Whether nothing stands there but a warm-up, or an easy run in its place."""
    return all(
        isinstance(item, Block) and (item.role is Role.WARMUP or easy(item)) for item in state.items
    )


def holds_block(items: tuple[Item, ...]) -> bool:
    return any(isinstance(item, Block) for item in items)


def previous(state: State) -> Block | None:
    """The block before the one that begins, also across a bracket without a count."""
    before = state.block
    if before is None and not state.items and state.stack and not state.stack[-1].counts:
        outer = state.stack[-1].items  # `6 x 400 [2:00]`: no run of its own
        before = outer[-1] if outer and isinstance(outer[-1], Block) else None
    return before


def numbers_of(block: Block) -> tuple[int, ...]:
    """How many targets would go with a block: one for each rep, or for each run."""
    times = block.counts[-1].number if block.counts else 1
    if isinstance(block.core, e.Lengths):
        sizes = [run.metres or run.ms for run in block.core.runs]
        up_and_down = len(sizes) > 2 and len(sizes) % 2 and sizes == sizes[::-1]
        return (len(sizes), len(sizes) // 2 + 1) if up_and_down else (len(sizes),)
    if isinstance(block.core, Inner):
        inside = [item for item in block.core.items if isinstance(item, Block)]
        if len(inside) == 1:
            return (times, *numbers_of(inside[0]))
        return (len(inside),)
    return (times,)


def paces_of_minutes(block: Block, state: State, values: list[float]) -> bool:
    """`15 min warm-up (4:55-5:20)`, `6 min steady [4:22]`: in brackets behind a run by time, two
    paces, or one that is too odd for a recovery."""
    near = len(values) > 1 and max(values) <= 1.25 * min(values)
    near = near or (len(values) == 1 and values[0] % 15_000 > 0 and not block.aims)
    long = block.ms >= 240_000 or (block.ms >= 60_000 and narrow(values))
    long = long or (len(values) == 1 and block.ms >= 60_000)
    return long and bool(state.aside) and near and 150_000 <= min(values) <= 480_000


def narrow(values: list[float]) -> bool:
    """Whether two times lie as near each other as no coach's recoveries do: `3:50-4:00`."""
    return 0 < max(values) - min(values) <= 15_000 and min(values) > 180_000


def pace_of(block: Block | None, ms: float) -> bool:
    """`4 km in 13:40 (3:25)`: whether a time is what the target comes to a km or a mile."""
    aim = block.last(e.Aim) if block is not None else None
    if block is None or aim is None or aim.target.pace.kind != "time" or aim.target.pace.per:
        return False
    parts = [block.metres / unit for unit in (1000.0, MILE) if block.metres >= 1.5 * unit]
    return any(abs(aim.target.pace.ms / part - ms) <= 1000 for part in parts)


def in_reach(ms: float, metres: float) -> bool:
    """Whether a time is one that somebody runs so far in."""
    return 140 <= ms / metres <= 420


def as_before(state: State, kind: type[e.Aim | e.Pause]) -> bool:
    """Whether a bare time was taken for the same of the block before: they are alike."""
    before = state.items[-2] if len(state.items) > 1 else None
    return isinstance(before, Block) and any(
        isinstance(said, kind) and (said.bare or (isinstance(said, e.Aim) and said.ran))
        for said in before.said
    )


def lengths_of(items: tuple[Item, ...]) -> set[float]:
    """The metres of all runs so far; 0 for those by time."""
    return {run.metres for run in _runs(items)}


def times_of(items: tuple[Item, ...]) -> set[float]:
    """The milliseconds of all runs so far; 0 for those by distance."""
    return {run.ms for run in _runs(items)}


def _runs(items: tuple[Item, ...]) -> Iterator[e.Length]:
    for item in items:
        core = item.core if isinstance(item, Block) else None
        if isinstance(core, Inner):
            yield from _runs(core.items)
        elif core is not None:
            yield from core.runs if isinstance(core, e.Lengths) else [core]


def likely_of_all(state: State, block: Block) -> float:
    """`5 x 1k and 5 x 400, hard`: how much likelier than of the last it is said of all; 0: not."""
    blocks = [item for item in state.items if isinstance(item, Block)]
    apart = set(",.") & set(state.joint) and not (state.aside or len(blocks) < len(state.items))
    bare = (one.repeated and not (one.role or one.aims or one.efforts) for one in blocks)
    joined = set("tfn") & set("".join(one.joint for one in blocks))
    if not apart or len(blocks) < 2 or joined or not all(bare):
        return 0.0
    far = [one.metres if block.metres else one.ms for one in blocks]
    mirrored = "." in state.joint and far == far[::-1]  # `2 x 45s, 1 x 3 min, 2 x 45s. Hard`
    return 0.1 if mirrored or max(far) <= 3.2 * far[-1] else -0.2  # both may well be run so
