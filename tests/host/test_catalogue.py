# SPDX-License-Identifier: MIT
"""Every command, setting, cue, board and export stands in its page and its help, with an example,
and the examples run.

The commands of README.md and of host/COMMANDS.md are run in their order on one laptop, with a
simulated watch plugged in and a session timed by hand at home. Not here: what a board's own page
holds (tests/boards), and the guides with tests beside their rooms (NOTATION, COACHING, ...).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.support import REPO
from trackpacer import sounds
from trackpacer.cli import COMMANDS, command_parser, main, topics, workout
from trackpacer.cli.examples import EXAMPLES
from trackpacer.cli.settings import WHAT, parse
from trackpacer.firmware import settings
from trackpacer.install import catalogue
from trackpacer.laps import exports
from trackpacer.simulation.watch import SimulatedWatch
from trackpacer.sources import SOURCES

Said = pytest.CaptureFixture[str]
README = (REPO / "README.md").read_text("utf-8")
PAGE = (REPO / "host" / "COMMANDS.md").read_text("utf-8")
LAPS = (REPO / "host" / "LAPS.md").read_text("utf-8")
FILES = (REPO / "host" / "FILES.md").read_text("utf-8")
SUMMARIES = {name: told for group in COMMANDS.values() for name, (_, told) in group.items()}
MODULES = {name: module for group in COMMANDS.values() for name, (module, _) in group.items()}

# What cannot be run here: it goes on until it is ended, or needs a board, a Garmin or a platform.
# Their words are parsed; what they do is tested in their rooms.
ELSEWHERE = ("simulator", "web", "install", "upload", "doctor")

# The README's are of 25 x 400 in a plan; at home are six.
NOT_RUN_HERE = {
    "progress 25 x 400": ["progress", "6 x 400"],
    "edit --run 7 --note wind on the back straight": ["edit", "--run", "3", "--note", "wind"],
    "next --plan plan": ["next", "last"],
}


def typed(text: str) -> list[list[str]]:
    """The lines of a page that are typed, without their remarks."""
    lines = re.findall(r"^    pacer (.+)$", text, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


@pytest.fixture
def laptop(laptop: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Laps at home, a squad's file and a Garmin's, and a watch plugged in."""
    Path("squad.csv").write_text("name,race,watch\nAnna,10k 35:00,anna\nBen,5k 17:30,ben\n")
    times = ["84.1", "83.9", "84.0", "84.2", "83.8", "84.0"]
    assert main(["edit", "--new", "6 x 400", "--target", "84", "--times", *times]) == 0
    assert main(["workout", "10 x 400 @ 84 R60", "-o", "tuesday.fit"]) == 0
    with SimulatedWatch(tmp_path / "watch") as watch:
        watch.wait_for_app()
        monkeypatch.setenv("PACER_DEVICE", f"usb:{watch.port}")
        yield


def run(words: list[str]) -> int:
    """A page's command, on the watch that is here whichever it names; or parsed alone."""
    if "--device" in words:
        at = words.index("--device")
        words = words[:at] + words[at + 2 :]
    if words[0] in ELSEWHERE or "--to" in words or {"--squad", "--all"} & set(words):
        parser = command_parser(words[0], "")
        import_module(MODULES[words[0]]).configure(parser)
        parser.parse_args(words[1:])
        return 0
    return main([*words, "--seconds", "0.2"] if words == ["devices"] else words)


def test_the_commands_of_the_page_work_one_after_the_other(laptop: None, capsys: Said) -> None:
    for words in typed(PAGE):
        assert run(words) == 0, (words, capsys.readouterr().err)


def test_the_commands_of_the_readme_work_one_after_the_other(laptop: None, capsys: Said) -> None:
    commands = typed(README)
    assert len(commands) > 20
    for words in commands:
        here = NOT_RUN_HERE.get(" ".join(words), words)
        assert run(here) == 0, (words, capsys.readouterr().err)


GUIDES = ("README.md", *(f"host/{name}.md" for name in ("COMMANDS", "COACHING", "FILES", "LAPS")))


@pytest.mark.parametrize("name", GUIDES)
def test_a_command_within_a_sentence_can_be_typed(name: str, capsys: Said) -> None:
    for line in re.findall(r"`pacer ([^`]+)`", (REPO / name).read_text("utf-8")):
        command, *words = shlex.split(line)
        if command in ("help", "COMMAND") or command.startswith("-"):
            continue
        assert command in MODULES, line
        if words:
            parser = command_parser(command, "")
            import_module(MODULES[command]).configure(parser)
            parser.parse_args(words)  # UserError tells what is wrong with it


def test_every_command_is_on_its_page_as_the_program_tells_it() -> None:
    told = dict(re.findall(r"^\*\*(\w+)\*\*: (.+)\.$", PAGE, re.MULTILINE))
    assert told == SUMMARIES
    examples = re.findall(r"^    (pacer .+)$", PAGE, re.MULTILINE)
    assert dict(zip(told, examples, strict=True)) == EXAMPLES
    titles = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    assert titles[:-1] == list(COMMANDS)


def test_every_source_of_a_session_is_on_the_page_and_in_the_help() -> None:
    rows = re.findall(r"^\| `([\w.:-]+)` \| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert rows == [(source.written, source.help) for source in SOURCES]
    told = re.findall(r"^  (\S+) +(.+)$", topics.SESSION, re.MULTILINE)
    assert told == rows


@pytest.mark.parametrize("command", SUMMARIES)
def test_the_help_of_a_command_has_its_example(command: str, capsys: Said) -> None:
    assert main([command, "--help"]) == 0
    assert EXAMPLES[command] in capsys.readouterr().out


def test_every_setting_is_on_the_page_as_the_watch_has_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    assert [row[0] for row in rows] == [row[0] for row in settings.TABLE] == list(WHAT)
    for (name, may, default, what), (_, usual, lowest, highest) in zip(
        rows, settings.TABLE, strict=True
    ):
        assert what == WHAT[name]
        # As the page has it, it can be typed, and so can each end of what it may be.
        assert parse(f"{name}={default}", settings) == (name, usual)
        if isinstance(highest, int) and not isinstance(usual, bool):
            assert may == f"{lowest} to {highest}"
            assert [parse(f"{name}={end}", settings)[1] for end in may.split(" to ")] == [
                lowest,
                highest,
            ]
        elif may != "text":
            assert [name] * 2 == [parse(f"{name}={one}", settings)[0] for one in may.split(", ")][
                :2
            ]


def test_every_setting_can_be_typed_as_the_page_has_it(laptop: None, capsys: Said) -> None:
    rows = re.findall(r"^\| `(\w+)` \| .+ \| (.+) \| .+ \|$", PAGE, re.MULTILINE)
    assert main(["settings", *(f"{name}={default}" for name, default in rows)]) == 0
    shown = capsys.readouterr().out
    assert [name for name, _ in rows if f"  {name} " not in shown] == ["passkey"]  # a secret


def test_the_help_of_settings_and_cues_names_every_one(capsys: Said) -> None:
    for command, names in (("settings", WHAT), ("cues", sounds.MEANING)):
        assert main([command, "--help"]) == 0
        told = set(re.findall(r"\w+", capsys.readouterr().out))
        assert told >= {*names}, {*names} - told


def test_every_cue_is_in_the_readme_as_it_sounds() -> None:
    rows = re.findall(r"^\| (\w+) \| `([. -]+)` \| ([\d ]+) \| .+ \|$", README, re.MULTILINE)
    assert [(cue.name, cue.rhythm, cue.pitch) for cue in sounds.table()] == rows


def test_every_cue_is_listed_and_can_be_played(tmp_path: Path, capsys: Said) -> None:
    assert main(["cues", "--list"]) == 0
    listed = capsys.readouterr().out
    for cue in sounds.table():
        assert cue.meaning in listed
        assert main(["cues", cue.name, "--wav", str(tmp_path / f"{cue.name}.wav")]) == 0


def test_every_board_has_its_page_in_the_command_and_its_example_is_one(capsys: Said) -> None:
    parser = command_parser("install", "")
    import_module(MODULES["install"]).configure(parser)
    for board in catalogue.boards():
        assert main(["boards", board.name]) == 0
        page = capsys.readouterr().out
        examples = re.findall(r"^    pacer install (--board .+)$", page, re.MULTILINE)
        assert examples or board.name == "simulator"
        for example in examples:
            assert parser.parse_args(shlex.split(example)).board == board.name


def test_every_board_is_in_the_readme_and_in_the_listing(capsys: Said) -> None:
    assert main(["boards"]) == 0
    listed = capsys.readouterr().out
    for board in catalogue.boards():
        assert f"(boards/{board.name}/README.md)" in README
        assert board.name in listed


def test_every_export_is_in_its_guide_and_its_help(capsys: Said) -> None:
    for command, formats, guide in (
        ("export", tuple(exports.FORMATS), LAPS),
        ("workout", tuple(workout.FORMATS), FILES),
    ):
        assert main([command, "--help"]) == 0
        said = capsys.readouterr().out
        for name in formats:
            assert re.search(rf"\b{name}\b", said), (command, name)
            assert re.search(rf"\b{name}\b", guide, re.IGNORECASE), (command, name)


def test_the_readme_leads_on_within_a_screen_and_a_half() -> None:
    before = README[: README.index("](host/NOTATION.md)")]
    assert before.count("\n") < 60


def test_every_command_has_a_file_of_tests_in_which_it_is_typed() -> None:
    folder = REPO / "tests" / "host" / "cli"
    for command in SUMMARIES:
        assert f'"{command}"' in (folder / f"test_{command}.py").read_text("utf-8")
    names = {path.stem.removeprefix("test_") for path in folder.glob("test_*.py")}
    assert names == {*SUMMARIES, "main", "asking"}
