"""What scripts come to that say the same thing in many ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mediaglot.adapters.source.syntax.parsed import parse


def broken(code: str) -> bool:
    """Whether a script is none."""
    return parse(code.encode(), code.encode(), 0, "typescript").root.has_error


def grouped(head: str, cases: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What most ways come to, and how many they are; then what each other does."""
    found: dict[str, list[str]] = {}
    for form, said in cases:
        found.setdefault(said, []).append(form)
    most = max(found, key=lambda said: len(found[said]))
    yield head
    yield f"  {len(found.pop(most))}: {most}"
    for said, those in found.items():
        yield f"  {said}"
        yield from (f"    {form}" for form in those)
