# SPDX-License-Identifier: MIT
"""The sessions of the article this project began with ('Running 400s for the 10k'), by name.

Each has its text in the notation, priced from the runner's own races, and what a coach says about
it. The lines are the article's, the remarks our own words. Where the article prints one runner's
times, `text` has the pace that gives the 10k runner of 35:00 the same, and `written` what is
printed; where its line leaves something open, `text` writes it out and a remark says so.

Not here: which of them answers a race (`advice`), how the notation reads them.
"""

from __future__ import annotations

from difflib import get_close_matches

from trackpacer.errors import UserError
from trackpacer.records import record

PREFIX = "library:"
NOT_YOURS = (
    "This is somebody's session, not yours yet: it was set for one runner, at one time of a year. "
    "Take what it is for, work it out from your own race, and begin with its easier form."
)
SINGLES_A_MONTH = 2
SINGLE = "one of two single 400 sessions a month"
MIXED = "a session with other running in it, beside the two single 400 sessions a month"


@record
class Entry:
    """One session, or (`plan`) one progression.

    text: in the notation (a plan: as `pacer plan` reads it). written: as the article prints it,
    where that differs. objective, often, remarks: in a coach's words. needs: what comes before;
    easier, harder: other forms of the same aim; all three are names of this library.
    """

    name: str
    text: str
    objective: str
    written: str = ""
    often: str = SINGLE
    needs: tuple[str, ...] = ()
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    plan: bool = False

    @property
    def session(self) -> str:
        """The text as a session file: its title in the head."""
        return f"title: {self.name}\n{self.text}\n"


_PER_KM = (
    "The article writes the offset without a unit. Per 400 m its seconds are faster than the "
    "runner could hold so often, so this form takes them per km; write your own to differ."
)
_OUR_COUNT = "The article gives the idea, not a number: eight reps and 80 s are our choice."

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "goal",
        "25 x 400 @ 10k pace /R35-45s",
        "The whole 10k at its own pace, in 25 pieces with hardly a rest between: what every other "
        "session here leads to.",
        written="25 x 400 @ 1:24 /R35-45s",
        often="rarely: as the last step of a progression",
        needs=("progression",),
        easier=("goal-loose", "start"),
        remarks=("1:24 a lap is 35:00 for 10 km, so it is your 10k pace that counts.",),
    ),
    Entry(
        "goal-loose",
        "25 x 400 @ 10k speed or slightly faster with little recoveries",
        "The goal session as it is first named: at 10k pace or a shade under it, short rests.",
        often="rarely: as the last step of a progression",
        needs=("progression",),
        easier=("start",),
        harder=("goal",),
    ),
    Entry(
        "test",
        "25 x 400 @ 10k pace /R35-45s",
        "The goal session as a test about 10 weeks before the race: can the pace you hope for be "
        "run at all, while there is time to change the plan?",
        often="once, about 10 weeks before the race",
        needs=("progression",),
        easier=("goal-loose",),
        remarks=("`pacer next --test LOG` reads the verdict from the laps.",),
    ),
    Entry(
        "start",
        "15 x 400 @ 10k pace + 10 s/400 /R1:00",
        "The first step towards 25 at 10k pace: enough reps to find an even rhythm, slow enough to "
        "finish them.",
        written="15 x 400 @ 10K pace + 10sec /R1:00",
        harder=("goal",),
        remarks=("`pacer plan library:progression` lays out the steps after it.",),
    ),
    Entry(
        "progression",
        "start with 15 x 400 @ 10k pace + 10sec /R1:00; each subsequent workout 1 rep more, "
        "1 sec faster, 1 sec less recovery, every 2nd week, 20 weeks",
        "From 15 easy reps to 25 at 10k pace in eleven small steps.",
        often="every second week",
        harder=("goal",),
        plan=True,
        remarks=("It ends with 50 s between the reps; the goal session has 35 to 45 s.",),
    ),
    Entry(
        "under-over",
        "week one 10 x 400 @ 10k pace /R25sec; week 2 30 x 400 @ 10k pace + 5sec /R90sec; "
        "towards 25 x 400 @ 10k pace /R35-45s",
        "Close in on the goal session from two sides: less than it at its pace with shorter "
        "rests, then more than it, slower and with longer ones.",
        often="every week, one side at a time",
        harder=("goal",),
        plan=True,
    ),
    Entry(
        "under",
        "10 x 400 @ 10k pace /R25sec",
        "Under the goal session: fewer reps at its pace, with rests too short to recover in.",
        harder=("goal",),
        remarks=("Goes with `over`, one week each: `pacer plan library:under-over`.",),
    ),
    Entry(
        "over",
        "30 x 400 @ 10k pace + 5 s/400 /R90sec",
        "Over the goal session: more reps than the race has laps, slower, with long rests.",
        written="30 x 400 @ 10k pace + 5sec /R90sec",
        harder=("goal",),
        remarks=("Goes with `under`, one week each: `pacer plan library:under-over`.",),
    ),
    Entry(
        "season-start",
        "12 x 400 @ 10k pace - 4 s/400 /R1:20",
        "Run relaxed at somewhat faster than 10k pace, at the start of the season.",
        written="12 x 400 @ 1:20 / R1:20",
        easier=("after-threshold",),
        harder=("mid-season",),
        remarks=("For the 10k runner of 35:00 this is 1:20 with 1:20.",),
    ),
    Entry(
        "mid-season",
        "2 x 8 x 400 @ 10k pace - 7 s/400 /R1:10",
        "The aim of `season-start` for a runner who has become fitter: more reps, faster, shorter "
        "rests, cut in two sets.",
        written="2 x 8 x 400 @ 1:17 / R1:10",
        needs=("season-start",),
        easier=("season-start",),
        remarks=("The rest between the sets is not written: the watch waits for your press.",),
    ),
    Entry(
        "after-threshold",
        "5k @ threshold, R3:00 + 6 x 400 @ 10k pace - 4 s/400 /R1:20",
        "The same aim on legs that have done a 5 km threshold run: the 400s get shorter work.",
        often=MIXED,
        harder=("season-start",),
        remarks=("The article says fewer 400s after the run; six and the 3:00 are our choice.",),
    ),
    Entry(
        "3k-pace",
        "6 x 400 @ 3k pace",
        "A few fast reps to feel quick shortly before a race.",
        remarks=(
            "The article's own example of a session that is not to be copied: what an Olympic "
            "runner does six days before a race was built on years you have not run.",
        ),
    ),
    Entry(
        "max",
        "6 x 400 @ MAX / R-Full",
        "As fast as you can, each one fresh: speed for its own sake.",
        needs=("hill-sprints",),
        harder=("speed",),
        remarks=("Legs that have not sprinted get hurt here: build the hill sprints first.",),
    ),
    Entry(
        "hill-sprints",
        "6 x 7 second hill sprints",
        "Strength and springiness without the strain of flat sprinting: the base of all fast 400s.",
        often="often, after easy runs, until six are easy; then before `max`",
        harder=("max",),
    ),
    Entry(
        "speed",
        "6 x 400 @ 800 pace - 1 s/400 /R3:30",
        "Few and very fast, with long rests: makes 10k pace feel slow.",
        written="For a 35min (3:30/km) 10k runner – 6 x 400 @ 1:08 (2:55/km) / R3:30",
        needs=("hill-sprints",),
        easier=("3k-pace",),
        remarks=(
            "1:08 is about 800 m pace for the 10k runner of 35:00; the 2:55/km beside it in the "
            "article is not (1:08 is 2:50/km).",
        ),
    ),
    Entry(
        "change-of-pace",
        "10 x (400 @ 10k pace /R25sec + 200 @ 5k pace /R1:20)",
        "Hold the pace, then find another gear before you have recovered.",
        harder=("change-of-pace-long",),
    ),
    Entry(
        "change-of-pace-long",
        "10 x (400 /R35s + 400 /R35s @ 10k pace + 200 @ 10k pace - 20 s/km /R1:40)",
        "As `change-of-pace`, with twice the distance at pace before the fast 200.",
        written="10 x (400 /R35s + 400 /R35s @ 10k pace + 200 @ 10k pace – 20sec /R1:40)",
        easier=("change-of-pace",),
        remarks=(_PER_KM,),
    ),
    Entry(
        "fast-then-faster",
        "10 x 400 @ 10k pace - 15 s/km /R-equal + 5 x 200 @ 10k pace - 20 s/km /R-of 400s",
        "Faster than race pace with a rest as long as the rep, and faster still when tired.",
        written="10 x 400 @ 10k pace -15sec /R-equal + 5 x 200 @ 10k pace – 20sec /R-of 400s",
        easier=("season-start",),
        remarks=(_PER_KM,),
    ),
    Entry(
        "marathon-then-400s",
        "8k @ marathon pace R/1K jog + 5 x 400 @ 10k pace /R1:00",
        "10k pace on legs that have already run 8 km at marathon pace.",
        often=MIXED,
        harder=("half-marathon-then-400s",),
    ),
    Entry(
        "half-marathon-then-400s",
        "3 x 1600 @ Half-M pace /R1:00 + 6 x 400 @ 10k pace /R1:00",
        "From half-marathon pace to 10k pace with the same short rest.",
        often=MIXED,
        easier=("marathon-then-400s",),
        harder=("3k-then-400s",),
    ),
    Entry(
        "3k-then-400s",
        "3k @ 10k pace /R3:30 + 10 x 400 @ 10k pace /R1:20",
        "Race pace in one piece, then the same pace in ten.",
        often=MIXED,
        easier=("half-marathon-then-400s",),
    ),
    Entry(
        "600s-200s",
        "4 x 600 @ half marathon pace + 4 x 200 @ faster than 10k pace",
        "A gentle way into mixed paces: longer and slower, then short and quick.",
        often=MIXED,
        harder=("tempo-400s",),
        remarks=("Its rests are not written: the watch waits for your press.",),
    ),
    Entry(
        "equal-rest",
        "12 x 400 with equal recoveries",
        "By feel, resting as long as the rep took: the rest shows what the rep cost.",
        harder=("ten-seconds-around",),
    ),
    Entry(
        "ten-seconds-around",
        "12 x 400 with recoveries of 10 seconds around your completed repeats",
        "At the speed you can do, with a rest within 10 s of the rep's own time.",
        written="12 or 2 x 8 times with the speed you can do and recoveries of 10 seconds around "
        "your completed repeats",
        easier=("equal-rest",),
        remarks=("Or 2 x 8 of them.",),
    ),
    Entry(
        "aerobic-then-400s",
        "12k aerobic run, followed by 6 x 400 @ 10k pace + 6 x 400 @ 10k pace - 5 s/400 /R1min",
        "10k pace and then faster, on legs made tired by 12 km: the second half of a 10k.",
        written="12k aerobic run, followed by 6 x 400 @ 10k pace + 6 x 400 @ 10k pace – 5s /R1min",
        often=MIXED,
        easier=("marathon-then-400s",),
    ),
    Entry(
        "tempo-400s",
        "3km tempo + 6 x 400 @ 10k pace - 5/10 s/400 /R1min",
        "Three hard kilometres first, then faster than 10k pace: the end of a 5k.",
        written="3km tempo + 6 x 400 @ 10k pace – 5/10s /R1min",
        often=MIXED,
        needs=("600s-200s",),
        easier=("600s-200s",),
    ),
    Entry(
        "finish",
        "4 x 400 + 200 @1600m pace /R-Full 3 to 4min",
        "Fast and nearly fresh, at mile pace: the speed of a last 200.",
        needs=("hill-sprints",),
    ),
    Entry(
        "hold-faster",
        "10 x 400 @ 10/20 s/km faster than 10k pace with /R1:20",
        "Well under 10k pace ten times over, with a rest that never gets comfortable.",
        written="10 x 400 repeats @ 10/20sec faster than 10k with /R1:20",
        easier=("season-start",),
        remarks=(_PER_KM,),
    ),
    Entry(
        "ladder",
        "15 x 400 down ladder: from 10 s/400 slower than 10k pace, 10k pace at the 8th repeat, "
        "faster than that by each rep; recoveries an uphill ladder, from 30 s, adding 3 s each "
        "time",
        "Begin held back, pass 10k pace in the middle, and end fastest: patience, then courage.",
        remarks=(
            "The article leaves the steps after the 8th rep open and the rests optional, growing "
            "by 2 to 4 s: here the same steps go on, and the rests grow by 3 s.",
        ),
    ),
    Entry(
        "fast-bends",
        "8 x 400 @ 10k pace (bends -0.5) R80",
        "Press in the first and last bend, hold in the straights: change speed within a lap.",
        remarks=(_OUR_COUNT,),
    ),
    Entry(
        "fast-first-200",
        "8 x 400 @ 10k pace (first 200 -2) R80",
        "Begin faster than the lap and settle: the start of a race.",
        remarks=(_OUR_COUNT,),
    ),
    Entry(
        "fast-last-200",
        "8 x 400 @ 10k pace (last 200 -2) R80",
        "Hold back and finish faster than the lap: the end of a race.",
        remarks=(_OUR_COUNT,),
    ),
)
_BY_NAME = {entry.name: entry for entry in ENTRIES}


def find(name: str) -> Entry:
    """The entry of that name, `library:` before it or not. Raises UserError with near names."""
    wanted = name.strip().removeprefix(PREFIX).lower()
    entry = _BY_NAME.get(wanted)
    if entry is None:
        near = get_close_matches(wanted, list(_BY_NAME), n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else "pacer library lists them"
        raise UserError(f"the library has no session {wanted!r}", hint)
    return entry


def session_text(name: str) -> str:
    """The text of a session of the library, with its title. Raises UserError for a plan."""
    entry = find(name)
    if entry.plan:
        raise UserError(
            f"{entry.name!r} is a plan of several sessions",
            f"pacer plan {PREFIX}{entry.name} lays them out",
        )
    return entry.session


def leads_to(name: str) -> tuple[str, ...]:
    """Names of the sessions that want this one first."""
    return tuple(entry.name for entry in ENTRIES if name in entry.needs)
