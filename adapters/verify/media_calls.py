"""The media calls of a run: of the namespace, and of what records, plays, draws and sends."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ..host.players import KINDS

if TYPE_CHECKING:
    from ...profiles.fold import ClientApi, ClientProfile
    from ..realm.program import MiniProgram

OF_MEDIA: Final = frozenset({"media", "recording", "playing"})
"""Families all of whose operations are media calls."""
_DRAWING: Final = "canvas"
"""Of this one, those that are answered: what gives pixels or a file of them."""
_MAKES: Final = frozenset({"recording", "played", "taken"})
"""Events that objects of a program make."""


def is_media(api: ClientApi) -> bool:
    """Whether a call of an operation is a media call."""
    operation = api.operation
    return operation.family in OF_MEDIA or (
        operation.family == _DRAWING and operation.form == "options"
    )


def functions_of(view: ClientProfile) -> frozenset[str]:
    """The functions of a client's namespace by whose calls a run is seen to make media calls."""
    return frozenset(
        api.name
        for api in view.apis.values()
        if is_media(api)
        and not api.receiver
        and (api.operation.form != "factory" or api.operation.gives in KINDS)
    )


def media_calls(program: MiniProgram, view: ClientProfile) -> Counter[str]:
    """What media calls a run of a client's program made, by the vendor's names, and how often."""
    made: Counter[str] = Counter()
    for event in program.trace.of("call", "listen", *_MAKES):
        name = event.api
        if event.what == "listen":
            name = name.partition(".")[0]
        elif event.what == "call" and event.data.get("vendor") != view.profile.namespace:
            continue
        if any(is_media(view.apis[key]) for key in view.named(name) if key in view.apis):
            made[name] += 1
    for (side, canonical), count in program.lives.asked.items():
        if side == view.profile.namespace and canonical in view.apis:
            made[view.apis[canonical].name] += count
    return made
