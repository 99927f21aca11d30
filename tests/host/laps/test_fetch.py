# SPDX-License-Identifier: MIT
"""Fetching: everything new, nothing twice, nothing lost wherever the link is cut."""

from __future__ import annotations

import json
import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.host.laps.devices import FolderDevice
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch, human
from trackpacer.device.protocol import (
    Capability,
    ClockReading,
    DeviceError,
    Progress,
    RefusedError,
    UnknownWatchError,
)
from trackpacer.errors import UserError
from trackpacer.firmware import laplog, laplog_reading
from trackpacer.firmware import program as program_format
from trackpacer.laps.fetch import BOOT_BEFORE, NOT_KNOWN, SAME_BOOT, date_by_uptime, fetch
from trackpacer.laps.log import LARGEST, Log, read
from trackpacer.laps.store import Store
from trackpacer.records import replace

NOW = BEGAN + 7200


def _undated(folder: Path, restarts: int) -> Watch:
    """A session of ten minutes, begun when the watch was up for 100 s and its clock not set; and so
    many restarts after it."""
    watch = Watch(folder)
    watch.begin(unix_time=0, uptime_ms=100_000)
    watch.reps([84_000])
    watch.add(laplog.END, 1, 0, 0, 0, 600_000)
    watch.bytes()
    for _ in range(restarts):
        watch.storage.start()
    return watch


def _watch(folder: Path, sessions: int = 3) -> Watch:
    watch = Watch(folder)
    for number in range(sessions):
        watch.begin(unix_time=BEGAN + 3600 * 24 * number)
        watch.reps(human(seed=number))
        watch.end(25)
        watch.bytes()
    return watch


def _names(watch: Watch) -> list[str]:
    return [name for name, _ in watch.storage.list("logs")]


def _contents(watch: Watch) -> set[bytes]:
    return {bytes(watch.storage.read(f"logs/{name}")) for name in _names(watch)}


def _kept(store: Store) -> list[bytes]:
    return [stored.path.read_bytes() for stored in store.all()]


class Noisy(FolderDevice):
    """A link that once turns a bit in the middle of a log, and says nothing."""

    noises = 1

    def read(self, path: str, progress: Progress | None = None) -> bytes:
        data = super().read(path, progress)
        if path.startswith("logs/") and self.noises:
            self.noises -= 1
            middle = len(data) // 2
            data = data[:middle] + bytes((data[middle] ^ 4,)) + data[middle + 1 :]
        return data


def test_a_log_damaged_on_the_way_is_not_marked_and_comes_whole_next_time(tmp_path: Path) -> None:
    watch = _watch(tmp_path / "watch", 1)
    wanted = _contents(watch)
    store = Store(tmp_path / "data")
    device = Noisy(watch)
    done = fetch(device, store, now=lambda: NOW)
    assert done.new == [] and "fetch again" in done.problems[0]
    assert _names(watch) == ["00001.log"]
    assert fetch(device, store, now=lambda: NOW).problems == []
    assert set(_kept(store)) == wanted


def test_a_log_damaged_on_the_watch_comes_home_as_it_is(tmp_path: Path) -> None:
    watch = _watch(tmp_path / "watch", 1)
    file = tmp_path / "watch" / "logs" / "00001.log"
    file.write_bytes(file.read_bytes()[:-7])  # its last record was torn
    store = Store(tmp_path / "data")
    assert len(fetch(FolderDevice(watch), store, now=lambda: NOW).new) == 1
    assert _kept(store) == [(tmp_path / "watch" / "logs" / "00001.got").read_bytes()]


def test_a_watch_that_has_not_told_what_it_is_gives_its_logs(tmp_path: Path) -> None:
    class Unknown(FolderDevice):
        def capability(self) -> Capability:
            raise UnknownWatchError

    store = Store(tmp_path / "data")
    done = fetch(Unknown(_watch(tmp_path / "watch", 1)), store, now=lambda: NOW)
    assert len(done.new) == 1 and "has not said what it is" in done.problems[0]


def test_everything_comes_home_once_and_is_marked(tmp_path: Path) -> None:
    watch = _watch(tmp_path / "watch")
    store = Store(tmp_path / "data")
    wanted = _contents(watch)
    done = fetch(FolderDevice(watch), store, now=lambda: NOW)
    assert len(done.new) == 3
    assert set(_kept(store)) == wanted
    assert _names(watch) == ["00001.got", "00002.got", "00003.got"]
    assert [one.stem for one in store.all()] == [
        "2026-09-21-1613-25x400-zoe",
        "2026-09-22-1613-25x400-zoe",
        "2026-09-23-1613-25x400-zoe",
    ]
    again = fetch(FolderDevice(watch), store, now=lambda: NOW)
    assert (again.new, again.known) == ([], 0)
    assert len(_kept(store)) == 3


def test_the_clock_is_set_on_every_contact(tmp_path: Path) -> None:
    device = FolderDevice(_watch(tmp_path / "watch", 0))
    fetch(device, Store(tmp_path / "data"), now=lambda: NOW + 0.9)
    assert device.clock is not None
    assert device.clock[0] == NOW


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("delete", [False, True], ids=["mark", "delete"])
def test_link_cut_at_every_call_loses_and_doubles_nothing(
    tmp_path: Path, before: bool, delete: bool
) -> None:
    for calls in range(100):
        folder = tmp_path / str(calls)
        watch = _watch(folder / "watch")
        wanted = _contents(watch)
        store = Store(folder / "data")
        device = FolderDevice(watch)
        device.calls_left, device.before = calls, before
        try:
            fetch(device, store, delete=delete, now=lambda: NOW)
        except DeviceError:
            cut = True
        else:
            cut = False
        for data in wanted:  # each log is whole here, or still unmarked on the watch
            if data not in _kept(store):
                paths = [n for n in _names(watch) if watch.storage.read(f"logs/{n}") == data]
                assert [path[-4:] for path in paths] == [".log"]
        fetch(FolderDevice(watch), store, delete=delete, now=lambda: NOW)
        assert sorted(_kept(store)) == sorted(wanted)
        if delete:
            assert _names(watch) == []
        else:
            assert _names(watch) == ["00001.got", "00002.got", "00003.got"]
        if not cut:
            return
    raise AssertionError("the fetch never came to its end")


def test_nothing_is_marked_when_the_disk_kept_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = _watch(tmp_path / "watch", 1)
    real = Path.read_bytes

    def rotten(path: Path) -> bytes:
        data = real(path)
        return data[:-1] + b"?" if path.suffix == ".log" else data

    monkeypatch.setattr(Path, "read_bytes", rotten)
    with pytest.raises(UserError, match="not what was written"):
        fetch(FolderDevice(watch), Store(tmp_path / "data"), delete=True, now=lambda: NOW)
    assert _names(watch) == ["00001.log"]


def test_nothing_is_marked_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = _watch(tmp_path / "watch", 1)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="No space left"):
        fetch(FolderDevice(watch), Store(tmp_path / "data"), delete=True, now=lambda: NOW)
    assert _names(watch) == ["00001.log"]


def test_delete_takes_logs_of_earlier_fetches_too_but_none_that_is_not_here(
    tmp_path: Path,
) -> None:
    watch = _watch(tmp_path / "watch", 2)
    mine = Store(tmp_path / "mine")
    fetch(FolderDevice(watch), Store(tmp_path / "coach"), now=lambda: NOW)
    wanted = _contents(watch)
    assert fetch(FolderDevice(watch), mine, now=lambda: NOW).new == []
    done = fetch(FolderDevice(watch), mine, delete=True, now=lambda: NOW)
    assert len(done.new) == 2
    assert set(_kept(mine)) == wanted
    assert _names(watch) == []


def test_all_brings_what_another_laptop_had_fetched(tmp_path: Path) -> None:
    watch = _watch(tmp_path / "watch", 2)
    fetch(FolderDevice(watch), Store(tmp_path / "coach"), now=lambda: NOW)
    mine = Store(tmp_path / "mine")
    assert len(fetch(FolderDevice(watch), mine, everything=True, now=lambda: NOW).new) == 2
    assert _names(watch) == ["00001.got", "00002.got"]


def test_a_log_fetched_in_mid_session_grows_instead_of_standing_twice(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "watch")
    watch.begin()
    watch.reps([84_000, 84_100])
    watch.bytes()
    store = Store(tmp_path / "data")
    device = FolderDevice(watch)
    device.calls_left = 5  # capability, clock, logs, log, sessions; cut before the rename
    with pytest.raises(DeviceError):
        fetch(device, store, now=lambda: NOW)
    assert len(store.all()) == 1
    laplog_reading.reopen(watch.log, watch.log.path, BEGAN + 300, 1_000)
    watch.add(laplog.LAP, 2, 1, 3, 84_000, 84_200, laplog.UNKNOWN)
    watch.end(3)
    data = watch.bytes()
    fetch(FolderDevice(watch), store, now=lambda: NOW)
    assert _kept(store) == [data]


def test_a_clock_that_ran_wrong_since_it_was_set_is_warned_of(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "watch")
    device = FolderDevice(watch)
    device.told = ClockReading(0, NOW + 72, NOW - 3600, 2)
    done = fetch(device, Store(tmp_path / "data"), now=lambda: NOW)
    assert done.problems == []
    assert "20,000 ppm fast" in done.warnings[0] and "1.68 s in a lap" in done.warnings[0]
    device.told = ClockReading(0, NOW + 2, NOW - 3600, 2)
    assert fetch(device, Store(tmp_path / "data"), now=lambda: NOW).warnings == []


def test_a_log_with_an_unset_clock_is_dated_from_the_uptime(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "watch")
    watch.begin(unix_time=0, uptime_ms=100_000)
    watch.reps([84_000])
    watch.end(1)
    watch.bytes()
    store = Store(tmp_path / "data")
    fetch(FolderDevice(watch, uptime_ms=3_700_000), store, now=lambda: NOW)
    result = store.result(store.choose())
    assert result.began is not None
    assert result.began.timestamp() == NOW - 3600
    assert "uptime" in result.dated
    assert store.choose().stem.startswith("2026-09-21-")


@pytest.mark.parametrize(
    ("restarts", "told"),
    [(1, "by the watch's uptime"), (2, "at the latest")],
    ids=["the one that ends a session", "another"],
)
def test_a_date_is_blurred_by_no_restart_but_another_and_then_it_says_so(
    restarts: int, told: str, tmp_path: Path
) -> None:
    watch = _undated(tmp_path / "watch", restarts)
    store = Store(tmp_path / "data")
    fetch(FolderDevice(watch, uptime_ms=50_000), store, now=lambda: NOW)
    result = store.result(store.choose())
    assert result.began is not None
    assert result.began.timestamp() == NOW - 50 - 600
    assert told in result.dated


def test_the_program_comes_along_so_that_the_report_finds_its_targets(tmp_path: Path) -> None:
    program = intervals(3)
    watch = Watch(tmp_path / "watch")
    device = FolderDevice(watch)
    device.write("sessions/3x400.tpp", program)
    device.write("watch/settings.json", b"{}")
    watch.storage.append("sessions/other.tpp", b"not a program")
    watch.begin("3 x 400", identity=program_format.verify(program).identity)
    watch.reps([84_000, 84_100, 84_200])
    watch.end(3)
    watch.bytes()
    store = Store(tmp_path / "data")
    done = fetch(device, store, now=lambda: NOW)
    result = store.result(done.new[0])
    assert [row.distance_m for row in result.rows] == [400, 400, 400]
    assert result.planned_runs == 3
    assert result.problems == ()


def test_the_error_log_comes_home_without_repeating_itself(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "watch")
    store = Store(tmp_path / "data")
    watch.storage.note_error("boot 1: low battery")
    watch.storage.note_error("boot 2: low battery")
    assert fetch(FolderDevice(watch), store, now=lambda: NOW).errors == 2
    assert fetch(FolderDevice(watch), store, now=lambda: NOW).errors == 0
    for number in range(400):
        watch.storage.note_error(f"boot {number}: something long enough to push others out")
        if number % 20 == 0:
            fetch(FolderDevice(watch), store, now=lambda: NOW)
    fetch(FolderDevice(watch), store, now=lambda: NOW)
    lines = (store.errors / "red-watch.txt").read_text("utf-8").splitlines()
    assert len(lines) == 402
    assert lines[-1].startswith("boot 399")


def test_the_error_logs_of_two_watches_of_one_name_do_not_repeat_each_other(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    one, other = (Watch(tmp_path / name) for name in ("one", "other"))
    for number in range(3):
        one.storage.note_error(f"boot {number}: low battery")
        other.storage.note_error(f"boot {7 + number}: flash full")
        for watch in (one, other):
            assert fetch(FolderDevice(watch), store, now=lambda: NOW).errors == 1
            assert fetch(FolderDevice(watch), store, now=lambda: NOW).errors == 0
    assert len((store.errors / "red-watch.txt").read_text("utf-8").splitlines()) == 6


def test_watches_that_are_not_called_in_latin_letters_have_error_logs_of_their_own(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path / "data")
    for name in ("\u0410\u043d\u044f", "\u041e\u043b\u044f"):
        store.keep_errors(name, "boot 1: low battery")
    assert len(list(store.errors.iterdir())) == 2


def test_an_error_log_that_is_no_text_any_more_does_not_end_a_fetch(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.keep_errors("anna", "boot 1: low battery")
    (store.errors / "anna.txt").write_bytes(b"caf\xe9\n")
    assert store.keep_errors("anna", "boot 1: low battery") == 1


def test_an_unreadable_log_comes_home_and_is_named(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "watch")
    watch.storage.append("logs/00001.log", b"\x00" * 500)
    watch.storage.append("logs/00002.log", b"")
    store = Store(tmp_path / "data")
    done = fetch(FolderDevice(watch), store, now=lambda: NOW)
    assert len(done.problems) == 2
    assert _kept(store) == [b"\x00" * 500]
    assert _names(watch) == ["00001.got", "00002.log"]


def test_a_log_without_a_name_is_called_by_its_reps(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "watch")
    device = FolderDevice(watch)
    code = intervals(8, sets=2)
    device.write("sessions/a.tpp", code)
    watch.begin("", "", identity=program_format.verify(code).identity)
    watch.reps([84_000])
    watch.bytes()
    store = Store(tmp_path / "data")
    (stored,) = fetch(device, store, now=lambda: NOW).new
    assert stored.stem == "2026-09-21-1613-2x8x400-red-watch"
    assert store.result(stored).title == "2 x 8 x 400"


def test_a_fetch_that_was_killed_leaves_nothing_behind_after_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = _watch(tmp_path / "watch", 1)
    store = Store(tmp_path / "data")

    def killed(old: Path, new: Path) -> None:
        if new.suffix == ".log":
            raise SystemExit
        rename(old, new)

    rename = os.replace
    with monkeypatch.context() as patch:
        patch.setattr("os.replace", killed)
        with pytest.raises(SystemExit):
            fetch(FolderDevice(watch), store, now=lambda: NOW)
    (part,) = store.logs.glob("*.part")
    (found,) = fetch(FolderDevice(watch), store, now=lambda: NOW).new
    assert {path.name for path in store.logs.iterdir()} == {
        part.name.removesuffix(".part"),
        found.beside.name,
    }


def test_a_boot_before_and_a_reset_say_how_well_the_date_is_known(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "watch")
    watch.begin(unix_time=0, uptime_ms=100_000)
    watch.reps([84_000])
    watch.end(1)
    log = read(watch.bytes())
    boot = log.boot
    assert boot is not None

    def how(log: Log, boot: int, uptime_ms: int) -> str:
        told = Capability.from_json(json.dumps({"boot": boot, "uptime_ms": uptime_ms}).encode())
        return date_by_uptime(log, told, NOW)[1]

    assert how(log, boot, 900_000) == how(log, boot + 1, 900_000) == SAME_BOOT
    # An uptime shorter than the session was ago is another boot's, whatever its number says.
    assert how(log, boot, 50_000) == NOT_KNOWN
    assert how(replace(log, resets=log.resets + 1), boot + 1, 900_000) == BOOT_BEFORE
    assert how(log, boot + 2, 900_000) == BOOT_BEFORE


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a system that cannot be put in a zone")
@pytest.mark.parametrize("later_boots", [0, 1])
def test_an_evening_before_the_clocks_change_keeps_its_hour_and_its_day(
    later_boots: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run on Sunday at ten past midnight of summer time, fetched on Sunday morning in winter's."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    try:
        met = datetime(2026, 10, 25, 9, 0, tzinfo=UTC)
        began = datetime(2026, 10, 24, 22, 10, tzinfo=UTC)
        ago = round((met - began).total_seconds() * 1000)
        watch = _undated(tmp_path / "watch", later_boots)
        uptime_ms = ago - 600_000 if later_boots else ago + 100_000
        store = Store(tmp_path / "data")
        fetch(FolderDevice(watch, uptime_ms=uptime_ms), store, now=met.timestamp)
        stored = store.choose()
        assert stored.stem.startswith("2026-10-25-0010-")
        assert str(store.result(stored).began) == "2026-10-25 00:10:00+02:00"
    finally:
        monkeypatch.undo()
        time.tzset()


class Odd(FolderDevice):
    """A watch with files in logs/ that are no logs, some of which it gives and none of which it
    lets be renamed; and one log that it cannot read any more."""

    unreadable = ""

    def read(self, path: str, progress: Progress | None = None) -> bytes:
        if path.endswith(self.unreadable or "\0"):
            raise RefusedError("the watch on a port failed: OSError: [Errno 5] EIO")
        return super().read(path, progress)

    def move(self, old: str, new: str) -> None:
        if not self.storage.move_allowed(old, new):
            raise RefusedError("the watch refused: this file cannot be renamed so")
        super().move(old, new)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["\x1b]0;x\x07.log", "0.log.log", "a.log", ".log", "1.LOG", "notes.txt", "١.log"])
@given(
    st.lists(
        st.builds(
            str.__add__,
            st.text(st.characters(exclude_characters="/\0", codec="utf-8"), max_size=12),
            st.sampled_from(["", ".log", ".got", ".part", "1.log"]),
        ).filter(lambda name: name.strip(".")),
        max_size=4,
    )
)
def test_one_odd_file_does_not_keep_the_others(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    tmp_path = tmp_path_factory.mktemp("odd")
    watch = _watch(tmp_path / "watch", 2)
    wanted = _contents(watch)
    logs = tmp_path / "watch" / "logs"
    odd = {name for name in names if not re.fullmatch(r"[0-9]+\.(log|got)", name)}
    for name in odd:
        (logs / name).write_bytes(b"no log at all")
    store = Store(tmp_path / "data")
    done = fetch(Odd(watch), store, delete=True, now=lambda: NOW)
    assert set(_kept(store)) == wanted and done.problems == []
    assert set(os.listdir(logs)) == odd
    assert len(done.odd) == len(odd)
    assert all(any(f"logs/{name} " in said for said in done.odd) for name in odd)


def test_a_file_that_the_watch_cannot_give_is_named_and_the_rest_comes(tmp_path: Path) -> None:
    watch = _watch(tmp_path / "watch", 3)
    store = Store(tmp_path / "data")
    device = Odd(watch)
    device.unreadable = "00002.log"
    done = fetch(device, store, now=lambda: NOW)
    assert len(done.new) == 2 and _names(watch) == ["00001.got", "00002.log", "00003.got"]
    (problem,) = done.problems
    assert problem.startswith("logs/00002.log was left on the watch: ") and "EIO" in problem
    device.unreadable = ""
    assert len(fetch(device, store, now=lambda: NOW).new) == 1


def test_a_file_larger_than_any_log_is_not_asked_for(tmp_path: Path) -> None:
    watch = _watch(tmp_path / "watch", 1)
    (tmp_path / "watch" / "logs" / "00002.log").write_bytes(bytes(LARGEST + 1))
    device = FolderDevice(watch)
    done = fetch(device, Store(tmp_path / "data"), now=lambda: NOW)
    assert len(done.new) == 1 and "logs/00002.log" in done.odd[0]
    assert "logs/00002.log" not in device.reads
