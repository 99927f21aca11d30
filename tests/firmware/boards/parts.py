# SPDX-License-Identifier: MIT
"""Drivers one by one, in the MicroPython VM with fake pins: what the board contract does not reach.

Each `test_` function is run; ends with 'parts work' or an AssertionError.
"""

import machine
from machine import I2C, Pin

sent = []
machine.bitstream = lambda pin, encoding, timing, data: sent.append((pin.name, timing, bytes(data)))


def test_a_neopixel_takes_green_first_and_is_dimmed():
    from drivers.neopixel_led import NeoPixelLed

    pixel = NeoPixelLed(Pin(33), brightness=51)
    pixel.start(0xFF0080)
    assert sent[-1][2] == bytes((0, 51, 25)), sent[-1]
    assert sent[-1][1] == (400, 850, 800, 450)
    pixel.stop()
    assert sent[-1][2] == bytes(3)


def test_a_matrix_counts_down_and_a_cue_takes_it():
    from drivers.neopixel_matrix import NeoPixelMatrix

    class Screen:
        rep = 3
        countdown_s = None
        difference_ms = None

    def lit():
        data = sent[-1][2]
        rows = []
        for row in range(5):
            pixels = [data[(row * 5 + x) * 3 : (row * 5 + x) * 3 + 3] for x in range(5)]
            rows.append("".join("#" if any(pixel) else "." for pixel in pixels))
        return rows

    matrix = NeoPixelMatrix(Pin(27), brightness=51)
    screen = Screen()
    assert lit() == ["....."] * 5, "dark from the start"
    screen.countdown_s = 7
    matrix.show(screen)
    assert lit() == [".###.", "...#.", "..#..", "..#..", "..#.."], lit()
    digits = set()
    for second in range(10):
        screen.countdown_s = second
        matrix.show(screen)
        digits.add(tuple(lit()))
    assert len(digits) == 10
    for seconds, pixels in ((10, 1), (11, 2), (35, 4), (240, 24), (1000, 25)):
        screen.countdown_s = seconds
        matrix.show(screen)
        assert sum(row.count("#") for row in lit()) == pixels, seconds
    screen.difference_ms = 300  # slower: magenta, as on the other displays
    screen.countdown_s = 250
    matrix.show(screen)
    assert sent[-1][2][:3] == bytes((0, 51, 51)), sent[-1][2][:3]
    screen.countdown_s = None
    matrix.show(screen)
    assert lit() == [".###.", "...#.", ".###.", "...#.", ".###."], lit()
    matrix.start(0x00FF00)
    assert sent[-1][2] == bytes((51, 0, 0)) * 25
    matrix.stop()
    assert sent[-1][2] == bytes(75)


def test_an_rgb_led_lights_by_channel_where_low_is_on():
    from drivers.led import Led
    from drivers.rgb_led import RgbLed

    pins = Pin(18), Pin(19), Pin(23)
    led = RgbLed(*[Led(pin, on=0) for pin in pins])
    assert [pin.level for pin in pins] == [1, 1, 1]
    led.start(0xFF8000)  # amber
    assert [pin.level for pin in pins] == [0, 0, 1]
    led.stop()
    assert [pin.level for pin in pins] == [1, 1, 1]


def test_a_cells_voltage_is_averaged_and_one_that_none_has_is_no_battery():
    from drivers.battery import Battery, percent

    readings = [1900, 2000] * 4
    assert Battery(lambda: readings.pop(), 100, 100).mv() == 3900
    for wrong in (0, 300, 1300, 2300, 3100):
        assert Battery(lambda wrong=wrong: wrong, 100, 100).mv() is None, wrong
    assert percent(4200) == 100
    assert percent(3300) == 0
    assert 35 <= percent(3790) <= 45
    # Under load it reads lower: at rest it would be taken for emptier than it is.
    assert Battery(lambda: 1850, 100, 100, sag_mv=50).percent() == percent(3750)
    assert Battery(lambda: 1850, 100, 100).percent() == percent(3700) < percent(3750)
    levels = [percent(mv) for mv in range(3300, 4201, 5)]
    assert levels == sorted(levels)


def test_a_clock_chip_gives_back_what_it_was_set_to():
    from drivers.clock_bm8563 import Bm8563

    I2C.registers = {0x51: bytearray(16)}
    chip = Bm8563(I2C(0, Pin(21), Pin(22)))
    chip.set(2026, 11, 23, 0, 9, 58, 7)
    # Data sheet: seconds, minutes, hours, day, weekday, month, year from register 2 on, in BCD.
    assert I2C.registers[0x51][2:9] == bytearray((0x07, 0x58, 0x09, 0x23, 0x00, 0x11, 0x26))
    assert chip.read() == (2026, 11, 23, 0, 9, 58, 7, 0)
    I2C.registers[0x51][2] |= 0x80
    assert chip.read() is None, "its voltage was low"
    I2C.registers = {}
    assert chip.read() is None, "it does not answer"


def test_the_power_is_held_through_a_restart_until_it_is_let_go():
    from drivers.power_hold import PowerHold

    power = PowerHold(4)
    assert (Pin(4).level, Pin(4).held) == (1, True)
    power.let_go()
    assert (Pin(4).level, Pin(4).held) == (0, False)


def test_a_glitch_on_a_pin_that_has_them_is_no_press():
    from drivers.button import Button

    button = Button(Pin(39), pull_up=False, still_down=True)
    Pin(39).handler(Pin(39))  # the edge was seen, and the pin is high again
    assert button.head == 0
    Pin(39).edge(0)
    assert button.head == 1


def test_volume_and_pitch_of_a_tone_follow_the_buzzer():
    from drivers.tone import Tone

    machine.PWM.all.clear()
    tone = Tone(Pin(25), resonance_hz=4000)
    pwm = machine.PWM.all[0]
    tone.start(2700, 100)
    assert (pwm.freq(), pwm.duty_u16()) == (4000, 32768)
    tone.start(3600, 50)
    assert (pwm.freq(), pwm.duty_u16()) == (5333, 16384)
    tone.start(3600, 0)
    assert pwm.duty_u16() == 0


for name, test in sorted(globals().copy().items()):
    if name.startswith("test_"):
        test()
print("parts work")
