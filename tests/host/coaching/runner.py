# SPDX-License-Identifier: MIT
"""The article's runner, 10k in 35:00, and a way to read a session for one."""

from __future__ import annotations

from trackpacer import compiler, timeline
from trackpacer.notation import Context, read
from trackpacer.paces import parse_race
from trackpacer.session import Session
from trackpacer.timeline import Step

RACE = "10k=35:00"


def context(*races: str) -> Context:
    return Context(races=tuple(parse_race(race) for race in races or (RACE,)))


def priced(text: str, *races: str) -> tuple[Session, list[Step]]:
    """A session and its steps, as the watch will run them."""
    session = read(text, context(*races))
    return session, timeline.expand(compiler.compile_session(session).program)


def runs(steps: list[Step]) -> list[Step]:
    return [step for step in steps if step.kind == timeline.RUN]


def rests(steps: list[Step]) -> list[Step]:
    return [step for step in steps if step.kind != timeline.RUN]
