# SPDX-License-Identifier: MIT
"""The length of a recovery: `60`, `35-45s`, `3 to 4min`, `200`, `60s/3min`.

What a number without a unit means here is decided here; what the length is the length of is not.
"""

from __future__ import annotations

from trackpacer.notation.targets import Targets
from trackpacer.notation.tokens import MILE, Token

NOUNS = ("REST", "JOG", "WALK", "FLOAT")
QUANTITIES = ("NUM", "TIME", "DIST", "PLURAL")


class Quantity:
    """A length of a recovery: 'time' (ms), 'dist' (metres) or a range of them."""

    __slots__ = ("bare", "dist", "end", "first", "second", "separator", "start", "unit")

    def __init__(
        self, start: int, end: int, dist: bool, first: float, second: float | None
    ) -> None:
        self.start = start
        self.end = end
        self.dist = dist
        self.first = first
        self.second = second
        self.separator = ""
        self.bare = False
        self.unit = ""

    @property
    def long(self) -> bool:
        """Rather an easy run than a recovery."""
        return self.first >= (1600 if self.dist else 480_000)


class Quantities(Targets):
    """Reads lengths of recoveries, in time or distance."""

    def _times_of_reps(self, first: Token, second: Token) -> bool:
        """Whether `60s - 46, 47, 45` is a recovery and what the reps were run in."""
        dash = self.plain[first.end : second.start]
        ms = first.number * (1000 if first.kind == "PLURAL" else 1)
        timed = first.kind in ("TIME", "PLURAL") and second.kind == "NUM"
        lower = timed and second.number * 1000 < ms
        return dash == " - " and lower and self.kind == "," and self.kind_ahead() == "NUM"

    def quantity(self, jogging: bool = False) -> Quantity | None:
        """A length, or two of them: `60`, `35-45s`, `3 to 4min`, `200`, `60s/3min`."""
        if self.kind not in QUANTITIES:
            if self.kind == "ONE" and self.kind_ahead() in ("LAP", "MILEWORD"):
                self.step()
            if self.kind == "MILEWORD":
                token = self.step()
                return Quantity(token.start, token.end, True, MILE, None)
            if self.kind == "LAP" and self.token.value == "lap":
                token = self.step()
                return Quantity(token.start, token.end, True, self.lap, None)
            return None
        if self.kind_ahead() in ("x", "SET", "REP", "TIMES") and self.kind == "NUM":
            return None
        first = self.step()
        second = None
        separator = ""
        seconds = self.token
        parts = first.unit == "min" and seconds.unit == "s" and seconds.number < 60_000
        if parts and self.kind_ahead() in NOUNS:  # `2 mins 30 secs recovery`
            self.step()
            number = first.number + seconds.number
            first = Token("TIME", number, first.start, seconds.end, "clock")
        if self.kind in ("-", "TO", "/", "OR", "ARROW") and self.kind_ahead() in QUANTITIES:
            mark = self.mark()
            separator = self.step().kind
            second = self.step()
            if self.kind == "x" and separator in ("-", "TO", "OR") and first.kind == "NUM":
                return None
            low = first.number * (1000 if first.kind == "PLURAL" else 1)
            high = second.number * (1000 if second.kind == "PLURAL" else 1)
            timed = first.kind in ("TIME", "PLURAL") and second.kind in ("TIME", "PLURAL")
            block = separator == "-" and self.kind in ("WU", "CD")  # `R60 - 10 min CD`
            if first.kind == "NUM" and second.kind == "TIME" and separator == "-":
                factor = 60_000 if second.unit == "min" else 1000
                falls = first.number * factor >= second.number and second.unit != "clock"
                block = block or falls  # `off 90 - 3 min - 800`
            if block or (separator == "-" and timed and not low <= high <= 2.5 * low):
                self.back(mark)  # `75s - 60s rest`, `30s - 3 min between sets`: no range
                second, separator = None, ""
            elif (
                self.kind == "x"
                or self._times_of_reps(first, second)
                or ((first.kind == "DIST") != (second.kind == "DIST") and first.kind != "NUM")
            ):
                self.back(mark)
                second, separator = None, ""
        unit_token = second if second is not None and first.kind == "NUM" else first
        if unit_token.kind == "NUM" and self.kind == "LAP":
            end = self.step().end
            return Quantity(first.start, end, True, unit_token.number * self.lap, None)
        if unit_token.kind == "NUM" and self.kind == "MILEWORD":
            end = self.step().end
            return Quantity(first.start, end, True, unit_token.number * MILE, None)
        moving = ("JOG", "WALK", "FLOAT", "OFF", "EASY", "SLOW")
        dist = unit_token.kind == "DIST"
        bare = unit_token.kind == "NUM"
        unit = unit_token.unit
        value = first.number
        if first.kind == "NUM" and second is not None and second.kind == "TIME":
            two = separator == "/" and value >= 15  # `45 / 4 min`: within the sets, between them
            value *= (
                1000
                if two
                else 60_000
                if second.unit == "min" or (second.unit == "clock" and value < 10)
                else 1000
            )
        elif first.kind == "NUM" and second is not None and second.unit in ("km", "mile"):
            value *= MILE if second.unit == "mile" else 1000.0
        elif first.kind == "NUM" and second is not None and second.kind == "PLURAL":
            value *= 1000
            bare = False
        elif first.kind == "PLURAL":
            if jogging or (self.kind == "JOG" and value >= 100 and value % 100 == 0):
                dist = True
            else:
                value *= 1000
        elif bare:
            dist, value = self._bare(value, first.start, jogging or self.kind in moving)
            unit = "s"
        elif dist and value <= 10 and self.in_miles(unit_token) and self.kind in moving:
            self.note_miles(first.start, unit_token.end, value)
            value *= MILE
            if second is not None:
                second = Token("DIST", second.number * MILE, second.start, second.end, "mile")
        elif dist and unit == "m" and value <= 10:
            self.note(f"'{self.quote(first.start, unit_token.end)}' of recovery taken as minutes")
            dist, value = False, value * 60_000
            if second is not None and second.kind == "DIST":
                second = Token("TIME", second.number * 60_000, second.start, second.end, "min")
        other = None
        if second is not None:
            other = second.number
            if second.kind == "NUM":
                other = self._bare(other, second.start, False)[1] if not dist else other
                if first.kind == "TIME":
                    other = second.number * (60_000 if first.unit == "min" else 1000)
            elif second.kind == "PLURAL":
                other *= 1000
        found = Quantity(first.start, (second or first).end, dist, value, other)
        found.separator = separator
        found.bare = bare
        found.unit = unit
        return found

    def in_miles(self, token: Token) -> bool:
        """Whether a distance is in `M`, for miles: `4-7M slow`, `1M jog`."""
        short = token.kind == "DIST" and token.unit == "m" and token.number < 30
        return short and self.text[token.end - 1] == "M"

    def note_miles(self, start: int, end: int, miles: float) -> None:
        """Tell that what stands there was taken for so many miles."""
        self.note(f"'{self.quote(start, end)}' taken as {miles:g} mile{'s' * (miles != 1)}")

    def several(self) -> list[float]:
        """Lengths one after another, `60, 50, 40` or `3 min and 2 min`: ms, or none of them."""
        mark = self.mark()
        tokens: list[Token] = []
        separator = ""
        while self.kind in ("NUM", "TIME", "PLURAL"):
            tokens.append(self.step())
            sign = self.kind
            last = sign == "," and self.kind_ahead() in ("AND", "&")
            after = self.kind_ahead(3 if last else 2)
            alike = sign in (separator or sign, "AND", "&") and sign in (",", "/", "-", "AND", "&")
            if self.kind_ahead(2 if last else 1) not in ("NUM", "TIME", "PLURAL") or not alike:
                break
            if after in ("x", "@", "AT", "SET", "REP", "MILEWORD", "KM", "WU", "CD"):
                break
            separator = separator or sign
            self.step()
            if last:
                self.step()
        values = self._as_times(tokens)
        if len(tokens) < (2 if separator in ("AND", "&") else 3) or not values:
            self.back(mark)
            return []
        return values

    @staticmethod
    def _as_times(tokens: list[Token]) -> list[float]:
        """Milliseconds of each token, a bare number in the unit of the last; none in doubt."""
        if not tokens:
            return []
        bare = [token.number for token in tokens if token.kind == "NUM"]
        last = tokens[-1]
        scale = 60_000.0 if last.unit == "min" else 1000.0
        if last.kind == "NUM" and max(bare) <= 5:
            scale = 60_000.0
        if last.unit == "clock" and bare:
            return []
        if any(value >= 100 and value % 50 == 0 for value in bare):
            return []  # `R90, 400, 300` goes on with runs
        values = [
            token.number * (1000.0 if token.kind == "PLURAL" else scale)
            if token.kind != "TIME"
            else token.number
            for token in tokens
        ]
        return values if min(values) >= 3000 and max(values) <= 900_000 else []

    def _bare(self, value: float, start: int, jogging: bool) -> tuple[bool, float]:
        """A recovery number without a unit: (is it metres, metres or ms); 5 to 10 is unclear."""
        if value >= 100 and value % (50 if jogging else 100) == 0 and (jogging or value != 100):
            if not jogging:
                self.note(f"recovery {value:g} without a unit taken as a jog of {value:g} m")
            return True, value
        if value == 0:
            return False, 0.0
        if value <= 5:
            self.note(f"recovery {value:g} without a unit taken as {value:g} min")
            return False, value * 60_000
        return False, value * 1000
