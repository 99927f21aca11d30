# SPDX-License-Identifier: MIT
"""What is said of one set or of some reps, by its number: targets, recoveries, parts of a rep.

`set 1 @ 37 (40)`, `(1st 300 @ 3k pace, 2nd 300 @ mile pace)`.

Not here: recoveries by the rep they follow (`restshares`).
"""

from __future__ import annotations

from dataclasses import replace

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import (
    Aim,
    BySet,
    Count,
    Doubt,
    Length,
    Parts,
    Pause,
    Remark,
    Reps,
)
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.phrases.amounts import of_unit
from trackpacer.notation.phrases.efforts import named
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.session import Effort

# -- sets by their number


@rule("SetName", "the? SET n:NUM", "the? o:<Ordinal> SET", example="set 1")
def set_name(m: Found) -> int | None:
    value = m["o"] or m["n"].value
    return int(value) if value == int(value) and (1 <= value <= 12 or value == -1) else None


AS_SAID = (
    "COLON|DASH|EQUALS|is|are|was|were|run|done|at|goes|go|going|do|will|should|be|as|you|we|"
    "I|each|EACH|REP|reverse|flip|switch|swap|turn|change|it|that|this|around|over|to|of|it's"
)
OF_A_SET = f"on|ON|for|FOR|in|IN|during? s:<SetName> {AS_SAID}*"


@rule(
    "Element",
    f"{OF_A_SET} a:<Aimed>",
    f"{OF_A_SET} a:<Aimed> OPEN r:<RestCore>|<BareRest> CLOSE",
    f"{OF_A_SET} a:<Aimed> COMMA? r:<RestCore>",
    f"{OF_A_SET} a:<Aimed> COMMA? r:<RestCore> in|IN? BETWEEN REP|EACH|them|the* &NL|END",
    f"{OF_A_SET} a:<Aimed> COMMA? WITH|OFF r:<BareRest>|<RestCore>",
    "s:<SetName> COLON|DASH? n:<NamedRace> &NL|END|COMMA|SEMI|DOT",
    f"{OF_A_SET} r:<RestCore>|<BareRest>",
    f"{OF_A_SET} COMMA? p:<PartList>",
    f"on|ON|for|FOR|in|IN|AND|THEN the o:<Ordinal> {AS_SAID}* COMMA? p:<PartList>",
    f"{OF_A_SET} COMMA? RUN|run|go|GO|make|you|we|do|DO* p:<PartList>",
    f"{OF_A_SET} EACH <Run> {AS_SAID}* p:<PartList>",
    example="set 1 @ 37 (40)",
)
def by_set(m: Found) -> BySet | None:
    target, effort = m["a"] or (None, Effort.NONE)
    if m["n"]:
        target = Target(m["n"].span, m["n"])
    told = m.behind.kinds & {"DIGITS", "WORD"} and not m.behind.kinds & {"REST", "AND", "THEN"}
    if told or (m["o"] and not _set_named(m)):
        return None
    if m["a"] and not m["r"] and _rested(m):
        return None  # its own recovery belongs to it
    label = _label(m)
    if (label == "pace" and target is None) or (label == "rest" and target is not None):
        return None
    if m["r"] and target is None and m.has("at", "AT") and not m.has("REST", "JOG", "WALK"):
        return None  # `first set at 56 sec`: a target
    worded = m.has("REST", "JOG", "WALK", "FLOAT", "OFF", "OPEN")
    if m["r"] and target is None and m["r"].kind in ("time", "window") and not worded:
        return None  # see by_set_bare
    parts = Parts(m.span, m["p"]) if m["p"] else None
    return BySet(m.span, m["s"] or m["o"], target, effort, m["r"], parts)


def _rested(m: Found) -> bool:
    """Whether a recovery follows at once, up to the end of the line or the clause."""
    ends = {"NL", "END", "COMMA", "SEMI", "DOT"}
    rests = m.chart.at("RestCore", m.end + 1)
    told = m.after().kinds & {"WITH", "OFF"}
    return bool(told) and any(m.chart.tokens[rest.end].kinds & ends for rest in rests)


def _label(m: Found) -> str:
    """What the line is of, by its first word: `rest: set one 45 s, set two 60 s`."""
    tokens = m.chart.tokens
    at = m.begin
    while at and not tokens[at - 1].kinds & {"NL"}:
        at -= 1
    if "COLON" not in tokens[at + 1].kinds:
        return ""
    return "rest" if "REST" in tokens[at].kinds else "pace" if "PACE" in tokens[at].kinds else ""


@rule("Element", "^BEGIN|NL REST|PACE COLON &<SetName>", cost="label")
def label_of_sets(m: Found) -> Remark | None:
    return Remark(m.span, listed=False) if m.chart.at("SetName", m.end) else None


def _set_named(m: Found) -> bool:
    """Whether one was named before, so that `the second` is the second of them."""
    return any(m.chart.at("SetName", n) for n in range(max(0, m.begin - _NEAR), m.begin))


_NEAR = 40  # tokens


@rule(
    "Element",
    "^NL then|THEN|take|TO* r:<RestCore> &NL",
    "^NL then|THEN|take|TO* r:<RestCore> before|BEFORE the|your? <Ordinal>|next|LAST SET &NL",
)
def between_set_lines(m: Found) -> Pause | None:
    """`set 1 @ 5k pace … / then 800 m jog / set 2 …`: on a line of its own between two sets."""
    rest: Rest = m["r"]
    tokens = m.chart.tokens
    if not m.chart.at("SetName", m.end + 1) or rest.kind not in ("time", "jog", "window"):
        return None
    first = max(n for n in range(m.begin) if "NL" in tokens[n].kinds)
    above = next((n for n in range(first - 1, -1, -1) if "NL" in tokens[n].kinds), -1) + 1
    if not m.chart.at("SetName", above):
        return None
    return Pause(m.span, replace(rest, span=m.span, place="sets"), said=True)


@rule("Element", "^BEGIN|NL|BULLET|DOT|SEMI <SetName> COLON|DASH? &<CountedRun>", cost="label")
def set_label(m: Found) -> Remark:
    """`Third set: 4 x 600`: a set that is written out."""
    return Remark(m.span, listed=False)


@rule("Element", "s:<SetName> COLON|DASH|COMMA? t:<BareAim>", example="set 1 54")
def by_set_bare(m: Found) -> BySet | None:
    """`set 1 54, set 2 52`: targets, or recoveries?"""
    aim: Target = m["t"]
    if m.behind.kinds & {"DIGITS"} or aim.listed or aim.last or aim.pace.kind != "time":
        return None
    rest = Rest(aim.span, "time", ms=aim.pace.ms)
    if aim.fast is not None:
        low, high = sorted((aim.pace.ms, aim.fast.ms))
        rest = replace(rest, kind="window", min_ms=low, max_ms=high)
    return BySet(m.span, m["s"], rest=rest, bare=aim)


@rule("BareAim", "p:<PlainTime>", "t:<TargetList>", example="54")
def bare_aim(m: Found) -> Target:
    return m["t"] or Target(m.span, m["p"])


# -- a rep made of parts


@rule(
    "PartOne",
    "the? <Ordinal>|then|and|last|final? r:<Run> is|are|run|should|be|at* a:<Aimed>",
    "the? <Ordinal>|then|and? r:<Run> t:<NamedTarget>",
    "the? <Ordinal>|then|and? r:<Run> FLOAT",
    "the? <Ordinal>|then|and? r:<Run> &FASTER|UNDER|SLIGHTLY t:<Body>",
    "the? last|final u:MINUTES|MILES|KM a:<Aimed>",
    "a:<Aimed> for|FOR|over the|a|<Ordinal>? r:<Run>",
    example="1st 300 @ 3k pace",
)
def part_one(m: Found) -> tuple[Length, Target | None, Effort] | None:
    if m["u"]:
        one = Length(m.span, ms=60_000.0, unit="min")
        if "MINUTES" not in m["u"].kinds:
            far = of_unit(m, 1.0)
            one = Length(m.span, far.value, 0.0, far.unit)
        return one, *m["a"]
    if m["t"]:
        return m["r"], m["t"], Effort.NONE
    if m["a"] is None:
        return replace(m["r"], floated=True), None, Effort.NONE
    target, effort = m["a"]
    if target is not None and target.listed:
        return None  # `second 400 in 74, 2 min rest`
    return m["r"], target, effort


@scanner("PartList", "DIGITS|CLOCK|ORDINALWORD|the|mile|EASY|HARD|FAST|STEADY|RELAXED")
def part_list(chart: Chart, i: int) -> list[Phrase]:
    """`1st 300 @ 3k pace, 2nd 300 @ mile pace`, `300 easy/300 hard`: the parts of one rep."""
    end, found = _parts_from(chart, i, 6)
    timed = {bool(run.ms) for run, _, _ in found}
    far = len(found) > 1 and len(timed) == 1
    return [Phrase(end, 0.0, tuple(found))] if far else []


PartSpec = tuple[Length, Target | None, Effort]
_PARTED = frozenset(
    ["COMMA", "SLASH", "PLUS", "AND", "SEMI", "THEN", "DASH", "straight", "FOLLOWED"]
)
_LEADING_ON = frozenset(
    ["AND", "THEN", "straight", "directly", "immediately", "on", "to", "by", "with", "the"]
)


def _parts_from(chart: Chart, i: int, most: int) -> tuple[int, list[PartSpec]]:
    """The longest list of parts from a token on: where it ends, and the parts."""
    tokens = chart.tokens
    best: tuple[int, list[PartSpec]] = (i, [])
    for option in chart.at("PartOne", i) if most else ():
        found = (option.end, [option.value])
        at = option.end
        while tokens[at].keys & (_PARTED if at == option.end else _LEADING_ON):
            at += 1
        if at > option.end:
            end, more = _parts_from(chart, at, most - 1)
            if more:
                found = (end, [option.value, *more])
        if (len(found[1]), found[0]) > (len(best[1]), best[0]):
            best = found
    return best


@rule(
    "Element",
    "OPEN p:<PartList> CLOSE",
    "as|AS|OF|COLON|of|ALTERNATE|WITH p:<PartList>",
    "COMMA|DASH? run|RUN|done|made|split|broken|divided up|down|UP|DOWN? as|AS|of|OF|into|INTO|THEN p:<PartList>",
    example="(1st 300 @ 3k pace, 2nd 300 @ mile pace)",
)
def parts(m: Found) -> Parts:
    return Parts(m.span, m["p"])


@rule(
    "Element",
    "COMMA|DOT|SEMI|NL|COLON|DASH AND|RUN|run|do? p:<PartList>",
    example=", first 200 in 40, second 200 in 36",
)
def parts_after_comma(m: Found) -> Parts | None:
    return Parts(m.span, m["p"]) if m.has("ORDINALWORD", "ORD") else None


@rule(
    "Element",
    "COMMA|OPEN|WITH|DASH|AND* the|your|each? w:first|last|final r:<Run> of|EACH|REP|is|run|it* "
    "a:<Aimed> CLOSE?",
    example=", last 200 @ mile pace",
)
def part_by_place(m: Found) -> Parts | None:
    target, effort = m["a"]
    timed = target is not None and target.pace.kind == "time" and not target.pace.per
    if timed or m.has("OPEN") != m.has("CLOSE") or not m["r"].metres:
        return None  # `last 200 40`: the rep is one run, unevenly paced
    place = "first" if m["w"].word == "first" else "last"
    return Parts(m.span, ((m["r"], target, effort),), place)


alias("OrderedShare", "half|part|bit|KM|MILES|LAPS|third", example="half")


@rule(
    "Element",
    "COMMA|COLON|OPEN|DASH|DOT|NL|WITH|AND* the? first u:half|KM|MILES|LAPS is|run|are|at|being? a:<Aimed> "
    "COMMA|AND|THEN|SLASH|SEMI* the? second|last|final|other <OrderedShare>? is|run|are|at? b:<Aimed> CLOSE?",
    example="first half @ 10k pace, second half @ 5k pace",
)
def halves(m: Found) -> Parts | None:
    """Each rep in two halves, or kilometre by kilometre."""
    if m.has("OPEN") != m.has("CLOSE"):
        return None
    named = of_unit(m, 1.0).value if m["u"].word != "half" else 0.0
    none = Length(m.span, metres=named)
    return Parts(m.span, ((none, *m["a"]), (none, *m["b"])), "shares")


@rule(
    "BrokenParts",
    "OPEN a:<Run> COMMA|PLUS|SLASH|DASH t:<Time> <Nouns>? COMMA|PLUS|SLASH|DASH b:<Run> CLOSE",
    "OPEN a:<Run> COMMA|PLUS|SLASH|AND b:<Run> WITH|SLASH|OFF|COMMA t:<Time> <Nouns>? <Places>? CLOSE",
    example="(400 + 30s + 400)",
)
def broken(m: Found) -> Parts | None:
    """`4 x broken 800 (400 + 30s + 400)`: a rep with a rest within it."""
    if not (m["a"].metres and m["b"].metres and m["t"].value <= 180_000):
        return None
    rest = Rest(m.span, "time", ms=m["t"].value)
    return Parts(m.span, tuple((m[n], None, Effort.NONE) for n in "ab"), rest=rest)


alias("Element", "p:<BrokenParts>", example="(400 + 30s + 400)")


@scanner("Element", "OPEN")
def parts_in_doubt(chart: Chart, i: int) -> list[Phrase]:
    """`10 x 150 (50 fast, 50 float, 50 fast)`: how each rep is run, but no watch could tell."""
    tokens = chart.tokens
    before = tokens[i - 1] if i else None
    if before is None or not before.kinds & {"DIGITS", "METRES", "KM", "MILES"}:
        return []
    told = [p.end for p in chart.at("PartList", i + 1) if "CLOSE" in tokens[p.end].kinds]
    if told or chart.at("BrokenParts", i):
        return []
    at, lengths, said = i + 1, 0.0, False
    count = 0
    while not tokens[at].kinds & {"CLOSE", "NL", "END", "OPEN", "TIMES", "CLOCK", "AT"}:
        token = tokens[at]
        if "DIGITS" in token.kinds and token.value >= 30 and not tokens[at + 1].kinds & {"SECONDS"}:
            lengths += token.value
            count += 1
        said = said or bool(token.kinds & {"FAST", "FLOAT", "HARD", "EASY", "PLUS", "STEADY"})
        at += 1
    if "CLOSE" not in tokens[at].kinds or count < 2 or not said:
        return []
    far = next((t.value for t in reversed(tokens[:i]) if "DIGITS" in t.kinds), 0.0)
    if not 0.9 * far <= lengths <= 1.1 * far:
        return []
    span = (tokens[i].start, tokens[at].end)
    doubt = Doubt(
        span,
        f"'{chart.quote(*span)}' is how each rep is run: what is between its parts?",
        "the parts and their recoveries, like `10 x (50 fast R0 50 float R0 50 fast R90)`",
    )
    return [Phrase(at + 1, 0.3, doubt)]


# -- of all of them

_FELT = "e:HARD|FAST|STEADY|EASY|RELAXED"


@rule(
    "Element",
    f"all|everything|both of? them|it|this|these? run|ran|done? VERY|at|fairly|quite|pretty|properly* {_FELT} EFFORT?",
    f"a? good|VERY* {_FELT} PACE|EFFORT|RUN|running|work? on|for|in|ON|IN|FOR|across ALL|BOTH|EACH of? them|it|these|those?",
    f"{_FELT} PACE|EFFORT|RUN|running|work? THROUGHOUT",
    cost="phrase",
    example="everything fairly hard",
)
def all_felt(m: Found) -> Aim | None:
    counted = m.after().kinds & {"NUM", "REP", "SET"} or m.after().word == "the"
    if counted and not m.has("of", "THROUGHOUT"):
        return None  # `hard for all 6`
    effort = named(m)
    return Aim(
        m.span, Target(m.span, Pace("none", m.span, name="all"), effort=effort), effort, worded=True
    )


@rule("Element", "of VERY? e:HARD|FAST|STEADY running|work", example="of hard running")
def all_of_it_felt(m: Found) -> Aim | None:
    """`4 x 80 s, 6 x 20 s and 6 x 10 s of hard running`."""
    return all_felt(m)


@rule(
    "Element",
    "my|the|our? splits|SPLIT|times for|FOR the|my|our? n:NUM DASH? r:<Run> REP? were|was|are|COLON|EQUALS* t:<TargetList>",
    cost="phrase",
    example="splits for the four 800s were: 2:47, 2:51, 2:50, 2:49",
)
def splits_of(m: Found) -> Reps | None:
    """So many runs, and the time of each."""
    n, t = m["n"], m["t"]
    times = t.listed or [t.pace, *filter(None, [t.fast])]
    if len(times) != n.value:
        return None
    target = replace(t, listed=times, fast=None)
    return Reps(m.span, Count(n.span, int(n.value)), m["r"], (Aim(m.span, target),))


@rule(
    "Element",
    "^BEGIN all|flat DASH? out EFFORT|REP|SPRINT DOT|COLON? &NL",
    "^BEGIN all|everything|EFFORT|REP all|flat DASH? out DOT|COLON? &NL",
    "^BEGIN VERY? e:HARD|FAST EFFORT|REP DOT|COLON? &NL",
)
def felt_below(m: Found) -> Aim:
    """`All out efforts.` above the sets: how all of them are run."""
    effort = named(m) if m["e"] else Effort.MAX
    target = Target(m.span, Pace("none", m.span), effort=effort)
    return Aim(m.span, target, effort, worded=True, label=True, everywhere=True)
