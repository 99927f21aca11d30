# SPDX-License-Identifier: MIT
"""What each cue sounds like: the one table, and the player that goes through it.

A runner tells cues by rhythm first (wind takes pitch away), by pitch second. Pitches stay near the
2.7 kHz of a common buzzer's resonance, an octave below for what only warns. Vibration and LED
follow the same notes. The laptop's `pacer cues` plays this table. Not here: when a cue is due
(`runner`).
"""

from micropython import const

SPLIT = const(0)
LAST100 = const(1)
FINISH = const(2)
COUNT = const(3)
GO = const(4)
FAST = const(5)
ON = const(6)
SLOW = const(7)
NOTED = const(8)
WARN10 = const(9)
WINDOW = const(10)
REMIND = const(11)
TICK = const(12)
MISSED = const(13)
PAUSED = const(14)
DONE = const(15)
LOW_BATTERY = const(16)
ERROR = const(17)
SELECT = const(18)
RESUME = const(19)
SYNC = const(20)

# The LED's colours, 0xRRGGBB.
COLOURS = (0, 0xFFFFFF, 0x00FF00, 0x0000FF, 0xFF8000, 0xFF0000)
_DARK = const(0)
_WHITE = const(1)
_GREEN = const(2)
_BLUE = const(3)
_AMBER = const(4)
_RED = const(5)

# What a cue may cut in a session, by its rank. What is due to the tick, or answers a press, cuts
# whatever sounds; any other only what ranks lower, else it waits (TELLS) or is left out.
SOFT = const(0)
WARNS = const(1)
TELLS = const(2)
CUTS = const(3)

FELT = const(1)  # of the second byte; the rank stands above it

# Units in which a cue is kept.
HZ = const(50)
MS = const(10)


def _cue(rank, volume, felt, colour, *notes):
    """A cue in bytes: its share of the volume (per cent), whether it is felt too and its rank, its
    colour; then its notes: frequency in Hz, milliseconds on, milliseconds off."""
    kept = bytearray((volume, felt | rank << 1, colour))
    for at in range(0, len(notes), 3):
        kept += bytes((notes[at] // HZ, notes[at + 1] // MS, notes[at + 2] // MS))
    return bytes(kept)


# A motor needs 80 ms to be felt.
_TABLE = (
    _cue(CUTS, 100, 1, _WHITE, 2700, 120, 0),  # split: one short
    _cue(CUTS, 100, 1, _WHITE, 2700, 100, 80, 2700, 100, 0),  # last100: two short
    _cue(CUTS, 100, 1, _WHITE, 2700, 500, 0),  # finish: one long
    _cue(CUTS, 100, 1, _AMBER, 1350, 120, 0),  # count: one short, an octave below the split
    _cue(CUTS, 100, 1, _GREEN, 3600, 900, 0),  # go: one very long, high
    # fast: four quick ones, rising
    _cue(CUTS, 100, 1, _BLUE, 2000, 80, 50, 2400, 80, 50, 2900, 80, 50, 3500, 80, 0),
    _cue(CUTS, 100, 1, _GREEN, 2700, 100, 80, 2700, 350, 0),  # on: short, long
    _cue(CUTS, 100, 1, _RED, 2700, 350, 120, 1800, 350, 0),  # slow: two long, falling
    _cue(CUTS, 100, 1, _GREEN, 2400, 200, 100, 3200, 200, 0),  # noted (no target): two middling
    # warn10: three short, low
    _cue(WARNS, 100, 1, _AMBER, 1350, 120, 120, 1350, 120, 120, 1350, 120, 0),
    _cue(TELLS, 100, 1, _GREEN, 2700, 350, 80, 3600, 100, 0),  # window: long, short, rising
    # remind: twice the window
    _cue(TELLS, 100, 1, _AMBER, 2700, 350, 80, 3600, 100, 250, 2700, 350, 80, 3600, 100, 0),
    _cue(SOFT, 25, 0, _DARK, 1350, 40, 0),  # tick: one very short, soft
    # missed: three long, low
    _cue(CUTS, 100, 1, _RED, 1350, 300, 150, 1350, 300, 150, 1350, 300, 0),
    # paused: short, long, short
    _cue(CUTS, 100, 1, _AMBER, 2000, 100, 80, 2000, 350, 80, 2000, 100, 0),
    # done: three short and one very long, rising
    _cue(CUTS, 100, 1, _GREEN, 2000, 120, 80, 2400, 120, 80, 2900, 120, 80, 3600, 800, 0),
    # low_battery: long, short, long, short, falling
    _cue(TELLS, 100, 1, _RED, 2700, 300, 80, 1350, 100, 200, 2700, 300, 80, 1350, 100, 0),
    # error: six quick ones, low
    _cue(TELLS, 100, 1, _RED, *((1350, 80, 60) * 6)),
    # select: one quick, high (as many as the session's number)
    _cue(CUTS, 100, 1, _WHITE, 3600, 80, 0),
    # resume: long, short, long
    _cue(CUTS, 100, 1, _AMBER, 2000, 350, 80, 2000, 100, 80, 2000, 350, 0),
    # sync: two short, two long, rising
    _cue(CUTS, 100, 1, _BLUE, 2000, 100, 80, 2000, 100, 80, 2900, 300, 80, 2900, 300, 0),
)  # fmt: skip

# All in one, a quarter of what they take apart; and where each begins, and the last one ends.
SOUNDS = b"".join(_TABLE)
STARTS = bytes(sum(map(len, _TABLE[:cue])) for cue in range(len(_TABLE) + 1))
del _TABLE, _cue

_FIRST_NOTE = const(3)


def length_ms(cue):
    """How long a cue lasts, in milliseconds."""
    total = 0
    for at in range(STARTS[cue] + _FIRST_NOTE, STARTS[cue + 1], 3):
        total += SOUNDS[at + 1] + SOUNDS[at + 2]
    return total * MS


class Player:
    """Starts a cue and leaves it; `step()` at `due_ms`, `due_us` starts or stops its next note.

    Nothing blocks and nothing allocates. `playing`: whether a step is due; a new cue cuts the one
    that sounds. `ready`: the cue that `answer` starts, or -1. `unheard`: LOW_BATTERY was cut.
    """

    def __init__(self, board, volume, vibration=True, light=True):
        """volume: per cent. The board's motor and LED are optional."""
        self._tone_start = board.tone.start
        self._tone_stop = board.tone.stop
        motor = board.vibration if vibration else None
        led = board.led if light else None
        self._motor_start = motor.start if motor else None
        self._motor_stop = motor.stop if motor else None
        self._led_start = led.start if led else None
        self._led_stop = led.stop if led else None
        self.volume = volume
        self.ready = -1
        self.unheard = False
        self._early = False  # `ready` sounds, and nobody asked for it yet
        self.playing = False
        self.due_ms = 0
        self.due_us = 0
        self._cue = 0
        self._at = 0
        self._on = False

    def answer(self):
        """Start `ready` at once. A press' interrupt calls it, while its loop sleeps and will `play`
        the same as soon as it is awake: any other cue, or the next `step`, cuts it."""
        self.play(self.ready)
        self._early = True

    def play(self, cue):
        """Start a cue; then `count_from` says from which instant its notes count. True when it
        sounds already, by `answer`."""
        if self._early:
            self._early = False
            if cue == self.ready:
                return True
        if self.playing and self._cue == LOW_BATTERY:
            self.unheard = True
        start = STARTS[cue]
        self._tone_start(SOUNDS[start + _FIRST_NOTE] * HZ, self.volume * SOUNDS[start] // 100)
        if self._on:
            self._lights_off()
        self._cue = cue
        self._at = start + _FIRST_NOTE
        self._on = True
        self._lights_on()
        self.playing = True
        return False

    def yields_to(self, cue):
        """Whether a cue may begin now: nothing sounds, or what it may cut."""
        rank = SOUNDS[STARTS[cue] + 1] >> 1
        return not self.playing or rank == CUTS or rank > SOUNDS[STARTS[self._cue] + 1] >> 1

    def count_from(self, ms, us):
        """The instant of a clock at which the cue began."""
        self.due_ms = ms + SOUNDS[STARTS[self._cue] + _FIRST_NOTE + 1] * MS
        self.due_us = us

    def shift(self, ms):
        """The clock was set back by so many milliseconds."""
        self.due_ms -= ms

    def step(self):
        """The note that sounds ends, or the next one begins: call it when due."""
        at = self._at
        self._early = False
        if self._on:
            self._tone_stop()
            self._lights_off()
            self._on = False
            self.due_ms += SOUNDS[at + 2] * MS
            at += 3
            self._at = at
            self.playing = at < STARTS[self._cue + 1]
            return
        self._tone_start(SOUNDS[at] * HZ, self.volume * SOUNDS[STARTS[self._cue]] // 100)
        self._lights_on()
        self._on = True
        self.due_ms += SOUNDS[at + 1] * MS

    def stop(self):
        """Silence at once."""
        if self._on:
            self._tone_stop()
            self._lights_off()
        self._on = False
        self._early = False
        self.playing = False

    def _lights_on(self):
        start = STARTS[self._cue]
        if SOUNDS[start + 1] & FELT and self._motor_start:
            self._motor_start()
        colour = SOUNDS[start + 2]
        if colour and self._led_start:
            self._led_start(COLOURS[colour])

    def _lights_off(self):
        start = STARTS[self._cue]
        if SOUNDS[start + 1] & FELT and self._motor_stop:
            self._motor_stop()
        if SOUNDS[start + 2] and self._led_stop:
            self._led_stop()
