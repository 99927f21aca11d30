# SPDX-License-Identifier: MIT
"""Days as people write them: 2027-01-05, 5.1.2027, 5 Jan, monday, yesterday.

Not here: times of day with them (`laps.typed`).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from trackpacer.errors import UserError

HINT = "write one like 2027-01-05, 5.1.2027, 5 Jan, monday or yesterday"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_WORDS = re.compile(
    r"(?:(?P<first>\d{1,2})(?:st|nd|rd|th)?(?: of)? )?(?P<month>[a-z]{3,9})\.?"
    r"(?: (?P<then>\d{1,2})(?:st|nd|rd|th)?)?,?(?: (?P<year>\d{4}))?"
)


def read(text: str, ahead: bool, today: date | None = None) -> date:
    """The day that is meant. ahead: a weekday or a day without its year is the next one, today
    among them; else the last one. UserError when it is none, or may be two."""
    today = today or date.today()
    plain = " ".join(text.lower().replace(",", ", ").split()).replace(" ,", ",")
    try:
        return date.fromisoformat(plain)
    except ValueError:
        pass
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    try:
        found = _weekday(plain, ahead, today) or _dated(text, plain, ahead, today)
    except ValueError as error:  # the 31st of June
        raise UserError(f"not a date: {text!r}: {error}", HINT) from None
    if found is None:
        raise UserError(f"not a date: {text!r}", HINT)
    return found


def _weekday(plain: str, ahead: bool, today: date) -> date | None:
    which, _, name = plain.rpartition(" ")
    if which not in ("", "next", "last", "on", "this") or len(name) < 3:
        return None
    fits = [number for number, day in enumerate(_DAYS) if day.startswith(name)]
    if len(fits) != 1:
        return None
    if which == "next" or (ahead and which != "last"):
        days = (fits[0] - today.weekday()) % 7
        return today + timedelta(days=days or 7 * (which == "next"))
    days = (today.weekday() - fits[0]) % 7
    return today - timedelta(days=days or 7 * (which == "last"))


def _dated(text: str, plain: str, ahead: bool, today: date) -> date | None:
    found = _DOTTED.fullmatch(plain)
    if found:
        return _day(int(found[1]), int(found[2]), found[3], ahead, today)
    found = _SLASHED.fullmatch(plain)
    if found:
        a, b = int(found[1]), int(found[2])
        if a != b and a <= 12 and b <= 12:
            one, other = f"{a} {_MONTHS[b - 1].title()}", f"{b} {_MONTHS[a - 1].title()}"
            raise UserError(f"{text!r} may be {one} or {other}", "write 2027-01-05, or 5 Jan")
        day, month = (a, b) if b <= 12 else (b, a)
        return _day(day, month, found[3], ahead, today)
    found = _WORDS.fullmatch(plain)
    if found and (found["first"] is None) != (found["then"] is None):
        months = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(found["month"])]
        if len(months) == 1:
            day = int(found["first"] or found["then"])
            return _day(day, months[0], found["year"], ahead, today)
    return None


def _day(day: int, month: int, year: str | None, ahead: bool, today: date) -> date:
    """ValueError where there is no such day."""
    if year:
        return date(int(year) + 2000 * (len(year) == 2), month, day)
    for number in range(5):  # 29 February
        way = number if ahead else -number
        try:
            found = date(today.year + way, month, day)
        except ValueError:
            if (month, day) != (2, 29):
                raise
            continue
        if (found >= today) if ahead else (found <= today):
            return found
    return date(today.year, month, day)
