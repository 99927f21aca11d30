# SPDX-License-Identifier: MIT
"""The athletes of a coach, by name, with their races: one file in the user's config folder.

default = "Anna"
units = "km"

[Anna]
races = ["10k 35:00", "mile 4:50"]
goal = ["10k 34:00"]
watch = "red"
group = "A"

Not here: the roster as a table that people send each other (`roster`).
"""

from __future__ import annotations

import json
import unicodedata
from contextlib import AbstractContextManager
from pathlib import Path

from trackpacer.errors import UserError
from trackpacer.folders import config_folder
from trackpacer.paces import units
from trackpacer.paces.races import Race, parse_race
from trackpacer.records import record, replace

LONGEST_NAME = 64
"""Bytes of a name in UTF-8: what a program holds."""
LONGEST_WATCH = 32
"""Bytes of a watch's name (firmware `settings`)."""


@record
class Athlete:
    """One runner: races that were run, and (if set) the races that are the goal.

    watch: the name of the watch they wear; empty: one of their own name. group: A, B, ...
    """

    name: str
    races: tuple[Race, ...] = ()
    goal: tuple[Race, ...] = ()
    watch: str = ""
    group: str = ""

    @property
    def watch_name(self) -> str:
        """What their watch is called."""
        return self.watch or cut(self.name, LONGEST_WATCH)


@record
class Squad:
    """All athletes of the file; `default` is the one meant when none is named; `units`: what paces
    are shown per, 'km' or 'mile'."""

    athletes: tuple[Athlete, ...] = ()
    default: str = ""
    units: str = "km"

    @property
    def groups(self) -> dict[str, str]:
        """The group of each athlete who is in one, by `key` of the name."""
        return {key(one.name): one.group for one in self.athletes if one.group}

    def known(self, name: str) -> Athlete | None:
        """The athlete of exactly that name, whatever its case; None when there is none."""
        wanted = key(name)
        return next((one for one in self.athletes if key(one.name) == wanted), None)

    def find(self, name: str) -> Athlete:
        """The athlete whom a name means (`meant`). Raises UserError."""
        athlete = self.meant(name)
        if athlete is not None:
            return athlete
        known = ", ".join(athlete.name for athlete in self.athletes)
        hint = f"known: {known}" if known else f"pacer athlete {name} --race 10k=35:00 adds one"
        raise UserError(f"there is no athlete {name!r}", hint)

    def meant(self, name: str) -> Athlete | None:
        """The athlete of that name: whatever its case; without its accents, or by its first words,
        where only one is called so; None where nobody is. UserError where several are."""
        athlete = self.known(name)
        if athlete is not None:
            return athlete
        wanted = bare(name)
        for fits in (
            [one for one in self.athletes if bare(one.name) == wanted],
            [one for one in self.athletes if wanted and bare(one.name).startswith(wanted + " ")],
        ):
            if len(fits) == 1:
                return fits[0]
            if fits:
                names = ", ".join(one.name for one in fits)
                raise UserError(f"{name!r} may be {names}", "write the name in full")
        return None

    def wearing(self, watch: str) -> Athlete | None:
        """Whose watch it is, by its name; None for a watch without a name, or nobody's."""
        wanted = key(watch)
        if not wanted:
            return None
        named = [one for one in self.athletes if one.watch and key(one.watch) == wanted]
        own = [one for one in self.athletes if not one.watch and key(one.watch_name) == wanted]
        return next(iter((*named, *own)), None)

    def with_athlete(self, athlete: Athlete) -> Squad:
        """The squad with one athlete added or put in place of the one of that name."""
        others = tuple(a for a in self.athletes if key(a.name) != key(athlete.name))
        return replace(self, athletes=(*others, athlete), default=self.default or athlete.name)

    def without(self, name: str) -> Squad:
        """The squad less one athlete. Raises UserError when there is none of that name."""
        gone = self.find(name)
        rest = tuple(a for a in self.athletes if a.name != gone.name)
        default = self.default if key(self.default) != key(gone.name) else ""
        return replace(self, athletes=rest, default=default or (rest[0].name if rest else ""))


def key(name: str) -> str:
    """What two spellings of one name have in common: not the case, nor how accents are coded."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def bare(name: str) -> str:
    """A name as typed on a keyboard that lacks its accents."""
    split = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def cut(text: str, most: int) -> str:
    """As much of a text as fits into so many bytes of UTF-8, whole letters only."""
    return text.encode()[:most].decode(errors="ignore").rstrip()


def squad_path() -> Path:
    """Where the file stands; the environment variable PACER_CONFIG_DIR moves it."""
    return config_folder() / "athletes.toml"


def alone() -> AbstractContextManager[None]:
    """The only one that changes the athletes meanwhile: for reading, changing and saving."""
    from trackpacer import locks

    return locks.folder(squad_path().parent)


def load_squad(path: Path | None = None) -> Squad:
    """The athletes of the file; none without a file. Raises UserError when it cannot be read."""
    path = path or squad_path()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Squad()
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(
            f"{path}: {error}", "correct the file, or delete it and enter the athletes again"
        ) from None
    default = table.pop("default", "")
    try:
        shown = units.check(str(table.pop("units", "km")))
    except UserError as error:
        raise UserError(f"{path}: {error}", error.hint) from None
    athletes = []
    for name, value in table.items():
        if not isinstance(value, dict):
            raise UserError(
                f"{path}: {name!r} is not an athlete", 'write [name] and races = ["10k 35:00"]'
            )
        athletes.append(_athlete(path, name, value))
    return Squad(tuple(athletes), str(default), shown)


def _athlete(path: Path, name: str, value: dict[str, object]) -> Athlete:
    try:
        return Athlete(
            check_name(name),
            _races(path, name, value, "races"),
            _races(path, name, value, "goal"),
            check_watch(str(value.get("watch", ""))),
            check_group(str(value.get("group", ""))),
        )
    except UserError as error:
        if str(path) in str(error):
            raise
        raise UserError(f"{path}: {error}", error.hint) from None


def check_name(name: str) -> str:
    """A name in any script, with its spaces put in order. Raises UserError."""
    plain = unicodedata.normalize("NFC", " ".join(name.split()))
    words = _letters(plain)
    if not words or key(plain) in ("default", "units") or len(plain.encode()) > LONGEST_NAME:
        raise UserError(
            f"{name!r} is not a name for an athlete",
            f"use letters of any script, as in Anna, Zoë B. or 李娜; at most {LONGEST_NAME} bytes",
        )
    return plain


def check_watch(name: str) -> str:
    """A watch's name, or '' for none. Raises UserError."""
    plain = unicodedata.normalize("NFC", " ".join(name.split()))
    if plain and (not _letters(plain) or len(plain.encode()) > LONGEST_WATCH):
        raise UserError(
            f"{name!r} is not a name for a watch",
            f"use letters and digits, as in red or anna; at most {LONGEST_WATCH} bytes",
        )
    return plain


def check_group(name: str) -> str:
    """A group's name, or '' for none. Raises UserError."""
    plain = " ".join(name.split())
    if plain and (not _letters(plain) or len(plain) > 12):
        raise UserError(
            f"{name!r} is not a name for a group", "use a letter or a word, as A, B or C"
        )
    return plain.upper() if len(plain) == 1 else plain


def _letters(plain: str) -> bool:
    """Whether it holds a letter or digit, and nothing that is not seen."""
    seen = all(unicodedata.category(letter)[0] not in "CZ" or letter == " " for letter in plain)
    return seen and any(unicodedata.category(letter)[0] in "LN" for letter in plain)


def _races(path: Path, name: str, value: dict[str, object], key: str) -> tuple[Race, ...]:
    lines = value.get(key, [])
    if isinstance(lines, str):
        lines = [lines]
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise UserError(
            f"{path}: {key} of {name!r} is not a list of races", f'write {key} = ["10k 35:00"]'
        )
    try:
        return tuple(parse_race(line) for line in lines)
    except UserError as error:
        raise UserError(f"{path}: {name}: {error}", error.hint) from None


def save_squad(squad: Squad, path: Path | None = None) -> Path:
    """Write the file, whole or not at all; returns where it stands. Raises OSError."""
    from trackpacer.files import write_whole

    path = path or squad_path()
    lines = []
    if squad.default:
        lines.append(f"default = {_quoted(squad.default)}")
    if squad.units != "km":
        lines.append(f"units = {_quoted(squad.units)}")
    if lines:
        lines.append("")
    for athlete in sorted(squad.athletes, key=lambda a: key(a.name)):
        lines.append(f"[{_quoted(athlete.name)}]")
        lines.append(f"races = [{_list(athlete.races)}]")
        if athlete.goal:
            lines.append(f"goal = [{_list(athlete.goal)}]")
        for name in ("watch", "group"):
            if getattr(athlete, name):
                lines.append(f"{name} = {_quoted(getattr(athlete, name))}")
        lines.append("")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "\n".join(lines).encode("utf-8"))
    return path


def _quoted(text: str) -> str:
    """A basic string of TOML, which escapes as JSON does."""
    return json.dumps(text, ensure_ascii=False)


def _list(races: tuple[Race, ...]) -> str:
    return ", ".join(_quoted(race.name) for race in races)
