# SPDX-License-Identifier: MIT
"""The sounds of the watch: each can be told from every other by ear, be heard and be felt."""

from __future__ import annotations

import itertools

from trackpacer import sounds


def differ(a: sounds.Cue, b: sounds.Cue) -> bool:
    """Whether two cues can be told apart at a run and in wind.

    By the number of their notes, by a note or a gap that is clearly longer, or by a pitch at least
    a fourth away: what an unpractised ear is sure of.
    """
    if len(a.notes) != len(b.notes):
        return True
    for x, y in zip(a.notes, b.notes, strict=True):
        if max(x.on_ms, y.on_ms) >= 1.75 * min(x.on_ms, y.on_ms):
            return True
        if max(x.frequency_hz, y.frequency_hz) >= 1.33 * min(x.frequency_hz, y.frequency_hz):
            return True
    return False


def test_each_cue_can_be_told_from_every_other() -> None:
    same = [
        (a.name, b.name) for a, b in itertools.combinations(sounds.table(), 2) if not differ(a, b)
    ]
    assert same == []


def test_cues_of_a_lap_differ_by_rhythm_alone() -> None:
    laps = [cue for cue in sounds.table() if cue.name in ("fast", "on", "slow", "noted", "missed")]
    assert len({cue.rhythm for cue in laps}) == len(laps) - 1  # slow and noted: by pitch and length
    assert len({cue.rhythm for cue in laps if cue.name != "noted"}) == 4


def test_cues_can_be_felt_and_heard() -> None:
    for cue in sounds.table():
        for note in cue.notes:
            assert 1300 <= note.frequency_hz <= 3700
            assert note.on_ms >= 80 or not cue.felt
        assert sum(n.on_ms + n.off_ms for n in cue.notes) <= 1600
        if cue.name != "tick":
            assert cue.felt
