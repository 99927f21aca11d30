# SPDX-License-Identifier: MIT
"""Targets that go from one to another: `from 94 to 74`, `M pace for number 1 down to 5k pace on
number 5`, `going from 10k pace to 5k pace to mile pace`.
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.remarks import weight
from trackpacer.notation.phrases.targets import NAMED, listed, near
from trackpacer.notation.tokens import ITEM_ENDS, Token, counts_in, is_spaced_dash
from trackpacer.notation.tree import Target
from trackpacer.records import replace

alias(
    "LadderTo",
    "ARROW",
    "DOWN|UP? to",
    "and|AND? CUTDOWN|WORD? DOWN TO",
    "and|AND|COMMA? finishing|ending|finish|end|close|closing AT|IN|WITH|ON?",
    "and|AND|COMMA? work|working|go|drop|get|come|bring|bringing it? your? way? DOWN to|TO",
    "and|AND|COMMA? be|getting|going|moving|building|easing|slowing|slipping|fading|progress|CUTDOWN gradually|steadily|evenly|slowly? DOWN|UP? TO",
    "down|up|REACH",
)


@rule(
    "Ladder",
    "FROM|open|opening out|ABOUT? AT|IN|ON|with|ABOUT|around? a:<OneTarget> COMMA? <LadderTo> AT|IN|WITH|ABOUT? b:<OneTarget>",
    "a:<OneTarget> <LadderTo> AT|IN? b:<OneTarget>",
    example="from 94 to 74",
)
def ladder(m: Found) -> Target | None:
    a, b = m["a"], m["b"]
    words = set(m.words())
    bare = "to" in words and not words & {"down", "from", "up", "starting", "start", "first"}
    if bare and not m.has("ARROW", "CUTDOWN"):  # `84 to 80`
        figure = m.chart.tokens[m.begin].kinds & {"DIGITS", "CLOCK"}
        if a.pace.kind != "time" or not figure or b.pace.ms >= a.pace.ms:
            return None
    return _between(m.span, a, b)


def _between(span: tuple[int, int], a: Target, b: Target) -> Target | None:
    timed = a.pace.kind == "time"
    if timed != (b.pace.kind == "time") or (timed and not near(a.pace, b.pace)):
        return None
    per = a.pace.per or b.pace.per
    if timed and per:
        a, b = (replace(t, pace=replace(t.pace, per=per)) for t in (a, b))
    return replace(a, span=span, last=b)


_SETS_OUT = words_of(
    "started began opened start starting starts begin beginning begins open opening opener"
)
_ARRIVES = words_of("ended closed finish finishing finished end ending ends close closing closer")
_DRIFTS = words_of("drifted drifting drift crept slipped faded worked dropped came went moved got")
_DRIFTING = _DRIFTS | {"DOWN", "UP", "FASTER"}
_TOWARDS = words_of("to towards toward")
_MAY_STAND = ITEM_ENDS | {"BEGIN", "AND", "DASH", "WITH", "AT", "IN"}
_GOES = words_of(
    """
    gradually steadily progressively evenly slowly getting get gets go goes going work working drop
    dropping come coming comes bring bringing build building moving move progress down up take
    taking knock knocking cut cutting lose off faster quicker slower each every rep reps time one per
    so that until till then and about around roughly approx c ca ish or thereabouts little couple of few it bit
    run running be being is should out through by on at in for with than no number rep pick
    second seconds secs sec s pace paces way run too previous before ones long all a hit hitting reach reaching @ =
    """
)
_WAYS = _GOES | _DRIFTS | _TOWARDS | {"ABOUT", "SLIGHTLY", "MILES", "KM", "LAPS"}
_FASTER = frozenset(["FASTER", "CUTDOWN", "down", "off", "drop", "progressive"])


@scanner("Ladder", "WORD|DIGITS|CLOCK|HASH")
def from_first_to_last(chart: Chart, i: int) -> list[Phrase]:
    """`Start at HM pace, take 5 s off each rep, and the last should be at 3k pace`, `rep 1: HM pace,
    rep 5: 3k pace`: two paces, the first and the last rep, and talk of how they change."""
    tokens = chart.tokens
    lead = _place(chart, i)[0] == 1 or tokens[i].word in ("from", "with")
    if not (lead or chart.before(i).kinds & _MAY_STAND):
        return []
    places: list[int] = []
    paces: list[Target] = []
    sure, at, cost = tokens[i].word == "from", i, 0.0
    at_once = False
    found: list[Phrase] = []
    while at - i < 44:
        token = tokens[at]
        parted = bool(token.kinds & ITEM_ENDS) or is_spaced_dash(tokens, at)
        if len(paces) == 2 and len(set(places)) == 2 and (parted or not found):
            end = max((p.end for p in chart.at("Averaged", at)), default=at)
            target = _between(chart.span(i, end), *paces) if places[0] == 1 else None
            progress = sure or chart.once(_gets_faster)
            if target is not None and progress:
                found.append(Phrase(end, cost, target))
        if token.kinds & {"NL", "END", "CLOSE"} or ("DOT" in token.kinds and len(paces) != 1):
            break
        opened = "OPEN" in token.kinds
        place, end = _place(chart, at + opened)
        if end and "CLOSE" in tokens[end].kinds and opened:
            end += 1
        elif opened:
            break
        if end:
            sure = sure or tokens[at].word in _SETS_OUT | _ARRIVES | {"to"}
            if tokens[at].word == "to" and not places and at_once:
                places.append(1)  # `10k pace, getting faster to 5k pace`
            if place != (places or [0])[-1]:
                places.append(place)
            at = end
        elif len(paces) < 2 and (pace := _pace(chart, at)):
            paces.append(pace.value)
            at_once = at_once or at == i
            at = pace.end
        else:
            sure = sure or step_at(chart, at) is not None
            end = _past_talk(chart, at) or at + parted
            if end == at:
                break
            cost += 0.02
            at = end
        if len(places) > 3 or (len(set(places)) == 2 and places[0] == -1):
            break
    return found[:1] + found[1:][-1:]


def _counts(chart: Chart) -> list[float]:
    return counts_in(chart.tokens)


def _gets_faster(chart: Chart) -> bool:
    return any(not token.keys.isdisjoint(_FASTER) for token in chart.tokens[: chart.end])


def _place(chart: Chart, at: int) -> tuple[int, int]:
    """1 for the first rep, -1 for the last, and where its name ends; 0, 0 for none of the two."""
    tokens = chart.tokens
    at += tokens[at].word in ("the", "your")
    value, end = 0, at + 1
    if tokens[at].word in _SETS_OUT | _ARRIVES:
        value = 1 if tokens[at].word in _SETS_OUT else -1
    elif tokens[at].word in _TOWARDS and at and tokens[at - 1].keys & _DRIFTING:
        return -1, end
    elif orders := chart.at("Ordinal", at):
        value, end = orders[0].value, orders[0].end
    elif tokens[at].word in ("rep", "number", "no") and "NUM" in tokens[at + 1].kinds:
        value, end = int(tokens[at + 1].value), at + 2
    if abs(value) != 1:
        value = -1 if value in chart.once(_counts) else 0
    end += bool(tokens[end].kinds & {"REP"})
    far = longest(chart.at("Dist", end))
    paced = chart.at("NamedTarget", end)
    if far is not None and not paced:
        end = far.end
    some = "NUM" in tokens[end].kinds and not paced  # `first 3`
    return (value, end) if value and not some else (0, 0)


def _pace(chart: Chart, at: int) -> Phrase | None:
    """A pace by its name, or a time that is said to be one."""
    named = longest(chart.at("NamedTarget", at))
    token = chart.tokens[at]
    before = at - 1 - bool(at > 1 and chart.tokens[at - 1].kinds & {"ABOUT"})
    led = chart.tokens[before].keys & {"AT", "IN", "TO", "COLON", "FROM", "ON", "with", *_TOWARDS}
    told = "CLOCK" in token.kinds or led
    if named is None and told:
        named = longest(p for p in chart.at("OneTarget", at))
    return named


alias(
    "Averaged",
    "COMMA|OPEN|DASH DIGITS|CLOCK average|avg|ave|averaged|mean CLOSE?",
    "COMMA|OPEN|DASH average|avg|ave|averaging|averaged|mean DIGITS|CLOCK CLOSE?",
    example="(avg 92)",
)


def _past_talk(chart: Chart, at: int) -> int:
    """Behind words of how reps change, or that say nothing; 0 where others stand there."""
    token = chart.tokens[at]
    if token.word == "than":
        return past_than(chart.tokens, at)
    known = token.keys & _WAYS or weight(token) >= 0
    step = step_at(chart, at)
    return step.end if step is not None else at + 1 if known else 0


def step_at(chart: Chart, at: int) -> Phrase | None:
    """The seconds by which reps differ: `3-4 s`, `a second`."""
    tokens = chart.tokens
    if tokens[at].word in ("a", "one") and tokens[at + 1].word in ("second", "sec"):
        return Phrase(at + 2, 0.0, (1000.0, 1000.0, True))
    steps = (p for p in chart.at("Secs", at) if p.value[1] <= 20_000)
    return longest(p for p in steps if "SECONDS" in tokens[p.end - 1].kinds)


def past_than(tokens: list[Token], at: int) -> int:
    """Behind `than the previous one`, `than your last 800`; 0 for `than 5k pace`."""
    end = at + 1
    while tokens[end].keys & {"LINK", "your", "LAST", "previous", "before", "REP"}:
        end += 1
    told = any(token.keys & {"LAST", "previous", "before"} for token in tokens[at:end])
    return end + bool(tokens[end].kinds & {"DIGITS"}) if told else 0


alias("NextTo", "to|TO|THEN|ARROW|DOWN|AND* t:<OneTarget>", example="to 5k pace")
alias("Going", "going|moving|progressing|working|building|moves|goes|go", example="going")


@rule("Chain", "<Going>? FROM AT? a:<OneTarget> b:<NextTo> c:<NextTo> d:<NextTo>?")
def chain(m: Found) -> Target | None:
    """`going from 10k pace to 5k pace to mile pace`: one for each rep."""
    values = [value for value in (m["a"], m["b"], m["c"], m["d"]) if value is not None]
    if any((v.pace.kind in NAMED) != (values[0].pace.kind in NAMED) for v in values):
        return None
    return listed(m.chart, values, "COMMA", m.span[1])


alias("Body", "t:<Chain>", cost="phrase")
alias("Body", "t:<Ladder>", "<Going> t:<Ladder>", cost="phrase")
