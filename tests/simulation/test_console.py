# SPDX-License-Identifier: MIT
"""The simulated watch's serial console, as mpremote's own command sees it, and its restarts.

Not here: what our own link does with it (tests/host/device).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import PATIENCE_S
from trackpacer.simulation import flash_image
from trackpacer.simulation.watch import SimulatedWatch


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[SimulatedWatch]:
    with SimulatedWatch(tmp_path / "state") as one:
        one.wait_for_app()
        yield one


def mpremote(watch: SimulatedWatch, *words: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "mpremote", "connect", watch.port, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout.replace("\r\n", "\n")


def test_mpremote_s_own_commands_work_unchanged(watch: SimulatedWatch, tmp_path: Path) -> None:
    file = tmp_path / "file.bin"
    file.write_bytes(bytes(range(256)) * 9)
    mpremote(watch, "cp", str(file), ":copy.bin")
    assert "2304 copy.bin" in mpremote(watch, "ls")
    mpremote(watch, "cp", ":copy.bin", str(tmp_path / "back.bin"))
    assert (tmp_path / "back.bin").read_bytes() == file.read_bytes()
    assert mpremote(watch, "exec", "print(6 * 7)") == "42\n"
    mpremote(watch, "rm", ":copy.bin")
    assert "copy.bin" not in mpremote(watch, "ls")


def test_an_error_in_the_code_comes_back_as_an_error(watch: SimulatedWatch) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "mpremote", "connect", watch.port, "exec", "1 / 0"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode != 0 and "ZeroDivisionError" in ran.stdout + ran.stderr


@pytest.mark.parametrize("how", ["machine.reset()", "machine.soft_reset()", "raise SystemExit"])
def test_a_restart_brings_the_app_back(watch: SimulatedWatch, how: str) -> None:
    """Or the raw REPL, where the restart was asked for in it: as on a board."""
    after = len(watch.events)
    code = f"import machine\n{how}"
    ran = subprocess.Popen(
        [sys.executable, "-m", "mpremote", "connect", watch.port, "exec", "--no-follow", code],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    kind = "hard" if how == "machine.reset()" else "soft"
    # The first restart is mpremote's own, on entering; the second is ours.
    entered = watch.wait_for(lambda e: e.get("event") == "boot" and e["raw"], PATIENCE_S, after)
    reset = watch.wait_for(
        lambda e: e.get("event") == "reset" and e["kind"] == kind, PATIENCE_S, entered["n"]
    )
    boot = watch.wait_for(lambda e: e.get("event") == "boot", PATIENCE_S, reset["n"])
    assert boot["raw"] == (how != "machine.reset()")
    ran.wait(PATIENCE_S)


def test_what_is_installed_on_the_flash_is_what_boots(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    changes = {
        "main.py": b"import greeting\n",
        "lib/greeting.py": b"from board import board\n"
        b"with open('/said', 'w') as file:\n    file.write(board.name)\n",
        "lib/board.py": b"class B:\n    name = 'installed'\nboard = B()\n",
    }
    flash_image.change(state / "flash.img", changes)
    with SimulatedWatch(state) as watch:
        boot = watch.wait_for_app()
        assert boot["main"] == "/main.py"
        watch.wait_for(lambda event: event.get("event") == "prompt")
    assert flash_image.read(state / "flash.img")["said"] == b"installed"


def test_a_button_held_at_power_on_keeps_the_app_from_starting(tmp_path: Path) -> None:
    with SimulatedWatch(tmp_path / "state", {"hold_at_boot_ms": 3000}) as watch:
        watch.wait_for(lambda event: event.get("event") == "prompt")
        assert "main.py" not in mpremote(watch, "ls")
        assert mpremote(watch, "exec", "print('files can be reached')").startswith("files")
