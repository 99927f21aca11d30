# SPDX-License-Identifier: MIT
"""Prices what the grammar read for one runner, and makes the session tree of it.

Offsets, percentages, ranges and ladders become milliseconds here; every recovery becomes a node.
"""

from __future__ import annotations

from math import ceil

from trackpacer.errors import NotationError
from trackpacer.notation.context import Context
from trackpacer.notation.cursor import Cursor
from trackpacer.notation.plausible import Effortful, beyond, fastest
from trackpacer.notation.tree import (
    GroupSpec,
    Item,
    Offset,
    Pace,
    Profile,
    RepeatSpec,
    Rest,
    RunSpec,
    Target,
)
from trackpacer.paces.equivalence import Races
from trackpacer.paces.races import MILE, clock, distance_name
from trackpacer.paces.track import bend_length, bend_share, run_length
from trackpacer.session import (
    Group,
    Node,
    Origin,
    Recovery,
    RecoveryType,
    Repeat,
    Role,
    Run,
    Series,
    Source,
)

PER_METRES = {"km": 1000.0, "mile": MILE, "400": 400.0}
QUIET = (Role.WARMUP, Role.COOLDOWN, Role.EASY)
Judged = tuple[Target, RunSpec, int, Rest | None, float, float, str]


def seconds(ms: float) -> str:
    """`84 s`, `40.49 s`, `6:30`: a time as a sentence wants it."""
    if ms >= 120_000:
        return clock(ms, 1) if ms % 1000 >= 50 else clock(ms)
    return f"{ms / 1000:.2f}".rstrip("0").rstrip(".") + " s"


def distance(run: RunSpec) -> str:
    """`400 m`, `1 mile`: the length of a run as a sentence wants it."""
    if run.unit == "mile":
        miles = run.metres / MILE
        return f"{miles:g} mile{'s' if miles != 1 else ''}"
    return f"{run.metres:g} m"


class Pricer:
    """Turns the grammar's tree into nodes; collects assumptions, warnings and refusals."""

    def __init__(self, cursor: Cursor, context: Context) -> None:
        self.cursor = cursor
        self.context = context
        self.races = Races(context.races, context.equivalence)
        self.assumptions: list[str] = []
        self.warnings: list[str] = []
        self.refusals: list[str] = []
        self.last_rest: Rest | None = None
        self.equal_before = False
        self.judged: list[Judged] = []

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

    def fail(self, problem: str, offset: int, expected: str) -> NotationError:
        """The error at an offset of the text."""
        return NotationError(problem, self.cursor.text, offset, expected, self.context.file)

    # -- paces ----------

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
            raise self.fail(
                f"the runner's pace for '{name}' is not known",
                pace.span[0],
                "a race of the runner: `--race 10k=35:00`, or an athlete who has one",
            )
        if pace.kind == "training":
            found = self.races.training(pace.name)
        elif pace.kind == "goal":
            if len(self.context.races) != 1:
                raise self.fail(
                    "the race whose pace is meant is not named",
                    pace.span[0],
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
                    f"the text says {distance_name(race.metres)} in {clock(pace.race_ms)}, "
                    f"the runner's is {race.name}"
                )

    def _written(self, pace: Pace, run: RunSpec) -> tuple[float, str]:
        metres = self.length(run)
        if pace.per in PER_METRES:
            return pace.ms / PER_METRES[pace.per], ""
        imperial = run.unit == "mile"
        per_km, per_mile, per_lap = pace.ms / 1000, pace.ms / MILE, pace.ms / 400
        if pace.per == "pace" or not metres:
            guess = self._per_unit(pace, imperial, run)
            return guess
        value = pace.ms / metres
        if self._decimal_minutes(pace, metres):
            ms = self._decimal_minutes(pace, metres)
            return ms / metres, ""
        slow, fast = 600.0, fastest(metres)
        if fast <= value <= slow:
            if (
                run.role is Role.WORK
                and metres < 400
                and value > 330
                and fast <= per_lap <= 330
                and 50_000 <= pace.ms <= 130_000
            ):
                self.warn(
                    f"{metres:g} m in {seconds(pace.ms)} is slow; per 400 it is "
                    f"{seconds(per_lap * metres)}",
                    True,
                )
            return value, ""
        shown = self.cursor.quote(*pace.span)
        if value < fast:
            if pace.bare or pace.ms < 130_000:
                if metres > 400 and fast <= per_lap <= 400:
                    self.assume(
                        f"'{shown}' for {distance(run)} taken as {seconds(pace.ms)} per 400"
                    )
                    return per_lap, ""
            elif imperial and 125 <= per_mile <= 600:
                self.assume(f"'{shown}' taken per mile")
                return per_mile, ""
            elif not imperial and 125 <= per_km <= 600:
                self.assume(f"'{shown}' taken per km")
                return per_km, ""
        if value < fast:
            self.warn(
                f"{distance(run)} in {seconds(pace.ms)} is faster than anybody: a slip of the pen?",
                True,
            )
            return value, ""
        raise self.fail(
            f"{seconds(pace.ms)} for {distance(run)} is slower than walking",
            pace.span[0],
            "the time of one rep, or a pace like `3:30/km`",
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

    def _per_unit(self, pace: Pace, imperial: bool, run: RunSpec) -> tuple[float, str]:
        """A time that is a pace, without its unit: per km or per mile."""
        shown = self.cursor.quote(*pace.span)
        options = {"km": pace.ms / 1000, "mile": pace.ms / MILE, "400": pace.ms / 400}
        if run.unit == "mile":
            order = ["mile"]
        elif run.unit == "km":
            order = ["km"]
        else:
            order = ["400", "km", "mile"]
        low, high = 140.0, 420.0
        if self.races:
            threshold = self.races.training("T").seconds_per_metre * 1000
            low, high = threshold * 0.72, threshold * 1.3
        if len(order) == 1:
            low, high = 140.0, 620.0
        fitting = [unit for unit in order if low <= options[unit] <= high]
        if len(fitting) > 1 and "400" in fitting and pace.ms >= 130_000:
            fitting.remove("400")
        if len(fitting) != 1:
            raise self.fail(
                f"'{shown}' has no unit",
                pace.span[0],
                f"a unit, like `{shown}/km`, `{shown}/mile` or `{shown}/400`",
            )
        self.assume(f"'{shown}' taken per {fitting[0]}")
        return options[fitting[0]], ""

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
                    "an offset per rep for a run by time", pace.span[0], "an offset per km"
                )
            return value * metres + offset_ms, note
        if offset_ms:
            value += offset_ms / PER_METRES[unit]
        return (value * metres if metres else value), note

    def ends(self, target: Target, run: RunSpec, unit: str) -> tuple[float, float, str]:
        """(slow, fast, note) of a target in ms (ms a metre for a run by time)."""
        offset = target.offset or Offset(0, 0, "400", target.span)
        slow, note = self.price(target.pace, offset.slow_ms, unit, run)
        fast = slow
        if offset.fast_ms != offset.slow_ms:
            fast, _ = self.price(target.pace, offset.fast_ms, unit, run)
        if target.fast is not None:
            fast, _ = self.price(target.fast, 0.0, unit, run)
        if target.slightly:
            fast = slow - (2000 if run.metres else 5)
            self.assume("'slightly faster' taken as up to 2 s a rep")
        return max(slow, fast), min(slow, fast), note

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
        self.assume(f"the offset '{shown}' has no unit: taken per {per}")
        return unit

    def _large_offset(self, target: Target, run: RunSpec, unit: str, shown: str) -> None:
        """Refuses `1 mile @ 1 min faster than MP` where per 400 it is no pace for that rep."""
        offset = target.offset
        if offset is None or unit != "400" or run.metres <= 1000 or not self.races:
            return
        if max(abs(offset.slow_ms), abs(offset.fast_ms)) < 20_000:
            return
        pace, _ = self.per_metre(target.pace, run)
        ends = [pace + ms / PER_METRES[unit] for ms in (offset.slow_ms, offset.fast_ms)]
        best = self.races.at(run.metres).seconds_per_metre * 1000
        easy = self.races.training("E").seconds_per_metre * 1000
        if min(ends) < best or max(ends) > 1.1 * easy:
            raise self.fail(
                f"'{shown}' has no unit, and per 400 m it is no pace for {distance(run)}",
                offset.span[0],
                "the unit of the offset: `/km`, `/mile`, `/400` or `/rep`",
            )

    # -- runs ----------

    def run(self, spec: RunSpec, count: int, rest: Rest | None) -> Run:
        """One run, priced; `count` passes of the repeat around it, `rest` after each."""
        span = (spec.start, max(spec.end, spec.start + 1))
        origins: dict[str, Origin] = {
            "distance" if spec.metres else "duration": Origin(
                Source.WRITTEN, (spec.start, spec.length_end or spec.end)
            )
        }
        metres = round(spec.metres)
        if spec.metres and not 10 <= metres <= 200_000:
            raise self.fail(
                f"{spec.metres:g} m is no distance to run", spec.start, "30 m to 200 km"
            )
        if spec.ms and not 1000 <= spec.ms <= 36_000_000:
            raise self.fail(f"{seconds(spec.ms)} is no time to run", spec.start, "1 s to 10 h")
        series: Series | None = None
        fast_ms, bound, pace = 0, False, None
        target = spec.target
        if target is not None:
            if (
                spec.pace_inherited is None
                and spec.end < target.span[1]
                and target.span[0] >= spec.start
            ):
                span = (spec.start, spec.end)
            series, fast_ms, bound, origin = self._series(target, spec, count, rest)
            origins["target"] = origin
            if not spec.metres:
                series, pace = None, series
        effort = spec.effort
        if effort:
            origins["effort"] = Origin(Source.WRITTEN, span)
        profile = self._profile(spec, series)
        if profile and spec.profile:
            origins["profile"] = Origin(Source.WRITTEN, spec.profile.span)
        if spec.rest is not None and spec.rest.span[0] < span[1] and spec.rest.span[0] > spec.start:
            span = (span[0], span[1])
        return Run(
            span,
            distance_m=metres if spec.metres else None,
            duration_ms=None if spec.metres else round(spec.ms),
            target=series,
            pace=pace,
            fast_ms=fast_ms,
            bound=bound,
            profile=profile,
            spacing_m=spec.spacing or self.context.spacing_m,
            role=spec.role,
            effort=effort,
            origins=origins,
        )

    def _series(
        self, target: Target, run: RunSpec, count: int, rest: Rest | None
    ) -> tuple[Series, int, bool, Origin]:
        scale = 1.0 if run.metres else 1000.0
        unit = self.offset_unit(target, run)
        if target.listed:
            values = [self.price(pace, 0.0, unit, run)[0] * scale for pace in target.listed]
            if target.cycle:
                values = [values[i % len(values)] for i in range(count)]
            if len(values) != count:
                raise self.fail(
                    f"{len(values)} targets for {count} reps",
                    target.span[0],
                    "one target for each rep, or one for all",
                )
            self._judge(target, run, count, rest, sum(values) / len(values), min(values), unit)
            origin = Origin(Source.WRITTEN, target.span)
            return Series(tuple(round(value) for value in values)), 0, False, origin
        slow, fast, note = self.ends(target, run, unit)
        slow, fast = slow * scale, fast * scale
        if slow <= 0 or fast <= 0 or (run.metres and fast / run.metres < 40):
            raise self.fail(
                f"the offset leaves {seconds(fast)} for {distance(run)}",
                target.span[0],
                "a smaller offset or its unit",
            )
        source = (
            Source.DERIVED
            if note or target.pace.kind in ("race", "training", "goal")
            else Source.WRITTEN
        )
        assumed_unit = target.offset is not None and not target.offset.unit
        if run.pace_inherited is not None:
            source = Source.INHERITED
        elif assumed_unit:
            source = Source.ASSUMED
            note = f"{note}; offset per {unit}".strip("; ")
        origin = Origin(source, target.span, note)
        if count > 1 and (target.last is not None or target.step_ms or target.via is not None):
            return self._ladder(target, run, count, rest, slow, unit), 0, False, origin
        if target.last is not None or target.step_ms or target.via is not None:
            raise self.fail("a ladder needs reps", target.span[0], "reps like `8 x 400 @ 84 -> 77`")
        self._judge(target, run, count, rest, slow, fast, unit)
        self._contradiction(target, run, slow)
        slow_ms = round(slow)
        return Series((slow_ms,)), slow_ms - round(fast), target.bound, origin

    def _contradiction(self, target: Target, run: RunSpec, slow: float) -> None:
        """`1:08 (2:55/km)`: the second says another time than the first, which counts."""
        second = target.second
        if second is None or not run.metres:
            return
        if second.pace.kind != "time" and not self.races:
            return
        other, _, _ = self.ends(second, run, self.offset_unit(second, run))
        if abs(other - slow) < max(300.0, 0.005 * slow):
            return
        shown = self.cursor.quote(*second.span).strip("()")
        per_km = clock(slow / self.length(run) * 1000)
        self.warn(
            f"'{shown}' contradicts {seconds(round(slow))} for {distance(run)}, "
            f"which is {per_km}/km; "
            f"the first is taken ('{shown}' would be {seconds(round(other, -1))})"
        )

    def _ladder(
        self, target: Target, run: RunSpec, count: int, rest: Rest | None, first: float, unit: str
    ) -> Series:
        scale = 1.0 if run.metres else 1000.0  # of a run by time the ladder is one of paces per km
        if target.via is not None:
            at, through = target.via
            value, _, _ = self.ends(through, run, self.offset_unit(through, run))
            if not 2 <= at <= count:
                raise self.fail(
                    f"there is no rep {at}", through.span[0], f"a rep from 2 to {count}"
                )
            last = first + (value * scale - first) * (count - 1) / (at - 1)
        elif target.last is not None:
            last = self.ends(target.last, run, self.offset_unit(target.last, run))[0] * scale
        else:
            last = first + target.step_ms * (count - 1)
        if last <= 0 or (run.metres and last / run.metres < 80):
            raise self.fail(
                "the ladder ends at a speed nobody runs", target.span[0], "a smaller step"
            )
        self._judge(target, run, count, rest, (first + last) / 2, (first + last) / 2, unit)
        return Series((round(first), round(last)), ladder=True)

    def _judge(
        self,
        target: Target,
        run: RunSpec,
        count: int,
        rest: Rest | None,
        slow: float,
        fast: float,
        unit: str,
    ) -> None:
        """Whether the runner could hold it: by length, number and recovery of the reps."""
        if run.role is not Role.WORK or not run.metres or target.pace.kind == "none":
            return
        metres = self.length(run)
        if metres < 150 or fast / metres < fastest(metres):
            return  # a sprint, which no race tells of; or faster than anybody, which has been said
        self.judged.append((target, run, count, rest, slow, fast, unit))

    def _profile(self, spec: RunSpec, series: Series | None) -> tuple[int, ...]:
        """Milliseconds later (+) or earlier (-) than even at each cue before the finish."""
        if series is None or not spec.metres:
            if spec.profile is not None:
                raise self.fail(
                    "uneven 100s need a distance and a target",
                    spec.profile.span[0],
                    "a target, like `400 @ 84`",
                )
            return ()
        lane = self.context.lane if spec.unit in ("", "m", "lap") else 1
        if spec.profile is None and lane == 1:
            return ()
        spacing = spec.spacing or self.context.spacing_m or 100
        total = series.values[0]
        metres = spec.metres
        values = []
        for k in range(1, ceil(metres / spacing)):
            at = k * spacing
            value = 0.0
            if spec.profile is not None:
                value += self._uneven(spec.profile, at, metres, total)
            if lane > 1:
                value += total * (run_length(at, lane) / run_length(metres, lane) - at / metres)
            values.append(round(value))
        return tuple(values) if any(values) else ()

    def _uneven(self, profile: Profile, at: float, metres: float, total: float) -> float:
        if profile.kind == "bends":
            bends, straights = bend_share(metres)
            if straights <= 0:
                raise self.fail(
                    "no straight to even out the bends", profile.span[0], "a rep of 200 m or more"
                )
            bend, straight = bend_share(at)
            change = profile.ms / bend_length(1)
            return change * bend - change * bends * straight / straights
        part = profile.metres
        if part >= metres:
            raise self.fail(
                f"{part:g} m is not a part of {metres:g} m", profile.span[0], "a shorter part"
            )
        even = total * part / metres
        change = profile.ms if profile.change else profile.ms - even
        if not 0.5 * even < even + change < 1.6 * even or even + change >= total:
            raise self.fail(
                f"{part:g} m in {seconds(even + change)} does not fit the {seconds(total)}",
                profile.span[0],
                f"a time near {seconds(even)}, or a change like `first {part:g} -2`",
            )
        if profile.kind == "last":
            change, part = -change, metres - part
        return change * at / part if at <= part else change * (metres - at) / (metres - part)

    # -- recoveries ----------

    def recovery(
        self,
        rest: Rest | None,
        where: int,
        what: str,
        between: bool,
        count: int = 0,
        before: RunSpec | None = None,
    ) -> Recovery:
        """The recovery node for what was written, or an open one for what was not."""
        if rest is None:
            self.assume(f"the recovery {what} is not written: open, the watch waits for the press")
            origin = Origin(Source.ASSUMED, (where, where), "not written")
            return Recovery(
                (where, where), RecoveryType.FULL, between=between, origins={"type": origin}
            )
        span = rest.span
        source = Source.INHERITED if rest.inherited is not None else Source.WRITTEN
        if rest.assumed:
            source = Source.ASSUMED
        origins = {"type": Origin(source, span), "length": Origin(source, span)}
        if rest.kind == "other":
            return self._other(rest, between, count)
        self.last_rest = rest
        if rest.kind == "time":
            if rest.ms == 0:
                self.warn(
                    "a recovery of 0: the next rep begins at once; full, or 'no recovery'?",
                    True,
                )
                return Recovery(span, RecoveryType.NONE, between=between, origins=origins)
            if rest.ms > 3_600_000:
                raise self.fail(f"a recovery of {seconds(rest.ms)}", span[0], "less than an hour")
            if rest.ms < 3000:
                raise self.fail(f"a recovery of {seconds(rest.ms)}", span[0], "3 s or more")
            length = self._lengths(rest, count)
            return Recovery(
                span, RecoveryType.TIME, length=length, between=between, origins=origins
            )
        if rest.kind == "window":
            low, high = round(rest.min_ms or 0), round(rest.max_ms or 0)
            return Recovery(
                span, RecoveryType.WINDOW, min_ms=low, max_ms=high, between=between, origins=origins
            )
        if rest.kind == "full":
            least = None if rest.min_ms is None else round(rest.min_ms)
            most = None if rest.max_ms is None else round(rest.max_ms)
            return Recovery(
                span, RecoveryType.FULL, min_ms=least, max_ms=most, between=between, origins=origins
            )
        if rest.kind == "equal":
            self.equal_before = True
            percent = round(rest.percent)
            return Recovery(
                span,
                RecoveryType.EQUAL,
                percent=percent,
                tolerance_ms=round(rest.tolerance_ms),
                between=between,
                origins=origins,
            )
        if rest.kind == "sendoff":
            return Recovery(
                span,
                RecoveryType.SENDOFF,
                length=Series((round(rest.ms),)),
                between=between,
                origins=origins,
            )
        if rest.kind == "none":
            return Recovery(span, RecoveryType.NONE, between=between, origins=origins)
        metres = rest.metres
        if metres < 0:
            if before is None or not before.metres:
                raise self.fail("the same distance as what?", span[0], "a distance, like `200 jog`")
            metres = before.metres
        jog = None
        if rest.pace is not None:
            spec = RunSpec(span[0], span[1], metres, unit="m", role=Role.FLOAT)
            jog = Series((round(self.ends(rest.pace, spec, "400")[0]),))
        elif rest.ms:
            jog = Series((round(rest.ms),))
        return Recovery(
            span,
            RecoveryType.JOG,
            length=jog,
            distance_m=round(metres),
            between=between,
            origins=origins,
        )

    def _lengths(self, rest: Rest, count: int) -> Series:
        """The lengths of a recovery between `count` passes: there are count - 1 of them."""
        first = round(rest.ms)
        last = rest.ms
        if rest.step_ms:
            last = rest.ms + rest.step_ms * (count - 2)
        elif rest.last_ms is not None:
            last = rest.last_ms
        if count <= 2 or round(last) == first:
            return Series((first,))
        if last < 3000:
            raise self.fail("the recoveries come down to nothing", rest.span[0], "a smaller step")
        return Series((first, round(last)), ladder=True)

    def _other(self, rest: Rest, between: bool, count: int) -> Recovery:
        """`R-of 400s`: as long as the recovery of the other set."""
        span = rest.span
        if self.equal_before:
            origins = {"type": Origin(Source.WRITTEN, span)}
            return Recovery(span, RecoveryType.EQUAL_OTHER, between=between, origins=origins)
        if self.last_rest is None:
            raise self.fail(
                "there is no other set whose recovery it could be", span[0], "a recovery like `R60`"
            )
        copied = self.recovery(self.last_rest, span[0], "", between, count)
        return Recovery(
            span,
            copied.type,
            copied.length,
            copied.min_ms,
            copied.max_ms,
            copied.percent,
            copied.tolerance_ms,
            copied.distance_m,
            between,
            {key: Origin(Source.INHERITED, origin.span) for key, origin in copied.origins.items()},
        )

    # -- the tree ----------

    def nodes(
        self, items: list[Item], top: bool, count: int = 1, around: Rest | None = None
    ) -> list[Node]:
        """The nodes of a sequence, with a recovery between any two runs."""
        nodes: list[Node] = []
        last = len(items) - 1
        for i, item in enumerate(items):
            if isinstance(item, Rest):
                nodes.extend(self.gap(item, items[i - 1] if i else None))
                continue
            following = items[i + 1] if i < last else None
            own = item.rest if isinstance(item, RunSpec) else around if i == last else None
            nodes.extend(self.node(item, count, own or around))
            if isinstance(following, Rest) and not (
                isinstance(item, RunSpec) and item.rest is not None
            ):
                continue
            if following is None:
                if (
                    isinstance(item, RunSpec)
                    and item.rest is not None
                    and top
                    and not item.rest.inherited_from
                ):
                    nodes.extend(self.gap(item.rest, item))
                continue
            nodes.extend(self._between_blocks(item, following, top))
        return nodes

    def gap(
        self, rest: Rest, before: Item | None, between: bool = False, count: int = 0
    ) -> list[Node]:
        """A written recovery; a float with a pace of its own is a run between two 'none's."""
        spec = before if isinstance(before, RunSpec) else None
        if rest.floating and rest.pace is not None and (rest.metres > 0 or rest.ms):
            run = RunSpec(
                rest.span[0],
                rest.span[1],
                rest.metres,
                rest.ms,
                "m",
                target=rest.pace,
                role=Role.FLOAT,
            )
            none = Recovery(rest.span, RecoveryType.NONE)
            end = Recovery(rest.span, RecoveryType.NONE, between=between)
            return [none, self.run(run, 1, None), end]
        return [self.recovery(rest, rest.span[0], "", between, count, spec)]

    def _between_blocks(self, item: Item, following: Item, top: bool) -> list[Node]:
        rest: Rest | None = None
        if isinstance(item, RunSpec):
            rest = item.rest
            if rest is None and item.continuous:
                return [Recovery((item.end, item.end), RecoveryType.NONE)]
        elif isinstance(item, RepeatSpec | GroupSpec):
            rest = (
                item.rest
                if item.rest is not None and item.rest.trailing and item.rest.kind != "sendoff"
                else None
            )
            quiet = isinstance(following, RunSpec) and following.role in QUIET
            if quiet:
                rest = None
            if rest is not None and rest.floating:
                rest = None
        end = item.span[1] if isinstance(item, Rest) else item.end
        if rest is None:
            what = (
                f"after '{self.cursor.quote(item.start, end)}'"
                if not isinstance(item, Rest)
                else ""
            )
            return [self.recovery(None, end, what, False)]
        if isinstance(item, RepeatSpec | GroupSpec):
            # The set's own recovery, a ladder's at its last pass.
            series = (
                self._lengths(rest, item.count)
                if isinstance(item, RepeatSpec) and rest.kind == "time" and rest.ms
                else None
            )
            node = self.recovery(rest, end, "", False, 0, None)
            if series is not None and len(series.values) > 1:
                node = Recovery(
                    node.span, node.type, Series((series.values[-1],)), origins=node.origins
                )
            origins = {
                key: Origin(Source.INHERITED, o.span, "the set's own")
                for key, o in node.origins.items()
            }
            return [
                Recovery(
                    node.span,
                    node.type,
                    node.length,
                    node.min_ms,
                    node.max_ms,
                    node.percent,
                    node.tolerance_ms,
                    node.distance_m,
                    False,
                    origins,
                )
            ]
        return self.gap(rest, item)

    def node(self, item: Item, count: int, rest: Rest | None) -> list[Node]:
        """The node of one item (several when it is a wrapper)."""
        if isinstance(item, RunSpec):
            return [self.run(item, count, rest)]
        if isinstance(item, GroupSpec):
            return [self.group(item, rest)]
        assert isinstance(item, RepeatSpec)
        if item.count == 1:
            return self.nodes(item.body, False, 1, None)
        alone = len(item.body) == 1
        inner_rest = (
            item.rest
            if alone and isinstance(item.body[0], RunSpec)
            else item.rest
            if not alone
            else None
        )
        body = self.nodes(item.body, False, item.count, inner_rest)
        last = item.body[-1]
        nested = any(not isinstance(part, RunSpec | Rest) for part in item.body)
        if item.rest is None and isinstance(last, RunSpec) and last.continuous:
            body.append(Recovery((item.end, item.end), RecoveryType.NONE, between=True))
        elif item.rest is None:
            what = "between sets" if nested or len(item.body) > 1 else "between reps"
            shown = self.cursor.quote(item.start, item.end)
            body.append(self.recovery(None, item.end, f"{what} of '{shown}'", True))
        else:
            body.extend(self.gap(item.rest, last, True, item.count))
        return [Repeat(item.count, tuple(body), (item.start, item.end))]

    def group(self, item: GroupSpec, rest: Rest | None) -> Group:
        """A ladder of runs, its recovery between any two."""
        runs = item.runs
        listed = runs[0].target.listed if runs[0].target else []
        if listed and runs[0].target is not None:
            if len(listed) != len(runs):
                raise self.fail(
                    f"{len(listed)} targets for {len(runs)} runs",
                    runs[0].target.span[0],
                    "one target for each run",
                )
            for run, pace in zip(runs, listed, strict=True):
                run.target = Target(pace.span, pace)
        body: list[Run | Recovery] = []
        own = item.rest
        for i, run in enumerate(runs):
            body.append(self.run(run, 1, own))
            if i == len(runs) - 1:
                break
            if own is None:
                if run.continuous:
                    body.append(Recovery((run.end, run.end), RecoveryType.NONE))
                    continue
                shown = self.cursor.quote(item.start, item.end)
                body.append(self.recovery(None, run.end, f"between the runs of '{shown}'", False))
            else:
                body.extend(
                    node
                    for node in self.gap(own, run, False, len(runs))
                    if isinstance(node, Run | Recovery)
                )
        return Group(tuple(body), (item.start, item.end))

    # -- plausibility ----------

    def judge(self) -> None:
        """Point out the targets this runner could not hold, with the likelier reading."""
        if not self.races:
            return
        efforts = [
            Effortful(self.length(run), slow, fast, count, self._rest_seconds(rest, slow, run))
            for target, run, count, rest, slow, fast, unit in self.judged
        ]
        for (target, run, _, _, _, fast, unit), effort in zip(self.judged, efforts, strict=True):
            reason = beyond(effort, self.races)
            if not reason:
                continue
            name = distance(run)
            sentence = f"{name} in {seconds(round(fast, -1))} is {reason}"
            if target.offset is not None and not target.offset.unit:
                other = "km" if unit != "km" else "400"
                slow_other, fast_other, _ = self.ends(target, run, other)
                value = seconds(round(slow_other, -1))
                if fast_other != slow_other:
                    value = f"{seconds(round(fast_other, -1))} to {value}"
                sentence += f"; the offset per {other} would give {value}"
            self.warn(sentence, True)

    @staticmethod
    def _rest_seconds(rest: Rest | None, rep_ms: float, run: RunSpec) -> float:
        if rest is None or rest.kind == "full":
            return (rest.min_ms or 240_000) / 1000 if rest is not None else 240.0
        if rest.kind == "time":
            return rest.ms / 1000
        if rest.kind == "window":
            return ((rest.min_ms or 0) + (rest.max_ms or 0)) / 2000
        if rest.kind in ("equal", "other"):
            return rep_ms * rest.percent / 100_000
        if rest.kind == "sendoff":
            return max(0.0, (rest.ms - rep_ms) / 1000)
        if rest.kind == "none":
            return 0.0
        metres = rest.metres if rest.metres > 0 else run.metres
        return metres * 0.36
