# SPDX-License-Identifier: MIT
"""What a runner sees: the drivers' own bytes, through a played controller, down to the pixels.

Every picture is also left in build/screens as a PNG, to be looked at.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.boards import glass
from tests.support import PATIENCE_S
from trackpacer.simulation.vm import vm_command

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "screens"

RECOVERY = {
    "rep": 12,
    "reps": 25,
    "target_ms": 84000,
    "countdown_s": 35,
    "last_ms": 83740,
    "difference_ms": -260,
}
SCREENS: dict[str, dict[str, Any]] = {
    "recovery": RECOVERY,
    "slower": {**RECOVERY, "countdown_s": 8, "last_ms": 86130, "difference_ms": 2130},
    "minutes": {**RECOVERY, "countdown_s": 210, "target_ms": 630000, "last_ms": 628000},
    "long": {**RECOVERY, "rep": 103, "reps": 200, "countdown_s": 1200},
    "before": {"rep": 1, "reps": 25, "target_ms": 84000, "countdown_s": 3},
    "untargeted": {"rep": 2, "reps": 6, "countdown_s": 90, "last_ms": 71900},
    "open": {"rep": 3, "reps": 6, "target_ms": 68000, "last_ms": 67400, "difference_ms": -600},
    "paused": {**RECOVERY, "countdown_s": None, "text": "paused"},
    "title": {"title": "25 x 400", "text": "ready"},
    "passkey": {"title": "sync", "text": "code 042137"},
    "words": {"title": "Track Pacer", "text": "battery low: 8 % left, 1.5 h"},
    "ended": {"title": "25 x 400", "text": "done", "last_ms": 82000, "difference_ms": -2000},
}
SIZES = {"ssd1306": (128, 64), "st7789": (240, 135)}


def shown(display: str, screens: list[dict[str, Any]]) -> list[glass.Picture]:
    """What the glass shows for each of these screens."""
    here = ROOT / "tests" / "firmware" / "boards"
    found = subprocess.run(
        vm_command([str(here / "show.py"), display]),
        env={**os.environ, "PORT": "esp32", "MICROPYPATH": f"{here / 'fakes'}:{ROOT / 'firmware'}"},
        input="".join(json.dumps(screen) + "\n" for screen in screens),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    controller = glass.ssd1306 if display == "ssd1306" else glass.st7789
    return [
        controller([(kind, bytes.fromhex(data)) for kind, data in json.loads(line)])
        for line in found.stdout.splitlines()
    ]


def lit_rows(picture: glass.Picture) -> list[int]:
    return [y for y, row in enumerate(picture) if any(pixel != (0, 0, 0) for pixel in row)]


def tallest(picture: glass.Picture) -> int:
    """The height of the tallest thing drawn: of consecutive rows with something lit."""
    best = run = 0
    for row in picture:
        run = run + 1 if any(pixel != (0, 0, 0) for pixel in row) else 0
        best = max(best, run)
    return best


@pytest.mark.parametrize("display", SIZES)
def test_every_screen_is_drawn_within_the_glass(display: str) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    pictures = shown(display, list(SCREENS.values()))
    for name, picture in zip(SCREENS, pictures, strict=True):
        glass.save_png(picture, OUT / f"{display}-{name}.png")
        assert (len(picture[0]), len(picture)) == SIZES[display]
        assert lit_rows(picture), f"nothing was drawn for {name}"


@pytest.mark.parametrize("display", SIZES)
def test_the_countdown_is_what_is_seen_first(display: str) -> None:
    """Its digits are at least a third of the glass high, and more than twice any other text."""
    text = 8 if display == "ssd1306" else 16
    names = ["recovery", "slower", "minutes", "long", "before"]
    for picture in shown(display, [SCREENS[name] for name in names]):
        assert tallest(picture) >= SIZES[display][1] / 3
        assert tallest(picture) > 2 * text


@pytest.mark.parametrize("display", SIZES)
def test_each_second_looks_different(display: str) -> None:
    seconds = [*range(12), 59, 60, 61, 119, 120]
    pictures = shown(display, [{**RECOVERY, "countdown_s": one} for one in seconds])
    assert len({str(picture) for picture in pictures}) == len(seconds)


@pytest.mark.parametrize("display", SIZES)
def test_every_field_is_to_be_seen(display: str) -> None:
    changes = {"rep": 13, "reps": 24, "target_ms": 85000, "last_ms": 83500, "difference_ms": 260}
    screens = [RECOVERY, *({**RECOVERY, field: value} for field, value in changes.items())]
    first, *others = shown(display, screens)
    for field, picture in zip(changes, others, strict=True):
        assert picture != first, field


def test_a_slower_lap_has_another_colour_than_a_faster_one() -> None:
    fields = [{**RECOVERY, "difference_ms": difference} for difference in (-300, 300)]
    faster, slower = (
        {pixel for row in picture[-18:] for pixel in row} - {(0, 0, 0)}
        for picture in shown("st7789", fields)
    )
    assert len(faster) == len(slower) == 1
    assert faster != slower
    # Panels of one name are wired red-green-blue and blue-green-red: the colours must stand both.
    assert all(red == blue for red, _, blue in faster | slower)
