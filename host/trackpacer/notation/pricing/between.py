# SPDX-License-Identifier: MIT
"""Makes the session tree of what the grammar read, priced for one runner.

Runs come from `run_prices`, recoveries from `recovery_prices`; here is what stands between which.
"""

from __future__ import annotations

from trackpacer.notation.pricing.recoveries import RecoveryPrices, wrong_number
from trackpacer.notation.tree import (
    QUIET,
    GroupSpec,
    Item,
    RepeatSpec,
    Rest,
    RunSpec,
    Target,
    runs_of,
)
from trackpacer.session import (
    Group,
    Node,
    Origin,
    Recovery,
    RecoveryType,
    Repeat,
    Run,
    Series,
    Source,
)


class Pricer(RecoveryPrices):
    """Turns the grammar's tree into nodes; collects assumptions, warnings and refusals."""

    def nodes(
        self, items: list[Item], top: bool, count: int = 1, around: Rest | None = None
    ) -> list[Node]:
        """The nodes of a sequence, with a recovery between any two runs."""
        nodes: list[Node] = []
        last = len(items) - 1
        for i, item in enumerate(items):
            if isinstance(item, Rest):
                nodes.extend(self.gap(item, items[i - 1] if i else None))
                continue
            following = items[i + 1] if i < last else None
            own = item.rest if isinstance(item, RunSpec) else around if i == last else None
            nodes.extend(self.node(item, count, own or around))
            if isinstance(following, Rest) and not (
                isinstance(item, RunSpec) and item.rest is not None
            ):
                continue
            if following is None:
                if (
                    isinstance(item, RunSpec)
                    and item.rest is not None
                    and top
                    and not item.rest.inherited_from
                ):
                    nodes.extend(self.gap(item.rest, item))
                continue
            nodes.extend(self._between_blocks(item, following, top))
        return nodes

    def _between_blocks(self, item: Item, following: Item, top: bool) -> list[Node]:
        rest: Rest | None = None
        if isinstance(item, RunSpec):
            rest = item.rest
            if rest is None and item.continuous:
                return [Recovery((item.end, item.end), RecoveryType.NONE)]
        elif isinstance(item, RepeatSpec | GroupSpec):
            rest = (
                item.rest
                if item.rest is not None and item.rest.trailing and item.rest.kind != "sendoff"
                else None
            )
            quiet = all(run.role in QUIET for run in runs_of(following))
            assert not isinstance(following, Rest)
            cooled = "cool" in self.cursor.plain[item.end : following.start].lower()
            if quiet or cooled or (rest is not None and rest.listed):
                rest = None
            if rest is not None and rest.floating and rest.pace is not None:
                rest = None
        end = item.span[1] if isinstance(item, Rest) else item.end
        if rest is None:
            what = (
                f"after '{self.cursor.quote(item.start, end)}'"
                if not isinstance(item, Rest)
                else ""
            )
            return [self.recovery(None, end, what, False)]
        if isinstance(item, RepeatSpec | GroupSpec):
            # The set's own recovery, a ladder's at its last pass.
            series = (
                self._lengths(rest, item.count)
                if isinstance(item, RepeatSpec) and rest.kind == "time" and rest.ms
                else None
            )
            before = runs_of(item)[-1] if rest.metres < 0 else None  # `equal distance jog`
            node = self.recovery(rest, end, "", False, 0, before)
            if series is not None and len(series.values) > 1:
                node = Recovery(
                    node.span, node.type, Series((series.values[-1],)), origins=node.origins
                )
            origins = {
                key: Origin(Source.INHERITED, o.span, "the set's own")
                for key, o in node.origins.items()
            }
            return [
                Recovery(
                    node.span,
                    node.type,
                    node.length,
                    node.min_ms,
                    node.max_ms,
                    node.percent,
                    node.tolerance_ms,
                    node.distance_m,
                    False,
                    origins,
                )
            ]
        return self.gap(rest, item)

    def node(self, item: Item, count: int, rest: Rest | None) -> list[Node]:
        """The node of one item (several when it is a wrapper)."""
        if isinstance(item, RunSpec):
            return [self.run(item, count, rest)]
        if isinstance(item, GroupSpec):
            return [self.group(item, rest)]
        assert isinstance(item, RepeatSpec)
        if item.count == 1:
            return self.nodes(item.body, False, 1, None)
        alone = len(item.body) == 1
        inner_rest = (
            item.rest
            if alone and isinstance(item.body[0], RunSpec)
            else item.rest
            if not alone
            else None
        )
        body = self.nodes(item.body, False, item.count, inner_rest)
        last = item.body[-1]
        nested = any(not isinstance(part, RunSpec | Rest) for part in item.body)
        if item.rest is None and isinstance(last, RunSpec) and last.continuous:
            body.append(Recovery((item.end, item.end), RecoveryType.NONE, between=True))
        elif item.rest is None:
            what = "between sets" if nested or len(item.body) > 1 else "between reps"
            shown = self.cursor.quote(item.start, item.end)
            body.append(self.recovery(None, item.end, f"{what} of '{shown}'", True))
        else:
            before = runs_of(last)[-1] if item.rest.metres < 0 else last
            body.extend(self.gap(item.rest, before, True, item.count))
        return [Repeat(item.count, tuple(body), (item.start, item.end))]

    def group(self, item: GroupSpec, rest: Rest | None) -> Group:
        """A ladder of runs, its recovery between any two."""
        runs = item.runs
        listed = runs[0].target.listed if runs[0].target else []
        if listed and runs[0].target is not None:
            sizes = [run.metres or run.ms for run in runs]
            if sizes == sizes[::-1] and len(runs) == 2 * len(listed) - 1:
                listed = [*listed, *listed[-2::-1]]  # `300/600/900 and back down @ 6:20/6:40/7:00`
            if len(listed) != len(runs):
                raise self.fail(
                    f"{len(listed)} targets for {len(runs)} runs",
                    runs[0].target.span,
                    "one target for each run",
                )
            for run, pace in zip(runs, listed, strict=True):
                run.target = Target(pace.span, pace, pace.offset)
        body: list[Run | Recovery] = []
        own = self.of_next(self.in_steps(item.rest, len(runs) - 1), runs)
        listed_rests = own.listed if own is not None else []
        if own is not None and listed_rests and len(listed_rests) != len(runs) - 1:
            raise self.fail(
                wrong_number(len(listed_rests), len(runs) - 1),
                own.span,
                "one recovery for each gap, or one for all",
            )
        for i, run in enumerate(runs):
            body.append(self.run(run, 1, own))
            if i == len(runs) - 1:
                break
            if own is None and run.rest is None:
                if run.continuous:
                    body.append(Recovery((run.end, run.end), RecoveryType.NONE))
                    continue
                shown = self.cursor.quote(item.start, item.end)
                body.append(self.recovery(None, run.end, f"between the runs of '{shown}'", False))
            else:
                each = run.rest or own  # `60 s after 400s`
                if own is not None and listed_rests:
                    each = own.one_of(listed_rests[i])
                assert each is not None
                body.extend(
                    node
                    for node in self.gap(each, run, False, len(runs))
                    if isinstance(node, Run | Recovery)
                )
        return Group(tuple(body), (item.start, item.end))
