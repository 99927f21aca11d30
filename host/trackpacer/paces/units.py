# SPDX-License-Identifier: MIT
"""Paces per km or per mile, as the user likes them: the setting `units`.

Not here: where the setting is kept (`athletes`).
"""

from __future__ import annotations

from trackpacer.errors import UserError
from trackpacer.paces.races import MILE
from trackpacer.times import clock

UNITS = {"km": 1000.0, "mile": MILE}


def check(text: str) -> str:
    """One of UNITS. Raises UserError."""
    word = text.strip().lower()
    word = {"mi": "mile", "miles": "mile", "kilometre": "km", "kilometres": "km"}.get(word, word)
    if word not in UNITS:
        raise UserError(f"units {text!r}", "km or mile: what paces are shown per")
    return word


def pace(ms: float, metres: float, units: str) -> str:
    """The pace of a run, to the second: `3:31`."""
    return clock(ms * UNITS[units] / metres, 0)


def distance(metres: float, units: str) -> str:
    """A distance that was run in all: `10.0 km`, `6.2 miles`."""
    name = "km" if units == "km" else "miles"
    return f"{metres / UNITS[units]:.1f} {name}"
