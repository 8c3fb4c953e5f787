"""ES module syntax for a realm without a module loader: imports and exports as live bindings.

Only ``import`` and ``export`` at the top level are rewritten, in place, so that lines stay where
they are. Names of other modules come from a ``with`` around the module's own strict function.
What is not rewritten here is refused with its place, never guessed.
"""

from __future__ import annotations

import json
import re
from typing import Final, NoReturn

from ...canonical.errors import InputError
from .tokens import Token, tokenized

HEAD_END: Final = "/*module*/"
TAIL: Final = "\n}).call(undefined); } })"

_MAYBE: Final = re.compile(r"(?<![\w$.])(?:import|export)\b(?!\s*[(:=])")


def is_module(text: str) -> bool:
    """Whether a source has an import or export declaration at its top level."""
    return declaring(text) is not None


def declaring(text: str, name: str = "") -> list[Token] | None:
    """The tokens of a module; None for a script, which declares no import or export.

    Raises InputError for a source that is too long to be one."""
    if _MAYBE.search(text) is None:
        return None
    tokens = tokenized(text, name)
    return tokens if any(_declares(tokens, at) for at in range(len(tokens))) else None


def _declares(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind != "word" or token.depth or token.text not in ("import", "export"):
        return False
    before = tokens[at - 1].text if at else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return before not in (".", "?.") and after not in ("(", ".", ":", "=", "")


class _Rewriter:
    """Collects the edits of one module."""

    def __init__(self, text: str, name: str, tokens: list[Token]) -> None:
        self.text = text
        self.name = name
        self.tokens = tokens
        self.at = 0
        self.edits: list[tuple[int, int, str]] = []
        self.imports: list[tuple[str, list[tuple[str, str]]]] = []
        self.exports: dict[str, str] = {}
        self.stars: list[str] = []

    def refuse(self, what: str, token: Token | None = None) -> NoReturn:
        """Raise InputError naming the place."""
        start = (token or self.tokens[min(self.at, len(self.tokens) - 1)]).start
        line = self.text.count("\n", 0, start) + 1
        column = start - self.text.rfind("\n", 0, start)
        raise InputError(what, place=f"{self.name}:{line}:{column}")

    def next(self, expected: str = "") -> Token:
        """The next token; of this text, where one is expected."""
        if self.at >= len(self.tokens):
            self.refuse("the file ends inside an import or export")
        token = self.tokens[self.at]
        if expected and token.text != expected:
            self.refuse(f"expected {expected!r}, found {token.text[:40]!r}")
        self.at += 1
        return token

    def peek(self) -> str:
        """The text of the next token."""
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def spec(self) -> str:
        """A module's path, as written."""
        token = self.next()
        if token.kind != "string":
            self.refuse(f"expected a module's path, found {token.text[:40]!r}", token)
        if self.peek() in ("with", "assert") and not self.tokens[self.at].fresh:
            self.refuse("import attributes are not supported here")
        return _unquoted(token.text)

    def names(self) -> list[tuple[str, str]]:
        """The pairs of ``{a, b as c}``: what it is called there, and here."""
        pairs: list[tuple[str, str]] = []
        self.next("{")
        while self.peek() != "}":
            first = self.next()
            if first.kind not in ("word", "string"):
                self.refuse(f"expected a name, found {first.text[:40]!r}", first)
            there = _unquoted(first.text) if first.kind == "string" else first.text
            here = there
            if self.peek() == "as":
                self.next()
                token = self.next()
                here = _unquoted(token.text) if token.kind == "string" else token.text
            pairs.append((there, here))
            if self.peek() == ",":
                self.next()
            elif self.peek() != "}":
                self.refuse(f"expected ',' or '}}', found {self.peek()[:40]!r}")
        self.next("}")
        return pairs

    def blank(self, start: int, put: str = "") -> None:
        """Take out what was read since `start`, keeping its line ends."""
        if self.peek() == ";":
            self.next()
        end = self.tokens[self.at - 1].end
        gone = self.text[start:end]
        self.edits.append((start, end, put + "\n" * gone.count("\n") + ";"))

    def run(self) -> None:
        """Read the module."""
        self._expressions()
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if _declares(self.tokens, self.at):
                self.at += 1
                if token.text == "import":
                    self.importing(token.start)
                else:
                    self.exporting(token)
            else:
                self.at += 1

    def _expressions(self) -> None:
        """``import(...)`` at any depth; ``import.meta`` is refused."""
        for before, token, after in zip(
            [None, *self.tokens], self.tokens, self.tokens[1:], strict=False
        ):
            if token.kind != "word" or token.text != "import":
                continue
            if before is not None and before.text in (".", "?."):
                continue
            if after.text == "(":
                self.edits.append((token.start, token.end, "$mg.later"))
            elif after.text == ".":
                self.refuse("import.meta is not supported here", token)

    def importing(self, start: int) -> None:
        """An import declaration, behind its keyword."""
        pairs: list[tuple[str, str]] = []
        if self.tokens[self.at].kind == "string":
            self.imports.append((self.spec(), []))
            return self.blank(start)
        if self.peek() not in ("{", "*"):
            pairs.append((self.next().text, "default"))
            if self.peek() == ",":
                self.next()
            elif self.peek() != "from":
                self.refuse(f"expected 'from', found {self.peek()[:40]!r}")
        if self.peek() == "*":
            self.next()
            self.next("as")
            pairs.append((self.next().text, "*"))
        elif self.peek() == "{":
            pairs.extend((here, there) for there, here in self.names())
        self.next("from")
        self.imports.append((self.spec(), pairs))
        return self.blank(start)

    def exporting(self, keyword: Token) -> None:
        """An export declaration, behind its keyword."""
        token = self.next()
        if token.text == "*":
            alias = ""
            if self.peek() == "as":
                self.next()
                alias = self.next().text
            self.next("from")
            spec = self.spec()
            self.imports.append((spec, []))
            if alias:
                self.exports[alias] = f"$mg.from({json.dumps(spec)}).exports"
            else:
                self.stars.append(spec)
            self.blank(keyword.start)
        elif token.text == "{":
            self.at -= 1
            pairs = self.names()
            if self.peek() == "from":
                self.next()
                spec = self.spec()
                self.imports.append(
                    (
                        spec,
                        [
                            (f"$re{len(self.exports)}{i}", there)
                            for i, (there, _) in enumerate(pairs)
                        ],
                    )
                )
                for (_, here), (local, _) in zip(pairs, self.imports[-1][1], strict=True):
                    self.exports[here] = local
            else:
                self.exports.update({here: there for there, here in pairs})
            self.blank(keyword.start)
        elif token.text == "default":
            self._default(keyword, token)
        elif token.text in ("const", "let", "var"):
            self.edits.append((keyword.start, keyword.end, ""))
            self._declared()
        elif token.text in ("function", "class", "async"):
            self.edits.append((keyword.start, keyword.end, ""))
            name = self._named(token)
            if name is None:
                self.refuse("an exported function or class needs a name")
            self.exports[name] = name
        else:
            self.refuse(f"export {token.text[:40]} is not supported here", token)

    def _named(self, token: Token) -> str | None:
        """The name of the function or class that begins here; None without one."""
        if token.text == "async":
            self.next("function")
        if self.peek() == "*":
            self.next()
        following = self.tokens[self.at] if self.at < len(self.tokens) else None
        if following is None or following.kind != "word" or following.text == "extends":
            return None
        self.at += 1
        return following.text

    def _default(self, keyword: Token, default: Token) -> None:
        following = self.tokens[self.at] if self.at < len(self.tokens) else default
        two = self.tokens[self.at + 1].text if self.at + 1 < len(self.tokens) else ""
        declares = following.text in ("function", "class") or (
            following.text == "async" and two == "function"
        )
        if not declares:
            self.exports["default"] = "$default"
            self.edits.append((keyword.start, default.end, "$default ="))
            return
        self.at += 1
        name = self._named(following)
        self.edits.append((keyword.start, default.end, ""))
        if name is None:
            name = "$defaulted"
            place = self.tokens[self.at - 1].end
            self.edits.append((place, place, f" {name} "))
        self.exports["default"] = name

    def _declared(self) -> None:
        """The names of ``const a = 1, b = 2``."""
        wants = True
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if wants:
                if token.text in ("{", "["):
                    self.refuse("exporting a pattern is not supported here; export the names")
                if token.kind != "word":
                    self.refuse(f"expected a name, found {token.text[:40]!r}", token)
                self.exports[token.text] = token.text
                wants = False
            elif token.depth == 0 and token.text == ",":
                wants = True
            elif token.depth == 0 and self._ends_at(token):
                return
            self.at += 1

    def _ends_at(self, token: Token) -> bool:
        """Whether the declaration is over before this token of the top level."""
        if token.text == ";" or _declares(self.tokens, self.at):
            return True
        return token.fresh and token.kind == "word" and self._ended()

    def _ended(self) -> bool:
        """Whether the line before is a whole expression, so that this one begins a statement."""
        before = self.tokens[self.at - 1]
        return before.kind != "punct" or before.text in (")", "]", "}", "++", "--")


def transformed(
    text: str, name: str, tokens: list[Token] | None = None
) -> tuple[str, str, list[str]]:
    """Head and body of a module's function, and the paths it imports. `tokens`: of `declaring`.

    Raises InputError with file, line and column for syntax that is not supported.
    """
    work = _Rewriter(text, name, tokenized(text, name) if tokens is None else tokens)
    work.run()
    listed = json.dumps([[spec, pairs] for spec, pairs in work.imports])
    getters = ", ".join(
        f"{json.dumps(name)}: () => {local}" for name, local in work.exports.items()
    )
    stars = "".join(f"$mg.star($exports, $mg.from({json.dumps(spec)}));" for spec in work.stars)
    # a module may have a variable of its own that is called exports
    head = (
        f"(function (require, module, exports, $mg) {{ const $list = {listed}, $exports = exports; "
        f'with ($mg.scope($list)) {{ return (function () {{ "use strict"; let $default; '
        f"$mg.live($exports, {{{getters}}}); $mg.link($list); {stars}{HEAD_END}"
    )
    pieces: list[str] = []
    last = 0
    for start, end, put in sorted(work.edits):
        pieces += [text[last:start], put]
        last = end
    pieces.append(text[last:])
    return head, "".join(pieces), [spec for spec, _ in work.imports]


def _unquoted(text: str) -> str:
    body = text[1:-1]
    return re.sub(r"\\(.)", r"\1", body) if "\\" in body else body
