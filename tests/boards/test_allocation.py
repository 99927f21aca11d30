# SPDX-License-Identifier: MIT
"""On words of 32 bits, as a board's: what runs within a rep allocates nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vm.wasm import run_wasm

FAKES = Path(__file__).resolve().parents[1] / "firmware" / "boards" / "fakes"

_SCRIPT = """
import sys
sys.path.insert(0, '/fakes')
import gc, machine
from machine import Pin
machine.bitstream = lambda *arguments: None
from drivers.button import Button
from drivers.led import Led
from drivers.rgb_led import RgbLed
from drivers.neopixel_led import NeoPixelLed
from drivers.neopixel_matrix import NeoPixelMatrix
from drivers.tone import Tone
from drivers.vibration import Vibration
button = Button(Pin(27))
edge = Pin(27).edge
tone = Tone(Pin(25))
motor = Vibration(Pin(26))
led = Led(Pin(2))
rgb = RgbLed(Led(Pin(18)), Led(Pin(19)), Led(Pin(23)))
pixel = NeoPixelLed(Pin(33))
matrix = NeoPixelMatrix(Pin(32))
start = {what}.start
stop = {what}.stop
def once():
    {call}
before = _ = 0  # names of their own: a table of names that grows is no allocation of a part
once()
gc.collect()
gc.disable()
before = gc.mem_alloc()
for _ in range(100):
    once()
print(gc.mem_alloc() - before)
"""


def allocated(what: str, call: str) -> int:
    done = run_wasm(
        _SCRIPT.replace("{what}", what).replace("{call}", call), folders={"/fakes": FAKES}
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


def test_the_measure_sees_an_allocation() -> None:
    """A list of two words is 16 bytes, or more, each time."""
    assert allocated("tone", "[1, 2]") >= 100 * 16


@pytest.mark.parametrize(
    ("what", "call"),
    [
        ("tone", "start(2700, 80); start(1350, 40); stop()"),
        ("motor", "start(); stop()"),
        ("led", "start(0xFFFFFF); stop()"),
        ("rgb", "start(0xFF8000); stop()"),
        ("tone", "edge(0); edge(1)"),
    ],
    ids=["tone", "vibration", "led", "rgb led", "button's interrupt"],
)
def test_a_part_allocates_nothing(what: str, call: str) -> None:
    assert allocated(what, call) == 0


def test_a_neopixel_allocates_nothing_of_its_own() -> None:
    """The fake `bitstream` is handed its arguments in a tuple; that is all there is."""
    alone = allocated("tone", "machine.bitstream(1, 2, 3, 4)")
    assert allocated("pixel", "start(0xFF8000)") == alone
    assert allocated("matrix", "start(0xFF8000)") == alone
