# SPDX-License-Identifier: MIT
"""Which keys the watch keeps, on whose word, and what it answers its stack."""

from pacer.sync.bonds import BONDS, MOST, Bonds, passkey

OURS = 1
THEIRS = 2
PEER = b"\x01abcdef"
OTHER = b"\x01ghijkl"


class Files:
    """Of the storage, what keys need."""

    def __init__(self):
        self.kept = {}
        self.writes = 0

    def read_json(self, path, default=None):
        return self.kept.get(path, default)

    def write_json(self, path, value):
        self.kept[path] = value
        self.writes += 1


def _bonded(files):
    bonds = Bonds(files)
    for kind in (THEIRS, OURS):
        assert bonds.set(kind, PEER, b"good" + bytes((kind,)), True)
    bonds.ended()
    bonds.save()
    return bonds


def test_keys_of_a_proved_link_outlive_a_reset():
    files = Files()
    _bonded(files)
    again = Bonds(files)
    assert again.get(OURS, 0, PEER) == b"good\x01"
    assert again.get(THEIRS, 0, memoryview(PEER)) == b"good\x02"
    assert again.get(OURS, 0, OTHER) is None


def test_the_stack_reads_all_of_a_kind_by_number():
    bonds = _bonded(Files())
    bonds.set(OURS, OTHER, b"second", True)
    assert bonds.get(OURS, 0, None) == b"good\x01"
    assert bonds.get(OURS, 1, None) == b"second"
    assert bonds.get(OURS, 2, None) is None
    assert bonds.get(3, 0, None) is None


def test_a_key_of_a_link_that_was_not_proved_is_not_kept():
    files = Files()
    bonds = Bonds(files)
    assert bonds.set(OURS, PEER, b"evil", False)  # a refusal might upset the stack
    assert bonds.get(OURS, 0, PEER) is None
    bonds.ended()
    bonds.save()
    assert files.kept == {}


def test_a_drop_is_not_refused_and_does_not_last_without_a_proved_key():
    files = Files()
    bonds = _bonded(files)
    for kind in (OURS, THEIRS):
        assert bonds.set(kind, PEER, None, False)
        # the stack drops until there is no more
        assert not bonds.set(kind, PEER, None, False)
        assert not bonds.set(kind, OTHER, None, False)
        assert bonds.get(kind, 0, PEER) is None
        assert bonds.get(kind, 0, None) is None
    # a spoofer's keys, before and after its link ends
    assert bonds.set(OURS, PEER, b"evil", False)
    assert bonds.get(OURS, 0, PEER) is None
    bonds.ended()
    bonds.save()
    assert bonds.get(OURS, 0, PEER) == b"good\x01"
    assert Bonds(files).get(THEIRS, 0, PEER) == b"good\x02"


def test_a_proved_key_replaces_the_one_that_was_dropped():
    files = Files()
    bonds = _bonded(files)
    bonds.set(OURS, PEER, None, False)
    bonds.set(OURS, PEER, memoryview(b"new"), True)
    bonds.ended()
    bonds.save()
    assert bonds.get(OURS, 0, PEER) == b"new"
    assert Bonds(files).get(OURS, 0, PEER) == b"new"


def test_flash_is_written_only_when_something_changed():
    files = Files()
    bonds = _bonded(files)
    writes = files.writes
    bonds.save()
    bonds.set(OURS, PEER, None, False)
    bonds.ended()
    bonds.save()
    assert files.writes == writes


def test_the_oldest_keys_go_first():
    files = Files()
    bonds = Bonds(files)
    for number in range(MOST + 4):
        bonds.set(OURS, bytes((number,)) * 7, b"k", True)
    assert len(bonds) == MOST
    assert bonds.get(OURS, 0, bytes(7)) is None
    assert bonds.get(OURS, 0, bytes((MOST + 3,)) * 7) == b"k"


def test_a_damaged_file_costs_its_damaged_keys_only():
    files = Files()
    _bonded(files)
    files.kept[BONDS] = [["x"], 5, [1, "zz", "00"]] + files.kept[BONDS] + [None]
    assert Bonds(files).get(OURS, 0, PEER) == b"good\x01"
    for damaged in ({}, 7, None, "keys"):
        files.kept[BONDS] = damaged
        assert len(Bonds(files)) == 0


def test_only_six_digits_are_a_passkey():
    files = Files()
    assert passkey(files) == -1
    for value in (0, 7, 999999):
        files.kept["watch/settings.json"] = {"passkey": value, "volume": 3}
        assert passkey(files) == value
    for wrong in (-1, 1000000, "1234", None):
        files.kept["watch/settings.json"] = {"passkey": wrong}
        assert passkey(files) == -1
    files.kept["watch/settings.json"] = [1]
    assert passkey(files) == -1
