# SPDX-License-Identifier: MIT
"""The grammar of what is said of a block: targets, efforts, roles, recoveries, brackets."""

from __future__ import annotations

from trackpacer.errors import NotationError
from trackpacer.notation.draft import Draft
from trackpacer.notation.plausible import fastest
from trackpacer.notation.recoveries import NOUNS, QUANTITIES, Quantity
from trackpacer.notation.steps import Steps
from trackpacer.notation.targets import EFFORTS, PACE_WORDS
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Item, Pace, RepeatSpec, Rest, RunSpec, Target
from trackpacer.notation.words import FILLER
from trackpacer.session import Effort, Role

# What may follow `last one fast`.
LAST_ENDS = ("END", ",", ".", ")", "\n", "WITH", "/", ";")

# What races are over, in metres: another distance in a bracket is no race's pace.
RACED = (1500, 1600, 1609, 2000, 3000, 3200, 3219, 5000, 8000, 8047, 10000, 15000, 16093, 21097)


class Modifiers(Steps):
    """The grammar of what is said of a block: targets, efforts, roles, recoveries, brackets."""

    def _modifier(self, item: Item, draft: Draft) -> bool:
        kind = self.kind
        if kind in ("END", "\n", ")", "]"):
            return False
        self.targeted = draft.target is not None
        if kind in ("(", "["):
            self.targeted = True
            return self._bracket(item, draft)
        mark = self.mark()
        if kind in ("-", "NUM", "TIME", "PLURAL") and self._step_phrase(draft):
            return True
        if kind in ("FROM", "THEN", "word") and self._fast_part(item, draft):
            return True
        if kind in ("word", "ALTERNATE") and self._by_turns(item, draft):
            return True
        if kind in (",", ";", "-", ".", "|"):
            self.step()
            if self._fast_part(item, draft) or self._by_turns(item, draft):
                return True
            if kind == "." and self._sentence():
                return True
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
                if rest is not None:
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
        if kind in ("TIME", "NUM") and self._plain_time(item, draft):
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
        if kind == "ON":
            return self._place()
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

    def _bare_target(self, item: Item, draft: Draft) -> bool:
        """`10 x 400m 75s (60s)`: a time that can be run in, before the recovery."""
        metres = self._metres_of(item)
        ms = self.token.number * (1000 if self.kind == "PLURAL" else 1)
        if draft.target is not None or not metres or not 0.115 <= ms / metres / 1000 <= 0.36:
            return False
        mark = self.mark()
        token = self.step()
        if self.kind == "/" and self.kind_ahead() == "TIME" and len(self._levels(item)) > 1:
            self.back(mark)  # `4 x 4 x 400 60s / 3min`: within the sets and between them
            amount = self.quantity()
            if amount is not None and amount.second is not None and self._block_ends():
                draft.rests.append(self._rest(amount.start, amount, []))
                return True
            self.back(mark)
            return False
        noun = self.kind in ("JOG", "WALK", "REST", "FLOAT", "EASY", "OFF")
        said = self.kind in ("REST", "JOG") and self.kind_ahead() in (*QUANTITIES, ":", "=")
        if (noun and not said) or not self._rest_follows():
            self.back(mark)
            return False
        draft.target = Target((token.start, token.end), self._time(token, token.start, ms, False))
        return True

    def _plain_time(self, item: Item, draft: Draft) -> bool:
        """`5 x 1k 3:20`, `10 x 400 75`: a running time right after the reps, not a round rest."""
        metres = self._metres_of(item)
        clock = self.kind == "TIME" and self.token.unit == "clock"
        if (
            not (clock or (self.kind == "NUM" and self.token.number < 100))
            or draft.target is not None
            or draft.effort
            or draft.rests
            or not metres
            or not isinstance(item, RepeatSpec)
            or item.paren
        ):
            return False
        ms = self.token.number * (1 if clock else 1000)
        slow = 540 if metres >= 1000 else 300
        if not fastest(metres) <= ms / metres <= slow:
            return False
        mark = self.mark()
        token = self.step()
        ends = self.kind in ("END", "\n", ")")
        round_ = ms % 30_000 == 0 or ms == 45_000 or (metres <= 300 and ms % 5_000 == 0)
        if ends and round_:
            shown = self.quote(token.start, token.end)
            raise self.fail(
                f"'{shown}' may be the target or the recovery", f"`@ {shown}` or `R{shown}`", token
            )
        if not ends and not self._rest_follows():
            self.back(mark)
            return False
        if self.kind == "/" and self.kind_ahead() != "REST":
            self.back(mark)
            return False
        draft.target = Target((token.start, token.end), self._time(token, token.start, ms, False))
        shown = self.quote(token.start, token.end)
        self.note(f"'{shown}' right after the reps taken as the target")
        return True

    def _by_turns(self, item: Item, draft: Draft) -> bool:
        """`odd 3:20, even 3:40`, `alternating 3:20 and 3:40`: two targets by turns."""
        odd = self.kind == "word" and self.token.value in ("odd", "odds")
        metres = self._metres_of(item)
        if not (odd or self.kind == "ALTERNATE") or draft.target is not None or not metres:
            return False
        if not isinstance(item, RepeatSpec) or item.paren:
            return False
        mark = self.mark()
        start = self.token.start
        paces: list[Pace] = []
        for name in ("odd", "even"):
            if odd and self.kind == "word" and str(self.token.value).rstrip("s") == name:
                self.step()
                self.accept("REP", "ONE")
                self.accept("@", "AT", "IN", ":")
            elif odd:
                break
            elif name == "odd":
                self.step()
                self.accept("@", "AT", "IN", "BETWEEN")
            clock = self.kind == "TIME" and self.token.unit == "clock"
            ms = self.token.number * (1 if clock else 1000) if clock or self.kind == "NUM" else 0
            if not fastest(metres) <= ms / metres <= 540:
                break
            token = self.step()
            paces.append(self._time(token, token.start, ms, False))
            if name == "odd" and not self.accept("AND", "&", "/", *((",", ";") if odd else ())):
                break
        # Without a recovery, `alternating` may mean on end.
        if len(paces) == 2 and (
            draft.rests or self._rest_follows() or (odd and self.kind in ("END", "\n", ")"))
        ):
            draft.target = Target((start, self.last_end), paces[0], listed=paces, cycle=True)
            return True
        if len(paces) == 2 and not odd and self.kind in ("END", "\n", ")"):
            raise self.fail(
                "alternating on end, or with a recovery?",
                "the recovery, like `R90`, or `R0` for reps on end",
                self.tokens[mark[0]],
            )
        self.back(mark)
        return False

    def _bare_rest(self, item: Item, draft: Draft) -> bool:
        """`3 x (800, 400) 3 min`, `8 x 400 @ 80 90s`: a time with its unit, after all else."""
        if self._bare_target(item, draft):
            return True
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

    def _takes_target(self, draft: Draft) -> bool:
        kind = self.kind
        if kind in ("@", "AT", "IN", "~", "="):
            return True
        if kind in (
            "TRAINING",
            "MARATHON",
            "HALFMARATHON",
            "HALF",
            "MILEWORD",
            "RACE",
            "DIST",
            "NUM",
            "TIME",
            "PLURAL",
            "UNDER",
            "<",
            "FASTER",
            "SLIGHTLY",
            "PCT",
            "FROM",
            "BETWEEN",
            "GOAL",
            "REST",
            "ABOUT",
        ):
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
        plain = target.offset is None and target.pace.percent == 100
        if target.pace.kind != "training" or target.pace.name != "T" or not plain:
            return Effort.NONE
        return Effort.TEMPO if "temp" in words or "tpo" in words else Effort.THRESHOLD

    def _word_modifier(self, item: Item, draft: Draft) -> bool:
        kind = self.kind
        if kind in ("WU", "CD"):
            if draft.role is not None or not isinstance(item, RunSpec):
                return False
            bare = draft.target is None and not draft.effort and not draft.rests
            if self.kind_ahead() in (*QUANTITIES, ":", "MILEWORD") and not bare:
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
        if (
            kind == "EASY"
            and self.kind_ahead() == "JOG"
            and isinstance(item, RunSpec)
            and draft.target is None
            and self.kind_ahead(2) not in ("REST", *QUANTITIES, "BACK", "DOWN")
        ):
            draft.effort = Effort.EASY
            draft.jogged = True
            self.step()
            self.step()
            return True
        if kind == "EASY" and self.kind_ahead() not in (*NOUNS, *QUANTITIES):
            draft.effort = Effort.EASY
            self.step()
            self.accept("PACE", "EFFORT")
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
        if kind == "REST" and self.kind_ahead() == "RUN" and isinstance(item, RunSpec):
            # `30 min recovery run`
            draft.effort = Effort.EASY
            self.step()
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
            if kind == "LONG":
                draft.long_run = True
            if kind in ("REP", "EFFORT") and str(self.token.value).endswith("s"):
                draft.plural = True
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
        if kind == "UP" and self.kind_ahead() == "HILL":
            self.step()
            self.step()
            return True
        if kind in ("DOWN", "UP") and self.kind_ahead() == "PYRAMID":
            self.step()
            self.step()
            self.accept(":", ",")
            return True
        if kind == "SAME_AS" and self.kind_ahead() == "FAST" and self.kind_ahead(2) == "SAME_AS":
            for _ in range(3):
                self.step()
            while self.kind == "word" and self.token.value in ("you", "possible", "can"):
                self.step()
            draft.effort = Effort.MAX
            return True
        if kind == "STEP":
            return self._step(draft)
        if kind in ("-", "+", "NUM", "TIME", "PLURAL"):
            return self._step_phrase(draft)
        if kind == "LAST":
            return self._last(draft)
        return False

    def _last(self, draft: Draft) -> bool:
        """`last one fast`, `last 2 @ 75`, `last 4 at mile pace`: the end of a set by itself."""
        mark = self.mark()
        self.step()
        count = 1.0
        if not self.accept("ONE") and self.kind == "NUM" and self.token.number <= 30:
            count = self.step().number
        self.accept("REP", "ONE")
        while self.kind == "word" and self.token.value in ("in", "is", "are", "run", "being"):
            self.step()
        draft.last_count = int(count)
        if self.kind in ("FAST", "HARD", "MAX") and self.kind_ahead() in LAST_ENDS:
            draft.last_fast = EFFORTS[self.step().kind]
            return True
        target = self.target() if self.kind in ("@", "AT", "IN") else None
        if target is not None and target.pace.kind != "none":
            draft.last_target = target
            return True
        if target is not None and target.effort:
            draft.last_fast = target.effort
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
        if self._two_rests(item, draft, ""):
            return True
        if kind in ("(", "["):
            # `8 x 400 @ 80, (60s rest)`: the bracket is about the set, when it can be read so.
            rests, target = len(draft.rests), draft.target
            try:
                read = self._bracket(item, draft) and self.kind != "x"
            except NotationError:
                read = False
            if read and (len(draft.rests) > rests or draft.target is not target):
                return True
            del draft.rests[rests:]
            draft.target = target
            self.back(mark)
            return False
        if kind == "ON" and self._place():
            return True
        if kind == "PACE" and self.kind_ahead() == ":" and draft.target is None:
            self.step()
            self.step()
            draft.target = self._target(True, self.token.start)
            return draft.target is not None
        if kind in ("@", "AT", "IN") and draft.target is None:
            target = self.target()
            if target is not None and self._block_ends():
                draft.target = target
                return True
            self.back(mark)
            return False
        if (
            kind in ("TIME", "PLURAL", "NUM")
            and self.kind_ahead() in (",", ";", ".", "END", "\n", "WITH", "/", "(", "OFF", "-")
            and draft.target is None
            and not self._per_ahead(1)
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
        paced = self.kind_ahead() in PACE_WORDS or self._per_ahead(1)
        if kind == "TIME" and draft.target is None and paced:
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
        if draft.target is None and kind in (
            "DIST",
            "TRAINING",
            "MARATHON",
            "HALFMARATHON",
            "MILEWORD",
            "NUM",
            "FASTER",
            "UNDER",
            "PCT",
            "RACE",
            "GOAL",
            "FROM",
        ):
            target = self.target()
            if (
                target is not None
                and (target.pace.kind != "none" or kind == "PCT")
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
            goes_on = self.kind in ("@", "AT", "IN") and draft.target is None
            if rest is not None and (self._block_ends() or goes_on):
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

    def _bracket(self, item: Item, draft: Draft) -> bool:
        """`(60)`, `(3:05, 2 min jog)`, `(bends -0.5)`, `(2:55/km)`, `(Pacing)`."""
        mark = self.mark()
        closer = ")" if self.step().kind == "(" else "]"
        if (self._profile(draft) or self._fast_part(item, draft)) and self.kind == closer:
            self.step()
            return True
        self.back(mark)
        self.step()
        if draft.rests:
            # `/ 1 min recovery (walk or jog)`: how the recovery is taken.
            while self.kind in (*NOUNS, "OR", "/", "EASY", "SLOW", "AND", "FULL", "RELAXED"):
                self.step()
            if self.kind == closer and self.last_end > self.tokens[mark[0]].end:
                self.step()
                self.passed.append((self.tokens[mark[0]].start, self.last_end))
                return True
            self.back(mark)
            self.step()
        if (
            self.kind == "DIST"
            and self.token.unit == "m"
            and 50 <= self.token.number <= 400 <= self._metres_of(item)
            and self.kind_ahead() == closer
            and not draft.rests
        ):
            # `4 x 1600 (400m)`: the jog, as in `(400 jog)`.
            token = self.step()
            self.step()
            self.note(f"'{self.quote(token.start, token.end)}' in the bracket taken as a jog")
            draft.rests.append(Rest((token.start, token.end), "jog", metres=token.number))
            return True
        if self.kind in ("TIME", "NUM", "PLURAL") and self.kind_ahead() == closer:
            token = self.step()
            self.step()
            self._bare_time(item, draft, token, self.tokens[mark[0]].start)
            return True
        if self._two_rests(item, draft, closer):
            return True
        if self.kind in ("+", "-") and draft.target is not None and draft.target.offset is None:
            self._offset(draft.target)
            if draft.target.offset is not None and self.accept(closer):
                return True
            draft.target.offset = None
            self.back(mark)
            self.step()
        inside = Draft(target=draft.target)
        rests = 0
        try:
            while self.kind != closer:
                if self.kind in (",", ";") or (self.kind == "/" and self.kind_ahead() != "REST"):
                    self.step()
                before = self.i
                rest = self.recovery(free=self.kind in ("WITH", "OFF", "/"))
                if (
                    rest is None
                    and self.kind in ("TIME", "NUM", "PLURAL")
                    and inside.target is not None
                ):
                    here = self.mark()
                    odd = self.kind == "NUM" and self.token.number % 5 != 0
                    amount = None if odd else self.quantity()
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
                    ) or (
                        amount is not None
                        and amount.separator
                        and self.kind == closer
                        and not amount.dist
                        and amount.unit != "clock"
                    ):
                        metres = self._metres_of(item)
                        if (
                            amount.separator == "/"
                            and len(self._levels(item)) < 2
                            and metres
                            and 0.115 <= amount.first / metres / 1000 <= 0.36
                        ):
                            shown = self.quote(amount.start, amount.end)
                            raise self.fail(
                                f"({shown}) may be the target and the recovery",
                                f"`@ {shown.split('/')[0]} R{shown.split('/')[-1]}`",
                                self.tokens[mark[0] + 1],
                            )
                        if self._is_range(amount, metres, draft):
                            self.back(here)
                            inside.target = self._target(True, amount.start)
                            continue
                        rest = self._rest(amount.start, amount, [])
                    else:
                        self.back(here)
                if rest is not None:
                    inside.rests.append(rest)
                    rests += 1
                    continue
                length = self.kind == "DIST" and (
                    self.kind_ahead() in ("/", "JOG", "WALK", "REST")
                    or (
                        self.kind_ahead() == closer
                        and self.token.number > 1000
                        and not any(abs(self.token.number - race) < 12 for race in RACED)
                    )
                )
                if not length and (
                    inside.target is None
                    or (inside.target is draft.target and inside.target.second is None)
                ):
                    start = self.token.start
                    while self.kind in ("@", "AT", "IN", "ABOUT", "~"):
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

    def _is_range(self, amount: Quantity, metres: float, draft: Draft) -> bool:
        """Whether `(70-72)` is what to run in: near each other, or a recovery comes after it."""
        if amount.separator not in ("-", "TO") or amount.second is None or not metres:
            return False
        if draft.rests or not 0.115 <= amount.first / metres / 1000 <= 0.36:
            return False
        if amount.second <= 1.1 * amount.first:
            return True
        mark = self.mark()
        self.step()
        follows = self._rest_follows()
        self.back(mark)
        return follows

    def _two_rests(self, item: Item, draft: Draft, closer: str) -> bool:
        """`3 x 4 x 400 (1', 3')`: within the sets and between them."""
        times = ("TIME", "NUM", "PLURAL")
        ends = (closer,) if closer else ("END", "\n", ".", ";")
        shape = [(",", ";", "&", "AND", "+", "-"), times, ends]
        if not closer:
            shape[0] = ("&", "AND", "+", "/")
        if self.kind_ahead() in times:
            shape = shape[1:]
        if (
            self.kind not in ("TIME", "NUM", "PLURAL")
            or [self.kind_ahead(n) in kinds for n, kinds in enumerate(shape, 1)]
            != [True] * len(shape)
            or len(self._levels(item)) < 2
            or draft.rests
        ):
            return False
        for place in ("reps", "sets"):
            token = self.token
            amount = self.quantity()
            if amount is None:
                return False
            rest = self._rest(token.start, amount, [])
            rest.place = place
            draft.rests.append(rest)
            if self.kind not in times:
                self.step()
        return True

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
        if draft.target is not None and draft.target.pace.kind == "race" and self._rest_follows():
            # `@ mile pace (5:00) w/ 400 jog`: the race's time, or the rep's.
            race = draft.target.pace
            if 0.115 <= ms / race.metres / 1000 <= 0.5:
                race.race_ms = ms
                return
            if metres and 0.115 <= ms / metres / 1000 <= 0.5 and draft.target.second is None:
                found = self._time(token, token.start, ms, token.kind == "NUM")
                draft.target.second = Target((token.start, token.end), found)
                return
        quickest = 0.098 if metres <= 400 else 0.115
        single = isinstance(item, RunSpec) and metres >= 3000
        if metres and draft.target is None and quickest <= ms / metres / 1000 <= 0.36:
            round_ = ms % 15_000 == 0 or (ms < 60_000 and ms % 10_000 == 0)
            if self._rest_follows() or not round_ or single:
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
        self.accept(",", ";", ".", "(", "[", "-")
        found = self.recovery()
        self.back(mark)
        return found is not None and found.place != "sets"
