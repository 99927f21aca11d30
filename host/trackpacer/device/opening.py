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
    device = _connect(spec or os.environ.get(ENVIRONMENT) or "usb:")
    try:
        yield device
    finally:
        device.close()


def _connect(spec: str) -> Device:
    kind, colon, name = spec.partition(":")
    if kind == "ble" and colon:
        from importlib import import_module

        over_the_air: Device = import_module("trackpacer.device.ble").connect(name or None)
        return over_the_air
    from trackpacer.device import usb

    if kind == "usb" and colon:
        return usb.connect(name or None)
    if "/" in spec or "\\" in spec or spec.upper().startswith("COM"):
        return usb.connect(spec)
    raise DeviceError(
        f"'{spec}' does not say which watch",
        "write usb:PORT (usb:/dev/ttyUSB0, usb:COM3) or ble:NAME; `pacer devices` lists them",
    )
