# SPDX-License-Identifier: MIT
"""Sentences beside the session: conditions, permissions, company, what it is instead of.

`if that feels too quick go 5 s slower per mile`, `(10 if feeling good)`, `as your legs allow`,
`with the Wednesday group`, `perhaps 3k pace`. They leave something to the runner, or say nothing to
a watch; each is listed among what was passed over. One that says what else is to be run
(`otherwise`, `else`) is none of these.
"""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Aim, Doubt, Remark, left_note
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.remarks import left, passed, remark, weight
from trackpacer.notation.phrases.targets import effort_of
from trackpacer.notation.tokens import SENTENCE_ENDS, Token, is_spaced_dash

_ENDS = SENTENCE_ENDS | {"COMMA", "CLOSE", "COLON", "OPEN", "DASH"}
_LONGEST = 30
# What tells what is to be run or how long to rest.
_RUNS = frozenset(
    ["DIGITS", "CLOCK", "REST", "JOG", "WALK", "FLOAT", "REPEAT", "BETWEEN", "x", "repeat", "twice"]
)


def _starts(chart: Chart, i: int) -> bool:
    behind = chart.before(i)
    parted = "SLASH" in behind.kinds and not chart.tokens[i].glued
    return parted or bool(behind.kinds & {"BEGIN", "NL", "DOT", "SEMI", "BULLET", "OPEN"})


def _until(chart: Chart, i: int, ends: set[str] | frozenset[str]) -> int:
    """The first token of one of the kinds."""
    at = i
    while not chart.tokens[at].kinds & {*ends, "END"}:
        at += 1
    return at


@scanner("Element", "WORD|NUM")
def permission(chart: Chart, i: int) -> list[Phrase]:
    """`If you are tired you may run 2 s slower per lap.`, `Add one more if you feel good.`"""
    tokens = chart.tokens
    dashed = i > 0 and is_spaced_dash(tokens, i - 1)
    joined = tokens[i].word in ("and", "or") and tokens[i + 1].word in ("if", "when")
    joins = (tokens[i].word in _SO or joined) and i > 0
    fine = "COMMA" in chart.before(i).kinds
    if not (_starts(chart, i) or joins or dashed or fine) or (i and "OPEN" in tokens[i - 1].kinds):
        return []
    end = _until(chart, i, SENTENCE_ENDS | {"COMMA"} if fine else SENTENCE_ENDS)
    end = next((at for at in range(i + 1, end) if is_spaced_dash(tokens, at)), end)
    said = tokens[i:end]
    if end - i > _LONGEST:
        return []
    some = said[0].word in ("those", "anyone", "anybody") and _has(said[1:3], "who", "of", "that")
    some = some or (said[0].word in ("it", "its", "it's") and _has(said[1:4], "ok", "okay", "fine"))
    begins = tokens[i].word in _BEGINS_ONE and _has(said, "CONDITION", "MAYBE")
    if (some or begins) and not joins:
        told = _has(said, "ELSE", "CLOCK", "x") and not _has(said, "instead")
        numbers = sum("DIGITS" in token.kinds for token in said)
        if not told and numbers <= 2 and _has(said, "LICENCE"):
            return [left(chart, i, end, COSTS["remark-sentence"] + 0.3)]
    asserts = _has(said, "is", "are", "would", "feels", "gets") or (fine and _has(said, "if"))
    plainly = asserts and _has(said, "PERMITS", "if") and _has(said, "SLOWER", "lose")
    if (fine and not plainly) or not _may_be_slower(chart, i, end):
        return []
    return [left(chart, i, end, -0.5 if plainly else COSTS["remark-sentence"] + 0.3)]


_SO = words_of("so but though although")
_BEGINS_ONE = words_of("if you feel add do maybe go take one more") | frozenset(lexicon.NUMBERS)
_NEVER_SLOWER = words_of(
    """
    ELSE CLOCK x REST JOG WALK METRES MINUTES ORDINAL PCT SET ORDINALWORD ODD EVEN REPEAT FASTER
    CUTDOWN STEP BETWEEN AFTER
    """
)


def _may_be_slower(chart: Chart, i: int, end: int) -> bool:
    """Whether some may run slower than was told, by no more than some seconds."""
    said = chart.tokens[i:end]
    tired = _has(said, "COLON", "COMMA") and _has(said, "tired", "heavy", "sore", "struggling")
    asked = tired or chart.before(i).raw == "?" or _has(said[:1], "should", "nobody")
    added = _has(said, "add", "give") and _has(said, "SECONDS") and _has(said, "PER", "a", "more")
    if not (asked or _has(said, "CONDITION", "PERMITS")):
        return False
    if not (
        added
        or _has(said, "SLOWER", "SLOWLY", "slow", "off", "slip", "slide", "drift", "lose", "either")
    ):
        return False
    for before, token in pairwise((chart.before(i), *said)):
        if token.word in _NO_ORDER or _NEVER_SLOWER.isdisjoint(token.keys):
            continue
        unit = token.word == "second" and before.word in ("a", "per", "1", "one")
        if not (unit or ("AFTER" in token.kinds and _has(said[-4:], "WEEKDAY", "RACE"))):
            return False
    numbers = [b.value for a, b in pairwise(said) if "NUM" in b.kinds and "PER" not in a.kinds]
    seconds = not any("DIGITS" in token.kinds for token in said) or _has(said, "SECONDS")
    paces = any(
        p.end <= end and p.value.pace.kind != "time" and chart.tokens[p.end].word not in _TOO_HOT
        for n in range(i, end)
        for p in chart.at("NamedTarget", n)
    )
    return seconds and max(numbers, default=0) <= 30 and len(numbers) <= 3 and not paces


_TOO_HOT = words_of("is 's isn't feels seems proves gets turns becomes")  # `when mile pace is …`
_NO_ORDER = words_of("seconds one ones or")


def _has(tokens: list[Token], *keys: str) -> bool:
    wanted = frozenset(keys)
    return any(not wanted.isdisjoint(token.keys) for token in tokens)


@scanner("Element", "OPEN")
def bracketed_permission(chart: Chart, i: int) -> list[Phrase]:
    """`(more if you feel good)`, `(a few may do extra)`, `(10 if feeling good)`."""
    end = _until(chart, i + 1, {"CLOSE", "NL", "OPEN"})
    said = chart.tokens[i + 1 : end]
    licence = _has(said, "can", "could", "may", "might") and _has(
        said, "up", "more", "extra", "add", "do", "go", "manage", "handle"
    )
    if "CLOSE" not in chart.tokens[end].kinds or _has(said, "ELSE", "CLOCK", "JOG"):
        return []
    if _has(said[:1], "DIGITS") and _has(said, "finish", "finished", "done", "completed"):
        return []  # `[3' when you finish the first one]`
    if _has(said, "x") and not licence:
        return []  # but `(you can move up to 2 x 8)`
    as_able = _has(said, "as") and _has(
        said, "your", "you", "legs", "allow", "feel", "needed", "well"
    )
    if _may_be_slower(chart, i + 1, end):
        return [left(chart, i, end + 1, COSTS["remark-bracket"] + 0.15)]
    if not (licence or as_able or _has(said, "CONDITION", "MAYBE", "according")):
        return []
    numbers = sum("DIGITS" in token.kinds for token in said)
    only_if = _has(said[1:2], "only") and _has(said[2:3], "if", "when")
    bare = _has(said, "only", "just") and not only_if
    if (numbers > 1 and not licence) or (numbers and bare):
        return []
    return [left(chart, i, end + 1, COSTS["remark-bracket"] + 0.15)]


@scanner("Element", "OPEN")
def other_way(chart: Chart, i: int) -> list[Phrase]:
    """`(or a very slow jog if you like)`, `(or however long it takes to walk back)`."""
    end = _until(chart, i + 1, {"CLOSE", "NL", "OPEN"})
    said = chart.tokens[i + 1 : end]
    if "CLOSE" not in chart.tokens[end].kinds or not said or said[0].word != "or":
        return []
    wished = _has(said, "if") and _has(said, "you") and _has(said, "like", "prefer", "want", "need")
    if not (wished or (said[1:] and said[1].word in ("however", "whatever"))) or _has(said, "x"):
        return []
    return [left(chart, i, end + 1, COSTS["remark-bracket"] + 0.15)]


@rule(
    "Element",
    "^!BEGIN one way",
    "^!BEGIN the? other way|direction",
    "ON the|a|some flat|level !NUM",
    "AT? ABOUT|UNDER? DIGITS DASH? DIGITS? mmol",
    "keep|keeping|WITH|the|your|a* lactate level|levels|of|AT* ABOUT|UNDER? DIGITS DASH? DIGITS? mmol",
    "^REST|JOG|WALK COMMA|DASH? not JOG|WALK &COMMA|DOT|NL|END|SEMI|CLOSE",
    "^DIGITS|CLOCK|SECONDS PLUS SLASH DASH n:DIGITS SECONDS? !TIMES",
    "^DIGITS|CLOCK|SECONDS PLUSMINUS n:DIGITS SECONDS? !TIMES",
    cost="place",
    example="at 3.5 mmol",
)
def how_it_lies(m: Found) -> Remark | None:
    """`one way`, `on the flat`, `standing, not jogging`, `+/- 1`: no more than how it is done."""
    return None if m["n"] and m["n"].value > 5 else Remark(m.span)


_THE = words_of("the a my our your some")
_BESIDE = _ENDS | {"THEN", "WITH", "OFF", "BEFORE", "AFTER", "PLUS", "NUM", "CLOCK"}


@scanner("Element", "WITH")
def company(chart: Chart, i: int) -> list[Phrase]:
    """`with the Wednesday group`, `with the dog`, `w/ the boys and 8 x 10 s`: who ran, too."""
    tokens = chart.tokens
    run = passed(chart, i + 1, _BESIDE, frozenset(["FRIEND"]), _RUNS, 0.2)
    if run is None or run.end - i > 7:
        return []
    end = run.end
    if tokens[end].kinds & {"NUM", "CLOCK"}:
        end -= 1 + (tokens[end - 1].word in ("a", "an"))
        if not tokens[end].kinds & {"AND", "ON"}:
            return []
    said = tokens[i + 1 : end]
    who = said[0].word in _THE or said[0].raw[:1].isupper() or said[0].kinds & {"FRIEND", "PEOPLE"}
    if not (who or tokens[end].kinds & (_ENDS | {"THEN"})):
        return []  # `with high cadence with recovery down hill`
    strangers = [
        token for token in said if token.kinds & {"UNKNOWN", "WEEKDAY", "RUNNER", "FRIEND"}
    ]
    of_them = [a for a, b in pairwise(said) if b.kinds & {"FRIEND", "PEOPLE"}]  # `marathon group`
    if not strangers or any("DESCRIBES" in t.kinds for t in said if t not in strangers + of_them):
        return []
    return [remark(chart, i, end, COSTS["remark-aside"] + run.cost)]


@scanner("Element", "instead")
def in_place_of(chart: Chart, i: int) -> list[Phrase]:
    """`Instead of the hills we will do`: what is not run."""
    tokens = chart.tokens
    at = i + 2
    while at - i < 12 and (weight(tokens[at]) >= 0 or tokens[at].keys & {"do", "HILL"}):
        at += 1
    if tokens[i + 1].word != "of" or not _starts(chart, i) or at == i + 2:
        return []
    return [remark(chart, i, at, COSTS["remark-sentence"] + 0.08 * (at - i))]


_PLACE = "WORD|GROUND|HILL|park"


@rule(
    "Element",
    f"^COMMA|DOT|NL|DASH|OPEN|WITH a|an|my|our? <Dist> JOG|WALK|RUN from my|the|our|a WORD {_PLACE}? "
    "&COMMA|DOT|NL|END|SEMI|CLOSE",
    cost="label",
    example="a half-mile jog from the car park",
)
def way_there(m: Found) -> Remark | None:
    """How far it is to where it is run: no recovery."""
    return None if set(m.words()) & _OF_REPS else Remark(m.span)


_OF_REPS = frozenset(["start", "finish", "line", "end", "top", "bottom", "last", "first"])


@rule(
    "Element",
    "don't race|sprint|rush|force|worry|go|start|push|kill these|them|it|this|too|off|about|fast|hard|yourself* COLON|COMMA?",
    "not timed|racing|sprinting|harder|faster|flat|raced|all out?",
    "^PACE|MARATHON|HALFMARATHON|THRESHOLD|TEMPO|INTERVALPACE|CV|KM|MILES COMMA|DASH? i|ie|aka DOT? e? DOT? COMMA? "
    "ABOUT? CLOCK ISH? &COMMA|END|NL|DOT|SEMI|OPEN|WITH|OFF",
    "OPEN? no|not|never|without straining|forcing|struggling|heroics CLOSE?",
    "^COMMA|DOT|SEMI|DASH|SLASH|NL|OPEN no|zero u:UNKNOWN &COMMA|DOT|SEMI|CLOSE|END|NL",
    "or so",
    "COMMA|OPEN? maximum|MAX OF? NUM REP? CLOSE? &COMMA|DOT|NL|END|WITH|OFF",
    "^BEGIN|NL|COLON|DOT|COMMA min|minimum OF? &<CountedRun>",
    "^BEGIN|NL|COLON|DOT|COMMA at least &<CountedRun>",
    "or thereabouts",
    "spikes|flats|trainers|watches optional|allowed|ok|on|off|encouraged &COMMA|DOT|NL|END|SEMI",
    "ABOUT? NUM days|weeks out|away &COMMA|DOT|NL|END|SEMI",
    "WORD* COMMA|so|but|and|AND* we|i|they|coach|had* cut|scaled|trimmed|shortened|dropped|drop|reduce|reduced|changed CUTDOWN? it|that|this|us|things|back|down|DOWN|up|the|SESSIONWORD* FROM? NUM? DOWN? TO &<CountedRun>",
    "^DOT|NL|COMMA|SEMI|DASH make|made|making it|that &<CountedRun>",
    "^DOT|NL|SEMI|COMMA|CLOSE the|our|my? TEMPO|THRESHOLD|HILL|RACE|EASY|LONG loop|route|circuit|course &DOT|NL|END|COMMA|SEMI",
    "^NL|DOT|COMMA|METRES|MINUTES|KM|DIGITS run|RUN|done|do|performed|ran as|AS a|an progression|fartlek|FARTLEK|ladder|PYRAMID &END|NL|DOT|COMMA|OFF|WITH",
    "OPEN no|WITHOUT total|TOTAL|FULL|standing|static|passive REST OR|REST|WALK|please|COMMA* CLOSE",
    "AFTER the|your|our|my|that? TEMPO|THRESHOLD|HILL|hills RUN|EFFORT|REP|work|loop|bit|block? &OFF|WITH|COMMA|DOT|SEMI|END|NL",
    "^BEGIN|NL|DOT ran|raced|did|clocked|managed CLOCK for|in|over|at a|the|my? <Dist> race|parkrun? &THEN|AND|PLUS|FOLLOWED",
    "^BEGIN|DOT|NL|COMMA|SEMI WORD? was|were|is|had supposed|planned|meant|scheduled|gonna|going to|TO? be|do|run|on? NUM TIMES? COMMA? but &we|i|they|coach|had|cut|CUTDOWN|only|did|do",
    "OR whatever|however feels|feel|is|seems|works|you|we|can|RELAXED|EASY|good|right|ok|natural|doable|manage|handle|hold|like* "
    "&DOT|NL|END|COMMA|SEMI|CLOSE",
    "^!BEGIN each|every time &NL|DOT|END|COMMA|SEMI",
    "^TEMPO|THRESHOLD|PACE that|which? you|one can|could hold|sustain|keep|maintain|race for ABOUT? a|an|one|<Time>* HOURS?",
    "^SECONDS|MINUTES|METRES|PRIME high|quick DASH? cadence|turnover REP?",
    "^!BEGIN all|ON* my|your|their own &NL|DOT|END|COMMA|SEMI|CLOSE",
    "^!BEGIN by myself|yourself|himself|herself &NL|DOT|END|COMMA|SEMI|CLOSE",
    "^MINUTES|SECONDS|KM|MILES|METRES|LAPS out|back &COMMA|SEMI|SLASH|DASH|NL|PLUS|AND|END",
    "^METRES|KM|MILES|MINUTES|SECONDS|DIGITS|HARD|FAST|EASY|STEADY ~DASH ~ish",
    "COMMA|DASH? that's|thats the end OF a|one|the|each? SET NUM? &DOT|NL|END|COMMA|SEMI",
    "OPEN? more|give or less|take CLOSE?",
    "^BEGIN HARD|FAST|EASY|STEADY one|day|night|morning|stuff WORD? &DOT|NL",
    "^BEGIN|NL|DOT a|the|this|tonight|tonight's|today|today's|SESSIONWORD|comes|is|done* IN NUMBERWORD parts|halves|chunks|bits &DOT|COLON|NL|COMMA|SEMI",
    "^KM|MILES|METRES|MINUTES|SECONDS|DIGITS TO finish|end off|up? &DOT|NL|END|COMMA|SEMI",
    "OR less|better|under|quicker if? possible?",
    "COMMA? have|WITH fun",
    "COMMA|AND|DASH* that's|thats|that|is|was* your|my|our|his|her|their lot &DOT|NL|END|COMMA|SEMI|WITH",
    "^DIGITS|METRES|MINUTES|SECONDS|JOG|WALK|REST|PRIME AND|THEN go &DOT|NL|END|SEMI",
    "COMMA? have a|good|great* one|time|session",
    "COMMA|DASH? good|best luck|ENOUGH TIMES?",
    "OPEN off|offs is|are|always|done|run|should|be|AT|ABOUT* NUM PCT OF WORD|MAX|INTERVALPACE WORD|MAX? CLOSE",
    "COLON ~CLOSE",
    "COLON ~DASH ~CLOSE",
    "COMMA? COOL|WARM DOWN|UP COLON|DASH|EQUALS? as? usual|normal|always|standard",
    "WU|CD COLON|DASH|EQUALS? as? usual|normal|always|standard|own",
    "a? bit|spot|little of? a? JOG &COMMA|DOT|NL|SEMI|END|THEN|PLUS|DASH|SLASH",
    "COMMA? warm|cool DOWN|UP on your own",
    "starting when the? LAST|next WORD is IN|home|back",
    cost="phrase",
    example="or so",
)
def aside(m: Found) -> Remark | Doubt | None:
    tokens = m.chart.tokens
    told = m.earlier("TIMES")
    if m["u"] and lexicon.nearest(m["u"].word):
        return None
    if told and m.words()[-1] in ("to", "it", "that") and m.after().keys & {"NUM"}:
        return _cut_to(m)
    if m.words()[-1] == "to" and (told or m.has("CONDITION", "MAYBE", "can", "or")):
        return None  # `6 x 1k, if it's hot we cut it to 4 x 1k`
    if told and m.words()[0] in ("out", "back"):
        return None  # `6 x 3 min out, 3 min back`: so many, or twice as many?
    end = m.end - bool(tokens[m.end - 1].kinds & {"COLON", "COMMA"})
    if m.words()[0] == "don't" and not m.after().keys & {"DOT", "NL", "END"} and end == m.end:
        return None
    return Remark((m.span[0], tokens[end - 1].end))


def _cut_to(m: Found) -> Doubt | None:
    """`6 x 1k, 2 min rest. Cut it to 4 x 1k`: the one or the other, and not both."""
    chart, tokens, begin = m.chart, m.chart.tokens, m.begin - bool("MARK" in m.behind.kinds)
    sign = next(at for at in range(m.begin) if "TIMES" in tokens[at].kinds)
    old, new = (
        max((p.end for p in chart.at("Run", at)), default=0) for at in (sign + 1, m.end + 2)
    )
    if not (old and new and sign):
        return None
    paced = tokens[old].kinds & {"AT", "IN", "OPEN"}  # nothing reads a pace before what it is of
    old = begin if paced else old + ("COMMA" in tokens[old].kinds)
    cut = chart.span(sign - 1, old), chart.span(min(begin, m.begin), m.end)
    ways = cut, (chart.span(begin, new),)
    order = -1 if m.has("CONDITION", "MAYBE", "can") else 1
    return Doubt(m.span, "the first, or what it is cut to?", "one of them", choices=ways[::order])


@rule(
    "Element",
    "^BEGIN|NL|DOT|SEMI|COMMA|THEN|AND do|did|perform|try|complete|follow the|with? &NUM|CLOCK|WU|WARM",
    "^BEGIN|NL|DOT|SEMI|COMMA|THEN|AND do|did|complete a|an|the? &<PartAhead>",
    "^BEGIN|NL|DOT|SEMI|COMMA|THEN|AND do|did|complete COLON? &NL",
    "^BEGIN|NL|DOT|SEMI|COMMA|THEN do|did|complete|follow|AFTER a|an|the|with? &<WarmAhead>",
    "^BEGIN AFTER a|an|the|with? &<EasyAhead>",
    "AND|COMMA|SEMI AND? then? AFTER a|an|the|with? &<EasyAhead>|<WarmAhead>",
    "^COLON|NL AFTER a|an|the? &<EasyAhead>|<WarmAhead>",
    "^BEGIN|NL|DOT|COMMA|SEMI you|we|you're|we're are|will|'ll? going|about|go TO do|RUN? &NUM|a",
    "^BEGIN|NL|DOT|COMMA|SEMI you'll|we'll|you|we will? be? do|doing|running|RUN &NUM|a",
    "^BEGIN|NL|DOT|COMMA|SEMI this? week|time|WEEKDAY|tonight|today we|you|we'll have|do|are|did|run|WITH doing|running? &NUM|a",
    "for|ON|of EACH|all|every of? the|these|them? &NUM",
    "^CLOCK|SECONDS|PACE|KM|MILES for|ON EACH REP &END|NL|DOT|SEMI|COMMA|DASH|CLOSE|WITH|OPEN",
    "^BEGIN|NL|DOT first|firstly up? COMMA|COLON|of|all* &<CountedRun>|<ArticleAhead>",
    "^BEGIN|NL|DOT|SEMI do|RUN &<OneAhead>",
    "^NL|DOT|SEMI|BULLET target|goal|aim|plan COLON|DASH|is|was &<CountedRun>|<CountAhead>",
    cost="phrase",
    example="do",
)
def bidding(m: Found) -> Remark:
    """`Do 5 x 1 km`, `You're going to run 3 x 10 min`, `on each of the`: nothing but a bidding."""
    return Remark(m.span, listed=False)


alias("PartAhead", "NUM MINUTES|DASH* JOG|EASY? WU|CD|WARM|COOL", example="10 min cool")
alias("OneAhead", "a|an|one LAPS|MILES|KM|MINUTES|QUARTER", example="a lap")
alias("ArticleAhead", "a|an", example="a")
alias("RunAlone", "<Run> NL|END", example="300 m\n")
alias("CountedRun", "NUM TIMES|SET|MILES|KM|MINUTES", example="3 x")


alias(
    "ThenRested",
    "<Run> OF? WORD? WORD? WITH|AND|THEN <Run> OF? WORD? REST|JOG|WALK",
    example="3 min hard and 1 min jog",
)
alias("WarmAhead", "EASY? &NUM|CLOCK|WU|WARM WORD|NUM|CLOCK|DASH* WU|WARM", example="15 min warm")
alias("EasyAhead", "EASY? &NUM|CLOCK WORD|NUM|CLOCK|DASH* EASY|JOG", example="15 min easy")


_HILLY = "UP|DOWN|uphill|downhill|HILL|uphills|downhills|left|right|forwards|backwards|out|BACK|clockwise|anticlockwise|anti|into|with|against|wind|headwind|tailwind"
_HEADING = "going|coming|run|running|up|ON|the|a|are|is"


@rule(
    "Element",
    f"OPEN? a:NUM {_HEADING}* {_HILLY} {_HILLY}|the* AND|COMMA|SLASH b:NUM {_HEADING}* {_HILLY} {_HILLY}|the* CLOSE?",
    cost="label",
    example="3 uphill and 3 downhill",
)
def shared_out(m: Found) -> Remark | None:
    """`6 x 800, 3 uphill and 3 downhill`: which way the reps are run, of as many in all."""
    tokens = m.chart.tokens
    number = m["a"].value + m["b"].value
    counted = (at for at in range(max(0, m.begin - 40), m.begin) if "TIMES" in tokens[at + 1].kinds)
    return Remark(m.span) if any(tokens[at].value == number for at in counted) else None


@rule(
    "Element",
    f"OPEN|COMMA|DASH? ODD REP|ones? {_HEADING}* {_HILLY} {_HILLY}|the* AND|COMMA|SLASH|SEMI* EVEN REP|ones? {_HEADING}* {_HILLY} {_HILLY}|the* &COMMA|DOT|END|NL|CLOSE|SEMI",
    cost="label",
    example="odds uphill, evens downhill",
)
def ways_by_turns(m: Found) -> Remark:
    """Which way the reps are run, one by one."""
    return Remark(m.span, notes=(left_note(m.shown),))


_MEANT = "HARD|FAST|EASY|JOG|WALK|REST|SLOW|STEADY|SPRINT|MAX|off|OFF|on|ON"
_SPOKEN = "a|few|couple|OF|of|short|SHORT|only|at|AT|most|MAX|two|three|able|speak|talk|say|should|be|you|can|TO|in|IN"


@rule(
    "Element",
    f"^BEGIN|NL|DOT|OPEN UNKNOWN EQUALS {_MEANT} COMMA|AND|SEMI* UNKNOWN EQUALS {_MEANT} &DOT|NL|CLOSE",
    f"OPEN {_SPOKEN}* words|word|sentence|sentences|conversation {_SPOKEN}|per|PER|breath|time* CLOSE",
    "OPEN not|but? a? bit|little|touch|much? FASTER|SLOWER THAN a|an|your JOG|WALK|shuffle WORD? CLOSE",
    "^DOT|NL|BEGIN FASTER|FAST|SPRINT|SLOWER|SLOW RUNNER|PEOPLE|runners|folks|people|ones|guys|lads "
    "TO|please|can|should? JOG|loop|run|RUN|come|turn|double|go BACK FOR|for|TO|to|AND|round|around WORD* WORD* &DOT|NL|END",
    cost="phrase",
    example="(a few words at most)",
)
def how_to_go(m: Found) -> Remark | None:
    """What a signal means, whether one could speak, how a recovery is moved, who comes back."""
    return None if m.has("NUM", "REPEAT", "THEN") and not m.has("OPEN") else Remark(m.span)


_FAR = 300  # tokens: nobody looks further back for what a bracket closes


@scanner("Element", "CLOSE")
def never_opened(chart: Chart, i: int) -> list[Phrase]:
    """`(…), 3 min between sets) 8 min cool-down`: a bracket that was closed before."""
    if i > _FAR:
        return []
    kinds = [token.kinds for token in chart.tokens[:i]]
    opened = sum("OPEN" in kind for kind in kinds)
    if not opened or opened > sum("CLOSE" in kind for kind in kinds):
        return []
    return [remark(chart, i, i + 1, COSTS["remark-sentence"])]


@rule("Element", "^BEGIN|NL|DOT alternate|alternating &<ThenRested>", example="alternate")
def by_turns(m: Found) -> Remark:
    """`Alternate 9 min of jogging with 1 min of walking`: a run and its recovery."""
    return Remark(m.span, listed=False)


@scanner("Element", "eg|ie|i|e|for|so|that|meaning|in")
def for_example(chart: Chart, i: int) -> list[Phrase]:
    """`E.g. after an 80 s rep you jog for 80 s.`: a sentence that says again what was said."""
    tokens = chart.tokens
    behind = {"COMMA", "DOT", "NL", "SEMI", "DASH", "OPEN"}
    down = any(token.kinds & {"BACK", "DOWN"} for token in tokens[max(0, i - 2) : i])  # to be run
    if down or not chart.before(i).kinds & behind or not chart.has_before(i, "TIMES", "REPEAT"):
        return []
    first, second = tokens[i].word, tokens[i + 1].word
    if begin := _said_again(chart, i):
        return [remark(chart, i, begin, COSTS["label"])]
    letters = {("i", "e"), ("e", "g")}
    dotted = (first, tokens[i + 2].word) in letters and second == "."
    named = second in ("example", "instance", "eg", "ie")
    if not (first in ("eg", "ie") or dotted or named) or "OPEN" in chart.before(i).kinds:
        return []
    begin = i + (3 if dotted else 2 if named else 1)
    begin += "DOT" in tokens[begin].kinds
    end = _until(chart, begin, SENTENCE_ENDS)
    if is_spaced_dash(tokens, i - 1):  # `-- i.e. 84 a lap -- with 3 min rest`
        end = next((at for at in range(begin, end) if is_spaced_dash(tokens, at)), end)
    return [remark(chart, i, end, COSTS["remark-sentence"] + 0.3)] if end > begin else []


_AGAIN = words_of("i e ie g eg . that is that's means meaning in other words so , say")


_AT = words_of("at @ about in")


def _said_again(chart: Chart, i: int) -> int:
    """The pace by its name that `i.e.` or `that is` leads to: `fast, i.e. mile race pace, with …`;
    0 where it leads to something else."""
    tokens, begin = chart.tokens, i
    while tokens[begin].word in _AGAIN and begin - i < 6:
        begin += 1
    return begin if begin > i and _names_a_pace(chart, begin) else 0


def _names_a_pace(chart: Chart, at: int) -> bool:
    """Whether a pace by its name begins there, and is told at no other place before."""
    at += chart.tokens[at].word in _AT
    paces = longest(chart.at("NamedTarget", at))
    begin = max(at - 40, 0)
    for n in range(begin, at):  # `… @ 10k pace; 300m fast (i.e. 3k pace)`: of the run that is fast
        if chart.tokens[n].kinds & {"FAST", "HARD"} and "OPEN" in chart.tokens[n + 1].kinds:
            begin = n
    earlier = (p for n in range(begin, at) for p in chart.at("NamedTarget", n) if p.end <= at)
    return paces is not None and not any(True for _ in earlier)


@rule(
    "Element",
    "^BEGIN|NL|DOT we|you|i|the|group|all|everyone* meet|leave|gather|arrive|start|depart|leaving|meeting "
    "<PlaceOf>? AT CLOCK|DIGITS AMPM? sharp? AND|COMMA|THEN|for* do|run?",
    cost="label",
    example="We leave the rink at 5:15 and do",
)
def meeting(m: Found) -> Remark:
    """When and where it begins."""
    return Remark(m.span)


alias("PlaceOf", "WORD WORD|OF* WORD|OF*", example="the back of the rink")

_NOT_AGAIN = frozenset(["NL", "OPEN", "TIMES", "REST"])


_EXAMPLE = frozenset([("in", "this"), ("for", "example"), ("for", "instance")])


@scanner("Element", "OPEN")
def explained(chart: Chart, i: int) -> list[Phrase]:
    """`(ie 86s, 85s, 84s)`, `(so laps of 84, 83)`: what stands before it, said again."""
    tokens = chart.tokens
    first = tokens[i + 1].word
    second = tokens[i + 2]
    if begin := _said_again(chart, i + 1) or (first == "=" and i + 2):
        begin += tokens[begin].word in _AT
        pace = longest(chart.at("NamedTarget", begin))
        if first == "=" and chart.has_before(i, "AT", "IN"):
            pace = None  # `@ 5:20 (= 80s laps)`
        if pace is not None and "CLOSE" in tokens[pace.end].kinds:
            span = (tokens[i].start, tokens[pace.end].end)
            shown = chart.plain[slice(*chart.span(begin, pace.end))]
            aim = Aim(span, pace.value, effort_of(None, pace.value, shown))
            return [Phrase(pace.end + 1, -0.3, aim)]  # `fast (i.e. repetition pace)`
    example = (first, second.word) in _EXAMPLE or (first == "e" and second.word in (".", "g"))
    if not (example or tokens[i + 1].keys & {"AGAINWORD", "EQUALS"}) or (
        first in ("i", "e") and second.word not in (".", "e", "g")
    ):
        return []
    # Of these a jog may be meant, too.
    wary = first in ("which", "equals", "=") or (first == "or" and "ABOUT" not in second.kinds)
    if first == "or" and not second.keys & {"CLOCK", "ABOUT"}:
        return []
    for at in range(i + 2, min(i + 40 + 2, chart.end)):
        if "CLOSE" in tokens[at].kinds:
            return [Phrase(at + 1, COSTS["label"], Remark((tokens[i].start, tokens[at].end)))]
        if tokens[at].keys & {"EACH", "LEAVING", "CYCLE"} and first in ("i", "ie"):
            break  # `off 2:30 (i.e. go every 2:30)`
        if (tokens[at].kinds & _NOT_AGAIN and not example) or (
            wary and tokens[at].keys & {"JOG", "except"}
        ):
            break
    return []
