# SPDX-License-Identifier: MIT
"""The grammar of targets: `@ 10k pace - 5s/km`, `in 72-74`, `95% of 5k pace`, `from 80 to 70`."""

from __future__ import annotations

from dataclasses import replace

from trackpacer.notation.cursor import Cursor
from trackpacer.notation.tokens import MILE, Token
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
RACE_METRES = (
    100,
    200,
    300,
    400,
    500,
    600,
    800,
    1000,
    1200,
    1500,
    1600,
    2000,
    3000,
    3200,
    5000,
    8000,
    10000,
)
PACE_WORDS = ("PACE", "EFFORT", "RACE")
# After `/ 400` or `/ 1 km`: signs that it is a run or a recovery, not what a pace is per.
NO_UNIT = (
    "JOG",
    "WALK",
    "REST",
    "FLOAT",
    "x",
    "@",
    "AT",
    "IN",
    "EASY",
    "OFF",
    "HARD",
    "FAST",
    "STEADY",
    "SLOW",
    "-",
    "/",
)
EXPECTED = "a time, a race pace or an effort, like `@ 84`, `@ 3:30/km` or `@ 10k pace`"


class Targets(Cursor):
    """Reads targets; recoveries and blocks are its subclasses' business."""

    # Whether the text has a percentage of a pace: then a bare one may mean the same pace, or not.
    based_percent = False
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
        if self.kind == "SLIGHTLY" and self.kind_ahead() in ("FASTER", "SLOWER"):
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
        if (self.kind in ("TIME", "NUM", "+", "-") and introduced) or self.kind == "TIME":
            found = self._offset_first(start)
            if found:
                return found
        if self.kind == "NUM" and self.kind_ahead() in ("-", "TO") and self.kind_ahead(2) == "PCT":
            return self._percent_range(start)
        pace = self.pace(introduced)
        if pace is None:
            return self._effort(introduced, start)
        target = Target((start, pace.span[1]), pace)
        self._offset(target)
        self._more(target)
        return self._finish(target)

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
        self._ladder_end(first)
        return self._finish(first)

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

    # -- paces ---------------------------------------------------------------------------------

    def pace(self, introduced: bool) -> Pace | None:
        """One pace or time; without an introducing word only what cannot be anything else."""
        kind, start = self.kind, self.token.start
        if kind == "GOAL" or (kind == "word" and introduced):
            self.skip_filler()
            kind = self.kind
        if kind == "TRAINING":
            return self._training(introduced, start)
        if kind == "REST" and self.token.value == "r" and self._is_r_pace(introduced):
            self.step()
            self._pace_words()
            return Pace("training", (start, self.last_end), name="R")
        if kind in ("MARATHON", "HALFMARATHON"):
            metres = 42195.0 if kind == "MARATHON" else 21097.5
            self.step()
            self._pace_words()
            return Pace("race", (start, self.last_end), metres=metres)
        if kind == "HALF" and (introduced or self.kind_ahead() in PACE_WORDS):
            self.step()
            self.accept("MARATHON")
            self._pace_words()
            return Pace("race", (start, self.last_end), metres=21097.5)
        if (
            kind == "ONE"
            and self.kind_ahead() == "MILEWORD"
            and (introduced or self.kind_ahead(2) in PACE_WORDS)
        ):
            self.step()
            kind = self.kind
        if kind == "MILEWORD" and (introduced or self.kind_ahead() in PACE_WORDS):
            self.step()
            self._pace_words()
            return Pace("race", (start, self.last_end), metres=MILE)
        if kind == "RACE" and self.kind_ahead() in ("PACE", "EFFORT"):
            self.step()
            self._pace_words()
            return Pace("goal", (start, self.last_end))
        if kind == "PACE" and introduced and self.tokens[self.i - 1].kind == "GOAL":
            self.step()
            return Pace("goal", (start, self.last_end))
        if kind == "DIST" and (introduced or self.kind_ahead() in PACE_WORDS):
            jogged = self.kind_ahead() in ("JOG", "WALK")
            if self.kind_ahead() == "x" or (
                jogged and self.kind_ahead(2) not in ("NUM", "DIST", "TIME")
            ):
                return None  # `@ 5k jog 400` goes on with the jog
            token = self.step()
            metres = token.number
            if metres < 50 and self.text[token.end - 1] == "M":
                metres *= MILE  # `10M pace`
            elif metres < 50 and self.tokens[self.i - 2].kind == ",":
                return None
            elif metres < 50:
                raise self.fail("nobody races that", "a race, like `5k pace`", token)
            self._pace_words()
            return Pace("race", (start, self.last_end), metres=metres)
        if kind == "PCT":
            return self._percent(start)
        if (
            kind == "NUM"
            and introduced
            and self.kind_ahead() in ("-", "TO")
            and self.kind_ahead(2) == "DIST"
            and self.ahead(2).unit == "km"
            and self.token.number * 1000 in RACE_METRES
            and self.kind_ahead(3) not in ("JOG", "WALK", "x")
        ):
            token = self.step()  # `3-5k pace`
            return Pace("race", (start, token.end), metres=token.number * 1000)
        if kind == "NUM" or kind == "PLURAL":
            return self._number(introduced, start)
        if kind == "TIME" and introduced:
            token = self.step()
            return self._time(token, start, token.number, token.unit == "min")
        if kind == "TIME" and self._per_ahead(1):
            token = self.step()
            return self._time(token, start, token.number, False)
        if kind == "TIME" and self.kind_ahead() in PACE_WORDS:
            token = self.step()
            return self._time(token, start, token.number, False)
        return None

    def _pace_words(self) -> None:
        while self.kind in PACE_WORDS or (
            self.kind in ("GOAL", "/") and self.kind_ahead() in PACE_WORDS
        ):
            self.step()

    def _is_r_pace(self, introduced: bool) -> bool:
        after = self.kind_ahead()
        if after in ("PACE", "EFFORT"):
            return True
        return after in ("END", "WITH", ",", "\n", ")", ";", "THEN", "+") or (
            introduced and after not in ("NUM", "TIME", "DIST", "PLURAL", "=", ":", "-")
        )

    def _training(self, introduced: bool, start: int) -> Pace | None:
        word = str(self.token.value)
        if len(word) == 1 and not introduced:
            after = self.kind_ahead()
            if word == "i" and after == "word":
                return None
        letter = TRAINING_LETTER.get(word)
        if letter is None:
            return None
        self.step()
        if word == "cruise":
            self.accept("REP")
        while self.kind == "TRAINING" and TRAINING_LETTER.get(str(self.token.value)) == letter:
            self.step()
        self._pace_words()
        return Pace("training", (start, self.last_end), name=letter)

    def _percent(self, start: int) -> Pace | None:
        value = self.step().number
        self.accept("OF")
        self.skip_filler()
        mark = self.mark()
        inner = self.pace(True)
        if inner and inner.kind in ("race", "training", "goal") and 40 <= value <= 130:
            inner.percent = value
            self.based_percent = True
            inner.span = (start, self.last_end)
            return inner
        self.back(mark)
        if self.based_percent:
            percent = self.tokens[mark[0] - 1]
            expected = "a percentage with its pace, like `90% of 10k pace`"
            raise self.fail(f"{value:g}% of what?", expected, percent)
        while self.kind in ("EFFORT", "MAX", "PACE") or (
            self.kind == "word"
            and self.token.value in ("hr", "mhr", "hrmax", "hrr", "heart", "rate", "perceived")
        ):
            self.step()
        self.note(f"{value:g}% names an effort, not a pace: no target")
        return Pace("none", (start, self.last_end), name="effort")

    def _number(self, introduced: bool, start: int) -> Pace | None:
        value = self.token.number
        after = self.kind_ahead()
        if value in RACE_METRES and (after in ("PACE", "EFFORT") or (after == "RACE")):
            self.step()
            self._pace_words()
            return Pace("race", (start, self.last_end), metres=value)
        if after == "MILEWORD" and introduced:
            self.step()
            self.step()
            self._pace_words()
            return Pace("race", (start, self.last_end), metres=value * MILE)
        if not introduced:
            return None
        if self.kind == "NUM" and value >= 800 and value in RACE_METRES:
            self.step()
            return Pace("race", (start, self.last_end), metres=value)
        if after == "x" and not (
            value >= 20
            and self.kind_ahead(2) == "NUM"
            and self.ahead(2).number < 20
            and self.kind_ahead(3) not in ("DIST", "PLURAL", "x", "TIME", "MILEWORD")
        ):
            return None
        token = self.step()
        return self._time(token, start, value * 1000, True)

    def _per_ahead(self, n: int) -> bool:
        kind = self.kind_ahead(n)
        if kind == "/":
            return self.kind_ahead(n + 1) in ("KM", "MILEWORD", "LAP") or self._length_is_unit(
                n + 1
            )
        if kind == "PER":
            return True
        return kind == "KM" or (kind == "MILEWORD" and self.kind_ahead(n + 1) == "PACE")

    def _length_is_unit(self, n: int) -> bool:
        """Whether the 400, 1000 or mile `n` tokens on is what a pace is per, and no run or jog."""
        token = self.ahead(n)
        if token.kind not in ("NUM", "DIST") or token.number not in (400.0, 1000.0, MILE):
            return False
        after = self.kind_ahead(n + 1)
        if after not in NO_UNIT:
            return True
        if after == "OFF":  # `/400 off 2 min`, but not `/ 400 off`
            return self.kind_ahead(n + 2) in ("TIME", "NUM")
        # `/400 jog` is a recovery, but in `/400 R60` and `/400 /R60` it begins with the R.
        at = n + 2 if after == "/" else n + 1
        return self.kind_ahead(at) == "REST" and (
            self.ahead(at).value == "r" or self.kind_ahead(at + 1) in ("TIME", "NUM", ":", "=")
        )

    def per(self) -> str:
        """`/km`, `per mile`, `/400`, `a lap`, `per rep`: 'km', 'mile', '400', 'rep', or ''."""
        mark = self.mark()
        if self.kind in ("/", "PER", "EACH") or (self.kind == "word" and self.token.value == "a"):
            self.step()
        elif self.kind != "KM" and not (self.kind == "MILEWORD" and self.kind_ahead() == "PACE"):
            return ""
        unit = ""
        if self.kind == "KM":
            unit = "km"
        elif self.kind == "MILEWORD" or (self.kind == "TRAINING" and self.token.value == "m"):
            unit = "mile"
        elif self.kind == "LAP":
            unit = "lap"
        elif self.kind in ("REP", "ONE"):
            unit = "rep"
        elif self._length_is_unit(0):
            unit = {400.0: "400", 1000.0: "km"}.get(self.token.number, "mile")
        if not unit:
            self.back(mark)
            return ""
        self.step()
        return "400" if unit == "lap" else unit

    def _time(self, token: Token, start: int, ms: float, bare: bool) -> Pace:
        if ms <= 0:
            raise self.fail("no time at all", "a time, like `84` or `3:30`", token)
        pace = Pace("time", (start, token.end), ms=ms, bare=bare)
        if self.kind == "word" and self.token.value in ("ish", "avg", "average"):
            self.step()
        elif self.kind == "-" and self.ahead().value == "ish":
            self.step()
            self.step()
        unit = self.per()
        if not unit and self.kind == "LAP" and ms <= 180_000:
            self.step()
            unit = "400"
        if unit and unit != "rep":
            pace.per = unit
            if bare and unit in ("km", "mile") and ms < 20_000:
                pace.ms = self._point_minutes(token)
            self.accept("PACE")
        elif self.kind == "DIST" and self.kind_ahead() == "PACE":
            # `16:00 5k pace`: the race pace with its time.
            pace.race_ms, pace.metres = pace.ms, self.step().number
            self.step()
            pace.kind = "race"
        elif self.kind in PACE_WORDS:
            self._pace_words()
            pace.per = "pace"
        pace.span = (start, self.last_end)
        return pace

    def _point_minutes(self, token: Token) -> float:
        """`4.05/km`: minutes and seconds with a point; milliseconds."""
        minutes, _, rest = self.plain[token.start : token.end].partition(".")
        if not minutes.isdigit() or (rest and (len(rest) != 2 or int(rest) >= 60)):
            return token.number * 1000
        seconds = int(minutes) * 60 + int(rest or 0)
        shown = self.quote(token.start, token.end)
        self.note(f"'{shown}' taken as {seconds // 60}:{seconds % 60:02d}")
        return seconds * 1000.0

    # -- offsets and what follows a pace -----------------------------------------------------------

    def _seconds(self) -> float | None:
        """A number of seconds: `5`, `5s`, `10sec`; milliseconds, or None."""
        if self.kind == "TIME" and self.token.number <= 120_000:
            return self.step().number
        if self.kind == "NUM" and self.token.number <= 60:
            return self.step().number * 1000
        if self.kind == "PLURAL" and self.token.number <= 60:
            return self.step().number * 1000
        return None

    def _amount(self) -> tuple[float, float, bool] | None:
        """`5s`, `5/10s`, `10-20 sec`: (small, large) ms and whether a unit was written."""
        first_kind = self.kind
        first = self._seconds()
        if first is None:
            return None
        mark = self.mark()
        if self.kind in ("/", "-", "TO", "OR") and self.kind_ahead() in ("NUM", "TIME", "PLURAL"):
            self.step()
            second_kind = self.kind
            second = self._seconds()
            if (
                second is not None
                and first < second
                and (self.kind not in ("x", "JOG", "REST") or self.token.value == "r")
            ):
                return first, second, "NUM" not in (second_kind,)
            self.back(mark)
        return first, first, first_kind != "NUM"

    def _offset_first(self, start: int) -> Target | None:
        """`10/20sec faster than 10k`, `5 s/km slower than threshold`."""
        mark = self.mark()
        begin = self.token.start
        amount = self._amount()
        if amount:
            unit = self.per()
            if self.kind in ("FASTER", "SLOWER") or (
                self.kind in ("PLUS", "MINUS", "UNDER", "OVER")
            ):
                faster = self.step().kind in ("FASTER", "UNDER", "MINUS")
                unit = unit or self.per()
                self.accept("THAN")
                self.skip_filler()
                pace = self.pace(True)
                if pace is not None:
                    unit = unit or self.per()
                    target = Target((start, self.last_end), pace)
                    target.offset = self._signed(
                        amount, -1 if faster else 1, unit, (begin, self.last_end)
                    )
                    return target
        self.back(mark)
        return None

    @staticmethod
    def _signed(
        amount: tuple[float, float, bool], sign: int, unit: str, span: tuple[int, int]
    ) -> Offset:
        small, large, _ = amount
        if sign < 0:
            return Offset(-small, -large, unit, span)
        return Offset(large, small, unit, span)

    def _offset(self, target: Target) -> None:
        """`- 5s/km`, `+ 10sec`, `minus 5/10s`, `5 sec faster` after a pace."""
        mark = self.mark()
        start = self.token.start
        sign = {"+": 1, "-": -1, "PLUS": 1, "MINUS": -1}.get(self.kind, 0)
        if sign:
            self.step()
            amount = self._amount()
            if amount and (target.pace.kind in ("race", "training", "goal") or target.pace.per):
                unit = self.per()
                if unit or (amount[1] <= 40_000 and self._ends_offset(amount[2])):
                    target.offset = self._signed(amount, sign, unit, (start, self.last_end))
                    return
        elif self.kind in ("TIME", "NUM", "PLURAL"):
            amount = self._amount()
            if amount:
                unit = self.per()
                if self.kind in ("FASTER", "SLOWER") and self.kind_ahead() not in ("THAN", "EACH"):
                    sign = -1 if self.step().kind == "FASTER" else 1
                    unit = unit or self.per()
                    target.offset = self._signed(amount, sign, unit, (start, self.last_end))
                    return
        self.back(mark)

    def _ends_offset(self, with_unit: bool) -> bool:
        """Whether what follows an amount leaves it an offset (and no block of its own)."""
        kind = self.kind
        if kind == "REST" and self.token.value == "r":
            return True
        if with_unit:
            return kind not in (
                "x",
                "EASY",
                "JOG",
                "WALK",
                "HARD",
                "FAST",
                "@",
                "AT",
                "HILL",
                "STRIDES",
                "SPRINT",
                "FLOAT",
                "TRAINING",
                "STEADY",
                "REST",
                "WU",
                "CD",
            )
        return kind in (
            "END",
            "/",
            "REST",
            "WITH",
            ",",
            "\n",
            ")",
            "]",
            ";",
            "OFF",
            ".",
            "OR",
            "THEN",
            "(",
            "+",
            "ON",
        )

    def _more(self, target: Target) -> None:
        """What may follow a pace: a range, a list, a ladder, 'or faster'."""
        first = target.pace
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
            elif self.accept("FASTER", "UNDER"):
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
        if self.kind in ("-", "/", "TO", ",", "OR", "AND", "&") and target.offset is None:
            self._range_or_list(target)

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
        mark = self.mark()
        values = [first]
        sign = self.kind
        while self.kind in (sign, "AND", "&") or (self.kind == "," and sign == ","):
            before = self.mark()
            self.step()
            if sign == "," and self.kind in ("AND", "&"):
                self.step()
            following = self._alike(values[-1])
            if following is None:
                self.back(before)
                break
            values.append(following)
        more = self.kind == sign and sign != "," and self.kind_ahead() in ("NUM", "TIME")
        # `in 36-38 - 10 min CD`: the dash between blanks parts blocks.
        more = more and not self.plain[self.token.start - 1].isspace()
        resting = ("REST", "JOG", "WALK", "FLOAT", "x", "BETWEEN", "EASY")
        if more and self.kind_ahead(2) not in resting:
            self.back(mark)
            return
        near = first.kind != "time" or 0.75 < values[-1].ms / first.ms < 1.34
        if len(values) == 2 and sign in ("-", "/", "TO", "OR") and (near or sign != "/"):
            second = values[1]
            self._as_range(target, first, second)
            return
        if len(values) >= 2:
            target.listed = values
            for value in values:
                value.per = values[-1].per or value.per
            return
        self.back(mark)

    def _as_range(self, target: Target, first: Pace, second: Pace) -> None:
        if second.per and not first.per:
            first.per = second.per
        # `6:50-7:00/mile`, `72-74`; which end is slow is known when both are priced.
        target.fast = second

    def _names_then_pace(self) -> bool:
        """`5k, 3k, mile pace`: names of races up to the word itself."""
        n = 0
        names = 0
        while self.kind_ahead(n) in ("DIST", "NUM", "MILEWORD", ",", "HALF", "MARATHON", "AND"):
            names += self.kind_ahead(n) not in (",", "AND")
            n += 1
        return self.kind_ahead(n) in PACE_WORDS or (
            names >= 2 and self.kind_ahead(n) in ("WITH", "END", "OFF", ")")
        )

    def _alike(self, first: Pace) -> Pace | None:
        """Another value of the same form as the first of a list or range."""
        if first.kind == "time":
            if self.kind not in ("NUM", "TIME", "PLURAL"):
                return None
            token = self.token
            if (self.kind == "TIME") == first.bare and token.unit not in ("s",):
                return None
            if self.kind == "TIME" and token.unit == "min" and not first.bare:
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
            if self.kind_ahead() in ("x", "JOG", "@", "AT", "IN"):
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
            ):
                return None  # `4 miles @ MP - 2 miles easy`
            if (
                self.tokens[self.i - 1].kind == ","
                and self.kind == "DIST"
                and not self._names_then_pace()
            ):
                return None
            found = self.pace(True)
            if found and found.kind in ("race", "training"):
                return found
        self.back(mark)
        return None
