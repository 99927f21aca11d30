# SPDX-License-Identifier: MIT
"""One set of reps in a session's text, and the same text with other numbers in it.

A progression changes a coach's own line: its count, its pace, its recovery. The places are known
from the notation's spans, and what was written is read again and compared, so that a plan never
holds a line that means something else. Not here: which numbers come next (`progression`).
"""

from __future__ import annotations

import re

from trackpacer.errors import NotationError, UserError
from trackpacer.notation import Context, read
from trackpacer.paces.track import run_length
from trackpacer.records import fields, record
from trackpacer.session import Group, Node, Recovery, RecoveryType, Repeat, Run, Session
from trackpacer.times import clock, seconds

_OFFSET = re.compile(
    r"\s*(?P<sign>\+|-|plus|minus)\s*(?P<amount>\d+(?:\.\d+)?)\s*(?:s|secs?|seconds?)?"
    r"\s*(?P<unit>(?:/|per)\s*(?:400\s*m?|km|k|mile|mi|rep|lap))?\s*$",
    re.IGNORECASE,
)
_PLAIN_TIME = re.compile(
    r"(?<![\w.:])(?:\d+:\d\d(?:\.\d+)?|\d{2,3}(?:\.\d+)?(?:\s*(?:seconds|secs?|s)\b)?)"
    r"(?![\w.:'\"]*\w)"
)
_LENGTH = re.compile(
    r"\d+:\d\d(?:\.\d+)?|\d+'\d\d\"?|\d+(?:\.\d+)?\s*(?:minutes?|mins?|seconds?|secs?|s\b|'|\")?",
    re.IGNORECASE,
)
_METRES = {"km": 1000.0, "k": 1000.0, "mile": 1609.344, "mi": 1609.344}


@record
class Reps:
    """`count` runs of `distance_m` in `target_ms` each, None when untargeted.

    rest_ms: (least, most) of the recovery between them, alike when it is fixed; None when it is
    neither a time nor a window. text: the line itself; session: it, priced.
    """

    count: int
    distance_m: int
    target_ms: int | None
    rest_ms: tuple[int, int] | None
    text: str
    session: Session
    context: Context
    places: tuple[int, tuple[int, int], tuple[int, int]]

    @property
    def name(self) -> str:
        """`25 x 400`, or `2 x 8 x 400` where it is in sets."""
        sets = "".join(f"{node.count} x " for node in _around(self.session.body))
        return f"{sets}{self.count} x {self.distance_m}"

    @property
    def per_400_ms(self) -> float | None:
        """The target's pace for 400 m."""
        return None if self.target_ms is None else self.target_ms * 400 / self.distance_m

    def changed(
        self, count: int, faster_ms: int = 0, rest_ms: tuple[int, int] | None = None
    ) -> Reps:
        """The line with another count, `faster_ms` off each 400 m, and another recovery.

        UserError where its text cannot be changed so.
        """
        start, target, rest = self.places
        edits: list[tuple[tuple[int, int], str]] = []
        if count != self.count:
            digits = re.match(r"\d+", self.text[start:])
            if digits is None:
                raise self._cannot("number of reps")
            edits.append(((start, start + digits.end()), str(count)))
        if faster_ms:
            edits.append((target, self._faster(self.text[slice(*target)], faster_ms)))
        if rest_ms is not None and rest_ms != self.rest_ms:
            edits.append((rest, self._rest(self.text[slice(*rest)], rest_ms)))
        text = self.text
        for (begin, end), new in sorted(edits, reverse=True):
            text = text[:begin] + new + text[end:]
        try:
            made = reps_of(text, self.context)
        except NotationError:
            raise self._cannot("numbers") from None
        wanted = None
        if self.target_ms is not None:
            wanted = self.target_ms - faster_ms * self._scale(self.text[slice(*target)])
        same = made.count == count and made.distance_m == self.distance_m
        same = same and _others(made.session.body) == _others(self.session.body)
        same = same and (rest_ms is None or made.rest_ms == rest_ms)
        if wanted is None or made.target_ms is None:
            same = same and made.target_ms == wanted
        else:
            same = same and abs(made.target_ms - wanted) <= 2
        if not same:
            raise self._cannot("numbers")
        return made

    def _scale(self, target: str) -> float:
        """Metres of a rep over the metres that a second of offset counts for."""
        if self._written_time(target) is not None:
            return self.distance_m / 400
        found = _OFFSET.search(_plain(target))
        unit = re.sub(r"(?:/|per)|\s", "", (found["unit"] or "") if found else "").lower()
        # Off lane 1 a rep is longer than its name.
        length = run_length(self.distance_m, self.context.lane or 1)
        return 1.0 if unit == "rep" else length / _METRES.get(unit, 400.0)

    def _written_time(self, target: str) -> re.Match[str] | None:
        """The time in a target that is one (`@ 1:20`), not a pace with an offset."""
        plain = _plain(target)
        if re.search(r"pace|speed|\d+k\b|[+/]", plain, re.IGNORECASE):
            return None
        times = list(_PLAIN_TIME.finditer(plain))
        return times[0] if len(times) == 1 else None

    def _faster(self, target: str, faster_ms: int) -> str:
        plain = _plain(target)
        found = _OFFSET.search(plain)
        if found and re.search(r"[a-z]", plain[: found.start()], re.IGNORECASE):
            sign = -1 if found["sign"].lower() in ("-", "minus") else 1
            amount = round(sign * float(found["amount"]) * 1000) - faster_ms
            unit = "/" + re.sub(r"(?:/|per)\s*", "", found["unit"] or "/400")
            return target[: found.start()].rstrip() + _signed(amount, unit)
        time = self._written_time(target)
        if time is not None:
            old = self.target_ms or 0
            new = old - round(faster_ms * self.distance_m / 400)
            begin, end = time.span()
            return target[:begin] + (clock(new) if new >= 60_000 else seconds(new)) + target[end:]
        if self.target_ms is None:
            raise UserError(
                f"{self.text.strip()!r} has no target to make faster",
                "write one, like `@ 10k pace` or `@ 1:24`",
            )
        return target.rstrip() + _signed(-faster_ms, "/400")

    def _rest(self, rest: str, wanted: tuple[int, int]) -> str:
        # A distance (`200 m jog in 60`) does not come this far: such a recovery has no rest_ms.
        if self.rest_ms is None:
            raise UserError(
                f"the recovery of {self.text.strip()!r} is no time, so it cannot change by seconds",
                "write one, like /R1:00, or leave the recovery as it is",
            )
        found = list(_LENGTH.finditer(rest))
        new = f"{seconds(wanted[0])}s"
        if wanted[0] != wanted[1]:
            new = f"{seconds(wanted[0])}-{seconds(wanted[1])}s"
        count = 1 if self.rest_ms[0] == self.rest_ms[1] else 2
        if len(found) < count:
            raise self._cannot("recovery")
        return rest[: found[0].start()] + new + rest[found[count - 1].end() :]

    def _cannot(self, what: str) -> UserError:
        return UserError(
            f"the {what} of {self.text.strip()!r} cannot be changed step by step",
            "write it plainly, like 15 x 400 @ 10k pace + 10 s/400 /R1:00",
        )


def reps_of(text: str, context: Context) -> Reps:
    """The one set of reps in a text. UserError when there is none, or more than one."""
    session = read(text, context)
    sets = list(_innermost(session.body))
    if len(sets) != 1:
        what = "no set of reps" if not sets else f"{len(sets)} sets of reps"
        raise UserError(
            f"{text.strip()!r} has {what}",
            "a plan changes one set step by step, like 15 x 400 @ 10k pace + 10 s/400 /R1:00",
        )
    repeat = sets[0]
    runs = [node for node in repeat.body if isinstance(node, Run)]
    rests = [node for node in repeat.body if isinstance(node, Recovery)]
    if len(runs) != 1 or len(rests) > 1 or runs[0].distance_m is None:
        raise UserError(
            f"{text.strip()!r} has no reps that are all alike",
            "a plan changes one set step by step, like 15 x 400 @ 10k pace + 10 s/400 /R1:00",
        )
    run, distance = runs[0], runs[0].distance_m
    target = run.target
    if target is not None and len(target.values) != 1:
        raise UserError(
            f"the targets of {text.strip()!r} change from rep to rep",
            "a plan makes each session faster than the one before, all its reps alike",
        )
    rest = rests[0] if rests else None
    at = run.origins.get("target")
    between = (rest.origins.get("length") or rest.origins.get("type")) if rest else None
    end = repeat.span[1]
    return Reps(
        count=repeat.count,
        distance_m=distance,
        target_ms=target.values[0] if target else None,
        rest_ms=_rest_ms(rest),
        text=text,
        session=session,
        context=context,
        places=(
            repeat.span[0],
            at.span if at else (end, end),
            between.span if between else (end, end),
        ),
    )


def _rest_ms(rest: Recovery | None) -> tuple[int, int] | None:
    if rest is None:
        return None
    if rest.type is RecoveryType.TIME and rest.length and len(rest.length.values) == 1:
        return rest.length.values[0], rest.length.values[0]
    if rest.type is RecoveryType.WINDOW and rest.min_ms is not None and rest.max_ms is not None:
        return rest.min_ms, rest.max_ms
    return None


def _innermost(nodes: tuple[Node, ...]) -> list[Repeat]:
    found: list[Repeat] = []
    for node in nodes:
        if isinstance(node, Repeat):
            inner = _innermost(node.body)
            found += inner or [node]
        elif isinstance(node, Group):
            continue
    return found


def _others(nodes: tuple[Node, ...]) -> list[tuple[object, ...]]:
    """What stands outside the one set of reps, without its places in the text."""
    found: list[tuple[object, ...]] = []
    for node in nodes:
        if isinstance(node, Repeat):
            if _innermost(node.body):
                found += [(node.count,), *_others(node.body)]
        elif isinstance(node, Group):
            found += _others(node.body)
        else:
            found.append(
                tuple(
                    value for name, value in fields(node).items() if name not in ("span", "origins")
                )
            )
    return found


def _around(nodes: tuple[Node, ...]) -> list[Repeat]:
    """The repeats around the innermost one, outermost first."""
    for node in nodes:
        if isinstance(node, Repeat) and _innermost(node.body):
            return [node, *_around(node.body)]
    return []


def _plain(text: str) -> str:
    """The text with its minus signs and spaces as a keyboard has them, as long as before."""
    return re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"\s", " ", text))


def _signed(ms: int, unit: str) -> str:
    if ms == 0:
        return ""
    return f" {'-' if ms < 0 else '+'} {seconds(abs(ms))} s{unit}"
