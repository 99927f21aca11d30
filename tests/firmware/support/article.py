# SPDX-License-Identifier: MIT
"""The article's sessions and everything else the format holds, as programs.

The bodies are the steps after the header, in hex, for a runner with a 10k in 35:00. Not here: how
they are made; `tests/host` compiles the same sessions and finds the same bytes.
"""

import binascii

from support.programs import build

ARTICLE = (
    ("1", "80060108c9bf096b81"),
    ("2", "800c0108a00169a00181"),
    ("3", "8002800801089a01698c01816b81"),
    ("4", "80061008086b81"),
    ("5", "80060108880169a40381"),
    ("6", "8006500e106b81"),
    ("7", "80190508a801046a465a81"),
    ("8", "80190108a8016a465a81"),
    ("9", "800f0108bc01697881"),
    ("10", "800a0108a801693281"),
    ("11", "801e0108b20169b40181"),
    ("12", "800a0108a80161320104d1f80469a00181"),
    ("13", "800a01088a016c816480050104406d81"),
    ("14", "800a0108a80161460108a801614601044069c80181"),
    ("15", "01a001b3c3e001661480050108a801697881"),
    ("16", "80030120d1f92a697881617880060108a801697881"),
    ("17", "013cec0961a403800a0108a80169a00181"),
    ("18", "8004010ccf8d106b81638004050454006b81"),
    ("19", "800c00086c81"),
    ("20", "10f0013b6380060108a8016978816178800601089e01697881"),
    ("21", "113c2093eb4f63800605089e010a697881"),
    ("22", "80040108d7f50873e802e0030104edba047be802e00381"),
    ("23", "800a050894011469a00181"),
    ("24", "800f0208bc01940179023c8a0181"),
    ("25", "800c0908a801e7079701ff0869a00181"),
    ("26", "800c0908a801cf0f9f1fcf0f69a00181"),
    ("31", "8002800800087c6414816b81"),
)

OTHERS = (
    ("3 km in 10:30.123", "013cd7f54c"),
    ("1,609 m in 4:54.187", "019319d7f423"),
    ("12 km untargeted, then sent off", "00f00167f02e0108a801"),
    ("10 minutes at a pace", "800441b009d3bb1b7e08e80281"),
    ("a pyramid", "10280182030104500108a801010450102802"),
    ("lists", "80040308940190018e018a017903464a4881"),
    ("a ladder by the outer repeat", "80038002220801b401a0016978816381"),
    ("50 m beeps", "800411088032a8016ff00181"),
    ("half the rep", "80040108a8017c320a81"),
)


def program(body):
    """A whole program around a body in hex."""
    return build(binascii.unhexlify(body), name="")


def all_programs():
    """(name, program) of everything here."""
    return [(name, program(body)) for name, body in ARTICLE + OTHERS]
