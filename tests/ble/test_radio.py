# SPDX-License-Identifier: MIT
"""The simulated stack behaves as NimBLE was seen to, limits and traps included.

A careless watch stands in for ours here: what it suffers is what the real one must guard against.
"""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import Any, cast

import pytest
from bleak.exc import BleakError, BleakGATTProtocolError
from bumble import core

from tests.ble.air import PASSKEY, Air, eventually, on_air, run, until
from tests.ble.test_security import central
from trackpacer.device import ble
from trackpacer.simulation.adapter import Adapter
from trackpacer.simulation.radio import RadioThread

# It keeps what it is given, answers whoever writes, and tells what happens to it.
CARELESS = """
from board import board
bluetooth = board.bluetooth()
wires = board._parts.wires
ble = bluetooth.BLE()
keys = {}
DROP = %(drop)r
def event(event, data):
    if event == 1:
        wires.tell("connect", link=data[0])
        link[0] = data[0]
    elif event == 2:
        link[0] = None
        ble.gap_advertise(100000)
    elif event == 3:
        wires.tell("write", handle=data[1], data=bytes(ble.gatts_read(data[1])).hex())
        writes[0] += 1
    elif event == 21:
        wires.tell("mtu", mtu=data[1])
    elif event == 28:
        wires.tell("encryption", encrypted=data[1], authenticated=data[2], bonded=data[3])
    elif event == 29:
        if data[2] is None:
            fitting = [keys[k] for k in keys if k[0] == data[0]]
            return fitting[data[1]] if data[1] < len(fitting) else None
        return keys.get((data[0], bytes(data[2])))
    elif event == 30:
        wires.tell("secret", kind=data[0], drop=data[2] is None)
        if data[2] is None:
            if DROP == "refused":
                return False
            there = keys.pop((data[0], bytes(data[1])), None) is not None
            return there or DROP == "always said to be done"
        else:
            keys[(data[0], bytes(data[1]))] = bytes(data[2])
        return True
    elif event == 31:
        wires.tell("passkey", action=data[1])
        ble.gap_passkey(data[0], 3, %(passkey)d)
link = [None]
writes = [0]
ble.irq(event)
ble.active(True)
ble.config(mtu=247, bond=True, mitm=True, le_secure=True, io=0, gap_name="red watch")
((small, large, guarded),) = ble.gatts_register_services(((bluetooth.UUID(0xFEBB), (
    (bluetooth.UUID("adaf0100-4669-6c65-5472-616e73666572"), 0x0C),
    (bluetooth.UUID("adaf0200-4669-6c65-5472-616e73666572"), 0x14),
    (bluetooth.UUID("adaf0300-4669-6c65-5472-616e73666572"), 0x3602),
)),))
ble.gatts_set_buffer(large, 200)
ble.gatts_write(guarded, b"secret")
ble.gap_advertise(100000, b"\\x02\\x01\\x06\\x03\\x03\\xbb\\xfe\\x0a\\x09red watch")
wires.tell("ready", small=small, large=large)
while True:
    board.sleep_ms(2)
    if link[0] is not None and writes[0]:
        writes[0] = 0
        full = 0
        sent = 0
        while not full and sent < 40:
            try:
                ble.gatts_notify(link[0], large, bytes([sent]) * 300)
                sent += 1
            except OSError as error:
                full = error.errno
        wires.tell("notified", sent=sent, full=full)
"""
SMALL, LARGE = ble.VERSION, ble.TRANSFER
GUARDED = "adaf0300-4669-6c65-5472-616e73666572"


def careless(drop: str = "") -> str:
    return CARELESS % {"passkey": PASSKEY, "drop": drop}


def order(air: Air, *names: str, connection: int, count: int) -> list[str]:
    """The first `count` of these events that belong to that connection, in the order told."""
    begin = air.told("connect", connection)[connection - 1]["n"]

    def found() -> list[str]:
        return [e["event"] for e in air.watch.events[begin:] if e.get("event") in names]

    until(lambda: len(found()) >= count, f"the watch told only {found()}")
    return found()[:count]


def test_values_hold_twenty_bytes_and_cut_what_is_longer(tmp_path: Path) -> None:
    async def write(adapter: Adapter) -> None:
        async with central(adapter) as client:
            await client.write_gatt_char(SMALL, bytes(range(30)), response=True)
            await client.write_gatt_char(LARGE, bytes(range(220)), response=False)
            with pytest.raises(BleakGATTProtocolError) as refused:  # not declared
                await client.write_gatt_char(LARGE, b"x", response=True)
            assert refused.value.code == 3

    with on_air(tmp_path, main=careless()) as air:
        (ready,) = air.told("ready", 1)
        run(write(air.laptop()))
        assert [(e["handle"], e["data"]) for e in air.told("write", 2)] == [
            (ready["small"], bytes(range(20)).hex()),
            (ready["large"], bytes(range(200)).hex()),
        ]
        assert air.told("mtu", 1)[0]["mtu"] == 247


def test_notifications_go_out_unasked_in_clear_until_the_queue_is_full(tmp_path: Path) -> None:
    heard: list[bytes] = []

    async def listen(adapter: Adapter) -> None:
        async with central(adapter) as client:
            # Not subscribed: bleak has to be told where to put what comes all the same.
            characteristic = client.services.get_characteristic(LARGE)
            assert characteristic is not None
            peer = cast(Any, client._backend)._peer_now()
            handlers = peer.gatt_client.notification_subscribers
            handlers[characteristic.obj.handle] = {lambda data: heard.append(bytes(data))}
            await client.write_gatt_char(LARGE, b"?", response=False)
            assert await eventually(lambda: len(heard) >= 10)

    with on_air(tmp_path, main=careless()) as air:
        run(listen(air.laptop()))
        notified = air.told("notified", 1)[0]
        assert (notified["sent"], notified["full"]) == (10, 12)  # ENOMEM
        assert heard[:10] == [bytes([n]) * 244 for n in range(10)]  # cut to the MTU
        assert air.told("encryption") == []


def test_pairing_without_a_passkey_succeeds_and_only_flags_refuse(tmp_path: Path) -> None:
    async def attack(adapter: Adapter) -> None:
        async with central(adapter) as client:
            await client.pair()
            with pytest.raises(BleakGATTProtocolError) as refused:
                await client.read_gatt_char(GUARDED)
            assert refused.value.code == 5

    async def proper(adapter: Adapter) -> None:
        async with central(adapter) as client:
            await client.pair()
            assert await client.read_gatt_char(GUARDED) == b"secret"

    with on_air(tmp_path, main=careless()) as air:
        for secure in (True, False):
            intruder = air.laptop(keyboard=False)
            intruder.secure = secure
            run(attack(intruder))
        found = [(e["encrypted"], e["authenticated"]) for e in air.told("encryption", 2)]
        assert found == [(True, False), (True, False)]
        assert air.told("passkey") == []
        run(proper(air.laptop()))
        # The order for a peripheral, as NimBLE has it.
        names = ("passkey", "encryption", "secret")
        assert order(air, *names, connection=3, count=4) == [*names, "secret"]


def test_a_spoofed_address_evicts_a_careless_watch_s_bond(tmp_path: Path) -> None:
    async def pair(adapter: Adapter) -> None:
        async with central(adapter) as client:
            await client.pair()
            await client.read_gatt_char(GUARDED)

    async def intrude(adapter: Adapter) -> None:
        async with central(adapter) as client:
            await client.pair()

    async def come_back(adapter: Adapter) -> None:
        async with central(adapter) as client:
            with pytest.raises(BleakError):
                await client.read_gatt_char(GUARDED)

    keys = tmp_path / "keys" / "keys.json"
    with on_air(tmp_path, main=careless()) as air:
        laptop = air.laptop(keys=keys)
        run(pair(laptop))
        run(intrude(air.laptop(address=laptop.address, keyboard=False)))
        # the laptop's two keys are kept; each is dropped, and dropped again, for the intruder
        secrets = [(e["kind"], e["drop"]) for e in air.told("secret", 6)][:6]
        assert secrets == [(2, False), (1, False), (1, True), (1, True), (2, True), (2, True)]
        run(come_back(air.laptop(keys=keys)))


@pytest.mark.parametrize("drop", ["refused", "always said to be done"])
def test_a_watch_that_answers_drops_wrongly_is_asked_for_ever(drop: str, tmp_path: Path) -> None:
    async def pair(adapter: Adapter) -> None:
        async with central(adapter) as client:
            await client.pair()

    async def again(adapter: Adapter) -> None:
        async with central(adapter) as client:
            pairing = asyncio.ensure_future(client.pair())
            assert await eventually(lambda: len(drops()) > 20)
            assert not pairing.done()
            pairing.cancel()

    def drops() -> list[dict[str, Any]]:
        return [event for event in air.told("secret") if event["drop"]]

    with on_air(tmp_path, main=careless(drop)) as air:
        laptop = air.laptop()
        run(pair(laptop))
        run(again(air.laptop(address=laptop.address)))


def test_an_answer_to_a_link_that_has_just_ended_is_told_to_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    radio = RadioThread()

    async def fails(error: Exception) -> None:
        raise error

    async def forget(error: Exception) -> None:
        task = asyncio.ensure_future(fails(error))
        await asyncio.wait({task})
        del task
        gc.collect()

    try:
        radio.run(forget(core.BaseBumbleError("unknown connection")))
        assert caplog.records == []
        radio.run(forget(ValueError("a mistake of ours")))
        assert len(caplog.records) == 1
    finally:
        radio.close()
