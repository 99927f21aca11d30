# SPDX-License-Identifier: MIT
"""Who wears the simulated watch: hears its cues, runs, and presses the button.

An athlete knows the session's steps as anybody does who was told the session, and otherwise only
what the watch lets be heard: the GO, the window, the count-in. Here live the kinds of athlete.
Not here: how a press becomes edges on a pin (`world`).

exact      presses at the target's very microsecond after GO was due
human      seeded scatter about the target, a slow start, a fade, a reaction to GO
forgetful  a human who misses a press now and then, where the watch closes the rep by itself
scripted   nobody reacts: the presses are a list of (ms since power-on, ms held)

Paces of what has no target: a run at `easy_ms_km`, a jog at `jog_ms_km`, an open recovery lasts
`rest_ms`, an all-out run is at `max_ms_km`.
"""

import math
import os

KINDS = ("exact", "human", "forgetful", "scripted")

RUN = 1
FULL = 3
JOG = 6
WINDOW = 2
EQUAL = 4

EFFORT_MAX = 1
EFFORT_SPRINT = 2


def offered(folder):
    """The session that the watch offers first: the one that was uploaded last, else the newest, by
    name the first of several; its path, or None. OSError when the folder is not there.

    The wearer runs this one when it is new. With any other new one in mind, an only button pressed
    at once would run the offered one again and again.
    """
    try:
        with open(folder[: -len("sessions")] + "watch/newest") as file:
            noted = folder + "/" + file.read()
        os.stat(noted)
        return noted
    except (OSError, ValueError):
        pass
    found = None
    newest = -1
    for name in sorted(os.listdir(folder)):
        if name.endswith(".tpp"):
            when = os.stat(folder + "/" + name)[8]
            if when > newest:
                newest = when
                found = folder + "/" + name
    return found


class Dice:
    """Random numbers that are the same in every Python: xorshift on 32 bits."""

    def __init__(self, seed):
        self._state = (seed * 2654435761 + 88172645) & 0xFFFFFFFF or 1

    def uniform(self):
        """A number in [0, 1)."""
        x = self._state
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
        self._state = x
        return x / 4294967296.0

    def normal(self):
        """Mean 0, deviation 1 (Box and Muller)."""
        return math.sqrt(-2.0 * math.log(1.0 - self.uniform())) * math.cos(
            2.0 * math.pi * self.uniform()
        )


class Athlete:
    """Turns what is heard into presses.

    kind: one of KINDS. seed: of the dice. press: called with (at_us, hold_us) since power-on.
    scatter: deviation of a lap, as a part of it. fade: how much slower the last rep is than the
    first by intention, as a part of the target. forget: how many presses in a hundred are missed.
    """

    def __init__(
        self,
        kind,
        press,
        seed=1,
        scatter=0.006,
        fade=0.02,
        forget=12,
        start_ms=2000,
        rest_ms=120_000,
        easy_ms_km=300_000,
        jog_ms_km=360_000,
        max_ms_km=170_000,
    ):
        if kind not in KINDS:
            raise ValueError("an athlete is one of " + ", ".join(KINDS) + ", not " + repr(kind))
        self.kind = kind
        self.start_ms = start_ms
        self._press = press
        self._dice = Dice(seed)
        self._scatter = scatter
        self._fade = fade
        self._forget = forget if kind == "forgetful" else 0
        self._rest_ms = rest_ms
        self._easy = easy_ms_km
        self._jog = jog_ms_km
        self._max = max_ms_km
        self._steps = None
        self._runs = 1
        self._run = 0

    def told(self, steps):
        """The session: the firmware's own step iterator over the program that is about to run."""
        self._steps = steps
        self._runs = steps.runs
        self._run = 0

    def heard(self, kind, step, due_us):
        """A cue that sounds. `due_us` is when it was due: from there the wearer counts, so that
        what they do does not hang on the microseconds the watch was late by."""
        if self._steps is None or self.kind == "scripted":
            return
        if kind == "go":
            self._go(step, due_us)
        elif kind == "window":
            self._window(due_us)
        elif kind in ("lap", "missed"):
            self._after(step, due_us)

    # -- what they do ------------------------------------------------------------------------

    def _go(self, step, due_us):
        steps = self._steps
        steps.seek(step)
        self._run = steps.run
        if steps.duration_ms:
            self._after(step, due_us + steps.duration_ms * 1000)  # the watch ends it
            return
        target = steps.target_ms
        if not target:
            pace = self._max if steps.effort in (EFFORT_MAX, EFFORT_SPRINT) else self._easy
            target = steps.distance_m * pace // 1000
        if self.kind == "exact":
            self._press(due_us + target * 1000, 120_000)
            return
        dice = self._dice
        intended = target * (1.0 + self._fade * self._run / self._runs)
        if self._run < 2:
            intended *= 0.985 - 0.005 * self._run  # off too fast, as everybody
        lap = intended * (1.0 + self._scatter * dice.normal())
        reaction = 0.12 + 0.05 * dice.uniform()
        # A rep without a target waits for ever: there they notice, and press after all.
        forgets = dice.uniform() * 100 < self._forget and steps.target_ms > 0
        hold = int(90_000 + 120_000 * dice.uniform())
        if not forgets:
            self._press(due_us + int((lap / 1000.0 + reaction) * 1e6), hold)

    def _window(self, due_us):
        """The window is open. A human goes on some seconds later, now and then; else is sent."""
        if self.kind != "exact" and self._dice.uniform() < 0.4:
            self._press(due_us + int((1.0 + 5.0 * self._dice.uniform()) * 1e6), 120_000)

    def _after(self, step, at_us):
        """What comes after the run: where the watch waits for a press, it gets one."""
        steps = self._steps
        steps.seek(step + 1)
        if steps.kind == RUN or steps.kind == 0:
            return
        kind = steps.type
        if kind == FULL:
            rest = self._rest_ms
            if steps.min_ms > rest:
                rest = steps.min_ms
            if 0 < steps.max_ms < rest:
                rest = steps.max_ms
        elif kind == JOG and not steps.length_ms:
            rest = steps.distance_m * self._jog // 1000
        else:
            return
        if self.kind != "exact":
            rest = int(rest * (1.0 + 0.1 * self._dice.uniform()))
        # A little later than the bound itself, so that the press is not before the watch's own.
        self._press(at_us + rest * 1000 + 200_000, 120_000)
