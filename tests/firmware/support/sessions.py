# SPDX-License-Identifier: MIT
"""A session that was run and worn, and what was heard of it."""

from support.programs import build
from support.watch import Watch
from support.wearer import Wearer

TURN_US = 150  # two clock reads of the test watch and what lies between


def ran(*steps, laps=None, rests=None, held=None, world=None, first_run=0, **chosen):
    """The watch after a session."""
    watch = Watch(build(*steps), world=world, **chosen)
    Wearer(watch, laps, rests, held)
    watch.run(first_run)
    return watch


def due(watch, *kinds):
    return [h.due_us // 1000 for h in watch.kinds(*kinds)]


def on_time(watch):
    """Every cue sounded within one turn of the loop of its deadline, or of the press it answers."""
    for heard in watch.kinds(
        "split",
        "last100",
        "finish",
        "count",
        "warn10",
        "window",
        "remind",
        "missed",
        "tick",
        "done",
        "go",
        "fast",
        "on",
        "slow",
        "noted",
        "resume",
    ):
        assert 0 <= heard.at_us - heard.due_us < TURN_US, heard
    return True
