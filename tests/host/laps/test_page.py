# SPDX-License-Identifier: MIT
"""The page: self-contained, whole in a real browser, light and dark, on a phone and a desk."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.host.laps.browser import asked, frame, needs_browser
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import Watch, human
from trackpacer import svg
from trackpacer.firmware import laplog, program
from trackpacer.laps import log, page, pictures, raster, result, squad
from trackpacer.laps import season as season_picture
from trackpacer.laps.edits import Edits, RunEdit
from trackpacer.laps.result import Result
from trackpacer.records import replace


def session(
    folder: Path, sets: int = 1, reps: int = 25, seed: int = 1, athlete: str = "Zoë"
) -> Result:
    """25 x 400 with a missed rep, a hold, a void rep and remarks; or plain sets."""
    code = intervals(reps, sets=sets)
    watch = Watch(folder)
    watch.begin(f"{reps} x 400", athlete, program.verify(code).identity)
    for run, time in enumerate(human(sets * reps, seed=seed)):
        place = (run // reps + 1, run % reps + 1, 84_000)
        recovery = 0 if run == 0 else 180_000 if run % reps == 0 else 40_000
        if run == 6:
            watch.add(laplog.MISSED, run, *place, 84_000, recovery)
            continue
        if run == 9:
            watch.add(laplog.LAP, run, *place, 33_000, recovery)
            watch.add(laplog.VOID, run, *place, 33_000)
        watch.add(laplog.LAP, run, *place, time, recovery)
    watch.end(sets * reps)
    edits = Edits(
        note="Windy <b>back</b> straight & calves fine",
        runs={12: RunEdit(void=True, note="blocked by juniors"), 20: RunEdit(heart_rate=178)},
    )
    return result.build(log.read(watch.bytes()), code, edits)


class _Rows(HTMLParser):
    """The table of reps as text: rows of cells."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.rows: list[list[str]] = []
        self.inside = False
        self.cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.inside = dict(attrs).get("class") == self.wanted
        if self.inside and tag == "tr":
            self.rows.append([])
        if self.inside and tag in ("td", "th"):
            self.rows[-1].append("")
            self.cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.inside = False
        if tag in ("td", "th"):
            self.cell = False

    def handle_data(self, data: str) -> None:
        if self.inside and self.cell:
            self.rows[-1][-1] += data


def table_of(text: str, wanted: str = "reps") -> list[list[str]]:
    found = _Rows(wanted)
    found.feed(text)
    return found.rows


def season(folder: Path) -> list[Result]:
    """The same session three times, two weeks apart."""
    found = []
    for week in (0, 2, 4):
        one = session(folder / str(week), seed=week + 1)
        assert one.began is not None
        found.append(replace(one, began=one.began + timedelta(weeks=week)))
    return found


@pytest.mark.parametrize("what", ["session", "season"])
def test_page_needs_nothing_from_outside(tmp_path: Path, what: str) -> None:
    if what == "session":
        text = page.render([session(tmp_path)])
    else:
        text = page.render_season("25 x 400", season(tmp_path))
    assert "<script" not in text
    assert "@import" not in text
    assert not re.search(r'(?:src|href)="(?!#)', text)
    assert not re.search(r"url\((?!#)", text)
    names = re.findall(r'\bid="([^"]+)"', text)
    targets = re.findall(r'(?:href="#|url\(#)([^")]+)', text)
    assert set(targets) <= set(names)
    assert len(set(names)) == len(names)


def test_what_a_user_wrote_is_text_and_not_markup(tmp_path: Path) -> None:
    one = session(tmp_path, athlete="<script>x</script>")
    text = page.render([replace(one, title="</title><b>")])
    assert "<script>x" not in text
    assert "Windy &lt;b&gt;back&lt;/b&gt; straight &amp; calves fine" in text
    assert "<title>&lt;/title&gt;" in text


def test_colours_are_variables_with_a_light_and_a_dark_value(tmp_path: Path) -> None:
    text = page.render([session(tmp_path)])
    drawn = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    used = set(re.findall(r"var\(--(\w+)\)", drawn))
    assert {"ink", "muted", "grid", "fast", "on", "slow", "trend", "rest"} <= used
    dark = text[text.index("prefers-color-scheme:dark") :]
    for name in used:
        assert f"--{name}:" in dark
    assert not re.findall(r"(?:fill|stroke): #(?!var)", drawn)


def test_table_has_every_run(tmp_path: Path) -> None:
    one = session(tmp_path)
    rows = table_of(page.render([one]))
    assert rows[0] == ["#", "Run", "Target", "Actual", "+/-", "/km", "Recovery", "HR"]
    runs = [row for row in rows[1:] if row[0]]
    assert [row[0] for row in runs] == [str(n) for n in range(1, 26)]
    assert runs[0][1:4] == ["400 m", "1:24.00", result.lap_time(one.rows[0].actual_ms)]
    assert (runs[6][3], runs[11][4], runs[19][7]) == ("missed", "void", "178")
    first = one.rows[0]
    assert first.actual_ms is not None
    minutes, seconds = runs[0][5].split(":")
    assert int(minutes) * 60 + int(seconds) == round(first.actual_ms * 2.5 / 1000)
    remarks = [row[1] for row in rows if row[0] == ""]
    assert remarks == [
        "press at 33.00 voided by a hold",
        "void; blocked by juniors",
    ]


def test_an_evening_has_a_row_an_athlete_by_group_and_pace(tmp_path: Path) -> None:
    names = ("Ann", "Ben", "Chi")
    results = [session(tmp_path / name, athlete=name, seed=n) for n, name in enumerate(names)]
    groups = {"ann": "B", "ben": "A", "chi": "A"}
    ordered = squad.by_pace(results, groups)
    rows = table_of(page.render(ordered, "km", True, groups), "squad")
    assert rows[0][:6] == ["", "Athlete", "Target", "Mean", "+/-", "Missed"]
    assert rows[0][6].split() == [str(number) for number in range(1, 26)]
    assert [row[0] for row in rows[1:]] == ["A", "A", "B"] and rows[3][1] == "Ann"
    means = [row[3] for row in rows[1:3]]
    assert means == sorted(means)
    for row, one in zip(rows[1:], ordered, strict=True):
        assert row[2] == "1:24.00" and row[5] == "1"
        reps = row[6].split()
        assert len(reps) == 25 and reps[6] == "missed" and reps[11] == "void"
        shown = {"fast": "▼", "on": "●", "slow": "▲"}
        for rep, run in zip(reps, one.rows, strict=True):
            if run.counts:
                assert rep == result.signed(run.difference_ms, 1) + shown[run.verdict]


def test_two_sessions_stand_side_by_side_rep_by_rep(tmp_path: Path) -> None:
    results = [session(tmp_path / name, athlete=name) for name in ("Ann", "Ben")]
    rows = table_of(page.render(results), "both")
    assert rows[0] == ["#", "Ann", "+/-", "Ben", "+/-"]
    assert len(rows) == 1 + 25 + 1


def test_a_session_tells_the_coach_s_line_its_totals_and_the_pace_a_mile(tmp_path: Path) -> None:
    one = replace(session(tmp_path), text="title: Tuesday\n25 x 400 @ 10k pace /R35-45s")
    text = page.render([one], "mile")
    assert '<p class="coach">25 x 400 @ 10k pace /R35-45s</p>' in text
    timed = [row.actual_ms for row in one.rows if row.actual_ms is not None]
    miles = f"{len(timed) * 400 / 1609.344:.1f} miles in "
    assert miles in text and "recoveries 16:00" in text
    rows = table_of(text)
    assert rows[0][5] == "/mile"


def test_sets_are_numbered_as_the_coach_counts_them(tmp_path: Path) -> None:
    """Two easy kilometres before the first set are not a set."""
    from trackpacer.compiler import compile_session
    from trackpacer.notation import read

    text = "2k easy, 2 x 400 @ 84 R60, 2 x 200 @ 40 R60, 1k easy"
    code = bytes(compile_session(read(text)).program)
    watch = Watch(tmp_path)
    watch.begin(identity=program.verify(code).identity)
    for run, planned in enumerate(result.planned_runs(code)):
        step = planned.run
        watch.add(laplog.LAP, run, step.set or 0, step.rep, step.target_ms or 0, 60_000, 0)
    watch.end(6)
    one = result.build(log.read(watch.bytes()), code)
    assert [row.set for row in one.rows] == [0, 1, 1, 2, 2, 0]
    # And the easy ones have no place in the picture of the reps.
    drawn = re.search(r"<svg.*?</svg>", page.render([one]), re.DOTALL)
    assert drawn and len(re.findall('<g class="rep">', drawn[0])) == 4


def test_reps_without_targets_are_drawn_by_their_times_and_one_easy_run_not_at_all(
    tmp_path: Path,
) -> None:
    for runs, pictures_there in ((6, True), (1, False)):
        watch = Watch(tmp_path / str(runs))
        watch.begin(identity=1)
        watch.reps([84_000 + 500 * run for run in range(runs)], target=0)
        text = page.render([result.build(log.read(watch.bytes()))])
        assert ("<svg" in text) is pictures_there
        assert "seconds from target" not in text and "+/-" not in text.partition("<table")[2]


def test_a_season_has_a_line_a_session_and_the_change_since_the_one_before(
    tmp_path: Path,
) -> None:
    results = season(tmp_path)
    text = page.render_season("25 x <400>", results)
    assert "25 x &lt;400&gt;" in text and "25 x <400>" not in text
    assert ">target<" in text and "faster ↓" in text
    rows = table_of(text, "season")
    lines = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [line["Date"] for line in lines] == ["2026-09-21", "2026-10-05", "2026-10-19"]
    means = []
    for line, one in zip(lines, results, strict=True):
        times = [row.actual_ms for row in one.rows if row.counts and row.actual_ms]
        means.append(sum(times) / len(times))
        assert line["Mean"] == result.lap_time(round(means[-1]))
        assert line["Reps"] == f"{len(times)} x 400 m"
    changes = ["", *[result.signed(round(b - a)) for a, b in pairwise(means)]]
    assert [line["Change"] for line in lines] == changes


def test_no_two_of_a_squads_lines_look_alike(tmp_path: Path) -> None:
    found = []
    for number in range(12):
        one = session(tmp_path / str(number), athlete=f"Runner {number:02}")
        found.append(one)
    text = season_picture.drawn("25 x 400", found, 900.0)
    marks = re.findall(r"(<(?:circle|polygon)[^>]*>)\s*<text[^>]*>Runner (\d+)", text)
    shapes = {_relative(mark) for mark, _ in marks}
    assert len(marks) == len(shapes) == 12
    assert text.count(">target<") == 1


def _relative(mark: str) -> str:
    """A mark wherever it stands: its colour, and its corners counted from the first."""
    colour = re.search(r'fill="(.+?)"', mark)
    corners = re.search(r'points="(.+?)"', mark)
    assert colour is not None
    if corners is None:
        return f"{colour[1]} dot"
    pairs = [[float(part) for part in pair.split(",")] for pair in corners[1].split()]
    (x, y), *others = pairs
    return f"{colour[1]} " + " ".join(f"{a - x:.1f};{b - y:.1f}" for a, b in others)


def test_two_sessions_of_one_day_have_names_of_their_own(tmp_path: Path) -> None:
    one = session(tmp_path / "a", athlete="Ann")
    assert one.began is not None
    later = replace(one, began=one.began + timedelta(hours=2))
    head = table_of(page.render([one, later]), "both")[0]
    assert len({name for name in head[1:] if name.startswith("Ann")}) == 2


@pytest.mark.parametrize("runs", [0, 1, 2, 3])
def test_a_short_session_is_a_page_too(tmp_path: Path, runs: int) -> None:
    watch = Watch(tmp_path)
    watch.begin(identity=1)
    watch.reps([84_000] * runs)
    one = result.build(log.read(watch.bytes()))
    assert len(table_of(page.render([one]))) == 1 + runs
    assert pictures.png([one]).startswith(b"\x89PNG")
    assert pictures.season_png("25 x 400", [one, one]).startswith(b"\x89PNG")


# What the browser is asked, once the page lies in a frame as wide as the device.
_ASK = """
const page = document.querySelector('iframe').contentDocument;
const seen = (name) => page.querySelector(name).getBoundingClientRect().width > 0;
const shapes = [...page.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width > 0);
document.body.setAttribute('data-found', JSON.stringify({
  wide: seen('.wide'), narrow: seen('.narrow'),
  background: getComputedStyle(page.body).backgroundColor,
  ink: getComputedStyle(page.body).color,
  marker: getComputedStyle(page.querySelector('svg g.rep polygon')).fill,
  overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
  pictures: shapes.length,
  rows: [...page.querySelectorAll('table.reps tr:not(.remark)')].map(
    r => [...r.children].map(c => c.innerText)),
}));
"""


def _browse(folder: Path, text: str, width: int, dark: bool) -> dict[str, Any]:
    """What was found on the page in a window of that width."""
    return asked(folder, frame(text, width, 2000), _ASK, dark)


def _rgb(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({', '.join(map(str, parts))})"


@needs_browser
@pytest.mark.parametrize(
    ("width", "dark"), [(390, False), (1100, True)], ids=["light phone", "dark desktop"]
)
def test_in_a_real_browser(tmp_path: Path, width: int, dark: bool) -> None:
    one = session(tmp_path / "watch")
    found = _browse(tmp_path, page.render([one]), width, dark)
    colours = svg.DARK if dark else svg.LIGHT
    assert (found["background"], found["ink"]) == (_rgb(colours["paper"]), _rgb(colours["ink"]))
    assert found["marker"] == _rgb(colours["fast"])
    assert (found["narrow"], found["wide"]) == (width == 390, width != 390)
    assert found["overflow"] == 0
    assert found["pictures"] == 1
    assert len(found["rows"]) == 26
    assert found["rows"][25][3] == result.lap_time(one.rows[24].actual_ms)


def test_in_pixels_what_is_drawn_later_lies_above() -> None:
    from matplotlib.image import imread

    drawing = svg.Drawing(100, 60, "", svg.LIGHT)
    drawing.line(0, 30, 100, 30, "grid", 6)
    drawing.rect(20, 20, 60, 20, "ink")
    drawing.mark("dot", 50, 30, "fast", 8)
    pixels = imread(io.BytesIO(raster.png(drawing.svg(), [])))
    height, width = pixels.shape[:2]
    middle, left = pixels[height // 2, width // 2], pixels[height // 2, width * 58 // 136]
    for found, name in ((middle, "fast"), (left, "ink")):
        wanted = [int(svg.LIGHT[name][at : at + 2], 16) / 255 for at in (1, 3, 5)]
        assert found[:3] == pytest.approx(wanted, abs=0.02)
