# SPDX-License-Identifier: MIT
"""The squad as a table that clubs keep: a CSV file read and written, and groups by rep time.

Columns, in any order: name; race (or a column a distance, `10k`, `5k`); goal; watch; group. The
separator is the one that the first line has, whatever spreadsheet wrote it. Not here: the file in
which athletes are kept (`athletes`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from trackpacer.errors import UserError
from trackpacer.paces import athletes
from trackpacer.paces.athletes import Athlete, Squad
from trackpacer.paces.equivalence import Races
from trackpacer.paces.races import Race, parse_distance, parse_race, parse_time, same_distance
from trackpacer.paces.vdot import vdot
from trackpacer.records import record, replace
from trackpacer.shown import cell, from_cell

COLUMNS = ("name", "race", "goal", "watch", "group")
SEPARATORS = ",;\t|"
MOST_BYTES = 1_000_000
MOST_GROUPS = 26
CONTRADICTION = 1.15
"""Two races contradict each other where one's VDOT is that much above the other's: a specialist's
800 and marathon differ by less."""

_CALLED = {
    "name": ("name", "athlete", "runner", "athletes", "who"),
    "race": ("race", "races", "pb", "pbs", "best", "time", "result"),
    "goal": ("goal", "goals", "target", "aim"),
    "watch": ("watch", "device", "pacer", "unit"),
    "group": ("group", "squad", "pack", "team"),
}
_FIELD = {word: field for field, words in _CALLED.items() for word in words}
# Between two races of one cell: a comma or semicolon, a plus, a line's end, or the next distance.
_BETWEEN = re.compile(r"\s*[,;+/\n]\s*|\s+and\s+|(?<=\d)\s+(?=\d+(?:\.\d+)?\s*(?:k|km|m|mi)\b)")


@record
class Imported:
    """What a file says: the athletes, and a sentence for what should be looked at."""

    athletes: tuple[Athlete, ...]
    notes: tuple[str, ...] = ()


def read(data: bytes, name: str) -> Imported:
    """The athletes of a CSV file. UserError that lists every wrong line: none is taken then."""
    if len(data) > MOST_BYTES:
        raise UserError(f"{name} is too large for a roster", "one line an athlete")
    text, notes = _decoded(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise UserError(f"{name} is empty", "its first line names the columns: name,race,watch")
    if re.fullmatch(r"sep=.", lines[first].strip()):  # what Excel writes for itself
        first += 1
    header = lines[first] if first < len(lines) else ""
    separator = max(SEPARATORS, key=lambda mark: (header.count(mark), -SEPARATORS.index(mark)))
    reader = csv.reader(io.StringIO("\n".join(lines[first:])), delimiter=separator)
    try:
        fields = [_field(text) for text in next(reader)]
    except csv.Error as error:
        raise UserError(f"{name}, line {first + 1}: {error}", "save it as CSV again") from None
    if "name" not in fields:
        raise UserError(
            f"{name}, line {first + 1}: no column is called name: {header.strip()!r}",
            "its first line names the columns, in any order: " + ",".join(COLUMNS),
        )
    twice = [field for field in COLUMNS if fields.count(field) > 1]
    if twice:
        raise UserError(f"{name}, line {first + 1}: two columns are called {twice[0]}")
    return _rows(reader, fields, name, first, notes)


def _rows(
    reader: Any, fields: list[str | float], name: str, first: int, notes: list[str]
) -> Imported:
    found: dict[int, Athlete] = {}
    wrong: list[str] = []
    while True:
        at = first + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise UserError(f"{name}, line {at}: {error}", "save it as CSV again") from None
        if not any(text.strip() for text in cells):
            continue
        try:
            found[at] = _athlete(cells, fields)
        except UserError as error:
            wrong.append(f"line {at}: {error}" + (f" ({error.hint})" if error.hint else ""))
    wrong += _clashes(found)
    if wrong:
        rows = "one line is" if len(wrong) == 1 else f"{len(wrong)} lines are"
        raise UserError(
            f"{name}: {rows} wrong, so nothing was imported\n  "
            + "\n  ".join(sorted(wrong, key=lambda one: int(one[5 : one.index(":")]))),
            "correct the file and import it again",
        )
    if not found:
        raise UserError(f"{name} has no athlete", "below the first line, one line each")
    ignored = [str(field)[1:] for field in fields if isinstance(field, str) and field[:1] == "?"]
    if any(ignored):
        notes.append("columns ignored: " + ", ".join(filter(None, ignored)))
    for athlete in found.values():
        notes += contradictions(athlete)
    return Imported(tuple(found.values()), tuple(notes))


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """The text of a file as spreadsheets save one, and what to say of it."""
    for mark, code in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(code), []
            except UnicodeDecodeError:
                continue
    # What a Windows spreadsheet calls plain CSV; the five bytes that it leaves free are no names.
    return data.decode("cp1252", "replace"), [
        "the file is not UTF-8, and was read as Windows text: look at the accents"
    ]


def _field(cell: str) -> str | float:
    """What a column holds: one of COLUMNS, a race's distance in metres, or '?...' for neither."""
    word = " ".join(cell.strip().lower().replace("_", " ").split())
    if word in _FIELD:
        return _FIELD[word]
    try:
        return parse_distance(word)
    except UserError:
        return f"?{cell.strip()}"


def _athlete(cells: list[str], fields: list[str | float]) -> Athlete:
    if len(cells) > len(fields) and any(text.strip() for text in cells[len(fields) :]):
        raise UserError(f"{len(cells)} columns, where the first line has {len(fields)}")
    values: dict[str, str] = {}
    races: list[Race] = []
    for field, text in zip(fields, cells, strict=False):
        if isinstance(field, str):
            values[field] = from_cell(text.strip())
        elif text.strip() not in ("", "-"):
            races.append(_checked(Race(field, parse_time(text))))
    if not values.get("name"):
        raise UserError("there is no name")
    races = [*_races(values.get("race", "")), *races]
    for number, race in enumerate(races):
        for other in races[:number]:
            if same_distance(other.metres, race.metres) and other != race:
                raise UserError(f"two times over one distance: {other.name} and {race.name}")
    return Athlete(
        athletes.check_name(values["name"]),
        tuple(dict.fromkeys(races)),
        tuple(dict.fromkeys(_races(values.get("goal", "")))),
        athletes.check_watch(values.get("watch", "")),
        athletes.check_group(values.get("group", "")),
    )


def _checked(race: Race) -> Race:
    return parse_race(race.name)


def _races(cell: str) -> list[Race]:
    plain = cell.strip()
    if plain in ("", "-"):
        return []
    try:
        return [parse_race(plain)]
    except UserError as error:
        parts = [part for part in _BETWEEN.split(plain) if part]
        if len(parts) < 2:
            raise UserError(str(error), error.hint) from None
        return [parse_race(part) for part in parts]


def _clashes(found: dict[int, Athlete]) -> list[str]:
    """Lines that name an athlete or a watch which a line before has."""
    wrong = []
    names: dict[str, int] = {}
    watches: dict[str, int] = {}
    for at, athlete in found.items():
        if names.setdefault(athletes.key(athlete.name), at) != at:
            other = names[athletes.key(athlete.name)]
            wrong.append(f"line {at}: {athlete.name} is on line {other} too")
        elif watches.setdefault(athletes.key(athlete.watch_name), at) != at:
            other = watches[athletes.key(athlete.watch_name)]
            whose = f"{found[other].name}'s, line {other}"
            wrong.append(f"line {at}: the watch {athlete.watch_name!r} is {whose}")
    return wrong


def contradictions(athlete: Athlete) -> list[str]:
    """A sentence where two of an athlete's races cannot well be of one runner."""
    rated = sorted((vdot(race.metres, race.time_ms / 1000), race.name) for race in athlete.races)
    if len(rated) < 2 or rated[-1][0] < CONTRADICTION * rated[0][0]:
        return []
    return [
        f"{athlete.name}: {rated[-1][1]} and {rated[0][1]} do not fit together: one of them is "
        "old, or mistyped"
    ]


def merged(squad: Squad, new: Sequence[Athlete], instead: bool = False) -> Squad:
    """The squad with these athletes: each in place of the one of its name, races over other
    distances and what the file leaves empty kept; or (`instead`) these alone.

    UserError where a watch would be two athletes'.
    """
    before = squad
    if instead:
        default = squad.default if _has(new, squad.default) else ""
        squad = replace(squad, athletes=(), default=default)
    for athlete in new:
        known = before.known(athlete.name)
        if known is not None:
            kept = [
                race
                for race in known.races
                if not any(same_distance(race.metres, one.metres) for one in athlete.races)
            ]
            athlete = replace(
                athlete,
                races=(*kept, *athlete.races),
                goal=athlete.goal or known.goal,
                watch=athlete.watch or known.watch,
                group=athlete.group or known.group,
            )
        squad = squad.with_athlete(athlete)
    check_watches(squad)
    return squad


def check_watches(squad: Squad) -> None:
    """Raise UserError where a watch would be two athletes'."""
    worn: dict[str, str] = {}
    for athlete in squad.athletes:
        other = worn.setdefault(athletes.key(athlete.watch_name), athlete.name)
        if other != athlete.name:
            raise UserError(
                f"the watch {athlete.watch_name!r} would be both {other}'s and {athlete.name}'s",
                "give each a watch of their own, or none",
            )


def _has(new: Sequence[Athlete], name: str) -> bool:
    return any(athletes.key(one.name) == athletes.key(name) for one in new)


def to_csv(squad: Squad) -> str:
    """The roster as a file that `read` takes back; with a BOM, by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for athlete in squad.athletes:
        writer.writerow(
            [
                cell(athlete.name),
                "; ".join(race.name for race in athlete.races),
                "; ".join(race.name for race in athlete.goal),
                cell(athlete.watch),
                cell(athlete.group),
            ]
        )
    return "\ufeff" + out.getvalue()


def rep_ms(athlete: Athlete) -> int | None:
    """400 m at 10k pace, in ms; None without a race. What groups are made by."""
    if not athlete.races:
        return None
    return round(Races(athlete.races).at(10_000.0).seconds_per_metre * 400_000)


def grouped(times: Sequence[int], groups: int) -> list[int]:
    """Which group, from 0, each of these ascending times is in, so that those in one are as close
    together as can be: the sum of squared distances from each group's mean is the least there is
    (Fisher, "On grouping for maximum homogeneity", JASA 53, 1958).
    """
    count = len(times)
    sums = [0]
    squares = [0]
    for time in times:
        sums.append(sums[-1] + time)
        squares.append(squares[-1] + time * time)

    def spread(first: int, end: int) -> float:
        total = sums[end] - sums[first]
        return squares[end] - squares[first] - total * total / (end - first)

    # best[k][n]: the first n times in k + 1 groups, and where the last of these groups begins.
    best = [[(spread(0, n) if n else 0.0, 0) for n in range(count + 1)]]
    for k in range(1, groups):
        before = best[-1]
        row = [(float("inf"), 0)] * (count + 1)
        for n in range(k + 1, count + 1):
            row[n] = min((before[m][0] + spread(m, n), m) for m in range(k, n))
        best.append(row)
    found = [0] * count
    end = count
    for k in range(groups - 1, -1, -1):
        first = best[k][end][1]
        found[first:end] = [k] * (end - first)
        end = first
    return found
