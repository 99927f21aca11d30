# SPDX-License-Identifier: MIT
"""One session on a simulated watch from power-on to log, in one call and without a port.

Not here: a watch that keeps running (`watch`), what its parts do (boards/simulator).
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trackpacer.errors import UserError
from trackpacer.records import record
from trackpacer.simulation import flash_image
from trackpacer.simulation.watch import Event, base_config, start_vm

RUNNERS = ("exact", "human", "forgetful", "scripted")

LIMIT_US = 4 * 3_600_000_000
SETTINGS = "watch/settings.json"

ENDS = ("end", "stopped", "out of time", "power cut")


@record
class Simulated:
    """What a simulated session left behind.

    log: the newest lap log's bytes, None when none was begun. trace: the trace's lines, in order.
    events: everything the VM told (see `watch`). files: what stands on the flash afterwards.
    watch_s: how long the watch ran, by its own clock; wall_s: by the laptop's.
    ended: 'end' after the session's own end, 'stopped' by a hold or a restart, else why the VM
        stopped ('out of time', 'power cut').
    """

    log: bytes | None
    trace: list[Event]
    events: list[Event]
    files: dict[str, bytes]
    watch_s: float
    wall_s: float
    ended: str


def simulate(
    program: bytes,
    name: str = "session",
    runner: str = "exact",
    seed: int = 1,
    *,
    runner_settings: Mapping[str, Any] | None = None,
    watch_settings: Mapping[str, Any] | None = None,
    hardware: Mapping[str, Any] | None = None,
    image: Path | None = None,
) -> Simulated:
    """Runs a program once, the runner pressing the button, until the watch is idle again.

    runner: one of RUNNERS; runner_settings: more of the athlete's (`scatter`, `fade`, `forget`,
    `rest_ms`, ...). watch_settings: the watch's settings file. hardware: keys of the VM's
    configuration (`speed`, `presses`, `cut_at_write`, `limit_us`, ...). image: a flash image to
    run on and to keep; else a new watch's, dropped afterwards.
    Raises UserError when there is no VM for this machine or the watch fails.
    """
    with tempfile.TemporaryDirectory(prefix="pacer-") as folder:
        state = Path(folder)
        config = base_config(state) | {
            "console": False,
            "until_done": True,
            "limit_us": LIMIT_US,
            "runner": {"kind": runner, "seed": seed, **(runner_settings or {})},
            **(hardware or {}),
        }
        if image is not None:
            config["image"] = str(image)
        files: dict[str, bytes | None] = {f"sessions/{name}.tpp": program}
        if watch_settings:
            files[SETTINGS] = json.dumps(dict(watch_settings)).encode()
        flash_image.change(Path(config["image"]), files)
        begun = time.monotonic()
        events = _run(config, state)
        wall = time.monotonic() - begun
        left = flash_image.read(Path(config["image"]))
    logs = sorted(path for path in left if path.startswith("logs/"))
    end = events[-1] if events else {}
    return Simulated(
        log=left[logs[-1]] if logs else None,
        trace=[event for event in events if "cue" in event],
        events=events,
        files=left,
        watch_s=int(end.get("now") or 0) / 1e6,
        wall_s=wall,
        ended=str(end.get("event", "")),
    )


def _run(config: dict[str, Any], state: Path) -> list[Event]:
    """Runs the VM to its end, through resets that come before the session's; all it told."""
    events: list[Event] = []
    for _ in range(20):
        read, write = os.pipe()
        vm = start_vm(state, {**config, "log_fd": write}, (write,))
        os.close(write)
        with open(read, "rb") as log:
            events += [json.loads(line) for line in log]
        vm.wait()
        end = events[-1] if events else {}
        if end.get("event") != "reset":
            break
        if end["begun"]:
            how = "end" if end["done"] else "stopped"
            events[-1] = {**end, "event": how, "now": end["uptime"]}
            break
        config = {**config, "now": end["now"], "unix": end["unix"], "trace_append": True}
    if not events or events[-1].get("event") not in ENDS:
        problem = (state / "vm.log").read_text(errors="replace").strip().splitlines()
        raise UserError(
            "the simulated watch failed: " + (problem[-1] if problem else "it said nothing")
        )
    return events
