# SPDX-License-Identifier: MIT
"""The grammar of recoveries: `/R35-45s`, `w/ 90s jog`, `off 2 min`, `200 jog`, `on 3:00`.

Which form it is, is decided here; the forms that lead into no other are in `recovery_forms`, where
a recovery belongs in `placing`.
"""

from __future__ import annotations

from trackpacer.notation.quantities import NOUNS, QUANTITIES
from trackpacer.notation.recovery_forms import RecoveryForms
from trackpacer.notation.recovery_parts import MANNER
from trackpacer.notation.tree import Rest

ENOUGH = frozenset(["good", "plenty", "adequate", "sufficient", "ample", "generous", "enough"])


class Recoveries(RecoveryForms):
    """Reads recoveries wherever they may stand."""

    def recovery(self, free: bool = True) -> Rest | None:
        """A recovery phrase here, or None. `free`: it may lack a noun after `with`, `/`, `off`."""
        mark = self.mark()
        start = self.token.start
        found = self._phrase(free)
        if found is None:
            self.back(mark)
            return None
        self._suffix(found)
        found.span = (start, self.last_end)
        return found

    def _phrase(self, free: bool) -> Rest | None:
        connected = ""
        start = self.token.start
        if self.kind == "/":
            if self.kind_ahead() not in (
                "REST",
                "TIME",
                "JOG",
                "WALK",
                "FULL",
                "EQUAL",
                "WITH",
                "NUM",
                "DIST",
                "PLURAL",
                "LITTLE",
                "OFF",
                "SLOW",
                "EASY",
            ):
                return None
            connected = "/"
            self.step()
        if self.kind in ("WITH", "OFF", "ON", "AND", "&", "THEN", "TAKE") or (
            self.kind == "word"
            and self.token.value
            in ("taking", "take", "using", "allow", "having", "have", "getting", "get")
        ):
            if self.kind == "ON":
                return self._sendoff()
            connected = self.kind if self.kind in ("WITH", "OFF") else (connected or "AND")
            self.step()
            if self.kind == "/" and self.kind_ahead() == "REST":
                self.step()
            if self.kind == "ON":
                return self._sendoff()
        if self.kind == "FROM" and self.kind_ahead() == "EACH" and self.kind_ahead(2) == "TIME":
            self.step()  # `starting every 5 minutes`
        if self.kind in ("LEAVING", "EACH", "CYCLE"):
            return self._sendoff()
        while self.kind in ("ABOUT", "ONLY", "@", "AT") or (
            self.kind == "word"
            and self.token.value in ("a", "an", "the", "take", "about", "of", "your")
        ):
            if self.kind in ("@", "AT") and not connected:
                return None
            self.step()
        while self.token.value in ENOUGH and connected and self.kind_ahead() in QUANTITIES:
            self.step()  # `with a good 5 minutes`
        if connected and self.kind == "word" and self.token.value in ENOUGH:
            self.step()
            self.accept("OF")
            if self.kind == "REST" and self.kind_ahead() == "OF":
                return self._noun_first(start)  # `a good recovery of 6 minutes`
            if self._nouns()[0]:
                shown = self.quote(start, self.last_end)
                self.note(f"'{shown}' has no length: open, the watch waits for the press")
                return Rest((start, self.last_end), "full", assumed="enough")
            return None
        while (self.kind == "word" and self.token.value in MANNER) or (
            connected and self.kind == "FAST" and self.kind_ahead() in (*QUANTITIES, *NOUNS)
        ):
            self.step()
        if self.kind == "-" and self.kind_ahead() in ("REST", "JOG"):
            self.step()
        if self.kind == "REST" or (self.kind == "BETWEEN" and connected):
            return self._noun_first(start)
        if self.kind == "WITHOUT":
            self.step()
            if self.kind in NOUNS or self.kind == "BETWEEN":
                while self.kind in NOUNS:
                    self.step()
                return Rest((start, self.last_end), "none")
            return None
        if self.kind in ("FULL", "EQUAL", "LITTLE", "SHORT", "LONG", "HALF", "PCT", "SLOW", "EASY"):
            named = self._named(start, connected)
            if named is not None:
                return named
        if self.token.value in ("twice", "double") and connected:
            return self._share(start, 200.0, connected)
        while self.kind in ("SLOW", "EASY", "RELAXED", "STEADY") and self.kind_ahead() not in (
            "END",
        ):
            self.step()
        if self.kind in ("JOG", "WALK", "FLOAT"):
            return self._jog_first(start, connected)
        if self.kind == "NUM" and self.kind_ahead() == ":" and self.kind_ahead(2) == "NUM":
            return self._ratio(start)
        share = self._fraction()
        if share:
            return self._share(start, share, connected)
        if self.kind in QUANTITIES or self.kind in ("MILEWORD", "LAP", "ONE"):
            return self._value_first(start, connected if free else "")
        return None

    def _noun_first(self, start: int) -> Rest | None:
        """What begins with the word: `R60`, `rest: 90s`, `recovery 200 jog`, `R-of 400s`."""
        while self.kind in ("REST", "BETWEEN"):
            self.step()
        while self.kind in (
            ":",
            "=",
            "-",
            ".",
            "OF",
            "ABOUT",
            "/",
            "IN",
            "@",
            "ONLY",
            "OPTIONAL",
        ) or (
            self.kind == "word"
            and self.token.value
            in ("is", "are", "be", "will", "should", "for", "was", "a", "the", "s", "time", "an")
        ):
            if (
                self.kind == "OF"
                and self.kind_ahead() in ("PLURAL", "DIST")
                and self.ahead().number >= 100
            ):
                self.step()
                if self.kind == "DIST" and self.kind_ahead() in ("JOG", "WALK"):
                    break
                self.step()
                return Rest((start, self.last_end), "other")
            if self.kind == "OF" and self.kind_ahead() == "word" and self.kind_ahead(2) == "PLURAL":
                self.step()
                self.step()
                self.step()
                return Rest((start, self.last_end), "other")
            self.step()
        if self.kind in ("FULL", "EQUAL", "LITTLE", "SHORT", "LONG", "HALF", "PCT", "SAME_AS"):
            return self._named(start, "R")
        if self.kind in ("MAX",):
            return None
        while self.kind in ("SLOW", "EASY"):
            self.step()
        if self.kind in ("JOG", "WALK", "FLOAT"):
            return self._jog_first(start, "R")
        if self.kind == "TO" and self.token.value == "until":
            self.step()
            while self.kind in ("LAP", "FULL", "REST") or (
                self.kind == "word"
                and self.token.value
                in ("ready", "button", "the", "recovered", "you", "are", "press")
            ):
                self.step()
            return Rest((start, self.last_end), "full")
        if self.kind in ("HILL", "PYRAMID", "UP", "DOWN"):
            while self.kind in ("HILL", "PYRAMID", "UP", "DOWN", ","):
                self.step()
            if self.kind != "FROM":
                return None
        if self.kind == "FROM":
            self.step()
        if self.kind == "RUN" and self.tokens[self.i - 1].kind == "REST":
            return None  # a recovery run
        if self.kind in ("REP", "EFFORT", "RUN") or self.token.value in ("work", "duration"):
            self._rep_words()
            return self._tolerance(Rest((start, self.last_end), "equal"))
        if self.token.value in ("twice", "double"):
            return self._share(start, 200.0, "R")
        share = self._fraction()
        if share:
            return self._share(start, share, "R")
        if self.kind == "NUM" and self.kind_ahead() == ":" and self.kind_ahead(2) == "NUM":
            return self._ratio(start)
        listed = self._listed(start, True)
        if listed is not None:
            return listed
        amount = self.quantity()
        if amount is None:
            return None
        if self.kind == "ABOUT":
            return self._around(start, amount)
        nouns, _ = self._nouns()
        if (
            amount.separator == "TO"
            and self.tokens[self.i - 1].kind != "REST"
            and self._was("FROM", start)
        ):
            rest = Rest((start, self.last_end), "time", ms=amount.first, last_ms=amount.second)
            return rest
        return self._rest(start, amount, nouns)

    def _named(self, start: int, connected: str) -> Rest | None:
        """Full, equal, little, half the rep, 50% of the rep: recoveries by name."""
        kind = self.kind
        if kind == "FULL":
            self.step()
            nouns, _ = self._nouns()
            if not nouns and connected not in ("R", "WITH", "/", "OFF"):
                return None
            rest = Rest((start, self.last_end), "full")
            mark = self.mark()
            paren = self.accept("(", ",", "OF", "ABOUT")
            amount = self.quantity()
            if amount is not None and not amount.dist and self.kind not in ("x", "@"):
                rest.min_ms = amount.first
                rest.max_ms = amount.second
                if amount.second is None:
                    rest.max_ms = None
                self._nouns()
                if paren and paren.kind == "(":
                    self.accept(")")
            else:
                self.back(mark)
            return rest
        if kind == "EQUAL" or kind == "SAME_AS":
            self.step()
            return self._equal(start, connected)
        if kind in ("LITTLE", "SHORT"):
            self.step()
            nouns, _ = self._nouns()
            if not nouns:
                return None
            if kind == "LITTLE":
                self.note("'little' recovery taken as 35 to 45 s")
                return Rest((start, self.last_end), "window", min_ms=35_000, max_ms=45_000)
            length = self._length_of_named(start)
            if length is not None:
                return length
            self.note("'short' recovery has no length: open, the watch waits for the press")
            return Rest((start, self.last_end), "full", assumed="short")
        if kind == "LONG":
            self.step()
            nouns, _ = self._nouns()
            if not nouns:
                return None
            self.note("'long' recovery has no length: open, the watch waits for the press")
            return Rest((start, self.last_end), "full", assumed="long")
        if kind in ("HALF", "PCT"):
            percent = 50.0 if kind == "HALF" else self.token.number
            self.step()
            of = self.accept("OF") is not None
            rep = self._rep_words()
            nouns, _ = self._nouns()
            rep = self._rep_words() or rep
            if (connected in ("R", "WITH", "/", "OFF") and (rep or of or nouns)) or (nouns and rep):
                return Rest((start, self.last_end), "equal", percent=percent)
            return None
        if kind in ("SLOW", "EASY"):
            mark = self.mark()
            while self.kind in ("SLOW", "EASY"):
                self.step()
            if self.kind in ("JOG", "WALK", "FLOAT", "REST"):
                if self.kind == "REST":
                    return self._noun_first(start)
                return self._jog_first(start, connected)
            if self.kind in QUANTITIES and self.kind_ahead() in NOUNS:
                return None
            self.back(mark)
        return None

    def _jog_first(self, start: int, connected: str) -> Rest | None:
        """`jog 200`, `jog back`, `walk back recovery`, `jog recovery`."""
        floating = self.kind == "FLOAT"
        noun = self.step().kind
        while self.kind in ("OF", "FOR", ":", "=", "ABOUT") or (
            self.kind == "word" and self.token.value in ("for", "the", "a")
        ):
            self.step()
        if self.kind in ("BACK", "DOWN") or (
            self.kind == "word" and self.token.value in ("return", "across", "home")
        ):
            while self.kind in (
                "BACK",
                "DOWN",
                "TO",
                "FROM",
                "REST",
                "HILL",
                "SLOW",
                "EASY",
                "OFF",
            ) or (
                self.kind == "word"
                and self.token.value in ("the", "return", "across", "home", "bottom", "it")
            ):
                if self.kind == "REST" and self.kind_ahead() in QUANTITIES:
                    break
                self.step()
            verb = self.quote(start, self.last_end)
            self.note(f"'{verb}' has no length: open, the watch waits for the press")
            return Rest((start, self.last_end), "full", assumed="back")
        if self.kind == "/" and self.kind_ahead() in NOUNS:
            self.step()
            self.step()
        if self.kind in ("EQUAL", "HALF"):
            return self._named(start, "R")
        if self.kind in QUANTITIES or self.kind in ("MILEWORD", "LAP"):
            if self.kind_ahead() == "x":
                return None
            amount = self.quantity(jogging=True)
            if amount is None:
                return None
            nouns, _ = self._nouns()
            if not connected and "REST" not in nouns and self.kind != "BETWEEN" and amount.long:
                return None
            return self._rest(start, amount, [*nouns, "FLOAT" if floating else noun])
        nouns, _ = self._nouns()
        if connected or "REST" in nouns:
            if self.kind in QUANTITIES and "REST" in nouns and self.kind_ahead() != "x":
                amount = self.quantity(jogging=True)
                if amount is not None:
                    return self._rest(start, amount, nouns)
            shown = self.quote(start, self.last_end)
            self.note(f"'{shown}' has no length: open, the watch waits for the press")
            return Rest((start, self.last_end), "full", assumed="jog")
        return None
