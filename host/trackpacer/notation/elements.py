# SPDX-License-Identifier: MIT
"""The values that phrases build: lengths, targets, recoveries and all else a line is made of.

They are never changed. Times are milliseconds, distances metres; `span` is the characters that a
value was read from, `notes` what was assumed in reading it.
"""

from __future__ import annotations

from trackpacer.notation.tree import Pace, Profile, Rest, Target
from trackpacer.paces.races import Race
from trackpacer.records import record
from trackpacer.session import Effort, Role

Span = tuple[int, int]
Indent = tuple[int, str]  # the column a line begins in, and its bullet
Notes = tuple[str, ...]

THAN = "than"  # the name of a pace that is told by how much it differs from that of others
BY_TURNS = "by-turns"  # the note of a remark: what follows alternates, with nothing between


@record
class Amount:
    """A length or a time, or two of them. kind: 'm', 'ms', or 'n' where no unit is written.

    unit: 'm' 'km' 'mile' 'lap' 'yard', 's' 'min' 'clock' 'h', ''. high: the second of two, joined
    by `joint`: '-', '/' or '->'.
    """

    kind: str
    value: float
    unit: str
    span: Span
    high: float | None = None
    joint: str = ""
    plural: bool = False
    notes: Notes = ()


@record
class Count:
    """`12 x`, `3 sets of`: how often what follows is run. heads: alone on its line; listed: of all
    that is listed behind it, `4 times through: …`; followed: of a run and what follows it."""

    span: Span
    number: int
    sets: bool = False
    rounds: bool = False
    heads: bool = False
    listed: bool = False
    followed: bool = False
    indents: tuple[Indent, Indent] | None = None  # of its line, and of the first below it
    notes: Notes = ()

    @property
    def deeper(self) -> bool:
        """Whether the lines below it are set further in: then their indents tell where they end."""
        if self.indents is None:
            return False
        (own, mark), (below, bullet) = self.indents
        return below > own or (below == own and mark != bullet and bool(mark and bullet))


@record
class Length:
    """One run. many: written as several (`400s`); role: of a part, where it is told."""

    span: Span
    metres: float = 0.0
    ms: float = 0.0
    unit: str = ""
    many: bool = False
    bare: bool = False
    role: Role | None = None
    notes: Notes = ()


@record
class Reps:
    """A run with its count or what is said of it in one: `8 400s`, `30/30`, `7 easy miles`; each:
    how often in each of several sets, `3 sets of 300 m: 4, 6 and 4`."""

    span: Span
    count: Count | None
    length: Length
    said: tuple[object, ...] = ()
    notes: Notes = ()
    each: tuple[int, ...] = ()


@record
class Ends:
    """A run before the session and the same after it, `2 miles WU/CD`; home: where another is."""

    span: Span
    length: Length
    notes: Notes = ()
    home: Length | None = None


@record
class Lengths:
    """Runs listed: `200-400-600`, `1, 2, 3 min`; joint: the sign between them."""

    span: Span
    runs: tuple[Length, ...]
    joint: str
    notes: Notes = ()


@record
class Aim:
    """A target. bare: nothing but a time; label: it heads its line; worded: `pace` is said."""

    span: Span
    target: Target
    effort: Effort = Effort.NONE
    bare: bool = False
    label: bool = False
    worded: bool = False
    aside: bool = False  # in a bracket behind another
    minutes: bool = False  # a time in whole minutes, with their unit
    everywhere: bool = False  # `all at mile pace`
    ran: bool = False  # what the reps before it were run in, and
    rest: Rest | None = None  # the recoveries told with the times
    notes: Notes = ()


@record
class Pause:
    """A recovery. bare: nothing but its length. said: introduced by a word (`w/`, `off`)."""

    span: Span
    rest: Rest
    bare: bool = False
    said: bool = False
    unitless: bool = False
    headed: bool = False  # `Recovery: 60 s` on its own line
    told: bool = False  # by a whole clause
    second: Rest | None = None
    notes: Notes = ()


@record
class Feel:
    """An effort by its name. quiet: of a run that is jogged; last: of the last `last` reps."""

    span: Span
    effort: Effort
    jogged: bool = False
    worded: bool = False
    notes: Notes = ()


@record
class Part:
    """What a run is for: warm-up, cool-down, strides. headed: its length comes after it."""

    span: Span
    role: Role
    headed: bool = False
    notes: Notes = ()


@record
class Manner:
    """A word about the reps that changes nothing: `reps`, `hills`, `each`."""

    span: Span
    plural: bool = False
    long: bool = False
    notes: Notes = ()


@record
class Change:
    """How the reps change: a cut-down, a step a rep, a ladder through a rep, turns."""

    span: Span
    cutdown: bool = False
    alternate: bool = False
    continuous: bool = False
    joined: bool = False  # with what stands before: `… then 6 km without stopping`
    step_ms: float = 0.0
    step_per: str = ""  # '400', 'km', 'mile': the step is of each lap of a rep
    via: tuple[int, Target] | None = None
    profile: Profile | None = None
    spacing: int | None = None
    notes: Notes = ()


@record
class Tail:
    """The last or first reps by themselves: `last 2 @ 75`."""

    span: Span
    count: int
    target: Target | None = None
    effort: Effort = Effort.NONE
    first: bool = False
    notes: Notes = ()


@record
class Shares:
    """A target for each rep, by which it is: reps -> target. cycle: odd and even; by_unit: so for
    each mile or kilometre of one run; metres: of the runs of that length; rests: after each, or the
    one between all."""

    span: Span
    parts: tuple[tuple[tuple[int, ...], Target], ...]
    cycle: int = 0
    by_unit: bool = False
    metres: float = 0.0
    rests: tuple[tuple[tuple[int, ...], Rest], ...] = ()
    notes: Notes = ()


@record
class ByLength:
    """The target of all runs of some lengths: `900s @ 3k pace`; the recovery after each of them.

    ms: of runs by time. Where a number may be either (`the 50s`) it is in both, at the same place.
    """

    span: Span
    metres: tuple[float, ...]
    target: Target
    effort: Effort = Effort.NONE
    rest: Rest | None = None
    ms: tuple[float, ...] = ()
    notes: Notes = ()


@record
class Meaning:
    """What a coach says that a word means: the pace of all runs of an effort; or floats: that
    those before it are runs of an effort, and no recoveries, or in what they are run: all, or those
    of some metres."""

    span: Span
    of: Effort
    target: Target | None = None
    effort: Effort = Effort.NONE
    floats: bool = False
    metres: float = 0.0
    notes: Notes = ()


@record
class Again:
    """How often what stands before is run: `x 4`, `repeat 3 times`. all: not the last block only.

    more: so many times in addition. reps: the reps of a set that had no count. each: the reps of
    each set, of `2 sets of 10 reps`. once: `repeat` without a count. worded: any `do it again`.
    doubt: what must be asked.
    """

    span: Span
    number: int
    all: bool = False
    more: bool = False
    reps: bool = False
    each: int = 0
    once: bool = False
    worded: bool = False
    doubt: Doubt | None = None
    notes: Notes = ()


@record
class Fill:
    """How long what stands before is run over and over: `for 20 minutes`. firm: `repeat` is said,
    so that the last pass may be cut."""

    span: Span
    ms: float
    metres: float
    shown: str
    firm: bool = False
    notes: Notes = ()


@record
class Mirror:
    """What stands before once more in the other order, its last run not twice: `and back down`."""

    span: Span
    notes: Notes = ()


@record
class Parts:
    """What one rep is made of: `as 200 @ mile pace + 100 @ 800 pace`. place: of one part only
    ('after': of what is left behind it), or 'shares': parts alike, their lengths 0; rest: between
    the parts; behind: the jog that ends each rep."""

    span: Span
    runs: tuple[tuple[Length, Target | None, Effort], ...]
    place: str = ""
    rest: Rest | None = None
    behind: Rest | None = None
    notes: Notes = ()


@record
class Runner:
    """Whose session it is: `For a 35min 10k runner`."""

    span: Span
    race: Race
    second: Pace | None = None
    notes: Notes = ()


@record
class Remark:
    """What carries no instruction, or none a watch could give."""

    span: Span
    notes: Notes = ()
    listed: bool = True


def left_note(shown: str) -> str:
    """What is said of words that tell how, and not how much."""
    return f"'{shown}' is left to the runner"


def left_to_runner(span: Span, shown: str) -> Remark:
    """What tells how, and not how much."""
    return Remark(span, notes=(left_note(shown),))


def no_pace(span: Span, shown: str) -> Remark:
    """What tells an effort on a scale of its own, that is no pace."""
    return Remark(span, notes=(f"'{shown}' is no pace: left to the runner",))


@record
class Left:
    """What is not understood, and left out."""

    span: Span
    notes: Notes = ()


@record
class Joint:
    """What stands between blocks: ',', ';', '.', '+', '/', '-', 'and', 'then', 'after', a line; 'in
    set' before and 'of set' behind one more run of each set."""

    span: Span
    kind: str
    indent: Indent | None = None  # of the line after it
    notes: Notes = ()


@record
class Bracket:
    """A bracket opens or closes."""

    span: Span
    opens: bool
    notes: Notes = ()


@record
class Doubt:
    """A phrase that must be asked about: its question, and what would be plain.

    choices: of a choice, for each of what may be meant the spans that are then left out; never may
    all of it be run. None: no choice.
    """

    span: Span
    question: str
    plain: str
    whole: Span | None = None
    notes: Notes = ()
    choices: tuple[tuple[Span, ...], ...] | None = None


@record
class BySet:
    """What is said of one of several sets: `set 1 @ 37 (40)`."""

    span: Span
    number: int
    target: Target | None = None
    effort: Effort = Effort.NONE
    rest: Rest | None = None
    parts: Parts | None = None
    bare: Target | None = None  # a time without a word, that `rest` may be as well
    notes: Notes = ()
    each: tuple[BySet, ...] = ()  # one for each set, where they are told in one list


@record
class Regroup:
    """The same reps in sets: `16 x 300 as 2 sets of 8`; sets: 0 where it is not written."""

    span: Span
    sets: int
    reps: int
    notes: Notes = ()


@record
class RestShare:
    """A recovery after some of the reps: `4 min after the third`, `except halfway`.

    which: 'these' and their numbers, 'first' or 'next' and how many, 'half', 'every' and a number.
    more: so much in addition to that of the others. cycle: the numbers begin again after the last.
    """

    span: Span
    which: str
    numbers: tuple[int, ...]
    rest: Rest
    more: bool = False
    cycle: bool = False
    notes: Notes = ()


@record
class RestTurns:
    """Two recoveries by turns: `with 200 jog and 100 jog alternately`."""

    span: Span
    first: Rest
    second: Rest
    notes: Notes = ()
