# SPDX-License-Identifier: MIT
"""How `pacer` finds its commands and how each run ends: status, message, never a traceback.

Not here: what the commands do.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import threading
import types
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

import trackpacer
from tests.host.cli.typed import Pacer
from tests.support import PATIENCE_S
from trackpacer import cli
from trackpacer.cli import COMMANDS, topics
from trackpacer.errors import UserError
from trackpacer.laps.store import Store
from trackpacer.notation import Context, read
from trackpacer.paces import parse_race

Run = Callable[[argparse.Namespace], object]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Run], None]:
    """Puts a command `fetch --from PORT` in the table, which does as it is told."""

    def install(run: Run) -> None:
        def configure(parser: argparse.ArgumentParser) -> None:
            parser.add_argument("--from", dest="port", choices=["usb", "ble"], default="usb")

        module = types.ModuleType("fake_command")
        module.__dict__.update(configure=configure, run=run)
        monkeypatch.setitem(sys.modules, "fake_command", module)
        table = {"Run it": {"fetch": ("fake_command", "Fetch the laps"), "ls": ("no_module", "x")}}
        monkeypatch.setattr(cli, "COMMANDS", table)

    return install


def raising(error: BaseException) -> Run:
    def run(_args: argparse.Namespace) -> int:
        raise error

    return run


def pacer(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    settings = {"capture_output": True, "text": True, "timeout": PATIENCE_S, **options}
    command = [sys.executable, "-m", "trackpacer", *words]
    return subprocess.run(command, check=False, **settings)  # type: ignore[call-overload,no-any-return]


def test_without_a_command_the_table_is_shown_and_no_command_imported(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(raising(AssertionError()))
    for words in ([], ["--help"], ["-h"], ["help"]):
        assert cli.main(words) == 0
        out = capsys.readouterr().out
        assert "Run it\n  fetch  Fetch the laps\n  ls     x\n" in out
        assert "Plan" not in out  # a group without commands


def test_every_command_of_the_table_exists_and_describes_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for group in cli.COMMANDS.values():
        for name, (module, summary) in group.items():
            assert callable(import_module(module).run), name
            assert cli.main([name, "--help"]) == 0
            assert f"usage: pacer {name}" in capsys.readouterr().out
            assert not summary.endswith(".") and summary[:1].isupper(), name


def test_a_command_gets_its_arguments_and_gives_the_status(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(lambda args: 0 if args.port == "ble" else 7)
    assert cli.main(["fetch", "--from", "ble"]) == 0
    assert cli.main(["fetch"]) == 7
    assert cli.main(["help", "fetch"]) == 0
    assert "Fetch the laps." in capsys.readouterr().out


def test_the_version() -> None:
    done = pacer("--version")
    assert (done.returncode, done.stdout) == (0, f"pacer {trackpacer.__version__}\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["fetch", "--from", "pigeon"], "pacer: argument --from: invalid choice: 'pigeon'"),
        (["fetch", "--fro", "usb"], "pacer: unrecognized arguments: --fro usb"),
        (["fetch", "more"], "pacer: unrecognized arguments: more"),
        (["fecth"], "pacer: there is no command 'fecth'\n  did you mean: pacer fetch\n"),
        (["zzz"], "pacer: there is no command 'zzz'\n  pacer --help lists the commands\n"),
        (["--loud"], "pacer: there is no option --loud"),
    ],
)
def test_wrong_usage_is_status_1_with_a_message(
    command: Callable[[Run], None],
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    command(raising(AssertionError("it must not run")))
    assert cli.main(words) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(said)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (UserError("no watch", hint="plug it in"), 1, "pacer: no watch\n  plug it in\n"),
        (UserError("no watch"), 1, "pacer: no watch\n"),
        (FileNotFoundError(2, "No such file", "week2.txt"), 1, "pacer: week2.txt: No such file\n"),
        (KeyboardInterrupt(), 130, "pacer: stopped\n"),
    ],
)
def test_what_goes_wrong_is_one_message_and_a_status(
    command: Callable[[Run], None],
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    said: str,
) -> None:
    command(raising(error))
    assert cli.main(["fetch"]) == status
    assert capsys.readouterr().err == said


class Unspeakable(Exception):
    def __str__(self) -> str:
        raise ValueError("no word of it")


def recursing(_args: argparse.Namespace) -> int:
    return recursing(_args) + 1


def in_a_thread(_args: argparse.Namespace) -> int:
    def fail() -> None:
        raise KeyError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    return 1


@pytest.mark.parametrize(
    ("run", "kept"),
    [
        (raising(KeyError("x\x1b]0;y\x07")), "KeyError: 'x"),
        (raising(Unspeakable()), "Unspeakable"),
        (raising(OSError("no file in it")), "no file in it"),
        (raising(BrokenPipeError(32, "Broken pipe", "a name")), "Broken pipe: 'a name'"),
        (raising(MemoryError()), "MemoryError"),
        (recursing, "RecursionError"),
        (in_a_thread, "in a thread"),
    ],
)
def test_a_fault_of_ours_is_a_file_to_send_and_no_traceback(
    command: Callable[[Run], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    run: Run,
    kept: str,
) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path))
    command(run)
    assert cli.main(["fetch", "--from", "ble"]) == 1
    out, err = capsys.readouterr()
    (file,) = (tmp_path / "crashes").iterdir()
    said = "please send its makers this file, in which the details are"
    assert (out, err) == ("", f"pacer: internal error, a fault of pacer's own\n  {said}: {file}\n")
    text = file.read_text("utf-8")
    assert kept in text and Path(__file__).name in text and "\x1b" not in text
    assert f"pacer {trackpacer.__version__}" in text and "pacer 'fetch' '--from' 'ble'" in text
    assert len(text) < 300_000


def test_the_files_of_faults_do_not_pile_up(
    command: Callable[[Run], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path))
    folder = tmp_path / "crashes"
    folder.mkdir()
    for number in range(30):
        (folder / f"crash-2020-01-01-0000{number:02}-1.txt").write_text("old")
    command(raising(KeyError()))
    assert cli.main(["fetch"]) == 1
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 20 and names[-1] in capsys.readouterr().err


def test_a_fault_that_no_file_can_be_written_of_is_said_all_the_same(
    command: Callable[[Run], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    command(raising(KeyError("x")))
    assert cli.main(["fetch"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("pacer: internal error") and "KeyError" in line


@pytest.mark.skipif(os.name == "nt", reason="closed pipes are POSIX's")
def test_a_reader_that_leaves_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    done = pacer("--help", capture_output=False, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert done.stderr == ""
    assert done.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="a shell closes no streams there")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_was_closed_before_is_no_error(closed: str) -> None:
    line = f'"{sys.executable}" -m trackpacer --version {closed}'
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=PATIENCE_S)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_output_that_has_no_room_is_said_in_a_sentence() -> None:
    with open("/dev/full", "w") as full:
        done = pacer("--help", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("pacer: the output cannot be written: ")


def test_a_terminal_that_lacks_a_character_does_not_end_the_command() -> None:
    script = (
        "import sys; from trackpacer import cli; cli._HEAD = '25 × 400'; sys.exit(cli.main([]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        timeout=PATIENCE_S,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("25 x 400\n")


@pytest.mark.parametrize(
    "lacking",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
@pytest.mark.parametrize("words", [("report", "4"), ("report", "--squad")])
def test_fast_is_told_from_slow_on_a_terminal_that_lacks_the_signs(
    store: Store, pacer: Pacer, words: tuple[str, ...], lacking: dict[str, str]
) -> None:
    signs = str.maketrans("▲●▼", "^=v")
    wanted = re.findall(r"[-+]?\d+\.\d+ ?[\^=v]", pacer(*words).translate(signs))
    done = subprocess.run(
        [sys.executable, "-m", "trackpacer", *words],
        capture_output=True,
        encoding="cp1252",
        env={**os.environ, **lacking},
        timeout=PATIENCE_S,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.findall(r"[-+]?\d+\.\d+ ?[\^=v]", done.stdout) == wanted
    assert {found[-1] for found in wanted} >= {"=", "v"}
    if "--squad" in words:
        assert "^ slower  = on  v faster" in done.stdout


def test_help_imports_nothing_that_takes_time() -> None:
    script = (
        "import sys; from trackpacer.cli import main; main(['--help']); "
        "sys.exit(' '.join({'argparse', 'typing', 'pathlib', 're'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        capture_output=True,
        text=True,
        # -S: what site and its .pth files import on this machine is not ours
        env={**os.environ, "PYTHONPATH": os.path.dirname(trackpacer.__path__[0])},
        timeout=PATIENCE_S,
    )
    assert done.stderr.strip() == ""


def test_what_a_library_logs_of_bluetooth_is_no_traceback_on_the_terminal() -> None:
    script = (
        "import asyncio; from trackpacer.device import ble\n"
        "async def failing(): raise OSError('a link broke')\n"
        "async def main(): asyncio.ensure_future(failing()); await asyncio.sleep(0)\n"
        "asyncio.run(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_watch_s_own_modules_import_without_the_vm() -> None:
    script = (
        "import sys; from trackpacer.firmware import program; "
        "assert program.__name__ == 'pacer.program'; "
        "sys.exit('micropython_module' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=PATIENCE_S)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_first_run_says_what_to_do_and_later_ones_do_not(pacer: Pacer) -> None:
    first = pacer()
    for number in "123":
        assert f"\n  {number}. " in first
    for command in re.findall(r"pacer ([a-z]+) ", first.partition("Three things")[2]):
        assert any(command in group for group in COMMANDS.values())
    assert pacer("athlete", "anna", "--race", "10k=35:00")
    assert "Three things" not in pacer()


LISTINGS = [
    *(("boards",), ("cues",), ("library",), ("logs",), ("roster",), ("athlete",)),
    *(("devices", "--seconds", "0.2"), ("paces",)),
]


@pytest.mark.parametrize("words", LISTINGS, ids=lambda words: words[0])
def test_every_listing_is_json_too(words: tuple[str, ...], pacer: Pacer) -> None:
    cli.main(["athlete", "anna", "--race", "10k=35:00"])
    assert isinstance(json.loads(pacer.done(*words, "--json")), list | dict)


def test_help_on_topics_and_commands(pacer: Pacer) -> None:
    for topic, (_, text) in topics.TOPICS.items():
        assert pacer("help", topic) == text + "\n"
    assert "usage: pacer send" in pacer("help", "send")
    assert "did you mean: pacer help button" in pacer.refused("help", "buton")


def test_the_topics_commands_and_sessions_are_real() -> None:
    texts = "\n".join(text for _, text in topics.TOPICS.values())
    for command in re.findall(r"\bpacer ([a-z]+)\b", texts):
        assert command == "COMMAND" or any(command in group for group in COMMANDS.values())
    lines = [line for line in topics.NOTATION.splitlines() if line.startswith("  ")]
    assert len(lines) >= 7
    for line in lines:
        read(line[:41].strip(), Context(races=(parse_race("10k=35:00"),)))
