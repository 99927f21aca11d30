# SPDX-License-Identifier: MIT
"""Chromium without a window, and the page in it: served on this computer until a test cuts it off.

Not here: the watch that the page is connected to (`watches`).
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import BrowserContext, ConsoleMessage, Page, async_playwright

from tests.support import PATIENCE_S
from trackpacer.web import runtime, serve, site

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

AXE = Path(sys.prefix) / "axe" / "axe.min.js"
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None,
    reason="NOT RUN: the page's browser tests need chromium: apt install chromium",
)


@dataclass
class Opened:
    """The page in a browser. complaints: what the browser or the page said went wrong.
    asked: every address that was asked for. files: what is served."""

    page: Page
    context: BrowserContext
    server: ThreadingHTTPServer
    files: dict[str, bytes]
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.server.server_port}/"

    async def begin(self) -> None:
        """Go to the page, and wait until it is ready."""
        await self.page.goto(self.address)
        await self.ready()

    async def ready(self) -> None:
        await self.page.wait_for_selector("html[data-ready]", state="attached")
        assert await self.page.is_hidden("#loading"), await self.text("#loading")

    async def cut_off(self) -> None:
        """From now on there is no server."""
        self.server.shutdown()
        self.server.server_close()

    async def write(self, text: str, **more: str) -> None:
        """Type a session (and `race`), a key at a time, and wait for the answer to all of it."""
        for name, value in more.items():
            await self.page.fill(f"#{name}", value)
        await self.page.fill("#text", "")
        await self.page.locator("#text").press_sequentially(text)
        await self.settled()

    async def settled(self) -> None:
        """Wait until what was typed last is answered."""
        await self.page.wait_for_selector("html[data-settled=yes]", state="attached")

    async def barriers(self) -> list[str]:
        """What axe-core finds that keeps somebody out, light and dark: WCAG 2.2 A and AA, and its
        own advice."""
        found: list[str] = []
        for scheme in SCHEMES:
            await self.page.emulate_media(color_scheme=scheme)
            told = await self.page.evaluate(f"{AXE.read_text()};axe.run()")
            found += [
                f"{scheme}: {one['id']} at {[node['target'] for node in one['nodes']]}"
                for one in told["violations"]
            ]
        return found

    async def fits(self) -> bool:
        """Whether nothing reaches over the page's right edge."""
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return bool(await self.page.evaluate(over) == 0)

    async def text(self, selector: str) -> str:
        return await self.page.inner_text(selector)


@asynccontextmanager
async def opened(width: int = 360, **chosen: Any) -> AsyncIterator[Opened]:
    """The page in a browser of its own; chosen: options of Playwright's context."""
    files = site.files()
    served = serve.server(files, 0)
    threading.Thread(target=served.serve_forever, name="site", daemon=True).start()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        context = await browser.new_context(
            viewport={"width": width, "height": 780}, accept_downloads=True, **chosen
        )
        context.set_default_timeout(PATIENCE_S / 3 * 1000)
        page = await context.new_page()
        found = Opened(page, context, served, files)

        def heard(message: ConsoleMessage) -> None:
            if message.type == "error":
                found.complaints.append(message.text)

        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.on("request", lambda request: found.asked.append(request.url))
        page.on("console", heard)
        try:
            yield found
        finally:
            await browser.close()
            served.server_close()


def in_browser(work: Callable[[Opened], Awaitable[None]], **chosen: Any) -> None:
    """Run a test's work with the page, which must end without a complaint of the browser's."""
    runtime.folder()

    async def run() -> None:
        async with opened(**chosen) as found:
            await work(found)
            assert found.complaints == [], found.complaints
            assert [
                url for url in found.asked if not url.startswith(("http://localhost:", "blob:"))
            ] == []

    asyncio.run(run())
