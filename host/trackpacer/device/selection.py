# SPDX-License-Identifier: MIT
"""Which watch is meant: 'usb:PORT', 'ble:NAME', or none said and just one to be found.

Not here: how a link works (`usb`, `ble`, imported only when asked for).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from trackpacer.device.protocol import Device, DeviceError

ENVIRONMENT = "PACER_DEVICE"


@contextmanager
def open_device(spec: str | None = None) -> Iterator[Device]:
    """Opens the watch that `spec` names, and closes it (the app running again) in the end.

    spec: 'usb:PORT' (`usb:/dev/ttyUSB0`, `usb:COM3`, `usb:socket://127.0.0.1:7070`, or `usb:`
    for the only port there is), 'ble:NAME' (or `ble:`), a bare port name, or None: the
    environment's PACER_DEVICE, else the only USB watch.
    Raises DeviceError when it is not there, busy, forbidden, or running a session.
    """
    device = _connect(spec)
    try:
        yield device
    finally:
        device.close()


def parse(spec: str | None) -> tuple[bool, str | None]:
    """Whether a watch is meant that is on a cable, and its port or name (None: the only one).

    spec: as `open_device` takes it. Raises DeviceError when it says neither.
    """
    said = spec or os.environ.get(ENVIRONMENT) or "usb:"
    kind, colon, name = said.partition(":")
    if colon and kind in ("usb", "ble"):
        return kind == "usb", name or None
    if "/" in said or "\\" in said or said.upper().startswith("COM"):
        return True, said
    raise DeviceError(
        f"'{said}' does not name a watch",
        "write usb:PORT (usb:/dev/ttyUSB0, usb:COM3) or ble:NAME; `pacer devices` lists them",
    )


def _connect(spec: str | None) -> Device:
    over_usb, name = parse(spec)
    if not over_usb:
        from importlib import import_module

        over_the_air: Device = import_module("trackpacer.device.ble").connect(name)
        return over_the_air
    from trackpacer.device import usb

    return usb.connect(name)
