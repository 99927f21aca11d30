# SPDX-License-Identifier: MIT
"""The timing loop: what is heard when, what a press does, what the log says."""

from support.programs import build, repeat, run, window
from support.watch import Watch

from pacer import laplog

GOAL = build(repeat(25, run(400, 84000), window(35000, 45000)))


def exact(watch):
    """A wearer who presses at the target's very instant, and lets the watch end every recovery."""
    steps = watch.runner._iterator(watch.data, watch.chosen)

    def react(kind, step, at_ms, at_us):
        if kind == "go":
            steps.seek(step)
            if steps.target_ms:
                watch.world.press(at_ms + steps.target_ms, at_us)

    watch.trace.react = react
    return watch


def make(data, **chosen):
    watch = Watch(data, **chosen)
    watch.data = data
    return watch


def test_25_by_400_is_exact_from_the_first_rep_to_the_last():
    watch = exact(make(GOAL))
    assert watch.run() == laplog.END
    gos = watch.kinds("go")
    assert [h.due_us for h in gos] == [k * 129000000 for k in range(25)]
    splits = watch.kinds("split", "last100", "finish")
    assert [h.due_us for h in splits] == [
        k * 129000000 + j * 21000000 for k in range(25) for j in range(1, 5)
    ]
    assert [h.kind for h in splits] == ["split", "split", "last100", "finish"] * 25
    assert [h.metres for h in splits] == [100, 200, 300, 400] * 25
    for heard in watch.kinds():
        if heard.kind in ("go", "split", "last100", "finish", "count", "window"):
            assert 0 <= heard.at_us - heard.due_us < 100, heard
    assert watch.log.laps()[:25] == [("lap", k, 84000) for k in range(25)]
    assert [r[6] for r in watch.log.records[:25]] == [0] + [45000] * 24
    assert watch.log.laps()[25] == ("end", 25, 25 * 84000 + 24 * 45000)
