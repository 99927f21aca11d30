# SPDX-License-Identifier: MIT
"""`pacer fetch`, from the session that was sent to its report.

Not here: what is fetched wherever a link is cut (tests/host/laps/test_fetch).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.host.cli.plugged import SESSION, app_runs, on_flash
from tests.host.cli.typed import Pacer
from tests.support import PATIENCE_S
from trackpacer.simulation.watch import SimulatedWatch


def test_from_the_text_to_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pacer: Pacer
) -> None:
    with SimulatedWatch(tmp_path / "watch", {"runner": {"kind": "exact"}}) as watch:
        watch.wait_for_app()
        monkeypatch.setenv("PACER_DEVICE", f"usb:{watch.port}")
        assert pacer.ended("send", SESSION)[0] == 0
        done = watch.wait_for(lambda event: event.get("cue") == "done", PATIENCE_S)
        watch.wait_for_app(PATIENCE_S, done["n"])
        assert pacer.ended("rm", "00001.log")[0] == 1  # not fetched yet
        app_runs(watch)
        status, out, _ = pacer.ended("fetch")
        assert status == 0 and out.strip().endswith(".log")
        app_runs(watch)
        assert pacer.ended("fetch")[1] == "nothing new\n"
        app_runs(watch)
        status, out, _ = pacer.ended("report")
        assert status == 0 and len(re.findall(r"400 m +1:24\.00 +1:24\.00", out)) == 3
        assert pacer.ended("rm", "00001.got")[0] == 0
        app_runs(watch)
        assert [name.split("/")[0] for name in on_flash(watch)] == ["sessions"]
