# SPDX-License-Identifier: MIT
"""One pace: a race's, a training pace, a percentage, a speed, a time and what it is per."""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Amount
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE, point_clock
from trackpacer.notation.tokens import ITEM_ENDS
from trackpacer.notation.tree import PER_METRES, Pace
from trackpacer.records import replace

RACE_METRES = frozenset(
    [100, 200, 300, 400, 500, 600, 800, 1000, 1200, 1500, 1600, 2000, 3000, 3200, 5000, 8000, 10000]
)
SHORTEST = 800  # m: of a race that others tell the time of
LONG_LAPS = (600.0, 800.0, 1200.0, 1600.0)

# -- races by name


@rule("RaceName", "n:DIGITS", example="1500")
def race_metres(m: Found) -> float | None:
    value = float(m["n"].value)
    return value if value in RACE_METRES else None


@rule("RaceName", "d:<Dist>", example="10k")
def race_dist(m: Found) -> float | None:
    d: Amount = m["d"]
    if m.words() == ["one", "m"]:
        return None  # `first one M pace`: of the marathon
    if d.unit == "lap" or not 100 <= d.value <= 100_000 or m.has("half", "quarter"):
        return 21097.5 if m.has("marathon", "HALFMARATHON") else None
    return d.value


@rule("RaceName", "^AT n:DIGITS &PACE")
def race_in_short(m: Found) -> float | None:
    """`at 16 pace`, `@ 15 pace`: of the 1600 or the 1500."""
    return {15.0: 1500.0, 16.0: 1600.0, 32.0: 3200.0}.get(m["n"].value)


@rule("RaceName", "n:DIGITS ~m &PACE")
def race_miles(m: Found) -> float | None:
    """`10m pace`, `1m pace`: a race of so many miles."""
    return m["n"].value * MILE if m["n"].value in (1, 2, 3, 5, 10) else None


@rule("RaceName", "^!NUM|CLOCK|SLASH mi|ml &PACE")
def race_mile(m: Found) -> float:
    """`@ mi pace`."""
    return MILE


@rule("RaceName", "MARATHON", example="MP")
def race_marathon(m: Found) -> float:
    return MILE if _goal_mile(m) else 42195.0


def _goal_mile(m: Found) -> bool:
    """Whether `gmp` is the goal mile pace, as it is of milers."""
    return m.words()[-1] == "gmp" and "miler" in m.chart.plain


@rule(
    "RaceName",
    "HALFMARATHON",
    "half DASH? marathon|mara|m",
    "half &PACE",
    "^COMMA|OPEN|SLASH|COLON h:half &COMMA|SLASH|AND",
    "DIGITS SLASH DIGITS marathon",
    "HALFSIGN DASH? marathon|mara",
)
def race_half(m: Found) -> float | None:
    return 21097.5 if not m["h"] or m.chart.at("RaceName", m.end + 1) else None


alias(
    "RaceWords",
    "DASH? PACE|EFFORT",
    "DASH? feel &CLOSE|COMMA|DOT|NL|END|DASH",
    "~p",
    "DASH? PACE|EFFORT SLASH|DASH|OR? PACE|EFFORT|level PACE|EFFORT|level?",
)


alias(
    "RemarkedWord",
    "OPEN i|e|ie|eg|aka|so|called|DOT|COMMA|DASH* QUOTES? WORD WORD|DASH|AND|COMMA* QUOTES? CLOSE",
    "QUOTES WORD WORD|DASH|AND|COMMA* QUOTES",
    "COMMA? or|aka QUOTES WORD QUOTES COMMA?",
    example='("race")',
)


alias("QuotedWord", "QUOTES WORD|EFFORT PACE|EFFORT? QUOTES")


@rule(
    "RacePace",
    "GOAL|the|a|one* n:<RaceName> GOAL|<RemarkedWord>? <RaceWords>",
    "^AT|IN n:<RaceName> REP <RaceWords>",
    "QUOTES n:<RaceName> QUOTES <RaceWords>",
    "^AT|IN|WITH REP PACE|EFFORT? i|ie DOT? e? DOT? n:<RaceName> GOAL? <RaceWords>",
    "<QuotedWord> PACE|EFFORT|COMMA|i|e|ie|DOT|or|that|is* n:<RaceName> GOAL? <RaceWords>",
    "<QuotedWord> OPEN n:<RaceName> <RaceWords>? CLOSE PACE|EFFORT?",
    "^AT|IN|WITH GOAL|the|a? q:FAST|HARD|STEADY|RELAXED|EASY n:<RaceName> <RaceWords>",
    "n:<RaceName> q:WORD PACE|EFFORT",
    "GOAL|the|a|one* n:<RaceName> GOAL? <RaceWords> OPEN QUOTES? WORD PACE|EFFORT? QUOTES? CLOSE",
    "^AT|IN|WITH GOAL|the|a|one* UNKNOWN|solid|strong|good n:<RaceName> <RaceWords>",
    "^AT|IN|WITH GOAL|the|a|UNKNOWN|RACE|FAST|HARD|STEADY|RELAXED* OPEN n:<RaceName> CLOSE PACE|EFFORT|speed",
    example="goal 10k race pace",
)
def race_pace(m: Found) -> Pace | None:
    if m["q"] and m.chart.text[m["q"].start - 1] not in "\"'\u2018\u201c":
        return None  # `at fast mile pace`: an effort besides; but `@ "fast" mile pace`
    if m.words()[-1] in ("effort", "efforts") and (m["n"] < 400 or _is_item(m)):
        return None  # `300m effort`, `1km effort`: a rep
    if m.has("GOAL", "RACE") and "PLUS" in m.behind.kinds and m.has("MILES", "KM"):
        return None  # `4 miles + 5 miles goal pace`: one more run
    if m["n"] < SHORTEST and "speed" in m.words():
        return None  # `100m reps at 400m speed`: how fast the runner is, no race tells
    return Pace("race", m.span, metres=m["n"])


def _is_item(m: Found) -> bool:
    """`1km effort - 12 x 200m - 1km effort`: whether it is one of two such runs, or of a kilometre,
    which nobody races."""
    tokens = m.chart.tokens
    if m.behind.kinds & {"AT", "IN", "OPEN", "WITH"}:
        return False
    if m["n"] == 1000:
        return True
    alike = [
        n
        for n in range(2, m.chart.end)
        if tokens[n].word == "effort"
        and tokens[n - 1].kinds & {"KM", "MILES"}
        and m.chart.before(n - 2).kinds
        & (ITEM_ENDS | {"BEGIN", "DASH", "SLASH", "PLUS", "THEN", "AND"})
    ]
    return len(alike) > 1 and not any("TIMES" in token.kinds for token in tokens[: alike[0]])


@rule("RacePace", "^AT|a|@ n:<RaceName> TEMPO")
@rule("RacePace", "a? your? allure n:<RaceName>", example="allure 5 km")
@rule("NamedRace", "GOAL|the|a|one* n:<RaceName> !~s", "n:<RaceName> GOALWORD", example="10k")
def named_race(m: Found) -> Pace | None:
    if m["n"] < SHORTEST and m.after().word == "speed":
        return None
    return Pace("race", m.span, metres=m["n"])


@rule("RacePace", "full? !marathon|halfmarathon MARATHON|HALFMARATHON", example="HMP")
@rule(
    "RacePace",
    "^MINUTES|PRIME half|HALFSIGN DASH? marathon",
    "^MINUTES|PRIME halfmarathon|marathon",
)
def race_pace_word(m: Found) -> Pace:
    half = m.has("half", "HALFSIGN", "HALFMARATHON")
    return Pace("race", m.span, metres=21097.5 if half else MILE if _goal_mile(m) else 42195.0)


_HOLDS = words_of("hold sustain maintain run race do keep manage cover of for over as about around")


@rule(
    "RacePace",
    "the|a|your|my? PACE|speed you|i|we|that|you'd|they|he|she|one* could|can|would|might|will|are|able|to* hold|sustain|maintain|run|RUN|race|RACE|do|keep|manage|cover "
    "for|in|over|AT|at|IN|up|FROM* a|the|your|an? n:<RaceName> race|RACE|time|at|for|in|flat|out*",
    "GOAL|the|a|your|my* PACE|speed OF|for|ABOUT a|the|GOAL|best|latest|last|recent* n:<RaceName>",
    "as|AS hard|HARD|fast|FAST as|AS for|in|IN|you|would|a|the|your|my* n:<RaceName> race|RACE|PACE?",
    "the|a|your|my? PACE|speed that|which? can|could|may|might be maintained|held|sustained|run|kept for|over a|the|your? n:<RaceName>",
    example="the pace you could hold in a 3k race",
)
def pace_one_could_hold(m: Found) -> Pace | None:
    return Pace("race", m.span, metres=m["n"]) if _HOLDS & set(m.words()) else None


@rule("RacePace", "^AT|SLASH|DASH|OPEN|IN n:DIGITS ~mp")
def ten_miles(m: Found) -> Pace | None:
    """`10MP`, `5MP`: the pace of a race of so many miles."""
    n = m["n"].value
    return Pace("race", m.span, metres=n * MILE) if n in (3, 5, 10) else None


@rule("GoalPace", "GOAL* race PACE|EFFORT", "GOAL* RACEPACE", "GOALWORD PACE", example="race pace")
def goal_pace(m: Found) -> Pace | None:
    words = m.words()
    if m.has("GOALWORD") and "CLOCK" in m.after().kinds:
        return None  # `goal pace 3:30`
    if words[-1] not in ("pace", "effort", "rp", "speed", "paces"):
        return None
    tokens = m.chart.tokens
    raced = any(m.chart.ending(m.begin, 2, "RaceName"))
    if raced and any(t.kinds & {"COMMA", "AT"} for t in tokens[max(m.begin - 3, 0) : m.begin]):
        return None  # `4 x 400, 3k goal pace`: the pace of that race
    for at in range(len(tokens) - 3):  # `Race: 5k. … @ race pace`
        named = tokens[at].word == "race" and "COLON" in tokens[at + 1].kinds
        heads = not at and "DIGITS" in tokens[0].kinds  # `800 M TRAINING`
        for race in m.chart.at("RaceName", at + 2 * named) if named or heads else ():
            if named or "HEADING" in tokens[race.end].kinds:
                return Pace("race", m.span, metres=race.value)
    return Pace("goal", m.span)


# -- training paces

_TRAINING = {
    "THRESHOLD": "T", "TEMPO": "T", "CRUISE": "T", "INTERVALPACE": "I", "CV": "CV",
    "EASYPACE": "E", "MPACE": "M",
}  # fmt: skip
_KINDS = "THRESHOLD|TEMPO|CRUISE|INTERVALPACE|CV|EASYPACE|MPACE"


@rule(
    "TrainingPace",
    f"GOAL|the* w:{_KINDS} max? TEMPO|THRESHOLD? 2? DASH? PACE|EFFORT|RUN? PACE|EFFORT?",
    "lactate w:threshold PACE|EFFORT*",
    "w:cruise interval|intervals PACE?",
    "^AT|@ w:interval|intervals &OPEN|COMMA|END|NL|DOT|SEMI|WITH|OFF|AND|PLUS|THEN",
    example="threshold pace",
)
def training(m: Found) -> Pace | None:
    tokens = m.chart.tokens[m.begin : m.end]
    word = m["w"]
    dash = tokens[-1]
    said = tokens[1] if len(tokens) > 1 else m.after()
    if word.word == "i" and (said.kinds & {"VERB"} or said.word.endswith("ed")):
        return None  # `I ran 7 x 600`, `I jogged a lap`
    if "DASH" in dash.kinds or (dash.word == "max" and not word.word.startswith(("v", "vv"))):
        return None
    if "2" in m.words() and (
        word.word != "lt" or ("NUM" in m.after(1).kinds and not tokens[1].glued)
    ):
        return None  # `LT 2-3 x 15 min`
    name = next((letter for kind, letter in _TRAINING.items() if kind in word.kinds), "I")
    if len(word.word) == 1:
        if m.behind.word in ("level", "zone", "stage"):
            return None
        slashed = "SLASH" in m.behind.kinds and "CLOCK" not in m.chart.before(m.begin - 1).kinds
        beside = slashed or "OPEN" in m.behind.kinds  # `3k/M pace`, `(I pace)`
        told = m.behind.kinds & {"AT", "PRIME", "QUOTES"} or (beside and m.has("PACE"))
        if (word.glued and not told) or (word.raw.islower() and not m.has("PACE")):
            return None
        after = m.after().kinds
        joins = after & {"WITH", "ON", "OFF", "AND", "IN", "AT", "REST", "JOG", "WALK"}
        if word.word == "i" and "WORD" in after and not joins and not m.has("PACE"):
            return None  # `what I did`, `I finished with 2 miles`
    return Pace("training", m.span, name=name)


@rule("TrainingPace", "w:at RUN|PACE|EFFORT|SESSIONWORD", example="AT running")
@rule(
    "TrainingPace",
    "^AT|IN|OF|OPEN|METRES|KM|MILES|MINUTES w:at OPEN? anaerobic? threshold? CLOSE? &COMMA|END|NL|DOT|SEMI|CLOSE|WITH|OFF|RUN",
)
def anaerobic_threshold(m: Found) -> Pace | None:
    return Pace("training", m.span, name="T") if m["w"].raw == "AT" else None


@rule("TrainingPace", "critical velocity PACE?", example="critical velocity")
@rule(
    "TrainingPace",
    "one|a|an|1 DASH? HOURS DASH? RACE PACE|EFFORT",
    "^AT one|1? DASH? HOURS|hour PACE|EFFORT",
)
def critical_velocity(m: Found) -> Pace:
    """It, or what one can race for an hour."""
    return Pace("training", m.span, name="T" if m.has("HOURS", "hour") else "CV")


@rule("TrainingPace", "rep|repetition|repeat|interval PACE", "r DASH? PACE", example="rep pace")
@rule("TrainingPace", "vo2|vvo2|v02 max? PACE|EFFORT*")
def rep_pace(m: Found) -> Pace:
    return Pace("training", m.span, name="R" if m.has("rep", "repetition", "repeat", "r") else "I")


@rule("TrainingPace", "rep &COMMA|END|NL|DOT|SEMI|CLOSE|WITH|OFF")
def rep_alone(m: Found) -> Pace | None:
    """`6 x 300 @ Rep`; `10 s a rep` is none."""
    return Pace("training", m.span, name="R") if m.behind.word in ("@", "at") else None


@rule(
    "RLetter",
    "w:r !NUM|CLOCK|EQUALS|COLON|DASH|DOT|JOG|FULL|HALF",
    "^AT w:r &NUM",
    example="R",
)
def r_letter(m: Found) -> Pace | None:
    """`8 x 200 R, 200 jog`: the letter by itself is a pace where no length comes after it."""
    after = m.after()
    jog = any("JOG" in token.kinds for token in m.chart.tokens[m.end : m.end + 5])
    glued = after.glued and not after.keys & (
        {"CLOSE", "COMMA", "SLASH"} if jog else {"CLOSE", "COMMA"}
    )
    return Pace("training", m.span, name="R") if m["w"].raw == "R" and not glued else None


# -- times and speeds

_NOT_PER = (
    "!JOG|WALK|FLOAT|times|time|x|AT|IN|EASY|HARD|FAST|STEADY|SLOW|METRES|KM|SECONDS|MINUTES|MILES|"
    "REST"
)


@rule(
    "Per",
    "SLASH|PER|EACH|a u:KM|MILES|LAPS|lap|rep|one|k|m",
    "p SLASH? u:KM|MILES|LAPS|k|m",
    "DASH ~PER ~DASH ~u:KM|MILES",
    "PER ~DASH ~u:KM|MILES|LAPS|lap",
    "u:km|k",
)
def per_unit(m: Found) -> str | None:
    unit = m["u"]
    if m.end - m.begin == 1 and "PACE" not in m.after().kinds:
        return None
    if "KM" in unit.kinds:
        return "km"
    if unit.word == "m" and not m.has("SLASH"):
        return None
    if "MILES" in unit.kinds or unit.word == "m":
        return "mile"
    return "rep" if unit.word in ("rep", "one") else "400"


@rule("Per", "min|minute|minutes KM|MILES|k", example="min miles")
def per_minutes(m: Found) -> str | None:
    """`6:00 min mile`, `8-minute miles`: of a time, how many minutes each takes."""
    if m.after().kinds & {"WU", "CD", "WARM", "COOL", "RUN", "EASY", "JOG", "TEMPO", "REST"}:
        return None
    return "mile" if m.has("MILES") else "km"


@rule("Per", "mile|miles", "min SLASH KM|MILES", "min|m ~SLASH ~m", "mpm|mm")
def per_mile(m: Found) -> str | None:
    if m.has("SLASH") and m.words()[-1] != "m":
        return "km" if m.has("KM") else "mile"
    after = m.after()
    return "mile" if after.keys & {"PACE"} or m.has("mpm", "mm", "SLASH") else None


@rule(
    "Per",
    f"SLASH|PER n:DIGITS m? {_NOT_PER}",
    f"SLASH|PER n:DIGITS km|k {_NOT_PER}",
    "SLASH|PER n:DIGITS m? &r",
    "SLASH|PER n:DIGITS m? LAPS",
)
def per_metres(m: Found) -> str | None:
    value = m["n"].value * (1000 if m.has("km", "k") else 1)
    if value in (400.0, *LONG_LAPS):
        long = value != 400 and m.after().keys & {"OPEN", "WITH", "COMMA"}
        return None if long else f"{value:g}"
    if value in (100.0, 200.0, 300.0):  # `34/200` may be two runs
        told = m.has("PER") or m.after().keys & {"FASTER", "SLOWER"}
        return f"{value:g}" if told else None
    return {1000.0: "km", 1600.0: "1600"}.get(value)


@rule("TimePace", "t:<Time> u:<Per> PACE?", "t:<Time> PACE u:<Per>", example="3:30/km")
def time_per(m: Found) -> Pace | None:
    t: Amount = m["t"]
    if t.unit == "min" and m.has("AND"):
        return None
    if m["u"] in ("km", "mile") and t.value < 100_000:
        return None
    return Pace("time", m.span, ms=t.value, per=m["u"])


@rule("TimePace", "n:DIGITS u:<Per> PACE?", example="82/400")
def number_per(m: Found) -> Pace | None:
    n = m["n"]
    unit: str = m["u"]
    if n.value < 20 and unit in ("km", "mile"):
        ms = point_clock(n.word)
        if not ms:
            return None
        return Pace("time", m.span, ms=ms, per=unit)
    metres = PER_METRES.get(unit)
    pointed = point_clock(n.word)  # `1.36 per 400 m`
    if metres and pointed and 90 <= pointed / metres <= 500:
        return Pace("time", m.span, ms=pointed, per=unit)
    if not 8 <= n.value <= 500 or (metres and not 90 <= n.value * 1000 / metres <= 500):
        return None
    return Pace("time", m.span, ms=n.value * 1000, per=unit, bare=True)


@rule("TimePace", "^AT|IN c:CLOCK mi PACE", "^OPEN c:CLOCK MILES &CLOSE")
def clock_per_mile(m: Found) -> Pace:
    """`@ 5:40 mi pace`."""
    return Pace("time", m.span, ms=m["c"].value * 1000, per="mile")


@rule(
    "TimePace",
    "t:<Time> OR? so? PACE",
    "t:<Time> LAPS PACE?",
    "PACE OF ABOUT? t:<Time> !<Per>",
    example="5:20 pace",
)
def time_pace(m: Found) -> Pace | None:
    t: Amount = m["t"]
    if m.has("LAPS"):
        return Pace("time", m.span, ms=t.value, per="400") if t.value <= 180_000 else None
    if t.unit == "min" and t.value % 60_000 == 0:
        return None
    return Pace("time", m.span, ms=t.value, per="" if t.unit == "s" else "pace")


@rule(
    "TimePace",
    "^THRESHOLD|TEMPO|CRUISE|INTERVALPACE|interval|CV|MARATHON|PACE OPEN t:CLOCK CLOSE",
    example="(5:36)",
)
def pace_of_short_ones(m: Found) -> Pace | None:
    """`6 x 300 at interval (5:36)`: of a mile or a kilometre, which no run there is as long as."""
    found = (
        p.value.value for i in range(m.begin) for n in ("Dist", "Number") for p in m.chart.at(n, i)
    )
    runs = [metres for metres in found if metres >= 100]
    short = runs and max(runs[-1:]) < 0.6 * 1000 and 160 <= m["t"].value <= 480
    return Pace("time", m.span, ms=m["t"].value * 1000, per="pace") if short else None


@rule("TimePace", "t:CLOCK OPEN b:CLOCK CLOSE PACE", example="6:00 (3:00) pace")
def pace_and_its_time(m: Found) -> Pace | None:
    """`800 at 6:00 (3:00) pace`: a pace a mile or a kilometre, and what a rep takes at it."""
    share = m["b"].value / m["t"].value if m["t"].value > 0 else 0.0
    known = any(
        abs(share * MILE - far) <= 0.02 * far for far in (200, 300, 400, 600, 800, 1000, 1200)
    )
    known = known or any(abs(share - part) <= 0.02 * part for part in (0.2, 0.3, 0.4, 0.6, 0.8))
    return Pace("time", m.span, ms=m["b"].value * 1000) if known else None


@rule("TimePace", "n:DIGITS PACE", cost="no-unit", example="3.45 pace")
def point_pace(m: Found) -> Pace | None:
    """`(3.45 pace)`: minutes and seconds with a point."""
    ms = point_clock(m["n"].word)
    return Pace("time", m.span, ms=ms, per="pace") if 140_000 <= ms < 600_000 else None


@rule("TimePace", "^AT n:DIGITS PACE", cost="no-unit")
@rule("TimePace", "n:DIGITS s? LAPS PACE?", cost="no-unit", example="80 laps")
def number_laps(m: Found) -> Pace | None:
    value = m["n"].value
    lengths = (p.value.value for p in m.chart.ending(m.begin - 1, 3, "Dist", "Number"))
    of_a_lap = m.has("LAPS") or max(lengths, default=0.0) > 400  # `600 at 76 pace`
    likely = of_a_lap and 45 <= value <= 180
    return Pace("time", m.span, ms=value * 1000, per="400") if likely else None


@rule("TimePace", "^OPEN t:CLOCK km|k &CLOSE", "^AT t:CLOCK ~km|k &COMMA|OPEN|SEMI|END|NL")
@rule("TimePace", "t:CLOCK ~DASH? k's|ks|km's|kms PACE?", example="3:50k's")
@rule(
    "TimePace",
    "^AT|IN|OF|UNDER|ABOUT a:<Time> DASH? k's|ks|km's|kms|kilometres|kilometers|miles|mile|miling PACE? !WU|CD|WARM|COOL|EASY|JOG|TEMPO|REST|RUN",
    "^AT|IN|OF|UNDER|ABOUT a:<Time> ~DASH? KM|MILES PACE",
    "^AT|IN|OF|UNDER|ABOUT p:DIGITS KM|MILES PACE",
    "^AT|IN|OF|UNDER|ABOUT p:DIGITS k's|ks|km's|kms|miles !WU|CD|WARM|COOL|EASY|JOG|TEMPO|REST|RUN",
)
def for_each_km(m: Found) -> Pace | None:
    """`3k @ 3:50k's`, `25 min of 4 min ks`: minutes and seconds for each kilometre, or mile."""
    ms = point_clock(m["p"].word) if m["p"] else m["a"].value if m["a"] else m["t"].value * 1000
    per, least = ("mile", 220_000) if m.has("MILES") else ("km", 140_000)
    return Pace("time", m.span, ms=ms, per=per) if least <= ms < 4.3 * least else None


@rule("TimePace", "^AT|IN|OPEN|ABOUT n:NUM DASH? MINUTES DASH? pace", example="6 minute pace")
def minutes_pace(m: Found) -> Pace | None:
    """`10 mph (6 minute pace)`: of each mile or kilometre, and no recovery."""
    value = m["n"].value
    return Pace("time", m.span, ms=value * 60_000, per="pace") if 3 <= value <= 12 else None


@rule("TimePace", "t:<Time> n:<RaceName> PACE PACE?", example="16:00 5k pace")
def race_time(m: Found) -> Pace | None:
    t: Amount = m["t"]
    if t.value < 120 * m["n"]:
        return None  # `one minute 10k pace and one minute 5k pace`
    return Pace("race", m.span, ms=t.value, race_ms=t.value, metres=m["n"])


@rule(
    "Speed",
    "a:DIGITS KM SLASH HOURS",
    "a:DIGITS kph|kmh|mph|km/h",
    "a:DIGITS DASH|TO DIGITS KM SLASH HOURS",
    "a:DIGITS DASH|TO DIGITS kph|kmh|mph|km/h",
    example="16 km/h",
)
def speed(m: Found) -> Pace | None:
    slow = m["a"].value
    if not (3 if m.has("mph") else 5) <= slow <= 40:
        return None
    return Pace("time", m.span, ms=3_600_000 / slow, per="mile" if m.has("mph") else "km")


@rule("Speed", "^AT|IN n:DIGITS !~DASH|SLASH &COMMA|NL|END|DOT|SEMI|CLOSE|AND|THEN|PLUS")
def speed_as_before(m: Found) -> Pace | None:
    """`.75 mi @ 7.0 mph, .75 @ 7.2`: a figure near a speed before, in its unit."""
    n = m["n"].value
    before = (
        p.value
        for at in range(m.begin - 2, max(m.begin - 60, 0), -1)
        for p in m.chart.at("Speed", at)
    )
    was = next(before, None) if n <= 25 and m.behind.kinds & {"AT", "IN"} else None
    if was is None or not 0.5 < n * was.ms / 3_600_000 < 2:
        return None
    return Pace("time", m.span, ms=3_600_000 / n, per=was.per)


@rule("Speed", "^AT|ON n:DIGITS KM &ON|CLOSE|END|NL|COMMA")
def speed_in_km(m: Found) -> Pace | None:
    """`6 x 5 min @ 17.5 km on the treadmill`: no race is so long."""
    belt = any(t.word in ("treadmill", "tready", "belt") for t in m.chart.tokens)
    told = belt and 8 <= m["n"].value <= 24
    return Pace("time", m.span, ms=3_600_000 / m["n"].value, per="km") if told else None


@rule("PlainTime", "t:<Time>", example="3:20")
def plain_time(m: Found) -> Pace | None:
    t: Amount = m["t"]
    return Pace("time", m.span, ms=t.value) if t.value > 0 else None


@rule(
    "PlainTime",
    "n:DIGITS !~TIMES|METRES|KM|MILES|SECONDS|MINUTES|PRIME|QUOTES|PCT "
    "!METRES|KM|MILES|SECONDS|MINUTES|PRIME|QUOTES|PCT|times|time|fois",
    "^AT|IN n:DIGITS ~s|'s",
    cost="no-unit",
    example="84",
)
def plain_number(m: Found) -> Pace | None:
    value, pointed = m["n"].value, point_clock(m["n"].word)
    timed = (p.value.value for n in (1, 2) for p in m.chart.ending(m.begin - n, 3, "Time"))
    if 140_000 <= pointed < 600_000 and any(ms >= 30_000 for ms in timed):
        return Pace("time", m.span, ms=pointed)  # `8 min @ 4.00`, `3 x 10 min at 4.10s`
    if m.has("s", "'s") or not (5 <= value < 1000 or pointed):
        return None
    return Pace("time", m.span, ms=value * 1000, bare=True)


@rule("PlainTime", "^OPEN|DASH n:DIGITS &COMMA|SLASH|DASH|CLOSE|OPEN", cost="no-unit")
@rule("PlainTime", "^METRES|KM|MILES n:DIGITS &COMMA|OPEN|WITH|OFF", cost="no-unit")
def point_of_a_run(m: Found) -> Pace | None:
    """`4 x 2k (7.00, rest 2.15)`: minutes and seconds with a point, as long as the run may take."""
    ms = point_clock(m["n"].word)
    if not ms:
        return None
    ends = range(m.begin - 5, m.begin + 1)  # `12 km @ 3.45 (45.00)`: the whole in brackets
    lengths = [p.value.value for n in ends for p in m.chart.ending(n, 3, "Dist", "Number")]
    if not any(far >= 400 and 0.14 <= ms / 1000 / far <= 0.35 for far in lengths):
        return None
    return Pace("time", m.span, ms=ms)


@rule("PlainTime", "n:DIGITS &COMMA|SLASH|DASH|TO|AND")
def point_of_several(m: Found) -> Pace | None:
    """`7.00, 6.00, 5.25 min/mile`: minutes and seconds with a point, as the last of them is."""
    ms = point_clock(m["n"].word)
    if not 140_000 <= ms < 720_000:
        return None
    tokens = m.chart.tokens
    for at in range(m.end, min(m.end + 20, len(tokens) - 2)):
        if "DIGITS" not in tokens[at].kinds:
            if tokens[at].kinds & {"COMMA", "SLASH", "DASH", "TO", "AND"}:
                continue
            return None
        if not point_clock(tokens[at].word):
            return None
        if any(
            p.end > at + 1 and p.value.per in ("km", "mile") for p in m.chart.at("TimePace", at)
        ):
            return Pace("time", m.span, ms=ms)
    return None


# -- shares of a pace


@rule(
    "PercentPace",
    "n:NUM PCT|percent|pct OF? p:<RacePace>|<TrainingPace>|<GoalPace>|<NamedRace>",
    "n:NUM PCT FASTER|SLOWER THAN p:<RacePace>|<TrainingPace>|<GoalPace>|<NamedRace>",
    example="95% of 3k pace",
)
def percent_of(m: Found) -> Pace | None:
    value = m["n"].value
    value = 100 + value if m.has("FASTER") else 100 - value if m.has("SLOWER") else value
    return replace(m["p"], percent=value, span=m.span) if 40 <= value <= 130 else None


alias("Pace", "p:<RacePace>|<TrainingPace>|<GoalPace>|<TimePace>|<Speed>|<PercentPace>")


@rule(
    "Pace",
    "a:<TimePace>|<Speed> OR|SLASH|EQUALS|COMMA|OPEN|i|e|ie|DOT* b:<TimePace>|<Speed> CLOSE?",
    "^AT|IN|ABOUT c:CLOCK OPEN|SLASH EQUALS? b:<TimePace>|<Speed> CLOSE?",
    "a:<TimePace>|<Speed> OPEN EQUALS|ABOUT? t:CLOCK CLOSE",
    cost="phrase",
    example="3:56/km or 6:20/mile",
)
def told_twice(m: Found) -> Pace | None:
    """One pace by two units; the first is taken, which may be without its own."""
    a, b = m["a"], m["b"]
    if m["t"]:
        per = PER_METRES.get(a.per, 0.0)
        same = per and any(
            abs(m["t"].value * 1000 / unit * per / a.ms - 1) < 0.012 for unit in (1000.0, MILE)
        )
        return replace(a, span=m.span) if same else None
    other = {"km": "mile", "mile": "km"}.get(b.per, "")
    a = a or Pace("time", m.span, ms=m["c"].value * 1000, per=other)
    far = [PER_METRES.get(pace.per, 0.0) for pace in (a, b)]
    if not all(far) or far[0] == far[1] or m.has("OPEN") != m.has("CLOSE"):
        return None
    return replace(a, span=m.span) if abs(a.ms / far[0] * far[1] / b.ms - 1) < 0.012 else None


alias("AnyPace", "p:<Pace>|<RLetter>")


alias("AnyPace", "p:<NamedRace>|<PlainTime>", cost="no-unit")
