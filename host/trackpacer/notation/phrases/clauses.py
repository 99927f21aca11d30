# SPDX-License-Identifier: MIT
"""Sentences beside the session: conditions, permissions, company, what it is instead of.

`if that feels too quick go 5 s slower per mile`, `(10 if feeling good)`, `as your legs allow`,
`with the Wednesday group`, `perhaps 3k pace`. They leave something to the runner, or say nothing to
a watch; each is listed among what was passed over. One that says what else is to be run
(`otherwise`, `else`) is none of these.
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Remark
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.phrases.remarks import weight
from trackpacer.notation.tokens import Token

_ENDS = frozenset(["COMMA", "DOT", "NL", "END", "SEMI", "CLOSE", "COLON", "OPEN", "DASH"])
_SENTENCE = frozenset(["DOT", "NL", "END", "SEMI"])
_LONGEST = 30
# Words that carry something elsewhere, and nothing in a clause of this kind.
_SOFT = frozenset(
    [
        "more",
        "few",
        "extra",
        "may",
        "might",
        "could",
        "can",
        "allow",
        "allows",
        "allowing",
        "permit",
        "time",
        "than",
        "each",
        "half",
        "last",
        "it",
        "if",
        "you",
        "need",
        "feels",
        "feeling",
        "feel",
        "don't",
        "not",
        "too",
        "when",
        "as",
        "so",
        "much",
        "many",
        "bit",
        "even",
        "only",
        "finish",
        "in",
        "gets",
        "get",
        "going",
        "go",
        "keep",
        "hold",
        "race",
        "raced",
        "racing",
        "up",
        "still",
        "able",
        "tired",
        "easy",
        "enough",
        "at",
        "a",
        "do",
        "how",
        "next",
        "included",
    ]
)
# What else would be run: such a sentence is no mere remark.
_ELSE = frozenset(["otherwise", "else", "instead", "or", "replace", "swap", "unless", "except"])
_CONDITION = frozenset(["if", "when", "depending", "provided", "whenever", "whatever"])
_LICENCE = frozenset(
    [
        "slower",
        "faster",
        "longer",
        "easier",
        "more",
        "extra",
        "fewer",
        "less",
        "miss",
        "skip",
        "drop",
        "add",
        "optional",
        "stop",
        "ease",
        "harder",
        "back",
    ]
)


def _runs(token: Token) -> bool:
    """Whether a token tells what is to be run or how long to rest."""
    return bool(
        token.kinds & {"DIGITS", "CLOCK", "REST", "JOG", "WALK", "FLOAT", "REPEAT", "BETWEEN"}
    ) or token.word in ("x", "repeat", "twice")


def _clause(chart: Chart, i: int) -> tuple[int, float] | None:
    """Where a clause of words alone ends, and what it costs to pass over."""
    tokens = chart.tokens
    at, cost = i, 0.0
    while not tokens[at].kinds & _ENDS:
        token = tokens[at]
        each = weight(token)
        if at - i > _LONGEST or _runs(token) or token.word in _ELSE:
            return None
        if each < 0 and at > i:
            if token.word not in _SOFT and not token.kinds & {"RUNNER", "FEEL", "EFFORT"}:
                return None
            each = 0.1
        cost += min(max(each, 0.0), 0.25)
        at += 1
    return (at, cost) if at - i >= 2 else None


def _starts(chart: Chart, i: int) -> bool:
    return i == 0 or bool(chart.tokens[i - 1].kinds & {"NL", "DOT", "SEMI", "BULLET", "OPEN"})


@scanner("Element", "if|you|feel|add|do|maybe|go|take|one|NUM|more")
def permission(chart: Chart, i: int) -> list[Phrase]:
    """`If you are tired you may run 2 s slower per lap.`, `Add one more if you feel good.`"""
    tokens = chart.tokens
    if not _starts(chart, i) or (i and "OPEN" in tokens[i - 1].kinds):
        return []
    at = i
    while not tokens[at].kinds & _SENTENCE and at - i < _LONGEST:
        at += 1
    if not tokens[at].kinds & _SENTENCE or not _leaves_open(tokens[i:at]):
        return []
    span = (tokens[i].start, tokens[at - 1].end)
    return [Phrase(at, COSTS["remark-sentence"] + 0.3, _left(chart, span))]


def _leaves_open(tokens: list[Token]) -> bool:
    """Whether the words leave something to the runner, and nothing is told with certainty."""
    words = {token.word for token in tokens}
    if words & (_ELSE - {"instead"}) or "x" in words or any(t.kinds & {"CLOCK"} for t in tokens):
        return False
    if sum("DIGITS" in token.kinds for token in tokens) > 2:
        return False
    may = words & (_CONDITION | {"may", "might", "optional", "optionally", "could"})
    return bool(may and words & _LICENCE)


def _left(chart: Chart, span: tuple[int, int]) -> Remark:
    return Remark(span, notes=(f"'{chart.quote(*span)}' is left to the runner",))


@scanner("Element", "OPEN")
def bracketed_permission(chart: Chart, i: int) -> list[Phrase]:
    """`(more if you feel good)`, `(a few may do extra)`, `(10 if feeling good)`."""
    tokens = chart.tokens
    at = i + 1
    while not tokens[at].kinds & {"CLOSE", "NL", "END", "OPEN"} and at - i < _LONGEST:
        at += 1
    if "CLOSE" not in tokens[at].kinds or at == i + 1:
        return []
    inner = tokens[i + 1 : at]
    words = {token.word for token in inner}
    if "x" in words or words & _ELSE or any(token.kinds & {"CLOCK", "JOG"} for token in inner):
        return []
    may = words & (_CONDITION | {"may", "might", "optional", "according", "as", "could"})
    if not may or (
        words & {"as"} and not words & {"your", "you", "legs", "allow", "feel", "needed", "well"}
    ):
        return []
    numbers = sum("DIGITS" in token.kinds for token in inner)
    if numbers > 1 or (numbers and words & {"only", "just"}):
        return []
    span = (tokens[i].start, tokens[at].end)
    return [Phrase(at + 1, COSTS["remark-bracket"] + 0.15, _left(chart, span))]


@scanner("Element", "OPEN")
def bracketed_description(chart: Chart, i: int) -> list[Phrase]:
    """`(straight plus half a bend)`, `(jog to the corner by the shed)`: no number in it."""
    tokens = chart.tokens
    at = i + 1
    jogs = bool(tokens[at].kinds & {"JOG", "WALK"})
    after_rest = i > 0 and bool(tokens[i - 1].kinds & {"REST", "JOG", "WALK"})
    if jogs and not after_rest:
        return []
    cost = 0.0
    while not tokens[at].kinds & {"CLOSE", "NL", "END", "OPEN"} and at - i < _LONGEST:
        token = tokens[at]
        each = weight(token)
        soft = token.word in _SOFT or token.kinds & {
            *("COMMA", "PLUS", "DOT", "DASH", "TO", "BENDS", "STRAIGHTS", "JOG", "WALK", "FAST"),
            *("EASY", "HARD", "STEADY", "RELAXED", "SLOW", "ABOUT", "GROUND", "NUMBERWORD"),
        }
        if token.kinds & {"DIGITS", "CLOCK", "REST"} or (each < 0 and not soft):
            return []
        cost += 0.1 if each < 0 else min(each, 0.25)
        at += 1
    if "CLOSE" not in tokens[at].kinds or at - i < 3:
        return []
    words = {token.word for token in tokens[i + 1 : at]}
    if words & {"not", "don't", "no"} and words & {"last", "first", "each", "every", "all"}:
        return []  # `(not the last)`
    span = (tokens[i].start, tokens[at].end)
    return [Phrase(at + 1, COSTS["remark-bracket"] + min(0.6, cost * 0.4), Remark(span))]


@scanner("Element", "maybe|perhaps|possibly|COMMA")
def perhaps(chart: Chart, i: int) -> list[Phrase]:
    """`perhaps 3k`, `maybe HM pace if it is windy`: another pace, left to the runner."""
    tokens = chart.tokens
    at = i + ("COMMA" in tokens[i].kinds)
    if tokens[at].word not in ("maybe", "perhaps", "possibly"):
        return []
    found: list[Phrase] = []
    for symbol in ("NamedTarget", "RaceName"):
        for phrase in chart.at(symbol, at + 1):
            end, cost = phrase.end, phrase.cost
            more = _clause(chart, end) if tokens[end].word in _CONDITION else None
            if more is not None:
                end, cost = more[0], cost + more[1] * 0.3
            span = (tokens[at].start, tokens[end - 1].end)
            found.append(Phrase(end, COSTS["remark-aside"] + cost, _left(chart, span)))
    return found


@scanner("Element", "WITH|with")
def company(chart: Chart, i: int) -> list[Phrase]:
    """`with the Wednesday group`, `with the dog`: who ran, too."""
    tokens = chart.tokens
    at, strange, cost = i + 1, 0, 0.0
    while not tokens[at].kinds & _ENDS:
        token = tokens[at]
        each = weight(token)
        friend = token.word in ("group", "club", "dog", "partner", "mate", "mates", "squad", "team")
        if _runs(token) or (each < 0 and not friend) or at - i > 6:
            return []
        if friend or token.kinds & {"UNKNOWN", "WEEKDAY", "RUNNER"}:
            strange += 1
        elif token.kinds & {"DESCRIBES"}:
            return []
        cost += 0.1 if each < 0 else min(each, 0.2)
        at += 1
    if not strange:
        return []
    span = (tokens[i].start, tokens[at - 1].end)
    return [Phrase(at, COSTS["remark-aside"] + cost, Remark(span))]


@scanner("Element", "instead")
def in_place_of(chart: Chart, i: int) -> list[Phrase]:
    """`Instead of the hills we will do`: what is not run."""
    tokens = chart.tokens
    if tokens[i + 1].word != "of" or not _starts(chart, i):
        return []
    at, cost = i + 2, 0.0
    while at - i < 12 and (weight(tokens[at]) >= 0 or tokens[at].word in ("do", "hill", "hills")):
        cost += 0.08
        at += 1
    if at == i + 2:
        return []
    span = (tokens[i].start, tokens[at - 1].end)
    return [Phrase(at, COSTS["remark-sentence"] + cost, Remark(span))]


@rule(
    "Element",
    "don't race|sprint|rush|force|worry|go|start|push|kill these|them|it|this|too|off|about|fast|hard|yourself* COLON|COMMA?",
    "not timed|racing|sprinting|harder|faster|flat|raced out?",
    "or so",
    "or thereabouts",
    "or|OR less|better|under|quicker if? possible?",
    "COMMA? have|HAVE|WITH fun|FUN",
    "COMMA? have|HAVE a|good|great* one|time|session",
    "COMMA|DASH? good|best|GOOD luck|ENOUGH TIMES?",
    "COLON ~CLOSE",
    "COLON ~DASH ~CLOSE",
    "COMMA? cool|warm|COOL|WARM DOWN|down|up|UP as usual|normal|always",
    "COMMA? warm|cool DOWN|down|up|UP on your own",
    "starting when the? LAST|next WORD is IN|in|home|back",
    cost="phrase",
    example="or so",
)
def aside(m: Found) -> Remark | None:
    tokens = m.chart.tokens
    end = m.end - bool(tokens[m.end - 1].kinds & {"COLON", "COMMA"})
    if m.words()[0] == "don't" and not m.after().keys & {"DOT", "NL", "END"} and end == m.end:
        return None
    return Remark((m.span[0], tokens[end - 1].end))


@rule(
    "Element",
    "do|did|perform|try|complete|follow|after|AFTER a|an|the|with?",
    cost="phrase",
    example="do",
)
def bidding(m: Found) -> Remark | None:
    """`Do 5 x 1 km`, `After a 15 minute warm up`: what comes next is to be run."""
    if m.begin and not m.before().keys & {"NL", "DOT", "SEMI", "COMMA", "THEN"}:  # type: ignore[union-attr]
        return None
    words = m.words()
    if not m.after().keys & {"NUM", "CLOCK", "WU", "WARM"}:
        return None
    if "a" in words or words[0] in ("after", "following"):
        return Remark(m.span, listed=False) if _warms_up(m) else None
    return Remark(m.span, listed=False)


def _warms_up(m: Found) -> bool:
    parts = {"WU", "WARM"} if m.begin else {"WU", "WARM", "EASY", "JOG"}
    return any(t.kinds & parts for t in m.chart.tokens[m.end : m.end + 5])


@rule("Element", "first|firstly COMMA|COLON|of|all*", cost="phrase", example="First")
def first_of_all(m: Found) -> Remark | None:
    """`First 4 x 1000 m …, then`: the order they stand in anyway."""
    starts = m.begin == 0 or bool(m.before().keys & {"NL", "DOT"})  # type: ignore[union-attr]
    counted = m.after().keys & {"NUM"} and m.after(1).keys & {"TIMES", "SET", "MILES", "KM"}
    return Remark(m.span, listed=False) if starts and counted else None


@rule(
    "Element",
    "first SESSIONWORD|RUN|one IN|in|on|back|of|since|for|after* WORD|the* WORD COMMA|DOT|COLON",
    cost="label",
    example="First session in the new shoes,",
)
def first_session(m: Found) -> Remark | None:
    return Remark(m.span) if m.begin == 0 else None


@rule("Element", "split|divide|break <Dist> up? into|INTO", cost="phrase", example="split 5k into")
def split_into(m: Found) -> Remark:
    return Remark(m.span)


@rule(
    "Element",
    "you|we|you're|we're are|will|'ll? going|about|GO|go TO|to run|do|RUN?",
    "you'll|we'll|you|we WILL|will? be? do|run|doing|running|RUN",
    "this|THIS? week|time|WEEKDAY|tonight|today we|you|we'll have|do|are|did|run|HAVE|WITH doing|running?",
    cost="phrase",
    example="You're going to run",
)
def told(m: Found) -> Remark | None:
    """`You're going to run 3 x 10 min`: what comes next is to be run."""
    if m.begin and not m.before().keys & {"NL", "DOT", "COMMA", "SEMI"}:  # type: ignore[union-attr]
        return None
    return Remark(m.span, listed=False) if m.after().keys & {"NUM", "a"} else None


@rule(
    "Element",
    "on|for|ON|of EACH|all|every of? the|these|them?",
    cost="phrase",
    example="on each of the",
)
def on_each(m: Found) -> Remark | None:
    return Remark(m.span, listed=False) if m.after().keys & {"NUM"} else None
