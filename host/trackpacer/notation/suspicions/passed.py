# SPDX-License-Identifier: MIT
"""What was passed over as talk, looked at once more when the reading stands.

Whatever phrase took the words for talk: one that orders, excepts, repeats or changes (`half of
that`, `longer between the third and fourth`), an amount that is to be rested or run, and a pace for
runs that have none are asked about. A total must be what the session comes to.

Not here: what a phrase may pass over in the first place (`phrases.remarks`, `phrases.talk`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackpacer.notation.lexicon import REPORTS, words_of
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases.sayings import is_account, of_form
from trackpacer.notation.source import Source

# No coach's talk has one of these.
_ORDERS = words_of(
    """
    double omit replace skip change rather extra increase decrease continue either neither nor halve
    halves groups odd odds evens minus remaining repeat repeated final twice unless
    alternatively rounds missing otherwise backwards reverse reversed swap third fourth fifth ones
    longer shorter continuously reduce fewer miss most continuing except emom surging
    """
)
# These order nothing at the head of a text: what they speak of stood before it.
_TAKEN_UP = words_of("otherwise alternatively")
_PEOPLE = words_of("seniors juniors beginners improvers novices intermediates women ladies girls")
# With whom one ran: no group that is told what to run.
_COMPANY = pattern(
    rf"^(with|w/|alongside) (the |our |my |some )?(\w+ )?({'|'.join(sorted(_PEOPLE))})"
    r"(?= (tonight|today|this|last|before|after|down|at)\b|$)"
)
_WHICH = r"(each|every|last(?! (week|time|year|month))|second|middle|next|one)"
_QUICKER = r"(faster|slower|quicker|harder|easier)"
# `So do the last four miles at MP`, whatever the sentence began with.
_DO = r"(do|doing|run|running|make|take|try|finish|hit|hold|keep|push|pick up|speed up)"
_PART = r"(first|last|final|middle|second|opening|closing)"
_OF_RUN = r"(miles?|k|kms?|kilometres?|minutes?|mins?|half|third|quarter|reps?|laps?|\d+)"
_PATTERNS = pattern(
    r"\bhalf (of )?(that|this|it|them|these|those|as)\b|\bhalf of$"
    r"|\b(one|two|three|\d) (more|less)\b"
    r"|\b(build|work)(ing)? (up |down )?to$|^by the end$"
    r"|\bnot (all(?! ?-?out)|the|every|each)\b|\bdon'?t do\b|^(don'?t|not|never)$"
    r"|^(somewhere |at )?((in|during|around) the mid(dle|st)( of)?|(mid|half|part) ?way( through)?)"
    r"(,? (it|that|this|the run|i|we|you|do|did|run|ran|add))*$"
    r"|^\d+ ?- ?\d+ ?s\b|\bthen (i|we) (ran|did|run|do) \d+ by \d"
    r"|^alternat\w+ .*\band\b"
    r"|\b(first|last|final|middle) (\w+ )?(miles?|km?|mins?|minutes|laps?|reps?)"
    r"( of [^,.]{1,30})? (at|@)"
    r"|\b(never|no|not) (more|less) than\b|\bavoid (the|a|an|doing) |\bdon'?t (stop|rest|pause)\b"
    r"|\bbuild\w* (up )?to (flat|all|max|race|a sprint)|\bdoubl(e|es|ing)\b|^(remember to )?add\b"
    r"|\badding (a|one|two|\d)|^(and )?again( next| at| on| in| by| down| up|$)"
    r"|^start with the (last|first)\b|^(but |and )?before (that|these|those)\b|\bbut first\b"
    r"|\b(end|finish|close)\w* (it |off |up |things )*with (a |an |the |one )?\d"
    r"|^(finish|end)ing( up| off)?$|(^|, ?)(or )?else\b"
    r"|\bonly (the|for|if|on|do|after|before|between)\b|\bdrop (the|one|a|to|down|out|off)\b"
    r"|\bevery (other|second) (one|rep|run|lap|\d)"
    r"|^(\w+ )?(easy|steady|tempo|hard|fast|moderate) (lap|mile|k|km|loop|rep)\b"
    r"|^\W*(half|twice|equal|same) (as )?(the )?(reps?|run|time|effort|distance)\W*$"
    rf"|\b{_DO} (the|your|those|my|our) {_PART} (\S+ )?{_OF_RUN}\b"
)
# What a session is like, beside others: no order.
_LIKENED = pattern(
    r"\bchange (in)?to (\w+ )?(spikes|flats|trainers|shoes|racers|kit)\b"
    r"|\b(a|an|the) (\w+ )?(change|shorter|longer|extra|reduced) (from|of scene|for me"
    r"|(total |overall )?(distance|session|workout|day|week|one) than)\b"
    r"|\bfor (most of it|once|missing|a change)\b|\bstart \w+ and get (shorter|longer)\b"
    r"|\bby (time|distance|effort|feel) rather than\b"
)
# What was run then: `last week was 5 x 1k, tonight …`.
_OTHER_DAY = pattern(r"^last (week|time|month) (was|we did|i did|we ran) \d+ ?x ?\w+(?=,|$)")
# `2:00 w/ last | 30:00 at MP`, `9k at 4:15, in total | 15k`: what the number behind them is.
_SELECTS = pattern(
    r"\b(with|w/|(it|pace) up) ?(the )?(first|last|final|middle|next)$|^in (total|all)$"
)
_COMPARED = pattern(rf"\b{_WHICH}\b.*\b{_QUICKER}\b|\b{_QUICKER}\b.*\b{_WHICH}\b")
_PACES = pattern(
    r"\b(marathon|mp|hmp?|threshold|tempo|race|\d+ ?k|\d ?miles?|mile) (goal |race )?"
    r"(pace|effort)\b|^\([tirm][- ]?pace\)"
)
_AMOUNT = pattern(
    r"\d'\d\d\"|\d\s*(m|km|k|mins?|minutes?|secs?|seconds?|miles?|laps?|jog|walk|float|rest|[\"'])(\b|\s|$)|"
    r"\d:\d\d"
)
_BIDS = pattern(
    r"^(ran |jogged )?(home|back) \("
    r"|\b(take|add|but|jog|recover\w*|rest|instead|tonight|last|then|target"
    r"|followed by|aim\w*)\b"
)
# `3 miles easy to track`, but `5 x 1k, easy to remember`
_EASED, _SIZED = pattern(r"(easy|steady|hard) to\b"), pattern(r"\d ?[a-z]+ $", re.I)
_LIST = pattern(r"\d+( ?[,;] ?\d+)+")
_TURNED = pattern(r"\b(hard|fast|quick)(,? then| and|,)? ?$")
_CODE = pattern(r"\((?!h?mp|lt|hm|am|pm)[a-z]{1,3}\)")  # `6k(E)`
# The second of two things, the first of which is read: `w/up & dn`.
_SECOND = pattern(r"(?!(?:we|do|go|did|run|ran|you|the|it|all)\b)[a-z]{2,3}( with)?")
_TORN = pattern(r"(\w/| &| and|\+) ?$")
_TOLD = pattern(
    r"\b(averag|avg|felt|splits?|came|comes?|works? out|adds? up|pace|if|went|did|were|was|ran"
    r"|total)"
)
_LABEL = pattern(r"(the )?\w+ (set|series|round|block)[ :-]*")  # `Third set:`
# What was planned, before what was done instead.
_PLANNED = pattern(r"(workout|plan(ned)?|target|goal|scheduled)\W[^;]*\b(did|actual(ly)?|ran)\W*")
# How far it was, and how long it took: `14 km, 1h22m (8 x 1 km …)`.
_IN_ALL = pattern(r"[\d.]+ ?(km?|miles?|mi|m),? (in )?\d+ ?(h|:)\d\d ?(m|mins?)?")
_SAID_AGAIN = pattern(r"^[\W]*(i\.?e|e\.?g|so|or|for example|that'?s|total|splits?|actuals?)\b")


def passed_over(source: Source) -> Iterator[tuple[str, int]]:
    """Each stretch of words that was passed over, in small letters, and where it begins; without
    what was noted as left to the runner."""
    spans = [span for span in source.passed if not _is_left(span, source)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if joined and not source.plain[joined[-1][1] : start].strip(" ,\u00a0"):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    for start, end in joined:
        yield source.plain[start:end].strip().lower(), start


def _is_left(span: tuple[int, int], source: Source) -> bool:
    """Whether it is not understood at all, or told of in a note."""
    if span in source.left:
        return True
    shown = f"'{source.quote(*span)}'"
    return any(note.startswith(shown) for note in source.notes)


def order_in(said: str, before: str) -> bool:
    """Whether words that were passed over, with what stands before them, may order something."""
    if not before.strip() and (_PLANNED.fullmatch(said) or _IN_ALL.fullmatch(said)):
        return False
    if _TURNED.search(before) and said.startswith(("easy", "slow", "steady", "finish")):
        return True
    if _SAID_AGAIN.search(said) or of_form(said) or is_account(said) or _LABEL.fullmatch(said):
        return False
    said = _COMPANY.sub(" ", _OTHER_DAY.sub(" ", _LIKENED.sub(" ", said)))
    words = set(re.findall(r"[a-z']+", said))
    if not before.strip():
        words -= _TAKEN_UP
    if words & _ORDERS or _PATTERNS.search(said) or _SELECTS.search(said):
        return True
    if words & _PEOPLE and before.strip():
        return True
    if _COMPARED.search(said) and not words & REPORTS:
        return True
    if (
        _LIST.fullmatch(said)
        or _CODE.fullmatch(said)
        or (_SECOND.fullmatch(said) and _TORN.search(before))
    ):
        return True
    if _EASED.match(said) and _SIZED.search(before):
        return True
    amounts = len(_AMOUNT.findall(said))
    return bool(amounts and _BIDS.search(said)) or (amounts > 1 and not _TOLD.search(said))


def pace_in(said: str) -> bool:
    """Whether words that were passed over name a pace."""
    return bool(_PACES.search(said)) and not _SAID_AGAIN.search(said)
