# SPDX-License-Identifier: MIT
"""`pacer cues`: the table, a sound file, and the system's player."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from tests.support import PATIENCE_S
from trackpacer import sounds
from trackpacer.cli import main


def test_cues_are_played_as_they_are_named_by_the_system_s_player(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pacer: Pacer
) -> None:
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(f'#!/bin/sh\nfor f; do :; done\nwc -c < "$f" >> {tmp_path}/heard\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{player.parent}:/usr/bin:/bin")
    for name in ("pw-play", "paplay", "afplay"):
        if shutil.which(name):
            pytest.skip(f"this machine has a {name}, which comes first")
    said = pacer("cues", "go", "done", "--play")
    assert [line.split()[0] for line in said.splitlines()[:2]] == ["go", "done"]
    heard = [int(line) for line in (tmp_path / "heard").read_text().split()]
    assert len(heard) == 2 and min(heard) > 10_000
    player.write_text("#!/bin/sh\nexit 1\n")
    assert "--wav" in pacer("cues", "go", "--play")


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
