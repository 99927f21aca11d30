# SPDX-License-Identifier: MIT
"""How hard it should feel: `RPE 7-8`, `7/10 effort`, `HR < 145`, `zone 3`, `150 bpm`.

No watch can pace these, so they are passed over and listed; efforts by name (`hard`, `tempo`) and
percentages of a pace are in `descriptions` and `targets`.
"""

from __future__ import annotations

from trackpacer.notation.bare_times import BareTimes

NAMES = frozenset(
    [
        *("rpe", "hr", "bpm", "lthr", "mhr", "hrm", "hrmax", "maxhr", "hrr", "heart", "heartrate"),
        *("pulse", "perceived", "exertion", "zone", "zones"),
    ]
)
INTRODUCED = ("@", "AT", "IN", "ABOUT", "~", "ON", "=", "WITH")
JOINS = frozenset(
    [
        *("-", "TO", "AND", "&", "/", "<", "=", ":", "UNDER", "OVER", "BETWEEN", "OF", "ABOUT"),
        *("~", "+", "ARROW", "GOAL", "PACE", "EFFORT", "MAX", "ONLY"),
    ]
)
JOIN_WORDS = frozenset(["rate", "out", "a", "your", "level", "is", "be", "should", "no", "range"])


class Feelings(BareTimes):
    """Passes over what the runner should feel or a heart-rate strap should show."""

    def _feeling(self) -> bool:
        """A feeling with its number, up to the end of the phrase; False when there is none."""
        mark = self.mark()
        while self.kind in INTRODUCED:
            self.step()
        start = self.token.start
        introduced = self.i > mark[0]
        named = numbered = False
        end = self.mark()
        while True:
            value = str(self.token.value)
            if value in NAMES:
                named = True
            elif self.kind in ("NUM", "PCT"):
                numbered = True
            elif self._of_ten() and numbered:
                named = named or introduced or self._of_ten() == "said"
                self.step()
                while self.kind in ("OF", "NUM") or self.token.value == "out":
                    self.step()
                end = self.mark()
                continue
            elif self.kind in JOINS or value in JOIN_WORDS:
                if not (named or numbered):
                    break
                self.step()
                if self.tokens[self.i - 1].kind == "EFFORT" and named:
                    end = self.mark()
                continue
            else:
                break
            self.step()
            end = self.mark()
        self.back(end)
        if not (named and numbered) or not (self._block_ends() or self.kind in ("JOG", "WALK")):
            self.back(mark)
            return False
        if self.kind == "x":
            self.back(mark)
            return False
        self.passed.append((start, self.last_end))
        shown = self.quote(start, self.last_end)
        self.note(f"'{shown}' is no pace: left to the runner")
        return True

    def _of_ten(self) -> str:
        """Whether `/10` or `out of 10` stands here: 'said' when its effort is named, else 'yes'."""
        if self.kind == "/" and self.kind_ahead() == "NUM":
            n = 1
        elif (
            self.token.value == "out" and self.kind_ahead() == "OF" and self.kind_ahead(2) == "NUM"
        ):
            n = 2
        else:
            return ""
        if self.ahead(n).number != 10:
            return ""
        said = self.kind_ahead(n + 1) == "EFFORT" or self.ahead(n + 1).value in NAMES
        return "said" if said else "yes"
