# SPDX-License-Identifier: MIT
"""Targets of some of the reps: `last 2 @ 75`, `first 4 @ 84, last 4 @ 80`, `900s @ 3k pace`."""

from __future__ import annotations

from itertools import accumulate, pairwise

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.elements import (
    THAN,
    Doubt,
    Length,
    Parts,
    Remark,
    Reps,
    Shares,
    Tail,
    no_pace,
)
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.aims import stepped_off
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.efforts import named
from trackpacer.notation.phrases.offsets import signed
from trackpacer.notation.phrases.targets import effort_of
from trackpacer.notation.tokens import counts_in
from trackpacer.notation.tree import Offset, Pace, Rest, Target
from trackpacer.records import replace
from trackpacer.session import Effort, Role

Aimed = tuple["Target | None", Effort]
Which = tuple[str, tuple[int, ...]]  # which reps: how they are told, and their numbers
_EFFORT = "MAX|SPRINT|HARD|FAST|STEADY|RELAXED|EASY|SLOW"


@rule("Aimed", "<Intro> t:<Body>", "COLON t:<Body>", "t:<NamedTarget>", example="@ 84")
def aimed(m: Found) -> Aimed:
    target: Target = m["t"]
    return target, effort_of(m, target, m.chart.plain[m.span[0] : m.span[1]])


_TIMED = "COMMA|DASH|SLASH|OPEN? {} CLOSE? &NL|DOT|SEMI|COMMA|END|AND|THEN"


@rule(
    "Aimed", f"<Intro> c:<PlainTime> {_TIMED.format('t:<NamedTarget>')}", example="at 61, 5k pace"
)
@rule("Aimed", f"<Intro> t:<NamedTarget> {_TIMED.format('c:<PlainTime>')}")
def aimed_twice(m: Found) -> Aimed | None:
    """`at 61 sec, 5km pace`, `at 10k pace, 63`: the time, if it is none that one would rest."""
    p: Pace = m["c"]
    if m["t"].pace.kind == "time" or p.ms < 12_000 or p.ms % 15_000 == 0:
        return None
    return Target(m.span, p), Effort.NONE


@rule("Aimed", "<Intro>? b:<EffortBody>", example="at a super threshold effort")
def aimed_so(m: Found) -> Aimed | None:
    body: Target = m["b"]
    return (None, body.effort) if body.effort or body.pace.name == "effort" else None


@rule("Aimed", "AT|IN? <OfTen> FEEL|EFFORT*", example="at 6/10")
@rule(
    "Aimed",
    "just|to|TO* hang|hanging|hold|holding|cling|clinging on !TO|to for? dear? life?",
    "as|however you|we feel|like|please",
    "by|on feel",
    cost="phrase",
    example="hanging on",
)
def aimed_of_ten(m: Found) -> Aimed:
    """How, and not how fast."""
    return None, Effort.NONE


@rule(
    "Aimed",
    f"<Intro>? VERY|a|at|fairly|quite|pretty|properly* e:{_EFFORT} PACE|EFFORT?",
    "all|flat out",
    "as? FAST|HARD as you|they|possible can|like|want|please?",
    example="fast",
)
def aimed_effort(m: Found) -> Aimed:
    return None, named(m) if m["e"] else Effort.MAX


alias("ForAll", "for everyone|everybody|all|us", example="for all")
_TAIL = (
    "w:LAST n:NUM|one|couple|pair? OF? REP|one|ones|EFFORT? <ForAll>? COLON|DASH|in|is|are|run|being|of|them|to|should|be|which|that* "
    "a:<Aimed> !METRES|KM"
)
_BUT = "except|but|bar|apart|excluding|from|for|with"


@rule(
    "Element",
    f"AND|COMMA|just|only|the|with|WITH* {_TAIL}",
    f"OPEN the|just|only|with|WITH* {_TAIL} CLOSE",
    f"COMMA? except|bar|apart|but {_BUT}* the? {_TAIL}",
    f"OPEN {_BUT}* the? {_TAIL} CLOSE",
    f"OPEN|COMMA {_BUT}* the? w:LAST n:one REP? t:<PlainTime> CLOSE?",
    "try|make|TO|to|push|run* TO? push|make|run the w:LAST n:NUM|one? REP|one? a:<Aimed> !METRES|KM",
    "AND|COMMA|DOT|the|with|WITH|RUN|but* w:LAST n:NUM? REP|one|ones? to|be|is|are|run|should* o:<OffsetAfter> &COMMA|DOT|NL|END|SEMI",
    "AND|COMMA|DOT|the|with|WITH|RUN|but|OPEN* w:LAST n:NUM? REP|one|ones? to|be|is|are|run|should* l:<Little>? f:FASTER &COMMA|DOT|NL|END|SEMI|CLOSE",
    "COMMA|AND? e:finishing|ending|finish|end|finishes|ends with|WITH|in|IN|on|ON|at|AT* t:<PlainTime> !METRES|KM|MINUTES|EASY|JOG|HARD",
    "COMMA|AND|WITH? THEN? a|an|one &CLOCK t:<PlainTime> TO|for|AS finish|end|close|closer|finisher|LAST",
    example="last 2 @ 75",
)
def tail(m: Found) -> Tail | Doubt | Remark | None:
    if m["e"] and (not m.chart.once(stepped_off) or any(m.chart.ending(m.end, 12, "Ladder"))):
        return None  # `each 3 s faster, ending with 2:30`; not `starting at 2:42, ending at 2:30`
    other = _than_the_others(m) if m["o"] or m["f"] else m["t"] and Target(m["t"].span, m["t"])
    target, effort = m["a"] or (other, Effort.NONE)
    tokens, number = m.chart.tokens, m["n"]
    told = m.has("should", "to", "be")
    if m.behind.kinds & {"DOT", "NL"} and m.after().raw == "!" and not told:
        return None  # see `reported`
    if m["w"] and number is None and "NUM" in tokens[tokens.index(m["w"], m.begin) + 1].kinds:
        return None  # `last 200 -2` is a part of each rep
    if m["w"] and number is None and m.chart.at("SetName", tokens.index(m["w"], m.begin)):
        return None  # `first set @ 10k, second @ 5k, last @ 3k`
    rested = any("REST" in token.kinds for token in tokens[max(m.begin - 2, 0) : m.begin])
    if rested and m.has("MINUTES", "PRIME") and not m.has("IN", "AT", "in", "@"):
        return Doubt(m.span, "'{this}': how fast, or the recovery?", "`last 1 in 3:00`, or `rest`")
    count = 1.0 if number is None or "NUM" not in number.kinds else number.value
    count = 2.0 if m.has("couple", "pair") else count
    if not _one_for_all(target) or count not in range(1, 31):
        return None
    if not (target or effort):
        return (
            None
            if not m["a"]
            else no_pace(m.span, m.shown)
            if m.has("PCT")
            else Tail(m.span, int(count))
        )
    return Tail(m.span, int(count), target, effort)


@rule("Element", "COMMA|AND|SLASH|THEN* a:<Aimed> &DOT|END|NL|COMMA|SEMI|CLOSE", cost="phrase")
def list_ends(m: Found) -> Tail | None:
    """`5 x 400 in 78, 77, 76, 75, best effort`: of the reps that the list leaves."""
    target, effort = m["a"]
    lists = (p.value.listed for p in m.chart.ending(m.begin, 20, "TargetList"))
    told = max(map(len, lists), default=0)
    left = [int(n) - told for n in counts_in(m.chart.tokens[: m.begin]) if n > told > 1]
    return None if target or len(left) != 1 else Tail(m.span, left[0], None, effort)


def _than_the_others(m: Found) -> Target | None:
    """`5 x 1k @ 10k pace, last two 5 s faster`: each, than the pace told before."""
    before = ((at, p) for at in range(m.begin) for p in m.chart.at("Aimed", at))
    said = ((p.end, -at, p.value[0]) for at, p in before if p.value[0] and p.end <= m.begin)
    # the last of them, and the whole of `half marathon pace`
    base: Target | None = max(said, key=lambda one: one[:2], default=(0, 0, None))[2]
    if base is None or base.pace.kind == "none" or base.offset or base.listed or base.last:
        return None
    if m["f"]:  # `last one quicker`
        return replace(base, span=m.span, bound=not m["l"], slightly=bool(m["l"]))
    offset = replace(m["o"], unit=m["o"].unit or "rep")
    return replace(base, span=m.span, offset=offset, fast=None)


_BIDDEN = "AND|COMMA|DASH|THEN|OPEN|DOT|really|VERY|try|TO|to|make|sure|you|we|want|should|be|and|aim|then|please"
_ON_LAST = "on|ON|in|IN|for|through|over|OVER|during|with|WITH the|your* w:LAST n:NUM|one? REP|one|ones|EFFORT|of|OF|these|them*"
_NO_UNIT = "!METRES|KM|MILES|MINUTES|SECONDS|LAPS"


@rule(
    "Element",
    f"{_BIDDEN}* work|push|go|get|run|hit|working|pushing|going|dig|effort VERY|as|it|for|in* e:HARD|FAST|MAX "
    f"VERY|you|can|as|possible* {_ON_LAST} {_NO_UNIT}",
    f"{_BIDDEN}* push|attack|hammer|pushing|attacking|hammering it|on|the|hard? {_NO_UNIT} {_ON_LAST} {_NO_UNIT}",
    f"{_BIDDEN}* attack|hammer|push the|your* w:LAST n:NUM|one? REP|one|ones|EFFORT* {_NO_UNIT}",
    f"{_BIDDEN}* {_ON_LAST} COMMA? i|need|you|we|to|TO|should|want|try|please|really* work|push|go|run|be VERY|it|yourself* "
    "e:HARD|FAST|MAX",
    f"{_BIDDEN}* e:HARD|FAST|MAX {_ON_LAST} {_NO_UNIT}",
    f"{_BIDDEN}* go for it {_ON_LAST} {_NO_UNIT}",
    f"{_BIDDEN}* give the|your* w:LAST n:NUM|one? REP|one|ones|EFFORT* {_NO_UNIT} a|some|real|proper|good|bit|of|big|VERY* push|go|crack|welly|effort",
    f"{_BIDDEN}|with|WITH|the* w:LAST n:NUM|one? REP|one|ones|to|TO|be|being|should|run|a|bit|lot|even|much* harder",
    cost="phrase",
    example="work hard on the last three",
)
def bidden_tail(m: Found) -> Tail | None:
    """`Push hard on the last 3`, `on the last four, work hard`: some reps and how they are run."""
    count = m["n"].value if m["n"] and "NUM" in m["n"].kinds else 1.0
    if count not in range(1, 31) or (m["n"] is None and not m.has("rep", "one", "effort")):
        return None
    return Tail(m.span, int(count), None, named(m) if m["e"] else Effort.HARD)


@rule(
    "Element",
    f"^DOT|NL AND|COMMA|the|with|WITH* {_TAIL} &DOT",
    cost="phrase",
)
def reported(m: Found) -> Doubt | None:
    """`Last one in 31!`: an order, or how it went?"""
    if m.after().raw != "!" or m.has("should", "to", "be"):
        return None
    return Doubt(
        m.span, "'{this}': to be run so, or how it went?", "`last 1 @ 31`, or no word of it"
    )


def _one_for_all(target: Target | None) -> bool:
    """Whether it is the same for each of several reps, not one each."""
    return target is None or not (target.listed or target.last)


# -- all reps by their numbers


@rule(
    "Which",
    "the? ODD|EVEN DASH? numbered|number|numbers? u:REP|one|LAPS|KM|MILES?",
    example="odd-numbered reps",
)
def which_turn(m: Found) -> Which | None:
    """By turns; 1 where they are the miles or kilometres of one run."""
    if m.behind.word == "and" and not m.earlier("ODD"):
        return None  # `nice and even at 84`
    if not m["u"] and m.after().kinds & {"KM", "MILES"} and "PACE" not in m.after(1).kinds:
        return None  # `even miles 40 s slower`: no mile pace
    unit = m["u"] is not None and m["u"].kinds & {"KM", "MILES"}
    return ("odd" if m.has("ODD") else "even"), (1,) if unit else ()


@rule("Which", "the? first n:NUM REP|ones?", example="first 4")
def which_first(m: Found) -> Which | None:
    value = m["n"].value
    return ("first", (int(value),)) if value in range(1, 100) else None


@rule(
    "Which",
    "the|and|AND? w:last|next|middle|other|final|remaining n:NUM? REP|ones|one? <ForAll>?",
    example="last 4",
)
def which_next(m: Found) -> Which | None:
    value = m["n"].value if m["n"] else 1.0
    if "EACH" in m.behind.kinds:
        return None  # `every other one`
    kind = "last" if m.has("last", "final") else "next"
    return (kind, (int(value),)) if value in range(1, 100) else None


@rule(
    "Which",
    "REP|LAPS|KM|MILES|number|numbers|no|nos|HASH DOT? n:<PlainNumbers>",
    example="laps 1, 3, 5",
)
def which_listed(m: Found) -> Which:
    return "these", m["n"]


@rule("Which", "n:<PlainNumbers>", cost="rare", example="1, 3 and 5")
def which_numbered(m: Found) -> Which:
    """Of reps only where all of them are shared out so."""
    return "numbered", m["n"]


@scanner("PlainNumbers", "DIGITS|NUMBERWORD")
def plain_numbers(chart: Chart, i: int) -> list[Phrase]:
    """`1, 3 & 5`: the numbers of reps, two at least, each larger than the one before."""
    tokens, at = chart.tokens, i
    found: list[int] = []
    ends: list[Phrase] = []  # `after 1 and 2, 3 min after …`: the list may end before the last
    while (
        "NUM" in tokens[at].kinds
        and (found[-1] if found else 0) < tokens[at].value <= 60
        and not tokens[at].value % 1
    ):
        if found and "TIMES" in tokens[at + 1].kinds:
            break  # `3 min after rep 3, 4 x 200`
        found.append(int(tokens[at].value))
        at += 1
        if len(found) > 1 and not tokens[at].kinds & {"MINUTES", "SECONDS", "PRIME"}:
            ends.append(Phrase(at, 0.0, tuple(found)))
        if not tokens[at].keys & {"COMMA", "AND", "SLASH", "PLUS"}:
            break
        at += 1 + ("COMMA" in tokens[at].kinds and "AND" in tokens[at + 1].kinds)
    return ends


@rule(
    "Which",
    "REP|HASH|number|numbers|no|nos* a:DIGITS DASH|TO b:DIGITS REP?",
    "REP|number HASH? a:DIGITS",
    "no|number DOT? a:NUM",
    example="1-3",
)
def which_numbers(m: Found) -> Which | None:
    a, b = m["a"].value, (m["b"] or m["a"]).value
    if not 1 <= a <= b <= 60 or a != int(a) or b != int(b):
        return None
    return "these", tuple(range(int(a), int(b) + 1))


@rule("Which", "^COMMA|AND|SEMI|NL n:DIGITS &AT|COLON", example="7")
def which_next_number(m: Found) -> Which | None:
    """`1-3 at marathon pace, 4-6 at threshold, 7 at 10k`: the one behind a range of reps."""
    told = (p.value[0] for p in m.chart.ending(m.begin - 1, 8, "RepShare"))
    value = int(m["n"].value)
    follows = any(kind == "these" and len(n) > 1 and n[-1] == value - 1 for kind, n in told)
    return ("these", (value,)) if follows else None


@rule("Ordinal", "n:DIGITS ~ORD", "n:ORDINALWORD", "HASH ~n:DIGITS", "w:last|final", example="1st")
def ordinal(m: Found) -> int | None:
    if m["w"]:
        return -1
    value = m["n"].value
    return int(value) if value in range(1, 256) else None  # no set has more reps


@scanner("Ordinals", "DIGITS|ORDINALWORD|LAST|HASH")
def ordinals(chart: Chart, i: int) -> list[Phrase]:
    """`1st, 3rd & 5th`: the numbers of reps, ordered."""
    tokens = chart.tokens
    found: list[int] = []
    at = end = i
    while len(found) <= 40 and (options := chart.at("Ordinal", at)):
        found.append(options[0].value)
        at = end = options[0].end
        if "ORD" in tokens[at - 1].kinds and chart.at("Ordinal", at):
            continue  # `1st 3rd 5th`
        if found[-1] == -1 or not tokens[at].keys & {"COMMA", "AND", "SLASH", "PLUS"}:
            break  # `faster than the last, 1st at 10k pace`
        at += 2 if "COMMA" in tokens[at].kinds and "AND" in tokens[at + 1].kinds else 1
    return [Phrase(end, 0.0, tuple(found))] if found else []


@rule("Which", "the? o:<Ordinals> REP|one|ones|LAPS|KM|MILES*", example="1st rep")
@rule("Which", "the? o:<Ordinals> REP|one* OF|IN|in EACH SET|pair", example="1st of each set")
def which_ordinals(m: Found) -> Which | None:
    after = m.after()
    if m.has("KM", "MILES") and len(m["o"]) < 2:
        return None  # a part of one run
    if not m.has("REP", "LAPS") and "DIGITS" in after.kinds and after.value in range(100, 1000, 50):
        return None  # `first 200 -2`: the first 200 m of each rep
    return "these", m["o"]


@rule(
    "Which", "the? o:<Ordinal> SET|OF* !one n:NUM REP|one|ones? !METRES|KM|MILES", example="2nd 4"
)
def which_stretch(m: Found) -> Which | None:
    """`1st 4 @ 10k pace, 2nd 4 @ 5k pace`."""
    number = m["n"].value
    kind = {1: "first", -1: "last"}.get(m["o"], "next")
    return (kind, (int(number),)) if number in range(1, 31) else None


@rule("Which", "^!EACH the? rest|others|remaining|other REP|one|ones?", example="the others")
@rule("Which", "all|ALL but|except|bar|apart|from* the? final|LAST REP|one?")
@rule("Which", "thereafter|onwards", "from there|then on|onwards")
def which_others(m: Found) -> Which:
    return "others", (0,)


@rule(
    "Which",
    "one|the|other* half !marathon|mara|way|time OF|of? the|them|these|those? REP|ones?",
    cost="rare",
    example="the other half",
)
def which_half(m: Found) -> Which | None:
    """As many reps as the other half: see `_halved`."""
    return ("half", ()) if "DIGITS" not in m.after().kinds else None


_HALF_AHEAD = "COMMA|COLON|DASH|DOT|AND|SEMI|with|WITH|do|run|RUN|so|the|one* half AT|IN|at|in|of|OF|ON|EASY|HARD"
alias("HalfAhead", _HALF_AHEAD, example=", do half at")


@rule("EveryNth", "EACH o:<Ordinal>", example="every 4th")
@rule("Which", "EACH o:<Ordinal> REP|one?", example="every third")
def which_every(m: Found) -> Which | None:
    return ("every", (m["o"],)) if m["o"] > 1 else None


@rule("Which", "EACH other REP|one|ones?", example="every other one")
def which_second(m: Found) -> Which:
    return "every", (2,)


@rule("Which", "the? o:<Ordinals> <Dist>", cost="rare", example="1st 6k")
@rule(
    "Which", "the? o:<Ordinals> <Dist>|<Number> OF|IN|in EACH SET", example="first 600 of each set"
)
@rule("Which", "the? o:<Ordinals> n:DIGITS &AT|IN", cost="rare")
def which_of_a_length(m: Found) -> Which | None:
    """`1st 6k @ MP, 2nd 6k @ HMP`: of the runs of that length."""
    if m["n"] and m["n"].value not in range(150, 3001, 50):
        return None
    return ("these", m["o"]) if min(m["o"]) > 0 else None


@rule(
    "OffsetThan",
    "a:<Secs> u:<Per>? d:FASTER|SLOWER THAN <Which>|that|those",
    example="5 s faster than the odds",
)
def offset_than(m: Found) -> Offset:
    return signed(m["a"], -1 if "FASTER" in m["d"].kinds else 1, m["u"] or "rep", m.span)


@rule("RepShare", "hammer|crush|smash|blast w:<Which>", example="hammer #6")
def rep_hammered(m: Found) -> tuple[Which, Target, Effort] | None:
    if m.chart.at("Aimed", m.end):
        return None  # `hammer #6 as fast as you can`
    return m["w"], Target(m.span, Pace("none", m.span), effort=Effort.HARD), Effort.HARD


@rule(
    "RepShare",
    "w:<Which> is|are|was|were|COLON|DASH|EQUALS|run|to|go|goes|done|should|be* a:<Aimed>",
    "w:<Which> t:<PlainTime>",
    "w:<Which> n:<NamedRace> &COMMA|SEMI|HASH|REP|NL|END|CLOSE|AND|SLASH",
    "RUN|went|was|did|hit|clocked|IN|AT|ABOUT* &CLOCK t:<PlainTime> for|on|IN|ON? w:<Which> &COMMA|SEMI|DOT|NL|END|CLOSE|AND|SLASH|THEN|but|DASH|which|that",
    "w:<Which> is|are|run|to|be|should|a|about* o:<OffsetAfter>|<OffsetThan>",
    "^LAST|REP COMMA? which|that was|is|were|in|ABOUT* &CLOCK t:<PlainTime>",
    example="odd 3:20",
)
def rep_share(m: Found) -> tuple[Which, Target, Effort] | None:
    bare_rest = "rest" in m.words() and "the" not in m.words()
    if m.chart.at("SetName", m.begin):
        return None  # `rest - 1st: 30s - 2nd: 60s`: of two sets
    if m["o"]:  # `the even ones 3 s slower`: see `_resolved`
        than = Target(m.span, Pace("none", m.span, name=THAN), m["o"])
        return m["w"], _than_the_others(m) or than, Effort.NONE
    if m["n"] and not (m.has("HASH", "REP") and m.has("KM", "MILES", "HALFMARATHON")):
        return None  # `#1-3 10k`
    if m["t"] or m["n"]:
        pace: Pace = m["t"] or m["n"]
        if bare_rest:
            return None  # `Rest 90 seconds`: a recovery
        return m["w"] or ("last", (1,)), Target(pace.span, pace), Effort.NONE
    target, effort = m["a"]
    if target is None:
        target = Target(m.span, Pace("none", m.span), effort=effort)
    if bare_rest and target.pace.kind == "time" and not m.has("AT", "IN"):
        return None
    target = replace(target, effort=effort or target.effort)
    return (m["w"], target, effort) if _one_for_all(target) else None


_PARTED = frozenset(
    ["ARROW", "BAR", "COMMA", "SEMI", "AND", "NL", "DASH", "DOT", "SLASH", "THEN", "BULLET"]
)
_BIDS = words_of("do hammer hit crush smash blast attack kick kicking start starting execute")
_SAVE = frozenset(["but", "except", "bar", "apart"])
_ALONE = frozenset(["first", "these", "every", "odd", "even"])


@scanner(
    "Element",
    "ODD|EVEN|first|the|REP|LAPS|KM|MILES|DIGITS|ORDINALWORD|last|OPEN|DASH|EACH|HASH|others|other|"
    "no|number|numbers|WITH|ARROW|hammer|hit|crush|smash|blast|attack|CLOCK|RUN|went|did|clocked|all|"
    "ABOUT|half|one|do|but|kicking|kick|starting|start|execute",
)
def rep_shares(chart: Chart, i: int) -> list[Phrase]:
    """`odd 3:20, even 3:40`, `first 4 @ 84, last 4 @ 80`, `1st & 3rd @ 10k, 2nd @ MP`."""
    return [*_shares_from(chart, i), *_shares_from(chart, i, rested=True)]


alias("ByItself", "a:<Aimed>|<NamedRace>", example="easy")
_THREE = "a:<ByItself> COMMA|SLASH THEN? b:<ByItself> COMMA|SLASH|AND|THEN AND|THEN? c:<ByItself>"
_FOUR = f"{_THREE} COMMA|SLASH|AND|THEN AND|THEN? d:<ByItself>"
_BESIDE = "progression|progressive|progressing? RUN? COLON|DASH|COMMA?"


@rule("Element", f"{_BESIDE} OPEN {_THREE} CLOSE", f"{_BESIDE} OPEN {_FOUR} CLOSE")
@rule("Element", f"{_BESIDE} {_THREE}", f"{_BESIDE} {_FOUR}", cost="phrase")
def one_by_one(m: Found) -> Shares | None:
    """`3 x 2k: easy, steady, tempo`: as many as there are reps; on end, where they progress."""
    told = [m[name] for name in "abcd" if m[name]]
    told = [one if isinstance(one, tuple) else (Target(one.span, one), Effort.NONE) for one in told]
    aims = [replace(t or Target(m.span, Pace("none", m.span)), effort=e) for t, e in told]
    before = m.chart.tokens[max(m.begin - 8, 0) : m.begin]
    progress = any("progress" in token.word for token in before)
    if progress or len(aims) not in counts_in(before) or all(aim for aim, _ in told):
        return None  # paces alone: see `TargetList`
    on_end = m.words()[0].startswith("progress") and m.after().kinds & {"NL", "END", "DOT", "SEMI"}
    rests = (((0,), Rest(m.span, "none")),) if on_end else ()
    return Shares(m.span, tuple(((n,), aim) for n, aim in enumerate(aims, 1)), rests=rests)


alias(
    "ShareRest",
    "WITH|OFF|THEN|then|COMMA|AND|PLUS WITH|OFF|THEN|then|a? r:<RestCore>",
    "WITH|OFF|OPEN r:<BareRest> CLOSE?",
)


def _shares_from(chart: Chart, i: int, rested: bool = False) -> list[Phrase]:
    """rested: each of two has a recovery of its own, `odds @ 10k pace then 100 m jog, evens …`."""
    tokens = chart.tokens
    at = i
    opened = bool(tokens[i].keys & {"OPEN"})
    at += bool(tokens[i].keys & {"OPEN", "DASH", "WITH", "ARROW"})
    excepted = tokens[i].word == "but" and tokens[i + 1].word not in _SAVE
    at += excepted  # `5k pace, but rep 4 at 3k pace`
    # `hammer interval #6 as fast as you can`
    at += tokens[at].word in _BIDS and not chart.at("RepShare", at)
    at += tokens[at].word == "off"  # `kicking off the first two in 29`
    parts: list[tuple[Which, Target]] = []
    rests: list[tuple[tuple[int, ...], Rest]] = []
    metres, cost = 0.0, 0.1
    end = at
    while len(parts) < 20:
        best = longest(chart.at("RepShare", at))
        if best is None:
            break
        which, target, _ = best.value
        cost += best.cost
        metres = metres or _length_named(chart, at)
        parts.append((which, target))
        at = end = best.end
        if rested:
            rest = longest(chart.at("ShareRest", at))
            if rest is None:
                return []
            at = end = rest.end
            rests.append(((len(rests) + 1,), rest.value))
        while tokens[at].keys & _PARTED and not chart.at("RepShare", at):  # but `next 4 @ 78`
            at += 1
    alone = parts and (parts[0][0][0] in _ALONE or any(t.word in _SAVE for t in tokens[i:end]))
    if not parts or (len(parts) < 2 and not alone):
        return []
    if opened:
        if not tokens[end].keys & {"CLOSE"}:
            return []
        end += 1
    span = chart.span(i, end)
    if len(parts) == 1 and any(token.word in _SAVE for token in tokens[i + excepted : end]):
        parts.append((("last", (1,)), Target(span, Pace("none", span))))  # `all but the last @ 5k`
    parts = _resolved(parts)
    shares = numbered(_halved(chart, i, parts)) if parts else None
    if shares is None:
        return []
    cycle, by_rep = shares
    if metres and (len(parts) < 2 or opened):
        return []  # of one length alone: a part of each rep, or of one run
    by_unit = cycle == 2 and all(which[1] for which, _ in parts)
    if rested and (cycle, len(parts), parts[0][0][0]) != (2, 2, "odd"):
        return []
    return [Phrase(end, cost, Shares(span, by_rep, cycle, by_unit, metres, tuple(rests)))]


def _resolved(parts: list[tuple[Which, Target]]) -> list[tuple[Which, Target]]:
    """`evens 5 s faster than the odds, odds @ 2:50`: than the part before, or the one behind; []
    where that has no pace of its own."""
    for n, (which, target) in enumerate(parts):
        if target.pace.name != THAN:
            continue
        told = [t for _, t in (*parts[:n][::-1], *parts[n + 1 :]) if t.pace.kind != "none"]
        if not told or told[0].offset or told[0].listed or told[0].last or target.offset is None:
            return []
        offset = replace(target.offset, unit=target.offset.unit or "rep")
        parts[n] = (which, replace(told[0], span=target.span, offset=offset, fast=None))
    return parts


def _halved(chart: Chart, i: int, parts: list[tuple[Which, Target]]) -> list[tuple[Which, Target]]:
    """`Half at 5k pace, half at mile pace`: so many of the reps counted before."""
    if not all(which[0] == "half" for which, _ in parts):
        return parts
    counts = [
        phrase.value.number
        for at in range(i)
        for phrase in chart.at("Times", at)
        if "TIMES" in chart.tokens[phrase.end].kinds and not chart.before(at).kinds & {"DASH", "TO"}
    ]
    half = counts[-1] // 2 if counts and len(parts) == 2 and not counts[-1] % 2 else 0
    return [(("next", (half,)), target) for _, target in parts]


def _shared_out(parts: list[tuple[Which, Target]]) -> bool:
    """Whether the numbers of the parts are all those up to the last."""
    numbers = sorted(number for which, _ in parts for number in which[1])
    return numbers == list(range(1, len(numbers) + 1))


def _length_named(chart: Chart, i: int) -> float:
    """The length that is named behind a number of order: `1st 6k @ MP`."""
    i += "the" in chart.tokens[i].keys
    for order in chart.at("Ordinals", i):
        for far in chart.at("Dist", order.end):
            if "PACE" in chart.tokens[far.end].kinds:
                continue  # `1st/3rd 10k pace`
            return float(far.value.value)
    return 0.0


def numbered(
    parts: list[tuple[Which, Target]],
) -> tuple[int, tuple[tuple[tuple[int, ...], Target], ...]] | None:
    """The numbers of the reps that each part names; 2 where they go by turns."""
    kinds = {which[0] for which, _ in parts}
    none = "half" in kinds or any(which == ("next", (0,)) for which, _ in parts)  # see `_halved`
    if none or ("numbered" in kinds and not _shared_out(parts)):
        return None
    if kinds <= {"odd", "even"}:
        if len(parts) != len(kinds):
            return None
        order = {"odd": 1, "even": 2}
        return 2, tuple(((order[which[0]],), target) for which, target in parts)
    if kinds <= {"every", "others"} and len(parts) == len(kinds) and parts[0][0][0] == "every":
        cycle = parts[0][0][1][0]
        return cycle, tuple((numbers, target) for (_, numbers), target in parts)
    if kinds & {"odd", "even", "every"}:
        return None
    # `last 2 @ 72, the others @ 75`, `the first five easy, the last two hard`: from the end
    ends = "next" not in kinds
    done = 0
    result: list[tuple[tuple[int, ...], Target]] = []
    for (kind, numbers), target in parts:
        if kind == "last" and ends:
            reps: tuple[int, ...] = tuple(range(-numbers[0], 0))
        elif kind in ("first", "next", "last"):
            reps = tuple(range(done + 1, done + numbers[0] + 1))
        else:
            reps = numbers
        done = max(done, *reps)
        result.append((reps, target))
    return 0, tuple(result)


# Signs and words between the counts of a set that is shared out.
_BETWEEN_COUNTS = _PARTED - {"NL", "DASH", "DOT", "BULLET"} | frozenset(
    [
        *("PLUS", "FOLLOWED", "by", "the", "other", "last", "LAST", "remaining", "next", "finish"),
        *("finishing", "closing", "with", "WITH", "of", "OF", "them", "ending", "end", "on"),
    ]
)


Stretch = tuple[float, Target, Role | None]  # how many, how, and whether it is at one of the ends


@rule(
    "Stretch",
    "n:NUM MILES|KM|LAPS? !IN|COLON|TIMES a:<Aimed>",
    "n:NUM OF? the|them? REP !IN|COLON|TIMES a:<Aimed>",
    "n:NUM IN ABOUT? t:<PlainTime> !METRES|KM|MILES|REST|JOG|WALK",
    "n:NUM MILES|KM|LAPS? e:<WarmUp>|<CoolDown>|UP|DOWN",
    "rest|remaining|remainder|balance|finish|finishing a:<Aimed>",
)
def stretch(m: Found) -> Stretch | None:
    """So many of the reps, or of the miles of a run; 0: what is left of it."""
    aim = m["a"] or (m["t"] and (Target(m["t"].span, m["t"]), Effort.NONE))
    target, effort = aim or (None, Effort.EASY)
    count = m["n"].value if m["n"] else 0.0
    if not _one_for_all(target) or count > 30 or (m["n"] and not count):
        return None
    target = target or Target(m.span, Pace("none", m.span))
    ends = Role.WARMUP if m.has("WU", "WARM", "UP") else Role.COOLDOWN
    role = None if aim or not m["n"] else ends
    return count, replace(target, effort=effort or target.effort), role


@scanner("Stretches", "<Stretch>")
def stretches(chart: Chart, i: int) -> list[Phrase]:
    """`2 @ 10k, 2 @ 5k, 2 easy`: how many of the reps at each, or of the miles of one run."""
    at, found = i, list[Phrase]()
    parts: list[Stretch] = []
    while len(parts) < 20 and (best := longest(chart.at("Stretch", at))):
        parts.append(best.value)
        at = best.end
        if len(parts) > 1:
            found = [Phrase(at, 0.0, tuple(parts))]
        while chart.tokens[at].keys & _BETWEEN_COUNTS and not chart.at("Stretch", at):
            at += 1
    return found


_OF_RUN = "^MILES|KM|LAPS|METRES|DIGITS today|total|TOTAL|CUTDOWN|RUN|LONG|TEMPO|in|IN|all*"


@rule(
    "Element",
    f"{_OF_RUN} COLON|COMMA|DASH|DOT|AS|SEMI? OPEN? WITH|of|OF|which|do|DASH|FIRST* p:<Stretches> CLOSE?",
    f"{_OF_RUN} COLON|COMMA|DASH|DOT? OPEN? p:<Stretches> CLOSE? COMMA|SEMI|DOT|WITH* "
    "r:<RestCore> BETWEEN|EACH? &END|NL|DOT",
    "^BEGIN|NL|COLON|DOT|DASH|BULLET FIRST? p:<Stretches> EQUALS|total|OPEN w:<Dist> total|TOTAL? CLOSE?",
    example="2 WU, 5 @ 6:20, 1 CD = 8 miles",
)
def in_stretches(m: Found) -> Parts | Reps | None:
    """`8 miles: 2 WU, 4 @ MP, rest easy`, `2 easy, 4 @ MP, 2 easy (8 miles)`: on end, or rested."""
    whole = m["w"] or next((p.value for p in m.chart.ending(m.begin, 3, "Dist")), None)
    if whole is None or m.has("IN") or (m["r"] and not m.has("BETWEEN", "EACH", "REST")):
        return None
    one = {"mile": MILE, "km": 1000.0, "lap": m.chart.lap_m}.get(whole.unit, 0.0)
    left = whole.value - one * sum(count for count, *_ in m["p"])
    rest = sum(not count for count, *_ in m["p"])
    if not one or rest > 1 or (left <= 1 if rest else abs(left) > 1):
        return None
    runs = tuple(
        (Length(how.span, count * one or left, unit=whole.unit, role=role), how, how.effort)
        for count, how, role in m["p"]
    )
    parts = Parts(m.span, runs, rest=m["r"])
    length = Length(m.span, metres=whole.value, unit=whole.unit)
    return Reps(m.span, None, length, (parts,)) if m["w"] else parts


_OPENING = "start|begin|open|starting|beginning|opening|run|do|RUN|FROM|LEAVING"


@rule(
    "Element",
    "COLON|COMMA|AS|DASH? OPEN? p:<Stretches> CLOSE?",
    f"COLON|COMMA|DOT|NL|DASH|SEMI? {_OPENING} with|WITH|by? running|doing|the|first|RUN* p:<Stretches>",
    f"OPEN {_OPENING} with|WITH|by? running|doing|the|first|RUN* p:<Stretches> CLOSE",
)
def by_count(m: Found) -> Shares | None:
    """The targets of so many reps each."""
    if any(not count or count % 1 for count, *_ in m["p"]) or m.has("UP", "DOWN", "WU", "CD"):
        return None  # `6 x 1k (60s). 2mi wu, 1mi cd`: no reps
    ends = [0, *accumulate(int(count) for count, *_ in m["p"])]
    if m.has("IN") and ends[-1] not in counts_in(m.chart.tokens[: m.begin]):
        return None  # `16 x 200 (8 in 40, 8 in 37)` tells them all; `1 in 3:00` a minute
    reps = [tuple(range(begin + 1, end + 1)) for begin, end in pairwise(ends)]
    return Shares(m.span, tuple(zip(reps, (how for _, how, _ in m["p"]), strict=True)))


@rule(
    "Element",
    "OPEN n:NUM OF|at|of? EACH CLOSE",
    "COMMA|DASH n:NUM OF|at|of? EACH &NL|END|DOT|COMMA|SEMI",
    cost="phrase",
)
def so_many_at_each(m: Found) -> Remark | None:
    """`12 x 400 in 80/78/76 (4 of each)`: how many of the reps at each of the targets."""
    tokens = m.chart.tokens[: m.begin]
    reps = {a.value for a, b in pairwise(tokens) if "TIMES" in b.kinds}
    lists = (p.value for at in range(m.begin) for p in m.chart.at("TargetList", at))
    shared = any(len(one.listed or "ab") * m["n"].value in reps for one in lists)
    return Remark(m.span, listed=False) if shared else None
