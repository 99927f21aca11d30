# SPDX-License-Identifier: MIT
"""Exact notation: everything a program can hold, in one written form, with nothing left to guess.

`pacer show --canonical` writes it; any place that takes a session reads it. It begins with the line
`notation: exact`, so that no coach's own text is ever taken for it:

    notation: exact
    title: Short and fast
    athlete: Anna
    25 x (400 m @ 1:24; R 0:35 to 0:45 between)

Not here: coaches' own shorthand (the rest of `notation`), bytes (`decompile`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from trackpacer.errors import NotationError
from trackpacer.notation.patterns import pattern
from trackpacer.session import (
    Effort,
    Group,
    Node,
    Origin,
    Recovery,
    RecoveryType,
    Repeat,
    Role,
    Run,
    Series,
    Session,
    Source,
)
from trackpacer.times import clock, seconds

MARK = "notation: exact"
_TITLE = "title: "
_ATHLETE = "athlete: "

_ROLES = {
    Role.WARMUP: "warm-up",
    Role.COOLDOWN: "cool-down",
    Role.EASY: "easy run",
    Role.FLOAT: "float",
    Role.STRIDE: "stride",
}


def is_exact(text: str) -> bool:
    """Whether a text says that it is exact notation."""
    return text.lstrip().startswith(MARK)


# -- writing


def write(session: Session) -> str:
    """The session as exact notation, one block a line."""
    lines = [MARK]
    if session.title:
        lines.append(_TITLE + session.title)
    if session.athlete:
        lines.append(_ATHLETE + session.athlete)
    return "\n".join([*lines, *(_node(node) for node in session.body)])


def in_one_line(text: str) -> str:
    """The blocks of exact notation parted by `;`, without what stands before them."""
    lines = text.split("\n")[1:]
    return "; ".join(line for line in lines if not line.startswith((_TITLE, _ATHLETE)))


def _node(node: Node) -> str:
    if isinstance(node, Run):
        return _run(node)
    if isinstance(node, Recovery):
        return _recovery(node)
    inner = "; ".join(_node(child) for child in node.body)
    if isinstance(node, Group):
        return f"set ({inner})"
    return f"{node.count} x ({inner})"


def _run(run: Run) -> str:
    if run.distance_m is not None:
        words = [f"{run.distance_m} m"]
    else:
        words = [f"for {clock(run.duration_ms or 0)}"]
    if run.role:
        words.append(_ROLES[run.role])
    if run.effort:
        words.append(f"effort {run.effort.name.lower()}")
    if run.pace is not None:
        words.append(f"@ {_series(run.pace)}/km")
    elif run.target is not None:
        words.append(f"@ {_series(run.target)}")
    if run.bound:
        words.append("or faster")
    elif run.fast_ms:
        words.append(f"or up to {clock(run.fast_ms)} faster")
    if run.spacing_m is not None:
        words.append(f"beeps every {run.spacing_m} m" if run.spacing_m else "beeps at the finish")
    if run.profile:
        words.append("splits " + " ".join(f"{_sign(late)}{seconds(late)}" for late in run.profile))
    return " ".join(words)


def _sign(ms: int) -> str:
    return "" if ms < 0 else "+"


def _series(series: Series) -> str:
    values = [clock(value) for value in series.values]
    words = f"from {values[0]} to {values[1]}" if series.ladder else ", ".join(values)
    return f"{words} by repeat {series.level} out" if series.level else words


def _recovery(node: Recovery) -> str:
    words = f"R {_kind(node)}"
    return f"{words} between" if node.between else words


def _kind(node: Recovery) -> str:
    kind = node.type
    if kind == RecoveryType.NONE:
        return "none"
    if kind == RecoveryType.WINDOW:
        return f"{clock(node.min_ms or 0)} to {clock(node.max_ms or 0)}"
    if kind == RecoveryType.FULL:
        words = "full"
        if node.min_ms:
            words += f" from {clock(node.min_ms)}"
        if node.max_ms:
            words += f" to {clock(node.max_ms)}"
        return words
    if kind == RecoveryType.EQUAL:
        words = "equal" if node.percent == 100 else f"equal {node.percent}%"
        return f"{words} give or take {clock(node.tolerance_ms)}" if node.tolerance_ms else words
    if kind == RecoveryType.EQUAL_OTHER:
        return "as the set before"
    length = _series(node.length) if node.length else ""
    if kind == RecoveryType.JOG:
        return f"{node.distance_m} m jog in {length}" if length else f"{node.distance_m} m jog"
    return f"send-off {length}" if kind == RecoveryType.SENDOFF else length


# -- reading

_DEEPEST = 20

_TOKEN = pattern(
    r"[ \t\r]*(?:(?P<time>\d+:\d\d(?::\d\d)?(?:\.\d{1,3})?|\d+\.\d{1,3})|(?P<number>\d+)"
    r"|(?P<word>[A-Za-z]+(?:-[a-z]+)*)|(?P<mark>[-+;(),@/%\n])|(?P<end>\Z))"
)
_ROLE_WORDS = {name.split()[0]: role for role, name in _ROLES.items()}
_EFFORTS = {effort.name.lower(): effort for effort in Effort if effort}


def read(text: str, file: str = "session") -> Session:
    """Read exact notation. Raises NotationError with the place and what was expected there."""
    return _Reader(text, file).session()


class _Reader:
    """The text, the token at hand, and what may follow."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.at = text.index(MARK) + len(MARK) if is_exact(text) else 0
        self.end = self.at  # of the token before
        self.kind = self.word = ""
        self.start = 0
        self.depth = 0

    def session(self) -> Session:
        head = {_TITLE: "", _ATHLETE: ""}
        if not is_exact(self.text):
            self.start = 0
            self.fail("this is no exact notation", f"the line “{MARK}” first")
        while self.text.startswith("\n", self.at):
            key = next((key for key in head if self.text.startswith(key, self.at + 1)), None)
            if key is None:
                break
            start = self.at + 1 + len(key)
            self.at = (self.text + "\n").index("\n", start)
            head[key] = self.text[start : self.at]
        self.advance()
        while self.word == "\n":
            self.advance()
        body = self.items("")
        return Session(head[_TITLE], self.text, body, athlete=head[_ATHLETE])

    def advance(self) -> str:
        """Go to the next token; return the one left behind."""
        left, self.end = self.word, self.at
        found = _TOKEN.match(self.text, self.at)
        if not found:
            self.start = self.at + len(self.text[self.at :]) - len(self.text[self.at :].lstrip())
            self.fail("a character that means nothing here", "exact notation")
        self.kind = found.lastgroup or ""
        self.word = found.group(self.kind)
        self.start = found.start(self.kind)
        self.at = found.end()
        return left

    def fail(self, problem: str, expected: str) -> NoReturn:
        raise NotationError(problem, self.text, self.start, expected, self.file)

    def wrong(self, expected: str) -> NoReturn:
        shown = "the end" if self.kind == "end" or self.word == "\n" else f"“{self.word}”"
        self.fail(f"{shown} does not belong here", expected)

    def accept(self, *words: str) -> bool:
        """Take the words if all of them stand here, one after the other; else none."""
        saved = (self.at, self.end, self.kind, self.word, self.start)
        for word in words:
            if self.word != word:
                self.at, self.end, self.kind, self.word, self.start = saved
                return False
            self.advance()
        return True

    def need(self, *words: str) -> None:
        for word in words:
            if not self.accept(word):
                self.wrong(f"“{word}”")

    def number(self, expected: str) -> int:
        if self.kind != "number":
            self.wrong(expected)
        if len(self.word) > 9:
            self.fail("a number beyond all measure", expected)
        return int(self.advance())

    def time(self) -> int:
        """`1:24`, `40.487`, `1:02:00.5`; milliseconds."""
        if self.kind != "time":
            self.wrong("a time, as 1:24 or 40.49")
        if len(self.word) > 16:
            self.fail("a time beyond all measure", "a time, as 1:24 or 40.49")
        whole, _, fraction = self.advance().partition(".")
        total = 0
        for part in whole.split(":"):
            total = total * 60 + int(part)
        return total * 1000 + int(fraction.ljust(3, "0") or 0)

    # -- what a session is made of

    def items(self, closer: str) -> tuple[Node, ...]:
        # Deeper than any watch takes, as the compiler says; here only Python's own depth counts.
        if self.depth > _DEEPEST:
            self.fail("brackets within brackets without end", "a few of them at most")
        self.depth += 1
        nodes: list[Node] = [self.item()]
        while True:
            separated = False
            while self.word in (";", "\n"):
                self.advance()
                separated = True
            if (closer and self.word == closer) or self.kind == "end":
                self.depth -= 1
                return tuple(nodes)
            if not separated:
                self.wrong("“;” or a new line")
            nodes.append(self.item())

    def item(self) -> Node:
        start = self.start
        if self.word == "R":
            return self.recovery()
        if self.word == "for":
            return self.run()
        if self.accept("set", "("):
            body = self.items(")")
            self.need(")")
            steps = [node for node in body if isinstance(node, Run | Recovery)]
            if len(steps) < len(body):
                self.start = start
                self.fail("a set holds runs and recoveries only", "no repeat in it")
            return Group(tuple(steps), (start, self.end))
        count = self.number(
            "a run, as 400 m @ 1:24, a recovery, as R 1:20, or a repeat, as 5 x (…)"
        )
        if self.accept("x"):
            self.need("(")
            body = self.items(")")
            self.need(")")
            return Repeat(count, body, (start, self.end))
        return self.run(start, count)

    def run(self, start: int = -1, metres: int | None = None) -> Run:
        origins: dict[str, Origin] = {}

        def mark(name: str, since: int) -> None:
            origins[name] = Origin(Source.WRITTEN, (since, self.end))

        duration: int | None = None
        if metres is None:
            start = self.start
            self.need("for")
            duration = self.time()
            mark("duration", start)
        else:
            self.need("m")
            mark("distance", start)
        role, effort = self.kind_of_run(mark)
        target, pace, fast, bound = self.target(mark)
        since = self.start
        spacing: int | None = None
        if self.accept("beeps", "at", "the", "finish"):
            spacing = 0
        elif self.accept("beeps", "every"):
            spacing = self.number("metres")
            self.need("m")
        if spacing is not None:
            mark("spacing", since)
        since = self.start
        profile: list[int] = []
        if self.accept("splits"):
            while self.word in ("+", "-"):
                sign = -1 if self.advance() == "-" else 1
                profile.append(sign * self.split())
            mark("profile", since)
        return Run(
            (start, self.end),
            distance_m=metres,
            duration_ms=duration,
            target=target,
            pace=pace,
            fast_ms=fast,
            bound=bound,
            profile=tuple(profile),
            spacing_m=spacing,
            role=role,
            effort=effort,
            origins=origins,
        )

    def split(self) -> int:
        """Seconds, with or without a fraction; milliseconds."""
        if self.kind == "number":
            return self.number("seconds") * 1000
        return self.time()

    def kind_of_run(self, mark: Callable[[str, int], None]) -> tuple[Role, Effort]:
        role, effort = Role.WORK, Effort.NONE
        since = self.start
        if self.word in _ROLE_WORDS:
            role = _ROLE_WORDS[self.advance()]
            if role == Role.EASY:
                self.need("run")
            mark("role", since)
        since = self.start
        if self.accept("effort"):
            if self.word not in _EFFORTS:
                self.wrong("an effort: " + ", ".join(_EFFORTS))
            effort = _EFFORTS[self.advance()]
            mark("effort", since)
        return role, effort

    def target(
        self, mark: Callable[[str, int], None]
    ) -> tuple[Series | None, Series | None, int, bool]:
        """After `@`: the target, the pace, the width of the range, whether it is a bound."""
        since = self.start
        if not self.accept("@"):
            return None, None, 0, False
        values = self.series()
        pace = self.accept("/", "km")
        mark("pace" if pace else "target", since)
        since = self.start
        fast, bound = 0, self.accept("or", "faster")
        if not bound and self.accept("or", "up", "to"):
            fast = self.time()
            self.need("faster")
        if bound or fast:
            mark("range", since)
        return (None, values, fast, bound) if pace else (values, None, fast, bound)

    def series(self) -> Series:
        """One time, `from 1:34 to 1:14`, or `1:14, 1:12, 1:10`, and the repeat that drives it."""
        ladder = self.accept("from")
        values = [self.time()]
        if ladder:
            self.need("to")
            values.append(self.time())
        else:
            while self.accept(","):
                values.append(self.time())
        level = 0
        if self.accept("by", "repeat"):
            level = self.number("how many repeats further out")
            self.need("out")
        return Series(tuple(values), ladder, level)

    def recovery(self) -> Recovery:
        start = self.start
        self.need("R")
        fields = self.kind_of_recovery()
        between = self.accept("between")
        span = (start, self.end)
        origin = {"recovery": Origin(Source.WRITTEN, span)}
        return Recovery(span, **fields, between=between, origins=origin)  # type: ignore[arg-type]

    def kind_of_recovery(self) -> dict[str, object]:
        if self.accept("none"):
            return {"type": RecoveryType.NONE}
        if self.accept("as", "the", "set", "before"):
            return {"type": RecoveryType.EQUAL_OTHER}
        if self.accept("full"):
            least = self.time() if self.accept("from") else None
            most = self.time() if self.accept("to") else None
            return {"type": RecoveryType.FULL, "min_ms": least, "max_ms": most}
        if self.accept("equal"):
            percent = 100
            if self.kind == "number":
                percent = self.number("per cent")
                self.need("%")
            about = self.time() if self.accept("give", "or", "take") else 0
            return {"type": RecoveryType.EQUAL, "percent": percent, "tolerance_ms": about}
        if self.accept("send-off"):
            return {"type": RecoveryType.SENDOFF, "length": self.series()}
        if self.kind == "number":
            metres = self.number("metres")
            self.need("m", "jog")
            length = Series((self.time(),)) if self.accept("in") else None
            return {"type": RecoveryType.JOG, "distance_m": metres, "length": length}
        if self.kind != "time" and self.word != "from":
            self.wrong("a time, full, equal, none, a send-off, a jog, or “as the set before”")
        length = self.series()
        if not length.ladder and len(length.values) == 1 and self.accept("to"):
            return {
                "type": RecoveryType.WINDOW,
                "min_ms": length.values[0],
                "max_ms": self.time(),
            }
        return {"type": RecoveryType.TIME, "length": length}
