# SPDX-License-Identifier: MIT
"""What is said of all runs of a length: `900s @ 3k pace`, `1ks at 10k pace off 2 min`."""

from __future__ import annotations

from itertools import takewhile

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Amount, ByLength
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Pace, Target
from trackpacer.records import replace
from trackpacer.session import Effort

_STARTS = frozenset(["OPEN", "NL", "DOT", "BULLET", "COMMA", "SEMI", "COLON"])


@scanner("LengthNames", "DIGITS|mile|miles|NUM|KM|QUARTER|miler|milers")
def length_names(chart: Chart, i: int) -> list[Phrase]:
    """`900s`, `300, 500`, `the 1000s and 600s`: metres."""
    listed = _names(chart, i)
    found: list[Amount] = [phrase.value for _, phrase in listed]
    alone = len(found) == 1 and not found[0].plural
    again = alone and (_told_again(chart, i) or _each_of(chart, i))
    if not found or (alone and not (again or _in_a_list_of_lengths(chart, i))):
        return []
    end = listed[-1][1].end
    again = again or ("NL" in chart.before(i).kinds and "EQUALS" in chart.tokens[end].kinds)
    cost = -COSTS["lengths-known"] if again else 0.0
    return [Phrase(end, cost, tuple(amount.value for amount in found))]


def _names(chart: Chart, i: int) -> list[tuple[int, Phrase]]:
    """The lengths of a list, and where each begins."""
    found: list[tuple[int, Phrase]] = []
    at = i
    while len(found) < 12:
        best = _length(chart, at)
        if best is None or (found and best.value.value < 100):
            break  # `2:24 on the 800s, 68 on the 400s`
        found.append((at, best))
        at = best.end + 1 + (chart.tokens[best.end + 1].word == "the")
        if not chart.tokens[best.end].keys & {"COMMA", "AND", "SLASH", "PLUS"}:
            break
    return found


def _length(chart: Chart, i: int) -> Phrase | None:
    """The length that begins at a token."""
    options = [p for name in ("Plural", "Dist", "Number", "Nickname") for p in chart.at(name, i)]
    found = longest(p for p in options if p.value.value >= 60)
    after = chart.tokens[found.end] if found else None
    return found if after and ("PACE" not in after.kinds or after.word == "efforts") else None


def _in_a_list_of_lengths(chart: Chart, i: int) -> bool:
    """`300s @ mile`, `900 @ 5k`, each on its line: a length after a line that begins with some."""
    tokens = chart.tokens
    starts = [at for at in range(1, i + 1) if "NL" in tokens[at - 1].kinds]
    if not starts or starts[-1] != i or len(starts) < 2:
        return False
    return any(p.value.plural for p in chart.at("Plural", starts[-2]))


def _told_again(chart: Chart, i: int) -> bool:
    """`2 x 1200, 4 x 400`, then `1200 @ 5k pace, 400 @ mile pace`: each of two lengths that were
    run before, with a target and without a count."""
    heads, told = chart.once(_entries)
    own = _length(chart, i)
    if own is None or i not in heads:
        return False
    first = min(told)
    if _others_follow(chart, own.end):  # `2k at 10k pace, 5k pace for the rest`
        return _metres(chart, i) in {_metres(chart, at) for at in range(first)}
    before = {_metres(chart, at) for at in range(first) if "DIGITS" in chart.tokens[at].kinds}
    lengths = {_metres(chart, at) for at in told}
    return len(lengths) > 1 and lengths <= before and len(lengths) == len(told)


def _others_follow(chart: Chart, at: int) -> bool:
    """Whether the sentence goes on with a pace for those that are not named."""
    tokens = chart.tokens
    while not tokens[at].kinds & {"DOT", "NL", "END", "TIMES"}:
        if tokens[at].word in ("rest", "others", "remainder") and tokens[at - 1].word == "the":
            return True
        at += 1
    return False


def _each_of(chart: Chart, i: int) -> bool:
    """`10 x 400. Run each 400 in 75`, `400m reps in 75`: of the reps that stand before, each."""
    own = _length(chart, i)
    noun = chart.tokens[own.end] if own is not None else chart.tokens[i]
    named = "REP" in noun.kinds and noun.word.endswith("s") and "TIMES" not in chart.before(i).kinds
    if not i or not (named or "EACH" in chart.tokens[i - 1].kinds):
        return False
    return any(
        "TIMES" in chart.tokens[at].kinds and _metres(chart, at + 1) == _metres(chart, i)
        for at in range(max(0, i - 60), i - 1)
    )


def _metres(chart: Chart, i: int) -> float:
    found = _length(chart, i)
    return float(found.value.value) if found is not None else 0.0


def _entries(chart: Chart) -> tuple[list[int], set[int]]:
    """Where a length begins a line, a sentence or an item of a list and has a target, after a line
    or a sentence of another kind; and where all lengths begin that have one with it."""
    tokens = chart.tokens
    found: list[int] = []
    every: set[int] = set()
    for at in range(1, min(chart.end, 400)):
        headed = "DASH" in tokens[at - 1].kinds and not tokens[at].glued
        start = tokens[at - 1].kinds & _STARTS or tokens[at - 1].word == "the" or headed
        if not start or "DIGITS" not in tokens[at].kinds:
            continue
        names = _names(chart, at)
        end = names[-1][1].end if names else at
        end += "REP" in tokens[end].kinds
        while names and tokens[end].word in _TELLS:
            end += 1
        if not names or not chart.at("Aimed", end):
            continue
        first = chart.before(at - (tokens[at - 1].word == "the")).kinds
        counted = "SEMI" in first and chart.has_before(at, "TIMES")
        if found or headed or counted or first & {"NL", "DOT", "COLON", "BULLET", "OPEN"}:
            found.append(at)
            every |= {start for start, _ in names}
    return found, every


_TELLS = words_of("should be are is was were run done")
_LISTED = "^BEGIN|OPEN|NL|COMMA|DOT|SEMI|AND|COLON|CLOSE|WITH|BULLET|DASH"
_WHO = "i|we|you|he|she|tried|ran|did|hit|RUN|do|keep|kept|aim|aimed|make"
_BY_LENGTH = "n:<LengthNames> REP? should|be|are|was|were|run|is|done|DASH* a:<Aimed>"


@rule(
    "Element",
    f"{_LISTED} COLON|DASH|the|all* {_BY_LENGTH}",
    f"i|we|you ran|did|RUN the|my|all* {_BY_LENGTH}",
    f"{_LISTED} {_WHO} {_WHO}|the|my|all|EACH* {_BY_LENGTH}",
    f"{_LISTED} AT? t:<NamedTarget>|<Bound> for|on|ON the? n:<LengthNames> !FAST|HARD|MAX|SPRINT|EASY|STEADY|AT|IN",
    f"{_LISTED} COLON|DASH|the|all* {_BY_LENGTH} OPEN b:<NamedTarget> CLOSE",
    f"{_LISTED} OPEN the|all* {_BY_LENGTH} CLOSE",
    f"{_LISTED} the? LONG|SHORT|shorter|other REP|RUN? OPEN the? n:<LengthNames> CLOSE are|is|run|should|be* a:<Aimed>",
    example="900s @ 3k pace",
)
@rule(
    "Element",
    f"{_LISTED} COLON|DASH|the|all* {_BY_LENGTH} WITH|OFF r:<RestCore>|<BareRest>",
    f"{_LISTED} COLON|DASH|the|all* {_BY_LENGTH} OPEN r:<RestCore>|<BareRest> CLOSE",
    cost="phrase",
)
def by_length(m: Found) -> ByLength | None:
    listed = "COMMA" in m.behind.kinds and not m.has("s", "ks", "REP")
    run = listed and m.chart.tokens[max(m.begin - 2, 0)].kinds & {"DIGITS", "METRES", "KM"}
    if run and not any(m.chart.ending(m.begin - 1, 4, "Aimed")):
        return None  # `300 m, 200 m, 300 m, 200 m at 1500 m pace`: the runs
    target, effort = m["a"] or (m["t"], Effort.NONE)
    target = m["b"] or target  # `at I pace (5k race pace)`
    if effort in (Effort.MAX, Effort.SPRINT) and target is None:
        target = Target(m.span, Pace("none", m.span), effort=effort)
    if target is None or (target.pace.kind == "time" and headed_by_rest(m)):
        return None
    return ByLength(m.span, m["n"], target, effort, m["r"])


@rule(
    "Element",
    f"{_LISTED} looking|shooting|shoot|aiming|aim|want|targets|goal* for|are|is|AT|IN|ABOUT* t:<Body> or? so? for|on the|all|EACH|OF* n:<LengthNames>",
    f"{_LISTED} ABOUT? t:<Body> EACH n:<LengthNames> &COMMA|DOT|NL|END|SEMI|CLOSE",
    f"{_LISTED} the|all* n:<LengthNames> t:<Body> &COMMA|DOT|NL|END|SEMI|AND",
    f"{_LISTED} AT|IN|ABOUT* t:<Body> on|ON the k:DIGITS &COMMA|DOT|NL|END|SEMI|AND|CLOSE",
    example="2:24 on the 800s",
)
def time_of_a_length(m: Found) -> ByLength | None:
    """A time, where no recovery is told in its sentence, that may be no recovery."""
    chart, target = m.chart, m["t"]
    begin = chart.since(m.begin, "DOT", "NL")
    several = m["k"] or m.has("s", "ks", "k's", "miles", "quarters", "EACH")
    lengths: tuple[float, ...] = m["n"] or (size_named(chart, m.end - 1) or (0.0,))[:1]
    if target.pace.kind != "time" or target.pace.per or not several:
        return None
    if m.has("for") and told_with_rests(m):
        return None  # `(3 min for 600s, 90s for 300s and 45s recovery for 200s)`
    rests = chart.once(_rests)
    ms = target.pace.ms
    rested = any(begin <= at < m.begin for at in rests)
    either = (rested or not rests) and not ms % (15_000 if ms > 60_000 or not rests else 5000)
    notes: tuple[str, ...] = ()
    if (m["k"] and lengths[0] > 400 and ms < 150 * lengths[0]) or (
        m["k"] and lengths[0] < 400 and ms > 250 * lengths[0]
    ):  # `74s on the 8`
        ms *= lengths[0] / 400
        target = replace(target, pace=replace(target.pace, per="400"))
        notes = (f"'{chart.quote(*target.span)}' taken per 400",)
    either = either and not m["k"]
    if either or m.has("MINUTES") or not all(110 * far <= ms <= 330 * far for far in lengths):
        return None
    return ByLength(m.span, lengths, target, notes=notes)


def _rests(chart: Chart) -> list[int]:
    rests = {"REST", "JOG", "WALK", "FLOAT", "OFF"}
    return [at for at in range(chart.end) if chart.tokens[at].kinds & rests]


alias("Bound", "UNDER t:<NamedTarget>", example="sub 5k pace")


def headed_by_rest(m: Found) -> bool:
    """`Rest: 600s 2 min, 200s 1 min`: whether its line or sentence lists recoveries by length."""
    tokens = m.chart.tokens
    first = m.chart.since(m.begin, "DOT", "NL")
    at = first + 1 + bool(tokens[first + 1].kinds & {"COLON", "DASH"})
    return "REST" in tokens[first].kinds and bool(m.chart.at("LengthNames", at))


def told_with_rests(m: Found) -> bool:
    """`(3 min for 600s, 90s for 300s and 45s recovery for 200s)`: told of one in its bracket."""
    held = m.chart.tokens[m.chart.since(m.begin + 1, "OPEN", "NL", "DOT") :]
    inside = takewhile(lambda token: not token.kinds & {"CLOSE", "NL", "DOT", "END"}, held)
    return any(token.kinds & {"REST", "JOG", "WALK"} for token in inside)


# -- runs by their bare number

Size = tuple[float, float]  # metres, milliseconds

_JOINED = frozenset(["COMMA", "AND", "SLASH", "DASH", "TO", "the", "s"])
_UNITS = frozenset(["MINUTES", "SECONDS", "METRES", "KM", "MILES"])
_ONE = {"MINUTES": 60_000.0, "PRIME": 60_000.0, "SECONDS": 1000.0, "KM": 1000.0, "MILES": MILE}


def _runs(chart: Chart) -> dict[Size, int]:
    """The sizes of runs by their numbers, and where each first stands; a list has the unit behind
    its last. None of a recovery or a pace."""
    tokens = chart.tokens
    found: dict[Size, int] = {}
    size: Size = (0.0, 0.0)
    for at in range(chart.end - 1, -1, -1):
        token, following = tokens[at], tokens[at + 1]
        if "NUM" in token.kinds and not following.kinds & {"TIMES", "SET"}:
            unit = (1.0, 0.0) if token.value > 60 else size
            stepped = {"DASH", "SLASH"} & (following.kinds | chart.before(at).kinds)
            if unit == (0.0, 0.0) and stepped and token.value in range(1, 17):
                unit = (100.0, 0.0)  # `8-6-4-2`
            behind = tokens[at + 2] if "METRES" in following.kinds else following
            if not behind.kinds & {"JOG", "WALK"}:
                found[(unit[0] * token.value, unit[1] * token.value)] = at
        elif "NUM" in token.kinds or not token.keys & _JOINED:
            rested = following.kinds & {"REST", "JOG", "WALK", "FLOAT", "PACE", "AFTER"}
            kind = next((k for k in _ONE if k in token.kinds and not rested), "")
            one = _ONE.get(kind, 0.0)
            size = (one, 0.0) if kind in ("KM", "MILES") else (0.0, one)
        if "QUARTER" in token.kinds and "OF" not in following.kinds:
            found[(400.0, 0.0)] = at
    return found


@rule(
    "Nickname",
    "^!TIMES|NUM|SLASH n:DIGITS ~s",
    "^!TIMES|NUM|SLASH n:DIGITS ~PRIME ~s",
    "k:ks|k's",
    "q:quarters",
    "n:NUM? DASH? w:miler|milers",
)
def nickname(m: Found) -> Amount | None:
    """`the 8s`, `the Ks`, `the quarters`: runs of 800 m, 1 km, 400 m, where there are some."""
    metres = m["n"].value * 100 if m["n"] else 1000.0 if m["k"] else 400.0
    if m["w"]:  # `the 3 miler at HM pace`
        metres = MILE * (m["n"].value if m["n"] else 1.0)
    ranges = "DASH" in m.behind.kinds and m.chart.tokens[m.begin].glued  # `6-8s`
    if ranges or (metres, 0.0) not in m.chart.once(_runs):
        return None
    return Amount("m", metres, "m", m.span, plural=True)


def size_named(chart: Chart, at: int) -> Size | None:
    """The size of the run told before that a bare number names: so many minutes, kilometres, miles
    or hundreds of metres; None where none has it, or runs of two kinds: `the 3 and 2`, `12s`."""
    tokens = chart.tokens
    number, following = tokens[at].value, tokens[at + 1]
    unit = tokens[at + 2] if "DASH" in following.kinds else following
    measured = unit.kinds & _UNITS and unit.word != "s"  # `3 min`, but `the 3s`
    if "NUM" not in tokens[at].kinds or not 0 < number <= 60 or measured:
        return None
    told = chart.once(_runs)
    sizes = [(number * far, 0.0) for far in (100.0, 1000.0, MILE)]
    sizes += [(0.0, number * 1000), (0.0, number * 60_000)]
    named = [size for size in sizes if told.get(size, at) < at - 1]
    return named[0] if len(named) == 1 and len(told) > 1 else None


# -- the runs of a list, by what they are or by their places


@rule(
    "Element",
    "^NL|BULLET|DOT|SEMI AT|IN? t:<NamedTarget> COLON|DASH|EQUALS|for the? n:DIGITS|<LengthNames> &NL|END|DOT|SEMI",
    "^NL|BULLET|DOT|SEMI AT? r:<NamedRace> COLON|DASH|EQUALS the? n:DIGITS|<LengthNames> &NL|END|DOT|SEMI",
)
def lengths_of_a_pace(m: Found) -> ByLength | None:
    """Of lengths that a list above, without a pace, has all of."""
    tokens = m.chart.tokens
    lengths: Token | tuple[float, ...] = m["n"]
    metres = (lengths.value,) if isinstance(lengths, Token) else lengths
    first = next((at for at, token in enumerate(tokens) if token.kinds & {"NL", "DOT"}), 0)
    listed = {_metres(m.chart, at) for at in range(first) if "DIGITS" in tokens[at].kinds}
    paced = any(token.kinds & {"AT", "PACE", "TIMES", "CLOCK"} for token in tokens[:first])
    if first >= m.begin or paced or not set(metres) <= listed or len(listed) < 3:
        return None
    target = m["t"] or Target(m["r"].span, m["r"])
    return ByLength(m.span, metres, target)
