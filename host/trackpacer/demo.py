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
    parser.add_argument(
        "--pictures",
        type=Path,
        help="put the README's pictures there: the lap table as a terminal shows it, and the chart",
    )
    args = parser.parse_args(argv)
    folder: Path = args.folder
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
    if args.pictures:
        walk.draw(args.pictures)
    print(f"\nThe files, all made in {time.monotonic() - begun:.0f} s:")
    for path in sorted(folder.rglob("*")):
        if (
            path.is_file()
            and path.stat().st_size
            and path.suffix in (".tpp", ".log", ".html", ".png", ".fit", ".txt")
        ):
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
        page = self._folder / "25x400"
        self._pacer("report", "--html", f"{page}.html", "--png", f"{page}.png")
        self._pacer("report")

    def draw(self, folder: Path) -> None:
        """The lap table as `demo.svg`, the chart as `25x400.png`."""
        from rich._export_format import CONSOLE_SVG_FORMAT
        from rich.console import Console
        from rich.text import Text

        words = ("report",)
        shown = subprocess.run(
            [sys.executable, "-m", "trackpacer", *words],
            env={**self._environment, "FORCE_COLOR": "1", "COLUMNS": "88"},
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            console = Console(record=True, width=88, file=nowhere)
            console.print(Text.from_ansi(f"$ pacer {words[0]}\n{shown}"))
        # Rich's own frame would fetch a font when it is looked at; the terminal's must do.
        start, end = (CONSOLE_SVG_FORMAT.index(mark) for mark in ("@font-face", ".{unique_id}-mat"))
        frame = CONSOLE_SVG_FORMAT[:start] + CONSOLE_SVG_FORMAT[end:]
        folder.mkdir(parents=True, exist_ok=True)
        console.save_svg(
            str(folder / "demo.svg"),
            title="25 x 400 @ 10k pace /R35-45s",
            code_format=frame.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas"),
            unique_id="demo",
        )
        shutil.copyfile(self._folder / "25x400.png", folder / "25x400.png")

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
        words = ["simulator", "--runner", "human", "--seed", SEED]
        words += ["--state", str(self._folder / "watch")]
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
