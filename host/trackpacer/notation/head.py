# SPDX-License-Identifier: MIT
"""The head of a session file, and its comments; both are blanked so that every offset stays.

title: Track Tuesday
race: 10k 35:00
lane: 2              # comments begin with # or //
offset: km
25 x 400 @ 10k pace /R35-45s
"""

from __future__ import annotations

import re

from trackpacer.errors import NotationError, UserError
from trackpacer.notation.context import OFFSET_UNITS
from trackpacer.notation.patterns import pattern
from trackpacer.paces.athletes import key as key_of
from trackpacer.paces.races import Race, parse_race
from trackpacer.paces.track import LANES
from trackpacer.records import fresh, mutable

_LINE = pattern(
    r"[ \t]*(title|athlete|race|lane|lap|offset|cues|equivalence)[ \t]*:[ \t]*(.*)", re.IGNORECASE
)
# Settings of a watch, which a coach may look for in the head of a session.
_SETTING = pattern(
    r"[ \t]*(start|volume|vibration|count_in_s|delay_s|spacing_m)[ \t]*[:=]"
    r"[ \t]*(press|press-first|press-every|count|count-in|on|off|-?\d+)[ \t]*",
    re.IGNORECASE,
)
_COMMENT = pattern(r"(?m)^[ \t]*(?:#(?!\d)|//).*$|(?<=[ \t])#(?!\d).*$")


@mutable
class Head:
    """What a text says of itself before the session begins; `plain` is the text without it."""

    plain: str
    title: str = ""
    athlete: str = ""
    races: list[Race] = fresh(factory=list)
    lane: int | None = None
    lap_m: float | None = None
    offset_unit: str = ""
    spacing_m: int | None = None
    equivalence: str = ""

    def is_of(self, athlete: str) -> bool:
        """Whether what it says of a runner, the races above all, is said of this athlete: it names
        nobody, or them. '': nobody is asked for, so whoever it names."""
        return not athlete or not self.athlete or key_of(self.athlete) == key_of(athlete)


def read_head(text: str, file: str = "session") -> Head:
    """Take the head and the comments from a text. Raises NotationError."""
    text = text.replace("\u00a0", " ")
    head = Head(text)
    if "#" not in text and "//" not in text and ":" not in text:
        return head
    plain = _COMMENT.sub(lambda found: " " * len(found[0]), text)
    start = 0
    while start < len(plain):
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        line = plain[start:end]
        if line.strip():
            found = _LINE.fullmatch(line.rstrip("\r"))
            setting = None if found else _SETTING.fullmatch(line.rstrip("\r"))
            if setting is not None:
                key, value = setting[1].lower(), setting[2].lower()
                value = {"press": "press-first", "count": "count-in"}.get(value, value)
                raise NotationError(
                    f"'{key}' is a setting of the watch, not of a session",
                    text,
                    start + setting.start(1),
                    f"`pacer settings {key}={value}`",
                    file,
                )
            # A title may well be a session's first words: a head is a line with more after it.
            if not found or not plain[end:].strip():
                break
            _set(head, found[1].lower(), found[2].strip(), text, start + found.start(2), file)
            plain = plain[:start] + " " * len(line) + plain[end:]
        start = end + 1
    head.plain = plain
    return head


def _set(head: Head, key: str, value: str, text: str, offset: int, file: str) -> None:
    expected = ""
    try:
        if key == "title":
            head.title = value
        elif key == "athlete":
            head.athlete = value
        elif key == "race":
            expected = "a race, like `race: 10k 35:00`"
            head.races.append(parse_race(value))
        elif key == "lane":
            expected = f"a lane from 1 to {LANES}"
            head.lane = int(value)
            if not 1 <= head.lane <= LANES:
                raise ValueError
        elif key == "lap":
            expected = "metres of a lap, like `lap: 300`"
            head.lap_m = float(value.lower().removesuffix("m").strip())
            if not 50 <= head.lap_m <= 2000:
                raise ValueError
        elif key == "offset":
            expected = "what an offset is per: 400, km, mile or rep"
            head.offset_unit = value.lower().removeprefix("per").strip(" /")
            if head.offset_unit not in OFFSET_UNITS:
                raise ValueError
        elif key == "cues":
            expected = "metres between cues, like `cues: 200`"
            head.spacing_m = int(value.lower().removesuffix("m").strip())
            if head.spacing_m not in (0, 25, 50, 100, 200, 400):
                raise ValueError
        else:
            expected = "vdot or riegel"
            head.equivalence = value.lower()
            if head.equivalence not in ("vdot", "riegel"):
                raise ValueError
    except UserError as error:
        raise NotationError(str(error), text, offset, error.hint, file) from None
    except ValueError:
        raise NotationError(
            f"'{value}' does not fit '{key}:'", text, offset, expected, file
        ) from None
