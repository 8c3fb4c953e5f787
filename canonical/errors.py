"""The errors this package raises, and the words of their messages."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeGuard

MAX_LISTED: Final = 12
"""Words in the list at the end of an error."""
_FEW: Final = 4
"""Of more, those are listed that are most like what was asked for."""
_MEANT: Final = 3
"""As many are suggested, where they are alike by more than `_LIKE`, from 0 to 1."""
_LIKE: Final = 0.62
_APART: Final = 0.08
"""How much less than the nearest another may be like it, to be suggested, too."""
_SOMEWHAT: Final = 0.4
"""How much names have to be like it that are told as examples."""
MAX_NAME: Final = 255
"""Characters in one name of a path."""


class MediaglotError(Exception):
    """Base of every error this package raises on purpose. ``str(error)`` is one clear line."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[BaseException], args: tuple[Any, ...], state: Mapping[str, Any]) -> Any:
    """An error out of its pickle or its copy, whatever its ``__init__`` takes."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class InputError(MediaglotError, ValueError):
    """Input that cannot be used: what was found, where, and what was expected.

    ``place`` is the field (``chooseImage.count``), file position or option it is about.
    """

    def __init__(self, message: str, *, place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place
        self.reason = message


class LossError(MediaglotError):
    """Raised by ``Translation.raise_for_loss()``; ``diagnostics`` are the ones that count."""

    def __init__(self, message: str, diagnostics: tuple[Any, ...]) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


def nearest(word: str, words: Iterable[str], most: int = _MEANT, like: float = _LIKE) -> list[str]:
    """The words most like a misspelt one, best first, case ignored. ``like``: how much, up to 1."""
    return [name for _, name in _ranked(word, words, most, like)]


def _ranked(word: str, words: Iterable[str], most: int, like: float) -> list[tuple[float, str]]:
    """The words most like another and how much they are, as `difflib.get_close_matches` has them;
    but what cannot be among the best by its letters alone is not compared, so that thousands of
    errors are told at once."""
    import difflib
    import heapq

    by_fold = {name.casefold(): name for name in words}
    matcher = difflib.SequenceMatcher()
    matcher.set_seq2(word[:100].casefold())
    at_most: list[tuple[float, str]] = []
    for name in by_fold:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() >= like and (bound := matcher.quick_ratio()) >= like:
            at_most.append((bound, name))
    best: list[tuple[float, str]] = []
    for bound, name in sorted(at_most, reverse=True):
        if len(best) == most and bound < best[0][0]:
            break
        matcher.set_seq1(name)
        alike = (matcher.ratio(), name)
        if alike[0] < like:
            continue
        if len(best) < most:
            heapq.heappush(best, alike)
        else:
            heapq.heappushpop(best, alike)
    return [(ratio, by_fold[name]) for ratio, name in sorted(best, reverse=True)]


def did_you_mean(word: str, words: Iterable[str], what: str) -> str:
    """The end of an error sentence: a suggestion, or what is known, of many how many and those
    somewhat like it. Nothing is suggested that is much further off than the nearest."""
    known = sorted(words)
    many = len(known) > MAX_LISTED
    ranked = _ranked(word, known, _FEW, 0 if many else _LIKE)
    least = max(_LIKE, ranked[0][0] - _APART) if ranked else _LIKE
    close = [name for ratio, name in ranked if ratio >= least][:_MEANT]
    if close:
        return f"did you mean {' or '.join(repr(name) for name in close)}?"
    if not many:
        return f"known {what}: {', '.join(known)}"
    some = [name for ratio, name in ranked if ratio >= _SOMEWHAT]
    such = f", such as {', '.join(some)}" if some else ""
    return f"{len(known)} {what} are known{such}"


def quoted(word: str, most: int = 60) -> str:
    """A word as it may stand in a message: in quotes, never long."""
    return repr(word if len(word) <= most else word[:most] + "…")


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number that a platform can hold: no truth value, not endless, and no
    whole number beyond all others."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def shown(value: Any, most: int = 60) -> str:
    """A value as it may stand in a message: short, printable, never huge."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value if len(value) <= most else value[:most] + "…"
        return f'the string "{printable(text)}"'
    if isinstance(value, (int, float)):
        text = repr(value) if not isinstance(value, int) or abs(value) < 10**20 else "a huge number"
        return text
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "an array"
    return f"a value of type {type(value).__name__}"


def printable(text: str) -> str:
    """A text as it reads, in one line: what cannot be printed, such as what moves a terminal's
    cursor or turns its writing round, and half of a surrogate pair, is escaped."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def in_one_line(error: BaseException) -> str:
    """What an error of another library says, short and in one line."""
    return " ".join(str(error).split())[:200]


def wrong(wanted: str, value: Any, *, place: str = "") -> InputError:
    """The error for a value that is not what was wanted at all."""
    return InputError(f"expected {wanted}, got {shown(value)}", place=place)


def checked_path(value: object, wanted: str = "the path of a file") -> str | os.PathLike[str]:
    """A path as it was given; raises `InputError` for anything that can be none."""
    if not isinstance(value, (str, os.PathLike)) or not isinstance(os.fspath(value), str):
        raise wrong(wanted, value)
    text = os.fspath(value)
    if any(len(part) > MAX_NAME for part in text.replace("\\", "/").split("/")):
        raise InputError(f"a name of more than {MAX_NAME} characters", place=text[:40] + "…")
    return value
