# SPDX-License-Identifier: MIT
"""How hard a run feels: by what came before it (`18 min faster`), by a level, a zone or a number.

Not here: an effort by its word (`efforts`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Feel, Manner, Remark, no_pace
from trackpacer.notation.grammar import alias, rule
from trackpacer.session import Effort


@rule(
    "Element",
    "^MINUTES|SECONDS|PRIME|KM|MILES FASTER &COMMA|DASH|SLASH|PLUS|AND|THEN|NL|END|DOT",
    cost="phrase",
    example="faster",
)
def faster(m: Found) -> Feel | Manner | None:
    """`5 min easy, 18 min faster, 5 min easy`: among easy running."""
    tokens = m.chart.tokens
    easy = any("EASY" in token.kinds for token in tokens)
    paced = m.earlier("TEMPO", "THRESHOLD", "HARD", "FAST")
    if paced and easy:  # `9 min tempo, 5 min faster`: faster than that
        return Manner(m.span, notes=(f"'{m.shown}' than the run before it is left to the runner",))
    return Feel(m.span, Effort.FAST) if easy else None


@rule(
    "Element",
    "^MINUTES|METRES|KM|MILES|SECONDS w:faster|harder|quicker RUN|running? &COMMA|DOT|NL|END|FOLLOWED|NUM|THEN|WITH|AND|CLOSE|SLASH",
    cost="rare",
)
def comparative(m: Found) -> Feel:
    """`6 min easy, 16 min faster, 6 min easy`: than the easy running."""
    hard = m["w"].word == "harder"
    return Feel(m.span, Effort.HARD if hard else Effort.FAST)


@rule(
    "Element",
    "OF? RUN? COMMA? start|starting|starts|begin|beginning out|off? EASY|SLOW COMMA? AND|THEN? build|building|progress|"
    "progressing|work|working|increase UP? TO STEADY COMMA?",
    cost="label",
    example="start easy, build up to steady",
)
def from_easy_to_steady(m: Found) -> Feel:
    """`25 minutes of running start out easy, build up to moderate`: an easy run."""
    return Feel(m.span, Effort.EASY, jogged=True)


# -- levels and numbers

_ROMAN = "i|ii|iii|iv|v|vi"
_NO_LENGTH = "!MINUTES|SECONDS|METRES|KM|MILES|TIMES"


@rule(
    "Element",
    f"AT|IN|ON? level|lvl|zone|stage {_ROMAN}",
    f"OPEN EQUALS? level|lvl|zone|stage {_ROMAN}|DIGITS CLOSE",
    f"AT|IN|ON? {_ROMAN} DASH|TO {_ROMAN} level|zone",
    f"AT|IN|an|EFFORT* level OF? NUM DASH|TO|SLASH|OF|out? NUM? EFFORT? {_NO_LENGTH}",
    f"EFFORT COLON|EQUALS|DASH|is|of|level|AT* NUM DASH|TO? NUM? {_NO_LENGTH}",
    "OPEN EFFORT COLON|EQUALS|DASH|is|of|level|AT* NUM DASH|TO? NUM? CLOSE",
    "med|medium|mid DASH|TO? high|HARD EFFORT?",
    cost="phrase",
    example="Level II",
)
def level(m: Found) -> Remark | None:
    numbers = (token.value for token in m.chart.tokens[m.begin : m.end] if "NUM" in token.kinds)
    return None if any(number > 20 for number in numbers) else no_pace(m.span, m.shown)


alias(
    "OfTen",
    "a? NUM SLASH|out|of of? 10|5|20|ten",
    "a? NUM DASH|OR|TO NUM SLASH|out|of of? 10|5|20|ten",
)


_FEEL_JOIN = "DASH|TO|AND|UNDER|OVER|EQUALS|COLON|OF|ABOUT|rate|max|level|zone|is|at|your|be"


@rule(
    "Element",
    f"AT|IN|ABOUT|WITH|ON? FEEL FEEL|{_FEEL_JOIN}* n:NUM DASH|TO? NUM? PCT? bpm|beats|max|mhr|SLASH? 10|20? ",
    "AT|IN|ABOUT|WITH|ON|UNDER|below* NUM DASH|TO? NUM? bpm|beats",
    "AT|IN|ABOUT|WITH|ON n:DIGITS DASH|TO DIGITS FEEL",
    "AT|IN an o:<OfTen>",
    "AT|IN|ABOUT? o:<OfTen> FEEL|EFFORT|PACE|difficulty|intensity|of*",
    "OPEN AT|ABOUT? o:<OfTen> FEEL|EFFORT|PACE|difficulty|intensity|of* CLOSE",
    "EFFORT|intensity|difficulty|exertion level|rate? COLON|DASH|EQUALS|is|of|be|should|like|feel|ABOUT|AT* o:<OfTen>",
    "AT|IN|ABOUT|WITH|ON? NUM PCT OF? your? max? hr|mhr|hrmax|maxhr|heart rate?",
    f"AT|IN? FEEL FEEL|{_FEEL_JOIN}* o:<OfTen> EFFORT?",
    "AT|IN? NUM FEEL FEEL?",
    "avg|average|av|mean|max FEEL|hr DIGITS bpm?",
    cost="phrase",
    example="RPE 7-8",
)
def feeling(m: Found) -> Remark | None:
    if m.chart.tokens[m.end - 1].word in ("/", "-", "to"):
        return None
    if m["o"] and not m.has("FEEL", "EFFORT", "PACE", "AT", "difficulty", "OPEN"):
        return None
    if m.words()[0] == "zone" or (m.has("zone") and m.words()[-2] == "zone"):
        return None
    return no_pace(m.span, m.shown)


@rule(
    "Element", "AT|ABOUT? n:DIGITS DASH|TO? DIGITS? ~w|watts !NUM", cost="phrase", example="at 210W"
)
def power(m: Found) -> Remark | None:
    """By a foot pod; but `@ 72w 60 s` is a target and its recovery."""
    return no_pace(m.span, m.shown) if 140 <= m["n"].value <= 500 else None
