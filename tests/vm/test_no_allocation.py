# SPDX-License-Identifier: MIT
"""In a rep and in a recovery nothing allocates: the proof on 32 bits, and the quick check.

Not here: the sessions that are run (`in_vm/no_allocation`).
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support import PATIENCE_S
from tests.vm.wasm import run_wasm
from trackpacer.resources import firmware_dir
from trackpacer.simulation.vm import VmUnavailable, vm_command

HERE = Path(__file__).parent
FIRMWARE_TESTS = HERE.parent / "firmware"


def test_heap_does_not_move_on_32_bits() -> None:
    script = (HERE / "in_vm" / "no_allocation.py").read_text(encoding="utf-8")
    done = run_wasm(
        "sys.path.append('/tests')\n" + script,
        folders={"/tests": FIRMWARE_TESTS},
        heapsize=1_000_000,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "DONE"
    taken = {name: int(taken) for name, _, taken in map(str.split, lines[:-1])}
    turns = {name: int(turns) for name, turns, _ in map(str.split, lines[:-1])}
    assert len(taken) >= 15
    assert min(turns.values()) > 1000
    assert taken == dict.fromkeys(taken, 0)


def test_loop_runs_under_heap_lock() -> None:
    script = f"""
import sys
sys.path += [{str(firmware_dir())!r}, {str(FIRMWARE_TESTS)!r}]
import micropython
from support.programs import build, fixed, repeat, run, window
from support.watch import Watch
from support.wearer import Wearer
watch = Watch(build(repeat(2, run(400, 84000), window(35000, 45000))), keep=False)
watch.log.keep = False
Wearer(watch)
class NoCollection:
    collect = staticmethod(lambda: None)
from pacer import chores, runner
runner.gc = chores.gc = NoCollection
locked = [False]
def lock():
    watch.log.begin()
    micropython.heap_lock()
    try:
        [0] * 100
    except MemoryError:
        locked[0] = True
watch.start()
watch.runner.run(lock)
micropython.heap_unlock()
print("ran", locked, watch.world.ms > 200000)
"""
    try:
        command = vm_command(["-c", script])
    except VmUnavailable as error:
        pytest.skip(str(error))
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.stdout == "ran [True] True\n", done.stderr
