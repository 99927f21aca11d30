# SPDX-License-Identifier: MIT
"""Which of the article's sessions answers a race, and why.

The article gives five sessions (`aerobic-then-400s`, `tempo-400s`, `finish`, `hold-faster`,
`ladder`) for the four cases of `race.Case`, and does not spell out which is for which. The mapping
below is read from each session's design, and the output says so:

- `tempo-400s`, 3 km at tempo and then 2.4 km of 400s faster than 10k pace: 5.4 km in all, hard
  from the first and faster after 3 km. It is a 5k whose end must be faster than its middle, so it
  answers dying in the last 1000 of a 5k.
- `aerobic-then-400s`, 12 km and then twelve 400s, six at 10k pace and six faster: 10k pace begins
  on legs that are already tired, as the second half of a 10k does. It answers not holding 10k pace
  after 5k. `ladder` goes with it: 6 km that start slower than 10k pace, reach it at the 8th of 15
  and end faster, which is the second half stronger than the first; it is also the answer to a start
  that was too fast, because its first reps forbid one.
- `finish`, 400 and 200 at mile pace with full recoveries: speed, with time to recover it, four
  times; nothing in it trains holding on. It answers failing in the last 200.
- `hold-faster`, ten 400s well under 10k pace with 80 s: the rest is too short to clear what each
  rep leaves, so the last ones are run as the last two or three laps of a race are. It answers
  failing in the last 800 to 1200.

Not here: what happened in the race (`race`).
"""

from __future__ import annotations

from trackpacer.coaching.race import SLOWED, Case, Shape
from trackpacer.paces import Races
from trackpacer.paces.races import Race
from trackpacer.records import record

READ_FROM_DESIGN = (
    "The article lists these sessions for these cases without saying which is for which: the "
    "choice is read from each session's design."
)

_FOR: dict[Case, tuple[tuple[str, str], ...]] = {
    Case.LAST_1000: (
        (
            "tempo-400s",
            "a 5k in two parts, 3 km at tempo and 2.4 km faster than 10k pace: it makes you run "
            "the end of a 5k faster than its middle, on legs that have worked",
        ),
    ),
    Case.AFTER_5K: (
        (
            "aerobic-then-400s",
            "10k pace, and then faster, begins only after 12 km: the second half of a 10k without "
            "having to race the first",
        ),
        (
            "ladder",
            "starts slower than 10k pace, is at it half-way and ends under it: the second half "
            "stronger than the first",
        ),
    ),
    Case.LAST_200: (
        (
            "finish",
            "mile pace with full rests: it trains the speed itself, which is what a last 200 asks",
        ),
    ),
    Case.LAST_800_1200: (
        (
            "hold-faster",
            "ten times well under 10k pace with a rest too short to recover in: the last of them "
            "feel as the last two or three laps of a race do",
        ),
    ),
}
_LADDER = (
    "ladder",
    "its first reps forbid a fast start: patience is what it trains",
)


@record
class Session:
    """A session of the library, and why it is the answer."""

    name: str
    why: str


@record
class Advice:
    """sessions: best first, none where the splits support no case. findings: what a coach would
    say of the race beside its case, a sentence each."""

    sessions: tuple[Session, ...]
    findings: tuple[str, ...]


def advise(shape: Shape, goal: tuple[Race, ...] = ()) -> Advice:
    """What to run after a race of that shape, with that goal. Never raises."""
    sessions = [Session(*pair) for pair in _FOR[shape.case]] if shape.case else []
    findings = []
    too_fast = False
    if shape.fast_start:
        too_fast = True
        spent = ": part of what was missing later was spent there"
        findings.append(
            f"the first {shape.segments[0].metres:.0f} m were {shape.fast_start:.1%} faster than "
            f"the pace found after them{spent if shape.onset_m is not None else ''}"
        )
    if goal:
        wanted = Races(goal).at(shape.metres).seconds_per_metre * 400
        off = shape.before / wanted - 1
        held = f"{shape.before:.1f} s per 400 held, {wanted:.1f} s is the goal's"
        if shape.onset_m is not None and off <= -SLOWED:
            too_fast = True
            findings.append(
                f"until it slowed the race was {-off:.1%} faster than the goal's pace ({held}): "
                "it may have been begun too fast for that goal"
            )
        elif off >= SLOWED:
            findings.append(
                f"the pace was {off:.1%} slower than the goal's also before anything went wrong "
                f"({held}): the goal asks more than how this race ended"
            )
        elif shape.onset_m is not None:
            findings.append(f"until it slowed it was the goal's pace ({held})")
        else:
            findings.append(f"the goal's pace was held throughout ({held})")
    if too_fast and shape.case and all(one.name != "ladder" for one in sessions):
        sessions.append(Session(*_LADDER))
    return Advice(tuple(sessions), tuple(findings))


def verdict(shape: Shape) -> str:
    """What happened, in a sentence."""
    if shape.case and shape.onset_m is not None and shape.fade is not None:
        return f"{shape.case.value}: slower by {shape.fade:.1%} from {shape.onset_m:.0f} m on"
    if shape.onset_m is not None and shape.fade is not None:
        return (
            f"slower by {shape.fade:.1%} from {shape.onset_m:.0f} m on, and none of the four cases"
        )
    return "none of the four cases"
