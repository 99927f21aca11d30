# SPDX-License-Identifier: MIT
"""What each port of MicroPython refuses, or gets wrong without a word: one table, a row each with
the line of the source that it stands on. `machine.py` and the simulated radio's test read it.

The running port is told by three variables: PORT ('esp32', 'nrf'), CHIP ('ESP32', 'ESP32-C3',
'ESP32-S3', 'nRF52840') and VERSION ('1.28', '1.29'). Sources: MicroPython v1.28.0 and master of
2026-08-19 (1.29-preview), ESP-IDF v5.5.2, nRF52840 product specification 1.7.
"""

import os

_ESP32_PINS = tuple(n for n in range(40) if n not in (24, 28, 29, 30, 31))
_S3_PINS = tuple(n for n in range(49) if n not in (22, 23, 24, 25))
BOTH = ("1.28", "1.29")

# what, chips, versions, value, where it is written
TABLE = (
    # interrupts
    ("irq hard", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, False,
     "ports/esp32/machine_pin.c:337-344: handler, trigger, wake; else TypeError"),
    ("irq hard", ("nRF52840",), ("1.28",), False,
     "v1.28.0 ports/nrf/modules/machine/pin.c:527-533: handler, trigger, wake; else TypeError"),
    ("irq hard", ("nRF52840",), ("1.29",), True,
     "ports/nrf/modules/machine/pin.c:613-619: hard is known, and False by default"),
    ("irq is hard", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, "never",
     "ports/esp32/machine_pin.c:91-96: mp_sched_schedule"),
    ("irq is hard", ("nRF52840",), ("1.28",), "always",
     "v1.28.0 ports/nrf/modules/machine/pin.c:497-515: called with the heap locked"),
    ("irq is hard", ("nRF52840",), ("1.29",), "asked",
     "ports/nrf/modules/machine/pin.c:629-632, shared/runtime/mpirq.c:68-110"),
    # pins
    ("pins", ("ESP32",), BOTH, _ESP32_PINS, "components/soc/esp32/include/soc/soc_caps.h:182"),
    ("pins", ("ESP32-C3",), BOTH, tuple(range(22)),
     "components/soc/esp32c3/include/soc/soc_caps.h:160-171"),
    ("pins", ("ESP32-S3",), BOTH, _S3_PINS, "components/soc/esp32s3/include/soc/soc_caps.h:187"),
    ("pins", ("nRF52840",), BOTH, (
        "D0_A0", "D1_A1", "D2_A2", "D3_A3", "D4_A4", "D5_A5", "P6", "P26", "P30", "READ_BAT",
        "UART1_TX", "UART1_RX", "SPI0_SCK", "SPI0_MISO", "SPI0_MOSI", "NFC1", "NFC2", "ADC0_BAT",
    ), "ports/nrf/boards/SEEED_XIAO_NRF52/pins.csv"),
    ("inputs only", ("ESP32",), BOTH, (34, 35, 36, 37, 38, 39),
     "ports/esp32/machine_pin.c:54-56, 229-233: ValueError as an output; soc_caps.h:184: no pulls, "
     "which gpio_pullup_en refuses and machine_pin.c:248-252 does not look at"),
    ("flash pins", ("ESP32",), BOTH, (6, 7, 8, 9, 10, 11), "ESP32 data sheet, 2.2: SPI flash"),
    ("flash pins", ("ESP32-C3",), BOTH, (12, 13, 14, 15, 16, 17), "ESP32-C3 data sheet, 2.2"),
    ("flash pins", ("ESP32-S3",), BOTH, tuple(range(26, 38)),
     "ESP32-S3 data sheet, 2.2: SPI flash, and octal RAM on 33 to 37"),
    ("console pins", ("ESP32",), BOTH, (1, 3), "ports/esp32/uart.c: the REPL's UART0"),
    ("console pins", ("ESP32-C3",), BOTH, (18, 19, 20, 21),
     "USB-Serial-JTAG on 18, 19; ports/esp32/boards/ESP32_GENERIC_C3/mpconfigboard.h: UART0 too"),
    ("console pins", ("ESP32-S3",), BOTH, (19, 20, 43, 44),
     "USB on 19 and 20; ports/esp32/boards/ESP32_GENERIC_S3/mpconfigboard.h: UART0 too"),
    ("strapping pins", ("ESP32",), BOTH, (0, 2, 5, 12, 15), "ESP32 data sheet, 2.4"),
    ("strapping pins", ("ESP32-C3",), BOTH, (2, 8, 9), "ESP32-C3 data sheet, 2.6"),
    ("strapping pins", ("ESP32-S3",), BOTH, (0, 3, 45, 46), "ESP32-S3 data sheet, 2.6"),
    ("strapping pins", ("nRF52840",), BOTH, (), "nRF52840 data sheet: none"),
    ("pin keywords", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, ("value", "drive", "hold"),
     "ports/esp32/machine_pin.c:163-172"),
    ("pin keywords", ("nRF52840",), BOTH, ("value", "alt", "af"),
     "ports/nrf/modules/machine/pin.c:432-440"),
    # timers
    ("timer", ("nRF52840",), BOTH, (24, 0, "function"),
     "ports/nrf/modules/machine/timer.c:116-119 (number 0 is the SoftDevice's), 131-137 (a plain "
     "function: py/obj.h mp_obj_is_fun), 150-157 (24 bits); 66-70 and main.c: uninit at a soft "
     "reset; 92-98: the callback is called in the interrupt"),
    # sound
    ("pwm hz", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, (1, 40_000_000),
     "ports/esp32/machine_pwm.c:378-382, 657-660"),
    ("pwm hz", ("nRF52840",), BOTH, (4, 5_333_333),
     "ports/nrf/modules/machine/pwm.c:268-273"),
    ("pwm duty", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, 65535,
     "ports/esp32/machine_pwm.c:309-312"),
    ("pwm duty", ("nRF52840",), BOTH, 65535,
     "ports/nrf/modules/machine/pwm.c:369: no check, the pulse wraps"),
    ("pwm devices", ("ESP32", "ESP32-S3"), BOTH, 8,
     "ports/esp32/machine_pwm.c:681-684, SOC_LEDC_CHANNEL_NUM"),
    ("pwm devices", ("ESP32-C3",), BOTH, 6,
     "ports/esp32/machine_pwm.c:681-684, SOC_LEDC_CHANNEL_NUM"),
    ("pwm devices", ("nRF52840",), BOTH, 1,
     "ports/nrf/modules/machine/pwm.c:237: hard_configs[pwm_id] with pwm_id 4, 8, 12 of 4"),
    # SPI: above the limit spi_bus_add_device gives ESP_ERR_NOT_SUPPORTED, which no case takes; the
    # handle stays NULL, and a write of more than 4 bytes takes the processor down
    ("spi hz", ("ESP32",), BOTH, 26_666_666,
     "components/hal/spi_hal_iram.c:53-60, 108-121 (25 ns of the matrix: 80 MHz / 3); "
     "ports/esp32/machine_hw_spi.c:283-300, 359"),
    ("spi hz", ("ESP32-C3", "ESP32-S3"), BOTH, 80_000_000,
     "components/hal/spi_hal_iram.c:53: SPI_LL_SUPPORT_TIME_TUNING is the ESP32's alone"),
    ("spi own pins", ("ESP32",), BOTH, {1: (14, 13, 12), 2: (18, 23, 19)},
     "components/soc/esp32/include/soc/spi_pins.h: clock, MOSI, MISO"),
    ("spi buses", ("ESP32", "ESP32-S3"), BOTH, (1, 2), "ports/esp32/machine_hw_spi.c:40-45"),
    ("spi buses", ("ESP32-C3",), BOTH, (1,), "ports/esp32/machine_hw_spi.c:40-45"),
    ("i2c buses", ("ESP32", "ESP32-S3"), BOTH, (0, 1),
     "ports/esp32/machine_i2c.c:324-327, SOC_I2C_NUM"),
    ("i2c buses", ("ESP32-C3",), BOTH, (0,), "ports/esp32/machine_i2c.c:324-327, SOC_I2C_NUM"),
    # voltages
    ("adc pins", ("ESP32",), BOTH, (32, 33, 34, 35, 36, 37, 38, 39),
     "ports/esp32/machine_adc.c:71-79: ADC1; ADC2 is the radio's while that is on"),
    ("adc pins", ("ESP32-C3",), BOTH, (0, 1, 2, 3, 4), "ports/esp32/machine_adc.c:97-101"),
    ("adc pins", ("ESP32-S3",), BOTH, tuple(range(1, 11)), "ports/esp32/machine_adc.c:125-134"),
    ("adc pins", ("nRF52840",), BOTH, tuple(range(8)),
     "ports/nrf/modules/machine/adc.c:47-66, 91-95: else ValueError"),
    ("adc mv", ("ESP32", "ESP32-S3"), BOTH, 3100, "ESP-IDF, ADC: 12 dB reads to 3100 mV"),
    ("adc mv", ("ESP32-C3",), BOTH, 2500, "ESP-IDF, ADC: 12 dB reads to 2500 mV on a C3"),
    ("adc mv", ("nRF52840",), BOTH, 3300,
     "ports/nrf/modules/machine/adc.c:133-134: a gain of 1/4 against a quarter of the supply"),
    ("adc bits", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, 12,
     "ports/esp32/machine_adc.c:202: ADC_WIDTH_MAX"),
    ("adc bits", ("nRF52840",), BOTH, 8, "ports/nrf/modules/machine/adc.c:166, 182"),
    ("adc acquisition", ("nRF52840",), BOTH, 0,
     "ports/nrf/modules/machine/adc.c:135: 3 us, TACQ 0, good for 10 kOhm; 5 is 40 us, 800 kOhm"),
    # the rest
    ("cpu hz", ("ESP32", "ESP32-S3"), BOTH, (20, 40, 80, 160, 240),
     "ports/esp32/modmachine.c:102-117: MHz, else ValueError"),
    ("cpu hz", ("ESP32-C3",), BOTH, (20, 40, 80, 160), "ports/esp32/modmachine.c:102-117"),
    ("lacks", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, (), "ports/esp32/modmachine.c"),
    ("lacks", ("nRF52840",), BOTH, ("WDT", "RTC", "bitstream", "freq"),
     "ports/nrf/modules/machine/modmachine.c:86-101, ports/nrf/mpconfigport.h"),
    ("lfclk", ("nRF52840",), BOTH, "rc",
     "ports/nrf/drivers/usb/usb_cdc.c:54-57: the crystal only #ifndef BLUETOOTH_SD; "
     "SEEED_XIAO_NRF52/mpconfigboard.mk: SD=s140; ports/nrf/mphalport.c:66-84 only starts it"),
    ("file times", ("nRF52840",), BOTH, False, "ports/nrf/mphalport.c:194-196: 0"),
    ("platform", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, "esp32",
     "ports/esp32/mpconfigport.h: MICROPY_PY_SYS_PLATFORM"),
    ("platform", ("nRF52840",), ("1.28",), "nrf52",
     "v1.28.0 ports/nrf/boards/SEEED_XIAO_NRF52/mpconfigboard.h:29"),
    ("platform", ("nRF52840",), ("1.29",), "nrf", "ports/nrf/mpconfigport.h:90"),
    # Bluetooth: the simulated radio (boards/simulator/radio) is held to these
    ("ble value bytes", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, 20,
     "extmod/modbluetooth.h:83; extmod/nimble/modbluetooth_nimble.c:373: until gatts_set_buffer"),
    ("ble long write", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, "cut",
     "extmod/nimble/modbluetooth_nimble.c:903: MIN(data_alloc, ...), without a word"),
    ("ble config", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH,
     ("gap_name", "mtu", "addr_mode", "bond", "mitm", "io", "le_secure"),
     "extmod/modbluetooth.c:346-422, else ValueError; rxbuf: 353, ports/esp32/mpconfigport.h:101"),
    ("ble advertisement bytes", ("ESP32", "ESP32-C3", "ESP32-S3"), BOTH, 31,
     "extmod/nimble/modbluetooth_nimble.c, ble_gap_adv_set_data; Bluetooth Core 6, B 2.3.1"),
)  # fmt: skip


def _told(name, usual):
    return (os.getenv(name) if hasattr(os, "getenv") else None) or usual


PORT = _told("PORT", "esp32")
CHIP = _told("CHIP", "nRF52840" if PORT == "nrf" else "ESP32")
VERSION = _told("VERSION", "1.29")


def limit(what):
    """The value of the running port's row. KeyError where it has none."""
    for name, chips, versions, value, _ in TABLE:
        if name == what and CHIP in chips and VERSION in versions:
            return value
    raise KeyError(what)
