# SPDX-License-Identifier: MIT
"""The index says what the logs say, whatever happened to them or to it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch, human
from trackpacer.cli import main
from trackpacer.firmware import program
from trackpacer.laps import overview
from trackpacer.laps.edits import Edits
from trackpacer.laps.result import Result
from trackpacer.laps.store import Store, Stored
from trackpacer.session import Effort

OLD = 1_700_000_000


def log(scratch: Path, number: int = 0, reps: int = 4, name: str = "4 x 400") -> bytes:
    shutil.rmtree(scratch, ignore_errors=True)
    watch = Watch(scratch)
    identity = program.verify(intervals(reps)).identity
    watch.begin(name, "Zoë", identity, BEGAN + 86_400 * number)
    watch.reps(human(reps, seed=number))
    watch.end(reps)
    return watch.bytes()


def aged(store: Store, at: int = OLD) -> None:
    """Every file last changed long ago: the index trusts none that is younger than its clock."""
    for file in store.logs.iterdir():
        os.utime(file, (at, at))


def filled(folder: Path, count: int = 4) -> Store:
    store = Store(folder / "data")
    store.keep_program(intervals(4))
    for number in range(count):
        store.keep_log(log(folder / "watch", number), {}, None)
    aged(store)
    return store


def told(store: Store) -> list[tuple[str, object]]:
    """What it says of each log."""
    found = sorted(store.entries(), key=lambda one: one.name)
    return [(one.name, one.about or one.problem) for one in found]


def read_anew(store: Store) -> list[tuple[str, object]]:
    """The same without it."""
    found: list[tuple[str, object]] = []
    for stored in store.all():
        try:
            found.append((stored.path.name, overview.of(store.result(stored))))
        except Exception as error:
            found.append((stored.path.name, str(error).removeprefix(f"{stored.path}: ")))
    return found


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The logs that were read."""
    names: list[str] = []
    result = Store.result

    def counting(self: Store, stored: Stored) -> Result:
        names.append(stored.path.name)
        return result(self, stored)

    monkeypatch.setattr(Store, "result", counting)
    return names


def edit(store: Store) -> None:
    store.all()[1].keep_edits(Edits(note="wind", felt=7, athlete="Ben"))


def damage(store: Store) -> None:
    path = store.all()[0].path
    path.write_bytes(b"no log" + path.read_bytes()[6:])


def change_within(store: Store) -> None:
    """The same size and another time, as every change has."""
    path = store.all()[0].path
    data = path.read_bytes()
    path.write_bytes(data[:-7] + bytes(7))


def lose_the_program(store: Store) -> None:
    for path in store.programs.iterdir():
        path.unlink()


CHANGES: dict[str, Callable[[Store], object]] = {
    "an edit": edit,
    "damage": damage,
    "a change within": change_within,
    "a log that went": lambda store: store.all()[2].path.unlink(),
    "a log that came": lambda store: store.keep_log(log(store.folder / "w", 9), {}, None),
    "one by hand": lambda store: (store.logs / "a.hand").write_text("{}"),
    "a file that is no log": lambda store: (store.logs / "b.log").write_bytes(b""),
    "a folder that is no log": lambda store: (store.logs / "c.log").mkdir(),
    "JSON that is none": lambda store: store.all()[1].beside.write_text("{"),
    "a program that went": lose_the_program,
    "an index that is none": lambda store: (store.folder / "index.sqlite").write_bytes(b"x" * 5000),
    "an index of another form": lambda store: _in_index(store, "pragma user_version = 7"),
    "rows that are none": lambda store: _in_index(store, "update logs set about = '{\"a\": 1}'"),
    "rows of no JSON": lambda store: _in_index(store, "update logs set about = 'x'"),
    "a table of another shape": lambda store: _in_index(store, "alter table logs add column x"),
    "no index": lambda store: (store.folder / "index.sqlite").unlink(),
}


def _in_index(store: Store, words: str) -> None:
    with sqlite3.connect(store.folder / "index.sqlite") as database:
        database.execute(words)
    database.close()


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_is_seen(what: str, tmp_path: Path) -> None:
    store = filled(tmp_path)
    assert told(store) == read_anew(store)
    CHANGES[what](store)
    expected = [one for one in read_anew(store) if one[0] != "c.log"]
    assert told(store) == expected
    aged(store, OLD + 500)
    assert told(store) == told(store) == expected


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(CHANGES)), max_size=6))
def test_what_changed_is_seen_whatever_came_before(
    tmp_path_factory: pytest.TempPathFactory, changes: list[str]
) -> None:
    store = filled(tmp_path_factory.mktemp("index"))
    for number, what in enumerate(changes):
        try:
            CHANGES[what](store)
        except (IndexError, OSError, sqlite3.Error, ValueError, Exception):
            continue  # it was changed before so that this cannot be
        if number % 2:
            aged(store, OLD + number)
        assert told(store) == [one for one in read_anew(store) if one[0] != "c.log"]


def test_nothing_is_read_twice(tmp_path: Path, reads: list[str]) -> None:
    store = filled(tmp_path, 5)
    store.entries()
    assert len(reads) == 5
    reads.clear()
    assert [entry.about.title for entry in Store(store.folder).entries() if entry.about] == [
        "4 x 400"
    ] * 5
    assert reads == []
    edit(store)
    store.entries()
    assert reads == [store.all()[1].path.name]


def test_commands_read_no_more_logs_than_they_show(
    tmp_path: Path,
    reads: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    store = filled(tmp_path, 12)
    store.entries()
    for words, most in (
        (("logs",), 0),
        (("logs", "zoe", "--all"), 0),
        (("progress", "4 x 400"), 0),
        (("report",), 1),
        (("report", "--squad"), 1),
        (("report", "3", "5"), 2),
    ):
        reads.clear()
        assert main(list(words)) in (0, 1)
        assert len(reads) <= most, words
    assert "internal error" not in capsys.readouterr().err


def test_a_long_list_says_what_a_short_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    filled(tmp_path, 6)
    said = []
    for most in (200, 2):
        monkeypatch.setattr("trackpacer.laps.table.MOST_RICH", most)
        for words in (["logs"], ["progress", "4 x 400"]):
            assert main(words) == 0
        lines = capsys.readouterr().out.splitlines()
        said.append([line.split() for line in lines if line.strip(" ─-━")])
    assert said[0] == said[1]


@pytest.mark.parametrize("word", [b"stamp text", b"sqlite_autoindex_logs_1"])
def test_an_index_whose_own_words_are_damaged_is_made_anew(word: bytes, tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = told(store)
    file = store.folder / "index.sqlite"
    whole = file.read_bytes()
    assert word in whole
    file.write_bytes(whole.replace(word, word[:2] + b"\xac" + word[3:]))
    assert told(store) == before
    assert told(store) == before


def test_a_disk_that_takes_no_index_is_no_hindrance(tmp_path: Path) -> None:
    store = filled(tmp_path)
    (store.folder / "index.sqlite").mkdir()
    assert told(store) == read_anew(store)


def test_a_log_is_found_by_its_bytes_and_by_its_beginning(tmp_path: Path) -> None:
    store = filled(tmp_path, 3)
    data = log(tmp_path / "w", 1)
    same, earlier = store.find(data)
    assert same is not None and same.path.read_bytes() == data and earlier is None
    same, earlier = store.find(data + bytes(15))
    assert same is None and earlier is not None and earlier.path.read_bytes() == data
    assert store.find(data[:40]) == (None, None)
    assert store.find(b"") == (None, None)
    other = log(tmp_path / "w", 7)
    assert store.find(other) == (None, None)
    store.keep_log(other[:60], {}, None)
    same, earlier = store.find(other)
    assert same is None and earlier is not None and earlier.path.read_bytes() == other[:60]


@given(st.data())
def test_an_overview_comes_back_as_it_went(data: st.DataObject) -> None:
    number = st.floats(allow_nan=False, allow_infinity=False)
    kinds = st.builds(
        overview.Kind,
        label=st.text(),
        reps=st.integers(0, 99),
        mean_ms=number,
        off_ms=st.none() | number,
        scatter_ms=st.none() | number,
        fade_ms=st.none() | number,
        even=st.booleans(),
        target_ms=st.none() | st.integers(0, 10**7),
        fast_ms=st.integers(0, 10**6),
        bound=st.booleans(),
        effort=st.sampled_from(list(Effort)),
    )
    made = data.draw(
        st.builds(
            overview.Overview,
            title=st.text(),
            athlete=st.text(),
            watch=st.text(),
            began=st.none() | st.datetimes(),
            ran=st.integers(0, 99),
            planned_runs=st.none() | st.integers(1, 99),
            missed=st.integers(0, 9),
            felt=st.none() | st.integers(1, 10),
            kinds=st.lists(kinds, max_size=3).map(tuple),
        )
    )
    assert overview.from_json(json.loads(json.dumps(overview.to_json(made)))) == made
