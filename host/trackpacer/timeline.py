# SPDX-License-Identifier: MIT
"""The timeline: a program expanded by the watch's own step iterator, joined to provenance.

Here live the expanded steps and the JSON that others read. There is no second expander: what is
printed here is what the watch will run. Not here: how it looks on a terminal (`cli.show`), how the
bytes are made (`compiler`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trackpacer.firmware import opcodes, program
from trackpacer.records import record, replace
from trackpacer.session import Effort, Recovery, RecoveryType, Role, Run

NO_REPS = frozenset((Role.WARMUP, Role.COOLDOWN, Role.EASY))

RUN = "run"
RECOVERY = "recovery"

_TYPE_NAMES = {
    RecoveryType.NONE: "none",
    RecoveryType.TIME: "time",
    RecoveryType.WINDOW: "window",
    RecoveryType.FULL: "full",
    RecoveryType.EQUAL: "equal",
    RecoveryType.EQUAL_OTHER: "equal",
    RecoveryType.JOG: "jog",
    RecoveryType.SENDOFF: "sendoff",
}


@record
class Cue:
    """A cue of a run: metres and time from its GO; `us` are the microseconds after `ms`."""

    metres: int
    ms: int
    us: int

    @property
    def seconds(self) -> float:
        """Seconds from GO, exact to the microsecond."""
        return (self.ms * 1000 + self.us) / 1_000_000


@record
class Step:
    """One step as the watch runs it. Times in milliseconds; None where there is none.

    kind: 'run' or 'recovery'. offset: of the opcode in the program; node: what it was made of.
    span: the characters of the text that it came from; of a recovery that is not written, those of
        the run before it.
    A run: `run` (0-based number), distance_m or duration_ms, target_ms, pace_ms_km, fast_ms (the
        slow end less the fast one), bound ('faster than'), pace_range (fast, slow; None where there
        is none or no fast end), set (None: a warm-up, cool-down), cues.
    A recovery: type, distance_m (jog), expected_ms (its length as far as it is known beforehand:
        of 'equal', from the rep's target), least_ms and most_ms (between which it will last, None
        where nothing limits it), percent, tolerance_ms.
    """

    kind: str
    index: int
    offset: int
    node: Run | Recovery | None = None
    distance_m: int | None = None
    run: int = -1
    duration_ms: int | None = None
    target_ms: int | None = None
    pace_ms_km: int | None = None
    pace_range: tuple[int | None, int] | None = None
    fast_ms: int = 0
    bound: bool = False
    role: Role = Role.WORK
    effort: Effort = Effort.NONE
    set: int | None = None
    rep: int = 0
    reps: int = 0
    cues: tuple[Cue, ...] = ()
    type: RecoveryType = RecoveryType.NONE
    expected_ms: int | None = None
    least_ms: int | None = None
    most_ms: int | None = None
    percent: int = 100
    tolerance_ms: int = 0
    span: tuple[int, int] | None = None

    @property
    def fastest_ms(self) -> int | None:
        """The fast end of a run's range; None where there is none or it is only bounded."""
        if self.target_ms is None or not self.fast_ms:
            return None
        return self.target_ms - self.fast_ms


def expand(data: bytes, origins: Mapping[int, Run | Recovery] | None = None) -> list[Step]:
    """The steps of a program in running order.

    Raises program.FormatError where the program is not one.
    """
    steps = program.Steps(data)
    nodes = origins or {}
    out: list[Step] = []
    before: Step | None = None  # the run before
    other: tuple[int | None, int | None, int | None] = (None, None, None)
    while steps.next():
        node = nodes.get(steps.offset)
        if steps.kind == opcodes.RUN:
            before = _run(steps, node)
            out.append(before)
            continue
        step = _recovery(steps, node, before, other)
        if step.type == RecoveryType.EQUAL:
            other = (step.expected_ms, step.least_ms, step.most_ms)
        out.append(step)
    return out


def coached(steps: Sequence[Step]) -> list[Step]:
    """The steps with their sets numbered as a coach does; the watch counts easy kilometres too."""
    runs = [step for step in steps if step.kind == RUN]
    numbers = coach_sets([(run.set or 0, run.role not in NO_REPS or run.reps > 1) for run in runs])
    return [replace(step, set=numbers[step.set] or None) if step.set else step for step in steps]


def coach_sets(runs: Sequence[tuple[int, bool]]) -> dict[int, int]:
    """How a coach numbers the sets of a session: a run that is no rep, such as two easy kilometres
    before the reps, is in none (0), and the sets go on from one to the next.

    runs: each one's set, as the watch counts them, and whether it is a rep.
    """
    reps = {number for number, rep in runs if rep}
    numbers = {0: 0}
    for number, _ in runs:
        if number not in numbers:
            numbers[number] = max(numbers.values()) + 1 if number in reps else 0
    return numbers


def _run(steps: Any, node: Run | Recovery | None) -> Step:
    cues = []
    for number in range(1, steps.cues + 1):
        steps.cue(number)
        cues.append(Cue(steps.cue_m, steps.cue_ms, steps.cue_us))
    pace_range = None
    if steps.pace_fast_ms_km:
        bound = steps.pace_fast_ms_km == opcodes.OPEN
        fastest = None if bound else steps.pace_ms_km - steps.pace_fast_ms_km
        pace_range = (fastest, steps.pace_ms_km)
    return Step(
        kind=RUN,
        index=steps.index,
        offset=steps.offset,
        node=node,
        distance_m=steps.distance_m or None,
        run=steps.run,
        duration_ms=steps.duration_ms or None,
        target_ms=steps.target_ms or None,
        pace_ms_km=steps.pace_ms_km or None,
        pace_range=pace_range,
        fast_ms=steps.fast_ms,
        bound=bool(steps.bound),
        role=Role(steps.role),
        effort=Effort(steps.effort),
        set=steps.set or None,
        rep=steps.rep,
        reps=steps.reps,
        cues=tuple(cues),
        span=node.span if node else None,
    )


def _recovery(
    steps: Any,
    node: Run | Recovery | None,
    before: Step | None,
    other: tuple[int | None, int | None, int | None],
) -> Step:
    kind = RecoveryType(steps.type)
    known = before and (before.duration_ms or before.target_ms)
    expected: int | None = None
    least: int | None = 0
    most: int | None = None
    if kind == RecoveryType.NONE:
        expected = most = 0
    elif kind == RecoveryType.TIME:
        expected = least = most = steps.length_ms
    elif kind == RecoveryType.WINDOW:
        least, most = steps.min_ms, steps.max_ms
    elif kind == RecoveryType.FULL:
        least = None if steps.min_ms == opcodes.OPEN else steps.min_ms
        most = None if steps.max_ms == opcodes.OPEN else steps.max_ms
    elif kind == RecoveryType.EQUAL:
        if known:
            expected = known * steps.percent // 100
            least = max(0, expected - steps.tolerance_ms)
            most = expected + steps.tolerance_ms
        else:
            least = None
    elif kind == RecoveryType.EQUAL_OTHER:
        expected, least, most = other
    elif kind == RecoveryType.SENDOFF:
        expected = steps.length_ms
        most = steps.length_ms - known if known else steps.length_ms
        most = max(0, most)
        least = most if known else 0
    elif steps.length_ms:
        expected = least = most = steps.length_ms
    return Step(
        kind=RECOVERY,
        index=steps.index,
        offset=steps.offset,
        node=node,
        distance_m=steps.distance_m or None,
        type=kind,
        expected_ms=expected,
        least_ms=least,
        most_ms=most,
        percent=steps.percent,
        tolerance_ms=steps.tolerance_ms,
        span=_recovery_span(node, before),
    )


def _recovery_span(node: Run | Recovery | None, before: Step | None) -> tuple[int, int] | None:
    if node is None:
        return None
    if node.span[0] == node.span[1] and before is not None:
        return before.span
    return node.span


@record
class Totals:
    """What a session adds up to. Untargeted runs count by their distance alone.

    recovery_ms: the least and the most it takes; None where nothing limits it.
    unknown_runs: the runs whose time nobody can know beforehand.
    """

    run_m: int
    run_ms: int
    recovery_ms: tuple[int, int | None]
    runs: int
    unknown_runs: int


def totals(steps: Iterable[Step]) -> Totals:
    """Add up a timeline. A run by time at a pace counts the whole metres it covers."""
    run_m = run_ms = runs = unknown = least = 0
    most: int | None = 0
    for step in steps:
        if step.kind == RUN:
            runs += 1
            run_m += step.distance_m or (step.cues[-1].metres if step.cues else 0)
            time = step.duration_ms or step.target_ms
            run_ms += time or 0
            unknown += time is None
        else:
            least += step.least_ms or 0
            most = None if most is None or step.most_ms is None else most + step.most_ms
    return Totals(run_m, run_ms, (least, most), runs, unknown)


def to_json(
    steps: Sequence[Step],
    *,
    title: str = "",
    source: str = "",
    assumptions: Sequence[str] = (),
    warnings: Sequence[str] = (),
    **more: Any,
) -> dict[str, Any]:
    """The object that `pacer show --json` prints; `more` are fields beside the fixed ones."""
    added = totals(steps)
    return {
        "title": title,
        "source": source,
        "assumptions": list(assumptions),
        "warnings": list(warnings),
        **more,
        "totals": {
            "run_m": added.run_m,
            "run_s": added.run_ms / 1000,
            "recovery_s": [_seconds(ms) for ms in added.recovery_ms],
            "runs": added.runs,
            "unknown_runs": added.unknown_runs,
        },
        "steps": [_step_json(step) for step in steps],
    }


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else ms / 1000


def _step_json(step: Step) -> dict[str, Any]:
    fields = _run_json(step) if step.kind == RUN else _recovery_json(step)
    fields["span"] = list(step.span) if step.span else None
    return fields


def _run_json(step: Step) -> dict[str, Any]:
    fields: dict[str, Any] = {"kind": RUN, "distance_m": step.distance_m}
    if step.duration_ms is not None:
        fields["duration_s"] = step.duration_ms / 1000
        if step.pace_ms_km is not None:
            fields["pace_s_km"] = step.pace_ms_km / 1000
            if step.pace_range:
                fields["pace_range_s_km"] = [_seconds(pace) for pace in step.pace_range]
    fields["target_s"] = _seconds(step.target_ms)
    ranged = step.target_ms is not None and (step.bound or step.fast_ms)
    fields["range_s"] = [_seconds(step.fastest_ms), _seconds(step.target_ms)] if ranged else None
    fields["role"] = step.role.name.lower()
    fields["effort"] = step.effort.name.lower() if step.effort else None
    fields["splits"] = [[cue.metres, cue.seconds] for cue in step.cues]
    fields |= {"set": step.set, "rep": step.rep, "reps": step.reps}
    return fields


def _recovery_json(step: Step) -> dict[str, Any]:
    kind = step.type
    fields: dict[str, Any] = {"kind": RECOVERY, "type": _TYPE_NAMES[kind]}
    if kind in (RecoveryType.TIME, RecoveryType.SENDOFF, RecoveryType.JOG):
        fields["seconds"] = _seconds(step.expected_ms)
    elif kind in (RecoveryType.EQUAL, RecoveryType.EQUAL_OTHER):
        fields["seconds"] = _seconds(step.expected_ms)
        fields["min_s"] = _seconds(step.least_ms)
        fields["max_s"] = _seconds(step.most_ms)
        fields["of"] = "rep" if kind == RecoveryType.EQUAL else "set"
        fields["percent"] = step.percent
        fields["tolerance_s"] = step.tolerance_ms / 1000
    elif kind in (RecoveryType.WINDOW, RecoveryType.FULL):
        fields["min_s"] = _seconds(step.least_ms)
        fields["max_s"] = _seconds(step.most_ms)
    if kind == RecoveryType.JOG:
        fields["distance_m"] = step.distance_m
    return fields
