# SPDX-License-Identifier: MIT
"""What a pace is for one runner: offsets, percentages, units that were not written; milliseconds.

Runs and their ladders are priced in `run_prices`, recoveries in `recovery_prices`.
"""

from __future__ import annotations

import re

from trackpacer.errors import NoRaceError, NotationError
from trackpacer.notation.context import Context
from trackpacer.notation.patterns import pattern
from trackpacer.notation.pricing.plausible import fastest
from trackpacer.notation.source import Source as Cursor
from trackpacer.notation.tree import (
    PER_METRES,
    QUIET,
    SHORT_M,
    SLIGHT_MS,
    Offset,
    Pace,
    RunSpec,
    Target,
)
from trackpacer.paces.equivalence import Races
from trackpacer.paces.races import MILE, distance_name
from trackpacer.paces.track import run_length
from trackpacer.records import replace
from trackpacer.session import Effort, Role
from trackpacer.times import clock

# `1 mile @ 6:22`, `km in 3:40`: a time that is one of the unit, too.
_ONE_OF = {
    "mile": r"(?<![\d./] )(?<![\d./])(?:1 ?|one |a )?(?:miles?|mi)\b ?(?:@|at|in) ?{}(?![\d:])",
    "km": r"(?<![\d./] )(?<![\d./])(?:1 ?|one |a )?(?:km?)\b ?(?:@|at|in) ?{}(?![\d:])",
}

_SAID_AT = pattern(r"(@|\b(in|at)) ?$")


def seconds(ms: float) -> str:
    """`84 s`, `40.49 s`, `6:30`: a time as a sentence wants it."""
    if ms >= 120_000:
        return clock(ms, 1) if ms % 1000 >= 50 else clock(ms, 0)
    return f"{ms / 1000:.2f}".rstrip("0").rstrip(".") + " s"


def distance(run: RunSpec) -> str:
    """`400 m`, `1 mile`: the length of a run as a sentence wants it."""
    if run.unit == "mile":
        miles = run.metres / MILE
        return f"{miles:g} mile{'s' if miles != 1 else ''}"
    return f"{run.metres:g} m"


class PacePrices:
    """Prices paces; collects assumptions, warnings and refusals."""

    def __init__(self, cursor: Cursor, context: Context) -> None:
        self.cursor = cursor
        self.context = context
        self.races = Races(context.races, context.equivalence)
        self.assumptions: list[str] = []
        self.warnings: list[str] = []
        self.refusals: list[str] = []
        # Seconds in words whose unit is not written, where per 400 is not plainly meant.
        self.open_offset: Offset | None = None

    def assume(self, sentence: str) -> None:
        """Add an assumption once."""
        if sentence not in self.assumptions:
            self.assumptions.append(sentence)

    def warn(self, sentence: str, refuse: bool = False) -> None:
        """Add a warning once; `refuse`: compile and send want it made plain or accepted."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)
            if refuse:
                self.refusals.append(sentence)

    def fail(self, problem: str, at: int | tuple[int, int], expected: str) -> NotationError:
        """The error at an offset of the text, or about some characters (`Source.fail`)."""
        return self.cursor.fail(problem, at, expected)

    def per_metre(self, pace: Pace, run: RunSpec) -> tuple[float, str]:
        """Milliseconds a metre of a pace, and where it is from ('' when written)."""
        if pace.kind == "time":
            return self._written(pace, run)
        if pace.kind == "race" and pace.race_ms:
            value = pace.race_ms / pace.metres
            self.check_race(pace, value)
            return value * 100 / pace.percent, ""
        if not self.races:
            name = self.cursor.quote(*pace.span)
            raise NoRaceError(
                f"the runner's pace for '{name}' is not known",
                self.cursor.text,
                pace.span[0],
                "a race of the runner: `--race 10k=35:00`, or an athlete who has one",
                self.context.file,
            )
        if pace.kind == "training":
            found = self.races.training(pace.name)
        elif pace.kind == "goal":
            if len(self.context.races) != 1:
                raise self.fail(
                    "the race whose pace is meant is not named",
                    pace.span,
                    "its name, like `10k pace`",
                )
            race = self.context.races[0]
            self.assume(
                f"'{self.cursor.quote(*pace.span)}' taken as {distance_name(race.metres)} pace"
            )
            found = self.races.at(race.metres)
        else:
            found = self.races.at(pace.metres)
        if not found.run:
            self.assume(found.note)
        return found.seconds_per_metre * 1000 * 100 / pace.percent, found.note

    def check_race(self, pace: Pace, value: float) -> None:
        """Warn when a race time in the text is another than the runner's."""
        for race in self.context.races:
            if abs(race.metres - pace.metres) < 1 and abs(race.time_ms / race.metres - value) > 0.2:
                self.warn(
                    f"the text says {distance_name(race.metres)} in {clock(pace.race_ms, 0)}, "
                    f"the runner's is {race.name}"
                )

    def _written(self, pace: Pace, run: RunSpec) -> tuple[float, str]:
        metres = self.length(run)
        if pace.per in PER_METRES:
            value = pace.ms / PER_METRES[pace.per]
            if metres and value < fastest(metres):
                self._faster_than_anybody(value * metres, run)
            return value, ""
        imperial = run.unit == "mile"
        if pace.per == "pace" or not metres:
            return pace.ms / PER_METRES[self._per_unit([pace], run)], ""
        value = pace.ms / metres
        ms = self._decimal_minutes(pace, metres) or self._without_colon(pace, run, metres)
        if ms:
            return ms / metres, ""
        if pace.bare and value < fastest(metres):
            ms = self._decimal_minutes(pace, MILE if imperial else 1000.0)
            if ms:
                self.assume(
                    f"'{self.cursor.quote(*pace.span)}' taken per {'mile' if imperial else 'km'}"
                )
                return ms / (MILE if imperial else 1000.0), ""
        per_unit = self._of_easy_running(pace, run, value)
        if per_unit:
            return per_unit, ""
        per_unit = self._told_elsewhere(pace, run, value)
        if per_unit:
            return per_unit, ""
        self._a_pace_perhaps(pace, run, value, (pace.ms / MILE, pace.ms / 1000))
        if fastest(metres) <= value <= 600:
            self._slow_perhaps(pace, metres, run)
            return value, ""
        if value < fastest(metres):
            meant = self._unit_meant(pace, metres, run)
            if meant is None:
                self._faster_than_anybody(pace.ms, run)
            return value if meant is None else meant, ""
        raise self.fail(
            f"{seconds(pace.ms)} for {distance(run)} is slower than walking",
            pace.span,
            "the time of one rep, or a pace like `3:30/km`",
        )

    @property
    def _threshold(self) -> float:
        """Threshold pace in ms a metre; where no race is known, that of a runner in the middle."""
        return self.races.training("T").seconds_per_metre * 1000 if self.races else 270.0

    def _of_easy_running(self, pace: Pace, run: RunSpec, value: float) -> float:
        """`2 miles warm-up @ 8:00`: ms a metre of a pace, where as the time of it all it would be
        faster than threshold, or of any single run far faster than a race; else 0."""
        unit_m = MILE if run.unit == "mile" else 1000.0
        quiet = run.role in QUIET
        if run.metres < 1.2 * unit_m or not (quiet or self._beyond_race(run, value)):
            return 0.0
        if value >= self._threshold or not self._threshold <= pace.ms / unit_m <= 600:
            return 0.0
        shown = self.cursor.quote(*pace.span)
        self.assume(f"'{shown}' taken per {'mile' if run.unit == 'mile' else 'km'}")
        return pace.ms / unit_m

    def _told_elsewhere(self, pace: Pace, run: RunSpec, value: float) -> float:
        """`600 m @ 6:22` where a mile is run `@ 6:22` or `@ 6:40`: ms a metre of that; else 0."""
        if pace.bare or run.role is not Role.WORK or value <= 1.7 * self._threshold:
            return 0.0
        shown = self.cursor.plain[pace.span[0] : pace.span[1]]
        for unit, metres in (("mile", MILE), ("km", 1000.0)):
            same = re.search(_ONE_OF[unit].format(re.escape(shown)), self.cursor.plain)
            times = re.findall(_ONE_OF[unit].format(r"([1-9]\d?):(\d\d)"), self.cursor.plain)
            near = any(0.8 <= pace.ms / (60_000 * int(a) + 1000 * int(b)) <= 1.05 for a, b in times)
            if metres > 1.2 * run.metres and (same or near):
                self.assume(f"'{shown}' for {distance(run)} taken per {unit}, as for the {unit}")
                return pace.ms / metres
        return 0.0

    def _beyond_race(self, run: RunSpec, value: float) -> bool:
        """Whether a run in miles or kilometres, by ms a metre, is well beyond a race of it, and not
        as a pace far from threshold, where it is one of several."""
        if run.unit not in ("mile", "km") or not self.races:
            return False
        per_unit = value * run.metres / PER_METRES[run.unit]
        if run.counted and per_unit > 1.25 * self._threshold:
            return False
        return value < (860 if run.counted else 940) * self.races.at(run.metres).seconds_per_metre

    def _slow_perhaps(self, pace: Pace, metres: float, run: RunSpec) -> None:
        """Warn where a time that can be run would rather be one of a lap."""
        per_lap = pace.ms / 400
        if (
            run.role is Role.WORK
            and metres < 400
            and pace.ms / metres > 330
            and fastest(metres) <= per_lap <= 330
            and 50_000 <= pace.ms <= 130_000
        ):
            self.warn(
                f"{metres:g} m in {seconds(pace.ms)} is slow; per 400 it is "
                f"{seconds(per_lap * metres)}",
                True,
            )

    def _unit_meant(self, pace: Pace, metres: float, run: RunSpec) -> float | None:
        """ms a metre of a time that nobody runs, per the unit that it can only be of."""
        fast = fastest(metres)
        per_km, per_mile, per_lap = pace.ms / 1000, pace.ms / MILE, pace.ms / 400
        imperial = run.unit == "mile"
        shown = self.cursor.quote(*pace.span)
        if pace.bare or pace.ms < 130_000:
            if metres > 400 and fast <= per_lap <= 400:
                self.assume(f"'{shown}' for {distance(run)} taken as {seconds(pace.ms)} per 400")
                return per_lap
        elif imperial and fast <= per_mile <= 600:
            self.assume(f"'{shown}' taken per mile")
            return per_mile
        elif imperial and fast <= per_km <= 600:
            raise self.fail(
                f"'{shown}' has no unit, and per mile it is faster than anybody",
                pace.span,
                f"a unit, like `{shown}/km`",
            )
        elif not imperial and 125 <= per_km <= 600:
            self.assume(f"'{shown}' taken per km")
            return per_km
        return None

    def _faster_than_anybody(self, ms: float, run: RunSpec) -> None:
        self.warn(
            f"{distance(run)} in {seconds(ms)} is faster than anybody: a slip of the pen?", True
        )

    def _a_pace_perhaps(
        self, pace: Pace, run: RunSpec, value: float, paces: tuple[float, float]
    ) -> None:
        """Refuses `6 x 800 @ 7:10`: far slower than easy, but a pace this runner may train at."""
        if run.role is not Role.WORK or run.metres > 2000 or pace.per == "rep":
            return
        threshold = self._threshold
        units = [
            unit
            for unit, each in zip(("mile", "km"), paces, strict=True)
            if 0.7 * threshold <= each <= 1.35 * threshold
        ]
        odd = run.unit == "km" and run.metres > 1000 and run.metres % 1000 and self.races
        quick = odd and value < 1000 * self.races.at(3000).seconds_per_metre  # `4 x 1,2 km @ 3:40`
        if (value > 1.7 * threshold or quick) and units:
            slow = ": in that time, or so fast?" if quick else " is far slower than easy"
            raise self.fail(
                f"'{{this}}' for {distance(run)}{slow}",
                pace.span,
                f"its unit: `{{this}}/{units[0]}`, or `{{this}}/rep`",
            )

    def _decimal_minutes(self, pace: Pace, metres: float) -> float:
        """`in 6.50`: minutes and seconds with a point, when seconds make no sense; ms or 0."""
        if not pace.bare:
            return 0.0
        raw = self.cursor.plain[pace.span[0] : pace.span[1]]
        if "." not in raw or pace.ms / metres > 118:
            return 0.0
        minutes, _, rest = raw.strip().partition(".")
        if len(rest) != 2 or not rest.isdigit() or int(rest) >= 60 or not minutes.isdigit():
            return 0.0
        ms = (int(minutes) * 60 + int(rest)) * 1000
        if 118 <= ms / metres <= 600:
            self.assume(f"'{raw.strip()}' taken as {minutes}:{rest}")
            return float(ms)
        return 0.0

    def _without_colon(self, pace: Pace, run: RunSpec, metres: float) -> float:
        """`800 in 241`, `1600 @ 515`: minutes and seconds with no sign between them, where so many
        seconds would be far slower than easy, and the other not; ms or 0."""
        raw = self.cursor.plain[pace.span[0] : pace.span[1]].strip()
        if not (pace.bare and raw.isdigit() and len(raw) in (3, 4)) or run.role is not Role.WORK:
            return 0.0
        if raw.endswith("00") and not _SAID_AT.search(self.cursor.plain[: pace.span[0]]):
            return 0.0  # `5 x 300 (100)`: metres of a jog
        ms = (int(raw[:-2]) * 60 + int(raw[-2:])) * 1000.0
        fair = 0.7 * self._threshold <= ms / metres <= 1.15 * self._threshold
        if int(raw[-2:]) >= 60 or not fair or pace.ms / metres <= 1.25 * self._threshold:
            return 0.0
        self.assume(f"'{raw}' taken as {raw[:-2]}:{raw[-2:]}")
        return ms

    def _per_unit(self, paces: list[Pace], run: RunSpec) -> str:
        """What times without a unit are per: 'km', 'mile' or '400', the same for both ends."""
        order = {"mile": ["mile"], "km": ["km"]}.get(run.unit, ["400", "km", "mile"])
        low, high = 140.0, 420.0
        if self.races:
            low, high = self._threshold * 0.72, self._threshold * 1.3
            if run.ms >= 180_000:  # nobody runs faster than a race that takes so long
                low, slow = self._long_run(run)
                easy = run.role is Role.EASY or run.effort is Effort.EASY
                high = slow if easy else high
        if self._miles_meant(paces[0].ms, run):
            order = ["mile"]
        if len(order) == 1:
            low, high = 140.0, 620.0
        elif self.races and (run.ms >= 1_200_000 or run.metres >= 5000):
            low, high, order = *self._long_run(run), ["km", "mile"]
        fitting = [
            unit
            for unit in order
            if all(low <= pace.ms / PER_METRES[unit] <= high for pace in paces)
        ]
        if len(fitting) > 1 and "400" in fitting and paces[0].ms >= 130_000:
            fitting.remove("400")
        shown = self.cursor.quote(*paces[0].span)
        if not fitting and self.races and run.ms >= 180_000:  # `10 min at 5:00`: as slow as a jog
            slow = 1.7 * self._threshold
            known = {
                unit: [pace.ms / PER_METRES[unit] for pace in paces] for unit in ("km", "mile")
            }
            fitting = [unit for unit, per in known.items() if low <= min(per) <= max(per) <= slow]
        if not fitting and all(345_000 <= pace.ms <= 900_000 for pace in paces):
            fitting = ["mile"]  # a kilometre in so long is walked
        if len(fitting) != 1:
            raise self.fail(
                f"'{shown}' has no unit",
                paces[0].span,
                f"a unit, like `{shown}/km`, `{shown}/mile` or `{shown}/400`",
            )
        self.assume(f"'{shown}' taken per {fitting[0]}")
        return fitting[0]

    def _miles_meant(self, ms: float, run: RunSpec) -> bool:
        """`5 x 1k @ 5:30 pace`: of reps in kilometres that as such would be slower than easy."""
        if run.unit != "km" or run.role is not Role.WORK or run.metres > 2000 or not self.races:
            return False
        return ms / 1000 > 1.4 * self._threshold and 0.72 <= ms / MILE / self._threshold <= 1.1

    def alike(self, paces: list[Pace], run: RunSpec) -> list[Pace]:
        """Times of one list, all per km where one of them can be nothing else: `4 x 1500 @ 3:40,
        3:30, 3:20`."""
        metres, times = self.length(run), sorted(pace.ms for pace in paces)
        plain = all(pace.kind == "time" and not (pace.per or pace.bare) for pace in paces)
        if not plain or metres < 1200 or run.unit == "mile" or times[-1] > 1.25 * times[0]:
            return paces
        if times[0] >= 1.05 * metres * fastest(metres) or not 150_000 <= times[-1] <= 420_000:
            return paces
        self.assume(f"'{self.cursor.quote(*paces[0].span)}' taken per km")
        return [replace(pace, per="km") for pace in paces]

    def _long_run(self, run: RunSpec) -> tuple[float, float]:
        """Seconds per km of the fastest and the slowest that a long run may be: nobody runs it
        faster than a race of its length, nor easily at threshold pace."""
        assert self.races is not None
        threshold = self._threshold
        best = self.races.at(run.metres or run.ms / threshold).seconds_per_metre * 1000
        if run.role is Role.EASY or run.effort is Effort.EASY:
            return 1.05 * threshold, 1.65 * threshold
        return 0.98 * best, (1.3 if run.effort else 1.45) * threshold

    def length(self, run: RunSpec) -> float:
        """Metres that are really run: longer than written in an outer lane."""
        if self.context.lane > 1 and run.unit in ("", "m", "lap") and run.metres:
            return run_length(run.metres, self.context.lane)
        return run.metres

    def price(self, pace: Pace, offset_ms: float, unit: str, run: RunSpec) -> tuple[float, str]:
        """Milliseconds of the run (per metre for a run by time) at a pace and an offset."""
        value, note = self.per_metre(pace, run)
        metres = self.length(run)
        if unit == "rep":
            if not metres:
                raise self.fail(
                    "an offset per rep for a run by time", pace.span, "an offset per km"
                )
            return value * metres + offset_ms, note
        if offset_ms:
            value += offset_ms / PER_METRES[unit]
        return (value * metres if metres else value), note

    def ends(self, target: Target, run: RunSpec, unit: str) -> tuple[float, float, str]:
        """(slow, fast, note) of a target in ms (ms a metre for a run by time)."""
        offset = target.offset or Offset(0, 0, "400", target.span)
        slight = (offset.slow_ms, offset.fast_ms, offset.unit) == (SLIGHT_MS, 0, "rep")
        if slight and not self.length(run) and run.role is Role.WORK:
            offset, unit = Offset(0, 0, "400", target.span), "400"
            self.assume("'slightly slower' is left to the runner: the pace itself is taken")
        target = self._same_unit(target, run)
        slow, note = self.price(target.pace, offset.slow_ms, unit, run)
        fast = slow
        if offset.fast_ms != offset.slow_ms:
            fast, _ = self.price(target.pace, offset.fast_ms, unit, run)
        if target.fast is not None:
            own = target.fast.offset
            off, per = (own.fast_ms, own.unit or unit) if own else (0.0, unit)
            fast, _ = self.price(target.fast, off, per, run)
        short = 0 < run.metres <= SHORT_M
        if target.or_faster and not short:
            self.assume("'or slightly faster' is left to the runner: the pace itself is taken")
        if target.slightly or (target.or_faster and short):
            fast = slow - (SLIGHT_MS if run.metres else 5)
            self.assume("'slightly faster' taken as up to 2 s a rep")
        return max(slow, fast), min(slow, fast), note

    def _same_unit(self, target: Target, run: RunSpec) -> Target:
        """`pace 4:35-5:05`: both ends per km, or both per mile."""
        fast = target.fast
        if fast is None or not target.pace.kind == fast.kind == "time":
            return target
        if {target.pace.per, fast.per} & {*PER_METRES, "rep"} or (
            target.pace.per != "pace" and self.length(run)
        ):
            return target
        unit = self._per_unit([target.pace, fast], run)
        return replace(target, pace=replace(target.pace, per=unit), fast=replace(fast, per=unit))

    def offset_unit(self, target: Target, run: RunSpec) -> str:
        """The unit of a target's offset; when it is not written, the default, with its sentence."""
        offset = target.offset
        if offset is None:
            return "400"
        if offset.unit:
            return offset.unit
        unit = self.context.offset_unit
        per = "rep" if unit == "rep" else f"{unit} m" if unit == "400" else unit
        shown = self.cursor.quote(*offset.span)
        self._large_offset(target, run, unit, shown)
        slow_race = target.pace.kind == "race" and target.pace.metres > 20_000
        timed = run.ms and max(abs(offset.slow_ms), abs(offset.fast_ms)) >= 10_000
        if (timed and unit == "400" and not self.context.offset_unit_said) or (
            (run.metres >= (500 if offset.worded else 1000) or run.ms >= 300_000)
            and (offset.worded or offset.fast_ms > 0 or slow_race)
            and unit == "400"
            and not self.context.offset_unit_said
        ):
            self.open_offset = offset
        self.assume(f"the offset '{shown}' has no unit: taken per {per}")
        return unit

    def _large_offset(self, target: Target, run: RunSpec, unit: str, shown: str) -> None:
        """Refuses `1 mile @ 1 min faster than MP` where per 400 it is no pace for that rep."""
        offset = target.offset
        if offset is None or unit != "400" or not self.races:
            return
        if max(abs(offset.slow_ms), abs(offset.fast_ms)) < 20_000:
            return
        pace, _ = self.per_metre(target.pace, run)
        ends = [pace + ms / PER_METRES[unit] for ms in (offset.slow_ms, offset.fast_ms)]
        far = run.metres or run.ms / pace
        best = self.races.at(far).seconds_per_metre * 1000
        easy = self.races.training("E").seconds_per_metre * 1000
        if min(ends) < best * (1.0 if far > 1000 else 0.9) or (
            max(ends) > 1.1 * easy and run.metres > 1000
        ):
            if not self.context.offset_unit_said and (run.metres >= 1000 or run.ms >= 300_000):
                self.open_offset = offset  # asked with what it may be per; not per 400 m
                return
            shown_run = distance(run) if run.metres else "a run so long"
            raise self.fail(
                f"'{shown}' has no unit, and per 400 m it is no pace for {shown_run}",
                offset.span,
                "the unit of the offset: `/km`, `/mile`, `/400` or `/rep`",
            )
