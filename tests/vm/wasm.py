# SPDX-License-Identifier: MIT
"""The 32-bit MicroPython VM, for what only it can prove: what allocates on a board's words.

`run_wasm(script)` runs a script there, with `firmware/` importable. Small integers have 31 bits and
`gc.mem_alloc()` counts bytes, as on a board. It has no littlefs and no `@native`, hangs under
`micropython.heap_lock()`, and its clock is not worth reading: use `simulation.vm` for the rest.
"""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.formats import node
from tests.support import PATIENCE_S
from trackpacer.resources import firmware_dir

WASM = Path(sys.prefix) / "wasm" / "micropython.mjs"
HEAP = 8 << 20


def run_wasm(
    script: str | Sequence[str],
    files: Mapping[str, bytes] | None = None,
    *,
    folders: Mapping[str, Path] | None = None,
    timeout: float = PATIENCE_S,
    heapsize: int = HEAP,
) -> subprocess.CompletedProcess[str]:
    """Run a script in the VM; exit status 1 and the traceback on stderr when it raised. Of several,
    one after the other: only between two does this VM collect garbage, where one asked for it.

    `files` go to absolute paths in the VM's memory, `folders` copies whole trees there. The
    firmware's own tree is at /firmware, and on `sys.path`.
    """
    assert WASM.exists(), "the 32-bit VM is missing; `make setup` fetches it"
    content = dict(files or {})
    for root, folder in {"/firmware": firmware_dir(), **(folders or {})}.items():
        for file in folder.rglob("*.py"):
            content[f"{root}/{file.relative_to(folder).as_posix()}"] = file.read_bytes()
    job = {
        "vm": str(WASM),
        "heapsize": heapsize,
        "scripts": [
            "import sys; sys.path.append('/firmware')",
            *([script] if isinstance(script, str) else script),
        ],
        "files": {path: base64.b64encode(data).decode() for path, data in content.items()},
    }
    return node.run(Path(__file__).with_suffix(".mjs"), job, timeout)
