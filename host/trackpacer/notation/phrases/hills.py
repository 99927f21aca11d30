# SPDX-License-Identifier: MIT
"""Hills: what the hill is like, and the way back as the recovery: `on a steady climb`, `jog/walk
down`, `coming back down is your recovery`.

Not here: other places (`remarks`); a recovery that has a length (`recoveries`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Count, Doubt, Length, Pause, Remark, left_note
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.ends import both_ways
from trackpacer.notation.phrases.open_rests import at_most, open_rest
from trackpacer.notation.phrases.recoveries import sized
from trackpacer.notation.tree import Rest
from trackpacer.records import replace

# -- the way back


@rule(
    "OpenRest",
    "<Adjectives>? JOG|WALK OPEN OR JOG|WALK CLOSE BACK|DOWN DOWN|BACK|TO|the|bottom|start|it*",
    "<Adjectives>? JOG|WALK SLASH|OR? JOG|WALK? BACK|DOWN? TO the? bottom|foot|base|start|beginning OF? the? HILL|slope|REP?",
    "coming|come|getting|get|heading|head BACK|DOWN DOWN|BACK? AT|WITH|by|IN a|an|the? <Adjectives>? JOG|WALK SLASH|OR? JOG|WALK?",
    "REST COLON|DASH|is JOG|WALK SLASH|OR? JOG|WALK? TO the? bottom|foot|base|start|beginning",
    "WITH ~BACK|b REST|JOG|WALK?",
    "REST COLON|EQUALS|is* w/ ~JOG BACK|DOWN BACK|DOWN|TO|the|bottom|start*",
    "jogback|walkback|jd|jdr|jbr|wbr REST? !NUM|CLOCK",
    "j|w SLASH|DOT d|b DOT? REST? &END|NL|COMMA|SEMI|CLOSE|DOT",
    "^COMMA|SEMI|DASH|SLASH|WITH|OPEN|DOT|NL EASY|SLOW? DOWN JOG|WALK REST? !NUM|CLOCK",
    "EASY|SLOW|a|an* EASY|SLOW RUN BACK|DOWN DOWN|BACK|TO|the|bottom|start*",
    "^COMMA|DASH|SEMI|OPEN|SLASH EASY|SLOW BACK DOWN? TO? the? bottom|start? &END|NL|DOT|COMMA|SEMI|CLOSE",
    "turn|turning round|around|about|AT|the|top* AND|then|COMMA* JOG|WALK|FLOAT|EASY BACK|DOWN|TO DOWN|BACK|TO|the|bottom|start|it*",
    "REST COLON|EQUALS|is? JOG|WALK SLASH|OR|DASH? JOG|WALK? BACK|DOWN DOWN|BACK|TO|the|bottom|start|it*",
    "<Adjectives>? JOG|WALK|FLOAT SLASH|OR|DASH? a? JOG|WALK? DASH? BACK|DOWN|dn|return|across|home|around "
    "DOWN|BACK|TO|FROM|HILL|the|bottom|start|it|return|recovery|REST|EASY|SLOW|SLASH|FULL|for|as|a*",
    example="walk back recovery",
)
def jog_back(m: Found) -> Rest | None:
    last = m.chart.tokens[m.end - 1]
    if last.word in ("a", "/", "of", "to", "from", "the", "as", "for", "slow"):
        return None
    begin = max(m.begin - 3, 0)  # `5 minutes - jog downhill`: how the five minutes go
    heads = begin == 0 or bool(m.chart.tokens[begin - 1].kinds & {"NL", "BULLET"})
    if heads and m.begin > 2 and "DASH" in m.behind.kinds and "NUM" in m.chart.tokens[begin].kinds:
        return None
    home = m.has("home") and (last.keys & {"EASY", "home"} or m.after().word == "for")
    timed = "REST" in last.kinds and m.after().keys & {"NUM", "CLOCK"}
    return None if home or timed else open_rest(m, "back")


@rule(
    "SizedRest",
    "<Adjectives>? JOG|WALK BACK|DOWN BACK|DOWN? COMMA? a:<Time> &CLOSE|END|NL|DOT",
    "<Adjectives>? JOG|WALK BACK|DOWN BACK|DOWN? OPEN ABOUT|in|IN* a:<Time> CLOSE",
    "<Adjectives>? JOG|WALK SLASH|OR? JOG|WALK? BACK|DOWN BACK|DOWN|TO|the|bottom|start* IN UNDER|less|max THAN? a:<Time>",
    example="jog back down in under 3 min",
)
def back_within(m: Found) -> Rest:
    """At most so long."""
    return at_most(m, Rest(m.span, "time", ms=m["a"].value))


_WAY = "way|trip|descent|return|journey|run|JOG|WALK"
_WHERE = "BACK|DOWN|home|TO|the|bottom|start|EASY|SLOW"
_YOUR = "your|the|a|only|just|all|ABOUT|any|main"
alias("WayBack", f"the|your|a|an|that|EASY|SLOW* w:{_WAY} {_WHERE}*", example="the way back down")
alias(
    "GoingBack",
    f"coming|going|getting|walking|jogging|running|return|returning BACK|DOWN {_WHERE}*",
)


@rule(
    "OpenRest",
    f"^!RUN|JOG|WALK|way|trip DOWN|BACK EQUALS|is|as|for {_YOUR}* <Nouns>",
    f"w:<WayBack>|<GoingBack> is|as|for|are|being|EQUALS|counts|will|acts|serves be|as|for* {_YOUR}* <Nouns> you|we|get|got|have|there|is*",
    "<RWord> ON|during|with|as|using the? WORD? descent|descend|downhill",
    f"get|catch|catching|getting your|our|the breath back? ON|during {_YOUR}* w:<WayBack>|<GoingBack>",
    "use|using|take|taking|WITH w:<WayBack>|<GoingBack> as|for|TO your|the|a|for* <Nouns>",
    "use|using|take|taking|WITH the|your|that|a? DOWN HILL|slope? as|for|TO your|the|a|for* <Nouns>",
    "<RWord> ON|during|with|by|using|EQUALS|while|is? w:<WayBack>|<GoingBack>",
    example="the way down is your rest",
)
def way_back(m: Found) -> Rest | None:
    """Whatever it takes; only where it is said to lead down or back."""
    away = m.has("BACK", "DOWN", "descent", "descend", "return", "returning", "bottom", "start")
    return open_rest(m, "back") if away else None


@rule(
    "Element",
    "^BACK TO|to the|your|our|a? DIGITS METRES? start|mark|line|board start|mark|line|board? <ForWhat>? <Place>?",
    cost="phrase",
    example="to the 200m start",
)
def back_to_the_mark(m: Found) -> Remark:
    """`walk back to the 200m start`: where it begins again, and no length of the walk."""
    return Remark(m.span, notes=(left_note(m.shown),))


@rule(
    "Element",
    "^!TIMES|NUM w:<Time> OF|of? CONTINUOUS|HARD|STEADY? HILL REP|RUN|work? OPEN|COLON|COMMA "
    "a:<Time>|<Dist> HARD|FAST|run? UP|uphill|HARD|climb HARD|FAST|HILL? COMMA|AND|SLASH|THEN* "
    "JOG|WALK|EASY WORD? WORD? WORD? CLOSE? &END|NL|DOT|COMMA|SEMI|AND|THEN|PLUS",
    example="20 min hills (60s up, jog back down)",
)
def hills_for_so_long(m: Found) -> Doubt | None:
    """What one climb is and how long it all goes on, but not how often."""
    if m["a"].kind == "ms" and m["w"].value < 4 * m["a"].value:
        return None
    plain = "a count, like `8 x 60 s uphill, jog back down`"
    return Doubt(m.span, "how many climbs in '{this}'?", plain)


@rule(
    "Element",
    "^!TIMES|NUM n:<Times> HILL REP|climb|climbs|SPRINT COLON? &OPEN",
    example="6 hill repeats",
)
def hills_in_a_bracket(m: Found) -> Count:
    """How often what stands in the bracket is climbed."""
    return Count(m.span, m["n"].number, notes=m["n"].notes)


alias(
    "GoAgain",
    "REPEAT <AllOfIt>? &END|NL|DOT|CLOSE",
    "do|run|go <AllOfIt>? again",
    "the? same once? again|more|SET|thing",
    "SET two|2 &END|NL|DOT",
    example="do it all again",
)


alias(
    "ForWhat",
    "TO regroup|recover|rest|reset|drink|chat|breathe|refocus",
    "AND|for|to|with* a|some drink|water|chat|sip|breather",
    example="to regroup",
)


@rule(
    "Element",
    "^BEGIN|NL|DOT|SEMI|COMMA|THEN|AND take|have|TAKE? a:<Time> AT the bottom|foot|base OF? the|your? HILL|slope|climb?",
    "^NL|DOT|SEMI|BULLET a:<Time>|<Range> off|out|rest|later? <ForWhat>? COMMA|AND|THEN* &<GoAgain>",
    "^BEGIN|NL|DOT|SEMI|COMMA|THEN|AND AFTER? that? a:<Time> OPEN your|the? JOG|WALK BACK|DOWN? counts|included|incl|counting CLOSE",
    cost="phrase",
    example="4' at the bottom",
)
def at_the_bottom(m: Found) -> Pause | None:
    rest = sized(m, m["a"], frozenset({"REST"}))
    return Pause(m.span, rest, said=True) if rest is not None and not rest.metres else None


# -- the hill

alias(
    "Steepness",
    "OF|AT ABOUT? NUM PCT",
    "OF|AT ABOUT? NUM PCT? DASH|TO NUM PCT",
)
_SLOPE = "bit|stretch|section|incline|slope|gradient|HILL|climb|drag|rise|bank|ramp|ascent"
_LIKE = (
    "not|too|very|fairly|quite|pretty|overly|so|SHORT|LONG|STEADY|SLOW|EASY|gentle|steep|gradual|"
    "nice|decent|good|UNKNOWN|COMMA|AND|HARMLESS|slight|sharp"
)
_ON = "ON|over|in|along|through|round|around"
_IS = "FAST|EASY|STEADY|HARD|SLOW|gentle|soft|flat|rough"
_SURFACE = (
    "climb|surface|surfaces|ground|course|track|grass|road|roads|trail|trails|path|paths|loop|terrain|tarmac|"
    "circuit|park|field|conditions|wind|rain|going|shoes|spikes|flats"
)
alias(
    "SlopeSaid",
    "that|which|that's is|isn't|are|not|aren't|'s* too|very|overly|so|that|quite|fairly* steep|long|short|sharp|gentle|severe",
    "that|which never|doesn't|does|not* gets|get|becomes? too|very|that? steep",
    "COMMA? not|nothing too|very|overly|that* steep|long|sharp|severe|brutal|crazy|mad",
    example="that isn't too steep",
)


_DOWN = "AND|SLASH|OVER|DOWN*"
_ENDED = "OPEN|AND|COMMA|SLASH|DOT|NL|END|SEMI|THEN|CLOSE|AT|WITH|OFF|DASH|JOG|WALK|COLON"


@rule(
    "Element",
    f"ON|UP|over a|an|the|your|our|some|any HARD? {_LIKE}* {_SLOPE} <SlopeSaid>|<Steepness>?",
    f"^BEGIN|NL|DOT|COLON find|choose|pick|use|using|select|need|finding yourself? a|an|the|some|your {_LIKE}* {_SLOPE} <SlopeSaid>? AND|to|COMMA?",
    f"OPEN {_LIKE}* ABOUT|at? NUM PCT? DASH|TO? NUM? PCT HILL|steep? CLOSE",
    f"OPEN a|an|on|up|the* {_LIKE}* {_SLOPE} <SlopeSaid>? CLOSE",
    "^METRES|SECONDS|MINUTES|PRIME|CLOSE|DIGITS|ish|thereabouts|so STEADY|EASY|LONG|SHORT|SLOW|gentle|steep|gradual|slight HILL|climb|incline|slope|gradient|bank|drag|rise|ramp",
    f"OPEN? {_ON} a|an|the|our|your|nice|very* {_IS} UNKNOWN|GROUND? {_SURFACE} CLOSE?",
    f"{_ON} a|an|the|our|your|nice|very* {_IS} side|part|end OF|of the|our|your {_SURFACE}",
    f"{_ON}? the? EASY to UNKNOWN|HARMLESS {_SURFACE}? &COMMA|DOT|NL|END|CLOSE",
    "^BEGIN|NL|DOT|COLON|COMMA|DASH STEADY|EASY|SHORT|LONG|gentle|steep|gradual|slight climb|incline|slope|gradient|drag COMMA|COLON|DASH? &NUM",
    "<SlopeSaid>",
    "OPEN <SlopeSaid> CLOSE",
    f"^METRES|SECONDS|MINUTES|QUOTES|PRIME|HARD|FAST|SPRINT|STEADY|EASY|REP|HILL|CONTINUOUS|MAX UP {_DOWN} &{_ENDED}",
    "^METRES|SECONDS|MINUTES|QUOTES|PRIME|REP|DIGITS downhill !REST|JOG|WALK",
    "UP|down it|them &COMMA|DOT|NL|END|SEMI|CLOSE|AT|WITH",
    cost="place",
    example="on a steady climb",
)
def hill(m: Found) -> Remark | None:
    """Where it is run, and how steep it is; no `pick up`."""
    words = m.words()
    if words[0] == "up" and words[-1] in ("up", "down", "and", "over", "/"):
        told = any(t.keys & {"HILL", "DOWN", "BACK", "climb"} for t in m.chart.tokens)
        length = m.chart.tokens[max(m.begin - 2, 0)]
        warms = m.behind.kinds & {"PRIME", "MINUTES"} and length.value >= 5 and words == ["up"]
        if warms and both_ways(m, {"PRIME", "MINUTES"}):
            return None  # `15' up, …, 10' down`
        return Remark(m.span) if told and words[-1] not in ("and", "/") else None
    return Remark(m.span)


@rule("Element", f"{_IS} UNKNOWN|GROUND? {_SURFACE}", cost="rare")
def ground(m: Found) -> Remark | None:
    """`6 x 800 hard ground`: of reps, where they are run, or how."""
    before = m.chart.tokens[max(m.begin - 4, 0) : m.begin]
    return Remark(m.span) if any("TIMES" in token.kinds for token in before) else None


@rule(
    "Element",
    f"^TIMES UP a|an|the|our|your {_LIKE}* r:<Run> {_LIKE}* {_SLOPE}",
    "^BEGIN|NL|DOT|SEMI|COMMA|COLON|TIMES|OPEN RUN|go? UP for ABOUT? r:<Run>",
    cost="phrase",
    example="up a 400m hill",
)
def up_so_far(m: Found) -> Length:
    """`6 times up a 400m hill`."""
    return replace(m["r"], span=m.span)
