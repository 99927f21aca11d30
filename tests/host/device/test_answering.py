# SPDX-License-Identifier: MIT
"""What is no watch behind a port: `install`, `doctor` and `send` end, and say what it probably is.

A real pseudo-terminal, with a person's patience; what talks behind it is a thread of the test's.
"""

from __future__ import annotations

import os
import pty
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from trackpacer.cli import main
from trackpacer.device import answering, serial_link

Behaviour = Callable[[int, bytes], None]
"""Called with the port's other end and what came to it, twenty times a second."""

LIMIT_S = 10.0
PATIENCE_S = serial_link.ENTER_TIMEOUTS_S  # a person's: tests have more


def repeats(words: bytes) -> Behaviour:
    return lambda port, came: _write(port, words)


def echoes(port: int, came: bytes) -> None:
    _write(port, came)


def is_silent(port: int, came: bytes) -> None:
    pass


def _write(port: int, data: bytes) -> None:
    try:
        os.write(port, data)
    except OSError:  # full, or closed: nobody reads
        pass


@contextmanager
def port(behaviour: Behaviour) -> Iterator[str]:
    """A port behind which something behaves so."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    os.set_blocking(ours, False)
    over = threading.Event()

    def talk() -> None:
        while not over.wait(0.05):
            try:
                came = os.read(ours, 4096)
            except OSError:
                came = b""
            behaviour(ours, came)

    thread = threading.Thread(target=talk)
    thread.start()
    try:
        yield os.ttyname(theirs)
    finally:
        over.set()
        thread.join()
        os.close(ours)
        os.close(theirs)


ERASED = (
    b"rst:0x7 (TG0WDT_SYS_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\ninvalid header: 0xffffffff\r\n"
)
CRASHES = b"rst:0xc (SW_CPU_RESET)\r\nGuru Meditation Error: Core 1 panic'ed (LoadProhibited).\r\n"
SENSOR = b"T=21.4 H=40\r\n" * 40

WHAT: dict[str, tuple[Behaviour, str, str]] = {
    "an erased ESP32": (repeats(ERASED), "its flash is empty", "flash MicroPython"),
    "a crash at each start": (repeats(CRASHES), "keeps crashing", "safe mode"),
    "another device": (repeats(SENSOR), "'T=21.4 H=40'", "pacer devices"),
    "noise": (repeats(b"\x80\xfe\x00\x13" * 200), "no text", "pacer devices"),
    "nothing": (is_silent, "is running a session, or it is not a watch", "pacer devices"),
    "an echo": (echoes, "sends back what it is sent", "pacer devices"),
}

COMMANDS = {
    "install": ("install", "--board", "esp32_devkit"),
    "doctor": ("doctor",),
    "send": ("send", "3 x 400 @ 84 /R60s"),
}


@pytest.mark.parametrize("what", WHAT)
def test_what_is_no_watch_is_named_soon(
    what: str,
    usual_usb: None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: pytest.TempPathFactory,
) -> None:
    """Each command asks by the same link; which one asks turns with the case. It ends by itself,
    and the waits that it has come to less than ten seconds."""
    monkeypatch.setenv("PACER_DATA", str(tmp_path))
    if what != "nothing":  # the same waits, made shorter: one case takes a person's
        monkeypatch.setattr(serial_link, "ENTER_TIMEOUTS_S", (0.5, 0.5, 0.5))
    assert sum(PATIENCE_S) + sum(filter(None, serial_link.BUSY_S)) < LIMIT_S
    behaviour, said, remedy = WHAT[what]
    command = list(COMMANDS)[list(WHAT).index(what) % len(COMMANDS)]
    with port(behaviour) as name:
        status = main([*COMMANDS[command], "--device", f"usb:{name}"])
    out, err = capsys.readouterr()
    assert status == 1
    assert said in out + err and remedy in out + err
    assert "Traceback" not in err


def test_a_reply_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "LONGEST_S", 0.3)
    with port(repeats(b"x" * 100)) as name:
        link = answering.BoundedTransport(name, timeout=0.1)
        assert not link.read_until(1, b"\x04").endswith(b"\x04")
        link.close()


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        (b"waiting for download\r\n", "waiting to be flashed"),
        (b"Adafruit CircuitPython 9.2.1 on 2024-11-20; Feather\r\n", "runs CircuitPython"),
        (b"rst:0x1 (POWERON)\r\n" * 3, "keeps restarting"),
        (b"rst:0x1 (POWERON)\r\n", "other than MicroPython is talking"),
        (b"^C\r\n^A", "sends back"),
        (b"", "does not answer"),
    ],
)
def test_what_a_port_says_is_understood(heard: bytes, said: str) -> None:
    assert said in str(answering.explained("COM3", heard))
