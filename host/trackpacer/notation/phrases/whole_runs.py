# SPDX-License-Identifier: MIT
"""One run, told as a whole and then by its parts.

`12 mile long run. The first 7 at 8:40 and the last 5 at MP`, `70 min: 20 easy, 15 at 10k pace, 35
at MP`, `11 miles easy with miles 6-9 at tempo`, `5 mile run, out easy, back hard`. A part is told by
its length, its place or its miles by number, and by a pace, an effort or what it is for, in any
order, with words between that tell nothing. What no part is said of is run as the whole is, or easy;
where it lies must be told, or follow from the lengths.

With reps among the parts the whole is their sum (`_whole_of_reps`). Not here: the parts of a rep (`sets`, `within`).
"""

from __future__ import annotations

from itertools import pairwise, takewhile

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.elements import Amount, Length, Manner, Parts, Remark, Reps
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.told import begins, filler
from trackpacer.notation.phrases.totals import rests_told
from trackpacer.notation.phrases.within import told_in_figures
from trackpacer.notation.tokens import Token, is_hyphen, is_spaced_dash
from trackpacer.notation.tree import Target
from trackpacer.records import record, replace
from trackpacer.session import Effort, Role

_PLACES = {
    **dict.fromkeys(words_of("first opening initial start starting begin beginning out"), "first"),
    **dict.fromkeys(
        words_of("last final close closing finish finishing end ending back home"), "last"
    ),
    **dict.fromkeys(words_of("middle centre"), "middle"),
    **dict.fromkeys(words_of("next second third"), "next"),
    **dict.fromkeys(words_of("rest remainder remaining"), "rest"),
}
_SIDES = {"first": -1, "next": -1, "last": 1}
_ROLES = {"up": Role.WARMUP, "down": Role.COOLDOWN, "dn": Role.COOLDOWN}
_SIDES_OF = {Role.WARMUP: -1, Role.COOLDOWN: 1}
_UNITS = {"mile": MILE, "km": 1000.0, "min": 60_000.0, "h": 60_000.0}
_NAMES = words_of(
    """
    long medium l lr mlr run runs ran running miler progression progressive total session for in all
    workout today today's morning evening afternoon my a an the this was is did do road trail easy
    am pm fartlek fast finish race pace gradual acceleration strength endurance hill hilly quality
    """
)
_TITLES = words_of("long lr mlr run runs miler progression progressive total session workout all")
_LEADS = words_of(
    "with w/ incl inc including include includes as but of so in into up pieces parts sections chunks "
    "segments bits blocks broken split divided cut follows like this comprising consisting containing "
    "comprised composed consists comprises comprise contains made featuring features"
)
_IDLE = words_of(
    """
    the a an so do doing did at to in into of them which these those it up on off over for be being
    is are was were should will made run ran running go going pick picking picked push pushing
    build building built progressing working down speeding dropping drop lift lifting increase
    increasing moving move coming come bring bringing winding wind avg average averaging averaged
    pace slower mile miles k km kms min mins minutes then
    """
)
_SESSIONS = words_of("fartlek session workout total")
_JOGS = frozenset(["JOG", "FLOAT", "REST", "OFF", "WALK", "EASY"])
_NO_TITLE = frozenset(["END", "NL", "NUM", "CLOCK", "OR", "WITHOUT", "THEN", "no", "not"])
_BARE_OF = frozenset(["JOG", "REST", "EASY", "WU", "WARM", "CD", "COOL", "up", "down", "STEADY"])
_PARTED = frozenset(["COMMA", "AND", "PLUS", "SLASH", "SEMI", "THEN", "DOT", "NL", "BULLET"])
_ENDS = frozenset(["END", "NL", "DOT", "SEMI", "CLOSE"])
_WITHIN = frozenset(["OPEN", "CLOSE", "COMMA", "AND", "THEN"])
_GOES_ON = frozenset(["COMMA", "AND", "THEN", "PLUS", "WITH", "OPEN"])


@record
class _Whole:
    end: int
    amount: Amount | None = None
    target: Target | None = None
    effort: Effort = Effort.NONE
    bracket: bool = False


@record
class _Part:
    """A part; size: metres or milliseconds, 0 for what is left; begins: where, told by its miles."""

    end: int
    span: tuple[int, int]
    size: float = 0.0
    begins: float = -1.0
    place: str = ""
    half: bool = False
    bare: bool = False
    aimed: bool = False
    target: Target | None = None
    effort: Effort = Effort.NONE
    role: Role | None = None

    @property
    def side(self) -> int:
        """Before what is left, behind it, or 0 where that is not told."""
        return _SIDES_OF.get(self.role, 0) if self.role else _SIDES.get(self.place, 0)


@scanner("Element", "WORD|NUM|CLOCK")
def whole_and_parts(chart: Chart, i: int) -> list[Phrase]:
    """A run and all its parts, where they are told one after another behind it."""
    if not begins(chart, i) or chart.before(i).kinds & _WITHIN:
        return []
    whole = _whole(chart, i)
    if whole is None or whole.amount is None:
        return _part_of(chart, i) or _up_and_down(chart, i)
    at, joint = _joint(chart, whole.end)
    found = _parts(chart, at, whole.amount, "(" in joint) if joint else None
    if found is not None and (_told_again(chart, *found) or _only_back(chart, at, *found)):
        return []
    if found is not None and "&" in joint and not all(part.place for part in found[1]):
        found = None
    if found is not None and _behind(chart, at, whole, found[1]):
        return []
    titled = any(token.word in _TITLES for token in chart.tokens[i : whole.end])
    if not titled and _listed(joint, found[1] if found is not None else []):
        return _up_and_down(chart, i)
    ways = _placed(found[1], whole, joint) if found is not None else []
    if found is None or not ways:
        return [] if chart.at("WholeTold", i) else _up_and_down(chart, i)
    return [_told(chart, i, found[0], whole.amount, made) for made in ways]


def _listed(joint: str, parts: list[_Part]) -> bool:
    """`2 miles easy`, `1 mile at MP`, `1 mile at T`, each a sentence or a line: runs one after
    another, the first as long as the others, where no part says where in it it lies."""
    placed = any(part.place or part.begins >= 0 for part in parts)
    return "." in joint and not joint.strip(".,") and not placed


def _only_back(chart: Chart, at: int, end: int, parts: list[_Part]) -> bool:
    """`3 miles easy, jog back to the clubhouse`: no half of it, where none is called so."""
    halved = any(token.word == "half" for token in chart.tokens[at:end])
    return len(parts) == 1 and parts[0].half and not halved


def _behind(chart: Chart, at: int, whole: _Whole, parts: list[_Part]) -> bool:
    """`3 miles easy, finish with 1 mile at 6:00`: one more."""
    led = chart.tokens[at].word in _PLACES and "WITH" in chart.tokens[at + 1].kinds
    short = whole.amount is not None and whole.amount.value < 2 * parts[0].size
    return led and bool(short or whole.effort or whole.target)


def _told_again(chart: Chart, end: int, parts: list[_Part]) -> bool:
    """`5 mile tempo: mile hard, 4 miles steady. Mile hard @ 5:35, 4 steady @ 6:30.`: in a sentence
    behind them."""
    if "DOT" not in chart.tokens[end].kinds:
        return False
    sizes = {part.size for part in parts}
    behind = (p.value.value for s in ("Dist", "Time") for p in chart.at(s, end + 1))
    return not sizes.isdisjoint(behind)


def _told(chart: Chart, i: int, end: int, a: Amount, made: list[_Part]) -> Phrase:
    timed, span = a.kind == "ms", chart.span(i, end)
    sizes = [(0.0, part.size) if timed else (part.size, 0.0) for part in made]
    runs = (
        (Length(part.span, *size, a.unit, role=part.role), part.target, part.effort)
        for part, size in zip(made, sizes, strict=True)
    )
    whole = Length(a.span, a.value * (not timed), a.value * timed, a.unit)
    notes: tuple[str, ...] = (f"'{chart.quote(*span)}' read as {len(made)} runs on end",)
    if a.high:
        notes = (f"of '{chart.quote(*a.span)}' the smaller is taken", *notes)
    return Phrase(end, 0.2, Reps(span, None, whole, (Parts(span, tuple(runs)),), notes))


# -- the whole


def _whole(chart: Chart, i: int) -> _Whole | None:
    """`12 mile long run`, `Long run (17 miles)`, `Progression run 50 mins`, `10 miles easy`."""
    whole = _Whole(i)
    while whole.end - i < 12:
        further = _more_of_whole(chart, i, whole)
        if further is None:
            break
        whole = further
    a, target = whole.amount, whole.target
    if a is None or _several(target):
        return None
    if a.unit == "clock" and a.value < 300_000:  # `1:45 run`
        a = replace(a, value=a.value * 60, unit="min")
    least, most = (3000, 60_000) if a.kind == "m" else (900_000, 18_000_000)
    return replace(whole, amount=a) if least <= a.value <= most else None


def _more_of_whole(chart: Chart, i: int, whole: _Whole) -> _Whole | None:
    tokens, at = chart.tokens, whole.end
    if whole.amount is None and not tokens[at - 1].kinds & {"TIMES"}:
        names = ("Range", "Dist", "Time") if tokens[at].kinds & {"NUM", "CLOCK"} else ()
        found = longest(p for name in names for p in chart.at(name, at))
        if found is None and _bare(chart, at):
            found = Phrase(
                at + 1, 0.0, Amount("m", tokens[at].value * MILE, "mile", tokens[at].span)
            )
        if found is not None:
            closes = whole.bracket and "CLOSE" in tokens[found.end].kinds
            return replace(whole, end=found.end + closes, amount=found.value)
    named = tokens[at].word in ("a", "as", ":") or tokens[at + 1].word in ("finish", "long")
    if "COMMA" in tokens[at].kinds and whole.amount is not None and tokens[at + 1].word == "pace":
        at += 1  # `50 min, pace 5:10-5:40, last 12 min at HM pace`
    how = None if named else longest(chart.at("Aimed", at))  # `fast finish`, `medium long`
    if how is not None:
        target, effort = how.value
        target = target or whole.target
        return replace(whole, end=how.end, target=target, effort=effort or whole.effort)
    ahead = whole.amount is None and (at > i or tokens[at].word == "out")
    opened = ahead and "OPEN" in tokens[at].kinds
    mark = ahead and (
        tokens[at].keys & {"OPEN", "COLON", "COMMA", "of"} or is_spaced_dash(tokens, at)
    )
    if ahead and tokens[at].word == "out" and tokens[at + 2].word == "back":
        return replace(whole, end=at + 3)
    if tokens[at].word in _NAMES or mark or is_hyphen(tokens, at):
        return replace(whole, end=at + 1, bracket=opened)
    return None


def _bare(chart: Chart, at: int) -> bool:
    """`18 w/ last 5 @ GMP`: miles."""
    token, led, *ahead = chart.tokens[at : at + 4]
    placed = any(one.word in _PLACES or "TIMES" in one.kinds for one in ahead)
    return "DIGITS" in token.kinds and 8 <= token.value <= 26 and led.word in _LEADS and placed


def _joint(chart: Chart, at: int) -> tuple[int, str]:
    """What stands between a whole and its parts: '(' a bracket, 'w' a word for it or a colon, '-' a
    dash, '.' the end of a sentence, ',' a comma, '&' `and`, `but`."""
    tokens, said = chart.tokens, ""
    while "(" not in said:
        token = tokens[at]
        sign = "(" if "OPEN" in token.kinds else "," * ("COMMA" in token.kinds)
        if token.word in _LEADS or token.kinds & {"COLON", "EQUALS"}:
            sign = "w"
        elif is_spaced_dash(tokens, at):
            sign = "-"
        elif token.kinds & {"DOT", "NL", "SEMI", "BULLET"}:
            sign = "."
        elif token.kinds & {"AND"} or token.word in ("but", "except"):
            sign = "&"  # and then a place: `and the last 3 at MP`
        if not sign:
            break
        at, said = at + 1, said + sign
    led = "(" in said and tokens[at].word in _LEADS  # `6 miles (including 6 x 400)`
    return at + led, said + "w" * led


# -- its parts


def _parts(chart: Chart, at: int, whole: Amount, opened: bool) -> tuple[int, list[_Part]] | None:
    """The parts from a token on, to the end of their sentence or bracket."""
    tokens, end = chart.tokens, at
    parts: list[_Part] = []
    while len(parts) < 9 and not _complete(parts, whole):
        part = _part(chart, at, whole, bool(parts) and parts[-1].begins >= 0)
        if part is None:
            break
        parts = [*(one if one.aimed else _so_too(one, part) for one in parts), part]
        at = end = part.end
        while tokens[at].kinds & _PARTED or is_spaced_dash(tokens, at) or tokens[at].word == "but":
            at += 1
    again = None
    if len(parts) == 1 and "OPEN" in tokens[end].kinds and not opened:
        again = _parts(chart, end + 1, whole, True)  # `10 at MP (4 easy, 10 MP, 4 easy)`
    if again is not None and _complete(again[1], whole):
        return again
    placed = all(part.side or part.place == "middle" for part in parts)
    ends = _ENDS | _GOES_ON if placed or _complete(parts, whole) else _ENDS
    closed = tokens[end].kinds & ({"CLOSE"} if opened else ends)
    if not parts or not parts[-1].aimed or not closed:
        return None
    return end + opened, parts


def _so_too(part: _Part, behind: _Part) -> _Part:
    """`miles 4-8 and 10-14 at MP`: both."""
    return replace(part, aimed=behind.aimed, target=behind.target, effort=behind.effort)


def _complete(parts: list[_Part], whole: Amount) -> bool:
    return abs(sum(part.size for part in parts) - whole.value) <= 0.005 * whole.value


def _part(chart: Chart, i: int, whole: Amount, numbered: bool) -> _Part | None:
    """One part, from a token to where the next begins."""
    part = _walked(chart, i, whole, numbered)
    listed = part.begins >= 0 and chart.tokens[part.end].kinds & {"AND", "COMMA"}
    return part if (part.aimed or listed) and (part.size or part.place) else None


def _walked(chart: Chart, i: int, whole: Amount, numbered: bool = False, until: int = 0) -> _Part:
    part = _Part(i, chart.span(i, i + 1))
    while part.end - i < 20 and part.end != until:
        further = (
            _aim(chart, part)
            or _size(chart, part, whole, numbered)
            or _place(chart, part, whole)
            or _idle(chart, part, i)
        )
        if further is None:
            break
        part = further
    if part.half and not part.size:
        part = replace(part, size=whole.value / 2)
    return part


def _aim(chart: Chart, part: _Part) -> _Part | None:
    """A pace, an effort, or what it is for."""
    tokens, at = chart.tokens, part.end
    role = next((p for name in ("WarmUp", "CoolDown") for p in chart.at(name, at)), None)
    if role is None and part.bare | bool(part.size) and tokens[at].word in _ROLES:
        role = Phrase(at + 1, 0.0, _ROLES[tokens[at].word]) if not part.aimed else None
    if role is not None and part.role is None and (not part.aimed or part.effort is Effort.EASY):
        return replace(part, end=role.end, role=role.value, aimed=True)
    aside = tokens[at].kinds & ({"OPEN", "COMMA"} if part.target is not None else {"OPEN"})
    figures = longest(chart.at("InOtherWords", at)) if aside else None
    if figures is not None:
        a = Amount("m", part.size, "", part.span)
        paced = told_in_figures(part.target, figures.value, a) if part.aimed else figures.value
        return replace(part, end=figures.end, target=paced, aimed=True) if paced else None
    if part.aimed and (part.target is not None or "AT" not in tokens[at].kinds):
        return None
    if "JOG" in tokens[at].kinds:
        return replace(part, end=at + 1, effort=Effort.EASY, aimed=True)
    aims = chart.at("Aimed", at)
    if "CLOCK" in tokens[at].kinds and (part.size or part.place) and not part.aimed:
        paces = (p for p in chart.at("Body", at) if p.value.pace.ms < 900_000)
        aims = tuple(Phrase(p.end, p.cost, (p.value, Effort.NONE)) for p in paces)
    how = longest(p for p in aims if _alone(chart, at, p))
    if how is None:
        return None
    target: Target | None
    target, effort = how.value
    if target is not None and target.pace.kind == "none":
        effort, target = effort or target.effort, None
    return replace(part, end=how.end, target=target, effort=effort or part.effort, aimed=True)


def _alone(chart: Chart, at: int, how: Phrase) -> bool:
    """One pace, that takes no place for a part of its name."""
    places = any(token.word in _PLACES for token in chart.tokens[at : how.end])
    return not (places or _several(how.value[0]))


def _several(target: Target | None) -> bool:
    return target is not None and bool(target.listed or target.last)


def _size(chart: Chart, part: _Part, whole: Amount, numbered: bool) -> _Part | None:
    """Its length, in the unit of the whole where none is told; or its miles by number."""
    tokens, at = chart.tokens, part.end
    if part.size or part.begins >= 0 or not tokens[at].kinds & {"NUM", "WORD", "CLOCK"}:
        return None
    scale = _UNITS.get(whole.unit, 0.0)
    first = at + (tokens[at].kinds & {"MILES", "KM"} != frozenset())
    if (first > at or numbered) and "DIGITS" in tokens[first].kinds:
        joined = (
            tokens[first + 1].kinds & {"DASH", "TO", "THROUGH"} or tokens[first + 1].word == "thru"
        )
        last = first + 2 * bool(joined)
        low, high = tokens[first].value, tokens[last].value
        if low > high or "DIGITS" not in tokens[last].kinds:
            return None
        span = chart.span(at, last + 1)
        size = (high - low + 1) * scale
        return replace(part, end=last + 1, begins=(low - 1) * scale, size=size, span=span)
    names = ("Range", "Dist", "Time", "ShareOfRun")
    sizes = (p for name in names for p in chart.at(name, at))
    # `the last 3 miles to HM pace` is no range
    found = longest(p for p in sizes if not any("TO" in t.kinds for t in tokens[at : p.end]))
    if found is not None and (part.place or "CLOCK" not in tokens[at].kinds):
        alike = found.value.kind == whole.kind
        span = chart.span(at, found.end)
        return replace(part, end=found.end, size=found.value.value, span=span) if alike else None
    number = longest(chart.at("Number", at))
    if number is None or not scale:
        return None
    after = tokens[number.end]
    if after.kinds & {"TIMES", "SET", "REP", "PCT"} or is_hyphen(tokens, number.end):
        return None
    span = chart.span(at, number.end)
    return replace(part, end=number.end, size=number.value.value * scale, bare=True, span=span)


def _place(chart: Chart, part: _Part, whole: Amount) -> _Part | None:
    """`first`, `in the middle`, `the second half`, `back`."""
    tokens, at = chart.tokens, part.end
    word = tokens[at].word
    place = _PLACES.get(word)
    behind = tokens[at + 1].kinds & (_ENDS | _GOES_ON)
    if place is None or (part.aimed and part.size and not behind):
        return None
    if part.place and part.half and tokens[at + 1].word == "half":
        return None
    if part.place and place != part.place and word not in ("start", "finish", "end", "second"):
        return None
    unit = tokens[at + 2].kinds & {"HOURS", "MILES", "MARATHON"}
    if tokens[at + 1].word == "half" and not (part.size or unit):
        return replace(part, end=at + 2, place="last" if word == "second" else place, half=True)
    half = word in ("out", "back")
    return replace(part, end=at + 1, place=part.place or place, half=part.half or half)


def _idle(chart: Chart, part: _Part, i: int) -> _Part | None:
    """A word that tells nothing of its own."""
    tokens, at = chart.tokens, part.end
    token: Token = tokens[at]
    plural = token.word == "s" and token.glued and "CLOCK" in tokens[at - 1].kinds
    if token.word in _IDLE or plural or (part.place and token.word == "with"):
        return replace(part, end=at + 1)
    if "COMMA" in token.kinds and tokens[at + 1].word in ("which", "that") and not part.aimed:
        return replace(part, end=at + 2)
    if token.kinds & {"THEN", "AND", "COMMA"} or is_spaced_dash(tokens, at):
        return None
    passed = filler(chart, at)
    return replace(part, end=passed[0]) if passed is not None else None


# -- how they make the whole


def _placed(parts: list[_Part], whole: _Whole, joint: str) -> list[list[_Part]]:
    """All that is run, in its order; more than one way where that is not told."""
    amount = whole.amount
    assert amount is not None
    left = amount.value - sum(part.size for part in parts)
    sized = [part for part in parts if part.size]
    if _timed(whole.target, amount) or all(part.role for part in parts):
        return []  # `10 km in 38:20, last 3 km in 10:30`: of all, or of the first 7?
    if (
        left < -0.005 * amount.value
        or len(parts) - len(sized) > 1
        or (len(parts) == 1 and (left < 1 or not sized))
    ):
        return []
    if len(sized) < len(parts):  # `start easy, last 3 at tempo`
        return [[part if part.size else replace(part, size=left) for part in parts]]
    role = Role.EASY if not whole.effort and whole.target is None else None
    rest = _Part(0, amount.span, left, target=whole.target, effort=whole.effort, role=role)
    joined = "w" in joint or "(" in joint
    if any(part.begins >= 0 for part in parts):
        return _by_number(parts, rest, amount.value)
    if left <= 0.005 * amount.value:
        told = joined or "." in joint or any(part.place for part in parts)
        titled = whole.target is None or whole.target.pace.kind == "training"  # `Tempo 8 miles`
        plain = titled and (told or not whole.effort)
        ordered = sorted(parts, key=lambda part: part.side * (part.place != "next"))
        return [ordered] if plain else []
    half = replace(rest, size=left / 2)
    around = [half, *parts, half]
    if len(parts) == 1 and parts[0].place == "middle":
        return [around]
    if len(parts) == 1 and "w" in joint and not parts[0].place:
        return [[rest, *parts], around]  # `14 miles with 9 at MP`
    if not all(part.side for part in parts) or parts[0].place == "next":
        return []
    before = [part for part in parts if part.side < 0]
    return [[*before, rest, *(part for part in parts if part.side > 0)]]


def _timed(target: Target | None, whole: Amount) -> bool:
    """Whether a time is one for the whole, and no pace."""
    if target is None or target.pace.kind != "time" or target.pace.per:
        return False
    return whole.kind == "m" and target.pace.ms > 120 * whole.value


def _by_number(parts: list[_Part], rest: _Part, whole: float) -> list[list[_Part]]:
    made: list[_Part] = []
    at = 0.0
    for part in parts:
        if part.begins < at - 1:
            return []
        if part.begins > at + 1:
            made.append(replace(rest, size=part.begins - at))
        made.append(part)
        at = part.begins + part.size
    return [[*made, replace(rest, size=whole - at)] if whole - at > 1 else made]


def _up_and_down(chart: Chart, i: int) -> list[Phrase]:
    """`Two miles up, four at threshold, two down`: the parts alone, in the unit of the first."""
    tokens = chart.tokens
    first = longest(chart.at("Dist", i))
    if first is None or not (tokens[first.end].word == "up" or chart.at("WarmUp", first.end)):
        return []
    unit: Amount = first.value
    found = _parts(chart, i, replace(unit, value=1e9), False)
    if found is None:
        return []
    end, parts = found
    roles = [part.role for part in parts]
    ends = roles[0] is Role.WARMUP and roles[-1] is Role.COOLDOWN and len(parts) > 2
    if not ends or not all(part.size for part in parts) or not any(p.bare for p in parts[1:-1]):
        return []
    return [_told(chart, i, end, replace(unit, value=sum(part.size for part in parts)), parts)]


def _part_of(chart: Chart, i: int) -> list[Phrase]:
    """`HM pace for the last 4 miles of a 12 miler`, `the second half of a 14k at MP`."""
    tokens = chart.tokens
    of = next((at for at in range(i, min(i + 14, chart.end)) if tokens[at].word == "of"), 0)
    placed = of and any(token.word in _PLACES for token in tokens[i:of])
    whole = _whole(chart, of + 1 + (tokens[of + 1].word in ("a", "your"))) if placed else None
    amount = whole.amount if whole is not None else None
    if whole is None or amount is None or not tokens[whole.end].kinds & _ENDS:
        return []
    part = _walked(chart, i, amount, until=of)
    if not part.aimed and (whole.target or whole.effort):
        part = replace(part, aimed=True, target=whole.target, effort=whole.effort)
        whole = replace(whole, target=None, effort=Effort.NONE)
    if not (part.aimed and part.size and part.side) or part.end != of:
        return []
    ways = _placed([part], whole, "w")
    return [_told(chart, i, whole.end, amount, made) for made in ways]


# -- a whole with reps among its parts


@scanner("WholeTold", "WORD|NUM")
def whole_of_reps(chart: Chart, i: int) -> list[Phrase]:
    """`9K - 3k warm-up, 3 x 1k, 1k jog between, last 1k`, `60 min fartlek: 15 easy, 10 x (1 min on,
    2 min off), 15 easy`, `8 km with 6 x 500, 200 jog`: what is told behind it comes to it, or is no
    part of a run on end, as its recovery is told."""
    before = chart.before(i).kinds
    begun = begins(chart, i) or before & {"WEEKDAY", "AMPM"}
    if not chart.once(_counts) or not begun or before & _WITHIN:
        return []
    whole = _whole(chart, i)
    a = whole.amount if whole is not None else None
    if whole is None or a is None or whole.target is not None or whole.effort:
        return []
    at, joint = _joint(chart, whole.end)
    paced = any(token.word == "pace" for token in chart.tokens[i:at])  # `5k pace session - …`
    if not joint or "&" in joint or paced:
        return []
    end = chart.since(at, "OPEN") - 1 if "(" in joint else at
    if not _makes(chart, i, at, a, joint):
        held = _held(chart, at, a, joint)
        if held is None:
            return []
        end = end if "(" in joint else held
    note = f"'{chart.quote(*a.span)}' taken as what the session comes to in all"
    return [Phrase(end, 0.2, Remark(chart.span(i, end), notes=(note,)))]


alias("Element", "w:<WholeTold>")


def _counts(chart: Chart) -> bool:
    return any(token.kinds & {"TIMES", "ALTERNATE", "SET"} for token in chart.tokens)


def _makes(chart: Chart, i: int, at: int, a: Amount, joint: str) -> bool:
    """Whether what stands behind a whole comes to it, as it is told or with what nobody wrote."""
    kinds = {kind for token in chart.tokens[at : chart.end] for kind in token.kinds}
    ends = bool(kinds & {"WU", "WARM"} and kinds & {"CD", "COOL"}) and a.value >= 6000
    sums = _sums(chart, at, a)
    exact = any(abs(one - a.value) <= 0.01 * a.value for one in sums)
    exact = exact or bool(sums and sums[0] <= a.value <= 1.03 * sums[1])
    # what a session holds, with a warm-up and a cool-down that nobody wrote
    named = any(token.word in _SESSIONS for token in chart.tokens[i:at])
    about = named and any(0.6 * a.value <= one <= 1.05 * a.value for one in sums)
    alone = "TIMES" in chart.tokens[at + 1].kinds and not ends
    apart = joint.strip(",") and not alone  # `12 miles as 3 x (3 easy, 1 hard)`: on end
    strict = bool(apart) and (exact or (ends and a.kind == "m"))
    return (strict and (ends or "." not in joint)) or about


def _held(chart: Chart, at: int, a: Amount, joint: str) -> int | None:
    """Where the reps begin that so long a run holds, and whose recovery is told."""
    tokens, first = chart.tokens, at
    while not tokens[at + 1].kinds & {"TIMES", "SET"} and not tokens[at].keys & _NO_TITLE:
        at += 1
    line = list(takewhile(lambda token: "NL" not in token.kinds, tokens[at : chart.end]))
    words = joint.replace(",", "")
    if tokens[first - 1].word == "as":
        return None  # `4.5 miles as 3 x 1600`: nothing but these, so it is their sum or a slip
    least = 3000 if "w" in joint else 8000
    named = all(token.kinds & {"REP", "SESSIONWORD", "COLON"} for token in tokens[first:at])
    apart = "w" in words or (words in (".", "-") and named)
    quick = not any(token.kinds & {"STRIDES", "HILL"} for token in line)
    if a.kind != "m" or not least <= a.value < 50_000 or not apart or not quick:
        return None
    sums = _sums(chart, at, a)
    fits = not sums or sums[0] - sums[-1] < a.value  # the reps alone
    below = any("DOT" in one.kinds and "REST" in two.kinds for one, two in pairwise(line))
    rested = rests_told(chart, at) or ("w" in joint and below)
    counted = tokens[at + 1].kinds & {"TIMES", "SET"} and "NUM" in tokens[at].kinds
    return at if counted and fits and rested else None


@rule("Element", "^COMMA|AND|SEMI|DOT|THEN the? LAST &<Figure>", cost="phrase")
def last_of_whole(m: Found) -> Manner | None:
    """`9K - 3k warm-up, 3 x 1k, 1k jog between, last 1k @ 4:05`: a run, where it makes the whole."""
    return Manner(m.span) if m.chart.once(_counted) else None


def _counted(chart: Chart) -> bool:
    whole = _whole(chart, 0)
    a = whole.amount if whole is not None else None
    if whole is None or a is None or a.kind != "m":
        return False
    sums = _sums(chart, _joint(chart, whole.end)[0], a)
    return any(abs(one - a.value) <= 0.01 * a.value for one in sums)


def _sums(chart: Chart, at: int, whole: Amount) -> list[float]:
    """What the runs from a token on come to, without their jogs, with one behind each, or with
    those between; at last the first of each item alone."""
    tokens, count, inside, runs, firsts, jogs = chart.tokens, 1.0, False, 0.0, 0.0, [0.0, 0.0]
    name, scale = "Dist" if whole.kind == "m" else "Time", _UNITS.get(whole.unit, 0.0)
    short = 1500 if whole.kind == "m" else 360_000
    while at < chart.end:
        times = tokens[at + 1].kinds & {"TIMES"} and "NUM" in tokens[at].kinds
        if times:
            count, at = tokens[at].value, at + 2
            inside = "OPEN" in tokens[at].kinds
            at += bool(tokens[at].kinds & {"OPEN", "COMMA"})
        inside = inside and "CLOSE" not in tokens[at].kinds
        found = longest(chart.at(name, at))
        end = found.end if found is not None else at + 1
        size = found.value.value if found is not None else 0.0
        if found is None and tokens[end].keys & _BARE_OF and "NUM" in tokens[at].kinds:
            size = tokens[at].value * (scale if tokens[at].value < 100 else 1)
        if found is None and times and whole.kind == "m" and tokens[at].value >= 100:
            size = tokens[at].value  # `6 x 500`
        before, after = tokens[at - 1].kinds, tokens[end].kinds
        if times and not size:
            return []
        if size < short and not times and (after & _JOGS or before & {"OFF", "REST"}):
            jogs = [jogs[0] + count * size, jogs[1] + (count - 1) * size]
        elif "CLOCK" not in tokens[at].kinds and not (before & {"AT"} or after & {"PACE"}):
            runs += size * (count if times or inside else 1)
            firsts += size * (not times and bool(before & {"COLON", "OPEN", "COMMA", "PLUS"}))
        at = end
    return [runs, *(runs + jog for jog in jogs), firsts]
