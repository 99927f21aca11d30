# SPDX-License-Identifier: MIT
"""Times, dates and runs as a user types them in the commands about laps."""

from __future__ import annotations

import re
from datetime import datetime

from trackpacer import dates
from trackpacer.errors import UserError
from trackpacer.laps.result import Result, Row

_WITH_TIME = re.compile(r"(.+?),?\s+(?:at\s+)?(\d{1,2}):(\d{2})")
_TIME = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,3})(?:[.,](\d{1,3}))?")


def read_time(text: str) -> int:
    """Milliseconds of a time: 84, 84.3, 1:24.3, 1:02:03. UserError when it is none."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise UserError(f"not a time: {text!r}", "e.g. 84.3, 1:24.3 or 1:02:03")
    hours, minutes, seconds, part = found.groups()
    if (minutes and int(seconds) > 59) or (hours and int(minutes) > 59):
        raise UserError(f"not a time: {text!r}", "after the colon at most 59")
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    ms = whole * 1000 + int((part or "0").ljust(3, "0"))
    if not ms:
        raise UserError(f"a time of {text}", "e.g. 84.3, 1:24.3 or 1:02:03")
    return ms


def read_date(text: str) -> datetime:
    """A local date and time: 2026-09-21 18:30, monday 18:30, or a day of `dates` alone, the last
    one of that name. UserError when it is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        parts = _WITH_TIME.fullmatch(text.strip())
        day = dates.read(parts[1] if parts else text, ahead=False)
        hours, minutes = (int(parts[2]), int(parts[3])) if parts else (0, 0)
        if hours > 23 or minutes > 59:
            raise UserError(f"not a time of day: {text!r}", "as in monday 18:30") from None
        found = datetime(day.year, day.month, day.day, hours, minutes)
    # What an activity file can hold; the system's time zones need not reach further.
    if not 1990 <= found.year <= 2099:
        raise UserError(f"the year {found.year}", "from 1990 to 2099")
    return found.astimezone()


def find_run(result: Result, text: str) -> Row:
    """The run that '7' (its number) or '2.3' (set 2, rep 3) means. UserError when there is none."""
    try:
        parts = [int(part) for part in text.split(".")]
    except ValueError:
        parts = []
    found = []
    if len(parts) == 1:
        found = [row for row in result.rows if row.number == parts[0]]
    elif len(parts) == 2:
        found = [row for row in result.rows if [row.set, row.rep] == parts]
    if not found:
        raise UserError(
            f"{result.title} has no run {text}",
            f"its number, 1 to {result.rows[-1].number}, or set.rep such as 2.3"
            if result.rows
            else "it has no runs",
        )
    if len(found) > 1:
        numbers = ", ".join(str(row.number) for row in found)
        raise UserError(f"set and rep {text} are runs {numbers}", "give the number of one")
    return found[0]
