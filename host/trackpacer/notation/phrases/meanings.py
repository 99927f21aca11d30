# SPDX-License-Identifier: MIT
"""What a coach says that he means by a word: `Fast means 1500 pace`, `by float I mean steady
running`, and that the one recovery is all the rest there is: `The 300 is your only rest`.

An effort that stands for a pace is of all runs that are told by it; a float that is no rest is a
run. Not here: a float that goes `straight into the next` (`recoveries`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Aim, Meaning
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
    by i we you that this which is it's that's here for us me our my today tonight think means mean
    meaning meant ie i.e e read as call called the a in at so where what being = : . , just simply
    equals about around right
    """
)
_TELLS = words_of("means mean meaning meant being is it's that's ie i think read call called = :")
_SAYING = frozenset(["EQUALS", "COLON", "COMMA", "AT", "DASH"])


@scanner("Element", _EFFORT)
def told_what_it_is(chart: Chart, i: int) -> list[Phrase]:
    """`fast (fast means 3k pace)`, `quick (for us that is mile pace)`: an effort, and in a bracket
    the pace it stands for, with words that say so; `fast (mile pace)`, without any."""
    tokens = chart.tokens
    dash = is_spaced_dash(tokens, i + 1)
    comma = "COMMA" in tokens[i + 1].kinds and tokens[i + 2].word in ("meaning", "ie", "i.e")
    if not (dash or comma or "OPEN" in tokens[i + 1].kinds):
        return []
    at, words = i + 2, 0
    target: Target | None = None
    ends = SENTENCE_ENDS | {"COMMA"} if comma else frozenset(["CLOSE"])
    while not (is_spaced_dash(tokens, at) if dash else tokens[at].kinds & ends):
        paces = (p for name in ("Body", "MeantRace") for p in chart.at(name, at))
        best = None if target is not None else longest(paces)
        if best is not None:
            target, at = best.value, best.end
            continue
        same = tokens[at].word == tokens[i].word
        if not (same or tokens[at].word in _SAYS or tokens[at].kinds & _SAYING) or words > 7:
            return []
        words, at = words + 1, at + 1
    said = {token.word for token in tokens[i + 2 : at]} & _TELLS
    if target is None or target.listed or target.pace.kind == "none":
        return []
    plain = "FAST" in tokens[i].kinds and words <= ("AT" in tokens[i + 2].kinds)
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

_ABOUT_FLOATS = words_of(
    """
    a an the this that these those it they is are be being means mean meaning by i we you which so
    not no never do don't isn't aren't and but running run runs jog jogging jogs rest rests resting
    recovery recoveries recover walk walking should steady moderate keep going still
    just at really only actually moving effort pace easy rather than instead of as your there's
    here good solid honest proper continuous continuously = one quick always shouldn't jogged them
    keeps stays stay on can't cannot take tends to stop stops stopping remember steadily breather break
    """
)
_RUN = words_of("run runs running steady moderate moving going")


@scanner("Element", "OPEN|WORD|DASH")
def float_meant(chart: Chart, i: int) -> list[Phrase]:
    """`(Float means steady running, not a rest.)`, `- this is a steady run not a rest`."""
    tokens = chart.tokens
    opens = "OPEN" in tokens[i].kinds
    dashed = is_spaced_dash(tokens, i)
    if not (opens or dashed or begins(chart, i)) or not i:
        return []
    at = i + (opens or dashed)
    of_it = opens or dashed or tokens[at].word in ("this", "that", "it", "these", "they")
    floats = of_it and any("FLOAT" in token.kinds for token in tokens[max(0, i - 4) : i])
    found: list[Phrase] = []
    said: list[Token] = []
    while at - i < _LONGEST:
        token = tokens[at]
        closes = "CLOSE" in token.kinds
        ended = token.kinds & (SENTENCE_ENDS | {"COMMA", "CLOSE"}) or is_spaced_dash(tokens, at)
        told = floats and {t.word for t in said} & _RUN
        if ended and told and closes == opens:
            steady = any("STEADY" in t.kinds for t in said)
            effort = Effort.STEADY if steady else Effort.NONE
            meaning = Meaning(chart.span(i, at + opens), Effort.NONE, None, effort, floats=True)
            found.append(Phrase(at + opens, _SURE, meaning))
        if closes or (token.kinds & SENTENCE_ENDS and not _closes_behind(tokens, at, opens)):
            break
        floats = floats or "FLOAT" in token.kinds
        told_of = "FLOAT" in token.kinds or token.kinds & {"COLON", "EQUALS"}
        known = token.word in _ABOUT_FLOATS or told_of or ended
        if not known and (token.kinds & {"NUM", "CLOCK"} or filler(chart, at) is None):
            break
        said.append(token)
        at += 1
    return found[-2:]


def _closes_behind(tokens: list[Token], at: int, opens: bool) -> bool:
    """`… not a rest.)`: a point before the bracket ends."""
    return opens and "DOT" in tokens[at].kinds and "CLOSE" in tokens[at + 1].kinds


_OF_REST = words_of(
    """
    the a your you get gets is are that's that this it all only sole one no other and so after of
    time ever have there's will be there rest rests recovery recoveries jog recover in each
    set round whole thing for take as or real true breather ones than comes come following follows lot
    """
)
_REST = frozenset(["REST", "JOG"])


@scanner("Element", "WORD")
def only_rest(chart: Chart, i: int) -> list[Phrase]:
    """`The 300m after the 1000 is your only rest`, `No other rest`: of amounts told before."""
    tokens = chart.tokens
    if not begins(chart, i) or not any("FLOAT" in token.kinds for token in tokens[:i]):
        return []
    at, words, rested = i, set[str](), False
    while not tokens[at].kinds & SENTENCE_ENDS and "COMMA" not in tokens[at].kinds:
        token = tokens[at]
        if "DIGITS" in token.kinds:
            known = any(t.value == token.value for t in tokens[:i] if "DIGITS" in t.kinds)
            unit = tokens[at + 1].kinds & {"METRES", "SECONDS", "MINUTES"}
            if not known:
                return []
            at += 1 + bool(unit)
            continue
        rested = rested or bool(token.kinds & _REST)
        if token.word not in _OF_REST or at - i > _LONGEST:
            return []
        words.add(token.word)
        at += 1
    sole = (
        words & {"only", "sole", "all", "lot"}
        or {"no", "other"} <= words
        or {"the", "one"} <= words
    )
    if not (sole and rested):
        return []
    meaning = Meaning(chart.span(i, at), Effort.NONE, None, floats=True)
    return [Phrase(at, _SURE, meaning)]
