# SPDX-License-Identifier: MIT
"""A bracket after a block: `(60)`, `(3:05, 2 min jog)`, `(bends -0.5)`, `(2:55/km)`, `(Pacing)`.

Brackets around blocks are in `blocks`.
"""

from __future__ import annotations

from trackpacer.errors import NotationError
from trackpacer.notation.draft import Draft
from trackpacer.notation.quantities import NOUNS, QUANTITIES, Quantity
from trackpacer.notation.rep_parts import RepParts
from trackpacer.notation.tree import Item, Rest

# What races are over, in metres: another distance in a bracket is no race's pace.
RACED = (1500, 1600, 1609, 2000, 3000, 3200, 3219, 5000, 8000, 8047, 10000, 15000, 16093, 21097)


class Brackets(RepParts):
    """Reads what a bracket says of the block before it."""

    def _minutes_then_rest(self, item: Item, inside: Draft) -> bool:
        """Whether a bracket begins like `(2 min, 400m jog)`: whole minutes, then a jog."""
        if self.kind != "TIME" or self.token.unit != "min" or inside.target is not None:
            return False
        if not self._metres_of(item) or self.token.number % 60_000 or self.kind_ahead() != ",":
            return False
        return self.kind_ahead(2) in QUANTITIES and self.kind_ahead(3) in NOUNS

    def _time_range(self, amount: Quantity, item: Item, draft: Draft) -> bool:
        """Whether a range of times beside a pace is what it comes to, and no recovery."""
        metres = self._metres_of(item)
        if not metres or draft.target is None or draft.target.pace.kind not in ("race", "training"):
            return False
        even = amount.first % 15_000 == 0 and (amount.second or 0.0) % 15_000 == 0
        if not self._is_range(amount, metres, draft):
            return False
        mark = self.mark()
        self.step()
        follows = self._rest_follows()
        self.back(mark)
        return follows or not even

    def _other_unit(self) -> bool:
        """`(4:18-4:22/km, 6:55-7:02/mile)`: the same pace once more, in another unit."""
        ranged = self.kind_ahead() in ("-", "TO") and self.kind_ahead(2) == "TIME"
        return self.kind == "TIME" and self._per_ahead(3 if ranged else 1)

    def _bracket(self, item: Item, draft: Draft) -> bool:
        """`(60)`, `(3:05, 2 min jog)`, `(bends -0.5)`, `(2:55/km)`, `(Pacing)`."""
        mark = self.mark()
        if self._total_after():
            return True
        closer = ")" if self.step().kind == "(" else "]"
        if (self._profile(draft) or self._fast_part(item, draft)) and self.kind == closer:
            self.step()
            return True
        self.back(mark)
        self.step()
        if self._rep_parts(item, draft) and self.accept(closer):
            return True
        self.back(mark)
        self.step()
        if self._feeling() and self.accept(closer):
            return True
        self.back(mark)
        self.step()
        if self.kind == "GOAL" and self.kind_ahead() == ":":
            self.step()
            self.step()
            aim = self._target(True, self.token.start)
            if aim is not None and self.accept(closer):
                self._add_target(draft, aim, True)
                return True
            self.back(mark)
            self.step()
        far = self._metres_of(item)
        if self.kind == "DIST" and self.kind_ahead() == closer and far > 1000:
            # `8 km (5 miles)`: the same again.
            other = self.tokens[mark[0] + 1]
            if abs(other.number - far) <= 0.04 * far and other.unit != "m":
                self.step()
                self.step()
                self.passed.append((self.tokens[mark[0]].start, self.last_end))
                return True
        if draft.rests:
            # `/ 1 min recovery (walk or jog)`: how the recovery is taken.
            while self.kind in (*NOUNS, "OR", "/", "EASY", "SLOW", "AND", "FULL", "RELAXED"):
                self.step()
            if self.kind == closer and self.last_end > self.tokens[mark[0]].end:
                self.step()
                self.passed.append((self.tokens[mark[0]].start, self.last_end))
                return True
            self.back(mark)
            self.step()
        if (
            self.kind == "DIST"
            and self.token.unit == "m"
            and 50 <= self.token.number <= 400 <= self._metres_of(item)
            and self.kind_ahead() == closer
            and not draft.rests
        ):
            # `4 x 1600 (400m)`: the jog, as in `(400 jog)`.
            token = self.step()
            self.step()
            self.note(f"'{self.quote(token.start, token.end)}' in the bracket taken as a jog")
            draft.rests.append(Rest((token.start, token.end), "jog", metres=token.number))
            return True
        if self.kind in ("TIME", "NUM", "PLURAL") and self.kind_ahead() == closer:
            token = self.step()
            self.step()
            self._bare_time(item, draft, token, self.tokens[mark[0]].start)
            return True
        if self._two_rests(item, draft, closer):
            return True
        if self.kind in ("+", "-") and draft.target is not None and draft.target.offset is None:
            self._offset(draft.target)
            if draft.target.offset is not None and self.accept(closer):
                return True
            draft.target.offset = None
            self.back(mark)
            self.step()
        inside = Draft(target=draft.target)
        rests = 0
        try:
            while self.kind != closer:
                if self.kind in (",", ";") or (self.kind == "/" and self.kind_ahead() != "REST"):
                    self.step()
                before = self.i
                rest = self.recovery(free=self.kind in ("WITH", "OFF", "/"))
                if (
                    rest is None
                    and self.kind in ("TIME", "NUM", "PLURAL")
                    and inside.target is not None
                ):
                    here = self.mark()
                    odd = self.kind == "NUM" and self.token.number % 5 != 0
                    amount = None if odd else self.quantity()
                    if amount is not None and self._time_range(amount, item, draft):
                        # `@ 5k pace (2:40-2:45) w/ 1 min`: the same pace, in times.
                        self.back(here)
                    elif amount is not None and self.kind in (closer, ",", ";"):
                        rest = self._rest(amount.start, amount, [])
                        self._suffix(rest)
                    else:
                        self.back(here)
                if (
                    rest is None
                    and self.kind in ("TIME", "PLURAL", "NUM")
                    and inside.target is None
                ):
                    here = self.mark()
                    amount = self.quantity()
                    if (
                        amount is not None
                        and amount.separator == "/"
                        and self.kind == closer
                        and not amount.dist
                    ) or (
                        amount is not None
                        and amount.separator
                        and self.kind == closer
                        and not amount.dist
                        and amount.unit != "clock"
                    ):
                        metres = self._metres_of(item)
                        if (
                            amount.separator == "/"
                            and len(self._levels(item)) < 2
                            and metres
                            and 0.115 <= amount.first / metres / 1000 <= 0.36
                        ):
                            shown = self.quote(amount.start, amount.end)
                            raise self.fail(
                                f"({shown}) may be the target and the recovery",
                                f"`@ {shown.split('/')[0]} R{shown.split('/')[-1]}`",
                                self.tokens[mark[0] + 1],
                            )
                        if self._is_range(amount, metres, draft):
                            self.back(here)
                            inside.target = self._target(True, amount.start)
                            continue
                        rest = self._rest(amount.start, amount, [])
                    else:
                        self.back(here)
                if rest is not None:
                    inside.rests.append(rest)
                    rests += 1
                    continue
                if self._minutes_then_rest(item, inside):
                    shown = self.quote(self.token.start, self.token.end)
                    raise self.fail(
                        f"'{shown}' may be the target or the recovery",
                        f"`@ {shown}` or `R{shown}`",
                    )
                length = self.kind == "DIST" and (
                    self.kind_ahead() in ("/", "JOG", "WALK", "REST")
                    or (
                        self.kind_ahead() == closer
                        and (self.token.number > 1000 or self.token.number < 800)
                        and not any(abs(self.token.number - race) < 12 for race in RACED)
                    )
                )
                if not length and (
                    inside.target is None
                    or (inside.target is draft.target and inside.target.second is None)
                    or (inside.target.second is None and self._other_unit())
                ):
                    start = self.token.start
                    while self.kind in ("@", "AT", "IN", "ABOUT", "~"):
                        self.step()
                    target = self._target(True, start)
                    if target is not None:
                        self._add_target(inside, target, True)
                        continue
                if self.i == before and not self._word_modifier(item, inside):
                    break
        except NotationError:
            self.back(mark)
            if self._remark():
                return True
            raise
        if self.kind == closer:
            self.step()
            for rest in inside.rests:
                draft.rests.append(rest)
            draft.target = inside.target
            draft.effort = draft.effort or inside.effort
            draft.role = draft.role if draft.role is not None else inside.role
            draft.cutdown = draft.cutdown or inside.cutdown
            draft.step_ms = draft.step_ms or inside.step_ms
            if inside.last_fast or inside.last_target is not None:
                draft.last_fast, draft.last_target = inside.last_fast, inside.last_target
                draft.last_count = inside.last_count
            return True
        stopped = self.token
        self.back(mark)
        if self._remark():
            return True
        shown = self.quote(stopped.start, stopped.end)
        raise self.fail(
            f"'{shown}' is not understood in this bracket",
            "a recovery, a target or a remark",
            stopped,
        )
