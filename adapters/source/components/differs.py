"""Whether a page's script may be anything else on the target: told by its words, without a parse.

Most pages are made alike everywhere. A script whose definitions are pages and programs alone is
read by these words first: one that has none of them has nothing that this package ports or tells.
The words are of the facts that `port_definitions` asks for, no fewer.
"""

from __future__ import annotations

from ..common.pair import Pair
from ..common.script_place import ScriptPlace
from ..text.place import Sought, sought_each
from .elsewhere import mentions_hooks
from .events import reads_events
from .facts import APP, COMPONENT, Models, defines, models_of
from .functions import hands_otherwise, may_hold_functions
from .in_place import changes_in_place, shares_data
from .page_returns import returned_fields


def may_differ(data: bytes, pair: Pair, place: ScriptPlace) -> bool:
    """Whether a script that defines something has to be parsed for it.

    False only where its pages and programs say nothing that is called, given or read otherwise on
    the target. ``place``: what stands beside it.
    """
    models = models_of(pair)
    if models is None:
        return False
    return (
        place.ends
        or place.hosts_kin
        or place.makers is not None
        or models.values_to_events
        or any(item.within(data) for item in pair.remembered(_sought))
        or models.by_class(data)
        or models.ready_made(data)
        or reads_events(data, models)
        or mentions_hooks(data, models)
        or (shares_data(models) and changes_in_place(data))
        or (hands_otherwise(models) and may_hold_functions(data))
    )


def concerns(data: bytes, pair: Pair) -> bool:
    """Whether a file may define a page or a component, or have a part of one: a handler of events,
    a hook."""
    models = models_of(pair)
    if models is None:
        return False
    return defines(data, pair) or reads_events(data, models) or mentions_hooks(data, models)


def _sought(pair: Pair) -> tuple[Sought, ...]:
    models = models_of(pair)
    if models is None:
        return ()
    made = [name for name in (COMPONENT, models.source.behavior) if name]
    if models.source.definitions.entered.keys() & models.target.definitions.entered.keys():
        made.append(APP)
    keys = _keys(models)
    return (
        sought_each(made, rb"\w$.", rb"\s*[(<]"),
        models.asked_for,
        sought_each(sorted(keys), rb"\w$", rb"(?![\w$])"),
    )


def _keys(models: Models) -> set[str]:
    """Keys of pages and programs that the target does not have, or has elsewhere, and what hooks
    give back that it does not read."""
    source, target = models.source, models.target
    mine, other = source.definitions, target.definitions
    there = {*target.page.begin, *target.page.end, *target.page.hooks}
    keys = {*source.page.begin, *source.page.end, *source.page.hooks} - there
    for sight, path in mine.page_sights.items():
        if "." in path or "." in other.page_sights.get(sight, ""):
            keys.add(path)
    keys |= {path.partition(".")[0] for path in source.page_parts.values()}
    keys |= set(mine.app) - set(other.app)
    for fields in models.pair.remembered(returned_fields):
        keys |= fields.names
    return {part for key in keys for part in key.split(".")}
