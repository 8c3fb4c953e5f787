"""The table of rules, from which docs, ``mediaglot rule``, JSON and SARIF come.

MG1xx requests, MG2xx results, MG3xx failures, MG4xx support, MG5xx source, MG6xx host,
MG7xx templates, styles and configurations, MG9xx profiles. A code, once published, keeps its
meaning.
"""

from __future__ import annotations

from typing import Any, Final

import attrs

from ..diagnostics import Diagnostic, Rule
from ..errors import InputError, did_you_mean, wrong
from . import components, config, failure, host, markup, profile, request, result, source, support

_MODULES: Final = (
    request, result, failure, support, source, components, host, markup, config, profile,
)  # fmt: skip
RULES: Final[dict[str, Rule]] = {rule.code: rule for module in _MODULES for rule in module.RULES}
BY_NAME: Final[dict[str, Rule]] = {rule.name: rule for rule in RULES.values()}
"""Rules by their names; no two have one."""
ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "zh")
"""Languages that the rules' texts are there in."""


def rule(code: str) -> Rule:
    """The rule of a code such as ``MG102``, or of a name such as ``value-clamped``, case ignored;
    raises `InputError`."""
    if not isinstance(code, str):
        raise wrong("a code such as MG102", code)
    found = RULES.get(code.upper()) or BY_NAME.get(code.lower())
    if found is None:
        likely = RULES if code[:2].upper() == "MG" else BY_NAME
        raise InputError(f"no rule {code[:40]!r}; {did_you_mean(code, likely, 'rules')}")
    return found


def in_language(item: Rule, lang: str) -> Rule:
    """A rule with its summary, why and fix in a language of `LANGUAGES`; in English where it has
    no text in that."""
    if lang == ENGLISH:
        return item
    from .zh import TEXTS

    text = TEXTS.get(item.code)
    if text is None:
        return item
    summary, why, fix = text
    return attrs.evolve(item, summary=summary, why=why, fix=fix)


def diagnostic(code: str, message: str, **place: Any) -> Diagnostic:
    """A diagnostic of a rule, with the rule's severity and loss unless ``place`` says else."""
    found = RULES[code]
    place.setdefault("severity", found.severity)
    place.setdefault("loss", found.loss)
    return Diagnostic(code=code, message=message, **place)
