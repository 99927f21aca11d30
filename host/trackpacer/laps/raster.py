# SPDX-License-Identifier: MIT
"""A picture in pixels, for a chat: what `svg` writes, drawn by matplotlib, which has the fonts.

It knows the elements that `svg.Drawing` makes and no others. Not here: what is drawn.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from trackpacer import svg

_SCALE = 2.0
"""Pixels for one of the drawing's."""
_MARGIN = 18.0
_LINE = 17.0
_WIDE_FONTS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei", "PingFang SC"),
    *("Hiragino Sans", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Arial Unicode MS"),
)


def png(picture: str, title: Sequence[str]) -> bytes:
    """A light PNG of an <svg> element made with `svg.LIGHT`, its title's lines above it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    root = ElementTree.fromstring(picture)
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    above = _MARGIN + (_LINE * len(title) + 8 if title else 0)
    whole = (width + 2 * _MARGIN, height + above + _MARGIN)
    figure = Figure(figsize=(whole[0] / 72, whole[1] / 72), dpi=72 * _SCALE)
    figure.set_facecolor(svg.LIGHT["paper"])
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-_MARGIN, width + _MARGIN)
    axes.set_ylim(height + _MARGIN, -above)
    axes.axis("off")
    for number, line in enumerate(title):
        size = 15.0 if number == 0 else 12.0
        words = svg.fitted(line, width, size)
        _text(
            axes,
            0,
            14 - above + _LINE * number + 8,
            words,
            svg.LIGHT["ink"],
            size,
            "left",
            not number,
            5,
        )
    for order, element in enumerate(root.iter(), start=10):
        _draw(axes, element, order)
    out = io.BytesIO()
    with warnings.catch_warnings():
        # A letter that no font here has is drawn as a box; that is no news for a coach.
        warnings.simplefilter("ignore")
        figure.savefig(out, format="png", metadata={"Software": "Track Pacer"})
    return out.getvalue()


def _draw(axes: Any, element: ElementTree.Element, order: int) -> None:
    """One element; `order`: what comes later lies above."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Polygon, Rectangle

    kind = element.tag.rpartition("}")[2]
    given = element.attrib

    def number(name: str, default: float = 0.0) -> float:
        return float(given.get(name, default))

    fill = given.get("fill", "none")
    edge = given.get("stroke", "none")
    filled: dict[str, Any] = {
        "zorder": order,
        "facecolor": fill,
        "edgecolor": edge,
        "linewidth": number("stroke-width"),
    }
    if kind == "line":
        x, y = [number("x1"), number("x2")], [number("y1"), number("y2")]
        axes.add_line(Line2D(x, y, zorder=order, **_stroke(given)))
    elif kind == "path":
        parts = given["d"].replace("M", "").replace("L", "").split()
        axes.add_line(
            Line2D(
                [float(n) for n in parts[::2]],
                [float(n) for n in parts[1::2]],
                zorder=order,
                **_stroke(given),
            )
        )
    elif kind == "rect":
        axes.add_patch(
            Rectangle((number("x"), number("y")), number("width"), number("height"), **filled)
        )
    elif kind == "circle":
        axes.add_patch(Circle((number("cx"), number("cy")), number("r"), **filled))
    elif kind == "polygon":
        corners = [tuple(float(n) for n in pair.split(",")) for pair in given["points"].split()]
        axes.add_patch(Polygon(corners, closed=True, **filled))
    elif kind == "text":
        where = {"end": "right", "middle": "center"}.get(given.get("text-anchor", ""), "left")
        bold = given.get("font-weight") == "600"
        words = element.text or ""
        _text(axes, number("x"), number("y"), words, fill, number("font-size"), where, bold, order)


def _stroke(given: dict[str, str]) -> dict[str, Any]:
    style: dict[str, Any] = {
        "color": given["stroke"],
        "linewidth": float(given.get("stroke-width", 1)),
        "alpha": float(given.get("opacity", 1)),
        "solid_capstyle": "butt",
    }
    if given.get("stroke-dasharray"):
        width = style["linewidth"]
        style["dashes"] = [float(n) / width for n in given["stroke-dasharray"].split()]
    return style


@lru_cache(maxsize=1)
def _fonts() -> list[str]:
    """Matplotlib's own font, then those of this system that have what it lacks."""
    from matplotlib import font_manager

    there = set(font_manager.get_font_names())
    return ["DejaVu Sans", *(name for name in _WIDE_FONTS if name in there)]


def _text(
    axes: Any,
    x: float,
    y: float,
    words: str,
    colour: str,
    size: float,
    where: str,
    bold: bool,
    order: int,
) -> None:
    # A tenth smaller: the font that matplotlib brings is wider than a browser's.
    axes.text(
        x, y, words, color=colour, fontsize=size * 0.9, ha=where, va="baseline",
        fontweight="bold" if bold else "normal", parse_math=False, zorder=order,
        fontfamily=_fonts(),
    )  # fmt: skip
