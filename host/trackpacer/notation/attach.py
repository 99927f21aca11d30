# SPDX-License-Identifier: MIT
"""What a phrase may be said of, and what that costs: one function for each kind of element.

Each takes a state of the line and an element that comes next, and yields the states that may
follow. Nothing here looks at a word: that is the phrases' business; nothing is put in its final
place: that is `assembly`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from trackpacer.notation import elements as e
from trackpacer.notation.behind import TOLD_AGAIN, WHICH, again, easy, ends, fill, mirror
from trackpacer.notation.blocks import Block, Frame, Gap, Inner, Item, Later, State, Trail
from trackpacer.notation.costs import COSTS
from trackpacer.notation.taking import across, asked, charged, later, put, told, took
from trackpacer.notation.tree import Pace
from trackpacer.paces.races import MILE
from trackpacer.session import Effort, Role

# Signs between blocks, as a state remembers them.
CODES = {
    ",": ",", ";": ";", ".": ".", "+": "+", "/": "/", "-": "-", "\n": "n", "and": "&", "then": "t",
    "finish": "f", "start": "s", "of": "o", ":": ":", "after": "a",
}  # fmt: skip
QUIET = (Role.WARMUP, Role.COOLDOWN, Role.EASY)


# -- signs and brackets


def joint(state: State, element: e.Joint, cost: float) -> Iterator[State]:
    code = CODES[element.kind]
    if code == "n" and "n" in state.joint:
        code = "N"
    if code in state.joint:
        yield took(state, element, "", 0.0)
        return
    if code == "/" and (state.aside or state.joint):
        cost += 0.1
    if code == ":":
        cost += 0.2
    if code in ";/+tn&f" and any(isinstance(said, e.Part) for said in state.before):
        cost += 2.0
    if code in "tf" and any(isinstance(said, e.Feel) for said in state.before):
        cost += 2.0
    if state.counts and code in ",.+;&tnN":
        cost += 2.5 if code in "nN" else 1.0
    if code == "a" and _warmed(state):
        return
    if code in ".nN" and any(isinstance(said, e.Feel) for said in state.before):
        cost += 2.5
    following = took(state, element, "", cost, joint=state.joint + code)
    if _open_lines(state) and state.stack[-1].indented:
        yield from _dedented(following, element.indent)
        return
    if _open_lines(state):
        listed = state.stack[-1].lines == 2
        if code == "N" or (listed and code in "n.;tf"):
            yield from _end_lines(following)
            if listed:
                return
    yield following


def _dedented(state: State, indent: e.Indent | None) -> Iterator[State]:
    """Of lines set further in than their count: they end where the next is not."""
    count = state.stack[-1].counts[-1]
    (own, mark), (below, _) = count.indents or ((0, ""), (0, ""))
    alike = below == own and indent is not None and indent[0] == own and indent[1] != mark
    if indent is None or indent[0] > own or alike:
        yield state
        return
    for ended in _end_lines(state):
        if ended.stack and ended.stack[-1].indented:
            yield from _dedented(ended, indent)
        else:
            yield ended


def _warmed(state: State) -> bool:
    """Whether nothing stands there but a warm-up, or an easy run in its place."""
    return all(
        isinstance(item, Block) and (item.role is Role.WARMUP or easy(item)) for item in state.items
    )


def _open_lines(state: State) -> bool:
    return bool(state.stack and state.stack[-1].lines and state.items and not state.counts)


def _end_lines(state: State, open_end: bool = False) -> Iterator[State]:
    """The lines below a count end here."""
    frame = state.stack[-1]
    if not _holds_block(state.items) or state.aside:
        return
    if frame.lines == 2 and sum(isinstance(item, Block) for item in state.items) < 2:
        return
    last = _last_span(state.items)
    inner = Inner(state.items, (frame.start, last), open_end)
    block = Block(inner, frame.counts, frame.before, frame.joint, (frame.start, last))
    yield state._replace(items=(*frame.items, block), stack=state.stack[:-1])


def _last_span(items: tuple[Item, ...]) -> int:
    end = 0
    for item in items:
        if isinstance(item, Block):
            end = max(end, item.span[1], *(said.span[1] for said in item.said))
        elif isinstance(item, Gap):
            end = max(end, item.pause.span[1])
    return end


def _holds_block(items: tuple[Item, ...]) -> bool:
    return any(isinstance(item, Block) for item in items)


def bracket(state: State, element: e.Bracket, cost: float) -> Iterator[State]:
    if element.opens:
        yield from _opens(state, element, cost)
        return
    if state.aside:
        yield took(state, element, "", 0.0, aside=state.aside - 1, joint="")
        return
    if not state.stack or state.stack[-1].lines or state.counts or not _holds_block(state.items):
        return
    frame = state.stack[-1]
    inner = Inner(state.items, (frame.start, element.span[1]))
    start = frame.counts[0].span[0] if frame.counts else frame.start
    block = Block(inner, frame.counts, frame.before, frame.joint, (start, element.span[1]))
    left = tuple(said for said in state.before if isinstance(said, e.Part | e.Feel))
    if state.before and len(left) < len(state.before):
        return
    last = state.items[-1]
    if isinstance(last, Gap) and last.pause.bare:
        cost += 0.5  # it would rather be that of the run before it
    yield took(
        state, element, "", cost + 0.5 * len(left), items=(*frame.items, block), joint="",
        counts=(), before=(), stack=state.stack[:-1],
    )  # fmt: skip


def _opens(state: State, element: e.Bracket, cost: float) -> Iterator[State]:
    if len(state.stack) < 6 and not state.aside:
        own = 0.0 if state.counts else 0.7
        if state.items and not state.joint and not state.counts:
            own += COSTS["no-separator"]
        yield _into(state, element, "", cost + own, state.counts, 0)
    if state.block is not None and state.aside < 2:
        yield took(state, element, "", cost + 0.3 * across(state.joint), aside=state.aside + 1)


def _into(
    state: State, element: Any, role: str, cost: float, counts: tuple[e.Count, ...], lines: int
) -> State:
    """The state within a bracket, or among the lines below a count."""
    if counts and any(isinstance(s, e.Part) and s.role is not Role.STRIDE for s in state.before):
        cost += 2.5  # `WU; 5 x (600, 200)`
    frame = Frame(state.items, counts, state.joint, state.before, element.span[0], lines)
    stack = (*state.stack, frame)
    return took(
        state, element, role, cost, items=(), counts=(), joint="", before=(), stack=stack, aside=0
    )


# -- blocks


def count(state: State, element: e.Count, cost: float) -> Iterator[State]:
    if state.aside:
        return
    cost += _parted(state)
    last = state.items[-1] if state.items else None
    if isinstance(last, Block) and isinstance(last.core, e.Lengths) and state.joint == ",":
        cost += 2.0 if last.counts and last.core.joint == "," else 0.0  # `2 x 200, 400, 2 x 200`
    counts = (*state.counts, element)
    if element.heads:
        yield _into(state, element, "the count", cost, counts, 1)
        return
    if len(state.counts) < 4:
        yield took(state, element, "the count", cost, counts=counts)
    if element.sets and not state.stack:
        own = COSTS["rounds"] if element.rounds else COSTS["open-list"]
        yield _into(state, element, "the count", cost + own, counts, 2)


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
    if element.metres > 300:  # `stride 800 m`: a run by its verb, no strides
        run = [s for s in state.before if not (isinstance(s, e.Part) and s.role is Role.STRIDE)]
        state = state._replace(before=tuple(run))
    owed = _unlikely_run(state, element)
    cost += _parted(state)
    finished = _previous(state)
    if (
        "/" in state.joint
        and 0 < element.ms < 300_000
        and not state.counts
        and finished is not None
        and finished.repeated
        and finished.rests
    ):
        state = asked(state, _runs_or_rests(element))
    if (
        "f" in state.joint
        and not state.counts
        and finished is not None
        and not state.before
        and finished.repeated
        and 0 < element.metres < finished.metres
    ):
        state = asked(state, _part_or_run(element))
    begun = _begun(state, element, cost, element.many and not state.counts)
    yield begun._replace(owed=owed) if owed else begun


def _reported(state: State, run: e.Length) -> bool:
    """`3 x 2 miles off 3 min: 11:45, 11:38`: an odd time that one of the reps may have taken."""
    blocks = [item for item in state.items if isinstance(item, Block)]
    if run.unit != "clock" or not run.ms % 5_000 or not blocks:
        return False
    reps = next((block for block in reversed(blocks) if block.repeated), blocks[-1])
    return reps.repeated and reps.metres > 0 and 140 <= run.ms / reps.metres <= 420


def _unlikely_run(state: State, element: e.Length) -> float:
    if state.counts:
        return 0.6 if element.bare else 0.0
    cost = COSTS["odd-length"] if element.bare else 0.0
    cost += 1.5 if _reported(state, element) else 0.0
    if state.joint == "," and element.ms and element.ms <= 300_000:
        cost += 1.2 if state.items and isinstance(state.items[-1], Gap) else 0.0
    before = _previous(state)
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
    if state.joint == "-" and not before.role:
        cost += 0.4 if before.said else 1.4
    if before.role is Role.STRIDE and element.ms > 180_000:
        return cost
    if "n" in state.joint and isinstance(before.core, Inner) and before.counts:
        return cost  # a line of its own below the lines of a set
    if element.ms and element.ms <= 600_000:
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


def _previous(state: State) -> Block | None:
    """The block before the one that begins, also across a bracket without a count."""
    before = state.block
    if before is None and not state.items and state.stack and not state.stack[-1].counts:
        outer = state.stack[-1].items  # `6 x 400 [2:00]`: no run of its own
        before = outer[-1] if outer and isinstance(outer[-1], Block) else None
    return before


def _begun(state: State, core: Any, cost: float, many: bool = False) -> State:
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
    cost += _parted(state) + COSTS["list-of-runs"]
    before = _previous(state)
    if any(isinstance(said, e.Part) and said.role in QUIET for said in state.before):
        if element.joint == ",":
            return  # `WU 10 min, 7 @ 5k pace`: no two warm-ups
        cost += 3.5
    if _told_before(state, element):
        yield took(state, e.Remark(element.span), TOLD_AGAIN, cost - COSTS["list-of-runs"])
        cost += 2.0
    times = all(0 < run.ms <= 300_000 for run in element.runs)
    if before is not None and times:
        yield from _results(state, before, element.span, [run.ms for run in element.runs], cost)
    blocks = [item for item in state.items if isinstance(item, Block)]
    known = before or (blocks[-1] if blocks else None)  # a recovery may stand between
    reported = all(run.unit == "clock" for run in element.runs)
    reported = reported and any(run.ms % 5_000 for run in element.runs)
    if known is not None and known.metres and (reported or len(element.runs) in _numbers(known)):
        splits = all(140 <= run.ms / known.metres <= 420 for run in element.runs)
        likely = splits and known.repeated and not state.counts
        cost += (2.0 if before is not None else 4.0) if likely else 0.0
    if times and not state.counts:
        state = asked(state, _times_asked(state, element, before))
        if before is not None and before.repeated:
            cost += COSTS["run-after-reps"] + 0.6
    if any(run.bare for run in element.runs):
        cost += 0.5
    if state.counts and not state.counts[-1].sets:
        state = asked(state, _of_what(element))
    if state.counts and not state.counts[-1].sets:
        cost += 2.2 if element.joint == "+" else 0.8
    if before is not None and before.repeated and state.joint == element.joint == ",":
        cost += 0.6  # `2 x 800, 600, 400`: more of the same list
    if (
        "n" in state.joint
        and not state.counts
        and {run.metres for run in element.runs} <= _lengths_of(state.items)
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
    yield _begun(state, element, cost)


def _times_asked(state: State, element: e.Lengths, before: Block | None) -> e.Doubt | None:
    """What is to be asked of times in a row without a count: runs, or recoveries?"""
    first = element.runs[0].ms
    if len(element.runs) == 2 and first == element.runs[1].ms and element.joint == "-":
        return _run_or_rest(element.runs[1])  # `50-50 s for 2 miles`
    if before is None:
        return None
    if before.repeated:
        joined = set(state.joint) & set("tnf+N")
        return None if joined or before.rests else _runs_or_rests(element)
    told = before.ms and not before.counts and before.aims + before.efforts
    return _run_or_rest(element.runs[0]) if told and first < before.ms else None


def _told_before(state: State, element: e.Lengths) -> bool:
    """Whether a list is that of the line or the sentence before, told again."""
    block = state.block
    while block is not None and isinstance(block.core, Inner) and len(block.core.items) == 1:
        only = block.core.items[0]
        block = only if isinstance(only, Block) else None
    if block is None or state.counts or not set(".nN") & set(state.joint):
        return False
    core = block.core
    sizes = [(run.metres, run.ms) for run in element.runs]
    return (
        isinstance(core, e.Lengths)
        and len(sizes) > 2
        and ([(run.metres, run.ms) for run in core.runs] == sizes)
    )


def _runs_or_rests(element: e.Length | e.Lengths) -> e.Doubt:
    return e.Doubt(
        element.span,
        "these times may be runs or recoveries",
        "each recovery with its set, like `4 x 1k R90, 4 x 400 R60`",
    )


def _part_or_run(element: e.Length) -> e.Doubt:
    far = f"{element.metres:g}"
    return e.Doubt(
        element.span,
        f"the {far} it finishes with: a part of each rep, or a run of its own?",
        f"`(last {far} -2)` right after the target, or a run like `1 x {far}`",
    )


def _of_what(element: e.Lengths) -> e.Doubt | None:
    """What is to be asked of a count before two runs or a list of them."""
    if len(element.runs) == 2 and element.joint == "-":
        return _range_or_two(element)
    if len(element.runs) == 2 and element.joint == "/":
        return e.Doubt(
            element.span,
            "'{this}' may be a run and a jog, or two runs",
            "a run and its recovery like `9 x 300, 300 jog`, or `9 x (300 + 300)`",
        )
    if element.joint == ",":
        return e.Doubt(element.span, OF_ALL, "`3 x (700, 500, 300)`, or `3 x 700, then 500, 300`")
    return None


# Asked of `3 x 700, 500, 300`, unless a recovery between sets says it.
OF_ALL = "'{this}': is the count of all, or of the first?"


def _range_or_two(element: e.Lengths) -> e.Doubt:
    first, second = element.runs
    return e.Doubt(
        element.span,
        "'{this}' may be a range or two runs",
        f"`{first.metres:g} m`, or two runs like `({first.metres:g} + {second.metres:g})`",
    )


def _run_or_rest(run: e.Length) -> e.Doubt:
    return e.Doubt(
        run.span,
        "'{this}' may be a run or a recovery",
        "`{this} rest`, `{this} jog`, or a run with its pace",
    )


def reps(state: State, element: e.Reps, cost: float) -> Iterator[State]:
    if state.aside:
        return
    cost += _parted(state)
    counts = (*state.counts, element.count) if element.count else state.counts
    ready = state._replace(counts=counts, before=(*state.before, *element.said))
    cost += _unlikely_run(ready, element.length)
    begun = _begun(ready, element.length, cost)
    yield begun._replace(trail=Trail(element, "a run", state.trail))


# -- targets


def aim(state: State, element: e.Aim, cost: float) -> Iterator[State]:
    block = state.block
    heads = element.everywhere and not (state.items or state.stack)
    if element.label or heads:
        if (not state.items or state.joint) and not state.counts and not state.aside:
            items = (*state.items, Later(element, "label"))
            yield took(state, element, "the pace", cost, items=items)
        return
    if element.target.pace.name == "all":
        if state.items:
            yield later(state, element, "the effort of all", cost, "all")
        return
    if block is not None:
        yield from _aim_of_block(state, block, element, cost)
        last = block.said[-1] if block.said else None
        if isinstance(last, e.Portion) and (state.aside or element.bare):
            return
    fresh = not state.items or bool(state.joint)
    if (
        fresh
        and not element.bare
        and not state.aside
        and not any(isinstance(said, e.Aim) for said in state.before)
    ):
        own = COSTS["target-before"] + (1.5 if state.counts else 0.0)
        yield took(state, element, "the target", cost + own, before=(*state.before, element))


def _aim_of_block(state: State, block: Block, element: e.Aim, cost: float) -> Iterator[State]:
    """A target said of the last block, or of all blocks so far."""
    pace = element.target.pace
    times = [pace.ms] if pace.kind == "time" and not (pace.per or element.bare) else []
    yield from _results(state, block, element.span, times, cost)
    last = block.said[-1] if block.said else None
    own = _aim_cost(state, block, element)
    if isinstance(last, e.Portion) and (state.aside or element.bare):
        return  # of a part of the run, as `portion` reads it
    if isinstance(last, e.Pause) and last.bare and not state.joint and not state.aside:
        own += 1.0  # a target right behind a bare time is that of the time
    if _of_the_jog(state, block, pace):
        yield took(state, e.Remark(element.span), "a remark", cost + 0.2)
    if state.aside and isinstance(last, e.Pause) and not element.target.listed:
        if last.rest.kind == "time" and element.target.pace.per in ("km", "mile"):
            # `recovery 2:15 moderate (around 4:10 per km)`: how the recovery is run
            yield took(state, e.Remark(element.span), "a remark", cost + 0.2)
        own += 0.6
    one = replace(element, aside=True) if state.aside else element
    said = block.saying(one)
    own_line = "n" in block.joint and block.ms > 0 and not element.bare
    run = state._replace(owed=0.0) if own_line else state
    yield told(run, element, "the target", cost + own, said)
    parted = "n" in state.joint or "." in state.joint or "," in state.joint
    everywhere = element.everywhere and len(state.items) > 1
    if everywhere or (parted and not element.bare and not state.aside and len(state.items) > 1):
        free = not any(isinstance(item, Block) and item.aims for item in state.items)
        own = COSTS["target-later"] + (0.8 if "," in state.joint else 0.0)
        own -= 0.9 if free and set(".n") & set(state.joint) else 0.0
        own = 0.0 if everywhere else own
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
    """`400 m jog at 8:00 per mile`: how the jog is run, where the reps have their pace."""
    last = block.said[-1] if block.said else None
    jogged = isinstance(last, e.Pause) and last.rest.kind == "jog" and not state.joint
    return jogged and pace.kind == "time" and bool(pace.per) and block.aims > 0


def _results(
    state: State, block: Block, span: e.Span, times: list[float], cost: float
) -> Iterator[State]:
    """Times in a sentence of their own, after reps that have a target: what was run."""
    known = block.aims and block.metres and not (state.aside or state.counts or state.before)
    near = times and all(140 <= ms / block.metres <= 420 for ms in times) if known else False
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
            cost += 1.2 if plain and element.bare else 1.0 if round_time else 0.4
        else:
            cost += COSTS["second-target"]
    plain = target.pace.kind == "time" and not target.pace.per and not target.listed
    if isinstance(block.core, e.Lengths) and plain and len(block.core.runs) > 1:
        cost += 1.5
    if block.role in (Role.WARMUP, Role.COOLDOWN) and (element.bare or state.joint):
        cost += 1.5
    elif set(";.nN") & set(state.joint) and _warmed(state):
        cost += 1.5  # `2 miles easy then drills; MP mix: 2 x 4k`
    if element.bare:
        cost += _bare_fits(block, element, state)
    elif target.listed and not block.many and len(target.listed) not in _numbers(block):
        cost += COSTS["wrong-number"]
    return cost


def _restates(block: Block, element: e.Aim, first: e.Aim) -> bool:
    """`@ mile pace (4:50)`: the race's own time, or what the pace comes to."""
    race, pace = first.target.pace, element.target.pace
    if first.target.slightly and element.target.offset is not None:
        return (race.kind, race.metres, race.name) == (pace.kind, pace.metres, pace.name)
    if race.kind == pace.kind == "time" and not (race.per or pace.per) and block.metres >= 2000:
        return any(
            abs(pace.ms / race.ms / (block.metres / unit) - 1) < 0.02 for unit in (1000.0, MILE)
        )
    if pace.kind != "time" or race.kind not in ("race", "training"):
        return False
    if pace.per:
        return True
    if race.kind == "race" and race.metres and 115 <= pace.ms / race.metres <= 420:
        return True
    unit = block.core.unit if isinstance(block.core, e.Length) else ""
    per = {"km": 1000.0, "mile": MILE}.get(unit, 0.0)
    if per and block.metres > 1.5 * per and 185 <= pace.ms / per <= 420:
        return True
    # `(90s)`, `(3 min)`: a round time is the recovery
    return bool(block.metres) and 130 <= pace.ms / block.metres <= 270 and pace.ms % 15_000 != 0


def _numbers(block: Block) -> tuple[int, ...]:
    """How many targets would go with a block: one for each rep, or for each run."""
    times = block.counts[-1].number if block.counts else 1
    if isinstance(block.core, e.Lengths):
        return (len(block.core.runs),)
    if isinstance(block.core, Inner):
        inside = [item for item in block.core.items if isinstance(item, Block)]
        if len(inside) == 1:
            return (times, *_numbers(inside[0]))
        return (len(inside),)
    return (times,)


def _bare_fits(block: Block, element: e.Aim, state: State) -> float:
    target = element.target
    paces = target.listed or [target.pace, *([target.fast] if target.fast else [])]
    values = [pace.ms for pace in paces]
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
    if _paces_of_minutes(block, state, values):
        return 0.3
    if not all(metres) or any(
        not (98 if far <= 400 else 116) <= ms / far <= 360
        for ms, far in zip(values, metres, strict=False)
    ):
        return COSTS["nobody-runs"]
    times = block.counts[-1].number if block.counts else 1
    if target.listed and not isinstance(core, e.Lengths) and len(target.listed) != times:
        cost += 1.5
    cost -= COSTS["as-before"] if _as_before(state, e.Aim) else 0.0
    return cost + _bare_costs(block, element, state, values, metres[0])


def _paces_of_minutes(block: Block, state: State, values: list[float]) -> bool:
    """`15 min warm-up (4:55-5:20)`: in brackets behind a run by time, two paces."""
    near = len(values) == 2 and max(values) <= 1.25 * min(values)
    return block.ms >= 240_000 and bool(state.aside) and near and 150_000 <= min(values) <= 480_000


def _as_before(state: State, kind: type[e.Aim | e.Pause]) -> bool:
    """Whether a bare time was taken for the same of the block before: they are alike."""
    before = state.items[-2] if len(state.items) > 1 else None
    return isinstance(before, Block) and any(
        isinstance(said, kind) and said.bare for said in before.said
    )


def _bare_costs(
    block: Block, element: e.Aim, state: State, values: list[float], far: float
) -> float:
    """How unlikely a bare time is the target of a run that somebody could run in it."""
    target = element.target
    ms = values[0]
    several = len(values) > 1
    cost = 0.0
    if target.pace.bare and ms > 130_000 and not several:
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
    if ms % 30_000 == 0 or ms == 45_000 or (far <= 300 and ms % even == 0):
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


# -- recoveries


def pause(state: State, element: e.Pause, cost: float) -> Iterator[State]:
    rest = element.rest
    if rest.place == "sets" and state.doubt is not None and state.doubt.question in (OF_ALL, WHICH):
        state = state._replace(doubt=None)
    block = state.block
    if rest.place == "last":
        if _holds_block(state.items) and not state.counts:
            items = (*state.items, Gap(element, state.joint))
            yield took(state, element, "a recovery", cost + 0.2, items=items, joint="")
        return
    if state.doubt is not None and not (state.items or state.before or state.counts):
        yield took(state, element, "the recovery", cost, joint="")  # of what is asked about
    if element.unitless and block is not None and block.role is Role.COOLDOWN:
        return  # nobody rests after it
    last = block.last(e.Pause) if block is not None else None
    if rest.kind == "none" and last is not None and last.rest.assumed in ("back", "jog"):
        yield took(state, e.Remark(element.span), "a remark", cost)  # they jog: no other rest
    if (
        rest.place in ("reps", "sets", "both", "all")
        and state.joint
        and _open_lines(state)
        and (
            len([item for item in state.items if isinstance(item, Block)]) > 1
            or (rest.place == "sets")
        )
    ):
        for ended in _end_lines(state):
            yield from pause(ended, element, cost)
        cost += 1.0
    if rest.place == "all" and not state.counts:
        yield later(state, element, "the recovery of all", cost, "all")
        return
    if rest.kind == "none" and not rest.place and _all_once(state.items):
        own = 0.1 if state.joint else 0.6
        yield later(state, element, "the recovery of all", cost + own, "all")
        cost += 1.0
    if rest.of_metres and len(_lengths_of(state.items)) > 1:
        yield later(state, element, "the recovery", cost, "after-length")
        return
    warmed = bool(state.items) and not state.aside and _warmed(state)
    ahead = rest.jogged or rest.place or element.bare or set(".;nN") & set(state.joint)
    # `10 min warm up, 4 min jog, 5 x 2 min`: rather more of the same than a recovery
    warm = COSTS["jog-warmed"] if warmed and ahead else 0.0
    by_sets = any(isinstance(item, Later) and item.how == "set" for item in state.items)
    if block is not None and not (by_sets and rest.place == "sets" and block.rests):
        own = across(state.joint) + _rest_fits(state, block, element)
        own += warm + (1.0 if state.before else 0.0)
        said = block.saying(element)
        yield told(state, element, "the recovery", cost + own, said)
    if state.aside or state.counts:
        return
    if (
        state.items
        and (state.joint or (block is not None and block.rests))
        and ((not rest.place and not rest.every) or rest.place == "sets")
    ):
        how = Gap(element, state.joint) if not rest.place else Later(element, "sets")
        own = _gap_cost(state, block, element) + warm
        yield took(state, element, "a recovery", cost + own, items=(*state.items, how), joint="")
    yield from _rest_before(state, element, cost)


def _rest_before(state: State, element: e.Pause, cost: float) -> Iterator[State]:
    """`60s rest: 12 x 300`: of what comes next, at the beginning or behind a warm-up."""
    place = element.rest.place
    others = [said for said in state.before if not isinstance(said, e.Pause)]
    apart = place and all(
        said.rest.place not in ("", place) for said in state.before if isinstance(said, e.Pause)
    )
    begins = not state.items or (state.joint and _warmed(state))
    if begins and (not state.before or (apart and not others)):
        own = COSTS["rest-before"] + (2.0 if element.bare or element.rest.jogged else 0.0)
        before = (*state.before, element)
        yield took(state, element, "the recovery", cost + own, before=before)


def _all_once(items: tuple[Item, ...]) -> bool:
    """Whether nothing but single runs without recoveries stands there, but for a warm-up: `3k, 3k,
    3k, no rest`."""
    if items and isinstance(items[0], Block) and items[0].role is Role.WARMUP:
        items = items[1:]
    blocks = [item for item in items if isinstance(item, Block)]
    free = not any(block.repeated or block.rests or block.role for block in blocks)
    return len(blocks) > 1 and len(blocks) == len(items) and free


def _lengths_of(items: tuple[Item, ...]) -> set[float]:
    """The metres of all runs so far."""
    found: set[float] = set()
    for item in items:
        core = item.core if isinstance(item, Block) else None
        if isinstance(core, Inner):
            found |= _lengths_of(core.items)
        elif core is not None:
            found |= {run.metres for run in (core.runs if isinstance(core, e.Lengths) else [core])}
    return found


def _rest_fits(state: State, block: Block, element: e.Pause) -> float:
    cost = 0.0
    rest = element.rest
    if rest.doubted and not block.aims and block.metres and not state.aside:
        cost += 0.4 if 130 <= rest.ms / block.metres <= 300 else 0.0  # whose time is it?
    taken = block.rests
    if taken >= block.levels + (1 if rest.pair else 0):
        last = block.last(e.Pause)
        jogged = last is not None and {"time", "jog"} == {rest.kind, last.rest.kind}
        cost += 0.6 if jogged else COSTS["second-rest"]
    if block.role in QUIET:
        cost += 1.2
    listed = rest.listed or ()
    one = isinstance(block.core, e.Length)
    doubted = element.bare or rest.doubted
    if listed and doubted and not any(len(listed) in (n - 1, n - one) for n in _numbers(block)):
        cost += 0.0 if len(listed) == 2 and block.levels > 1 else COSTS["wrong-number"]
    if element.bare and isinstance(block.core, e.Lengths):
        cost += 1.5 if len(listed) == len(block.core.runs) else 0.0  # or runs like those before
    if isinstance(block.core, Inner) and len(listed) == 2 and listed[1] >= 2 * listed[0]:
        cost += 2.5  # `2 x (1 km + 600) 2 min, 5 min`: within the set, and between the sets
    if "t" in state.joint and isinstance(block.core, Inner):
        end = block.core.items[-1]
        if isinstance(end, Gap) or (isinstance(end, Block) and not end.repeated and end.rests):
            cost += 0.8  # its passes have their recovery
    if rest.kind == "jog" and rest.metres >= 1600 and 0 < 3 * block.metres < rest.metres:
        cost += 3.0  # `6 x 100 strides + 3 miles easy`
    named = state.trail is not None and isinstance(state.trail.before, Trail)
    if element.bare and state.aside and "," in state.joint and named:
        cost += 1.5  # `4 x 600, short hill (150 m)`
    if element.bare and block.said and isinstance(block.said[-1], e.Portion):
        cost += 2.5  # `last 6 at marathon pace (6:10)`
    single = not block.repeated and isinstance(block.core, e.Length) and not block.aims
    if single and (block.metres >= 3000 or block.ms >= 1_200_000) and rest.kind == "time":
        cost += 1.0
    if element.bare:
        cost += _bare_rest_fits(state, block, element)
    if "t" in state.joint and rest.after_each:
        cost -= 0.8
    return cost


def _bare_rest_fits(state: State, block: Block, element: e.Pause) -> float:
    rest = element.rest
    cost = -COSTS["as-before"] if _as_before(state, e.Pause) else 0.0
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
    if rest.kind == "window" and _paces_of_minutes(block, state, ends):
        cost += 1.5
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


def _gap_cost(state: State, block: Block | None, element: e.Pause) -> float:
    rest = element.rest
    cost = COSTS["gap"]
    if "t" in state.joint:
        cost = 0.2
    elif "n" in state.joint:
        cost = 0.2 if block is None or block.rests else 1.1
    if not state.joint:
        cost += 0.9
    if block is not None and isinstance(block.core, e.Lengths) and not block.rests:
        cost += 1.0
    if block is not None and block.repeated and not block.rests:
        cost += 0.5 if "t" in state.joint else 1.2
    if element.bare:
        cost += 0.6
    last = block.last(e.Pause) if block is not None else None
    if not state.joint and element.said and last is not None and last.bare:
        cost += 1.5  # `5 x 1 km (3:25) w/ 2 min`
    if element.headed and len(state.items) > 1:
        cost += 1.5  # `Recovery: 60 s` on a line of its own: of all of them
    if isinstance(state.items[-1], Gap):
        cost += 2.0
    if block is not None and block.repeated and rest.kind == "jog" and rest.metres == block.metres:
        cost += 1.2  # `5 x 120, 120 walk`: as far as each rep
    if rest.kind == "sendoff":
        cost += 2.0
    return cost


# -- efforts, roles and other words


def feel(state: State, element: e.Feel, cost: float) -> Iterator[State]:
    yield from _word(state, element, cost, "the effort", "efforts")


def _word(state: State, element: Any, cost: float, role: str, flag: str = "") -> Iterator[State]:
    block = state.block
    if block is not None:
        own = 3 * across(state.joint)
        last = block.said[-1] if block.said else None
        if isinstance(last, e.Pause) and last.bare and not state.joint and not state.aside:
            own += 0.6
        own += 0.7 if set(state.joint) & set(".nN") else 0.0
        short = block.ms <= 300_000 and block.metres <= 800
        if (
            flag == "efforts"
            and element.effort in (Effort.EASY, Effort.STEADY)
            and _rests(state.items)
        ):
            own += 0.8
        if state.owed:
            own += state.owed * (1.0 if flag != "efforts" or (element.jogged and short) else 0.2)
        if flag == "efforts":
            own += 0.5 * block.efforts
            own -= 1.3 if element.worded and state.joint == "," and not block.said else 0.0
            long = block.metres >= 800 or block.ms >= 240_000
            if long and element.effort is Effort.SPRINT:
                return  # nobody sprints so far
        elif element.step_ms and block.rests and not state.joint:
            own += 0.5
        if flag == "efforts" and element.jogged and (block.repeated or block.rests or block.aims):
            own += 2.5
        yield told(state._replace(owed=0.0), element, role, cost + own, block.saying(element))
    if not state.items or state.joint or state.counts or state.before:
        yield took(state, element, role, cost + 0.15, before=(*state.before, element))


def _rests(items: tuple[Item, ...]) -> bool:
    """Whether the last run is as short as a recovery, and follows reps of its kind that have none:
    `5 x 2 min hard, 2 min easy`."""
    if len(items) < 2:
        return False
    before, last = items[-2:]
    if not (isinstance(before, Block) and isinstance(last, Block)) or last.counts:
        return False
    bare = before.repeated and not before.rests
    near = 0 < last.metres <= min(before.metres, 1000) and last.metres < 1000
    return bare and (near or 0 < last.ms <= max(before.ms, 180_000))


def part(state: State, element: e.Part, cost: float) -> Iterator[State]:
    block = state.block
    stride = element.role is Role.STRIDE
    if block is not None and block.role is None and (stride or not block.repeated):
        dotted = state.joint == "." and not block.said and len(state.items) == 1
        own = 3 * across(state.joint) + (1.6 if state.joint and not state.aside else 0.0)
        own = 0.5 if dotted else own  # `1 mi. warm up`
        own += 0.2 * state.owed
        if stride and block.repeated and "," in state.joint and 0 < block.metres <= 150:
            own -= 1.6  # `5 x 120 m, stride outs`
        if not stride and (block.aims or block.rests) and not state.aside:
            own += 2.0
        if not stride and isinstance(block.core, e.Lengths):
            own += 2.0
        if isinstance(block.core, e.Lengths) and block.core.joint == "," and not stride:
            return  # `R60, 50, 40, 10 min c/d`
        said = block.saying(element)
        if element.role is Role.COOLDOWN and set("n,;.") & set(said.joint) and len(state.items) > 1:
            yield from _home(state, said, element, cost + own)
            own += 2.0 if state.stack and state.stack[-1].lines else 0.0
        yield told(state._replace(owed=0.0), element, "what it is for", cost + own, said)
    if stride and state.counts:
        hundred = e.Length(
            element.span, 100.0, 0.0, "m",
            notes=("strides without a length taken as 100 m",),
        )  # fmt: skip
        ready = state._replace(before=(*state.before, element))
        yield _begun(ready, hundred, cost + 0.2)
    if not state.items or state.joint or state.counts:
        ended = state
        if element.role is Role.COOLDOWN and _open_lines(state):
            for after in _end_lines(state):
                yield took(after, element, "what it is for", cost, before=(element,))
        yield took(ended, element, "what it is for", cost, before=(*state.before, element))
        if not stride and not state.counts and not state.aside and not element.headed:
            yield took(state, _alone(element), "a remark", cost + 1.0)
        elif stride and not state.counts and state.items:
            yield took(state, _alone(element), "a remark", cost + 1.5)
    if state.aside:
        yield took(state, _alone(element), "a remark", cost + 1.0)


def _home(state: State, block: Block, element: e.Part, cost: float) -> Iterator[State]:
    """The lines below a count end before the cool-down."""
    if not state.stack or not state.stack[-1].lines:
        return
    for ended in _end_lines(state._replace(items=state.items[:-1])):
        yield took(
            ended, element, "what it is for", cost, items=(*ended.items, block), joint="",
            owed=0.0,
        )  # fmt: skip


def _alone(element: e.Part) -> e.Remark:
    """A warm-up without any length."""
    return e.Remark(element.span, notes=("no-length",))


def manner(state: State, element: e.Manner, cost: float) -> Iterator[State]:
    block = state.block
    if block is not None:
        own = 2 * across(state.joint)
        said = block.saying(element)
        if element.plural and not block.counts and isinstance(block.core, e.Length):
            said = said._replace(many=True)
        yield took(state, element, "", cost + own, items=put(state.items, said))
    if not state.items or state.joint or state.counts or state.before:
        yield took(state, element, "", cost + 0.1, before=(*state.before, element))


def change(state: State, element: e.Change, cost: float) -> Iterator[State]:
    block = state.block
    profile = element.profile
    if profile is not None and element.notes and block is not None and not state.doubt:
        clear = block.aims and not block.rests and profile.metres <= block.metres / 2
        if block.repeated and not clear:
            far = f"{profile.metres:g}"
            doubt = e.Doubt(
                element.span,
                "'{this}': a part of each rep, or a run of its own?",
                f"`({profile.kind} {far} -2)` right after the target, or a run like `1 x {far}`",
            )
            state = asked(state, doubt)
    yield from _word(state, element, cost, "how it changes")


def of_reps(state: State, element: e.Tail | e.Shares, cost: float) -> Iterator[State]:
    block = state.block
    shares = isinstance(element, e.Shares)
    if isinstance(element, e.Shares) and element.metres:
        yield from _of_length(state, element, cost)
        return
    if block is None or not (block.repeated or (block.many and shares)):
        if block is not None and isinstance(element, e.Shares):
            yield from _in_stretches(state, block, element, cost)
        return
    if shares and any(isinstance(said, e.Shares) for said in block.said):
        return  # the one would take the place of the other
    own = across(state.joint)
    said = block.saying(element)
    if isinstance(element, e.Shares):
        named = {rep for reps, _ in element.parts for rep in reps}
        number = min(_numbers(block)) if 0 in named else len(named)
        if block.repeated and number not in _numbers(block) and not element.cycle:
            own += 0.5 if number < min(_numbers(block)) else COSTS["wrong-number"]
        elif block.aims:
            own += COSTS["second-target"]
    yield told(state, element, "the target", cost + own, said)


def _of_length(state: State, element: e.Shares, cost: float) -> Iterator[State]:
    """`2 x 6k + 6 x 1k`, then `1st 6k @ MP, 2nd 6k @ HMP`: of the block of that length."""
    for i, item in enumerate(state.items):
        if not isinstance(item, Block) or not item.repeated or item.aims:
            continue
        if abs(item.metres - element.metres) < 1:
            items = (*state.items[:i], item.saying(element), *state.items[i + 1 :])
            own = cost - COSTS["lengths-known"] + 0.2 * across(state.joint)
            yield took(state, element, "the target", own, items=items, joint="")


def _in_stretches(state: State, block: Block, element: e.Shares, cost: float) -> Iterator[State]:
    """`8 miles: 2 easy, 4 @ MP, 2 easy`: the stretches of one run, in its unit."""
    core = block.core
    scale = {"mile": MILE, "km": 1000.0, "min": 60_000.0}
    unit = scale.get(core.unit, 0.0) if isinstance(core, e.Length) else 0.0
    if not isinstance(core, e.Length) or block.said:
        return
    if element.cycle == 2 and core.metres and (element.by_unit or core.unit == "lap"):
        yield from _by_turns(state, block, element, cost)
        return
    number = sum(len(reps) for reps, _ in element.parts)
    if not unit or abs(number * unit - (core.metres or core.ms)) > 1 or element.cycle:
        return
    runs = tuple(
        (
            replace(
                core,
                metres=len(reps) * unit if core.metres else 0.0,
                ms=len(reps) * unit if core.ms else 0.0,
            ),
            target if target.pace.kind != "none" else None,
            target.effort,
        )
        for reps, target in element.parts
    )
    parts = e.Parts(element.span, runs)
    yield told(state, parts, "its parts", cost + across(state.joint), block.saying(parts))


def _by_turns(state: State, block: Block, element: e.Shares, cost: float) -> Iterator[State]:
    """`20 laps alternating 5k pace and marathon pace`: lap by lap."""
    core = block.core
    assert isinstance(core, e.Length)
    if len(element.parts) != 2:
        return
    unit = {"mile": MILE, "km": 1000.0, "lap": 400.0}.get(core.unit, 0.0)
    number = core.metres / unit if unit else 0.0
    if abs(number - round(number)) > 0.01 or round(number) % 2 or not 2 <= number <= 60:
        return
    one = replace(core, metres=core.metres / round(number))
    two = tuple((one, target, target.effort) for _, target in element.parts)
    parts = e.Parts(element.span, two * (round(number) // 2))
    yield told(state, parts, "its parts", cost + across(state.joint), block.saying(parts))


def portion(state: State, element: e.Portion, cost: float) -> Iterator[State]:
    block = state.block
    if block is None or block.repeated or not isinstance(block.core, e.Length):
        return
    whole, amount = block.core, element.amount
    if block.role in (Role.WARMUP, Role.COOLDOWN):
        return  # `Warm up 15 min. First 12 min easy, next 10 min steady`
    if whole.metres < 2000 and whole.ms < 600_000:
        return
    alike = amount.kind == "n" or (amount.kind == "m") == bool(whole.metres)
    more = any(isinstance(said, e.Portion) for said in block.said)
    if not alike or (element.place == "next" and not more):
        return
    own = across(state.joint)
    said = block.saying(element)
    yield told(state, element, "the target", cost + own, said)


def by_length(state: State, element: e.ByLength, cost: float) -> Iterator[State]:
    if state.items and not state.counts:
        known = _lengths_of(state.items)
        if all(any(abs(metres - far) < 1 for far in known) for metres in element.metres):
            cost -= COSTS["lengths-known"]
        else:
            cost += COSTS["lengths-strange"]
        yield later(state, element, "the target", cost + 0.2 * across(state.joint), "length")


def parts(state: State, element: e.Parts, cost: float) -> Iterator[State]:
    block = state.block
    if element.place == "shares":
        if block is None or not isinstance(block.core, e.Length) or block.aims:
            return
        core, size = block.core, len(element.runs)
        one = replace(core, metres=core.metres / size, ms=core.ms / size)
        named = element.runs[0][0].metres
        if named and abs(named - one.metres) > 1:
            return
        element = replace(
            element,
            place="",
            runs=tuple((one, target, effort) for _, target, effort in element.runs),
        )
    if block is not None and isinstance(block.core, e.Length) and block.ms:
        total = sum(run.ms for run, _, _ in element.runs)
        if not element.place and abs(total - block.ms) < 1:
            said = block.saying(element)
            yield told(state, element, "its parts", cost + across(state.joint), said)
    if block is not None and isinstance(block.core, e.Length) and block.metres:
        total = sum(run.metres for run, _, _ in element.runs)
        short = block.aims and block.metres < 2000
        if element.place and 0 < total < block.metres and (block.repeated or short):
            rest = replace(block.core, metres=block.metres - total)
            runs = ((rest, None, Effort.NONE), *element.runs)
            element = replace(element, runs=runs if element.place == "last" else runs[::-1])
            total = block.metres
        if abs(total - block.metres) < 1:
            said = block.saying(element)
            yield told(state, element, "its parts", cost + across(state.joint), said)


def by_set(state: State, element: e.BySet, cost: float) -> Iterator[State]:
    if _holds_block(state.items) and not state.counts:
        yield later(state, element, "the set", cost + 0.2 * across(state.joint), "set")


def regroup(state: State, element: e.Regroup, cost: float) -> Iterator[State]:
    block = state.block
    if block is None or len(block.counts) != 1 or not isinstance(block.core, e.Length):
        return
    number = block.counts[0].number
    sets = element.sets or number // max(element.reps, 1)
    if number != sets * element.reps or sets < 2:
        return
    counts = (
        e.Count(element.span, sets, sets=True),
        replace(block.counts[0], number=element.reps),
    )
    yield told(
        state, element, "the sets", cost + 0.3 * across(state.joint), block._replace(counts=counts)
    )


def rest_share(state: State, element: e.RestShare | e.RestTurns, cost: float) -> Iterator[State]:
    block = state.block
    if block is None or not block.repeated:
        return
    said = block.saying(element)
    yield told(state, element, "the recovery", cost + 0.3 * across(state.joint), said)


# -- what stands around


def remark(state: State, element: e.Remark, cost: float) -> Iterator[State]:
    if state.counts:
        cost += 0.3
    if not state.counts and any(isinstance(said, e.Aim) for said in state.before):
        cost += 1.2
    if "paced-title" in element.notes and state.items:
        cost += 0.5
    yield took(state, element, "a remark", cost)


def left(state: State, element: e.Left, cost: float) -> Iterator[State]:
    yield took(state, element, "left out", cost)


def runner(state: State, element: e.Runner, cost: float) -> Iterator[State]:
    if state.race is None and not state.items:
        yield took(state, element, "the runner", cost, race=element.race)


def doubt(state: State, element: e.Doubt, cost: float) -> Iterator[State]:
    if "{whole}" in element.question:
        block = state.block
        if block is None or block.repeated or (block.metres < 3000 and block.ms < 1_200_000):
            return
        element = replace(element, whole=block.core.span)
    following = took(state, element, "a doubt", cost + 0.1, doubt=state.doubt or element)
    yield following if state.joint or not state.items else following._replace(joint=",")


Attach = Callable[[State, Any, float], Iterator[State]]
ATTACH: dict[type, Attach] = {
    e.Joint: joint, e.Bracket: bracket, e.Count: count, e.Length: length, e.Lengths: lengths,
    e.Reps: reps, e.Aim: aim, e.Pause: pause, e.Feel: feel, e.Part: part, e.Manner: manner,
    e.Change: change, e.Tail: of_reps, e.Shares: of_reps, e.Portion: portion,
    e.ByLength: by_length, e.Parts: parts, e.Again: again, e.Remark: remark, e.Runner: runner,
    e.Left: left, e.Ends: ends, e.Fill: fill, e.Mirror: mirror,
    e.Doubt: doubt, e.BySet: by_set, e.Regroup: regroup, e.RestShare: rest_share,
    e.RestTurns: rest_share,
}  # fmt: skip


# What may yet say that a length is a run.
REDEEMING = frozenset(
    [e.Aim, e.Feel, e.Part, e.Manner, e.Change, e.Remark, e.Left, e.Again, e.Fill]
)


def closed(state: State, end: int) -> Iterator[State]:
    """The state at the end of the text, where it may end there."""
    if state.counts or state.aside:
        return
    state = charged(state)
    while state.stack:
        if not state.stack[-1].lines:
            return
        frame = state.stack[-1]
        ended = list(_end_lines(state, frame.lines == 1 and not frame.indented))
        if not ended:
            return
        state = ended[0]
    if not _holds_block(state.items):
        return
    aims = [said for said in state.before if isinstance(said, e.Aim)]
    rests = [said for said in state.before if isinstance(said, e.Pause)]
    items = state.items
    cost = state.cost + _rest_at_end(items)
    last = items[-1]
    if isinstance(last, Later) and last.how == "label":
        items = (*items[:-1], Later(last.element, "all"))  # at the end it heads nothing
        cost += 0.3
    for said in state.before:
        if isinstance(said, e.Aim) and len(aims) == 1:
            items = (*items, Later(said, "all"))
            cost += 0.3
        elif isinstance(said, e.Part | e.Manner):
            cost += 1.0
        else:
            cost += 3.0
    if rests:
        return
    yield state._replace(items=items, cost=cost, before=())


def _rest_at_end(items: tuple[Item, ...]) -> float:
    """What it costs that a recovery follows the last rep of a set that has none between them."""
    before = items[-2] if len(items) > 1 else None
    if not isinstance(items[-1], Gap) or not isinstance(before, Block):
        return 0.0
    if not any(isinstance(item, Block) and (item.rests or item.role) for item in items):
        return 1.0  # `1k, 800, 600, 90s rest`: it stands between them
    return 2.0 if before.repeated and before.rests < before.levels else 0.0
