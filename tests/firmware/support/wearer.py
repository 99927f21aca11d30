# SPDX-License-Identifier: MIT
"""Somebody who wears the test watch: hears a GO, presses when told to."""

from pacer import opcodes


class Wearer:
    """Presses `laps[run]` milliseconds after the GO of a run (its target where none is said; None:
    forgets), held for `held[run]`; `rests[run]` after the lap of a run, in the recovery then."""

    def __init__(self, watch, laps=None, rests=None, held=None, bounces=3):
        self._world = watch.world
        self._steps = watch.runner.walk()
        self._laps = laps or {}
        self._rests = rests or {}
        self._held = held or {}
        self._bounces = bounces
        watch.trace.react = self._react

    def _react(self, kind, step, ms, us):
        steps = self._steps
        if kind == "go":
            steps.seek(step)
            run = steps.run
            lap = self._laps.get(run, steps.target_ms)
            if lap and not (steps.duration_ms and run not in self._laps):
                self._press(ms, us, lap, self._held.get(run, 120))
        elif kind == "lap" or kind == "missed":
            steps.seek(step)
            rest = self._rests.get(steps.run)
            if rest and steps.kind == opcodes.RUN:
                self._press(ms, us, rest, 120)

    def _press(self, ms, us, after, held):
        """`after`: milliseconds, or (milliseconds, microseconds)."""
        more = 0
        if isinstance(after, tuple):
            after, more = after
        us += more
        self._world.press(ms + after + us // 1000, us % 1000, held, self._bounces)
