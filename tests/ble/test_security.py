# SPDX-License-Identifier: MIT
"""Who gets in: only who proved the passkey, whatever NimBLE lets pass before that.

The simulated stack has NimBLE's traps, and `test_radio` shows that it has; here the watch lives
with them.
"""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from bleak import BleakClient, BleakScanner
from bleak.exc import BleakError, BleakGATTProtocolError

from tests.ble.air import LOGS, NAME, PASSKEY, Air, bond, eventually, log_content, on_air, run
from tests.support import PATIENCE_S
from trackpacer.device import DeviceError, ble
from trackpacer.simulation.adapter import Adapter
from trackpacer.simulation.watch_radio import WatchRadio

READ_LOG = struct.pack("<BxHII", 0x10, 15, 0, 1000) + b"/logs/00001.log"
DELETE = struct.pack("<BxH", 0x30, 15) + b"/sessions/a.tpp"
WRITE = struct.pack("<BxHIQI", 0x20, 20, 0, 0, 2) + b"/watch/settings.json"


@asynccontextmanager
async def central(adapter: Adapter) -> AsyncIterator[BleakClient]:
    """A laptop that is connected, and no more."""
    device = await BleakScanner.find_device_by_name(NAME, PATIENCE_S, backend=adapter.scanner)
    assert device is not None
    client = BleakClient(device, backend=adapter.client, timeout=PATIENCE_S)
    await client.connect()
    try:
        yield client
    finally:
        with contextlib.suppress(BleakError):
            await client.disconnect()
        await adapter.close()


async def gets_nothing(client: BleakClient, seconds: float = 0.7, kept: bool = True) -> None:
    """Tries all there is to try; the watch must stay silent. kept: it leaves the link be."""
    heard: list[bytes] = []
    with contextlib.nullcontext() if kept else contextlib.suppress(BleakError):
        await client.start_notify(ble.TRANSFER, lambda _c, data: heard.append(bytes(data)))
        for packet in (READ_LOG, DELETE, WRITE, READ_LOG):
            await client.write_gatt_char(ble.TRANSFER, packet, response=False)
    for characteristic in (ble.VERSION, ble.TRANSFER):
        with pytest.raises((BleakError, asyncio.CancelledError)):
            await client.read_gatt_char(characteristic)
    with pytest.raises((BleakError, asyncio.CancelledError)):
        await client.write_gatt_char(ble.TRANSFER, READ_LOG, response=True)
    await asyncio.sleep(seconds)
    assert heard == []


def nothing_changed(air: Air) -> None:
    """As a laptop that may see it sees it."""
    with ble.connect(NAME) as watch:
        assert watch.read("logs/00001.log") == log_content()
        assert b'"passkey"' in watch.read("watch/settings.json")


def test_who_is_not_paired_reads_nothing_changes_nothing_hears_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def attack(adapter: Adapter) -> None:
        async with central(adapter) as client:
            with pytest.raises(BleakGATTProtocolError) as refused:
                await client.read_gatt_char(ble.VERSION)
            assert refused.value.code == 5  # insufficient authentication
            await gets_nothing(client)

    with on_air(tmp_path, monkeypatch, LOGS) as air:
        run(attack(air.laptop()))
        nothing_changed(air)


def test_pairing_without_a_passkey_gets_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def attack(adapter: Adapter) -> bool:
        async with central(adapter) as client:
            with contextlib.suppress(BleakError):  # the watch may be quicker than its end
                await client.pair()
            with pytest.raises((BleakError, asyncio.CancelledError)):
                await client.read_gatt_char(ble.VERSION)
            await gets_nothing(client, 0.2, kept=False)
            return await eventually(lambda: not client.is_connected)

    with on_air(tmp_path, monkeypatch, LOGS) as air:
        for secure in (True, False):
            intruder = air.laptop(keyboard=False)
            intruder.secure = secure
            assert run(attack(intruder)), "the watch keeps such a peer"
        assert {event["why"] for event in air.told("hang up", 2)} == {"refused"}
        # the stack took both, although the watch had asked for a passkey
        assert air.radio.encryptions == [False, False]
        nothing_changed(air)


def test_a_wrong_passkey_is_refused_and_three_end_the_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def attack(adapter: Adapter) -> None:
        async with central(adapter) as client:
            with pytest.raises(BleakError, match="AuthenticationFailed"):
                await client.pair()
            await gets_nothing(client, 0.1)

    with on_air(tmp_path, monkeypatch, LOGS) as air:
        for guess in (PASSKEY - 1, 0, 999999):
            run(attack(air.laptop(passkey=lambda guess=guess: guess)))
        (ended,) = air.told("sync ended", 1)
        asked = air.told("passkey asked")
        assert len(asked) == 3
        # at once, and not after the two minutes in which nobody comes
        assert ended["now"] - asked[-1]["now"] < 100_000_000
        nothing_changed(air)


def test_a_key_that_was_made_short_gets_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stands between makes both sides agree on 7 bytes, which can be guessed."""
    tell = WatchRadio.tell

    def shortened(radio: WatchRadio, *message: Any) -> None:
        if message[0] == "encryption" and message[-1]:
            message = (*message[:-1], 7)
        tell(radio, *message)

    with on_air(tmp_path, monkeypatch, LOGS) as air:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(WatchRadio, "tell", shortened)
            # The stack lets it in, and the watch may be a moment later.
            with pytest.raises(DeviceError), ble.connect(NAME) as watch:
                watch.read("logs/00001.log")
        assert {event["why"] for event in air.told("hang up", 1)} == {"refused"}
        nothing_changed(air)


def test_a_wrong_passkey_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with on_air(tmp_path, monkeypatch) as air:
        air.use(air.laptop(passkey=lambda: 111111))
        with pytest.raises(DeviceError, match="did not accept this computer") as refused:
            ble.connect(NAME)
        assert "six digits" in refused.value.hint


def test_without_a_passkey_nobody_new_gets_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = """storage.write_json("watch/settings.json", {"passkey": -1})"""
    with on_air(tmp_path, monkeypatch, none) as air:
        air.use(air.laptop(passkey=lambda: 999999))
        with pytest.raises(DeviceError, match="did not accept this computer"):
            ble.connect(NAME)
        assert air.radio.encryptions == []


def test_a_bonded_laptop_comes_back_after_a_reset_without_a_passkey(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def passkey() -> int:
        asked.append(1)
        return PASSKEY

    with on_air(tmp_path, monkeypatch) as air:
        laptop = air.use(air.laptop(passkey=passkey, keys=tmp_path / "keys" / "keys.json"))
        bond()
        assert asked == [1]
        air.restart()
        bond()
        # nor does another process of the same laptop need one
        run(laptop.close())
        air.use(air.laptop(passkey=passkey, keys=tmp_path / "keys" / "keys.json"))
        bond()
        assert asked == [1]


def test_a_lost_bond_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    forget = 'import os\nif storage.exists("watch/bonds.json"): os.remove("/watch/bonds.json")'
    with on_air(tmp_path, monkeypatch, forget) as air:
        bond()
        air.restart()  # which loses the watch's keys here
        with ble.connect(NAME) as watch:
            assert watch.capability().name == NAME
        assert "no longer knows this computer" in capsys.readouterr().err


def test_a_lost_bond_on_the_laptop_is_mended_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_air(tmp_path, monkeypatch) as air:
        first = air.use(air.laptop(address="C9:11:22:33:44:55"))
        bond()
        run(first.close())
        # The same laptop, its keys gone: the stack drops the watch's keys until there are no more
        # and looks whether they went; it would do either for ever.
        air.use(air.laptop(address="C9:11:22:33:44:55"))
        with ble.connect(NAME) as watch:
            assert watch.capability().name == NAME
        assert (air.radio.drops, air.radio.repeats) == (2, 1)


def test_a_spoofed_address_does_not_evict_a_bond(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def attack(adapter: Adapter) -> None:
        async with central(adapter) as client:
            with contextlib.suppress(BleakError):
                await client.pair()
            await gets_nothing(client, 0.1, kept=False)

    asked: list[int] = []

    def passkey() -> int:
        asked.append(1)
        return PASSKEY

    keys = tmp_path / "keys" / "keys.json"
    with on_air(tmp_path, monkeypatch, LOGS) as air:
        laptop = air.use(air.laptop(passkey=passkey, keys=keys))
        bond()
        address = laptop.address
        run(laptop.close())
        for settings in ({"keyboard": False}, {"passkey": lambda: 5}):
            settings_any: dict[str, Any] = settings
            run(attack(air.laptop(address=address, **settings_any)))
            assert air.radio.repeats >= 1, "the stack did not drop the known peer's keys"
        for again in range(2):
            air.use(air.laptop(passkey=passkey, keys=keys))
            with ble.connect(NAME) as watch:
                assert watch.read("logs/00001.log") == log_content()
            if not again:
                air.restart()
        assert asked == [1]


def test_while_one_is_served_nobody_else_gets_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def attack(adapter: Adapter) -> bool:
        device = await BleakScanner.find_device_by_name(NAME, 0.5, backend=adapter.scanner)
        client = BleakClient("C0:50:00:00:00:01", backend=adapter.client, timeout=0.5)
        with contextlib.suppress(BleakError):
            await client.connect()
        connected = client.is_connected
        await adapter.close()
        return device is not None or connected

    with on_air(tmp_path, monkeypatch, LOGS) as air, ble.connect(NAME) as watch:
        assert not run(attack(air.laptop()))
        assert watch.read("logs/00001.log") == log_content()


def test_who_connects_all_the_same_is_sent_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To a stack that goes on advertising while one is served."""
    goes_on = """
_event_once = Radio._event
def event(self, number, data):
    answer = _event_once(self, number, data)
    if number == 1:
        self._advertise()
    return answer
Radio._event = event
"""

    async def attack(adapter: Adapter) -> bool:
        try:
            async with central(adapter) as client:
                return await eventually(lambda: not client.is_connected)
        except BleakError as error:  # the watch was quicker
            return "went away" in str(error)

    with on_air(tmp_path, monkeypatch, LOGS + goes_on) as air, ble.connect(NAME) as watch:
        assert run(attack(air.laptop()))
        assert watch.read("logs/00001.log") == log_content()


def test_who_connects_and_stays_silent_is_sent_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A peer that only takes the one place, for a minute by the watch's clock."""

    async def attack(adapter: Adapter) -> bool:
        async with central(adapter) as client:
            assert client.is_connected
            air.watch.panel("speed 60")
            return await eventually(lambda: not client.is_connected)

    with on_air(tmp_path, monkeypatch, LOGS) as air:
        assert run(attack(air.laptop()))
        air.watch.set_speed(1)
        assert {event["why"] for event in air.told("hang up", 1)} == {"limit"}
        nothing_changed(air)


def test_where_the_port_cannot_pair_the_held_button_is_the_guard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_air(tmp_path, monkeypatch, LOGS + "board.pairing = False") as air:
        air.use(air.laptop(passkey=lambda: None))
        with ble.connect(NAME) as watch:
            assert watch.read("logs/00001.log") == log_content()
        assert air.radio.encryptions == []
        assert air.radio.settings.get("bond") is None
