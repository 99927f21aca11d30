# SPDX-License-Identifier: MIT
"""In place of `machine` where only the firmware's heap is looked at: pins that do nothing, as small
as can be. What a port refuses is in tests/firmware/boards/fakes."""


class Pin:
    IN = OUT = PULL_UP = IRQ_FALLING = IRQ_RISING = WAKE_HIGH = 1
    ATTN_11DB = 3

    def __init__(self, *args, **named):
        pass

    def __call__(self, *args, **named):
        return 1

    value = init = irq = on = off = duty_u16 = duty_ns = freq = duty = deinit = __call__

    def scan(self):
        return []

    def read_uv(self):
        return 2000000


ADC = PWM = I2C = SoftI2C = RTC = WDT = SPI = Pin
SOFT_RESET = 5


def freq(*hz):
    return 80000000


def reset_cause():
    return 1


def reset():
    pass
