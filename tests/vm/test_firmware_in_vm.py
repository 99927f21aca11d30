# SPDX-License-Identifier: MIT
"""The firmware's own tests, run again where the firmware runs: in MicroPython, on 64 and 32 bits.

One case for each file of `tests/firmware`; a failure shows the VM's tracebacks. A file that is not
run on 32 bits says so in a line `NOT_IN_WASM = "why"`: that VM lacks what it needs (littlefs,
`@native`), or narrower integers can change nothing of it but what it allocates, which
`test_no_allocation` looks at.
Not here: the tests themselves.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support import PATIENCE_S
from tests.vm.wasm import run_wasm
from trackpacer.resources import firmware_dir
from trackpacer.simulation.vm import VmUnavailable, vm_command

HERE = Path(__file__).parent
FILES = sorted((HERE.parent / "firmware").glob("test_*.py"))
IN_32_BITS = [file for file in FILES if "\nNOT_IN_WASM = " not in file.read_text(encoding="utf-8")]


def failures(done: subprocess.CompletedProcess[str]) -> str:
    """What the VM said of the tests that failed; '' when every one passed."""
    lines = done.stdout.splitlines()
    if not lines or not lines[-1].startswith("END "):
        return f"the VM died (exit status {done.returncode}):\n{done.stdout}{done.stderr}"
    if lines[-1] == "END 0 0":
        return "the file holds no tests"
    return "\n".join(line for line in lines[:-1] if not line.startswith("PASS "))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_in_vm(file: Path, tmp_path: Path) -> None:
    command = [str(HERE / "run_in_vm.py"), firmware_dir().as_posix(), file.as_posix()]
    try:
        command = vm_command(command)
    except VmUnavailable as error:
        pytest.skip(str(error))
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_S)
    if said := failures(done):
        pytest.fail(said, pytrace=False)


# What CircuitPython's modules could differ in: files, and the app that asks for them. The others,
# which import nothing of it, in `make soak`.
TELLING = ("test_app", "test_drops", "test_file_transfer", "test_full_flash", "test_laplog")


@pytest.mark.parametrize(
    "file",
    [pytest.param(file, marks=() if file.stem in TELLING else pytest.mark.soak) for file in FILES],
    ids=lambda file: file.stem,
)
def test_with_circuitpython_s_modules(file: Path, tmp_path: Path) -> None:
    script = str(HERE / "in_vm" / "as_circuitpython.py")
    words = ["-X", "heapsize=16M", script, firmware_dir().as_posix(), file.as_posix()]
    done = subprocess.run(
        vm_command(words),
        cwd=tmp_path,
        env={**os.environ, "MICROPYPATH": f"{HERE}:{firmware_dir()}"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    if said := failures(done):
        pytest.fail(said, pytrace=False)


@pytest.mark.parametrize("file", IN_32_BITS, ids=lambda file: file.stem)
def test_in_32_bits(file: Path) -> None:
    done = run_wasm(
        f"import run_in_vm\nrun_in_vm.run('/firmware', ['/tests/{file.name}'])",
        {"/firmware/run_in_vm.py": (HERE / "run_in_vm.py").read_bytes()},
        folders={"/tests": file.parent},
        timeout=PATIENCE_S,
    )
    if said := failures(done):
        pytest.fail(said, pytrace=False)
