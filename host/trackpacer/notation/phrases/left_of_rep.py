# SPDX-License-Identifier: MIT
"""How what is left of a rep is run, behind a part of it: `when you have done 400 m go flat out`,
`first 400 m at 10k pace, then flat out to the finish`, `with 200 m to go sprint to the line`.

Not here: both parts with their lengths (`sets`), the last part of one run (`within`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Amount, Length, Parts
from trackpacer.notation.grammar import alias, rule
from trackpacer.records import replace
from trackpacer.session import Effort

_GO = (
    "go|run|RUN|finish|kick|push|pick|it|up|and|AND|drive|race|RACE|wind|up|UP|hit|it|the|"
    "rest|OTHER|to|TO|close|is|at|you|should|then|THEN|change|move"
)
alias(
    "HowToEnd",
    f"{_GO}* a:<Aimed> <ToTheEnd>?",
    f"{_GO}* &SPRINT a:<Aimed> <ToTheEnd>?",
)
alias("ToTheEnd", "all? to|TO|till|until|UNTIL|for|into|THROUGH the|your finish|end|line")


def _whole(m: Found, part: Amount) -> Amount | None:
    """The rep that stands before it, longer than the part that is told."""
    tokens = m.chart.tokens
    for at in range(m.begin - 1, -1, -1):
        before = m.chart.before(at).kinds
        if before & {"TIMES", "BEGIN", "OF", "RUN", "NL"}:
            found = [p.value for p in m.chart.at("Dist" if part.kind == "m" else "Time", at)]
            if not found and part.kind == "m" and tokens[at].value >= 200:
                found = [p.value for p in m.chart.at("Run", at)]
                found = [replace(part, value=run.metres) for run in found if run.metres]
            if whole := next((one for one in found if one.value > part.value), None):
                return whole
    return None


def _run(amount: Amount, value: float) -> Length:
    far = amount.kind == "m"
    return Length(amount.span, value * far, value * (not far), amount.unit)


@rule(
    "Element",
    "COMMA|DOT|SEMI|NL|AND|THEN|DASH|BUT* WHEN|when|once|AFTER|after|from|FROM|at|AT "
    "you|you've|we|have|has|had|reach|done|run|RUN|ran|completed|covered|passed|pass|hit|get|TO|to|the|THROUGH|complete|WITH* "
    "a:<Dist>|<Time> mark|point|in|IN|COMMA|gone|on|ON* h:<HowToEnd>",
    cost="phrase",
    example=", when you have done 400 m go flat out",
)
@rule(
    "Element",
    "COMMA|DOT|SEMI|NL|AND|THEN|DASH|BUT* WITH|from|when|WHEN|once there|there's|is|the|last|LAST* "
    "g:<Dist>|<Time> to|TO|still|left go|run|remaining? COMMA? h:<HowToEnd>",
    cost="phrase",
)
def left_when(m: Found) -> Parts | None:
    """Only the last part is told: the first is run as the rep is."""
    part: Amount = m["a"] or m["g"]
    whole = _whole(m, part)
    if whole is None or (m["a"] and not m.has("when", "once", "WHEN", "AFTER")):
        return None
    if m["h"][1] is Effort.EASY:
        return None  # `After 800 m run easy`: of the rep, or behind it?
    last = part.value if m["g"] else whole.value - part.value
    first = _run(part, whole.value - last)
    return Parts(m.span, ((first, None, Effort.NONE), (_run(part, last), *m["h"])))


@rule(
    "Element",
    "OPEN|COLON the? FIRST|run|RUN? a:<Dist>|<Time> x:<Aimed> COMMA|AND|SEMI* THEN|then|FINISH|rest|remainder h:<HowToEnd> CLOSE?",
    "COMMA|DASH the? FIRST a:<Dist>|<Time> x:<Aimed> COMMA|AND|SEMI* THEN|then|rest|remainder h:<HowToEnd>",
    cost="phrase",
    example=": first 400 m at 10k pace, then flat out",
)
def first_then(m: Found) -> Parts | None:
    part: Amount = m["a"]
    whole = _whole(m, part)
    if whole is None or m.has("OPEN") != m.has("CLOSE"):
        return None
    left = _run(part, whole.value - part.value)
    return Parts(m.span, ((_run(part, part.value), *m["x"]), (left, *m["h"])))
