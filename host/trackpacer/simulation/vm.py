# SPDX-License-Identifier: MIT
"""How to start the MicroPython VM that the laptop's Python carries with it.

Not here: what runs in it (`boards/simulator`), how a simulated watch is reached (`device`).
"""

from __future__ import annotations

import importlib.util
import sys

from trackpacer.errors import UserError

# Not the wheel's `bin/micropython`: it imports `micropython`, a name that other packages take too.
_START = "import sys, micropython_module as m; sys.exit(m.run_main(['micropython', *sys.argv[1:]]))"


class VmUnavailable(UserError):
    """There is no MicroPython VM for this machine."""

    def __init__(self) -> None:
        super().__init__(
            f"there is no simulated watch on this machine ({sys.platform})",
            hint="the simulator needs Linux on x86-64 or macOS; real watches work everywhere",
        )


def vm_command(args: list[str]) -> list[str]:
    """The command that runs `micropython ARGS`; for `subprocess`, or `execv` by its first item."""
    if importlib.util.find_spec("micropython_module") is None:
        raise VmUnavailable
    # -I and -S would save 10 ms, but hide the wheel; -P keeps the caller's folder off the path.
    return [sys.executable, "-P", "-c", _START, *args]
