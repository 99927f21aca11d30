# SPDX-License-Identifier: MIT
"""Which words of a clause that is not understood tell something of the session.

A number, a unit, a count, a recovery, a pace; what orders, excepts, negates, repeats or says which
of the reps. Some of them tell nothing where they stand (`the 5k workout`, `the second Friday`), or
nothing that the rest of the session has not told (`Known`): a pace where each run has its own.

Not here: whether the words are a clause at all (`idle`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.talk import figure
from trackpacer.notation.tokens import ITEM_ENDS, Token
from trackpacer.records import record
from trackpacer.session import Node, Repeat, Role, Session, runs_in

# Kinds that tell what is run, how often or how long to rest.
TELLS = frozenset(
    [
        *("METRES", "KM", "MILES", "YARDS", "MINUTES", "SECONDS", "HOURS", "LAPS", "QUARTER"),
        *("FLOAT", "REPEAT", "TWICE", "DOUBLE", "ALTERNATE", "CONTINUOUS"),
        *("CUTDOWN", "PYRAMID", "STRAIGHTS", "STEP", "BETWEEN", "WITHOUT", "SET"),
        *("CLOCK", "PCT", "PLUS", "MINUS", "ARROW", "EQUALS", "BAR"),
    ]
)
# A recovery without its length tells nothing, but for what these words make of it.
_RESTS = frozenset(["REST", "JOG", "WALK"])
_SIZES = frozenset(["EQUAL", "FULL", "HALF", "LITTLE", "SHORT", "LONG", "ENOUGH", "EACH", "ALL"])
_PARTS = frozenset(["WARM", "COOL", "WU", "CD", "STRIDES", "DRILLS"])
HOW = frozenset(
    [
        *("FAST", "HARD", "EASY", "STEADY", "MAX", "SPRINT", "FASTER", "SLOWER", "SLOW"),
        *("RELAXED", "TEMPO", "THRESHOLD", "INTERVALPACE", "CV", "MARATHON", "HALFMARATHON"),
        "PACE",
    ]
)
_CHANGES = frozenset(["MAX", "SPRINT", "FASTER", "SLOWER", "CUTDOWN", "STEP"])
_ORDERS = lexicon.ORDERING - lexicon.WHICH | words_of(
    """
    not don't no never again until more extra less fewer another continue continuing drop increase
    decrease reduce change once maybe rather only alternate most @ x fois shorter longer shrink
    shrinks shrinking grow grows growing add adding winding kick kicking squeezing squeeze lifting
    accelerating quickening negative splitting
    """
)
_SAYS = frozenset(["SESSIONWORD", "REP"])
ROUND = words_of("round lot lots pass block blocks circuit")
ARTICLES = words_of("a the our your my this that these those same")
FELT = words_of("felt feel feeling")
_REPEATED = frozenset(["SET", "REP", "EACH", "ALL", "DIGITS", "NUM"])
_TAKEN_UP = words_of("otherwise again another alternatively maybe either")
_THEM = words_of("group squad lot lads guys boys girls ones pack bunch crew gang folk")
_WHO = ARTICLES | words_of("we you i they he she it everyone everybody there")
_USUALLY = words_of("normally usually generally typically often ordinarily")
_COMES = words_of("get have be make makes gives give fit manage complete")
_BEFORE_ALL = words_of("never once until again per most")
_TIMES_OF_YEAR = words_of(
    "week month day year fortnight season winter summer autumn spring night weekend time"
)


@record
class Known:
    """What the rest of a session tells: whether each of its runs has a pace; the lengths of its
    runs, in order, in each unit; how often it repeats anything."""

    paces: bool
    lengths: tuple[tuple[float, ...], ...] = ()
    counts: frozenset[float] = frozenset()


def known(session: Session) -> Known:
    """What a session tells by itself."""
    work = [run for run in runs_in(session.body) if run.role is Role.WORK]
    paced = all(run.target or run.pace or run.effort for run in work)
    timed, far = [run.duration_ms or 0 for run in work], [run.distance_m or 0 for run in work]
    units = [(timed, 60_000), (timed, 1000), (far, 1), (far, 1000), (far, 1609)]
    lengths = tuple(tuple(round(one / unit, 2) for one in ones) for ones, unit in units)
    return Known(paced, lengths, frozenset(_counts(session.body)))


@record
class Words:
    """The tokens of a span; leads: up to what is run; felt: of how it was."""

    chart: Chart
    begin: int
    end: int
    leads: bool
    felt: bool
    told: frozenset[str]  # the kinds of all of them
    known: Known


def _counts(nodes: Iterable[Node]) -> Iterator[float]:
    for node in nodes:
        if isinstance(node, Repeat):
            yield node.count
            yield from _counts(node.body)


def says_nothing(words: Words, at: int) -> int:
    """The token after one that tells nothing, or after a few; `at` itself where it may."""
    tokens = words.chart.tokens
    token, following = tokens[at], tokens[at + 1]
    if end := _named(words, at) or _next_one(words, at):
        return end
    if (end := figure(words.chart, at)) > at and "NUM" in token.kinds:
        return end  # `after 2 weeks off`
    if token.kinds & {"NUM", "PYRAMID"} and (_counted(words, at) or _listed(words)):
        return at + 1
    for tells in (_place_again, _ordered, _amount, _how):
        verdict = tells(words, at)
        if verdict is not None:
            return at + verdict
    if token.kinds & _PARTS:
        legs = words.begin < at and tokens[at - 1].word == "to" and following.word in ARTICLES
        after = any(t.kinds & {"AFTER"} for t in tokens[words.begin : words.begin + 2])
        led = words.leads and words.end - at > 2
        return at + (led or after or legs)
    near = lexicon.nearest(token.word) if "UNKNOWN" in token.kinds else ""
    formed = token.word.startswith(near[:-2]) and token.word.endswith(
        ("ed", "ing", "er", "ers", "ly")
    )
    return at + (not near or formed)


def _listed(words: Words) -> bool:
    """Whether a title has the numbers of the runs below it: `Hills in 6, 4, 2`, `1-2-3-2-1:`."""
    tokens = words.chart.tokens
    headed = not words.begin or "NL" in tokens[words.begin - 1].kinds
    numbers = tuple(t.value for t in tokens[words.begin : words.end] if "NUM" in t.kinds)
    return headed and len(numbers) > 2 and numbers in words.known.lengths


def _counted(words: Words, at: int) -> bool:
    """Whether a number is one that the session counts by, in a clause that says what comes of it:
    `you should get 12 reps in`; or what is usual, with no unit: `I normally do 15`."""
    tokens = words.chart.tokens
    said = tokens[words.begin + ("OPEN" in tokens[words.begin].kinds) : words.end]
    heard = {token.word for token in said[:4]}
    if sum("NUM" in t.kinds for t in said) == 1 and "do" in heard and _USUALLY & heard:
        told = {kind for token in said if token.word != "i" for kind in token.kinds}
        return said[0].word in _WHO and not told & (TELLS | _RESTS | HOW | {"AFTER"})
    if "NUMBERWORD" in tokens[at].kinds and sum("WORD" in t.kinds for t in said) < 4:
        return tokens[at].value in words.known.counts  # `16 x 400 - yes, sixteen - off 45 s`
    comes = said[0].word in ("you", "you'll", "that", "this") and _COMES & heard
    counts = any("REP" in token.kinds for token in tokens[at + 1 : at + 3])
    return bool(comes) and counts and tokens[at].value in words.known.counts


def _next_one(words: Words, at: int) -> int:
    """The end of `the next rep` behind `before`, of `to recover`; 0 where neither stands there."""
    tokens = words.chart.tokens
    if tokens[at].word == "to":
        end = at + 1 + (tokens[at + 1].word in ("actively", "fully"))
        plain = tokens[end].word == "recover" and "NUM" not in tokens[end + 1].kinds
        return end + 1 if plain else 0
    begun = tokens[at].word in ("before", "starting", "beginning", "for")
    end = at + 1 + (tokens[at + 1].word in ("starting", "beginning"))
    end += tokens[end].word in ARTICLES
    named = tokens[end].word in ("next", "following") and "REP" in tokens[end + 1].kinds
    return end + 2 if begun and named else 0


def _amount(words: Words, at: int) -> bool | None:
    """Of a number, a unit, a recovery or a count: that it tells something."""
    tokens = words.chart.tokens
    token = tokens[at]
    before = tokens[at - 1].word if at > words.begin else ""
    if token.kinds & {"SET", "STRAIGHTS"} and (
        token.word in ROUND or before in ("back", "home", "finishing")
    ):
        return True
    if token.word == "straight" and tokens[at + 1].word in ("from", "into", "to", "on", "out"):
        return True
    if token.word == "sets" and tokens[at + 1].word in ("off", "out"):
        return True
    if token.word == "set" and before in ("were", "was", "been", "had"):
        return True  # `the task we were set`
    if words.felt and (token.kinds & {"SET", "FASTER"} or "SPLIT" in words.told):
        return True  # `felt a lot better`, `felt excellent, splits 82/81/80/78`
    if token.kinds & _RESTS:
        long = words.end - words.begin > 5 and words.end - at > 1
        is_told = "REST" in token.kinds and at - words.begin < 3  # `the recovery is to be`
        if not long or (is_told and not _of_time(tokens[words.begin])):
            return False
        return not words.told & (_SIZES | HOW)
    return False if token.kinds & TELLS or token.kinds & {"NUM", "DIGITS", "CLOCK"} else None


def _of_time(token: Token) -> bool:
    return token.word in ("during", "in", "on", "for")


def _place_again(words: Words, at: int) -> bool | None:
    """`round the lake again`: the place of a run before."""
    tokens = words.chart.tokens
    if tokens[at].word != "again" or at == words.begin or not tokens[at + 1].kinds & ITEM_ENDS:
        return None
    place = tokens[at - 1]
    if not place.kinds & {"GROUND", "UNKNOWN"}:
        return None
    told = any(token.word == place.word for token in tokens[: words.begin])
    return told or place.word == "home" or None


def _ordered(words: Words, at: int) -> bool | None:
    """Of a word that orders, excepts or says which of the reps: whether it tells nothing here."""
    tokens = words.chart.tokens
    token, following = tokens[at], tokens[at + 1]
    before = tokens[at - 1] if at > words.begin else None
    place = frozenset(["GROUND", "WEEKDAY"])
    if token.word == "or":
        return before is not None and bool(before.kinds & place and following.kinds & place)
    if token.word in ("group", "squad"):
        if following.word in ("run", "session", "training", "night", "workout"):
            return True  # `group run tonight`
        if before is not None and (before.word in ARTICLES or before.word.endswith("'s")):
            return "WORD" in following.kinds or bool(following.kinds & ITEM_ENDS)
    if words.leads and _of_session(tokens, at, _ORDERS | lexicon.WHICH):
        return True
    if words.begin == 0 and (_takes_up(words, at) or _before_all(words, at)):
        return True
    rather = token.word == "rather" and following.word != "than"  # `with a rather generous`
    if rather or (token.word == "cut" and following.word in ("it", "back", "this")):
        return True
    if token.word == "once" and at == words.begin and following.word in _WHO:
        return not words.leads  # `Once the group had finished we had the track`
    if token.word in ("once", "twice") and following.word in ("a", "per", "every", "each"):
        return tokens[at + 2].word in _TIMES_OF_YEAR
    if token.word in lexicon.WHICH and token.word not in ("all", "one", "next"):
        if following.word == "of" and token.word != "middle":
            return False
        if following.word in _TIMES_OF_YEAR or tokens[at + 2].kinds & {"ORD"}:
            return True
        if _of_the_day(words, at):
            return True
        if token.word == "each":
            return not words.told & HOW
        return not words.leads and not words.told & (HOW | {"REP", "EACH"})
    there_and_back = token.word == "back" and following.kinds & {"DOWN", "UP"}
    return False if token.word in _ORDERS or there_and_back else None


def _before_all(words: Words, at: int) -> bool:
    """Whether a word stands in a lead to the first run, that it cannot be said of: `This one never
    gets easier:`, `Once I'd warmed my hands up I cracked on with`."""
    tokens = words.chart.tokens
    if tokens[at].word not in _BEFORE_ALL or words.told & (_RESTS | TELLS | {"DIGITS"}):
        return False
    return words.end - at > 2


def _of_the_day(words: Words, at: int) -> bool:
    """`Last hard day before the champs:`, `Final tune-up before nationals:`: what it is."""
    tokens = words.chart.tokens
    named = tokens[at + 1 : at + 4]
    if any(t.kinds & {"NUMBERED", "SESSIONWORD"} and "REP" not in t.kinds for t in named):
        return "COLON" in tokens[words.end].kinds or words.leads
    return not words.begin and words.leads and words.end - at > 3 and not words.told & _REPEATED


def _takes_up(words: Words, at: int) -> bool:
    """Whether a word before the first run takes up what was said before the text: `Otherwise it'll
    be`, `Either way`, `I again ran`, `In group B, for example,`."""
    tokens = words.chart.tokens
    token, following = tokens[at], tokens[at + 1]
    if token.word == "once":
        return following.word in ("again", "more")
    if token.word in ("group", "squad"):
        said = {one.word for one in tokens[words.begin : words.end]}
        return bool(said & {"example", "instance", "e.g", "eg"})
    if token.word == "either":
        return following.word == "way"
    return token.word in _TAKEN_UP and ("AND" not in following.kinds or at == 1)  # `Windy again`


def _of_session(tokens: list[Token], at: int, said: frozenset[str]) -> bool:
    """Whether words of some kind are said of a session: `optional second workout`."""
    begin = at
    while tokens[at].word in said:
        at += 1
    return at > begin and "SESSIONWORD" in tokens[at].kinds


def _how(words: Words, at: int) -> bool | None:
    """Of a word that says how fast: whether it only names the session or its reps, or each run has
    its own pace."""
    tokens = words.chart.tokens
    token, following = tokens[at], tokens[at + 1]
    if not token.kinds & HOW or token.word == "i":
        return None
    if "VERY" in token.kinds and not following.kinds & HOW:
        return None  # `a very modest workout`
    with_some = at > words.begin and tokens[at - 1].word in ARTICLES | {"with"}
    if (token.word == "pace" or with_some) and following.word in _THEM:
        return True  # `with the fast lot`
    before = tokens[at - 1].word if at > words.begin else ""
    if before == "finish" and token.word in ("strong", "strongly"):
        return True
    if before in ARTICLES and not token.kinds & (HOW - {"PACE"}):
        return True
    named = at
    while tokens[named].kinds & HOW and not tokens[named].kinds & _SAYS:
        named += 1
    if words.leads and tokens[named].kinds & (_SAYS | _PARTS | {"RUN"}):
        return True
    if "SESSIONWORD" in tokens[named].kinds and named > at and named + 1 == words.end:
        return True  # `pure V02 max session`
    return words.known.paces and not words.told & (_CHANGES | _PARTS | {"EACH", "ORDINALWORD"})


def _named(words: Words, at: int) -> int:
    """The token after a number that counts no run: `3rd Monday`, `5k workout`, `Day 5`, `one we`;
    0 where it is none of these."""
    chart = words.chart
    tokens = chart.tokens
    token, following = tokens[at], tokens[at + 1]
    if token.word == "half" and "MARATHON" in tokens[at + 1 + ("DASH" in following.kinds)].kinds:
        return at + 1
    if token.word == "one":
        unit = TELLS | {"OF", "NUM", "DASH"}
        return 0 if following.kinds & unit or following.word in ("rep", "effort") else at + 1
    if token.kinds & {"NUMBERED", "HASH", "RUNNER"} and "DIGITS" in following.kinds:
        if "OF" in tokens[at + 2].kinds and "DIGITS" in tokens[at + 3].kinds:
            return at + 4  # `wk 5 of 12`
        return at + 2 if tokens[at + 2].kinds & (ITEM_ENDS | {"WORD"}) else 0
    if "DIGITS" in token.kinds and at > 1 and tokens[at - 2].word == "sub" and token.glued:
        return 0 if following.kinds & (TELLS - {"SET"} | HOW) else at + 1  # `Sub-35 block`
    if "DIGITS" in token.kinds and following.word in ("mark", "line", "start", "post", "sign"):
        return at + 2  # `from the 250 mark to the finish line`
    if token.word == "once" and at > words.begin and tokens[at - 1].word == "for":
        return at + 1  # `for once we stuck to it`
    if "DIGITS" not in token.kinds:
        return 0
    if "ORD" in following.kinds and following.glued and tokens[at + 2].kinds & {"WEEKDAY", "MONTH"}:
        return at + 3
    if _titled(words, at):
        return at + 1
    races = [p.end for p in chart.at("RaceName", at)]
    return next((e for e in races if tokens[e].kinds & {"SESSIONWORD", "RUNNER"}), 0)


def _titled(words: Words, at: int) -> bool:
    """Whether a number ends a title of a word or two: `Test 2 -`, `Hills 3:`."""
    tokens = words.chart.tokens
    title = tokens[words.begin : at]
    headed = words.begin == 0 or "NL" in tokens[words.begin - 1].kinds
    strange = all(token.kinds & {"UNKNOWN", "SESSIONWORD"} for token in title)
    return headed and 0 < len(title) < 3 and strange and at + 1 == words.end
