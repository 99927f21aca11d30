# SPDX-License-Identifier: MIT
"""Sessions for tests: random trees, and what they must expand to, worked out the plain way.

`expansion` is the other opinion on what a tree means: it unrolls every repeat and takes each value
from the tree with exact fractions. It shares no code with the compiler or the watch's iterator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import strategies as st

from trackpacer.session import (
    Effort,
    Group,
    Node,
    Recovery,
    RecoveryType,
    Repeat,
    Role,
    Run,
    Series,
    Session,
)

# The article's sessions as its own runner (10k in 35:00) must run them, in exact notation.
ARTICLE = {
    "1": "6 x (400 m @ 1:17.796; R full between)",
    "2": "12 x (400 m @ 1:20; R 1:20 between)",
    "3": "2 x (8 x (400 m @ 1:17; R 1:10 between); R full between)",
    "4": "6 x (400 m effort max; R full between)",
    "5": "6 x (400 m @ 1:08; R 3:30 between)",
    "6": "6 x (for 0:07 effort sprint; R full between)",
    "7": "25 x (400 m @ 1:24 or up to 0:02 faster; R 0:35 to 0:45 between)",
    "8": "25 x (400 m @ 1:24; R 0:35 to 0:45 between)",
    "9": "15 x (400 m @ 1:34; R 1:00 between)",
    "10": "10 x (400 m @ 1:24; R 0:25 between)",
    "11": "30 x (400 m @ 1:29; R 1:30 between)",
    "12": "10 x (400 m @ 1:24; R 0:25; 200 m @ 40.488; R 1:20 between)",
    "13": (
        "10 x (400 m @ 1:09; R equal between); R equal; "
        "5 x (200 m @ 0:32; R as the set before between)"
    ),
    "14": "10 x (400 m @ 1:24; R 0:35; 400 m @ 1:24; R 0:35; 200 m @ 0:32; R 1:40 between)",
    "15": "8000 m @ 30:39.321; R 1000 m jog; 5 x (400 m @ 1:24; R 1:00 between)",
    "16": "3 x (1600 m @ 5:51.848; R 1:00 between); R 1:00; 6 x (400 m @ 1:24; R 1:00 between)",
    "17": "3000 m @ 10:30; R 3:30; 10 x (400 m @ 1:24; R 1:20 between)",
    "18": (
        "4 x (600 m @ 2:11.943; R full between); R full; "
        "4 x (200 m @ 0:42 or faster; R full between)"
    ),
    "19": "12 x (400 m; R equal between)",
    "20": (
        "12000 m easy run effort aerobic; R full; 6 x (400 m @ 1:24; R 1:00 between); R 1:00; "
        "6 x (400 m @ 1:19; R 1:00 between)"
    ),
    "21": (
        "3000 m effort tempo @ 10:54.025; R full; "
        "6 x (400 m @ 1:19 or up to 0:05 faster; R 1:00 between)"
    ),
    "22": (
        "4 x (400 m @ 1:13.067; R full from 3:00 to 4:00; 200 m @ 36.534; "
        "R full from 3:00 to 4:00 between)"
    ),
    "23": "10 x (400 m @ 1:14 or up to 0:10 faster; R 1:20 between)",
    "24": "15 x (400 m @ from 1:34 to 1:14; R from 0:30 to 1:09 between)",
    "25": "12 x (400 m @ 1:24 splits -0.5 -0.076 -0.576; R 1:20 between)",
    "26": "12 x (400 m @ 1:24 splits -1 -2 -1; R 1:20 between)",
    "31": "2 x (8 x (400 m; R equal give or take 0:10 between); R full between)",
}

# What else the format holds.
OTHERS = {
    "3 km in 10:30.123": "3000 m @ 10:30.123",
    "1,609 m in 4:54.187": "1609 m @ 4:54.187",
    "12 km untargeted, then sent off": "12000 m; R send-off 50:00; 400 m @ 1:24",
    "10 minutes at a pace": "4 x (for 10:00 @ 3:45.001/km; R 400 m jog in 3:00 between)",
    "a pyramid": "2000 m warm-up; set (200 m @ 0:40; 400 m @ 1:24; 200 m @ 0:40); 2000 m cool-down",
    "lists": "4 x (400 m @ 1:14, 1:12, 1:11, 1:09; R 0:35, 0:37, 0:36 between)",
    "a ladder by the outer repeat": (
        "3 x (2 x (400 m @ from 1:30 to 1:20 by repeat 1 out; R 1:00 between); R full)"
    ),
    "50 m beeps": "4 x (400 m @ 1:24 beeps every 50 m; R send-off 2:00 between)",
    "half the rep": "4 x (400 m @ 1:24; R equal 50% give or take 0:05 between)",
}

NOWHERE = (0, 0)


@dataclass
class Expected:
    """One expanded step, by plain arithmetic. Splits: (metres, microseconds from GO)."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    splits: list[tuple[int, int]] = field(default_factory=list)


def expansion(session: Session) -> list[Expected]:
    """What the watch must do, step by step."""
    out: list[Expected] = []
    state = {"sets": 0}
    _unroll(session.body, [], out, state)
    return out


def _unroll(
    body: Sequence[Node], passes: list[list[int]], out: list[Expected], state: dict[str, int]
) -> None:
    """`passes`: for each repeat around, from the outermost: [pass, count, set]."""
    for node in body:
        if isinstance(node, Repeat):
            frame = [0, node.count, 0]
            for number in range(node.count):
                frame[0] = number
                _unroll(node.body, [*passes, frame], out, state)
        elif isinstance(node, Group):
            state["sets"] += 1
            place = (state["sets"], sum(isinstance(child, Run) for child in node.body))
            rep = 0
            for child in node.body:
                if isinstance(child, Run):
                    rep += 1
                    out.append(_run(child, passes, (place[0], rep, place[1])))
                else:
                    _add_recovery(child, passes, out)
        elif isinstance(node, Run):
            out.append(_run(node, passes, _place(node, passes, state)))
        else:
            _add_recovery(node, passes, out)


def _place(run: Run, passes: list[list[int]], state: dict[str, int]) -> tuple[int, int, int]:
    if passes:
        frame = passes[-1]
        if not frame[2]:
            state["sets"] += 1
            frame[2] = state["sets"]
        return frame[2], frame[0] + 1, frame[1]
    if run.role in (Role.WARMUP, Role.COOLDOWN):
        return 0, 1, 1
    state["sets"] += 1
    return state["sets"], 1, 1


def value_at(series: Series, passes: list[list[int]], left_out: bool) -> int:
    """The value of a series in this pass."""
    if len(series.values) == 1 and not series.ladder:
        return series.values[0]
    number, count, _ = passes[-1 - series.level]
    if left_out and series.level == 0:
        count -= 1
    if not series.ladder:
        return series.values[number]
    first, last = series.values
    if count == 1:
        return first
    way = Fraction(last - first, count - 1) * number
    away = floor(abs(way) + Fraction(1, 2))
    return first + away if way >= 0 else first - away


def _run(run: Run, passes: list[list[int]], place: tuple[int, int, int]) -> Expected:
    values: dict[str, Any] = {
        "distance_m": run.distance_m,
        "duration_ms": run.duration_ms,
        "target_ms": None,
        "role": run.role,
        "effort": run.effort,
        "place": place,
        "bound": run.bound and run.target is not None,
        "fast_ms": run.fast_ms if run.target else 0,
        "pace_ms_km": None,
        "pace_range": None,
    }
    spacing = 100 if run.spacing_m is None else run.spacing_m
    splits: list[tuple[int, int]] = []
    if run.target is not None and run.distance_m is not None:
        target = value_at(run.target, passes, False)
        values["target_ms"] = target
        marks = list(range(spacing, run.distance_m, spacing)) if spacing else []
        late = list(run.profile) or [0] * len(marks)
        splits = [
            (metres, floor(Fraction(target * 1000 * metres, run.distance_m)) + offset * 1000)
            for metres, offset in zip(marks, late, strict=True)
        ]
        splits.append((run.distance_m, target * 1000))
    if run.pace is not None and run.duration_ms is not None:
        pace = value_at(run.pace, passes, False)
        values["pace_ms_km"] = pace
        if run.fast_ms or run.bound:
            values["pace_range"] = (None if run.bound else pace - run.fast_ms, pace)
        covered = floor(Fraction(run.duration_ms * 1000, pace))
        metres = spacing
        while spacing and metres * pace < run.duration_ms * 1000:
            splits.append((metres, metres * pace))
            metres += spacing
        splits.append((covered, run.duration_ms * 1000))
    return Expected("run", values, splits)


def _add_recovery(node: Recovery, passes: list[list[int]], out: list[Expected]) -> None:
    if node.between and passes[-1][0] == passes[-1][1] - 1:
        return
    values: dict[str, Any] = {"type": node.type, "distance_m": node.distance_m}
    if node.type in (RecoveryType.TIME, RecoveryType.SENDOFF):
        assert node.length is not None
        values["expected_ms"] = value_at(node.length, passes, node.between)
    elif node.type == RecoveryType.JOG:
        values["expected_ms"] = node.length.values[0] if node.length else None
    elif node.type in (RecoveryType.WINDOW, RecoveryType.FULL):
        values["least_ms"], values["most_ms"] = node.min_ms, node.max_ms
    elif node.type == RecoveryType.EQUAL:
        values["percent"], values["tolerance_ms"] = node.percent, node.tolerance_ms
    out.append(Expected("recovery", values))


# -- random trees that a watch can hold

_texts = st.text(
    st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc"), exclude_characters="\x7f"),
    max_size=12,
)


@st.composite
def series(draw: st.DrawFn, counts: tuple[int, ...], low: int, high: int, less: int) -> Series:
    """A series for a node inside repeats of these counts; `less`: passes it lacks at level 0."""
    values = st.integers(low, high)
    if low <= high // 1000 * 1000:
        values |= st.integers(-(-low // 1000), high // 1000).map(lambda second: second * 1000)
    kind = draw(st.sampled_from(("one", "one", "ladder", "listed"))) if counts else "one"
    level = draw(st.integers(0, len(counts) - 1)) if counts else 0
    passes = counts[-1 - level] - (less if level == 0 else 0) if counts else 1
    if kind == "one" or passes < 1:
        return Series((draw(values),))
    if kind == "ladder":
        return Series((draw(values), draw(values)), True, level)
    return Series(tuple(draw(values) for _ in range(passes)), False, level)


@st.composite
def runs(draw: st.DrawFn, counts: tuple[int, ...]) -> Run:
    """A run that stands inside repeats of these counts."""
    role = draw(st.sampled_from(Role))
    effort = draw(st.sampled_from(Effort))
    spacing = draw(st.sampled_from((None, None, None, 0, 50, 200, 25, 37)))
    if draw(st.integers(0, 4)) == 0:
        pace = draw(st.none() | series(counts, 90_000, 1_020_000, 0))
        duration = draw(st.integers(1000, 3_600_000))
        faster = draw(st.just(0) | st.integers(1, 89_999)) if pace else 0
        return Run(
            NOWHERE, duration_ms=duration, pace=pace, role=role, effort=effort,
            spacing_m=spacing if pace else None, fast_ms=faster,
            bound=bool(pace) and not faster and draw(st.booleans()),
        )  # fmt: skip
    distance = draw(st.sampled_from((200, 400, 600, 1000, 1609, 3000)) | st.integers(1, 1999))
    if draw(st.integers(0, 4)) == 0:
        return Run(NOWHERE, distance_m=distance, role=role, effort=effort)
    target = draw(series(counts, max(1000, distance * 120), max(2000, distance * 400), 0))
    least = min(target.values)
    every = 100 if spacing is None else spacing
    marks = len(range(every, distance, every)) if every else 0
    profile: tuple[int, ...] = ()
    if 0 < marks < 60 and draw(st.integers(0, 3)) == 0:
        swing = min(least * every // distance // 2 - 300, least // distance - 1)
        if swing > 0:
            profile = tuple(draw(st.integers(-swing, swing)) for _ in range(marks))
    ranged = draw(st.sampled_from(("no", "no", "range", "bound")))
    return Run(
        NOWHERE,
        distance_m=distance,
        target=target,
        fast_ms=draw(st.integers(1, least - 1)) if ranged == "range" and least > 1 else 0,
        bound=ranged == "bound",
        profile=profile if any(profile) else (),
        spacing_m=spacing,
        role=role,
        effort=effort,
    )


@st.composite
def recoveries(draw: st.DrawFn, counts: tuple[int, ...], equal_before: bool) -> Recovery:
    """A recovery that stands after a run, inside repeats of these counts."""
    kinds = [kind for kind in RecoveryType if equal_before or kind != RecoveryType.EQUAL_OTHER]
    kind = draw(st.sampled_from(kinds))
    between = bool(counts) and draw(st.booleans())
    times = st.integers(1, 300_000) | st.integers(1, 300).map(lambda second: second * 1000)
    if kind in (RecoveryType.TIME, RecoveryType.SENDOFF):
        length = draw(series(counts, 1, 600_000, int(between)))
        return Recovery(NOWHERE, kind, length=length, between=between)
    if kind == RecoveryType.WINDOW:
        least = draw(st.just(0) | times)
        most = draw(st.integers(least + 1, 310_000))
        return Recovery(NOWHERE, kind, min_ms=least, max_ms=most, between=between)
    if kind == RecoveryType.FULL:
        bounds = draw(st.none() | st.tuples(st.none() | times, st.none() | times))
        low, high = bounds or (None, None)
        if low and high and high < low:
            low, high = high, low
        return Recovery(NOWHERE, kind, min_ms=low, max_ms=high, between=between)
    if kind == RecoveryType.EQUAL:
        return Recovery(
            NOWHERE, kind, between=between,
            percent=draw(st.just(100) | st.integers(1, 1000)),
            tolerance_ms=draw(st.just(0) | st.integers(0, 60_000)),
        )  # fmt: skip
    if kind == RecoveryType.JOG:
        taken = draw(st.none() | times.map(lambda ms: Series((ms,))))
        metres = draw(st.integers(1, 5000))
        return Recovery(NOWHERE, kind, distance_m=metres, length=taken, between=between)
    return Recovery(NOWHERE, kind, between=between)


@st.composite
def bodies(draw: st.DrawFn, counts: tuple[int, ...], depth: int, first: bool) -> tuple[Node, ...]:
    """One to three blocks, each with or without a recovery after it."""
    nodes: list[Node] = []
    for number in range(draw(st.integers(1, 3 if depth == 0 else 2))):
        kind = draw(st.sampled_from(("run", "run", "repeat", "repeat", "group")))
        if kind == "repeat" and depth < 3:
            count = draw(st.integers(2, 5 - depth))
            nodes.append(Repeat(count, draw(bodies((*counts, count), depth + 1, first)), NOWHERE))
        elif kind == "group":
            nodes.append(Group(draw(group_bodies(counts)), NOWHERE))
        else:
            nodes.append(draw(runs(counts)))
        first = first and number == 0
        if draw(st.booleans()):
            nodes.append(draw(recoveries(counts, False)))
            if draw(st.integers(0, 5)) == 0:
                nodes.append(Recovery(NOWHERE, RecoveryType.EQUAL))
                nodes.append(draw(recoveries(counts, True)))
    return tuple(nodes)


@st.composite
def group_bodies(draw: st.DrawFn, counts: tuple[int, ...]) -> tuple[Run | Recovery, ...]:
    """Two or three runs with recoveries among them; the last node is a run."""
    nodes: list[Run | Recovery] = [draw(runs(counts))]
    for _ in range(draw(st.integers(1, 2))):
        if draw(st.booleans()):
            nodes.append(draw(recoveries(counts, False)))
        nodes.append(draw(runs(counts)))
    return tuple(nodes)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """A session with everything in it, small enough for a watch."""
    return Session(draw(_texts), "", draw(bodies((), 0, True)), athlete=draw(_texts))
