# SPDX-License-Identifier: MIT
"""A flash without a free block: what is told, what still works, and what never stands half."""

from support.whole_watch import FOUR, FULL_LOG, Board, boot, cut_off, fresh, logged

from pacer import storage

NOT_IN_WASM = "its file system's errors have other numbers than MicroPython's"


class FullFlash:
    """While it lasts, whatever is written fails as littlefs does when no block is free."""

    def __enter__(self):
        self.kept = storage.Storage._replace, storage.Storage.append, storage.Storage.make_room
        storage.Storage._replace = storage.Storage.append = self._refuse
        storage.Storage.make_room = lambda self, size: False

    @staticmethod
    def _refuse(self, path, data):
        raise OSError(28)

    def __exit__(self, *_):
        storage.Storage._replace, storage.Storage.append, storage.Storage.make_room = self.kept


def test_full_flash_warns_once_and_the_next_press_starts():
    files = fresh(a=FOUR)
    room = storage.Storage.make_room
    storage.Storage.make_room = lambda self, size: size < 200
    try:
        board = Board()
        board.data = FOUR
        board.world.press(5000)
        board.world.press(9000)
        assert boot(board) == "restart"
    finally:
        storage.Storage.make_room = room
    assert b"flash full" in files.read("watch/errors.txt")
    assert board.sounds("error") > 0
    assert logged(files) == [("four", FULL_LOG)]


def test_flash_without_a_free_block_boots_and_reaches_sync_where_the_logs_are_fetched():
    files = fresh(a=FOUR)
    files.append("watch/settings.json", b'{"volume": 200}')  # what is wrong cannot be noted either
    board = Board()
    calls = []
    board.world.press(5000, 0, 3500)
    with FullFlash():
        assert boot(board, lambda: calls.append(1)) == "restart"
    assert calls


def test_flash_without_a_free_block_paces_a_session_and_keeps_no_half_log():
    for start in (b"count-in", b"press-first"):
        files = fresh(a=FOUR)
        files.append("watch/settings.json", b'{"start": "%s"}' % start)
        board = Board()
        board.data = FOUR
        board.world.press(5000)
        board.world.press(9000)
        with FullFlash():
            assert boot(board) == "restart"
        assert [h.kind for h in board.trace.heard].count("go") == 4
        assert [h.kind for h in board.trace.heard].count("done") == 1
        assert logged(files) == []


def test_flash_without_a_free_block_does_not_keep_a_cut_session_from_going_on_or_being_left():
    for held_ms in (120, 1500):
        files = cut_off()
        board = Board(limit_s=1000)
        board.data = FOUR
        board.world.press(2000, 0, held_ms)
        with FullFlash():
            assert boot(board) == ("restart" if held_ms == 120 else "idle")
        assert [h.kind for h in board.trace.heard].count("go") == (3 if held_ms == 120 else 0)
        assert logged(files) == [("four", [("lap", 0)])]
