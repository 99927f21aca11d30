# SPDX-License-Identifier: MIT
"""The splits of a race as typed or in a table: distances and times, each or from the gun.

Whether times (and distances) are of each segment or from the start is told from the paces that
follow: only one reading gives paces a runner could have. Not here: recordings of a watch
(`race_files`), what the splits show (`race`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import pairwise

from trackpacer.errors import UserError
from trackpacer.paces.races import MILE, distance_name, parse_distance
from trackpacer.records import record, replace
from trackpacer.times import clock

UNITS = {"km": 1000.0, "400": 400.0, "mile": MILE, "800": 800.0, "200": 200.0, "1000": 1000.0}
FASTEST_M_S, SLOWEST_M_S = 10.5, 1.2
"""What a segment of a race may be run at; 200 m in 19.0 s, and walking."""
_UNLIKELY = 1.8
"""A race's slowest segment is not so many times slower than its fastest; else it is misread."""
MOST_SPLITS = 2000

_WORDS = re.compile(r"\S+")
_DISTANCE = re.compile(r"(\d+(?:\.\d+)?)(k|km|m|mi|miles?|metres|meters)")
_TIME = re.compile(
    r"(?:(\d{1,2}):)?(\d{1,3})[:'m](\d{1,2}(?:[.,]\d{1,3})?)[\"s]?|(\d{1,4}(?:\.\d{1,3})?)s?"
)
_SEPARATE = re.compile(r"(?<=\d)\s+(?=(?:k|km|m|mi|miles?|metres|meters)\b)", re.IGNORECASE)


@record
class Mark:
    """A place in the race and the time there, both from the start."""

    metres: float
    ms: int


@record
class Splits:
    """The marks of a race, in order, the finish last.

    rough_ms: how coarse a time is (1000 where all are whole seconds). finest_m: segments shorter
    than this say nothing (a GPS watch's). source: in words. notes: what was made of it.
    """

    marks: tuple[Mark, ...]
    rough_ms: int
    finest_m: float = 0.0
    source: str = "typed"
    notes: tuple[str, ...] = ()

    @property
    def metres(self) -> float:
        return self.marks[-1].metres

    @property
    def ms(self) -> int:
        return self.marks[-1].ms


@record
class Item:
    """One split as written; metres None where only the time is."""

    metres: float | None
    ms: int
    rough_ms: int


def typed(text: str, per: float | None = None, distance: float | None = None) -> Splits:
    """Splits as typed: `1k 3:20, 2k 6:41, ...`, or times alone with `per` metres each.

    distance: of the race, where the last split is a shorter rest. Raises UserError.
    """
    items: list[Item] = []
    for part in re.split(r"[,;\n]+(?!\d{1,3}\b(?<=\.))", _SEPARATE.sub("", text)):
        items += _items(part)
        if len(items) > MOST_SPLITS:
            raise UserError(f"more than {MOST_SPLITS} splits", "give one for each lap or kilometre")
    return arranged(items, per, distance, "typed")


def _items(part: str) -> list[Item]:
    words = [word.strip("()[]@=-–") for word in _WORDS.findall(part.replace("=", " "))]
    words = [word for word in words if word]
    items: list[Item] = []
    place = 0
    while place < len(words):
        word = words[place].lower().rstrip(":")
        metres = _metres(word, place + 1 < len(words))
        if metres is not None:
            place += 1
            if place >= len(words):
                raise UserError(f"there is no time after {word!r}", "write `1k 3:20, 2k 6:41`")
            word = words[place].lower()
        items.append(Item(metres, *parse_time(word)))
        place += 1
    return items


def _metres(word: str, more: bool) -> float | None:
    """Metres of a word that is a distance and not a time; None when it is a time."""
    found = _DISTANCE.fullmatch(word)
    if found:
        scale = {"k": 1000.0, "km": 1000.0, "m": 1.0, "metres": 1.0, "meters": 1.0}
        return float(found[1]) * scale.get(found[2], MILE)
    if more and re.fullmatch(r"\d{3,6}", word):
        return float(word)
    if word in ("half", "marathon", "mile", "hm"):
        return parse_distance(word)
    return None


def parse_time(word: str) -> tuple[int, int]:
    """Milliseconds of `3:20`, `80`, `80.5`, `1:02:03`, `3'20`, and how coarse it is.

    Raises UserError.
    """
    found = _TIME.fullmatch(word.strip().replace(",", "."))
    if not found:
        raise UserError(f"{word!r} is no distance and no time", "write `1k 3:20, 2k 6:41, ...`")
    if found[4] is not None:
        seconds, last = float(found[4]), found[4]
    else:
        minutes = int(found[1] or 0) * 60 + int(found[2])
        seconds, last = minutes * 60 + float(found[3]), found[3]
        if float(found[3]) >= 60:
            raise UserError(f"{word!r} is no time", "minutes:seconds, like 3:20")
    digits = len(last.partition(".")[2])
    if not 0 < seconds <= 100_000:
        raise UserError(f"{word!r} is no split of a race", "a time above 0 and below a day")
    return round(seconds * 1000), 10 ** (3 - min(digits, 2))


def arranged(
    items: Sequence[Item], per: float | None, distance: float | None, source: str
) -> Splits:
    """Put splits on the race: which are from the start, which of each segment. UserError."""
    if len(items) < 2:
        raise UserError(
            f"{len(items) or 'no'} split{'s' * (len(items) != 1)}",
            "give those of the whole race, like `1k 3:20, 2k 6:41, ...`",
        )
    known = [item.metres for item in items if item.metres is not None]
    if known and len(known) < len(items):
        raise UserError(
            f"{len(items) - len(known)} of {len(items)} splits have no distance",
            "write one before each time, or none and --per km",
        )
    if known and min(known) <= 0:
        raise UserError("a split at 0 m", "write the distance of each split")
    if not known and per is None:
        raise UserError(
            "the splits have no distances", "write `1k 3:20, 2k 6:41`, or add --per km (400, mile)"
        )
    places = _places(known, len(items), per, distance)
    times = [item.ms for item in items]
    readings: list[tuple[float, int, tuple[Mark, ...]]] = []
    for metres in places:
        for cumulative in (True, False):
            marks = _marks(metres, times, cumulative)
            if marks is not None:
                readings.append((_spread(marks), len(readings), marks))
    if not readings:
        raise UserError("the times do not grow from split to split", "give them in running order")
    marks = min(readings)[2]
    rough = min(item.rough_ms for item in items)
    check(marks)
    return Splits(marks, rough, 0.0, source)


def _places(
    known: list[float], count: int, per: float | None, distance: float | None
) -> list[list[float]]:
    """The places the splits may stand at, the likeliest first."""
    if not known:
        metres = [(per or 0.0) * (number + 1) for number in range(count)]
        if distance is not None:
            if metres[-1] < distance * 0.99:
                raise UserError(
                    f"{count} splits are {metres[-1]:g} m, the race has {distance:g} m",
                    "give the splits up to the finish",
                )
            if metres[-2] >= distance * 0.999:
                raise UserError(
                    f"{count} splits are more than the race's {distance:g} m",
                    "name the right --distance and --per",
                )
            metres[-1] = distance
        return [metres]
    lengths: list[float] = []
    for length in known:
        lengths.append(length + (lengths[-1] if lengths else 0.0))
    grows = all(a < b for a, b in pairwise(known))
    if distance is not None:
        fitting = [
            places
            for places in ([known, lengths] if grows else [lengths])
            if abs(places[-1] - distance) <= 0.01 * distance
        ]
        if not fitting:
            end = known[-1] if grows else lengths[-1]
            raise UserError(
                f"the splits end at {end:g} m, the race at {distance:g} m",
                "give the splits up to the finish",
            )
        return fitting
    return [known] if grows else [lengths]


def _marks(
    metres: Sequence[float], times: Sequence[int], cumulative: bool
) -> tuple[Mark, ...] | None:
    marks = []
    at = 0
    for place, time in zip(metres, times, strict=True):
        if cumulative and time <= at:
            return None
        at = time if cumulative else at + time
        marks.append(Mark(place, at))
    return tuple(marks)


def _spread(marks: Sequence[Mark]) -> float:
    """The slowest segment's pace over the fastest's."""
    paces = []
    before = Mark(0.0, 0)
    for mark in marks:
        paces.append((mark.ms - before.ms) / (mark.metres - before.metres))
        before = mark
    return max(paces) / min(paces)


def check(marks: Sequence[Mark]) -> None:
    """Raise UserError where the marks are not those of one race run through."""
    spread = _spread(marks)
    before = Mark(0.0, 0)
    for mark in marks:
        length, time = mark.metres - before.metres, mark.ms - before.ms
        speed = length * 1000 / time
        if not SLOWEST_M_S <= speed <= FASTEST_M_S:
            raise UserError(
                f"{length:g} m in {clock(time)}, up to {mark.metres:g} m, is no running",
                "are the distances and the times right?",
            )
        before = mark
    if spread > _UNLIKELY:
        raise UserError(
            f"the slowest split is {spread:.1f} times as slow as the fastest",
            "that is no race run through; are the distances and the times right?",
        )
    if not 800 <= marks[-1].metres <= 250_000:
        raise UserError(f"a race of {marks[-1].metres:g} m", "from 800 m to 250 km")


_TIME_WORDS = ("time", "split", "lap", "elapsed", "clock", "duration")
_WHOLE_WORDS = ("cumulative", "cum", "elapsed", "clock", "race time", "total")
_PLACE_WORDS = ("dist", "km", "metre", "meter", "mile", "mark", "place", "point")


def table(
    data: bytes, name: str, per: float | None = None, distance: float | None = None
) -> Splits:
    """Splits from a CSV file: a time a row, with or without a distance. Raises UserError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{name} is no text", "a CSV file has a split in each line") from None
    if "\0" in text or len(text) > 1_000_000:
        raise UserError(f"{name} is no table of splits", "a CSV file has a split in each line")
    delimiter = max(";\t,", key=text.count)
    try:
        rows = [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text), delimiter=delimiter)
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise UserError(f"{name}: {error}", "a CSV file has a split in each line") from None
    if not rows or len(rows) > MOST_SPLITS:
        raise UserError(f"{name}: {len(rows)} lines", "a CSV file has a split in each line")
    place, time, scale = None, None, 1.0
    if not any(_is_time(cell) for cell in rows[0]):
        place, time, scale = _columns([cell.lower() for cell in rows[0]])
        rows = rows[1:]
        if time is None:
            raise UserError(
                f"{name}: no column of times", "name one `time`, and one `distance` (m or km)"
            )
    else:
        width = min(len(row) for row in rows)
        if width >= 3 and [row[0] for row in rows] == [str(n + 1) for n in range(len(rows))]:
            place, time = 1, 2
        elif width >= 2:
            place, time = 0, 1
        else:
            time = 0
    return _rows(rows, name, place, time, scale, per, distance)


def _rows(
    rows: list[list[str]],
    name: str,
    place: int | None,
    time: int,
    scale: float,
    per: float | None,
    distance: float | None,
) -> Splits:
    items = []
    for number, row in enumerate(rows, start=1):
        if row[0].lower() in ("summary", "total", "totals", "sum"):
            continue
        if time >= len(row) or not row[time]:
            continue
        metres = None
        if place is not None:
            cell = row[place].lower() if place < len(row) else ""
            metres = _metres(cell.replace(" ", ""), True)
            if metres is None or cell.isdigit():
                try:
                    metres = float(cell) * scale
                except ValueError:
                    raise UserError(
                        f"{name}, row {number}: {cell!r} is no distance", "metres, or 1k, or km"
                    ) from None
            if not 0 < metres < 1e6:
                raise UserError(f"{name}, row {number}: {cell!r} is no distance", "metres, or 1k")
        try:
            items.append(Item(metres, *parse_time(row[time].lower())))
        except UserError as error:
            raise UserError(f"{name}, row {number}: {error}", error.hint) from None
    known = [item.metres for item in items if item.metres is not None]
    if known and max(known) <= 60 and scale == 1.0:  # whole kilometres without their name
        items = [replace(item, metres=(item.metres or 0.0) * 1000) for item in items]
    return arranged(items, per if place is None else None, distance, "CSV")


def _is_time(cell: str) -> bool:
    try:
        parse_time(cell.lower())
    except UserError:
        return False
    return True


def _columns(head: Sequence[str]) -> tuple[int | None, int | None, float]:
    """Which columns hold the place and the time, and the metres of the place's unit."""
    times = [i for i, name in enumerate(head) if any(word in name for word in _TIME_WORDS)]
    times = [i for i in times if not any(word in head[i] for word in ("dist", "pace", "speed"))]
    whole = [i for i in times if any(word in head[i] for word in _WHOLE_WORDS)]
    named = [i for i in times if "time" in head[i]]
    time = next(iter([*[i for i in named if i not in whole], *whole, *named, *times]), None)
    places = [
        i
        for i, name in enumerate(head)
        if i != time and i not in whole and any(word in name for word in _PLACE_WORDS)
    ]
    places = [i for i in places if "pace" not in head[i] and "time" not in head[i]]
    place = places[0] if places else None
    scale = 1.0
    if place is not None:
        if "km" in head[place] or "kilo" in head[place]:
            scale = 1000.0
        elif "mile" in head[place] or re.search(r"\bmi\b", head[place]):
            scale = MILE
    return place, time, scale


def name_of(metres: float) -> str:
    """`5k`, `10k`, `mile`, or the metres."""
    return distance_name(round(metres, 1))
