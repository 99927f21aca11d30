# SPDX-License-Identifier: MIT
"""Clauses that are known by their form to order nothing, whatever words are in them.

What a session is for (`to improve lactate threshold`), an admonition (`Make sure you don't run the
first effort too hard`), the figures of the day (`3.9 miles total (8:42 avg pace)`), the splits that
came of it (`Today my times were 31.0, 30.3`), another way to move in a recovery (`(or walk
recovery)`).

Not here: talk that is known by its words alone (`talk`); a permission (`clauses`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Manner, Remark, left_to_runner
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.patterns import pattern
from trackpacer.notation.tokens import CLAUSE_ENDS, SENTENCE_ENDS, Token, is_spaced_dash

_LONGEST = 40  # tokens

# What changes the running of some reps, how often they are run or how long to rest.
_ORDERS = pattern(
    r"\b(except|unless|skip|omit|miss|repeat\w*|again|twice|double|half|halve|instead|otherwise"
    r"|alternat\w+|every other|then|followed|throughout|gradual\w*|progress\w*|until|till|by the end"
    r"|fewer|less|extra|another|group|option|sets? of|reps? of|x|odd|even|add|drop|stop|not|no"
    r"|last|final|second|third|fourth|middle|next)\b"
)
_RESTS = pattern(r"\b(rest\w*|recover\w*|recs?|jog\w*|walk\w*|float\w*|stand\w*|break|pause)\b")
_HOW = pattern(
    r"\b(easy|easier|steady|hard|harder|fast|faster|quick|quicker|quickly|slow|slower|slowly|max"
    r"|maximum|sprint\w*|all out|flat out|tempo|threshold|marathon|longer|shorter|more|warm|cool"
    r"|strides?|drills?|race pace|\d+k? pace)\b"
)
_CHANGES = pattern(
    r"\b(cut|swap|replace|change|reduce|increase|shorten|lengthen|leave out|bail|switch|do \w+ of)\b"
)
_EACH = pattern(r"\b(each|every|all|first|one|per|as you go|through)\b")
_DIGITS = pattern(r"\d(?!\d*k\b)")
_VERBS = (
    "improve|develop|boost|raise|simulate|teach|sharpen|help|strengthen|mimic|prepare|train|enhance"
    "|maximi[sz]e|stimulate|replicate|familiari[sz]e|(?:build|increase|work on|practi[sc]e)"
    "(?! (?:up|to|the|each|every|by))|get (?:you |us |me |your legs )?used to|get a feel for"
    "|get the (?:legs|feel|heart|lungs)|keep the legs|stretch the legs|wake up"
)
_PURPOSE = pattern(
    rf"(?:all |just |designed |aimed |intended |is |in order |so as |really )*to (?:help )?(?:{_VERBS})"
    r"\b(?P<free>.*)"
)
_TOO = (
    r"\b(?:too|so|overly|over-?ly) (?:hard|fast|quick|quickly|soon|early|slow|slowly|much|long|"
    r"tense|aggressive(?:ly)?|eager(?:ly)?|hot|cautious(?:ly)?)\b"
)
_IF_NEEDED = (
    r",? ?(?:so |and |but |or )?(?:you (?:can|may) )?(?:always )?(?:walk|jog)(?: a bit| some)?,? if"
    r" (?:you |it )?(?:really )?(?:need|have|want|like|must|necessary|required|needed|is necessary)"
    r"(?: to| it)?\b"
)
_RECOVERED = r"\b(?:well|fully|properly|completely|adequately|sufficiently) (?:recovered|rested)\b"
_SAFE = pattern(rf"{_TOO}|{_IF_NEEDED}|{_RECOVERED}")
_ADMONISHES = pattern(
    r"(?:please |also |and |so |but |just |always |remember:? |note:? |nb:? |tip:? )*"
    r"(?:(?:make|be) (?:sure|certain)|ensure|remember|be careful|be wary|take care|beware|bear in mind"
    r"|keep in mind|listen to|concentrate|focus|think about|relax|try (?:not )?to|aim to|the key is"
    r"|it'?s important|important(?:ly)?|(?:do not|don'?t|never|avoid|resist)"
    r"(?= (?:worry|forget|panic|be|go|going|start|starting|set|setting|let|letting|push|overdo|race"
    r"|racing|chase|kill|get|getting|strain|force|forcing|cheat|expect|think|give|stress|compare|rush"
    r"|run\b.* too|try\b.* too|hit\b.* too|do\b.* too|the temptation)))\b(?P<free>.*)"
)
_NOT = pattern(r"\b(?:you )?(?:do not|don'?t|not|never|no)\b")
_FORM = pattern(
    r"(?:and |so |please |just )*(?:focus|focusing|concentrate|concentrating|work|think|keep(?:ing)?"
    r"|maintain(?:ing)?|hold(?:ing)?)(?: on| about)?(?: a| an| your| the| good| great| strong| proper"
    r"| relaxed| running)* (?:form|technique|posture|arms|cadence|knees|knee lift|style|breathing)"
    r"(?:(?: in| over| during| for| through| on)? (?:the )?(?:last|final|closing|first) \d+ ?"
    r"(?:m|metres|meters|secs?|seconds|mins?|minutes) of (?:each|every|the|all) (?:rep|effort|interval"
    r"|repeat|one|run)s?)?"
)
_TOMORROW = pattern(
    r"(?:rest|recover|sleep|relax|easy|day off|feet up)(?: up| day| well| run| off| in)* tomorrow"
)
_CLOCK = r"\d{1,2}(?::\d\d)+(?:\.\d)?"
_PER = r"(?: ?(?:/|per |a |min(?:ute)?s? ?(?:/|per |a ))? ?(?:mi|mile|miles|km|k|400m?|lap))?"
_AVERAGE = (
    rf"(?:(?:an? )?(?:avg|ave|average|averaging|averaged)\.?(?: pace)?(?: of| was|:)? ?{_CLOCK}{_PER}"
    rf"(?: pace)?|{_CLOCK}{_PER} (?:avg|ave|average)\.?(?: pace)?)"
)
_MILES = r"\d+(?:\.\d+)? ?(?:miles?|mi|km|k|kms)"
_TOTAL = pattern(
    rf"(?:for |so |about |around |~)*(?:a )?(?:{_MILES} (?:in )?(?:total|all|all told|altogether"
    rf"|overall)|(?:grand )?total(?: of|:| was)? ?{_MILES})(?: ?[(,;@-]+ ?{_AVERAGE} ?\)?)?"
)
_WAYS = pattern(
    r"\((?:or |you can |you may |could be |can be |do |take |have |a |an |very |slow |easy |gentle"
    r" |slowly )*(?:walk|jog|walking|jogging)(?: or (?:walk|jog))?(?: recovery| rest| back| it| them"
    r"| some| the recovery| the recoveries)?(?:,? if (?:you )?(?:need|have|want|prefer|necessary"
    r"|required|needed|that'?s easier|you prefer)(?: to| be)?)?\)"
)
_WENT = pattern(
    r"(?:and |but |so )?(?:(?:once )?again,? (?:it|this|that|everything|i|we|they) (?:all )?(?:really )?"
    r"(?:went|felt|was|were|seemed|enjoyed|coped|managed|struggled)"
    r"|(?:(?:i|we|the|my|our|just|legs?) )*(?:never|couldn'?t|didn'?t|wasn'?t|weren'?t) (?:\w+ ){0,2}"
    r"(?:got|get|felt|feel|found|find|settled?|came|come|enjoyed?|happy|going))\b(?P<free>.*)"
)
_BASIS = pattern(
    r"(?:on an? (?:daily|weekly|fortnightly|monthly|regular) basis|(?:every|each) (?:day|week|fortnight)"
    r"|daily|weekly|fortnightly)"
)
_AS_LONG = pattern(r"\d+(?::\d\d)?")


def _is_purpose(text: str) -> bool:
    found = _PURPOSE.fullmatch(text)
    if found is None or _DIGITS.search(found["free"]):
        return False
    free = found["free"]
    return not (_ORDERS.search(free) or _EACH.search(free) or re.search(r"\bjog|\bwalk", free))


def _is_admonition(text: str) -> bool:
    found = _ADMONISHES.fullmatch(text)
    if found is None:
        return False
    told = _NOT.sub(" ", _SAFE.sub(" ", found["free"]))
    if _DIGITS.search(told) or _ORDERS.search(told) or _RESTS.search(told):
        return False
    return not (_HOW.search(told) or _CHANGES.search(told))


def is_account(text: str) -> bool:
    found = _WENT.fullmatch(text)
    if found is None:
        return False
    free = found["free"]
    return not (_DIGITS.search(free) or _ORDERS.search(free) or _RESTS.search(free))


def _is_way(text: str) -> bool:
    found = _WAYS.fullmatch(text)
    return found is not None and text.startswith(
        ("(or ", "(you ", "(can ", "(could ", "(walk some")
    )


def of_form(text: str) -> bool:
    """Whether it bids only to keep one's form, in small letters: `focus on form in last 300 m`."""
    return _FORM.fullmatch(text) is not None


_SAYINGS: tuple[Callable[[str], object], ...] = (
    _is_purpose, _is_admonition, is_account, _BASIS.fullmatch, of_form, _TOTAL.fullmatch, _TOMORROW.fullmatch, _is_way,
)  # fmt: skip


_BEGINNINGS = frozenset(
    ["to", "in", "so", "and", "but", "for", "designed", "on", "every", "each", "daily", "weekly"]
)


@scanner("Element", "WORD|DIGITS|OPEN")
def saying(chart: Chart, i: int) -> list[Phrase]:
    """`to build leg strength`, `Don't go off too fast`, `(or walk recovery)`: from a token on."""
    tokens = chart.tokens
    first = tokens[i]
    opens = "OPEN" in first.kinds
    behind = chart.before(i)
    begins = behind.kinds & (CLAUSE_ENDS | {"BEGIN", "BULLET"}) or is_spaced_dash(tokens, i - 1)
    if not (begins or opens or first.word in _BEGINNINGS):
        return []
    found: list[Phrase] = []
    for end in _ends(chart, i, opens):
        last = tokens[end - 1]
        text = " ".join(chart.plain[first.start : last.end].lower().split())
        if any(said(text) for said in _SAYINGS):
            span = (first.start, last.end)
            found.append(Phrase(end, COSTS["remark-sentence"], Remark(span)))
    return found


def _ends(chart: Chart, i: int, opens: bool) -> list[int]:
    """Where a bracket closes; else where its clause ends, its sentence, and the bracket behind."""
    tokens = chart.tokens
    ends: list[int] = []
    at = i + 1
    while at - i < _LONGEST:
        kinds = tokens[at].kinds
        if opens and kinds & {"CLOSE", "NL", "END"}:
            return [at + 1] if "CLOSE" in kinds else []
        if not opens and (kinds & CLAUSE_ENDS or is_spaced_dash(tokens, at)):
            ends.append(at + ("CLOSE" in kinds and "OPEN" in chart.before(at).kinds))
            if "CLOSE" in kinds and any("OPEN" in token.kinds for token in tokens[i:at]):
                ends.append(at + 1)
            if kinds & SENTENCE_ENDS:
                break
        at += 1
    return ends


@scanner("Element", "OPEN")
def as_long_another_way(chart: Chart, i: int) -> list[Phrase]:
    """`(or you can do a very slow 75 secs jog between each rep)`, behind `75 secs rest`."""
    tokens = chart.tokens
    ends = _ends(chart, i, True)
    if not ends or not i or tokens[i + 1].word != "or":
        return []
    span = (tokens[i].start, tokens[ends[0] - 1].end)
    text = " ".join(chart.plain[slice(*span)].lower().split())
    amounts = [
        phrase
        for at in range(i, ends[0])
        for phrase in chart.at("Time", at)
        if "DIGITS" in tokens[at].kinds
    ]
    figures = _AS_LONG.findall(text)
    if len(figures) != 1 or not amounts or not _RESTS.search(text):
        return []
    told = (phrase for at in range(max(i - 12, 0), i) for phrase in chart.at("Time", at))
    before = {phrase.value.value for phrase in told}
    if _ORDERS.search(text) or not any(phrase.value.value in before for phrase in amounts):
        return []
    note = f"'{chart.quote(*span)}' is another way to spend the recovery: left to the runner"
    return [Phrase(ends[0], COSTS["remark-bracket"], Remark(span, notes=(note,)))]


@rule(
    "Element",
    "OPEN? AT|IN PACE w:WORD CLOSE? &COMMA|DOT|NL|END|SEMI|WITH|PLUS|OFF|AND|CLOSE",
    "OPEN? AT w:UNKNOWN|FEEL DASH? NUM DASH|TO? NUM? CLOSE? &COMMA|DOT|NL|END|SEMI|WITH|PLUS|OFF|AND",
    "OPEN? AT w:UNKNOWN|FEEL DASH WORD CLOSE? &COMMA|DOT|NL|END|SEMI|WITH|PLUS|OFF|AND",
    cost="place",
)
def pace_of_ones_own(m: Found) -> Remark | None:
    """`at Pace C`, `@ EL 3-4`, `at RPE-H`: what a coach calls a pace by letters of his own."""
    word: Token = m["w"]
    lettered = word.raw.isupper() and len(word.raw) <= 4
    if not lettered or (len(word.raw) == 1 and word.raw in "TRIMEHFL") or m.chart.text.isupper():
        return None
    if len(word.raw) == 1 and not m.has("PACE"):
        return None
    note = f"'{m.chart.quote(*m.span)}' is no pace that is known here: left to the runner"
    return Remark(m.span, notes=(note,))


@rule(
    "Element",
    "a|an|the|my|his|her|earlier|FROM|AND|PLUS* <Dist>|<Time> easy? on|ON? the? bike|biking|bicycle|swim|swimming|cycling|ride|spin ride? !WU|WARM|CD|COOL",
    cost="place",
)
def of_another_sport(m: Found) -> Remark:
    """`from an earlier 40km bike ride`, `30 min swim`: nothing that is run."""
    note = f"'{m.chart.quote(*m.span)}' is not run: left to the runner"
    return Remark(m.span, notes=(note,))


alias(
    "WhenRun",
    "last|LAST|this|yesterday night|evening|morning|afternoon|week?",
    example="last night",
)


@rule("Element", "down|up|over|out at|AT|on|ON the GROUND <WhenRun>?", example="down at the track")
@rule("Element", "PLUS|AND BACK|back &COMMA|DOT|NL|END|SEMI")
@rule(
    "Element",
    "on|ON the|our|today's|tonight's menu|cards|schedule|programme|agenda|board <WhenRun>?",
)
@rule(
    "Element",
    "WITH the|our|my girls|boys|lads|lasses|ladies|men|women|guys|gang|crew|vets|others <WhenRun>? "
    "&COMMA|DOT|NL|END|SEMI|CLOSE",
)
@rule(
    "Element",
    "AND|but|COMMA* i|we can't|cannot|couldn't|didn't say? i|we? enjoyed|enjoy|liked|like|loved|love "
    "either|neither|both|any|it|them OF? them|it|these|those? much?",
    "AND|but|COMMA* i|we hated|hate|dreaded|disliked either|both|all|it|them OF? them|it|these|those?",
    "AND|but|COMMA* neither|either|none|both OF? them|these|it? was|were|is|felt|much|any|so|that|a|bit|of* "
    "fun|easy|good|great|pretty|grim|tough|awful|horrible|enjoyable|brutal",
    example="and I can't say I enjoyed either",
)
def how_it_was_liked(m: Found) -> Remark:
    """Where it was run, and how it was liked."""
    return Remark(m.span, notes=(f"'{m.shown}' is passed over",))


_STOPS = "&COMMA|DOT|NL|END|SEMI|CLOSE|QUOTES"


@rule(
    "Element",
    f"COMMA? so not|hardly|barely|little|plenty|lots a|any|much|real|lot|long|very|OF* REST really|there|tbh* {_STOPS}",
    f"COMMA|AND|DOT|so* don't|dont be|forget|miss|get UNKNOWN|HARMLESS* {_STOPS}",
    f"COMMA|OPEN some|part|half|most|bits OF it|them|that|those|which WALK|jogged CLOSE? {_STOPS}",
    f"COMMA|AND|WITH* EACH SET SLIGHTLY|a|bit|little* FASTER THAN? the|LAST|one|before* {_STOPS}",
    "^STRIDES COMMA|DASH? w:build|building|accelerating up? TO FAST|SPRINT|HARD DASH?",
    cost="label",
    example="so not much rest",
)
def said_beside(m: Found) -> Remark | Manner:
    """What is made of the session by the way: it orders nothing that has a length."""
    notes = (f"'{m.shown}' is left to the runner",)
    return Manner(m.span, notes=notes) if m["w"] else Remark(m.span, notes=notes)


_LATER = (
    "late|later|on|ON|in|IN|toward|towards|near|ABOUT|at|AT|by|the|very|end|finish|of|OF|SESSIONWORD|"
    "if|needed|necessary|required|you|need|it|to|TO|feel|tired|when|as|goes|reps|REP|for|last|LAST|few"
)


@rule(
    "Element",
    "COMMA|SEMI|DOT|OPEN|AND|but|it|this|that|which|they|the|REST|JOG* MAYBE|PERMITS be|you|also|then* "
    "stretched|stretch|extended|extend|lengthened|lengthen|increased|increase|upped|bumped|raised|dropped|drop|cut|"
    "shortened|shorten|reduced|reduce it|this|that|them|the|REST|out|up|UP|down|DOWN|back|BACK* "
    f"TO|to|by a:<Time>|<Range> {_LATER}* CLOSE? {_STOPS}",
    f"COMMA|SEMI|DOT|OPEN|AND|but* MAYBE|PERMITS be? stretched|extended|lengthened|increased {_LATER} {_LATER}* CLOSE? {_STOPS}",
    cost="label",
    example="and may be stretched to 60 s late in the workout",
)
def rest_may_change(m: Found) -> Remark | None:
    """What the recovery before it may come to: the one that is written stands."""
    return left_to_runner(m.span, m.shown) if m.earlier("REST") or m.has("REST") else None


_PART_OF = "OPEN? <Ordinal>|HALF|half|the|your|first|last|other|OTHER|REST|second|final*"


@rule(
    "Element",
    f"COMMA|OPEN|AND|by|DASH|COLON* a:WALK|JOG {_PART_OF} <Dist>|<Time>|<Number>|MINUTES|LAPS? of|OF|it|the|way|that|REST* "
    f"COMMA|AND|THEN|SLASH|but* b:JOG|WALK {_PART_OF} <Dist>|<Time>|<Number>|MINUTES|LAPS|remainder|balance? CLOSE? {_STOPS}",
    cost="label",
    example="walking the first 100 and jogging the rest",
)
def rest_in_parts(m: Found) -> Remark | None:
    """How a recovery that has its length is spent: `jog the first half and walk the rest`."""
    parted = m.has("first", "last", "half", "rest", "remainder", "remaining", "other", "balance")
    both = bool((m["a"].kinds ^ m["b"].kinds) & {"JOG", "WALK"})
    rested = m.earlier("REST", "JOG", "WALK") and parted and both
    return left_to_runner(m.span, m.shown) if rested else None


@rule("Element", "^BEGIN|NL|DOT|COMMA|SEMI one|1|EACH|a SET EQUALS|is|COLON", cost="label")
@rule("Element", "^BEGIN|NL|DOT|SEMI SET EQUALS", cost="label")
def a_set_is(m: Found) -> Remark | None:
    """`One set = 400 hard, 200 jog. Do 4 sets`: where their number is told behind it."""
    tokens = m.chart.tokens
    counted = any(
        "NUM" in tokens[at].kinds and tokens[at].value > 1 and "SET" in tokens[at + 1].kinds
        for at in range(m.end, m.chart.end)
    )
    return Remark(m.span) if counted else None
