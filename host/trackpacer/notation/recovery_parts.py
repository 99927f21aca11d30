# SPDX-License-Identifier: MIT
"""Parts of a recovery: its nouns, its place, its ladder, the time of a jog.

`recovery_forms` and `recoveries` put them together.
"""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.errors import NotationError
from trackpacer.notation.quantities import NOUNS, QUANTITIES, Quantities, Quantity
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Rest

# How a recovery is to be taken, before its noun or its length: no instruction for the watch.
PLURALS = frozenset(["recoveries", "recs", "rests", "jogs", "breaks", "pauses", "floats"])
MANNER = frozenset(["rolling", "active", "brisk", "proper", "nice", "leisurely", "continuous"])


class RecoveryParts(Quantities):
    """Reads what may stand beside the length of a recovery."""

    def _nouns(self) -> tuple[list[str], bool]:
        """The nouns after a length (`easy jog recovery`), and whether 'easy' stood alone."""
        nouns: list[str] = []
        easy = False
        while True:
            kind = self.kind
            if kind in NOUNS:
                if (
                    kind == "REST"
                    and self.kind_ahead() in (*QUANTITIES, "=", ":")
                    and (self.token.value == "r" or (not nouns and self.kind_ahead() == "TIME"))
                ):
                    break  # `2'40" rec 2'`: the word belongs to what follows
                nouns.append(kind)
                if kind == "REST" and self.ahead().value in ("interval", "intervals"):
                    self.step()
            elif kind in ("EASY", "SLOW") or (kind == "TRAINING" and self.token.value == "e"):
                easy = True
            elif kind == "EFFORT" and easy and self.kind_ahead() in ("BETWEEN", "AFTER"):
                nouns.append("JOG")
            elif kind == "RUN" and nouns and self.tokens[self.i - 1].kind == "/":
                pass  # `walk/run`
            elif not self._joins_nouns(bool(nouns) or (easy and kind == "/")):
                break
            self.step()
        return nouns, easy

    def _joins_nouns(self, begun: bool) -> bool:
        """A word within `easy jog`, `walk or slow jog`, `jog/walk`, `jog back`."""
        kind, after = self.kind, self.kind_ahead()
        if kind == "RELAXED" or (kind in ("BACK", "DOWN") and begun):
            return True
        if kind == "FAST" or (kind == "word" and self.token.value in MANNER):
            return after in NOUNS
        if kind == "REP" and begun and self.token.value == "interval":
            return after == "REST" or (after == "OF" and self.kind_ahead(2) == "REST")
        if kind in ("OF", "FULL", "STEADY"):
            return after in NOUNS
        if kind not in ("/", "AND", "OR", "-") or not (begun or kind == "-"):
            return False
        if after in ("SLOW", "EASY") and kind in ("AND", "OR"):
            return self.kind_ahead(2) in NOUNS
        if kind == "/" and after == "RUN" and self.tokens[self.i - 1].kind in ("WALK", "JOG"):
            return True
        return after in NOUNS and self.kind_ahead(2) not in QUANTITIES

    def _rest(self, start: int, amount: Quantity, nouns: list[str]) -> Rest:
        rest = self._sized(start, amount, nouns)
        rest.every = bool(nouns) and any(
            token.value in PLURALS for token in self._since(start) if token.kind in NOUNS
        )
        return rest

    def _since(self, start: int) -> Iterator[Token]:
        """The tokens from an offset of the text up to this place."""
        i = self.i - 1
        while i >= 0 and self.tokens[i].start >= start:
            yield self.tokens[i]
            i -= 1

    def _sized(self, start: int, amount: Quantity, nouns: list[str]) -> Rest:
        span = (start, self.last_end)
        if (
            amount.bare
            and not amount.dist
            and (5000 < amount.first < 10_000 or amount.first > 300_000)
        ):
            number = f"{amount.first / 1000:g}"
            raise NotationError(
                f"a recovery of {number} without a unit",
                self.text,
                amount.start,
                f"a unit, like `{number} s`, `{number} min` or `{number} m jog`",
                self.file,
            )
        if amount.dist:
            rest = Rest(span, "jog", metres=amount.first)
            if amount.second is not None:
                if amount.separator == "/":
                    rest.pair, rest.max_ms = True, amount.second
                else:
                    rest.metres = min(amount.first, amount.second)
                    shown = self.quote(amount.start, amount.end)
                    self.note(f"of the range '{shown}' the smaller is taken")
            rest.floating = "FLOAT" in nouns
            rest.jogged = "REST" not in nouns
            self._jog_time(rest)
            return rest
        rest = Rest(span, "time", ms=amount.first, floating="FLOAT" in nouns)
        rest.jogged = "JOG" in nouns and "REST" not in nouns
        if amount.second is not None and amount.second != amount.first:
            if amount.separator == "ARROW":
                rest.last_ms = amount.second
            elif amount.separator == "/" and amount.second >= 1.5 * amount.first:
                rest.pair, rest.max_ms = True, amount.second
            elif amount.separator == "/" and amount.second < amount.first:
                shown = self.quote(amount.start, amount.end)
                raise NotationError(
                    f"'{shown}' may be a target and a recovery, or two recoveries",
                    self.text,
                    amount.start,
                    "one recovery, or a range like `R35-45s`",
                    self.file,
                )
            else:
                rest.kind = "window"
                rest.min_ms, rest.max_ms = sorted((amount.first, amount.second))
        if rest.floating:
            self._jog_time(rest)
        self._rest_ladder(rest)
        return rest

    def _rest_ladder(self, rest: Rest) -> None:
        """`R30 step +3`, `R30 +3s each`, `adding 3s each rep`."""
        mark = self.mark()
        self.accept(",")
        begin = self.token.start
        sign = 0
        if self.kind in ("STEP", "ADDING"):
            sign = 1
            self.step()
        if self.kind in ("+", "-"):
            sign = 1 if self.step().kind == "+" else -1
        if sign:
            amount = self._amount()
            if amount and (
                self.kind in ("EACH", "PER", "/")
                or (mark[0] + 1 < self.i and self.tokens[mark[0]].kind in ("STEP", "ADDING", ","))
            ):
                small, large, _ = amount
                rest.step_ms = sign * (small + large) / 2
                if small != large:
                    self.note(
                        f"'{self.quote(begin, self.last_end)}' taken as {rest.step_ms / 1000:g} s"
                    )
                self.each()
                return
        self.back(mark)

    def each(self) -> None:
        """`each`, `each time`, `every rep`, `/rep`, `per rep`: what a step may be followed by."""
        while (
            self.kind in ("EACH", "REP", "ONE", "PER", "EFFORT", "BY")
            or (self.kind == "word" and self.token.value in ("time", "a"))
            or (self.kind == "/" and self.kind_ahead() in ("REP",))
        ):
            self.step()

    def _jog_time(self, rest: Rest) -> None:
        """`200 jog in 90s`, `400 float @ 95`: a jog or float with a pace."""
        if self.kind in ("@", "IN", "AT"):
            mark = self.mark()
            if self.kind in ("@", "AT") and not rest.floating and not self.targeted:
                return  # `w/ 400 jog @ 2:42`: how fast the reps are
            target = self.target()
            slow = target is not None and target.pace.kind == "time" and not target.pace.per
            if target is not None and slow and not rest.floating and rest.metres > 0:
                slow = target.pace.ms / rest.metres >= 290
                if not slow:
                    self.back(mark)
                    return
            # `w/ 400 jog @ 5k pace` says how fast the reps are: nobody jogs at a race pace.
            if target and (
                target.pace.kind == "time" or (rest.floating and target.pace.kind != "none")
            ):
                rest.pace = target
                rest.doubted = not self.targeted and not rest.floating
            else:
                self.back(mark)

    def _rep_words(self) -> bool:
        """`the rep time`, `of the repeat`, `work duration`: True when the rep was named."""
        found = False
        while self.kind in (
            "REP",
            "EFFORT",
            "RUN",
            "SAME_AS",
            "TO",
            "OF",
            "THAN",
            "GOAL",
            "EQUAL",
            "LAST",
            "EACH",
            "=",
        ) or (
            self.kind == "word"
            and self.token.value
            in (
                "the",
                "time",
                "work",
                "duration",
                "distance",
                "length",
                "preceding",
                "previous",
                "your",
                "that",
                "it",
                "took",
                "takes",
                "amount",
                "just",
                "split",
                "completed",
                "times",
                "long",
            )
        ):
            if self.kind in ("REP", "EFFORT", "RUN") or self.token.value in (
                "work",
                "duration",
                "time",
            ):
                found = True
            self.step()
        return found

    def _number_ends(self) -> bool:
        """Whether a number is the last word of `after each 800`."""
        return self.kind_ahead() in ("END", ".", ",", "\n", ";", ")")

    def _suffix(self, rest: Rest) -> None:
        """`between sets`, `after each rep`, `in between`: where the recovery belongs."""
        while True:
            mark = self.mark()
            if self.kind in ("BETWEEN", "AFTER", "PER", "EACH") or (
                self.kind == "/" and self.kind_ahead() in ("REP", "SET")
            ):
                after = self.step().kind in ("AFTER", "EACH")
                place = "reps"
                named = False
                while (
                    self.kind
                    in (
                        "EACH",
                        "SET",
                        "REP",
                        "EFFORT",
                        "OF",
                        "RUN",
                        "HILL",
                        "STRIDES",
                        "ONE",
                        "BLOCK",
                        "AND",
                        "MILEWORD",
                        "PLURAL",
                        "DIST",
                        "PYRAMID",
                        "LAP",
                    )
                    or (self.kind == "NUM" and self.kind_ahead() in ("SET", "REP"))
                    or (self.kind == "TIME" and self.kind_ahead() in ("REP", "EFFORT"))
                    or (self.kind == "NUM" and self.token.number >= 100 and self._number_ends())
                    or (self.kind == "IN" and self.kind_ahead(2) == "SET")
                    or (
                        self.kind == "word"
                        and self.token.value
                        in (
                            *("all", "the", "them", "both", "a", "two", "these", "those", "times"),
                            *("time", "everything"),
                        )
                    )
                ):
                    own = ("x", "@", "JOG", "WU", "CD", "EASY")
                    if self.kind in ("PLURAL", "DIST") and self.kind_ahead() in own:
                        break
                    if self.kind == "AND" and self.kind_ahead() not in (
                        "REP",
                        "SET",
                        "EACH",
                        "PLURAL",
                    ):
                        break
                    if self.kind == "IN":
                        self.step()
                        self.step()
                    elif self.kind in ("SET", "PYRAMID", "BLOCK"):
                        place = "sets"
                    named = True
                    if self.kind in ("PLURAL", "DIST", "NUM") and self.token.number >= 100:
                        rest.of_metres = 0.0 if rest.of_metres else self.token.number
                    self.step()
                if not named and self.tokens[mark[0]].kind in ("EACH", "PER"):
                    self.back(mark)
                    return
                words = {token.value for token in self.tokens[mark[0] : self.i]}
                if place == "reps" and words & {"all", "everything"}:
                    place = "all"
                rest.place = place
                rest.after_each = after and place == "reps" and bool(words & {"each", "every"})
                self._nouns()
                continue
            if self.kind == "SAME_AS" and self.kind_ahead() == "REST":
                self.step()
                self.step()
                continue
            if self.kind == "TO" and self.ahead().value in ("recover", "rest", "start"):
                self.step()
                self.step()
                continue
            if self.kind == "word" and self.token.value in ("throughout", "everywhere"):
                self.step()
                rest.place = "all"
                continue
            if self.kind == "word" and self.token.value in ("within", "before", "inside"):
                within = self.step().value != "before"
                while self.kind in ("EACH", "REP") or (
                    self.kind == "word" and self.token.value in ("the", "a", "next")
                ):
                    self.step()
                if self.accept("SET"):
                    rest.place = "reps" if within else "sets"
                    continue
                self.back(mark)
                return
            if self.kind == "SET" and self.kind_ahead() == "REST":
                self.step()
                self.step()
                rest.place = "sets"
                continue
            return
