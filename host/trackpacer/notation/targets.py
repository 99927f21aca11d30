# SPDX-License-Identifier: MIT
"""The grammar of targets: `@ 10k pace - 5s/km`, `in 72-74`, `under 80`, `from 80 to 70`.

Its parts are in `paces`, `offsets` and `ranges`; what a block does with a target in `descriptions`.
"""

from __future__ import annotations

from dataclasses import replace

from trackpacer.notation.paces import PACE_WORDS
from trackpacer.notation.ranges import Ranges
from trackpacer.notation.tree import Offset, Pace, Target
from trackpacer.notation.words import TRAINING_LETTER
from trackpacer.session import Effort

EFFORTS = {
    "MAX": Effort.MAX,
    "SPRINT": Effort.SPRINT,
    "HARD": Effort.HARD,
    "FAST": Effort.FAST,
    "STEADY": Effort.STEADY,
    "AEROBIC": Effort.AEROBIC,
    "RELAXED": Effort.RELAXED,
    "EASY": Effort.EASY,
    "SLOW": Effort.EASY,
}
# `a bit faster than 10k pace`
SLIGHT = frozenset(["bit", "touch", "tad", "shade", "fraction", "hair", "smidge", "smidgen"])
EXPECTED = "a time, a race pace or an effort, like `@ 84`, `@ 3:30/km` or `@ 10k pace`"


class Targets(Ranges):
    """Reads targets; recoveries and blocks are its subclasses' business."""

    # Whether the block being read has its target: a time after a jog is then the jog's.
    targeted = False

    def target(self, needed: bool = False) -> Target | None:
        """A target with its introducing word or sign, or None when there is none here."""
        mark = self.mark()
        start = self.token.start
        introduced = False
        while self.kind in ("@", "AT", "IN", "ABOUT", "~", "=", "<"):
            introduced = True
            if self.kind == "<":
                break
            self.step()
        if introduced and self.kind == "PACE" and self.kind_ahead() in ("TIME", "NUM", "DIST"):
            self.step()
            self.accept(":")
        found = self._target(introduced, start)
        if found is None:
            if introduced and needed:
                raise self.fail("the target is not understood", EXPECTED)
            self.back(mark)
        return found

    def _target(self, introduced: bool, start: int) -> Target | None:
        self.skip_filler()
        if self.kind == "UNDER":
            below = self._below_threshold(start)
            if below is not None:
                return below
        if self.kind in ("UNDER", "<") and self.kind_ahead() in ("TIME", "NUM", "DIST"):
            self.step()
            pace = self.pace(True)
            if pace:
                return self._finish(Target((start, pace.span[1]), pace, bound=True))
            return None
        if self.kind == "FASTER" and self.kind_ahead() == "THAN" and self.ahead(2).value != "that":
            self.step()
            self.step()
            self.skip_filler()
            pace = self.pace(True)
            if pace is None:
                raise self.fail("faster than what?", "a pace, like `faster than 10k pace`")
            return self._finish(Target((start, pace.span[1]), pace, bound=True))
        if self.kind == "ONLY" and self.kind_ahead() in ("SLIGHTLY", "word", "LITTLE"):
            self.step()
            self.skip_filler()
        slight = self.kind in ("SLIGHTLY", "LITTLE") or self.token.value in SLIGHT
        if slight and self.kind_ahead() in ("FASTER", "SLOWER"):
            return self._slightly(start)
        if self.kind == "BETWEEN":
            self.step()
            first = self.pace(True)
            if first and self.accept("AND", "TO", "&"):
                second = self.pace(True)
                if second:
                    return self._finish(Target((start, second.span[1]), second, fast=first))
            return None
        if self.kind in ("FROM", "REACH"):
            return self._from(start)
        if (self.kind in ("TIME", "NUM", "PLURAL", "+", "-") and introduced) or self.kind == "TIME":
            found = self._offset_first(start)
            if found:
                return found
        if (
            self.kind in ("NUM", "PCT")
            and self.kind_ahead() in ("-", "TO")
            and self.kind_ahead(2) == "PCT"
        ):
            return self._percent_range(start)
        pace = self.pace(introduced)
        if pace is None:
            return self._effort(introduced, start)
        target = Target((start, pace.span[1]), pace)
        self._offset(target)
        self._more(target)
        return self._finish(target)

    def _below_threshold(self, start: int) -> Target | None:
        """`sub LT`, `sub-threshold`: slower than threshold, by an amount nobody writes."""
        n = 2 if self.kind_ahead() == "-" else 1
        named = self.ahead(n)
        if named.kind != "TRAINING" or TRAINING_LETTER.get(str(named.value)) != "T":
            return None
        for _ in range(n):
            self.step()
        if self.pace(True) is None:
            return None
        shown = self.quote(start, self.last_end)
        self.note(f"'{shown}' is an effort below threshold, not a pace: no target")
        pace = Pace("none", (start, self.last_end), name="effort")
        return Target((start, self.last_end), pace, effort=Effort.THRESHOLD)

    def _percent_range(self, start: int) -> Target | None:
        """`95-100% of HM pace`: the slow end is the smaller share of the speed."""
        low = self.step().number
        self.step()
        fast = self._percent(start)
        if fast is None or fast.kind == "none":
            return None if fast is None else Target((start, self.last_end), fast)
        slow = replace(fast, percent=low)
        return self._finish(Target((start, self.last_end), slow, fast=fast))

    def _finish(self, target: Target) -> Target:
        target.span = (target.span[0], self.last_end)
        return target

    def _effort(self, introduced: bool, start: int) -> Target | None:
        if not introduced or self.kind not in EFFORTS:
            return None
        effort = EFFORTS[self.kind]
        self.step()
        while self.kind in PACE_WORDS or (self.kind == "RUN"):
            self.step()
        return Target((start, self.last_end), Pace("none", (start, self.last_end)), effort=effort)

    def _slightly(self, start: int) -> Target | None:
        self.step()
        slower = self.kind == "SLOWER"
        self.step()
        if not self.accept("THAN"):
            return None
        self.skip_filler()
        pace = self.pace(True)
        if pace is None:
            return None
        target = Target((start, self.last_end), pace)
        if slower:
            self.note("'slightly' slower taken as 2 s a rep")
            target.offset = Offset(2000, 0, "rep", (start, self.last_end))
        else:
            target.slightly = True
        return target

    def _from(self, start: int) -> Target | None:
        """`from 80 to 70`, `starting 10 s slower than 10k pace`."""
        self.step()
        while self.kind in ("AT", "@", "IN", "FROM", "word", "ON") and self.kind_ahead() != "END":
            if self.kind == "word" and self.token.value not in ("with", "the"):
                break
            self.step()
        mark = self.mark()
        first = self._offset_first(start)
        if first is None:
            self.back(mark)
            pace = self.pace(True)
            if pace is None:
                return None
            first = Target((start, pace.span[1]), pace)
            self._offset(first)
        first.starting = not self._ladder_end(first)
        return self._finish(first)
