# SPDX-License-Identifier: MIT
"""`pacer simulator` as typed: its keys, its endings, its flash that is kept, what it refuses."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

import pytest

from tests.host.cli.typed import Pacer
from tests.support import PATIENCE_S
from trackpacer import cli
from trackpacer.errors import UserError
from trackpacer.simulation.watch import SimulatedWatch

PACER = (sys.executable, "-m", "trackpacer")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def first_line(sim: subprocess.Popen[str]) -> str:
    assert sim.stdout is not None
    return sim.stdout.readline()


def test_it_says_how_it_is_reached_takes_settings_and_leaves_nothing_behind(tmp_path: Path) -> None:
    words = ("simulator", "--set", "volume=50", "--set", "count_in_s=5")
    with subprocess.Popen(
        [*PACER, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as sim:
        device = first_line(sim).split()[-1]
        shown = subprocess.run(
            [*PACER, "settings", "--json", "--device", device], capture_output=True, text=True
        )
        assert shown.returncode == 0, shown.stderr
        told = json.loads(shown.stdout)
        assert (told["name"], told["volume"], told["count_in_s"]) == ("simulated", 50, 5)
        sim.send_signal(signal.SIGTERM)
        assert sim.wait(PATIENCE_S) == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("pacer-watch-")] == []


def press_until(begun: threading.Event, keys: IO[str]) -> None:
    """Presses again and again: a press meets nobody while the watch restarts."""
    while not begun.wait(1):
        keys.write("\n")
        keys.flush()


def test_the_keys_press_the_button_and_its_flash_is_kept(tmp_path: Path) -> None:
    assert cli.main(["compile", "1 x 400 @ 84", "-o", "a.tpp"]) == 0
    with subprocess.Popen(
        [*PACER, "simulator", "--state", "kept", "--speed", "4"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as sim:
        device = first_line(sim).split()[-1]
        subprocess.run([*PACER, "send", "a.tpp", "--device", device], check=True)
        assert sim.stdin is not None and sim.stdout is not None
        begun = threading.Event()
        wearer = threading.Thread(target=press_until, args=(begun, sim.stdin))
        wearer.start()
        for line in sim.stdout:
            if "count" in line:
                break
        begun.set()
        wearer.join()
        sim.stdin.write("q\n")
        sim.stdin.close()
        sim.stdin = None
        assert sim.wait(PATIENCE_S) == 0
    with SimulatedWatch(tmp_path / "kept") as watch:
        watch.wait_for_app()
        with pytest.raises(UserError, match="another simulated watch runs"):
            SimulatedWatch(tmp_path / "kept")


def test_a_flash_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    state = tmp_path / "broken"
    state.mkdir()
    (state / "flash.img").write_bytes(bytes(range(256)) * 4096)
    with (
        SimulatedWatch(state) as watch,
        pytest.raises(UserError, match="did not start: its flash cannot be read"),
    ):
        watch.wait_for_app()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--speed", "fast"), "'fast' is not a speed"),
        (("--tcp", "70000"), "no TCP port 70000"),
        (("--sessions", "0"), "one session or more"),
        (("--set", "name=anna"), "named with --name"),
        (("--state", "kept", "--set", "volume=9"), "settings of its own"),
    ],
)
def test_bad_input_is_one_message(words: tuple[str, ...], said: str, pacer: Pacer) -> None:
    Path("kept").mkdir()
    Path("kept/flash.img").touch()
    assert said in pacer.refused("simulator", *words)
