# SPDX-License-Identifier: MIT
"""What a report says of a session, in words and figures: wherever it is shown.

Not here: tables for a terminal (`table`), pages (`page`), what is measured (`statistics`).
"""

from __future__ import annotations

from collections.abc import Sequence

from trackpacer import preview
from trackpacer.errors import UserError
from trackpacer.laps import statistics
from trackpacer.laps.log import State
from trackpacer.laps.overview import Kind, Overview
from trackpacer.laps.result import Result, Row, lap_time, signed
from trackpacer.paces.units import distance
from trackpacer.paces.units import pace as pace_of
from trackpacer.times import clock, spoken


def heading(result: Result) -> str:
    """The session, who ran it and when, in one line."""
    parts = [result.title, result.athlete, when(result)]
    parts.append(worn(result))
    return " · ".join(part for part in parts if part)


def worn(result: Result) -> str:
    """Which watch recorded it."""
    if not result.watch:
        return "timed by hand" if result.source == "hand" else ""
    return result.watch if "watch" in result.watch.lower() else f"watch {result.watch}"


def when(result: Result) -> str:
    """The session's date and time, and how it is known if not from the watch's clock."""
    if result.began is None:
        return "date not known"
    text = f"{result.began:%a %d %b %Y, %H:%M}"
    return f"{text} ({result.dated})" if result.dated else text


def columns(results: Sequence[Result]) -> list[str]:
    """A name for each of several sessions: who ran it; where that is not one each, the day too; and
    where that is not either, the time."""
    names = [result.athlete or result.watch or "?" for result in results]
    for form in ("%d %b", "%H:%M"):
        if len(set(names)) < len(names):
            names = [
                f"{name} {result.began.strftime(form)}" if result.began else name
                for name, result in zip(names, results, strict=True)
            ]
    return names


def what(row: Row) -> str:
    """What a run was: 400 m, 7 s, or '' when not known."""
    if row.distance_m:
        return preview.distance(row.distance_m)
    return spoken(row.duration_ms) if row.duration_ms else ""


def target(row: Row | Kind) -> str:
    """The target as it was to be run: 1:24.00, 1:14.00-1:19.00, under 42.00, or effort."""
    if not row.target_ms:
        return row.effort.name.lower() if row.effort else ""
    if row.bound:
        return f"under {lap_time(row.target_ms)}"
    if row.fast_ms:
        return f"{lap_time(row.target_ms - row.fast_ms)}-{lap_time(row.target_ms)}"
    return lap_time(row.target_ms)


SIGNS = {"fast": "▼", "on": "●", "slow": "▲", "": " "}
"""What stands beside a colour: down is faster, as in the pictures."""


KEY = "▲ slower  ● on  ▼ faster"


def coachs_line(result: Result) -> str:
    """The session as the coach wrote it, in one line; '' where it is not known, or is the title."""
    from trackpacer.notation.head import read_head

    try:
        words = " ".join(read_head(result.text).plain.split())
    except UserError:
        words = " ".join(result.text.split())
    return "" if words == result.title else words


def sums(result: Result, units: str) -> str:
    """What was run in all, in how long, and the recoveries: '10.0 km in 35:12, recoveries 15:40'.
    A run that was not timed to its end is in neither; runs by time, whose metres nobody measured,
    are told by their time: '3.2 km in 11:20, plus 16:00 of unmeasured running'."""
    timed = [row for row in result.rows if row.actual_ms is not None]
    known = [row for row in timed if _told_m(row)]
    metres = sum(map(_told_m, known))
    words = [
        f"{distance(metres, units)} in {clock(sum(row.actual_ms or 0 for row in known), 0)}"
        if known
        else f"{clock(sum(row.actual_ms or 0 for row in timed), 0)} of running"
    ]
    unmeasured = sum(row.actual_ms or 0 for row in timed if known and not _told_m(row))
    if unmeasured:
        words.append(f"plus {clock(unmeasured, 0)} of unmeasured running")
    rests = sum(row.recovery_ms or 0 for row in result.rows)
    if rests:
        words.append(f"recoveries {clock(rests, 0)}")
    if result.length_ms:
        words.append(f"{clock(result.length_ms, 0)} from the first GO to the end")
    return ", ".join(words)


def pace(row: Row, units: str) -> str:
    """The pace of a run per km or mile; '' where its distance or time is not known."""
    if row.actual_ms is None or not _told_m(row):
        return ""
    return pace_of(row.actual_ms, _told_m(row), units)


def _told_m(row: Row) -> int:
    """The metres of a run as the runner or the program tells them; 0 where neither does."""
    return row.metres or row.distance_m or 0


def actual(row: Row) -> str:
    """The lap as shown: its time, or why there is none."""
    if row.actual_ms is None:
        return row.state.value if row.state is not State.OPEN else "-"
    return lap_time(row.actual_ms)


def recovery(row: Row) -> str:
    """The recovery before a run: its length, '' before the first, '?' when a reset cut it."""
    if row.recovery_ms is None:
        return "" if row.lap is None else "?"
    return clock(row.recovery_ms, 1) if row.recovery_ms else ""


def totals(result: Result) -> list[str]:
    """What was missed or voided, how it ended, and what was noted, a sentence each."""
    found = []
    counts = {
        "missed": [row for row in result.rows if row.state is State.MISSED],
        "skipped": [row for row in result.rows if row.state is State.SKIPPED],
        "void": [row for row in result.rows if row.void],
    }
    for word, rows in counts.items():
        if rows:
            numbers = ", ".join(str(row.number) for row in rows)
            runs = "run" if len(rows) == 1 else "runs"
            found.append(f"{word.capitalize()}: {len(rows)} ({runs} {numbers}).")
    presses = sum(len(row.lap.voided) for row in result.rows if row.lap)
    if presses:
        found.append(f"Presses voided by a hold: {presses}.")
    if result.ending:
        found.append(f"{result.ending[0].upper()}{result.ending[1:]}.")
    edits = result.edits
    if edits.felt:
        found.append(f"Felt {edits.felt} of 10.")
    if edits.heart_rate:
        found.append(f"Mean heart rate {edits.heart_rate}.")
    if edits.note:
        found.append(edits.note)
    return found


SEASON_WORDS = ("Date", "Athlete", "Reps")  # columns of words, not of figures


def season_lines(sessions: Sequence[Overview]) -> tuple[list[str], list[list[str]]]:
    """Columns and lines of a season, oldest first, with the change since the time before; columns
    in which nothing stands are left out."""
    names = ("Date", "Athlete", "Reps", "Target", "Mean", "+/-", "Change", "Scatter", "Fade/rep",
             "Missed", "Felt")  # fmt: skip
    lines: list[tuple[str, ...]] = []
    before: dict[tuple[str, str], float] = {}
    for session in sessions:
        for kind in session.kinds:
            key = (session.athlete, kind.label)
            change = kind.mean_ms - before[key] if key in before else None
            before[key] = kind.mean_ms
            lines.append(
                (
                    f"{session.began:%Y-%m-%d}" if session.began else "?",
                    session.athlete,
                    f"{kind.reps} x {kind.label}",
                    target(kind) if kind.even else "ladder",
                    mean(kind),
                    off(kind),
                    signed(None if change is None else round(change)),
                    scatter(kind),
                    fade(kind),
                    str(session.missed or ""),
                    str(session.felt or ""),
                )
            )
    used = [index for index in range(len(names)) if any(line[index] for line in lines)]
    return [names[index] for index in used], [[line[index] for index in used] for line in lines]


def main_group(result: Result) -> statistics.Group | None:
    """The kind of rep that a session has most of."""
    return max(statistics.groups(result), key=lambda group: len(group.rows), default=None)


def mean(group: statistics.Group | Kind) -> str:
    return lap_time(round(group.mean_ms))


def off(group: statistics.Group | Kind) -> str:
    return signed(None if group.off_ms is None else round(group.off_ms))


def scatter(group: statistics.Group | Kind) -> str:
    return "" if group.scatter_ms is None else f"{group.scatter_ms / 1000:.2f}"


def fade(group: statistics.Group | Kind) -> str:
    return signed(None if group.fade_ms is None else round(group.fade_ms))
