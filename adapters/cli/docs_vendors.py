"""Pages of docs/vendors/: a vendor's calls, replies and failures, and what becomes of them.

For vendors whose profiles do not describe whole programs, a page each: beside those that are
described (docs/families/), so that the pages grow with the vendors and not with their pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ...canonical.operations import FAMILIES, OPERATIONS, of_family
from ...profiles.fold import ClientProfile
from .docs_families import (
    FOLDER,
    VENDORS,
    Of,
    Vector,
    api_of,
    built_in,
    by_operation,
    call_of,
    example_of,
    message_table,
    payloads_of,
    rows_of,
)

_MOST: Final = 4
"""Replies, and failures, of one vendor that are shown of an operation."""


def vendor_pages(note: str) -> dict[str, str]:
    """A page for each vendor that docs/families/ does not have: file name in docs/ -> text."""
    described, others = built_in()
    found = by_operation([*described, *others])
    return {
        f"{VENDORS}/{view.client.vendor}.md": _page(view, described, found, note) for view in others
    }


def _page(
    view: ClientProfile,
    described: Sequence[ClientProfile],
    found: Mapping[Of, list[Vector]],
    note: str,
) -> str:
    profile = view.profile
    out = [
        f"# By example: {profile.name}\n",
        note,
        (
            f"`{view.client.vendor}`, global object `{profile.namespace}`. Its calls, and what "
            "becomes of them on clients that are described as a whole; theirs, and what becomes of "
            "them here. What it supports, and by what evidence, is in "
            f"[compatibility](../compatibility.md); the others among one another: "
            f"[by example](../{FOLDER}.md).\n"
        ),
        *([f"{profile.note}\n"] if profile.note else []),
    ]
    for family in FAMILIES:
        for name in of_family(family):
            if name in view.apis and not OPERATIONS[name].internal:
                said = list(_operation(name, view, described, found))
                out += [f"## {name}\n", f"{OPERATIONS[name].doc}\n", *said] if said else []
    return "\n".join(out)


def _operation(
    name: str,
    view: ClientProfile,
    described: Sequence[ClientProfile],
    found: Mapping[Of, list[Vector]],
) -> Iterator[str]:
    for read, others in ((view, described), *((other, [view]) for other in described)):
        api = api_of(read, name)
        if api is None:
            continue
        given = payloads_of(_between(found, name, "request", read, others, view))
        for payload in given[: None if read is view else 1]:
            code = call_of(read, api, OPERATIONS[name], payload)
            if code:
                yield from example_of(code, read, others)
    for kind, word in (("result", "reply"), ("failure", "failure")):
        own = rows_of(name, kind, [view], found, _MOST)
        if own:
            yield message_table(word, described, own)
        theirs = [
            row
            for other in described
            for row in rows_of(
                name,
                kind,
                [other],
                {
                    (name, kind, other.client.vendor): _between(
                        found, name, kind, other, [view], view
                    )
                },
                1,
            )
        ]
        if theirs:
            yield message_table(word, [view], theirs)


def _between(
    found: Mapping[Of, list[Vector]],
    name: str,
    kind: str,
    read: ClientProfile,
    others: Sequence[ClientProfile],
    view: ClientProfile,
) -> list[Vector]:
    """The vectors of an operation that one vendor says, and of another's those for this one."""
    given = found.get((name, kind, read.client.vendor), [])
    if read is view:
        return given
    wanted = {other.client.vendor for other in others}
    return [item for item in given if item["write"].partition("/")[0].partition("@")[0] in wanted]
