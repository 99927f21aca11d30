# SPDX-License-Identifier: MIT
"""A button to ground under CircuitPython: edges that `keypad` stamped, in the same ring as
`button`'s.

Here: edges and the level. Not here: debouncing and gestures (`presses`, `runner`).
"""

from array import array

from digitalio import DigitalInOut, Pull
from keypad import Event, Keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from microcontroller import Pin

STAMPS = 16  # a contact bounces 8 to 10 times
# keypad stamps in supervisor.ticks_ms; so many of its bits, in microseconds, stay under 2**30.
TICKS_MS_MASK = 0xFFFFF


class Button:
    """As `drivers.button.Button`: `stamps`, `head`, `answer`, `is_down()`.

    CircuitPython has no interrupt handlers in Python. Its own interrupt, 1,024 times a second,
    reads the pin and stamps what changed, also while Python waits for the flash; so a lap is right
    to the millisecond whenever it is taken in. It is taken in whenever `head` is read or `poll`
    called, and `answer` is called then: the board's sleep does so every 2 ms. Nothing allocates.
    """

    def __init__(self, pin: "Pin") -> None:
        # keypad tells changes only: a button that is held from power-on would seem up.
        level = DigitalInOut(pin)
        level.switch_to_input(Pull.UP)
        self._down = not level.value
        level.deinit()
        # No debouncing here: the first edge is the lap.
        keys = Keys((pin,), value_when_pressed=False, pull=True, interval=0.001)
        self._events = keys.events
        self._keys = keys  # kept: a scanner that is collected scans no more
        self._event = Event()
        self.stamps = array("i", [0] * STAMPS)
        self._head = 0
        self.answer: "Callable[[], None] | None" = None

    @property
    def head(self) -> int:
        """The number of presses' edges so far, modulo 2**16."""
        self.poll()
        return self._head

    def is_down(self) -> bool:
        self.poll()
        return self._down

    def poll(self) -> None:
        """Takes in what `keypad` has stamped."""
        event = self._event
        while self._events.get_into(event):
            self._down = event.pressed
            if event.pressed:
                stamp = (event.timestamp & TICKS_MS_MASK) * 1000
                self.stamps[self._head % STAMPS] = stamp
                self._head = (self._head + 1) & 0xFFFF
                answer = self.answer
                if answer:
                    self.answer = None
                    answer()
