# SPDX-License-Identifier: MIT
"""What a list or a season shows of one session: some twenty figures, without its runs.

So small that thousands of them are kept (`index`) where reading each log anew would take seconds.
Not here: how they are shown (`table`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from trackpacer.laps import statistics
from trackpacer.laps.log import State
from trackpacer.laps.result import Result
from trackpacer.records import fields, record
from trackpacer.session import Effort


@record
class Kind:
    """The reps of one kind (`statistics.Group`). even: they have one target, which is told by
    target_ms, fast_ms, bound and effort as in `result.Row`."""

    label: str
    reps: int
    mean_ms: float
    off_ms: float | None
    scatter_ms: float | None
    fade_ms: float | None
    even: bool
    target_ms: int | None
    fast_ms: int
    bound: bool
    effort: Effort


@record
class Overview:
    """began: None when not known. ran: runs with a time. kinds: in running order."""

    title: str
    athlete: str
    watch: str
    began: datetime | None
    ran: int
    planned_runs: int | None
    missed: int
    felt: int | None
    kinds: tuple[Kind, ...]

    @property
    def main(self) -> Kind | None:
        """The kind of rep that there is most of."""
        return max(self.kinds, key=lambda kind: kind.reps, default=None)


def of(result: Result) -> Overview:
    """The overview of a session."""
    return Overview(
        title=result.title,
        athlete=result.athlete,
        watch=result.watch,
        began=result.began,
        ran=sum(row.actual_ms is not None for row in result.rows),
        planned_runs=result.planned_runs,
        missed=sum(row.state is State.MISSED for row in result.rows),
        felt=result.edits.felt,
        kinds=tuple(_kind(group) for group in statistics.groups(result)),
    )


def _kind(group: statistics.Group) -> Kind:
    first = group.rows[0]
    return Kind(
        label=group.label,
        reps=len(group.rows),
        mean_ms=group.mean_ms,
        off_ms=group.off_ms,
        scatter_ms=group.scatter_ms,
        fade_ms=group.fade_ms,
        even=len({row.target_ms for row in group.rows}) == 1,
        target_ms=first.target_ms,
        fast_ms=first.fast_ms,
        bound=first.bound,
        effort=first.effort,
    )


def to_json(overview: Overview) -> dict[str, Any]:
    """As a JSON object."""
    return {
        **fields(overview),
        "began": overview.began.isoformat() if overview.began else None,
        "kinds": [{**fields(kind), "effort": int(kind.effort)} for kind in overview.kinds],
    }


def from_json(found: dict[str, Any]) -> Overview:
    """From what `to_json` made. TypeError, ValueError, KeyError for anything else."""
    kinds = tuple(Kind(**{**kind, "effort": Effort(kind["effort"])}) for kind in found["kinds"])
    began = datetime.fromisoformat(found["began"]) if found["began"] else None
    return Overview(**{**found, "began": began, "kinds": kinds})
