# SPDX-License-Identifier: MIT
"""Words before a block's length: `easy`, `WU:`, `pyramid:`, `hill sprints`, `tempo:`.

What stands after it is in `modifiers`.
"""

from __future__ import annotations

from trackpacer.notation.assembly import Assembly
from trackpacer.notation.draft import Draft
from trackpacer.notation.quantities import QUANTITIES
from trackpacer.notation.targets import EFFORTS
from trackpacer.notation.tree import Target
from trackpacer.session import Effort, Role


class Openings(Assembly):
    """Reads what stands before a length."""

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
                ends = ("+", "END") if draft.role is Role.COOLDOWN else ("+",)
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
            elif kind == "PACE" and self.kind_ahead() == ":":
                self.step()
                self.step()
                self._label_target = self._target(True, self.token.start)
                self.accept(".", ",", ";", "-", "\n")
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
