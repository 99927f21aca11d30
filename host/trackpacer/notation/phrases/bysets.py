# SPDX-License-Identifier: MIT
"""Sets by their number: `set 1 @ 37 (40)`, `57 for the first set off 60 s`.

Where sets were counted, ordinals that count as far are of them: `2 sets of 6 x 400. 1st @ 84, …`.
Not here: recoveries by the rep they follow (`restshares`); parts of a rep (`sets`); how reps are put
into sets (`regrouped`).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any

from trackpacer.notation.chart import BEGIN, Chart, Found, Phrase, longest
from trackpacer.notation.elements import THAN, BySet, Doubt, Parts, Pause, Remark
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.phrases.efforts import EFFORTS
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.records import replace
from trackpacer.session import Effort

_LETTERS = "abcdef"
_NEAR = 40  # tokens
# How hard a set is beside the others.
_MORE = {"harder": "HARD", "faster": "FAST", "hardest": "MAX", "fastest": "MAX"}
_HOW_HARD = "|".join(("EASY|STEADY|HARD|FAST|MAX|SPRINT", *_MORE))


@rule(
    "SetName",
    "the|your|our? SET HASH|number|no? n:NUM",
    "SET no DOT n:NUM",
    "the|your|our? o:<Ordinal> SET",
)
def set_name(m: Found) -> int | None:
    value = m["o"] or m["n"].value
    return int(value) if value == int(value) and (1 <= value <= 12 or value == -1) else None


@rule("SetName", "SET w:a|b|c|d|e|f")
def set_by_letter(m: Found) -> int | None:
    """`set A @ 2:48, set B @ 2:40`: where there is a B; a group's letter is that of its runners."""
    if m.chart.tokens[m.begin].word == "group" and m.chart.once(_sets_counted)[0] > m.begin:
        return None
    lettered = any("SET" in one.kinds and two.word == "b" for one, two in pairwise(m.chart.tokens))
    return _LETTERS.index(m["w"].word) + 1 if lettered else None


@rule("SetName", "the|your? o:<Ordinal> n:NUM !METRES|KM|MILES|MINUTES|SECONDS|TIMES|DASH|TO")
def set_by_its_reps(m: Found) -> int | None:
    """`2 sets of five … The first five are …`, `10 x 400 (2 x 5) … 2nd 5 in 76`."""
    tokens = m.chart.tokens[: m.begin]
    size = m["n"].value
    told = zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False)
    sized = 1 < size <= 20 and any(
        three.value == size and not four.kinds & {"METRES", "KM", "MINUTES", "SECONDS", "MILES"}
        and (two.kinds & {"OF", "TIMES"} or ("AND" in two.kinds and one.value == size))
        for one, two, three, four in told
    )  # fmt: skip
    return m["o"] if sized else None


@rule("SetName", "the|your? o:<Ordinal> one?")
def set_in_order(m: Found) -> int | None:
    """`the second`: where all that were counted are named so, or the first is called a set."""
    value: int = m["o"]
    told, sets = m.chart.once(_sets_counted)
    if told < m.begin - 1 and value <= sets == m.chart.once(_ordinals):
        return value
    alone = not m.after().kinds & {"NUM", "CLOCK", "METRES", "REP", "SET"}
    alone = alone or any(m.chart.at("RacePace", m.end))  # `2nd set 5k pace, 3rd 3k pace`
    near = (number for at, number in m.chart.once(_called_sets) if 0 < m.begin - at < _NEAR)
    known = (alone or m.chart.at("PartList", m.end)) and max(near, default=0) == value - 1 > 0
    return value if known else None


@rule("SetName", f"the|our|your? e:{_HOW_HARD} SET|one|ones?")
def set_by_effort(m: Found) -> int | None:
    """`45 s recovery for the easy, 90 s for the hard`, `60 s medium`: the one that is run so."""
    led = m.has("the", "our", "your", "SET") or m.behind.kinds & {"SECONDS", "MINUTES"}
    own = _effort(m["e"])
    same = [n for n, one in enumerate(m.chart.once(_efforts_of_sets), 1) if one is own]
    return same[0] if led and len(same) == 1 else None


@rule("Element", f"^COMMA|AND|SEMI <Time> for the|our {_HOW_HARD} SET|one|ones?", cost="phrase")
def rest_of_which(m: Found) -> Doubt | None:
    """`60 s recovery for the easy and 2 min for the hard`, where no sets were counted: no run."""
    known = any(m.chart.at("SetName", at) for at in range(m.begin, m.end))
    told = m.chart.tokens[m.chart.since(m.begin, "DOT", "NL") : m.begin]
    if known or not any(token.kinds & NOUN for token in told):
        return None
    return Doubt(m.span, "'{this}': the recovery of which reps?", "the recovery behind its reps")


def _efforts_of_sets(chart: Chart) -> list[Effort]:
    """How hard each set is: told in a list, or by what is told of each."""
    told, sets = chart.once(_sets_counted)
    lists = (p.value.each for n in range(told, chart.end) for p in effort_of_each_set(chart, n))
    efforts = [one.effort for one in next(lists, ())] or chart.once(_efforts_named)
    return efforts if len(efforts) == sets else []


def _efforts_named(chart: Chart) -> list[Effort]:
    """The efforts of `… for the easy, … for the medium and … for the hard`, in order."""
    triples = zip(chart.tokens, chart.tokens[1:], chart.tokens[2:], strict=False)
    named_so = (c for a, b, c in triples if a.word == "for" and b.word in ("the", "our", "your"))
    return [effort for token in named_so if (effort := _effort(token))]


def _effort(token: Token) -> Effort | None:
    kinds = token.kinds | {_MORE.get(token.word, "")}
    return next((EFFORTS[kind] for kind in EFFORTS if kind in kinds), None)


@rule("SetName", "w:a|b|c|d|e|f !SLASH COLON|DASH", "s ~w:DIGITS", "HASH w:DIGITS")
@rule(
    "SetName",
    "^NL|COMMA|SEMI|COLON|CLOSE OPEN? w:DIGITS|i|ii|iii|iv CLOSE|COLON",
    "OPEN w:DIGITS CLOSE",
)
def set_in_short(m: Found) -> int | None:
    """`S1`, `#1`, `A:`, `(1)`: where sets were counted, and all of them are named so."""
    at = next(i for i in range(m.begin, m.end) if m.chart.tokens[i] is m["w"])
    kind, number = _short(m.chart.before(at), m["w"])
    told, sets = m.chart.once(_sets_counted)
    known = told < m.begin and number <= sets == _told_over(m.chart.once(_shorts)[kind])
    return number if known else None


def _short(before: Token, one: Token) -> tuple[str, int]:
    """How a set is named in short, and its number."""
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(one.word, 0)
    if one.word in _LETTERS and len(one.word) == 1:
        return "a", _LETTERS.index(one.word) + 1
    return before.word if before.word in ("s", "#") else "1", roman or int(one.value)


def _shorts(chart: Chart) -> defaultdict[str, list[int]]:
    """The numbers of what is named in short, by how it is."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for before, one, two in zip(
        (BEGIN, *chart.tokens), chart.tokens, chart.tokens[1:], strict=False
    ):
        kind, number = _short(before, one)
        marked = two.kinds & ({"COLON", "DASH"} if kind == "a" else {"COLON", "CLOSE"})
        heads = kind == "a" or before.kinds & {"NL", "COMMA", "SEMI", "OPEN", "COLON", "CLOSE"}
        if number and (kind in "s#" or (marked and heads)):
            found[kind].append(number)
    return found


def lettered_sets(chart: Chart) -> bool:
    """Whether as many letters stand before colons as sets were counted."""
    return 1 < _told_over(chart.once(_shorts)["a"]) == chart.once(_sets_counted)[1]


@scanner("Element", "COLON|OPEN|COMMA|DASH|AT|IN")
def effort_of_each_set(chart: Chart, i: int) -> list[Phrase]:
    """`3 sets of 4 x 300: easy, medium, hard`; not where as many reps may be told so."""
    tokens = chart.tokens
    told, sets = chart.once(_sets_counted)
    at, found = i + 1, list[BySet]()
    while told < i and len(found) < sets:
        at += tokens[at].word == "one"
        effort = _effort(tokens[at])
        if effort is None:
            return []
        found.append(BySet(chart.span(i, at), len(found) + 1, effort=effort))
        at += 1 + (len(found) == sets and bool(tokens[at + 1].kinds & {"PACE"}))
        while len(found) < sets and tokens[at].kinds & _LIST_SIGNS:
            at += 1
    by_rep = any(t.value in range(sets, 31, sets or 1) for t in tokens[told + 2 : told + 5])
    by_rep = by_rep and not any(token.word in ("then", "one") for token in tokens[i:at])
    by_rep = by_rep and [one.effort for one in found] != chart.once(_efforts_named)
    ends = {"CLOSE"} if "OPEN" in tokens[i].kinds else _LIST_ENDS
    if not sets or len(found) < sets or by_rep or not tokens[at].kinds & ends:
        return []
    at += "OPEN" in tokens[i].kinds
    return [Phrase(at, -0.5, BySet(chart.span(i, at), 1, each=tuple(found)))]


def _called_sets(chart: Chart) -> list[tuple[int, int]]:
    """Where one is called a set, and its number."""
    found: list[tuple[int, int]] = []
    for at in range(chart.end):
        one, two, three = chart.tokens[at : at + 3]
        raced = three.kinds & {"KM", "MILES"}  # `1st set 10k pace`
        if "SET" in one.kinds and "NUM" in two.kinds and two.value <= 12 and not raced:
            found.append((at, int(two.value)))
        for phrase in chart.at("Ordinal", at):
            if "SET" in chart.tokens[phrase.end].kinds:
                found.append((at, phrase.value))
    return found


def _sets_counted(chart: Chart) -> tuple[int, int]:
    """Where a number of sets is told first, and the number; the end and 0 where none is."""
    tokens = chart.tokens
    for at in range(chart.end):
        one, two = tokens[at], tokens[at + 1]
        if "NUM" not in one.kinds or one.value not in range(2, 7):
            continue
        opened = "TIMES" in two.kinds and tokens[at + 2].kinds & {"OPEN", "NUM"}
        counted = any("TIMES" in token.kinds for token in tokens[at + 3 : at + 5])
        counted = counted or all("NUM" in token.kinds for token in tokens[at + 3 : at + 5])
        of_so_many = tokens[at + 2].word == "of" and 1 < tokens[at + 3].value <= 20
        counted = counted or (of_so_many and not tokens[at + 4].kinds & {"KM", "MILES", "MINUTES"})
        if ("SET" in two.kinds or opened) and counted:
            return at, int(one.value)
    return chart.end, 0


def _told_over(found: list[int]) -> int:
    """How far they count, once or over and over: the paces, and the recoveries."""
    once = list(range(1, max(found, default=0) + 1))
    return len(once) if once and found == once * (len(found) // len(once)) else 0


def _ordinals(chart: Chart) -> int:
    """How far ordinals count that are of no length and of no rep; the last is one more."""
    tokens, found = chart.tokens, list[int]()
    _, sets = chart.once(_sets_counted)
    for at in range(chart.end):
        for phrase in chart.at("Ordinal", at):
            after = tokens[phrase.end]
            if tokens[at].word == "second" and "NUM" in chart.before(at).kinds:
                continue  # `45 second recovery for the first`
            eased = any(t.kinds & {"JOG", "WALK"} for t in tokens[phrase.end : phrase.end + 3])
            far = tokens[phrase.end + 1].kinds & {"METRES", "TIMES", "KM"}
            if 20 < after.value < 100 and not far and chart.once(_called_sets):
                eased = True  # `first set 60, second 58`: a target
            eased = eased or after.word == "one"
            if after.kinds & {"DIGITS", "METRES", "REP"} and not eased:
                return 0
            if not any(t.kinds & {"BEFORE", "AFTER", "TO"} for t in tokens[max(at - 2, 0) : at]):
                found.append(sets if phrase.value == -1 and sets > 2 else phrase.value)
    return _told_over(found)


AS_SAID = (
    "COLON|DASH|EQUALS|is|are|was|were|run|done|at|goes|go|going|do|will|should|be|as|you|we|"
    "EACH|REP|reverse|flip|switch|swap|swapped|turn|change|them|it|that|this|around|over|to|of|it's|the|way|round|"
    "opposite|vice|versa|OTHER|flips|reverses|switches|swaps|pattern|order|run|RUN"
)
alias(
    "OfSet",
    f"RUN|do|go|ON|for|IN|during|of* s:<SetName>|<SetNames> {AS_SAID}*",
    f"THEN? <SwappedRound> for|ON|IN s:<SetName> {AS_SAID}*",
    example="on set 1 run",
)
_APART = "COMMA|WITH|OFF|AND|SLASH|DASH|a|THEN"

alias(
    "SetRest",
    "OPEN OFF|WITH? r:<RestCore>|<BareRest> CLOSE",
    f"{_APART}* r:<RestCore>",
    f"{_APART}* r:<RestCore>|<BareRest> IN? BETWEEN|AFTER REP|EACH|them|the* &NL|END|DOT|COMMA|SEMI",
    f"{_APART}* r:<RestCore>|<BareRest> to recover|rest",
    "COMMA|AND? WITH|OFF|SLASH r:<BareRest> BETWEEN? REP|EACH?",
    "COMMA|SEMI r:<BareRest> &NL|END",
    example="with 60 s rest",
)


@rule(
    "ToSet", "OPEN? ON|for|IN|during|within|of? s:<SetName>|<SetNames> time|TIMES|through* CLOSE?"
)
def to_set(m: Found) -> int | tuple[int, ...] | None:
    told = m.has("SET", "ORDINALWORD", "ORD", "LAST", "ON", "IN", "for")
    return m["s"] if told or (len(m.words()) == 1 and _effort(m.chart.tokens[m.begin])) else None


alias(
    "HowByTurns",
    "EASY|STEADY|RELAXED|slow SLASH|DASH HARD|FAST",
    "HARD|FAST SLASH|DASH EASY|STEADY|RELAXED|slow",
    example="easy/hard",
)

_STARTS = "^BEGIN|COMMA|DOT|SEMI|COLON|NL|AND|THEN|OPEN|DASH|CLOSE"
_ENDED = "&NL|END|COMMA|SEMI|DOT|CLOSE|DASH|AND"


@rule(
    "Element",
    "^REPEAT|repeat|again COMMA? but|only|this time? &IN|AT a:<Aimed> &END|NL|DOT",
    cost="phrase",
)
def but_now(m: Found) -> BySet:
    """`8 x 200 in 35, 6 min rest, repeat but in 33`: how the second set is run."""
    target, effort = m["a"]
    return BySet(m.span, 2, target, effort=effort)


@rule(
    "Element",
    "s:<OfSet> COMMA? a:<Aimed> r:<SetRest>?",
    "s:<OfSet> p:<PlainTime> r:<SetRest>",
    "s:<OfSet> OPEN a:<Aimed> CLOSE COLON|DASH? r:<RestCore>|<BareRest>?",
    "s:<OfSet> OPEN OFF|WITH? r:<RestCore>|<BareRest> CLOSE COLON|DASH? p:<PlainTime>",
    f"s:<OfSet> n:<NamedRace> {_ENDED}",
    f"s:<OfSet> p:<PlainTime> COMMA r:<BareRest> {_ENDED}",
    "s:<OfSet> OFF? r:<RestCore>|<BareRest>",
    "s:<OfSet> OPEN OFF|WITH? r:<RestCore> CLOSE",
    "REST for|ON|IN s:<OfSet> r:<RestCore>|<BareRest>",
    "s:<OfSet> COMMA? RUN|go|make|you|we|do|so|ie|it's|is|that's* l:<PartList> r:<SetRest>?",
    f"s:<OfSet> COMMA? EACH <Run> {AS_SAID}* l:<PartList>",
    "s:<OfSet> <HowByTurns> OPEN l:<PartList> CLOSE",
    "s:<OfSet> WORD* COLON l:<PartList>",
    "s:<OfSet> o:<OffsetAfter> EACH|PER|a REP|one|LAPS",
    "s:<OfSet> o:<OffsetAfter>",
    "s:<OfSet> o:<OffsetThan> SET?",
    example="set 1 @ 37 (40)",
)
@rule(
    "Element",
    f"{_STARTS} AND|THEN? a:<Aimed> s:<ToSet> r:<SetRest>?",
    f"{_STARTS} AND|THEN? n:<NamedRace> s:<ToSet>",
    f"{_STARTS} AND|THEN? l:<PartList> s:<ToSet>",
    f"{_STARTS} AND|THEN? <HowByTurns> s:<ToSet> OPEN l:<PartList> CLOSE",
    f"{_STARTS} AND|THEN? r:<RestCore>|<BareRest> <Places>? s:<ToSet>",
    "WITH|OFF r:<RestCore>|<BareRest> <Places>? s:<ToSet>",
    "^NL|DOT|SEMI REST COLON|DASH|EQUALS|is? r:<RestCore>|<BareRest> s:<ToSet>",
    f"{_STARTS} AND|THEN? p:<PlainTime> s:<ToSet> r:<SetRest>",
    f"{_STARTS} AND|THEN? p:<PlainTime> r:<SetRest> s:<ToSet>",
    example="57 for the first set off 60s",
)
def by_set(m: Found) -> BySet | None:
    target, effort = m["a"] or (None, Effort.NONE)
    if m["n"] or m["p"]:
        pace: Pace = m["n"] or m["p"]
        target = Target(pace.span, pace)
    if m["o"]:  # `second set 2 s faster`: than the set before
        offset = replace(m["o"], unit=m["o"].unit or "rep")
        target = Target(m.span, Pace("none", m.span, name=THAN), offset)
    told = m.behind.kinds & {"DIGITS", "WORD"} and not m.behind.kinds & {"REST", "AND", "THEN"}
    parted = m.chart.tokens[m.begin].kinds & {"COMMA", "SEMI", "DOT", "NL", "WITH", "OFF"}
    if told and not parted:
        return None
    if m["a"] and not m["r"] and _rested(m):
        return None  # its own recovery belongs to it
    if m["p"] and m.has("BETWEEN") and m.earlier("REST"):
        return None  # `1 minute recovery the first set, 90 s the second, 5 mins between`
    label = _label(m)
    if (label == "pace" and target is None) or (label == "rest" and target is not None):
        return None
    if m["r"] and target is None and m.has("at", "AT") and not m.has("REST", "JOG", "WALK"):
        return None  # `first set at 56 sec`: a target
    if m["r"] and target is None and m["r"].metres >= 1500:
        return None  # `set 2 5k`: a pace
    worded = label == "rest" or m.has(
        "BETWEEN", "REST", "JOG", "WALK", "FLOAT", "OFF", "OPEN", "that"
    )
    if m["r"] and target is None and m["r"].kind in ("time", "window") and not worded:
        return None  # see by_set_bare
    parts = m["l"] if isinstance(m["l"], Parts) else None
    parts = Parts(m.span, m["l"]) if m["l"] and parts is None else parts
    if m["r"] is not None and m["r"].pair:
        return None  # `set 2 @ 35, 40s and 3:00`: of all sets
    return _of_sets(m, target=target, effort=effort, rest=m["r"], parts=parts)


def _of_sets(m: Found, **said: Any) -> BySet:
    """What is said of one set, or alike of each of several."""
    numbers = m["s"] if isinstance(m["s"], tuple) else (m["s"],)
    each = tuple(BySet(m.span, number, **said) for number in numbers)
    return replace(each[0], each=each if len(each) > 1 else ())


@rule(
    "SetNames",
    "the? SET a:NUM j:AND|DASH|TO|SLASH b:NUM",
    "the? a:<Ordinal> j:AND b:<Ordinal> SET",
    "the|your? w:LAST|next|other|remaining n:NUM SET|one?",
)
def set_names(m: Found) -> tuple[int, ...] | None:
    """Several of the sets that were counted."""
    told, sets = m.chart.once(_sets_counted)
    named = (token.kinds for token in m.chart.tokens[told + 2 : m.end])
    if any("BETWEEN" in t.kinds for t in m.chart.tokens[max(m.begin - 2, 0) : m.begin]):
        return None  # `400 jog between sets 1 and 2`
    if told >= m.begin or not any("SET" in kinds for kinds in named):
        return None  # `4 sets of 4 x 400, first two in 84`: of the reps
    if m["n"]:
        first, last = 1, int(m["n"].value)
        if "FIRST" not in m["w"].kinds:
            first, last = sets - last + 1, sets
    else:
        first, last = (int(getattr(one, "value", one)) for one in (m["a"], m["b"]))
    apart = m["j"] is not None and "AND" in m["j"].kinds  # `sets 1 and 3`
    numbers = (first, last) if apart else tuple(range(first, last + 1))
    return numbers if 1 <= first < last <= sets else None


def _rested(m: Found) -> bool:
    """Whether a recovery follows at once, up to the end of the line or the clause."""
    ends = {"NL", "END", "COMMA", "SEMI", "DOT"}
    rests = m.chart.at("RestCore", m.end + 1)
    told = m.after().kinds & {"WITH", "OFF"}
    return bool(told) and any(m.chart.tokens[rest.end].kinds & ends for rest in rests)


def _label(m: Found) -> str:
    """What the last heading is of: `rest: set one 45 s`, `Rest`, and below it `A: 45s, B: 60s`."""
    tokens = m.chart.tokens
    for at in range(m.begin, -1, -1):
        starts = not at or tokens[at - 1].kinds & {"NL", "DOT"}
        end = at + 1 + bool(tokens[at].kinds & tokens[at + 1].kinds & NOUN)  # `jog recoveries`
        end = max((place.end for place in m.chart.at("Places", end)), default=end)
        after = tokens[end].kinds & {"NL", "COLON", "DASH", "EQUALS"} or m.chart.at("SetName", end)
        if starts and after and tokens[at].kinds & {"REST", "JOG", "PACE", "GOALWORD"}:
            return "rest" if tokens[at].kinds & {"REST", "JOG"} else "pace"
    return ""


_BEHIND = "^NL|COMMA|AND|SECONDS|MINUTES|METRES|JOG|WALK|REST"


@rule(
    "Element",
    "^NL THEN|take|TO* r:<RestCore> &NL",
    "^COMMA THEN|take THEN|take|TO* r:<RestCore> &NL",
    f"{_BEHIND} AND|THEN|take|TO* r:<RestCore>|<BareRest> BEFORE|TO|THEN the|your? <Ordinal>|next|LAST SET &NL",
    f"{_BEHIND} AND|THEN|take|TO* r:<RestCore>|<BareRest> BEFORE|TO|THEN <SetName> &NL",
)
def between_set_lines(m: Found) -> Pause | None:
    """`set 1 @ 5k pace … / then 800 m jog / set 2 …`: on a line of its own between two sets."""
    rest: Rest = m["r"]
    if not m.chart.at("SetName", m.end + 1) or not rest.sized:
        return None
    first = m.chart.since(m.begin, "NL")
    first = m.chart.since(first - 1, "NL") if first == m.begin else first
    if not m.chart.at("SetName", first):
        return None
    return Pause(m.span, replace(rest, span=m.span, place="sets"), said=True)


@rule(
    "Element",
    "^BEGIN|NL|DOT AND|the* REST|PACE|GOALWORD|JOG REST|JOG? <Places>? COLON|NL|DASH|EQUALS* &<OfSet>",
    "^BEGIN|NL|BULLET|DOT|SEMI|COMMA|AND|THEN <SetName> COLON|DASH|is|was|EQUALS? &<CountedRun>",
    cost="label",
)
def set_label(m: Found) -> Remark:
    """`Rest: set one 45 s, …`, and `Third set: 4 x 600`: a set that is written out."""
    return Remark(m.span, listed=False)


@rule(
    "Element",
    "s:<OfSet> COMMA? t:<BareAim>",
    f"{_STARTS} AND|THEN? t:<BareAim> s:<ToSet>",
    example="set 1 54",
)
def by_set_bare(m: Found) -> BySet | None:
    """`set 1 54, set 2 52`: targets, or recoveries?"""
    aim: Target = m["t"]
    if m.behind.kinds & {"DIGITS"} or aim.listed or aim.last or aim.pace.kind != "time":
        return None
    if m.chart.at("SetRest", m.end):
        return None  # `set 1: 37 w/ 40 s jog`: see by_set
    rest = Rest(aim.span, "time", ms=aim.pace.ms)
    if aim.fast is not None:
        low, high = sorted((aim.pace.ms, aim.fast.ms))
        rest = replace(rest, kind="window", min_ms=low, max_ms=high)
    return _of_sets(m, rest=rest, bare=None if _label(m) == "rest" else aim)


alias("SetBySet", "by|PER|for EACH|the? SET", example="by set")
_LIST_SIGNS = frozenset(["COMMA", "SLASH", "AND", "THEN", "PLUS", "SEMI"])
_LIST_ENDS = frozenset(["NL", "END", "DOT", "SEMI", "COMMA", "WITH", "OFF"])


@scanner("Element", "PACE|GOALWORD|REST|JOG|AT|IN|AS|COLON|DASH")
def each_set(chart: Chart, i: int) -> list[Phrase]:
    """`Pace: 10k / 5k / 3k by set`, `Rest: 30s, 45s, 60s`, `as 82 (60) / 79 (75)`: as many as sets,
    and not as reps."""
    tokens = chart.tokens
    told, sets = chart.once(_sets_counted)
    if not sets or told >= i:
        return []
    before = longest(chart.at("SetBySet", i + 1))
    at = before.end if before else i + 1
    heads = chart.before(i).kinds & {"NL", "DOT"}
    at += bool(tokens[at].kinds & {"COLON", "DASH", "EQUALS"})
    end, found = _one_each(chart, at, sets, bool(tokens[i].kinds & {"REST", "JOG"}))
    after = longest(chart.at("SetBySet", end))
    end = after.end if after else end
    ended = tokens[end].kinds & {"NL", "END", "DOT", "SEMI", "COMMA"}
    if len(found) < sets or not ended:
        return []
    reps = {token.value for token in tokens[told + 2 : told + 5]}
    heads = heads and tokens[i].kinds & {"PACE", "GOALWORD", "REST", "JOG"}
    paired = all(one.target and one.rest for one in found)
    if not (before or after) and (not (heads or paired) or reps & {sets, sets + 1}):
        return []
    return [Phrase(end, 0.1, BySet(chart.span(i, end), 1, each=tuple(found)))]


def _one_each(chart: Chart, at: int, sets: int, rested: bool) -> tuple[int, list[BySet]]:
    """Where a list ends that has a target, its recovery too, or a recovery alone for each set."""
    names = ("Time", "Dist") if rested else ("NamedTarget", "NamedRace", "PlainTime")
    found: list[BySet] = []
    end = at
    while len(found) < sets:
        one = longest(p for name in names for p in chart.at(name, at))
        if one is None:
            return end, []
        span, value, end = chart.span(at, one.end), one.value, one.end
        apart = rested or chart.tokens[end].kinds & {"OPEN", "WITH", "OFF"}
        after = longest(chart.at("Nouns" if rested else "SetRest", end)) if apart else None
        rest = after.value if after is not None and not rested else None
        end = after.end if after is not None else end
        target = None
        if rested and value.kind == "m":
            rest = Rest(span, "jog", metres=value.value)
        elif rested:
            rest = Rest(span, "time", ms=value.value)
        else:
            target = value if isinstance(value, Target) else Target(span, value)
        found.append(BySet(span, len(found) + 1, target, rest=rest))
        at = next(
            n for n in range(end, len(chart.tokens)) if not chart.tokens[n].kinds & _LIST_SIGNS
        )
    return end, found


_ONE = "<NamedTarget>|<NamedRace>|<PlainTime>"


@rule("Element", f"^!NL AT|IN a:{_ONE} SLASH b:{_ONE} PACE? !SLASH|DASH|PACE", cost="phrase")
@rule("Element", f"AS a:{_ONE} SLASH b:{_ONE} PACE? !SLASH|DASH|PACE", cost="bare-target")
def each_of_two(m: Found) -> BySet | None:
    """`2 x 6 x 400 @ 5k/3k`: one for each set, or a range?"""
    told, sets = m.chart.once(_sets_counted)
    if sets != 2 or told >= m.begin:
        return None
    targets = [one if isinstance(one, Target) else Target(m.span, one) for one in (m["a"], m["b"])]
    each = tuple(BySet(m.span, n, target) for n, target in enumerate(targets, 1))
    return BySet(m.span, 1, each=each)


@rule("BareAim", "p:<PlainTime>", "t:<TargetList>", example="54")
def bare_aim(m: Found) -> Target:
    return m["t"] or Target(m.span, m["p"])
