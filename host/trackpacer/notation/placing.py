# SPDX-License-Identifier: MIT
"""Where a recovery belongs: within a set, between sets, after a block."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeGuard

from trackpacer.errors import NotationError
from trackpacer.notation.draft import Draft, runs_of
from trackpacer.notation.lengths import Lengths
from trackpacer.notation.tree import GroupSpec, Item, RepeatSpec, Rest, RunSpec, Target
from trackpacer.session import Role


class Placing(Lengths):
    """Where a recovery belongs: within a set, between sets, after a block."""

    def __init__(self, text: str, file: str = "session", lap: float = 400.0) -> None:
        super().__init__(text, file, lap)
        # Recoveries for which an item had no place of its own: they stand after it.
        self._left: list[Rest] = []
        # The pace a line's label names, for the work on that line.
        self._label_target: Target | None = None

    def _levels(self, item: Item) -> list[Item]:
        """What can hold a recovery, from the innermost."""
        levels: list[Item] = []
        while isinstance(item, RepeatSpec):
            inner = item.body[0]
            taken = len(item.body) == 1 and isinstance(inner, RunSpec) and inner.rest is not None
            if (item.count > 1 or len(item.body) > 1) and not taken:
                levels.append(item)
            if len([part for part in item.body if not isinstance(part, Rest)]) != 1:
                break
            item = item.body[0]
        if isinstance(item, GroupSpec) or (isinstance(item, RunSpec) and not levels):
            levels.append(item)
        levels.reverse()
        return levels

    def _free_slots(self, item: Item, draft: Draft) -> bool:
        levels = self._levels(item)
        free = sum(1 for level in levels if getattr(level, "rest", None) is None)
        if isinstance(item, RepeatSpec) and len(item.body) > 1:
            free += all(isinstance(part, RunSpec) and part.rest is None for part in item.body)
        return free > len(draft.rests)

    def _within(self, item: Item, rests: list[Rest]) -> list[Rest]:
        """Give the runs of a bracket the recovery between them; what is left of the recoveries."""
        if not isinstance(item, RepeatSpec) or len(item.body) < 2 or item.rest is not None:
            return rests
        runs = [part for part in item.body if isinstance(part, RunSpec) or self._reps(part)]
        if len(runs) < len(item.body) or any(run.rest is not None for run in runs):
            return rests
        between = next((rest for rest in rests if rest.place == "reps"), None)
        if between is None and len(rests) == 2:
            between = rests[0]
        alike = rests[0] if len(rests) == 1 else None
        every = alike is not None and (alike.every or alike.kind == "equal")
        if alike is not None and every and alike.place in ("", "reps") and not alike.pair:
            for run in runs:
                run.rest = replace(alike)
            item.rest = replace(alike, place="")
            runs[-1].rest = None
            if isinstance(runs[-1], RepeatSpec):
                runs[-1].rest = replace(alike, trailing=False)
            return []
        if between is None:
            return rests
        for run in runs[:-1]:
            run.rest = replace(between)
        if isinstance(runs[-1], RepeatSpec):
            runs[-1].rest = replace(between, trailing=False)
        return [rest for rest in rests if rest is not between]

    @staticmethod
    def _reps(part: Item) -> TypeGuard[RepeatSpec]:
        """Whether a part of a bracket is reps of one run, like the `2 x 400` of `800 + 2 x 400`."""
        if not isinstance(part, RepeatSpec) or len(part.body) != 1:
            return False
        run = part.body[0]
        return isinstance(run, RunSpec) and run.rest is None

    def _whose_time(self, item: Item, rest: Rest) -> None:
        """Refuses `8 x 400, 200 jog in 80`: 80 s may be the jog's or the rep's."""
        run = item
        while isinstance(run, RepeatSpec) and len(run.body) == 1:
            run = run.body[0]
        pace = rest.pace.pace if rest.pace is not None else None
        if not isinstance(run, RunSpec) or not run.metres or pace is None or pace.per:
            return
        if 0.14 <= pace.ms / run.metres / 1000 <= 0.30:
            raise NotationError(
                f"'{self.quote(*rest.span)}': the time of the jog, or of the run?",
                self.text,
                rest.span[0],
                "the run's time before its recovery, like `8 x 400 in 80, 200 jog`",
                self.file,
            )

    @staticmethod
    def _one_of_two(rests: list[Rest], levels: list[Item]) -> list[Rest]:
        """`90s (200m jog)`, `walk back/full recovery`: the same recovery, said twice."""
        if len(rests) != 2 or any(rest.place for rest in rests):
            return rests
        if sum(1 for level in levels if getattr(level, "rest", None) is None) != 1:
            return rests
        first, second = rests
        if first.kind == second.kind == "full" and second.min_ms is None:
            return [first]
        if first.kind == "full" and first.min_ms is None and second.kind == "jog":
            return [second]  # `full recovery (200 m jog)`
        if {first.kind, second.kind} != {"time", "jog"}:
            return rests
        jog, time = (first, second) if first.kind == "jog" else (second, first)
        if jog.ms or jog.pace is not None or jog.pair or time.pair or jog.metres <= 0:
            return rests
        if not 180 <= time.ms / jog.metres <= 1500:
            return rests
        span = (min(first.span[0], second.span[0]), max(first.span[1], second.span[1]))
        return [replace(jog, ms=time.ms, span=span)]

    def _place_rests(self, item: Item, draft: Draft) -> None:
        levels = self._levels(item)
        left: list[Rest] = []
        rests = self._within(item, self._one_of_two(draft.rests, levels))
        draft.rests = []
        lengths = {run.metres for run in runs_of(item)}
        for rest in rests:
            if rest.of_metres > 0 and lengths != {rest.of_metres}:
                left.append(rest)
                continue
            if rest.listed and self._lists(item, levels, rest):
                continue
            if rest.doubted and draft.target is None:
                self._whose_time(item, rest)
            if rest.place == "all":
                left.append(rest)
                continue
            if rest.pair and len(levels) >= 2:
                outer = Rest(rest.span, "jog" if rest.kind == "jog" else "time", place="sets")
                if rest.kind == "jog":
                    outer.metres = rest.max_ms or 0.0
                else:
                    outer.ms = rest.max_ms or 0.0
                rest.pair, rest.max_ms = False, None
                if not self._put(levels, rest, "reps"):
                    left.append(rest)
                if not self._put(levels, outer, "sets"):
                    left.append(outer)
                continue
            if rest.pair and isinstance(item, RepeatSpec) and len(item.body) > 1:
                # `4 x (800 + 400) (60s/3min)`: within the bracket and between its passes.
                first = replace(rest, pair=False, max_ms=None, place="reps")
                if not self._within(item, [first]) and item.rest is None:
                    rest.metres = rest.max_ms or 0.0 if rest.kind == "jog" else 0.0
                    rest.ms = 0.0 if rest.kind == "jog" else rest.max_ms or 0.0
                    rest.pair, rest.max_ms = False, None
                    item.rest = rest
                    continue
            if rest.pair:
                raise NotationError(
                    "two recoveries, but only one place for them",
                    self.text,
                    rest.span[0],
                    "one recovery, or a range like `R35-45s`",
                    self.file,
                )
            single = (
                len(rests) == 1 and isinstance(item, RepeatSpec) and item.paren and not rest.place
            )
            if single and isinstance(item, RepeatSpec) and self._between_passes(item, rest):
                if not self._put(levels, rest, "outer"):
                    left.append(rest)
            elif not self._put(levels, rest, rest.place):
                left.append(rest)
        self._left = left

    def _lists(self, item: Item, levels: list[Item], rest: Rest) -> bool:
        """A list of recoveries for the runs of a set; True when each has its place."""
        values = rest.listed
        runs = item.body if isinstance(item, RepeatSpec) and len(item.body) > 1 else []
        inner = levels[0] if levels else item
        if len(values) == 2 and len(levels) > 1:  # within the sets, and between them
            rest.pair, rest.max_ms, rest.listed = True, values[1], []
            return False
        if isinstance(inner, GroupSpec) and isinstance(item, RepeatSpec) and item.rest is None:
            if len(values) == len(inner.runs):  # the last one stands between the passes
                item.rest = replace(rest, ms=values[-1], listed=[])
                rest.listed = values[:-1]
            return self._put(levels, rest, "reps")
        if runs and len(values) in (len(runs), len(runs) - 1):
            for run, ms in zip(runs, values, strict=False):
                if not isinstance(run, RunSpec) or run.rest is not None:
                    return False
                run.rest = replace(rest, ms=ms, listed=[])
            return True
        return False

    def _between_passes(self, item: RepeatSpec, rest: Rest) -> bool:
        """Whether the one recovery after a bracket stands between its passes (not within them)."""
        if len(item.body) != 1:
            return True
        inner = item.body[0]
        if isinstance(inner, RunSpec):
            return True
        if getattr(inner, "rest", None) is not None:
            return True
        if rest.kind == "time":
            return rest.ms > 120_000
        return rest.kind == "full" or rest.metres > 400

    def _put(self, levels: list[Item], rest: Rest, place: str) -> bool:
        if place == "gap":
            return False
        if place in ("sets", "outer"):
            if not levels:
                return False
            bracket = isinstance(levels[-1], RepeatSpec) and len(levels[-1].body) > 1
            if len(levels) < 2 and place == "sets" and not bracket:
                return False
            order = [levels[-1]]
        elif place == "reps":
            order = [levels[0]] if levels else []
            rest.trailing = False
        else:
            order = levels
        for level in order:
            if isinstance(level, RepeatSpec) and level.count == 1 and not level.paren:
                return self._put_parts(level, rest)
            if not isinstance(level, Rest) and level.rest is None:
                level.rest = rest
                return True
        return False

    @staticmethod
    def _put_parts(whole: RepeatSpec, rest: Rest) -> bool:
        """Give the parts of a set that differ (`last 2 @ 72`) the recovery of the set."""
        parts = [part for part in whole.body if isinstance(part, RepeatSpec | RunSpec)]
        if any(part.rest is not None for part in parts):
            return False
        for part in parts:
            part.rest = replace(rest)
        return True

    def _leftover_rests(self, items: list[Item]) -> None:
        for rest in self._left:
            if rest.of_metres > 0 or rest.place == "all":
                self._attach(items, rest, False)
                continue
            if rest.place == "reps":
                raise NotationError(
                    "a second recovery between reps",
                    self.text,
                    rest.span[0],
                    "one recovery between reps",
                    self.file,
                )
            ends = self.kind in ("END", ")", "\n") or isinstance(items[-1], Rest)
            if not rest.place and ends and self._held(items[-1]):
                raise NotationError(
                    f"a second recovery, '{self.quote(*rest.span)}'",
                    self.text,
                    rest.span[0],
                    "one recovery between reps, and any other with its place, "
                    "like `3 min between sets`",
                    self.file,
                )
            rest.place = rest.place or "gap"
            items.append(rest)
        self._left = []

    def _held(self, item: Item) -> bool:
        """Whether a set has its recovery, so that another one has no place."""
        if isinstance(item, Rest):
            return True
        levels = self._levels(item)
        return bool(levels) and all(getattr(level, "rest", None) for level in levels)

    def _after_length(self, items: list[Item], rest: Rest) -> bool:
        """`60 s after 400s`: to the runs of that length, when there are others too."""
        runs = [run for item in items for run in runs_of(item) if run.role is Role.WORK]
        meant = [run for run in runs if run.metres == rest.of_metres]
        if not meant or len(meant) == len(runs) or any(run.rest is not None for run in meant):
            rest.of_metres = 0.0
            return False
        for item in items:
            if isinstance(item, Rest) or {run.metres for run in runs_of(item)} != {rest.of_metres}:
                continue
            if not self._put(self._levels(item), replace(rest, place=""), ""):
                raise NotationError(
                    f"a second recovery, '{self.quote(*rest.span)}'",
                    self.text,
                    rest.span[0],
                    "one recovery after each run",
                    self.file,
                )
            for run in runs_of(item):
                meant = [other for other in meant if other is not run]
        for run in meant:
            run.rest = replace(rest, place="")
        return True

    def _attach(self, items: list[Item], rest: Rest, then: bool) -> None:
        """A recovery that stands by itself after an item: to its reps, its sets, or after it."""
        last = items[-1]
        if rest.of_metres > 0 and self._after_length(items, rest):
            return
        if rest.place == "all":
            rest.place = ""
            for item in items:
                if not isinstance(item, Rest):
                    shared = replace(rest, inherited_from=len(items) > 1)
                    self._put(self._levels(item), shared, "")
            return
        if isinstance(last, Rest):
            if last.place == "sets" or rest.place:
                items.append(rest)
                return
            raise NotationError(
                "two recoveries in a row", self.text, rest.span[0], "one of them", self.file
            )
        if rest.place == "sets":
            if not self._put(self._levels(last), rest, "sets"):
                items.append(rest)
            return
        bracket = isinstance(last, RepeatSpec) and last.paren and len(last.body) > 1
        if (rest.pair and len(self._levels(last)) >= 2) or (
            bracket and (rest.every or rest.place == "reps") and not then
        ):
            draft = Draft(rests=[rest])
            self._place_rests(last, draft)
            self._leftover_rests(items)
            return
        if not then and self._said_again(last, rest):
            return
        if then or not self._put(self._levels(last), rest, rest.place):
            rest.place = "gap"
            items.append(rest)

    def _said_again(self, last: Item, rest: Rest) -> bool:
        """`w/ 2 min, 400 jog` at the end: one recovery said twice; two that differ are refused."""
        levels = self._levels(last)
        short = rest.ms < 240_000 and rest.metres < 800
        ends = self.kind in ("END", "\n", ".", ")") or rest.place == "reps"
        if not ends or not short or len(levels) != 1 or not isinstance(levels[0], RepeatSpec):
            return False
        before = levels[0].rest
        alone = rest.place in ("", "reps") and (rest.jogged or rest.kind == "jog")
        if before is None or not alone or rest.kind not in ("time", "jog"):
            return False
        levels[0].rest = None
        both = self._one_of_two([before, replace(rest, place="")], levels)
        if before.jogged and rest.jogged:
            both = []
        levels[0].rest = before
        if len(both) != 1:
            raise NotationError(
                f"a second recovery, '{self.quote(*rest.span)}'",
                self.text,
                rest.span[0],
                "one recovery between reps, and any other with its place, "
                "like `then 400 jog` or `3 min between sets`",
                self.file,
            )
        levels[0].rest = both[0]
        return True
