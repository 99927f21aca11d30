# SPDX-License-Identifier: MIT
"""`pacer edit`: corrections beside a log, and times taken by hand."""

from __future__ import annotations

import json

import pytest

from tests.host.cli.typed import Pacer
from trackpacer.laps.store import Store


def test_edits_stand_beside_the_log_and_can_be_taken_back(store: Store, pacer: Pacer) -> None:
    path = store.choose("1").path
    before = path.read_bytes()
    pacer("edit", "1", "--run", "2", "--time", "1:25.5", "--note", "pressed late")
    pacer("edit", "1", "--run", "1.3", "--void")
    pacer("edit", "1", "--felt", "8", "--hr", "169", "--note", "wind")
    found = json.loads(pacer("report", "1", "--json"))
    assert (found["runs"][1]["actual_s"], found["runs"][1]["counts"]) == (85.5, True)
    assert found["runs"][1]["recorded_s"] != 85.5
    assert found["void"] == [3]
    assert (found["edits"]["felt"], found["edits"]["heart_rate"]) == (8, 169)
    assert path.read_bytes() == before
    pacer("edit", "1", "--run", "3", "--undo")
    assert json.loads(pacer("report", "1", "--json"))["void"] == []
    pacer("edit", "1", "--undo")
    found = json.loads(pacer("report", "1", "--json"))
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
def test_wrong_edits_change_nothing_and_say_why(
    store: Store, pacer: Pacer, words: list[str], message: str
) -> None:
    beside = store.choose("1").beside.read_bytes()
    assert message in pacer.refused("edit", *(["1"] if "--new" not in words else []), *words)
    assert store.choose("1").beside.read_bytes() == beside


def test_a_voided_rep_is_marked_in_the_squad(store: Store, pacer: Pacer) -> None:
    pacer("edit", "1", "--run", "3", "--void")
    rows = [line.split() for line in pacer("report", "--squad").splitlines() if "void" in line]
    assert len(rows) == 1 and rows[0].count("void") == 1


def test_a_session_timed_by_hand_joins_the_squad(store: Store, pacer: Pacer) -> None:
    pacer(
        "edit", "--new", "6 x 400", "--athlete", "Chi", "--date", "2026-10-19 16:15", "--like", "1",
        "--times", "84.1", "83,9", "-", "1:24.5", "84", "85.25",
    )  # fmt: skip
    out = pacer("report", "--squad", "2026-10-19")
    assert {line.split()[0] for line in out.splitlines()[4:7]} == {"Ben", "Chi", "Zoë"}
    found = json.loads(pacer("report", "2026-10-19-1615", "--json"))
    assert [run["actual_s"] for run in found["runs"]] == [84.1, 83.9, None, 84.5, 84.0, 85.25]
    assert {run["target_s"] for run in found["runs"]} == {84.0}
    assert {run["distance_m"] for run in found["runs"]} == {400}
    assert found["missed"] == [3]


def test_damaged_edits_are_named_and_the_log_is_unharmed(store: Store, pacer: Pacer) -> None:
    stored = store.choose("1")
    stored.beside.write_text('{"edits": {"felt": "very"}}')
    assert "edits cannot be read" in pacer.refused("report", "1")
    stored.beside.write_text("{")
    assert "cannot be read" in pacer.refused("report", "1")
    stored.beside.unlink()
    assert "6 x 400" in pacer("report", "1")


def test_hand_times_keep_the_distances_and_targets_of_what_was_written(pacer: Pacer) -> None:
    words = ["--new", "4", "x", "400", "@", "84", "R60", "--times", "84.1", "83.9", "-", "84.5"]
    pacer("edit", *words, "--athlete", "Ben")
    runs = json.loads(pacer("report", "--json"))["runs"]
    assert [run["distance_m"] for run in runs] == [400] * 4
    assert [run["target_s"] for run in runs] == [84.0] * 4
    assert [run["actual_s"] for run in runs] == [84.1, 83.9, None, 84.5]
    assert "5 times" in pacer.refused("edit", *words, "84")
    pacer("edit", "--new", "6 x 300", "--target", "60", "--times", "59", "61")
    runs = json.loads(pacer("report", "last", "--json"))["runs"]
    assert [(run["distance_m"], run["target_s"]) for run in runs] == [(300, 60.0)] * 2


def test_more_times_than_the_likened_log_has_runs_are_refused(store: Store, pacer: Pacer) -> None:
    words = ("edit", "--new", "6 x 400", "--like", "last", "--times")
    assert "7 times, and last has 6 runs" in pacer.refused(*words, *["84"] * 7)
    pacer(*words, *["84"] * 6)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("what", ["file", "loop"])
def test_a_store_whose_logs_are_no_folder_is_refused(what: str, laptop: None, pacer: Pacer) -> None:
    logs = Store().logs
    logs.parent.mkdir(parents=True, exist_ok=True)
    if what == "file":
        logs.write_text("x")
    else:
        logs.symlink_to(logs.name)
    assert str(logs) in pacer.refused("edit", "--new", "an easy evening", "--times", "84")


def test_a_session_is_filed_under_the_name_that_the_roster_has(pacer: Pacer) -> None:
    """Typed in small letters, without accents or by the first name, it is the same athlete."""
    pacer("athlete", "Zoë Müller", "--race", "10k=35:00")
    pacer("athlete", "Max A.", "--race", "10k=36:00")
    pacer("athlete", "Max B.", "--race", "10k=37:00")
    words = ("edit", "--new", "2 x 400 @ 10k pace R60", "--times", "84.1", "83.9", "--athlete")
    for name in ("zoe", "zoë müller", "Zoë Müller"):
        pacer(*words, name)
        found = json.loads(pacer("report", "--json"))
        assert found["athlete"] == "Zoë Müller"
        assert [run["target_s"] for run in found["runs"]] == [84.0, 84.0]
    assert "may be Max A., Max B." in pacer.refused(*words, "max")
    pacer(*words, "a guest", "--date", "tomorrow")
    assert json.loads(pacer("report", "--json"))["athlete"] == "a guest"
    pacer("edit", "last", "--athlete", "max b.")
    assert json.loads(pacer("report", "--json"))["athlete"] == "Max B."


def test_the_last_of_two_within_a_minute_is_the_one_that_began_later(pacer: Pacer) -> None:
    for name, second in (("Zoë", 10), ("Ben", 40)):
        date = f"2026-10-19 18:30:{second}"
        pacer("edit", "--new", "an evening", "--athlete", name, "--date", date, "--times", "84")
    pacer("edit", "last", "--note", "tired")
    assert json.loads(pacer("report", "1", "--json"))["athlete"] == "Ben"
    assert [one["edits"] for one in json.loads(pacer("logs", "--json"))] == [{"note": "tired"}, {}]
