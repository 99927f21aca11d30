# SPDX-License-Identifier: MIT
"""Whether words that are not understood are plainly talk, so that a text may be read without them.

`My go-to 5k workout is one we did every Monday all through the season,`, `On a Tuesday you might
do a`, `up the lane and round the bollards`, `RD +`: a lead to what is run, a place, or a clause, a
bracket or an item of its own, and none of its words tells anything (`telling`). Whatever else is
left out is asked about.

Not here: what may be left out at all (`leaving`); what is talk wherever it stands (`phrases.talk`).
"""

from __future__ import annotations

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart
from trackpacer.notation.elements import Aim, Count, Length, Lengths, Reps, Span
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.talk import on_some_days
from trackpacer.notation.telling import (
    ARTICLES,
    FELT,
    HOW,
    ROUND,
    TELLS,
    Known,
    Words,
    says_nothing,
)
from trackpacer.notation.tokens import ITEM_ENDS, SENTENCE_ENDS, Token, is_spaced_dash

_BEGINS_BEHIND = SENTENCE_ENDS | {"BULLET", "COLON", "THEN"}
_RUN = (Count, Length, Lengths, Reps)
# A number behind one of these is no run, or one of another size.
_SIZES = words_of(
    """
    about around at for until till than by per every each least most maximum minimum over under sub
    off on within after before between up from minus plus only another or not in a
    """
)
_ALOFT = words_of("up on off in out")
_BE = words_of("is are was be were run do")
_BIDS = words_of("do did run complete perform try say")
_BY = words_of("by per than until till")
# With a count behind them, too.
_OTHER_SIZES = words_of(
    "until till than by per every each least most maximum minimum over under sub before after "
    "minus plus only another or not"
)
_WE = words_of("we i you he she they it did do ran run was is will would then to")
_WHERE = words_of("up down along around round over across past towards near behind from to using")
# No place where one runs, and no sign to which one might.
_NO_PLACE = words_of("bike turbo rower erg elliptical pool water clock watch whistle gun buzzer")
_WHEN = {("before", "starting"), ("after", "finishing"), ("to", "start"), ("to", "finish")}
_NO_TIME = TELLS | HOW | {"AGAINWORD", "EACH", "ALL", "ORDINAL", "ORDINALWORD", "CONDITION", "NUM"}
_ALONG = words_of("around along round over through across near past towards behind")
_WHICH_OF = words_of("first last final middle next")
_BECAUSE = lexicon.JOINS - words_of("and but if when whenever depending provided")


def idle(chart: Chart, span: Span, known: Known) -> bool:
    """Whether what stands there is plainly talk, in a session of which so much is known."""
    tokens = chart.tokens
    i = next(n for n, token in enumerate(tokens) if token.start >= span[0])
    end = next((n for n, token in enumerate(tokens) if token.start >= span[1]), chart.end)
    while i < end and not tokens[i].kinds & {"WORD", "NUM", "OPEN", "HASH"}:
        i += 1
    if on_some_days(tokens, i, end):
        return False
    if tokens[end - 1].word in _WHICH_OF and tokens[end].kinds & {"NUM", "CLOCK"}:
        return False  # `run 1:30 w/ last 15:00`
    if "EQUALS" in tokens[end - 1].kinds and "SESSIONWORD" in tokens[end - 2].kinds:
        return i + 2 == end  # `. Session = 4 x 2k`
    if not any("MARK" not in token.kinds for token in tokens[i:end]):
        return _only_marks(chart, span)
    if end == i + 1 and (_bids(tokens, i) or _said_alone(tokens, i)):
        return True
    if tokens[end - 1].word == "set" and _said_alone(tokens, end - 1):
        return all(t.kinds & {"REP", "SESSIONWORD", "GROUND"} for t in tokens[i : end - 1])
    if _likens(tokens, i, end):
        return True
    if tuple(token.word for token in tokens[i:end]) in _WHEN:
        return True
    if end - i in (2, 3) and all(token.word in _WE for token in tokens[i:end]):
        ahead = end + (tokens[end].word in ("a", "an"))
        return bool(tokens[ahead].kinds & {"NUM"})  # `we did`, `I ran a`
    if _item(tokens, i, end):
        return True
    leads = _leads(chart, i, end)
    whole = _opens(tokens, i, end) and _closes(tokens, end, i)
    if not (leads or whole or _place(tokens, i, end)):
        return False
    felt = tokens[i + ("OPEN" in tokens[i].kinds)].word in FELT
    told = frozenset(kind for token in tokens[i:end] for kind in token.kinds)
    words = Words(chart, i, end, leads, felt, told, known)
    at = i
    while at < end:
        after = says_nothing(words, at)
        if after == at:
            return False
        at = after
    return True


def _bids(tokens: list[Token], i: int) -> bool:
    """Whether it is a word before a set: `do`, `say`, `another`."""
    following = tokens[i + 1].kinds
    if tokens[i].word == "another":
        counted = "NUM" in following and bool(tokens[i + 2].kinds & {"TIMES", "REP"})
        return counted or ("REP" in following and "OF" in tokens[i + 2].kinds)
    if tokens[i].word in ("add", "with"):
        joined = tokens[i - 1].kinds & ({"THEN", "AND"} if tokens[i].word == "add" else {"COMMA"})
        first = i > 0 and not any("NUM" in token.kinds for token in tokens[:i])
        counted = "NUM" in following and "TIMES" in tokens[i + 2].kinds
        return counted and bool(joined) and (first or tokens[i].word == "add")
    return tokens[i].word in _BIDS and bool(following & {"NUM", "BETWEEN"})


def _likens(tokens: list[Token], i: int, end: int) -> bool:
    """Whether it says what something was like, by a sign: `legs = lead`."""
    told = [kind for token in tokens[i:end] for kind in token.kinds]
    figures = (TELLS - {"EQUALS"}) | HOW | {"NUM", "CARRIES"}
    return "EQUALS" in told and end - i < 6 and _closes(tokens, end) and not figures & {*told}


def _said_alone(tokens: list[Token], i: int) -> bool:
    """Whether a word says nothing for what stands beside it: `an interval set off 2 mins`, `5k pace
    again with 90 s`, `6 mins up`."""
    before, following = tokens[i - 1], tokens[i + 1]
    if tokens[i].word == "set":
        named = before.kinds & {"REP", "SESSIONWORD", "GROUND"} and before.word not in ("a", "one")
        return bool(named) and bool(following.kinds & {"WITH", "OFF", "ON", "AT", *ITEM_ENDS})
    if tokens[i].word == "again":
        rested = following.kinds & {"WITH", "OFF"} and "NUM" in tokens[i + 2].kinds
        return bool(before.kinds & {"PACE", "EFFORT", "SECONDS"}) and bool(rested)
    timed = before.kinds & {"MINUTES", "SECONDS"} and following.kinds & ITEM_ENDS
    return tokens[i].word in ("up", "uphill") and bool(timed)


def _only_marks(chart: Chart, span: Span) -> bool:
    """Whether it is nothing but quotes or dashes, or a bracket that is never closed."""
    marks = chart.plain[span[0] : span[1]].strip("'\"-.,;•* ")
    unclosed = marks == "(" and ")" not in chart.plain
    return not marks or (unclosed and chart.plain[: span[0]].rstrip()[-2:].isalpha())


def _item(tokens: list[Token], i: int, end: int) -> bool:
    """Whether it is one of the things that plus signs part, by a strange name: `+ RD +`."""
    signs = sum("PLUS" in tokens[at].kinds for at in (i - 1, end - 1, end) if at >= 0)
    if "PLUS" in tokens[end - 1].kinds:
        end -= 1
    named = all(
        token.kinds & {"UNKNOWN", "ORD"} and "CARRIES" not in token.kinds for token in tokens[i:end]
    )
    return signs > 1 and 0 < end - i <= 2 and named and not lexicon.nearest(tokens[i].word)


def _begins(tokens: list[Token], i: int) -> bool:
    return i == 0 or bool(tokens[i - 1].kinds & _BEGINS_BEHIND) or is_spaced_dash(tokens, i - 1)


def _opens(tokens: list[Token], i: int, end: int) -> bool:
    """Whether a clause, a bracket or a reason begins there, or more words than one, that no sign
    joins to a run or a pace: `8 x 600 was what Dave had planned`, `concentrating on form`."""
    if _begins(tokens, i) or tokens[i - 1].kinds & ITEM_ENDS or "OPEN" in tokens[i].kinds:
        return True
    if tokens[i - 1].word in _ALONG:
        return tokens[i].word in ARTICLES  # `around the usual perimeter of the pitches`
    joined = tokens[i].kinds & {"AND", "OR", "PLUS", "THEN"} or tokens[i].word in _BY
    if "AT" in tokens[i].kinds:  # `at a decent lick`
        strange = all("UNKNOWN" in token.kinds for token in tokens[i + 2 : end])
        joined = not (tokens[i + 1].word in ("a", "the") and i + 2 < end and strange)
    return (end - i > 1 and not joined) or tokens[i].word in _BECAUSE


def _closes(tokens: list[Token], end: int, i: int = -1) -> bool:
    """Whether the words up to there end a clause; i: from there, `with a rather generous 3:00`."""
    if tokens[end].kinds & {"WITH", "OFF", "THEN", "PLUS", "FOLLOWED"}:
        return True
    if tokens[end].kinds & {"AND", "ON"} and tokens[end + 1].kinds & {"NUM", "CLOCK"}:
        return True
    rests = any(token.kinds & {"REST", "JOG", "WALK"} for token in tokens[end + 1 : end + 4])
    if tokens[end - 1].word in ("had", "took", "got") and rests:
        return True  # `… was what we were set, and we had 300 m jogs`
    if i >= 0 and "WITH" in tokens[i].kinds and tokens[end].kinds & {"NUM", "CLOCK"}:
        return not any(t.kinds & {"OVER", "UNDER", "ABOUT", "MAX"} for t in tokens[i:end])
    marks = tokens[end].kinds | tokens[end - 1].kinds
    return bool(marks & ITEM_ENDS) or is_spaced_dash(tokens, end) or is_spaced_dash(tokens, end - 1)


def _place(tokens: list[Token], i: int, end: int) -> bool:
    """Whether it says where, when or with whom: `up Mill Ln & round the block`, `in the shade`,
    `before work this morning`, `w/ the boys tonight`."""
    i += tokens[i].word in ("done", "completed")
    if end - i < 2 or not _closes(tokens, end):
        return False
    first, following, said = tokens[i].word, tokens[i + 1], tokens[i + 1 : end]
    if not any(
        t.kinds & {"GROUND", "UNKNOWN", "FRIEND"} or t.word in {*ROUND, "own"} for t in said
    ):
        return False
    if first in ("before", "after"):
        done = any("UNKNOWN" in t.kinds and t.word.endswith("ing") for t in said)
        return not done and not any(token.kinds & _NO_TIME for token in said)
    if (first in _WHERE and end - i > 2) or _at_a_name(tokens, i, end):
        return True
    if first in ("with", "alongside"):
        named = following.raw[:1].isupper() and "UNKNOWN" in following.kinds
        return named or following.word in ARTICLES or "FRIEND" in following.kinds
    if first not in ("on", "in", "under") or following.word not in ARTICLES:
        return False
    told = frozenset(kind for token in said for kind in token.kinds)
    return not told & (HOW | {"EACH", "ALL"}) and not any(one.word in _NO_PLACE for one in said)


def _at_a_name(tokens: list[Token], i: int, end: int) -> bool:
    """`at Quarry Flats`, `on the other side of Station Road`: where, by a name."""
    names = [token for token in tokens[i + 1 : end] if token.raw[:1].isupper()]
    strange = all(token.kinds & {"UNKNOWN", "GROUND"} for token in names)
    return tokens[i].word in ("at", "on", "in", "through") and len(names) > 1 and strange


def _leads(chart: Chart, i: int, end: int) -> bool:
    """Whether it leads to what is run: `Thursday's session is going to be 6 x 400`."""
    tokens = chart.tokens
    last = tokens[end - 1]
    if not (_begins(tokens, i) or "OPEN" in tokens[i - 1].kinds) or end - i < 2:
        return False
    ahead = end + (tokens[end].word in ARTICLES or "WITH" in tokens[end].kinds)
    said = [phrase.value for phrase in chart.at("Element", ahead)]
    if "AT" in tokens[ahead].kinds:
        return last.word in _BE and any(isinstance(value, Aim) for value in said)
    if not tokens[ahead].kinds & {"NUM", "CLOCK"} and tokens[ahead].word != "couple":
        return False
    if last.kinds & ITEM_ENDS:
        ahead += 1
        counted = tokens[ahead].kinds & {"TIMES", "SET", "REP"} or (
            tokens[ahead].kinds & {"DASH", "TO"} and "TIMES" in tokens[ahead + 2].kinds
        )
        return bool(counted)
    article = last.word in ("a", "an")
    counted = "TIMES" in tokens[ahead + 1].kinds  # `snuck in 6 x 1k`, `Planned on 6 x 1k`
    one = last.word in _ALOFT and tokens[end].word in ("a", "an")  # `Coach ordered up a 1 mile`
    sized = last.word in (_OTHER_SIZES if counted else _SIZES) and not (article or one)
    return not sized and any(isinstance(value, _RUN) for value in said)
