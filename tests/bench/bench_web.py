# SPDX-License-Identifier: MIT
"""`bench web_first_load_s`, `web_reload_s` (offline), `web_parse_ms`, `web_bytes` of the page.

web_bytes: everything, packed as a host sends it. web_parse_ms: the median and the worst from a key
to the answer that is shown, of a session that is typed.
"""

from __future__ import annotations

import asyncio
import gzip
import statistics
import time
from collections.abc import Iterator

from tests.web.browser import CHROMIUM, Opened, opened
from trackpacer.web import site

SESSION = "10 x (400 @ 10k pace /R25sec + 200 @ 5k pace /R1:20)"
RELOADS = 3


def run() -> Iterator[str]:
    packed = sum(len(gzip.compress(data)) for data in site.files().values())
    yield f"web_bytes {packed}"
    if CHROMIUM is None:
        raise FileNotFoundError("chromium: the page's times are not measured without it")
    yield from asyncio.run(_measured())


async def _measured() -> list[str]:
    async with opened() as page:
        first = await _timed(page)
        await page.page.fill("#race", "10k 35:00")
        keys = []
        for letter in SESSION:
            before = time.perf_counter()
            await page.page.locator("#text").press_sequentially(letter)
            await page.settled()
            keys.append((time.perf_counter() - before) * 1000)
        await page.cut_off()
        again = [await _timed(page) for _ in range(RELOADS)]
    return [
        f"web_first_load_s {first:.1f}",
        f"web_reload_s {statistics.median(again):.1f}",
        f"web_parse_ms {statistics.median(keys):.0f} {max(keys):.0f}",
    ]


async def _timed(page: Opened) -> float:
    before = time.perf_counter()
    await page.begin()
    return time.perf_counter() - before
