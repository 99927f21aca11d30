# SPDX-License-Identifier: MIT
"""Times without a word that says what they are: a target, a recovery, or two of either.

`5 x 1k 3:20 (90s)`, `(60s/3min)`, `odd 3:20, even 3:40`. What can be both is refused here.
"""

from __future__ import annotations

from trackpacer.notation.draft import Draft
from trackpacer.notation.plausible import fastest
from trackpacer.notation.quantities import NOUNS, QUANTITIES, Quantity
from trackpacer.notation.steps import Steps
from trackpacer.notation.tokens import MILE, Token
from trackpacer.notation.tree import Item, Pace, RepeatSpec, Rest, RunSpec, Target
from trackpacer.session import Role


class BareTimes(Steps):
    """Decides what a time is by its size and by what follows it."""

    def __init__(self, text: str, file: str = "session", lap: float = 400.0) -> None:
        super().__init__(text, file, lap)
        # Times alone in a bracket, as they were taken: all of a text should be the same.
        self.bare_rests: list[Token] = []
        self.bare_targets: list[Token] = []

    def _alike_brackets(self) -> None:
        """Refuses `2 x 800 (85 s), 2 x 600 (80 s) with 75 s recovery`: not one a recovery."""
        for token in self.bare_rests:
            if any(token.unit == other.unit for other in self.bare_targets):
                shown = self.quote(token.start, token.end)
                raise self.fail(
                    f"({shown}) may be the recovery, or the time of the rep or of a lap",
                    f"`R{shown}`, `@ {shown}` or `@ {shown}/400`",
                    token,
                )

    def _bare_target(self, item: Item, draft: Draft) -> bool:
        """`10 x 400m 75s (60s)`: a time that can be run in, before the recovery."""
        metres = self._metres_of(item)
        ms = self.token.number * (1000 if self.kind == "PLURAL" else 1)
        if draft.target is not None or not metres or not 0.115 <= ms / metres / 1000 <= 0.36:
            return False
        mark = self.mark()
        token = self.step()
        if self.kind == "/" and self.kind_ahead() == "TIME" and len(self._levels(item)) > 1:
            self.back(mark)  # `4 x 4 x 400 60s / 3min`: within the sets and between them
            amount = self.quantity()
            if amount is not None and amount.second is not None and self._block_ends():
                draft.rests.append(self._rest(amount.start, amount, []))
                return True
            self.back(mark)
            return False
        noun = self.kind in ("JOG", "WALK", "REST", "FLOAT", "EASY", "OFF")
        said = self.kind in ("REST", "JOG") and self.kind_ahead() in (*QUANTITIES, ":", "=")
        if (noun and not said) or not self._rest_follows():
            self.back(mark)
            return False
        draft.target = Target((token.start, token.end), self._time(token, token.start, ms, False))
        return True

    def _plain_time(self, item: Item, draft: Draft) -> bool:
        """`5 x 1k 3:20`, `10 x 400 75`: a running time right after the reps, not a round rest."""
        metres = self._metres_of(item)
        clock = self.kind == "TIME" and self.token.unit == "clock"
        if (
            not (clock or (self.kind == "NUM" and self.token.number < 100))
            or draft.target is not None
            or draft.effort
            or draft.rests
            or not metres
            or (isinstance(item, RepeatSpec) and item.paren)
            or (isinstance(item, RunSpec) and item.role is not Role.WORK)
            or (isinstance(item, RunSpec) and not clock and self.token.number % 5 == 0)
            or draft.role is not None
        ):
            return False
        ms = self.token.number * (1 if clock else 1000)
        slow = 540 if metres >= 1000 else 300
        if not fastest(metres) <= ms / metres <= slow:
            return False
        mark = self.mark()
        token = self.step()
        if self.kind in NOUNS and self.kind_ahead() not in (*QUANTITIES, ":", "="):
            self.back(mark)
            return False  # `6 x 400 1:30 rest @ 80`
        found = self._several_times(item, token, ms)
        if found is None and self.kind in ("-", "TO") and self.kind_ahead() == token.kind:
            self.back(mark)
            return False
        before = self.mark()
        again = self.kind == token.kind and found is None
        value = self.token.number * (1 if clock else 1000)
        even_rest = value % (15_000 if clock else 5_000) == 0
        if again and even_rest and 15_000 <= value <= 300_000 and isinstance(item, RepeatSpec):
            # `10 x 400 80 60`: the second can only be the recovery.
            rest = self.step()
            if self.kind in ("END", "\n", ",", "+", ")", ";"):
                shown = self.quote(rest.start, rest.end)
                in_s = "" if clock else ", in seconds"
                self.note(f"'{shown}' after the target taken as the recovery{in_s}")
                draft.rests.append(Rest((rest.start, rest.end), "time", ms=value))
            else:
                self.back(before)
        ends = self.kind in ("END", "\n", ")", "+", "PLUS", "THEN", ";", ".")
        ends = ends or (self.kind == "," and self._block_after_comma())
        round_ = ms % 30_000 == 0 or ms == 45_000
        even = 10_000 if 0.15 <= ms / metres / 1000 <= 0.25 else 5_000
        round_ = round_ or (metres <= 300 and ms % even == 0)
        if ends and round_ and found is None and not draft.rests:
            shown = self.quote(token.start, token.end)
            raise self.fail(
                f"'{shown}' may be the target or the recovery", f"`@ {shown}` or `R{shown}`", token
            )
        if not ends and not self._rest_follows():
            self.back(mark)
            return False
        if self.kind == "/" and self.kind_ahead() != "REST":
            self.back(mark)
            return False
        found = found or Target(
            (token.start, token.end), self._time(token, token.start, ms, not clock)
        )
        draft.target = found
        shown = self.quote(*found.span)
        self.note(f"'{shown}' right after the reps taken as the target")
        return True

    def _several_times(self, item: Item, token: Token, ms: float) -> Target | None:
        """`72-74`, `80, 78, 76, 74`: a range, or a time for each rep, after its first is taken."""
        mark = self.mark()
        target = Target(
            (token.start, token.end),
            self._time(token, token.start, ms, token.kind == "NUM"),
        )
        self._more(target)
        reps = item.count if isinstance(item, RepeatSpec) else 1
        every_5 = token.kind == "NUM" and token.number % 5 == 0
        if target.fast is not None and target.fast.kind == "time":
            doubtful = every_5 and target.fast.ms % 5_000 == 0
            near = 0.85 <= target.fast.ms / ms <= 1.18
            if near and not (doubtful and not self._rest_follows()):
                target.span = (token.start, self.last_end)
                return target
        if len(target.listed) > 1 and len(target.listed) == reps:
            target.span = (token.start, self.last_end)
            return target
        self.back(mark)
        return None

    def _block_after_comma(self) -> bool:
        """Whether another block begins after this comma: `5 x 1k 3:24, 4 x 200`."""
        after = self.ahead()
        return (
            (after.kind == "NUM" and self.kind_ahead(2) == "x")
            or (after.kind == "DIST" and after.number >= 100)
            or (
                after.kind == "NUM"
                and after.number >= 100
                and self.kind_ahead(2) in ("TIME", "NUM")
            )
            or after.kind in ("WU", "CD")
        )

    def _time_for_each(self, item: RepeatSpec, draft: Draft) -> bool:
        """`8 x 300 off 60s - 46, 47, ...`: behind a dash, a time for each of the reps."""
        metres = self._metres_of(item)
        mark = self.mark()
        self.step()
        ms = self.token.number * (1 if self.kind == "TIME" else 1000)
        listed = self.kind in ("NUM", "TIME") and self.kind_ahead() == ","
        if not listed or not metres or item.paren or draft.effort or item.count < 2:
            self.back(mark)
            return False
        found = None
        if fastest(metres) <= ms / metres <= 540:
            found = self._several_times(item, self.step(), ms)
        if found is None or len(found.listed) != item.count:
            self.back(mark)
            return False
        draft.target = found
        return True

    def _after_dash(self, item: Item, draft: Draft) -> bool:
        """`800m - 3:26, 400m recovery`: behind a dash or a colon, the time the run is run in."""
        if self.kind == "-" and isinstance(item, RepeatSpec) and draft.target is None:
            return self._time_for_each(item, draft)
        if self.kind not in ("-", ":") or not isinstance(item, RunSpec) or not item.metres:
            return False
        after = self.ahead()
        if after.kind != "TIME" or after.unit != "clock" or draft.rests or draft.effort:
            return False
        if draft.target is not None or item.role is not Role.WORK or draft.role is not None:
            return False
        if self._per_ahead(2):
            return False
        if not fastest(item.metres) <= after.number / item.metres <= 540:
            per = {"mile": MILE, "km": 1000.0}.get(item.unit, 0.0)
            if per and item.metres > per and 140 <= after.number / per <= 420:
                shown = self.quote(after.start, after.end)
                raise self.fail(
                    f"'{shown}' may be the pace, a recovery or a run",
                    f"`@ {shown}/{item.unit}`, `R{shown}`, or a run with its pace",
                    after,
                )
            return False
        if self.kind_ahead(2) in (*NOUNS, "x", "EASY", "BETWEEN", "OFF", "PACE", "-", "TO"):
            return False
        mark = self.mark()
        self.step()
        token = self.step()
        ends = self.kind in ("END", "\n", ",", ";", "+", ".", "-", ")", "!")
        if not self._rest_follows() and not (ends and after.number % 15_000):
            shown = self.quote(token.start, token.end)
            if ends:
                raise self.fail(
                    f"'{shown}' may be the target, a recovery or a run",
                    f"`@ {shown}`, `R{shown}` or a run with its pace",
                    token,
                )
            self.back(mark)
            return False
        draft.target = Target(
            (token.start, token.end), self._time(token, token.start, token.number, False)
        )
        return True

    def _by_turns(self, item: Item, draft: Draft) -> bool:
        """`odd 3:20, even 3:40`, `alternating 3:20 and 3:40`: two targets by turns."""
        odd = self.kind == "word" and self.token.value in ("odd", "odds")
        metres = self._metres_of(item)
        if not (odd or self.kind == "ALTERNATE") or draft.target is not None or not metres:
            return False
        if not isinstance(item, RepeatSpec) or item.paren:
            return False
        mark = self.mark()
        start = self.token.start
        paces: list[Pace] = []
        for name in ("odd", "even"):
            if odd and self.kind == "word" and str(self.token.value).rstrip("s") == name:
                self.step()
                self.accept("REP", "ONE")
                self.accept("@", "AT", "IN", ":")
            elif odd:
                break
            elif name == "odd":
                self.step()
                self.accept("@", "AT", "IN", "BETWEEN")
            clock = self.kind == "TIME" and self.token.unit == "clock"
            ms = self.token.number * (1 if clock else 1000) if clock or self.kind == "NUM" else 0
            if not fastest(metres) <= ms / metres <= 540:
                break
            token = self.step()
            paces.append(self._time(token, token.start, ms, False))
            if name == "odd" and not self.accept("AND", "&", "/", *((",", ";") if odd else ())):
                break
        # Without a recovery, `alternating` may mean on end.
        if len(paces) == 2 and (
            draft.rests or self._rest_follows() or (odd and self.kind in ("END", "\n", ")"))
        ):
            draft.target = Target((start, self.last_end), paces[0], listed=paces, cycle=True)
            return True
        if len(paces) == 2 and not odd and self.kind in ("END", "\n", ")"):
            raise self.fail(
                "alternating on end, or with a recovery?",
                "the recovery, like `R90`, or `R0` for reps on end",
                self.tokens[mark[0]],
            )
        self.back(mark)
        return False

    def _bare_rest(self, item: Item, draft: Draft) -> bool:
        """`3 x (800, 400) 3 min`, `8 x 400 @ 80 90s`: a time with its unit, after all else."""
        if self._bare_target(item, draft):
            return True
        said = draft.target is not None or (isinstance(item, RepeatSpec) and item.paren)
        said = said or self.tokens[self.i - 1].kind in (")", "]")
        if not said or not isinstance(item, RepeatSpec) or not self._free_slots(item, draft):
            return False
        clock = self.token.unit == "clock" and self.token.number % 15_000 == 0
        if self.token.unit not in ("s", "min") and self.kind != "PLURAL" and not clock:
            return False
        if self.kind_ahead() not in ("END", ",", ".", ";", "+", "\n", ")", "THEN"):
            return False
        token = self.step()
        ms = token.number * (1000 if token.kind == "PLURAL" else 1)
        self.note(f"'{self.quote(token.start, token.end)}' after the set taken as its recovery")
        draft.rests.append(Rest((token.start, token.end), "time", ms=ms))
        return True

    def _bare_window(self, item: Item, draft: Draft) -> bool:
        """`5 x 3 min @ T, 60-90s`: two times with their unit after the target, a window."""
        said = draft.target is not None or draft.effort
        if not isinstance(item, RepeatSpec) or not said or not self._free_slots(item, draft):
            return False
        mark = self.mark()
        amount = self.quantity() if self.kind in ("NUM", "TIME") else None
        window = amount is not None and amount.second is not None and not amount.dist
        if amount is not None and window and amount.separator in ("-", "TO") and not amount.bare:
            rising = amount.second is not None and amount.first < amount.second <= 600_000
            ends = self.kind in ("END", ",", ";", ".", "+", "\n", ")", "THEN")
            if rising and ends:
                draft.rests.append(self._rest(amount.start, amount, []))
                return True
        self.back(mark)
        return False

    def _is_range(self, amount: Quantity, metres: float, draft: Draft) -> bool:
        """Whether `(70-72)` is what to run in: near each other, or a recovery comes after it."""
        if amount.separator not in ("-", "TO") or amount.second is None or not metres:
            return False
        if draft.rests or not 0.115 <= amount.first / metres / 1000 <= 0.36:
            return False
        if amount.second <= 1.1 * amount.first:
            return True
        mark = self.mark()
        self.step()
        follows = self._rest_follows()
        self.back(mark)
        return follows

    def _two_rests(self, item: Item, draft: Draft, closer: str) -> bool:
        """`3 x 4 x 400 (1', 3')`: within the sets and between them."""
        times = ("TIME", "NUM", "PLURAL")
        ends = (closer,) if closer else ("END", "\n", ".", ";")
        shape = [(",", ";", "&", "AND", "+", "-"), times, ends]
        if not closer:
            shape[0] = ("&", "AND", "+", "/")
        minutes = self.kind_ahead() == "DIST" and self.ahead().unit == "m"
        minutes = minutes and self.ahead().number <= 10
        if not closer:
            second = self.ahead(2)
            if self.kind_ahead() == "," and {self.token.unit, second.unit} <= {"s", "min", ""}:
                # `4 x 400 x 3 sets, 60s, 3 min`: a round time, then a longer one.
                low = self.token.number * (1000 if self.kind == "PLURAL" else 1)
                high = second.number * (1000 if second.kind == "PLURAL" else 1)
                timed = self.kind != "NUM" and second.kind != "NUM"
                if timed and low % 15_000 == 0 and high >= 1.5 * low:
                    shape[0] = (",",)
        if self.kind_ahead() in times or minutes:
            shape = shape[1:]
            shape[0] = (*times, "DIST")
        if (
            self.kind not in ("TIME", "NUM", "PLURAL")
            or [self.kind_ahead(n) in kinds for n, kinds in enumerate(shape, 1)]
            != [True] * len(shape)
            or len(self._levels(item)) < 2
            or draft.rests
        ):
            return False
        for place in ("reps", "sets"):
            token = self.token
            amount = self.quantity()
            if amount is None:
                return False
            rest = self._rest(token.start, amount, [])
            rest.place = place
            draft.rests.append(rest)
            if self.kind not in (*times, "DIST"):
                self.step()
        return True

    def _bare_time(self, item: Item, draft: Draft, token: Token, start: int) -> None:
        """`(60)`, `(3:05)`, `, 70s`: a recovery, or the target when it can be nothing else."""
        ms = token.number * (1 if token.kind == "TIME" else 1000)
        metres = self._metres_of(item)
        shown = self.quote(token.start, token.end)
        if (
            draft.rests
            and draft.rests[-1].kind == "jog"
            and not draft.rests[-1].ms
            and draft.rests[-1].pace is None
        ):
            # `200m jog (90 sec)`: the time of the jog.
            draft.rests[-1].ms = ms
            return
        round_rest = ms % 15_000 == 0 or (ms < 60_000 and ms % 10_000 == 0)
        if (
            round_rest
            and len(self._levels(item)) > 1
            and self.kind in ("(", "[")
            and self.kind_ahead() in ("TIME", "NUM", "PLURAL")
        ):
            # `3 x 4 x 400 (60) (3')`: within the sets, then between them.
            draft.rests.append(Rest((start, self.last_end), "time", ms=ms))
            return
        named = token.unit in ("min", "s") or token.kind == "PLURAL"
        odd = token.unit == "clock" and not round_rest and not draft.rests
        known = odd or self._rest_follows()
        if draft.target is not None and draft.target.pace.kind == "race" and known:
            # `@ mile pace (5:00) w/ 400 jog`: the race's time, or the rep's.
            race = draft.target.pace
            if 0.115 <= ms / race.metres / 1000 <= 0.5:
                race.race_ms = ms
                return
            if metres and 0.115 <= ms / metres / 1000 <= 0.5 and draft.target.second is None:
                found = Pace("time", (token.start, token.end), ms=ms, bare=token.kind == "NUM")
                draft.target.second = Target((token.start, token.end), found)
                return
        run = item.body[0] if isinstance(item, RepeatSpec) else item
        per = run.unit if isinstance(run, RunSpec) else ""
        long = {"km": 1000.0, "mile": MILE}.get(per, metres)
        raced = draft.target is not None and draft.target.pace.kind in ("race", "training")
        if (
            raced
            and odd
            and metres > 1.5 * long
            and draft.target is not None
            and 0.185 <= ms / long / 1000 <= 0.42
        ):
            # `2 miles at 5k pace (5:25)`: the same pace, in minutes a mile.
            found = Pace("time", (token.start, token.end), ms=ms, per=per)
            draft.target.second = draft.target.second or Target(found.span, found)
            self.note(f"'{shown}' taken per {per}")
            return
        metric = token.kind == "NUM" and token.number >= 200 and token.number % 50 == 0
        if metric and metres and draft.target is None and ms / metres / 1000 <= 0.36:
            raise self.fail(
                f"({shown}) may be a jog or the time of the rep",
                f"`{shown} m jog`, or a time like `{shown} s`",
                token,
            )
        quickest = 0.098 if metres <= 400 else 0.115
        single = isinstance(item, RunSpec) and metres >= 3000
        if metres and draft.target is None and quickest <= ms / metres / 1000 <= 0.36:
            if self._rest_follows() or not round_rest or single or self._scaled_brackets():
                found = Pace("time", (token.start, token.end), ms=ms, bare=token.kind == "NUM")
                found.span = (token.start, token.end)
                draft.target = Target((token.start, token.end), found)
                self.bare_targets.append(token)
                return
            if not named and token.unit == "clock":
                raise self.fail(
                    f"({shown}) may be the target or the recovery",
                    f"`@ {shown}` or `R{shown}`",
                    token,
                )
            self.note(f"'{shown}' taken as the recovery, not the target")
        if token.kind != "NUM" and draft.target is None and not draft.rests and metres >= 400:
            self.bare_rests.append(token)
        rest = Rest((start, self.last_end), "time", ms=ms)
        if token.kind == "NUM":
            dist, value = self._bare(token.number, token.start, False)
            rest.kind = "jog" if dist else "time"
            rest.metres, rest.ms = (value, 0.0) if dist else (0.0, value)
        draft.rests.append(rest)

    def _scaled_brackets(self) -> bool:
        """`1200 (4:00), 800 (2:36), 400 (76)`: times that go with the lengths, one speed in all."""
        speeds: dict[float, float] = {}
        for length, opener, time, closer in zip(*(self.tokens[n:] for n in range(4)), strict=False):
            metres = length.kind == "DIST" or (length.kind == "NUM" and length.number >= 100)
            if not metres or (opener.kind, closer.kind) not in (("(", ")"), ("[", "]")):
                continue
            if time.kind in ("TIME", "NUM", "PLURAL"):
                ms = time.number * (1 if time.kind == "TIME" else 1000)
                speeds[length.number] = ms / length.number
        if len(speeds) < 2:
            return False
        return max(speeds.values()) <= 1.15 * min(speeds.values())

    def _rest_follows(self) -> bool:
        """Whether a recovery phrase comes next."""
        mark = self.mark()
        bracket = self.accept(",", ";", ".", "(", "[", "-")
        if (self.kind == "TIME" and self.token.unit in ("s", "min")) or (
            self.kind == "PLURAL" and self.token.number <= 180
        ):
            alone = self.kind_ahead() in ("END", ",", "+", "\n", ";", ".", ")")
            if alone and (bracket is None or bracket.kind not in ("(", "[")):
                self.back(mark)
                return True
        found = self.recovery()
        if found is None and bracket is not None and bracket.kind in ("(", "["):
            amount = self.quantity()
            closed = amount is not None and self.kind in (")", "]")
            self.back(mark)
            return closed
        self.back(mark)
        return found is not None and found.place != "sets"
