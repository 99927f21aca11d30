# SPDX-License-Identifier: MIT
"""The `pacer` command: the table of its commands, their help, and which one is meant.

Each command is a module with `configure(parser)` and `run(args) -> int`, imported when it is called
and not before, so that `pacer --help` is instant. Not here: anything a command does, how every one
of them ends (`ending`).
"""

from __future__ import annotations

import sys

from trackpacer.cli import ending
from trackpacer.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence
    from typing import NoReturn

# A command is one line in its group: its name, its module, what it does.
COMMANDS: dict[str, dict[str, tuple[str, str]]] = {
    "Write a session": {
        "show": ("trackpacer.cli.show", "Show what a session means for one runner"),
        "compile": ("trackpacer.cli.compile", "Compile a session into the file that a watch runs"),
        "workout": ("trackpacer.cli.workout", "Write a session for a Garmin or intervals.icu"),
        "dump": ("trackpacer.cli.dump", "List a compiled program byte by byte"),
        "web": ("trackpacer.cli.web", "Open the web page: all this in a browser, on a phone too"),
    },
    "Run it": {
        "devices": ("trackpacer.cli.devices", "List the watches in range, over USB and Bluetooth"),
        "send": ("trackpacer.cli.send", "Put a session on the watch"),
        "ls": ("trackpacer.cli.ls", "List the sessions and logs on the watch"),
        "rm": ("trackpacer.cli.rm", "Delete sessions or fetched logs from the watch"),
        "fetch": ("trackpacer.cli.fetch", "Fetch the new lap logs from the watch"),
        "settings": ("trackpacer.cli.settings", "Show and change the watch's settings"),
        "cues": ("trackpacer.cli.cues", "Play the watch's sounds, or save them as a sound file"),
        "simulate": ("trackpacer.cli.simulate", "Run one session on a simulated watch"),
        "simulator": (
            "trackpacer.cli.simulator",
            "Start a simulated watch for the other commands to use",
        ),
    },
    "Look at the laps": {
        "report": ("trackpacer.cli.report", "Show a session as it was run: table, page, picture"),
        "logs": ("trackpacer.cli.logs", "List the lap logs on this laptop"),
        "progress": ("trackpacer.cli.progress", "Show the same session over a season"),
        "edit": ("trackpacer.cli.edit", "Correct or annotate a log, or enter hand times"),
        "export": ("trackpacer.cli.export", "Export a session as FIT, TCX, CSV or JSON"),
        "upload": ("trackpacer.cli.upload", "Send a session to intervals.icu or Strava"),
    },
    "Set up": {
        "install": (
            "trackpacer.cli.install",
            "Install the firmware on a watch; set its name and the time",
        ),
        "boards": ("trackpacer.cli.boards", "List the boards a watch can be built from"),
        "doctor": ("trackpacer.cli.doctor", "Find out what is wrong with a watch or its port"),
        "completion": ("trackpacer.cli.completion", "Set up tab completion in your shell"),
        "athlete": ("trackpacer.cli.athlete", "Show, add and change athletes and their races"),
        "roster": ("trackpacer.cli.roster", "Import, list, export and group the squad"),
        "paces": ("trackpacer.cli.paces", "Work out race and training paces from races"),
    },
    "Plan": {
        "plan": ("trackpacer.cli.plan", "Lay out a progression as dated sessions and a calendar"),
        "price": ("trackpacer.cli.price", "Work out a session's times for today and for the goal"),
        "card": ("trackpacer.cli.card", "Make a pace card for your pocket"),
        "advise": ("trackpacer.cli.advise", "Suggest sessions from how a race went"),
        "next": ("trackpacer.cli.next", "Say from the laps whether the next step is due"),
        "library": ("trackpacer.cli.library", "List the built-in sessions"),
    },
}

_HEAD = """\
usage: pacer COMMAND ...

A coach's track session, paced to the tenth of a second by a watch."""
_FOOT = """\
pacer help COMMAND explains a command, pacer help TOPIC one of these:
  {topics}
pacer --version says which version this is."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 with a message on stderr, or a signal's."""
    words = list(sys.argv[1:] if argv is None else argv)
    return ending.ended(lambda: _dispatch(words), words)


def _dispatch(words: list[str]) -> int:
    name = words[0] if words else "--help"
    if name in ("-h", "--help", "help"):
        if len(words) > 1 and not words[1].startswith("-"):
            return _help(words[1])
        print(_overview())
        if not words and _nothing_set_up():
            from trackpacer.cli.topics import START

            print(f"\n{START}")
        return 0
    if name in ("-V", "--version"):
        from trackpacer import __version__

        print(f"pacer {__version__}")
        return 0
    for group in COMMANDS.values():
        if name in group:
            return _run(name, *group[name], words[1:])
    raise _unknown(name)


def _help(word: str) -> int:
    """Help on a command, or on a topic."""
    from trackpacer.cli.topics import TOPICS

    if word in TOPICS:
        print(TOPICS[word][1])
        return 0
    if not any(word in group for group in COMMANDS.values()):
        from difflib import get_close_matches

        names = [*TOPICS, *(name for group in COMMANDS.values() for name in group)]
        near = get_close_matches(word, names, n=1, cutoff=0.5)
        raise UserError(
            f"there is no help on {word!r}",
            f"did you mean: pacer help {near[0]}" if near else "topics: " + ", ".join(TOPICS),
        )
    return _dispatch([word, "--help"])


def _nothing_set_up() -> bool:
    """Whether nobody has used `pacer` here yet: there are no athletes, and no data."""
    from trackpacer.folders import config_folder, data_folder

    return not (config_folder() / "athletes.toml").exists() and not data_folder().exists()


def _run(name: str, module: str, summary: str, words: list[str]) -> int:
    import gc
    from importlib import import_module

    gc.set_threshold(300_000)  # what a command imports stays: to look through it takes a tenth
    command = import_module(module)
    parser = command_parser(name, summary)
    command.configure(parser)
    if "-h" in words or "--help" in words:
        from trackpacer.cli.examples import EXAMPLES

        told = parser.epilog or ""
        if (example := EXAMPLES[name]) not in told:
            parser.epilog = f"{told}\n\nExample:  {example}".lstrip()
    try:
        args = parser.parse_args(words)
    except SystemExit as end:  # after --help
        return end.code if isinstance(end.code, int) else 0
    status = command.run(args)
    return status if isinstance(status, int) else 0


def command_parser(name: str, summary: str) -> ArgumentParser:
    """The parser of a command, for its `configure`."""
    import argparse

    class Parser(argparse.ArgumentParser):
        """argparse's own, but for the exit status: 2 means nothing to a user of `pacer`."""

        def error(self, message: str) -> NoReturn:
            if (
                message.startswith("unrecognized arguments: ")
                and " SESSION " in self.format_usage()
            ):
                raise UserError(
                    f"not understood: {message.partition(': ')[2]}",
                    hint=f"put the session in quotes; {self.prog} --help lists the options",
                )
            raise UserError(f"{message[:1].lower()}{message[1:]}", hint=f"see: {self.prog} --help")

    return Parser(
        prog=f"pacer {name}",
        description=f"{summary}.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _overview() -> str:
    lines = [_HEAD]
    width = max((len(name) for group in COMMANDS.values() for name in group), default=0)
    for title, group in COMMANDS.items():
        if group:
            lines += ["", title]
            lines += [f"  {name:{width}}  {summary}" for name, (_, summary) in group.items()]
    from trackpacer.cli.topics import TOPICS

    lines += ["", _FOOT.format(topics=", ".join(TOPICS))]
    return "\n".join(lines)


def _unknown(name: str) -> UserError:
    from difflib import get_close_matches

    if name.startswith("-"):
        return UserError(f"there is no option {name}", hint="pacer --help lists the commands")
    names = [known for group in COMMANDS.values() for known in group]
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean: pacer {near[0]}" if near else "pacer --help lists the commands"
    return UserError(f"there is no command {name!r}", hint=hint)
