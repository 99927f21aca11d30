# SPDX-License-Identifier: MIT
"""Words that are no instruction: sentences, asides after a comma, what to wear, titles of a line.

They are passed over and listed; anything with a number, a recovery, a pace or a count in it is not
read here, nor is a word that looks like one the grammar knows.
"""

from __future__ import annotations

from trackpacer.notation.quantities import QUANTITIES
from trackpacer.notation.recoveries import Recoveries
from trackpacer.notation.tokens import Token
from trackpacer.notation.words import FILLER

# Kinds of token a clause without an instruction is made of, and words that do instruct.
PROSE = frozenset(
    [
        *("word", "TO", "AND", "OF", "ON", "IN", "AT", "WITH", "RUN", "OR", "!", "&", "SAME_AS"),
        *("RELAXED", "PACE", "EFFORT", "STEADY", "SHORT", "LONG", "CUES", "BACK"),
        *("DOWN", "UP", "GOAL", "ONLY", "MAKE", "BY", "'", '"', "REP", "ONE", "RACE", "FROM"),
        *("OVER", "SLIGHTLY", "STRAIGHTS"),
    ]
)
INSTRUCTIVE = frozenset(
    [
        *("repeat", "again", "twice", "double", "skip", "except", "unless", "optional", "each"),
        *("both", "other", "second", "third", "next", "not", "then", "without", "until", "every"),
        *("group", "groups", "option", "alternatively", "instead", "drop", "all", "times", "same"),
        *(
            "miss",
            "omit",
            "stop",
            "halve",
            "fewer",
            "replace",
            "swap",
            "change",
            "extra",
            "reverse",
        ),
        *("reversed", "backwards", "order", "repeated", "missing", "minus"),
        *("odd", "even", "increase", "decrease", "reduce", "half", "walk"),
    ]
)
# Of these alone no sentence is made that could be passed over: `even pace`, `long run`.
PLAIN = frozenset(["run", "running", "the", "a", "an", "to", "it", "do", "with", "at", "on", "in"])
ENDS = (".", "\n", "END", ";", "!")


class Prose(Recoveries):
    """Passes over clauses that could not change the session."""

    def _at(self, n: int) -> Token:
        return self.ahead(n) if n else self.token

    def _clause(self, ends: tuple[str, ...], least: int, targeted: bool) -> int:
        """How many tokens of prose stand here up to one of the ends; 0 when there is no prose."""
        n = 0
        worded = strange = 0
        while True:
            token = self._at(n)
            if token.kind in ends and not (token.kind == "!" and n == 0):
                break
            paced = token.kind == "TRAINING" and targeted and len(str(token.value)) > 1
            strong = token.value in ("strong", "strongly", "straight")
            hyphen = token.kind == "-" and not self.plain[token.end : token.end + 1].isspace()
            comma = token.kind == "," and "," not in ends
            framed = token.kind in ("WU", "CD") and least > 1
            if not (token.kind in PROSE or paced or strong or hyphen or comma or framed):
                return 0
            if token.value == "all" and self._all_reps(n):
                n += 3 if self._at(n + 1).kind == "NUM" else 2
                continue
            if token.value in INSTRUCTIVE:
                return 0
            if token.kind == "word":
                worded += 1
                strange += token.value not in FILLER and token.value not in PLAIN
            n += 1
        if n < least or not worded or (not strange and worded < 2):
            return 0
        # A word like one that instructs may be that one: `, recvery`.
        if any(
            self._at(k).kind == "word"
            and self._at(k).value not in FILLER
            and self._like_known(str(self._at(k).value))
            for k in range(n)
        ):
            return 0
        return n

    def _all_reps(self, n: int) -> bool:
        """`all reps`, `all 5 reps`: no others than were written."""
        n += 2 if self._at(n + 1).kind == "NUM" else 1
        return self._at(n).kind in ("REP", "EFFORT")

    def _pass(self, n: int) -> None:
        start = self.token.start
        for _ in range(n):
            self.step()
        self.passed.append((start, self.last_end))

    def _sentence(self, targeted: bool = False) -> bool:
        """A sentence of words alone, like `Keep it smooth and tall.`: passed over and listed."""
        n = self._clause(ENDS, 2, targeted)
        for k in range(n):
            token = self._at(k)
            if token.kind in ("WU", "CD"):
                shown = self.quote(token.start, token.end)
                self.note(f"'{shown}' has no length: left to the runner, not on the watch")
        if n:
            self._pass(n)
        return n > 0

    def _aside(self, targeted: bool) -> bool:
        """`, solid execution`, `- VO2max development`: after a comma or a dash."""
        if self.token.value in FILLER and self.token.value in ("getting", "going", "dropping"):
            return False
        n = self._clause((*ENDS, ",", ")", "]"), 1, targeted)
        if n:
            self._pass(n)
        return n > 0

    def _bracketed_words(self) -> bool:
        """`(Science Centre)`: words in a bracket of their own, after a sentence."""
        if self.kind not in ("(", "["):
            return False
        mark = self.mark()
        start = self.step().start
        n = self._clause((")", "]"), 1, False)
        if not n:
            self.back(mark)
            return False
        for _ in range(n + 1):
            self.step()
        self.passed.append((start, self.last_end))
        return True

    def _equipment(self) -> bool:
        """`in spikes`, `on the infield`, `with a group`: words alone after a preposition."""
        if self.kind not in ("IN", "ON", "WITH") or self.kind_ahead() != "word":
            return False
        n = 1
        strange = 0
        while self._at(n).kind in ("word", "RELAXED"):
            word = str(self._at(n).value)
            if word in INSTRUCTIVE or (word not in FILLER and self._like_known(word)):
                return False
            strange += word not in FILLER
            n += 1
        goes_on = self._at(n).kind in ("@", "WITH", "(", "/", "REST", *ENDS, ",", ")")
        if not strange or not goes_on:
            return False
        self._pass(n)
        return True

    def _quoted(self, paced: bool) -> bool:
        """`steady 'hard but sustainable'`: what more was said of it, in quotes."""
        n = 1
        while self._at(n).kind not in (*QUANTITIES, "x", "END", "\n", "REST", "'", "(", "@"):
            n += 1
        if n < 2 or self._at(n).kind != "'" or not paced:
            return False
        self._pass(n + 1)
        return True

    @staticmethod
    def _like_known(word: str) -> bool:
        """Whether a word is but a letter or two from one that instructs."""
        from difflib import get_close_matches

        return len(word) > 3 and bool(get_close_matches(word, _INSTRUCTING, n=1, cutoff=0.82))


# What a misspelt word might have been: were it passed over, the session would be another.
_INSTRUCTING = (
    *("recovery", "recoveries", "recover", "rest", "jog", "jogging", "walk", "walking", "float"),
    *("between", "repeat", "repeats", "times", "easy", "threshold", "marathon", "tempo", "faster"),
    *("slower", "minutes", "seconds", "metres", "alternating", "ladder", "pyramid", "strides"),
    *("warmup", "cooldown", "sets", "sprint", "sprints", "progression", "descending", "cutdown"),
)
