# SPDX-License-Identifier: MIT
"""What stands around a session: labels, dates, titles, places, sentences, totals, the runner.

A run of words without an instruction is read by `words`; a word that orders, excepts, negates or
repeats is never in one, nor a number or a unit: those only stand in forms of their own here.
"""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Remark, left_to_runner
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.tokens import SENTENCE_ENDS, Token
from trackpacer.records import record

_SMALL = frozenset(["COMMA", "DASH", "AND", "PRIME", "QUOTES", "SLASH"])
_ASIDE = SENTENCE_ENDS | {"COMMA", "CLOSE"}
_LONGEST = 40
_MOVING = frozenset(["JOG", "WALK"])


def weight(token: Token) -> float:
    """What it costs to pass over a token; -1 where that must not be done."""
    kinds = token.kinds
    if "WORD" not in kinds:
        return 0.02 if kinds & _SMALL else -1.0
    if kinds & {"CARRIES", "NUM", "MILES", "WARM", "COOL"}:
        return -1.0
    if "HARMLESS" in kinds:
        return COSTS["skip-harmless"]
    if "UNKNOWN" in kinds:
        return -1.0 if lexicon.nearest(token.word) else COSTS["skip-unknown"]
    if kinds & {"TEMPO", "THRESHOLD", "INTERVALPACE", "MARATHON"}:
        return 2.0
    if kinds & {"DESCRIBES", "GROUND", "WEEKDAY", "MONTH", "SESSIONWORD", "NUMBERED"}:
        return COSTS["skip-describing"]
    return -1.0


@record
class Passed:
    """Words that are passed over: the token after them, what they cost, how many there are."""

    end: int
    cost: float
    words: int


def passed(
    chart: Chart,
    i: int,
    ends: frozenset[str],
    soft: frozenset[str] = frozenset(),
    stop: frozenset[str] = frozenset(),
    most: float = 9.0,
) -> Passed | None:
    """The words from a token up to one of the kinds `ends`; None where one must not be passed over.

    soft: kinds and words that may be here, `stop` those that may not; most: what a word may cost.
    """
    tokens = chart.tokens
    at, cost, words = i, 0.0, 0
    while not tokens[at].kinds & ends:
        token = tokens[at]
        if whole := chart.at("AllReps", at) if words else ():
            at = whole[0].end
            continue
        each = weight(token)
        if each < 0 and not soft.isdisjoint(token.keys):
            each = 0.1
        if each < 0 or at - i >= _LONGEST or not stop.isdisjoint(token.keys):
            return None
        if token.word == "as" and tokens[at + 1].kinds & {"FAST", "HARD"}:
            return None  # `as fast as you can`
        cost += min(each, most)
        words += "WORD" in token.kinds
        at += 1
    return Passed(at, cost, words) if at > i else None


def remark(chart: Chart, begin: int, end: int, cost: float, after: int = 0) -> Phrase:
    """The tokens as a remark; after: how many more it takes."""
    span = chart.span(begin, end)
    return Phrase(end + after, cost, Remark(span))


def left(chart: Chart, begin: int, end: int, cost: float) -> Phrase:
    """The tokens as what is left to the runner."""
    span = chart.span(begin, end)
    return Phrase(end, cost, left_to_runner(span, chart.quote(*span)))


# No others than were written.
alias("AllReps", "all|every|each NUM? REP|EFFORT", example="all 7 reps")


MEASURES = frozenset(["DIGITS", "METRES", "KM", "MILES", "MINUTES", "SECONDS", "AT", "CLOCK"])
# Words that say nothing by themselves, but for what comes after them.
_JOINING = frozenset(
    ["UP", "DOWN", "AT", "IN", "ON", "OFF", "WITH", "OF", "TO", "FROM", "AND", "AS", "FOLLOWED"]
)


@scanner("Element", "WORD|QUOTES|PRIME")
def words(chart: Chart, i: int) -> list[Phrase]:
    """A sentence, a title or an aside of words alone."""
    found: list[Phrase] = []
    tokens, token = chart.tokens, chart.tokens[i]
    if (token.word, tokens[i + 1].word) in (("flat", "out"), ("all", "out")):
        return []
    if (
        chart.at("OpenRest", i + ("WITH" in token.kinds))
        and "LONG" in tokens[i + 1].kinds | tokens[i + 2].kinds
    ):
        return []  # `as long as you need`
    behind = chart.before(i)
    if behind.kinds & {"BEGIN", "NL", "DOT", "SEMI", "BULLET"}:
        run = passed(chart, i, SENTENCE_ENDS)
        if run is not None and run.words >= 2:
            title = "BEGIN" in behind.kinds or "NL" in tokens[run.end].kinds
            own = COSTS["remark-title"] if title else COSTS["remark-sentence"]
            found.append(remark(chart, i, run.end, own + min(run.cost * 0.35, 1.2)))
        run = passed(chart, i, frozenset(["DASH"]))
        if run is not None and behind.kinds & {"BEGIN", "NL"} and not tokens[run.end + 1].glued:
            own = COSTS["label"] + min(run.cost * 0.35, 1.2)
            found.append(remark(chart, i, run.end, own, 1))
    if "COMMA" in behind.kinds or ("DASH" in behind.kinds and not (behind.glued and token.glued)):
        run = passed(chart, i, _ASIDE)
        if run is not None:
            scale = 0.5 if run.words > 1 else 1.0
            found.append(remark(chart, i, run.end, COSTS["remark-aside"] + run.cost * scale))
    one = weight(token)
    article = token.word == "a" and tokens[i + 1].kinds & {"FAST", "HARD", "EASY", "STEADY", "SLOW"}
    but = token.word == "but" and tokens[i + 1].kinds & {"AT", "IN", "WITH", "NUM", "OFF"}
    one = COSTS["skip-unknown"] if but else one
    if one >= 0 and "WORD" in token.kinds and (article or not token.kinds & _JOINING):
        strange = COSTS["remark-inline"] if "HARMLESS" not in token.kinds else 0.0
        if token.raw == "I" and behind.kinds & (MEASURES | {"PRIME", "QUOTES"}):
            strange = 1.5  # interval pace
        found.append(remark(chart, i, i + 1, one + strange))
    return found


_CLOSE = frozenset(["CLOSE"])
_EFFORT = frozenset(["HARD", "FAST", "STEADY", "EASY"])
_IN_BRACKETS = words_of(
    """
    SOFT COMMA PLUS DOT COLON DASH TO BENDS STRAIGHTS JOG WALK FAST EASY HARD STEADY RELAXED SLOW
    ABOUT GROUND NUMBERWORD HILL STRIDES RUN EFFORT PACE SPLIT FARTLEK
    """
)


@scanner("Element", "OPEN")
def bracketed_words(chart: Chart, i: int) -> list[Phrase]:
    """`(Pacing + accelerating)`, `(straight plus half a bend)`: no instruction, no number in it."""
    tokens = chart.tokens
    if tokens[i + 1].kinds & _MOVING and not (i and tokens[i - 1].kinds & {"REST", *_MOVING}):
        return []
    aimed = (p for p in chart.at("Aimed", i + 1) if "CLOSE" in tokens[p.end].kinds)
    if any(p.value[0] is not None and p.value[0].pace.kind == "race" for p in aimed):
        return []  # `(at half marathon pace)`
    alone = "CLOSE" in tokens[i + 2].kinds
    if alone and "STRIDES" in tokens[i + 1].kinds:
        return []
    stop = frozenset(["DIGITS", "CLOCK", "REST", "OPEN", "NL"])
    run = passed(chart, i + 1, _CLOSE, _IN_BRACKETS, stop, 1.0 if alone else 0.25)
    if run is None or not run.words:
        return []
    said = {token.word for token in tokens[i + 1 : run.end]}
    if any(b.kinds & _MOVING and "COMMA" in a.kinds for a, b in pairwise(tokens[i : run.end])):
        return []  # `(steady, walk back)`
    if said & {"not", "don't", "no"} and said & {"last", "first", "each", "every", "all"}:
        return []  # `(not the last)`
    effort = alone and tokens[i + 1].kinds & _EFFORT and chart.before(i).kinds & {"HILL", "REP"}
    own = 0.8 if effort else 0.0  # `hill efforts (strong)`: how they are run
    return [remark(chart, i, run.end + 1, COSTS["remark-bracket"] + own + min(run.cost * 0.4, 0.6))]


_WAY = "from|FROM|the|at|AT|to|TO|and|AND|of|OF|line|finish|end|top|home|down|round|around|half|a|BENDS|STRAIGHTS|GROUND"


@rule(
    "Element",
    f"^METRES|DIGITS|KM|REP OPEN start|starting|{_WAY}* n:DIGITS m|metre|meter? start|mark|line|startline {_WAY}* CLOSE",
    cost="remark-bracket",
)
def which_stretch_of_it(m: Found) -> Remark:
    """Which part of the track a rep is."""
    return Remark(m.span)


@scanner("Element", "QUOTES|PRIME")
def quoted(chart: Chart, i: int) -> list[Phrase]:
    """`'strong but relaxed'`: words in quotes."""
    mark = chart.tokens[i].kinds & {"QUOTES", "PRIME"}
    run = passed(chart, i + 1, mark, frozenset(["but"]))
    if run is None or run.words > 10:
        return []
    return [remark(chart, i, run.end + 1, COSTS["remark-bracket"] + run.cost * 0.4)]


# -- places


@rule(
    "Element",
    "AT|IN|ON|on|at|in|along|round|through|over|across|around|to|up|by|near a|an|the|my|our|your|local|usual|regular|normal|some|flat|hilly|soft|rolling|steep|gentle|grassy|cycle* g:GROUND SLASH|OR|AND? GROUND? of|path|loop|near|by* the? GROUND?",
    "on|ON|in|IN|off|OFF|to|over|up|across the|a|an|some|rolling|soft* g:GROUND <PlaceWords>?",
    "AT|IN|ON|on|at|in|to|TO the far|other|inside|very* middle|centre|center|edge|side|end|back of|OF the|our g:GROUND",
    "AT|at the top|peak &AND|COMMA|THEN|DOT|NL|END|SEMI|CLOSE",
    "AT|at either|the? end|ends|top|bottom|foot OR|AND|SLASH the? end|top|bottom|foot OF? the? HILL? &COMMA|THEN|DOT|NL|END|SEMI|CLOSE",
    "off|OFF road|track",
    "OF|around|on|ON|round a|the g:DIGITS METRES track|oval|GROUND",
    cost="place",
    example="on the grass",
)
def place(m: Found) -> Remark | None:
    words = m.words()
    if words[-1] in ("of", "the", "and", "or", "/", "near", "by", "as"):
        return None
    if m["g"] is not None and "HILL" in m["g"].kinds and words[0] in ("up", "over"):
        return None
    return Remark(m.span)


@rule("PlaceWords", "of|at|by|near|to|and|AND the|a* WORD WORD? WORD?")
def place_words(m: Found) -> bool | None:
    tokens = m.chart.tokens[m.begin + 1 : m.end]
    return True if all(weight(token) >= 0 for token in tokens) else None


_PLACE_ENDS = frozenset(
    ["COMMA", "DOT", "NL", "END", "SEMI", "CLOSE", "DASH", "OPEN", "AT", "WITH"]
)
_AFTER_PLACE = _PLACE_ENDS | {"NUM", "SLASH", "OFF", "ON", "R", "IN", "REST", "THEN", "PLUS"}


alias("Loop", "DIGITS KM|MILES|METRES? RACE? GROUND|course", example="5 km loop")


@scanner(
    "Element", "AT|ON|IN|up|along|round|around|over|to|towards|across|through|down|by|near|from|off"
)
def named_place(chart: Chart, i: int) -> list[Phrase]:
    """`at Battersea Park`, `up and down Wobbler Lane`, `over to the foot of the gravel loop`."""
    tokens = chart.tokens
    at, cost, strange = i + 1, 0.0, 0
    found: list[Phrase] = []
    while tokens[i].raw not in ("a", "@") and at - i < 14 and not tokens[at].kinds & _PLACE_ENDS:
        token = tokens[at]
        if "LINK" in token.kinds:
            at += 1
            continue
        if token.word == "as":
            break
        if "UNKNOWN" in token.kinds and weight(token) >= 0:
            cost, strange = cost + 0.12, strange + 1
        elif token.keys & _OF_PLACES:
            cost += 0.05
            strange += bool(token.kinds & {"GROUND", "BENDS", "WEEKDAY"})
        elif tracks := chart.at("Loop", at):
            at, strange = tracks[0].end - 1, strange + 1
        elif strange and "HASH" in token.kinds and "DIGITS" in tokens[at + 1].kinds:
            at += 1  # `from court #8`
        elif _numbered(tokens, at) and (strange or token.raw.isupper()):
            at += "DIGITS" not in token.kinds
            strange += 1
        elif strange and token.word == "mile" and tokens[at + 1].kinds & _PLACE_ENDS:
            cost += 0.05  # `to the start of the wood chip mile`
        else:
            break
        at += 1
        if strange and tokens[at].kinds & _AFTER_PLACE:
            own = _named(chart, i, at)
            found += [remark(chart, i, at, own + cost)] if own else []
    return found[-2:]


_ROADS = words_of("rd st ln lane ave av cl ct dr pl close road street avenue drive way hill park")


@scanner("Element", "UNKNOWN|ORD|GROUND")
def named_road(chart: Chart, i: int) -> list[Phrase]:
    """`5 x 150m Chapel Cl hill sprints`, `2 x Mill Lane 600m`: where, by its name."""
    tokens, at = chart.tokens, i
    if not i or not tokens[i - 1].kinds & {"METRES", "TIMES", "MINUTES", "SECONDS", "DIGITS"}:
        return []
    while at - i < 4 and tokens[at].raw[:1].isupper() and tokens[at].word not in _ROADS:
        at += 1
    named = all(weight(token) >= 0 or "ORD" in token.kinds for token in tokens[i:at])
    if at == i or not named or tokens[at].word not in _ROADS or not tokens[at].raw[:1].isupper():
        return []
    if "TIMES" in tokens[i - 1].kinds and "NUM" not in tokens[at + 1].kinds:
        return []  # `5x Bell Close Hill Sprints`: how long are they?
    return [remark(chart, i, at + 1, COSTS["place"])]


_OF_PLACES = frozenset(
    [
        *("GROUND", "HILL", "BENDS", "HARMLESS", "UP", "DOWN", "WEEKDAY", "back", "loop", "gym"),
        *("start", "finish", "end", "beginning", "bottom", "top", "line", "side", "other"),
    ]
)


def _numbered(tokens: list[Token], at: int) -> bool:
    """`gate 4`, `lock number 2`, `the A6`: a number that is the name of a place."""
    token, number = tokens[at], tokens[at + 1]
    if "DIGITS" in token.kinds:
        before = tokens[at - 1]
        named = before.word in _HAVE_NUMBERS or (
            before.word == "number" and tokens[at - 2].word in _HAVE_NUMBERS
        )
        return named and token.value < 100 and bool(token.glued or tokens[at + 1].kinds & _TO_PLACE)
    road = len(token.raw) == 1 and token.raw.isupper() and "DIGITS" in number.kinds
    return road and number.glued


_HAVE_NUMBERS = words_of("gate lock field pitch court bridge junction exit lane door hole platform")
_TO_PLACE = _PLACE_ENDS | {"TO"}


def _named(chart: Chart, i: int, end: int) -> float:
    """What it costs that words name a place; 0 where they may as well be a pace: `at CMP`."""
    intro, said = chart.tokens[i], chart.tokens[i + 1 : end]
    names = [token for token in said if "UNKNOWN" in token.kinds]
    ground = any(token.kinds & {"GROUND", "WEEKDAY"} for token in said)
    at = bool(intro.kinds & {"AT", "IN"})
    code = any(len(token.raw) > 1 and token.raw.isupper() for token in names)
    short = len(said) == 1 and len(said[0].word) <= 4 and "AT" in intro.kinds and not ground
    if (code and at and not chart.text.isupper()) or short:
        return 0.0
    if any(token.raw[:1].isupper() for token in names):
        return COSTS["place"]
    return COSTS["place"] + 0.3 + (1.2 if at and intro.word != "in" and not ground else 0.0)


@rule(
    "Element",
    "IN|in spikes|flats|trainers|shoes|groups|lane|pairs|twos",
    "WITH spikes|flats|partner|form",
    "change|changed|changing|switch|switched|swap|swapped into|to|TO my|the? spikes|flats|trainers|shoes|racers",
    "in the? order",
    "in|IN a|the|some|pouring|driving|heavy|light|strong|freezing|cold|hot|wet|windy|icy* wind|rain|heat|dark|sun|shade|drizzle|snow|hail|conditions|weather last|LAST|this|night|tonight|today|WEEKDAY|morning|evening|afternoon|yesterday*",
    "ON a|the|some wet|icy|soggy|soaking|windy|hot|very|freezing|cold|warm|slippery* GROUND|one|night|morning|evening|day",
    "COMMA? WITH|there|was|were NUM of us|them there|running|out|tonight|today|turned|up|along*",
    "on|ON|by feel|effort",
    "by yourself|feel",
    "COMMA? WITH|alongside|behind the|our|my? DIGITS METRES? group|squad|runners|lads|guys|girls|boys &END|NL|DOT|COMMA|SEMI|CLOSE",
    cost="place",
    example="in spikes",
)
def equipment(m: Found) -> Remark | None:
    return None if "order" in m.words() else Remark(m.span)


_ENDED = "&END|NL|DOT|COMMA|SEMI|CLOSE|SLASH|AT|WITH|OFF|DASH|SESSIONWORD"
_OBSTACLES = "hurdle|hurdles|barrier|barriers|jumps|cones|steeples|obstacles"
_WHERE_SET = "AT|on|ON|IN|in|every|EACH|PER|a|the|LAPS|REP|STRAIGHTS|BENDS|way|ways|both|BOTH|home|back|BACK|DIGITS|METRES|mark|apart|lane|high|low|up|out"
_MANY = f"NUM|some|the|few|a|of|OF|{_OBSTACLES}"


@rule(
    "Element",
    f"COMMA|DASH? WITH|over|OVER|clearing|jumping {_MANY}* {_OBSTACLES} {_WHERE_SET}* {_WHERE_SET}* {_ENDED}",
    f"OPEN WITH|over|OVER|clearing|jumping? {_MANY}* {_OBSTACLES} {_WHERE_SET}* {_WHERE_SET}* CLOSE",
    f"COMMA|DASH? NUM {_OBSTACLES} {_WHERE_SET}* {_WHERE_SET}* {_ENDED}",
    f"over|OVER|WITH {_OBSTACLES} NUM COMMA|DASH|AND|TO? NUM? COMMA|DASH|AND|TO? NUM? {_ENDED}",
    cost="place",
    example="over 5 hurdles",
)
def over_obstacles(m: Found) -> Remark:
    """How many hurdles a run goes over, which of them, and where they stand."""
    return Remark(m.span)


@rule(
    "Element",
    "HARD|EASY|tough|kind|gentle ON the|your|my|our UNKNOWN|legs",
    "^BEGIN after|AFTER a|an|the|our|my|good|EASY|SHORT|jog|WU|WARM|UP|DRILLS|STRIDES|ABOUT|AND* COLON|COMMA|we|i|they did|do|ran|had? &NUM",
    "^!BEGIN before|BEFORE|after|AFTER the|my|our|a? UNKNOWN|RACE|WEEKDAY|work &COMMA|DOT|NL|END|SEMI|OPEN|CLOSE|DASH|PLUS|<Beside>",
    cost="place",
    example="before work",
)
def round_about(m: Found) -> Remark | None:
    done = m.words()[-1].endswith("ing") and m.after().kinds & {"WITH", "OFF", "THEN", "AND"}
    return None if done else Remark(m.span)


@rule("Element", "a? FAST|HARD DASH? finish RUN?")
def fast_finish(m: Found) -> Remark | None:
    """`16 miles fast finish: last 4 at MP`: what the run is called, where its end is told."""
    return Remark(m.span) if any("LAST" in t.kinds for t in m.chart.tokens[m.end :]) else None


alias("Beside", "WITH|OFF|THEN|tonight|today|this|BEFORE|AFTER", "AND|ON a|an? NUM|CLOCK")


# -- slopes and how it is split


@rule(
    "Element",
    "OPEN? AT|on|up|ABOUT* a|an|the? NUM DASH|TO? NUM? PCT incline|gradient|grade|slope|HILL CLOSE?",
    "^BEGIN|NL|DOT when|on|ON|AT|every|each i|you|we|the|my|our|a|coach? hear|blow|blows|give? the|my|a? whistle|whistles|signal|horn|command|gun|clap|shout|word COMMA? &go|GO|run|RUN|start|sprint|SPRINT|you|we|NUM",
    "^BEGIN on|ON a|an|the? treadmill|mill AT|on|ON|ABOUT|COMMA* NUM PCT incline|gradient|grade|slope? WITH|COMMA|COLON|DASH? &NUM",
    "OPEN? gradient|grade|slope|incline OF|of|is|COLON|AT* ABOUT? NUM DASH|TO? NUM? PCT CLOSE?",
    "at all|ALL &COMMA|DOT|NL|END|SEMI|CLOSE",
    "^BEGIN he|she|they used TO do|run|RUN a|an? &NUM",
    "on|ON a|an|the WORD? incline|slope|gradient|HILL",
    "slope|incline|gradient",
    "OPEN? neg|negative|EVEN SPLIT CLOSE?",
    "at|AT the end",
    "to|TO finish|end|close|start|begin|warm",
    "to|TO do &WITH|OFF|COMMA|DOT|END|NL",
    "at the start",
    "^!METRES|KM|MILES|MINUTES|SECONDS in total",
    "last night|evening",
    "DOWN|UP|over? AT|in|IN|on|ON|round|DOWN the rec !NUM|CLOCK|COLON|is",
    "^GROUND|UNKNOWN AND BACK again? &COMMA|DOT|NL|END|SEMI",
    "in all &COMMA|DOT|NL|END|SEMI|CLOSE",
    "across|for|on|over|through all|the NUM? REP|SET|EFFORT",
    "all NUM REP|SET",
    "the whole|entire way|time|set",
    "with the speed|pace|effort you can do|hold|manage|run",
    "with the speed|pace you are able to",
    cost="phrase",
    example="1% incline",
)
def besides(m: Found) -> Remark:
    """A slope, how it is split, when, over how many: nothing a watch could do."""
    return Remark(m.span)


_HILLY = "STEADY|EASY|LONG|SHORT|gentle|steep|HILL|slope|incline|gradient|grade|climb|on|ON|a|an|of|OF|COLON|with|AT|ABOUT"


@rule(
    "Element",
    "AT|on n:NUM DASH|TO? NUM? PCT RUN? !OF|max|effort",
    "COMMA|WITH|AT|ON? n:NUM PCT? incline|gradient|grade",
    "^!OF|of|a COMMA|UP? ABOUT? n:NUM DASH|TO? NUM? PCT HILL|grade? &COMMA|OPEN|END|NL|DOT|WITH|AT|SEMI",
    f"OPEN {_HILLY}* n:NUM PCT? DASH|TO? NUM? PCT or|so|HILL|slope|climb|gradient|grade|incline* CLOSE",
    f"UP OPEN {_HILLY}* n:NUM PCT? DASH|TO? NUM? PCT or|so|HILL|slope|climb|gradient|grade|incline* CLOSE",
    cost="phrase",
    example="at 4-6%",
)
def slope_alone(m: Found) -> Remark | None:
    return Remark(m.span) if m["n"].value <= 20 else None


@rule(
    "Element",
    "OPEN once|twice|thrice of|around|round|AROUND? the|a LINE|track CLOSE",
    "OPEN ABOUT|just|a|the* one|two|three|half|quarter|NUM "
    "and|AND|a|half|quarter|quarters|times* OF|of|around|round|AROUND? the|a LINE|track CLOSE",
    cost="label",
    example="(three quarters of the track)",
)
def so_much_of_the_track(m: Found) -> Remark:
    """A length that is told already, in other words."""
    return Remark(m.span)


@rule(
    "Element",
    "ABOUT|just|only? <Time> away? FROM the|my|our? home|house|club|clubhouse|gate|school|office|station|park|car|pub|town|track",
    cost="place",
    example="2 minutes from the club",
)
def how_far_away(m: Found) -> Remark:
    """Where the hill or the park is."""
    return Remark(m.span)
