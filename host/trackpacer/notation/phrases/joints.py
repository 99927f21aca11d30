# SPDX-License-Identifier: MIT
"""Brackets, and what stands between two blocks: signs, `then`, `followed by`."""

from __future__ import annotations

import itertools

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Bracket, Doubt, Joint
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.tokens import counts_in


@rule("Element", "OPEN", example="(")
def opens(m: Found) -> Bracket:
    return Bracket(m.span, True)


@rule("Element", "CLOSE", example=")")
def closes(m: Found) -> Bracket:
    return Bracket(m.span, False)


_JOINTS = {
    "COMMA": ",", "SEMI": ";", "DOT": ".", "PLUS": "+", "SLASH": "/", "DASH": "-", "NL": "\n",
    "AND": "and", "BULLET": "*", "BAR": ",", "ARROW": ",", "COLON": ":", "HASH": ",",
}  # fmt: skip


@rule("Element", "COMMA|SEMI|DOT|PLUS|SLASH|DASH|NL|AND|BULLET|BAR|ARROW|COLON", example=",")
def joint(m: Found) -> Joint | None:
    token = m.chart.tokens[m.begin]
    kind = next(sign for name, sign in _JOINTS.items() if name in token.kinds)
    if kind == "-" and token.glued and m.after().glued:
        return None
    leads = m.after().glued and (not token.glued or 10 <= m.after().value < 100)
    if kind == ":" and "TIMES" in m.behind.kinds and leads:
        return None  # `10 x :60`, `10x:60`
    if kind == "/" and token.glued and not m.after().glued and m.after().keys & {"NUM"}:
        kind = ","  # `15 min wu/ 5 x 1000`
    indent = m.chart.indent(m.span[1]) if "NL" in token.kinds else None
    return Joint(m.span, kind, indent)


@rule("Element", "HASH ~DIGITS COLON|DASH|DOT?", "w:i|ii|iii|iv|v|a|b|c|d ~CLOSE", cost="label")
def numeral(m: Found) -> Joint | None:
    """`#1 4 x 400 #2 4 x 300`, `i) 10 min easy ii) 6 x 30s`: the parts by their numbers."""
    return Joint(m.span, "\n") if m.after().kinds & {"NUM", "CLOCK", "WU", "WARM"} else None


@rule("Element", "SLASH SLASH", "DASH DASH DASH?", example="//")
def double_joint(m: Found) -> Joint:
    return Joint(m.span, ";")


_END = "finish|end|close|finishing|ending|closing"


_OF_SET = "EACH SET|group"


@rule(
    "Element",
    f"COMMA|AND|DASH|DOT|SEMI* finish|finishing|end|ending|close|closing off? {_OF_SET} off? WITH|on|by",
    f"COMMA|AND|DASH|DOT|SEMI* {_OF_SET} to|TO|is? finish|finishes|finishing|end|ends|ending|closes|closing|followed off? WITH|on|by",
    "COMMA|AND* WITH|PLUS &<ThenEndsSet>",
    cost="phrase",
    example="finish each set with",
)
def in_each_set(m: Found) -> Joint:
    """`2 sets of 5 x 400, finish each set with a hard 300`: one more run of the set."""
    return Joint(m.span, "in set")


alias("EndOfSet", f"to|TO finish|end|close off? {_OF_SET}", f"at|AT the end OF {_OF_SET}")
alias(
    "ThenEndsSet",
    "a|an|the? HARD|FAST|EASY|STEADY|MAX? <Run> HARD|FAST|EASY|STEADY|MAX? <EndOfSet>",
)


@rule(
    "Element",
    "<EndOfSet> &COMMA|DOT|NL|END|SEMI|CLOSE|WITH",
    cost="phrase",
    example="to finish each set",
)
def ends_each_set(m: Found) -> Joint:
    """`5 x 400, 300 hard at the end of each set`: the run before it is of the set."""
    return Joint(m.span, "of set")


_SUBJECT = "we|we'll|you|you'll|i|it|will|are|is|we're|also|have|had|should"
_GOING = (
    "go|goes|going|went|come|comes|coming|came|head|heading|headed|climb|climbing|step|stepping|"
    "drop|dropping|work|working|worked|get|run|turn|all|our|your|the|way"
)
_WAY = "again|the|our|it|other|same|side|way|through|ladder|PYRAMID|steps"
_BOTH_WAYS = frozenset(["UP", "WU", "WARM", "MILES", "KM", "MINUTES", "PRIME"])
_THOSE = {"that", "this", "these", "those"}
_START = "start|begin|starting|beginning"


@rule(
    "Element",
    "WITH|PLUS a|an|the? &NUM|CLOCK|half|quarter|mile",
    "^BEGIN|NL|DOT|COMMA|SEMI add|ADDING|include|including a|an|the|in|on* &NUM|CLOCK|half|quarter|mile",
    cost="phrase",
)
def with_part(m: Found) -> Joint | None:
    """`with a 10 minute warm up`: a part of its own."""
    coming = list(
        itertools.takewhile(
            lambda token: not token.kinds & {"COMMA", "DOT", "NL", "SEMI", "JOG", "REST"},
            m.chart.tokens[m.end : m.end + 4],
        )
    )
    parts = any(token.kinds & {"WU", "CD", "WARM", "COOL"} for token in coming)
    return Joint(m.span, "then") if parts else None


alias(
    "ToldRun", "<Run> FAST|FASTER|HARD|STEADY|EASY|TEMPO|THRESHOLD|AT|RELAXED", example="4 min fast"
)


@rule(
    "Element",
    "COMMA? AND|when? THEN|next|following then|that|this|with|COMMA|run|by|do|finally|lastly*",
    "AFTER that|this|these|those|which|COMMA*",
    "COMMA|AND|THEN AND|THEN* AFTER it|that|this|these|those|them|which COMMA? &NUM|CLOCK",
    "COMMA|AND COMMA|AND* right AFTER it|that|this|which|them? &NUM|CLOCK",
    "^DOT|NL|SEMI|COMMA|AND BEFORE that|this|these|those COMMA? we|you|i|do|did|ran|run|comes|came* &NUM|CLOCK",
    "FOLLOWED|follow by|up? by|with?",
    "FOLLOWED|follow it|this|that|these|those|them up|UP? by|with",
    f"COMMA? and|to|then? {_END}|{_START} off|up? with|by|w/",
    "COMMA? AND|THEN? we|i|you? rounded|topped|capped|finished|rounding|finishing it|things|that|this|the|SESSIONWORD* off WITH",
    f"COMMA? and|to|then? {_END} ON a|an &NUM|CLOCK",
    "COMMA? AND|THEN|BEFORE* we|i|they|you|it|we'll|you'll* go|goes|went|going|move|"
    "moving|work|working|come|comes|came|coming|climb|climbing|build|building|step|stepping "
    "UP|BACK|DOWN|again|the|ladder|PYRAMID|your|our|way* TO|WITH|via|through|by|COMMA|COLON &<Counted>",
    "COMMA? AND|THEN|we|came|come|went|go|worked* BACK? DOWN again|COLON|COMMA|WITH|the|same|way|via|through* &<TwoListed>",
    f"COMMA? AND|THEN|BEFORE? {_SUBJECT}? {_GOING}* BACK? up|down|dn {_WAY}* COLON|COMMA|DASH|so|WITH* &<SomeRuns>",
    "COMMA? AND|THEN? DOWN we|you go again? COLON|COMMA|WITH* &<SomeRuns>",
    f"COMMA? AND|THEN? the? return|reverse|reversing|way trip|journey|leg|BACK|DOWN* {_WAY}* COLON|COMMA|DASH|so|WITH* &<SomeRuns>",
    f"{_START}|{_END} the|this|your|our SESSIONWORD|run|night|evening|day by|WITH",
    "WITH &STRIDES",
    "COMMA? and|to|then? finished|ended|wrap|started off|up? with|by|w/?",
    f"COMMA|AND|THEN|BEFORE|so|TO* {_SUBJECT}* {_END}|wrap|wrapped|wrapping|round|top UP|out|off|it|"
    "things|that|this|the|SESSIONWORD|night|evening|all* WITH|by|ON a|an|one|just* single|final|LAST|one? &DIGITS",
    "COMMA|AND|THEN|PLUS* a|an|one final|LAST|single|closing &DIGITS",
    "PLUS|THEN one|the? final|closing &DIGITS",
    "COMMA|SEMI|AND|THEN|PLUS* LAST of|but all|not least? COMMA? a|an|one|just* final|single|lone|closing? &DIGITS",
    "and? back down then|again|COLON? !END|NL|DOT|AT|IN|OPEN|SEMI|WITH|OFF|COMMA|<NamedTarget>",
    "COMMA? AND|THEN? all|the|way* BACK DOWN? again? COMMA|COLON|DASH? so|meaning|ie|i|e|DOT* &<Counted>",
    "when|once|after|AFTER you|you've|we|we've|have|are|is|i've|they're|those|they|these|that* done|finished|completed|complete|through WITH|ALL|those|these|that|it|the|REP|SET* COMMA?",
    "and another",
    "^NL LAST one|rep? COLON? &<RunAlone>",
    "COMMA? AND|THEN a further &NUM|CLOCK",
    "THEN? into a|the?",
    "COMMA? AND? THEN it's|its|that's a|an? &NUM|CLOCK",
    "THEN ABOUT &NUM",
    "THEN straight|directly|on into|to|a|the*",
    "AND|THEN? straight|right ON WITH|TO &NUM",
    "as well as",
    "COMMA? BEFORE a|running|doing|finishing &NUM|CLOCK",
    "^!MINUTES|SECONDS|CLOCK|DIGITS|PRIME COMMA? BEFORE &<Counted>",
    "^CLOSE|REST BEFORE &NUM",
    "UP|DOWN TO &<Counted>",
    "COMMA? AND|THEN* BACK UP|DOWN? TO &<SingleRun>",
    "COMMA? AND|THEN? top|topping|topped|peak|peaking out|it? AT|WITH|ON|OFF|out* &<Counted>",
    "cooling|warming COMMA? DOWN with",
    "COMMA|AND|THEN THEN? BACK UP|DOWN? TO &<ToldRun>",
    "AND THEN?",
    "^!BEFORE COMMA? AND after &<Counted>",
    example="followed by",
)
@rule("Element", "FOLLOWED|follow <Soon> by|with", cost="very-rare")
def then(m: Found) -> Joint | None:
    words = m.words()
    turned = words[-1] == "," and {"back", "down", "reverse", "reversing", "return"} & set(words)
    if words in (["following"], ["and"], ["&"]):
        return None
    if words[0] in ("up", "down", "and") and m.behind.kinds & _BOTH_WAYS:
        return None  # `2 miles warm up and down, 6 x 400`, `1 mile down, 4 x 100`
    if words[-1] in (",", "straight", "on") and not turned:
        return None
    if words[0] == "before" and set(words) & _THOSE:
        return Joint(m.span, "before")
    if words == ["after"] or (words[-1] == "by" and words[-2] == "preceded"):
        return Joint(m.span, "after")
    if words == ["into"] and not m.behind.kinds & _APART and m.chart.at("SingleRun", m.end):
        return None  # see `into_one`
    alone = {"one", "single", "final", "last"} & set(words)
    if words[0] in ("final", "last") and "NL" in m.behind.kinds and counts_in(m.chart.tokens):
        return None  # `5 x 800`, and below it `last 200 m`: of each rep
    if (
        alone
        and m.after().value < 150
        and not m.after(1).kinds & {"MILES", "KM", "TIMES", "MINUTES", "SECONDS"}
    ):
        return None
    finishing = not alone and set(words) & set(_END.split("|"))
    starting = set(words) & set(_START.split("|"))
    return Joint(m.span, "finish" if finishing else "start" if starting else "then")


@rule(
    "Element",
    "COMMA|SEMI|DOT|AND|THEN* in|IN|WITH the middle COMMA|COLON|do|is|comes|are|we|you|run|put* &NUM",
)
def in_the_middle(m: Found) -> Doubt | None:
    """`start with 20 min easy, end with 10 min easy, in the middle 8 x 2 min`."""
    said = {token.word for token in m.chart.tokens[: m.begin]}
    if not said & {*_END.split("|")}:
        return None
    return Doubt(m.span, "'{this}': in what order?", "the runs in the order they are run in")


@rule("Element", "^NL LAST|final &DIGITS")
def last_of_lines(m: Found) -> Joint | None:
    """`300 m then jog 100 m`, and below it `last 300 m`: a run of the list, on the last line."""
    tokens = m.chart.tokens[: m.begin]
    heads = [two for one, two in itertools.pairwise(tokens) if "NL" in one.kinds]
    far = [token.value for token in (tokens[0], *heads, m.after())]
    rested = any(token.kinds & {"JOG", "WALK", "REST"} for token in tokens)
    falls = far[0] > far[-2] and all(one >= two for one, two in itertools.pairwise(far))
    return Joint(m.span, "then") if rested and falls else None


_APART = frozenset(["COMMA", "CLOSE", "AND", "NL", "DOT", "SEMI", "PLUS", "DASH", "SLASH"])


@rule("Element", "into &<SingleRun>", cost="very-rare")
def into_one(m: Found) -> Joint:
    """`600 into 200`: rather with nothing between them."""
    return Joint(m.span, "then")


alias("SomeRuns", "<Counted>", "!DIGITS NUM DIGITS", example="two 400")


alias("TwoListed", "DIGITS COMMA|SLASH|DASH DIGITS !MINUTES|SECONDS|PRIME", example="400, 200")


alias("Soon", "directly|immediately|straight|then AFTER|away?")


@rule(
    "Element",
    "!d|de OF|AS COLON?",
    "^!BEGIN COMMA? made|broken|split|divided UP|DOWN|out? OF|AS|into COLON?",
    cost="phrase",
    example="of",
)
def of(m: Found) -> Joint:
    return Joint(m.span, "of")
