# SPDX-License-Identifier: MIT
"""One run or recovery as the bytes of its opcode: the fewest that say the same.

Here, too, what a watch cannot hold of one, in a coach's words. Not here: repeats and groups
(`compiler`), how a number is written (`encoding`), the opcodes (the firmware's own `opcodes.py`).
"""

from __future__ import annotations

from typing import NoReturn

from trackpacer.encoding import (
    encode_distance,
    encode_signed,
    encode_time,
    encode_varint,
    ladder_value,
)
from trackpacer.errors import NotationError, UserError
from trackpacer.firmware import opcodes, program
from trackpacer.records import fresh, mutable, record
from trackpacer.session import Effort, Recovery, RecoveryType, Role, Run, Series
from trackpacer.times import spoken

_BETWEEN_LEVEL = 0  # a recovery left out in the last pass has no value there; only at this level


def complaint(source: str, problem: str, span: tuple[int, int], expected: str = "") -> UserError:
    """What is wrong, with a caret into the source where the span lies in it."""
    if source and 0 <= span[0] < span[1] <= len(source):
        return NotationError(problem, source, span[0], expected)
    return UserError(problem, expected)


@record
class Scope:
    """A repeat that is being compiled: its passes, and whether the program has it as a loop."""

    passes: int
    loop: bool


@mutable
class StepCode:
    """The steps of one session, in their order.

    source: what the coach wrote, '' where nobody did; scopes: the repeats around the next step, the
    outermost first. Every method raises UserError, pointing into the source.
    """

    source: str
    scopes: list[Scope] = fresh(factory=list)
    equal_before: bool = False

    def _fail(self, problem: str, span: tuple[int, int], expected: str = "") -> NoReturn:
        raise complaint(self.source, problem, span, expected)

    def run(self, run: Run) -> bytes:
        """A run: opcode and fields."""
        if (run.distance_m is None) == (run.duration_ms is None):
            self._fail("a run needs either a distance or a time", run.span)
        if run.duration_ms is not None:
            return self._timed_run(run, run.duration_ms)
        assert run.distance_m is not None
        code = self._distance(run.distance_m, run.span, "a run")
        more = self._more(run, run.target is not None)
        opcode = opcodes.RUN_DISTANCE | (opcodes.HAS_MORE if more else 0)
        if run.target is None:
            if run.fast_ms or run.bound or any(run.profile):
                self._fail("a range or uneven splits, but no target", run.span, "a target time")
            return bytes([opcode]) + code + more
        kind, level, series, values = self._series(
            run.target, run.span, "a target", False, opcodes.MIN_RUN_MS, opcodes.MAX_MS
        )
        opcode |= kind
        if level:
            opcode |= opcodes.HAS_LEVEL
            more += encode_varint(level)
        code += more + series
        if run.fast_ms or run.bound:
            opcode |= opcodes.HAS_RANGE
            code += self._range(run, min(values))
        self._check_cues(run, run.distance_m, min(values))
        if any(run.profile):
            opcode |= opcodes.HAS_PROFILE
            code += b"".join(encode_signed(late) for late in run.profile)
        return bytes([opcode]) + code

    def _timed_run(self, run: Run, duration_ms: int) -> bytes:
        if run.target is not None:
            self._fail("a run by time takes a pace, not a target", run.span, "a pace per km")
        if any(run.profile):
            self._fail("a run by time takes no uneven splits", run.span)
        if (run.fast_ms or run.bound) and run.pace is None:
            self._fail("a range, but no pace", run.span, "a pace per km")
        code = self._time(duration_ms, run.span, "a run", opcodes.MIN_RUN_MS)
        more = self._more(run, run.pace is not None)
        opcode = opcodes.RUN_TIME | (opcodes.HAS_MORE if more else 0)
        code += more
        if run.pace is not None:
            kind, level, series, values = self._series(
                run.pace, run.span, "a pace per km", False, opcodes.MIN_PACE, opcodes.MAX_PACE
            )
            opcode |= kind
            if level:
                opcode |= opcodes.TIMED_HAS_LEVEL
                code += encode_varint(level)
            code += series
            if run.fast_ms or run.bound:
                opcode |= opcodes.HAS_RANGE
                code += self._range(run, min(values))
        return bytes([opcode]) + code

    def _range(self, run: Run, least: int) -> bytes:
        if run.bound:
            return encode_time(0)
        if not 0 < run.fast_ms < least:
            self._fail(
                f"a range that reaches {spoken(run.fast_ms)} below a target of {spoken(least)}",
                run.span,
                "a fast end above zero and below the slow end",
            )
        return encode_time(run.fast_ms)

    def _check_cues(self, run: Run, distance: int, target: int) -> None:
        """Cues must be half a second apart and in order, whatever the pass."""
        spacing = opcodes.DEFAULT_SPACING if run.spacing_m is None else run.spacing_m
        cues = program.cue_count(distance, spacing)
        profile = run.profile if any(run.profile) else ()
        if profile and len(profile) != cues - 1:
            self._fail(
                f"{len(profile)} uneven splits for {cues - 1} beeps before the finish", run.span
            )
        if profile and len(profile) > opcodes.MAX_SPLITS:
            self._fail(f"{len(profile)} uneven splits", run.span, f"at most {opcodes.MAX_SPLITS}")
        if cues == 1:
            return
        if not program.splittable(distance, spacing):
            self._fail(
                f"{distance:,} m cannot be split exactly by beeps every {spacing} m",
                run.span,
                "a distance in tens of metres, or fewer beeps",
            )
        gap = program.even_gap(distance, spacing, target)
        rest = program.last_gap(distance, spacing, target)
        before = 0
        for late in (*profile, *([0] if not profile else [])):
            if gap + late - before < opcodes.MIN_GAP_MS:
                self._fail(
                    f"{distance:,} m in {spoken(target)} puts two beeps {gap + late - before} ms "
                    f"apart",
                    run.span,
                    "a slower target, or beeps farther apart",
                )
            before = late
        if rest - before < 1:
            self._fail("the last split comes after the finish", run.span)

    def recovery(self, node: Recovery) -> bytes:
        """A recovery: opcode and fields."""
        kind, fields, extra = self._recovery_fields(node)
        opcode = opcodes.RECOVERY_STEP | kind
        if node.between:
            opcode |= opcodes.BETWEEN
        if extra:
            opcode |= opcodes.HAS_EXTRA
        return bytes([opcode]) + fields

    def _recovery_fields(self, node: Recovery) -> tuple[int, bytes, bool]:
        """The type, the bytes that follow the opcode, and whether they are the second form."""
        kind = RecoveryType(node.type)
        if kind in (RecoveryType.TIME, RecoveryType.SENDOFF):
            return self._timed_recovery(node, kind)
        if kind == RecoveryType.WINDOW:
            if node.min_ms is None or node.max_ms is None:
                self._fail("a window without both its ends", node.span)
            self._check_bounds(node, node.min_ms, node.max_ms - 1)
            return kind, self._bounds(node, node.min_ms, node.max_ms), False
        if kind == RecoveryType.FULL:
            least, most = node.min_ms or 0, node.max_ms or 0
            if not least and not most:
                return kind, b"", False
            self._check_bounds(node, least, most or least)
            return kind, self._bounds(node, least, most), True
        if kind == RecoveryType.EQUAL:
            return self._equal(node)
        if kind == RecoveryType.EQUAL_OTHER and not self.equal_before:
            self._fail(
                "the recovery of another set, but none before it equals its rep",
                node.span,
                "a set before it with recoveries equal to the rep",
            )
        if kind == RecoveryType.JOG:
            return self._jog(node)
        return kind, b"", False

    def _timed_recovery(self, node: Recovery, kind: RecoveryType) -> tuple[int, bytes, bool]:
        if node.length is None:
            self._fail("a recovery without its time", node.span)
        if kind == RecoveryType.TIME and set(node.length.values) == {0}:
            return RecoveryType.NONE, b"", False
        what = "a send-off" if kind == RecoveryType.SENDOFF else "a recovery"
        form, level, series, _ = self._series(
            node.length, node.span, what, node.between, 1, opcodes.MAX_MS
        )
        if form == opcodes.CONSTANT:
            return kind, series, False
        return kind, bytes([form | level << 2]) + series, True

    def _check_bounds(self, node: Recovery, least: int, most: int) -> None:
        if most < least:
            self._fail(
                "a recovery whose longest time is not longer than its shortest",
                node.span,
                "the shorter time first, then the longer",
            )

    def _bounds(self, node: Recovery, least: int, most: int) -> bytes:
        return b"".join(self._time(ms, node.span, "a recovery", 0) for ms in (least, most))

    def _equal(self, node: Recovery) -> tuple[int, bytes, bool]:
        self.equal_before = True
        if not 1 <= node.percent <= opcodes.MAX_PERCENT:
            self._fail(
                f"a recovery of {node.percent} % of the rep",
                node.span,
                f"1 to {opcodes.MAX_PERCENT} %",
            )
        if node.percent == 100 and not node.tolerance_ms:
            return RecoveryType.EQUAL, b"", False
        tolerance = self._time(node.tolerance_ms, node.span, "a tolerance", 0)
        return RecoveryType.EQUAL, encode_varint(node.percent) + tolerance, True

    def _jog(self, node: Recovery) -> tuple[int, bytes, bool]:
        if node.distance_m is None:
            self._fail("a jog without its distance", node.span)
        fields = self._distance(node.distance_m, node.span, "a jog")
        if node.length is None:
            return RecoveryType.JOG, fields, False
        if len(node.length.values) != 1:
            self._fail("a jog takes one time", node.span)
        time = self._time(node.length.values[0], node.span, "a jog")
        return RecoveryType.JOG, fields + time, True

    def _time(self, ms: int, span: tuple[int, int], what: str, low: int = 1) -> bytes:
        if not low <= ms <= opcodes.MAX_MS:
            self._fail(
                f"{what} of {spoken(ms)}", span, f"{spoken(low)} to {spoken(opcodes.MAX_MS)}"
            )
        return encode_time(ms)

    def _distance(self, metres: int, span: tuple[int, int], what: str) -> bytes:
        if not 1 <= metres <= opcodes.MAX_DISTANCE:
            self._fail(f"{what} of {metres:,} m", span, f"1 m to {opcodes.MAX_DISTANCE // 1000} km")
        return encode_distance(metres)

    def _series(
        self, series: Series, span: tuple[int, int], what: str, between: bool, low: int, high: int
    ) -> tuple[int, int, bytes, tuple[int, ...]]:
        """The smallest form of a series: its kind, its level among loops, its bytes, its values."""
        kind, level, values = self._reduced(series, span, what, between)
        for value in values:
            if not low <= value <= high:
                self._fail(f"{what} of {spoken(value)}", span, f"{spoken(low)} to {spoken(high)}")
        return kind, level, b"".join(encode_time(value) for value in values), values

    def _reduced(
        self, series: Series, span: tuple[int, int], what: str, between: bool
    ) -> tuple[int, int, tuple[int, ...]]:
        values = series.values
        if not values:
            self._fail(f"{what} without a value", span)
        if len(values) == 1 and not series.ladder:
            return opcodes.CONSTANT, 0, values
        if series.level >= len(self.scopes):
            self._fail(f"{what} that changes from rep to rep, but no repeat around it", span)
        index = len(self.scopes) - 1 - series.level
        passes = self.scopes[index].passes
        if between and series.level == _BETWEEN_LEVEL:
            passes -= 1
        if series.ladder:
            if len(values) != 2:
                self._fail(f"{what}: a ladder has a first and a last value", span)
        elif len(values) != passes:
            self._fail(f"{what}: {len(values)} values are listed for {passes} times", span)
        first, last = values[0], values[-1]
        if passes < 2 or all(value == first for value in values):
            return opcodes.CONSTANT, 0, (first,)
        level = sum(scope.loop for scope in self.scopes[index + 1 :])
        if series.ladder or all(
            value == ladder_value(first, last, passes, position)
            for position, value in enumerate(values)
        ):
            return opcodes.LADDER, level, (first, last)
        return opcodes.LISTED, level, values

    def _more(self, run: Run, paced: bool) -> bytes:
        """The byte of role, effort and cue spacing; nothing where all are the usual ones."""
        spacing = run.spacing_m
        if not paced or spacing == opcodes.DEFAULT_SPACING:
            spacing = None
        if spacing and not opcodes.MIN_SPACING <= spacing <= opcodes.MAX_DISTANCE:
            self._fail(
                f"a beep every {spacing:,} m", run.span, f"{opcodes.MIN_SPACING} m or more, or none"
            )
        value = Role(run.role) | Effort(run.effort) << 3
        if spacing is not None:
            return bytes([value | 0x80]) + encode_varint(spacing)
        return bytes([value]) if value else b""
