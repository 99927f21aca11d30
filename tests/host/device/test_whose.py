# SPDX-License-Identifier: MIT
"""Whose pace a watch gets: its name says it, and whatever says otherwise is asked about."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.support import PATIENCE_S, at_rest
from trackpacer import cli
from trackpacer.simulation.running import Running, announced
from trackpacer.simulation.watch import SimulatedWatch

SESSION = "2 x 400 @ 10k pace R60"
Named = Callable[[str], SimulatedWatch]


@pytest.fixture(autouse=True)
def squad(laptop: None) -> None:
    cli.main(["athlete", "Anna", "--race", "10k=35:00", "--default"])
    cli.main(["athlete", "Tom", "--race", "10k=40:00", "--watch", "red"])


@pytest.fixture
def plugged(tmp_path: Path) -> Iterator[Named]:
    """A watch of that name, worn, running, and found as a real one is."""
    open_: list[tuple[SimulatedWatch, AbstractContextManager[None]]] = []

    def plug(name: str) -> SimulatedWatch:
        settings = {"install_settings": {"name": name}, "runner": {"kind": "exact"}}
        watch = SimulatedWatch(tmp_path / f"watch {len(open_)}", settings)
        watch.power_on()
        watch._thread.start()
        watch.wait_for_app(PATIENCE_S)
        told = announced(Running(name, watch.port))
        told.__enter__()
        open_.append((watch, told))
        return watch

    yield plug
    for watch, told in open_:
        told.__exit__(None, None, None)
        watch.close()


def laps(watch: SimulatedWatch) -> dict[str, object]:
    """What `pacer logs` says of the session that the watch has just been sent, once it was run."""
    done = watch.wait_for(lambda event: event.get("cue") == "done", PATIENCE_S)
    watch.wait_for_app(PATIENCE_S, done["n"])
    at_rest(watch)
    assert cli.main(["fetch"]) == 0
    return newest()


def newest() -> dict[str, object]:
    from trackpacer.laps import json_csv
    from trackpacer.laps.store import Store

    store = Store()
    return json.loads(json.dumps(json_csv.summary(store.result(store.choose("last")))))  # type: ignore[no-any-return]


def mean_s(log: dict[str, object]) -> float:
    return float(log["groups"][0]["mean_s"])  # type: ignore[index]


def test_the_watch_s_name_picks_the_athlete_not_the_default(
    plugged: Named, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = plugged("red")
    capsys.readouterr()
    assert cli.main(["send", SESSION]) == 0
    assert "for Tom, whose watch it is (not Anna, the default)" in capsys.readouterr().out
    log = laps(watch)
    assert log["athlete"] == "Tom" and mean_s(log) == pytest.approx(96.0, abs=0.05)
    assert "tom" in Path(capsys.readouterr().out.splitlines()[0]).name


def test_somebody_else_s_pace_is_asked_about_and_filed_under_whose_program_ran(
    plugged: Named, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = plugged("red")
    capsys.readouterr()
    for words in (
        ["send", SESSION, "--athlete", "anna"],
        ["send", f"athlete: Anna\n{SESSION}"],
    ):
        assert cli.main(words) == 1
        at_rest(watch)
        out, err = capsys.readouterr()
        assert out == "" and "is Tom's" in err and "--borrowed" in err
    assert cli.main(["ls"]) == 0
    at_rest(watch)
    assert "sessions/ is empty" in capsys.readouterr().out
    assert cli.main(["send", SESSION, "--athlete", "anna", "--borrowed"]) == 0
    assert "for Anna, with Tom's watch" in capsys.readouterr().out
    log = laps(watch)
    assert (log["athlete"], log["watch"]) == ("Anna", "red")
    assert mean_s(log) == pytest.approx(84.0, abs=0.05)


def test_a_watch_that_is_nobody_s_is_asked_about_where_a_pace_is_needed(
    plugged: Named, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = plugged("spare")
    capsys.readouterr()
    assert cli.main(["send", SESSION]) == 1
    at_rest(watch)
    assert "'spare' is nobody's in the roster" in capsys.readouterr().err
    # A session in plain times is the same for everybody, and nobody's laps are the default's.
    assert cli.main(["send", "2 x 400 @ 80 R60"]) == 0
    assert laps(watch)["athlete"] == ""


def test_laps_of_a_program_that_names_nobody_are_the_wearer_s(
    plugged: Named, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["compile", "2 x 400 @ 80 R60", "--race", "10k=33:00", "-o", "a.tpp"]) == 0
    assert cli.main(["compile", SESSION, "--athlete", "Anna", "-o", "annas.tpp"]) == 0
    watch = plugged("red")
    assert cli.main(["send", "annas.tpp"]) == 1
    at_rest(watch)
    assert "annas.tpp is Anna's" in capsys.readouterr().err
    assert cli.main(["send", "a.tpp"]) == 0
    assert laps(watch)["athlete"] == "Tom"


def test_a_running_simulated_watch_is_the_only_one_plugged_in(
    plugged: Named, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = plugged("red")
    assert cli.main(["devices", "--seconds", "0.2"]) == 0
    assert f"usb:{watch.port}" in capsys.readouterr().out
    assert cli.main(["ls"]) == 0
    at_rest(watch)
    other = plugged("blue")
    capsys.readouterr()
    assert cli.main(["ls"]) == 1
    assert watch.port in (said := capsys.readouterr().err) and other.port in said
