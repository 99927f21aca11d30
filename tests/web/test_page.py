# SPDX-License-Identifier: MIT
"""What somebody does with the page, in a browser: write, be told what is wrong, go offline."""

from __future__ import annotations

from pathlib import Path

from tests.web.browser import Opened, in_browser, needs_chromium
from trackpacer.cli import main

SESSION = "25 x 400 @ 10k pace /R35-45s"
WITHOUT_LINKS = "delete Navigator.prototype.serial; delete Navigator.prototype.bluetooth;"


async def offers_a_file(page: Opened, folder: Path) -> None:
    """In a browser without Bluetooth and ports the page says so, and has the watch's file."""
    assert "can reach no watch" in await page.text("#send .none")
    async with page.page.expect_download() as download:
        await page.page.click("#send >> text=Save as a file")
    saved = await download.value
    own = folder / "own.tpp"
    assert main(["compile", SESSION, "--race", "10k=35:00", "-o", str(own)]) == 0
    assert Path(await saved.path()).read_bytes() == own.read_bytes()
    assert saved.suggested_filename == "25x400-10k-pace-r35-45s.tpp"


@needs_chromium
def test_a_session_is_understood_as_it_is_typed_and_without_a_network(tmp_path: Path) -> None:
    async def work(page: Opened) -> None:
        await page.context.add_init_script(WITHOUT_LINKS)
        await page.begin()
        await page.write(SESSION)
        assert "not known" in await page.text("#answer-state")  # whose pace?
        await page.write(SESSION, race="10k 35:00")
        assert "25 runs, 10 km, 35:00" in await page.text("#answer-state")
        assert await page.page.locator("#timeline svg rect").count() == 49
        assert await page.barriers() == []
        await offers_a_file(page, tmp_path)
        await page.write("10 x 400 @ 10k pace - 15sec /R-equal", race="10k 35:00")
        assert await page.barriers() == []
        await page.write("6 x 400 @ banana")
        assert await page.barriers() == []
        assert not await page.page.is_visible("#timeline")
        quoted, caret = (await page.text("#answer pre")).split("\n")
        assert quoted[caret.index("^") :] == "banana"

        await page.page.click("nav a[href='#runners']")
        await page.page.fill("#runner-name", "Anna")
        await page.page.fill("#runner-races", "10k 40:00")
        await page.page.check("#runner-default")
        await page.page.click("#runner button")
        await page.page.wait_for_selector("#squad .card")
        for part in ("about", "laps", "runners"):
            await page.page.click(f"nav a[href='#{part}']")
            assert await page.barriers() == []
            assert await page.fits()

        await page.cut_off()
        await page.page.goto(page.address)
        await page.ready()
        assert await page.page.input_value("#athlete") == "Anna"
        await page.write("2 x 1k @ 10k pace /R1:00", race="")
        assert "2 runs, 2 km, 8:00 at target" in await page.text("#answer-state")

    in_browser(work)
