# SPDX-License-Identifier: MIT
"""A race as a watch recorded it: FIT, TCX or GPX, into splits.

A recording has laps, or points, or both. Its GPS distance is brought to the race's own where it is
within 3 % of one, and segments too short for GPS to be worth anything are joined. Times are those
of the clock, a watch's pauses counted, as a race's are. What may be something else than a race run
through (another sport, a distance that is none, an end that was walked) is asked about. Not here:
the formats (`recordings`), typed splits and CSV (`splits`), what they show (`race`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isfinite
from pathlib import Path

from trackpacer import allowance as allowances
from trackpacer.allowance import Allowance, Progress
from trackpacer.coaching import recordings, splits
from trackpacer.coaching.recordings import Lap, Part, Recording
from trackpacer.coaching.splits import Mark, Splits, arranged
from trackpacer.coaching.tracks import (
    closed,
    ending,
    named,
    pauses,
    walked,
    without_standing,
    without_still_laps,
)
from trackpacer.errors import UserError
from trackpacer.paces.races import HALF_MARATHON, MARATHON, MILE, distance_name
from trackpacer.records import record, replace
from trackpacer.times import clock

FINEST_M = 300.0
"""A GPS watch is some 5 to 10 m off at any place: too much for less than this."""
_USUAL = (800.0, 1500.0, MILE, 3000.0, 2 * MILE, 5000.0, 8000.0, 10000.0, 15000.0, 5 * MILE,
          10 * MILE, 20000.0, HALF_MARATHON, 25000.0, 30000.0, MARATHON)  # fmt: skip
_NEAR = 0.03
_RUNS = ("", "running", "run", "generic", "other", "all", "9")
"""What the three formats call a run, or nothing in particular; 9 is Strava's number for one."""


class Unsettled(UserError):
    """What only the runner knows of a recording; `splits`: it, as it was read."""

    def __init__(self, message: str, hint: str, splits: Splits | None) -> None:
        super().__init__(message, hint)
        self.splits = splits


@record
class Wanted:
    """What was asked of a recording. per: metres of each lap, for laps taken by hand on a track
    (its GPS distance is then not used). distance: of the race. part: which activity of the file,
    from 1. moving: the watch's pauses left out of the times."""

    per: float | None = None
    distance: float | None = None
    part: int | None = None
    moving: bool = False


def load(
    path: Path,
    per: float | None = None,
    distance: float | None = None,
    progress: Progress | None = None,
    *,
    part: int | None = None,
    moving: bool = False,
) -> Splits:
    """The splits of a file, whatever its kind. Raises UserError, OSError that names the file.

    The others: see `Wanted`. progress: told how far a long file is.
    """
    name = str(path)
    data = allowances.load(path)
    recording = recordings.read(data, Allowance(name, progress))
    if recording is None:
        return splits.table(data, name, per, distance)
    return from_recording(recording, name, Wanted(per, distance, part, moving))


def from_recording(recording: Recording, name: str, wanted: Wanted) -> Splits:
    """Splits of a recording: its laps where they tell the race, else its points. UserError."""
    part, notes = _chosen(recording, name, wanted.part)
    laps = [lap for lap in part.laps if isfinite(lap.metres) and 0 < lap.seconds < 1e6]
    points = [(m, s) for m, s in part.points if isfinite(m) and isfinite(s)]
    paused = pauses(laps, points)
    if paused and wanted.moving:
        notes.append(f"without its pauses: {named(paused)}")
        laps, points = closed(laps, points)
    elif paused:
        notes.append(f"paused, and the clock ran on: {named(paused)}")
    if recording.cut:
        notes.append("the file is cut off at its end, and read as far as it goes")
    try:
        found = _splits(recording.source, laps, points, name, wanted)
    except Unsettled as asked:
        if asked.splits is not None:
            asked.splits = replace(asked.splits, notes=(*notes, *asked.splits.notes))
        if paused and not wanted.moving:
            asked.hint = f"--moving leaves the pauses out of the times; {asked.hint}"
        raise
    return replace(found, notes=(*notes, *found.notes))


def _chosen(recording: Recording, name: str, number: int | None) -> tuple[Part, list[str]]:
    """The activity that is the race, and what is said of the choice."""
    parts = recording.parts
    if number is not None:
        if not 1 <= number <= len(parts):
            raise UserError(f"{name} has no part {number}", f"1 to {len(parts)}")
        return parts[number - 1], []
    runs = [part for part in parts if _is_run(part.sport)]
    listed = ", ".join(f"{n}: {_described(part)}" for n, part in enumerate(parts, 1))
    if not runs:
        what = f"it is {parts[0].sport}" if len(parts) == 1 else listed
        raise UserError(f"{name} has no run in it: {what}", "--part N takes one all the same")
    if len(runs) > 1:
        raise UserError(f"{name} has {len(parts)} activities: {listed}", "--part N takes one")
    if len(parts) == 1:
        return runs[0], []
    return runs[0], [f"of its {len(parts)} activities the run is taken ({listed})"]


def _is_run(sport: str) -> bool:
    word = sport.strip().lower()
    return word in _RUNS or "run" in word.replace("_", " ").split()


def _described(part: Part) -> str:
    metres = part.points[-1][0] if part.points else sum(lap.metres for lap in part.laps)
    return f"{part.sport or 'sport unknown'} {metres / 1000:.1f} km"


# -- the race in it


def _splits(
    source: str,
    laps: list[Lap],
    points: list[tuple[float, float]],
    name: str,
    wanted: Wanted,
) -> Splits:
    if wanted.per is not None:
        if len(laps) < 2:
            raise UserError(f"{name} has no laps", "leave --per out")
        items = [splits.Item(None, round(lap.seconds * 1000), 100) for lap in laps]
        return arranged(items, wanted.per, wanted.distance, f"{source} laps")
    laps, still = without_still_laps(laps)
    points, stood = without_standing(points)
    notes = [note for note in (still, stood) if note]
    track = points or _from_laps(laps)
    total = track[-1][0] if track else 0.0
    if total < 400:
        raise UserError(f"{name} has no race in it: {total:.0f} m", "export the race alone")
    tail = walked(track)
    if wanted.distance is None:
        if tail is not None:
            raise _walked_end(track, tail, name, _shown(source, laps, points, notes, name))
        nearest = _race(total)
        if nearest is None:
            raise _no_race(total, name, _shown(source, laps, points, notes, name))
        race = nearest
    else:
        race = wanted.distance
        if tail is not None:
            # Whichever is nearer to the race's distance: with what was walked, or without.
            run = track[tail][0]
            if abs(run - race) < abs(total - race):
                notes.append(f"its last {total - run:.0f} m, walked, are left out")
                laps, points = ending(laps, points, run)
                total = run
            else:
                notes.append(f"its last {total - run:.0f} m, walked, are taken for the race's own")
        if total > (1 + _NEAR) * race:
            notes.append(f"the first {race:g} m of {total:.0f} m")
            laps, points = ending(laps, points, race)
            total = race
        elif total < (1 - _NEAR) * race:
            raise UserError(
                f"{name} has {total:.0f} m, the race {race:g} m", "export the race alone"
            )
    scale = race / total
    if abs(scale - 1) > 0.001:
        notes.append(f"recorded as {total:.0f} m, taken as {race:g} m")
    return _made_of(source, laps, points, scale, notes, name)


def _shown(
    source: str,
    laps: Sequence[Lap],
    points: Sequence[tuple[float, float]],
    notes: list[str],
    name: str,
) -> Splits | None:
    """The splits as they are, for who is asked what they are of; None where they are none."""
    try:
        return _made_of(source, laps, points, 1.0, notes, name)
    except Unsettled as found:
        return found.splits
    except UserError:
        return None


def _no_race(total: float, name: str, shown: Splits | None) -> Unsettled:
    shorter = [race for race in _USUAL if race < total]
    part = f"--distance {_typed(shorter[-1])} takes its first part; " if shorter else ""
    return Unsettled(
        f"{name} has {total:.0f} m, which is no distance that is raced",
        f"{part}--distance {total:.0f} takes all of it",
        shown,
    )


def _walked_end(
    track: Sequence[tuple[float, float]], tail: int, name: str, shown: Splits | None
) -> Unsettled:
    metres, seconds = track[tail]
    race = _race(metres) or metres
    took = clock(round(track[-1][1] - seconds) * 1000)
    return Unsettled(
        f"{name}: the last {track[-1][0] - metres:.0f} m took {took}: walked after the race, or in "
        "it?",
        f"--distance {_typed(race)} takes the race without it; --distance {track[-1][0]:.0f} all",
        shown,
    )


def _typed(metres: float) -> str:
    """A race's distance as --distance takes it."""
    return distance_name(metres).replace(" marathon", "").replace(" ", "")


def _race(total: float) -> float | None:
    nearest = min(_USUAL, key=lambda metres: abs(metres - total) / metres)
    return nearest if abs(nearest - total) <= _NEAR * nearest else None


def _from_laps(laps: Sequence[Lap]) -> list[tuple[float, float]]:
    track = [(0.0, 0.0)]
    for lap in laps:
        track.append((track[-1][0] + lap.metres, track[-1][1] + lap.seconds))
    return track if laps else []


def _made_of(
    source: str,
    laps: Sequence[Lap],
    points: Sequence[tuple[float, float]],
    scale: float,
    notes: list[str],
    name: str,
) -> Splits:
    total = points[-1][0] if points else sum(lap.metres for lap in laps)
    added = sum(lap.metres for lap in laps)
    if len(laps) >= 3 and abs(added - total) <= 0.02 * total:
        step = max(lap.metres for lap in laps)
        if step <= 0.35 * total:
            marks = list(_adding(laps, scale * total / added))
            return _made(marks, f"{source} laps", notes, name)
    if len(points) < 10:
        raise UserError(f"{name} has neither laps nor points enough", "type the splits instead")
    step = 1000.0 if total * scale >= 4800 else 500.0
    marks = list(_marks(points, scale, step, total * scale))
    return _made(marks, f"{source} points", notes, name)


def _adding(laps: Sequence[Lap], scale: float) -> Iterator[Mark]:
    metres = seconds = 0.0
    for lap in laps:
        metres += lap.metres * scale
        seconds += lap.seconds
        yield Mark(metres, round(seconds * 1000))


def _marks(
    points: Sequence[tuple[float, float]], scale: float, step: float, total: float
) -> Iterator[Mark]:
    """The time at each `step` metres, between points in proportion, and at the finish."""
    start = points[0][1]
    wanted = step
    before = (0.0, 0.0)
    for metres, seconds in points:
        at = (metres * scale, seconds - start)
        while wanted < total - FINEST_M and at[0] >= wanted > before[0]:
            share = (wanted - before[0]) / (at[0] - before[0])
            yield Mark(wanted, round((before[1] + share * (at[1] - before[1])) * 1000))
            wanted += step
        if at[0] > before[0]:
            before = at
    yield Mark(total, round((points[-1][1] - start) * 1000))


def _made(marks: list[Mark], source: str, notes: list[str], name: str) -> Splits:
    kept: list[Mark] = []
    for mark in marks:
        before = kept[-1] if kept else Mark(0.0, 0)
        if kept and mark.metres - before.metres < FINEST_M:
            kept[-1] = mark
        elif mark.metres > before.metres:
            kept.append(mark)
    if len(kept) < 2 or any(a.ms >= b.ms for a, b in pairwise(kept)):
        raise UserError(f"{name}: its times do not grow", "type the splits instead")
    if kept[0].ms <= 0:
        raise UserError(f"{name}: its times do not grow", "type the splits instead")
    found = Splits(tuple(kept), 100, FINEST_M, source, tuple(notes))
    try:
        splits.check(kept)
    except UserError as error:
        raise Unsettled(f"{name}: {error}", error.hint, found) from None
    return found
