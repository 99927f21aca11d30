# SPDX-License-Identifier: MIT
"""A clause that orders a repeat, whatever else it says: its verb, its count, what is counted.

`Repeat the hill and flat phase x 6 sets`, `do this 6 times`, `and we did it 3 times`, `All groups
aim for 8-10 reps`, `keep this up until you have done six`, `repeat for 24 minutes total`. Any word
may stand in it but a second number, an amount, and what excepts or picks: then it is none.

Not here: `x 4` right behind a run (`repeats`); a clause that may only be meant so (`gists`).
"""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.notation.chart import UNITS, Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Again, Amount, Count, Doubt, Fill, Span
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.counts import followed_ahead, names_list, sets_listed
from trackpacer.notation.phrases.repeats import hills_counted
from trackpacer.notation.tokens import ITEM_ENDS, Token, is_spaced_dash
from trackpacer.records import record, replace

_LONGEST = 24  # tokens
_LEADS = words_of(
    """
    and & then so now also to you we i they you'll we'll should will can could must want wants need
    needs have has had is was be the main part idea plan thing simply just please next it's that's
    whole entire all groups group everyone everybody athletes runners each athlete runner aim let's lets try
    """
)
_REPEATS = words_of("repeat repeated repeating repeats")
_DOES = words_of(
    """
    do does did done doing complete completes completed completing perform performs performed
    performing run ran go make made manage managed execute cycle
    """
)
_AIMS = words_of("aim aims aiming aimed look looking start starts begin shoot target")
_GOES_ON = words_of("continue continues continuing keep keeping carry etc on")
_WHOLE = words_of("all this that it everything")
_LOT = words_of("block lot sequence circuit pattern cycle")
_HOLDS = words_of("have has include includes consist consists contain contains comprise involve")
_SESSION = words_of("workout session set training")
_OBJECT = words_of(
    """
    this that it these them those the all of above whole entire full same thing lot set sequence
    pattern cycle circuit block workout session drill process combination again through at least for
    a total about around approximately minimum in from start top beginning with to up between
    complete following
    """
)
# What tells which of them, what not, or how else: then it is no plain order.
_NEVER = UNITS | {
    *("CLOCK", "PCT", "AT", "BETWEEN", "WITHOUT", "ORDINAL", "ORDINALWORD", "ODD", "EVEN", "OTHER"),
    *("EACH", "BOTH", "OR", "PEOPLE", "DOUBLE", "HALF", "AFTER", "BEFORE", "CONDITION"),
    *("DATE", "EQUALS", "PLUS", "MINUS"),
}
_AMOUNTS = UNITS | {"DIGITS", "CLOCK"}
_NEITHER = words_of(
    "except unless but not never no don't can't cant cannot couldn't skip drop instead alternately "
    "rest off"
)
_MORE = words_of("more another extra additional further")
_TAIL = words_of(
    "in all total altogether over through more overall a row please or so consecutively"
)
_FOLLOWING = words_of("the of this these following below as follows set circuit")
_SUMS = words_of(
    "for to so that is making make makes giving a the total totals of in all altogether"
)
_TIMED = words_of("for until till over to through")
_WEEKLY = words_of("a per each every this weekly last next")
_OF_COURSE = words_of("depending if according as to until till like")
_THEM = words_of("these those them this that")
_NO_REP = words_of("run runs one ones effort loop stretch piece")
_BEGINS = "|".join(sorted(_LEADS | _REPEATS | _DOES | _AIMS | _GOES_ON | _SESSION | {"full"}))


@record
class _Counted:
    """A count and what it counts: 'times', 'sets', 'reps', 'them', 'twice', or '' where that is not
    said."""

    count: Count
    unit: str
    more: bool
    end: int


@scanner("Element", f"{_BEGINS}|NUM|BULLET|at|total|for|up|by|of")
def order(chart: Chart, i: int) -> list[Phrase]:
    """The clause from a token on, where it orders a repeat."""
    tokens = chart.tokens
    at, verb = _verb(tokens, i)
    if not verb or not (_first(chart, i) or _begins(chart, i, at)):
        return []
    walked = _walk(chart, at + (verb != "bare"), _clause_end(tokens, at), verb)
    if isinstance(walked, _Counted):
        heads = _heads(chart, i, walked)
        if heads is not None or _first(chart, i):
            return [heads] if heads is not None else []
        return list(_again(chart, i, walked, verb))
    return [] if walked is None or _first(chart, i) else list(_fill(chart, i, *walked))


def _first(chart: Chart, i: int) -> bool:
    return not i or "BEGIN" in chart.before(i).kinds


def _heads(chart: Chart, i: int, counted: _Counted) -> Phrase | None:
    """`Repeat the following 5 times:`, `5 sets of this:`: what it is said of comes behind it."""
    tokens, at = chart.tokens, counted.end
    while tokens[at].word in _FOLLOWING:
        at += 1
    span = chart.span(i, at)
    told = any(token.word in ("following", "below", "follows") for token in tokens[i:at])
    colon = "COLON" in tokens[at].kinds and tokens[at].glued >= tokens[at + 1].glued
    colon = colon and not (tokens[at + 1].glued and 10 <= tokens[at + 1].value < 100)  # `8x:60`
    at += colon
    told = told or colon or _first(chart, i)
    if (
        colon
        and counted.unit not in ("set", "sets")
        and names_list(tokens, at, counted.count.number)
    ):
        return None
    count = Count(span, counted.count.number, True, True, listed=colon and bool(counted.unit))
    once = counted.unit == "sets" and sets_listed(chart, at, count.number)
    if counted.more or count.number < 2 or not counted.unit or once:
        return None
    count = replace(count, followed=followed_ahead(chart, at, counted.unit == "sets"))
    line_end = at + ("DOT" in tokens[at].kinds)
    if "NL" not in tokens[line_end].kinds:
        dash = is_spaced_dash(tokens, at)
        goes_on = colon or (told and dash)
        return (
            Phrase(at + dash, 0.0, count) if goes_on and not tokens[at].kinds & ITEM_ENDS else None
        )
    if "END" in tokens[line_end + 1].kinds:
        return None
    indents = chart.indent(tokens[i].start), chart.indent(tokens[line_end].end)
    head = replace(count, heads=True, indents=indents)
    whole = _first(chart, i) or bool(chart.before(i).kinds & {"NL", "BULLET"})
    return Phrase(line_end + 1, 0.0, head) if told or (whole and head.deeper) else None


def _begins(chart: Chart, i: int, at: int) -> bool:
    """Whether a clause begins there."""
    if not i or "BEGIN" in chart.before(i).kinds:
        return False
    behind, token = chart.tokens[i - 1], chart.tokens[i]
    if (
        behind.kinds & ITEM_ENDS
        or is_spaced_dash(chart.tokens, i - 1)
        or token.kinds & {"AND", "THEN"}
    ):
        return True
    noun = behind.kinds & {"EACH", "BETWEEN", "OF", "NUM"} or behind.word in ("the", "a", "per")
    return at == i and token.word in _REPEATS and not noun


def _verb(tokens: list[Token], i: int) -> tuple[int, str]:
    """Where the verb of a clause stands, and what it is of; '' where there is none."""
    at = i + ("BULLET" in tokens[i].kinds)
    while at - i < 8 and tokens[at].word in _LEADS and tokens[at].word not in _AIMS:
        at += 1
    token = tokens[at]
    for verb, words in (("repeat", _REPEATS), ("do", _DOES), ("aim", _AIMS), ("on", _GOES_ON)):
        if token.word in words:
            return at, verb
    held = next((j for j in range(at, at + 4) if tokens[j].word in _SESSION), at)
    if tokens[held].word in _SESSION:
        while tokens[held + 1].word in _LEADS and tokens[held + 1].word not in _HOLDS:
            held += 1
        return (held + 1, "hold") if tokens[held + 1].word in _HOLDS else (at, "")
    first = i + ("BULLET" in tokens[i].kinds)
    bare = at == first and ("NUM" in token.kinds or token.word in ("at", "total", "for", "up"))
    if tokens[first].word in _WHOLE and not bare:
        return first, "whole"  # `all of that 4-5 x`
    if token.word in _LOT and tokens[at - 1].word in ("the", "whole", "entire") and at > first:
        return at, "whole"  # `and the block another twice`
    return at, "bare" if bare else ""


def _clause_end(tokens: list[Token], at: int) -> int:
    end = at
    while end - at < _LONGEST and not tokens[end].kinds & ITEM_ENDS and not _dash(tokens, end):
        end += 1
        if tokens[at].word in _REPEATS and (past := _named_in_bracket(tokens, end)):
            end = past
    return end


def _named_in_bracket(tokens: list[Token], at: int) -> int:
    """The token after the bracket of `Repeat this sequence (1-2-3) 4 times`; 0 where none is."""
    if "OPEN" not in tokens[at].kinds or tokens[at - 1].word not in _OBJECT:
        return 0
    end = next((n for n in range(at, at + 10) if "CLOSE" in tokens[n].kinds), at)
    return end + 1 if end > at and tokens[end + 1].kinds & {"NUM", "TWICE"} else 0


def _dash(tokens: list[Token], at: int) -> bool:
    """Whether a dash ends the clause: not that of `8 - 10 reps`."""
    ranged = at and "NUM" in tokens[at - 1].kinds and "NUM" in tokens[at + 1].kinds
    return is_spaced_dash(tokens, at) and not ranged


def _walk(chart: Chart, at: int, end: int, verb: str) -> _Counted | tuple[Amount, int] | None:
    """The first count or the length of the whole from a token on; None where something stands
    before it that it may not be told over."""
    tokens = chart.tokens
    begun, timed = at, False
    while at < end:
        counted = _counted(chart, at)
        if counted is not None and counted.end <= end:
            return counted if _fits(counted, verb) else None
        token = tokens[at]
        if past := _named_in_bracket(tokens, at):
            at = past
            continue
        if verb in ("repeat", "on") and timed and "NUM" in token.kinds:
            return _amount(chart, at)
        never = token.kinds & _NEVER and token.word not in ("a", "an", "following")
        if never or "NUM" in token.kinds or token.word in _NEITHER:
            return None
        if verb in ("do", "bare", "whole", "aim", "hold") and token.word not in _OBJECT:
            return None
        timed = timed or token.word in _TIMED
        at += 1
        if at - begun > _LONGEST:
            break
    return None


def _fits(counted: _Counted, verb: str) -> bool:
    """Whether such a verb is said of what is counted."""
    if verb == "repeat":
        return bool(counted.unit)
    if verb in ("on", "aim"):
        return True
    if verb == "hold":
        return counted.unit in ("sets", "reps")
    if counted.unit in ("twice", "thrice"):
        return verb == "do" or (verb == "whole" and counted.more)
    return counted.unit in ("times", "sets", "reps", "them") or (verb == "do" and not counted.unit)


def _counted(chart: Chart, at: int) -> _Counted | None:
    """`6 times`, `x 6 sets`, `three more rounds`, `8-10 hill reps`, `five of these`."""
    tokens = chart.tokens
    sign = "TIMES" in tokens[at].kinds and tokens[at].word != "time"
    if sign and "NUM" in tokens[at + 1].kinds:
        found = _number(chart, at + 1)
        end = found.end if found is not None else at
        unit, after = _unit(tokens, end)
        if found is None or tokens[end].kinds & _AMOUNTS:
            return None
        return _Counted(found.value, unit or "times", False, after)
    further = tokens[at].word in _MORE  # `another twice`
    if "TWICE" in tokens[at + further].kinds:
        return _twice(chart, at + further)
    found = _number(chart, at) if "NUM" in tokens[at].kinds else None
    if found is None:
        return None
    at = found.end
    more = tokens[at - 2].word in _MORE
    while tokens[at].word in _MORE:
        more, at = True, at + 1
    adjectives = at
    unit, after = _unit(tokens, at)
    while not unit and at - adjectives < 2 and _describes(tokens[at]):
        at += 1
        unit, after = _unit(tokens, at)
    if not unit and at > adjectives:
        after = adjectives
    if tokens[after].kinds & (_AMOUNTS | {"TIMES"}) or _of_amount(tokens, after):
        return None
    return _Counted(found.value, unit, more, after)


def _twice(chart: Chart, at: int) -> _Counted:
    """`twice`, `twice more`."""
    token, following = chart.tokens[at : at + 2]
    behind = following.word in _MORE
    more = behind or (at > 0 and chart.tokens[at - 1].word in _MORE)
    number = 2 if token.word == "twice" else 3
    return _Counted(Count(token.span, number), token.word, more, at + 1 + behind)


def _number(chart: Chart, at: int) -> Phrase | None:
    found = longest(chart.at("Times", at))
    return found if found is not None and 1 <= found.value.number <= 255 else None


def _describes(token: Token) -> bool:
    return (
        bool(token.kinds & {"HILL", "SPRINT", "TOTAL", "UNKNOWN", "FULL"}) and "WORD" in token.kinds
    )


def _unit(tokens: list[Token], at: int) -> tuple[str, int]:
    """What is counted, and the token after it."""
    token, after = tokens[at], at + 1
    if token.word in ("times", "x", "time"):
        unit = "times"
        after += "SET" in tokens[after].kinds
    elif token.kinds & {"SET"} and "GROUPWORD" not in token.kinds:
        unit = "sets"
    elif (token.kinds & {"REP"} and token.word not in _NO_REP) or token.word == "sprints":
        unit = "reps"
    else:
        unit, after = "", at
    if tokens[after].kinds & {"OF"} and tokens[after + 1].word in _THEM:
        return unit or "them", after + 2
    return unit, after


def _of_amount(tokens: list[Token], at: int) -> bool:
    ahead = tokens[at + 1]
    return "OF" in tokens[at].kinds and bool(
        ahead.kinds & {"NUM", "CLOCK"} or ahead.word in ("a", "an")
    )


def _again(chart: Chart, i: int, counted: _Counted, verb: str) -> Iterator[Phrase]:
    """What a counted clause comes to, up to each place where it may end."""
    tokens = chart.tokens
    if tokens[counted.end].word in _WEEKLY and tokens[counted.end].word != "in":
        return
    number, more, at = counted.count.number, counted.more, counted.end
    if verb == "repeat" and hills_counted(chart, i, number):
        return  # `6 hill reps (run 250 yds up, jog down; repeat 5 times)`
    while tokens[at].word in _TAIL:
        at += 1
    total = _total(chart, at)
    if total is not None:
        in_all, after = total
        if in_all not in (number, number + 1):
            return
        number, more, at = in_all, False, after
    ends = [at]
    end = _clause_end(tokens, at)
    if end > at and tokens[at].word in _OF_COURSE and _says_nothing(tokens[at:end]):
        ends.append(end)
    crossed = tokens[counted.end - 1].word == "x"
    ended = tokens[ends[-1]].kinds & (ITEM_ENDS | {"FOLLOWED", "THEN"})
    if (verb == "bare" and crossed) or (verb in ("bare", "whole") and not ended):
        return
    if number > 1 and _to_begin_with(tokens, at):
        ends = [next(j for j in range(at, len(tokens)) if tokens[j].kinds & _SENTENCE)]
    reps = counted.unit in ("reps", "them", "") and verb != "repeat"
    if number + more < 2 and not more:
        return
    if verb == "do" and not counted.unit and not tokens[at].kinds & ITEM_ENDS:
        return
    unsure = verb == "repeat" and counted.unit in ("twice", "thrice") and not more and not total
    for end in ends:
        span = chart.span(i, end)
        value = Again(span, number, all=True, more=more, reps=reps, notes=counted.count.notes)
        if unsure:
            value = replace(value, doubt=_more_or_all(span))
            yield Phrase(end, COSTS["repeat-all"] + 0.1, replace(value, more=True))
        yield Phrase(end, COSTS["repeat-all"], value)


def _more_or_all(span: Span) -> Doubt:
    return Doubt(
        span, "'{this}': twice in all, or twice more?", "the count, like `repeat 3 times in all`"
    )


def _to_begin_with(tokens: list[Token], at: int) -> bool:
    """`Start with 4 reps and build up to 10 over the weeks`: the first count is that of today."""
    words = [token.word for token in tokens[at : at + 3]]
    builds = words[0] in ("and", "then", "&", "before") and set(words[1:]) & _BUILDS
    return words[:2] in (["to", "start"], ["to", "begin"], ["at", "first"]) or bool(builds)


def _says_nothing(tokens: list[Token]) -> bool:
    """Of how many it depends on: whether no other count stands there."""
    return not any(token.kinds & {"NUM", "CLOCK", "PEOPLE"} for token in tokens)


def _total(chart: Chart, at: int) -> tuple[int, int] | None:
    """`for a total of five`, `(4 in all)`: the number, and where it ends."""
    tokens = chart.tokens
    opened = "OPEN" in tokens[at].kinds
    begun = at = at + opened
    while at - begun < 10 and (
        tokens[at].word in _SUMS
        or (opened and "WORD" in tokens[at].kinds and "NUM" not in tokens[at].kinds)
    ):
        at += 1
    found = _number(chart, at) if "NUM" in tokens[at].kinds else None
    if found is None or at - begun < (not opened):
        return None
    _, at = _unit(tokens, found.end)
    while tokens[at].word in _TAIL:
        at += 1
    if opened and "CLOSE" not in tokens[at].kinds:
        return None
    if not opened and not tokens[at].kinds & ITEM_ENDS:
        return None
    return found.value.number, at + opened


def _amount(chart: Chart, at: int) -> tuple[Amount, int] | None:
    """The length of the whole: `24 minutes`, `8 total minutes`."""
    found = (p for symbol in ("Time", "Dist") for p in chart.at(symbol, at))
    best = longest(p for p in found if p.value.kind != "n")
    if best is not None:
        return best.value, best.end
    tokens = chart.tokens
    if "TOTAL" in tokens[at + 1].kinds and "MINUTES" in tokens[at + 2].kinds:
        span = (tokens[at].start, tokens[at + 2].end)
        return Amount("ms", tokens[at].value * 60_000, "min", span), at + 3
    return None


_SENTENCE = frozenset(["DOT", "NL", "END", "SEMI", "CLOSE"])
_BUILDS = words_of(
    """
    build building work working progress progressing increase increasing gradually slowly eventually
    """
)
_ELAPSED = words_of("is are up have has passed elapsed gone total in all altogether over done")


def _fill(chart: Chart, i: int, amount: Amount, at: int) -> Iterator[Phrase]:
    tokens = chart.tokens
    while tokens[at].word in _ELAPSED:
        at += 1
    if not tokens[at].kinds & ITEM_ENDS and not _dash(tokens, at):
        return
    far, long = (amount.value, 0.0) if amount.kind == "m" else (0.0, amount.value)
    span = chart.span(i, at)
    yield Phrase(at, COSTS["repeat-all"], Fill(span, long, far, chart.quote(*span), True))


_TURNS = "alternate|alternating|alternates|swap|swapping|switch|switching"


@rule("Element", f"{_TURNS} n:<Times> times BETWEEN? &NUM|a|an", cost="label")
def so_many_turns(m: Found) -> Count | None:
    """`Alternate six times between a 90-second run and a two-minute walk`."""
    n: Count = m["n"]
    return Count(m.span, n.number, True, True, notes=n.notes) if n.number > 1 else None
