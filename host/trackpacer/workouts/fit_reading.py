# SPDX-License-Identifier: MIT
"""FIT workout files, read: ours, and what Garmin Connect and others export.

A step's note in exact notation counts where the step's own fields are those that it would be
written with; else the fields do: somebody changed it, or it was never ours. Not here: writing
(`fit`), how the steps become a session (`rolling`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trackpacer import compiler
from trackpacer.allowance import Allowance
from trackpacer.errors import UserError
from trackpacer.firmware import opcodes
from trackpacer.fit_messages import messages
from trackpacer.notation import exact
from trackpacer.records import record, replace
from trackpacer.session import Recovery, RecoveryType, Role, Run, Series, Session
from trackpacer.workouts import rolling
from trackpacer.workouts.fit import (
    ACTIVE,
    ACTIVITY,
    COOLDOWN,
    DISTANCE,
    NEVER,
    NO_TARGET,
    OPEN,
    RECOVERY,
    REPEAT,
    REST,
    SPEED,
    SPEED_LAP,
    TIME,
    WARMUP,
    cut,
    fields,
)
from trackpacer.workouts.steps import Holder, Item, Loop, Step

_WANTED = {
    "file_id": ("type",),
    "workout": ("sport", "wkt_name"),
    "workout_step": (
        "message_index", "wkt_step_name", "duration_type", "duration_value", "target_type",
        "target_value", "custom_target_value_low", "custom_target_value_high", "intensity", "notes",
    ),
}  # fmt: skip
_RUNNING, _GENERIC = 1, 0


@record
class _Row:
    """A step as the file has it; None: a field that is not there."""

    number: int
    duration: int | None
    length: int | None
    target: int | None
    value: int | None
    low: int | None
    high: int | None
    intensity: int | None
    note: str

    @property
    def name(self) -> str:
        return f"step {self.number + 1}"

    @property
    def is_rest(self) -> bool:
        return self.intensity in (REST, RECOVERY)


def is_fit(data: bytes) -> bool:
    """Whether a file's first bytes are those of a FIT file."""
    return data[8:12] == b".FIT"


def read(data: bytes, name: str) -> Session:
    """The session that a workout file holds. UserError, with the step, where it cannot be one."""
    kind, sport, title = None, None, ""
    rows: list[_Row] = []
    for message in messages(data, _WANTED, Allowance(name)):
        raw = _raw(message)
        if message.name == "file_id":
            kind = raw.get(0)
        elif message.name == "workout":
            sport, title = raw.get(4), _text(raw.get(8))
        else:
            rows.append(_row_of(raw, len(rows)))
    if kind == ACTIVITY:
        raise UserError(
            f"{name} is what was run, not a workout", "pacer advise looks at a race's file"
        )
    if not rows:
        raise UserError(f"{name} is no FIT workout: there is no step in it", "export a workout")
    if sport not in (None, _RUNNING, _GENERIC):
        raise UserError(f"{name} is a workout of another sport", "a workout for running")
    return _Reader(name, rows).session(title)


def _raw(message: Any) -> dict[int, Any]:
    """The base fields of a message by number, unscaled; its subfields are these by other names."""
    return {
        field.field_def.def_num: field.raw_value
        for field in message.fields
        if field.field_def is not None and field.raw_value is not None
    }


def _text(value: Any) -> str:
    text = value.decode(errors="replace") if isinstance(value, bytes) else str(value or "")
    text = "".join(c if c.isprintable() else " " for c in text.split("\0")[0])
    return cut(" ".join(text.split()), opcodes.MAX_NAME)


def _row_of(raw: dict[int, Any], number: int) -> _Row:
    def value(key: int) -> int | None:
        found = raw.get(key)
        return found if isinstance(found, int) else None

    note = raw.get(8)
    return _Row(
        number, value(1), value(2), value(3), value(4), value(5), value(6), value(7),
        note.decode(errors="replace") if isinstance(note, bytes) else str(note or ""),
    )  # fmt: skip


class _Reader:
    """The rows of one file, and what was assumed of them."""

    def __init__(self, name: str, rows: Sequence[_Row]) -> None:
        self._name = name
        self._rows = rows
        self._notes: dict[str, None] = {}
        self._warnings: dict[str, None] = {}
        self._holder = Holder(lambda sentence: None)

    def session(self, title: str) -> Session:
        done: list[tuple[int, Item]] = []
        for row in self._rows:
            if row.duration == REPEAT:
                done.append(self._loop(row, done))
            elif (step := self._step(row)) is not None:
                done.append((row.number, step))
        items = [item for _, item in done]
        return rolling.session(title, items, tuple(self._notes), tuple(self._warnings))

    def _loop(self, row: _Row, done: list[tuple[int, Item]]) -> tuple[int, Item]:
        first, count = row.length, row.value
        at = next((n for n, (number, _) in enumerate(done) if number >= (first or 0)), len(done))
        if first is None or count is None or first >= row.number or at == len(done):
            raise self._wrong(row, "repeats steps that do not stand before it")
        if not 1 <= count <= opcodes.MAX_COUNT:
            raise self._wrong(row, f"repeats {count} times, and a watch {opcodes.MAX_COUNT}")
        body = tuple(item for _, item in done[at:])
        del done[at:]
        return first, Loop(count, body)

    def _wrong(self, row: _Row, problem: str) -> UserError:
        return UserError(f"{self._name}, {row.name} {problem}", "change that step, and export anew")

    def _step(self, row: _Row) -> Step | None:
        noted = self._noted(row)
        if noted is not None:
            return noted
        metres = ms = None
        if row.duration == TIME and row.length:
            ms = row.length
        elif row.duration == DISTANCE and row.length:
            metres = max(1, (row.length + 50) // 100)
        elif row.duration not in (OPEN, None):
            raise self._wrong(row, "ends at something else than a time, a distance or the button")
        if row.is_rest:
            return self._holder.hold(self._rest(row, metres, ms))
        if metres is None and ms is None:
            if row.intensity in (WARMUP, COOLDOWN):
                which = "warm-up" if row.intensity == WARMUP else "cool-down"
                self._notes[f"a {which} until the lap button is left out: run it by yourself"] = (
                    None
                )
                return None
            raise self._wrong(row, "is a run that only the lap button ends: how long is it?")
        return self._holder.hold(self._run(row, metres, ms))

    def _run(self, row: _Row, metres: int | None, ms: int | None) -> Run:
        role = {WARMUP: Role.WARMUP, COOLDOWN: Role.COOLDOWN}.get(
            row.intensity or ACTIVE, Role.WORK
        )
        over = metres or 1000
        slow, fast, bound = self._target(row, over)
        series = None if slow is None else Series((slow,))
        width = 0 if slow is None or fast is None else slow - fast
        return Run(
            (0, 0),
            distance_m=metres,
            duration_ms=ms,
            target=series if metres else None,
            pace=None if metres else series,
            fast_ms=width,
            bound=bound,
            role=role,
        )

    def _rest(self, row: _Row, metres: int | None, ms: int | None) -> Recovery:
        if ms is not None:
            return Recovery((0, 0), RecoveryType.TIME, length=Series((ms,)))
        if metres is None:
            return Recovery((0, 0), RecoveryType.FULL)
        slow, _, _ = self._target(row, metres)
        length = None if slow is None else Series((slow,))
        return Recovery((0, 0), RecoveryType.JOG, length=length, distance_m=metres)

    def _target(self, row: _Row, over: int) -> tuple[int | None, int | None, bool]:
        """The slow end, the fast end (ms for `over` metres), whether it is only 'or faster'."""
        if row.target in (SPEED, SPEED_LAP) and not row.value and row.low and row.high:
            low, high = sorted((row.low, row.high))  # some write a pace's ends the other way
            slow, fast = _time(over, low), _time(over, high)
            if high >= NEVER:
                return slow, None, True
            if fast < slow:
                self._notes["a band of pace is read as its slow end, and on up to its fast one"] = (
                    None
                )
            return slow, min(fast, slow), False
        if row.target not in (None, NO_TARGET):
            self._warnings[
                f"{row.name} has a target that is no pace of its own (a zone, a heart rate): "
                "it is untargeted here"
            ] = None
        return None, None, False

    def _noted(self, row: _Row) -> Step | None:
        """The step of our own note, where the file's fields are those it is written with."""
        try:
            session = exact.read(f"{exact.MARK}\n{row.note}")
            if row.is_rest is any(isinstance(node, Run) for node in session.body):
                return None
            if not row.is_rest:
                compiler.compile_session(session)
        except UserError:
            return None
        body = session.body
        if len(body) != 1 or not isinstance(body[0], Run | Recovery):
            return None
        node = _bare(body[0])
        before = self._holder.state
        step = self._holder.hold(node)
        if step is not None:
            would = fields(step)
            wanted = (row.duration, row.target, row.intensity, row.low, row.high)
            keys = ("duration_type", "target_type", "intensity",
                    "custom_target_value_low", "custom_target_value_high")  # fmt: skip
            same = tuple(would.get(key) for key in keys) == wanted
            if same and (step.ms or (step.metres or 0) * 100 or row.length) == row.length:
                return step
        self._holder.state = before
        return None


def _bare(node: Run | Recovery) -> Run | Recovery:
    return replace(node, span=(0, 0), origins={})


def _time(metres: int, speed: int) -> int:
    """The roundest time over so many metres that is written as this speed, in ms."""
    middle = metres * 1_000_000 / speed
    least, most = metres * 1_000_000 / (speed + 0.5), metres * 1_000_000 / (speed - 0.5)
    for unit in (1000, 100, 10):
        found = round(middle / unit) * unit
        if least < found < most:
            return found
    return round(middle)
