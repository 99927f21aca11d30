# SPDX-License-Identifier: MIT
"""What no coach would have written to be run is asked about, never run in silence."""

from __future__ import annotations

import pytest

from tests.host.notation.cases import RUNNER, expected_session
from tests.host.notation.labelled import CONTEXT
from trackpacer.errors import Question
from trackpacer.notation import exact, read
from trackpacer.notation.suspicions.glance import at_a_glance
from trackpacer.paces import parse_race
from trackpacer.paces.equivalence import Races
from trackpacer.records import replace
from trackpacer.session import Recovery, RecoveryType, Repeat, Run, Series, Session


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("9 miles, 3 x 1.5 miles @ 6:20/mi", "9 miles"),
        ("6k. 6 x 1000m w/ 90s jog", "6k"),
        ("8 x 400 off 60s. 400 in 75.", "400"),
        ("10 km easy (3 min)", "3 min"),
        ("8 x 150 @ 800 race pace. 4 min rest, 8 min easy, jog recovery.", "jog recovery"),
        ("6 x 400 @ 80, R60. 90s.", "90s"),
        ("5 x 300 at 57-60 off 90s. 2 miles easy to the track", "2 miles"),
        ("2 x 600 (100% effort) 12 mins", "12 mins"),
        ("2 mile w/u, 3 x 1 mile @ 6:00 R2:00, 2 mile c/d\n7 miles", "7 miles"),
        ("60 secs, 3 min rest, 60, 2 min rest, 60", "60"),
        ("5k on the track as 200 hard 200 easy", "5k"),
        ("8 miles with the last mile fast (6:00)", "6:00"),
        ("60-60s for 2 miles", "60s"),
        ("10 x 400 at 5k pace R60 (est. 4 mi)", "4 mi"),
        ("16km: 4 x 2000 @ 10k pace, 3 min", "16km"),
        ("20 minutes of 300m fast / 100m jog", "20 minutes"),
        ("600 breakdown - 600, 400, 300, 200", "600"),
        ("3 x 1000 - five 200s at 3k pace with 15 s rest, 5 min between sets", "five 200s"),
        ("11 x 2min. 45 sec rec of 2 min.", "2min. 45 sec"),
        ("Easy jog 4 x 600 at faster than race pace", "600"),
        ("5 sets of 4 minute reps. Then at 4 minutes, we turned around", "at 4 minutes"),
        ("T: 5 min easy, 10 min steady, 6 min faster", "T:"),
        ("4 sets of this:\n- 30 sec hill strides\n- jog down\n- 3 min @ 10k pace", "3 min"),
        ("12 x 400. For example, if you hold 80, your recovery is 1 minute.", "For example"),
        ("2 miles @ 8:40, 6 x 45 s hill @ 6:20 [2:30 recovery], 1.5 miles @ 8:30", "2 miles"),
        ("9 miles. Track: 1200, 600, 1200, 600 with 75 s rest between each.", "1200"),
        ("8 x 400 R90. The target splits for the group are 1:20.", "target splits"),
        ("5k easy\n3.1 miles | 25:00", "3.1 miles"),
        ("Strides for 3 minutes with 1 minute jog recovery, repeat 8 times", "3 minutes"),
        ("12 x 1000 off 90 (total 6 km)", "total 6 km"),
        ("4 x 1k, paces by set: 10k / 5k / 3k", "10k"),
        ("3 x (5 x 300m), R=1min, XR=4min", "4min"),
        ("10k pace, 75sec jog recovery, 6 x 3min20sec", "10k"),
        ("60s jog between: 1K, 1M, 3K, 1M, 1K", "60s"),
        ("10 x 300 @ 5k pace, 200 jog, + 100 jog", "100 jog"),
        ("300 at 800 pace / 45s / 100 sprint ... x4 (8min between)", "x4"),
        (
            "3 mins, 90 secs (10k pace) 45 secs (5k pace), 2 mins recovery: repeat 4 times",
            "recovery",
        ),
        ("Grass: 3 laps hard, 2 laps hard, 1 lap flat out", "3 laps"),
        ("On Tuesday it was 6 x 800 off 2 min; Thursday was 8 x 500 with 200m jog", "Thursday"),
        ("2 miles, mile, mile off 4:00,2:00", ",2:00"),
        ("3 x 600m @ 1500 pace (2:00), 6 min, 3 x 200m @ 800 pace (2:24)", "(2:24)"),
        ("Goal 2 miles 6:40 pace, 3*600 2:14 with 90 sec rest", "Goal"),
    ],
)
def test_it_asks(text: str, first: str) -> None:
    with pytest.raises(Question) as caught:
        read(text, CONTEXT)
    assert caught.value.readings
    assert text[caught.value.offset :].startswith(first) or first in caught.value.problem


@pytest.mark.parametrize(
    "text",
    [
        "3k, 2k, 1k all off 2 min",
        "Warm-up\n12 minutes, easy effort\n6 x 200 R60",
        "Warm up 1 km\n400, 600, 800\n400, 600, 800\n1 km warm down",
        "1k @ 3:20, 4 min jog, 8 x (200 @ 36, 40s rest), 4 min jog, 1k @ 3:20",
        "Run 500m and then jog for as long as you took to run the 500m. Repeat 6 times.",
        "1600 @ 5:20, 4 x 400 @ 75 R90",
        "2 miles easy then 4 x 800 @ 5k pace R2:00",
        "10 min warm up\n5 x 2 min hard, 2 min easy\n10 min cool down",
        "500m w/150m recovery\n400m w/150m recovery\n300m w/150m recovery",
        "6 x 400 @ 80 R60, then 1 x 400 fast",
        "800m, 400m, 200m, 2 min between each, x 3 with 5 min between sets",
        "12 x 400 off 60 (9.6k total)",
        "5 x 1k off 90 in the rain then tea and cake",
        "2026-11-24: 5 x 1k @ 3:25 (90s)",
        "4 x 80 m strides, 6 x 400 @ 80 R60",
    ],
)
def test_it_reads_what_only_looks_like_one(text: str) -> None:
    assert read(text, CONTEXT).body


def test_the_title_and_the_total_are_no_runs() -> None:
    for title in ("800M TRAINING\n", "5K WORKOUT: ", "Volume 3k - ", "3000m of hard running: "):
        session = read(f"{title}6 x 500 with 100 jog", CONTEXT)
        assert exact.in_one_line(exact.write(session)) == "6 x (500 m; R 100 m jog between)"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Seniors 8 x 600, juniors 5 x 600, 2 min recovery", ("8 x (600 m", "5 x (600 m")),
        ("Tues: 6 mi easy\nWed: 5 x 1k @ 5k pace, 2 min", ("9656 m", "5 x (1000 m")),
        ("Week 3: 6 x 600m, Week 4: 7 x 600m", ("6 x (600 m", "7 x (600 m")),
        ("W1 4x1k W2 5x1k all w/ 2' jog", ("4 x (1000 m", "5 x (1000 m")),
        ("Group A: 5 miles\nGroup B: 4 miles easy", ("8047 m", "6437 m")),
        ("Mon 5 miles easy, Tues 6 x 800 off 2 mins, Wed rest", ("8047 m", "6 x (800 m")),
        ("4 x 6 min for seniors (juniors 4 x 4 mins)", ("4 x (for 6:00", "4 x (for 4:00")),
        ("Sprinters: 4 x 150. Distance: 6 x 800 off 2 min.", ("4 x (150 m", "6 x (800 m")),
        ("4 miles easy AM, 6 x 1k PM (2 min jog)", ("6437 m", "6 x (1000 m")),
        (
            "If it's windy: 10 x 1 min. If not: 6 x 800 off 2 mins.",
            ("10 x (for 1:00", "6 x (800 m"),
        ),
    ],
)
def test_several_sessions_are_a_choice(text: str, runs: tuple[str, ...]) -> None:
    with pytest.raises(Question) as caught:
        read(text, CONTEXT)
    listed = [exact.in_one_line(reading.canonical) for reading in caught.value.readings]
    assert len(listed) == len(runs)
    assert all(one.startswith(begin) for one, begin in zip(listed, runs, strict=True))
    assert "which of them?" in caught.value.problem


def _read(text: str) -> str:
    return exact.in_one_line(exact.write(read(text, CONTEXT)))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "5 x 500m + 5 x 200m\nPace: 500m at 1:30, 200m at 34\n"
            "Rest: 90s after 500m reps, 2 min after 200m reps",
            "5 x (500 m @ 1:30; R 1:30 between); R 1:30; 5 x (200 m @ 0:34; R 2:00 between)",
        ),
        (
            "5 x 600m + 4 x 300m\n600m reps in 1:55 with 90s rest. 300m reps in 52 with 60s rest.",
            "5 x (600 m @ 1:55; R 1:30 between); R 1:30; 4 x (300 m @ 0:52; R 1:00 between)",
        ),
        (
            "10 x 400\nRun each 400 at 75 seconds and jog 200m between them.",
            "10 x (400 m @ 1:15; R 200 m jog between)",
        ),
        (
            "3 x 3 min with 90s between efforts, 3 x 2 min with 60s between efforts",
            "3 x (for 3:00; R 1:30 between); R 1:30; 3 x (for 2:00; R 1:00 between)",
        ),
        (
            "10 min easy, 3 x 3 min with 90s between efforts, 3 x 2 min with 60s between efforts",
            "for 10:00 easy run effort easy; R full; 3 x (for 3:00; R 1:30 between); R 1:30; "
            "3 x (for 2:00; R 1:00 between)",
        ),
        (
            "500, 400, 300 w half distance jog",
            "set (500 m; R 250 m jog; 400 m; R 200 m jog; 300 m)",
        ),
        ("6 x 1k, 4m - 8m easy jog recovery", "6 x (1000 m; R 4:00 to 8:00 between)"),
        ("5 x 1k, a half-mile jog from the car park", "5 x (1000 m; R full between)"),
        ("82s for all 12 400s, 60s rest", "12 x (400 m @ 1:22; R 1:00 between)"),
        ("20 min threshold (3.45 pace)", "for 20:00 effort threshold @ 3:45/km"),
        ("6 x 1200 @ 10k pace w/ 400 jog (1 lap)", "6 x (1200 m @ 4:12; R 400 m jog between)"),
        (
            "4 x 5 min off 90s. 5 mins is roughly a mile.",
            "4 x (for 5:00; R 1:30 between)",
        ),
        ("24/03 3 x 4 x 200m off 60s/3min", "3 x (4 x (200 m; R 1:00 between); R 3:00 between)"),
        ("500m off 2 min. 500m followed by a cool down jog.", "500 m; R 2:00; 500 m"),
        (
            "10 x 2 mins hard/1 min easy (30 mins)",
            "10 x (for 2:00 effort hard; R 1:00 between)",
        ),
        ("10 x 30s uphill, walk down (2 min)", "10 x (for 0:30; R 2:00 between)"),
        (
            "12 miles as 3 x (3 miles easy, 1 mile hard)",
            "3 x (4828 m easy run effort easy; R none; 1609 m effort hard; R none between)",
        ),
        ("4 x 1k off 3:00, 2:30, 2:00", "4 x (1000 m; R 3:00, 2:30, 2:00 between)"),
        (
            "3 x 10 mins @ threshold (about 2.8k each) with 2 mins jog",
            "3 x (for 10:00 effort threshold @ 3:37.987/km; R 2:00 between)",
        ),
        ("C group tonight, 5 x 4 min (2 min jog)", "5 x (for 4:00; R 2:00 between)"),
        (
            "Warm-up\n12 minutes, easy effort\n6 x 200 R60",
            "for 12:00 warm-up effort easy; R full; 6 x (200 m; R 1:00 between)",
        ),
        (
            "5 x 4' N2, 90 seconds recovery (60 seconds walking, 30 seconds jog)",
            "5 x (for 4:00; R 1:30 between)",
        ),
        (
            "2 WU, 3 x (600, 90s) (1st set 98.2 avg, 2nd 97.8 avg), 1 CD",
            "3219 m warm-up; R full; 3 x (600 m; R 1:30 between); R full; 1609 m cool-down",
        ),
        ("8 km with 6 x 500, 200 jog between", "6 x (500 m; R 200 m jog between)"),
        ("4-3 x 2 km (4rec) @5km pace", "3 x (2000 m @ 6:44.862; R 4:00 between)"),
        (
            "5 min hard\n1 min jog\n4 min hard\n2 min jog\n12 mins",
            "for 5:00 effort hard; R 1:00; for 4:00 effort hard; R 2:00",
        ),
    ],
)
def test_what_explains_is_no_run(text: str, meant: str) -> None:
    assert _read(text) == meant


@pytest.mark.parametrize(
    ("text", "taken", "meant"),
    [
        # A jog that nobody jogs: a stroll, or faster than a marathon.
        (
            "4 x 1k, rep to rep 200, set to set 5 min",
            "4 x (1000 m; R 200 m jog in 5:00 between)",
            "4 x (1000 m; R 200 m jog between); R 5:00",
        ),
        (
            "8 x 200 0:38 (200 jog)",
            "8 x (200 m; R 200 m jog in 0:38 between)",
            "8 x (200 m @ 0:38; R 200 m jog between)",
        ),
        (
            "5 x 800 2:40, 400 float",
            "5 x (800 m; R 400 m jog in 0:40 between)",
            "5 x (800 m @ 2:40; R 400 m jog in 2:00 between)",
        ),
        (
            "6 x 600, 100 walk, 4 min halfway",
            "6 x (600 m; R 100 m jog in 4:00 between)",
            "6 x (600 m; R 100 m jog in 1:20 between)",
        ),
        # An effort that its pace gainsays.
        (
            "3 x 8 min fast, jog 2 min at 5:00/km",
            "3 x (for 8:00 effort fast @ 5:00/km; R 2:00 between)",
            "3 x (for 8:00 effort fast; R 2:00 between)",
        ),
        (
            "5 miles brisk in 45 minutes or so",
            "8047 m effort hard @ 45:00",
            "8047 m effort hard @ 28:00",
        ),
        (
            "Jog over to the rec. 6 x 500 @ 5k pace",
            "6 x (500 m effort easy @ 1:41; R full between)",
            "6 x (500 m @ 1:41; R full between)",
        ),
        (
            "4 x 5 min at tempo off an easy 2 min",
            "4 x (for 5:00 effort easy @ 3:37/km; R 2:00 between)",
            "4 x (for 5:00 effort tempo @ 3:37/km; R 2:00 between)",
        ),
        # Ends far apart of which no figures are written.
        (
            "12 x 300 at mile pace, 2 s slower each if you are new",
            "12 x (300 m @ from 0:55 to 1:17; R full between)",
            "12 x (300 m @ 0:55; R full between)",
        ),
        (
            "8 x 400 at 3k pace, take 3 seconds a lap off for the wind",
            "8 x (400 m @ from 1:44 to 1:17; R full between)",
            "8 x (400 m @ 1:17; R full between)",
        ),
        (
            "4 x 1k @ 10k pace or a bit quicker",
            "4 x (1000 m @ 3:30 or up to 0:45 faster; R full between)",
            "4 x (1000 m @ 3:30 or up to 0:05 faster; R full between)",
        ),
        (
            "6 x 200 at mile pace dropping one second",
            "6 x (200 m @ 0:48 or up to 0:09 faster; R full between)",
            "6 x (200 m @ from 0:38 to 0:33; R full between)",
        ),
        # What runs on, and yet has a full recovery.
        (
            "8 x 400 nonstop odds @ 5k evens @ M",
            "4 x (400 m @ 1:20; R full; 400 m @ 1:32; R full between)",
            "4 x (400 m @ 1:20; R none; 400 m @ 1:32; R none between)",
        ),
        (
            "500 hard, 100 float, then straight into the next 500. 6 times",
            "6 x (500 m effort hard; R 100 m jog; 500 m; R full between)",
            "6 x (500 m effort hard; R none; 100 m float; R none between)",
        ),
        (
            "2 x 3 k as 1k steady 1k tempo 1k fast, no break",
            "2 x (1000 m effort steady; R full; 1000 m effort tempo; R full between)",
            "2 x (1000 m effort steady; R none; 1000 m effort tempo; R full between)",
        ),
        (
            "16 x 200 continuous, 38 and 50 by turns",
            "16 x (200 m @ 0:38; R full between)",
            "8 x (200 m @ 0:38; R none; 200 m @ 0:50; R none between)",
        ),
        # A recovery of all, and a set that has none.
        (
            "2 x 400, 1200, 4 x 400, everything with 200 jog",
            "2 x (400 m; R full between); R full; 1200 m; R full; 4 x (400 m; R 200 m jog between)",
            "2 x (400 m; R 200 m jog between); R 200 m jog; 1200 m; R 200 m jog; "
            "4 x (400 m; R 200 m jog between)",
        ),
        (
            "3 x (600, 300, 150) equal jog between every run",
            "3 x (600 m; R 600 m jog; 300 m; R 300 m jog; 150 m; R full between)",
            "3 x (600 m; R 600 m jog; 300 m; R 300 m jog; 150 m; R 150 m jog between)",
        ),
        (
            "1k/600/300/200, 200 jog after each rep, twice",
            "2 x (1000 m; R none; 600 m; R none; 300 m; R none; 200 m; R 200 m jog between)",
            "2 x (1000 m; R 200 m jog; 600 m; R 200 m jog; 300 m; R 200 m jog; 200 m; "
            "R 200 m jog between)",
        ),
        (
            "4 x 800 and 4 x 200, 90 secs each",
            "4 x (800 m; R full between); R full; 4 x (200 m; R 1:30 between)",
            "4 x (800 m; R 1:30 between); R 1:30; 4 x (200 m; R 1:30 between)",
        ),
        # A recovery with a length, and none that has one.
        (
            "10 x 300 up the drag, with a 300 m slow jog",
            "10 x (300 m; R full between)",
            "10 x (300 m; R 300 m jog between)",
        ),
        (
            "5 x 1k. Get your breath and take 3 minutes recovery",
            "5 x (1000 m; R full between)",
            "5 x (1000 m; R 3:00 between)",
        ),
        (
            "6 x 2 min round the field off 60 secs rest",
            "6 x (for 2:00; R full between)",
            "6 x (for 2:00; R 1:00 between)",
        ),
        (
            "Twelve 200s with 45 s walk",
            "12 x (200 m; R full between)",
            "12 x (200 m; R 0:45 between)",
        ),
        # Two recoveries taken for one.
        (
            "4 x 400 off a 400 jog, 6:30, then a mile in 5:30",
            "4 x (400 m; R 400 m jog in 6:30 between); R full; 1609 m @ 5:30",
            "4 x (400 m; R 400 m jog between); R 6:30; 1609 m @ 5:30",
        ),
        # A time of the run taken for one end of its recovery.
        (
            "2 x (5 x 300) in 48 sec - 2 min rec",
            "2 x (5 x (300 m; R 0:48 to 2:00 between); R full between)",
            "2 x (5 x (300 m @ 0:48; R 2:00 between); R full between)",
        ),
        # Some of the reps told, and the others for bare.
        (
            "6 x 3 min: 1 easy, 1 moderate, 1 hard",
            "for 3:00 effort easy; R none; for 3:00 effort steady; R none; for 3:00 effort hard; "
            "R none; 3 x (for 3:00; R none between)",
            "6 x (for 1:00 effort easy; R none; for 1:00 effort steady; R none; "
            "for 1:00 effort hard; R none between)",
        ),
        (
            "5 x 1k (10k, 5k, 3k) 2 min",
            "1000 m @ 3:30; R 2:00; 1000 m @ 3:22; R 2:00; 1000 m @ 3:14; R 2:00; "
            "2 x (1000 m; R 2:00 between)",
            "5 x (1000 m @ from 3:30 to 3:14; R 2:00 between)",
        ),
        # Minutes and seconds with a point.
        ("4 x 1k with 2.20 rest", "4 x (1000 m; R 2:12 between)", "4 x (1000 m; R 2:20 between)"),
        (
            "5 x 3.30 min hard, 2 min",
            "5 x (for 3:18 effort hard; R 2:00 between)",
            "5 x (for 3:30 effort hard; R 2:00 between)",
        ),
        (
            "8 x 400 off 1.15 to 2 mins",
            "8 x (400 m; R 1:09 to 2:00 between)",
            "8 x (400 m; R 1:15 to 2:00 between)",
        ),
        ("6 x 800, 1.45 jog", "6 x (800 m; R 1:27 between)", "6 x (800 m; R 1:45 between)"),
        # Parts of a run taken for some of the reps, and a number of the weather for a run.
        (
            "3 x 2k @ 10k pace, then a 1200: first 800 @ 5k pace, last 400 @ mile pace",
            "2000 m @ 6:44; R full; 2000 m @ 7:00; R full; 2000 m @ 6:05; R full; 1200 m",
            "3 x (2000 m @ 7:00; R full between); R full; 800 m @ 2:41; R none; 400 m @ 1:13",
        ),
        (
            "4 x 1 mile off 2 min, last 200 in 35",
            "3 x (1609 m; R 2:00 between); R 2:00; 1609 m @ 4:41",
            "3 x (1609 m; R 2:00 between); R 2:00; 1409 m; R none; 200 m @ 0:35",
        ),
        (
            "6 x 800 R90, windy & 64 degree",
            "6 x (800 m; R 1:30 between); R 1:30; 64 m",
            "6 x (800 m; R 1:30 between)",
        ),
    ],
)
def test_what_a_session_gainsays_is_asked(text: str, taken: str, meant: str) -> None:
    """A reading that was taken wrong strikes the eye, the one that is meant does not."""
    races = Races((parse_race(RUNNER),))
    wrong, right = (replace(expected_session([one]), source=text) for one in (taken, meant))
    assert at_a_glance(wrong, text, races) is not None
    assert at_a_glance(right, text, races) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("This morning 4 miles, then this evening 6 x 800 off 2 min", "two sessions"),
        ("AM: 5 miles easy with the dog. Later, in the evening, 10 x 400 off 60", "two sessions"),
        ("In the AM I did 4 x 2k @ LT, and in the PM 12 x 300m on grass.", "two sessions"),
        ("10 x 600 off 90. That means 2 sets of 5 x 600", "'2 sets of 5 x 600'"),
        ("1000m - 3:11, 500m jog, tempo - 4:11, 90 rest, 500m - 88", "so many seconds"),
        ("6 x 2 min hard, 4.5 mph", "fast, and slower than marathon pace?"),
        ("3x 3x 60m relaxed striding [walk back recovery; 5 min]", "a run, or a recovery?"),
        ("5 x 400 for distance kids, 5 x 250 for sprinters.", "for whom"),
        ("3 x (4 min. brisk run, 2 min. recovery, 1 min. BR + 2 min. RWR)", "what is that?"),
        (
            "Start with a 800 m run, then 600, 400 and 200 m, each followed by a rest lasting the"
            " same time it took to run.",
            "some have none?",
        ),
        ("10 min tempo, 3 min jog, 8 x 1 min, 3 min jog, 10 min tempo", "or after them?"),
        ("6 x 800 using 2:40", "the recovery, or how fast?"),
        ("3 x 12 min at mile pace", "so long, at that pace?"),
        ("10 x (2 min hard, 1 min easy), for a total of 50 minutes", "another time"),
        ("8 x 800, 2 sets of 4 x 800, 90s", "'2 sets of 4 x 800'"),
        ("6 x 1k. In other words 2 sets of 3 x 1k, 2 min", "'2 sets of 3 x 1k'"),
        ("8 x 400 R60, 3200", "'3200'"),
        ("10 x 300 (100 jog) 3k", "'3k'"),
        ("5 x 1k @ 3:30 because we did 8 x 400 on Tuesday. 2 min jog", "'400'"),
        ("4 x 1k in 3:25 off 90s since you ran 10 x 300 at the weekend", "'300'"),
        ("2 x 10 mins tempo, i.e. around half marathon pace, 3 mins jog", "'3 mins jog'"),
        ("6 x 800 with 2 mins. These want to be quick.", "'These want to be quick'"),
        ("4 x 1 mile, 3 mins, hard but controlled throughout", "'hard but controlled throughout'"),
    ],
)
def test_what_is_told_twice_or_for_later_is_asked(text: str, asked: str) -> None:
    with pytest.raises(Question) as caught:
        read(text, CONTEXT)
    assert asked in caught.value.problem


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5 x 250m hill with 2.30 to 3min recovery", "5 x (250 m; R 2:30 to 3:00 between)"),
        (
            "3 x 1500\n4 x 500\nrep-to-rep: 300 jog\nset-to-set: 6 minutes rest",
            "3 x (1500 m; R 300 m jog between); R 6:00; 4 x (500 m; R 300 m jog between)",
        ),
        (
            "6 x 500m [non-stop], odd reps in 1:40, even reps in 1:55",
            "6 x (500 m @ 1:40, 1:55, 1:40, 1:55, 1:40, 1:55; R none between)",
        ),
        (
            "6 x 1 min in 3:05/km pace (quick, but never straining), 2 min jog",
            "6 x (for 1:00 @ 3:05/km; R 2:00 between)",
        ),
        (
            "10 x 400 @ 78. Those who raced can do these 3 seconds slower per lap. 200 jog",
            "10 x (400 m @ 1:18; R 200 m jog between)",
        ),
        (
            "10 x 400 @ 78. It's ok to go 3 seconds slower per lap. 200 jog",
            "10 x (400 m @ 1:18; R 200 m jog between)",
        ),
        (
            "3 x 10 mins fast with 2:30 recovery at moderate pace (about 4:20 per km)",
            "3 x (for 10:00 effort fast; R 2:30 between)",
        ),
        ("4 x 5 min, 90s jog at a very easy pace", "4 x (for 5:00; R 1:30 between)"),
        (
            "4 x 1000, 8 x 300 off 60. All of it hard.",
            "4 x (1000 m effort hard; R 1:00 between); R 1:00; "
            "8 x (300 m effort hard; R 1:00 between)",
        ),
        (
            "2 x 1600 and then 8 x 300 off 90s, all of it run pretty hard.",
            "2 x (1600 m effort hard; R full between); R full; "
            "8 x (300 m effort hard; R 1:30 between)",
        ),
        (
            "500m in 1:40; 100m float and you're straight into the next 500. Do this 5 X.",
            "5 x (500 m @ 1:40; R none; 100 m float; R none between)",
        ),
        (
            "3 x 600m @ 1500 pace (2 min), 6 min, 3 x 200m @ 800 pace (3 min)",
            "3 x (600 m @ 1:48.927; R 2:00 between); R 6:00; 3 x (200 m @ 34.491; R 3:00 between)",
        ),
        (
            "6 x 300 fast (which is mile pace), 300 jog",
            "6 x (300 m @ 54.836; R 300 m jog between)",
        ),
    ],
)
def test_what_was_read_wrong_is_read(text: str, meant: str) -> None:
    assert _read(text) == meant


def _glanced(text: str, *recoveries: tuple[str, int], between: bool = False) -> str:
    """What strikes the eye in `5 x 500` with recoveries behind it, of so many ms as some words."""
    start = text.index("5 x 500")
    run = Run((start, start + 7), distance_m=500)
    rests = [
        Recovery((text.index(said), text.index(said) + len(said)), RecoveryType.TIME, Series((ms,)))
        for said, ms in recoveries
    ]
    inner = rests.pop(0) if between else Recovery(run.span, RecoveryType.FULL)
    reps = Repeat(5, body=(run, replace(inner, between=True)), span=run.span)
    session = Session("", text, (reps, *rests))
    found = at_a_glance(session, text, Races((parse_race(RUNNER),)))
    return found.question if found is not None else ""


def test_a_recovery_behind_reps_that_have_none_is_asked() -> None:
    text = "5 x 500 (hilly), then 2:00 before the next go"
    assert "the recovery between what?" in _glanced(text, ("2:00", 120_000))
    text = "5 x 500 off 60s, then 2:00 before the next go"
    assert not _glanced(text, ("off 60s", 60_000), ("2:00", 120_000), between=True)


def test_a_recovery_of_so_many_seconds_is_asked_unless_it_is_called_one() -> None:
    assert "so many seconds" in _glanced("5 x 500 (83)", ("(83)", 83_000), between=True)
    for said, ms in (("(75)", 75_000), ("off 83", 83_000), ("R83", 83_000)):
        assert not _glanced(f"5 x 500 {said}", (said, ms), between=True)


def test_a_recovery_is_no_speed_and_stands_behind_a_run() -> None:
    assert "a speed?" in _glanced("5 x 500 easy (4.5 mph)", ("4.5", 270_000), between=True)
    assert "of the whole?" in _glanced("20 one-one. 5 x 500", ("20 one-one", 20_000), between=True)
    assert not _glanced("20s rest: 5 x 500", ("20s rest", 20_000), between=True)
