# SPDX-License-Identifier: MIT
"""What one rep is made of: `(1st 300 @ 3k pace, 2nd 300 @ mile pace)`, `last 200 @ mile pace`.

Not here: sets by their number (`bysets`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import Aim, Count, Doubt, Length, Parts
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import of_unit
from trackpacer.notation.phrases.efforts import named
from trackpacer.notation.phrases.lengths import runs_up_to
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.records import replace
from trackpacer.session import Effort, Role

# -- a rep made of parts


@rule(
    "PartOne",
    "the|a? <Ordinal>|then|and|last|final? r:<Run> of|it|that|is|are|run|should|be|at* a:<Aimed>",
    "the|a? <Ordinal>|then|and? r:<Run> t:<NamedTarget>",
    "the? <Ordinal>|then|and|last|final? r:<Run> p:<NamedRace> &COMMA|CLOSE|SLASH|AND|SEMI|DOT|NL|END|OFF|WITH|DASH",
    "the? <Ordinal>|then|and? r:<Run> FLOAT",
    "the? <Ordinal>|then|and? r:<Run> &FASTER|UNDER|SLIGHTLY t:<Body>",
    "the? last|final u:MINUTES|MILES|KM a:<Aimed>",
    "RUN|the|then|and* o:<Ordinal>|LAST u:LAPS is|was|run|are|should|be|at|in|AT|IN|COLON* a:<Aimed>",
    "RUN|the|then|and* o:<Ordinal>|LAST u:LAPS is|was|run|are|should|be|at|in|AT|IN|COLON* l:<PlainTime>",
    "kick|push|lift|wind up|on? the last|final r:<Run> a:<Aimed>",
    "a:<Aimed> for|over the|a|<Ordinal>? r:<Run>",
    "e:EASY|HARD|FAST|STEADY|RELAXED r:<Run> &SLASH|COMMA|DOT|NL|END|CLOSE|THEN|AND|SEMI",
    "e:EASY|HARD|FAST|STEADY|RELAXED|SPRINT|MAX for|over|the for|over|the|a|first|next|last|LAST|final* r:<Run>",
    example="1st 300 @ 3k pace",
)
def part_one(m: Found) -> tuple[Length, Target | None, Effort] | None:
    if m["u"] and "LAPS" in m["u"].kinds:  # `1st lap 84, 2nd lap 80`
        target, effort = m["a"] or (Target(m["l"].span, m["l"]), Effort.NONE)
        alone = m.has("ORDINALWORD", "ORD", "LAST") and not (target and target.listed)
        return (Length(m.span, metres=400.0, unit="m"), target, effort) if alone else None
    if m["u"]:
        one = Length(m.span, ms=60_000.0, unit="min")
        if "MINUTES" not in m["u"].kinds:
            far = of_unit(m, 1.0)
            one = Length(m.span, far.value, 0.0, far.unit)
        return one, *m["a"]
    if m["t"]:
        return m["r"], m["t"], Effort.NONE
    if m["e"]:
        return m["r"], None, named(m)
    if m["p"]:
        return m["r"], Target(m["p"].span, m["p"]), Effort.NONE
    if m["a"] is None:
        return replace(m["r"], role=Role.FLOAT), None, Effort.NONE
    target, effort = m["a"]
    if target is not None and target.listed:
        return None  # `second 400 in 74, 2 min rest`
    return m["r"], target, effort


@scanner("PartList", "DIGITS|CLOCK|ORDINALWORD|the|a|mile|EASY|HARD|FAST|STEADY|RELAXED")
def part_list(chart: Chart, i: int) -> list[Phrase]:
    """`1st 300 @ 3k pace, 2nd 300 @ mile pace`, `300 easy/300 hard`: the parts of one rep."""
    end, found = _parts_from(chart, i, 6)
    timed = {bool(run.ms) for run, _, _ in found}
    far = len(found) > 1 and len(timed) == 1
    head = {token.word for token in chart.tokens[i : i + 2]} & {"last", "final", "second"}
    if head and len(found) == 2 and any(t.word == "first" for t in chart.tokens[i + 2 : end]):
        found = found[::-1]
    return [Phrase(end, 0.0, tuple(found))] if far else []


PartSpec = tuple[Length, Target | None, Effort]
_PARTED = frozenset(
    ["COMMA", "SLASH", "PLUS", "AND", "SEMI", "THEN", "DASH", "straight", "FOLLOWED"]
)
_LEADING_ON = frozenset(
    ["AND", "THEN", "straight", "directly", "immediately", "on", "to", "by", "with", "the", "a"]
) | words_of("kick kicking push squeeze wind up ends ending finishes finishing")


def _parts_from(chart: Chart, i: int, most: int) -> tuple[int, list[PartSpec]]:
    """The longest list of parts from a token on: where it ends, and the parts."""
    tokens = chart.tokens
    best: tuple[int, list[PartSpec]] = (i, [])
    for option in chart.at("PartOne", i) if most else ():
        found = (option.end, [option.value])
        at = option.end
        while tokens[at].keys & (_PARTED if at == option.end else _LEADING_ON):
            at += 1
        # `300 easy 300 hard`: as far, and nothing between
        alike = option.value[2] and tokens[at].value == tokens[i].value > 0
        # `200 easy / 200 hard, the second …`: of the second set
        ordered = most < 6 and "DIGITS" in tokens[i].kinds and "ORDINALWORD" in tokens[at].kinds
        if (at > option.end or alike) and not ordered:
            end, more = _parts_from(chart, at, most - 1)
            if more:
                found = (end, [option.value, *more])
        if (len(found[1]), found[0]) > (len(best[1]), best[0]):
            best = found
    return best


alias(
    "OnEnd",
    "COMMA|DASH|AND|WITH* WITHOUT|CONTINUOUS a|any? REST|stopping|break|running? in|IN|BETWEEN|off*",
    example="with no rest",
)


@rule(
    "Element",
    "OPEN p:<PartList> <OnEnd>? CLOSE",
    "as|AS|OF|COLON|of|ALTERNATE|WITH p:<PartList>",
    "that|which goes|is|was|runs|run|went|made AS|as|IN|up|UP|of|OF|COLON|out* p:<PartList>",
    "COMMA|DASH? run|RUN|done|made|split|broken|divided up|down|UP|DOWN? as|AS|of|OF|into|THEN p:<PartList>",
    "EQUALS|SPLIT|divided|comprising|consisting OF|as|into|COLON* p:<PartList>",
    "COMMA|DOT|NL|SEMI? EACH <Run>|REP|one EQUALS|COLON|is|AS|being|made|up|OF|run* p:<PartList>",
    "that|which starts|begins|opens with|WITH|AT|at p:<PartList>",
    "COMMA? where|in|IN which? you|we|i|they|RUN|do|is* p:<PartList>",
    "COMMA|DASH? going|running p:<PartList>",
    example="(1st 300 @ 3k pace, 2nd 300 @ mile pace)",
)
def parts(m: Found) -> Parts | None:
    rested = m.has("WITH") and all(effort is Effort.EASY for _, _, effort in m["p"])
    return None if rested else Parts(m.span, m["p"])  # not `w/ 1M easy, 2M easy`


@rule(
    "Element",
    "COMMA|DASH? going|running a:<PartOne> COMMA|AND|THEN* JOG|WALK for|over|the|a|next* j:<Run> COMMA|AND|THEN* b:<PartOne>",
    cost="phrase",
)
def parts_and_jog(m: Found) -> Parts | None:
    """`3 x 500 going fast for 300, jogging 100 and sprinting the last 100`: a jog within a rep."""
    jog, runs = m["j"], (m["a"], m["b"])
    whole = sum(one.metres for one in (jog, runs[0][0], runs[1][0]))
    if not _as_long_before(m, whole):
        return None
    return Parts(m.span, runs, rest=Rest(jog.span, "jog", metres=jog.metres, jogged=True))


@rule(
    "Element",
    "COMMA|DOT|SEMI|NL|COLON|DASH AND|RUN|run|do? p:<PartList>",
    example=", first 200 in 40, second 200 in 36",
)
def parts_after_comma(m: Found) -> Parts | None:
    if "DOT" in m.chart.tokens[m.begin].kinds and m.after(1).word in ("finish", "end", "close"):
        return None  # `5 x 800. A 600 at 5k pace and a 200 at mile pace to finish`
    far = sum(run.metres for run, *_ in m["p"])
    if m.has("ORDINALWORD", "ORD") or _one_before(m) or _as_long_before(m, far):
        return Parts(m.span, m["p"])
    return None


def _one_before(m: Found) -> bool:
    """`one last 600, 400 @ …`, `one 600 to end it, 400 @ …`: whether a run by itself, as long as
    its parts, stands before it."""
    begun = m.chart.since(m.begin, "DOT", "NL", "SEMI")
    before = m.chart.tokens[max(m.begin - 9, begun) : m.begin]
    named = any(token.word in ("last", "final", "single", "one") for token in before)
    far = sum(run.metres for run, *_ in m["p"])
    as_long = any("DIGITS" in t.kinds and t.value == far for t in before)
    return named and (as_long or not before[-1].kinds.isdisjoint({"DIGITS", "METRES"}))


def _as_long_before(m: Found, far: float) -> bool:
    """`5 x 600, 400 @ … + 200 @ …`: whether reps as long as its parts stand before it."""
    counted = any("TIMES" in token.kinds for token in m.chart.tokens[max(m.begin - 4, 0) : m.begin])
    return counted and any(p.value.metres == far > 0 for p in m.chart.ending(m.begin, 3, "Run"))


@rule(
    "Element",
    "COMMA|OPEN|WITH|DASH|AND* the|your|each? w:first|last|final r:<Run> of|EACH|REP|is|run|it* "
    "a:<Aimed> CLOSE?",
    "pick|increase|lift up|UP|the|PACE|it* in|IN|over|OVER|for the? w:last|final r:<Run> to|at|AT? a:<Aimed>",
    "OPEN|COMMA|WITH|DASH|AND* going|finishing|pushing|running|kicking|closing|ending|finish|go|push a:<Aimed> for|over|OVER|in|IN|on|ON|through* the|your|each? "
    "w:last|final r:<Run> of|EACH|REP|it* CLOSE? &COMMA|END|NL|DOT|SEMI|AND|WITH",
    example=", last 200 @ mile pace",
)
def part_by_place(m: Found) -> Parts | None:
    target, effort = m["a"]
    timed = target is not None and target.pace.kind == "time" and not target.pace.per
    if timed or m.has("OPEN") != m.has("CLOSE") or not m["r"].metres:
        return None  # `last 200 40`: the rep is one run, unevenly paced
    place = "first" if m["w"].word == "first" else "last"
    return Parts(m.span, ((m["r"], target, effort),), place)


@rule(
    "Element",
    "COMMA|AND|SEMI|DOT|WITH|DASH* AFTER r:<Run> go|push|kick|run|RUN|pick|wind|it|up|move|moving|going|to|into|at|AT* a:<Aimed> "
    "COMMA|to|TO|the|line|end|finish*",
    "COMMA|AND|SEMI|DOT|WITH|DASH* AFTER r:<Run> kick|push for|on|home|hard|HARD|to|TO|it|the|line|end|finish* &COMMA|DOT|NL|END|SEMI|CLOSE",
    example=", after 400 m go all out",
)
def part_after(m: Found) -> Parts | None:
    """`600 m at 10k pace, after 400 m go all out to the line`: the rest of each rep."""
    target, effort = m["a"] or (None, Effort.HARD)
    timed = target is not None and target.pace.kind == "time" and not target.pace.per
    moved = m.has("go", "push", "kick", "pick", "wind", "move", "moving", "going")
    if timed or not moved or not m["r"].metres:
        return None
    return Parts(m.span, ((m["r"], target, effort),), "after")


alias("OrderedShare", "half|part|bit|KM|MILES|LAPS|third", example="half")


@rule(
    "Halved",
    "the? FIRST|1 ~ORD? u:half|KM|MILES|LAPS is|run|are|at|being? a:<Aimed> "
    "COMMA|AND|THEN|SLASH|SEMI* the? second|last|final|other|2 ~ORD? <OrderedShare>? is|run|are|at? b:<Aimed>",
    example="first half @ 10k pace, second half @ 5k pace",
)
def halved(m: Found) -> Parts:
    """Each rep in two halves, or kilometre by kilometre."""
    named = of_unit(m, 1.0).value if m["u"].word != "half" else 0.0
    none = Length(m.span, metres=named)
    return Parts(m.span, ((none, *m["a"]), (none, *m["b"])), "shares")


@rule("Element", "COMMA|COLON|OPEN|DASH|DOT|NL|WITH|AND* h:<Halved> CLOSE?")
def halves(m: Found) -> Parts | None:
    return replace(m["h"], span=m.span) if m.has("OPEN") == m.has("CLOSE") else None


_FIRST = "a:<Run> OPEN|IN|AT|DASH* x:<PlainTime>? CLOSE?"
_SECOND = "b:<Run> OPEN|IN|AT|DASH* y:<PlainTime>? CLOSE?"
_PAUSED = "COMMA|PLUS|SLASH|DASH t:<Time> <Nouns>? COMMA|PLUS|SLASH|DASH"


@rule(
    "BrokenParts",
    f"OPEN {_FIRST} {_PAUSED} {_SECOND} CLOSE",
    "OPEN a:<Run> COMMA|PLUS|SLASH|AND b:<Run> WITH|SLASH|OFF|COMMA t:<Time> <Nouns>? <Places>? CLOSE",
    f"SPLIT|COLON|NL|AS|into|DASH* {_FIRST} {_PAUSED} {_SECOND} &NL|END|COMMA|DOT|SEMI",
    example="(400 + 30s + 400)",
)
def broken(m: Found) -> Parts | None:
    """`4 x broken 800 (400 + 30s + 400)`: a rep with a rest within it."""
    if not (m["a"].metres and m["b"].metres and m["t"].value <= 180_000):
        return None
    opened = "OPEN" in m.chart.tokens[m.begin].kinds
    if not opened and not _as_long_before(m, m["a"].metres + m["b"].metres):
        return None  # runs of their own
    rest = Rest(m.span, "time", ms=m["t"].value)
    told = ((run, m[pace] and Target(m[pace].span, m[pace])) for run, pace in ("ax", "by"))
    return Parts(m.span, tuple((m[run], how, Effort.NONE) for run, how in told), rest=rest)


alias("Element", "p:<BrokenParts>", example="(400 + 30s + 400)")
alias("BrokenOff", "COLON|DASH|AS|as|into|IN|OF|of|COMMA|EQUALS", example="-")


_BROKEN = "a|PRIME|QUOTES* broken|split|SPLIT d:<Dist>|<Plural>|<Number> PRIME|QUOTES?"
_OFF_IT = "event|race|run|runs|REP|as|follows|<BrokenOff>* <BrokenOff>|NL &NUM"


@rule(
    "Element",
    f"n:NUM TIMES? {_BROKEN} {_OFF_IT}",
    f"{_BROKEN} TIMES n:NUM {_OFF_IT}",
    "n:NUM TIMES d:<Dist>|<Plural>|<Number> COMMA|DASH|broken|split|SPLIT|run|done|up|UP* AS|as|into|made &NUM",
    cost="label",
    example="4 x broken 500:",
)
def broken_reps(m: Found) -> Count | None:
    """`4 x 500 as 200 fast, 15s rest, 200 fast, 15s rest, 100 fast`: so often all that follows."""
    number, end = m["n"].value, runs_up_to(m.chart, m.end, m["d"].value)
    counted = m.after(1).kinds & {"TIMES"} or m.after(2).word == "s"
    rested = any(token.kinds & {"REST", "JOG", "WALK"} for token in m.chart.tokens[m.end : end])
    told = (
        end and (rested or counted or m.has("broken", "SPLIT", "split")) and number in range(2, 21)
    )
    if told and counted:
        return Count(m.span, int(number), sets=True)  # `4 x broken 600: three 200s`
    return Count(m.span, int(number), sets=True, rounds=True, listed=True) if told else None


@rule(
    "JoggedPart",
    "OPEN|DOT|COMMA|COLON|DASH|AS|OF a:<Run> e:FAST|HARD|MAX|SPRINT COMMA|AND|SLASH|THEN|PLUS|DASH* b:<Run> JOG|WALK CLOSE?",
    "OPEN|DOT|COMMA|COLON|DASH|AS|OF e:FAST|HARD|MAX|SPRINT a:<Run> COMMA|AND|SLASH|THEN|PLUS|DASH* JOG|WALK b:<Run> CLOSE?",
    example=". 200 m fast, 200 m jog",
)
def run_and_jogged(m: Found) -> Parts | None:
    """`8 x 400 m. 200 m fast, 200 m jog`: the second part of each rep is its recovery."""
    a, b = m["a"], m["b"]
    far, long = a.metres + b.metres, a.ms + b.ms
    alike = bool(a.metres) == bool(b.metres) and m.has("OPEN") == m.has("CLOSE")
    told = (p.value for p in m.chart.ending(m.begin, 3, "Run"))
    counted = any("TIMES" in t.kinds for t in m.chart.tokens[max(m.begin - 4, 0) : m.begin])
    if not (alike and counted and any((one.metres, one.ms) == (far, long) for one in told)):
        return None
    kind = "jog" if b.metres else "time"
    rest = Rest(b.span, kind, metres=b.metres, ms=b.ms, jogged=True)
    return Parts(m.span, ((a, None, named(m)),), behind=rest)


alias("Element", "p:<JoggedPart>", cost="phrase")


@scanner("Element", "OPEN")
def parts_in_doubt(chart: Chart, i: int) -> list[Phrase]:
    """`10 x 150 (50 fast, 50 float, 50 fast)`: how each rep is run, but no watch could tell."""
    tokens = chart.tokens
    before = tokens[i - 1] if i else None
    if before is None or not before.kinds & {"DIGITS", "METRES", "KM", "MILES"}:
        return []
    told = [p.end for p in chart.at("PartList", i + 1) if "CLOSE" in tokens[p.end].kinds]
    if told or chart.at("BrokenParts", i) or chart.at("JoggedPart", i):
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
_TO_THE_END = "from|FROM start|first|FIRST to|TO finish|end|last|LAST &COMMA|DOT|END|NL|SEMI"


@rule(
    "Element",
    f"WITH? all|everything|both|lot on the {_FELT} side",
    f"ran|run|did|the* all|everything|both|lot of? them|it|this|these? run|ran|done? VERY|at|AT|a|good|nice|solid|fairly|quite|pretty|properly* {_FELT} EFFORT|PACE?",
    f"a? good|VERY* {_FELT} PACE|EFFORT|RUN|running|work? on|for|in|ON|IN|across ALL|BOTH|EACH of? them|it|these|those?",
    f"VERY* {_FELT} PACE|EFFORT|RUN|running|work|stuff? THROUGHOUT",
    f"VERY* {_FELT} PACE|EFFORT|RUN|running|work? {_TO_THE_END}",
    f"all|flat|full DASH? out {_TO_THE_END}",
    "^DOT|NL|SEMI|COMMA ran|run|did|the* all|everything|both|lot of? them|it|this|these? are|were|is|was|run|ran|done|at|AT* all|flat|full DASH? out EFFORT|PACE|RUN?",
    "^DOT|NL|SEMI|COMMA all|everything|both|lot|EACH of? them|it|this|these|REP? are|were|is|was|run|ran|done|at|AT|your* e:MAX|SPRINT EFFORT|PACE|RUN|REP?",
    f"VERY* {_FELT} ALL OF them|it|these|those",
    f"VERY* {_FELT} PACE|EFFORT|RUN|running|work? all the way through? &COMMA|DOT|END|NL|SEMI",
    f"VERY* {_FELT} PACE|EFFORT|RUN|running|work? all|right through &COMMA|DOT|END|NL|SEMI",
    f"^DOT|NL|SEMI run|RUN|do the|all|them|these|EACH|every|your* HILL|REP|EFFORT|climb|climbs|uphills? VERY* {_FELT} "
    "&COMMA|DOT|END|NL|SEMI|AND|WITH",
    cost="phrase",
    example="everything fairly hard",
)
def all_felt(m: Found) -> Aim | None:
    counted = m.after().kinds & {"NUM", "REP", "SET"} or m.after().word == "the"
    if counted and not m.has("of", "THROUGHOUT"):
        return None  # `hard for all 6`
    effort = named(m) if m["e"] else Effort.MAX
    target = Target(m.span, Pace("none", m.span, name="all"), effort=effort)
    return Aim(m.span, target, effort, worded=True, everywhere=effort is Effort.MAX)


@rule("Element", "of VERY? e:HARD|FAST|STEADY running|work", example="of hard running")
def all_of_it_felt(m: Found) -> Aim | None:
    """`4 x 80 s, 6 x 20 s and 6 x 10 s of hard running`."""
    return all_felt(m)


@rule(
    "Element",
    "^BEGIN all|flat DASH? out EFFORT|REP|SPRINT DOT|COLON? &NL",
    "^BEGIN|NL|DOT|SEMI|BULLET|COMMA|THEN|AND|PLUS|WITH|by some|a|set|few|of|flat|short? HILL|flat|grass? e:SPRINT REP|HILL* COLON|DASH|COMMA? &NUM",
    "^DOT|NL|THEN|COMMA|AND|PLUS e:SPRINT ON|UP|the|a* HILL COMMA &NUM",
    cost="label",
)
def felt_below(m: Found) -> Aim:
    """`All out efforts.` above the sets, `hill sprints: 8 x 10 s`: how they are run."""
    effort = named(m) if m["e"] else Effort.MAX
    target = Target(m.span, Pace("none", m.span), effort=effort)
    return Aim(m.span, target, effort, worded=True, label=True, everywhere=not m.has("SPRINT"))
