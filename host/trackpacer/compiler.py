# SPDX-License-Identifier: MIT
"""The compiler: a session tree becomes the program a watch runs, and where each opcode came from.

Here live repeats and groups, the limits of a whole session in a coach's words, and the map from
opcode offset to the node it was made of. Not here: a single run or recovery (`step_code`), how a
number is written (`encoding`), the format's constants and its verifier (the firmware's own
`program.py`, which has the last word on what is made here), text (`notation`), the expanded
timeline (`timeline`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

from trackpacer.encoding import build, encode_varint
from trackpacer.errors import UserError
from trackpacer.firmware import opcodes, program
from trackpacer.records import record
from trackpacer.session import Group, Node, Recovery, Repeat, Run, Session
from trackpacer.step_code import Scope, StepCode, complaint


@record
class Compiled:
    """A program and its provenance.

    origins: the run or recovery that each step's opcode was made of, by the opcode's offset.
    """

    program: bytes
    origins: Mapping[int, Run | Recovery]

    @property
    def identity(self) -> int:
        """The CRC that names the session; lap logs repeat it."""
        return int.from_bytes(self.program[3:7], "little")


def compile_session(session: Session) -> Compiled:
    """Make the program of a session.

    Raises UserError, in the coach's words and pointing into the text, for whatever a watch cannot
    hold: a step over 6 hours, a day over 24, more than 1,000 runs, beeps closer than half a second.
    """
    return _Compiler(session).compile()


def _is_control(letter: str) -> bool:
    """C0, DEL, C1; or half of a surrogate pair, which is no character of UTF-8."""
    number = ord(letter)
    return number < 0x20 or 0x7F <= number < 0xA0 or 0xD800 <= number < 0xE000


def _many(number: int) -> str:
    return f"{number:,}" if number < 1_000_000 else "over a million"


class _Compiler:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.body = bytearray()
        self.nodes: list[tuple[int, Run | Recovery]] = []
        self.run_before = False
        self.steps = StepCode(session.source)
        self.scopes = self.steps.scopes

    def compile(self) -> Compiled:
        session = self.session
        for what, text in (("session", session.title), ("athlete", session.athlete)):
            if any(map(_is_control, text)):
                raise UserError(f"the name of the {what} holds a control character: {text!r}")
            size = len(text.encode())
            if size > opcodes.MAX_NAME:
                raise UserError(
                    f"the name of the {what} takes {size} bytes: {text!r}",
                    f"a watch holds {opcodes.MAX_NAME} bytes of it; shorten it",
                )
        runs, steps, _ = self._count(session.body)
        if runs == 0:
            self._fail("there is no run in it", (0, 0), "at least one, such as 400 @ 84")
        if runs > opcodes.MAX_RUNS or steps > opcodes.MAX_STEPS:
            raise UserError(
                f"the session has {_many(runs)} runs and {_many(steps)} steps",
                f"a watch takes {opcodes.MAX_RUNS:,} and {opcodes.MAX_STEPS:,}; split it",
            )
        for node in session.body:
            self._node(node)
        data = build(session.title, session.athlete, bytes(self.body))
        if len(data) > opcodes.MAX_LENGTH:
            raise UserError(
                f"the session takes {len(data):,} bytes",
                f"a watch takes {opcodes.MAX_LENGTH:,}; split it, or use repeats",
            )
        start = len(data) - len(self.body)
        origins = {start + offset: node for offset, node in self.nodes}
        try:
            program.verify(data)
        except program.FormatError as error:
            raise self._refused(error, origins) from error
        return Compiled(data, origins)

    def _refused(self, error: ValueError, origins: Mapping[int, Run | Recovery]) -> UserError:
        """What the verifier says, at the words that it is about."""
        text = str(error)
        where, _, why = text.partition(": ")
        at = int(where.removeprefix("byte ")) if where.startswith("byte ") else 0
        before = [offset for offset in origins if offset <= at]
        problem = f"a watch would refuse this: {why or text}"
        if not before:
            return UserError(problem)
        return complaint(self.session.source, problem, origins[max(before)].span)

    def _fail(self, problem: str, span: tuple[int, int], expected: str = "") -> NoReturn:
        raise complaint(self.session.source, problem, span, expected)

    def _count(self, body: Sequence[Node]) -> tuple[int, int, int]:
        """Runs and steps of a body in full, and the steps left out in a repeat's last pass."""
        runs = steps = between = 0
        for node in body:
            if isinstance(node, Run):
                runs += 1
                steps += 1
            elif isinstance(node, Recovery):
                if node.between:
                    between += 1
                steps += 1
            elif isinstance(node, Group):
                inner = self._count(node.body)
                runs += inner[0]
                steps += inner[1]
                between += inner[2]
            else:
                inner = self._count(node.body)
                runs += inner[0] * node.count
                steps += inner[1] * node.count - inner[2]
        return runs, steps, between

    def _node(self, node: Node) -> None:
        if isinstance(node, Run):
            self._step(node, self.steps.run(node))
            self.run_before = True
        elif isinstance(node, Recovery):
            if node.between and not self.scopes:
                self._fail("a recovery between reps stands outside any repeat", node.span)
            if node.between and not self.scopes[-1].loop:
                return  # the one pass is the last one
            if not self.run_before:
                self._fail("a recovery before the first run", node.span, "a run before it")
            self._step(node, self.steps.recovery(node))
        elif isinstance(node, Repeat):
            self._repeat(node)
        else:
            self._group(node)

    def _step(self, node: Run | Recovery, code: bytes) -> None:
        self.nodes.append((len(self.body), node))
        self.body += code

    def _repeat(self, node: Repeat) -> None:
        if not 1 <= node.count <= opcodes.MAX_COUNT:
            self._fail(f"{node.count} times", node.span, f"1 to {opcodes.MAX_COUNT} times")
        if self._count(node.body)[0] == 0:
            self._fail("a repeat without a run", node.span, "a run to repeat")
        loop = node.count > 1
        loops = sum(scope.loop for scope in self.scopes)
        if loop and loops == opcodes.MAX_DEPTH:
            self._fail(f"repeats nested deeper than {opcodes.MAX_DEPTH}", node.span)
        self.scopes.append(Scope(node.count, loop))
        if loop:
            self.body += bytes([opcodes.REPEAT]) + encode_varint(node.count)
        for inner in node.body:
            self._node(inner)
        if loop:
            self.body.append(opcodes.END_REPEAT)
        self.scopes.pop()

    def _group(self, node: Group) -> None:
        runs = sum(isinstance(inner, Run) for inner in node.body)
        if runs > opcodes.MAX_COUNT:
            self._fail(f"a set of {runs} runs", node.span, f"at most {opcodes.MAX_COUNT}")
        if runs > 1:
            self.body += bytes([opcodes.GROUP]) + encode_varint(runs)
        # What follows the last run is emitted like the rest: the watch's count of runs ends there.
        for inner in node.body:
            self._node(inner)
