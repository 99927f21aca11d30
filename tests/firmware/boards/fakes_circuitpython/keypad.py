# SPDX-License-Identifier: MIT
"""`keypad`: scanned by the port's own tick (shared-module/keypad)."""

import silicon

_PRESSED = True


class Event:
    def __init__(self, key_number=0, pressed=True, timestamp=None):
        self.key_number = key_number
        self.pressed = pressed
        self.timestamp = silicon.ticks_ms() if timestamp is None else timestamp


class EventQueue:
    def __init__(self, most):
        self._rows = []
        self._most = most
        self.overflowed = False

    def get_into(self, event):
        if not isinstance(event, Event):
            raise TypeError("event must be of type Event")
        if not self._rows:
            return False
        event.key_number, event.pressed, event.timestamp = self._rows.pop(0)
        return True

    def _record(self, number, pressed):
        if len(self._rows) >= self._most:
            self.overflowed = True  # the newest is dropped (EventQueue.c)
            return
        self._rows.append((number, pressed, silicon.ticks_ms()))


class Keys:
    def __init__(
        self, pins, *, value_when_pressed, pull=True, interval=0.020, max_events=64,
        debounce_threshold=1,
    ):  # fmt: skip
        if not 1 <= debounce_threshold <= 127:
            raise ValueError("debounce_threshold must be 1-127")
        self._pins = pins
        self._when = value_when_pressed
        for pin in pins:
            pin.claim(self)
            if pull:
                pin.pull = not value_when_pressed
        self.events = EventQueue(max_events)
        self._threshold = debounce_threshold
        self._counters = [0] * len(pins)
        self._ticks = int(interval * 1024)
        self._left = 0
        silicon.on_tick.append(self._tick)
        self._scan()

    def _tick(self):
        self._left -= 1
        if self._left <= 0:
            self._scan()

    def _scan(self):
        self._left = self._ticks
        for number, pin in enumerate(self._pins):
            # keypad_debounce: a key that is down at the first scan is told by nothing
            down = pin.read() == self._when
            count = self._counters[number]
            most = self._threshold
            if down and count < most:
                count += 1
                if count == 0:
                    count = most
                    self.events._record(number, True)
            elif not down and count > -most:
                count -= 1
                if count == 0:
                    count = -most
                    self.events._record(number, False)
            self._counters[number] = count

    def deinit(self):
        silicon.on_tick.remove(self._tick)
        for pin in self._pins:
            pin.free()
