"""What the kinds share whose values are words of a closed list: one of them, or several."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import InputError, did_you_mean, shown
from ....canonical.operations import Field
from ..notes import OMIT, READER, WRITER, Note, NoteChanges
from .kind import Goal, OptionPlace
from .values import check_string
from .writing import Spell, meant

if TYPE_CHECKING:
    from ..model import ProgramParam

WORDS: Final = frozenset({"values", "misspelt", "not_honoured"})
"""What a profile may say of an option that takes words."""

ReadWord = Callable[[Any, list[Note]], Any]


def read_word(param: ProgramParam, where: OptionPlace) -> ReadWord:
    """How one word of the vendor's is read: its meaning, or `OMIT` for one it does not have."""
    pairs = param.get("values", ())
    words = param.get("words", ())
    known: dict[Any, Any] = {}
    for meaning, spellings in pairs:
        known.setdefault(spellings, meaning)
    for misspelt, meaning in param.get("reads", {}).items():
        known.setdefault(misspelt, meaning)
    if not pairs:
        for word in words:
            known.setdefault(word, word)
    offered = ", ".join([str(item) for _, item in pairs] or list(words))

    def read(raw: Any, notes: list[Note]) -> Any:
        meaning = known.get(raw, OMIT)
        if meaning is OMIT:
            text = f"{shown(raw)} is none of {READER}'s {offered}"
            notes.append(("MG112", where.name, text, {}))
        return meaning

    return read


def nearest_set(wanted: set[str], allowed: Sequence[Sequence[str]], default: Any) -> Sequence[str]:
    """Of the combinations on offer: the default if it is part of what was asked for, else the
    largest part of it, else the default, else the first."""
    parts = [item for item in allowed if set(item) <= wanted]
    if default is not None and list(default) in [list(item) for item in parts]:
        return list(default)
    if parts:
        return max(parts, key=len)
    return list(default) if default is not None else allowed[0]


def fold(param: ProgramParam, goal: Goal, value: Iterable[str]) -> tuple[list[str], list[Note]]:
    """Canonical words as the target offers them together, and what there is to tell of it."""
    notes: list[Note] = []
    words = param["words"]
    wanted = set(value)
    for word, instead in param.get("fold", {}).items():
        if word in wanted:
            wanted = (wanted - {word}) | set(instead)
            text = f"{WRITER} has no word for {word}: {' and '.join(instead)} it is"
            changes: NoteChanges = {"severity": "warning", "loss": "approximated"}
            notes.append(("MG117", goal.place, text, changes))
    allowed = param.get("allowed")
    if allowed is not None and not any(set(item) == wanted for item in allowed):
        kept = nearest_set(wanted, allowed, param.get("default"))
        asked = ", ".join(word for word in words if word in wanted)
        text = f"{WRITER}'s client does not offer {asked}: {', '.join(kept)} it is"
        notes.append(("MG106", goal.place, text, {}))
        wanted = set(kept)
    return [word for word in words if word in wanted], notes


def spell_each(param: ProgramParam, goal: Goal) -> Spell | None:
    """How a list of words is written; None where each is written as it is."""
    pairs = param.get("values")
    if not pairs:
        return None
    spellings = meant(pairs)

    def spell(value: Any, stated: bool, notes: list[Note]) -> Any:
        result = [spellings.get((type(word), word), OMIT) for word in value]
        missing = [word for word, item in zip(value, result, strict=True) if item is OMIT]
        if missing and stated:
            text = f"{WRITER} does not offer {', '.join(missing)}"
            notes.append(("MG106", goal.place, text, {"loss": "dropped"}))
        return [item for item in result if item is not OMIT] or OMIT

    return spell


def hints(field: Field, default: Any) -> Sequence[str]:
    """What a new profile shows of words: each as it is, and what may be the default."""
    if not field.words:
        return ()
    pairs = ", ".join(f"{json.dumps(word)} = {json.dumps(word)}" for word in field.words)
    return f"values = {{ {pairs} }}", f"# default = {json.dumps(default)}"


def check_word(field: Field, value: Any) -> Any:
    """A word that a caller gives."""
    words = field.words
    if check_string(field, value) not in words:
        raise InputError(f"unknown word {value[:60]!r}; {did_you_mean(value, words, 'words')}")
    return value


def check_each(check: Callable[[Field, Any], Any]) -> Callable[[Field, Any], list[Any]]:
    """Values that a caller gives, a single text for a list of one; ``check`` is for each."""

    def checked(field: Field, value: Any) -> list[Any]:
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, (list, tuple, set, frozenset)):
            raise InputError(f"expected a list, got {shown(value)}")
        result: list[Any] = []
        for number, item in enumerate(several):
            try:
                result.append(check(field, item))
            except InputError as error:
                raise InputError(error.reason, place=f"[{number}]{error.place}") from None
        return result

    return checked
