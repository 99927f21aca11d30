# SPDX-License-Identifier: MIT
"""Prices a run: its target or ladder, its uneven 100s; and judges whether the runner could hold it.

The judgement itself is `plausible`.
"""

from __future__ import annotations

import re
from math import ceil

from trackpacer.notation.context import Context
from trackpacer.notation.pricing.paces import PacePrices, distance, seconds
from trackpacer.notation.pricing.plausible import Effortful, beyond, fastest
from trackpacer.notation.source import Source as Cursor
from trackpacer.notation.tree import PER_METRES, Pace, Profile, Rest, RunSpec, Target
from trackpacer.paces.track import bend_length, bend_share, run_length
from trackpacer.session import Origin, Role, Run, Series, Source
from trackpacer.times import clock

Judged = tuple[Target, RunSpec, int, Rest | None, float, float, str]


class RunPrices(PacePrices):
    """Makes the node of a run, and remembers it for the judgement."""

    def __init__(self, cursor: Cursor, context: Context) -> None:
        super().__init__(cursor, context)
        self.judged: list[Judged] = []

    def run(self, spec: RunSpec, count: int, rest: Rest | None) -> Run:
        """One run, priced; `count` passes of the repeat around it, `rest` after each."""
        span = (spec.start, max(spec.end, spec.start + 1))
        origins: dict[str, Origin] = {
            "distance" if spec.metres else "duration": Origin(Source.WRITTEN, spec.length_span)
        }
        metres = round(spec.metres)
        if not spec.metres and not spec.ms:
            raise self.fail("a run of 0 s or 0 m", spec.start, "30 m to 200 km, 1 s to 10 h")
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
            values = [self._listed(pace, run) * scale for pace in self.alike(target.listed, run)]
            if target.cycle:
                values = [values[i % len(values)] for i in range(count)]
            each, left = divmod(count, len(values))
            if not left and re.search(rf"\b{each} (of |at )?each\b", self.cursor.plain):
                values = [value for value in values for _ in range(each)]  # `80/78/76 (4 of each)`
            if len(values) != count:
                raise self.fail(
                    f"{len(values)} targets for {count} reps",
                    target.span,
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
                target.span,
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
            raise self.fail("a ladder needs reps", target.span, "reps like `8 x 400 @ 84 -> 77`")
        self._judge(target, run, count, rest, slow, fast, unit)
        self._contradiction(target, run, slow)
        slow_ms = round(slow)
        return Series((slow_ms,)), slow_ms - round(fast), target.bound, origin

    def _listed(self, pace: Pace, run: RunSpec) -> float:
        """One pace of a list, with its own offset: ms, or ms a metre of a run by time."""
        one = Target(pace.span, pace, pace.offset)
        return self.ends(one, run, self.offset_unit(one, run))[0]

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
        if abs(other / slow - 1) > (0.1 if second.pace.kind == "time" else 0.2):
            raise self.fail("'{this}': not the time of this pace", second.span, "`(2:00 rest)`")
        shown = self.cursor.quote(*second.span).strip("()")
        per_km = clock(slow / self.length(run) * 1000, 0)
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
                raise self.fail(f"there is no rep {at}", through.span, f"a rep from 2 to {count}")
            last = first + (value * scale - first) * (count - 1) / (at - 1)
        elif target.last is not None:
            last = self.ends(target.last, run, self.offset_unit(target.last, run))[0] * scale
        else:
            laps = (run.metres or 1000.0) / PER_METRES[target.step_per] if target.step_per else 1.0
            last = first + target.step_ms * laps * (count - 1)
        if last <= 0 or (run.metres and last / run.metres < 80):
            raise self.fail("the ladder ends at a speed nobody runs", target.span, "a smaller step")
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
                    spec.profile.span,
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
                    "no straight to even out the bends", profile.span, "a rep of 200 m or more"
                )
            bend, straight = bend_share(at)
            change = profile.ms / bend_length(1)
            return change * bend - change * bends * straight / straights
        part = profile.metres
        if part >= metres:
            raise self.fail(
                f"{part:g} m is not a part of {metres:g} m", profile.span, "a shorter part"
            )
        even = total * part / metres
        change = profile.ms if profile.change else profile.ms - even
        if not 0.5 * even < even + change < 1.6 * even or even + change >= total:
            raise self.fail(
                f"{part:g} m in {seconds(even + change)} does not fit the {seconds(total)}",
                profile.span,
                f"a time near {seconds(even)}, or a change like `first {part:g} -2`",
            )
        if profile.kind == "last":
            change, part = -change, metres - part
        return change * at / part if at <= part else change * (metres - at) / (metres - part)

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
