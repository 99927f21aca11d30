# SPDX-License-Identifier: MIT
"""The simulated watch's `board`: what the firmware is handed, here as on every board.

Clock, button, sound, vibration, LED, battery and flash behave as `silicon` makes them. What this
silicon leaves out, and only a real watch shows:

- The processor. Bytecode runs as fast as the laptop; the virtual clock charges a fixed cost for a
  clock read, the bytecode between two reads, a wake-up, a tone and a flash write. Nothing else
  costs time, and no garbage collection does.
- 32 bits. Words are 64 bits wide: integers over 2**30 are no heap objects here, objects are twice
  as large, and the heap is what the host gives the VM.
- Temperature, an oscillator that wanders (a constant error can be set), jitter of interrupts (each
  takes the same few microseconds).
- The loudness of a buzzer, the weight of a motor, a battery that sags under load: the battery
  falls evenly with time.
- Wear of the flash, and bits that rot.
- USB that vanishes and comes back at a reset: the port stays.
- A watchdog that runs while the REPL runs code: here it looks where the REPL waits for a word.
"""

from silicon import hardware

_TONE_START_US = 25
_TONE_STOP_US = 20
_FULL_MV = 4150
_EMPTY_MV = 3300


class Tone:
    """The buzzer: a PWM pin. Starting it is the moment at which a cue sounds."""

    def __init__(self, parts):
        self._parts = parts

    def start(self, frequency_hz, volume_percent):
        self._parts.world.spend(_TONE_START_US)
        if volume_percent > 0:
            self._parts.trace.sounding()

    def stop(self):
        self._parts.world.spend(_TONE_STOP_US)


class OnOff:
    """The motor, or the light: a pin and a transistor."""

    def __init__(self, parts):
        self._parts = parts

    def start(self, color=0):
        self._parts.world.spend(_TONE_STOP_US)
        self._parts.trace.sounding()

    def stop(self):
        self._parts.world.spend(_TONE_STOP_US)


class Display:
    """A display that only remembers: what it shows goes to the log pipe."""

    def __init__(self, parts):
        self._parts = parts

    def show(self, screen):
        shown = {}
        for name in (
            "title",
            "rep",
            "reps",
            "target_ms",
            "countdown_s",
            "last_ms",
            "difference_ms",
            "text",
        ):
            shown[name] = getattr(screen, name, None)
        self._parts.world.spend(15_000)
        self._parts.wires.tell("screen", now=self._parts.world.now, **shown)

    def light(self, on):
        """Its backlight."""
        self._parts.wires.tell("light", now=self._parts.world.now, on=on)


class Board:
    """See the contract in boards/README.md; the comments there hold here."""

    name = "simulator"
    root = ""
    problems = ()

    def __init__(self, parts):
        self._parts = parts
        self._world = parts.world
        config = parts.config
        self.slice_ms = config.get("slice_ms", 20)
        self.button = parts.button
        self.button2 = parts.button2
        self.tone = Tone(parts)
        self.vibration = OnOff(parts) if config.get("vibration", True) else None
        self.led = OnOff(parts) if config.get("led", True) else None
        self.display = Display(parts) if config.get("display") else None
        self.trace = parts.trace
        # At any other speed than a watch's there is nothing to compare its clock with.
        self.oscillator = "crystal" if config.get("speed") == 1 else "virtual"
        self.bluetooth = (lambda: parts.bluetooth) if parts.bluetooth else None
        self.bleio = bool(config.get("bleio"))
        self.pairing = not self.bleio
        self.ticks_us = parts.world.ticks_us
        self.sleep_ms = parts.world.sleep_ms

    def attach(self):
        """Nothing here can fail."""

    @staticmethod
    def ticks_diff(a, b):
        return ((a - b + 0x20000000) & 0x3FFFFFFF) - 0x20000000

    def battery_mv(self):
        return self._parts.battery_mv()

    def battery_percent(self):
        percent = (self.battery_mv() - _EMPTY_MV) * 100 // (_FULL_MV - _EMPTY_MV)
        return min(100, max(0, percent))

    def unix_time(self):
        return self._parts.unix_time()

    def set_unix_time(self, seconds):
        self._parts.set_unix_time(seconds)

    def watchdog(self, ms):
        self._parts.watchdog(ms)

    def feed(self):
        self._parts.feed()
        self._parts.wires.spoken()

    def alone(self, ms):
        self._parts.alone(ms)

    def reset(self):
        self._parts.restart("hard")

    def idle(self, ms):
        self._parts.idling()
        self._world.sleep_ms(ms)


board = Board(hardware.the_one())
