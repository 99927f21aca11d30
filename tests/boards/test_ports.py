# SPDX-License-Identifier: MIT
"""The table of what each port refuses holds together, and the simulated radio keeps to it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def module(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(path).stem + "_of_a_watch", ROOT / path)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


sys.modules["wire"] = module("boards/simulator/radio/wire.py")
ports = module("tests/firmware/boards/fakes/ports.py")
radio = module("boards/simulator/radio/bluetooth.py")
CHIPS = ("ESP32", "ESP32-C3", "ESP32-S3", "nRF52840")


def test_every_row_says_where_it_is_written() -> None:
    for name, chips, versions, _, source in ports.TABLE:
        assert set(chips) <= set(CHIPS) and set(versions) <= set(ports.BOTH), name
        assert "/" in source or "data sheet" in source or "ESP-IDF" in source, (name, source)


def test_no_two_rows_say_different_things_of_one_chip_and_version() -> None:
    said = [
        (name, chip, version)
        for name, chips, versions, _, _ in ports.TABLE
        for chip in chips
        for version in versions
    ]
    assert len(said) == len(set(said))
    names = {name for name, *_ in said}
    assert len(names) > 25
    # What every chip has to be told of: a fake that asks must find an answer.
    for name in ("pins", "irq hard", "pwm hz", "pwm duty", "pwm devices", "adc pins", "lacks"):
        for chip in CHIPS:
            for version in ports.BOTH:
                assert (name, chip, version) in said


def of_esp32(name: str) -> object:
    (value,) = {
        str(value): value for name_, chips, _, value, _ in ports.TABLE if name_ == name
    }.values()
    return value


def test_the_simulated_radio_holds_20_bytes_and_cuts_what_is_longer() -> None:
    assert of_esp32("ble long write") == "cut"
    value = radio._Value(16)
    assert value.size == radio.DEFAULT_VALUE == of_esp32("ble value bytes")


def test_the_simulated_radio_knows_no_setting_that_an_esp32_does_not() -> None:
    ble = radio.BLE()
    known = of_esp32("ble config")
    assert isinstance(known, tuple)
    for name in known:
        with pytest.raises(OSError, match="19"):  # known, and the radio is off
            ble.config(**{name: "x" if name == "gap_name" else 1})
    for name in ("rxbuf", "txpower"):
        with pytest.raises(ValueError, match="unknown config param"):
            ble.config(**{name: 1})


def test_the_simulated_radio_takes_31_bytes_of_advertisement() -> None:
    most = of_esp32("ble advertisement bytes")
    assert isinstance(most, int)
    with pytest.raises(OSError, match="19"):
        radio.BLE().gap_advertise(100_000, bytes(most))
    with pytest.raises(OSError, match="22"):
        radio.BLE().gap_advertise(100_000, bytes(most + 1))
