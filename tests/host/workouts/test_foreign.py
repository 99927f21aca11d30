# SPDX-License-Identifier: MIT
"""Workouts that others made: Garmin Connect's FIT, intervals.icu's text in its own spellings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from garmin_fit_sdk import Encoder, Profile

from tests.host.notation.cases import CORPUS, cases
from tests.host.workouts.test_round_trips import steps_of
from trackpacer.errors import NotationError, UserError
from trackpacer.notation import exact
from trackpacer.session import Session
from trackpacer.workouts import fit_reading, intervals, intervals_reading


def file(rows: Sequence[dict[str, Any]], kind: int = 5, sport: str = "running") -> bytes:
    encoder = Encoder()

    def write(name: str, **fields: Any) -> None:
        encoder.write_mesg({"mesg_num": Profile["mesg_num"][name], **fields})

    write("FILE_ID", type=kind, manufacturer="garmin", product=1, serial_number=5,
          time_created=datetime(2026, 11, 1, tzinfo=UTC))  # fmt: skip
    write("WORKOUT", sport=sport, num_valid_steps=len(rows), wkt_name="Tuesday")
    for index, row in enumerate(rows):
        write("WORKOUT_STEP", message_index=index, **row)
    return bytes(encoder.close())


def run(metres: int, low: int = 0, high: int = 0, **more: Any) -> dict[str, Any]:
    target = {"target_type": "speed", "target_value": 0, "custom_target_value_low": low,
              "custom_target_value_high": high} if low else {"target_type": "open"}  # fmt: skip
    return {"duration_type": "distance", "duration_value": metres * 100, "intensity": "active",
            **target, **more}  # fmt: skip


def rest(ms: int) -> dict[str, Any]:
    return {"duration_type": "time", "duration_value": ms, "target_type": "open",
            "intensity": "recovery"}  # fmt: skip


def repeat(first: int, count: int) -> dict[str, Any]:
    return {"duration_type": "repeat_until_steps_cmplt", "duration_value": first,
            "target_value": count}  # fmt: skip


LAP = {"duration_type": "open", "target_type": "open"}


def plain(session: Session) -> list[str]:
    return [line for line in exact.write(session).splitlines()[1:] if not line.startswith("title")]


def test_garmin_connects_repeats_are_a_coachs_set() -> None:
    rows = [
        {**LAP, "intensity": "warmup"},
        run(800, 4000, 4167),
        rest(90_000),
        repeat(1, 5),
        {**rest(240_000), "intensity": "rest"},
        run(400, 4762, 4762),
        rest(60_000),
        repeat(5, 4),
        {**LAP, "intensity": "cooldown"},
    ]
    session = fit_reading.read(file(rows), "tuesday.fit")
    assert session.title == "Tuesday"
    assert plain(session) == [
        "5 x (800 m @ 3:20 or up to 0:08 faster; R 1:30 between)",
        "R 5:30",
        "4 x (400 m @ 1:24; R 1:00 between)",
    ]
    said = "\n".join(session.assumptions)
    for what in ("warm-up until the lap button", "cool-down until the lap button", "1:30 and 4:00",
                 "band of pace"):  # fmt: skip
        assert what in said
    assert session.passed_over == ("the recovery after the last rep",)


def test_a_band_whose_ends_are_the_other_way_round_is_one_too() -> None:
    session = fit_reading.read(file([run(400, 4878, 4651)]), "other.fit")
    assert plain(session) == ["400 m @ 1:26 or up to 0:04 faster"]


def test_what_was_written_out_is_a_set_again() -> None:
    rows: list[dict[str, Any]] = []
    for speed in (4255, 4348, 4444, 4545):  # 400 m in 94, 92, 90, 88 s
        rows += [run(400, speed, speed), rest(60_000)]
    session = fit_reading.read(file(rows[:-1]), "ladder.fit")
    assert plain(session) == ["4 x (400 m @ 1:34, 1:32, 1:30, 1:28; R 1:00 between)"]


def test_repeats_within_repeats_are_read() -> None:
    rows = [run(200), rest(30_000), repeat(0, 4), {**LAP, "intensity": "rest"}, repeat(0, 3)]
    assert plain(fit_reading.read(file(rows), "sets.fit")) == (
        ["3 x (4 x (200 m; R 0:30 between); R full between)"]
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([run(400), repeat(3, 2)], "step 2 repeats steps that do not stand before it"),
        ([run(400), repeat(0, 900)], "step 2 repeats 900 times"),
        ([{**LAP, "intensity": "active"}], "step 1 is a run that only the lap button ends"),
        ([{**run(400), "duration_type": "hr_less_than"}], "step 1 ends at something else"),
        ([rest(60_000)], "no run in it"),
        ([], "no step in it"),
    ],
)
def test_a_workout_that_no_watch_of_ours_runs_is_refused(
    rows: list[dict[str, Any]], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        fit_reading.read(file(rows), "other.fit")


def test_another_file_or_sport_is_refused_and_a_zone_is_told() -> None:
    with pytest.raises(UserError, match="what was run, not a workout"):
        fit_reading.read(file([run(400)], kind=4), "race.fit")
    with pytest.raises(UserError, match="another sport"):
        fit_reading.read(file([run(400)], sport="cycling"), "ride.fit")
    zoned = {**run(400), "target_type": "heart_rate", "target_value": 4}
    session = fit_reading.read(file([zoned]), "zone.fit")
    assert steps_of(session)[0].target_ms is None
    assert "step 1 has a target that is no pace of its own" in session.warnings[0]


GUIDE = """Track Tuesday

Warmup
- 10m 6:00-5:30/km Pace

Main Set 6x
- 1km 4:15/km Pace
- 2m 6:00/km Pace

Cooldown
- 10m 5:45-6:15/km Pace
"""


def test_intervals_own_example_is_read() -> None:
    """From the running syntax's examples: the 2 minutes at 6:00 are the recovery."""
    assert intervals_reading.is_workout(GUIDE)
    session = intervals_reading.read(GUIDE)
    assert session.title == "Track Tuesday"
    assert plain(session) == [
        "for 10:00 warm-up @ 6:00/km or up to 0:30 faster",
        "R none",
        "6 x (1000 m @ 4:15; R 2:00 between)",
        "R 2:00",
        "for 10:00 cool-down @ 6:15/km or up to 0:30 faster",
    ]
    assert "much slower than the others of its repeat is a recovery" in "\n".join(
        session.assumptions
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("- 500mtr 5:00/km Pace", "500 m @ 2:30"),
        ("- 1mi 6:00/mi Pace", "1609 m @ 5:59.923"),
        ("- 0.4km 1:24/400m Pace", "400 m @ 1:24"),
        ("- 1m30 5:00/km Pace", "for 1:30 @ 5:00/km"),
        ("- 1'30\" 5:00/km Pace", "for 1:30 @ 5:00/km"),
        ("- 1h2m30s intensity=active", "for 1:02:30"),
        ("- Max 30s intensity=active", "for 0:30 effort max"),
        ("- 10m 3:00/100m-4:00/100m Pace", "for 10:00 @ 40:00/km or up to 10:00 faster"),
        ("- 5m 80% Pace", "for 5:00"),
        ("- 5m Z2 Pace", "for 5:00"),
        ("- 20m Z2", "for 20:00"),
        ("- Steady 1h 75-80%", "for 1:00:00 effort steady"),
    ],
)
def test_its_spellings(line: str, wanted: str) -> None:
    assert intervals_reading.is_workout(line)
    assert plain(intervals_reading.read(line)) == [wanted]


@pytest.mark.parametrize("title", ["Tuesday 3x", "- 5m of it", "X"])
def test_a_title_is_no_step_and_no_repeat(title: str) -> None:
    body = exact.read(f"{exact.MARK}\n4 x (400 m @ 1:24; R 1:00 between)").body
    text, _ = intervals.plan(Session(title, "", body))
    session = intervals_reading.read(text)
    assert plain(session) == ["4 x (400 m @ 1:24; R 1:00 between)"]
    assert session.title.strip(".") == title.lstrip("- ")


def test_m_is_minutes_there_and_metres_here() -> None:
    text = "4x\n- 3m 3:20/km Pace intensity=active\n- 90s intensity=rest"
    assert plain(intervals_reading.read(text)) == ["4 x (for 3:00 @ 3:20/km; R 1:30 between)"]


def test_what_a_step_cannot_be_is_shown_with_a_caret() -> None:
    with pytest.raises(NotationError) as ramp:
        intervals_reading.read("- 10m ramp 60%-90% Pace\n- 5m Z2 Pace")
    assert (ramp.value.line, ramp.value.column) == (1, 7)
    with pytest.raises(NotationError, match="'Main 6x' with no step right below it") as empty:
        intervals_reading.read("Track\n\nMain 6x\n\n- 5m Z2 Pace")
    assert (empty.value.line, empty.value.column) == (3, 1)
    with pytest.raises(NotationError, match="a step without a length"):
        intervals_reading.read("- 4:15/km Pace intensity=active")


def test_no_coachs_text_is_taken_for_it() -> None:
    for path in sorted(CORPUS.glob("*.txt")):
        for case in cases(path):
            assert not intervals_reading.is_workout(case.text), case.name
