# SPDX-License-Identifier: MIT
"""`make demo`: the whole walk, from the coach's line to the lap table, on a simulated watch.

Runs the commands a user would type, each printed as it runs. Everything they make stays in one
folder. Not here: anything a command does.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

SESSION = "25 x 400 @ 10k pace /R35-45s"
RACE = "10k=35:00"
SEED = "11"
PATIENCE_S = 60


def main(argv: list[str] | None = None) -> int:
    """Runs the demonstration; 0 when every command did what it should."""
    parser = argparse.ArgumentParser(
        prog="make demo",
        description="From the coach's line to the lap table, on a simulated watch.",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("build/demo"),
        help="where its files go; emptied first (default: build/demo)",
    )
    folder: Path = parser.parse_args(argv).folder
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    begun = time.monotonic()
    walk = _Walk(folder)
    try:
        walk.run()
    except _Failed as failure:
        print(f"\nThe demonstration failed: {failure}", file=sys.stderr)
        return 1
    finally:
        walk.end()
    print(f"\nThe files, all made in {time.monotonic() - begun:.0f} s:")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".tpp", ".log", ".html", ".fit", ".txt"):
            print(f"  {path}  {path.stat().st_size} bytes")
    return 0


class _Failed(Exception):
    """A command did not do what it should."""


class _Walk:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # The demonstration's laps are nobody's: they stay out of the user's own.
        self._environment = {**os.environ, "PACER_DATA": str(folder / "data")}
        self._watch: subprocess.Popen[bytes] | None = None
        self._watch_says = folder / "watch.txt"

    def run(self) -> None:
        """The walk of design's first section, command by command."""
        program = str(self._folder / "25x400.tpp")
        _say("1. The coach's line, read for a runner whose 10k is 35:00")
        self._pacer("show", SESSION, "--race", RACE)
        _say("2. Compiled to a program for the watch")
        self._pacer("compile", SESSION, "--race", RACE, "-o", program)
        _say(
            "3. A watch: simulated, worn by somebody with human legs, its USB a port like any other"
        )
        device = self._start_watch()
        _say("4. Onto the watch")
        self._pacer("send", program, "--device", device)
        _say("5. The runner sees the session arrive, and runs it (the watch's clock flies)")
        self._wait_for_the_session()
        _say("6. The laps come home")
        self._pacer("ls", "--device", device)
        self._pacer("fetch", "--device", device)
        _say("7. And are looked at")
        self._pacer("export", "last", "--out", str(self._folder / "25x400.fit"))
        self._pacer("report")

    def end(self) -> None:
        """The watch off."""
        if self._watch is not None:
            self._watch.terminate()
            self._watch.wait()

    def _pacer(self, *words: str) -> None:
        print(f"\n$ {shlex.join(('pacer', *words))}", flush=True)
        ran = subprocess.run(
            [sys.executable, "-m", "trackpacer", *words], env=self._environment, check=False
        )
        if ran.returncode != 0:
            raise _Failed(f"pacer {words[0]} ended with status {ran.returncode}")

    def _start_watch(self) -> str:
        words = ["sim", "--runner", "human", "--seed", SEED, "--state", str(self._folder / "watch")]
        print(f"\n$ {shlex.join(('pacer', *words))} &", flush=True)
        with self._watch_says.open("wb") as says:
            self._watch = subprocess.Popen(
                [sys.executable, "-m", "trackpacer", *words],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=says,
                stderr=says,
            )
        line = self._wait_for("--device ")
        print(line)
        return line.rpartition("--device ")[2]

    def _wait_for_the_session(self) -> None:
        self._wait_for("The session is over")
        heard = self._watch_says.read_text().splitlines()
        first = next(i for i, line in enumerate(heard) if line.endswith("count"))
        for line in [*heard[first : first + 14], "          ...", *heard[-8:]]:
            print(line)

    def _wait_for(self, words: str) -> str:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            for line in self._watch_says.read_text().splitlines():
                if words in line:
                    return line
            if self._watch is not None and self._watch.poll() is not None:
                break
            time.sleep(0.1)
        raise _Failed("the simulated watch said: " + self._watch_says.read_text().strip())


def _say(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
