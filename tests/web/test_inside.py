# SPDX-License-Identifier: MIT
"""The page's Python where no browser is needed: what is asked back, and that nothing gets lost."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.host.laps.devices import FolderDevice
from tests.host.laps.sessions import Watch, human
from trackpacer.device.protocol import Device
from trackpacer.errors import UserError
from trackpacer.web.inside import calls, watch, wire


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PACER_CONFIG_DIR", str(tmp_path / "config"))


def ask(call: str, /, **values: Any) -> Any:
    """What the page's script gets: the value, or the whole refusal."""
    found = json.loads(calls.answer(call, json.dumps(values)))
    return found.get("value", found)


@pytest.fixture
def worn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The watch 'red watch', with one session on it, that `watch` reaches."""
    one = Watch(tmp_path / "watch")
    one.begin()
    one.reps(human(5))
    one.end(5)
    one.bytes()

    @contextmanager
    def reached(_: Any) -> Iterator[Device]:
        yield FolderDevice(one)

    monkeypatch.setattr(watch, "reached", reached)
    monkeypatch.setattr(wire, "persist", lambda: None)
    monkeypatch.setattr(wire, "tell", lambda *_: None)
    return one


def logs(one: Watch) -> list[str]:
    return [name for name, _ in one.storage.list("logs")]


def test_what_the_browser_cannot_keep_stays_unmarked_on_the_watch(
    worn: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:

        def refuse() -> None:
            raise UserError("the browser could not keep it", "no room")

        full.setattr(wire, "persist", refuse)
        assert "could not keep" in ask("fetch", link={})["problem"]
    assert logs(worn) == ["00001.log"]
    assert len(ask("fetch", link={})["new"]) <= 1
    assert logs(worn) == ["00001.got"]
    assert len(ask("laps")["logs"]) == 1


def test_a_session_goes_to_whose_watch_it_is_or_is_asked_about(worn: Watch) -> None:
    ask("keep_runner", name="Anna", races="10k 35:00")
    ask("keep_runner", name="Ben", races="10k 40:00", watch="red watch")
    session = {"text": "6 x 400 @ 10k pace R60", "link": {}}
    asked = ask("send", athlete="Anna", **session)
    assert "Ben's" in asked["problem"] and asked["choice"] == "borrowed"
    assert worn.storage.list("sessions") == []
    assert ask("send", athlete="Anna", borrowed=True, **session)["athlete"] == "Anna"
    assert ask("send", athlete="Ben", **session)["replaced"]
    # In plain times, for nobody by name: whose watch it is says who runs.
    assert ask("send", text="6 x 400 @ 96 R60", link={})["athlete"] == "Ben"


def test_what_is_beyond_whose_watch_it_is_is_asked_about_too(worn: Watch) -> None:
    ask("keep_runner", name="Ben", races="10k 45:00", watch="red watch")
    session = {"text": "10 x 400 @ 69 R=rep", "link": {}}
    assert ask("send", **session).get("choice") == "accept"
    assert worn.storage.list("sessions") == []
    assert ask("send", accept=True, **session)["athlete"] == "Ben"


def test_what_is_doubtful_is_asked_about_before_a_watch_is(worn: Watch) -> None:
    text = {"text": "10 x 400 @ 60 R60", "race": "10k 35:00"}
    assert ask("show", **text)["refusals"]
    more: dict[str, Any]
    for call, more in (("file", {}), ("send", {"link": {}})):
        assert ask(call, **text, **more)["choice"] == "accept"
        assert "problem" not in ask(call, **text, **more, accept=True)


def test_the_list_says_one_run_and_keeps_a_name_apart_from_the_numbers(tmp_path: Path) -> None:
    one = Watch(tmp_path / "other")
    one.begin(athlete="محمد")
    one.reps([84_000])
    one.end(1)
    content = base64.b64encode(one.bytes()).decode()
    (log,) = ask("take", name="a.log", content=content)["logs"]
    assert " · \u2068محمد\u2069 · 1 run · mean " in log["about"]


@pytest.mark.parametrize("text", ["6 x 400 @ banana", "🏃🏃🏃 6 x 400 @ banana"])
def test_the_place_is_where_the_script_counts_it(text: str) -> None:
    at: int = ask("show", text=text)["offset"]
    assert text.encode("utf-16-le")[2 * at :].decode("utf-16-le") == "banana"


def test_a_file_of_laps_is_opened_once_and_another_file_refused(worn: Watch) -> None:
    content = base64.b64encode(bytes(worn.storage.read("logs/00001.log"))).decode()
    for _ in range(2):
        assert len(ask("take", name="00001.log", content=content)["logs"]) == 1
    assert "holds no laps" in ask("take", name="a.fit", content="AAAA")["problem"]
    (log,) = ask("laps")["logs"]
    assert ask("export", log=log["log"], kind="csv")["name"] == f"{log['log']}.csv"
    assert "<table" in ask("report", log=log["log"])["html"]


def test_a_file_that_holds_no_laps_is_refused_and_not_kept(worn: Watch) -> None:
    sound = bytes(worn.storage.read("logs/00001.log"))
    text = b"hello, this is only a text that begins like a log\n" * 20
    for data, said in (
        (sound[:4] + text, "The file a.log holds no laps that can be read."),
        (sound[:20], "The file a.log holds no laps that can be read."),
        (b"", "The file a.log holds no laps that can be read."),
        (sound + bytes(300_000), "The file a.log holds no laps that can be read."),
        (sound[:3] + b"\x09" + text, "The file a.log is of a newer watch than this page can read."),
    ):
        refused = ask("take", name="a.log", content=base64.b64encode(data).decode())
        assert refused["problem"] == said
        assert refused["hint"] and "pacer" not in refused["problem"] + refused["hint"]
        assert ask("laps")["logs"] == []
    # What is damaged in part still shows the laps that are sound, as on the laptop.
    for at in (0, 10, 100):
        hurt = bytearray(sound)
        hurt[at] ^= 0xFF
        kept = ask("take", name="a.log", content=base64.b64encode(hurt).decode())
        assert "400" in ask("report", log=kept["log"])["html"] or at < 100


@pytest.mark.parametrize(
    ("call", "values"),
    [
        ("keep_runner", {"name": "Anna", "races": "10k"}),
        ("keep_runner", {"name": "", "races": "10k 35:00"}),
        ("keep_runner", {"name": "Anna", "races": " "}),
        ("remove_runner", {"name": "Nobody"}),
        ("report", {"log": "2020"}),
        ("evening", {"day": "2020-01-01"}),
        ("file", {"text": "6 x 400 @ 10k pace"}),
    ],
)
def test_what_is_wrong_is_said_without_a_command_of_the_terminal(
    call: str, values: dict[str, str]
) -> None:
    refused = ask(call, **values)
    assert refused["problem"].endswith(".") or "^" in refused["problem"]
    assert "bug" not in refused["problem"]
    assert "pacer " not in refused["problem"] + refused["hint"]
    assert "--" not in refused["problem"] + refused["hint"]
