"""All pages of the site, and their writing: a folder that is whole, or stays as it was."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import Final

from ....canonical.errors import InputError
from ....canonical.operations import FAMILIES, OPERATIONS
from ....canonical.rules import RULES
from ....profiles import loader
from ....profiles.fold import ClientProfile
from ...system.html_page import COMMON, LOOK
from ..docs_compatibility import said_of
from . import table
from .addresses import (
    Sources,
    address_of,
    base_of,
    heading_leads,
    language_of,
    made_address,
    operation_address,
    relative,
    rule_address,
)
from .evidence import sources_html
from .frame import Nav, NavEntry, SitePage, framed
from .markdown import Heading, Leads, Passage, rendered
from .operations import index_html, known_operations, operation_html
from .pictures import FOLDER, Taken, pictures_html, pictures_of, with_picture
from .rules import rule_html, rules_html
from .search import index_name, search_index
from .words import EN, LANGS, said

WEB: Final = Path(__file__).with_name("web")
_MARK: Final = ".mediaglot-site"
"""A file by which a folder is known as one that this wrote."""
_NAV: Final = {
    "Start": ("README.md", "examples/start/README.md", "docs/porting.md", "docs/studio.md"),
    "Use": ("docs/testing.md", "docs/scenarios.md", "docs/runtime.md", "docs/volume.md",
            "docs/engine.md", "docs/rendering.md", "docs/profiles.md", "docs/probe.md",
            "node/README.md"),
    "Reference": ("table", "operations", "docs/rules.md", "docs/families.md",
                  "docs/vendors/matrix.md", "docs/compatibility.md", "docs/behaviour.md",
                  "sources", "pictures"),
    "Project": ("docs/architecture.md", "docs/realm.md", "CONTRIBUTING.md", "SECURITY.md",
                "CHANGELOG.md"),
}  # fmt: skip
"""The navigation: pages of the repository by file, others by what they are called."""
_MADE: Final = {"table": "Compatibility table", "operations": "Operations", "sources": "Sources",
                "pictures": "Pictures"}  # fmt: skip
_FOLDERS: Final = {"docs/families/": "By family", "docs/vendors/": "By vendor",
                   "docs/compatibility/": "Compatibility by family"}  # fmt: skip
"""Folders whose pages stand in the navigation, each a group."""


def _known(view: ClientProfile) -> tuple[bool, int]:
    """In which order vendors stand: those of which most is known, then variants."""
    usable = sum(api.support.usable for api in view.apis.values())
    return bool(view.profile.extends), -usable


def site(root: Path, pictures: Path | None = None) -> dict[str, str | Path]:
    """Every file of the site by its address: a text, or a file to copy.

    ``root``: the repository; ``pictures``: a folder of what the tests have taken. Raises
    `ValueError` for a link of a page that leads nowhere.
    """
    sources = Sources.of(root)
    views = sorted((loader.get(vendor).at(vendor) for vendor in loader.builtin_ids()), key=_known)
    taken = pictures_of(pictures) if pictures is not None else {}
    pages = list(_repository(sources, taken))
    places = {f"{it.address}#{item.heading.anchor}" for it in pages for item in it.sections}
    pages += [*_operations(views, places), *_rules(), *_others(views, taken)]
    nav = _nav(pages)
    files: dict[str, str | Path] = {page.address: framed(page, nav) for page in pages}
    weights = {page.address: _weight(page.address) for page in pages}
    for lang in LANGS:
        files[index_name(lang)] = search_index(_searched(pages, lang), weights)
    for name, (file, _, _) in taken.items():
        files[f"{FOLDER}/{name}.png"] = file
    for name, address in sources.files.items():
        files[address] = root / name
    style = [LOOK, COMMON, WEB / "site.css"]
    files["site.css"] = "".join(file.read_text(encoding="utf-8") for file in style)
    for name in ("site.js", table.SCRIPT, "icon.svg"):
        files[name] = WEB / name
    return files


def _repository(sources: Sources, taken: Taken) -> Iterator[SitePage]:
    """The pages that stand in the repository as Markdown."""
    for address, name in sources.pages.items():
        lang = language_of(name)
        languages = sources.languages(base_of(name))
        twins = {it: address_of(_file(base_of(name), it)) for it in languages}
        if name == "docs/rules.md":
            twins = {it: made_address("rules", it) for it in LANGS}
        leads = Leads(
            link=partial(sources.lead, name=name, lang=lang),
            rule=partial(_rule_from, page=address, lang=lang),
            heading=partial(_heading_from, name=name, page=address, lang=lang),
            permanent="→",
        )
        text = rendered((sources.root / name).read_text(encoding="utf-8"), leads)
        html = with_picture(text.html, address, lang, taken)
        yield SitePage(address, lang, text.title, html, text.sections, twins)


def _file(base: str, lang: str) -> str:
    return base if lang == EN else f"{base.removesuffix('.md')}.{lang}.md"


def _rule_from(code: str, *, page: str, lang: str) -> str:
    return relative(rule_address(code, lang), page) if code in RULES else ""


def _heading_from(text: str, *, name: str, page: str, lang: str) -> str:
    return heading_leads(name, page, text, lang)


def _operations(views: Sequence[ClientProfile], places: AbstractSet[str]) -> Iterator[SitePage]:
    """The operations; ``places``: those of the repository's pages."""
    for name in known_operations(views):
        family = OPERATIONS[name].family
        examples = {
            "by example": f"families/{family}.html#{name.lower()}",
            "in one table": f"compatibility/{family}.html#{name.lower()}",
        }
        examples = {words: place for words, place in examples.items() if place in places}
        twins = {lang: operation_address(name, lang) for lang in LANGS}
        told = list(said_of(name, views))
        for lang, address in twins.items():
            html, sections = operation_html(name, views, lang, examples, told)
            yield SitePage(address, lang, name, html, sections, twins)


def _rules() -> Iterator[SitePage]:
    for code, rule in RULES.items():
        twins = {lang: rule_address(code, lang) for lang in LANGS}
        for lang, address in twins.items():
            html, sections = rule_html(code, lang)
            yield SitePage(address, lang, f"{code} {rule.name}", html, sections, twins)
    twins = {lang: made_address("rules", lang) for lang in LANGS}
    for lang in LANGS[1:]:
        html, sections = rules_html(lang)
        yield SitePage(twins[lang], lang, said("Rules", lang), html, sections, twins)


def _others(views: Sequence[ClientProfile], taken: Taken) -> Iterator[SitePage]:
    """The table, the list of operations, the sources, the pictures."""
    for lang in LANGS:
        made = {
            "table": (table.table_html(views, lang), _lone("table", "Compatibility table", lang)),
            "operations": index_html(views, lang),
            "sources": (sources_html(views, lang), _lone("sources", "Sources", lang)),
            "pictures": pictures_html(taken, lang),
        }
        for name, (html, sections) in made.items():
            twins = {it: made_address(name, it) for it in LANGS}
            scripts = (table.SCRIPT,) if name == "table" else ()
            title, wide = said(_MADE[name], lang), name == "table"
            yield SitePage(twins[lang], lang, title, html, sections, twins, scripts, wide)


def _lone(name: str, title: str, lang: str) -> tuple[Passage, ...]:
    return (Passage(Heading(1, name, said(title, lang)), ""),)


def _nav(pages: Iterable[SitePage]) -> Nav:
    """The navigation, by groups; a page that is there in one language only stands there, too."""
    found = {page.address: page for page in pages}
    groups: list[tuple[str, list[NavEntry]]] = []
    for group, names in _NAV.items():
        groups.append((group, [_nav_entry(name, found) for name in names]))
    for folder, group in _FOLDERS.items():
        inside = folder.removeprefix("docs/")
        own = [it for it in found.values() if it.address.startswith(inside) and it.lang == EN]
        own = [it for it in own if it.address != address_of("docs/vendors/matrix.md")]
        order = {f"{inside}{family}.html": at for at, family in enumerate(FAMILIES)}
        own.sort(key=lambda page: (order.get(page.address, len(order)), page.title))
        groups.append((group, [NavEntry(_short(it.title), it.twins, {}) for it in own]))
    return Nav(groups)


def _nav_entry(name: str, found: Mapping[str, SitePage]) -> NavEntry:
    address = made_address(name, EN) if name in _MADE else address_of(name)
    page = found[address]
    titles = {lang: found[it].title for lang, it in page.twins.items()}
    if name == "README.md":
        titles = {lang: said("Home", lang) for lang in page.twins}
    return NavEntry(page.title, page.twins, titles)


def _short(title: str) -> str:
    """``Compatibility: media`` as ``media``."""
    return title.partition(": ")[2] or title


def _weight(address: str) -> int:
    """How far behind its equals a page stands in what the search finds: generated pages of
    everything last, pages of one thing first."""
    if address.startswith(("operations/", "rules/")):
        return 0
    return 2 if address.startswith(("compatibility", "families", "vendors", "behaviour")) else 1


def _searched(pages: Sequence[SitePage], lang: str) -> Iterator[SitePage]:
    """What a language's search looks through: its pages, and English ones without a twin."""
    for page in pages:
        if page.lang == lang or (page.lang == EN and lang not in page.twins):
            yield page


def write_site(files: Mapping[str, str | Path], out: Path) -> None:
    """Write the site into a folder, in place of what it wrote there before.

    Raises `InputError` where the folder holds something else, or cannot be written.
    """
    if out.exists() and not (out.is_dir() and ((out / _MARK).is_file() or not any(out.iterdir()))):
        raise InputError("is no folder that make site wrote; it stays as it is", place=str(out))
    try:
        with tempfile.TemporaryDirectory(prefix=".site-", dir=out.resolve().parent) as name:
            made = Path(name) / "new"
            for address, content in {**files, _MARK: ""}.items():
                file = made / address
                file.parent.mkdir(parents=True, exist_ok=True)
                if isinstance(content, Path):
                    shutil.copyfile(content, file)
                else:
                    file.write_text(content, encoding="utf-8", newline="\n")
            if out.exists():
                out.rename(Path(name) / "old")
            made.rename(out)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot be written: {reason}", place=str(out)) from None
