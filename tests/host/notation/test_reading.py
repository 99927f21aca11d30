# SPDX-License-Identifier: MIT
"""Where a session comes from, for whom it is read, where its values are from, what is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.host.notation.cases import steps_of
from trackpacer.cli import main
from trackpacer.errors import NotationError
from trackpacer.notation import Context, assumed_origins, read
from trackpacer.paces import parse_race
from trackpacer.session import Recovery, Repeat, Run, Session, Source

TEN = (parse_race("10k 35:00"),)
RUNNER = Context(races=TEN)


@pytest.fixture(autouse=True)
def nobody_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACER_CONFIG_DIR", str(tmp_path / "config"))


def _body(session: Session) -> tuple[Run, Recovery]:
    repeat = session.body[0]
    assert isinstance(repeat, Repeat)
    run, rest = repeat.body
    assert isinstance(run, Run) and isinstance(rest, Recovery)
    return run, rest


def _targets(text: str, context: Context = RUNNER) -> list[int | None]:
    return [step.target_ms for step in steps_of(read(text, context)) if step.kind == "run"]


# -- where a value is from


def test_every_value_knows_the_characters_it_was_read_from() -> None:
    text = "12 x 400 @ 10k pace /R60"
    run, rest = _body(read(text, RUNNER))
    assert text[slice(*run.span)] == "400 @ 10k pace"
    assert text[slice(*rest.span)] == "/R60"
    assert text[slice(*run.origins["distance"].span)] == "400"
    assert text[slice(*run.origins["target"].span)] == "@ 10k pace"
    assert run.origins["target"].source is Source.DERIVED
    assert rest.origins["length"].source is Source.WRITTEN


def test_the_spans_are_those_that_other_programs_are_promised() -> None:
    text = "2 x (400 @ 10k pace /R25sec + 200 @ 5k pace /R1:20)"
    repeat = read(text, RUNNER).body[0]
    assert isinstance(repeat, Repeat)
    assert [node.span for node in repeat.body[:2]] == [(5, 19), (20, 27)]


def test_inherited_and_assumed_values_say_so() -> None:
    session = read("4 x 400 @ 84 + 4 x 400 @ 80 R60", RUNNER)
    first = session.body[0]
    assert isinstance(first, Repeat)
    rest = first.body[-1]
    assert isinstance(rest, Recovery)
    assert rest.origins["type"].source is Source.INHERITED
    unwritten = _body(read("4 x 400 @ 84", RUNNER))[1]
    assert unwritten.origins["type"].source is Source.ASSUMED
    assert [field for field, _ in assumed_origins(read("4 x 400 @ 84", RUNNER))] == ["type"]
    assert not list(assumed_origins(read("4 x 400 @ 84 R60", RUNNER)))


def test_the_offset_is_per_400_unless_told_otherwise() -> None:
    text = "4 x 200 @ 10k pace - 20s R60"
    assert _targets(text)[0] == 32_000
    assert _targets(text, Context(races=TEN, offset_unit="km"))[0] == 38_000
    assert _targets(text, Context(races=TEN, offset_unit="rep"))[0] == 22_000
    assert _targets("4 x 200 @ 10k pace - 20s/km R60")[0] == 38_000
    assert _targets("4 x 200 @ 10k pace - 20s/rep R60")[0] == 22_000
    mile = round(42_000 - 20_000 * 200 / 1609.344)
    assert _targets("4 x 200 @ 10k pace - 20s/mile R60")[0] == mile
    # A written unit counts, whatever the setting.
    assert (
        _targets("4 x 200 @ 10k pace - 20s/400 R60", Context(races=TEN, offset_unit="km"))[0]
        == 32_000
    )
    assert any("per 400" in sentence for sentence in read(text, RUNNER).assumptions)
    assert not read("4 x 200 @ 10k pace - 8s/km R60", RUNNER).assumptions


# -- who runs, and where


def test_what_is_asked_for_wins_over_the_text_and_the_text_over_the_default() -> None:
    text = "race: 10k 40:00\n6 x 400 @ 10k pace R60"
    default = (parse_race("10k 50:00"),)
    assert _targets(text, Context(fallback_races=default))[0] == 96_000
    assert _targets(text, Context(races=TEN, fallback_races=default))[0] == 84_000
    assert _targets("6 x 400 @ 10k pace R60", Context(fallback_races=default))[0] == 120_000
    inline = "For a 40min 10k runner: 6 x 400 @ 10k pace R60"
    assert _targets(inline, Context())[0] == 96_000
    assert _targets(inline, RUNNER)[0] == 84_000


def test_a_line_that_contradicts_itself_about_the_runner_is_pointed_out() -> None:
    session = read("For a 35min (3:20/km) 10k runner - 6 x 400 @ 10k pace R60", Context())
    assert "10k 35:00 is 3:30/km, not 3:20; the first is taken" in session.warnings


def test_an_outer_lane_is_longer_and_its_marks_uneven() -> None:
    inner = steps_of(read("400 @ 10k pace", RUNNER))[0]
    outer = steps_of(read("400 @ 10k pace", Context(races=TEN, lane=2)))[0]
    assert inner.target_ms == 84_000
    assert outer.target_ms == pytest.approx(84_000 * 407.0371 / 400, abs=2)
    splits = [cue.ms for cue in outer.cues]
    hundreds = [b - a for a, b in zip([0, *splits], splits, strict=False)]
    # The first 100 m mark lies in the bend, which the lane makes longer.
    assert hundreds[0] > hundreds[1]
    assert sum(hundreds[:2]) == pytest.approx(sum(hundreds[2:]), abs=2)
    # A time that was written is for the rep as it is run.
    assert steps_of(read("400 @ 84", Context(lane=2)))[0].target_ms == 84_000


def test_laps_are_as_long_as_the_track() -> None:
    assert steps_of(read("3 laps @ 3:00", Context(lap_m=300)))[0].distance_m == 900


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("lane: 12", "a lane from 1 to"),
        ("lap: far", "metres of a lap"),
        ("offset: day", "400, km, mile or rep"),
        ("race: 10k", "10k=35:00"),
        ("cues: 33", "metres between cues"),
        ("equivalence: guess", "vdot or riegel"),
    ],
)
def test_a_wrong_head_is_refused_where_it_is_wrong(line: str, expected: str) -> None:
    with pytest.raises(NotationError) as caught:
        read(f"title: x\n{line}\n6 x 400 @ 84 R60", Context(file="tuesday.txt"))
    assert caught.value.line == 2
    assert "tuesday.txt, line 2" in str(caught.value)
    assert expected in str(caught.value)


def test_comments_and_blank_lines_say_nothing() -> None:
    text = "# for Tuesday\n\n6 x 400 @ 84 R60  # flat shoes, 5 x nothing\n// and home\n"
    session = read(text, RUNNER)
    assert len(steps_of(session)) == 11
    assert session.source == text
    assert text[slice(*_body(session)[0].span)] == "400 @ 84"


# -- what looks wrong


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("6 x 400 @ 40 R60", "faster than anybody"),
        ("6 x 400 @ 84 R0", "recovery of 0"),
        ("10x400 @ 80 R60min", "a recovery of 1:00:00"),
        ("10 x 400 @ 10k pace - 15s R-equal", "the offset per km would give 78 s"),
        ("6 x 200 @ 72 R60", "per 400 it is 36 s"),
        ("5k @ 5k pace - 10s", "faster than this runner"),
    ],
)
def test_the_implausible_is_read_but_compiled_only_when_accepted(
    text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = read(text, RUNNER)
    assert any(words in sentence for sentence in session.refusals)
    assert set(session.refusals) <= set(session.warnings)
    out = tmp_path / "session.tpp"
    assert main(["compile", text, "--race", "10k=35:00", "-o", str(out)]) == 1
    assert words in capsys.readouterr().err and not out.exists()
    assert main(["compile", text, "--race", "10k=35:00", "-o", str(out), "--accept"]) == 0
    assert out.exists()


@pytest.mark.parametrize(
    "text",
    [
        "6 x 400 @ 1:08 R3:30",
        "25 x 400 @ 10k pace R40",
        "4 x 400 @ 1600 pace R-full 3 to 4 min",
        "12 x 200 @ 800 pace w/ 200 jog",
        "5 x 1k @ 3k pace w/ 3 min jog",
        "20 x 200 @ mile pace R60",
        "8k @ 10k pace",
    ],
)
def test_a_hard_session_is_no_impossible_one(text: str) -> None:
    assert read(text, RUNNER).refusals == ()


@pytest.mark.parametrize("led", ["10 min easy, ", "10 min warm up, "])
def test_a_jog_behind_efforts_is_the_way_home(led: str) -> None:
    session = read(f"{led}20 min tempo, 10 min hard, 5 min jog", RUNNER)
    home = steps_of(session)[-1]
    assert (home.kind, home.duration_ms) == ("run", 300_000)


# -- what is refused


def test_a_refusal_has_line_caret_expectation_and_the_nearest_word() -> None:
    text = "2 miles easy\n6 x 400 @ 84 with 60s rceoverry"
    with pytest.raises(NotationError) as caught:
        read(text, RUNNER)
    message = str(caught.value)
    assert "line 2, column 23" in message
    lines = message.split("\n")
    assert lines[1].strip() == "6 x 400 @ 84 with 60s rceoverry"
    assert lines[2].index("^") == lines[1].index("rceoverry")
    assert "did you mean `recovery`?" in message


def test_words_without_an_instruction_are_passed_over_and_listed() -> None:
    session = read("I want you to run 6 x 400 at Battersea Park @ 84 R60 (good form)", RUNNER)
    assert len(steps_of(session)) == 11
    assert session.passed_over == ("I want you to", "at Battersea Park", "(good form)")


@pytest.mark.parametrize(
    "text",
    [
        "6 x 400 @ 84 R60 (not the last)",
        "6 x 400 @ 84 R60 unless it rains",
        "6 x 400 @ 84 R60 in spikes size 9",
        "6 x 400 @ 84 R60 (only 4 if tired)",
    ],
)
def test_words_that_may_carry_one_are_not_passed_over(text: str) -> None:
    with pytest.raises(NotationError):
        read(text, RUNNER)


@pytest.mark.parametrize("text", ["Reps: 0\nDistance: 400 m", "8 x 400, as 2 sets of 4.5"])
def test_a_number_that_is_no_count_is_not_made_one(text: str) -> None:
    with pytest.raises(NotationError):
        read(text, RUNNER)


def test_what_a_warm_up_comes_to_is_no_recovery() -> None:
    told = read("warm up 3 km (15-20 min), 6 x 400 @ 75 R60", RUNNER)
    assert steps_of(told) == steps_of(read("warm up 3 km, 6 x 400 @ 75 R60", RUNNER))


def test_a_pace_of_an_unknown_runner_asks_for_a_race() -> None:
    with pytest.raises(NotationError) as caught:
        read("6 x 400 @ 10k pace R60")
    assert "--race" in caught.value.expected
    assert caught.value.offset == len("6 x 400 @ ")


# -- the command line


def test_a_session_comes_from_words_a_file_or_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "title: Tuesday\nrace: 10k 35:00\n6 x 400 @ 10k pace R60\n"
    file = tmp_path / "tuesday.txt"
    file.write_text(text)
    outputs = []
    for argument in (text, str(file), "-"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert main(["show", argument, "--json"]) == 0
        outputs.append(json.loads(capsys.readouterr().out))
    assert outputs[0]["steps"] == outputs[1]["steps"] == outputs[2]["steps"]
    assert outputs[0]["title"] == "Tuesday"
    assert outputs[0]["steps"][0]["target_s"] == 84.0


def test_a_file_that_is_not_there_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "tuesday.txt"]) == 1
    assert "there is no file tuesday.txt" in capsys.readouterr().err


def test_an_error_in_a_file_names_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tuesday.txt"
    file.write_text("race: 10k 35:00\n\n6 x 400 @ banana\n")
    assert main(["show", str(file)]) == 1
    captured = capsys.readouterr()
    assert f"{file}, line 3, column 11" in captured.err
    assert captured.out == ""


def test_strict_refuses_whatever_is_assumed(capsys: pytest.CaptureFixture[str]) -> None:
    race = ["--race", "10k=35:00"]
    assert main(["show", "6 x 400 @ 10k pace R60", "--strict", *race]) == 0
    capsys.readouterr()
    assert main(["show", "6 x 400 @ 10k pace", "--strict", *race]) == 1
    assert "not written" in capsys.readouterr().err


def test_options_change_lane_lap_and_offset(capsys: pytest.CaptureFixture[str]) -> None:
    race = ["--race", "10k=35:00", "--json"]
    assert main(["show", "400 @ 10k pace - 5s", "--offset", "km", *race]) == 0
    assert json.loads(capsys.readouterr().out)["steps"][0]["target_s"] == 82.0
    assert main(["show", "400 @ 10k pace", "--lane", "2", *race]) == 0
    assert json.loads(capsys.readouterr().out)["steps"][0]["target_s"] == pytest.approx(
        85.48, abs=0.01
    )
    assert main(["show", "2 laps @ 10k pace", "--lap", "300", *race]) == 0
    assert json.loads(capsys.readouterr().out)["steps"][0]["distance_m"] == 600
    assert main(["show", "400 @ 10k pace", "--lane", "12", *race]) == 1
    assert "lane" in capsys.readouterr().err
    assert main(["show", "3k @ 5k pace", "--equivalence", "riegel", *race]) == 0
    riegel = 2100 * 0.5**1.06 * 3 / 5
    assert json.loads(capsys.readouterr().out)["steps"][0]["target_s"] == pytest.approx(
        riegel, abs=0.01
    )


# -- what a text may mean


def test_readings_are_listed_as_json_that_reads_back(capsys: pytest.CaptureFixture[str]) -> None:
    race = ["--race", "10k=35:00"]
    assert main(["show", "6 x 400 @ 10k pace", "--readings", *race]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"canonical", "ignored", "assumed", "cost"} <= set(listed[0])
    assert steps_of(read(listed[0]["canonical"])) == steps_of(read("6 x 400 @ 84 R-full"))
    assert "not written" in listed[0]["assumed"][0]
    assert main(["show", "in the beginning was the word", "--readings"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_reading_is_taken_by_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "6 x 400 @ 84 R60", "--reading", "1", "--canonical"]) == 0
    assert capsys.readouterr().out.endswith("6 x (400 m @ 1:24; R 1:00 between)\n")
    assert main(["show", "6 x 400 @ 84 R60", "--reading", "99"]) == 1
    assert "there is no reading 99" in capsys.readouterr().err
