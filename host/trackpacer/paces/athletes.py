# SPDX-License-Identifier: MIT
"""The athletes of a coach, by name, with their races: one file in the user's config folder.

default = "anna"

[anna]
races = ["10k 35:00", "mile 4:50"]
goal = ["10k 34:00"]
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from trackpacer.errors import UserError
from trackpacer.paces.races import Race, parse_race

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


@dataclass(frozen=True, slots=True)
class Athlete:
    """One runner: races that were run, and (if set) the races that are the goal."""

    name: str
    races: tuple[Race, ...] = ()
    goal: tuple[Race, ...] = ()


@dataclass(frozen=True, slots=True)
class Squad:
    """All athletes of the file; `default` is the one meant when none is named."""

    athletes: tuple[Athlete, ...] = ()
    default: str = ""

    def find(self, name: str) -> Athlete:
        """The athlete of that name, whatever its case. Raises UserError."""
        wanted = name.strip().lower()
        for athlete in self.athletes:
            if athlete.name == wanted:
                return athlete
        known = ", ".join(athlete.name for athlete in self.athletes)
        hint = f"known: {known}" if known else f"pacer athlete {wanted} --race 10k=35:00 adds one"
        raise UserError(f"there is no athlete {name!r}", hint)

    def with_athlete(self, athlete: Athlete) -> Squad:
        """The squad with one athlete added or put in place of the one of that name."""
        others = tuple(a for a in self.athletes if a.name != athlete.name)
        return replace(self, athletes=(*others, athlete), default=self.default or athlete.name)

    def without(self, name: str) -> Squad:
        """The squad less one athlete. Raises UserError when there is none of that name."""
        gone = self.find(name)
        rest = tuple(a for a in self.athletes if a.name != gone.name)
        default = self.default if self.default != gone.name else (rest[0].name if rest else "")
        return Squad(rest, default)


def squad_path() -> Path:
    """Where the file stands; the environment variable PACER_CONFIG_DIR moves it."""
    folder = os.environ.get("PACER_CONFIG_DIR")
    if folder:
        return Path(folder) / "athletes.toml"
    from platformdirs import user_config_path

    return Path(user_config_path("trackpacer")) / "athletes.toml"


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
            f"{path}: {error}", "mend the file, or take it away and set the athletes anew"
        ) from None
    default = table.pop("default", "")
    athletes = []
    for name, value in table.items():
        if not isinstance(value, dict):
            raise UserError(
                f"{path}: {name!r} is no athlete", 'write [name] and races = ["10k 35:00"]'
            )
        athletes.append(
            Athlete(
                check_name(name),
                _races(path, name, value, "races"),
                _races(path, name, value, "goal"),
            )
        )
    return Squad(tuple(athletes), str(default).lower())


def check_name(name: str) -> str:
    """A name in lower case: letters, digits, - and _, at most 32. Raises UserError."""
    lower = name.strip().lower()
    if not _NAME.fullmatch(lower) or lower == "default":
        raise UserError(
            f"{name!r} is no name for an athlete",
            "use letters, digits, - or _, as in anna or tom-b",
        )
    return lower


def _races(path: Path, name: str, value: dict[str, object], key: str) -> tuple[Race, ...]:
    lines = value.get(key, [])
    if isinstance(lines, str):
        lines = [lines]
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise UserError(
            f"{path}: {key} of {name!r} is no list of races", f'write {key} = ["10k 35:00"]'
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
        lines += [f'default = "{squad.default}"', ""]
    for athlete in sorted(squad.athletes, key=lambda a: a.name):
        lines.append(f"[{athlete.name}]")
        lines.append(f"races = [{_list(athlete.races)}]")
        if athlete.goal:
            lines.append(f"goal = [{_list(athlete.goal)}]")
        lines.append("")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "\n".join(lines).encode("utf-8"))
    return path


def _list(races: tuple[Race, ...]) -> str:
    return ", ".join(f'"{race.name}"' for race in races)
