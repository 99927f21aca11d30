# SPDX-License-Identifier: MIT
"""A real watch's firmware behind the page's serial port and radio: the simulated watch, in the VM.

The page sees `fakes.js`; its calls come here, and go on to the watch's own port, and over the
simulated air with the radio of a laptop. Not here: the browser (`browser`).
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

from bleak import BleakClient
from bleak.exc import BleakError
from playwright.async_api import Page

from tests.support import PATIENCE_S
from trackpacer.device import ble
from trackpacer.simulation.watch import SimulatedWatch

FAKES = Path(__file__).with_name("fakes.js")


class Cable:
    """The page's serial port, at whose other end a watch is (its `port` is a TCP one)."""

    def __init__(self, watch: SimulatedWatch) -> None:
        self._port = int(watch.port.rpartition(":")[2])
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None
        self.signals: list[dict[str, bool]] = []

    async def plug_in(self, page: Page) -> None:
        """Gives the page its port."""
        self._page = page
        await page.expose_function("serialOpen", self._open)
        await page.expose_function("serialWrite", self._write)
        await page.expose_function("serialSignals", self._set)
        await page.expose_function("serialClose", self._close)

    def _set(self, signals: dict[str, bool]) -> None:
        self.signals.append(signals)

    async def _open(self) -> None:
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._reading = asyncio.create_task(self._read(reader))

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while data := await reader.read(4096):
            await self._page.evaluate("bytes => window.serialGot(bytes)", list(data))

    async def _write(self, data: list[int]) -> None:
        assert self._writer is not None
        self._writer.write(bytes(data))
        await self._writer.drain()

    async def _close(self) -> None:
        assert self._writer is not None and self._reading is not None
        self._reading.cancel()
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()


class Radio:
    """The page's Bluetooth: a laptop's radio on the simulated air, which pairs as a system does."""

    def __init__(self) -> None:
        self._client: BleakClient | None = None
        self.packets: list[int] = []
        """How long each packet was that the page sent."""

    async def switch_on(self, page: Page) -> None:
        """Gives the page its radio."""
        self._page = page
        self._here = asyncio.get_running_loop()
        for name in ("Choose", "Connect", "Read", "Notify", "Write", "Disconnect"):
            await page.expose_function(f"ble{name}", getattr(self, f"_{name.lower()}"))

    async def _on_radio(self, work: Any) -> Any:
        """The radio has a loop of its own, in a thread of its own."""
        return await asyncio.to_thread(ble._Loop.run, work)

    async def _choose(self) -> str | None:
        """The chooser: the nearest watch is picked."""
        found = await asyncio.to_thread(ble.watches, 10)
        self._found = {one.name: one for one in found}
        return found[0].name if found else None

    async def _connect(self, name: str) -> None:
        found = self._found[name]

        def lost(_: BleakClient) -> None:
            self._tell("() => window.bleLost()")

        self._client = BleakClient(
            found.device, disconnected_callback=lost, **ble._backend("client", found.air)
        )
        await self._on_radio(self._client.connect(timeout=PATIENCE_S))

    async def _read(self, uuid: str) -> list[int]:
        """What is protected makes a system pair, when it is read."""
        assert self._client is not None
        try:
            return list(await self._on_radio(self._client.read_gatt_char(uuid)))
        except BleakError:
            await self._on_radio(self._client.pair())
            return list(await self._on_radio(self._client.read_gatt_char(uuid)))

    async def _notify(self, uuid: str) -> None:
        assert self._client is not None

        def came(_: Any, data: bytearray) -> None:
            self._tell("bytes => window.bleGot(bytes)", list(data))

        await self._on_radio(self._client.start_notify(uuid, came))

    async def _write(self, uuid: str, data: list[int]) -> bool:
        """False where the link has no room for so much."""
        assert self._client is not None
        characteristic = self._client.services.get_characteristic(uuid)
        assert characteristic is not None
        self.packets.append(len(data))
        if len(data) > characteristic.max_write_without_response_size:
            return False
        await self._on_radio(
            self._client.write_gatt_char(characteristic, bytes(data), response=False)
        )
        return True

    async def _disconnect(self) -> None:
        if self._client is not None:
            await self._on_radio(self._client.disconnect())
            self._client = None

    def _tell(self, script: str, argument: Any = None) -> None:
        work = self._page.evaluate(script, argument)
        asyncio.run_coroutine_threadsafe(_quietly(work), self._here)


async def _quietly(work: Any) -> None:
    with contextlib.suppress(Exception):  # the page may be gone
        await work
