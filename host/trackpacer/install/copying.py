# SPDX-License-Identifier: MIT
"""Putting a board's firmware on a watch over USB, so that it can be interrupted and repeated.

A watch holds its firmware in one of two files, `app_a.pak` and `app_b.pak` (see firmware/pak.py),
and `installed.py` beside them names the one that runs. A new version is made complete in the other
file (entries that are right stay, entries that the running version has are copied on the watch, the
rest is sent), verified by hash, imported once on the watch itself, and takes over by one rename of
`installed.py`. Until then a cut cable leaves what was there. Sessions, logs and settings lie
elsewhere and stay.

Not here: compiling (`build`), the serial link (`device.serial_link`), what the watch does for it
(`on_watch`), what is printed (`cli.install`).
"""

from __future__ import annotations

import ast
import hashlib
import json
import time
from collections.abc import Callable
from typing import Any

from trackpacer.device.protocol import (
    CAPABILITY_FILE,
    Capability,
    DeviceError,
    Progress,
    UnknownWatchError,
)
from trackpacer.device.serial_link import SerialLink
from trackpacer.device.usb import connect
from trackpacer.install import on_watch
from trackpacer.install.build import BOARD_MODULE, BuiltFile, compile_pak
from trackpacer.install.catalogue import Board
from trackpacer.install.chips import Chip, check_chip, see_chip
from trackpacer.records import fresh, record
from trackpacer.resources import firmware_dir

SLOTS = ("app_a.pak", "app_b.pak")
_SPARE = 32 * 1024  # for what is sent before it is in its place, and for the log of a session
_BOOT_S = (1.5, 3.0, 6.0)  # patience for the new version's first words
_PAK = "pak.mpy"  # the same for every version, as main.py is: it reads older paks too
_OLD_PAK = "pak.py"  # until 0.1; an import would prefer it


@record
class Report:
    """What an install did. `sent` and `copied_on_watch` are paths in the version's pak; `problems`
    tells of each part that the board left out, `settings` are the watch's now."""

    chip: Chip
    capability: Capability
    sent: list[str]
    copied_on_watch: list[str]
    sent_bytes: int
    files: int
    took_over: bool
    problems: list[str] = fresh(factory=list)
    settings: dict[str, Any] = fresh(factory=dict)


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
        self.chip = see_chip(link)
        check_chip(self.chip, board, link.port)
        link.execute(on_watch.HELPERS)
        paks, self._around, text, self._free = self._ask(f"_see({board.root!r})")
        self._paks: dict[str, tuple[dict[str, tuple[int, int, str]], bool]]
        self._paks = dict(zip(SLOTS, paks, strict=True))
        # By its name alone: another pacer may have worded the file another way.
        self.running = next((slot for slot in SLOTS if slot in text), "")
        others = [slot for slot in SLOTS if slot != self.running]
        self.slot = (
            self.running if self.is_current else max(others, key=lambda slot: self._right(slot))
        )

    @property
    def is_current(self) -> bool:
        """Whether the watch runs just these files."""
        return bool(self.running) and self._is_complete(self.running)

    def put_aside(self) -> None:
        """Makes the new version complete in its pak, and verifies it."""
        if self._is_complete(self.slot):
            return
        right = self._right(self.slot)
        pak = self._path(self.slot)
        entries, whole = self._paks[self.slot]
        if not whole or len(entries) != len(right):
            self._do(f"_keep({pak!r}, {right!r})")  # without a torn end, or another version's
        missing = [file for path, file in self.files.items() if path not in right]
        self._check_room(missing)
        for file in missing:
            self._put(file)
        self._paks[self.slot] = self._ask(f"_entries({pak!r})")
        if not self._is_complete(self.slot):
            raise DeviceError("the firmware arrived damaged on the watch", "try again")

    def try_out(self, settings: dict[str, Any]) -> list[str]:
        """Imports the new version on the watch, sets the clock, and merges these settings. Gives a
        sentence for each part of the board that could not be built."""
        self._replace("main.py", (firmware_dir() / "main.py").read_bytes())
        self._replace(_PAK, compile_pak())
        self._do(f"_remove({self._path(_OLD_PAK)!r})")
        self._do(f"_files, _board = _try({self.slot!r}, {self.board.root!r})")
        name = self._ask("_board.name")
        if name != self.board.name:
            raise DeviceError(f"the new version says it is {name}, not {self.board.name}")
        self._do(f"_board.set_unix_time({int(time.time())})")
        if settings:
            self._do("_now = _files.read_json('watch/settings.json')")
            self._do("_new = dict(_now) if isinstance(_now, dict) else {}")
            self._do(f"_new.update({settings!r})")
            self._do("_files.write_json('watch/settings.json', _new) if _new != _now else None")
        return list(self._ask("list(_board.problems)"))

    def settings(self) -> dict[str, Any]:
        """The watch's settings now; empty when it has none."""
        path = self._path("watch/settings.json")
        code = f"print(repr(open({path!r}, 'rb').read() if _there({path!r}) else b''))"
        try:
            found = json.loads(ast.literal_eval(self.link.execute(code).strip()))
        except (ValueError, SyntaxError):
            return {}
        return found if isinstance(found, dict) else {}

    def take_over(self) -> bool:
        """Names the new version in installed.py. False when it ran already."""
        # Only the new version writes it, at its boot: its being there proves that it runs.
        self._do(f"_remove({self._path(CAPABILITY_FILE)!r})")
        return self._replace("installed.py", self._installed(self.slot))

    def go_back(self, slot: str) -> None:
        """Names the version that ran before."""
        self._replace("installed.py", self._installed(slot))

    def remove_old(self) -> None:
        """Frees the flash of the version that no longer runs."""
        for slot in SLOTS:
            if slot != self.slot and self._paks[slot][0]:
                self._do(f"_remove({self._path(slot)!r})")

    # -- parts ---------------------------------------------------------------------------------

    def _right(self, slot: str) -> list[str]:
        """The entries of a pak that the new version has too."""
        wanted = {path: file.sha256 for path, file in self.files.items()}
        return [
            path for path, (_, _, sha) in self._paks[slot][0].items() if wanted.get(path) == sha
        ]

    def _is_complete(self, slot: str) -> bool:
        entries, whole = self._paks[slot]
        return whole and len(entries) == len(self._right(slot)) == len(self.files)

    def _check_room(self, missing: list[BuiltFile]) -> None:
        need = sum(len(file.data) + len(file.path) + 38 for file in missing) + _SPARE
        if missing and need > self._free:
            raise DeviceError(
                f"no room on the watch: {need} bytes are needed, {self._free} are free",
                "fetch its logs and take them off it (pacer fetch --delete), or remove sessions",
            )

    def _put(self, file: BuiltFile) -> None:
        pak = self._path(self.slot)
        entries = self._paks[self.running][0] if self.running else {}
        twin = next((entry for entry in entries.values() if entry[2] == file.sha256), None)
        if twin is not None:
            at, size, sha = twin
            source = self._path(self.running)
            self._do(f"_add({source!r}, {at}, {size}, {sha!r}, {file.path!r}, {pak!r})")
            self.copied.append(file.path)
            return
        part = self._send(pak + ".part", file.data, file.path)
        size, sha = len(file.data), file.sha256
        self._do(f"_add({part!r}, 0, {size}, {sha!r}, {file.path!r}, {pak!r})")
        self._do(f"_remove({part!r})")
        self.sent.append(file.path)

    def _installed(self, slot: str) -> bytes:
        given = {"root": self.board.root, "slot": slot, "module": BOARD_MODULE}
        return on_watch.INSTALLED.format(**given).encode()

    def _replace(self, name: str, data: bytes) -> bool:
        """Replaces a file by one rename. False when it is so already."""
        if self._around[name] == hashlib.sha256(data).hexdigest():
            return False
        part = self._send(self._path(name) + ".part", data, name)
        self._do(f"_take({part!r}, {self._path(name)!r})")
        return True

    def _send(self, part: str, data: bytes, name: str) -> str:
        progress = self._progress(name) if self._progress else None
        self.link.write_file(part, data, progress)
        if not self._ask(f"_check({part!r}, {hashlib.sha256(data).hexdigest()!r})"):
            raise DeviceError(f"{name} arrived damaged on the watch", "try again")
        return part

    def _path(self, name: str) -> str:
        return f"{self.board.root}/{name}"

    def _do(self, code: str) -> None:
        self.link.execute(code)

    def _ask(self, expression: str) -> Any:
        return ast.literal_eval(self.link.execute(f"print(repr({expression}))").strip())


def install(
    port: str,
    board: Board,
    files: list[BuiltFile] | Callable[[Board], list[BuiltFile]],
    settings: dict[str, Any] | Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    progress: Callable[[str], Progress] | None = None,
) -> Report:
    """Puts `files` on the watch at `port`, sets its clock and settings, restarts it and asks it who
    it is. files: or what makes them for a board, called once the watch has answered. settings: to
    be merged into the watch's own, or a function of those.

    Raises DeviceError: not there, not this board, no room, a broken link, a version that does not
    run (the one before then runs again).
    """
    with SerialLink(port) as link:
        made = files(board) if callable(files) else files
        one = Installer(link, board, made, progress)
        before = one.settings()
        chosen = settings(before) if callable(settings) else dict(settings or {})
        one.put_aside()
        problems = one.try_out(chosen)
        took_over = one.take_over()
    try:
        capability = _ask_who(port, board)
    except DeviceError as error:
        old = one.running if one.running != one.slot else ""
        if old:
            with SerialLink(port) as link:
                Installer(link, board, made).go_back(old)
        back = "; the version before runs again" if old else ""
        raise DeviceError(f"the new firmware does not start: {error}{back}", error.hint) from error
    with SerialLink(port) as link:
        link.execute(on_watch.HELPERS)
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
        problems=problems,
        settings=before | chosen,
    )


def _let_it_boot(_port: str, patience_s: float) -> None:
    """A link stops the app: first let it come up. Nothing tells when it has."""
    time.sleep(patience_s)


def _ask_who(port: str, board: Board) -> Capability:
    """The capability file that the restarted app wrote. Raises DeviceError when there is none."""
    last: DeviceError | None = None
    for patience_s in _BOOT_S:
        _let_it_boot(port, patience_s)
        try:
            with connect(port) as device:
                capability = device.capability()
        except UnknownWatchError:
            last = DeviceError("it does not start", "pacer doctor says what is wrong")
            continue
        except DeviceError as error:
            last = error
            continue
        if capability.board != board.name:
            raise DeviceError(f"the watch says it is {capability.board or 'no board'}")
        return capability
    assert last is not None
    raise last
