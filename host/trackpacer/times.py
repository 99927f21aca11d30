# SPDX-License-Identifier: MIT
"""Times in writing, as a track writes them: exact to the millisecond, or rounded where asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def clock(ms: float, digits: int | None = None) -> str:
    """`1:24`, `40.487`, `0:07`, `1:02:00.5`: minutes and seconds, hours where there are any.

    digits: decimals of the seconds, rounded half up (`1:24.00`, `40.5`); None: as many as there
    are, of whole milliseconds. Under a minute with a fraction there are only seconds; whole seconds
    under a minute keep their `0:`, so that they cannot be taken for a count.
    """
    sign = "-" if ms < 0 else ""
    if digits is None:
        whole, rest = divmod(round(abs(ms)), 1000)
        fraction = f".{rest:03d}".rstrip("0") if rest else ""
    else:
        whole, rest = divmod(int(abs(ms) * 10**digits / 1000 + 0.5), 10**digits)
        fraction = f".{rest:0{digits}d}" if digits else ""
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{sign}{hours}:{minutes:02d}:{seconds:02d}{fraction}"
    if minutes or not fraction:
        return f"{sign}{minutes}:{seconds:02d}{fraction}"
    return f"{sign}{seconds}{fraction}"


def spoken(ms: int) -> str:
    """`7 s`, `40.487 s`, `1:24`, `30:39.4`: seconds with their unit up to a minute."""
    if abs(ms) >= 60_000:
        return clock(ms)
    return f"{seconds(ms)} s"


def seconds(ms: int) -> str:
    """`84`, `40.487`: seconds alone, without a unit."""
    sign = "-" if ms < 0 else ""
    whole, rest = divmod(abs(ms), 1000)
    fraction = f".{rest:03d}".rstrip("0") if rest else ""
    return f"{sign}{whole}{fraction}"


def moment(text: Any) -> datetime:
    """A date and time as our files hold it (ISO 8601; without an offset it is this laptop's), of a
    year that every file for other programs can hold, 1990 to 2099. ValueError when it is none."""
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is no date")
    found = datetime.fromisoformat(text)
    if not 1990 <= found.year <= 2099:
        raise ValueError(f"the year {found.year}")
    return found if found.tzinfo else found.astimezone()
