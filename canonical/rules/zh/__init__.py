"""The texts of the rules in Chinese: for each code its summary, its why and its fix.

Codes, names and examples are the same in every language.
"""

from __future__ import annotations

from typing import Final

from . import messages, pages, rest, source

TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    code: text for module in (messages, source, pages, rest) for code, text in module.TEXTS.items()
}
