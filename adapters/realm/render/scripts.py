"""Scripts that templates call, as modules of a realm: what they see, and how they read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ....profiles.model import TemplateScripts

_CONSTRUCTOR: Final = re.compile(r"(?<=\.)constructor\b")
_OWN_TYPE: Final = "$mg_type"
_PROGRAM: Final = (
    "App", "Page", "Component", "getApp", "getCurrentPages", "requirePlugin",
)  # fmt: skip
_REST: Final = (
    "globalThis", "console", "setTimeout", "setInterval", "clearTimeout", "clearInterval",
    "queueMicrotask", "Date", "RegExp", "Function", "Object", "Array", "String", "Number",
    "Boolean", "Symbol", "BigInt", "Promise", "Proxy", "Reflect", "Map", "Set", "WeakMap",
    "WeakSet", "WeakRef",
    "Error", "TypeError", "RangeError", "SyntaxError", "ArrayBuffer", "DataView", "Uint8Array",
    "Int8Array", "Uint16Array", "Int16Array", "Uint32Array", "Int32Array", "Float32Array",
    "Float64Array", "JSON", "Math", "parseInt", "parseFloat", "isNaN", "isFinite", "decodeURI",
    "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "unescape", "Intl",
    "Iterator", "FinalizationRegistry",
)  # fmt: skip
_NAME: Final = re.compile(r"([A-Za-z_$][\w$]*)(?:\s*(?::|as)\s*([A-Za-z_$][\w$]*))?")


def plain_script(text: str) -> str:
    """A script as the realm runs it: there, ``.constructor`` is the name of a value's type."""
    return _CONSTRUCTOR.sub(_OWN_TYPE, text)


def hidden_names(facts: TemplateScripts, vendors: Iterable[str]) -> tuple[str, ...]:
    """Global names of a realm that such a script does not see. Where it is not known which there
    are, those of programs alone. ``vendors``: the namespaces of vendors that are there."""
    rest = _REST if facts.names else ()
    return tuple(name for name in (*_PROGRAM, *vendors, *rest) if name not in facts.names)


def locals_of(name: str) -> list[tuple[str, str]]:
    """The names that a template has of a module, each with the export it is; an empty one is the
    module: ``m``, ``{a, b: c}``."""
    text = name.strip()
    if not text.startswith("{"):
        return [(text, "")]
    return [(match[2] or match[1], match[1]) for match in _NAME.finditer(text)]
