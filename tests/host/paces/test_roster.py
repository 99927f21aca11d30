# SPDX-License-Identifier: MIT
"""The roster: files as spreadsheets write them, wrong ones, groups, and the command."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackpacer.errors import UserError
from trackpacer.paces import roster
from trackpacer.paces.athletes import Athlete, Squad, check_name
from trackpacer.paces.races import Race

ROWS = [
    ("name", "race", "goal", "watch", "group"),
    ("Zoë Müller", "10k 35:00", "10k 34:00", "red", "a"),
    ("李娜", "5k 18:30", "", "", ""),
    ("Søren O'Brien-Lund", "10k=41:00", "", "blue 2", "B"),
]


def written(separator: str, order: tuple[int, ...], end: str = "\n") -> str:
    return end.join(separator.join(row[at] for at in order) for row in ROWS) + end


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 2, 0, 1, 3), (3, 4, 1, 2, 0)])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_order_separator_and_code_is_the_same_roster(
    separator: str, order: tuple[int, ...], code: str
) -> None:
    end = "\r\n" if code == "utf-16" else "\n"
    found = roster.read(written(separator, order, end).encode(code), "squad.csv")
    assert found.notes == ()
    zoe, li, soren = found.athletes
    assert (zoe.name, zoe.watch, zoe.group) == ("Zoë Müller", "red", "A")
    assert [race.name for race in (*zoe.races, *zoe.goal)] == ["10k 35:00", "10k 34:00"]
    assert (li.name, li.watch_name, [race.name for race in li.races]) == (
        "李娜",
        "李娜",
        ["5k 18:30"],
    )
    assert (soren.name, soren.watch) == ("Søren O'Brien-Lund", "blue 2")


def test_windows_text_excels_own_line_and_columns_of_distances() -> None:
    data = 'sep=;\r\nAthlete;5k;10k;phone\r\n"Zoë";16:50;35:00;1\r\nBen;;40:00;2\r\n'
    found = roster.read(data.encode("cp1252"), "squad.csv")
    zoe, ben = found.athletes
    assert [race.name for race in zoe.races] == ["5k 16:50", "10k 35:00"]
    assert (zoe.name, [race.name for race in ben.races]) == ("Zoë", ["10k 40:00"])
    assert any("accents" in note for note in found.notes)
    assert any("phone" in note for note in found.notes)


def test_several_races_in_a_cell() -> None:
    data = b'name,race\nAnna,"10k 35:00, 5k=16:50; mile 4:50"\nBen,10k 40:00 + 5k 19:00\n'
    anna, ben = roster.read(data, "squad.csv").athletes
    assert [race.name for race in anna.races] == ["10k 35:00", "5k 16:50", "mile 4:50"]
    assert len(ben.races) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"race,watch\n10k 35:00,red\n",
        b"name,name\na,b\n",
        b"name\n",
        b"name,race\n\n",
    ],
)
def test_a_file_that_is_no_roster_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match=r"squad\.csv"):
        roster.read(data, "squad.csv")


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail_otherwise(data: bytes) -> None:
    for head in (b"", b"name,race,watch\n"):
        try:
            roster.read(head + data, "squad.csv")
        except UserError as error:
            assert "squad.csv" in str(error)


names = st.text(min_size=1, max_size=12).filter(lambda text: _is_name(text))


def _is_name(text: str) -> bool:
    try:
        return check_name(text) == text
    except UserError:
        return False


@given(st.lists(names, min_size=1, max_size=6, unique_by=lambda name: name.casefold()))
def test_what_is_exported_is_read_back_the_same(found: list[str]) -> None:
    squad = Squad(
        tuple(
            Athlete(name, (Race(10_000.0, 2_100_000 + at * 1000),), watch=f"w{at}", group="B")
            for at, name in enumerate(found)
        )
    )
    again = roster.read(roster.to_csv(squad).encode(), "squad.csv")
    assert again.athletes == squad.athletes


@given(st.lists(st.integers(60_000, 120_000), min_size=1, max_size=8), st.integers(1, 4))
def test_no_other_grouping_is_closer_together(times: list[int], groups: int) -> None:
    times = sorted(times)
    groups = min(groups, len(times))

    def spread(numbers: list[int]) -> float:
        total = 0.0
        for number in set(numbers):
            part = [t for t, n in zip(times, numbers, strict=True) if n == number]
            mean = sum(part) / len(part)
            total += sum((t - mean) ** 2 for t in part)
        return total

    found = roster.grouped(times, groups)
    assert found == sorted(found) and len(set(found)) == groups
    cuts = itertools.combinations(range(1, len(times)), groups - 1)
    best = min(
        spread([sum(at >= cut for cut in cut_) for at in range(len(times))]) for cut_ in cuts
    )
    assert spread(found) <= best + 1e-3


def test_a_name_is_found_without_its_accents_and_by_its_first_word() -> None:
    squad = Squad((Athlete("Zoë Brown"), Athlete("Zoë Quick"), Athlete("José")))
    assert squad.find("jose").name == "José"
    assert squad.find("zoe brown").name == "Zoë Brown"
    with pytest.raises(UserError, match="may be Zoë Brown, Zoë Quick"):
        squad.find("zoe")


@pytest.mark.parametrize("name", ["", "  ", "!", "default", "a\u202eb", "x" * 65, "\ud800"])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(UserError):
        check_name(name)
