"""What the lint says of a profile in which one word, number or key is another, or a line is gone.

`rich.toml` has something of every table; each of its sections is tried for itself, in the least
profile that there may be. In `damaged.txt` stands what is told then, and of which columns nothing
is: `make accept` rewrites it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from mediaglot.profiles.lint import lint

FOLDER = Path(__file__).parent
RICH = (FOLDER / "rich.toml").read_text(encoding="utf-8")
SECTIONS = [part for part in re.split(r"\n(?=\[)", RICH.partition("\n\n")[2]) if part.strip()]
NEEDED = ("schema", "[sources.S]", "[call]", "[envelope]", "[paths]")
LEAST = '\n[api.editImage]\nevidence = "S"\n'
HUGE = "1" + "0" * 400
TOKEN = re.compile(r'("(?:[^"\\]|\\.)*"|[\w-]+)(\s*=)?')


def with_section(section: str) -> tuple[str, int]:
    """The least profile with a section, and the line where that begins."""
    name = section.partition("\n")[0]
    others = [
        part for part in SECTIONS if part.startswith(NEEDED) and part.partition("\n")[0] != name
    ]
    if section.startswith("schema"):
        return "\n".join([section, *others]) + LEAST, 1
    text = "\n".join([*others, ""]) + (LEAST if "editImage" not in name else "")
    return text + section, text.count("\n") + 1


def changes(line: str) -> Iterator[tuple[str, str]]:
    """A line with one of its words, numbers or keys changed, and what the change is."""
    for match in TOKEN.finditer(line):
        token, key = match[1], match[2]
        bare = token.strip('"')
        if key is not None:
            others = [f'"{bare}z"' if token[0] == '"' else f"{token}z"]
        elif token[0] == '"':
            others = ['"zz"', "7"]
        elif token in ("true", "false"):
            others = ["7"]
        else:
            others = ["-1", '"x"', HUGE]
        for other in others:
            changed = line[: match.start(1)] + other + line[match.end(1) :]
            yield f"{match.start(1) + 1} {'huge' if other == HUGE else other}", changed


def told(text: str, first: int, before: frozenset[str]) -> str:
    """What is said of a profile beside what was said before, lines counted from the section's."""
    found = []
    for item in lint({"zz": text}, find=lambda _: None).diagnostics:
        line, _, column = item.place.removeprefix("zz:").partition(":")
        said = f"{int(line) - first}:{column} {item.code} {item.message}"
        if said not in before:
            found.append(said)
    return "; ".join(found)


def lines(section: str) -> Iterator[str]:
    text, first = with_section(section)
    yield section.partition("\n")[0]
    before = told(text, first, frozenset())
    if before:
        yield f"  itself: {before}"
    known = frozenset(before.split("; "))
    head, tail = text[: text.index(section)], text[text.index(section) + len(section) :]
    every = section.split("\n")
    for number, line in enumerate(every):
        changed = [(f"{number}:{mark}", new) for mark, new in changes(line)] if number else []
        if number and line:
            changed.insert(0, (f"{number}: gone", ""))
        outcomes = []
        for mark, new in changed:
            whole = "\n".join([*every[:number], new, *every[number + 1 :]])
            outcomes.append((mark, told(head + whole + tail, first, known)))
        for said, run in groupby(outcomes, key=lambda pair: pair[1]):
            yield f"  {', '.join(mark for mark, _ in run)}: {said or 'nothing'}"


def test_what_is_told_of_damaged_profiles(golden: Callable[[Path, str], None]) -> None:
    told = [line for section in SECTIONS for line in lines(section)]
    golden(FOLDER / "damaged.txt", "".join(f"{line}\n" for line in told))
