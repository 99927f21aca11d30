# SPDX-License-Identifier: MIT
"""What was said of a block is told to its runs.

What is said of some of the reps, or of a part of a run, is in `parted`.
"""

from __future__ import annotations

from trackpacer.notation import elements as e
from trackpacer.notation.assembly import wholes
from trackpacer.notation.assembly.draft import Draft
from trackpacer.notation.assembly.parted import by_rep
from trackpacer.notation.blocks import Block
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.source import Source
from trackpacer.notation.tree import (
    EASILY,
    GroupSpec,
    Item,
    Offset,
    RepeatSpec,
    RunSpec,
    Target,
    runs_of,
)
from trackpacer.records import replace
from trackpacer.session import Effort, Role

_LONG_MS, _LONG_M = 2_400_000, 8000.0  # from here on a run is called long
_AND = pattern(r" (?:and|&) ")


def build(item: Item, draft: Draft, part: Block, source: Source) -> Item:
    if draft.parts is not None:
        item = wholes.of_parts(item, draft.parts)
    if draft.shares is not None:
        item = by_rep(item, draft, source)
    _one_each(item, draft, source)
    _stepped_to(item, draft)
    for run in runs_of(item):
        if draft.target is not None and run.target is None and run.role is Role.WORK:
            run.target = _share(draft.target, run, part) if draft.parts else replace(draft.target)
        if draft.role is not None and run.role is Role.WORK:
            run.role = draft.role
        if draft.effort and not run.effort:
            run.effort = draft.effort
        run.profile = run.profile or draft.change.profile
        run.spacing = run.spacing or draft.change.spacing
        if not isinstance(item, RunSpec):  # one run by itself only goes on end
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


def _stepped_to(item: Item, draft: Draft) -> None:
    """`6 x 400, 1 s faster each, last one 72`: where the steps end tells where they began."""
    step, tail = draft.change.step_ms, draft.tail
    target = tail.target if tail is not None and tail.count == 1 and not tail.first else None
    if not step or target is None or draft.target is not None or not isinstance(item, RepeatSpec):
        return
    if target.pace.kind == "time":
        first = replace(target.pace, ms=target.pace.ms - step * (item.count - 1))
        draft.target = replace(target, pace=first, last=target)
        draft.change, draft.tail = replace(draft.change, step_ms=0.0), None


def _listed_run(run: RunSpec, part: Block) -> Item:
    """`400s in 78, 76, 74`: as many as there are targets."""
    target = run.target
    if target is None or len(target.listed) < 2 or not part.many:
        return run
    return RepeatSpec(run.start, run.end, len(target.listed), [run])


def _one_each(item: Item, draft: Draft, source: Source) -> None:
    """`3 x (800 + 400) @ 5k/mile pace`: as many paces as runs, one for each."""
    target = draft.target
    if target is None:
        return
    twice = isinstance(item, RepeatSpec) and item.count == 2 and len(runs_of(item)) == 1
    if twice and target.slashed and target.fast and _AND.search(source.quote(*target.span)):
        # `2 x 5k at 3:55 and 3:45`
        draft.target = replace(target, listed=[target.pace, target.fast], fast=None)
        return
    core = item
    while isinstance(core, RepeatSpec) and len(core.body) == 1:
        core = core.body[0]
    if not isinstance(core, RepeatSpec | GroupSpec):
        return
    if isinstance(item, RepeatSpec) and _set_by_set(item, target, source):
        draft.target = None
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


def _set_by_set(item: RepeatSpec, target: Target, source: Source) -> bool:
    """`2 x (600, 400) in (1:41, 65) (1:40, 64)`: as many paces as runs in all the sets."""
    runs = runs_of(item)
    passes = item.count if len(item.body) > 1 or isinstance(item.body[0], GroupSpec) else 0
    if passes < 2 or len(runs) < 2 or len(target.listed) != passes * len(runs):
        return False
    for at, run in enumerate(runs):
        own = target.listed[at :: len(runs)]
        run.target = run.target or replace(target, pace=own[0], listed=own)
    source.note(f"'{source.quote(*target.span)}': one for each run of each set")
    return True


def _finish_target(item: Item, draft: Draft, part: Block, source: Source) -> None:
    target = draft.target
    if target is None:
        if draft.change.step_ms:
            told = next(said.span[0] for said in part.every(e.Change) if said.step_ms)
            raise source.fail("a step from which time on?", told, "a target, like `@ 84 step -1`")
        if draft.change.cutdown and draft.parts is None:
            first = runs_of(item)[0]
            end = max(said.span[1] for said in part.said if isinstance(said, e.Change))
            shown = source.quote(first.start, max(end, first.end))
            source.note(f"'{shown}' gets faster by amounts that are not written: no target")
        return
    changed = target.last or target.listed or draft.change.step_ms or draft.change.via
    if draft.change.cutdown and not changed and not target.fast:
        if _cut_from(part, target, source):
            for run in runs_of(item):
                if run.target is not None and run.target.span == target.span:
                    run.target = replace(run.target, bound=True)  # it begins there
            source.note(
                f"'{source.quote(*target.span)}': faster from there on, by how much is untold"
            )
            return
        raise source.fail(
            "getting faster by how much?",
            target.span,
            "both ends or a step, like `@ 84 -> 77` or `@ 84 step -1`",
        )
    if target.starting and not changed and not (draft.change.cutdown or draft.parts):
        raise source.fail(
            "'{this}', and then?",
            target.span,
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
            target.span,
            "the recovery, like `R90`, or `R0` for reps on end",
        )
    if draft.change.step_ms and isinstance(item, GroupSpec):
        _stepped_list(item, draft.change, target, source)
        return
    for run in runs_of(item):
        if run.target is not None and run.target.span == target.span:
            run.target = _changed(run.target, draft, isinstance(item, RunSpec) and run.ms > 0)


def _share(target: Target, run: RunSpec, whole: Block) -> Target:
    """`5 x 1k in 3:30, last 200 fast`: of a time for the rep the part that is not told."""
    pace, fast, far = target.pace, target.fast, whole.metres or 1.0
    if pace.kind != "time" or pace.per or not 150 <= pace.ms / far <= 500:
        return replace(target)
    fast = replace(fast, ms=fast.ms * run.metres / far) if fast else None
    return replace(target, pace=replace(pace, ms=pace.ms * run.metres / far), fast=fast)


def _cut_from(part: Block, target: Target, source: Source) -> bool:
    """`8 x 150 cutting down from mile pace`: where it begins."""
    cut = (said.span for said in part.every(e.Change) if said.cutdown)
    led = target.starting or any(source.quote(*span).lower().endswith("from") for span in cut)
    return led and target.pace.kind != "none" and not target.bound


def _stepped_list(item: GroupSpec, change: e.Change, target: Target, source: Source) -> None:
    """`2000, 1600, 1200 @ 10k pace, each 2 s faster per lap`: runs of any lengths, each by so much
    a lap; by how much a run, nobody knows of lengths that differ."""
    runs = [run for run in runs_of(item) if run.target is not None]
    paced = change.step_per and (target.pace.kind != "time" or target.pace.per)
    if target.last or target.listed or target.offset or not paced:
        raise source.fail("a ladder needs reps", target.span, "reps like `8 x 400 @ 84 -> 77`")
    for n, run in enumerate(runs):
        step = n * change.step_ms
        offset = Offset(step, step, change.step_per, target.span) if n else None
        run.target = replace(target, offset=offset)


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
            target = replace(target, step_ms=draft.change.step_ms, step_per=draft.change.step_per)
    ranged = target.fast is not None and not (target.last or target.listed or on_end)
    if draft.change.cutdown and ranged and target.fast is not None:
        slow, fast = target.pace, target.fast
        if slow.kind == fast.kind == "time" and slow.ms < fast.ms:
            slow, fast = fast, slow  # `getting faster, 74-82`: a range
        target = replace(target, pace=slow, last=Target(fast.span, fast), fast=None)
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
        long_run = draft.long_run and (run.ms >= _LONG_MS or run.metres >= _LONG_M)
        easy = draft.jogged or long_run or run.effort in EASILY
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
        raise source.fail("a ladder needs reps", target.span, "reps like `8 x 400 @ 84 -> 77`")
    run.target = replace(target, pace=replace(target.pace, per=target.pace.per or unit))
    run.metres = length
    run.continuous = True
    shown = source.quote(run.start, run.end)
    source.note(f"'{shown}' read as {round(passes)} x 1 {unit} without recovery")
    rest, run.rest = run.rest, None
    return RepeatSpec(run.start, run.end, round(passes), [run], rest)
