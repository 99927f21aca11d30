# SPDX-License-Identifier: MIT
"""A page that is written, as its tables' rows."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """Rows of cells of every table, and all that a page asks for from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.cell = False
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        self.links += [tag] * (tag in ("script", "link", "img", "iframe"))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.cell = True

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.cell = self.cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.cell:
            self.rows[-1][-1] += data
