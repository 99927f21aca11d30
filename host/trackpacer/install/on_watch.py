# SPDX-License-Identifier: MIT
"""What an install has a watch do: texts in MicroPython, sent to its raw REPL or kept on its flash.

They run on a bare MicroPython too, so `pak` (firmware/pak.py) is spelt out once more; their buffers
are small, for it may be short of RAM. Not here: when which of them is called (`copying`).
"""

INSTALLED = """\
# Which version of the firmware runs. Written by `pacer install`, read at boot and by every link.
import sys

import pak
import vfs

vfs.mount(pak.Pak("{root}/{slot}"), "/app")
sys.path.insert(0, "/app")
import {module}

sys.modules["board"] = {module}
"""

FREE = """
def _free(root):
    status = os.statvfs(root or '/')
    return status[0] * status[3] if 0 < status[3] <= status[2] else 0
"""
"""Bytes free, as `pacer.storage` counts them."""

HELPERS = (
    FREE
    + """
import binascii, hashlib, os, sys
_b = bytearray(256)
_v = memoryview(_b)
def _move(f, size, take):
    while size:
        n = f.readinto(_v[:min(256, size)])
        if not n:
            break
        take(_v[:n])
        size -= n
def _sha(f, size):
    h = hashlib.sha256()
    _move(f, size, h.update)
    return h.digest()
def _there(path):
    try:
        return os.stat(path)
    except OSError:
        return None
def _entries(path):
    found = {}
    at = 0
    if not _there(path):
        return found, True
    with open(path, 'rb') as f:
        end = f.seek(0, 2)
        while at < end:
            f.seek(at)
            head = f.read(38)
            if len(head) < 38 or head[0] != 80:
                return found, False
            size = head[2] | head[3] << 8 | head[4] << 16 | head[5] << 24
            name = f.read(head[1]).decode()
            if _sha(f, size) != head[6:]:
                return found, False
            at += 38 + head[1]
            found[name] = (at, size, binascii.hexlify(head[6:]).decode())
            at += size
    return found, True
def _add(source, at, size, sha, path, pak):
    head = bytes((80, len(path), size & 255, size >> 8 & 255, size >> 16 & 255, size >> 24))
    with open(source, 'rb') as f:
        with open(pak, 'ab') as g:
            f.seek(at)
            g.write(head + binascii.unhexlify(sha) + path.encode())
            _move(f, size, g.write)
def _see(root):
    paks = [_entries(root + '/' + slot) for slot in ('app_a.pak', 'app_b.pak')]
    files = {}
    text = ''
    for name in ('main.py', 'pak.mpy', 'installed.py'):
        status = _there(root + '/' + name)
        files[name] = ''
        if status:
            with open(root + '/' + name, 'rb') as f:
                files[name] = binascii.hexlify(_sha(f, status[6])).decode()
    if files['installed.py']:
        with open(root + '/installed.py') as f:
            text = f.read()
    return paks, files, text, _free(root)
def _keep(pak, wanted):
    have = _entries(pak)[0]
    part = pak + '.part'
    _remove(part)
    for path in wanted:
        at, size, sha = have[path]
        _add(pak, at, size, sha, path, part)
    _remove(pak)
    if wanted:
        os.rename(part, pak)
def _check(path, sha):
    with open(path, 'rb') as f:
        return binascii.hexlify(_sha(f, _there(path)[6])).decode() == sha
def _remove(path):
    if _there(path):
        os.remove(path)
def _take(part, final):
    try:
        os.rename(part, final)
    except OSError:
        os.remove(final)
        os.rename(part, final)
def _try(slot, root):
    import pak, vfs
    vfs.mount(pak.Pak(root + '/' + slot), '/app')
    sys.path.insert(0, '/app')
    import watch_board
    watch_board.board.attach()
    from pacer.storage import Storage
    for name in ('sessions', 'logs', 'watch'):
        if not _there(root + '/' + name):
            os.mkdir(root + '/' + name)
    return Storage(root), watch_board.board
"""
)
