# SPDX-License-Identifier: MIT
"""`pacer report`: one session, two, a squad; as a table, a page and a picture."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from trackpacer.laps.store import Store


def test_report_shows_each_rep_and_what_they_come_to(store: Store, pacer: Pacer) -> None:
    out = pacer("report", "4")
    assert "6 x 400 · Zoë · Mon 21 Sep 2026, 16:13 · red watch" in out
    lines = out.splitlines()
    times = [line.split()[5] for line in lines if line.strip()[:1] in "123456" and "400 m" in line]
    found = json.loads(pacer("report", "4", "--json"))
    assert len(times) == 7  # six reps, and their summary
    assert "35.0" not in times
    assert found["runs"][0]["distance_m"] == 400
    assert f"{found['groups'][0]['scatter_s']:.2f}" in out


def test_two_logs_stand_side_by_side(store: Store, pacer: Pacer) -> None:
    out = pacer("report", "4", "1")
    assert "A  6 x 400 · Zoë · Mon 21 Sep 2026" in out
    assert "B  6 x 400 · Zoë · Mon 19 Oct 2026" in out
    one, other = (json.loads(pacer("report", n, "--json"))["runs"] for n in ("4", "1"))
    change = other[0]["actual_s"] - one[0]["actual_s"]
    first = next(line for line in out.splitlines() if line.strip().startswith("1 "))
    assert first.split()[-1] == f"{change:+.2f}"


def test_squad_is_one_evening_name_by_name(store: Store, pacer: Pacer) -> None:
    out = pacer("report", "--squad")
    assert out.splitlines()[0] == "6 x 400 · Mon 19 Oct 2026"
    rows = [line.split() for line in out.splitlines()[4:6]]
    assert {row[0] for row in rows} == {"Ben", "Zoë"}  # a row each, its six reps in it
    assert all(len(row) - row.index(row[3]) >= 7 for row in rows)
    assert "Ben" not in pacer("report", "--squad", "2026-10-05")
    assert "no logs of 2026-10-06" in pacer.refused("report", "--squad", "2026-10-06")
    assert "no logs of 2" in pacer.refused("report", "--squad", "yesterday")
    assert "not a date" in pacer.refused("report", "--squad", "the other day")


@pytest.mark.parametrize("columns", [40, 80])
def test_no_figure_is_cut_short_on_a_narrow_terminal(
    store: Store, pacer: Pacer, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    wide = {words: pacer(*words).split() for words in NARROW}
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in NARROW:
        narrow = re.sub(r"\x1b\[[\d;]*m", "", pacer(*words))
        assert "…" not in narrow
        figures = {word for word in wide[words] if re.fullmatch(r"[-+]?[\d:]+\.\d+", word)}
        assert figures <= set(narrow.split())
        assert figures


def test_a_change_is_the_difference_of_the_times_beside_it(store: Store, pacer: Pacer) -> None:
    seen = 0
    for line in pacer("report", "4", "1").splitlines():
        words = line.split()
        if len(words) == 12 and words[0].isdigit():
            a, b = (60 * int(time[0]) + float(time[2:]) for time in (words[4], words[8]))
            seen += round(float(words[-1]) * 100) == round((b - a) * 100)
    assert seen == 6


NARROW = [("report", "1"), ("report", "4", "1"), ("report", "--squad"), ("progress", "6 x 400")]


def test_pictures(store: Store, pacer: Pacer) -> None:
    pacer("report", "--html", "page.html", "--png", "picture.png")
    assert Path("page.html").read_text("utf-8").startswith("<!doctype html>")
    assert Path("picture.png").read_bytes().startswith(b"\x89PNG")
    pacer("report", "--squad", "--png", "squad.png")
    assert "picture.png" in pacer.refused("report", "--html", "picture.png/x.html")
    assert "is no file" in pacer.refused("report", "--html", "")


@pytest.mark.parametrize("name", ["7", "2027", "nosuch.log", "./x.log"])
def test_a_log_that_is_not_there_is_one_sentence(store: Store, pacer: Pacer, name: str) -> None:
    assert "log" in pacer.refused("report", name)


def test_a_damaged_log_is_shown_as_far_as_it_is_sound(store: Store, pacer: Pacer) -> None:
    path = store.choose("1").path
    data = bytearray(path.read_bytes())
    data[-5 * 15 + 5] ^= 1
    path.write_bytes(data)
    out = pacer("report", "1")
    assert "record 3 is damaged and is left out" in out
    assert "run 3 is not in the log" in out
    path.write_bytes(b"holiday photographs")
    assert "not a lap log" in pacer.refused("report", "1")
    assert "not a lap log" in pacer.done("logs")
    assert "Ben" in pacer.done("report", "--squad", "2026-10-19")


def test_reps_inside_a_range_are_on_the_mean_as_near_it_as_each_is(pacer: Pacer) -> None:
    """Inside the range a rep is 0.00 off, and so is the mean of such reps."""
    times = ("82.5", "84.5", "83.5", "86.6")
    line = "4 x 400 @ 1:22-1:26 R60"
    out = pacer("edit", "--new", line, "--athlete", "Ben", "--times", *times)
    reps = [line.split() for line in out.splitlines() if "1:22.00-1:26.00" in line]
    assert [words[5] for words in reps] == ["0.00", "0.00", "0.00", "+0.60"]
    (mean,) = (line.split() for line in out.splitlines() if line.startswith("4 x 400 m"))
    assert mean[4:6] == ["1:24.28", "+0.15"]
    assert json.loads(pacer("report", "--json"))["groups"][0]["difference_s"] == 0.15
    assert "1:24.28  +0.15" in pacer("report", "--squad")
    assert "mean 1:24.28 (+0.15)" in pacer("next")


def test_runs_by_time_are_in_the_sum_too(pacer: Pacer) -> None:
    """A figure 'in all' that left out sixteen minutes would be a wrong one."""
    times = ("4:00", "4:00", "3:20")
    out = pacer("edit", "--new", "2 x 4 min @ 3:45/km R60 + 1000 @ 3:20", "--times", *times)
    assert "1.0 km in 3:20, plus 8:00 of unmeasured running." in out
    out = pacer("edit", "last", "--run", "1", "--metres", "1080")
    assert "2.1 km in 7:20, plus 4:00 of unmeasured running." in out
