# SPDX-License-Identifier: MIT
"""The words coaches use, each with the kind of token it is for the grammar.

Only single words and fixed pairs live here; what they may mean together is the grammar's.
"""

from __future__ import annotations


def _table(groups: dict[str, str]) -> dict[str, str]:
    return {word: kind for kind, words in groups.items() for word in words.split()}


# Words that are kinds of their own. The kind is what the grammar asks for.
WORDS = _table(
    {
        "x": "x times",
        "BY": "by",
        "AT": "at",
        "IN": "in",
        "ON": "on",
        "OFF": "off",
        "WITH": "with w w/ wth",
        "WITHOUT": "without w/o no nil zero",
        "REST": "r rec recs recov recovery recoveries recover recovering rest rests resting "
        "restperiod break breaks pause pauses ri recup rr",
        "JOG": "jog jogs jogging jogged jg jogrecovery jog-rest",
        "WALK": "walk walks walking walked",
        "FLOAT": "float floats floating",
        "BETWEEN": "between btw btwn b/w inbetween in-between",
        "SET": "set sets series round rounds ser cycles",
        "REP": "rep reps repeat repeats repetition repetitions interval intervals",
        "EACH": "each every",
        "PACE": "pace paces speed intensity rp racepace paced",
        "EFFORT": "effort efforts",
        "RACE": "race racing",
        "FASTER": "faster quicker",
        "SLOWER": "slower",
        "THAN": "than",
        "PER": "per",
        "PLUS": "plus",
        "MINUS": "minus less",
        "TO": "to till until",
        "OR": "or",
        "FROM": "from start starting begin beginning starts begins",
        "AND": "and n",
        "THEN": "then afterwards",
        "FOLLOWED": "followed",
        "AFTER": "after",
        "OF": "of",
        "EASY": "easy ez",
        "WU": "wu warmup warm-up warmups w/u w.u w.u. wup warming",
        "CD": "cd cooldown cool-down cooldowns c/d c.d c.d. warmdown warm-down wd w/d cooling cdown",
        "STRIDES": "stride strides strider striders stride-outs strideouts accelerations accels",
        "SPRINT": "sprint sprints sprinting",
        "HILL": "hill hills uphill uphills",
        "EQUAL": "equal same equals identical",
        "FULL": "full complete",
        "LITTLE": "little",
        "SLIGHTLY": "slightly",
        "HALF": "half half-m",
        "MARATHON": "marathon mp marathon-pace",
        "HALFMARATHON": "hm hmp half-marathon half-mara halfmarathon hmrp",
        "TRAINING": "t threshold thresh lt lthr ltp tp tpace lactate i ip vo2 vo2max vvo2max vvo2 "
        "vo2-max cv cvp m e tempo tpo steady-tempo ep",
        "GOAL": "goal target current your my own date present actual usual normal",
        "BACK": "back",
        "DOWN": "down",
        "UP": "up",
        "UNDER": "under sub below",
        "OVER": "over above",
        "ABOUT": "about around approx approximately roughly circa c. ca ~ approx.",
        "MAX": "max maximum maximal all-out allout flat-out maxi",
        "HARD": "hard strong strongly h",
        "FAST": "fast quick quickly fastish",
        "STEADY": "steady moderate mod",
        "AEROBIC": "aerobic",
        "RELAXED": "relaxed comfortable comfortably smooth controlled",
        "SLOW": "slow slowly gentle light very super standing static active passive stationary",
        "RUN": "run runs running",
        "LAP": "lap laps",
        "MILEWORD": "mile miles mi miler milers",
        "PYRAMID": "pyramid pyramids ladder ladders",
        "CUTDOWN": "cutdown cutdowns cut-down cut-downs cutting cut descending descend decreasing dropping "
        "progressing increasing working speeding progression progressive progressively",
        "ALTERNATE": "alternating alternate alternated alternately alternates alternations",
        "CONTINUOUS": "continuous continuously nonstop non-stop unbroken straight",
        "FARTLEK": "fartlek",
        "LEAVING": "leaving leave going go send-off sendoff departing send-offs setting",
        "CYCLE": "cycle turnaround interval-cycle",
        "LAST": "last final",
        "FIRST": "first",
        "BENDS": "bend bends curve curves turn turns",
        "STRAIGHTS": "straights",
        "STEP": "step",
        "ADDING": "adding add",
        "CUES": "cue cues beep beeps split splits",
        "SAME_AS": "as",
        "LONG": "long",
        "SHORT": "short",
        "REACH": "reach reaching hit hitting",
        "OPTIONAL": "optionally optional",
        "ONE": "one",
        "TIMES_WORD": "twice thrice",
        "OTHER": "other",
        "BLOCK": "block blocks",
        "KM": "km k kms kilometre kilometres kilometer kilometers",
        "DRILLS": "drills drill mobility stretching stretches stretch plyos core activation dynamics",
        "ONLY": "only just",
        "MAKE": "make",
    }
)

# Two words that stand for one.
PAIRS = {
    ("warm", "up"): "WU",
    ("warm", "ups"): "WU",
    ("cool", "down"): "CD",
    ("cool", "downs"): "CD",
    ("warm", "down"): "CD",
    ("half", "marathon"): "HALFMARATHON",
    ("half", "mara"): "HALFMARATHON",
    ("half", "m"): "HALFMARATHON",
    ("cut", "down"): "CUTDOWN",
    ("cutting", "down"): "CUTDOWN",
    ("working", "down"): "CUTDOWN",
    ("dropping", "down"): "CUTDOWN",
    ("speeding", "up"): "CUTDOWN",
    ("all", "out"): "MAX",
    ("flat", "out"): "MAX",
    ("followed", "by"): "THEN",
    ("and", "then"): "THEN",
    ("into", "a"): "THEN",
    ("send", "off"): "LEAVING",
    ("send", "offs"): "LEAVING",
    ("in", "between"): "BETWEEN",
    ("lactate", "threshold"): "TRAINING",
    ("critical", "velocity"): "TRAINING",
    ("vo2", "max"): "TRAINING",
    ("tempo", "pace"): "TRAINING",
    ("stride", "outs"): "STRIDES",
    ("half", "mile"): "DIST",
    ("quarter", "mile"): "DIST",
}
PAIR_FIRST = frozenset(first for first, _ in PAIRS)

# Training paces by their names.
TRAINING_LETTER = {
    "t": "T",
    "threshold": "T",
    "thresh": "T",
    "lt": "T",
    "lthr": "T",
    "ltp": "T",
    "tp": "T",
    "tpace": "T",
    "lactate": "T",
    "tempo": "T",
    "tpo": "T",
    "i": "I",
    "ip": "I",
    "vo2": "I",
    "vo2max": "I",
    "vvo2max": "I",
    "vvo2": "I",
    "vo2-max": "I",
    "cv": "CV",
    "cvp": "CV",
    "critical": "CV",
    "m": "M",
    "e": "E",
    "ep": "E",
}

NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "sixteen": 16,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "sixty": 60,
    "seventy-five": 75,
    "ninety": 90,
}

# Words without an instruction; nothing that could change a session may stand here.
FILLER = frozenset(
    """
    i want you to do will would like please really today tonight tomorrow let's lets we we'll i'd i'll our us
    the a an this that it its is are be so too also well nice nicely good form some with-good
    try aim aiming should must have need focus on-form stay keep keeping staying held hold holding
    track workout session training main legs them they their these those here there which
    run running total approx. week's day's solid quality work feeling feel make sure consistent consistently
    evenly even more steep strong-form nonstop approx do pushes push
    """.split()
)
