# SPDX-License-Identifier: MIT
"""What a runner sees, laid out on a one-bit canvas of any size. No pins here and no bus: a display
hands in its `framebuf.FrameBuffer` and puts the result on its glass.

Above stand the rep and the target (or the title), below the last lap and its difference, and the
middle belongs to what counts: the countdown, else the text, else the last lap, large as they fit.
Read from the screen object: title, rep, reps, target_ms, countdown_s, last_ms, difference_ms, text.
A field that does not apply is None (rep, reps and the times may also be 0, the texts empty).
"""

from framebuf import MONO_VLSB, FrameBuffer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_GLYPH_BYTES = bytearray(8)
_GLYPH = FrameBuffer(_GLYPH_BYTES, 8, 8, MONO_VLSB)  # a column a byte

# Segments of a digit by bit: top, top right, bottom right, bottom, bottom left, top left, middle.
_SEGMENTS = b"\x3f\x06\x5b\x4f\x66\x6d\x7d\x07\x7f\x6f"


def time_text(ms: int) -> str:
    """'1:24.3' or '34.5': minutes when there are any, tenths rounded down as a stopwatch does."""
    tenths = ms // 100
    minutes = tenths // 600
    if minutes:
        return "%d:%02d.%d" % (minutes, tenths // 10 % 60, tenths % 10)
    return "%d.%d" % (tenths // 10, tenths % 10)


def difference_text(ms: int) -> str:
    """'+0.3' slower, '-1.2' faster than the target, to the nearest tenth."""
    tenths = (abs(ms) + 50) // 100
    sign = "" if tenths == 0 else "-" if ms < 0 else "+"
    return "%s%d.%d" % (sign, tenths // 10, tenths % 10)


def countdown_text(seconds: int) -> str:
    """'35' below a minute, else '1:20'."""
    return "%d:%02d" % (seconds // 60, seconds % 60) if seconds >= 60 else str(seconds)


def draw(canvas: FrameBuffer, width: int, height: int, screen: "Any") -> int:
    """Draws the screen on a one-bit canvas, and gives the first row of the last lap's line
    (`height` if there is none), so that a display with colours can tint it."""
    canvas.fill(0)
    scale = 1 if height < 100 else 2
    line = 8 * scale
    edge = 2 * scale - 2  # from the rim of a glass that has the room
    gap = 3 * scale
    top = edge
    if screen.rep:
        rep = "%d/%d" % (screen.rep, screen.reps) if screen.reps else str(screen.rep)
        _text(canvas, rep, 0, top, scale)
        if screen.target_ms:
            target = time_text(screen.target_ms)
            _text(canvas, target, width - len(target) * line, top, scale)
        top += line
    elif screen.title:
        top = _fitted(canvas, width, screen.title, top, scale)
    counts = screen.countdown_s is not None
    last_top = height
    if screen.last_ms:
        last_top = height - line - edge
        if counts or screen.text:
            _text(canvas, time_text(screen.last_ms), 0, last_top, scale)
        if screen.difference_ms is not None:
            difference = difference_text(screen.difference_ms)
            _text(canvas, difference, width - len(difference) * line, last_top, scale)
    if counts:
        _digits(canvas, width, countdown_text(screen.countdown_s), top + gap, last_top - gap)
    elif screen.text:
        _words(canvas, width, screen.text, top, last_top, scale)
    elif screen.last_ms:  # an open recovery: nothing counts, so the lap itself is what is seen
        lap = time_text(screen.last_ms)
        large = max(scale, min(width // (8 * len(lap)), (last_top - top - 2 * gap) // 8))
        middle = (top + last_top - 8 * large) // 2
        _text(canvas, lap, (width - len(lap) * 8 * large) // 2, middle, large)
    return last_top


def _words(canvas: FrameBuffer, width: int, text: str, top: int, bottom: int, scale: int) -> None:
    """Centred between two rows: one line as large as it fits, or several."""
    lines = _wrapped(text, width // (8 * scale))
    if len(lines) == 1:
        scale = max(1, min(width // (8 * len(text)), (bottom - top) // 8, 2 * scale))
    top += max(0, (bottom - top - len(lines) * 9 * scale) // 2)
    for line in lines:
        _text(canvas, line, (width - len(line) * 8 * scale) // 2, top, scale)
        top += 9 * scale


def _fitted(canvas: FrameBuffer, width: int, text: str, top: int, scale: int) -> int:
    """One line at `scale`, or at half of it and cut when it is too long; gives the row below it."""
    if len(text) * 8 * scale > width:
        scale = 1
    _text(canvas, text[: width // (8 * scale)], 0, top, scale)
    return top + 9 * scale


def _wrapped(text: str, columns: int) -> "list[str]":
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > columns:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def _text(canvas: FrameBuffer, text: str, x: int, y: int, scale: int) -> None:
    """framebuf's own 8 x 8 letters, `scale` times as large."""
    for letter in text:
        _GLYPH.fill(0)
        _GLYPH.text(letter, 0, 0, 1)
        for column in range(8):
            bits = _GLYPH_BYTES[column]
            row = 0
            while bits:
                if bits & 1:
                    run = 1
                    while bits >> run & 1:
                        run += 1
                    canvas.fill_rect(x + column * scale, y + row * scale, scale, run * scale, 1)
                    bits >>= run
                    row += run
                else:
                    bits >>= 1
                    row += 1
        x += 8 * scale


def _digits(canvas: FrameBuffer, width: int, text: str, top: int, bottom: int) -> None:
    """Seven-segment digits as large as the box [top, bottom) and the width allow, centred."""
    # A digit is 10 units wide and 18 high with a gap of 3; a colon is 4 wide.
    units = -3
    for letter in text:
        units += 7 if letter == ":" else 13
    unit = max(1, min((bottom - top) // 18, width // units))
    x = (width - units * unit) // 2
    y = top + (bottom - top - 18 * unit) // 2
    for letter in text:
        if letter == ":":
            canvas.fill_rect(x + unit, y + 5 * unit, 2 * unit, 2 * unit, 1)
            canvas.fill_rect(x + unit, y + 11 * unit, 2 * unit, 2 * unit, 1)
            x += 7 * unit
        else:
            _digit(canvas, _SEGMENTS[ord(letter) - 48], x, y, unit)
            x += 13 * unit


def _digit(canvas: FrameBuffer, segments: int, x: int, y: int, unit: int) -> None:
    wide = 10 * unit
    thick = 2 * unit
    half = 8 * unit
    if segments & 1:
        canvas.fill_rect(x, y, wide, thick, 1)
    if segments & 2:
        canvas.fill_rect(x + wide - thick, y, thick, half + thick, 1)
    if segments & 4:
        canvas.fill_rect(x + wide - thick, y + half, thick, half + thick, 1)
    if segments & 8:
        canvas.fill_rect(x, y + 2 * half, wide, thick, 1)
    if segments & 16:
        canvas.fill_rect(x, y + half, thick, half + thick, 1)
    if segments & 32:
        canvas.fill_rect(x, y, thick, half + thick, 1)
    if segments & 64:
        canvas.fill_rect(x, y + half, wide, thick, 1)
