# SPDX-License-Identifier: MIT
"""Whether an OLED hangs on a bus: it is an extra, and without one its driver stays on the flash.
Not here: that driver (`display_ssd1306`)."""

from machine import I2C, Pin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from drivers.display_ssd1306 import Ssd1306


def on_bus(sda: int, scl: int, address: int = 0x3C) -> "Ssd1306 | None":
    """The display on these pins, or None where none answers."""
    i2c = I2C(0, sda=Pin(sda), scl=Pin(scl), freq=400_000)
    if address not in i2c.scan():
        return None
    from drivers.display_ssd1306 import Ssd1306

    return Ssd1306(i2c, address)
