# SPDX-License-Identifier: MIT
"""What a text tells a second time, in other words: a set that was written, a repeat that is counted.

`8 x 600, which is 8 repetitions of 600 metres, with …`: the second is the first. `…, rest 20 s and
repeat. Total of 8 sprints.`: the second sentence counts what the first orders.

`5:36, 5:28, 5:20 (84, 82, 80 per lap)`: the times once more, of a part of the rep.

Not here: a length in another unit (`totals`); a repeat that is counted at once (`orders`).
"""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Again, Aim, Count, Manner, Pause, Remark
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.talk import said
from trackpacer.notation.tokens import CLAUSE_ENDS, SENTENCE_ENDS, Token, is_spaced_dash
from trackpacer.notation.tree import PER_METRES, Pace, Rest, Target

_LEADS = words_of("which that this so meaning ie i.e or in other words think basically")
_MEANS = words_of("is was means meaning mean equals s that's")
_BETWEEN = words_of("of a the distance length over at lots sets reps each for about i am you are")
_LAPS = words_of(
    "one two three and a half quarter times around round the track lap laps of circuit"
)
_FAR = 14


@scanner("Element", "OPEN|COMMA|WORD|EQUALS|DASH|DOT")
def figures_again(chart: Chart, i: int) -> list[Phrase]:
    """`(84, 82, 80 per lap)`, `= 42/41/40/39 per 200`, `so 86s, 85s, 84s`: the times that were told
    before, each of a part of the rep, as long a part for each of them."""
    tokens = chart.tokens
    at = i + 1
    opened = "OPEN" in tokens[i].kinds
    while tokens[at].keys & _IN_OTHER_WORDS and at - i < 10:
        at += 1
    figures, end = _figures(chart, at)
    if len(figures) < 2 or ("DOT" in tokens[i].kinds and at == i + 1):
        return []
    if not any(
        len(told) == len(figures) and _in_proportion(told, figures)
        for told in (_times_before(chart, i, "CLOCK"), _times_before(chart, i, "DIGITS"))
    ):
        return []
    while not tokens[end].kinds & _FIGURES_END and end - at < _FAR * 3:
        token = tokens[end]
        known = token.word in _OF_EACH or token.kinds & _PER_PART
        part = "DIGITS" in token.kinds and token.value in (200, 300, 400)
        paced = token.kinds & {"KM", "MILES"} and "NUM" in tokens[end - 1].kinds  # `300 3k`
        passed = opened and len(figures) > 2 and said(token) >= 0  # `if you're counting laps`
        if paced or not (known or part or passed):
            return []
        end += 1
    if opened:
        if "CLOSE" not in tokens[end].kinds:
            return []
        end += 1
    return [Phrase(end, 0.1, _the_same(chart, i, end))]


_SO = "COMMA|DASH|OPEN* so|or|OR|which|that|that's|thats|is|means|makes|ie|i.e|i.e.|EQUALS* ABOUT? n:DIGITS|CLOCK SECONDS?"
_SO_ENDS = "CLOSE? &END|NL|DOT|SEMI|COMMA|CLOSE|WITH|OFF"


@rule(
    "Element",
    f"{_SO} p:<Per> {_SO_ENDS}",
    f"{_SO} for? EACH? lap|laps {_SO_ENDS}",
    f"{_SO} w:EACH|PER|REP for|on|a|REP|one* {_SO_ENDS}",
    cost="phrase",
)
def a_lap_of_it(m: Found) -> Manner | None:
    """`5 x 800 - 2:50 on each one--85 per lap`: the time that was told, of a part of the rep;
    `3 x 1200 at 4:00/km so 4:48 each`: what the pace that was told comes to."""
    told, per = m.chart.tokens[: m.begin], m["p"] or f"{m.chart.lap_m:g}"
    part = float(per) if per.isdigit() else _PER_UNIT.get(per, 0.0)
    far = [p.value.value for i in range(m.begin) for p in m.chart.at("Dist", i)]
    far += [b.value for a, b in pairwise(told) if "TIMES" in a.kinds and "DIGITS" in b.kinds]
    if m["w"]:
        near = (p.value for n in range(m.begin) for p in m.chart.at("TimePace", n))
        paces = [pace.ms / PER_METRES.get(pace.per, MILE) / 1000 for pace in near]
        each = _alike(m["n"].value, [pace * one for pace in paces for one in far])
        return Manner(m.span) if each else None
    whole = [m["n"].value * length / part for length in far if part and length > 1.2 * part]
    for before, time, after in zip(told, told[1:], m.chart.tokens[2:], strict=False):
        rested = (before.kinds | after.kinds) & {"REST", "JOG", "WALK", "OFF", "WITH", "SLASH"}
        if time.kinds & _TIMED and _alike(time.value, whole) and not rested:
            return Manner(m.span)
    return None


@scanner("TargetList", "CLOCK|DIGITS")
def times_and_laps(chart: Chart, i: int) -> list[Phrase]:
    """`5:44 (86), 5:40 (85)`, `86s laps (5:44), 85s laps (5:40)`: each time, and a lap of it."""
    tokens = chart.tokens
    pairs: list[tuple[int, int]] = []
    at = end = i
    while tokens[at].kinds & {"CLOCK", "DIGITS"} and len(pairs) < 30:
        opened = _past_words(chart, at + 1)
        if "OPEN" not in tokens[opened].kinds:
            break
        within = opened + 1 + bool(tokens[opened + 1].kinds & {"ABOUT"})
        closed = _past_words(chart, within + 1)
        if not tokens[within].kinds & {"CLOCK", "DIGITS"} or "CLOSE" not in tokens[closed].kinds:
            break
        pairs.append((at, within))
        at = end = closed + 1
        while tokens[at].kinds & (_LIST | {"SEMI"}) and at - end < 2:
            at += 1
    if len(pairs) < 2:
        return []
    firsts, seconds = ([tokens[n].value for n in side] for side in zip(*pairs, strict=True))
    if len(set(seconds)) < len(set(firsts)) or not _laps_in(firsts, seconds):
        return []
    whole = (max(pair, key=lambda n: tokens[n].value) for pair in pairs)
    paces = [Pace("time", chart.span(n, n + 1), ms=tokens[n].value * 1000) for n in whole]
    return [Phrase(end, 0.0, Target(chart.span(i, end), paces[0], listed=paces))]


@scanner("PlainTime", "CLOCK|DIGITS")
def time_and_splits(chart: Chart, i: int) -> list[Phrase]:
    """`46 (30/16)`, `5:19 (splits 82/81/79/77)`: a time, and what its parts took."""
    tokens = chart.tokens
    at = i + 1 + bool(tokens[i + 1].kinds & {"SECONDS"})
    if "OPEN" not in tokens[at].kinds:
        return []
    at += 1
    while tokens[at].word in _RAN:
        at += 1
    figures, end = _figures(chart, at)
    whole = tokens[i].value
    if len(figures) < 2 or "CLOSE" not in tokens[end].kinds or not _alike(sum(figures), [whole]):
        return []
    pace = Pace("time", chart.span(i, i + 1), ms=whole * 1000, bare="DIGITS" in tokens[i].kinds)
    return [Phrase(end + 1, 0.0, pace)]


@scanner("Element", "OPEN|CLOCK|DIGITS|WORD|BULLET")
def times_run(chart: Chart, i: int) -> list[Phrase]:
    """`Splits for the ks: 3:30, 3:27`, `wd (11:10, 11:02)`, `1- 5:30` and `2- 5:28` below, `3:25
    (1:50)` with its recovery, `avg 3:18`: as many times as there are reps, or their average."""
    tokens = chart.tokens
    opened, dashed = "OPEN" in tokens[i].kinds, bool(i) and is_spaced_dash(tokens, i - 1)
    behind = chart.before(i).kinds
    below = bool(tokens[i].kinds & {"AT", "IN"} and tokens[i + 1].kinds & _TIMED)
    begins = opened or dashed or below or behind & CLAUSE_ENDS
    if not begins or not chart.has_before(i, "TIMES", "REP"):
        return []
    at = i + opened + below
    while tokens[at].word in _RAN or (at > i + opened and tokens[at].kinds & _BEFORE_TIMES):
        at += 1
    times, rests, end = _times_run(chart, at)
    numbered = tokens[at].value == 1 and bool(tokens[at + 1].kinds & _LED)
    unit = longest(chart.at("Per", end)) if times else None
    end = unit.end if unit is not None else end
    while times and tokens[end].word in _RAN:
        end += 1  # `3:27 ave for reps`
    best = tokens[end + 1] if times and "COMMA" in tokens[end].kinds else None
    if best is not None and best.word in _ONE_OF_THEM and tokens[end + 2].kinds & _TIMED:
        end += 3  # `ave 3:30, best 3:27`
    led, several = any(token.word in _TELLS for token in tokens[i:end]), len(times) > 1
    below = below and any("NL" in token.kinds for token in tokens[i:end])
    among = opened or dashed or numbered or below or behind & {"NL", "COLON"}
    told = times and (led or (several and among))
    spread = max(times, default=0.0) > 1.4 * min(times, default=0.0)
    if not told or spread or (opened and "CLOSE" not in tokens[end].kinds):
        return []
    counts = {len(times)} if several else {int(t.value) for t in tokens[:i] if "NUM" in t.kinds}
    far = [size for number in counts - {1} for size in _lengths(chart, i, number) if size]
    paced = any(token.word == "pace" for token in tokens[i:end])  # `avg pace for reps 3:30`
    per = unit.value if unit is not None else "pace" if paced else ""
    far = [_PER_UNIT[per]] if far and per in _PER_UNIT else far
    if not any("CLOCK" in token.kinds for token in tokens[i:end]):
        times = [_without_colon(ms, far) for ms in times]
    if not any(140 <= min(times) / one <= max(times) / one <= 420 for one in far):
        return []
    span = chart.span(i, end + opened)
    paces = [Pace("time", span, ms=ms, per=per) for ms in times]
    rest = Rest(span, "time", ms=rests[0], listed=rests) if rests else None
    target = Target(span, paces[0], listed=paces if len(paces) > 1 else [])
    note = "'{this}' taken as what the reps are run in"
    return [Phrase(end + opened, 0.0, Aim(span, target, ran=True, rest=rest, notes=(note,)))]


def _without_colon(ms: float, far: list[float]) -> float:
    """`241` of 800 m: 2:41, as nobody trains so slowly; `2.41`, as nobody runs so fast."""
    point = 60_000 * (ms // 1000) + 100 * (ms % 1000)
    if any(ms < 10_000 and ms < 60 * one and 140 * one <= point <= 420 * one for one in far):
        return point
    minutes, rest = divmod(ms / 1000, 100)
    clock = (60 * minutes + rest) * 1000
    slow = minutes and rest < 60 and all(ms > 270 * one for one in far)
    return clock if slow and any(140 * one <= clock <= 270 * one for one in far) else ms


_PER_UNIT = {"km": 1000.0, "pace": 1000.0, "mile": 1609.344, "400": 400.0}
_ONE_OF_THEM = words_of("best fastest quickest slowest worst")
_TIMED = frozenset(["CLOCK", "DIGITS"])
_TELLS = words_of(
    "actual actuals splits split times time results ran averaged avg ave average averaging mostly "
    "were was"
)
_RAN = _TELLS | words_of(
    "rep reps laps mile km ks k for the my our them these of in pace all each came out as"
)


def _times_run(chart: Chart, at: int) -> tuple[list[float], list[float], int]:
    """The times of a list, the recoveries told in brackets behind them, and where it ends."""
    tokens, end, bare = chart.tokens, at, at
    times: list[float] = []
    within: list[float] = []
    while len(times) < 30:
        numbered = tokens[at].value == len(times) + 1 and tokens[at + 1].kinds & _LED
        at += 2 if numbered else "BULLET" in tokens[at].kinds
        after = at + 1 + bool(tokens[at + 1].kinds & {"SECONDS"})
        if not tokens[at].kinds & {"CLOCK", "DIGITS"} or tokens[after].kinds & _NO_TIME:
            break
        times.append(tokens[at].value * 1000)
        split = time_and_splits(chart, at)
        end = at = split[0].end if split else after
        closed = at
        while "OPEN" in tokens[at].kinds and "WORD" in tokens[closed + 1].kinds:
            closed += 1
        if closed > at and "CLOSE" in tokens[closed + 1].kinds:
            end = at = closed + 2  # `1:46 (uphill section)`
        if "OPEN" in tokens[at].kinds and tokens[at + 1].kinds & {"CLOCK", "DIGITS"}:
            bare = at
            within.append(tokens[at + 1].value * 1000)
            while not tokens[at].kinds & {"CLOSE", "NL", "END"}:
                at += 1
            end = at = at + ("CLOSE" in tokens[at].kinds)
        while tokens[at].kinds & (_LIST | {"SEMI", "NL"}) and at - end < 2:
            at += 1
    if len(within) == 1 < len(times):  # `86, 84, 82, 80 (60s)`: the recovery of them all
        return times, [], bare
    parts = [time / part for time, part in zip(times, within, strict=False) if part]
    laps = all(abs(one - round(one)) < 0.06 for one in parts) and len(within) == len(times)
    rested = within and len(within) >= len(times) - 1 and not laps
    return times, (within[: len(times) - 1] if rested else []), end


_LED = frozenset(["COLON", "NL", "DASH", "CLOSE", "DOT"])
_BEFORE_TIMES = _LED | {"ABOUT", "AT"}
_NO_TIME = frozenset(["MINUTES", "METRES", "MILES", "KM", "REST", "JOG", "WALK", "FLOAT", "TIMES"])


def _past_words(chart: Chart, at: int) -> int:
    """Behind `s`, `s laps`, `per lap`."""
    tokens = chart.tokens
    end = at
    while end - at < 4 and (
        tokens[end].kinds & {"SECONDS", "LAPS", "PER", "EACH"} or tokens[end].word in _OF_EACH
    ):
        end += 1
    return end


def _laps_in(firsts: list[float], seconds: list[float]) -> bool:
    """Whether each of one list is as many times that of the other, by halves of a lap."""
    if not _in_proportion(firsts, seconds):
        return False
    share = firsts[0] / seconds[0]
    halves = 2 * max(share, 1 / share)
    return abs(halves - round(halves)) <= 0.04 * halves


_IN_OTHER_WORDS = frozenset(["DOT", "COLON", "EQUALS", "COMMA", "DASH", "ABOUT"]) | words_of(
    """
    ie i e so that that's thats this is which meaning means or aka works out at as laps lap times splits of in
    or equals quarters 200 300 400 s to comes work working it other words are pace
    """
)
_OF_EACH = words_of(
    "a pace per each for lap laps quarter quarters the of every m s 200s 400s splits"
)
_PER_PART = frozenset(["LAPS", "EACH", "PER", "METRES", "SLASH", "KM", "MILES"])
_LIST = frozenset(["COMMA", "SLASH", "AND", "DASH", "THEN"])
_FIGURES_END = SENTENCE_ENDS | {"CLOSE", "COMMA", "DASH"}


def _figures(chart: Chart, at: int) -> tuple[list[float], int]:
    """The seconds of a list of times from a token on, and where it ends."""
    tokens = chart.tokens
    found: list[float] = []
    end = at
    while tokens[at].kinds & {"DIGITS", "CLOCK"} and len(found) < 30:
        found.append(tokens[at].value)
        end = at = at + 1 + bool(tokens[at + 1].kinds & {"SECONDS"})
        while tokens[at].kinds & _LIST and at - end < 2:
            at += 1
    return found, end


def _times_before(chart: Chart, i: int, kind: str) -> list[float]:
    """The last list of clock times, or of seconds, that stands before a token."""
    tokens = chart.tokens
    at = i - 1
    while at > 0 and kind not in tokens[at].kinds:
        at -= 1
    found: list[float] = []
    while at >= 0 and kind in tokens[at].kinds:
        found.insert(0, tokens[at].value)
        at -= 1
        if at > 0 and "AND" in tokens[at].kinds and "COMMA" in tokens[at - 1].kinds:
            at -= 1
        at -= bool(at >= 0 and tokens[at].kinds & _LIST)
    return found


def _in_proportion(told: list[float], figures: list[float]) -> bool:
    """Whether each figure is the same part of its time."""
    shares = [time / figure for time, figure in zip(told, figures, strict=True) if figure]
    alike = len(shares) == len(told) and 0 < max(shares) <= 1.025 * min(shares)
    alike = alike and not all(time % 100 == 0 for time in told)  # `200/400/200 (30/60/30)`: metres
    return alike and (min(shares) > 1.4 or max(shares) < 0.7)


@rule("Element", "again !NUM|CLOCK|TIMES|WITH|AT|BUT|OFF", example="again")
def run_again(m: Found) -> Manner | None:
    """`2 mi tempo, 4 x 400, 2 mi tempo again`: told in full, as before: nothing is repeated."""
    tokens = m.chart.tokens
    begin = m.chart.since(m.begin, *CLAUSE_ENDS, "PLUS", "THEN", "AND")
    own = [token.word for token in tokens[begin : m.begin]]
    size = len(own)
    before = ([t.word for t in tokens[n : n + size]] for n in range(begin - size))
    sized = "NUM" in tokens[begin].kinds and size > 1
    sized = sized and sum("NUM" in token.kinds for token in tokens[begin : m.begin]) == 1
    return Manner(m.span) if sized and own in before else None


@scanner("Element", "OPEN|COMMA|WORD")
def told_again(chart: Chart, i: int) -> list[Phrase]:
    """`which is 8 repetitions of a distance of 600 meters`, `(that's 6 times one lap)`."""
    tokens = chart.tokens
    begun = _means(chart, i)
    if not begun or any(token.kinds & {"BACK", "DOWN"} for token in tokens[max(0, i - 2) : begun]):
        return []  # `then back down, so 2 x 600, 400`: these are run
    found = longest(chart.at("Times", begun))
    if found is None:
        return []
    count: Count = found.value
    at = found.end
    times = bool(tokens[at].kinds & {"TIMES"} or tokens[at].word in ("times", "x"))
    at += bool(times or tokens[at].kinds & {"REP", "SET"})
    lengths = _lengths(chart, i, count.number)
    if at == found.end or not lengths:
        return []
    end = _laps(chart, at) if times else 0
    while not end and tokens[at].word in _BETWEEN and at - found.end < 8:
        at += 1
    if not end:
        again = [p for p in chart.at("Dist", at) if _alike(p.value.value, lengths)]
        again += [p for p in chart.at("Time", at) if _alike(p.value.value, lengths)]
        bare = "DIGITS" in tokens[at].kinds and _alike(tokens[at].value, lengths)
        end = max((p.end for p in again), default=at + 1 if bare else 0)
    if not end:
        return []
    end += "REP" in tokens[end].kinds
    if "OPEN" in tokens[i].kinds:
        if "CLOSE" not in tokens[end].kinds:
            return []
        end += 1
    ends = [end, *_recovery_again(chart, i, end)]
    return [Phrase(end, 0.2, _the_same(chart, i, end)) for end in ends]


@rule("Element", "COMMA|DOT|NL? EACH a:<Dist>|<Time> REP? &AT|IN|TO|WITH|FOLLOWED", cost="phrase")
def each_again(m: Found) -> Manner | None:
    """`8 x 500 m, each 500 m in 1:45`: how each of those goes that were counted."""
    counts = {int(t.value) for t in m.chart.tokens[: m.begin] if "NUM" in t.kinds}
    far = [size for number in counts for size in _lengths(m.chart, m.begin, number)]
    return Manner(m.span) if _alike(m["a"].value, far) else None


@scanner("Element", "DIGITS|NUMBERWORD")
def told_in_full_below(chart: Chart, i: int) -> list[Phrase]:
    """`6 x 800 and 4 x 200` above, and below it the same sets with all that is said of them."""
    tokens = chart.tokens
    if "BEGIN" not in chart.before(i).kinds:
        return []
    ends = (n for n in range(i, min(i + 3 * _FAR, chart.end)) if "NL" in tokens[n].kinds)
    end = next(ends, chart.end)
    above, below = _sets_in(tokens[i:end]), iter(_sets_in(tokens[end:]))
    if not above or not all(one in below for one in above):
        return []
    told, more = (
        any(token.kinds & _SAID_OF_SETS for token in part) for part in (tokens[i:end], tokens[end:])
    )
    note = f"'{chart.quote(*chart.span(i, end))}' taken as the title of what stands below"
    title = Remark(chart.span(i, end), notes=(note,))
    apart = len(above) > 1 or bool(
        {"NL", "COLON"} & (tokens[end + 1].kinds | tokens[end - 1].kinds)
    )
    cost = COSTS["label"] if apart else COSTS["phrase"] + 1.0  # on end it may be one set more
    return [Phrase(end, cost, title)] if more and not told else []


_SAID_OF_SETS = frozenset(["REST", "AT", "OFF", "CLOCK", "MINUTES", "SECONDS"])


def _sets_in(tokens: list[Token]) -> list[tuple[float, float]]:
    """The counts, each with the figure that it counts, in order."""
    three = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return [
        (count.value, far.value)
        for count, sign, far in three
        if "NUM" in count.kinds and "TIMES" in sign.kinds and "NUM" in far.kinds
    ]


def _the_same(chart: Chart, i: int, end: int) -> Remark:
    span = chart.span(i, end)
    return Remark(span, notes=(f"'{chart.quote(*span)}' taken as the same told again",))


def _recovery_again(chart: Chart, i: int, end: int) -> list[int]:
    """Where a recovery ends that was told before, too."""
    here = [p for p in chart.at("Element", end) if isinstance(p.value, Pause)]
    before = (p.value for n in range(1, i) for p in chart.at("Element", n) if p.end <= i)
    known = {
        (one.rest.kind, one.rest.ms, one.rest.metres) for one in before if isinstance(one, Pause)
    }
    return [
        p.end
        for p in here
        if (p.value.rest.kind, p.value.rest.ms, p.value.rest.metres) in known
        and chart.tokens[p.end].kinds & {"DOT", "NL", "END", "CLOSE"}
    ]


def _means(chart: Chart, i: int) -> int:
    """The token after `, which is`, `This means`, `(that's`; 0 where none of these begins there."""
    tokens = chart.tokens
    at = i + bool(tokens[i].kinds & {"OPEN", "COMMA"})
    first = at
    while tokens[at].word in _LEADS and at - first < 4:
        at += 1
    led = at > first
    while tokens[at].word in _MEANS or tokens[at].kinds & {"EQUALS"} or tokens[at].word == "'":
        led, at = True, at + 1
    return at if led and at - first <= 6 else 0


def _lengths(chart: Chart, i: int, number: int) -> list[float]:
    """The lengths, in metres or milliseconds, that were told to be run so often."""
    tokens = chart.tokens
    found: list[float] = []
    for n, (one, sign) in enumerate(pairwise(tokens[:i])):
        if not one.kinds & {"NUM"} or one.value != number:
            continue
        named = "NUM" in sign.kinds and number < 40  # `four 1 km reps`
        if named or sign.kinds & {"TIMES", "SET", "REP"}:
            at = n + 2 - named + ("OF" in tokens[n + 2].kinds)
            found += [p.value.value for name in ("Dist", "Time") for p in chart.at(name, at)]
            bare = tokens[at].value if "DIGITS" in tokens[at].kinds else 0.0
            found += [bare, *([bare * 1000, bare * 60_000] if 0 < bare <= 90 else [])]
    return found


def _alike(size: float, sizes: list[float]) -> bool:
    return any(abs(size - one) <= 0.02 * one for one in sizes)


def _laps(chart: Chart, at: int) -> int:
    """The end of `one and a half times around the track`; 0 where none stands there."""
    tokens = chart.tokens
    end = at
    while tokens[end].word in _LAPS and end - at < _FAR:
        end += 1
    said = {token.word for token in tokens[at:end]}
    return end if said & {"lap", "laps", "track"} else 0


_COUNTED = "do|did|complete|run|make|so|that|for|a|you|we|i|should|it|this|all|the|whole|thing*"
_ENDED = "&END|NL|DOT|SEMI|COMMA|CLOSE"


@rule(
    "Element",
    "COMMA|AND|THEN* REPEAT|repeat <AllOfIt>? again? DOT|NL|SEMI|COMMA|DASH "
    f"{_COUNTED} n:<Times> TIMES|times|x|SET|REP|sprints|hills|rounds in|total|all|TOTAL|altogether* {_ENDED}",
    "COMMA|AND|THEN* go|start|LEAVING|run again|through|over|back|BACK? TO|to? <AllOfIt>? again? DOT|NL|SEMI|COMMA|DASH "
    f"{_COUNTED} n:<Times> TIMES|times|x|SET|rounds through|in|total|all|TOTAL|altogether* {_ENDED}",
    "COMMA|AND|THEN* REPEAT|repeat <AllOfIt>? again? DOT|NL|SEMI|COMMA|DASH "
    f"{_COUNTED} n:<Times> of|OF? them|these? in all|total {_ENDED}",
    "COMMA|AND|THEN* REPEAT|repeat <AllOfIt>? again? DOT|NL|SEMI|COMMA|DASH a|the? TOTAL|total of|OF "
    f"n:<Times> TIMES|times|x|SET|REP|sprints|hills|rounds? {_ENDED}",
    cost="phrase",
    example="and repeat. Do this 8 times",
)
def counted_after(m: Found) -> Again | None:
    """`rest 20 s and repeat. Total of 8 sprints`."""
    n: Count = m["n"]
    return Again(m.span, n.number, all=True, notes=n.notes) if 2 <= n.number <= 255 else None


_SHARES = (("half", 0.5), ("equal", 1.0), ("same", 1.0), ("double", 2.0), ("twice", 2.0))
_OF_A_REP = frozenset(["RUN", "JOG", "WALK", "REST", "COMMA", "AND", "THEN", "IN", "ALL", "TIMES"])
_SO_ON = words_of("so on etc do repeat a it that for until of them you i we is total in each rep")


@scanner("Element", "so|ie|i.e|meaning")
def rep_again(chart: Chart, i: int) -> list[Phrase]:
    """`6 x 500 m with half recovery. So 500 run, 250 jog and so on, six in all`: a rep and its
    recovery once more, with no number but those that were told."""
    tokens = chart.tokens
    told = [a.value for a, b in pairwise(tokens[:i]) if "NUM" in a.kinds and "TIMES" in b.kinds]
    if len(told) != 1 or not chart.has_before(i, "REST", "JOG", "WALK", "OFF", "FLOAT"):
        return []
    words = {token.word for token in tokens[:i]}
    sizes = {p.value.value for n in range(i) for p in (*chart.at("Dist", n), *chart.at("Time", n))}
    sizes |= {size * share for word, share in _SHARES for size in sizes if word in words}
    at, numbers = i + 1, 0
    while not tokens[at].kinds & SENTENCE_ENDS and at - i < 30:
        amount = longest((*chart.at("Dist", at), *chart.at("Time", at)))
        if amount is not None or "NUM" in tokens[at].kinds:
            value = tokens[at].value if amount is None else amount.value.value
            if value not in sizes and value not in told:
                return []
            numbers, at = numbers + 1, at + 1 if amount is None else amount.end
        elif tokens[at].kinds & _OF_A_REP or tokens[at].word in _SO_ON:
            at += 1
        else:
            return []
    return [Phrase(at, 0.1, _the_same(chart, i, at))] if numbers > 1 else []


@rule(
    "Element",
    "AND|COMMA? we|i|you|decided|to|then|had|would* finish|finished|stop|stopped|stopping|finishing|end|ended "
    f"after|AFTER the o:<Ordinal> REP|one|run|effort|lap {_ENDED}",
    cost="repeat-all",
    example="we finished after the 5th interval",
)
def finished_after(m: Found) -> Again | None:
    """The count of reps that had none, by the last of them."""
    number: int = m["o"]
    return Again(m.span, number, reps=True) if 2 <= number <= 40 else None


@rule(
    "Element",
    "COMMA|AND|THEN|so|on|DOT|etc|carry|keep|continue|repeat|REPEAT|going|go|doing|this|it|like|that* "
    "until|UNTIL|till you|we|i|have|had|you've|we've|i've* run|ran|done|did|complete|completed|do|finished|covered "
    f"n:<Times> p:<Plural> {_ENDED}",
    cost="repeat-all",
)
def until_so_many(m: Found) -> Again | None:
    n: Count = m["n"]
    metres: float = m["p"].value
    written = sum(
        token.value == metres for token in m.chart.tokens[: m.begin] if token.kinds & {"NUM"}
    )
    once = written == 1  # `run a 300, walk 150, run a 300, …`: the cycle is written twice
    return Again(m.span, n.number, all=True, notes=n.notes) if once and n.number >= 2 else None
