# SPDX-License-Identifier: MIT
"""A byte pipe of fixed size, between the radio's task and the one that reads. Nothing else."""


class Ring:
    """A byte pipe of fixed size. `put` may run in an interrupt handler, all else outside."""

    def __init__(self, size):
        self._data = memoryview(bytearray(size + 1))  # one stays free, to tell full from empty
        self._size = size + 1
        self._head = 0  # written by the reader alone
        self._tail = 0  # written by `put` alone

    def room(self):
        return (self._head - self._tail - 1) % self._size

    def available(self):
        return (self._tail - self._head) % self._size

    def put(self, data):
        """Takes all of `data`, or nothing and says False."""
        n = len(data)
        if n > (self._head - self._tail - 1) % self._size:
            return False
        tail = self._tail
        first = self._size - tail
        if n <= first:
            self._data[tail : tail + n] = data
        else:
            self._data[tail:] = data[:first]
            self._data[: n - first] = data[first:]
        self._tail = (tail + n) % self._size
        return True

    def peek(self, limit):
        """A view of up to `limit` bytes that stand in a row; `drop` them afterwards."""
        head = self._head
        tail = self._tail
        end = tail if tail >= head else self._size
        if end - head > limit:
            end = head + limit
        return self._data[head:end]

    def drop(self, n):
        self._head = (self._head + n) % self._size

    def clear(self):
        self._head = self._tail
