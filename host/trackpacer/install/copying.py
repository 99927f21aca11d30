# SPDX-License-Identifier: MIT
"""Putting a board's firmware on a watch over USB, so that it can be interrupted and repeated.

A watch holds its firmware in one of two folders, `app_a` and `app_b`, and `installed.py` beside
them names the one that runs. A new version is made complete in the other folder (files that are
right stay, files that the running version has are copied on the watch, the rest is sent), verified
by hash, imported once on the watch itself, and takes over by one rename of `installed.py`. Until
then a cut cable leaves what was there. Sessions, logs and settings lie elsewhere and stay.

Not here: compiling (`build`), the serial link (`device.usb`), what is printed (`cli.install`).
"""

from __future__ import annotations

import ast
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from trackpacer.device.protocol import CAPABILITY_FILE, Capability, DeviceError, Progress
from trackpacer.device.usb import CHUNK, SerialLink, connect
from trackpacer.install.build import BOARD_MODULE, MPY_SUB_VERSION, MPY_VERSION, BuiltFile
from trackpacer.install.catalogue import Board
from trackpacer.resources import firmware_dir

SLOTS = ("app_a", "app_b")
OLDEST_MICROPYTHON = (1, 28)
_BLOCK = 4096  # of littlefs: a file takes whole blocks
_SPARE = 4 * _BLOCK  # for folders, and for the log of a session
_BOOT_S = (1.5, 3.0, 6.0)  # patience for the new version's first words

_PLATFORMS = {"esp32": ("esp32",), "nrf": ("nrf52",), "unix": ("linux", "darwin")}

_INSTALLED = """\
# Which version of the firmware runs. Written by `pacer install`, read at boot and by every link.
import sys

sys.path.insert(0, "{folder}")
import {module}

sys.modules["board"] = {module}
"""

# What the watch is asked to do; runs on a bare MicroPython too. Small buffers: it may be short of
# RAM.
_HELPERS = """
import binascii, hashlib, os, sys
def _sha(path):
    h = hashlib.sha256()
    b = bytearray(256)
    v = memoryview(b)
    with open(path, 'rb') as f:
        while True:
            n = f.readinto(b)
            if not n:
                return binascii.hexlify(h.digest()).decode()
            h.update(v[:n])
def _is_dir(path):
    return os.stat(path)[0] & 0x4000
def _there(path):
    try:
        os.stat(path)
        return True
    except OSError:
        return False
def _walk(base, below, found):
    for name in os.listdir(base + below):
        path = below + '/' + name
        if _is_dir(base + path):
            _walk(base, path, found)
        else:
            found[path[1:]] = _sha(base + path)
    return found
def _see(root):
    slots = {}
    for slot in ('app_a', 'app_b'):
        path = root + '/' + slot
        slots[slot] = _walk(path, '', {}) if _there(path) else {}
    files = {}
    text = ''
    for name in ('main.py', 'installed.py'):
        path = root + '/' + name
        files[name] = _sha(path) if _there(path) else ''
    if files['installed.py']:
        with open(root + '/installed.py') as f:
            text = f.read()
    status = os.statvfs(root or '/')
    return slots, files, text, status[0] * status[3]
def _folders(path):
    at = path.find('/', 1)
    while at > 0:
        if not _there(path[:at]):
            os.mkdir(path[:at])
        at = path.find('/', at + 1)
def _copy(old, new):
    _folders(new)
    b = bytearray(256)
    v = memoryview(b)
    with open(old, 'rb') as f:
        with open(new, 'wb') as g:
            while True:
                n = f.readinto(b)
                if not n:
                    break
                g.write(v[:n])
def _remove(path):
    if _there(path):
        if _is_dir(path):
            for name in os.listdir(path):
                _remove(path + '/' + name)
            os.rmdir(path)
        else:
            os.remove(path)
def _take(part, final):
    try:
        os.rename(part, final)
    except OSError:
        os.remove(final)
        os.rename(part, final)
def _try(folder, root):
    sys.path.insert(0, folder)
    import watch_board
    from pacer.storage import Storage
    for name in ('sessions', 'logs', 'watch'):
        _folders(root + '/' + name + '/')
    return watch_board.board.name, Storage(root), watch_board.board
"""


@dataclass(frozen=True, slots=True)
class Chip:
    """What a board at the REPL says of itself. mpy: (version, sub-version, architecture)."""

    platform: str
    version: tuple[int, ...]
    mpy: tuple[int, int, int]
    machine: str

    @property
    def micropython(self) -> str:
        return ".".join(map(str, self.version[:3]))


@dataclass(frozen=True, slots=True)
class Report:
    """What an install did. `sent` and `copied_on_watch` are paths below the version's folder."""

    chip: Chip
    capability: Capability
    sent: list[str]
    copied_on_watch: list[str]
    sent_bytes: int
    files: int
    took_over: bool
    settings: dict[str, Any] = field(default_factory=dict)


def see_chip(link: SerialLink) -> Chip:
    """Raises DeviceError when what answers is no MicroPython."""
    printed = link.execute(
        "import sys\n"
        "i = sys.implementation\n"
        "print(repr((i.name, tuple(i.version)[:3], getattr(i, '_mpy', 0), sys.platform,"
        " getattr(i, '_machine', ''))))"
    )
    name, version, mpy, platform, machine = ast.literal_eval(printed.strip().splitlines()[-1])
    if name != "micropython":
        raise DeviceError(
            f"the board on {link.port} runs {name}, not MicroPython",
            "flash MicroPython first: the board's README says how (`pacer boards`)",
        )
    return Chip(platform, tuple(version), (mpy & 0xFF, mpy >> 8 & 3, mpy >> 10), machine)


def check_chip(chip: Chip, board: Board, port: str) -> None:
    """Raises DeviceError when this board cannot run what was compiled for it."""
    if chip.platform not in _PLATFORMS.get(board.port, ()):
        raise DeviceError(
            f"the board on {port} is no {board.name}: its MicroPython is for {chip.platform}",
            "say which board it is with --board; `pacer boards` lists them",
        )
    if chip.version[:2] < OLDEST_MICROPYTHON:
        wanted = ".".join(map(str, OLDEST_MICROPYTHON))
        raise DeviceError(
            f"the board on {port} runs MicroPython {chip.micropython}, older than {wanted}",
            f"fetch its logs, then flash {board.micropython} {wanted} or newer: "
            f"boards/{board.name}/README.md",
        )
    if chip.mpy[0] != MPY_VERSION or (board.architecture and chip.mpy[1] != MPY_SUB_VERSION):
        raise DeviceError(
            f"the board on {port} takes .mpy version {chip.mpy[0]}.{chip.mpy[1]}, "
            f"and this pacer makes {MPY_VERSION}.{MPY_SUB_VERSION}",
            "use a newer pacer, or the MicroPython that the board's README names",
        )


class Installer:
    """One install over one link. Raises DeviceError when the link or the watch fails; the watch
    then runs what it ran before, and the next install goes on where this one stopped."""

    def __init__(
        self,
        link: SerialLink,
        board: Board,
        files: list[BuiltFile],
        progress: Callable[[str], Progress] | None = None,
    ) -> None:
        self.link = link
        self.board = board
        self.files = {file.path: file for file in files}
        self.sent: list[str] = []
        self.copied: list[str] = []
        self._progress = progress
        self._main = (firmware_dir() / "main.py").read_bytes()
        self.chip = see_chip(link)
        check_chip(self.chip, board, link.port)
        link.execute(_HELPERS)
        self._slots: dict[str, dict[str, str]]
        self._around: dict[str, str]
        self._slots, self._around, text, self._free = self._ask(f"_see({board.root!r})")
        # By its folder's name alone: another pacer may have worded the file another way.
        self.running = next((slot for slot in SLOTS if slot in text), "")
        others = [slot for slot in SLOTS if slot != self.running]
        complete = self.running if self._is_complete(self.running) else None
        self.slot = complete or max(others, key=lambda slot: self._right_files(slot))

    @property
    def is_current(self) -> bool:
        """Whether the watch runs just these files."""
        return self._is_complete(self.running)

    def put_aside(self) -> None:
        """Makes the new version complete in its folder, and verifies it."""
        have = self._slots[self.slot]
        wanted = {path: file.sha256 for path, file in self.files.items()}
        for path in have.keys() - wanted.keys():
            self._do(f"_remove({self._path(path)!r})")
        missing = [path for path in wanted if have.get(path) != wanted[path]]
        self._check_room(missing)
        for path in missing:
            self._put(self.files[path])
        if missing:
            found = self._ask(f"_walk({self._path('')[:-1]!r}, '', {{}})")
            wrong = sorted(path for path in wanted if found.get(path) != wanted[path])
            if wrong:
                raise DeviceError(f"{wrong[0]} arrived damaged on the watch", "try again")

    def try_out(self, settings: dict[str, Any]) -> None:
        """Imports the new version on the watch, sets the clock, and merges these settings."""
        name = self._ask(f"_try({self._path('')[:-1]!r}, {self.board.root!r})[0]")
        if name != self.board.name:
            raise DeviceError(f"the new version says it is {name}, not {self.board.name}")
        self._do("_files, _board = _try(sys.path[0], " + repr(self.board.root) + ")[1:]")
        self._do(f"_board.set_unix_time({int(time.time())})")
        if settings:
            self._do("_now = _files.read_json('watch/settings.json') or {}")
            self._do(f"_new = dict(_now); _new.update({settings!r})")
            self._do("_files.write_json('watch/settings.json', _new) if _new != _now else None")

    def settings(self) -> dict[str, Any]:
        """The watch's settings now; empty when it has none."""
        path = f"{self.board.root}/watch/settings.json"
        code = f"print(open({path!r}).read() if _there({path!r}) else '{{}}')"
        try:
            import json

            found = json.loads(self.link.execute(code))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def take_over(self) -> bool:
        """Names the new version in installed.py. False when it ran already."""
        root = self.board.root
        installed = _INSTALLED.format(folder=f"{root}/{self.slot}", module=BOARD_MODULE).encode()
        changed = self._replace("main.py", self._main)
        # Only the new version writes it, at its boot: its being there proves that it runs.
        self._do(f"_remove({root + '/' + CAPABILITY_FILE!r})")
        return self._replace("installed.py", installed) or changed

    def go_back(self) -> None:
        """Names the version that ran before, if there was one."""
        if self.running and self.running != self.slot:
            folder = f"{self.board.root}/{self.running}"
            text = _INSTALLED.format(folder=folder, module=BOARD_MODULE)
            self._around["installed.py"] = ""
            self._replace("installed.py", text.encode())

    def remove_old(self) -> None:
        """Frees the flash of the version that no longer runs."""
        for slot in SLOTS:
            if slot != self.slot and self._slots[slot]:
                self._do(f"_remove({self.board.root + '/' + slot!r})")

    # -- parts ---------------------------------------------------------------------------------

    def _is_complete(self, slot: str) -> bool:
        wanted = {path: file.sha256 for path, file in self.files.items()}
        return bool(slot) and self._slots[slot] == wanted

    def _right_files(self, slot: str) -> int:
        have = self._slots[slot]
        return sum(have.get(path) == file.sha256 for path, file in self.files.items())

    def _check_room(self, missing: list[str]) -> None:
        need = sum(-(-len(self.files[path].data) // _BLOCK) * _BLOCK for path in missing)
        if missing and need + _SPARE > self._free:
            raise DeviceError(
                f"no room on the watch: {need + _SPARE} bytes are needed, {self._free} are free",
                "fetch its logs and take them off it (pacer fetch --delete), or remove sessions",
            )

    def _put(self, file: BuiltFile) -> None:
        twin = next(
            (path for path, sha in self._slots.get(self.running, {}).items() if sha == file.sha256),
            None,
        )
        full = self._path(file.path)
        if twin is not None and self.running != self.slot:
            self._do(f"_copy({self.board.root + '/' + self.running + '/' + twin!r}, {full!r})")
            self.copied.append(file.path)
        else:
            self._do(f"_folders({full!r})")
            self._send(full, file.data, file.path)
            self.sent.append(file.path)

    def _replace(self, name: str, data: bytes) -> bool:
        if self._around[name] == hashlib.sha256(data).hexdigest():
            return False
        full = f"{self.board.root}/{name}"
        part = full + ".part"
        self._send(part, data, name)
        if self._ask(f"_sha({part!r})") != hashlib.sha256(data).hexdigest():
            raise DeviceError(f"{name} arrived damaged on the watch", "try again")
        self._do(f"_take({part!r}, {full!r})")
        return True

    def _send(self, full: str, data: bytes, name: str) -> None:
        progress = self._progress(name) if self._progress else None
        self.link.call(lambda: self.link.transport.fs_writefile(full, data, CHUNK, progress))

    def _path(self, path: str) -> str:
        return f"{self.board.root}/{self.slot}/{path}"

    def _do(self, code: str) -> None:
        self.link.execute(code)

    def _ask(self, expression: str) -> Any:
        return ast.literal_eval(self.link.execute(f"print(repr({expression}))").strip())


def install(
    port: str,
    board: Board,
    files: list[BuiltFile],
    settings: dict[str, Any] | Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    progress: Callable[[str], Progress] | None = None,
) -> Report:
    """Puts `files` on the watch at `port`, sets its clock and settings, restarts it and asks it who
    it is. settings: to be merged into the watch's own, or a function of those.

    Raises DeviceError: not there, not this board, no room, a broken link, a version that does not
    run (the one before then runs again).
    """
    with SerialLink(port) as link:
        one = Installer(link, board, files, progress)
        chosen = settings(one.settings()) if callable(settings) else dict(settings or {})
        one.put_aside()
        one.try_out(chosen)
        took_over = one.take_over()
    try:
        capability = _ask_who(port, board)
    except DeviceError as error:
        with SerialLink(port) as link:
            again = Installer(link, board, files)
            again.running = one.running
            again.slot = one.slot
            again.go_back()
        back = "; the version before runs again" if one.running not in ("", one.slot) else ""
        raise DeviceError(f"the new firmware does not start: {error}{back}", error.hint) from error
    with SerialLink(port) as link:
        link.execute(_HELPERS)
        one.link = link
        one.remove_old()
    return Report(
        chip=one.chip,
        capability=capability,
        sent=one.sent,
        copied_on_watch=one.copied,
        sent_bytes=sum(len(one.files[path].data) for path in one.sent),
        files=len(one.files),
        took_over=took_over,
        settings=chosen,
    )


def _ask_who(port: str, board: Board) -> Capability:
    """The capability file that the restarted app wrote. Raises DeviceError when there is none."""
    last: DeviceError | None = None
    for patience in _BOOT_S:
        time.sleep(patience)  # a link stops the app: let it come up
        try:
            with connect(port) as device:
                capability = device.capability()
        except DeviceError as error:
            last = error
            if "no such file" in str(error):
                last = DeviceError("it does not come up", "pacer doctor tells what it complains of")
            continue
        if capability.board != board.name:
            raise DeviceError(f"the watch says it is {capability.board or 'no board'}")
        return capability
    assert last is not None
    raise last
