# SPDX-License-Identifier: MIT
"""The lap log and its storage, on CPython and in the MicroPython VM: what is written is read."""

import gc

from support.files import new_storage

from pacer import laplog, laplog_reading
from pacer import storage as storage_module
from pacer.file_access import FileAccess
from pacer.storage import Storage, StorageError

FOLDER = "build/test_laplog"


def _storage():
    return new_storage(FOLDER)


def _begin(storage, name="25 x 400"):
    log = laplog.LapLog(storage)
    log.begin(0xDEADBEEF, name, "Zoë", "red watch", 1_790_000_000, 7200, 123456)
    return log


def _records(storage, path):
    data = storage.read(path)
    start = laplog_reading.read_header(data).length
    return [laplog_reading.read_record(data, at) for at in range(start, len(data), laplog.CELL)]


def _refused(call, *arguments):
    try:
        call(*arguments)
    except StorageError:
        return True
    return False


def test_header_and_laps_read_back():
    storage = _storage()
    log = _begin(storage)
    log.add(laplog.LAP, 0, 1, 1, 84000, 83456, 0)
    log.add(laplog.MISSED, 1, 1, 2, 84000, 84000, 40123)
    assert log.pending == 2
    assert log.flush()
    assert log.pending == 0
    log.add(laplog.LAP, 2, 1, 3, 0, 3_000_000, laplog.UNKNOWN)
    log.add(laplog.END, 3, 0, 0, 0, 7_000_000, 0)
    assert log.flush()
    head = laplog_reading.read_header(storage.read(log.path))
    assert (head.identity, head.unix_time, head.utc_offset_s) == (0xDEADBEEF, 1_790_000_000, 7200)
    assert (head.uptime_ms, head.boot) == (123456, 1)
    assert (head.name, head.athlete, head.watch) == ("25 x 400", "Zoë", "red watch")
    assert _records(storage, log.path) == [
        (laplog.LAP, 0, 1, 1, 84000, 83456, 0),
        (laplog.MISSED, 1, 1, 2, 84000, 84000, 40123),
        (laplog.LAP, 2, 1, 3, 0, 3_000_000, -1),
        (laplog.END, 3, 0, 0, 0, 7_000_000, 0),
    ]


def test_lap_takes_fifteen_bytes():
    storage = _storage()
    log = _begin(storage)
    before = storage.size(log.path)
    for run in range(25):
        log.add(laplog.LAP, run, 1, run + 1, 84000, 84000 + run, 40000)
    log.flush()
    assert storage.size(log.path) - before == 25 * 15


def test_values_out_of_range_are_kept_as_far_as_they_go():
    storage = _storage()
    log = _begin(storage)
    log.add(laplog.LAP, 5000, 300, 256, 21_600_000, 21_600_000, 21_600_000)
    log.flush()
    longest = laplog.LONGEST
    assert _records(storage, log.path) == [(laplog.LAP, 4095, 255, 255, longest, longest, longest)]


def test_any_flipped_bit_of_a_record_is_seen():
    cell = bytearray(laplog.CELL)
    laplog.pack_record(cell, 0, laplog.LAP, 24, 1, 25, 84000, 83999, 35000)
    laplog.seal(cell, 0)
    assert laplog_reading.read_record(cell, 0) is not None
    for bit in range(8 * laplog.CELL):
        cell[bit // 8] ^= 1 << bit % 8
        assert laplog_reading.read_record(cell, 0) is None
        cell[bit // 8] ^= 1 << bit % 8


def test_any_flipped_bit_of_a_header_is_seen():
    head = bytearray(laplog.pack_header(1, "a", "b", "c", 2, 3, 4, 5))
    for bit in range(8 * len(head)):
        head[bit // 8] ^= 1 << bit % 8
        try:
            laplog_reading.read_header(head)
            assert False, bit
        except laplog_reading.FormatError:
            pass
        head[bit // 8] ^= 1 << bit % 8
    assert laplog_reading.read_header(head).name == "a"


def test_erased_and_zero_flash_are_no_records():
    assert laplog_reading.read_record(bytes(15), 0) is None
    assert laplog_reading.read_record(b"\xff" * 15, 0) is None


def test_names_are_cut_between_characters():
    head = laplog.pack_header(1, "x" + "é" * 60, "ä" * 80, "", 0, 0, 0, 0)
    found = laplog_reading.read_header(head)
    assert found.name == "x" + "é" * 31
    assert found.athlete == "ä" * 32
    assert len(head) % laplog.CELL == 0


def test_add_allocates_nothing():
    if not hasattr(gc, "mem_alloc"):
        return  # CPython does not count; the 32-bit VM does, and there 2**30 is a heap object
    log = laplog.LapLog(_storage(), 48)
    log.begin(1, "n", "", "", 0, 0, 0)
    gc.collect()
    gc.disable()
    before = gc.mem_alloc()
    run = 0
    while run < 60:  # the last ones find the buffer full
        log.add(laplog.LAP, run, 1, run, 84000, 1073741823, 40000)
        run += 1
    after = gc.mem_alloc()
    gc.enable()
    assert after == before
    assert log.lost == 12


def test_full_buffer_keeps_what_it_has_and_says_what_was_lost():
    storage = _storage()
    log = laplog.LapLog(storage, 4)
    log.begin(1, "n", "", "", 0, 0, 0)
    assert [log.add(laplog.LAP, run, 1, run, 0, 1000, 0) for run in range(6)] == [True] * 4 + [
        False
    ] * 2
    assert log.flush()
    records = _records(storage, log.path)
    assert [r[1] for r in records[:4]] == [0, 1, 2, 3]
    assert records[4][:2] == (laplog.LOST, 2)


def test_reset_goes_on_after_the_last_closed_run():
    storage = _storage()
    log = _begin(storage)
    log.add(laplog.LAP, 0, 1, 1, 84000, 84000, 0)
    log.add(laplog.LAP, 1, 1, 2, 84000, 84100, 40000)
    log.add(laplog.LAP, 2, 1, 3, 84000, 30000, 40000)
    log.add(laplog.VOID, 2, 1, 3, 84000, 30000, 0)
    log.add(laplog.PAUSE, 2, 1, 3, 84000, 31000, 0)
    log.flush()
    storage.append(log.path, b"\x01\x02\x03")  # a torn record
    path, identity, run = laplog_reading.unfinished(storage)
    assert (path, identity, run) == (log.path, 0xDEADBEEF, 2)

    storage.start()
    again = laplog.LapLog(storage)
    assert laplog_reading.reopen(again, path, 1_790_000_999, 4_000_000_000) == 2
    again.add(laplog.LAP, 2, 1, 3, 84000, 83000, laplog.UNKNOWN)
    again.add(laplog.END, 3, 0, 0, 0, 1, 0)
    again.flush()
    records = _records(storage, path)
    assert records[5] is None
    assert records[6] == (laplog.RESET, 2, 0, 0, 1_790_000_999, 4_000_000, 2)
    assert records[7][:2] == (laplog.LAP, 2)
    assert laplog_reading.unfinished(storage) is None


def test_ended_downloaded_or_no_log_is_not_unfinished():
    storage = _storage()
    assert laplog_reading.unfinished(storage) is None
    log = _begin(storage)
    assert laplog_reading.unfinished(storage) is not None
    storage.move(log.path, log.path[:-4] + ".got")
    assert laplog_reading.unfinished(storage) is None
    log = _begin(storage)
    assert log.path == "logs/00002.log"
    log.add(laplog.STOPPED, 0, 0, 0, 0, 0, 0)
    log.flush()
    assert laplog_reading.unfinished(storage) is None


def test_a_log_is_dropped_only_while_nothing_stands_in_it():
    storage = _storage()
    log = _begin(storage)
    log.drop()
    assert storage.list("logs") == []
    log = _begin(storage)
    log.add(laplog.LAP, 0, 1, 1, 84000, 84000, 0)
    log.flush()
    log.drop()
    assert storage.list("logs") == [("00001.log", storage.size("logs/00001.log"))]


class _Failing(Storage):
    """Appends that stop after `allowed` bytes, as a full flash does."""

    allowed = 1_000_000

    def append(self, path, data):
        if len(data) > self.allowed:
            Storage.append(self, path, bytes(data)[: self.allowed])
            raise OSError(28)
        Storage.append(self, path, data)


def test_failed_append_is_tried_again_and_nothing_stands_twice():
    for allowed in range(0, 45):
        _storage()
        storage = _Failing(FOLDER)
        storage.start()
        log = _begin(storage)
        for run in range(3):
            log.add(laplog.LAP, run, 1, run + 1, 84000, 84000 + run, 0)
        storage.allowed = allowed
        assert not log.flush()
        storage.allowed = 1_000_000
        log.add(laplog.LAP, 3, 1, 4, 84000, 84003, 0)
        assert log.flush()
        sound = [r for r in _records(storage, log.path) if r]
        assert [r[1] for r in sound] == [0, 1, 2, 3]


def test_log_taken_up_on_a_full_flash_keeps_its_cells_and_every_later_lap():
    for torn in range(laplog.CELL):
        for allowed in range(0, 45):
            _storage()
            storage = _Failing(FOLDER)
            storage.start()
            log = _begin(storage)
            log.add(laplog.LAP, 0, 1, 1, 84000, 84000, 0)
            assert log.flush()
            storage.append(log.path, bytes(torn))
            storage.allowed = allowed
            again = laplog.LapLog(storage)
            assert laplog_reading.reopen(again, log.path) == 1
            again.add(laplog.LAP, 1, 1, 2, 84000, 84001, 0)
            again.flush()
            storage.allowed = 1_000_000
            for run in (2, 3):
                again.add(laplog.LAP, run, 1, run + 1, 84000, 84000 + run, 0)
                assert again.flush()
            sound = [r[:2] for r in _records(storage, log.path) if r]
            reset = (laplog.RESET, 1)
            laps = [(laplog.LAP, run) for run in range(4)]
            assert sound == [laps[0], reset] + laps[1:], (torn, allowed)


def test_room_frees_the_oldest_downloaded_logs_only():
    storage = _storage()
    for number in range(6):
        log = _begin(storage)
        if number != 2:
            storage.move(log.path, log.path[:-4] + ".got")
    free = [10_000]

    def pretend():
        return free[0] + 5000 * (6 - len(storage.list("logs")))

    storage.free = pretend
    assert storage.make_room(10_000)
    assert [n for n, _ in storage.list("logs")] == [
        "00003.log",
        "00004.got",
        "00005.got",
        "00006.got",
    ]
    assert not storage.make_room(100_000)
    assert [n for n, _ in storage.list("logs")] == ["00003.log"]
    free[0] = -100_000
    assert _refused(storage.create_log, b"x" * 30)


def test_jail():
    storage = FileAccess("/flash")
    for path in ("sessions/a.tpp", "/sessions/a b.tpp", "sessions/é.tpp", "watch/settings.json"):
        assert storage.path_allowed(path, True), path
        assert storage.path_allowed(path, False), path
    for path in ("logs/00001.log", "logs/00001.got", "watch/errors.txt", "watch/capability.json"):
        assert not storage.path_allowed(path, True), path
        assert storage.path_allowed(path, False), path
    for path in (
        "main.py", "/main.py", "../main.py", "sessions/../main.py", "sessions/..",
        "sessions//a.tpp",
        "sessions/x/a.tpp", "", "/", "sessions/.hidden", "sessions\\a.tpp", "sessions/a\\b.tpp",
        "watch/boots", "sessions/a.tpp.part", "sessions/a\n.tpp", "sessions/" + "a" * 60 + ".tpp",
    ):  # fmt: skip
        assert not storage.path_allowed(path, True), path
        assert not storage.path_allowed(path, False), path
    assert not storage.path_allowed("sessions/a.py", True)
    assert not storage.delete_allowed("logs/00001.log")
    assert storage.delete_allowed("logs/00001.got")
    assert storage.move_allowed("logs/00001.log", "logs/00001.got")
    for new in ("logs/00002.got", "logs/00001.part", "sessions/00001.got", "logs/00001.log"):
        assert not storage.move_allowed("logs/00001.log", new), new
    assert not storage.move_allowed("logs/00001.got", "logs/00001.log")


def test_settings_upload_is_verified_before_it_replaces():
    import binascii

    storage = _storage()
    storage.write_json("watch/settings.json", {"volume": 50})

    def upload(data, size=None, crc=None):
        part = storage.put_aside("watch/settings.json", len(data))
        storage.append(part, data)
        storage.commit(
            part,
            "watch/settings.json",
            len(data) if size is None else size,
            binascii.crc32(data) if crc is None else crc,
        )

    for wrong in (
        (b'{"volume": 70}', 13),
        (b'{"volume": 70}', None, 1),
        (b"[1, 2]",),
        (b'{"volume": ',),
    ):
        assert _refused(upload, *wrong), wrong
        assert storage.read_json("watch/settings.json") == {"volume": 50}
        assert not storage.exists("watch/settings.json.part")
    upload(b'{"volume": 70}')
    assert storage.read_json("watch/settings.json") == {"volume": 70}
    assert _refused(storage.put_aside, "watch/settings.json", 100_000)
    assert _refused(storage.put_aside, "logs/00001.log", 10)


def test_program_upload_goes_through_the_verifier():
    import binascii

    storage = _storage()
    data = b"TP\x01 nothing like a program"
    part = storage.put_aside("sessions/a.tpp", len(data))
    storage.append(part, data)
    assert _refused(storage.commit, part, "sessions/a.tpp", len(data), binascii.crc32(data))
    assert storage.list("sessions") == []


def test_start_counts_boots_and_sweeps_parts():
    storage = _storage()
    storage.append("sessions/a.tpp.part", b"half")
    again = Storage(FOLDER)
    again.start()
    assert again.boot == 2
    assert again.list("sessions") == []


class _Full(Storage):
    """Nothing can be written while it is full."""

    full = False

    def _replace(self, path, data):
        if self.full:
            raise OSError(28)
        Storage._replace(self, path, data)


def test_no_two_boots_that_left_something_have_the_same_number():
    _storage()  # the first boot
    full = _Full(FOLDER)
    full.full = True
    full.start()
    assert full.boot == 2
    full = _Full(FOLDER)  # the second left nothing, so this one may count as the second
    full.full = True
    full.start()
    assert full.boot == 2
    full.full = False
    log = _begin(full)
    assert laplog_reading.read_header(full.read(log.path)).boot == 2
    full = _Full(FOLDER)
    full.full = True
    full.start()
    assert full.boot == 3
    full.full = False
    laplog_reading.reopen(laplog.LapLog(full), log.path)
    again = Storage(FOLDER)
    again.start()
    assert again.boot == 4


def test_error_log_stays_small_and_keeps_the_newest():
    storage = _storage()
    for number in range(400):
        storage.note_error("error %d: something" % number)
    data = storage.read("watch/errors.txt")
    assert len(data) <= 4096
    lines = data.decode().split("\n")
    assert lines[-2] == "error 399: something"
    assert lines[0].startswith("error ")


class _Flash:
    """As os tells of a flash of 512 blocks, of which so many are left."""

    def __init__(self, left):
        self.left = left

    def statvfs(self, root):
        return (4096, 4096, 512, self.left, 0, 0, 0, 0, 0, 255)


def test_flash_that_counts_more_blocks_in_use_than_it_has_is_full():
    storage = _storage()
    real = storage_module.os
    try:
        for left, free in ((4294967290, 0), (-6, 0), (0, 0), (3, 12288), (512, 2097152)):
            storage_module.os = _Flash(left)
            assert storage.free() == free, left
    finally:
        storage_module.os = real
