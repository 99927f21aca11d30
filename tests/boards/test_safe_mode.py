# SPDX-License-Identifier: MIT
"""What boot does while the button is held: it says so, builds no part and starts nothing."""

from __future__ import annotations

import runpy
import sys
from types import ModuleType, SimpleNamespace

import pytest

from trackpacer.resources import firmware_dir


@pytest.mark.parametrize("held", [True, False])
def test_held_button_at_boot_is_heard_and_starts_no_app(
    held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    tone = SimpleNamespace(
        start=lambda frequency_hz, volume: done.append("on"), stop=lambda: done.append("off")
    )
    board = ModuleType("board")
    board.board = SimpleNamespace(  # type: ignore[attr-defined]
        button=SimpleNamespace(is_down=lambda: held),
        tone=tone,
        sleep_ms=lambda ms: done.append("slept" if ms >= 500 else "too short"),
        attach=lambda: done.append("parts"),
    )
    pacer = ModuleType("pacer")
    pacer.app = SimpleNamespace(run=lambda board: done.append("app"))  # type: ignore[attr-defined]
    for name, module in (
        ("board", board),
        ("installed", ModuleType("installed")),
        ("pacer", pacer),
    ):
        monkeypatch.setitem(sys.modules, name, module)
    runpy.run_path(str(firmware_dir() / "main.py"))
    assert done == (["on", "slept", "off"] if held else ["parts", "app"])
