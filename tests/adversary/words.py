# SPDX-License-Identifier: MIT
"""Names, notes and titles that somebody hostile would give: what acts on a terminal, a page, a
spreadsheet or a parser. Not here: who must show them (`tests.host.test_hostile_words`).
"""

from __future__ import annotations

import re

from hypothesis import strategies as st

PARTS = (
    "\x1b[31m", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x1b[2J", "\x9b2J", "\x9d0;t\x9c",
    "\r", "\n", "\t", "\x00", "\x08\x08", "\x7f", "\x85", "\u2028", "\u2029",
    "\u202e", "\u2066", "\u2069", "\u200e", "\u061c", "\u200b", "\ufeff", "\U000e0041",
    "\U000e0000", "\u2065", "\ufff3",
    "\ufffe", "\U0001ffff", "\ufdd0",
    "=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1", '"', ",", ";", "\\u001b",
    "<script>", "</title>", "&lt;", "]]>", "<!--", "'", "[red]", "[/red]", "[link=x]", ":smile:",
    "$\\frac$", "%s", "{0}", "Zoë", "25 x 400", "🏃\u200d♀️", "می\u200cخواهم", "",
)  # fmt: skip
SURROGATES = ("\ud800", "\udc1b", "\udfff\ud800")

ACTING = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\ud800-\\udfff\\ufeff\\ufdd0-\\ufdef\\ufff0-\\ufff8\\ufffe\\uffff\\U0001fffe\\U0001ffff"
    "\\U000e0000-\\U000e007f]"
)
"""What must stand nowhere, said anew: not by the function that is tested. Newlines and tabs, which
a table or a page lays out itself, are looked for apart."""

_parts = st.sampled_from(PARTS) | st.text(
    st.characters(categories=("L", "N", "P", "S")), max_size=4
)


def names(longest: int = 64) -> st.SearchStrategy[str]:
    """What a log's header may hold: UTF-8 of so many bytes."""

    def cut(parts: list[str]) -> str:
        return "".join(parts).encode("utf-8", "ignore")[:longest].decode("utf-8", "ignore")

    return st.lists(_parts, max_size=5).map(cut)


def notes() -> st.SearchStrategy[str]:
    """What a JSON file may hold: lone surrogates too."""
    return st.lists(_parts | st.sampled_from(SURROGATES), max_size=6).map("".join)
