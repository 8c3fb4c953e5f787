"""Where facts come from: the page of all sources, and links to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ....canonical.diagnostics import Evidence
from ....profiles.fold import ClientProfile
from ...system.html_page import html_text
from .addresses import made_address, relative
from .markdown import cells, inline, slug
from .words import said

HEADS = ("key", "title", "where", "checked", "grade")


def sources_html(views: Sequence[ClientProfile], lang: str) -> str:
    """The page of all sources, a table a vendor."""
    title = html_text(said("Sources", lang))
    about = said(
        "Where the facts come from: the sources of each vendor's profile, the day each was read, "
        "and how sure it is.",
        lang,
    )
    parts = [f'<h1 id="sources">{title}</h1><p>{html_text(about)}</p>']
    for view in views:
        profile = view.profile
        rows = [
            [
                f'<span id="{source_anchor(profile.id, key)}">{html_text(key)}</span>',
                html_text(item.title),
                _where(item.where),
                html_text(item.checked),
                grade_html(item.grade, lang),
            ]
            for key, item in profile.sources.items()
        ]
        parts.append(f'<h2 id="{profile.id}">{html_text(profile.name)}</h2>')
        parts.append(cells(rows, [said(name, lang) for name in HEADS], profile.name))
    return "\n".join(parts)


def source_anchor(vendor: str, key: str) -> str:
    """The place of a source on the page of sources."""
    return f"{vendor}-{slug(key)}"


def _where(text: str) -> str:
    """A source's place, its first address a link."""
    first, _, rest = text.partition(" ")
    address = first.rstrip(",;")
    if address.startswith("https://"):
        tail = first.removeprefix(address)
        link = f'<a href="{html_text(address)}" rel="noreferrer">{html_text(address)}</a>'
        return f"{link}{html_text(f'{tail} {rest}'.rstrip())}"
    return html_text(text)


def grade_html(grade: str, lang: str) -> str:
    """A grade as it looks everywhere."""
    return f'<span class="grade {html_text(grade)}">{html_text(said(grade, lang))}</span>'


def evidence_html(vendor: str, items: Iterable[Evidence], note: str, page: str, lang: str) -> str:
    """Sources with their grades, each leading to where it is written; a note behind them."""
    made = [_one(vendor, item, page, lang) for item in items]
    text = " ".join(made) or f'<span class="grade none">{html_text(said("no source", lang))}</span>'
    return f"{text} <small>{inline(note)}</small>" if note else text


def _one(vendor: str, item: Evidence, page: str, lang: str) -> str:
    owner, _, key = item.source.rpartition("/")
    address = relative(made_address("sources", lang), page)
    told = html_text(f"{item.where}, {item.checked}")
    return (
        f'<a class="source" href="{address}#{source_anchor(owner or vendor, key)}" title="{told}">'
        f"{html_text(item.source)}</a> {grade_html(item.grade, lang)}"
    )


def used(items: Iterable[Evidence]) -> Iterator[str]:
    """The grades of some evidence, each once."""
    yield from dict.fromkeys(item.grade for item in items)
