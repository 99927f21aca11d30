# SPDX-License-Identifier: MIT
"""One life of a watch whose power fails: run by MicroPython, `power_cut.py FOLDERS TASK ...`.

FOLDERS: the firmware's and the simulator's, with a colon between. Tasks, each on the flash chip in
the file IMAGE:

    run IMAGE SCENARIO CUT TORN PRELUDE
                                  do what SCENARIO says; at write CUT the chip keeps a torn page and
                                  the whole VM is killed; after the last one when there are fewer
                                  (0: never). Prints `did WHAT` after each thing that is safe from
                                  then on, and at its end `writes N`. PRELUDE: a file of what the
                                  laptop runs first at the raw REPL. TORN: what the chip keeps of
                                  the page; `fat`: a FAT drive instead, whose sectors are whole.
    look IMAGE TORN               power comes on again: prints all there is as one JSON object, then
                                  goes on with an unfinished log, and prints that too.

`test_power_cuts` starts it and judges what it prints.
"""

import binascii
import json
import os
import sys

sys.path[:] = sys.argv[1].split(":")

import vfs  # noqa: E402
from silicon.flash import BLOCK, NorFlash  # noqa: E402

from pacer import laplog, laplog_reading, salvage  # noqa: E402
from pacer.file_access import FileAccess  # noqa: E402

BLOCKS = 32
SECTORS = 512


class TornFlash(NorFlash):
    """A chip whose last page is torn as asked: `half`, `none` or `bits` of it programmed."""

    def __init__(self, image, cut, torn):
        NorFlash.__init__(self, image, BLOCKS, None, cut, die)
        self.torn = torn
        self._was = b""

    def _count(self, at, half):
        if self.writes + 1 == self.cut_at and self.torn != "half":
            self._image.seek(at)
            was = bytearray(len(half))
            self._image.readinto(was)
            if self.torn == "bits":
                # some bits of each byte took, others did not
                for i in range(len(half)):
                    was[i] = (was[i] & half[i]) | (was[i] & 0x5A) | (half[i] & 0xA5)
            half = was
        NorFlash._count(self, at, half)


class FatDisk:
    """A drive as CircuitPython keeps it, FAT in sectors of 512 bytes: each is the old or the new.

    Left out: that the chip beneath erases eight sectors at a time, and that CircuitPython's cache
    of them may be lost with the power.
    """

    def __init__(self, image):
        self.image = image
        self.writes = 0
        self.cut_at = 0
        image.seek(0, 2)
        self.is_new = image.tell() == 0
        if self.is_new:
            image.write(bytes(SECTORS * 512))

    def readblocks(self, block, buffer, offset=0):
        self.image.seek(block * 512 + offset)
        self.image.readinto(buffer)

    def writeblocks(self, block, buffer, offset=0):
        for at in range(0, len(buffer), 512):
            self.writes += 1
            if self.writes == self.cut_at:
                die()
            self.image.seek(block * 512 + at)
            self.image.write(buffer[at : at + 512])
            self.image.flush()

    def ioctl(self, what, argument):
        return {4: SECTORS, 5: 512, 6: 0}.get(what, 0)


def die():
    """The power is gone: nothing of this VM runs after it, no finaliser either."""
    os.system("kill -9 $PPID")
    while True:
        pass


def mount(image, cut=0, torn="half"):
    fat = torn == "fat"
    flash = FatDisk(image) if fat else TornFlash(image, 0, torn)
    kind = vfs.VfsFat if fat else vfs.VfsLfs2
    if flash.is_new:
        kind.mkfs(flash)
    vfs.mount(kind(flash), "/flash")
    flash.writes = 0
    flash.cut_at = cut
    return flash


def did(*what):
    print("did", *what)


def session(storage, reps):
    """A session as the runner writes it: a flush after each lap, some with a pause before."""
    log = laplog.LapLog(storage)
    log.begin(77, "25 x 400", "Ann", "red", 1790000000, 3600, 5000)
    did("begin", log.path)
    for run in range(reps):
        if run % 5 == 3:
            log.add(laplog.PAUSE, run, 1, run + 1, 84000, 30000, 0)
            log.add(laplog.RESUME, run, 1, run + 1, 84000, 30000, 9000)
        log.add(laplog.LAP, run, 1, run + 1, 84000, 83000 + run, 40000)
        if log.flush():
            did("lap", run)
    log.add(laplog.END, reps, 0, 0, 0, 1000, 0)
    if log.flush():
        did("end")


def over_the_air(storage, path, data):
    """An upload as it comes over the radio: in pieces of a packet."""
    part = storage.put_aside(path, len(data))
    with open(storage.path(part), "wb") as file:
        for at in range(0, len(data), 20):
            file.write(data[at : at + 20])
    storage.commit(part, path, len(data), binascii.crc32(data))


def over_usb(prelude, path, data):
    """An upload as the laptop makes it at the raw REPL: its own prelude and calls, and between
    them what mpremote's `fs_writefile` runs, 256 bytes at a time."""
    sys.modules["installed"] = sys.modules["board"] = Board
    Board.board = Board
    names = {}
    with open(prelude) as file:
        exec(file.read(), names)

    def at_the_prompt(line):
        exec(line, names)

    at_the_prompt("_do(_storage.put_aside, %r, %d)" % (path, len(data)))
    at_the_prompt("f=open(%r,'wb')\nw=f.write" % ("/flash/" + path + ".part"))
    for at in range(0, len(data), 256):
        at_the_prompt("w(" + repr(data[at : at + 256]) + ")")
    at_the_prompt("f.close()")
    given = (path + ".part", path, len(data), binascii.crc32(data))
    at_the_prompt("_do(_storage.commit, %r, %r, %d, %d)" % given)


class Board:
    root = "/flash"


def scenario(storage, words, prelude):
    kind, _, more = words.partition(":")
    if kind == "session":
        session(storage, int(more))
    elif kind == "clock":
        storage.write_json("watch/settings.json", {"utc_offset_s": int(more)})
        did(kind)
    elif kind == "fill":
        # So many that a folder's first sector on FAT is full: a rename then takes two writes.
        for folder in ("sessions", "logs"):
            for k in range(int(more)):
                with open(storage.path("%s/f%02d.bin" % (folder, k)), "wb") as file:
                    file.write(b"full")
        did(kind)
    elif kind == "mark":
        storage.move("logs/00001.log", "logs/00001.got")
        did(kind)
    else:
        data = binascii.unhexlify(more)
        what, _, link = kind.partition("-")
        path = "sessions/a.tpp" if what == "upload" else "watch/settings.json"
        if link == "usb":
            over_usb(prelude, path, data)
        else:
            over_the_air(storage, path, data)
        if storage.read(path) == data:
            did(kind)


def started(torn):
    storage = FileAccess("/flash")
    if torn == "fat":
        salvage.recover(storage)
    storage.start()
    return storage


def run(path, words, cut, torn, prelude):
    with open(path, "r+b") as image:
        flash = mount(image, cut, torn)
        storage = started(torn)
        did("start")
        scenario(storage, words, prelude)
        if cut:
            die()
        print("writes", flash.writes)
        flash.cut_at = 0
        vfs.umount("/flash")


def files(storage):
    found = {}
    for folder in ("sessions", "logs", "watch"):
        for name, _ in storage.list(folder):
            path = folder + "/" + name
            found[path] = binascii.hexlify(storage.read(path)).decode()
    return found


def look(path, torn):
    with open(path, "r+b") as image:
        mount(image, 0, torn)
        storage = started(torn)
        if torn == "fat":
            # Blocks that were freed while a file still holds them are given to the next one.
            with open(storage.path("watch/next.bin"), "wb") as file:
                file.write(b"next" * 4096)
        print(json.dumps(files(storage)))
        found = laplog_reading.unfinished(storage)
        if found:
            log = laplog.LapLog(storage)
            run = laplog_reading.reopen(log, found[0], 1790000500, 100)
            log.add(laplog.LAP, run, 1, run + 1, 84000, 99000, laplog.UNKNOWN)
            assert log.flush()
        print(json.dumps(files(storage)))
        vfs.umount("/flash")


assert BLOCK == 4096
if sys.argv[2] == "run":
    run(sys.argv[3], sys.argv[4], int(sys.argv[5]), sys.argv[6], sys.argv[7])
else:
    look(sys.argv[3], sys.argv[4])
