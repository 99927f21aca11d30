# SPDX-License-Identifier: MIT
"""Power fails at every write of the flash: no closed lap is lost, files are the old or the new."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.host.laps.programs import intervals
from tests.vm import power_cuts
from trackpacer.laps.log import read
from trackpacer.simulation.one_session import simulate


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A watch in use, on littlefs and on FAT."""
    folder = tmp_path_factory.mktemp("used")
    littlefs, fat = power_cuts.used(folder / "lfs.img"), power_cuts.used(folder / "fat.img", "fat")
    return {torn: fat if torn == "fat" else littlefs for torn in power_cuts.TORN}


def _every(base: Path | None, work: Path, scenario: str, torn: str) -> Iterator[str]:
    for k in power_cuts.cuts(base, work, scenario, torn):
        for wrong in power_cuts.cut(base, work, scenario, k, torn):
            yield f"power cut at write {k} ({torn}): {wrong}"


@pytest.mark.parametrize("torn", power_cuts.TORN)
def test_no_closed_lap_is_lost_at_any_write_of_a_short_session(tmp_path: Path, torn: str) -> None:
    base = power_cuts.new_drive(tmp_path / "new.img") if torn == "fat" else None
    assert list(_every(base, tmp_path, "session:3", torn)) == []


def test_a_first_upload_to_a_drive_is_whole_or_absent(tmp_path: Path) -> None:
    base = power_cuts.new_drive(tmp_path / "new.img")
    assert list(_every(base, tmp_path, power_cuts.CHANGES["upload"], "fat")) == []


def _changes() -> Iterator[Any]:
    """Each change as pages tear in the worst way of each file system, an upload as they tear in
    all; the others in `make soak`."""
    for change, torn in itertools.product(power_cuts.CHANGES, power_cuts.TORN):
        telling = torn in ("half", "fat") or change == "upload"
        yield pytest.param(change, torn, marks=() if telling else pytest.mark.soak)


@pytest.mark.parametrize(("change", "torn"), list(_changes()))
def test_a_change_is_whole_or_was_not(
    used: dict[str, Path], tmp_path: Path, change: str, torn: str
) -> None:
    scenario = power_cuts.CHANGES[change]
    copy = power_cuts._copy(used[torn], tmp_path)
    assert power_cuts.live(copy, scenario, 0, torn).did[-1] in scenario
    assert list(_every(used[torn], tmp_path, scenario, torn)) == []


@pytest.mark.soak
@pytest.mark.parametrize("torn", power_cuts.TORN)
def test_no_closed_lap_is_lost_at_any_write_of_a_whole_session(tmp_path: Path, torn: str) -> None:
    assert list(_every(None, tmp_path, "session:25", torn)) == []


def _whole_watch(work: Path, reps: int) -> Iterator[str]:
    """The app itself, cut at each write of a session's life; then it is offered to go on."""
    image = work / "flash.img"
    for k in itertools.count(1):
        image.unlink(missing_ok=True)
        code = intervals(reps)
        cut = simulate(code, image=image, hardware={"cut_at_write": k})
        if cut.ended != "power cut":
            assert k > 4 * reps, "fewer writes than a session makes"
            return
        heard = [event["cue"] for event in cut.trace if event["cue"] in ("lap", "go")]
        # On flash before the next rep starts: what was run before the last GO.
        safe = heard[: len(heard) - heard[::-1].index("go")].count("lap") if "go" in heard else 0
        kept = read(cut.log).laps if cut.log else ()
        if len(kept) < safe:
            yield f"power cut at write {k}: {len(kept)} laps of {safe}"
        again = simulate(code, image=image)
        log = read(again.log or b"")
        if [lap.run for lap in log.laps] != list(range(reps)) or log.end != "end" or log.problems:
            yield f"power cut at write {k}, gone on with: {log}"
        if [lap.actual_ms for lap in log.laps] != [84_000] * reps:
            yield f"power cut at write {k}, gone on with: {log.laps}"
        if any(path.endswith(".part") for path in again.files):
            yield f"power cut at write {k}: a half file was left"


@pytest.mark.timeout(240)
def test_a_session_cut_at_any_write_is_gone_on_with_and_whole(tmp_path: Path) -> None:
    assert list(_whole_watch(tmp_path, 2)) == []


@pytest.mark.soak
def test_a_whole_session_cut_at_any_write_is_gone_on_with_and_whole(tmp_path: Path) -> None:
    assert list(_whole_watch(tmp_path, 25)) == []


def test_a_log_written_without_closing_would_be_lost(tmp_path: Path) -> None:
    """The harness sees a loss where there is one: laps said to be safe that never were."""
    image = tmp_path / "flash.img"
    life = power_cuts.live(image, "session:2")
    before, after = power_cuts.look(image)
    claimed = power_cuts.Life((*life.did, "lap 2"), None)
    assert power_cuts._session(claimed, before, after)[0] == "lap 2 is lost"
