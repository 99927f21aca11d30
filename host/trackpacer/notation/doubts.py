# SPDX-License-Identifier: MIT
"""Questions to a block that was read, in its place: a run or a recovery, how many, of what?

A block that may mean two things is refused here, with what would be plain.
"""

from __future__ import annotations

from trackpacer.errors import NotationError
from trackpacer.notation.between import Between
from trackpacer.notation.draft import SEPARATORS, Draft, runs_of
from trackpacer.notation.tree import GroupSpec, Item, RepeatSpec, Rest, RunSpec
from trackpacer.session import Effort, Role


class Doubts(Between):
    """Judges a block by the ones before it."""

    def __init__(self, text: str, file: str = "session", lap: float = 400.0) -> None:
        super().__init__(text, file, lap)
        # Runs that a slash joins to the next, and what was said of it.
        self.slashed: list[tuple[RunSpec, str]] = []

    def _is_rest(self, item: Item, items: list[Item], then: bool) -> bool:
        """`3 x 2 miles @ LT, 2 min`: a bare length after a set is its recovery, or unclear."""
        before = items[-1] if items else None
        bare_times = isinstance(item, GroupSpec) and all(
            0 < run.ms <= 300_000 and run.target is None and not run.effort for run in item.runs
        )
        if bare_times and isinstance(before, RepeatSpec) and not self._held(before):
            raise NotationError(
                "these times may be runs or recoveries",
                self.text,
                runs_of(item)[0].start,
                "each recovery with its set, like `4 x 1k R90, 4 x 400 R60`",
                self.file,
            )
        if not isinstance(item, RunSpec) or before is None or isinstance(before, Rest):
            return False
        timed = isinstance(before, RunSpec) and not before.metres  # `5 min`, `4 min`: a pyramid
        short = (
            isinstance(before, RunSpec)
            and (before.target is not None or bool(before.effort))
            and item.ms * 3 <= before.ms
        )
        if item.newline and ((timed and not short) or not 0 < item.ms <= 300_000):
            return False
        if self.plain[: item.start].rstrip().endswith("x"):
            return False  # `1 x 400` is no recovery
        if then and item.metres >= 200 and item.unit:
            return False  # `6 x 800, then 400 m`: a jog would be called one
        bare = item.target is None and item.effort is Effort.NONE and item.role is Role.WORK
        if item.target is not None and item.target is self._label_target:
            bare = item.role is Role.WORK  # the pace is that of the line's label
        untargeted = all(run.target is None and not run.effort for run in runs_of(before))
        aim = item.target
        late = "" if aim is None else self.plain[item.length_end or item.end : aim.span[0]]
        # `6 x 800, 60s, @ 10k pace`: the pace is not that of the minute.
        paced = aim is not None and (aim.pace.kind == "time" or "," in late)
        sets = isinstance(before, RepeatSpec) and not self._held(before) and not item.newline
        if sets and untargeted and paced and 0 < item.ms <= 300_000:
            shown = self.quote(item.start, item.length_end or item.end)
            raise NotationError(
                f"'{shown}' may be a run or a recovery, and the target that of the reps",
                self.text,
                item.start,
                "the target right after the reps, then their recovery, like `6 x 800 @ 2:40, 60s`",
                self.file,
            )
        remarked = any(start >= item.end for start, _ in self.passed)
        said = self.last_end > item.end and item.rest is None and not remarked
        if not bare or said or item.ms > 600_000 or item.metres > 400:
            return False
        shown = self.quote(item.start, item.end)
        if isinstance(before, RunSpec):
            # `1k @ 3:20, 60s, 1k @ 3:15`: a short time between two distances.
            n = 0
            while self.kind_ahead(n) in (*SEPARATORS, "-"):
                n += 1
            after = self.kind_ahead(n)
            said_before = before.target is not None or bool(before.effort)
            if item.ms and timed and said_before and item.ms <= 300_000 and item.ms < before.ms:
                raise self._run_or_recovery(item, shown)
            if item.ms and before.metres and after == "END" and item.unit in ("min", "s"):
                return self._last_time(item, items)
            if (
                not item.ms
                or not before.metres
                or before.rest is not None
                or item.rest is not None
                or before.role is not Role.WORK
                or after not in ("DIST", "NUM", "MILEWORD", ")")
                or (after == "NUM" and self.ahead(n).number < 100 and self.kind_ahead(n + 1) != "x")
            ):
                return False
            self.note(f"'{shown}' between two runs taken as the recovery")
            self._attach(items, Rest((item.start, item.end), "time", ms=item.ms), False)
            return True
        free = any(getattr(level, "rest", None) is None for level in self._levels(before))
        even = item.unit != "clock" or item.ms % 15_000 == 0
        if item.ms and item.rest is None and free and even and not item.newline:
            self.note(f"'{shown}' after the set taken as its recovery")
            self._attach(items, Rest((item.start, item.end), "time", ms=item.ms), False)
            return True
        raise self._run_or_recovery(item, shown)

    def _run_or_recovery(self, item: RunSpec, shown: str) -> NotationError:
        """The question to the coach where a length by itself may be either."""
        return NotationError(
            f"'{shown}' may be a run or a recovery",
            self.text,
            item.start,
            f"`{shown} rest`, `{shown} jog`, or a run with its pace",
            self.file,
        )

    def _last_time(self, item: RunSpec, items: list[Item]) -> bool:
        """`1600 @ 10k pace, 800 @ 5k, 2 min`: the recovery between them all, when each is a run."""
        shown = self.quote(item.start, item.end)
        runs = [other for other in items if isinstance(other, RunSpec)]
        free = all(run.target is not None and run.rest is None for run in runs)
        if len(runs) < 2 or len(runs) < len(items) or not free:
            raise self._run_or_recovery(item, shown)
        self.note(f"'{shown}' after the runs taken as the recovery between them")
        self._attach(items, Rest((item.start, item.end), "time", ms=item.ms), False)
        return True

    def _no_doubt_about_count(self, item: Item, items: list[Item]) -> None:
        """`mile, 800, 400 x 2`: twice all of it, or the last alone?"""
        before = items[-1] if items else None
        if (
            isinstance(before, RunSpec)
            and isinstance(item, RepeatSpec)
            and item.count > 1
            and not item.newline
            and isinstance(item.body[0], RunSpec)
            and item.body[0].start == item.start
            and before.target is None
            and (before.role is Role.WORK or (0 < before.ms <= 300_000 and item.body[0].ms > 0))
        ):
            raise NotationError(
                f"'x {item.count}' may be for the last run or for all of them",
                self.text,
                item.body[0].length_end or item.body[0].end,
                "`2 x (1600, 800, 400)`, or `1600, 800, 2 x 400`",
                self.file,
            )

    def _goes_round(self, before: Item, item: Item) -> bool:
        """`3 rounds of 800 @ 2:40, 400 @ 76`: the list goes on; True when the run was taken in."""
        if not isinstance(before, RepeatSpec) or not before.open_list:
            return False
        if not isinstance(item, RunSpec) or item.role is not Role.WORK:
            before.open_list = False
            return False
        if len(before.body) == 1 and isinstance(before.body[0], RunSpec):
            first = before.body[0]
            first.rest, before.rest = first.rest or before.rest, None
        before.body.append(item)
        before.paren = True
        before.end = item.end
        return True

    def _minutes_or_hours(self, items: list[Item]) -> None:
        """Refuses `1:15 easy`: nobody runs easy for 75 seconds."""
        work = any(run.role is Role.WORK for item in items for run in runs_of(item))
        for item in items:
            if not isinstance(item, RunSpec) or item.role is not Role.EASY or work:
                continue
            if item.unit == "clock" and 0 < item.ms <= 300_000:
                shown = self.quote(item.start, item.length_end or item.end).split(" ")[0]
                hours, _, minutes = shown.partition(":")
                raise NotationError(
                    f"'{shown}' of easy running: minutes and seconds, or hours?",
                    self.text,
                    item.start,
                    f"`{hours} h {minutes} min`, or `{item.ms / 1000:g} s`",
                    self.file,
                )

    def _no_heading(self, items: list[Item]) -> None:
        """`10k race pace. 10 km`: the pace of what follows, or a run at that pace?"""
        first = items[0]
        if len(items) != 1 or not isinstance(first, RunSpec) or first.counted:
            return
        target = first.target
        said = self.tokens[0].kind == "DIST" and [self.tokens[n].kind for n in (1, 2)] == [
            "RACE",
            "PACE",
        ]
        if said and target is not None and target.pace.kind == "goal" and first.rest is None:
            shown = self.quote(self.tokens[0].start, self.tokens[2].end)
            raise NotationError(
                f"'{shown}' may be a run, or the pace of what follows",
                self.text,
                first.start,
                f"the pace with its run, like `5 x 1k @ {shown}`",
                self.file,
            )

    def _no_part(self, item: Item, before: Item) -> None:
        """`8 x 400 @ 84, finishing with 200 fast`: half of each rep, or a run of its own?"""
        if not isinstance(item, RunSpec) or not item.metres or item.counted:
            return
        bare = item.target is None and item.role is Role.WORK
        if bare and item.metres < self._metres_of(before):
            shown = f"{item.metres:g}"
            raise NotationError(
                f"the {shown} it finishes with: a part of each rep, or a run of its own?",
                self.text,
                item.start,
                f"`(last {shown} -2)` right after the target, or a run like `1 x {shown}`",
                self.file,
            )

    def _slashed(self, items: list[Item], closer: str) -> None:
        """`400 @ 72 / 400 @ 90`: two runs with a slash between follow each other at once."""
        before = items[-2] if len(items) > 1 else None
        long = isinstance(before, RunSpec) and (before.metres >= 600 or before.ms >= 300_000)
        if closer == "END" and long:
            return  # `1200 @ 4:00 / 800 @ 2:36`: reps, as with a comma
        if isinstance(before, RunSpec) and before.rest is None:
            before.continuous = True
            note = f"'{self.quote(before.start, self.last_end)}': no recovery at the slash"
            self.note(note)
            self.slashed.append((before, note))
            last = items[-1]
            if (
                closer == "END"
                and len(self.slashed) > 1
                and isinstance(last, RunSpec)
                and last.rest
            ):
                # `1000 @ 3:20 / 600 @ 1:55 / 300 @ 55 w/ 3 min`: the recovery of them all.
                for run, said in self.slashed:
                    run.continuous = False
                    if said in self.notes:
                        self.notes.remove(said)
        else:
            self.slashed = []

    def _labelled(self, item: Item) -> None:
        """`Tempo: 2 miles WU, 4 miles, 2 miles CD`: the label's pace, for the work it labels."""
        label = self._label_target
        if label is None:
            return
        for run in runs_of(item):
            if run.effort or run.role is not Role.WORK:
                continue
            if run.target is None:
                run.target = label
                run.pace_inherited = label.span
            run.effort = self._named_effort(label)

    def _order(self, item: RunSpec | GroupSpec | RepeatSpec, items: list[Item]) -> None:
        """`8 x 10s hills after 45 min easy`: what comes after is written first."""
        quiet = isinstance(item, RunSpec) and item.role is not Role.WORK
        if len(items) != 1 or not quiet:
            raise NotationError(
                "what comes first?",
                self.text,
                item.start,
                "the blocks in their order, like `45 min easy, then 8 x 10s hills`",
                self.file,
            )
        items.insert(0, item)

    def _countless(self, item: Item, core: Item, draft: Draft) -> None:
        """`400s @ 80 w/ 200 jog`: how many?"""
        if item is not core or not isinstance(item, RunSpec) or item.role is not Role.WORK:
            return
        if not draft.plural and not (item.metres and self._plural(item)):
            return
        if self.kind == "word" and self.token.value == "repeat":
            return  # and how often comes next
        shown = self.quote(item.start, item.length_end or item.end)
        shown += "" if item.metres and self._plural(item) else " reps"
        raise NotationError(
            f"how many {shown}?", self.text, item.start, f"a count, like `8 x {shown}`", self.file
        )

    def _without_core(self, draft: Draft, begin: int, start: int) -> None:
        if draft.role in (Role.WARMUP, Role.COOLDOWN) or draft.role is Role.STRIDE:
            name = self.quote(start, self.last_end)
            self.note(f"'{name}' has no length: left to the runner, not on the watch")
            self.passed.append((start, self.last_end))
            return None
        if self.kind == "DRILLS":
            first = self.step()
            self.note(f"'{first.value}' has no length: left to the runner, not on the watch")
            self.passed.append((first.start, first.end))
            return None
        if self.i > begin and self.kind in ("END", "\n", ".", ",") and self._only_filler(begin):
            return None
        raise self._unknown()
