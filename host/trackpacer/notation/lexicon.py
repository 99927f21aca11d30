# SPDX-License-Identifier: MIT
"""Every word coaches use, once: the kinds it is of, and what may be passed over.

A word is skipped at a price (`costs`) by what it is: HARMLESS words carry nothing; DESCRIBES words
say how it should feel; CARRIES words order, except, negate, count or repeat and are never skipped.
A word that is not here is a name or a description, unless it is nearly one of these: then it may
be a slip of the pen, and is not skipped either.
"""

from __future__ import annotations

from functools import lru_cache

from trackpacer.records import record

# The kind, and its words. A word may be of several kinds.
GROUPS: dict[str, str] = {
    # units
    "MINUTES": "min mins minute minutes minute's min's mn mns minuten",
    "SECONDS": "s sec secs second seconds sec's sc seconde secondes seconder seconders",
    "HOURS": "h hr hrs hour hours",
    "METRES": "m m's metre metres meter meters mtr mtrs mt mts",
    "KM": "k km kms ks kilometre kilometres kilometer kilometers km's k's",
    "MILES": "mile miles mi ml mls miler miling",
    "YARDS": "yard yards yd yds y",
    "LAPS": "lap laps",
    "QUARTER": "quarter quarters qtr qtrs",
    "MARATHON": "marathon mp gmp m-pace mara marathons",
    "HALFMARATHON": "hm hmp halfmarathon hmrp semi",
    # counting
    "TIMES": "x x's times time by fois mal",
    "SET": "set sets set's series serie round rounds ser lots lot circuits circuit block blocks "
    "pass passes cycles batch batches seance seances group groups bloc blocs",
    "REP": "rep reps repeat repeats repetition repetitions interval intervals loop loops pickup "
    "pickups segment segments surge surges burst bursts piece pieces effort efforts run runs "
    "repetions one ones bout bouts stretch stretches cruises répétition répétitions",
    "REPEAT": "repeat repeated repeating again rpt",
    "EACH": "each every chaque",
    "TWICE": "twice thrice",
    "ALL": "all everything them",
    "BOTH": "both",
    "ORDINAL": "first last final next middle 1st",
    "FIRST": "first",
    "LAST": "last final",
    "ODD": "odd odds",
    "EVEN": "even evens",
    "OTHER": "other remaining rest",
    # joints
    "AT": "at targeting a",
    "IN": "in en",
    "ON": "on",
    "OFF": "off",
    "WITH": "with w/ w. w wth avec taking take having have using allow getting get incl inc "
    "including",
    "WITHOUT": "without w/o no nil zero sans",
    "BETWEEN": "between bt bw btw btwn b/w b/n b/t entre betw inbetween btween betwen bet "
    "separating",
    "AFTER": "after following follows post",
    "BEFORE": "before",
    "WITHIN": "within inside w/in w-in",
    "THEN": "then next afterwards into finally puis thereafter",
    "FOLLOWED": "followed",
    "AND": "and n et und",
    "OR": "or ou",
    "OF": "of de d",
    "TO": "to till until",
    "FROM": "from starting start begin beginning starts",
    "PER": "per",
    "PLUS": "plus",
    "MINUS": "minus less",
    "THAN": "than",
    "AS": "as",
    "ABOUT": "about around approx approximately roughly circa c ca abt nearly approximate near "
    "hopefully",
    "UNTIL": "until till",
    # recoveries
    "REST": "r rec recs recov recovs recovery recoveries recover recovering rest rests resting "
    "restperiod break breaks pause pauses ri rt recup recuperation rr rcvy rcvry "
    "rst rsts rec's recs' recoverys recovry recvery recoverey recovries recoverie recovey recovary "
    "gaps reco recos restoration relaxation breather breathers respite repos",
    "R": "r",
    "JOG": "j jog jogs jogging jogged jg jr jogrecovery trot trots trotting shuffle shuffles "
    "jogback footing shuffling w/j j/w traben trab trabpause trottee",
    "WALK": "standing stand walk walks walking walked stroll strolling wlk walkback walkbacks "
    "marche wander wandering amble ambling",
    "FLOAT": "float floats floating floated",
    "LEAVING": "leaving leave go going send sendoff sendoffs departing setting starting start "
    "begin",
    "CYCLE": "cycle cycles turnaround turnarounds",
    "BACK": "back bk bck",
    "DOWN": "down downhill dn",
    "UP": "up",
    "FULL": "full complete completely fully",
    "EQUAL": "equal same equals identical equivalent",
    "LITTLE": "little minimal",
    "SHORT": "short brief",
    "LONG": "long medium-long longer",
    "ENOUGH": "good plenty adequate sufficient ample generous enough",
    "HALF": "half",
    "DOUBLE": "double twice",
    "THROUGHOUT": "throughout everywhere",
    # paces and efforts
    "PACE": "pace paces speed intensity rp gp racepace paced tempi rhythm allure effort efforts "
    "eff race racing level",
    "EFFORT": "effort efforts eff",
    "RACE": "race racing",
    "RACEPACE": "rp gp",
    "PCT": "percent pct",
    "FASTER": "faster quicker better",
    "SLOWER": "slower",
    "UNDER": "under sub below",
    "OVER": "over above",
    "SLIGHTLY": "slightly smidge smidgen touch bit fraction shade little tad",
    "THRESHOLD": "t threshold thresh thr lt lte lthr ltp tp tpace",
    "TEMPO": "tempo tpo tempos",
    "CRUISE": "cruise",
    "INTERVALPACE": "i ip vo2 vo2max vvo2max vvo2 vo2-max int v02 v02max",
    "CV": "cv cvp",
    "EASYPACE": "e ep",
    "MPACE": "m",
    "GOAL": "goal target current your my one's own date present actual usual normal his her their "
    "today's todays projected expected planned",
    "GOALWORD": "goal target aim goals targets",
    "EASY": "easy ez shakeout shake-out z1 z2 easily easier facile conversation conversational "
    "chatty",
    "STEADY": "steady moderate mod z3 moderately steadily medium",
    "HARD": "hammer hammered hard strong strongly h z4 z5 hardish",
    "FAST": "fast quick quickly fastish swift brisk briskly rapid rapidly vite rapide",
    "MAX": "max maximum maximal allout all-out flatout flat-out full-out maxi full-gas",
    "SPRINT": "sprint sprints sprinting sprinted",
    "AEROBIC": "aerobic",
    "RELAXED": "relaxed comfortable comfortably smooth controlled smoothly",
    "SLOW": "slow slowly gentle light very super standing static active passive stationary gently",
    "VERY": "very properly proper quite pretty fairly really super extremely near nearly",
    "ZONE": "zone zones",
    # parts
    "WU": "wu w.up warmup warmups w/u w-u w/up w-up wup w.u w.u. wup warming echauffement ech",
    "CD": "w/down w-down wdown c/down c-down cdown cd cooldown cooldowns c/d c.d c.d. w.d w.d. "
    "w.down c.down w-d c-d warmdown wd wdn w/d cooling c/dwn w/dwn rac",
    "WARM": "warm warmed wrm",
    "COOL": "cool cooled",
    "STRIDES": "st sts str strds buildups stride strides striding strider striders strideouts "
    "accelerations acceleration buildup strideout accels",
    "HILL": "hill hills uphill uphills incline slope gradient grade uphills cote",
    "RUN": "run runs running ran",
    "PYRAMID": "pyramid pyramids ladder ladders pyramide countdown rungs",
    "FARTLEK": "fartlek fartleks",
    "DRILLS": "stretch stretches stretched drills drill mobility stretching plyos core activation "
    "weights gym yoga plyometrics etirements etirement assouplissements gammes",
    # changes from rep to rep
    "CUTDOWN": "cutdown cutdowns cutting cut descending descend dropping progressing increasing "
    "working speeding quickening progression progressive progressively progress",
    "ALTERNATE": "alternating alternate alt alternated alternately alternates alternation swapping "
    "switching",
    "CONTINUOUS": "continuous continuously nonstop unbroken straight cont",
    "STEP": "step",
    "ADDING": "adding add",
    "BENDS": "bend bends curve curves turn turns",
    "STRAIGHTS": "straights straight straightaway straightaways",
    "CUES": "cue cues beep beeps",
    "SPLIT": "split splits",
    "OPTIONAL": "optionally optional",
    "REACH": "reach reaching hit hitting",
    # what stands around a session
    "WEEKDAY": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu "
    "thur thurs fri sat sun lundi mardi mercredi jeudi vendredi samedi dimanche",
    "MONTH": "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april "
    "june july august september october november december",
    "NUMBERED": "week wk day session workout phase part no number wod",
    "AMPM": "am pm a.m p.m a.m. p.m.",
    "ORD": "st nd rd th",
    "SESSIONWORD": "session workout training work intervals sessions workouts sesh",
    "GROUND": "track tracks park stadium grass road roads trail trails course route treadmill mill "
    "field fields terrain path tarmac beach sand oval astro astroturf dirt gravel pavement turf "
    "infield loop forest woods wood prom cinder tartan canal towpath promenade street lane "
    "hill hills",
    "RUNNER": "runner runners athlete guy man woman girl boy lady person racer performer",
    "TOTAL": "total totals totalling",
    "FEEL": "rpe hr bpm mhr hrm hrmax maxhr hrr heart heartrate pulse perceived exertion zone",
    "ABBR": "alt mod max abt rec min sec mins secs approx w c r mi recs recov vs avg ca rep reps "
    "stand inc incl btw btwn betw",
}

# Kinds that rules ask for, of words that are as strange elsewhere as without them.
NOTED: dict[str, str] = {
    "MANNER": "rolling flat active brisk proper nice leisurely continuous slow easy ez gentle "
    "easier slower gentler light very standing static passive steady moderate relaxed full quick "
    "complete super stationary",
    "RESTS": "gaps recoveries recs rests jogs breaks pauses floats",
    "VERB": "did do ran run was had have want think like will would got am",
    "GROUPWORD": "group option squad",
    "PEOPLE": "seniors juniors sprinters beginners improvers novices intermediates advanced "
    "masters vets veterans men women boys girls ladies everyone everybody others elites newbies "
    "racers varsity jv frosh freshmen",
    "HEADING": "training session sessions workout workouts group squad runners athletes programme "
    "program event specialists reps intervals day",
    "GROUPNAME": "a b c d men women boys girls seniors juniors beginners advanced fast improvers "
    "novices",
    "AGAINWORD": "ie eg i e aka so that's thats meaning or which equals",
    # clauses that leave something to the runner
    "SOFT": "more few extra may might could can allow allows allowing permit time than each half "
    "last it if you need feels feeling feel don't not too when as so much many bit even only "
    "finish in gets get going go keep hold race raced racing up still able tired easy enough at a "
    "do how next included",
    "ELSE": "otherwise else instead or replace swap unless except",
    "CONDITION": "if when depending provided whenever whatever",
    "MAYBE": "may might optional optionally could maybe perhaps possibly poss",
    "PERMITS": "can could may might ok okay fine alright allowed free problem acceptable worry "
    "afraid",
    "SLOWLY": "slow down easier back",
    "LICENCE": "slower faster longer easier more extra fewer less miss skip drop add optional stop "
    "ease harder back",
    "LINK": "the a of to and by on in my our at that isn't this from",
    "FRIEND": "group club dog partner mate mates squad team lads guys folks crew gang coach "
    "everyone",
}
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
TENS = tuple(word for word, number in NUMBERS.items() if number >= 20)
ONES = tuple(word for word, number in NUMBERS.items() if number < 10)
NUMBERS |= {f"{tens}-{ones}": NUMBERS[tens] + NUMBERS[ones] for tens in TENS for ones in ONES}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What only a German, French or Spanish sheet has; two of them are another language.
OTHER_TONGUES = words_of(
    """
    und mit mal dann je zwischen trabpause trab traben gehpause minuten sekunden einlaufen
    auslaufen serien lauf eine einer et avec puis entre récup récupération séries série allure
    échauffement chaque footing con luego recuperación recuperacion trote suave minutos segundos
    calentamiento vuelta calma cada
    """
)

# What these stand for in a sheet that is otherwise signs, or a place whose name orders something.
ALIKE = {
    "une": "a", "un": "a", "les": "the", "le": "the", "la": "the", "votre": "your", "vos": "your",
    "deux": "two", "tous": "all", "bonne": "good", "gros": "main", "w/": "with", "wth": "with",
    "ur": "your", "thru": "through", "tonite": "tonight", "parking lot": "park",
    "bus stop": "road", "jb": "jogback", "wb": "walkback", "lunch break": "lunch",
}  # fmt: skip

# Whom a session is for, where several are told one below the other.
LEVELS = words_of("beginner intermediate advanced novice elite improver expert")
_PEOPLE = words_of(
    """
    gp grp lads lasses guys girls milers marathoners runners athletes crew team level levels types
    folk folks people lot gang bunch anyone those you're plan mpw
    """
)
# Names of parts of a session that look as if they were those who run it.
NOBODY = words_of(
    """
    opener openers closer closers finisher finishers starter starters primer primers loosener
    looseners sharpener sharpeners breather breathers killer killers burners main used now last
    hammers kickers chargers rollers flyers floaters screamers stingers trainers shoulders
    """
)
# Words that carry nothing.
HARMLESS = words_of(
    """
    pacing accelerating complete yasso yassos mona moneghetti kenyan canova billat michigan
    norwegian i want you to do will would
    like please really today tonight tomorrow let's lets we we'll i'd i'll our us the a an this that
    it its is are be so too also well nice nicely good form some try aim aiming should must have
    need focus stay keep keeping staying his her ish untimed held hold holding track workout session
    sessions training main legs they their these those here there which run ran running approx solid
    quality work feeling feel make sure consistent consistently evenly steep pushes push
    basic execution performed sequentially fit possible if whole maintenance foundation base flat
    get and on in at of for with by was were what my me your as can up he she did done doing
    am pm morning evening afternoon hello hi hey everyone all everybody folks guys team lads looking
    session's week's day's from plan menu tonight's today's workout's just simply followed enjoy
    access remember off great lovely big little nothing easy-ish coach squad here's there's got had
    build builds building passed results also entire against follow bread butter endurance strength
    has raced immediate immediately
    """
)
# How it should feel, or how one is to run: no instruction to a watch, yet not nothing.
DESCRIBES = words_of(
    """
    relaxed smooth comfortable comfortably controlled strong strongly quick tall steady fast easy
    hard gentle light slow slowly brisk swift smoothly gently moderate long short straight pace
    effort race feel rep reps hills hill interval intervals repetition cues speed run session back
    down up tempo vo2max vo2 threshold walk stroll marathon mile split splits
    """
)
# What orders, excepts, negates, counts or repeats.
CARRIES = words_of(
    """
    repeat repeated again twice double skip except unless optional each both other second third next
    not then without until every group groups option alternatively instead drop times same miss omit
    stop halve fewer replace swap change extra reverse reversed backwards order missing minus odd
    even increase decrease reduce half first last only or after before between alternate alternating
    continuously more less another rather depending if jog recovery rest x per sets set rounds
    faster slower harder maybe either neither nor but otherwise don't do no never when once
    throughout within w/in w-in remaining total continue continuing
    """
)

# Of a clause of talk (`phrases.talk`): what is an order wherever it stands; which of the reps; what
# tells how it went; what joins a clause to what was said.
ORDERING = words_of(
    """
    except unless optional or either double halve skip miss omit replace swap reverse reversed
    backwards instead alternatively otherwise group groups option squad then x per s
    """
)
WHICH = words_of(
    """
    first second third fourth last final middle next other each every both odd even odds evens one
    ones all half
    """
)
REPORTS = words_of(
    """
    felt feel feeling feels was were got went hung died struggled legs tired found had seemed should
    fine hurt hurts struggle brutal tough ok okay grim picked killed
    """
)
# Of figures: what they count that is no run; what tells of results, of another day, of the whole.
COUNTED = words_of(
    """
    degrees degree people runners days day weeks week months month years year c f mph kph starters
    finishers others lads ladies athletes
    """
)
TOLD = words_of("averaged avg average splits results actual actuals total totalled hr ran garmin")
OTHER_DAY = words_of("tomorrow yesterday")
ELSEWHERE = frozenset(
    (first, second)
    for first in ("next", "last")
    for second in ("week", "wk", "time", "month", "year", "season", "weekend", "winter", "summer")
) | {("see", "you"), ("meet", "at"), ("we", "meet"), ("meeting", "at"), ("don't", "forget")}
IN_ALL = frozenset(
    [("in", "all"), ("in", "total"), ("the", "day"), ("the", "week"), ("the", "night")]
)
AHEAD = words_of("training prep preparation preparing ready tapering building sharpening tuneup")
JOINS = words_of(
    """
    because since although though while whereas which who but so and if when whenever as depending
    provided was is were
    """
)


@record
class Entry:
    """What a word is."""

    kinds: frozenset[str]
    value: float = 0.0


def _entries() -> dict[str, Entry]:
    kinds: dict[str, set[str]] = {}
    for kind, words in {**GROUPS, **NOTED}.items():
        for word in words.split():
            kinds.setdefault(word, set()).add(kind)
    for word in NUMBERS:
        kinds.setdefault(word, set()).update(("NUM", "NUMBERWORD"))
    for word in ORDINALS:
        kinds.setdefault(word, set()).add("ORDINALWORD")
    told = {"HARMLESS": HARMLESS, "DESCRIBES": DESCRIBES, "CARRIES": CARRIES}
    for kind, carried in told.items():
        for word in carried:
            kinds.setdefault(word, set()).add(kind)
    for found in kinds.values():
        if found <= NOTED.keys():
            found.add("UNKNOWN")
    return {
        word: Entry(
            frozenset({*found, "WORD"}), float(NUMBERS.get(word) or ORDINALS.get(word) or 0)
        )
        for word, found in kinds.items()
    }


ENTRIES = _entries()
_UNKNOWN = Entry(frozenset(["WORD", "UNKNOWN"]))
# What a strange word may be a slip of the pen for.
_INSTRUCTING = sorted(
    word
    for kind in (
        *("MINUTES", "SECONDS", "METRES", "MILES", "LAPS", "REST", "JOG", "WALK", "FLOAT", "SET"),
        *("REP", "BETWEEN", "TEMPO", "THRESHOLD", "STRIDES", "WU", "CD", "CUTDOWN", "ALTERNATE"),
        *("REPEAT", "WITHOUT", "MARATHON", "FOLLOWED", "FASTER", "SLOWER", "EQUAL", "DOUBLE"),
    )
    for word in GROUPS[kind].split()
    if len(word) > 3
)


def look_up(word: str) -> Entry:
    """What a word is; a strange one is UNKNOWN."""
    return ENTRIES.get(word, _UNKNOWN)


def names_people(word: str, kinds: frozenset[str]) -> bool:
    """Whether a word says who runs: one of people, or a strange one that ends as those do."""
    if word in _PEOPLE or kinds & {"PEOPLE", "GROUPWORD", "RUNNER"}:
        return True
    return "UNKNOWN" in kinds and word.endswith("ers") and word not in NOBODY


# What a slip of the pen may have meant: what orders, and how it is run.
_SLIPPED = frozenset(_INSTRUCTING).union(
    *(GROUPS[kind].split() for kind in ("KM", "PACE", "EASY", "STEADY", "HARD", "FAST", "SPRINT")),
    *(GROUPS[kind].split() for kind in ("RELAXED", "SLOW", "PYRAMID", "FARTLEK", "CONTINUOUS")),
    *(GROUPS[kind].split() for kind in ("AFTER", "HALFMARATHON")),
)
# Words of their own a letter from one of those, in English or its neighbours.
_NO_SLIPS = words_of(
    """
    wondering breathe breathes related internal internals supper fellows springs springing strikes
    striker strikers strives stripes striper descent flats busts stakeout stitching snitching
    scrolling relayed stationery meteors miller milling pierces alteration altercation crises beaks
    stead intensify scuffle scuffles waked remover catty hampered repented quicken stances gentile
    wearing waking warning shower records shame sends string strings reset minds prices picks breath
    torts sooth bristly minuses meres metes loots lauder lauders setts veery wader wandern wandert
    mille milles temps temos gente respire souffle raide mettre mache springt fasst haard hamer
    """
)
_ENDINGS = ("er", "ers", "ed", "ing", "ly", "y", "s", "'s")


def _a_letter_off(word: str, meant: str) -> bool:
    """Whether two letters were swapped, one was written twice or once, left out or added, changed:
    of a short word the last of these make other words too often."""
    long = len(meant) - 2 * meant.endswith("ing")
    pairs = enumerate(zip(word, meant, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(word), len(meant)))
    if len(word) == len(meant):
        swapped = word[at : at + 2][::-1] == meant[at : at + 2]
        return word[at + 1 + swapped :] == meant[at + 1 + swapped :] and (swapped or long > 6)
    if meant == word + "g" and meant.endswith("ing"):
        return True  # `coolin`
    longer, shorter = sorted((word, meant), key=len, reverse=True)
    return longer[at + 1 :] == shorter[at:] and (longer[at] == longer[at - 1] or long > 5)


@lru_cache(maxsize=4096)
def slip_of(word: str) -> str:
    """The one word that a strange one is a slip of the pen for; '' where it may be a word of its
    own, as what ends like another form of it (`recovered`), or several."""
    if len(word) < 5 or word in ENTRIES or word in OTHER_TONGUES or word in _NO_SLIPS:
        return ""
    near = [one for one in ENTRIES if one[:1] == word[:1] and _a_letter_off(word, one)]
    near = [one for one in near if one[-1] == word[-1]] or near
    alike = frozenset(GROUPS).intersection(*(ENTRIES[one].kinds for one in near))
    if not near or near[0] not in _SLIPPED or not alike:
        return ""
    formed = any(word.endswith(end) and not near[0].endswith(end) for end in _ENDINGS)
    return "" if formed else near[0]


@lru_cache(maxsize=4096)
def nearest(word: str) -> str:
    """The instructing word that a strange one may be a slip of the pen for; '' where there is
    none."""
    if len(word) < 4 or word in _NO_SLIPS or "UNKNOWN" not in look_up(word).kinds:
        return ""
    from difflib import get_close_matches

    found = get_close_matches(word, _INSTRUCTING, n=1, cutoff=0.82)
    return found[0] if found and found[0][0] == word[0] else ""
