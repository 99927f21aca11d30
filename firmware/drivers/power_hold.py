# SPDX-License-Identifier: MIT
"""A pin that keeps the watch's own power on (ESP32). Here: hold it, let it go."""

from machine import Pin


class PowerHold:
    """Holds the power by a high level on an ESP32 pin, through restarts too: the pad is latched,
    and stays so through a reset by software or watchdog, until it is let go."""

    def __init__(self, number: int) -> None:
        self._number = number
        self.hold()

    def hold(self) -> None:
        """Holds the power, again where it was let go and USB kept the watch on."""
        # The stub package does not know the port's `hold` (esp32 quick reference, Pins and GPIO).
        Pin(self._number, Pin.OUT, value=1, hold=True)  # type: ignore[call-arg]

    def let_go(self) -> None:
        """Switches the watch off; does nothing while USB powers it."""
        Pin(self._number, Pin.OUT, value=0, hold=False)  # type: ignore[call-arg]
