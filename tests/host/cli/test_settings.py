# SPDX-License-Identifier: MIT
"""`pacer settings` on a simulated watch."""

from __future__ import annotations

import json

from tests.host.cli.plugged import app_runs
from tests.host.cli.typed import Pacer
from trackpacer.device import open_device
from trackpacer.simulation.watch import SimulatedWatch


def test_settings_are_shown_changed_and_checked(watch: SimulatedWatch, pacer: Pacer) -> None:
    status, out, _ = pacer.ended("settings", "volume=55", "start=press-first", "vibration=off")
    assert status == 0 and "* volume         55" in out
    app_runs(watch)
    for wrong in (
        "volume=101",
        "volume=loud",
        "volume",
        "loudness=3",
        "vibration=7",
    ):
        status, out, err = pacer.ended("settings", "count_in_s=9", wrong)
        assert (status, out) == (1, "") and err.startswith("pacer: ")
    assert (
        pacer.ended("settings", "count_in_s=9", "hold_ms=1500", "end_ms=1600")[0] == 1
    )  # together
    status, out, _ = pacer.ended("settings")
    assert "* volume         55" in out and "* start          press-first" in out
    assert "* count_in_s" not in out
    status, out, _ = pacer.ended("settings", "--default", "volume")
    assert "  volume         80" in out
    app_runs(watch)


def test_a_setting_of_another_version_stays_and_can_be_taken_away(
    watch: SimulatedWatch, pacer: Pacer
) -> None:
    with open_device() as device:
        device.write("watch/settings.json", b'{"name": "anna", "haptics": 3}')
    app_runs(watch)
    assert "* volume         50" in pacer.done("settings", "volume=50")
    app_runs(watch)
    status, out, _ = pacer.ended("doctor", "--quick")
    assert status == 0 and "pacer settings --default haptics takes it away" in out
    app_runs(watch)
    assert pacer.done("settings", "--default", "haptics")
    app_runs(watch)
    with open_device() as device:
        there = json.loads(device.read("watch/settings.json"))
    assert (there["volume"], "haptics" in there) == (50, False)


def test_the_laptop_s_own_setting_changes_with_the_watch_s_or_not_at_all(
    watch: SimulatedWatch, pacer: Pacer
) -> None:
    pacer.refused("settings", "units=mile", "--default", "loudness")
    app_runs(watch)
    status, out, _ = pacer.ended("settings", "units=mile", "volume=55")
    assert status == 0 and "* volume         55" in out and "units          mile" in out
