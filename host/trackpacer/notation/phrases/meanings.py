# SPDX-License-Identifier: MIT
"""What a coach says that he means by a word: `Fast means 1500 pace`, `by float I mean steady
running`, `on = mile pace`; how the jogs told before are run, `300m floats in 75`; and that the one
recovery is all the rest there is: `The 300 is your only rest`.

An effort that stands for a pace is of all runs that are told by it; a float that is no rest is a
run. Not here: a float that goes `straight into the next` (`recoveries`).
"""

from __future__ import annotations

from bisect import bisect_left

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Aim, Meaning, Remark, left_note
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.efforts import named
from trackpacer.notation.phrases.told import begins, filler
from trackpacer.notation.tokens import SENTENCE_ENDS, Token, is_spaced_dash
from trackpacer.notation.tree import Target
from trackpacer.session import Effort

_EFFORT = "FAST|HARD|STEADY|EASY|MAX"
_LONGEST = 24
_LIKELY = -0.9  # rather than an effort, and its pace beside it
_SURE = -COSTS["lengths-known"]  # rather than a remark or one more recovery

alias(
    "Means",
    "we|you|i? means|mean|meaning|meant|EQUALS|being|COLON|equals|DASH AT|IN|the|your|my*",
    "is|are|stands|here|just|simply|should|be|will* is|are|for|be AT|IN|the|your|my|ABOUT*",
    example="means",
)


_SAYS = words_of(
    """
    by with when say i we you that this which is it's that's here for us me our my today tonight think means mean
    meaning meant ie i.e e read as call called the a in at so where what being = : . , just simply
    one equals about around right roughly please or to
    """
)
_TELLS = words_of("means mean meaning meant being is it's that's ie i think read call called = :")
_SAYING = frozenset(["EQUALS", "COLON", "COMMA", "AT", "DASH", "DOT"])
_SOFTLY = words_of("or so please about around roughly at , . ! @ ~")


@scanner("Element", _EFFORT)
def told_what_it_is(chart: Chart, i: int) -> list[Phrase]:
    """`fast (fast means 3k pace)`, `quick (for us that is mile pace)`: an effort, and in a bracket
    the pace it stands for, with words that say so; `fast (mile pace)`, without any."""
    tokens = chart.tokens
    dash = is_spaced_dash(tokens, i + 1)
    that_is = [token.word for token in tokens[i + 2 : i + 6]] == ["i", ".", "e", "."]
    leads = that_is or tokens[i + 2].word in _TELLS or tokens[i + 2].word == "which"
    comma = "COMMA" in tokens[i + 1].kinds and leads
    if not (dash or comma or "OPEN" in tokens[i + 1].kinds):
        return []
    at, words = i + 2, 0
    target: Target | None = None
    ends = SENTENCE_ENDS | {"COMMA", "SLASH", "BAR"} if comma else frozenset(["CLOSE"])
    at += 4 * that_is
    while not (is_spaced_dash(tokens, at) if dash else tokens[at].kinds & ends):
        options = (p for name in ("Body", "MeantRace") for p in chart.at(name, at))
        paces = (p for p in options if not p.value.listed and p.value.fast is None)
        best = None if target is not None else longest(paces)
        if best is not None:
            target, at = best.value, best.end
            continue
        same = tokens[at].word == tokens[i].word
        if not (same or tokens[at].word in _SAYS or tokens[at].kinds & _SAYING) or words > 7:
            return []
        words, at = words + (tokens[at].word not in _SOFTLY), at + 1
    said = {token.word for token in tokens[i + 2 : at]} & (_TELLS | {tokens[i].word})
    if target is None or target.listed or target.pace.kind == "none":
        return []
    plain = "FAST" in tokens[i].kinds and not words
    if not said and not (plain and target.pace.metres and target.fast is None):
        return []
    worded = any("PACE" in token.kinds for token in tokens[i:at])
    closes = not (dash or comma)  # the second dash or comma parts what follows
    aim = Aim(chart.span(i, at + closes), target, target.effort, worded=worded)
    return [Phrase(at + closes, _LIKELY, aim)]


alias("MeantRace", "t:<RacesPace>", "t:<NamedTarget>", example="3k pace")


@rule(
    "Element",
    f"^NL|DOT|SEMI|COMMA|OPEN by? QUOTES? f:{_EFFORT} QUOTES? <Means> t:<Body> &DOT|NL|SEMI|END|COMMA|CLOSE",
    f"^OPEN QUOTES? f:{_EFFORT} QUOTES? <Means> t:<Body> DOT &CLOSE",
    cost="label",
    example="Fast means 1500 pace",
)
def effort_meant(m: Found) -> Meaning:
    return Meaning(m.span, named(m, "f"), m["t"])


# -- floats, and the only rest

_RUN = words_of("run runs running steady moderate moving going")
_NOT = words_of("not no isn't aren't don't never")
_RESTS = words_of(
    "jog jogs jogging rest rests recovery recoveries recover breather break breaks pause pauses"
)
_SOLE = words_of("only sole all lot")
_BUT = words_of("other apart except besides")
_KNOWN = (_RUN | _NOT | _RESTS | _SOLE) | words_of(
    """
    a an the this that these those it they is are be being means mean meaning by i we you which so
    do and but resting walk walking should keep still just at really actually effort pace easy
    rather than instead of as your there's here good solid honest proper continuous continuously =
    one quick always shouldn't jogged them keeps stays stay on can't cannot take tends to stop stops
    stopping remember steadily break get gets that's other after time ever have will there in each
    set round whole thing for or real true ones comes come following follows per first behind s k
    controlled remember means apart from than except besides
    """
)


def _spoken_of(chart: Chart) -> list[int]:
    return [n for n, token in enumerate(chart.tokens) if "FLOAT" in token.kinds]


def _first_told(chart: Chart) -> dict[float, int]:
    """Where each value stands first."""
    return {token.value: n for n, token in reversed(list(enumerate(chart.tokens)))}


@scanner("Element", "OPEN|WORD|DASH")
def float_meant(chart: Chart, i: int) -> list[Phrase]:
    """`(Float means steady running, not a rest.)`, `- this is a steady run not a rest`; `The 300m
    after the 1000 is your only rest`, `No other rest`: of amounts told before."""
    tokens = chart.tokens
    opens = "OPEN" in tokens[i].kinds
    dashed = is_spaced_dash(tokens, i)
    if not (opens or dashed or begins(chart, i)) or not i:
        return []
    at = i + (opens or dashed)
    of_it = opens or dashed or tokens[at].word in ("this", "that", "it", "these", "they")
    every = chart.once(_spoken_of)
    spoken = every[: bisect_left(every, i)]
    floats = of_it and bool(spoken) and spoken[-1] >= i - 4
    found: list[Phrase] = []
    said = set[str]()
    while at - i < _LONGEST:
        token = tokens[at]
        closes = "CLOSE" in token.kinds
        ended = token.kinds & (SENTENCE_ENDS | {"COMMA", "CLOSE"}) or is_spaced_dash(tokens, at)
        told = floats and (said & _RUN or (said & _NOT and said & _RESTS))
        if ended and closes == opens and (told or (spoken and _sole(said))):
            steady = told and said & {"steady", "moderate", "steadily"}
            effort = Effort.STEADY if steady else Effort.NONE
            meaning = Meaning(chart.span(i, at + opens), Effort.NONE, None, effort, floats=True)
            found.append(Phrase(at + opens, _SURE, meaning))
        if closes or (token.kinds & SENTENCE_ENDS and not _closes_behind(tokens, at, opens)):
            break
        floats = floats or "FLOAT" in token.kinds
        if "DIGITS" in token.kinds and chart.once(_first_told).get(token.value, at) < i:
            at += 1 + bool(tokens[at + 1].kinds & {"METRES", "KM", "MILES", "SECONDS", "MINUTES"})
            continue
        known = token.word in _KNOWN or token.kinds & {"FLOAT", "COLON", "EQUALS"} or ended
        if not known and (token.kinds & {"NUM", "CLOCK"} or filler(chart, at) is None):
            break
        said.add(token.word)
        at += 1
    return found[-2:]


_JOGS = words_of("jogs recoveries recs")
_JOGGED = words_of(
    """
    in at @ ~ is are was were being be should around about roughly approximately no not slower than
    under inside within max the your our those these each every of on for with but to run taking
    take took you we aim aiming keep all done m metres metre = : and longer
    """
)
_LED = words_of("in at @ = : under on is are be within inside than about around")


@scanner("Element", "DIGITS|CLOCK|FLOAT|WORD")
def jogs_told(chart: Chart, i: int) -> list[Phrase]:
    """`300m floats in 75`, `floats no slower than 60`, `float = marathon pace`, `50 on the floats`:
    in what the jogs told before are run, all of them or those so long."""
    tokens = chart.tokens
    every = chart.once(_jogs_of)
    near = bool(every) and i <= every[-1] <= i + 12 and every[0] < i
    if not near or not begins(chart, i):
        return []
    at, far, noun = i, 0.0, tokens[i]
    target: Target | None = None
    while not tokens[at].kinds & _JOG_ENDS and at - i < _LONGEST:
        token, after = tokens[at], at + 1 + ("METRES" in tokens[at + 1].kinds)
        says = token.word in _JOGGED and token.word != "no"
        best = None if target or says else longest(chart.at("Body", at))
        if not _is_jog(noun) and "DIGITS" in token.kinds and _is_jog(tokens[after]):
            far, at = token.value, after
        elif _is_jog(token) and (at == i or not _is_jog(noun)):
            noun, at = token, at + 1
        elif best is not None:
            target, at = best.value, best.end
        elif token.word in _JOGGED:
            at += 1
        else:
            return []
    words = {token.word for token in tokens[i:at]}
    led = words & (_LED if noun.word.endswith("s") else {"=", ":"})
    if not (_is_jog(noun) and led and target) or target.listed or target.last:
        return []
    meaning = Meaning(chart.span(i, at), Effort.NONE, target, floats=True, metres=far)
    return [Phrase(at, _SURE, meaning)]


_JOG_ENDS = SENTENCE_ENDS | {"COMMA", "CLOSE"}


def _is_jog(token: Token) -> bool:
    return "FLOAT" in token.kinds or token.word in _JOGS


def _jogs_of(chart: Chart) -> list[int]:
    return [n for n, token in enumerate(chart.tokens) if token.kinds & {"FLOAT", "JOG", "REST"}]


def _closes_behind(tokens: list[Token], at: int, opens: bool) -> bool:
    """`… not a rest.)`: a point before the bracket ends."""
    return opens and "DOT" in tokens[at].kinds and "CLOSE" in tokens[at + 1].kinds


def _sole(said: set[str]) -> bool:
    """Whether a recovery is said to be all there is."""
    one = "one" in said and said & {"the", "your"}
    return bool(said & _RESTS and (said & _SOLE or ("no" in said and said & _BUT) or one))


# Fewer than <Means>: a dash behind `off` is none (`your off-track course`).
_IS = "EQUALS|COLON|is|means|being|at"


@rule(
    "Element",
    f"DASH|COMMA|DOT|SEMI|NL|OPEN* ON {_IS} AT|IN? t:<Body> &SLASH|COMMA|SEMI|DOT|NL|END|CLOSE|AND",
    example="- on = 5k pace",
)
def how_on_is_run(m: Found) -> Aim | None:
    """`10 x (1 min on/1 min off) - on = 5k pace, off = easy jog`."""
    return Aim(m.span, m["t"]) if m.earlier("ON") and m.earlier("OFF") else None


@rule(
    "Element",
    f"DASH|COMMA|DOT|SEMI|NL|OPEN* ON {_IS} !<Body> WORD WORD? WORD? WORD? &SLASH|COMMA|SEMI|DOT|NL|END|CLOSE",
    f"SLASH|COMMA|SEMI|DOT|NL|AND* OFF {_IS} WORD WORD? WORD? WORD? &SEMI|DOT|NL|END|CLOSE",
    cost="phrase",
    example=", off = easy jog",
)
def how_off_is_run(m: Found) -> Remark | None:
    """What has no pace on the watch is left to the runner."""
    told = m.earlier("ON") and m.earlier("OFF") and not m.has("NUM", "REP", "SET", "REPEAT")
    return Remark(m.span, notes=(left_note(m.shown),)) if told else None
