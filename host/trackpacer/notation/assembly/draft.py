# SPDX-License-Identifier: MIT
"""All that was said of one block, gathered: target, effort, recoveries, what changes."""

from __future__ import annotations

from trackpacer.notation import elements as e
from trackpacer.notation.blocks import Block
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.source import Source
from trackpacer.notation.tree import Rest, Target
from trackpacer.records import fresh, mutable, replace
from trackpacer.session import Effort, Role


@mutable
class Draft:
    """What is said about one block."""

    rests: list[Rest]
    change: e.Change
    target: Target | None = None
    role: Role | None = None
    effort: Effort = Effort.NONE
    jogged: bool = False
    long_run: bool = False
    tail: e.Tail | None = None
    shares: e.Shares | None = None
    parts: e.Parts | None = None
    turns: e.RestTurns | None = None
    after: list[e.RestShare] = fresh(factory=list)


def drafted(part: Block, source: Source) -> Draft:
    role = part.last(e.Part)
    draft = Draft(
        [replace(said.rest, notes=[]) for said in part.every(e.Pause)],
        _change(part.every(e.Change), source),
        role=role.role if role is not None else None,
        jogged=any(said.jogged for said in part.every(e.Feel)),
        long_run=any(said.long for said in part.every(e.Manner)),
        tail=part.last(e.Tail),
        shares=part.last(e.Shares),
        parts=part.last(e.Parts),
        turns=part.last(e.RestTurns),
        after=part.every(e.RestShare),
    )
    for said in part.said:
        if isinstance(said, e.Aim):
            _add_target(draft, said, part, source)
        elif isinstance(said, e.Feel):
            ends = draft.role in (Role.WARMUP, Role.COOLDOWN)
            shown = source.quote(*said.span).lower()
            if ends and (said.jogged or shown == "slow") and "easy" not in shown:
                continue  # a jog says no more of a warm-up than what it is for
            named = draft.effort in (Effort.TEMPO, Effort.THRESHOLD)  # `tempo (comfortably hard)`
            draft.effort = said.effort if said.effort and not named else draft.effort
    return draft


def _change(changes: list[e.Change], source: Source) -> e.Change:
    """All that changes from rep to rep in one."""
    whole = e.Change((0, 0))
    for said in changes:
        told = {name: getattr(said, name) or getattr(whole, name) for name in _CHANGES}
        whole = replace(whole, **told)
        if "steps-go-on" in said.notes and whole.via:
            after = f"the steps after rep {whole.via[0]}"
            source.note(f"{after} are not written: taken as those before it")
    return whole


_CHANGES = (
    "cutdown",
    "alternate",
    "continuous",
    "step_ms",
    "step_per",
    "via",
    "profile",
    "spacing",
)


def _add_target(draft: Draft, said: e.Aim, part: Block, source: Source) -> None:
    target = replace(said.target)
    first = draft.target
    untold = first is None or first.pace.kind == "none"
    if said.effort and (said.target.pace.kind == "none" or untold):
        draft.effort = draft.effort or said.effort
    if first is None or (first.pace.kind == "none" and target.pace.kind != "none"):
        draft.target = target
        return
    if target.pace.kind == "none":
        draft.effort = draft.effort or target.effort
        return
    plain = first.pace.kind == "training" and first.offset is None
    named = first.pace.name == "T" and target.pace.kind == "race"
    if plain and target.pace.name == first.pace.name and target.pace.kind == "training":
        draft.target = target  # `cruise intervals: 5 x 1 mile @ T`
        return
    if plain and (target.pace.kind == "time" or named):
        # `4 miles tempo @ 5:25/mile`: the effort by its name, the target by its time.
        whole = part.metres and 150 <= target.pace.ms / part.metres <= 420
        per_km = bool(target.listed) and part.metres >= 2000 and 170 <= target.pace.ms / 1000 <= 420
        # `2 x 5k tempo (3:52, 3:49)`: a pace for each; `4 miles tempo (5:50)`: of each mile
        whole = whole or per_km or part.of_its_unit([target.pace.ms])
        if said.bare and target.pace.kind == "time" and not target.pace.per and not whole:
            if target.listed and all(150_000 <= one.ms <= 420_000 for one in target.listed):
                # `3 x 10 min threshold (3:50, 3:48, 3:45)`: paces per km or mile
                per = [replace(one, per="pace") for one in target.listed]
                draft.target = replace(target, pace=per[0], listed=per)
                return
            draft.target = replace(first, second=target)
            return
        draft.target = target
        return
    if first.pace.kind == "time" and target.pace.kind == "training" and target.offset is None:
        draft.effort = draft.effort or said.effort
        return
    if said.aside and first.pace.kind in ("race", "training", "time"):
        said_again = _restated(first, target, part, source)
        if said_again is not None:
            draft.target = said_again
            return
    if first.second is not None or not said.aside:
        raise source.fail(
            "a second target, '{this}'", target.span, "one target, or a new block after a comma"
        )
    draft.target = replace(first, second=target)


def _restated(first: Target, target: Target, part: Block, source: Source) -> Target | None:
    """`@ mile pace (4:50)`: the race's own time, or the same pace per km or mile."""
    pace, race = target.pace, first.pace
    alike = (race.kind, race.metres, race.name) == (pace.kind, pace.metres, pace.name)
    if (first.slightly or first.bound) and alike and target.offset is not None:
        return target  # `slightly faster than 5k pace (about 1 s/200 m faster than 5k pace)`
    if race.kind == "race" and pace.kind == "time" and pace.per in ("km", "mile"):
        source.note(f"'{source.quote(*pace.span)}' taken, as the figure that is written")
        return target  # `marathon pace (6:40/mile)`: what it is for whoever it was written for
    if pace.kind != "time" or pace.per or target.fast or target.listed:
        return None
    core = part.core
    timed = race.kind == "race" and isinstance(core, e.Length) and core.ms
    if timed and 150_000 <= pace.ms <= 600_000 and not part.of_its_unit([pace.ms]):
        source.note(f"'{source.quote(*pace.span)}' taken, as the figure that is written")
        return replace(target, pace=replace(pace, per="pace"))  # `4 x 75 s @ 10k (6:18)`
    unit = core.unit if isinstance(core, e.Length) else ""
    if race.kind == "race" and 115 <= pace.ms / race.metres <= 500 and first.offset is None:
        return replace(first, pace=replace(race, race_ms=pace.ms))
    per = {"km": 1000.0, "mile": MILE}.get(unit, 0.0)
    if race.kind == "time":
        if per and not race.per and abs(pace.ms / race.ms / (part.metres / per) - 1) < 0.02:
            return target  # `8 km at 3'40" (29'20")`: a pace, and what it comes to
        return None
    if per and part.metres > 1.5 * per and 185 <= pace.ms / per <= 420:
        source.note(f"'{source.quote(*pace.span)}' taken per {unit}")
        return replace(first, second=replace(target, pace=replace(pace, per=unit)))
    return None
