# SPDX-License-Identifier: MIT
"""A recovery: of the last block, between two blocks, or of what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.notation import elements as e
from trackpacer.notation.attach.joints import GOES_ON, end_lines, open_lines
from trackpacer.notation.attach.run_doubts import settled
from trackpacer.notation.attach.standing import (
    as_before,
    holds_block,
    lengths_of,
    narrow,
    numbers_of,
    only_warmed,
    pace_of,
    paces_of_minutes,
)
from trackpacer.notation.behind import SIZES
from trackpacer.notation.blocks import Block, Gap, Inner, Item, Later, State, Trail
from trackpacer.notation.costs import COSTS
from trackpacer.notation.taking import across, later, told, took
from trackpacer.notation.tree import QUIET, Rest
from trackpacer.records import replace
from trackpacer.session import Role

# What it costs that sets have ended after one run, where a recovery between sets comes later.
_ENDED_EARLY = 1.2


def pause(state: State, element: e.Pause, cost: float) -> Iterator[State]:
    element = _of_one_list(state, _as_told_before(state, element))
    rested = element.rest.place in ("", "reps") and state.block is not None and state.block.rests
    if rested and any(one.role == SIZES for one in state.taken()):
        # `sets of 5, 4 150X50s, 5 min between`
        element = replace(element, rest=replace(element.rest, place="sets"))
    if element.rest.of_metres < 0:  # `after the longer ones`
        known = sorted(lengths_of(state.items))
        if len(known) != 2:
            return
        size = known[1] if element.rest.of_metres == -1 else known[0]
        element = replace(element, rest=replace(element.rest, of_metres=size))
    if state.aside and element.bare and pace_of(state.block, element.rest.ms):
        note = "'{this}' taken as the pace that the target comes to"
        yield took(state, e.Remark(element.span, (note,)), "a remark", cost + 0.3)
        if element.rest.ms % 15_000:
            return  # too odd for a recovery
    if element.bare and state.block and paces_of_minutes(state.block, state, [element.rest.ms]):
        return  # `6 min steady [4:22]`
    if state.block is not None and _behind_it_all(state, state.block, element):
        yield later(state, element, "the recovery of all", cost, "all")
        return
    told = state.block.said if state.block is not None and element.rest.kind == "none" else ()
    if any(isinstance(said, e.Parts) for said in told):
        yield took(state, e.Remark(element.span), "a remark", cost)  # its parts follow on end
        return
    cost += 3.0 * ("b" in state.joint)  # `Before the reps we jogged 20 min`: a run
    if not (element.rest.pair and element.rest.place == "last"):  # `30/60 after last`: the second
        yield from _paused(state, element, cost)


def _paused(state: State, element: e.Pause, cost: float) -> Iterator[State]:
    rest = element.rest
    block = state.block
    if settled(state, element):
        state = state._replace(doubt=None)
    if _behind_reps(block, rest):
        if holds_block(state.items) and not state.counts:
            items = (*state.items, Gap(element, state.joint))
            yield took(state, element, "a recovery", cost + 0.2, items=items, joint="")
        return
    if state.doubt is not None and not (state.items or state.before or state.counts):
        yield took(state, element, "the recovery", cost, joint="")  # of what is asked about
    if element.unitless and block is not None and block.role is Role.COOLDOWN:
        return  # nobody rests after it
    last = block.last(e.Pause) if block is not None else None
    if last is not None and _told_before(state, last, element):
        again = element.rest.sized and not element.told
        said = e.Manner(element.span) if again else e.Remark(element.span)
        yield took(state, said, "a remark", cost)
    if _below_lines(state, rest):
        for ended in end_lines(state):
            yield from pause(ended, element, cost - _goes_on(state, rest))
        cost += 1.0
    home = block is not None and block.role is Role.COOLDOWN and rest.place == "reps"
    if (rest.place == "all" or (home and state.joint)) and not state.counts:
        yield later(state, element, "the recovery of all", cost, "all")
        return
    if rest.kind == "none" and rest.place in ("", "sets") and _all_once(state.items):
        own = 0.1 if state.joint else 0.6
        yield later(state, element, "the recovery of all", cost + own, "all")
        cost += 1.0
    apart = rest.and_metres or rest.place == "last"
    if rest.of_metres and (apart or len(lengths_of(state.items)) > 1):
        yield later(state, element, "the recovery", cost, "after-length")
        return
    warmed = bool(state.items) and not state.aside and only_warmed(state)
    ahead = rest.jogged or rest.place or element.bare or set(".;nN") & set(state.joint)
    # `10 min warm up, 4 min jog, 5 x 2 min`: rather more of the same than a recovery
    warm = COSTS["jog-warmed"] if warmed and ahead else 0.0
    warm += 2.0 * (not rest.place.strip("reps") and _all_rested(state))
    if block is not None and not (rest.place == "sets" and block.rests and _by_sets(state)):
        yield from _of_block(state, block, element, cost + warm)
    if state.aside or state.counts:
        return
    yield from _between_blocks(state, element, cost)
    if (
        state.items
        and state.joint != "a"  # `3k after a short break`
        and (state.joint or (block is not None and block.rests))
        and ((not rest.place and not rest.every) or rest.place == "sets")
    ):
        how = Gap(element, state.joint) if not rest.place else Later(element, "sets")
        own = _gap_cost(state, block, element) + warm
        yield took(state, element, "a recovery", cost + own, items=(*state.items, how), joint="")
    yield from _rest_before(state, element, cost)


def _below_lines(state: State, rest: Rest) -> bool:
    """Whether it may be of all the lines above it, and not of the last of them."""
    if rest.place not in ("reps", "sets", "both", "all") or not state.joint:
        return False
    many = sum(isinstance(item, Block) for item in state.items) > 1
    return bool(open_lines(state)) and (many or rest.place == "sets")


def _of_block(state: State, block: Block, element: e.Pause, cost: float) -> Iterator[State]:
    if (element.rest.pair or len(element.rest.listed) == 2) and not state.counts:
        yield from _of_two_blocks(state, element, cost)
    cost += across(state.joint)
    reps = state.items[-2] if "a" in block.joint and len(state.items) > 1 else None
    if isinstance(reps, Block) and reps.repeated and not (reps.rests or state.joint.strip(",")):
        items = (*state.items[:-2], reps.saying(element), block)  # `6 x 400 after a 2k jog, 60 s`
        yield took(state, element, "the recovery", cost, items=items, joint="")
    cost += _rest_fits(state, block, element) + (1.0 if state.before else 0.0)
    for one in _as_may_be(block, _of_its_run(state, block, element)):
        yield told(state, one, "the recovery", cost, block.saying(one))


def _of_two_blocks(state: State, element: e.Pause, cost: float) -> Iterator[State]:
    """`3 x 1200, 6 x 400, 400/200 jog`: one of each; `90s/4 min`: of the reps, and between."""
    blocks = [item for item in state.items if isinstance(item, Block) and item.repeated]
    alone = len(blocks) == 2 and [*state.items[-2:]] == blocks
    if not alone or any(block.rests for block in blocks):
        return
    rest = replace(element.rest, pair=False, max_ms=None, listed=[])
    high = (element.rest.max_ms if element.rest.pair else element.rest.listed[1]) or 0.0
    more = replace(rest, metres=high) if rest.kind == "jog" else replace(rest, ms=high)
    falls = more.metres + more.ms < rest.metres + rest.ms
    first = replace(element, rest=rest)
    second = replace(element, rest=replace(more, place="" if falls else "sets"))
    one, two = blocks[0].saying(first), blocks[1].saying(second if falls else first)
    items = (*state.items[:-2], one, two, *(() if falls else (Later(second, "sets"),)))
    yield took(state, element, "the recoveries", cost + 0.3, items=items, joint="")


def _as_may_be(block: Block, element: e.Pause) -> list[e.Pause]:
    """A recovery as it is; of runs in brackets that have none, `3 x (500, 300, 100) 90 s`, it may
    be between the sets or between all of the runs."""
    rest = element.rest
    placed = rest.place or rest.of_metres or rest.pair or rest.listed
    if not (isinstance(block.core, Inner) and element.bare and rest.sized) or placed:
        return [element]
    items = block.core.items
    runs = [item for item in items if isinstance(item, Block) and not item.repeated]
    listed = any(isinstance(run.core, e.Lengths) for run in runs)  # a jog is then within
    many = len(runs) > 1 or (listed and rest.kind != "jog")
    if not (block.repeated and many) or len(runs) < len(items) or any(run.rests for run in runs):
        return [element]
    return [element, replace(element, rest=replace(rest, place="both"))]


def _as_told_before(state: State, element: e.Pause) -> e.Pause:
    """`5 x 30 s @ 800 pace with 20 s walk, 5 x 30 s @ 1500 pace with the same recovery`."""
    if element.rest.assumed != "before":
        return element
    rest = replace(element.rest, assumed="")
    items = state.items if rest.place else state.items[:-1]
    told = [item for item in items if isinstance(item, Block) and item.rests]
    last = told[-1].last(e.Pause) if told else None
    if last is None:
        return replace(element, rest=rest)
    return replace(element, rest=replace(last.rest, span=rest.span, place=rest.place), notes=())


def _of_one_list(state: State, element: e.Pause) -> e.Pause:
    """`400, 300, 200 with 90 s between them. Rest 5 min and repeat`: within the one list; `6 x 1k
    with 90 s between them`: of the reps."""
    block = state.block
    if element.rest.place != "all" or block is None or len(state.items) > 1:
        return element
    listed = isinstance(block.core, e.Lengths) and not block.repeated
    counted = isinstance(block.core, e.Length) and len(block.counts) == 1
    if not (listed or counted) or block.rests:
        return element
    place = "reps" if listed else ""  # `4 x 1 mile, 60 s between them. Then 4 x 60 s, 2 min`
    return replace(element, rest=replace(element.rest, place=place))


def _behind_it_all(state: State, block: Block, element: e.Pause) -> bool:
    """`5 x 1k, 1 mile cool-down. We rested 3 min between each`: nobody rests after a cool-down."""
    if block.role is not Role.COOLDOWN or len(state.items) < 2 or state.aside:
        return False
    apart = (
        set(".;nN" + ("," if element.rest.every else "")) & set(state.joint) and not element.bare
    )
    return element.rest.place in ("reps", "both") or bool(apart and not element.rest.place)


def _of_its_run(state: State, block: Block, element: e.Pause) -> e.Pause:
    """`4 x (600 + 200 + 3 min rest)`: one of a list, it is of the run before it only."""
    rest = element.rest
    if not state.stack or "+" not in state.joint or rest.place or block.repeated:
        return element
    return replace(element, rest=replace(rest, place="gap"))


def _goes_on(state: State, rest: Rest) -> float:
    """What a recovery between sets takes off the cost of a `then` in the list of a set."""
    listed = state.stack[-1].lines == 2 and rest.place == "sets"
    goes_on = any(isinstance(item, Block) and "t" in item.joint for item in state.items)
    return GOES_ON - 0.4 if listed and goes_on else 0.0


def _one_run_a_set(items: tuple[Item, ...]) -> bool:
    """`3 sets: 1k, then 4 x 200, 3 min between sets`: sets of one run, before they have ended?"""
    blocks = [item for item in items if isinstance(item, Block)]
    return any(
        isinstance(block.core, e.Length) and len(block.counts) == 1 and block.counts[0].sets
        for block in blocks[:-1]
    )


def _all_rested(state: State) -> bool:
    """Whether a recovery was told of all reps: `4 x 1k, 4 x 400, 1 min throughout, 3 between`; not
    of those behind it, `1 mile, 3 x 800, all with 400 jog, 6 x 400 with 200 jog`."""
    items = [*enumerate(state.items)]
    alike = [(n, one.element) for n, one in items if isinstance(one, Later) and one.how == "all"]
    told = [n for n, one in alike if isinstance(one, e.Pause)]
    work = [n for n, one in items if isinstance(one, Block) and one.role not in QUIET]
    return bool(told) and not (work and work[0] < told[-1] < work[-1])


def _by_sets(state: State) -> bool:
    """Whether something was said of a set by its number."""
    return any(isinstance(item, Later) and item.how == "set" for item in state.items)


def _rest_before(state: State, element: e.Pause, cost: float) -> Iterator[State]:
    """`60s rest: 12 x 300`: of what comes next, at the beginning or behind a warm-up."""
    place = element.rest.place
    others = [said for said in state.before if not isinstance(said, e.Pause)]
    apart = place and all(
        said.rest.place not in ("", place) for said in state.before if isinstance(said, e.Pause)
    )
    led = all(isinstance(item, Later) and item.how == "label" for item in state.items)
    begins = led or (state.joint and only_warmed(state))  # `At mile pace, 60 s rest: 12 x 300`
    if begins and (not state.before or (apart and not others)):
        jogged = element.rest.jogged and not element.headed
        jogged = jogged and not (state.items and led and not element.rest.far)
        own = COSTS["rest-before"] + (2.0 if element.bare or jogged else 0.0)
        before = (*state.before, element)
        yield took(state, element, "the recovery", cost + own, before=before)


def _behind_reps(block: Block | None, rest: Rest) -> bool:
    """`At the end of the 800s`; of reps that have their recovery, `after the 600s take 5 min`."""
    if not rest.of_metres or block is None:
        return rest.place == "last" and not rest.of_metres
    told = block.repeated and block.rests and rest.sized and rest.across
    return abs(rest.of_metres - block.metres) < 1 and bool(rest.place == "last" or told)


def _between_blocks(state: State, element: e.Pause, cost: float) -> Iterator[State]:
    """`3 x 1k w/ 2 min, 4 x 400 w/ 1 min, 4 min between`: each has its own within."""
    told = _all_rested(state)
    if not (element.rest.every or told) or element.rest.place not in ("", "reps" if told else ""):
        return
    blocks = [item for item in state.items if isinstance(item, Block) and not item.role]
    if len(blocks) > 1 and all(one.repeated and (one.rests or told) for one in blocks):
        yield later(state, element, "a recovery", cost + 0.4, "sets")


def _told_before(state: State, last: e.Pause, element: e.Pause) -> bool:
    """Whether it only says again what the recovery is, or how it is taken, or that this is all."""
    was, rest = last.rest, element.rest
    if rest.kind == "none" and was.assumed in ("back", "jog"):
        return True
    if element.told and was.kind == "sendoff" and rest.kind in ("time", "jog"):
        return True  # what is left of each send-off
    open_ended = rest.kind == "full" and rest.assumed in ("jog", "back")
    if open_ended and state.aside and was.sized:
        return True  # `1 min easy (walk back to the cone)`
    if not was.sized or not (state.joint or state.aside):
        return False
    if open_ended:
        return element.told
    alike = (was.ms, was.metres, was.min_ms, was.max_ms) == (
        rest.ms, rest.metres, rest.min_ms, rest.max_ms,
    )  # fmt: skip
    if not alike or rest.kind != was.kind or rest.listed or was.listed:
        return False
    if element.told:
        return rest.place in ("", "reps", was.place)
    if last.bare and not element.bare:
        return False  # `(30s x 6 off 30s)`: the first of them is the run
    # `90 s recovery, 90 s between reps`; bare, or jogged, it may be a run
    block = state.block
    of_reps = block is not None and bool(block.repeated) and block.levels == 1
    plain = bool(state.aside) or not (element.bare or rest.jogged)
    return rest.place == "reps" or (not rest.place and of_reps and plain)


def _all_once(items: tuple[Item, ...]) -> bool:
    """Whether nothing but single runs without recoveries stands there, but for a warm-up: `3k, 3k,
    3k, no rest`."""
    if items and isinstance(items[0], Block) and items[0].role is Role.WARMUP:
        items = items[1:]
    blocks = [item for item in items if isinstance(item, Block)]
    free = not any(block.repeated or block.rests or block.role for block in blocks)
    return len(blocks) > 1 and len(blocks) == len(items) and free


def _rest_fits(state: State, block: Block, element: e.Pause) -> float:
    cost = 0.0
    rest = element.rest
    if rest.doubted and block.metres and not (block.aims or state.aside):
        near = 130 <= rest.ms / block.metres <= 300
        cost += 0.4 if near and not _jogs_timed(state.items[:-1]) else 0.0  # whose time is it?
    taken = block.rests
    if rest.place == "sets" and taken and _one_run_a_set(state.items):
        cost += _ENDED_EARLY
    apart = rest.kind == "time" and not rest.place and bool(set(".nN") & set(state.joint))
    cost += COSTS["second-rest"] * (apart and _on_end(block))
    if taken >= block.levels + (1 if rest.pair else 0):
        cost += _second_rest(state, block, element)
    if block.role in QUIET:
        cost += 2.5 if rest.after_each or rest.place else 1.2
    cost += 2.0 * ("a" in block.joint and not block.repeated)  # `6 x 800 after a 2k jog, 90 s`
    if block.role is Role.STRIDE and rest.ms >= 240_000 and not rest.place:
        cost += 4 * COSTS["unlikely"]  # `8 x 15 s strides, 5 min easy`
    listed = rest.listed or ()
    one = isinstance(block.core, e.Length)
    doubted = element.bare or rest.doubted
    if listed and doubted and not any(len(listed) in (n - 1, n - one) for n in numbers_of(block)):
        cost += 0.0 if len(listed) == 2 and block.levels > 1 else COSTS["wrong-number"]
    if element.bare and isinstance(block.core, e.Lengths):
        cost += 1.5 if len(listed) == len(block.core.runs) else 0.0  # or runs like those before
    cost -= 2 * COSTS["as-before"] * _listed_alike(state, block)
    cost += _fits_bracket(state, block, rest)
    if rest.kind == "jog" and rest.metres >= 1600 and 0 < 3 * block.metres < rest.metres:
        cost += 3.0  # `6 x 100 strides + 3 miles easy`
    named = state.trail is not None and isinstance(state.trail.before, Trail)
    if element.bare and state.aside and "," in state.joint and named:
        cost += 1.5  # `4 x 600, short hill (150 m)`
    single = not block.repeated and isinstance(block.core, e.Length) and not block.aims
    if single and (block.metres >= 3000 or block.ms >= 1_200_000) and rest.kind == "time":
        cost += 1.0
    if element.bare:
        cost += _bare_rest_fits(state, block, element)
    elif not (block.aims or rest.listed) and rest.kind == "time" and rest.ms % 5_000:
        cost += 1.5 if 95 <= rest.ms / max(block.metres, 1) <= 170 else 0.0  # `5 x 120 m / 14 s`
    if "t" in state.joint and rest.after_each:
        cost -= 0.8
    # `3 x 500/300/100, 90 s for reps and sets`: all of it is counted
    cost += 0.6 * (rest.place == "both" and not block.repeated and len(state.items) > 1)
    return cost


def _listed_alike(state: State, block: Block) -> bool:
    """`200 @ 30, 60s, 400 @ 64, 90s, …`: runs each with its target and its recovery."""
    before = state.items[-2] if len(state.items) > 1 else None
    alike = isinstance(before, Block) and before.aims and before.rests and not before.repeated
    own = block.aims and not (block.rests or block.repeated or state.aside)
    return bool(alike and own and "," in state.joint)


def _second_rest(state: State, block: Block, element: e.Pause) -> float:
    """`90s, 200 jog` may be one; `with 3 minutes jog. 600m walk.` is rather one more."""
    last = block.last(e.Pause)
    if last is None or {"time", "jog"} != {element.rest.kind, last.rest.kind}:
        return COSTS["second-rest"]
    told = bool(state.joint) and not (last.bare or element.bare)
    return 0.6 + 0.5 * told + 0.7 * bool(told and set(".nN") & set(state.joint))


def _fits_bracket(state: State, block: Block, rest: Rest) -> float:
    """What it costs that a recovery is one of what stands in brackets."""
    if not isinstance(block.core, Inner):
        return 0.0
    cost = 0.0
    listed = rest.listed or ()
    if len(listed) == 2 and listed[1] >= 2 * listed[0]:
        cost += 2.5  # `2 x (1 km + 600) 2 min, 5 min`: within the set, and between the sets
    if _one_with_its_rest(block) and not rest.place:
        return cost + 1.6
    end = block.core.items[-1]
    rested = isinstance(end, Block) and not end.repeated and end.rests
    if "t" in state.joint and (rested or isinstance(end, Gap)):
        cost += 0.8  # its passes have their recovery
    elif isinstance(end, Gap) and state.stack and state.joint:
        cost += 2.0  # `3 x (3 min, 2 x (6 x 30 s, 2 min jog), 4 min jog)`
    return cost


def _on_end(block: Block) -> bool:
    """`6 x 1k [continuous]`: whether its reps are said to have no recovery."""
    return any(isinstance(said, e.Change) and said.continuous for said in block.said)


def _one_with_its_rest(block: Block) -> bool:
    """`10 x (300 m, 50 s rest)`: one run and its recovery, in brackets."""
    items = block.core.items if isinstance(block.core, Inner) else ()
    sets = sum(count.number > 1 for count in block.counts)
    if sets > 1 or not items or not isinstance(items[0], Block) or items[0].repeated:
        return False
    apart = len(items) == 2 and isinstance(items[1], Gap)
    return apart or (len(items) == 1 and bool(items[0].rests))


def _bare_rest_fits(state: State, block: Block, element: e.Pause) -> float:
    rest = element.rest
    cost = -COSTS["as-before"] if as_before(state, e.Pause) else 0.0
    if not state.aside:
        known = block.aims or block.efforts or isinstance(block.core, Inner) or block.rests
        if not known:
            cost += 0.4
        if not (block.repeated or isinstance(block.core, Inner | e.Lengths)):
            cost += 0.4
    if rest.kind == "jog" and isinstance(block.core, e.Lengths):
        cost += 2.0
    if (
        rest.kind == "jog"
        and state.aside
        and 115 <= rest.metres * 1000 / max(block.metres, 1) <= 360
    ):
        cost += 1.6 if element.unitless else 0.0
    if (
        rest.kind == "window"
        and not block.aims
        and block.metres
        and 115 <= (rest.min_ms or 0) / block.metres <= 250
    ):
        cost += 1.1
    ends = [rest.min_ms or 0.0, rest.max_ms or 0.0]
    if rest.kind == "window" and paces_of_minutes(block, state, ends):
        cost += 3.5 if narrow(ends) else 1.5
    if rest.kind == "jog":
        return cost + (0.2 if state.aside and rest.metres <= 400 else 1.2)
    ms = rest.ms
    if state.aside and len(state.items) > 1 and not block.aims:
        other = state.items[-2]
        if isinstance(other, Block) and bool(other.counts) == bool(block.counts):
            cost += 1.8 if any(isinstance(x, e.Aim) and x.bare for x in other.said) else 0.0
    if ms % 5_000 and rest.kind == "time":
        cost += COSTS["odd-rest"]
    elif ms % 15_000 and ms > 60_000:
        cost += 0.8 if ms > 120_000 else 0.3
    if ms > 600_000:
        cost += 2.0
    return cost


def _jogs_timed(items: tuple[Item, ...]) -> bool:
    """Whether of some recovery before it is told how far it is, and how long."""
    told = (item.last(e.Pause) for item in items if isinstance(item, Block))
    return any(one is not None and one.rest.ms and one.rest.metres for one in told)


def _ends_a_pass(state: State, block: Block, rest: Rest) -> bool:
    """`3 x [4 min tempo, 2 x (5 x 20s / 40s jog), 2 min jog]`: of the inner sets, or after them."""
    within = bool(state.stack and state.stack[-1].counts) and len(state.items) > 1
    return within and isinstance(block.core, Inner) and rest.jogged and "," in state.joint


def _gap_cost(state: State, block: Block | None, element: e.Pause) -> float:
    rest = element.rest
    cost = COSTS["gap"]
    if "t" in state.joint:
        cost = 0.2
    elif "n" in state.joint:
        cost = 0.2 if block is None or block.rests or _on_end(block) else 1.1
    if not state.joint:
        cost += 0.9
    if block is not None and isinstance(block.core, e.Lengths) and not block.rests:
        cost += 1.0
    rested = block is None or block.rests or _on_end(block)
    if block is not None and block.repeated and not (rested or _one_with_its_rest(block)):
        own = 0.0 if _ends_a_pass(state, block, rest) else 1.2
        cost += 0.5 if "t" in state.joint else own
    if element.bare:
        cost += 0.6
    last = block.last(e.Pause) if block is not None else None
    listed = [item for item in state.items if isinstance(item, Block) and ";" not in item.joint]
    if state.stack and ";" in state.joint and len(listed) == len(state.items) > 1:
        cost += 0.6  # `2 x (800, 400; 2 min) 5 min`: of all the list, not of its last run
    if not state.joint and element.said and last is not None and last.bare:
        cost += 1.5  # `5 x 1 km (3:25) w/ 2 min`
    if element.headed and len(state.items) > 1:
        cost += 1.5  # `Recovery: 60 s` on a line of its own: of all of them
    if isinstance(state.items[-1], Gap):
        cost += 2.0
    if rest.place == "sets" and _one_run_a_set(state.items):
        cost += _ENDED_EARLY
    if block is not None and block.repeated and rest.kind == "jog" and rest.metres == block.metres:
        cost += 1.2  # `5 x 120, 120 walk`: as far as each rep
    if rest.kind == "sendoff":
        cost += 2.0
    return cost
