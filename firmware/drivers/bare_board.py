# SPDX-License-Identifier: MIT
"""What every board has in common, with nothing attached. Here: the contract's names, so that a
board only says what it has. Imports nothing of any port. Not here: ticks and sleep (`port`,
`port_circuitpython`), what a port can do, any pin."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from drivers.battery import Battery

_EARLIEST = 1704067200  # 2024-01-01: a clock before it was never set


class BareBoard:
    """The contract of boards/README.md; a board overrides what it has more of.

    Made with what safe mode needs, the button and the tone. Whatever can fail stands in `parts`,
    (attribute, what builds it) each, until `attach`: a part that fails is left out, and
    `problems` says why, a sentence each.
    """

    def __init__(self, name: str, button: "Any", tone: "Any", root: str = "") -> None:
        self.name = name
        self.root = root
        self.button = button
        self.button2: "Any" = None
        self.tone = tone
        self.vibration: "Any" = None
        self.led: "Any" = None
        self.display: "Any" = None
        self.battery: "Battery | None" = None
        self.battery_hours = 8  # of a full one, for the app's question whether a session fits
        self.bluetooth: "Any" = None
        self.trace: "Any" = None
        self.oscillator = "crystal"  # what the ticks come from; 'rc' is up to 2 % wrong
        self.slice_ms = 20  # the longest sleep of a session's loop
        self.parts: "tuple[tuple[str, Callable[[], Any]], ...]" = ()
        self.problems: "list[str]" = []

    def attach(self, only: "str | None" = None) -> None:
        """Builds the parts, or that of one name, where they are not yet. Never raises."""
        waiting = []
        for name, build in self.parts:
            if only is not None and name != only:
                waiting.append((name, build))
                continue
            try:
                setattr(self, name, build())
            except Exception as error:
                self.problems.append("the %s is left out: %r" % (name, error))
        self.parts = tuple(waiting)

    def battery_mv(self) -> "int | None":
        """The cell's voltage in mV, or None when there is none to measure. Not within a rep."""
        return self.battery.mv() if self.battery else None

    def battery_percent(self) -> "int | None":
        """0 to 100, or None when there is nothing to measure."""
        return self.battery.percent() if self.battery else None

    def unix_time(self) -> int:
        """Seconds since 1970 UTC, 0 while the clock was never set."""
        now = self._read_clock()
        return now if now >= _EARLIEST else 0

    def set_unix_time(self, seconds: int) -> None:
        """Sets the clock: seconds since 1970 UTC."""
        self._write_clock(seconds)

    def _read_clock(self) -> int:
        return 0

    def _write_clock(self, seconds: int) -> None:
        pass

    def watchdog(self, ms: int) -> None:
        """Starts a watchdog, where the port has one. It cannot be stopped: end with `reset`."""

    def feed(self) -> None:
        """Tells the watchdog that all is well. Allocates nothing."""

    def alone(self, ms: int) -> None:
        """A REPL begins, in which somebody may cease to speak: unless `feed` is called every `ms`
        (up to 30,000), the watch restarts, where the port can. Nothing undoes it but a restart."""

    def idle(self, ms: int) -> None:
        """Waits outside sessions, as deep as the port can without losing a press or the REPL."""
        self.sleep_ms(ms)  # type: ignore[attr-defined] # each port has its own
