# SPDX-License-Identifier: MIT
"""`pacer install` and `pacer doctor` for a board under CircuitPython, whose files are a drive's."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from trackpacer.cli import main
from trackpacer.device.protocol import DeviceError
from trackpacer.install import build, catalogue, drive

BOARD = catalogue.board("feather_nrf52840_circuitpython")
ABOUT = (
    "Adafruit CircuitPython 10.3.0 on 2026-09-01; "
    "Adafruit Feather nRF52840 Express with nRF52840\r\n"
    "Board ID:{}\r\nUID:0123456789ABCDEF\r\n"
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of mounted drives, with one of CircuitPython's and one of something else."""
    monkeypatch.setattr(drive, "places", lambda: [tmp_path])
    (tmp_path / "OTHER").mkdir()
    made = tmp_path / "CIRCUITPY"
    made.mkdir()
    (made / "boot_out.txt").write_text(ABOUT.format(BOARD.micropython))
    (made / "code.py").write_text("print('Hello World!')")
    return made


def install(*words: str) -> int:
    return main(["install", *words])


def test_a_drive_gets_the_firmware_and_a_name_and_keeps_what_else_it_has(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "logs").mkdir()
    (root / "logs" / "00001.log").write_bytes(b"laps")
    assert install("--board", BOARD.name, "--name", "anna") == 0
    said = capsys.readouterr().out
    assert f"{BOARD.name} on {root}, CircuitPython 10.3" in said
    assert "passkey" not in said
    assert json.loads((root / "watch" / "settings.json").read_text())["name"] == "anna"
    assert (root / "logs" / "00001.log").read_bytes() == b"laps"
    assert "DigitalInOut(board.D5)" in (root / "boot.py").read_text()
    assert '"/app_a"' in (root / "installed.py").read_text()
    modules = {path.relative_to(root / "app_a").as_posix() for path in root.glob("app_a/**/*.py")}
    assert {"watch_board.py", "pacer/app.py", "pacer/sync/bleio.py", "pacer/drops.py"} <= modules
    assert not {"pacer/sync/bluetooth.py", "pacer/sync/bonds.py", "drivers/button.py"} & modules
    assert install("--drive", str(root), "--name", "bella") == 0  # it says which board it is
    assert "all there" in capsys.readouterr().out
    assert json.loads((root / "watch" / "settings.json").read_text())["name"] == "bella"


def test_a_new_version_stands_whole_beside_the_old_one_before_it_takes_over(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert install("--board", BOARD.name) == 0
    real = build.plain_files
    newer = [build.BuiltFile(one.path, one.data + b"# newer\n") for one in real(BOARD)]
    monkeypatch.setattr(build, "plain_files", lambda board: newer)
    put = drive._put
    written: list[str] = []
    most = [0]

    def cut(path: Path, data: bytes) -> None:
        written.append(path.name)
        if len(written) > most[0]:
            raise OSError(5, "the cable was pulled")
        put(path, data)

    monkeypatch.setattr(drive, "_put", cut)
    for most[0] in (0, 3, len(newer) - 1, len(newer)):
        written.clear()
        assert install("--board", BOARD.name) == 1
        assert "its button held" in capsys.readouterr().err
        assert '"/app_a"' in (root / "installed.py").read_text()
        assert drive._is_there(root / "app_a", real(BOARD)), "what runs was touched"
    monkeypatch.setattr(drive, "_put", put)
    assert install("--board", BOARD.name) == 0
    assert '"/app_b"' in (root / "installed.py").read_text()
    assert drive._is_there(root / "app_b", newer) and not (root / "app_a").exists()


def test_what_cannot_be_is_said_and_leaves_the_drive_as_it_is(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*words: str) -> str:
        before = sorted(path.name for path in root.rglob("*"))
        assert install(*words) == 1
        assert sorted(path.name for path in root.rglob("*")) == before
        return capsys.readouterr().err

    assert "is of another board" in refused("--board", "xiao_nrf52840_circuitpython")
    assert "pairs without a passkey" in refused("--board", BOARD.name, "--passkey", "123456")
    assert "no drive of CircuitPython's" in refused("--drive", str(root.parent / "OTHER"))
    (root / "boot_out.txt").write_text("Adafruit CircuitPython 8.2.6 on 2023-09-12; Old with x")
    assert "older than 9.0" in refused("--board", BOARD.name)
    (root / "boot_out.txt").write_text("Adafruit CircuitPython 10.3.0 on 2026-09-01; New with x")
    assert "is not known here" in refused("--drive", str(root))
    (root / "boot_out.txt").write_text(ABOUT.format(BOARD.micropython))

    def read_only(self: Path, data: bytes) -> int:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", read_only)
        assert "hold its button, plug it in again" in refused("--board", BOARD.name)
    (root.parent / "SECOND").mkdir()
    (root.parent / "SECOND" / "boot_out.txt").write_text(ABOUT.format(BOARD.micropython))
    assert "2 drives are mounted" in refused("--board", BOARD.name)


def test_no_drive_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeviceError, match="no drive of a watch is mounted"):
        drive.one(None, [tmp_path])


def test_doctor_looks_at_a_drive(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--quick"])
    assert "no firmware is on it" in capsys.readouterr().out
    assert install("--board", BOARD.name) == 0
    capsys.readouterr()
    main(["doctor", "--quick"])
    assert f"{BOARD.name}: the firmware is this pacer's" in capsys.readouterr().out
    (root / "app_a" / "pacer" / "app.py").write_text("")
    main(["doctor", "--quick"])
    assert "is not this pacer's" in capsys.readouterr().out


def test_modules_lose_their_words_and_no_line_moves() -> None:
    found = {file.path: file.data.decode() for file in build.plain_files(BOARD)}
    for module, path in build.sources(BOARD).items():
        source = path.read_text()
        bare = found[f"{module}.py"]
        assert len(bare.splitlines()) == len(source.splitlines())
        assert not any(
            isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module)
            and ast.get_docstring(node) is not None
            for node in ast.walk(ast.parse(bare))
        )
        assert _without_docstrings(source) == _without_docstrings(bare)


def _without_docstrings(source: str) -> str:
    """The code alone, with the lines it stands on."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and (
            ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
