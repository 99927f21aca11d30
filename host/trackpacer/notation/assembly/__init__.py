# SPDX-License-Identifier: MIT
"""A finished cover becomes the tree that scope and prices work on.

Here: the blocks of a line or a bracket, one after the other. One block is put together in `draft`
and `building`; what is said of several blocks at once is in `later`.
"""

from __future__ import annotations

from typing import Any

from trackpacer.notation import elements as e
from trackpacer.notation.assembly import byrep, bysets, doubts, later, placing, wholes
from trackpacer.notation.assembly.brackets import led_into, on_end, passes, where_they_end
from trackpacer.notation.assembly.building import build
from trackpacer.notation.assembly.draft import drafted
from trackpacer.notation.assembly.order import (
    between_blocks,
    cool_down_last,
    put_first,
    warm_up_first,
)
from trackpacer.notation.assembly.parted import in_parts
from trackpacer.notation.blocks import Block, Gap, Inner, Later, Said, State
from trackpacer.notation.blocks import Item as Part
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.source import Source
from trackpacer.notation.tree import GroupSpec, Item, RepeatSpec, Rest, RunSpec, runs_of
from trackpacer.records import replace
from trackpacer.session import Role
from trackpacer.times import clock


def assemble(state: State, source: Source) -> list[Item]:
    """The blocks of a cover, in their order. Raises NotationError where they do not fit."""
    _trail(state, source)
    source.race = state.race
    items = sequence(state.items, source, True)
    if any(e.BY_TURNS in remark.notes for remark in _taken(state, e.Remark)):
        wholes.sets_by_turns(items, source)
    wholes.reps_by_turns(items, source)
    wholes.rested_between(items)
    warm_up_first(items, source)
    cool_down_last(items, source)
    bysets.apply(bysets.found(state.items), items, source)
    bysets.by_their_list(items, source)
    between_blocks(items)
    later.parts_of_one_run(items, source)
    doubts.easy_home(items, source)
    doubts.minutes_or_hours(items, source)
    doubts.how_often(items, source)
    doubts.percent_of_what(_taken(state, e.Aim), source)
    doubts.paced_title(items, _taken(state, e.Remark), source)
    doubts.second_recovery(items, source)
    doubts.one_for_each(items, source)
    doubts.between_each(items, source)
    doubts.run_round(items, source)
    return items


def _trail(state: State, source: Source) -> None:
    """What the phrases assumed, and what was passed over."""
    elements: list[Any] = _taken(state, object)
    for element in reversed(elements):
        for note in element.notes:
            if note == "no-length":
                shown = source.quote(*element.span)
                note = f"'{shown}' has no length: left to the runner, not on the watch"
            if note not in ("paced-title", "steps-go-on", e.BY_TURNS):
                source.note(note.replace("{this}", source.quote(*element.span)))
        unasked = isinstance(element, e.Doubt) and element.choices is None
        if unasked or isinstance(element, e.Remark | e.Left):
            source.passed.append(element.span)
            if isinstance(element, e.Left):
                source.left.append(element.span)
        elif isinstance(element, e.Runner):
            _of_runner(element, source)


def _of_runner(runner: e.Runner, source: Source) -> None:
    """`a 35min (3:20/km) 10k runner`: a race and its pace must agree."""
    second, race = runner.second, runner.race
    length = {"km": 1000.0, "mile": MILE}.get(second.per, 0.0) if second is not None else 0.0
    if second is None or not length:
        return
    pace = race.time_ms / race.metres * length
    if abs(pace - second.ms) > 1000:
        source.warnings.append(
            f"{race.name} is {clock(pace, 0)}/{second.per}, not {clock(second.ms, 0)}; "
            "the first is taken"
        )


def _taken(state: State, kind: type[Said]) -> list[Said]:
    """The elements of a kind that were taken, the last first."""
    return [trail.element for trail in state.taken() if isinstance(trail.element, kind)]


def sequence(parts: tuple[Part, ...], source: Source, top: bool) -> list[Item]:
    """The items of a line or a bracket."""
    items: list[Item] = []
    todo: list[tuple[Later, int]] = []
    sets: list[tuple[Rest, Item]] = []
    numbered = any(isinstance(part, Later) and part.how == "set" for part in parts)
    slashed: list[tuple[RunSpec, RunSpec]] = []
    on_end_of: list[RunSpec] = []
    joints: dict[int, str] = {}  # by the item's identity: what stood before it
    for part in parts:
        if isinstance(part, Later):
            if part.how == "set" or (part.how == "sets" and numbered):
                continue  # see bysets
            todo.append((part, len(items)))
        elif isinstance(part, Gap):
            items.append(_gap(part, items, source))
        else:
            before = items[-1] if items else None
            item, left = block(part, source)
            joints[id(item)] = part.joint
            if "a" in part.joint or "b" in part.joint:
                behind = isinstance(before, RepeatSpec) and isinstance(item, RunSpec)
                put_first(item, items, source, "b" in part.joint or (behind and part.joint == "a"))
            else:
                items.append(item)
            if "/" in part.joint and isinstance(item, RunSpec) and isinstance(before, RunSpec):
                slashed.append((before, item))
            on_end_of += _joined(part, items)
            for rest in left:
                if rest.place == "sets":
                    sets.append((rest, item))
                else:
                    _left_over(items, rest, source)
    later.at_once(slashed, source)
    items = wholes.explained(wholes.alternating(items, joints, source), source)
    led_into(items, source)
    # A label reaches up to the next one: the last is put first.
    labels = [(one, at) for one, at in reversed(todo) if one.how == "label"]
    for one, at in [*labels, *((one, at) for one, at in todo if one.how != "label")]:
        if one.how == "sets" and not top and not _has_sets(items):
            items.append(replace(one.element.rest, notes=[], place="sets"))
            continue
        later.apply(one, items, at, source)
    if later.each_in_its_own(sets, source):
        sets = []
    for rest, _ in sets:
        if numbered or (not top and not _has_sets(items)):
            items.append(rest)
        else:
            later.between_sets(rest, items, source)
    later.slashed(items, top)
    later.on_a_belt(items, source, top)
    for run in on_end_of:
        run.continuous = True
    return items


def _gap(part: Gap, items: list[Item], source: Source) -> Rest:
    """A recovery by itself between two blocks."""
    rest = replace(part.pause.rest, notes=[], place="gap")
    single = items[-1] if items else None
    if not isinstance(single, RunSpec):
        return rest
    if part.pause.rest.place == "last":
        single.rest = None  # `2 min (60s), 3 min after the last rep`
    last = single.rest
    if rest.kind == "none" and last is not None and last.floating and last.pace is not None:
        single.rest, rest = None, replace(last, place="gap")  # a float that is run: of it as well
    if rest.kind == "none" and single.rest is not None:
        # `300 m float, no rest`: none besides, or none?
        raise source.second_rest(rest.span, each_run=True)
    return rest


def _joined(part: Block, items: list[Item]) -> list[RunSpec]:
    """`6 km, 6 km, then 6 km without stopping`: the runs that each go on into the next."""
    if not any(isinstance(said, e.Change) and said.joined for said in part.said):
        return []
    found: list[RunSpec] = []
    for item in reversed(items):
        if not isinstance(item, RunSpec) or item.role is not Role.WORK:
            break
        if found and item.rest is not None:
            break
        found.append(item)
    return found[1:]


def _has_sets(items: list[Item]) -> bool:
    return sum(isinstance(item, RepeatSpec) for item in items) > 1


def _left_over(items: list[Item], rest: Rest, source: Source) -> None:
    if rest.place == "ahead":  # `then 3k eight minutes later`
        items.insert(len(items) - 1, replace(rest, place="gap"))
        return
    if rest.place in ("reps", "both"):
        raise source.fail("a second recovery between reps", rest.span, "one recovery between reps")
    if not rest.place and placing.held(items[-1]) and not doubts.walked(rest, source):
        raise source.second_rest(rest.span)
    rest.place = rest.place or "gap"
    items.append(rest)


def block(part: Block, source: Source) -> tuple[Item, list[Rest]]:
    """One block, and the recoveries that have no place in it."""
    for count in part.counts:
        for note in count.notes:
            source.note(note) if note not in source.notes else None
    item = _core(part, source)
    draft = drafted(part, source)
    told = draft.shares is not None or (draft.target and len(draft.target.listed) > 1)
    if part.many and not part.counts and not told:
        shown = source.quote(*part.core.span)
        manner = next((s for s in part.said if isinstance(s, e.Manner) and s.plural), None)
        if manner is not None:
            shown = source.quote(part.core.span[0], manner.span[1])
        raise source.fail(f"how many {shown}?", part.core.span, f"a count, like `8 x {shown}`")
    item = build(item, draft, part, source)
    for run in runs_of(item):
        run.newline = False
    if not isinstance(item, Rest):
        item.newline = "n" in part.joint or "N" in part.joint
    if draft.turns is not None:
        item = byrep.by_turns(item, draft.turns, source)
    if draft.after:
        item, draft.rests = byrep.after_reps(item, draft.after, draft.rests, source)
    once = part.counts and all(count.number == 1 for count in part.counts)
    if once and isinstance(item, RepeatSpec) and item.paren and len(draft.rests) == 1:
        draft.rests[0].place = draft.rests[0].place or "reps"  # `1 x (600, 400), rec 8 min`
    if len(draft.rests) == 1 and draft.rests[0].place == "reps" and _goes_by_turns(item, source):
        draft.rests[0].place = "both"
    rest = draft.rests[0] if len(draft.rests) == 1 else None
    last = max((count.span[0] for count in part.counts), default=0)
    row = isinstance(part.core, e.Lengths) and part.core.joint == ","
    behind = row and part.core.span[0] < last
    if behind and rest and last < rest.span[0] and not (rest.pair or rest.listed or rest.place):
        rest.place = "both"  # `4 min, 2 min, 1 min x 3, 45 s recoveries`
    left = placing.place(item, draft.rests, source)
    return in_parts(item, draft, source), left


def _goes_by_turns(item: Item, source: Source) -> bool:
    """`alternate 300s and 600s, 4 of each, 60 s between reps`: they are reps, and no sets."""
    before = source.plain[: runs_of(item)[0].start].lower().rstrip()
    return isinstance(item, RepeatSpec) and before.endswith(("alternating", "alternate"))


def _core(part: Block, source: Source) -> Item:
    start, end = part.span
    core = part.core
    item: Item
    counts = list(part.counts)
    if isinstance(core, e.Length):
        item = wholes.run_of(core)
        item.counted = bool(counts)
    elif isinstance(core, e.Lengths):
        runs = [wholes.run_of(one) for one in core.runs]
        item = GroupSpec(core.span[0], core.span[1], runs)
    else:
        body = sequence(_one_by_one(core), source, False)
        inmost = counts.pop() if counts else None
        innermost = inmost.number if inmost else 1
        start = inmost.span[0] if inmost and inmost.span[0] < core.span[0] else start
        item = RepeatSpec(start, max(end, core.span[1]), innermost, body, paren=True)
        item.rest = _of_all(core, part, body) if innermost > 1 else None
        passes(item, source)
        if core.lines and part.counts:
            where_they_end(item, part, source)
        on_end(item, source, bool(part.rests))
        if innermost == 1 and len(item.body) == 1 and isinstance(item.body[0], RepeatSpec):
            item = item.body[0]
    for count in reversed(counts):
        if count.number > 1:
            first = count.span[0] if count.span[0] < core.span[0] else start
            item = RepeatSpec(first, max(end, count.span[1]), count.number, [item])
    return item


def _of_all(core: Inner, part: Block, body: list[Item]) -> Rest | None:
    """`600, 800, 400, jog 200 between all. Two sets`: between the sets, too."""
    every = [one.element for one in core.items if isinstance(one, Later) and one.how == "all"]
    told = [one.rest for one in every if isinstance(one, e.Pause)]  # a target may be of all, too
    own, last = part.told(e.Pause), body[-1] if body else None
    if own or len(body) < 2 or not isinstance(last, RunSpec) or last.rest or len(told) != 1:
        return None
    rest: Rest = told[0]
    return replace(rest, place="", notes=[], inherited_from=True) if rest.sized else None


def _one_by_one(core: Inner) -> tuple[Part, ...]:
    """`(800 + 400)`: two or three runs in a bracket are runs of their own."""
    only = core.items[0] if len(core.items) == 1 else None
    if not isinstance(only, Block) or not isinstance(only.core, e.Lengths) or only.counts:
        return core.items
    if (
        len(only.core.runs) > 3
        or only.core.joint == "-"
        or any(isinstance(said, e.Pause | e.Aim) for said in only.said)
    ):
        return core.items
    return tuple(
        Block(run, (), only.said, only.joint if not i else ",", run.span)
        for i, run in enumerate(only.core.runs)
    )
