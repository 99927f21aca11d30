# SPDX-License-Identifier: MIT
"""A progression as a coach writes it, into a `Definition`; unknown words are refused.

Sessions in it are left as text: the notation reads them later. Not here: what a plan does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from trackpacer.coaching import library
from trackpacer.coaching.progression import Definition
from trackpacer.errors import UserError

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "other": 2, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
_N = r"(\d+(?:\.\d+)?|a|an|one|two|three|four|five|six)"
_S = r"\s*(?:s|secs?|seconds?)\b"
_REP = r"(?:reps?|repeats?|repetitions?)\b"
_REST = r"(?:recover(?:y|ies)|rests?)\b"
_PER = r"(?:\s*(?:/|per|each|a)\s*(?:400(?:\s*m)?|lap)\b)?"
_CLAUSE = re.compile(
    r"\s*(?:(?:and|then|with|after that)\b[\s,]*)*"
    r"(?:each\b|every\b|add(?:ing)?\b|weekly\b|fortnightly\b|towards?\b|until\b|closing\b"
    r"|(?:for|over)\s+\d+\s*(?:weeks?|sessions?|workouts?)\b|\d+\s*(?:weeks?|sessions?|workouts?)\b"
    rf"|(?:from|starting)\s+(?:on\s+)?\d{{4}}-|{_N}\s+(?:more\s+|fewer\s+|less\s+)?{_REP}"
    rf"|{_N}{_S}{_PER}\s*(?:faster|slower|quicker|less|more|shorter|longer)\b)",
    re.IGNORECASE,
)
_START = re.compile(r"\s*start(?:ing)?\s*(?:off\s+)?(?:with|from|at)?\s*:?\s+", re.IGNORECASE)
_WEEK = re.compile(
    r"(?:^|(?<=[;,\n]))\s*(?:in\s+)?week\s+(?:\d+|one|two|three|four)\b\s*[:\-–]?\s*", re.IGNORECASE
)
_TOWARDS = re.compile(
    r"(?:towards?|until|closing\s+(?:on|in on)|ending\s+(?:with|in|at|on))\s+(?P<goal>.+)",
    re.IGNORECASE | re.DOTALL,
)
_FILLER = re.compile(
    r"\b(?:each|every|subsequent|next|further|following|later|workout|session|time|week|the|and"
    r"|then|with|of|in|is|are|has|have|for|over|add|adding|after|that|in\s+turn|alternat\w+"
    r"|between|them|also|it|a)\b|[\s,;.:+&]",
    re.IGNORECASE,
)


def read_definition(text: str) -> Definition:
    """What the sentence says. UserError for words that are not understood.

    A session of the library may stand for it: `library:progression`.
    """
    if re.fullmatch(rf"\s*{library.PREFIX}\S+\s*", text):
        entry = library.find(text)
        text = entry.text if entry.plan else text
    weeks = list(_WEEK.finditer(text))
    if weeks and weeks[0].start() == 0:
        return _alternating(text, weeks)
    begin = _START.match(text)
    at = begin.end() if begin else 0
    session, rest = text[at:], ""
    for mark in re.finditer(r"[;,\n]|\s(?=then\s|each\s|every\s|towards?\s)", text[at:]):
        after = text[at + mark.end() :]
        if _CLAUSE.match(after):
            session, rest = text[at : at + mark.start()], after
            break
    return _clauses(rest, (session.strip(),))


def _alternating(text: str, weeks: list[re.Match[str]]) -> Definition:
    sessions = []
    rest = ""
    for number, week in enumerate(weeks):
        end = weeks[number + 1].start() if number + 1 < len(weeks) else len(text)
        piece = text[week.end() : end]
        if number + 1 == len(weeks):
            for mark in re.finditer(r"[;,\n]|\s(?=towards?\s|until\s)", piece):
                if _CLAUSE.match(piece[mark.end() :]):
                    piece, rest = piece[: mark.start()], piece[mark.end() :]
                    break
        sessions.append(piece.strip(" ;,\n\t"))
    if any(not session for session in sessions):
        raise UserError("a week without a session", "write `week one 10 x 400 @ 10k pace /R25sec`")
    return _clauses(rest, tuple(sessions))


class _Rest:
    """What is left of the clauses, as they are taken out one by one."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: str) -> re.Match[str] | None:
        """Find a phrase and blank it."""
        found = re.search(pattern, self.text, re.IGNORECASE)
        if found:
            begin, end = found.span()
            self.text = self.text[:begin] + " " * (end - begin) + self.text[end:]
        return found


def _clauses(text: str, starts: tuple[str, ...]) -> Definition:
    goal = ""
    towards = _TOWARDS.search(text)
    if towards:
        goal, text = towards["goal"], text[: towards.start()]
        for mark in re.finditer(r"[;,\n]", goal):
            if _CLAUSE.match(goal[mark.end() :]):
                goal, text = goal[: mark.start()], f"{text};{goal[mark.end() :]}"
                break
        goal = goal.strip(" ;.\n\t")
    rest = _Rest(text)
    reps = _reps(rest)
    recovery = _recovery(rest)
    faster = _pace(rest)
    every = _every(rest)
    begins = _begins(rest)
    found = rest.take(r"\b(\d+)\s*weeks?\b")
    weeks = int(found[1]) if found else None
    found = rest.take(r"\b(\d+)\s*(?:sessions|workouts|times)\b")
    sessions = int(found[1]) if found else None
    left = " ".join(_FILLER.sub(" ", rest.text).split())
    if left:
        raise UserError(
            f"in the plan, {left!r} is not understood",
            "write it like: start with 15 x 400 @ 10k pace + 10sec /R1:00; each 1 rep more, "
            "1 sec faster, 1 sec less recovery, every 2nd week, 20 weeks",
        )
    return Definition(starts, reps, faster, recovery, every, weeks, sessions, goal, begins)


def _value(text: str) -> float:
    return _NUMBERS[text.lower()] if text.lower() in _NUMBERS else float(text)


def _ms(text: str) -> int:
    return round(_value(text) * 1000)


def _reps(rest: _Rest) -> int | None:
    found = rest.take(rf"\b{_N}\s+(?:(more|fewer|less)\s+)?{_REP}(?:\s+(more|fewer|less)\b)?")
    if not found:
        return None
    value = _value(found[1])
    if value != int(value):
        raise UserError(f"{found[1]} reps", "a session has a whole number of reps")
    down = {(found[2] or "").lower(), (found[3] or "").lower()} & {"fewer", "less"}
    return -int(value) if down else int(value)


def _pace(rest: _Rest) -> int | None:
    found = rest.take(rf"\b{_N}{_S}{_PER}\s*(faster|quicker|slower)\b{_PER}")
    if not found:
        return None
    return -_ms(found[1]) if found[2].lower() == "slower" else _ms(found[1])


def _recovery(rest: _Rest) -> int | None:
    found = rest.take(rf"\b{_N}{_S}\s*(?:of\s+)?(less|more|shorter|longer)\s+(?:of\s+)?{_REST}")
    if not found:
        found = rest.take(
            rf"\b{_REST}\s*(?:is|are)?\s*{_N}{_S}\s*(less|more|shorter|longer)\b"
        ) or rest.take(rf"\b{_N}{_S}\s*(?:of\s+)?{_REST}\s*(less|more|shorter|longer)\b")
    if not found:
        return None
    return -_ms(found[1]) if found[2].lower() in ("less", "shorter") else _ms(found[1])


def _every(rest: _Rest) -> int | None:
    wanted: tuple[tuple[str, Callable[[re.Match[str]], int]], ...] = (
        (
            r"\bevery\s+(\d+|other|second|third|fourth|two|three|four)(?:st|nd|rd|th)?\s+weeks?\b",
            lambda found: 7 * int(_value(found[1])),
        ),
        (r"\bevery\s+(\d+)\s+days?\b", lambda found: int(found[1])),
        (r"\b(?:every\s+fortnight|fortnightly)\b", lambda _: 14),
        (r"\b(?:(?:every|each|once\s+a|one\s+a)\s+week|weekly)\b", lambda _: 7),
    )
    for pattern, days in wanted:
        found = rest.take(pattern)
        if found:
            value = days(found)
            if not 1 <= value <= 366:
                raise UserError(f"a session every {value} days", "from 1 day to a year")
            return value
    return None


def _begins(rest: _Rest) -> date | None:
    found = rest.take(r"\b(?:from|starting|beginning|on)\s+(?:on\s+)?(\d{4}-\d\d-\d\d)\b")
    if not found:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        raise UserError(f"not a date: {found[1]!r}", "write one like 2027-01-04") from None
