# SPDX-License-Identifier: MIT
"""Blocks made of one that was read: `x 2` after it, its last part, a whole by turns.

`(…) x 2`, `15 miles with the last 5 at MP`, `10k alternating 400 @ 72 / 400 @ 90`.
"""

from __future__ import annotations

from dataclasses import replace

from trackpacer.errors import NotationError
from trackpacer.notation.cursor import Mark
from trackpacer.notation.draft import Draft
from trackpacer.notation.openings import Openings
from trackpacer.notation.targets import EFFORTS
from trackpacer.notation.tokens import MILE
from trackpacer.notation.tree import (
    GroupSpec,
    Item,
    Pace,
    RepeatSpec,
    Rest,
    RunSpec,
    Target,
)
from trackpacer.session import Effort, Role

ENDS = ("END", ",", ".", "\n", ")", ";", "+")


class Wholes(Openings):
    """Reads what makes more than one part of one run."""

    def _again(self, item: Item, draft: Draft) -> Item | None:
        """`(...) x 2`, `400 x 8`, `x 2 sets`."""
        mark = self.mark()
        self.step()
        number = self.step()
        if self.kind in ("DIST", "PLURAL") or (self.kind == "x" and self.token.value != "times"):
            self.back(mark)
            return None
        while self.kind in ("SET", "REP", "x") or (
            self.kind == "word" and self.token.value == "through"
        ):
            self.step()
        if self.kind == "IN" and self.ahead().value == "a" and self.ahead(2).value == "row":
            for _ in range(3):
                self.step()
        if isinstance(item, RepeatSpec | GroupSpec) and draft.rests:
            self._build(item, draft)
            draft.rests = []
        if number.number == 1:
            return item  # `x 1` is no set
        start = self.tokens[mark[0]].start if isinstance(item, Rest) else item.start
        if isinstance(item, RepeatSpec) and item.count == 1:
            return RepeatSpec(
                start, self.last_end, int(number.number), item.body, item.rest, paren=True
            )
        return RepeatSpec(start, self.last_end, int(number.number), [item])

    def _last_part(self, whole: RunSpec, draft: Draft) -> Item | None:
        """`15 miles with the last 5 at MP`, `12 miles, middle 8 at MP`: two or three on end."""
        mark = self.mark()
        bracket = self.step().kind == "("
        self.skip_filler()
        place = "" if self._begins_first() else str(self.token.value)
        place = "last" if self.kind == "LAST" and place else place
        placed = place in ("last", "first", "middle")
        if placed:
            self.step()
        else:
            self._where_in(whole, mark)
        if placed and self.kind in ("NUM", "DIST", "TIME"):
            token = self.step()
            if token.kind == "NUM" and self.kind in ("KM", "MILEWORD"):
                self.step()
            part = RunSpec(token.start, self.last_end, unit=whole.unit)
            scale = {"mile": MILE, "km": 1000.0, "min": 60_000.0}.get(whole.unit, 0.0)
            value = token.number * scale if token.kind == "NUM" else token.number
            part.metres, part.ms = (value, 0.0) if whole.metres else (0.0, value)
            alike = token.kind == "NUM" or (token.kind == "DIST") == bool(whole.metres)
            self.skip_filler()
            target = self.target()
            if target is None and self.kind in EFFORTS and self.kind_ahead() in ENDS:
                start = self.step().start
                effort = EFFORTS[self.tokens[self.i - 1].kind]
                span = (start, self.last_end)
                target = Target(span, Pace("none", span), effort=effort)
            if bracket and not self.accept(")"):
                target = None
            shorter = part.metres < whole.metres if whole.metres else part.ms < whole.ms
            if target is not None and alike and value > 0 and shorter:
                shares = 2 if place == "middle" else 1
                whole.metres = (whole.metres - part.metres) / shares
                whole.ms = (whole.ms - part.ms) / shares
                self._build(whole, draft)
                whole.role = Role.EASY if whole.target is None else whole.role
                whole.continuous = True
                self._build(part, Draft(target=target))
                parts: list[Item] = [whole, part]
                if place != "last":
                    part.continuous = True
                    parts = [part, whole] if place == "first" else [whole, part, replace(whole)]
                shown = self.quote(whole.start, self.last_end)
                number = "three" if place == "middle" else "two"
                self.note(f"'{shown}' read as {number} runs on end")
                return RepeatSpec(whole.start, self.last_end, 1, parts, paren=True)
        self.back(mark)
        return None

    def _where_in(self, whole: RunSpec, mark: Mark) -> None:
        """Refuses `10 miles with 6 @ MP`: where in them? With what is most often meant."""
        if self.tokens[mark[0]].kind != "WITH" or self.kind not in ("NUM", "DIST", "TIME"):
            return
        token = self.step()
        if token.kind == "NUM" and self.kind in ("KM", "MILEWORD"):
            self.step()
        if self.kind in ("x", "SET") and self.kind_ahead() in ("NUM", "DIST", "TIME", "MILEWORD"):
            self._where_reps(whole, mark)
            return
        long = whole.metres >= 5000 or whole.ms >= 1_200_000
        if long and token.kind == "TIME" and self.kind in ("HARD", "FAST", "STEADY"):
            raise self.fail(
                f"where in the {self.quote(whole.start, whole.end)}?",
                "the parts in their order, like `3 km easy, 10 min hard, 3 km easy`",
                self.tokens[mark[0]],
            )
        scale = {"mile": MILE, "km": 1000.0, "min": 60_000.0}.get(whole.unit, 1.0)
        value = token.number * scale if token.kind == "NUM" else token.number
        rest = ((whole.metres or whole.ms) - value) / scale / 2
        alike = token.kind == "NUM" or (token.kind == "DIST") == bool(whole.metres)
        target = self.target() if alike and value >= scale and rest > 0 else None
        if target is None or target.pace.kind == "none" or self.kind not in ENDS:
            return
        unit = {"mile": "miles", "km": "km", "min": "min"}.get(whole.unit, "m")
        shown = self.quote(whole.start, whole.end)
        pace = self.quote(*target.span).removeprefix("@").removeprefix("at ").strip()
        part = f"{value / scale:g}"
        raise self.fail(
            f"where in the {shown}?",
            f"the parts in their order, like `{rest:g} {unit} easy, {part} {unit} @ {pace}, "
            f"{rest:g} {unit} easy`, or `{shown} with the last {part} @ {pace}`",
            self.tokens[mark[0]],
        )

    def _where_reps(self, whole: RunSpec, mark: Mark) -> None:
        """Refuses `20k with 3 x 3k @ MP`; strides and what comes `to finish` are no part of it."""
        coming = self.tokens[self.i : self.i + 8]
        after = any(token.kind in ("STRIDES", "SPRINT", "HILL") for token in coming)
        after = after or any(token.value in ("finish", "afterwards", "end") for token in coming)
        if after or (whole.ms < 1_200_000 and whole.metres < 5000):
            return
        raise self.fail(
            f"where in the {self.quote(whole.start, whole.end)}, and with which recoveries?",
            "the parts in their order, like `4 km easy, 3 x 3k @ MP R2:00, 4 km easy`",
            self.tokens[mark[0]],
        )

    def _alternates(self, whole: RunSpec) -> bool:
        """`alternating`, `as`, `of`, `:` after a whole: its parts follow."""
        if self.kind == "ALTERNATE":
            return True
        n = 1 if self.kind == "CONTINUOUS" else 0
        sign = self.ahead(n)
        if sign.kind not in ("OF", ":", ",") and sign.value != "as":
            return False
        if self.kind_ahead(n + 1) == "ALTERNATE":
            return True
        part = self.ahead(n + 1)
        if sign.kind == "," or part.unit == "clock":
            return False
        if whole.metres:
            return part.kind == "DIST" or (part.kind == "NUM" and part.number >= 100)
        return part.kind == "TIME"

    def _alternation(self, whole: RunSpec) -> Item | None:
        """`10k alternating 400 @ 72 / 400 @ 90`: as many passes as the whole holds."""
        mark = self.mark()
        while self.kind in ("OF", "ALTERNATE", "BETWEEN", ":", "WITH", "RUN", "CONTINUOUS") or (
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
                    "ON",
                    "OFF",
                )
                or self.kind in EFFORTS
            ):
                target = self.target()
                if target is not None:
                    self._add_target(draft, target)
                elif self.kind in ("FLOAT", "JOG", "OFF"):
                    draft.effort = Effort.EASY
                    self.step()
                elif self.kind == "ON":
                    self.step()
                elif not self._word_modifier(run, draft):
                    break
            run.role = draft.role or Role.WORK
            self._build(run, draft)
            parts.append(run)
            if self.kind in ("/", "AND", "&", "+", ",", "WITH", "THEN"):
                self.step()
                continue
            if self.kind in ("DIST", "TIME"):
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
                "the parts do not go into the whole a whole number of times",
                self.text,
                parts[0].start,
                "parts that fill the whole, or a count like `6 x (400 @ 72 / 400 @ 90)`",
                self.file,
            )
        body: list[Item] = []
        if round(passes) == 1:
            for part in parts:
                part.continuous = True
                easy = part.target is None and part.effort is Effort.EASY
                part.role = Role.EASY if easy else Role.WORK
            return RepeatSpec(whole.start, self.last_end, 1, [*parts], paren=True)
        for part in parts:
            before = body[-1] if body else None
            if part.target is None and part.effort is Effort.EASY and isinstance(before, RunSpec):
                kind = "jog" if part.metres else "time"
                span = (part.start, part.end)
                before.rest = Rest(span, kind, ms=part.ms, metres=part.metres)
                before.continuous = False
                continue
            part.continuous = True
            part.role = Role.WORK
            body.append(part)
        shown = self.quote(whole.start, self.last_end)
        self.note(f"'{shown}' read as {round(passes)} passes")
        return RepeatSpec(whole.start, self.last_end, round(passes), body, paren=True)
