# SPDX-License-Identifier: MIT
"""The commands about laps, as a user types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.host.laps.devices import FolderDevice
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch, human
from trackpacer.cli import main
from trackpacer.firmware import program
from trackpacer.laps.fetch import fetch
from trackpacer.laps.store import Store

DAY = 86_400


class User:
    """Types commands; keeps what was printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], store: Store) -> None:
        self.capsys = capsys
        self.store = store

    def __call__(self, *words: str, status: int = 0) -> str:
        self.capsys.readouterr()
        found = main(list(words))
        out, err = self.capsys.readouterr()
        assert found == status, err
        assert "Traceback" not in err
        return err if status else out


@pytest.fixture
def user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> User:
    """Three evenings of Zoë's, the last one also Ben's; the programs came along."""
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    store = Store()
    for athlete, days in (("Zoë", [0, 14, 28]), ("Ben", [28])):
        watch = Watch(tmp_path / athlete)
        device = FolderDevice(watch)
        code = intervals(6)
        device.write("sessions/a.tpp", code)
        for day in days:
            watch.begin("6 x 400", athlete, program.verify(code).identity, BEGAN + day * DAY)
            watch.reps([time - 20 * day for time in human(6, seed=day)])
            watch.end(6)
            watch.bytes()
        fetch(device, store, now=lambda: BEGAN + 30 * DAY)
    return User(capsys, store)


def test_logs_lists_the_newest_first(user: User) -> None:
    found = json.loads(user("logs", "--json"))
    assert [(one["number"], one["began"][:10], one["athlete"]) for one in found] == [
        (1, "2026-10-19", "Zoë"),
        (2, "2026-10-19", "Ben"),
        (3, "2026-10-05", "Zoë"),
        (4, "2026-09-21", "Zoë"),
    ]
    assert "2026-10-19-1613-6x400-ben" in user("logs", "ben")
    assert "Zoë" not in user("logs", "ben")


def test_report_shows_each_rep_and_what_they_come_to(user: User) -> None:
    out = user("report", "4")
    assert "6 x 400 · Zoë · Mon 21 Sep 2026, 16:13 · red watch" in out
    lines = out.splitlines()
    times = [line.split()[5] for line in lines if line.strip()[:1] in "123456" and "400 m" in line]
    found = json.loads(user("report", "4", "--json"))
    assert len(times) == 7  # six reps, and their summary
    assert "35.0" not in times
    assert found["runs"][0]["distance_m"] == 400
    assert f"{found['groups'][0]['scatter_s']:.2f}" in out


def test_two_logs_stand_side_by_side(user: User) -> None:
    out = user("report", "4", "1")
    assert "A  6 x 400 · Zoë · Mon 21 Sep 2026" in out
    assert "B  6 x 400 · Zoë · Mon 19 Oct 2026" in out
    one, other = (json.loads(user("report", n, "--json"))["runs"] for n in ("4", "1"))
    change = other[0]["actual_s"] - one[0]["actual_s"]
    first = next(line for line in out.splitlines() if line.strip().startswith("1 "))
    assert first.split()[-1] == f"{change:+.2f}"


def test_squad_is_one_evening_name_by_name(user: User) -> None:
    out = user("report", "--squad")
    assert out.splitlines()[0] == "6 x 400 · Mon 19 Oct 2026"
    rows = [line.split() for line in out.splitlines()[4:6]]
    assert {row[0] for row in rows} == {"Ben", "Zoë"}  # a row each, its six reps in it
    assert all(len(row) - row.index(row[3]) >= 7 for row in rows)
    assert "Ben" not in user("report", "--squad", "2026-10-05")
    assert "no logs of 2026-10-06" in user("report", "--squad", "2026-10-06", status=1)
    assert "no logs of 2" in user("report", "--squad", "yesterday", status=1)
    assert "not a date" in user("report", "--squad", "the other day", status=1)


@pytest.mark.parametrize("columns", [40, 80])
def test_no_figure_is_cut_short_on_a_narrow_terminal(
    user: User, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    wide = {words: user(*words).split() for words in NARROW}
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in NARROW:
        narrow = re.sub(r"\x1b\[[\d;]*m", "", user(*words))
        assert "…" not in narrow
        figures = {word for word in wide[words] if re.fullmatch(r"[-+]?[\d:]+\.\d+", word)}
        assert figures <= set(narrow.split())
        assert figures


def test_a_change_is_the_difference_of_the_times_beside_it(user: User) -> None:
    seen = 0
    for line in user("report", "4", "1").splitlines():
        words = line.split()
        if len(words) == 12 and words[0].isdigit():
            a, b = (60 * int(time[0]) + float(time[2:]) for time in (words[4], words[8]))
            seen += round(float(words[-1]) * 100) == round((b - a) * 100)
    assert seen == 6


NARROW = [("report", "1"), ("report", "4", "1"), ("report", "--squad"), ("progress", "6 x 400")]


def test_progress_is_the_season_of_one_session(user: User) -> None:
    out = user("progress", "6 x 400", "--athlete", "zoë")
    dates = [line.split()[0] for line in out.splitlines() if line.startswith("2026-")]
    assert dates == ["2026-09-21", "2026-10-05", "2026-10-19"]
    assert len(json.loads(user("progress", "6x400", "--json"))) == 4
    assert "no logs of '25 x 400'" in user("progress", "25 x 400", status=1)
    assert "not a date" in user("progress", "6 x 400", "--since", "2026-13-45", status=1)
    assert "has no name" in user("progress", " ", status=1)
    user("progress", "6 x 400", "--png", "season.png", "--html", "season.html")
    assert Path("season.png").read_bytes().startswith(b"\x89PNG")


def test_edits_stand_beside_the_log_and_can_be_taken_back(user: User) -> None:
    path = user.store.choose("1").path
    before = path.read_bytes()
    user("edit", "1", "--run", "2", "--time", "1:25.5", "--note", "pressed late")
    user("edit", "1", "--run", "1.3", "--void")
    user("edit", "1", "--felt", "8", "--hr", "169", "--note", "wind")
    found = json.loads(user("report", "1", "--json"))
    assert (found["runs"][1]["actual_s"], found["runs"][1]["counts"]) == (85.5, True)
    assert found["runs"][1]["recorded_s"] != 85.5
    assert found["void"] == [3]
    assert (found["edits"]["felt"], found["edits"]["heart_rate"]) == (8, 169)
    assert path.read_bytes() == before
    user("edit", "1", "--run", "3", "--undo")
    assert json.loads(user("report", "1", "--json"))["void"] == []
    user("edit", "1", "--undo")
    found = json.loads(user("report", "1", "--json"))
    assert found["edits"] == {}
    assert found["runs"][1]["actual_s"] == found["runs"][1]["recorded_s"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--run", "7", "--void"], "has no run 7"),
        (["--run", "9.9", "--void"], "has no run 9.9"),
        (["--run", "x", "--void"], "has no run x"),
        (["--run", "1"], "nothing to change"),
        (["--time", "84"], "which run?"),
        (["--run", "1", "--time", "1:75"], "not a time"),
        (["--run", "1", "--time", "fast"], "not a time"),
        (["--felt", "11"], "felt is 11"),
        (["--hr", "20"], "heart rate of 20"),
        (["--run", "1", "--time", "0"], "a time of 0"),
        (["--date", "some day"], "not a date"),
        (["--date", "9999-12-31"], "the year 9999"),
        ([], "nothing to change"),
        (["--new", "4 x 400"], "needs its name and its times"),
        (["--new", "4 x 400", "--times", "84", "--target", "0"], "a time of 0"),
        (["--new", "4 x 400" * 100, "--times", "84"], "1 to 64 letters"),
        (["--new", "4\x1bx 400", "--times", "84"], "1 to 64 letters"),
    ],
)
def test_wrong_edits_change_nothing_and_say_why(user: User, words: list[str], message: str) -> None:
    beside = user.store.choose("1").beside.read_bytes()
    assert message in user("edit", *(["1"] if "--new" not in words else []), *words, status=1)
    assert user.store.choose("1").beside.read_bytes() == beside


def test_a_voided_rep_is_marked_in_the_squad(user: User) -> None:
    user("edit", "1", "--run", "3", "--void")
    rows = [line.split() for line in user("report", "--squad").splitlines() if "void" in line]
    assert len(rows) == 1 and rows[0].count("void") == 1


def test_a_session_timed_by_hand_joins_the_squad(user: User) -> None:
    user(
        "edit", "--new", "6 x 400", "--athlete", "Chi", "--date", "2026-10-19 16:15", "--like", "1",
        "--times", "84.1", "83,9", "-", "1:24.5", "84", "85.25",
    )  # fmt: skip
    out = user("report", "--squad", "2026-10-19")
    assert {line.split()[0] for line in out.splitlines()[4:7]} == {"Ben", "Chi", "Zoë"}
    found = json.loads(user("report", "2026-10-19-1615", "--json"))
    assert [run["actual_s"] for run in found["runs"]] == [84.1, 83.9, None, 84.5, 84.0, 85.25]
    assert {run["target_s"] for run in found["runs"]} == {84.0}
    assert {run["distance_m"] for run in found["runs"]} == {400}
    assert found["missed"] == [3]


@pytest.mark.parametrize("kind", ["fit", "tcx", "csv", "json"])
def test_export_writes_each_format(user: User, kind: str) -> None:
    out = user("export", "1", "--format", kind)
    path = Path(out.removeprefix("wrote ").strip())
    begins = {"fit": b"\x0e\x20", "tcx": b"<?xml", "csv": b"\xef\xbb\xbfdate,", "json": b"{"}
    assert path.name == f"2026-10-19-1613-6x400-zoe.{kind}"
    assert path.read_bytes().startswith(begins[kind])
    user("export", "1", "-o", f"again.{kind}")
    assert Path(f"again.{kind}").read_bytes() == path.read_bytes()


def test_export_to_a_format_it_does_not_know_is_refused(user: User) -> None:
    assert "which format?" in user("export", "1", "-o", "laps.xls", status=1)
    assert not Path("laps.xls").exists()


def test_pictures(user: User) -> None:
    user("report", "--html", "page.html", "--png", "picture.png")
    assert Path("page.html").read_text("utf-8").startswith("<!doctype html>")
    assert Path("picture.png").read_bytes().startswith(b"\x89PNG")
    user("report", "--squad", "--png", "squad.png")
    assert "picture.png" in user("report", "--html", "picture.png/x.html", status=1)
    assert "is no file" in user("report", "--html", "", status=1)


@pytest.mark.parametrize("name", ["7", "2027", "nosuch.log", "./x.log"])
def test_a_log_that_is_not_there_is_one_sentence(user: User, name: str) -> None:
    assert "log" in user("report", name, status=1)


def test_a_damaged_log_is_shown_as_far_as_it_is_sound(user: User) -> None:
    path = user.store.choose("1").path
    data = bytearray(path.read_bytes())
    data[-5 * 15 + 5] ^= 1
    path.write_bytes(data)
    out = user("report", "1")
    assert "record 3 is damaged and is left out" in out
    assert "run 3 is not in the log" in out
    path.write_bytes(b"holiday photographs")
    assert "not a lap log" in user("report", "1", status=1)
    assert "not a lap log" in user("logs")
    assert "Ben" in user("report", "--squad", "2026-10-19")


def test_damaged_edits_are_named_and_the_log_is_unharmed(user: User) -> None:
    stored = user.store.choose("1")
    stored.beside.write_text('{"edits": {"felt": "very"}}')
    assert "edits cannot be read" in user("report", "1", status=1)
    stored.beside.write_text("{")
    assert "cannot be read" in user("report", "1", status=1)
    stored.beside.unlink()
    assert "6 x 400" in user("report", "1")


def test_without_logs_the_way_to_get_some_is_told(
    user: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "empty"))
    assert "pacer fetch" in user("report", status=1)
    assert "no lap logs" in user("logs")
