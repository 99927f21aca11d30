# SPDX-License-Identifier: MIT
"""What each cover of a text comes to: a session, priced and compiled, or why it is none.

Not here: which of them is meant (`decide`), which lie close (`rivals`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trackpacer.errors import NotationError, Question, UserError
from trackpacer.notation import lexicon
from trackpacer.notation.assembly import assemble
from trackpacer.notation.blocks import State
from trackpacer.notation.chart import Chart
from trackpacer.notation.context import OFFSET_UNITS, Context
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Aim, Doubt, Pause
from trackpacer.notation.head import Head, read_head
from trackpacer.notation.opening import opening
from trackpacer.notation.pricing.between import Pricer
from trackpacer.notation.readings import Reading, reading_of
from trackpacer.notation.scope import resolve
from trackpacer.notation.sentence import Cover, cover
from trackpacer.notation.source import Source, Suspicion, Undecided
from trackpacer.notation.suspicions import suspicion
from trackpacer.notation.suspicions.glance import at_a_glance, dropped
from trackpacer.notation.suspicions.unrested import lost
from trackpacer.notation.tokens import LONGEST
from trackpacer.notation.tree import Offset
from trackpacer.paces.races import Race
from trackpacer.records import record, replace
from trackpacer.session import Node, Repeat, Role, Run, Session

MOST_TOKENS = 700  # words, numbers and signs: over four times the longest line of a coach we know
_PARTS = (Role.WARMUP, Role.COOLDOWN)


@record
class Outcome:
    """What one cover came to: a reading, or why it is none."""

    cost: float
    state: State
    cover: str
    reading: Reading | None = None
    error: UserError | None = None
    suspected: Suspicion | None = None


@record
class Text:
    """A text, its tokens and its covers, for one context."""

    text: str
    context: Context
    head: Head
    chart: Chart
    covered: Cover
    barred: frozenset[int] | None = None  # where something may be left out: what must be


def text_of(text: str, context: Context) -> Text:
    if len(text) > LONGEST:
        raise NotationError(
            "too long for a session", text, 0, f"{LONGEST // 1024} KB at most", context.file
        )
    head = read_head(text, context.file)
    chart = Chart(text, head.plain, context.lap_m or head.lap_m or 400.0, opening)
    if len(chart.tokens) > MOST_TOKENS:
        beyond = chart.tokens[MOST_TOKENS].start
        raise NotationError(
            "too long for a session", text, beyond, f"{MOST_TOKENS} words at most", context.file
        )
    return Text(text, context, head, chart, cover(chart))


class Outcomes:
    """What the covers of a text come to, the cheapest first: each once, when it is asked for."""

    def __init__(self, found: Text) -> None:
        self._found = found
        self._known: dict[int, Outcome] = {}
        self.costs = [state.cost for state in found.covered.states]  # none comes to be cheaper

    def __iter__(self) -> Iterator[Outcome]:
        return map(self.__getitem__, range(len(self.costs)))

    def __getitem__(self, number: int) -> Outcome:
        known = self._known.get(number)
        if known is None:
            state = self._found.covered.states[number]
            known = self._known[number] = _outcome(state, self._found, number)
        return known

    def best(self) -> Outcome | None:
        """The cheapest, reading or none."""
        best: Outcome | None = None
        for number, cost in enumerate(self.costs):
            if best is not None and cost >= best.cost:
                break
            best = min(best or self[number], self[number], key=lambda outcome: outcome.cost)
        return best


def _outcome(state: State, found: Text, number: int) -> Outcome:
    name = str(number)
    if found.barred is not None:
        name = f"left {','.join(map(str, sorted(found.barred))) or '-'} {number}"
    try:
        if state.doubt is not None and found.barred is None:
            raise asks(found, state.doubt)
        try:
            session, dear, suspected = _session(state, found, True)
        except _Unit as unit:
            asked = _by_unit(state, found, unit.offset, name)
            return Outcome(state.cost, state, name, error=asked)
        except Undecided as undecided:
            asked = _by_way(state, found, undecided, name)
            return Outcome(state.cost, state, name, error=asked)
        cost = state.cost + dear
        return Outcome(cost, state, name, reading_of(session, cost, name), None, suspected)
    except NotationError as error:
        return Outcome(state.cost, state, name, error=error)
    except UserError as error:  # more than a watch can hold
        told = NotationError(str(error), found.text, 0, error.hint, found.context.file)
        return Outcome(state.cost, state, name, error=told)


def readings_in(outcomes: Iterable[Outcome]) -> Iterator[Reading]:
    """The readings that outcomes are, or that they ask about."""
    for outcome in outcomes:
        if outcome.reading is not None:
            yield outcome.reading
        elif isinstance(outcome.error, Question):
            yield from outcome.error.readings


def doubt_of(found: Text) -> Doubt | None:
    """What the best cover of a text asks; of one that is not covered, the best that came as far."""
    best = found.covered.states or found.covered.stuck
    doubt = best[0].doubt if best else None
    sure = found.covered.states or (doubt is not None and doubt.choices)
    return doubt if sure else None


def asks(found: Text, doubt: Doubt) -> NotationError:
    """The question of a doubt."""
    whole = found.chart.quote(*(doubt.whole or doubt.span))
    this = found.chart.quote(*doubt.span)
    question = doubt.question.replace("{whole}", whole).replace("{this}", this)
    plain = doubt.plain.replace("{this}", this)
    return NotationError(question, found.text, doubt.span[0], plain, found.context.file)


class _Unit(Exception):
    """An offset may be per 400 m, km, mile or rep."""

    def __init__(self, offset: Offset) -> None:
        self.offset = offset


def _by_unit(state: State, found: Text, offset: Offset, name: str) -> Question:
    """The question what an offset is per, with a reading for each."""
    listed: dict[str, Reading] = {}
    told = re.search(r"\d ?(?:x ?)?(mile|k)(?!\w?(?: pace| effort|p\b))", found.chart.plain)
    for unit in sorted(OFFSET_UNITS, key=lambda one: not told or one[0] != told[1][0]):
        context = replace(found.context, offset_unit=unit)
        try:
            session, *_ = _session(state, replace(found, context=context))
            reading = reading_of(session, state.cost, f"{name} per {unit}")
        except UserError:
            continue
        listed.setdefault(reading.canonical, reading)
    shown = found.chart.quote(*offset.span)
    question = f"'{shown}' is per what: 400 m, km, mile or the rep?"
    return Question(
        question, found.text, offset.span[0], tuple(listed.values()), found.context.file
    )


def _by_way(state: State, found: Text, undecided: Undecided, name: str) -> Question:
    """The question which way is meant, with a reading for each."""
    ways = _each_way(state, found, undecided, name, {})
    listed = {reading.canonical: reading for reading in ways}
    readings = tuple(sorted(listed.values(), key=lambda reading: reading.cost))
    return Question(undecided.question, found.text, undecided.at, readings, found.context.file)


def _each_way(
    state: State, found: Text, undecided: Undecided, name: str, taken: dict[int, int]
) -> Iterator[Reading]:
    for way in range(undecided.ways):
        ways = {**taken, undecided.at: way}
        own = f"{name} way {way}"
        try:
            session, dear, _ = _session(state, found, ways=ways)
            yield reading_of(session, state.cost + dear, own)
        except Undecided as more:
            yield from _each_way(state, found, more, own, ways)
        except UserError:
            continue


def _session(
    state: State, found: Text, ask: bool = False, ways: dict[int, int] | None = None
) -> tuple[Session, float, Suspicion | None]:
    """The session of a cover, what makes it dear besides, and what looks wrong in it. Raises
    NotationError."""
    source = Source(found.text, found.chart.plain, found.context.file, ways)
    source.passed.extend(found.chart.opening)
    source.notes.extend(found.chart.once(_slips))
    items = resolve(assemble(state, source), source)
    suspected = suspicion(items, source)
    settled = _settle(found.context, found.head, state.race)
    pricer = Pricer(source, settled)
    body = pricer.nodes(items, True)
    pricer.judge()
    passed = _joined(source.passed, found.text)
    session = Session(
        title=settled.title,
        source=found.text,
        body=tuple(body),
        athlete=settled.athlete,
        assumptions=tuple(dict.fromkeys([*source.notes, *pricer.assumptions])),
        warnings=(*source.warnings, *pricer.warnings),
        refusals=tuple(pricer.refusals),
        passed_over=tuple(source.quote(start, end) for start, end in passed),
    )
    if pricer.open_offset is not None and ask:
        raise _Unit(pricer.open_offset)
    said = (trail.element.rest for trail in state.taken() if isinstance(trail.element, Pause))
    suspected = suspected or lost(next(said, None), session)
    aims = [trail.element for trail in state.taken() if isinstance(trail.element, Aim)]
    suspected = suspected or dropped([aim.target for aim in aims], session)
    suspected = suspected or at_a_glance(session, source.plain, pricer.races)
    dear = COSTS["implausible"] * min(len(session.refusals), 2)
    dear += COSTS["suspected"] if suspected and suspected.dear else 0.0
    return session, dear + COSTS["part-within"] * _part_within(session.body), suspected


def _slips(chart: Chart) -> tuple[str, ...]:
    """What is said of the words that are taken for others."""
    return tuple(
        f"'{token.raw}' taken as {token.word}"
        for token in chart.tokens
        if "WORD" in token.kinds and lexicon.slip_of(chart.plain[token.start : token.end])
    )


def _part_within(nodes: tuple[Node, ...]) -> bool:
    """Whether a warm-up or a cool-down is run with each set."""
    return any(
        isinstance(node, Repeat)
        and node.count > 1
        and any(isinstance(one, Run) and one.role in _PARTS for one in node.body)
        for node in nodes
    )


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans in order, those with only blanks between them made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if joined and not text[joined[-1][1] : start].strip(" \u00a0"):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _settle(context: Context, head: Head, inline: Race | None) -> Context:
    """What counts: what was asked for, else the text's own, else the defaults."""
    own = tuple(head.races) if inline is None else (*head.races, inline)
    if not head.is_of(context.athlete):
        own = ()  # never another's pace
    return Context(
        races=context.races or own or context.fallback_races,
        equivalence=context.equivalence or head.equivalence or "vdot",
        offset_unit=context.offset_unit or head.offset_unit or "400",
        lane=context.lane or head.lane or 1,
        lap_m=context.lap_m or head.lap_m or 400.0,
        spacing_m=context.spacing_m if context.spacing_m is not None else head.spacing_m,
        athlete=context.athlete or head.athlete,
        title=context.title or head.title,
        file=context.file,
        offset_unit_said=bool(context.offset_unit or head.offset_unit),
    )
