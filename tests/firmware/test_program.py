# SPDX-License-Identifier: MIT
"""The program: what the verifier lets pass, and what the iterator then does, exactly."""

import binascii
import gc

from support import article, mutations
from support.programs import (
    build,
    equal,
    equal_other,
    fixed,
    full,
    jog,
    ms,
    none,
    repeat,
    run,
    sendoff,
    timed,
    varint,
    window,
)

from pacer import opcodes, program

GOAL = build(repeat(25, run(400, 84000), window(35000, 45000)))


def refused(data):
    """Why it is refused; the message names a byte and a reason."""
    try:
        program.verify(data)
    except program.FormatError as error:
        words = str(error)
        assert words.startswith("byte "), words
        return words
    raise AssertionError("was accepted")


def walked(data):
    """Every step as (kind, set, rep, reps, target or length)."""
    steps = program.Steps(data)
    out = []
    while steps.next():
        if steps.kind == opcodes.RUN:
            out.append(("run", steps.set, steps.rep, steps.reps, steps.target_ms))
        else:
            out.append(("recovery", steps.type, steps.length_ms))
    assert len(out) == steps.total
    return out


def targets(data):
    return [step[4] for step in walked(data) if step[0] == "run"]


def cues(steps):
    out = []
    for number in range(1, steps.cues + 1):
        steps.cue(number)
        out.append((steps.cue_m, steps.cue_ms * 1000 + steps.cue_us))
    return out


def first(data):
    steps = program.Steps(data)
    assert steps.next()
    return steps


# -- the header


def test_header_tells_name_athlete_and_identity():
    data = build(run(400, 84000), name="Short – fast", athlete="Zoë")
    header = program.verify(data)
    assert (header.name, header.athlete) == ("Short – fast", "Zoë")
    assert header.identity == binascii.crc32(data[7:]) & 0xFFFFFFFF
    assert (header.runs, header.steps) == (1, 1)


def test_every_truncation_is_refused():
    for size in range(len(GOAL)):
        refused(GOAL[:size])
    assert "truncated or overlong" in refused(GOAL + b"\x00")


def test_every_flipped_bit_is_refused():
    for bit in range(len(GOAL) * 8):
        altered = bytearray(GOAL)
        altered[bit >> 3] ^= 1 << (bit & 7)
        refused(bytes(altered))


def test_another_file_and_another_version_are_refused_by_name():
    assert "not a Track Pacer program" in refused(b"FIT" + GOAL[3:])
    said = refused(GOAL[:2] + b"\x02" + GOAL[3:])
    assert said.startswith("byte 2:") and "program format 2" in said and "format 1" in said


def test_names_are_text():
    for raw in (b"\xff\xfe", b"a\x00", b"a\nb", b"\x7f", b"\xc3", b"a\xc2\x80", b"\xc2\x9bm"):
        body = varint(len(raw)) + raw + b"\x00" + run(400, 84000)
        rest = varint(len(body)) + body
        crc = binascii.crc32(rest) & 0xFFFFFFFF
        head = b"TP\x01" + bytes([crc & 255, crc >> 8 & 255, crc >> 16 & 255, crc >> 24])
        assert "name" in refused(head + rest), raw
    for name in ("\xa0", "\xe9\x20\u0141", "Zo\xeb", "a \u2013 b"):
        assert program.verify(build(run(400, 84000), name=name)).name == name
    assert "name length" in refused(build(run(400), name="x" * 65))


# -- what the verifier demands

REFUSED = (
    ("unknown opcode 0xC0", b"\xc0" + run(400)),
    ("unknown opcode 0x83", run(400) + b"\x83"),
    ("no run", b""),
    ("middle of a step", b"\x01\x08"),
    ("needless byte", b"\x01\x88\x00\xa8\x01"),
    ("too long", b"\x00\xff\xff\xff\xff\x01"),
    ("distance is 0", b"\x00\x00"),
    ("distance is 100001, not 1 to 100000", b"\x00" + varint(200003)),
    ("shortest form", b"\x01\x08" + varint(84000 * 2 + 1)),
    ("target is more than 21600000", b"\x01\x08" + varint(21601 * 2)),
    ("unknown role 6", b"\x10\x08\x06"),
    ("unknown effort 11", b"\x10\x08\x58"),
    ("says nothing", b"\x10\x08\x00"),
    ("cue spacing that says nothing", run(400, 84000, spacing=100)),
    ("cue spacing that says nothing", run(400, spacing=50)),
    ("closer than 10 m", run(400, 84000, spacing=9)),
    ("closer than 500 ms", run(400, 1999)),
    ("common measure", run(32771, 7200000)),
    ("range wider", run(400, 84000, range_ms=84000)),
    ("range wider", repeat(3, run(400, (84000, 20000), range_ms=20000))),
    ("without a target", b"\x04\x08\x02"),
    ("without splits", b"\x09\x02\xa8\x01\x00"),
    ("do not follow", run(400, 84000, splits=(0, -20501, 0))),
    ("after the finish", run(400, 84000, splits=(0, 0, 21000))),
    ("fewer than two passes", b"\x42\x0e" + ms(225000) + ms(220000)),
    ("an outer repeat named", repeat(2, b"\x49\x0e\x01" + ms(225000))),
    ("outside the repeats", repeat(2, b"\x4a\x0e\x01" + ms(225000) + ms(220000))),
    ("without a target", b"\x44\x0e\x02"),
    ("wider than its target", b"\x45\x0e" + ms(225000) + ms(225000)),
    ("pace is 89000", repeat(2, b"\x42\x0e" + ms(225000) + ms(89000))),
    ("pace is 89000", timed(60000, 89000)),
    ("pace is more than 1020000", timed(60000, 1021000)),
    ("duration is more than 21600000", timed(21601000)),
    ("duration is 999", timed(999)),
    ("target is 999", run(9, 999)),
    ("no repeat around", b"\x03\x08\xa8\x01"),
    ("fewer than two passes", run(400, (84000, 80000))),
    ("outside the repeats", repeat(2, b"\x22\x08\x01\xa8\x01\xa0\x01")),
    ("an outer repeat named", repeat(2, b"\x21\x08\x01\xa8\x01")),
    ("before the first run", full(between=False) + run(400)),
    ("outside a repeat", run(400) + full(between=True) + run(400)),
    ("none before it equals", run(400) + equal_other(between=False) + run(400)),
    ("closes before it opens", run(400) + window(45000, 45000, between=False)),
    ("cannot be", run(400) + b"\x73\x0a\x08"),
    ("percent is 1001", run(400) + equal(1001, 0, between=False)),
    ("says nothing", run(400) + b"\x74\x64\x00"),
    ("does not take", run(400) + b"\x70"),
    ("takes no extra", run(400) + b"\x72\x46\x5a"),
    ("unknown ladder", repeat(4, run(400) + b"\x71\x01\x3c")),
    ("unknown ladder", repeat(4, run(400) + b"\x71\x06\x3c\x40")),
    ("fewer than two passes", repeat(2, run(400) + b"\x79\x02\x3c\x40")),
    ("count of a repeat is 1", repeat(1, run(400))),
    ("does not end", b"\x80\x02" + run(400)),
    ("not begun", run(400) + b"\x81"),
    ("without a run", run(400) + b"\x80\x02\x63\x81"),
    ("deeper than 4", repeat(2, repeat(2, repeat(2, repeat(2, repeat(2, run(400))))))),
    ("repeat inside a group", b"\x82\x02" + repeat(2, run(400))),
    ("group inside a group", b"\x82\x02\x82\x02" + run(400) + run(400)),
    ("cut off by the end", repeat(2, b"\x82\x02" + run(400))),
    ("fewer runs than it says", b"\x82\x02" + run(400)),
    ("more than 1000 runs", repeat(251, repeat(4, run(400)))),
    ("more than 2000 steps", repeat(200, run(400), *[none()] * 10)),
    ("24 hours", repeat(25, run(12000, 3500000))),
    ("24 hours", repeat(255, repeat(255, repeat(255, timed(21600000))))),
)


def test_what_cannot_be_run_is_refused_with_the_reason():
    for words, body in REFUSED:
        said = refused(build(body))
        assert words in said, (words, said)


def test_a_refusal_names_the_byte():
    data = build(run(400, 84000), b"\xc0", name="")
    assert refused(data).startswith("byte %d:" % (len(data) - 1))


def test_the_largest_sizes_pass():
    header = program.verify(build(repeat(250, repeat(4, run(400)))))
    assert header.runs == 1000
    assert len(walked(build(repeat(200, run(400), *[none(between=False)] * 9)))) == 2000
    data = build(*[run(401)] * 1000)
    assert len(data) < opcodes.MAX_LENGTH
    data = build(*[run(400, 84000, splits=(100, 200, 300))] * 450)
    assert "more than 4096" in refused(data)


# -- what the iterator does


def test_sets_reps_and_recoveries_come_in_running_order():
    data = build(repeat(2, repeat(2, run(400, 77000), fixed(70000)), full()), run(200, 30000))
    assert walked(data) == [
        ("run", 1, 1, 2, 77000),
        ("recovery", opcodes.TIME, 70000),
        ("run", 1, 2, 2, 77000),
        ("recovery", opcodes.FULL, 0),
        ("run", 2, 1, 2, 77000),
        ("recovery", opcodes.TIME, 70000),
        ("run", 2, 2, 2, 77000),
        ("run", 3, 1, 1, 30000),
    ]


def test_warm_up_and_cool_down_belong_to_no_set():
    data = build(
        run(2000, role=opcodes.WARMUP), repeat(2, run(400)), run(2000, role=opcodes.COOLDOWN)
    )
    assert [step[1:4] for step in walked(data)] == [(0, 1, 1), (1, 1, 2), (1, 2, 2), (0, 1, 1)]


def test_a_group_is_one_set():
    data = build(b"\x82\x03", run(200), fixed(60000, between=False), run(400), run(200), run(100))
    runs = [step[1:4] for step in walked(data) if step[0] == "run"]
    assert runs == [(1, 1, 3), (1, 2, 3), (1, 3, 3), (2, 1, 1)]


def test_a_ladder_has_equal_steps_and_exact_ends():
    down = targets(build(repeat(15, run(400, (94000, 74000)))))
    assert (down[0], down[7], down[14]) == (94000, 84000, 74000)
    assert down[1] == 92571 and down[6] == 85429
    up = targets(build(repeat(4, run(400, (80000, 80001)))))
    assert up == [80000, 80000, 80001, 80001]


def test_a_ladder_of_recoveries_left_out_in_the_last_pass_ends_in_the_one_before():
    body = repeat(15, run(400), b"\x79\x02" + ms(30000) + ms(69000))
    lengths = [step[2] for step in walked(build(body)) if step[0] == "recovery"]
    assert lengths == [30000 + 3000 * k for k in range(14)]


def test_lists_and_outer_repeats():
    listed = b"\x03\x08" + ms(74000) + ms(72500) + ms(71000)
    assert targets(build(repeat(3, listed))) == [74000, 72500, 71000]
    outer = b"\x23\x08\x01" + ms(74000) + ms(72500) + ms(71000)
    assert targets(build(repeat(3, repeat(2, outer)))) == [
        74000, 74000, 72500, 72500, 71000, 71000,
    ]  # fmt: skip


def test_splits_are_exact_to_the_microsecond():
    for distance, target, spacing in (
        (400, 84000, 100), (200, 40488, 100), (3000, 630123, 100), (1609, 294187, 100),
        (12000, 2999999, 100), (42195, 9701617, 1055), (100000, 21599999, 100), (400, 84001, 37),
    ):  # fmt: skip
        steps = first(build(run(distance, target, spacing=None if spacing == 100 else spacing)))
        wanted = [(m, target * 1000 * m // distance) for m in range(spacing, distance, spacing)]
        assert cues(steps) == wanted + [(distance, target * 1000)]


def test_uneven_splits_in_any_order_of_asking():
    steps = first(build(run(400, 84000, splits=(-500, -76, -576))))
    wanted = [(100, 20500000), (200, 41924000), (300, 62424000), (400, 84000000)]
    assert cues(steps) == wanted
    for number in (3, 1, 2, 2, 4, 3, 1):
        steps.cue(number)
        assert (steps.cue_m, steps.cue_ms * 1000) == wanted[number - 1]


def test_uneven_splits_hold_in_every_pass_of_a_ladder():
    body = b"\x0a\x08" + ms(90000) + ms(80000) + b"\x01\x00\x02"
    steps = program.Steps(build(repeat(2, body)))
    steps.next()
    assert cues(steps) == [(100, 22499000), (200, 45000000), (300, 67501000), (400, 90000000)]
    steps.next()
    assert cues(steps) == [(100, 19999000), (200, 40000000), (300, 60001000), (400, 80000000)]


def test_a_run_by_time_at_a_pace_beeps_within_the_time():
    steps = first(build(timed(240000, 225000)))
    got = cues(steps)
    assert got[:2] == [(100, 22500000), (200, 45000000)]
    assert got[-2:] == [(1000, 225000000), (1066, 240000000)]
    # A mark that falls on the end is the end.
    assert cues(first(build(timed(45000, 225000)))) == [(100, 22500000), (200, 45000000)]
    assert cues(first(build(timed(21600000, 90001))))[-1][1] == 21600000000


def test_a_pace_may_have_a_range():
    for width, got in ((5000, 5000), (0, opcodes.OPEN)):
        steps = first(build(b"\x45" + ms(240000) + ms(225000) + ms(width)))
        assert (steps.pace_ms_km, steps.pace_fast_ms_km) == (225000, got)
        assert (steps.fast_ms, steps.bound, steps.cues) == (0, False, 11)
    assert first(build(timed(240000, 225000))).pace_fast_ms_km == 0


def test_paces_may_be_a_ladder_or_a_list():
    down = b"\x42" + ms(240000) + ms(225000) + ms(210000)
    listed = b"\x43" + ms(240000) + ms(225000) + ms(220001) + ms(219000) + ms(230000)
    outer = b"\x4a" + ms(240000) + b"\x01" + ms(225000) + ms(210000)
    for body, paces in (
        (repeat(4, down), [225000, 220000, 215000, 210000]),
        (repeat(4, listed), [225000, 220001, 219000, 230000]),
        (repeat(2, repeat(2, outer)), [225000, 225000, 210000, 210000]),
    ):
        steps = program.Steps(build(body))
        got = []
        while steps.next():
            got.append(steps.pace_ms_km)
            assert cues(steps)[0] == (100, steps.pace_ms_km * 100)
            assert cues(steps)[-1][1] == 240000000
        assert got == paces


def test_untargeted_runs_are_silent():
    assert first(build(run(12000))).cues == 0
    assert first(build(timed(7000))).cues == 0


def test_ranges_bounds_roles_and_efforts():
    steps = first(build(run(400, 79000, range_ms=5000)))
    assert (steps.fast_ms, steps.bound) == (5000, False)
    steps = first(build(run(200, 42000, range_ms=0)))
    assert (steps.fast_ms, steps.bound) == (0, True)
    steps = first(build(b"\x10\x08" + bytes([opcodes.LAST_ROLE | 1 << 3])))
    assert (steps.role, steps.effort) == (opcodes.LAST_ROLE, 1)


def recovery(body):
    steps = program.Steps(build(run(400, 84000), equal(between=False), body, run(400)))
    assert steps.seek(2)
    return steps


def test_recoveries_of_every_kind():
    got = recovery(window(0, 45000, between=False))
    assert (got.type, got.min_ms, got.max_ms) == (opcodes.WINDOW, 0, 45000)
    got = recovery(full(between=False))
    assert (got.type, got.min_ms, got.max_ms) == (opcodes.FULL, opcodes.OPEN, opcodes.OPEN)
    got = recovery(full(180000, between=False))
    assert (got.min_ms, got.max_ms) == (180000, opcodes.OPEN)
    got = recovery(equal(50, 10000, between=False))
    assert (got.type, got.percent, got.tolerance_ms) == (opcodes.EQUAL, 50, 10000)
    assert recovery(equal_other(between=False)).type == opcodes.EQUAL_OTHER
    got = recovery(jog(1000, 300000, between=False))
    assert (got.type, got.distance_m, got.length_ms) == (opcodes.JOG, 1000, 300000)
    got = recovery(sendoff(120000, between=False))
    assert (got.type, got.length_ms) == (opcodes.SENDOFF, 120000)
    assert recovery(none(between=False)).type == opcodes.NONE


def test_nothing_of_one_step_is_left_in_the_next():
    steps = program.Steps(
        build(
            run(400, 84000, range_ms=5000),
            jog(400, 90000, between=False),
            run(300),
            full(between=False),
        )
    )
    steps.next()
    steps.next()
    assert (steps.target_ms, steps.fast_ms, steps.cues) == (0, 0, 0)
    steps.next()
    assert (steps.length_ms, steps.target_ms, steps.fast_ms, steps.cues) == (0, 0, 0, 0)
    steps.next()
    assert (steps.distance_m, steps.length_ms) == (0, 0)


def test_seek_and_restart_give_the_same_steps():
    steps = program.Steps(GOAL)
    seen = []
    while steps.next():
        seen.append((steps.index, steps.kind, steps.run, steps.rep, steps.offset))
    assert not steps.next()
    for index in (48, 0, 17, 30):
        assert steps.seek(index)
        assert (steps.index, steps.kind, steps.run, steps.rep, steps.offset) == seen[index]
    assert not steps.seek(49)
    steps.restart()
    assert steps.next() and steps.index == 0


# -- the settings that bend a program


def test_another_cue_spacing_where_the_run_bears_it():
    for chosen, number in ((50, 8), (200, 2), (0, 1), (opcodes.OPEN, 4), (5, 4), (1 << 29, 4)):
        steps = program.Steps(build(run(400, 84000)))
        steps.spacing_override = chosen
        steps.next()
        assert len(cues(steps)) == number, chosen
    # Too close for 12 s, and uneven splits keep their own.
    for body in (run(100, 12000, spacing=50), run(400, 84000, splits=(0, 1, 0))):
        steps = program.Steps(build(body))
        before = steps.next() and steps.cues
        steps.restart()
        steps.spacing_override = 10 if before == 4 else 3
        assert steps.next() and steps.cues == before


def test_seconds_added_per_400():
    steps = program.Steps(build(run(400, 84000), run(1000, 210000), timed(240000, 225000)))
    steps.shift_s = 2
    steps.next()
    assert (steps.target_ms, cues(steps)[0]) == (86000, (100, 21500000))
    steps.next()
    assert steps.target_ms == 215000
    steps.next()
    assert steps.pace_ms_km == 230000
    # What would leave no time, or a range wider than its target, is not done.
    for body, shift in (
        (run(400, 50000), -30), (run(400, 84000, range_ms=83000), -2), (run(400, 84000), 61),
        (run(400, 84000, splits=(0, 0, 20000)), -60),
    ):  # fmt: skip
        steps = program.Steps(build(body))
        steps.shift_s = shift
        steps.next()
        assert steps.target_ms in (50000, 84000), body


# -- on a board's heap


def grown(work):
    """Bytes that a piece of work took from the heap; 0 where nobody can tell."""
    if not hasattr(gc, "mem_alloc"):
        work()
        return 0
    work()  # the first time a function runs it may set itself up
    gc.collect()
    gc.disable()
    before = gc.mem_alloc()
    work()
    after = gc.mem_alloc()
    gc.enable()
    return after - before


class Walk:
    """Every step and every cue of a program, twice around."""

    def __init__(self, data):
        self.steps = program.Steps(data)
        self.cues = 0

    def __call__(self):
        steps = self.steps
        steps.restart()
        while steps.next():
            for number in range(steps.cues):
                steps.cue(number + 1)
            self.cues += steps.cues


def test_no_step_and_no_cue_takes_memory():
    assert grown(Walk(GOAL)) == 0
    for name, data in article.all_programs():
        assert grown(Walk(data)) == 0, name
    long = build(
        run(12000, 2999999), run(3000, 630123), timed(600000, 225001), run(100000, 21599999),
        run(12000), run(400, 84000, splits=(-500, -76, -576)), timed(21600000, 90001),
    )  # fmt: skip
    walk = Walk(long)
    assert grown(walk) == 0
    assert walk.cues > 3000
    walk.steps.shift_s = 3
    walk.steps.spacing_override = 50
    assert grown(walk) == 0


def test_mutations_are_refused_or_hold_to_every_rule():
    accepted, taken, _ = mutations.soak(0, 300)
    assert 0 < accepted < 300
    assert taken >= accepted


class Verifying:
    def __init__(self, data):
        self.data = data

    def __call__(self):
        program.verify(self.data)


def test_the_verifier_takes_no_more_memory_for_a_large_program():
    small = grown(Verifying(GOAL))
    large = build(*[run(400 + k, 84000 + k) for k in range(600)])
    assert len(large) > 3000
    # Names and a few lists of five; the program itself is read where it lies.
    assert small < 3000
    assert grown(Verifying(large)) <= small + 64


def test_a_program_is_read_in_place_from_whatever_holds_it():
    for held in (bytearray(GOAL), memoryview(GOAL), memoryview(b"x" + GOAL)[1:]):
        assert program.Steps(held).total == 49
