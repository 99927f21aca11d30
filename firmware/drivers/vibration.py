# SPDX-License-Identifier: MIT
"""A vibration motor on a transistor. Here: on and off. Not here: patterns (`cues`)."""

from machine import Pin


class Vibration:
    """A motor that runs while `pin` is high. A plain output: the nRF port has one safe PWM only,
    and a motor needs 20 to 50 ms to be felt, so there is nothing finer to steer."""

    def __init__(self, pin: Pin) -> None:
        pin.init(Pin.OUT, value=0)
        self._pin = pin

    def start(self) -> None:
        self._pin.value(1)

    def stop(self) -> None:
        self._pin.value(0)
