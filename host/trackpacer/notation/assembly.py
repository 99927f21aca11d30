# SPDX-License-Identifier: MIT
"""Puts one block together from its core and all that was said about it."""

from __future__ import annotations

from dataclasses import replace

from trackpacer.errors import NotationError
from trackpacer.notation.draft import Draft, runs_of
from trackpacer.notation.modifiers import Modifiers
from trackpacer.notation.tokens import MILE
from trackpacer.notation.tree import GroupSpec, Item, RepeatSpec, RunSpec, Target
from trackpacer.session import Effort, Role


class Assembly(Modifiers):
    """Puts one block together from its core and all that was said about it."""

    def _build(self, item: Item, draft: Draft) -> Item:
        self._one_each(item, draft)
        for run in runs_of(item):
            if draft.target is not None and run.target is None:
                run.target = draft.target
            if draft.role is not None and run.role is Role.WORK:
                run.role = draft.role
            if draft.effort and not run.effort:
                run.effort = draft.effort
            if run.target is not None and not run.effort and not run.target.listed:
                run.effort = self._named_effort(run.target)
            run.profile = run.profile or draft.profile
            run.spacing = run.spacing or draft.spacing
        self._finish_target(item, draft)
        core = item
        while isinstance(core, RepeatSpec) and len(core.body) == 1 and not core.paren:
            core = core.body[0]
        if isinstance(core, RunSpec) and core.target is not None and core.target is draft.target:
            core.length_end = core.length_end or core.end
            core.end = max(core.end, core.target.span[1])
        self._place_rests(item, draft)
        self._easy_role(item, draft)
        target = draft.target
        if (
            isinstance(item, RunSpec)
            and target is not None
            and len(target.listed) > 1
            and self._plural(item)
        ):
            rest, item.rest = item.rest, None
            item = RepeatSpec(item.start, item.end, len(target.listed), [item], rest)
        if isinstance(item, RunSpec):
            item = self._progression(item)
        if draft.alternate and isinstance(item, RunSpec):
            raise NotationError(
                "alternating how often?",
                self.text,
                item.start,
                "a count or a whole, like `5 x (1k @ 3:10 / 1k @ 3:25)` "
                "or `10k alternating 1k @ 3:10 / 1k @ 3:25`",
                self.file,
            )
        if draft.alternate and isinstance(item, RepeatSpec):
            for run in runs_of(item):
                run.continuous = run.rest is None
        if (
            (draft.last_fast or draft.last_target)
            and isinstance(item, RepeatSpec)
            and len(item.body) == 1
            and isinstance(item.body[0], RunSpec)
        ):
            return self._last_reps(item, draft)
        return item

    def _one_each(self, item: Item, draft: Draft) -> None:
        """`3 x (800 + 400) @ 5k/mile pace`: as many paces as runs, one for each."""
        target = draft.target
        core = item
        while isinstance(core, RepeatSpec) and len(core.body) == 1:
            core = core.body[0]
        if target is None or not isinstance(core, RepeatSpec | GroupSpec):
            return
        runs = runs_of(core)
        paces = [target.pace, target.fast] if target.slashed else target.listed
        if not isinstance(item, RepeatSpec) or len(paces) < 2 or len(paces) != len(runs):
            return
        for run, pace in zip(runs, paces, strict=True):
            if pace is not None and run.target is None:
                run.target = Target(target.span, pace, pace.offset)
        shown = self.quote(*target.span)
        self.note(f"'{shown}': one for each run of the set")
        draft.target = None

    def _progression(self, run: RunSpec) -> Item:
        """`12 km progression from 4:20/km to 3:40/km`: a ladder of kilometres (or miles) on end."""
        target = run.target
        if target is None or (target.last is None and not target.step_ms):
            return run
        last = target.last or target
        unit = last.pace.per or target.pace.per
        length = {"km": 1000.0, "mile": MILE}.get(unit, 0.0)
        passes = run.metres / length if length else 0
        if (
            run.profile
            or not length
            or abs(passes - round(passes)) > 0.005
            or not 2 <= round(passes) <= 255
        ):
            raise NotationError(
                "a ladder needs reps",
                self.text,
                target.span[0],
                "reps like `8 x 400 @ 84 -> 77`",
                self.file,
            )
        target.pace.per = target.pace.per or unit
        run.metres = length
        run.continuous = True
        shown = self.quote(run.start, run.end)
        self.note(f"'{shown}' read as {round(passes)} x 1 {unit} without recovery")
        return RepeatSpec(run.start, run.end, round(passes), [run], run.rest)

    def _plural(self, run: RunSpec) -> bool:
        """Whether a run was written as many: `400s in 74, 72, 70`."""
        end = self.plain[run.start : run.start + 8].split(" ")[0].rstrip(",.;:)")
        return end.endswith("s") and end[:1].isdigit()

    def _last_reps(self, item: RepeatSpec, draft: Draft) -> Item:
        run = item.body[0]
        assert isinstance(run, RunSpec)
        first = item.count - draft.last_count
        if first < 1 or (run.target is not None and (run.target.listed or run.target.last)):
            raise NotationError(
                f"the last {draft.last_count} of {item.count}?",
                self.text,
                item.start,
                "fewer than all, or a target for each rep",
                self.file,
            )
        last = replace(run, target=draft.last_target, effort=draft.last_fast, rest=None)
        shown = "without a target"
        if draft.last_target is not None:
            shown = self.quote(*draft.last_target.span)
        self.note(f"the last {draft.last_count} of {item.count} by themselves, {shown}")
        rest = item.rest
        head: Item = run
        if first > 1:
            head = RepeatSpec(item.start, item.end, first, [run], rest)
        else:
            run.rest = rest
        tail: Item = last
        if draft.last_count > 1:
            inner = replace(rest) if rest is not None else None
            tail = RepeatSpec(item.start, item.end, draft.last_count, [last], inner)
        return RepeatSpec(item.start, item.end, 1, [head, tail])

    def _finish_target(self, item: Item, draft: Draft) -> None:
        target = draft.target
        if target is None:
            if draft.cutdown:
                first = runs_of(item)[0]
                shown = self.quote(first.start, self.last_end)
                self.note(f"'{shown}' gets faster by amounts that are not written: no target")
            return
        if draft.cutdown and not (
            target.last or target.listed or draft.step_ms or target.fast or draft.via
        ):
            raise NotationError(
                "getting faster by how much?",
                self.text,
                target.span[0],
                "both ends or a step, like `@ 84 -> 77` or `@ 84 step -1`",
                self.file,
            )
        if target.starting and not (
            target.last or target.listed or draft.step_ms or draft.cutdown or draft.via
        ):
            raise NotationError(
                f"'{self.quote(*target.span)}', and then?",
                self.text,
                target.span[0],
                "both ends or a step, like `@ 84 -> 77` or `@ 84 step -1`, or one target for all",
                self.file,
            )
        if draft.alternate and target.listed:
            target.cycle = True
        elif draft.alternate and target.fast is not None:
            target.listed, target.fast, target.cycle = [target.pace, target.fast], None, True
        if draft.step_ms:
            target.step_ms = draft.step_ms
        if draft.cutdown and target.fast is not None and target.last is None and not target.listed:
            target.last = Target(target.fast.span, target.fast)
            target.fast = None
        if draft.via:
            target.via = draft.via

    def _easy_role(self, item: Item, draft: Draft) -> None:
        """Easy, aerobic and jogged single runs are no work."""
        for run in runs_of(item):
            easy_pace = (
                run.target is not None
                and run.target.pace.kind == "training"
                and run.target.pace.name == "E"
            )
            if easy_pace:
                run.target = None
                run.effort = Effort.EASY
            if run.target is not None and run.target.pace.kind == "none":
                run.effort = run.effort or run.target.effort
                run.target = None
            easy = (
                draft.jogged
                or draft.long_run
                or run.effort in (Effort.EASY, Effort.AEROBIC, Effort.RELAXED)
            )
            if easy and run.role is Role.WORK and run.target is None and isinstance(item, RunSpec):
                run.role = Role.EASY
