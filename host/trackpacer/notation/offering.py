# SPDX-License-Identifier: MIT
"""What a question offers, and in which order: the readings, and between them what they may stand
for (`variants`, `respelt`), each where it is as likely as those beside it.

The first reading stays the first; one that only leaves more out than it counts for less.

Not here: what is read without a question, or which is the first (`decide`).
"""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.errors import UserError
from trackpacer.notation.outcomes import Outcomes, Text, text_of
from trackpacer.notation.readings import Reading, reading_of
from trackpacer.notation.respelt import moved, respelt
from trackpacer.notation.rivals import as_run
from trackpacer.notation.variants import variants
from trackpacer.records import record, replace
from trackpacer.session import Node, Recovery, RecoveryType, Session, in_order

AS = " as "  # between a reading's cover and what is made of it
SPELT = "spelt"
NOT_WRITTEN = "is not written: open"  # said of a recovery by `pricing`
_LINE = 400  # characters of a text that is tried in other spellings; each is read anew
_MADE_OF = 2  # readings of which others are made
_MOST = 3  # that are put among them

# How likely each is what is meant, of the lines of coaches that are asked about: of the first
# reading, of the second.
_LIKELY = {
    "respelt": (0.5, 0.5),
    "after": (0.5, 0.2),
    "again": (0.5, 0.25),
    "turns": (0.6, 0.3),
    "down": (0.5, 0.1),
    "second": (0.25, 0.1),
    "recovery": (0.33, 0.17),
    "total": (0.6, 0.2),
    "many": (0.2, 0.1),
    "groups": (0.5, 0.5),
    "often": (0.25, 0.22),
    "plain": (0.16, 0.05),
    "everywhere": (0.15, 0.16),
    "parts": (0.16, 0.15),
    "rested": (0.12, 0.1),
    "through": (0.13, 0.08),
    "behind": (0.1, 0.05),
    "within": (0.06, 0.04),
}
_PLACES = (0.15, 0.07, 0.05, 0.04)  # the same of the second reading, the third, …
_LEAVES_MORE = 0.5  # of that, for one that leaves more out than the first


@record
class _Offer:
    likely: float
    reading: Reading


def offered(found: Text, listed: list[Reading], most: int, kept: int = 1) -> list[Reading]:
    """Readings, best first, with what they may stand for among them, behind the first `kept`."""
    if not listed:
        return list(spelt(found))[:most]
    first = [*listed[:kept]]
    offers: list[_Offer] = []
    likely = 1.0
    for place, one in enumerate(listed[kept:], kept - 1):
        own = _PLACES[min(place, len(_PLACES) - 1)] * _share(one, listed[0])
        likely = min(likely, own)  # none is put before one that is better
        offers.append(_Offer(likely, one))
    known = {as_run(one) for one in first}
    made = [one for one in _made(found, listed[:_MADE_OF]) if as_run(one.reading) not in known]
    made.sort(key=lambda offer: -offer.likely)
    offers = sorted([*made[: 2 * _MOST], *offers], key=lambda offer: -offer.likely)
    for offer in offers:
        if as_run(offer.reading) not in known:
            known.add(as_run(offer.reading))
            first.append(offer.reading)
    return first[:most]


def _share(reading: Reading, first: Reading) -> float:
    return _LEAVES_MORE if _leaves_more(reading, first) else 1.0


def _leaves_more(reading: Reading, than: Reading) -> bool:
    """Whether a reading leaves out all that another does, and more."""
    left = " ; ".join(reading.ignored)
    within = all(words in left for words in than.ignored)
    return within and sum(map(len, reading.ignored)) > sum(map(len, than.ignored)) + 1


def _made(found: Text, of: list[Reading]) -> Iterator[_Offer]:
    """What the readings may stand for, and what the text is, written otherwise."""
    for reading in spelt(found):
        yield _Offer(_LIKELY["respelt"][0], reading)
    for place, reading in enumerate(of):
        for kind, one in made_of(reading, found.chart.plain.lower()):
            yield _Offer(_LIKELY[kind][place] * _share(reading, of[0]), one)


def made_of(reading: Reading, text: str) -> Iterator[tuple[str, Reading]]:
    """Each variant of a reading, with its kind."""
    for variant in variants(reading, text):
        told = (*_still_assumed(reading.session, variant.body), variant.sentence)
        session = replace(reading.session, body=variant.body, assumptions=told)
        try:
            one = reading_of(session, reading.cost, f"{reading.cover}{AS}{variant.name}")
        except UserError:  # no program: a list of paces that has lost its reps
            continue
        yield variant.kind, one


def _still_assumed(session: Session, body: tuple[Node, ...]) -> Iterator[str]:
    """What is assumed of a session, but for recoveries that are told in what is made of it."""
    before, after = (
        [node.span for node in in_order(nodes) if _is_open(node)] for nodes in (session.body, body)
    )
    unwritten = [said for said in session.assumptions if NOT_WRITTEN in said]
    known = dict(zip(unwritten, before, strict=True)) if len(before) == len(unwritten) else {}
    for said in session.assumptions:
        if said not in unwritten or (known.get(said) in after if known else after):
            yield said


def _is_open(node: Node) -> bool:
    return isinstance(node, Recovery) and node.type is RecoveryType.FULL


def spelt(found: Text, name: str = "") -> Iterator[Reading]:
    """What a text is where it is written otherwise and then understood as it stands."""
    if (found.context.cover and not name) or len(found.text) > _LINE:
        return
    for other in respelt(found.chart, found.text):
        if name and other.name != name:
            continue
        try:
            best = Outcomes(text_of(other.text, found.context)).best()
        except UserError:
            continue
        if best is None or best.reading is None or best.suspected or best.state.doubt:
            continue
        session = best.reading.session
        session = replace(
            session,
            source=found.text,
            body=tuple(moved(node, other.back) for node in session.body),
            assumptions=(*session.assumptions, other.sentence),
        )
        yield replace(
            best.reading,
            session=session,
            assumed=session.assumptions,
            cover=f"{SPELT} {other.name}",
        )
