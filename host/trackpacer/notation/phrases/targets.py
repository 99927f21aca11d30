# SPDX-License-Identifier: MIT
"""Targets: `@ 10k pace - 5s/km`, `in 72-74`, `84, 82, 80`, `from 94 to 74`, `or faster`."""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import Amount
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.phrases.amounts import MILE, point_clock
from trackpacer.notation.phrases.offsets import signed, with_offset
from trackpacer.notation.phrases.paces import RACE_METRES
from trackpacer.notation.tokens import ITEM_ENDS, Token
from trackpacer.notation.tree import SLIGHT_MS, Offset, Pace, Target
from trackpacer.records import replace
from trackpacer.session import Effort

NAMED = ("race", "training", "goal")


def effort_of(m: Found | None, target: Target, words: str) -> Effort:
    """The effort that a training pace names: threshold or tempo, without seconds added."""
    pace = target.pace
    plain = target.offset is None and pace.percent == 100 and target.fast is None
    if pace.kind != "training" or pace.name != "T" or not plain or target.listed:
        return Effort.NONE
    if "temp" in words or "tpo" in words:
        return Effort.TEMPO
    return Effort.THRESHOLD


# -- one pace


@rule("OneTarget", "p:<AnyPace>", example="10k pace")
def one(m: Found) -> Target:
    return Target(m.span, m["p"])


alias("OneTarget", "t:<OffsetTarget>")


@rule("NamedTarget", "p:<Pace>", "t:<OffsetTarget>", example="10k pace")
def named_target(m: Found) -> Target:
    return m["t"] or Target(m.span, m["p"])


# -- two and more

_SEPARATORS = frozenset(["COMMA", "SLASH", "DASH", "AND", "TO", "OR", "SEMI", "ARROW", "BAR"])


@scanner(
    "TargetList",
    "DIGITS|CLOCK|COLON|NUM|MILES|MARATHON|HALFMARATHON|half|THRESHOLD|TEMPO|INTERVALPACE|MPACE|CV|R|GOAL|mile|race",
)
def target_list(chart: Chart, i: int) -> list[Phrase]:
    """`84, 82, 80, 78`, `10k, 5k, 3k, mile pace`, `72-74`, `5k/3k pace`: two to thirty paces."""
    ends: list[tuple[int, float, str]] = []
    values: list[Target] = []
    at, cost, sign = i, 0.0, ""
    tokens = chart.tokens
    four = tokens[i : i + 4]  # `74 74 73 72`
    bare = all("DIGITS" in t.kinds and 25 <= t.value < 100 for t in four) and len(four) == 4
    blanks = {"CLOCK", "DIGITS"} if bare else {"CLOCK"}
    while len(values) < 30:
        best = _one_of_list(chart, at, values)
        if best is None:
            break
        values.append(best.value)
        at, cost = best.end, cost + best.cost * (0.3 if values[1:] else 1.0)
        ends.append((at, cost, sign))
        joint = tokens[at]
        kind = next((kind for kind in _SEPARATORS if kind in joint.kinds), "")
        if kind == "AND" or (kind == "COMMA" and tokens[at + 1].kinds & {"AND", "THEN"}):
            at += kind == "COMMA"
            kind = sign or ("COMMA" if "THEN" in tokens[at].kinds else "AND")
        blank = joint.kinds & tokens[at - 1].kinds & blanks  # `3:24 3:22 3:23`
        kind = "COMMA" if blank else kind
        if not kind or (sign and kind != sign):
            break
        sign = kind
        at += not blank
    # A list may end one earlier, where its last is the recovery.
    found: list[Phrase] = []
    for number in range(len(values), 2 if sign == "ARROW" else 1, -1):  # `80 -> 74`: a ladder
        at, cost, sign = ends[number - 1]
        if number > 2 and "PACE" in tokens[at - 1].kinds:
            cost = min(cost, 0.2)  # `5k, 3k and 1500 pace`
        target = listed(chart, values[:number], sign, tokens[at - 1].end)
        if target is not None:
            own = 0.4 if _close(target) else 0.0
            found.insert(0, Phrase(at, max(0.0, cost - own), target))
        if len(found) == 2 or (found and _of_one_length(values, sign)):
            break
    return found


def _of_one_length(values: list[Target], sign: str) -> bool:
    """Whether three times or more lie so near each other that none of them is a recovery."""
    times = [value.pace.ms for value in values if value.pace.kind == "time"]
    alike = len(times) == len(values) > 2 and (min(times) >= 100_000 or sign == "SLASH")
    return alike and max(times) <= 1.12 * min(times)


def _close(target: Target) -> bool:
    """Whether a range's ends lie so near each other that they can be nothing else."""
    fast = target.fast
    if fast is None or target.pace.kind != "time" or not target.pace.ms:
        return False
    return 0.88 <= fast.ms / target.pace.ms <= 1.12


def _one_of_list(chart: Chart, at: int, values: list[Target]) -> Phrase | None:
    if short := _seconds_alone(chart, at, values):
        return short
    phrases = chart.at("OneTarget", at)
    whole = [p for p in phrases if not _goes_on(chart.tokens[p.end])]  # `3'50`, and not `3'`
    phrases = tuple(whole) or phrases
    if values and "COLON" in chart.tokens[at].kinds:
        phrases = tuple(p._replace(value=_in_its_minute(values[0], p.value)) for p in phrases)
    if not values:
        return min(phrases, key=lambda p: (p.cost - 0.2 * (p.end - at), -p.end), default=None)
    kind = values[0].pace.kind
    alike = [
        p
        for p in phrases
        if (p.value.pace.kind in NAMED) == (kind in NAMED)
        and (kind != "time" or near(values[-1].pace, p.value.pace) or _of_a_row(chart, at, p))
    ]
    if kind in NAMED:
        alike = [p for p in alike if _raced(chart, p)]
    if _unlike(chart, at, phrases) or (kind in NAMED and _apart(chart, at, values, alike)):
        return None
    return max(alike, key=lambda p: (p.end, -p.cost), default=None)


def _seconds_alone(chart: Chart, at: int, values: list[Target]) -> Phrase | None:
    """`4:04, 02, 00, 3:58`: two figures are the seconds of the minute that lies next; not the `30`
    of `4:04, 30 s jog`, nor where it is all that follows, unless it begins with a nought."""
    before = values[-1].pace if values else None
    if before is None or before.kind != "time" or before.per or before.ms < 60_000 or at < 2:
        return None
    last, _, token, after, more = chart.tokens[at - 2 : at + 3]
    two = ("DIGITS" in t.kinds and len(t.word) == 2 and t.value < 60 for t in (last, token, more))
    led, figures, follow = two
    ends = after.kinds & (ITEM_ENDS | {"SLASH", "AND", "WITH", "OFF"})
    if not (figures and ends and (led or "CLOCK" in last.kinds)):
        return None
    if len(values) == 1 and token.word[0] != "0" and not follow:
        return None
    by = (1000 * token.value - before.ms % 60_000 + 30_000) % 60_000 - 30_000
    told = [*(value.pace.ms for value in values), before.ms + by]
    if max(told) > 1.08 * min(told):
        return None  # `(1:42, 66, 31)`, `4:00/1:56/54`: of runs that get shorter
    span = chart.span(at, at + 1)
    return Phrase(at + 1, 0.05, Target(span, Pace("time", span, ms=before.ms + by)))


def _goes_on(token: Token) -> bool:
    return token.glued and "DIGITS" in token.kinds


def _raced(chart: Chart, p: Phrase) -> bool:
    """Whether it is a pace by its word or a race that is run: not the `7 miles` of what follows."""
    pace: Pace = p.value.pace
    told = "PACE" in chart.tokens[p.end - 1].kinds
    if not told and pace.kind == "race" and chart.tokens[p.end].kinds & {"TEMPO", "THRESHOLD"}:
        return False  # `2 mile tempo & 1 mile tempo`: the next run
    return told or pace.kind != "race" or pace.metres in (*RACE_METRES, *_RACED, 800.0, MILE)


def _in_its_minute(first: Target, target: Target) -> Target:
    """`4:12, :10, :09`: seconds of the minute of the first."""
    minute = first.pace.ms - first.pace.ms % 60_000
    if target.pace.kind != "time" or not minute or target.pace.ms >= 60_000:
        return target
    return replace(target, pace=replace(target.pace, ms=minute + target.pace.ms))


_RACED = frozenset([1500.0, 3000.0, 5000.0, 10000.0, 21097.5, 42195.0])


def _apart(chart: Chart, at: int, values: list[Target], phrases: list[Phrase]) -> bool:
    """`4 miles @ MP - 2 miles easy`: behind a dash between blanks, and no pace by its word."""
    dash, one, behind = chart.tokens[at - 1 : at + 2]
    if "DASH" not in dash.kinds or dash.glued or one.glued:
        return False
    mile = one.word == "mile" and bool(behind.kinds & (ITEM_ENDS | {"WITH"}))  # `@ 3k - mile`
    raced = mile or any(p.value.pace.metres in _RACED for p in phrases)
    if raced and values[0].pace.metres in _RACED:
        return False
    first = values[0].pace
    run = first.kind == "race" and first.metres not in (*_RACED, 800.0, MILE)  # `1200 - 5k pace`
    return run or not any("PACE" in chart.tokens[p.end - 1].kinds for p in phrases)


def _unlike(chart: Chart, at: int, phrases: tuple[Phrase, ...]) -> bool:
    """`@ 77 - 1 min`: seconds, then minutes behind a dash by itself: no range."""
    tokens = chart.tokens
    dash, first = tokens[at - 1], tokens[at - 2]
    if "DASH" not in dash.kinds or dash.glued or tokens[at].glued or "DIGITS" not in first.kinds:
        return False
    return all("MINUTES" in tokens[p.end - 1].kinds for p in phrases)


def _of_a_row(chart: Chart, at: int, p: Phrase) -> bool:
    """Whether it is a time of a list for runs of any lengths: `in 5:04, 72, 71, 70`."""
    own, before, after = chart.tokens[at : p.end], chart.tokens[at - 1], chart.tokens[p.end]
    plain = all(token.kinds & {"CLOCK", "DIGITS", "PRIME", "QUOTES"} for token in own)
    listed = "COMMA" in before.kinds and after.kinds & {
        "COMMA",
        "END",
        "NL",
        "DOT",
        "CLOSE",
        "OPEN",
    }
    return bool(plain and listed and not p.value.pace.per)


def near(before: Pace, pace: Pace) -> bool:
    return 0.4 < pace.ms / before.ms < 2.5 if before.ms and pace.ms else False


def listed(chart: Chart, values: list[Target], sign: str, end: int) -> Target | None:
    span = (values[0].span[0], end)
    per = values[-1].pace.per or values[0].pace.per
    if values[0].pace.kind == "time" and per:
        values = [replace(v, pace=replace(v.pace, per=v.pace.per or per)) for v in values]
    if len(values) == 2 and sign in ("DASH", "SLASH", "TO", "OR", "AND"):
        target = _range(span, values, sign)
        if target and _close(target) and " / " in chart.plain[slice(*span)]:
            pairs = (p for p in pairwise(chart.tokens) if p[1].start < span[0])
            counts = [count.value for count, sign in pairs if "TIMES" in sign.kinds]
            if counts[-1:] == [2]:
                return _each(span, values)  # `2 x mile at 5:11 / 5:08`
        return target
    times = [value.pace.ms for value in values if value.pace.kind == "time"]
    if len(values) == 2 and len(times) == 2 and not 0.4 < times[1] / times[0] < 2.5:
        return None
    if sign in ("TO", "OR", "AND") or (len(values) == 2 and sign != "COMMA"):
        return None
    return _each(span, values)


def _each(span: tuple[int, int], values: list[Target]) -> Target:
    paces = [with_offset(value) for value in values]
    return Target(span, paces[0], listed=paces)


def _range(span: tuple[int, int], values: list[Target], sign: str) -> Target | None:
    first, second = values
    if first.offset is not None or second.offset is not None:
        return _each(span, values) if sign == "SLASH" else None
    if first.pace.kind == "time":
        share = second.pace.ms / first.pace.ms
        widest = 0.8 if sign == "SLASH" else 0.75
        if not widest < share < 1 / widest or (sign == "TO" and share < 1):
            return None  # `84 to 80` comes down from rep to rep
    return Target(span, first.pace, fast=second.pace, slashed=sign in ("SLASH", "AND"))


@rule("TargetList", "a:CLOCK|DIGITS ~DASH ~b:DIGITS u:<Per> PACE?", example="3:35-30/k")
@rule("TargetList", "a:CLOCK ~DASH ~b:DIGITS !SECONDS|MINUTES|METRES|PRIME|QUOTES|REST|JOG")
def clock_range(m: Found) -> Target | None:
    """`3:35-30/k`, `6.05-15 min mile`: the seconds of the second in the minute of the first."""
    first, last = m["a"], m["b"]
    slow = first.value if "CLOCK" in first.kinds else point_clock(first.word) / 1000
    fast, slow = sorted((slow - slow % 60 + last.value, slow))
    if len(last.word) != 2 or not 0 < slow - fast <= (40 if m["u"] else min(40.0, 0.09 * slow)):
        return None
    ends = (Pace("time", m.span, ms=1000 * value, per=m["u"] or "") for value in (slow, fast))
    return Target(m.span, next(ends), fast=next(ends))


@rule(
    "TargetList",
    "^AT|IN|OPEN a:DIGITS|CLOCK ~j:DASH|SLASH ~b:DIGITS SECONDS? !MINUTES|METRES|KM|MILES|JOG|WALK|PCT|PRIME|QUOTES|TIMES",
)
def last_figure(m: Found) -> Target | None:
    """`in 75-7`, `@ 2:38-9`: only the last figure of the second is written."""
    first, last, dash = m["a"].value, m["b"], m["j"].kinds
    more = last.value - first % 10
    near = more == 1 if "SLASH" in dash else more > 0
    after = m.after()
    on = after.glued and after.kinds & {"DASH", "SLASH", "DIGITS"}  # `9-8-7`
    most = 600 if "CLOCK" in m["a"].kinds else 100
    if len(last.word) != 1 or not near or on or not 25 <= first < most or first % 1:
        return None
    slow, fast = (Pace("time", m.span, ms=1000 * s) for s in (first + more, first))
    return Target(m.span, slow, fast=fast)


@rule("Body", "a:DIGITS ~DASH ~b:CLOCK u:<Per> PACE?", example="5-5:20/km")
def minute_range(m: Found) -> Target | None:
    """`5-5:20/km`: a whole number of minutes to the second."""
    fast, slow = 60 * m["a"].value, m["b"].value
    if not 0 < slow - fast < 60 or not 120 <= fast <= 720:
        return None
    ends = (Pace("time", m.span, ms=1000 * value, per=m["u"]) for value in (slow, fast))
    return Target(m.span, next(ends), fast=next(ends))


@rule("RacesPace", "n:DIGITS DASH|TO p:<RacePace>", example="3-5k pace")
def races_pace(m: Found) -> Target | None:
    """`3-5k pace`: of both races."""
    metres = m["n"].value * 1000
    pace: Pace = m["p"]
    if not 1 <= metres / 1000 <= 15 or metres % 1000 or metres >= pace.metres * 3:
        return None
    if pace.metres % 1000:
        return None
    first = Pace("race", m.span, metres=metres)
    return Target(m.span, first, fast=pace)


alias("Body", "t:<OneTarget>", "t:<TargetList>", "t:<RacesPace>")


@rule(
    "Body",
    "^!ALTERNATE somewhere|anywhere|anything? BETWEEN a:<OneTarget> AND|TO|DASH b:<OneTarget>",
    example="between 5k and 3k pace",
)
@rule(
    "Anywhere",
    "AT|IN? somewhere|anywhere|anything|wherever|whatever you? like|want|can? BETWEEN|FROM a:<OneTarget> AND|DOWN|UP? TO|DASH? b:<OneTarget>",
    "AT|IN? no|not|never SLOWER THAN a:<OneTarget> COMMA|AND|but|OR* no|not|never? FASTER THAN b:<OneTarget>",
    "AT|IN? no|not|never FASTER THAN b:<OneTarget> COMMA|AND|but|OR* no|not|never? SLOWER THAN a:<OneTarget>",
    example="anywhere from 10k to 5k pace",
)
def between(m: Found) -> Target | None:
    a, b = m["a"], m["b"]
    if (a.pace.kind == "time") != (b.pace.kind == "time") or a.offset or b.offset:
        return None
    first = replace(a.pace, per=a.pace.per or b.pace.per)
    return Target(m.span, b.pace, fast=first)


@rule("Body", "a:NUM DASH|TO p:<PercentPace>", "a:NUM PCT DASH|TO p:<PercentPace>")
def percent_range(m: Found) -> Target | None:
    fast: Pace = m["p"]
    low = m["a"].value
    if not 40 <= low < fast.percent:
        return None
    return Target(m.span, replace(fast, percent=low), fast=fast)


# -- bounds


alias(
    "IfGood",
    "if you|you're|we|it|that* feel|feels|feeling|are|can|good|great|strong|ok|up|for|it|able|want*",
)


@rule(
    "OrFaster",
    "COMMA? OR|AND|SLASH even? FASTER|UNDER|below",
    "COMMA|AND|but|DASH? no|not|never SLOWER !THAN",
    "DASH|COMMA|SLASH? OR|AND|possibly|perhaps|maybe just|even|ever|so|a|very|possibly|perhaps|maybe|OR* "
    "SLIGHTLY|hair|marginally|fractionally|just bit? FASTER|UNDER <IfGood>?",
    "COMMA? OR|AND maybe|perhaps|possibly|just|even* a UNKNOWN bit? FASTER <IfGood>?",
    "OPEN OR|AND? a? SLIGHTLY|hair? FASTER is|would|be|also|if|ok|okay|fine|good|allowed* <IfGood>? CLOSE",
    example="or slightly faster",
)
def or_faster(m: Found) -> str:
    plain = 2 + m.has("COMMA") + m.has("even") + 2 * m.has("OPEN")
    return "left" if len(m.words()) > plain and not m.has("SLOWER") else "bound"


_EVEN = "even|just|possibly|maybe|perhaps|if|you|you're|feel|feeling|good|strong|it"


@rule("Body", "t:<OneTarget> o:<OrFaster>", example="10k pace or faster")
@rule(
    "Body",
    f"OPEN|COMMA OR {_EVEN}* <Little>? o:FASTER|UNDER THAN? CLOSE|COMMA your|the? t:<OneTarget>",
    example="(or just quicker than) 10k pace",
)
def bounded(m: Found) -> Target:
    """A target or what is faster; what is but slightly so is left to the runner."""
    soft = m.has("SLIGHTLY", "just", "bit", "touch", "maybe", "perhaps", "possibly", "if", "a")
    left = m["o"] == "left" or (m["o"] != "bound" and soft)
    return replace(m["t"], span=m.span, or_faster=left, bound=not left)


@rule("Body", "p:<NamedTarget> OR up|to|TO|even* a:<Secs> u:<Per>? d:FASTER|SLOWER u2:<Per>?")
def or_by_so_much(m: Found) -> Target | None:
    """`5k pace or 1 s per lap quicker`: that pace, or by so much another."""
    named: Target = m["p"]
    unit = m["u"] or m["u2"]
    if not unit or named.offset or named.pace.kind == "time":
        return None
    less = "FASTER" in m["d"].kinds
    other = replace(named.pace, offset=signed(m["a"], -1 if less else 1, unit, m.span))
    return Target(m.span, named.pace if less else other, fast=other if less else named.pace)


@rule(
    "Body",
    "UNDER|inside DASH? t:<OneTarget>",
    "ABOUT? FASTER THAN the|your? t:<OneTarget>",
    "AT? OR <Little>? FASTER|UNDER THAN? the|your? t:<OneTarget>",
    "worst t:<OneTarget>",
    "just? above the|your? t:<NamedTarget>",
    example="under 80",
)
def under(m: Found) -> Target | None:
    target: Target = m["t"]
    if target.offset is not None or (m.has("sub", "below") and target.pace.name == "T"):
        return None
    if m.has("inside") and target.pace.kind != "time":
        return None  # `inside lane`
    return replace(target, span=m.span, bound=True)


alias("Body", "t:<NoFaster>")


_NOT = "no|not|never|nothing|none|nobody|don't|dont|avoid|without"
_GO = "do|to|let|be|go|going|run|running|get|getting|any|much|ever|of|them|these|rep|reps|one|dip|dipping|drop|dropping|slip|you"


@rule(
    "NoFaster",
    f"AT|IN? {_NOT} {_GO}* d:FASTER|SLOWER|more|longer THAN t:<OneTarget>",
    f"{_NOT} {_GO}* d:UNDER|OVER DASH? t:<OneTarget>",
    example="no faster than 80",
)
def no_faster(m: Found) -> Target | None:
    """`no faster than 35`: that pace; `no slower than 80`, `none over 80`: it, or faster."""
    target: Target = m["t"]
    least = bool(m["d"].kinds & {"SLOWER", "OVER"}) or m["d"].word in ("more", "longer")
    if m.has("more", "longer") and (target.pace.kind != "time" or target.pace.ms < 8_000):
        return None  # `no more than 6` of something
    return replace(target, span=m.span, bound=least) if not target.offset else None


alias("Little", "SLIGHTLY", "just? a|an? touch|bit|shade|fraction|tad|hair|little", "just")


@rule(
    "Body",
    "a? SLIGHTLY d:FASTER|SLOWER THAN t:<OneTarget>",
    "a few|couple of? SECONDS d:FASTER|SLOWER THAN t:<NamedTarget>",
    example="a bit faster than 10k pace",
)
def slightly(m: Found) -> Target | None:
    target: Target = replace(m["t"], span=m.span)
    if target.offset is not None:
        return None
    if m.has("SLOWER"):
        return replace(target, offset=Offset(SLIGHT_MS, 0, "rep", m.span))
    return replace(target, slightly=True)


@rule("Body", "FROM AT|IN|ON|with|out? t:<OneTarget>", cost="rare", example="starting at 82")
@rule("Body", "^REP|EACH|SECONDS|KM|MILES|LAPS r:from t:<OneTarget>", cost="rare")
def starting(m: Found) -> Target | None:
    if m["r"]:  # `cutting down 1 sec per rep from 60`
        return replace(m["t"], span=m.span, starting=True)
    plain = m.words()[0] == "from" and not m.has("AT", "IN") and m["t"].pace.kind == "time"
    return None if plain else replace(m["t"], span=m.span, starting=True)


def seconds_of(amount: Amount) -> float:
    """Milliseconds of a time, a bare number in seconds."""
    return amount.value * (1000 if amount.kind == "n" else 1)
