# SPDX-License-Identifier: MIT
"""How the time to read a text grows with its length, for every shape of text we can think of.

The exponent e of time ~ length^e between 1 and 64 KB (least squares over the logarithms; 1 is
linear), of the worst shapes, and the longest time of any. A shape is given up after a text that
took too long; larger texts must be refused at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from math import log

from trackpacer.errors import UserError
from trackpacer.notation import Context, read
from trackpacer.paces import parse_race

KB = 1024
SIZES = [2**power * KB for power in range(7)]  # 1 to 64 KB
GIVE_UP_S = 2.0
# Shorter times than this are the clock's and the start's more than the text's.
LEAST_S = 0.002
RUNNER = Context(races=(parse_race("10k 35:00"),))

# What a text is made of: an opening, a part again and again, a closing.
SHAPES: dict[str, tuple[str, str, str]] = {
    "bare lines": ("", "400\n", ""),
    "capitals and points": ("", "5 MIN. RUN. ", ""),
    "efforts": ("", "hard, ", ""),
    "efforts of reps": ("9 x 400 ", "hard, ", ""),
    "bare numbers": ("", "400 ", ""),
    "numbers with commas": ("", "400, ", ""),
    "numbers with dashes": ("", "400-", "400"),
    "numbers with slashes": ("", "400/", "400"),
    "numbers with plus": ("", "400 + ", "400"),
    "one number": ("", "4", ""),
    "one decimal": ("1.", "4", ""),
    "one number behind a set": ("6 x 400 ", "9", ""),
    "sums with a recovery": ("", "6 x 400 + ", "4 x 200 (rec 60 s)"),
    "sets by lines": ("", "6 x 400 @ 80, R60\n", ""),
    "sets by commas": ("", "6 x 400 @ 80 (60), ", ""),
    "sets by semicolons": ("", "6 x 400 @ 80 R60; ", ""),
    "sets without parting": ("", "6 x 400 ", ""),
    "set again after a blank line": ("", "6 x 800 @ 5k pace, 2 min\n\n", ""),
    "one set of many targets": ("9 x 400 @ 80", ", 80", ""),
    "one set of many recoveries": ("9 x 400 @ 80 R 60", ", 60", ""),
    "counts": ("", "2 x ", "400"),
    "counts without blanks": ("", "2x", "400"),
    "crosses": ("6 x 400 ", "x ", ""),
    "opening brackets": ("", "(", ""),
    "closing brackets": ("6 x 400 ", ")", ""),
    "brackets beside": ("6 x 400 ", "(60) ", ""),
    "empty brackets": ("6 x 400 ", "()", ""),
    "nested repeats": ("", "2 x (", "400"),
    "square brackets": ("", "[", "400"),
    "nested lists": ("", "(400, ", "400"),
    "commas": ("6 x 400", ",", ""),
    "slashes": ("6 x 400 ", "/", ""),
    "dashes": ("6 x 400 ", "-", ""),
    "dots": ("6 x 400 ", ".", ""),
    "colons": ("6 x 400 ", ":", ""),
    "ats": ("6 x 400 ", "@ ", ""),
    "quotes": ("6 x 400 ", "'", ""),
    "double quotes": ("6 x 400 ", '"', ""),
    "curly quotes": ("6 x 400 ", "\u2019", ""),
    "blanks": ("6 x 400", " ", "@ 80"),
    "no-break spaces": ("6 x 400", "\u00a0", "@ 80"),
    "newlines": ("6 x 400\n", "\n", "R60"),
    "tabs": ("6 x 400", "\t", "R60"),
    "clocks": ("", "1:20 ", ""),
    "clock lists": ("", "1:20, ", ""),
    "seconds": ("", '80" ', ""),
    "glued times": ("", "3min15sec", ""),
    "minute lists": ("", "3 min, ", ""),
    "on and off": ("", "3 min on, 1 min off, ", ""),
    "hard and easy": ("", "1 min hard 1 min easy ", ""),
    "unknown words": ("6 x 400 ", "blah ", ""),
    "one unknown word": ("6 x 400 ", "blah", ""),
    "unknown words alone": ("", "zorble ", ""),
    "known words": ("6 x 400 ", "pace ", ""),
    "recovery words": ("6 x 400 ", "recovery ", ""),
    "jogs": ("6 x 400 ", "200 jog ", ""),
    "paces": ("6 x 400 ", "@ 5k pace ", ""),
    "offsets": ("6 x 400 @ 5k pace ", "+ 5s ", ""),
    "easy words": ("", "easy ", ""),
    "and": ("", "400 and ", "400"),
    "then": ("", "400 then ", "400"),
    "or": ("", "400 or ", "400"),
    "not": ("6 x 400 ", "not ", ""),
    "except": ("6 x 400 ", "except the last ", ""),
    "between": ("6 x 400 ", "between sets ", ""),
    "times": ("400 ", "times ", ""),
    "repeat": ("400 jog 200 ", "repeat ", ""),
    "ordinals": ("6 x 400 ", "1st 80, ", ""),
    "labels": ("", "Set: ", "6 x 400"),
    "labels by lines": ("", "Set 1: 6 x 400 R60\n", ""),
    "numbered lines": ("", "1. 6 x 400 R60\n", ""),
    "bullets": ("", "- 6 x 400 R60\n", ""),
    "warm-ups": ("", "WU 10 min, ", "6 x 400"),
    "prose": ("", "Then run six 400s at your 5k pace with a minute's rest after each. ", ""),
    "talk": ("", "It was a lovely evening by the river and nobody minded the wind. ", ""),
    "talk with numbers": ("", "We met 12 friends at 7 in the park near number 40. ", ""),
    "pyramids": ("", "200-400-600-400-200 with 200 jog\n", ""),
    "letters": ("", "a", ""),
    "capitals": ("", "R", ""),
    "r with numbers": ("6 x 400 ", "R60 ", ""),
    "percents": ("6 x 400 ", "90% ", ""),
    "stars": ("6", " * 400", ""),
    "equals": ("6 x 400 ", "= ", ""),
    "hashes": ("6 x 400 ", "# ", ""),
    "comments": ("6 x 400\n", "# a note\n", ""),
    "heads": ("", "title: x\n", "6 x 400"),
    "exact runs": ("notation: exact\n", "400 m; R 1:00; ", "400 m"),
    "exact repeats": ("notation: exact\n", "2 x (", "400 m"),
    "emoji": ("6 x 400 ", "\U0001f3c3", ""),
    "accents": ("6 x 400 ", "récupération ", ""),
    "nulls": ("6 x 400 ", "\0", ""),
}


def text_of(shape: tuple[str, str, str], size: int) -> str:
    """A text of that shape, under `size` characters and as near to it as its parts allow."""
    opening, part, closing = shape
    parts = max(1, (size - 1 - len(opening) - len(closing)) // len(part))
    return opening + part * parts + closing


def seconds_of(text: str) -> float:
    """How long it takes to read a text, or to refuse it."""
    start = time.process_time()
    try:
        read(text, RUNNER)
    except UserError:
        pass
    return time.process_time() - start


def exponent(times: list[tuple[int, float]]) -> float:
    """The slope of log time over log length, of the times that are long enough to tell."""
    points = [(log(size), log(took)) for size, took in times if took >= LEAST_S]
    if len(points) < 3:
        return 0.0
    middle = [sum(values) / len(points) for values in zip(*points, strict=True)]
    above = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    below: float = sum((x - middle[0]) ** 2 for x, _ in points)
    return float(above / below)


def run() -> Iterator[str]:
    """The worst shapes, then the figures over all."""
    worst: list[tuple[float, float, int, str]] = []
    for name, shape in SHAPES.items():
        times: list[tuple[int, float]] = []
        for size in SIZES:
            took = seconds_of(text_of(shape, size))
            times.append((size, took))
            if took > GIVE_UP_S:
                break
        worst.append((exponent(times), max(t for _, t in times), times[-1][0] // KB, name))
    worst.sort(reverse=True)
    for power, longest, most, name in worst[:8]:
        yield f"notation_growth_of {power:.2f} longest {longest:.2f} s to {most} KB: {name}"
    for power, longest, most, name in sorted(worst, key=lambda shape: -shape[1])[:5]:
        yield f"notation_slowest {longest:.2f} s exponent {power:.2f} to {most} KB: {name}"
    yield f"notation_growth {worst[0][0]:.2f} of {len(SHAPES)} shapes"
    yield f"notation_longest_s {max(longest for _, longest, _, _ in worst):.2f}"
    yield f"notation_refused_at_once_s {seconds_of('6 x 400 R60, ' * 10_000):.3f} of 130 KB"
