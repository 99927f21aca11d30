# SPDX-License-Identifier: MIT
"""What can go wrong on the air, one fault at a time; tests take some of them, the bench all.

Each fault ends with the same questions: was the laptop told why, is the file on the watch the old
one or the new one, and does the next attempt work?
"""

from __future__ import annotations

import contextlib
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.ble.air import NAME, Air, run, until
from trackpacer.compiler import compile_session
from trackpacer.device import DeviceError, ble
from trackpacer.device.ble_device import BleDevice
from trackpacer.device.file_transfer import LinkLostError
from trackpacer.notation import exact

PATH = "sessions/a.tpp"
ANSWERED = 4
"""Packets of a small upload: its header, the pacing, the data, the confirmation."""


def program(runs: int, seconds: int) -> bytes:
    """A session of 4 bytes a run."""
    text = "; ".join(f"{400 + 100 * (n % 5)} m @ 1:{(seconds + n) % 60:02}" for n in range(runs))
    return compile_session(exact.read(f"{exact.MARK}\n{text}")).program


@dataclass
class Tally:
    """How many faults were tried, and what was wrong after which."""

    tried: int = 0
    wrong: list[str] = field(default_factory=list)

    @contextlib.contextmanager
    def one(self, what: str) -> Iterator[None]:
        """A fault: whatever is not as it must be is noted."""
        self.tried += 1
        try:
            yield
        except (AssertionError, DeviceError, LinkLostError, TimeoutError) as error:
            self.wrong.append(f"{what}: {type(error).__name__} {error}")

    @property
    def survived(self) -> int:
        return self.tried - len(self.wrong)


def given_up(air: Air, laptop: BleDevice[ble._Link], *why: str) -> None:
    """Waits until the watch ends that link, and for one of these reasons."""
    until(lambda: not laptop._link.client.is_connected, "the watch puts up with it")
    assert air.told("hang up", 1)[-1]["why"] in why


def cut_at(air: Air, count: int) -> list[int]:
    """Everybody is out of reach at the `count`-th data packet from now; the list says at which."""
    start = air.link.packets
    done: list[int] = []

    def look(packets: int) -> None:
        if packets - start >= count and not done:
            done.append(packets)
            air.link.sever()

    air.link.on_packet = look
    return done


def cut_uploads(air: Air, tally: Tally, runs: int, step: int = 1, first: int = 1) -> None:
    """The link is cut at each packet of an upload that replaces a file."""
    old, new = program(runs, 5), program(runs, 25)
    with ble.connect(NAME) as watch:
        watch.write(PATH, old)
    count = first
    while True:
        with tally.one(f"upload cut at packet {count}"):
            with ble.connect(NAME) as watch:
                assert watch.read(PATH) == old
                cut = cut_at(air, count)
                try:
                    watch.write(PATH, new)
                except DeviceError as error:
                    assert "was lost before" in str(error), str(error)
                else:
                    assert not cut, "a cut upload was reported as done"
                air.link.on_packet = None
            with ble.connect(NAME) as watch:
                assert watch.read(PATH) in (old, new), "half a file"
                watch.write(PATH, new)
                assert watch.read(PATH) == new, "the next attempt did not work"
                watch.write(PATH, old)
        air.link.on_packet = None
        if not cut:
            return
        count += step


def cut_downloads(
    air: Air, tally: Tally, path: str, content: bytes, step: int = 1, first: int = 1
) -> None:
    """The link is cut at each packet of a download."""
    count = first
    while True:
        with tally.one(f"download cut at packet {count}"):
            with ble.connect(NAME) as watch:
                cut = cut_at(air, count)
                try:
                    assert watch.read(path) == content
                except DeviceError as error:
                    assert "was lost before" in str(error), str(error)
                else:
                    assert not cut, "a cut download was reported as done"
                air.link.on_packet = None
            if cut:
                with ble.connect(NAME) as watch:
                    assert watch.read(path) == content, "the next attempt did not work"
        air.link.on_packet = None
        if not cut:
            return
        count += step


def silences(air: Air, tally: Tally, counts: list[int]) -> None:
    """One side hears nothing any more, and no link ends: only time limits help."""
    old, new = program(20, 5), program(20, 25)
    with ble.connect(NAME) as watch:
        watch.write(PATH, old)
    for count in counts:
        with tally.one(f"silence after {count} packets"):
            with ble.connect(NAME) as watch:
                watch._files._timeout_s = 0.7
                start = air.link.packets

                def look(packets: int, start: int = start, count: int = count) -> None:
                    air.link.silent = packets - start > count

                air.link.on_packet = look
                try:
                    watch.write(PATH, new)
                except DeviceError as error:
                    assert "has not answered" in str(error) or "was lost before" in str(error)
                else:
                    assert count >= ANSWERED, "an upload that nobody answered was reported as done"
            air.link.on_packet = None
            air.link.silent = False
            air.sever()
            with ble.connect(NAME) as watch:
                assert watch.read(PATH) in (old, new), "half a file"
                watch.write(PATH, old)
        air.link.silent = False


def peer_goes_silent(air: Air, tally: Tally) -> None:
    """A laptop begins an upload and says no more, but stays; the watch must give it up."""
    old, new = program(20, 5), program(20, 25)
    with ble.connect(NAME) as watch:
        watch.write(PATH, old)
    name = b"/" + PATH.encode()
    head = struct.pack("<BxHIQI", 0x20, len(name), 0, 0, len(new)) + name
    data = struct.pack("<BBxxII", 0x22, 1, 0, len(new)) + new
    for what, packets in (
        ("in a header", [head[:10]]),
        ("before the data", [head]),
        ("in the data's header", [head, data[:6]]),
        ("in the data", [head, data[:40]]),
    ):
        with tally.one(f"a peer that goes silent {what}"):
            watch = ble.connect(NAME)
            for packet in packets:
                run(watch._link.send(packet))
            air.watch.set_speed(60)  # a minute of silence
            given_up(air, watch, "limit")
            air.watch.set_speed(1)
            watch.close()
            with ble.connect(NAME) as watch:
                assert watch.read(PATH) == old


def floods(air: Air, tally: Tally, times: int = 3) -> None:
    """A laptop that heeds no pacing."""
    old = program(20, 5)
    with ble.connect(NAME) as watch:
        watch.write(PATH, old)
    name = b"/" + PATH.encode()
    head = struct.pack("<BxHIQI", 0x20, len(name), 0, 0, 4000) + name
    command = struct.pack("<BxH", 0x50, 9) + b"/sessions"
    for turn in range(times):
        with tally.one(f"flood {turn}"):
            watch = ble.connect(NAME)
            with contextlib.suppress(LinkLostError):
                if turn % 2 == 0:
                    run(watch._link.send(head))
                size = watch._link.packet
                for _ in range(200):
                    part = command * 40 if turn == 1 else bytes((0x22,)) * size
                    run(watch._link.send(part[:size]))
            given_up(air, watch, "nonsense", "flooded")
            watch.close()
            with ble.connect(NAME) as watch:
                assert watch.read(PATH) == old


def nonsense(air: Air, tally: Tally, times: int, seed: int = 1) -> None:
    """Opcodes, lengths, offsets and paths that make no sense, from a laptop that may talk."""
    chance = random.Random(seed)
    old = program(20, 5)
    with ble.connect(NAME) as watch:
        watch.write(PATH, old)
    paths = [b"/sessions/a.tpp", b"/../main.py", b"/sessions/../../etc", b"/watch/bonds.json", b"/"]
    paths += [b"/sessions/" + bytes((0xFF, 0xFE)), b"", b"a" * 300, b"/watch/settings.json"]

    def number() -> int:
        return chance.choice([0, 1, 20, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, chance.randrange(5000)])

    def packet() -> bytes:
        path = chance.choice(paths)
        length = chance.choice([len(path)] * 4 + [0, 1, 65535, len(path) + 9])
        kinds = [
            struct.pack("<BxHII", 0x10, length, number(), number()) + path,
            struct.pack("<BBxxII", 0x12, chance.randrange(5), number(), number()),
            struct.pack("<BxHIQI", 0x20, length, number(), number(), number()) + path,
            struct.pack("<BBxxII", 0x22, chance.randrange(5), number(), number()),
            struct.pack("<BxHxxxxQ", 0x40, length, number()) + path,
            struct.pack("<BxH", 0x50, length) + path,
            struct.pack("<BxHH", 0x60, length, len(path)) + path + b"\0" + path,
            bytes(chance.randrange(256) for _ in range(chance.randrange(1, 60))),
        ]
        return chance.choice(kinds)

    for turn in range(times):
        with tally.one(f"nonsense {turn}"):
            watch = ble.connect(NAME)
            with contextlib.suppress(LinkLostError):
                for _ in range(chance.randrange(1, 30)):
                    data = packet()
                    size = watch._link.packet
                    for at in range(0, len(data), size):
                        run(watch._link.send(data[at : at + size]))
            watch.close()
            with ble.connect(NAME) as watch:
                assert watch.read(PATH) == old
                assert [entry.name for entry in watch.list("sessions")] == ["a.tpp"]
                watch.write(PATH, old)
