# SPDX-License-Identifier: MIT
"""Progressions: from the sentence a coach writes, or from options, to dated sessions.

Two kinds. Step by step: `start with 15 x 400 @ 10k pace + 10sec /R1:00; each subsequent workout
1 rep more, 1 sec faster, 1 sec less recovery, every 2nd week, 20 weeks`. Closing in: one session or
several in turn (`week one ...; week 2 ...; towards 25 x 400`), each going in equal steps to the
goal, which is the last one. `N weeks` are from the first session to the last, both counted in.

Not here: the words of the sentence (`sentence`), changing a line (`reps`), files and calendars.
"""

from __future__ import annotations

from datetime import date, timedelta

from trackpacer.coaching import library
from trackpacer.coaching.reps import Reps, reps_of
from trackpacer.errors import UserError
from trackpacer.notation import Context
from trackpacer.notation.head import Head, read_head
from trackpacer.paces.races import Race
from trackpacer.records import fresh, mutable, record, replace
from trackpacer.session import Effort, Node, Session, runs_in
from trackpacer.times import spoken

MOST_SESSIONS = 200
EVERY_DAYS = 14
CLOSING_WEEKS = 10


@record
class Definition:
    """What a plan is made of; None where it was not said.

    starts: the texts it begins with, run in turn. reps: more each time; faster_ms: off each 400 m
    each time (off the unit in which the line's own offset is written, if it has one); rest_ms: more
    recovery each time (negative: less). goal: the session it closes on.
    """

    starts: tuple[str, ...]
    reps: int | None = None
    faster_ms: int | None = None
    rest_ms: int | None = None
    every_days: int | None = None
    weeks: int | None = None
    sessions: int | None = None
    goal: str = ""
    begins: date | None = None

    @property
    def steps(self) -> bool:
        """Whether it says what changes from one session to the next."""
        return any(value is not None for value in (self.reps, self.faster_ms, self.rest_ms))


@record
class Step:
    """One dated session of a plan, from 1."""

    number: int
    day: date
    reps: Reps

    @property
    def session(self) -> Session:
        return self.reps.session


@record
class Plan:
    """Dated sessions. notes: what was assumed; warnings: what a coach would point out.

    stopped: why there are fewer than were asked for; empty when they are all there.
    """

    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    stopped: str = ""
    every_days: int = EVERY_DAYS


@mutable
class _Draft:
    notes: list[str] = fresh(factory=list)
    warnings: list[str] = fresh(factory=list)


def make(definition: Definition, context: Context, begins: date) -> Plan:
    """The plan of a definition for one runner. UserError where it cannot be made at all."""
    draft = _Draft()
    starts = tuple(_line(text, context) for text in definition.starts)
    every = definition.every_days
    if every is None:
        every = 7 if len(starts) > 1 else EVERY_DAYS
        draft.notes.append(f"how often is not written: taken as {_every(every)}")
    begins = definition.begins or begins
    goal = _goal(definition, starts[0], draft)
    if definition.steps:
        if len(starts) > 1:
            raise UserError(
                "a plan either changes one session step by step or closes in from several",
                "leave the steps away, or give one session to start with",
            )
        lines, stopped = _by_steps(definition, starts[0], goal, every, draft)
    else:
        lines, stopped = _closing(definition, starts, goal, every, draft)
    try:
        steps = tuple(
            Step(number + 1, begins + timedelta(days=number * every), line)
            for number, line in enumerate(lines)
        )
    except OverflowError:
        raise UserError(
            "the plan goes beyond the calendar", "let it begin earlier, or be shorter"
        ) from None
    _look(steps, every, goal, stopped, draft)
    for text in definition.starts:
        if text.strip().startswith(library.PREFIX):
            entry = library.find(text)
            if entry.needs and not entry.text.count("MAX"):
                draft.warnings.append(f"before {entry.name}: {', '.join(entry.needs)}")
    return Plan(steps, tuple(draft.notes), tuple(draft.warnings), stopped, every)


def _line(text: str, context: Context) -> Reps:
    """The reps of a text that may be of the library, or have a head of its own."""
    if text.strip().startswith(library.PREFIX):
        text = library.session_text(text)
    head = read_head(text, context.file)
    settled = replace(
        context,
        races=context.races or _races(head, context) or context.fallback_races,
        athlete=context.athlete or head.athlete,
        lane=context.lane or head.lane or 0,
        lap_m=context.lap_m or head.lap_m or 0.0,
        offset_unit=context.offset_unit or head.offset_unit,
        equivalence=context.equivalence or head.equivalence,
        spacing_m=context.spacing_m if context.spacing_m is not None else head.spacing_m,
    )
    return reps_of(head.plain.strip(), settled)


def _races(head: Head, context: Context) -> tuple[Race, ...]:
    """Those that a text names, unless they are another runner's."""
    return tuple(head.races) if head.is_of(context.athlete) else ()


def _goal(definition: Definition, start: Reps, draft: _Draft) -> Reps | None:
    """The session the plan is for, priced like its start; None when it was not named."""
    if not definition.goal:
        return None
    goal = _line(definition.goal, start.context)
    if goal.target_ms is None and goal.rest_ms is None:
        text = f"{goal.text} @ 10k pace /R35-45s"
        goal = _line(text, start.context)
        draft.notes.append(f"the goal is taken as {text}")
    return goal


def _by_steps(
    definition: Definition, start: Reps, goal: Reps | None, every: int, draft: _Draft
) -> tuple[list[Reps], str]:
    more = definition.reps or 0
    faster = definition.faster_ms or 0
    rest = definition.rest_ms or 0
    if rest and start.rest_ms is None:
        raise UserError(
            f"the recovery of {start.text!r} is no time, so it cannot change by seconds",
            "write one, like /R1:00, or leave the recovery as it is",
        )
    count = _sessions(definition, every)
    if count is None and goal and more and (goal.count - start.count) % more == 0:
        count = (goal.count - start.count) // more + 1
    if count is None or count < 1:
        raise UserError("how long is the plan?", "say so: `20 weeks`, or --weeks 20")
    lines = [_first(start)]
    for number in range(1, count):
        reps = start.count + number * more
        window = None
        if rest and start.rest_ms is not None:
            window = (start.rest_ms[0] + number * rest, start.rest_ms[1] + number * rest)
        why = ""
        if reps < 2:
            why = f"it would have {reps} reps" if reps != 1 else "it would be a single rep"
        elif reps > 255:
            why = f"it would have {reps} reps"
        elif window is not None and window[0] <= 0:
            why = (
                f"its recovery would be {spoken(window[0])}"
                if window[0] < 0
                else "nothing would be left of its recovery"
            )
        elif start.target_ms is not None and faster * number >= start.target_ms * 0.5:
            why = "its pace would be beyond any runner"
        if not why:
            line = start.changed(reps, number * faster, window)
            if not line.session.refusals:
                lines.append(line)
                continue
            why = "its pace would be beyond the runner: " + "; ".join(line.session.refusals)
        return lines, f"The plan stops after session {number} of {count}: in the next, {why}."
    return lines, ""


def _first(start: Reps) -> Reps:
    if start.session.refusals:
        raise UserError(
            f"the plan cannot begin with {start.text!r}: {'; '.join(start.session.refusals)}",
            "begin slower, or with fewer reps",
        )
    return start


def _closing(
    definition: Definition,
    starts: tuple[Reps, ...],
    goal: Reps | None,
    every: int,
    draft: _Draft,
) -> tuple[list[Reps], str]:
    if goal is None:
        raise UserError(
            "nothing changes from one session to the next",
            "say what does (`each 1 rep more, 1 sec faster`), or the goal (`towards 25 x 400`)",
        )
    count = _sessions(definition, every)
    if count is None:
        count = CLOSING_WEEKS * 7 // every + 1
        draft.notes.append(f"how long is not written: taken as {CLOSING_WEEKS} weeks to the goal")
    for line in starts:
        _first(line)
        if line.distance_m != goal.distance_m:
            raise UserError(
                f"{line.text!r} has reps of {line.distance_m} m, the goal of {goal.distance_m} m",
                "a plan closes in on reps of the same length",
            )
    if count <= len(starts):
        raise UserError(
            f"{count} sessions are too few for {len(starts)} kinds and the goal",
            f"let it last longer, or be more often than {_every(every)}",
        )
    lines: list[Reps] = []
    for number in range(count - 1):
        start = starts[number % len(starts)]
        of = len(range(number % len(starts), count - 1, len(starts)))
        line = _between(start, goal, number // len(starts), of)
        if line.session.refusals:
            why = "; ".join(line.session.refusals)
            return lines, (
                f"The plan stops after session {number} of {count}: in the next, its pace would "
                f"be beyond the runner: {why}."
            )
        lines.append(line)
    if goal.session.refusals:
        return lines, (
            f"The plan stops before the goal session: {'; '.join(goal.session.refusals)}."
        )
    return [*lines, goal], ""


def _between(start: Reps, goal: Reps, at: int, of: int) -> Reps:
    """The `at`-th of `of` equal steps from a session to the goal, in whole reps and seconds.

    The recovery goes to the nearer end of the goal's window, from below or from above.
    """
    count = start.count + _round((goal.count - start.count) * at, of)
    faster = 0
    if start.per_400_ms is not None and goal.per_400_ms is not None:
        whole = _round(round(start.per_400_ms - goal.per_400_ms) * at, of * 500) * 500
        faster = whole
    rest = None
    if start.rest_ms is not None and goal.rest_ms is not None:
        low, high = start.rest_ms
        aim_low = min(max(low, goal.rest_ms[0]), goal.rest_ms[1])
        aim_high = min(max(high, goal.rest_ms[0]), goal.rest_ms[1])
        rest = (
            low + _round((aim_low - low) * at, of * 1000) * 1000,
            high + _round((aim_high - high) * at, of * 1000) * 1000,
        )
    return start.changed(count, faster, rest)


def _round(value: int, by: int) -> int:
    """value / by to the nearest whole number, half away from zero."""
    whole = (2 * abs(value) + by) // (2 * by)
    return whole if value >= 0 else -whole


def _sessions(definition: Definition, every: int) -> int | None:
    count = definition.sessions
    if count is None and definition.weeks is not None:
        count = definition.weeks * 7 // every + 1
    if count is not None and not 1 <= count <= MOST_SESSIONS:
        raise UserError(f"a plan of {count} sessions", f"a plan has 1 to {MOST_SESSIONS}")
    return count


def _look(
    steps: tuple[Step, ...],
    every: int,
    goal: Reps | None,
    stopped: str,
    draft: _Draft,
) -> None:
    """Point out what a coach would: the end against the goal, how often, what comes before."""
    first, last = steps[0].reps, steps[-1].reps
    for sentence in first.session.assumptions:
        if sentence not in draft.notes:
            draft.notes.append(sentence)
    if not stopped:
        aim = goal or _usual_goal(last)
        difference = _difference(last, aim) if aim else ""
        if difference:
            draft.warnings.append(difference)
    if every < 14 and all(_single(step.session.body) for step in steps):
        draft.warnings.append(
            f"that is a 400 session {_every(every)}; the article's measure is "
            f"{library.SINGLES_A_MONTH} single 400 sessions a month"
        )
    draft.warnings += first.session.warnings
    if any(run.effort is Effort.MAX for run in runs_in(first.session.body)):
        draft.warnings.append(
            "MAX 400s want a base first: build up the 6 x 7 second hill sprints (library:"
            "hill-sprints) before them"
        )
    if not first.context.races and first.target_ms is not None and not first.session.athlete:
        draft.notes.append(
            "without a race there is no telling whether the runner can hold these paces"
        )


def _usual_goal(last: Reps) -> Reps | None:
    """The article's goal session, when the plan ends on its reps and its pace."""
    if not last.context.races or (last.count, last.distance_m) != (25, 400):
        return None
    goal = reps_of(library.find("goal").text, last.context)
    if last.target_ms is None or abs(last.target_ms - (goal.target_ms or 0)) > 500:
        return None
    return goal


def _difference(last: Reps, goal: Reps) -> str:
    """How the end of a plan differs from the goal session, as a sentence; '' when it does not."""
    parts = []
    if last.count != goal.count:
        parts.append((f"{last.count} reps", f"{goal.count}"))
    pace, rest = (last.target_ms, goal.target_ms), (last.rest_ms, goal.rest_ms)
    if pace[0] is not None and pace[1] is not None and abs(pace[0] - pace[1]) > 50:
        parts.append((spoken(pace[0]), spoken(pace[1])))
    if rest[0] and rest[1] and (rest[0][1] > rest[1][1] or rest[0][0] < rest[1][0]):
        parts.append((f"{_span(rest[0])} recovery", _span(rest[1])))
    if not parts:
        return ""
    mine = ", ".join(mine for mine, _ in parts)
    theirs = ", ".join(theirs for _, theirs in parts)
    return f"the plan ends with {mine}; the goal session, {goal.text}, has {theirs}"


def _span(rest: tuple[int, int]) -> str:
    if rest[0] == rest[1]:
        return spoken(rest[0])
    if rest[1] < 100_000:
        return f"{rest[0] / 1000:g} to {rest[1] / 1000:g} s"
    return f"{spoken(rest[0])} to {spoken(rest[1])}"


def _every(days: int) -> str:
    if days == 7:
        return "every week"
    if days % 7 == 0:
        return f"every {days // 7} weeks"
    return "every day" if days == 1 else f"every {days} days"


def _single(nodes: tuple[Node, ...]) -> bool:
    """Whether a session is 400s and nothing else."""
    return all(run.distance_m == 400 for run in runs_in(nodes))
