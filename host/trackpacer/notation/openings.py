# SPDX-License-Identifier: MIT
"""Words before a block's length: `easy`, `WU:`, `pyramid:`, `hill sprints`, `tempo:`.

What stands after it is in `modifiers`.
"""

from __future__ import annotations

from trackpacer.notation.assembly import Assembly
from trackpacer.notation.draft import Draft
from trackpacer.notation.paces import PACE_WORDS
from trackpacer.notation.quantities import QUANTITIES
from trackpacer.notation.targets import EFFORTS
from trackpacer.notation.tree import Target
from trackpacer.session import Effort, Role

SESSION_WORDS = frozenset(["session", "workout", "training", "work", "intervals", "run", "reps"])


class Openings(Assembly):
    """Reads what stands before a length."""

    def _pace_label(self, draft: Draft) -> bool:
        """`10k pace: 5 x 1k`, `at 5k pace, 12 x 400`: the pace of what follows on the line."""
        mark = self.mark()
        introduced = self.accept("AT", "@") is not None
        raced = ("DIST", "NUM", "MARATHON", "HALFMARATHON", "HALF", "MILEWORD", "RACE", "GOAL")
        if draft.target is not None or self.kind not in (*raced, "ONE") or not self._heads_line():
            self.back(mark)
            return False
        start = self.token.start
        target = self._target(introduced or self.kind == "GOAL", start)
        named = target is not None and target.pace.kind in ("race", "goal")
        worded = self.tokens[self.i - 1].kind in PACE_WORDS
        while self.kind in ("REP", "RUN", "TRAINING") or self.token.value in SESSION_WORDS:
            if not worded and self.kind != "TRAINING":
                break
            self.step()
        colon = self.kind == ":"
        counts = self.kind_ahead() == "NUM" and self.kind_ahead(2) in ("x", "SET")
        if target is None or not named or not (worded or colon):
            self.back(mark)
            return False
        if colon or (self.kind in ("-", ",") and counts):
            self.step()
            self._label_target = target
            return True
        if self.kind == "NUM" and self.kind_ahead() == "x":
            self._label_target = target
            return True
        self.back(mark)
        return False

    def _part_of_run(self) -> bool:
        """`First 10 min easy, next 10 min steady, last 5 min hard`: the parts of one run."""
        named = self.kind in ("FIRST", "LAST") or self.token.value in ("next", "second", "middle")
        return self._begins_first() and named and self.kind_ahead() in ("DIST", "TIME", "NUM")

    def _begins_first(self) -> bool:
        first = self.tokens[1] if self.tokens[0].value == "the" else self.tokens[0]
        return first.kind == "FIRST"

    def _heads_line(self) -> bool:
        """Whether a name of a pace, and no block, may stand here: the word `pace` comes soon."""
        for n in range(1, 5):
            if self.kind_ahead(n) in (*PACE_WORDS, ":"):
                return True
            if self.kind_ahead(n) in ("x", "\n", "END", ",", "@", "WITH"):
                return False
        return False

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
                ends = ("+", "END", "\n") if draft.role is Role.COOLDOWN else ("+", "\n")
                if (
                    self.kind == ","
                    and self.kind_ahead() in ("TIME", "DIST")
                    and self.kind_ahead(2) in ends
                ):
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
                    named = Target(target.span, target)
                    if self.accept(":"):
                        self._label_target = named
                    else:
                        draft.target = named
                    self.accept("-")
                continue
            elif kind == "REST" and self.kind_ahead() == "RUN":
                draft.effort = Effort.EASY
                self.step()
                while self.kind_ahead() in (":", ",", "-"):
                    self.step()
            elif self._pace_label(draft):
                continue
            elif kind == "PACE" and self.kind_ahead() == ":":
                self.step()
                self.step()
                self._label_target = self._target(True, self.token.start)
                self.accept(".", ",", ";", "-", "\n")
                continue
            elif kind == "PYRAMID":
                draft.pyramid = True
                if self.kind_ahead() in ("(", "["):
                    self.step()
                    if not self._remark():
                        return
                    self.accept("\n")
                    continue
            elif kind == "CUTDOWN":
                draft.cutdown = True
            elif kind in ("ALTERNATE", "CONTINUOUS"):
                draft.alternate = True
            elif self.token.value == "next" and self.kind_ahead() == ",":
                self.step()  # `Next, run 4 x 1 mile`
            elif kind == "BACK" and [self.kind_ahead(n) for n in (1, 2)] == ["DOWN", ":"]:
                self.step()  # `and then back down: 2 x 400`
            elif (
                kind == "FROM"
                and self.kind_ahead() == "WITH"
                and self.token.value in ("start", "begin")
            ):
                self.step()  # `start with 15 min easy`
            elif kind in ("DOWN", "UP") and self.kind_ahead() == "PYRAMID":
                pass  # `down ladder: 6-5-4 min`
            elif self._part_of_run() or kind in (
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
            elif (
                self.token.value == "for"
                and self.i
                and self.tokens[self.i - 1].kind in (*EFFORTS, "RUN", "JOG", "REP")
                and self.kind_ahead() in QUANTITIES
            ):
                pass  # `run easy for 30 min`
            elif kind == "ADDING" and self.kind_ahead() == "NUM" and self.kind_ahead(2) == "x":
                pass
            elif self._is_filler():
                self.passed.append((self.token.start, self.token.end))
            elif kind == "GOAL":
                pass
            else:
                return
            self.step()
