"""A page for each operation, made of what the vendors' profiles say, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ....canonical.operations import FAMILIES, OPERATIONS, of_family
from ....profiles.fold import ClientProfile
from ...system.html_page import html_text
from ..docs_compatibility import SaidFacts
from .addresses import made_address, operation_address, relative
from .evidence import evidence_html
from .markdown import Heading, Passage, cells, inline
from .words import said

_TITLES: Final = {
    "api": "Support",
    "options": "Options",
    "result": "Result",
    "failures": "Failures",
    "emulated": "Emulated",
}


def known_operations(views: Sequence[ClientProfile]) -> list[str]:
    """The operations that some vendor's profile speaks of, in the order of the canon."""
    return [name for name in OPERATIONS if any(name in view.apis for view in views)]


def operation_html(
    name: str,
    views: Sequence[ClientProfile],
    lang: str,
    examples: Mapping[str, str],
    told: Iterable[SaidFacts],
) -> tuple[str, tuple[Passage, ...]]:
    """The page of an operation, and its sections; ``examples``: addresses of the pages that show
    its calls and the whole family, by what is said of them; ``told``: what profiles say of it."""
    page = operation_address(name, lang)
    item = OPERATIONS[name]
    vendors = {view.profile.name: view.profile.id for view in views}
    parts = [
        f'<h1 id="{name}"><code>{name}</code></h1>',
        f"<p>{inline(item.doc)}</p>",
        f'<p class="leads">{_leads(name, page, lang, examples)}</p>',
    ]
    sections = [Passage(Heading(1, name, name), item.doc.replace("`", ""))]
    for about in told:
        title = said(_TITLES[about.about], lang)
        parts.append(f'<h2 id="{about.about}">{html_text(title)}</h2>')
        parts.append(_table(about, vendors, page, lang))
        words = " ".join(dict.fromkeys(row.cells[0].strip("`") for row in about.rows))
        sections.append(Passage(Heading(2, about.about, title), words))
    return "\n".join(parts), tuple(sections)


def _leads(name: str, page: str, lang: str, examples: Mapping[str, str]) -> str:
    family = OPERATIONS[name].family
    table = relative(made_address("table", lang), page)
    links = [(f"{table}#q={name}", "in the table")]
    links += [(relative(address, page), words) for words, address in examples.items()]
    made = [f"{html_text(said('family', lang))}: {html_text(said(family, lang))}"]
    made += [f'<a href="{address}">{html_text(said(words, lang))}</a>' for address, words in links]
    return " · ".join(made)


def _table(about: SaidFacts, vendors: Mapping[str, str], page: str, lang: str) -> str:
    """Facts of a kind; what is said of the same thing stands together, named once."""
    heads = [said(name, lang) for name in about.headers]
    sourced = about.about != "emulated"
    at = about.headers.index("vendor")
    rows = []
    for row in about.rows:
        made = [_cell(text, about.headers[place], lang) for place, text in enumerate(row.cells)]
        if sourced:
            vendor = vendors[_vendor(row.cells[at], vendors)]
            made.append(evidence_html(vendor, row.evidence, row.note, page, lang))
        rows.append(made)
    return cells(rows, [*heads, *([said("evidence", lang)] * sourced)], _TITLES[about.about])


def _vendor(cell: str, vendors: Mapping[str, str]) -> str:
    """The vendor of a row, whose function may be named behind it."""
    return cell if cell in vendors else cell.rpartition(" (")[0]


def _cell(text: str, head: str, lang: str) -> str:
    if head == "support" and text in ("yes", "no", "unknown"):
        return f'<span class="support {text}">{html_text(said(text, lang))}</span>'
    return inline(text)


def index_html(views: Sequence[ClientProfile], lang: str) -> tuple[str, tuple[Passage, ...]]:
    """The list of all operations, by family."""
    page, names = made_address("operations", lang), known_operations(views)
    title = said("Operations", lang)
    about = said("{0} operations, each at an address that stays.", lang, len(names))
    parts = [f'<h1 id="operations">{html_text(title)}</h1><p>{html_text(about)}</p>']
    sections = [Passage(Heading(1, "operations", title), about)]
    for family in FAMILIES:
        own = [name for name in of_family(family) if name in names]
        if own:
            word = said(family, lang)
            parts.append(f'<h2 id="{family}">{html_text(word)}</h2>')
            parts.append(f'<ul class="columns">{"".join(_lines(own, page, lang))}</ul>')
            sections.append(Passage(Heading(2, family, word), ""))
    return "\n".join(parts), tuple(sections)


def _lines(names: Sequence[str], page: str, lang: str) -> Iterator[str]:
    for name in names:
        address = relative(operation_address(name, lang), page)
        yield (
            f'<li><a href="{address}"><code>{name}</code></a> '
            f"<small>{inline(OPERATIONS[name].doc)}</small></li>"
        )
