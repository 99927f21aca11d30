# SPDX-License-Identifier: MIT
"""Where everything printed passes: the standard streams, and rich's consoles on them; and what is
asked there.

Both show what came from elsewhere escaped (`shown`), so that no name, however it got here, moves a
cursor, sets a title or turns a line around. Colours and bars are rich's own and pass beside it.
"""

from __future__ import annotations

import sys

from trackpacer.shown import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TextIO

    from rich.console import Console


class Guarded:
    """A text stream on which nothing acts but newlines and tabs."""

    def __init__(self, stream: TextIO) -> None:
        self.open = stream

    def write(self, text: str) -> int:
        self.open.write(shown(text, lines=True))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for text in lines:
            self.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.open, name)


def write_file(data: bytes) -> None:
    """A file on standard output: byte by byte into a pipe or a file, shown on a terminal."""
    sys.stdout.flush()
    if sys.stdout.isatty():
        print(data.decode("utf-8", "backslashreplace"), end="")
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def somebody_there() -> bool:
    """Whether a question can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def pick(most: int) -> int | None:
    """The place in a printed list of so many that is typed at the terminal, from 0; None where
    nobody picks one: Enter alone, q, Ctrl-D."""
    while True:
        print(f"which one, 1 to {most}? (Enter: none) ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            print(file=sys.stderr)  # the prompt's line is still open
        word = line.strip().rstrip(").").lower()
        if word in ("", "q", "quit", "none"):
            return None
        if word.isdecimal() and 1 <= int(word) <= most:
            return int(word) - 1


def console(error: bool = False, **options: Any) -> Console:
    """A console of rich's on standard output, or on standard error. Text is no markup: a name in
    square brackets is a name."""
    from rich.console import Console
    from rich.segment import Segment

    class Shown(Console):
        def render(self, *args: Any, **options: Any) -> Iterable[Segment]:
            for segment in super().render(*args, **options):
                if segment.control:
                    yield segment
                else:
                    yield Segment(shown(segment.text, lines=True), segment.style)

    stream = sys.stderr if error else sys.stdout
    options = {"highlight": False, "markup": False, "emoji": False, **options}
    return Shown(file=getattr(stream, "open", stream), **options)
