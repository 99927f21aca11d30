# SPDX-License-Identifier: MIT
"""Where a recovery stands: `between sets`, `after each rep`, `in between`, `throughout`."""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Chart, Found
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.bylength import size_named
from trackpacer.notation.tokens import ITEM_ENDS, counts_in
from trackpacer.records import record


@record
class Place:
    """'reps', 'sets' or 'all'; of_metres: after runs of that length only, or of
    `and_metres` or one of `more_metres`; behind: it may be behind the last of them only."""

    place: str
    of_metres: float = 0.0
    after_each: bool = False
    every: bool = False
    and_metres: float = 0.0
    more_metres: tuple[float, ...] = ()
    behind: bool = False


_SETS = ("SET", "PYRAMID", "pair", "pairs")
_NOUN = (
    "EACH|single|SET|REP|EFFORT|OF|RUN|HILL|STRIDES|SPRINT|one|all|the|them|both|a|these|those|times|time|"
    "everything|whole|<SetsNumber>|MILES|PYRAMID|LAPS|every|two|three|four|five|NUMBERWORD|pair|pairs|part|everyone|it|in|work|your|our"
)


@rule(
    "Place",
    "BETWEEN the|each|all* n:<LengthNamed>? REP|EFFORT? in|within|inside a|the|each|every SET",
    example="between 120m reps in a set",
)
def between_in_a_set(m: Found) -> Place | None:
    return Place("reps", m["n"] or 0.0) if m["n"] or m.has("REP", "EFFORT") else None


@rule(
    "Place",
    f"BETWEEN ~DASH? {_NOUN}* n:<LengthNamed>? AND|SLASH|PLUS? {_NOUN}* !WU|WARM|CD|COOL",
    f"IN DASH? BETWEEN {_NOUN}* n:<LengthNamed>?",
)
def between(m: Found) -> Place | None:
    words = m.words()
    tokens = m.chart.tokens[m.begin : m.end]
    if words[-1] in ("and", "/", "of", "the", "a", "&", "-", "your", "our"):
        return None
    if m["n"] and any(
        one in ("rep", "reps", "sets") and two[0].isdigit() for one, two in pairwise(words)
    ):
        return None  # `200 jog between reps 600 jog between sets`
    if m.has("AND") and len(tokens) > 2 and "NUM" in tokens[-2].kinds and "SET" in tokens[-1].kinds:
        return None  # `200 jog between & 2 sets`
    if tokens[-1].kinds & {"NUMBERWORD", "LAPS"} and m.after().keys & _MEASURES:
        return None
    within = "in" in words[1:] and words[-1] in ("set", "sets", "block")  # `reps in a set`
    lot = words[-1] == "lot" and not m.has("EACH", "OF", "NUMBERWORD")  # `the (whole) lot`
    if (lot and m.has("the", "whole")) or words[-1] == "everything":
        return Place("all", every=True)
    sets = m.has(*_SETS) and not within
    kinds = {"REP", "EFFORT", "RUN", "HILL", "MILES"}
    reps = any(t.kinds & kinds and "SET" not in t.kinds for t in tokens)
    if sets:
        return Place("both" if reps and m.has("AND", "SLASH", "PLUS") else "sets")
    near = frozenset(
        kind for t in m.chart.tokens[max(m.begin - 7, 0) : m.begin] for kind in t.kinds
    )
    if m.has("them", "those") and {"WITHIN", "SET"} <= near:
        return Place("sets")  # `jog 200 within each set and 600 between them`
    if m.has("all", "every", "them"):
        return Place("all")
    blocks = len(counts_in(m.chart.tokens[: m.begin]))
    number = tokens[-1].value if words[-2:-1] == ["the"] else 0
    if number and (number in m.chart.once(_passes) or number == blocks > 1):
        return Place("sets")
    if len(words) == 1 or (words[0] == "in" and words[-1] == "between"):
        return Place("", every=True)
    return Place("reps", m["n"] or 0.0)


def sets_follow(m: Found) -> bool:
    """`3 min, 4 min rec` in front of `between sets`: two recoveries, the second of the sets."""
    told = m.has("COMMA") and any(p.value.place == "sets" for p in m.chart.at("Place", m.end))
    return told and not m.has("AND")


def _passes(chart: Chart) -> set[float]:
    """How many sets are told, or passes of a bracket: `between the two` is between these."""
    tokens = chart.tokens
    found = {
        2.0 for one, two in pairwise(tokens) if {"CLOSE"} <= one.kinds and two.kinds & {"TWICE"}
    }
    for one, two, three, four in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        opens = "TIMES" in two.kinds and three.kinds & {"OPEN"}
        if "NUM" in one.kinds and (
            opens or "SET" in two.kinds or "TIMES" in two.kinds & four.kinds
        ):
            found.add(one.value)
        if "CLOSE" in one.kinds and "TIMES" in two.kinds and "NUM" in three.kinds:
            found.add(three.value)
    if sum("NUM" in one.kinds and "TIMES" in two.kinds for one, two in pairwise(tokens)) == 2:
        found.add(2.0)  # `4 x 800, 90s, 4 x 400, 60s, 3 min between the two`
    return found


_MEASURES = frozenset(
    [
        *("NUM", "MINUTES", "SECONDS", "TIMES", "METRES", "DASH"),
        *("BETWEEN", "AFTER", "JOG", "WALK", "FLOAT", "REST"),
    ]
)


alias("SetsNumber", "NUM SET", example="3 sets")


@rule(
    "LengthNamed",
    "EACH|the|of|a|an* PRIME|QUOTES? n:DIGITS m? PRIME|QUOTES? s? REP?",
    "EACH|the|of|a|an* d:<Dist> s? REP?",
    "EACH|the? t:NUM? o:miler|milers",
    "EACH|the|of|a* k:KM",
    "EACH|the q:quarters !OF",
    "EACH|the|of|all* a:<Nickname>",
    example="each 300",
)
def length_named(m: Found) -> float | None:
    if m["a"]:
        return float(m["a"].value)
    if m["k"]:  # `after the ks`, where some were run
        run = any("KM" in t.kinds and t.glued for t in m.chart.tokens[: m.begin])
        return 1000.0 if run else None
    if m["o"]:
        return MILE * (m["t"].value if m["t"] else 1)
    metres: float = 400.0 if m["q"] else (m["d"] or m["n"]).value
    if m["n"] and m.has("the", "s") and (size := size_named(m.chart, m.begin + m.has("the"))):
        return size[0] or None  # `after the 12s`
    return metres if metres >= 100 else None


@rule("LengthNamed", "the|your? time? tt|trial")
def trial_named(m: Found) -> float | None:
    """`full rest after the TT`: as far as the one run that is called so."""
    tokens = m.chart.tokens
    if tokens[m.chart.since(m.begin, "NL", "DOT")].kinds & {"REST"}:
        return None  # `Recovery: full after TT, …`: in the order of the runs
    named = next((n for n in range(m.begin) if tokens[n].word in ("tt", "trial")), 0)
    named -= tokens[named - 1].word == "time"
    return next((p.value.value for p in m.chart.ending(named, 4, "Dist")), None)


@rule("LengthNamed", "EACH|every KM|MILES|LAPS &END|NL|DOT|COMMA|CLOSE|SEMI")
@rule("LengthNamed", "EACH|the* <Time> REP", example="each 5 minute rep")
@rule("LengthNamed", "EACH <Time> &END|NL|DOT|COMMA|CLOSE|SEMI")
def time_named(m: Found) -> float:
    return 0.0


_DONE = "finish|complete|you|we|you've|we've|have|had|are|you're|we're|done|finished|completed|through|ran|run|with|WITH|complete|FULL"


@rule(
    "Place",
    f"AFTER|from EACH|the|every* n:<LengthNamed>? {_NOUN}*",
    "to|TO follow|get over? n:<LengthNamed>",
    "at|AT? the e:end|finish OF|of n:<LengthNamed>",
    f"as? when|once|soon e:{_DONE}|as {_DONE}* n:<LengthNamed>",
    "AFTER the|your e:NUM n:<LengthNamed>",
    f"FOLLOWED EACH {_NOUN}*",
    f"BETWEEN|AFTER EACH AND EACH {_NOUN}*",
    "AFTER SET one|1|DIGITS !METRES|TIMES",
    "at|AT the end|finish OF|of EACH|a|the SET",
    example="after each rep",
)
def after(m: Found) -> Place | None:
    words = m.words()
    if len(words) < 2 or words[-1] in ("of", "the", "a") or m.has("ORDINALWORD", "LAST"):
        return None
    if m["e"]:
        return Place("last", m["n"]) if m["n"] and not m.has("EACH") else None
    reps = any("REP" in t.kinds and t.word != "one" for t in m.chart.tokens[m.begin : m.end])
    if words[-2:] == ["the", "lot"]:
        return None  # each of them, or all of it
    if not m["n"] and m.has(*_SETS) and not reps:
        return Place("sets")
    if not m["n"] and m.has("all", "everything"):
        return Place("all", every=m.has("everything"))
    return Place("reps", m["n"] or 0.0, m.has("each", "every"), behind=m.has("s", "ks", "miles"))


@rule("Place", "BETWEEN SET? the? SET? a:<Ordinal> SET? AND the? b:<Ordinal> SET")
@rule("Place", "BETWEEN SET a:NUM AND SET? b:NUM")
def between_two_sets(m: Found) -> Place | None:
    """`400 m jog between the first and second set`, of two: the only place between them."""
    a, b = (getattr(m[name], "value", m[name]) for name in "ab")
    counted = (one.value for one, two in pairwise(m.chart.tokens) if two.kinds & {"SET", "TIMES"})
    return Place("sets") if (a, b, next(filter(None, counted), 0)) == (1, 2, 2) else None


@rule(
    "Place",
    "at|AT the end|finish OF|of EACH n:NUM REP? !METRES|KM|MILES|MINUTES|SECONDS|TIMES",
    "AFTER the LAST REP|one? OF EACH|the n:NUM REP? !METRES|KM|MILES|MINUTES|SECONDS|TIMES",
)
def behind_its_reps(m: Found) -> Place | None:
    """`3 x (6 x 300), 4 min at the end of each 6`, `after the last of the 6`: told by its reps."""
    counts = counts_in(m.chart.tokens)
    inner = counts if m.earlier("SET") else counts[1:]
    return Place("sets") if m["n"].value in inner else None


@rule(
    "Place",
    "BETWEEN|AFTER the|EACH* a:<LengthNamed> AND|SLASH the? b:<LengthNamed> REP|SET?",
    example="between 1200m and 600m reps",
)
def of_two_lengths(m: Found) -> Place | None:
    a, b = m["a"], m["b"]
    jogged = m.after().keys & {
        "JOG",
        "WALK",
        "REST",
        "FLOAT",
        "METRES",
        "AFTER",
        "s",
    }  # `between 200s & 800 m jog …`
    two = a and b and a != b and not jogged
    near = range(max(m.begin - 8, 0), m.begin - 1)
    rested = any(p.value.place in ("reps", "all") for j in near for p in m.chart.at("Place", j))
    if two and rested and len(counts_in(m.chart.tokens[: m.begin])) == 2:
        return Place("sets")  # `90s between reps, 4 min between the ks and the 500s`
    return Place("reps", a, and_metres=b, behind=m.has("AFTER")) if two else None


@rule(
    "Place",
    "AFTER the|EACH? a:<LengthNamed> COMMA AND? the? b:<LengthNamed>",
    "AFTER the|EACH? a:<LengthNamed> COMMA the? b:<LengthNamed> AND|COMMA AND? the? c:<LengthNamed>",
    "AFTER the|EACH? a:<LengthNamed> COMMA the? b:<LengthNamed> COMMA the? c:<LengthNamed> AND|COMMA AND? the? d:<LengthNamed>",
    example="after the 1600, 1200 and 800",
)
def of_several_lengths(m: Found) -> Place | None:
    lengths = [m[name] for name in "abcd" if m[name]]
    run = {token.value for token in m.chart.tokens[: m.begin] if "DIGITS" in token.kinds}
    glued = {"DASH", "s"} if m.after().glued else set[str]()
    goes_on = m.after().keys & (_MEASURES - {"DASH"} | {"IN", "AT"} | glued)
    if goes_on or not set(lengths) <= run or len(set(lengths)) < len(lengths):
        return None  # `400 jog after the 1200s, 200 after the 400s`
    first, second, *others = lengths
    return Place("reps", first, and_metres=second, more_metres=tuple(others), behind=True)


@rule("Place", "BETWEEN REP? the? a:<Ordinal> REP? AND the? b:<Ordinal> REP|one?")
def within_a_pair(m: Found) -> Place | None:
    """`5 sets of 2 with 45 s between 1st and 2nd`: the one recovery of each set."""
    pairs = (m["a"], m["b"]) == (1, 2) and m.chart.once(_in_pairs) < m.begin
    return Place("reps") if pairs else None


def _in_pairs(chart: Chart) -> int:
    """Where it is told first that sets are of two; the end where it is not."""
    triples = zip(*(chart.tokens[n:] for n in range(4)), strict=False)
    for at, (number, one, two, three) in enumerate(triples):
        of_two = two.word == "of" and three.value == 2 and "SET" in one.kinds
        twice = "TIMES" in one.kinds and three.kinds & {"TIMES"} and two.value == 2
        if "NUM" in number.kinds and (of_two or twice):
            return at
    return chart.end


@rule(
    "Place",
    "EACH|PER|SLASH REP|SET|time|EFFORT|RUN|one|pair",
    "EACH !NUM|CLOCK|REP|WORD",
    "BETWEEN AND|SLASH AFTER EACH? REP|one? !SET|the|a",
    example="per rep",
)
def each(m: Found) -> Place | None:
    if m.words() == ["/", "repeat"] and m.after().kinds & {"END", "NL"}:
        line = m.chart.tokens[m.chart.since(m.begin, "NL") : m.begin]
        if sum(bool(token.kinds & {"REST", "JOG", "WALK"}) for token in line) > 1:
            return None  # `45 s rest / jog 4 min / repeat`
    return Place("sets" if m.has("set", "sets", "round", "pair") else "reps", 0.0, True)


@rule("Place", "b SLASH REP|SET", example="b/sets")
def between_in_short(m: Found) -> Place:
    return Place("sets" if m.has("SET") else "reps")


@rule(
    "Place",
    "WITHIN|during EACH|REP|the|a|all|next* SET|pair|pairs",
    "in DASH? EACH|the|a|all* SET !OF|NUM",
    "within|inside it",
    "WITHIN &COMMA|END|NL|SEMI|DOT|AND|SLASH|CLOSE",
    example="within the sets",
)
def within(m: Found) -> Place:
    return Place("reps")


@rule(
    "Place",
    "BETWEEN|BEFORE|AFTER EACH|the|a|next|starting|another|one* SET of|OF NUM TIMES <Dist>|<Time>|DIGITS",
    "BETWEEN|AFTER EACH|the|these|those|BOTH|all* group|groups|batch|batches|bunch|cluster|clusters|SET OF NUM !TIMES|METRES|KM|MILES|MINUTES|SECONDS",
    "separates|separating|divides|dividing|splits|splitting the|each|EACH|our|both* NUMBERWORD? SET",
    example="before the next set of 4 x 200",
)
@rule(
    "SetRecovery",
    "sr|rbs",
    "s SLASH R",
    "^!NUM|ORD|ORDINALWORD|EACH|the|OF|A SET REST|JOG",
    "BETWEEN the? SET",
    example="SR",
)
@rule("Place", "SET REST", cost="rare", example="set rest")
def by_its_set(m: Found) -> Place:
    return Place("sets")


@rule(
    "Place",
    "<Ahead> you|we|starting|start|beginning|begin|running|run|the|your|a* EACH|next|new|another|fresh next|new|fresh|SET|of|OF* n:NUM TIMES <Dist>|<Time>|DIGITS",
    example="before each new 5 x 300",
)
def before_such_a_set(m: Found) -> Place | None:
    """Named by its reps, which are told before."""
    counts = counts_in(m.chart.tokens[: m.begin])
    return Place("sets") if len(counts) == 2 and counts[-1] == m["n"].value else None


alias("Ahead", "BEFORE", "ahead OF|of", "prior|leading|going TO|to|into", example="ahead of")


@rule(
    "Place",
    "once|when|WHEN EACH|a|the|every SET is|are|has|have|been* done|finished|complete|completed|over|through",
    "<Ahead> you|we|start|begin|moving|ON|TO|THEN|EACH|the|a|your|next|new|fresh|starting|beginning|another* SET|REP|one|again",
    "<Ahead> starting|the|your* second SET",
    "<Ahead> starting|the|your* NUM ~ORD SET",
    "<Ahead> starting|you|start|begin* SET NUM",
    "before starting again|over|the|next* SET?",
    "UNTIL the|your? next|following SET",
    "<Ahead> you|we|starting|start|begin|the|your|moving|ON|TO* n:<LengthNamed> &END|NL|DOT|COMMA|SEMI|CLOSE",
    example="before the next set",
)
def before(m: Found) -> Place | None:
    if m["n"]:  # `60s, then 3 min before the 400s`: those of the second of two blocks
        two = len(counts_in(m.chart.tokens[: m.begin])) == 2
        if two and m.has("s", "ks", "miles", "k's"):
            return Place("sets")
        return _after_the_one_before(m.chart, m.begin, m["n"])
    numbers = [token.value for token in m.chart.tokens[m.begin : m.end] if "DIGITS" in token.kinds]
    if any(number != 2 for number in numbers):
        return None  # `before the 3rd set`: of one of them
    return Place("reps" if m.has("REP", "one") and not m.has("SET") else "sets")


def runs_before(chart: Chart, end: int) -> list[tuple[int, float]]:
    """Where the lengths of runs stand in front of a token, and how long they are."""
    found = {(n, p.value.value) for n in range(end) for p in chart.at("Dist", n)}
    found |= {(n, t.value) for n, t in enumerate(chart.tokens[:end]) if "DIGITS" in t.kinds}
    return sorted((n, size) for n, size in found if 100 <= size <= 20_000)


def _after_the_one_before(chart: Chart, end: int, metres: float) -> Place | None:
    """`2 x (4 x 200, 600), 2 min before the 600`: behind the runs that stand in front of it."""
    for (at, size), (_, following) in pairwise(runs_before(chart, end)):
        if following == metres:
            return Place("last" if "TIMES" in chart.before(at).kinds else "reps", size)
    return None


@rule(
    "Place",
    "<Ahead> you|we|starting|start|going|go|heading|setting|doing|running|run|RUN|off|out|on|to|with* again|BACK|the|your? next|again|another|over",
    "<Ahead> you|we|they? REPEAT|repeat|repeating",
    "COMMA? AND|THEN* go|start|begin|starting again|over|afresh &NL|DOT|SEMI",
    "COMMA? AND|THEN|move|on|ON* start|begin|go|starting on|ON|into|THEN|TO|the|your* next SET|one|lot &NL|DOT|SEMI",
    "COMMA AND|THEN* move|on|ON? into|TO the|your next SET|lot &NL|DOT|SEMI",
    cost="phrase",
    example="before you go again",
)
def before_going_again(m: Found) -> Place | None:
    """`4 min and start again`, where how often stands below."""
    below = m.chart.tokens[m.end :]
    if m.words()[-1] in ("repeat", "repeating") and _counted_ahead(m):
        return None  # `before repeating the set twice more`: the order is its own
    told = m.has("BEFORE") or any(token.kinds & {"TIMES", "SET", "TWICE"} for token in below)
    of_sets = m.chart.once(_in_pairs) < m.begin and m.earlier("BETWEEN")
    return Place("sets" if of_sets else "") if told else None


@rule(
    "Place",
    "AFTER the|your|our? LAST REP|one|ones|EFFORT|RUN? OF? them|these|those?",
    "AT the end OF|of the|your|our n:DIGITS s|'s",
    "AFTER the|your|our? LAST n:DIGITS &COMMA|JOG|WALK|REST|WITH|you|we|COLON",
    f"when|once|as|soon* {_DONE} {_DONE}* the|your|our? o:<Ordinal> REP|one OF? them|these|those?",
    f"when|once|as|soon* {_DONE} {_DONE}* a|EACH|the s:SET",
    f"COMMA? when|once|as|soon* {_DONE} {_DONE}* them|those|these ALL? COMMA|DOT|NL|END|SEMI",
    "COMMA? when|once EACH|the|a? s:SET is|are|has|have|been* ALL? done|finished|over|complete|completed",
    "COMMA? when|once they|those|these are|is ALL? done|finished|over",
    "when|once the|your n:DIGITS s are|is|have|been* ALL? done|finished|over|complete|completed",
    f"when|once|as|soon* {_DONE} {_DONE}* them|those|these ALL? &JOG|WALK|you|we",
    example="after the last rep",
)
def after_last(m: Found) -> Place | None:
    """Behind them all; `when you have finished the third one` where there are three."""
    number: int | None = m["o"]
    if m["s"]:
        return Place("sets")
    if number is not None and number > 0:
        counts = counts_in(m.chart.tokens[: m.begin])
        return Place("last") if counts[-1:] == [number] else None
    if m["n"] is not None:
        known = any(t.value == m["n"].value for t in m.chart.tokens[: m.begin])
        return Place("last") if known else None
    return None if "DIGITS" in m.after().kinds and "JOG" not in m.after(1).kinds else Place("last")


@rule(
    "Place",
    "AFTER the|your? first|1 ORD? SET",
    "AFTER SET NUM &END|NL|DOT|COMMA|SEMI",
    "in|IN the middle &END|NL|DOT|COMMA|SEMI|CLOSE",
    "at|AT half|HALF|halftime|halfway DASH? time|way? &END|NL|DOT|COMMA|SEMI|CLOSE",
    "AFTER s:<SetNames>",
)
def after_the_first(m: Found) -> Place | None:
    """Of two sets, or two blocks, the only place between them; after sets 1 and 2 of three."""
    if m["s"]:
        counted = {token.value for token in m.chart.tokens[: m.begin] if "NUM" in token.kinds}
        return Place("sets") if m["s"][0] == 1 and m["s"][-1] + 1 in counted else None
    tokens = m.chart.tokens
    two = 2.0 in m.chart.once(_passes)
    first = not m.has("NUM") or any(t.value == 1 for t in tokens[m.begin : m.end])
    return Place("sets") if two and first else None


@rule("Place", "for|on|off|OFF the|each|EACH|all|your* n:<LengthNamed>", example="for the 200s")
def for_a_length(m: Found) -> Place | None:
    """`2 min for the 1ks, 60 s for the 200s`."""
    several = m.words()[-1] in ("s", "ks", "k's", "miles", "quarters", "reps", "repeats", "efforts")
    several = several and (not m.has("OFF") or m.has("the"))
    said = m.chart.tokens[m.chart.since(m.begin, "DOT", "NL") : m.begin]
    told = any(token.kinds & {"REST", "JOG"} for token in said)
    if m.behind.kinds & {"DIGITS", "CLOCK"}:  # `2 min jog, 68 on the 400s`: a target
        told = told and any(token.word in ("on", "for") for token in said)
    if not m.has("on"):
        told = m.has("the", "each", "all") or bool(said and "REST" in said[0].kinds)
    return Place("reps", m["n"]) if m["n"] and several and told else None


@rule(
    "Place",
    "AFTER|BETWEEN|for the|EACH w:longer|long|longest|bigger|shorter|short|shortest|smaller REP|efforts?",
    example="after the longer ones",
)
def after_such(m: Found) -> Place:
    """After those of two lengths that are the longer (-1) or the shorter (-2)."""
    return Place("reps", -1.0 if m["w"].word[0] in "lb" else -2.0)


def _parted(chart: Chart) -> bool:
    """Whether reps and sets stand by themselves, each behind a recovery: `90s reps, 4 min sets`."""
    tokens = chart.tokens
    units = {"MINUTES", "SECONDS", "JOG", "WALK", "REST", "DIGITS", "PRIME", "QUOTES", "OPEN"}
    alone = {
        one.word
        for before, one, behind in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if before.kinds & units
        and behind.kinds & (ITEM_ENDS | {"END", "SLASH", "DASH", "AND", "CLOSE"})
    }
    return alone >= {"reps", "sets"}


@rule(
    "Place",
    "OPEN w:reps|intervals|repeats|sets CLOSE",
    "^MINUTES|PRIME|JOG|WALK|REST w:sets &COMMA|END|NL|DOT|SEMI|CLOSE",
    "OPEN n:<LengthNamed> CLOSE",
    "OPEN p:<Place> CLOSE",
)
def in_brackets(m: Found) -> Place | None:
    """`150 jog (reps), 4 min (sets)`, `500 jog (1500s)`, `400 jog (after the ks)`."""
    if m["w"]:
        return Place("sets" if "SET" in m["w"].kinds else "reps")
    if m["p"]:
        return m["p"] if "OPEN" not in m.chart.tokens[m.begin + 1].kinds else None
    several = m.chart.tokens[m.end - 2].word in ("s", "ks", "miles", "reps")
    return Place("reps", m["n"]) if several and m["n"] else None


@rule("Place", "reps|sets &COMMA|NL|END|DOT|SEMI|SLASH|DASH|AND|CLOSE")
def by_themselves(m: Found) -> Place | None:
    """`90s reps, 4 min sets`."""
    return Place("sets" if m.has("SET") else "reps") if m.chart.once(_parted) else None


@rule(
    "Place",
    "OPEN? for? both? reps|intervals|repeats|runs AND|SLASH|PLUS for? SET alike|both|too|also|included? CLOSE?",
    "COMMA for? both? reps|intervals|repeats|runs AND|SLASH|PLUS SET alike|both|too|also|included &COMMA|END|NL|DOT",
    "COMMA|DASH the? SET too|also|included|alike &COMMA|END|NL|DOT",
    "OPEN and|AND|also|same BETWEEN|for the|your|our? NUMBERWORD? SET CLOSE",
    "COMMA|OPEN|DASH? incl|including|includes DOT? BETWEEN? the? SET CLOSE?",
    "^!REP|EACH COMMA|OPEN|DASH? and|AND|same|also* BETWEEN|for? the? SET too|also|included|alike CLOSE?",
    "^!REP|EACH COMMA|OPEN|DASH? and|AND|same|also* BETWEEN|for? the? SET as well CLOSE?",
    "COMMA|DASH|SEMI the|between|BETWEEN* SET no different",
    "whether|if it|it's|is|you|you're|are* BETWEEN REP OR BETWEEN? SET",
    "BETWEEN the? REP as|AS BETWEEN? the? SET",
    "BETWEEN the? SET as|AS BETWEEN? the? REP",
)
def between_sets_too(m: Found) -> Place:
    """`90s jog, reps and sets`, `90s between reps, sets too`."""
    return Place("both")


@rule(
    "Place",
    "THROUGHOUT",
    "all ROUND|round|around",
    "separating|dividing|splitting them|the|these|EACH REP?",
    "all the way through?",
    "all through",
    "^JOG|REST|WALK|FLOAT everything &COMMA|DOT|END|NL|COLON|SEMI",
    "on|ON|for everything|both|all &END|NL|DOT|COMMA|SEMI|CLOSE|COLON|is|EQUALS",
    "on|ON|for ALL OF it|this|them|these|those|the SESSIONWORD?",
    "on|ON|for the whole|entire lot|thing|session|workout &END|NL|DOT|COMMA|SEMI|CLOSE",
    example="throughout",
)
def throughout(m: Found) -> Place:
    return Place("all", every=m.has("THROUGHOUT", "through", "everything", "round"))


@rule(
    "Place",
    "when|as|WHEN|whenever|EACH|time|each|every|with|at|AT|on|ON|a|the* you|we|it|distance|length|reps|set* "
    "change|changes|changing|switch|switching|move|moving|moves|CUTDOWN|ALTERNATE|go|going|LEAVING "
    "OF|over|up|down|on|ON|distance|length|lengths|distances|gear|sets|from|FROM|SET|one|TO|into|the|next|<LengthNamed>* &COMMA|DOT|NL|END|SEMI|CLOSE",
    "when|WHEN|once|AFTER you|you've|we|we've|are* finish|finished|finishing|complete|completed|done the FIRST one|SET|time|lot &COMMA|DOT|NL|END|SEMI|CLOSE",
)
def at_the_change(m: Found) -> Place | None:
    """`4 min when the distance changes`, `at each change of distance`."""
    told = m.has("FIRST", "distance", "length", "lengths", "distances", "set", "sets", "TO", "to")
    return Place("sets") if told else None


@rule(
    "Place",
    "<Ahead> you|we|starting|start|doing|do|running|run|RUN|hitting|tackling* <AllOfIt> over? again|over",
    "<Ahead> you|we? &repeat|repeating",
    cost="phrase",
    example="before doing the block all over again",
)
def before_all_again(m: Found) -> Place | None:
    """`3 min before doing the whole set again`, where how often is told before or behind."""
    return Place("sets") if _counted_ahead(m) or m.chart.once(_passes) else None


def _counted_ahead(m: Found) -> bool:
    """Whether it is told behind how often all is run: `twice more`, `another 2 times`."""
    ahead = [token for token in m.chart.tokens[m.end :] if token.word not in ("more", "further")]
    counted = any("NUM" in a.kinds and b.kinds & {"TIMES", "SET"} for a, b in pairwise(ahead))
    return counted or any("TWICE" in token.kinds for token in ahead)


_GOING = "going|moving|when|you|you're|we|go|WHEN*"


@rule(
    "Place",
    "REP DASH? to|TO|DASH|ARROW DASH? REP",
    "SET DASH? to|TO|DASH|ARROW DASH? SET",
    f"{_GOING} from REP to REP",
    f"{_GOING} from SET to SET",
    f"{_GOING} from the? SET|one|each REP|SET? to the next REP|SET?",
    "from the? SET|first one|1|SET? TO|to|into the? SET|second two|2|SET?",
    "going|moving|when|WHEN going|moving? REP to REP",
    "going|moving|when|WHEN going|moving? SET to SET",
    example="rep to rep",
)
def from_to(m: Found) -> Place | None:
    sets = m.has("SET")
    return None if m.has("second", "2", "two") and not sets else Place("sets" if sets else "reps")


@rule(
    "Places",
    "p:<Place> AND? TO? recover|rest",
    "COMMA? both p:<Place> AND? q:<Place>?",
    "p:<Place> AND? TO? recover|rest? AND|COMMA|also* q:<Place> too|also|alike?",
    "p:<Place> of? REST? !EQUALS",
    "to recover|rest p:<Place>",
    "ALTERNATE p:<Place>",
    "as|for your|the|a? recovery|rest|REST p:<Place>",
)
def some_places(m: Found) -> Place | None:
    p: Place = m["p"]
    q: Place | None = m["q"]
    if q is None:
        return p
    if m.after().keys & {"it", "it's", "is", "was", "take", "have"} or "it" in m.words()[-1:]:
        return None  # `300 jog between reps, and between the sets it is 800`
    if q.place == "both":
        return p if p.place == "all" and p.every else q  # `everywhere, reps and sets`
    return Place("both") if {p.place, q.place} == {"reps", "sets"} else None


@rule(
    "Places",
    "to recover|rest|start",
    "to|TO the? start|startline|line OF? the? next|following? REP?",
    "back|BACK|round|around back|BACK|round|around? to|TO the? GROUND|start|startline|line|bottom|top|foot|beginning",
    "back|BACK round|around|again",
    "as|for|in your|the|a? recovery|rest|REST",
    example="to recover",
)
def purpose(m: Found) -> Place | None:
    last = m.words()[-1]
    starts = m.begin == 0 and last == "start"
    farther = last in ("of", "the") or m.after().keys & {"of", "UNKNOWN"}
    return None if starts or farther else Place("")  # `to the start of the 3k loop`
