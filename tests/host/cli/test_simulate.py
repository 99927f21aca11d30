# SPDX-License-Identifier: MIT
"""`pacer simulate` as typed: what it runs, and what it refuses.

Not here: whether every cue is on time (tests/simulation).
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from trackpacer.laps import log as laplog


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("4 x 400 @ 84", "--speed", "-1"), "'-1' is not a speed"),
        (("4 x 400 @ 84", "--press", "soon"), "'soon' is not a button press"),
        (("4 x 400 @ 84", "--press", "1+inf"), "'1+inf' is not a button press"),
        (("4 x 400 @ 84", "--set", "volume=200"), "0 to 100, not 200"),
        (("4 x 400 @ 84", "--set", "name=a\nb"), "a control character"),
        (("4 x 400 @ 84", "--runner", "fast"), "invalid choice: 'fast'"),
        (("none.tpp",), "there is no file none.tpp"),
        (("4 x 400 @ 84", "--press", "15000"), "the session was not run"),
    ],
)
def test_bad_input_is_one_message(words: tuple[str, ...], said: str, pacer: Pacer) -> None:
    assert said in pacer.refused("simulate", *words, "--trace", "t")
    assert not Path("t").exists()


def test_settings_reach_the_watch(pacer: Pacer) -> None:
    words = ("--set", "count_in_s=5", "--set", "spacing_m=200")
    pacer("simulate", "1 x 400 @ 84", *words, "--trace", "t")
    trace = Path("t").read_text()
    assert trace.count('"count"') == 5 and trace.count('"split"') == 1


@pytest.mark.parametrize(
    ("presses", "told"),
    [
        (("1", "25"), "1 lap,"),  # the press of the second run is missed
        (("1", "25+4"), "0 laps,"),  # the press that began the hold is no lap
    ],
)
def test_simulate_says_the_laps_that_the_log_has(
    presses: tuple[str, ...], told: str, pacer: Pacer
) -> None:
    words = [word for press in presses for word in ("--press", press)]
    assert f": {told} " in pacer("simulate", "2 x 100 @ 20 /R2:00", *words)


def test_a_simulated_log_is_dated_and_needs_no_folder_of_the_user_s(
    pacer: Pacer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "file"))  # where no program can be kept
    before = int(time.time())
    status, _, err = pacer.ended("simulate", "1 x 100 @ 20", "--log", "l")
    assert status == 0 and "will lack its distances" in err
    began = laplog.read((tmp_path / "l").read_bytes()).began
    assert began is not None and before <= began.timestamp() <= time.time() + 10
