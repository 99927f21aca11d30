# SPDX-License-Identifier: MIT
"""`bench program_bytes NAME OURS FIT JSON DEFLATE`: the article's sessions in four forms.

OURS is the program without names. FIT is the workout file that Garmin's own encoder makes of the
same session, without names, its repeats as repeat steps, each step with no field that it does not
need; what FIT cannot say (a list, a ladder, 'equal to the rep', a beep per 100 m) is left out or
unrolled, whichever is shorter. JSON is the session as a tree, minified; DEFLATE is that at level 9.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from garmin_fit_sdk import Encoder, Profile

from tests.host.sessions import ARTICLE
from trackpacer.compiler import compile_session
from trackpacer.notation import exact
from trackpacer.session import Group, Node, Recovery, RecoveryType, Repeat, Run, Session

TIMED = (RecoveryType.TIME, RecoveryType.WINDOW, RecoveryType.SENDOFF)


def run() -> Iterator[str]:
    for name, text in ARTICLE.items():
        session = exact.read(f"{exact.MARK}\n{text}")
        ours = len(compile_session(session).program)
        plain = json.dumps(tree(session.body), separators=(",", ":")).encode()
        packed = len(zlib.compress(plain, 9)) - 6  # raw deflate: without zlib's head and sum
        yield f"program_bytes {name} {ours} {len(fit(session))} {len(plain)} {packed}"


def fit(session: Session) -> bytes:
    """The session as a FIT workout file."""
    steps: list[dict[str, Any]] = []
    _fit_steps(session.body, steps)
    encoder = Encoder()

    def write(name: str, **fields: Any) -> None:
        encoder.write_mesg({"mesg_num": Profile["mesg_num"][name], **fields})

    write(
        "FILE_ID",
        type="workout",
        manufacturer="development",
        product=0,
        serial_number=1,
        time_created=datetime(2026, 1, 1, tzinfo=UTC),
    )
    write("WORKOUT", sport="running", num_valid_steps=len(steps))
    for index, step in enumerate(steps):
        write("WORKOUT_STEP", message_index=index, **step)
    return bytes(encoder.close())


def _fit_steps(body: Sequence[Node], steps: list[dict[str, Any]]) -> None:
    for node in body:
        if isinstance(node, Repeat):
            first = len(steps)
            _fit_steps(node.body, steps)
            steps.append(
                {
                    "duration_type": "repeat_until_steps_cmplt",
                    "duration_value": first,
                    "target_value": node.count,
                }
            )
        elif isinstance(node, Group):
            _fit_steps(node.body, steps)
        else:
            steps.append(_fit_run(node) if isinstance(node, Run) else _fit_recovery(node))


def _fit_run(node: Run) -> dict[str, Any]:
    step: dict[str, Any] = {"intensity": "active", "target_type": "open"}
    if node.distance_m is not None:
        step |= {"duration_type": "distance", "duration_value": node.distance_m * 100}
    else:
        step |= {"duration_type": "time", "duration_value": node.duration_ms}
    if node.target and node.distance_m:
        # A range of speed, in mm/s: FIT has no time for a distance.
        slow = node.target.values[0]
        step["target_type"] = "speed"
        step["target_value"] = 0
        step["custom_target_value_low"] = node.distance_m * 1_000_000 // slow
        step["custom_target_value_high"] = node.distance_m * 1_000_000 // (slow - node.fast_ms)
    return step


def _fit_recovery(node: Recovery) -> dict[str, Any]:
    step: dict[str, Any] = {"intensity": "rest", "target_type": "open", "duration_type": "open"}
    if node.type == RecoveryType.JOG:
        step |= {"duration_type": "distance", "duration_value": (node.distance_m or 0) * 100}
    elif node.type in TIMED:
        ms = node.length.values[0] if node.length else node.max_ms
        step |= {"duration_type": "time", "duration_value": ms}
    return step


def tree(body: Sequence[Node]) -> list[dict[str, Any]]:
    """The session as JSON would say it: whatever is usual is left out."""
    out: list[dict[str, Any]] = []
    for node in body:
        if isinstance(node, Repeat):
            out.append({"repeat": node.count, "steps": tree(node.body)})
        elif isinstance(node, Group):
            out.append({"set": tree(node.body)})
        elif isinstance(node, Run):
            out.append(_run_json(node))
        else:
            out.append(_recovery_json(node))
    return out


def _run_json(node: Run) -> dict[str, Any]:
    step: dict[str, Any] = {}
    if node.distance_m:
        step["distance"] = node.distance_m
    else:
        step["time"] = (node.duration_ms or 0) / 1000
    if node.target:
        values = [value / 1000 for value in node.target.values]
        step["target"] = values[0] if len(values) == 1 else values
    if node.fast_ms:
        step["range"] = node.fast_ms / 1000
    if node.bound:
        step["bound"] = True
    if node.profile:
        step["splits"] = [late / 1000 for late in node.profile]
    if node.role:
        step["role"] = node.role.name.lower()
    if node.effort:
        step["effort"] = node.effort.name.lower()
    return step


def _recovery_json(node: Recovery) -> dict[str, Any]:
    step: dict[str, Any] = {"recovery": node.type.name.lower()}
    if node.length:
        values = [value / 1000 for value in node.length.values]
        step["length"] = values[0] if len(values) == 1 else values
    if node.min_ms:
        step["min"] = node.min_ms / 1000
    if node.max_ms:
        step["max"] = node.max_ms / 1000
    if node.tolerance_ms:
        step["tolerance"] = node.tolerance_ms / 1000
    if node.distance_m:
        step["distance"] = node.distance_m
    if node.between:
        step["between"] = True
    return step
