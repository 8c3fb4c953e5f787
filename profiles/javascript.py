"""Words of JavaScript that names of vendors meet (ECMA-262, reserved words)."""

from __future__ import annotations

from typing import Final

RESERVED: Final = frozenset(
    {
        "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default",
        "delete", "do", "else", "enum", "export", "extends", "false", "finally", "for",
        "function", "if", "import", "in", "instanceof", "let", "new", "null", "return", "static",
        "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while",
        "with", "yield",
    }
)  # fmt: skip
"""What no variable of a module can be called, and none of a script should."""
STRICT: Final = frozenset(
    {
        "arguments", "eval", "implements", "interface", "package", "private", "protected",
        "public",
    }
)  # fmt: skip
"""What else none of strict code can be called."""
