# SPDX-License-Identifier: MIT
"""The Bluetooth stack of a simulated watch: NimBLE as MicroPython sets it up, played by Bumble.

The other end of boards/simulator/radio/bluetooth.py. Not here: the air (`air`), who connects them
(`radio`), what the watch does with its radio (firmware).

Bumble is lenient where a real stack is strict, so this is strict for it: it refuses writes that
the characteristic does not declare and packets over the MTU, and calls a link authenticated only
when a passkey made its key. Where NimBLE was seen to be lenient, this is too: pairing without a
passkey succeeds in spite of `mitm`, legacy pairing too, anyone may subscribe, notifications go out
in clear, and a known peer's keys are dropped before it has proved itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import deque
from typing import Any

try:
    from bumble import att, core, gatt, hci, host, pairing, smp
    from bumble.device import Connection, Device
    from bumble.gatt_server import Server as GattServer
    from bumble.keys import KeyStore, PairingKeys
except ImportError:  # an extra of the package
    from trackpacer.simulation import needs_bumble

    raise needs_bumble() from None

from trackpacer.simulation.air import Controller, Link, Passkey

OUR_KEY, PEER_KEY = 1, 2  # NimBLE's kinds of secrets
DISPLAY = 3  # the passkey action: this side shows it

logger = logging.getLogger(__name__)


class _Pipe:
    """Carries packets to a sink in the same process, in a later turn of the loop."""

    def __init__(self, sink: Any) -> None:
        self._sink = sink

    def on_packet(self, packet: bytes) -> None:
        asyncio.get_running_loop().call_soon(self._sink.on_packet, packet)


class _Gatt(GattServer):
    """Bumble's GATT server with the checks that NimBLE makes."""

    radio: WatchRadio

    def on_gatt_pdu(self, bearer: Any, att_pdu: att.ATT_PDU) -> None:
        if len(bytes(att_pdu)) > bearer.att_mtu:
            logger.warning(
                "dropped: %d bytes over an MTU of %d", len(bytes(att_pdu)), bearer.att_mtu
            )
            return
        if isinstance(att_pdu, att.ATT_Write_Request | att.ATT_Write_Command):
            request = isinstance(att_pdu, att.ATT_Write_Request)
            declared = (
                gatt.Characteristic.Properties.WRITE
                if request
                else gatt.Characteristic.Properties.WRITE_WITHOUT_RESPONSE
            )
            found = self.radio.characteristics_by_handle.get(att_pdu.attribute_handle)
            if found is not None and not found.properties & declared:
                if request:
                    refusal = att.ATT_Error_Response(
                        request_opcode_in_error=att_pdu.op_code,
                        attribute_handle_in_error=att_pdu.attribute_handle,
                        error_code=att.ATT_WRITE_NOT_PERMITTED_ERROR,
                    )
                    self.send_response(bearer, refusal)
                return
            if found is not None and not request:
                # Bumble would take it in a task of its own, which can come after the link's end.
                assert isinstance(found.value, gatt.CharacteristicValue)
                with contextlib.suppress(att.ATT_Error):
                    found.value.write(bearer, att_pdu.attribute_value)
                return
        if isinstance(att_pdu, att.ATT_Prepare_Write_Request):
            self.on_att_request(bearer, att_pdu)  # not supported
            return
        super().on_gatt_pdu(bearer, att_pdu)

    def on_att_exchange_mtu_request(self, bearer: Any, request: Any) -> None:
        super().on_att_exchange_mtu_request(bearer, request)
        self.radio.tell("mtu", bearer.handle, bearer.att_mtu)


class _Keys(KeyStore):
    """Keys as the watch keeps them: what NimBLE would store, asked of the watch."""

    def __init__(self, radio: WatchRadio) -> None:
        self._radio = radio

    async def get(self, name: str) -> PairingKeys | None:
        value = await self._radio.secret(OUR_KEY, 0, _key_of(name))
        self._radio.known[name] = value is not None and bool(value[23])
        if value is None:
            self._radio.not_encrypted(name)
            return None
        return PairingKeys(ltk=PairingKeys.Key(value[7:23], authenticated=bool(value[23])))

    async def update(self, name: str, keys: PairingKeys) -> None:
        ltk = keys.ltk or keys.ltk_peripheral or keys.ltk_central
        if ltk is None:
            return
        key = _key_of(name)
        value = key + ltk.value + bytes((ltk.authenticated,)) + bytes(64)
        # Both at once: NimBLE lets nothing come between, least of all the link's end.
        await asyncio.gather(
            *(self._radio.ask("set", kind, key.hex(), value.hex()) for kind in (PEER_KEY, OUR_KEY))
        )

    async def delete(self, name: str) -> None:
        for kind in (OUR_KEY, PEER_KEY):
            await self._radio.ask("set", kind, _key_of(name).hex(), None)


def _key_of(name: str) -> bytes:
    """NimBLE's ble_addr_t: the type, then the address, low byte first."""
    address = hci.Address(name)
    return bytes((0 if address.is_public else 1,)) + bytes(address)


class _Delegate(pairing.PairingDelegate):
    """What NimBLE asks the watch's handler while a peer pairs."""

    def __init__(self, radio: WatchRadio, connection: Connection) -> None:
        can = {
            0: self.DISPLAY_OUTPUT_ONLY,
            1: self.DISPLAY_OUTPUT_AND_YES_NO_INPUT,
            2: self.KEYBOARD_INPUT_ONLY,
            4: self.DISPLAY_OUTPUT_AND_KEYBOARD_INPUT,
        }.get(radio.settings.get("io", 3), self.NO_OUTPUT_NO_INPUT)
        super().__init__(io_capability=can)
        self._radio = radio
        self._connection = connection

    async def accept(self) -> bool:
        # A known peer pairs again: its keys are dropped until the watch says that there is no more,
        # and then it is looked again whether they went (MicroPython's modbluetooth_nimble.c,
        # repeat pairing; NimBLE's ble_store_util_delete_all). Neither loop has an end of its own.
        key = _key_of(str(self._connection.peer_address))
        while await self._radio.secret(PEER_KEY, 0, key) is not None:
            for kind in (OUR_KEY, PEER_KEY):
                while await self._radio.ask("set", kind, key.hex(), None):
                    self._radio.drops += 1
                    await asyncio.sleep(0.002)
            self._radio.repeats += 1
            await asyncio.sleep(0.002)
        return True

    async def generate_passkey(self) -> int:
        return Passkey(await self._radio.passkey(self._connection.handle))


class WatchRadio:
    """The Bluetooth stack of one simulated watch."""

    def __init__(
        self, air: Link, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._reader = reader
        self._writer = writer
        self.controller = Controller("watch", link=air)
        self.settings: dict[str, Any] = {"mtu": 256}
        self.characteristics: dict[int, gatt.Characteristic[bytes]] = {}
        self.characteristics_by_handle: dict[int, gatt.Characteristic[bytes]] = {}
        self.known: dict[str, bool] = {}  # of the keys asked for: made with the passkey?
        self.encryptions: list[bool] = []  # each time a link was: with the passkey?
        self.drops = 0  # keys of known peers that were dropped
        self.repeats = 0  # times that a known peer's pairing was begun anew
        self._values: dict[int, bytes] = {}
        self._number = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._passkeys: dict[int, asyncio.Future[int]] = {}
        self._marks: deque[int] = deque()
        self._proved: dict[int, bool] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.device: Device | None = None

    def tell(self, *message: Any) -> None:
        """One event for the watch."""
        if not self._writer.is_closing():
            self._writer.write(json.dumps(message).encode() + b"\n")

    async def ask(self, kind: str, *rest: Any) -> Any:
        """An event that the watch's handler answers."""
        self._number += 1
        future = self._answers[self._number] = asyncio.get_running_loop().create_future()
        self.tell(kind, self._number, *rest)
        return await future

    async def secret(self, kind: int, index: int, key: bytes | None) -> bytes | None:
        value = await self.ask("get", kind, index, None if key is None else key.hex())
        return None if value is None else bytes.fromhex(value)

    async def passkey(self, handle: int) -> int:
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._passkeys[handle] = future
        self.tell("passkey", handle, DISPLAY, 0)
        return await future

    async def run(self) -> None:
        """Serves the watch until it closes its end."""
        try:
            while line := await self._reader.readline():
                message = json.loads(line)
                task = (
                    asyncio.get_running_loop().create_task(self._take(message[0], *message[1:]))
                    if message[0] == "active"
                    else None
                )
                if task is not None:
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
                elif self.device is not None:
                    await self._take(message[0], *message[1:])
                elif message[0] == "answer":
                    await self._take(*message)
        finally:
            for task in self._tasks:
                task.cancel()
            for future in (*self._answers.values(), *self._passkeys.values()):
                future.cancel()

    async def _take(self, kind: str, *rest: Any) -> None:
        await getattr(self, f"_take_{kind}")(*rest)

    async def _take_active(self, address: str) -> None:
        own = hci.Address(address, hci.Address.RANDOM_DEVICE_ADDRESS)
        self.controller.random_address = own
        stack = host.Host(self.controller, _Pipe(self.controller))
        device = Device(name="watch", address=own, host=stack)
        device.keystore = _Keys(self)
        device.gatt_server.__class__ = _Gatt
        device.gatt_server.radio = self  # type: ignore[attr-defined]
        device.gatt_server.max_mtu = self.settings["mtu"]
        device.pairing_config_factory = self._pairing
        device.on("connection", self._on_connection)
        await device.power_on()
        queue = stack.le_acl_packet_queue
        assert queue is not None
        queue.on("flow", self._on_flow)
        for kind in (PEER_KEY, OUR_KEY):  # NimBLE reads what it knows while it starts
            index = 0
            while await self.secret(kind, index, None) is not None:
                index += 1
        self.device = device
        self.tell("active")

    async def _take_answer(self, number: int, value: Any) -> None:
        future = self._answers.pop(number, None)
        if future and not future.done():
            future.set_result(value)

    async def _take_config(self, name: str, value: Any) -> None:
        self.settings[name] = value
        assert self.device is not None
        if name == "mtu":
            self.device.gatt_server.max_mtu = value
        if name == "gap_name":
            self.device.name = value

    async def _take_services(self, described: list[Any]) -> None:
        assert self.device is not None
        for uuid, rows in described:
            made = []
            for text, flags, handle in rows:
                made.append(self._characteristic(text, flags, handle))
            self.device.add_service(gatt.Service(core.UUID(uuid), made))
        for characteristic in self.characteristics.values():
            self.characteristics_by_handle[characteristic.handle] = characteristic

    def _characteristic(self, uuid: str, flags: int, handle: int) -> gatt.Characteristic[bytes]:
        def read(connection: Any) -> bytes:
            self._permit(connection, flags, 0x0200, 0x0400)
            return self._values.get(handle, b"")

        def write(connection: Any, data: bytes) -> None:
            self._permit(connection, flags, 0x1000, 0x2000)
            self.tell("write", connection.handle, handle, bytes(data).hex())

        characteristic: gatt.Characteristic[bytes] = gatt.Characteristic(
            core.UUID(uuid),
            gatt.Characteristic.Properties(flags & 0xFF),
            gatt.Characteristic.Permissions.READABLE | gatt.Characteristic.Permissions.WRITEABLE,
            gatt.CharacteristicValue(read=read, write=write),
        )

        def subscribed(connection: Any, notify: bool, indicate: bool) -> None:
            self.tell("subscribe", connection.handle, handle, notify or indicate)

        characteristic.on(characteristic.EVENT_SUBSCRIPTION, subscribed)
        self.characteristics[handle] = characteristic
        return characteristic

    def _permit(self, connection: Any, flags: int, encrypted: int, authenticated: int) -> None:
        needs = flags & (encrypted | authenticated)
        if needs and not connection.encryption:
            raise att.ATT_Error(att.ATT_INSUFFICIENT_AUTHENTICATION_ERROR)
        if flags & authenticated and not self._proved.get(connection.handle):
            raise att.ATT_Error(att.ATT_INSUFFICIENT_AUTHENTICATION_ERROR)

    async def _take_value(self, handle: int, data: str) -> None:
        self._values[handle] = bytes.fromhex(data)

    async def _take_advertise(
        self, interval_us: int | None, data: str | None, response: str | None, connectable: bool
    ) -> None:
        assert self.device is not None
        await self.device.stop_advertising()
        if interval_us is None:
            return
        if data is not None:
            self.device.advertising_data = bytes.fromhex(data)
        if response is not None:
            self.device.scan_response_data = bytes.fromhex(response)
        milliseconds = max(20, interval_us // 1000)
        await self.device.start_advertising(
            advertising_interval_min=milliseconds, advertising_interval_max=milliseconds
        )

    async def _take_notify(self, link_handle: int, handle: int, data: str) -> None:
        assert self.device is not None
        connection = self.device.lookup_connection(link_handle)
        queue = self.device.host.le_acl_packet_queue
        if connection is None or queue is None:
            self.tell("sent", 1)
            return
        pdu = att.ATT_Handle_Value_Notification(
            attribute_handle=self.characteristics[handle].handle,
            attribute_value=bytes.fromhex(data),
        )
        self.device.gatt_server.send_gatt_pdu(connection, bytes(pdu))
        self._marks.append(queue.queued)
        self._on_flow()

    def _on_flow(self) -> None:
        """The controller has sent some: the watch may queue as many notifications again."""
        assert self.device is None or self.device.host.le_acl_packet_queue is not None
        if self.device is None or self.device.host.le_acl_packet_queue is None:
            return
        sent = 0
        while self._marks and self._marks[0] <= self.device.host.le_acl_packet_queue.completed:
            self._marks.popleft()
            sent += 1
        if sent:
            self.tell("sent", sent)

    async def _take_disconnect(self, handle: int) -> None:
        assert self.device is not None
        if connection := self.device.lookup_connection(handle):
            with contextlib.suppress(core.BaseBumbleError):
                await connection.disconnect()

    async def _take_passkey(self, handle: int, action: int, passkey: int) -> None:
        future = self._passkeys.pop(handle, None)
        if future and not future.done() and action == DISPLAY:
            future.set_result(passkey)

    def _pairing(self, connection: Connection) -> pairing.PairingConfig:
        return pairing.PairingConfig(
            sc=bool(self.settings.get("le_secure")),
            mitm=bool(self.settings.get("mitm")),
            bonding=bool(self.settings.get("bond")),
            delegate=_Delegate(self, connection),
        )

    def _on_connection(self, connection: Connection) -> None:
        handle = connection.handle
        peer = connection.peer_address
        address = (0 if peer.is_public else 1, bytes(peer)[::-1].hex())
        self._proved[handle] = False
        self.tell("connect", handle, *address)

        def gone(_reason: int) -> None:
            self._marks.clear()
            self._passkeys.pop(handle, None)
            self._proved.pop(handle, None)
            self.tell("disconnect", handle, *address)

        def encrypted() -> None:
            self._on_encryption(connection)

        connection.on(connection.EVENT_DISCONNECTION, gone)
        connection.on(connection.EVENT_CONNECTION_ENCRYPTION_CHANGE, encrypted)

    def not_encrypted(self, name: str) -> None:
        """A peer asked for encryption with a key that the watch does not have."""
        assert self.device is not None
        for connection in self.device.connections.values():
            if str(connection.peer_address) == name:
                self.tell("encryption", connection.handle, False, False, False, 0)

    def _on_encryption(self, connection: Connection) -> None:
        """The link's state changes before the next packet is looked at, as NimBLE's does."""
        assert self.device is not None
        session = self.device.smp_manager.sessions.get(connection.handle)
        bonded = False
        if session is not None and not session.completed:
            proved = session.pairing_method != smp.PairingMethod.JUST_WORKS
        else:
            bonded = True
            proved = self.known.get(str(connection.peer_address), False)
        on = bool(connection.encryption)
        self._proved[connection.handle] = on and proved
        self.encryptions.append(on and proved)
        self.tell("encryption", connection.handle, on, on and proved, bonded, 16 if on else 0)
