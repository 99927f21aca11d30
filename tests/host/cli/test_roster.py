# SPDX-License-Identifier: MIT
"""`pacer roster`: a squad's file imported, listed, grouped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trackpacer.cli import main
from trackpacer.paces.athletes import load_squad

WRONG = """\
name,race,watch
Anna,10k 35:00,red
,10k 36:00,
Ben,10k 350:00,
Cat,fast,
anna,10k 37:00,
Dan,10k 38:00,RED
Eve,"10k 35:00, 10k 36:00",
Fay,10k 35:00,blue,what
!!!,10k 35:00,
Gus,10k 44:00,green
"""


def test_every_wrong_line_is_named_and_nothing_is_imported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "ok.csv").write_text("name,race\nOld,10k 50:00\n")
    assert main(["roster", "import", "ok.csv"]) == 0
    config = tmp_path / "config" / "athletes.toml"
    before = config.read_bytes()
    (tmp_path / "squad.csv").write_text(WRONG)
    capsys.readouterr()
    assert main(["roster", "import", "squad.csv"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and config.read_bytes() == before
    named = [int(line.split()[1][:-1]) for line in err.splitlines() if line.startswith("  line ")]
    assert named == [3, 4, 5, 6, 7, 8, 9, 10]


def test_import_keeps_what_the_file_leaves_out_and_replace_does_not(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["athlete", "Zoë", "--race", "5k=17:00", "--race", "10k=36:00", "--watch", "red"])
    main(["athlete", "Old Tom", "--race", "10k=50:00"])
    (tmp_path / "squad.csv").write_text("name,race\nzoë,10k 35:00\nBen,10k 40:00\n")
    assert main(["roster", "import", "squad.csv"]) == 0
    squad = load_squad()
    zoe = squad.find("zoe")
    assert [race.name for race in zoe.races] == ["5k 17:00", "10k 35:00"] and zoe.watch == "red"
    assert squad.known("old tom") is not None
    assert main(["roster", "import", "squad.csv", "--replace"]) == 0
    assert load_squad().known("old tom") is None
    assert "left: Old Tom" in capsys.readouterr().out


def test_races_that_do_not_fit_together_are_pointed_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "squad.csv").write_text("name,5k,10k\nAnna,15:00,45:00\nBen,15:00,31:20\n")
    assert main(["roster", "import", "squad.csv"]) == 0
    out = capsys.readouterr().out
    assert "Anna: 5k 15:00 and 10k 45:00 do not fit" in out and "Ben: " not in out


def test_groups_are_kept_listed_and_printed_as_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = [f"R{n},10k {n}:00" for n in (35, 36, 40, 41, 50, 51)]
    (tmp_path / "squad.csv").write_text("name,race\nNew,\n" + "\n".join(lines))
    assert main(["roster", "import", "squad.csv"]) == 0
    assert main(["roster", "--groups", "3"]) == 0
    capsys.readouterr()
    assert main(["roster", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["group"], one["name"]) for one in found] == [
        ("A", "R35"),
        ("A", "R36"),
        ("B", "R40"),
        ("B", "R41"),
        ("C", "R50"),
        ("C", "R51"),
        (None, "New"),
    ]
    assert main(["roster", "--groups", "7"]) == 1
    assert "6 athletes with a race" in capsys.readouterr().err
