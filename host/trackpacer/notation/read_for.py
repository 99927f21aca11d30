# SPDX-License-Identifier: MIT
"""For whom a text is read: the races that it is priced by, and how it is called in one line.

Not here: the reader (`notation`), the squad (`paces.athletes`).
"""

from __future__ import annotations

from collections.abc import Sequence

from trackpacer.errors import UserError
from trackpacer.notation.context import Context
from trackpacer.notation.exact import MARK
from trackpacer.notation.head import read_head
from trackpacer.paces import parse_race
from trackpacer.paces.athletes import load_squad
from trackpacer.paces.races import Race, same_distance
from trackpacer.records import replace


def races(texts: Sequence[str], athlete: str = "") -> tuple[Race, ...]:
    """The races that are typed, each as `10k=35:00`, and those of the athlete who is named.

    Raises UserError for two over one distance; over the athlete's the typed one counts.
    """
    given = tuple(parse_race(text) for text in texts)
    for number, race in enumerate(given):
        for other in given[:number]:
            if same_distance(other.metres, race.metres) and other != race:
                raise UserError(
                    f"two times over one distance: {other.name} and {race.name}",
                    "give the one that counts",
                )
    return (*load_squad().find(athlete).races, *given) if athlete else given


def default_athlete() -> tuple[str, tuple[Race, ...]]:
    """Name and races of the default athlete; nothing when there is none."""
    squad = load_squad()
    if not squad.default:
        return "", ()
    athlete = squad.find(squad.default)
    return athlete.name, athlete.races


def settled(given: Context, text: str, nobody: bool = False) -> Context:
    """What is given for a text, and where it names no races, those of whom the text names; else the
    default athlete's, unless `nobody` runs who is not named. Raises UserError."""
    athlete = load_squad().find(given.athlete).name if given.athlete else ""
    fallback: tuple[Race, ...] = ()
    if not given.races:
        head = read_head(text, given.file)
        if head.athlete and head.is_of(athlete):
            known = load_squad().known(head.athlete)
            fallback = known.races if known else ()
        elif not head.races and not athlete and not nobody:
            athlete, fallback = default_athlete()
    return replace(given, athlete=athlete, fallback_races=fallback)


def heading(text: str) -> str:
    """A session's text in one line, without its head and comments."""
    return " ".join(read_head(text.lstrip().removeprefix(MARK)).plain.split())
