"""What is inside values that are made of others, on the source's side and on the target's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import attrs

from ....canonical.values import Value
from ...plan.kinds import KINDS
from ..syntax.flow import EACH

if TYPE_CHECKING:
    from ...plan.model import ProgramField, ProgramMember, ProgramParam

    Row = ProgramParam | ProgramField | ProgramMember


@attrs.frozen(eq=False, repr=False)
class Inner(Value):
    """A value of the source's, or one inside it, and what stands there on the target.

    ``name`` is the target's, None where it has none; ``plain``: the same words on both; ``each``
    and ``members`` (by the source's names): what is inside; ``doubt``: ``unknown`` where no source
    says whether the target has it, ``depends`` where some of its clients have.
    """

    name: str | None
    plain: bool = True
    scale: float = 1
    unit: bool = True
    each: Inner | None = None
    any_key: bool = False
    members: Mapping[str, Inner] | None = None
    doubt: str = ""

    @property
    def same(self) -> bool:
        """Whether all of it stands unchanged in the target's."""
        if not (self.plain and self.scale == 1):
            return False
        if self.each is not None:
            return self.each.same
        items = (self.members or {}).items()
        return all(inner.name == name and inner.same for name, inner in items)

    @property
    def doubted(self) -> bool:
        """Whether something of it is not known to be in the target's."""
        inside = [*(self.members or {}).values(), *([self.each] if self.each else [])]
        return bool(self.doubt) or any(inner.doubted for inner in inside)


def paired(read: Row, there: Row) -> Inner:
    """What of a value of the source's became what of the target's."""
    return _paired(cast("ProgramMember", read), cast("ProgramMember", there), None)


def _paired(read: ProgramMember, there: ProgramMember, name: str | None) -> Inner:
    if "each" in read and "each" in there:
        inner = _paired(read["each"], there["each"], None)
        return Inner(name, each=inner, any_key=not KINDS[read["kind"]].listed)
    if "members" in read and "members" in there:
        theirs = {item["key"]: item for item in there["members"] if item.get("status") != "no"}
        members: dict[str, Inner] = {}
        for item in read["members"]:
            if item.get("status") == "no":
                continue
            other = theirs.get(item["key"])
            inner = Inner(None) if other is None else _paired(item, other, other["names"][0])
            if other is not None and "status" in other:
                inner = attrs.evolve(inner, doubt=other["status"])
            members.update(dict.fromkeys(item["names"], inner))
        return Inner(name, members=members)
    scale = there.get("scale", 1) / read.get("scale", 1)
    unit = "unit" not in read and "unit" not in there
    return Inner(name, _words(read) == _words(there), scale, unit)


def _words(row: ProgramMember) -> Any:
    return {str(meaning): spelling for meaning, spelling in row.get("values", ())}


@attrs.define
class Followed:
    """A path of the source's inside a value: what it comes to, and the target's names on the way,
    by the position of the step; ``doubt``: of the first of
    these that the target is not known to have."""

    inner: Inner | None
    names: dict[int, str] = attrs.field(factory=dict)
    unknown: int | None = None
    missing: int | None = None
    doubt: str = ""


def followed(inner: Inner, path: tuple[str, ...], start: int) -> Followed:
    """Follow the steps of a path from a position on."""
    found = Followed(inner)
    here = inner
    for position in range(start, len(path)):
        step = path[position]
        if here.each is not None:
            if step != EACH and not here.any_key:
                found.inner, found.unknown = None, position
                return found
            here = here.each
        elif here.members is not None:
            if step == EACH:
                found.inner = None
                return found
            inside = here.members.get(step)
            if inside is None or inside.name is None:
                found.inner = None
                if inside is None:
                    found.unknown = position
                else:
                    found.missing = position
                return found
            found.names[position] = inside.name
            here = inside
            found.doubt = found.doubt or inside.doubt
        else:
            break
        found.inner = here
    return found
