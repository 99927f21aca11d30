# SPDX-License-Identifier: MIT
"""What a race shows: the pace of each segment, where it slowed, by how much, and which case it is.

The article names four: died in the last 1000 of a 5k; could not hold 10k pace after 5k; failed in
the last 200; failed in the last 800 to 1200. Here they are rules with numbers (`rule`), so that
each verdict can be checked by hand. Where the splits support none, the verdict says why.

How slowing is found. The race is cut in two at each mark; the cut that leaves the least squares of
pace within its two parts is where it began, provided that the part after it is slower by SLOWED on
the whole, each of its segments by half of that (a short last segment may be a kick), and by more
than the segments before it scatter and than the rounding of the times. A first segment that is much
faster than what follows is no measure of the race's pace and is left out of it, and said.

Not here: which session answers a case (`advice`).
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from enum import StrEnum

from trackpacer.coaching.splits import Mark, Splits, name_of
from trackpacer.records import record
from trackpacer.times import clock

SLOWED = 0.02
"""Share by which a part of a race is slower before it counts: 4 s on a km of 3:20."""
SLOWED_SHORT = 0.03
"""The same of a last 300 m or less, where half a second is already 1 %."""
SCATTERS = 1.5
LEAST_SEGMENTS = 3


class Case(StrEnum):
    """The article's four."""

    LAST_1000 = "died in the last 1000 of a 5k"
    AFTER_5K = "could not hold 10k pace after 5k"
    LAST_200 = "failed in the last 200"
    LAST_800_1200 = "failed in the last 800 to 1200"


@record
class Segment:
    """A part of the race, in metres from the start, and its time."""

    start_m: float
    end_m: float
    ms: int

    @property
    def metres(self) -> float:
        return self.end_m - self.start_m

    @property
    def per_400(self) -> float:
        """Seconds for 400 m."""
        return self.ms * 0.4 / self.metres


@record
class Shape:
    """A race as it was run. Paces in seconds for 400 m.

    before: the pace held until it slowed (or of the whole, a fast first segment left out).
    onset_m, after, fade: where it began to slow, the pace from there on, the share by which that is
    slower; None where it did not. fast_start: the share by which the first segment was faster than
    the pace held, 0 when it was not. case: None where the splits support none. rule: the sentence
    that says why, with its numbers.
    """

    metres: float
    ms: int
    segments: tuple[Segment, ...]
    before: float
    onset_m: float | None
    after: float | None
    fade: float | None
    fast_start: float
    case: Case | None
    rule: str

    @property
    def per_400(self) -> float:
        return self.ms * 0.4 / self.metres

    @property
    def rest_m(self) -> float | None:
        """Metres from where it slowed to the finish."""
        return None if self.onset_m is None else self.metres - self.onset_m


def segments_of(splits: Splits) -> tuple[Segment, ...]:
    """The segments between the marks."""
    found = []
    before = Mark(0.0, 0)
    for mark in splits.marks:
        found.append(Segment(before.metres, mark.metres, mark.ms - before.ms))
        before = mark
    return tuple(found)


def examine(splits: Splits) -> Shape:
    """The shape of a race. Splits of any number and order of paces have one."""
    segments = segments_of(splits)
    total = segments[-1].end_m
    if len(segments) < LEAST_SEGMENTS:
        return _shape(
            splits, segments, 0, None, None, 0.0,
            f"{len(segments)} splits do not show where a race changed; at least "
            f"{LEAST_SEGMENTS} are needed",
        )  # fmt: skip
    fast = _fast_start(segments)
    first = 1 if fast else 0
    cut = _cut(segments, first, splits.rough_ms)
    if cut is None:
        return _shape(splits, segments, first, None, None, fast, _even(segments, first, splits))
    onset = segments[cut].start_m
    case, rule = _case(total, onset, segments, cut, splits)
    return _shape(splits, segments, first, cut, case, fast, rule)


def _shape(
    splits: Splits,
    segments: tuple[Segment, ...],
    first: int,
    cut: int | None,
    case: Case | None,
    fast: float,
    rule: str,
) -> Shape:
    before = _pace(segments[first:cut])
    after = None if cut is None else _pace(segments[cut:])
    return Shape(
        metres=splits.metres,
        ms=splits.ms,
        segments=segments,
        before=before,
        onset_m=None if cut is None else segments[cut].start_m,
        after=after,
        fade=None if after is None else after / before - 1,
        fast_start=fast,
        case=case,
        rule=rule,
    )


def _pace(part: Sequence[Segment]) -> float:
    """Seconds for 400 m over several segments."""
    return sum(segment.ms for segment in part) * 0.4 / sum(segment.metres for segment in part)


def _fast_start(segments: Sequence[Segment]) -> float:
    """How much faster the first segment was than the pace found after it; 0 if it was not.

    Only a first part of at most a quarter of the race is a start.
    """
    head = segments[0]
    if head.metres > 0.25 * segments[-1].end_m or len(segments) < LEAST_SEGMENTS + 1:
        return 0.0
    half = [s for s in segments[1:] if s.start_m < segments[-1].end_m / 2] or [segments[1]]
    share = statistics.median(s.per_400 for s in half) / head.per_400 - 1
    return share if share >= SLOWED else 0.0


def _cut(segments: Sequence[Segment], first: int, rough_ms: int) -> int | None:
    """The index of the segment from which on the race was slower; None when there is none."""
    best: tuple[float, int] | None = None
    for cut in range(first + 1, len(segments)):
        if not _slower(segments, first, cut, rough_ms):
            continue
        left = _squares(segments[first:cut]) + _squares(segments[cut:])
        if best is None or left < best[0]:
            best = (left, cut)
    if best is None:
        return None
    cut = best[1]
    # The pace often goes over a segment or two: it began with the first that was slower.
    while cut - 1 > first and _slower(segments, first, cut - 1, rough_ms):
        cut -= 1
    return cut


def _slower(segments: Sequence[Segment], first: int, cut: int, rough_ms: int) -> bool:
    before, after = segments[first:cut], segments[cut:]
    held, rest = _pace(before), _pace(after)
    length = sum(segment.metres for segment in after)
    least = SLOWED_SHORT if length <= 300 else SLOWED
    if rest < held * (1 + least):
        return False
    kick = len(after) >= 3 and after[-1].metres <= 0.12 * segments[-1].end_m
    each = after[:-1] if kick else after
    if any(segment.per_400 < held * (1 + least / 2) for segment in each):
        return False
    if (rest - held) * length / 400 * 1000 < 1.5 * rough_ms:
        return False
    if len(before) >= 3:
        scatter = statistics.stdev(segment.per_400 for segment in before)
        return rest - held >= SCATTERS * scatter
    return True


def _squares(part: Sequence[Segment]) -> float:
    mean = _pace(part)
    return sum(segment.metres * (segment.per_400 - mean) ** 2 for segment in part)


def _case(
    total: float, onset: float, segments: Sequence[Segment], cut: int, splits: Splits
) -> tuple[Case | None, str]:
    rest = total - onset
    race = name_of(total)
    said = f"it slowed {rest:.0f} m before the finish of a {race}"
    if rest <= 300:
        if splits.finest_m > rest:
            return None, f"{said}, but this recording cannot tell so short a part"
        return Case.LAST_200, f"{said}: 300 m or less is the last 200"
    if 4800 <= total <= 5200 and 600 <= rest <= 1400:
        return Case.LAST_1000, f"{said}: 600 to 1400 m of a 5k is its last 1000"
    if 700 <= rest <= 1400 and rest <= 0.45 * total:
        return Case.LAST_800_1200, f"{said}: 700 to 1400 m is the last 800 to 1200"
    if 8000 <= total <= 12000 and onset >= 4000:
        return (
            Case.AFTER_5K,
            f"it slowed at {onset:.0f} m of a {race}: from 4 km on, with more than 1400 m to go, "
            "is not holding 10k pace after 5k",
        )
    return None, f"{said}, at {onset:.0f} m: none of the article's four cases is about that"


def _even(segments: Sequence[Segment], first: int, splits: Splits) -> str:
    total = segments[-1].end_m
    part = segments[first:]
    early = [s for s in segments if s.end_m <= 0.51 * total] or [segments[0]]
    late = [s for s in segments if s.start_m >= 0.49 * total] or [segments[-1]]
    change = _pace(late) / _pace(early) - 1
    if change <= -0.005:
        how = f"the later half was {-change:.1%} faster"
    elif change >= 0.005:
        how = f"the later half was {change:.1%} slower, but nowhere did the pace go for good"
    else:
        how = "both halves were alike"
    slowest = max(part, key=lambda s: s.per_400)
    return (
        f"{how}; no part up to the finish was slower than what was held before it by "
        f"{SLOWED:.0%} (the slowest segment was {slowest.start_m:.0f} to {slowest.end_m:.0f} m, "
        f"in {clock(slowest.ms)})"
    )
