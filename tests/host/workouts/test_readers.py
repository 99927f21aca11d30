# SPDX-License-Identifier: MIT
"""Our FIT workouts as three other readers see them: Garmin's own, fitparse and fitdecode."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import fitdecode
import fitparse

from tests.formats import garmin
from tests.host.sessions import ARTICLE
from trackpacer.notation import exact
from trackpacer.workouts import fit

CREATED = datetime(2026, 11, 29, 12, tzinfo=UTC)

# The fields of a step, in Garmin's JavaScript's names and in those of the profile.
FIELDS = {
    "durationDistance": "duration_distance",
    "durationTime": "duration_time",
    "customTargetSpeedLow": "custom_target_speed_low",
    "customTargetSpeedHigh": "custom_target_speed_high",
    "repeatSteps": "repeat_steps",
    "durationStep": "duration_step",
    "notes": "notes",
}


def encoded(text: str) -> bytes:
    session = exact.read(f"{exact.MARK}\n{text}")
    return fit.encode(fit.plan(session), 7, CREATED)


def by_garmin(file: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        {FIELDS[key]: value for key, value in step.items() if key in FIELDS}
        for step in file["workoutStepMesgs"]
    ]


def by_fitparse(data: bytes) -> list[dict[str, Any]]:
    steps = fitparse.FitFile(data).get_messages("workout_step")
    rows = [{field.name: field.value for field in step.fields} for step in steps]
    return [
        {k: v for k, v in row.items() if k in FIELDS.values() and v is not None} for row in rows
    ]


def by_fitdecode(data: bytes) -> list[dict[str, Any]]:
    rows = []
    with fitdecode.FitReader(io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE) as frames:
        for frame in frames:
            if isinstance(frame, fitdecode.FitDataMessage) and frame.name == "workout_step":
                rows.append({field.name: field.value for field in frame.fields})
    return [
        {k: v for k, v in row.items() if k in FIELDS.values() and v is not None} for row in rows
    ]


def test_three_readers_see_the_same_steps_of_every_article_session() -> None:
    files = [encoded(text) for text in ARTICLE.values()]
    for data, file in zip(files, garmin.read(files), strict=True):
        steps = by_garmin(file)
        assert file["fileIdMesgs"][0]["type"] == "workout"
        assert file["workoutMesgs"][0]["sport"] == "running"
        assert file["workoutMesgs"][0]["numValidSteps"] == len(steps) > 0
        assert steps == by_fitparse(data) == by_fitdecode(data)


def test_the_article_session_is_25_times_400_m_in_84_s_and_45_s_of_rest() -> None:
    steps = garmin.read([encoded(ARTICLE["8"])])[0]["workoutStepMesgs"]
    run, rest, again = steps
    assert (run["durationType"], run["durationDistance"], run["targetType"]) == (
        ("distance", 400, "speed")
    )
    # 84 s give or take what the watch calls 'on', 0.84 s.
    assert (
        400 / run["customTargetSpeedLow"] == 84.84
        or abs(400 / run["customTargetSpeedLow"] - 84.84) < 0.01
    )
    assert abs(400 / run["customTargetSpeedHigh"] - 83.16) < 0.01
    assert (rest["durationType"], rest["durationTime"], rest["intensity"]) == ("time", 45, "rest")
    assert (again["durationType"], again["durationStep"], again["repeatSteps"]) == (
        ("repeatUntilStepsCmplt", 0, 25)
    )


def test_recoveries_that_our_watch_counts_are_as_long_as_the_target_makes_them() -> None:
    text = (
        "4 x (400 m @ 1:24; R send-off 2:00 between); R full; 4 x (400 m @ 1:20; R equal between); "
        "R full; 4 x (200 m @ 0:40; R equal 50% between)"
    )
    steps = garmin.read([encoded(text)])[0]["workoutStepMesgs"]
    assert {step["durationTime"] for step in steps if "durationTime" in step} == {36, 80, 20}


def test_what_waits_for_the_press_waits_for_the_lap_button() -> None:
    steps = garmin.read([encoded(ARTICLE["4"])])[0]["workoutStepMesgs"]
    assert [step["durationType"] for step in steps] == (
        ["distance", "open", "repeatUntilStepsCmplt"]
    )
    assert steps[0]["targetType"] == "open"


def test_a_jog_is_recovery_and_a_warm_up_is_warm_up() -> None:
    text = (
        "2000 m warm-up; R full; 4 x (1000 m @ 3:20; R 400 m jog between); R full; 1000 m cool-down"
    )
    steps = garmin.read([encoded(text)])[0]["workoutStepMesgs"]
    assert [step["intensity"] for step in steps if "intensity" in step] == (
        ["warmup", "rest", "active", "recovery", "active", "rest", "cooldown"]
    )
