# SPDX-License-Identifier: MIT
"""Several `pacer` at once, on one watch or one folder: they wait, nothing is lost or doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.host.laps.programs import intervals
from tests.host.laps.sessions import Watch, human
from tests.support import PATIENCE_S
from trackpacer import locks
from trackpacer.device import DeviceError, open_device
from trackpacer.errors import UserError
from trackpacer.firmware import program
from trackpacer.laps.store import Store
from trackpacer.paces.athletes import load_squad
from trackpacer.simulation.watch import SimulatedWatch

FETCH = """
import sys
from pathlib import Path
from tests.host.laps.devices import FolderDevice
from tests.host.laps.sessions import Watch
from trackpacer.laps.fetch import fetch
from trackpacer.laps.store import Store
device = FolderDevice(Watch(Path(sys.argv[1])))
sys.stdin.readline()  # all begin together
done = fetch(device, Store())
print(len(done.new))
"""
HOLD = """
import sys
from pathlib import Path
from trackpacer import locks
with locks.folder(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PACER_CONFIG_DIR", str(tmp_path / "config"))
    yield tmp_path


def started(*words: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, *words], stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def ended(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate("\n", timeout=PATIENCE_S)
    assert process.returncode == 0, err
    return out


def at_once(commands: list[list[str]]) -> None:
    for process in [started("-m", "trackpacer", *words) for words in commands]:
        ended(process)


def with_logs(folder: Path, count: int = 3) -> None:
    watch = Watch(folder)
    for number in range(count):
        watch.begin(name="4 x 400", identity=program.verify(intervals(4)).identity)
        watch.reps(human(4, seed=number))
        watch.end(4)
        watch.bytes()


def test_the_same_logs_by_several_ways_are_kept_once(home: Path) -> None:
    folders = [home / str(number) for number in range(4)]
    for folder in folders:
        with_logs(folder)
    fetching = [started("-c", FETCH, str(folder)) for folder in folders]
    assert sum(int(ended(process)) for process in fetching) == 3
    kept = [stored.path.read_bytes() for stored in Store().all()]
    assert len(kept) == 3 and len(set(kept)) == 3


def test_several_fetches_from_one_watch_each_have_their_turn(home: Path) -> None:
    with SimulatedWatch(home / "watch", {"runner": {"kind": "human", "seed": 1}}) as watch:
        watch.wait_for_app()
        with open_device(f"usb:{watch.port}") as device:
            device.write("sessions/a.tpp", intervals(2))
        done = watch.wait_for(lambda event: event.get("cue") == "done", PATIENCE_S)
        watch.wait_for_app(PATIENCE_S, done["n"])
        at_once([["fetch", "--device", f"usb:{watch.port}"]] * 3)
    assert len(Store().all()) == 1


def test_no_edit_is_lost_among_others(home: Path) -> None:
    with_logs(home / "watch", 1)
    store = Store()
    path = next((home / "watch" / "logs").iterdir())
    store.keep_log(path.read_bytes(), {}, None)
    at_once([["edit", "--run", str(run), "--note", f"note {run}"] for run in range(1, 5)])
    runs = store.all()[0].edits().runs
    assert {run: edit.note for run, edit in runs.items()} == {
        run: f"note {run}" for run in range(1, 5)
    }


def test_no_athlete_is_lost_among_others(home: Path) -> None:
    names = ["Anna", "Ben", "Zoë", "李娜"]
    at_once([["athlete", name, "--race", "10k=35:00"] for name in names])
    assert sorted(one.name for one in load_squad().athletes) == sorted(names)


def test_who_waits_is_told_and_who_is_killed_holds_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = started("-c", HOLD, str(home))
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    monkeypatch.setattr(locks, "_SILENT_S", 0.05)
    with pytest.raises(UserError, match="another pacer is busy"), locks.folder(home, 0.2):
        raise AssertionError("two at once")
    assert f"waiting: another pacer is busy with {home}" in capsys.readouterr().err
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    with locks.folder(home, PATIENCE_S), locks.folder(home, 0):  # once more within is no wait
        pass


def test_threads_wait_for_one_another_too(home: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(20):
            with locks.folder(home):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert len(most) == 80 and set(most) == {1}


def test_a_watch_that_another_talks_to_all_the_time_is_said_to_be(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "WATCH_S", 0.2)
    with SimulatedWatch(home / "watch") as watch:
        watch.wait_for_app()
        with open_device(f"usb:{watch.port}") as device:
            with pytest.raises(DeviceError, match="another pacer is busy with the watch on"):
                open_device(f"usb:{watch.port}").__enter__()
            assert device.list("sessions") == []


def test_a_folder_that_nothing_can_be_locked_in_is_used_all_the_same(home: Path) -> None:
    (home / "file").write_text("")
    with locks.folder(home / "file" / "below"):
        pass
