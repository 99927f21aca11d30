# SPDX-License-Identifier: MIT
"""The board contract under CircuitPython's modules, in the MicroPython VM: `... NAME`.

The fakes of `fakes_circuitpython` stand first on the path; `time` has no ticks there, and `machine`
cannot be imported. Ends with 'contract kept' or an AssertionError.
"""

import sys

import analogio
import board as pins
import microcontroller
import pwmio
import silicon
import supervisor
from promises import check_readings, check_started, check_tone, without_heap

NAME = sys.argv[1]
pins.setup(NAME)
silicon.READ_US = 0  # here time passes where the test says so
BUTTON = pins.D2 if NAME.startswith("xiao") else pins.D5


def fresh(down=False):
    """Imports the board as at power-on, the button held or not. On a watch `board` is the port's
    own module, so ours is installed as `watch_board`."""
    for name in [n for n in sys.modules if n == "watch_board" or n.startswith("drivers")]:
        del sys.modules[name]
    for pin in pins.pins().values():
        pin.free()
        pin.level = None
    del silicon.on_tick[:]
    del pwmio.PWMOut.all[:]
    BUTTON.level = False if down else None
    import watch_board

    return watch_board.board


def press(board, ms):
    BUTTON.level = False
    board.sleep_ms(ms)
    BUTTON.level = None


def check_identity(board):
    assert board.name == NAME
    assert board.root == ""
    assert board.bleio is True
    assert board.bluetooth is not None
    assert board.display is None and board.button2 is None and board.trace is None
    assert board.oscillator == "crystal"
    assert supervisor.runtime.autoreload is False, "a file that is written restarts the session"
    assert supervisor.runtime.ble_workflow is False, "its own service answers in our place"
    assert not board.problems, board.problems


def check_ticks(board):
    """Microseconds that wrap and stay small integers, over a wrap of theirs and of ticks_ms."""
    for _ in range(3):
        base = board.ticks_us()
        assert 0 <= base < 1 << 30
        for step_ms in (1, 999, 60000, 240000):
            before = silicon.now_us
            at = board.ticks_us()
            silicon.now_us += step_ms * 1000
            past = board.ticks_diff(board.ticks_us(), at)
            assert abs(past - (silicon.now_us - before)) <= 1000, (past, step_ms)
            assert board.ticks_diff(at, board.ticks_us()) == -past
    without_heap(board.ticks_us)
    without_heap(board.ticks_diff, 5, 1048575000)


def check_sleep(board):
    for ms in (1, 2, 7, 20, 200):
        before = silicon.now_us
        board.sleep_ms(ms)
        slept = silicon.now_us - before
        assert ms * 1000 <= slept + 1000 and slept <= (ms + 2) * 1000, (ms, slept)


def check_button(board):
    button = board.button
    assert len(button.stamps) == 16 and button.head == 0 and not button.is_down()
    late = []
    heard = []
    for shift in range(0, 4000, 250):
        silicon.advance(shift)
        at = board.ticks_us()
        pressed_us = silicon.now_us
        head = button.head
        button.answer = lambda: heard.append(silicon.now_us)
        silicon.on_tick.insert(0, down)  # the contact closes in mid-sleep
        board.sleep_ms(20)
        assert button.head == (head + 1) & 0xFFFF
        stamp = button.stamps[head % 16]
        assert 0 <= board.ticks_diff(stamp, at) <= 2000, "the stamp is keypad's own"
        late.append(heard[-1] - pressed_us)
        assert button.answer is None and button.is_down()
        BUTTON.level = None
        board.sleep_ms(20)
        assert not button.is_down()
    assert max(late) <= 5000, late
    head = button.head
    for _ in range(10):  # ten bounces, unread for as long as a flash write takes
        BUTTON.level = False
        silicon.advance(2000)
        BUTTON.level = None
        silicon.advance(2000)
    assert (button.head - head) & 0xFFFF == 10


def down():
    BUTTON.level = False
    silicon.on_tick.remove(down)


def outputs():
    return [pin.output for pin in pins.pins().values()]


def check_sound(board):
    assert len(pwmio.PWMOut.all) == 1
    pwm = pwmio.PWMOut.all[0]
    check_tone(board.tone, lambda: pwm.frequency, lambda: pwm.duty_cycle)
    check_started(board.vibration, outputs)
    check_started(board.led, outputs, 0xFFFFFF)


def check_battery(board):
    def show(millivolts):
        analogio.AnalogIn.millivolts = millivolts

    check_readings(board, show)


def check_the_rest(board):
    assert board.unix_time() == 0, "the clock that nobody set says 2020"
    board.set_unix_time(1767225599)
    board.sleep_ms(1500)
    assert board.unix_time() - 1767225599 in (1, 2)
    board.feed()
    board.watchdog(8000)
    without_heap(board.feed)
    assert microcontroller.watchdog.timeout == 8 and microcontroller.watchdog.feeds == 1
    board.idle(5)
    board.reset()
    assert microcontroller.resets == ["reset"]


try:
    import machine  # noqa: F401

    raise AssertionError("CircuitPython has no machine")
except ImportError:
    pass
held = fresh(down=True)
assert held.button.is_down(), "a button that is held from power-on is seen"
the_board = fresh()
assert pwmio.PWMOut.all and not the_board.led, "safe mode needs no more than button and tone"
the_board.attach()
check_identity(the_board)
check_ticks(the_board)
check_sleep(the_board)
check_button(the_board)
check_sound(the_board)
check_battery(the_board)
check_the_rest(the_board)
print("contract kept")
