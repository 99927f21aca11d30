# SPDX-License-Identifier: MIT
"""A button to ground: every falling edge stamped by the interrupt into a ring made beforehand.

Here: edges and the level. Not here: debouncing and gestures (`runner`), which read the ring.
"""

from array import array
from time import ticks_us

from machine import Pin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

STAMPS = 16  # a contact bounces 8 to 10 times; the reader comes by every few ms


class Button:
    """`stamps` holds the ticks_us of the last STAMPS falling edges, `head` their number so far
    (modulo 2**16); edge n stands at stamps[n % STAMPS]. Only the interrupt writes them.
    `answer`: None, or what it calls at the next edge, once; that must allocate nothing either.

    pull_up: whether the chip pulls the pin up (False: the board has a resistor of its own, or the
    pin cannot). still_down: count an edge only if the pin is still low when the handler runs, for a
    pin that sees glitches (ESP32's GPIO36 and GPIO39 drop for 80 ns when its ADC is switched on).

    The handler allocates nothing. It runs as an interrupt on the nRF port (with the heap locked),
    and between two bytecodes on the ESP32, where handlers are soft and a flash write delays them.
    The nRF port asks for the interrupt by `hard` since 1.29, and would else queue the handler (4 at
    most) until a flash write or a collection is over; 1.28 knows no other kind, nor the keyword.
    """

    def __init__(self, pin: Pin, pull_up: bool = True, still_down: bool = False) -> None:
        if pull_up:
            pin.init(Pin.IN, Pin.PULL_UP)
        else:
            pin.init(Pin.IN)
        self.stamps = array("i", [0] * STAMPS)
        self.head = 0
        self.answer: "Callable[[], None] | None" = None
        self._pin = pin
        self._still_down = still_down
        try:
            pin.irq(self._edge, Pin.IRQ_FALLING, hard=True)  # type: ignore[call-arg,unused-ignore]
        except TypeError:
            pin.irq(self._edge, Pin.IRQ_FALLING)

    def is_down(self) -> bool:
        return self._pin.value() == 0

    def _edge(self, pin: Pin) -> None:
        now = ticks_us()
        if self._still_down and pin.value():
            return
        # Before head, so that a reader never takes an old stamp for a new one.
        self.stamps[self.head % STAMPS] = now  # type: ignore[call-overload] # a tick is an int
        self.head = (self.head + 1) & 0xFFFF
        answer = self.answer
        if answer:
            self.answer = None
            answer()
