# SPDX-License-Identifier: MIT
"""What may be said of a block after it, and in which order: targets, efforts, roles, recoveries.

Each phrase has its own module (`descriptions`, `brackets`, `bare_times`, `steps`, `recoveries`).
"""

from __future__ import annotations

from trackpacer.errors import NotationError
from trackpacer.notation.brackets import Brackets
from trackpacer.notation.draft import Draft
from trackpacer.notation.paces import PACE_WORDS
from trackpacer.notation.targets import EFFORTS
from trackpacer.notation.tree import GroupSpec, Item, RepeatSpec, Rest
from trackpacer.notation.words import FILLER


class Modifiers(Brackets):
    """Reads what follows a block, one thing at a time."""

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
        if kind in ("-", ":") and self._after_dash(item, draft):
            return True
        at = 1 if kind in (",", ":", "-", ";") else 0
        part = self.ahead(at) if at else self.token
        parted = part.kind in ("FIRST", "REP") or (part.kind == "NUM" and part.number == 1)
        if parted and self._rep_parts(item, draft):
            return True
        if kind in ("@", "AT", "IN", "word", "TRAINING", "WITH") and self._feeling():
            return True
        if kind == "AT" and [self.ahead(n).value for n in (1, 2)] == ["the", "end"]:
            self._pass(3)  # `6 x 20s strides at the end`
            return True
        if kind == "TO" and self.ahead().value in ("finish", "end", "close", "start"):
            self._pass(2)  # `easy 10 min to finish`
            return True
        n = 2 if self.kind_ahead() == "GOAL" or self.ahead().value in ("a", "the") else 1
        purpose = kind == "TO" or self.token.value in ("for", "as")
        if purpose and self.kind_ahead(n) in ("WU", "CD") and draft.role is None:
            for _ in range(n):  # `of easy running for your warm-up`
                self.step()
            if self._word_modifier(item, draft):
                return True
            self.back(mark)
        if kind == "PACE" and self.ahead().value in ("work", "workout", "session", "training"):
            self._pass(2)  # `5 x 400 speed workout`
            return True
        if kind in ("FROM", "THEN", "word") and self._fast_part(item, draft):
            return True
        if kind in ("word", "ALTERNATE") and self._by_turns(item, draft):
            return True
        if kind in (",", ";", "-", ".", "|"):
            self.step()
            if self._fast_part(item, draft) or self._by_turns(item, draft):
                return True
            if kind == "." and self.kind == "SAME_AS" and self._word_modifier(item, draft):
                return True  # `very fast. As fast as you can.`
            targeted = draft.target is not None
            if kind == "." and self._sentence(targeted):
                return True
            if self._feeling():
                return True
            if self._after_comma(item, draft):
                return True
            blank = kind != "-" or self.plain[self.last_end : self.last_end + 1].isspace()
            if kind != "." and blank and self._aside(targeted):
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
            if self.kind_ahead() == "AT" and draft.target is None:
                self.step()
                target = self.target()  # `, on grass and aiming for 10k pace`
                if target is not None and target.pace.kind == "race" and self._block_ends():
                    draft.target = target
                    return True
            self.back(mark)
            return False
        if kind == "THEN" or kind == "+" or kind == "PLUS":
            return False
        if kind in ("TIME", "PLURAL") and self._two_rests(item, draft, ""):
            return True
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
        if kind == "PCT" and self.ahead().value in ("incline", "gradient", "grade"):
            self._pass(2)
            return True
        if kind == "OFF" and self.ahead().value in ("road", "track"):
            self._pass(2)
            return True
        split = self.token.value in ("neg", "negative", "even")
        if kind == "word" and split and self.kind_ahead() == "CUES":
            self._pass(2)  # `1600 negative split`
            return True
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
        if kind == "WITH":
            return self._equipment()
        if kind == "ON":
            return self._place() or self._equipment()
        if kind in ("@", "AT", "IN"):
            if self._place() or self._equipment():
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
        return kind == "'" and self._quoted(bool(draft.target or draft.effort))

    def _rest_of_sets(self) -> bool:
        """Whether `, 3 min between sets` comes after the time here, which is then within them."""
        mark = self.mark()
        self.step()
        following = self.recovery() if self.accept(",", ";") else None
        self.back(mark)
        return following is not None and following.place == "sets"

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
        if self._two_rests(item, draft, "") or self._bare_window(item, draft):
            return True
        optional = self.kind_ahead() in ("NUM", "DIST") and self.kind_ahead(2) in (")", "]")
        if kind in ("(", "[") and optional and isinstance(item, GroupSpec):
            return False  # `600, 800, 600, (200)`: one more, not a recovery
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
        if kind == "RUN" and self.kind_ahead() == "ON":
            self.step()  # `, running on grass`
            if self._place():
                return True
            self.back(mark)
            return False
        timed = self.kind_ahead() in ("TIME", "NUM", ":")
        if kind == "GOAL" and self.token.value in ("goal", "target") and timed:
            # `- goal 2:30`
            goal = self.step()
            self.accept(":")
            target = self._target(True, goal.start) if draft.target is None else None
            if target is not None and self._block_ends():
                draft.target = target
                return True
            self.back(mark)
            return False
        if kind == "PACE" and self.kind_ahead() in (":", "AT", "@", "=") and draft.target is None:
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
        if (
            kind in ("NUM", "TIME")
            and self.kind_ahead() in ("-", "TO")
            and draft.target is not None
            and self._free_slots(item, draft)
        ):
            # `5 x 4 min @ T, 60-90s`: with its target written, the recovery.
            start = self.token.start
            amount = self.quantity()
            known = amount is not None and amount.second is not None and not amount.dist
            known = known and self.kind in ("END", ",", ".", ";", "\n", "+", ")", "THEN")
            if amount is not None and known and not amount.bare and amount.unit != "clock":
                shown = self.quote(start, self.last_end)
                self.note(f"'{shown}' after the set taken as its recovery")
                draft.rests.append(self._rest(start, amount, []))
                return True
            self.back(mark)
        paced = self.kind_ahead() in PACE_WORDS or self._per_ahead(1)
        if kind == "TIME" and draft.target is None and paced:
            target = self.target()
            if target is not None and self._block_ends():
                draft.target = target
                return True
            self.back(mark)
        alone = kind == "PLURAL" or (kind == "TIME" and self.token.unit in ("s", "min"))
        alone = alone and self._free_slots(item, draft)
        goes_on = self.kind_ahead(2) == "LAST" or self._rest_of_sets()
        if alone and draft.target is not None and goes_on:
            token = self.step()  # `8 x 400 @ 80, 60s; last one all out`
            ms = token.number * (1 if token.kind == "TIME" else 1000)
            draft.rests.append(Rest((token.start, token.end), "time", ms=ms))
            return True
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
