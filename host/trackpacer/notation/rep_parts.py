# SPDX-License-Identifier: MIT
"""Targets for parts of a set: `first 4 @ 76, last 4 @ 72`, `(1-3 in 84, 4-6 in 80)`.

The last reps by themselves (`last 2 @ 72`) are in `descriptions`, targets by turns in `bare_times`.
"""

from __future__ import annotations

from trackpacer.notation.descriptions import Descriptions
from trackpacer.notation.draft import Draft
from trackpacer.notation.tree import Item, Pace, RepeatSpec, RunSpec, Target

INTRODUCING = ("@", "AT", "IN", ":")


class RepParts(Descriptions):
    """Reads which reps of a set are run at what, when all of them are named."""

    def _rep_parts(self, item: Item, draft: Draft) -> bool:
        """One target for each rep, from the parts of the set; False when it is not so divided."""
        single = isinstance(item, RepeatSpec) and isinstance(item.body[0], RunSpec)
        if not isinstance(item, RepeatSpec) or not single or item.paren or draft.target is not None:
            return False
        mark = self.mark()
        self.accept(",", ":", "-", ";")
        start = self.token.start
        paces: list[Pace] = []
        while True:
            before = self.mark()
            if paces:
                self.accept(",", ";", "AND", "&", "THEN", "/", "-", ".", "\n")
            count = self._reps_named(len(paces), item.count)
            target = self.target() if count and self.kind in INTRODUCING[:3] else None
            if count and self.accept(":"):
                target = self._target(True, self.token.start)
            if target is None or not self._plain(target):
                self.back(before)
                break
            target.pace.offset = target.offset
            paces += [target.pace] * count
        if not paces:
            self.back(mark)
            return False
        if len(paces) != item.count:
            shown = self.quote(start, self.last_end)
            raise self.fail(
                f"'{shown}' tells the targets of {len(paces)} of the {item.count} reps",
                "a target for each rep, or one for all",
                self.tokens[mark[0]],
            )
        draft.target = Target((start, self.last_end), paces[0], listed=paces)
        return True

    def _reps_named(self, done: int, count: int) -> int:
        """Take `first 4`, `next 2 reps`, `last one`, `5-8`; how many reps that is, or 0."""
        first, last = self.kind == "FIRST", self.kind == "LAST"
        follows = self.token.value in ("next", "middle")
        if (first and not done) or (done and (last or follows)):
            self.step()
            number = 1.0
            if not self.accept("ONE") and self.kind == "NUM":
                number = self.step().number
            self.accept("REP", "ONE")
            return int(number) if 1 <= number <= count else 0
        self.accept("REP")
        if self.kind == "NUM" and self.token.number == done + 1:
            self.step()
            end = done + 1.0
            if self.kind in ("-", "TO") and self.kind_ahead() == "NUM":
                self.step()
                end = self.step().number
            self.accept("REP")
            introduced = self.kind in INTRODUCING[: 4 if end > done + 1 else 3]
            return int(end) - done if introduced and done < end <= count else 0
        return 0

    @staticmethod
    def _plain(target: Target) -> bool:
        """Whether a target is one pace and no more."""
        more = (target.fast, target.last, target.via, target.second, target.listed)
        return target.pace.kind != "none" and not target.bound and not any(more)
