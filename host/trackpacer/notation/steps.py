# SPDX-License-Identifier: MIT
"""The grammar of what differs from rep to rep, and within one: steps, uneven 100s, cues."""

from __future__ import annotations

from trackpacer.notation.draft import PACE_START, Draft
from trackpacer.notation.placing import Placing
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Item, Profile, RepeatSpec, RunSpec

FINISHING = ("finish", "finishing", "finishes", "end", "ending", "ends")


class Steps(Placing):
    """The grammar of what differs from rep to rep, and within one: steps, uneven 100s, cues."""

    def _step(self, draft: Draft) -> bool:
        """`step -1`, `step +0.5s`, `step -10/7`: how each rep differs from the last."""
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

    def _through(self, draft: Draft) -> bool:
        """`10k pace at the 8th repeat`, `faster than that by each rep`: what a ladder meets."""
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
                    if self.token.value in ("th", "st", "nd", "rd"):
                        self.step()
                        said = True
                    said = self.accept("REP", "ONE", "EFFORT") is not None or said
                    if said:
                        draft.via = (int(number), target)
                        return True
        self.back(mark)
        return False

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

    def _fast_part(self, item: Item, draft: Draft) -> bool:
        """`finishing with a fast 200`: the rep itself is uneven, its target stays as written.

        Read so only of a target without its recovery yet: after that it may be a run of its own.
        """
        mark = self.mark()
        first = self.kind == "FROM" and self.token.value in ("start", "starting", "starts")
        if not first and not self._finishing(self.token):
            return False
        taken = self.step()
        start = taken.start
        if taken.kind != "THEN" and not self.accept("WITH"):
            self.back(mark)
            return False
        while self.kind == "word" and self.token.value in ("a", "the"):
            self.step()
        whole = self._metres_of(item)
        ends = ("END", ",", ".", ";", "\n", ")", "]", "/", "REST", "WITH", "OFF", "(", "+")
        if (
            self.accept("FAST") is None
            or self.kind not in ("NUM", "DIST")
            or self.kind_ahead() not in ends
            or not 100 <= self.token.number < whole
        ):
            self.back(mark)
            return False
        metres = self.step().number
        shown = self.quote(start, self.last_end)
        name = "first" if first else "last"
        clear = (
            draft.target is not None
            and draft.target.pace.kind != "none"
            and not draft.rests
            and draft.profile is None
            and metres <= whole / 2
        )
        if not clear:
            raise self.fail(
                f"'{shown}': a part of each rep, or a run of its own?",
                f"`({name} {metres:g} -2)` right after the target, or a run like `1 x {metres:g}`",
                self.tokens[mark[0]],
            )
        draft.profile = Profile((start, self.last_end), name, metres, -2000.0, True)
        self.note(
            f"'{shown}' taken as the {name} {metres:g} m of each rep 2 s faster than even, "
            "the target as written"
        )
        return True

    @staticmethod
    def _finishing(token: Token) -> bool:
        """Whether a word says that what follows is how it ends."""
        said = str(token.value).split(" ")[0]
        return token.kind in ("THEN", "word") and said in FINISHING

    def _metres_of(self, item: Item) -> float:
        while isinstance(item, RepeatSpec) and len(item.body) == 1:
            item = item.body[0]
        return item.metres if isinstance(item, RunSpec) else 0.0
