# SPDX-License-Identifier: MIT
"""A finished cover becomes the tree that scope and prices work on.

A block is put together here from its core and all that was said of it; what is said of several
blocks at once is in `later`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from trackpacer.notation import byrep, bysets, doubts, later, placing, wholes
from trackpacer.notation import elements as e
from trackpacer.notation.blocks import Block, Gap, Inner, Later, Said, State
from trackpacer.notation.blocks import Item as Part
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.source import Source
from trackpacer.notation.tree import (
    GroupSpec,
    Item,
    RepeatSpec,
    Rest,
    RunSpec,
    Target,
    runs_of,
)
from trackpacer.session import Effort, Role
from trackpacer.times import clock


@dataclass(slots=True)
class Draft:
    """What is said about one block."""

    rests: list[Rest]
    change: e.Change
    target: Target | None = None
    role: Role | None = None
    effort: Effort = Effort.NONE
    jogged: bool = False
    long_run: bool = False
    tail: e.Tail | None = None
    shares: e.Shares | None = None
    portions: list[e.Portion] = field(default_factory=list)
    parts: e.Parts | None = None
    turns: e.RestTurns | None = None
    after: list[e.RestShare] = field(default_factory=list)


def assemble(state: State, source: Source) -> list[Item]:
    """The blocks of a cover, in their order. Raises NotationError where they do not fit."""
    _trail(state, source)
    source.race = state.race
    items = sequence(state.items, source, True)
    _warm_up_first(items, source)
    _cool_down_last(items, source)
    bysets.apply(bysets.found(state.items), items, source)
    _between_blocks(items)
    doubts.easy_home(items, source)
    doubts.minutes_or_hours(items, source)
    doubts.how_often(items, source)
    doubts.percent_of_what(_taken(state, e.Aim), source)
    doubts.paced_title(items, _taken(state, e.Remark), source)
    doubts.second_recovery(items, source)
    return items


def _between_blocks(items: list[Item]) -> None:
    """`3 x 3 min with 90 s between efforts, 3 x 2 min with 60 s between efforts`: where each set
    has its own, and none is written between the sets, it goes on between them."""
    rests = [item.rest for item in items if isinstance(item, RepeatSpec)]
    runs = [run for item in items for run in runs_of(item)]
    timed = all(run.ms for run in runs if run.role is Role.WORK)
    if not timed or any(isinstance(item, Rest) for item in items) or None in rests:
        return
    for rest in rests[:-1]:
        if rest is not None and rest.place == "reps" and rest.kind in ("time", "jog", "window"):
            rest.trailing = True


def _warm_up_first(items: list[Item], source: Source) -> None:
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
    strides = items[at + 1] if at + 1 < len(items) else None
    near = isinstance(strides, RepeatSpec) and not strides.newline
    if near and all(run.role is Role.STRIDE for run in runs_of(items[at + 1])):
        items.insert(1, items.pop(at + 1))  # `…, then 4 strides`


def _cool_down_last(items: list[Item], source: Source) -> None:
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


def _trail(state: State, source: Source) -> None:
    """What the phrases assumed, and what was passed over."""
    elements: list[Any] = _taken(state, object)
    for element in reversed(elements):
        for note in element.notes:
            if note == "no-length":
                shown = source.quote(*element.span)
                note = f"'{shown}' has no length: left to the runner, not on the watch"
            if note not in ("paced-title", "steps-go-on"):
                source.note(note)
        unasked = isinstance(element, e.Doubt) and element.choices is None
        if unasked or isinstance(element, e.Remark | e.Left):
            source.passed.append(element.span)
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
    sets: list[Rest] = []
    numbered = any(isinstance(part, Later) and part.how == "set" for part in parts)
    joints: dict[int, str] = {}  # by the item's identity: what stood before it
    for part in parts:
        if isinstance(part, Later):
            if part.how == "set" or (part.how == "sets" and numbered):
                continue  # see bysets
            todo.append((part, len(items)))
        elif isinstance(part, Gap):
            rest = replace(part.pause.rest, notes=[], place="gap")
            single = items[-1] if items else None
            if part.pause.rest.place == "last" and isinstance(single, RunSpec):
                single.rest = None  # `2 min (60s), 3 min after the last rep`
            items.append(rest)
        else:
            before = items[-1] if items else None
            item, left = block(part, source)
            joints[id(item)] = part.joint
            if "a" in part.joint:
                _first(item, items, source)
            else:
                items.append(item)
            if "/" in part.joint and isinstance(item, RunSpec) and isinstance(before, RunSpec):
                later.at_once(before, source, item)
            for rest in left:
                if rest.place == "sets":
                    sets.append(rest)
                else:
                    _left_over(items, rest, source)
    items = wholes.explained(wholes.alternating(items, joints, source), source)
    # A label reaches up to the next one: the last is put first.
    labels = [(one, at) for one, at in reversed(todo) if one.how == "label"]
    for one, at in [*labels, *((one, at) for one, at in todo if one.how != "label")]:
        if one.how == "sets" and not top and not _has_sets(items):
            items.append(replace(one.element.rest, notes=[], place="sets"))
            continue
        later.apply(one, items, at, source)
    for rest in sets:
        if numbered or (not top and not _has_sets(items)):
            items.append(rest)
        else:
            later.between_sets(rest, items, source)
    later.slashed(items, top)
    return items


def _has_sets(items: list[Item]) -> bool:
    return sum(isinstance(item, RepeatSpec) for item in items) > 1


def _first(item: Item, items: list[Item], source: Source) -> None:
    """`8 x 10s hills after 45 min easy`: what comes after is written first."""
    quiet = isinstance(item, RunSpec) and item.role is not Role.WORK
    if len(items) != 1 or not quiet:
        raise source.fail(
            "what comes first?",
            item.span[0] if isinstance(item, Rest) else item.start,
            "the blocks in their order, like `45 min easy, then 8 x 10s hills`",
        )
    items.insert(0, item)


def _left_over(items: list[Item], rest: Rest, source: Source) -> None:
    if rest.place in ("reps", "both"):
        raise source.fail(
            "a second recovery between reps", rest.span[0], "one recovery between reps"
        )
    if not rest.place and placing.held(items[-1]) and not doubts.walked(rest, source):
        raise source.fail(
            f"a second recovery, '{source.quote(*rest.span)}'",
            rest.span[0],
            "one recovery between reps, and any other with its place, like `3 min between sets`",
        )
    rest.place = rest.place or "gap"
    items.append(rest)


# -- one block


def block(part: Block, source: Source) -> tuple[Item, list[Rest]]:
    """One block, and the recoveries that have no place in it."""
    for count in part.counts:
        for note in count.notes:
            source.note(note) if note not in source.notes else None
    item = _core(part, source)
    draft = _draft(part, source)
    told = draft.shares is not None or (draft.target and len(draft.target.listed) > 1)
    if part.many and not part.counts and not told:
        shown = source.quote(*part.core.span)
        manner = next((s for s in part.said if isinstance(s, e.Manner) and s.plural), None)
        if manner is not None:
            shown = source.quote(part.core.span[0], manner.span[1])
        raise source.fail(f"how many {shown}?", part.core.span[0], f"a count, like `8 x {shown}`")
    item = _build(item, draft, part, source)
    for run in runs_of(item):
        run.newline = False
    if not isinstance(item, Rest):
        item.newline = "n" in part.joint or "N" in part.joint
    if draft.turns is not None:
        item = byrep.by_turns(item, draft.turns, source)
    if draft.after:
        item, draft.rests = byrep.after_reps(item, draft.after, draft.rests, source)
    left = placing.place(item, draft.rests, source)
    return _parted(item, draft, source), left


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
        _passes(item, source)
        if core.lines and part.counts:
            _where_they_end(item, part, source)
        _on_end(item, source)
        if innermost == 1 and len(item.body) == 1 and isinstance(item.body[0], RepeatSpec):
            item = item.body[0]
    for count in reversed(counts):
        if count.number > 1:
            first = count.span[0] if count.span[0] < core.span[0] else start
            item = RepeatSpec(first, max(end, count.span[1]), count.number, [item])
    return item


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


def _passes(item: RepeatSpec, source: Source) -> None:
    """`3 x (4 x 400 R60; jog 200 between sets)`: the sets are the passes of the bracket."""
    last = item.body[-1]
    if isinstance(last, Rest) and last.place == "sets" and item.rest is None and item.count > 1:
        item.body.pop()
        item.rest = replace(last, place="")


def _where_they_end(item: RepeatSpec, part: Block, source: Source) -> None:
    """Refuses lines below `4 lots of:` whose last has no recovery, where the others have one."""
    rested = [isinstance(one, Rest) or getattr(one, "rest", None) is not None for one in item.body]
    if any(rested) and not rested[-1] and item.rest is None:
        shown = source.quote(*part.counts[-1].span).rstrip(":").strip()
        last = item.body[-1]
        raise source.fail(
            f"where do the lines of '{shown}' end?",
            last.span[0] if isinstance(last, Rest) else last.start,
            "brackets, like `3 x (800, 400)`, or an empty line after the set",
        )


def _gears(runs: list[RunSpec]) -> None:
    """`(9 min tempo, 5 min faster, 3 min fast)`: run on end."""
    if all(run.ms and (run.effort or run.target) and not run.rest for run in runs):
        for run in runs[:-1]:
            run.continuous = True


def _on_end(item: RepeatSpec, source: Source) -> None:
    """`(4 min steady, 4 min tempo, 3 min jog)`: the jog at the end is the only recovery."""
    rest = item.rest
    runs = [part for part in item.body if isinstance(part, RunSpec)]
    last = runs[-1] if runs else None
    if rest is None and last is not None:
        rest = last.rest
    if rest is None and isinstance(item.body[-1], Rest):
        rest = item.body[-1]
    if item.count == 1 and item.rest is None and len(runs) == len(item.body) > 2:
        _gears(runs)
    if len(runs) > 1 and len(runs) == len(item.body) and not any(run.rest for run in runs):
        told = all(run.effort or run.target for run in runs) and item.rest is None
        steady = sum(run.effort is Effort.STEADY for run in runs)
        if told and 0 < steady < len(runs):  # `1 min @ 5k pace, 1 min steady`: no recovery at all
            for run in runs:
                run.continuous = True
            item.rest = Rest((runs[-1].start, runs[-1].end), "none")
        if told and runs[0].effort is Effort.EASY and {run.effort for run in runs} != {Effort.EASY}:
            for run in runs:  # `90s jog, 30s sprint`
                run.continuous = True
            item.rest = Rest((runs[-1].start, runs[-1].end), "none")
    if rest is None and item.rest is None and any(map(_slow_part, runs)):
        for run in runs:  # `3 x (3 miles @ MP, 1 mile @ MP + 1 min)`: the slow mile is the recovery
            run.continuous = True
        item.rest = Rest((runs[-1].start, runs[-1].end), "none")
    if len(runs) < 2 or rest is None or not rest.jogged or rest.kind != "time":
        return
    before = runs[:-1]
    if len(runs) + isinstance(item.body[-1], Rest) != len(item.body):
        return
    told = all(run.ms and (run.effort or run.target) for run in runs)
    if told and not any(run.rest for run in before) and len({run.effort for run in runs}) > 1:
        for run in before:
            run.continuous = True
        source.note(f"'{source.quote(item.start, item.end)}': no recovery but the jog at the end")


def _slow_part(run: RunSpec) -> bool:
    """Whether a run is a minute a mile or more slower than a pace."""
    offset = run.target.offset if run.target is not None else None
    return (
        offset is not None and min(offset.fast_ms, offset.slow_ms) >= 60_000 and bool(offset.unit)
    )


def _draft(part: Block, source: Source) -> Draft:
    role = part.last(e.Part)
    draft = Draft(
        [replace(said.rest, notes=[]) for said in part.every(e.Pause)],
        _change(part.every(e.Change), source),
        role=role.role if role is not None else None,
        jogged=any(said.jogged for said in part.every(e.Feel)),
        long_run=any(said.long for said in part.every(e.Manner)),
        tail=part.last(e.Tail),
        shares=part.last(e.Shares),
        portions=part.every(e.Portion),
        parts=part.last(e.Parts),
        turns=part.last(e.RestTurns),
        after=part.every(e.RestShare),
    )
    for said in part.said:
        if isinstance(said, e.Aim):
            _add_target(draft, said, part, source)
        elif isinstance(said, e.Feel):
            named = draft.effort in (Effort.TEMPO, Effort.THRESHOLD)  # `tempo (comfortably hard)`
            draft.effort = said.effort if said.effort and not named else draft.effort
    return draft


def _change(changes: list[e.Change], source: Source) -> e.Change:
    """All that changes from rep to rep in one."""
    whole = e.Change((0, 0))
    for said in changes:
        told = {name: getattr(said, name) or getattr(whole, name) for name in _CHANGES}
        whole = replace(whole, **told)
        if "steps-go-on" in said.notes and whole.via:
            after = f"the steps after rep {whole.via[0]}"
            source.note(f"{after} are not written: taken as those before it")
    return whole


_CHANGES = ("cutdown", "alternate", "continuous", "step_ms", "via", "profile", "spacing")


def _add_target(draft: Draft, said: e.Aim, part: Block, source: Source) -> None:
    target = replace(said.target)
    first = draft.target
    if said.effort and (said.target.pace.kind == "none" or first is None):
        draft.effort = draft.effort or said.effort
    if first is None or (first.pace.kind == "none" and target.pace.kind != "none"):
        draft.target = target
        return
    if target.pace.kind == "none":
        draft.effort = draft.effort or target.effort
        return
    plain = first.pace.kind == "training" and first.offset is None
    named = first.pace.name == "T" and target.pace.kind == "race"
    if plain and target.pace.name == first.pace.name and target.pace.kind == "training":
        draft.target = target  # `cruise intervals: 5 x 1 mile @ T`
        return
    if plain and (target.pace.kind == "time" or named):
        # `4 miles tempo @ 5:25/mile`: the effort by its name, the target by its time.
        if said.bare and target.pace.kind == "time" and not target.pace.per:
            draft.target = replace(first, second=target)
            return
        draft.target = target
        return
    if first.pace.kind == "time" and target.pace.kind == "training" and target.offset is None:
        draft.effort = draft.effort or said.effort
        return
    if said.aside and first.pace.kind in ("race", "training", "time"):
        said_again = _restated(first, target, part, source)
        if said_again is not None:
            draft.target = said_again
            return
    if first.second is not None or not said.aside:
        raise source.fail(
            f"a second target, '{source.quote(*target.span)}'",
            target.span[0],
            "one target, or a new block after a comma",
        )
    draft.target = replace(first, second=target)


def _restated(first: Target, target: Target, part: Block, source: Source) -> Target | None:
    """`@ mile pace (4:50)`: the race's own time, or the same pace per km or mile."""
    pace, race = target.pace, first.pace
    alike = (race.kind, race.metres, race.name) == (pace.kind, pace.metres, pace.name)
    if first.slightly and alike and target.offset is not None:
        return target  # `slightly faster than 5k pace (about 1 s/200 m faster than 5k pace)`
    if pace.kind != "time" or pace.per or target.fast or target.listed:
        return None
    core = part.core
    unit = core.unit if isinstance(core, e.Length) else ""
    if race.kind == "race" and 115 <= pace.ms / race.metres <= 500 and first.offset is None:
        return replace(first, pace=replace(race, race_ms=pace.ms))
    per = {"km": 1000.0, "mile": MILE}.get(unit, 0.0)
    if race.kind == "time":
        if per and not race.per and abs(pace.ms / race.ms / (part.metres / per) - 1) < 0.02:
            return target  # `8 km at 3'40" (29'20")`: a pace, and what it comes to
        return None
    if per and part.metres > 1.5 * per and 185 <= pace.ms / per <= 420:
        source.note(f"'{source.quote(*pace.span)}' taken per {unit}")
        return replace(first, second=replace(target, pace=replace(pace, per=unit)))
    return None


def _build(item: Item, draft: Draft, part: Block, source: Source) -> Item:
    if draft.parts is not None:
        item = wholes.of_parts(item, draft.parts)
    if draft.shares is not None:
        item = _share(item, draft, source)
    _one_each(item, draft, source)
    for run in runs_of(item):
        if draft.target is not None and run.target is None and run.role is Role.WORK:
            run.target = replace(draft.target)
        if draft.role is not None and run.role is Role.WORK:
            run.role = draft.role
        if draft.effort and not run.effort:
            run.effort = draft.effort
        run.profile = run.profile or draft.change.profile
        run.spacing = run.spacing or draft.change.spacing
        run.continuous = run.continuous or draft.change.continuous
    _finish_target(item, draft, part, source)
    core = item
    while isinstance(core, RepeatSpec) and len(core.body) == 1 and not core.paren:
        core = core.body[0]
    if isinstance(core, RunSpec) and core.target is not None and draft.target is not None:
        core.end = max(core.end, core.target.span[1])
    _easy_role(item, draft)
    if isinstance(item, RunSpec):
        item = _listed_run(item, part)
    if isinstance(item, RunSpec):
        item = _progression(item, source)
    if draft.change.alternate and isinstance(item, RunSpec):
        item.alternates = True
    if draft.change.alternate and isinstance(item, RepeatSpec):
        for run in runs_of(item):
            run.continuous = run.rest is None and not draft.rests
    return item


def _listed_run(run: RunSpec, part: Block) -> Item:
    """`400s in 78, 76, 74`: as many as there are targets."""
    target = run.target
    if target is None or len(target.listed) < 2 or not part.many:
        return run
    return RepeatSpec(run.start, run.end, len(target.listed), [run])


def _share(item: Item, draft: Draft, source: Source) -> Item:
    """Targets by which rep it is: one for each; where some have none, the block's own."""
    shares = draft.shares
    many = isinstance(item, RunSpec) and shares is not None and not shares.cycle
    if shares is None or not (isinstance(item, RepeatSpec) or many):
        return item
    told = max(rep for reps, _ in shares.parts for rep in reps)
    count = item.count if isinstance(item, RepeatSpec) else told
    paces: dict[int, Target] = {}
    others: Target | None = None
    for reps, target in shares.parts:
        for rep in reps:
            number = count if rep < 0 else rep
            if not rep:
                others = target
            while 1 <= number <= count:
                paces.setdefault(number, target)
                if not shares.cycle:
                    break
                number += shares.cycle
    if others is not None:
        paces |= {n: others for n in range(1, count + 1) if n not in paces}
    if sorted(paces) == [1, count] and count > 2 and not shares.cycle and draft.target is None:
        first, last = paces[1], paces[count]
        draft.target = replace(first, span=shares.span, last=last)  # `1st at HMP, last at 3k pace`
        draft.change = replace(draft.change, step_ms=0.0)
        return item
    short = len(paces) < count and draft.target is None
    if told > count or not paces or (short and any(t.pace.kind != "none" for t in paces.values())):
        raise source.fail(
            f"'{source.quote(*shares.span)}' tells the targets of {len(paces)} of the {count} reps",
            shares.span[0],
            "a target for each rep, or one for all",
        )
    turns = shares.cycle and source.quote(*shares.span).lower().startswith("alternat")
    if turns and not draft.rests and not draft.change.continuous:
        if paces[1].pace.kind == "time":
            raise source.fail(
                "alternating on end, or with a recovery?",
                shares.span[0],
                "the recovery, like `R90`, or `R0` for reps on end",
            )
        draft.change = replace(draft.change, continuous=True)
    plain = all(
        target.pace.kind != "none" and not (target.fast or target.effort)
        for target in paces.values()
    )
    if len(paces) == count and plain:
        one = [replace(paces[n].pace, offset=paces[n].offset) for n in sorted(paces)]
        draft.target = Target(shares.span, one[0], listed=one)
        return item
    return _rep_by_rep(item, paces, draft, source)


def _rep_by_rep(item: Item, paces: dict[int, Target], draft: Draft, source: Source) -> Item:
    """The reps of a set in their order, those alike next to each other together."""
    run = item.body[0] if isinstance(item, RepeatSpec) and len(item.body) == 1 else None
    shares = draft.shares
    assert shares is not None
    if not isinstance(item, RepeatSpec) or not isinstance(run, RunSpec):
        raise source.fail(
            "which of the reps?", shares.span[0], "the targets of the runs, each with its run"
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


def _one_each(item: Item, draft: Draft, source: Source) -> None:
    """`3 x (800 + 400) @ 5k/mile pace`: as many paces as runs, one for each."""
    target = draft.target
    core = item
    while isinstance(core, RepeatSpec) and len(core.body) == 1:
        core = core.body[0]
    if target is None or not isinstance(core, RepeatSpec | GroupSpec):
        return
    runs = runs_of(core)
    paces = [target.pace, target.fast] if target.slashed else target.listed
    if len(paces) < 2 or len(paces) != len(runs):
        return
    if not isinstance(item, RepeatSpec) and not target.slashed:
        return  # the runs of a ladder: prices give each its own
    for run, pace in zip(runs, paces, strict=True):
        if pace is not None and run.target is None:
            run.target = Target(target.span, pace, pace.offset)
    source.note(f"'{source.quote(*target.span)}': one for each run of the set")
    draft.target = None


def _finish_target(item: Item, draft: Draft, part: Block, source: Source) -> None:
    target = draft.target
    if target is None:
        if draft.change.cutdown:
            first = runs_of(item)[0]
            end = max(said.span[1] for said in part.said if isinstance(said, e.Change))
            shown = source.quote(first.start, max(end, first.end))
            source.note(f"'{shown}' gets faster by amounts that are not written: no target")
        return
    changed = target.last or target.listed or draft.change.step_ms or draft.change.via
    if draft.change.cutdown and not changed and not target.fast:
        raise source.fail(
            "getting faster by how much?",
            target.span[0],
            "both ends or a step, like `@ 84 -> 77` or `@ 84 step -1`",
        )
    if target.starting and not changed and not draft.change.cutdown:
        raise source.fail(
            f"'{source.quote(*target.span)}', and then?",
            target.span[0],
            "both ends or a step, like `@ 84 -> 77` or `@ 84 step -1`, or one target for all",
        )
    if (
        draft.change.alternate
        and not draft.rests
        and target.pace.kind == "time"
        and (target.listed or target.fast)
        and isinstance(item, RepeatSpec)
    ):
        raise source.fail(
            "alternating on end, or with a recovery?",
            target.span[0],
            "the recovery, like `R90`, or `R0` for reps on end",
        )
    for run in runs_of(item):
        if run.target is not None and run.target.span == target.span:
            run.target = _changed(run.target, draft, isinstance(item, RunSpec) and run.ms > 0)


def _changed(target: Target, draft: Draft, on_end: bool) -> Target:
    """on_end: of one run by time, whose range stays one: `40 min progression, pace 5:00-4:30`."""
    if draft.change.alternate and target.listed:
        target = replace(target, cycle=True)
    elif draft.change.alternate and target.fast is not None:
        target = replace(target, listed=[target.pace, target.fast], fast=None, cycle=True)
    if draft.change.step_ms and target.last is None:
        if target.fast is not None and target.fast.kind == "time":
            last = Target(target.fast.span, target.fast)
            target = replace(target, last=last, fast=None)  # `1 s faster each rep, 82 to 74`
        else:
            target = replace(target, step_ms=draft.change.step_ms)
    ranged = target.fast is not None and not (target.last or target.listed or on_end)
    if draft.change.cutdown and ranged and target.fast is not None:
        target = replace(target, last=Target(target.fast.span, target.fast), fast=None)
    if draft.change.via:
        target = replace(target, via=draft.change.via)
    return target


def _easy_role(item: Item, draft: Draft) -> None:
    """Easy, aerobic and jogged single runs are no work."""
    for run in runs_of(item):
        target = run.target
        if target is not None and target.pace.kind == "training" and target.pace.name == "E":
            run.target = None
            run.effort = Effort.EASY
        elif target is not None and target.pace.kind == "none":
            run.effort = run.effort or target.effort
            run.target = None
        easy = (
            draft.jogged
            or draft.long_run
            or run.effort in (Effort.EASY, Effort.AEROBIC, Effort.RELAXED)
        )
        alone = isinstance(item, RunSpec) and not item.counted
        told = run.target is not None and (run.effort is not Effort.EASY or run.target.fast)
        if easy and run.role is Role.WORK and alone and not told:
            run.role = Role.EASY


def _progression(run: RunSpec, source: Source) -> Item:
    """`12 km progression from 4:20/km to 3:40/km`: a ladder of kilometres (or miles) on end."""
    target = run.target
    if target is None or (target.last is None and not target.step_ms):
        return run
    last = target.last or target
    unit = last.pace.per or target.pace.per
    if not unit and target.pace.kind == "time" and run.unit in ("km", "mile"):
        unit = (
            run.unit
            if 130 <= target.pace.ms / (1000.0 if run.unit == "km" else MILE) <= 420
            else ""
        )
    length = {"km": 1000.0, "mile": MILE}.get(unit, 0.0)
    passes = run.metres / length if length else 0
    whole = bool(length) and abs(passes - round(passes)) <= 0.005 and 2 <= round(passes) <= 255
    if not whole and target.last is not None and target.last.pace.kind == target.pace.kind:
        run.target = replace(target, last=None, fast=target.last.pace)
        source.note(f"'{source.quote(*target.span)}' taken as a range: the run has no reps")
        return run
    if run.profile or not whole:
        raise source.fail("a ladder needs reps", target.span[0], "reps like `8 x 400 @ 84 -> 77`")
    run.target = replace(target, pace=replace(target.pace, per=target.pace.per or unit))
    run.metres = length
    run.continuous = True
    shown = source.quote(run.start, run.end)
    source.note(f"'{shown}' read as {round(passes)} x 1 {unit} without recovery")
    rest, run.rest = run.rest, None
    return RepeatSpec(run.start, run.end, round(passes), [run], rest)


# -- one block that is run in parts


def _parted(item: Item, draft: Draft, source: Source) -> Item:
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
            "which are the last?", tail.span[0], "the targets of the runs, each with its run"
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
    scale = {"mile": MILE, "km": 1000.0, "min": 60_000.0, "h": 60_000.0}.get(whole.unit, 0.0)
    length = whole.metres or whole.ms
    parts: list[RunSpec] = []
    for portion in portions:
        amount = portion.amount
        value = amount.value * scale if amount.kind == "n" else amount.value
        left = length - sum(part.metres or part.ms for part in parts)
        if not value or value > left + 1 or (value >= length and len(portions) == 1):
            raise source.fail(
                f"{source.quote(*amount.span)} is no part of the run",
                amount.span[0],
                "a part that is shorter than the whole",
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
