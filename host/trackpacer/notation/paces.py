# SPDX-License-Identifier: MIT
"""The grammar of one pace: a race's, a training pace, a percentage, a time and what it is per.

Offsets, ranges, lists and ladders of paces are in `offsets` and `ranges`; what introduces a target
(`@`, `in`, `under`) in `targets`. The runner's own paces are the package `trackpacer.paces`.
"""

from __future__ import annotations

from trackpacer.notation.cursor import Cursor
from trackpacer.notation.tokens import MILE, Token
from trackpacer.notation.tree import Pace
from trackpacer.notation.words import TRAINING_LETTER

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
# Distances beside 400, 1 km and a mile that a time may be per; too long for a jog without a word.
LONG_LAPS = (600.0, 800.0, 1200.0, 1600.0)
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


class Paces(Cursor):
    """Reads one pace or one time."""

    # Whether the text has a percentage of a pace: then a bare one may mean the same pace, or not.
    based_percent = False

    def pace(self, introduced: bool) -> Pace | None:
        """One pace or time; without an introducing word only what cannot be anything else."""
        kind, start = self.kind, self.token.start
        if kind == "GOAL" or (kind == "word" and introduced):
            self.skip_filler()
            kind = self.kind
        if kind == "TRAINING":
            return self._training(introduced, start)
        if kind == "REP" and introduced and self.kind_ahead() == "PACE":
            letter = {"repetition": "R", "interval": "I"}.get(str(self.token.value))
            if letter is not None:
                self.step()
                self._pace_words()
                return Pace("training", (start, self.last_end), name=letter)
        if kind == "NUM" and self._half_marathon():
            self._pace_words()
            return Pace("race", (start, self.last_end), metres=21097.5)
        speed = self._speed()
        if speed is not None:
            return speed
        if kind == "REST" and self.token.value == "r" and self._is_r_pace(introduced):
            self.step()
            self._pace_words()
            return Pace("training", (start, self.last_end), name="R")
        if (kind == "REP" and self.token.value == "rep") and self.kind_ahead() == "PACE":
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
        joined = kind == "DIST" and self.kind_ahead() == "-" and self.token.unit == "km"
        joined = joined and self.kind_ahead(3) in PACE_WORDS
        joined = joined and self.kind_ahead(2) in ("DIST", "TRAINING", "MILEWORD", "HALFMARATHON")
        if kind == "DIST" and (introduced or joined or self.kind_ahead() in PACE_WORDS):
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

    def _half_marathon(self) -> bool:
        """Take `1/2 marathon`."""
        shape = [self.kind_ahead(n) for n in (1, 2, 3)]
        if shape != ["/", "NUM", "MARATHON"] or (self.token.number, self.ahead(2).number) != (1, 2):
            return False
        for _ in range(4):
            self.step()
        return True

    def _speed(self) -> Pace | None:
        """`16 km/h`, `15-16 kph`, `10 mph`: a speed; of a range the slow end is the target."""
        mark = self.mark()
        start = self.token.start
        values: list[float] = []
        while self.kind in ("NUM", "DIST") and len(values) < 2:
            token = self.step()
            scale = {"km": 1000.0, "mile": MILE}.get(token.unit, 1.0)
            values.append(token.number / scale)
            if self.kind not in ("-", "TO"):
                break
            self.step()
        unit = self._speed_unit() if values else ""
        if not unit:
            self.back(mark)
            return None
        slow = min(values)
        if not 5 <= slow <= 40:
            raise self.fail(f"{slow:g} {unit}/h is no speed of a run", "a speed like `16 km/h`")
        if len(values) > 1:
            shown = self.quote(start, self.last_end)
            self.note(f"of the range '{shown}' the slower is taken")
        return Pace("time", (start, self.last_end), ms=3_600_000 / slow, per=unit)

    def _speed_unit(self) -> str:
        """Take `km/h`, `kph`, `/h` after a km, `mph`: 'km', 'mile' or ''."""
        before = self.tokens[self.i - 1]
        hour = self.kind == "/" and self.ahead().value in ("h", "hr", "hour")
        if before.kind == "DIST" and before.unit in ("km", "mile") and hour:
            self.step()
            self.step()
            return before.unit
        unit = {"kph": "km", "kmh": "km", "mph": "mile"}.get(str(self.token.value), "")
        if unit and before.kind == "NUM":
            self.step()
            return unit
        worded = {"KM": "km", "MILEWORD": "mile"}.get(self.kind, "")
        if worded and self.kind_ahead() == "/" and self.ahead(2).value in ("h", "hr", "hour"):
            for _ in range(3):
                self.step()
            return worded
        return ""

    def _pace_words(self) -> None:
        if self.kind == "-" and self.kind_ahead() in ("PACE", "EFFORT"):
            self.step()  # `T-pace`
        while self.kind in PACE_WORDS or (
            self.kind in ("GOAL", "/") and self.kind_ahead() in PACE_WORDS
        ):
            self.step()

    def _is_r_pace(self, introduced: bool) -> bool:
        after = self.kind_ahead()
        if after in ("PACE", "EFFORT") or (after == "-" and self.kind_ahead(2) == "PACE"):
            return True
        if after == "(" and not introduced:
            return self.kind_ahead(2) in ("DIST", "TIME", "NUM", "JOG", "REST", "FULL")
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
        mark = self.mark()
        self.step()
        if word == "cruise":
            self.accept("REP")
        if word == "lt" and self.kind == "NUM" and self.token.start == self.last_end:
            if self.token.number != 2:
                self.back(mark)
                return None
            self.step()  # the second lactate threshold is what `LT` is for short
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
        if token.kind not in ("NUM", "DIST"):
            return False
        after = self.kind_ahead(n + 1)
        if token.number in LONG_LAPS and token.unit in ("", "m"):
            return after not in NO_UNIT and after not in ("(", "WITH", ",")
        if token.number not in (400.0, 1000.0, MILE):
            return False
        if after == "-" and self.plain[token.end : token.end + 1].isspace():
            return True  # `- 2s/400 - 90s rest`
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
        if self.token.value in ("mm", "mpm"):
            self.step()  # minutes a mile
            return "mile"
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
            unit = {400.0: "400", 1000.0: "km", MILE: "mile"}.get(self.token.number, "")
            unit = unit or f"{self.token.number:g}"
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
        if unit == "rep":
            pace.per = unit
        elif unit:
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
