# SPDX-License-Identifier: MIT
"""One lap log's bytes as laps: what the watch recorded, and what of it is not sound.

The cells are read by the firmware's own `laplog`. Not here: targets of the program (`result`),
edits (`edits`), dates that the watch did not know (`store`).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

from trackpacer.errors import UserError
from trackpacer.firmware import laplog, laplog_reading, names
from trackpacer.records import fresh, mutable, record
from trackpacer.shown import line

# Seventeen thousand records: many times what the 1,000 runs of the longest program make.
LARGEST = 1 << 18


class LogError(UserError):
    """A file that holds no lap log, or one that this version cannot read."""


class State(StrEnum):
    """How a run ended."""

    LAP = "lap"
    MISSED = "missed"
    SKIPPED = "skipped"
    TIMED = "timed"
    OPEN = "open"


_STATES = {
    laplog.LAP: State.LAP,
    laplog.MISSED: State.MISSED,
    laplog.SKIPPED: State.SKIPPED,
    laplog.TIMED: State.TIMED,
}


@record
class Lap:
    """One run as the watch recorded it. Times in ms.

    run: its index in the program, from 0. set, rep: from 1, 0 for none. target_ms: None when
    untargeted. actual_ms: the lap; None for a run that has none (missed, skipped, open).
    elapsed_ms: what the run took from its last GO, pauses not counted. recovery_ms: taken before
    it; None when not known. voided: times of presses that began a hold. paused_ms: in pauses.
    given_up_ms: of starts that were started again, to where they were left, their pauses too.
    pauses, rest_pauses: each pause, when it began and how long it lasted; of the run, counted from
    its first GO, where a start that was started again is one pause; of the recovery before it, from
    the end of the run before. after_reset: the first run after the watch restarted. go_ms: its
    (last) GO since the first one, count-ins of restarts not counted; None after a reset.
    """

    run: int
    set: int
    rep: int
    state: State
    target_ms: int | None
    actual_ms: int | None
    elapsed_ms: int
    recovery_ms: int | None
    voided: tuple[int, ...] = ()
    paused_ms: int = 0
    given_up_ms: int = 0
    pauses: tuple[tuple[int, int], ...] = ()
    rest_pauses: tuple[tuple[int, int], ...] = ()
    restarts: int = 0
    after_reset: bool = False
    go_ms: int | None = None


@record
class Log:
    """A whole lap log.

    name, athlete, watch: as the header has them, shown (`trackpacer.shown`). identity: of the
    program; None when the header is damaged. began: when the watch knew. uptime_ms, boot: of the
    watch at the start. resets: how often it restarted in the session. end: 'end', 'stopped', or
    None when the log breaks off. length_ms: from the first GO to the end; None when not known, as
    after a reset. problems: a sentence for each thing not sound.
    """

    name: str
    athlete: str
    watch: str
    identity: int | None
    began: datetime | None
    uptime_ms: int
    boot: int
    resets: int
    laps: tuple[Lap, ...]
    end: str | None
    length_ms: int | None
    problems: tuple[str, ...] = ()


@mutable
class _Draft:
    """A run that is not closed yet."""

    voided: list[int] = fresh(factory=list)
    taken_up: list[tuple[int, int]] = fresh(factory=list)  # where it stood, how long
    given_up_ms: int = 0
    restarts: int = 0
    stood_ms: int = 0
    resumed: bool = False
    recovery_ms: int | None = None

    @property
    def paused_ms(self) -> int:
        return sum(length for _, length in self.taken_up)

    @property
    def pauses(self) -> tuple[tuple[int, int], ...]:
        """On the wall's clock, from the first GO of the run."""
        found = [(0, self.given_up_ms)] if self.given_up_ms else []
        lost = self.given_up_ms
        for stood, length in self.taken_up:
            found.append((stood + lost, length))
            lost += length
        return tuple(found)


@mutable
class _Rest:
    """The recovery that is being taken."""

    pauses: list[tuple[int, int]] = fresh(factory=list)
    stood_ms: int | None = None
    resumed: bool = False


def read(data: bytes, file: str = "log") -> Log:
    """The log in `data`. Damage is passed over and named in `problems`.

    LogError (with `file` in its message) when this is no lap log at all, of a newer format, or
    larger than any (LARGEST bytes).
    """
    if len(data) > LARGEST:
        raise LogError(
            f"{file}: {len(data)} bytes are more than a lap log can hold",
            "a lap log that `pacer fetch` brought back",
        )
    problems: list[str] = []
    header = None
    try:
        header = laplog_reading.read_header(data)
    except laplog_reading.FormatError as error:
        if data[:3] == laplog.MAGIC[:3] and len(data) > 3 and data[3] > laplog.VERSION:
            raise LogError(
                f"{file}: {error}", "install the newest pacer, which reads newer logs"
            ) from error
        reason = str(error)
    start = header.length if header else 0
    whole = len(data) // laplog.CELL * laplog.CELL
    cells = [laplog_reading.read_record(data, at) for at in range(start, whole, laplog.CELL)]
    if header is None:
        sound = sum(cell is not None for cell in cells)
        # A header has up to 15 cells; a chance match is one cell in 65536.
        if not sound or (sound < len(cells) - 16 and sound * 2 < len(cells)):
            raise LogError(f"{file}: {reason}", "a lap log is a file that pacer fetch brought back")
        first = next(at for at, cell in enumerate(cells) if cell is not None)
        cells = cells[first:]
        problems.append(
            f"the header is damaged ({reason}): the session's name, date and program are not known"
        )
    laps, end, length_ms = _laps(cells, problems)
    resets = sum(cell is not None and cell[0] == laplog.RESET for cell in cells)
    if len(data) % laplog.CELL:
        problems.append("the last record was cut off as it was being written, and is left out")
    return Log(
        name=line(header.name) if header else "",
        athlete=line(header.athlete) if header else "",
        watch=line(header.watch) if header else "",
        identity=header.identity if header else None,
        began=_began(header.unix_time, header.utc_offset_s) if header else None,
        uptime_ms=header.uptime_ms if header else 0,
        boot=header.boot if header else 0,
        resets=resets,
        laps=laps,
        end=end,
        length_ms=None if resets else length_ms,  # the watch's is from its latest boot's first GO
        problems=tuple(problems),
    )


def local(unix_time: int, utc_offset_s: int) -> datetime:
    """The time of day at an offset from UTC; an offset that no place has counts as UTC."""
    zone = UTC if abs(utc_offset_s) >= 86400 else timezone(timedelta(seconds=utc_offset_s))
    return datetime.fromtimestamp(unix_time, zone)


def _began(unix_time: int, utc_offset_s: int) -> datetime | None:
    return local(unix_time, utc_offset_s) if unix_time else None


def _known(value: int) -> int | None:
    return None if value == laplog.UNKNOWN else value


@mutable
class _Course:
    """The session as its records tell it, one after the other: `take` each, then `open_runs`."""

    problems: list[str]
    laps: dict[int, Lap] = fresh(factory=dict)
    drafts: dict[int, _Draft] = fresh(factory=dict)
    targets: dict[int, tuple[int, int, int]] = fresh(factory=dict)
    rest: _Rest = fresh(factory=_Rest)
    end: str | None = None
    length_ms: int | None = None
    clock: int | None = 0  # ms since the first GO, None once a reset cut it
    reset: bool = False
    last: int = -1

    def take(self, cell: tuple[int, ...]) -> None:
        """The next record."""
        event, run, set_, rep, target, actual, recovery = cell
        draft = self.drafts.setdefault(run, _Draft()) if event < laplog.END else _Draft()
        if event in _STATES:
            self._closed(cell, draft)
        elif event == laplog.VOID:
            self._voided(run, actual, draft)
        elif event == laplog.PAUSE:
            draft.stood_ms = max(actual, 0)
            draft.resumed = False
            self.rest.stood_ms = None if actual > 0 else max(recovery, 0)
            self.rest.resumed = False
            self.targets[run] = (set_, rep, target)
        elif event == laplog.RESUME:
            self._resumed(max(recovery, 0), draft)
        elif event == laplog.RESTART:
            self._restarted(max(recovery, 0), draft)
        elif event == laplog.RESET:
            self.clock = None
            self.reset = True
            if run in self.drafts:  # it is run from its start: what it had stood still is gone
                self.drafts[run].taken_up.clear()
                self.drafts[run].given_up_ms = 0
        elif event in (laplog.END, laplog.STOPPED) and self.end is None:
            self.end = names.EVENTS[event]
            self.length_ms = _known(actual)
        elif event == laplog.LOST:
            self.problems.append(f"{run} records could not be kept by the watch")
            self.clock = None

    def _closed(self, cell: tuple[int, ...], draft: _Draft) -> None:
        event, run, set_, rep, target, actual, recovery = cell
        if run in self.laps:
            self.problems.append(f"run {run + 1} is there twice; the later one counts")
        elif run > self.last + 1:
            self.problems.append(_gap(self.last + 1, run))
        self.last = max(self.last, run)
        elapsed = max(actual, 0)
        go = None
        if self.clock is not None and recovery >= 0:
            go = self.clock + recovery + draft.given_up_ms
            self.clock = go + elapsed + draft.paused_ms
        else:
            self.clock = None
        state = _STATES[event]
        timed = state in (State.LAP, State.TIMED)
        self._keep(
            run,
            (set_, rep, target),
            draft,
            state=state,
            actual_ms=_known(actual) if timed else None,
            elapsed_ms=elapsed,
            recovery_ms=_known(recovery),
            go_ms=go,
        )
        self.reset = False
        self.rest = _Rest()

    def _keep(self, run: int, told: tuple[int, int, int], draft: _Draft, **more: Any) -> None:
        set_, rep, target = told
        self.laps[run] = Lap(
            run=run,
            set=set_,
            rep=rep,
            target_ms=target if target > 0 else None,
            voided=tuple(draft.voided),
            paused_ms=draft.paused_ms,
            given_up_ms=draft.given_up_ms,
            pauses=draft.pauses,
            rest_pauses=tuple(self.rest.pauses),
            restarts=draft.restarts,
            after_reset=self.reset,
            **more,
        )

    def _voided(self, run: int, actual: int, draft: _Draft) -> None:
        """The press that closed the run began a hold: it runs on."""
        dropped = self.laps.pop(run, None)
        if dropped is not None:
            if dropped.go_ms is not None:
                self.clock = dropped.go_ms - (dropped.recovery_ms or 0) - dropped.given_up_ms
            self.reset = dropped.after_reset
            draft.recovery_ms = dropped.recovery_ms
            self.rest = _Rest(list(dropped.rest_pauses))
            self.last = max(self.laps, default=-1)
        if actual > 0:
            draft.voided.append(actual)

    def _resumed(self, length: int, draft: _Draft) -> None:
        # A pause within a recovery is part of that recovery, which the lap's record tells.
        if draft.stood_ms:
            draft.resumed = True
            draft.taken_up.append((draft.stood_ms, length))
        elif self.rest.stood_ms is not None:
            self.rest.resumed = True
            self.rest.pauses.append((self.rest.stood_ms, length))

    def _restarted(self, length: int, draft: _Draft) -> None:
        rest = self.rest
        if draft.stood_ms:
            # The press that began this hold had resumed already: that pause goes with it.
            if draft.resumed:
                draft.taken_up.pop()
            draft.restarts += 1
            draft.given_up_ms += draft.stood_ms + draft.paused_ms + length
            draft.taken_up.clear()
            draft.stood_ms = 0
            draft.resumed = False
        elif rest.stood_ms is not None:  # a pause in a recovery was left for the next GO
            if rest.resumed:
                rest.pauses.pop()
            rest.pauses.append((rest.stood_ms, length))
            rest.stood_ms = None
            rest.resumed = False

    def open_runs(self) -> None:
        """Keep the runs that were begun and never closed."""
        for run, draft in self.drafts.items():
            if run not in self.laps and (draft.voided or draft.stood_ms):
                self._keep(
                    run,
                    self.targets.get(run, (0, 0, 0)),
                    draft,
                    state=State.OPEN,
                    actual_ms=None,
                    elapsed_ms=draft.stood_ms or draft.voided[-1],
                    recovery_ms=draft.recovery_ms,
                )


def _laps(
    cells: list[tuple[int, ...] | None], problems: list[str]
) -> tuple[tuple[Lap, ...], str | None, int | None]:
    course = _Course(problems)
    for number, cell in enumerate(cells, start=1):
        if cell is None:
            problems.append(f"record {number} is damaged and is left out")
            course.clock = None
        else:
            course.take(cell)
    course.open_runs()
    laps = course.laps
    return tuple(laps[run] for run in sorted(laps)), course.end, course.length_ms


def _gap(first: int, run: int) -> str:
    if run == first + 1:
        return f"run {first + 1} is not in the log"
    return f"runs {first + 1} to {run} are not in the log"
