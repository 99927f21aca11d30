# SPDX-License-Identifier: MIT
"""Traces in few words, to be kept and compared: `python -m tests.simulation.golden` writes them.

A file for each session; in it, for each runner, a line for each step with the time its cues count
from and the pattern of its cues, written out where it first occurs:

    human 0 0 A = 100+21.000000 200+42.000000 300+63.000000 lap+83.057015
    human 1 83057015 B = window+35.000000

Only what was due is kept, not when it sounded: that hangs on the loop's cost, and is checked by
itself (`checks`), as is everything kept here, by another computation. So a change of a golden file
is a change of what the watch does.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.host.sessions import ARTICLE
from trackpacer.compiler import Compiled, compile_session
from trackpacer.notation import read
from trackpacer.simulation.one_session import simulate
from trackpacer.simulation.watch import Event

FOLDER = Path(__file__).parent / "golden"
RUNNERS = ("exact", "human", "forgetful")
SEED = 4


def compiled(number: str) -> Compiled:
    """An article session's program, from exact notation."""
    return compile_session(read(f"notation: exact\n{ARTICLE[number]}"))


def trace(number: str, runner: str) -> list[Event]:
    """The session as that runner runs it."""
    return simulate(compiled(number).program, runner=runner, seed=SEED).trace


def encode(lines: Sequence[Event], runner: str, patterns: dict[str, str]) -> list[str]:
    """A trace in few words. patterns: the names of those that were seen, added to."""
    found: list[str] = []
    base = 0
    steps: dict[int, list[Event]] = {}
    for line in lines:
        steps.setdefault(line["step"], []).append(line)
    for step, cues in steps.items():
        gos = [cue["due_us"] for cue in cues if cue["cue"] == "go"]
        base = gos[0] if gos else base
        pattern = " ".join(_cue(cue, base) for cue in cues)
        known = pattern in patterns
        name = patterns.setdefault(pattern, _name(len(patterns)))
        found.append(f"{runner} {step} {base} {name}" + ("" if known else f" = {pattern}"))
        ends = [cue["due_us"] for cue in cues if cue["cue"] in ("lap", "missed")]
        base = ends[0] if ends else base
    return found


def _cue(cue: Event, base: int) -> str:
    after = cue["due_us"] - base
    sign = "-" if after < 0 else "+"
    what = f"{cue['cue'][0]}{cue['m']}" if cue["m"] else cue["cue"]
    return f"{what}{sign}{abs(after) // 1_000_000}.{abs(after) % 1_000_000:06}"


def _name(number: int) -> str:
    name = ""
    while True:
        name = chr(ord("A") + number % 26) + name
        number = number // 26 - 1
        if number < 0:
            return name


def file(number: str) -> Path:
    """Where a session's golden traces stand."""
    return FOLDER / f"{number}.txt"


def whole(number: str) -> str:
    """The golden file of a session as it would be written now."""
    patterns: dict[str, str] = {}
    lines = [f"# {ARTICLE[number]}"]
    for runner in RUNNERS:
        lines += encode(trace(number, runner), runner, patterns)
    return "\n".join(lines) + "\n"


def main(numbers: Sequence[str]) -> None:
    """Writes the golden files of these sessions, or of all."""
    FOLDER.mkdir(exist_ok=True)
    for number in numbers or ARTICLE:
        file(number).write_text(whole(number), encoding="utf-8")
        print(file(number))


if __name__ == "__main__":
    main(sys.argv[1:])
