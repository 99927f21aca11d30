# SPDX-License-Identifier: MIT
"""Two kinds of running by turns, in whatever words: `8k alternating faster and slower 1000s of 3:20
and 3:45`, `every other km at HM pace, the rest steady`, `2 on 2 off all the way`.

A clause is walked word by word: how long a turn is, how fast, how often or how far in all, that
they go by turns. Each is taken by what it is, not by where it stands; every number must be one of
these, and a word that is not known here ends the walk. Not here: two runs that a sign or a count
joins, with no word that says that they go by turns (`lists`, `blocks`).
"""

from __future__ import annotations

from itertools import pairwise, takewhile

from trackpacer.notation.chart import Chart, Phrase, longest
from trackpacer.notation.elements import (
    Aim,
    Amount,
    Count,
    Feel,
    Length,
    Parts,
    Pause,
    Remark,
    Reps,
    Span,
)
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.efforts import EFFORTS
from trackpacer.notation.phrases.lists import of_label
from trackpacer.notation.phrases.onoff import minutes_or_seconds
from trackpacer.notation.phrases.targets import effort_of
from trackpacer.notation.phrases.told import begins
from trackpacer.notation.tokens import SENTENCE_ENDS
from trackpacer.notation.tree import Rest, Target
from trackpacer.records import record, replace
from trackpacer.session import Effort

_LONGEST = 40
_TELLING = frozenset(["PACE", "CARRIES", "REST", "EACH", "AND"])
_EASILY = frozenset(["EASY", "SLOW", "SLOWER", "JOG", "WALK", "FLOAT", "REST", "OFF"])
_JOGGED = frozenset(["JOG", "WALK", "FLOAT", "REST"])
_QUICK = frozenset(["HARD", "FAST", "FASTER", "STEADY", "SPRINT", "MAX", "TEMPO", "THRESHOLD"])
_EFFORTS = {"TEMPO": Effort.TEMPO, "THRESHOLD": Effort.THRESHOLD, **EFFORTS}
_FELT_BEHIND = frozenset(["COMMA", "SLASH", "AND", "END", "NL", "DOT", *_EASILY, *_QUICK])
_TURNS = frozenset(["ALTERNATE", "swap", "switch", "flip"])
_OTHER = words_of("other second 2nd alternate")
_FURTHER = words_of("others rest remainder remaining ones")
_UNTIL = words_of("until till reach make making total")
_SIGNS = frozenset(
    ["AND", "SLASH", "COMMA", "DASH", "COLON", "PLUS", "THEN", "EQUALS", "OPEN", "CLOSE"]
)
_GLUE = words_of(
    """
    of to as the a between from by with at @ in is are be being run running done do go going keep
    that this these like it each every for way all through follow followed you your we i have and
    repeat repeated repeating until till reach make making effort efforts pace one ones time round
    done broken session fartlek up over w/ uphill downhill down on
    """
).union(_SIGNS, ["GROUND"])
_JOINS = frozenset(["AT", "IN", "OF", "BETWEEN", "FROM", "WITH", "EQUALS", *_SIGNS])
_BIDS = words_of("a an run ran did do was is today tonight finish end close said says")
_PLACES = words_of("on in at along round around up")
_HOME = frozenset(["EASY", "CD", "COOL", "WARM", "JOG", "finish"])


@record
class _Leg:
    """One of the two kinds: how long, how fast; word: the kind of word that tells it."""

    size: Amount
    target: Target | None = None
    effort: Effort = Effort.NONE
    word: str = ""

    @property
    def rested(self) -> bool:
        return self.target is None and self.word in _EASILY


@record
class _Told:
    """What a clause has told so far, each in its order; aims: what they are said behind, too.

    sizes: and whether so long in all: 2, or perhaps: 1; apart: how many of them stood before a
    `then`, or a comma behind how one is run; begins: a sentence begins with it; behind: how many of them the count stands behind.
    """

    sizes: tuple[tuple[Amount, int], ...] = ()
    aims: tuple[tuple[int, Target | None, Effort, str], ...] = ()
    begins: bool = False
    count: int = 0
    behind: int = 0
    apart: int = 0
    turns: bool = False
    further: bool = False  # the next aim is of the other
    followed: bool = False  # the second follows each of the first


def _number(chart: Chart, at: int, told: _Told) -> tuple[int, _Told] | None:
    """`x 5`, `5 times`, `10 of them`."""
    tokens = chart.tokens
    led = "TIMES" in tokens[at].kinds and tokens[at].word not in ("time", "by")
    for found in reversed(chart.at("Times", at + led)):
        behind = tokens[found.end]
        of_them = behind.word == "of" and tokens[found.end + 1].word in ("them", "these")
        of_last = not (led or of_them)
        if of_last and sum(aim[3] != "run" for aim in told.aims) > len(told.sizes):
            return None  # `hard 2, easy 1 x 8`
        if led or of_them or behind.kinds & {"TIMES", "TWICE"}:
            end = found.end + (2 if of_them else "TIMES" in behind.kinds)
            if told.count or found.value.notes:
                return None
            return end, replace(
                told, count=found.value.number, behind=len(told.sizes) * (len(told.aims) > 1)
            )
    return None


def _led(chart: Chart, at: int) -> frozenset[str]:
    """What it is led by: `@`, `between`; not `a 6 mile run`."""
    before = chart.before(at)
    return before.kinds if before.word != "a" else frozenset()


def _size(chart: Chart, at: int, told: _Told) -> tuple[int, _Told] | None:
    """`1 km`, `2 min`, `1000s`, `miles`; `2 on`, `hard 2`, `30/30`: minutes, or seconds."""
    token, after = chart.tokens[at], chart.tokens[at + 1]
    felt = chart.before(at).keys & (_EASILY | _QUICK) and after.keys & (_FELT_BEHIND | {"TIMES"})
    slashed = told.sizes and "SLASH" in after.kinds | chart.before(at).kinds
    found = longest(p for name in ("Dist", "Time") for p in chart.at(name, at))
    if found is not None and found.value.kind != "n" and found.value.high is None:
        end, amount = found.end, found.value
        named = _led(chart, at) & {"AT", "IN"}
        if named or "CLOCK" in token.kinds or any(p.end > end for p in chart.at("OneTarget", at)):
            return None
    elif "DIGITS" in token.kinds and after.word == "s" and after.glued and token.value >= 100:
        end, amount = at + 2, Amount("m", token.value, "m", token.span)
    elif named_unit := of_label(chart, token):
        end, amount = at + 1, Amount(named_unit[0], named_unit[1], named_unit[2], token.span)
    elif "NUM" in token.kinds and (
        felt or slashed or after.keys & {"on", "OFF", "AT", *_EASILY, *_QUICK}
    ):
        far, ms = token.value >= 100 and token.value % 50 == 0, minutes_or_seconds(token)
        if not far and (not ms or "AT" in after.kinds):
            return None
        unit, value = ("m", token.value) if far else ("min" if ms >= 60_000 else "s", ms)
        end, amount = at + 1, Amount("m" if far else "ms", value, unit, token.span)
    else:
        return None
    lead = [t.word for t in chart.tokens[max(at - 4, 0) : at]]
    until = _UNTIL & {*lead} or lead[-2:] == ["up", "to"]
    so_far = 2 if until else int(lead[-1:] == ["for"])
    return end, replace(told, sizes=(*told.sizes, (amount, so_far)))


def _aim(chart: Chart, at: int, told: _Told) -> tuple[int, _Told] | None:
    """`3:40`, `at 10k pace`, `hard`, `off`, behind how many sizes it stands."""
    tokens, token = chart.tokens, chart.tokens[at]
    before = _led(chart, at)
    paces = chart.at("OneTarget", at) if "CLOCK" in token.kinds or before & _JOINS else ()
    paces += chart.at("Body", at) if "UNDER" in token.kinds else ()
    paces = tuple(p for p in paces if p.value.offset is None)
    named = (p for p in chart.at("NamedTarget", at))
    races = (p for p in chart.at("NamedRace", at) if before & {"AT", "IN", "BETWEEN", "ALTERNATE"})
    found = longest((*paces, *named, *races))
    if found is not None:
        if chart.tokens[found.end].kinds & {"DASH", "TO"} and any(
            p.end > found.end and p.value.fast for p in chart.at("Body", at)
        ):
            return None  # `3 min on, 1 min off @ 10k-5k effort`
        value = found.value
        target = value if isinstance(value, Target) else Target(value.span, value)
        effort, word, end = effort_of(None, target, chart.quote(*target.span)), "", found.end
    elif token.word == "on" and tokens[at + 1].keys & {"GROUND", "the", "a"}:
        return None  # `on the track`
    elif token.kinds & (_EASILY | _QUICK) or token.word in ("on", "ons", "offs", "run"):
        words = ("OFF",) if token.word == "offs" else ("on",) if token.word == "ons" else ()
        word = next(iter((*words, *sorted(token.kinds & (_EASILY | _QUICK)))), token.word)
        target, effort, end = None, _EFFORTS.get(word, Effort.NONE), at + 1
        end += word in _EASILY and bool(tokens[end].kinds & {"REST", "JOG", "RUN"})
    else:
        return None
    which = 3 if told.further else len(told.sizes)
    aims = (*told.aims, (which, target, effort, word))
    return end, replace(told, aims=aims, further=False)


def _word(chart: Chart, at: int, told: _Told) -> tuple[int, _Told] | None:
    """That they go by turns, or on end; which of them; what joins the rest."""
    tokens, token = chart.tokens, chart.tokens[at]
    after = tokens[at + 1]
    if token.kinds & {"WITHOUT"} and after.keys & {"REST", "stopping", "stops", "stop"}:
        return at + 2, replace(told, turns=True)
    if token.keys & _TURNS or ("CONTINUOUS" in token.kinds and after.word != "into"):
        return at + 1, replace(told, turns=True)
    if token.word in ("over", "overs") and tokens[at + 2].word in ("under", "unders"):
        return at + 3, replace(told, turns=True)
    if "EACH" in token.kinds and after.word in _OTHER:
        return at + 2, replace(told, turns=True)
    parted = "COMMA" in token.kinds and [aim[0] for aim in told.aims[-1:]] == [1]
    if "THEN" in token.kinds or (parted and "ALTERNATE" not in after.kinds):
        return at + 1, replace(told, apart=told.apart or len(told.sizes))
    if "FOLLOWED" in token.kinds:
        # `15 min easy jog followed by 90 s hard / 90 s easy`: these are no part of it
        return at + 1, replace(told, followed=True, apart=told.apart or len(told.sizes))
    if token.word in _FURTHER and len(told.aims) == 1 and token.word != "rest":
        return at + 1, replace(told, further=True)
    if token.word == "the" and after.word == "rest" and len(told.aims) == 1:
        return at + 2, replace(told, further=True)
    return (at + 1, told) if token.keys & _GLUE else None


@scanner("Element", "NUM")
def named_by_numbers(chart: Chart, i: int) -> list[Phrase]:
    """`Three and one, fifteen times. So hard for three minutes, easy for one …`: the numbers that
    are told with their units behind it, as the name of the session."""
    tokens = chart.tokens
    if not tokens[i + 1].kinds & {"AND", "ON"} or "NUM" not in tokens[i + 2].kinds:
        return []
    counted = "NUM" in tokens[i + 4].kinds and "TIMES" in tokens[i + 5].kinds
    found: list[Phrase] = []
    for end in (i + 3, i + 6)[: 1 + counted]:
        behind = pairwise(tokens[end : chart.end])
        told = {a.value for a, b in behind if "NUM" in a.kinds and b.kinds & _UNITS}
        numbers = {token.value for token in tokens[i:end:2]}
        if numbers <= told and tokens[end].kinds & {"COMMA", "COLON", "DOT", "DASH"}:
            found.append(Phrase(end, 0.0, Remark(chart.span(i, end))))
    return found


_UNITS = frozenset(["MINUTES", "SECONDS", "METRES", "KM", "MILES", "TIMES", "PRIME"])


@scanner(
    "Element",
    "ALTERNATE|DIGITS|NUM|CLOCK|KM|MILES|EACH|over|overs|swap|switch|uphill|RUN|HARD|FAST",
)
def by_turns(chart: Chart, i: int) -> list[Phrase]:
    """A clause from its beginning to where nothing of it is left."""
    counted = chart.before(i).kinds & {"TIMES"}  # `3 x 8 min of 30 s hard / 30 s easy`
    if not (counted or begins(chart, i) or chart.before(i).word in _BIDS):
        return []
    starts = chart.before(i).kinds & {"BEGIN", "THEN", *SENTENCE_ENDS}
    told, at = _Told(begins=bool(starts)), i
    found: list[Phrase] = []
    while at - i < _LONGEST:
        if at > i and (_ended(chart, at) or (counted and _rested(chart, at))):
            span = chart.span(i, at)
            said = _slashed(chart, i, at, told) if counted else told
            reps = _reps(said, span, chart.quote(*span))
            if reps and (not counted or _whole(told)[1] is told.sizes[0][0]):
                found = [Phrase(at, 0.0, reps)]
        steps = (step(chart, at, told) for step in (_number, _size, _aim, _word))
        step = next((one for one in steps if one is not None), None)
        if step is None:
            break
        at, told = step
    return found


def _rested(chart: Chart, at: int) -> bool:
    """Behind a bracket, or before the recovery that follows the whole."""
    ahead = frozenset[str]().union(*(token.keys for token in chart.tokens[at + 1 : at + 5]))
    comma = "COMMA" in chart.tokens[at].kinds and ahead & {"BETWEEN", *_JOGGED}
    return bool(comma) or "CLOSE" in chart.before(at).kinds


def _slashed(chart: Chart, begin: int, end: int, told: _Told) -> _Told:
    """`3 x 8 min (30/30)`: the first is run, the second is the recovery."""
    if told.aims or len(told.sizes) != 3 or chart.since(end, "SLASH") <= begin:
        return told
    felt = ((2, None, Effort.NONE, "on"), (3, None, Effort.NONE, "OFF"))
    return replace(told, aims=felt)


def _ended(chart: Chart, at: int) -> bool:
    """Whether a line or a sentence ends there, or another part of the session follows."""
    token, ahead = chart.tokens[at], chart.tokens[at + 1 : at + 7]
    if token.kinds & SENTENCE_ENDS:
        return True
    if token.word in _PLACES and ahead[0].keys & {"the", "my", "our", "a", "GROUND"}:
        rest = takewhile(lambda one: not one.kinds & SENTENCE_ENDS, chart.tokens[at:])
        return all("WORD" in one.kinds and not one.kinds & _TELLING for one in rest)
    home = any(one.keys & _HOME for one in ahead) and not any("TIMES" in one.kinds for one in ahead)
    return bool(token.kinds & {"COMMA", "THEN", "AND"}) and home


def _reps(told: _Told, span: Span, shown: str) -> Reps | None:
    """The turns of a clause, where they are two and it is plain how many of them there are."""
    sizes, whole = _whole(told)
    if not 0 < len(sizes) <= 2 or not told.aims:
        return None
    if len(sizes) == 1 and whole is None and not told.count:
        sizes, whole = _by_unit(told, sizes[0])
    legs = _legs(told, sizes) if len(sizes) == 2 else _alike(told, sizes[0])
    plain = told.turns or (whole is not None and not told.count)
    if legs is None or (legs[0].rested and not (plain and legs[0].effort)):
        return None  # `1 min jog, 1 min hard`
    a, b = legs
    if a.size.kind != b.size.kind or not all(leg.target or leg.word for leg in legs):
        return None
    if b.target and (b.word in _JOGGED or (b.word == "OFF" and not a.target)):
        return None  # `400 jog in 2:30`; `40 s on, 20 s off @ threshold`: of the runs
    both = a.size.value + b.size.value
    if both > 9 * min(a.size.value, b.size.value):
        return None
    number = told.count
    if number and len(sizes) == 1:
        number, odd = divmod(number, 2)
        if odd or not told.behind:
            return None  # `8 x 1k alternating …`: of reps that are counted
    if whole is not None:
        times = whole.value / both
        number = number or round(times)
        if whole.kind != a.size.kind or abs(times - number) > 0.02 * number:
            return None
    elif not told.turns:
        on_off = a.target and b.target and b.word == "OFF"
        quick = a.target is None and a.word in ("HARD", "FAST", "on")
        led = told.count and not told.behind and b.rested and quick
        floats = told.followed and a.target and b.word == "STEADY" and both < 1.9 * a.size.value
        if not (led or (told.begins and (on_off or floats or (told.behind == 2 and b.rested)))):
            return None  # `8 x 40 s hard, 20 s easy`: of a run and its recovery
    if not 2 <= number <= 100:
        return None
    return _made(a, b, number, span, f"'{shown}' taken as {number} times")


def _made(a: _Leg, b: _Leg, number: int, span: Span, note: str) -> Reps:
    """What is easy and has no pace is the recovery; else both are run, and on end."""
    far = a.size.kind == "m"
    one, two = (
        Length(x.size.span, x.size.value * far, x.size.value * (not far), x.size.unit)
        for x in (a, b)
    )
    if b.rested:
        rest = Rest(
            b.size.span, "jog" if far else "time", ms=two.ms, metres=two.metres, jogged=True
        )
        aim: object = Feel(span, a.effort) if a.target is None else Aim(span, a.target, a.effort)
        said: tuple[object, ...] = (Pause(span, rest, said=True),)
        said = (aim, *said) if a.target is not None or a.effort is not Effort.NONE else said
        return Reps(span, Count(span, number), one, said, (note,))
    runs = tuple((size, x.target, x.effort) for size, x in ((one, a), (two, b)))
    both = replace(one, metres=one.metres + two.metres, ms=one.ms + two.ms)
    on_end = Pause(span, Rest(span, "none"), said=True)
    return Reps(span, Count(span, number), both, (Parts(span, runs), on_end), (note,))


def _whole(told: _Told) -> tuple[list[Amount], Amount | None]:
    """The lengths of the turns, and that of the whole: told so, or the first of three, or what
    the other goes into."""
    sizes = [size for size, _ in told.sizes]
    last = [size for size, so_far in told.sizes if so_far == 2]
    if len(sizes) > 1 and told.sizes[-1][1] and sizes[-1].value >= 2 * sizes[0].value:
        last = last or sizes[-1:]  # `for 20 min`
    if len(last) == 1 and len(sizes) > 1:
        return [size for size in sizes if size is not last[0]], last[0]
    first = len(sizes) == 3 or (len(sizes) == 2 and sizes[0].value >= 4 * sizes[1].value)
    if first and told.apart != 1:
        return sizes[1:], sizes[0]
    return sizes, None


def _by_unit(told: _Told, size: Amount) -> tuple[list[Amount], Amount | None]:
    """`8 miles alternating between a 6:20 and a 7:10 pace`: a mile at each."""
    unit = {"mile": MILE, "km": 1000.0}.get(size.unit, 0.0)
    paced = [bool(aim[1] and aim[1].pace.kind == "time") for aim in told.aims] == [True, True]
    if not (unit and paced and told.turns) or size.value < 4 * unit:
        return [size], None
    return [replace(size, value=unit)], size


def _alike(told: _Told, size: Amount) -> tuple[_Leg, _Leg] | None:
    """Two kinds of one length: the paces and the words are theirs, in their order."""
    told_so = [_Leg(size, *aim[1:]) for aim in told.aims if aim[3] != "run"]
    paces = [leg for leg in told_so if leg.target is not None]
    felt = [leg for leg in told_so if leg.target is None]
    if not told.turns or told.further or {len(paces), len(felt)} not in ({2}, {2, 0}, {1}):
        return None
    two = told_so if len(told_so) == 2 else paces
    return two[0], two[1]


def _legs(told: _Told, sizes: list[Amount]) -> tuple[_Leg, _Leg] | None:
    """Two kinds of two lengths: what stands behind each is its own, or what stands before it; a
    word told once more is the name of one (`ons @ 5k pace`); of two paces behind both each has
    one."""
    first = [size for size, _ in told.sizes].index(sizes[0])
    places = [place for place, *_ in told.aims]
    heads = first in places and max(places) <= first + 1  # `run 2 min, walk 1 min`
    legs = [_Leg(size) for size in sizes]
    named: int | None = None
    for place, target, effort, word in told.aims:
        if (place == first and not heads) or (word == "run" and not heads):
            continue  # `20 min tempo as 4 min …`: of the whole
        at = min(max(place - first - (not heads), 0), 1) if named is None else named
        leg = legs[at]
        again = [n for n, one in enumerate(legs) if target is None and one.word == word]
        if again and place > first + 1:
            named = again[0]
        elif target is None:
            if leg.word and not (named is not None and leg.rested and word in _EASILY):
                return None
            legs[at] = replace(leg, effort=effort, word=word)
        elif leg.target is not None:
            if not at or legs[0].target is not None:
                return None
            legs = [replace(legs[0], target=leg.target), replace(leg, target=target)]
        else:
            legs[at] = replace(leg, target=target, effort=effort)
    return legs[0], legs[1]
