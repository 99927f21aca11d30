# SPDX-License-Identifier: MIT
"""Plays a display's controller: what went over its bus becomes the picture on the glass, and a PNG.

Knows as much of the SSD1306 and the ST7789 as their data sheets say of the commands that we send;
any other command is an error.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

Rgb = tuple[int, int, int]
Picture = list[list[Rgb]]

_BLUE: Rgb = (120, 200, 255)
_BLACK: Rgb = (0, 0, 0)


def ssd1306(sent: list[tuple[str, bytes]]) -> Picture:
    """128 x 64, after horizontal addressing from column and page 0, columns and rows flipped twice
    (by the panel and by the commands), which is to say not at all."""
    lengths = {0x20: 1, 0x21: 2, 0x22: 2, 0x81: 1, 0x8D: 1, 0xA8: 1, 0xD3: 1}
    lengths |= {0xD5: 1, 0xD9: 1, 0xDA: 1, 0xDB: 1}
    plain = {0x40, 0xA1, 0xA4, 0xA6, 0xAE, 0xAF, 0xC8}
    memory = b""
    commands: list[int] = []
    for _, data in sent:
        if data[0] == 0x80:
            commands += data[1:]
        elif data[0] == 0x40:
            memory = data[1:]
        else:
            raise AssertionError(f"control byte {data[0]:#x}")
    seen = {}
    while commands:
        code = commands.pop(0)
        count = lengths.get(code, 0)
        if not count and code not in plain:
            raise AssertionError(f"command {code:#x}")
        seen[code] = [commands.pop(0) for _ in range(count)]
    assert 0xAF in seen and seen[0x8D] == [0x14], "on, with the charge pump"
    assert seen[0x20] == [0] and seen[0x21] == [0, 127] and seen[0x22] == [0, 7]
    assert len(memory) == 1024
    return [
        [_BLUE if memory[y // 8 * 128 + x] >> y % 8 & 1 else _BLACK for x in range(128)]
        for y in range(64)
    ]


def st7789(sent: list[tuple[str, bytes]]) -> Picture:
    """The 240 x 135 window of an M5StickC Plus2 in landscape: columns from 40, rows from 53."""
    memory: dict[tuple[int, int], Rgb] = {}
    columns = rows = (0, 0)
    code = 0
    seen = set()
    for kind, data in sent:
        if kind == "command":
            (code,) = data
            seen.add(code)
        elif code in (0x2A, 0x2B):
            span = struct.unpack(">HH", data)
            columns, rows = (span, rows) if code == 0x2A else (columns, span)
        elif code == 0x2C:
            width = columns[1] - columns[0] + 1
            assert len(data) == 2 * width * (rows[1] - rows[0] + 1)
            for number, (colour,) in enumerate(struct.iter_unpack(">H", data)):
                at = (columns[0] + number % width, rows[0] + number // width)
                memory[at] = _rgb(colour)
        elif code == 0x36:
            assert data == b"\x60", "landscape"
        elif code == 0x3A:
            assert data == b"\x55", "16 bits a pixel"
        else:
            raise AssertionError(f"data after command {code:#x}")
    assert {0x11, 0x21, 0x29} <= seen, "awake, inverted, on"
    assert len(memory) == 240 * 135
    return [[memory[40 + x, 53 + y] for x in range(240)] for y in range(135)]


def _rgb(colour: int) -> Rgb:
    return ((colour >> 11) * 255 // 31, (colour >> 5 & 63) * 255 // 63, (colour & 31) * 255 // 31)


def save_png(picture: Picture, path: Path, zoom: int = 3) -> None:
    rows = b""
    for row in picture:
        line = b"".join(bytes(pixel) * zoom for pixel in row)
        rows += (b"\0" + line) * zoom
    size = struct.pack(">II5B", len(picture[0]) * zoom, len(picture) * zoom, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in chunks
        )
    )
