# SPDX-License-Identifier: MIT
"""`pacer send` as typed, on a simulated watch.

After each, failed ones too, the watch runs its app; a failed one says why in one message, ends
with status 1 and changes nothing. Not here: the link below it (tests/host/device/test_usb), whose
pace a watch gets (tests/host/device/test_whose).
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tests.host.cli.plugged import SESSION, app_runs, on_flash
from tests.host.cli.typed import Pacer
from trackpacer.laps.store import Store
from trackpacer.simulation.watch import SimulatedWatch


def test_sessions_that_begin_alike_have_names_of_their_own_and_replacing_is_said(
    watch: SimulatedWatch, pacer: Pacer
) -> None:
    text = "10 x (400 @ 84 /R25sec + 200 @ 40.5 /R25sec + 200 @ 41 /R1:{})"
    said = []
    for seconds in (20, 30, 20):
        status, out, _ = pacer.ended("send", text.format(seconds))
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
    status, out, err = pacer.ended("send", SESSION, "--name", "a")
    assert (status, out.splitlines()[0][:20]) == (0, "sent sessions/a.tpp,")
    assert "reports will lack its distances" in err
    app_runs(watch)


def test_a_compiled_program_is_sent_byte_for_byte(watch: SimulatedWatch, pacer: Pacer) -> None:
    assert pacer.ended("compile", SESSION, "-o", "a.tpp")[0] == 0
    assert pacer.ended("send", "a.tpp")[0] == 0
    app_runs(watch)
    assert on_flash(watch) == {"sessions/a.tpp": Path("a.tpp").read_bytes()}


def test_a_pipe_is_read_once(watch: SimulatedWatch, pacer: Pacer, tmp_path: Path) -> None:
    """`pacer send <(...)`: the session is asked for before the watch is, and after."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("6 x 400 @ 84 R60"), daemon=True)
    writer.start()
    pacer.done("send", str(pipe), "--name", "piped")
    app_runs(watch)
    assert list(on_flash(watch)) == ["sessions/piped.tpp"]


def test_a_doubtful_session_is_sent_when_accepted(watch: SimulatedWatch, pacer: Pacer) -> None:
    words = ("send", "10 x 400 @ 10k pace -15sec /R-equal", "--race", "10k=35:00", "--accept")
    status, out, _ = pacer.ended(*words)
    assert status == 0 and "assumed: " in out
    app_runs(watch)


def test_a_session_is_measured_by_whose_watch_it_is_and_not_by_the_default_athlete(
    tmp_path: Path, pacer: Pacer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pacer.ended("athlete", "anna", "--race", "10k=45:00", "--default")[0] == 0
    assert pacer.ended("athlete", "zoe", "--race", "10k=32:00", "--watch", "red")[0] == 0
    with SimulatedWatch(tmp_path / "red", {"name": "red"}) as watch:
        watch.wait_for_app()
        monkeypatch.setenv("PACER_DEVICE", f"usb:{watch.port}")
        pacer.ended("settings", "name=red")
        app_runs(watch)
        status, out, err = pacer.ended("send", "10 x 400 @ 74 R60")
        assert status == 0 and "for zoe" in out, err
        app_runs(watch)
        status, _, err = pacer.ended("send", "10 x 400 @ 60 R60")
        assert status == 1 and "--accept" in err


WRONG = {
    ("25 x 400 @ 1:24 /R",): "line 1, column",
    ("3 x 400 @ 10k pace /R60s",): "10k",
    (SESSION, "--race", "10k=fast"): "fast",
    ("10 x 400 @ 10k pace -15sec /R-equal", "--race", "10k=35:00"): "--accept",
    ("damaged.tpp",): "damaged.tpp",
    ("none.tpp",): "none.tpp",
}


def test_what_cannot_be_sent_is_one_message_and_changes_nothing(
    watch: SimulatedWatch, pacer: Pacer
) -> None:
    pacer("compile", SESSION, "-o", "good.tpp")
    good = Path("good.tpp").read_bytes()
    Path("damaged.tpp").write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    pacer.done("send", "good.tpp")
    for words, said in WRONG.items():
        assert said in pacer.refused("send", *words)
        app_runs(watch)
    assert on_flash(watch) == {"sessions/good.tpp": good}


def test_a_kept_program_that_was_damaged_is_mended_by_sending_it_again(
    watch: SimulatedWatch, pacer: Pacer
) -> None:
    pacer.done("send", "6 x 400 @ 84 R60")
    (kept,) = Store().programs.glob("*.tpp")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1])
    pacer.done("send", "6 x 400 @ 84 R60")
    assert kept.read_bytes() == whole
