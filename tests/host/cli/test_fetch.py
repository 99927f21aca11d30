# SPDX-License-Identifier: MIT
"""`pacer fetch`, from the session that was sent to its report.

Not here: what is fetched wherever a link is cut (tests/host/laps/test_fetch).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.host.cli.plugged import SESSION, app_runs, on_flash
from tests.host.cli.typed import Pacer
from tests.host.laps.devices import FolderDevice
from tests.host.laps.sessions import BEGAN, Watch
from tests.support import PATIENCE_S
from trackpacer import device as devices
from trackpacer.device import several
from trackpacer.device.protocol import Capability
from trackpacer.errors import UserError
from trackpacer.simulation.watch import SimulatedWatch


def test_from_the_text_to_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pacer: Pacer
) -> None:
    with SimulatedWatch(tmp_path / "watch", {"runner": {"kind": "exact"}}) as watch:
        watch.wait_for_app()
        monkeypatch.setenv("PACER_DEVICE", f"usb:{watch.port}")
        assert pacer.ended("send", SESSION)[0] == 0
        done = watch.wait_for(lambda event: event.get("cue") == "done", PATIENCE_S)
        watch.wait_for_app(PATIENCE_S, done["n"])
        assert pacer.ended("rm", "00001.log")[0] == 1  # not fetched yet
        app_runs(watch)
        status, out, _ = pacer.ended("fetch")
        assert status == 0 and out.strip().endswith(".log")
        app_runs(watch)
        assert pacer.ended("fetch")[1] == "nothing new\n"
        app_runs(watch)
        status, out, _ = pacer.ended("report")
        assert status == 0 and len(re.findall(r"400 m +1:24\.00 +1:24\.00", out)) == 3
        assert pacer.ended("rm", "00001.got")[0] == 0
        app_runs(watch)
        assert [name.split("/")[0] for name in on_flash(watch)] == ["sessions"]


def test_two_watches_of_one_name_are_both_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pacer: Pacer
) -> None:
    def each(work: Any, line: Any) -> tuple[list[several.Reached], str]:
        for number in (1, 2):
            one = Watch(tmp_path / str(number))
            one.begin(athlete=f"Runner {number}")
            one.reps([84_000 + number] * 2)
            one.bytes()
            if number == 1:
                (tmp_path / "1" / "logs" / "00002.log").write_bytes(b"")
            work(FolderDevice(one), Capability(name="watch"), line(str(number)))
        return [], ""

    monkeypatch.setattr(several, "each", each)
    status, out, err = pacer.ended("fetch", "--all")
    assert "2 new from 2 watches" in out and out.count(".log") == 2
    assert "logs/00002.log on the watch is empty" in err and status == 1


def _cut_after_the_first_log(folder: Path) -> FolderDevice:
    one = Watch(folder)
    for day in range(2):
        one.begin(unix_time=BEGAN + day * 86_400)
        one.reps([84_000] * 2)
        one.bytes()
    found = FolderDevice(one)
    # capability, clock, list; of the first log: its program looked for, read, marked
    found.calls_left = 6
    return found


@pytest.mark.parametrize("words", [("fetch",), ("fetch", "--all")])
def test_what_came_before_the_cable_was_pulled_is_told(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pacer: Pacer
) -> None:
    cut = _cut_after_the_first_log(tmp_path / "watch")

    @contextmanager
    def opened(spec: str | None) -> Iterator[FolderDevice]:
        yield cut

    def each(work: Any, line: Any) -> tuple[list[several.Reached], str]:
        try:
            work(cut, Capability(name="red watch"), line("usb:COM3"))
        except UserError as error:
            return [several.Reached("usb:COM3", "red watch", error)], ""
        return [], ""

    monkeypatch.setattr(devices, "open_device", opened)
    monkeypatch.setattr(several, "each", each)
    status, out, err = pacer.ended(*words)
    assert status == 1 and "the link to the watch broke" in out + err
    assert [name for name, _ in cut.storage.list("logs")] == ["00001.got", "00002.log"]
    assert out.count("2026-09-21-1613-25x400-zoe.log") == 1


@pytest.mark.parametrize(
    ("silent", "said"),
    [
        ("", "no watch is plugged in nor heard over Bluetooth"),
        ("Bluetooth is switched off", "Bluetooth was not searched: Bluetooth is switched off"),
    ],
)
def test_a_fetch_from_all_that_meets_no_watch_says_so(
    silent: str, said: str, monkeypatch: pytest.MonkeyPatch, pacer: Pacer
) -> None:
    monkeypatch.setattr(several, "each", lambda work, line: ([], silent))
    assert said in pacer.refused("fetch", "--all")


def test_the_watch_of_somebody_not_asked_for_may_fail(
    monkeypatch: pytest.MonkeyPatch, pacer: Pacer
) -> None:
    for name in ("anna", "ben"):
        assert pacer.ended("athlete", name, "--race", "10k=35:00")[0] == 0
    met = [
        several.Reached("ble:anna", "anna"),
        several.Reached("ble:ben", "ben", UserError("'ben' does not answer")),
    ]
    monkeypatch.setattr(several, "each", lambda work, line: (met, ""))
    assert "Not fetched" not in pacer("fetch", "--all", "--only", "anna")
    assert "--only ben" in pacer.ended("fetch", "--all")[1]
