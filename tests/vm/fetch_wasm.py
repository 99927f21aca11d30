# SPDX-License-Identifier: MIT
"""Fetches the 32-bit MicroPython VM, an npm package.

`python -m tests.vm.fetch_wasm FOLDER` leaves micropython.mjs and micropython.wasm in FOLDER. Not
here: running it (`wasm`).
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from trackpacer.web.npm import package

PACKAGE = "@micropython/micropython-webassembly-pyscript@1.27.0"
SHA512 = (
    "0e75f1e04ab182479a1444ab4b7b8aacbee62cc9389914ddd2633368e7771d44"
    "a265438013bb75d6e2e78dfddfb45f3b376c66e249c79d610a7152b82182140c"
)

# Its files fail with WebAssembly's error numbers, while its `errno` has Linux's (folded into the
# code it compiles, so Python cannot mend it). Translated where a file call returns to the VM.
LINUX = {2: 13, 8: 9, 20: 17, 28: 22, 29: 5, 31: 21, 44: 2, 51: 28, 54: 20, 55: 39, 63: 1}
RETURN = re.compile(rb"return(-| )e\.errno(?=\}\},)")


def fetch(folder: Path) -> None:
    with package(PACKAGE, SHA512) as archive:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("micropython.mjs", "micropython.wasm"):
            member = archive.extractfile(f"package/{name}")
            assert member is not None
            content = member.read()
            if name.endswith(".mjs"):
                content, places = RETURN.subn(_translated(), content)
                assert places > 10
            (folder / name).write_bytes(content)


def _translated() -> bytes:
    table = ",".join(f"{number}:{linux}" for number, linux in LINUX.items())
    return rb"return \1(({%s})[e.errno]??e.errno)" % table.encode()


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
