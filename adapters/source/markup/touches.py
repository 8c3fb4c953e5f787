"""Touches of elements, and of components by their tags."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal

from ....canonical.markup import COMMON
from ..components.facts import models_of
from ..components.given_names import MUTUAL, TELL, TELL_DATA, TOLD_ID
from .facts import DATA, Both
from .tokens import Attribute, TemplateToken, attribute_of, defines
from .work import TemplateWork

BLOCK: Final = "block"
HEARD: Final = ("bind", "catch", "mut_bind")
"""How a component's tag may listen for what the component is made to tell it."""


def shows_nothing(both: Both, token: TemplateToken) -> bool:
    """Whether an element is a script, or a template that shows where it is used."""
    return defines(token) is not None or token.name in ("import", *both.source.scripts)


def own_handler(both: Both, token: TemplateToken, event: str) -> Attribute | None:
    """The attribute by which an element listens for a touch itself, and lets it go on."""
    kinds = ("bind", "mut_bind")
    return next((it for it in token.attributes if touch_of(both, it, kinds) == event), None)


def touch_of(both: Both, attribute: Attribute, kinds: Collection[str] = ("bind",)) -> str:
    """The touch that an attribute listens for, by a binding of these kinds; empty for any other."""
    bound = both.source.binding(attribute.name)
    if bound is None or bound[0] not in kinds or bound[2] not in COMMON:
        return ""
    return both.source.read_event("", bound[2]) or bound[2]


def touches_of(both: Both, token: TemplateToken) -> frozenset[str]:
    """The touches that an element listens for."""
    found = (touch_of(both, item, _ALL) for item in token.attributes)
    return frozenset(filter(None, found))


Hearing = Literal["no", "yes", "on"]


def hears(work: TemplateWork, token: TemplateToken, event: str, kind: str) -> Hearing:
    """Whether a component tells its tag of a touch; "on": one that its handler should end goes on.
    Nothing ends what a component tells: that is alike only where nothing around it listens, which
    is seen on a page alone. What is known to listen hears it twice: that is none."""
    told = work.around.hears
    if kind not in HEARD or not (event in work.told or (told and told(token.name, event))):
        return "no"
    around = work.above[-1].touches if work.above else frozenset()
    if kind == "catch" and event in around:
        return "no"
    own = work.both.source.tags
    inside = any(it.inside or (it.name not in own and it.name != BLOCK) for it in work.above)
    # a template, or a component that it stands in, may listen
    return "on" if kind == "catch" and (inside or not work.around.page) else "yes"


_ALL: Final = ("bind", "catch", "capture_bind", "capture_catch", "mut_bind")


def ends(both: Both, token: TemplateToken, event: str) -> bool:
    """Whether an element ends a touch: nobody around hears of it."""
    return any(
        bound is not None and bound[0] == "catch" and bound[2] == event
        for bound in (both.source.binding(item.name) for item in token.attributes)
    )


def name_host(work: TemplateWork, token: TemplateToken) -> None:
    """Give the id of a component's tag to the events it tells, where the helper makes these."""
    models = models_of(work.both.pair)
    if models is None or models.target.kind != "first" or models.source.kind != "typed":
        return
    listens = work.around.ids or any(
        work.both.source.binding(item.name) for item in token.attributes
    )
    own = attribute_of(token, "id")
    if listens and own is not None and own.value_start >= 0:
        work.add(token, f"{DATA}{TOLD_ID}={_in_quotes(work.value(own))}")


def see_through(both: Both, name: str, event: str) -> bool:
    """Whether a tag tells no touch on the target, but for what stands in it."""
    element = both.source.tags.get(name)
    return name == BLOCK or (element is not None and both.target.has_event(element, event) == "no")


def tells(work: TemplateWork, token: TemplateToken, event: str) -> bool:
    """Whether an element is made to tell of a touch: it stands at the top of a component's template
    that is, and ends none."""
    both = work.both
    if event not in work.around.telling or shows_nothing(both, token):
        return False
    if see_through(both, token.name, event) or ends(both, token, event):
        return False
    return all(see_through(both, outer.name, event) for outer in work.above)


def tell(work: TemplateWork, token: TemplateToken) -> None:
    """Have an element tell of touches, where it is made to."""
    target = work.both.target
    bind = target.template.binding["bind"][0]
    for event in sorted(work.around.telling):
        if not tells(work, token, event):
            continue
        own = own_handler(work.both, token, event)
        name = target.event("", event)
        carried = work.carried.get(token.start, {})
        if event in carried:
            if carried[event].kind != "bind":
                continue  # it ends there
            handler = _in_quotes(carried.pop(event).handler)
            work.add(token, f'{DATA}{TELL_DATA}{name.lower()}={handler} {bind}{name}="{TELL}"')
            continue
        if own is None:
            work.add(token, f'{bind}{name}="{TELL}"')
            continue
        chosen = own.start in work.chosen
        handler = _in_quotes(MUTUAL if chosen else work.value(own).strip())
        work.add(token, f"{DATA}{TELL_DATA}{name.lower()}={handler}")
        work.set_value(own, TELL)


def _in_quotes(value: str) -> str:
    """A value of an attribute, as it is written, in the quotes that it does not have itself."""
    mark = "'" if '"' in value else '"'
    return f"{mark}{value}{mark}"
