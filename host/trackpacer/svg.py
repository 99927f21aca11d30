# SPDX-License-Identifier: MIT
"""Pictures in SVG: scales, axes, marks and words, written by hand and light enough for a phone.

Colours are names (`ink`, `fast`, ...): drawn for a page they are CSS variables, so that one picture
is light and dark; drawn for a file they are given. Nothing has a style attribute, which a strict
content security policy refuses. Not here: what is drawn (`laps.chart`, `web`).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from trackpacer.html import escape
from trackpacer.records import record

FONT_PX = 12.0
_LETTER = 0.56  # of the font's size: how wide a letter or figure is in a usual sans-serif font

# Fast, on and slow differ in every kind of colour blindness: in lightness where hues are alike.
LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1b1f24",
    "muted": "#5d6673",
    "grid": "#e3e6ea",
    "fast": "#1d5fd1",
    "on": "#0a4f3a",
    "slow": "#bf4d00",
    "trend": "#8b3fbf",
    "rest": "#a9b4c2",
    "band": "#e4f3ea",
}
DARK: Mapping[str, str] = {
    "paper": "#14181d",
    "ink": "#e9edf2",
    "muted": "#9aa5b3",
    "grid": "#2a3139",
    "fast": "#5b9bff",
    "on": "#c4f7d8",
    "slow": "#ff8f3f",
    "trend": "#d29bff",
    "rest": "#4b5867",
    "band": "#1b3327",
}


def variables(colours: Mapping[str, str]) -> str:
    """The colours as CSS variables, for a rule of a page's style sheet."""
    return "".join(f"--{name}:{value};" for name, value in colours.items())


def text_width(words: str, size: float = FONT_PX) -> float:
    """About how many pixels some words take: enough to leave room for them."""
    return sum(map(_letters, words)) * size * _LETTER


def _letters(letter: str) -> float:
    """How many usual letters one is as wide as: a capital more than one, a Chinese sign two."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.9
    if letter in "WM@%…—":
        return 1.8
    return 1.25 if letter.isupper() else 1.0


def fitted(words: str, room: float, size: float = FONT_PX) -> str:
    """As much of some words as fits into so many pixels, its end marked where it is cut."""
    if text_width(words, size) <= room:
        return words
    kept = len(words)
    while kept > 1 and text_width(words[:kept] + "…", size) > room:
        kept -= 1
    return words[:kept].rstrip() + "…"


@record
class Scale:
    """From values (`low` to `high`) to pixels (`start` to `end`), in a straight line."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value; where all values are one, the middle."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        part = (value - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)


def ticks(
    low: float, high: float, most: int, steps: Sequence[float] = (1, 2, 2.5, 5)
) -> list[float]:
    """Round values between two, at most `most` of them (2 or more): for an axis.

    steps: the leading figures that count as round.
    """
    if high <= low:
        return [low]
    size = 10.0 ** math.floor(math.log10((high - low) / most))
    for _ in range(3):
        for step in steps:
            found = multiples(low, high, step * size)
            if len(found) <= most:
                return found
        size *= 10
    return [low]


CLOCK_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)


def clock_ticks(low_s: float, high_s: float, most: int) -> list[float]:
    """Round times of a clock between two, in seconds: quarters, minutes, hours."""
    for step in CLOCK_STEPS_S:
        found = multiples(low_s, high_s, step)
        if len(found) <= most:
            return found
    return ticks(low_s, high_s, most)


def multiples(low: float, high: float, step: float) -> list[float]:
    """The multiples of a step from `low` to `high`."""
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


class Drawing:
    """An SVG picture that is being drawn, in pixels from its top left corner.

    label: what a screen reader says of it. colours: None on a page, whose CSS variables count;
    else a value for each name.
    """

    def __init__(
        self,
        width: float,
        height: float,
        label: str,
        colours: Mapping[str, str] | None = None,
    ) -> None:
        self.width = width
        self.height = height
        self.label = label
        self._colours = colours
        self._parts: list[str] = []

    def colour(self, name: str) -> str:
        """A colour by its name; 'none' stays so."""
        if name == "none":
            return name
        return self._colours[name] if self._colours else f"var(--{name})"

    def add(self, element: str, **attributes: object) -> None:
        """An element by its name. Attributes: `_` stands for `-`, `fill` and `stroke` name colours,
        one that is None is left out; numbers are rounded to a hundredth of a pixel."""
        self._parts.append(f"<{element}{self._written(attributes)}/>")

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1.0,
        dash: str | None = None, **more: object,
    ) -> None:  # fmt: skip
        """A straight line; dash: as '4 3', pixels drawn and left out."""
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width,
                 stroke_dasharray=dash, **more)  # fmt: skip

    def path(
        self, points: Sequence[tuple[float, float]], colour: str, width: float = 1.5,
        dash: str | None = None, **more: object,
    ) -> None:  # fmt: skip
        """A line through points."""
        d = " ".join(
            f"{'L' if number else 'M'}{_number(x)} {_number(y)}"
            for number, (x, y) in enumerate(points)
        )
        self.add("path", d=d, fill="none", stroke=colour, stroke_width=width,
                 stroke_dasharray=dash, stroke_linejoin="round", **more)  # fmt: skip

    def rect(
        self, x: float, y: float, width: float, height: float, colour: str, **more: object
    ) -> None:
        """A filled rectangle."""
        self.add("rect", x=x, y=y, width=max(0.0, width), height=max(0.0, height), fill=colour,
                 **more)  # fmt: skip

    def mark(
        self, shape: str, x: float, y: float, colour: str, radius: float = 4.5, open: bool = False
    ) -> None:
        """One of `SHAPES` around a point: filled with a colour or, if open, drawn in it."""
        filled: dict[str, object] = {"fill": "paper" if open else colour}
        if open:
            filled |= {"stroke": colour, "stroke_width": 1.5}
        if shape == "dot":
            self.add("circle", cx=x, cy=y, r=radius, **filled)
            return
        if shape == "cross":
            for way in (-1, 1):
                self.line(x - radius, y - way * radius, x + radius, y + way * radius, colour, 1.8)
            return
        corners = " ".join(
            f"{_number(x + dx * radius)},{_number(y + dy * radius)}" for dx, dy in _CORNERS[shape]
        )
        self.add("polygon", points=corners, **filled)

    def text(
        self, x: float, y: float, words: str, colour: str = "muted", size: float = FONT_PX,
        anchor: str = "start", bold: bool = False, **more: object,
    ) -> None:  # fmt: skip
        """Words whose base line begins (anchor 'start'), ends ('end') or is centred ('middle')."""
        attributes = self._written(
            {"x": x, "y": y, "fill": colour, "font_size": size,
             "text_anchor": None if anchor == "start" else anchor,
             "font_weight": 600 if bold else None, **more}
        )  # fmt: skip
        self._parts.append(f"<text{attributes}>{escape(words, quote=False)}</text>")

    @contextmanager
    def group(self, title: str = "", **attributes: object) -> Iterator[None]:
        """What is drawn inside belongs together; title: what is shown under a resting pointer."""
        self._parts.append(f"<g{self._written(attributes)}>")
        if title:
            self._parts.append(f"<title>{escape(title, quote=False)}</title>")
        yield
        self._parts.append("</g>")

    def svg(self) -> str:
        """The whole as an <svg> element, as wide as the page lets it be."""
        size = f"{_number(self.width)} {_number(self.height)}"
        fonts = "" if self._colours is None else ' font-family="sans-serif"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" '
            f'aria-label="{escape(self.label)}"{fonts}>{"".join(self._parts)}</svg>'
        )

    def _written(self, attributes: Mapping[str, object]) -> str:
        out = []
        for name, value in attributes.items():
            if value is None:
                continue
            if name in ("fill", "stroke"):
                value = self.colour(str(value))
            elif isinstance(value, float | int):
                value = _number(value)
            out.append(f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"')
        return "".join(out)


_CORNERS: Mapping[str, Sequence[tuple[float, float]]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "triangle": ((0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
    "wedge": ((0, 1.2), (1.1, -0.8), (-1.1, -0.8)),
}
SHAPES = ("dot", *_CORNERS, "cross")


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


@record
class Axes:
    """Where a plot stands in a drawing, and how its values become pixels; y grows upwards."""

    drawing: Drawing
    x: Scale
    y: Scale

    def across(self, values: Sequence[tuple[float, str]], name: str = "") -> None:
        """Values and their words along the bottom, and the axis' name below them."""
        bottom = self.y.start
        self.drawing.line(self.x.start, bottom, self.x.end, bottom, "grid")
        for value, words in values:
            at = self.x(value)
            self.drawing.line(at, bottom, at, bottom + 3, "muted")
            self.drawing.text(at, bottom + 15, words, anchor="middle")
        if name:
            middle = (self.x.start + self.x.end) / 2
            self.drawing.text(middle, bottom + 31, name, anchor="middle")

    def up(self, values: Sequence[tuple[float, str]], name: str = "") -> None:
        """Lines across the plot at values, their words at the left; the axis' name above."""
        for value, words in values:
            at = self.y(value)
            self.drawing.line(self.x.start, at, self.x.end, at, "grid")
            self.drawing.text(self.x.start - 6, at + 4, words, anchor="end")
        if name:
            self.drawing.text(self.x.start, self.y.end - 8, name)
