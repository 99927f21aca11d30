# SPDX-License-Identifier: MIT
"""What came from a watch, a file or the air, as it may be shown: nothing in it acts.

One function, through which everything passes that is printed, drawn or written for another
program. Not here: how a page or a table marks its own text (`html`, `cli.terminal`).
"""

from __future__ import annotations

import unicodedata

# Joins letters of Persian and Indic names, and emoji: seen, and harmless.
_JOINERS = "\u200c\u200d"
# Not assigned yet, and shown as nothing all the same (Unicode's Default_Ignorable_Code_Point).
_IGNORED = ((0x2065, 0x2065), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF))
_ACTING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def acts(character: str) -> bool:
    """Whether a character does something where it is shown, or is no character: a control (C0, C1,
    so every escape sequence's first), a mark of direction or of no width, a lone surrogate, a line
    separator, a noncharacter. A newline is one too."""
    number = ord(character)
    if number < 0x7F:
        return number < 0x20
    if character in _JOINERS:
        return False
    category = unicodedata.category(character)
    return (
        category in _ACTING
        or number & 0xFFFE == 0xFFFE
        or 0xFDD0 <= number <= 0xFDEF
        or (category == "Cn" and any(low <= number <= high for low, high in _IGNORED))
    )


def shown(text: str, lines: bool = False) -> str:
    """A text with every character that acts written out: ESC becomes \\u001b. What is right stays
    as it is, so a text may pass twice.

    lines: newlines stay, and tabs. The form is JSON's own, so that JSON passes and means the same.
    """
    if text.isprintable():
        return text
    kept = "\n\t" if lines else ""
    return "".join(c if c in kept or not acts(c) else _written(c) for c in text)


def line(text: str) -> str:
    """A text of several lines as one, shown."""
    return shown(" ".join(text.split()))


# The wide forms count where a spreadsheet is set to Chinese or Japanese.
_FORMULA = tuple("=+-@＝＋－＠")


def cell(text: str) -> str:
    """Words as they stand in a CSV: a spreadsheet would work out what begins like a formula, so an
    apostrophe stands before that, which shows the rest as words."""
    text = shown(text)
    return f"'{text}" if text.lstrip("'").lstrip()[:1] in _FORMULA else text


def from_cell(text: str) -> str:
    """Words of a CSV that `cell`, or a spreadsheet's user, put an apostrophe before."""
    formula = text.lstrip("'").lstrip()[:1] in _FORMULA
    return text[1:] if formula and text[:1] == "'" else text


def json_lines(value: object) -> bytes:
    """JSON for a file, to be read by people too; it means the value as it is, character by
    character, but half of a surrogate pair is written out."""
    import json

    return (shown(json.dumps(value, indent=2, ensure_ascii=False), lines=True) + "\n").encode()


def _written(character: str) -> str:
    if ord(character) < 0x10000:
        return f"\\u{ord(character):04x}"
    pair = character.encode("utf-16-be").hex()
    return f"\\u{pair[:4]}\\u{pair[4:]}"
