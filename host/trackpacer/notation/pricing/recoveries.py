# SPDX-License-Identifier: MIT
"""Prices a recovery: every one becomes a node, an open one when none was written.

Where it stands is in `pricing`.
"""

from __future__ import annotations

from typing import Any

from trackpacer.notation.context import Context
from trackpacer.notation.pricing.paces import seconds
from trackpacer.notation.pricing.plausible import fastest
from trackpacer.notation.pricing.runs import RunPrices
from trackpacer.notation.source import Source as Cursor
from trackpacer.notation.tree import AS_THE_RUN, Item, Rest, RunSpec
from trackpacer.records import replace
from trackpacer.session import Node, Origin, Recovery, RecoveryType, Role, Series, Source

# No coach gives more between two reps.
LONGEST_BETWEEN_MS = 1_500_000


def wrong_number(recoveries: int, gaps: int) -> str:
    """`one recovery for 4 gaps`: a list of recoveries that is too long or too short."""
    listed = "one recovery" if recoveries == 1 else f"{recoveries} recoveries"
    return f"{listed} for {'one run' if gaps < 1 else 'one gap' if gaps == 1 else f'{gaps} gaps'}"


class RecoveryPrices(RunPrices):
    """Makes the node of a recovery."""

    def __init__(self, cursor: Cursor, context: Context) -> None:
        super().__init__(cursor, context)
        # What `R-of 400s` may mean: the last recovery, and whether one was equal to its rep.
        self.last_rest: Rest | None = None
        self.equal_before = False

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
        source = Source.INHERITED if rest.inherited is not None else Source.WRITTEN
        if rest.assumed:
            source = Source.ASSUMED
        if rest.kind == "other":
            return self._other(rest, between, count)
        self.last_rest = rest
        origins = {"type": Origin(source, rest.span), "length": Origin(source, rest.span)}
        if rest.kind == "time" and between and rest.ms > LONGEST_BETWEEN_MS:
            self.warn(f"a recovery of {seconds(rest.ms)} between reps: so long?", True)
        kind, more = self._kind(rest, count, before)
        return Recovery(rest.span, kind, between=between, origins=origins, **more)

    def _kind(
        self, rest: Rest, count: int, before: RunSpec | None
    ) -> tuple[RecoveryType, dict[str, Any]]:
        """What kind of recovery it is, and what a node of that kind holds."""
        if rest.of_next:  # no list of runs
            raise self.fail("as long as which run?", rest.span, "a recovery like `R60`")
        if rest.kind == "time":
            return self._time(rest, count)
        if rest.kind == "window":
            low, high = round(rest.min_ms or 0), round(rest.max_ms or 0)
            return RecoveryType.WINDOW, {"min_ms": low, "max_ms": high}
        if rest.kind == "full":
            least = None if rest.min_ms is None else round(rest.min_ms)
            most = None if rest.max_ms is None else round(rest.max_ms)
            return RecoveryType.FULL, {"min_ms": least, "max_ms": most}
        if rest.kind == "equal" and rest.ms:
            if before is None or not before.ms:  # `60 s less than the rep`
                raise self.fail("how long does the rep take?", rest.span, "a recovery like `R60`")
            return self._time(replace(rest, kind="time", ms=before.ms + rest.ms), count)
        if rest.kind == "equal":
            self.equal_before = True
            tolerance = round(rest.tolerance_ms)
            return RecoveryType.EQUAL, {"percent": round(rest.percent), "tolerance_ms": tolerance}
        if rest.kind == "sendoff":
            self._time_to_run(rest, before)
            return RecoveryType.SENDOFF, {"length": Series((round(rest.ms),))}
        if rest.kind == "none":
            return RecoveryType.NONE, {}
        if rest.listed:
            raise self.fail(
                f"{len(rest.listed)} jogs between reps that are alike",
                rest.span,
                "each rep with the jog behind it",
            )
        return self._jog(rest, before)

    def in_steps(self, rest: Rest | None, gaps: int) -> Rest | None:
        """The recovery of a list of runs, one for each gap where it changes by steps."""
        if rest is None or rest.kind != "time" or not (rest.step_ms or rest.last_ms):
            return rest
        first, *last = self._lengths(rest, gaps + 1).values
        step = (sum(last) - first) / (gaps - 1) if last else 0
        listed = [first + step * n for n in range(gaps)]
        return replace(rest, listed=listed, step_ms=0.0, last_ms=None)

    def of_next(self, rest: Rest | None, runs: list[RunSpec]) -> Rest | None:
        """`walk the distance of the next run`: of a list, that of each gap."""
        if rest is None or not rest.of_next:
            return rest
        far, part = rest.metres < 0, abs(rest.metres) or rest.percent / 100
        listed = [part * (run.metres if far else run.ms) for run in runs[1:]]
        if not all(listed):
            raise self.fail("how long is the next run?", rest.span, "a recovery like `R60`")
        kind = "jog" if far else "time"
        return replace(rest, kind=kind, listed=listed, metres=0.0, percent=100.0, of_next=False)

    def _time(self, rest: Rest, count: int) -> tuple[RecoveryType, dict[str, Any]]:
        if rest.ms == 0:
            self.warn("a recovery of 0: the next rep begins at once; full, or 'no recovery'?", True)
            return RecoveryType.NONE, {}
        if not 3000 <= rest.ms <= 3_600_000:
            raise self.fail(
                f"a recovery of {seconds(rest.ms)}",
                rest.span,
                "3 s or more" if rest.ms < 3000 else "less than an hour",
            )
        return RecoveryType.TIME, {"length": self._lengths(rest, count)}

    def _jog(self, rest: Rest, before: RunSpec | None) -> tuple[RecoveryType, dict[str, Any]]:
        start = rest.span[0]
        metres = rest.metres
        if metres < 0:
            if before is None or not before.metres:
                raise self.fail("the same distance as what?", start, "a distance, like `200 jog`")
            metres = before.metres * -metres
        jog = None
        if rest.pace is not None:
            spec = RunSpec(*rest.span, metres, unit="m", role=Role.FLOAT)
            jog = Series((round(self.ends(rest.pace, spec, "400")[0]),))
        elif rest.ms == AS_THE_RUN:
            jog = self._time_of(before)
        elif rest.ms:
            jog = Series((round(rest.ms),))
        return RecoveryType.JOG, {"length": jog, "distance_m": round(metres)}

    def _time_of(self, run: RunSpec | None) -> Series | None:
        """The time that a run is to take; None where its runner may take what he likes."""
        target = run.target if run else None
        if not run or not target or target.pace.kind == "none" or target.listed:
            return None
        return Series((round(self.ends(target, run, self.offset_unit(target, run))[0]),))

    def _time_to_run(self, rest: Rest, run: RunSpec | None) -> None:
        """Refuses a send-off that comes before the rep can have ended."""
        if run is None or not run.metres:
            return
        least = fastest(run.metres) * run.metres * 1.1
        target = run.target
        if target is not None and target.pace.kind != "none" and not target.listed:
            least = self.ends(target, run, self.offset_unit(target, run))[1]
        elif self.races and run.metres >= 400:
            least = self.races.at(run.metres).seconds_per_metre * 1000 * run.metres
        if rest.ms <= least:
            raise self.fail(
                "'{this}' starts the next rep before this one has ended",
                rest.span,
                f"a longer send-off, or a recovery like `R{rest.ms / 1000:g}`",
            )

    def _lengths(self, rest: Rest, count: int) -> Series:
        """The lengths of a recovery between `count` passes: there are count - 1 of them."""
        first = round(rest.ms)
        if rest.listed:
            if len(rest.listed) != count - 1:
                raise self.fail(
                    wrong_number(len(rest.listed), count - 1),
                    rest.span,
                    "one recovery for each gap, or one for all",
                )
            return Series(tuple(round(ms) for ms in rest.listed))
        last = rest.ms
        if rest.step_ms:
            last = rest.ms + rest.step_ms * (count - 2)
        elif rest.last_ms is not None:
            last = rest.last_ms
        if count <= 2 or round(last) == first:
            return Series((first,))
        if last < 3000:
            raise self.fail("the recoveries come down to nothing", rest.span, "a smaller step")
        return Series((first, round(last)), ladder=True)

    def _other(self, rest: Rest, between: bool, count: int) -> Recovery:
        """`R-of 400s`: as long as the recovery of the other set."""
        span = rest.span
        if self.equal_before:
            origins = {"type": Origin(Source.WRITTEN, span)}
            return Recovery(span, RecoveryType.EQUAL_OTHER, between=between, origins=origins)
        if self.last_rest is None:
            raise self.fail(
                "there is no other set whose recovery it could be", span, "a recovery like `R60`"
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
                target=rest.pace if rest.pace.pace.kind != "none" else None,
                effort=rest.pace.effort,
                role=Role.FLOAT,
            )
            none = Recovery(rest.span, RecoveryType.NONE)
            end = Recovery(rest.span, RecoveryType.NONE, between=between)
            return [none, self.run(run, 1, None), end]
        return [self.recovery(rest, rest.span[0], "", between, count, spec)]
