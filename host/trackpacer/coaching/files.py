# SPDX-License-Identifier: MIT
"""A plan as session files, one a day, and as an iCalendar file.

A session file is a text that every command takes, priced anew wherever it is read; its head holds
what the plan was made with. Not here: writing to disk (`cli`), the plan itself (`progression`).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import NAMESPACE_URL, uuid5

from trackpacer import compiler, preview, timeline
from trackpacer.coaching.progression import Plan, Step
from trackpacer.laps.store import slug

_SPACE = uuid5(NAMESPACE_URL, "https://trackpacer.invalid/plan")


def title(step: Step, plan: Plan) -> str:
    """What the watch and its logs call the session: `16 x 400 (2 of 11)`."""
    return f"{step.reps.name} ({step.number} of {len(plan.steps)})"


def file_name(step: Step) -> str:
    """`2027-01-18-16x400.txt`."""
    return f"{step.day.isoformat()}-{slug(step.reps.name)}.txt"


def session_file(step: Step, plan: Plan) -> str:
    """The text of one session's file."""
    context = step.reps.context
    lines = [
        f"# {step.day:%A} {step.day.day} {step.day:%B} {step.day.year}, "
        f"session {step.number} of {len(plan.steps)}",
        f"title: {title(step, plan)}",
    ]
    if context.athlete:
        lines.append(f"athlete: {context.athlete}")
    lines += [f"race: {race.name}" for race in context.races]
    if context.lane > 1:
        lines.append(f"lane: {context.lane}")
    if context.lap_m:
        lines.append(f"lap: {context.lap_m:g}")
    if context.offset_unit:
        lines.append(f"offset: {context.offset_unit}")
    if context.equivalence:
        lines.append(f"equivalence: {context.equivalence}")
    if context.spacing_m is not None:
        lines.append(f"cues: {context.spacing_m}")
    return "\n".join([*lines, step.reps.text, ""])


def summary(step: Step) -> str:
    """The session in a line, with this runner's numbers."""
    reps = step.reps
    words = reps.name
    if reps.target_ms is not None:
        words += f" @ {preview.track_time(reps.target_ms)}"
    rest = rest_words(step)
    return f"{words}, recovery {rest}" if rest else words


def rest_words(step: Step) -> str:
    """The recovery between the reps, as the preview has it."""
    steps = timeline.expand(compiler.compile_session(step.session).program)
    for before, after in pairwise(steps):
        if before.kind == timeline.RUN and before.reps > 1 and after.kind != timeline.RUN:
            return preview.recovery_words(after)
    return ""


def calendar(plan: Plan, name: str, made: datetime) -> bytes:
    """The plan as an iCalendar file (RFC 5545): one all-day event a session.

    An event keeps its UID when the plan is made again from the same line for the same athlete, also
    on other days, so that a calendar moves it instead of showing it twice. `made`: aware.
    """
    from icalendar import Calendar, Event

    whole = Calendar()
    whole.add("prodid", "-//Track Pacer//Track Pacer//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", name)
    first = plan.steps[0].reps
    for step in plan.steps:
        event = Event()
        who = step.reps.context.athlete
        key = f"{who}\n{first.text}\n{name}\n{step.number}"
        event.add("uid", f"{uuid5(_SPACE, key)}@trackpacer.invalid")
        event.add("dtstamp", made.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", step.day)
        event.add("dtend", step.day + timedelta(days=1))
        event.add("summary", f"{who}: {summary(step)}" if who else summary(step))
        event.add("description", _description(step, plan))
        event.add("transp", "TRANSPARENT")
        event.add("categories", ["Track Pacer"])
        whole.add_component(event)
    return bytes(whole.to_ical())


def _description(step: Step, plan: Plan) -> str:
    steps = timeline.expand(compiler.compile_session(step.session).program)
    lines = [
        f"Session {step.number} of {len(plan.steps)}",
        step.reps.text,
        preview.sum_words(steps),
        f"pacer send {file_name(step)}",
    ]
    return "\n".join(lines)
