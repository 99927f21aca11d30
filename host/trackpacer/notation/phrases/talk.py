# SPDX-License-Identifier: MIT
"""Talk: clauses that order nothing, and the words that lead to a session or trail behind one.

`Pretty tired by the end but hung on.`, `The goal tonight is to run`, `because of the heat`. No
clause of talk holds a number, a unit, a recovery or a word that excepts or repeats, nor says how
some of the reps are run (`the last one fast`): what might matter is for the rules, or is asked.
"""

from __future__ import annotations

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Notes, Remark, left_to_runner
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.phrases.remarks import weight
from trackpacer.notation.tokens import SENTENCE_ENDS, Token, is_hyphen, is_spaced_dash

_LONGEST = 40
_ENDS = frozenset(["DOT", "NL", "END", "SEMI", "CLOSE", "COMMA", "COLON", "DASH", "OPEN"])
_SMALL = frozenset(["COMMA", "DASH", "AND", "PRIME", "QUOTES", "SLASH", "ABOUT"])
# Kinds that tell what is run or how long to rest.
_ORDERS = frozenset(
    [
        *("METRES", "KM", "MILES", "YARDS", "MINUTES", "HOURS", "REST", "JOG", "WALK", "FLOAT"),
        *("REPEAT", "TWICE", "ALTERNATE", "CONTINUOUS"),
        *("CUTDOWN", "MARATHON", "HALFMARATHON", "THRESHOLD", "INTERVALPACE", "CV", "TEMPO"),
    ]
)
_PARTS = frozenset(["WARM", "COOL", "WU", "CD", "STRIDES", "DRILLS"])
_HOW = frozenset(
    ["FAST", "HARD", "EASY", "STEADY", "MAX", "SPRINT", "FASTER", "SLOWER", "SLOW", "RELAXED"]
)


def said(token: Token) -> float:
    """What it costs to pass over a token in a clause of talk; -1 where it may be an order."""
    kinds = token.kinds
    if "WORD" not in kinds:
        return 0.02 if kinds & _SMALL else -1.0
    if token.word in lexicon.ORDERING or (token.value > 1 and "NUM" in kinds):
        return -1.0
    if kinds & _ORDERS and "ENOUGH" not in kinds and token.word not in ("second", "i"):
        return -1.0
    own = weight(token)
    if own >= 0:
        return own
    return -1.0 if "UNKNOWN" in kinds else COSTS["skip-unknown"]


def _clause(chart: Chart, i: int, ends: frozenset[str]) -> tuple[int, float, Notes] | None:
    """Where a clause of talk ends, what it costs, what is noted of it."""
    tokens = chart.tokens
    at, cost, words = i, 0.0, 0
    kinds: set[str] = set()
    while not tokens[at].kinds & ends or is_hyphen(tokens, at):
        token = tokens[at]
        end = figure(chart, at)
        each = 0.3 if end > at else said(token)
        as_fast = token.word == "as" and tokens[at + 1].kinds & {"FAST", "HARD"}
        if each < 0 or as_fast or at - i >= _LONGEST:
            return None
        cost += each
        words += "WORD" in token.kinds
        kinds |= {name for name, group in _GROUPS if token.word in group}
        how = token.kinds & _HOW or token.word == "out"
        if how and "SESSIONWORD" not in tokens[at + 1].kinds:
            kinds.add("how")
        if token.kinds & _PARTS:
            kinds.add("part")
        at = max(end, at + 1)
    headed = "part" in kinds and "COLON" in tokens[at].kinds and "NUM" in tokens[at + 1].kinds
    if words < 2 or headed or ({"which", "how"} <= kinds and "report" not in kinds):
        return None
    return at, cost, ("no-length",) if "part" in kinds else ()


_DONE_BY = lexicon.words_of("home back done finished bed work showered")
_FREE = lexicon.words_of("spare free window slot gap late early")
_GROUPS = (("which", lexicon.WHICH), ("report", lexicon.REPORTS))


def figure(chart: Chart, at: int) -> int:
    """The end of a number that counts no run: `20 degrees`, `12 of us`, `6:30 am`, `for the 10k`;
    `at` itself where there is none."""
    tokens = chart.tokens
    token, following = tokens[at], tokens[at + 1]
    if token.word in ("for", "the", "a", "my", "your", "before", "towards"):
        ahead = any(one.word in lexicon.AHEAD for one in tokens[max(at - 2, 0) : at])
        named = ahead or token.word not in ("for", "a")
        races = chart.at("RaceName", at + 1) if named else ()
        ends = [p.end for p in races if not tokens[p.end].keys & {"PACE", "TIMES", "DASH", "m"}]
        return max(ends, default=at)
    if not token.kinds & {"DIGITS", "CLOCK", "NUMBERWORD"}:
        return at
    before = tokens[at - 1] if at else None
    if following.word in lexicon.COUNTED or (
        following.word == "of" and tokens[at + 2].word == "us"
    ):
        return at + 2
    of_list = "COMMA" in following.kinds and "COMMA" in tokens[min(at + 3, len(tokens) - 1)].kinds
    numbered = before is not None and before.kinds & {"NUMBERED"} and not of_list
    if following.raw == "\N{DEGREE SIGN}":
        return at + 2 + (tokens[at + 2].word in ("c", "f"))
    home = before is not None and before.word == "by" and tokens[max(at - 2, 0)].word in _DONE_BY
    if home or (before is not None and before.word in ("meet", "meeting")):
        return at + 1  # `meet 6.45 at the clubhouse`, `home by 8`
    if following.kinds & {"AMPM"} or numbered:
        return at + 2 if following.kinds & {"AMPM"} else at + 1
    return at


def _race_told(chart: Chart, at: int) -> int:
    """The end of a race that a session is named after or trained for: `a classic 5k session`,
    `training for a 10k`; `at` itself where there is none."""
    tokens = chart.tokens
    if tokens[at].word == "for" and at and tokens[at - 1].word in lexicon.AHEAD:
        return max(figure(chart, at), at)
    if "NUMBERED" in tokens[at].kinds and "DIGITS" in tokens[at + 1].kinds:
        said_next = tokens[at + 2].word in ("you", "we", "i", "they", "it")
        return at + 2 if said_next else at  # `In week 3 you will run`
    if "DIGITS" not in tokens[at].kinds:
        return at
    named = (p.end for p in chart.at("RaceName", at))
    return max((n for n in named if tokens[n].kinds & {"SESSIONWORD", "RUNNER"}), default=at)


def _spare(tokens: list[Token], at: int) -> int:
    """The end of a time that one had: `Had 50 mins spare at lunch so`; else `at` itself."""
    timed = "DIGITS" in tokens[at].kinds and tokens[at + 1].kinds & {"MINUTES", "HOURS"}
    return at + 3 if timed and tokens[at + 2].word in _FREE else at


def _begins(chart: Chart, i: int) -> bool:
    return bool(chart.before(i).kinds & {"BEGIN", "NL", "DOT", "SEMI", "BULLET"})


def on_some_days(tokens: list[Token], i: int, end: int) -> bool:
    """`If it's hot, we'll do 2 sets`: whether a condition goes before a count of sets."""
    return "CONDITION" in tokens[i].kinds and any("SET" in t.kinds for t in tokens[end : end + 6])


@scanner("Element", "WORD|DIGITS|CLOCK")
def talk(chart: Chart, i: int) -> list[Phrase]:
    """`Pretty tired by the end but hung on`: a clause that orders nothing."""
    tokens = chart.tokens
    begins = _begins(chart, i)
    joins = tokens[i].word in lexicon.JOINS or tokens[i + 1].word in lexicon.AHEAD
    if i and tokens[i].word in ("first", "firstly"):
        return []  # another order than that which was written
    if chart.at("Told", i) or (tokens[i].word == "as" and chart.at("OpenRest", i)):
        return []  # a pace, in many words; `as long as you need`
    if tokens[i + 1].word == "out" and chart.at("ToTheLine", i + 2):
        return []  # `200 m - flat out to the line`
    if not begins and not joins:
        before = tokens[i - 1]
        if not before.kinds & {"COMMA", "DASH", "COLON"} or is_hyphen(tokens, i - 1):
            return []
    found: list[Phrase] = []
    for ends in (SENTENCE_ENDS, _ENDS) if begins else (_ENDS,):
        clause = _clause(chart, i, ends)
        if clause is None:
            continue
        end, cost, notes = clause
        totals = any("TOTAL" in t.kinds for t in tokens[i:end])
        if totals and "COLON" in tokens[end].kinds and tokens[end + 1].kinds & {"NUM", "CLOCK"}:
            continue  # `Total duration: 18 min`
        if i and on_some_days(tokens, i, end):
            continue
        if tokens[i].word == "and" and not any(t.word in lexicon.REPORTS for t in tokens[i:end]):
            continue  # `and finish fast`, but `and felt good`
        own = COSTS["remark-sentence"] if ends is SENTENCE_ENDS else COSTS["remark-aside"]
        own += min(cost * 0.25, 1.2)
        if joins:
            own = min(own, COSTS["remark-aside"] + 0.3)
        span = chart.span(i, end)
        end += bool(tokens[end].kinds & {"COLON"})
        found.append(Phrase(end, own, Remark(span, notes)))
    return found


@rule(
    "Element",
    "AT DIGITS ft|feet|metres|m altitude|elevation",
    "AT DIGITS ft|feet",
    "OPEN turn|turning|turnaround|halfway AT|after|at? <Time>|<Dist> CLOSE",
    "^BEGIN followed|following|follow UP? a|an|the|my|our? &NUM|CLOCK",
    "^BEGIN|NL|COLON|a NUM DASH|TO NUM FARTLEK|PYRAMID &OPEN|COLON",
    "^BEGIN|NL|DOT|COMMA|SEMI|AND|THEN|did|ran|had|was the|our|my|your|a? "
    "usual|normal|standard|regular|typical|traditional &<Run>|<Times>|<WarmUp>|<CoolDown>|NUM",
    cost="label",
    example="@ 5500ft",
)
@rule("Element", "ABOUT? DIGITS degrees|degree|people|runners|starters", example="64 degrees")
def counted_otherwise(m: Found) -> Remark:
    """What is counted there is nothing to run, nor that it is the usual one."""
    return Remark(m.span)


@rule(
    "Element",
    "^BEGIN|NL|DOT|COLON|COMMA|SEMI|DASH RUN|working|train|training? in|IN|into your|our|the|small|big|little|even|mixed|two|three|WORD? groups|pairs|threes|fours|packs|teams|relays OF? NUM? DASH|TO|OR? NUM? COMMA|COLON|DASH? RUN|do|you|we* &NUM",
    "in|IN your|our|the|small|big|little|even|mixed groups|pairs|packs|teams &COMMA|DOT|NL|END|SEMI|WITH|OFF",
    cost="label",
)
def with_whom(m: Found) -> Remark | None:
    """`In small groups, run 8 x 300`; but `8 x 300 in groups of 4` puts reps into sets."""
    return None if m.earlier("TIMES") and m.has("NUM") else left_to_runner(m.span, m.shown)


@rule("Element", "the|our|my|some UNDER DASH? n:DIGITS ~s", example="the under 17s")
def age_group(m: Found) -> Remark | None:
    """Who ran, and no time."""
    return Remark(m.span) if m["n"].value < 24 else None


@scanner("Element", "QUOTES")
def told_by_name(chart: Chart, i: int) -> list[Phrase]:
    """`"10 x 40-20" means "40 seconds fast, …"`: a name, and what it stands for."""
    tokens = chart.tokens
    at = i + 1
    while at - i < 12 and not tokens[at].kinds & {"QUOTES", "NL", "END"}:
        at += 1
    if "QUOTES" not in tokens[at].kinds or tokens[at + 1].word not in (
        "means",
        "is",
        "=",
        "stands",
    ):
        return []
    end = at + 2 + (tokens[at + 2].word == "for")
    end += bool(tokens[end].kinds & {"COMMA", "COLON"})
    end += bool(tokens[end].kinds & {"QUOTES"})
    return [Phrase(end, COSTS["label"], Remark(chart.span(i, end)))]


# Words that belong to what comes after them.
_LEADING = frozenset(["AT", "IN", "ON", "OFF", "WITH", "FROM", "BETWEEN", "AFTER", "ABOUT"])
_BIDDING = frozenset(["run", "do", "doing", "is", "was", "of", "for", "to", "with"])
_WORK = frozenset(["NUM", "ALTERNATE", "CUTDOWN", "PYRAMID", "FARTLEK", "a", *_HOW])


@scanner("Element", "WORD")
def lead(chart: Chart, i: int) -> list[Phrase]:
    """`The goal tonight is to run`, `For the speed session do`: talk up to what is run."""
    tokens = chart.tokens
    begins = _begins(chart, i)
    if not begins and not tokens[i - 1].kinds & {"COMMA", "THEN", "AND", "COLON"}:
        return []
    at, cost = i, 0.0
    while at - i < 25:
        token = tokens[at]
        if (end := max(_race_told(chart, at), _spare(tokens, at))) > at:
            at, cost = end, cost + 0.3
            continue
        if not (token.kinds & {"WORD"} or is_hyphen(tokens, at)):
            break
        each = said(token)
        if (
            each < 0
            or token.kinds & _PARTS
            or (token.kinds & _HOW and "SESSIONWORD" not in tokens[at + 1].kinds)
        ):
            break
        cost += each
        at += 1
    last = tokens[at - 1]
    counted = tokens[at].kinds & {"NUM"} and tokens[at + 1].keys & {
        *("TIMES", "DASH", "TO", "SET", "REP"),
    }
    told = begins and last.word in _BIDDING and tokens[at].keys & _WORK
    if last.word == "out" or last.kinds & {"MAX"}:
        return []  # `and an all out 200 x 3`
    if i and on_some_days(tokens, i, at):
        return []
    if not begins and any("AFTER" in token.kinds for token in tokens[i : i + 2]):
        return []  # `, and after that 8 x 80 m`
    if at - i < 2 or not (counted or told) or (last.kinds & _LEADING and last.word not in _BIDDING):
        return []
    bids = last.word in ("run", "do") and at - i > 2
    span = (tokens[i].start, tokens[at - 1 - bids].end)
    return [Phrase(at, COSTS["remark-aside"] + min(cost * 0.35, 1.5), Remark(span))]


_MEANT = lexicon.words_of("meant supposed wanted hoped hoping aimed aiming trying planned")
_REPORTED = frozenset(
    ["REST", "JOG", "WALK", "FLOAT", "BETWEEN", "CLOSE", "REPEAT", "WU", "CD", "WARM", "COOL"]
)


def _all_there_is(tokens: list[Token], i: int) -> bool:
    """`Last week they did: 2 miles, 1 mile`: whether nothing else is told to be run."""
    if len(tokens) > 10 * _LONGEST:
        return False
    end = next(
        at
        for at in range(i, len(tokens))
        if tokens[at].kinds & SENTENCE_ENDS or _turns_to_today(tokens, at)
    )
    return not any(token.kinds & {"DIGITS", "CLOCK"} for token in (*tokens[:i], *tokens[end:]))


def _turns_to_today(tokens: list[Token], at: int) -> bool:
    """`Last week we did 6 x 800, this week it was 7 x 800`: whether the second half begins."""
    after = tokens[at + 1 + (tokens[at + 1].word in ("so", "and", "but"))]
    return "COMMA" in tokens[at].kinds and after.word in ("this", "today", "tonight", "now")


def _ran(chart: Chart, i: int, at: int) -> bool:
    """`ran 4 miles at that pace`, `ran a 1200`: the session itself."""
    tokens = chart.tokens
    if tokens[at].word != "ran" or chart.has_before(i, "TIMES"):
        return False
    far = tokens[at + 1 + (tokens[at + 1].word == "a")]
    size = tokens[at + 2].kinds & {"MILES", "KM", "METRES", "MINUTES"}
    timed = "CLOCK" in far.kinds and tokens[at + 2].kinds & _HOW  # `ran 20:00 easy`
    return bool(size or timed) or ("DIGITS" in far.kinds and far.value >= 200)


def _is_run(chart: Chart, i: int, amount: tuple[Phrase, ...]) -> bool:
    """Whether an amount has what it is run in behind it, or in `1 min easy for a total of 10 min
    hard` how."""
    if not amount:
        return False
    eased = {"for", "total"} <= {token.word for token in chart.tokens[i : i + 7]}
    behind = {"AT", "CLOCK", "EASY", "JOG"} if eased else {"AT", "CLOCK"}
    return any(chart.tokens[phrase.end].kinds & behind for phrase in amount)


def _is_part(tokens: list[Token], i: int) -> bool:
    """`9 miles, middle 5 at 6:25 avg`: a part of the run."""
    named = tokens[i].word in ("middle", "first", "last", "final")
    return named and "NUM" in tokens[i + 1].kinds and "AT" in tokens[i + 2].kinds


@scanner("Element", "WORD|DIGITS|CLOCK")
def report(chart: Chart, i: int) -> list[Phrase]:
    """`Averaged 78.`, `HR avg 168`, `Splits: 5:41, 5:37`, `13 km for the day`, `Next week we'll do
    8`: what came of it, or of another day, with its figures."""
    tokens = chart.tokens
    if not _begins(chart, i) and not tokens[i - 1].kinds & {"COMMA", "DASH", "AND"}:
        return []
    at, told, elsewhere, figures = i, False, False, 0
    alone = _all_there_is(tokens, i)
    summed = False  # `efforts total 20 min plus 6 lots of 75 s recovery`
    amount = chart.at("Dist", i) or chart.at("Time", i)
    if _is_part(tokens, i) or _is_run(chart, i, amount) or chart.at("Ladder", i):
        return []  # `2 miles at 8:42 avg pace`, `2 min. 2:44 avg`, `started on 96, ended on 89, 92 avg`
    found: list[Phrase] = []
    while not tokens[at].kinds & SENTENCE_ENDS and at - i < _LONGEST:
        if elsewhere and (_turns_to_today(tokens, at) or _rests_next(tokens, at)):
            break
        token = tokens[at]
        said_of = (token.word, tokens[at + 1].word)
        ahead = (token.word in ("next", "tomorrow") and not i) or alone
        elsewhere = elsewhere or (
            not ahead and (said_of in lexicon.ELSEWHERE or token.word in lexicon.OTHER_DAY)
        )
        summed = summed or token.word.startswith("total")
        if (elsewhere and amount) or (token.word in _MEANT and not elsewhere):
            return found  # `meant to be 2:45, ran 2:41`, `2 min. see you all on thursday`
        of_sets = token.kinds & {"SET"} and tokens[at + 1].word == "of" and not summed
        first = token.keys & {"SET", "times"} and not chart.has_before(at, "TIMES", "SET")
        # `3 sets total` where nothing is counted
        wanted = first and "NUM" in tokens[at - 1].kinds and not elsewhere
        wanted = wanted and (not summed or at - i < 4)  # `Total: 3 sets`
        if (token.word == "x" and not elsewhere) or "OPEN" in token.kinds or of_sets or wanted:
            return found
        if not told and token.kinds & {"PACE", "ALTERNATE"} and "REP" not in token.kinds:
            return found
        listed = "COLON" in token.kinds and figures
        after_sum = any("COMMA" in t.kinds for t in tokens[i:at])  # `2.4k in total, 2 min between`
        if listed or (token.kinds & _REPORTED and not elsewhere and (after_sum or not summed)):
            return found
        goes_on = not told or (chart.at("Run", at + 1) and tokens[i].kinds & {"DIGITS"})
        if ("COMMA" in token.kinds or is_spaced_dash(tokens, at)) and amount and goes_on:
            return found  # `12k steady, avg HR 152`, `4 miles avg 5:50, 1 mile easy`
        parts = "COMMA" in token.kinds and not tokens[at + 1].kinds & {"DIGITS", "CLOCK"}
        if figures and ((told and parts) or (elsewhere and token.word == "but")):
            found.append(_reported(chart, i, at))
        bids = parts and told and tokens[at + 1].kinds & {"IN", "AT", "OFF", "WITH"}
        if not elsewhere and (bids or _ran(chart, i, at)):
            return found  # `that's 5k total, in 3:30, 90s`
        heads = token.word in ("times", "did", "result") and "COLON" in tokens[at + 1].kinds
        heads = heads and not (at and tokens[at - 1].kinds & {"GOALWORD", "NUM"})
        told = told or elsewhere or heads or token.word in lexicon.TOLD or said_of in lexicon.IN_ALL
        figures += bool(token.kinds & {"DIGITS", "CLOCK"})
        at += 1
    last = at
    while tokens[last].kinds & {"DOT", "NL"}:
        last += 1
    if "END" in tokens[last].kinds and "BEGIN" in chart.before(i).kinds:
        return []  # else nothing would be run
    if told and (figures or elsewhere) and at - i > 1:
        found.append(_reported(chart, i, at))
    return found[-2:]


def _rests_next(tokens: list[Token], at: int) -> bool:
    """`Tom in the rain yesterday, 90 sec standing recoveries`: a recovery behind it."""
    told = {kind for token in tokens[at + 1 : at + 6] for kind in token.kinds}
    yesterday = "COMMA" in tokens[at].kinds and tokens[at - 1].word in lexicon.OTHER_DAY
    return yesterday and bool(told & {"REST", "JOG", "WALK"}) and "TIMES" not in told


def _reported(chart: Chart, i: int, at: int) -> Phrase:
    span = chart.span(i, at)
    return Phrase(at, COSTS["remark-sentence"] + min(0.05 * (at - i), 0.6), Remark(span))
