# SPDX-License-Identifier: MIT
"""A passive buzzer under CircuitPython, on a pwmio output. Here: start and stop. Not here: which
tone means what (`cues`), MicroPython's PWM (`tone`)."""

from pwmio import PWMOut

TYPE_CHECKING = False
if TYPE_CHECKING:
    from microcontroller import Pin

_HALF = 32768  # duty_cycle of a square wave, the loudest a buzzer gets
_NOMINAL_HZ = 2700  # the resonance that the cues are written for


class Tone:
    """A buzzer behind `pin`, silent until started.

    resonance_hz: where this buzzer is loudest; another than 2.7 kHz plays the cues transposed.
    Nothing allocates after the constructor, and neither call waits.
    """

    def __init__(self, pin: "Pin", resonance_hz: int = _NOMINAL_HZ) -> None:
        self.resonance_hz = resonance_hz
        self._frequency = resonance_hz
        # A frequency that may change takes one of the chip's four PWMs for itself.
        self._pwm = PWMOut(pin, duty_cycle=0, frequency=resonance_hz, variable_frequency=True)

    def start(self, frequency_hz: int, volume_percent: int) -> None:
        """Sounds until `stop`. Frequency in Hz (500 to 5000 is sensible), volume 0 to 100: the
        pulse's width, loudest at one half."""
        frequency_hz = frequency_hz * self.resonance_hz // _NOMINAL_HZ
        if frequency_hz != self._frequency:
            self._pwm.frequency = frequency_hz
            self._frequency = frequency_hz
        self._pwm.duty_cycle = _HALF * volume_percent // 100

    def stop(self) -> None:
        """Silence, with the pin low: no current through the transistor."""
        self._pwm.duty_cycle = 0
