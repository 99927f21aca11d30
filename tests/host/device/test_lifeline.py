# SPDX-License-Identifier: MIT
"""A laptop that vanishes in the middle of a transfer: the watch finds its way back by itself."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.host.laps.programs import intervals
from tests.support import PATIENCE_S, at_rest
from trackpacer.device import lifeline, open_device
from trackpacer.simulation.watch import SimulatedWatch

HURRY = 15  # half a minute is two seconds


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[SimulatedWatch]:
    with SimulatedWatch(tmp_path / "watch", {"hurry": HURRY}) as one:
        one.wait_for_app()
        yield one


# Where a laptop's process is when it is killed, or its cable pulled. {port}, {data}.
DEATHS = {
    "as the app is ended": """
import serial
link = serial.Serial({port!r})
link.write(b"\\r\\x03\\x03")
link.flush()
time.sleep(0.5)
""",
    "as the REPL is reached": """
from trackpacer.device import serial_link
serial_link.Lifeline = lambda execute: die()
serial_link.SerialLink({port!r})
""",
    "before anything is asked": """
from trackpacer.device import serial_link
serial_link.SerialLink({port!r})
""",
    "in the middle of a file": """
from trackpacer.device import open_device
with open_device("usb:" + {port!r}) as device:
    device.write("sessions/b.tpp", {data!r}, lambda done, total: die())
""",
    "in the middle of a command": """
from trackpacer.device import open_device
with open_device("usb:" + {port!r}) as device:
    device._link.transport.serial.write(b"x = 1")
    die()
""",
}


@pytest.mark.parametrize("where", DEATHS)
def test_a_watch_whose_laptop_is_killed_runs_its_app_again_by_itself(
    watch: SimulatedWatch, where: str
) -> None:
    with open_device(f"usb:{watch.port}") as device:
        device.write("sessions/a.tpp", intervals(3))
    at_rest(watch)
    after = len(watch.events)
    script = (
        "import os, signal, time\n"
        "def die(): os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{DEATHS[where].format(port=str(watch.port), data=intervals(5))}\n"
        "die()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], timeout=PATIENCE_S, check=False)
    assert done.returncode == -signal.SIGKILL
    # Nobody speaks from here on.
    gone = watch.wait_for(lambda event: event.get("event") == "left alone", PATIENCE_S, after)
    watch.wait_for_app(PATIENCE_S, gone["n"])
    with open_device(f"usb:{watch.port}") as device:
        assert [entry.name for entry in device.list("sessions")] == ["a.tpp"]
        assert device.read("sessions/a.tpp") == intervals(3)


def test_a_long_transfer_and_a_laptop_that_thinks_are_not_taken_for_that(
    watch: SimulatedWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifeline, "EVERY_S", 0.1)
    data = intervals(3)

    def slow(done: int, total: int) -> None:
        time.sleep(0.7)

    with open_device(f"usb:{watch.port}") as device:
        monkeypatch.setattr("trackpacer.device.serial_link.CHUNK", 8)
        device.write("sessions/a.tpp", data, slow)
        assert device.read("sessions/a.tpp") == data
    assert not [event for event in watch.events if event.get("event") == "left alone"]
