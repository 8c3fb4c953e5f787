"""What the kinds with words share: how a vendor spells them, and misspelt ones put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .....canonical.errors import nearest

if TYPE_CHECKING:
    from ....plan.model import ProgramParam


def spellings(param: ProgramParam) -> dict[str, Any]:
    """How each canonical word of an option is spelt."""
    pairs = param.get("values")
    if pairs:
        return {str(meaning): item for meaning, item in pairs}
    return {word: word for word in param.get("words", ())}


def same_words(param: ProgramParam, target: ProgramParam) -> bool:
    """Whether the target spells every word of the source's option as that does."""
    theirs = spellings(target)
    return all(theirs.get(meaning) == item for meaning, item in spellings(param).items())


def spelling(param: ProgramParam, value: Any) -> Any:
    """A canonical word or boolean as the vendor spells it."""
    return next((item for meaning, item in param.get("values", ()) if meaning == value), value)


def known_words(param: ProgramParam) -> list[Any]:
    """The words of an option as the vendor spells them."""
    return [item for _, item in param.get("values", ())] or list(param.get("words", ()))


def right_words(param: ProgramParam, value: Any) -> list[str] | None:
    """Words, each as it is or as the one known word it is nearest to; None where one has none."""
    known = [str(item) for item in known_words(param)]
    right: list[str] = []
    for word in value if isinstance(value, list) else [value]:
        close = [word] if word in known else nearest(word, known) if isinstance(word, str) else []
        if not close:
            return None
        right.append(close[0])
    return right
