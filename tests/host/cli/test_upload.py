# SPDX-License-Identifier: MIT
"""`pacer upload` against both platforms on this machine, its tokens in a keyring."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import pytest

from tests.host.laps.programs import intervals
from tests.host.laps.sessions import Watch
from tests.host.uploads import servers
from tests.host.uploads.servers import Platforms
from tests.support import REPO
from trackpacer.cli import main
from trackpacer.firmware import laplog, program
from trackpacer.laps.store import Store
from trackpacer.uploads import platforms, tokens


class InMemory(keyring.backend.KeyringBackend):
    """A keyring as the system's, but for its place."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemory]:
    before = keyring.get_keyring()
    found = InMemory()
    keyring.set_keyring(found)
    for variable in ("PACER_INTERVALS_KEY", "PACER_STRAVA_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    yield found
    keyring.set_keyring(before)


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platforms]:
    with servers.running() as state:
        monkeypatch.setattr(platforms, "INTERVALS", state.address)
        monkeypatch.setattr(platforms, "STRAVA", state.address)
        monkeypatch.setattr(platforms, "_EVERY_S", 0.001)
        yield state


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    code = intervals(3)
    watch = Watch(tmp_path / "watch")
    watch.begin("3 x 400", identity=program.verify(code).identity)
    watch.reps([84_000, 84_500, 83_900])
    watch.add(laplog.END, 3, 0, 0, 0, 400_000)
    found = Store()
    found.keep_program(code)
    found.keep_log(watch.bytes(), {}, None)
    return found


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def logged_in(ring: InMemory) -> None:
    """Tokens as a login leaves them; Strava's access token is over."""
    ring.set_password("pacer", "intervals", json.dumps({"key": servers.KEY}))
    strava = {
        "client_id": servers.CLIENT,
        "client_secret": servers.SECRET,
        "access_token": "access-0",
        "refresh_token": "refresh-1",
        "expires_at": 1_700_000_000,
    }
    ring.set_password("pacer", "strava", json.dumps(strava))


def test_to_intervals(
    ring: InMemory,
    there: Platforms,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(monkeypatch, servers.KEY)
    assert main(["upload", "--login", "intervals"]) == 0
    assert there.paths == []  # a login asks nobody
    assert main(["edit", "last", "--note", "wind"]) == 0
    assert main(["upload", "last", "--to", "intervals"]) == 0
    out = capsys.readouterr().out
    assert f"3x400-zoe is at {there.address}/activities/i1" in out
    (upload,) = there.uploads
    assert (upload["name"], upload["description"]) == ("3 x 400", "wind")
    assert upload["file"] == upload["external_id"] == "2026-09-21-1613-3x400-zoe.fit"
    assert servers.KEY not in out


def test_to_strava_with_a_token_that_has_to_be_renewed(
    ring: InMemory, there: Platforms, capsys: pytest.CaptureFixture[str]
) -> None:
    logged_in(ring)
    assert main(["upload", "--to", "strava"]) == 0
    assert f"is at {there.address}/activities/98765" in capsys.readouterr().out
    assert there.renewals == 1 and there.polls == 3
    assert there.uploads[0]["data_type"] == "fit" and there.uploads[0]["name"] == "3 x 400"
    kept = json.loads(ring.kept["pacer", "strava"])
    assert (kept["access_token"], kept["refresh_token"]) == (there.access, there.refresh)
    assert kept["client_secret"] == servers.SECRET
    # The next upload has a good token still.
    assert main(["upload", "--to", "strava", "--again"]) == 0
    assert there.renewals == 1


def test_a_login_at_strava(
    ring: InMemory,
    there: Platforms,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    landed = f"http://localhost/pacer?state=&code={servers.CODE}&scope=read,activity:write"
    typed(monkeypatch, servers.CLIENT, servers.SECRET, landed)
    assert main(["upload", "--login", "strava"]) == 0
    out = capsys.readouterr().out
    assert "client_id=5678" in out and "scope=activity%3Awrite" in out
    assert servers.SECRET not in out and there.access not in out
    assert json.loads(ring.kept["pacer", "strava"])["refresh_token"] == there.refresh
    assert main(["upload", "--to", "strava"]) == 0
    typed(monkeypatch, servers.CLIENT, servers.SECRET, "http://localhost/pacer?error=access_denied")
    assert main(["upload", "--login", "strava"]) == 1
    assert "was not allowed" in capsys.readouterr().err
    narrow = "http://localhost/pacer?code=c0de&scope=read"
    typed(monkeypatch, servers.CLIENT, servers.SECRET, narrow)
    assert main(["upload", "--login", "strava"]) == 1
    assert "everything but to take uploads" in capsys.readouterr().err


def test_what_is_there_is_not_sent_twice_by_mistake(
    ring: InMemory, there: Platforms, capsys: pytest.CaptureFixture[str]
) -> None:
    logged_in(ring)
    assert main(["upload", "--to", "intervals"]) == 0
    assert main(["upload", "--to", "intervals"]) == 1
    assert f"is at intervals already: {there.address}/activities/i1" in capsys.readouterr().err
    assert len(there.uploads) == 1
    assert main(["upload", "--to", "intervals", "--again"]) == 0
    assert len(there.uploads) == 2
    assert main(["edit", "last", "--undo"]) == 0  # takes edits away, not what was uploaded
    assert main(["upload", "--to", "intervals"]) == 1


@pytest.mark.parametrize(
    ("platform", "fail", "said"),
    [
        ("intervals", (403, {"error": "Access denied"}), "does not accept the token (403: Access"),
        ("intervals", (422, {"error": "Unable to read file"}), "does not take the file (422: Unab"),
        ("intervals", (429, {}), "takes no more for now (429)"),
        ("intervals", (503, "down"), "intervals.icu answers 503"),
        ("intervals", (301, {}), "intervals.icu answers 301"),
        ("intervals", (200, ["odd"]), "no JSON object"),
        ("intervals", (200, {"odd": 1}), "named no activity"),
        ("strava", (401, {"message": "Authorization Error"}), "accept the token (401: Authoriz"),
        ("strava", (200, {"odd": 1}), "answered without a token"),
    ],
)
def test_a_refusal_is_one_clear_sentence_and_nothing_is_changed(
    platform: str,
    fail: tuple[int, object],
    said: str,
    ring: InMemory,
    there: Platforms,
    store: Store,
    capsys: pytest.CaptureFixture[str],
) -> None:
    logged_in(ring)
    before = dict(ring.kept)
    there.fail = fail
    assert main(["upload", "--to", platform]) == 1
    err = capsys.readouterr().err
    assert said in err and "internal error" not in err
    assert servers.KEY not in err and servers.SECRET not in err
    assert ring.kept == before
    assert "uploads" not in store.choose("last").about()


def test_strava_refuses_a_duplicate_in_its_own_words(
    ring: InMemory, there: Platforms, capsys: pytest.CaptureFixture[str]
) -> None:
    logged_in(ring)
    there.error = "2026-09-21-1613-3x400-zoe.fit duplicate of activity 4242"
    assert main(["upload", "--to", "strava"]) == 1
    assert "Strava does not take it: 2026-09-21-1613-3x400-zoe.fit duplicate of activity 4242" in (
        capsys.readouterr().err
    )


def test_strava_may_take_longer_than_anybody_waits(
    ring: InMemory, there: Platforms, capsys: pytest.CaptureFixture[str]
) -> None:
    logged_in(ring)
    there.slow = 10_000
    assert main(["upload", "--to", "strava"]) == 0
    assert "was taken and is still being worked on" in capsys.readouterr().out


def test_nobody_there(
    ring: InMemory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with servers.running() as state:
        gone = state.address
    monkeypatch.setattr(platforms, "INTERVALS", gone)
    logged_in(ring)
    assert main(["upload", "--to", "intervals"]) == 1
    err = capsys.readouterr().err
    assert "intervals.icu cannot be reached" in err and "127.0.0.1" not in err


def test_without_a_token_or_a_keyring_it_is_said_what_to_do(
    ring: InMemory,
    there: Platforms,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["upload", "--to", "strava"]) == 1
    assert "pacer upload --login strava" in capsys.readouterr().err
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    assert main(["upload", "--to", "intervals"]) == 1
    err = capsys.readouterr().err
    assert "keyring cannot be used" in err and "PACER_INTERVALS_KEY" in err
    assert there.paths == []
    monkeypatch.setenv("PACER_INTERVALS_KEY", servers.KEY)
    assert main(["upload", "--to", "intervals"]) == 0
    assert len(there.uploads) == 1


def test_a_token_is_forgotten(ring: InMemory, capsys: pytest.CaptureFixture[str]) -> None:
    logged_in(ring)
    assert main(["upload", "--forget", "strava"]) == 0
    assert [name for _, name in ring.kept] == ["intervals"]
    assert main(["upload", "--forget", "strava"]) == 0
    assert "not in the keyring" in capsys.readouterr().out
    assert main(["upload"]) == 1 and main(["upload", "--to", "strava", "--login", "strava"]) == 1


def test_a_damaged_entry_of_the_keyring_is_no_token(ring: InMemory) -> None:
    ring.set_password("pacer", "intervals", "{not json")
    with pytest.raises(Exception, match="there is no token"):
        tokens.load("intervals")


def test_nothing_else_reaches_the_network() -> None:
    """Only `uploads` asks others; `device` and `simulation` speak to watches."""
    network = re.compile(
        r"^\s*(?:import|from)\s+(?:requests|urllib\.request|urllib3|http\.client|httpx|socket|ssl|ftplib|"
        r"smtplib|aiohttp|websockets)\b",
        re.MULTILINE,
    )
    package = REPO / "host" / "trackpacer"
    speaking = {
        file.relative_to(package).parts[0]
        for file in package.rglob("*.py")
        if network.search(file.read_text(encoding="utf-8"))
    }
    assert speaking <= {"uploads", "device", "simulation"}
    callers = [
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if "trackpacer.uploads" in file.read_text(encoding="utf-8")
        and file.relative_to(package).parts[0] != "uploads"
    ]
    assert callers == ["cli/upload.py"]
