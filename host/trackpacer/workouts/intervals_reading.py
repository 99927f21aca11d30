# SPDX-License-Identifier: MIT
"""The workout text of intervals.icu, told from a coach's own and read.

Its rules are in `intervals`. What it leaves to the reader (which step is a recovery, a band of
pace) is assumed and said. Not here: how the steps become a session (`rolling`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NoReturn

from trackpacer.errors import NotationError
from trackpacer.records import record, replace
from trackpacer.session import Effort, Recovery, RecoveryType, Role, Run, Series, Session
from trackpacer.workouts import rolling
from trackpacer.workouts.intervals import OPEN_MS, ROLES, UNITS
from trackpacer.workouts.steps import Holder, Item, Loop

_STEP = re.compile(r"[ \t]*-[ \t]+(?P<step>\S.*?)[ \t]*$")
_REPEAT = re.compile(r"(?:^|.*[ \t])(?P<count>\d+)[xX][ \t]*$")
_TIME = re.compile(
    r"(?:(?P<h>\d+)h)?(?:(?P<m>\d+)(?:m|'))?(?:(?P<s>\d+)(?:s|\"|(?<=m\d)|(?<=m\d\d)|(?<='\d)|"
    r"(?<='\d\d)))?$"
)
_DISTANCE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>km|mi|mtr|y|yd|yrd)$", re.IGNORECASE)
_METRES = {"km": 1000.0, "mi": 1609.344, "mtr": 1.0, "y": 0.9144, "yd": 0.9144, "yrd": 0.9144}
_CLOCK = r"\d+:\d\d"
_UNIT = r"(?:/(?:km|mi|400m|100m|500m|250m|100y))"
_PACE = re.compile(
    rf"(?P<one>{_CLOCK})(?P<unit1>{_UNIT})?(?:-(?P<two>{_CLOCK})(?P<unit2>{_UNIT})?)?$"
)
_ZONE = re.compile(
    r"(?:Z\d(?:-Z\d)?|\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?(?:%|w|rpm|bpm))$", re.IGNORECASE
)
_AFTER = ("pace", "hr", "lthr", "mmp")
_MARK = re.compile(
    rf"intensity=\w|\bpress lap\b|{_CLOCK}{_UNIT}?[ \t]+pace\b|\d%[ \t]+(?:pace|hr|lthr)\b"
    r"|\bZ\d[ \t]+(?:pace|hr)\b|\d(?:mtr|km)\b.*\bpace\b"
    # A length and a zone or a share: nobody runs 10 metres in zone 2.
    r"|(?:^|[ \t])\d+[hms](?:\d+[ms]?)*[ \t]+(?:Z\d|\d+(?:-\d+)?%)(?:[ \t]|$)",
    re.IGNORECASE,
)
_COACH = re.compile(r"@|\d[ \t]*[x×*][ \t]*\d|\b[Rr]=?\d")
_RESTS = ("recovery", "recover", "rest", "jog", "walk", "standing")
_SLOWER = 1.15
"""How much slower than the fastest step of a repeat another is taken for its recovery, where
nothing says so."""


def is_workout(text: str) -> bool:
    """Whether a text is a workout of intervals.icu: step lines, with a mark that only it has."""
    steps = [found["step"] for line in text.splitlines() if (found := _STEP.match(line))]
    return (
        bool(steps)
        and any(_MARK.search(step) for step in steps)
        and not any(_COACH.search(step) for step in steps)
    )


@record
class _Read:
    """A line as it stands. rests: None where nothing says; pace: (slow, fast), ms for a km."""

    cue: str
    metres: int | None
    ms: int | None
    press: bool
    pace: tuple[Fraction, Fraction] | None
    intensity: str
    rests: bool | None


def read(text: str, file: str = "session") -> Session:
    """The session. NotationError, with a caret, where a step is none that a watch of ours holds."""
    return _Reader(text, file).session()


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._notes: dict[str, None] = {}
        self._warnings: dict[str, None] = {}
        self._passed: list[str] = []
        self._title = ""

    def session(self) -> Session:
        items: list[Item] = []
        block: list[_Read] = []
        count, heading = 1, ""
        offset = began = 0
        holder = Holder(lambda sentence: None)

        def close() -> None:
            nonlocal block, count, heading
            steps = tuple(
                step for one in block if (step := holder.hold(self._node(one, block, heading)))
            )
            items.extend((Loop(count, steps),) if count > 1 and steps else steps)
            block, count, heading = [], 1, ""

        for line in [*self._text.split("\n"), ""]:
            found = _STEP.match(line)
            if found:
                block.append(self._line(found["step"], offset + found.start("step")))
            elif line.strip() or block or count > 1:
                if count > 1 and not block:
                    self._fail(
                        f"'{heading}' with no step right below it",
                        began,
                        "the steps that it repeats, without an empty line between",
                    )
                close()
                began = offset + len(line) - len(line.lstrip())
                heading = line.strip()
                repeat = _REPEAT.match(heading)
                if repeat:
                    count = int(repeat["count"])
                    if not 1 <= count <= 255:
                        self._fail(f"{count} times", offset, "1 to 255 times")
                elif heading and not self._title and not items:
                    self._title = heading
                elif heading:
                    self._passed.append(heading)
            offset += len(line) + 1
        close()
        title = "" if _plain(self._title) in ("warmup", "main set", "cooldown") else self._title
        made = rolling.session(title[:64], items, tuple(self._notes), tuple(self._warnings))
        return replace(made, passed_over=(*self._passed, *made.passed_over))

    def _fail(self, problem: str, offset: int, expected: str) -> NoReturn:
        raise NotationError(problem, self._text, offset, expected, self._file)

    def _line(self, step: str, offset: int) -> _Read:
        """One step line, taken apart word by word."""
        words_of = [(found[0], offset + found.start()) for found in re.finditer(r"\S+", step)]
        cue: list[str] = []
        metres = ms = None
        pace: tuple[Fraction, Fraction] | None = None
        intensity = ""
        press = ended = False
        at = 0
        while at < len(words_of):
            word, start = words_of[at]
            low = word.lower()
            after = words_of[at + 1][0].lower() if at + 1 < len(words_of) else ""
            at += 1
            if low == "press" and after == "lap":
                press = True
                at += 1
            elif low.startswith("intensity="):
                intensity = low.partition("=")[2]
            elif not ended and (distance := _DISTANCE.match(word)):
                metres = round(float(distance["number"]) * _METRES[distance["unit"].lower()])
                ended = True
            elif not ended and (found := _time(word)) is not None:
                ms, ended = found, True
            elif low in ("ramp", "freeride"):
                self._fail(f"'{low}': a pace that changes within a step", start, "a step a pace")
            elif ended and (given := _PACE.match(word)):
                pace = self._pace(given)
            elif ended and (_ZONE.match(word) or low in _AFTER):
                if low not in _AFTER:
                    self._warnings[
                        f"'{word}' is no pace of its own (a zone, a share, a power): that step is "
                        "untargeted here"
                    ] = None
            elif not ended:
                cue.append(word)
            else:
                self._passed.append(word)
        if not ended and not press:
            self._fail("a step without a length", offset, "a time as 2m30s, a distance as 0.4km")
        said = _plain(" ".join(cue))
        rests: bool | None = None
        if intensity in ("rest", "recovery") or any(word in _RESTS for word in said.split()):
            rests = True
        elif intensity:
            rests = False
        return _Read(" ".join(cue), metres, ms, press, pace, intensity, rests)

    def _pace(self, given: re.Match[str]) -> tuple[Fraction, Fraction]:
        unit = (given["unit2"] or given["unit1"] or "/km")[1:].lower()
        if not (given["unit1"] or given["unit2"]):
            self._notes["a pace without a unit is read as a kilometre's"] = None
        ends = []
        for text in (given["one"], given["two"] or given["one"]):
            minutes, seconds = text.split(":")
            ends.append((int(minutes) * 60 + int(seconds)) * 1_000_000 / UNITS[unit])
        if ends[0] != ends[1]:
            self._notes["a band of pace is read as its slow end, and on up to its fast one"] = None
        return max(ends), min(ends)

    def _node(self, one: _Read, block: Sequence[_Read], heading: str) -> Run | Recovery:
        rests = one.rests
        if rests is None:
            paces = [other.pace[0] for other in block if other.pace]
            slow = one.pace is None or one.pace[0] >= min(paces, default=1) * Fraction(_SLOWER)
            rests = len(block) > 1 and bool(paces) and slow
            if rests:
                self._notes["a step much slower than the others of its repeat is a recovery"] = None
        if rests:
            return self._rest(one)
        role, effort = self._meaning(one, heading)
        if one.press or (one.metres is None and one.ms is None):
            self._notes["a run that the lap button ends is run as long as it is planned"] = None
        over = one.metres or 1000
        target, width = None, 0
        if one.pace is not None:
            slow_ms, fast_ms = (
                max(1000, int(end * over / 1000 + Fraction(1, 2))) for end in one.pace
            )
            target, width = Series((slow_ms,)), slow_ms - fast_ms
        return Run(
            (0, 0),
            distance_m=one.metres,
            duration_ms=None if one.metres else one.ms or OPEN_MS,
            target=target if one.metres else None,
            pace=None if one.metres else target,
            fast_ms=width,
            role=role,
            effort=effort,
        )

    def _rest(self, one: _Read) -> Recovery:
        if one.press:
            return Recovery((0, 0), RecoveryType.FULL)
        if one.metres is not None:
            length = None
            if one.pace is not None:
                length = Series((int(one.pace[0] * one.metres / 1000 + Fraction(1, 2)),))
            return Recovery((0, 0), RecoveryType.JOG, length=length, distance_m=one.metres)
        if one.pace is not None:
            self._notes["the pace of a recovery by time is left to the runner"] = None
        return Recovery((0, 0), RecoveryType.TIME, length=Series((one.ms or OPEN_MS,)))

    def _meaning(self, one: _Read, heading: str) -> tuple[Role, Effort]:
        """Role and effort, of the cue, the intensity and the heading over it."""
        role, effort = Role.WORK, Effort.NONE
        for part in one.cue.split(","):
            said = _plain(part)
            known = next((key for key, name in ROLES.items() if _plain(name) == said), None)
            by_name = {key.name.lower(): key for key in Effort if key}
            if known is not None:
                role = known
            elif said in by_name:
                effort = by_name[said]
            elif said in ("warmup", "cooldown"):
                role = Role.WARMUP if said == "warmup" else Role.COOLDOWN
            elif said:
                self._passed.append(part.strip())
        over = _plain(heading)
        for name, found in (("warmup", Role.WARMUP), ("cooldown", Role.COOLDOWN)):
            if role is Role.WORK and (one.intensity == name or over.replace(" ", "") == name):
                role = found
        return role, effort


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.lower()))


def _time(word: str) -> int | None:
    found = _TIME.match(word)
    if not found or not any(found.groups()):
        return None
    hours, minutes, seconds = (int(found[key] or 0) for key in "hms")
    return (hours * 3600 + minutes * 60 + seconds) * 1000 or None
