# SPDX-License-Identifier: MIT
"""Sessions as coaches write them, each with what it must become: the corpus files, and comparing.

A file holds cases with a blank line between. `#` is a comment, `race:` sets the runner from there
on. A case is the coach's text (any number of lines, `\\s` an edge that editors would strip), then

    = what it must become, in exact notation (several lines: several blocks)
    [A] an assumption that must be told   [W] a warning that must be given
    [P] words that must be listed as passed over
    [R] a warning that makes `compile` ask for --accept
    ! what the refusal must say, when it must not be read

Expected times are compared to the hundredth of a second, long ones to their ten-thousandth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from trackpacer import compiler, timeline
from trackpacer.notation import Context, exact, read
from trackpacer.paces import Race, parse_race
from trackpacer.session import Session
from trackpacer.timeline import Step

CORPUS = Path(__file__).parent / "corpus"
RUNNER = "10k 35:00"


@dataclass
class Case:
    """One text and what it must become."""

    file: str
    line: int
    text: str
    races: tuple[Race, ...]
    expected: list[str] = field(default_factory=list)
    refused: str | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """A short name for the test's list."""
        return f"{self.file}:{self.line}"

    def session(self) -> Session:
        """The session read for the case's runner. Raises NotationError."""
        return read(self.text, Context(races=self.races))

    def problem(self) -> str:
        """What differs from what was expected; '' when it is right. Raises NotationError."""
        session = self.session()
        return difference(steps_of(session), steps_of(expected_session(self.expected)))


def cases(path: Path) -> list[Case]:
    """The cases of one corpus file."""
    found: list[Case] = []
    races: tuple[Race, ...] = (parse_race(RUNNER),)
    lines: list[str] = []
    start = 0
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], 1):
        if line.startswith("# "):
            continue
        if line.startswith("race: ") and not lines:
            races = (
                tuple(parse_race(part) for part in line[6:].split(","))
                if line[6:] != "none"
                else ()
            )
            continue
        if line:
            start = start if lines else number
            lines.append(line)
        elif lines:
            found.append(_case(path.stem, start, lines, races))
            lines = []
    return found


def _case(file: str, start: int, lines: list[str], races: tuple[Race, ...]) -> Case:
    text = []
    case = Case(file, start, "", races)
    for line in lines:
        if line.startswith("= "):
            case.expected.append(line[2:])
        elif line.startswith("! "):
            case.refused = line[2:]
        elif line[:4] in ("[A] ", "[W] ", "[P] ", "[R] "):
            case.notes.append(line)
        else:
            text.append(line.replace("\\s", " "))
    case.text = "\n".join(text)
    assert case.expected or case.refused, f"{file}:{start} expects nothing"
    return case


def expected_session(lines: list[str]) -> Session:
    """What stands after `= `, read as exact notation."""
    return exact.read("\n".join([exact.MARK, *lines]))


def steps_of(session: Session) -> list[Step]:
    """The steps of a session, as the watch's own iterator gives them."""
    return timeline.expand(compiler.compile_session(session).program)


def describe(step: Step) -> str:
    """One step in a line, for a failing test."""
    if step.kind == timeline.RUN:
        length = f"{step.distance_m} m" if step.distance_m else f"for {step.duration_ms} ms"
        return (
            f"run {length} target {step.target_ms} pace {step.pace_ms_km} fast {step.fast_ms} "
            f"bound {step.bound} {step.role.name} {step.effort.name} "
            f"cues {[(cue.metres, cue.ms) for cue in step.cues[:-1]][:8]}"
        )
    return (
        f"recovery {step.type.name} {step.expected_ms} {step.least_ms} to {step.most_ms} "
        f"{step.distance_m} m {step.percent} % give or take {step.tolerance_ms}"
    )


def difference(got: list[Step], wanted: list[Step]) -> str:
    """The first step that differs, in words; '' when there is none."""
    for number, (step, other) in enumerate(zip(got, wanted, strict=False)):
        if not _same(step, other):
            return f"step {number}: got {describe(step)}; wanted {describe(other)}"
    if len(got) != len(wanted):
        return f"{len(got)} steps, wanted {len(wanted)}"
    return ""


def _close(one: int | None, other: int | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= max(10, other // 10_000)


def _same(one: Step, other: Step) -> bool:
    if (one.kind, one.distance_m, one.bound, one.role, one.effort) != (
        (other.kind, other.distance_m, other.bound, other.role, other.effort)
    ):
        return False
    if (one.type, one.percent, one.tolerance_ms) != (other.type, other.percent, other.tolerance_ms):
        return False
    cues = [(cue.metres, cue.ms) for cue in one.cues], [(cue.metres, cue.ms) for cue in other.cues]
    if [metres for metres, _ in cues[0]] != [metres for metres, _ in cues[1]]:
        return False
    return (
        _close(one.duration_ms, other.duration_ms)
        and _close(one.target_ms, other.target_ms)
        and _close(one.pace_ms_km, other.pace_ms_km)
        and _close(one.fast_ms, other.fast_ms)
        and _close(one.expected_ms, other.expected_ms)
        and _close(one.least_ms, other.least_ms)
        and _close(one.most_ms, other.most_ms)
        and all(abs(a - b) <= 15 + b // 10_000 for (_, a), (_, b) in zip(*cues, strict=True))
    )
