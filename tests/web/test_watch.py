# SPDX-License-Identifier: MIT
"""A coach's evening with the page: a session is typed, put on the watch, run, and looked at.

Over the cable with a network, then over Bluetooth without one. The watches are the firmware in its
VM; what stands in place of the browser's port and radio is said in `fakes.js`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import fitdecode
import pytest
from playwright.async_api import Page

from tests.ble.air import needs_vm
from tests.support import HOLD_MS, PATIENCE_S, at_rest
from tests.web.browser import Opened, in_browser, needs_chromium
from tests.web.watches import FAKES, Cable, Radio
from trackpacer.cli import main
from trackpacer.simulation import adapter, flash_image
from trackpacer.simulation.radio import RadioThread
from trackpacer.simulation.running import Running, announced
from trackpacer.simulation.watch import SimulatedWatch

SESSION = "4 x 400 @ 10k pace /R30s"
OTHER = "3 x 300 @ 54 /R20-30s"
PASSKEY = 135790


@pytest.fixture
def cabled(tmp_path: Path) -> Iterator[SimulatedWatch]:
    """A watch on a cable, worn by somebody who runs every session that arrives."""
    needs_vm()
    settings = {"speed": 0, "runner": {"kind": "exact"}, "install_settings": {"name": "Anna"}}
    with SimulatedWatch(tmp_path / "cabled", settings, tcp_port=0) as watch:
        watch.wait_for_app(PATIENCE_S)
        yield watch


@pytest.fixture
def on_air(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatedWatch]:
    """A watch that is to be reached over Bluetooth alone."""
    needs_vm()
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PACER_CONFIG_DIR", str(tmp_path / "config"))
    with ExitStack() as stack:
        radio = RadioThread()
        stack.callback(radio.close)
        place = f"127.0.0.1:{radio.hub.port}"
        stack.callback(adapter._adapters.pop, place, None)
        settings = {
            "speed": 1,
            "runner": {"kind": "exact"},
            "radio": radio.hub.watch_port,
            "install_settings": {"name": "Ben", "passkey": PASSKEY},
        }
        watch = stack.enter_context(SimulatedWatch(tmp_path / "on_air", settings, tcp_port=0))
        watch.wait_for_app(PATIENCE_S)
        stack.enter_context(announced(Running("Ben", "", place, PASSKEY)))
        yield watch


def compiled(text: str, race: str, folder: Path) -> bytes:
    """What `pacer compile` makes of it."""
    file = folder / "compiled.tpp"
    runner = ["--race", race] if race else []
    assert main(["compile", text, *runner, "-o", str(file)]) == 0
    return file.read_bytes()


def on_flash(watch: SimulatedWatch, folder: str) -> dict[str, bytes]:
    """What a watch that is off holds there."""
    found = flash_image.read(watch.state / "flash.img")
    return {path: data for path, data in found.items() if path.startswith(folder)}


@contextmanager
def run_through(watch: SimulatedWatch, fast: bool) -> Iterator[None]:
    """Somebody runs what arrives meanwhile. not fast: its radio lives in our
    time, so it is off while its clock flies."""
    seen = len(watch.events)
    yield
    if not fast:
        watch.power_off()
        watch.power_on(speed=0)
    done = watch.wait_for(lambda event: event.get("cue") == "done", PATIENCE_S, seen)
    watch.wait_for_app(PATIENCE_S, done["n"])
    at_rest(watch)
    if not fast:
        watch.power_off()
        seen = len(watch.events)
        watch.power_on(speed=1)
        watch.wait_for_app(PATIENCE_S, seen)


async def pressed(page: Page, part: str, kind: str) -> str:
    """Press a button that asks for a watch; what is said in the end."""
    await page.click(f"#{part} button[data-kind={kind}]")
    await page.wait_for_selector(f"#{part} .state.good, #{part} .wrong")
    return await page.inner_text(f"#{part}")


async def saved(page: Page, words: str) -> bytes:
    """The file that a button offers."""
    async with page.expect_download() as download:
        await page.click(f"#report >> text={words}")
    return Path(await (await download.value).path()).read_bytes()


@needs_chromium
def test_from_a_coachs_line_to_the_laps(
    cabled: SimulatedWatch, on_air: SimulatedWatch, tmp_path: Path
) -> None:
    radio = Radio()

    async def work(page: Opened) -> None:
        await page.context.add_init_script(path=FAKES)
        await Cable(cabled).plug_in(page.page)
        await radio.switch_on(page.page)
        await page.begin()

        await page.write(SESSION, race="10k 35:00")
        with run_through(cabled, fast=True):
            said = await pressed(page.page, "send", "cable")
            assert "It is on the watch Anna" in said, said
        await fetched(page, "cable", "Anna")
        await page.page.click("#logs button >> nth=0")
        assert await page.barriers() == []
        assert await page.fits()
        laps = [1.5, 84.0, 84.0, 84.0, 84.0]
        fit = fitdecode.FitReader(await saved(page.page, "Save as FIT"))
        times = [one.get_value("total_timer_time") for one in fit
                 if isinstance(one, fitdecode.FitDataMessage) and one.name == "lap"]  # fmt: skip
        assert [round(time) for time in times if round(time) != 30] == laps[1:]
        text = (await saved(page.page, "Save as CSV")).decode("utf-8-sig")
        assert len(list(csv.DictReader(io.StringIO(text)))) == 4

        await page.cut_off()
        await page.page.goto(page.address)
        await page.ready()
        on_air.press(HOLD_MS)
        await page.write(OTHER, race="")
        with run_through(on_air, fast=False):
            said = await pressed(page.page, "send", "air")
            assert "It is on the watch Ben" in said, said
        on_air.press(HOLD_MS)
        await fetched(page, "air", "Ben")
        assert await page.page.locator("#logs button[data-log]").count() == 2

    in_browser(work)
    assert radio.packets[0] == 20  # before the watch has told how much a packet may hold
    assert max(radio.packets) > 20
    for watch, text, race in ((cabled, SESSION, "10k=35:00"), (on_air, OTHER, "")):
        watch.close()
        sessions = on_flash(watch, "sessions/")
        assert list(sessions.values()) == [compiled(text, race, tmp_path)]
        assert [path[-4:] for path in on_flash(watch, "logs/")] == [".got"]


async def fetched(page: Opened, kind: str, name: str) -> None:
    await page.page.click("nav a[href='#laps']")
    said = await pressed(page.page, "fetch", kind)
    assert f"One session is here now, from {name}" in said, said
    await page.page.wait_for_selector("#report .report, #report .wrong")
