# SPDX-License-Identifier: MIT
"""The BM8563 clock chip (a PCF8563 by register) on I2C: the time while the watch is off."""

from machine import I2C

_ADDRESS = 0x51
_SECONDS = 0x02  # then minutes, hours, day, weekday, month, year, all in BCD


def _bcd(value: int) -> int:
    return (value // 10) << 4 | value % 10


def _value(bcd: int) -> int:
    return (bcd >> 4) * 10 + (bcd & 15)


class Bm8563:
    """Reads and sets the chip. Years 2000 to 2099, UTC."""

    def __init__(self, i2c: I2C) -> None:
        self._i2c = i2c

    def read(self) -> "tuple[int, int, int, int, int, int, int, int] | None":
        """(year, month, day, weekday, hour, minute, second, 0) as machine.RTC takes it, or None
        when the chip lost power since it was set, or does not answer."""
        try:
            r = self._i2c.readfrom_mem(_ADDRESS, _SECONDS, 7)
        except OSError:
            return None
        if r[0] & 0x80:  # VL: the voltage was low, so the time cannot be trusted
            return None
        return (
            2000 + _value(r[6]),
            _value(r[5] & 0x1F),
            _value(r[3] & 0x3F),
            r[4] & 7,
            _value(r[2] & 0x3F),
            _value(r[1] & 0x7F),
            _value(r[0] & 0x7F),
            0,
        )

    def set(
        self, year: int, month: int, day: int, weekday: int, hour: int, minute: int, second: int
    ) -> None:
        """Sets the chip. Raises OSError when it does not answer."""
        registers = bytearray(7)
        registers[0] = _bcd(second)
        registers[1] = _bcd(minute)
        registers[2] = _bcd(hour)
        registers[3] = _bcd(day)
        registers[4] = weekday
        registers[5] = _bcd(month)
        registers[6] = _bcd(year % 100)
        self._i2c.writeto_mem(_ADDRESS, _SECONDS, registers)
