# SPDX-License-Identifier: MIT
"""Advice names commands and options that exist, wherever it is given: in messages and in pages."""

from __future__ import annotations

import ast
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from trackpacer.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
MODULES = {name: module for group in COMMANDS.values() for name, (module, _) in group.items()}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
# Of other tools, whose commands stand in our pages: esptool, and the words of Garmin's and others'.
ADVICE = re.compile(r"\bpacer ([a-z]+)\b([^\n`;,)#]*)")


def options(command: str) -> set[str]:
    parser = ArgumentParser()
    import_module(MODULES[command]).configure(parser)
    return set(parser._option_string_actions)


OPTIONS = {command: options(command) for command in MODULES}


def strings(path: Path) -> Iterator[str]:
    """Every text in a module, what is put into it left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def wrong(text: str) -> list[str]:
    """Advice in a text that names an option which its command does not have."""
    found = []
    for command, rest in ADVICE.findall(text):
        if command in OPTIONS:
            unknown = set(OPTION.findall(rest)) - OPTIONS[command]
            found += [f"pacer {command} {option}" for option in sorted(unknown)]
    return found


def test_every_option_that_a_message_names_exists() -> None:
    complaints = []
    counted = 0
    for path in sorted((ROOT / "host" / "trackpacer").rglob("*.py")):
        for text in strings(path):
            counted += len(ADVICE.findall(text))
            complaints += [f"{path.relative_to(ROOT)}: {one}" for one in wrong(text)]
    assert counted > 50
    assert complaints == []


@pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", *sorted((ROOT / "boards").rglob("*.md")), *(ROOT / "host").glob("*.md")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_option_that_a_page_names_exists(page: Path) -> None:
    assert wrong(page.read_text(encoding="utf-8")) == []


def test_an_option_that_there_is_not_is_seen() -> None:
    assert wrong("try pacer install --baud 9600") == ["pacer install --baud"]
    assert wrong("pacer install --board NAME; esptool --port PORT") == []


def test_a_watch_is_named_by_one_option_everywhere() -> None:
    """--device, and --port for the same. (The page that `web` serves has a port of its own.)"""
    reach = {command for command, known in OPTIONS.items() if "--device" in known}
    assert {"install", "doctor", "send", "fetch", "ls", "rm", "settings"} <= reach
    for command in reach:
        parser = ArgumentParser()
        import_module(MODULES[command]).configure(parser)
        known = parser._option_string_actions
        assert known["--device"] is known["--port"], command
