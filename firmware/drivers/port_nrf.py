# SPDX-License-Identifier: MIT
"""What the nRF port lacks, made up for: a clock that runs right, the time of day, a battery's
voltage through a high divider. No watchdog either, but for a REPL (`alone`). Not here: pins.

The port's ticks come from RTC1, which counts the low-frequency clock; where the build has a
SoftDevice (the XIAO's has) nothing selects its crystal, and ticks are up to 2 % wrong, 1.6 s a lap.
The board selects it before anything is timed. Registers and their order: product specification of
the nRF52840, CLOCK (LFCLKSRC can be written only while the clock stands) and SAADC.
"""

import os
from time import ticks_add, ticks_diff, ticks_ms

from machine import ADC, Timer, mem32, reset

from drivers.battery import Battery
from drivers.port import Board

TYPE_CHECKING = False
if TYPE_CHECKING:
    from drivers.button import Button
    from drivers.tone import Tone

_CLOCK_FILE = "/watch/clock.txt"
# POWER.GPREGRET2 of the nRF52840: kept through every restart, zero after a loss of power. (The
# bootloader uses the first such register, nobody this one while Bluetooth is off.)
_KEPT = 0x40000520
_MARK = 0x54

_LFCLK_START = 0x40000008  # tasks
_LFCLK_STOP = 0x4000000C
_LFCLK_STARTED = 0x40000104  # event: the source that was asked for runs
_LFCLK_STATUS = 0x40000418  # bit 16: it runs; bits 0 and 1: on which source
_LFCLK_SOURCE = 0x40000518
_RUNS = 0x10000
_CRYSTAL = 1
# Turns of a loop that reads a register, 10 us or more each, for no clock runs to measure them by.
# The clock stops within 0.1 ms; a crystal takes 0.25 s to start, and ticks on the RC meanwhile.
_STOP_TURNS = 1000
_START_TURNS = 200_000

_ADC_CONFIG = 0x40007518  # of channel 0; each next one 16 further
_ACQUISITION = 7 << 16
_40_US = 5 << 16  # up to 800 kOhm; the port's own 3 us are for 10 kOhm


# The port's timers have 24 bits of microseconds. Number 0 is the SoftDevice's.
_TIMER = 3
_TURN_MS = 15_000
_turns = [0, 0]  # since somebody spoke; with how many the watch restarts


def _turn(timer: Timer) -> None:
    """In the timer's interrupt, which the port gives a plain function only: no heap here."""
    _turns[0] += 1
    if _turns[0] >= _turns[1]:
        mem32[_KEPT] = 0  # the clock's file is as old as the last word: rather unset than wrong
        reset()


class NrfBoard(Board):
    """An nRF52840 under MicroPython's nrf port: files at /flash, USB, no BLE (it cannot pair).

    The time of day is counted from the last setting. It passes a restart through a small file that
    the next boot takes, and believes only while the power was never gone: a second late then, and
    otherwise unset rather than wrong. A restart that comes by itself finds no file: unset too.
    """

    def __init__(self, name: str, button: "Button", tone: "Tone") -> None:
        super().__init__(name, button, tone, "/flash")
        self.oscillator = "rc"  # until `attach`
        self._seconds = 0  # since 1970, at _at
        self._at = ticks_ms()
        self._take_clock_file()

    def attach(self, only: "str | None" = None) -> None:
        if only is None and not self.select_crystal():
            self.problems.append(
                "the 32 kHz crystal does not run: times may be 2 % wrong (a lap 1.6 s)"
            )
        super().attach(only)

    def select_crystal(self) -> bool:
        """Has the ticks come from the crystal, from now on until the power goes; whether they do.
        Also called by a laptop on the cable, before it compares clocks: in safe mode nobody did."""
        self.oscillator = "crystal" if _select_crystal() else "rc"
        return self.oscillator == "crystal"

    def _read_clock(self) -> int:
        if not self._seconds:
            return 0
        # Moves the base along, for ticks_ms wraps after 12 days.
        elapsed_s = ticks_diff(ticks_ms(), self._at) // 1000
        self._at = ticks_add(self._at, elapsed_s * 1000)
        self._seconds += elapsed_s
        return self._seconds

    def _write_clock(self, seconds: int) -> None:
        self._seconds = seconds
        self._at = ticks_ms()
        self._keep_clock_file()

    def alone(self, ms: int) -> None:
        # A soft reset ends the timer: begun again by a laptop's first word after it.
        _turns[0] = 0
        _turns[1] = max(1, ms // _TURN_MS)
        Timer(_TIMER, period=_TURN_MS * 1000, mode=Timer.PERIODIC, callback=_turn).start()

    def feed(self) -> None:
        _turns[0] = 0

    def reset(self) -> None:
        self._keep_clock_file()
        super().reset()

    def _keep_clock_file(self) -> None:
        now = self._read_clock()
        if now:
            try:
                with open(self.root + _CLOCK_FILE, "w") as file:
                    file.write(str(now))
                mem32[_KEPT] = _MARK
            except OSError:
                pass  # no folder yet, or a full flash: the clock is then unset, not wrong

    def _take_clock_file(self) -> None:
        path = self.root + _CLOCK_FILE
        marked = mem32[_KEPT] == _MARK
        mem32[_KEPT] = 0
        try:
            with open(path) as file:
                seconds = int(file.read())
            os.remove(path)
        except (OSError, ValueError):
            return
        if marked:
            self._seconds = seconds


def _on_crystal() -> bool:
    status = mem32[_LFCLK_STATUS]
    return bool(status & _RUNS) and status & 3 == _CRYSTAL


def _select_crystal() -> bool:
    """Has the low-frequency clock run on its crystal; False where there is none that starts.

    Ticks stand still for less than a millisecond, and go on from where they were.
    """
    if _on_crystal():
        return True
    mem32[_LFCLK_STOP] = 1
    for _ in range(_STOP_TURNS):
        if not mem32[_LFCLK_STATUS] & _RUNS:
            break
    mem32[_LFCLK_SOURCE] = _CRYSTAL
    mem32[_LFCLK_STARTED] = 0
    mem32[_LFCLK_START] = 1
    for _ in range(_START_TURNS):
        if mem32[_LFCLK_STARTED]:
            break
    return _on_crystal()


def battery(channel: int, top: int, bottom: int) -> Battery:
    """A cell behind a divider on an input of the SAADC, AIN`channel`. top, bottom: its resistors in
    kOhm, up to 800 between them and the pin.

    A reading has 8 bits, and the supply of 3.3 V for its full scale.
    """
    adc = ADC(channel)
    config = _ADC_CONFIG + 16 * channel
    mem32[config] = mem32[config] & ~_ACQUISITION | _40_US

    def read_mv() -> int:
        return adc.read_u16() * 3300 // 65535

    return Battery(read_mv, top, bottom)
