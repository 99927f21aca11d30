# SPDX-License-Identifier: MIT
"""What is read of recordings: the same as the decoder reads of the whole, and never too much."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path

import fitdecode
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adversary import fit_files
from tests.host.coaching.races import fit, gpx, points, tcx
from trackpacer import allowance as allowances
from trackpacer import fit_messages
from trackpacer.allowance import Allowance
from trackpacer.coaching import race_files, recordings
from trackpacer.errors import UserError
from trackpacer.xml_elements import elements

WANTED = {
    "record": ("timestamp", "distance", "heart_rate"),
    "lap": ("timestamp", "total_elapsed_time", "total_timer_time", "total_distance"),
    "event": ("timestamp", "event", "event_type"),
}
RACE = [(1000.0, 200.0)] * 5


def of_the_whole(data: bytes) -> list[tuple[str, dict[str, object]]]:
    """What fitdecode reads of the wanted fields without our help."""
    with warnings.catch_warnings(), fitdecode.FitReader(io.BytesIO(data)) as reader:
        warnings.simplefilter("ignore")
        return [
            (
                frame.name,
                {name: frame.get_value(name, fallback=None) for name in WANTED[frame.name]},
            )
            for frame in reader
            if isinstance(frame, fitdecode.FitDataMessage) and frame.name in WANTED
        ]


def of_the_thinned(data: bytes) -> list[tuple[str, dict[str, object]]]:
    return [
        (one.name, {name: one.get_value(name, fallback=None) for name in WANTED[one.name]})
        for one in fit_messages.messages(data, WANTED, Allowance("a file"))
    ]


@given(fit_files.streams())
def test_what_is_left_is_what_the_decoder_reads_of_the_whole(data: bytes) -> None:
    assert of_the_thinned(data) == of_the_whole(data)


@settings(max_examples=20)
@given(st.lists(fit_files.streams(), min_size=2, max_size=3))
def test_files_behind_one_another_are_read_in_turn(files: list[bytes]) -> None:
    assert of_the_thinned(b"".join(files)) == [one for file in files for one in of_the_whole(file)]


def test_check_sums_and_ends_are_told() -> None:
    whole = fit(RACE, points(RACE))
    asked = Allowance("a file")
    assert fit_messages.thinned(whole, WANTED, asked).sound
    assert not fit_messages.thinned(whole, WANTED, asked).cut
    broken = bytearray(whole)
    broken[60] ^= 4
    assert not fit_messages.thinned(bytes(broken), WANTED, asked).sound
    for end in range(100, len(whole) - 2, 97):
        cut = fit_messages.thinned(whole[:end], WANTED, asked)
        assert cut.cut
        there = list(fit_messages.decoded(cut, asked))
        assert len(there) == pytest.approx((end - 80) / 9, abs=4)


BOMBS = {
    "fields.fit": lambda part: fit_files.zero_fields(part * 6),
    "defined.fit": lambda part: fit_files.redefined(part // 50),
    "wide.fit": lambda part: fit_files.wide(part // 11_000),
    "bomb.fit.gz": lambda part: packed(b"\0" * part, 1000),
    "bombs.fit.gz": lambda part: gzip.compress(b"\0" * part) * 100,
    "record.fit.gz": lambda part: gzip.compress(fit_files.zero_fields(part * 6)),
    "open.tcx.gz": lambda part: packed(b"<a>" * part, 20),
    "points.tcx.gz": lambda part: packed(b"<Trackpoint></Trackpoint>" * (part // 25), 30, b"<a>"),
    "text.gpx.gz": lambda part: packed(b"x" * part, 60, b"<gpx><trkpt><name>"),
    "names.gpx.gz": lambda part: packed(b"x" * part, 5, b"<gpx><"),
}


def packed(part: bytes, times: int, before: bytes = b"") -> bytes:
    """Gzip of a part many times over."""
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    return b"".join(
        [packer.compress(before), *(packer.compress(part) for _ in range(times)), packer.flush()]
    )


@pytest.mark.parametrize("share", [20, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", BOMBS)
def test_what_is_made_to_fill_the_memory_is_refused_within_it(
    name: str, share: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a share of the limits, and of what is made to break them."""
    monkeypatch.setattr(allowances, "MOST_BYTES", allowances.MOST_BYTES // share)
    monkeypatch.setattr(allowances, "MOST_RECORDS", allowances.MOST_RECORDS // share)
    path = tmp_path / name
    path.write_bytes(BOMBS[name](1_000_000 // share))
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match=name):
            race_files.load(path)
        assert tracemalloc.get_traced_memory()[1] < 200_000_000 / share + 2_000_000
    finally:
        tracemalloc.stop()


def ticking(step: float) -> Iterator[float]:
    now = 0.0
    while True:
        now += step
        yield now


@pytest.mark.parametrize("form", ["fit", "tcx", "gpx"])
def test_what_takes_too_long_is_given_up(form: str) -> None:
    track = [(float(second), second * 3.0) for second in range(9000)]
    data = {"fit": fit(RACE, track), "tcx": tcx(RACE, track), "gpx": gpx(track)}[form]
    read = {"fit": recordings.read_fit, "tcx": recordings.read_tcx, "gpx": recordings.read_gpx}
    seen: list[tuple[int, int]] = []
    clock = ticking(0.001)
    read[form](data, Allowance("a race", lambda *at: seen.append(at), 10, lambda: next(clock)))
    assert seen == sorted(seen) or form == "fit"  # a FIT is gone through twice
    assert seen and all(0 <= done <= total for done, total in seen)
    clock = ticking(6.0)
    with pytest.raises(UserError, match="a race takes more than 10 seconds"):
        read[form](data, Allowance("a race", None, 10, lambda: next(clock)))


@pytest.mark.parametrize(
    ("pack", "suffix"), [(gzip.compress, ".gz"), (lambda data: data, ""), (gzip.compress, "")]
)
def test_a_packed_race_is_read_like_an_open_one(pack: object, suffix: str, tmp_path: Path) -> None:
    assert callable(pack)
    for name, data in (("race.fit", fit(RACE)), ("race.tcx", tcx(RACE))):
        path = tmp_path / (name + suffix)
        path.write_bytes(pack(data))
        assert race_files.load(path).ms == 1_000_000


def test_damaged_gzip_is_said_and_a_cut_one_read_as_far_as_it_goes() -> None:
    packed = gzip.compress(bytes(range(256)) * 400)
    with pytest.raises(UserError, match=r"race\.gz: its gzip is damaged"):
        allowances.unpacked(packed[:10] + b"\xff" * 20, "race.gz")
    assert allowances.unpacked(packed, "race.gz") == bytes(range(256)) * 400
    assert allowances.unpacked(packed[:-40], "race.gz").startswith(bytes(range(256)))


def test_elements_are_those_of_the_file() -> None:
    data = b'<a><Lap n="1"><Time>1</Time><Track><Point><Time> 2 </Time><H><V>3</V></H></Point>' \
           b"</Track><Time>4</Time></Lap></a>"  # fmt: skip
    point, lap = elements(data, ("Lap", "Point"), Allowance("a file"))
    assert (point.name, point.inside) == ("Point", ("Lap",))
    assert point.fields == {"Time": "2", "H/V": "3", "H": ""}
    assert (lap.attributes, lap.fields) == ({"n": "1"}, {"Time": "1", "Track": ""})
