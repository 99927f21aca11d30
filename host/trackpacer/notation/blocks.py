# SPDX-License-Identifier: MIT
"""The grammar of blocks: repeats, sets, ladders, single runs, and what is said about them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from trackpacer.errors import NotationError
from trackpacer.notation.recoveries import NOUNS, QUANTITIES, Recoveries
from trackpacer.notation.targets import EFFORTS
from trackpacer.notation.tokens import MILE, Token
from trackpacer.notation.tree import (
    GroupSpec,
    Item,
    Profile,
    RepeatSpec,
    Rest,
    RunSpec,
    Target,
)
from trackpacer.notation.words import FILLER
from trackpacer.paces.races import Race, clock
from trackpacer.session import Effort, Role

EXPECTED = "a set like `6 x 400`, a run like `3k`, or a recovery like `R60`"
SEPARATORS = frozenset(
    (",", ";", "+", "\n", ".", "THEN", "AND", "&", "ARROW", "PLUS", "\u2022", "|", "AFTER")
)
TRACK_METRES = frozenset(
    (60, 80, 100, 120, 150, 160, 200, 250, 300, 320, 350, 400, 450, 500, 600, 700, 750, 800, 900, 1000, 1200, 1400,
     1500, 1600, 1800, 2000, 2400, 2500, 3000, 3200, 4000, 5000, 6000, 8000, 10000)
)  # fmt: skip

PACE_START = (
    "DIST",
    "NUM",
    "TIME",
    "MARATHON",
    "HALFMARATHON",
    "HALF",
    "MILEWORD",
    "TRAINING",
    "RACE",
    "GOAL",
)
_RUNNERS = frozenset(
    "runner runners athlete guy man woman girl boy lady person racer miler performer".split()
)


@dataclass(slots=True)
class Draft:
    """What is said about one item, before or after its core."""

    target: Target | None = None
    role: Role | None = None
    effort: Effort = Effort.NONE
    rests: list[Rest] = field(default_factory=list)
    profile: Profile | None = None
    spacing: int | None = None
    cutdown: bool = False
    alternate: bool = False
    step_ms: float = 0.0
    pyramid: bool = False
    end: int = 0
    last_fast: Effort = Effort.NONE
    shared_rest: Rest | None = None
    via: tuple[int, Target] | None = None
    jogged: bool = False


class Blocks(Recoveries):
    """Reads a whole text into items."""

    def __init__(self, text: str, file: str = "session", lap: float = 400.0) -> None:
        super().__init__(text, file, lap)
        # Recoveries for which an item had no place of its own: they stand after it.
        self._left: list[Rest] = []

    def whole(self) -> list[Item]:
        """All items of the text. Raises NotationError."""
        items = self.sequence("END")
        if self.kind != "END":
            raise self.fail(
                f"'{self.quote(self.token.start, self.token.end)}' is not understood here", EXPECTED
            )
        if not any(not isinstance(item, Rest) for item in items):
            raise NotationError("there is no session here", self.text, 0, EXPECTED, self.file)
        return items

    def sequence(self, closer: str) -> list[Item]:
        """Items up to a closing bracket or the end."""
        items: list[Item] = []
        closing: list[Item] = []
        pending: Rest | None = None
        newline = True
        while True:
            separators = self._separators(bool(items), newline)
            newline = newline or "\n" in separators
            then = not separators.isdisjoint(("THEN", "AFTER"))
            if self.kind == closer or self.kind == "END":
                break
            if newline and ((not items and self._runner()) or self._label()):
                continue
            if not items and self.kind == "REST" and pending is None:
                mark = self.mark()
                pending = self.recovery()
                if pending is not None and self.kind in SEPARATORS:
                    newline = False
                    continue
                self.back(mark)
                pending = None
            if items and self._repeat_all(items):
                newline = False
                continue
            if items and self._rest_after(items, then, newline):
                newline = False
                continue
            if items and not separators and not newline and not self._begins_block(items[-1]):
                raise self._unknown()
            item = self.item(bool(items), closing)
            if item is not None and not isinstance(item, Rest):
                item.newline = newline
                if self._is_rest(item, items):
                    continue
                items.append(item)
                if pending is not None:
                    self._attach(items, pending, False)
                    pending = None
                if "/" in separators and isinstance(item, RunSpec):
                    self._slashed(items)
                self._leftover_rests(items)
            newline = False
        items.extend(closing)
        return items

    def _separators(self, between: bool, newline: bool) -> set[str]:
        """Take what stands between blocks; the kinds that were there."""
        taken: set[str] = set()
        while (
            self.kind in SEPARATORS
            or self._separating_dash(newline or "\n" in taken)
            or (self.kind == "/" and between and "/" not in taken and self.kind_ahead() != "REST")
            or (self.kind == "WITH" and between and self._with_block())
        ):
            taken.add(self.step().kind)
        return taken

    def _repeat_all(self, items: list[Item]) -> bool:
        """`Repeat 4 times`, `do this 3-4 x`: all the work so far, as one set."""
        mark = self.mark()
        if self.token.value not in ("repeat", "do", "complete", "repeated"):
            return False
        self.step()
        while self.kind in ("SET", "ALL") or (
            self.kind == "word"
            and self.token.value
            in ("this", "that", "it", "all", "the", "whole", "entire", "thing", "lot", "for")
        ):
            self.step()
        count = 0.0
        if self.kind == "NUM":
            count = self.step().number
            if self.kind in ("-", "TO", "OR") and self.kind_ahead() == "NUM":
                self.step()
                high = self.step().number
                self.note(f"of {count:g} to {high:g} times the smaller is taken: {count:g}")
            if not self.accept("x", "SET"):
                count = 0.0
        elif self.token.value in ("twice", "thrice"):
            count = 2.0 if self.step().value == "twice" else 3.0
        first = next(
            (
                i
                for i, item in enumerate(items)
                if any(run.role is Role.WORK for run in runs_of(item))
            ),
            len(items),
        )
        if not 2 <= count <= 255 or first == len(items):
            self.back(mark)
            return False
        self.accept("SET", "REP")
        body = items[first:]
        start = body[0].span[0] if isinstance(body[0], Rest) else body[0].start
        items[first:] = [RepeatSpec(start, self.last_end, int(count), body, paren=True)]
        return True

    def _with_block(self) -> bool:
        """`1 hour easy with 8 x 20s strides`: a block of its own, after what stands before."""
        return self.kind_ahead() == "NUM" and (
            self.kind_ahead(2) in ("x", "STRIDES", "HILL")
            or (self.kind_ahead(2) in ("-", "TO") and self.kind_ahead(4) == "x")
        )

    def _rest_after(self, items: list[Item], then: bool, newline: bool) -> bool:
        """A recovery by itself after an item; True when there was one."""
        mark = self.mark()
        rest = self._gap() if then else self.recovery(free=False)
        if rest is None and newline and self.kind in ("WITH", "OFF", "ON"):
            rest = self.recovery()
        if rest is None or not self._block_ends():
            self.back(mark)
            return False
        self._attach(items, rest, then)
        return True

    def _begins_block(self, before: Item) -> bool:
        """Whether a block may begin here without any sign between: `15 min WU 5 x 1k`."""
        if self.kind in ("WU", "CD") or (
            isinstance(before, RunSpec) and before.role is not Role.WORK
        ):
            return True
        return self.kind == "NUM" and (
            self.kind_ahead() == "x"
            or (self.kind_ahead() == "SET" and self.kind_ahead(2) == "OF")
            or (self.kind_ahead() in ("-", "TO") and self.kind_ahead(3) == "x")
        )

    def _is_rest(self, item: Item, items: list[Item]) -> bool:
        """`3 x 2 miles @ LT, 2 min`: a bare length after a set is its recovery, or unclear."""
        if not items or item.newline if not isinstance(item, Rest) else True:
            return False
        before = items[-1]
        if not isinstance(item, RunSpec) or not isinstance(before, RepeatSpec):
            return False
        bare = (
            item.target is None
            and item.effort is Effort.NONE
            and item.role is Role.WORK
            and item.rest is None
        )
        if (
            not bare
            or (self.last_end > item.end and item.rest is None)
            or item.ms > 600_000
            or item.metres > 400
        ):
            return False
        shown = self.quote(item.start, item.end)
        if item.ms and any(
            getattr(level, "rest", None) is None for level in self._levels(before)[:1]
        ):
            self.note(f"'{shown}' after the set taken as its recovery")
            self._attach(items, Rest((item.start, item.end), "time", ms=item.ms), False)
            return True
        raise NotationError(
            f"'{shown}' may be a run or a recovery",
            self.text,
            item.start,
            f"`{shown} rest`, `{shown} jog`, or a run with its pace",
            self.file,
        )

    def _slashed(self, items: list[Item]) -> None:
        """`400 @ 72 / 400 @ 90`: two runs with a slash between follow each other at once."""
        before = items[-2] if len(items) > 1 else None
        if isinstance(before, RunSpec) and before.rest is None:
            before.continuous = True
            self.note(
                f"nothing between '{self.quote(before.start, items[-1].end if isinstance(items[-1], RunSpec) else before.end)}': no recovery there"
            )

    def _gap(self) -> Rest | None:
        rest = self.recovery()
        if rest is not None and not rest.place:
            rest.place = "gap"
        return rest

    def _block_ends(self) -> bool:
        return self.kind in SEPARATORS or self.kind in ("END", ")", "]", "-", "(", "/", "[", "x") or self.kind in (
            "NUM", "DIST", "TIME", "WITH", "BETWEEN", "AND", "REST", "WORD", "word", "OPTIONAL",
        )  # fmt: skip

    def _separating_dash(self, newline: bool) -> bool:
        """A dash that stands between blocks or before one, like a bullet."""
        return self.kind == "-" and self.plain[self.token.end : self.token.end + 1].isspace() and (
            newline
            or self.kind_ahead() in ("NUM", "DIST", "TIME", "WU", "CD", "STRIDES", "EASY", "TRAINING", "REST", "FULL", "JOG", "word")
        )  # fmt: skip

    # -- labels and remarks ----------------------------------------------------------------------

    def _label(self) -> bool:
        """`Week 2:`, `Monday -`, `1)`: passed over and listed when a colon or a bracket ends it."""
        if self.kind in ("WU", "CD"):
            return False
        n = 0
        worded = False
        while n < 7:
            kind = self.kind_ahead(n) if n else self.kind
            if kind in ("\n", "END", "x", "@", "(", "+"):
                break
            if kind == ":" and n:
                after = self.kind_ahead(n + 1)
                if not worded and n:
                    break
                if self._label_instructs(n):
                    return False
                self.passed.append((self.token.start, self.ahead(n).start))
                for _ in range(n + 1):
                    self.step()
                if after == ":":
                    self.step()
                return True
            if kind == ")" and n == 1 and self.kind in ("NUM", "word"):
                self.passed.append((self.token.start, self.ahead(n).end))
                self.step()
                self.step()
                return True
            if kind not in ("NUM", "PLURAL", "-", ",", "/", "#", "&", "DIST"):
                worded = True
            n += 1
        return False

    def _runner(self) -> bool:
        """`For a 35min (3:30/km) 10k runner -`: the runner's race, written in the line."""
        mark = self.mark()
        while (
            self.kind == "word" and self.token.value in ("for", "a", "an", "this", "is", "as", "my")
        ) or self.kind == "UNDER":
            self.step()
        if self.kind == "TIME":
            time = self.step()
            second = None
            if self.kind in ("(", "["):
                self.step()
                second = self.pace(True)
                if second is None or not self.accept(")", "]"):
                    self.back(mark)
                    return False
            metres = self._race_distance()
            if metres and self.kind == "word" and self.token.value in _RUNNERS:
                self.step()
                self.accept("-", ":", ",", "\n")
                self.race = Race(metres, round(time.number))
                if second is not None and second.per in ("km", "mile"):
                    length = 1000.0 if second.per == "km" else MILE
                    pace = self.race.time_ms / metres * length
                    if abs(pace - second.ms) > 1000:
                        self.warnings.append(
                            f"{self.race.name} is {clock(pace)}/{second.per}, not {clock(second.ms)}; the first is taken"
                        )
                return True
        self.back(mark)
        return False

    def _race_distance(self) -> float:
        """Metres of a race distance here, or 0."""
        scale = {"MARATHON": 42195.0, "HALFMARATHON": 21097.5, "MILEWORD": MILE}
        if self.kind in scale:
            return scale[self.step().kind]
        if self.kind == "HALF":
            self.step()
            self.accept("MARATHON")
            return 21097.5
        if self.kind in ("DIST", "NUM"):
            return self.step().number
        return 0.0

    def _label_instructs(self, n: int) -> bool:
        """Whether a label says something about the session (`Strides:`, `Easy:`, `Tempo:`)."""
        kinds = {self.kind_ahead(k) if k else self.kind for k in range(n)}
        instructing = {
            "EASY", "STRIDES", "TRAINING", "HILL", "FARTLEK", "PYRAMID", "REST", "CUTDOWN", "ALTERNATE", "x", "@",
            "SPRINT", "STEADY", "MARATHON", "HALFMARATHON", "JOG", "LONG", "RUN", "FROM", "DIST", "TIME", "BETWEEN", "PACE",
        }  # fmt: skip
        words = {self.tokens[self.i + k].value for k in range(n)}
        if words & {
            "week",
            "day",
            "session",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        }:
            return bool(kinds & {"DIST", "TIME", "x", "@"})
        if kinds & {"SET", "REP"} and "NUM" in kinds:
            return True
        if (
            self.kind_ahead(n + 1) == "NUM"
            and self.kind_ahead(n + 2) == "x"
            and kinds <= {"DIST", "REP", "PLURAL", "word", "-", "RUN", "NUM", "EFFORT"}
        ):
            return "NUM" in kinds
        return bool(kinds & instructing)

    def _remark(self) -> bool:
        """A bracket without an instruction: passed over and listed."""
        start = self.token.start
        closer = ")" if self.kind == "(" else "]"
        n, depth = 1, 1
        while True:
            token = self.ahead(n)
            if token.kind == "END" or token.kind == "\n":
                return False
            if token.kind in ("(", "["):
                depth += 1
            elif token.kind in (")", "]"):
                depth -= 1
                if depth == 0:
                    break
            elif token.kind in QUANTITIES or token.kind in ("PCT", "x", "REST", "@", "FULL", "EQUAL", "JOG", "WALK", "FLOAT", "ALTERNATE", "LAST", "FIRST", "BENDS", "TRAINING", "FROM", "CUTDOWN", "WITHOUT"):  # fmt: skip
                return False
            n += 1
        if self.ahead(n).kind != closer:
            return False
        for _ in range(n + 1):
            self.step()
        self.passed.append((start, self.last_end))
        return True

    # -- one item ----------------------------------------------------------------------------------

    def item(self, follows: bool, closing: list[Item]) -> Item | None:
        """One block with all that is said about it; None when it held nothing to run."""
        draft = Draft()
        start = self.token.start
        begin = self.i
        self._before(draft)
        core = self._repeat(draft) or self._core(draft, False)
        if core is None:
            self._without_core(draft, begin, start)
            return None
        draft.end = self.last_end
        item = self._after(core, draft)
        if (
            draft.role in (Role.WARMUP,)
            and self.kind in ("&", "/", "AND", "+")
            and self.kind_ahead() == "CD"
        ):
            self.step()
            self.step()
            if isinstance(item, RunSpec):
                closing.append(
                    RunSpec(
                        item.start,
                        item.end,
                        item.metres,
                        item.ms,
                        item.unit,
                        role=Role.COOLDOWN,
                        effort=item.effort,
                    )
                )
        return item

    def _without_core(self, draft: Draft, begin: int, start: int) -> None:
        if draft.role in (Role.WARMUP, Role.COOLDOWN) or draft.role is Role.STRIDE:
            name = self.quote(start, self.last_end)
            self.note(f"'{name}' has no length: left to the runner, not on the watch")
            self.passed.append((start, self.last_end))
            return None
        if self.kind == "DRILLS":
            first = self.step()
            self.note(f"'{first.value}' has no length: left to the runner, not on the watch")
            self.passed.append((first.start, first.end))
            return None
        if self.i > begin and self.kind in ("END", "\n", ".", ",") and self._only_filler(begin):
            return None
        raise self._unknown()

    def _only_filler(self, begin: int) -> bool:
        return all(
            token.kind == "GOAL" or (token.kind == "word" and token.value in FILLER)
            for token in self.tokens[begin : self.i]
        )

    def _unknown(self) -> NotationError:
        token = self.token
        if token.kind == "word":
            near = self._nearest(str(token.value))
            hint = f"; did you mean `{near}`?" if near else ""
            return self.fail(f"'{token.value}' is not understood", EXPECTED + hint)
        if token.kind == "END":
            return self.fail("the text ends too early", EXPECTED)
        shown = self.quote(token.start, token.end) or "the end of the line"
        if token.kind == "NUM":
            return self.fail(
                f"{shown} has no unit",
                f"a distance or a time, like `{shown} min` or `{shown} x 400`",
            )
        return self.fail(f"'{shown}' is not understood here", EXPECTED)

    @staticmethod
    def _nearest(word: str) -> str:
        from difflib import get_close_matches

        from trackpacer.notation.words import WORDS

        found = get_close_matches(word, [w for w in WORDS if len(w) > 2], n=1, cutoff=0.75)
        return found[0] if found else ""

    def _before(self, draft: Draft) -> None:
        """Words before the core: `easy`, `WU:`, `pyramid:`, `hill sprints`, `tempo:`."""
        while True:
            kind = self.kind
            if kind == "WU" or kind == "CD":
                draft.role = Role.WARMUP if kind == "WU" else Role.COOLDOWN
                self.step()
                while (
                    self.kind in (":", "-", "=", "WITH", "OF", ".", "JOG", "RUN", "AND", "&")
                    and self.kind_ahead() != "\n"
                ):
                    if self.kind == "JOG":
                        draft.jogged = True
                    if self.kind in ("AND", "&", ".") and self.kind_ahead() not in ("CD",):
                        break
                    if self.kind in ("AND", "&"):
                        self.step()
                    self.step()
                self.skip_filler()
                continue
            if kind == "EASY" or (
                kind == "JOG" and self.kind_ahead() in (*QUANTITIES, "MILEWORD", ":")
            ):
                draft.effort = Effort.EASY
            elif kind in ("STEADY", "AEROBIC", "RELAXED", "HARD", "FAST", "MAX", "SPRINT"):
                draft.effort = EFFORTS[kind]
            elif kind == "TRAINING" and self.kind_ahead() in (
                *QUANTITIES,
                ":",
                "RUN",
                "REP",
                "-",
                "EFFORT",
            ):
                target = self.pace(True)
                if target:
                    draft.target = Target(target.span, target)
                    self.accept(":", "-")
                continue
            elif kind == "PYRAMID":
                draft.pyramid = True
            elif kind == "CUTDOWN":
                draft.cutdown = True
            elif kind in ("ALTERNATE", "CONTINUOUS"):
                draft.alternate = True
            elif kind in (
                "FARTLEK",
                "LONG",
                "RUN",
                "REP",
                ":",
                "HILL",
                "ABOUT",
                "SET",
                "BLOCK",
                "OF",
            ):
                pass
            elif kind == "STRIDES" and self.kind_ahead() in (*QUANTITIES, ":", "("):
                draft.role = Role.STRIDE
            elif kind == "STRIDES":
                draft.role = Role.STRIDE
                self.step()
                return
            elif kind == "JOG" and draft.role is not None:
                draft.jogged = True
            elif kind == "word" and self.token.value in FILLER:
                self.passed.append((self.token.start, self.token.end))
            elif kind == "GOAL":
                pass
            else:
                return
            self.step()

    def _count(self) -> tuple[int, int, int] | None:
        """`6 x`, `4-5 x`, `2 sets of`, `3 times`: (count, start, end) or None."""
        mark = self.mark()
        if self.kind == "word" and self.token.value == "repeat":
            self.step()
        if self.kind != "NUM":
            self.back(mark)
            return None
        first = self.step()
        count = first.number
        low = 0.0
        if (
            self.kind == "OR"
            and [self.kind_ahead(k) for k in (1, 2, 3)] == ["NUM", "x", "NUM"]
            and self.kind_ahead(4) in ("x", "DIST", "PLURAL")
        ):
            shown = self.quote(first.start, self.ahead(3).end)
            for _ in range(4):
                self.step()
            self.accept("x")
            self.note(f"of '{shown}' the first is taken: {count:g}")
            return int(count), first.start, self.last_end
        if self.kind in ("-", "TO", "OR") and self.kind_ahead() == "NUM":
            low = count
            self.step()
            count = self.step().number
        kind = self.kind
        if kind == "x" or (kind == "BY" and self.kind_ahead() in ("NUM", "DIST", "MILEWORD")):
            self.step()
            while self.kind in ("SET", "REP", "BLOCK") and self.kind_ahead() in ("OF", "("):
                self.step()
                self.accept("OF")
        elif kind in ("SET", "REP", "BLOCK") and count < 100:
            self.step()
            if not self.accept("OF", "x", ":", "@") and self.kind not in (
                "(",
                "[",
                "NUM",
                "DIST",
                "PLURAL",
            ):
                self.back(mark)
                return None
        elif low == 0 and 2 <= count <= 60 and (
            kind == "PLURAL"
            or (kind == "DIST" and self.token.unit == "m" and self.token.number >= 50)
            or (kind == "NUM" and self.token.number >= 100 and self.token.number in TRACK_METRES)
            or kind in ("HILL", "STRIDES", "SPRINT")
            or (kind == "MILEWORD" and self.kind_ahead() == "REP")
            or (kind in ("FAST", "EASY", "HARD") and self.kind_ahead() in ("PLURAL", "STRIDES", "HILL"))
        ):  # fmt: skip
            pass
        else:
            self.back(mark)
            return None
        if low:
            if not low < count:
                raise self.fail(
                    "a range of reps that does not rise", "a range like `4-5 x 400`", first
                )
            self.note(f"of {low:g} to {count:g} reps the smaller number is taken: {low:g}")
            count = low
        if count != int(count) or not 1 <= count <= 255:
            raise self.fail(f"{count:g} reps", "a whole number from 1 to 255", first)
        return int(count), first.start, self.last_end

    def _repeat(self, draft: Draft) -> Item | None:
        mark = self.mark()
        counted = self._count()
        if counted is None:
            return None
        count, start, _ = counted
        self._before(draft)
        paren = False
        body: list[Item]
        if self.kind in ("(", "["):
            closer = ")" if self.kind == "(" else "]"
            opener = self.step()
            body = self.sequence(closer)
            if self.kind != closer:
                raise self.fail("a bracket is not closed", f"`{closer}`", opener)
            self.step()
            if not any(not isinstance(item, Rest) for item in body):
                raise self.fail("there is nothing to run in the bracket", EXPECTED, opener)
            paren = True
        else:
            inner = self._repeat(draft) or self._core(draft, True)
            if inner is None:
                if draft.role is Role.STRIDE or self.kind in ("STRIDES",):
                    self.accept("STRIDES")
                    draft.role = Role.STRIDE
                    self.note("strides without a length taken as 100 m")
                    inner = RunSpec(
                        self.tokens[self.i - 1].start,
                        self.last_end,
                        100.0,
                        unit="m",
                        role=Role.STRIDE,
                    )
                else:
                    nothing = self.kind
                    if nothing == "WITH" and self.tokens[self.i - 1].value == "times":
                        self.note(
                            f"'{self.quote(start, self.last_end)}' names no distance: taken as 400 m"
                        )
                        return RepeatSpec(
                            start,
                            self.last_end,
                            count,
                            [RunSpec(start, self.last_end, 400.0, unit="m")],
                        )
                    if nothing in ("END", "\n"):
                        raise self.fail(
                            "what is to be run?", "a distance or a time after the count"
                        )
                    self.back(mark)
                    self._count()
                    self._before(Draft())
                    raise self._unknown()
            body = [inner]
        if count == 1 and len(body) == 1:
            return body[0]
        return RepeatSpec(start, self.last_end, count, body, paren=paren)

    def _length(self, counted: bool) -> RunSpec | None:
        """One distance or time; None when there is none here."""
        token = self.token
        kind = token.kind
        if kind == "DIST":
            if token.unit == "m" and token.number < 30:
                raise self.fail(
                    f"{token.number:g} m is no distance to run",
                    f"`{token.number:g} min`, `{token.number:g} miles` or a distance of at least 30 m",
                )
            self.step()
            return RunSpec(token.start, token.end, token.number, unit=token.unit)
        if kind == "TIME":
            self.step()
            if token.unit == "s" and token.number >= 100_000 and False:
                return None
            return RunSpec(token.start, token.end, ms=token.number, unit=token.unit)
        if kind == "PLURAL":
            self.step()
            if token.number in TRACK_METRES and token.number >= 100:
                return RunSpec(token.start, token.end, token.number, unit="m")
            return RunSpec(token.start, token.end, ms=token.number * 1000, unit="s")
        if kind == "MILEWORD":
            self.step()
            return RunSpec(token.start, token.end, MILE, unit="mile")
        if kind == "LAP":
            self.step()
            return RunSpec(token.start, token.end, self.lap, unit="lap")
        if kind == "HALF" and self.kind_ahead() == "MILEWORD":
            self.step()
            self.step()
            return RunSpec(token.start, self.last_end, MILE / 2, unit="mile")
        if kind == "KM" and counted:
            self.step()
            return RunSpec(token.start, token.end, 1000.0, unit="km")
        if (
            kind == "NUM"
            and self.kind_ahead() in ("-", "TO", "OR")
            and (
                (
                    self.kind_ahead(2) in ("DIST", "TIME")
                    and self.ahead(2).unit in ("mile", "km", "min")
                )
                or (self.kind_ahead(2) == "NUM" and self.kind_ahead(3) in ("KM", "MILEWORD"))
            )
        ):
            return self._length_range(token)
        if kind == "ONE" and self.kind_ahead() == "MILEWORD":
            self.step()
            self.step()
            return RunSpec(token.start, self.last_end, MILE, unit="mile")
        if kind == "NUM":
            after = self.kind_ahead()
            if after in ("KM", "MILEWORD", "LAP"):
                self.step()
                self.step()
                scale = {"KM": 1000.0, "MILEWORD": MILE, "LAP": self.lap}[after]
                return RunSpec(
                    token.start,
                    self.last_end,
                    token.number * scale,
                    unit={"KM": "km", "LAP": "lap"}.get(after, "mile"),
                )
            if token.number in TRACK_METRES and token.number >= 100 or (
                token.number >= 100 and token.number % 50 == 0 and token.number <= 30000
            ):  # fmt: skip
                self.step()
                return RunSpec(token.start, token.end, token.number, unit="")
        return None

    def _length_range(self, first: Token) -> RunSpec:
        """`2-3 miles`, `30 to 40 min`: the smaller is taken."""
        self.step()
        self.step()
        second = self.step()
        unit = second.unit
        if second.kind == "NUM":
            unit = "km" if self.step().kind == "KM" else "mile"
        shown = self.quote(first.start, self.last_end)
        self.note(f"of the range '{shown}' the smaller is taken")
        if unit == "min":
            return RunSpec(first.start, self.last_end, ms=first.number * 60_000, unit="min")
        scale = 1000.0 if unit == "km" else MILE
        return RunSpec(first.start, self.last_end, first.number * scale, unit=unit)

    def _core(self, draft: Draft, counted: bool) -> Item | None:
        """A distance, a time, or a ladder of them."""
        mark = self.mark()
        if self.kind == "(" and not counted:
            return self._bracketed()
        pair = self._work_rest(counted)
        if pair is not None:
            return pair
        self.back(mark)
        ladder = self._ladder(draft, counted)
        if ladder is not None:
            return ladder
        self.back(mark)
        if (
            not counted
            and self.kind == "DIST"
            and self.token.unit == "mile"
            and self.kind_ahead() == "REP"
        ):
            # `6 mile repeats` are repeats of a mile; `6 x 2 mile repeats` are not.
            miles = self.token.number / MILE
            if miles >= 3 and abs(miles - round(miles)) < 0.001:
                token = self.step()
                run = RunSpec(token.start, token.end, MILE, unit="mile")
                return RepeatSpec(token.start, self.last_end, round(miles), [run])
        run = self._length(counted) or self._lettered()
        if run is None:
            self.back(mark)
            return None
        return run

    def _bracketed(self) -> Item:
        """`(4 x 200 w/ 200 jog) x 3`: a bracket whose count comes after it, or has none."""
        opener = self.step()
        body = self.sequence(")")
        if self.kind != ")":
            raise self.fail("a bracket is not closed", "`)`", opener)
        self.step()
        if not any(not isinstance(item, Rest) for item in body):
            raise self.fail("there is nothing to run in the bracket", EXPECTED, opener)
        return RepeatSpec(opener.start, self.last_end, 1, body, paren=True)

    def _work_rest(self, counted: bool) -> RunSpec | None:
        """`10 x 30/30`, `8 x 2/1 min`, `30/30 x 20`: seconds or minutes of work and of recovery."""
        first = self.token
        if first.kind not in ("NUM", "TIME", "PLURAL"):
            return None
        self.step()
        if self.kind not in ("/", "-") or self.kind_ahead() not in ("NUM", "TIME", "PLURAL"):
            return None
        self.step()
        second = self.step()
        if not counted and self.kind != "x" or self.kind in ("KM", "MILEWORD", "LAP", "-", "/"):
            return None
        scale = [1000.0, 1000.0]
        if second.kind == "TIME" and second.unit == "min" and first.kind == "NUM":
            scale = [60_000.0, 1.0]
        elif first.kind == "NUM" and second.kind == "NUM":
            if not all(
                token.number in (10, 15, 20, 30, 40, 45, 60, 90) for token in (first, second)
            ):
                return None
        elif first.kind == "PLURAL" and first.number >= 100:
            return None
        work = first.number * (1.0 if first.kind == "TIME" else scale[0])
        rest = second.number * (1.0 if second.kind == "TIME" else scale[1])
        shown = self.quote(first.start, second.end)
        self.note(
            f"'{shown}' taken as {work / 1000:g} s of running and {rest / 1000:g} s of recovery"
        )
        run = RunSpec(first.start, second.end, ms=work, unit="s")
        run.rest = Rest((first.start, second.end), "time", ms=rest)
        return run

    def _lettered(self) -> RunSpec | None:
        """`2 E`, `3 x 1 T`: Daniels' miles at a pace by its letter."""
        token = self.token
        after = self.ahead()
        if (
            token.kind != "NUM"
            or not 0.5 <= token.number <= 12
            or after.kind not in ("TRAINING", "REST")
        ):
            return None
        if len(str(after.value)) != 1:
            return None
        if after.kind == "REST" and self.kind_ahead(2) in (*QUANTITIES, "=", ":", "-"):
            return None
        self.step()
        shown = self.quote(token.start, after.end)
        self.note(f"'{shown}' taken as {token.number:g} mile{'s' if token.number != 1 else ''}")
        return RunSpec(token.start, token.end, token.number * MILE, unit="mile")

    def _ladder(self, draft: Draft, counted: bool) -> GroupSpec | None:
        """`200-400-600`, `1200/1000/800`, `1,2,3,2,1 min`, `mile-1200-800`."""
        runs: list[Token] = []
        start = self.token.start
        separator = ""
        while True:
            kind = self.kind
            if kind not in (*QUANTITIES, "MILEWORD") or (
                kind == "NUM"
                and self.kind_ahead() in ("x", "SET", "REP")
                and (not runs or self.token.number < 60)
            ):
                break
            token = self.step()
            if kind == "MILEWORD":
                token = Token("DIST", MILE, token.start, token.end, "mile")
            runs.append(token)
            if self.kind not in ("-", "/", ",", "ARROW"):
                break
            if separator and self.kind != separator:
                break
            following = self.kind_ahead()
            if following not in (*QUANTITIES, "MILEWORD"):
                break
            after = self.kind_ahead(2)
            if after in ("REST", "JOG", "WALK", "FLOAT", "BETWEEN", "SET") or (
                after == "OFF" and self.kind_ahead(3) not in QUANTITIES
            ):
                break
            if after == "x" and (following != "NUM" or self.ahead().number < 60):
                break
            separator = self.kind
            self.step()
        if len(runs) < 2:
            return None
        if self.kind == "x" and (separator == "," or self.kind_ahead(2) in ("DIST", "PLURAL", "x")):
            return None
        values = [token.number for token in runs]
        if len(runs) == 2 and counted and separator == "/" and self.plain[runs[0].end].isspace():
            raise self.fail(
                f"'{self.quote(start, self.last_end)}' may be a set, two blocks, or a run and its jog",
                "`(500 + 400)`, `500 then 400`, or `500 w/ 400 jog`",
                runs[0],
            )
        if len(runs) == 2 and not draft.pyramid:
            if separator == ",":
                return None
            kinds = {token.kind for token in runs}
            if "TIME" in kinds or kinds == {"NUM"} and max(values) < 100:
                return None
            if separator == "-" and values[0] < values[1]:
                if values[0] < 50:
                    return None
                raise self.fail(
                    f"'{self.quote(start, self.last_end)}' may be a range or two runs",
                    "one distance, or two runs like `200 + 300`",
                    runs[0],
                )
        return self._ladder_runs(runs, start)

    def _ladder_runs(self, tokens: list[Token], start: int) -> GroupSpec | None:
        last = tokens[-1]
        minutes = last.kind == "TIME" and last.unit == "min"
        seconds = (last.kind == "TIME" and last.unit == "s") or last.kind == "PLURAL"
        after = self.kind
        metres_scale = (
            {"km": 1000.0, "mile": MILE}.get(last.unit, 1.0) if last.kind == "DIST" else 1.0
        )
        if last.kind == "NUM" and after in ("KM", "MILEWORD", "LAP"):
            metres_scale = {"KM": 1000.0, "MILEWORD": MILE, "LAP": self.lap}[after]
            self.step()
        small = all(token.kind == "NUM" and token.number < 60 for token in tokens)
        if small and metres_scale == 1.0:
            return None
        runs: list[RunSpec] = []
        for token in tokens:
            run = RunSpec(token.start, token.end, unit=token.unit)
            if token.kind == "DIST":
                run.metres = token.number
            elif token.kind == "TIME":
                run.ms = token.number
            elif token.kind == "PLURAL":
                if token.number in TRACK_METRES and token.number >= 100:
                    run.metres = token.number
                else:
                    run.ms = token.number * 1000
            elif minutes:
                run.ms = token.number * 60_000
            elif seconds and token.number < 100:
                run.ms = token.number * 1000
            elif metres_scale > 1 and token.number < 60:
                run.metres = token.number * metres_scale
                run.unit = last.unit
            elif token.number >= 100:
                run.metres = token.number
            else:
                return None
            runs.append(run)
        return GroupSpec(start, self.last_end, runs)

    # -- what follows the core -----------------------------------------------------------------------

    def _after(self, core: Item, draft: Draft) -> Item:
        item = core
        while True:
            if isinstance(item, RunSpec) and draft.target is None and self._alternates():
                again = self._alternation(item)
                if again is not None:
                    item = again
                    continue
                raise self._unknown()
            if self.kind == "x" and self.kind_ahead() == "NUM":
                again = self._again(item, draft)
                if again is None:
                    break
                item = again
                continue
            if not self._modifier(item, draft):
                break
        return self._build(item, draft)

    def _again(self, item: Item, draft: Draft) -> Item | None:
        """`(...) x 2`, `400 x 8`, `x 2 sets`."""
        mark = self.mark()
        self.step()
        number = self.step()
        if self.kind in ("x", "DIST", "PLURAL", "(") and self.kind != "(":
            self.back(mark)
            return None
        while self.kind in ("SET", "REP", "x") or (
            self.kind == "word" and self.token.value == "through"
        ):
            self.step()
        if isinstance(item, RepeatSpec | GroupSpec) and draft.rests:
            self._build(item, draft)
            draft.rests = []
        start = self.tokens[mark[0]].start if isinstance(item, Rest) else item.start
        if isinstance(item, RepeatSpec) and item.count == 1:
            return RepeatSpec(
                start, self.last_end, int(number.number), item.body, item.rest, paren=True
            )
        return RepeatSpec(start, self.last_end, int(number.number), [item])

    def _alternates(self) -> bool:
        """`alternating`, `of alternating`, `as alternating` ahead."""
        if self.kind == "ALTERNATE":
            return True
        return self.kind_ahead() == "ALTERNATE" and (
            self.kind in ("OF", ",") or self.token.value == "as"
        )

    def _alternation(self, whole: RunSpec) -> Item | None:
        """`10k alternating 400 @ 72 / 400 @ 90`: as many passes as the whole holds."""
        mark = self.mark()
        while self.kind in ("OF", "ALTERNATE", "BETWEEN", ":", "WITH", "RUN") or (
            self.kind == "word" and self.token.value in ("as", "the", "a")
        ):
            self.step()
        parts: list[RunSpec] = []
        while len(parts) < 4:
            draft = Draft()
            self._before(draft)
            run = self._length(False)
            if run is None:
                break
            while (
                self.kind
                in (
                    "@",
                    "AT",
                    "IN",
                    "TRAINING",
                    "MARATHON",
                    "HALFMARATHON",
                    "DIST",
                    "MILEWORD",
                    "JOG",
                    "FLOAT",
                    "NUM",
                )
                or self.kind in EFFORTS
            ):
                target = self.target()
                if target is not None:
                    self._add_target(draft, target)
                elif self.kind == "FLOAT" or self.kind == "JOG":
                    draft.effort = Effort.EASY
                    draft.role = Role.FLOAT
                    self.step()
                elif not self._word_modifier(run, draft):
                    break
            run.role = draft.role or Role.WORK
            self._build(run, draft)
            parts.append(run)
            if self.kind in ("/", "AND", "&", "+", ",", "WITH", "THEN"):
                self.step()
                continue
            break
        length = sum(part.metres for part in parts)
        total = sum(part.ms for part in parts)
        if (
            len(parts) < 2
            or bool(length) == bool(total)
            or (length and not whole.metres)
            or (total and not whole.ms)
        ):
            self.back(mark)
            return None
        passes = whole.metres / length if length else whole.ms / total
        if abs(passes - round(passes)) > 0.02 or not 1 <= round(passes) <= 255:
            raise NotationError(
                f"the parts do not go into '{self.quote(whole.start, whole.end)}' a whole number of times",
                self.text,
                parts[0].start,
                "parts that fill the whole, or a count like `6 x (400 @ 72 / 400 @ 90)`",
                self.file,
            )
        for part in parts:
            part.continuous = True
            part.role = Role.WORK if part.role is Role.EASY else part.role
        self.note(
            f"'{self.quote(whole.start, self.last_end)}' read as {round(passes)} passes without recovery"
        )
        return RepeatSpec(whole.start, self.last_end, round(passes), list(parts), paren=True)

    def _modifier(self, item: Item, draft: Draft) -> bool:
        kind = self.kind
        if kind in ("END", "\n", ")", "]"):
            return False
        if kind in ("(", "["):
            return self._bracket(item, draft)
        mark = self.mark()
        if kind in ("-", "NUM", "TIME", "PLURAL") and self._step_phrase(draft):
            return True
        if kind in (",", ";", "-", ".", "|"):
            self.step()
            if self._after_comma(item, draft):
                return True
            self.back(mark)
            return False
        if kind == "WITH" and self.kind_ahead() == "word" and self.kind_ahead(2) == "PACE":
            # `with the speed you can do`: no target.
            start = self.step().start
            while self.kind == "PACE" or (
                self.kind == "word"
                and self.token.value in ("the", "you", "can", "do", "that", "are", "able", "a")
            ):
                self.step()
            self.passed.append((start, self.last_end))
            return True
        if kind in ("AND", "&"):
            if self.kind_ahead() == "word" and self.ahead().value in (
                "getting",
                "going",
                "dropping",
            ):
                self.step()
                self.step()
                if self._step_phrase(draft):
                    return True
                self.back(mark)
            if self._free_slots(item, draft):
                rest = self.recovery()
                if rest is not None and (rest.kind != "jog" or True):
                    draft.rests.append(rest)
                    return True
            self.back(mark)
            return False
        if kind == "THEN" or kind == "+" or kind == "PLUS":
            return False
        if kind in ("TIME", "PLURAL") and self._bare_rest(item, draft):
            return True
        if kind == ":" and draft.target is None and self.kind_ahead() in ("TIME", "NUM"):
            start = self.step().start
            target = self._target(True, start)
            if target is not None and self.kind != "x":
                draft.target = target
                return True
            self.back(mark)
            return False
        if kind in ("ON", "OFF") and self._on_off(item, draft):
            return True
        if self._takes_target(draft):
            target = self.target()
            if target is not None:
                self._add_target(draft, target)
                return True
            self.back(mark)
        if self._word_modifier(item, draft):
            return True
        rest = self.recovery()
        if rest is not None:
            if rest.place != "gap":
                draft.rests.append(rest)
                return True
            self.back(mark)
            return False
        if kind in ("@", "AT", "IN"):
            if self._place():
                return True
            self.step()
            raise self.fail(
                "the target is not understood",
                "a time, a race pace or an effort, like `@ 84`, `@ 3:30/km` or `@ 10k pace`",
            )
        if kind == "word":
            if self.token.value in FILLER:
                self.passed.append((self.token.start, self.token.end))
                self.step()
                return True
            return False
        if kind == "GOAL":
            self.step()
            return True
        return False

    def _bare_rest(self, item: Item, draft: Draft) -> bool:
        """`3 x (800, 400) 3 min`, `8 x 400 @ 80 90s`: a time with its unit, after all else is said."""
        said = draft.target is not None or (isinstance(item, RepeatSpec) and item.paren)
        if not said or not isinstance(item, RepeatSpec) or not self._free_slots(item, draft):
            return False
        if self.token.unit not in ("s", "min") and self.kind != "PLURAL":
            return False
        if self.kind_ahead() not in ("END", ",", ".", ";", "+", "\n", ")", "THEN"):
            return False
        token = self.step()
        ms = token.number * (1000 if token.kind == "PLURAL" else 1)
        self.note(f"'{self.quote(token.start, token.end)}' after the set taken as its recovery")
        draft.rests.append(Rest((token.start, token.end), "time", ms=ms))
        return True

    def _place(self) -> bool:
        """`at Battersea Park`, `on Tuesday`: a capitalised place or day, passed over and listed."""
        mark = self.mark()
        start = self.step().start
        while self.kind == "word" and self.token.value in ("the", "a", "my", "our"):
            self.step()
        named = False
        while self.kind == "word" and (
            self.text[self.token.start].isupper() or self.token.value in ("track", "park", "stadium", "grass")
        ):  # fmt: skip
            named = True
            self.step()
        if not named:
            self.back(mark)
            return False
        self.passed.append((start, self.last_end))
        return True

    def _takes_target(self, draft: Draft) -> bool:
        kind = self.kind
        if kind in ("@", "AT", "IN", "~", "="):
            return True
        if kind in (
            "TRAINING", "MARATHON", "HALFMARATHON", "HALF", "MILEWORD", "RACE", "DIST", "NUM", "TIME", "PLURAL",
            "UNDER", "<", "FASTER", "SLIGHTLY", "PCT", "FROM", "BETWEEN", "GOAL", "REST", "ABOUT",
        ):  # fmt: skip
            return (
                draft.target is None or draft.target.pace.kind == "none" or kind in ("FROM", "TIME")
            )
        return False

    def _add_target(self, draft: Draft, target: Target, bracketed: bool = False) -> None:
        if draft.target is None or (
            draft.target.pace.kind == "none" and target.pace.kind != "none"
        ):
            if draft.target is not None and target.effort is Effort.NONE:
                target.effort = draft.target.effort
            draft.target = target
            return
        if target.pace.kind == "none":
            draft.effort = draft.effort or target.effort
            return
        first = draft.target
        if first.pace.kind == "training" and first.offset is None and target.pace.kind == "time":
            # `4 miles tempo @ 5:25/mile`: the effort by its name, the target by its time.
            draft.effort = draft.effort or self._named_effort(first)
            draft.target = target
            return
        if first.pace.kind == "time" and target.pace.kind == "training" and target.offset is None:
            draft.effort = draft.effort or self._named_effort(target)
            return
        if first.second is not None or not bracketed:
            raise NotationError(
                f"a second target, '{self.quote(*target.span)}'",
                self.text,
                target.span[0],
                "one target, or a new block after a comma",
                self.file,
            )
        first.second = target

    def _named_effort(self, target: Target) -> Effort:
        words = self.plain[target.span[0] : target.span[1]]
        if target.pace.kind != "training" or target.pace.name != "T":
            return Effort.NONE
        return Effort.TEMPO if "temp" in words or "tpo" in words else Effort.THRESHOLD

    def _word_modifier(self, item: Item, draft: Draft) -> bool:
        kind = self.kind
        if kind in ("WU", "CD"):
            if draft.role is not None and draft.role is not Role.WARMUP:
                return False
            draft.role = Role.WARMUP if kind == "WU" else Role.COOLDOWN
            self.step()
            return True
        if kind == "JOG":
            single = isinstance(item, RunSpec)
            if (
                single
                and draft.target is None
                and self.kind_ahead() not in ("REST", *QUANTITIES, "BACK", "DOWN")
            ) or (draft.role in (Role.WARMUP, Role.COOLDOWN)):
                draft.effort = Effort.EASY
                draft.jogged = True
                self.step()
                return True
            return False
        if kind == "EASY" and self.kind_ahead() not in (*NOUNS, *QUANTITIES):
            draft.effort = Effort.EASY
            self.step()
            return True
        if kind in EFFORTS and kind not in ("EASY", "SLOW"):
            if kind == "MAX" and self.kind_ahead() in ("REST",):
                return False
            draft.effort = EFFORTS[kind]
            self.step()
            while self.kind in ("PACE", "EFFORT", "RUN", "REP"):
                self.step()
            return True
        if (
            kind == "SLOW"
            and isinstance(item, RunSpec)
            and self.kind_ahead() not in (*NOUNS, *QUANTITIES)
        ):
            draft.effort = Effort.EASY
            self.step()
            return True
        if kind == "STRIDES":
            draft.role = Role.STRIDE
            self.step()
            return True
        if kind in (
            "REP",
            "EFFORT",
            "RUN",
            "EACH",
            "FARTLEK",
            "HILL",
            "PYRAMID",
            "RACE",
            "LONG",
            "DRILLS",
        ) or (kind == "SET" and self.kind_ahead() != "REST"):
            if kind == "EACH" and self.kind_ahead() in ("TIME", "NUM"):
                return False
            if kind == "DRILLS":
                return False
            self.step()
            return True
        if kind == "CUTDOWN":
            draft.cutdown = True
            self.step()
            if self.kind in ("FROM", "NUM", "TIME", "TO", "@", "AT", "BY"):
                self.accept("BY")
                if self.kind in ("NUM", "TIME") and self.kind_ahead(1) not in (
                    "TO",
                    "-",
                    "DOWN",
                    "ARROW",
                    ",",
                ):
                    mark = self.mark()
                    amount = self._amount()
                    if amount and amount[0] <= 20_000:
                        draft.step_ms = -amount[0]
                        self.each()
                        return True
                    self.back(mark)
                if self.kind == "TO":
                    self.step()
                start = self.token.start
                self.accept("FROM", "@", "AT")
                target = self._target(True, start)
                if target:
                    self._add_target(draft, target)
            return True
        if kind == "CONTINUOUS" and isinstance(item, RunSpec):
            self.step()
            return True
        if kind in ("ALTERNATE", "CONTINUOUS"):
            draft.alternate = True
            self.step()
            return True
        if kind in ("DOWN", "UP") and self.kind_ahead() == "PYRAMID":
            self.step()
            self.step()
            self.accept(":", ",")
            return True
        if kind == "STEP":
            return self._step(draft)
        if kind in ("-", "+", "NUM", "TIME", "PLURAL"):
            return self._step_phrase(draft)
        if kind == "LAST":
            mark = self.mark()
            self.step()
            self.accept("ONE", "REP")
            if self.kind == "NUM" and self.token.number == 1:
                self.step()
            if self.kind in ("FAST", "HARD", "MAX") and self.kind_ahead() in (
                "END",
                ",",
                ".",
                ")",
                "\n",
                "WITH",
                "/",
                ";",
            ):
                draft.last_fast = EFFORTS[self.step().kind]
                return True
            self.back(mark)
            return False
        return False

    def _step(self, draft: Draft) -> bool:
        """`step -1`, `step +0.5s`, `step -10/7`: what each rep is later or earlier than the last."""
        self.step()
        sign = -1 if self.accept("-") else 1
        self.accept("+")
        if self.kind == "NUM" and self.kind_ahead() == "/" and self.kind_ahead(2) == "NUM":
            value = self.step().number
            self.step()
            draft.step_ms = sign * 1000 * value / max(1.0, self.step().number)
        else:
            amount = self._amount()
            if amount is None:
                raise self.fail("a step without its seconds", "a step like `step -1`")
            draft.step_ms = sign * amount[0]
        self.each()
        return True

    def _step_phrase(self, draft: Draft) -> bool:
        """`-1s each`, `1 sec faster each rep`: a ladder of the target by a step a rep."""
        mark = self.mark()
        sign = 0
        if self.kind in ("-", "+"):
            sign = -1 if self.step().kind == "-" else 1
        amount = self._amount()
        if amount and draft.target is not None:
            if not sign and self.kind in ("FASTER", "SLOWER"):
                sign = -1 if self.step().kind == "FASTER" else 1
            if sign and (
                self.kind == "EACH" or (self.kind in ("/", "PER") and self.kind_ahead() == "REP")
            ):
                draft.step_ms = sign * amount[0]
                self.each()
                return True
        self.back(mark)
        return False

    def _on_off(self, item: Item, draft: Draft) -> bool:
        """`1 min on / 1 min off`, `1 min on/off`: 'on' names the rep, 'off' the recovery."""
        if self.kind != "ON" or draft.rests:
            return False
        after = self.kind_ahead()
        if after in ("TIME", "NUM", "word") and self.kind_ahead(2) not in (
            "OFF",
            "EASY",
            "JOG",
            "REST",
            "FLOAT",
        ):
            return False
        self.step()
        if self.kind in ("/", ",", "-", "AND", "&") and self.kind_ahead() == "OFF":
            self.step()
            token = self.step()
            draft.rests.append(Rest((token.start, token.end), "equal"))
            self.note("'on/off' without a second time: each recovery as long as the rep")
        return True

    def _after_comma(self, item: Item, draft: Draft) -> bool:
        """After a comma: more about this item, or (False) a block of its own."""
        kind = self.kind
        mark = self.mark()
        if kind in ("AND",):
            self.step()
            kind = self.kind
        if kind == "word" and self.token.value in ("getting", "going", "dropping", "each"):
            self.step()
            if self._step_phrase(draft):
                return True
            self.back(mark)
            return False
        if draft.target is not None and self._through(draft):
            return True
        if kind in ("@", "AT", "IN") and draft.target is None:
            target = self.target()
            if target is not None and self._block_ends():
                draft.target = target
                return True
            self.back(mark)
            return False
        if (
            kind in ("TIME", "PLURAL", "NUM")
            and self.kind_ahead() in (",", ";", ".", "END", "\n", "WITH", "/", "(", "OFF")
            and draft.target is None
            and self._metres_of(item)
            and isinstance(item, RepeatSpec)
            and (kind != "NUM" or self.token.number >= 20)
        ):
            token = self.step()
            ms = token.number * (1 if token.kind == "TIME" else 1000)
            if 0.115 <= ms / self._metres_of(item) / 1000 <= 0.36 and (
                kind != "NUM" or self._rest_follows()
            ):
                self._bare_time(item, draft, token, token.start)
                return True
            self.back(mark)
        if (
            kind == "TIME"
            and draft.target is None
            and (self.kind_ahead() == "PACE" or self._per_ahead(1))
        ):
            target = self.target()
            if target is not None and self._block_ends():
                draft.target = target
                return True
            self.back(mark)
        if kind == "LAST" or kind == "CUTDOWN" or kind == "STEP":
            if self._word_modifier(item, draft):
                return True
            self.back(mark)
            return False
        if kind in ("TIME", "NUM", "PLURAL", "-", "+") and self._step_phrase(draft):
            return True
        if draft.target is None and kind in ("DIST", "TRAINING", "MARATHON", "HALFMARATHON", "MILEWORD", "NUM", "FASTER", "UNDER", "PCT", "RACE", "GOAL", "FROM"):  # fmt: skip
            target = self.target()
            if (
                target is not None
                and target.pace.kind != "none"
                and self._block_ends()
                and self.kind not in ("NUM", "DIST", "TIME")
            ):
                draft.target = target
                return True
            self.back(mark)
        if kind in ("EASY", "STEADY", "RELAXED", "HARD", "FAST", "MAX") and self.kind_ahead() in (
            "END",
            ",",
            ".",
            "\n",
            ")",
            "EFFORT",
        ):
            draft.effort = EFFORTS[kind]
            self.step()
            self.accept("EFFORT")
            return True
        if self._free_slots(item, draft):
            rest = self.recovery(free=kind in ("WITH", "OFF"))
            if rest is not None and self._block_ends():
                draft.rests.append(rest)
                return True
            self.back(mark)
        if kind == "WITH" and draft.rests:
            rest = self.recovery()
            if rest is not None and rest.place:
                draft.rests.append(rest)
                return True
            self.back(mark)
        return False

    def _through(self, draft: Draft) -> bool:
        """`10k pace at the 8th repeat`, then `faster than that by each rep`: what a ladder meets."""
        mark = self.mark()
        if draft.via is not None and self.kind == "FASTER":
            self.step()
            self.accept("THAN")
            while self.kind == "BY" or (
                self.kind == "word" and self.token.value in ("that", "this")
            ):
                self.step()
            self.each()
            if self.kind in (",", ";", ".", "END", "\n"):
                self.note(
                    f"the steps after rep {draft.via[0]} are not written: taken as those before it"
                )
                return True
        elif draft.via is None and (
            self.kind in PACE_START or (self.kind == "REACH" and self.kind_ahead() in PACE_START)
        ):
            self.accept("REACH")
            start = self.token.start
            target = self._target(True, start)
            if target is not None and self.kind in ("AT", "ON", "BY", "IN"):
                self.step()
                said = self.accept("REP") is not None
                while self.kind == "word" and self.token.value in ("the", "no", "number"):
                    self.step()
                    said = True
                if self.kind == "NUM" and self.token.number >= 2:
                    number = self.step().number
                    if self.kind == "word" and self.token.value in ("th", "st", "nd", "rd"):
                        self.step()
                        said = True
                    said = self.accept("REP", "ONE", "EFFORT") is not None or said
                    if said:
                        draft.via = (int(number), target)
                        return True
        self.back(mark)
        return False

    def _bracket(self, item: Item, draft: Draft) -> bool:
        """`(60)`, `(3:05, 2 min jog)`, `(bends -0.5)`, `(2:55/km)`, `(Pacing)`."""
        mark = self.mark()
        closer = ")" if self.step().kind == "(" else "]"
        if self._profile(draft) and self.kind == closer:
            self.step()
            return True
        self.back(mark)
        self.step()
        if self.kind in ("TIME", "NUM", "PLURAL") and self.kind_ahead() == closer:
            token = self.step()
            self.step()
            self._bare_time(item, draft, token, self.tokens[mark[0]].start)
            return True
        inside = Draft(target=draft.target)
        rests = 0
        try:
            while self.kind != closer:
                if self.kind in (",", ";", "/") and self.kind_ahead() not in ("REST",):
                    self.step()
                before = self.i
                rest = self.recovery(free=self.kind in ("WITH", "OFF", "/"))
                if (
                    rest is None
                    and self.kind in ("TIME", "NUM", "PLURAL")
                    and inside.target is not None
                ):
                    here = self.mark()
                    amount = self.quantity()
                    if amount is not None and self.kind in (closer, ",", ";"):
                        rest = self._rest(amount.start, amount, [])
                        self._suffix(rest)
                    else:
                        self.back(here)
                if (
                    rest is None
                    and self.kind in ("TIME", "PLURAL", "NUM")
                    and inside.target is None
                ):
                    here = self.mark()
                    amount = self.quantity()
                    if (
                        amount is not None
                        and amount.separator == "/"
                        and self.kind == closer
                        and not amount.dist
                    ):
                        rest = self._rest(amount.start, amount, [])
                    elif (
                        amount is not None
                        and amount.separator
                        and self.kind == closer
                        and not amount.dist
                        and amount.unit != "clock"
                    ):
                        rest = self._rest(amount.start, amount, [])
                    else:
                        self.back(here)
                if rest is not None:
                    inside.rests.append(rest)
                    rests += 1
                    continue
                if inside.target is None or (
                    inside.target is draft.target and inside.target.second is None
                ):
                    start = self.token.start
                    while self.kind in ("@", "AT", "IN"):
                        self.step()
                    target = self._target(True, start)
                    if target is not None:
                        self._add_target(inside, target, True)
                        continue
                if self.i == before and not self._word_modifier(item, inside):
                    break
        except NotationError:
            self.back(mark)
            if self._remark():
                return True
            raise
        if self.kind == closer:
            self.step()
            for rest in inside.rests:
                draft.rests.append(rest)
            if inside.target is not None and draft.target is None:
                draft.target = inside.target
            draft.effort = draft.effort or inside.effort
            draft.role = draft.role if draft.role is not None else inside.role
            draft.cutdown = draft.cutdown or inside.cutdown
            draft.step_ms = draft.step_ms or inside.step_ms
            draft.last_fast = draft.last_fast or inside.last_fast
            return True
        stopped = self.token
        self.back(mark)
        if self._remark():
            return True
        shown = self.quote(stopped.start, stopped.end)
        raise self.fail(
            f"'{shown}' is not understood in this bracket",
            "a recovery, a target or a remark",
            stopped,
        )

    def _bare_time(self, item: Item, draft: Draft, token: Token, start: int) -> None:
        """`(60)`, `(3:05)`, `, 70s`: a recovery, or the target when it can be nothing else."""
        ms = token.number * (1 if token.kind == "TIME" else 1000)
        metres = self._metres_of(item)
        shown = self.quote(token.start, token.end)
        if (
            draft.rests
            and draft.rests[-1].kind == "jog"
            and not draft.rests[-1].ms
            and draft.rests[-1].pace is None
        ):
            # `200m jog (90 sec)`: the time of the jog.
            draft.rests[-1].ms = ms
            return
        named = token.unit in ("min", "s") or token.kind == "PLURAL"
        if metres and draft.target is None and 0.115 <= ms / metres / 1000 <= 0.36:
            round_ = ms % 15_000 == 0 or (ms < 60_000 and ms % 10_000 == 0)
            if self._rest_follows() or not round_:
                found = self._time(token, token.start, ms, token.kind == "NUM")
                found.span = (token.start, token.end)
                draft.target = Target((token.start, token.end), found)
                return
            if not named and token.unit == "clock":
                raise self.fail(
                    f"({shown}) may be the target or the recovery",
                    f"`@ {shown}` or `R{shown}`",
                    token,
                )
            self.note(f"'{shown}' taken as the recovery, not the target")
        rest = Rest((start, self.last_end), "time", ms=ms)
        if token.kind == "NUM":
            dist, value = self._bare(token.number, token.start, False)
            rest.kind = "jog" if dist else "time"
            rest.metres, rest.ms = (value, 0.0) if dist else (0.0, value)
        draft.rests.append(rest)

    def _rest_follows(self) -> bool:
        """Whether a recovery phrase comes next."""
        mark = self.mark()
        self.accept(",", ";", ".", "(", "[")
        found = self.recovery()
        self.back(mark)
        return found is not None and found.place != "sets"

    def _metres_of(self, item: Item) -> float:
        while isinstance(item, RepeatSpec) and len(item.body) == 1:
            item = item.body[0]
        return item.metres if isinstance(item, RunSpec) else 0.0

    def _profile(self, draft: Draft) -> bool:
        """`bends -0.5`, `first 200 40`, `last 100 -1`, `cues every 50`."""
        start = self.token.start
        kind = self.kind
        if kind in ("CUES", "EACH"):
            self.step()
            self.accept("EACH", ":")
            if self.kind in ("NUM", "DIST") and self.token.number in (25, 50, 100, 200, 400):
                draft.spacing = int(self.step().number)
                return True
            return False
        if kind == "BENDS":
            self.step()
            sign = -1 if self.accept("-") else 1
            self.accept("+")
            amount = self._amount()
            if amount is None:
                return False
            draft.profile = Profile(
                (start, self.last_end), "bends", ms=sign * amount[0], change=True
            )
            return True
        if (
            kind in ("FIRST", "LAST")
            and self.kind_ahead() in ("NUM", "DIST")
            and self.ahead().number >= 100
        ):
            self.step()
            metres = self.step().number
            self.accept("IN", "@", ":", "=")
            sign = 0
            if self.kind in ("-", "+"):
                sign = -1 if self.step().kind == "-" else 1
            if self.kind not in ("NUM", "TIME", "PLURAL"):
                return False
            token = self.step()
            ms = token.number * (1 if token.kind == "TIME" else 1000)
            name = "first" if kind == "FIRST" else "last"
            draft.profile = Profile(
                (start, self.last_end), name, metres, sign * ms if sign else ms, bool(sign)
            )
            return True
        return False

    # -- putting the item together ----------------------------------------------------------------------

    def _levels(self, item: Item) -> list[Item]:
        """What can hold a recovery, from the innermost."""
        levels: list[Item] = []
        while isinstance(item, RepeatSpec):
            if item.count > 1 or len(item.body) > 1:
                levels.append(item)
            if len([part for part in item.body if not isinstance(part, Rest)]) != 1:
                break
            item = item.body[0]
        if isinstance(item, GroupSpec):
            levels.append(item)
        elif isinstance(item, RunSpec) and not levels:
            levels.append(item)
        levels.reverse()
        return levels

    def _free_slots(self, item: Item, draft: Draft) -> bool:
        levels = self._levels(item)
        free = sum(1 for level in levels if getattr(level, "rest", None) is None)
        if isinstance(item, RepeatSpec) and len(item.body) > 1:
            free += all(isinstance(part, RunSpec) and part.rest is None for part in item.body)
        return free > len(draft.rests)

    def _build(self, item: Item, draft: Draft) -> Item:
        for run in runs_of(item):
            if draft.target is not None and run.target is None:
                run.target = draft.target
            if draft.role is not None and run.role is Role.WORK:
                run.role = draft.role
            if draft.effort and not run.effort:
                run.effort = draft.effort
            if run.target is not None and not run.effort and run.target.pace.kind == "training":
                if (
                    run.target.offset is None
                    and run.target.pace.percent == 100
                    and not run.target.listed
                ):
                    run.effort = self._named_effort(run.target)
            run.profile = run.profile or draft.profile
            run.spacing = run.spacing or draft.spacing
        self._finish_target(item, draft)
        core = item
        while isinstance(core, RepeatSpec) and len(core.body) == 1 and not core.paren:
            core = core.body[0]
        if isinstance(core, RunSpec) and core.target is not None and core.target is draft.target:
            core.end = max(core.end, core.target.span[1])
        self._place_rests(item, draft)
        self._easy_role(item, draft)
        target = draft.target
        if (
            isinstance(item, RunSpec)
            and target is not None
            and len(target.listed) > 1
            and self._plural(item)
        ):
            item = RepeatSpec(item.start, item.end, len(target.listed), [item], item.rest)
            run = item.body[0]
            assert isinstance(run, RunSpec)
            run.rest = None
        if isinstance(item, RunSpec):
            item = self._progression(item)
        if draft.alternate and isinstance(item, RunSpec):
            raise NotationError(
                "alternating how often?",
                self.text,
                item.start,
                "a count or a whole, like `5 x (1k @ 3:10 / 1k @ 3:25)` or `10k alternating 1k @ 3:10 / 1k @ 3:25`",
                self.file,
            )
        if draft.alternate and isinstance(item, RepeatSpec):
            for run in runs_of(item):
                run.continuous = run.rest is None
        if (
            draft.last_fast
            and isinstance(item, RepeatSpec)
            and len(item.body) == 1
            and isinstance(item.body[0], RunSpec)
        ):
            return self._last_fast(item, draft)
        return item

    def _progression(self, run: RunSpec) -> Item:
        """`12 km progression from 4:20/km to 3:40/km`: a ladder of kilometres (or miles) on end."""
        target = run.target
        if target is None or (target.last is None and not target.step_ms):
            return run
        last = target.last or target
        unit = last.pace.per or target.pace.per
        length = {"km": 1000.0, "mile": MILE}.get(unit, 0.0)
        passes = run.metres / length if length else 0
        if (
            run.profile
            or not length
            or abs(passes - round(passes)) > 0.005
            or not 2 <= round(passes) <= 255
        ):
            raise NotationError(
                "a ladder needs reps",
                self.text,
                target.span[0],
                "reps like `8 x 400 @ 84 -> 77`",
                self.file,
            )
        target.pace.per = target.pace.per or unit
        run.metres = length
        run.continuous = True
        self.note(
            f"'{self.quote(run.start, run.end)}' read as {round(passes)} x 1 {unit} without recovery"
        )
        return RepeatSpec(run.start, run.end, round(passes), [run], run.rest)

    def _plural(self, run: RunSpec) -> bool:
        """Whether a run was written as many: `400s in 74, 72, 70`."""
        end = self.plain[run.start : run.start + 8].split(" ")[0]
        return end.endswith("s")

    def _last_fast(self, item: RepeatSpec, draft: Draft) -> Item:
        run = item.body[0]
        assert isinstance(run, RunSpec)
        last = RunSpec(run.start, run.end, run.metres, run.ms, run.unit, effort=draft.last_fast)
        head: Item = run
        if item.count > 2:
            head = RepeatSpec(item.start, item.end, item.count - 1, [run], item.rest)
        else:
            run.rest = item.rest
        self.note(
            f"the last of {item.count} is run {draft.last_fast.name.lower()}, without a target"
        )
        return RepeatSpec(item.start, item.end, 1, [head, last])

    def _finish_target(self, item: Item, draft: Draft) -> None:
        target = draft.target
        if target is None:
            return
        if draft.step_ms:
            target.step_ms = draft.step_ms
        if draft.cutdown and target.fast is not None and target.last is None and not target.listed:
            target.last = Target(target.fast.span, target.fast)
            target.fast = None
        if draft.via:
            target.via = draft.via

    def _within(self, item: Item, rests: list[Rest]) -> list[Rest]:
        """Give the runs of a bracket the recovery between them; what is left of the recoveries."""
        if not isinstance(item, RepeatSpec) or len(item.body) < 2 or item.rest is not None:
            return rests
        runs = [part for part in item.body if isinstance(part, RunSpec)]
        if len(runs) < len(item.body) or any(run.rest is not None for run in runs):
            return rests
        between = next((rest for rest in rests if rest.place == "reps"), None)
        if between is None and len(rests) == 2:
            between = rests[0]
        if between is None:
            return rests
        for run in runs[:-1]:
            run.rest = replace(between)
        return [rest for rest in rests if rest is not between]

    def _place_rests(self, item: Item, draft: Draft) -> None:
        levels = self._levels(item)
        left: list[Rest] = []
        rests = self._within(item, draft.rests)
        draft.rests = []
        for rest in rests:
            if rest.place == "all":
                left.append(rest)
                continue
            if rest.pair and len(levels) >= 2:
                outer = Rest(rest.span, "jog" if rest.kind == "jog" else "time", place="sets")
                if rest.kind == "jog":
                    outer.metres = rest.max_ms or 0.0
                else:
                    outer.ms = rest.max_ms or 0.0
                rest.pair, rest.max_ms = False, None
                if not self._put(levels, rest, "reps"):
                    left.append(rest)
                if not self._put(levels, outer, "sets"):
                    left.append(outer)
                continue
            if rest.pair:
                raise NotationError(
                    "two recoveries, but only one place for them",
                    self.text,
                    rest.span[0],
                    "one recovery, or a range like `R35-45s`",
                    self.file,
                )
            single = (
                len(rests) == 1 and isinstance(item, RepeatSpec) and item.paren and not rest.place
            )
            if single and isinstance(item, RepeatSpec) and self._between_passes(item, rest):
                if not self._put(levels, rest, "outer"):
                    left.append(rest)
            elif not self._put(levels, rest, rest.place):
                left.append(rest)
        self._left = left

    def _between_passes(self, item: RepeatSpec, rest: Rest) -> bool:
        """Whether the one recovery after a bracket stands between its passes (not within them)."""
        if len(item.body) != 1:
            return True
        inner = item.body[0]
        if isinstance(inner, RunSpec):
            return True
        if getattr(inner, "rest", None) is not None:
            return True
        if rest.kind == "time":
            return rest.ms > 120_000
        return rest.kind == "full" or rest.metres > 400

    def _put(self, levels: list[Item], rest: Rest, place: str) -> bool:
        if place == "gap":
            return False
        if place in ("sets", "outer"):
            bracket = isinstance(levels[-1], RepeatSpec) and len(levels[-1].body) > 1
            if len(levels) < 2 and place == "sets" and not bracket:
                return False
            order = [levels[-1]]
        elif place == "reps":
            order = [levels[0]] if levels else []
            rest.trailing = False
        else:
            order = levels
        for level in order:
            if not isinstance(level, Rest) and level.rest is None:
                level.rest = rest
                return True
        return False

    def _leftover_rests(self, items: list[Item]) -> None:
        for rest in self._left:
            if rest.place == "all":
                self._attach(items, rest, False)
                continue
            if rest.place == "reps":
                raise NotationError(
                    "a second recovery between reps",
                    self.text,
                    rest.span[0],
                    "one recovery between reps",
                    self.file,
                )
            rest.place = rest.place or "gap"
            items.append(rest)
        self._left = []

    def _attach(self, items: list[Item], rest: Rest, then: bool) -> None:
        """A recovery that stands by itself after an item: to its reps, its sets, or after it."""
        last = items[-1]
        if rest.place == "all":
            rest.place = ""
            for item in items:
                if not isinstance(item, Rest):
                    self._put(self._levels(item), replace(rest), "")
            return
        if isinstance(last, Rest):
            if last.place == "sets" or rest.place:
                items.append(rest)
                return
            raise NotationError(
                "two recoveries in a row", self.text, rest.span[0], "one of them", self.file
            )
        if rest.place == "sets":
            if not self._put(self._levels(last), rest, "sets"):
                items.append(rest)
            return
        if rest.pair and len(self._levels(last)) >= 2:
            draft = Draft(rests=[rest])
            self._place_rests(last, draft)
            self._leftover_rests(items)
            return
        if then or not self._put(self._levels(last), rest, rest.place):
            rest.place = "gap"
            items.append(rest)

    def _continues(self, items: list[Item]) -> bool:
        """On a line of its own: `@ 5k pace`, `x 2`, for the item before."""
        return False

    def _easy_role(self, item: Item, draft: Draft) -> None:
        """Easy, aerobic and jogged single runs are no work."""
        for run in runs_of(item):
            easy_pace = (
                run.target is not None
                and run.target.pace.kind == "training"
                and run.target.pace.name == "E"
            )
            if easy_pace:
                run.target = None
                run.effort = Effort.EASY
            if run.target is not None and run.target.pace.kind == "none":
                run.effort = run.effort or run.target.effort
                run.target = None
            if run.role is Role.WORK and run.target is None and isinstance(item, RunSpec):
                if run.effort in (Effort.EASY, Effort.AEROBIC, Effort.RELAXED) or draft.jogged:
                    run.role = Role.EASY


def runs_of(item: Item) -> list[RunSpec]:
    """All runs within an item, in order."""
    if isinstance(item, RunSpec):
        return [item]
    if isinstance(item, GroupSpec):
        return item.runs
    if isinstance(item, RepeatSpec):
        return [run for part in item.body for run in runs_of(part)]
    return []
