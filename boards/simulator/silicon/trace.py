# SPDX-License-Identifier: MIT
"""The observer the firmware's runner reports to, and the trace it writes.

One JSON object a line: `due_us` when the cue was due and `t_us` when it sounded, both since the
session's first GO was due; `step` the index in `pacer show`'s steps; `cue`; `m` metres or null.
`t_us` is stamped where the tone (or, on a silent watch, the vibration or the LED) starts, be it by
the loop or by the interrupt of a press. It is never computed from `due_us`. A lap's `t_us` and
`due_us` are both the stamp of its press.

`cue` is count, go, split, finish, lap, warn, window or done; where the session has more to say,
remind, tick, missed, paused, resume under these names. The watch's answer to a lap (fast, on, slow)
is due at that press, and stands in the log of `pacer simulator` only.
"""

SAME = {"last100": "split", "warn10": "warn"}
ANSWERS = ("fast", "on", "slow", "noted", "low_battery", "error", "select")


class Trace:
    """`write` takes one line (without its end); `heard` is told of every cue as it sounds, with
    the times it was due and sounded since power-on; `began` of a session and its steps."""

    def __init__(self, world, write=None, heard=None, began=None):
        self._world = world
        self._write = write
        self._heard = heard
        self._began = began
        self._zero = None
        self._waiting = None
        self._answered = None  # when a press' interrupt made something sound

    def begin(self, ticks, steps):
        """A session begins. ticks: the count at which its first GO is due, the zero of the trace.
        steps: the iterator that the runner will walk (who listens makes a copy)."""
        self._zero = self._world.time_of(ticks)
        self._waiting = None
        if self._began is not None:
            copy = type(steps)(steps.data)
            copy.spacing_override = steps.spacing_override
            copy.shift_s = steps.shift_s
            self._began(copy)

    def cue(self, kind, step, metres, due_ms, due_us):
        """A cue is about to sound; it is written down when it does. kind: its number."""
        from pacer.names import CUES  # the firmware's, which is not there before it starts

        self._waiting = (CUES[kind], step, metres, due_ms * 1000 + due_us)

    def sounding(self):
        """Called by whatever makes itself heard or felt: the moment a cue really starts."""
        world = self._world
        if world.interrupted_us is not None:
            if self._answered is None or self._answered < world.interrupted_us:
                self._answered = world.now
        elif self._waiting is not None:
            self._sounds(world.now)

    def sounded(self):
        """The cue that was about to sound is the one that a press' interrupt has started."""
        self._sounds(self._answered)

    def _sounds(self, now):
        kind, step, metres, due = self._waiting
        self._waiting = None
        self._answered = None
        if self._zero is None:
            self._zero = now - due
        if kind not in ANSWERS:
            self._line(due, now - self._zero, step, SAME.get(kind, kind), metres)
        if self._heard is not None:
            self._heard(kind, step, self._zero + due, now)

    def lap(self, step, ms, us):
        """The press that ended step `step`, by its stamp."""
        at = ms * 1000 + us
        self._line(at, at, step, "lap", None)
        if self._heard is not None:
            self._heard("lap", step, (self._zero or 0) + at, (self._zero or 0) + at)

    def _line(self, due, at, step, kind, metres):
        if self._write is not None:
            self._write(
                '{"due_us": %d, "t_us": %d, "step": %d, "cue": "%s", "m": %s}'
                % (due, at, step, kind, metres if metres else "null")
            )
