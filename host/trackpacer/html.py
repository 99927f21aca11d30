# SPDX-License-Identifier: MIT
"""How every page of ours begins. What stands on it: `laps.page`, `table.card`."""

from __future__ import annotations

import html

from trackpacer.shown import shown


def escape(text: str, quote: bool = True) -> str:
    """A text as it may stand anywhere on a page or in a picture; without `quote` not within an
    attribute."""
    return html.escape(shown(text), quote)


def head(title: str, css: str) -> list[str]:
    """The lines of a self-contained page up to its body, which is left open."""
    return [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="Track Pacer">',
        f"<title>{escape(title)}</title>",
        f"<style>{css}</style>",
        "</head>",
        "<body>",
    ]
