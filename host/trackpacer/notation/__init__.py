# SPDX-License-Identifier: MIT
"""The coach's text -> Session, with positions and provenance. Knows no bytes.

`read(text, context)` reads one session, from one line or from a whole file; `take` tells besides in
which way, so that others may run the same; `readings` lists what a text may mean.
"""

from trackpacer.notation.context import OFFSET_UNITS, Context
from trackpacer.notation.decide import assumed_origins, read, readings, take
from trackpacer.notation.readings import Reading

__all__ = ["OFFSET_UNITS", "Context", "Reading", "assumed_origins", "read", "readings", "take"]
