# SPDX-License-Identifier: MIT
"""What is done with a watch that the page has connected to: send a session, fetch the laps.

Not here: the link (`serial_port`, `bluetooth`), what is sent (`writing`), what
is shown of what was fetched (`laps`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from trackpacer.device.protocol import Device, Progress
from trackpacer.laps.fetch import fetch as fetch_logs
from trackpacer.laps.fetch import utc_offset_s
from trackpacer.laps.store import Store
from trackpacer.paces.athletes import load_squad
from trackpacer.upload import refuse_unfit
from trackpacer.web.inside import bluetooth, serial_port, wire, writing
from trackpacer.web.inside.words import sentence


@contextmanager
def reached(link: dict[str, Any]) -> Iterator[Device]:
    """The watch at the other end of `wire`. link: `kind` ('cable' or 'air'), and of the air the
    watch's name and its service's `version` as a list of bytes. Raises DeviceError."""
    device: Device
    if link["kind"] == "air":
        device = bluetooth.connected(link["name"] or "the watch", bytes(link["version"]))
    else:
        serial_port.install()
        from trackpacer.device import usb

        device = usb.connect(serial_port.NAME)
    try:
        yield device
    finally:
        device.close()


class _Safe:
    """A watch on which nothing is marked or deleted before what came from it is kept for good."""

    def __init__(self, device: Device) -> None:
        self._device = device

    def move(self, old: str, new: str) -> None:
        wire.persist()
        self._device.move(old, new)

    def delete(self, path: str) -> None:
        wire.persist()
        self._device.delete(path)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._device, name)


def _progress(path: str) -> Progress:
    return lambda done, total: wire.tell(path.rpartition("/")[2], done, total)


def send(
    link: dict[str, Any], text: str, athlete: str = "", race: str = "", reading: int | None = None,
    accept: bool = False, borrowed: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Put a session on the watch. accept: though it may be meant otherwise; borrowed: though the
    watch is somebody else's. Raises UserError."""
    written = writing.understand(text, athlete, race, reading)
    written.refuse_doubtful(accept)
    with reached(link) as watch:
        now = time.time()
        about = watch.capability()
        watch.set_clock(int(now), utc_offset_s(now))
        owner = load_squad().wearing(about.name)
        if owner and not athlete and not race and owner.races:
            # Nobody was named: the watch's name says whose pace it is.
            written = writing.understand(text, owner.name, race, reading)
            written.refuse_doubtful(accept)
        elif owner and athlete and owner.name != athlete and not borrowed:
            raise writing.Choice(
                f"The watch {about.name} is {owner.name}'s, and this session is for {athlete}.",
                "borrowed",
                f"{athlete} runs with it",
            )
        refuse_unfit(about, written.program)
        path = f"sessions/{written.name}.tpp"
        replaced = any(f"sessions/{entry.name}" == path for entry in watch.list("sessions"))
        watch.write(path, written.program, _progress(path))
    Store().keep_program(written.program)
    return {
        "watch": about.name,
        "path": path,
        "bytes": len(written.program),
        "replaced": replaced,
        "athlete": written.session.athlete,
        "kept": True,
    }


def fetch(link: dict[str, Any]) -> dict[str, Any]:
    """Bring the watch's new laps here. Raises UserError."""
    squad = load_squad()

    def whose(watch: str) -> str:
        owner = squad.wearing(watch)
        return owner.name if owner else ""

    store = Store()
    with reached(link) as watch:
        safe: Any = _Safe(watch)
        done = fetch_logs(safe, store, progress=_progress, whose=whose)
        name = watch.capability().name
    return {
        "watch": name,
        "new": [stored.stem for stored in done.new],
        "problems": [sentence(one) for one in (*done.problems, *done.warnings)],
        "kept": True,
    }
