# SPDX-License-Identifier: MIT
"""How often what stands before is run: `x 4`, `repeat 4 times`, `do 6 of them`, `for 20 minutes`.

A count that stands before its block is in `blocks`.
"""

from __future__ import annotations

import itertools
from typing import Any

from trackpacer.notation.chart import Chart, Found
from trackpacer.notation.elements import Again, Amount, Count, Doubt, Fill, Manner, Remark
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tokens import counts_in

_NO_UNIT = "!METRES|kms|km|kilometres|MILES|MINUTES|OF"
_LATER = "&END|NL|DASH|DOT|COMMA|SEMI|CLOSE|AT|IN|WITH|OFF"
_UNITS = "METRES|KM|MILES|MINUTES|SECONDS|TIMES|PRIME|QUOTES|LAPS"


@rule(
    "Element",
    f"!time|by TIMES n:<Times> times|TIMES|through* !{_UNITS}|DIGITS",
    "^METRES|KM|MILES|LAPS|MINUTES|SECONDS|CLOSE x|TIMES n:<Times> &<SizedRest>",
    f"!time|by TIMES n:<Times> times|TIMES|through* SET !{_UNITS}",
    f"!time|by TIMES n:<Times> REP !{_UNITS}|DIGITS",
    f"!time|by TIMES n:<Times> SET|REP|times|TIMES|through* IN a row !{_UNITS}",
    "^DOT|NL|SEMI|COMMA all|the|whole|lot|thing|of|that|this* n:<Times> x|TIMES|goes &END|NL|DOT|COMMA|SEMI",
    "^DOT|NL|SEMI|COMMA n:<Times> x|TIMES|goes IN total|TOTAL|all &END|NL|DOT",
    "all|the|whole|lot|thing* TIMES n:<Times> &COMMA|END|NL|DOT|SEMI|CLOSE|WITH",
    "n:<Times> times|x in a row",
    "le? tout n:<Times> TIMES",
    "^CLOSE n:<Times> x|TIMES &COMMA|END|NL|DOT|SEMI|WITH|OPEN|SLASH|DASH",
    "n:<Times> times|x|TIMES through|thru &COMMA|END|NL|DOT|SEMI|CLOSE|WITH",
    "^METRES|KM|MILES|MINUTES|SECONDS|PACE|EFFORT|TEMPO|THRESHOLD|HARD|FAST n:<Times> x &COMMA|END|NL|DOT|SEMI|WITH|OFF|OPEN|AT|IN",
    "OPEN all|the|whole|lot|thing|of|this|that* TIMES n:<Times> SET|REP? CLOSE",
    "OPEN n:<Times> times|TIMES CLOSE",
    f"n:<Times> times !{_UNITS}|NUM|CLOCK|OF",
    f"COMMA? over and|AND over again? for? n:<Times> times !{_UNITS}",
    cost="repeat-behind",
    example="x 4",
)
def again(m: Found) -> Again | None:
    words = m.words()
    behind = m.behind.kinds  # `300, 100 jog, 200 all out - x4`; but `600 m 4x, 300 m 4x`
    if words[0] == "by" and behind & {"HARMLESS", "UNKNOWN"}:
        return None  # `home by 8`
    apart = "DASH" in behind or (words[-1] in ("x", "goes") and not behind & {"METRES", "KM"})
    return _again(m, all=bool(_OF_ALL & set(words)) or apart)


_WORKS = ("AT", "PACE", "HARD", "FAST", "TIMES", "REST", "JOG", "TEMPO", "COMMA", "SLASH")
_ALL_OF_IT = frozenset(["thing", "sequence", "that", "this", "it", "process", "pattern", "cycle"])
_OF_ALL = frozenset(["row", "through", "thru", "sets", "rounds", "total", "all", "lot", "thing"])


@rule(
    "Element",
    "^!BEGIN|REPEAT|AND|ALL w:TWICE through|thru|over|round? &COMMA|END|NL|DOT|SEMI|CLOSE|DASH|OPEN|WITH|OFF|which|so|but|because",
    cost="repeat-behind",
)
def again_by_word(m: Found) -> Again | None:
    """`600, 400, 200 (90s) twice`; but `got soaked twice`."""
    if "UNKNOWN" in m.behind.kinds and m.behind.word not in _OF_ALL | _ALL_OF_IT:
        return None
    return Again(m.span, 2 if m["w"].word == "twice" else 3, all=True)


_NO_BREAK = "COMMA|WITH|WITHOUT* <Nouns>|breaks|break|stopping|stops|pausing?"


def hills_counted(chart: Chart, begin: int, times: float) -> bool:
    """Whether so many hills, or one more, are counted before: the first of them is run, too."""
    hills = (
        one for one, after in itertools.pairwise(chart.tokens[:begin]) if "HILL" in after.kinds
    )
    return any("NUM" in one.kinds and one.value in (times, times + 1) for one in hills)


@rule("RestsCounted", "OPEN n:DIGITS TIMES|times CLOSE", "OPEN TIMES n:DIGITS CLOSE")
@rule("Element", "OPEN n:DIGITS TIMES|times CLOSE", "OPEN TIMES n:DIGITS CLOSE")
def so_many_rests(m: Found) -> Manner | None:
    """`400 jog between repeats (4x)` below `5 x 800`: as often as there is a recovery."""
    tokens, line = m.chart.tokens, m.chart.since(m.begin, "NL")
    reps = [a.value for a, b in itertools.pairwise(tokens[:line]) if "TIMES" in b.kinds]
    between = any("BETWEEN" in token.kinds for token in tokens[line : m.begin])
    return Manner(m.span) if between and reps[-1:] == [m["n"].value + 1] else None


def _again(m: Found, **more: Any) -> Again | None:
    found: Count = m["n"]
    if m.behind.kinds & {"NL", "BULLET"} and m.after().kinds & {
        "STRIDES",
        "NUM",
        "CLOCK",
        "SPRINT",
    }:
        return None  # `x6 strides` on a line of its own
    if "NL" in m.behind.kinds & m.after().kinds and not m.earlier(*_WORKS):
        return None  # `10 min easy`, `3x` below it: of the lines that follow
    if found.number >= 50 and m.behind.value >= 100 and not found.number % 50:
        return None  # `12 x 150 x 50`: the jog
    rests = m.chart.at("RestsCounted", m.begin)
    if rests or hills_counted(m.chart, m.begin, found.number):
        return None
    least = 2 if more.get("all") else 1
    if not least <= found.number <= 255:
        return None
    return Again(m.span, found.number, notes=found.notes, **more)


@rule(
    "Element",
    f"THEN|DOT|COMMA|AND* REPEAT|do that|this|it? k:NUM|TWICE more|TIMES|again* {_NO_BREAK} &CLOSE",
    f"THEN|DOT|COMMA|AND* k:NUM more REP? like|of|OF|as* <AllOfIt>? {_NO_BREAK} &CLOSE",
    example="repeat 5 times, no rests",
)
def as_often_again(m: Found) -> Manner | None:
    """`6 hill repeats (run 250 yds, jog down; repeat five times more)`: those six."""
    told = hills_counted(m.chart, m.begin, m["k"].value or 2)
    return Manner(m.span, notes=(f"'{m.shown}' is how often the hills are run",)) if told else None


alias(
    "AllOfIt",
    "all|SET|this|that|it|the|whole|entire|thing|lot|for|of|above|x|sequence|block|them|these|workout|session|from|FROM|start|top|beginning*",
)


alias("WithTime", "WITH a|an? <Time>", example="with 5 min")


_PARTS = "HILL|REST|JOG|WALK|FAST|HARD|EASY|SLOW|RUN|SPRINT|STEADY|EFFORT|climb|FLOAT|DOWN|UP"
alias("PartName", f"{_PARTS} {_PARTS}?", example="hill climb")
_REPEAT = "do|repeat|complete|repeated|REPEAT"


@rule(
    "Element",
    f"OPEN? do|complete|go|run|make <AllOfIt>? n:<Times> TIMES|SET|times|REP|through* in? a? row? CLOSE? {_NO_UNIT}|NUM|OPEN",
    "repeat|REPEAT a TO|DASH b|c|d|e n:<Times> TIMES|SET|times",
    "n:<Times> SET OF these|those|this|that|them",
    f"^NL|DOT|SEMI|BULLET {_REPEAT} both|the* <PartName> AND|PLUS|SLASH the? <PartName> parts|part|bits|sections|segments|periods|bit|steps? "
    "x|TIMES|for n:<Times> SET|TIMES|times|REP? &END|NL|DOT",
    "COMMA|DOT? le|the? tout TIMES? n:<Times> fois|times|x?",
    "^NL|DOT OPEN n:<Times> SET total|TOTAL|in|all|only* CLOSE &NL|END|DOT",
    "COMMA|DASH|DOT|AND? n:<Times> OF EACH|both &END|NL|DOT|COMMA|SEMI|CLOSE",
    "^REST|JOG|WALK AND n:<Times> SET &END|NL|DOT|SEMI",
    "^do|complete|run|total|for n:<Times> SET",
    "^COMMA|SEMI|DOT|OPEN n:<Times> SET &<WithTime>",
    "COMMA|AND|THEN|DOT|and* repeat|REPEAT|continue|keep|go|carry|start|begin|do|that|so? going|on|doing|BACK|FROM|TO|the|this|that|SET|CYCLE|top|start|beginning|REPEAT|like|process|sequence* until|UNTIL you|you've|we|we've|you'll|have|had* done|completed|complete|run|finished|reached|do|reach? n:<Times> REP|SET|times|TIMES|of|in|OF|them|total|all|done|complete|completed* !METRES|KM|MILES|MINUTES|SECONDS",
    "^SLASH|BAR n:<Times> SET &END|NL|DOT",
    "^NL|DOT|SEMI|BULLET that|this|that's|is|was* SET 1|one OF n:<Times> &END|NL|DOT",
    "^NL|SEMI|DOT TOTAL COLON|EQUALS|DASH|of* n:<Times> SET &END|NL|DOT",
    "^COMMA|NL|SEMI|BULLET|DIGITS|DOT SET COLON|EQUALS? n:<Times> &END|NL|DOT|COMMA|SEMI|BULLET|REST|R",
    cost="repeat-all",
    example="2 sets of that",
)
def repeat_all(m: Found) -> Again | None:
    told = m.has("TIMES", "SET", "times", "UNTIL", "until", "each", "both", "for")
    return _again(m, all=True) if told else None


_STEPS = "repeat|REPEAT|perform|do|complete|run|redo|cycle the? steps|step|items|numbers|STEP a:DIGITS AND|TO|DASH|COMMA|through b:DIGITS"
_IN_ALL = "OPEN making|for|to|TO* make|give|a|TOTAL|in|all|of|OF* t:<Times> REP|SET|times|TIMES|in|all* CLOSE"


@rule(
    "Element",
    "repeat|REPEAT a:DIGITS AND|TO|DASH b:DIGITS for|another|a|TOTAL|of|OF|OPEN* n:<Times> TIMES|times CLOSE?",
    f"{_STEPS} COMMA|for|a|TOTAL|of|OF|another* n:<Times> <InWords>? TIMES|times|REP|SET in|all|TOTAL|total*",
    f"{_STEPS} n:<Times> TIMES|times {_IN_ALL}",
    f"{_STEPS} until|UNTIL|TO you|have|you've|we've|done|completed|complete|run|finished|reached|a|TOTAL|of|OF* n:<Times> <InWords>? REP|SET|times|TIMES|in|all|total*",
    cost="phrase",
    example="repeat steps 2 and 3 four times",
)
def steps_repeated(m: Found) -> Again | None:
    """Of a numbered list: all the work up to here, where the steps begin with it."""
    found: Count = m["t"] or m["n"]
    first, last = int(m["a"].value), int(m["b"].value)
    parts = _numbered_parts(m)
    if not 1 <= first < last or last != max(parts, default=last):
        return None
    quiet = all(kinds & _QUIET for number, kinds in parts.items() if number < first)
    loud = any(kinds & _QUIET for number, kinds in parts.items() if number >= first)
    told = not parts or (quiet and not loud)
    more = m.has("another")
    return Again(m.span, found.number, all=True, more=more, notes=found.notes) if told else None


alias("InWords", "OPEN NUM CLOSE", "OPEN NUM SLASH WORD CLOSE", example="(nine)")
_QUIET = frozenset(["WU", "WARM", "CD", "COOL", "DRILLS"])


def _numbered_parts(m: Found) -> dict[int, frozenset[str]]:
    """The kinds of word in each item of the list before, by its number."""
    found: dict[int, frozenset[str]] = {}
    number = 0
    for token, following in itertools.pairwise(m.chart.tokens[: m.begin]):
        if "DIGITS" in token.kinds and following.kinds & {"DOT", "CLOSE"} and following.glued:
            number = int(token.value) if token.value == number + 1 else number
        found[number] = found.get(number, frozenset()) | token.kinds
    number_here = max(found, default=0)
    if "DOT" in m.behind.kinds or "CLOSE" in m.behind.kinds:
        found.pop(number_here, None)
    found.pop(0, None)
    return found


@rule(
    "Element",
    f"OPEN {_REPEAT} <AllOfIt>? w:TWICE CLOSE",
    cost="repeat-all",
    example="(do it all twice)",
)
def twice(m: Found) -> Again | Doubt:
    if m.has("repeat", "repeated"):
        return Doubt(
            m.span,
            "'{this}': twice in all, or twice more?",
            "the count, like `repeat 3 times in all`",
        )
    return Again(m.span, 2 if m["w"].word == "twice" else 3, all=True)


@rule(
    "Element",
    f"COMMA|AND|SEMI|DOT|DASH|you|we|i|there* do|did|ran|run|complete|completed|are|make|is? n:<Times> OF them|these|those REP? in? all|total? {_LATER}",
    f"COMMA|AND|SEMI* n:<Times> REP? in all|total {_LATER}",
    f"^COMMA|AND|SEMI|DOT|DASH n:<Times> REP? total|TOTAL {_LATER}",
    f"^COMMA|AND|SEMI|DOT|DASH you|we|i|we're|are|will* have|do|doing|run n:<Times> {_LATER}",
    "^COMMA|SEMI|DASH|DOT n:<Times> reps|repetitions|repeats &WITH|OFF",
    f"for n:<Times> c:REP {_LATER}",
    f"^BEGIN|NL|DOT|SEMI|COMMA|DASH n:<Times> REP|of|OF|these|them* is|are|will|would|should|be|about|right|the|a|good* plenty|enough|sufficient|ample|fine|number {_LATER}",
    f"COMMA|AND|THEN|DOT? repeat|REPEAT|run|do|for|making|TO? for|making|TO|a|an|the* TOTAL OF|of|COLON? n:<Times> REP|OF|them|times|TIMES* {_LATER}",
    f"^COMMA|SEMI|DASH|DOT|OPEN TOTAL OF|of|COLON|EQUALS|number|REP* n:<Times> REP|times|TIMES? {_LATER}",
    f"COMMA|AND|SEMI|DOT|you|we* do|complete|run at least n:<Times> REP|OF|them* {_LATER}",
    f"^BEGIN|NL|DOT|COMMA|SEMI|BULLET number|no|nr COLON n:<Times> REP? {_LATER}",
    "number|no|nr|amount DOT? OF reps|repeats|repetitions|intervals|efforts|sets|times COLON|DASH|EQUALS|is|are|DOT* aim|for|do|run|of|ABOUT|between* n:<Times> REP|TIMES?",
    f"^NL|BULLET|DOT|SEMI|COMMA REP COLON|EQUALS aim|for|do|ABOUT* n:<Times> REP|TIMES? {_LATER}",
    f"n:<Times> REP done|run|completed|managed|tonight|today {_LATER}",
    f"running|doing|managed|managing n:<Times> REP {_LATER}",
    "^s|REP DOT b:<Times> OF? &DOT|AT|IN|WITH|OFF|END|NL",
    "^s|REP OPEN b:<Times> REP|OF? CLOSE",
    f"^s|REP COLON|COMMA|DASH b:<Times> REP|OF|them|em* {_LATER}",
    f"^s|REP COLON|COMMA|DASH at|AT? least|min|minimum OF? b:<Times> REP|OF|them|em* {_LATER}",
    cost="phrase",
    example="do 6 of them",
)
def counted_later(m: Found) -> Again | None:
    """`800s in 2:44, do 6 of them`: the count of a set that had none."""
    b: Count | None = m["b"]
    if b is not None:  # `1200 m repeats (5 to 7)`
        several = m.behind.word == "s" or m.behind.word.endswith("s")
        likely = bool(b.notes) or b.number <= 20
        return Again(m.span, b.number, reps=True, notes=b.notes) if several and likely else None
    if m["c"] and not m["c"].word.endswith("s"):
        return None
    if m.after().kinds & {"WITH", "OFF"} and m.earlier("EASY", "JOG", "WU", "WARM"):
        return None  # `10 min easy, 8 reps with 1 min rest`
    return _again(m, reps=True)


@rule(
    "Element",
    "^!BEGIN COLON|COMMA|DASH|DOT|SEMI n:<Times> SET OF b:<Times> REP? &END|NL|DOT|COMMA|SEMI|WITH",
    "TIMES b:<Times> REP? TIMES n:<Times> SET !OF|COLON",
    f"^METRES|KM|MILES|LAPS|MINUTES|SECONDS|s|DIGITS TIMES b:<Times> TIMES n:<Times> !{_UNITS}",
    "^METRES|KM|MILES|LAPS|MINUTES|s|DIGITS n:<Times> SET OF? b:<Times> REP? &END|NL|DOT|COMMA|SEMI|WITH|OFF|AND",
    cost="repeat-behind",
    example=": 2 sets of 10 reps",
)
def sets_of_reps(m: Found) -> Again | None:
    n, b = m["n"], m["b"]
    apart = "MARK" in m.chart.tokens[m.begin].kinds
    if "DIGITS" in m.behind.kinds and (m.behind.value < 100 or n.number > 20) and not apart:
        return None  # `300 x 4 x 3`, but `20 x 2 sets of 4`
    return Again(m.span, n.number, each=b.number, notes=(*n.notes, *b.notes))


alias(
    "CountBelow",
    "NL|DOT|SEMI|DASH* NUM SET|times|TIMES|REP through|THROUGH? &END|NL|DOT",
    "NL|DOT|SEMI|DASH|COMMA* NUM SET|times|TIMES|REP through|THROUGH? IN|in? all|total|TOTAL|altogether",
    "NL|DOT|SEMI* you|we|do|run|make|complete|so* NUM SET !OF|NUM|COLON",
    example=". 3 sets in total",
)

alias(
    "HomeAhead",
    "COMMA|SEMI|THEN|AND|then* NUM|CLOCK MINUTES|KM|MILES|METRES|DASH* EASY|JOG? CD|COOL",
    "COMMA|SEMI|THEN|AND|then* CD|COOL",
    example=", 1k cool",
)
_OVER = "&END|NL|DOT|CLOSE|<HomeAhead>|<SumAhead>|<ButNow>"
alias("ButNow", "COMMA? but|only|this time? IN|AT <Time>|<Dist>|DIGITS|CLOCK &END|NL|DOT")
alias("SumAhead", "OPEN TOTAL COLON|OF|time|is*", "OPEN ABOUT? <Time>|<Dist> in total|all|TOTAL")


@rule(
    "Element",
    f"then|and|THEN|& REPEAT|repeat|go once? again|more? <AllOfIt>? {_OVER}",
    f"OPEN? repeat|REPEAT once? more|again? <AllOfIt>? CLOSE? {_OVER}|<AfterRest>",
    f"THEN|AND|DOT* once more|again {_OVER}",
    f"THEN|AND|COMMA* repeat|REPEAT TIMES 1 {_OVER}",
    "THEN|AND* a|the? second|2nd SET COMMA|DASH? the? EQUAL|identical|likewise &END|NL|DOT",
    f"and|then|THEN then? once? again {_OVER}",
    f"COMMA? and|AND|then|THEN* the? same once? again|more|SET|thing {_OVER}|AFTER",
    f"COMMA|THEN|AND* do|run|go through? <AllOfIt> over|once? again|more {_OVER}",
    f"COMMA? THEN|AND <AllOfIt> over|once? again|more {_OVER}",
    f"go again {_OVER}",
    "COMMA|THEN|AND* <GoAgain> &<CountBelow>",
    f"COMMA|THEN|AND|DOT|NL|BULLET* do|run|go|repeat|REPEAT|through <AllOfIt>? for? a|one|1 second|2nd|more|further|extra time|TIMES {_OVER}|COMMA",
    f"COMMA|DOT? then|THEN|and|AND <AllOfIt> a|one|1 second|2nd|more|further|extra time|TIMES {_OVER}",
    f"COMMA|THEN|AND|DOT* do|run? another SET|round|lot {_OVER}",
    f"COMMA|THEN|AND|DOT* back|BACK|on? for|to|TO|into SET|round two|2 {_OVER}",
    f"COMMA? THEN SET two|2 {_OVER}",
    f"COMMA|THEN|AND|DOT* a second|2nd SET|round like|of|the|EQUAL|this|that|exactly* {_OVER}",
    cost="repeat-all",
    example="then repeat",
)
def once_more(m: Found) -> Again | Doubt | Remark | None:
    """`rest 2', then repeat`: once more."""
    words = m.words()
    if m.chart.at("CountBelow", m.end):
        return Remark(m.span)  # `then the same again`, and below it `3 sets in total`
    apart = "DOT" in m.behind.kinds and not m.chart.at("AfterRest", m.end)
    if words == ["repeat"] and apart and not _rested(m):
        return None  # see `repeat_for`
    size = m.behind.kinds & {"WORD", "DIGITS", "PRIME", "QUOTES", "CLOCK"}
    if words == ["again"] and size and not m.behind.keys & {"AND", "THEN"}:
        return None  # `run 1 mile hard again`, `then 4'3'2'1' again`
    if "again" in m.chart.plain[: m.span[0]].rsplit(maxsplit=2)[-2:]:
        return None  # `and again`, and below it once more: how often in all?
    second = set(words) & {"another", "two", "2"}
    if not set(words) & _AGAIN and not second:
        return None
    if second and m.earlier("SET"):
        return None  # of sets that are counted: one more of them
    notes: tuple[str, ...] = ()
    if words[0] in ("repeat", "(", "[") and not set(words) & (
        _AGAIN - {"repeat", "repeated", "same"} | {"once"}
    ):
        notes = (f"'{m.shown}' taken as once more",)
    alone = not set(words) & _TOLD_ONCE and not m.chart.at("AfterRest", m.end)
    return Again(m.span, 2, all=True, once=alone, worded=True, notes=notes)


@rule(
    "Element",
    "THEN|AND|COMMA|DOT* do|run|another another|more|further n:NUM REP? &END|NL|DOT",
    "THEN|AND|COMMA|DOT* n:NUM more|further REP? &END|NL|DOT",
    "THEN|AND|COMMA|DOT|do|run* a|another|second|further SET OF n:NUM REP? &END|NL|DOT|<HomeAhead>",
    "THEN|AND|COMMA|DOT* another n:NUM REP? EQUAL|the|of|OF|same|like|that|those* &END|NL|DOT",
    cost="repeat-all",
    example="then do another 8",
)
def as_many_again(m: Found) -> Again | None:
    """`8 x 60 s hill … then another 8`: the reps once more, where they are as many."""
    counts = counts_in(m.chart.tokens[: m.begin])
    return Again(m.span, 2, all=True) if counts == [m["n"].value] else None


_AS_THESE = "SET|TIMES|OF|EQUAL|ALL|the|this|that|these|those|it|them|like|exactly|just|again|from|top|start|to|do|come|go|one|through"


@rule(
    "Element",
    f"^BEGIN|NL|DOT|SEMI|COMMA|BULLET AND|THEN|do|run|have|go|PLUS* <AllOfIt>? another n:<Times>? {_AS_THESE}* &END|NL|DOT|SEMI",
    f"^NL|DOT|SEMI|COMMA|BULLET AND|THEN|do|run|have|go|that's|PLUS|the|EQUAL* n:<Times> more|further|extra {_AS_THESE}* &END|NL|DOT|SEMI",
    "^NL|DOT|SEMI|COMMA|BULLET that|this|that's|it|is|was|makes|the|first* 1|one SET DOT|COMMA|SEMI|DASH|AND|NL|THEN|do|run|complete* another n:<Times> &END|NL|DOT|SEMI",
    "^NL|DOT|SEMI|COMMA|BULLET that|this|that's|it|is|was|makes|the|first* 1|one|SET SET|1|one done|complete|completed|down? DOT|COMMA|SEMI|DASH|AND|NL|THEN|do|run|complete* n:<Times> more|TO TO? come|go|do? &END|NL|DOT|SEMI",
    f"WITH n:<Times> more REP? like {_AS_THESE}* &END|NL|DOT|SEMI",
    f"^NL|DOT|SEMI|COMMA|BULLET AND|THEN|do|run|have|go|PLUS* w:TWICE more {_AS_THESE}* &END|NL|DOT|SEMI",
    f"^NL|DOT|SEMI|COMMA|BULLET AND|THEN|do|run|go|repeat|REPEAT* <AllOfIt>? another|further w:TWICE {_AS_THESE}* &END|NL|DOT|SEMI",
    "COMMA? THEN|AND do|run|go|repeat|REPEAT? through? <AllOfIt>? another|further n:<Times> times|TIMES &END|NL|DOT|SEMI|CLOSE",
    "COMMA? THEN|AND do|run|go? through? <AllOfIt>? w:TWICE more|again &END|NL|DOT|SEMI|CLOSE",
    "COMMA|AND|THEN* THEN another n:<Times> SET &END|NL|DOT",
    "COMMA? THEN|AND do|run|go? through? <AllOfIt>? n:<Times> more|further times|TIMES &END|NL|DOT|SEMI|CLOSE",
    cost="repeat-all",
    example="another two sets like this",
)
def more_sets(m: Found) -> Again | None:
    """`Two more sets of the same`, `Another set`."""
    if m["w"]:
        return Again(m.span, 2 if m["w"].word == "twice" else 3, all=True, more=True)
    if not m.has("SET", "time", "times", "TIMES", "like"):
        return None
    number, notes = (m["n"].number, m["n"].notes) if m["n"] else (1, ())
    counted = number < 20 and not hills_counted(m.chart, m.begin, number)
    return Again(m.span, number, all=True, more=True, notes=notes) if counted else None


_AGAIN = words_of("repeat rpt again more repeated same second 2nd further extra")
_TOLD_ONCE = words_of("once more second 2nd one 1 a further extra another two 2")
_PATTERN = "<AllOfIt>|pattern|cycle|sequence|process|like|these|alternating|alternately"
_ENDED = "&END|NL|DOT|COMMA|SEMI|CLOSE|AND|THEN|WITH|PLUS|ON"
_ON = "^!BEGIN|COLON|TIMES|NUM|OF"


@rule(
    "Element",
    f"^!BEGIN|COLON|TIMES|OF COMMA|DASH|AND|THEN|all* for|until|UNTIL a? TOTAL? OF? ABOUT? a:<Time>|<Dist> in? total|TOTAL|all? {_ENDED}",
    f"{_ON} COMMA|DASH|AND|THEN|all* for a:<Range> in? total|TOTAL|all? {_ENDED}",
    f"{_ON} COMMA|DASH? x|TIMES a:<Time> &END|NL|DOT|COMMA|SEMI|CLOSE|AND|THEN",
    f"{_ON} COMMA|DASH|DOT|NL|BULLET* a:<Time>|<Dist> in? total|TOTAL|all !time|TIMES",
    f"{_ON} COMMA|DASH|DOT|NL* TOTAL time|TIMES|duration? COLON|OF|is|EQUALS|DASH* ABOUT? a:<Time>|<Dist>",
    f"^!BEGIN COMMA|AND|THEN|BULLET* r:repeat|repeated|REPEAT|repeating|continue|keep|carry|go|ON|alternate|alternating {_PATTERN}|going|on|ON|this|up|repeat|repeating|alternating|doing|CYCLE* for|until|TO|OF|a|an|you|have|you've|done|completed|run|reach|hit|the|TOTAL|ABOUT* a:<Time>|<Dist> in|IN|are|is|up|total|TOTAL|all|have|passed|elapsed|done* {_ENDED}",
    cost="phrase",
    example="for 20 minutes",
)
@rule("Element", f"{_ON} COLON ABOUT? a:<Time>|<Range> in? total|TOTAL|all? &END|NL")
def fill(m: Found) -> Fill | None:
    """`1 min hard, 1 min easy for 20 minutes`: until the whole is full."""
    a: Amount = m["a"]
    far, long = (a.value, 0.0) if a.kind == "m" else (0.0, a.value)
    if a.kind == "n":
        return None
    if m.words()[0] == "for" and _bidden(m):
        return None
    shown = m.shown.lstrip(",.-: ")
    if "COLON" in m.chart.tokens[m.begin].kinds and not _turned(m):
        return None
    notes = (f"of '{m.chart.quote(*a.span)}' the smaller is taken",) if a.high else ()
    return Fill(m.span, long, far, shown, bool(m["r"]), notes)


def _turned(m: Found) -> bool:
    """`2 min hard, 1 min easy: 30 min`: whether a run and its recovery stand before on the line."""
    line = m.chart.tokens[m.chart.since(m.begin, "NL", "DOT") : m.begin]
    sizes = [at for at, token in enumerate(line) if "NUM" in token.kinds]
    first = sizes[0] if sizes else 0
    counted = any(token.kinds & {"TIMES", "SET", "WU", "CD", "COLON"} for token in line[first:])
    ended = line[-1].kinds & {"OFF", "EASY", *NOUN} or any("SLASH" in t.kinds for t in line[first:])
    return len(sizes) == 2 and not counted and bool(ended)


@rule(
    "Element",
    "repeat|repeated|REPEAT <AllOfIt>? for? <Time>|<Dist>",
    "COMMA|AND? over and|AND over again? &END|NL|DOT|CLOSE",
    cost="phrase",
    example="repeat for 24 minutes",
)
@rule("Element", "rinse AND|COMMA? repeat|REPEAT !NUM|for|until|till|x", cost="phrase")
@rule("Element", "^DOT repeat|REPEAT &DOT|END", cost="phrase")
def repeat_for(m: Found) -> Doubt | None:
    if len(m.words()) == 1 and _rested(m):
        return None
    return Doubt(m.span, "repeated how often?", "the count, like `repeat 3 times`")


def _rested(m: Found) -> bool:
    """`Rest 6 min. Repeat.`: a recovery in the sentence before makes it once more."""
    tokens = m.chart.tokens[: max(m.begin - 1, 0)]
    sentence = itertools.takewhile(lambda t: not t.kinds & {"DOT", "NL"}, reversed(tokens))
    return any(token.kinds & {"REST", "JOG", "WALK"} for token in sentence)


def _bidden(m: Found) -> bool:
    """`Run at a steady pace for 600 m`: how far one run is, in a sentence of its own."""
    tokens = m.chart.tokens
    at = m.begin
    while at and not tokens[at - 1].kinds & {"NL", "DOT", "SEMI", "BULLET"}:
        at -= 1
        if "NUM" in tokens[at].kinds:
            return False
    return bool(at and tokens[at].kinds & {"RUN", "JOG", "WALK"})
