# SPDX-License-Identifier: MIT
"""`digitalio`: one pin, in or out (shared-bindings/digitalio/DigitalInOut.c)."""


class Pull:
    UP = True
    DOWN = False


class DigitalInOut:
    def __init__(self, pin):
        pin.claim(self)
        self._pin = pin
        self._output = False

    def switch_to_output(self, value=False, drive_mode=None):
        self._output = True
        self._pin.output = bool(value)

    def switch_to_input(self, pull=None):
        self._output = False
        self._pin.output = None
        self._pin.pull = pull

    @property
    def value(self):
        return self._pin.read()

    @value.setter
    def value(self, on):
        if not self._output:
            raise AttributeError("Cannot set value when direction is input.")
        self._pin.output = bool(on)

    def deinit(self):
        self._pin.free()
