# SPDX-License-Identifier: MIT
"""A `machine` with fake pins, for the board contract's test in the MicroPython VM.

It keeps what was asked of each part. Left out: every electrical truth (drive, pulls, bounce, the
time a transfer takes, an ADC's error), interrupts that arrive by themselves (`Pin.edge` is the
test's), and what the port named in the variable PORT lacks too: nRF has no WDT, RTC, bitstream.
"""

import os

PORT = os.getenv("PORT") if hasattr(os, "getenv") else "esp32"

resets = []
mem32 = {0x40000520: 0}  # registers by address, as far as anybody uses them


def reset():
    resets.append("reset")


class Pin:
    IN = 0
    OUT = 1
    PULL_UP = 2
    IRQ_FALLING = 2
    IRQ_RISING = 1

    all = {}

    def __new__(cls, name, *arguments, **named):
        if name not in cls.all:
            cls.all[name] = super().__new__(cls)
            cls.all[name].__setup(name)
        return cls.all[name]

    def __setup(self, name):
        self.name = name
        self.level = 1
        self.mode = None
        self.pull = None
        self.handler = None
        self.trigger = None
        self.users = 0
        self.held = False

    def __init__(self, name, mode=-1, pull=-1, value=None, hold=None):
        if hold is not None:
            if PORT != "esp32":
                raise TypeError("unexpected keyword argument 'hold'")
            self.held = hold
        if mode != -1:
            self.init(mode, pull, value=value)

    def init(self, mode, pull=-1, value=None):
        if PORT == "esp32" and isinstance(self.name, int) and 34 <= self.name <= 39:
            if mode == Pin.OUT or pull == Pin.PULL_UP:
                raise ValueError("GPIO34 to GPIO39 are inputs without pulls")
        self.users += 1
        self.mode = mode
        self.pull = pull
        if value is not None:
            self.level = value

    def value(self, level=None):
        if level is None:
            return self.level
        if self.mode != Pin.OUT:
            raise ValueError("not an output: %s" % self.name)
        self.level = 1 if level else 0

    def irq(self, handler, trigger):
        self.handler = handler
        self.trigger = trigger

    def edge(self, level):
        """The test moves the pin; its handler runs as the port would run it."""
        was = self.level
        self.level = level
        if self.handler and was != level:
            if self.trigger & (Pin.IRQ_RISING if level else Pin.IRQ_FALLING):
                self.handler(self)


class PWM:
    all = []

    def __init__(self, pin, freq, duty_u16):
        if PORT == "nrf" and PWM.all:
            raise ValueError("a second PWM device is not safe on this port")
        pin.users += 1
        self._freq = freq
        self._duty = duty_u16
        PWM.all.append(self)

    def freq(self, value=None):
        if value is None:
            return self._freq
        if not 100 <= value <= 20000:
            raise ValueError("frequency out of range")
        self._freq = value

    def duty_u16(self, value=None):
        if value is None:
            return self._duty
        if not 0 <= value <= 65535:
            raise ValueError("duty out of range")
        self._duty = value


class ADC:
    ATTN_11DB = 3
    millivolts = 0  # at every pin, set by the test

    def __init__(self, pin, atten=0):
        if PORT == "nrf" and not isinstance(pin, int):
            raise TypeError("can't convert Pin to int")

    def read_u16(self):
        return min(65535, ADC.millivolts * 65535 // 3300)

    def read_uv(self):
        if PORT == "nrf":
            raise AttributeError("read_uv")
        return min(3100000, ADC.millivolts * 1000)


class I2C:
    """Devices answer from `registers`, an address each; a list collects what is written."""

    registers = {}
    written = []

    def __init__(self, number, sda=None, scl=None, freq=400000):
        for pin in (sda, scl):
            pin.users += 1

    def scan(self):
        return list(I2C.registers)

    def readfrom_mem(self, address, register, count):
        if address not in I2C.registers:
            raise OSError(19)
        return bytes(I2C.registers[address][register : register + count])

    def writeto_mem(self, address, register, data):
        if address not in I2C.registers:
            raise OSError(19)
        I2C.registers[address][register : register + len(data)] = data

    def writeto(self, address, data):
        if address not in I2C.registers:
            raise OSError(19)
        I2C.written.append(bytes(data))

    def writevto(self, address, parts):
        self.writeto(address, b"".join(bytes(part) for part in parts))


class SPI:
    """`written` holds (levels of the outputs by pin, bytes) of each write."""

    written = []

    def __init__(self, number, baudrate, sck, mosi, miso):
        for pin in (sck, mosi, miso):
            pin.users += 1

    def write(self, data):
        levels = {name: pin.level for name, pin in Pin.all.items() if pin.mode == Pin.OUT}
        SPI.written.append((levels, bytes(data)))


if PORT == "esp32":

    class WDT:
        all = []

        def __init__(self, timeout):
            self.timeout = timeout
            self.feeds = 0
            WDT.all.append(self)

        def feed(self):
            self.feeds += 1

    class RTC:
        fields = []

        def datetime(self, fields):
            RTC.fields.append(fields)

    def bitstream(pin, encoding, timing, data):
        pin.users += 1
