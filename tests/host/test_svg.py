# SPDX-License-Identifier: MIT
"""What the SVG writer draws is well-formed, says what it is, and needs no style of its own."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from trackpacer import svg
from trackpacer.shown import shown

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


def drawn(drawing: svg.Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(drawing.svg())


@given(st.text())
def test_words_come_out_as_they_may_be_shown(text: str) -> None:
    words = shown(text)
    drawing = svg.Drawing(100, 50, text)
    drawing.text(1, 2, text)
    with drawing.group(text or "-"):
        drawing.line(0, 0, 1, 1, "ink")
    root = drawn(drawing)
    assert root.get("aria-label") == words
    assert (root[0].text or "") == words
    assert root[1][0].text == (words or "-")


def test_colours_are_the_pages_or_those_that_are_given() -> None:
    for colours, ink in ((None, "var(--ink)"), (svg.LIGHT, svg.LIGHT["ink"])):
        drawing = svg.Drawing(10, 10, "a square", colours)
        drawing.rect(0, 0, 5, 5, "ink")
        drawing.path([(0, 0), (1.234, 5)], "ink")
        rect, path = drawn(drawing)
        assert rect.get("fill") == ink
        assert (path.get("stroke"), path.get("fill")) == (ink, "none")
        assert path.get("d") == "M0 0 L1.23 5"


def test_every_shape_is_drawn_and_nothing_has_a_style() -> None:
    drawing = svg.Drawing(10, 10, "shapes")
    for shape in svg.SHAPES:
        for is_open in (False, True):
            drawing.mark(shape, 5, 5, "fast", open=is_open)
    axes = svg.Axes(drawing, svg.Scale(0, 1, 10, 90), svg.Scale(0, 1, 40, 5))
    axes.across([(0, "0"), (1, "1")], "rep")
    axes.up([(0.5, "half")], "seconds")
    root = drawn(drawing)
    assert len(list(root)) > 2 * len(svg.SHAPES)
    assert not [one for one in root.iter() if "style" in one.attrib]


@given(NUMBERS, NUMBERS, st.integers(2, 20))
def test_ticks_are_few_round_and_inside(a: float, b: float, most: int) -> None:
    low, high = min(a, b), max(a, b)
    found = svg.ticks(low, high, most)
    assert 0 <= len(found) <= most
    slack = (high - low) * 1e-6 + 1e-9
    assert all(low - slack <= value <= high + slack for value in found)
    if len(found) > 2:
        gaps = [after - before for before, after in itertools.pairwise(found)]
        assert max(gaps) - min(gaps) <= max(gaps) * 1e-3


@given(st.integers(0, 7200), st.integers(1, 20_000), st.integers(2, 12))
def test_times_are_at_round_seconds(low: int, length: int, most: int) -> None:
    found = svg.clock_ticks(low, low + length, most)
    assert len(found) <= most
    assert all(low <= value <= low + length and value % 1 == 0 for value in found)


@given(NUMBERS, NUMBERS)
def test_a_scale_meets_its_ends(low: float, high: float) -> None:
    scale = svg.Scale(low, high, 10, 90)
    ends = (10, 90) if low != high else (50, 50)
    assert (scale(low), round(scale(high), 6)) == ends
