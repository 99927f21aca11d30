# SPDX-License-Identifier: MIT
"""What a question offers besides the readings of the text as it stands."""

from __future__ import annotations

import pytest

from tests.host.notation.labelled import CONTEXT
from trackpacer.errors import NotationError, Question, UserError
from trackpacer.notation import Context, read, readings, take
from trackpacer.notation.exact import in_one_line
from trackpacer.paces import parse_race

SLOWER = Context(races=(parse_race("10k 60:00"),))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Alternating 300 metre and 600 metre reps, 5 x 300, 5 x 600, approx 60 secs between",
            "5 x (300 m; R 1:00; 600 m; R 1:00 between)",
        ),
        (
            "3 minutes steady run, then 12 x 200m. 2 mins after steady run, 100m walk between "
            "the 200s",
            "for 3:00 effort steady; R 2:00; 12 x (200 m; R 100 m jog between)",
        ),
        (
            "Ins-outs: 4 x 1km zone 4 + 500m running rec zone 3",
            "4 x (1000 m; R 500 m jog between)",
        ),
        (
            "5 x 600m w/ 200m off. 600m at 5K pace, 200m at 10K pace, run continuous",
            "5 x (600 m @ 2:01.459; R none; 200 m @ 0:42; R none between)",
        ),
        (
            "Full session 600m, 3 X (1200m, 600m) with 300m jog recovery round the rugby pitch.",
            "600 m; R 300 m jog; 3 x (1200 m; R 300 m jog; 600 m; R 300 m jog between)",
        ),
        (
            "12min w/up 3 x 8min (2min jog) 7min loosen",
            "for 12:00 warm-up; R full; 3 x (for 8:00; R 2:00 between); R full; for 7:00 cool-down",
        ),
        (
            "5 X 2,4,6,4,2 mins 75 secs rest",
            "set (for 2:00; R 1:15; for 4:00; R 1:15; for 6:00; R 1:15; for 4:00; R 1:15; "
            "for 2:00)",
        ),
    ],
)
def test_what_stands_in_one_relation_to_a_reading_is_offered(text: str, meant: str) -> None:
    offered = [in_one_line(one.canonical) for one in readings(text, CONTEXT, 3)]
    assert meant in offered, offered


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "First 25 mins @ Easy; Next 12 @ Marathon Pace; Next 8 @ HM Pace; Final 4 @ 10k pace",
            "for 12:00 @ 3:49.923/km",
        ),
        ("14 with 6 at MP", "12875 m easy run effort easy; R none; 9656 m"),
        ("20 x 1/1 fartlek", "20 x (for 1:00; R 1:00 between)"),
        ("400 r200 x 12 @ 5k", "12 x (400 m @ 1:20.972; R 200 m jog between)"),
        (
            "12min easy\n4 lots of:\n5min @ 3:45/km\n75s rest\n8min @ 5:40/km",
            "4 x (for 5:00 @ 3:45/km; R 1:15 between); R 1:15; for 8:00 @ 5:40/km",
        ),
    ],
)
def test_what_a_text_would_be_written_otherwise_is_offered(text: str, meant: str) -> None:
    with pytest.raises(NotationError):
        read(text, CONTEXT)
    offered = [in_one_line(one.canonical) for one in readings(text, CONTEXT, 3)]
    assert any(meant in one for one in offered), offered


TEXTS = [
    "4 x 1km zone 4 + 500m running rec zone 3",
    "20 x 1/1 fartlek",
    "Full session 600m, 3 X (1200m, 600m) with 300m jog recovery round the rugby pitch.",
    "5 X 2,4,6,4,2 mins 75 secs rest",
]


@pytest.mark.parametrize("text", TEXTS)
def test_each_that_is_offered_can_be_taken_and_says_what_it_assumes(text: str) -> None:
    with pytest.raises(Question) as asked:
        take(text, CONTEXT)
    listed = asked.value.readings
    plain = {one.canonical for one in listed if " as " not in one.cover}
    for number, one in enumerate(listed, 1):
        chosen = take(text, Context(races=CONTEXT.races, reading=number))
        assert chosen.canonical == one.canonical
        again = take(text, Context(races=CONTEXT.races, cover=one.cover))
        assert again.canonical == one.canonical
        written = take(one.canonical, CONTEXT)
        assert written.canonical == one.canonical, "written back it reads"
        if one.canonical not in plain:
            assert one.assumed


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_offered_to_one_runner_is_taken_for_another(text: str) -> None:
    for one in readings(text, CONTEXT):
        try:
            same = take(text, Context(races=SLOWER.races, cover=one.cover))
        except UserError:
            continue
        assert in_one_line(same.canonical).count("(") == in_one_line(one.canonical).count("(")


def test_what_is_written_otherwise_keeps_its_places_in_the_text() -> None:
    text = "3 x 500m @ 800m pace r6"
    meant = "3 x (500 m @ 1:26.226; R 6:00 between)"
    one = next(r for r in readings(text, CONTEXT, 3) if in_one_line(r.canonical) == meant)
    assert one.session.source == text
    spans = [node.span for node in one.session.body]
    assert all(0 <= start <= end <= len(text) for start, end in spans)


def test_the_first_reading_stays_the_first() -> None:
    text = "3 x 12 min, then 5 x 1 min, 2 min"
    found = readings(text, CONTEXT)
    assert found and " as " not in found[0].cover


def test_a_table_of_speeds_is_asked_about() -> None:
    """With 'miles' put behind each number it would count reps that are none."""
    text = "Time  Speed\n\n0-4  6.0\n\n4-8  8.0 miles\n\n8-12  7.0 miles\n\n12-15  9.0 miles"
    for given in (text, text.replace("6.0", "6.0 miles")):
        with pytest.raises(NotationError):
            read(given, CONTEXT)


def test_no_recovery_is_said_to_be_open_where_it_is_told() -> None:
    listed = readings("Ins-outs: 4 x 1km zone 4 + 500m running rec zone 3", CONTEXT)
    meant = next(one for one in listed if "R 500 m jog" in one.canonical)
    assert not [said for said in meant.assumed if "not written" in said]
    assert "the run behind the reps is their recovery" in meant.assumed
