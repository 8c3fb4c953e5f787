"""The frame of every page: name, search, language, navigation, what is on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from ...system.html_page import html_text
from .addresses import made_address, relative
from .markdown import Passage
from .words import EN, LANGS, TAGS, said


@frozen
class SitePage:
    """A page of the site: where it stands, in which language, its title and HTML, what leads down
    it, and what is searched. ``twins``: its addresses by language."""

    address: str
    lang: str
    title: str
    html: str
    sections: tuple[Passage, ...]
    twins: Mapping[str, str]
    scripts: tuple[str, ...] = ()
    wide: bool = False


@frozen
class NavEntry:
    """A line of the navigation: its words and addresses by language; English is always there."""

    words: str
    twins: Mapping[str, str]
    titles: Mapping[str, str]


@frozen
class Nav:
    """The navigation, by groups; its HTML is made once for each language and folder."""

    groups: Sequence[tuple[str, Sequence[NavEntry]]]
    _made: dict[tuple[str, int], str] = field(factory=dict, init=False)

    def of(self, lang: str, up: int) -> str:
        """For pages of a language, so many folders down."""
        if (lang, up) not in self._made:
            self._made[lang, up] = _made_nav(self, lang, up)
        return self._made[lang, up]


def framed(page: SitePage, nav: Nav) -> str:
    """The whole file of a page."""
    here, lang = page.address, page.lang
    home = relative(made_address("index", lang), here)
    scripts = "".join(
        f'<script src="{relative(name, here)}" defer></script>'
        for name in ("site.js", *page.scripts)
    )
    title = page.title if page.title == "mediaglot" else f"{page.title} · mediaglot"
    search = html_text(said("Search the pages", lang))
    return f"""<!doctype html>
<html lang="{TAGS[lang]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html_text(title)}</title>
<link rel="stylesheet" href="{relative("site.css", here)}">
<link rel="icon" href="{relative("icon.svg", here)}">
{scripts}
</head>
<body data-root="{relative("index.html", here).removesuffix("index.html")}">
<a class="skip" href="#main">{html_text(said("Skip to content", lang))}</a>
<header>
<a class="home" href="{home}">mediaglot</a>
<search><input id="find" type="search" placeholder="{search}" aria-label="{search}" \
aria-controls="found" autocomplete="off" hidden><div id="found" hidden>\
<output aria-live="polite"></output><ol></ol></div></search>
{_languages(page)}
</header>
<div class="frame{" broad" if page.wide else ""}">
{_nav(page, nav)}
<main id="main" tabindex="-1">
{_notice(page)}{page.html}
</main>
{_contents(page)}
</div>
</body>
</html>
"""


def _languages(page: SitePage) -> str:
    """The page in the other language, or that language's first page."""
    names = {EN: "English", "zh": "中文"}
    made = []
    for lang in LANGS:
        if lang == page.lang:
            made.append(f'<span aria-current="true" lang="{TAGS[lang]}">{names[lang]}</span>')
        elif lang in page.twins:
            address = relative(page.twins[lang], page.address)
            made.append(
                f'<a href="{address}" lang="{TAGS[lang]}" hreflang="{TAGS[lang]}">{names[lang]}</a>'
            )
        else:
            address = relative(made_address("index", lang), page.address)
            told = html_text(said("This page is in English only", lang))
            made.append(
                f'<a class="none" href="{address}" lang="{TAGS[lang]}" title="{told}">'
                f"{names[lang]}</a>"
            )
    return f'<div class="langs">{"".join(made)}</div>'


def _notice(page: SitePage) -> str:
    """What a page without a twin says to who came for the other language."""
    missing = [lang for lang in LANGS if lang not in page.twins]
    return "".join(
        f'<p class="only" lang="{TAGS[lang]}">'
        f"{html_text(said('This page is in English only', lang))}</p>\n"
        for lang in missing
    )


def _nav(page: SitePage, nav: Nav) -> str:
    made = nav.of(page.lang, page.address.count("/"))
    here = f'href="{relative(page.address, page.address)}"'
    return made.replace(here, f'{here} aria-current="page"', 1)


def _made_nav(nav: Nav, lang: str, up: int) -> str:
    """The navigation of pages of a language, so many folders down."""
    parts = []
    for group, entries in nav.groups:
        lines = "".join(_entry(entry, lang, up) for entry in entries)
        parts.append(f"<h2>{html_text(said(group, lang))}</h2><ul>{lines}</ul>")
    menu = html_text(said("Menu", lang))
    return (
        f'<nav aria-label="{menu}"><details open><summary>{menu}</summary>{"".join(parts)}'
        "</details></nav>"
    )


def _entry(entry: NavEntry, lang: str, up: int) -> str:
    there = lang if lang in entry.twins else EN
    words = html_text(said(entry.titles.get(there) or entry.words, lang))
    other = f" <small>{html_text(said('(English)', lang))}</small>" if there != lang else ""
    return f'<li><a href="{"../" * up}{entry.twins[there]}">{words}</a>{other}</li>'


def _contents(page: SitePage) -> str:
    """The page's second headings, where there are several."""
    found = [item.heading for item in page.sections if item.heading.level == 2]
    if len(found) < 3 or page.wide:
        return ""
    lines = "".join(f'<li><a href="#{it.anchor}">{html_text(it.text)}</a></li>' for it in found)
    label = html_text(said("On this page", page.lang))
    return f'<aside aria-label="{label}"><h2>{label}</h2><ul>{lines}</ul></aside>'
