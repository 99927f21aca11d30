# SPDX-License-Identifier: MIT
"""The watch's cues on the laptop: said in words, and as a sound file to learn them by.

The table itself is the watch's (firmware `cues.py`); what each cue means is said here, where there
is room. Not here: arguments and printing (`cli.cues`).
"""

from __future__ import annotations

import io
import math
import wave
from array import array
from collections.abc import Sequence
from pathlib import Path

from trackpacer.files import write_whole
from trackpacer.firmware import cues, names
from trackpacer.records import record

RATE = 22050
PAUSE_MS = 1200

MEANING = {
    "split": "where target pace would have you: every 100 m, or as the session says",
    "last100": "the last split begins",
    "finish": "the target time: cross the line with this beep, or beat it",
    "count": "3, 2, 1: a second each, before GO",
    "go": "GO",
    "fast": "your lap was faster than the target or its range",
    "on": "your lap was on target",
    "slow": "your lap was slower",
    "noted": "your lap is recorded; it had no target",
    "warn10": "10 seconds of the recovery are left",
    "window": "the recovery may end: press to go on",
    "remind": "the recovery should end: press to go on",
    "tick": "another minute of an open recovery has gone",
    "missed": "no press came: the rep is closed, and the recovery counts from its target",
    "paused": "paused: press to go on, hold for the rep again, hold longer to end",
    "done": "the session is over",
    "low_battery": "the battery is low; after a press: too low for the session, which is refused",
    "error": "something is wrong: pacer fetch brings back the error log",
    "select": "as many beeps as the number of the session that is up",
    "resume": "going on; at power-on: press to carry on with the session that was cut off",
    "sync": "ready for the laptop",
}


@record
class Note:
    """One note: Hz; milliseconds it sounds, then milliseconds of silence."""

    frequency_hz: int
    on_ms: int
    off_ms: int


@record
class Cue:
    """One cue as the watch plays it. volume: per cent of the watch's setting."""

    name: str
    meaning: str
    volume: int
    felt: bool
    notes: tuple[Note, ...]

    @property
    def rhythm(self) -> str:
        """Dots for short notes, dashes for long ones: '. . -'."""
        return " ".join(
            "." if n.on_ms < 160 else "-" if n.on_ms < 600 else "---" for n in self.notes
        )

    @property
    def pitch(self) -> str:
        """The notes' pitches in Hz, each named once while it stays."""
        pitches = [n.frequency_hz for n in self.notes]
        changes = [p for k, p in enumerate(pitches) if k == 0 or p != pitches[k - 1]]
        if len(changes) > 4:
            changes = changes[:2] + changes[-1:]
        return " ".join(map(str, changes))


def table() -> list[Cue]:
    """Every cue, in the watch's order."""
    found = []
    for number, name in enumerate(names.CUES):
        kept = names.sound(number)
        notes = tuple(
            Note(kept[at] * cues.HZ, kept[at + 1] * cues.MS, kept[at + 2] * cues.MS)
            for at in range(3, len(kept), 3)
        )
        found.append(Cue(name, MEANING[name], kept[0], bool(kept[1] & cues.FELT), notes))
    return found


def synthesize(cue: Cue) -> array[int]:
    """The cue as 16-bit samples at RATE: square waves, as from a buzzer, softened at the edges."""
    samples = array("h")
    level = 12000 * cue.volume // 100
    for note in cue.notes:
        count = note.on_ms * RATE // 1000
        edge = RATE // 250
        for k in range(count):
            phase = k * note.frequency_hz * 2 * math.pi / RATE
            # The first two harmonics of a square wave: more would alias at this rate.
            value = math.sin(phase) + math.sin(3 * phase) / 3
            samples.append(int(level * value * min(1.0, k / edge, (count - k) / edge)))
        samples.extend([0] * (note.off_ms * RATE // 1000))
    return samples


def starts_s(chosen: Sequence[Cue]) -> list[float]:
    """When each of these begins in their sound file, in seconds."""
    found = []
    at = 0
    for cue in chosen:
        found.append(at / 1000)
        at += sum(note.on_ms + note.off_ms for note in cue.notes) + PAUSE_MS
    return found


def wav(chosen: Sequence[Cue]) -> bytes:
    """The cues one after another, a pause after each, as a WAV file."""
    samples = array("h")
    for cue in chosen:
        samples += synthesize(cue)
        samples.extend([0] * (PAUSE_MS * RATE // 1000))
    whole = io.BytesIO()
    with wave.open(whole, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return whole.getvalue()


def write_wav(path: Path, chosen: Sequence[Cue]) -> float:
    """Write the cues as a sound file; return its length in seconds.

    Raises UserError or OSError that names `path`.
    """
    data = wav(chosen)
    write_whole(path, data)
    return (len(data) - 44) / 2 / RATE
