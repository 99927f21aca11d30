# SPDX-License-Identifier: MIT
"""From what the covers of a text come to, to one session, a question or a refusal.

Those that compile to the same program are one reading. One alone, or clearly the best, is read;
several that lie close are asked about.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from trackpacer.errors import NoRaceError, NotationError, Question, UserError
from trackpacer.notation import exact, refusals
from trackpacer.notation.blocks import State
from trackpacer.notation.chart import Chart
from trackpacer.notation.context import OFFSET_UNITS, Context
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Span
from trackpacer.notation.left_out import but_talk, leaving_out, without
from trackpacer.notation.offering import AS, SPELT, made_of, offered, spelt
from trackpacer.notation.outcomes import (
    Outcome,
    Outcomes,
    Text,
    asks,
    doubt_of,
    readings_in,
    text_of,
)
from trackpacer.notation.readings import Reading, reading_of
from trackpacer.notation.rivals import (
    cheapest,
    convention_settles,
    distinct,
    margin_of,
    rivals_of,
)
from trackpacer.records import replace
from trackpacer.session import Origin, Session, in_order
from trackpacer.session import Source as From

RIVALS = 2  # readings of a text that is understood, before others made of them
OFFERED = 3  # readings of a text that is not understood as it stands


def read(text: str, context: Context | None = None) -> Session:
    """The session a coach's text means for one runner.

    The text may have a head (`head.py`), comments, and any number of lines; it may also be exact
    notation (`exact.py`). Raises Question where it may mean several, NotationError where none.
    """
    context = context or Context()
    if exact.is_exact(text) and context.reading is None:
        with _uncollected():
            return exact.read(text, context.file)
    return take(text, context).session


def take(text: str, context: Context) -> Reading:
    """As `read`, with how the text was read; whoever shall run the same takes its `cover`."""
    with _uncollected():
        return _taken(text, context)


@contextmanager
def _uncollected() -> Iterator[None]:
    """While a text is read nothing is made that holds itself: the collector of cycles would look
    through all of it in vain, and takes a third of the time of a long line."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _taken(text: str, context: Context) -> Reading:
    if context.cover:
        return _same(text, context)
    if context.reading is not None:
        return _chosen(text, context)
    if exact.is_exact(text):
        return reading_of(exact.read(text, context.file))
    found = text_of(text, context)
    strict = Outcomes(found)
    try:
        return _decided(found, strict)
    except (Question, NoRaceError):
        raise
    except NotationError as refused:
        left = [] if _choices(found) is not None else leaving_out(found)
        talk = but_talk(found, strict, left)
        if talk is not None:
            return talk
        offered = _listed(found, strict, left, OFFERED)
        if not offered:
            raise
        expected = "" if _choices(found) is not None else refused.expected
        raise Question(
            refused.problem, text, refused.offset, offered, context.file, expected
        ) from None


def readings(text: str, context: Context | None = None, most: int = 5) -> tuple[Reading, ...]:
    """What a text may mean, best first; where it is refused, what would be read if the least were
    left out; nothing where no reading of it can be made out."""
    with _uncollected():
        return _all_of(text, context or Context(), most)


def _all_of(text: str, context: Context, most: int) -> tuple[Reading, ...]:
    if exact.is_exact(text):
        try:
            return (reading_of(exact.read(text, context.file)),)
        except UserError:
            return ()
    try:
        found = text_of(text, context)
    except UserError:
        return ()
    return _listed(found, Outcomes(found), None, most)


def _listed(
    found: Text, strict: Outcomes, left: list[Outcomes] | None, most: int
) -> tuple[Reading, ...]:
    """Best first; of a choice, one for each; of a text that is refused, those that leave the least
    of it out, doubts and all."""
    choices = _choices(found)
    if choices is not None:
        return tuple(islice(_each_of(found, choices), most))
    best = strict.best()
    clear = best is not None and best.state.doubt is None and best.suspected is None
    if clear and any(True for _ in readings_in(strict)):
        asked = len(best.error.readings) if best and isinstance(best.error, Question) else RIVALS
        return tuple(offered(found, _in_order(found.chart, list(strict)), most, asked))
    every = [strict, *(leaving_out(found) if left is None else left)]
    return tuple(offered(found, cheapest(every, max(most, OFFERED)), most))


def _choices(found: Text) -> tuple[tuple[Span, ...], ...] | None:
    """What each of a choice leaves out (`elements.Doubt`); None where the text leaves none."""
    doubt = doubt_of(found)
    return doubt.choices if doubt is not None else None


def _each_of(found: Text, choices: tuple[tuple[Span, ...], ...]) -> Iterator[Reading]:
    """What each of a choice is by itself: no two are ever run one after the other."""
    for number, spans in enumerate(choices):
        text = found.text
        for start, end in spans:
            text = text[:start] + " " * (end - start) + text[end:]  # what follows stays in place
        one = text_of(text, found.context)
        for reading in cheapest([Outcomes(one)], 1) or cheapest(leaving_out(one), 1):
            left = tuple(found.chart.quote(*span) for span in spans)
            passed = (*left, *reading.ignored)
            session = replace(reading.session, source=found.text, passed_over=passed)
            name = f"choice {number} {reading.cover}"
            yield replace(reading, session=session, ignored=passed, cover=name)


def _same(text: str, context: Context) -> Reading:
    """The text read as for another runner. Raises UserError where it is none for this one."""
    found = text_of(text, context)
    choices = _choices(found)
    kind = context.cover.partition(" ")[0]
    base, made, _ = context.cover.rpartition(AS)
    if made:
        of = _same(text, replace(context, cover=base))
        every = [one for _, one in made_of(of, found.chart.plain.lower())]
    elif kind == SPELT:
        every = list(spelt(found, context.cover.split()[1]))
    elif choices is not None:
        every = list(_each_of(found, choices))
    elif kind == "left":
        spots = context.cover.split()[1].split(",")
        barred = frozenset(int(spot) for spot in spots if spot.isdigit())
        every = list(readings_in(Outcomes(without(found, barred))))
    else:
        every = list(readings_in(o for o in Outcomes(found) if o.cover == kind))
    for reading in every:
        if reading.cover == context.cover:
            return reading
    take(text, replace(context, cover=""))  # it mostly says why
    raise UserError(
        f"{context.file} cannot be read for this runner as for the others", "write it plainly"
    )


def _chosen(text: str, context: Context) -> Reading:
    """The reading that was asked for by its number. Raises UserError where there is none."""
    number = context.reading or 0
    found = readings(text, replace(context, reading=None), max(number, 5))
    if not 1 <= number <= len(found):
        count = {0: "no reading", 1: "one reading"}.get(len(found), f"{len(found)} readings")
        raise UserError(
            f"there is no reading {number} of {context.file}: it has {count}",
            "pacer show --readings lists them",
        )
    return found[number - 1]


def _in_order(chart: Chart, outcomes: list[Outcome]) -> list[Reading]:
    """All that differ, the best first; those that it settles by how coaches write come last, so
    that a question lists what `readings` numbers."""
    listed = distinct(outcomes, len(outcomes) * len(OFFSET_UNITS))
    states = {o.reading.cover: o.state for o in outcomes if o.reading is not None}
    best = next((states[reading.cover] for reading in listed if reading.cover in states), None)

    def is_settled(reading: Reading) -> bool:
        state = states.get(reading.cover)
        return best is not None and state is not None and convention_settles(chart, best, state)

    return sorted(listed, key=is_settled)


def _decided(found: Text, coming: Iterable[Outcome]) -> Reading:
    """The reading that is clearly the best. Raises Question or NotationError."""
    outcomes: list[Outcome] = []
    least = float("inf")
    for outcome in coming:
        if outcome.state.cost > least + margin_of(least):
            break
        outcomes.append(outcome)
        if outcome.reading is not None:
            least = min(least, outcome.cost)
    outcomes.sort(key=lambda outcome: outcome.cost)
    if not outcomes:
        doubt = doubt_of(found)
        raise (
            asks(found, doubt)
            if doubt is not None
            else refusals.refusal(found.text, found.context, found.chart, found.covered)
        )
    best = outcomes[0]
    if best.reading is None:
        rescued = next((o for o in outcomes if o.reading is not None), None)
        asked = best.state.doubt is not None or isinstance(best.error, Question)
        near = 0.0 if asked else COSTS["rescue"]
        if rescued is None or rescued.cost - best.cost > near:
            assert best.error is not None
            if best.state.doubt is None and refusals.strange_number(found.chart, best.state):
                raise refusals.refusal(
                    found.text, found.context, found.chart, found.covered, best.state
                )
            raise best.error
        best = rescued
    if best.cost > COSTS["refuse-beyond"] + 0.15 * len(found.chart.tokens):
        raise refusals.refusal(found.text, found.context, found.chart, found.covered, best.state)
    assert best.reading is not None
    if best.suspected is not None:
        odd = best.suspected
        raise NotationError(odd.question, found.text, odd.at, "", found.context.file)
    rivals = rivals_of(found.chart, best, outcomes, margin_of(best.cost))
    if rivals:
        raise _question(found, best, rivals)
    size = len(found.chart.tokens) + 2 * found.text.count("\n")
    beyond = COSTS["ask-beyond"] + COSTS["ask-beyond-token"] * size + _talked(best.state)
    if best.cost > beyond:
        listed = tuple(_in_order(found.chart, list(coming)))[:3]
        question = "this is written as coaches seldom do: is it what is meant?"
        raise Question(question, found.text, 0, listed, found.context.file)
    return best.reading


def _talked(state: State) -> float:
    """What the talk of a reading costs, that makes it no stranger."""
    return COSTS["phrase"] * sum(trail.role == "a remark" for trail in state.taken())


def _question(found: Text, best: Outcome, rivals: list[Outcome]) -> Question:
    listed = [o.reading for o in (best, *rivals) if o.reading is not None]
    listed = offered(found, listed, max(OFFERED, min(len(listed), 5)), RIVALS)
    question, at = refusals.which(found.chart, best.state, rivals[0].state)
    return Question(question, found.text, at, tuple(listed), found.context.file)


def assumed_origins(session: Session) -> Iterator[tuple[str, Origin]]:
    """Every value that was assumed, as (field, origin), in running order; for `--strict`."""
    for node in in_order(session.body):
        for field, origin in node.origins.items():
            if origin.source is From.ASSUMED:
                yield field, origin
