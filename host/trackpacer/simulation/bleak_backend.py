# SPDX-License-Identifier: MIT
"""bleak's backend for simulated watches: the two classes that bleak takes, on the virtual air.

Not here: the laptop's adapter that they belong to (`adapter`), the air (`air`, `radio`), our client
(`device.ble`).

Behaves as Linux does: a known peer is encrypted when it asks for it, a peer that has lost its key
drops the link, and `pair()` asks for the passkey.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakError, BleakGATTProtocolError
from bleak.uuids import normalize_uuid_str

try:
    from bumble import att, core, hci
    from bumble.device import Advertisement, Connection, Peer
except ImportError:  # an extra of the package
    from trackpacer.simulation import needs_bumble

    raise needs_bumble() from None

if TYPE_CHECKING:
    from bumble.device import Device

PROPERTIES = {
    0x02: "read",
    0x04: "write-without-response",
    0x08: "write",
    0x10: "notify",
    0x20: "indicate",
}


class Laptop(Protocol):
    """The adapter that both classes belong to. mtu: what it asks for."""

    mtu: int

    async def device(self) -> Device:
        """The powered device; BleakError when there is no air."""


class VirtualScanner(BaseBleakScanner):
    """`BleakScanner(backend=adapter.scanner)`"""

    adapter: Laptop

    def __init__(self, detection_callback: Any, service_uuids: Any, *_: Any, **__: Any) -> None:
        super().__init__(detection_callback, service_uuids)

    async def start(self) -> None:
        self.seen_devices = {}
        device = await self.adapter.device()
        device.on("advertisement", self._on_advertisement)
        await device.start_scanning(legacy=True, filter_duplicates=False)

    async def stop(self) -> None:
        device = await self.adapter.device()
        device.remove_listener("advertisement", self._on_advertisement)
        with contextlib.suppress(core.BaseBumbleError):
            await device.stop_scanning(legacy=True)

    def _on_advertisement(self, found: Advertisement) -> None:
        kinds = core.AdvertisingData.Type
        name = found.data.get(kinds.COMPLETE_LOCAL_NAME) or found.data.get(
            kinds.SHORTENED_LOCAL_NAME
        )
        uuids = found.data.get(kinds.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS) or []
        services = [normalize_uuid_str(uuid.to_hex_str("-").lower()) for uuid in uuids]
        if not self.is_allowed_uuid(services):
            return
        advertisement = AdvertisementData(
            local_name=name,
            manufacturer_data={},
            service_data={},
            service_uuids=services,
            tx_power=None,
            rssi=-50,
            platform_data=(found,),
        )
        address = found.address.to_string(with_type_qualifier=False)
        device = self.create_or_update_device(address, address, name, found, advertisement)
        self.call_detection_callbacks(device, advertisement)


class VirtualClient(BaseBleakClient):
    """`BleakClient(device, backend=adapter.client)`"""

    adapter: Laptop

    def __init__(self, address_or_ble_device: Any, services: Any = None, **kwargs: Any) -> None:
        kept = {key: kwargs[key] for key in ("disconnected_callback", "timeout")}
        super().__init__(address_or_ble_device, **kept)
        self._connection: Connection | None = None
        self._peer: Peer | None = None
        self._subscribers: dict[int, Any] = {}

    @property
    def name(self) -> str:
        return self.address

    @property
    def mtu_size(self) -> int:
        return self._connection.att_mtu if self._connection else 23

    @property
    def is_connected(self) -> bool:
        return self._connection is not None

    async def connect(self, pair: bool = False, **_: Any) -> None:
        device = await self.adapter.device()
        address = hci.Address(self.address, hci.Address.RANDOM_DEVICE_ADDRESS)
        try:
            connection = await device.connect(address, timeout=self._timeout)
        except (core.BaseBumbleError, TimeoutError) as error:
            raise BleakError(f"no connection to {self.address}: {error}") from None
        except asyncio.CancelledError:
            # Bumble gives up waiting, and lets the controller go on: it would connect later.
            await device.send_command(hci.HCI_LE_Create_Connection_Cancel_Command())
            raise
        if device.connections.get(connection.handle) is not connection:
            raise BleakError(f"{self.address} went away at once")
        self._connection = connection
        connection.on(Connection.EVENT_DISCONNECTION, self._on_disconnection)
        try:
            self._peer = Peer(connection)
            await _while_linked(connection, self._get_to_know(pair))
        except (core.BaseBumbleError, BleakError, asyncio.CancelledError) as error:
            if self.is_connected and not isinstance(error, core.BaseBumbleError):
                raise
            raise BleakError(f"{self.address} went away: {error}") from None

    async def _get_to_know(self, pair: bool) -> None:
        if self.adapter.mtu > 23:
            await self._peer_now().request_mtu(self.adapter.mtu)
        if pair:
            await self.pair()
        await self._discover()

    async def _discover(self) -> None:
        collection = BleakGATTServiceCollection()
        for service in await self._peer_now().discover_services():
            ours = BleakGATTService(service, service.handle, _uuid(service.uuid))
            collection.add_service(ours)
            for found in await service.discover_characteristics():
                names = [name for bit, name in PROPERTIES.items() if found.properties & bit]
                characteristic = BleakGATTCharacteristic(
                    found,
                    found.handle,
                    _uuid(found.uuid),
                    names,  # type: ignore[arg-type]
                    lambda: self.mtu_size - 3,
                    ours,
                )
                collection.add_characteristic(characteristic)
                for descriptor in await found.discover_descriptors():
                    collection.add_descriptor(
                        BleakGATTDescriptor(
                            descriptor, descriptor.handle, _uuid(descriptor.type), characteristic
                        )
                    )
        self.services = collection

    def _on_disconnection(self, _reason: int) -> None:
        self._connection = None
        self._peer = None
        self.services = None
        if self._disconnected_callback:
            self._disconnected_callback()

    async def disconnect(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(core.BaseBumbleError, asyncio.CancelledError):
                await self._connection.disconnect()

    async def pair(self, *_: Any, **__: Any) -> None:
        connection = self._linked()
        device = await self.adapter.device()
        assert device.keystore is not None
        if await device.keystore.get(str(connection.peer_address)) is not None:
            return
        try:
            await _while_linked(connection, connection.pair())
        except (core.BaseBumbleError, asyncio.CancelledError) as error:
            if isinstance(error, asyncio.CancelledError) and self.is_connected:
                raise
            raise BleakError(f"AuthenticationFailed: {error}") from None

    async def unpair(self) -> None:
        device = await self.adapter.device()
        address = hci.Address(self.address, hci.Address.RANDOM_DEVICE_ADDRESS)
        assert device.keystore is not None
        with contextlib.suppress(KeyError):
            await device.keystore.delete(str(address))
        await self.disconnect()

    def _linked(self) -> Connection:
        if self._connection is None:
            raise BleakError("Not connected")
        return self._connection

    async def _do(self, work: Callable[[], Any]) -> Any:
        """A request; one that needs a known peer's encryption is tried again with it."""
        for again in (False, True):
            connection = self._linked()
            try:
                return await _while_linked(connection, work())
            except (att.ATT_Error, core.ProtocolError) as error:
                needs = error.error_code in (5, 15)
                if again or not needs or not await self._encrypt(connection):
                    raise BleakGATTProtocolError(error.error_code or 0) from None
            except (core.BaseBumbleError, asyncio.CancelledError) as error:
                if isinstance(error, asyncio.CancelledError) and self.is_connected:
                    raise
                raise BleakError(f"disconnected: {error}") from None
        raise AssertionError

    async def _encrypt(self, connection: Connection) -> bool:
        device = await self.adapter.device()
        assert device.keystore is not None
        if connection.encryption or not await device.keystore.get(str(connection.peer_address)):
            return False
        try:
            await _while_linked(connection, connection.encrypt())
        except (core.BaseBumbleError, asyncio.CancelledError) as error:
            await self.disconnect()  # as Linux does
            raise BleakError(f"disconnected: {error}") from None
        return True

    async def read_gatt_char(self, characteristic: BleakGATTCharacteristic, **_: Any) -> bytearray:
        return bytearray(await self._do(lambda: self._peer_now().read_value(characteristic.obj)))

    async def read_gatt_descriptor(self, descriptor: BleakGATTDescriptor, **_: Any) -> bytearray:
        return bytearray(await self._do(lambda: self._peer_now().read_value(descriptor.obj)))

    def _peer_now(self) -> Peer:
        if self._peer is None:
            raise BleakError("Not connected")
        return self._peer

    async def write_gatt_char(
        self, characteristic: BleakGATTCharacteristic, data: Any, response: bool
    ) -> None:
        if not response and len(data) > self.mtu_size - 3:
            raise BleakError("more than fits a packet")
        await self._do(
            lambda: self._peer_now().write_value(characteristic.obj, bytes(data), response)
        )

    async def write_gatt_descriptor(self, descriptor: BleakGATTDescriptor, data: Any) -> None:
        await self._do(lambda: self._peer_now().write_value(descriptor.obj, bytes(data), True))

    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: Any, **_: Any
    ) -> None:
        def take(value: bytes) -> None:
            callback(bytearray(value))

        self._subscribers[characteristic.handle] = take
        await self._do(lambda: self._peer_now().subscribe(characteristic.obj, take))

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        take = self._subscribers.pop(characteristic.handle, None)
        if take is not None:
            await self._do(lambda: self._peer_now().unsubscribe(characteristic.obj, take))


async def _while_linked(connection: Connection, work: Coroutine[Any, Any, Any]) -> Any:
    """What `work` returns; CancelledError when the link ends before.

    Not Bumble's `cancel_on_disconnection`: an end in the same breath as a command's answer is
    missed by what Bumble then waits for, and the wait_for of Python 3.11 drops a cancellation that
    comes with the answer.
    """
    gone = asyncio.get_running_loop().create_future()

    def on_end(_reason: int) -> None:
        if not gone.done():
            gone.set_result(None)

    connection.on(Connection.EVENT_DISCONNECTION, on_end)
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise asyncio.CancelledError("the link has ended")
    finally:
        connection.remove_listener(Connection.EVENT_DISCONNECTION, on_end)
        while not task.done():
            task.cancel()
            await asyncio.sleep(0)


def _uuid(uuid: core.UUID) -> str:
    return normalize_uuid_str(uuid.to_hex_str("-").lower())
