# SPDX-License-Identifier: MIT
"""What a clause tells of pace and of which reps, whatever words stand between.

`The designated pace was 1:40`, `Do the first six at a tempo effort, the next four at 5k pace`, `The
80-second reps should be around 5k pace`, `You want to hit 2:40 on every one`. A part of it is one
pace, what it is of, and words that tell nothing: none that excepts, negates or rests, and no other
number. Parts are joined by a comma, `and`, `then` or the next sentence.

Not here: the paces (`targets`), which reps there are (`shares`), where a target reaches (`scope`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart, Phrase, longest
from trackpacer.notation.elements import Aim, ByLength, Remark, Shares, Tail
from trackpacer.notation.grammar import alias, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.bylength import size_named
from trackpacer.notation.phrases.shares import Which, numbered
from trackpacer.notation.phrases.targets import effort_of
from trackpacer.notation.tokens import ITEM_ENDS, SENTENCE_ENDS, is_hyphen, is_spaced_dash
from trackpacer.notation.tree import Pace, Target
from trackpacer.records import record, replace
from trackpacer.session import Effort

Sizes = tuple[tuple[float, float], ...]  # metres or milliseconds, or either, of each

_LONGEST = 30
_RACED = frozenset([1500.0, MILE, 3000.0, 5000.0, 10000.0, 21097.5, 42195.0])
# What tells something else than how fast.
_TELLS = frozenset(
    [
        *("NUM", "DIGITS", "CLOCK", "PCT", "METRES", "KM", "MILES", "YARDS", "MINUTES", "SECONDS"),
        *("HOURS", "LAPS", "QUARTER", "REST", "JOG", "WALK", "FLOAT", "WARM", "COOL", "WU", "CD"),
        *("STRIDES", "DRILLS", "SET", "REPEAT", "TWICE", "DOUBLE", "ALTERNATE", "CONTINUOUS"),
        *("CUTDOWN", "PYRAMID", "WITHOUT", "BETWEEN", "PLUS", "MINUS", "WEEKDAY", "MONTH"),
        "WITHIN",
        *("PEOPLE", "FASTER", "SLOWER", "UNDER", "OVER", "EASY", "HARD", "FAST", "MAX", "SPRINT"),
        *("TEMPO", "THRESHOLD", "MARATHON", "HALFMARATHON", "TOTAL", "FEEL", "HILL", "HALF"),
    ]
)
_ORDERS = lexicon.ORDERING | words_of(
    """
    not no never don't none nobody nothing if when unless until but or than as last next before after
    since because
    first second third once again more most some few other others another only maybe might faded
    slowed slipped dropped died drifted ended finished started felt feel feels feeling struggled
    tired found averaged avg average actual results pb best record tomorrow yesterday recent
    """
)
_PLAIN = frozenset(
    [
        *("HARMLESS", "PACE", "GOAL", "GOALWORD", "SPLIT", "RUN", "REP", "ABOUT", "AT", "IN", "ON"),
        *("OF", "TO", "VERB", "REACH", "EACH", "ALL", "BOTH", "SESSIONWORD", "WITH", "SLIGHTLY"),
    ]
)
_PACED = words_of("paces pacing speeds efforts times")
_LEADS = frozenset(["AT", "IN", "ABOUT", "REACH", "EQUALS"])
_LEADING = words_of("is was are were be of hit run at around over ran done average")
_STARTS = words_of("start starting starts begin beginning")
_LETTERS = words_of("i a e t m r c")
_REPS = words_of(
    "rep reps repeat repeats repetition repetitions interval intervals effort efforts one ones runs"
)


@record
class _Part:
    """One pace, and which reps it is of; none: of those that were told before."""

    end: int
    cost: float
    words: int
    target: Target
    led: bool  # by a word that says that it is to be run so
    which: Which | None = None
    sizes: Sizes = ()
    everywhere: bool = False


def begins(chart: Chart, i: int) -> bool:
    before = chart.before(i).kinds
    joined = bool(i) and is_spaced_dash(chart.tokens, i - 1)
    begun = joined or bool(before & (ITEM_ENDS | {"BEGIN", "AND", "THEN"}))
    return begun and chart.tokens[i].word != "pre"  # `Pre-race: 2 mi shake out`


def _of_a_list(chart: Chart, i: int) -> bool:
    """Whether it goes on with a list of lengths: `The 1000s and 600s should be at 5k pace`."""
    if i < 2 or "AND" not in chart.tokens[i - 1].kinds:
        return False
    before = chart.tokens[i - 2]
    units = {"METRES", "KM", "MILES", "MINUTES", "SECONDS", "DIGITS"}
    return before.word == "s" or bool(before.kinds & units)


def _of_the_jog(chart: Chart, i: int) -> bool:
    """Whether it goes on with a recovery: `200 m jog, it takes around 90 s`."""
    tokens = chart.tokens
    jogged = i > 1 and tokens[i - 2].kinds & {"REST", "JOG", "WALK", "FLOAT"}
    return bool(jogged) and tokens[i].word in ("it", "this", "which", "that")


# -- of which reps


def _which(chart: Chart, at: int) -> Phrase | None:
    """`the first 5`, `the last rep`, `reps 3-5`, `the second half of the reps`."""
    tokens = chart.tokens
    own = _half(chart, at) or _of_length(chart, at)
    if own is not None:
        return own
    found = longest(chart.at("Which", at))
    if found is None:
        return None
    said = tokens[at : found.end]
    counted = any(token.kinds & {"NUM"} or token.word in _REPS for token in said)
    return found if counted or tokens[found.end].kinds & {"AT", "IN"} else None


def _of_length(chart: Chart, at: int) -> Phrase | None:
    """`the first 600`, `the second 600M`: of the reps, whatever their length."""
    tokens = chart.tokens
    at += tokens[at].word == "the"
    for order in chart.at("Ordinals", at):
        if "DIGITS" not in tokens[order.end].kinds or tokens[order.end].value < 100:
            continue
        end = order.end + 1 + (tokens[order.end + 1].word in ("m", "metres", "meters"))
        end += tokens[end].word in _REPS
        if tokens[end].word != "of" and not tokens[end].kinds & {"KM", "MILES", "TIMES"}:
            return Phrase(end, 0.0, ("these", order.value))
    return None


def _half(chart: Chart, at: int) -> Phrase | None:
    """`first half of the reps`, where they are an even number."""
    tokens = chart.tokens
    at += tokens[at].word == "the"
    if tokens[at].word not in ("first", "second", "last", "other") or tokens[at + 1].word != "half":
        return None
    signs = [n for n in range(at) if "TIMES" in tokens[n].kinds and n and tokens[n - 1].value >= 2]
    count = int(tokens[signs[-1] - 1].value) if len(signs) == 1 else 1
    end = at + 2
    while tokens[end].word in ("of", "the", "them", "these") or tokens[end].word in _REPS:
        end += 1
    kind = "first" if tokens[at].word == "first" else "last"
    return Phrase(end, 0.0, (kind, (count // 2,))) if count % 2 == 0 else None


def _sizes(chart: Chart, at: int) -> Phrase | None:
    """`the 800s`, `80-second reps`, `the 300s and 500s`, `the 2.5-1.5-1`."""
    tokens = chart.tokens
    each = "EACH" in tokens[at].kinds
    article = tokens[at].word in ("the", "your", "these", "both") or each
    at += article
    found: list[tuple[float, float]] = []
    end, plural, by_number = at, False, size_named(chart, at) is not None
    counted = by_number and chart.has_before(at, "TIMES")
    while len(found) < 8:
        one = _size(chart, at) or (_bare(chart, at) if each else None)
        if one is None:
            break
        end, size, many = one
        found.append(size)
        plural = plural or many
        at = end
        joint = tokens[at].kinds & {"COMMA", "AND", "SLASH"} or (
            "DASH" in tokens[at].kinds and tokens[at].glued and tokens[at + 1].glued
        )
        if not joint:
            break
        at += 1 + ("COMMA" in tokens[at].kinds and "AND" in tokens[at + 1].kinds)
    plural = plural or each or (article and (by_number or len(found) > 1))
    plural = plural or (by_number and not counted and len(found) > 1)
    return Phrase(end, 0.0, tuple(found)) if found and plural else None


def _size(chart: Chart, at: int) -> tuple[int, tuple[float, float], bool] | None:
    """Where a length ends, its metres or milliseconds, whether several are meant."""
    tokens = chart.tokens
    token = tokens[at]
    if name := longest(chart.at("Nickname", at)):
        return name.end + (tokens[name.end].word in _REPS), (name.value.value, 0.0), True
    many = tokens[at + 1].word == "s" and tokens[at + 1].glued
    if named := size_named(chart, at):
        return at + 1 + many, named, many
    if "DIGITS" in token.kinds and many:
        ms = token.value * 1000 if token.value <= 180 else 0.0
        return at + 2 + (tokens[at + 2].word in _REPS), (token.value, ms), True
    amounts = (p for name in ("Time", "Dist") for p in chart.at(name, at))
    found = longest(amounts)
    if found is None:
        lone = "DIGITS" in token.kinds and 0 < token.value <= 10
        return (at + 1, (token.value * 1000, token.value * 60_000), False) if lone else None
    amount = found.value
    end = found.end + (
        tokens[found.end].kinds & {"DASH"} != frozenset() and tokens[found.end].glued
    )
    many = tokens[end].word in _REPS
    many_said = found.end == at + 1 and token.word in ("miles", "kms", "ks")
    size = (amount.value, 0.0) if amount.kind == "m" else (0.0, amount.value)
    return (end + many if many else found.end), size, many or many_said


def _bare(chart: Chart, at: int) -> tuple[int, tuple[float, float], bool] | None:
    """`each 900`: metres, where more than that many are run."""
    token = chart.tokens[at]
    metres = "DIGITS" in token.kinds and token.value >= 150 and token.value % 50 == 0
    return (at + 1, (token.value, 0.0), True) if metres else None


# -- how fast


def _target(chart: Chart, at: int, scoped: bool, paced: bool) -> Phrase | None:
    """The pace that begins at a token: a time or a race by itself only behind a word for it, an
    effort only of reps that are named."""
    tokens = chart.tokens
    led = _led(chart, at)
    before = tokens[at - 1] if at else chart.before(at)
    if tokens[at].word in _LETTERS and "PACE" not in tokens[at + 1].kinds:
        return None
    found: list[Phrase] = []
    for phrase in chart.at("Body", at):
        pace: Pace = phrase.value.pace
        named = any("PACE" in token.kinds for token in tokens[at : phrase.end])
        bare = pace.kind in ("time", "race") and not (pace.per or named)
        marathon = tokens[at].kinds & {"MARATHON", "HALFMARATHON"}
        if bare and not (led or paced) and not marathon:
            continue
        if pace.kind == "time" and not pace.per and not (8_000 <= pace.ms < 900_000):
            continue
        far = pace.kind == "race" and bare and not paced and not marathon
        if far and (pace.metres not in _RACED or "ABOUT" in before.kinds):
            continue  # `a lap of about 600m`
        minutes = any("MINUTES" in token.kinds for token in tokens[at : phrase.end])
        if bare and minutes and not paced and pace.ms % 60_000 == 0:
            continue  # `at 4 minutes we turned around`
        found.append(phrase)
    if scoped:
        for phrase in chart.at("Aimed", at):
            target, effort = phrase.value
            target = target or Target(chart.span(at, phrase.end), _no_pace(at))
            found.append(Phrase(phrase.end, phrase.cost, replace(target, effort=effort)))
        found += chart.at("EffortBody", at)
    whole = (p for p in found if not (scoped and (p.value.listed or p.value.last)))
    return max(whole, key=lambda p: (p.end, -p.cost), default=None)


def _led(chart: Chart, at: int) -> bool:
    before = chart.tokens[at - 1] if at else chart.before(at)
    return bool(before.kinds & _LEADS) or before.word in _LEADING


def _no_pace(at: int) -> Pace:
    return Pace("none", (at, at))


# -- the words between


def filler(chart: Chart, at: int) -> tuple[int, float] | None:
    """Where a word that tells nothing ends, and what it costs; None where it may tell something."""
    tokens = chart.tokens
    token = tokens[at]
    kinds, word = token.kinds, token.word
    if "MARK" in kinds:
        small = kinds & {"ABOUT", "PRIME", "QUOTES", "AT"} or is_hyphen(tokens, at)
        return (at + 1, 0.02) if small else None
    if word == "or" and tokens[at + 1].word in ("so", "thereabouts"):
        return at + 2, 0.05
    if word in ("following", "below"):
        return at + 1, 0.05
    if word in ("but", "off") or word in _ORDERS or "WORD" not in kinds:
        return None
    plain = kinds & {"EACH", "ALL", "BOTH"} or word in ("time", "times", "speed", "pace", "paces")
    if plain or word in _REPS:
        return at + 1, 0.04
    if kinds & _TELLS or ("CARRIES" in kinds and "HARMLESS" not in kinds):
        return None
    if word == "too":
        return None  # `first one too fast`: how it went
    if "UNKNOWN" in kinds:
        return None if lexicon.nearest(word) else (at + 1, 0.15)
    return (at + 1, 0.04) if kinds & (_PLAIN | {"GROUND"}) else None


def _part(chart: Chart, i: int) -> _Part | None:
    """One pace, what it is of, and what stands between, from a token on."""
    tokens = chart.tokens
    at, cost, words = i, 0.0, 0
    target: Target | None = None
    which: Which | None = None
    sizes: Sizes = ()
    everywhere = paced = led = starts = False
    per = ""
    while at - i < _LONGEST:
        token = tokens[at]
        if token.kinds & ITEM_ENDS:
            if "COLON" not in token.kinds or target is not None or not paced:
                break
            at += 1  # `the times for each interval: 86, 85, 84`
            continue
        joint = token.kinds & {"AND", "THEN"} or is_spaced_dash(tokens, at)
        scoped = which is not None or bool(sizes)
        if target is not None and joint:
            break
        found = _target(chart, at, scoped, paced) if target is None else None
        if found is not None:
            led = paced or _led(chart, at)
            target, at, cost = found.value, found.end, cost + min(found.cost, 0.5)
            target, at = _restated(chart, target, at)
            at = at if sizes else _qualified(chart, at)
            continue
        named = None if scoped else _which(chart, at)
        if named is not None:
            which, at = named.value, named.end
            continue
        named = None if scoped else _sizes(chart, at)
        if named is not None:
            sizes, at = named.value, named.end
            continue
        if unit := _per(chart, at):
            per, at = unit, at + 2
            continue
        starts = starts or token.word in _STARTS
        idle = (joint and at == i) or token.word in _STARTS
        passed = (at + 1, 0.05) if idle else filler(chart, at)
        if passed is None:
            return None
        paced = paced or bool(token.kinds & {"PACE", "GOALWORD", "SPLIT"}) or token.word in _PACED
        everywhere = everywhere or bool(token.kinds & {"ALL", "BOTH"})
        words += "WORD" in token.kinds
        at, cost = passed[0], cost + passed[1]
    if target is None or at - i >= _LONGEST:
        return None
    faster = at if which is not None or sizes else _faster_tail(chart, at)
    if faster > at and not (target.listed or target.last or target.pace.kind == "none"):
        target, at = replace(target, bound=True, starting=False), faster
    elif starts and which is None:
        return None  # and then?
    if per:
        target = _by_unit(target, per)
    if target.effort is Effort.NONE and target.pace.kind != "none":
        told = chart.plain[target.span[0] : target.span[1]]
        target = replace(target, effort=effort_of(None, target, told))
    return _Part(at, cost, words, target, led, which, sizes, everywhere)


def _per(chart: Chart, at: int) -> str:
    """The unit of `per lap`, `a km`; '' where there is none."""
    tokens = chart.tokens
    if not (tokens[at].kinds & {"PER", "EACH"} or tokens[at].word == "a"):
        return ""
    units = {"LAPS": "400", "KM": "km", "MILES": "mile"}
    if tokens[at].word == "a" and "LAPS" not in tokens[at + 1].kinds:
        return ""
    return next((unit for kind, unit in units.items() if kind in tokens[at + 1].kinds), "")


def _by_unit(target: Target, per: str) -> Target:
    """A target of so much a lap, a kilometre or a mile, where it has no unit of its own."""
    if target.pace.kind != "time" or target.pace.per:
        return target
    paces = [replace(pace, per=per) for pace in target.listed]
    return replace(target, pace=replace(target.pace, per=per), listed=paces)


def _restated(chart: Chart, target: Target, at: int) -> tuple[Target, int]:
    """`at I pace (5K race pace)`: the pace it stands for, and where the bracket ends."""
    tokens = chart.tokens
    if "OPEN" not in tokens[at].kinds:
        return target, at
    for again in chart.at("NamedTarget", at + 1):
        if "CLOSE" in tokens[again.end].kinds:
            return again.value, again.end + 1
    return target, at


def _qualified(chart: Chart, at: int) -> int:
    """The end of `but not flat out`, `which meant 4:24 for each interval`: of what the pace is not,
    or comes to; `at` itself where there is none."""
    tokens = chart.tokens
    word = tokens[at].word
    least = word == "but" and tokens[at + 1].word in ("not", "no", "nothing")
    if not least and not (word in ("which", "that") and tokens[at + 1].word in _COMES_TO):
        return at
    end, figures = at, 0
    while not tokens[end].kinds & ITEM_ENDS and end - at < 12:
        token = tokens[end]
        times = chart.at("Time", end) if "MARK" not in token.kinds and not least else ()
        if times:
            figures += 1
            end = max(phrase.end for phrase in times)
            continue
        if token.kinds & {"DIGITS", "CLOCK", "REST", "JOG", "WALK", "AND", "THEN"}:
            return at
        end += 1
    return end if figures <= 1 else at


def _faster_tail(chart: Chart, at: int) -> int:
    """The end of `and getting faster with each one`; `at` itself where there is none."""
    tokens = chart.tokens
    end = at + bool(tokens[at].kinds & {"COMMA"})
    end += bool(tokens[end].kinds & {"AND", "THEN"})
    begin, seen = end, False
    while not tokens[end].kinds & ITEM_ENDS and end - begin < 14:
        token = tokens[end]
        seen = seen or "FASTER" in token.kinds or token.word in _QUICKENS
        if not seen and (end - begin > 4 or "LAST" in token.kinds):
            return at  # `5k pace, last one faster`
        told = token.kinds & {"FASTER", "EACH", "KM", "MILES", "LAPS", "THAN", "CUTDOWN", "LAST"}
        if not told and token.word not in _GOING and filler(chart, end) is None:
            return at
        end += 1
    return end if seen else at


_COMES_TO = words_of("meant means is was equals equates works comes worked came gives gave")
_QUICKENS = words_of("faster quicker fastest accelerating accelerate quicken")
_GOING = words_of(
    "get gets getting go going progress progressing build building become slightly gradually little "
    "a bit with as you through throughout before last previous one time successive following next"
)


@scanner("Element", "EACH|FASTER|WORD")
def faster_and_faster(chart: Chart, i: int) -> list[Phrase]:
    """`Run it gradually, each one faster and faster`: how fast is not told, and left to the
    runner."""
    tokens = chart.tokens
    if not begins(chart, i) or chart.at("Told", i):
        return []
    at, faster, each = i, False, False
    while not tokens[at].kinds & (SENTENCE_ENDS | {"COLON", "OPEN", "CLOSE"}) and at - i < _LONGEST:
        token = tokens[at]
        faster = faster or "FASTER" in token.kinds or token.word in _QUICKENS
        each = each or bool(token.kinds & {"EACH", "LAST"}) or token.word in _GRADUALLY
        joint = token.kinds & {"COMMA", "AND"}
        told = token.kinds & {"FASTER", "EACH", "LAST", "CUTDOWN", "THAN", "ORDINAL"}
        length = "DIGITS" in token.kinds and "LAST" in tokens[at - 1].kinds and token.value >= 100
        known = joint or told or length or token.word in _GOING or token.word in _GRADUALLY
        further = "THAN" in token.kinds and tokens[at + 1].word in ("that", "this", "it")
        if further or (not known and filler(chart, at) is None):
            return []
        at += 1
    if not (faster and each) or at - i < 3:
        return []
    span = chart.span(i, at)
    shown = chart.quote(*span)
    note = f"'{shown}': how much faster is not told, and left to the runner"
    return [Phrase(at, 0.3, Remark(span, notes=(note,)))]


_GRADUALLY = words_of("gradually progressively throughout steadily successive successively")


def _parts(chart: Chart, i: int) -> Iterator[tuple[_Part, ...]]:
    """What a clause tells, and those after it, as long as each tells of other reps."""
    tokens = chart.tokens
    parts: tuple[_Part, ...] = ()
    at = i
    while len(parts) < 12 and (one := _part(chart, at)) is not None:
        if parts and one.which is None:
            break
        parts = (*parts, one)
        yield parts
        if one.which is None:
            break
        at = one.end
        while tokens[at].kinds & (SENTENCE_ENDS | {"COMMA", "AND", "THEN", "DASH", "BULLET"}):
            if "END" in tokens[at].kinds:
                return
            at += 1


def _parts_of_reps(chart: Chart, i: int, end: int) -> bool:
    """`the first 300 at 3k pace, the final 200 at mile pace`: of each rep, which has one length;
    and so is `the last 400 m hard` of reps that are longer."""
    tokens = chart.tokens
    sizes = {
        token.value
        for order, token in pairwise(tokens[i:end])
        if order.kinds & {"ORDINALWORD", "LAST"} and "DIGITS" in token.kinds and token.value >= 100
    }
    counted = (at + 1 for at in range(i) if "TIMES" in tokens[at].kinds)
    reps = {p.value.metres for at in counted for p in chart.at("Run", at)}
    part = len(sizes) == 1 and not sizes & reps and min(reps, default=0.0) > max(sizes)
    return part or len(sizes) > 1


# -- what it comes to


_EFFORTS = frozenset(["HARD", "FAST", "STEADY", "TEMPO", "EASY", "MAX", "SPRINT"])


def _value(chart: Chart, i: int, parts: tuple[_Part, ...]) -> Aim | ByLength | Shares | Tail | None:
    tokens = chart.tokens
    span = chart.span(i, parts[-1].end)
    first = parts[0]
    target = first.target
    if _parts_of_reps(chart, i, parts[-1].end):
        return None
    plain = not (target.listed or target.last)
    if first.which is not None:
        if len(parts) == 1 and first.which[0] == "last" and plain:
            own = target if target.pace.kind != "none" else None
            return Tail(span, first.which[1][0], own, target.effort)
        found = numbered([(part.which, part.target) for part in parts if part.which is not None])
        alone = len(parts) == 1 and first.which[0] not in ("first", "these", "every", "odd", "even")
        return Shares(span, found[1], found[0]) if found is not None and not alone else None
    end = parts[-1].end
    both = tokens[end - 1].kinds & tokens[end + 1].kinds if "COMMA" in tokens[end].kinds else ()
    if "DIGITS" in both and target.pace.kind == "race":
        return None  # `The workout was 1500, 1200, 900`
    turned = tokens[max(i - 2, 0)].kinds & _EFFORTS and "COMMA" in tokens[i - 1].kinds
    if turned and any(one.value == tokens[i].value for one in tokens[max(i - 5, 0) : i - 2]):
        return None  # `(30s hard, 30s easy)`
    if first.sizes:
        metres, ms = zip(*first.sizes, strict=True)
        return ByLength(span, metres, target, target.effort, ms=ms) if plain else None
    aside = "OPEN" in chart.before(i).kinds  # how the recovery is run, or the same told again
    aside |= target.pace.bare and tokens[parts[-1].end - 2].word in ("a", "an")  # `blast a 200`
    if not first.words or not first.led or aside or target.pace.kind == "none":
        return None
    begins = bool(chart.before(i).kinds & (SENTENCE_ENDS | {"BEGIN", "BULLET"}))
    timed = target.pace.kind == "time" and not target.pace.per
    everywhere = (first.everywhere or begins) and not timed  # a time is that of one length
    aim = replace(target, span=span)
    return Aim(span, aim, target.effort, worded=True, everywhere=everywhere)


@scanner("Told", "WORD|ABOUT|DIGITS|CLOCK")
def told(chart: Chart, i: int) -> list[Phrase]:
    """`The first 5 should be at 5K pace and the last 4 at 3K pace`."""
    if not begins(chart, i) or _of_a_list(chart, i) or _of_the_jog(chart, i):
        return []
    found: list[Phrase] = []
    few = any(t.word == "couple" for t in chart.tokens[i : i + 4])  # `a couple of miles`
    for parts in () if few or chart.at("SetName", i) else _parts(chart, i):  # see bysets
        value = _value(chart, i, parts)
        if value is not None:
            cost = min(sum(part.cost for part in parts), 0.8)
            if any(t.kinds & {"EACH"} or t.word in _REPS for t in chart.tokens[i : parts[-1].end]):
                cost = min(cost, 0.15)  # it says that it is of the reps
            found.append(Phrase(parts[-1].end, cost, value))
    return found[-3:]


alias("Element", "t:<Told>", example="you should be running these at around 10k pace")
