# SPDX-License-Identifier: MIT
"""What stands before a session and says nothing of it: a greeting, a date, a label, small talk.

It is taken from the tokens before anything is read, so that a session is read alike behind every
opening: what is asked alone is asked behind a date, and a list is a list behind a weekday. Only
words that no phrase needs are taken; a title that may name a pace, a count or a part is none.
Not here: talk after the session, or within it (`phrases.talk`, `phrases.remarks`).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from trackpacer.notation import lexicon
from trackpacer.notation.elements import Span
from trackpacer.notation.grammar import RULES
from trackpacer.notation.tokens import Token, counts_in, is_hyphen, is_spaced_dash

_LONGEST = 14  # tokens of one greeting, label or sentence
_MOST = 8  # of these
_MARKS = frozenset(["COLON", "NL", "DOT", "SEMI", "COMMA", "BAR"])
_COUNTED = frozenset(["TIMES", "SET", "METRES", "KM", "MILES", "MINUTES"])
_HEADS = frozenset(["NL", "DOT", "SEMI", "COMMA"])
_NAMES = frozenset(["WEEKDAY", "MONTH", "AMPM", "SESSIONWORD", "NUMBERED"])
# What a word of an opening may be besides.
_QUIET = _NAMES | {
    *("WORD", "HARMLESS", "UNKNOWN", "DESCRIBES", "AT", "IN", "ON", "OF", "TO", "FROM", "AND"),
    *("GOAL", "ALL", "RUN", "VERB", "LINK", "FRIEND", "SOFT", "ENOUGH", "ORD", "GROUND"),
}
_TOLD = lexicon.TOLD | lexicon.OTHER_DAY | lexicon.JOINS | lexicon.COUNTED | lexicon.REPORTS
_GREETINGS = lexicon.words_of("hi hello hey dear morning afternoon evening greetings")
_MORNING = lexicon.words_of("am a.m a.m. morning lunch lunchtime midday noon")
_EVENING = lexicon.words_of("pm p.m p.m. evening afternoon")
_IS = frozenset(["is", "was", "="])
# Days as a diary shortens them; no letter that a pace has.
_DAYS = lexicon.words_of("m tu w th f s sa su mo we fr")
_GROUPS = frozenset(["m", "f", "w"])  # `M - 6 x 800, F - 5 x 800`: men and women
_OPENERS = frozenset(["or", "and", "also"])
_OF_OPENER = lexicon.words_of("a an the do try maybe also then this that one")
_TAKEN_UP = lexicon.words_of("otherwise alternatively anyway")  # what stood before the text
_PROPOSED = frozenset([("how", "about"), ("what", "about"), ("try", "this"), ("maybe", "try")])
_CUSTOMARY = lexicon.words_of("the our my a usual normal regular standard classic typical old")
_YOU_WILL = lexicon.words_of("ferez allez faire aurez avez courez")  # on a French sheet
_TITLES = lexicon.words_of("speed track interval quality")
_MAIN = frozenset((one, two) for one in ("main", "core", "key") for two in ("set", "part", "body"))
_LATER = lexicon.words_of("days weeks later ago day week")

_SURELY = lexicon.words_of("plan planned target goal scheduled prescribed supposed meant assigned")
_PLANNED = _SURELY | lexicon.words_of("workout coach do")
_DONE = lexicon.words_of("did done actual actually ran managed completed")
_DOING = _DONE | lexicon.words_of("i we only just instead in the end so workout session")
_RESTED = frozenset(["REST", "JOG", "WALK", "FLOAT", "OFF", "WITH", "OPEN", "MINUTES", "SECONDS"])


def opening(tokens: list[Token]) -> tuple[int, tuple[Span, ...]]:
    """How many tokens at the beginning say nothing, and the characters of each piece of talk."""
    at = _blank(tokens, 0)
    while "DASH" in tokens[at].kinds and "DASH" in tokens[0].kinds & tokens[1].kinds:
        at += 1  # `--short recoveries: 3 x …`
    listed = "BULLET" in tokens[at].kinds and "NUMBERED" in tokens[at + 1].kinds
    at += listed and not any("BULLET" in token.kinds for token in tokens[at + 1 :])
    spans: list[Span] = []
    while len(spans) < _MOST:
        taken = _planned(tokens, at) or _date(tokens, at) or _label(tokens, at, not spans)
        end = taken or _piece(tokens, at)
        after = _blank(tokens, end)
        held = tokens[at:end]
        compared = (tokens[at].word, tokens[at + 1].word) in lexicon.ELSEWHERE
        if compared and len(counts_in(tokens)) > 1:
            break  # `Last week was 5 x 1k, tonight we did 6 x 1k`
        if not end or "END" in tokens[after].kinds or _several(tokens, at, end):
            break
        while len(held) > 1 and held[-1].kinds & {*_MARKS, "DASH"}:
            held = held[:-1]
        spans.append((held[0].start, held[-1].end))
        at = after
    return at, tuple(spans)


def _planned(tokens: list[Token], at: int) -> int:
    """Where what was planned ends, if what was done instead follows, and is told as fully: `Plan: 6
    x 1k, 400 jog. Did: 5 x 1k @ 3:30, 400 jog`; the end of `Target:` before the session itself."""
    begun = at
    while tokens[begun].kinds & {"WORD", "COLON"} and "NUM" not in tokens[begun].kinds:
        begun += 1
    named = {token.word for token in tokens[at:begun]}
    for n in range(begun, len(tokens) - 1) if named & _PLANNED and begun - at < 8 else ():
        end = n + 1
        while tokens[end].word in _DOING or "COLON" in tokens[end].kinds:
            end += 1
        sure = named & _SURELY or "COLON" in tokens[n + 1].kinds
        if sure and tokens[n].word in _DONE and _begins_work(tokens, end):
            told = [any(t.kinds & _RESTED for t in p) for p in (tokens[begun:n], tokens[end:])]
            return end if told[1] or not told[0] else 0
    bare = named and named <= {"target", "scheduled", "prescribed", ":"}
    return begun if bare and _begins_work(tokens, begun) else 0


def _blank(tokens: list[Token], at: int) -> int:
    while "NL" in tokens[at].kinds:
        at += 1
    return at


def _begins_list(tokens: list[Token], at: int) -> bool:
    """`session 1,2,3,2,1 min`: the first of a list, no number of the session."""
    comma, second, third = (tokens[min(at + k, len(tokens) - 1)] for k in (1, 2, 3))
    return "COMMA" in comma.kinds and "DIGITS" in second.kinds and "COMMA" in third.kinds


def _several(tokens: list[Token], at: int, end: int) -> bool:
    """Whether what is named is one of several: of two days, or the morning and the evening."""
    held = tokens[at:end]
    behind = {token.word for token in tokens[end:]}
    if lexicon.LEVELS & behind and any(token.word in lexicon.LEVELS for token in held):
        return True  # `Novice: 4 x 400`, and what others run below
    halves = bool(behind & _MORNING), bool(behind & _EVENING)
    if any(halves) and not all(halves):  # else what follows names both by itself
        other = _MORNING if halves[0] else _EVENING
        if any(token.word in (_MORNING | _EVENING) - other for token in held):
            return True
    four = zip(tokens, tokens[1:], tokens[3:], strict=False)
    if sum("UNKNOWN" in a.kinds and {":", "x"} == {b.word, d.word} for a, b, d in four) > 1:
        return True  # `Varsity: 5 x 1k. JV: 4 x 1k`
    marked = [
        i + 1
        for i, (one, mark) in enumerate(pairwise(tokens))
        if "COLON" in mark.kinds and lexicon.names_people(one.word, one.kinds)
    ]
    if len(marked) > 1 and at < marked[0] < end < marked[-1]:
        return True  # `Racers: 6 x 1k` and below it `Milers: 200, 400, 200`
    names = [i for i in range(at, end) if tokens[i].kinds & {"WEEKDAY", "NUMBERED"}]
    return any(
        tokens[i - 1].kinds & _HEADS and _other(tokens, name, i)
        for name in names
        for i in range(end, len(tokens) - 1)
    )


def _other(tokens: list[Token], one: int, other: int) -> bool:
    """Whether two tokens name different days, or sessions by their numbers."""
    kinds = tokens[one].kinds & tokens[other].kinds
    if "WEEKDAY" in kinds:
        return tokens[one].word != tokens[other].word
    return "NUMBERED" in kinds and tokens[one + 1].word != tokens[other + 1].word


def _of_the_day(tokens: list[Token], at: int) -> int:
    """Where a bracket ends that tells of the day alone: `(wet, 4 degrees)`, `(last one)`."""
    end = at
    while "OPEN" in tokens[at].kinds and not tokens[end].kinds & {"CLOSE", "NL", "END"}:
        end += 1
    quiet = all(
        one.kinds & {"UNKNOWN", "HARMLESS", "COMMA", "DOT", "AND"}
        or one.word in ("last", "first", "before", "one", "after", "degrees", "c")
        or ("NUM" in one.kinds and after.word in ("degrees", "c", "of"))
        for one, after in pairwise(tokens[at + 1 : end + 1])
    )
    return end + 1 if quiet and "CLOSE" in tokens[end].kinds else at


def _date(tokens: list[Token], at: int) -> int:
    """Where a day, a date or an hour ends, with its mark; 0 where there is none."""
    begin, named = at, False
    while at - begin < _LONGEST:
        end = _day(tokens, at) or (at + 1 if named and _is_year(tokens, at) else 0)
        if not end:
            break
        named, at = True, end
        ahead = "COMMA" in tokens[at].kinds
        if ahead and (_day(tokens, at + 1) or _is_year(tokens, at + 1)):
            at += 1
    if not named:
        return 0
    at = _of_the_day(tokens, at)
    place = at + 1
    while tokens[at].word in ("at", "in", "@") and tokens[place].raw[:1].isupper():
        place += 1  # `Thursday at 6:00 AM at Quarry Flats:`
    if place > at + 1 and "COLON" in tokens[place].kinds:
        at = place
    token, following = tokens[at], tokens[at + 1]
    if token.kinds & _MARKS or is_spaced_dash(tokens, at):
        return at + 1
    words = any(one.kinds & {"WEEKDAY", "AMPM", "DATE"} for one in tokens[begin:at])
    if words and _title(tokens, at):
        return at
    return at if words and "NUM" in token.kinds and following.kinds & _COUNTED else 0


def _is_year(tokens: list[Token], at: int) -> bool:
    """Whether a date ends with a year there, that is no length: `June 17th, 2018 -`."""
    year = tokens[at]
    if "DIGITS" not in year.kinds or not 1990 <= year.value <= 2099 or not year.value % 100:
        return False
    return bool(tokens[at + 1].kinds & {"COLON", "NL", "BAR"}) or is_spaced_dash(tokens, at + 1)


def _day(tokens: list[Token], at: int) -> int:
    """The end of a day's name, of a date or of an hour; 0 where there is none."""
    one, two, three, four = (tokens[min(at + k, len(tokens) - 1)] for k in range(4))
    if "MONTH" in one.kinds and "DIGITS" in three.kinds and {"DOT", "NL"} <= two.kinds | four.kinds:
        return at + 3  # `Feb. 6`
    if one.kinds & {"DATE"} or (one.kinds & {"WEEKDAY", "MONTH"} and not two.kinds & {"DIGITS"}):
        return at + 1
    if one.kinds & {"AMPM"} or one.word in ("morning", "evening", "afternoon", "night"):
        return at + 1
    if one.kinds & {"CLOCK", "DIGITS"} and "DASH" in two.kinds and "CLOCK" in three.kinds:
        return at + 4 if "AMPM" in four.kinds else at + 3 if four.kinds & {"COLON", "BAR"} else 0
    if two.kinds & {"AMPM"} and one.kinds & {"DIGITS", "CLOCK"}:
        return at + 2
    if one.kinds & {"WEEKDAY"}:
        return at + 1
    if one.word in ("at", "on", "@") and two.kinds & {"CLOCK", "AMPM", "WEEKDAY"} | (
        {"DIGITS"} if three.kinds & {"AMPM"} else set()
    ):
        return at + 1
    dated = bool(at and "WEEKDAY" in tokens[at - 1].kinds)
    if end := _in_slashes(tokens, at, dated):
        return end
    return _in_figures(at, (one, two, three, four))


def _in_slashes(tokens: list[Token], at: int, dated: bool) -> int:
    """As `_day`, of `26/12` and `(12/4)`; dated: a weekday stands before it."""
    opens = "OPEN" in tokens[at].kinds
    one, slash, other, after, beyond = (
        tokens[min(at + opens + k, len(tokens) - 1)] for k in range(5)
    )
    if not (one.kinds & other.kinds & {"DIGITS"} and "SLASH" in slash.kinds):
        return 0
    low, high = sorted((one.value, other.value))
    if not 1 <= low <= 12 or high > 31:
        return 0
    if opens:
        return at + 5 if dated and "CLOSE" in after.kinds else 0
    marked = after.kinds & {"COLON", "DASH", "NL", "BAR"} or (
        "COMMA" in after.kinds and "WEEKDAY" in beyond.kinds
    )
    return at + 3 if marked or (dated and "DIGITS" in after.kinds) else 0


def _in_figures(at: int, here: tuple[Token, Token, Token, Token]) -> int:
    """As `_day`, of figures."""
    one, two, three, four = here
    if "MONTH" in one.kinds and "DIGITS" in two.kinds and two.value <= 31:
        return at + 2 + ("ORD" in three.kinds)
    if "OPEN" in one.kinds and "CLOCK" in two.kinds:
        return at + 3 if "CLOSE" in three.kinds else at + 4 if "CLOSE" in four.kinds else 0
    if "DIGITS" not in one.kinds or not 1 <= one.value <= 31:
        return at + 1 if 1990 <= one.value <= 2100 and "COLON" in two.kinds else 0
    if "MONTH" in two.kinds:
        return at + 2
    if "COLON" in two.kinds and (
        "DRILLS" in three.kinds or ("DIGITS" in three.kinds and "MONTH" in four.kinds)
    ):
        return at + 1  # `15: Plyometrics + 6 x 120 m`, `2: 4 May - 3 x 1k`
    if "ORD" in two.kinds:
        of = three.word == "of" and "MONTH" in four.kinds  # `17th of June`
        return at + 4 if of else at + 3 if "MONTH" in three.kinds else at + 2
    return 0


def _label(tokens: list[Token], at: int, first: bool) -> int:
    """Where a bare label ends, that no mark parts from what it is the label of: `Wk 9 10 x 500`,
    `Session 2 is`, `Th 3 x`, `e.) 1200 m`, `Or a 400 m`; 0: there is none. first: of the text."""
    one, two, three = (tokens[min(at + k, len(tokens) - 1)] for k in range(3))
    if "NUMBERED" in one.kinds and ("DIGITS" in two.kinds or "NUM" in two.kinds):
        if three.word in _IS:
            return at + 3
        ran = three.word == "run"
        return at + 2 if _begins_work(tokens, at + 2 + ran) else 0
    if (one.word, two.word) in _MAIN and three.kinds & {"BAR", "EQUALS"}:
        return at + 3
    if not first:
        return _aside(tokens, at) or ("REST" in one.kinds and _title(tokens, at))
    if (one.word, two.word) in _PROPOSED and _begins_work(tokens, at + 2):
        return at + 2
    if one.word == "double":
        return _double(tokens, at)
    if one.word in _TAKEN_UP:
        return at + 1 + ("COMMA" in two.kinds)
    dashed = one.word not in _GROUPS and is_spaced_dash(tokens, at + 1)
    if one.word in _DAYS and _begins_work(tokens, at + 1 + dashed) and not two.glued:
        return at + 1 + dashed
    if len(one.word) == 1 and one.kinds & {"WORD", "DIGITS"}:
        dotted = 1 if "DOT" in two.kinds else 0
        close = tokens[at + 1 + dotted] if at + 1 + dotted < len(tokens) else two
        listed = "DIGITS" in one.kinds and any(
            "CLOSE" in sign.kinds and number.value == one.value + 1
            for number, sign in pairwise(tokens[at:])
        )
        if "CLOSE" in close.kinds and not listed:
            return at + 2 + dotted
    if one.word == "vous":
        end = at + 1
        while tokens[end].word in _YOU_WILL:
            end += 1
        return end if end > at + 1 and _begins_work(tokens, end) else 0
    if one.word in _OPENERS and not any(token.word in _OPENERS for token in tokens[at + 1 :]):
        end = at + 1
        while tokens[end].word in _OF_OPENER or tokens[end].kinds & {"COMMA", "COLON", "NL"}:
            end += 1
        return end if _begins_work(tokens, end) else 0
    return _aside(tokens, at) or _customary(tokens, at) or _title(tokens, at)


def _customary(tokens: list[Token], at: int) -> int:
    """Where `Usual 3 sets of`, `Our standard 6 x` begins to tell; 0: it does not."""
    begun = at
    while tokens[begun].word in _CUSTOMARY:
        begun += 1
    counted = "NUM" in tokens[begun].kinds and tokens[begun + 1].kinds & {"TIMES", "SET"}
    return begun if counted and begun > at else 0


def _double(tokens: list[Token], at: int) -> int:
    """Where `Double threshold day:` ends, if both halves of the day follow; 0: there is none."""
    ends = (
        n
        for n in range(at, min(at + 5, len(tokens)))
        if tokens[n].kinds & _MARKS or is_spaced_dash(tokens, n)
    )
    end = next(ends, 0)
    behind = {token.word for token in tokens[end:]}
    named = all("WORD" in token.kinds for token in tokens[at:end])
    later = behind & {*_EVENING, "tonight"}
    return end + 1 if end and named and behind & _MORNING and later else 0


def _title(tokens: list[Token], at: int) -> int:
    """Where a title ends that tells whom or what a session is for, or its number: `Workout for
    2:05 800 m:`, `Speed 1 -`; 0: there is none."""
    sized = bool(tokens[at].kinds & {"SHORT", "LONG"})
    if "REST" in tokens[at + sized].kinds:
        mark = at + sized + 1
        marked = "COLON" in tokens[mark].kinds or is_spaced_dash(tokens, mark)
        counted = marked and tokens[mark + 2].kinds & {"TIMES", "SET"}
        told = any(token.kinds & _RESTED for token in tokens[mark + 3 :])
        return mark + 1 if counted and told else 0  # `Short rests: 6 x 200 with 40 s recovery`
    if not tokens[at].kinds & {"SESSIONWORD"} and tokens[at].word not in _TITLES:
        return 0
    for end in range(at + 1, min(at + 10, len(tokens))):
        if "COLON" in tokens[end].kinds or (end == at + 2 and is_spaced_dash(tokens, end)):
            told = any(token.word == "for" for token in tokens[at + 1 : end])
            numbered = end == at + 2 and "DIGITS" in tokens[at + 1].kinds
            named = (told and "COLON" in tokens[end].kinds) or numbered
            return end + 1 if named and _begins_work(tokens, end + 1) else 0
        if tokens[end].kinds & {"NL", "DOT", "OPEN", "TIMES"}:
            return 0
    return 0


def _begins_work(tokens: list[Token], at: int) -> bool:
    """Whether a count or a run begins here."""
    one, two, three, four = (tokens[min(at + k, len(tokens) - 1)] for k in range(4))
    if "NUM" not in one.kinds:
        return False
    if two.kinds & {"DASH", "TO"} and "NUM" in three.kinds:
        two = four
    return bool(two.kinds & (_COUNTED | {"SECONDS", "COMMA", "OPEN"}))


def _aside(tokens: list[Token], at: int) -> int:
    """Where a bracket ends that tells of another day: `(about 10 days later)`."""
    if "OPEN" not in tokens[at].kinds:
        return 0
    for end in range(at + 1, min(at + 10, len(tokens))):
        if "CLOSE" in tokens[end].kinds:
            held = tokens[at + 1 : end]
            told = any(token.word in _LATER for token in held)
            plain = all(token.kinds & {"WORD", "NUM", "ABOUT"} for token in held)
            return end + 1 if told and plain else 0
    return 0


def _piece(tokens: list[Token], at: int) -> int:
    """Where a greeting, a label or a sentence of talk ends, with its mark; 0: there is none."""
    begin, words = at, 0
    greets = tokens[at].word in _GREETINGS
    while at - begin < _LONGEST:
        token = tokens[at]
        if token.kinds & {"COMMA"}:
            ends = greets or tokens[at + 1].kinds & {"DIGITS", "NL"}
            if words and ends:
                return at + 1
        elif token.kinds & {"PRIME", "AND"} or (words and is_hyphen(tokens, at)):
            pass
        elif token.kinds & _MARKS or is_spaced_dash(tokens, at):
            return at + 1 if words else 0
        elif token.kinds & {"NUMBERED"} and "DIGITS" in tokens[at + 1].kinds:
            if tokens[at + 2].kinds & {"TIMES", "NUM", "METRES", "KM", "MILES", "MINUTES"}:
                return 0
            if _begins_list(tokens, at + 1):
                return 0
            words, at = words + 1, _of_so_many(tokens, at + 2) - 1
        elif _is_quiet(token):
            words += 1
        else:
            return 0
        at += 1
    return 0


def _of_so_many(tokens: list[Token], at: int) -> int:
    """The end of `of 12`, `(of 12)`, `/12` behind the number of a session; `at` where there is
    none."""
    begin = at + ("OPEN" in tokens[at].kinds)
    if tokens[begin].kinds & {"OF", "SLASH"} and "DIGITS" in tokens[begin + 1].kinds:
        end = begin + 2
        return end + 1 if "CLOSE" in tokens[end].kinds else end if begin == at else at
    return at


def _is_quiet(token: Token) -> bool:
    """Whether a word tells nothing of a session, whatever stands beside it."""
    kinds = token.kinds
    if "HARMLESS" in kinds or kinds & _NAMES:
        kinds -= {"HEADING", "PEOPLE"}  # `everyone`, `Session`
    if "WORD" not in kinds or "CARRIES" in kinds or not kinds <= _QUIET:
        return False
    if "UNKNOWN" in kinds:
        named = token.word in _of_rules() or token.word in _TOLD
        return not named and len(token.word) > 1 and not lexicon.nearest(token.word)
    return "HARMLESS" in kinds or bool(kinds & _NAMES)


@lru_cache(maxsize=1)
def _of_rules() -> frozenset[str]:
    """The words that a phrase asks for by themselves."""
    return frozenset(
        key
        for rules in RULES.values()
        for rule in rules
        for term in rule.terms
        for key in term.keys
        if key.islower()
    )
