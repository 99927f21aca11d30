# SPDX-License-Identifier: MIT
"""How often what stands before is run: `x 4`, `repeat 3 times`, `for 20 minutes`.

One function a kind of element, as in `attach`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from trackpacer.notation import elements as e
from trackpacer.notation.blocks import Block, Gap, Inner, Item, Later, State
from trackpacer.notation.costs import COSTS
from trackpacer.notation.taking import across, asked, charged, told, took
from trackpacer.notation.tree import Rest
from trackpacer.records import replace
from trackpacer.session import Effort, Role

# The role of a list of runs that stands there already, and of its count.
TOLD_AGAIN = "told again"
SIZES = "the sets"  # of several sets that are told by their sizes


def ends(state: State, element: e.Ends, cost: float) -> Iterator[State]:
    if not (state.stack or state.counts or state.before):
        items = (*state.items, Later(element, "ends"))
        yield took(state, element, "the warm-up and cool-down", cost, items=items, joint="")


def again(state: State, element: e.Again, cost: float) -> Iterator[State]:
    if state.counts:
        return
    if state.trail is not None and state.trail.role == TOLD_AGAIN:
        yield took(state, e.Remark(element.span), TOLD_AGAIN, cost)
        return
    if element.each:
        reps = replace(element, number=element.each, each=0, reps=True)
        for counted in _repeats(state, reps, cost):
            several = counted.block is not None and not isinstance(counted.block.core, e.Length)
            yield from _repeats(counted, replace(element, each=0), 0.3 * several)
        return
    yield from _repeats(state, element, cost)


def _repeats(state: State, element: e.Again, cost: float) -> Iterator[State]:
    number = element.number + element.more
    block = state.block
    if element.reps:
        if not _lacks_count(state, element):
            return
        element = replace(element, all=element.all and not (block and block.many), reps=False)
    if _listed(state) and not element.all and not state.aside and number > 1:
        state = asked(state, _how_many(element))
    counted = e.Count(element.span, number, sets=True, notes=element.notes)
    work = _without_whole(state.items, _work(state.items))
    work = _since_last(state.items, work) if "n" in state.joint.lower() else work
    before = state.items[-2] if len(state.items) > 1 else None
    alike = (
        isinstance(before, Block) and before.counted_behind
    )  # `200 x 2, 400 x 2`: each has its own
    own = 0.5 * across(state.joint) - (COSTS["repeat-behind"] if alike and not element.all else 0.0)
    state = state._replace(owed=0.0) if alike else charged(state)
    if isinstance(before, Block) and block is not None and not element.all and not state.joint:
        either = _easy_then_hard(before, block) and not _too_far(before, number)
        state = asked(state, _how_many(element)) if either else state
    state = asked(state, element.doubt or _how_often(state.items, work, element, state.joint))
    state = asked(state, _counted_twice(state, element))
    runs = [item for item in _around(state) if isinstance(item, Block)]
    same = element.all and _counted_so(runs, number)
    if same or (state.joint and _too_often(runs, number)):
        yield took(state, element, "the count again", cost)  # `12 x 150.` … `Repeat 12 times.`
        return
    if block is not None and _bracket_so(block, number) and state.joint and not element.more:
        yield took(state, element, "the count again", cost)
    cost += own
    yield from _last_again(state, element, counted, work, cost)
    yield from _more_again(state, element, counted, work, cost, 3.0 * (alike and not element.all))


def _last_again(
    state: State, element: e.Again, counted: e.Count, work: list[int], cost: float
) -> Iterator[State]:
    """The last run, so often."""
    block = state.block
    if block is None or (element.all and len(work) != 1) or element.more:
        return
    outer = not element.all and bool(block.counts) and not block.counted_behind
    outer = outer and all(count.sets for count in block.counts)
    counts = (*block.counts, counted) if outer else (counted, *block.counts)
    near = block._replace(counts=counts, many=False)  # `3 sets: 300 x 4`
    dear = _of_the_last(state, block, element, len(work) > 1)
    near = block if counted.number == 1 else near
    yield told(state, element, "for the last run", cost + dear, near)


def _more_again(
    state: State, element: e.Again, counted: e.Count, work: list[int], cost: float, alike: float
) -> Iterator[State]:
    """All of the last line, or all runs, so often; alike: what it costs where each has its own."""
    block, number = state.block, counted.number
    line = 0 if element.all or state.joint else _last_line(state.items, work)
    if line and number > 1 and not state.aside:
        rested = all(one.rests for one in state.items[line:] if isinstance(one, Block))
        dear = -0.8 if rested else 0.0  # `75s (20s jog) 40s (2 min jog) x 4`
        joint = next(one.joint for one in state.items[line:] if isinstance(one, Block))
        yield _repeated(state, element, line, counted, "for all of its line", cost + dear, joint)
    if not work or number <= 1 or state.aside:
        return
    body = state.items[work[0] :]
    closed = block is not None and isinstance(block.core, Inner) and not block.counts
    listed = block is not None and len(getattr(block.core, "runs", ())) > 2
    if len(body) == 1 and block is not None and (closed or listed or not element.all):
        return
    cost += 0.0 if element.all or "," in state.joint else 0.6
    cost += alike + 1.5 * bool(line) + 3.0 * _too_far(body[0], number)
    yield _repeated(state, element, work[0], counted, "for all of them", cost)
    lead = body[0]  # `2 miles, 6 x 400 (all x 2)`: a warm-up?
    if element.all and isinstance(lead, Block) and not (lead.said or lead.counts or line):
        later = work[1:2] if max(lead.ms / 200, lead.metres) >= 3000 else []
        yield from (_repeated(state, element, n, counted, "", cost + 0.3, ",") for n in later)


def _listed(state: State) -> bool:
    """Whether what stands before is a list of lengths of which nothing is told yet."""
    block = state.block
    if block is None or not isinstance(block.core, e.Lengths):
        return False
    times = [run.ms for run in block.core.runs]
    if len(times) > 2 and all(0 < b < a <= 2.5 * b for a, b in pairwise(times)):
        return False  # `4 min, 2 min, 1 min x 3`
    return block.core.joint in (",", "and") and not block.counts and not block.said


def _too_far(item: Item, times: float) -> bool:
    """`50 min easy + 45s uphill x 12`: whether nobody runs the first of them so often."""
    return isinstance(item, Block) and max(item.ms / 300, item.metres) * times > 42_195


def _how_often(
    items: tuple[Item, ...], work: list[int], element: e.Again, joint: str
) -> e.Doubt | None:
    """`90 s fast, 60 s jog, repeat`: nobody does so once more only."""
    if not element.once:
        return None
    blocks = [item for i in work if isinstance(item := items[i], Block)]
    if len(blocks) != 1:
        return None
    block = blocks[0]
    uncounted = e.Doubt(element.span, "how many times?", "the count, like `repeat 6 times`")
    rested = block.rests or any(isinstance(item, Gap) for item in items)
    if not (rested or block.counts) and block.told(e.Parts):
        return uncounted
    short = block.ms <= 600_000 and block.metres <= 1000
    if not (isinstance(block.core, e.Length) and short and block.rests):
        return None
    if not block.counts:
        return uncounted
    rest = block.last(e.Pause)
    if joint != "," or block.rests > 1 or rest is None or rest.said:
        return None
    return e.Doubt(
        element.span,
        "the recovery before '{this}': of the reps, or after them?",
        "the recovery with its place, like `60s between reps, 3 min between sets`",
    )


def _counted_twice(state: State, element: e.Again) -> e.Doubt | None:
    """`… then do it all again. 3 sets of that`: sets of two, or three in all?"""
    block = state.block
    if not element.all or block is None or not block.counted_behind:
        return None
    span = block.counts[0].span
    told = (t.element for t in state.taken() if isinstance(t.element, e.Again))
    if not any(again.worded and again.span == span for again in told):
        return None
    return e.Doubt(element.span, "'{this}': how often in all?", "one count, like `3 sets in all`")


def _since_last(items: tuple[Item, ...], work: list[int]) -> list[int]:
    """Of lines that are repeated, and others below them that are, too: those below."""
    told = [
        i
        for i in work[:-1]
        if isinstance(block := items[i], Block) and block.counted_behind and block.counts[0].sets
    ]
    return [i for i in work if i > told[-1]] if told else work


def _lacks_count(state: State, element: e.Again) -> bool:
    """Whether the reps that are counted behind have no count yet."""
    block = state.block
    if element.all:
        return not any(isinstance(item, Block) and item.counts for item in state.items)
    if block is None or block.counts:
        return False
    return block.many or len(_work(state.items)) == 1


def _around(state: State) -> tuple[Item, ...]:
    """What stands there, and before the bracket it stands in: `5 x 400 (run 400 … four more)`."""
    bracket = state.stack and not state.stack[-1].counts
    return (*state.stack[-1].items, *state.items) if bracket else state.items


def _easy_then_hard(before: Block, block: Block) -> bool:
    """Whether two single runs stand there, the first easy and the second not."""
    return (
        isinstance(before.core, e.Length)
        and isinstance(block.core, e.Length)
        and _easy_word(before)
        and not before.counts
        and not _easy_word(block)
        and not block.counts
    )


def _of_the_last(state: State, block: Block, element: e.Again, several: bool) -> float:
    """What it costs that only the last run is repeated."""
    dear = 0.8 if several and not block.counts and _listed_before(state.items) else 0.0
    dear += 0.4 if block.counts and element.all else 0.0
    dear += 0.6 if set(",;.") & set(state.joint) and several else 0.0
    summed = any(isinstance(item, Block) and "+" in item.joint for item in state.items)
    dear += 0.4 if "," in state.joint and several and summed else 0.0
    dear += 1.5 if set("nN") & set(state.joint) and several and not block.counts else 0.0
    dear += 0.4 if several and "/" in block.joint and not block.counts else 0.0
    dear += 0.9 if several and _longer_at_end(state.items) else 0.0
    dear += 1.2 if several and _each_rested(state.items) else 0.0
    dear += 0.9 if not block.repeated and block.efforts and _easy_word(block) else 0.0
    return dear


def _each_rested(items: tuple[Item, ...]) -> bool:
    """`4 min - 3 min recovery - 2 min - 90 s recovery x 3`: runs of one line, each with its own."""
    blocks = [(i, item) for i, item in enumerate(items) if isinstance(item, Block)]
    if any(block.counts for _, block in blocks) or any("n" in b.joint for _, b in blocks[1:]):
        return False
    followed = [i + 1 < len(items) and isinstance(items[i + 1], Gap) for i, _ in blocks]
    return all(gap or block.rests for gap, (_, block) in zip(followed, blocks, strict=True))


def _longer_at_end(items: tuple[Item, ...]) -> bool:
    """`1 min (15 s jog) 45 s (2 min rest) x 4`: the last recovery is that between the passes."""
    blocks = [item for item in items if isinstance(item, Block) and item.role is None]
    rests = [block.last(e.Pause) for block in blocks]
    if any(block.counts for block in blocks) or len(blocks) < 2:
        return False
    ms = [rest.rest.ms if rest is not None else 0.0 for rest in rests]
    return min(ms) > 0 and ms[-1] >= 2 * max(ms[:-1])


def _last_line(items: tuple[Item, ...], work: list[int]) -> int:
    """Where the last line begins, if it has two runs or more and others stand above it; else 0."""
    begin = 0
    for i in work:
        item = items[i]
        if isinstance(item, Block) and set("nN") & set(item.joint):
            begin = i
    several = sum(i >= begin for i in work) > 1
    return begin if begin and begin != work[0] and several else 0


def _repeated(
    state: State,
    element: e.Again | e.Fill,
    first: int,
    counted: e.Count,
    role: str,
    cost: float,
    joint: str = "",
) -> State:
    """The state in which the items from one on are run so often; joint: of what they become."""
    body = state.items[first:]
    start = next(item.span[0] for item in body if isinstance(item, Block))
    span = (start, element.span[1])
    whole = Block(Inner(body, span), (counted,), (), joint, span)
    return took(state, element, role, cost, items=(*state.items[:first], whole), joint="")


def _without_whole(items: tuple[Item, ...], work: list[int]) -> list[int]:
    """`30 min fartlek: 3 min hard, 2 min easy x 6`: what the passes come to is not repeated."""
    if len(work) < 2:
        return work
    whole, first = items[work[0]], items[work[1]]
    if not isinstance(whole, Block) or not isinstance(first, Block):
        return work
    plain = not (whole.counts or whole.aims or whole.rests) and isinstance(whole.core, e.Length)
    return work[1:] if plain and ":" in first.joint else work


def fill(state: State, element: e.Fill, cost: float) -> Iterator[State]:
    """`1 min hard, 1 min easy for 20 minutes`: as often as it goes into the whole."""
    state = _but_whole(state, element)
    work = _work(state.items)
    if state.counts or state.aside or state.before or not work:
        return
    body = state.items[work[0] :]
    stretches = _stretches(body, bool(element.ms))
    number = _times(stretches, element)
    if number < 2:
        number = int((element.ms or element.metres) / sum(stretches)) if stretches else 0
        if not 2 <= number <= 100:
            return
        question = "'{this}': the passes before it do not fill it: how often?"
        plain = "the count, like `6 x (3 min hard, 1 min easy)`"
        state = asked(state, e.Doubt(element.span, question, plain))  # `3 min, 1 min for 25 min`
    if any(e.BY_TURNS in taken.element.notes for taken in state.taken()):
        body = _on_end(body)
        state = state._replace(items=(*state.items[: work[0]], *body))
    note = f"'{element.shown}' taken as {number} times"
    counted = e.Count(element.span, number, sets=True, notes=(note,))
    block = state.block
    state = state._replace(owed=0.0)
    cost += 0.3 * across(state.joint) - 0.3 * bool(stretches)
    if len(body) == 1 and block is not None:
        near = block._replace(counts=(counted,), many=False)
        yield told(state, element, "for all of it", cost, near)
        return
    yield _repeated(state, element, work[0], counted, "for all of them", cost)


def _on_end(body: tuple[Item, ...]) -> tuple[Item, ...]:
    """Runs by turns that have no recovery, with nothing between them."""
    if any(not isinstance(item, Block) or item.rests for item in body) or len(body) < 2:
        return body
    blocks = [item for item in body if isinstance(item, Block)]
    return tuple(b.saying(e.Pause(b.span, Rest(b.span, "none"), said=True)) for b in blocks)


def _but_whole(state: State, element: e.Fill) -> State:
    """`42 minutes - 6 min jog … for the entire 42 minutes`: without the whole before its parts."""
    work = _work(state.items)
    first = state.items[work[0]] if len(work) > 1 else None
    if not isinstance(first, Block) or not isinstance(first.core, e.Length) or first.said:
        return state
    if (first.ms, first.metres) != (element.ms, element.metres) or first.counts:
        return state
    return state._replace(items=(*state.items[: work[0]], *state.items[work[0] + 1 :]))


def mirror(state: State, element: e.Mirror, cost: float) -> Iterator[State]:
    """`1 min, 45s off, 1 min, 30s off, then back up the ladder`: the runs and their recoveries."""
    work = _work(state.items)
    if state.counts or state.aside or state.before or len(work) < 2:
        return
    up: list[tuple[Block, e.Pause | None]] = []
    for item in state.items[work[0] :]:
        if isinstance(item, Gap) and up and up[-1][1] is None:
            up[-1] = (up[-1][0], item.pause)
        elif isinstance(item, Block) and item.repeated and isinstance(item.core, e.Length):
            up.append((item, None))  # its recoveries are within
        elif isinstance(item, Block) and isinstance(item.core, e.Length):
            said = tuple(one for one in item.said if not isinstance(one, e.Pause))
            up.append((item._replace(said=said), item.last(e.Pause)))
        else:
            return
    sizes = [block.metres or block.ms for block, _ in up]
    if any(block.repeated for block, _ in up) and (len(up) < 3 or sizes != sorted(sizes)):
        return  # `6 x 400 hill, 4 x 200 hill, then back down`
    runs = [block for block, _ in up] + [block for block, _ in up[-2::-1]]
    rests = [pause for _, pause in up]
    # Between the same two runs the recovery is the same both ways; one after the last is the turn.
    rests = rests + rests[-2:0:-1] if rests[-1] else rests[:-1] + rests[-2::-1]
    if any(rests) and not all(rests):
        return
    blocks = [
        block._replace(said=(*block.said, *filter(None, [pause])), joint=block.joint or ",")
        for block, pause in zip(runs, [*rests, None], strict=True)
    ]
    items = (*state.items[: work[0]], *blocks)
    own = cost + 0.2 * across(state.joint)
    yield took(state, element, "the way back", own, items=items, joint="", owed=0.0)


def _stretches(body: tuple[Item, ...], timed: bool) -> list[float]:
    """How long each run and each recovery is, a last zero where no recovery ends them; nothing
    where one of them is not of that kind."""
    found: list[float] = []
    for item in body:
        pauses = [item.pause] if isinstance(item, Gap) else []
        if isinstance(item, Block):
            if item.counts or not isinstance(item.core, e.Length):
                return []
            found.append(item.ms if timed else item.metres)
            pauses = item.every(e.Pause)
        elif isinstance(item, Later):
            return []
        found += [one.rest.ms if timed else one.rest.metres for one in pauses]
        if timed and pauses and pauses[-1].rest.kind == "sendoff" and len(found) > 1:
            found[-1] -= found[-2]  # from start to start
    if isinstance(body[-1], Block) and not body[-1].rests:
        found.append(0.0)
    return found if len(found) > 1 and all(found[:-1]) else []


def _times(stretches: list[float], element: e.Fill) -> int:
    """How often the stretches go into the whole, with or without the last recovery; 0: they do
    not."""
    once, whole = sum(stretches), element.ms or element.metres
    if not once:
        return 0
    for passes in (whole / once, (whole + stretches[-1]) / once):
        near = max(0.02, 0.006 * round(passes))  # laps of 400 m in miles
        if abs(passes - round(passes)) <= near and round(passes) <= 100:
            return round(passes)
    return int(whole / once) if element.firm and whole < 100 * once else 0


def _counted_so(runs: list[Block], number: int) -> bool:
    """Whether the reps have that count already, and what follows them tells how they go."""
    reps = [block for block in runs if block.counts]
    if len(reps) != 1 or len(reps[0].counts) != 1 or reps[0].counts[0].number != number:
        return False
    after = runs[runs.index(reps[0]) + 1 :]
    alike = all((block.metres, block.ms) == (reps[0].metres, reps[0].ms) for block in after)
    return bool(after) and alike


def _bracket_so(block: Block, number: int) -> bool:
    """`3 x (400, 300, 200). 3 times`: a bracket or a list of runs that has that count already."""
    several = isinstance(block.core, Inner | e.Lengths)
    return several and [count.number for count in block.counts] == [number]


def _too_often(runs: list[Block], number: int) -> bool:
    """`20 x 1 minute hard, 1 minute easy. Twenty times.`: nobody runs them as often again."""
    if len(runs) != 1 or [count.number for count in runs[0].counts] != [number]:
        return False
    core = runs[0].core
    parts = (
        [one for one in core.items if isinstance(one, Block)] if isinstance(core, Inner) else runs
    )
    far = sum(one.metres + one.ms / 200 for one in parts or runs) * number**2
    return far > (1200 if runs[0].role is Role.STRIDE else 12_000)


def _easy_word(block: Block) -> bool:
    return any(said.effort is Effort.EASY for said in block.every(e.Feel))


# Asked of `1600, 800, 400 x 2`, likewise.
WHICH = "'{this}' may be for the last run or for all of them"


def _how_many(element: e.Again) -> e.Doubt:
    return e.Doubt(
        element.span,
        WHICH,
        "`2 x (1600, 800, 400)`, or `1600, 800, 2 x 400`",
    )


def _work(items: tuple[Item, ...]) -> list[int]:
    """Where the work begins: the blocks that are no warm-up, nor easy where others are not."""
    parts = (Role.WARMUP, Role.COOLDOWN)
    blocks = [(i, item) for i, item in enumerate(items) if isinstance(item, Block)]
    runs = [(i, block) for i, block in blocks if block.role not in parts]
    return [i for i, block in runs if not easy(block)] or [i for i, _ in runs]


def easy(block: Block) -> bool:
    """Whether it is a long run by itself that is run easily."""
    if block.counts or not isinstance(block.core, e.Length):
        return False
    quiet = any(said.effort in (Effort.EASY, Effort.RELAXED) for said in block.every(e.Feel))
    return quiet and (block.ms >= 300_000 or block.metres >= 1000)


def _listed_before(items: tuple[Item, ...]) -> bool:
    blocks = [item for item in items if isinstance(item, Block)]
    return len(blocks) > 1 and not blocks[-2].counts and "n" not in blocks[-1].joint
