# SPDX-License-Identifier: MIT
"""What looks wrong in a reading once it stands, and is asked about rather than run in silence.

A title's length or a total run before the work, an explanation below run after it, a recovery that
has no run to follow. Nothing here looks at a word's meaning but for the few that join runs: the
phrases say what a line may be, this says which of it no coach would have written to be run.
"""

from __future__ import annotations

from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.suspicions import misheard
from trackpacer.notation.suspicions.astray import ASTRAY
from trackpacer.notation.suspicions.between import Checks
from trackpacer.notation.suspicions.explained import EXPLAINED
from trackpacer.notation.suspicions.miscounted import count_passed, fewer_for_some
from trackpacer.notation.suspicions.mistaken import mistaken
from trackpacer.notation.suspicions.orders import PASSED
from trackpacer.notation.suspicions.unlikely import unlikely
from trackpacer.notation.suspicions.wholes import WHOLES
from trackpacer.notation.tree import Item, number_of_runs

_MOST = 10_000  # runs: a watch holds 1,000


def suspicion(items: list[Item], source: Source) -> Suspicion | None:
    """The first thing that looks wrong in a reading, as it will be run; None where nothing does."""
    items = [misheard.alone(item) for item in items]
    if sum(map(number_of_runs, items)) > _MOST:
        return None  # refused for that
    for check in _CHECKS:
        found = check(items, source)
        if found is not None:
            return found
    return None


_CHECKS: Checks = (
    *WHOLES, *EXPLAINED, *ASTRAY, *PASSED, unlikely, *misheard.CHECKS, mistaken, count_passed,
    fewer_for_some,
)  # fmt: skip
