# SPDX-License-Identifier: MIT
"""The air around simulated watches: controllers on one link, and the watch's Bluetooth stack.

Here live a hub that gives each process that connects its own controller (HCI over TCP), the
peripheral that stands for a simulated watch's stack (`WatchRadio`, the other end of
boards/simulator/radio/bluetooth.py) and a link with connection events. Not here: the laptop's end
(`bleak_backend`), what the watch does with its radio (firmware).

Bumble is lenient where a real stack is strict, so `WatchRadio` is strict for it: it refuses writes
that the characteristic does not declare and packets over the MTU, and calls a link authenticated
only when a passkey made its key. Where NimBLE, as MicroPython sets it up, was seen to be lenient,
it is too: pairing without a passkey succeeds in spite of `mitm`, legacy pairing too, anyone may
subscribe, notifications go out in clear, and a known peer's keys are dropped before it has proved
itself, for ever if the watch refuses.

`python -m trackpacer.simulation.radio` runs a hub until its standard input ends, and says where.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import logging
import secrets
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

try:
    from bumble import att, controller, core, gatt, hci, host, link, pairing, smp
    from bumble.device import Connection, Device
    from bumble.gatt_server import Server as GattServer
    from bumble.keys import KeyStore, PairingKeys
    from bumble.transport.common import StreamPacketSource
except ImportError:  # an extra of the package
    from trackpacer.simulation import needs_bumble

    raise needs_bumble() from None

OUR_KEY, PEER_KEY = 1, 2  # NimBLE's kinds of secrets
DISPLAY = 3  # the passkey action: this side shows it
QUEUE = 10
_PDU = 251  # bytes of a link-layer packet with data length extension
_TIMEOUT = hci.HCI_ErrorCode.CONNECTION_TIMEOUT_ERROR

logger = logging.getLogger(__name__)


def random_address() -> str:
    """A static random address, as text."""
    octets = bytearray(secrets.token_bytes(6))
    octets[0] |= 0xC0
    return ":".join(f"{octet:02X}" for octet in octets)


class Link(link.LocalLink):
    """The air. `interval_s`: wall time of a connection event, 0 for one without events, at once.

    With events, an event carries in each direction as many packets as its model has air for
    (`event_us` at 1 Mbit/s, each data packet answered by an empty one); what is written during an
    event goes into the next. `events` counts them.
    `on_packet(n)` sees the number of data packets carried so far, before the n-th goes out.
    """

    def __init__(self, interval_s: float = 0.0, event_us: int = 15_000) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.interval_s = interval_s
        self.event_us = event_us
        self.events = 0
        self.packets = 0
        self.silent = False  # packets are taken and lost: a peer that hangs
        self.on_packet: Callable[[int], None] | None = None
        self._queues: dict[tuple[int, int], tuple[Any, deque[Any]]] = {}
        self._task: asyncio.Task[None] | None = None

    def carry(self, connection: Any, packet: Any) -> None:
        """One HCI packet of a host, to be sent over `connection`."""
        if not self.interval_s:
            self._send(connection, packet)
            return
        key = (id(connection.controller), connection.handle)
        self._queues.setdefault(key, (connection, deque()))[1].append(packet)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    def _send(self, connection: Any, packet: Any) -> None:
        self.packets += 1
        if self.on_packet:
            self.on_packet(self.packets)
        if connection.peer_address not in connection.controller.le_connections:
            return
        if not self.silent:
            connection.on_hci_acl_data_packet(packet)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            # A laptop that is late lets events slip, it does not crowd them.
            due = max(due + self.interval_s, loop.time())
            await asyncio.sleep(due - loop.time())
            self.events += 1
            for connection, queue in list(self._queues.values()):
                spent = 0
                waiting = len(queue)
                while waiting and spent + exchange_us(len(queue[0].data)) <= self.event_us:
                    spent += exchange_us(len(queue[0].data))
                    waiting -= 1
                    self._send(connection, queue.popleft())

    def sever(self) -> None:
        """Every link ends, as when a peer walks away."""
        for each in list(self.controllers):
            for connection in list(each.le_connections.values()):
                each.on_le_disconnected(connection, _TIMEOUT)
        self._queues.clear()

    def leave(self, gone: controller.Controller) -> None:
        """A process ended: its controller goes, its links time out."""
        self.remove_controller(gone)
        gone.le_legacy_advertiser.stop()
        for advertiser in gone.advertising_sets.values():
            advertiser.stop()
        for connection in list(gone.le_connections.values()):
            peer = self.find_le_controller(connection.peer_address)
            if peer and (other := peer.le_connections.get(connection.self_address)):
                peer.on_le_disconnected(other, _TIMEOUT)
        gone.le_connections.clear()
        for key, (connection, _) in list(self._queues.items()):
            if connection.controller is gone:
                del self._queues[key]


def exchange_us(size: int) -> int:
    """Air time of one data packet of `size` bytes and the empty one that answers it, 1 Mbit/s.

    Preamble, access address, header, MIC and CRC are 14 bytes, an empty packet 10; 150 us follow
    each (Bluetooth Core, volume 6, part B, 2.1 and 4.1).
    """
    return (14 + size) * 8 + 150 + 10 * 8 + 150


class Controller(controller.Controller):
    """A controller whose data packets are of the size that real ones have, and take their turn."""

    le_acl_data_packet_length = _PDU
    total_num_le_acl_data_packets = 12

    def on_hci_acl_data_packet(self, packet: hci.HCI_AclDataPacket) -> None:
        connection = self.find_le_connection_by_handle(packet.connection_handle)
        if connection and isinstance(self.link, Link):
            self.link.carry(connection, packet)

    def on_hci_le_create_connection_cancel_command(
        self, command: hci.HCI_LE_Create_Connection_Cancel_Command
    ) -> hci.HCI_StatusReturnParameters:
        """Bumble's only says yes, and connects later all the same."""
        pending = self.pending_le_connection
        self.pending_le_connection = None
        if pending is not None:
            asyncio.get_running_loop().call_soon(self._not_connected, pending.peer_address)
        return super().on_hci_le_create_connection_cancel_command(command)

    def _not_connected(self, peer: hci.Address) -> None:
        self.send_hci_packet(
            hci.HCI_LE_Connection_Complete_Event(
                status=hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR,
                connection_handle=0,
                role=hci.Role.CENTRAL,
                peer_address_type=peer.address_type,
                peer_address=peer,
                connection_interval=0,
                peripheral_latency=0,
                supervision_timeout=0,
                central_clock_accuracy=0,
            )
        )


class _Sink:
    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    def on_packet(self, packet: bytes) -> None:
        if not self._writer.is_closing():
            self._writer.write(packet)


class Hub:
    """Two TCP ports on 127.0.0.1: `port` for laptops (HCI), `watch_port` for simulated watches."""

    def __init__(self, air: Link | None = None) -> None:
        self.link = air or Link()
        self.watches: list[WatchRadio] = []
        self.port = 0
        self.watch_port = 0
        self._servers: list[asyncio.Server] = []
        self._serving: set[asyncio.Task[Any]] = set()

    async def start(self, port: int = 0, watch_port: int = 0) -> None:
        """Opens the ports; 0: any free one. Raises OSError when one is taken."""
        logging.getLogger("bumble").setLevel(logging.CRITICAL)  # it warns of every cut link
        for number, serve in ((port, self._serve_hci), (watch_port, self._serve_watch)):
            kept = functools.partial(self._keep, serve)
            self._servers.append(await asyncio.start_server(kept, "127.0.0.1", number))
        self.port, self.watch_port = (
            server.sockets[0].getsockname()[1] for server in self._servers
        )

    async def close(self) -> None:
        """Closes the ports and ends every link and connection."""
        # Whatever a host was being told now finds nobody.
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        for server in self._servers:
            server.close()
        self.link.sever()
        for task in list(self._serving):
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _keep(
        self, serve: Any, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            await serve(reader, writer)
        except asyncio.CancelledError:
            pass  # the hub closes
        finally:
            self._serving.discard(task)

    async def _serve_hci(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        source = StreamPacketSource()
        laptop = Controller("laptop", source, _Sink(writer), self.link)
        try:
            while data := await reader.read(65536):
                source.data_received(data)
        except ConnectionError:
            pass
        finally:
            self.link.leave(laptop)
            writer.close()

    async def _serve_watch(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        watch = WatchRadio(self.link, reader, writer)
        self.watches.append(watch)
        try:
            await watch.run()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.watches.remove(watch)
            self.link.leave(watch.controller)
            writer.close()


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
        return await self._radio.passkey(self._connection.handle)


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


class RadioThread:
    """A hub in a thread of this process; used by tests and by `pacer sim --ble`."""

    def __init__(self, air: Callable[[], Link] = Link, port: int = 0) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.hub: Hub = self.run(self._start(air, port))

    async def _start(self, air: Callable[[], Link], port: int) -> Hub:
        hub = Hub(air())
        await hub.start(port)
        return hub

    def run(self, work: Any) -> Any:
        """Runs a coroutine on the hub's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def close(self) -> None:
        self.run(self.hub.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)


async def _main() -> None:
    hub = Hub()
    await hub.start()
    print(json.dumps({"radio": f"127.0.0.1:{hub.port}", "watch_port": hub.watch_port}), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await hub.close()


if __name__ == "__main__":
    asyncio.run(_main())
