# SPDX-License-Identifier: MIT
"""What the watch says of itself on the air, 31 bytes at most, whatever its name."""

from pacer.sync.service import advertisement


def _parts(data):
    found = {}
    at = 0
    while at < len(data):
        size = data[at]
        found[data[at + 1]] = bytes(data[at + 2 : at + 1 + size])
        at += 1 + size
    assert at == len(data) <= 31
    return found


def test_flags_service_and_name():
    assert _parts(advertisement("red watch")) == {1: b"\x06", 3: b"\xbb\xfe", 9: b"red watch"}


def test_a_name_that_just_fits_is_whole():
    assert _parts(advertisement("a" * 22))[9] == b"a" * 22


def test_a_long_name_is_cut_and_said_to_be():
    assert _parts(advertisement("a" * 32))[8] == b"a" * 22


def test_no_character_is_cut_in_two():
    name = "a" + "ä" * 15
    assert _parts(advertisement(name))[8].decode() == "a" + "ä" * 10
    assert _parts(advertisement("€" * 10))[8].decode() == "€" * 7
