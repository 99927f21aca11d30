# SPDX-License-Identifier: MIT
"""A watch over Bluetooth Low Energy: finding it, pairing with it, and the Device over it.

Here: bleak, and what each system does differently. Not here: what is done over a link
(`ble_device`), the file protocol (`file_transfer`), which device is meant (`selection`).
PACER_VIRTUAL_RADIO=HOST:PORT puts the simulated air in place of this computer's Bluetooth
(`pacer simulator --ble` says where it is).

The watch answers only who proved its passkey, so the first thing read is the protocol's version: a
read is what makes a system pair (a write without response fails in silence).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from bleak import BleakClient, BleakScanner
from bleak.backends.device import BLEDevice
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakError,
    BleakGATTProtocolError,
)

from trackpacer.device.ble_device import AGAIN, BleDevice, check_version
from trackpacer.device.file_transfer import LinkLostError
from trackpacer.device.protocol import DeviceError
from trackpacer.records import record

VIRTUAL = "PACER_VIRTUAL_RADIO"
SERVICE = "0000febb-0000-1000-8000-00805f9b34fb"
VERSION = "adaf0100-4669-6c65-5472-616e73666572"
TRANSFER = "adaf0200-4669-6c65-5472-616e73666572"

SCAN_S = 10.0
CONNECT_S = 15.0
LINK_S = 20.0
"""To connect and learn what the watch offers."""
PAIR_S = 60.0
"""Somebody types six digits meanwhile."""
MAX_PACKET = 512
_NAME_BYTES = 22  # of a name in an advertisement

_AWAKE = (
    "hold its button for 3 s, which turns its Bluetooth on for two minutes, and try again; while "
    "something else is connected to it (another pacer, a phone), it is not heard"
)
_T = TypeVar("_T")


@record
class Found:
    """A watch in reach. signal_dbm: how well it is heard, about -30 (near) to -95. air: of a
    simulated one, where laptops join it; '' for this computer's own Bluetooth."""

    name: str
    address: str
    signal_dbm: int
    device: BLEDevice
    air: str = ""


# What a library logs of a link that broke is a traceback, which is not for the user; what matters
# of it comes as an error of a call.
for _name in ("asyncio", "bleak"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


class _Loop:
    """The one event loop of this process' Bluetooth, in a thread of its own."""

    _loop: asyncio.AbstractEventLoop | None = None
    _proving: asyncio.Lock | None = None
    _starting = threading.Lock()

    @classmethod
    def proving(cls) -> asyncio.Lock:
        """Held by whoever is being connected. Asked for on the loop."""
        if cls._proving is None:
            cls._proving = asyncio.Lock()
        return cls._proving

    @classmethod
    def run(cls, work: Coroutine[Any, Any, _T]) -> _T:
        with cls._starting:
            if cls._loop is None:
                cls._loop = asyncio.new_event_loop()
                run = cls._loop.run_forever
                threading.Thread(target=run, name="bluetooth", daemon=True).start()
        future = asyncio.run_coroutine_threadsafe(work, cls._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise


def watches(seconds: float = 4.0) -> list[Found]:
    """The watches in reach, the nearest first. Raises DeviceError when there is no Bluetooth."""
    return _Loop.run(_scan(seconds))


def connect(name: str | None = None) -> BleDevice[_Link]:
    """The watch of that name, or the only one in reach.

    Raises DeviceError: no Bluetooth, not in reach, more than one, not paired.
    """
    return BleDevice(_Loop.run(_open(name)), _Loop.run)


def connect_to(found: Found) -> BleDevice[_Link]:
    """A watch that was heard. Raises DeviceError: out of range, not paired."""
    return BleDevice(_Loop.run(_prove(found)), _Loop.run)


class _Link:
    """One connected watch: a `file_transfer.Pipe` over bleak."""

    def __init__(self, found: Found) -> None:
        self.name = found.name
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._lost = False
        self.client = BleakClient(
            found.device,
            disconnected_callback=self._on_lost,
            timeout=CONNECT_S,
            **_backend("client", found.air),
        )

    @property
    def packet(self) -> int:
        # Asked each time: some systems say 20 until the MTU has been exchanged.
        try:
            characteristic = self.client.services.get_characteristic(TRANSFER)
        except BleakError:  # what bleak says of a link that has ended
            characteristic = None
        if characteristic is None:
            raise LinkLostError
        return min(MAX_PACKET, max(20, characteristic.max_write_without_response_size))

    async def connect(self) -> None:
        await self.client.connect()

    async def subscribe(self) -> None:
        await self.client.start_notify(TRANSFER, self._on_packet)

    async def send(self, data: bytes) -> None:
        if self._lost:
            raise LinkLostError
        try:
            await self.client.write_gatt_char(TRANSFER, data, response=False)
        except (BleakError, OSError, EOFError):
            raise LinkLostError from None
        except asyncio.CancelledError:
            if self._lost:  # how some systems say that the link has ended
                raise LinkLostError from None
            raise

    async def receive(self) -> bytes:
        if self._lost and self._queue.empty():
            raise LinkLostError
        data = await self._queue.get()
        if data is None:
            raise LinkLostError
        return data

    def drain(self) -> None:
        if not self._lost:
            while not self._queue.empty():
                self._queue.get_nowait()

    async def close(self) -> None:
        with contextlib.suppress(BleakError, OSError, EOFError, TimeoutError):
            await asyncio.wait_for(self.client.disconnect(), 5.0)

    def _on_packet(self, _characteristic: Any, data: bytearray) -> None:
        self._queue.put_nowait(bytes(data))

    def _on_lost(self, _client: BleakClient) -> None:
        self._lost = True
        self._queue.put_nowait(None)


def _backend(kind: str, air: str) -> dict[str, Any]:
    if not air:
        return {}
    from trackpacer.simulation.adapter import adapter_at

    return {"backend": getattr(adapter_at(air), kind)}


def _airs() -> list[str]:
    """Where watches may be heard: this computer's Bluetooth (''), and the airs of simulated ones.
    An air that the environment names is the only one."""
    given = os.environ.get(VIRTUAL)
    if given:
        return [given]
    from trackpacer.simulation.running import running

    return ["", *dict.fromkeys(watch.air for watch in running() if watch.air)]


async def _scan(seconds: float, wanted: str | None = None) -> list[Found]:
    """Those heard in `seconds`; ends at once when the wanted one is among them.

    DeviceError where nothing can be heard, on any air.
    """
    heard: dict[str, Found] = {}
    there = asyncio.Event()
    airs = _airs()
    listening = [_listen(air, seconds, wanted, heard, there) for air in airs]
    ends = await asyncio.gather(*listening, return_exceptions=True)
    wrong = [end for end in ends if isinstance(end, BaseException)]
    if wrong and (len(wrong) == len(airs) or not isinstance(wrong[0], DeviceError)):
        raise wrong[0]
    return sorted(heard.values(), key=lambda found: -found.signal_dbm)


async def _listen(
    air: str, seconds: float, wanted: str | None, heard: dict[str, Found], there: asyncio.Event
) -> None:
    def take(device: BLEDevice, advertisement: Any) -> None:
        if SERVICE not in advertisement.service_uuids:
            return
        name = advertisement.local_name or device.name or device.address
        heard[device.address] = Found(name, device.address, advertisement.rssi, device, air)
        if wanted is not None and _is(name, wanted):
            there.set()

    try:
        async with BleakScanner(take, [SERVICE], **_backend("scanner", air)):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(there.wait(), seconds)
    except (BleakError, OSError, EOFError, ImportError) as error:
        raise no_bluetooth(error) from None


def _is(advertised: str, wanted: str) -> bool:
    """Whether an advertised name, which may be cut short, is the wanted one."""
    whole = wanted.casefold()
    return advertised.casefold() == whole or (
        len(wanted.encode()) > _NAME_BYTES
        and len(advertised.encode()) > _NAME_BYTES - 4
        and whole.startswith(advertised.casefold())
    )


def no_bluetooth(error: Exception) -> DeviceError:
    """Why this computer cannot use Bluetooth, in a sentence."""
    hint = "USB works without it: pacer devices lists the watches that are plugged in"
    if isinstance(error, BleakBluetoothNotAvailableError):
        if error.reason is BleakBluetoothNotAvailableReason.POWERED_OFF:
            return DeviceError("Bluetooth is switched off on this computer", "switch it on")
        if "DENIED" in error.reason.name:
            return DeviceError(
                "this program may not use Bluetooth",
                "allow it in the system's privacy settings (macOS: for the terminal)",
            )
    if os.environ.get(VIRTUAL):
        return DeviceError(
            str(error), f"{VIRTUAL} names it: is that `pacer simulator --ble` running?"
        )
    return DeviceError("this computer has no Bluetooth that can be used", hint)


async def _open(name: str | None) -> _Link:
    found = await _scan(SCAN_S if name is not None else 4.0, name)
    fitting = [one for one in found if name is None or _is(one.name, name)]
    if not fitting:
        others = ", ".join(one.name for one in found)
        what = f"the watch '{name}'" if name is not None else "no watch"
        verb = " is not" if name is not None else " is"
        raise DeviceError(
            f"{what}{verb} in Bluetooth range" + (f" (there is: {others})" if others else ""),
            _AWAKE,
        )
    if len(fitting) > 1:
        names = ", ".join(f"{one.name} ({one.address})" for one in fitting)
        raise DeviceError(
            f"{len(fitting)} watches are in range: {names}",
            "say which with --device ble:NAME; if two have the same name, switch one off",
        )
    return await _prove(fitting[0])


async def _prove(found: Found) -> _Link:
    """Connects, and pairs where the watch asks for it and the system did not do so by itself.

    One at a time: an adapter that is asked for two connections at once gives up one of them, and
    two passkeys would be asked for on one line.
    """
    async with _Loop.proving():
        return await _prove_alone(found)


async def _prove_alone(found: Found) -> _Link:
    link, why = await _try(found, pair=False)
    if link is not None:
        return link
    if sys.platform in ("darwin", "win32") and not found.air:
        raise _not_paired(found, why)
    print(
        f"Pairing with '{found.name}': its passkey is the six digits that `pacer install` showed.",
        file=sys.stderr,
    )
    link, why = await _try(found, pair=True)
    if link is not None:
        return link
    if why is not None and "Authentication" in str(why) and "Insufficient" not in str(why):
        raise _not_paired(found, why)
    # Paired, as this computer sees it, and yet not answered: the watch has lost the bond.
    print(f"'{found.name}' no longer knows this computer: pairing anew.", file=sys.stderr)
    link, why = await _try(found, pair=True, forget=True)
    if link is not None:
        return link
    raise _not_paired(found, why)


async def _try(
    found: Found, pair: bool, forget: bool = False
) -> tuple[_Link | None, Exception | None]:
    """A link over which the watch answers, or why there is none."""
    link = _Link(found)
    try:
        if forget:
            await link.client.connect()
            await link.client.unpair()
            again = [one for one in await _scan(SCAN_S, found.name) if _is(one.name, found.name)]
            if not again:
                raise BleakError("out of range")
            link = _Link(again[0])
        await _within(link.connect(), LINK_S)
        if pair:
            await _within(link.client.pair(), PAIR_S)
        version = await _within(link.client.read_gatt_char(VERSION), PAIR_S)
        check_version(found.name, bytes(version))
        await _within(link.subscribe(), LINK_S)
        return link, None
    except DeviceError:
        await link.close()
        raise
    except asyncio.CancelledError:
        await link.close()
        if not link._lost:
            raise
        return None, None
    except TimeoutError:
        lost = link._lost
        await link.close()
        if not lost:
            raise DeviceError(f"'{found.name}' does not answer", AGAIN) from None
        return None, None
    except (BleakError, OSError, EOFError) as error:
        lost = link._lost  # by itself: closing it ends it too
        await link.close()
        if not pair and not _asks_for_pairing(error, lost):
            raise DeviceError(f"'{found.name}' cannot be connected to: {error}", AGAIN) from None
        return None, error


async def _within(work: Coroutine[Any, Any, _T], seconds: float) -> _T:
    """What `work` returns; TimeoutError when it takes longer.

    Not `asyncio.wait_for`: in Python 3.11 one inside `work` may drop the cancellation by which the
    one outside ends it, and then nothing does.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=seconds)
        if task.done():
            return task.result()
        raise TimeoutError
    finally:
        while not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=0.1)


def _asks_for_pairing(error: Exception, lost: bool) -> bool:
    if isinstance(error, BleakGATTProtocolError):
        return error.code in (5, 8, 15)
    return lost or "uthenti" in str(error) or "NotPermitted" in str(error)


def _not_paired(found: Found, why: Exception | None) -> DeviceError:
    if sys.platform == "darwin":
        how = (
            "macOS asks for the passkey in a dialogue; if it did not, remove the watch in System "
            "Settings, Bluetooth, and try again"
        )
    elif sys.platform == "win32":
        how = (
            "pair it once in Settings, Bluetooth & devices, Add device (remove it there first when "
            "it is listed), and try again"
        )
    else:
        how = (
            "pair it once in the desktop's Bluetooth settings, or with bluetoothctl: 'agent "
            f"KeyboardOnly', 'default-agent', 'remove {found.address}', 'scan on', "
            f"'pair {found.address}'; then try again"
        )
    return DeviceError(
        f"'{found.name}' did not accept this computer" + (f": {why}" if why else ""),
        f"its passkey is the six digits that `pacer install` showed; {how}",
    )
