"""Markdown as the HTML of a page: addresses of its headings, links led to pages of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from attrs import frozen
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ...system.html_page import html_text

_RULE: Final = re.compile(r"MG\d{3}")
_NO_WORD: Final = re.compile(r"[^\w\- ]")


@frozen
class Heading:
    """A heading: how deep it stands, its address on the page, its text."""

    level: int
    anchor: str
    text: str


@frozen
class Passage:
    """What stands under a heading as plain text, for the search."""

    heading: Heading
    text: str


@frozen
class Rendered:
    """A page's text as HTML, its title, its headings, and its sections."""

    title: str
    html: str
    headings: tuple[Heading, ...]
    sections: tuple[Passage, ...]


@frozen
class Leads:
    """Where things of a page lead: what a link becomes, the page of a rule's code, and of a
    heading; each gives an address, or nothing."""

    link: Callable[[str], str]
    rule: Callable[[str], str]
    heading: Callable[[str], str]
    permanent: str = ""


@cache
def parser() -> MarkdownIt:
    """Markdown as GitHub has it, as far as these pages use it."""
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def rendered(source: str, leads: Leads) -> Rendered:
    """A page's text. Its first heading is the title, and stays in the HTML."""
    made = parser()
    tokens = made.parse(source)
    headings: list[Heading] = []
    words: list[list[str]] = [[]]
    taken: set[str] = set()
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            text = _plain(tokens[at + 1])
            anchor = _free(slug(text), taken)
            token.attrSet("id", anchor)
            headings.append(Heading(int(token.tag[1:]), anchor, text))
            words.append([])
        elif token.type == "inline":
            _lead(token, leads)
            if at and tokens[at - 1].type == "heading_open":
                _headed(token, headings[-1].text, leads)
            else:
                words[-1].append(_plain(token))
        elif token.type in ("fence", "code_block"):
            words[-1].append(token.content)
    html = _reached(made.renderer.render(tokens, made.options, {}), headings)
    top = headings[0] if headings else Heading(1, "", "")
    found = [
        Passage(heading, " ".join(" ".join(said).split()))
        for heading, said in zip([top, *headings], words, strict=True)
    ]
    return Rendered(top.text, html, tuple(headings), tuple(found if found[0].text else found[1:]))


@cache
def inline(source: str) -> str:
    """A cell's Markdown as HTML."""
    if source.replace(" ", "a").isalnum():
        return source
    html: str = parser().renderInline(source)
    return html


def slug(text: str) -> str:
    """The address of a heading, as GitHub makes it."""
    return _NO_WORD.sub("", text.lower()).replace(" ", "-")


def _free(anchor: str, taken: set[str]) -> str:
    found, number = anchor, 0
    while found in taken:
        number += 1
        found = f"{anchor}-{number}"
    taken.add(found)
    return found


def _plain(token: Token) -> str:
    return "".join(
        child.content if child.type in ("text", "code_inline") else " "
        for child in token.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )


def _headed(inline_: Token, text: str, leads: Leads) -> None:
    """A heading of what has a page of its own leads there."""
    address = leads.heading(text)
    if address:
        children = inline_.children or []
        children += _link(address, leads.permanent, "own")
        inline_.children = children


def _link(address: str, text: str, look: str) -> list[Token]:
    return [
        Token("link_open", "a", 1, attrs={"href": address, "class": look}),
        Token("text", "", 0, content=text),
        Token("link_close", "a", -1),
    ]


def _lead(token: Token, leads: Leads) -> None:
    """Links of a paragraph led to the site's pages; a rule's code leads to its page."""
    made: list[Token] = []
    inside = False
    for child in token.children or ():
        if child.type == "link_open":
            inside = True
            child.attrSet("href", leads.link(str(child.attrGet("href") or "")))
        elif child.type == "link_close":
            inside = False
        elif child.type == "image":
            child.attrSet("src", leads.link(str(child.attrGet("src") or "")))
        rule = _RULE.fullmatch(child.content) if child.type == "code_inline" else None
        address = leads.rule(child.content) if rule and not inside else ""
        if address:
            opened, _, closed = _link(address, "", "rule")
            made += [opened, child, closed]
        else:
            made.append(child)
    token.children = made


def _reached(html: str, headings: Sequence[Heading]) -> str:
    """Each table in a region of its own, which scrolls where it is too wide; it and blocks of code
    are reached by keys."""
    html = html.replace("<pre>", '<pre tabindex="0">')
    names: Mapping[str, str] = {item.anchor: item.text for item in headings}
    parts = re.split(r'(<table>|</table>|<h\d id="[^"]*">)', html)
    name = ""
    for at, part in enumerate(parts):
        if part == "<table>":
            label = html_text(name or "table")
            parts[at] = f'<div class="wide" tabindex="0" role="region" aria-label="{label}"><table>'
        elif part == "</table>":
            parts[at] = "</table></div>"
        elif found := re.fullmatch(r'<h\d id="([^"]*)">', part):
            name = names.get(found[1], "")
    return "".join(parts)


def cells(rows: Sequence[Sequence[Any]], heads: Sequence[str], label: str) -> str:
    """A table of cells that are HTML; the first of each row names it. ``heads`` and ``label`` are
    texts."""
    head = "".join(f'<th scope="col">{html_text(name)}</th>' for name in heads)
    body = "\n".join(
        f'<tr><th scope="row">{row[0]}</th>' + "".join(f"<td>{it}</td>" for it in row[1:]) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{html_text(label)}"><table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )
