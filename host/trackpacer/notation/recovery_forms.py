# SPDX-License-Identifier: MIT
"""Forms of a recovery that lead into no other: a length first, a share of the rep, a send-off.

`90s jog`, `half the rep`, `1:1`, `equal ± 10s`, `on 3:00`. The forms that begin with a word and may
lead into these (`R…`, `jog …`, `full …`) are in `recoveries`.
"""

from __future__ import annotations

from trackpacer.notation.quantities import Quantity
from trackpacer.notation.recovery_parts import RecoveryParts
from trackpacer.notation.tree import Rest


class RecoveryForms(RecoveryParts):
    """Reads one form of recovery each."""

    def _value_first(self, start: int, connected: str) -> Rest | None:
        bare_number = self.kind == "NUM"
        listed = self._listed(start, connected in ("WITH", "OFF", "/"))
        if listed is not None:
            return listed
        amount = self.quantity()
        if amount is None:
            return None
        nouns, easy = self._nouns()
        again = self.kind == "x" and (nouns or easy) and self.kind_ahead() == "NUM"
        if self.kind == "x" and not again:
            return None
        if self.kind == "@" and not nouns and (amount.dist or connected not in ("WITH", "OFF")):
            return None
        if self.kind in ("LEAVING", "CYCLE"):
            self.step()
            return Rest((start, self.last_end), "sendoff", ms=amount.first)
        if bare_number and amount.bare and not nouns and easy and not amount.dist:
            return None  # `2 E` are miles
        named = bool(nouns) or easy or self.kind == "BETWEEN"
        named = named or (self.kind == "SET" and self.kind_ahead() == "REST")
        named = named or self.token.value in ("within", "inside")
        named = named or (self.kind == "TO" and self.ahead().value in ("recover", "rest"))
        named = named or (
            self.token.value == "before" and "SET" in [self.kind_ahead(n) for n in (1, 2, 3)]
        )
        if not named and self.kind == "OFF" and connected in ("", "/", "AND"):
            self.step()
            named = True
            nouns, _ = self._nouns()
        if (
            not named
            and self.kind in ("AFTER", "PER")
            and self.kind_ahead() in ("EACH", "REP", "SET", "ONE", "PLURAL")
        ):
            named = True
        if not named:
            if connected not in ("WITH", "OFF", "/") or (amount.dist and connected == "/"):
                return None
            if amount.dist and connected == "WITH" and self.kind in ("AT", "@"):
                return None  # `with 200 at 3k pace, 200 at 800 pace`: parts of the rep
            few = amount.bare and amount.second is None and self.tokens[self.i - 1].number <= 12
            if few and self.kind in ("AT", "@", "TRAINING"):
                return None  # `9 miles w/ 4 at tempo` holds four miles, not four minutes
            if self.kind in (
                "MILEWORD",
                "PACE",
                "STRIDES",
                "HILL",
                "RUN",
                "FASTER",
                "SLOWER",
                "SET",
                "TRAINING",
                "WU",
                "CD",
            ):
                return None
            if bare_number and connected == "/" and amount.dist:
                return None
        # `10 min jog` after the work is a run of its own, a cool-down rather than a recovery.
        home = connected in ("", "/") and "REST" not in nouns and self.kind != "BETWEEN"
        if home and amount.long:
            return None
        return self._rest(start, amount, nouns)

    def _listed(self, start: int, named: bool) -> Rest | None:
        """`60, 50, 40 s recovery`, `R 3:00, 2:30, 2:00`: one for each gap."""
        mark = self.mark()
        values = self.several()
        if not values:
            return None
        nouns, _ = self._nouns()
        while self.token.value in ("respectively", "resp"):
            self.step()
        ends = ("END", ",", ".", "\n", ")", "]", ";", "+", "THEN", "BETWEEN")
        if not (named or nouns) or self.kind not in ends:
            self.back(mark)
            return None
        return Rest((start, self.last_end), "time", ms=values[0], listed=values)

    def _length_of_named(self, start: int) -> Rest | None:
        """`short recovery c. 2 minutes`, `short rest (about 60s)`."""
        mark = self.mark()
        paren = self.accept("(") is not None
        while self.kind in ("ABOUT", "OF", ":", "=", ".", "~"):
            self.step()
        amount = self.quantity()
        if amount is None or amount.bare or self.kind == "x" or (paren and not self.accept(")")):
            self.back(mark)
            return None
        return self._rest(start, amount, [])

    def _fraction(self) -> float:
        """`1/2`, `2/3` before the rep's time, in per cent; its last number is left to be taken."""
        if self.kind != "NUM" or self.kind_ahead() != "/" or self.kind_ahead(2) != "NUM":
            return 0.0
        above, below = self.token.number, self.ahead(2).number
        if not 0 < above < below <= 4:
            return 0.0
        self.step()
        self.step()
        return 100 * above / below

    def _share(self, start: int, percent: float, connected: str) -> Rest | None:
        """`half the rep`, `50% recovery`, `1/2 time recovery`: a share of the rep before."""
        self.step()
        of = self.accept("OF") is not None
        rep = self._rep_words()
        nouns, _ = self._nouns()
        rep = self._rep_words() or rep
        if nouns or (connected in ("R", "WITH", "/", "OFF") and (rep or of)):
            return Rest((start, self.last_end), "equal", percent=percent)
        return None

    def _equal(self, start: int, connected: str) -> Rest | None:
        distance = False
        begin = self.i
        nouns: list[str] = []
        while True:
            more, _ = self._nouns()
            if more:
                nouns += more
                continue
            here = self.i
            self._rep_words()
            if self.i == here:
                break
        words = [token.value for token in self.tokens[begin : self.i]]
        distance = "distance" in words
        if not nouns and connected not in ("R", "WITH", "/", "OFF"):
            return None
        if distance:
            return Rest((start, self.last_end), "jog", metres=-1.0)
        rest = Rest((start, self.last_end), "equal")
        if not set(words) & {
            "rep",
            "repeat",
            "effort",
            "work",
            "run",
            "interval",
            "time",
            "duration",
            "jog",
        }:
            shown = self.quote(start, self.last_end).strip("/ ")
            self.note(f"'{shown}' taken as equal to the rep just run; it could also mean all alike")
        return self._tolerance(rest)

    def _tolerance(self, rest: Rest) -> Rest:
        """`+/- 10s`, `± 10s` after an equal recovery."""
        mark = self.mark()
        sign = self.accept("±") is not None
        if not sign and self.accept("+") and self.accept("/") and self.accept("-"):
            sign = True
        amount = self._seconds() if sign else None
        if amount:
            rest.tolerance_ms = amount
        else:
            self.back(mark)
        return rest

    def _ratio(self, start: int) -> Rest | None:
        work = self.step().number
        self.step()
        rest = self.step().number
        if not (1 <= work <= 5 and 0.25 <= rest <= 5):
            return None
        while self.kind in ("REST", "REP", "JOG", "WALK", "/", ":", "TO") or (
            self.kind == "word" and self.token.value in ("work", "ratio", "time")
        ):
            if self.kind in ("/", ":", "TO") and self.kind_ahead() not in ("REST",):
                break
            self.step()
        return Rest((start, self.last_end), "equal", percent=100 * rest / work)

    def _around(self, start: int, amount: Quantity) -> Rest:
        """`recoveries of 10 seconds around your completed repeats`."""
        self.step()
        while self.kind in ("REP", "RUN", "GOAL", "EFFORT") or (
            self.kind == "word"
            and self.token.value
            in ("your", "the", "completed", "each", "finished", "own", "time", "times")
        ):
            self.step()
        return Rest((start, self.last_end), "equal", tolerance_ms=amount.first)

    def _sendoff(self) -> Rest | None:
        """`on 3:00`, `leaving every 4 min`, `every 90s`, `on a 3 min cycle`."""
        start = self.token.start
        first = self.kind
        while self.kind in ("ON", "LEAVING", "EACH", "AT", "OFF", "CYCLE") or (
            self.kind == "word" and self.token.value in ("a", "the", "of", "new", "one")
        ):
            self.step()
        if first == "ON" and self.token.value == "minute":
            self.step()
            return Rest((start, self.last_end), "sendoff", ms=60_000)
        if self.kind not in ("TIME", "NUM", "PLURAL"):
            return None
        if self.kind == "NUM" and (first == "EACH" or self.token.number < 30):
            return None
        token = self.step()
        ms = token.number * (1 if token.kind == "TIME" else 1000)
        if first == "ON" and self.kind == "REST" and self.token.value != "r":
            self._nouns()
            return Rest((start, self.last_end), "time", ms=ms)
        if self.kind in ("OFF", "x", "HARD", "FAST") or (
            first == "ON" and self.kind in ("/", "JOG", "EASY", "REST")
        ):
            return None
        while self.kind in ("LEAVING", "CYCLE", "REP") or (
            self.kind == "word" and self.token.value in ("time",)
        ):
            self.step()
        return Rest((start, self.last_end), "sendoff", ms=ms)

    def _was(self, kind: str, start: int) -> bool:
        i = self.i - 1
        while i >= 0 and self.tokens[i].start >= start:
            if self.tokens[i].kind == kind:
                return True
            i -= 1
        return False
