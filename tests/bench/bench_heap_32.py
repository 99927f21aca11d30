# SPDX-License-Identifier: MIT
"""`bench heap_bytes_32 BOOT PEAK SYNC LARGEST`: the heap of a watch as it is installed.

    BOOT     live when the watch waits for the press, the first of the article's sessions at hand
    PEAK     at the most in a session, the largest of the article's: live and garbage, where the
             firmware collects when it says so and never besides
    SYNC     at the most in a sync over the air, once what a session needs was let go of: a program
             is taken, verified and put in its place, and a log is given; live after each of these
             steps, for a sync leaves it to the VM when to collect
    LARGEST  the largest single block that was ever allocated, the VM's own table of names included

The firmware is the pak that `pacer install` would write for the esp32_devkit, with that board's own
drivers, run in the 32-bit VM; pins and the Bluetooth stack are fakes, and what they take is left
out. That VM collects garbage only between two scripts: so each stage is one, and `gc.mem_alloc()`
is read between two (`tests/vm/in_vm/stage.py`). LARGEST is `mem_info`'s largest block at the end of
each script, before the collection: what was given back at once within it (a string that grew) is
not seen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.host.sessions import ARTICLE
from tests.vm.wasm import HEAP, run_wasm
from trackpacer.compiler import compile_session
from trackpacer.install import build, catalogue
from trackpacer.notation import exact

ROOT = Path(__file__).parents[2]
IN_VM = ROOT / "tests" / "vm" / "in_vm"
BOARD = "esp32_devkit"
BLOCK = 16

_BOOT = """
import gc, sys
sys.path[:] = ["/helpers", "/flash", "/app"]
def in_all():
    return gc.mem_alloc() + gc.mem_free()
given = in_all()
import machine, json, micropython, os, stage, struct, binascii, time
for name in ("sessions", "logs", "watch"):
    os.mkdir("/" + name)
with open("/sessions/a.tpp", "wb") as file:
    file.write(binascii.unhexlify("{program}"))
sys.modules["bluetooth"] = stage.Stack()
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
app = app_module.App(board)
gc.collect()
---
app.write_capability()
gc.collect()
---
app._look()
app._take_up()
gc.collect()
---
app._prepare()
micropython.mem_info()
gc.collect()
---
one.idle = True
stage.run(one, app._choose)
micropython.mem_info()
gc.collect()
---
gc.collect()
---
print("grown", in_all() - given)
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
    while runner.now.phase != 7:
        runner._turn()
if not over:
    over = stage.run(one, turn)
    one.look()
micropython.mem_info()
gc.collect()
"""

_ENDED = """
assert over and runner.result == 8, (over, runner.result)
print("peak", one.peak - base)
runner = log = None
one.peak = 0
gc.collect()
"""

# A hold; then the same radio in steps, for out of its own loop no script could end.
_SYNC = """
import pacer.syncing
board.sleep_ms = one.stop
over = stage.run(one, lambda: pacer.syncing.synchronise(app))
assert not over
gc.collect()
---
import pacer.sync.bluetooth, pacer.file_access
radio = pacer.sync.bluetooth.Radio(board, pacer.file_access.FileAccess(""), "watch")
stack = sys.modules["bluetooth"]
stack.handler(1, (1, 0, b"123456"))
stack.handler(28, (1, True, True, True, 16))
def give(data):
    for at in range(0, len(data), 240):
        stack.given = data[at : at + 240]
        stack.handler(3, (1, 2))
        while radio.transfer.pump():
            pass
with open("/sessions/a.tpp", "rb") as file:
    program = file.read()
head = b"/sessions/b.tpp"
micropython.mem_info()
gc.collect()
---
one.look()
give(struct.pack("<BBHIIII", 0x20, 0, len(head), 0, 0, 0, len(program)) + head)
gc.collect()
---
one.look()
give(struct.pack("<BBHII", 0x22, 1, 0, 0, len(program)) + program)
micropython.mem_info()
gc.collect()
---
one.look()
assert os.stat("/sessions/b.tpp")[6] == len(program)
head = b"/" + app.files.newest_log()
stack.sent = 0
give(struct.pack("<BBHII", 0x10, 0, len(head), 0, 4000) + head)
assert stack.sent > 200, stack.sent
micropython.mem_info()
gc.collect()
---
one.look()
print("sync", one.peak - base)
print(stage.loaded())
"""


@dataclass(frozen=True, slots=True)
class Heap:
    """Bytes; see this file."""

    boot: int
    peak: int
    sync: int
    largest: int
    grown: int  # by how much, before the session


def run() -> Iterator[str]:
    found = measure()
    yield f"heap_bytes_32 {found.boot} {found.peak} {found.sync} {found.largest}"


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


def measure(heapsize: int = HEAP) -> Heap:
    """Boot, session and sync in a heap of this size (bytes). The VM lets it grow, and has to where
    a board would collect: in the boot it is given the time to collect between two steps."""
    program = max(programs(), key=len).hex()
    said = in_vm(
        *(_BOOT.replace("{program}", program), _SESSION, *[_TURNS] * 80, _ENDED, _SYNC),
        heapsize=heapsize,
    )
    boot, peak, sync, grown = (_figure(said, name) for name in ("boot", "peak", "sync", "grown"))
    return Heap(boot, peak, sync, _largest(said), grown)


def in_vm(*parts: str, heapsize: int = HEAP) -> str:
    """What these scripts print, run one after the other on the installed firmware."""
    board = catalogue.board(BOARD)
    short = build.short_names(board)
    modules = ("pacer/storage", "pacer/sync/bluetooth", "pacer/app", "pacer/runner")
    names = {name: new for module in modules for name, new in short[module].items()}
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
        heapsize=heapsize,
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
