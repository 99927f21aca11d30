# SPDX-License-Identifier: MIT
"""The grammar of blocks: sequences, repeats, sets, single runs."""

from __future__ import annotations

from dataclasses import replace

from trackpacer.errors import NotationError
from trackpacer.notation.assembly import Assembly
from trackpacer.notation.draft import EXPECTED, SEPARATORS, Draft, runs_of
from trackpacer.notation.recoveries import QUANTITIES
from trackpacer.notation.targets import EFFORTS
from trackpacer.notation.tokens import MILE
from trackpacer.notation.tree import GroupSpec, Item, RepeatSpec, Rest, RunSpec, Target
from trackpacer.session import Effort, Role


class Blocks(Assembly):
    """The grammar of blocks: sequences, repeats, sets, single runs."""

    def whole(self) -> list[Item]:
        """All items of the text. Raises NotationError."""
        items = self.sequence("END")
        if self.kind != "END":
            raise self.fail(
                f"'{self.quote(self.token.start, self.token.end)}' is not understood here", EXPECTED
            )
        last = items[-1] if items else None
        if (
            isinstance(last, Rest)
            and last.place == "gap"
            and last.kind in ("time", "none")
            and not last.jogged
            and len(items) > 1
            and isinstance(items[-2], RepeatSpec)
            and self._held(items[-2])
        ):
            raise NotationError(
                f"a recovery after the last set, '{self.quote(*last.span)}'",
                self.text,
                last.span[0],
                "its place, like `5 min between sets`, or what is run after it",
                self.file,
            )
        if not any(not isinstance(item, Rest) for item in items):
            raise NotationError("there is no session here", self.text, 0, EXPECTED, self.file)
        return items

    def sequence(self, closer: str) -> list[Item]:
        """Items up to a closing bracket or the end."""
        items: list[Item] = []
        closing: list[Item] = []
        pending: Rest | None = None
        newline = True
        while True:
            separators = self._separators(bool(items), newline)
            newline = newline or "\n" in separators
            if "\n" in separators and items:
                self._label_target = None
            then = not separators.isdisjoint(("THEN", "AFTER"))
            finishing = then and self._finishing(self.tokens[self.i - 1])
            if self.kind == closer or self.kind == "END":
                break
            if items and closer == "END" and not separators.isdisjoint((".", "\n")):
                mark = self.mark()
                if self._sentence():
                    continue
                self.back(mark)
            if newline and ((not items and self._runner()) or self._label()):
                continue
            if not items and self.kind == "REST" and pending is None:
                mark = self.mark()
                pending = self.recovery()
                if pending is not None and self.kind in SEPARATORS:
                    newline = False
                    continue
                self.back(mark)
                pending = None
            if items and self._repeat_all(items):
                newline = False
                continue
            if items and self._for_all(items):
                newline = False
                continue
            if items and self._rest_after(items, then, newline):
                newline = False
                continue
            if items and not separators and not newline and not self._begins_block(items[-1]):
                raise self._unknown()
            item = self.item(bool(items), closing)
            if item is not None and not isinstance(item, Rest):
                item.newline = newline
                if self._is_rest(item, items, then):
                    continue
                self._no_doubt_about_count(item, items)
                if items and not separators.isdisjoint((".", "\n")):
                    self._no_heading(items)
                if finishing and items:
                    self._no_part(item, items[-1])
                if "AFTER" in separators and items:
                    self._order(item, items)
                else:
                    items.append(item)
                if pending is not None:
                    self._attach(items, pending, False)
                    pending = None
                if "/" in separators and isinstance(item, RunSpec):
                    self._slashed(items)
                self._leftover_rests(items)
            newline = False
        self._between_sets(items)
        items.extend(closing)
        return items

    def _between_sets(self, items: list[Item]) -> None:
        """`6 x 400 + 6 x 200, 60s rest, 3 min between sets`: the sets are the blocks."""
        last = items[-1] if items else None
        if not isinstance(last, Rest) or last.place != "sets":
            return
        items.pop()
        gaps = [
            i
            for i in range(1, len(items))
            if not isinstance(items[i], Rest | RunSpec)
            and not isinstance(items[i - 1], Rest | RunSpec)
        ]
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

    def _repeat_all(self, items: list[Item]) -> bool:
        """`Repeat 4 times`, `do this 3-4 x`: all the work so far, as one set."""
        mark = self.mark()
        if self.token.value not in ("repeat", "do", "complete", "repeated"):
            return False
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
            return False
        self.accept("SET", "REP")
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
        return any(self.kind_ahead(n) in ("STRIDES", "SPRINT") for n in range(2, 9))

    def _rest_after(self, items: list[Item], then: bool, newline: bool) -> bool:
        """A recovery by itself after an item; True when there was one."""
        mark = self.mark()
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

    def _begins_block(self, before: Item) -> bool:
        """Whether a block may begin here without any sign between: `15 min WU 5 x 1k`."""
        if self.kind in ("WU", "CD") or (
            isinstance(before, RunSpec) and before.role is not Role.WORK
        ):
            return True
        if self.kind in ("DIST", "TIME"):
            after = self.kind_ahead(2) if self.kind_ahead() == "EASY" else self.kind_ahead()
            return after in ("WU", "CD")
        return self.kind == "NUM" and (
            self.kind_ahead() == "x"
            or (self.kind_ahead() == "SET" and self.kind_ahead(2) == "OF")
            or (self.kind_ahead() in ("-", "TO") and self.kind_ahead(3) == "x")
        )

    def _is_rest(self, item: Item, items: list[Item], then: bool) -> bool:
        """`3 x 2 miles @ LT, 2 min`: a bare length after a set is its recovery, or unclear."""
        before = items[-1] if items else None
        bare_times = isinstance(item, GroupSpec) and all(
            0 < run.ms <= 300_000 and run.target is None and not run.effort for run in item.runs
        )
        if bare_times and isinstance(before, RepeatSpec) and not self._held(before):
            raise NotationError(
                "these times may be runs or recoveries",
                self.text,
                runs_of(item)[0].start,
                "each recovery with its set, like `4 x 1k R90, 4 x 400 R60`",
                self.file,
            )
        if not isinstance(item, RunSpec) or before is None or isinstance(before, Rest):
            return False
        timed = isinstance(before, RunSpec) and not before.metres  # `5 min`, `4 min`: a pyramid
        if item.newline and (timed or not 0 < item.ms <= 300_000):
            return False
        if self.plain[: item.start].rstrip().endswith("x"):
            return False  # `1 x 400` is no recovery
        if then and item.metres >= 200 and item.unit:
            return False  # `6 x 800, then 400 m`: a jog would be called one
        bare = item.target is None and item.effort is Effort.NONE and item.role is Role.WORK
        remarked = any(start >= item.end for start, _ in self.passed)
        said = self.last_end > item.end and item.rest is None and not remarked
        if not bare or said or item.ms > 600_000 or item.metres > 400:
            return False
        shown = self.quote(item.start, item.end)
        if isinstance(before, RunSpec):
            # `1k @ 3:20, 60s, 1k @ 3:15`: a short time between two distances.
            after = self.kind_ahead() if self.kind in SEPARATORS else self.kind
            if (
                not item.ms
                or not before.metres
                or before.rest is not None
                or item.rest is not None
                or before.role is not Role.WORK
                or after not in ("DIST", "NUM", "MILEWORD", ")")
                or (after == "NUM" and self.ahead().number < 100 and self.kind_ahead(2) != "x")
            ):
                return False
            self.note(f"'{shown}' between two runs taken as the recovery")
            self._attach(items, Rest((item.start, item.end), "time", ms=item.ms), False)
            return True
        free = any(getattr(level, "rest", None) is None for level in self._levels(before))
        even = item.unit != "clock" or item.ms % 15_000 == 0
        if item.ms and item.rest is None and free and even and not item.newline:
            self.note(f"'{shown}' after the set taken as its recovery")
            self._attach(items, Rest((item.start, item.end), "time", ms=item.ms), False)
            return True
        raise NotationError(
            f"'{shown}' may be a run or a recovery",
            self.text,
            item.start,
            f"`{shown} rest`, `{shown} jog`, or a run with its pace",
            self.file,
        )

    def _no_doubt_about_count(self, item: Item, items: list[Item]) -> None:
        """`mile, 800, 400 x 2`: twice all of it, or the last alone?"""
        before = items[-1] if items else None
        if (
            isinstance(before, RunSpec)
            and isinstance(item, RepeatSpec)
            and not item.newline
            and isinstance(item.body[0], RunSpec)
            and item.body[0].start == item.start
            and before.target is None
            and before.role is Role.WORK
        ):
            raise NotationError(
                f"'x {item.count}' may be for the last run or for all of them",
                self.text,
                item.body[0].length_end or item.body[0].end,
                "`2 x (1600, 800, 400)`, or `1600, 800, 2 x 400`",
                self.file,
            )

    def _no_heading(self, items: list[Item]) -> None:
        """`10k race pace. 10 km`: the pace of what follows, or a run at that pace?"""
        first = items[0]
        if len(items) != 1 or not isinstance(first, RunSpec) or first.counted:
            return
        target = first.target
        said = self.tokens[0].kind == "DIST" and [self.tokens[n].kind for n in (1, 2)] == [
            "RACE",
            "PACE",
        ]
        if said and target is not None and target.pace.kind == "goal" and first.rest is None:
            shown = self.quote(self.tokens[0].start, self.tokens[2].end)
            raise NotationError(
                f"'{shown}' may be a run, or the pace of what follows",
                self.text,
                first.start,
                f"the pace with its run, like `5 x 1k @ {shown}`",
                self.file,
            )

    def _no_part(self, item: Item, before: Item) -> None:
        """`8 x 400 @ 84, finishing with 200 fast`: half of each rep, or a run of its own?"""
        if not isinstance(item, RunSpec) or not item.metres or item.counted:
            return
        bare = item.target is None and item.role is Role.WORK
        if bare and item.metres < self._metres_of(before):
            shown = f"{item.metres:g}"
            raise NotationError(
                f"the {shown} it finishes with: a part of each rep, or a run of its own?",
                self.text,
                item.start,
                f"`(last {shown} -2)` right after the target, or a run like `1 x {shown}`",
                self.file,
            )

    def _slashed(self, items: list[Item]) -> None:
        """`400 @ 72 / 400 @ 90`: two runs with a slash between follow each other at once."""
        before = items[-2] if len(items) > 1 else None
        if isinstance(before, RunSpec) and before.rest is None:
            before.continuous = True
            self.note(f"'{self.quote(before.start, self.last_end)}': no recovery at the slash")

    def _gap(self) -> Rest | None:
        rest = self.recovery()
        if rest is not None and not rest.place:
            rest.place = "gap"
        return rest

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

    def item(self, follows: bool, closing: list[Item]) -> Item | None:
        """One block with all that is said about it; None when it held nothing to run."""
        draft = Draft()
        start = self.token.start
        begin = self.i
        self._before(draft)
        core = self._repeat(draft) or self._core(draft, False)
        if core is None:
            self._without_core(draft, begin, start)
            return None
        if (
            draft.role in (Role.WARMUP, Role.COOLDOWN)
            and isinstance(core, RepeatSpec)
            and core.count > 1
            and self.tokens[begin + 1].kind != ":"
        ):
            # `Warm up - 5 x 1000`: the warm-up has no length, the reps are no warm-up.
            first = self.tokens[begin]
            shown = self.quote(first.start, first.end)
            self.note(f"'{shown}' has no length: left to the runner, not on the watch")
            self.passed.append((first.start, first.end))
            draft.role = None
        draft.end = self.last_end
        item = self._after(core, draft)
        self._labelled(item)
        self._countless(item, core, draft)
        if (
            draft.role in (Role.WARMUP,)
            and self.kind in ("&", "/", "AND", "+")
            and self.kind_ahead() == "CD"
        ):
            self.step()
            self.step()
            if isinstance(item, RunSpec):
                closing.append(
                    RunSpec(
                        item.start,
                        item.end,
                        item.metres,
                        item.ms,
                        item.unit,
                        role=Role.COOLDOWN,
                        effort=item.effort,
                    )
                )
        return item

    def _labelled(self, item: Item) -> None:
        """`Tempo: 2 miles WU, 4 miles, 2 miles CD`: the label's pace, for the work it labels."""
        label = self._label_target
        if label is None:
            return
        for run in runs_of(item):
            if run.effort or run.role is not Role.WORK:
                continue
            if run.target is None:
                run.target = label
                run.pace_inherited = label.span
            run.effort = self._named_effort(label)

    def _order(self, item: RunSpec | GroupSpec | RepeatSpec, items: list[Item]) -> None:
        """`8 x 10s hills after 45 min easy`: what comes after is written first."""
        quiet = isinstance(item, RunSpec) and item.role is not Role.WORK
        if len(items) != 1 or not quiet:
            raise NotationError(
                "what comes first?",
                self.text,
                item.start,
                "the blocks in their order, like `45 min easy, then 8 x 10s hills`",
                self.file,
            )
        items.insert(0, item)

    def _countless(self, item: Item, core: Item, draft: Draft) -> None:
        """`400s @ 80 w/ 200 jog`: how many?"""
        if item is not core or not isinstance(item, RunSpec) or not item.metres:
            return
        if not (self._plural(item) or draft.plural) or item.role is not Role.WORK:
            return
        if self.kind == "word" and self.token.value == "repeat":
            return  # and how often comes next
        shown = self.quote(item.start, item.length_end or item.end)
        shown += "" if self._plural(item) else " reps"
        raise NotationError(
            f"how many {shown}?", self.text, item.start, f"a count, like `8 x {shown}`", self.file
        )

    def _without_core(self, draft: Draft, begin: int, start: int) -> None:
        if draft.role in (Role.WARMUP, Role.COOLDOWN) or draft.role is Role.STRIDE:
            name = self.quote(start, self.last_end)
            self.note(f"'{name}' has no length: left to the runner, not on the watch")
            self.passed.append((start, self.last_end))
            return None
        if self.kind == "DRILLS":
            first = self.step()
            self.note(f"'{first.value}' has no length: left to the runner, not on the watch")
            self.passed.append((first.start, first.end))
            return None
        if self.i > begin and self.kind in ("END", "\n", ".", ",") and self._only_filler(begin):
            return None
        raise self._unknown()

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
            elif self._is_filler():
                self.passed.append((self.token.start, self.token.end))
            elif kind == "GOAL":
                pass
            else:
                return
            self.step()

    def _repeat(self, draft: Draft) -> Item | None:
        mark = self.mark()
        counted = self._count()
        if counted is None:
            return None
        count, start, _ = counted
        self._before(draft)
        paren = False
        body: list[Item]
        if self.kind in ("(", "["):
            closer = ")" if self.kind == "(" else "]"
            opener = self.step()
            body = self.sequence(closer)
            if self.kind != closer:
                raise self.fail("a bracket is not closed", f"`{closer}`", opener)
            self.step()
            if not any(not isinstance(item, Rest) for item in body):
                raise self.fail("there is nothing to run in the bracket", EXPECTED, opener)
            paren = True
        else:
            inner = self._repeat(draft) or self._core(draft, True)
            if inner is None:
                if draft.role is Role.STRIDE or self.kind in ("STRIDES",):
                    self.accept("STRIDES")
                    draft.role = Role.STRIDE
                    self.note("strides without a length taken as 100 m")
                    inner = RunSpec(
                        self.tokens[self.i - 1].start,
                        self.last_end,
                        100.0,
                        unit="m",
                        role=Role.STRIDE,
                    )
                else:
                    nothing = self.kind
                    if nothing == "WITH" and self.tokens[self.i - 1].value == "times":
                        shown = self.quote(start, self.last_end)
                        self.note(f"'{shown}' names no distance: taken as 400 m")
                        return RepeatSpec(
                            start,
                            self.last_end,
                            count,
                            [RunSpec(start, self.last_end, 400.0, unit="m")],
                        )
                    if nothing in ("END", "\n"):
                        raise self.fail(
                            "what is to be run?", "a distance or a time after the count"
                        )
                    self.back(mark)
                    self._count()
                    self._before(Draft())
                    raise self._unknown()
            body = [inner]
        if count == 1 and len(body) == 1:
            if isinstance(body[0], RunSpec):
                body[0].counted = True
            return body[0]
        return RepeatSpec(start, self.last_end, count, body, paren=paren)

    def _core(self, draft: Draft, counted: bool) -> Item | None:
        """A distance, a time, or a ladder of them."""
        mark = self.mark()
        if self.kind in ("(", "[") and not counted:
            return self._bracketed()
        pair = self._work_rest(counted)
        if pair is not None:
            return pair
        self.back(mark)
        ladder = self._ladder(draft, counted)
        if ladder is not None:
            return ladder
        self.back(mark)
        if (
            not counted
            and self.kind == "DIST"
            and self.token.unit == "mile"
            and self.kind_ahead() == "REP"
            and str(self.ahead().value).endswith("s")
        ):
            # `6 mile repeats` are repeats of a mile; `6 x 2 mile repeats` are not.
            miles = self.token.number / MILE
            if miles >= 3 and abs(miles - round(miles)) < 0.001:
                token = self.step()
                mile = RunSpec(token.start, token.end, MILE, unit="mile")
                return RepeatSpec(token.start, self.last_end, round(miles), [mile])
        run = self._length(counted) or self._lettered()
        if run is None:
            self.back(mark)
            return None
        if self.kind == "OR" and self.kind_ahead() in ("TIME", "DIST") and run.metres >= 200:
            second = self.ahead()
            if second.unit in ("min", "m", "s", "mile", "km") and self.kind_ahead(2) != "x":
                self.step()
                self.step()
                shown = self.quote(run.start, self.last_end)
                self.note(f"of '{shown}' the first is taken")
        return run

    def _bracketed(self) -> Item:
        """`(4 x 200 w/ 200 jog) x 3`: a bracket whose count comes after it, or has none."""
        opener = self.step()
        closer = ")" if opener.kind == "(" else "]"
        body = self.sequence(closer)
        if self.kind != closer:
            raise self.fail("a bracket is not closed", f"`{closer}`", opener)
        self.step()
        if not any(not isinstance(item, Rest) for item in body):
            raise self.fail("there is nothing to run in the bracket", EXPECTED, opener)
        return RepeatSpec(opener.start, self.last_end, 1, body, paren=True)

    def _after(self, core: Item, draft: Draft) -> Item:
        item = core
        while True:
            if isinstance(item, RunSpec) and self.kind == "WITH":
                split = self._last_part(item, draft)
                if split is not None:
                    return split
            if isinstance(item, RunSpec) and draft.target is None and self._alternates(item):
                again = self._alternation(item)
                if again is not None:
                    item = again
                    continue
                raise self._unknown()
            if (
                self.kind in ("(", "[")
                and [self.kind_ahead(n) for n in (1, 2)] == ["x", "NUM"]
                and self.kind_ahead(3) in (")", "]")
            ):
                self.step()
                again = self._again(item, draft)
                if again is not None:
                    self.step()
                    item = again
                    continue
            if self.kind == "x" and self.kind_ahead() == "NUM":
                again = self._again(item, draft)
                if again is None:
                    break
                item = again
                continue
            if not self._modifier(item, draft):
                break
        return self._build(item, draft)

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
        if isinstance(item, RepeatSpec | GroupSpec) and draft.rests:
            self._build(item, draft)
            draft.rests = []
        start = self.tokens[mark[0]].start if isinstance(item, Rest) else item.start
        if isinstance(item, RepeatSpec) and item.count == 1:
            return RepeatSpec(
                start, self.last_end, int(number.number), item.body, item.rest, paren=True
            )
        return RepeatSpec(start, self.last_end, int(number.number), [item])

    def _last_part(self, whole: RunSpec, draft: Draft) -> Item | None:
        """`15 miles with the last 5 at MP`: two runs on end."""
        mark = self.mark()
        self.step()
        self.skip_filler()
        if self.accept("LAST") and self.kind in ("NUM", "DIST", "TIME"):
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
            shorter = part.metres < whole.metres if whole.metres else part.ms < whole.ms
            if target is not None and alike and value > 0 and shorter:
                whole.metres -= part.metres
                whole.ms -= part.ms
                self._build(whole, draft)
                whole.role = Role.EASY if whole.target is None else whole.role
                whole.continuous = True
                self._build(part, Draft(target=target))
                self.note(f"'{self.quote(whole.start, self.last_end)}' read as two runs on end")
                return RepeatSpec(whole.start, self.last_end, 1, [whole, part], paren=True)
        self.back(mark)
        return None

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
