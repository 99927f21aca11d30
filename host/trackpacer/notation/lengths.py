# SPDX-License-Identifier: MIT
"""The grammar of what is run: counts, distances, times, ladders, work and rest in pairs."""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.draft import TRACK_METRES, Draft
from trackpacer.notation.headings import Headings
from trackpacer.notation.quantities import NOUNS, QUANTITIES
from trackpacer.notation.tokens import MILE, Token
from trackpacer.notation.tree import GroupSpec, Rest, RunSpec
from trackpacer.session import Effort, Role

LONG_UNITS = ("KM", "MILEWORD", "LAP")


class Lengths(Headings):
    """The grammar of what is run: counts, distances, times, ladders, work and rest in pairs."""

    def _count(self) -> tuple[int, int, int] | None:
        """`6 x`, `4-5 x`, `2 sets of`, `3 times`: (count, start, end) or None."""
        mark = self.mark()
        if self.kind == "word" and self.token.value == "repeat":
            self.step()
        if self.kind != "NUM":
            self.back(mark)
            return None
        first = self.step()
        count = first.number
        low = 0.0
        if (
            count >= 100
            and count in TRACK_METRES
            and self.kind == "x"
            and self.kind_ahead() == "NUM"
            and self.ahead().number <= 60
            and self.kind_ahead(2) not in ("x", "MILEWORD", "KM", "LAP", "/", "-")
        ):
            self.back(mark)  # `400 x 10`: the distance first
            return None
        if (
            self.kind == "OR"
            and [self.kind_ahead(k) for k in (1, 2, 3)] == ["NUM", "x", "NUM"]
            and self.kind_ahead(4) in ("x", "DIST", "PLURAL")
        ):
            shown = self.quote(first.start, self.ahead(3).end)
            for _ in range(4):
                self.step()
            self.accept("x")
            self.note(f"of '{shown}' the first is taken: {count:g}")
            return int(count), first.start, self.last_end
        if self.kind in ("-", "TO", "OR") and self.kind_ahead() == "NUM":
            low = count
            self.step()
            count = self.step().number
        kind = self.kind
        turned = kind == "x" and count >= 100 and self.kind_ahead() == "NUM"
        turned = turned and self.ahead().number < 100
        if turned and self.kind_ahead(2) not in ("x", "DIST", "TIME", "PLURAL", "MILEWORD"):
            self.back(mark)  # `200 x 16`: the length comes first
            return None
        if kind == "x" or (kind == "BY" and self.kind_ahead() in ("NUM", "DIST", "MILEWORD")):
            self.step()
            while self.kind in ("SET", "REP", "BLOCK") and self.kind_ahead() in ("OF", "("):
                self.step()
                self.accept("OF")
        elif kind in ("SET", "REP", "BLOCK") and count < 100:
            alone = self._begins_line(first) and self.kind_ahead() == "\n"
            self.step()
            if (
                not alone
                and not self.accept("OF", "x", ":", "@")
                and self.kind
                not in (
                    "(",
                    "[",
                    "NUM",
                    "DIST",
                    "PLURAL",
                )
            ):
                self.back(mark)
                return None
        elif (
            (low == 0 or kind == "STRIDES")
            and 2 <= count <= 60
            and (
                kind == "PLURAL"
                or (kind == "DIST" and self.token.unit == "m" and self.token.number >= 50)
                or (
                    kind == "NUM" and self.token.number >= 100 and self.token.number in TRACK_METRES
                )
                or kind in ("HILL", "STRIDES", "SPRINT")
                or (kind == "MILEWORD" and self.kind_ahead() == "REP")
                or (first.unit == "word" and self._plural_reps())
                or (
                    kind in ("FAST", "EASY", "HARD")
                    and self.kind_ahead() in ("PLURAL", "STRIDES", "HILL")
                )
            )
        ):
            pass
        else:
            self.back(mark)
            return None
        if low:
            if not low < count:
                raise self.fail(
                    "a range of reps that does not rise", "a range like `4-5 x 400`", first
                )
            self.note(f"of {low:g} to {count:g} reps the smaller number is taken: {low:g}")
            count = low
        if count != int(count) or not 1 <= count <= 255:
            raise self.fail(f"{count:g} reps", "a whole number from 1 to 255", first)
        return int(count), first.start, self.last_end

    def _plural_reps(self) -> bool:
        """Whether `1-mile repeats`, `two-minute efforts` stand here, after a count in words."""
        hyphen = "-" in self.plain[self.token.start : self.token.end]
        named = self.kind_ahead() in ("REP", "EFFORT") and str(self.ahead().value).endswith("s")
        return self.kind in ("DIST", "TIME") and hyphen and named

    def _begins_line(self, token: Token) -> bool:
        """Whether a token is the first of its line."""
        line = self.plain.rfind("\n", 0, token.start) + 1
        return not self.plain[line : token.start].strip(" \t-\u2022")

    def _length(self, counted: bool) -> RunSpec | None:
        """One distance or time; None when there is none here."""
        token = self.token
        kind = token.kind
        if kind in ("DIST", "TIME") and self._spans(token, counted):
            self.step()
            self.step()
            self.step()
            shown = self.quote(token.start, self.last_end)
            self.note(f"of the range '{shown}' the smaller is taken")
            metres, ms = (token.number, 0.0) if kind == "DIST" else (0.0, token.number)
            return RunSpec(token.start, self.last_end, metres, ms, token.unit)
        if kind == "DIST":
            if self.in_miles(token):
                self.step()
                self.note_miles(token.start, token.end, token.number)
                return RunSpec(token.start, token.end, token.number * MILE, unit="mile")
            if token.unit == "m" and token.number < 30:
                raise self.fail(
                    f"{token.number:g} m is no distance to run",
                    f"`{token.number:g} min`, `{token.number:g} miles` or at least 30 m",
                )
            self.step()
            return RunSpec(token.start, token.end, token.number, unit=token.unit)
        over = self.kind_ahead() == "/" and self.kind_ahead(2) in ("KM", "MILEWORD")
        if over and kind in ("TIME", "PLURAL"):
            shown = self.quote(token.start, self.ahead(2).end)
            raise self.fail(
                f"'{shown}' is neither a run nor a recovery",
                f"a target like `@ {shown}`, or an offset like `- {shown}`",
            )
        if kind == "TIME":
            self.step()
            return RunSpec(token.start, token.end, ms=token.number, unit=token.unit)
        if kind == "PLURAL":
            self.step()
            if token.number in TRACK_METRES and token.number >= 100:
                return RunSpec(token.start, token.end, token.number, unit="m")
            return RunSpec(token.start, token.end, ms=token.number * 1000, unit="s")
        if kind == "MILEWORD":
            if not counted and token.value == "miles":
                return None  # `miles at 5k pace`: those before, or how many?
            self.step()
            return RunSpec(token.start, token.end, MILE, unit="mile")
        if kind == "LAP":
            self.step()
            return RunSpec(token.start, token.end, self.lap, unit="lap")
        if kind == "HALF" and self.kind_ahead() == "MILEWORD":
            self.step()
            self.step()
            return RunSpec(token.start, self.last_end, MILE / 2, unit="mile")
        if kind == "KM" and counted:
            self.step()
            return RunSpec(token.start, token.end, 1000.0, unit="km")
        named = str(token.value) in ("half", "marathon", "half-marathon")
        if named and self.kind_ahead() in ("@", "AT", "IN") and kind != "HALF":
            self.step()
            metres = 42195.0 if kind == "MARATHON" else 21097.5
            return RunSpec(token.start, token.end, metres, unit="km")
        if (
            kind == "NUM"
            and self.kind_ahead() in ("-", "TO", "OR")
            and (
                (
                    self.kind_ahead(2) in ("DIST", "TIME")
                    and (
                        self.ahead(2).unit in ("mile", "km", "min", "s")
                        or self.in_miles(self.ahead(2))
                    )
                    and (self.ahead(2).unit != "s" or counted)
                )
                or (counted and self.ahead(2).unit == "m" and self.ahead(2).number <= 150)
                or (counted and self.kind_ahead(2) == "PLURAL" and self.ahead(2).number <= 150)
                or (self.kind_ahead(2) == "NUM" and self.kind_ahead(3) in LONG_UNITS)
                or (
                    self.kind_ahead(2) == "NUM"
                    and self.kind_ahead(3) == "EASY"
                    and self.kind_ahead(4) in LONG_UNITS
                )
                or (self.kind_ahead(2) == "DIST" and self.ahead(2).unit == "lap")
            )
        ) and self._rises(token):
            return self._length_range(token)
        if kind == "ONE" and self.kind_ahead() == "MILEWORD":
            self.step()
            self.step()
            return RunSpec(token.start, self.last_end, MILE, unit="mile")
        if kind == "NUM":
            after = self.kind_ahead()
            easy = after == "EASY" and self.kind_ahead(2) in ("KM", "MILEWORD", "LAP")
            if easy:
                after = self.kind_ahead(2)
            raced = after == "MILEWORD" and self.kind_ahead(2) in ("PACE", "EFFORT", "RACE")
            if after in ("KM", "MILEWORD", "LAP") and not (raced and token.number >= 100):
                self.step()
                self.step()
                if easy:
                    self.step()
                scale = {"KM": 1000.0, "MILEWORD": MILE, "LAP": self.lap}[after]
                return RunSpec(
                    token.start,
                    self.last_end,
                    token.number * scale,
                    unit={"KM": "km", "LAP": "lap"}.get(after, "mile"),
                    effort=Effort.EASY if easy else Effort.NONE,
                )
            if (token.number in TRACK_METRES and token.number >= 100) or (
                token.number >= 100 and token.number % 50 == 0 and token.number <= 30000
            ):
                self.step()
                return RunSpec(token.start, token.end, token.number, unit="")
        return None

    def _spans(self, first: Token, counted: bool) -> bool:
        """Whether `40 min to 50 min`, `3 km - 4 km` is a range: alike, and not much apart."""
        second = self.ahead(2)
        if second.kind != first.kind or not first.number < second.number:
            return False
        large = first.unit in ("km", "mile", "min")
        if not large or second.unit != first.unit:
            return False
        after = self.kind_ahead(3)
        if self.kind_ahead() == "TO":
            return second.number <= 2.5 * first.number
        parts = not counted and after not in ("EASY", "RUN", "END", "STEADY", "SLOW", "AEROBIC")
        if self.kind_ahead() != "-" or parts or after in NOUNS:
            return False
        return second.number <= 1.5 * first.number

    def _rises(self, first: Token) -> bool:
        """Whether `2-3 min` may be a range: `300 - 1 min` is a run and its recovery."""
        second = self.ahead(2)
        scale = {"min": 60_000.0, "s": 1000.0, "km": 1000.0, "mile": MILE, "lap": self.lap}.get(
            second.unit, 1.0
        )
        return first.number < second.number / (1.0 if second.kind == "NUM" else scale)

    def _length_range(self, first: Token) -> RunSpec:
        """`2-3 miles`, `30 to 40 min`: the smaller is taken."""
        self.step()
        self.step()
        second = self.step()
        unit = second.unit
        if second.kind == "PLURAL":
            unit = "s"  # `60-90s`
        elif unit == "m" and second.number < 30:
            unit = "mile"  # `4-7M`
        easy = second.kind == "NUM" and self.accept("EASY")
        effort = Effort.EASY if easy else Effort.NONE
        if second.kind == "NUM":
            unit = {"KM": "km", "LAP": "lap"}.get(self.step().kind, "mile")
        shown = self.quote(first.start, self.last_end)
        self.note(f"of the range '{shown}' the smaller is taken")
        if unit in ("min", "s"):
            ms = first.number * (60_000 if unit == "min" else 1000)
            return RunSpec(first.start, self.last_end, ms=ms, unit=unit)
        scale = {"km": 1000.0, "m": 1.0, "lap": self.lap}.get(unit, MILE)
        metres = first.number * scale
        return RunSpec(first.start, self.last_end, metres, unit=unit, effort=effort)

    def _work_rest(self, counted: bool) -> RunSpec | None:
        """`10 x 30/30`, `8 x 2/1 min`, `30/30 x 20`: seconds or minutes of work and of recovery."""
        first = self.token
        if first.kind not in ("NUM", "TIME", "PLURAL"):
            return None
        self.step()
        if self.kind not in ("/", "-") or self.kind_ahead() not in ("NUM", "TIME", "PLURAL"):
            return None
        dash = self.step().kind == "-"
        second = self.step()
        if (not counted and self.kind != "x") or self.kind in ("KM", "MILEWORD", "LAP", "/"):
            return None
        if self.kind == "-" and not (self.kind_ahead() == "NUM" and self.kind_ahead(2) == "x"):
            return None
        if dash and first.number * (1000 if first.kind == "NUM" else 1) < second.number * (
            1000 if second.kind != "TIME" else 1
        ):
            return None  # `60-90 sec` is a range
        if first.kind == "NUM" and first.number > 120:
            return None
        scale = [1000.0, 1000.0]
        if second.kind == "TIME" and second.unit == "min" and first.kind == "NUM":
            scale = [60_000.0, 1.0]
        elif first.kind == "NUM" and second.kind == "NUM":
            if not all(
                token.number in (10, 15, 20, 30, 40, 45, 60, 90) for token in (first, second)
            ):
                return None
        elif first.kind == "PLURAL" and first.number >= 100:
            return None
        work = first.number * (1.0 if first.kind == "TIME" else scale[0])
        rest = second.number * (1.0 if second.kind == "TIME" else scale[1])
        shown = self.quote(first.start, second.end)
        self.note(
            f"'{shown}' taken as {work / 1000:g} s of running and {rest / 1000:g} s of recovery"
        )
        run = RunSpec(first.start, second.end, ms=work, unit="s")
        run.rest = Rest((first.start, second.end), "time", ms=rest)
        return run

    def _lettered(self) -> RunSpec | None:
        """`2 E`, `3 x 1 T`: Daniels' miles at a pace by its letter."""
        token = self.token
        after = self.ahead()
        if (
            token.kind != "NUM"
            or not 0.5 <= token.number <= 12
            or after.kind not in ("TRAINING", "REST", "UP", "DOWN", "WU", "CD")
        ):
            return None
        if after.kind in ("UP", "DOWN", "WU", "CD"):
            return self._framing(token, after)
        if len(str(after.value)) != 1:
            return None
        if after.kind == "REST" and self.kind_ahead(2) in (*QUANTITIES, "=", ":", "-"):
            return None
        self.step()
        self.note_miles(token.start, after.end, token.number)
        return RunSpec(token.start, token.end, token.number * MILE, unit="mile")

    def _framing(self, token: Token, after: Token) -> RunSpec | None:
        """`2 up, 6 x 1k, 2 down`: miles to warm up and cool down, where nothing is in km."""
        ends = (",", ";", "+", "END", "\n", ".", "THEN", "-", "&", "AND")
        metric = any(
            other.unit == "km" and other.number > 1000 and before.kind not in ("@", "AT", "IN")
            for before, other in pairwise(self.tokens)
        )
        way = after.kind in ("UP", "DOWN")
        if token.number > 5 or metric or self.kind_ahead(2) not in ends:
            return None
        if way and not self.up_and_down():
            return None
        self.step()
        self.note_miles(token.start, after.end, token.number)
        run = RunSpec(token.start, token.end, token.number * MILE, unit="mile")
        if way:
            run.role = Role.WARMUP if after.kind == "UP" else Role.COOLDOWN
            self.step()
        return run

    def _ladder(self, draft: Draft, counted: bool) -> GroupSpec | None:
        """`200-400-600`, `1200/1000/800`, `1,2,3,2,1 min`, `mile-1200-800`."""
        runs: list[Token] = []
        start = self.token.start
        separator = ""
        while True:
            kind = self.kind
            if kind not in (*QUANTITIES, "MILEWORD") or (
                kind == "NUM"
                and self.kind_ahead() in ("x", "SET", "REP")
                and (not runs or self.token.number < 60)
            ):
                break
            token = self.step()
            if kind == "MILEWORD":
                token = Token("DIST", MILE, token.start, token.end, "mile")
            runs.append(token)
            if (
                self.kind == kind == "NUM"
                and separator in ("", " ")
                and token.number in TRACK_METRES
                and self.token.number in TRACK_METRES
                and min(token.number, self.token.number) >= 100
                and self.kind_ahead() != "x"
            ):
                separator = " "  # `400 800 1200 800 400`
                continue
            metric = self.token.unit == "m" and token.unit in ("m", "")
            metric = metric and min(token.number, self.token.number) >= 100
            if self.kind == kind == "DIST" and separator in ("", " ") and metric:
                separator = " "  # `1600m 1200m 800m`
                continue
            if self.kind == kind == "TIME" and separator in ("", " ") and self._primed(token):
                separator = " "  # `5' 4' 3' 2' 1'`
                continue
            small = self.kind == "+" and kind == "NUM" and 0 < token.number < 20
            unit_ms = 60_000 if self.kind_ahead() == "TIME" else 1
            small = small and self.ahead().number / unit_ms < 20  # `1+2+3+2+1 min`
            if self.kind not in ("-", "/", ",", "ARROW") and not small:
                break
            if separator and self.kind != separator:
                break
            following = self.kind_ahead()
            if following not in (*QUANTITIES, "MILEWORD"):
                break
            if self.kind == "/" and draft.role in (Role.WARMUP, Role.COOLDOWN):
                break  # `WU 2 miles / 3 miles @ MP`
            timed_dash = counted and self.kind == "-" and kind in ("TIME", "PLURAL")
            if timed_dash and self.plain[self.token.start - 1].isspace():
                break  # `6 x 3 min - 90s`
            after = self.kind_ahead(2)
            said = after == "REST" and self.kind_ahead(3) in (*QUANTITIES, ":", "=")
            if said:  # `1000-800-600 R2:00`: the word begins the recovery
                after = ""
            if after in ("REST", "JOG", "WALK", "FLOAT", "BETWEEN", "SET") or (
                after == "OFF" and self.kind_ahead(3) not in QUANTITIES
            ):
                break
            if after == "x" and (following == "TIME" or self.ahead().number < 60):
                break
            separator = self.kind
            self.step()
        if len(runs) < 2 or (separator == " " and len(runs) < 3):
            return None
        if self.kind == "x" and (separator == "," or self.kind_ahead(2) in ("DIST", "PLURAL", "x")):
            return None
        values = [token.number for token in runs]
        if separator == "," and counted and len(runs) > 2 and min(values) >= 100:
            raise self.fail(
                f"the count before '{self.quote(start, self.last_end)}': of all, or of the first?",
                "brackets around what is repeated, like `3 x (600, 500, 400)`",
                runs[0],
            )
        timed = runs[-1].kind == "TIME" or (
            runs[-1].kind == "PLURAL" and runs[-1].number not in TRACK_METRES
        )
        if len(runs) == 2 and timed and runs[0].number >= 100:
            return None  # `600 / 90s`: a run and its recovery
        if len(runs) == 2 and counted and separator == "/" and self.plain[runs[0].end].isspace():
            raise self.fail(
                f"'{self.quote(start, self.last_end)}' may be a set, two blocks, or a run and jog",
                "`(500 + 400)`, `500 then 400`, or `500 w/ 400 jog`",
                runs[0],
            )
        alike = values[0] >= 100 and abs(values[0] - values[1]) <= 0.03 * values[0]
        if len(runs) == 2 and separator == "/" and runs[0].kind != "TIME" and alike:
            first, second = self.quote(start, self.last_end).split("/")
            raise self.fail(
                f"'{first}/{second}' may be a run and a jog, or two runs",
                f"`({first} + {second})`, or `{first} w/ {second} jog`",
                runs[0],
            )
        if len(runs) == 2 and not draft.pyramid:
            if separator == ",":
                return None
            kinds = {token.kind for token in runs}
            if "TIME" in kinds or (kinds == {"NUM"} and max(values) < 100):
                return None
            if separator == "-" and values[0] < values[1]:
                seconds = runs[0].kind == "PLURAL" and values[0] not in TRACK_METRES
                if counted and values[1] <= 150 and runs[1].kind in ("DIST", "PLURAL"):
                    return None  # `6 x 60-80 m`, `6 x 60-90s`
                if values[0] < 50 or (seconds and runs[1].kind != "PLURAL"):
                    return None
                if values[1] < 200 and self.kind in ("STRIDES", "SPRINT", "HILL"):
                    self.note(f"of '{self.quote(start, self.last_end)}' the smaller is taken")
                    metres = runs[-1].kind != "PLURAL"  # `60-90s hills` are seconds
                    length = (values[0], 0.0) if metres else (0.0, values[0] * 1000)
                    short = RunSpec(start, self.last_end, *length, unit="m" if metres else "s")
                    return GroupSpec(start, self.last_end, [short])
                raise self.fail(
                    f"'{self.quote(start, self.last_end)}' may be a range or two runs",
                    "one distance, or two runs like `200 + 300`",
                    runs[0],
                )
        return self._ladder_runs(runs, start)

    def _primed(self, token: Token) -> bool:
        """Whether a time in minutes and the next one have a prime for their unit."""
        both = (token, self.token)
        return all(t.unit == "min" and self.plain[t.end - 1] == "'" for t in both)

    def _ladder_runs(self, tokens: list[Token], start: int) -> GroupSpec | None:
        last = tokens[-1]
        kinds = {"TIME" if t.kind == "PLURAL" and t.number < 100 else t.kind for t in tokens}
        if {"TIME", "DIST"} <= kinds:
            return None
        minutes = last.kind == "TIME" and last.unit == "min"
        seconds = (last.kind == "TIME" and last.unit == "s") or last.kind == "PLURAL"
        after = self.kind
        metres_scale = (
            {"km": 1000.0, "mile": MILE, "lap": self.lap}.get(last.unit, 1.0)
            if last.kind == "DIST"
            else 1.0
        )
        if last.kind == "NUM" and after in ("KM", "MILEWORD", "LAP"):
            metres_scale = {"KM": 1000.0, "MILEWORD": MILE, "LAP": self.lap}[after]
            self.step()
        small = all(token.kind == "NUM" and token.number < 60 for token in tokens)
        if small and metres_scale == 1.0:
            return None
        runs: list[RunSpec] = []
        for token in tokens:
            run = RunSpec(token.start, token.end, unit=token.unit)
            if token.kind == "DIST":
                run.metres = token.number
            elif token.kind == "TIME":
                run.ms = token.number
            elif token.kind == "PLURAL":
                if token.number in TRACK_METRES and token.number >= 100:
                    run.metres = token.number
                else:
                    run.ms = token.number * 1000
            elif minutes:
                run.ms = token.number * 60_000
            elif seconds and token.number < 100:
                run.ms = token.number * 1000
            elif metres_scale > 1 and token.number < 60:
                run.metres = token.number * metres_scale
                run.unit = last.unit
            elif token.number >= 100:
                run.metres = token.number
            else:
                return None
            runs.append(run)
        if any(run.metres for run in runs) and any(run.ms for run in runs):
            return None  # `400, 75, 60s`: a distance, its time, its recovery
        return GroupSpec(start, self.last_end, runs)
