# SPDX-License-Identifier: MIT
"""Tells another tool's workout from a coach's text, and reads it."""

from __future__ import annotations

from trackpacer.session import Session

_FIT = b".FIT"


def decoded(data: bytes) -> str:
    """The text of a file, whoever's line ends it has. UnicodeDecodeError where it holds none."""
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def workout(data: bytes | str, name: str) -> Session | None:
    """The session of a FIT workout or of an intervals.icu text; None where it is neither.

    name: for messages. Raises UserError where it is one and cannot be read.
    """
    if isinstance(data, bytes):
        if data[8:12] == _FIT:
            from trackpacer.workouts import fit_reading

            return fit_reading.read(data, name)
        try:
            text = decoded(data)
        except UnicodeDecodeError:
            return None
    else:
        text = data
    if "\n" not in text and not text.lstrip().startswith("-"):
        return None  # without loading the reader: a line that is no step
    from trackpacer.workouts.intervals_reading import is_workout, read

    return read(text, name) if is_workout(text) else None
