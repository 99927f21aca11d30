# SPDX-License-Identifier: MIT
"""The board contract, checked in the MicroPython VM with fake pins: `contract.py NAME`.

Runs in a VM of its own for each board (`test_catalogue.py` starts it), with the fakes, the firmware
and the board's folder on the path. Ends with 'contract kept' or an AssertionError. Not here: what
CircuitPython's boards promise too (`promises`).
"""

import os
import sys

import machine  # the fake one
import vfs
from promises import check_readings, check_started, check_tone, without_heap

NAME = sys.argv[1]


class Flash:
    """A block device in RAM, so that a board with its files under /flash finds a place for them."""

    def __init__(self, blocks):
        self.data = bytearray(512 * blocks)

    def readblocks(self, block, buffer, offset=0):
        start = block * 512 + offset
        buffer[:] = self.data[start : start + len(buffer)]

    def writeblocks(self, block, buffer, offset=0):
        start = block * 512 + offset
        self.data[start : start + len(buffer)] = buffer

    def ioctl(self, what, argument):
        return {4: len(self.data) // 512, 5: 512, 6: 0}.get(what)


def mount_flash():
    flash = Flash(64)
    vfs.VfsLfs2.mkfs(flash)
    vfs.mount(vfs.VfsLfs2(flash), "/flash")
    os.mkdir("/flash/watch")


def fresh_board(attach=True):
    """Imports board.py as at boot, and builds its parts unless that is left to the caller."""
    for module in [name for name in sys.modules if name == "board" or name.startswith("drivers")]:
        del sys.modules[module]
    machine.Pin.all.clear()
    machine.PWM.all.clear()
    import board

    if attach:
        board.board.attach()
    return board.board


def pin_of(button):
    for pin in machine.Pin.all.values():
        if pin.handler and pin.handler == button._edge:
            return pin
    raise AssertionError("no pin calls this button's handler")


def check_identity(board):
    assert board.name == NAME, board.name
    assert board.root in ("", "/flash"), board.root
    for name in ("button2", "vibration", "led", "display", "bluetooth", "trace"):
        assert hasattr(board, name), name
    assert board.trace is None
    assert 1 <= board.battery_hours <= 1000 and isinstance(board.battery_hours, int)
    assert board.oscillator == "crystal", board.oscillator
    # Within a slice nobody sees to a sound: no first note of an answer to a press is shorter.
    assert 10 <= board.slice_ms <= 70, board.slice_ms


def check_before_parts(board):
    """What safe mode needs is there, and nothing else was built: no bus, no display, no clock."""
    used = {name for name, pin in machine.Pin.all.items() if pin.mode is not None}
    outputs = [name for name in used if machine.Pin.all[name].mode == machine.Pin.OUT]
    assert outputs in ([], [4]), "only a pin that holds the power: %s" % outputs
    assert not board.button.is_down()
    board.tone.start(1350, 100)
    board.tone.stop()
    for name in ("button2", "vibration", "led", "display", "battery"):
        assert getattr(board, name) is None, name
    assert machine.SPI.written == [] and machine.I2C.written == []
    assert not machine.hertz and not machine.mem32.stopped


def check_a_part_that_fails(board):
    """It is left out, is told of, and the rest is there."""

    def fails():
        raise OSError(19)

    expected = [name for name, _ in board.parts]
    others = tuple(part for part in board.parts if part[0] != "display")
    board.parts = (("display", fails),) + others
    board.attach()
    assert board.display is None
    assert len(board.problems) == 1 and "display" in board.problems[0], board.problems
    for name in expected:
        if name not in ("display", "clock"):
            assert getattr(board, name) is not None, name
    board.attach()
    assert len(board.problems) == 1, "a second call does nothing"


def check_button(button):
    pin = pin_of(button)
    # Held at power-on for safe mode: there it must choose nothing else.
    assert pin.name not in machine.limit("strapping pins"), "the button chooses how the chip boots"
    assert pin.hard or machine.PORT == "esp32", "the press is a hard interrupt where it can be"
    assert len(button.stamps) == 16
    assert button.head == 0
    assert not button.is_down()
    pin.edge(0)
    assert button.is_down()
    assert button.head == 1
    first = button.stamps[0]
    pin.edge(1)
    assert button.head == 1, "a rising edge is no press"
    without_heap(pin.edge, 0)
    assert button.head == 2
    assert board_ticks_diff(button.stamps[1], first) >= 0
    for _ in range(20):
        pin.edge(1)
        pin.edge(0)
    assert button.head == 22
    assert board_ticks_diff(button.stamps[21 % 16], first) >= 0
    answers = [0, 0]

    def answer():
        answers[0] += 1
        answers[1] = button.head

    button.answer = answer
    pin.edge(1)
    pin.edge(0)
    pin.edge(1)
    pin.edge(0)
    assert answers == [1, 23], "the next edge is answered once, when it is stamped"
    button.head = 0xFFFF
    pin.edge(1)
    pin.edge(0)
    assert button.head == 0, "head counts modulo 2**16"
    pin.edge(1)


def outputs():
    return {name: pin.level for name, pin in machine.Pin.all.items() if pin.mode == machine.Pin.OUT}


def check_battery(board):
    def show(millivolts):
        machine.ADC.millivolts = millivolts

    check_readings(board, show)
    if board.battery is not None:
        show(3000 * 3700 // divider(board))
        mv = board.battery_mv()
        assert mv is not None and abs(mv - 3700) < 50, "a cell of 3700 mV reads %s" % mv


def divider(board):
    """Millivolts of a cell that show 3000 at the pin."""
    return 3000 * (board.battery._top + board.battery._bottom) // board.battery._bottom


def check_clock(board):
    if machine.PORT != "unix":
        at = 1767225599  # 2025-12-31 23:59:59 UTC
        board.set_unix_time(at)
    if machine.PORT == "esp32":
        assert machine.RTC.fields[-1] == (2025, 12, 31, 2, 23, 59, 59, 0), machine.RTC.fields
    elif machine.PORT == "nrf":
        assert board.unix_time() - at in (0, 1)
        board.reset()
        assert fresh_board().unix_time() - at in (0, 1), "the clock passes a restart"
        assert fresh_board().unix_time() == 0, "but only with a setting or a reset before it"
        board.set_unix_time(at)
        machine.mem32[0x40000520] = 0  # the power was gone
        assert fresh_board().unix_time() == 0, "the clock is unset, not wrong"


def check_a_clock_set_over_the_cable(board):
    """Set at the REPL, where no part was built: of all, the chip alone learns of it."""
    board.set_unix_time(1767225599)
    if any(name == "clock" for name, _ in board.parts):
        raise AssertionError("the chip was not set")
    if getattr(board, "clock", None):
        assert machine.I2C.registers[0x51][2:5] == bytearray((0x59, 0x59, 0x23))
        machine.I2C.registers[0x51][2] = 0x80
    assert board.display is None


def check_the_rest(board):
    board.watchdog(8000)
    without_heap(board.feed)
    if hasattr(machine, "WDT"):
        assert machine.WDT.all[-1].timeout == 8000
        assert machine.WDT.all[-1].feeds == 1
    before = board.ticks_us()
    board.sleep_ms(2)
    board.idle(2)
    waited = board.ticks_diff(board.ticks_us(), before)
    assert waited >= 2000, waited  # the VM rounds each down to a millisecond
    board.reset()
    assert machine.resets
    assert board.bluetooth is None or callable(board.bluetooth)
    shared = [name for name, pin in machine.Pin.all.items() if pin.users > 1]
    assert not shared, "pins used twice: %s" % shared


def check_alone(board):
    """A REPL in which nobody speaks any more ends in a restart, where the port can."""
    before = len(machine.resets)
    board.alone(30000)
    if machine.PORT == "esp32":
        assert machine.WDT.all[-1].timeout == 30000
        fed = machine.WDT.all[-1].feeds
        without_heap(board.feed)
        assert machine.WDT.all[-1].feeds == fed + 1
        count = len(machine.WDT.all)
        fresh_board()
        assert len(machine.WDT.all) == count, "none without need: it cannot be stopped"
        machine.cause[0] = machine.SOFT_RESET
        restarted = fresh_board()
        machine.cause[0] = machine.PWRON_RESET
        assert machine.WDT.all[-1].timeout == 30000, "it runs on through a soft reset"
        restarted.feed()
        assert machine.WDT.all[-1].feeds == 1, "so the app feeds it"
    elif machine.PORT == "nrf":
        (timer,) = machine.Timer.running.values()
        for _ in range(5):
            timer.turn()
            board.feed()
        timer.turn()
        assert len(machine.resets) == before
        timer.turn()
        assert len(machine.resets) == before + 1, "30 s without a word"
        assert fresh_board().unix_time() == 0, "rather unset than half a minute late"


class Screen:
    title = "Track Pacer"
    rep = 12
    reps = 25
    target_ms = 84000
    countdown_s = 35
    last_ms = 83700
    difference_ms = -300
    text = ""


def check_display(display):
    sent = len(machine.SPI.written) + len(machine.I2C.written) + machine.streams[0]
    display.show(Screen())
    assert len(machine.SPI.written) + len(machine.I2C.written) + machine.streams[0] > sent


mount_flash()
machine.I2C.registers = {0x3C: bytearray(16), 0x51: bytearray(16)}
machine.I2C.registers[0x51][2] = 0x80  # the clock chip's time was lost
check_before_parts(fresh_board(attach=False))
check_a_clock_set_over_the_cable(fresh_board(attach=False))
check_a_part_that_fails(fresh_board(attach=False))
the_board = fresh_board()
assert the_board.problems == [], the_board.problems
board_ticks_diff = the_board.ticks_diff
check_identity(the_board)
assert the_board.unix_time() == 0 or machine.PORT == "esp32"  # the VM's own clock is set
check_button(the_board.button)
if the_board.button2:
    check_button(the_board.button2)
check_tone(the_board.tone, machine.PWM.all[0].freq, machine.PWM.all[0].duty_u16)
if the_board.vibration:
    check_started(the_board.vibration, outputs)
if the_board.led:
    check_started(the_board.led, outputs, 0xFFFFFF)
if the_board.display:
    check_display(the_board.display)
check_battery(the_board)
check_the_rest(the_board)
check_clock(the_board)
check_alone(fresh_board())
if machine.PORT == "nrf":
    stopped = machine.mem32.stopped
    assert stopped == 1, "the ticks stand still once, and not again after a restart"
if machine.PORT == "esp32":
    assert machine.hertz[-1] == 80_000_000, machine.hertz
print("contract kept")
