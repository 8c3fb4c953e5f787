"""What is inside a value that holds others: members of an object, entries of lists and maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ...canonical.operations import Field
from ...profiles.conditions import answer
from ...profiles.fold import ClientProfile
from ...profiles.model import Member, Param, ResultField
from .kinds import KINDS

if TYPE_CHECKING:
    from .model import ProgramMember

OF_LEAVES: Final = ("open", "as_text", "unit")
"""What a profile says of a result's values that hold no others."""

Said = Member | Param | ResultField


def holds(meta: Field) -> bool:
    """Whether a value is made of others."""
    return bool(meta.each is not None or meta.members)


def inside(view: ClientProfile | None, meta: Field, said: Said | None) -> dict[str, Any]:
    """The ``members`` or ``each`` of a value; without a profile, in canonical names.

    What a profile says of a list or a map it says of each entry of it.
    """
    if meta.each is not None:
        each: dict[str, Any] = {"key": "", "names": [""], "kind": meta.each.kind}
        each |= inside(view, meta.each, said) if holds(meta.each) else _leaf(meta.each, said)
        return {"each": each}
    if view is None:
        own = [_member(None, key, field, None) for key, field in meta.members.items()]
        return {"members": own}
    table = said.members if said is not None else {}
    return {"members": [_member(view, key, meta.members[key], item) for key, item in table.items()]}


def _member(
    view: ClientProfile | None, key: str, meta: Field, said: Member | None
) -> ProgramMember:
    names = said.name if said is not None and said.name else [key]
    out: dict[str, Any] = {"key": key, "names": names, "kind": meta.kind}
    out |= inside(view, meta, said) if holds(meta) else _leaf(meta, said)
    if view is not None and said is not None:
        status = answer(said.support, view.profile, view.client).status
        if status != "yes":
            out["status"] = status
        for name in ("required", "optional"):
            if getattr(said, name):
                out[name] = True
    return cast("ProgramMember", out)


def _leaf(meta: Field, said: Said | None) -> dict[str, Any]:
    """What is said of a value that holds no others."""
    typed = KINDS[meta.kind].typed
    out: dict[str, Any] = {}
    if meta.words:
        out["words"] = list(meta.words)
    if meta.low is not None and meta.low < 0:
        out["signed"] = True
    if said is None:
        return out
    if said.values:
        out["values"] = [[typed(key), item] for key, item in said.values.items()]
    if said.misspelt:
        out["reads"] = {key: typed(item) for key, item in said.misspelt.items()}
    if isinstance(said, Param):
        return out
    for name in OF_LEAVES:
        if getattr(said, name):
            out[name] = getattr(said, name)
    if said.scale != 1:
        out["scale"] = said.scale
    return out
