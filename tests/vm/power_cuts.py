# SPDX-License-Identifier: MIT
"""Power cuts: a watch's VM killed at write k of its flash, then looked at after a restart.

`cut` tries one and returns what is wrong, if anything; the test and the bench go through the k.
Not here: what runs in the VM (`in_vm/power_cut.py`).
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support import PATIENCE_S
from trackpacer.compiler import compile_session
from trackpacer.device import usb
from trackpacer.laps import log as log_format
from trackpacer.resources import boards_dir, firmware_dir
from trackpacer.session import Repeat, Run, Series, Session
from trackpacer.simulation import vm

SCRIPT = Path(__file__).parent / "in_vm" / "power_cut.py"
TORN = ("half", "none", "bits", "fat")
"""How a page tears; `fat`: a FAT drive, its sectors whole, its renames not atomic."""
LOG = "logs/00001.log"
GOT = "logs/00001.got"


# Changes of a file that was there before, on each link: the old or the new, never neither.
def program_file(target_ms: int, name: str) -> bytes:
    """A program for an upload."""
    run = Run((0, 0), distance_m=400, target=Series((target_ms,)))
    return compile_session(Session(name, "", (Repeat(3, (run,), (0, 0)),))).program


_NEW_PROGRAM = program_file(80_000, "a new one, long enough to be written in several pieces")
_NEW_SETTINGS = json.dumps({"volume": 70, "name": "red", "start": "press", "delay_s": 5}).encode()
CHANGES = {
    "upload": f"upload:{_NEW_PROGRAM.hex()}",
    "upload over USB": f"upload-usb:{_NEW_PROGRAM.hex()}",
    "settings": f"settings:{_NEW_SETTINGS.hex()}",
    "settings over USB": f"settings-usb:{_NEW_SETTINGS.hex()}",
    "clock": "clock:7200",
    "mark": "mark",
}


def used(image: Path, torn: str = "half") -> Path:
    """A watch in use: a program, settings, and a log that waits to be fetched."""
    old = program_file(84_000, "the old one")
    settings = json.dumps({"volume": 50}).encode()
    scenarios = [f"upload:{old.hex()}", f"settings:{settings.hex()}", "session:3"]
    if torn == "fat":
        scenarios.append("fill:12")
    for scenario in scenarios:
        life = live(image, scenario, 0, torn)
        assert life.writes and len(life.did) > 1
    return image


def new_drive(image: Path) -> Path:
    """A FAT drive that was started once, its folders so full that a rename takes two writes."""
    live(image, "fill:12", 0, "fat")
    return image


@dataclass(frozen=True, slots=True)
class Life:
    """What a VM said before it ended. did: what was safe; writes: how many, None when killed."""

    did: tuple[str, ...]
    writes: int | None


def _vm(*words: str) -> subprocess.CompletedProcess[str]:
    folders = f"{firmware_dir()}:{boards_dir() / 'simulator'}"
    return subprocess.run(
        vm.vm_command([str(SCRIPT), folders, *words]),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )


def live(image: Path, scenario: str, cut: int = 0, torn: str = "half") -> Life:
    """Run a scenario on the image; power fails at write `cut` (0: never)."""
    image.touch()
    prelude = image.with_suffix(".py")  # an argument of the VM has at most 255 bytes
    prelude.write_text(usb._PRELUDE)
    ran = _vm("run", str(image), scenario, str(cut), torn, str(prelude))
    lines = ran.stdout.splitlines()
    if ran.returncode == -signal.SIGKILL:
        writes = None
    elif ran.returncode == 0:
        writes = int(lines[-1].split()[1])
    else:
        raise AssertionError(f"{scenario} at write {cut}: {ran.stderr or ran.stdout}")
    return Life(tuple(line[4:] for line in lines if line.startswith("did ")), writes)


def look(image: Path, torn: str = "half") -> tuple[dict[str, bytes], dict[str, bytes]]:
    """All files after power came on again, and again after an unfinished log was gone on with."""
    ran = _vm("look", str(image), torn)
    if ran.returncode != 0:
        raise AssertionError(f"after the restart: {ran.stderr or ran.stdout}")
    before, after = (json.loads(line) for line in ran.stdout.splitlines())
    return _files(before), _files(after)


def _files(found: dict[str, str]) -> dict[str, bytes]:
    return {path: bytes.fromhex(data) for path, data in found.items()}


def cuts(base: Path | None, work: Path, scenario: str, torn: str) -> range:
    """Every write of a scenario, and one more: power that fails after the last."""
    writes = live(_copy(base, work), scenario, 0, torn).writes
    assert writes is not None
    return range(1, writes + 2)


def cut(base: Path | None, work: Path, scenario: str, k: int, torn: str) -> list[str]:
    """Kill the VM at write k of a scenario on a copy of `base` (None: a new chip), restart, and
    say what is wrong: nothing, as a rule."""
    image = _copy(base, work)
    life = live(image, scenario, k, torn)
    try:
        before, after = look(image, torn)
    except AssertionError as error:
        return [str(error)]
    kind = scenario.partition(":")[0]
    if kind == "session":
        return _session(life, before, after)
    if base is None:
        return ["this scenario needs a watch that was in use"]
    old = look(_copy(base, work), torn)[0]
    return _swap(life, kind, scenario, before, old)


def _copy(base: Path | None, work: Path) -> Path:
    image = work / "flash.img"
    if base is None:
        image.unlink(missing_ok=True)
        image.touch()
    else:
        shutil.copyfile(base, image)
    return image


def _session(life: Life, before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Every lap that was closed is there, once; what follows is at most the one being written."""
    begun = any(what.startswith("begin") for what in life.did)
    if LOG not in before:
        return ["the log is gone"] if begun else []
    closed = sum(what.startswith("lap") for what in life.did)
    log = log_format.read(before[LOG])
    found = [lap.actual_ms for lap in log.laps]
    wrong = list(log.problems)
    wrong += [f"lap {run} is lost" for run in range(closed) if 83_000 + run not in found]
    if found != [83_000 + run for run in range(len(found))] or len(found) > closed + 1:
        wrong.append(f"after {closed} laps the log has {found}")
    if "end" in life.did and log.end != "end":
        wrong.append("the end is lost")
    if log.end is None:
        again = log_format.read(after[LOG])
        if [lap.actual_ms for lap in again.laps] != [*found, 99_000] or again.problems:
            wrong.append(f"gone on with, the log has {again.laps} {again.problems}")
    return wrong


def _swap(
    life: Life, kind: str, scenario: str, before: dict[str, bytes], old: dict[str, bytes]
) -> list[str]:
    """The old or the new, never neither; and nothing else changed."""
    more = scenario.partition(":")[2]
    if kind == "mark":
        found = [before[path] for path in (LOG, GOT) if path in before]
        if found != [old[LOG]]:
            return [f"the log stands {len(found)} times"]
        return [] if GOT in before or "mark" not in life.did else ["the mark is lost"]
    if kind == "clock":
        path, new = "watch/settings.json", json.dumps({"utc_offset_s": int(more)}).encode()
    else:
        path = "sessions/a.tpp" if kind.startswith("upload") else "watch/settings.json"
        new = bytes.fromhex(more)
    found_now = before.get(path)
    wrong = []
    if found_now not in (old.get(path), new):
        wrong.append(f"{path} is {found_now!r}")
    if kind in life.did and found_now != new:
        wrong.append(f"{path} was said to be there, and is the old one")
    others = {one for one in old if one not in (path, "watch/boots")}
    wrong += [f"{one} changed" for one in others if before.get(one) != old[one]]
    wrong += [f"{one} was left behind" for one in before if one.upper().endswith((".PART", ".PAR"))]
    return wrong
