# SPDX-License-Identifier: MIT
"""A target: of the last block, of all of them, or of what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.notation import elements as e
from trackpacer.notation.attach.standing import (
    as_before,
    in_reach,
    likely_of_all,
    numbers_of,
    only_warmed,
    paces_of_minutes,
)
from trackpacer.notation.blocks import Block, Inner, Later, State
from trackpacer.notation.costs import COSTS
from trackpacer.notation.taking import across, later, told, took
from trackpacer.notation.tree import Pace, Target
from trackpacer.paces.races import MILE
from trackpacer.records import replace
from trackpacer.session import Role


def _ran(state: State, element: e.Aim, cost: float) -> Iterator[State]:
    """Times told of reps, whatever stands between: their targets, where they have none."""
    counted = [item for item in state.items if isinstance(item, Block) and item.counts]
    if not counted or state.counts or state.aside:
        return
    block, listed = counted[-1], element.target.listed
    own_line = listed and set("nN") & set(state.joint)
    if own_line and any(isinstance(one, e.Aim) and one.target.listed for one in block.said):
        return  # a list of times for each of two sets
    by_name = [one.target.pace.kind for one in block.said if isinstance(one, e.Aim)] == ["training"]
    goal = any(isinstance(one, Later) and one.how in ("label", "length") for one in state.items)
    aimed = block.aims and not (listed and by_name)  # `tempo (3:52 and 3:49 pace)`: how fast it is
    aimed = aimed or goal  # `Goal for each 1000 was 3:25. My splits were …`
    if aimed or not block.metres or (listed and len(listed) not in numbers_of(block)):
        yield took(state, e.Remark(element.span), "a remark", cost)
        return
    said = block.saying(element)
    if element.rest is not None and not block.rests:
        said = said.saying(e.Pause(element.span, element.rest, said=True))
    items = tuple(said if item is block else item for item in state.items)
    yield took(state, element, "the target", cost - 2.0, items=items, joint="")


def aim(state: State, element: e.Aim, cost: float) -> Iterator[State]:
    block = state.block
    if element.ran and not (_of_a_bracket(block) and not element.target.listed):
        yield from _ran(state, element, cost)
        return
    heads = element.everywhere and not (state.items or state.stack)
    if element.label or heads:
        if (not state.items or state.joint) and not state.counts and not state.aside:
            items = (*state.items, Later(element, "label"))
            yield took(state, element, "the pace", cost, items=items)
        return
    if element.target.pace.name == "same":
        yield from _same_again(state, element, cost)
        return
    if element.target.pace.name == "all":
        if state.items:
            yield later(state, element, "the effort of all", cost, "all")
        return
    yield from _of_each_rep(state, element, cost)
    if block is not None:
        yield from _aim_of_block(state, block, element, cost)
    fresh = not state.items or bool(state.joint)
    if (
        fresh
        and not element.bare
        and not state.aside
        and not any(isinstance(said, e.Aim) for said in state.before)
    ):
        laddered = element.target.last and block is not None and block.repeated and not block.aims
        own = COSTS["target-before"] + (1.5 if state.counts or laddered else 0.0)
        yield took(state, element, "the target", cost + own, before=(*state.before, element))


def _of_each_rep(state: State, element: e.Aim, cost: float) -> Iterator[State]:
    """`1 x 2000, 2 x 1000 in 6:12, 3:01, 2:58`: a time for each rep of several blocks."""
    reps = [n for n, one in enumerate(state.items) if isinstance(one, Block) and one.metres]
    items, left = list(state.items), element.target.listed
    if len(reps) < 2 or state.counts or state.stack:
        return
    # `5 x 300, 4 x 300, 3 x 300 at 5k, 3k and 1500 pace`
    named = element.worded and len(left) == len(reps) and left[0].kind != "time"
    for n in reps:
        block = items[n]
        if not isinstance(block, Block) or block.aims or block.role or len(block.counts) > 1:
            return
        if named and not block.counts:
            return  # `10k easy, 10k @ MP, 2k easy`
        number = block.counts[0].number if block.counts and not named else 1
        own, left = left[:number], left[number:]
        near = (p.kind == "time" and not p.per and in_reach(p.ms, block.metres) for p in own)
        if not own or len(own) < number or not (named or all(near)):
            return
        one = replace(element.target, pace=own[0], listed=own if number > 1 else [])
        items[n] = block.saying(replace(element, target=one))
    if not left:
        yield took(state, element, "the targets", cost - 1.0 * named, items=tuple(items), joint="")


def _of_a_bracket(block: Block | None) -> bool:
    """Whether a bracket of one run has no target yet: `2 x (5 x 300) avg 49`."""
    if block is None or block.aims or not isinstance(block.core, Inner):
        return False
    within = [item for item in block.core.items if isinstance(item, Block)]
    return len(within) == 1 and bool(within[0].metres) and not within[0].aims


def _same_again(state: State, element: e.Aim, cost: float) -> Iterator[State]:
    """`at the same pace`: as the last run before that has one; a remark where none has."""
    block = state.block
    said = [
        aim
        for item in state.items
        if isinstance(item, Block) and item is not block
        for aim in item.every(e.Aim)
    ]
    little = element.target.slightly or element.target.offset is not None
    if block is None or block.aims or not said:
        if not little:
            yield took(state, e.Remark(element.span), "a remark", cost + 0.3)
        return
    if little:
        yield from _little_more(state, block, element, said[-1].target, cost)
        return
    bound = element.target.bound or said[-1].target.bound
    target = replace(said[-1].target, span=element.span, bound=bound)
    again = replace(element, target=target, effort=said[-1].effort)
    own = cost + across(state.joint)
    yield told(state, element, "the target", own, block.saying(again))


def _little_more(
    state: State, block: Block, element: e.Aim, was: Target, cost: float
) -> Iterator[State]:
    """`slightly faster`: than a pace that was told as such; than anything else is asked."""
    if was.pace.kind == "none" or was.listed or was.last or was.offset or was.slightly:
        return
    new = element.target
    target = replace(was, span=new.span, slightly=new.slightly, offset=new.offset)
    own, said = cost + across(state.joint), block.saying(replace(element, target=target))
    yield told(state, element, "the target", own, said)


def _aim_of_block(state: State, block: Block, element: e.Aim, cost: float) -> Iterator[State]:
    """A target said of the last block, or of all blocks so far."""
    pace = element.target.pace
    times = [pace.ms] if pace.kind == "time" and not (pace.per or element.bare) else []
    yield from results(state, block, element.span, times, cost)
    last = block.said[-1] if block.said else None
    own = _aim_cost(state, block, element)
    if isinstance(last, e.Pause) and last.bare and not state.joint and not state.aside:
        own += 1.0  # a target right behind a bare time is that of the time
    if _of_the_jog(state, block, pace):
        jogged = _jogged(block, pace)
        if jogged is not None:
            yield told(state, e.Manner(element.span), "the recovery", cost, jogged)
        else:
            yield took(state, e.Remark(element.span), "a remark", cost + 0.2)
        own += 0.0 if block.aims else 1.2
    if state.aside and isinstance(last, e.Pause) and not element.target.listed:
        if last.rest.kind == "time" and element.target.pace.per in ("km", "mile"):
            # `recovery 2:15 moderate (around 4:10 per km)`: how the recovery is run
            yield took(state, e.Remark(element.span), "a remark", cost + 0.2)
            own += 0.5
        own += 0.6
    one = replace(element, aside=True) if state.aside else element
    said = block.saying(one)
    own_line = ("n" in block.joint and block.ms > 0) or block.ms >= 300_000
    run = state._replace(owed=0.0) if own_line and not element.bare else state
    yield told(run, element, "the target", cost + own, said)
    before = state.items[0] if len(state.items) == 2 else None
    plain = isinstance(before, Block) and before.repeated and not (before.said or before.role)
    near = plain and block.repeated and not set(".;nN") & set(block.joint + state.joint)
    near = near and isinstance(before, Block) and block.metres <= 3 * before.metres
    if near and not (state.joint or element.bare) and pace.kind != "time":
        # `2 x 1200, 2 x 800 @ 10k pace`
        yield later(state, element, "the pace of all", cost + own + 0.4, "all")
    parted = "n" in state.joint or "." in state.joint or "," in state.joint
    everywhere = element.everywhere and len(state.items) > 1
    if everywhere or (parted and not element.bare and not state.aside and len(state.items) > 1):
        free = not any(isinstance(item, Block) and item.aims for item in state.items)
        own = COSTS["target-later"] + (0.8 if "," in state.joint else 0.0)
        own -= 0.9 if free and set(".n") & set(state.joint) else 0.0
        own = 0.0 if everywhere else own
        if pace.kind == "none" and (less := likely_of_all(state, block)):
            own = _aim_cost(state, block, element) - less
        yield later(state, element, "the pace of all", cost + own, "all")


def _aim_cost(state: State, block: Block, element: e.Aim) -> float:
    """What it costs to say a target of the last block."""
    own = across(state.joint) + _fits(block, element, state)
    if state.owed:
        own += state.owed * (1.0 if element.bare else 0.2)
    if state.before:
        own += 1.0
    if element.everywhere and len(state.items) > 1:
        own += 1.5
    return own


def _of_the_jog(state: State, block: Block, pace: Pace) -> bool:
    """`400 m jog at 8:00 per mile`: how the jog is run, where the reps have their pace; `2:00
    moderate, about 4:10 per km`, where their effort is another."""
    last = next((said for said in reversed(block.said) if not isinstance(said, e.Feel)), None)
    per = {"km": 1000.0, "mile": MILE}.get(pace.per, 0.0)
    if not isinstance(last, e.Pause) or pace.kind != "time" or not pace.per:
        return False
    slow = bool(per) and pace.ms / per >= 235 and bool(block.efforts)
    if last.rest.kind == "time":
        return slow and state.joint in ("", ",")
    return last.rest.kind == "jog" and not state.joint and (block.aims > 0 or slow)


def _jogged(block: Block, pace: Pace) -> Block | None:
    """`400 m jog at 9:40 pace`: the jog in the time that it comes to, where the unit is plain."""
    jog = block.last(e.Pause)
    if (
        jog is None
        or jog.rest.kind != "jog"
        or jog.rest.floating
        or jog.rest.ms
        or jog.rest.metres <= 0
    ):
        return None
    units = {"km": [1000.0], "mile": [MILE], "pace": [1000.0, MILE]}.get(pace.per, [])
    fair = [unit for unit in units if 235 <= pace.ms / unit <= 500]
    if len(fair) != 1:
        return None
    rest = replace(jog.rest, ms=round(pace.ms * jog.rest.metres / fair[0]))
    said = tuple(replace(jog, rest=rest) if one is jog else one for one in block.said)
    return block._replace(said=said)


def results(
    state: State, block: Block, span: e.Span, times: list[float], cost: float
) -> Iterator[State]:
    """Times in a sentence of their own, after reps that have a target: what was run."""
    known = block.aims and block.metres and not (state.aside or state.counts or state.before)
    near = times and all(in_reach(ms, block.metres) for ms in times) if known else False
    if near and set(state.joint) & set(".n:"):
        yield took(state, e.Remark(span), "a remark", cost + 0.6)


def _fits(block: Block, element: e.Aim, state: State) -> float:
    """What it costs that a target is said of a block."""
    cost = 0.0
    target = element.target
    if block.aims:
        first = next((said for said in block.said if isinstance(said, e.Aim)), None)
        named = first is not None and first.target.pace.kind in ("training", "none")
        other = named and first is not None and target.pace.kind != first.target.pace.kind
        if other or (named and first is not None and target.pace.name == first.target.pace.name):
            cost += 0.1
        elif state.aside and first is not None and _restates(block, element, first):
            return -0.7 if element.bare else 0.0
        elif state.aside:
            plain = first is not None and first.target.pace.kind == "time"
            round_time = element.bare and target.pace.ms % 15_000 == 0  # rather a recovery
            if plain and first is not None and target.pace.ms == first.target.pace.ms:
                cost += 1.5  # `400 (1:18) [1:18]`: a recovery as long
            cost += 1.2 if plain and element.bare else 1.6 if round_time else 0.4
        else:
            cost += COSTS["second-target"]
    plain = target.pace.kind == "time" and not target.pace.per and not target.listed
    if isinstance(block.core, e.Lengths) and plain and len(block.core.runs) > 1:
        cost += 1.5
    if block.role in (Role.WARMUP, Role.COOLDOWN) and (element.bare or state.joint):
        cost += 1.5
    elif set(";.nN") & set(state.joint) and only_warmed(state):
        cost += 1.5  # `2 miles easy then drills; MP mix: 2 x 4k`
    if element.bare:
        cost += _bare_fits(block, element, state)
    elif (
        target.listed
        and not block.many
        and len(target.listed)
        not in (
            *numbers_of(block),
            *(number * count.number for number in numbers_of(block) for count in block.counts[-1:]),
        )
    ):
        cost += COSTS["wrong-number"]
    return cost


def _restates(block: Block, element: e.Aim, first: e.Aim) -> bool:
    """`@ mile pace (4:50)`: the race's own time, or what the pace comes to."""
    race, pace = first.target.pace, element.target.pace
    if (first.target.slightly or first.target.bound) and element.target.offset is not None:
        return (race.kind, race.metres, race.name) == (pace.kind, pace.metres, pace.name)
    if race.kind == pace.kind == "time" and not pace.per and block.metres >= 2000:
        units = [unit for per, unit in (("km", 1000.0), ("mile", MILE)) if race.per in ("", per)]
        return any(abs(pace.ms / race.ms / (block.metres / unit) - 1) < 0.02 for unit in units)
    if pace.kind != "time" or race.kind not in ("race", "training"):
        return False
    if pace.per or (block.ms and 170_000 <= pace.ms <= 540_000 and pace.ms % 15_000):
        return True  # `4 x 3 min @ 10k (6:05)`: no recovery is told so
    rested = race.metres < 3000 and pace.ms % 60_000 == 0  # `@ 800 pace (3 min)`
    if race.kind == "race" and race.metres and 115 <= pace.ms / race.metres <= 420 and not rested:
        return True
    unit = block.core.unit if isinstance(block.core, e.Length) else ""
    per = {"km": 1000.0, "mile": MILE}.get(unit, 0.0)
    if per and block.metres > 1.5 * per and 185 <= pace.ms / per <= 420:
        return True
    # `(90s)`, `(3 min)`: a round time is the recovery
    return bool(block.metres) and 130 <= pace.ms / block.metres <= 270 and pace.ms % 15_000 != 0


def _bare_fits(block: Block, element: e.Aim, state: State) -> float:
    target = element.target
    paces = target.listed or [target.pace, *([target.fast] if target.fast else [])]
    values = [_in_minutes(pace, block.metres) for pace in paces]
    core = block.core
    cost = 0.0
    if isinstance(core, e.Lengths):
        if len(target.listed) != len(core.runs):
            return 2.0
        metres = [run.metres for run in core.runs]
    elif isinstance(core, Inner):
        return 1.0 if len(core.items) == 1 else 2.5
    else:
        metres = [core.metres] * len(values)
    if paces_of_minutes(block, state, values):
        return 0.3
    rests = block.counts and all(ms % 15_000 == 0 for ms in values)
    if state.aside and not rests and block.of_its_unit(values):
        return 0.4  # `4 miles (5:50)`; a round time behind counted reps is rather their recovery
    if not all(metres) or any(
        not (98 if far <= 400 else 125 if far >= 800 and state.aside else 116) <= ms / far <= 360
        for ms, far in zip(values, metres, strict=False)
    ):
        return COSTS["nobody-runs"]
    times = block.counts[-1].number if block.counts else 1
    if target.listed and not isinstance(core, e.Lengths) and len(target.listed) != times:
        cost += 1.5
    cost -= COSTS["as-before"] if as_before(state, e.Aim) else 0.0
    return cost + _bare_costs(block, element, state, values, metres[0])


def _in_minutes(pace: Pace, metres: float) -> float:
    """Milliseconds of a time; `2.36`, where nobody runs in so few seconds, as minutes."""
    minutes, part = divmod(pace.ms, 1000)
    seconds = not (pace.bare and part) or pace.ms >= 60 * metres
    return pace.ms if seconds else 60_000 * minutes + 100 * part


def _bare_costs(
    block: Block, element: e.Aim, state: State, values: list[float], far: float
) -> float:
    """How unlikely a bare time is the target of a run that somebody could run in it."""
    target = element.target
    ms = values[0]
    several = len(values) > 1
    cost = 0.0
    if target.pace.bare and target.pace.ms > 130_000 and not several:
        cost += 0.8  # seconds over two minutes are written as minutes
    if element.minutes:  # whole minutes with their unit are seldom a target
        cost += 1.3 if block.rests else 0.8
    if block.rests:
        cost += 0.3
    if several:
        fast = target.fast
        if fast is not None and target.slashed and not 0.88 <= fast.ms / ms <= 1.14:
            cost += 0.8  # `75/90`: no range, but a target and a recovery
        if all(value % 5_000 == 0 for value in values) and target.fast is not None:
            cost += 0.5
        return cost
    even = 10_000 if 150 <= ms / far <= 250 else 5_000
    if ms > 300_000:
        pass  # nobody rests so long without a word for it
    elif ms % 30_000 == 0 or ms == 45_000 or (far <= 300 and ms % even == 0):
        cost += COSTS["round-target"] + (0.25 if far <= 300 else 0.0)
    elif ms % 5_000 == 0 and target.pace.bare:
        cost += 0.3
    if not block.counts and not state.aside and far < 3000:
        cost += 0.2
    if state.aside and not several and len(state.items) > 1:
        other = state.items[-2]
        alike = isinstance(other, Block) and bool(other.counts) == bool(block.counts)
        if alike and isinstance(other, Block) and other.rests and not other.aims:
            cost += 2.0
    return cost
