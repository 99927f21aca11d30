# SPDX-License-Identifier: MIT
"""What stands between blocks: separators, recoveries by themselves, `repeat 4 times`.

The blocks are in `blocks`.
"""

from __future__ import annotations

from dataclasses import replace

from trackpacer.errors import NotationError
from trackpacer.notation.draft import SEPARATORS, Draft, runs_of
from trackpacer.notation.paces import PACE_WORDS
from trackpacer.notation.tree import Item, RepeatSpec, Rest, RunSpec
from trackpacer.notation.wholes import Wholes
from trackpacer.session import Role

PACE_NAMES = (
    *("DIST", "NUM", "ONE", "MARATHON", "HALFMARATHON", "HALF", "MILEWORD", "RACE", "GOAL"),
    "TRAINING",
)
QUIET = (Role.WARMUP, Role.COOLDOWN, Role.EASY)


class Between(Wholes):
    """Reads what stands between two blocks, or after them all."""

    def _separators(self, between: bool, newline: bool) -> set[str]:
        """Take what stands between blocks; the kinds that were there."""
        taken: set[str] = set()
        while (
            self.kind in SEPARATORS
            or self._separating_dash(newline or "\n" in taken)
            or (
                self.kind == "/"
                and (between or self.i)
                and "/" not in taken
                and self.kind_ahead() != "REST"
            )
            or (self.kind == "WITH" and between and self._with_block())
        ):
            taken.add(self.step().kind)
        return taken

    def _separating_dash(self, newline: bool) -> bool:
        """A dash that stands between blocks or before one, like a bullet."""
        return (
            self.kind == "-"
            and self.plain[self.token.end : self.token.end + 1].isspace()
            and (
                newline
                or self.kind_ahead()
                in (
                    "NUM",
                    "DIST",
                    "TIME",
                    "PLURAL",
                    "WU",
                    "CD",
                    "STRIDES",
                    "EASY",
                    "TRAINING",
                    "REST",
                    "FULL",
                    "JOG",
                    "word",
                )
            )
        )

    # How often the bracket that begins here is run.
    passes = 1

    def _sets_are_passes(self, items: list[Item], passes: int) -> bool:
        """`3 x (4 x 400 R60; jog 200 between sets)`: the sets are the passes of the bracket."""
        last = items[-1] if items else None
        if passes < 2 or len(items) != 2 or not isinstance(last, Rest):
            return False
        reps = items[0]
        if last.place != "sets" or not isinstance(reps, RepeatSpec) or not self._held(reps):
            return False
        last.place = ""
        return True

    def _between_sets(self, items: list[Item]) -> None:
        """`6 x 400 + 6 x 200, 60s rest, 3 min between sets`: the sets are the blocks."""
        quiet = len(items)
        while quiet and all(run.role in QUIET for run in runs_of(items[quiet - 1])):
            if isinstance(items[quiet - 1], Rest):
                break
            quiet -= 1
        last = items[quiet - 1] if quiet else None
        if not isinstance(last, Rest) or last.place != "sets":
            return
        items.pop(quiet - 1)
        gaps = [
            i
            for i in range(1, len(items))
            if not isinstance(items[i], Rest | RunSpec)
            and not isinstance(items[i - 1], Rest | RunSpec)
        ]
        work = [item for item in items if any(run.role is Role.WORK for run in runs_of(item))]
        levels = self._levels(work[0]) if len(work) == 1 else []
        if not gaps and len(levels) == 1 and self._put(levels, last, ""):
            shown = self.quote(*last.span)
            self.note(f"'{shown}': there is one set, taken as the recovery between its reps")
            return
        if not gaps:
            raise NotationError(
                "a recovery between sets, but there is only one set",
                self.text,
                last.span[0],
                "sets like `2 x 6 x 400`, or a recovery between reps",
                self.file,
            )
        for i in reversed(gaps):
            items.insert(i, replace(last, place="gap", across=True))

    def _for_all(self, items: list[Item]) -> bool:
        """`all off 60s`, `all @ 5k pace`: for everything before it that has none of its own."""
        mark = self.mark()
        if self.token.value != "all":
            return False
        self.step()
        rest = self.recovery() if self.kind in ("WITH", "OFF", "ON", "LEAVING") else None
        if rest is not None:
            rest.place = "all"
            self._attach(items, rest, False)
            return True
        target = self.target() if self.kind in ("@", "AT", "IN") else None
        if target is not None:
            for item in items:
                for run in runs_of(item):
                    if run.role is Role.WORK and run.target is None and not run.effort:
                        run.target = target
            return True
        self.back(mark)
        return False

    def _pace_line(self, items: list[Item], newline: bool) -> bool:
        """`5k pace`, `Intensity - 1500 pace`, `Tempo run` on a line of its own: of those above."""
        mark = self.mark()
        said = self.token.value in ("intensity", "effort", "pace", "speed", "target")
        stated = self.token.value == "target" and self.kind_ahead() in ("NUM", "TIME")
        if said and (self.kind_ahead() in (":", "-", "=") or stated):
            self.step()
            if not stated:
                self.step()
        else:
            said = False
        introduced = said or self.kind in ("@", "AT")
        while self.kind in ("@", "AT"):
            self.step()
        start = self.token.start
        target = self._target(True, start) if self.kind in PACE_NAMES else None
        worded = self.tokens[self.i - 1].kind in PACE_WORDS
        # `800 m run` is a run; `tempo run` tells how those above are run.
        worded = worded or (self.kind == "RUN" and self.tokens[mark[0]].kind == "TRAINING")
        while self.kind == "RUN":
            self.step()
        free = [
            run
            for item in items
            for run in runs_of(item)
            if run.role is Role.WORK and run.target is None and not run.effort
        ]
        ends = self.kind in ("\n", "END", ".") or (said and self.kind in (",", ";"))
        if not (newline or said):
            target = None
        if target is None or not ends or not free or not (worded or introduced):
            self.back(mark)
            return False
        for run in free:
            run.target = target
            run.pace_inherited = target.span
            run.effort = self._named_effort(target)
        return True

    def _by_distance(self, items: list[Item]) -> bool:
        """`800s @ 5k pace, 400s at mile pace`: the paces of the runs before, by their length."""
        mark = self.mark()
        self.accept("(", "[", ":", "-")
        self.skip_filler()
        metres = self.token.number
        raw = self.plain[self.token.start : self.token.end]
        named = self.kind == "PLURAL" and metres >= 100
        named = named or (self.kind == "DIST" and raw.endswith(("ks", "k's")))
        self.step()
        runs = [
            run
            for item in items
            for run in runs_of(item)
            if run.metres == metres and run.role is Role.WORK
        ]
        while self.token.value in ("should", "be", "are", "run", "is", "done"):
            self.step()
        if not named or not runs or self.kind not in ("@", "AT", "IN", "=", ":"):
            self.back(mark)
            return False
        self.accept(":")
        target = self.target() or self._target(True, self.token.start)
        if target is None or any(run.target is not None for run in runs):
            self.back(mark)
            return False
        for run in runs:
            run.target = target
            run.effort = run.effort or self._named_effort(target)
        self.accept(")", "]") if self.tokens[mark[0]].kind in ("(", "[") else None
        return True

    def _last_after(self, items: list[Item]) -> bool:
        """`8 x 400 @ 80, 60s; last one all out`: the last reps of the set before."""
        before = items[-1]
        single = isinstance(before, RepeatSpec) and len(before.body) == 1
        if not isinstance(before, RepeatSpec) or not single:
            return False
        draft = Draft()
        if not isinstance(before.body[0], RunSpec) or not self._last(draft):
            return False
        last = self._last_reps(before, draft)
        assert isinstance(last, RepeatSpec)
        items[-1] = last
        return True

    def _repeat_all(self, items: list[Item]) -> bool:
        """`Repeat 4 times`, `do this 3-4 x`: all the work so far, as one set."""
        mark = self.mark()
        in_a_row = self.kind == "NUM" and self.ahead().value in ("times", "x")
        if in_a_row and [self.ahead(n).value for n in (2, 3, 4)] == ["in", "a", "row"]:
            pass  # `30 s fast, 30 s slow, 8 times in a row`
        elif self.token.value not in ("repeat", "do", "complete", "repeated"):
            return False
        else:
            self.step()
        while self.kind in ("SET", "ALL") or (
            self.kind == "word"
            and self.token.value
            in ("this", "that", "it", "all", "the", "whole", "entire", "thing", "lot", "for")
        ):
            self.step()
        count = 0.0
        if self.kind == "NUM":
            count = self.step().number
            if self.kind in ("-", "TO", "OR") and self.kind_ahead() == "NUM":
                self.step()
                high = self.step().number
                self.note(f"of {count:g} to {high:g} times the smaller is taken: {count:g}")
            if not self.accept("x", "SET"):
                count = 0.0
        elif self.token.value in ("twice", "thrice"):
            count = 2.0 if self.step().value == "twice" else 3.0
        first = next(
            (
                i
                for i, item in enumerate(items)
                if any(run.role is Role.WORK for run in runs_of(item))
            ),
            len(items),
        )
        if not 2 <= count <= 255 or first == len(items):
            self.back(mark)
            ends = self.kind_ahead() in ("END", ".", "\n", ")", "!")
            until = self.ahead().value == "for" and self.kind_ahead(2) in ("TIME", "DIST", "NUM")
            if self.token.value == "repeat" and (ends or until):
                raise self.fail("repeated how often?", "the count, like `repeat 3 times`")
            return False
        self.accept("SET", "REP")
        if self.kind == "IN" and self.ahead(2).value == "row":
            self._pass(3)
        body = items[first:]
        start = body[0].span[0] if isinstance(body[0], Rest) else body[0].start
        items[first:] = [RepeatSpec(start, self.last_end, int(count), body, paren=True)]
        return True

    def _with_block(self) -> bool:
        """`1 hour easy with 8 x 20s strides`: a block of its own, after what stands before.

        Strides only: `20k with 3 x 3k @ MP` holds its work within, nobody says where.
        """
        if self.kind_ahead() != "NUM":
            return False
        coming = [self.ahead(n) for n in range(2, 9)]
        finishing = any(token.value in ("finish", "afterwards", "end") for token in coming)
        return finishing or any(token.kind in ("STRIDES", "SPRINT") for token in coming)

    def _rest_after(self, items: list[Item], then: bool, newline: bool) -> bool:
        """A recovery by itself after an item; True when there was one."""
        mark = self.mark()
        if self.kind in ("(", "["):
            closer = ")" if self.step().kind == "(" else "]"
            inside = self.recovery()
            if inside is None and isinstance(items[-1], RepeatSpec) and not self._held(items[-1]):
                inside = self._time_alone(closer)
            if inside is not None and self.accept(closer) and self._block_ends():
                self._attach(items, inside, False)
                return True
            self.back(mark)
            return False
        if newline or self.tokens[self.i - 1].kind == ".":
            self.skip_filler()
        each = self.tokens[self.i - 1].value == "followed" and isinstance(items[-1], RepeatSpec)
        if each and self._held(items[-1]):
            each = False
        rest = self._gap() if then and not each else self.recovery(free=False)
        if rest is None and newline and self.kind in ("WITH", "OFF", "ON"):
            rest = self.recovery()
        if rest is None or not self._block_ends():
            self.back(mark)
            return False
        # `6 x 1k followed by a 2 min jog`: after each, when nothing comes after it.
        self._attach(items, rest, then and not (each and self.kind in ("END", ".", "\n")))
        return True

    def _gap(self) -> Rest | None:
        rest = self.recovery()
        if rest is not None and not rest.place:
            rest.place = "gap"
        return rest

    def _time_alone(self, closer: str) -> Rest | None:
        """The `90s` of a bracket that holds nothing else: a recovery of the set before."""
        alone = self.kind in ("TIME", "PLURAL") and self.kind_ahead() == closer
        ms = self.token.number * (1000 if self.kind == "PLURAL" else 1)
        if not alone or ms > 300_000 or ms % 5_000:
            return None
        token = self.step()
        self.note(f"'{self.quote(token.start, token.end)}' after the set taken as its recovery")
        return Rest((token.start, token.end), "time", ms=ms)

    def _begins_block(self, before: Item) -> bool:
        """Whether a block may begin here without any sign between: `15 min WU 5 x 1k`."""
        if self.kind in ("WU", "CD") or (
            isinstance(before, RunSpec) and before.role is not Role.WORK
        ):
            return True
        if self._listed_time(before):
            return True
        if self.kind in ("DIST", "TIME"):
            after = self.kind_ahead(2) if self.kind_ahead() == "EASY" else self.kind_ahead()
            return after in ("WU", "CD")
        return self.kind == "NUM" and (
            self.kind_ahead() == "x"
            or (self.kind_ahead() == "SET" and self.kind_ahead(2) == "OF")
            or (self.kind_ahead() in ("-", "TO") and self.kind_ahead(3) == "x")
        )

    def _listed_time(self, before: Item) -> bool:
        """`1 min (1 min), 2 min (1 min) 3 min (1 min)`: the next of a list, a comma forgotten."""
        timed = self.kind == "TIME" and self.token.unit == "min"
        if not timed or not isinstance(before, RunSpec) or before.rest is None:
            return False
        if self.tokens[self.i - 1].kind != ")":
            return False
        brackets = sum(token.kind == "(" for token in self.tokens[: self.i])
        ends = self.kind_ahead() == "(" or self.kind_ahead() in ("END", ".")
        return brackets > 1 and ends
