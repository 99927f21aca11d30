# SPDX-License-Identifier: MIT
"""Files into and out of a flash image while the simulated watch is off.

Run by the MicroPython VM as `micropython flash_image.py IMAGE BLOCKS`: takes one JSON object from
standard input, {path: hex bytes, or null to delete}, puts these files there, and prints all files
of the image as such an object. Not here: the chip's behaviour (`silicon/flash.py`, used here too).
"""

import binascii
import json
import os
import sys

import vfs
from silicon.flash import NorFlash

DIRECTORY = 0x4000


def _walk(folder, found):
    for entry in os.ilistdir(folder):
        path = folder + "/" + entry[0]
        if entry[1] == DIRECTORY:
            _walk(path, found)
        else:
            with open(path, "rb") as file:
                found[path[len("/flash/") :]] = binascii.hexlify(file.read()).decode()


def _put(path, data):
    folder = "/flash"
    for part in path.split("/")[:-1]:
        folder += "/" + part
        try:
            os.mkdir(folder)
        except OSError:
            pass  # it is there already
    with open("/flash/" + path, "wb") as file:
        file.write(binascii.unhexlify(data))


def main(image, blocks, changes):
    """Mounts the image, makes the changes, prints what is on it."""
    with open(image, "r+b") as file:
        flash = NorFlash(file, blocks)
        if flash.is_new:
            vfs.VfsLfs2.mkfs(flash)
        vfs.mount(vfs.VfsLfs2(flash), "/flash")
        for path, data in changes.items():
            if data is None:
                os.remove("/flash/" + path)
            else:
                _put(path, data)
        found = {}
        _walk("/flash", found)
        vfs.umount("/flash")
    print(json.dumps(found))


main(sys.argv[1], int(sys.argv[2]), json.loads(sys.stdin.read()))
