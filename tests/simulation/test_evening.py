# SPDX-License-Identifier: MIT
"""A club's evening: twelve athletes, one session, three commands; one watch off, one cut."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.simulation.evening import ATHLETES, SESSION, evening
from tests.support import at_rest
from trackpacer import cli
from trackpacer.device import Progress, serial_link
from trackpacer.device.usb import UsbDevice
from trackpacer.simulation.watch import SimulatedWatch

OFF = "Kim"
CUT = "Hal"
ON_AIR = ("Anna", "Ida")


def cutting(watch: SimulatedWatch) -> Callable[..., None]:
    """`UsbDevice.write`, in the middle of which that watch's power goes."""
    whole = UsbDevice.write

    def write(self: UsbDevice, path: str, data: bytes, progress: Progress | None = None) -> None:
        if self._link.port == watch.port:
            whole(self, path, data, lambda done, total: watch.power_off())
        else:
            whole(self, path, data, progress)

    return write


def test_twelve_athletes_one_session_three_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serial_link, "READ_TIMEOUT_S", 1.0)  # what the cut one is waited for
    there = [name for name in ATHLETES if name != OFF]

    def pacer(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        status = cli.main(words)
        return status, capsys.readouterr().out

    with evening(tmp_path, monkeypatch, there, ON_AIR) as club:
        assert pacer("roster", "import", str(tmp_path / "squad.csv"))[0] == 0
        club.hold()
        with monkeypatch.context() as cut:
            cut.setattr(UsbDevice, "write", cutting(club.watches[CUT]))
            status, out = pacer("send", SESSION, "--squad")
        assert status == 1 and "10 of 12 watches have the session" in out
        again = shlex.split(out.splitlines()[-1])
        assert again[:4] == ["pacer", "send", SESSION, "--squad"]
        assert again[4:] == ["--only", CUT, "--only", OFF]
        club.watches[CUT].power_on()
        at_rest(club.watches[CUT])
        status, out = pacer(*again[1:])
        assert status == 1 and "1 of 2 watches have the session" in out
        club.run(there)
        club.hold()
        status, out = pacer("fetch", "--all")
        assert status == 1 and "11 new from 11 watches" in out
        assert shlex.split(out.splitlines()[-1]) == ["pacer", "fetch", "--all", "--only", OFF]

        status, out = pacer("logs", "--all", "--json")
        found = {log["athlete"]: log for log in json.loads(out)}
        assert set(found) == set(there)
        times = {}
        for name, log in found.items():
            assert log["watch"] == ATHLETES[name]
            (group,) = log["groups"]
            assert len(group["runs"]) == 4 and group["difference_s"] == pytest.approx(0, abs=0.02)
            times[name] = group["mean_s"]
        # Each at the pace of its own athlete: 400 m at the 10k pace of the roster.
        assert times["Anna"] == pytest.approx(84.0, abs=0.05)
        assert times["Lea"] == pytest.approx(120.0, abs=0.05)
        assert sorted(times.values()) == [times[name] for name in there]
