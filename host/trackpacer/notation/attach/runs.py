# SPDX-License-Identifier: MIT
"""Counts, runs and lists of runs: where a block begins, and what it costs that one does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trackpacer.notation import elements as e
from trackpacer.notation.attach.joints import into, open_lines
from trackpacer.notation.attach.run_doubts import (
    of_what,
    part_of,
    part_or_run,
    runs_or_rests,
    times_asked,
)
from trackpacer.notation.attach.standing import in_reach, lengths_of, numbers_of, previous
from trackpacer.notation.attach.targets import results
from trackpacer.notation.behind import SIZES, TOLD_AGAIN
from trackpacer.notation.blocks import Block, Gap, Inner, Later, State, Trail
from trackpacer.notation.costs import COSTS
from trackpacer.notation.taking import asked, took
from trackpacer.notation.tree import QUIET
from trackpacer.records import replace
from trackpacer.session import Role


def count(state: State, element: e.Count, cost: float) -> Iterator[State]:
    if state.aside:
        return
    cost += _parted(state)
    if set(".nN,;+-/t") & set(state.joint) and any(
        isinstance(said, e.Feel) and said.jogged for said in state.before
    ):
        cost += 3.0  # `Jog to the park, 6 x 400`: no jogged reps
    if state.counts and state.joint == "," and any(isinstance(b, e.Feel) for b in state.before):
        cost += 4.0  # `5x Bell Close hill sprints, 2x 600m`: how long are they?
    last = state.items[-1] if state.items else None
    if isinstance(last, Block) and isinstance(last.core, e.Lengths) and state.joint == ",":
        cost += 2.0 if last.counts and last.core.joint == "," else 0.0  # `2 x 200, 400, 2 x 200`
    counts = (*state.counts, element)
    if element.heads:
        yield into(state, element, "the count", cost, counts, 1)
        return
    if len(state.counts) < 4 and not (element.followed and not state.stack):
        own = 1.2 if element.listed else 0.0  # rather of the whole list
        yield took(state, element, "the count", cost + own, counts=counts)
    if element.sets and not state.stack:
        own = COSTS["rounds"] if element.rounds else COSTS["open-list"]
        yield into(state, element, "the count", cost + own, counts, 2)


def _parted(state: State) -> float:
    """What it costs that a block begins here."""
    if state.counts or not state.items or state.joint:
        return 0.0
    last = state.items[-1]
    if isinstance(last, Gap | Later):
        return 0.1
    if isinstance(last, Block) and (last.role in QUIET or last.rests):
        return 0.3
    return COSTS["no-separator"]


def length(state: State, element: e.Length, cost: float) -> Iterator[State]:
    if state.aside:
        return
    if element.metres > 300 or (state.counts and (element.metres == 300 or element.ms > 45_000)):
        # `stride 800 m`, `drills & strides, 5 x 90s`: a run by its verb, or by itself
        run = [s for s in state.before if not (isinstance(s, e.Part) and s.role is Role.STRIDE)]
        state = state._replace(before=tuple(run))
    owed = _unlikely_run(state, element)
    cost += _parted(state)
    short = element.metres <= 1200 and element.unit == "m"
    if short and state.joint == "." and any(isinstance(s, e.Part) for s in state.before):
        cost += 3.0 if element.metres else 0.0  # `Warm up. 600 - 2' - 400`
    finished = previous(state)
    if (
        "/" in state.joint
        and 0 < element.ms < 300_000
        and not state.counts
        and finished is not None
        and finished.repeated
        and finished.rests
        and not _as_first(state, element)
    ):
        state = asked(state, runs_or_rests(element))
    if (
        "f" in state.joint
        and not state.counts
        and finished is not None
        and not state.before
        and finished.repeated
        and 0 < element.metres < finished.metres
    ):
        state = asked(state, part_or_run(element))
    if state.joint == "o" and finished is not None and 0 < finished.metres < element.metres:
        state = asked(state, part_of(element))
    begun = started(state, element, cost, element.many and not state.counts)
    yield begun._replace(owed=owed) if owed else begun


def _as_first(state: State, element: e.Length) -> bool:
    """Whether it is as long as the run that its line begins with."""
    first = state.items[0] if state.items and "n" not in state.joint else None
    if not isinstance(first, Block) or not first.ms == element.ms > 0:
        return False
    return not (first.role or first.counts)


def _reported(state: State, run: e.Length) -> bool:
    """`3 x 2 miles off 3 min: 11:45, 11:38`: an odd time that one of the reps may have taken."""
    if run.unit != "clock" or not run.ms % 5_000:
        return False
    blocks = [item for item in state.items if isinstance(item, Block)]
    if not blocks:
        return False
    reps = next((block for block in reversed(blocks) if block.repeated), blocks[-1])
    return reps.repeated and reps.metres > 0 and in_reach(run.ms, reps.metres)


def _unlikely_run(state: State, element: e.Length) -> float:
    if state.counts:
        return 0.6 if element.bare else 0.0
    cost = COSTS["odd-length"] if element.bare else 0.0
    cost += 1.5 if _reported(state, element) else 0.0
    if state.joint == "," and element.ms and element.ms <= 300_000:
        cost += 1.2 if state.items and isinstance(state.items[-1], Gap) else 0.0
    before = previous(state)
    waiting = any(
        isinstance(said, e.Aim | e.Part) or (isinstance(said, e.Feel) and not said.jogged)
        for said in state.before
    )
    if before is None or waiting:
        return cost
    reps = before.repeated or isinstance(before.core, Inner | e.Lengths)
    hard = "t" in state.joint or "+" in state.joint or "f" in state.joint
    if "/" in state.joint and element.ms and reps:
        cost += 1.0
    after_rest = bool(state.items) and isinstance(state.items[-1], Gap)
    if state.joint == "-" and not (before.role or after_rest):
        cost += 0.4 if before.said else 1.4
    if before.role is Role.STRIDE and element.ms > 180_000:
        return cost
    if reps and _as_first(state, element):
        return cost  # `6 min / 12 x 200 / 6 min`
    if "n" in state.joint and isinstance(before.core, Inner) and before.counts:
        return cost  # a line of its own below the lines of a set
    if element.ms and element.ms <= 600_000:
        cost += _among_paced(state, before, element)
        if reps:
            cost += COSTS["run-after-reps"] * (0.6 if hard else 1.0)
        elif before.metres and not before.role:
            cost += COSTS["short-run"]
        elif before.ms and before.aims + before.efforts and element.ms <= before.ms:
            cost += 0.9
    elif element.metres and element.metres <= 410 and reps and not hard:
        cost += 1.6
    elif element.metres and element.metres <= 100 and not hard:
        cost += 0.4
    return cost


def _among_paced(state: State, before: Block, element: e.Length) -> float:
    """What a time costs as a run below a count, among lines of which a pace is told."""
    lined = "n" in state.joint and open_lines(state) and before.aims
    return 1.5 if lined and element.ms <= 300_000 else 0.0


def started(state: State, core: Any, cost: float, many: bool = False) -> State:
    start = state.counts[0].span[0] if state.counts else core.span[0]
    block = Block(core, state.counts, state.before, state.joint, (start, core.span[1]), many=many)
    if state.counts and any(
        isinstance(said, e.Part) and said.role is not Role.STRIDE for said in state.before
    ):
        cost += 2.5
    runs = state.runs + (len(core.runs) if isinstance(core, e.Lengths) else 1)
    return took(
        state, core, "a run", cost, items=(*state.items, block), joint="", counts=(), before=(),
        runs=runs,
    )  # fmt: skip


def lengths(state: State, element: e.Lengths, cost: float) -> Iterator[State]:
    if state.aside:
        return
    cost += _parted(state) + COSTS["list-of-runs"] + (0.0 if state.counts else _range(element))
    before = previous(state)
    alone = state.trail is not None and "no-length" in state.trail.element.notes
    if alone or any(isinstance(said, e.Part) and said.role in QUIET for said in state.before):
        if element.joint == ",":
            return  # `WU 10 min, 7 @ 5k pace`: no two warm-ups
        cost += 3.5
    if _told_before(state, element):
        yield took(state, e.Remark(element.span), TOLD_AGAIN, cost - COSTS["list-of-runs"])
        cost += 2.0
    times = all(0 < run.ms <= 300_000 for run in element.runs)
    if before is not None and times:
        yield from results(state, before, element.span, [run.ms for run in element.runs], cost)
    blocks = [item for item in state.items if isinstance(item, Block)]
    known = before or (blocks[-1] if blocks else None)  # a recovery may stand between
    reported = all(run.unit == "clock" for run in element.runs)
    reported = reported and any(run.ms % 5_000 for run in element.runs)
    cost += 2.0 if before is not None and _time_and_rest(before, element) else 0.0
    if known is not None and known.metres and (reported or len(element.runs) in numbers_of(known)):
        splits = all(in_reach(run.ms, known.metres) for run in element.runs)
        likely = splits and known.repeated and not state.counts
        cost += (2.0 if before is not None else 4.0) if likely else 0.0
    cost += 2.0 if reported and before is not None and _times_of(before, element) else 0.0
    if not state.counts:
        state = asked(state, times_asked(state, element, before, times))
        if times and before is not None and before.repeated:
            cost += COSTS["run-after-reps"] + 0.6
    if any(run.bare for run in element.runs):
        cost += 0.5
    many = state.counts and not state.counts[-1].sets and state.counts[-1].number > 1
    if many:
        state = asked(state, of_what(element))
        cost += 2.2 if element.joint == "+" else 0.8
        within = state.stack and any(count.number > 1 for count in state.stack[-1].counts)
        cost += 0.8 * bool(within and element.joint == ",")  # `2 x (4 x 400, 1k)`: of the first
    if before is not None and before.repeated and state.joint == element.joint == ",":
        cost += 0.6  # `2 x 800, 600, 400`: more of the same list
    if (
        "n" in state.joint
        and not state.counts
        and {run.metres for run in element.runs} <= lengths_of(state.items)
    ):
        cost += 0.6  # the same lengths on a line of their own: what is said of them
    signs = {";": ";", ",": ",", "+": "+", "/": "/", "-": "-"}
    if (
        before is not None
        and not before.counts
        and not before.said
        and not state.counts
        and signs.get(element.joint) == state.joint
    ):
        cost += 1.5
    yield started(state, element, cost)


def _range(element: e.Lengths) -> float:
    """What it costs to run both ends of what is rather a range: `12 min tempo, 10-20 min run`."""
    two = element.joint == "-" and len(element.runs) == 2
    return 0.5 if two and 300_000 <= element.runs[0].ms < element.runs[1].ms else 0.0


def _times_of(before: Block, element: e.Lengths) -> bool:
    """`1000-800-500, 8 min rest, 2:52, 2:16, 1:20`: what each of them is run in."""
    runs = before.core.runs if isinstance(before.core, e.Lengths) else []
    pairs = zip(element.runs, runs, strict=False)
    fits = all(run.metres and in_reach(time.ms, run.metres) for time, run in pairs)
    return len(runs) == len(element.runs) and not before.aims and fits


def _time_and_rest(before: Block, element: e.Lengths) -> bool:
    """`4 x 1 mile - 6:05 - 90 s`: what each is run in, and the recovery."""
    first = element.runs[0]
    dashed = element.joint == "-" and first.unit == "clock" and len(element.runs) == 2
    if not (dashed and before.repeated and before.metres) or before.said:
        return False
    return in_reach(first.ms, before.metres)


def _told_before(state: State, element: e.Lengths) -> bool:
    """Whether a list is that of the line or the sentence before, told again."""
    block = state.block
    while block is not None and isinstance(block.core, Inner) and len(block.core.items) == 1:
        only = block.core.items[0]
        block = only if isinstance(only, Block) else None
    if block is None or state.counts or not set(".nN") & set(state.joint) or state.joint == "n":
        return False  # the same list on the next line is run once more
    core = block.core
    sizes = [(run.metres, run.ms) for run in element.runs]
    return (
        isinstance(core, e.Lengths)
        and len(sizes) > 2
        and ([(run.metres, run.ms) for run in core.runs] == sizes)
    )


def reps(state: State, element: e.Reps, cost: float) -> Iterator[State]:
    if state.aside or (element.each and state.counts):
        return
    if element.each:
        trail = state.trail
        for n, number in enumerate(element.each):
            own = replace(element, count=e.Count(element.span, number), each=())
            state = next(reps(state._replace(joint="," if n else state.joint), own, cost * (not n)))
        yield state._replace(trail=Trail(element, SIZES, trail))
        return
    cost += _parted(state)
    counts = (*state.counts, element.count) if element.count else state.counts
    ready = state._replace(counts=counts, before=(*state.before, *element.said))
    cost += _unlikely_run(ready, element.length)
    begun = started(ready, element.length, cost)
    yield begun._replace(trail=Trail(element, "a run", state.trail))
