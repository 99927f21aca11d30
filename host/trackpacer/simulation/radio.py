# SPDX-License-Identifier: MIT
"""Who is on the simulated air: a hub with a TCP port for laptops and one for watches.

Each process that connects gets its own controller on one link (`air`): a laptop speaks HCI to it
(`bleak_backend`), a watch is given its Bluetooth stack too (`watch_radio`). The links of a process
that ends time out.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import threading
from collections.abc import Callable
from typing import Any

try:
    from bumble import core
    from bumble.transport.common import StreamPacketSource
except ImportError:  # an extra of the package
    from trackpacer.simulation import needs_bumble

    raise needs_bumble() from None

from trackpacer.simulation.air import Controller, Link
from trackpacer.simulation.watch_radio import WatchRadio


class _Sink:
    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    def on_packet(self, packet: bytes) -> None:
        if not self._writer.is_closing():
            self._writer.write(packet)


def _told_nobody(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An answer of Bumble's to a link that has just ended is no error of ours."""
    if not isinstance(context.get("exception"), core.BaseBumbleError):
        loop.default_exception_handler(context)


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
        asyncio.get_running_loop().set_exception_handler(_told_nobody)
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


class RadioThread:
    """A hub in a thread of this process; used by tests and by `pacer simulator --ble`."""

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
