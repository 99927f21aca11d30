# SPDX-License-Identifier: MIT
"""The laps that are kept in this browser: the list, a session's report, an evening's, files of it.

Not here: bringing them from a watch (`watch`), what a report says (`laps.page`).
"""

from __future__ import annotations

import base64
import re
from datetime import datetime
from typing import Any

from trackpacer.errors import UserError
from trackpacer.firmware import laplog
from trackpacer.laps.exports import FORMATS
from trackpacer.laps.index import Entry
from trackpacer.laps.log import LARGEST, LogError, read
from trackpacer.laps.result import Result, lap_time
from trackpacer.laps.store import Store
from trackpacer.paces.athletes import load_squad

_TYPES = {"fit": "application/octet-stream", "csv": "text/csv"}


def listed() -> dict[str, Any]:
    """All sessions, newest first, and the days on which more than one was run."""
    store = Store()
    entries = list(reversed(store.entries()))
    days: dict[str, int] = {}
    for entry in entries:
        if entry.about and entry.about.began:
            day = f"{entry.about.began:%Y-%m-%d}"
            days[day] = days.get(day, 0) + 1
    return {
        "logs": [_line(store, entry) for entry in entries],
        "evenings": [day for day, count in days.items() if count > 1],
    }


def _line(store: Store, entry: Entry) -> dict[str, str]:
    stem = store.stored(entry).stem
    about = entry.about
    if about is None:
        return {"log": stem, "title": stem, "about": entry.problem}
    main = about.main
    of = f" of {about.planned_runs}" if about.planned_runs else ""
    runs = "run" if (about.planned_runs or about.ran) == 1 else "runs"
    # Isolated: after a name in Arabic or Hebrew a number would be drawn on its other side.
    who = about.athlete or about.watch
    said = [
        f"{about.began:%a %d %b %Y, %H:%M}" if about.began else "date not known",
        f"\N{FIRST STRONG ISOLATE}{who}\N{POP DIRECTIONAL ISOLATE}" if who else "",
        f"{about.ran}{of} {runs}",
        f"mean {lap_time(round(main.mean_ms))}" if main else "",
    ]
    return {"log": stem, "title": about.title, "about": " · ".join(filter(None, said))}


def report(log: str) -> dict[str, str]:
    """The report of one session, as the laptop writes it: see `_parts`. Raises UserError."""
    from trackpacer.laps import page

    return _parts(page.render([_result(log)]))


def _parts(page: str) -> dict[str, str]:
    """A whole page's style, and what stands in it; kind: the class that its main part has."""
    found = re.search(r"<style>(.*?)</style>.*<main(?: class=\"(.*?)\")?>(.*)</main>", page, re.S)
    assert found is not None
    return {"style": found[1], "kind": found[2] or "", "html": found[3]}


def evening(day: str) -> dict[str, str]:
    """The report of all sessions of a day ('2026-11-23'): see `_parts`. Raises UserError."""
    from trackpacer.laps import page

    store = Store()
    results = []
    for stored in store.all():
        try:
            result = store.result(stored)
        except LogError:
            continue  # the list says what is wrong with it
        if result.began and f"{result.began:%Y-%m-%d}" == day:
            results.append(result)
    if not results:
        raise UserError(f"there are no laps of {day}")
    results.sort(key=lambda result: (result.athlete or result.watch).lower())
    return _parts(page.render(results, evening=True, groups=load_squad().groups))


def export(log: str, kind: str) -> dict[str, str]:
    """A session as a file for another program: 'fit' or 'csv', in base64. Raises UserError."""
    content = base64.b64encode(FORMATS[kind](_result(log))).decode()
    return {"name": f"{log}.{kind}", "content": content, "type": _TYPES[kind]}


def take(name: str, content: str) -> dict[str, Any]:
    """Keep a lap log that was opened as a file (in base64). Raises UserError where it is none."""
    data = base64.b64decode(content)
    _refuse_unreadable(name, data)
    store = Store()
    same, _ = store.find(data)
    about = {"path": name, "fetched": datetime.now().astimezone().isoformat(timespec="seconds")}
    stored = same or store.keep_log(data, about, None)
    return {**listed(), "log": stored.stem, "kept": True}


def _refuse_unreadable(name: str, data: bytes) -> None:
    """Raise UserError where no laps can be read of a file: the list has no button to throw it out.
    (What a watch sent is kept all the same: the watch deletes its own.)"""
    try:
        read(data, name)
    except LogError as error:
        newer = data[:3] == laplog.MAGIC[:3] and data[3:4] > laplog.MAGIC[3:]
        if newer and len(data) <= LARGEST:
            text = f"the file {name} is of a newer watch than this page can read"
            raise UserError(text, "open the newest version of this page") from error
        text = f"the file {name} holds no laps that can be read"
        hint = "a file of laps has a name like 00001.log, and comes from a watch"
        raise UserError(text, hint) from error


def _result(log: str) -> Result:
    store = Store()
    return store.result(store.choose(log))
