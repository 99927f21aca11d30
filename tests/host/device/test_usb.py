# SPDX-License-Identifier: MIT
"""USB against a real MicroPython VM behind a pseudo-terminal: what arrives, what is refused, and
that the watch runs its app again after everything, failures too.

Not here: what `fetch` does with a Device (tests/host/laps), the REPL under mpremote's own commands
(tests/simulation).
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
import serial

from tests.support import PATIENCE_S, at_rest
from trackpacer.cli import main
from trackpacer.compiler import compile_session
from trackpacer.device import Device, DeviceError, open_device, serial_link, usb
from trackpacer.device.protocol import UnknownWatchError
from trackpacer.session import Recovery, RecoveryType, Repeat, Run, Series, Session
from trackpacer.simulation import flash_image
from trackpacer.simulation.watch import SimulatedWatch


def program(target_ms: int = 84_000, reps: int = 3) -> bytes:
    nowhere = (0, 1)
    run = Run(nowhere, distance_m=400, target=Series((target_ms,)))
    rest = Recovery(nowhere, RecoveryType.TIME, length=Series((60_000,)), between=True)
    body = (Repeat(reps, (run, rest), nowhere),)
    return compile_session(Session(title="a session", source="", body=body)).program


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[SimulatedWatch]:
    with SimulatedWatch(tmp_path) as one:
        one.wait_for_app()
        yield one


STATES = ("app", "prompt", "crash", "off")


@contextmanager
def linked(watch: SimulatedWatch) -> Iterator[Device]:
    """A link to the watch; however it ends, the watch has to be running its app again then."""
    after = len(watch.events)
    try:
        with open_device(f"usb:{watch.port}") as device:
            yield device
    finally:
        assert_app_runs_again(watch, after)


def assert_app_runs_again(watch: SimulatedWatch, after: int) -> None:
    """The REPL was reached, and left by a restart into the app, which is still running."""
    at_rest(watch)
    assert [
        event for event in watch.events[after:] if event.get("event") == "boot" and event["raw"]
    ]
    states = [event["event"] for event in watch.events if event.get("event") in STATES]
    assert states[-1] == "app"


def test_a_program_arrives_and_is_read_back_as_it_was(watch: SimulatedWatch) -> None:
    data = program()
    sent: list[tuple[int, int]] = []
    read: list[tuple[int, int]] = []
    with linked(watch) as device:
        device.write("sessions/a.tpp", data, lambda done, total: sent.append((done, total)))
        assert device.read("sessions/a.tpp", lambda d, t: read.append((d, t))) == data
        assert [(e.name, e.size) for e in device.list("sessions")] == [("a.tpp", len(data))]
    assert sent[-1] == read[-1] == (len(data), len(data))


def test_a_new_program_replaces_the_old_one(watch: SimulatedWatch) -> None:
    with linked(watch) as device:
        device.write("sessions/a.tpp", program(84_000))
        device.write("sessions/a.tpp", program(80_000))
        assert device.read("sessions/a.tpp") == program(80_000)
        device.move("sessions/a.tpp", "sessions/b.tpp")
        assert [entry.name for entry in device.list("sessions")] == ["b.tpp"]
        device.delete("sessions/b.tpp")
        assert device.list("sessions") == []


def damaged() -> bytes:
    data = bytearray(program())
    data[-1] ^= 1
    return bytes(data)


def stop(done: int, total: int) -> None:
    raise KeyboardInterrupt


REFUSED: dict[str, Callable[[Device], object]] = {
    "a file that is not there": lambda device: device.read("sessions/none.tpp"),
    "a folder that is not there": lambda device: device.list("elsewhere"),
    "reading outside": lambda device: device.read("main.py"),
    "writing outside": lambda device: device.write("lib/x.py", b"1"),
    "writing a log": lambda device: device.write("logs/00001.log", b"1"),
    "no program": lambda device: device.write("sessions/old.tpp", b"not a program"),
    "a damaged program": lambda device: device.write("sessions/old.tpp", damaged()),
    "a truncated program": lambda device: device.write("sessions/old.tpp", program()[:-3]),
    "too large a program": lambda device: device.write("sessions/old.tpp", bytes(5000)),
    "settings that are none": lambda device: device.write("watch/settings.json", b"[1]"),
    "deleting what is not there": lambda device: device.delete("sessions/none.tpp"),
    "renaming into a log": lambda device: device.move("sessions/old.tpp", "logs/00001.log"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_refusal_is_one_sentence_and_changes_nothing(what: str, watch: SimulatedWatch) -> None:
    with linked(watch) as device:
        device.write("sessions/old.tpp", program())
    with pytest.raises(DeviceError) as refusal, linked(watch) as device:
        REFUSED[what](device)
    assert "\n" not in str(refusal.value) and "Traceback" not in str(refusal.value)
    with linked(watch) as device:
        assert [entry.name for entry in device.list("sessions")] == ["old.tpp"]
        assert device.read("sessions/old.tpp") == program()
        assert device.list("logs") == []


def test_power_that_fails_in_a_link_is_one_sentence_and_nothing_else(
    watch: SimulatedWatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_device(f"usb:{watch.port}") as device:
        watch.power_off()
        with pytest.raises(DeviceError, match="broke"):
            device.list("sessions")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("left", ["", "open(f, 'w').close()"])
def test_a_watch_whose_start_was_cut_short_says_so_and_has_told_by_the_next_contact(
    left: str, watch: SimulatedWatch
) -> None:
    with linked(watch) as device:
        assert isinstance(device, usb.UsbDevice)
        device._link.execute(f"f = '/watch/capability.json'\nimport os\nos.remove(f)\n{left}")
        with pytest.raises(UnknownWatchError, match="was cut short"):
            device.capability()
    with linked(watch) as device:
        assert device.capability().board == "simulator"


def test_ctrl_c_in_an_upload_leaves_what_was_there_and_the_app_running(
    watch: SimulatedWatch,
) -> None:
    with linked(watch) as device:
        device.write("sessions/a.tpp", program(84_000))
    with pytest.raises(KeyboardInterrupt), linked(watch) as device:
        device.write("sessions/a.tpp", program(80_000), stop)
    with linked(watch) as device:
        assert device.read("sessions/a.tpp") == program(84_000)
        assert [entry.name for entry in device.list("sessions")] == ["a.tpp"]


def test_a_cable_pulled_in_an_upload_leaves_what_was_there(watch: SimulatedWatch) -> None:
    with linked(watch) as device:
        device.write("sessions/a.tpp", program(84_000))
    with (
        pytest.raises(DeviceError, match="broke"),
        open_device(f"usb:{watch.port}") as device,
    ):
        port: serial.Serial = cast(usb.UsbDevice, device)._link.transport.serial

        def pull(done: int, total: int) -> None:
            watch.power_off()
            port.timeout = 0.1  # nothing comes any more

        device.write("sessions/a.tpp", program(80_000), pull)
    before = len(watch.events)
    watch.power_on()
    watch.wait_for_app(after=before)
    with linked(watch) as device:
        assert device.read("sessions/a.tpp") == program(84_000)


def test_the_clock_is_set_and_survives_the_restart(watch: SimulatedWatch) -> None:
    with linked(watch) as device:
        device.set_clock(1_800_000_000, 7200)
    restarted = [event for event in watch.events if event.get("event") == "reset"][-1]
    assert 1_800_000_000 <= restarted["unix"] < 1_800_000_010
    with linked(watch) as device:
        assert b'"utc_offset_s": 7200' in device.read("watch/settings.json")


def test_a_tcp_port_serves_as_well(tmp_path: Path) -> None:
    with SimulatedWatch(tmp_path, tcp_port=0) as watch:
        watch.wait_for_app()
        assert watch.port.startswith("socket://127.0.0.1:")
        with linked(watch) as device:
            device.write("sessions/a.tpp", program())
            assert device.read("sessions/a.tpp") == program()


def test_a_watch_in_a_session_says_so_and_runs_on(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with SimulatedWatch(tmp_path, {"speed": 1}) as watch:
        watch.wait_for_app()
        with linked(watch) as device:
            device.write("sessions/a.tpp", program())
        watch.press()
        watch.wait_for(lambda event: event.get("event") == "begin", PATIENCE_S)
        request.getfixturevalue("usual_usb")
        with pytest.raises(DeviceError, match="running a session"):
            open_device(f"usb:{watch.port}").__enter__()
        # It counted in and went, whatever the laptop sent it.
        watch.wait_for(lambda event: event.get("cue") == "go", PATIENCE_S)
        assert not any(event.get("event") in ("prompt", "crash") for event in watch.events[-3:])


def test_a_blank_board_is_told_from_a_watch(tmp_path: Path) -> None:
    empty = tmp_path / "firmware"
    empty.mkdir()
    (empty / "main.py").write_text("")
    with SimulatedWatch(tmp_path / "state", {"firmware": str(empty)}) as watch:
        at_rest(watch)
        with pytest.raises(DeviceError, match="no Track Pacer firmware"):
            open_device(f"usb:{watch.port}").__enter__()


def test_a_port_that_is_not_there() -> None:
    with pytest.raises(DeviceError, match="there is no port /dev/nothing-here"):
        open_device("usb:/dev/nothing-here").__enter__()


def test_a_file_is_no_port(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DeviceError, match="is not a serial port"):
        open_device(f"usb:{tmp_path / 'file'}").__enter__()


def test_a_busy_port(watch: SimulatedWatch) -> None:
    with (
        serial.Serial(watch.port, exclusive=True),
        pytest.raises(DeviceError, match="busy: another program has it open"),
    ):
        open_device(f"usb:{watch.port}").__enter__()


def test_a_forbidden_port(watch: SimulatedWatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root, as in a container, may anything
    with pytest.raises(DeviceError, match="you are not allowed to open") as refusal:
        open_device(f"usb:{watch.port}").__enter__()
    assert "dialout" in refusal.value.hint


def test_nobody_at_a_tcp_port() -> None:
    with pytest.raises(DeviceError, match="nothing answers at socket://127"):
        open_device("usb:socket://127.0.0.1:1").__enter__()


def test_a_spec_that_says_nothing() -> None:
    with pytest.raises(DeviceError, match="'watch' does not name a watch"):
        open_device("watch").__enter__()


def test_what_stands_on_the_flash_is_the_very_file(watch: SimulatedWatch) -> None:
    with linked(watch) as device:
        device.write("sessions/a.tpp", program())
    watch.power_off()
    assert flash_image.read(watch.state / "flash.img")["sessions/a.tpp"] == program()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_send_that_is_ended_leaves_the_watch_as_it_was_and_running_its_app(
    watch: SimulatedWatch,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    number = getattr(signal, name)
    write, restart = usb.UsbDevice.write, serial_link.SerialLink._restart

    def ended(self: usb.UsbDevice, path: str, data: bytes, progress: object = None) -> None:
        write(self, path, data, lambda done, total: signal.raise_signal(number))

    def impatient(self: serial_link.SerialLink) -> None:
        signal.raise_signal(number)  # a second one, while the watch is being restarted
        restart(self)

    monkeypatch.setattr(usb.UsbDevice, "write", ended)
    monkeypatch.setattr(serial_link.SerialLink, "_restart", impatient)
    after = len(watch.events)
    status = main(["send", "3 x 400 @ 84 R60", "--device", f"usb:{watch.port}"])
    assert status == 128 + number
    assert "pacer: stopped" in capsys.readouterr().err
    assert_app_runs_again(watch, after)
    monkeypatch.undo()
    with linked(watch) as device:
        assert device.list("sessions") == []
