# SPDX-License-Identifier: MIT
"""For every test: how Hypothesis chooses its examples, how patient the USB link is, and the counts
that end a run, with what was not run.

`make test` tries the same examples each time, so that a run fails for what was changed and for
nothing else; `make soak` (`--hypothesis-profile=soak`) tries others each time. Neither measures how
long an example takes, which says how busy the machine is.
"""

from __future__ import annotations

import gc
import os
import signal
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from trackpacer.device import serial_link

USUAL = {name: getattr(serial_link, name) for name in ("ENTER_TIMEOUTS_S", "READ_TIMEOUT_S")}
NOT_RUN = "NOT RUN"  # begins the reason of a test that a part of the machine is missing for

settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("soak", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


@pytest.fixture(scope="module", autouse=True)
def kept_is_no_garbage() -> None:
    """What other tests have loaded stays: the firmware collects at every turn of its loop, which
    would go through all of it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def patient_usb(monkeypatch: pytest.MonkeyPatch) -> None:
    """A simulated watch answers as late as the machine is busy; a person would not wait so long."""
    monkeypatch.setattr(serial_link, "ENTER_TIMEOUTS_S", (20.0, 30.0, 60.0))
    monkeypatch.setattr(serial_link, "READ_TIMEOUT_S", 5.0)


@pytest.fixture
def usual_usb(patient_usb: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As patient as it is at a user's: for what never answers."""
    for name, seconds in USUAL.items():
        monkeypatch.setattr(serial_link, name, seconds)


def pytest_configure() -> None:
    """What a shell or `nohup` starts in the background may ignore Ctrl-C or a closed terminal."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: tests of a watch wait much of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Prints the counts that tests recorded (`record_property`), and what could not be run."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in getattr(report, "user_properties", []):
            if name == "count" and report.when == "call":
                terminalreporter.write_line(str(value))
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    not_run = {reason[reason.index(NOT_RUN) :] for reason in reasons if NOT_RUN in reason}
    for reason in sorted(not_run):
        terminalreporter.write_line(reason.rstrip("\"')"))
