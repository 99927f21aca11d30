# SPDX-License-Identifier: MIT
"""Reaching a watch: one small Protocol, and the links that carry it (USB, BLE).

Nothing here knows what a session or a lap is.
"""

from trackpacer.device.protocol import Capability, Device, DeviceError, Entry, Progress
from trackpacer.device.selection import open_device

__all__ = ["Capability", "Device", "DeviceError", "Entry", "Progress", "open_device"]
