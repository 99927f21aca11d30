# SPDX-License-Identifier: MIT
"""Reading lap logs: what was recorded, what is missing, and what damage hides."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.host.laps.sessions import BEGAN, Watch, human
from trackpacer.errors import UserError
from trackpacer.firmware import laplog, laplog_reading
from trackpacer.laps.log import LogError, State, read


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path)


def test_every_lap_comes_back_to_the_millisecond(watch: Watch) -> None:
    times = human()
    watch.begin()
    watch.reps(times)
    watch.end(25)
    log = read(watch.bytes())
    assert [lap.actual_ms for lap in log.laps] == times
    assert [lap.target_ms for lap in log.laps] == [84_000] * 25
    assert [lap.recovery_ms for lap in log.laps] == [0] + [40_000] * 24
    assert (log.name, log.athlete, log.watch) == ("25 x 400", "Zoë", "red watch")
    assert log.identity == 0x1234ABCD
    assert log.began is not None
    assert log.began.timestamp() == BEGAN
    assert log.began.utcoffset() == timedelta(hours=2)
    assert (log.end, log.problems) == ("end", ())


def test_times_of_go_add_up_from_recoveries_laps_and_pauses(watch: Watch) -> None:
    watch.begin()
    watch.add(laplog.LAP, 0, 1, 1, 84_000, 80_000, 0)
    watch.add(laplog.LAP, 1, 1, 2, 84_000, 33_000, 40_000)
    watch.add(laplog.VOID, 1, 1, 2, 84_000, 33_000)
    watch.add(laplog.PAUSE, 1, 1, 2, 84_000, 34_000)
    watch.add(laplog.RESUME, 1, 1, 2, 84_000, 34_000, 12_000)
    watch.add(laplog.LAP, 1, 1, 2, 84_000, 85_000, 40_000)
    watch.add(laplog.PAUSE, 2, 1, 3, 84_000, 20_000)
    watch.add(laplog.RESTART, 2, 1, 3, 84_000, 0, 60_000)
    watch.add(laplog.LAP, 2, 1, 3, 84_000, 84_000, 40_000)
    watch.end(3)
    log = read(watch.bytes())
    second, third = log.laps[1:]
    assert second.voided == (33_000,)
    assert (second.actual_ms, second.paused_ms, second.go_ms) == (85_000, 12_000, 120_000)
    assert (third.restarts, third.given_up_ms) == (1, 80_000)
    # 120 s to GO, 85 s run, 12 s paused, 40 s recovery, 20 s given up, 60 s paused
    assert third.go_ms == 337_000


def test_missed_skipped_and_timed_runs_have_their_own_state(watch: Watch) -> None:
    watch.begin()
    watch.add(laplog.MISSED, 0, 1, 1, 84_000, 84_000)
    watch.add(laplog.SKIPPED, 1, 1, 2, 84_000, 0, 40_000)
    watch.add(laplog.TIMED, 2, 1, 3, 7_000, 7_000, 40_000)
    watch.add(laplog.LAP, 3, 1, 4, 0, 3_000_000, laplog.UNKNOWN)
    watch.add(laplog.STOPPED, 4)
    log = read(watch.bytes())
    assert [lap.state for lap in log.laps] == [
        State.MISSED,
        State.SKIPPED,
        State.TIMED,
        State.LAP,
    ]
    assert [lap.actual_ms for lap in log.laps] == [None, None, 7_000, 3_000_000]
    assert log.laps[0].elapsed_ms == 84_000
    assert log.laps[3].recovery_ms is None
    assert log.laps[3].target_ms is None
    assert log.end == "stopped"


def test_a_rep_given_up_in_a_pause_is_shown_as_not_finished(watch: Watch) -> None:
    watch.begin()
    watch.add(laplog.LAP, 0, 1, 1, 84_000, 80_000)
    watch.add(laplog.PAUSE, 1, 1, 2, 84_000, 31_000)
    watch.add(laplog.STOPPED, 1)
    log = read(watch.bytes())
    assert (log.laps[1].state, log.laps[1].elapsed_ms) == (State.OPEN, 31_000)


def test_a_session_taken_up_after_a_reset_is_one_session(watch: Watch) -> None:
    watch.begin()
    watch.reps([84_000, 84_100])
    watch.bytes()
    path = watch.log.path
    watch.storage.start()
    assert laplog_reading.reopen(watch.log, path, BEGAN + 900, 5_000) == 2
    watch.add(laplog.LAP, 2, 1, 3, 84_000, 84_200, laplog.UNKNOWN)
    watch.end(3)
    log = read(watch.bytes())
    assert [lap.actual_ms for lap in log.laps] == [84_000, 84_100, 84_200]
    assert [lap.after_reset for lap in log.laps] == [False, False, True]
    assert log.laps[2].go_ms is None
    assert log.length_ms is None  # what the watch counted begins after the reset
    assert log.problems == ()


@pytest.mark.parametrize("cut", range(1, laplog.CELL))
def test_torn_tail_is_dropped_and_named(watch: Watch, cut: int) -> None:
    watch.begin()
    watch.reps([84_000, 84_100, 84_200])
    data = watch.bytes()
    log = read(data[:-cut])
    assert [lap.actual_ms for lap in log.laps] == [84_000, 84_100]
    assert any("cut off" in problem for problem in log.problems)
    assert log.end is None


@pytest.mark.parametrize("bit", range(0, 8 * laplog.CELL, 7))
def test_damaged_record_hides_only_itself(watch: Watch, bit: int) -> None:
    watch.begin()
    watch.reps([84_000, 84_100, 84_200])
    data = bytearray(watch.bytes())
    data[len(data) - 2 * laplog.CELL + bit // 8] ^= 1 << bit % 8
    log = read(bytes(data))
    assert [lap.actual_ms for lap in log.laps] == [84_000, 84_200]
    assert "record 2 is damaged and is left out" in log.problems
    assert "run 2 is not in the log" in log.problems


def test_damaged_header_hides_no_lap(watch: Watch) -> None:
    watch.begin()
    times = human()
    watch.reps(times)
    data = watch.bytes()
    length = laplog_reading.read_header(data).length
    for at in range(length):
        broken = bytearray(data)
        broken[at] ^= 0x20
        if at == 3:
            continue  # the version: a newer format, below
        log = read(bytes(broken))
        assert [lap.actual_ms for lap in log.laps] == times, at
        assert log.identity is None
        assert "header is damaged" in log.problems[0]


def test_newer_format_is_refused_by_its_number(watch: Watch) -> None:
    watch.begin()
    watch.reps([84_000])
    data = bytearray(watch.bytes())
    data[3] = 2
    with pytest.raises(LogError, match="version 2; this reads version 1"):
        read(bytes(data))


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"TPL", b"TPL\x01", b"\x89PNG\r\n" + bytes(900), bytes(5000), b"\xff" * 5000],
)
def test_foreign_files_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(LogError, match=r"notes\.log: .*(not a lap log|cut off)"):
        read(data, "notes.log")


def test_what_no_watch_can_have_written_is_refused_at_once(watch: Watch) -> None:
    watch.begin()
    watch.reps([84_000])
    data = watch.bytes()
    assert len(read(data).laps) == 1
    with pytest.raises(LogError, match="more than a lap log can hold"):
        read(data + bytes(6_000_000))


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for found in (data, laplog.MAGIC + data):
        try:
            read(found)
        except UserError:
            pass


@given(
    st.lists(
        st.tuples(
            st.integers(0, 15),
            st.integers(0, 30),
            st.integers(0, 3),
            st.integers(0, 12),
            *[st.integers(-1, 0xFFFFFF)] * 3,
        ),
        max_size=40,
    ),
    st.lists(st.tuples(st.integers(0, 800), st.integers(0, 255)), max_size=6),
    st.integers(0, 60),
)
@settings(max_examples=300)
def test_sound_laps_survive_whatever_stands_around_them(
    events: list[tuple[int, ...]], damage: list[tuple[int, int]], cut: int
) -> None:
    head = laplog.pack_header(7, "n", "a", "w", BEGAN, 0, 0, 1)
    data = bytearray(head + bytes(laplog.CELL * len(events)))
    for number, event in enumerate(events):
        laplog.pack_record(data, len(head) + number * laplog.CELL, *event)
    for at, value in damage:
        if len(head) <= at < len(data):
            data[at] = value
    whole = bytes(data[: max(len(head), len(data) - cut)])
    log = read(whole)
    runs = [lap.run for lap in log.laps]
    assert runs == sorted(set(runs))
    cells = [
        laplog_reading.read_record(whole, at)
        for at in range(len(head), len(whole) - laplog.CELL + 1, laplog.CELL)
    ]
    voided = {cell[1] for cell in cells if cell and cell[0] == laplog.VOID}
    for cell in cells:
        if cell and laplog_reading.closes_run(cell[0]) and cell[1] not in voided:
            assert cell[1] in runs
    damaged = sum(cell is None for cell in cells)
    assert sum("damaged" in problem for problem in log.problems) == damaged


def test_what_was_paused_before_a_reset_is_not_of_the_run_that_is_run_again(watch: Watch) -> None:
    watch.begin()
    watch.add(laplog.LAP, 0, 1, 1, 84_000, 84_000, 0)
    watch.add(laplog.PAUSE, 1, 1, 2, 84_000, 30_000)
    watch.add(laplog.RESUME, 1, 1, 2, 84_000, 0, 12_500)
    watch.bytes()
    laplog_reading.reopen(watch.log, watch.log.path, BEGAN + 600, 5_000)
    watch.add(laplog.LAP, 1, 1, 2, 84_000, 84_000, laplog.UNKNOWN)
    watch.end(2)
    lap = read(watch.bytes()).laps[1]
    assert lap.after_reset and lap.pauses == () and lap.paused_ms == 0
