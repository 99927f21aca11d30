# SPDX-License-Identifier: MIT
"""FIT workout files, written: what a Garmin takes from its GARMIN/NewFiles.

Written with Garmin's own encoder, which drops subfields (`duration_time`) without a word. So the
base fields are written, scaled here: time in ms, distance in cm, speed in mm/s. Each step carries
its run or recovery in exact notation as its note, which the watch shows.

The profile: Garmin's FIT SDK 21.218, messages 26 (workout) and 27 (workout_step). Not here: what
a step can hold (`steps`), repeats (`unrolling`), reading (`fit_reading`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from trackpacer.firmware import verdict
from trackpacer.notation import exact
from trackpacer.notation.head import read_head
from trackpacer.records import replace
from trackpacer.session import RecoveryType, Role, Run, Session
from trackpacer.shown import line
from trackpacer.times import clock
from trackpacer.workouts.steps import Item, Loop, Step, words
from trackpacer.workouts.unrolling import Workout, unroll

MOST_STEPS = 50
"""What Garmin Connect and its watches take, each repeat counted as a step."""
BAND = (
    "a target that is one time: a Garmin wants a band, here the one in which our own watch calls "
    "a lap 'on' (1 %, at least 0.5 s)"
)
ACTIVITY, WORKOUT = 4, 5
TIME, DISTANCE, OPEN, REPEAT = 0, 1, 5, 6
SPEED, NO_TARGET, SPEED_LAP = 0, 2, 12
NEVER = 12_000
"""mm/s: the other end of 'or faster'; nobody runs a rep in 8.3 s a 100."""
ACTIVE, REST, WARMUP, COOLDOWN, RECOVERY = 0, 1, 2, 3, 4
_LONGEST_NAME, _LONGEST_NOTE = 40, 200
_INTENSITIES = {Role.WARMUP: WARMUP, Role.COOLDOWN: COOLDOWN}
"""All other runs are active: the newer 'interval' is not known to older watches."""
_NAMES = {Role.WARMUP: "Warm-up", Role.COOLDOWN: "Cool-down", Role.EASY: "Easy",
          Role.FLOAT: "Float", Role.STRIDE: "Stride"}  # fmt: skip


def plan(session: Session) -> Workout:
    """The session's steps as a Garmin takes them. UserError where there are too many."""
    found = unroll(session, MOST_STEPS)
    told = list(found.told)
    if any(_banded(step) for step in flat(found.items)):
        told.append(BAND)
    return Workout(name(session), found.items, tuple(told))


def name(session: Session) -> str:
    """What a workout is called: the session's title, or its text in one line."""
    plain = read_head(session.source.removeprefix(exact.MARK)).plain
    return line(session.title or plain)


def _banded(step: Step) -> bool:
    return not step.rests and step.slow_ms is not None and step.fast_ms == step.slow_ms


def flat(items: Sequence[Item]) -> list[Step]:
    """Every step, each repeat's once."""
    return [
        step for item in items for step in (flat(item.body) if isinstance(item, Loop) else [item])
    ]


def encode(workout: Workout, identity: int, created: datetime) -> bytes:
    """The file. identity: tells this workout from others (1 to 2**32 - 1); created: of UTC."""
    from garmin_fit_sdk import Encoder, Profile

    encoder = Encoder()

    def write(name: str, **fields: Any) -> None:
        encoder.write_mesg({"mesg_num": Profile["mesg_num"][name], **fields})

    write("FILE_ID", type=WORKOUT, manufacturer="development", product=0,
          serial_number=identity or 1, time_created=created)  # fmt: skip
    write_steps(write, workout)
    return bytes(encoder.close())


def write_steps(write: Any, workout: Workout) -> None:
    """The workout message and its steps, through an encoder's `write(name, **fields)`."""
    rows = _rows(workout.items, 0)
    write("WORKOUT", sport="running", num_valid_steps=len(rows),
          wkt_name=cut(workout.title, _LONGEST_NAME) or "Track session")  # fmt: skip
    for index, row in enumerate(rows):
        write("WORKOUT_STEP", message_index=index, **row)


def rows(workout: Workout) -> list[bool]:
    """For each step of the file, repeats among them, whether it is a recovery."""
    return [row.get("intensity") in (REST, RECOVERY) for row in _rows(workout.items, 0)]


def order(items: Sequence[Item], first: int = 0) -> list[int]:
    """The index of each step in running order, every pass of a repeat written out."""
    out: list[int] = []
    at = first
    for item in items:
        if isinstance(item, Loop):
            out += order(item.body, at) * item.count
            at += len(_rows(item.body, 0)) + 1
        else:
            out.append(at)
            at += 1
    return out


def _rows(items: Sequence[Item], first: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for item in items:
        start = first + len(rows)
        if isinstance(item, Loop):
            rows += _rows(item.body, start)
            rows.append({"duration_type": REPEAT, "duration_value": start,
                         "target_value": item.count})  # fmt: skip
        else:
            rows.append(_row(item))
    return rows


def _row(step: Step) -> dict[str, Any]:
    row: dict[str, Any] = {"wkt_step_name": _name(step), **fields(step)}
    node = step.node
    row["notes"] = words(node)
    if len(row["notes"]) > _LONGEST_NOTE and isinstance(node, Run):
        row["notes"] = words(replace(node, profile=()))  # half of it would say something else
    return row


def fields(step: Step) -> dict[str, int]:
    """Where a step ends, its target and its intensity; what is not given stands as invalid."""
    if step.ms is not None:
        found = {"duration_type": TIME, "duration_value": step.ms}
    elif step.metres is not None:
        found = {"duration_type": DISTANCE, "duration_value": step.metres * 100}
    else:
        found = {"duration_type": OPEN}
    found["target_type"] = NO_TARGET
    if step.over_m is not None and step.slow_ms is not None:
        low, high = _band(step)
        found |= {"target_type": SPEED, "target_value": 0,
                   "custom_target_value_low": low, "custom_target_value_high": high}  # fmt: skip
    node = step.node
    if isinstance(node, Run):
        found["intensity"] = _INTENSITIES.get(node.role, ACTIVE)
    else:
        found["intensity"] = RECOVERY if node.type == RecoveryType.JOG else REST
    return found


def _band(step: Step) -> tuple[int, int]:
    """mm/s of the slow end and of the fast one."""
    assert step.over_m is not None and step.slow_ms is not None
    slow, fast = step.slow_ms, step.fast_ms
    if _banded(step):
        slow, fast = verdict.on_until(slow, 0, False), verdict.on_from(slow, 0, False)
    return _speed(step.over_m, slow), NEVER if fast is None else _speed(step.over_m, fast)


def _speed(metres: int, ms: int) -> int:
    return max(1, (2 * metres * 1_000_000 + ms) // (2 * ms)) if ms > 0 else NEVER


def _name(step: Step) -> str:
    if step.rests:
        return "Jog" if step.metres else "Recovery"
    length = f"{step.metres} m" if step.metres else clock(step.ms or 0)
    assert isinstance(step.node, Run)
    return f"{_NAMES[step.node.role]} {length}" if step.node.role else length


def cut(text: str, most: int) -> str:
    """A text of at most so many bytes."""
    return text.encode()[:most].decode(errors="ignore")
