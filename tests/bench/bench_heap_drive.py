# SPDX-License-Identifier: MIT
"""`bench heap_bytes_circuitpython BOOT PEAK`: `heap_bytes` with the firmware as a drive holds it.

CircuitPython compiles the modules on the watch, from the text that `pacer install` writes there:
names stay long and lines keep their numbers. The same session in the same VM, 64-bit words.
Not here: its drivers and `_bleio`, which are no part of `heap_bytes` either.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.bench_timing import in_vm
from trackpacer.install import build, catalogue
from trackpacer.resources import firmware_dir

BOARD = "feather_nrf52840_circuitpython"


def run() -> Iterator[str]:
    texts = {file.path: file.data for file in build.plain_files(catalogue.board(BOARD))}
    texts["pacer/names.py"] = (firmware_dir() / "pacer" / "names.py").read_bytes()  # the helpers'
    with tempfile.TemporaryDirectory() as name:
        line = in_vm("heap.py", Path(name), firmware=texts).split()
    yield f"heap_bytes_circuitpython {line[0]} {line[1]}"
