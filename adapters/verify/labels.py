"""Strings and numbers of a run in words of no vendor: what stands for which file, size or failure.

What a vendor's messages look like comes from its envelope.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Self

from attrs import define, field, frozen

from ...profiles.fold import ClientProfile

_NUMBER: Final = re.compile(r"(?<![\w.])-?\d+(?![\w.]|\.\d)")
_NAME: Final = r"[A-Za-z.]{1,64}"
"""The name of a function in a message."""


@frozen
class Wording:
    """How messages of some vendors say that a call succeeded or failed, as regular expressions.

    Of a failure the first group is what failed, without the name of the function.
    """

    fine: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *views: ClientProfile) -> Self:
        """The wording of these vendors."""
        envelopes = [view.profile.envelope for view in views]
        fine = (text for it in envelopes for text in it.success.fields.values())
        return cls(
            frozenset(_pattern(text) for text in fine if isinstance(text, str) and "{api}" in text),
            frozenset(
                _pattern(it.failure.template)
                for it in envelopes
                if "{api}" in it.failure.template and "{text}" in it.failure.template
            ),
        )

    def with_(self, other: Wording) -> Wording:
        """The wording of both."""
        return Wording(self.fine | other.fine, self.failed | other.failed)

    def is_fine(self, text: str) -> bool:
        """Whether a text is what a success says."""
        return any(_compiled(pattern).match(text) for pattern in self.fine)

    def tail(self, text: str) -> str | None:
        """What a message says that failed, without the name of the function; None for others."""
        for pattern in self.failed:
            match = _compiled(pattern).match(text)
            if match is not None:
                return match[1]
        return None


def _pattern(template: str) -> str:
    """A message's template as a regular expression; blanks before the text may be colons, too."""
    text = re.escape(template).replace(re.escape("{api}"), _NAME)
    return re.sub(r"(\\ )*" + re.escape(re.escape("{text}")), lambda _: r"[\s:]*(.*)", text) + r"\Z"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


@define(eq=False)
class Vocabulary:
    """How vendors say that something failed: messages and codes, with the kind they mean."""

    wording: Wording = Wording()

    words: dict[str, str] = field(factory=dict[str, str])
    tails: dict[str, str] = field(factory=dict[str, str])
    numbers: dict[float, str] = field(factory=dict[float, str])

    def add(self, other: Vocabulary) -> None:
        """Take over another's."""
        self.wording = self.wording.with_(other.wording)
        self.words.update(other.words)
        self.tails.update(other.tails)
        self.numbers.update(other.numbers)


@define(eq=False)
class Labels:
    """What stands for what: strings and numbers of one run, in words of no vendor."""

    words: dict[str, str] = field(factory=dict[str, str])
    numbers: dict[float, str] = field(factory=dict[float, str])
    counts: dict[str, int] = field(factory=dict[str, int])
    waiting: list[str] = field(factory=list[str])
    tails: dict[str, str] = field(factory=dict[str, str])
    wording: Wording = Wording()
    user_root: str = ""

    def path(self, path: str, api: str) -> None:
        """A path of a file that a reply of `api` gave."""
        if path in self.words:
            return
        if self.waiting:
            self.words[path] = f"<{self.waiting.pop(0)}>"
            return
        self.counts[api] = self.counts.get(api, 0) + 1
        self.words[path] = f"<{api} {self.counts[api]}>"

    def renamed(self, value: Any) -> Any:
        """A value with its paths told, and nothing else."""
        if isinstance(value, str):
            found = self.words.get(value)
            if found is None and self.user_root and value.startswith(self.user_root):
                return "<user>/" + value[len(self.user_root) :].lstrip("/")
            return value if found is None else found
        if isinstance(value, Mapping):
            return {key: self.renamed(item) for key, item in value.items()}
        return [self.renamed(item) for item in value] if isinstance(value, list) else value

    def told(self, value: Any) -> Any:
        """A value of the program in these words."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, (int, float)):
            return self.numbers.get(value, value)
        if isinstance(value, bytes):
            return (
                f"<{len(value)} bytes>"
                if len(value) not in self.numbers
                else (f"<bytes of {self.numbers[len(value)]}>")
            )
        if isinstance(value, Mapping):
            return {self._text(str(key)): self.told(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.told(item) for item in value]
        return str(value)

    def _text(self, text: str) -> str:
        found = self.words.get(text)
        if found is not None:
            return found
        if self.wording.is_fine(text):
            return "<ok>"
        tail = self.wording.tail(text)
        if tail is not None and tail in self.tails:
            return self.tails[tail]
        for word in sorted(self.words, key=len, reverse=True):
            if len(word) > 3 and word in text:
                text = text.replace(word, self.words[word])
        if self.user_root:  # of files that no reply named: a client may keep its own there, too
            text = text.replace(self.user_root, "<user>")
        if self.numbers:
            text = _NUMBER.sub(lambda m: self.numbers.get(int(m[0][:18]), m[0]), text)
        return text
