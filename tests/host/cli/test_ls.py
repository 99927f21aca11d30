# SPDX-License-Identifier: MIT
"""`pacer ls` as typed: what a watch holds, and which watch is meant."""

from __future__ import annotations

import json

import pytest

from tests.host.cli.plugged import SESSION, app_runs
from tests.host.cli.typed import Pacer
from trackpacer.simulation.watch import SimulatedWatch


def test_sessions_are_listed_with_their_size_and_as_json(
    watch: SimulatedWatch, pacer: Pacer
) -> None:
    assert "sessions/ is empty" in pacer("ls")
    pacer("compile", SESSION, "-o", "tuesday.tpp")
    pacer.done("send", "tuesday.tpp")
    app_runs(watch)
    assert "sessions/tuesday.tpp" in pacer("ls") and "logs/ is empty" in pacer("ls")
    app_runs(watch)
    found = json.loads(pacer("ls", "--json"))
    assert "sessions/tuesday.tpp" in json.dumps(found)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--device", "usb:/dev/none"), "/dev/none"),
        (("--device", "watch"), "usb:PORT"),
        (("--folder",), "pacer ls --help"),
    ],
)
def test_a_watch_that_there_is_not_is_one_message(
    words: tuple[str, ...], said: str, pacer: Pacer
) -> None:
    assert said in pacer.refused("ls", *words)
