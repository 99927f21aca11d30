# SPDX-License-Identifier: MIT
"""From the covers of a text to one session, a question or a refusal.

The cheapest covers become sessions, priced and compiled; those that compile to the same program
are one reading. One alone, or clearly the best, is read; several that lie close are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import tee

from trackpacer.errors import NoRaceError, NotationError, Question, UserError
from trackpacer.notation import exact, refusals
from trackpacer.notation.assembly import assemble
from trackpacer.notation.blocks import State
from trackpacer.notation.chart import Chart
from trackpacer.notation.context import OFFSET_UNITS, Context
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Doubt, Left, Span
from trackpacer.notation.head import Head, read_head
from trackpacer.notation.idle import idle
from trackpacer.notation.leaving import Leaving
from trackpacer.notation.opening import opening
from trackpacer.notation.phrases.gists import is_gist
from trackpacer.notation.pricing.between import Pricer
from trackpacer.notation.readings import Reading, reading_of
from trackpacer.notation.scope import resolve
from trackpacer.notation.sentence import Cover, cover
from trackpacer.notation.source import Source
from trackpacer.notation.suspicions import Suspicion, suspicion
from trackpacer.notation.tokens import LONGEST
from trackpacer.notation.tree import Offset
from trackpacer.paces.races import Race
from trackpacer.session import Group, Node, Origin, Recovery, Repeat, Role, Run, Session
from trackpacer.session import Source as From

MOST_TOKENS = 1500  # words, numbers and signs: five pages of a coach's
DEAR = 5.0  # from here on a reading is far from how coaches write
_PARTS = (Role.WARMUP, Role.COOLDOWN)
OFFERED = 3  # readings of a text that is not understood as it stands
MOST_LOOSE = 200  # tokens: longer texts are seldom one session
ROUNDS = 5  # in which a spot each is left out
TOLD = ("the target", "the pace", "the pace of all", "what it is for")
RESTS = ("a recovery", "the recovery", "the recovery of all")
_EASY = re.compile(r" (?:easy run|effort easy)\b")
_GROUP = re.compile(r"set \(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one cover came to: a reading, or why it is none."""

    cost: float
    state: State
    cover: str
    reading: Reading | None = None
    error: UserError | None = None
    suspected: Suspicion | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text, its tokens and its covers, for one context."""

    text: str
    context: Context
    head: Head
    chart: Chart
    covered: Cover
    barred: frozenset[int] | None = None  # where something may be left out: what must be


def read(text: str, context: Context | None = None) -> Session:
    """The session a coach's text means for one runner.

    The text may have a head (`head.py`), comments, and any number of lines; it may also be exact
    notation (`exact.py`). Raises Question where it may mean several, NotationError where none.
    """
    context = context or Context()
    if exact.is_exact(text) and context.reading is None:
        return exact.read(text, context.file)
    return take(text, context).session


def take(text: str, context: Context) -> Reading:
    """As `read`, with how the text was read; whoever shall run the same takes its `cover`."""
    if context.cover:
        return _same(text, context)
    if context.reading is not None:
        return _chosen(text, context)
    if exact.is_exact(text):
        return reading_of(exact.read(text, context.file))
    found = _text(text, context)
    outcomes, again = tee(_outcomes(found))
    try:
        return _decided(found, outcomes)
    except (Question, NoRaceError):
        raise
    except NotationError as refused:
        strict = list(again)
        left = [] if _choices(found) is not None else _leaving_out(found)
        talk = _but_talk(found, strict, left)
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
    context = context or Context()
    if exact.is_exact(text):
        try:
            return (reading_of(exact.read(text, context.file)),)
        except UserError:
            return ()
    try:
        found = _text(text, context)
    except UserError:
        return ()
    return _listed(found, list(_outcomes(found)), None, most)


def _listed(
    found: Text, strict: list[Outcome], left: list[Outcome] | None, most: int
) -> tuple[Reading, ...]:
    """Best first; of a choice, one for each; of a text that is refused, those that leave the least
    of it out, doubts and all."""
    choices = _choices(found)
    if choices is not None:
        return tuple(_each_of(found, choices))[:most]
    best = min(strict, key=lambda outcome: outcome.cost, default=None)
    clear = best is not None and best.state.doubt is None and best.suspected is None
    if clear and any(True for _ in _of(strict)):
        return tuple(_in_order(found.chart, strict)[:most])
    return tuple(_distinct([*strict, *(_leaving_out(found) if left is None else left)], most))


def _but_talk(found: Text, strict: list[Outcome], left: list[Outcome]) -> Reading | None:
    """The reading that leaves nothing out but talk, where no other leaves out as little; none
    where something else than strange words stands against it."""
    if any(outcome.error is not None or outcome.suspected for outcome in strict):
        return None
    read = sorted((one for one in left if one.reading is not None), key=lambda one: one.cost)
    best = read[0] if read else None
    if best is None or best.reading is None or best.state.doubt or best.suspected:
        return None
    left_out = _left_out(best.state)
    if any(is_gist(trail.element) for trail in best.state.taken()):
        return None
    if best.reading.session.refusals or not all(idle(found.chart, span) for span in left_out):
        return None
    others = [one for one in read if not _leaves_more(_left_out(one.state), left_out)]
    return None if _rivals(found.chart, best, others, COSTS["margin"]) else best.reading


def _left_out(state: State) -> list[Span]:
    return [trail.element.span for trail in state.taken() if isinstance(trail.element, Left)]


def _leaves_more(spans: list[Span], than: list[Span]) -> bool:
    """Whether some spans have all of the others within them, and more."""
    within = all(any(a <= start and end <= b for a, b in spans) for start, end in than)
    return within and sum(b - a for a, b in spans) > sum(b - a for a, b in than) + 1


def _choices(found: Text) -> tuple[tuple[Span, ...], ...] | None:
    """What each of a choice leaves out (`elements.Doubt`); None where the text leaves none."""
    doubt = _doubt(found)
    return doubt.choices if doubt is not None else None


def _doubt(found: Text) -> Doubt | None:
    """What the best cover of a text asks; of one that is not covered, the best that came as far."""
    best = found.covered.states or found.covered.stuck
    doubt = best[0].doubt if best else None
    sure = found.covered.states or (doubt is not None and doubt.choices)
    return doubt if sure else None


def _asks(found: Text, doubt: Doubt) -> NotationError:
    """The question of a doubt."""
    whole = found.chart.quote(*(doubt.whole or doubt.span))
    this = found.chart.quote(*doubt.span)
    question = doubt.question.replace("{whole}", whole).replace("{this}", this)
    plain = doubt.plain.replace("{this}", this)
    return NotationError(question, found.text, doubt.span[0], plain, found.context.file)


def _each_of(found: Text, choices: tuple[tuple[Span, ...], ...]) -> Iterator[Reading]:
    """What each of a choice is by itself: no two are ever run one after the other."""
    for number, spans in enumerate(choices):
        text = found.text
        for start, end in spans:
            text = text[:start] + " " * (end - start) + text[end:]  # what follows stays in place
        one = _text(text, found.context)
        for reading in _distinct(_outcomes(one), 1) or _distinct(_leaving_out(one), 1):
            left = tuple(found.chart.quote(*span) for span in spans)
            passed = (*left, *reading.ignored)
            session = replace(reading.session, source=found.text, passed_over=passed)
            name = f"choice {number} {reading.cover}"
            yield replace(reading, session=session, ignored=passed, cover=name)


def _leaving_out(found: Text) -> list[Outcome]:
    """Where no reading stands, the spot that makes the best one none is left out, too."""
    tokens = found.chart.tokens
    outcomes: list[Outcome] = []
    barred: frozenset[int] = frozenset()
    for _ in range(ROUNDS if len(tokens) <= MOST_LOOSE else 0):
        more = list(_outcomes(_without(found, barred)))
        outcomes += more
        error = more[0].error if more else None
        if not isinstance(error, NotationError) or isinstance(error, Question):
            break
        spot = next(i for i, t in enumerate(tokens) if t.end > error.offset or "END" in t.kinds)
        if spot in barred or spot >= found.chart.end:
            break
        barred |= {spot}
    return outcomes


def _without(found: Text, barred: frozenset[int]) -> Text:
    """The text covered with something left out: whatever is barred at least."""
    covered = cover(found.chart, Leaving(found.chart, barred))
    return replace(found, covered=covered, barred=barred)


def _same(text: str, context: Context) -> Reading:
    """The text read as for another runner. Raises UserError where it is none for this one."""
    found = _text(text, context)
    choices = _choices(found)
    kind = context.cover.partition(" ")[0]
    if choices is not None:
        every = list(_each_of(found, choices))
    elif kind == "left":
        spots = context.cover.split()[1].split(",")
        barred = frozenset(int(spot) for spot in spots if spot.isdigit())
        every = list(_of(_outcomes(_without(found, barred))))
    else:
        every = list(_of(o for o in _outcomes(found) if o.cover == kind))
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


def _text(text: str, context: Context) -> Text:
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


def _outcomes(found: Text) -> Iterator[Outcome]:
    """What each cover comes to, the cheapest first."""
    for number, state in enumerate(found.covered.states):
        name = str(number)
        if found.barred is not None:
            name = f"left {','.join(map(str, sorted(found.barred))) or '-'} {number}"
        try:
            if state.doubt is not None and found.barred is None:
                raise _asks(found, state.doubt)
            try:
                session, dear, suspected = _session(state, found, True)
            except _Unit as unit:
                asked = _by_unit(state, found, unit.offset, name)
                yield Outcome(state.cost, state, name, error=asked)
                continue
            cost = state.cost + dear
            yield Outcome(cost, state, name, reading_of(session, cost, name), None, suspected)
        except UserError as error:
            yield Outcome(state.cost, state, name, error=error)


def _of(outcomes: Iterable[Outcome]) -> Iterator[Reading]:
    """The readings that outcomes are, or that they ask about."""
    for outcome in outcomes:
        if outcome.reading is not None:
            yield outcome.reading
        elif isinstance(outcome.error, Question):
            yield from outcome.error.readings


def _distinct(outcomes: Iterable[Outcome], most: int) -> list[Reading]:
    """Those that differ in what is run, each at its cheapest, best first."""
    listed: dict[str, Reading] = {}
    for reading in _of(outcomes):
        before = listed.get(_as_run(reading))
        if before is None or reading.cost < before.cost:
            listed[_as_run(reading)] = reading
    return sorted(listed.values(), key=lambda reading: reading.cost)[:most]


def _in_order(chart: Chart, outcomes: list[Outcome]) -> list[Reading]:
    """All that differ, the best first; those that it settles by how coaches write come last, so
    that a question lists what `readings` numbers."""
    listed = _distinct(outcomes, len(outcomes) * len(OFFSET_UNITS))
    states = {o.reading.cover: o.state for o in outcomes if o.reading is not None}
    best = next((states[reading.cover] for reading in listed if reading.cover in states), None)

    def is_settled(reading: Reading) -> bool:
        state = states.get(reading.cover)
        return best is not None and state is not None and _settled(chart, best, state)

    return sorted(listed, key=is_settled)


def _decided(found: Text, coming: Iterable[Outcome]) -> Reading:
    """The reading that is clearly the best. Raises Question or NotationError."""
    outcomes: list[Outcome] = []
    least = float("inf")
    for outcome in coming:
        if outcome.state.cost > least + _margin(least):
            break
        outcomes.append(outcome)
        if outcome.reading is not None:
            least = min(least, outcome.cost)
    outcomes.sort(key=lambda outcome: outcome.cost)
    if not outcomes:
        doubt = _doubt(found)
        raise (
            _asks(found, doubt)
            if doubt is not None
            else refusals.refusal(found.text, found.context, found.chart, found.covered)
        )
    best = outcomes[0]
    if best.reading is None:
        rescued = next((o for o in outcomes if o.reading is not None), None)
        near = 0.0 if best.state.doubt is not None else COSTS["rescue"]
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
    rivals = _rivals(found.chart, best, outcomes, _margin(best.cost))
    if rivals:
        raise _question(found, best, rivals)
    size = len(found.chart.tokens) + 2 * found.text.count("\n")
    beyond = COSTS["ask-beyond"] + COSTS["ask-beyond-token"] * size + _talked(best.state)
    if best.cost > beyond:
        listed = tuple(_distinct(outcomes, 3))
        question = "this is written as coaches seldom do: is it what is meant?"
        raise Question(question, found.text, 0, listed, found.context.file)
    if best.suspected is not None:
        odd = best.suspected
        raise NotationError(odd.question, found.text, odd.at, "", found.context.file)
    return best.reading


def _talked(state: State) -> float:
    """What the talk of a reading costs, that makes it no stranger."""
    return COSTS["phrase"] * sum(trail.role == "a remark" for trail in state.taken())


def _margin(cost: float) -> float:
    """How much dearer another reading must be than one of that cost: the dearer, the more."""
    dear = min(max(0.0, cost - DEAR), COSTS["refuse-beyond"])
    return COSTS["margin"] + COSTS["margin-grows"] * dear


def _rivals(chart: Chart, best: Outcome, outcomes: list[Outcome], margin: float) -> list[Outcome]:
    """Other readings that lie close to the best, and differ in what is run."""
    assert best.reading is not None
    seen = {_as_run(best.reading)}
    rivals: list[Outcome] = []
    for outcome in outcomes:
        reading = outcome.reading
        if reading is None or _as_run(reading) in seen:
            continue
        if _but_easy(reading) == _but_easy(best.reading):
            continue
        if outcome.cost - best.cost < margin and not _settled(chart, best.state, outcome.state):
            seen.add(_as_run(reading))
            rivals.append(outcome)
    return rivals


def _settled(chart: Chart, best: State, other: State) -> bool:
    """Whether how coaches write settles which of two readings is meant, however close they lie.

    What may be an order is none the less one for being passed over in the other, but an amount is
    never passed over where the other runs it, nor what a title may tell; a time between sets
    that may be a recovery is no run.
    """
    found = refusals.difference(best, other)
    span, role, rival = found or ((0, 0), "", "")
    if role == "a remark" and rival == "a run" and chart.amount(*span):
        return _no_run(chart, span)
    if role == "a remark":
        return rival not in TOLD
    if role == "the recovery of all" and rival == "how it changes":
        return True
    if role in RESTS:
        return rival in ("a run", "a remark")
    return rival == "a remark" and role not in ("the target", "the effort")


def _no_run(chart: Chart, span: Span) -> bool:
    """Whether an amount is told as a total or a race: `TOTAL TIME: 42 min`, `in a track 5k`."""
    said = [token for token in chart.tokens if span[0] <= token.start < span[1]]
    return "TOTAL" in said[0].kinds or (
        bool(said[0].kinds & {"IN", "OF"} or said[0].word == "for")
        and len(said) > 2
        and said[1].word in ("a", "the", "my", "your")
    )


def _as_run(reading: Reading) -> str:
    """The program without what only numbers its reps."""
    text = exact.in_one_line(reading.canonical)
    return _GROUP.sub(r"\1", text)


def _but_easy(reading: Reading) -> str:
    """The program without what only says that a run is an easy one."""
    return _EASY.sub("", _as_run(reading))


def _question(found: Text, best: Outcome, rivals: list[Outcome]) -> Question:
    listed = [o.reading for o in (best, *rivals) if o.reading is not None]
    question, at = refusals.which(found.chart, best.state, rivals[0].state)
    return Question(question, found.text, at, tuple(listed[:5]), found.context.file)


class _Unit(Exception):
    """An offset may be per 400 m, km, mile or rep."""

    def __init__(self, offset: Offset) -> None:
        self.offset = offset


def _by_unit(state: State, found: Text, offset: Offset, name: str) -> Question:
    """The question what an offset is per, with a reading for each."""
    listed: dict[str, Reading] = {}
    for unit in OFFSET_UNITS:
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


def _session(
    state: State, found: Text, ask: bool = False
) -> tuple[Session, float, Suspicion | None]:
    """The session of a cover, what makes it dear besides, and what looks wrong in it. Raises
    NotationError."""
    source = Source(found.text, found.chart.plain, found.context.file)
    source.passed.extend(found.chart.opening)
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
    dear = COSTS["implausible"] * min(len(session.refusals), 2)
    dear += COSTS["suspected"] if suspected else 0.0
    return session, dear + COSTS["part-within"] * _part_within(session.body), suspected


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


def assumed_origins(session: Session) -> Iterator[tuple[str, Origin]]:
    """Every value that was assumed, as (field, origin), in running order; for `--strict`."""
    yield from _assumed(session.body)


def _assumed(nodes: tuple[Node, ...] | tuple[Run | Recovery, ...]) -> Iterator[tuple[str, Origin]]:
    for node in nodes:
        if isinstance(node, Repeat | Group):
            yield from _assumed(node.body)
            continue
        for field, origin in node.origins.items():
            if origin.source is From.ASSUMED:
                yield field, origin
