# SPDX-License-Identifier: MIT
"""`pacer rm` as typed: what it deletes of a watch, and what it leaves alone."""

from __future__ import annotations

from tests.host.cli.plugged import SESSION, app_runs, on_flash
from tests.host.cli.typed import Pacer
from trackpacer.simulation.watch import SimulatedWatch


def test_send_list_delete(watch: SimulatedWatch, pacer: Pacer) -> None:
    status, out, err = pacer.ended("send", SESSION, "--name", "Tuesday")
    assert (status, out.splitlines()[0][:26]) == (0, "sent sessions/tuesday.tpp,")
    assert "sessions/tuesday.tpp: " in err  # progress, in its plain form
    app_runs(watch)
    status, out, _ = pacer.ended("ls")
    assert status == 0 and "sessions/tuesday.tpp" in out and "logs/ is empty" in out
    app_runs(watch)
    status, out, _ = pacer.ended("rm", "tuesday")
    assert (status, out) == (0, "deleted sessions/tuesday.tpp\n")
    app_runs(watch)
    assert on_flash(watch) == {}


def test_what_is_no_session_of_the_watch_s_is_not_deleted_nor_what_stands_beside_it(
    watch: SimulatedWatch, pacer: Pacer
) -> None:
    pacer.done("send", SESSION, "--name", "good")
    there = "there is no sessions/none.tpp"
    for names, said in ((("good", "none"), there), (("watch/settings.json",), "neither a session")):
        assert said in pacer.refused("rm", *names)
        app_runs(watch)
    assert list(on_flash(watch)) == ["sessions/good.tpp"]
