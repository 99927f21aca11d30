# SPDX-License-Identifier: MIT
"""`pacer boards`: the list, a board's page and its wiring."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trackpacer.cli import main
from trackpacer.install import catalogue


def test_boards_lists_every_board_with_its_wiring(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["boards"]) == 0
    said = capsys.readouterr().out
    for board in catalogue.boards():
        assert board.name in said and board.title in said
        if board.wiring:
            assert str(board.wiring) in said
    assert main(["boards", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {one["name"] for one in listed} == {board.name for board in catalogue.boards()}
    assert all(Path(one["wiring"]).is_file() for one in listed if one["wiring"])


def test_boards_prints_a_boards_readme(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["boards", "xiao_nrf52840"]) == 0
    assert "## Flash MicroPython" in capsys.readouterr().out


def test_boards_opens_a_wiring_picture(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    def browser(url: str) -> bool:
        opened.append(url)
        return len(opened) == 1

    monkeypatch.setattr("webbrowser.open", browser)
    assert main(["boards", "esp32_devkit", "--open"]) == 0
    wiring = catalogue.board("esp32_devkit").wiring
    assert wiring is not None and opened == [wiring.as_uri()]
    assert main(["boards", "esp32_devkit", "--open"]) == 1, "no browser"
    assert str(wiring) in capsys.readouterr().err
    assert main(["boards", "simulator", "--open"]) == 1
    assert main(["boards", "--open"]) == 1
