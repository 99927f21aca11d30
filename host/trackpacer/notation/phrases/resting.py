# SPDX-License-Identifier: MIT
"""A clause that says a recovery, whatever its other words.

`There was eighty seconds static recovery between each effort`, `the recovery is however long you
need to jog down again`, `giving yourself 90 s to catch your breath before going again`: a word that
recoveries have, one amount or none, where it stands, and nothing that orders, excepts or counts.

Not here: recoveries as they are noted (`recoveries`); clauses with other words in them (`gists`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Amount, Pause
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import nearest, words_of
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases.places import Place
from trackpacer.notation.phrases.recoveries import NO_LENGTH, likely_jog, sized
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tokens import Token, is_hyphen, is_spaced_dash
from trackpacer.notation.tree import Rest
from trackpacer.records import fresh, mutable, replace

_STOPS = frozenset(["DOT", "NL", "END", "SEMI", "CLOSE", "OPEN", "BAR", "PLUS"])
_PARTS = frozenset(["COMMA", "AND", "THEN", "COLON"])
_BEFORE = _STOPS | _PARTS | {"BEGIN", "BULLET"} - {"CLOSE", "PLUS", "BAR"}
_LONGEST = 36
_MOVING = frozenset(["JOG", "WALK", "FLOAT"])
_AMOUNTS = frozenset(["NUM", "DIGITS", "CLOCK", "ABOUT", "BETWEEN", "HALF", "QUARTER"])
_PLACED = frozenset(["BETWEEN", "AFTER", "BEFORE", "EACH", "PER", "WITHIN", "THROUGHOUT", "IN"])
# Behind a comma: of another recovery.
_ANOTHER = NOUN | {"FULL", "EQUAL", "SHORT", "LONG"}
_SIZES = frozenset(["EQUAL", "SHORT", "LONG", "ENOUGH", "FULL", "EASY", "SLOW", "LITTLE"])
# What may begin one in the midst of a clause.
_LEADS = words_of(
    """
    with w/ off taking take having allowing allow giving give getting get followed by
    """
)
_AWAY = frozenset(["across", "over"])  # to where the next rep begins
# Words that mean a recovery though no table has them for one.
_RESTING = words_of("static stationary standstill breath breathing recuperate")
# What is as long as the runner makes it.
_AT_WILL = words_of("however whatever needed need needs required want like fully ready")
# What makes one longer or shorter than another.
CHANGES = pattern(
    r"(?:add|cut|drop|extend|grow|increas|decreas|lengthen|lessen|reduc|shav|shorten|shrink|shrank|"
    r"ris|rais|build|bring|knock|diminish|whittl|descend|fall|trim|halv|doubl|gain|lose|losing|come|coming|goes|widen|taper)"
    r"(?:e|es|s|n|ed|ing|ning|ping|ting|ens|ened|er)*$"
)
_ABLE = words_of("can must need want like prefer have")
_NOT = words_of("no not don't without zero")
_TAKES = words_of("any take have allow need real to")
# What belongs to a recovery, or to any sentence, and says no more of it.
_FILLS = words_of(
    """
    back down again each every next before until once stop stopping start starting starts line bit
    a at least most allowed gave given myself yourself ourselves
    rep reps repeats interval intervals repetition repetitions effort efforts one ones bout
    about approximately roughly around only minimum maximum period periods time rest all following
    easy slow slowly gentle gently light lightly active passive full good proper complete brisk
    steady relaxed comfortable very quite pretty really super ample generous short long brief quick
    hill bottom top foot uphill downhill straight bend other side end track stretch drink water
    shake previous prior preceding between after breath up go going begin beginning leave leaving
    round jogs jogging walks walking keep moving ready standing per as long enough take taking have having
    use using across allow allowing get getting give giving included half same equal twice cycle continuous
    around there's follow followed separate separated separates came come them those these was were
    """
)
_NEVER = frozenset(
    [
        *("TIMES", "SET", "WU", "CD", "WARM", "COOL", "STRIDES", "DRILLS", "PACE", "RUN", "REPEAT"),
        *("HARD", "FAST", "MAX", "SPRINT", "TEMPO", "THRESHOLD", "INTERVALPACE", "MARATHON"),
        *("HALFMARATHON", "@", "PCT", "MINUS", "EQUALS", "CUTDOWN", "ALTERNATE", "CONDITION"),
        *("MAYBE", "WITHOUT", "ORDINAL", "ORDINALWORD", "FASTER", "SLOWER", "PYRAMID", "FARTLEK"),
        *("GROUPWORD", "PEOPLE", "OPTIONAL", "DOUBLE", "TOTAL", "FEEL", "TOLD", "WEEKDAY", "MONTH"),
        *("ADDING", "STEP", "home", "during", "SPLIT", "CLOCK", "NUM", "DATE"),
    ]
)
_HOW_RUN = frozenset(["HARD", "FAST", "TEMPO", "THRESHOLD", "SPRINT"])
AS_LONG = words_of("time amount duration distance length long period as")
_TO_THE_FULL = words_of("all flat full")  # `all flat out`
_OF_REP = words_of(
    "rep repeat interval effort one work piece previous prior preceding before run just equivalent"
)


@mutable
class _Said:
    """What a clause has said so far."""

    amounts: list[Amount] = fresh(factory=list)
    places: list[Place] = fresh(factory=list)
    seen: set[str] = fresh(factory=set)
    kinds: set[str] = fresh(factory=set)
    words: set[str] = fresh(factory=set)
    strange: int = 0
    filled: int = 0
    parted: bool = False  # by a comma or an `and`


@scanner("RestClause", "WORD|DIGITS|CLOCK|ABOUT")
def rest_clause(chart: Chart, i: int) -> list[Phrase]:
    """The recoveries that a clause from a token on may be, one for each place it may end."""
    if not _may_begin(chart, i):
        return []
    tokens = chart.tokens
    said = _Said()
    found: list[Phrase] = []
    at = i
    if tokens[i].word in ("each", "every", "all") and "REST" not in tokens[i + 1].kinds:
        said.places.append(Place("all"))
        # `each hard rep got a 200 jog`: the reps are what is run hard
        at += 2 * bool(tokens[i + 1].kinds & _HOW_RUN and tokens[i + 2].kinds & {"REP", "EFFORT"})
    if told := _of_a_length(chart, i):
        said.places.append(Place("reps", told.value))
        at = told.end
    while at - i < _LONGEST:
        at = _aside(chart, at, said) or at
        token = tokens[at]
        if token.kinds & _STOPS or token.kinds & _PARTS or is_spaced_dash(tokens, at):
            if at > i and (phrase := _phrase(chart, i, at, said)):
                found.append(phrase)
            if token.kinds & _STOPS or (at > i and "THEN" in token.kinds):
                break
            listed = at > i and tokens[at - 1].kinds & NOUN and tokens[at + 1].kinds & NOUN
            said.parted = said.parted or (at > i and not listed)
            at += 1
            continue
        if token.word == "twice" and tokens[at + 1].kinds & (_STOPS | _PARTS):
            break  # `up it twice`: how often it is all run
        if token.word == "again" and at > i and "AND" in tokens[at - 1].kinds:
            break  # `, and again next to the river`
        after = _step(chart, at, said)
        if after == at:
            break
        at = after
    return found


def _aside(chart: Chart, at: int, said: _Said) -> int:
    """The token after `(about 2 min)`, where no length has been told; else 0."""
    if "OPEN" not in chart.tokens[at].kinds or said.amounts or not said.seen:
        return 0
    about = "ABOUT" in chart.tokens[at + 1].kinds
    amount = _amount(chart, at + 1 + about, said)
    if amount is None or "CLOSE" not in chart.tokens[amount.end].kinds:
        return 0
    said.amounts.append(amount.value)
    return amount.end + 1


def _of_a_length(chart: Chart, i: int) -> Phrase | None:
    """`The 600s had a lap jog`, `for the 300s it was 90 s rest`: the runs whose recovery it is."""
    named = longest(chart.at("LengthNamed", i + (chart.tokens[i].word in ("for", "on", "after"))))
    if named is None or not named.value or chart.tokens[named.end - 1].word not in ("s", "reps"):
        return None
    return named if chart.tokens[named.end].word in _HAVE else None


_HAVE = words_of("had have has get got gets took take takes were was it we i you")


@scanner("Element", "WORD|DIGITS|CLOCK|ABOUT")
def rest_said(chart: Chart, i: int) -> list[Phrase]:
    return list(chart.at("RestClause", i))


def _may_begin(chart: Chart, i: int) -> bool:
    behind = chart.before(i)
    if behind.kinds & _BEFORE or (i and is_spaced_dash(chart.tokens, i - 1)):
        return True
    return chart.tokens[i].word in _LEADS and behind.word not in _LEADS


def _step(chart: Chart, at: int, said: _Said) -> int:
    """The token after what stands at one; the same where that is nothing of a recovery's."""
    tokens = chart.tokens
    token = tokens[at]
    away = token.kinds & _MOVING and tokens[at + 1].word in _AWAY
    if said.parted and (said.places or said.amounts) and token.kinds & _ANOTHER and not away:
        return at
    if said.parted and said.places and token.kinds & _PLACED:
        return at
    if token.word == "out" and {one.word for one in tokens[max(at - 2, 0) : at]} & _TO_THE_FULL:
        return at  # how it is run
    if token.kinds & _PLACED and (place := longest(chart.at("Place", at))):
        said.places.append(place.value)
        said.words.update(one.word for one in tokens[at : place.end])
        return place.end
    if _names_a_spot(tokens, at):
        return at + 2
    if (token.kinds & _AMOUNTS or token.word in ("a", "an")) and (
        amount := _amount(chart, at, said)
    ):
        joined = tokens[amount.end].kinds & {"AND", "TO", "DASH"}
        if (tokens[at - 1].word == "between" and joined) or not _takes_amount(said):
            return at  # `all of mine between 4:06 and 4:09`
        said.amounts.append(amount.value)
        for one in tokens[at : amount.end]:
            said.seen |= one.kinds & NOUN  # `one recovery lap`
        return amount.end
    if past := _passes_together(chart, at, said):
        return past
    if not _passes(tokens, at):
        return at
    said.words.add("half" if "HALFSIGN" in token.kinds else token.word)
    said.kinds |= token.kinds
    said.seen |= token.kinds & NOUN
    if token.word in _RESTING:
        said.seen.add("REST")
    said.strange += "UNKNOWN" in token.kinds and token.word not in _RESTING
    said.filled += 1
    return at + 1


def _names_a_spot(tokens: list[Token], at: int) -> bool:
    """`walk across to the 200 start`: where one goes, not how far."""
    spot = "DIGITS" in tokens[at].kinds and tokens[at + 1].word in ("start", "mark", "line")
    return spot and tokens[at - 1].word == "the"


def _passes_together(chart: Chart, at: int, said: _Said) -> int:
    """The token after a few that only stand together; 0 where they do not stand there."""
    tokens = chart.tokens
    token, following = tokens[at], tokens[at + 1]
    if _counts_reps(tokens, at):
        return at + 2
    if token.word == "over" and following.word in ("to", "the", "a"):
        said.words.add("over")
        return at + 1
    if "to" in said.words and (loops := chart.at("Loop", at)):
        return loops[0].end  # `jog across to the foot of the 800 loop`
    if token.word in ("few", "several") and following.kinds & {"MINUTES", "SECONDS"}:
        said.words.add("few")
        return at + 2
    if token.word == "if" and following.word == "you" and tokens[at + 2].word in _ABLE:
        return at + 3 + (tokens[at + 3].word == "to")
    if token.word == "do" and following.word == "not":
        return at + 1
    if token.word in _NOT and not said.amounts:
        noun = next((n for n in range(at + 1, at + 4) if tokens[n].kinds & NOUN), 0)
        if noun and all(one.word in _TAKES for one in tokens[at + 1 : noun]):
            said.words.add("no")
            return noun
    if said.amounts and (past := _how_long(tokens, at, said)):
        return past
    if token.word == "at" and "DIGITS" in following.kinds:
        tenths = "SLASH" in tokens[at + 2].kinds and tokens[at + 3].value == 10
        if tenths or tokens[at + 2].word in ("mph", "kph"):
            return at + 3 + tenths  # how fast it is jogged is left to the runner
    return 0


def _how_long(tokens: list[Token], at: int, said: _Said) -> int:
    """The token after `it should take about`, of a jog of some metres that was just told."""
    jogged = len(said.amounts) == 1 and said.amounts[0].kind != "ms" and said.seen & _MOVING
    if not jogged or tokens[at].word not in ("it", "this", "which", "that"):
        return 0
    end = at + 1
    while tokens[end].word in _TAKING:
        end += 1
    taken = {token.word for token in tokens[at:end]} & _TAKES_TIME
    if not taken or not tokens[end].kinds & {"NUM", "CLOCK", "ABOUT"}:
        return 0
    said.parted = False
    said.seen.add("REST")  # nobody tells of a run how long it takes
    return end


_TAKES_TIME = words_of("take takes took taking")
_TAKING = _TAKES_TIME | words_of("should will would you me us may usually in")


def _takes_amount(said: _Said) -> bool:
    """Whether an amount may be of what was said: one, or the time of a jog of some metres."""
    if said.amounts:
        return not (said.parted or said.places) and bool(said.seen)
    headed = said.filled <= 2 and "REST" in said.seen  # `Rest, 2 min`; `After each, take 2 min`
    short = said.kinds & {"SHORT", "LITTLE", "LONG"} and not said.places
    if short and "REST" in said.seen and said.filled <= 6:
        return True  # `Recovery is short, 45 s is optimal`
    away = said.seen & _MOVING and said.words & _AWAY  # `walk across to the gate, 2 min`
    return bool(not said.parted or headed or away) or not (said.seen or said.kinds & _ANOTHER)


def _passes(tokens: list[Token], at: int) -> bool:
    """Whether a token is one of a recovery, or says nothing of it."""
    token = tokens[at]
    kinds = token.kinds
    if CHANGES.match(token.word) or (token.word == "off" and not _ends_off(tokens, at)):
        return False
    if token.word in ("up", "down") and tokens[at + 1].kinds & _AMOUNTS:
        return False  # `it comes down 10 s each rep`
    if kinds & NOUN or token.word in _RESTING or token.word in _AT_WILL:
        return True
    if "MARK" in kinds:
        joins = "SLASH" in kinds and bool(tokens[at - 1].kinds & NOUN)
        plain = bool(kinds & {"PRIME", "QUOTES", "ABOUT", "HALFSIGN"})
        return joins or plain or is_hyphen(tokens, at)
    if token.word == "again" and tokens[at - 1].word in ("same", "it", "that", "all"):
        return False  # `same again after a 5 min break`
    if "REPEAT" in kinds and token.word != "again":
        return tokens[at - 1].word in ("the", "each", "every", "previous", "preceding", "next")
    if "RUN" in kinds and token.word in ("run", "runs", "running", "ran"):
        ran = tokens[at - 1].word in ("just", "you", "i", "we")  # `half of what you've just run`
        if ran or (tokens[at - 1].word == "to" and tokens[at - 2].word in _TAKES_TIME):
            return True  # `the time it takes to run the interval`
        return bool(tokens[at - 1].kinds & {"REST", "EASY", "BEFORE", "SLOW"})
    if (
        token.word in _FILLS
        or token.word == "i"
        or (token.word == "by" and "NUM" not in tokens[at + 1].kinds)
    ):
        return True
    if token.keys & _NEVER:
        return token.word == "one" and not tokens[at + 1].kinds & {"MINUTES", "MILES", "LAPS", "KM"}
    if "OR" in kinds:
        moved = (tokens[at - 1].kinds | tokens[at + 1].kinds) & NOUN
        return bool(moved) or tokens[at + 1].word == "so"
    if "CARRIES" in kinds:
        return False
    if "UNKNOWN" in kinds:
        return not nearest(token.word)
    return bool(
        kinds & _SIZES
        or kinds & {"HARMLESS", "GROUND", "OF", "TO", "IN", "ON", "FROM", "MANNER", "LINK"}
    )


def _counts_reps(tokens: list[Token], at: int) -> bool:
    """`after each set of 4 reps`: what a set is made of."""
    of_set = at > 1 and tokens[at - 1].word == "of" and "SET" in tokens[at - 2].kinds
    return of_set and "NUM" in tokens[at].kinds and "REP" in tokens[at + 1].kinds


def _ends_off(tokens: list[Token], at: int) -> bool:
    """`have 90 s off between reps`, and no `5 s off the recovery`; `off 90 s`."""
    return not tokens[at + 1].keys & {"REST", "the", "your", "each", "every", "JOG", "a"}


def _amount(chart: Chart, at: int, said: _Said) -> Phrase | None:
    """An amount with its unit, or the metres of a jog: `walk the 100 back`."""
    if _counts_reps(chart.tokens, at) or ("to" in said.words and chart.at("Loop", at)):
        return None
    found = (p for symbol in ("RestAmount", "Range", "Time", "Dist") for p in chart.at(symbol, at))
    moved = said.seen & _MOVING
    jogs = ((p, moved or chart.tokens[p.end].kinds & _MOVING) for p in found)
    known = (p for p, jog in jogs if p.value.kind != "n" or (jog and not p.value.value % 50))
    return longest(known)


def _phrase(chart: Chart, begin: int, end: int, said: _Said) -> Phrase | None:
    """What the clause comes to; None where it has a time and is equal to another, too."""
    shared = said.words & {"half", "twice"} and said.words & _OF_REP
    if said.amounts and ("EQUAL" in said.kinds or shared):
        return None
    if any(chart.at("ShareOfRest", at) for at in range(begin, end)):
        return None  # `with half that`: of the recovery before, not of the rep
    span = chart.span(begin, end)
    shown = chart.quote(*span)
    rest = _timed(chart, begin, end, said) if said.amounts else _untimed(span, shown, said)
    if rest is None:
        return None
    place = _place(said)
    if place is None:
        return None
    rest = replace(
        rest,
        span=span,
        place=place.place,
        of_metres=place.of_metres,
        and_metres=place.and_metres,
        more_metres=place.more_metres,
        after_each=place.after_each,
        every=place.every,
    )
    cost = COSTS["rest-clause"] + 0.05 * min(said.filled, 10) + 0.15 * said.strange
    notes = tuple(rest.notes)
    return Phrase(
        end, cost, Pause(span, replace(rest, notes=[]), said=True, told=True, notes=notes)
    )


def _place(said: _Said) -> Place | None:
    """Where it stands; None where that is said twice, or of the last only."""
    if whole := next((place for place in said.places if place.place == "all"), None):
        return whole
    places = {place.place for place in said.places if place.place}
    if places == {"reps", "sets"}:
        return Place("both")
    if len(places) > 1 or "last" in places or any(place.of_metres for place in said.places[1:]):
        return None
    if not places and said.kinds & {"ALL"}:
        return Place("all")
    named = [place for place in said.places if place.place] or said.places
    if named:
        return named[0]
    return Place("reps", after_each=True) if said.words & {"each", "every"} else Place("")


def _timed(chart: Chart, begin: int, end: int, said: _Said) -> Rest | None:
    """One of a length: a time, a distance, or both."""
    if not _is_rest(said) or "no" in said.words:
        return None
    found = Found(chart, begin, end, {})
    rests = [sized(found, amount, frozenset(said.seen)) for amount in said.amounts]
    first = rests[0]
    if first is None or len(rests) > 2 or None in rests:
        return None
    far = 2 if "REST" in said.seen and "RUN" not in said.kinds else 1
    if not said.places and (first.ms > far * 300_000 or first.metres > far * 800):
        return None
    if len(rests) == 1:
        return first
    jog, time = sorted((rest for rest in rests if rest is not None), key=lambda rest: rest.kind)
    if (jog.kind, time.kind) != ("jog", "time"):
        return None
    if not likely_jog(jog.metres, time.ms):
        return None
    return replace(jog, ms=time.ms)


def _is_rest(said: _Said) -> bool:
    """Whether a jog or a walk, or no more than a length and a place, is no run of its own."""
    if "REST" in said.seen or (said.seen and said.places):
        return True
    placed = any(place.every or place.place for place in said.places)
    if said.amounts and not said.parted and placed:
        return "between" in said.words
    away = {"back", "down", "before", "again", "separated", "separates", *_AWAY} & said.words
    after = "followed" in said.words and {"each", "every"} & said.words
    return bool(said.seen & _MOVING and (away or after))


def _untimed(span: tuple[int, int], shown: str, said: _Said) -> Rest | None:
    """One as long as the rep, as long as it takes, or of no length that is told."""
    ran = "ran" in said.words or {"just", "run"} <= said.words  # `for as long as you ran`
    if not said.seen or not (_is_rest(said) or ran):
        return None
    if "no" in said.words:
        return Rest(span, "none") if said.places and not said.parted else None
    equal = "EQUAL" in said.kinds or said.words & {"half", "twice"}
    if equal or ran or ({"as", "long"} <= said.words and said.words & _OF_REP):
        return _as_the_rep(span, said)
    if said.words & _AT_WILL or "FULL" in said.kinds:
        return Rest(span, "full")
    if "few" in said.words and not said.parted:
        return Rest(span, "full", notes=[f"'{shown}' {NO_LENGTH}"])
    if said.strange > 2:
        return None
    if said.kinds & {"LITTLE", "SHORT", "LONG"}:
        return None
    back = said.seen & _MOVING and said.words & {"back", "down", "return"}
    if not back and not (said.places or said.kinds & {"ALL"}):
        return None
    note = f"'{shown}' {NO_LENGTH}"
    return Rest(span, "full", assumed="back" if back else "jog", notes=[note])


def _as_the_rep(span: tuple[int, int], said: _Said) -> Rest | None:
    """In what words `alike` does not know."""
    if not (said.words & AS_LONG or said.words & _OF_REP):
        return None
    percent = 50.0 if "half" in said.words else 200.0 if "twice" in said.words else 100.0
    if "distance" in said.words or (
        "time" not in said.words and "length" in said.words and said.seen & _MOVING
    ):
        return Rest(span, "jog", metres=-percent / 100)
    return Rest(span, "equal", percent=percent)
