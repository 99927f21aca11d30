# SPDX-License-Identifier: MIT
"""`analogio`: 0 to 65535 of the 3.3 V supply (nordic/common-hal/analogio/AnalogIn.c)."""


class AnalogIn:
    millivolts = 0

    def __init__(self, pin):
        if not pin.analog:
            raise ValueError("Invalid pin")
        pin.claim(self)

    @property
    def value(self):
        return min(0xFFFF, AnalogIn.millivolts * 65535 // 3300)
