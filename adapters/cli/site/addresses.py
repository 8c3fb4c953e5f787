"""Which file of the repository becomes which page, and where links between them lead."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import Final

from attrs import field, frozen

from ....canonical.operations import OPERATIONS
from ....canonical.rules import RULES
from .words import EN

DOCS: Final = "docs"
ROOTS: Final = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
BESIDE: Final = ("node/README.md", "examples/start/README.md")
"""Pages of the repository outside of docs/."""
FILES: Final = "files"
"""The folder of the site for files that are no pages, and that pages lead to."""
_RULES: Final = "rules.html"
_OUTSIDE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def operation_address(name: str, lang: str) -> str:
    """The page of an operation. These addresses stay."""
    return f"operations/{name}{_end(lang)}"


def rule_address(code: str, lang: str) -> str:
    """The page of a rule. These addresses stay."""
    return f"rules/{code}{_end(lang)}"


def made_address(name: str, lang: str) -> str:
    """A page that is made of data: ``table``, ``operations``, ``sources``, ``pictures``."""
    return f"{name}{_end(lang)}"


def _end(lang: str) -> str:
    return ".html" if lang == EN else f".{lang}.html"


def relative(address: str, page: str) -> str:
    """An address of the site as a page says it."""
    return "../" * page.count("/") + address


@frozen
class Sources:
    """The pages of the repository: their files, by address of the site."""

    root: Path
    pages: dict[str, str] = field(factory=dict)
    files: dict[str, str] = field(factory=dict)
    """Files that are copied: name in the repository -> address."""

    @classmethod
    def of(cls, root: Path) -> Sources:
        """All pages there are."""
        names = sorted(path.relative_to(root).as_posix() for path in (root / DOCS).rglob("*.md"))
        beside = [name for name in (*ROOTS, *BESIDE) if (root / name).is_file()]
        twins = [twin for name in beside if (root / (twin := twin_of(name))).is_file()]
        return cls(root, {address_of(name): name for name in (*beside, *twins, *names)})

    def languages(self, name: str) -> list[str]:
        """The languages that a page of the repository is there in."""
        return [EN, *(["zh"] if (self.root / twin_of(name)).is_file() else [])]

    def lead(self, href: str, name: str, lang: str) -> str:
        """Where a link of a page of the repository leads, from its page of the site."""
        if not href or href.startswith("#") or _OUTSIDE.match(href):
            return href
        path, _, anchor = href.partition("#")
        target = os.path.normpath(PurePosixPath(name).parent / path).replace("\\", "/")
        page = address_of(name)
        if target == "docs/rules.md" and anchor.upper() in RULES:
            return relative(rule_address(anchor.upper(), lang), page)
        if target.endswith(".md") and address_of(target) in self.pages:
            found = relative(address_of(target), page)
            return f"{found}#{anchor}" if anchor else found
        place = self.root / target
        if not target.startswith("..") and place.is_file():
            self.files[target] = f"{FILES}/{target}"
            return relative(self.files[target], page)
        raise ValueError(f"{name}: the link to {href} leads nowhere")


def twin_of(name: str) -> str:
    """The page in Chinese of a page."""
    return f"{name.removesuffix('.md')}.zh.md"


def base_of(name: str) -> str:
    """The English page of a page in whatever language."""
    return name.replace(".zh.md", ".md")


def language_of(name: str) -> str:
    return "zh" if name.endswith(".zh.md") else EN


def address_of(name: str) -> str:
    """The address of a page of the repository: README.md is the index of its folder."""
    lang, base = language_of(name), base_of(name).removesuffix(".md")
    base = base.removeprefix(f"{DOCS}/")
    folder, _, last = base.rpartition("/")
    stem = (
        "index" if last == "README" else last if folder or name.startswith(DOCS) else last.lower()
    )
    return f"{folder}/{stem}{_end(lang)}" if folder else f"{stem}{_end(lang)}"


def heading_leads(name: str, page: str, text: str, lang: str) -> str:
    """The page that a heading of a generated page has for itself: an operation's, a rule's."""
    if base_of(name) == "docs/rules.md" and text in RULES:
        return relative(rule_address(text, lang), page)
    if name.startswith(("docs/compatibility/", "docs/families/")) and text in OPERATIONS:
        return relative(operation_address(text, lang), page)
    return ""
