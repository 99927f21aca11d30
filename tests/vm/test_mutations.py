# SPDX-License-Identifier: MIT
"""Altered, cut and random programs: refused with a format error, or harmless; here and in the VMs.

`make test` tries some in CPython, and that the VMs accept and expand the same ones; `make soak`
200,000 in CPython and 5,000 in each VM. Those accepted are run under a virtual clock, for a minute
or, a share of them, to their end. The counts are printed.
Not here: how they are made (`tests/firmware/support/mutations.py`).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import PATIENCE_S
from tests.vm.wasm import run_wasm
from trackpacer import firmware
from trackpacer.resources import firmware_dir
from trackpacer.simulation.vm import VmUnavailable, vm_command

TESTS = Path(__file__).parents[1] / "firmware"
CHUNK = 12_500

Count = Callable[[str, object], None]


def _counted(record_property: Count, where: str, tried: int, found: tuple[int, ...]) -> None:
    accepted, steps, run = found
    assert 0 < accepted < tried, "most are refused, some are not"
    record_property(
        "count",
        f"programs mutated in {where}: {tried:,} tried, {accepted:,} accepted, "
        f"{steps:,} steps expanded, {run:,} programs run to their end",
    )


def _in_cpython(first: int, count: int, running: int) -> tuple[int, ...]:
    firmware.install()
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))
    from support import mutations  # type: ignore[import-not-found]

    found: tuple[int, ...] = mutations.soak(first, count, running)
    return found


def _script(first: int, count: int, running: int) -> str:
    return f"from support import mutations\nprint(*mutations.soak({first}, {count}, {running}))\n"


def _last_line(done: subprocess.CompletedProcess[str]) -> tuple[int, ...]:
    assert done.returncode == 0, done.stdout + done.stderr
    return tuple(map(int, done.stdout.splitlines()[-1].split()))


def _in_64_bits(
    first: int, count: int, running: int, timeout: float = PATIENCE_S
) -> tuple[int, ...]:
    script = f"import sys\nsys.path += [{str(firmware_dir())!r}, {str(TESTS)!r}]\n"
    try:
        command = vm_command(["-c", script + _script(first, count, running)])
    except VmUnavailable as error:
        pytest.skip(str(error))
    return _last_line(subprocess.run(command, capture_output=True, text=True, timeout=timeout))


def _in_32_bits(
    first: int, count: int, running: int, timeout: float = PATIENCE_S
) -> tuple[int, ...]:
    script = "import sys\nsys.path.append('/tests')\n" + _script(first, count, running)
    return _last_line(run_wasm(script, folders={"/tests": TESTS}, timeout=timeout))


def test_some_in_cpython(record_property: Count) -> None:
    _counted(record_property, "CPython", 600, _in_cpython(1_000_000, 600, 200))


def test_the_same_programs_pass_everywhere() -> None:
    here = _in_cpython(6_000_000, 400, 0)
    assert _in_32_bits(6_000_000, 400, 0) == here
    assert _in_64_bits(6_000_000, 400, 0) == here


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, 200_000, CHUNK))
def test_two_hundred_thousand(first: int, record_property: Count) -> None:
    _counted(record_property, "CPython", CHUNK, _in_cpython(first, CHUNK, 20))


@pytest.mark.soak
def test_five_thousand_in_64_bits(record_property: Count) -> None:
    found = _in_64_bits(4_000_000, 5000, 20, 1800)
    _counted(record_property, "MicroPython, 64 bits", 5000, found)


@pytest.mark.soak
def test_five_thousand_in_32_bits(record_property: Count) -> None:
    found = _in_32_bits(5_000_000, 5000, 20, 1800)
    _counted(record_property, "MicroPython, 32 bits", 5000, found)
