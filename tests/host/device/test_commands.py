# SPDX-License-Identifier: MIT
"""`pacer send`, `ls`, `rm`, `settings`, `fetch`, `report` as typed, on a simulated watch.

After each, failed ones too, the watch runs its app; a failed one says why in one message, ends
with status 1 and changes nothing. Not here: the link below them (`test_usb`), `simulate`
(tests/simulation).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import PATIENCE_S, at_rest
from trackpacer import cli
from trackpacer.simulation import flash_image
from trackpacer.simulation.watch import SimulatedWatch

SESSION = "3 x 400 @ 84 /R35-45s"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatedWatch]:
    with SimulatedWatch(tmp_path / "watch") as one:
        one.wait_for_app()
        monkeypatch.setenv("PACER_DEVICE", f"usb:{one.port}")
        yield one


STATES = ("app", "prompt", "crash", "off")

Pacer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pacer(capsys: pytest.CaptureFixture[str]) -> Pacer:
    """Runs a command as typed: its status, what it printed, what it complained of."""

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli.main(words)
        out, err = capsys.readouterr()
        return status, out, err

    return run


def on_flash(watch: SimulatedWatch) -> dict[str, bytes]:
    """The files of the watch's user, once it is off."""
    watch.power_off()
    found = flash_image.read(watch.state / "flash.img")
    return {name: data for name, data in found.items() if name.startswith(("sessions/", "logs/"))}


def app_runs(watch: SimulatedWatch) -> None:
    """Waits for the restart that ends a link, and sees that it led into the app."""
    at_rest(watch)
    states = [event["event"] for event in watch.events if event.get("event") in STATES]
    assert states[-1] == "app"


def test_send_list_delete(watch: SimulatedWatch, pacer: Pacer) -> None:
    status, out, err = pacer("send", SESSION, "--name", "Tuesday")
    assert (status, out.splitlines()[0][:26]) == (0, "sent sessions/tuesday.tpp,")
    assert "sessions/tuesday.tpp: " in err  # progress, in its plain form
    app_runs(watch)
    status, out, _ = pacer("ls")
    assert status == 0 and "sessions/tuesday.tpp" in out and "logs/ is empty" in out
    app_runs(watch)
    status, out, _ = pacer("rm", "tuesday")
    assert (status, out) == (0, "deleted sessions/tuesday.tpp\n")
    app_runs(watch)
    assert on_flash(watch) == {}


def test_sessions_that_begin_alike_have_names_of_their_own_and_replacing_is_said(
    watch: SimulatedWatch, pacer: Pacer
) -> None:
    text = "10 x (400 @ 84 /R25sec + 200 @ 40.5 /R25sec + 200 @ 41 /R1:{})"
    said = []
    for seconds in (20, 30, 20):
        status, out, _ = pacer("send", text.format(seconds))
        assert status == 0
        said.append("in place of the session that had this name" in out)
        app_runs(watch)
    assert said == [False, False, True]
    first, second = on_flash(watch)
    assert first[:-8] == second[:-8]  # but for the end of their identity


def test_what_was_sent_is_sent_even_where_the_laptop_can_keep_no_program(
    watch: SimulatedWatch, pacer: Pacer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "file"))
    status, out, err = pacer("send", SESSION, "--name", "a")
    assert (status, out.splitlines()[0][:20]) == (0, "sent sessions/a.tpp,")
    assert "reports will lack its distances" in err
    app_runs(watch)


def test_a_compiled_program_is_sent_byte_for_byte(watch: SimulatedWatch, pacer: Pacer) -> None:
    assert pacer("compile", SESSION, "-o", "a.tpp")[0] == 0
    assert pacer("send", "a.tpp")[0] == 0
    app_runs(watch)
    assert on_flash(watch) == {"sessions/a.tpp": Path("a.tpp").read_bytes()}


def test_from_the_text_to_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pacer: Pacer
) -> None:
    with SimulatedWatch(tmp_path / "watch", {"runner": {"kind": "exact"}}) as watch:
        watch.wait_for_app()
        monkeypatch.setenv("PACER_DEVICE", f"usb:{watch.port}")
        assert pacer("send", SESSION)[0] == 0
        done = watch.wait_for(lambda event: event.get("cue") == "done", PATIENCE_S)
        watch.wait_for_app(PATIENCE_S, done["n"])
        assert pacer("rm", "00001.log")[0] == 1  # not fetched yet
        app_runs(watch)
        status, out, _ = pacer("fetch")
        assert status == 0 and out.strip().endswith(".log")
        app_runs(watch)
        assert pacer("fetch")[1] == "nothing new\n"
        app_runs(watch)
        status, out, _ = pacer("report")
        assert status == 0 and len(re.findall(r"400 m +1:24\.00 +1:24\.00", out)) == 3
        assert pacer("rm", "00001.got")[0] == 0
        app_runs(watch)
        assert [name.split("/")[0] for name in on_flash(watch)] == ["sessions"]


def test_settings_are_shown_changed_and_checked(watch: SimulatedWatch, pacer: Pacer) -> None:
    status, out, _ = pacer("settings", "volume=55", "start=press-first", "vibration=off")
    assert status == 0 and "* volume         55" in out
    app_runs(watch)
    for wrong in (
        "volume=101",
        "volume=loud",
        "volume",
        "loudness=3",
        "vibration=7",
    ):
        status, out, err = pacer("settings", "count_in_s=9", wrong)
        assert (status, out) == (1, "") and err.startswith("pacer: ")
    assert pacer("settings", "count_in_s=9", "hold_ms=1500", "end_ms=1600")[0] == 1  # together
    status, out, _ = pacer("settings")
    assert "* volume         55" in out and "* start          press-first" in out
    assert "* count_in_s" not in out
    status, out, _ = pacer("settings", "--default", "volume")
    assert "  volume         80" in out
    app_runs(watch)


def damage(name: str) -> str:
    data = bytearray(Path(name).read_bytes())
    data[-1] ^= 1
    Path("damaged.tpp").write_bytes(data)
    return "damaged.tpp"


WRONG: dict[str, tuple[Callable[[], tuple[str, ...]], str]] = {
    "an unreadable session": (lambda: ("send", "25 x 400 @ 1:24 /R"), "line 1, column"),
    "an unknown race": (lambda: ("send", "3 x 400 @ 10k pace /R60s"), "10k"),
    "a race that is none": (lambda: ("send", SESSION, "--race", "10k=fast"), "fast"),
    "a doubtful session": (
        lambda: ("send", "10 x 400 @ 10k pace -15sec /R-equal", "--race", "10k=35:00"),
        "--accept",
    ),
    "a damaged program": (lambda: ("send", damage("good.tpp")), "damaged.tpp"),
    "a file that is not there": (lambda: ("send", "none.tpp"), "none.tpp"),
    "deleting what is not there": (lambda: ("rm", "good", "none"), "there is no sessions/none.tpp"),
    "deleting what is no session": (lambda: ("rm", "watch/settings.json"), "neither a session"),
    "a port that is not there": (lambda: ("ls", "--device", "usb:/dev/none"), "/dev/none"),
    "a watch that is not named": (lambda: ("ls", "--device", "watch"), "usb:PORT"),
    "an option that is none": (lambda: ("ls", "--folder"), "pacer ls --help"),
}


@pytest.mark.parametrize("what", WRONG)
def test_bad_input_is_one_message_and_changes_nothing(
    what: str, watch: SimulatedWatch, pacer: Pacer
) -> None:
    assert pacer("compile", SESSION, "-o", "good.tpp")[0] == 0
    assert pacer("send", "good.tpp")[0] == 0
    app_runs(watch)
    words, said = WRONG[what]
    status, out, err = pacer(*words())
    assert (status, out) == (1, "")
    assert err.startswith("pacer: ") and said in err and "Traceback" not in err
    app_runs(watch)
    assert on_flash(watch) == {"sessions/good.tpp": Path("good.tpp").read_bytes()}


def test_a_doubtful_session_is_sent_when_accepted(watch: SimulatedWatch, pacer: Pacer) -> None:
    words = ("send", "10 x 400 @ 10k pace -15sec /R-equal", "--race", "10k=35:00", "--accept")
    status, out, _ = pacer(*words)
    assert status == 0 and "assumed: " in out
    app_runs(watch)
