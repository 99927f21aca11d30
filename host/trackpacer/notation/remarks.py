# SPDX-License-Identifier: MIT
"""Labels, remarks, places, the runner in the line; and what to say about a word nobody knows."""

from __future__ import annotations

from itertools import pairwise

from trackpacer.errors import NotationError
from trackpacer.notation.draft import EXPECTED, RUNNERS, SEPARATORS
from trackpacer.notation.prose import Prose
from trackpacer.notation.quantities import QUANTITIES
from trackpacer.notation.tokens import MILE
from trackpacer.notation.words import FILLER
from trackpacer.paces.races import Race
from trackpacer.times import clock

GROUND = frozenset(["flat", "rolling", "hilly", "soft", "undulating", "local", "measured"])
PLACES = frozenset(
    [
        *("track", "tracks", "park", "stadium", "grass", "road", "roads", "trail", "trails"),
        *("course", "route", "treadmill", "field", "fields", "terrain", "path", "tarmac"),
        *("beach", "sand", "oval", "astro", "astroturf", "dirt", "gravel", "pavement", "turf"),
    ]
)
WEEKDAYS = frozenset(
    [
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"),
    ]
)
MONTHS = frozenset(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
)


class Remarks(Prose):
    """Labels, remarks, places, the runner in the line; the complaint about an unknown word."""

    def _label(self) -> bool:
        """`Week 2:`, `Monday -`, `1)`: passed over and listed when a colon or a bracket ends it."""
        if self.kind in ("WU", "CD", "PACE"):
            return False
        if self.kind == "word" and self.token.value in WEEKDAYS and self._weekday():
            return True
        n = 0
        worded = False
        if self.kind == "NUM" and self.kind_ahead() == "." and self._numbered():
            return True
        if (
            self.kind == "NUM"
            and self.kind_ahead() not in (":", ")")
            and (self.ahead().value not in ("st", "nd", "rd", "th"))
        ):
            return False  # `5 lots of:` counts
        while n < 7:
            kind = self.kind_ahead(n) if n else self.kind
            if kind in ("\n", "END", "x", "@", "(", "+"):
                break
            if kind == ":" and n:
                after = self.kind_ahead(n + 1)
                if not worded and n:
                    break
                if self._label_instructs(n):
                    return False
                self.passed.append((self.token.start, self.ahead(n).start))
                for _ in range(n + 1):
                    self.step()
                if after == ":":
                    self.step()
                return True
            small = self.kind == "word" or (self.kind == "NUM" and self.token.number < 50)
            if kind == ")" and n == 1 and small:
                self.passed.append((self.token.start, self.ahead(n).end))
                self.step()
                self.step()
                return True
            if kind not in ("NUM", "PLURAL", "-", ",", "/", "#", "&", "DIST"):
                worded = True
            n += 1
        return False

    def _total(self) -> bool:
        """`8 mi total -`, `7 mi - 2 mi WU, ..., 2 mi CD`: what the blocks that follow add up to."""
        mark = self.mark()
        start = self.token.start
        self.accept("word") if self.token.value in ("total", "totals") else None
        said = self.i > mark[0]
        self.accept(":", "-")
        if self._amount_of_all(("DIST",)):
            said = self._says_total() or said
            end = self.last_end
            parted = self.accept("-", ":", ",", "=", "\n", ".")
            later = [token.kind for token in self.tokens[self.i :]]
            framed = parted is not None and parted.kind in ("-", ":", "=")
            framed = framed and "WU" in later and "CD" in later
            if (said and parted is not None) or framed:
                self.passed.append((start, end))
                return True
        self.back(mark)
        return False

    def _amount_of_all(self, kinds: tuple[str, ...]) -> bool:
        """Take a length of one of these kinds, or `8 miles` in two tokens; False where none is."""
        worded = self.kind == "NUM" and self.kind_ahead() in ("KM", "MILEWORD")
        if self.kind not in kinds and not worded:
            return False
        self.step()
        if worded:
            self.step()
        return True

    def _says_total(self) -> bool:
        if self.token.value not in ("total", "totals"):
            return False
        self.step()
        return True

    def _total_after(self) -> bool:
        """`..., total 6 miles`, `... (6 miles in all)` at the end: what the blocks add up to."""
        mark = self.mark()
        start = self.token.start
        self.accept("(", "[")
        said = self.token.value in ("total", "totals", "totalling")
        if said:
            self.step()
            self.accept(":", "=", "OF")
        self.accept("~", "ABOUT")
        if self.kind == "NUM" and self.kind_ahead() in ("-", "TO"):
            self.step()
            self.step()
        if self._amount_of_all(("DIST", "TIME")):
            said = self._says_total() or said
            self.accept("CONTINUOUS")
            self.accept(")", "]")
            if said and self.kind in ("END", "\n", "."):
                self.passed.append((start, self.last_end))
                return True
        self.back(mark)
        return False

    def _numbered(self) -> bool:
        """`1.` at the beginning of one of several numbered lines."""
        number = self.token.number
        others = [f"{number + step:g}." for step in (-1, 1)]
        lines = [line.lstrip() for line in self.plain.split("\n")]
        if number > 20 or not any(line.startswith(tuple(others)) for line in lines):
            return False
        self.step()
        self.step()
        return True

    def _weekday(self) -> bool:
        """`Tuesday 7th`, `Mon -`, `Sat am`: a day at the beginning of a line, and its date."""
        start = self.step().start
        mark = self.mark()
        if self.kind == "NUM" and self.ahead().value in ("st", "nd", "rd", "th"):
            self.step()
            self.step()
            if self.kind == "word" and str(self.token.value)[:3] in MONTHS:
                self.step()
        elif self.kind == "NUM" and self.kind_ahead() == "/" and self.kind_ahead(3) in ("-", ":"):
            for _ in range(3):
                self.step()
        else:
            self.back(mark)
        if self.kind == "word" and self.token.value in ("am", "pm", "night", "evening", "morning"):
            self.step()
        self.passed.append((start, self.last_end))
        self.accept("-", ":", ",", ".")
        return True

    def _label_instructs(self, n: int) -> bool:
        """Whether a label says something about the session (`Strides:`, `Easy:`, `Tempo:`)."""
        kinds = {self.kind_ahead(k) if k else self.kind for k in range(n)}
        instructing = {
            "EASY",
            "STRIDES",
            "TRAINING",
            "HILL",
            "FARTLEK",
            "PYRAMID",
            "REST",
            "CUTDOWN",
            "ALTERNATE",
            "x",
            "@",
            "SPRINT",
            "STEADY",
            "MARATHON",
            "HALFMARATHON",
            "JOG",
            "LONG",
            "RUN",
            "FROM",
            "DIST",
            "TIME",
            "BETWEEN",
        }
        words = {self.tokens[self.i + k].value for k in range(n)}
        if words & {
            "week",
            "day",
            "session",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        }:
            return bool(kinds & {"DIST", "TIME", "x", "@"})
        if "PACE" in kinds and kinds & {"MILEWORD", "RACE", "GOAL", "HALF", "NUM"}:
            return True
        if kinds & {"SET", "REP"} and "NUM" in kinds:
            return self.kind == "NUM"  # `3 sets:` counts, `Set 3:` is a name
        if (
            self.kind_ahead(n + 1) == "NUM"
            and self.kind_ahead(n + 2) == "x"
            and kinds <= {"DIST", "REP", "PLURAL", "word", "-", "RUN", "NUM", "EFFORT"}
        ):
            return "NUM" in kinds
        return bool(kinds & instructing)

    def _runner(self) -> bool:
        """`For a 35min (3:30/km) 10k runner -`: the runner's race, written in the line."""
        mark = self.mark()
        while (
            self.kind == "word" and self.token.value in ("for", "a", "an", "this", "is", "as", "my")
        ) or self.kind == "UNDER":
            self.step()
        if self.kind == "TIME":
            time = self.step()
            second = None
            if self.kind in ("(", "["):
                self.step()
                second = self.pace(True)
                if second is None or not self.accept(")", "]"):
                    self.back(mark)
                    return False
            metres = self._race_distance()
            if metres and self.kind == "word" and self.token.value in RUNNERS:
                self.step()
                self.accept("-", ":", ",", "\n")
                self.race = Race(metres, round(time.number))
                if second is not None and second.per in ("km", "mile"):
                    length = 1000.0 if second.per == "km" else MILE
                    pace = self.race.time_ms / metres * length
                    if abs(pace - second.ms) > 1000:
                        self.warnings.append(
                            f"{self.race.name} is {clock(pace, 0)}/{second.per}, "
                            f"not {clock(second.ms, 0)}; the first is taken"
                        )
                return True
        self.back(mark)
        return False

    def _race_distance(self) -> float:
        """Metres of a race distance here, or 0."""
        scale = {"MARATHON": 42195.0, "HALFMARATHON": 21097.5, "MILEWORD": MILE}
        if self.kind in scale:
            return scale[self.step().kind]
        if self.kind == "HALF":
            self.step()
            self.accept("MARATHON")
            return 21097.5
        if self.kind in ("DIST", "NUM"):
            return self.step().number
        return 0.0

    def _remark(self) -> bool:
        """A bracket without an instruction: passed over and listed."""
        start = self.token.start
        closer = ")" if self.kind == "(" else "]"
        n, depth = 1, 1
        while True:
            token = self.ahead(n)
            if token.kind in ("END", "\n") or token.value in ("repeat", "twice", "again"):
                return False
            if token.kind in ("(", "["):
                depth += 1
            elif token.kind in (")", "]"):
                depth -= 1
                if depth == 0:
                    break
            elif token.kind in QUANTITIES or token.kind in (
                "PCT",
                "x",
                "REST",
                "@",
                "FULL",
                "EQUAL",
                "JOG",
                "WALK",
                "FLOAT",
                "ALTERNATE",
                "LAST",
                "FIRST",
                "BENDS",
                "TRAINING",
                "FROM",
                "CUTDOWN",
                "WITHOUT",
            ):
                return False
            n += 1
        if self.ahead(n).kind != closer:
            return False
        for _ in range(n + 1):
            self.step()
        self.passed.append((start, self.last_end))
        return True

    def _place(self) -> bool:
        """`at Battersea Park`, `on Tuesday`: a capitalised place or day, passed over and listed."""
        mark = self.mark()
        start = self.step().start
        while self.kind == "word" and self.token.value in ("the", "a", "an", "my", "our", *GROUND):
            self.step()
        shouting = self.text.isupper()
        written = self.text[self.token.start : self.token.end]
        if written.isupper() and len(written) > 1:
            shouting = True  # `at CMP` may be a pace
        named = False
        while (
            self.kind == "word"
            and (
                (self.text[self.token.start].isupper() and not shouting)
                or self.token.value in PLACES
            )
        ) or (self.kind == "HILL" and self.token.value == "hills"):
            named = True
            self.step()
            over = self.ahead().value in PLACES and self.kind in ("OR", "AND", "/", "&")
            if over:
                self.step()
        if not named:
            self.back(mark)
            return False
        self.passed.append((start, self.last_end))
        return True

    def _block_ends(self) -> bool:
        return (
            self.kind in SEPARATORS
            or self.kind in ("END", ")", "]", "-", "(", "/", "[", "x")
            or self.kind
            in (
                "NUM",
                "DIST",
                "TIME",
                "WITH",
                "BETWEEN",
                "AND",
                "REST",
                "WORD",
                "word",
                "OPTIONAL",
            )
        )

    def up_and_down(self) -> bool:
        """Whether the text has a way up and one down: `2 miles up, ..., 2 miles down`."""
        kinds = {
            token.kind
            for before, token in pairwise(self.tokens)
            if before.kind in ("NUM", "DIST", "TIME", "MILEWORD")
        }
        return {"UP", "DOWN"} <= kinds

    def _is_filler(self) -> bool:
        """`I want you to`: a word without an instruction."""
        more = self.token.value in ("another", "additional", "complete")
        if more and self.kind_ahead() in ("NUM", "DIST", "TIME"):
            return True  # `then another 2 miles easy`, `complete 5 x 3:00`
        if self.kind == "word":
            return self.token.value in FILLER
        if self.kind == "TRAINING" and self.token.value == "i":
            return self.kind_ahead() == "word" and self.ahead().value in FILLER
        after = self.tokens[self.i - 1].value if self.i else ""
        return self.kind == "TO" and after in FILLER and self.kind_ahead() in ("word", "RUN", "NUM")

    def _only_filler(self, begin: int) -> bool:
        return all(
            token.kind == "GOAL" or (token.kind == "word" and token.value in FILLER)
            for token in self.tokens[begin : self.i]
        )

    def _unknown(self) -> NotationError:
        token = self.token
        if token.kind == "word":
            near = self._nearest(str(token.value))
            hint = f"; did you mean `{near}`?" if near else ""
            return self.fail(f"'{token.value}' is not understood", EXPECTED + hint)
        if token.kind == "END":
            return self.fail("the text ends too early", EXPECTED)
        shown = self.quote(token.start, token.end) or "the end of the line"
        if token.kind == "NUM":
            return self.fail(
                f"{shown} has no unit",
                f"a distance or a time, like `{shown} min` or `{shown} x 400`",
            )
        return self.fail(f"'{shown}' is not understood here", EXPECTED)

    @staticmethod
    def _nearest(word: str) -> str:
        from difflib import get_close_matches

        from trackpacer.notation.words import WORDS

        found = get_close_matches(word, [w for w in WORDS if len(w) > 2], n=1, cutoff=0.75)
        return found[0] if found else ""
