# SPDX-License-Identifier: MIT
"""A `machine` with fake pins, for the board contract's test in the MicroPython VM.

It keeps what was asked of each part, and refuses what the running port refuses (`ports`, with the
line of the source of each). What the silicon would not say, a crash of the processor or a pin that
floats, it says: as a `Crash`, which nothing that means to catch an Exception catches.

Left out: every electrical truth (drive, bounce, the time a transfer takes, an ADC's error), and
interrupts that arrive by themselves (`Pin.edge` is the test's).
"""

import os

import micropython
from ports import CHIP, PORT, VERSION, limit

resets = []
PWRON_RESET = 1
SOFT_RESET = 5
cause = [PWRON_RESET]
CRYSTAL = not (hasattr(os, "getenv") and os.getenv("CRYSTAL") == "none")


class Crash(BaseException):
    """The processor is down, or what was built will not work and nothing says so."""


def reset():
    resets.append("reset")


def reset_cause():
    return cause[0]


class _Registers(dict):
    """mem32: plain memory, but for the nRF52840's low-frequency clock (its product specification,
    CLOCK): it stands, or runs on the source that was chosen while it stood; a crystal needs a
    while to start, the RC runs meanwhile, and without a crystal it stays so."""

    STATUS = 0x40000418

    def __init__(self):
        super().__init__()
        self[0x40000520] = 0  # POWER.GPREGRET2
        self[0x40000518] = 0
        self[0x40000104] = 0
        self[self.STATUS] = 0x10000  # the port started it, on the RC
        self.starting = 0
        self.stopped = 0  # how often the ticks stood still
        for channel in range(8):
            self[0x40007518 + 16 * channel] = limit("adc acquisition") << 16 if PORT == "nrf" else 0

    def __setitem__(self, address, value):
        runs = self.get(self.STATUS, 0) & 0x10000
        if address == 0x4000000C:
            super().__setitem__(self.STATUS, 0)
            self.stopped += 1
        elif address == 0x40000518 and runs:
            pass  # cannot be written while it runs
        elif address == 0x40000008 and not runs:
            super().__setitem__(self.STATUS, 0x10000)
            self.starting = 50 if self[0x40000518] == 1 else 0
        else:
            super().__setitem__(address, value)

    def __getitem__(self, address):
        if self.starting and CRYSTAL:
            self.starting -= 1
            if not self.starting:
                super().__setitem__(self.STATUS, 0x10001)
                super().__setitem__(0x40000104, 1)
        return super().__getitem__(address)


mem32 = _Registers()


class Pin:
    IN = 0
    OUT = 1
    PULL_UP = 2
    IRQ_FALLING = 2
    IRQ_RISING = 1

    all = {}

    def __new__(cls, name, *arguments, **named):
        if name not in cls.all:
            if name not in limit("pins"):
                raise ValueError("invalid pin")
            cls.all[name] = super().__new__(cls)
            cls.all[name].__setup(name)
        return cls.all[name]

    def __setup(self, name):
        self.name = name
        self.level = 1
        self.mode = None
        self.pull = None
        self.handler = None
        self.hard = False
        self.trigger = None
        self.users = 0
        self.held = False

    def __init__(self, name, mode=-1, pull=-1, **named):
        if mode != -1 or named:
            self.init(mode, pull, **named)

    def init(self, mode=-1, pull=-1, **named):
        for keyword in named:
            if keyword not in limit("pin keywords"):
                raise TypeError("extra keyword arguments given")
        if PORT == "esp32":
            if self.name in limit("flash pins"):
                raise Crash("GPIO%s is the flash's" % self.name)
            if self.name in limit("console pins"):
                raise Crash("GPIO%s is the console's" % self.name)
            if CHIP == "ESP32" and self.name in limit("inputs only"):
                if mode == Pin.OUT:
                    raise ValueError("pin can only be input")
                if pull == Pin.PULL_UP:
                    raise Crash("GPIO%s has no pull-up: it floats" % self.name)
        if "hold" in named:
            self.held = named["hold"]
        if mode != -1:
            self.users += 1
            self.mode = mode
            self.pull = pull
        if named.get("value") is not None:
            self.level = named["value"]

    def value(self, level=None):
        if level is None:
            return self.level
        if self.mode != Pin.OUT:
            raise Crash("not an output: %s" % self.name)
        self.level = 1 if level else 0

    def irq(self, handler=None, trigger=3, **named):
        for keyword in named:
            if keyword != "wake" and not (keyword == "hard" and limit("irq hard")):
                raise TypeError("extra keyword arguments given")
        self.handler = handler
        self.trigger = trigger
        kind = limit("irq is hard")
        self.hard = kind == "always" or (kind == "asked" and named.get("hard", False))

    def edge(self, level):
        """The test moves the pin; its handler runs as the port would run it."""
        was = self.level
        self.level = level
        if self.handler and was != level:
            if self.trigger & (Pin.IRQ_RISING if level else Pin.IRQ_FALLING):
                if self.hard:
                    micropython.heap_lock()
                try:
                    self.handler(self)
                finally:
                    if self.hard:
                        micropython.heap_unlock()


class PWM:
    all = []

    def __init__(self, pin, freq, duty_u16):
        if len(PWM.all) >= limit("pwm devices"):
            raise Crash("no more than %d PWM devices are safe" % limit("pwm devices"))
        if CHIP == "ESP32" and pin.name in limit("inputs only"):
            raise ValueError("pin can only be input")
        pin.users += 1
        self._freq = 0
        self.freq(freq)
        self.duty_u16(duty_u16)
        PWM.all.append(self)

    def freq(self, value=None):
        if value is None:
            return self._freq
        low, high = limit("pwm hz")
        if not low <= value <= high:
            raise ValueError("frequency out of range")
        self._freq = value

    def duty_u16(self, value=None):
        if value is None:
            return self._duty
        if not 0 <= value <= limit("pwm duty"):
            raise ValueError("duty_u16 must be from 0 to 65535")
        self._duty = value


class ADC:
    ATTN_11DB = 3
    millivolts = 0  # at every pin, set by the test

    def __init__(self, pin, **named):
        if PORT == "nrf":
            if named:
                raise TypeError("extra keyword arguments given")
            number = pin
            mem32[0x40007518 + 16 * number] = limit("adc acquisition") << 16
        else:
            number = pin.name
            pin.users += 1
        if number not in limit("adc pins"):
            raise ValueError("invalid pin")
        self._number = number

    def _read(self):
        if PORT == "nrf" and mem32[0x40007518 + 16 * self._number] >> 16 & 7 != 5:
            return ADC.millivolts // 2  # not charged up in so short a time
        return min(limit("adc mv"), ADC.millivolts)

    def read_u16(self):
        steps = (1 << limit("adc bits")) - 1
        return self._read() * steps // 3300 * 65535 // steps

    def read_uv(self):
        if PORT == "nrf":
            raise AttributeError("read_uv")
        return self._read() * 1000


class I2C:
    """Devices answer from `registers`, an address each; a list collects what is written."""

    registers = {}
    written = []

    def __init__(self, number, sda=None, scl=None, freq=400000):
        if number not in limit("i2c buses"):
            raise ValueError("I2C(%d) doesn't exist" % number)
        for pin in (sda, scl):
            if CHIP == "ESP32" and pin.name in limit("inputs only"):
                raise Crash("GPIO%d cannot drive the bus" % pin.name)
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
        if number not in limit("spi buses"):
            raise ValueError("SPI(%d) doesn't exist" % number)
        for pin in (sck, mosi, miso):
            pin.users += 1
        own = CHIP == "ESP32" and limit("spi own pins")[number] == (sck.name, mosi.name, miso.name)
        # No error: the device is not there, and the port does not know it.
        self._there = own or baudrate <= limit("spi hz")

    def write(self, data):
        if not self._there and len(data) > 4:
            raise Crash("spi_device_acquire_bus(NULL): the processor panics")
        levels = {name: pin.level for name, pin in Pin.all.items() if pin.mode == Pin.OUT}
        SPI.written.append((levels, bytes(data)))


class WDT:
    all = []

    def __init__(self, timeout):
        if timeout <= 0:
            raise ValueError("WDT timeout too short")
        self.timeout = timeout
        self.feeds = 0
        WDT.all.append(self)

    def feed(self):
        self.feeds += 1


class Timer:
    """The nRF port's: a callback from the interrupt itself, once it was started."""

    PERIODIC = 1
    running = {}

    def __init__(self, number, period=1000000, mode=PERIODIC, callback=None):
        bits, reserved, kind = limit("timer")
        if number == reserved:
            raise ValueError("Timer reserved by Bluetooth LE stack")
        if number not in range(5):
            raise ValueError("Timer doesn't exist")
        if callback is not None and type(callback).__name__ != kind:
            raise ValueError("callback must be a function")
        if period >= 1 << bits:
            raise Crash("a period of %d us is cut to %d bits" % (period, bits))
        self.number = number
        self.callback = callback

    def start(self):
        Timer.running[self.number] = self

    def turn(self):
        micropython.heap_lock()  # nothing in an interrupt may allocate
        try:
            self.callback(self)
        finally:
            micropython.heap_unlock()


class RTC:
    fields = []

    def datetime(self, fields):
        RTC.fields.append(fields)


streams = [0]


def bitstream(pin, encoding, timing, data):
    streams[0] += 1
    pin.level = 0  # stands for what its pixels show: dark, or not
    for number in range(len(data)):
        if data[number]:
            pin.level = 1


hertz = []  # what the processor was set to


def freq(value=None):
    if value is None:
        return hertz[-1]
    if value // 1000000 not in limit("cpu hz"):
        raise ValueError("frequency must be 20MHz, 40MHz, 80Mhz or 160MHz")
    hertz.append(value)


for _name in limit("lacks"):
    del globals()[_name]
assert VERSION
