"""What a vendor has on its namespace and on a task as well: messages of a connection.

The functions of the namespace are of the last task, whichever call gave it. The runtime knows that
task where it made it, so where one of these functions goes through the runtime, all of the script
do; and so does a call whose task nobody takes, where the target has the functions on tasks alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .....canonical.operations import OPERATIONS, TASKS
from .....canonical.operations.model import BEGINS, ENDS
from .....profiles.fold import receiver
from ...common.model import RUNTIME
from ...common.outcome import Style
from ...syntax.parsed import dropped
from .forms import silenced
from .port import port_use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...common.pair import Pair
    from ...syntax.parsed import Script
    from ...syntax.sites import Use


def by_task(
    script: Script, pair: Pair, uses: Sequence[Use], style: Style, runtime: str, quote: str
) -> frozenset[str]:
    """The functions of a script that go through the runtime because one of them has to."""
    shared = pair.remembered(_shared)
    some = [use for use in uses if use.name in shared and not use.managed]
    if style.strict or style.runtime or not some:
        return frozenset()
    if any(_alone(pair, use) for use in some) or any(
        port_use(script, pair, use, style, runtime, quote).how == RUNTIME for use in some
    ):
        return shared
    return frozenset()


def ended_apart(script: Script, pair: Pair, uses: Sequence[Use], style: Style) -> frozenset[str]:
    """Functions of a script that begin events and end them, where the target only begins them: the
    runtime ends those that it began, so both go through it."""
    names = {use.name for use in uses if not use.managed and use.name in pair.functions}
    if style.strict:
        return frozenset()
    found: set[str] = set()
    for name in names:
        begun = silenced(script, pair, pair.entry(name))
        if begun is not None and begun["read"]["name"] in names:
            found |= {name, begun["read"]["name"]}
    return frozenset(found)


def _shared(pair: Pair) -> frozenset[str]:
    """The functions of the source's namespace that tasks have too, and what gives such tasks."""
    # as the profile's data say it: an operation is compiled where a script uses it
    facts = pair.plan.read.profile.api
    rows = [
        (facts[key].name or key, facts[key].reads_as or key, receiver(key, facts[key]))
        for key in pair.plan.apis
    ]
    on_tasks = {api: task for _, api, task in rows if task in TASKS}
    kinds = {
        name: task
        for name, api, on in rows
        if not on and (task := on_tasks.get(api) or on_tasks.get(_begun(api)))
    }
    gives = {name for name, api, _ in rows if OPERATIONS[api].gives in kinds.values()}
    return frozenset({*kinds, *gives}) if kinds else frozenset()


def _begun(api: str) -> str:
    return BEGINS + api.removeprefix(ENDS) if api.startswith(ENDS) else api


def _alone(pair: Pair, use: Use) -> bool:
    """Whether a call gives a task that nobody takes, where the target has tasks alone."""
    gives = pair.entry(use.name)["read"].get("gives")
    return (
        gives is not None
        and use.call is not None
        and dropped(use.call)
        and any("by_task" in pair.plan.apis[key] for key in pair.plan.apis)
    )
