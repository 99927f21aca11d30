# SPDX-License-Identifier: MIT
"""`pacer send SESSION --squad`: one session onto every watch in range, each at its own pace.

Not here: one watch (`send`), the links (`device.several`).
"""

from __future__ import annotations

import threading
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from trackpacer.cli import program_arguments, session_arguments, squad_arguments, watch_lines
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from trackpacer.cli.program_arguments import Named
    from trackpacer.device import Capability, Device
    from trackpacer.device.several import Line, Reached
    from trackpacer.paces.athletes import Athlete, Squad


def run(args: Namespace) -> int:
    """Compile for each, send to whom is there, and say at the end who has nothing."""
    from trackpacer.device import several
    from trackpacer.paces.athletes import load_squad

    for name in ("device", "athlete", "race"):
        if getattr(args, name):
            raise UserError(
                f"--squad and --{name} do not go together",
                "each watch gets the pace of its own athlete (pacer roster)",
            )
    squad = load_squad()
    members = squad_arguments.meant(squad, args)
    programs, wrong = _programs(args, members)
    sending = _Sending(squad, programs)
    with watch_lines.shown() as line:
        met, silent = several.each(sending.work, line)
    for named in programs.values():
        program_arguments.keep(named.program, named.text)
    return _summary(args, members, programs, wrong, met, silent)


def _programs(
    args: Namespace, members: Sequence[Athlete]
) -> tuple[dict[str, Named], dict[str, UserError]]:
    """Each athlete's program by name, before any watch is spoken to, and why some have none.

    UserError where nobody has one.
    """
    found: dict[str, Named] = {}
    wrong: dict[str, UserError] = {}
    given = args.session
    session_arguments.settle_input(args)
    session_arguments.of_anybody(args.session)  # refuses a compiled program
    for athlete in members:
        own = Namespace(**{**vars(args), "athlete": athlete.name})
        try:
            found[athlete.name] = program_arguments.load(own)
        except UserError as error:
            wrong[athlete.name] = error
        args.read_as = own.read_as  # the same session for all, and asked of once
    args.session = given
    if not found:
        raise next(iter(wrong.values()))
    return found, wrong


class _Sending:
    """Sends each watch its athlete's program. Shared by the watches' threads."""

    def __init__(self, squad: Squad, programs: dict[str, Named]) -> None:
        self._squad = squad
        self._programs = programs
        self._lock = threading.Lock()
        self._served: set[str] = set()

    def work(self, device: Device, about: Capability, line: Line) -> str:
        import time

        from trackpacer.device.several import Skip
        from trackpacer.paces.athletes import key
        from trackpacer.upload import refuse_unfit

        athlete = self._squad.wearing(about.name)
        if athlete is None:
            raise Skip("not a watch of the roster" if about.name else "has no name")
        named = self._programs.get(athlete.name)
        if named is None:
            raise Skip("not asked for")
        with self._lock:
            if athlete.name in self._served:
                raise Skip(f"another watch called {about.name!r} has it already")
            self._served.add(athlete.name)
        try:
            refuse_unfit(about, named.program)
            now = time.time()
            device.set_clock(int(now), time.localtime(now).tm_gmtoff)
            path = f"sessions/{named.name}.tpp"
            device.write(path, named.program, line.moving(path))
        except BaseException:
            with self._lock:
                self._served.discard(athlete.name)
            raise
        whose = "" if key(about.name) == key(athlete.name) else f"{athlete.name}: "
        return f"{whose}sent {path}"


def _summary(
    args: Namespace,
    members: Sequence[Athlete],
    programs: dict[str, Named],
    wrong: dict[str, UserError],
    met: Sequence[Reached],
    silent: str,
) -> int:
    from trackpacer.columns import lines
    from trackpacer.paces.athletes import Squad

    squad = Squad(tuple(members))
    good = {}
    bad: dict[str, Reached] = {}
    strangers = []
    for one in met:
        athlete = squad.wearing(one.watch)
        if athlete is None:
            if one.problem is not None:
                strangers.append(one)
        elif one.problem is None and not one.skipped:
            good[athlete.name] = one.spec
        elif one.problem is not None:
            bad[athlete.name] = one
    rows = [
        (one.group, one.name, _pace(programs[one.name]), good[one.name])
        for one in members
        if one.name in good
    ]
    if rows:
        print("\n".join(lines(("group", "athlete", "target", "sent over"), rows)))
    print(f"{len(good)} of {len(members)} watches have the session.")
    _notes(programs)
    failed = []
    for member in members:
        if member.name in good:
            continue
        problem = wrong.get(member.name)
        if problem is None and member.name in bad:
            problem = bad[member.name].problem
        if problem is None:
            problem = UserError(
                f"the watch {member.watch_name!r} is not in range", watch_lines.NOT_FOUND
            )
        failed.append((member.name, str(problem), problem.hint))
    if failed:
        words = squad_arguments.again([who for who, _, _ in failed])
        unknown = [f"{one.spec} did not say whose it is: {one.problem}" for one in strangers]
        if silent:
            unknown.append(f"Bluetooth was not searched: {silent}")
        watch_lines.say_failed("Not sent", failed, unknown, [*_command(args), *words])
    return 1 if failed else 0


def _pace(named: Named) -> str:
    """The target of a program's first run that has one."""
    from trackpacer import timeline
    from trackpacer.times import clock

    for step in timeline.expand(named.program):
        if step.kind == timeline.RUN and step.target_ms:
            slow = clock(step.target_ms, 1)
            return f"{clock(step.fastest_ms, 1)}-{slow}" if step.fastest_ms is not None else slow
    return ""


def _notes(programs: dict[str, Named]) -> None:
    """What was assumed, and what looks wrong: once for all whom it concerns."""
    for title, notes in (("assumed", "assumptions"), ("check", "warnings")):
        whose: dict[str, list[str]] = {}
        for name, named in programs.items():
            for note in getattr(named, notes):
                whose.setdefault(note, []).append(name)
        for note, names in whose.items():
            if len(names) == len(programs):
                print(f"  {title}: {note}")
            elif title == "check":  # a pace worked out for one runner stands in the table
                print(f"  {title}: {', '.join(names)}: {note}")


def _command(args: Namespace) -> list[str]:
    """The command as given, without whom it was for."""
    words = ["send", args.session, "--squad"]
    for name in ("offset", "lane", "lap", "reading", "equivalence", "name"):
        value = getattr(args, name)
        if value is not None:
            words += [f"--{name}", str(value)]
    return [*words, *(f"--{name}" for name in ("accept", "strict") if getattr(args, name))]
