# SPDX-License-Identifier: MIT
"""A passive buzzer on a PWM pin. Here: start and stop. Not here: which tone means what (`cues`)."""

from machine import PWM, Pin

_HALF = 32768  # duty_u16 of a square wave, the loudest a buzzer gets
_NOMINAL_HZ = 2700  # the resonance that the cues are written for


class Tone:
    """A buzzer behind `pin`, silent until started.

    resonance_hz: where this buzzer is loudest. Cues are written for one that is at 2.7 kHz; another
    plays them transposed, since off its resonance a buzzer is some ten times as quiet. The PWM is
    set up there, so that the first cue only has to raise the duty.

    Nothing allocates after the constructor, and neither call waits for the length of a beep. On the
    nRF port a PWM starts anew at each change, which waits for the end of one period (0.4 ms at
    2.7 kHz), so the frequency is set only when it differs from the last one.
    """

    def __init__(self, pin: Pin, resonance_hz: int = _NOMINAL_HZ) -> None:
        self.resonance_hz = resonance_hz
        self._frequency = resonance_hz
        # One PWM a board: the nRF port (1.29) reads past its table for a second device.
        self._pwm = PWM(pin, freq=resonance_hz, duty_u16=0)

    def start(self, frequency_hz: int, volume_percent: int) -> None:
        """Sounds until `stop`. Frequency in Hz (500 to 5000 is sensible), volume 0 to 100.

        Volume is pulse width: a buzzer's loudness goes with sin(pi * duty), loudest at one half.
        """
        frequency_hz = frequency_hz * self.resonance_hz // _NOMINAL_HZ
        if frequency_hz != self._frequency:
            self._pwm.freq(frequency_hz)
            self._frequency = frequency_hz
        self._pwm.duty_u16(_HALF * volume_percent // 100)

    def stop(self) -> None:
        """Silence, with the pin low: no current through the transistor."""
        self._pwm.duty_u16(0)
