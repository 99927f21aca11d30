# SPDX-License-Identifier: MIT
"""An M5StickC Plus2 (ESP32-PICO-V3-02): buzzer, buttons, display, clock and battery in a case.

GPIO4 holds its power. It is let go, and the watch is off, after half an hour outside a session in
which nobody pressed anything.
"""

from machine import I2C, SPI, Pin

from drivers.button import Button
from drivers.led import Led
from drivers.port_esp32 import Esp32Board, battery
from drivers.power_hold import PowerHold
from drivers.tone import Tone

_OFF_AFTER_MS = 30 * 60 * 1000

_power = PowerHold(4)  # before anything that takes time: the runner still holds the power button


class M5StickCPlus2(Esp32Board):
    """Adds switching itself off."""

    _idle_ms = 0
    _presses = 0

    def idle(self, ms: int) -> None:
        if self._presses == self.button.head:
            self._idle_ms += ms
            if self._idle_ms >= _OFF_AFTER_MS:
                _power.let_go()
        else:
            if self._idle_ms >= _OFF_AFTER_MS:
                _power.hold()  # the cable kept it on, and is about to be drawn
            self._presses = self.button.head
            self._idle_ms = 0
        super().idle(ms)


# The buttons have resistors of their own; GPIO34 to 39 have none inside the chip.
board = M5StickCPlus2(
    "m5stick_c_plus2", Button(Pin(37), pull_up=False), Tone(Pin(2), resonance_hz=4000)
)
board.battery_hours = 5


def _clock():
    from drivers.clock_bm8563 import Bm8563

    return Bm8563(I2C(0, sda=Pin(21), scl=Pin(22), freq=400_000))


def _display():
    from drivers.display_st7789 import St7789

    # Through the GPIO matrix, as any pins but the bus's own, full duplex ends at 26.67 MHz; above,
    # the port goes on with no device, and the first picture takes the processor down with it. The
    # display sends nothing back, but without a miso named the port would take GPIO12, its reset.
    spi = SPI(1, baudrate=26_666_666, sck=Pin(13), mosi=Pin(15), miso=Pin(36))
    return St7789(spi, Pin(5), Pin(14), Pin(12), Pin(27), 240, 135, left=40, top=53)


board.parts = (
    ("button2", lambda: Button(Pin(39), pull_up=False, still_down=True)),
    ("led", lambda: Led(Pin(19))),
    ("battery", lambda: battery(38, 100, 100, sag_mv=50)),
    ("clock", _clock),
    ("display", _display),
)
