# SPDX-License-Identifier: MIT
"""What a workout is made of elsewhere: steps that end by distance, by time or by the lap button.

`hold` is the one place that decides how a run or a recovery of ours is held by such a step, and
says what is not. Not here: repeats (`unrolling`, `rolling`), the formats.
"""

from __future__ import annotations

from collections.abc import Callable

from trackpacer.notation import exact
from trackpacer.records import record
from trackpacer.session import Recovery, RecoveryType, Run, Session
from trackpacer.times import clock

Tell = Callable[[str], None]


@record
class Step:
    """A step, and the run or recovery that it stands for (with one value each).

    metres or ms says where it ends; neither: at the lap button. over_m: what slow_ms is the time
    of: the run's own distance, or 1000 for a pace; None without a target. fast_ms: the fast end;
    the slow one itself where there is one target only, None where any faster will do.
    """

    node: Run | Recovery
    metres: int | None = None
    ms: int | None = None
    over_m: int | None = None
    slow_ms: int | None = None
    fast_ms: int | None = None

    @property
    def rests(self) -> bool:
        return isinstance(self.node, Recovery)


@record
class Loop:
    """Steps that are gone through `count` times."""

    count: int
    body: tuple[Item, ...]


Item = Step | Loop


def words(node: Run | Recovery) -> str:
    """A run or a recovery in exact notation."""
    return exact.write(Session("", "", (node,))).splitlines()[-1]


class Holder:
    """Makes steps of runs and recoveries in running order; `tell` hears what is lost."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._run_ms: int | None = None
        self._equal_ms: int | None = None

    @property
    def state(self) -> tuple[int | None, int | None]:
        """What later recoveries are counted from; to be put back where a step is not taken."""
        return self._run_ms, self._equal_ms

    @state.setter
    def state(self, before: tuple[int | None, int | None]) -> None:
        self._run_ms, self._equal_ms = before

    def hold(self, node: Run | Recovery) -> Step | None:
        """The step; None where there is none to make (R none: the next run begins at once)."""
        return self._run(node) if isinstance(node, Run) else self._recovery(node)

    def _run(self, run: Run) -> Step:
        target = run.target.values[0] if run.target else None
        self._run_ms = run.duration_ms or target
        over = run.distance_m
        if run.pace is not None:
            target, over = run.pace.values[0], 1000
        if target is None:
            return Step(run, run.distance_m, run.duration_ms)
        if run.spacing_m != 0:
            self._tell("the beeps on the way: it is silent from the start of a run to its end")
        if run.profile:
            self._tell(f"uneven splits: {words(run)} is held as even")
        if run.bound:
            self._tell(f"{words(run)}: 'or faster' has no end there, so any faster pace is right")
        fast = None if run.bound else target - run.fast_ms
        return Step(run, run.distance_m, run.duration_ms, over, target, fast)

    def _recovery(self, rest: Recovery) -> Step | None:
        kind = rest.type
        length = rest.length.values[0] if rest.length else None
        if kind == RecoveryType.NONE:
            return None
        if kind == RecoveryType.TIME:
            return Step(rest, ms=length)
        if kind == RecoveryType.JOG:
            over = rest.distance_m if length else None
            return Step(rest, rest.distance_m, over_m=over, slow_ms=length, fast_ms=length)
        if kind == RecoveryType.FULL:
            if rest.min_ms or rest.max_ms:
                self._tell(f"{words(rest)} waits for the lap button, and warns of neither end")
            return Step(rest)
        if kind == RecoveryType.WINDOW:
            self._tell(
                f"{words(rest)} lasts {clock(rest.max_ms or 0)} there; the lap button ends it "
                "sooner, from its first second on"
            )
            return Step(rest, ms=rest.max_ms)
        return self._counted(rest, length)

    def _counted(self, rest: Recovery, length: int | None) -> Step | None:
        """What the watch counts as the session is run."""
        run = self._run_ms
        if rest.type == RecoveryType.EQUAL:
            found = None if run is None else run * rest.percent // 100
            self._equal_ms = found
            why = "as the target"
        elif rest.type == RecoveryType.EQUAL_OTHER:
            found, why = self._equal_ms, "as the set before by its target"
        else:
            found = None if run is None or length is None else length - run
            why = "what the target leaves"
        if found is None:
            self._tell(f"{words(rest)} waits for the lap button: its run has no target")
            return Step(rest)
        if found <= 0:
            self._tell(f"{words(rest)} is left out: the target leaves nothing of it")
            return None
        self._tell(f"{words(rest)} lasts {clock(found)} there, {why}, whatever was run")
        return Step(rest, ms=found)
