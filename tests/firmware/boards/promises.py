# SPDX-License-Identifier: MIT
"""What the board contract asks alike of MicroPython's boards and of CircuitPython's.

In the MicroPython VM, with either's fake pins: no name of a port's stands here. Not here: what they
promise by other means (`contract`, `contract_circuitpython`).
"""

import micropython


def without_heap(function, *arguments):
    """Calls it with the heap locked: an allocation is a MemoryError."""
    first, second = (arguments + (None, None))[:2]
    count = len(arguments)
    micropython.heap_lock()  # no star below: handing on arguments by one allocates
    try:
        if count == 0:
            function()
        elif count == 1:
            function(first)
        else:
            function(first, second)
    finally:
        micropython.heap_unlock()


def check_tone(tone, frequency, duty):
    """frequency, duty: read the PWM's, of 65536, 0 while it is silent."""
    assert duty() == 0, "silent until started"
    loud = []
    for volume in (1, 30, 100):
        without_heap(tone.start, 2700, volume)
        assert frequency() == tone.resonance_hz, "2.7 kHz stands for this buzzer's loudest"
        loud.append(duty())
    assert 0 < loud[0] < loud[1] < loud[2] <= 32768, loud
    without_heap(tone.start, 1350, 100)
    assert frequency() == tone.resonance_hz // 2
    without_heap(tone.stop)
    assert duty() == 0


def check_started(part, outputs, *arguments):
    """outputs: reads the level of every pin."""
    before = outputs()
    without_heap(part.start, *arguments)
    assert outputs() != before, "starting changed no pin"
    without_heap(part.stop)
    assert outputs() == before, "stopping did not undo it"


def check_readings(board, show):
    """The whole range of a battery. show: sets the millivolts at the pin."""
    seen = []
    for millivolts in range(0, 3301, 20):
        show(millivolts)
        mv = board.battery_mv()
        percent = board.battery_percent()
        assert (mv is None) == (percent is None)
        if mv is not None:
            assert 2800 <= mv <= 4500, mv
            assert 0 <= percent <= 100, percent
            seen.append((mv, percent))
    if board.battery is not None:
        assert seen == sorted(seen), "more voltage, more charge"
        assert seen[0][1] == 0 and seen[-1][1] == 100, seen
