# SPDX-License-Identifier: MIT
"""A word or a phrase about a block: its target, effort, role, `last one fast`, `on/off`.

Where such phrases may stand is in `modifiers` (after the block), `brackets` and `openings` (before
it); paces and recoveries have modules of their own.
"""

from __future__ import annotations

from trackpacer.errors import NotationError
from trackpacer.notation.draft import Draft
from trackpacer.notation.feelings import Feelings
from trackpacer.notation.quantities import NOUNS, QUANTITIES
from trackpacer.notation.targets import EFFORTS
from trackpacer.notation.tree import Item, RepeatSpec, Rest, RunSpec, Target
from trackpacer.session import Effort, Role

# What may follow `last one fast`.
LAST_ENDS = ("END", ",", ".", ")", "\n", "WITH", "/", ";")


class Descriptions(Feelings):
    """Reads one thing that is said of a block."""

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
        named = first.pace.kind == "training" and first.pace.name == "T" and first.offset is None
        if named and target.pace.kind == "race" and self._named_effort(first):
            # `10 km tempo @ MP`: the same, with a race's pace.
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
        both = (kind, self.kind_ahead(), self.kind_ahead(2))
        if both in (("SPRINT", "/", "STRIDES"), ("STRIDES", "/", "SPRINT")):
            draft.role = Role.STRIDE
            for _ in range(3):
                self.step()
            return True
        if kind in EFFORTS and kind not in ("EASY", "SLOW"):
            rest = self.ahead()
            if kind == "MAX" and rest.kind == "REST" and rest.value != "r":
                return False
            draft.effort = EFFORTS[kind]
            self.step()
            if self.kind == "TO" and self.kind_ahead() in ("HARD", "FAST", "MAX"):
                first = self.tokens[self.i - 1]
                self.step()
                self.step()
                shown = self.quote(first.start, self.last_end)
                self.note(f"of '{shown}' the first is taken")
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
        said = self.kind_ahead() in ("EASY", "STEADY", "HARD", "RELAXED")
        if kind == "OF" and said and isinstance(item, RunSpec) and self.kind_ahead(2) == "RUN":
            self.step()  # `15 minutes of easy running`
            return True
        long = isinstance(item, RunSpec) and (item.metres >= 3000 or item.ms >= 900_000)
        easy_rest = kind == "EASY" and self.kind_ahead() == "REST"
        easy_rest = easy_rest and self.kind_ahead(2) in ("END", "\n", ".", ",")
        if easy_rest and long and draft.target is None:
            draft.effort = Effort.EASY  # `8 miles easy recovery`
            self.step()
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
            one = isinstance(item, RunSpec) and self.plain[: item.start].endswith((" a ", " one "))
            again = draft.rests or not (one or isinstance(item, RepeatSpec))
            if self.token.value == "repeat" and again:
                return False  # and how often?
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
        ends = ("END", "\n", ",", ";", "+", ".", "THEN", ")")
        if kind in ("DOWN", "UP") and isinstance(item, RunSpec) and self.kind_ahead() in ends:
            if (item.metres < 800 and item.ms < 300_000) or not self.up_and_down():
                return False
            draft.role = Role.WARMUP if kind == "UP" else Role.COOLDOWN
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
            return isinstance(item, RepeatSpec) and self._last(draft)
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
