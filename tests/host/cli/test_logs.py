# SPDX-License-Identifier: MIT
"""`pacer logs`: the sessions on this laptop, or how to get some."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from trackpacer.laps.store import Store


def test_logs_lists_the_newest_first(store: Store, pacer: Pacer) -> None:
    found = json.loads(pacer("logs", "--json"))
    assert [(one["number"], one["began"][:10], one["athlete"]) for one in found] == [
        (1, "2026-10-19", "Zoë"),
        (2, "2026-10-19", "Ben"),
        (3, "2026-10-05", "Zoë"),
        (4, "2026-09-21", "Zoë"),
    ]
    assert "2026-10-19-1613-6x400-ben" in pacer("logs", "ben")
    assert "Zoë" not in pacer("logs", "ben")


@pytest.mark.parametrize("columns", [40, 80])
def test_a_narrow_terminal_still_shows_the_number_and_the_session(
    store: Store, pacer: Pacer, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = re.sub(r"\x1b\[[\d;]*m", "", pacer("logs")).splitlines()
    assert all(name in lines[0] for name in ("Session", "Athlete", "Mean", "File"))
    rows = [line.split() for line in lines if "6 x 400" in line]
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert all("/6" in line and "2026" in line for line in lines if "6 x 400" in line)


def test_without_logs_the_way_to_get_some_is_told(
    store: Store, pacer: Pacer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "empty"))
    assert "pacer fetch" in pacer.refused("report")
    assert "no lap logs" in pacer("logs")


def test_a_corrected_date_and_a_damaged_log_do_not_make_a_log_the_last(
    store: Store, pacer: Pacer
) -> None:
    assert pacer.ended("edit", "1", "--date", "2026-09-01 18:00")[0] == 0
    store.keep_log(b"TPL" + bytes(500), {}, None)
    found = json.loads(pacer("logs", "--json"))
    assert [one.get("began", "?")[:10] for one in found] == [
        "2026-10-19", "2026-10-05", "2026-09-21", "2026-09-01", "?",
    ]  # fmt: skip
    assert json.loads(pacer("report", "--json"))["athlete"] == "Ben"
    assert json.loads(pacer("report", "4", "--json"))["began"][:10] == "2026-09-01"


def test_a_link_that_leads_nowhere_and_a_folder_count_for_no_log(
    store: Store, pacer: Pacer
) -> None:
    (store.logs / "2026-11-01-1800-gone.log").symlink_to("/nowhere")
    (store.logs / "2026-11-02-1800-folder.log").mkdir()
    assert len(json.loads(pacer("logs", "--json"))) == 4
    assert "no log 5" in pacer.refused("report", "5")
    assert "No such file" in pacer.refused("report", "2026-11-01")
    for stored in store.all():
        if stored.path.is_file():
            stored.path.unlink()
    assert "there are no lap logs" in pacer.refused("report")


def test_a_digit_that_is_no_number_names_no_log(store: Store, pacer: Pacer) -> None:
    assert "no logs begin with" in pacer.refused("report", "\u00b2")
