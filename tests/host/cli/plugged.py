# SPDX-License-Identifier: MIT
"""What is seen of a watch that is plugged in, after a command.

Not here: the watch itself (the fixture `watch`).
"""

from __future__ import annotations

from tests.support import at_rest
from trackpacer.simulation import flash_image
from trackpacer.simulation.watch import SimulatedWatch

STATES = ("app", "prompt", "crash", "off")
SESSION = "3 x 400 @ 84 /R35-45s"


def app_runs(watch: SimulatedWatch) -> None:
    """Waits for the restart that ends a link, and sees that it led into the app."""
    at_rest(watch)
    states = [event["event"] for event in watch.events if event.get("event") in STATES]
    assert states[-1] == "app"


def on_flash(watch: SimulatedWatch) -> dict[str, bytes]:
    """The files of the watch's user, once it is off."""
    watch.power_off()
    found = flash_image.read(watch.state / "flash.img")
    return {name: data for name, data in found.items() if name.startswith(("sessions/", "logs/"))}
