# SPDX-License-Identifier: MIT
"""The grammar of recoveries: `/R35-45s`, `w/ 90s jog`, `off 2 min`, `200 jog`, `on 3:00`."""

from __future__ import annotations

from trackpacer.errors import NotationError
from trackpacer.notation.targets import Targets
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Rest

NOUNS = ("REST", "JOG", "WALK", "FLOAT")
QUANTITIES = ("NUM", "TIME", "DIST", "PLURAL")
# How a recovery is to be taken, before its noun or its length: no instruction for the watch.
MANNER = frozenset(["rolling", "active", "brisk", "proper", "nice", "leisurely", "continuous"])
ENOUGH = frozenset(["good", "plenty", "adequate", "sufficient", "ample", "generous", "enough"])
EXPECTED = "a recovery, like `R60`, `w/ 90s jog`, `200 jog` or `full recovery`"


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


class Recoveries(Targets):
    """Reads recoveries wherever they may stand."""

    def quantity(self, jogging: bool = False) -> Quantity | None:
        """A length, or two of them: `60`, `35-45s`, `3 to 4min`, `200`, `60s/3min`."""
        if self.kind not in QUANTITIES:
            if self.kind == "ONE" and self.kind_ahead() in ("LAP", "MILEWORD"):
                self.step()
            if self.kind == "MILEWORD":
                token = self.step()
                return Quantity(token.start, token.end, True, 1609.344, None)
            if self.kind == "LAP" and self.token.value == "lap":
                token = self.step()
                return Quantity(token.start, token.end, True, self.lap, None)
            return None
        if self.kind_ahead() in ("x", "SET", "REP", "TIMES") and self.kind == "NUM":
            return None
        first = self.step()
        second = None
        separator = ""
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
            if block or (separator == "-" and timed and not low <= high <= 2.5 * low):
                self.back(mark)  # `75s - 60s rest`, `30s - 3 min between sets`: no range
                second, separator = None, ""
            elif self.kind == "x" or (
                (first.kind == "DIST") != (second.kind == "DIST") and first.kind != "NUM"
            ):
                self.back(mark)
                second, separator = None, ""
        unit_token = second if second is not None and first.kind == "NUM" else first
        if unit_token.kind == "NUM" and self.kind == "LAP":
            end = self.step().end
            return Quantity(first.start, end, True, unit_token.number * self.lap, None)
        if unit_token.kind == "NUM" and self.kind == "MILEWORD":
            end = self.step().end
            return Quantity(first.start, end, True, unit_token.number * 1609.344, None)
        dist = unit_token.kind == "DIST"
        bare = unit_token.kind == "NUM"
        unit = unit_token.unit
        value = first.number
        if first.kind == "NUM" and second is not None and second.kind == "TIME":
            value *= (
                60_000 if second.unit == "min" or (second.unit == "clock" and value < 10) else 1000
            )
        elif first.kind == "NUM" and second is not None and second.kind == "DIST":
            scale = {"km": 1000.0, "mile": 1609.344}.get(second.unit, 1.0)
            value *= scale if second.unit in ("km", "mile") else 1.0
        elif first.kind == "NUM" and second is not None and second.kind == "PLURAL":
            value *= 1000
            bare = False
        elif first.kind == "PLURAL":
            if jogging or (self.kind == "JOG" and value >= 100 and value % 100 == 0):
                dist = True
            else:
                value *= 1000
        elif bare:
            moving = ("JOG", "WALK", "FLOAT", "OFF", "EASY", "SLOW")
            dist, value = self._bare(value, first.start, jogging or self.kind in moving)
            unit = "s"
        elif dist and unit == "m" and value <= 10:
            self.note(f"'{self.quote(first.start, first.end)}' of recovery taken as minutes")
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

    # -- the whole phrase ----------------------------------------------------------------------

    def recovery(self, free: bool = True) -> Rest | None:
        """A recovery phrase here, or None. `free`: it may lack a noun after `with`, `/`, `off`."""
        mark = self.mark()
        start = self.token.start
        found = self._phrase(free)
        if found is None:
            self.back(mark)
            return None
        self._suffix(found)
        found.span = (start, self.last_end)
        return found

    def _phrase(self, free: bool) -> Rest | None:
        connected = ""
        start = self.token.start
        if self.kind == "/":
            if self.kind_ahead() not in (
                "REST",
                "TIME",
                "JOG",
                "WALK",
                "FULL",
                "EQUAL",
                "WITH",
                "NUM",
                "DIST",
                "PLURAL",
                "LITTLE",
                "OFF",
                "SLOW",
                "EASY",
            ):
                return None
            connected = "/"
            self.step()
        if self.kind in ("WITH", "OFF", "ON", "AND", "&", "THEN", "TAKE") or (
            self.kind == "word"
            and self.token.value
            in ("taking", "take", "using", "allow", "having", "have", "getting", "get")
        ):
            if self.kind == "ON":
                return self._sendoff()
            connected = self.kind if self.kind in ("WITH", "OFF") else (connected or "AND")
            self.step()
            if self.kind == "/" and self.kind_ahead() == "REST":
                self.step()
            if self.kind == "ON":
                return self._sendoff()
        if self.kind in ("LEAVING", "EACH", "CYCLE"):
            return self._sendoff()
        while self.kind in ("ABOUT", "ONLY", "@", "AT") or (
            self.kind == "word"
            and self.token.value in ("a", "an", "the", "take", "about", "of", "your")
        ):
            if self.kind in ("@", "AT") and not connected:
                return None
            self.step()
        if connected and self.kind == "word" and self.token.value in ENOUGH:
            self.step()
            self.accept("OF")
            if self._nouns()[0]:
                shown = self.quote(start, self.last_end)
                self.note(f"'{shown}' has no length: open, the watch waits for the press")
                return Rest((start, self.last_end), "full", assumed="enough")
            return None
        while (self.kind == "word" and self.token.value in MANNER) or (
            connected and self.kind == "FAST" and self.kind_ahead() in (*QUANTITIES, *NOUNS)
        ):
            self.step()
        if self.kind == "-" and self.kind_ahead() in ("REST", "JOG"):
            self.step()
        if self.kind == "REST" or (self.kind == "BETWEEN" and connected):
            return self._noun_first(start)
        if self.kind == "WITHOUT":
            self.step()
            if self.kind in NOUNS or self.kind == "BETWEEN":
                while self.kind in NOUNS:
                    self.step()
                return Rest((start, self.last_end), "none")
            return None
        if self.kind in ("FULL", "EQUAL", "LITTLE", "SHORT", "LONG", "HALF", "PCT", "SLOW", "EASY"):
            named = self._named(start, connected)
            if named is not None:
                return named
        if self.token.value in ("twice", "double") and connected:
            return self._share(start, 200.0, connected)
        while self.kind in ("SLOW", "EASY", "RELAXED", "STEADY") and self.kind_ahead() not in (
            "END",
        ):
            self.step()
        if self.kind in ("JOG", "WALK", "FLOAT"):
            return self._jog_first(start, connected)
        if self.kind == "NUM" and self.kind_ahead() == ":" and self.kind_ahead(2) == "NUM":
            return self._ratio(start)
        share = self._fraction()
        if share:
            return self._share(start, share, connected)
        if self.kind in QUANTITIES or self.kind in ("MILEWORD", "LAP", "ONE"):
            return self._value_first(start, connected if free else "")
        return None

    def _value_first(self, start: int, connected: str) -> Rest | None:
        bare_number = self.kind == "NUM"
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
        if bare_number and not nouns and easy and not amount.dist:
            return None  # `2 E` are miles
        named = bool(nouns) or easy or self.kind == "BETWEEN"
        named = named or (self.kind == "SET" and self.kind_ahead() == "REST")
        named = named or self.token.value in ("within", "inside")
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
            and self.kind_ahead() in ("EACH", "REP", "SET", "ONE")
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
        if not connected and "REST" not in nouns and self.kind != "BETWEEN" and amount.long:
            return None
        return self._rest(start, amount, nouns)

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
            elif not self._joins_nouns(bool(nouns)):
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
        if kind in ("OF", "FULL", "STEADY"):
            return after in NOUNS
        if kind not in ("/", "AND", "OR", "-") or not (begun or kind == "-"):
            return False
        if after in ("SLOW", "EASY") and kind in ("AND", "OR"):
            return self.kind_ahead(2) in NOUNS
        return after in NOUNS and self.kind_ahead(2) not in QUANTITIES

    def _rest(self, start: int, amount: Quantity, nouns: list[str]) -> Rest:
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

    def _noun_first(self, start: int) -> Rest | None:
        """What begins with the word: `R60`, `rest: 90s`, `recovery 200 jog`, `R-of 400s`."""
        while self.kind in ("REST", "BETWEEN"):
            self.step()
        while self.kind in (
            ":",
            "=",
            "-",
            ".",
            "OF",
            "ABOUT",
            "/",
            "IN",
            "@",
            "ONLY",
            "OPTIONAL",
        ) or (
            self.kind == "word"
            and self.token.value in ("is", "are", "be", "for", "was", "a", "the", "s", "time", "an")
        ):
            if (
                self.kind == "OF"
                and self.kind_ahead() in ("PLURAL", "DIST")
                and self.ahead().number >= 100
            ):
                self.step()
                if self.kind == "DIST" and self.kind_ahead() in ("JOG", "WALK"):
                    break
                self.step()
                return Rest((start, self.last_end), "other")
            if self.kind == "OF" and self.kind_ahead() == "word" and self.kind_ahead(2) == "PLURAL":
                self.step()
                self.step()
                self.step()
                return Rest((start, self.last_end), "other")
            self.step()
        if self.kind in ("FULL", "EQUAL", "LITTLE", "SHORT", "LONG", "HALF", "PCT", "SAME_AS"):
            return self._named(start, "R")
        if self.kind in ("MAX",):
            return None
        while self.kind in ("SLOW", "EASY"):
            self.step()
        if self.kind in ("JOG", "WALK", "FLOAT"):
            return self._jog_first(start, "R")
        if self.kind == "TO" and self.token.value == "until":
            self.step()
            while self.kind in ("LAP", "FULL", "REST") or (
                self.kind == "word"
                and self.token.value
                in ("ready", "button", "the", "recovered", "you", "are", "press")
            ):
                self.step()
            return Rest((start, self.last_end), "full")
        if self.kind in ("HILL", "PYRAMID", "UP", "DOWN"):
            while self.kind in ("HILL", "PYRAMID", "UP", "DOWN", ","):
                self.step()
            if self.kind != "FROM":
                return None
        if self.kind == "FROM":
            self.step()
        if self.kind == "RUN" and self.tokens[self.i - 1].kind == "REST":
            return None  # a recovery run
        if self.kind in ("REP", "EFFORT", "RUN") or self.token.value in ("work", "duration"):
            self._rep_words()
            return self._tolerance(Rest((start, self.last_end), "equal"))
        if self.token.value in ("twice", "double"):
            return self._share(start, 200.0, "R")
        share = self._fraction()
        if share:
            return self._share(start, share, "R")
        if self.kind == "NUM" and self.kind_ahead() == ":" and self.kind_ahead(2) == "NUM":
            return self._ratio(start)
        amount = self.quantity()
        if amount is None:
            return None
        if self.kind == "ABOUT":
            return self._around(start, amount)
        nouns, _ = self._nouns()
        if (
            amount.separator == "TO"
            and self.tokens[self.i - 1].kind != "REST"
            and self._was("FROM", start)
        ):
            rest = Rest((start, self.last_end), "time", ms=amount.first, last_ms=amount.second)
            return rest
        return self._rest(start, amount, nouns)

    def _was(self, kind: str, start: int) -> bool:
        i = self.i - 1
        while i >= 0 and self.tokens[i].start >= start:
            if self.tokens[i].kind == kind:
                return True
            i -= 1
        return False

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

    def _named(self, start: int, connected: str) -> Rest | None:
        """Full, equal, little, half the rep, 50% of the rep: recoveries by name."""
        kind = self.kind
        if kind == "FULL":
            self.step()
            nouns, _ = self._nouns()
            if not nouns and connected not in ("R", "WITH", "/", "OFF"):
                return None
            rest = Rest((start, self.last_end), "full")
            mark = self.mark()
            paren = self.accept("(", ",", "OF", "ABOUT")
            amount = self.quantity()
            if amount is not None and not amount.dist and self.kind not in ("x", "@"):
                rest.min_ms = amount.first
                rest.max_ms = amount.second
                if amount.second is None:
                    rest.max_ms = None
                self._nouns()
                if paren and paren.kind == "(":
                    self.accept(")")
            else:
                self.back(mark)
            return rest
        if kind == "EQUAL" or kind == "SAME_AS":
            self.step()
            return self._equal(start, connected)
        if kind in ("LITTLE", "SHORT"):
            self.step()
            nouns, _ = self._nouns()
            if not nouns:
                return None
            if kind == "LITTLE":
                self.note("'little' recovery taken as 35 to 45 s")
                return Rest((start, self.last_end), "window", min_ms=35_000, max_ms=45_000)
            length = self._length_of_named(start)
            if length is not None:
                return length
            self.note("'short' recovery has no length: open, the watch waits for the press")
            return Rest((start, self.last_end), "full", assumed="short")
        if kind == "LONG":
            self.step()
            nouns, _ = self._nouns()
            if not nouns:
                return None
            self.note("'long' recovery has no length: open, the watch waits for the press")
            return Rest((start, self.last_end), "full", assumed="long")
        if kind in ("HALF", "PCT"):
            percent = 50.0 if kind == "HALF" else self.token.number
            self.step()
            of = self.accept("OF") is not None
            rep = self._rep_words()
            nouns, _ = self._nouns()
            rep = self._rep_words() or rep
            if (connected in ("R", "WITH", "/", "OFF") and (rep or of or nouns)) or (nouns and rep):
                return Rest((start, self.last_end), "equal", percent=percent)
            return None
        if kind in ("SLOW", "EASY"):
            mark = self.mark()
            while self.kind in ("SLOW", "EASY"):
                self.step()
            if self.kind in ("JOG", "WALK", "FLOAT", "REST"):
                if self.kind == "REST":
                    return self._noun_first(start)
                return self._jog_first(start, connected)
            if self.kind in QUANTITIES and self.kind_ahead() in NOUNS:
                return None
            self.back(mark)
        return None

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

    def _jog_first(self, start: int, connected: str) -> Rest | None:
        """`jog 200`, `jog back`, `walk back recovery`, `jog recovery`."""
        floating = self.kind == "FLOAT"
        noun = self.step().kind
        while self.kind in ("OF", "FOR", ":", "=", "ABOUT") or (
            self.kind == "word" and self.token.value in ("for", "the", "a")
        ):
            self.step()
        if self.kind in ("BACK", "DOWN") or (
            self.kind == "word" and self.token.value in ("return", "across", "home")
        ):
            while self.kind in (
                "BACK",
                "DOWN",
                "TO",
                "FROM",
                "REST",
                "HILL",
                "SLOW",
                "EASY",
                "OFF",
            ) or (
                self.kind == "word"
                and self.token.value in ("the", "return", "across", "home", "bottom", "it")
            ):
                if self.kind == "REST" and self.kind_ahead() in QUANTITIES:
                    break
                self.step()
            verb = self.quote(start, self.last_end)
            self.note(f"'{verb}' has no length: open, the watch waits for the press")
            return Rest((start, self.last_end), "full", assumed="back")
        if self.kind == "/" and self.kind_ahead() in NOUNS:
            self.step()
            self.step()
        if self.kind in ("EQUAL", "HALF"):
            return self._named(start, "R")
        if self.kind in QUANTITIES or self.kind in ("MILEWORD", "LAP"):
            if self.kind_ahead() == "x":
                return None
            amount = self.quantity(jogging=True)
            if amount is None:
                return None
            nouns, _ = self._nouns()
            if not connected and "REST" not in nouns and self.kind != "BETWEEN" and amount.long:
                return None
            return self._rest(start, amount, [*nouns, "FLOAT" if floating else noun])
        nouns, _ = self._nouns()
        if connected or "REST" in nouns:
            if self.kind in QUANTITIES and "REST" in nouns and self.kind_ahead() != "x":
                amount = self.quantity(jogging=True)
                if amount is not None:
                    return self._rest(start, amount, nouns)
            shown = self.quote(start, self.last_end)
            self.note(f"'{shown}' has no length: open, the watch waits for the press")
            return Rest((start, self.last_end), "full", assumed="jog")
        return None

    def _sendoff(self) -> Rest | None:
        """`on 3:00`, `leaving every 4 min`, `every 90s`, `on a 3 min cycle`."""
        start = self.token.start
        first = self.kind
        while self.kind in ("ON", "LEAVING", "EACH", "AT", "OFF", "CYCLE") or (
            self.kind == "word" and self.token.value in ("a", "the", "of", "new", "one")
        ):
            self.step()
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

    def _suffix(self, rest: Rest) -> None:
        """`between sets`, `after each rep`, `in between`: where the recovery belongs."""
        while True:
            mark = self.mark()
            if self.kind in ("BETWEEN", "AFTER", "PER", "EACH") or (
                self.kind == "/" and self.kind_ahead() in ("REP", "SET")
            ):
                self.step()
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
                    or (
                        self.kind == "word"
                        and self.token.value
                        in (
                            *("all", "the", "them", "both", "a", "two", "these", "those", "times"),
                            *("time", "everything"),
                        )
                    )
                ):
                    if self.kind in ("PLURAL", "DIST") and self.kind_ahead() in ("x", "@", "JOG"):
                        break
                    if self.kind == "AND" and self.kind_ahead() not in (
                        "REP",
                        "SET",
                        "EACH",
                        "PLURAL",
                    ):
                        break
                    if self.kind in ("SET", "PYRAMID", "BLOCK"):
                        place = "sets"
                    named = True
                    self.step()
                if not named and self.tokens[mark[0]].kind in ("EACH", "PER"):
                    self.back(mark)
                    return
                words = {token.value for token in self.tokens[mark[0] : self.i]}
                if place == "reps" and words & {"all", "everything"}:
                    place = "all"
                rest.place = place
                self._nouns()
                continue
            if self.kind == "SAME_AS" and self.kind_ahead() == "REST":
                self.step()
                self.step()
                continue
            if self.kind == "TO" and self.ahead().value in ("recover", "rest"):
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
