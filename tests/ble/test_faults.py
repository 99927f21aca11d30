# SPDX-License-Identifier: MIT
"""Links that break and peers that misbehave: a file is the old one or the new one, never half."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest

from tests.ble import faults
from tests.ble.air import LOGS, NAME, bond, log_content, on_air, run
from trackpacer.device import DeviceError, ble
from trackpacer.device.file_transfer import LinkLostError

SHORT_LOG = 'put("logs/00001.log", bytes((i * 7 + (i >> 8)) & 255 for i in range(900)))'


def test_a_link_cut_in_an_upload_leaves_the_old_file_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = faults.Tally()
    with on_air(tmp_path, monkeypatch) as air:
        air.use(air.laptop(mtu=23))
        faults.cut_uploads(air, tally, runs=20)
    assert tally.tried >= 8
    assert tally.wrong == []


def test_a_link_cut_in_a_download_is_said_and_the_next_one_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = faults.Tally()
    with on_air(tmp_path, monkeypatch, SHORT_LOG) as air:
        air.use(air.laptop(mtu=185))
        faults.cut_downloads(air, tally, "logs/00001.log", log_content()[:900])
    assert tally.tried >= 6
    assert tally.wrong == []


def test_silence_is_noticed_on_both_sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tally = faults.Tally()
    with on_air(tmp_path, monkeypatch) as air:
        faults.silences(air, tally, [0, 1, 2, 3])
    assert tally.wrong == []


@pytest.mark.parametrize(("packets", "bonded"), [(0, False), (3, True), (12, False)])
def test_a_watch_that_goes_silent_while_it_is_connected_to_is_given_up(
    packets: int, bonded: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_air(tmp_path, monkeypatch) as air:
        if bonded:
            bond()
        first = air.link.packets

        def hang(carried: int) -> None:
            air.link.silent = carried - first > packets

        with monkeypatch.context() as patience:
            for limit in ("LINK_S", "PAIR_S"):
                patience.setattr(ble, limit, 4.0)
            air.link.on_packet = hang
            with pytest.raises(DeviceError, match="does not answer"):
                ble.connect(NAME)
        air.link.on_packet = None
        air.link.silent = False
        air.sever()
        with ble.connect(NAME) as watch:
            assert watch.capability().name == NAME


def test_a_laptop_that_goes_silent_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = faults.Tally()
    with on_air(tmp_path, monkeypatch) as air:
        faults.peer_goes_silent(air, tally)
    assert tally.wrong == []


def test_floods_and_nonsense_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tally = faults.Tally()
    with on_air(tmp_path, monkeypatch) as air:
        faults.floods(air, tally)
        faults.nonsense(air, tally, 12)
    assert tally.wrong == []


def test_what_comes_faster_than_it_is_dealt_with_ends_the_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sound commands, none of which waits for its answer; here the watch never comes to them."""
    busy = "from pacer.sync.file_transfer import FileTransfer as It\nIt.pump = lambda self: False"
    command = struct.pack("<BxH", 0x50, 9) + b"/sessions"
    with on_air(tmp_path, monkeypatch, busy) as air:
        watch = ble.connect(NAME)
        with contextlib.suppress(LinkLostError):
            for _ in range(400):
                run(watch._link.send(command))
        faults.given_up(air, watch, "flooded")
        watch.close()


def test_a_laptop_that_dies_leaves_the_watch_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_air(tmp_path, monkeypatch) as air:
        laptop = air.use(air.laptop())
        lost = ble.connect(NAME)
        run(laptop.close())  # as when its process is killed: nobody says good-bye
        air.use(air.laptop())
        with ble.connect(NAME) as watch:
            assert watch.capability().name == NAME
        with pytest.raises(DeviceError, match="was lost before"):
            lost.list("sessions")


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_many_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tally = faults.Tally()
    for mtu in (23, 185, 247, 517):
        folder = tmp_path / str(mtu)
        folder.mkdir()
        with on_air(folder, monkeypatch, LOGS) as air:
            air.use(air.laptop(mtu=mtu))
            faults.cut_uploads(air, tally, runs=200)
            step = 3 * mtu if mtu == 23 else 7
            faults.cut_downloads(air, tally, "logs/00001.log", log_content(), step)
            faults.nonsense(air, tally, 100, seed=mtu)
    assert tally.wrong == []
