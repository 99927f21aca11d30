# SPDX-License-Identifier: MIT
"""Lap logs from a watch into the store: everything new, and nothing twice or lost.

For each log: read (twice, if a record's own check fails), put on disk, read back and compared by
hash, and only then renamed on the watch (.log to .got), which is the mark. A cut anywhere leaves
either the log unmarked on the watch, to be fetched again, or marked and safe here. Not here: the
link (`device`), file names (`store`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from trackpacer.device import drift
from trackpacer.device.protocol import (
    Capability,
    Device,
    DeviceError,
    Entry,
    Progress,
    RefusedError,
    UnknownWatchError,
)
from trackpacer.firmware import opcodes
from trackpacer.firmware import program as program_format
from trackpacer.laps import log as log_format
from trackpacer.laps.store import Store, Stored
from trackpacer.records import fresh, mutable, record

LOGS = "logs"
SESSIONS = "sessions"
ERRORS = "watch/errors.txt"
NAME = re.compile(r"[0-9]+(\.log|\.got)")
WAITING = ".log"
TAKEN = ".got"

SAME_BOOT = "by the watch's uptime"
BOOT_BEFORE = "at the latest: the watch's clock was not set, and it was restarted since"
NOT_KNOWN = "day of download: the watch's clock was not set"


@mutable
class Fetched:
    """What a fetch did. new: logs that were not here; known: marked on the watch without bringing
    anything new; deleted: paths removed from the watch; errors: new lines of its error log;
    problems: a sentence for each log or file that could not be had; odd: for each file that is no
    lap log, and so was not asked for; warnings: for what looks wrong though everything was had."""

    new: list[Stored] = fresh(factory=list)
    known: int = 0
    deleted: list[str] = fresh(factory=list)
    errors: int = 0
    problems: list[str] = fresh(factory=list)
    odd: list[str] = fresh(factory=list)
    warnings: list[str] = fresh(factory=list)


@record
class _Contact:
    """What holds for the whole of a fetch."""

    capability: Capability
    met: float
    delete: bool
    everything: bool
    progress: Callable[[str], Progress | None]
    whose: Callable[[str], str]


def utc_offset_s(unix_s: float) -> int:
    """This laptop's offset east of UTC at that time."""
    offset = datetime.fromtimestamp(unix_s).astimezone().utcoffset()
    return int(offset.total_seconds()) if offset else 0


def fetch(
    device: Device,
    store: Store,
    *,
    delete: bool = False,
    everything: bool = False,
    progress: Callable[[str], Progress | None] = lambda path: None,
    now: Callable[[], float] = time.time,
    whose: Callable[[str], str] = lambda watch: "",
    done: Fetched | None = None,
) -> Fetched:
    """Bring everything new home.

    delete: then remove from the watch the logs that are safe here, those of earlier fetches too.
    everything: also logs that were marked as downloaded but are not here (by another laptop).
    progress: given a path, what to call while it moves. DeviceError when the link breaks; what was
    done until then stays done. UserError when the disk refuses.
    whose: given a watch's name, its athlete ('' for nobody): who ran a program that names nobody.
    done: filled as it goes, so that what came before a link broke can be told.
    """
    done = Fetched() if done is None else done
    try:
        capability = device.capability()
    except UnknownWatchError as error:
        # Logs first: a watch that cannot say what it is may be about to be flashed anew.
        capability = Capability()
        done.problems.append(f"{error}; a log without a date is given the day of this fetch")
    met = now()
    _warn_of_clock(device, met, done)
    # Whatever else happens, the next log shall know the time of day.
    device.set_clock(int(met), utc_offset_s(met))
    programs = _Programs(device, store, done)
    contact = _Contact(capability, met, delete, everything, progress, whose)
    for entry in sorted(device.list(LOGS), key=lambda one: one.name):
        if not entry.is_directory:
            _one(device, entry, contact, store, done, programs)
    _errors(device, capability, store, done)
    return done


def _one(
    device: Device,
    entry: Entry,
    contact: _Contact,
    store: Store,
    done: Fetched,
    programs: _Programs,
) -> None:
    """Bring one file of the watch's home, if it is a log that is wanted."""
    path = f"{LOGS}/{entry.name}"
    name = NAME.fullmatch(entry.name)
    if name is None:
        done.odd.append(f"{path} on the watch is not named like a lap log, and was left there")
        return
    if entry.size > log_format.LARGEST:
        done.odd.append(f"{path} on the watch is too large for a lap log, and was left there")
        return
    waiting = name[1] == WAITING
    if not waiting and not (contact.everything or contact.delete):
        return
    try:
        data = _read(device, path, contact.progress(path))
        if data is None:
            done.problems.append(
                f"{path} arrived differently twice, and was left there: fetch again"
            )
            return
        if not data:
            done.problems.append(f"{path} on the watch is empty, and was left there")
            return
        _keep(data, path, contact, store, done, programs)
        if waiting:
            marked = path[: -len(WAITING)] + TAKEN
            device.move(path, marked)
            path = marked
        if contact.delete:
            device.delete(path)
            done.deleted.append(path)
    except RefusedError as error:
        done.problems.append(f"{path} was left on the watch: {error}")


def _warn_of_clock(device: Device, met: float, done: Fetched) -> None:
    """Whether the watch's clock ran right since a computer set it last: laps are timed by it."""
    try:
        found = drift.since_set(device.read_clock(), met)
    except DeviceError:
        return  # a firmware that does not tell
    if found is not None and found.is_fault:
        done.warnings.append(
            f"the watch's clock ran {found} since it was last set, and its laps with it: "
            f"{drift.lap_error_s(found.ppm):.2f} s in a lap of 84 s; pacer doctor measures it"
        )


def _read(device: Device, path: str, progress: Progress | None) -> bytes | None:
    """A log as it stands on the watch. None when two readings of a damaged one differ.

    A cable's link compares a CRC-32 of the watch's; Bluetooth's file protocol has no room for one.
    But each record checks itself, so damage shows: when a second reading has the same, it is the
    watch's own, and comes home as it is.
    """
    data = device.read(path, progress)
    if not data:
        return data
    try:
        damaged = bool(log_format.read(data, path).problems)
    except log_format.LogError:
        damaged = True
    return None if damaged and device.read(path) != data else data


def _keep(
    data: bytes,
    path: str,
    contact: _Contact,
    store: Store,
    done: Fetched,
    programs: _Programs,
) -> None:
    """Have a log's bytes in the store, on disk and verified."""
    if store.find(data)[0] is not None:
        done.known += 1
        return
    about: dict[str, Any] = {
        "watch": contact.capability.name,
        "path": path,
        "fetched": _iso(contact.met),
    }
    began: datetime | None = None
    try:
        log = log_format.read(data, path)
        programs.want(log.identity)
        wearer = contact.whose(contact.capability.name)
        if wearer and not log.athlete:
            about["athlete"] = wearer
        if log.began is None:
            began, about["dated"] = date_by_uptime(log, contact.capability, contact.met)
            about["began"] = began.isoformat(timespec="seconds")
    except log_format.LogError as error:
        # It comes home all the same: whoever can read it later has it.
        done.problems.append(str(error))
    with store.alone():  # several watches may be fetched from at once, by other processes too
        same, earlier = store.find(data)
        if same is not None:
            done.known += 1
            return
        if earlier is not None:
            # Fetched in the middle of its session, which went on: the same log, grown.
            store.grow(earlier, data)
            done.new.append(earlier)
            return
        done.new.append(store.keep_log(data, about, began))


def _iso(unix_s: float) -> str:
    return datetime.fromtimestamp(unix_s).astimezone().isoformat(timespec="seconds")


def date_by_uptime(log: log_format.Log, capability: Capability, met: float) -> tuple[datetime, str]:
    """When a log with an unset clock began, and how that is known.

    In the boot that the log was begun in: now less the uptime since. In the next boot, after a
    session that came to its end (with which a watch restarts): it was over when this boot began.
    Later, that is the latest it can have been. Without either, the time of the download. Told by
    the clocks of that day: an hour may have been put on or back since.
    """
    now = datetime.fromtimestamp(met, UTC).astimezone()
    boot = capability.raw.get("boot")
    uptime = timedelta(milliseconds=capability.uptime_ms)
    if capability.uptime_ms > 0 and isinstance(boot, int) and log.boot:
        ran = timedelta(milliseconds=(capability.uptime_ms - log.uptime_ms) % 2**32)
        if boot == log.boot and ran <= uptime:
            return (now - ran).astimezone(), SAME_BOOT
        if boot > log.boot:
            length = log.length_ms or sum(
                lap.elapsed_ms + lap.paused_ms + lap.given_up_ms + (lap.recovery_ms or 0)
                for lap in log.laps
            )
            ended_in_it = log.end is not None and not log.resets and boot == log.boot + 1
            how = SAME_BOOT if ended_in_it else BOOT_BEFORE
            return (now - uptime - timedelta(milliseconds=length)).astimezone(), how
    return now, NOT_KNOWN


class _Programs:
    """Keeps the programs of logs whose targets are not here yet, while the watch still has them."""

    def __init__(self, device: Device, store: Store, done: Fetched) -> None:
        self._device = device
        self._store = store
        self._done = done
        self._looked = False

    def want(self, identity: int | None) -> None:
        """Have the program of this identity in the store, if the watch has it."""
        if identity is None or self._looked or self._store.program(identity) is not None:
            return
        for entry in self._device.list(SESSIONS):
            if entry.is_directory or not entry.name.endswith(".tpp"):
                continue
            if entry.size > opcodes.MAX_LENGTH:
                continue  # none that a watch takes
            try:
                self._store.keep_program(self._device.read(f"{SESSIONS}/{entry.name}"))
            except (program_format.FormatError, RefusedError) as error:
                self._done.problems.append(f"{SESSIONS}/{entry.name} on the watch: {error}")
        self._looked = True


def _errors(device: Device, capability: Capability, store: Store, done: Fetched) -> None:
    """Bring the watch's error log home."""
    names = [entry.name for entry in device.list("watch")]
    if ERRORS.rpartition("/")[2] not in names:
        return
    try:
        text = device.read(ERRORS).decode("utf-8", "replace")
    except DeviceError as error:
        done.problems.append(f"the watch's error log could not be read: {error}")
        return
    done.errors = store.keep_errors(capability.name, text)
