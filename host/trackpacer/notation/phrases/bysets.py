# SPDX-License-Identifier: MIT
"""Sets by their number: `set 1 @ 37 (40)`, `57 for the first set off 60 s`.

Where sets were counted, ordinals that count as far are of them: `2 sets of 6 x 400. 1st @ 84, …`.
Not here: recoveries by the rep they follow (`restshares`); parts of a rep (`sets`); how reps are put
into sets (`regrouped`).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.elements import BySet, Parts, Pause, Remark
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.session import Effort

_LETTERS = "abcdef"
_NEAR = 40  # tokens


@rule("SetName", "the|your|our? SET n:NUM", "the|your|our? o:<Ordinal> SET", example="set 1")
def set_name(m: Found) -> int | None:
    value = m["o"] or m["n"].value
    return int(value) if value == int(value) and (1 <= value <= 12 or value == -1) else None


@rule("SetName", "SET w:a|b|c|d|e|f")
@rule("SetName", "w:a|b|c|d|e|f !SLASH COLON|DASH")
def set_by_letter(m: Found) -> int | None:
    """`set A @ 2:48, set B @ 2:40`: where there is a B; `A: 45s, B: 60s`: as many as sets."""
    tokens = m.chart.tokens
    lettered = any("SET" in one.kinds and two.word == "b" for one, two in pairwise(tokens))
    known = (lettered and m.has("SET")) or m.chart.once(lettered_sets)
    return _LETTERS.index(m["w"].word) + 1 if known else None


def lettered_sets(chart: Chart) -> bool:
    """Whether as many letters stand before colons as sets were counted."""
    found = {one.word for one, two in pairwise(chart.tokens) if two.kinds & {"COLON", "DASH"}}
    return 1 < len(found & set(_LETTERS)) == chart.once(_sets_counted)[1]


@rule("SetName", "s ~n:DIGITS", "HASH n:DIGITS", "the? o:<Ordinal> one?")
def set_in_short(m: Found) -> int | None:
    """`S1`, `#1`, `the first`: where sets were counted, and all of them are named so."""
    value = m["o"] or m["n"].value
    told, sets = m.chart.once(_sets_counted)
    if told >= m.begin - 1 or value > sets or value != int(value):
        return None
    named = m.chart.once(_ordinals) if m["o"] else _named_in_short(m.chart, m.words()[0])
    return int(value) if named == sets else None


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


def _named_in_short(chart: Chart, word: str) -> int:
    tokens = chart.tokens
    pairs = pairwise(tokens)
    found = [two.value for one, two in pairs if one.word == word and "DIGITS" in two.kinds]
    most = int(max(found, default=0))
    once = list(range(1, most + 1))
    return most if most and found == once * (len(found) // most) else 0


def _ordinals(chart: Chart) -> int:
    """How far ordinals count that are of no length and of no rep; the last is one more."""
    tokens = chart.tokens
    found: list[int] = []
    for at in range(chart.end):
        for phrase in chart.at("Ordinal", at):
            after = tokens[phrase.end]
            if after.kinds & {"DIGITS", "METRES", "REP"} and after.word != "one":
                return 0
            found.append(phrase.value)
    last = found[-1:] == [-1] and len(found) > 2  # `1st in 84, last in 78`: of the reps
    found = [*found[:-1], len(found)] if last else found
    once = list(range(1, max(found, default=0) + 1))  # or twice: the paces, and the recoveries
    return len(once) if once and found == once * (len(found) // len(once)) else 0


AS_SAID = (
    "COLON|DASH|EQUALS|is|are|was|were|run|done|at|goes|go|going|do|will|should|be|as|you|we|"
    "EACH|REP|reverse|flip|switch|swap|swapped|turn|change|them|it|that|this|around|over|to|of|it's|the|way|round|"
    "opposite|OTHER"
)
OF_A_SET = f"ON|for|IN|during? s:<SetName> {AS_SAID}*"
_APART = "COMMA|WITH|OFF|AND|SLASH|DASH|a|THEN"

alias(
    "SetRest",
    "OPEN OFF|WITH? r:<RestCore>|<BareRest> CLOSE",
    f"{_APART}* r:<RestCore>",
    f"{_APART}* r:<RestCore> IN? BETWEEN REP|EACH|them|the* &NL|END",
    f"{_APART}* r:<RestCore>|<BareRest> to recover|rest",
    "COMMA|AND? WITH|OFF|SLASH r:<BareRest> BETWEEN? REP|EACH?",
    "COMMA|SEMI r:<BareRest> &NL|END",
    example="with 60 s rest",
)
_STARTS = "^BEGIN|COMMA|DOT|SEMI|COLON|NL|AND|THEN|OPEN|DASH|CLOSE"


@rule(
    "Element",
    f"{OF_A_SET} a:<Aimed>",
    f"{OF_A_SET} a:<Aimed> r:<SetRest>",
    f"{OF_A_SET} p:<PlainTime> r:<SetRest>",
    "s:<SetName> COLON|DASH? n:<NamedRace> &NL|END|COMMA|SEMI|DOT",
    "s:<SetName> COLON|DASH|IN? p:<PlainTime> COMMA r:<BareRest> &NL|END|COMMA|SEMI|DOT|CLOSE",
    f"{OF_A_SET} r:<RestCore>|<BareRest>",
    f"{OF_A_SET} r:<RestCore>|<BareRest> IN? BETWEEN the|EACH* REP",
    f"{OF_A_SET} COMMA? RUN|go|make|you|we|do* l:<PartList>",
    f"{OF_A_SET} EACH <Run> {AS_SAID}* l:<PartList>",
    f"{OF_A_SET} l:<Halved>",
    f"{OF_A_SET} start|starts|starting WORD COLON l:<PartList>",
    f"ON|for|IN|AND|THEN|COMMA|SEMI the o:<Ordinal> {AS_SAID}* COMMA? l:<PartList>",
    f"ON|for|IN the o:<Ordinal> EACH <Run> {AS_SAID}* l:<PartList>",
    "DOT|NL|SEMI|COMMA the? o:<Ordinal> one? COLON l:<PartList>",
    example="set 1 @ 37 (40)",
)
@rule(
    "Element",
    f"{_STARTS} AND|THEN? a:<Aimed> ON|for|IN|during s:<SetName> time|TIMES|through* r:<SetRest>?",
    f"{_STARTS} AND|THEN? n:<NamedRace> ON|for|IN|during s:<SetName>",
    f"{_STARTS} AND|THEN? a:<Aimed> s:<SetName> &NL|END|DOT|COMMA|SEMI",
    "^NL|DOT|SEMI REST COLON|DASH|EQUALS? r:<BareRest> ON|for|IN|during? s:<SetName>",
    f"{_STARTS} AND|THEN? r:<RestCore>|<BareRest> <Places>? ON|for|IN|during? s:<SetName>",
    f"{_STARTS} AND|THEN? r:<RestCore>|<BareRest> ON|for|IN|during the o:<Ordinal> &NL|END|DOT|COMMA|SEMI",
    f"{_STARTS} AND|THEN? p:<PlainTime> ON|for|IN|during? s:<SetName> time|TIMES|through* r:<SetRest>",
    example="57 for the first set off 60s",
)
def by_set(m: Found) -> BySet | None:
    target, effort = m["a"] or (None, Effort.NONE)
    if m["n"] or m["p"]:
        pace: Pace = m["n"] or m["p"]
        target = Target(pace.span, pace)
    told = m.behind.kinds & {"DIGITS", "WORD"} and not m.behind.kinds & {"REST", "AND", "THEN"}
    parted = m.chart.tokens[m.begin].kinds & {"COMMA", "SEMI", "DOT", "NL"}
    if (told and not parted) or (m["o"] and not _set_named(m)):
        return None
    if m["a"] and not m["r"] and _rested(m):
        return None  # its own recovery belongs to it
    label = _label(m)
    if (label == "pace" and target is None) or (label == "rest" and target is not None):
        return None
    if m["r"] and target is None and m.has("at", "AT") and not m.has("REST", "JOG", "WALK"):
        return None  # `first set at 56 sec`: a target
    if m["r"] and target is None and m["r"].metres >= 1500:
        return None  # `set 2 5k`: a pace
    worded = label == "rest" or m.has("BETWEEN", "REST", "JOG", "WALK", "FLOAT", "OFF", "OPEN")
    if m["r"] and target is None and m["r"].kind in ("time", "window") and not worded:
        return None  # see by_set_bare
    parts = m["l"] if isinstance(m["l"], Parts) else None
    parts = Parts(m.span, m["l"]) if m["l"] and parts is None else parts
    if m["r"] is not None and m["r"].pair:
        return None  # `set 2 @ 35, 40s and 3:00`: of all sets
    return BySet(m.span, m["s"] or m["o"], target, effort, m["r"], parts)


@rule(
    "SetNames",
    "the? SET a:DIGITS AND|DASH|TO|SLASH b:DIGITS",
    "the|your? w:FIRST n:NUM SET?",
    "the|your? w:LAST|next|other|remaining n:NUM SET|one?",
)
def set_names(m: Found) -> tuple[int, int] | None:
    """The first and the last of several of the sets that were counted."""
    told, sets = m.chart.once(_sets_counted)
    named = (token.kinds for token in m.chart.tokens[told + 2 : m.end])
    if told >= m.begin or not any("SET" in kinds for kinds in named):
        return None  # `4 sets of 4 x 400, first two in 84`: of the reps
    if m["a"]:
        first, last = int(m["a"].value), int(m["b"].value)
    else:
        first, last = 1, int(m["n"].value)
        if "FIRST" not in m["w"].kinds:
            first, last = sets - last + 1, sets
    return (first, last) if 1 <= first < last <= sets else None


@rule(
    "Element",
    f"{_STARTS} AND|THEN? ON|for|IN|during? s:<SetNames> {AS_SAID}* a:<Aimed>",
    f"{_STARTS} AND|THEN? ON|for|IN|during? s:<SetNames> {AS_SAID}* p:<PlainTime> &COMMA|SEMI|DOT|NL|END|CLOSE",
    f"{_STARTS} AND|THEN? a:<Aimed> ON|for|IN|during s:<SetNames>",
    f"{_STARTS} AND|THEN? p:<PlainTime> ON|for|IN|during s:<SetNames>",
)
def by_sets(m: Found) -> BySet | None:
    """`84 for the first set and 82 for the next two`: of several sets alike."""
    target, effort = m["a"] or (Target(m.span, m["p"]), Effort.NONE)
    first, last = m["s"]
    each = (BySet(m.span, n, target, effort) for n in range(first, last + 1))
    return BySet(m.span, first, each=tuple(each))


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
        after = tokens[at + 1].kinds & {"NL", "COLON", "DASH", "EQUALS"} or m.chart.at(
            "SetName", at + 1
        )
        if starts and after and tokens[at].kinds & {"REST", "JOG", "PACE", "GOALWORD"}:
            return "rest" if tokens[at].kinds & {"REST", "JOG"} else "pace"
    return ""


def _set_named(m: Found) -> bool:
    """Whether one was named before, so that `the second` is the second of them."""
    return any(m.chart.at("SetName", n) for n in range(max(0, m.begin - _NEAR), m.begin))


@rule(
    "Element",
    "^NL THEN|take|TO* r:<RestCore> &NL",
    "^NL THEN|take|TO* r:<RestCore> BEFORE the|your? <Ordinal>|next|LAST SET &NL",
    "^NL THEN|take|TO* r:<RestCore>|<BareRest> BEFORE <SetName> &NL",
)
def between_set_lines(m: Found) -> Pause | None:
    """`set 1 @ 5k pace … / then 800 m jog / set 2 …`: on a line of its own between two sets."""
    rest: Rest = m["r"]
    if not m.chart.at("SetName", m.end + 1) or not rest.sized:
        return None
    first = m.chart.since(m.begin, "NL")
    if not m.chart.at("SetName", m.chart.since(first - 1, "NL")):
        return None
    return Pause(m.span, replace(rest, span=m.span, place="sets"), said=True)


@rule(
    "Element",
    "^BEGIN|NL|DOT REST|PACE|GOALWORD|JOG REST|JOG? COLON|NL|DASH? &<SetName>",
    "^BEGIN|NL|BULLET|DOT|SEMI|COMMA|AND|THEN <SetName> COLON|DASH|is|was|EQUALS? &<CountedRun>",
    cost="label",
)
def set_label(m: Found) -> Remark:
    """`Rest: set one 45 s, …`, and `Third set: 4 x 600`: a set that is written out."""
    return Remark(m.span, listed=False)


@rule(
    "Element",
    "s:<SetName> COLON|DASH|COMMA? t:<BareAim>",
    f"{_STARTS} AND|THEN? t:<BareAim> ON|for|IN|during? s:<SetName>",
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
    return BySet(m.span, m["s"], rest=rest, bare=None if _label(m) == "rest" else aim)


alias("SetBySet", "by|PER|for EACH|the? SET", example="by set")
_LIST_SIGNS = frozenset(["COMMA", "SLASH", "AND", "THEN"])


@scanner("Element", "PACE|GOALWORD|REST|JOG|AT|IN")
def each_set(chart: Chart, i: int) -> list[Phrase]:
    """`Pace: 10k / 5k / 3k by set`, `recovery by set: 30s, 45s, 60s`: as many as sets."""
    tokens = chart.tokens
    _, sets = chart.once(_sets_counted)
    if not sets:
        return []
    before = longest(chart.at("SetBySet", i + 1))
    at = before.end if before else i + 1
    at += bool(tokens[at].kinds & {"COLON", "DASH"})
    rested = bool(tokens[i].kinds & {"REST", "JOG"})
    names = ("Time", "Dist") if rested else ("NamedTarget", "NamedRace", "PlainTime")
    found: list[BySet] = []
    while len(found) < sets:
        one = longest(p for name in names for p in chart.at(name, at))
        if one is None:
            return []
        span, value, number = chart.span(at, one.end), one.value, len(found) + 1
        if rested:
            far = value.kind == "m"
            rest = Rest(span, "jog", metres=value.value) if far else None
            rest = rest or Rest(span, "time", ms=value.value)
            found.append(BySet(span, number, rest=rest))
        else:
            target = value if isinstance(value, Target) else Target(span, value)
            found.append(BySet(span, number, target))
        end = one.end
        if rested and (named := longest(chart.at("Nouns", end))):
            end = named.end
        at = next(n for n in range(end, len(tokens)) if not tokens[n].kinds & _LIST_SIGNS)
    after = longest(chart.at("SetBySet", end))
    end = after.end if after else end
    ended = tokens[end].kinds & {"NL", "END", "DOT", "SEMI", "COMMA"}
    if not (before or after) or not ended:
        return []
    span = chart.span(i, end)
    return [Phrase(end, 0.1, BySet(span, 1, each=tuple(found)))]


@rule("BareAim", "p:<PlainTime>", "t:<TargetList>", example="54")
def bare_aim(m: Found) -> Target:
    return m["t"] or Target(m.span, m["p"])
