# SPDX-License-Identifier: MIT
"""`pwmio`: the four PWMs of the nRF52840 (nordic/common-hal/pwmio/PWMOut.c)."""

import silicon


def _check(frequency):
    # convert_frequency: a counter of 4 to 32767, of 16 MHz by a power of two up to 128
    k = 0
    while frequency and k < 8:
        if 4 <= 16000000 // (1 << k) // frequency <= 32767:
            return
        k += 1
    raise ValueError("Invalid frequency")


class PWMOut:
    all = []
    heard = []  # (us, Hz) of each beginning of a sound

    def __init__(self, pin, *, duty_cycle=0, frequency=500, variable_frequency=False):
        _check(frequency)
        if len(PWMOut.all) >= 4:
            raise RuntimeError("All timers in use")
        pin.claim(self)
        PWMOut.all.append(self)
        self._pin = pin
        self._variable = variable_frequency
        self._frequency = frequency
        self._duty = 0
        self.duty_cycle = duty_cycle

    @property
    def duty_cycle(self):
        return self._duty

    @duty_cycle.setter
    def duty_cycle(self, duty):
        if not 0 <= duty <= 0xFFFF:
            raise ValueError("duty_cycle must be 0-65535")
        if duty and not self._duty and silicon.recording:
            PWMOut.heard.append((silicon.now_us, self._frequency))
        self._duty = duty

    @property
    def frequency(self):
        return self._frequency

    @frequency.setter
    def frequency(self, frequency):
        if not self._variable:
            # shared-bindings/pwmio/PWMOut.c
            raise AttributeError("PWM frequency not writable when variable_frequency is False")
        _check(frequency)
        self._frequency = frequency
