# SPDX-License-Identifier: MIT
"""`pacer progress`: one session over a season."""

from __future__ import annotations

import json
from pathlib import Path

from tests.host.cli.typed import Pacer
from trackpacer.laps.store import Store


def test_progress_is_the_season_of_one_session(store: Store, pacer: Pacer) -> None:
    out = pacer("progress", "6 x 400", "--athlete", "zoë")
    dates = [line.split()[0] for line in out.splitlines() if line.startswith("2026-")]
    assert dates == ["2026-09-21", "2026-10-05", "2026-10-19"]
    assert len(json.loads(pacer("progress", "6x400", "--json"))) == 4
    assert "no logs of '25 x 400'" in pacer.refused("progress", "25 x 400")
    assert "not a date" in pacer.refused("progress", "6 x 400", "--since", "2026-13-45")
    assert "has no name" in pacer.refused("progress", " ")
    pacer("progress", "6 x 400", "--png", "season.png", "--html", "season.html")
    assert Path("season.png").read_bytes().startswith(b"\x89PNG")


def test_only_one_athletes_sessions_are_shown(pacer: Pacer) -> None:
    for name in ("Max", "Maximilian", "Zoë Müller"):
        pacer("edit", "--new", "2 x 400", "--athlete", name, "--times", "84", "85")

    def shown(athlete: str) -> list[str]:
        found = json.loads(pacer("progress", "2 x 400", "--athlete", athlete, "--json"))
        return sorted(one["athlete"] for one in found)

    assert shown("max") == ["Max"]
    assert shown("zoe") == ["Zoë Müller"]  # from a keyboard without accents
    assert shown("imil") == ["Maximilian"]
    assert shown("m") == ["Max", "Maximilian", "Zoë Müller"]
    pacer("athlete", "Zo", "--race", "10k=40:00")
    assert "no logs of '2 x 400'" in pacer.refused("progress", "2 x 400", "--athlete", "zo")
