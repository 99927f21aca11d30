# SPDX-License-Identifier: MIT
"""A session as a coach reads it: the table of `pacer show`, and where each number came from.

Here live words and columns. What is shown is the expanded program (`timeline`); nothing is worked
out here a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trackpacer.records import mutable
from trackpacer.session import Effort, Origin, RecoveryType, Role, Session, Source
from trackpacer.timeline import RUN, Step, coached, totals
from trackpacer.times import clock, spoken

HEAD = ("set", "rep", "run", "target", "beeps", "recovery")
_RIGHT = {"set", "rep"}


def track_time(ms: int) -> str:
    """A time to the hundredth, as a stopwatch shows it: `1:24`, `40.49 s`, `5:51.85`."""
    return spoken((ms + 5) // 10 * 10)


def distance(metres: int) -> str:
    """`400 m`, `12 km`: kilometres from 10 km on where they are whole."""
    return f"{metres // 1000} km" if metres >= 10_000 and metres % 1000 == 0 else f"{metres} m"


def run_words(step: Step) -> str:
    """What is run: `400 m`, `4:00`, with its role and effort where they are not the usual."""
    what = distance(step.distance_m) if step.distance_m else spoken(step.duration_ms or 0)
    words = [what]
    if step.role != Role.WORK:
        words.append(_ROLES[step.role])
    if step.effort and not (step.effort == Effort.EASY and step.role == Role.EASY):
        words.append(step.effort.name.lower())
    return " ".join(words)


_ROLES = {
    Role.WORK: "",
    Role.WARMUP: "warm-up",
    Role.COOLDOWN: "cool-down",
    Role.EASY: "easy",
    Role.FLOAT: "float",
    Role.STRIDE: "stride",
}


def target_words(step: Step) -> str:
    """`1:24`, `1:14-1:19`, `under 42 s`, `3:40-3:45/km`; `-` where the runner is left alone."""
    if step.pace_ms_km:
        slow = f"{track_time(step.pace_ms_km)}/km"
        if not step.pace_range:
            return slow
        fastest = step.pace_range[0]
        return f"under {slow}" if fastest is None else f"{track_time(fastest)}-{slow}"
    if step.target_ms is None:
        return "-"
    slow = track_time(step.target_ms)
    if step.bound:
        return f"under {slow}"
    if step.fastest_ms is not None:
        fast = track_time(step.fastest_ms)
        return f"{fast.removesuffix(' s') if slow.endswith(' s') else fast}-{slow}"
    return slow


def beep_words(step: Step) -> str:
    """`every 100 m, 21 s`, or each split where they are uneven."""
    cues = step.cues
    if not cues:
        return "none"
    if len(cues) == 1:
        return "at the finish"
    first = cues[0]
    if _even(step):
        return f"every {first.metres} m, {track_time(first.ms)}"
    shown = [f"{cue.metres}: {track_time(cue.ms).removesuffix(' s')}" for cue in cues]
    if len(shown) > 6:
        shown[4:-1] = ["…"]
    return "  ".join(shown)


def _even(step: Step) -> bool:
    target, metres = step.target_ms, step.distance_m
    return (
        target is None
        or metres is None
        or all(cue.ms * 1000 + cue.us == target * 1000 * cue.metres // metres for cue in step.cues)
    )


def recovery_words(step: Step) -> str:
    """What lies between two runs, as a coach would say it."""
    kind = step.type
    if kind == RecoveryType.NONE:
        return "none, run on"
    if kind == RecoveryType.TIME:
        return spoken(step.expected_ms or 0)
    if kind == RecoveryType.WINDOW:
        return f"{_from_to(step.least_ms, step.most_ms)}, press to go"
    if kind == RecoveryType.FULL:
        return _full_words(step)
    if kind in (RecoveryType.EQUAL, RecoveryType.EQUAL_OTHER):
        return _equal_words(step)
    if kind == RecoveryType.SENDOFF:
        return f"send-off every {spoken(step.expected_ms or 0)}"
    if step.expected_ms:
        return f"jog {distance(step.distance_m or 0)} in {spoken(step.expected_ms)}"
    return f"jog {distance(step.distance_m or 0)}, press to go"


def _from_to(least: int | None, most: int | None) -> str:
    if (most or 0) < 100_000 and not (least or 0) % 1000 and not (most or 0) % 1000:
        return f"{(least or 0) // 1000}-{(most or 0) // 1000} s"
    return f"{clock(least or 0)}-{clock(most or 0)}"


def _full_words(step: Step) -> str:
    if step.least_ms is None and step.most_ms is None:
        return "open, press to go"
    if step.most_ms is None:
        return f"full, at least {spoken(step.least_ms or 0)}"
    if step.least_ms is None:
        return f"full, up to {spoken(step.most_ms)}"
    return f"full, {_from_to(step.least_ms, step.most_ms)}"


def _equal_words(step: Step) -> str:
    other = step.type == RecoveryType.EQUAL_OTHER
    words = "as the set before" if other else "as the rep"
    if step.percent != 100:
        words = f"{step.percent} % of the rep"
    if step.expected_ms is not None:
        words += f", {spoken(step.expected_ms)}"
    if step.tolerance_ms:
        words += f" ± {spoken(step.tolerance_ms)}"
    return words


@mutable
class _Rep:
    """One pass of the innermost repeat: its runs, each with the recovery that follows it."""

    set: int | None
    first: int
    last: int
    reps: int
    rows: list[tuple[tuple[str, ...], str]]

    def same(self, other: _Rep) -> bool:
        """Whether two passes read alike; the last one of a repeat may lack its recovery."""
        if (self.set, self.reps, len(self.rows)) != (other.set, other.reps, len(other.rows)):
            return False
        for number, (mine, theirs) in enumerate(zip(self.rows, other.rows, strict=True)):
            if mine[0] != theirs[0]:
                return False
            if mine[1] != theirs[1] and number < len(self.rows) - 1:
                return False
        return True


def _passes(steps: Sequence[Step]) -> Iterator[_Rep]:
    current: _Rep | None = None
    for step in steps:
        if step.kind == RUN:
            if current is None or (step.set, step.rep) != (current.set, current.first):
                if current:
                    yield current
                current = _Rep(step.set, step.rep, step.rep, step.reps, [])
            elif step.set is None:
                yield current
                current = _Rep(None, step.rep, step.rep, step.reps, [])
            current.rows.append(((run_words(step), target_words(step), beep_words(step)), ""))
        elif current:
            words, recovery = current.rows[-1]
            added = recovery_words(step)
            current.rows[-1] = (words, f"{recovery}, then {added}" if recovery else added)
    if current:
        yield current


def rows(steps: Sequence[Step]) -> Iterator[tuple[str, ...]]:
    """Rows of the table; passes that read alike are one row (`1-25`)."""
    merged: list[_Rep] = []
    after: dict[int, str] = {}
    for rep in _passes(coached(steps)):
        last = merged[-1] if merged else None
        if last and last.same(rep) and last.set is not None and rep.first == last.last + 1:
            ending = rep.rows[-1][1]
            if ending == last.rows[-1][1] or rep.last == rep.reps:
                last.last = rep.last
                if ending != last.rows[-1][1] and ending:
                    after[len(merged) - 1] = ending
                continue
        merged.append(rep)
    for number, rep in enumerate(merged):
        place = f"{rep.first}-{rep.last}" if rep.last > rep.first else f"{rep.first}"
        place = place if rep.reps > 1 else ""
        which = "" if rep.set is None else str(rep.set)
        for words, recovery in rep.rows:
            yield (which, place, *words, recovery)
            which = place = ""
        if number in after:
            yield ("", "", "", "", "after the last", after[number])


def table(steps: Sequence[Step]) -> list[str]:
    """The lines of the table, with its head."""
    lined = [HEAD, *rows(steps)]
    widths = [max(len(row[column]) for row in lined) for column in range(len(HEAD))]
    lines = []
    for row in lined:
        cells = [
            cell.rjust(width) if name in _RIGHT else cell.ljust(width)
            for name, cell, width in zip(HEAD, row, widths, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    return lines


def sum_words(steps: Sequence[Step]) -> str:
    """`25 runs, 10 km, 35:00 at target; recovery 14:00 to 18:00; in all 49:00 to 53:00`."""
    added = totals(steps)
    least, most = added.recovery_ms
    kilometres = f"{added.run_m / 1000:g} km"
    words = f"{added.runs} run{'s' if added.runs > 1 else ''}"
    if added.run_m:
        words += f", {kilometres}"
    if added.unknown_runs < added.runs:
        words += f", {track_time(added.run_ms)} at target"
        if added.unknown_runs:
            words += f" and {added.unknown_runs} without a target"
    if any(step.kind != RUN for step in steps):
        words += f"; recovery {_least_most(least, most)}"
    if not added.unknown_runs:
        total = None if most is None else most + added.run_ms
        words += f"; in all {_least_most(least + added.run_ms, total)}"
    return words


def _least_most(least: int, most: int | None) -> str:
    if most == least:
        return track_time(least)
    if most is None:
        return f"{track_time(least)} or more" if least else "as long as you take"
    return f"{track_time(least)} to {track_time(most)}"


def explain(session: Session, steps: Sequence[Step]) -> Iterator[str]:
    """For each step of the program, once: the characters it came from, and each value's origin."""
    seen: set[int] = set()
    for step in steps:
        if step.offset in seen:
            continue
        seen.add(step.offset)
        if step.kind != RUN:
            what = f"recovery: {recovery_words(step)}"
        elif step.cues:
            what = f"{run_words(step)} @ {target_words(step)}"
        else:
            what = run_words(step)
        node = step.node
        yield f"{what}   {quoted(session.source, node.span)}" if node else what
        for name, origin in (node.origins if node else {}).items():
            yield f"    {name:<9} {_origin_words(session.source, origin)}"


def _origin_words(source: str, origin: Origin) -> str:
    parts = [origin.source.value]
    if origin.source != Source.ASSUMED or origin.span[1] > origin.span[0]:
        parts.append(quoted(source, origin.span))
    words = " ".join(part for part in parts if part)
    return f"{words}: {origin.note}" if origin.note else words


def quoted(source: str, span: tuple[int, int]) -> str:
    """The characters of a span, in quotes; nothing where there are none."""
    text = " ".join(source[span[0] : span[1]].split())
    return f"“{text}”" if text else ""


def notes(session: Session) -> Iterator[str]:
    """What was assumed, what looks wrong and what was passed over, as lists for a terminal."""
    refused = set(session.refusals)
    warnings = [
        f"{text} [compile and send want --accept]" if text in refused else text
        for text in session.warnings
    ]
    for title, sentences in (
        ("Assumed", session.assumptions),
        ("Check", warnings),
        ("Ignored", [quoted(words, (0, len(words))) for words in session.passed_over]),
    ):
        if sentences:
            yield f"\n{title}"
            for sentence in sentences:
                yield from bullet(sentence)


def bullet(text: str) -> list[str]:
    """A sentence as an item of a list, wrapped to the terminal."""
    from shutil import get_terminal_size
    from textwrap import wrap

    width = max(40, min(100, get_terminal_size().columns))
    return wrap(text, width, initial_indent="  - ", subsequent_indent="    ") or ["  -"]
