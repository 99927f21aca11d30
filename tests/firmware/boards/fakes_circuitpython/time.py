# SPDX-License-Identifier: MIT
"""`time` as CircuitPython has it: no ticks, sleep in seconds (shared-bindings/time). Each sleep
ends at a tick, up to a millisecond late."""

import silicon

_unix = 1577836800  # what the clock says that nobody set: 2020
_at = 0


def sleep(seconds):
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    ticks = silicon.now_us * 1024 // 1000000 + max(1, int(seconds * 1024 + 0.999))
    silicon.advance(-(-ticks * 1000000 // 1024) - silicon.now_us)


def time():
    return _unix + (silicon.now_us - _at) // 1000000


class struct_time(tuple):  # noqa: N801 - its own name
    pass


def localtime(seconds):
    return struct_time((seconds,))


def set_clock(value):
    global _unix, _at
    if not isinstance(value, struct_time):
        raise TypeError("datetime must be of type struct_time")
    _unix = value[0]
    _at = silicon.now_us
