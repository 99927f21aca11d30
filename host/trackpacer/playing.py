# SPDX-License-Identifier: MIT
"""A sound out of the laptop's loudspeaker, by the player that its system has.

Not here: what is played (`sounds`).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

_PLAYERS: tuple[tuple[str, ...], ...] = (
    ("afplay",),  # macOS
    ("pw-play",),  # PipeWire
    ("paplay",),  # PulseAudio
    ("aplay", "-q"),  # ALSA
    ("play", "-q"),  # SoX
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)


def player() -> Callable[[bytes], bool] | None:
    """Plays a WAV file's bytes to their end, and says whether it could; None where there is no
    player."""
    if sys.platform == "win32":
        return _windows
    for words in _PLAYERS:
        if shutil.which(words[0]):
            return lambda wav, words=words: _play(words, wav)  # type: ignore[misc]
    return None


def _play(words: tuple[str, ...], wav: bytes) -> bool:
    with tempfile.TemporaryDirectory(prefix="pacer-") as folder:
        file = Path(folder) / "cue.wav"
        file.write_bytes(wav)
        try:
            done = subprocess.run(
                [*words, str(file)], stdin=subprocess.DEVNULL, capture_output=True, check=False
            )
        except OSError:
            return False
    return done.returncode == 0


def _windows(wav: bytes) -> bool:
    import importlib

    winsound = importlib.import_module("winsound")
    try:
        winsound.PlaySound(wav, winsound.SND_MEMORY)
    except RuntimeError:
        return False
    return True
