# SPDX-License-Identifier: MIT
"""Pictures in files, for a chat: light, with their title in them. The drawing is `chart`'s,
`strips'` and `season`'s, the pixels `raster`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackpacer import svg
from trackpacer.laps import chart, raster, season, strips
from trackpacer.laps.result import Result

_WIDTH = 860.0


def png(results: Sequence[Result]) -> bytes:
    """The picture of one session, or of several side by side."""
    if len(results) == 1:
        return raster.png(chart.drawn(results[0], _WIDTH, svg.LIGHT), chart.title(results[0]))
    days = sorted({f"{result.began:%a %d %b %Y}" for result in results if result.began})
    title = " · ".join([" / ".join(sorted({result.title for result in results})), *days])
    return raster.png(strips.drawn(results, _WIDTH, svg.LIGHT), [title, strips.caption(results)])


def season_png(title: str, results: Sequence[Result]) -> bytes:
    """The season's picture."""
    return raster.png(season.drawn(title, results, _WIDTH, svg.LIGHT), [title])
