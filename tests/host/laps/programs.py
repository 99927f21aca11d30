# SPDX-License-Identifier: MIT
"""Programs for the tests of laps, made from session trees."""

from __future__ import annotations

from trackpacer.compiler import compile_session
from trackpacer.session import Recovery, RecoveryType, Repeat, Run, Series, Session

SPAN = (0, 0)


def intervals(reps: int, target_ms: int = 84_000, sets: int = 1, jog_m: int = 0) -> bytes:
    """`reps` 400s with 35 to 45 s between them (or a jog), 3 minutes between sets."""
    run = Run(SPAN, distance_m=400, target=Series((target_ms,)))
    if jog_m:
        rest = Recovery(SPAN, RecoveryType.JOG, distance_m=jog_m, between=True)
    else:
        rest = Recovery(SPAN, RecoveryType.WINDOW, min_ms=35_000, max_ms=45_000, between=True)
    body = Repeat(reps, (run, rest), SPAN)
    name = f"{reps} x 400"
    if sets > 1:
        long = Recovery(SPAN, RecoveryType.TIME, Series((180_000,)), between=True)
        body, name = Repeat(sets, (body, long), SPAN), f"{sets} x {name}"
    return bytes(compile_session(Session(name, "", (body,), athlete="Zoë")).program)
