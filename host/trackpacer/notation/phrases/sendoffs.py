# SPDX-License-Identifier: MIT
"""Send-offs: `on 1:30`, `leaving every 3 min`, `off a 1.20 cycle`, `on the minute`."""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Amount, Remark
from trackpacer.notation.grammar import rule
from trackpacer.notation.phrases.amounts import point_clock
from trackpacer.notation.phrases.rest_nouns import NOUNS
from trackpacer.notation.phrases.targets import seconds_of
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Rest


@rule(
    "SendOff",
    "ON|LEAVING|EACH|AT|OFF|CYCLE|FROM LEAVING|EACH|OFF|CYCLE|a|the|of|new|one|ON|FROM|DASH|rolling|strict|fixed* t:<Time> OPEN? CYCLE|LEAVING|REP|time* CLOSE?",
    "WITH EACH? one|REP? LEAVING t:<Time> AFTER the|one? last|previous|LAST|before|one REP|one? started|starts|began?",
    "WITH? a|another? new? one|REP LEAVING|OFF|goes|starts? every t:<Time>",
    "LEAVING|start|starting|set|go off? together|OFF EACH t:<Time>",
    "you|we|they* set|head|leave|LEAVING|go|start off|OFF? again? every|EACH t:<Time>",
    "go|LEAVING|turn|off|one|rep* again|ON|off|round|around* EACH t:<NthMinute>|<Time>|MINUTES",
    "s SLASH o COLON|OF|ON|EACH|EQUALS|DASH? t:<Time>",
    "1|one|REP EACH t:<Time>",
    "LEAVING|begin EACH|the REP t:<Time> AFTER the|you|start|starting|beginning|LEAVING|of|OF|last|previous|LAST|before|one|REP* &DOT|END|NL|COMMA",
    "t:<Time> PER|EACH REP OPEN|COMMA? inc|incl|including|includes|included|INCLUSIVE|with of|your|the|OF* <Nouns> CLOSE?",
    "t:<Time> CYCLE|LEAVING DASH? off? time?",
    "ON|OFF|AT a? t:<Time> clock",
    "IN a|the? t:<Time> CYCLE",
    "OFF|ON t:<Time> COMMA|DASH? so|meaning|ie|which* a|the? EACH|new|next REP|one starts|start|begins|goes|leaves EACH? s:<Time> AFTER? the|before|LAST|previous|one|began|started|REP* &DOT|COMMA|NL|END",
    "your|the|our interval is|was|being COLON? t:<Time>",
    "CYCLE|send time|TIMES? COLON|OFF|off|OF|DASH|EQUALS|is|ON|a* t:<Time>",
    "t:<Time> SLASH|PER|EACH a? CYCLE",
    "^!best|longest|fastest|first ever|rolling t:<Time>",
    "UP AND|SLASH|DASH? DOWN ON|OFF|every a|the? t:<Time> CYCLE?",
    example="on 1:30",
)
def send_off(m: Found) -> Rest | None:
    words = m.words()
    if m["s"] and m["s"].value != m["t"].value:
        return None
    cyclic = m.has("CYCLE", "LEAVING", "EACH") or words[-1] == "clock" or "send" in words
    if m.chart.tokens[m.begin].keys & {"AT", "OFF", "in"} and not cyclic:
        return None
    if words[0] in ("going", "go", "start", "starting", "begin", "from") and not (
        m.has("EACH", "CYCLE") or words[1] == "on"
    ):
        return None
    first = m.chart.tokens[m.begin].kinds
    if "CYCLE" in first and m.behind.kinds & {"SECONDS", "MINUTES", "CLOCK"}:
        return None  # `@ 50 s cycle - 8 min`
    other = {"OFF", "TIMES", "HARD", "FAST", "REST", "SLASH", "JOG", "EASY"}
    if m.after(2).keys & {"END", "NL", "DOT", "COMMA"}:
        other.remove("TIMES")  # `400 m on 2 minutes x 8`
    if (m.after().keys & other and not cyclic) or 0 < m["t"].value < 15_000:
        return None
    ms = m["t"].value if isinstance(m["t"], Amount) else 60_000.0
    return Rest(m.span, "sendoff", ms=ms, notes=["'ever' for every"][: "ever" in words])


@rule("NthMinute", "n:<Ordinal> MINUTES", "o:other|second MINUTES", example="2nd minute")
def nth_minute(m: Found) -> Amount | None:
    nth = 2 if m["o"] else m["n"]
    return Amount("ms", 60_000.0 * nth, "min", m.span) if nth in range(2, 10) else None


@rule(
    "SendOff",
    f"ON n:DIGITS !OFF|METRES|SECONDS|MINUTES|{NOUNS}",
    cost="no-unit",
    example="on 90",
)
def send_off_bare(m: Found) -> Rest | None:
    value = m["n"].value
    return Rest(m.span, "sendoff", ms=value * 1000) if 30 <= value <= 300 else None


@rule("SendOff", "^!AT|IN|OF|for|in c t:<Number>", cost="bare-rest-first", example="c75")
@rule("SendOff", "^!AT|IN|OF|for|in c t:<Time>", cost="rare", example="c75s")
def send_off_c(m: Found) -> Rest | None:
    """`12 x 200 c75s`, glued to the time; before a pace of its own it may be `about`."""
    ms = seconds_of(m["t"])
    notes = [f"'{m.shown}' taken as a cycle: so much from one start to the next"]
    glued = m.chart.tokens[m.begin + 1].glued and 30_000 <= ms <= 600_000
    return Rest(m.span, "sendoff", ms=ms, notes=notes) if glued else None


@rule(
    "SendOff",
    "ON|OFF|AT|WITH a|the? n:DIGITS CYCLE|sendoff",
    "UP AND|SLASH|DASH? DOWN ON|OFF|IN|every a|the? n:DIGITS CYCLE|sendoff",
    "^OPEN n:DIGITS CYCLE",
    example="off a 1.20 cycle",
)
def send_off_point(m: Found) -> Rest | None:
    n: Token = m["n"]
    ms = point_clock(n.word) or n.value * 1000
    return Rest(m.span, "sendoff", ms=ms) if 15_000 <= ms <= 900_000 else None


@rule(
    "Element",
    "OPEN|COMMA|DASH so|and|this|that|is|that's|it's|ie* not|rather of|a|just|than* t:<Time> <Nouns> <Places>? CLOSE? &END|NL|DOT|COMMA|SEMI|WITH",
)
def no_rest_but_send_off(m: Found) -> Remark | None:
    """`starting every 2:30 (not 2:30 rest)`: told once more, by what it is not."""
    told = (p.value.value for i in range(m.begin) for p in m.chart.at("Time", i))
    again = m["t"].value in told and m.earlier("LEAVING", "EACH")
    return Remark(m.span, notes=(f"'{m.shown}' is no recovery",)) if again else None


@rule(
    "SendOff",
    "LEAVING|going|go|starting|one|rep|off? ON the minute",
    "EACH MINUTES ON the minute",
    "emom",
    example="on the minute",
)
def on_the_minute(m: Found) -> Rest:
    return Rest(m.span, "sendoff", ms=60_000)
