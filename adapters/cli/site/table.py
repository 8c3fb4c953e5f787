"""The compatibility table that people filter: every operation on every vendor, client by client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ....canonical.client import Client
from ....canonical.operations import FAMILIES, OPERATIONS
from ....profiles import loader, model
from ....profiles.fold import ClientApi, ClientProfile
from ...system.html_page import html_json, html_text
from .. import facts
from ..docs_compatibility import function_of
from .addresses import made_address, operation_address, relative
from .evidence import used
from .operations import known_operations
from .words import said

GRADES: Final = ("documented", "typings", "observed", "assumed")
SCRIPT: Final = "table.js"
_WORDS: Final = ("{0} of {1} operations", "yes", "no", "unknown", "since", "no source",
                 "not a client of this vendor", "nothing fits",
                 "a version has numbers and dots, such as 2.10.0")  # fmt: skip


def clients_of(profile: model.Vendor) -> dict[str, Client]:
    """The clients of a vendor by what they are called without it: ``android``, ``web/pc``."""
    found: dict[str, Client] = {}
    for surface in profile.surfaces or [""]:
        for os in profile.os:
            first = not surface or surface == profile.surfaces[0]
            name = os if first else f"{surface}/{os}"
            found[name] = Client(profile.id, surface or None, os, None)
    return found


def table_data(views: Sequence[ClientProfile], lang: str) -> dict[str, Any]:
    """What the page's script asks: vendors, their clients, and each cell of the table."""
    names = known_operations(views)
    return {
        "words": {word: said(word, lang) for word in (*_WORDS, *GRADES)},
        "vendors": [view.profile.id for view in views],
        "clients": [list(clients_of(view.profile)) for view in views],
        "cells": _cells(names, views),
    }


def _cells(names: Sequence[str], views: Sequence[ClientProfile]) -> list[list[Any]]:
    """For each operation and vendor: what is said in all, its grades, and what each client has:
    ``y``, ``n``, ``?``, or the version since when; one text where all clients have the same."""
    columns = []
    for view in views:
        folded = [loader.get(view.profile.id).at(it) for it in clients_of(view.profile).values()]
        columns.append([_cell(name, view, folded) for name in names])
    return [list(row) for row in zip(*columns, strict=True)]


def _cell(name: str, view: ClientProfile, folded: Iterable[ClientProfile]) -> list[Any]:
    api = view.apis.get(name)
    if api is None:
        return []
    each = [_answer(it.apis.get(name)) for it in folded]
    one: Any = each[0] if len(set(each)) == 1 else each
    return [facts.stated(api.facts.support), list(used(api.evidence)), one]


def _answer(api: ClientApi | None) -> str:
    if api is None:
        return "?"
    support = api.support
    if support.status == "yes":
        return support.since or "y"
    return "n" if support.status == "no" else "?"


def table_html(views: Sequence[ClientProfile], lang: str) -> str:
    """The page's HTML: the controls, and the table as it stands without a filter."""
    page, names = made_address("table", lang), known_operations(views)
    title = html_text(said("Compatibility table", lang))
    about = said(
        "What each vendor supports, by operation. Unknown: no source says it, which is neither yes "
        "nor no. The address keeps what is filtered.",
        lang,
    )
    heads = "".join(
        f'<th scope="col" data-vendor="{view.profile.id}">{html_text(view.profile.name)}</th>'
        for view in views
    )
    rows = "\n".join(_row(name, views, page, lang) for name in names)
    return (
        f'<h1 id="table">{title}</h1>\n<p>{html_text(about)}</p>\n{_controls(names, views, lang)}\n'
        f"<noscript><p>{html_text(said('Needs JavaScript to be filtered.', lang))}</p></noscript>\n"
        f'<div class="wide tall" tabindex="0" role="region" aria-label="{title}">'
        f'<table class="compatibility"><thead><tr><th scope="col">'
        f"{html_text(said('operation', lang))}</th>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>"
        f'</table></div>\n<script type="application/json" id="data">'
        f"{html_json(table_data(views, lang))}</script>"
    )


def _row(name: str, views: Sequence[ClientProfile], page: str, lang: str) -> str:
    family = OPERATIONS[name].family
    address = relative(operation_address(name, lang), page)
    made = "".join(_first(name, view, lang) for view in views)
    return (
        f'<tr data-name="{name}" data-family="{family}"><th scope="row"><a href="{address}">'
        f"<code>{name}</code></a></th>{made}</tr>"
    )


def _first(name: str, view: ClientProfile, lang: str) -> str:
    """A cell as it stands without a filter."""
    api = view.apis.get(name)
    text = facts.stated(api.facts.support) if api is not None else "unknown"
    named = function_of(view, api).strip("`") if api is not None else ""
    other = named if api is not None and (api.name != name or api.receiver) else ""
    kind = text if text in ("yes", "no", "unknown") else "part"
    shown = html_text(said(text, lang))
    more = f"<small><code>{html_text(other)}</code></small>" if other else ""
    vendor = view.profile.id
    return f'<td data-vendor="{vendor}"><span class="support {kind}">{shown}</span>{more}</td>'


def _controls(names: Sequence[str], views: Sequence[ClientProfile], lang: str) -> str:
    def word(text: str) -> str:
        return html_text(said(text, lang))

    clients = dict.fromkeys(name for view in views for name in clients_of(view.profile))
    families = [it for it in FAMILIES if any(OPERATIONS[name].family == it for name in names)]
    chosen: dict[str, tuple[str, Mapping[str, str]]] = {
        "family": ("any family", {it: said(it, lang) for it in families}),
        "client": ("any client", dict(zip(clients, clients, strict=True))),
        "evidence": (
            "any evidence",
            {it: said(it, lang) for it in GRADES} | {"none": said("no source", lang)},
        ),
        "support": (
            "any support",
            {
                "all": said("all chosen have it", lang),
                "some": said("some have it, some have not", lang),
                "none": said("none has it", lang),
                "unknown": said("somewhere unknown", lang),
            },
        ),
    }
    selects = "".join(_select(name, word(name), *it, lang) for name, it in chosen.items())
    boxes = "".join(
        f'<label><input type="checkbox" name="vendor" value="{view.profile.id}">'
        f"{html_text(view.profile.name)}</label>"
        for view in views
    )
    hint, version = word("filter by name"), word("version, such as 2.10.0")
    return (
        f'<form class="controls" id="filters" hidden><input name="q" type="search" '
        f'placeholder="{hint}" aria-label="{hint}">{selects}<input name="version" '
        f'inputmode="decimal" placeholder="{version}" aria-label="{version}" disabled '
        f'title="{word("choose one vendor to ask for a version")}">'
        f'<button type="reset">{word("Clear")}</button>'
        f"<fieldset><legend>{word('vendors')}</legend>{boxes}</fieldset>"
        '<output aria-live="polite"></output></form>'
    )


def _select(name: str, label: str, none: str, words: Mapping[str, str], lang: str) -> str:
    options = "".join(
        f'<option value="{html_text(key)}">{html_text(text)}</option>'
        for key, text in words.items()
    )
    return (
        f'<select name="{name}" aria-label="{label}"><option value="">'
        f"{html_text(said(none, lang))}</option>{options}</select>"
    )
