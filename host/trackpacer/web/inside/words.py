# SPDX-License-Identifier: MIT
"""What the laptop's messages say in a page: the same sentences, without its commands."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"\bpacer [a-z]|(?<![-\w])--[a-z]")

_INSTEAD = {
    "a race of the runner": "a race of the runner in the box above, as 10k 35:00",
    "bring the watch up to date": "bring the watch up to date: connect it to a computer with pacer",
    "known:": "",
}


def without_commands(hint: str) -> str:
    """A hint as it stands, or what stands for it here where it names a command."""
    if not _COMMAND.search(hint):
        return hint
    for begin, instead in _INSTEAD.items():
        if hint.startswith(begin):
            return instead
    parts = [part for part in hint.split("; ") if not _COMMAND.search(part)]
    return "; ".join(parts)


def sentence(text: str) -> str:
    """A message as a sentence: it begins large and ends with a stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?:" else ".")
