# SPDX-License-Identifier: MIT
"""The serial ports of this computer: which there are, which is meant, and why one cannot be had.

Not here: the link over one (`serial_link`).
"""

from __future__ import annotations

import errno
import os

import serial.tools.list_ports

from trackpacer.device.protocol import DeviceError
from trackpacer.records import record


@record
class Port:
    """One serial port of this computer. `usb` when a USB device is behind it, and no simulated
    watch."""

    name: str
    description: str
    serial_number: str = ""
    usb: bool = True


def ports() -> list[Port]:
    """The serial ports behind which a USB device sits, by name; then the simulated watches."""
    from trackpacer.simulation.running import running

    real = [
        Port(found.device, found.description or "", found.serial_number or "")
        for found in sorted(serial.tools.list_ports.comports())
        if found.vid is not None
    ]
    simulated = [
        Port(watch.port, f"simulated watch {watch.name!r}", usb=False)
        for watch in running()
        if watch.port
    ]
    return real + simulated


def only_port() -> str:
    """The name of the only USB port there is. Raises DeviceError when there is none, or more."""
    found = ports()
    if not found:
        raise DeviceError(
            "no watch is plugged in",
            "plug one in, or name one: --device usb:PORT or --device ble:NAME; with no watch at "
            "all: pacer simulator",
        )
    if len(found) > 1:
        names = ", ".join(f"usb:{one.name} ({one.description})" for one in found[:6])
        more = f" and {len(found) - 6} more" if len(found) > 6 else ""
        raise DeviceError(
            f"{len(found)} devices are plugged in", f"say which with --device: {names}{more}"
        )
    return found[0].name


def check(port: str) -> None:
    """What can be known before opening: a device file that is not there, or not ours to open."""
    if os.name != "posix" or "://" in port:
        return
    if not os.path.exists(port):
        raise _not_there(port)
    if not os.access(port, os.R_OK | os.W_OK):
        raise DeviceError(
            f"you are not allowed to open {port}",
            "Linux: sudo usermod -aG dialout $USER, then log out and in again",
        )


def _not_there(port: str) -> DeviceError:
    names = ", ".join(found.name for found in ports())
    return DeviceError(f"there is no port {port}", f"there are: {names}" if names else "")


def why_not(port: str) -> DeviceError:
    """What to say of a port that did not open."""
    if "://" in port:
        return DeviceError(f"nothing answers at {port}", "is `pacer simulator` running there?")
    if os.name != "posix" and port.upper() not in {found.name.upper() for found in ports()}:
        return _not_there(port)
    if os.name == "posix":
        try:
            descriptor = os.open(port, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno in (errno.ENXIO, errno.ENODEV, errno.ENOENT):
                return _not_there(port)
            if error.errno != errno.EBUSY:
                return DeviceError(f"{port} cannot be opened: {error.strerror}")
        else:
            terminal = os.isatty(descriptor)
            os.close(descriptor)
            if not terminal:
                return DeviceError(f"{port} is not a serial port")
    return DeviceError(
        f"{port} is busy: another program has it open",
        "close it (a serial monitor, another pacer) and try again",
    )
