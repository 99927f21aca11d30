# SPDX-License-Identifier: MIT
"""`bench heap_bytes_32 BOOT PEAK LARGEST`: the heap of a watch as it is installed.

    BOOT     live when the watch waits for the press, the first of the article's sessions at hand
    PEAK     at the most in a session, the largest of the article's: live and garbage, where the
             firmware collects when it says so and never besides
    LARGEST  the largest single block that was ever allocated, the VM's own table of names included

The firmware is the pak that `pacer install` would write for the esp32_devkit, with that board's own
drivers, run in the 32-bit VM; the pins are fakes, and what they take is left out. That VM ignores a
limit on its heap, and collects garbage only between two scripts: so each stage is one, and
`gc.mem_alloc()` is read between two (`tests/vm/in_vm/stage.py`). LARGEST is `mem_info`'s
largest block at the end of each script, before the collection: what was given back at once within
it (a string that grew) is not seen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.host.sessions import ARTICLE
from tests.vm.wasm import run_wasm
from trackpacer.compiler import compile_session
from trackpacer.install import build, catalogue
from trackpacer.notation import exact

ROOT = Path(__file__).parents[2]
IN_VM = ROOT / "tests" / "vm" / "in_vm"
BOARD = "esp32_devkit"
BLOCK = 16

_BOOT = """
import sys
sys.path[:] = ["/helpers", "/flash", "/app"]
import gc, machine, json, micropython, os, stage, struct, binascii, time
for name in ("sessions", "logs", "watch"):
    os.mkdir("/" + name)
with open("/sessions/a.tpp", "wb") as file:
    file.write(binascii.unhexlify("{program}"))
if not hasattr(micropython, "kbd_intr"):
    micropython.kbd_intr = lambda key: None
gc.collect()
---
base = gc.mem_alloc()
import vfs
import pak
vfs.mount(pak.Pak("/flash/app_a.pak"), "/app")
gc.collect()
---
import watch_board
sys.modules["board"] = watch_board
board = watch_board.board
board.attach()
gc.collect()
---
gc.collect()
---
one = stage.Stage(board)
gc.collect()
---
drivers = gc.mem_alloc() - base
from pacer import app as app_module
gc.collect()
---
app = None
def begin():
    global app
    app = app_module.App(board)
    one.idle = True
    app.run()
stage.run(one, begin)
micropython.mem_info()
gc.collect()
---
gc.collect()
---
print("boot", gc.mem_alloc() - base)
micropython.qstr_info()
print(stage.loaded())
"""

_SESSION = """
one.idle = False
one.due = None
import pacer.chores, pacer.runner
pacer.chores.gc = pacer.runner.gc = one
runner = app.runner
log = app.log
over = stage.run(one, lambda: app.session(app._begin, 0))
one.wanted = False
micropython.mem_info()
gc.collect()
"""

_TURNS = """
def turn():
    while runner._now.phase != 7:
        runner._turn()
if not over:
    over = stage.run(one, turn)
    one.look()
micropython.mem_info()
gc.collect()
"""

_ENDED = """
assert over and runner._result == 8, (over, runner._result)
print("peak", one.peak - base)
print(stage.loaded())
"""


@dataclass(frozen=True, slots=True)
class Heap:
    """Bytes; see this file."""

    boot: int
    peak: int
    largest: int


def run() -> Iterator[str]:
    found = measure()
    yield f"heap_bytes_32 {found.boot} {found.peak} {found.largest}"


def pak() -> bytes:
    """The board's firmware as one file, as it lies on its flash."""
    board = catalogue.board(BOARD)
    return b"".join(
        bytes((80, len(file.path)))
        + len(file.data).to_bytes(4, "little")
        + hashlib.sha256(file.data).digest()
        + file.path.encode()
        + file.data
        for file in build.compile_board(board)
    )


def programs() -> list[bytes]:
    """The article's sessions."""
    return [
        compile_session(exact.read(f"{exact.MARK}\n{text}")).program for text in ARTICLE.values()
    ]


def measure() -> Heap:
    largest = max(programs(), key=len)
    said = in_vm(_BOOT.replace("{program}", largest.hex()), _SESSION, *[_TURNS] * 80, _ENDED)
    return Heap(_figure(said, "boot"), _figure(said, "peak"), _largest(said))


def in_vm(*parts: str) -> str:
    """What these scripts print, run one after the other on the installed firmware."""
    board = catalogue.board(BOARD)
    short = build.short_names(board)
    names = short["pacer/app"] | short["pacer/runner"]
    scripts = [
        re.sub(r"(?<=\.)\w+", lambda found: names.get(found[0], found[0]), script)
        for part in parts
        for script in part.split("---\n")
    ]
    done = run_wasm(
        scripts,
        {
            "/flash/app_a.pak": pak(),
            "/flash/pak.mpy": build.compile_pak(),
            "/helpers/stage.py": (IN_VM / "stage.py").read_bytes(),
            "/helpers/machine.py": (IN_VM / "pins.py").read_bytes(),
        },
    )
    if done.returncode:
        raise RuntimeError(f"in the 32-bit VM: {done.stdout[-2000:]}{done.stderr}")
    return done.stdout


def _figure(said: str, name: str) -> int:
    found = re.search(rf"^{name} (\d+)$", said, re.M)
    assert found, said[-2000:]
    return int(found[1])


def _largest(said: str) -> int:
    return BLOCK * max(int(size) for size in re.findall(r"max blk sz: (\d+)", said))
