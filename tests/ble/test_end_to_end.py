# SPDX-License-Identifier: MIT
"""Everything that is done with a watch, over Bluetooth: the same calls as over USB."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ble.air import LOGS, NAME, article_programs, log_content, on_air, until
from trackpacer.cli import main
from trackpacer.compiler import compile_session
from trackpacer.device import DeviceError, ble, open_device
from trackpacer.install import doctor as doctoring
from trackpacer.notation import exact


@pytest.mark.parametrize(
    "mtu", [23, 517, *(pytest.param(mtu, marks=pytest.mark.soak) for mtu in (185, 247))]
)
def test_sessions_go_up_and_logs_come_down(
    mtu: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = article_programs()
    seen: list[tuple[int, int]] = []

    def note(done: int, total: int) -> None:
        seen.append((done, total))

    with on_air(tmp_path, monkeypatch, LOGS) as air:
        air.use(air.laptop(mtu=mtu))
        with open_device(f"ble:{NAME}") as watch:
            assert watch.capability().name == NAME
            for path, program in programs.items():
                seen.clear()
                watch.write(path, program, note)
                assert seen[-1] == (len(program), len(program))
            found = {f"sessions/{entry.name}": entry.size for entry in watch.list("sessions")}
            assert found == {path: len(program) for path, program in programs.items()}
            for path, program in programs.items():
                assert watch.read(path) == program
            seen.clear()
            log = watch.read("logs/00001.log", note)
            assert log == log_content()
            assert seen[-1] == (len(log), len(log))
            assert sorted(seen) == seen
            watch.move("logs/00001.log", "logs/00001.got")
            assert [entry.name for entry in watch.list("logs")] == ["00001.got"]
            watch.move("sessions/1.tpp", "sessions/first.tpp")
            watch.delete("sessions/2.tpp")
            left = {entry.name for entry in watch.list("sessions")}
            assert left == {Path(path).name for path in programs} - {"1.tpp", "2.tpp"} | {
                "first.tpp"
            }
        # a laptop that comes again, to a watch that was off meanwhile
        air.restart()
        with open_device(f"ble:{NAME}") as watch:
            assert watch.read("sessions/first.tpp") == programs["sessions/1.tpp"]


def test_doctor_examines_a_watch_on_the_air_and_compares_its_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctoring, "MINUTE_S", 2.0)
    with on_air(tmp_path, monkeypatch, LOGS):
        assert main(["doctor", "--device", f"ble:{NAME}"]) == 0
    said = capsys.readouterr()
    assert f"{NAME} answers, encrypted and paired" in said.out
    assert "lap logs not fetched yet: 1" in said.out
    assert "its clock runs true: " in said.out
    assert "comparing the clocks for 2 s" in said.err


def test_a_large_program_and_settings_and_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "; ".join(f"{400 + 10 * (n % 7)} m @ 1:{n % 30 + 20}" for n in range(700))
    program = compile_session(exact.read(f"{exact.MARK}\n{many}")).program
    assert 3000 < len(program) <= 4096
    tell = """
class Told:
    pass
_set = board.set_unix_time
def told(seconds):
    board._parts.wires.tell("clock", unix=seconds)
    _set(seconds)
board.set_unix_time = told
"""
    with on_air(tmp_path, monkeypatch, tell) as air, open_device(f"ble:{NAME}") as watch:
        watch.write("sessions/many.tpp", program)
        assert watch.read("sessions/many.tpp") == program
        watch.set_clock(1_790_000_000, -3600)
        (event,) = air.told("clock", 1)
        assert event["unix"] == 1_790_000_000
        assert b'"utc_offset_s": -3600' in watch.read("watch/settings.json")
        told = watch.read_clock()
        assert (told.set_s, told.boots) == (1_790_000_000, 0)
        assert 0 <= told.unix_s - told.set_s < 600
        assert watch.read_clock().ticks_us != told.ticks_us
        watch.write("watch/settings.json", b'{"volume": 30}')
        assert watch.read("watch/settings.json") == b'{"volume": 30}'


def test_refusals_say_what_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with on_air(tmp_path, monkeypatch, LOGS), open_device(f"ble:{NAME}") as watch:
        cases: list[tuple[Callable[[], object], str]] = [
            (lambda: watch.read("sessions/none.tpp"), "there is no sessions/none.tpp"),
            (lambda: watch.read("main.py"), "does not allow that with main.py"),
            (lambda: watch.read("watch/bonds.json"), "does not allow that with watch/bonds.json"),
            (
                lambda: watch.write("watch/capability.json", b"{}"),
                "does not allow that with watch/capability",
            ),
            (lambda: watch.write("sessions/a.tpp", bytes(5000)), "too large for the watch (5000"),
            (lambda: watch.write("sessions/a.tpp", bytes(50)), "not a Track Pacer program"),
            (lambda: watch.write("watch/settings.json", b"[]"), "not a JSON object"),
            (lambda: watch.delete("logs/00001.log"), "does not allow that with logs/00001.log"),
            (lambda: watch.list("sessions/none"), "there is no sessions/none"),
        ]
        for call, words in cases:
            with pytest.raises(DeviceError, match=words.replace("(", r"\(")):
                call()
        assert watch.list("sessions") == []
        assert watch.read("logs/00001.log") == log_content()


def test_watches_are_listed_and_chosen_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_air(tmp_path, monkeypatch) as air:
        assert air.radio
        until(lambda: [one.name for one in ble.watches(1.0)] == [NAME], "it is not heard")
        with ble.connect() as watch:  # the only one
            assert watch.capability().firmware == "1.2.3"
        with ble.connect(NAME.upper()) as watch:
            assert watch.capability().board == "simulator"
        monkeypatch.setattr(ble, "SCAN_S", 0.5)

        def why() -> str:
            with pytest.raises(DeviceError, match="'blue' is not in Bluetooth range") as refused:
                ble.connect("blue")
            return str(refused.value)

        until(lambda: "(there is: red watch)" in why(), "who else is heard is not said")


def test_a_long_name_is_found_by_its_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Zoë's watch for the 10k, lane 1"
    assert len(name.encode()) == 32
    with on_air(tmp_path, monkeypatch, name=name), ble.connect(name) as watch:
        assert watch.capability().name == name


def test_without_a_radio_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ble.VIRTUAL, "127.0.0.1:9")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(DeviceError, match="no virtual radio at "):
        ble.watches(0.2)
