# SPDX-License-Identifier: MIT
"""Recoveries that change from rep to rep: a list of them, a ladder as it is noted.

Not here: a clause of how they change (`rest_changes`); which reps they follow (`attach`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.elements import Amount
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.phrases.places import sets_follow
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tokens import Token, counts_in
from trackpacer.notation.tree import Rest
from trackpacer.records import replace


@rule(
    "NamedRest",
    "<RWord> OPTIONAL? COMMA? PYRAMID|HILL|UP|DOWN|an|a|COMMA* COMMA? from a:<Time> COMMA? ADDING s:<Secs> AFTER? EACH TIMES|REP",
    example="R ladder from 30 s, adding 2 to 4 s each time",
)
def rest_ladder_step(m: Found) -> Rest:
    small, large, _ = m["s"]
    step = (small + large) / 2
    shown = m.chart.quote(*m.span).partition("adding")[2].split(" each")[0]
    notes = [f"'adding{shown}' taken as {step / 1000:g} s"][: small != large]
    return Rest(m.span, "time", ms=m["a"].value, step_ms=step, notes=notes)


@rule("SteppedRest", "r:<NamedRest>|<SizedRest> STEP PLUS|DASH? s:<Secs> <EachRep>?")
def rest_step(m: Found) -> Rest | None:
    """`R30 step +3`."""
    first, (small, large, _) = m["r"], m["s"]
    step = (small + large) / (-2 if m.has("DASH") else 2)
    timed = first.kind == "time" and not (first.listed or first.pair)
    return replace(first, span=m.span, step_ms=step) if timed else None


alias("EachRep", "AFTER? EACH|PER|a|SLASH|by REP|time|one|each*", example="each time")
alias(
    "Goes",
    "descending|diminishing|shortening|dropping|drops|drop|reducing|reduces|reduced|reduce|decreasing|decreases|decrease|falling|falls|shrinks|shrinking|minus|less|cutting",
    "goes|going|comes|coming &down|DOWN|up|UP",
    "increasing|increases|increase|adding|adds|rising|rises|growing|lengthening",
    example="drops",
)


@rule(
    "NamedRest",
    "the|your|JOG|WALK* <RWord> OF? a:<Time> l:less|shorter|more|longer THAN the|your|each|EACH|previous* "
    "REP|SET|RUN|EFFORT|work|one|it BEFORE|just|done|ran|RUN*",
    example="rest 60s less than the rep before",
)
def rest_by_the_rep(m: Found) -> Rest:
    """So much more or less than the run before it takes."""
    return Rest(m.span, "equal", ms=m["a"].value * (-1 if m.has("less", "shorter") else 1))


_LINK = "OFF|WITH|REST|FOR|for|AFTER|COLON|EQUALS|are|go|run|taken|take|OF|ON|a|an|the|have|get"
_LINKS = f"{_LINK}*"
_SUCH = "w:<Which>|<HalfOfReps>"
_JOINS = frozenset(["COMMA", "AND", "SEMI", "THEN", "SLASH", "OPEN", "DOT", "but"])

alias("HalfOfReps", "the? w:first|second|last|other HALF|half !way|time", example="the second half")


@rule(
    "RestOfReps",
    f"{_LINKS} r:<SizedRest>|<BareRest> {_LINKS} {_SUCH} REST|JOG|WALK*",
    f"{_LINKS} {_SUCH} {_LINK} {_LINKS} r:<SizedRest>|<BareRest>|<Number> REST|JOG|WALK*",
    f"{_LINKS} r:<SizedRest>|<BareRest> TIMES n:DIGITS",
    example="first 3 off 2 mins",
)
def rest_of_reps(m: Found) -> tuple[tuple[str, tuple[int, ...]], float] | None:
    """`60s x 3`, too: so many recoveries."""
    rest = m["r"]
    if isinstance(rest, Amount) and rest.value >= 100:
        return None  # `first 8 off 200 jog`: metres
    ms = rest.value * 1000 if isinstance(rest, Amount) else rest.ms
    timed = isinstance(rest, Amount) or (rest.kind == "time" and not rest.listed)
    which = ("half", ()) if isinstance(m["w"], Token) else m["w"]
    which = ("so many", (int(m["n"].value),)) if m["n"] else which
    return (which, ms) if timed and 15_000 <= ms <= 600_000 else None


@scanner("NamedRest", "<RestOfReps>")
def rests_of_reps(chart: Chart, i: int) -> list[Phrase]:
    """`60s for the first four, 90s for the last four`: all the reps in their order by the recovery
    behind them; that behind the last stands between none."""
    tokens = chart.tokens
    if not chart.at("RestOfReps", i):
        return []
    count = next((int(n) for n in counts_in(tokens[:i])[::-1]), 0)
    found: list[Phrase] = []
    values: list[float] = []
    at, parts = i, 0
    while parts < 8 and count:
        fits = [p for p in chart.at("RestOfReps", at) if _following(p.value[0], len(values), count)]
        part = longest(fits)
        if part is None:
            break
        which, ms = part.value
        values += [ms] * _following(which, len(values), count)
        at, parts = part.end, parts + 1
        rested = any(t.kinds & NOUN or t.kinds & {"OFF", "AFTER"} for t in tokens[i:at])
        apart = rested or max(values) >= 1.25 * min(values)  # or what they are run in
        if parts > 1 and apart and count - len(values) in (0, 1):
            rest = Rest(chart.span(i, at), "time", ms=values[0], listed=values[: count - 1])
            found.append(Phrase(at, 0.0, rest))
        while tokens[at].keys & _JOINS:
            at += 1
    return found


def _following(which: tuple[str, tuple[int, ...]], done: int, count: int) -> int:
    """How many reps are named that follow on those named before; 0 where they are others."""
    kind, numbers = which
    left = count - done
    if kind == "half":
        return 0 if count % 2 or done not in (0, count // 2) else count // 2
    if kind in ("first", "next", "last", "so many"):
        fits = kind == "so many" or (kind == "first") == (not done)
        return numbers[0] if fits and numbers[0] <= left else 0
    if kind not in ("these", "numbered"):
        return left if kind == "others" and done else 0
    if len(numbers) == 1 and done and numbers[0] * done == count:
        return left  # `for the first set of 4, 60 s for the second`
    row = [*range(done + 1, done + len(numbers) + 1)]
    return len(numbers) if [*numbers] == row and len(numbers) <= left else 0


# -- lists of them


_JOINTS = ("COMMA", "SLASH", "AND", "THEN", "PLUS", "DASH", "TO")


@scanner("RestList", "DIGITS|CLOCK|NUM")
def rest_list(chart: Chart, i: int) -> list[Phrase]:
    """`60, 50, 40 s`, `5 minutes and 3 minutes`: milliseconds of each; minus the metres of jogs."""
    tokens = chart.tokens
    amounts: list[Amount] = []
    at, sign, end, then, metres = i, "", i, False, 0
    closed = False  # behind an `and`
    headed = bool(i) and bool(tokens[i - 1].keys & {"REST", "COLON", "EQUALS"})
    while len(amounts) < 30:
        best = longest((*chart.at("Time", at), *chart.at("Number", at)))
        placed = best is not None and len(amounts) > 1 and of_a_place(chart, best.end)
        if best is None or placed:
            then = then and not placed  # `90 s and 60 s, then 3 min before the next set`
            break
        amounts.append(best.value)
        if tokens[best.end].kinds & {"CD", "COOL"}:
            amounts.pop()
            break  # `1, 2, 3 min, 10 min c/d`
        far = best.value.kind == "n" and "METRES" in tokens[best.end].kinds
        metres += far
        at = end = best.end + far
        joint = tokens[at]
        kind = next((k for k in _JOINTS if k in joint.kinds), "")
        if kind in ("COMMA", "PLUS") and tokens[at + 1].kinds & {"AND", "THEN"}:
            then = then or "THEN" in tokens[at + 1].kinds
            at += 1
        elif kind == "AND" or (kind == "THEN" and sign and (sign, len(amounts)) != ("DASH", 2)):
            then, kind = then or kind == "THEN", sign or "AND"
        elif not kind and headed and {"CLOCK"} <= tokens[at - 1].kinds & joint.kinds:
            sign, kind, at = sign or "BLANK", "BLANK", at - 1  # `R= 3:00 2:30 2:00`
        if not kind or (sign and kind != sign) or (closed and kind == "COMMA"):
            then = then and not closed
            break  # `75, 60 and 45 s, 3 min after the last`
        closed = "AND" in joint.kinds or "AND" in tokens[at].kinds
        sign = kind
        at += 1
    if sign == "COMMA" and end == at - 1 and len(amounts) > 2 and "OPEN" in tokens[at].kinds:
        last = longest(chart.at("Number", at + 1))  # `75, 90, 75, (60)`: behind what may be left
        if last is not None and "CLOSE" in tokens[last.end].kinds:
            end, amounts = last.end + 1, [*amounts, last.value]
    few = len(amounts) < (3 if then or sign in ("DASH", "TO") else 2)
    either = closed and len(amounts) == 2 and i > 1 and "BETWEEN" in tokens[i - 1].kinds
    if either and tokens[i - 2].kinds & {"REST", "JOG", "WALK", "OF"}:
        return []  # `recovery between 2:10 and 2:20 after each`: from one to the other
    if few or tokens[end].keys & {"TIMES", "AT", "METRES", "KM", "MILES"}:
        return []
    values = _metres(amounts) if metres else _milliseconds(amounts)
    far = any(a.kind == "n" and a.value >= 100 for a in amounts)
    if not values or (sign == "DASH" and far and any(a.kind == "ms" for a in amounts[:-1])):
        return []  # `600 - 2' - 400 - 90s - 200`: runs between them
    two = len(values) == 2 and sign == "COMMA" and values[1] > 2 * values[0]
    if two and i and tokens[i - 1].kinds & {"OFF", "WITH", "REP"}:
        return []  # `3 x 200 off 90s, 5 min rest, then 5 x 400`; `after rep 1, 2 min after …`
    own = 0.3 if len(values) == 2 and sign != "AND" else 0.0
    if own and (not i or tokens[i - 1].kinds & {"COMMA", "THEN", "NL"}):
        own += 1.0  # `4 min, 2 min rest, 3 min, 1 min rest`: a run and its recovery
    return [Phrase(end, own, tuple(values))]


def of_a_place(chart: Chart, at: int) -> bool:
    """`75, 60 and 45 s, then 3 minutes after the last`: another recovery than those of the list."""
    return any(p.value.place in ("last", "sets") for p in chart.at("Place", at))


def _metres(amounts: list[Amount]) -> list[float]:
    values = [-a.value for a in amounts if a.kind == "n" and not a.value % 10]
    return values if len(values) == len(amounts) > 2 and min(values) >= -800 else []


def _milliseconds(amounts: list[Amount]) -> list[float]:
    last, first = amounts[-1], amounts[0]
    if first.kind == "n" and first.value % 1 and all(a.value >= 30 for a in amounts[1:]):
        whole, part = divmod(first.value, 1)  # `2.15, 95, 75 s`
        amounts = [replace(first, kind="ms", value=60_000 * whole + 100_000 * part), *amounts[1:]]
    scale = 60_000.0 if last.unit == "min" else 1000.0
    if last.kind == "n" and max(a.value for a in amounts) <= 5:
        scale = 60_000.0
    if last.unit == "min" and sum(a.unit == "clock" for a in amounts) > 2:
        return []  # `each time: 3:35, 3:30, 3:25, 2 mins rest`: how fast, and one recovery
    if last.unit == "clock" and any(a.kind == "n" for a in amounts):
        return []
    if last.kind == "n" and max(a.value for a in amounts) <= 10 and len(amounts) > 2:
        scale = 60_000.0  # nobody rests 10 s after each of them
    values = [a.value * scale if a.kind == "n" else a.value for a in amounts]
    return values if all(5_000 <= value <= 1_200_000 for value in values) else []


alias(
    "InOrder",
    "COMMA|OPEN? respectively|resp CLOSE?",
    "COMMA? in|IN? that|this|the|EQUAL* order|sequence",
    "in|IN turn",
    example="in that order",
)


@rule(
    "NamedRest",
    "<RWord> a:<Time> AND|PLUS b:<Time> <InOrder>?",
    "a:<Time> AND|PLUS b:<Time> <Nouns>? <InOrder>? &COMMA|DOT|END|NL|SEMI|CLOSE",
    example="rest 2 min & 8 min",
)
def rest_pair(m: Found) -> Rest | None:
    """That within the sets, and that between them."""
    a, b = m["a"].value, m["b"].value
    return Rest(m.span, "time", ms=a, max_ms=b, pair=True) if b >= 2 * a else None


@rule("NamedRest", "^CLOSE COMMA|DASH|COLON? OFF|WITH? v:<RestList> !AND|SLASH|<Nouns>")
def rests_within(m: Found) -> Rest | None:
    """`2 x (1200, 800, 400) 3 min, 2 min, 6 min between sets`: one for each gap of the list."""
    values = [*m["v"]]
    held = m.chart.tokens[m.chart.since(m.begin - 1, "OPEN") : m.begin]
    gaps = sum(bool(token.kinds & {"COMMA", "PLUS"}) for token in held)
    goes_on = (m.has("OFF") and m.has("SLASH")) or m.after().kinds & {"COMMA", "THEN"}
    if not goes_on or len(values) != gaps or min(values) <= 0:
        return None
    return Rest(m.span, "time", ms=values[0], listed=values)


alias("Listing", "respectively|resp", "AFTER EACH REP|one?", "IN BETWEEN", example="in between")
alias("Listing", "are|go|of? OPEN? in|IN|this|that|the|EQUAL* order|sequence CLOSE?")
_THEM = "them|these|those|each|EACH|the|all|runs|REP"


@rule(
    "NamedRest",
    "the|your? <RWord> v:<RestList> AFTER EACH REP|one? <InOrder>?",
    "AND? the|your|our|my? <RWord> <Listing> COLON? v:<RestList> of? <Nouns>? <InOrder>?",
    "AND? the|your|our|my? <Goes>? <RWord>|JOG|WALK of|OF|are|get|gets|go|goes|going|<Goes>|down|DOWN|up|UP|shorter|from|FROM|COLON* v:<RestList> of? <Nouns>? <InOrder>?",
    "<Goes>? <RWord> OPEN v:<RestList> CLOSE",
    f"v:<RestList> after:AFTER {_THEM} REP? <InOrder>? &COMMA|DOT|END|NL|SEMI|CLOSE",
    "w:WITH v:<RestList> &COMMA|DOT|END|NL|SEMI",
    "o:OFF|take|taking v:<RestList> <InOrder>?",
    "v:<RestList> of? <Nouns> <InOrder>?",
    f"v:<RestList> in|IN? BETWEEN {_THEM}* !SET|AND|SLASH|{_THEM}",
    "a:<Time>|<Number> then|THEN b:<Time> <Nouns> &DOT|END|NL|COMMA|SEMI|CLOSE",
    f"a:<Time> then|THEN b:<Time> in|IN? BETWEEN {_THEM}* !SET|AND|SLASH|{_THEM}",
    example="60, 50, 40 s recovery",
)
def listed_rest(m: Found) -> Rest | None:
    values = list(m["v"] or _milliseconds([m["a"], m["b"]]))
    led = m.chart.tokens[max(m.begin - 3, 0)].kinds & {"WITH", "OFF"}
    if led and m.behind.kinds & {"MINUTES", "SECONDS"}:
        return None  # `1000-800-500 w/ 8 min rest 2:52, 2:16, 1:20`: what they are run in
    if not values or ((m["o"] or m["after"]) and len(values) < 3):
        return None  # `off 60s, 3 min`: between reps, and sets
    timed = m.has("SECONDS", "MINUTES") and len(values) > 2 and not any(v % 5000 for v in values)
    if m["w"] and not (timed and m.has("SLASH")):
        return None  # `with 80, 78, 76`: targets
    if len(values) == 2 and sets_follow(m):
        return None
    bare = m.has("JOG", "WALK", "FLOAT") and not m.has("SECONDS", "MINUTES", "CLOCK")
    far = all(v >= 100_000 and v % 50_000 == 0 for v in values)
    if bare and far and len(values) == 2:
        return None  # `100/200 jog`
    unmeasured = not m.has("SECONDS", "MINUTES", "CLOCK", "PRIME", "QUOTES")
    if values[0] < 0 or (far and unmeasured and len(values) > 2):
        metres = [abs(v) / (1 if v < 0 else 1000) for v in values]
        named = m.has(*NOUN)
        return Rest(m.span, "jog", metres=metres[0], listed=metres) if named else None
    two = len(values) == 2 and not m.has("AND", "PLUS")  # `R60, 3 min` may be two recoveries
    return Rest(m.span, "time", ms=values[0], listed=values, doubted=two)
