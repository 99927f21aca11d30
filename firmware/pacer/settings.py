# SPDX-License-Identifier: MIT
"""The watch's settings: what there is, what each may be, and its default.

One small file, watch/settings.json, which need not be there. The laptop's `pacer settings` checks
with the same table before it writes; the watch checks again at boot, and a wrong value falls back
to its default. Not here: files (`storage`), what a setting does (`runner`, `app`).
"""

from micropython import const

from .storage import SETTINGS

TYPE_CHECKING = const(0)  # a constant, so that nothing of what it guards is on the watch
if TYPE_CHECKING:
    from typing import Any

COUNT_IN = const("count-in")
PRESS_FIRST = const("press-first")
PRESS_EVERY = const("press-every")

IN_RECOVERY = const("recovery")
ALWAYS = const("always")

_MAX_TEXT = const(32)

# name, default, lowest and highest (numbers) or the choices. What each does: the laptop's
# `pacer settings`, which has the room to say it.
TABLE = (
    ("name", "watch", None, None),
    ("volume", 80, 0, 100),
    ("vibration", True, False, True),
    ("led", True, False, True),
    ("backlight", IN_RECOVERY, (IN_RECOVERY, ALWAYS), None),
    ("start", COUNT_IN, (COUNT_IN, PRESS_FIRST, PRESS_EVERY), None),
    ("count_in_s", 3, 1, 30),
    ("delay_s", 0, 0, 300),
    ("spacing_m", -1, -1, 5000),
    ("shift_s", 0, -30, 30),
    ("lockout_ms", 1000, 100, 5000),
    ("hold_ms", 1000, 500, 3000),
    ("end_ms", 3000, 1500, 10000),
    ("utc_offset_s", 0, -50400, 50400),
    ("passkey", -1, -1, 999999),
)


class Settings:
    """One attribute for each name in TABLE, at its default until `take`n."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> "Any": ...

    def __init__(self):
        for name, default, _, _ in TABLE:
            setattr(self, name, default)

    def take(self, values):
        """Take what is right in a mapping; return a sentence for each thing that is not."""
        problems = []
        if not isinstance(values, dict):
            return ["settings: not a JSON object"]
        for name in values:
            why = problem(name, values[name])
            if why:
                problems.append(why)
            else:
                setattr(self, name, values[name])
        if self.end_ms < self.hold_ms + 500:
            problems.append("setting end_ms: must be at least 500 more than hold_ms")
            self.hold_ms = _default("hold_ms")
            self.end_ms = _default("end_ms")
        return problems


class Chosen:
    """The settings as they were taken: an attribute for each name in TABLE, and nothing of how
    they are checked."""


def chosen(files):
    """(the `Chosen` of a watch's files, a sentence for each setting that is wrong)."""
    settings = Settings()
    problems = []
    if files.exists(SETTINGS):
        problems = settings.take(files.read_json(SETTINGS))
    kept = Chosen()
    for row in TABLE:
        setattr(kept, row[0], getattr(settings, row[0]))
    return kept, problems


def _default(name):
    for row in TABLE:
        if row[0] == name:
            return row[1]
    return None


def problem(name, value):
    """What is wrong with one value, as a sentence; None when it is right."""
    for row in TABLE:
        if row[0] == name:
            break
    else:
        return "setting %s: there is none of this name" % name
    _, default, low, high = row
    if isinstance(default, bool):
        if not isinstance(value, bool):
            return "setting %s: true or false, not %r" % (name, value)
    elif isinstance(low, tuple):
        if value not in low:
            return "setting %s: %s, not %r" % (name, " or ".join(low), value)
    elif isinstance(default, str):
        if not isinstance(value, str) or not 0 < len(value.encode()) <= _MAX_TEXT:
            return "setting %s: a text of 1 to %d bytes, not %r" % (name, _MAX_TEXT, value)
    elif isinstance(value, bool) or not isinstance(value, int):
        return "setting %s: a whole number, not %r" % (name, value)
    elif not low <= value <= high:
        return "setting %s: %d to %d, not %d" % (name, low, high, value)
    elif name == "spacing_m" and 0 < value < 10:
        return "setting spacing_m: -1, 0, or 10 and more, not %d" % value
    return None
