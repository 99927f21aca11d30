# SPDX-License-Identifier: MIT
"""What several rooms' tests ask for: where things lie, how long to wait.

Not here: anything that one room's tests need.
"""

from __future__ import annotations

import sys
from pathlib import Path

from trackpacer.simulation.watch import SimulatedWatch

REPO = Path(__file__).resolve().parents[1]

# Adafruit's file-transfer client, an independent peer of ours: `sys.path.append(str(ADAFRUIT))`,
# then `from adafruit_ble_file_transfer import FileTransferClient`. Apart, because of what its
# dependencies would hide (see the Makefile); `bleak`, which it imports, is the tool's own.
ADAFRUIT = Path(sys.prefix) / "adafruit"

# Seconds. Nothing takes so long, however busy the machine is, unless it hangs: a test that waits
# for an event or a process gives it up then. pytest's own limit (pyproject.toml) is longer.
PATIENCE_S = 240

# How long a button is held for a sync. The watch opens it after three seconds, if it looks while
# the button is down: a simulated one that gets no processor may look two seconds late.
HOLD_MS = 5_000


def at_rest(watch: SimulatedWatch) -> None:
    """Waits until the watch runs its app, or its main.py has ended.

    After a link: until the restart that ends it is over. (Every link begins with a restart too,
    into the REPL: no rest before it is taken for the one after.)
    """
    state = ""
    seen = 0
    while True:
        for event in watch.events[seen:]:
            seen = event["n"] + 1
            kind = event.get("event")
            if kind == "boot":
                state = "held" if event["raw"] else "starts"
            elif kind in ("reset", "off"):
                state = "restarts"
            elif kind in ("app", "prompt") and state == "starts":
                state = "rests"
        if state == "rests":
            return
        watch.wait_for(lambda _: True, PATIENCE_S, seen)
