# SPDX-License-Identifier: MIT
"""Files with any names in a watch's logs/, by its own file system: named, and in nobody's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.host.laps.sessions import Watch, human
from tests.support import at_rest
from trackpacer.cli import main
from trackpacer.device.serial_link import SerialLink
from trackpacer.laps.store import Store
from trackpacer.simulation.watch import SimulatedWatch

# As bytes: a damaged directory holds no text.
NAMES = (b"a\x1b]0;x\x07.log", b"\xff\xfe.log", b"\xc3(.log", b"Zo\xc3\xab'\"\\.log",
         b"\xe2\x80\xae.log", b"x" * 60 + b".log", b"{0}%s.log")  # fmt: skip


def test_odd_names_are_told_and_the_logs_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    worn = Watch(tmp_path / "worn")
    worn.begin()
    worn.reps(human(5))
    worn.end(5)
    log = worn.bytes()
    with SimulatedWatch(tmp_path / "watch") as watch:
        watch.wait_for_app()
        link = SerialLink(str(watch.port))
        for name, data in (*((name, b"no log") for name in NAMES), (b"00001.log", log)):
            link.execute(f"f=open(b'/logs/' + {name!r}, 'wb')\nf.write({data!r})\nf.close()")
        link.close()
        at_rest(watch)  # its app boots with them
        port = f"usb:{watch.port}"
        for _ in range(2):
            assert main(["fetch", "--device", port]) == 0
            err = capsys.readouterr().err
            assert err.count("is not named like a lap log, and was left there") == len(NAMES)
            assert "logs/?fffe2e6c6f67 on the watch" in err and "\x1b" not in err
        assert main(["ls", "--device", port]) == 0
        assert "logs/00001.got  (fetched)" in capsys.readouterr().out
        assert main(["doctor", "--device", port, "--quick"]) in (0, 1)
        assert "internal error" not in capsys.readouterr().err
    assert [stored.path.read_bytes() for stored in Store().all()] == [log]
