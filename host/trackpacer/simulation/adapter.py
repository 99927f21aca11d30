# SPDX-License-Identifier: MIT
"""The laptop's Bluetooth adapter on the virtual air: one Bumble device over the hub's HCI port.

Not here: the two backend classes that bleak takes (`bleak_backend`), the air (`air`, `radio`).

Behaves as Linux does: keys are kept, and whoever pairs is asked for the passkey.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bleak.exc import BleakError

try:
    from bumble import hci, pairing
    from bumble.device import Connection, Device
    from bumble.host import Host
    from bumble.keys import JsonKeyStore, KeyStore, MemoryKeyStore
    from bumble.transport.tcp_client import open_tcp_client_transport
except ImportError:  # an extra of the package
    from trackpacer.simulation import needs_bumble

    raise needs_bumble() from None

from trackpacer.simulation.air import Passkey, random_address
from trackpacer.simulation.bleak_backend import VirtualClient, VirtualScanner

PASSKEY_ENVIRONMENT = "PACER_VIRTUAL_PASSKEY"


def asked_passkey(air: str = "") -> int | None:
    """The passkey from the environment, or of the watches that run on that air, or typed; None when
    there is nobody to ask."""
    text = os.environ.get(PASSKEY_ENVIRONMENT)
    if text is None:
        from trackpacer.simulation.running import passkey_on

        known = passkey_on(air)
        if known is not None:
            return known
        if not sys.stdin.isatty():
            return None
        text = input("Passkey of the watch (six digits): ")
    try:
        return int(text)
    except ValueError:
        return None


class Adapter:
    """A laptop's Bluetooth. Every use must come from the same event loop.

    place: 'host:port' of the hub. mtu: what it asks for. passkey: asked when a peer pairs; None
    refuses. keyboard: whether anything can be typed (without, pairing has no passkey). keys: file
    that keeps the keys of peers, None: in memory. address: its own, made up when not given.
    """

    def __init__(
        self,
        place: str,
        mtu: int = 517,
        passkey: Callable[[], int | None] = asked_passkey,
        keyboard: bool = True,
        keys: Path | None = None,
        address: str | None = None,
    ) -> None:
        self.place = place
        self.mtu = mtu
        self.passkey = passkey
        self.keyboard = keyboard
        self.keys = keys
        self.secure = True  # asks for LE Secure Connections
        self.address = address or self._kept_address()
        self._device: Device | None = None
        self._transport: Any = None
        adapter = self

        class Client(VirtualClient):
            pass

        class Scanner(VirtualScanner):
            pass

        Client.adapter = Scanner.adapter = adapter
        self.client: type[VirtualClient] = Client
        self.scanner: type[VirtualScanner] = Scanner

    def _kept_address(self) -> str:
        """An adapter's address stays the same as long as its keys."""
        if self.keys is None:
            return random_address()
        file = self.keys.with_suffix(".address")
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(random_address(), encoding="ascii")
        return file.read_text(encoding="ascii")

    async def device(self) -> Device:
        """The powered device; BleakError when the hub is not there."""
        if self._device is not None:
            return self._device
        logging.getLogger("bumble").setLevel(logging.CRITICAL)  # it warns of every cut link
        try:
            self._transport = await open_tcp_client_transport(self.place)
        except (OSError, ValueError) as error:
            raise BleakError(f"no virtual radio at {self.place}: {error}") from None
        host = Host(self._transport.source, self._transport.sink)
        address = hci.Address(self.address, hci.Address.RANDOM_DEVICE_ADDRESS)
        device = Device(name="laptop", address=address, host=host)
        keystore: KeyStore = MemoryKeyStore()
        if self.keys is not None:
            keystore = JsonKeyStore(self.address, str(self.keys))
        device.keystore = keystore
        device.pairing_config_factory = self._pairing
        await device.power_on()
        self._device = device
        return device

    def _pairing(self, _connection: Connection) -> pairing.PairingConfig:
        return pairing.PairingConfig(
            sc=self.secure, mitm=self.keyboard, bonding=True, delegate=_Delegate(self)
        )

    async def close(self) -> None:
        """Switches it off; its links end."""
        if self._transport is not None:
            await self._transport.close()
        self._device = None
        self._transport = None


class _Delegate(pairing.PairingDelegate):
    def __init__(self, adapter: Adapter) -> None:
        super().__init__(self.KEYBOARD_INPUT_ONLY if adapter.keyboard else self.NO_OUTPUT_NO_INPUT)
        self._adapter = adapter

    async def get_number(self) -> int | None:
        typed = await asyncio.get_running_loop().run_in_executor(None, self._adapter.passkey)
        return None if typed is None else Passkey(typed)


_adapters: dict[str, Adapter] = {}


def adapter_at(place: str) -> Adapter:
    """This process' adapter on the hub at `place`; its keys are kept for the next process."""
    if place not in _adapters:
        name = "pacer-virtual-radio-" + hashlib.sha256(place.encode()).hexdigest()[:12]
        keys = Path(tempfile.gettempdir()) / name / "keys.json"
        _adapters[place] = Adapter(place, passkey=partial(asked_passkey, place), keys=keys)
    return _adapters[place]
