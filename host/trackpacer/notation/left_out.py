# SPDX-License-Identifier: MIT
"""A text that is not understood as it stands, with the least of it left out.

Where that is nothing but talk it is read so; else its readings are only offered (`decide`).
Not here: what may be left out, and at what price (`leaving`); what is talk (`idle`).
"""

from __future__ import annotations

from typing import Any

from trackpacer.errors import NotationError, Question
from trackpacer.notation.blocks import State
from trackpacer.notation.chart import Chart
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Again, Left, Pause, Reps, Span
from trackpacer.notation.idle import idle
from trackpacer.notation.leaving import Leaving
from trackpacer.notation.outcomes import Outcome, Outcomes, Text
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases.gists import is_gist
from trackpacer.notation.readings import Reading
from trackpacer.notation.rivals import near, rivals_of
from trackpacer.notation.sentence import Cover, cover
from trackpacer.notation.suspicions.passed import order_in
from trackpacer.notation.telling import known
from trackpacer.records import replace

_ONCE_MORE = pattern(r"\bsame (thing |set |session )?again\b")
_REPEATED = pattern(
    r"\brepeat(ed|ing)?\b[^.]*\btimes\b|\b(do|of) (a (maximum|total) of )?\w+ reps\b"
)
_AT_A_TIME = pattern(r"\b(at|after) (about )?\w+ (minutes|mins|miles|km)\b")
_JOINED = pattern(r"[ ,;]*( and| with)?$")
_WITH = pattern(r"(with|w/) ?\w.*")
_MOST_TIMES = 30
MOST_LOOSE = 200  # tokens: longer texts are seldom one session
ROUNDS = 5  # in which a spot each is left out


def leaving_out(found: Text) -> list[Outcomes]:
    """Where no reading stands, the spot that makes the best one none is left out, too."""
    tokens = found.chart.tokens
    outcomes: list[Outcomes] = []
    barred: frozenset[int] = frozenset()
    like, spot = None, -1
    for _ in range(ROUNDS if len(tokens) <= MOST_LOOSE else 0):
        text = without(found, barred, like, spot)
        like = text.covered
        more = Outcomes(text)
        outcomes.append(more)
        error = more[0].error if more.costs else None
        if not isinstance(error, NotationError) or isinstance(error, Question):
            break
        spot = next(i for i, t in enumerate(tokens) if t.end > error.offset or "END" in t.kinds)
        if spot in barred or spot >= found.chart.end:
            break
        barred |= {spot}
    return outcomes


def without(
    found: Text, barred: frozenset[int], like: Cover | None = None, until: int = -1
) -> Text:
    """The text covered with something left out: whatever is barred at least; like: before the
    token `until` was."""
    covered = cover(found.chart, Leaving(found.chart, barred), like, until)
    return replace(found, covered=covered, barred=barred)


def but_talk(found: Text, strict: Outcomes, left: list[Outcomes]) -> Reading | None:
    """The reading that leaves nothing out but talk, where no other leaves out as little; none
    where something else than strange words stands against it."""
    if any(outcome.error is not None or outcome.suspected for outcome in strict):
        return None
    if any(one.costs and isinstance(one[0].error, Question) for one in left):
        return None
    read = near(left, COSTS["margin"])
    best = read[0] if read else None
    if best is None or best.reading is None or best.state.doubt or best.suspected:
        return None
    left_out = _left_out(found, best.state)
    if any(is_gist(one) and not _plain(found.chart, one) for one in _elements(best.state)):
        return None
    session = best.reading.session
    told = known(session)
    if session.refusals or not all(idle(found.chart, span, told) for span in left_out):
        return None
    fair = [best, *(one for one in read if _is_fair(found, one, left_out))]
    return None if rivals_of(found.chart, best, fair, COSTS["margin"]) else best.reading


def _is_fair(found: Text, one: Outcome, left_out: list[Span]) -> bool:
    """Whether a reading may stand beside one that leaves out nothing but talk: it leaves out no
    more of it, and nothing that tells something."""
    spans = _left_out(found, one.state)
    if _leaves_more(spans, left_out) or one.reading is None or _misses_rest(found, one, spans):
        return False
    told = known(one.reading.session)
    return all(idle(found.chart, span, told) for span in spans)


def _misses_rest(found: Text, one: Outcome, spans: list[Span]) -> bool:
    """Whether it takes the time behind `with what felt like a mere` for something else than a
    recovery."""
    led = [end for start, end in spans if _WITH.match(found.chart.plain, start, end)]
    return any(
        any(0 <= element.span[0] - end < 2 for end in led) and not isinstance(element, Pause)
        for element in _elements(one.state)
    )


def _elements(state: State) -> list[Any]:
    return [trail.element for trail in state.taken()]


def _plain(chart: Chart, gist: Any) -> bool:
    """Whether what a clause comes to is all that it can mean: its one recovery or pace, its part
    with a length, its count with `repeat`, and no word that orders anything else."""
    said = chart.plain[slice(*gist.span)].strip()
    if order_in(_REPEATED.sub("", said), " ") or _ONCE_MORE.search(said):
        return False
    if isinstance(gist, Again):
        return gist.number <= _MOST_TIMES and bool(_REPEATED.search(said))
    return not (isinstance(gist, Reps) and _AT_A_TIME.search(said))


def _left_out(found: Text, state: State) -> list[Span]:
    """The spans that are left out, side by side as one, without the `, and` at their ends."""
    spans: list[Span] = []
    for span in sorted(t.element.span for t in state.taken() if isinstance(t.element, Left)):
        if spans and found.chart.plain[spans[-1][1] : span[0]].strip() in ("", "the", "a"):
            span = (spans.pop()[0], span[1])
        spans.append(span)
    shown = [found.chart.plain[slice(*span)] for span in spans]
    kept = [len(_JOINED.sub("", one)) or len(one) for one in shown]
    return [(span[0], span[0] + size) for span, size in zip(spans, kept, strict=True)]


def _leaves_more(spans: list[Span], than: list[Span]) -> bool:
    """Whether some spans have all of the others within them, and more."""
    within = all(any(a <= start and end <= b for a, b in spans) for start, end in than)
    longer = sum(b - a for a, b in spans) > sum(b - a for a, b in than) + 1
    return within and (longer or len(spans) > len(than))
