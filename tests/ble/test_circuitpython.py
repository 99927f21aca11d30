# SPDX-License-Identifier: MIT
"""The watch under CircuitPython on the air: its `_bleio`, and everything else the same."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests.ble import faults
from tests.ble.air import LOGS, MAIN_BLEIO, NAME, article_programs, log_content, on_air, run
from trackpacer.device import ble, open_device
from trackpacer.device.file_transfer import LinkLostError

SHORT_LOG = 'put("logs/00001.log", bytes((i * 7 + (i >> 8)) & 255 for i in range(900)))'


@pytest.mark.parametrize(
    "mtu", [247, *(pytest.param(mtu, marks=pytest.mark.soak) for mtu in (23, 517))]
)
def test_sessions_go_up_and_logs_come_down(
    mtu: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = article_programs()
    with on_air(tmp_path, monkeypatch, LOGS, MAIN_BLEIO) as air:
        air.use(air.laptop(mtu=mtu, passkey=lambda: None))  # nobody is asked for one
        with open_device(f"ble:{NAME}") as watch:
            assert watch.capability().name == NAME
            for path, program in programs.items():
                watch.write(path, program)
            found = {f"sessions/{entry.name}": entry.size for entry in watch.list("sessions")}
            assert found == {path: len(program) for path, program in programs.items()}
            for path, program in programs.items():
                assert watch.read(path) == program
            assert watch.read("logs/00001.log") == log_content()
            watch.move("logs/00001.log", "logs/00001.got")
            watch.set_clock(1_790_000_000, -3600)
            assert b'"utc_offset_s": -3600' in watch.read("watch/settings.json")
        # A bond that the port kept over a restart serves again.
        air.restart()
        with open_device(f"ble:{NAME}") as watch:
            assert [entry.name for entry in watch.list("logs")] == ["00001.got"]
            assert watch.read("sessions/1.tpp") == programs["sessions/1.tpp"]


def test_a_link_cut_at_any_packet_leaves_the_old_file_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = faults.Tally()
    with on_air(tmp_path, monkeypatch, SHORT_LOG, MAIN_BLEIO) as air:
        air.use(air.laptop(mtu=64))
        faults.cut_uploads(air, tally, runs=20)
        faults.cut_downloads(air, tally, "logs/00001.log", log_content()[:900], step=3)
    assert tally.tried >= 8
    assert tally.wrong == []


def test_peers_that_go_silent_or_talk_nonsense_are_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = faults.Tally()
    with on_air(tmp_path, monkeypatch, main=MAIN_BLEIO) as air:
        faults.peer_goes_silent(air, tally)
        faults.nonsense(air, tally, 4)
    assert tally.tried >= 8
    assert tally.wrong == []


def test_what_a_peer_left_that_was_gone_before_it_was_seen_is_not_the_next_one_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asleep = """
_adapter = board.bluetooth().adapter
_sleep_ms = board.sleep_ms
_unseen = []
def sleep_ms(ms):
    _sleep_ms(ms)
    while not _unseen and _adapter.connections:
        _sleep_ms(2)
        if not _adapter.connections:
            _unseen.append(1)
board.sleep_ms = sleep_ms
"""
    with on_air(tmp_path, monkeypatch, asleep, MAIN_BLEIO):
        with ble.connect(NAME) as watch:
            run(watch._link.send(b"\x10\0\x40\0" + bytes(8)))  # a path of 64 bytes is to follow
        with ble.connect(NAME) as watch:
            assert b"1.2.3" in watch.read("watch/capability.json")


def test_a_flood_is_lost_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The port drops the oldest packets of who heeds no pacing, and says nothing."""
    old = faults.program(20, 5)
    with on_air(tmp_path, monkeypatch, main=MAIN_BLEIO):
        with ble.connect(NAME) as watch:
            watch.write(faults.PATH, old)
        with ble.connect(NAME) as watch, contextlib.suppress(LinkLostError):
            for _ in range(200):
                run(watch._link.send(bytes((0x22,)) * watch._link.packet))
        with ble.connect(NAME) as watch:
            assert watch.read(faults.PATH) == old
            watch.write(faults.PATH, faults.program(20, 25))


def test_a_peer_that_is_not_paired_is_neither_heard_nor_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The stack never says that the link is encrypted: as one that lets a stranger write would not.
    deaf = """
_adapter = board.bluetooth().adapter
_take = type(_adapter)._take
def take(self, message):
    if message[0] != "encryption":
        _take(self, message)
type(_adapter)._take = take
"""
    with on_air(tmp_path, monkeypatch, deaf, MAIN_BLEIO) as air, ble.connect(NAME) as watch:
        for packet in (b"\x50\0\x09\0/sessions", b"\x22" * 200):
            run(watch._link.send(packet))
        air.watch.set_speed(60)  # a minute to pair
        faults.given_up(air, watch, "limit")
        air.watch.set_speed(1)
        assert watch._link._queue.qsize() == 1  # that the link has ended: no answer came


def test_a_peer_that_comes_and_goes_at_once_does_not_end_the_advertising(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two looks of the watch: it never sees the link, which stopped the advertising."""
    blind = """
_adapter = board.bluetooth().adapter
_take = type(_adapter)._take
seen = []
def take(self, message):
    _take(self, message)
    if message[0] == "connect" and not seen:
        seen.append(1)
        self._links.popitem()[1].connected = False
    elif message[0] == "disconnect":
        pass
type(_adapter)._take = lambda self, message: (
    None if message[0] in ("disconnect", "mtu", "encryption") and not self._links
    else take(self, message)
)
"""
    with on_air(tmp_path, monkeypatch, blind, MAIN_BLEIO), ble.connect(NAME) as watch:
        assert watch.capability().name == NAME
