# SPDX-License-Identifier: MIT
"""The grammar of blocks: sequences, repeats, sets, single runs. The top of the grammar.

What stands before, after and between them, and what makes them doubtful, has modules of its own.
"""

from __future__ import annotations

from trackpacer.errors import NotationError
from trackpacer.notation.doubts import Doubts
from trackpacer.notation.draft import EXPECTED, SEPARATORS, Draft
from trackpacer.notation.tokens import MILE, Token
from trackpacer.notation.tree import GroupSpec, Item, RepeatSpec, Rest, RunSpec
from trackpacer.session import Role

HEAD_WORDS = frozenset(["the", "of", "following", "below"])


class Blocks(Doubts):
    """Reads a whole text."""

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
        self._alike_brackets()
        self._all_paced(items)
        self._minutes_or_hours(items)
        if not any(not isinstance(item, Rest) for item in items):
            raise NotationError("there is no session here", self.text, 0, EXPECTED, self.file)
        return items

    def sequence(self, closer: str) -> list[Item]:
        """Items up to a closing bracket or the end."""
        passes, self.passes = self.passes, 1
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
            if newline and (
                (not items and (self._runner() or (closer == "END" and self._total())))
                or (closer == "END" and self._stamped())
                or self._label()
                or (closer == "END" and (self._compound_label() or self._title(not items)))
            ):
                continue
            if not items and self.kind == "REST" and pending is None:
                mark = self.mark()
                pending = self.recovery()
                if pending is not None and self.kind in SEPARATORS:
                    newline = False
                    continue
                self.back(mark)
                pending = None
            if items and (newline or "." in separators) and self._pace_line(items, newline):
                continue
            if items and closer == "END" and (self._total_after() or self._bracketed_words()):
                continue
            if items and self._by_distance(items):
                newline = False
                continue
            if items and self._repeat_all(items):
                newline = False
                continue
            if items and self.kind == "LAST" and self._last_after(items):
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
                elif items and separators <= {",", "+", "/", "&", "AND"} and not newline:
                    if not self._goes_round(items[-1], item):
                        items.append(item)
                else:
                    items.append(item)
                if pending is not None:
                    self._attach(items, pending, False)
                    pending = None
                if "/" in separators and isinstance(item, RunSpec):
                    self._slashed(items, closer)
                self._leftover_rests(items)
            newline = False
        if closer == "END" or not self._sets_are_passes(items, passes):
            self._between_sets(items)
        items.extend(closing)
        return items

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
            and (
                (isinstance(core, RepeatSpec) and core.count > 1)
                or (isinstance(core, GroupSpec) and self.tokens[begin + 1].kind == "-")
            )
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

    def _repeat(self, draft: Draft) -> Item | None:
        mark = self.mark()
        counted = self._count()
        if counted is None:
            return None
        count, start, _ = counted
        rounds = "SET" in [token.kind for token in self.tokens[mark[0] : self.i]]
        heads = self._heads_lines(start)
        if not heads:
            self._before(draft)
        paren = False
        body: list[Item]
        if heads:
            body = self._lines_below(start)
            paren = True
        elif self.kind in ("(", "["):
            closer = ")" if self.kind == "(" else "]"
            opener = self.step()
            self.passes = count
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
        listed = rounds and isinstance(body[0], RunSpec) and not paren
        return RepeatSpec(start, self.last_end, count, body, paren=paren, open_list=listed)

    def _heads_lines(self, start: int) -> bool:
        """`3 sets of:` alone on its line: the lines below are what is repeated."""
        n = 0
        while str(self._at(n).value) in HEAD_WORDS:
            n += 1
        n += self._at(n).kind == ":"
        line = self.plain.rfind("\n", 0, start) + 1
        before = self.plain[line:start].strip(" \t-\u2022")
        alone = not before or (n > 0 and before.endswith("."))
        return alone and self._at(n).kind == "\n" and self._at(n + 1).kind not in ("\n", "END")

    def _lines_below(self, start: int) -> list[Item]:
        """The lines below `3 sets of:`, to the recovery between sets, an empty line or the end."""
        header = self.quote(start, self.last_end)
        while self.kind not in (":", "\n"):
            self.step()  # `3 sets of the following:`
        self.accept(":")
        self.step()
        end = at = self.i
        closed = False
        while self.tokens[at].kind != "END":
            line = at
            while self.tokens[line].kind not in ("\n", "END"):
                line += 1
            kinds = [token.kind for token in self.tokens[at:line]]
            placed = "BETWEEN" in kinds and {"SET", "REP", "EFFORT"} & set(kinds)
            if not kinds or kinds[0] in ("WU", "CD") or "CD" in kinds or placed:
                closed = True
                break
            end = line
            at = line + 1 if self.tokens[line].kind == "\n" else line
        if end == self.i:
            raise self.fail("what is to be run?", "a distance or a time after the count")
        stop = self.tokens[end].start
        # What ends the lines is a bracket nobody wrote.
        self.tokens.insert(end, Token(")", "", stop, stop))
        body = self.sequence(")")
        if self.kind != ")" or self.token.value:
            raise self._unknown()
        self.step()
        rested = [
            isinstance(item, Rest) or getattr(item, "rest", None) is not None for item in body
        ]
        if not closed and any(rested) and not rested[-1]:
            raise self.fail(
                f"where do the lines of '{header}' end?",
                "brackets, like `3 x (800, 400)`, or an empty line after the set",
                self.tokens[end],
            )
        return body

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
            if isinstance(item, RunSpec) and self.kind in ("WITH", ",", "-", "(", "AND", ";"):
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
            words = [self.ahead(n).value for n in (1, 3)]
            if self.kind == "(" and words == ["repeat", "times"] and self.kind_ahead(4) == ")":
                self.step()
                again = self._again(item, draft)
                if again is not None and self.accept(")"):
                    item = again
                    continue
                raise self._unknown()
            if self.kind == "x" and self.kind_ahead() == "NUM":
                again = self._again(item, draft)
                if again is None:
                    break
                item = again
                continue
            if not self._modifier(item, draft):
                break
        return self._build(item, draft)
