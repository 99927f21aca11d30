# SPDX-License-Identifier: MIT
"""The grammar of several paces in one target: ranges, lists, ladders, `or faster`.

`72-74`, `74, 72, 70`, `84 -> 77`, `10k pace or slightly faster`. Each of them is read in `paces`.
"""

from __future__ import annotations

from trackpacer.notation.offsets import Offsets
from trackpacer.notation.paces import PACE_WORDS
from trackpacer.notation.tree import Pace, Target


class Ranges(Offsets):
    """Reads what may follow the first pace of a target."""

    def _ladder_end(self, first: Target) -> bool:
        """`to 70`, `down to 70`, `-> 70` after the first target of a ladder."""
        mark = self.mark()
        sign = False
        while self.kind in ("DOWN", "UP", "TO", "ARROW", "-", "CUTDOWN", "word", "REACH"):
            if self.kind == "word" and self.token.value not in (
                "finishing",
                "ending",
                "finish",
                "end",
            ):
                break
            sign = True
            self.step()
        if sign:
            self.accept("AT", "@", "IN", "WITH")
            start = self.token.start
            if self.kind_ahead() in ("PER", "EACH"):
                self.back(mark)  # `dropping 1 s per rep` is a step
                return False
            last = self._offset_first(start)
            if last is None:
                pace = self.pace(True)
                if (pace and self.kind not in ("REST", "JOG", "WALK", "FLOAT", "x")) or (
                    pace and self.token.value == "r"
                ):
                    last = Target((start, pace.span[1]), pace)
                    self._offset(last)
            if last and (last.pace.kind == "time") == (first.pace.kind == "time"):
                first.last = last
                return True
        self.back(mark)
        return False

    def _more(self, target: Target) -> None:
        """What may follow a pace: a range, a list, a ladder, 'or faster'."""
        first = target.pace
        late = self.kind == "," and self.kind_ahead() == "OR"
        if late and self.ahead(2).value in ("better", "faster", "quicker"):
            self.step()  # `at 1500 speed, or better`
        if self.kind == "OR":
            mark = self.mark()
            self.step()
            if self.kind == "SLIGHTLY":
                self.step()
                if self.accept("FASTER"):
                    target.slightly = True
                    return
            elif self.kind == "word" and self.token.value in ("a", "bit", "little"):
                pass
            elif self.accept("FASTER", "UNDER") or self._better():
                target.bound = True
                return
            self.back(mark)
        if self.kind in ("ARROW", "TO") and target.offset is not None:
            self._ladder_end(target)
            return
        if self.kind == "ARROW" or (
            self.kind in ("DOWN", "UP", "CUTDOWN", "TO") and self._leads_down(first)
        ):
            self._ladder_end(target)
            return
        alone = target.offset is None
        if self.kind in ("/", ",") or (alone and self.kind in ("-", "TO", "OR", "AND", "&")):
            self._range_or_list(target)

    def _better(self) -> bool:
        """`or better`: or faster."""
        if self.token.value != "better":
            return False
        self.step()
        return True

    def _leads_down(self, first: Pace) -> bool:
        if self.kind != "TO":
            return True
        after = self.ahead()
        if after.kind not in ("NUM", "TIME"):
            return False
        value = after.number * (1000 if after.kind == "NUM" else 1)
        return first.kind == "time" and value < first.ms

    def _range_or_list(self, target: Target) -> None:
        first = target.pace
        first.offset = target.offset
        mark = self.mark()
        values = [first]
        sign = self.kind
        while self.kind in (sign, "AND", "&") or (self.kind == "," and sign == ","):
            before = self.mark()
            dash = self.step()
            spaced = dash.kind == "-" and self.plain[dash.start - 1].isspace()
            if spaced and first.kind == "time" and self._far_from(first):
                self.back(before)  # `@ 80 - 60s`: the recovery
                break
            if sign == "," and self.kind in ("AND", "&"):
                self.step()
            following = self._alike(values[-1], len(values) > 1)
            if following is None:
                self.back(before)
                break
            token = self.tokens[self.i - 1]
            near_by = 0.94 <= following.ms / values[-1].ms <= 1.06 if first.kind == "time" else True
            unlike = first.bare and token.kind in ("TIME", "PLURAL") and token.unit != "clock"
            if sign in (",", "/") and unlike and not near_by:
                self.back(before)  # `@ 84, 70s`: the recovery
                break
            values.append(self._with_offset(following))
        more = self.kind == sign and sign != "," and self.kind_ahead() in ("NUM", "TIME")
        # `in 36-38 - 10 min CD`: the dash between blanks parts blocks.
        more = more and not self.plain[self.token.start - 1].isspace()
        resting = ("REST", "JOG", "WALK", "FLOAT", "x", "BETWEEN", "EASY")
        if more and self.kind_ahead(2) not in resting:
            self.back(mark)
            return
        if any(value.offset is not None for value in values):
            if len(values) == 1:
                first.offset = None
                self.back(mark)
                return
            target.listed, target.offset = values, None
            return
        two = len(values) == 2 and first.kind == "time"
        if sign == "," and two and values[1].ms % 15_000 == 0:
            recovery = not 0.75 < values[1].ms / first.ms < 1.34
            if recovery:  # `5 x 1k @ 3:20, 2:00`
                self.back(mark)
                return
        near = first.kind != "time" or 0.75 < values[-1].ms / first.ms < 1.34
        if len(values) == 2 and sign in ("-", "/", "TO", "OR") and (near or sign != "/"):
            second = values[1]
            self._as_range(target, first, second)
            target.slashed = sign == "/"
            return
        if len(values) >= 2:
            target.listed = values
            for value in values:
                value.per = values[-1].per or value.per
            return
        self.back(mark)

    def _far_from(self, first: Pace) -> bool:
        """Whether the time here is no other end of a range, and has a unit of its own."""
        ranged = self.kind_ahead() == "-" and self.kind_ahead(2) in ("TIME", "PLURAL")
        if self.kind not in ("TIME", "PLURAL") and not ranged:
            return False
        value = self.token.number * (1 if self.kind == "TIME" else 1000)
        share = value / first.ms
        even = value % 15_000 == 0 and not 0.94 <= share <= 1.06
        return even or not 0.85 <= share <= 1.18 or (ranged and self.kind == "NUM")

    def _with_offset(self, pace: Pace) -> Pace:
        """A pace of a list, with the seconds that are added to it."""
        one = Target(pace.span, pace)
        self._offset(one)
        pace.offset = one.offset
        return pace

    def _as_range(self, target: Target, first: Pace, second: Pace) -> None:
        if second.per and not first.per:
            first.per = second.per
        # `6:50-7:00/mile`, `72-74`; which end is slow is known when both are priced.
        target.fast = second

    def _names_then_pace(self, least: int = 2) -> bool:
        """`5k, 3k, mile pace`: names of races up to the word itself."""
        n = 0
        names = 0
        while self.kind_ahead(n) in ("DIST", "NUM", "MILEWORD", ",", "HALF", "MARATHON", "AND"):
            names += self.kind_ahead(n) not in (",", "AND")
            n += 1
        return self.kind_ahead(n) in PACE_WORDS or (
            names >= least and self.kind_ahead(n) in ("WITH", "END", "OFF", ")")
        )

    def _alike(self, first: Pace, listed: bool = False) -> Pace | None:
        """Another value of the same form as the first of a list or range."""
        if first.kind == "time":
            if self.kind not in ("NUM", "TIME", "PLURAL"):
                return None
            token = self.token
            ranged = self.kind_ahead() in ("-", "TO") and self.kind_ahead(2) in ("TIME", "PLURAL")
            if ranged and self.tokens[self.i - 1].kind == "," and token.kind == "NUM":
                return None  # `@ 54, 45-60s`
            # `@ 3:20, 1:52, 52`: a list that falls below the minute.
            sign = self.tokens[self.i - 1].kind
            third = sign == "/" and self.tokens[self.i - 3].kind == "/"
            below = token.kind == "NUM" and not first.bare and (sign == "," or third)
            below = below and 20 <= token.number < 100 and 45_000 <= first.ms <= 240_000
            below = below and self.kind_ahead() in (",", "END", "WITH", "AND", "(", ")", "\n")
            if (self.kind == "TIME") == first.bare and token.unit not in ("s",) and not below:
                return None
            written = self.plain[token.start : token.end]
            clocked = (
                sign == "TO" and ":" in written and 0.75 < token.number / first.ms < 1.34
            )  # `at 1:45 to 1:50 minutes`
            if self.kind == "TIME" and token.unit == "min" and not (first.bare or clocked):
                return None
            after = self.kind_ahead()
            if after in ("REST", "JOG", "WALK") and self.kind_ahead(2) in (
                "NUM",
                "TIME",
                "DIST",
                "PLURAL",
                "=",
            ):
                after = "R"
            if after in (
                "x",
                "JOG",
                "REST",
                "WALK",
                "FLOAT",
                "EASY",
                "REP",
                "SET",
                "RUN",
                "@",
                "AT",
                "BETWEEN",
                "WU",
                "CD",
                "STRIDES",
                "MILEWORD",
            ) or (after == "PACE" and token.unit not in ("s", "clock")):
                return None
            value = token.number * (1 if self.kind == "TIME" else 1000)
            if value < 10 and first.ms > 60_000:
                return None
            if not 0.4 < value / first.ms < 2.5:
                return None
            self.step()
            return self._time(token, token.start, value, first.bare)
        mark = self.mark()
        if self.kind in (
            "TRAINING",
            "MARATHON",
            "HALFMARATHON",
            "HALF",
            "MILEWORD",
            "DIST",
            "NUM",
            "REST",
        ):
            if self.kind_ahead() in ("x", "JOG", "@", "AT", "IN", "WU", "CD", "EASY"):
                return None
            if self.kind == "NUM" and self.token.number < 400:
                return None
            if self.kind == "DIST" and first.kind not in ("race", "training"):
                return None
            before = self.tokens[self.i - 1]
            if (
                before.kind == "-"
                and before.end < self.token.start
                and self.kind_ahead() not in PACE_WORDS
                and self.kind not in ("MILEWORD", "MARATHON", "HALFMARATHON")
            ):
                return None  # `4 miles @ MP - 2 miles easy`
            if (
                self.tokens[self.i - 1].kind == ","
                and self.kind == "DIST"
                and not self._names_then_pace(1 if listed else 2)
            ):
                return None
            found = self.pace(True)
            if found and found.kind in ("race", "training"):
                return found
        self.back(mark)
        return None
