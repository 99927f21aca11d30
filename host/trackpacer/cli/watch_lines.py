# SPDX-License-Identifier: MIT
"""How far each of several watches is: a line each, which moves on a terminal; and how it all ended.

Not here: the links (`device.several`), what is done over them.
"""

from __future__ import annotations

import shlex
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from trackpacer.device import Progress
    from trackpacer.device.several import Line

NOT_FOUND = "hold its button for 3 s, or plug it in"


@contextmanager
def shown() -> Iterator[Callable[[str], Line]]:
    """A function that begins a watch's line; on standard error, as all progress."""
    if not sys.stderr.isatty():
        yield _Plain
        return
    from rich import progress

    from trackpacer.cli import terminal

    bars = progress.Progress(
        progress.TextColumn("{task.fields[mark]}", markup=True),
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(bar_width=20),
        progress.TextColumn("{task.fields[said]}", markup=False),
        console=terminal.console(error=True),
    )
    with bars:
        yield lambda spec: _Bar(bars, spec)


class _Bar:
    """A line with a bar, of rich's."""

    def __init__(self, bars: object, spec: str) -> None:
        from rich.progress import Progress as Bars

        assert isinstance(bars, Bars)
        self._bars = bars
        self._spec = spec
        self._task = bars.add_task(spec, total=None, mark=" ", said="connecting")

    def named(self, name: str) -> None:
        self._bars.update(self._task, description=_label(name, self._spec), said="")

    def moving(self, what: str) -> Progress:
        self._bars.update(self._task, completed=0, total=None, said=what)
        return lambda done, total: self._bars.update(self._task, completed=done, total=total)

    def ended(self, text: str, good: bool) -> None:
        self._bars.update(
            self._task, completed=1, total=1, said=text, mark="[green]✓" if good else "[red]✗"
        )


class _Plain:
    """Where nothing can move, a line is printed once: at its end."""

    _lock = threading.Lock()

    def __init__(self, spec: str) -> None:
        self._spec = spec
        self._name = ""

    def named(self, name: str) -> None:
        self._name = name

    def moving(self, what: str) -> Progress:
        return lambda done, total: None

    def ended(self, text: str, good: bool) -> None:
        with _Plain._lock:
            print(f"{_label(self._name, self._spec)}: {text}", file=sys.stderr, flush=True)


def _label(name: str, spec: str) -> str:
    return f"{name} ({spec})" if name and spec != f"ble:{name}" else spec


def say_failed(
    what: str,
    failed: Sequence[tuple[str, str, str]],
    beside: Sequence[str],
    command: Sequence[str],
) -> None:
    """Say what came to nothing, each as (who, why, remedy), what may have to do with it, and, as
    the last line, the command that does just that."""
    print(f"\n{what}:")
    width = max(cell_len(who) for who, _, _ in failed)
    remedies = [remedy for _, _, remedy in failed]
    for (who, why, remedy), then in zip(failed, [*remedies[1:], ""], strict=True):
        print(f"  {who}{' ' * (width - cell_len(who))}  {why}")
        if remedy and remedy != then:  # once for all whom it helps
            print(f"  {'':{width}}  {remedy}")
    for line in beside:
        print(f"  {line}")
    print(f"To try just these again:\n  {shlex.join(('pacer', *command))}")
