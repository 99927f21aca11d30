# SPDX-License-Identifier: MIT
"""Whether battery and flash last for a session. Loaded when one is chosen.

Not here: what the wearer is told then (`app`).
"""

from micropython import const

from . import laplog, opcodes

_RESERVE_PERCENT = const(5)
_HOURS = const(10)  # of a full battery, where the board does not say
_EASY_MS_M = const(360)  # for what has no target: 6 min per km
_OPEN_MS = const(120000)  # an open recovery


def length_ms(steps):
    """About how long a session takes, in milliseconds: what has no length of its own is guessed."""
    steps.restart()
    total = 0
    last = 0
    while steps.next():
        if steps.kind == opcodes.RUN:
            last = steps.duration_ms or steps.target_ms or steps.distance_m * _EASY_MS_M
            total += last
        elif steps.type == opcodes.SENDOFF:
            total += max(0, steps.length_ms - last)
        elif steps.type == opcodes.EQUAL or steps.type == opcodes.EQUAL_OTHER:
            total += last
        elif steps.type == opcodes.FULL:
            total += max(steps.min_ms, _OPEN_MS)
        elif steps.type == opcodes.WINDOW:
            total += steps.max_ms
        else:
            total += steps.length_ms or steps.distance_m * _EASY_MS_M
    steps.restart()
    return total


def battery_needed(ms, hours):
    """Per cent of a battery that lasts `hours` which a session of so many milliseconds needs."""
    return ms // (hours * 36000) + _RESERVE_PERCENT


def refusal(board, steps):
    """Why the battery will not last, in a few words; None where it does."""
    percent = board.battery_percent()
    needed = battery_needed(length_ms(steps), getattr(board, "battery_hours", _HOURS))
    if percent is not None and percent < needed:
        return "battery %d %%, this needs %d %%: charge first" % (percent, needed)
    return None


def has_room(files, steps):
    """Whether the flash has room for the session's log, or could make it."""
    return files.make_room(laplog.room(steps.runs))
