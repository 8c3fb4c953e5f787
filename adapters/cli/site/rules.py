"""A page for each rule, and the list of all in Chinese; the English list is docs/rules.md."""

from __future__ import annotations

from ....canonical.diagnostics import Rule
from ....canonical.rules import RULES, in_language
from ...system.html_page import html_text
from ..docs import FAMILIES
from .addresses import made_address, relative, rule_address
from .markdown import Heading, Passage, cells
from .words import said


def rule_html(code: str, lang: str) -> tuple[str, tuple[Passage, ...]]:
    """The page of a rule."""
    item, page = in_language(RULES[code], lang), rule_address(code, lang)
    listed = relative(made_address("rules", lang), page)
    option = "" if lang == "en" else f"--lang {lang} "
    head = (
        f'<p class="leads"><b class="{item.severity}">{html_text(said(item.severity, lang))}</b> · '
        f"{html_text(said('loss', lang))}: {html_text(item.loss)} · "
        f'<a href="{listed}#{code.lower()}">{html_text(said("all rules", lang))}</a></p>'
    )
    parts = {
        "why": ("Why", f"<p>{html_text(item.why)}</p>"),
        "example": ("Example", _code(item.example)),
        "fix": ("What to do", f"<p>{html_text(item.fix)}</p>"),
        "cli": ("On the command line", _code(f"mediaglot {option}rule {code}")),
    }
    told = "\n".join(
        f'<h2 id="{name}">{html_text(said(title, lang))}</h2>{html}'
        for name, (title, html) in parts.items()
    )
    title = f'<h1 id="{code}"><code>{code}</code> {html_text(item.name)}</h1>'
    html = f"{title}\n{head}\n<p>{html_text(item.summary)}</p>\n{told}"
    text = f"{item.name} {item.summary} {item.why} {item.example} {item.fix}"
    return html, (Passage(Heading(1, code, code), text),)


def _code(text: str) -> str:
    return f'<pre tabindex="0"><code>{html_text(text)}</code></pre>'


def rules_html(lang: str) -> tuple[str, tuple[Passage, ...]]:
    """All rules by family, in a language other than English."""
    page = made_address("rules", lang)
    title, about = (
        said("Rules", lang),
        said("{0} rules, each at an address that stays.", lang, len(RULES)),
    )
    parts = [f'<h1 id="rules">{html_text(title)}</h1><p>{html_text(about)}</p>']
    sections = [Passage(Heading(1, "rules", title), about)]
    for prefix, family in FAMILIES.items():
        found = [rule for code, rule in RULES.items() if code.startswith(prefix)]
        if found:
            word = said(family, lang)
            heads = [said(it, lang) for it in ("code", "name", "severity", "loss", "summary")]
            rows = [_row(in_language(rule, lang), page, lang) for rule in found]
            parts += [f'<h2 id="{prefix.lower()}">{html_text(word)}</h2>', cells(rows, heads, word)]
            sections.append(Passage(Heading(2, prefix.lower(), word), ""))
    return "\n".join(parts), tuple(sections)


def _row(rule: Rule, page: str, lang: str) -> list[str]:
    address = relative(rule_address(rule.code, lang), page)
    return [
        f'<a id="{rule.code.lower()}" href="{address}">{rule.code}</a>',
        html_text(rule.name),
        html_text(said(rule.severity, lang)),
        html_text(rule.loss),
        html_text(rule.summary),
    ]
