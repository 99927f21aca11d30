# SPDX-License-Identifier: MIT
"""The table of cues: each can be told from every other by ear, and heard on the laptop."""

from __future__ import annotations

import itertools
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from tests.support import PATIENCE_S
from trackpacer import sounds
from trackpacer.cli import main


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


def test_cues_are_written_as_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cues.wav"
    assert main(["cues", "go", "split", "--wav", str(path)]) == 0
    with wave.open(str(path)) as file:
        assert file.getframerate() == sounds.RATE
        frames = file.getnframes()
        data = memoryview(file.readframes(frames)).cast("h")
    go_ms, split_ms = 900, 120
    assert frames == pytest.approx((go_ms + split_ms + 2 * 1200) * sounds.RATE / 1000, abs=3)
    first = data[: go_ms * sounds.RATE // 1000]
    crossings = sum((a < 0) != (b < 0) for a, b in itertools.pairwise(first))
    assert crossings / 2 / (go_ms / 1000) == pytest.approx(3600, rel=0.02)
    assert max(data[sounds.RATE : 2 * sounds.RATE]) == 0
    assert "GO" in capsys.readouterr().out


def test_table_is_printed_and_an_unknown_cue_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cues"]) == 0
    printed = capsys.readouterr().out
    for cue in sounds.table():
        assert cue.name in printed and cue.meaning in printed
    assert main(["cues", "whistle"]) == 1
    assert "last100" in capsys.readouterr().err


def test_a_sound_file_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "cues.wav"):
        command = [sys.executable, "-m", "trackpacer", "cues", "go", "--wav", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()  # and no traceback as the command ends
        assert line.startswith(f"pacer: {path}: ")
