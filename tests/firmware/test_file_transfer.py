# SPDX-License-Identifier: MIT
"""The file transfer protocol on the watch, over a pipe without a radio."""

import binascii
import json
import struct

from support.files import new_storage

from pacer.file_access import FileAccess
from pacer.sync import file_transfer
from pacer.sync import protocol as ft
from pacer.sync.ring import Ring

FOLDER = "build/test_file_transfer"
QUEUE = 10  # packets that a radio's queue takes


class Peer:
    """A client that writes packets of a size and collects what the watch notifies."""

    def __init__(self, packet=244):
        self.storage = new_storage(FOLDER)
        self.queue = []
        self.clock = None
        self.ring = Ring(4096)
        self.ticks = 0
        self.watch = file_transfer.FileTransfer(
            self.storage, self.ring, self._take, self._set_clock, self._tell_clock
        )
        self.watch.packet = packet
        self.packet = packet

    def _set_clock(self, unix_s, utc_offset_s):
        self.clock = (unix_s, utc_offset_s)

    def _tell_clock(self):
        self.ticks += 1
        return [self.ticks, 1790000000, 0, 0]

    def _take(self, packet):
        if len(self.queue) >= QUEUE:
            return False
        assert len(packet) <= self.packet
        self.queue.append(bytes(packet))
        return True

    def send(self, data):
        """In packets; the watch works between them."""
        for at in range(0, len(data), self.packet):
            assert self.ring.put(data[at : at + self.packet]), "the watch was sent too much"

    def receive(self):
        """All that the watch has to say now."""
        data = b""
        while True:
            while self.watch.pump():
                pass
            if not self.queue:
                return data
            data += b"".join(self.queue)
            self.queue = []

    def ask(self, data):
        self.send(data)
        return self.receive()

    def path(self, command, path, *more):
        """A command with one path: its code, the path's length, packed fields, the path."""
        name = path.encode()
        return self.ask(struct.pack("<BBH", command, 0, len(name)) + b"".join(more) + name)

    def read(self, path, chunk=490):
        """(status, content)"""
        answer = self.path(ft.READ, path, struct.pack("<II", 0, chunk))
        content = b""
        while True:
            code, status, _, offset, total, size = struct.unpack_from("<BBHIII", answer)
            assert code == ft.READ_DATA
            if status != ft.OK:
                assert len(answer) == 16
                return status, None
            assert (offset, len(answer)) == (len(content), 16 + size)
            content += answer[16:]
            if len(content) == total:
                return status, content
            answer = self.ask(struct.pack("<BBHII", ft.READ_PACING, ft.OK, 0, len(content), chunk))

    def begin(self, path, total, offset=0):
        """Asks to write; (status, offset, free) of the answer."""
        name = path.encode()
        head = struct.pack("<BBHIIII", ft.WRITE, 0, len(name), offset, 0, 0, total)
        return self.pacing(self.ask(head + name))

    def pacing(self, answer):
        code, status, _, offset, _, _, free = struct.unpack("<BBHIIII", answer)
        assert code == ft.WRITE_PACING
        return status, offset, free

    def write(self, path, content):
        """The last status."""
        status, offset, free = self.begin(path, len(content))
        while status == ft.OK and free:
            head = struct.pack("<BBHII", ft.WRITE_DATA, ft.OK, 0, offset, free)
            answer = self.ask(head + content[offset : offset + free])
            status, offset, free = self.pacing(answer)
        if status == ft.OK:
            assert offset == len(content)
        return status

    def list(self, path):
        """(status, [(name, flags, size)])"""
        answer = self.path(ft.LIST, path)
        found = []
        while True:
            code, status, size, number, total, flags, _, _, length = struct.unpack_from(
                "<BBHIIIIII", answer
            )
            assert code == ft.LIST_ENTRY
            if status != ft.OK or number == total:
                assert len(answer) == 28
                assert status != ft.OK or len(found) == total
                return status, found
            assert number == len(found)
            found.append((answer[28 : 28 + size].decode(), flags, length))
            answer = answer[28 + size :]

    def put(self, path, content):
        with open(self.storage.path(path), "wb") as file:
            file.write(content)

    def names(self, folder):
        return [name for name, _ in self.storage.list(folder)]


def program(runs):
    """A valid program of `runs` 400s in 84 s: 4 bytes each."""
    body = b"\x04test\x00" + b"\x01\x08\xa8\x01" * runs
    size = len(body)
    length = bytes((size,)) if size < 128 else bytes((size & 127 | 128, size >> 7))
    rest = length + body
    return b"TP\x01" + struct.pack("<I", binascii.crc32(rest) & 0xFFFFFFFF) + rest


def test_a_log_is_read_whole_at_every_packet_and_chunk_size():
    content = bytes(i * 7 & 0xFF for i in range(5003))
    for packet in (20, 182, 244):
        for chunk in (1000, 490, 64, 100000):
            peer = Peer(packet)
            peer.put("logs/00001.log", content)
            assert peer.read("/logs/00001.log", chunk) == (ft.OK, content)


def test_an_empty_file_is_read():
    peer = Peer()
    peer.put("logs/00001.log", b"")
    assert peer.read("/logs/00001.log") == (ft.OK, b"")


def test_programs_go_up_at_every_packet_size():
    for packet in (20, 182, 244):
        for runs in (1, 50, 1000):
            peer = Peer(packet)
            data = program(runs)
            assert peer.write("/sessions/a.tpp", data) == ft.OK
            assert peer.storage.read("sessions/a.tpp") == data
            assert peer.names("sessions") == ["a.tpp"]


def test_a_bad_program_leaves_the_old_one_and_says_why():
    peer = Peer()
    old = program(3)
    assert peer.write("/sessions/a.tpp", old) == ft.OK
    bad = bytearray(program(5))
    bad[-1] ^= 1
    assert peer.write("/sessions/a.tpp", bytes(bad)) == ft.REFUSED
    assert peer.storage.read("sessions/a.tpp") == old
    assert peer.names("sessions") == ["a.tpp"]
    status, errors = peer.read("/watch/errors.txt")
    assert status == ft.OK and b"sessions/a.tpp" in errors


def test_an_upload_cut_at_any_byte_leaves_the_old_file_and_no_other():
    old = program(3)
    new = program(20)
    name = b"/sessions/a.tpp"
    head = struct.pack("<BBHIIII", ft.WRITE, 0, len(name), 0, 0, 0, len(new)) + name
    stream = head + struct.pack("<BBHII", ft.WRITE_DATA, ft.OK, 0, 0, len(new)) + new
    peer = Peer()
    assert peer.write("/sessions/a.tpp", old) == ft.OK
    for cut in range(len(stream)):
        peer.send(stream[:cut])
        peer.receive()
        peer.watch.reset()
        peer.watch.packet = 244
        assert peer.storage.read("sessions/a.tpp") == old
        assert peer.names("sessions") == ["a.tpp"]
    assert peer.write("/sessions/a.tpp", new) == ft.OK
    assert peer.storage.read("sessions/a.tpp") == new


def test_settings_are_the_only_file_of_the_watch_that_can_be_written():
    peer = Peer()
    assert peer.write("/watch/settings.json", b'{"volume": 3}') == ft.OK
    assert peer.storage.read_json("watch/settings.json") == {"volume": 3}
    assert peer.write("/watch/settings.json", b"volume") == ft.REFUSED
    assert peer.storage.read_json("watch/settings.json") == {"volume": 3}
    peer.put("watch/capability.json", b"{}")
    assert peer.write("/watch/capability.json", b'{"a": 1}') == ft.READ_ONLY
    assert peer.write("/watch/errors.txt", b"") == ft.READ_ONLY
    assert peer.path(ft.DELETE, "/watch/settings.json") == bytes((ft.DELETE | 1, ft.READ_ONLY))
    assert peer.storage.read("watch/capability.json") == b"{}"


def test_the_clock_is_set_by_a_write_that_leaves_no_file():
    peer = Peer()
    good = b'{"unix_s": 1790000000, "utc_offset_s": -7200}'
    assert peer.write("/watch/clock.json", good) == ft.OK
    assert peer.clock == (1790000000, -7200)
    assert "clock.json" not in peer.names("watch")
    peer.clock = None
    for bad in (
        b"1790000000",
        b"{}",
        b'{"unix_s": "now", "utc_offset_s": 0}',
        b'{"unix_s": 1000, "utc_offset_s": 0}',
        b'{"unix_s": 1790000000, "utc_offset_s": 90000}',
        b'{"unix_s": 1790000000',
    ):
        assert peer.write("/watch/clock.json", bad) == ft.REFUSED
    assert peer.clock is None


def test_a_read_of_the_clock_tells_it_at_that_moment():
    for packet in (20, 64, 244):
        peer = Peer(packet)
        for ticks in (1, 2, 3):
            status, told = peer.read("/watch/clock.json")
            assert status == ft.OK
            assert json.loads(told) == [ticks, 1790000000, 0, 0]
        assert "clock.json" not in peer.names("watch")


def test_a_clock_that_was_set_says_when_and_how_many_boots_ago():
    class Board:
        unix = 0

        def ticks_us(self):
            return 77

        def unix_time(self):
            return self.unix

        def set_unix_time(self, seconds):
            self.unix = seconds

    board = Board()
    files = new_storage(FOLDER)
    assert files.clock(board) == [77, 0, 0, files.boots()]
    files.set_clock(board, 1790000000, 3600)
    board.unix += 5
    assert files.clock(board) == [77, 1790000005, 1790000000, 0]
    assert files.read_json("watch/settings.json")["utc_offset_s"] == 3600
    for _ in range(3):
        FileAccess(FOLDER).start()
    assert files.clock(board) == [77, 1790000005, 1790000000, 3]
    files.write_json("watch/contact", {"torn": 1})
    assert files.clock(board)[2] == 0


def test_nothing_outside_the_three_folders_is_reached():
    peer = Peer()
    peer.put("watch/bonds.json", b"secret")
    peer.put("sessions/a.tpp", program(1))
    bad = [
        "/../etc/passwd",
        "/sessions/../watch/bonds.json",
        "/sessions/./a.tpp",
        "/watch/bonds.json",
        "/watch/passkey",
        "/watch/boots",
        "/main.py",
        "/pacer/app.py",
        "//sessions/a.tpp",
        "sessions/a.tpp",
        "/sessions/a.tpp.part",
        "/sessions/a/b.tpp",
        "/sessions\\a.tpp",
        "/sessions/a\x00.tpp",
        "",
    ]
    for path in bad:
        assert peer.read(path)[0] == ft.FORBIDDEN, path
        assert peer.write(path, program(1)) == ft.FORBIDDEN, path
        assert peer.path(ft.DELETE, path) == bytes((ft.DELETE | 1, ft.FORBIDDEN)), path
        assert peer.list(path)[0] == ft.FORBIDDEN, path
        name = path.encode()
        for old, new in ((name, b"/sessions/b.tpp"), (b"/sessions/a.tpp", name)):
            move = struct.pack("<BBHH", ft.MOVE, 0, len(old), len(new)) + old + b"\x00" + new
            assert peer.ask(move) == bytes((ft.MOVE | 1, ft.FORBIDDEN)), path
    assert peer.path(ft.READ, "/sessions/\xff".replace("\xff", "a"), bytes(8))[1] == ft.NO_FILE
    broken = b"/sessions/\xff\xfe.tpp"
    answer = peer.ask(struct.pack("<BBHII", ft.READ, 0, len(broken), 0, 1) + broken)
    assert answer[1] == ft.FORBIDDEN
    assert peer.names("sessions") == ["a.tpp"]


def test_folders_are_listed_and_secrets_are_not():
    for packet in (20, 244):
        peer = Peer(packet)
        peer.put("watch/bonds.json", b"secret")
        peer.put("watch/settings.json", b"{}")
        for number in range(1, 21):
            peer.put("logs/%05d.log" % number, bytes(number))
        logs = [("%05d.log" % number, 0, number) for number in range(1, 21)]
        for path in ("/logs", "/logs/"):
            status, found = peer.list(path)
            assert (status, sorted(found)) == (ft.OK, logs)
        assert peer.list("/watch/") == (ft.OK, [("settings.json", 0, 2)])
        assert peer.list("/sessions") == (ft.OK, [])
        assert peer.list("/") == (ft.OK, [(name, 1, 0) for name in file_transfer.FOLDERS])
        assert peer.list("/sessions/none") == (ft.NO_FILE, [])


def test_move_and_delete_keep_every_log():
    peer = Peer()
    peer.put("logs/00001.log", b"laps")
    peer.put("sessions/a.tpp", program(1))

    def move(old, new):
        a = old.encode()
        b = new.encode()
        answer = peer.ask(struct.pack("<BBHH", ft.MOVE, 0, len(a), len(b)) + a + b"\x00" + b)
        assert answer[0] == ft.MOVE | 1 and len(answer) == 2
        return answer[1]

    def delete(path):
        answer = peer.path(ft.DELETE, path)
        assert answer[0] == ft.DELETE | 1 and len(answer) == 2
        return answer[1]

    assert delete("/logs/00001.log") == ft.READ_ONLY
    assert move("/logs/00001.log", "/sessions/b.tpp") == ft.READ_ONLY
    assert peer.storage.read("logs/00001.log") == b"laps"
    assert move("/logs/00001.log", "/logs/00001.got") == ft.OK
    assert peer.storage.read("logs/00001.got") == b"laps"
    assert move("/sessions/a.tpp", "/sessions/b.tpp") == ft.OK
    assert move("/sessions/a.tpp", "/sessions/b.tpp") == ft.NO_FILE
    assert delete("/sessions/b.tpp") == ft.OK
    assert delete("/sessions/b.tpp") == ft.NO_FILE
    assert delete("/sessions") == ft.READ_ONLY
    mkdir = bytes(12)
    assert peer.path(ft.MKDIR, "/sessions", mkdir) == bytes((ft.MKDIR | 1, ft.OK)) + bytes(14)
    assert peer.path(ft.MKDIR, "/x", mkdir) == bytes((ft.MKDIR | 1, ft.READ_ONLY)) + bytes(14)


def test_what_is_too_large_is_refused_before_it_is_sent():
    peer = Peer()
    assert peer.begin("/sessions/a.tpp", 4097)[0] == ft.TOO_LARGE
    assert peer.begin("/sessions/a.tpp", 0xFFFFFFFF)[0] == ft.TOO_LARGE
    assert peer.begin("/watch/settings.json", 2049)[0] == ft.TOO_LARGE
    assert peer.begin("/sessions/a.tpp", 100, 50)[0] == ft.ERROR
    assert peer.write("/sessions/a.tpp", b"") == ft.REFUSED
    assert peer.names("sessions") == []
    peer.storage.make_room = lambda size: False
    assert peer.begin("/sessions/a.tpp", 100)[0] == ft.NO_SPACE


def test_a_command_in_an_upload_ends_it():
    data = program(3)
    peer = Peer()
    peer.put("logs/00001.log", bytes(100))
    for command in (
        lambda: peer.read("/logs/00001.log"),
        lambda: peer.list("/sessions"),
        lambda: peer.path(ft.DELETE, "/sessions/none.tpp"),
    ):
        assert peer.begin("/sessions/a.tpp", len(data)) == (ft.OK, 0, len(data))
        command()
        late = struct.pack("<BBHII", ft.WRITE_DATA, ft.OK, 0, 0, len(data)) + data
        assert peer.pacing(peer.ask(late))[0] == ft.PROTOCOL
        assert peer.names("sessions") == []


def test_a_long_path_is_refused_and_the_next_command_is_understood():
    peer = Peer(20)
    long = "/sessions/" + "a" * 200 + ".tpp"
    assert peer.read(long)[0] == ft.FORBIDDEN
    assert peer.begin(long, 10)[0] == ft.FORBIDDEN
    assert peer.list("/sessions") == (ft.OK, [])
    assert not peer.watch.broken


def test_broken_protocol_is_answered_and_ends_the_upload():
    name = b"/sessions/a.tpp"
    data = program(3)

    def wrong(code, offset, size):
        return struct.pack("<BBHII", ft.WRITE_DATA, code, 0, offset, size)

    cases = [
        (wrong(ft.OK, 1, len(data)), ft.PROTOCOL),
        (wrong(ft.OK, 0, len(data) + 1), ft.PROTOCOL),
        (wrong(ft.OK, 0, 0), ft.PROTOCOL),
        (wrong(ft.OK, 0xFFFFFFFF, 0xFFFFFFFF), ft.PROTOCOL),
        (wrong(ft.PROTOCOL, 0, 0), ft.ERROR),
    ]
    for packet, status in cases:
        peer = Peer()
        assert peer.begin(name.decode(), len(data))[0] == ft.OK
        assert peer.pacing(peer.ask(packet))[0] == status
        assert peer.names("sessions") == []
        assert peer.pacing(peer.ask(wrong(ft.OK, 0, len(data))))[0] == ft.PROTOCOL
        assert peer.write(name.decode(), data) == ft.OK

    peer = Peer()
    peer.put("logs/00001.log", bytes(100))
    assert peer.path(ft.READ, "/logs/00001.log", struct.pack("<II", 101, 10))[1] == ft.PROTOCOL
    assert peer.path(ft.READ, "/logs/00001.log", struct.pack("<II", 100, 10))[1] == ft.OK
    assert peer.ask(struct.pack("<BBHII", ft.READ_PACING, ft.OK, 0, 0, 10))[1] == ft.PROTOCOL
    assert peer.ask(struct.pack("<BBHII", ft.READ, 0, 65535, 0, 10))[1] == ft.PROTOCOL


def test_a_peer_that_keeps_breaking_the_protocol_is_given_up():
    peer = Peer()
    for _ in range(file_transfer.MISTAKES):
        assert not peer.watch.broken
        assert peer.ask(b"\x77 what is this") == bytes((0x77, ft.PROTOCOL))
    assert peer.watch.broken
    peer.watch.reset()
    assert not peer.watch.broken


def test_a_file_that_shrinks_while_it_is_read_ends_the_link():
    peer = Peer()
    peer.put("logs/00001.log", bytes(1000))
    peer.path(ft.READ, "/logs/00001.log", struct.pack("<II", 0, 100))
    peer.watch._file.close()
    peer.put("logs/00001.log", bytes(10))
    peer.watch._file = open(peer.storage.path("logs/00001.log"), "rb")
    peer.ask(struct.pack("<BBHII", ft.READ_PACING, ft.OK, 0, 100, 900))
    assert peer.watch.broken


def test_random_bytes_never_stop_the_watch_nor_reach_a_file():
    peer = Peer()
    peer.put("sessions/a.tpp", program(1))
    seed = 12345
    commands = bytes((0x10, 0x12, 0x20, 0x22, 0x30, 0x40, 0x50, 0x60))
    for turn in range(400):
        packet = bytearray()
        for _ in range(turn % 40 + 1):
            seed = (seed * 1103515245 + 12345) & 0x3FFFFFFF
            packet.append(seed >> 16 & 0xFF)
        packet[0] = commands[seed >> 8 & 7]
        if not peer.ring.put(bytes(packet)):
            peer.watch.reset()  # the radio hangs up
            peer.watch.packet = 244
        peer.receive()
    peer.watch.reset()
    peer.watch.packet = 244
    assert peer.names("sessions") == ["a.tpp"]
    assert peer.read("/sessions/a.tpp") == (ft.OK, program(1))


def test_the_ring_takes_all_or_nothing_and_keeps_the_order():
    ring = Ring(10)
    assert ring.put(b"abcdef") and not ring.put(b"ghijk") and ring.put(b"ghij")
    assert ring.room() == 0 and ring.available() == 10
    assert bytes(ring.peek(4)) == b"abcd"
    ring.drop(4)
    assert ring.put(b"klmn")
    out = b""
    while ring.available():
        part = bytes(ring.peek(3))
        out += part
        ring.drop(len(part))
    assert out == b"efghijklmn"
