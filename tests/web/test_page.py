# SPDX-License-Identifier: MIT
"""What somebody does with the page, in a browser: write, be told what is wrong, go offline."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.browser import Opened, in_browser, needs_chromium
from trackpacer.cli import main
from trackpacer.web import site

# A browser and a Python in it: on a machine that does much else it takes minutes, and is no hang.
pytestmark = pytest.mark.timeout(600)

SESSION = "25 x 400 @ 10k pace /R35-45s"
DOUBTFUL = "8 x 400 75/90"  # a range, a target with its recovery, two runs?
WITHOUT_LINKS = "delete Navigator.prototype.serial; delete Navigator.prototype.bluetooth;"

NOTHING_IS_HEARD = """
ServiceWorker.prototype.postMessage = () => {};
document.documentElement.dataset.before = "yes";
"""

KEEP_TONES = """
window.tones = [];
window.OscillatorNode = class extends OscillatorNode {
  constructor(sound, options) {
    super(sound, options);
    window.tones.push(options.frequency);
  }
};
"""


async def is_heard(page: Opened) -> None:
    """The count-in, GO and the splits come through the speaker, until they are stopped."""
    await page.page.select_option("#speed", "30")
    await page.page.click("#listen")
    await page.page.wait_for_selector("#listen-state >> text=/split/")
    await page.page.wait_for_selector("#timeline svg .head", state="attached")
    tones = await page.page.evaluate("window.tones")
    assert tones[:6] == [1350, 1350, 1350, 3600, 2700, 2700]
    await page.page.click("#listen >> text=Stop")
    assert await page.page.locator("#timeline svg .head").count() == 0


async def offers_a_file(page: Opened, folder: Path) -> None:
    """In a browser without Bluetooth and ports the page says so, and has the watch's file."""
    assert "can reach no watch" in await page.text("#send .none")
    name = await saves(page, folder, SESSION, "--race", "10k=35:00")
    assert name == "25x400-10k-pace-r35-45s.tpp"


async def saves(page: Opened, folder: Path, *session: str) -> str:
    """The file that is saved is the one that `pacer compile` makes; its name."""
    async with page.page.expect_download() as download:
        await page.page.click("#send >> text=Save as a file")
    saved = await download.value
    own = folder / "own.tpp"
    assert main(["compile", *session, "-o", str(own)]) == 0
    assert Path(await saved.path()).read_bytes() == own.read_bytes()
    return saved.suggested_filename


async def is_asked(page: Opened, folder: Path) -> None:
    """What may mean several things is asked about; a press takes one of them."""
    await page.write(DOUBTFUL, race="")
    assert not await page.page.is_visible("#understood")
    listed = await page.page.locator("#answer .reading b").all_inner_texts()
    number = listed.index("8 x (400 m @ 1:15; R 1:30 between)") + 1
    assert len(listed) > 1
    assert await page.barriers() == []
    await page.page.click(f"#answer .reading >> nth={number - 1}")
    await page.settled()
    assert "8 runs, 3.2 km, 10:00 at target" in await page.text("#answer-state")
    await saves(page, folder, DOUBTFUL, "--reading", str(number))
    await page.page.click("#answer >> text=Choose again")
    await page.page.wait_for_selector("#answer .reading")


@needs_chromium
def test_a_session_is_understood_as_it_is_typed_and_without_a_network(tmp_path: Path) -> None:
    async def work(page: Opened) -> None:
        await page.context.add_init_script(WITHOUT_LINKS + KEEP_TONES)
        await page.begin()
        await page.write(SESSION)
        assert "not known" in await page.text("#answer-state")  # whose pace?
        await page.write(SESSION, race="10k 35:00")
        assert "25 runs, 10 km, 35:00" in await page.text("#answer-state")
        assert await page.page.locator("#timeline svg rect").count() == 49
        assert await page.barriers() == []
        await offers_a_file(page, tmp_path)
        await is_heard(page)
        await is_asked(page, tmp_path)
        await page.write("10 x 400 @ 10k pace - 15sec /R-equal", race="10k 35:00")
        assert await page.barriers() == []
        await page.write("6 x 400 @ banana")
        assert await page.barriers() == []
        assert not await page.page.is_visible("#timeline")
        quoted, caret = (await page.text("#answer pre")).split("\n")
        assert quoted[caret.index("^") :] == "banana"
        assert await page.text("#answer-state") == "Not understood as it stands"
        assert "Left out: @ banana" in await page.text("#answer .reading")
        await page.write("banana, please")
        assert not await page.page.locator("#answer .reading").count()
        assert await page.barriers() == []

        await page.page.click("nav a[href='#runners']")
        await page.page.fill("#runner-name", "Maximiliane" * 5)
        await page.page.fill("#runner-races", "10k 45:00")
        await page.page.click("#runner button")
        await page.page.wait_for_selector("#squad .card >> text=(usual)")
        assert await page.fits()
        await page.page.fill("#runner-name", "Anna")
        await page.page.fill("#runner-races", "10k 40:00")
        await page.page.check("#runner-default")
        await page.page.click("#runner button")
        await page.page.wait_for_selector("#squad .card >> text=Anna (usual)")
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


def _publish_a_newer(page: Opened) -> None:
    newer = page.files["index.html"].replace(b"Write a session</h1>", b"Write one</h1>")
    page.files["index.html"] = newer
    page.files[site.LIST] = site.listing(page.files)


@needs_chromium
def test_a_second_tab_waits_and_a_newer_version_is_taken_when_its_user_wants_it() -> None:
    async def work(page: Opened) -> None:
        await page.begin()
        second = await page.context.new_page()
        await second.goto(page.address)
        await second.wait_for_selector("#loading-words >> text=open in another tab")
        await page.page.close()
        await second.wait_for_selector("html[data-ready]", state="attached")

        _publish_a_newer(page)
        await second.reload()
        await second.wait_for_selector("#newer button")
        assert await second.inner_text("h1") == "Write a session"
        await second.click("#newer button")
        await second.wait_for_selector("h1 >> text=Write one")

    in_browser(work)


@needs_chromium
def test_the_page_loads_again_when_the_old_version_is_held() -> None:
    async def work(page: Opened) -> None:
        await page.begin()
        _publish_a_newer(page)
        await page.page.reload()
        await page.page.wait_for_selector("#newer button")
        await page.page.evaluate(NOTHING_IS_HEARD)
        await page.page.click("#newer button")
        assert await page.page.is_disabled("#newer button")
        await page.page.wait_for_selector("html:not([data-before])", state="attached")
        await page.ready()

    in_browser(work)
