# SPDX-License-Identifier: MIT
"""Every page in a real browser: nothing is wider than its window, whatever the names, for one, for
twelve and for thirty; and colours that no colour blindness makes alike.

Not here: what stands on the pages (`test_page`, `coaching/test_price_card`).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.host.laps import browser
from tests.host.laps.browser import frame, needs_browser
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import Watch, human
from tests.host.laps.test_page import season, session
from trackpacer import svg, timeline
from trackpacer.coaching import card, library
from trackpacer.coaching.card import Runner
from trackpacer.compiler import compile_session
from trackpacer.firmware import laplog, program
from trackpacer.laps import log, page, result, squad
from trackpacer.laps.result import Result
from trackpacer.notation import Context, read
from trackpacer.notation.read_for import heading
from trackpacer.paces import parse_race
from trackpacer.paces.athletes import key
from trackpacer.records import replace

NAMES = (
    *("Anna", "Zoë Müller-Lüdenscheid", "李娜", "Jonathan Featherstonehaugh-Cholmondeley III"),
    *("Ob", "W" * 40),
)


def evening(folder: Path, count: int, reps: int) -> list[Result]:
    """So many athletes, some with names that are too long for any column."""
    found = []
    for number in range(count):
        code = intervals(reps, 80_000 + 1000 * number)
        watch = Watch(folder / str(number))
        name = NAMES[number] if number < len(NAMES) else f"Runner {number}"
        watch.begin(f"{reps} x 400", name, program.verify(code).identity)
        for run, time in enumerate(human(reps, 80_000 + 1000 * number, seed=number)):
            event = laplog.MISSED if run == number % 7 else laplog.LAP
            watch.add(event, run, 1, run + 1, 80_000 + 1000 * number, time, 40_000 * (run > 0))
        watch.end(reps)
        found.append(result.build(log.read(watch.bytes()), code))
    return squad.by_pace(found, {})


def pages(folder: Path) -> dict[str, str]:
    """Every kind of page about laps, by name."""
    groups = {key(name): "ABC"[number % 3] for number, name in enumerate(NAMES)}
    one = session(folder / "one")
    untargeted = Watch(folder / "free")
    untargeted.begin(identity=1)
    untargeted.reps([84_000] * 8, target=0)
    found = {
        "one": page.render([one]),
        "line": page.render([replace(one, text="10 x 400 " + "and on " * 80 + "x" * 200)]),
        "sets": page.render([session(folder / "sets", sets=3, reps=4)], "mile"),
        "free": page.render([result.build(log.read(untargeted.bytes()))]),
        "two": page.render([one, session(folder / "other", athlete="W" * 40)]),
        "season": page.render_season("25 x 400", season(folder / "season")),
    }
    assert one.began is not None
    several = [
        replace(one, athlete=name, began=one.began + timedelta(days=11 * number))
        for number, name in enumerate(NAMES)
    ]
    found["seasons"] = page.render_season("25 x 400", several)
    for name in ("goal", "ladder", "tempo-400s"):
        text = library.session_text(f"library:{name}")
        found[f"card, {name}"] = cards(text, ["A runner"])
        found[f"card of twelve, {name}"] = cards(text, [*NAMES, *NAMES])
    found["card of three"] = cards(library.session_text("library:ladder"), list(NAMES[:3]))
    easy = "2k easy, 5 x 1k @ 3:30 R90, 2k easy, 4 x 200 @ 35 R60"
    found["card, easy kilometres"] = cards(easy, ["A runner"])
    for count, reps in ((1, 25), (12, 12), (30, 25)):
        results = evening(folder / f"{count}x{reps}", count, reps)
        found[f"squad of {count}"] = page.render(results, "km", True, groups)
    return found


def cards(text: str, names: list[str]) -> str:
    """The pace card of that session for runners of these names."""
    runners = []
    for number, name in enumerate(names):
        races = (parse_race(f"10k={35 + number}:00"),)
        program = compile_session(read(text, Context(races=races))).program
        runners.append(Runner(name, races[0].name, tuple(timeline.expand(program))))
    return card.render(text[:40], heading(text), runners)


_ASK = """
const wide = {};
for (const frame of document.querySelectorAll('iframe')) {
  const page = frame.contentDocument, root = page.documentElement;
  page.querySelectorAll('details').forEach(one => one.open = true);
  const out = [...page.querySelectorAll('body *')].filter(
    e => !e.closest('.scroll, svg') && e.getBoundingClientRect().right > root.clientWidth + 0.5);
  const words = [...page.querySelectorAll('svg text')].filter(t => {
    const box = t.getBoundingClientRect(), whole = t.ownerSVGElement.getBoundingClientRect();
    return whole.width && (box.left < whole.left - 1 || box.right > whole.right + 1);
  });
  wide[frame.name] = [root.scrollWidth - root.clientWidth,
    out.slice(0, 3).map(e => e.outerHTML.slice(0, 120)), words.slice(0, 3).map(t => t.innerHTML)];
}
document.body.setAttribute('data-found', JSON.stringify(wide));
"""


def asked(folder: Path, texts: Mapping[str, str], dark: bool) -> dict[str, Any]:
    """For each page in a frame of 390 and of 1280 pixels: how much wider than it the page is, what
    stands out of it, and words that stand out of their pictures."""
    frames = "".join(
        frame(text, width, 900, f"{name}, {width}")
        for name, text in texts.items()
        for width in (390, 1280)
    )
    return browser.asked(folder, frames, _ASK, dark)


@needs_browser
def test_nothing_is_wider_than_the_window(tmp_path: Path) -> None:
    texts = pages(tmp_path)
    found = asked(tmp_path, texts, dark=False)
    assert len(found) == 2 * len(texts)
    assert {name: about for name, about in found.items() if about != [0, [], []]} == {}


# Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
# deficiency", IEEE TVCG 15 (2009): what is seen of linear RGB at full severity.
_SEEN = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* under D65."""
    r, g, b = rgb
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0888,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("colours", [svg.LIGHT, svg.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", _SEEN)
def test_fast_on_and_slow_are_told_apart_by_every_eye(
    colours: Mapping[str, str], sight: str
) -> None:
    seen = {}
    for name in ("fast", "on", "slow"):
        rgb = linear(colours[name])
        mixed = (sum(a * b for a, b in zip(row, rgb, strict=True)) for row in _SEEN[sight])
        seen[name] = lab(tuple(min(1.0, max(0.0, part)) for part in mixed))
    for a, b in itertools.combinations(seen.values(), 2):
        # 2.3 is just noticeable; twenty is plainly another colour, also for a small mark.
        assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 > 20


@pytest.mark.parametrize("colours", [svg.LIGHT, svg.DARK], ids=["light", "dark"])
def test_words_stand_out_of_the_paper(colours: Mapping[str, str]) -> None:
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5."""

    def light(name: str) -> float:
        r, g, b = linear(colours[name])
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05

    for name in ("ink", "muted", "fast", "on", "slow"):
        ratio = light(name) / light("paper")
        assert max(ratio, 1 / ratio) >= 4.5
